"""By when something is due: the words, and the date or period that they name."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from accordlib.promises.grammar import pattern, verbs, word_class
from accordlib.texts.capitalised_names import one_of
from accordlib.texts.dates import MONTHS

# What says nothing of a date further on
_SAYS_LITTLE = frozenset("of from as one place made".split())


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in a sentence."""

    text: str
    start: int
    due: str  # a date or a period in ISO 8601; empty if only its words are known
    strong: bool  # whether it is one beside any verb
    fixed: bool = True  # whether the calendar fixes it, not what may never happen


def find_deadlines(words: str, today: str = "") -> Iterator[Deadline]:
    """Yield the deadlines in a sentence; `today` is the date of its document, if it is known."""
    past = word_class("deadlines", "past")
    for match in pattern("deadline").finditer(words):
        weak = match["weak"] is not None
        before = words[max(match.start() - 120, 0) : match.start()].lower()
        before = pattern("to_come").sub(r"\1be", before)  # a passive of what is to come
        near = re.findall(r"[\w-]+", before[-60:])[-5:]
        gives = (
            to == "to" and any(v.kind == "commit" for v in verbs().get(word, ()))
            for word, to in pairwise([*near, ""])
        )
        near = [word for word, given in zip(near, gives, strict=True) if not given]
        if near[-1:] and near[-1] in past and not re.search(r"[.;:]\s*$", before):
            continue
        half = pattern("small").fullmatch(match[0]) and match[0].split()[1].islower()  # "in may"
        met = match[0][:3] in ("in ", "on ") and pattern("met_before").search(before[-60:])
        if half or met or (weak and set(near) & (past - _SAYS_LITTLE)):
            continue
        due = _due(match[0], today)
        if not (due and due < today[: len(due)]):
            from_what = pattern("from_what").search(match[0])
            fixed = not from_what or pattern("fixed").search(from_what[1]) is not None
            yield Deadline(match[0], match.start(), due, not weak, fixed)


def _due(text: str, today: str) -> str:
    """Return the date or the period that words name."""
    lower = text.lower()
    if decade := re.search(r"((?:19|20)\d)0s", lower):
        return f"{decade[1]}0/{decade[1]}9"
    if re.search(r"\b(?:after|following|from) the\b", lower):
        return ""
    years = [int(year) for year in pattern("year").findall(lower)]
    if several := pattern("two_years").search(lower):
        years.append(years[0] // 100 * 100 + int(several[1]))
    if not years and today[:4].isdigit():
        named = re.search(r"(next year)|the (?:calendar )?year\b|year-end|this \w+", lower)
        years += [int(today[:4]) + bool(named[1])] if named else []
    if not years:
        return ""
    year, last = years[-1], re.search(r"\bend\b", lower)
    if pattern("numbered").search(lower):
        parts = [int(part) for part in re.findall(r"\b\d\d?\b", lower)]
        parts = parts if "-" in lower else sorted(parts)  # day or month first
        sure = "-" in lower or parts[0] == parts[1] or parts[1] > 12
        fits = 0 < parts[0] <= 12 and parts[1:] <= [monthrange(year, parts[0])[1]]
        whole = "-".join(f"{part:02}" for part in (year, *parts))
        return str(year) if not sure else whole if fits and min(parts) else ""
    names = {name.lower(): n for n, names in enumerate(MONTHS, 1) for name in names}
    found = re.search(rf"\b{one_of(names)}(?![a-z])", lower)
    if not found:
        return f"{year}-12-31" if last else str(year)
    month = names[found[0]]
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", lower)
    longest = monthrange(year, month)[1]
    if not (day or last):
        return f"{year}-{month:02}"
    number = int(day[1]) if day else longest
    return f"{year}-{month:02}-{number:02}" if 0 < number <= longest else ""
