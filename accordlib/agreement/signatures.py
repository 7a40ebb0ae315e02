"""Who signs: lines that name a person, an office or a party."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from accordlib.agreement.furniture import stray
from accordlib.texts.capitalised_names import CAPITAL, OFFICES, PARTICLES, one_of, read_anew
from accordlib.texts.dates import is_date
from accordlib.texts.lines import Line

_WORD = r"(?:[^\W\d_]\.|[^\W\d_][\w’'-]*\.?)"
_STYLE = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|H\.E|Hon|The Honou?rable|The (?:Rt\.? )?Hon)\.?"
_SUFFIX = r",? (?:Jr|Sr|II|III|IV|M\.?P|K\.?C|Q\.?C|[KCOM]\.?B\.?E|Ph\.?D)\.?"


@dataclass(frozen=True, slots=True)
class _Forms:
    """How names and offices are written."""

    name: re.Pattern[str]
    any_office: re.Pattern[str]
    office: re.Pattern[str]
    name_dash_office: re.Pattern[str]
    name_comma_office: re.Pattern[str]
    office_name: re.Pattern[str]


@read_anew
def _forms() -> _Forms:
    any_office = rf"(?:\w+-)?{one_of(OFFICES)}"
    office = rf"(?:\S+ ){{0,3}}{any_office}\b"
    more = rf"(?: (?:{one_of(PARTICLES)} )*{_WORD}){{1,4}}"
    forms = (
        rf"(?:/s/ )?(?:{_STYLE} )*(?P<name>{_WORD}{more})(?:{_SUFFIX})*",
        any_office,
        rf"{office}[^.;:]*",
        rf"(?P<name>\S+(?: \S+){{1,5}}?) [-–—] (?P<office>{office}.*)",
        rf"(?P<name>[^,]{{3,60}}), (?P<office>{office}[^.;:]*)",
        rf"(?:[Tt]he )?(?P<office>(?:{CAPITAL}\w+ ){{0,2}}{any_office}) (?P<name>[^,.;:]{{3,60}})",
    )
    return _Forms(*map(re.compile, forms))


_PARTY = re.compile(
    r"(?:Signed )?(?:for|on behalf of) (?:and on behalf of )?(?:the )?"
    r"(?:government|republic|kingdom|united|federal|state|european|ministry|department|[A-Z])",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:of|and|for|republic|kingdom|commonwealth|federation|union|government|ministry|"
    r"department|embassy|council|states|nations)\b",
    re.IGNORECASE,
)
_LONGEST = 160  # characters of a line that names a signatory
_SHORT = 100  # characters of a line at the end that may do so
_LINES = 6  # that a signature has at most
_OF_WHERE = 2  # lines beneath an office that say of what


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines that name one signatory, and how they were recognised."""

    lines: tuple[Line, ...]
    name: str
    office: str
    because: str


def read_signature(words: str) -> tuple[str, str, str] | None:
    """Return name, office and how they were recognised, of a line that has both."""
    if len(words) > _LONGEST or not _forms().any_office.search(words):
        return None
    if match := _forms().name_dash_office.fullmatch(words):
        return match["name"], match["office"], "a name, a dash and an office"
    if (match := _forms().name_comma_office.fullmatch(words)) and _is_name(match["name"]):
        return match["name"], match["office"], "a name, a comma and an office"
    if (match := _forms().office_name.fullmatch(words)) and _is_name(match["name"]):
        return match["name"], match["office"], "an office and a name"
    return None


def signatures(text: str, lines: Sequence[Line], at_end: bool) -> list[Signature]:
    """Return who signs in some lines; a bare name, or a party, signs only at the end."""
    found: list[Signature] = []
    at = 0
    while at < len(lines):
        block = _Block(text, lines, at)
        signed = block.read(at_end)
        if signed:
            found.append(Signature(tuple(block.taken), block.name, block.office, block.because))
        at = block.at if signed else at + 1
    return found


@dataclass
class _Block:
    """The lines from a place on that name one signatory."""

    text: str
    lines: Sequence[Line]
    at: int
    taken: list[Line] = field(default_factory=list)
    name: str = ""
    office: str = ""
    because: str = ""

    def read(self, at_end: bool) -> bool:
        """Take the lines of a signature, if one begins here."""
        words = self._words(self.at)
        if _PARTY.match(words) and (at_end or self._is_short(words)):
            self._take_party(words)
            if not at_end and not self.office:  # a paragraph that begins with "For the"
                self.taken = []
        elif (
            not self._take_person()
            and at_end
            and _is_name(words)
            and not stray(words, at_an_end=True)
        ):
            self._take()
            self.name, self.because = words, "a name on a line of its own at the end"
        if self.taken and at_end and self.name:
            self._take_where()
        return bool(self.taken)

    def _take_party(self, words: str) -> None:
        """Take a party, and the person who signs for it: behind a colon or beneath."""
        self.because = "a party at the end, after 'for'"
        inline = words.partition(": ")[2]
        read = read_signature(inline)
        self.name, self.office = read[:2] if read else (inline if _is_name(inline) else "", "")
        self._take()
        while not self.name and self._goes_on():
            if not self._take_person():
                name = self._words(self.at)
                self.name = name if _is_name(name) else ""
                self._take()

    def _goes_on(self) -> bool:
        """Tell whether the line here, or the one after a rule, belongs to the party before it."""
        at = self.at
        while at < len(self.lines) and self.lines[at].form == "rule":
            at += 1
        words = self._words(at)
        if not words or _PARTY.match(words) or not self._is_short(words):
            return False
        self.at = at
        return True

    def _take_person(self) -> bool:
        """Take a line with a name and an office, or a name with an office beneath it."""
        words, below = self._words(self.at), self._words(self.at + 1)
        read = read_signature(words)
        if read is not None:
            self.name, self.office, because = read
            self._take()
        elif _is_name(words) and _is_office(below):
            self.name, self.office, because = words, below, "a name, an office beneath it"
            self._take()
            self._take()
        else:
            return False
        self.because = self.because or because
        return True

    def _take_where(self) -> None:
        """Take short lines directly beneath that say of what country or body."""
        for _ in range(_OF_WHERE):
            words = self._words(self.at)
            if not words or self.lines[self.at].blank or not _is_where(words):
                return
            self._take()

    def _is_short(self, words: str) -> bool:
        few = len(self.taken) < _LINES and len(words) <= _SHORT and words[-1] not in ".;"
        return few and not stray(words, at_an_end=True)

    def _take(self) -> None:
        self.taken.append(self.lines[self.at])
        self.at += 1

    def _words(self, at: int) -> str:
        if at >= len(self.lines):
            return ""
        return self.text[self.lines[at].start : self.lines[at].end].replace("**", "")


def signed_lines(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return where the lines begin that name a signatory, wherever they stand."""
    plain = [line if line.form in ("text", "rule") else None for line in lines]
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
    if stray(words, at_an_end=True):
        return True
    if line.form not in ("text", "bold") or len(words) > _SHORT:
        return False
    return words[-1] not in ".;。；" or _is_name(words) or is_date(words.rstrip("."))


def _is_where(words: str) -> bool:
    """Tell whether a line beneath a name or an office may say of what."""
    named = _PARTY.match(words) or read_signature(words) or _is_name(words)
    short = len(words) <= _SHORT and words[0].isupper() and words[-1].isalnum()
    return short and not named and not stray(words, at_an_end=True)


def _is_office(words: str) -> bool:
    fits = len(words) <= _LONGEST and _forms().office.fullmatch(words) is not None
    return fits and read_signature(words) is None


def _is_name(words: str) -> bool:
    """Tell whether a line has the form of a person's name: two to five capitalised words."""
    match = _forms().name.fullmatch(words) if len(words) <= _SHORT else None
    if match is None or _forms().office.search(words) or _BODY.search(words):
        return False
    parts = [w for w in match["name"].split() if w not in PARTICLES]
    return len(parts) > 1 and all(part[0].isupper() for part in parts)
