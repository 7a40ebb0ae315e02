"""The lines of a text that are not blank: how each is marked, and which were one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from accordlib.texts.dates import is_date
from accordlib.texts.list_marks import RULE, TEXT, LineStyle, mark_test
from accordlib.texts.sentences import line_stops

LINE = re.compile(r"[^\r\n]+")
_RUNNING = 30  # characters of a line that may run on in the next
_NARROWEST, _WIDEST = 40, 120  # characters of a line in a text that is broken at a fixed width
_ENOUGH = 5  # lines that go on from the one above, to tell a width from
_SHARE = 0.6  # of all lines directly beneath another
_NEARLY_ALL = 0.95  # of the lines are no longer than the width
_FULL = 0.85  # of the width, for a line without a stop: lines are not broken quite evenly


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank, without what stands before its words."""

    text: str  # the whole text
    start: int  # where its words stand
    end: int
    style: LineStyle = TEXT  # how it is marked
    mark: str = ""  # the bullet, number or decoration as it stands there, such as "(a)"
    scheme: str = ""  # what the mark has in common with the others of its list
    number: int = 0  # which mark of its scheme it is; 0 for those that do not count
    depth: int = 0  # of a Markdown heading
    indent: int = 0  # columns of white space before the line
    blank: bool = False  # whether it is the first line or an empty line stands before it
    markers: tuple[tuple[int, int], ...] = ()  # where bullet, number and decoration stand

    @property
    def words(self) -> str:
        """The words of the line."""
        return self.text[self.start : self.end]

    @property
    def form(self) -> str:
        """The form of its style, such as ``bullet``."""
        return self.style.form

    @property
    def width(self) -> int:
        """How many columns it takes, the white space before it included."""
        return self.indent + self.end - self.start

    @property
    def stops(self) -> bool:
        """Whether it ends with a mark after which nobody breaks a line."""
        return self.text.endswith(line_stops(), self.start, self.end)


def bare_lines(text: str) -> Iterator[TextLine]:
    """Yield the lines without white space at their ends; those without a word are rules."""
    last = 0
    for match in LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        before = match[0][: match[0].find(words)]
        start = match.start() + len(before)
        breaks = text.count("\n", last, start) or text.count("\r", last, start)
        yield TextLine(
            text,
            start,
            start + len(words),
            TEXT if any(map(str.isalnum, words)) else RULE,
            indent=len(before.expandtabs(4)),
            blank=last == 0 or breaks > 1,
        )
        last = start + len(words)


def unbroken(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs of a text stand if its lines were broken at one width."""
    if max(map(len, text.splitlines()), default=0) > _WIDEST:
        return []
    lines = list(bare_lines(text))
    found = join_lines(lines, mark_test(), only_even=True)
    return [(line.start, line.end) for line in found] if len(found) < len(lines) else []


def join_lines(
    lines: Sequence[TextLine], begins: Callable[[str], bool], *, only_even: bool = False
) -> list[TextLine]:
    """Join each line that goes on from the one above it with that one.

    It stands directly beneath a longer one without a stop and begins with a small letter; or, in a
    text that is broken at a fixed width (with `only_even` in no other), its first word had no room
    above. Words that `begins` calls true, such as a bullet, open a line of their own.
    """
    beneath = [
        not line.blank
        and line.form == above.form == "text"
        and not begins(line.words)
        and not is_date(above.words)
        for above, line in pairwise(lines)
    ]
    width = _width(lines, beneath)
    if only_even and not width:
        return list(lines)
    firsts = [0]
    for n, (above, line) in enumerate(pairwise(lines), start=1):
        running = above.end - above.start >= _RUNNING and not above.stops
        small = running and line.text[line.start].islower()
        begun = not line.text[lines[firsts[-1]].start].islower()
        room = not (small and begun) and not _had_no_room(above, line, width)
        if room or not beneath[n - 1]:
            firsts.append(n)
    groups = pairwise([*firsts, len(lines)] if lines else ())
    return [replace(lines[a], end=lines[b - 1].end) for a, b in groups]


def _width(lines: Sequence[TextLine], beneath: Sequence[bool]) -> int:
    """Return the width that the lines of a text were broken at, or 0."""
    pairs = [pair for pair, direct in zip(pairwise(lines), beneath, strict=True) if direct]
    columns = sorted(above.width for above, _ in pairs)
    width = columns[round(_NEARLY_ALL * (len(columns) - 1))] if columns else 0
    broken = sum(not above.stops and _had_no_room(above, line, width) for above, line in pairs)
    even = broken >= max(_ENOUGH, _SHARE * len(pairs))
    return width if even and _NARROWEST <= width <= _WIDEST else 0


def _had_no_room(above: TextLine, line: TextLine, width: int) -> bool:
    if not width:
        return False
    least = width if above.stops else _FULL * width
    return above.width + 1 + len(line.words.split(maxsplit=1)[0]) > least
