"""The rules that give a change between two versions its type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from accordlib.texts.capitalised_names import OFFICES
from accordlib.texts.dates import MONTHS
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import APOSTROPHES, MARK_PAIRS
from accordlib.texts.reporting_verbs import reporting_forms
from accordlib.words.stop_list import stopwords
from accordlib.words.tokens import TOKEN, fold

CHANGE_TYPES = (
    *("name", "number", "quotation", "attribution", "modality", "time"),
    *("omission", "addition", "rewording"),
)
_FURTHER_TITLES = frozenset(
    "prime ministers ministry head emperor senator general spokesman spokeswoman spokesperson "
    "spokespeople official officials office leader leaders".split()
)
_VERBAL = frozenset(
    "would could can cannot may might must shall should will ought want wants wanted like wish "
    "hope hopes hoped plan plans planned intend intends keen ready able likely possibly perhaps "
    "am is are was were be been being has have had having do does did not never no nobody none "
    "nothing neither nor hardly scarcely barely".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight now "
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
_PRONOUNS = frozenset("he she they we it".split())
_ENDINGS, _STEM = ("ed", "ing"), 4
_YEARS = re.compile(r"1\d{3}|20\d{2}")
_PERCENT = re.compile(r"(?<=\d)\s*per\s?cent\b", re.IGNORECASE)
_SAME_SIGNS = {"’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "}


def changed_marks() -> frozenset[str]:
    """Return the quotation marks that count, which are those that are no apostrophes."""
    return frozenset(chain.from_iterable(_double_marks()))


def _double_marks() -> Iterator[tuple[str, str]]:
    return ((p.opening, p.closing) for p in MARK_PAIRS if p.closing not in APOSTROPHES)


def quoted_pattern() -> re.Pattern[str]:
    """Return the pattern of what stands in quotation marks, of which one may be missing."""
    return _quoted(tuple(_double_marks()))


@cache
def _quoted(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    closing: defaultdict[str, str] = defaultdict(str)
    opening: defaultdict[str, str] = defaultdict(str)
    for x, y in (map(re.escape, pair) for pair in pairs):
        closing[x] += y
        opening[y] += x
    opened = [f"{x}[^{x}{ys}]*[{ys}]?" for x, ys in closing.items()]
    # What lacks its opening mark begins where a line does, or at the mark before it.
    edge = f"(?<![^\\n{''.join((*closing, *opening))}])"
    closed = [f"{edge}[^{xs}{y}]*{y}" for y, xs in opening.items() if y not in closing]
    return re.compile("|".join(opened + closed))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a version in the surroundings that the rules look at."""

    text: str
    start: int
    end: int
    names: frozenset[str]

    def part(self, start: int, end: int) -> Stretch:
        """Return a part, by its offsets in the stretch, without white space at its ends."""
        found = self.text[self.start + start : self.start + end]
        first = self.start + start + (len(found) - len(found.lstrip()) if found.strip() else 0)
        return replace(self, start=first, end=first + len(found.strip()))

    @property
    def spelt(self) -> str:
        """What stands in it."""
        return self.text[self.start : self.end]

    @property
    def words(self) -> list[str]:
        """Its words as types."""
        return [bare(w) for w in TOKEN.findall(self.text, self.start, self.end)]

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.start == self.end

    @property
    def proper(self) -> list[str]:
        """The names and titles in it."""
        titles = {office.split()[-1].lower() for office in OFFICES} | _FURTHER_TITLES
        found = TOKEN.findall(self.text, self.start, self.end)
        return [bare(w) for w in found if w in self.names or bare(w) in titles]

    @property
    def beside_name(self) -> bool:
        """Whether a name stands right before or after it."""
        return not self.names.isdisjoint(self.neighbours)

    @property
    def neighbours(self) -> list[str]:
        """The word before it and the word after it, as they are spelt."""
        before = TOKEN.findall(self.text, max(0, self.start - 80), self.start)[-1:]
        return before + TOKEN.findall(self.text, self.end, self.end + 80)[:1]

    @property
    def numbers(self) -> list[str]:
        """Its numbers (and one right after it), each with a preposition before it."""
        near = self.text[self.end : self.end + 9]
        after = TOKEN.match(self.text, self.end + len(near) - len(near.lstrip()))
        tail = after.end() if after and _is_number(after[0]) else self.end
        words = [bare(w) for w in TOKEN.findall(_PERCENT.sub("%", self.text[self.start : tail]))]
        return [
            f"{before} {word}" if before in _PREPOSITIONS else word
            for before, word in zip(["", *words], words, strict=False)
            if _is_number(word)
        ]

    @property
    def beside_number(self) -> bool:
        """Whether a number stands in it, right before it or right after it."""
        return any(map(_is_number, [*self.words, *self.neighbours]))

    @property
    def quoted(self) -> bool:
        """Whether any of it, or a mark of quotation, is in a quotation."""
        if self.empty:
            return False
        first = self.text.rfind("\n", 0, self.start) + 1
        last = self.text.find("\n", self.end)
        found = quoted_pattern().finditer(self.text, first, last if last >= 0 else len(self.text))
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
        if a.beside_number and b.beside_number and _units(a) != _units(b):
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
    words, reporting = part.words, reporting_forms()
    if not reporting.isdisjoint(words):
        return not moved
    actor = bool(part.proper) or not _PRONOUNS.isdisjoint(words)
    return actor and not reporting.isdisjoint(map(bare, part.neighbours))


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


def _units(part: Stretch) -> list[str]:
    """Return the units, and the words that make a number a bound."""
    words = map(bare, TOKEN.findall(_PERCENT.sub("%", part.spelt)))
    return sorted(w for w in words if w in _UNITS or w in _COMPARING)


def _dates(part: Stretch) -> list[str]:
    times = _TIMES | set(map(bare, chain.from_iterable(MONTHS)))
    return sorted(w for w in part.words if w in times or _YEARS.fullmatch(w))


def _plural(a: list[str], b: list[str]) -> bool:
    return len(a) == len(b) == 1 and a != b and (a[0] + "s" == b[0] or b[0] + "s" == a[0])


def _is_number(word: str) -> bool:
    return (word[0].isdigit() and not _YEARS.fullmatch(word)) or bare(word) in _NUMBERS


def bare(word: str) -> str:
    """Return the type without points and without a possessive ending."""
    return fold(word).replace(".", "").removesuffix("'s") if not word[0].isdigit() else word


def content(text: str) -> set[str]:
    """Return the types of a text that are not on the stop list."""
    return set(map(bare, TOKEN.findall(text))) - stopwords()


def is_typography(change: Change) -> bool:
    """Return whether nothing but typography differs."""
    alike = str.maketrans(_SAME_SIGNS | dict.fromkeys(changed_marks(), '"'))
    a, b = (
        _PERCENT.sub("%", part.spelt.translate(alike)).replace(".", "")
        for part in (change.old, change.new)
    )
    return a == b or not any(c.isalnum() or c == '"' for c in a + b)


def running_text(document: Document) -> str:
    """Return the text with blanks in place of the furniture, so that offsets stay."""
    text = document.text
    for f in document.furniture:
        text = text[: f.start] + " " * (f.end - f.start) + text[f.end :]
    return text


def names_in(passages: Iterable[Passage]) -> frozenset[str]:
    """Return the words that are capitalised elsewhere than at the beginning of a sentence."""
    begins = "".join(pair.opening for pair in MARK_PAIRS) + "‘.:—"
    found = {
        m[0]
        for passage in passages
        for m in TOKEN.finditer(passage.text)
        for before in (passage.text[: m.start()].rstrip(),)
        if m[0][0].isupper() and before and before[-1] not in begins
    }
    return frozenset(w for w in found if bare(w) not in stopwords())
