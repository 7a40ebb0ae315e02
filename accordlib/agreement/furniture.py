"""Lines that stand around an agreement and do not belong to it, and the words that close it."""

from __future__ import annotations

import re
from functools import lru_cache

from accordlib.agreement.recognised import Look
from accordlib.texts.dates import day_pattern, is_date

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
    r"(?:for immediate release|(?:press|media|news) (?:release|statement|note)|policy paper|"
    r"statements? and releases|briefing room|.{1,60} [>|] .+|\(.{1,60}\)|the following is .+|"
    r"(?:un)?official (?:translation|text)|(?:provisional|courtesy) translation|"
    r"in the name of god\b.*|(?:the )?(?:office|ministry|department|secretariat|embassy|cabinet|"
    r"government|council|commission|white house|prime minister’s office)\b.{0,60})"
)
_LATIN = re.compile(r"[A-Za-z]")
_HEADER = re.compile(
    r"(?:from|(?:statement )?signed by|issued by|published by|location|venue|subject) ?:",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:press|media) (?:contacts?|enquir|inquir)|for (?:more|further) information\b|"
    r"last (?:updated|modified)|print this|share this|back to\b|related (?:links|documents)|"
    r"contacts?:|©|copyright\b|\(?ends?\)?$",
    re.IGNORECASE,
)
AGREEMENT_WORD = re.compile(
    r"\b(?:accord|agreement|arrangement|charter|communiqu[eé]|compact|convention|declaration|"
    r"fact sheet|framework|memorandum|pact|partnership|plan|protocol|roadmap|statement|strategy|"
    r"treaty|understanding|vision)\b",
    re.IGNORECASE,
)


def above_title(words: str) -> bool:
    """Tell whether a line may stand above a title without being a part of it."""
    look = stray(words, at_an_end=True)
    if look is Look.DATE and AGREEMENT_WORD.search(words) and not CLOSING.match(words):
        return False  # "Joint Statement, May 2023"
    return bool(look or _kicker(day_pattern()).fullmatch(words)) or not _LATIN.search(words)


@lru_cache(maxsize=4)
def _kicker(day: str) -> re.Pattern[str]:
    return re.compile(rf"{_KICKER}(?:\s+{day})?", re.IGNORECASE)


def stray(words: str, *, at_an_end: bool) -> Look | None:
    """Say what a line is that belongs to no agreement, or return nothing.

    What may stand below the last part only is asked for `at_an_end`.
    """
    if is_date(words):
        return Look.DATE
    if PAGE_NUMBER.fullmatch(words):
        return Look.PAGE
    if _FOOTNOTE.fullmatch(words):
        return Look.FOOTNOTE
    if _HEADER.match(words) and len(words) <= _PAGE_LINE:
        return Look.HEADER
    return Look.FOOTER if at_an_end and is_footer(words) else None


def is_footer(words: str) -> bool:
    """Tell whether a line is the first of those that a page has beneath a text."""
    return len(words) <= 2 * _PAGE_LINE and _FOOTER.match(words) is not None
