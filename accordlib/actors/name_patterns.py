"""Patterns of English proper names that tell their type: ministries, forces, treaties, persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordlib.texts.capitalised_names import (
    CAPITAL,
    HEADS,
    OPENERS,
    PARTICLES,
    SMALL_WORDS,
    WORD,
    one_of,
    read_anew,
    titles,
)

# With what words the name of a body, a force or an instrument ends, as patterns.
BODIES = (
    "Office Agency Council Committee Commission Secretariat Institute Foundation Bureau Authority "
    "Administration Board Ministry Department"
).split()
FORCES = [
    *("Navy", "Army", "Air Force", "Armed Forces", "Self-Defen[cs]e Forces?", "Coast Guard"),
    *("Marine Corps", "Marines", "Border Force", "Carrier Strike Group"),
]
INSTRUMENTS = (
    "Agreement Partnership Programme Program Dialogue Charter Treaty Arrangement Memorandum "
    "Accord Framework Initiative Act Declaration Pact Convention Protocol Compact Strategy "
    "Concept Consultation Review Goal Agenda Principle Scheme"
).split()
_CAPITALISED = rf"(?:(?:{CAPITAL}\.){{2,}}|(?:{CAPITAL}|[0-9])[\w&]*)(?:-{CAPITAL}\w*)*"


def _endings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of names that tell by their words what they name, with the type."""
    cap, no_name = _CAPITALISED, rf"(?!{one_of(HEADS)}\b)"
    joints = [word for word in SMALL_WORDS if " " not in word]
    chain = rf"{cap}(?:(?:,? and|,|,? &)? {no_name}{cap})*"
    of = rf"(?: {one_of(w for w in joints if w != 'and')} (?:the )?{chain})"
    lead = rf"(?:{cap} ){{1,5}}?"
    long_lead = rf"(?:{cap} (?:{one_of(joints)} )?){{1,7}}?"
    list_lead = rf"{cap}(?: {cap})+(?:, {cap}(?: {cap})*){{1,7}} and (?:{cap} )+?"
    body, force, treaty = (f"(?:{'|'.join(ends)})" for ends in (BODIES, FORCES, INSTRUMENTS))
    patterns = (
        ("body", rf"(?:Ministry|Department|Office|Secretariat){of}"),
        ("body", rf"{lead}{body}\b{of}?"),
        ("force", rf"{lead}{force}\b"),
        ("force", rf"(?:HMS|JS|USS) {cap}(?:(?: of)? {cap})?"),
        ("instrument", rf"(?:{list_lead}|{long_lead}){treaty}s?\b(?: {treaty}s?\b)*{of}?"),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in patterns)


endings = read_anew(_endings, BODIES, FORCES, INSTRUMENTS)


@read_anew
def _titled() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a person after a title, and of the second of two."""
    particles = rf"(?:{one_of(PARTICLES)} )*"
    no_person = rf"(?!{one_of(HEADS)}\b)(?!{titles()})"
    rest = rf"(?: (?:{CAPITAL}\.|{particles}{WORD})){{0,3}}"
    person = rf"{no_person}(?:{CAPITAL}\. ?)*{particles}{WORD}{rest}"
    both = rf"\b{titles(plural=True)} {person} and ({person})"
    return re.compile(rf"\b{titles()} ({person})"), re.compile(both)


def name_at(text: str, start: int) -> tuple[int, str]:
    """Return where the longest name of a body, force or instrument that begins here ends.

    Beside it stands its type. Without a name these are `start` and an empty type.
    """
    first = _WORD.match(text, start)
    if first is None or first[0] in OPENERS:
        return start, ""
    found = ((kind, pattern.match(text, start)) for kind, pattern in endings())
    names = [(match.end(), kind) for kind, match in found if match]
    return max(names, key=lambda name: name[0], default=(start, ""))


def titled_persons(text: str) -> frozenset[str]:
    """Return the names that follow a title such as ``Prime Minister``, each as it stands."""
    return frozenset(m[1] for pattern in _titled() for m in pattern.finditer(text))


_VARIANTS = (("Defence", "Defense"), ("Programme", "Program"), ("Organisation", "Organization"))
_WORD = re.compile(r"\w+")
_ALIKE = str.maketrans("’ʼ‐‑", "''--")


def spellings(alias: str) -> list[str]:
    """Return a name in British and in American spelling."""
    forms = [alias]
    for british, american in _VARIANTS:
        forms += [f.replace(british, american) for f in forms if british in f]
        forms += [f.replace(american, british) for f in forms if american in f]
    return list(dict.fromkeys(forms))


def alike(text: str) -> str:
    """Return the text with plain apostrophes and hyphens; its length is the same."""
    return text.translate(_ALIKE)


def single_blanks(text: str) -> tuple[str, Sequence[int]]:
    """Return the text with a single blank for each line break, indent and the like.

    Beside it stands where each of its characters was, and where the text ended. An empty line
    is a line break, over which no name goes.
    """
    if not re.search(r"\s\s", text):
        return re.sub(r"\s", " ", text), range(len(text) + 1)
    pieces = list(re.finditer(r"(\s+)|\S", text))
    blank = (m[1] and ("\n" if len(f"{m[1]}|".splitlines()) > 2 else " ") for m in pieces)
    flat = "".join(b or m[0] for b, m in zip(blank, pieces, strict=True))
    return flat, [*(m.start() for m in pieces), len(text)]


def slug(name: str) -> str:
    """Return the words of a name as an id, in lower case with hyphens."""
    return "-".join(re.findall(r"[^\W_]+", name.lower()))


def abbreviates(short: str, name: str) -> bool:
    """Tell whether the capitals of an abbreviation are initials of the name, in their order."""
    initials = iter(word[0].upper() for word in re.findall(r"[^\W_]+", name))
    capitals = [letter for letter in short if letter.isupper()]
    return len(capitals) > 1 and all(letter in initials for letter in capitals)
