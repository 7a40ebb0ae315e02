"""What a word is: the rule TOKEN, the type that `fold` gives a token, the stop list."""

from __future__ import annotations

import re
from functools import cache

from accordlib.texts.files import data_folder
from accordlib.texts.folding import fold_characters
from accordlib.texts.scripts import UNSPACED

TOKEN = re.compile(
    r"""
    \w+                                       # letters and digits,
    (?: ['’‐‑.,+\u0300-\u036f-]               # continued across
        (?: (?<=['’‐‑-]) \w+                 #   an apostrophe or a hyphen: rules-based
          | (?<=\d[.,+]) (?=\d) \w+           #   a mark between digits: 1.5oC, 2+2
          | (?<=\b[^\W\d_]\.) (?:[^\W\d_]\.)+  #   the points of an abbreviation: U.K.
          | (?<=[\u0300-\u036f]) \w* )        #   a combining accent
    )*
    (?: % (?<=\d%) | ° (?<=\d°) (?:\w\b)? )?  # a number keeps its sign: 2%, 1.5°C
    """,
    re.VERBOSE,
)
# The same where a blank stands between words, and each character of scripts without blanks.
_SPACED_WORD = TOKEN.pattern.replace(r"\w", rf"[^\W{UNSPACED}]")
WORD_OR_CHARACTER = re.compile(rf"{_SPACED_WORD} | \w", re.VERBOSE)


def fold(word: str) -> str:
    """Return the type that a token belongs to: in plain characters and lower case."""
    return word.lower() if word.isascii() else fold_characters(word).text.lower()


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
