"""Words as columns of integers: `tokenize`, Tokens and the stop list."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError, expect_words, named
from accordlib.texts.files import expect_path
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.words.counts import cells_by_passage, counts_below
from accordlib.words.fast_tokens import Offsets, Scan, offset_type, scan
from accordlib.words.token_file import TOKEN_COLUMNS, read_tokens, write_tokens
from accordlib.words.token_rule import TOKEN as TOKEN
from accordlib.words.token_rule import Forms, Vocabulary
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
    bounds : ndarray of intp, shape (passages + 1,)
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
    bounds: NDArray[np.intp]
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
        """Select tokens by passage and by word.

        Parameters
        ----------
        passages : callable, optional
            Is asked about each Passage: ``lambda p: p.pillar == "D"``. A passage that is not
            kept leaves the denominators too.
        words : callable or collection of str, optional
            The types to keep, or what is asked about each: ``lambda w: w not in stopwords()``.
            This leaves `sizes`, and so every rate per thousand, as it was.

        Returns
        -------
        Tokens

        Raises
        ------
        AccordError
            If `passages` cannot be called, or if `words` is a single word or no words at all.

        Examples
        --------
        >>> tokens = tokenize(load_corpus()["accord"])
        >>> tokens.filter(words=["Indo-Pacific", "UK's"]).surface()[-2:]
        ['Indo-Pacific', 'Indo-Pacific']
        """
        if passages is not None and not callable(passages):
            raise AccordError(
                f"passages must be a function that is asked about each passage, not "
                f"{named(passages)}: tokens.filter(passages=lambda p: p.pillar == 'D')."
            )
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
        at: slice | NDArray[np.bool_] = np.repeat(kept, lengths)
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

        The file is written whole or not at all; of two processes that save to the same place the
        last one has it.

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

    A token is a run of letters and digits, with hyphens and apostrophes inside it
    (``rules-based``, ``UK's``), with the decimal mark and the unit of a number (``1.5oC``,
    ``2%``), or a dotted abbreviation (``U.K.``): a match of
    `accordlib.words.token_rule.TOKEN`. Its type is the same in lower case with straight
    apostrophes and plain hyphens.

    Parameters
    ----------
    passages : Document, Agreement, Passage, or iterable of Passage
        For example ``agreement.commitments``, or sentences. They should not overlap: a word that
        stands in two of them is counted twice.

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
    texts, offsets = [p.text for p in chosen], [p.start for p in chosen]
    found = (scan if sum(map(len, texts)) >= _FROM_HERE_ON_ARRAYS else _by_rule)(texts, offsets)
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


def _bounds(lengths: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Return where the tokens of each passage begin, and where the last ones end."""
    return np.append(np.zeros(1, np.intp), np.cumsum(lengths, dtype=np.intp))


def _by_rule(texts: Sequence[str], offsets: Sequence[int]) -> Scan:
    """Find the tokens by splitting each text with the rule: the quicker way for short ones."""
    forms = Forms()
    ids: list[int] = []
    places: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    lengths: list[int] = []
    for text, offset in zip(texts, offsets, strict=True):
        pieces = _SPLIT.split(text)
        ids += map(forms.__getitem__, pieces[1::2])
        sizes = np.fromiter(map(len, pieces[:-1]), np.int64, len(pieces) - 1)
        places.append(np.cumsum(sizes) + offset)
        lengths.append(len(pieces) // 2)
    kind = offset_type(texts, offsets)
    starts, ends = np.concatenate(places).reshape(-1, 2).T.astype(kind, order="C")
    numbers = np.array(ids, np.int32)
    return Scan(list(forms.types), numbers, starts, ends, np.array(lengths, np.int64))


_SPLIT = re.compile(f"({TOKEN.pattern})", re.VERBOSE)
_FROM_HERE_ON_ARRAYS = 100_000  # characters, from which on arrays are quicker
