"""Who signs: lines that name a person, an office, a party or a date, and the words that close."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from accordlib.marked_lines import Line

_OFFICES = (
    r"(?:President|Premier|Chancellor|Minister|Secretary|Ambassador|Governor|Commissioner|"
    r"Director|Chair(?:man|woman|person)?|Chief|King|Queen|Taoiseach|Representative)"
)
SIGNATORY = re.compile(
    r"(?P<name>\S+(?: \S+){1,5}?) [-–—] "
    rf"(?P<office>(?:\S+ ){{0,3}}{_OFFICES}\b.*)"
)
_WORD = r"(?:[^\W\d_]\.|[^\W\d_][\w’'-]*\.?)"
_PARTICLE = r"(?:van|von|de|del|della|di|da|dos|du|der|den|la|le|bin|al|el|y|e|ten|ter)"
_STYLE = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|H\.E|Hon|The Honou?rable|The Rt\.? Hon)\.?"
_SUFFIX = r",? (?:Jr|Sr|II|III|IV|M\.?P|K\.?C|Q\.?C|[KCOM]\.?B\.?E|Ph\.?D)\.?"
_NAME = re.compile(
    rf"(?:/s/ )?(?:{_STYLE} )*(?P<name>{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,4}})(?:{_SUFFIX})*"
)
_OFFICE = re.compile(rf"(?:\S+ ){{0,3}}{_OFFICES}\b[^.;:]*")
_NAME_OFFICE = re.compile(
    rf"(?P<name>[^,]{{3,60}}), (?P<office>(?:\S+ ){{0,3}}{_OFFICES}\b[^.;:]*)"
)
_OFFICE_NAME = re.compile(
    rf"(?:(?:the|The) )?(?P<office>(?:[A-Z]\w+ ){{0,2}}{_OFFICES}) (?P<name>[^,.;:]{{3,60}})"
)
_PARTY = re.compile(
    r"(?:Signed )?(?:for|on behalf of) (?:and on behalf of )?(?:the )?"
    r"(?:government|republic|kingdom|united|federal|state|european|ministry|department|[A-Z])",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = re.compile(
    rf"(?:[^\d,]{{1,40}},? )?(?:(?:\w{{3,9}}day,? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}|"
    rf"{_MONTHS} \d{{1,2}}),? \d{{4}}|\d{{4}}-\d\d-\d\d|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)",
)
_CLOSING = re.compile(
    r"(?:The foregoing (?:represents|constitutes|record)|In witness whereof|"
    r"(?:Signed|Done|Concluded|Adopted)(?: and \w+)? (?:at|in|on|this)\b)",
    re.IGNORECASE,
)
_LONGEST = 160  # characters of a line that names a signatory
_SHORT = 100  # characters of a line at the end that may do so


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines that name one signatory, and how they were recognised."""

    lines: tuple[Line, ...]
    name: str
    office: str
    because: str


def is_date(words: str) -> bool:
    """Tell whether a line is a date, perhaps with a place before it."""
    return len(words) <= _SHORT and _DATE.fullmatch(words) is not None


def is_closing(words: str) -> bool:
    """Tell whether a paragraph begins with the words that close an agreement."""
    return _CLOSING.match(words) is not None


def read_signature(words: str) -> tuple[str, str, str] | None:
    """Return name, office and how they were recognised, of a line that has both."""
    if len(words) > _LONGEST:
        return None
    if match := SIGNATORY.fullmatch(words):
        return match["name"], match["office"], "a name, a dash and an office"
    if (match := _NAME_OFFICE.fullmatch(words)) and _is_name(match["name"]):
        return match["name"], match["office"], "a name, a comma and an office"
    if (match := _OFFICE_NAME.fullmatch(words)) and _is_name(match["name"]):
        return match["name"], match["office"], "an office and a name"
    return None


def signatures(text: str, lines: Sequence[Line], at_end: bool) -> list[Signature]:
    """Return who signs in some lines; a bare name, or a party, signs only at the end."""
    found: list[Signature] = []
    party: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        words = text[line.start : line.end]
        below = lines[at + 1] if at + 1 < len(lines) else None
        if read := read_signature(words):
            found.append(Signature((line,), *read))
        elif below and _is_name(words) and _is_office(text[below.start : below.end]):
            office = text[below.start : below.end]
            found.append(Signature((line, below), words, office, "a name, an office beneath it"))
            at += 1
        elif at_end and _PARTY.match(words):
            party = [line]
            while at + 1 < len(lines) and _continues(text, lines[at + 1]):
                at += 1
                party.append(lines[at])
            found.append(Signature(tuple(party), "", "", "a party at the end, after 'for'"))
        elif at_end and _is_name(words):
            found.append(Signature((line,), words, "", "a name on a line of its own at the end"))
        at += 1
    return found


def signed_lines(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return where the lines begin that name a signatory, wherever they stand."""
    plain = [line if line.form == "text" else None for line in lines]
    return frozenset(line.start for s in _runs(text, plain) for line in s.lines)


def _runs(text: str, lines: Sequence[Line | None]) -> Iterator[Signature]:
    for is_line, run in groupby(lines, lambda line: line is not None):
        if is_line:
            yield from signatures(text, [line for line in run if line is not None], at_end=False)


def ending(text: str, lines: Sequence[Line]) -> int:
    """Return how many of the lines stand before the signatures and dates at the end."""
    first = len(lines)
    while first and _is_short(text, lines[first - 1]):
        first -= 1
    while first < len(lines) and not _signs(text, lines, first):
        first += 1
    return first


def _signs(text: str, lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line at the end is a date or the first of a signature."""
    line = lines[at]
    if line.form == "rule":
        return False
    signed = signatures(text, lines[at : at + 2], at_end=True)
    begins = bool(signed) and signed[0].lines[0].start == line.start
    return begins or is_date(text[line.start : line.end])


def _is_short(text: str, line: Line) -> bool:
    if line.form == "rule":
        return True
    words = text[line.start : line.end]
    if line.form not in ("text", "bold") or len(words) > _SHORT:
        return False
    return words[-1] not in ".;。；" or _is_name(words) or is_date(words.rstrip("."))


def _continues(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    named = _PARTY.match(words) or read_signature(words) or is_date(words)
    return not named and line.form != "rule"


def _is_office(words: str) -> bool:
    fits = len(words) <= _LONGEST and _OFFICE.fullmatch(words) is not None
    return fits and read_signature(words) is None


def _is_name(words: str) -> bool:
    """Tell whether a line has the form of a person's name: two to five capitalised words."""
    match = _NAME.fullmatch(words) if len(words) <= _SHORT else None
    if match is None or _OFFICE.search(words):
        return False
    parts = [w for w in match["name"].split() if not re.fullmatch(_PARTICLE, w)]
    return len(parts) > 1 and all(part[0].isupper() for part in parts)
