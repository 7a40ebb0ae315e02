"""Rows of words on a page of a PDF file, made into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from accordlib.readers.glyphs import Words, is_table, joined

_ITEM = re.compile(
    r"((?:\(?(?:[0-9]{1,3}|[a-z]|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6})[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+\.?"
    r"|[•–—▪●○■◦*➢✓·\ue000-\uf8ff-]"
    r"|第\w{1,4}[条章節]|[（(]\w{1,3}[）)]|[０-９]{1,3}|[①-⑳]|[ア-ン]"
    r"|(?:Article|Section|Chapter|Annex|Part) [0-9IVX]{1,4}[.:]?))(?:\s+|$)(.*)",
    re.DOTALL,
)
_FEWEST_ROWS = 4  # of running text, half of which end where its column does
_WIDE_STEP = 1.35  # of the usual distance of rows: a new paragraph
_HANGS = 0.3  # of the size: how far rows beneath a label may stand from it or from its words
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
    lines: Sequence[tuple[list[Words], float]], page: int, size: float
) -> Iterator[Rows]:
    """Yield the paragraphs of rows in the order in which they are read."""
    steps = [a[0].base - b[0].base for (a, _), (b, _) in pairwise(lines)]
    steps = sorted(s for s in steps if s > 0.9 * size) or [size]
    usual = steps[len(steps) // 10]  # rows of running text follow each other most closely
    ends = _run_ends([row for row, _ in lines], _WIDE_STEP * usual)
    current: Rows | None = None
    for n, (row, edge) in enumerate(lines):
        label, words = _labelled(row)
        near = [joined(x) for x, _ in lines[max(n - 1, 0) : n + 2]] if len(words) > 1 else []
        cells = is_table(near)
        if current and (cells or label):
            yield current
            current = None
        if cells:
            for column, word in enumerate(words, start=1):
                yield Rows(page, [word], cell=(0, n + 1, column))
            continue
        line = words[0]
        for more in words[1:]:
            line = line.joined(more)
        edge = min(edge, ends[n])
        if current and not _begins(current, line, usual, edge):
            current.lines.append(line)
            continue
        if current:
            yield current
        current = Rows(page, [line], label, row[0].left)
    if current:
        yield current


def _begins(current: Rows, line: Words, usual: float, edge: float) -> bool:
    """Tell whether a row begins a paragraph beneath the rows of another.

    `edge` is where the rows of its column end: a row that had room for the first word of the
    next one was broken by hand.
    """
    above, first = current.lines[-1], current.lines[0]
    step = above.base - line.base
    if step <= 0 or step > _WIDE_STEP * max(usual, 1.1 * line.size):
        return True
    if abs(above.size - line.size) > 0.08 * line.size or above.bold != line.bold:
        return True
    word = len(line.text.partition(" ")[0]) + 1
    room = above.right + word * (line.right - line.left) / max(len(line.text), 1)
    indented = line.left - above.left > INDENTED * line.size and first.left <= above.left
    hanging = min(abs(line.left - x) for x in (current.left, first.left))
    outdented = bool(current.label) and hanging > _HANGS * line.size
    return room < edge - line.size or outdented or (indented and not current.label)


def goes_on(last: Rows, first: Rows) -> bool:
    """Tell whether a paragraph goes on on the next page."""
    end, begin = last.lines[-1], first.lines[0]
    alike = abs(end.size - begin.size) < 0.08 * begin.size and end.bold == begin.bold
    unended = end.text[-1:] not in ".:;!?。"
    return alike and unended and not first.label and not first.cell and begin.text[0].islower()


def first_word(paragraph: Rows) -> str:
    """Return what a paragraph begins with: a raised mark, a label, or the first word."""
    first = paragraph.lines[0]
    raised = [mark for at, mark in first.notes[:1] if at == 0]
    return (raised[0] if raised else paragraph.label or first.text.partition(" ")[0]).rstrip(".")


def _run_ends(lines: Sequence[list[Words]], widest: float) -> list[float]:
    """Return where the rows of each stretch of running text end; nowhere for short ones."""
    found: list[float] = []
    run: list[list[Words]] = []
    for row, after in zip(lines, [*lines[1:], None], strict=False):
        run.append(row)
        if after is None or not 0 < row[0].base - after[0].base <= widest:
            rights = [r[-1].right for r in run]
            full = sum(x > max(rights) - 2 * row[0].size for x in rights)
            running = len(run) >= _FEWEST_ROWS and 2 * full >= len(run)
            found += [max(rights) if running else inf] * len(run)
            run = []
    return found


def _labelled(row: Sequence[Words]) -> tuple[str, list[Words]]:
    """Return the label before a row of words, and the rest of it, joined where blanks part it."""
    whole = " ".join(word.text for word in row)
    match = _ITEM.fullmatch(whole)
    count = len(match[1].split()) if match else 0
    if not match or not match[2] or count >= len(row):
        return "", joined(row)
    return match[1], joined(row[count:])
