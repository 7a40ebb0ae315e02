"""Words as columns of integers: `tokenize`, Tokens and the stop list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import expect_words
from accordlib.texts.passages import Passage, passages_of
from accordlib.words.counts import cells_by_passage, counts
from accordlib.words.fast_tokens import Offsets, Scan, offset_type, scan
from accordlib.words.token_file import COLUMNS, read, write
from accordlib.words.token_rule import TOKEN as TOKEN
from accordlib.words.token_rule import Vocabulary
from accordlib.words.token_rule import fold as fold

if TYPE_CHECKING:
    import nltk


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
    starts, ends : ndarray of int32, shape (tokens,)
        Character offsets in the token's document (end exclusive); of int64 if there is a document
        of more than 2**31 characters.
    bounds : ndarray of int64, shape (passages + 1,)
        The tokens of passage ``i`` are ``bounds[i]`` to ``bounds[i + 1]``.
    sizes : ndarray of int64, shape (passages,)
        How many tokens each passage has in full. Leaving out words does not change it: it is
        the denominator of every frequency.
    """

    passages: tuple[Passage, ...]
    vocabulary: Vocabulary
    ids: NDArray[np.int32]
    starts: Offsets
    ends: Offsets
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
        return tuple(self.vocabulary[i] for i in np.flatnonzero(self.counts))

    @property
    def passage_index(self) -> NDArray[np.intp]:
        """For each token the index of its passage, shape (tokens,)."""
        return np.repeat(np.arange(len(self.passages)), np.diff(self.bounds).astype(np.intp))

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How often each type of `vocabulary` occurs here."""
        return counts(self.ids, len(self.vocabulary))

    @cached_property
    def ranges(self) -> NDArray[np.int64]:
        """In how many passages each type of `vocabulary` occurs here."""
        ranges = np.zeros(len(self.vocabulary), np.int64)
        for cells in cells_by_passage(self.ids, self.bounds):
            ranges += counts(cells.types, len(ranges))
        return ranges

    def passages_at(self, places: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
        """For the tokens at some places the indices of their passages."""
        return np.searchsorted(self.bounds, places, side="right") - 1

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
        kept = [passages is None or bool(passages(p)) for p in self.passages]
        chosen = self._only(np.array(kept, dtype=bool))
        if words is None:
            return chosen
        wanted = words if callable(words) else set(map(fold, expect_words(words))).__contains__
        mask = np.array([bool(wanted(w)) for w in self.vocabulary], dtype=bool)
        at = np.flatnonzero(mask[chosen.ids])
        return replace(chosen, **chosen._columns(at), bounds=np.searchsorted(at, chosen.bounds))

    def _only(self, kept: NDArray[np.bool_]) -> Tokens:
        """Return the tokens of some passages; without a copy if they follow one another."""
        numbers = np.flatnonzero(kept)
        lengths = np.diff(self.bounds)
        at: slice | NDArray[np.bool_] = np.repeat(kept, lengths.astype(np.intp))
        if len(numbers) and len(numbers) == numbers[-1] - numbers[0] + 1:
            at = slice(int(self.bounds[numbers[0]]), int(self.bounds[numbers[-1] + 1]))
        return replace(
            self,
            **self._columns(at),
            passages=tuple(self.passages[i] for i in numbers),
            bounds=_bounds(lengths[kept]),
            sizes=self.sizes[kept],
        )

    def _columns(self, at: slice | NDArray[Any]) -> dict[str, Any]:
        return {"ids": self.ids[at], "starts": self.starts[at], "ends": self.ends[at]}

    def save(self, path: str | Path) -> None:
        """Write the tokens, with the texts of their passages, to one file.

        The file is written whole or not at all: whoever opens it while this goes on, or after it
        was broken off, gets what was there before. Of two processes that save to the same place
        the last one has it.

        Parameters
        ----------
        path : str or Path
            Where to; a file that is there is replaced. Of passages everything is kept that
            Passage has, not what a Commitment has besides.

        Raises
        ------
        AccordError
            If the file cannot be written: no such folder, no permission, no room.
        """
        columns = {name: getattr(self, name) for name in COLUMNS}
        write(Path(path), self.passages, self.vocabulary, columns)

    @classmethod
    def open(cls, path: str | Path) -> Tokens:
        """Open tokens that `save` wrote; their columns stay on disk until they are used.

        Parameters
        ----------
        path : str or Path
            The file. It is read once to check it, in a fraction of the time of tokenizing.

        Returns
        -------
        Tokens

        Raises
        ------
        AccordError
            If the file is missing, damaged, or not one that `save` wrote.
        """
        passages, vocabulary, columns = read(Path(path))
        return cls(passages=passages, vocabulary=vocabulary, **columns)

    def to_nltk(self) -> nltk.Text:
        """Return the tokens as spelt, as an ``nltk.Text``."""
        from nltk.text import Text

        return Text(self.surface())

    def to_freqdist(self) -> nltk.FreqDist[str]:
        """Return the counts of the types, as an ``nltk.FreqDist``."""
        from nltk.probability import FreqDist

        present = np.flatnonzero(self.counts)
        return FreqDist({self.vocabulary[i]: int(self.counts[i]) for i in present})


def tokenize(passages: Iterable[Passage]) -> Tokens:
    """Divide passages into tokens.

    A token is a match of `accordlib.words.token_rule.TOKEN`: a run of letters and digits, with
    hyphens and apostrophes inside it (``rules-based``, ``UK's``), with the decimal mark and the
    unit of a number (``1.5oC``, ``2%``), or a dotted abbreviation (``U.K.``). Its type is the same
    in lower case with straight apostrophes and plain hyphens.

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
    chosen = passages_of(passages, "tokenize()")
    large = sum(len(p.text) for p in chosen) >= _LARGE
    found = scan([p.text for p in chosen], [p.start for p in chosen]) if large else _by_rule(chosen)
    return Tokens(
        passages=chosen,
        vocabulary=Vocabulary(found.vocabulary),
        ids=found.ids,
        starts=found.starts,
        ends=found.ends,
        bounds=_bounds(found.lengths),
        sizes=found.lengths,
    )


def tokens_of(value: object, what: str) -> Tokens:
    """Return tokens as they are, and those of whatever has passages."""
    return value if isinstance(value, Tokens) else tokenize(passages_of(value, what))


def _bounds(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where the tokens of each passage begin, and where the last ones end."""
    return np.append(np.zeros(1, np.int64), np.cumsum(lengths))


def _by_rule(passages: Sequence[Passage]) -> Scan:
    """Find the tokens by splitting each text with the rule: the quicker way for short ones."""
    forms: defaultdict[str, int] = defaultdict(count().__next__)
    ids: list[int] = []
    offsets: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    lengths: list[int] = []
    for passage in passages:
        pieces = _SPLIT.split(passage.text)
        ids += map(forms.__getitem__, pieces[1::2])
        sizes = np.fromiter(map(len, pieces[:-1]), np.int64, len(pieces) - 1)
        offsets.append(np.cumsum(sizes) + passage.start)
        lengths.append(len(pieces) // 2)
    types: defaultdict[str, int] = defaultdict(count().__next__)
    mapping = np.fromiter((types[fold(form)] for form in forms), np.int32, len(forms))
    numbers = mapping[np.array(ids, np.intp)]
    offset = offset_type([p.text for p in passages], [p.start for p in passages])
    starts, ends = np.concatenate(offsets).reshape(-1, 2).T.astype(offset, order="C")
    return Scan(list(types), numbers, starts, ends, np.array(lengths, np.int64))


_SPLIT = re.compile(f"({TOKEN.pattern})", re.VERBOSE)
_LARGE = 100_000  # characters, from which on arrays are quicker
