"""Counts of parts of a corpus, their sums, and the tables made from the sums."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.terms import log_likelihood

if TYPE_CHECKING:
    import pandas as pd

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]
_Z95 = 1.959963984540054
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
    import pandas as pd

    group, term = counted.group, counted.term
    count, spread = counted.numbers.T
    order = np.lexsort((_ranks(counted.vocabulary)[term], -count, group))
    group, count = group[order], count[order]
    sizes, passages = counted.totals.T
    table = pd.DataFrame(
        {
            "term": [counted.vocabulary[i] for i in term[order]],
            "count": count,
            "per_thousand": 1000 * count / sizes[group],
            "range": spread[order],
            "passages": passages[group],
        }
    )
    if by is not None:
        table.insert(0, by, [counted.groups[i] for i in group])
    return table


def keyness_table(target: Counted, reference: Counted) -> pd.DataFrame:
    """Return the table of `keyness` from the merged counts of two corpora, both in one group."""
    import pandas as pd

    n, m = (int(side.totals[0, 0]) for side in (target, reference))
    for name, size in (("target", n), ("reference", m)):
        if size == 0:
            raise AccordError(f"The {name} corpus has no tokens, so there is nothing to compare.")
    profiles = [_profile(side) for side in (target, reference)]
    terms = sorted(profiles[0].keys() | profiles[1].keys())
    (a, passages_a), (b, passages_b) = (_aligned(profile, terms) for profile in profiles)
    expected_a, expected_b = n * (a + b) / (n + m), m * (a + b) / (n + m)
    g2 = log_likelihood((a, expected_a), (b, expected_b))
    p = np.fromiter(map(math.erfc, np.sqrt(g2 / 2).tolist()), float, len(g2))
    low, high = _interval(a, b, n, m)
    expected = np.minimum(expected_a, expected_b)
    overused = a * m >= b * n
    table = pd.DataFrame(
        {
            "term": terms,
            "count": a.astype(int),
            "reference_count": b.astype(int),
            "per_thousand": 1000 * a / n,
            "reference_per_thousand": 1000 * b / m,
            "expected": expected,
            "g2": g2,
            "log_ratio": np.log2(np.maximum(a, 0.5) / n) - np.log2(np.maximum(b, 0.5) / m),
            "low": low,
            "high": high,
            "p": p,
            "p_adjusted": _adjusted(p),
            "caution": _cautions(expected, np.where(overused, passages_a, passages_b)),
        }
    )
    signed = np.where(overused, g2, -g2)
    return table.iloc[np.argsort(-signed, kind="stable")].reset_index(drop=True)


def collocate_table(counted: Counted, minimum: int) -> pd.DataFrame:
    """Return the table of `collocates` from merged counts.

    The totals are tokens near a node, tokens outside the nodes, and nodes; the numbers are
    co-occurrences, occurrences outside the nodes, and passages with a co-occurrence.
    """
    import pandas as pd

    near, outside, nodes = counted.totals[0].tolist()
    total = max(outside, 1)
    observed, count, spread = counted.numbers.T
    expected = near * count / total
    keep = np.flatnonzero((observed >= minimum) & (observed > expected))
    o, e, c = observed[keep], expected[keep], count[keep]
    return pd.DataFrame(
        {
            "collocate": [counted.vocabulary[i] for i in counted.term[keep]],
            "observed": o,
            "count": c,
            "near": near,
            "expected": e,
            "range": spread[keep],
            "g2": _pair_g2(o, near, c, total),
            "pmi": np.log2(o / e),
            "t_score": (o - e) / np.sqrt(o),
            "log_dice": 14 + np.log2(2 * o / (nodes + c)),
        }
    ).sort_values(["g2", "collocate"], ascending=[False, True], ignore_index=True)


def _numbered(known: dict[str, int], names: Sequence[str]) -> Whole:
    """Return the number of each name, new ones in order."""
    return np.fromiter((known.setdefault(n, len(known)) for n in names), np.int64, len(names))


def _ranks(vocabulary: Sequence[str]) -> Whole:
    """Return the place of each type in alphabetical order."""
    order = sorted(range(len(vocabulary)), key=vocabulary.__getitem__)
    return np.argsort(np.array(order, np.intp))


def _profile(counted: Counted) -> dict[str, tuple[int, int]]:
    """Return for each type how often it occurs and in how many passages."""
    words = (counted.vocabulary[i] for i in counted.term)
    return dict(zip(words, map(tuple, counted.numbers.tolist()), strict=True))


def _aligned(profile: dict[str, tuple[int, int]], terms: list[str]) -> Floats:
    """Return two rows: occurrences of each type, and passages with it."""
    pairs = np.array([profile.get(t, (0, 0)) for t in terms], float).reshape(len(terms), 2)
    return np.ascontiguousarray(pairs.T)


def _pair_g2(first: Whole, near: int, second: Whole, total: int) -> Floats:
    far, others = total - near, total - second
    return log_likelihood(
        (first, near * second / total),
        (near - first, near * others / total),
        (second - first, far * second / total),
        (far - second + first, far * others / total),
    )


def _interval(a: Floats, b: Floats, n: int, m: int) -> tuple[Floats, Floats]:
    """Return the 95% bounds of log2((a / n) / (b / m)), as `keyness` describes them."""
    both, square = a + b, _Z95**2
    centre = (a + square / 2) / (both + square)
    half = _Z95 / (both + square) * np.sqrt(a * b / both + square / 4)
    shares = np.where(a == 0, 0.0, centre - half), np.where(b == 0, 1.0, centre + half)
    with np.errstate(divide="ignore"):
        low, high = (np.log2(x) - np.log2(1 - x) + math.log2(m / n) for x in shares)
    return low, high


def _adjusted(p: Floats) -> Floats:
    """Return p adjusted for the number of types (Benjamini and Hochberg 1995)."""
    order = np.argsort(p)[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * len(p) / ranks, 1.0))
    return adjusted


def _cautions(expected: Floats, passages: Floats) -> NDArray[Any]:
    reasons = ("", "in a single passage", "expected below 5")
    listed = np.array([*reasons, "; ".join(reversed(reasons[1:]))], object)
    cautions: NDArray[Any] = listed[2 * (expected < 5) + (passages == 1)]
    return cautions
