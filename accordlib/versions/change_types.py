"""The rules that give a change between two versions its type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain, product

from accordlib.texts.capitalised_names import OFFICES
from accordlib.texts.dates import MONTHS
from accordlib.texts.grammar import word_classes
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import APOSTROPHES, MARK_PAIRS
from accordlib.words.token_rule import TOKEN, fold, stopwords

CHANGE_TYPES = (
    *("name", "number", "quotation", "attribution", "modality", "time"),
    *("omission", "addition", "rewording"),
)
_ENDINGS, _STEM = ("ed", "ing"), 4
_YEARS = re.compile(r"1\d{3}|20\d{2}")
_PERCENT = re.compile(r"(?<=\d)\s*per\s?cent\b", re.IGNORECASE)
_FIRST_TOKEN = re.compile(rf"\s*({TOKEN.pattern})", re.VERBOSE)
_SAME_SIGNS = {"’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "}


def double_marks() -> tuple[tuple[str, str], ...]:
    """Return the pairs of quotation marks that count: those that end with no apostrophe."""
    return tuple((p.opening, p.closing) for p in MARK_PAIRS if p.closing not in APOSTROPHES)


@cache
def quoted_pattern(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return the pattern of what stands in quotation marks, of which one may be missing."""
    escaped = [(re.escape(x), re.escape(y)) for x, y in pairs]
    closing = {mark: "".join(y for x, y in escaped if x == mark) for mark, _ in escaped}
    opening = {mark: "".join(x for x, y in escaped if y == mark) for _, mark in escaped}
    opened = [f"{x}[^{x}{ys}]*[{ys}]?" for x, ys in closing.items()]
    # What lacks its opening mark begins where a line does, or at the mark before it.
    edge = f"(?<![^\\n{''.join((*closing, *opening))}])"
    closed = [f"{edge}[^{xs}{y}]*{y}" for y, xs in opening.items() if y not in closing]
    return re.compile("|".join(opened + closed))


@dataclass(frozen=True)
class Stretch:
    """A stretch of a version in its text, with the names of both and the sentences it is from."""

    text: str
    start: int
    end: int
    names: frozenset[str]
    sentences: tuple[Passage, ...]

    def part(self, start: int, end: int) -> Stretch:
        """Return a part, by its offsets in the stretch, without white space at its ends."""
        found = self.text[self.start + start : self.start + end]
        first = self.start + start + (len(found) - len(found.lstrip()) if found.strip() else 0)
        return replace(self, start=first, end=first + len(found.strip()))

    @property
    def spelt(self) -> str:
        """What stands in it: nothing, where the other version has more."""
        return self.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The id of the sentence in which it begins, if there is one."""
        return next((p.id for p in self.sentences[::-1] if p.start <= self.start), "")

    @cached_property
    def words(self) -> list[str]:
        """Its words as types."""
        return _types(self.spelt)

    @cached_property
    def neighbours(self) -> list[str]:
        """The word before it and the word after it, as they are spelt."""
        before = TOKEN.findall(self.text, max(0, self.start - 80), self.start)[-1:]
        return before + TOKEN.findall(self.text, self.end, self.end + 80)[:1]

    @cached_property
    def proper(self) -> list[str]:
        """The names and titles in it."""
        titles = {office.split()[-1].lower() for office in OFFICES} | word_classes()["title"]
        found = TOKEN.findall(self.spelt)
        return [bare(w) for w in found if w in self.names or bare(w) in titles]

    @cached_property
    def numbers(self) -> list[str]:
        """Its numbers (and one right after it), each with a preposition before it."""
        after = _FIRST_TOKEN.match(self.text, self.end)
        tail = after.end() if after and _is_number(after[1]) else self.end
        words = _types(self.text[self.start : tail])
        return [
            f"{before} {word}" if before in word_classes()["preposition"] else word
            for before, word in zip(["", *words], words, strict=False)
            if _is_number(word)
        ]

    @cached_property
    def dates(self) -> list[str]:
        """Its words and years that date or order events, sorted."""
        times = word_classes()["time"].union(map(bare, chain.from_iterable(MONTHS)))
        return sorted(w for w in self.words if w in times or _YEARS.fullmatch(w))

    @property
    def quoted(self) -> bool:
        """Whether any of it, or a mark of quotation, is in a quotation."""
        first = self.text.rfind("\n", 0, self.start) + 1
        last = self.text.find("\n", self.end)
        last = last if last >= 0 else len(self.text)
        found = quoted_pattern(double_marks()).finditer(self.text, first, last)
        inside = any(m.start() < self.end and self.start < m.end() for m in found)
        return inside and bool(self.spelt)

    def has(self, *classes: str) -> list[str]:
        """Return its words of some classes, sorted."""
        wanted = set().union(*map(word_classes().__getitem__, classes))
        return sorted(w for w in self.words if w in wanted)


def type_of(a: Stretch, b: Stretch, *, moved: bool = False) -> str:
    """Return the first type whose rule fits two stretches that differ, or two places of one."""
    rules = (
        ("name", not moved and _renamed(a, b)),
        ("number", not moved and _counted(a, b)),
        ("quotation", a.quoted != b.quoted if moved else a.quoted or b.quoted),
        ("attribution", _attributes(a, moved) or _attributes(b, moved)),
        ("modality", not moved and (a.has("modality") != b.has("modality") or _inflected(a, b))),
        ("time", a.dates != b.dates or (moved and a.dates)),
        ("omission", not b.spelt),
        ("addition", not a.spelt),
    )
    return next((name for name, fits in rules if fits), "rewording")


def _renamed(a: Stretch, b: Stretch) -> bool:
    beside = [not part.names.isdisjoint(part.neighbours) for part in (a, b)]
    if a.proper == b.proper:
        return bool(a.proper) and a.words == b.words and all(beside)
    return bool(a.proper and b.proper) or any(beside)


def _counted(a: Stretch, b: Stretch) -> bool:
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return True
    one, several = sorted((a.words, b.words))
    if len(one) == 1 and several == [f"{one[0]}s"]:
        return True
    beside = all(any(map(_is_number, [*part.words, *part.neighbours])) for part in (a, b))
    return beside and a.has("unit", "bound") != b.has("unit", "bound")


def _attributes(part: Stretch, moved: bool) -> bool:
    reporting = word_classes()["reporting"]
    if not reporting.isdisjoint(part.words):
        return not moved
    actor = part.proper or part.has("pronoun")
    return bool(actor) and not reporting.isdisjoint(map(bare, part.neighbours))


def _inflected(a: Stretch, b: Stretch) -> bool:
    """Return whether the ending -ed or -ing of a word that both have differs."""
    return any(
        x != y and x[:_STEM] == y[:_STEM] and (x.endswith(_ENDINGS) or y.endswith(_ENDINGS))
        for x, y in product(a.words, b.words)
    )


def _is_number(word: str) -> bool:
    figures = word[0].isdigit() and not _YEARS.fullmatch(word)
    return figures or bare(word) in word_classes()["number"]


def bare(word: str) -> str:
    """Return the type without points and without a possessive ending."""
    return fold(word).replace(".", "").removesuffix("'s") if not word[0].isdigit() else word


def _types(text: str) -> list[str]:
    return [bare(w) for w in TOKEN.findall(_PERCENT.sub("%", text))]


def content(text: str) -> set[str]:
    """Return the types of a text that are not on the stop list."""
    return set(_types(text)) - stopwords()


def is_typography(old: str, new: str) -> bool:
    """Return whether nothing but typography differs."""
    alike = str.maketrans(_SAME_SIGNS | dict.fromkeys(chain.from_iterable(double_marks()), '"'))
    a, b = (_PERCENT.sub("%", text.translate(alike)).replace(".", "") for text in (old, new))
    return a == b or not any(c.isalnum() or c == '"' for c in a + b)


def names_in(passages: Iterable[Passage]) -> frozenset[str]:
    """Return the words that are capitalised elsewhere than at the beginning of a sentence."""
    begins = "".join(pair.opening for pair in MARK_PAIRS) + "‘.:—"  # and "" is in it
    return frozenset(
        m[0]
        for passage in passages
        for m in TOKEN.finditer(passage.text)
        if m[0][0].isupper() and bare(m[0]) not in stopwords()
        if passage.text[: m.start()].rstrip()[-1:] not in begins
    )
