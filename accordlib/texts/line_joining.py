"""Paragraphs whose lines were broken: which line goes on from the one above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from accordlib.texts.dates import is_date
from accordlib.texts.lines import Line

_RUNNING = 30  # characters of a line that may run on in the next
_NARROWEST, WIDEST = 40, 120  # characters of a line in a text that is broken at a fixed width
_ENOUGH = 5  # lines that go on from the one above, to tell a width from
_SHARE = 0.6  # of all lines directly beneath another
_NEARLY_ALL = 0.95  # of the lines are no longer than the width
_FULL = 0.85  # of the width, for a line without a stop: lines are not broken quite evenly
_STOPS = ".:;!?…"


def joined(
    text: str, lines: Sequence[Line], begins: Callable[[str], bool], *, only_even: bool = False
) -> list[Line]:
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
    only_even : bool
        Whether to join lines only if the text is broken at a fixed width.
    """
    beneath = _beneath(text, lines, begins)
    width = _width(text, lines, beneath)
    if only_even and not width:
        return list(lines)
    firsts = [0]
    for n, (above, line) in enumerate(pairwise(lines), start=1):
        running = above.end - above.start >= _RUNNING and text[above.end - 1] not in _STOPS
        small = running and text[line.start].islower()
        begun = not text[lines[firsts[-1]].start].islower()
        room = not (small and begun) and not _had_no_room(text, above, line, width)
        if room or not beneath[n - 1]:
            firsts.append(n)
    groups = pairwise([*firsts, len(lines)] if lines else ())
    return [replace(lines[a], end=lines[b - 1].end) for a, b in groups]


def _beneath(text: str, lines: Sequence[Line], begins: Callable[[str], bool]) -> list[bool]:
    """Tell of all lines but the first whether they may go on from the one above."""
    return [
        not line.blank
        and line.form == above.form == "text"
        and not begins(text[line.start : line.end])
        and not is_date(text[above.start : above.end])
        for above, line in pairwise(lines)
    ]


def _width(text: str, lines: Sequence[Line], beneath: Sequence[bool]) -> int:
    """Return the width that the lines of a text were broken at, or 0."""
    pairs = [pair for pair, direct in zip(pairwise(lines), beneath, strict=True) if direct]
    columns = sorted(_columns(above) for above, _ in pairs)
    width = columns[round(_NEARLY_ALL * (len(columns) - 1))] if columns else 0
    broken = sum(
        text[above.end - 1] not in _STOPS and _had_no_room(text, above, line, width)
        for above, line in pairs
    )
    even = broken >= max(_ENOUGH, _SHARE * len(pairs))
    return width if even and _NARROWEST <= width <= WIDEST else 0


def _had_no_room(text: str, above: Line, line: Line, width: int) -> bool:
    word = re.match(r"\S+", text[line.start : line.end])
    least = width if text[above.end - 1] in _STOPS else _FULL * width
    return width > 0 and word is not None and _columns(above) + 1 + word.end() > least


def _columns(line: Line) -> int:
    return line.indent + line.end - line.start
