"""Paragraphs whose lines were broken: which line goes on from the one above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from accordlib.texts.dates import is_date
from accordlib.texts.lines import TextLine, bare_lines
from accordlib.texts.list_marks import mark_test
from accordlib.texts.sentences import line_stops

_RUNNING = 30  # characters of a line that may run on in the next
_NARROWEST, WIDEST = 40, 120  # characters of a line in a text that is broken at a fixed width
_ENOUGH = 5  # lines that go on from the one above, to tell a width from
_SHARE = 0.6  # of all lines directly beneath another
_NEARLY_ALL = 0.95  # of the lines are no longer than the width
_FULL = 0.85  # of the width, for a line without a stop: lines are not broken quite evenly


def unbroken(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs of a text stand if its lines were broken at one width."""
    lines = list(bare_lines(text))
    found = join_lines(lines, mark_test(), only_even=True)
    return [(line.start, line.end) for line in found] if len(found) < len(lines) else []


def join_lines(
    lines: Sequence[TextLine], begins: Callable[[str], bool], *, only_even: bool = False
) -> list[TextLine]:
    """Join each line that goes on from the one above it with that one.

    A line goes on if it stands directly beneath a longer one without a stop and begins with a
    small letter; or, in a text that is broken at a fixed width, if its first word had no room
    above. Only there are lines joined if `only_even`. What words `begins` calls true opens a line
    of its own, with a bullet or number for example.
    """
    beneath = _beneath(lines, begins)
    width = _width(lines, beneath)
    if only_even and not width:
        return list(lines)
    firsts = [0]
    for n, (above, line) in enumerate(pairwise(lines), start=1):
        running = above.end - above.start >= _RUNNING and not _stops(above)
        small = running and line.text[line.start].islower()
        begun = not line.text[lines[firsts[-1]].start].islower()
        room = not (small and begun) and not _had_no_room(above, line, width)
        if room or not beneath[n - 1]:
            firsts.append(n)
    groups = pairwise([*firsts, len(lines)] if lines else ())
    return [replace(lines[a], end=lines[b - 1].end) for a, b in groups]


def _beneath(lines: Sequence[TextLine], begins: Callable[[str], bool]) -> list[bool]:
    """Tell of all lines but the first whether they may go on from the one above."""
    return [
        not line.blank
        and line.form == above.form == "text"
        and not begins(line.words)
        and not is_date(above.words)
        for above, line in pairwise(lines)
    ]


def _width(lines: Sequence[TextLine], beneath: Sequence[bool]) -> int:
    """Return the width that the lines of a text were broken at, or 0."""
    pairs = [pair for pair, direct in zip(pairwise(lines), beneath, strict=True) if direct]
    columns = sorted(_columns(above) for above, _ in pairs)
    width = columns[round(_NEARLY_ALL * (len(columns) - 1))] if columns else 0
    broken = sum(not _stops(above) and _had_no_room(above, line, width) for above, line in pairs)
    even = broken >= max(_ENOUGH, _SHARE * len(pairs))
    return width if even and _NARROWEST <= width <= WIDEST else 0


def _had_no_room(above: TextLine, line: TextLine, width: int) -> bool:
    if not width:
        return False
    word = line.words.split(maxsplit=1)[0]
    least = width if _stops(above) else _FULL * width
    return _columns(above) + 1 + len(word) > least


def _stops(line: TextLine) -> bool:
    return line.text.endswith(line_stops(), line.start, line.end)


def _columns(line: TextLine) -> int:
    return line.indent + line.end - line.start
