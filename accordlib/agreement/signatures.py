"""Who signs: names, offices and parties, and how a group of lines is read for one signatory."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accordlib.texts.capitalised_names import CAPITAL, OFFICES, PARTICLES, one_of, read_anew, worded
from accordlib.texts.list_marks import in_title_case

_LONGEST = 160  # characters of a line that names a signatory
_LONGEST_NAME = 100  # characters of a bare name
_NAME_PART = r"(?:[^\W\d_]\.|[^\W\d_][\w’'-]*\.?)"
_ADDRESS = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|H\.(?:E|R\.H)|Hon|M|Mme|Sr|Sra|"
    r"(?:The )?Honou?rable|The (?:Rt\.? )?Hon|(?:His|Her) (?:Excellency|Royal Highness))\.?"
)
_SUFFIX = r",? (?:Jr|Sr|II|III|IV|M\.?P|K\.?C|Q\.?C|[KCOM]\.?B\.?E|Ph\.?D)\.?"
_SIGNED = r"(?:/s/|\((?:[Ss]igned|SIGNED|[Ss]gd?\.?|[Ss]d\.)\)|[Ss]igned:|_{3,})\s*"
_PARTY = re.compile(
    r"(?:Signed )?(?:for|on behalf of|pour|au nom d|por|en nombre d|für|im namen)\w{0,2}\b[’']? "
    r"(?:and on behalf of )?(?:(?:the|le|la|les|el|los) )?\W{0,3}[A-ZÀ-Þ].*|"
    r".{2,30}(?:代表|のために)[:：]?",
    re.IGNORECASE,
)
BOTH = (  # how name and office stand on one line
    "a name, a dash and an office",
    "a name, a comma and an office",
    "an office, a name and a party",
    "an office and a name",
)
_KATAKANA = re.compile("[ァ-ヺー]{2,}(?:[・ ][ァ-ヺー]{2,}){1,3}")
_EASTERN_OFFICES = "大臣|大統領|首相|総理|外相|主席|总理|總理|总统|總統|部长|部長|大使|代表"
_OFFICE = rf"(?P<office>\S{{0,30}}(?:{_EASTERN_OFFICES}))"
_EASTERN = (  # office and name, and name and office, as Japanese and Chinese write them
    re.compile(rf"{_OFFICE}\s*:?\s*(?P<name>\S{{2,12}}(?: \S{{1,12}})?)?"),
    re.compile(rf"(?P<name>\S{{2,12}}(?: \S{{1,12}})?)\s+{_OFFICE}"),
)


@read_anew
def _forms() -> dict[str, re.Pattern[str]]:
    """Return how names and offices are written, and both on one line."""
    any_office = rf"(?:\w+-)?{one_of(OFFICES)}"
    office = rf"(?:[\w.’'-]+ ){{0,4}}{any_office}\b"
    more = rf"(?: (?:{one_of(PARTICLES)} )*{_NAME_PART}){{1,4}}"
    excellency = r"(?:[Tt]he |[Hh]is Excellency (?:the )?)?"
    before = rf"{excellency}(?P<office>(?:{CAPITAL}\w+ ){{0,3}}{any_office}"
    person = r"(?P<name>[^,.;:]{3,60})"
    forms = {
        "name": rf"(?:{_SIGNED})?(?:{_ADDRESS} )*(?P<name>{_NAME_PART}{more})(?:{_SUFFIX})*",
        "any office": one_of(OFFICES),
        "office": rf"{office}[^.;:]*",
        BOTH[0]: rf"(?P<name>\S+(?: \S+){{1,5}}?) [-–—] (?P<office>{office}.*)",
        BOTH[1]: rf"(?P<name>[^,]{{3,60}}), (?P<office>{office}[^.;:]*)",
        BOTH[2]: rf"{before}) (?P<name>[^,;:]{{3,60}}?),? (?P<party>of {CAPITAL}?[^.;:]+)",
        BOTH[3]: rf"{before}(?: (?:of|for) [^,.;:]{{3,60}})?),? {person}",
    }
    return {name: re.compile(form) for name, form in forms.items()}


def read_signature(words: str) -> tuple[str, str, str] | None:
    """Return name, office and how they stand there, of a line that has both."""
    if len(words) > _LONGEST:
        return None
    for form in _EASTERN:
        if (match := form.fullmatch(words)) and match["name"]:
            return match["name"], match["office"], BOTH[3]
    if not (forms := _forms())["any office"].search(words):
        return None
    for said in BOTH:
        match = forms[said].fullmatch(words)
        if match and (said == BOTH[0] or is_name(match["name"])):
            party = f" {match['party']}" if "party" in match.re.groupindex else ""
            return match["name"], match["office"] + party, said
    return None


def is_name(words: str) -> bool:
    """Tell whether a line has the form of a person's name: two to five capitalised words.

    In Japanese it is a foreign name in katakana, its parts divided by ``・`` or a blank.
    """
    if _KATAKANA.fullmatch(words):
        return True
    if len(words) > _LONGEST_NAME or not (match := _forms()["name"].fullmatch(words)):
        return False
    if _forms()["office"].search(words) or worded(r"(?i)\b{body}\b").search(words):
        return False
    parts = [w for w in match["name"].split() if w not in PARTICLES]
    return len(parts) > 1 and all(part[0].isupper() for part in parts)


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


def is_signed(words: str) -> bool:
    """Tell whether a line says no more than that somebody has signed."""
    return re.fullmatch(_SIGNED, words) is not None


def signatory(lines: Sequence[str]) -> tuple[str, str]:
    """Return name and office of the person whom some lines name; empty where they do not."""
    name = office = ""
    for line in lines:
        said = line.partition(": ")[2] if is_party(line) else line  # behind "For Norland: "
        words = re.sub(rf"^{_SIGNED}", "", said.replace("*", "")).strip(" _")
        read = read_signature(words)
        if read and not name:
            name, office = read[0], office or read[1]
        elif is_name(words):
            name = name or words
        elif is_office(words):
            office = office or words
    return name, office
