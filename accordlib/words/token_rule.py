"""What a word is: the rule TOKEN, the type that `fold` gives a token, the stop list, Vocabulary."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.files import data_folder

TOKEN = re.compile(
    r"""
    \w+                                       # letters and digits,
    (?: ['’ʼ‐‑.,+\u0300-\u036f-]              # continued across
        (?: (?<=['’ʼ‐‑-]) \w+                 #   an apostrophe or a hyphen: rules-based
          | (?<=\d[.,+]) (?=\d) \w+           #   a mark between digits: 1.5oC, 2+2
          | (?<=\b[^\W\d_]\.) (?:[^\W\d_]\.)+  #   the points of an abbreviation: U.K.
          | (?<=[\u0300-\u036f]) \w* )        #   a combining accent
    )*
    (?: % (?<=\d%) | ° (?<=\d°) \w? )?       # a number keeps its sign: 2%, 1.5°C
    """,
    re.VERBOSE,
)
_PLAIN = {"’": "'", "ʼ": "'", "‐": "-", "‑": "-"}


def fold(word: str) -> str:
    """Return the type that a token belongs to: lower case, one apostrophe, one hyphen."""
    return word.lower() if word.isascii() else plain(word.lower())


def plain(text: str) -> str:
    """Return the text with plain apostrophes and hyphens; its length is the same."""
    for mark, same in _PLAIN.items():
        text = text.replace(mark, same)
    return text


@cache
def stopwords() -> frozenset[str]:
    """Return the project's stop list: English function words, as types.

    Closed word classes only; ``data/stopwords.txt`` says why each is in it. What to leave out is
    a decision about the question asked: ``we`` and ``will`` are on the list, and for the Accord
    they are a finding.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> sorted(stopwords())[:3]
    ['a', 'about', 'above']
    >>> tokens = tokenize(load_corpus()["accord"])
    >>> len(tokens), len(tokens.filter(words=lambda word: word not in stopwords()))
    (2357, 1448)
    """
    lines = (data_folder() / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Vocabulary(tuple[str, ...]):
    """Types in the order in which they first appear, with what is looked up in them."""

    @cached_property
    def column(self) -> NDArray[Any]:
        """The types in an array of objects."""
        return np.array(self, object)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The index of each type."""
        return {word: number for number, word in enumerate(self)}

    @cached_property
    def ranks(self) -> NDArray[np.intp]:
        """The place of each type in the alphabetical order of all."""
        return np.argsort(sorted(range(len(self)), key=self.__getitem__))
