"""The type of a change between two versions: the rules of `find_changes`, by kinds of words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from accordlib.versions.word_kinds import Word, first_forms, groups_of, spelling, stem

_IN_CLAUSE = frozenset("who whose which whom if as because".split())
_PARTICLES = frozenset("up out down away into off back on over through at".split())
_LEFT_OUT = (("mark",), ("mark", "function"))
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

    @cached_property
    def kinds(self) -> set[str]:
        """The kinds of its words, without function words and marks."""
        return {w.kind for w in self.words} - {"function", "mark"}

    @cached_property
    def stems(self) -> set[str]:
        """The stems of its words of content."""
        return {stem(w.word) for w in self.words if w.kind not in EMPTY}

    @property
    def negates(self) -> bool:
        """Whether it only says no: *not*, *do not*, *never*."""
        return "negation" in self.kinds <= {"negation", "modality"}

    def verbal(self) -> tuple[list[str], list[str]]:
        """Its words of modality, and those of negation: *can* and *not* of *can't*."""
        words = " ".join(map(spelling, self.of("modality", "negation"))).split()
        negations = [spelling(w).split()[-1] for w in self.of("negation")]
        return [w for w in words if w not in negations], negations

    def of(self, *kinds: str) -> list[str]:
        """Return its words of some kinds."""
        return [w.word for w in self.words if w.kind in kinds]

    def near(self, before: int = 1, after: int = 1) -> set[str]:
        """Return the kinds of words that stand before it and after it."""
        left = self.side[max(self.first - before, 0) : self.first]
        return {w.kind for w in left + self.side[self.last : self.last + after]}

    def like(self, other: Part) -> float:
        """Return which share of the stems of the shorter part both have."""
        least = min(len(self.stems), len(other.stems))
        return len(self.stems & other.stems) / max(least, 1)

    def to(self, other: Part) -> Part:
        """Return all from its beginning to the end of another."""
        return Part(self.side, self.first, other.last, self.start)


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
    old, new = ([w.word for w in p.words if w.kind not in EMPTY] for p in (a, b))
    if a.of("name") and old != new and sorted(old) == sorted(new) and not a.of("reporting"):
        return True  # who does it to whom
    said = all("reporting" in part.near(after=2) for part in (a, b))
    if a.of("pronoun") or b.of("pronoun"):
        return said and a.of("pronoun") != b.of("pronoun")
    acting = all(part.of("actor", "title", "name") for part in (a, b))
    return acting and not equivalent(a, b) and a.stems != b.stems


def _modal(a: Part, b: Part) -> bool:
    """Return whether such words differ, or the tense of a word that both have."""
    (x, no), (y, nor) = a.verbal(), b.verbal()
    if not a.words or not b.words:
        return a.kinds | b.kinds == {"modality"}
    if x != y and (bool(x and y) or no == nor):
        return True
    old, new = ([w.word for w in part.words if w.kind not in EMPTY] for part in (a, b))
    return len(old) == len(new) and any(
        v != w
        and stem(v) == stem(w)
        and (any(x.endswith(("ed", "ing")) for x in (v, w)) or first_forms().keys() & {v, w})
        for v, w in zip(old, new, strict=True)
    )


def _retimed(a: Part, b: Part) -> object:
    """Return whether words of time differ, or function words before one."""
    before = all(not part.kinds and "time" in part.near(before=0) for part in (a, b))
    return a.words and b.words and (before or a.of("time") != b.of("time"))


def _same(a: Part, b: Part) -> bool:
    """Return whether two stretches mean the same, by the table or the words that both have."""
    if a.verbal()[1] != b.verbal()[1]:
        return False
    if not a.stems or not b.stems:
        return a.stems == b.stems or len(a.words) != len(b.words)
    particle = any(part.words[-1].word in _PARTICLES for part in (a, b) if len(part.words) > 1)
    return a.like(b) >= 0.5 or (particle and 1 in map(len, (a.stems, b.stems))) or equivalent(a, b)


def equivalent(a: Part, b: Part) -> bool:
    """Return whether the table of equivalents has both, with or without function words."""
    found = list[set[int]]()
    for part in (a, b):
        ways = ([w for w in part.words if w.kind not in out] for out in _LEFT_OUT)
        phrases = {" ".join(stem(w.word) for w in words) for words in ways}
        found.append(set().union(*(groups_of().get(p, ()) for p in phrases)))
    return bool(found[0] & found[1])


# The rule of each type, in the order in which they are tried.
_RULES: dict[str, Callable[[Part, Part], object]] = {
    "name": _renamed,
    "number": _recounted,
    "quotation": lambda a, b: any(w.quoted for w in a.words + b.words),
    "attribution": _resaid,
    "modality": _modal,
    "time": _retimed,
    "omission": lambda a, b: not b.words and not a.negates,
    "addition": lambda a, b: not a.words and not b.negates,
    "sense": lambda a, b: not _same(a, b),
}
CHANGE_TYPES = (*_RULES, "rewording")


def change_type(a: Part, b: Part) -> str:
    """Return the first type whose rule fits."""
    return next((name for name, fits in _RULES.items() if fits(a, b)), "rewording")


def type_of_move(a: Part, b: Part) -> str:
    """Return the type of a change between two places of the same words."""
    out, into = (any(w.quoted for w in part.words) for part in (a, b))
    return "quotation" if out != into else "time" if a.of("time") else "rewording"
