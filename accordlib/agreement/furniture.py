"""Lines that stand around an agreement and do not belong to it, and the words that close it."""

from __future__ import annotations

import re

from accordlib.texts.dates import _DAY, _SHORT, is_date

_CLOSING = re.compile(
    r"(?:The foregoing (?:represents|constitutes|record)|In witness whereof|"
    r"(?:Signed|Done|Concluded|Adopted|Agreed|Issued|Given)"
    r"(?: and \w+)?(?: in \w+(?: originals)?,?)? "
    r"(?:(?:at|in|this)\b|(?:by [\w ]{1,40})?on \d)|"
    r"This \w+(?: of Understanding)? (?:was|is|has been) (?:signed|done|concluded)\b)",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:gratitude|grateful|appreciation|thank(?:s|ed)?)\b.*\bhospitality\b", re.DOTALL
)
_PAGE = re.compile(
    r"(?:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?:\[\^?\w{1,3}\]:?|[¹²³⁰⁴-⁹†‡]+) ?\S.*", re.DOTALL)
_KICKER = re.compile(
    r"(?:for immediate release|(?:press|media|news) (?:release|statement|note)|policy paper|"
    r"statements? and releases|briefing room|.{1,60} [>|] .+|\(.{1,60}\)|the following is .+|"
    r"(?:un)?official (?:translation|text)|(?:provisional|courtesy) translation|"
    r"in the name of god\b.*|(?:the )?(?:office|ministry|department|secretariat|embassy|cabinet|"
    rf"government|council|commission|white house|prime minister’s office)\b.{{0,60}})"
    rf"(?:\s+{_DAY})?",
    re.IGNORECASE,
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
_TITLE = re.compile(
    r"\b(?:accord|agreement|arrangement|charter|communiqu[eé]|compact|convention|declaration|"
    r"fact sheet|framework|memorandum|pact|partnership|plan|protocol|roadmap|statement|strategy|"
    r"treaty|understanding|vision)\b",
    re.IGNORECASE,
)


def is_closing(words: str) -> bool:
    """Tell whether a paragraph begins with the words that close an agreement."""
    return _CLOSING.match(words) is not None


def is_thanks(words: str) -> bool:
    """Tell whether a paragraph thanks for hospitality, as the last ones of visits do."""
    return _THANKS.search(words) is not None


def is_page(words: str) -> bool:
    """Tell whether a line is the number of a page."""
    return _PAGE.fullmatch(words) is not None


def names_agreement(words: str) -> bool:
    """Tell whether a line has a word such as ``Declaration``, as titles have."""
    return _TITLE.search(words) is not None


def above_title(words: str) -> bool:
    """Tell whether a line may stand above a title without being a part of it."""
    page = _KICKER.fullmatch(words) or not _LATIN.search(words)
    return bool(page) or bool(stray(words, at_an_end=True))


def stray(words: str, *, at_an_end: bool) -> str:
    """Say what a line is that belongs to no agreement, or return nothing.

    What may stand below the last part only is asked for `at_an_end`.
    """
    if is_date(words):
        return "a date on a line of its own"
    if is_page(words):
        return "the number of a page"
    if _FOOTNOTE.fullmatch(words):
        return "a footnote"
    if _HEADER.match(words) and len(words) <= _SHORT:
        return "a line of the page"
    return "a line of the page beneath the agreement" if at_an_end and is_footer(words) else ""


def is_footer(words: str) -> bool:
    """Tell whether a line is the first of those that a page has beneath a text."""
    return len(words) <= 2 * _SHORT and _FOOTER.match(words) is not None
