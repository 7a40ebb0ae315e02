"""What a line of an agreement was recognised as, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from accordlib.texts.lines import Line


class Look(Enum):
    """What a line was recognised by."""

    FIRST = auto()
    SUBTITLE = auto()
    MARKED = auto()  # by its style alone
    MARKED_TITLE = auto()
    MARKED_OWN_TEXT = auto()
    MARKED_BENEATH = auto()
    TEXT = auto()
    RULE = auto()
    ORDINAL = auto()
    RUNNING = auto()  # a paragraph of a part that lists nothing
    BEFORE_ITEMS = auto()
    BEFORE_PARTS = auto()
    COLON = auto()
    BETWEEN = auto()
    CLOSING = auto()
    THANKS = auto()
    AFTER = auto()
    ABOVE = auto()
    DATE = auto()
    PAGE = auto()
    FOOTNOTE = auto()
    HEADER = auto()
    FOOTER = auto()
    LATE = auto()
    NAME_DASH_OFFICE = auto()
    NAME_COMMA_OFFICE = auto()
    OFFICE_NAME = auto()
    NAME_ABOVE_OFFICE = auto()
    NAME = auto()
    PARTY = auto()


# The only place for these words. Nothing is decided by them.
LOOK_WORDS: dict[Look, str] = {
    Look.FIRST: "the first line",
    Look.SUBTITLE: "a short line beneath the first",
    Look.MARKED: "{style}",
    Look.MARKED_TITLE: "{style} before a short line",
    Look.MARKED_OWN_TEXT: "{style} before a short line with text of its own",
    Look.MARKED_BENEATH: "{style}, beneath another heading",
    Look.TEXT: "a line of its own",
    Look.RULE: "a line without a letter or digit",
    Look.ORDINAL: "it begins with an ordinal word",
    Look.RUNNING: "a paragraph: this part lists nothing",
    Look.BEFORE_ITEMS: "before the first item of its part",
    Look.BEFORE_PARTS: "between a heading and the first beneath it",
    Look.COLON: "it ends in a colon",
    Look.BETWEEN: "text between or after the items",
    Look.CLOSING: "it begins with words that close an agreement",
    Look.THANKS: "it thanks for hospitality",
    Look.AFTER: "after the last rule or closing words",
    Look.ABOVE: "above the title",
    Look.DATE: "a date on a line of its own",
    Look.PAGE: "the number of a page",
    Look.FOOTNOTE: "a footnote",
    Look.HEADER: "a line of the page",
    Look.FOOTER: "a line of the page beneath the agreement",
    Look.LATE: "a short line among those at the end",
    Look.NAME_DASH_OFFICE: "a name, a dash and an office",
    Look.NAME_COMMA_OFFICE: "a name, a comma and an office",
    Look.OFFICE_NAME: "an office and a name",
    Look.NAME_ABOVE_OFFICE: "a name, an office beneath it",
    Look.NAME: "a name on a line of its own at the end",
    Look.PARTY: "a party at the end, after 'for'",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and what it was recognised as.

    Attributes
    ----------
    line : Line
        The line.
    kind : str
        ``title``, ``heading``, ``item``, ``text`` or ``rule``.
    look : Look
        How it was recognised.
    level : int
        Of a heading or an item, from 1; 0 for others.
    rank : float
        Of a heading: a higher one stands beneath a lower one.
    """

    line: Line
    kind: str
    look: Look
    level: int = 0
    rank: float = 0

    @property
    def words(self) -> str:
        """The words of the line."""
        return self.line.words

    @property
    def because(self) -> str:
        """How it was recognised, in words, and whether it was broken."""
        line, broken = self.line, len(self.words.splitlines())
        style = line.style.words.format(mark=line.mark, scheme=line.scheme)
        said = LOOK_WORDS[self.look].format(style=style)
        return f"{said} ({broken} broken lines)" if broken > 1 else said
