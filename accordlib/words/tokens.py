"""Words as columns of integers: `tokenize` and Tokens."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError, expect_words, named
from accordlib.texts.files import expect_path
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.words.counts import cells_by_passage, counts_below
from accordlib.words.fast_tokens import scan
from accordlib.words.token_file import TOKEN_COLUMNS, read_tokens, write_tokens
from accordlib.words.token_rule import Vocabulary, fold

if TYPE_CHECKING:
    import nltk

Offsets: TypeAlias = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """The tokens of some passages, in columns. Made by `tokenize`.

    Attributes
    ----------
    passages : tuple of Passage
        What was tokenized, in order.
    vocabulary : tuple of str
        The types as they first appear; a selection keeps those of the whole, with their ids.
    ids : ndarray of int32, shape (tokens,)
        For each token the index of its type in `vocabulary`.
    starts, ends : ndarray of int32 (int64 where that is too small), shape (tokens,)
        Character offsets in the token's document (end exclusive).
    bounds : ndarray of intp, shape (passages + 1,)
        The tokens of passage ``i`` are ``bounds[i]`` to ``bounds[i + 1]``.
    sizes : ndarray of int64, shape (passages,)
        How many tokens each passage has in full, with the words that were left out: the
        denominator of every frequency.
    """

    passages: tuple[Passage, ...]
    vocabulary: Vocabulary
    ids: NDArray[np.int32]
    starts: Offsets
    ends: Offsets
    bounds: NDArray[np.intp]
    sizes: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        types, passages = how_many(len(self.types), "type"), len(self.passages)
        return f"{how_many(len(self), 'token')} of {types} in {how_many(passages, 'passage')}"

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
        return np.repeat(np.arange(len(self.passages)), np.diff(self.bounds))

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How often each type of `vocabulary` occurs here."""
        return counts_below(len(self.vocabulary), self.ids)

    @cached_property
    def ranges(self) -> NDArray[np.int64]:
        """In how many passages each type of `vocabulary` occurs here."""
        ranges = np.zeros(len(self.vocabulary), np.int64)
        for _, types, _ in cells_by_passage(self.ids, self.bounds):
            ranges += counts_below(len(ranges), types)
        return ranges

    def passages_at(self, places: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
        """For the tokens at some places the indices of their passages."""
        return np.searchsorted(self.bounds, places, side="right") - 1

    def surface(self) -> list[str]:
        """Return the tokens as they are spelt in the texts, in order."""
        passages = map(self.passages.__getitem__, self.passage_index.tolist())
        offsets = zip(passages, self.starts.tolist(), self.ends.tolist(), strict=True)
        return [p.text[a - p.start : b - p.start] for p, a, b in offsets]

    def filter(
        self,
        *,
        passages: Callable[[Passage], bool] | None = None,
        words: Callable[[str], bool] | Collection[str] | None = None,
    ) -> Tokens:
        """Return some of the tokens, by passage and by word.

        Parameters
        ----------
        passages : callable, optional
            Is asked about each Passage: ``lambda p: p.pillar == "D"``. Others are not counted.
        words : callable or collection of str, optional
            The types to keep, or what is asked about each: ``lambda w: w not in stopwords()``.
            `sizes`, and so all rates per thousand, stay as they are.

        Raises
        ------
        AccordError
            If `passages` cannot be called, or if `words` is a single word or no words at all.
        """
        if passages is not None and not callable(passages):
            raise AccordError(
                f"passages must be a function that is asked about each passage, not "
                f"{named(passages)}: tokens.filter(passages=lambda p: p.pillar == 'D')."
            )
        kept = np.array([passages is None or bool(passages(p)) for p in self.passages], bool)
        chosen = np.repeat(kept, np.diff(self.bounds))
        if words is not None:
            wanted = words if callable(words) else set(map(fold, expect_words(words))).__contains__
            chosen &= np.array([bool(wanted(word)) for word in self.vocabulary], bool)[self.ids]
        begins, size = self.bounds[:-1][kept], np.count_nonzero(chosen)
        first = int(chosen.argmax()) if size else 0
        at: slice | NDArray[np.intp] = slice(first, first + size)  # needs no copy
        if chosen[at].all():
            begins = np.clip(begins - first, 0, size)
        else:
            at = np.flatnonzero(chosen)
            begins = np.searchsorted(at, begins)
        return Tokens(
            passages=tuple(compress(self.passages, kept)),
            vocabulary=self.vocabulary,
            ids=self.ids[at],
            starts=self.starts[at],
            ends=self.ends[at],
            bounds=np.append(begins, size),
            sizes=self.sizes[kept],
        )

    def save(self, path: str | Path) -> None:
        """Write the tokens, with the texts of their passages, to one file, whole or not at all.

        Parameters
        ----------
        path : str or Path
            Where to; a file that is there is replaced. Commitments are kept as passages.

        Raises
        ------
        AccordError
            If the file cannot be written: no such folder, no permission, no room.
        """
        columns = {name: getattr(self, name) for name in TOKEN_COLUMNS}
        columns["bounds"] = columns["bounds"].astype(np.int64, copy=False)
        write_tokens(expect_path(path, "save()"), self.passages, self.vocabulary, columns)

    @classmethod
    def open(cls, path: str | Path) -> Tokens:
        """Return tokens that `save` wrote; their columns stay on disk until they are used.

        Parameters
        ----------
        path : str or Path
            The file. It is read once, to check it.

        Raises
        ------
        AccordError
            If the file is missing, damaged, or not one that `save` wrote.
        """
        passages, vocabulary, columns = read_tokens(expect_path(path, "Tokens.open()"))
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


Passages: TypeAlias = HasPassages | Passage | Iterable[Passage]
Countable: TypeAlias = Tokens | Passages


def tokenize(passages: Passages) -> Tokens:
    """Divide passages into tokens.

    A token is a match of `accordlib.words.token_rule.TOKEN`: ``rules-based``, ``UK's``, ``1.5oC``,
    ``2%``, ``U.K.``. Its type is the same in lower case, with one apostrophe and one hyphen.

    Parameters
    ----------
    passages : Document, Agreement, Passage, or iterable of Passage
        For example ``agreement.commitments``, or sentences. A word in two of them counts twice.

    Returns
    -------
    Tokens

    Raises
    ------
    AccordError
        If something else than passages is given.

    See Also
    --------
    term_frequencies, kwic, collocates, keyness

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> tokens = tokenize(agreement)
    >>> tokens
    2,363 tokens of 750 types in 45 passages
    >>> tokens.surface()[:5]
    ['The', 'Hiroshima', 'Accord', 'An', 'enhanced']
    """
    chosen = passages_of(passages, "tokenize()")
    vocabulary, ids, starts, ends, sizes = scan([p.text for p in chosen], [p.start for p in chosen])
    bounds = np.cumsum(np.append(0, sizes), dtype=np.intp)
    return Tokens(chosen, Vocabulary(vocabulary), ids, starts, ends, bounds, sizes)


def tokens_of(value: object, what: str) -> Tokens:
    """Return tokens as they are, and those of whatever has passages."""
    return value if isinstance(value, Tokens) else tokenize(passages_of(value, what))


def how_many(number: int, noun: str) -> str:
    """Say how many there are of something: ``1 token``, ``1,234 tokens``."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
