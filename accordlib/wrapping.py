"""Paragraphs whose lines were broken: which line goes on from the one above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from accordlib.fringes import is_date
from accordlib.lines import Line

_RUNNING = 30  # characters of a line that may run on in the next
_NARROWEST, _WIDEST = 45, 120  # characters of a line in a text that is broken at a fixed width
_ENOUGH = 5  # lines that go on from the one above, to tell a width from
_SHARE = 0.6  # of all lines directly beneath another
_FULL = 0.85  # of the width: lines are not broken quite evenly
_STOPS = ".:;!?…"


def joined(text: str, lines: Sequence[Line], begins: Callable[[str], bool]) -> list[Line]:
    """Join each line that goes on from the one above it with that one.

    A line goes on if it stands directly beneath a longer one without a stop and begins with a
    small letter; or, in a text that is broken at a fixed width, if its first word had no room
    above.

    Parameters
    ----------
    text : str
        The text.
    lines : sequence of Line
        Its lines, before their marks are read.
    begins : callable
        Tells whether words begin a line of their own, with a bullet or number for example.
    """
    beneath = [
        not line.blank
        and line.form == above.form == "text"
        and not begins(text[line.start : line.end])
        and not is_date(text[above.start : above.end])
        for above, line in pairwise(lines)
    ]
    width = _width(text, lines, beneath)
    found = list(lines[:1])
    for (above, line), direct in zip(pairwise(lines), beneath, strict=True):
        last = found[-1]
        running = above.end - above.start >= _RUNNING and text[above.end - 1] not in _STOPS
        small = running and text[line.start].islower()
        begun = not text[last.start].islower()
        if direct and ((small and begun) or _had_no_room(text, above, line, width)):
            found[-1] = replace(last, end=line.end)
        else:
            found.append(line)
    return found


def _width(text: str, lines: Sequence[Line], beneath: Sequence[bool]) -> int:
    """Return the width that the lines of a text were broken at, or 0."""
    pairs = [pair for pair, direct in zip(pairwise(lines), beneath, strict=True) if direct]
    width = max((_columns(above) for above, _ in pairs), default=0)
    broken = sum(
        text[above.end - 1] not in _STOPS and _had_no_room(text, above, line, width)
        for above, line in pairs
    )
    even = broken >= max(_ENOUGH, _SHARE * len(pairs))
    return width if even and _NARROWEST <= width <= _WIDEST else 0


def _had_no_room(text: str, above: Line, line: Line, width: int) -> bool:
    word = re.match(r"\S+", text[line.start : line.end])
    return width > 0 and word is not None and _columns(above) + 1 + word.end() > _FULL * width


def _columns(line: Line) -> int:
    return line.indent + line.end - line.start
