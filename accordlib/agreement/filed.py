"""The lines of an agreement as its file has them: headings, labels of lists, notes, columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from accordlib.agreement.labelling import LABELS
from accordlib.agreement.lines import Entry, opens_line, with_marks
from accordlib.agreement.signatures import who_signs
from accordlib.readers.records import NO_TEXT, Block
from accordlib.texts.broken_lines import join_lines
from accordlib.texts.folding import Folding
from accordlib.texts.list_marks import COUNTED, MARKDOWN, RULE, TEXT, LineStyle

HEADED = LineStyle("hashes", rank=MARKDOWN, words="heading in the file")
_FILED_NUMBER = LineStyle("number", rank=COUNTED, heads=True, words="label in the file '{mark}'")
_BENEATH_A_LIST = LineStyle("letter", rank=COUNTED, words="label in the file '{mark}'", gap=1)
_BULLET = LineStyle("bullet", words="bullet in the file '{mark}'")
_HEADED = ("above", "title", "heading")  # labels that no item of a list within a list has
_ONE_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_INDENT = 4  # columns by which a list stands to the right of the one above it


def read_blocks(blocks: Sequence[Block], folding: Folding) -> tuple[list[Entry], list[Entry]]:
    """Return the lines of the text with their marks, and those of the page around them.

    A block begins a line of its own, whatever its words look like, and its label is its mark.
    """
    blocks = _titled([*_column_by_column(blocks)])
    lines = [e for block in blocks for e in _entries(block, folding)]
    page = [e for e in lines if e.label]
    text = [e for e in lines if not e.label]
    return with_marks(join_lines(text, (bool, lambda words: opens_line(words, {"-": 0})))), page


def _titled(blocks: list[Block]) -> list[Block]:
    """Return the blocks, the first a title if it is the only heading of its level."""
    heads = [b for b in blocks if b.kind in ("title", "heading")]
    first = next((n for n, b in enumerate(blocks) if b.kind not in NO_TEXT), 0)
    lone = heads and blocks[first] is heads[0] and not heads[0].label
    if lone and all(heads[0].level < b.level for b in heads[1:]):
        blocks[first] = replace(heads[0], kind="title")
    return blocks


def _entries(block: Block, folding: Folding) -> Iterator[Entry]:
    """Yield a block as a line, or, if a break is forced in running text, as several."""
    first, end = folding.folded(block.start, block.end)
    start = folding.folded(block.start + len(block.label), block.end)[0] if block.label else first
    headed = block.kind in ("title", "heading")
    column = block.cell[2] if block.cell and who_signs(block.words) else 0
    for n, line in enumerate(_ONE_LINE.finditer(folding.text, start, end)):
        begins = n == 0
        a, b = line.start(), end if headed else line.end()
        entry = Entry(folding.text, a, b, TEXT, _INDENT * block.level, begins, first=a)
        entry.column = column
        if not any(map(str.isalnum, folding.text[a:b])):
            entry.style = RULE
        elif block.kind in NO_TEXT:
            entry.label, entry.because = "rest", f"a {block.kind} in the file"
        elif block.kind == "heading":
            entry.style, entry.depth = HEADED, max(block.level, 1)
        elif block.label and begins:
            counts = any(map(str.isalnum, block.label))
            numbered = _FILED_NUMBER if block.level < 2 else _BENEATH_A_LIST
            entry.style = numbered if counts else _BULLET
            form = re.sub(r"[^\W_]+", "1", block.label) if counts else "•"
            entry.scheme = f"{block.level} {form}"
        entry.allowed = _allowed(block, headed)
        if begins and block.label:
            entry.first, entry.mark = first, block.label
        yield entry
        if headed:
            return


def _allowed(block: Block, headed: bool) -> str:
    """Return the labels that a line of a block may have; none are all."""
    if headed:
        return "title" if block.kind == "title" else "title heading"
    low = block.kind == "list item" and (block.level > 1 or not block.label)
    low = low or block.kind in ("caption", "table cell")
    return " ".join(x for x in LABELS if x not in _HEADED) if low else ""


def _column_by_column(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, a table of signatures one column after the other."""
    for _, group in groupby(blocks, lambda b: b.cell[:1]):
        run = list(group)
        signing = [b for b in run if b.cell and who_signs(b.words)]
        if len(signing) == len(run):
            run.sort(key=lambda b: b.cell[2])
        if signing and len({b.cell[1] for b in run}) == 1:
            run = [replace(b, cell=()) for b in run]  # its cells stand one after the other
        yield from run
