"""The lines of a text that are not blank, and how each is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accordlib.texts.list_marks import RULE, TEXT, LineStyle

LINE = re.compile(r"[^\r\n]+")


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
