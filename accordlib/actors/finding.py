"""Finding who is mentioned: `find_mentions`, and `find_names` for large corpora."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby, starmap
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from accordlib.actors.gazetteer import abbreviates, expect_gazetteer, names_of, slug
from accordlib.actors.mentions import ENTITY_TYPES, MENTION_COLUMNS, Mention, Mentions
from accordlib.actors.unspaced_names import is_unspaced_name, with_unspaced
from accordlib.errors import AccordError, expect_one_of
from accordlib.texts import capitalised_names as capitals
from accordlib.texts.capitalised_names import CAPITAL, WORD, one_of, read_anew, titles, word_classes
from accordlib.texts.folding import Folding, fold_layout
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.scripts import UNSPACED
from accordlib.texts.sentences import sentences
from accordlib.words.tokens import Countable, Passages, tokens_of


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
    entries = list[_Name]()
    for id, name, type, acts_for, aliases in zip(*columns, strict=True):
        acting = (acts_for, types[acts_for]) if acts_for in types else None
        spellings = chain.from_iterable(map(_spellings, names_of(name, aliases)))
        entries += [_Name(spelling, id, type, acting) for spelling in spellings]
        entries += [_Name(name.upper(), id, type)] if type == "place" else []
    names = _Index(_START, entries)
    folded = list(zip(chosen, fold_layout([p.text for p in chosen]), strict=True))
    by_document: defaultdict[str, list[_Folded]] = defaultdict(list)
    for passage, folding in folded:
        by_document[passage.document].append((passage, folding))
    searches = {document: _Search(names, group) for document, group in by_document.items()}
    found = chain.from_iterable(searches[p.document].rows(p, folding) for p, folding in folded)
    rows = with_unspaced(chosen, names.unspaced, found)
    return Mentions(chosen, pd.DataFrame(rows, columns=list(MENTION_COLUMNS)))


class _Name(NamedTuple):
    text: str
    id: str
    type: str
    acting: tuple[str, str] | None = None  # id and type of that for which it acts


_Folded = tuple[Passage, Folding]
_Endings = list[tuple[str, re.Pattern[str]]]
_LETTER = rf"[^\W_{UNSPACED}]"  # or digit
_PART = re.compile(rf"(?<!{_LETTER}){_LETTER}+")
_START = re.compile(rf"(?<!{_LETTER})(?:{CAPITAL}|[0-9]){_LETTER}*")
_ANY_LETTER = re.compile(_LETTER)
_ABBREVIATION = re.compile(r" \(([A-Z][A-Za-z0-9&]{1,9})\)")
_GOVERNMENT = re.compile(r" [Gg]overnment\b")
_PLACE_WORD = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|[Oo]f|[Oo]utside|[Vv]ia) $")
_BETWEEN = re.compile(r"(?:,| and|, and| or) $")
_AMERICAN_NAMES = {"Defence": "Defense", "Programme": "Program", "Organisation": "Organization"}


class _Index:
    """Names that can be looked up where a word begins, the longest first."""

    def __init__(self, first: re.Pattern[str], names: Sequence[_Name] = ()) -> None:
        self.first = first  # how a name begins
        self.by_word: dict[str, dict[int, dict[str, list[_Name]]]] = {}  # by length, then text
        self.unspaced = [name[:3] for name in names if is_unspaced_name(name.text)]
        names = [name for name in names if not is_unspaced_name(name.text)]
        for name, folding in zip(names, fold_layout([n.text for n in names]), strict=True):
            self.add(name._replace(text=folding.text))

    def add(self, name: _Name) -> None:
        start = self.first.match(name.text)
        if start is None:
            kind = "capital" if self.first is _START else "letter"
            raise AccordError(f"The name {name.text!r} must begin with a {kind} or a digit.")
        lengths, length = self.by_word.setdefault(start[0], {}), len(name.text)
        if length not in lengths:
            lengths[length] = {}
            self.by_word[start[0]] = lengths = dict(sorted(lengths.items(), reverse=True))
        names = lengths[length].setdefault(name.text, [])
        if name not in names:
            names.append(name)

    def at(self, text: str, at: int, word: str) -> Iterator[_Name]:
        """Yield the names that stand as whole words where a word begins."""
        for length, names in self.by_word.get(word, {}).items():
            end = at + length
            if (found := names.get(text[at:end])) and not _ANY_LETTER.match(text, end):
                yield from found

    def __iter__(self) -> Iterator[_Name]:
        by_length = chain.from_iterable(words.values() for words in self.by_word.values())
        return chain.from_iterable(chain.from_iterable(names.values() for names in by_length))


class _Search:
    """The search through one document, which learns persons and abbreviations on its way."""

    def __init__(self, names: _Index, folded: list[_Folded]) -> None:
        self.names, self.folded = names, folded
        self.persons, self.abbreviations = _Index(_START), _Index(_START)
        self.introduced, self.endings = self._introduced(), _endings()

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the document has in small letters."""
        return frozenset(w for _, f in self.folded for w in re.findall(r"\b[a-z]+\b", f.text))

    @cached_property
    def openings(self) -> frozenset[int]:
        """Where the first words of sentences begin."""
        every = (s for p, _ in self.folded for s in sentences(p))
        firsts = ((s.start, _PART.search(s.text)) for s in every)
        return frozenset(start + first.start() for start, first in firsts if first)

    def _introduced(self) -> set[str]:
        """Learn the persons named with a title; return the ids of those whose surname counts."""
        texts = [folding.text for _, folding in self.folded]
        listed = [name for name in self.names if name.type == "person"]
        known = {frozenset(n.text.lower().split()): n.id for n in listed}
        full = {n.id for n in listed if " " in n.text and any(n.text in t for t in texts)}
        named = {name for text in texts for name in titled_persons(text)}
        titled = {re.split(rf"(?={CAPITAL})", name, maxsplit=1)[-1] for name in named}
        surnames = set[str]()
        for name in sorted(titled, key=lambda n: (-len(n.split()), n)):
            if id := known.get(frozenset(name.lower().split())):
                full.add(id)
                self.persons.add(_Name(name, id, "person"))
            elif name not in surnames:
                words = [w for w in name.split() if not w.endswith(".")]
                surname = next((w for w in words if w.isupper()), words[-1])
                surnames.add(surname)
                full.add(slug(name))
                for form in (name, surname):
                    self.persons.add(_Name(form, slug(name), "person"))
        return full

    def rows(self, passage: Passage, folding: Folding) -> Iterator[Mention]:
        """Yield the mentions in a passage."""
        text, end, place_end = folding.text, 0, 0  # where the last mention and place ended
        for start in _START.finditer(text):
            at = start.start()
            if at < end:
                continue
            listed = place_end and _BETWEEN.fullmatch(text, place_end, at)
            located = bool(listed or _PLACE_WORD.search(text, max(0, at - 12), at))
            match = self._match(text, start, located)
            word = text[at : match[0]] if match else ""
            ordinary = word[1:].islower() and word.lower() in self.small_words
            if match is None or (
                ordinary and passage.start + folding.original(at, end)[0] in self.openings
            ):
                continue
            end, id, type = match
            place_end, spans = end if located else 0, [(at, end)]
            bracket = _ABBREVIATION.match(text, end)
            if bracket and abbreviates(bracket[1], text[at:end]):
                self.abbreviations.add(_Name(bracket[1], id, type))
                place_end, end = 0, bracket.end(1)
                spans.append(bracket.span(1))
            for first, last in starmap(folding.original, spans):
                offsets = (passage.start + first, passage.start + last)
                yield Mention(passage.id, *offsets, passage.text[first:last], id, type)

    def _match(self, text: str, start: re.Match[str], located: bool) -> tuple[int, str, str] | None:
        """Return where a mention that begins here ends, and its id and type."""
        at, name = start.start(), self._name(text, start)
        end = at + len(name.text) if name else at
        pattern_end, type = _patterned(text, start, self.endings)
        # A hyphen may join two listed names, of which the second goes on beyond a pattern.
        second = _START.match(text, end + 1) if name and text[end : end + 1] == "-" else None
        joined = self.names.at(text, second.start(), second[0]) if second else ()
        if pattern_end > end and all(end + 1 + len(n.text) <= pattern_end for n in joined):
            return pattern_end, slug(text[at:pattern_end]), type
        if name is None:
            return None
        id, type = name.acting if name.acting and not located else name[1:3]
        if type == "state" and (government := _GOVERNMENT.match(text, end)):
            end = government.end()
        return end, id, type

    def _name(self, text: str, start: re.Match[str]) -> _Name | None:
        """Return the longest name here; an abbreviation that the document defines comes first."""
        sources = (self.abbreviations, self.names, self.persons)
        at, word = start.start(), start[0]
        every = (name for source in sources for name in source.at(text, at, word))
        known = (n for n in every if n.type != "person" or " " in n.text or n.id in self.introduced)
        return max(known, key=lambda n: len(n.text), default=None)


@read_anew
def _endings() -> _Endings:
    """Return the patterns of names that tell by their words what they name, with the type."""
    cap = rf"(?:(?:{CAPITAL}\.){{2,9}}|(?:{CAPITAL}|[0-9])[\w&]*)(?:-{CAPITAL}\w*){{0,9}}"
    joints = [word for word in capitals.SMALL_WORDS if " " not in word]
    chained = rf"{cap}(?:(?:,? and|,|,? &)? (?!{one_of(capitals.HEADS)}\b){cap})*"
    of = rf"(?: {one_of(w for w in joints if w != 'and')} (?:the )?{chained})"
    lead = rf"(?:{cap} ){{1,5}}?"
    long_lead = rf"(?:{cap} (?:{one_of(joints)} )?){{1,7}}?"
    list_lead = rf"{cap}(?: {cap}){{1,7}}(?:, {cap}(?: {cap}){{0,7}}){{1,7}} and (?:{cap} ){{1,7}}?"
    ends = (word_classes()[name] for name in ("of_bodies", "of_forces", "of_instruments"))
    body, force, treaty = (one_of(map(str.title, words)) for words in ends)
    patterns = (
        ("body", rf"(?:Ministry|Department|Office|Secretariat){of}"),
        ("body", rf"{lead}{body}\b{of}?"),
        ("force", rf"{lead}{force}\b"),
        ("force", rf"(?:HMS|JS|USS) {cap}(?:(?: of)? {cap})?"),
        ("instrument", rf"(?:{list_lead}|{long_lead}){treaty}s?\b(?: {treaty}s?\b)*{of}?"),
    )
    return [(type, re.compile(pattern)) for type, pattern in patterns]


def _patterned(text: str, start: re.Match[str], endings: _Endings) -> tuple[int, str]:
    """Return where the longest name of a known pattern ends that begins here, and its type."""
    if start[0] in capitals.OPENERS:
        return start.start(), ""
    found = ((pattern.match(text, start.start()), type) for type, pattern in endings)
    names = ((match.end(), type) for match, type in found if match)
    return max(names, key=itemgetter(0), default=(start.start(), ""))


@read_anew
def _titled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a person after a title, and of the second of two."""
    particles = rf"(?:{one_of(capitals.PARTICLES)} )*"
    no_person = rf"(?!{one_of(capitals.HEADS)}\b)(?!{titles()})"
    rest = rf"(?: (?:{CAPITAL}\.|{particles}{WORD})){{0,3}}"
    person = rf"{no_person}(?:{CAPITAL}\. ?)*{particles}{WORD}{rest}"
    both = rf"\b{titles(plural=True)} {person} and ({person})"
    return re.compile(rf"\b{titles()} ({person})"), re.compile(both)


def titled_persons(text: str) -> set[str]:
    """Return the names that follow a title such as ``Prime Minister``, each as it stands."""
    return {m[1] for pattern in _titled() for m in pattern.finditer(text)}


def _spellings(alias: str) -> list[str]:
    """Return a name in British and in American spelling."""
    forms = [alias]
    for pair in _AMERICAN_NAMES.items():
        for one, other in (pair, pair[::-1]):
            forms += [form.replace(one, other) for form in forms if one in form]
    return list(dict.fromkeys(forms))


def find_names(tokens: Countable, gazetteer: pd.DataFrame) -> Mentions:
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
    table, entries = expect_gazetteer(gazetteer, "find_names()", columns), list[_Name]()
    for id, name, type, aliases in zip(*(table[c].tolist() for c in columns), strict=True):
        expect_one_of(type, ENTITY_TYPES, "type")
        entries += [_Name(alias, id, type) for alias in names_of(name, aliases)]
    names = _Index(_PART, entries)
    firsts = {_PART.findall(word.lower())[0] for word in names.by_word}
    begins = [not firsts.isdisjoint(_PART.findall(word)) for word in some.vocabulary]
    places = np.flatnonzero(np.array(begins, bool)[some.ids])
    words = (some.passages_at(places), some.starts[places], some.ends[places])
    spans = zip(*(column.tolist() for column in words), strict=True)
    foldings = fold_layout([p.text for p in some.passages])
    rows = []
    for index, group in groupby(spans, key=itemgetter(0)):
        p, folding, reached = some.passages[index], foldings[index], 0
        for _, start, end in group:
            first, last = folding.folded(start - p.start, end - p.start)
            for part in _PART.finditer(folding.text, first, last):
                at = part.start()
                name = next(names.at(folding.text, at, part[0]), None) if at >= reached else None
                if name:
                    reached = at + len(name.text)
                    a, b = folding.original(at, reached)
                    offsets = (p.start + a, p.start + b)
                    rows.append(Mention(p.id, *offsets, p.text[a:b], *name[1:3]))
    every = with_unspaced(some, names.unspaced, rows)
    return Mentions.unchecked(some.passages, pd.DataFrame(every, columns=list(MENTION_COLUMNS)))
