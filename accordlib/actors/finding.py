"""Finding who is mentioned: `find_mentions`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from functools import cache, cached_property
from itertools import chain, starmap
from operator import itemgetter

import pandas as pd

from accordlib.actors.gazetteer import abbreviates, expect_gazetteer, names_of, shown_names, slug
from accordlib.actors.listed_names import PART, Name, NameIndex
from accordlib.actors.mentions import ENTITY_TYPES, MENTION_COLUMNS, Mention, Mentions
from accordlib.actors.unspaced_names import with_unspaced
from accordlib.texts.capitalised_names import (
    CAPITAL,
    NAME_ENDINGS,
    START,
    capitalised,
    endings,
    first_words,
    name_pattern,
    name_patterns,
)
from accordlib.texts.folding import Folding, fold_layout
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.sentences import sentences
from accordlib.words.tokens import Passages


def find_mentions(passages: Passages, gazetteer: pd.DataFrame) -> Mentions:
    """Find the mentions of actors, instruments and places.

    Found are the names of the gazetteer, as whole words with their capitals, and names of a known
    pattern (``Ministry of ...``); in kana and ideographs those of the gazetteer, where a dictionary
    divides words. ``docs/methods.md`` has the rules.

    Parameters
    ----------
    passages : Document, Agreement, Passage, or iterable of Passage
    gazetteer : DataFrame of `load_gazetteer`

    Returns
    -------
    Mentions
        What only a pattern found has its own words as id, in lower case with hyphens.

    Raises
    ------
    AccordError
        If a name of the gazetteer begins with a small letter.

    See Also
    --------
    candidate_names, score_mentions

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> mentions = find_mentions(agreement["D2"], load_gazetteer())
    >>> mentions.table[["surface", "type"]].head(2).values.tolist()
    [['Reciprocal Access Agreement', 'instrument'], ['UK', 'state']]
    """
    chosen = passages_of(passages, "find_mentions()")
    table = expect_gazetteer(gazetteer, "find_mentions()")
    types = dict(zip(table["id"], table["type"], strict=True))
    columns = (table[c].tolist() for c in ("id", "name", "type", "acts_for", "aliases"))
    entries = list[Name]()
    for id, name, type, acts_for, aliases in zip(*columns, strict=True):
        acting = (acts_for, types[acts_for]) if acts_for in types else None
        spellings = [*chain.from_iterable(map(_spellings, names_of(name, aliases)))]
        spellings += [f"{s}s" for s in spellings[1:] if type == "state" and _PEOPLE.fullmatch(s)]
        entries += [Name(spelling, id, type, acting) for spelling in spellings]
        entries += [Name(name.upper(), id, type)] if type == "place" else []
    names = NameIndex(START, entries)
    texts = [*starmap(_Plain, zip(chosen, fold_layout([p.text for p in chosen]), strict=True))]
    by_document: defaultdict[str, list[_Plain]] = defaultdict(list)
    for text in texts:
        by_document[text.passage.document].append(text)
    searches = {document: _Search(names, group) for document, group in by_document.items()}
    found = chain.from_iterable(searches[text.passage.document].rows(text) for text in texts)
    rows = with_unspaced(chosen, names.unspaced, found)
    mentioned = pd.DataFrame(rows, columns=list(MENTION_COLUMNS))
    mentioned.attrs["names"] = shown_names(table[table["id"].isin(mentioned["id"])])
    return Mentions.unchecked(chosen, mentioned)


_PEOPLE = re.compile(r"(?:[A-Z][a-z]+ )?[A-Z][a-z]+(?:an|i|ot|k|ch|ino|ene)")
_AMERICAN_NAMES = {"Defence": "Defense", "Programme": "Program", "Organisation": "Organization"}
_ORDINARY = re.compile("[A-Z][a-z]+")
_STANDS_SMALL = cache(lambda word: re.compile(rf"{word}(?<!\w{word})\b"))  # pattern of a small word


class _Plain:
    """A passage in plain characters, and its words that begin with a capital or a digit."""

    def __init__(self, passage: Passage, folding: Folding) -> None:
        self.passage, self.folding, self.text = passage, folding, folding.text
        self.words = {word.start(): word[0] for word in START.finditer(self.text)}

    def matches(self, pattern: re.Pattern[str], words: Set[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern matches that begins with some words, one after another."""
        end = 0
        for at, word in self.words.items():
            if word in words and at >= end and (found := pattern.match(self.text, at)):
                end = found.end()
                yield found

    @cached_property
    def shouted(self) -> frozenset[int]:
        """The places in three words or more that are wholly in capitals."""
        runs = name_pattern("shouted", self.text).finditer(self.text)
        return frozenset(chain.from_iterable(range(*run.span()) for run in runs))

    @cached_property
    def openings(self) -> frozenset[int]:
        """Where the first words of sentences begin in the document."""
        every = ((s.start, PART.search(s.text)) for s in sentences(self.passage))
        return frozenset(start + first.start() for start, first in every if first)


class _Search:
    """The search through one document, which learns names on its way."""

    def __init__(self, names: NameIndex, texts: list[_Plain]) -> None:
        self.names, self.texts = names, texts
        words = set[str]().union(*(of.words.values() for of in texts))
        self.patterns = name_patterns(words)
        self.first = {name: some[0] for name, some in self.patterns.items()}
        self.learnt, self.abbreviations = NameIndex(START), NameIndex(START)
        self.introduced, self.is_small = self._introduced(), cache(self._is_small)
        listed, learnt = names.by_word, self.learnt.by_word
        self.known = {w for w in words if w in listed or w in learnt or w.capitalize() in listed}

    def _is_small(self, name: str) -> bool:
        """Tell whether a name is one word that the document also has in small letters."""
        texts = self.texts if _ORDINARY.fullmatch(name) else []
        return any(_STANDS_SMALL(name.lower()).search(of.text) for of in texts)

    def _introduced(self) -> set[str]:
        """Learn the persons and states named in full; return the ids of persons so named."""
        first, known = self.names.persons
        full, surnames, every_titled = set[str](), set[str](), set[str]()
        for of in self.texts:
            places = (at for at, word in of.words.items() if word in first)
            named = (name for at in places for name in self.names.at(of.text, at))
            full.update(n.id for n in named if n.type == "person" and " " in n.text)
            for state in of.matches(self.first["named_state"], first_words("of_states")):
                if not any(self.names.at(of.text, state.start(n)) for n in (0, 1)):
                    for form in (state[0], state[1]):
                        self.learnt.add(Name(form, slug(state[1]), "state"))
            for pattern in self.patterns["titled"]:
                every_titled.update(m[1] for m in of.matches(pattern, first_words("office")))
        titled = {re.split(rf"(?={CAPITAL})", name, maxsplit=1)[-1] for name in every_titled}
        for name in sorted(titled, key=lambda n: (-len(n.split()), n)):
            if name.title() not in surnames:
                words = [w for w in name.split() if not w.endswith(".")]
                parts = ([w for w in words if w.isupper() == up] for up in (True, False))
                upper, given = map(" ".join, parts)
                surnames.add((upper or words[-1]).title())
                id = known.get(frozenset(name.lower().split()), slug(name))
                full.add(id)
                also = (upper.title(), f"{upper.title()} {given}", f"{given} {upper.title()}")
                forms = (name, upper or words[-1], *(also if upper and given else ()))
                for form in filter(START.match, forms):  # not "de Croo", of "H. de CROO"
                    self.learnt.add(Name(form, id, "person"))
        return full

    def rows(self, of: _Plain) -> Iterator[Mention]:
        """Yield the mentions in a passage."""
        text, passage, leading = of.text, of.passage, self._leading(of)
        end = listed = head = 0  # where the last mention ended; a list of names ended and began
        for at, word in of.words.items():
            if at < end or not (word in self.known or at in leading):
                continue
            name = self._name(of, at, word)
            begin = head if listed and self.first["between"].fullmatch(text, listed, at) else at
            stop, id, type = self._match(text, at, begin, name, leading.get(at, ()))
            spans = [of.folding.original(at, stop)] if stop > at else []
            opens = self.is_small(text[at:stop]) and passage.start + spans[0][0] in of.openings
            if opens or not spans:
                continue
            end, listed, head = stop, stop, begin
            short = self.first["defined"].match(text, end)
            if short and self._is_short(short, text[at:end]):
                self.known.add(self.abbreviations.add(Name(short["short"], id, type)))
                listed, end = 0, short.end("short")
                spans.append(of.folding.original(*short.span("short")))
            for a, b in spans:
                offsets = (passage.start + a, passage.start + b)
                yield Mention(passage.id, *offsets, passage.text[a:b], id, type)

    def _leading(self, of: _Plain) -> dict[int, frozenset[str]]:
        """Return where words lead to one that makes a name of some types, and these types."""
        leading, types, after = dict[int, frozenset[str]](), frozenset[str](), 0
        is_heading = self.first["heading"].match(of.text)
        for at, word in () if is_heading else reversed(of.words.items()):
            if types and not self.first["joining"].fullmatch(of.text, at + len(word), after):
                types = frozenset()
            if word in endings():
                types |= endings()[word]
            if types and word not in capitalised("opener"):
                leading[at] = types
            after = at
        return leading

    def _match(
        self, text: str, at: int, head: int, name: Name | None, types: Collection[str]
    ) -> tuple[int, str, str]:
        """Return where a mention that begins here, in a list at `head`, ends, its id and type."""
        end = at + len(name.text) if name else at
        stop, type = self._patterned(text, at, end, types) if types else (at, "")
        if stop > end or name is None:
            return stop, slug(text[at:stop]), type
        id, type = name[1:3]
        if name.acting and not self.first["place_word"].search(text, max(0, head - 12), head):
            id, type = name.acting
        if type == "state" and (government := self.first["government"].match(text, end)):
            end = government.end()
        return end, id, type

    def _patterned(self, text: str, at: int, end: int, types: Collection[str]) -> tuple[int, str]:
        """Return where a name of a pattern ends, and its type; no name that is listed is cut."""
        if end > at and self.first["between"].match(text, end):
            return at, ""
        stop, type = self._longest(text, at, len(text), types)
        links = self.first["of_owner"].finditer(text, end, stop)
        for link in links if type == "instrument" else ():
            if {"state", "polity", "person"} & {n.type for n in self.names.at(text, link.end())}:
                stop, type = self._longest(text, at, link.start(), types)
                break
        joined = self.names.at(text, end + 1) if end > at else []
        while joined and text.startswith(("-", "–", "/"), end):
            end += 1 + len(joined[0].text)
            joined = self.names.at(text, end + 1)
        alone = type in ("forum", "organisation") and " " not in text[end:stop].strip()
        return (at, "") if stop < end or alone else (stop, type)

    def _longest(self, text: str, at: int, stop: int, types: Collection[str]) -> tuple[int, str]:
        """Return where the longest name of a pattern ends that begins here, and its type."""
        patterns = ((t, p) for t in ENTITY_TYPES if t in types for p in self.patterns[t])
        found = ((m.end(), t) for t, p in patterns if (m := p.match(text, at, stop)))
        return max(found, key=itemgetter(0), default=(at, ""))

    def _name(self, of: _Plain, at: int, word: str) -> Name | None:
        """Return the longest name here; an abbreviation that the document defines comes first."""
        listed, found = self.names.by_word, None
        is_shouted = word == word.upper() and word.capitalize() in listed and at in of.shouted
        capitals = [self.names.in_capitals] if is_shouted else []
        for source in (self.abbreviations, self.names, self.learnt, *capitals):
            for name in source.at(of.text, at) if word in source.by_word else ():
                known = name.type != "person" or " " in name.text or name.id in self.introduced
                if known and (found is None or len(name.text) > len(found.text)):
                    found = name
        return found

    def _is_short(self, defined: re.Match[str], name: str) -> bool:
        """Tell whether what stands in brackets after a name, or "hereinafter", is short for it."""
        short, marked = defined["short"], defined["quoted"] or defined["formally"]
        own = set(short.split()) <= set(name.split())
        own = own and not any(short in capitalised(ending) for ending in NAME_ENDINGS)
        return (short.isupper() or own) if marked else abbreviates(short, name)


def _spellings(alias: str) -> list[str]:
    """Return a name in British and in American spelling."""
    forms = {alias: ""}
    for one, other in (*_AMERICAN_NAMES.items(), *((b, a) for a, b in _AMERICAN_NAMES.items())):
        if one in alias:
            forms |= {form.replace(one, other): "" for form in forms}
    return list(forms)
