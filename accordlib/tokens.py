"""Words as columns of integers: `tokenize`, Tokens and the stop list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.corpus import Passage, checked_passages, data_folder
from accordlib.errors import AccordError

if TYPE_CHECKING:
    import nltk

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
_FOLD = str.maketrans("’ʼ‐‑", "''--")


def fold(word: str) -> str:
    """Return the type that a token belongs to: lower case, one apostrophe, one hyphen."""
    return word.lower().translate(_FOLD)


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """The tokens of some passages, in columns. Made by `tokenize`.

    Attributes
    ----------
    passages : tuple of Passage
        What was tokenized, in order.
    vocabulary : tuple of str
        The types, in the order in which they first appear. A selection keeps the vocabulary of
        the whole, so that ids stay comparable.
    ids : ndarray of int32, shape (tokens,)
        For each token the index of its type in `vocabulary`.
    starts, ends : ndarray of int64, shape (tokens,)
        Character offsets in the token's document (end exclusive).
    bounds : ndarray of int64, shape (passages + 1,)
        The tokens of passage ``i`` are ``bounds[i]`` to ``bounds[i + 1]``.
    sizes : ndarray of int64, shape (passages,)
        How many tokens each passage has in full. Leaving out words does not change it: it is
        the denominator of every frequency.
    """

    passages: tuple[Passage, ...]
    vocabulary: tuple[str, ...]
    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    bounds: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        return (
            f"{len(self):,} tokens of {len(self.types):,} types in {len(self.passages):,} passages"
        )

    @property
    def total(self) -> int:
        """How many tokens the passages have in full, whatever words have been left out."""
        return int(self.sizes.sum())

    @property
    def types(self) -> tuple[str, ...]:
        """The types that occur here, in the order of `vocabulary`."""
        present = np.flatnonzero(np.bincount(self.ids, minlength=len(self.vocabulary)))
        return tuple(self.vocabulary[i] for i in present)

    @property
    def passage_index(self) -> NDArray[np.intp]:
        """For each token the index of its passage, shape (tokens,)."""
        return np.repeat(np.arange(len(self.passages)), np.diff(self.bounds))

    def surface(self) -> list[str]:
        """Return the tokens as they are spelt in the texts, in order."""
        forms: list[str] = []
        for passage, first, last in zip(
            self.passages, self.bounds[:-1], self.bounds[1:], strict=True
        ):
            starts = (self.starts[first:last] - passage.start).tolist()
            ends = (self.ends[first:last] - passage.start).tolist()
            forms += [passage.text[a:b] for a, b in zip(starts, ends, strict=True)]
        return forms

    def filter(
        self,
        *,
        passages: Callable[[Passage], bool] | None = None,
        words: Callable[[str], bool] | Collection[str] | None = None,
    ) -> Tokens:
        """Select tokens by passage and by word.

        Parameters
        ----------
        passages : callable, optional
            Is asked about each Passage: ``lambda p: p.pillar == "D"``. A passage that is not
            kept leaves the denominators too.
        words : callable or collection of str, optional
            The types to keep, or what is asked about each: ``lambda w: w not in stopwords()``.
            Leaving out words leaves `sizes`, and so every rate per thousand, as it was.

        Returns
        -------
        Tokens
        """
        keep = np.array([passages is None or passages(p) for p in self.passages], dtype=bool)
        mask = np.repeat(keep, np.diff(self.bounds))
        if words is not None:
            check_words(words)
            wanted = words if callable(words) else set(map(fold, words)).__contains__
            mask &= np.array([bool(wanted(w)) for w in self.vocabulary], dtype=bool)[self.ids]
        lengths = np.bincount(self.passage_index[mask], minlength=len(self.passages))[keep]
        return replace(
            self,
            passages=tuple(p for p, kept in zip(self.passages, keep, strict=True) if kept),
            ids=self.ids[mask],
            starts=self.starts[mask],
            ends=self.ends[mask],
            bounds=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            sizes=self.sizes[keep],
        )

    def to_nltk(self) -> nltk.Text:
        """Return the tokens as spelt, as an ``nltk.Text``."""
        from nltk.text import Text

        return Text(self.surface())

    def to_freqdist(self) -> nltk.FreqDist[str]:
        """Return the counts of the types, as an ``nltk.FreqDist``."""
        from nltk.probability import FreqDist

        counts = np.bincount(self.ids, minlength=len(self.vocabulary))
        return FreqDist({self.vocabulary[i]: int(counts[i]) for i in np.flatnonzero(counts)})


def tokenize(passages: Iterable[Passage]) -> Tokens:
    """Divide passages into tokens.

    A token is a match of `accordlib.tokens.TOKEN`: a run of letters and digits, with hyphens and
    apostrophes inside it (``rules-based``, ``UK's``), with the decimal mark and the unit of a
    number (``1.5oC``, ``2%``), or a dotted abbreviation (``U.K.``). Its type is the same in lower
    case with straight apostrophes and plain hyphens.

    Parameters
    ----------
    passages : iterable of Passage
        ``agreement.commitments``, ``document.paragraphs``, or sentences of them. They should not
        overlap: a word that stands in two of them is counted twice.

    Returns
    -------
    Tokens

    Raises
    ------
    AccordError
        If something else than passages is given.
    """
    chosen = checked_passages(passages)
    types: defaultdict[str, int] = defaultdict(count().__next__)
    columns = [_columns(passage, types) for passage in chosen]
    lengths = np.array([len(ids) for ids, _, _ in columns], dtype=np.int64)
    forms, ids = _fold_types(types, _joined([c[0] for c in columns], np.int32))
    return Tokens(
        passages=chosen,
        vocabulary=forms,
        ids=ids,
        starts=_joined([c[1] for c in columns], np.int64),
        ends=_joined([c[2] for c in columns], np.int64),
        bounds=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        sizes=lengths,
    )


def stopwords() -> frozenset[str]:
    """Return the project's stop list: English function words, as types.

    Closed word classes only (determiners, pronouns, prepositions, conjunctions, auxiliaries and
    adverbs of degree, place and negation); ``data/stopwords.txt`` says why each class is in it.
    What to leave out is a decision about the question asked, not about the language: ``we`` and
    ``will`` are on the list, and for the Accord they are a finding.

    Returns
    -------
    frozenset of str
    """
    path = data_folder() / "stopwords.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def check_words(words: object) -> None:
    """Raise an error if a single word is given where several are expected."""
    if isinstance(words, str):
        raise AccordError(
            f"Several words are expected. Put the single one into a list: [{words!r}]."
        )


def _columns(
    passage: Passage, types: defaultdict[str, int]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Return ids of surface forms and offsets, from the gaps and tokens in turn."""
    pieces = _SPLIT.split(passage.text)
    offsets = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces))) + passage.start
    words = pieces[1::2]
    ids = np.fromiter(map(types.__getitem__, words), np.int32, len(words))
    return ids, offsets[:-1:2], offsets[1::2]


_SPLIT = re.compile(f"({TOKEN.pattern})", re.VERBOSE)


def _joined(arrays: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype)


def _fold_types(
    types: defaultdict[str, int], ids: NDArray[np.int32]
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Map the surface forms to types, and their ids with them."""
    folded: defaultdict[str, int] = defaultdict(count().__next__)
    mapping = np.fromiter((folded[fold(form)] for form in types), np.int32, len(types))
    return tuple(folded), mapping[ids] if len(ids) else ids
