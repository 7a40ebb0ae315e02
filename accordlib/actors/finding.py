"""Finding who is mentioned: `find_mentions`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from accordlib.actors.gazetteer import abbreviates, expect_gazetteer, names_of
from accordlib.actors.mentions import MENTION_COLUMNS, Mentions
from accordlib.actors.name_patterns import (
    alike,
    name_at,
    single_blanks,
    spellings,
    titled_persons,
)
from accordlib.errors import AccordError
from accordlib.texts.capitalised_names import CAPITAL
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import pandas as pd


def find_mentions(
    passages: HasPassages | Passage | Iterable[Passage], gazetteer: pd.DataFrame
) -> Mentions:
    """Find the mentions of actors, instruments and places.

    The names and aliases of the gazetteer are found as whole words with their capitals, in
    British and American spelling, and names that tell by their words what they name
    (``Ministry of ...``, ``... Agreement``, a name after ``Prime Minister``). The longer match
    wins. The rules for abbreviations, surnames, ordinary words and capitals of states stand in
    ``docs/methods.md``.

    Parameters
    ----------
    passages : Document, Agreement, Passage, or iterable of Passage
        What to search.
    gazetteer : DataFrame
        From `load_gazetteer`.

    Returns
    -------
    Mentions
        An entity that only a pattern found has its own words as id, in lower case with hyphens.

    Raises
    ------
    AccordError
        If something else than passages or a gazetteer is given, or if a name of the gazetteer
        begins with a small letter.

    See Also
    --------
    candidate_names : What may be names that no gazetteer has.
    score_mentions : How far found mentions agree with annotated ones.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> mentions = find_mentions(agreement["D2"], load_gazetteer())
    >>> mentions.table[["surface", "type"]].head(2).values.tolist()
    [['Reciprocal Access Agreement', 'instrument'], ['UK', 'state']]
    """
    import pandas as pd

    chosen = passages_of(passages, "find_mentions()")
    finder = _Finder(expect_gazetteer(gazetteer, "find_mentions()"))
    by_document: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in chosen:
        by_document[passage.document].append(passage)
    found: dict[str, list[_Match]] = {}
    for group in by_document.values():
        search = _Search(finder, group)
        found |= {p.id: search.matches(p) for p in group}
    rows = [
        (p.id, p.start + m.start, p.start + m.end, p.text[m.start : m.end], m.id, m.type)
        for p in chosen
        for m in found[p.id]
    ]
    return Mentions(chosen, pd.DataFrame(rows, columns=list(MENTION_COLUMNS)))


@dataclass(frozen=True, slots=True)
class _Alias:
    text: str
    id: str
    type: str
    acts_for: str = ""


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    id: str
    type: str
    located: bool = False  # follows a preposition of place, directly or in a list


_START = re.compile(rf"(?<![^\W_])(?:{CAPITAL}|[0-9])[^\W_]*")
_ABBREVIATION = re.compile(r" \(([A-Z][A-Za-z0-9&]{1,9})\)")
_GOVERNMENT = re.compile(r" [Gg]overnment\b")
_PLACE_WORD = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|[Oo]f|[Oo]utside|[Vv]ia) $")
_BETWEEN = re.compile(r"(?:,| and|, and| or) $")


class _Finder:
    """The names of a gazetteer, by their first word."""

    def __init__(self, gazetteer: pd.DataFrame) -> None:
        self.names = _Index()
        self.persons: list[_Alias] = []
        self.types: dict[str, str] = {}
        columns = (gazetteer[c].tolist() for c in ("id", "name", "type", "acts_for", "aliases"))
        for id, name, type, acts_for, aliases in zip(*columns, strict=True):
            self.types[id] = type
            for alias in names_of(name, aliases):
                for spelling in spellings(alias):
                    self.names.add(_Alias(alike(spelling), id, type, acts_for))
                if type == "person":
                    self.persons.append(_Alias(alike(alias), id, type))
            if type == "place":
                self.names.add(_Alias(alike(name.upper()), id, type))


class _Index:
    """Entries that can be looked up where a word begins, the longest first."""

    def __init__(self) -> None:
        self.by_word: defaultdict[str, list[_Alias]] = defaultdict(list)

    def add(self, entry: _Alias) -> None:
        start = _START.match(entry.text)
        if start is None:
            raise AccordError(f"The name {entry.text!r} must begin with a capital or a digit.")
        entries = self.by_word[start[0]]
        if entry not in entries:
            entries.append(entry)
            entries.sort(key=lambda e: -len(e.text))

    def at(self, text: str, start: re.Match[str]) -> Iterator[_Alias]:
        """Yield the entries that stand here as whole words."""
        for entry in self.by_word.get(start[0], ()):
            end = start.start() + len(entry.text)
            if text.startswith(entry.text, start.start()) and not text[end : end + 1].isalnum():
                yield entry


class _Search:
    """The search through one document, which learns persons and abbreviations on its way."""

    def __init__(self, finder: _Finder, passages: list[Passage]) -> None:
        self.finder = finder
        self.passages = passages
        self.persons = _Index()
        self.abbreviations = _Index()
        self.introduced = self._introduced()

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the document has in small letters."""
        return frozenset(w for p in self.passages for w in re.findall(r"\b[a-z]+\b", p.text))

    def _introduced(self) -> frozenset[str]:
        """Learn the persons named with a title; return the ids of those whose surname counts."""
        texts = [alike(single_blanks(p.text)[0]) for p in self.passages]
        known = {frozenset(e.text.lower().split()): e.id for e in self.finder.persons}
        full = {
            e.id for e in self.finder.persons if " " in e.text and any(e.text in t for t in texts)
        }
        named = {name for text in texts for name in titled_persons(text)}
        titled = {re.split(rf"(?={CAPITAL})", name, maxsplit=1)[-1] for name in named}
        surnames: set[str] = set()
        for name in sorted(titled, key=lambda n: (-len(n.split()), n)):
            words = [w for w in name.split() if not w.endswith(".")]
            surname = next((w for w in words if w.isupper()), words[-1])
            id = known.get(frozenset(name.lower().split()))
            if id is not None:
                full.add(id)
            elif name in surnames:
                continue
            self.persons.add(_Alias(name, id or _slug(name), "person"))
            if id is None:
                self.persons.add(_Alias(surname, _slug(name), "person"))
                surnames.add(surname)
        return frozenset(full)

    def matches(self, passage: Passage) -> list[_Match]:
        flat, places = single_blanks(passage.text)
        text = alike(flat)
        found: list[_Match] = []
        openings: frozenset[int] | None = None
        end = 0
        for start in _START.finditer(text):
            if start.start() < end:
                continue
            match = self._match(text, start, found)
            if match is None:
                continue
            word = text[match.start : match.end]
            if word[1:].islower() and word.lower() in self.small_words:
                openings = _openings(passage) if openings is None else openings
                if places[match.start] in openings:
                    continue
            found.append(match)
            end = self._abbreviation(text, match, found) or match.end
        return [replace(m, start=places[m.start], end=places[m.end - 1] + 1) for m in found]

    def _match(self, text: str, start: re.Match[str], found: list[_Match]) -> _Match | None:
        at = start.start()
        entry = self._entry(text, start)
        named = name_at(text, at)
        if named and entry and self._splits(text, at + len(entry.text), named.end):
            named = None
        located = _is_located(text, at, found)
        if named is not None and (entry is None or named.end > at + len(entry.text)):
            return _Match(at, named.end, _slug(text[at : named.end]), named.type, located)
        if entry is None:
            return None
        end = at + len(entry.text)
        id, type = entry.id, entry.type
        if entry.acts_for in self.finder.types and not located:
            id, type = entry.acts_for, self.finder.types[entry.acts_for]
        if type == "state" and (government := _GOVERNMENT.match(text, end)):
            end = government.end()
        return _Match(at, end, id, type, located)

    def _entry(self, text: str, start: re.Match[str]) -> _Alias | None:
        """Return the longest name here; an abbreviation that the document defines comes first."""
        listed = (
            e
            for e in self.finder.names.at(text, start)
            if e.type != "person" or " " in e.text or e.id in self.introduced
        )
        firsts = (
            next(self.abbreviations.at(text, start), None),
            next(listed, None),
            next(self.persons.at(text, start), None),
        )
        here = [entry for entry in firsts if entry is not None]
        return max(here, key=lambda e: len(e.text), default=None)

    def _splits(self, text: str, end: int, name_end: int) -> bool:
        """Tell whether a hyphen here joins two listed names, the second longer than a pattern."""
        second = _START.match(text, end + 1) if text[end : end + 1] == "-" else None
        if second is None:
            return False
        names = self.finder.names.at(text, second)
        return any(second.start() + len(e.text) > name_end for e in names)

    def _abbreviation(self, text: str, match: _Match, found: list[_Match]) -> int:
        """Learn the abbreviation in brackets after a match; return where it ends, or 0."""
        bracket = _ABBREVIATION.match(text, match.end)
        if bracket is None or not abbreviates(bracket[1], text[match.start : match.end]):
            return 0
        self.abbreviations.add(_Alias(bracket[1], match.id, match.type))
        found.append(_Match(bracket.start(1), bracket.end(1), match.id, match.type))
        return bracket.end(1)


def _openings(passage: Passage) -> frozenset[int]:
    """Return where in the passage the first word of each sentence begins."""
    firsts = ((s, re.search(r"[^\W_]", s.text)) for s in sentences(passage))
    return frozenset(s.start - passage.start + first.start() for s, first in firsts if first)


def _is_located(text: str, at: int, found: list[_Match]) -> bool:
    """Tell whether a name stands after a preposition of place, directly or in a list."""
    if _PLACE_WORD.search(text, max(0, at - 12), at):
        return True
    before = found[-1] if found else None
    joined = before is not None and _BETWEEN.fullmatch(text, before.end, at)
    return bool(joined and before and before.located)


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", name.lower()))
