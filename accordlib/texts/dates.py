"""Dates, and lines that hold nothing but a date and a place."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from accordlib.texts.capitalised_names import one_of
from accordlib.texts.folding import fold_characters, single_blanks

# The names of each month, from January to December: add those of other languages.
MONTHS: list[list[str]] = [
    *(["January", "Jan.", "Jan"], ["February", "Feb.", "Feb"], ["March", "Mar.", "Mar"]),
    *(["April", "Apr.", "Apr"], ["May"], ["June", "Jun.", "Jun"], ["July", "Jul.", "Jul"]),
    *(["August", "Aug.", "Aug"], ["September", "Sept.", "Sept", "Sep.", "Sep"]),
    *(["October", "Oct.", "Oct"], ["November", "Nov.", "Nov"], ["December", "Dec.", "Dec"]),
]
_LONGEST_DATE, _FOUR_DIGITS = 100, re.compile(r"\d\d\d\d")  # characters of a line


@cache
def _adverbial() -> re.Pattern[str]:
    month, day = one_of(chain(*MONTHS)), r"\d{1,2}(?:st|nd|rd|th)?"
    dated = rf"(?:{day} {month}|{month} {day})(?:,? \d{{4}})?"
    return re.compile(rf"\b(?:(?:(?:[Oo]n|[Bb]y) )?{dated}|[Ii]n \d{{4}})\b(?!-)")


def without_dates(text: str) -> str:
    """Return a text with blanks for *on 3 June*, *May 3, 2023*, *in 2023* and the like."""
    return _adverbial().sub(lambda date: " " * len(date[0]), text)


def is_date(words: str) -> bool:
    """Tell whether a line is a date, perhaps with a place before it."""
    if len(words) > _LONGEST_DATE or not _FOUR_DIGITS.search(words):
        return False
    plain = single_blanks(fold_characters(words).text).strip()
    return _dated(tuple(map(tuple, MONTHS))).fullmatch(plain) is not None


@lru_cache(maxsize=4)
def _dated(months: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """Return what fits a line with a date."""
    month, day = one_of(chain(*months)), r"\d{1,2}(?:st|nd|rd|th)?"
    days = rf"{day}(?:(?:[-–]| ?(?:and|to|–) ?){day})?"
    dated = (
        rf"(?:(?:\w{{3,9}}day,? )?(?:{days}(?: of)? {month}|{month} {days}),? \d{{4}}|"
        r"\d{4}-\d\d-\d\d|\d{1,2}(?:\.\d{1,2}\.|/\d{1,2}/)\d{4}|\d{4}年\d{1,2}月\d{1,2}日)"
    )
    place = r"(?:[^\d,]{1,40}, ){0,2}[^\d,]{1,40}?(?:,| [-–])? "
    placed = r"[A-Z][^\d.;,]{1,40}(?:, [A-Z][^\d.;,]{1,40})?"
    issued = r"(?:Adopted|Agreed|Issued|Published|Posted|Released|(?:Last u|U)pdated)\b[^.;]{0,80} "
    town = r"(?:[A-Z][\w'.-]*(?:[ -][A-Z][\w'.-]*){0,2}, ?){1,2}"
    whole = rf"(?:{place}|{issued})?{dated}(?:,? [-–] {placed}|, {placed})?"
    return re.compile(rf"[(*]?(?:{whole}|(?:{town}|{issued})?{month},? \d{{4}})[)*]?")
