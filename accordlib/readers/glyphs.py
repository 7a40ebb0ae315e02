"""The words of a page of a PDF file with their places, and the rows and columns that they form."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

_WORD = re.compile(r"[^\s\x00]+")
_SMALLER = 0.85  # of the size of the characters around it: what is raised
_SAME_ROW = 0.35  # of its size: how far a word may stand from the baseline of its row
_TOUCHING = 0.12  # of the size: no blank
_WHITE = 1.1  # of the size: white space that is more than a blank
_LABEL = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)]?|[^\w\s]")
_BESIDE = 0.8  # of its size: how far a line of another column may stand higher or lower
_COLUMN_ROWS = 2  # that stand beside each other at least, where there are columns
_CLOSE = 1.5  # of the usual distance of rows: the text goes on


@dataclass(slots=True)
class Words:
    """A word, or several with blanks between them, in one row of one column."""

    text: str
    left: float
    right: float
    base: float  # of the characters, from the foot of the page
    size: float
    bold: bool = False
    notes: tuple[tuple[int, str], ...] = ()  # raised signs, after so many characters

    def joined(self, other: Words) -> Words:
        """Return both as one, with a blank between unless they touch."""
        blank = " " * (other.left - self.right > _TOUCHING * other.size or not self.notes)
        at = len(self.text) + len(blank)
        notes = (*self.notes, *((n + at, mark) for n, mark in other.notes))
        return replace(self, text=f"{self.text}{blank}{other.text}", right=other.right, notes=notes)


def page_words(page: Any, raw: Any) -> list[Words]:
    """Return the words of a page; those that are turned are left out."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    text = text_page.get_text_range(0, count, errors="replace") if count else ""
    found = []
    shifted = len(text) != count
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for match in _WORD.finditer(text):
        first, last = match.start(), match.end() - 1
        if shifted:
            first, last = (
                raw.FPDFText_GetCharIndexFromTextIndex(text_page, n) for n in (first, last)
            )
        if first < 0 or abs(raw.FPDFText_GetCharAngle(text_page, first)) > 0.1:
            continue
        raw.FPDFText_GetLooseCharBox(text_page, first, box)
        left = box.left
        raw.FPDFText_GetLooseCharBox(text_page, last, box)
        raw.FPDFText_GetCharOrigin(text_page, first, x, y)
        sizes = _sizes(text_page, raw, first, last)
        bold = raw.FPDFText_GetFontWeight(text_page, first) >= 600
        found.append(_word(match[0], left, box.right, y.value, sizes, bold))
    return [word for word in found if word.text or word.notes]


def _sizes(text_page: Any, raw: Any, first: int, last: int) -> list[float]:
    """Return the sizes of the characters of a word; of one of a single size, that alone."""
    ends = [raw.FPDFText_GetFontSize(text_page, n) for n in (first, last)]
    if abs(ends[0] - ends[1]) < 0.05 * max(ends):
        return ends[:1]
    return [raw.FPDFText_GetFontSize(text_page, n) for n in range(first, last + 1)]


def _word(
    text: str, left: float, right: float, base: float, sizes: Sequence[float], bold: bool
) -> Words:
    """Return a word; small signs behind it are the mark of a note."""
    size = max(sizes)
    if len(sizes) == len(text) > 1:
        small = [n < _SMALLER * size for n in sizes]
        end = len(text)
        while end and small[end - 1]:
            end -= 1
        if 0 < end < len(text) and not any(small[:end]):
            return Words(text[:end], left, right, base, size, bold, ((end, text[end:]),))
        begin = next((n for n, is_small in enumerate(small) if not is_small), 0)
        if begin and not any(small[begin:]):
            return Words(f"{text[:begin]} {text[begin:]}", left, right, base, size, bold)
    return Words(text, left, right, base, size, bold)


def page_rows(words: Iterable[Words]) -> list[list[Words]]:
    """Return the rows of a page from top to bottom, each from left to right, parted at gaps."""
    found: list[list[Words]] = []
    for word in sorted(words, key=lambda w: (-w.base, w.left)):
        near = (row for row in found[-3:] if _in_row_of(row[0], word))
        if (row := next(near, None)) is not None:
            row.append(word)
        else:
            found.append([word])
    return [_parted(sorted(row, key=lambda w: w.left)) for row in found]


def _in_row_of(first: Words, word: Words) -> bool:
    """Tell whether a word stands in the row of another; what is raised stands a little higher."""
    apart, size = abs(first.base - word.base), max(first.size, word.size)
    return apart < _SAME_ROW * size or (
        apart < 0.6 * size and min(first.size, word.size) < _SMALLER * size
    )


def _parted(row: Sequence[Words]) -> list[Words]:
    """Return the words of a row joined where blanks part them, not where a column ends."""
    found: list[Words] = []
    for word in row:
        last = found[-1] if found else None
        if last is None or word.left - last.right > _WHITE * max(last.size, word.size):
            found.append(word)
        elif word.size < _SMALLER * last.size and len(word.text) < 4 and word.base > last.base:
            mark = ((len(last.text), word.text),)
            found[-1] = replace(last, right=word.right, notes=(*last.notes, *mark))
        elif last.size < _SMALLER * word.size and len(last.text) < 4 and last.base > word.base:
            found[-1] = replace(word, text=f"{last.text} {word.text}", left=last.left)
        else:
            found[-1] = last.joined(word)
    return found


def in_order(lines: Sequence[list[Words]]) -> Iterator[list[Words]]:
    """Yield rows in the order in which they are read: one column after the other."""
    gutter = _gutter([w for row in lines for w in row])
    if gutter is None or is_table(lines):
        yield from lines
        return
    band: list[list[Words]] = []
    for row in lines:
        if any(w.left < gutter < w.right for w in row):
            yield from _by_columns(band, gutter)
            yield row
            band = []
        else:
            band.append(row)
    yield from _by_columns(band, gutter)


def _gutter(lines: Sequence[Words]) -> float | None:
    """Return where a column begins: at the left end of most lines that have others beside them.

    What stands beside a line is no label, and ends where white space begins.
    """
    votes: Counter[float] = Counter()
    for line in lines:
        near = (x for x in lines if abs(x.base - line.base) < _BESIDE * line.size)
        beside = (x.right + _WHITE * line.size / 2 < line.left for x in near if not _is_label(x))
        votes[round(line.left)] += any(beside)
    found = votes.most_common(1)
    return found[0][0] - 1.0 if found and found[0][1] >= _COLUMN_ROWS else None


def _is_label(words: Words) -> bool:
    return _LABEL.fullmatch(words.text) is not None


def _by_columns(band: Sequence[list[Words]], gutter: float) -> Iterator[list[Words]]:
    """Yield the rows of a stretch without one that crosses the gutter: left ones, right ones."""
    right = [n for n, row in enumerate(band) if row[-1].left > gutter]
    if not right or (len(right) == len(band) and all(row[0].left > gutter for row in band)):
        yield from band
        return
    bases = [row[0].base for row in band if row[0].right <= gutter]
    steps = sorted(a - b for a, b in pairwise(bases))
    near = _CLOSE * steps[len(steps) // 2] if steps else 0
    first, last = right[0], right[-1] + 1
    while last < len(band) and band[last - 1][0].base - band[last][0].base < near:
        last += 1
    while first and band[first - 1][0].base - band[first][0].base < near:
        first -= 1
    yield from band[:first]
    for side in (0, 1):
        column = [[w for w in row if (w.left > gutter) == side] for row in band[first:last]]
        yield from in_order([row for row in column if row])
    yield from band[last:]


def is_table(band: Sequence[list[Words]]) -> bool:
    """Tell whether rows are those of a table: of three cells or more, mostly."""
    return sum(len(row) > 2 for row in band) * 2 > len(band) > 1
