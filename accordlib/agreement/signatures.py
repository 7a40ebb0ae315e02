"""Who signs: names, offices and parties, and how a group of lines is read for one signatory."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from accordlib.texts.capitalised_names import CAPITAL, capitalised, one_of, word_classes, worded
from accordlib.texts.list_marks import in_title_case

_LONGEST = 160  # characters of a line that names a signatory
_LONGEST_NAME = 100  # characters of a bare name
_NAME_PART = r"(?:[^\W\d_]\.|[^\W\d_][\w’'-]*\.?)"
_COURTESY = (
    r"(?:Mr|Mrs|Ms|H\.(?:E|R\.H)|Hon|M|Mme|Sr|Sra|(?:The )?Honou?rable|The (?:Rt\.? )?Hon|"
    r"(?:His|Her) (?:Excellency|Royal Highness))\.?"
)
_ADDRESS = rf"(?:{_COURTESY}|(?:Dr|Prof|Sir|Dame|Lord|Lady)\.?)"
_SUFFIX = r",? (?:Jr|Sr|II|III|IV|M\.?P|K\.?C|Q\.?C|[KCOM]\.?B\.?E|Ph\.?D)\.?"
_SIGNED = r"(?:/s/|[(\[](?i:signed|sgd?\.?|sd\.|署名|签字|簽字|印)[)\]]|{Blank} ?:|[_.]{3,}+)\s*"
_PARTY = re.compile(
    r"(?:Signed )?(?:for|on behalf of|pour|au nom d|por|en nombre d|für|im namen)\w{0,2}\b[’']? "
    r"(?:and on behalf of )?(?:(?:the|le|la|les|el|los) )?\W{0,3}[A-ZÀ-Þ].*|"
    r".{2,30}(?:代表|のために)[:：]?",
    re.IGNORECASE,
)
_IDEOGRAPHS = re.compile("[一-鿿々]{2,8}(?: [一-鿿々ぁ-ヺー]{1,5})?(?<![国國省庁府会會])")
_ELIDED = re.compile(r"\w[’'][^\W\d_a-z]")  # d'Aubigny
_FOREIGN_NAME = re.compile(
    "[ァ-ヺー]{2,}(?:[・ ][ァ-ヺー]{2,}){1,3}|[一-鿿]{1,6}(?:[·•‧][一-鿿]{1,6}){1,3}"
)
_EASTERN_OFFICES = "大臣|大統領|首相|総理|外相|主席|总理|總理|总统|總統|部长|部長|大使|代表"
_OFFICE = rf"(?P<office>\S{{0,30}}(?:{_EASTERN_OFFICES}))"
_EASTERN = (  # office and name, and name and office, as Japanese and Chinese write them
    re.compile(rf"{_OFFICE}\s*:?\s*(?P<name>\S{{2,12}}(?: \S{{1,12}})?)?"),
    re.compile(rf"(?P<name>\S{{2,12}}(?: \S{{1,12}})?)\s+{_OFFICE}"),
)
_FIELDS = {"a name": "(?i){name_field} ?:", "an office": "(?i){office_field} ?:"}


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """Return how names and offices are written, and both on one line."""
    any_office = rf"(?:\w+-)?{one_of(capitalised('office'))}"
    office = rf"(?:[\w.’'-]+ ){{0,4}}{any_office}\b"
    more = rf"(?: (?:{one_of(word_classes()['particle'])} )*{_NAME_PART}){{1,4}}"
    excellency = r"(?:[Tt]he |[Hh]is Excellency (?:the )?)?"
    before = rf"{excellency}(?P<office>(?:{CAPITAL}\w+ ){{0,3}}{any_office}"
    person = r"(?P<name>[^,.;:]{3,60})"
    forms = {
        "name": rf"(?:{_ADDRESS} )*(?P<name>{_NAME_PART}{more})(?:{_SUFFIX})*",
        "any office": one_of(capitalised("office")),
        "office": rf"{office}[^.;:]*",
        "name - office": rf"(?P<name>\S+(?: \S+){{1,5}}?) [-–—] (?P<office>{office}.*)",
        "name, office": rf"(?P<name>[^,]{{3,60}}), (?P<office>{office}[^.;:]*)",
        "office name of": rf"{before}) (?P<name>[^,;:]{{3,60}}?),? (?P<party>of {CAPITAL}?[^.;:]+)",
        "office name": rf"{before}(?: (?:of|for) [^,.;:]{{3,60}})?),? {person}",
    }
    return {name: re.compile(form) for name, form in forms.items()}


def read_signature(words: str) -> tuple[str, str] | None:
    """Return name and office of a line that has both."""
    if len(words) > _LONGEST:
        return None
    for form in _EASTERN:
        if (match := form.fullmatch(words)) and match["name"]:
            return match["name"], match["office"]
    if not _forms()["any office"].search(words):
        return None
    for said, form in [*_forms().items()][3:]:
        match = form.fullmatch(words)
        if match and (said == "name - office" or is_name(match["name"])):
            party = match.groupdict("").get("party", "")
            return match["name"], f"{match['office']} {party}".strip()
    return None


def is_name(words: str) -> bool:
    """Tell whether a line has the form of a person's name: two to five capitalised words.

    In Japanese and Chinese it is a foreign name, its parts divided by ``・`` or a blank, or ``·``.
    """
    if _FOREIGN_NAME.fullmatch(words):
        return True
    if len(words) > _LONGEST_NAME or not (match := _forms()["name"].fullmatch(words)):
        return False
    if _forms()["office"].search(words) or worded(r"(?i)\b{body}\b").search(words):
        return False
    parts = [w for w in match["name"].split() if w not in word_classes()["particle"]]
    return len(parts) > 1 and all(part[0].isupper() or _ELIDED.match(part) for part in parts)


def is_undivided_name(words: str) -> bool:
    """Tell whether a line beside an office or a party may be a name: a few ideographs, no body."""
    return _IDEOGRAPHS.fullmatch(_unsigned(words)) is not None and not who_signs(words)


def is_office(words: str) -> bool:
    """Tell whether a line is an office."""
    if len(words) > _LONGEST:
        return False
    return bool(_forms()["office"].fullmatch(words) or _EASTERN[0].fullmatch(words))


def is_party(words: str) -> bool:
    """Tell whether a line says for whom somebody signs."""
    return len(words) <= _LONGEST and words[-1] not in ".;" and _PARTY.fullmatch(words) is not None


def is_body(words: str) -> bool:
    """Tell whether a short line is the name of a state or a body."""
    named = worded(r"\b{Body}\b").search(words) is not None
    ended = words[-1] in ".:;,"
    return named and not ended and len(words) <= _LONGEST_NAME and in_title_case(words)


def who_signs(words: str) -> str:
    """Say which line of a signature this may be; of another, nothing."""
    if len(words) > _LONGEST or not (bare := _unsigned(words)):
        return "" if len(words) > _LONGEST else "the word signed"
    return field(bare) or next((kind for kind, is_it in _SIGNS_BY if is_it(bare)), "")


def field(words: str) -> str:
    """Return whether a line such as ``Title: Minister`` gives a name or an office; or nothing."""
    return next((kind for kind, form in _FIELDS.items() if worded(form).match(words)), "")


_SIGNS_BY: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("a name and an office", read_signature),
    ("a party that signs", is_party),
    ("a name", is_name),
    ("an office", is_office),
)


def _unsigned(words: str) -> str:
    """Return words without what says that somebody has signed, and without their decoration."""
    bare = words.replace("*", "").strip(" _|")
    return worded(rf"^(?:{_SIGNED})+|(?:{_SIGNED})+$").sub("", bare).strip()


def signatory(lines: Sequence[str]) -> tuple[str, str]:
    """Return name and office of the person whom some lines name; empty where they do not."""
    name = office = ""
    told = [is_party(line) or is_office(_unsigned(line)) for line in lines]
    for n, line in enumerate(lines, start=2):
        said = line.partition(": ")[2] if is_party(line) or field(line) else line
        words, kind = _unsigned(said), field(line)
        read = read_signature(words)
        if read and not name:
            name, office = read[0], office or read[1]
        elif kind == "an office" or is_office(words):
            office = office or words
        elif kind == "a name" or is_name(words) or (any(told[:n]) and is_undivided_name(words)):
            name = name or words
    return re.sub(rf"^(?:{_COURTESY} )+(?=\S+ \S)", "", name), office
