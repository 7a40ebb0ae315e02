"""What a line of an agreement was recognised as."""

from __future__ import annotations

from dataclasses import dataclass

from accordlib.texts.lines import Line

TITLED = frozenset(("number", "roman", "letter", "division", "decimal"))  # forms of headings
DECORATED = frozenset(("hashes", "underlined"))
OWN_TEXT = "before a short line with text of its own"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and what it was recognised as.

    Attributes
    ----------
    line : Line
        The line.
    kind : str
        ``title``, ``heading``, ``item``, ``text`` or ``rule``.
    because : str
        How it was recognised.
    level : int
        Of a heading or an item, from 1; 0 for others.
    rank : float
        Of a heading: a higher one stands beneath a lower one.
    """

    line: Line
    kind: str
    because: str
    level: int = 0
    rank: float = 0
