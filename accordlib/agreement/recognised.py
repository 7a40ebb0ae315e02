"""What a line of an agreement was recognised as, and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from accordlib.texts.lines import TextLine


class Look(Enum):
    """What a line was recognised by; the words are for people, and decide nothing."""

    FIRST = "the first line"
    SUBTITLE = "a short line beneath the first"
    MARKED = "{style}"
    MARKED_TITLE = "{style} before a short line"
    MARKED_OWN_TEXT = "{style} before a short line with text of its own"
    MARKED_BENEATH = "{style}, beneath another heading"
    TEXT = "a line of its own"
    RULE = "a line without a letter or digit"
    ORDINAL = "it begins with an ordinal word"
    RUNNING = "a paragraph: this part lists nothing"
    BEFORE_ITEMS = "before the first item of its part"
    BEFORE_PARTS = "between a heading and the first beneath it"
    COLON = "it ends in a colon"
    BETWEEN = "text between or after the items"
    CLOSING = "it begins with words that close an agreement"
    THANKS = "it thanks for hospitality"
    AFTER = "after the last rule or closing words"
    ABOVE = "above the title"
    DATE = "a date on a line of its own"
    PAGE = "the number of a page"
    FOOTNOTE = "a footnote"
    HEADER = "a line of the page"
    FOOTER = "a line of the page beneath the agreement"
    LATE = "a short line among those at the end"
    NAME_DASH_OFFICE = "a name, a dash and an office"
    NAME_COMMA_OFFICE = "a name, a comma and an office"
    OFFICE_NAME = "an office and a name"
    NAME_ABOVE_OFFICE = "a name, an office beneath it"
    NAME = "a name on a line of its own at the end"
    PARTY = "a party at the end, after 'for'"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and what it was recognised as."""

    line: TextLine
    kind: str  # title, heading, item, text or rule
    look: Look  # how it was recognised
    level: int = 0  # of a heading or an item, from 1
    rank: float = 0  # of a heading: a higher one stands beneath a lower one

    @property
    def words(self) -> str:
        """The words of the line."""
        return self.line.words

    @property
    def because(self) -> str:
        """How it was recognised, in words, and whether it was broken."""
        line, said = self.line, self.look.value
        if "{style}" in said:
            style = line.style.words.format(form=line.form, mark=line.mark, scheme=line.scheme)
            said = said.format(style=style)
        if broken := len(self.words.splitlines()) - 1:
            said += f" ({broken + 1} broken lines)"
        return said
