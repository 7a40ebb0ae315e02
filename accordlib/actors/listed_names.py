"""The names of a list, looked up where a word begins: NameIndex, `find_names` for large corpora.

`find_names` folds no text as a whole. Where a word begins with which a name begins, as much of the
text is looked at as tells which name it is; only if that holds signs of which folding may make
others (`accordlib.texts.folding`), the text around the word is folded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from accordlib.actors.gazetteer import expect_gazetteer, names_of
from accordlib.actors.mentions import ENTITY_TYPES, MENTION_COLUMNS, Mention, Mentions
from accordlib.actors.unspaced_names import is_unspaced_name, with_unspaced
from accordlib.errors import AccordError, expect_one_of
from accordlib.texts.capitalised_names import LETTER, START
from accordlib.texts.folding import (
    fold_characters,
    fold_layout,
    run_together,
    single_blanks,
    spelt,
    tears,
)
from accordlib.words.tokens import Countable, Offsets, Tokens, tokens_of

_ANY_LETTER = re.compile(LETTER)
PART = re.compile(rf"(?<!{LETTER}){LETTER}+")

# Signs of which folding may make others, together with those beside them.
_UNSURE = re.compile(r"[^ !-)+,./-Z\\\]^_a-~\n’-]|-(?= *(?:[^ -~]|\Z))")
_SECOND = re.compile(rf"{LETTER}+\W+({LETTER}+)")
_BLANK_SIGNS = frozenset(" \n")
_Place = tuple[int, int, str]  # start and end of a name in a text, and the name
_FOLDED_BEFORE, _FOLDED_AFTER = 200, 100  # characters around a word that folding may look at


class Name(NamedTuple):
    """A name and what it names."""

    text: str
    id: str
    type: str
    acting: tuple[str, str] | None = None  # id and type of that for which it acts


class NameIndex:
    """Names that can be looked up where a word begins, the longest first."""

    def __init__(self, first: re.Pattern[str], names: Sequence[Name] = ()) -> None:
        self.first, self.longest = first, 0  # how a name begins, and how long one is
        self.by_word: defaultdict[str, list[str]] = defaultdict(list)
        self.ordered: dict[str, tuple[list[str], dict[str, str]]] = {}
        self.named: defaultdict[str, dict[Name, None]] = defaultdict(dict)
        self.unspaced = [name[:3] for name in names if is_unspaced_name(name.text)]
        names = [name for name in names if not is_unspaced_name(name.text)]
        for name, folding in zip(names, fold_layout([n.text for n in names]), strict=True):
            self.add(name._replace(text=folding.text))

    def add(self, name: Name) -> str:
        """Take in a name; return its first word."""
        start = self.first.match(name.text)
        if start is None:
            kind = "capital" if self.first is START else "letter"
            raise AccordError(f"The name {name.text!r} must begin with a {kind} or a digit.")
        if name.text not in self.named:
            self.by_word[start[0]].append(name.text)
            self.ordered.pop(start[0], None)
            self.longest = max(self.longest, len(name.text))
        self.named[name.text][name] = None
        return start[0]

    @cached_property
    def in_capitals(self) -> NameIndex:
        """The same names as they stand in a line in capitals."""
        every = (n for t in self.named.values() for n in t if not n.text.isupper())
        return NameIndex(self.first, [n._replace(text=n.text.upper()) for n in every])

    @cached_property
    def persons(self) -> tuple[set[str], dict[frozenset[str], str]]:
        """How full names of persons begin; the ids of persons by the words of their names."""
        every = [n for t in self.named.values() for n in t if n.type == "person"]
        whole = (self.first.match(n.text) for n in every if " " in n.text)
        words = {frozenset(n.text.lower().split()): n.id for n in every}
        return {start[0] for start in whole if start}, words

    def at(self, text: str, at: int, word: str = "") -> list[Name]:
        """Return the names that stand as whole words where a word of a folded text begins."""
        if not word and (start := self.first.match(text, at)):
            word = start[0]
        if word not in self.by_word:
            return []
        begun, (texts, shorter) = text[at : at + self.longest + 1], self._in_order(word)
        whole = _wholly(begun, texts[bisect_right(texts, begun) - 1], shorter)
        return [name for text in whole for name in self.named[text]]

    def surely(self, text: str, at: int, word: str) -> str | None:
        """Return the longest name at a whole word of any text, "" without one.

        None is returned where only the folded text can tell.
        """
        texts, shorter = self.ordered.get(word) or self._in_order(word)
        if len(texts) == 3 and texts[1] == word:
            return word
        for more in (24, self.longest + 20):
            begun = _sure(text[at : at + len(word) + more])
            place = bisect_left(texts, begun)
            if not texts[place].startswith(begun):
                return next(_wholly(begun, texts[place - 1], shorter), "")
        return None

    def _in_order(self, word: str) -> tuple[list[str], dict[str, str]]:
        """Return the names that begin with a word in order, between what comes before and after.

        And for each the longest other one with which it begins.
        """
        if word not in self.ordered:
            begun, shorter = [""], dict[str, str]()
            for name in sorted(self.by_word[word]):
                while not name.startswith(begun[-1]):
                    begun.pop()
                shorter[name] = begun[-1]
                begun.append(name)
            self.ordered[word] = ["", *shorter, "\U0010ffff"], shorter
        return self.ordered[word]


def find_names(tokens: Countable, gazetteer: pd.DataFrame) -> Mentions:
    """Find the names and aliases of a gazetteer, letter by letter, in large corpora.

    Unlike `find_mentions` it has no patterns and rules. Matches are whole words, the longest first;
    capitals count, and shapes of apostrophes and hyphens do not. A name may go on in the next line,
    but not beyond an empty one.

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
    table, entries = expect_gazetteer(gazetteer, "find_names()", columns), list[Name]()
    for id, name, type, aliases in zip(*(table[c].tolist() for c in columns), strict=True):
        expect_one_of(type, ENTITY_TYPES, "type")
        entries += [Name(alias, id, type) for alias in names_of(name, aliases)]
    names = NameIndex(PART, entries)
    owners = {text: next(iter(entries))[1:3] for text, entries in names.named.items()}
    places = _likely_places(some, names)
    where = (some.passages_at(places), some.starts[places], some.ends[places])
    spans = zip(*(column.tolist() for column in where), strict=True)
    spellings = spelt(zip(some.vocabulary, np.maximum(some.counts, 1).tolist(), strict=True))
    rows = list[Mention]()
    for index, group in groupby(spans, key=itemgetter(0)):
        p, reached = some.passages[index], 0
        words = ((start - p.start, end - p.start) for _, start, end in group)
        for first, last, name in _standing(names, p.text, words, spellings):
            if first >= reached:
                reached, offsets = last, (p.start + first, p.start + last)
                rows.append(Mention(p.id, *offsets, p.text[first:last], *owners[name]))
    every = with_unspaced(some, names.unspaced, rows)
    return Mentions.unchecked(some.passages, pd.DataFrame(every, columns=list(MENTION_COLUMNS)))


def _likely_places(tokens: Tokens, names: NameIndex) -> Offsets:
    """Return the places of the words in which a name may begin, by their types and the next."""
    parts, size = list(map(PART.findall, tokens.vocabulary)), len(tokens.vocabulary)
    holding, pairs = defaultdict[str, list[int]](list), set[int]()
    for number, part in ((n, part) for n, some in enumerate(parts) for part in some):
        holding[part].append(number)
    begins, whole = np.zeros(size, bool), np.array([len(some) > 1 for some in parts], bool)
    for name in map(str.lower, names.named):
        first, second = holding.get(PART.findall(name)[0], []), _SECOND.match(name)
        begins[first] = True
        if second is None:
            whole[first] = True
        else:
            pairs |= {n * size + m for n in first for m in holding.get(second[1], ())}
    places = np.flatnonzero(begins[tokens.ids])
    if len(tokens) < tokens.total:  # then nobody knows which word is the next
        return places
    types, following = tokens.ids[places], tokens.ids[np.minimum(places + 1, len(tokens) - 1)]
    paired = np.isin(types * np.int64(size) + following, list(pairs))
    return np.compress(whole[types] | paired, places)


def _standing(
    names: NameIndex, text: str, words: Iterable[tuple[int, int]], spellings: Mapping[str, int]
) -> Iterator[_Place]:
    """Yield the names that begin in some words of a text, and where they stand."""
    for start, end in words:
        word = text[start:end]
        if word not in names.by_word and word.isascii() and word.isalnum():
            continue  # it has other capitals
        parts, sure = [(start, word)], True
        if word not in names.by_word or not text[start - 1 : start].isspace():
            parts = [(part.start(), part[0]) for part in PART.finditer(text, start, end)]
            sure = not _UNSURE.search(text, max(start - 1, 0), end)
        for at, part in parts if sure else ():
            name = names.surely(text, at, part) if part in names.by_word else ""
            sure = name is not None
            if not sure:
                break
            if name:
                yield at, _end(text, at, name), name
        if not sure:
            yield from _folded(names, text, start, end, spellings)


def _folded(
    names: NameIndex, text: str, start: int, end: int, spellings: Mapping[str, int]
) -> Iterator[_Place]:
    """Yield the names that begin in a word of a text, folded around it."""
    before = max(start - _FOLDED_BEFORE, 0)
    for after in (end + names.longest + _FOLDED_AFTER, len(text)):
        folding = fold_characters(text[before:after])
        folding = run_together(folding, tears(folding), (), spellings)
        first, last = folding.folded(start - before, end - before)
        if len(folding.text) - last > names.longest + _FOLDED_AFTER / 2:
            break
    for part in PART.finditer(folding.text, first, last):
        if known := names.at(folding.text, part.start()):
            a, b = folding.original(part.start(), part.start() + len(known[0].text))
            yield before + a, before + b, known[0].text


def _wholly(text: str, name: str, shorter: Mapping[str, str]) -> Iterator[str]:
    """Yield a name and shorter ones if a text begins with them, as whole words."""
    while name:
        if text.startswith(name) and not _ANY_LETTER.match(text, len(name)):
            yield name
        name = shorter[name]


def _sure(text: str) -> str:
    """Return with what a text begins when it is folded, as far as nothing after it matters."""
    if odd := _UNSURE.search(text):
        text = text[: odd.start()]
    if text[-1:] not in _BLANK_SIGNS:
        text = text[:-1]  # an accent may follow
    if "\n" in text or "  " in text:
        text = single_blanks(text)
    return text if text.isascii() else text.replace("’", "'")


def _end(text: str, at: int, name: str) -> int:
    """Return where a name ends that begins in a text, whatever blanks are between its words."""
    if text.startswith(name, at):
        return at + len(name)
    for word in name.split(" "):
        while text[at] in _BLANK_SIGNS:
            at += 1
        at += len(word)
    return at
