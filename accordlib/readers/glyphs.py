"""The words of a page of a PDF file with their places, and the rows and columns that they form."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby, pairwise
from typing import Any

_WORD = re.compile(r"[^\s\x00\x02\ufffe]+[\x02\ufffe]?")  # a hyphen at the end of a row parts it
_SMALLER = 0.85  # of the size of the characters around it: what is raised
_HIGHER = 0.2  # of the size: how much higher up what is raised stands
_MARK_SIGNS = "0123456789*†‡§"
_FIRST_CJK = "\u3001"  # the first of the signs of Chinese and Japanese
_SMALL_KANA = re.compile("[ぁ-ゟァ-ヿ]+")
_NOTE_MARK = re.compile(rf"[{_MARK_SIGNS}()\[\]]{{1,4}}|(?<=.)(?:st|nd|rd|th|[ivx]{{1,4}})")
_MARK_BEHIND = re.compile(rf"(?<=.)(?:[{_MARK_SIGNS}]{{1,3}}|(?<=[a-z])[ivx]{{1,4}})(?=[.,;:)]?$)")
_SAME_ROW = 0.35  # of its size: how far a word may stand from the baseline of its row
_TOUCHING = 0.12  # of the size: no blank
_NARROW, _WHITE = 0.6, 1.5  # of the size: white space that may, and that does, part columns
_LABEL = re.compile(
    r"第\w{1,4}[条章節]|[（(][\w]{1,3}[）)]|[０-９]{1,3}|[①-⑳]|[ア-ン]|"
    r"\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)]?|[^\w\s]|[\ue000-\uf8ff]"
)
_LEVEL_WITH = 0.8  # of its size: how far a line of another column may stand higher or lower
_FEW_ROWS, _MANY_ROWS = 2, 4  # with others beside them, by wide and by narrow white space
_INDENT_AT_MOST = 4  # of the size: rows of a column that stand further to the right
_FILLED = 0.75  # of the width of columns of running text, at least
_CLOSE, _WIDER_STEP = 1.5, 1.2  # of the usual distance of rows: the text goes on; of wider rows
_SEVERAL_ROWS = 6  # which show how wide their column is if a third of them reach its end
_FEWEST_ROWS = 4  # of running text, half of which end where its column does


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
        apart = other.left - self.right > _TOUCHING * other.size or not self.notes
        blank = " " * (apart and not unspaced(self.text, other.text))
        at = len(self.text) + len(blank)
        notes = self.notes
        if other.notes:
            notes = (*notes, *((n + at, mark) for n, mark in other.notes))
        text = f"{self.text}{blank}{other.text}"
        return Words(text, self.left, other.right, self.base, self.size, self.bold, notes)


def unspaced(before: str, after: str) -> bool:
    """Tell whether no blank parts what stands on both sides: Chinese or Japanese characters."""
    return bool(before and after) and min(before[-1], after[0]) >= _FIRST_CJK


def page_words(page: Any, raw: Any) -> list[Words]:
    """Return the words of a page; those that are turned are left out."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    text = text_page.get_text_range(0, count, errors="replace") if count else ""
    found = []
    shifted = len(text) != count
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
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
        left, tall = box.left, box.top - box.bottom
        raw.FPDFText_GetLooseCharBox(text_page, last, box)
        right, heights = box.right, (tall, box.top - box.bottom)
        raw.FPDFText_GetCharOrigin(text_page, first, x, y)
        raw.FPDFText_GetMatrix(text_page, first, matrix)
        scale = math.hypot(matrix.b, matrix.d) or 1.0
        size = scale * raw.FPDFText_GetFontSize(text_page, first)
        bold = raw.FPDFText_GetFontWeight(text_page, first) >= 600
        word = Words(match[0], left, right, y.value, size, bold)
        if first < last:
            raised = _raised(text_page, raw, word, range(first, last + 1), heights)
            word = _word(word, raised, heights[1] / tall if tall else 1.0)
        found.append(word)
    return [word for word in found if word.text or word.notes]


def _raised(
    text_page: Any, raw: Any, word: Words, places: range, heights: tuple[float, float]
) -> list[bool]:
    """Return which characters of a word are raised: smaller than the others, or higher up."""
    if abs(heights[0] - heights[1]) > 0.05 * max(heights):
        boxes = [_box(text_page, raw, n) for n in places]
        tall, foot = max((top - low, low) for top, low in boxes)
        least = [_HIGHER / 2 if top - low < _SMALLER * tall else _HIGHER for top, low in boxes]
        return [box[1] - foot > n * word.size for box, n in zip(boxes, least, strict=True)]
    text, found = word.text, [False] * len(places)
    if len(text) != len(found):
        return found
    behind = _MARK_BEHIND.search(text)
    for span in (
        behind.span() if behind else (0, 0),
        (0, len(text) - len(text.lstrip(_MARK_SIGNS))),
    ):
        if span[0] < span[1] < len(text) + span[0]:
            plain = 0 if span[0] else span[1]
            raw.FPDFText_GetCharOrigin(text_page, places[plain], *(x := _doubles(2)))
            feet = [_foot(text_page, raw, places[n]) for n in range(*span)]
            found[slice(*span)] = [foot - x[1].value > _HIGHER * word.size for foot in feet]
    return found


def _box(text_page: Any, raw: Any, at: int) -> tuple[float, float]:
    """Return the upper and the lower end of a character, as its font has it."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, at, box)
    return box.top, box.bottom


def _foot(text_page: Any, raw: Any, at: int) -> float:
    raw.FPDFText_GetCharBox(text_page, at, *(box := _doubles(4)))
    return box[2].value


def _doubles(count: int) -> list[ctypes.c_double]:
    return [ctypes.c_double() for _ in range(count)]


def _word(word: Words, raised: Sequence[bool], grown: float) -> Words:
    """Return a word, raised signs in it apart as the mark of a note, or before it as a label."""
    if len(raised) != len(word.text) or not any(raised) or all(raised):
        return word
    begin, end = raised.index(True), len(raised) - raised[::-1].index(True)
    mark, text = word.text[begin:end], word.text
    if not all(raised[begin:end]) or not _NOTE_MARK.fullmatch(text, begin, end):
        return word
    if begin == 0:
        return replace(word, text=text[end:], size=word.size * grown, notes=((0, mark),))
    return replace(word, text=text[:begin] + text[end:], notes=((begin, mark),))


def without_furigana(words: Sequence[Words]) -> tuple[list[Words], list[Words]]:
    """Part words from the small kana above others, which say how those are read."""
    small = [w for w in words if _SMALL_KANA.fullmatch(w.text)]
    above = [w for w in small if any(_reads(w, x) for x in words)]
    return [w for w in words if w not in above], above


def _reads(word: Words, other: Words) -> bool:
    higher = 0.5 * other.size < word.base - other.base < 1.5 * other.size
    over = word.left < other.right and other.left < word.right
    return word.size < 0.65 * other.size and higher and over


def page_rows(words: Iterable[Words]) -> list[list[Words]]:
    """Return the rows of a page from top to bottom, the words of each from left to right."""
    found: list[list[Words]] = []
    for word in sorted(words, key=lambda w: (-w.base, w.left)):
        near = (row for row in found[-3:] if _in_row_of(row[0], word))
        if (row := next(near, None)) is not None:
            row.append(word)
        else:
            found.append([word])
    return [sorted(row, key=lambda w: w.left) for row in found]


def _in_row_of(first: Words, word: Words) -> bool:
    """Tell whether a word stands in the row of another; what is raised stands a little higher."""
    apart, size = abs(first.base - word.base), max(first.size, word.size)
    return apart < _SAME_ROW * size or (
        apart < 0.6 * size and min(first.size, word.size) < _SMALLER * size
    )


def joined(row: Sequence[Words]) -> list[Words]:
    """Return the words of a row joined where blanks part them, not where white space does."""
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


def in_order(lines: Sequence[list[Words]], end: float = 0.0) -> list[tuple[list[Words], float]]:
    """Return rows in the order in which they are read, each with where its column ends."""
    edge = max([end, *(row[-1].right for row in lines)])
    gutters = sorted(_gutters(lines), key=lambda x: -_votes(lines, x))
    if not gutters or not _votes(lines, gutters[0]):
        return [(row, edge) for row in lines]
    found: list[tuple[list[Words], float]] = []
    for band, parted in _bands(lines, gutters[0]):
        found += _by_columns(band, gutters[0]) if parted else in_order(band, edge)
    return found


def _gutters(lines: Sequence[list[Words]]) -> list[float]:
    """Return where columns may begin: at words with white space and no mere label before them."""
    starts: Counter[float] = Counter()
    for row in lines:
        starts[round(row[0].left)] += 1
        apart = True  # whether white space stands before a word
        for word, after in pairwise(row):
            labels = apart and _LABEL.fullmatch(word.text)
            apart = after.left - word.right > _NARROW * after.size
            if apart and not labels:
                starts[round(after.left)] += 1
    least = min((row[0].left for row in lines), default=0)
    return [x for x, count in starts.most_common(8) if count > 1 and x > least + 10]


def _crosses(row: Sequence[Words], gutter: float) -> bool:
    """Tell whether a row has words where the white space before a column would be."""
    return any(
        (w.left < gutter - 2 and w.right > gutter - _NARROW * w.size)
        or w.left < gutter - 2 < w.right
        for w in row
    )


def _bands(lines: Sequence[list[Words]], gutter: float) -> Iterator[tuple[list[list[Words]], bool]]:
    """Yield stretches of rows, each with whether a gutter parts it into columns."""
    for crossing, group in groupby(lines, lambda row: _crosses(row, gutter)):
        band = list(group)
        yield band, not crossing and _parts(band, gutter) > 0


def _votes(lines: Sequence[list[Words]], gutter: float) -> int:
    return sum(_parts(band, gutter) for band, parted in _bands(lines, gutter) if parted)


def _parts(band: Sequence[list[Words]], gutter: float) -> int:
    """Return how many lines begin at a gutter with others beside them; 0 if they are too few."""
    plain = [row[1:] if _LABEL.fullmatch(row[0].text) else row for row in band]
    left = [w for row in plain for w in row if w.left < gutter - 2]
    right = [next((w for w in row if w.left >= gutter - 2), None) for row in band]
    begin = [w for w in right if w is not None and w.left - gutter < _INDENT_AT_MOST * w.size]
    begin = [*dropwhile(lambda w: w.left - gutter >= 2, begin)]
    exact = sum(w.left - gutter < 2 for w in begin)
    count, widest = 0, math.inf
    for word in begin:
        gaps = [
            word.left - x.right for x in left if abs(x.base - word.base) < _LEVEL_WITH * word.size
        ]
        count += bool(gaps)
        widest = min([widest, *gaps])
    beside = sum(w is not None for w in right)
    least = _FEW_ROWS if begin and widest > _WHITE * begin[0].size else _MANY_ROWS
    enough = exact >= _FEW_ROWS and count >= least and len(begin) * 2 > beside
    return count if enough else 0


def _by_columns(band: Sequence[list[Words]], gutter: float) -> list[tuple[list[Words], float]]:
    """Return the rows of a stretch that a gutter parts: the left ones, and then the right ones.

    Rows on the left alone, above or beneath all others, are no part of it unless they go on. Where
    white space goes through and such a row follows, another stretch begins.
    """
    if is_table([joined(row) for row in band]):
        return [(row, row[-1].right) for row in band]
    size = band[0][0].size
    alone = [row[-1].left < gutter - 2 for row in band]
    bases = [row[0].base for row in band if row[0].left < gutter - 2]
    steps = sorted(a - b for a, b in pairwise(bases))
    usual = steps[len(steps) // 2] if steps else 0
    far = [a[0].base - b[0].base >= _CLOSE * usual for a, b in pairwise(band)]
    first, last = alone.index(False), len(band) - alone[::-1].index(False)
    while first and not far[first - 1]:
        first -= 1
    cut = next((n for n in range(first + 1, last) if far[n - 1] and alone[n]), last)
    columns: tuple[list[list[Words]], ...] = ([], [])
    for row in band[first:cut]:
        for right, words in groupby(row, lambda w: w.left >= gutter - 2):
            columns[right].append(list(words))
    if cut == last and columns[0]:
        columns[0].extend(more := _going_on(columns[0], band[last:], usual))
        cut += len(more)
    found = [(row, row[-1].right) for row in band[:first]]
    left = min(row[0].left for row in band[first:cut])
    for column, begin in zip(columns, (left, gutter), strict=True):
        rights = [row[-1].right for row in column]
        tells = len(column) >= _SEVERAL_ROWS and running(rights, size, 3)
        found += in_order(column, 0.0 if tells else begin + gutter - _WHITE * size - left)
    return found + (in_order(band[cut:]) if cut < len(band) else [])


def _going_on(
    column: Sequence[list[Words]], rows: Sequence[list[Words]], usual: float
) -> Sequence[list[Words]]:
    """Return the rows, of those beneath a column on the right, with which the left one goes on.

    What is further down than the next paragraph, or wider than the column, is beneath both.
    """
    rights = [row[-1].right for row in column]
    size = column[0][0].size
    end = max(rights) + _TOUCHING * size
    even = sum(x > end - 2 * _TOUCHING * size for x in rights) >= _FEW_ROWS
    for n, (above, row) in enumerate(pairwise([column[-1], *rows])):
        apart = above[0].base - row[0].base
        if row[-1].right > end and (even or apart >= _WIDER_STEP * usual):
            return rows[:n]
        if apart >= _CLOSE * usual:
            rest = [r[-1].right for r in rows[n:]]
            full = sum(x > end - 2 * size for x in rest)
            return rows if max(rest) <= end and full * 2 >= len(rest) > 1 else rows[:n]
    return rows


def running(rights: Sequence[float], size: float, part: int = 2) -> bool:
    """Tell whether rows that end there are running text: a half or so of them reach its end."""
    full = sum(x > max(rights) - 2 * size for x in rights)
    return len(rights) >= _FEWEST_ROWS and part * full >= len(rights)


def is_table(band: Sequence[list[Words]]) -> bool:
    """Tell whether rows are those of a table: mostly of three cells or more, with room in them."""
    if sum(len(row) > 2 for row in band) * 2 <= len(band) or len(band) < 2:
        return False
    width = max(row[-1].right for row in band) - min(row[0].left for row in band)
    filled = sum(w.right - w.left for row in band for w in row)
    return filled < _FILLED * width * len(band)
