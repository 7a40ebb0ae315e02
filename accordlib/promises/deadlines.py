"""By when something is due: the words, and the date or period that they name."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

from accordlib.promises.grammar import verbs, word_class
from accordlib.texts.capitalised_names import one_of
from accordlib.texts.dates import MONTHS

_YEAR = r"(?:19|20)\d\d"
_ISO, _SLASHED = rf"{_YEAR}-\d\d(?:-\d\d)?(?!\d)", rf"\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR}"
_RANGE = rf"{_YEAR}\s?[-–/]\s?(?:20)?\d\d|{_YEAR} (?:to|and|through) {_YEAR}"
_TO_COME = re.compile(  # a passive of what is to come
    r"(?<!which )(?<!that )(\b(?:will|shall|should|must)(?: \w+)? )be (?:\w+ly )?\w+"
)
_SAYS_LITTLE = frozenset(
    "of from as one place made".split()
)  # what says nothing of a date further on


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
    for match in _deadlines().finditer(words):
        weak = match["weak"] is not None
        before = words[max(match.start() - 120, 0) : match.start()].lower()
        before = _TO_COME.sub(r"\1be", before)
        near = re.findall(r"[\w-]+", before[-60:])[-5:]
        gives = (
            to == "to" and any(v.kind == "commit" for v in verbs().get(word, ()))
            for word, to in pairwise([*near, ""])
        )
        near = [word for word, given in zip(near, gives, strict=True) if not given]
        if near[-1:] and near[-1] in past and not re.search(r"[.;:]\s*$", before):
            continue
        if (weak and set(near) & (past - _SAYS_LITTLE)) or _is_half(match[0], before):
            continue
        due = _due(match[0], today)
        if not (due and due < today[: len(due)]):
            from_what = re.search(
                rf"(?i){one_of(word_class('deadlines', 'unit'))} (?:of|after|from|following) (.+)",
                match[0],
            )
            sure = rf"(?i)\b(?:{one_of(word_class('deadlines', 'event'))}|{_YEAR})\b"
            fixed = not from_what or re.search(sure, from_what[1]) is not None
            yield Deadline(match[0], match.start(), due, not weak, fixed)


def _is_half(text: str, before: str) -> bool:
    """Tell whether words such as *in may* are no date, or the date of a meeting named before."""
    small = re.fullmatch(r"(?i)\w+ (?:may|march|fall)", text) is not None
    event = one_of(word_class("deadlines", "event"))
    met = re.search(
        rf"\b(?:on|at|of|from|to|after|for) the (?:[\w'-]+ ){{0,3}}{event} $", before[-60:]
    )
    return (small and text.split()[1].islower()) or (met is not None and text[:3] in ("in ", "on "))


@cache
def _deadlines() -> re.Pattern[str]:
    """Return what fits a deadline; the group says whether only after the verb of a promise."""

    def some(name: str) -> str:
        return one_of(word_class("deadlines", name))

    month, unit, day = one_of(chain(*MONTHS)), some("unit"), r"\d{1,2}(?:st|nd|rd|th)?"
    number = rf"(?:{some('number')}|{some('vague')}|\d+)(?: \(\w+\))?"
    date = (
        rf"(?:{_ISO}|{_SLASHED}|Q[1-4] {_YEAR}"
        rf"|(?:{month} {day}|(?:(?:the )?{day} (?:of )?)?{month})(?:,? (?:of )?{_YEAR})?"
        rf"|(?:(?:the|calendar|fiscal) year )?{_YEAR}(?!\d)|next month|this decade|year-end"
        rf"|(?:the|this|next) (?:calendar )?year(?!s)"
        rf"|(?:the |this |next )?{some('season')}(?: of)?(?: {_YEAR}| (?:this|next) year)?)"
    )
    part = rf"(?:{some('part')}[ -]?)?(?:{some('part')} )?(?:of )?"
    event = rf"(?:(?:the|our|their|its|this) (?:(?!of |and )[\w'/-]+ ){{0,5}}?{some('event')}\b"
    event += rf"|COP ?\d+)(?: (?:in|of) {_YEAR})?"
    clause = r"(?!(?:and|shall|will|to|whether|that|which|where|by)\b)[^\s,;.:]+"
    since = rf" (?:of|after|from|following|before)(?: {clause}){{1,12}}"
    span = rf"(?:a period of |(?:the )?first )?{number}[ -]{unit}(?:{since})?"
    coming = rf"{some('coming')} (?:{number} )?{unit}"
    years = rf"(?:in|by) the (?:early |late |mid-)?{_YEAR}s"
    period = rf"(?:for|over|in|during|from|between) (?:the )?(?:period )?(?:{_RANGE})(?: period)?"
    strong = rf"{years}|{period}|{some('strong')} (?:{part}{date}|{part}{event}|{span})"
    strong += rf"|within (?:{span}|{coming})|{some('span')} {coming}"
    weak = rf"{some('weak')} {part}{date}|(?:later )?(?:this|next) (?:year|{some('season')})"
    met = rf"at (?:{some('coming')}|the {some('season')}) (?:[\w'/-]+ ){{0,4}}?{some('event')}"
    weak += rf"|{met}|{some('bare')}"
    return re.compile(rf"(?i)\b(?:(?:{strong})|(?P<weak>{weak}))\b(?:,? at the latest)?")


def _due(text: str, today: str) -> str:
    """Return the date or the period that words name."""
    lower = text.lower()
    if decade := re.search(r"((?:19|20)\d)0s", lower):
        return f"{decade[1]}0/{decade[1]}9"
    if re.search(r"\b(?:after|following|from) the\b", lower):
        return ""
    years = [int(year) for year in re.findall(_YEAR, lower)]
    if several := re.search(rf"{_YEAR}\s?[-–/]\s?(\d\d)(?: period)?$", lower):
        years.append(years[0] // 100 * 100 + int(several[1]))
    if not years and today[:4].isdigit():
        named = re.search(
            r"(next year)|this year|the (?:calendar )?year\b|year-end|this \w+", lower
        )
        years += [int(today[:4]) + bool(named[1])] if named else []
    if not years:
        return ""
    year, last = years[-1], re.search(r"\bend\b", lower)
    if re.search(rf"{_ISO}|{_SLASHED}", lower):
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
