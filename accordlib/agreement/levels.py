"""How deep headings and items stand beneath one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accordlib.agreement.recognised import DECORATED, OWN_TEXT, TITLED, Entry
from accordlib.texts.lines import Line

# Ranks of headings, beneath those of Markdown: without a number above the numbers, numbered,
# and without a number beneath them.
_ABOVE, _COUNTED, _LOWEST = 10, 20, 1000
_GOES_ON = re.compile(r"[;,、；]$|[;,] (?:and|or)$")


def ranked(entries: list[Entry]) -> list[Entry]:
    """Give each heading a rank: Markdown, then divisions and numbers, then unmarked lines.

    Unmarked lines stand above numbers if the numbers begin again after one of them, and beside
    them if all of them come after the last number. One directly beneath another of its look is
    lower, and so are those after it, up to a heading of another kind: nothing in the text says
    where they rise again.
    """
    unmarked = _rank_of_unmarked(entries)
    ranked: list[Entry] = []
    lowered: set[float] = set()
    schemes: list[str] = []
    for entry in entries:
        if entry.kind == "heading":
            rank = _rank(entry, unmarked, schemes)
            lowered = {other for other in lowered if other <= rank}
            before = ranked[-1] if ranked else None
            if before and before.kind == "heading" and before.rank == rank >= _ABOVE:
                lowered.add(rank)
            entry = replace(entry, rank=rank + (0.5 if rank in lowered else 0))
        ranked.append(entry)
    return ranked


def _rank_of_unmarked(entries: Sequence[Entry]) -> int:
    """Return the rank of headings in capitals, bold ones and short lines, among the others."""
    if numbers_begin_again(entries):
        return _ABOVE
    headings = [e for e in entries if e.kind == "heading"]
    counted = [is_counted(e) for e in headings]
    plain = [e.line.form in ("text", "bold") for e in headings]
    if not any(counted) or not any(plain):
        return _LOWEST
    last = next(n for n in reversed(range(len(entries))) if is_counted(entries[n]))
    beneath = last + 1 < len(entries) and entries[last + 1].kind == "heading"
    after = plain.index(True) > len(counted) - 1 - counted[::-1].index(True)
    return _COUNTED if after and not beneath else _LOWEST


def numbers_begin_again(entries: Sequence[Entry]) -> bool:
    """Tell whether numbered headings begin anew after a heading without a number."""
    scheme, ended = "", False
    for entry in entries:
        if entry.kind != "heading":
            continue
        line = entry.line
        if is_counted(entry):
            scheme = scheme or line.scheme
            if ended and line.scheme == scheme and line.number == 1:
                return True
        elif scheme and line.form in ("text", "bold"):
            ended = True
    return False


def is_counted(entry: Entry) -> bool:
    """Tell whether a heading has a number of its own."""
    return entry.kind == "heading" and entry.line.form in TITLED


def _rank(entry: Entry, unmarked: int, schemes: list[str]) -> float:
    """Return the rank of a heading; a scheme of numbers stands beneath those that began before."""
    line = entry.line
    if line.form in DECORATED:
        return line.depth
    if line.form in TITLED and not entry.because.endswith(OWN_TEXT):
        if line.scheme == "annex":
            return _COUNTED
        if line.scheme not in schemes:
            schemes.append(line.scheme)
        return _COUNTED + schemes.index(line.scheme)
    if unmarked == _COUNTED:
        return unmarked
    looks = ("line in capitals", "bold line", "short line on its own")
    place = next((n for n, look in enumerate(looks) if entry.because.startswith(look)), 3)
    return (unmarked if place < len(looks) else _LOWEST) + place


def levelled(text: str, entries: list[Entry]) -> list[Entry]:
    """Give headings and items their levels."""
    headings: list[float] = []
    listed = _Listed(text)
    found: list[Entry] = []
    for entry in entries:
        if entry.kind == "heading":
            while headings and headings[-1] >= entry.rank:
                headings.pop()
            headings.append(entry.rank)
            found.append(replace(entry, level=len(headings)))
            listed = _Listed(text)
        elif entry.kind == "item":
            found.append(replace(entry, level=listed.level(entry.line)))
        else:
            listed.interrupt()
            found.append(entry)
    return found


class _Listed:
    """The open lists above an item: the mark and indentation of each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[tuple[str, int]] = []
        self._last: Line | None = None

    def interrupt(self) -> None:
        """Note that text stands between this item and the next."""
        self._last = None

    def level(self, line: Line) -> int:
        """Return the level of the next item.

        It is lower if it is further to the right or has another kind of mark, unless the item
        before it ends in a comma or semicolon and so goes on with the same list.
        """
        if self._last is None and line.number < 2:
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
        self._last = line
        return len(self._open)

    def _goes_on(self, line: Line) -> bool:
        last = self._last
        if last is None or last.scheme != line.scheme:
            return False
        return _GOES_ON.search(self._text, max(last.start, last.end - 6), last.end) is not None
