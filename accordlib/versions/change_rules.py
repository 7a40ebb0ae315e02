"""The type of a change between two versions: the rules of `find_changes`, by kinds of words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from accordlib.texts.capitalised_names import word_classes
from accordlib.versions.word_kinds import Word, equivalents, stem

_IN_CLAUSE = frozenset("who whose which whom if as because".split())
_PARTICLES = frozenset("up out down away into off back on over through at".split())
EMPTY = frozenset(("function", "mark", "modality"))


@dataclass(frozen=True)
class Part:
    """Some words of a side, by their numbers: none where the other version has more."""

    side: list[Word]
    first: int
    last: int
    start: int  # of the side

    @property
    def place(self) -> tuple[int, int]:
        """Where it begins and ends in the text."""
        at = self.side[self.first - 1].end if self.first else self.start
        return (self.words[0].start, self.words[-1].end) if self.words else (at, at)

    @cached_property
    def words(self) -> list[Word]:
        """Its words and marks."""
        return self.side[self.first : self.last]

    def of(self, *kinds: str) -> list[str]:
        """Return its words of some kinds."""
        return [w.word for w in self.words if w.kind in kinds]

    @cached_property
    def kinds(self) -> set[str]:
        """The kinds of its words, without function words and marks."""
        return {w.kind for w in self.words} - {"function", "mark"}

    @cached_property
    def stems(self) -> set[str]:
        """The stems of its words of content."""
        return {stem(w.word) for w in self.words if w.kind not in EMPTY}

    @property
    def quoted(self) -> bool:
        """Whether any of it is in quotation marks."""
        return any(w.quoted for w in self.words)

    def near(self, before: int = 1, after: int = 1) -> set[str]:
        """Return the kinds of words that stand before it and after it."""
        left = self.side[max(self.first - before, 0) : self.first]
        return {w.kind for w in left + self.side[self.last : self.last + after]}

    def within(self, first: int, last: int) -> Part:
        """Return some of its words, by their numbers."""
        return Part(self.side, self.first + first, self.first + last, self.start)

    def to(self, other: Part) -> Part:
        """Return all from its beginning to the end of another."""
        return Part(self.side, self.first, other.last, self.start)


# The rule of each type, in the order in which they are tried; a move has two places of one text.
_TYPES: dict[str, Callable[[Part, Part, bool], object]] = {
    "name": lambda a, b, moved: not moved and _renamed(a, b),
    "number": lambda a, b, moved: not moved and _recounted(a, b),
    "quotation": lambda a, b, moved: a.quoted != b.quoted if moved else a.quoted or b.quoted,
    "attribution": lambda a, b, moved: not moved and _resaid(a, b),
    "modality": lambda a, b, moved: not moved and _modal(a, b),
    "time": lambda a, b, moved: a.of("time") if moved else a.words and b.words and _retimed(a, b),
    "omission": lambda a, b, moved: not b.words,
    "addition": lambda a, b, moved: not a.words,
    "sense": lambda a, b, moved: not moved and not _same(a, b),
    "rewording": lambda a, b, moved: True,
}
CHANGE_TYPES = tuple(_TYPES)


def change_type(a: Part, b: Part, *, moved: bool = False) -> str:
    """Return the first type whose rule fits."""
    return next(name for name, fits in _TYPES.items() if fits(a, b, moved))


def _renamed(a: Part, b: Part) -> bool:
    x, y = a.of("name"), b.of("name")
    beside = ["name" in part.near() for part in (a, b)]
    if x and y:
        return x != y or (all(beside) and [w.word for w in a.words] == [w.word for w in b.words])
    if x or y:
        part, other = (a, b) if x else (b, a)
        if not other.words:
            return any(beside) and part.kinds <= {"name", "title", "actor"}
        return any(beside) or bool(other.of("actor", "title"))
    modified = [part.near(after=0) <= {"name", "title", "actor", "content"} for part in (a, b)]
    return bool(a.of("title") and b.of("title")) and (all(beside) or all(modified))


def _recounted(a: Part, b: Part) -> bool:
    if not a.words or not b.words:
        return a.kinds | b.kinds == {"number"} <= (a if a.words else b).near()
    one, several = sorted((part.words[0].spelt for part in (a, b)), key=len)
    plural = len(a.words) == len(b.words) == 1 and several in (f"{one}s", f"{one}es")
    return plural or a.of("number") != b.of("number")


def _resaid(a: Part, b: Part) -> bool:
    if not a.words or not b.words:
        part = a if a.words else b
        words = {w.word for w in part.words}
        said = len(part.kinds) > 1 and "reporting" in part.kinds
        return "according" in words or (said and words.isdisjoint(_IN_CLAUSE))
    said = all("reporting" in part.near(after=2) for part in (a, b))
    if a.of("pronoun") or b.of("pronoun"):
        return said and a.of("pronoun") != b.of("pronoun")
    acting = all(part.of("actor", "title", "name") for part in (a, b))
    acting = acting or (said and a.kinds == b.kinds == {"content"})
    return acting and not equivalent(a, b) and a.stems != b.stems


def _modal(a: Part, b: Part) -> bool:
    """Return whether such words differ, or the tense of a word that both have."""
    x, y = a.of("modality"), b.of("modality")
    if not a.words or not b.words:
        return a.kinds | b.kinds == {"modality"}
    if x != y and (bool(x and y) or a.of("negation") == b.of("negation")):
        return True
    old, new = ([w.word for w in part.words if w.kind not in EMPTY] for part in (a, b))
    pairs = [pair for pair in product(old, new) if pair[0] != pair[1] and len(old) == len(new)]
    return any(
        stem(v) == stem(w)
        for v, w in pairs
        if (v + w).endswith(("ed", "ing"))
        or v.endswith(("ed", "ing"))
        or {v, w} & {*equivalents()[0]}
    )


def _retimed(a: Part, b: Part) -> bool:
    """Return whether words of time differ, or function words before one."""
    before = all(not part.kinds and "time" in part.near(before=0) for part in (a, b))
    return before or a.of("time") != b.of("time")


def _same(a: Part, b: Part) -> bool:
    """Return whether two stretches mean the same, by the table or the words that both have."""
    if a.of("negation") != b.of("negation"):
        return False
    if not a.stems or not b.stems:
        return a.stems == b.stems or len(a.words) != len(b.words)
    least = min(len(a.stems), len(b.stems))
    particle = any(part.words[-1].word in _PARTICLES for part in (a, b) if len(part.words) > 1)
    alike = 2 * len(a.stems & b.stems) >= least or (least == 1 and particle)
    return alike or equivalent(a, b)


def equivalent(a: Part, b: Part) -> bool:
    """Return whether the table of equivalents has both, with or without determiners."""
    found = list[set[int]]()
    for part in (a, b):
        words = [w.word for w in part.words if w.kind != "mark"]
        short = [w for w in words if w not in word_classes()["before_noun"]]
        content = [w.word for w in part.words if w.kind not in ("mark", "function")]
        phrases = {" ".join(map(stem, ways)) for ways in (words, short, content)}
        found.append(set().union(*(equivalents()[1].get(p, ()) for p in phrases)))
    return bool(found[0] & found[1])
