"""Tables on a page of a PDF file that have lines drawn around their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accordlib.readers.glyphs import Words

_THIN, _LONG = 3.0, 8.0  # points: how thick a line may be, and how long it is at least
_TOUCH = 3.0  # points: what touches
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

    xs: tuple[float, ...]  # from left to right
    ys: tuple[float, ...]  # from bottom to top
    flat: tuple[_Stroke, ...]
    upright: tuple[_Stroke, ...]

    @property
    def top(self) -> float:
        """The line above all cells."""
        return self.ys[-1]

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


def ruled_tables(page: Any, raw: Any) -> list[RuledTable]:
    """Return the tables of a page from top to bottom: lines that touch and make cells."""
    flat, upright = list[_Stroke](), list[_Stroke]()
    for count, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count > _MOST_LINES:
            return []
        left, low, right, high = shape.get_bounds()
        wide, tall = right - left, high - low
        if tall <= _THIN and wide >= _LONG:
            flat.append(_Stroke((low + high) / 2, left - _TOUCH, right + _TOUCH))
        elif wide <= _THIN and tall >= _LONG:
            upright.append(_Stroke((left + right) / 2, low - _TOUCH, high + _TOUCH))
        elif wide >= _LONG and tall >= _LONG:
            flat += [_Stroke(y, left - _TOUCH, right + _TOUCH) for y in (low, high)]
            upright += [_Stroke(x, low - _TOUCH, high + _TOUCH) for x in (left, right)]
    tables = [_table(*group) for group in _touching(flat, upright)]
    return sorted((t for t in tables if t), key=lambda t: -t.top)


def _touching(
    flat: Sequence[_Stroke], upright: Sequence[_Stroke]
) -> list[tuple[list[_Stroke], list[_Stroke]]]:
    """Return the groups of lines that touch each other, directly or by others."""
    groups: list[tuple[list[_Stroke], list[_Stroke]]] = []
    for down in upright:
        touched = [s for s in flat if _meet(s, down)]
        joined = [g for g in groups if down in g[1] or any(s in g[0] for s in touched)]
        groups = [g for g in groups if g not in joined]
        lying = {*touched, *(s for g in joined for s in g[0])}
        groups.append((list(lying), [down, *(s for g in joined for s in g[1])]))
    return groups


def _meet(lying: _Stroke, down: _Stroke) -> bool:
    return lying.start <= down.at <= lying.end and down.start <= lying.at <= down.end


def _table(flat: Sequence[_Stroke], upright: Sequence[_Stroke]) -> RuledTable | None:
    """Return the table that lines make, if it has two cells or more."""
    xs, ys = (_apart(s.at for s in strokes) for strokes in (upright, flat))
    enough = len(xs) > 1 and len(ys) > 1 and len(xs) + len(ys) > 4
    return RuledTable(xs, ys, tuple(flat), tuple(upright)) if enough else None


def _apart(found: Iterable[float]) -> tuple[float, ...]:
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > 2 * _TOUCH:
            places.append(place)
    return tuple(places)
