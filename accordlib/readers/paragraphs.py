"""Rows of words on a page of a PDF file, made into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from math import inf

from accordlib.readers.columns import is_table, running
from accordlib.readers.glyphs import LABEL_OF_ITEM, Words, joined

_ITEM = re.compile(rf"({LABEL_OF_ITEM.pattern})(?:\s+|$)(.*)", re.DOTALL)
_WIDE_STEP = 1.35  # of the usual distance of rows: a new paragraph
_HANGS = 0.3  # of the size: how far rows beneath a label may stand from it or from its words
_EVEN = 0.1  # of the size: how far even rows may end from each other
_TABBED = 0.8  # of the size: what parts the bullet "o" from words, and no word "o" from others
_LEADS_ON = re.compile(
    r"(?i)(?:^|\s)(?:an?|and|by|for|in|of|on|or|the|to|with|paragraphs?|articles?|annex|points?)$"
)
_ROW_DASHES = ("–", "—", "-")
INDENTED = 0.8  # of the size of the characters: a row further to the right


@dataclass
class Rows:
    """Rows of one paragraph, on the page where it begins."""

    page: int
    lines: list[Words] = field(default_factory=list)
    label: str = ""
    left: float = 0.0  # where it begins, with its label
    cell: tuple[int, ...] = ()


def paragraphs(
    lines: Sequence[tuple[list[Words], float]], page: int, size: float, marks: Collection[str]
) -> list[Rows]:
    """Return the paragraphs of rows as they are read; a mark of a note begins one."""
    steps = [a[0].base - b[0].base for (a, _), (b, _) in pairwise(lines)]
    steps = sorted(s for s in steps if s > 0.9 * size) or [size]
    usual = steps[len(steps) // 10]  # rows of running text follow each other most closely
    ends = _run_ends(lines, _WIDE_STEP * usual)
    found, current = list[Rows](), None
    of_table = 0  # rows so far
    for n, (row, _) in enumerate(lines):
        label, words = _labelled(row)
        if label and current and _refers(label, row[0], current, lines[n - 1][1]):
            label, words = "", joined(row)
        near = [joined(x) for x, _ in lines[max(n - 1, 0) : n + 2]] if len(words) > 1 else []
        if is_table(near):
            of_table, current = of_table + 1, None
            cells = enumerate(words, start=1)
            found += (Rows(page, [x], cell=(0, of_table, column)) for column, x in cells)
            continue
        of_table, line = 0, reduce(Words.joined, words)
        begun = Rows(page, [line], label, row[0].left)
        end = min(lines[n - 1][1], ends[n - 1])
        own = label or (len(row) > 1 and row[0].text in marks)
        if current and not own and not _begins(current, begun, usual, end):
            current.lines.append(line)
        else:
            found.append(current := begun)
    return found


def _begins(current: Rows, begun: Rows, usual: float, edge: float) -> bool:
    """Tell whether a row begins a paragraph beneath the rows of another.

    `edge` is where the rows of the column above end: a row that had room for the first word of
    the next one was broken by hand.
    """
    above, first, line = current.lines[-1], current.lines[0], begun.lines[0]
    step = above.base - line.base
    word = len(line.text.partition(" ")[0]) + 1
    says_on = line.text[0].islower() or _LEADS_ON.search(above.text)
    if says_on and _unended(above) and step < 2 * line.size and _centred(above, line):
        return False
    room = above.right + word * (line.right - line.left) / max(len(line.text), 1)
    if room < edge - line.size:
        return True
    full = above.right > edge - _EVEN * line.size  # else only words tell that the text goes on
    if step <= 0:  # at the top of the next column
        return not goes_on(current, begun, full and above.text[-1:].isalnum())
    if step > _WIDE_STEP * max(usual, 1.1 * line.size) or not _same_print(above, line):
        return True
    if not current.label:
        return line.left - above.left > INDENTED * line.size and first.left <= above.left
    beside = (current.left, first.left, *(x.left for x in current.lines[1:2]))
    if min(abs(line.left - x) for x in beside) <= _HANGS * line.size:
        return False
    inside = above is not first or line.left > current.left
    return inside or not (full or line.text[0].islower() or _unended(above))


def _refers(label: str, first: Words, current: Rows, edge: float) -> bool:
    """Tell whether what is like a label goes on with the row above: paragraph / (1) of ..."""
    above, size = current.lines[-1], first.size
    word = 0.5 * size * (len(first.text.partition(" ")[0]) + 1)
    full = above.right + word > edge and _unended(above) and _same_print(above, first)
    level = min(abs(first.left - x) for x in (above.left, current.left)) < _HANGS * size
    dashed = label in _ROW_DASHES and current.label not in _ROW_DASHES
    return full and level and (dashed or " " in label or bool(_LEADS_ON.search(above.text)))


def _centred(one: Words, other: Words) -> bool:
    apart = abs(one.left - other.left)
    level = abs(one.left + one.right - other.left - other.right)
    return level < other.size < apart and _same_print(one, other)


def _same_print(one: Words, other: Words) -> bool:
    return abs(one.size - other.size) <= 0.08 * other.size and one.bold == other.bold


def _unended(row: Words) -> bool:
    return row.text[-1:] not in ".:;!?。"


def goes_on(last: Rows, first: Rows, full: bool = False) -> bool:
    """Tell whether a paragraph goes on on the next page, or in the next column."""
    end, begin = last.lines[-1], first.lines[0]
    rights = [x.right for x in last.lines[:-1]]
    word = 0.5 * begin.size * (len(begin.text.partition(" ")[0]) + 1)
    reaching = len(rights) > 1 and end.right + word > max(rights) and end.text[-1].isalnum()
    full = full or reaching or _LEADS_ON.search(end.text) is not None
    plain = not first.label and not first.cell and (full or begin.text[0].islower())
    return plain and _same_print(end, begin) and _unended(end)


def first_word(paragraph: Rows) -> str:
    """Return what a paragraph begins with: a raised mark, a label, or the first word."""
    first = paragraph.lines[0]
    raised = [mark for at, mark in first.notes[:1] if at == 0]
    return (raised[0] if raised else paragraph.label or first.text.partition(" ")[0]).rstrip(".")


def _run_ends(lines: Sequence[tuple[list[Words], float]], widest: float) -> list[float]:
    """Return where the rows of each stretch of running text end; nowhere for short ones."""
    found: list[float] = []
    run: list[list[Words]] = []
    for (row, edge), after in zip(lines, [*lines[1:], ([], -1.0)], strict=False):
        run.append(row)
        if after[1] != edge or not 0 < row[0].base - after[0][0].base <= widest:
            rights = [r[-1].right for r in run]
            found += [max(rights) if running(rights, row[0].size) else inf] * len(run)
            run = []
    return found


def _labelled(row: Sequence[Words]) -> tuple[str, list[Words]]:
    """Return the label before a row of words, and the rest of it, joined where blanks part it."""
    whole = " ".join(word.text for word in row)
    if whole[:2] == "o " and row[1].left - row[0].right > _TABBED * row[0].size:
        return "◦", joined(row[1:])
    match, rest, said = _ITEM.fullmatch(whole), list(row), ""
    while match and rest and len(said) < len(match[1]):
        said = f"{said} {rest.pop(0).text}".strip()
    if not match or said != match[1] or not rest:
        return "", joined(row)
    return said, joined(rest)
