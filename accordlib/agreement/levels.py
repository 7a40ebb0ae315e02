"""How deep headings and items stand beneath one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordlib.agreement.recognised import Entry, Look
from accordlib.texts.lines import TextLine
from accordlib.texts.list_marks import COUNTED, OUTERMOST, UNNUMBERED

_ABOVE_NUMBERS = 10  # the rank of headings without a number if numbers begin again after them
_LEAST = UNNUMBERED + 3  # the rank of short items with text of their own
_GOES_ON = re.compile(r"[;,、；]$|[;,] (?:and|or)$")


def ranked(entries: Sequence[Entry]) -> list[Entry]:
    """Give each heading a rank: Markdown, then divisions and numbers, then unmarked lines.

    Unmarked lines stand above numbers if the numbers begin again after one of them, and beside
    them if all of them come after the last number. One directly beneath another of its look is
    lower, and so are those after it, up to a heading of another kind: nothing in the text says
    where they rise again.
    """
    unmarked = _rank_of_unmarked(entries)
    found: list[Entry] = []
    lowered: set[float] = set()
    schemes: list[str] = []
    for entry in entries:
        if entry.kind == "heading":
            rank = _rank(entry, unmarked, schemes)
            lowered = {other for other in lowered if other <= rank}
            before = found[-1] if found else None
            if before and before.kind == "heading" and before.rank == rank >= _ABOVE_NUMBERS:
                lowered.add(rank)
            entry = replace(entry, rank=rank + (0.5 if rank in lowered else 0))
        found.append(entry)
    return found


def _rank_of_unmarked(entries: Sequence[Entry]) -> int:
    """Return the rank of headings in capitals, bold ones and short lines, among the others."""
    if numbers_begin_again(entries):
        return _ABOVE_NUMBERS
    headings = [e for e in entries if e.kind == "heading"]
    counted = [n for n, e in enumerate(headings) if is_counted(e)]
    plain = [n for n, e in enumerate(headings) if e.line.form in ("text", "bold")]
    if not counted or not plain:
        return UNNUMBERED
    last = next(n for n in reversed(range(len(entries))) if is_counted(entries[n]))
    beneath = last + 1 < len(entries) and entries[last + 1].kind == "heading"
    return OUTERMOST if plain[0] > counted[-1] and not beneath else UNNUMBERED


def numbers_begin_again(entries: Sequence[Entry]) -> bool:
    """Tell whether numbered headings begin anew after a heading without a number."""
    scheme, ended = "", False
    for entry in entries:
        line = entry.line
        if is_counted(entry):
            scheme = scheme or line.scheme
            if ended and line.scheme == scheme and line.number == 1:
                return True
        elif entry.kind == "heading" and scheme and line.form in ("text", "bold"):
            ended = True
    return False


def is_counted(entry: Entry) -> bool:
    """Tell whether a heading has a number of its own."""
    return entry.kind == "heading" and OUTERMOST <= entry.line.style.rank <= COUNTED


def _rank(entry: Entry, unmarked: int, schemes: list[str]) -> float:
    """Return the rank of a heading; a scheme of numbers stands beneath those that began before."""
    line, rank = entry.line, entry.line.style.rank
    if rank < OUTERMOST:
        return rank + line.depth
    if rank < UNNUMBERED and entry.look is not Look.MARKED_OWN_TEXT:
        if rank < COUNTED:
            return rank
        if line.scheme not in schemes:
            schemes.append(line.scheme)
        return OUTERMOST + schemes.index(line.scheme)
    if unmarked == OUTERMOST:
        return unmarked
    return _LEAST if entry.look is Look.MARKED_OWN_TEXT else rank - UNNUMBERED + unmarked


def levelled(entries: Sequence[Entry]) -> list[Entry]:
    """Give headings and items their levels."""
    headings: list[float] = []
    listed = _Listed()
    found: list[Entry] = []
    for entry in entries:
        if entry.kind == "heading":
            while headings and headings[-1] >= entry.rank:
                headings.pop()
            headings.append(entry.rank)
            entry = replace(entry, level=len(headings))
            listed = _Listed()
        elif entry.kind == "item":
            entry = replace(entry, level=listed.level(entry.line))
        else:
            listed.last = None
        found.append(entry)
    return found


class _Listed:
    """The open lists above an item: the mark and indentation of each."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int]] = []
        self.last: TextLine | None = None  # the item before, without text between

    def level(self, line: TextLine) -> int:
        """Return the level of the next item.

        It is lower if it is further to the right or has another kind of mark, unless the item
        before it ends in a comma or semicolon and so goes on with the same list.
        """
        if self.last is None and line.number < 2:
            self._open = []
        here = (line.scheme, line.indent)
        while self._open and self._open[-1][1] > line.indent:
            self._open.pop()
        if here in self._open:
            del self._open[self._open.index(here) + 1 :]
        elif self._open and self._goes_on(line):
            self._open[-1] = here
        else:
            self._open.append(here)
        self.last = line
        return len(self._open)

    def _goes_on(self, line: TextLine) -> bool:
        last = self.last
        if last is None or last.scheme != line.scheme:
            return False
        return _GOES_ON.search(last.text, max(last.start, last.end - 6), last.end) is not None
