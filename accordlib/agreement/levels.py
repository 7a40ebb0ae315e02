"""How deep headings and items stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from accordlib.agreement.lines import Entry
from accordlib.texts.list_marks import COUNTED, LINE_STYLES, OUTERMOST, UNNUMBERED, style_by_look

_ABOVE_NUMBERS = 10  # the rank of headings without a number if numbers begin again after them
_LEAST = UNNUMBERED + 3  # the rank of short items with text of their own
_GOES_ON = re.compile(r"[;,、；]$|[;,] (?:and|or)$")


def find_levels(entries: Sequence[Entry]) -> None:
    """Give headings and items their levels."""
    _rank_headings([e for e in entries if e.label == "heading"], entries)
    _level(entries)


def _rank_headings(headings: Sequence[Entry], entries: Sequence[Entry]) -> None:
    """Give each heading a rank: Markdown, then divisions and numbers, then unmarked lines.

    Unmarked lines stand above numbers if the numbers begin again after one of them, and beside
    them if all of them come after the last number. One directly beneath another of its look is
    lower, and so are those after it, up to a heading of another kind: nothing in the text says
    where they rise again.
    """
    unmarked = _rank_of_unmarked(headings)
    lowered: set[float] = set()
    schemes: list[str] = []
    above = 0.0
    for entry in entries:
        if entry.label == "heading":
            rank = _rank(entry, unmarked, schemes)
            lowered = {other for other in lowered if other <= rank}
            if above == rank >= _ABOVE_NUMBERS:
                lowered.add(rank)
            entry.rank = rank + (0.5 if rank in lowered else 0)
        above = entry.rank


def _rank_of_unmarked(headings: Sequence[Entry]) -> int:
    """Return the rank of headings in capitals, bold ones and short lines, among the others."""
    if _numbers_begin_again(headings):
        return _ABOVE_NUMBERS
    counted = [n for n, e in enumerate(headings) if _is_counted(e)]
    plain = [n for n, e in enumerate(headings) if e.form in ("text", "bold")]
    return OUTERMOST if counted and plain and counted[-1] < plain[0] else UNNUMBERED


def _numbers_begin_again(headings: Sequence[Entry]) -> bool:
    """Tell whether numbered headings begin anew after a heading without a number."""
    scheme, ended = "", False
    for entry in headings:
        if ended and entry.scheme == scheme and entry.number == 1:
            return True
        scheme = scheme or (entry.scheme if _is_counted(entry) else "")
        ended |= bool(scheme) and entry.form in ("text", "bold")
    return False


def _is_counted(entry: Entry) -> bool:
    """Tell whether a heading has a number of its own."""
    return OUTERMOST <= entry.style.rank <= COUNTED


def _rank(entry: Entry, unmarked: int, schemes: list[str]) -> float:
    """Return the rank of a heading; a scheme of numbers stands beneath those that began before."""
    look = style_by_look(entry.words) or LINE_STYLES[-1]
    rank = (look if entry.form == "text" else entry.style).rank
    if rank < OUTERMOST:
        return rank + entry.depth
    if rank >= UNNUMBERED:
        bulleted = entry.form not in ("text", "bold") and entry.style.look is None
        below = 0 if unmarked == OUTERMOST else rank - UNNUMBERED
        return _LEAST if bulleted else unmarked + below
    if rank < COUNTED:
        return rank
    if entry.scheme not in schemes:
        schemes.append(entry.scheme)
    return OUTERMOST + schemes.index(entry.scheme)


def _level(entries: Sequence[Entry]) -> None:
    """Give headings and items their levels.

    An item is lower if it is further to the right or has another kind of mark, unless the item
    before it ends in a comma or semicolon and so goes on with the same list.
    """
    ranks: list[float] = []  # of the headings above
    lists: list[tuple[str, int]] = []  # that are open: the marks and indentation of each
    before: Entry | None = None  # the item before, without text between
    for entry in entries:
        if entry.label == "heading":
            ranks = [*ranks[: bisect_left(ranks, entry.rank)], entry.rank]
            entry.level, lists = len(ranks), []
        elif entry.label == "item":
            if before is None and entry.number < 2:
                lists = []
            here = (entry.scheme, entry.indent)
            while lists and lists[-1][1] > entry.indent:
                lists.pop()
            same = before is not None and before.scheme == entry.scheme
            if here in lists:
                del lists[lists.index(here) + 1 :]
            elif lists and before and same and _GOES_ON.search(before.words[-6:]):
                lists[-1] = here
            else:
                lists.append(here)
            entry.level = len(lists)
        before = entry if entry.label == "item" else None
