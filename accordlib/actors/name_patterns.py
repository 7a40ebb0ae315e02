"""Patterns of English proper names that tell their type: ministries, forces, treaties, persons."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENERS = frozenset(
    "The A An In On At By For From With As And But Or Our We This These That Those Both All Each "
    "After Before During Following Under Through Together Also To It They I Its Their".split()
)

_CAP = r"(?:(?:[A-Z]\.){2,}|[A-Z0-9][\w&]*)(?:-[A-Z]\w*)*"
_NO_NAME = (
    r"(?!(?:Prime|President|Minister|Secretary|Ministry|Department|Office|General|Council|Summit|"
    r"Forum|Meeting|Conference|Statement|Dialogue|Designate)\b)"
)
_CHAIN = rf"{_CAP}(?:(?:,? and|,|,? &)? {_NO_NAME}{_CAP})*"
_OF = rf"(?: (?:of|for|on) (?:the )?{_CHAIN})"
_LEAD = rf"(?:{_CAP} ){{1,5}}?"
_LONG_LEAD = rf"(?:{_CAP} (?:(?:and|of|on|for) )?){{1,7}}?"
_LIST_LEAD = rf"{_CAP}(?: {_CAP})+(?:, {_CAP}(?: {_CAP})*)+ and (?:{_CAP} )+?"

_BODY = (
    "Office|Agency|Council|Committee|Commission|Secretariat|Institute|Foundation|Bureau|Authority|"
    "Administration|Board|Ministry|Department"
)
_FORCE = (
    "Navy|Army|Air Force|Armed Forces|Self-Defen[cs]e Forces?|Coast Guard|Marine Corps|Marines|"
    "Border Force|Carrier Strike Group"
)
_INSTRUMENT = (
    "(?:Agreement|Partnership|Programme|Program|Dialogue|Charter|Treaty|Arrangement|Memorandum|"
    "Accord|Framework|Initiative|Act|Declaration|Pact|Convention|Protocol|Compact|Strategy|"
    "Concept|Consultation|Review|Goal|Agenda|Principle|Scheme)s?"
)

_TITLE = (
    r"(?:Prime Ministers?|Presidents?|(?:Foreign|Defen[cs]e|Home|Press) Secretary|Secretary|"
    r"(?:Foreign |Defen[cs]e )?Ministers?|Chancellor|Premier|First Sea Lord|Ambassador|Admiral)"
)
_PLURAL = r"(?:Prime Ministers|Presidents|(?:Foreign |Defen[cs]e )?Ministers|Secretaries)"
_WORD = r"(?:[A-Z]')?[A-Z][\w-]+(?:'[A-Z][\w-]+)?"
_PERSON = rf"{_NO_NAME}(?!{_TITLE})(?:[A-Z]\. ?)*{_WORD}(?: (?:[A-Z]\.|{_WORD})){{0,3}}"
_TITLED = re.compile(rf"\b{_TITLE} ({_PERSON})")
_BOTH_TITLED = re.compile(rf"\b{_PLURAL} {_PERSON} and ({_PERSON})")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a pattern found: where it ends and its type."""

    end: int
    type: str


_PATTERNS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("body", rf"(?:Ministry|Department|Office|Secretariat){_OF}"),
        ("body", rf"{_LEAD}(?:{_BODY})\b{_OF}?"),
        ("force", rf"{_LEAD}(?:{_FORCE})\b"),
        ("force", rf"(?:HMS|JS|USS) {_CAP}(?:(?: of)? {_CAP})?"),
        ("instrument", rf"(?:{_LIST_LEAD}|{_LONG_LEAD}){_INSTRUMENT}\b(?: {_INSTRUMENT}\b)*{_OF}?"),
    )
)


def name_at(text: str, start: int) -> Name | None:
    """Return the longest name of a body, force or instrument that begins here, if any does."""
    first = re.compile(r"\w+").match(text, start)
    if first is None or first[0] in OPENERS:
        return None
    found = ((kind, pattern.match(text, start)) for kind, pattern in _PATTERNS)
    names = [Name(match.end(), kind) for kind, match in found if match]
    return max(names, key=lambda name: name.end, default=None)


def titled_persons(text: str) -> frozenset[str]:
    """Return the names that follow a title such as ``Prime Minister``, each as it stands."""
    return frozenset(m[1] for pattern in (_TITLED, _BOTH_TITLED) for m in pattern.finditer(text))


_VARIANTS = (
    ("Defence", "Defense"),
    ("Programme", "Program"),
    ("Organisation", "Organization"),
)


def spellings(alias: str) -> list[str]:
    """Return a name in British and in American spelling."""
    forms = [alias]
    for british, american in _VARIANTS:
        forms += [f.replace(british, american) for f in forms if british in f]
        forms += [f.replace(american, british) for f in forms if american in f]
    return list(dict.fromkeys(forms))


def plain(text: str) -> str:
    """Return the text with plain apostrophes, hyphens and blanks; its length is the same."""
    for sign, others in (("'", "’ʼ"), ("-", "‐‑"), (" ", "\u00a0\u202f\r\n\t")):
        for other in others:
            text = text.replace(other, sign)
    return text
