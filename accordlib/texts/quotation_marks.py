"""The one table of quotation marks: which one closes which, and which may stand inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

APOSTROPHES = "'’ʼ"  # a closing mark that is one of these need not close


@dataclass(frozen=True, slots=True)
class MarkPair:
    """Two marks of one character each, and the opening marks that may stand between them."""

    opening: str
    closing: str
    inside: str | None = None  # None: every one


# A mark closes what is open, if it can. Else it is what its first row says: “ opens.
MARK_PAIRS: list[MarkPair] = [
    MarkPair("“", "”"),
    MarkPair('"', '"'),
    MarkPair("„", "“"),
    MarkPair("„", "”"),
    MarkPair("„", '"'),
    MarkPair("«", "»"),
    MarkPair("»", "«"),
    MarkPair("「", "」"),
    MarkPair("『", "』"),
    MarkPair("‘", "’", inside='“"„«»'),
]


def quotation_marks() -> str:
    """Return every mark of the table once, without those that may be apostrophes."""
    marks = dict.fromkeys(m for pair in MARK_PAIRS for m in (pair.opening, pair.closing))
    return "".join(mark for mark in marks if mark not in APOSTROPHES)


def before_opening() -> str:
    """Return the signs, besides white space, after which an opening mark stands."""
    return "([{—–" + "".join(pair.opening for pair in MARK_PAIRS)


def places_of_marks(text: str) -> list[int]:
    """Return where marks stand; those that may be apostrophes only in pairs."""
    single = {pair.opening: pair.closing for pair in MARK_PAIRS if pair.closing in APOSTROPHES}
    found = {m.start() for m in re.finditer(f"[{re.escape(quotation_marks())}]", text)}
    closers = {pair.closing for pair in MARK_PAIRS}
    for opening, closing in single.items():
        begin = rf"(?<![^\s{re.escape(before_opening())}]){opening}(?=\S)(?!\d\ds\b)"  # not ‘90s
        end = re.compile(rf"(?<=\S){closing}(?!\w)")
        sure = re.compile(rf"(?<=\S)(?<!s){closing}(?!\w)|(?<=s){closing}(?!\w|\s\w)")
        begins = [m.start() for m in re.finditer(begin, text)]
        other = re.finditer(rf"(?<=\S){opening}(?!\w)", text) if opening in closers else ()
        found -= {m.start() for m in re.finditer(opening, text)} - {m.start() for m in other}
        for first, limit in pairwise([*begins, len(text)]):
            last = sure.search(text, first + 1, limit) or end.search(text, first + 1, limit)
            found |= {first, last.start()} if last else set()
    return sorted(found)
