"""The words of a quotation and of its source, and how they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, pairwise

from accordlib.errors import AccordError
from accordlib.texts.folding import Folding, fold_layout
from accordlib.texts.passages import Passage
from accordlib.texts.scripts import UNSPACED
from accordlib.versions.edits import compare_words
from accordlib.words.token_rule import WORD_OR_CHARACTER

_AMERICAN = {  # British spellings, as patterns, and what makes them American
    r"\b((?:mis)?behavi|arm|cand|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rig|rum|savi?|"
    r"splend|val|vap|vig)our": r"\1or",
    r"\bpractis(?=e|ing)": "practic",
    r"(?<=\w\w\w)([iy])s(?=(?:e[ds]?|ing|er|ers|ations?|ational)(?:\b|'))": r"\1z",
    r"\b(def|off|lic|pret)ence": r"\1ense",
    r"\bprogramme(?=s?\b)": "program",
    r"\b(cent|theat|kilomet|met|lit|fib|calib|lust|spect)re(?=s?\b)": r"\1er",
}
_ELLIPSIS = re.compile(r"[\[(]?\s*(?:…|\.(?:\s?\.){2,})\s*[\])]?")
_INSERTED = re.compile(r"\[([^\W\d]+)\](?=\w)|(?<=\w)\[([^\W\d]+)\]")  # [w]e
_ITEMS = re.compile(rf"[£$€¥]|(?<![^\s(])[-–+](?=[£$€¥]?\d)|{WORD_OR_CHARACTER.pattern}", re.X)
_BLANK_INSIDE = re.compile(f"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")


class Wording:
    """The words of a folded text, and how they are compared: in American spelling."""

    def __init__(self, folding: Folding) -> None:
        self.folding, text = folding, folding.text
        self.places = [m.span() for m in _ITEMS.finditer(text)]
        self.words = [text[a:b] for a, b in self.places]
        self.keys = list(map(_key, self.words))
        self.joined = f" {' '.join(self.keys)} "


class QuotedWords:
    """The words of a quotation, and where among them its parts between ellipses begin and end."""

    def __init__(self, parts: list[Wording]) -> None:
        self.parts = parts
        self.words = [word for part in parts for word in part.words]
        self.keys = [key for part in parts for key in part.keys]
        self.bounds = list(pairwise([0, *accumulate(len(part.keys) for part in parts)]))


def wordings(
    quotations: Sequence[str], passages: Sequence[Passage]
) -> tuple[list[QuotedWords], list[Wording]]:
    """Return the words of quotations and of passages."""
    plain = [_INSERTED.sub(r"\1\2", quotation) for quotation in quotations]
    foldings = fold_layout([*plain, *(p.text for p in passages)])
    quoted = []
    for quotation, folding in zip(quotations, foldings, strict=False):
        parts = map(Wording, map(Folding, _ELLIPSIS.split(folding.text)))
        if not (some := [part for part in parts if part.keys]):
            said = f"The quotation {quotation!r:.80} has no word."
            raise AccordError(f"{said} Give one that has some.")
        quoted.append(QuotedWords(some))
    return quoted, list(map(Wording, foldings[len(plain) :]))


def keys_of(text: str) -> list[str]:
    """Return the words of a text as they are compared."""
    return Wording(*fold_layout([text])).keys


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """Return the word as it is compared: in small letters and in American spelling."""
    key = word.lower().replace("–", "-")
    for british, american in _AMERICAN.items():
        key = re.sub(british, american, key)
    return key


def word_difference(source: list[str], quoted: list[str]) -> str:
    """Show what differs, but for typography and tolerated spelling; empty if nothing does."""
    spelt = quoted.copy()
    for i, k in _agreeing(map(_plainly, source), map(_plainly, quoted)):
        spelt[k] = source[i]
    pair = [_BLANK_INSIDE.sub("", " ".join(words)) for words in (source, spelt)]
    return str(compare_words(*pair)) if source != spelt else ""


def _plainly(word: str) -> str:
    """Return the key with the capitals of the word, as far as they can be kept."""
    key = _key(word)
    return key.upper() if word[1:].isupper() else key.capitalize() if word[:1].isupper() else key


def spellings(source: list[str], quoted: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the British and American spellings of words that were taken for the same."""
    for i, k in _agreeing(map(_key, source), map(_key, quoted)):
        if (one := source[i]).lower() != (other := quoted[k]).lower():
            yield (other, one) if one.lower() == _key(one) else (one, other)


def _agreeing(a: Iterable[str], b: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words are the same, in the order of both."""
    blocks = SequenceMatcher(None, list(a), list(b), autojunk=False).get_matching_blocks()
    return [(m.a + n, m.b + n) for m in blocks for n in range(m.size)]
