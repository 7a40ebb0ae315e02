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
_WHITE = 1.1  # of the size: white space that is more than a blank
_LABEL = re.compile(r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)]?|[^\w\s]")
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
        """Return both as one, with a blank between."""
        at = len(self.text) + 1
        notes = (*self.notes, *((n + at, mark) for n, mark in other.notes))
        return replace(self, text=f"{self.text} {other.text}", right=other.right, notes=notes)


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
    gutter = _gutter(lines)
    if gutter is None:
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


def _gutter(lines: Sequence[list[Words]]) -> float | None:
    """Return where white space parts most rows into columns, if it does."""
    gaps = [
        (a.right, b.left)
        for row in lines
        for a, b in pairwise(row)
        if not (a is row[0] and _LABEL.fullmatch(a.text))
    ]
    votes = Counter({b: sum(left < b <= right + 1 for left, right in gaps) for _, b in gaps})
    if not votes or votes.most_common(1)[0][1] < _COLUMN_ROWS:
        return None
    return votes.most_common(1)[0][0] - 0.5


def _by_columns(band: Sequence[list[Words]], gutter: float) -> Iterator[list[Words]]:
    """Yield the rows of a stretch without one that crosses the gutter: left ones, right ones."""
    sides = [
        ([w for w in row if w.right <= gutter], [w for w in row if w.left > gutter]) for row in band
    ]
    both = [n for n, (left, right) in enumerate(sides) if right]
    if sum(bool(left and right) for left, right in sides) < _COLUMN_ROWS or is_table(band):
        yield from band
        return
    first, last = both[0], both[-1]
    steps = sorted(a[0].base - b[0].base for a, b in pairwise(band))
    usual = steps[len(steps) // 2] if steps else 0
    while last + 1 < len(band) and band[last][0].base - band[last + 1][0].base < _CLOSE * usual:
        last += 1
    while first and band[first - 1][0].base - band[first][0].base < _CLOSE * usual:
        first -= 1
    yield from band[:first]
    for side in (0, 1):
        yield from in_order(
            [row for row in (pair[side] for pair in sides[first : last + 1]) if row]
        )
    yield from band[last + 1 :]


def is_table(band: Sequence[list[Words]]) -> bool:
    """Tell whether rows are those of a table: of three cells or more, mostly."""
    return sum(len(row) > 2 for row in band) * 2 > len(band) > 1
