"""The lines of a text that are not blank, and what they are recognised as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without what stands before its words.

    Attributes
    ----------
    start, end : int
        Where its words stand in the text.
    form : str
        ``text``, ``bullet``, ``number``, ``decimal``, ``roman``, ``letter``, ``division`` (the
        word ``Pillar`` or the like with a number), ``hashes`` or ``underlined`` (Markdown),
        ``bold``, or ``rule``: a line without a letter or digit.
    mark : str
        The bullet, number or decoration as it stands there, such as ``(a)``.
    scheme : str
        What the mark has in common with the others of its list, such as ``(letter)``.
    number : int
        Which mark of its scheme it is; 0 for those that do not count.
    depth : int
        The hashes of a Markdown heading, or how many numbers a decimal has.
    indent : int
        The columns of white space before the line.
    blank : bool
        Whether it is the first line or an empty line stands before it.
    markers : tuple of (int, int)
        Where its bullet, number and decoration stand in the text.
    """

    start: int
    end: int
    form: str = "text"
    mark: str = ""
    scheme: str = ""
    number: int = 0
    depth: int = 0
    indent: int = 0
    blank: bool = False
    markers: tuple[tuple[int, int], ...] = ()


def bare_lines(text: str) -> Iterator[Line]:
    """Yield the lines without white space at their ends; those without a word are rules."""
    last = 0
    for match in LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        before = match[0][: match[0].find(words)]
        start = match.start() + len(before)
        breaks = text.count("\n", last, start) or text.count("\r", last, start)
        yield Line(
            start,
            start + len(words),
            "text" if any(map(str.isalnum, words)) else "rule",
            indent=len(before.expandtabs(4)),
            blank=last == 0 or breaks > 1,
        )
        last = start + len(words)
