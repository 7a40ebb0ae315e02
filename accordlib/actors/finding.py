"""Finding who is mentioned: `find_mentions`, and `find_names` for large corpora."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from accordlib.actors.gazetteer import expect_gazetteer, names_of
from accordlib.actors.mentions import ENTITY_TYPES, MENTION_COLUMNS, Mentions
from accordlib.actors.name_patterns import (
    abbreviates,
    alike,
    name_at,
    single_blanks,
    slug,
    spellings,
    titled_persons,
)
from accordlib.errors import AccordError, expect_one_of
from accordlib.texts.capitalised_names import CAPITAL, one_of
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.sentences import sentences
from accordlib.words.tokens import Tokens, fold, tokens_of


def find_mentions(
    passages: HasPassages | Passage | Iterable[Passage], gazetteer: pd.DataFrame
) -> Mentions:
    """Find the mentions of actors, instruments and places.

    Found are the names of the gazetteer, as whole words with their capitals, and names that tell
    by their words what they name (``Ministry of ...``). ``docs/methods.md`` has the rules.

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
        If passages or gazetteer are something else, or a name begins with a small letter.

    See Also
    --------
    candidate_names, score_mentions : Names no gazetteer has; found beside annotated mentions.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> mentions = find_mentions(agreement["D2"], load_gazetteer())
    >>> mentions.table[["surface", "type"]].head(2).values.tolist()
    [['Reciprocal Access Agreement', 'instrument'], ['UK', 'state']]
    """
    chosen = passages_of(passages, "find_mentions()")
    finder = _Finder(expect_gazetteer(gazetteer, "find_mentions()"))
    by_document: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in chosen:
        by_document[passage.document].append(passage)
    searches = {document: _Search(finder, group) for document, group in by_document.items()}
    rows = [row for p in chosen for row in searches[p.document].rows(p)]
    return Mentions(chosen, pd.DataFrame(rows, columns=list(MENTION_COLUMNS)))


class _Alias(NamedTuple):
    text: str
    id: str
    type: str
    acts_for: str = ""


class _Match(NamedTuple):
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


class _Search:
    """The search through one document, which learns persons and abbreviations on its way."""

    def __init__(self, finder: _Finder, passages: list[Passage]) -> None:
        self.finder, self.passages = finder, passages
        self.persons, self.abbreviations = _Index(), _Index()
        self.introduced = self._introduced()

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the document has in small letters."""
        return frozenset(w for p in self.passages for w in re.findall(r"\b[a-z]+\b", p.text))

    def _introduced(self) -> set[str]:
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
            if id := known.get(frozenset(name.lower().split())):
                full.add(id)
                self.persons.add(_Alias(name, id, "person"))
            elif name not in surnames:
                words = [w for w in name.split() if not w.endswith(".")]
                surname = next((w for w in words if w.isupper()), words[-1])
                surnames.add(surname)
                for form in (name, surname):
                    self.persons.add(_Alias(form, slug(name), "person"))
        return full

    def rows(self, passage: Passage) -> Iterator[tuple[object, ...]]:
        """Yield the mentions in a passage."""
        flat, places = single_blanks(passage.text)
        text = alike(flat)
        found: list[_Match] = []
        openings: set[int] | None = None  # where the first words of sentences begin
        end = 0
        for start in _START.finditer(text):
            match = self._match(text, start, found) if start.start() >= end else None
            if match is None:
                continue
            word = text[match.start : match.end]
            if word[1:].islower() and word.lower() in self.small_words:
                if openings is None:
                    firsts = ((s, re.search(r"[^\W_]", s.text)) for s in sentences(passage))
                    openings = {s.start + first.start() for s, first in firsts if first}
                if passage.start + places[match.start] in openings:
                    continue
            found.append(match)
            end = self._abbreviation(text, match, found) or match.end
        for m in found:
            first, last = places[m.start], places[m.end - 1] + 1
            offsets = (passage.start + first, passage.start + last)
            yield (passage.id, *offsets, passage.text[first:last], m.id, m.type)

    def _match(self, text: str, start: re.Match[str], found: list[_Match]) -> _Match | None:
        at = start.start()
        entry = self._entry(text, start)
        end = at + len(entry.text) if entry else at
        name_end, type = name_at(text, at)
        listed = found and found[-1].located and _BETWEEN.fullmatch(text, found[-1].end, at)
        located = bool(listed or _PLACE_WORD.search(text, max(0, at - 12), at))
        if name_end > end and not (entry and self._splits(text, end, name_end)):
            return _Match(at, name_end, slug(text[at:name_end]), type, located)
        if entry is None:
            return None
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
        sources = (self.abbreviations.at(text, start), listed, self.persons.at(text, start))
        firsts = [entry for source in sources for entry in [next(source, None)] if entry]
        return max(firsts, key=lambda e: len(e.text), default=None)

    def _splits(self, text: str, end: int, name_end: int) -> bool:
        """Tell whether a hyphen here joins two listed names, the second longer than a pattern."""
        second = _START.match(text, end + 1) if text[end : end + 1] == "-" else None
        names = self.finder.names.at(text, second) if second else ()
        return any(end + 1 + len(e.text) > name_end for e in names)

    def _abbreviation(self, text: str, match: _Match, found: list[_Match]) -> int:
        """Learn the abbreviation in brackets after a match; return where it ends, or 0."""
        bracket = _ABBREVIATION.match(text, match.end)
        if bracket is None or not abbreviates(bracket[1], text[match.start : match.end]):
            return 0
        self.abbreviations.add(_Alias(bracket[1], match.id, match.type))
        found.append(_Match(*bracket.span(1), match.id, match.type))
        return bracket.end(1)


_PART = re.compile(r"[^\W_]+")


def find_names(
    tokens: Tokens | HasPassages | Passage | Iterable[Passage], gazetteer: pd.DataFrame
) -> Mentions:
    """Find the names and aliases of a gazetteer, letter by letter, in large corpora.

    Unlike `find_mentions` it has no patterns and rules. Matches are whole words, the longest first;
    capitals count, and shapes of apostrophes and hyphens do not. No name goes over a line.

    Parameters
    ----------
    tokens : Tokens, Document, Agreement, Passage, or iterable of Passage
        The corpus. Words that have been left out begin no name.
    gazetteer : DataFrame
        From `load_gazetteer`; ``id``, ``name``, ``type`` and ``aliases`` are enough.

    Returns
    -------
    Mentions

    Raises
    ------
    AccordError
        If the gazetteer lacks a column, or if a name does not begin with a letter or digit.

    Examples
    --------
    >>> tokens = tokenize(load_corpus()["accord"].paragraphs)
    >>> find_names(tokens, load_gazetteer()).table["surface"].head(3).tolist()
    ['United Kingdom', 'Japan', 'UN Charter']
    """
    some, columns = tokens_of(tokens, "find_names()"), ("id", "name", "type", "aliases")
    table = expect_gazetteer(gazetteer, "find_names()", columns)
    owners: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for id, name, type, aliases in zip(*(table[c].tolist() for c in columns), strict=True):
        expect_one_of(type, ENTITY_TYPES, "type")
        for alias in names_of(name, aliases):
            first = _PART.match(alias)
            if first is None:
                raise AccordError(f"The name {alias!r} must begin with a letter or a digit.")
            owners[first[0]].setdefault(alike(alias), (id, type))
    whole = "(?<![^\\W_]){}(?![^\\W_])"
    patterns = {word: re.compile(whole.format(one_of(forms))) for word, forms in owners.items()}
    folded = {_PART.findall(fold(word))[0] for word in owners}
    begins = [not folded.isdisjoint(_PART.findall(word)) for word in some.vocabulary]
    places = np.flatnonzero(np.array(begins, bool)[some.ids])
    indices = some.passages_at(places).tolist()
    spans = zip(some.starts[places].tolist(), some.ends[places].tolist(), strict=True)
    rows: list[tuple[object, ...]] = []
    for index, group in groupby(zip(indices, spans, strict=True), key=itemgetter(0)):
        p, reached = some.passages[index], 0
        text = alike(p.text)
        for _, (start, end) in group:
            for part in _PART.finditer(text, start - p.start, end - p.start):
                pattern = patterns.get(part[0]) if part.start() >= reached else None
                if pattern and (match := pattern.match(text, part.start())):
                    at, reached = match.span()
                    owner = owners[part[0]][match[0]]
                    rows.append((p.id, p.start + at, p.start + reached, p.text[at:reached], *owner))
    return Mentions.unchecked(some.passages, pd.DataFrame(rows, columns=list(MENTION_COLUMNS)))
