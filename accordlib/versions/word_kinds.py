"""The words of two versions, each with its kind: what the rules of `find_changes` look at."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from accordlib.texts.capitalised_names import expect_entries, word_classes
from accordlib.texts.dates import MONTHS
from accordlib.texts.files import data_folder, fitting, grammar_rows, read_table
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import MARK_PAIRS, Quoted
from accordlib.versions.edits import PIECE
from accordlib.words.token_rule import TOKEN, fold, stopwords

_BY_START = attrgetter("start")
_YEARS = re.compile(r"1\d{3}|20\d{2}|\d{1,4}([/.-])\d{1,2}\1\d{2,4}")
_PIECE_OR_DATE = re.compile(rf"\d{{1,4}}/\d{{1,2}}/\d{{2,4}}\b | {PIECE.pattern}", re.VERBOSE)
_NUMBER_SIGN = re.compile(r"(?<![^\s(\[“\"'$£€¥])(?:[-–+.]|[<>≤≥±≈~]\s?)(?=[$£€¥]?\.?\d)")
_PERSON = re.compile(r"\w{2,}(?:er|or|ist|ian|m[ae]n)s?")
# The kinds of words in the order in which they are tried, after "the" without the first two.
_ORDER = "modality reporting time number quantity negation pronoun title actor".split()
# Between which places beside a word of a class a number makes it one.
_NUMBER_NEAR = (("unit", -2, 0), ("preposition", 1, 2), ("bound", -2, 4))


class Word(NamedTuple):
    """A word, sign or mark of a version: its place, how it is spelt, its type and its kind."""

    start: int
    end: int
    spelt: str
    word: str
    kind: str
    quoted: int = 0  # the number of its quotation


class Lexicon:
    """The kinds of words by the tables as they are now, and the names in two versions."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.classes = classes = word_classes()
        offices = {office.split()[-1] for office in classes["office"]}
        more = {"title": offices, "actor": classes["people"]}
        self.verbs = [(n, words) for n in _ORDER for words in (classes[n], more.get(n, ()))]
        self.months = {bare(w) for w in expect_entries(chain.from_iterable(MONTHS))}
        self.kind = cache(self._kind)  # most neighbours are the same in both versions
        begins = "".join(pair.opening for pair in MARK_PAIRS) + "‘.:–"  # and "" is in it
        _, *rows = read_table(data_folder() / "annotations" / "gazetteer.csv")
        self.names = {w for r in rows for w in (r[1], *r[5].split(" | ")) if w.isalpha()}.union(
            m[0]  # what is capitalised elsewhere than at the beginning of a sentence
            for passage in passages
            for m in TOKEN.finditer("" if passage.text.isupper() else passage.text)
            if m[0][0].isupper() and (bare(m[0]) not in stopwords() or m[0][1:].isupper())
            if passage.text[: m.start()].rstrip()[-1:] not in begins or m[0][1:].isupper()
        )

    def words(self, text: str, start: int, quoted: list[Quoted]) -> list[Word]:
        """Return the words and marks of a text that begins at a place, each with its kind."""
        places = [m.span() for m in _PIECE_OR_DATE.finditer(text)]
        spelt = [".", *(text[a:b] for a, b in places), "."]
        types, near = [*map(bare, spelt)], [*spelt]
        for n in (n for n, word in enumerate(spelt) if word == "." and n):
            if len(spelt[n - 1]) < 5 and self._listed(types[n - 1]) == "title":
                near[n] = spelt[n - 1]  # as in Mrs. or Gen.
        if text.isupper():
            near = [name if (name := w.title()) in self.names else w.lower() for w in near]
        kinds = map(self.kind, near, near[1:], near[2:])
        words = [
            Word(start + a, start + b, text[a:b], type, kind)
            for (a, b), type, kind in zip(places, types[1:], kinds, strict=False)
        ]
        for m in _NUMBER_SIGN.finditer(text):
            n = bisect_left(words, (start + m.start(),))
            words[n] = words[n]._replace(spelt=m[0][0].replace("–", "-"), kind="number")
        ends = (bisect_left(quoted, at, key=_BY_START) for at in (start, start + len(text)))
        for number, s in enumerate(quoted[max(next(ends) - 1, 0) : next(ends)], start=1):
            for n in range(*(bisect_left(words, (at,)) for at in (s.start - 1, s.end + 1))):
                words[n] = words[n]._replace(quoted=number)
        if any(w.kind == "number" for w in words):
            beside = [self._beside(words, n) for n in range(len(words))]
            for n in (n for n, kind in enumerate(beside) if kind != words[n].kind):
                words[n] = words[n]._replace(kind=beside[n])
        return words

    def _listed(self, word: str, first: int = 0) -> str:
        return next((kind for kind, words in self.verbs[first:] if word in words), "")

    def _kind(self, before: str, spelt: str, after: str) -> str:
        """Return what kind of word one is, between its neighbours."""
        if not spelt[0].isalnum():
            sign = unicodedata.category(spelt[0]) == "Sc"
            return "number" if sign else "modality" if spelt == "?" else "mark"
        (last, word, then), capital = map(bare, (before, spelt, after)), spelt[0].isupper()
        named = capital and any(
            w[0].isupper() and bare(w) not in stopwords() | self.classes["time"]
            for w in (before, after)
        )
        noun = last in self.classes["before_noun"] or before.endswith("'s")
        kind = self._listed(word, 4 if noun else 0)
        kind = kind or ("function" if word in stopwords() else "")
        if word in self.months and (capital or word not in self.classes["of_months"]):
            dated = last in self.classes["dating"] or last[0].isdigit() or then[0].isdigit()
            return "time" if dated or not named else "name"
        first = not before[-1].isalnum() and before not in tuple(",;()")
        if named and not (first and kind not in ("", "modality", "actor", "title")):
            return "name"
        if word[0].isdigit() or (last[0].isdigit() and word in ("am", "pm")):
            hour = "am" in (word, then) or "pm" in (word, then)
            return "time" if hour or _YEARS.fullmatch(word) else "number"
        if spelt in self.names and kind != "time":
            return "name"
        person = _PERSON.fullmatch(word) and word not in self.classes["thing"]
        return "number" if kind == "quantity" else kind or ("actor" if person else "content")

    def _beside(self, words: list[Word], n: int) -> str:
        """Return what kind of word one is if a number, or a month, stands near it."""
        word, kind = words[n].word, words[n].kind
        for name, first, last in _NUMBER_NEAR:
            near = words[max(n + first, 0) : n + last] if word in self.classes[name] else ()
            if any(w.kind == "number" and w.word not in self.classes["quantity"] for w in near):
                return "number"
        around = words[max(n - 1, 0) : n + 3] if kind == "number" else ()
        return "time" if any(w.kind == "time" and w.word in self.months for w in around) else kind


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """Return the type without points and without a possessive ending."""
    return fold(word).replace(".", "").removesuffix("'s") or word if not word[0].isdigit() else word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what the forms and spellings of a word have in common."""
    word = re.sub("men$", "man", spelling(first_forms().get(word, word)))
    word = re.sub(r"(?<=\w\w)(?:ies|ied)$", "y", word)
    word = re.sub(r"(?<=\w\w\w)(?:ings?|ed|es|s|e)$", "", word)
    return re.sub(r"([bdfglmnprstz])\1$", r"\1", word)


@lru_cache(maxsize=1 << 16)
def spelling(word: str) -> str:
    """Return a word as it is spelt in America, for comparison only."""
    for british, american in equivalents()["spelling"] if len(word) > 4 else ():
        word = word.replace(british, american)
    return word.replace("-", "")


@cache
def equivalents() -> dict[str, list[list[str]]]:
    """Return the rows of ``data/grammar/equivalents.csv`` by kind, each as its entries."""
    rows: dict[str, list[list[str]]] = {"forms": [], "same": [], "spelling": []}
    several = fitting(r"[^;]*\w[^;]*(?:;[^;]*\w[^;]*)+", "it must be entries parted by semicolons")
    for kind, words in grammar_rows("equivalents", {"kind": fitting(rows), "words": several}):
        rows[kind].append([fold(entry.strip()) for entry in words.split(";")])
    return rows


@cache
def first_forms() -> dict[str, str]:
    """Return the first form of each form of a verb."""
    return {form: entries[0] for entries in equivalents()["forms"] for form in entries}


@cache
def groups_of() -> dict[str, set[int]]:
    """Return the groups of phrases that mean the same in which a phrase of stems is."""
    groups = defaultdict[str, set[int]](set)
    for number, phrases in enumerate(equivalents()["same"]):
        for phrase in phrases:
            groups[" ".join(map(stem, phrase.split()))].add(number)
    return groups
