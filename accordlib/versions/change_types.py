"""The rules that give a change between two versions its type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage
from accordlib.texts.reporting_verbs import reporting_forms
from accordlib.words.stop_list import stopwords
from accordlib.words.tokens import TOKEN, fold

TYPES = (
    *("name", "number", "quotation", "attribution", "modality", "time"),
    *("omission", "addition", "rewording"),
)
_TITLES = frozenset(
    "president premier prime minister ministers ministry secretary chancellor chief head director "
    "chair chairman chairwoman ambassador governor king queen emperor senator general spokesman "
    "spokeswoman spokesperson spokespeople official officials office leader leaders".split()
)
_VERBAL = frozenset(
    "would could can cannot may might must shall should will ought want wants wanted like wish "
    "hope hopes hoped plan plans planned intend intends keen ready able likely possibly perhaps "
    "am is are was were be been being has have had having do does did not never no nobody none "
    "nothing neither nor hardly scarcely barely".split()
)
_TIMES = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight now "
    "currently recently soon earlier later last next ago before after following prior during "
    "since until when while ahead once already spring summer autumn winter morning afternoon "
    "evening night day week month year decade century".split()
)
_NUMBERS = frozenset(
    "zero two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand million billion trillion half third quarter "
    "double doubled twice dozen".split()
)
_PREPOSITIONS = frozenset("to by of from at over under about around nearly almost up".split())
_UNITS = frozenset(
    "percent percentage point points cent km kilometre kilometres kilometer kilometers mile "
    "miles m metre metres meter meters foot feet hectare hectares acre acres tonne tonnes ton "
    "tons kg kilogram kilograms pound pounds litre litres liter liters gallon gallons barrel "
    "barrels dollar dollars euro euros yen pence second seconds minute minutes hour hours day "
    "days week weeks month months year years knot knots mph degree degrees watt watts megawatt "
    "megawatts gigawatt gigawatts".split()
)
_COMPARING = frozenset(
    "more less fewer than least most maximum minimum above below exceeding under over".split()
)
_ENDINGS, _STEM = ("ed", "ing"), 4
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_PERCENT = re.compile(r"(?<=\d)\s*per\s?cent\b", re.IGNORECASE)
QUOTED = re.compile(r"“[^“”]*”?|\"[^\"]*\"?|[^“”]*”")
_STYLE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a version in the surroundings that the rules look at."""

    text: str
    start: int
    end: int
    names: frozenset[str]

    @property
    def words(self) -> list[str]:
        """Its words as types."""
        return [plain(w) for w in TOKEN.findall(self.text, self.start, self.end)]

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.start == self.end

    @property
    def proper(self) -> list[str]:
        """The names and titles in it."""
        found = (m[0] for m in TOKEN.finditer(self.text, self.start, self.end))
        return [plain(w) for w in found if w in self.names or plain(w) in _TITLES]

    @property
    def beside_name(self) -> bool:
        """Whether a name stands right before or after it."""
        return any(w in self.names for w in self.neighbours)

    @property
    def neighbours(self) -> list[str]:
        """The word before it and the word after it, as they are spelt."""
        before = TOKEN.findall(self.text, max(0, self.start - 80), self.start)[-1:]
        return before + TOKEN.findall(self.text, self.end, self.end + 80)[:1]

    @property
    def numbers(self) -> list[str]:
        """Its numbers (and one right after it), each with a preposition before it."""
        after = TOKEN.match(self.text, self.end + _blanks(self.text, self.end))
        tail = after.end() if after and _is_number(after[0]) else self.end
        words = [plain(w) for w in TOKEN.findall(_PERCENT.sub("%", self.text[self.start : tail]))]
        return [
            f"{before} {word}" if before in _PREPOSITIONS else word
            for before, word in zip(["", *words], words, strict=False)
            if _is_number(word)
        ]

    @property
    def beside_number(self) -> bool:
        """Whether a number stands in it, right before it or right after it."""
        around = [*self.words, *self.neighbours]
        return any(_is_number(word) for word in around)

    @property
    def quoted(self) -> bool:
        """Whether any of it, or a mark of quotation, is in a quotation."""
        if self.empty:
            return False
        first = self.text.rfind("\n", 0, self.start) + 1
        last = self.text.find("\n", self.end)
        found = QUOTED.finditer(self.text, first, last if last >= 0 else len(self.text))
        return any(m.start() < self.end and self.start < m.end() for m in found)


@dataclass(frozen=True, slots=True)
class Change:
    """Two stretches that differ, or the two places of one that moved.

    `quotation` says that they are a whole quotation that lost or gained its marks, `whole` that
    they are sentences without a counterpart.
    """

    old: Stretch
    new: Stretch
    moved: bool = False
    quotation: bool = False
    whole: bool = False


def type_of(change: Change) -> str:
    """Return the first type whose rule fits."""
    a, b = change.old, change.new
    if change.quotation:
        return "quotation"
    if change.whole:
        return "omission" if b.empty else "addition"
    if not change.moved:
        if a.proper != b.proper and ((a.proper and b.proper) or (a.beside_name or b.beside_name)):
            return "name"
        if a.proper and a.words == b.words and a.beside_name and b.beside_name:
            return "name"
        if (a.numbers and b.numbers and a.numbers != b.numbers) or _plural(a.words, b.words):
            return "number"
        if a.beside_number and b.beside_number and _measures(a) != _measures(b):
            return "number"
    rules = (
        ("quotation", a.quoted != b.quoted if change.moved else a.quoted or b.quoted),
        ("attribution", _attributes(a, change.moved) or _attributes(b, change.moved)),
        ("modality", not change.moved and _verbal(a.words, b.words)),
        ("time", _dates(a) != _dates(b) or (change.moved and bool(_dates(a)))),
        ("omission", b.empty),
        ("addition", a.empty),
    )
    return next((name for name, fits in rules if fits), "rewording")


def _attributes(part: Stretch, moved: bool) -> bool:
    words = part.words
    reporting = reporting_forms()
    if not reporting.isdisjoint(words):
        return not moved
    actor = bool(part.proper) or not {"he", "she", "they", "we", "it"}.isdisjoint(words)
    return actor and any(plain(w) in reporting for w in part.neighbours)


def _verbal(a: list[str], b: list[str]) -> bool:
    """Return whether auxiliaries or the like differ, or the ending of a word that both have."""
    if sorted(w for w in a if w in _VERBAL) != sorted(w for w in b if w in _VERBAL):
        return True
    return any(
        x != y and x[:_STEM] == y[:_STEM] and (x.endswith(_ENDINGS) or y.endswith(_ENDINGS))
        for x in a
        for y in b
        if min(len(x), len(y)) >= _STEM
    )


def _measures(part: Stretch) -> list[str]:
    """Return the units, and the words that make a number a bound."""
    words = TOKEN.findall(_PERCENT.sub("%", part.text[part.start : part.end]))
    return sorted(w for w in map(plain, words) if w in _UNITS or w in _COMPARING)


def _dates(part: Stretch) -> list[str]:
    return sorted(w for w in part.words if w in _TIMES or _YEAR.fullmatch(w))


def _plural(a: list[str], b: list[str]) -> bool:
    """Return whether all that differs is a plural ending."""
    return len(a) == len(b) == 1 and a != b and (a[0] + "s" == b[0] or b[0] + "s" == a[0])


def _is_number(word: str) -> bool:
    return (word[0].isdigit() and not _YEAR.fullmatch(word)) or plain(word) in _NUMBERS


def _blanks(text: str, at: int) -> int:
    return len(text[at : at + 9]) - len(text[at : at + 9].lstrip())


def plain(word: str) -> str:
    """Return the type without points and without a possessive ending."""
    return fold(word).replace(".", "").removesuffix("'s") if not word[0].isdigit() else word


def content(text: str) -> set[str]:
    """Return the types of a text that are not on the stop list."""
    return {plain(w) for w in TOKEN.findall(text)} - stopwords()


def content_of(part: Stretch) -> set[str]:
    """Return the types of a stretch that are not on the stop list."""
    return content(part.text[part.start : part.end])


def trimmed(part: Stretch) -> Stretch:
    """Return the stretch without white space at its ends."""
    text = part.text[part.start : part.end]
    start = part.start + (len(text) - len(text.lstrip()) if text.strip() else 0)
    return replace(part, start=start, end=start + len(text.strip()))


def is_typography(change: Change) -> bool:
    """Return whether nothing but typography differs."""
    a, b = (
        _PERCENT.sub("%", p.text[p.start : p.end].translate(_STYLE)).replace(".", "")
        for p in (change.old, change.new)
    )
    return a == b or not any(c.isalnum() or c == '"' for c in a + b)


def running_text(document: Document) -> str:
    """Return the text with blanks in place of the furniture, so that offsets stay."""
    text = document.text
    for f in document.furniture:
        text = text[: f.start] + " " * (f.end - f.start) + text[f.end :]
    return text


def names_in(versions: Iterable[Iterable[Passage]]) -> frozenset[str]:
    """Return the words that are capitalised elsewhere than at the beginning of a sentence."""
    found: set[str] = set()
    for passage in (p for side in versions for p in side):
        for m in TOKEN.finditer(passage.text):
            before = passage.text[: m.start()].rstrip()
            if m[0][0].isupper() and before and before[-1] not in '“"‘.:—':
                found.add(m[0])
    return frozenset(w for w in found if plain(w) not in stopwords())
