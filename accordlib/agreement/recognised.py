"""What a line of an agreement was recognised as, and the lines that stand around one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from accordlib.texts.dates import day_pattern, is_date
from accordlib.texts.grammar import worded
from accordlib.texts.lines import TextLine

_PAGE_LINE = 100  # characters of a line of the page that begins with a word such as "From:"

CLOSING = re.compile(  # with these words begins a paragraph that closes an agreement
    r"(?:The foregoing (?:represents|constitutes|record)|In witness whereof|"
    r"(?:Signed|Done|Concluded|Adopted|Agreed|Issued|Given)"
    r"(?: and \w+)?(?: in \w+(?: originals)?,?)? "
    r"(?:(?:at|in|this)\b|(?:by [\w ]{1,40})?on \d)|"
    r"This \w+(?: of Understanding)? (?:was|is|has been) (?:signed|done|concluded)\b)",
    re.IGNORECASE,
)
THANKS = re.compile(  # so thank the last paragraphs of visits
    r"\b(?:gratitude|grateful|appreciation|thank(?:s|ed)?)\b.*\bhospitality\b", re.DOTALL
)
PAGE_NUMBER = re.compile(
    r"(?:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?:\[\^?\w{1,3}\]:?|[¹²³⁰⁴-⁹†‡]+) ?\S.*", re.DOTALL)
_KICKER = (
    r"{kicker}|.{1,60} [>|] .+|\(.{1,60}\)|the following is .+|in the name of god\b.*|"
    r"(?:the )?{institution}\b.{0,60}"
)


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


@dataclass(slots=True, eq=False)
class Entry(TextLine):
    """A line, its mark, and what it was recognised as: filled in step by step."""

    mark: str = ""  # the bullet, number or decoration as it stands there, such as "(a)"
    scheme: str = ""  # what the mark has in common with the others of its list
    number: int = 0  # which mark of its scheme it is; 0 for those that do not count
    depth: int = 0  # of a Markdown heading
    markers: tuple[tuple[int, int], ...] = ()  # where bullet, number and decoration stand
    kind: str = ""  # title, heading, item, text or rule; in a part commitment, lead-in or paragraph
    look: Look = Look.TEXT  # how it was recognised
    level: int = 0  # of a heading or an item, from 1
    rank: float = 0  # of a heading: a higher one stands beneath a lower one

    @property
    def because(self) -> str:
        """How it was recognised, in words, and whether it was broken."""
        said = self.look.value
        if "{style}" in said:
            style = self.style.words.format(form=self.form, mark=self.mark, scheme=self.scheme)
            said = said.format(style=style)
        if broken := len(self.words.splitlines()) - 1:
            said += f" ({broken + 1} broken lines)"
        return said


def names_agreement(words: str) -> bool:
    """Tell whether words name a kind of agreement."""
    return worded(r"(?i)\b{agreement}\b").search(words) is not None


def above_title(words: str) -> bool:
    """Tell whether a line may stand above a title without being a part of it."""
    look = stray(words, at_an_end=True)
    if look is Look.DATE and names_agreement(words) and not CLOSING.match(words):
        return False  # "Joint Statement, May 2023"
    kicker = worded(rf"(?i)(?:{_KICKER})(?:\s+{day_pattern()})?")
    return bool(look or kicker.fullmatch(words)) or not re.search("[A-Za-z]", words)


def stray(words: str, *, at_an_end: bool) -> Look | None:
    """Say what a line is that belongs to no agreement; below the last part only `at_an_end`."""
    if is_date(words):
        return Look.DATE
    if PAGE_NUMBER.fullmatch(words):
        return Look.PAGE
    if _FOOTNOTE.fullmatch(words):
        return Look.FOOTNOTE
    if len(words) <= _PAGE_LINE and worded("(?i){header} ?:").match(words):
        return Look.HEADER
    return Look.FOOTER if at_an_end and is_footer(words) else None


def is_footer(words: str) -> bool:
    """Tell whether a line is the first of those that a page has beneath a text."""
    footer = worded(r"(?i){footer}\b|contacts?:|©|\(?ends?\)?$")
    return len(words) <= 2 * _PAGE_LINE and footer.match(words) is not None
