"""Tables on a page of a PDF file that have lines drawn around their cells."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accordlib.readers.glyphs import Words

_THIN, _LONG = 3.0, 8.0  # points: how thick a line may be, and how long it is at least
_TOUCH = 3.0  # points: what touches
_SQUARE, _MIDDLE = 5, 0.32  # commands that draw one; the middle of a small letter, of its size
_MOST_LINES = 20_000  # of a page: more is a drawing


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A line: where it lies across its direction, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class RuledTable:
    """The columns and rows of a table, and the lines between its cells."""

    xs: list[float]  # from left to right
    ys: list[float]  # from bottom to top
    flat: set[_Stroke]
    upright: set[_Stroke]

    def cell(self, word: Words) -> tuple[int, int] | None:
        """Return the row and the column, from 1, of the cell in which a word stands, if any."""
        column = bisect_right(self.xs, (word.left + word.right) / 2) - 1
        row = bisect_right(self.ys, word.base + 0.2 * word.size) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        middle = (self.ys[row] + self.ys[row + 1]) / 2
        while column > 0 and not _crossed(self.upright, self.xs[column], middle):
            column -= 1
        across = (self.xs[column] + self.xs[column + 1]) / 2
        while row + 2 < len(self.ys) and not _crossed(self.flat, self.ys[row + 1], across):
            row += 1
        return len(self.ys) - 1 - row, column + 1


def _crossed(strokes: Iterable[_Stroke], at: float, across: float) -> bool:
    return any(abs(s.at - at) <= _TOUCH and s.start <= across <= s.end for s in strokes)


def drawings(page: Any, raw: Any) -> tuple[list[RuledTable], list[Words]]:
    """Return the tables of a page from top to bottom, of lines that touch, and drawn bullets."""
    flat, upright, dots = list[_Stroke](), list[_Stroke](), list[Words]()
    for count, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count > _MOST_LINES:
            return [], []
        left, low, right, high = shape.get_bounds()
        wide, tall = right - left, high - low
        if tall <= _THIN and wide >= _LONG:
            flat.append(_Stroke((low + high) / 2, left - _TOUCH, right + _TOUCH))
        elif wide <= _THIN and tall >= _LONG:
            upright.append(_Stroke((left + right) / 2, low - _TOUCH, high + _TOUCH))
        elif wide >= _LONG and tall >= _LONG:
            flat += [_Stroke(y, left - _TOUCH, right + _TOUCH) for y in (low, high)]
            upright += [_Stroke(x, low - _TOUCH, high + _TOUCH) for x in (left, right)]
        elif abs(wide - tall) < 0.1 * wide:
            dots.append(Words(_bullet(shape, raw), left, right, low, tall))
    tables = [
        RuledTable(_apart(s.at for s in down), _apart(s.at for s in lying), lying, down)
        for lying, down in _touching(flat, upright)
    ]
    found = (t for t in tables if min(len(t.xs), len(t.ys)) > 1 and len(t.xs) + len(t.ys) > 4)
    return sorted(found, key=lambda t: -t.ys[-1]), dots


def _bullet(shape: Any, raw: Any) -> str:
    filled, drawn = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(shape, filled, drawn)
    square = raw.FPDFPath_CountSegments(shape) <= _SQUARE
    return "▪" if square else "•" if filled.value else "◦"


def with_bullets(words: Sequence[Words], dots: Iterable[Words]) -> list[Words]:
    """Return words, and those drawings that stand before them in their row as bullets do."""
    found = list(words)
    for dot in dots:
        middle = dot.base + dot.size / 2
        for n, word in enumerate(found):
            apart = word.left - dot.right
            beside = abs(word.base + _MIDDLE * word.size - middle) < 0.15 * word.size
            if beside and _TOUCH < apart < 2 * word.size and dot.size < 0.6 * word.size:
                found.insert(n, replace(dot, base=word.base, size=word.size))
                break
    return found


def _touching(
    flat: Iterable[_Stroke], upright: Iterable[_Stroke]
) -> list[tuple[set[_Stroke], set[_Stroke]]]:
    """Return the groups of lines that touch each other, directly or by others."""
    groups: list[tuple[set[_Stroke], set[_Stroke]]] = []
    for down in upright:
        met = (s for s in flat if s.start <= down.at <= s.end and down.start <= s.at <= down.end)
        lying, standing = {*met}, {down}
        for group in [g for g in groups if g[0] & lying]:
            groups.remove(group)
            lying |= group[0]
            standing |= group[1]
        groups.append((lying, standing))
    return groups


def _apart(found: Iterable[float]) -> list[float]:
    places = sorted(found)
    return [x for n, x in enumerate(places) if not n or x - places[n - 1] > 2 * _TOUCH]
