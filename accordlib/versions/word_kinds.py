"""The words of two versions, each with its kind: what the rules of `find_changes` look at."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from accordlib.errors import AccordError
from accordlib.texts.capitalised_names import OFFICES, expect_entries, word_classes
from accordlib.texts.dates import MONTHS
from accordlib.texts.files import data_folder, read_table
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import APOSTROPHE, MARK_PAIRS
from accordlib.versions.edits import PIECE
from accordlib.words.token_rule import TOKEN, fold, stopwords

_YEARS = re.compile(r"1\d{3}|20\d{2}")
_PERSON = re.compile(r"\w{2,}(?:er|or|ist|ian|m[ae]n)s?")
_SINGLE = r"(?<![\w'])['‘](?=\w)[^'‘’\n]*(?:\w'\w[^'‘’\n]*)*'(?!\w)"
# The kinds of words in the order in which they are tried, after "the" without the first two.
_ORDER = "modality reporting time number quantity negation pronoun title actor".split()
_SPELLINGS = (
    "ise ize isi izi isa iza our or ence ense tre ter mme m lle le lli li grey gray".split()
)


class Word(NamedTuple):
    """A word, sign or mark of a version: its place, how it is spelt, its type and its kind."""

    start: int
    end: int
    spelt: str
    word: str
    kind: str
    quoted: bool = False


class Lexicon:
    """The kinds of words by the tables as they are now, and the names in two versions."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.classes = word_classes()
        self.common = stopwords() | self.classes["time"]
        self.counting = self.classes["unit"] | self.classes["preposition"] | self.classes["bound"]
        offices = {office.split()[-1].lower() for office in expect_entries(OFFICES)}
        more = {"title": offices, "actor": self.classes["people"]}
        self.months = {bare(w) for w in expect_entries(chain.from_iterable(MONTHS))}
        self.nouns, self.verbs = dict[str, str](), dict[str, str]()
        for n, kind in reversed(list(enumerate(_ORDER))):
            words = dict.fromkeys(self.classes[kind] | more.get(kind, set()), kind)
            self.verbs |= words
            self.nouns |= words if n > 1 else {}
        self.kind = cache(self._kind)  # most neighbours are the same in both versions
        begins = "".join(pair.opening for pair in MARK_PAIRS) + "‘.:–"  # and "" is in it
        self.names = {  # what is capitalised elsewhere than at the beginning of a sentence
            m[0]
            for passage in passages
            for m in TOKEN.finditer(passage.text)
            if m[0][0].isupper() and (bare(m[0]) not in stopwords() or m[0][1:].isupper())
            if passage.text[: m.start()].rstrip()[-1:] not in begins or m[0][1:].isupper()
        }

    def words(self, text: str, start: int, quoted: bytearray) -> list[Word]:
        """Return the words and marks of a text that begins at a place, each with its kind."""
        places = [m.span() for m in PIECE.finditer(text)]
        spelt = [".", *(text[a:b] for a, b in places), "."]
        for n, word in enumerate(spelt[:-1]):
            if spelt[n + 1] == "." and len(word) < 5 and self.verbs.get(bare(word)) == "title":
                spelt[n + 1] = word  # as in Mrs. or Gen.
        words, any_quoted = list[Word](), quoted.find(1, start, start + len(text)) >= 0
        for n, (a, b) in enumerate(places):
            inside = any_quoted and 1 in quoted[start + a : start + b]
            word, kind = bare(text[a:b]), self.kind(*spelt[n : n + 3])
            words.append(Word(start + a, start + b, text[a:b], word, kind, inside))
        near = (n for n, w in enumerate(words) if w.kind == "number" or w.word in self.counting)
        for n, kind in [(n, self._beside(words, n)) for n in near]:
            words[n] = words[n]._replace(kind=kind)
        return words

    def _kind(self, before: str, spelt: str, after: str) -> str:
        """Return what kind of word one is, between its neighbours."""
        if not spelt[0].isalnum():
            sign = unicodedata.category(spelt[0]) == "Sc"
            return "number" if sign else "modality" if spelt == "?" else "mark"
        (last, word, then), capital = map(bare, (before, spelt, after)), spelt[0].isupper()
        named = capital and any(
            w[0].isupper() and bare(w) not in self.common for w in (before, after)
        )
        noun = last in self.classes["before_noun"] or before.endswith("'s")
        kind = (self.nouns if noun else self.verbs).get(word, "")
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
        kind = "number" if kind == "quantity" else kind or ("actor" if person else "content")
        return "time" if (word, then) == ("no", "longer") else kind

    def _beside(self, words: list[Word], n: int) -> str:
        """Return what kind of word one is if a number, or a month, stands near it."""
        word, then = words[n], words[n + 1 : n + 2]
        before, after, beside = (
            any(w.kind == "number" and w.word not in self.classes["quantity"] for w in near)
            for near in (words[max(n - 2, 0) : n], words[n + 1 : n + 4], then)
        )
        near = {"unit": before, "preposition": beside, "bound": before or after}
        if any(there and word.word in self.classes[name] for name, there in near.items()):
            return "number"
        around = words[max(n - 1, 0) : n + 3 if then and then[0].word == "of" else n + 2]
        dated = any(w.kind == "time" and w.word in self.months for w in around)
        return "time" if dated and word.kind == "number" else word.kind


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """Return the type without points and without a possessive ending."""
    return fold(word).replace(".", "").removesuffix("'s") or word if not word[0].isdigit() else word


def double_marks() -> tuple[tuple[str, str], ...]:
    """Return the pairs of quotation marks that count: those that end with no apostrophe."""
    return tuple((p.opening, p.closing) for p in MARK_PAIRS if p.closing != APOSTROPHE)


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
    return re.compile("|".join([*opened, *closed, _SINGLE]))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what the forms and spellings of a word have in common."""
    return _stem(word, equivalents()[0])


def _stem(word: str, forms: dict[str, str]) -> str:
    word = re.sub("men$", "man", spelling(forms.get(word, word)))
    word = re.sub(r"(?<=\w\w)(?:ies|ied)$", "y", word)
    word = re.sub(r"(?<=\w\w\w)(?:ings?|ed|es|s|e)$", "", word)
    return re.sub(r"([bdfglmnprstz])\1$", r"\1", word)


@lru_cache(maxsize=1 << 16)
def spelling(word: str) -> str:
    """Return a word as it is spelt in America, for comparison only."""
    for british, other in zip(_SPELLINGS[::2], _SPELLINGS[1::2], strict=True):
        word = word.replace(british, other) if len(word) > 4 else word
    return word.replace("-", "")


@cache
def equivalents() -> tuple[dict[str, str], dict[str, set[int]]]:
    """Return the first form of each form of a verb, and the groups that a phrase is in."""
    path = data_folder() / "grammar" / "equivalents.csv"
    phrases = list[tuple[int, str]]()
    forms, groups = dict[str, str](), defaultdict[str, set[int]](set)
    for line, row in enumerate(read_table(path)[1:], start=2):
        entries = [fold(entry.strip()) for entry in row[-1].split(";")]
        if row[0] not in ("forms", "same") or len(entries) < 2 or not all(entries):
            raise AccordError(
                f"{path}, line {line}: {','.join(row)} must be “forms” or “same”, and two entries "
                "or more with a semicolon between them."
            )
        if row[0] == "forms":
            forms |= dict.fromkeys(entries, entries[0])
        else:
            phrases += [(line, entry) for entry in entries]
    for line, phrase in phrases:
        groups[" ".join(_stem(word, forms) for word in phrase.split())].add(line)
    return forms, groups
