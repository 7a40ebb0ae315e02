"""Finding who is mentioned: `find_mentions`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, starmap
from operator import itemgetter

import pandas as pd

from accordlib.actors.gazetteer import abbreviates, expect_gazetteer, names_of, shown_names, slug
from accordlib.actors.listed_names import PART, START, Name, NameIndex
from accordlib.actors.mentions import ENTITY_TYPES, MENTION_COLUMNS, Mention, Mentions
from accordlib.actors.unspaced_names import with_unspaced
from accordlib.texts.capitalised_names import CAPITAL, capitalised, name_patterns, titled_persons
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
    folded = list(zip(chosen, fold_layout([p.text for p in chosen]), strict=True))
    by_document: defaultdict[str, list[tuple[Passage, Folding]]] = defaultdict(list)
    for passage, folding in folded:
        by_document[passage.document].append((passage, folding))
    searches = {document: _Search(names, group) for document, group in by_document.items()}
    found = chain.from_iterable(searches[p.document].rows(p, folding) for p, folding in folded)
    rows = with_unspaced(chosen, names.unspaced, found)
    mentioned = pd.DataFrame(rows, columns=list(MENTION_COLUMNS))
    mentioned.attrs["names"] = shown_names(table[table["id"].isin(mentioned["id"])])
    return Mentions(chosen, mentioned)


_PEOPLE = re.compile(r"(?:[A-Z][a-z]+ )?[A-Z][a-z]+(?:an|i|ot|k|ch|ino|ene)")
_AMERICAN_NAMES = {"Defence": "Defense", "Programme": "Program", "Organisation": "Organization"}


class _Search:
    """The search through one document, which learns names on its way."""

    def __init__(self, names: NameIndex, folded: list[tuple[Passage, Folding]]) -> None:
        self.names, self.folded, patterns = names, folded, name_patterns(f.text for _, f in folded)
        self.first = {name: some[0] for name, some in patterns.items()}
        self.typed = [(t, p) for t in ENTITY_TYPES for p in patterns.get(t, ())]
        self.learnt, self.abbreviations = NameIndex(START), NameIndex(START)
        self.introduced = self._introduced()

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the document has in small letters."""
        texts = (folding.text for _, folding in self.folded)
        return frozenset().union(*(re.findall(r"\b[a-z]+\b", text) for text in texts))

    @cached_property
    def openings(self) -> frozenset[int]:
        """Where the first words of sentences begin."""
        every = ((s.start, PART.search(s.text)) for p, _ in self.folded for s in sentences(p))
        return frozenset(start + first.start() for start, first in every if first)

    def _introduced(self) -> set[str]:
        """Learn the persons and states named in full; return the ids of persons so named."""
        texts = [folding.text for _, folding in self.folded]
        first, known = self.names.persons
        starts = ((t, s) for t in texts if first for s in START.finditer(t))
        every = ((t, s.start()) for t, s in starts if s[0] in first)
        full, surnames = set[str](), set[str]()
        named = (n for at in every for n in self.names.at(*at) if " " in n.text)
        full.update(n.id for n in named if n.type == "person")
        for text in texts:
            for state in self.first["named_state"].finditer(text):
                if not any(next(self.names.at(text, state.start(n)), None) for n in (0, 1)):
                    for form in (state[0], state[1]):
                        self.learnt.add(Name(form, slug(state[1]), "state"))
        every_titled = {name for text in texts for name in titled_persons(text)}
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
                for form in (name, upper or words[-1], *(also if upper and given else ())):
                    self.learnt.add(Name(form, id, "person"))
        return full

    def rows(self, passage: Passage, folding: Folding) -> Iterator[Mention]:
        """Yield the mentions in a passage."""
        text, end, place_end = folding.text, 0, 0  # where the last mention and place ended
        shouted = {n for run in self.first["shouted"].finditer(text) for n in range(*run.span())}
        ends = () if self.first["heading"].match(text) else self.first["ending"].finditer(text)
        final = max((found.start() for found in ends), default=-1)
        for start in START.finditer(text):
            at = start.start()
            if at < end or not ((name := self._name(text, start, at in shouted)) or at <= final):
                continue
            listed = place_end and self.first["between"].fullmatch(text, place_end, at)
            located = bool(listed or self.first["place_word"].search(text, max(0, at - 12), at))
            patterned = at <= final and start[0] not in capitalised("opener")
            stop, id, type = self._match(text, at, located, name, patterned)
            ordinary = text[at + 1 : stop].islower() and text[at:stop].lower() in self.small_words
            if stop == at or (
                ordinary and passage.start + folding.original(at, at)[0] in self.openings
            ):
                continue
            end, place_end, spans = stop, stop if located else 0, [(at, stop)]
            short = self.first["defined"].match(text, end)
            if short and self._is_short(short, text[at:end]):
                self.abbreviations.add(Name(short["short"], id, type))
                place_end, end = 0, short.end("short")
                spans.append(short.span("short"))
            for first, last in starmap(folding.original, spans):
                offsets = (passage.start + first, passage.start + last)
                yield Mention(passage.id, *offsets, passage.text[first:last], id, type)

    def _match(
        self, text: str, at: int, located: bool, name: Name | None, patterned: bool
    ) -> tuple[int, str, str]:
        """Return where a mention that begins here ends, its id and type; none ends here."""
        end = at + len(name.text) if name else at
        stop, type = self._patterned(text, at, end) if patterned else (at, "")
        if stop > end or name is None:
            return stop, slug(text[at:stop]), type
        id, type = name.acting if name.acting and not located else name[1:3]
        if type == "state" and (government := self.first["government"].match(text, end)):
            end = government.end()
        return end, id, type

    def _patterned(self, text: str, at: int, end: int) -> tuple[int, str]:
        """Return where a name of a pattern ends, and its type; no name that is listed is cut."""
        if end > at and self.first["between"].match(text, end):
            return at, ""
        stop, type = self._longest(text, at, len(text))
        links = self.first["of_owner"].finditer(text, end, stop)
        for link in links if type == "instrument" else ():
            if {"state", "polity", "person"} & {n.type for n in self.names.at(text, link.end())}:
                stop, type = self._longest(text, at, link.start())
                break
        joined = next(self.names.at(text, end + 1), None) if end > at else None
        while joined and text.startswith(("-", "–", "/"), end):
            end += 1 + len(joined.text)
            joined = next(self.names.at(text, end + 1), None)
        alone = type in ("forum", "organisation") and " " not in text[end:stop].strip()
        return (at, "") if stop < end or alone else (stop, type)

    def _longest(self, text: str, at: int, stop: int) -> tuple[int, str]:
        """Return where the longest name of a pattern ends that begins here, and its type."""
        found = [(m.end(), t) for t, p in self.typed if (m := p.match(text, at, stop))]
        return max(found, key=itemgetter(0), default=(at, ""))

    def _name(self, text: str, start: re.Match[str], shouted: bool) -> Name | None:
        """Return the longest name here; an abbreviation that the document defines comes first."""
        listed = shouted and start[0].capitalize() in self.names.by_word
        capitals = [self.names.in_capitals] if listed else []
        every_source = (self.abbreviations, self.names, self.learnt, *capitals)
        sources = [source for source in every_source if start[0] in source.by_word]
        if not sources:
            return None
        every = (n for source in sources for n in source.at(text, start.start()))
        known = (n for n in every if n.type != "person" or " " in n.text or n.id in self.introduced)
        return max(known, key=lambda n: len(n.text), default=None)

    def _is_short(self, defined: re.Match[str], name: str) -> bool:
        """Tell whether what stands in brackets after a name, or "hereinafter", is short for it."""
        short, marked = defined["short"], defined["quoted"] or defined["formally"]
        own = not self.first["ending"].fullmatch(short) and set(short.split()) <= set(name.split())
        return (short.isupper() or own) if marked else abbreviates(short, name)


def _spellings(alias: str) -> list[str]:
    """Return a name in British and in American spelling."""
    forms = {alias: ""}
    for one, other in (*_AMERICAN_NAMES.items(), *((b, a) for a, b in _AMERICAN_NAMES.items())):
        if one in alias:
            forms |= {form.replace(one, other): "" for form in forms}
    return list(forms)
