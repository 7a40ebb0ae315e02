"""Counts of parts of a corpus, and their sums as what tables are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accordlib.words import frequencies as terms
from accordlib.words.collocations import Surroundings
from accordlib.words.frequencies import Cells
from accordlib.words.keyness import Profile
from accordlib.words.token_rule import Vocabulary

if TYPE_CHECKING:
    import pandas as pd

Whole = NDArray[np.int64]
_WIDTH = 1 << 32  # a cell's key is its group times this, plus its type
_ROWS = 1 << 20  # that wait to be added up


@dataclass(frozen=True)
class Counted:
    """Whole numbers counted in a part of a corpus, or in several parts together.

    Attributes
    ----------
    vocabulary : tuple of str
        The types, in the order in which they first appear.
    groups : tuple of str
        The groups within which they are counted, in the order in which they first appear.
    totals : ndarray of int64, shape (groups, any)
        What is counted of each group as a whole.
    keys : ndarray of int64, shape (cells,)
        For each cell that is not empty its group and its type, in one number.
    numbers : ndarray of int64, shape (cells, any)
        What is counted in each cell.
    """

    vocabulary: tuple[str, ...]
    groups: tuple[str, ...]
    totals: Whole
    keys: Whole
    numbers: Whole

    @property
    def group(self) -> Whole:
        """For each cell its group."""
        return self.keys // _WIDTH

    @property
    def term(self) -> Whole:
        """For each cell its type."""
        return self.keys % _WIDTH


def cell_keys(group: Whole, term: Whole) -> Whole:
    """Return the keys of cells."""
    keys: Whole = group * _WIDTH + term
    return keys


def merged(parts: Iterable[Counted]) -> Counted:
    """Add up what was counted in parts, given in the order of the texts.

    All sums are of whole numbers, so that they do not depend on how the texts were divided.
    """
    terms: dict[str, int] = {}
    groups: dict[str, int] = {}
    cells, totals = _Sums(), _Sums()
    for part in parts:
        term, group = _numbered(terms, part.vocabulary), _numbered(groups, part.groups)
        totals.add(group, part.totals)
        cells.add(cell_keys(group[part.group], term[part.term]), part.numbers)
    _, whole = totals.result()
    return Counted(tuple(terms), tuple(groups), whole, *cells.result())


class _Sums:
    """Rows of whole numbers, added up by key from time to time."""

    def __init__(self) -> None:
        self.keys: list[Whole] = []
        self.numbers: list[Whole] = []
        self.rows = 0
        self.limit = _ROWS

    def add(self, keys: Whole, numbers: Whole) -> None:
        self.keys.append(keys)
        self.numbers.append(numbers)
        self.rows += len(keys)
        if self.rows > self.limit:
            self.result()
            self.limit = max(_ROWS, 2 * self.rows)

    def result(self) -> tuple[Whole, Whole]:
        """Return the keys in order and the sums of their rows."""
        keys, numbers = np.concatenate(self.keys), np.concatenate(self.numbers)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        firsts = np.flatnonzero(np.append(np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1]))
        if len(firsts):
            numbers = np.add.reduceat(numbers[order], firsts, axis=0)
        self.keys, self.numbers, self.rows = [keys[firsts]], [numbers], len(firsts)
        return self.keys[0], self.numbers[0]


def frequency_table(counted: Counted, by: str | None) -> pd.DataFrame:
    """Return the table of `term_frequencies` from merged counts.

    The totals are tokens and passages, the numbers occurrences and passages.
    """
    cells = Cells(counted.group, counted.term, *counted.numbers.T)
    vocabulary = Vocabulary(counted.vocabulary)
    sizes, passages = counted.totals.T
    return terms.frequency_table(vocabulary, cells, counted.groups, sizes, passages, by)


def profile(counted: Counted) -> Profile:
    """Return what `keyness` compares, from merged counts in one group."""
    numbers = np.zeros((len(counted.vocabulary), 2), np.int64)
    numbers[counted.term] = counted.numbers
    total = int(counted.totals[0, 0])
    return _Profile(Vocabulary(counted.vocabulary), numbers[:, 0], numbers[:, 1], total)


@dataclass(frozen=True)
class _Profile:
    vocabulary: Vocabulary
    counts: Whole
    ranges: Whole
    total: int


def around(counted: Counted) -> Surroundings:
    """Return what `collocates` counts, from merged counts.

    The totals are tokens near a node, tokens outside the nodes, and nodes; the numbers are
    co-occurrences, occurrences outside the nodes, and passages with a co-occurrence.
    """
    words = Vocabulary(counted.vocabulary[i] for i in counted.term)
    return Surroundings(words, *counted.numbers.T, *counted.totals[0].tolist())


def _numbered(known: dict[str, int], names: Sequence[str]) -> Whole:
    """Return the number of each name, new ones in order."""
    return np.fromiter((known.setdefault(n, len(known)) for n in names), np.int64, len(names))
