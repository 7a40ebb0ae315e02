"""The words of a page of a PDF file with their places, and the rows that they form."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

_WORD = re.compile(r"[^\s\x00\x02\ufffe]+[\x02\ufffe]?")  # a hyphen at the end of a row parts it
_SMALLER = 0.85  # of the size of the characters around it: what is raised
_HIGHER = 0.2  # of the size: how much higher up what is raised stands
_MARK_SIGNS = "0123456789*†‡§"
_FIRST_CJK = "\u3001"  # the first of the signs of Chinese and Japanese
_SMALL_KANA = re.compile("[ぁ-ゟァ-ヿ]+")
_NOTE_MARK = re.compile(rf"[{_MARK_SIGNS}()\[\]]{{1,4}}|(?<=.)(?:st|nd|rd|th|[ivx]{{1,4}})")
_MAY_BE_RAISED = re.compile(
    rf"(?<=.)[{_MARK_SIGNS}][.,;:)]?$|^[{_MARK_SIGNS}](?=.*[^{_MARK_SIGNS}])"
)
_SAME_ROW = 0.35  # of its size: how far a word may stand from the baseline of its row
TOUCHING = 0.12  # of the size: no blank
NARROW, WHITE = 0.6, 1.5  # of the size: white space that may, and that does, part columns
LABEL_OF_ITEM = re.compile(
    r"\(?(?:[0-9]{1,3}|[a-z]|[ivxl]{1,6}|[A-Z]|[IVXL]{1,6})[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+\.?"
    r"|[•–—▪●○■◦*➢✓·\ue000-\uf8ff-]"
    r"|第\w{1,4}[条章節]|（\w{1,3}）|\([^\W\da-zA-Z_]{1,3}\)|[０-９]{1,3}|[①-⑳]|[ア-ン]"
    r"|(?:Article|Section|Chapter|Annex|Part) [0-9IVX]{1,4}[.:]?"
)
MERE_LABEL = re.compile(
    rf"{LABEL_OF_ITEM.pattern}|[^\w\s]"
    r"|\(?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)]?"
)
_LONGEST_LABEL = 16  # characters
_TURNED, _BOLD, _GROWN = 0.1, 600, 0.05  # an angle, a weight, a difference of heights


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
        apart = other.left - self.right > TOUCHING * other.size or not self.notes
        blank = " " * (apart and not unspaced(self.text, other.text))
        at = len(self.text) + len(blank)
        notes = (*self.notes, *((n + at, mark) for n, mark in other.notes))
        text = f"{self.text}{blank}{other.text}"
        return Words(text, self.left, other.right, self.base, self.size, self.bold, notes)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page as they are drawn, those that are turned, how many stand upright."""

    words: list[Words]
    turned: list[str]
    upright: int

    def __str__(self) -> str:
        marked = (f"{w.text} {' '.join(mark for _, mark in w.notes)}" for w in self.words)
        return " ".join([*marked, *self.turned])


def unspaced(before: str, after: str) -> bool:
    """Tell whether no blank parts what stands on both sides: Chinese or Japanese characters."""
    return bool(before and after) and min(before[-1], after[0]) >= _FIRST_CJK


class _Characters:
    """The characters of a page; those that one command draws look alike and stand on one line."""

    def __init__(self, page: Any, raw: Any) -> None:
        self._pdfium, self._text_page = raw, page.get_textpage()  # which must not be freed
        self._handle, count = self._text_page.raw, self._text_page.count_chars()
        self.text = self._text_page.get_text_range(0, count, errors="replace")
        self.shifted = len(self.text) != count
        self._rect = raw.FS_RECTF()
        self._last: tuple[int, Words | None] = (0, None)

    def place(self, at: int) -> int:
        return int(self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, at))

    def look(self, at: int) -> tuple[int, Words | None]:
        """Return which command draws a character, and a blank that looks so; none if turned."""
        drawn = self._pdfium.FPDFText_GetTextObject(self._handle, at)
        command = ctypes.addressof(drawn.contents) if drawn else 0
        if command != self._last[0] or not command:
            self._last = (command, self._new_look(at))
        return self._last

    def _new_look(self, at: int) -> Words | None:
        pdfium, handle = self._pdfium, self._handle
        if abs(pdfium.FPDFText_GetCharAngle(handle, at)) > _TURNED:
            return None
        left, base, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(handle, at, left, base)
        pdfium.FPDFText_GetMatrix(handle, at, matrix)
        size = pdfium.FPDFText_GetFontSize(handle, at) * (math.hypot(matrix.b, matrix.d) or 1.0)
        bold = pdfium.FPDFText_GetFontWeight(handle, at) >= _BOLD
        return Words("", 0, 0, base.value, size, bold)

    def box(self, at: int) -> tuple[float, float, float, float]:
        rect = self._rect
        self._pdfium.FPDFText_GetLooseCharBox(self._handle, at, rect)
        return rect.left, rect.bottom, rect.right, rect.top

    def foot(self, at: int) -> float:
        return float(self._text_page.get_charbox(at)[1])


def page_words(page: Any, raw: Any) -> PageWords:
    """Return the words of a page."""
    signs, found = _Characters(page, raw), list[Words]()
    turned, upright, drawn = list[str](), 0, 0
    for match in _WORD.finditer(signs.text):
        text, first, last = match[0], match.start(), match.end() - 1
        if signs.shifted:
            first, last = signs.place(first), signs.place(last)
        command, look = signs.look(first)
        left, low, right, top = signs.box(first)
        if look is None or not math.isfinite(left + right + look.base + look.size):
            turned.append(text)
            continue
        marked = False
        if first < last:
            _, other, right, end = signs.box(last)
            grown = abs((end - other) - (top - low)) > _GROWN * (top - low)
            behind = not text.isalpha() and _MAY_BE_RAISED.search(text) is not None
            marked = behind or (grown and signs.look(last)[0] != command)
            if end < low:
                upright += len(text)
        before = found[-1] if command == drawn else None
        if before and abs(left - before.right) < NARROW * look.size and not _is_sign(before.text):
            before.text += text if unspaced(before.text, text) else f" {text}"
            before.right = right
        else:
            found.append(Words(text, left, right, look.base, look.size, look.bold))
        drawn = command
        if marked:
            found[-1] = _raised_apart(signs, found[-1], range(first, last + 1))
            drawn = 0 if found[-1].notes else drawn
    return PageWords(found, turned, upright)


def _is_sign(text: str) -> bool:
    return len(text) < _LONGEST_LABEL and MERE_LABEL.fullmatch(text) is not None


def _raised_apart(signs: _Characters, words: Words, places: range) -> Words:
    """Return words, raised signs in the last apart as the mark of a note, or before it a label."""
    at = len(words.text) - len(places)
    text = words.text[at:]
    if at < 0 or " " in text:
        return words
    looks = [look for n in places if (look := signs.look(n)[1])]
    if len(looks) < len(text):
        return words
    main, raised = max(looks, key=lambda x: x.size), []
    for n, sign, look in zip(places, text, looks, strict=True):
        smaller = look.size < _SMALLER * main.size
        rise = look.base - main.base
        if sign in _MARK_SIGNS and not smaller and rise < _HIGHER * main.size:  # by its font
            rise = signs.foot(n) - main.base
        raised.append(rise > (_HIGHER / 2 if smaller else _HIGHER) * main.size)
    if not any(raised) or all(raised):
        return words
    begin, end = raised.index(True), len(raised) - raised[::-1].index(True)
    if not all(raised[begin:end]) or not _NOTE_MARK.fullmatch(text, begin, end):
        return words
    notes = ((at + begin, text[begin:end]),)
    if at or begin:
        return replace(words, text=words.text[: at + begin] + text[end:], notes=notes)
    return replace(words, text=text[end:], base=main.base, size=main.size, notes=notes)


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
    apart, sizes = abs(first.base - word.base), sorted((first.size, word.size))
    small = sizes[0] < _SMALLER * sizes[1]
    return apart < (0.6 if small else _SAME_ROW) * sizes[1]


def joined(row: Sequence[Words]) -> list[Words]:
    """Return the words of a row joined where blanks part them, not where white space does."""
    found: list[Words] = []
    for word in row:
        last = found[-1] if found else None
        if last is None or word.left - last.right > WHITE * max(last.size, word.size):
            found.append(word)
        elif word.size < _SMALLER * last.size and len(word.text) < 4 and word.base > last.base:
            mark = ((len(last.text), word.text),)
            found[-1] = replace(last, right=word.right, notes=(*last.notes, *mark))
        elif last.size < _SMALLER * word.size and len(last.text) < 4 and last.base > word.base:
            found[-1] = replace(word, text=f"{last.text} {word.text}", left=last.left)
        else:
            found[-1] = last.joined(word)
    return found
