"""Dates on a line of their own."""

from __future__ import annotations

import re

_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?:(?:[-–]| ?(?:and|to|–) ?)\d{1,2}(?:st|nd|rd|th)?)?"
_DAY = (
    rf"(?:(?:\w{{3,9}}day,? )?(?:{_DAYS} {_MONTHS}|{_MONTHS} {_DAYS}),? \d{{4}}|\d{{4}}-\d\d-\d\d|"
    r"\d{4}年\d{1,2}月\d{1,2}日)"
)
_PLACE = r"(?:[^\d,]{1,40}, ){0,2}[^\d,]{1,40}?(?:,| [-–—])? "
_PLACED = r"[A-Z][^\d.;,]{1,40}(?:, [A-Z][^\d.;,]{1,40})?"
_ISSUED = r"(?:Adopted|Agreed|Issued|Published|Posted|Released|Updated|Last updated)\b[^.;]{0,80} "
_DATE = re.compile(rf"[(*]?(?:{_PLACE}|{_ISSUED})?{_DAY}(?:,? [-–—] {_PLACED}|, {_PLACED})?[)*]?")
_YEAR = re.compile(r"\d{4}")
_SHORT = 100  # characters of such a line


def is_date(words: str) -> bool:
    """Tell whether a line is a date, perhaps with a place before it."""
    dated = len(words) <= _SHORT and _YEAR.search(words) is not None
    return dated and _DATE.fullmatch(words) is not None
