"""How alike sentences are by chance, and what a pair must exceed: for `align_sentences`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

FALSE = 0.01
SAME = 1 - 1e-9  # the cosine of equal vectors may be a rounding error below 1
_BINS = 1000
_FEWEST = 20
_RATES = np.geomspace(0.5, 2000, 120)
_BLOCK_ROWS = 256
Vector = NDArray[np.float64]
Pair = tuple[int, int]


class Chance:
    """How alike two sentences are of which neither is a version of the other.

    Learnt from the pairs of different sentences of one text, of both texts (`a` and `b`, sparse,
    each sentence a vector of length 1 or 0); from fewer than 20 nothing is learnt. A pair scores
    its similarity minus `base`: `least`, or the mean of those pairs plus their standard deviation
    if this is more. `repeated` says of each sentence whether its text has it more than once.
    """

    def __init__(self, a: Any, b: Any, least: float) -> None:
        self.a, self.b, self.base = a, b, least
        self.repeated = np.zeros(a.shape[0], bool), np.zeros(b.shape[0], bool)
        counts = np.zeros(_BINS + 1)
        for side, repeated in zip((a, b), self.repeated, strict=True):
            for first, rows in products(side, side):
                own = np.arange(len(rows))
                rows[own, first + own] = 0
                repeated[first + own] = (rows > SAME).any(axis=1)
                bins = (np.minimum(rows, 1) * _BINS).astype(np.intp)
                counts += np.bincount(bins.ravel(), minlength=_BINS + 1) / 2
            counts[0] -= side.shape[0] / 2
        self._rates = self._parts = np.zeros(0)
        if counts.sum() < _FEWEST:
            return
        values = np.arange(_BINS + 1) / _BINS
        mean = np.average(values, weights=counts)
        deviation = np.sqrt(np.average((values - mean) ** 2, weights=counts))
        self.base = max(least, float(mean + deviation))
        counts += _unseen(counts, values)
        scores = values - self.base
        # Above e to the 600th the mean exceeds 1 whatever the counts are.
        terms = np.exp(np.minimum(np.outer(_RATES, scores), 600)) * (counts / counts.sum())
        valid = terms.sum(axis=1) <= 1
        self._rates = _RATES[valid]
        self._parts = np.maximum(terms[np.ix_(valid, scores > 0)].sum(axis=1), 1e-300)

    def needed(self, pairs: int, false: float = FALSE) -> float:
        """Return the total score that runs in so many pairs reach `false` times by chance."""
        if not len(self._rates):
            return 0.0
        totals = np.log(max(pairs, 1) * self._parts / false) / self._rates
        return max(float(totals.min()), 0.0)

    def limits(self) -> Iterator[Vector]:
        """Yield for each sentence of `a` how similar to it those of `b` must be.

        In general a pair must by itself score more than chance in all pairs; between two
        anchors, more than the best that chance leads one to expect there.
        """
        n, m = self.a.shape[0], self.b.shape[0]
        alone = min(self.base + self.needed(n * m), SAME)
        found = self._anchors() if alone > self.base else []
        gaps = list(pairwise([(-1, -1), *found, (n, m)])) if found else []
        for i in range(n):
            row = np.full(m, alone)
            while gaps and gaps[0][1][0] < i:
                del gaps[0]
            for (above, left), (below, right) in gaps[:2]:
                if above <= i:
                    pairs = max(below - above - 1, 1) * max(right - left - 1, 1)
                    cells = row[max(left, 0) : right + 1]
                    np.minimum(cells, self.base + self.needed(pairs, 1), out=cells)
            yield row

    def _anchors(self) -> list[Pair]:
        """Return where runs of neighbours score above chance; between these, where they do then."""
        found: list[Pair] = []
        gaps = [((0, 0), (self.a.shape[0], self.b.shape[0]))]
        while gaps:
            (i, j), (k, m) = gaps.pop()
            inside = [(i + x, j + y) for x, y in self._chain(self.a[i:k], self.b[j:m])]
            if inside:
                found += inside
                starts = [(i, j), *((x + 1, y + 1) for x, y in inside)]
                gaps += zip(starts, [*inside, (k, m)], strict=True)
        return sorted(found)

    def _chain(self, a: Any, b: Any) -> list[Pair]:
        """Return the pairs at or after which a run is above chance, of the greatest total score."""
        n, m = a.shape[0], b.shape[0]
        if not n or not m:
            return []
        enough = max(self.needed(n * m), 1e-9)
        run, best = np.zeros(m), np.zeros(m + 1)
        back = np.zeros((n + 1, m + 1), np.int8)
        for first, rows in products(a, b):
            for i, scores in enumerate(rows - self.base, start=first + 1):
                # What a run has beyond enough does not help it over pairs that fail.
                run = np.minimum(np.maximum(np.append(0.0, run[:-1]), 0) + scores, enough)
                above = (run >= enough) & (scores > 0)
                joined = np.where(above, best[:-1] + scores, -np.inf)
                reached = np.maximum(best[1:], joined)
                back[i, 1:] = joined > best[1:]
                best = np.maximum.accumulate(np.append(0.0, reached))
                back[i, 1:][best[1:] > reached] = 2
        found: list[Pair] = []
        i, j = n, m
        while i and j:
            step = back[i, j]
            i, j = i - (step < 2), j - (step > 0)
            if step == 1:
                found.append((i, j))
        return found[::-1]


def products(a: Any, b: Any) -> Iterator[tuple[int, Vector]]:
    """Yield the inner products of the sentences of `a` with all of `b`, some rows at a time."""
    for first in range(0, a.shape[0], _BLOCK_ROWS):
        yield first, (a[first : first + _BLOCK_ROWS] @ b.T).toarray()


def _unseen(counts: Vector, values: Vector) -> Vector:
    """Return where one more pair than was seen may lie."""
    top = np.flatnonzero(counts)[-1]
    if top == _BINS:
        return np.zeros_like(counts)
    least = np.flatnonzero(np.cumsum(counts[::-1])[::-1] >= np.sqrt(counts.sum()))[-1]
    excess = np.average(values[least:] - values[least], weights=counts[least:])
    beyond = np.maximum(values - values[top], 0) / max(excess, 1 / _BINS)
    likely = np.where(beyond > 0, np.exp(-beyond), 0)
    return np.asarray(likely / likely.sum(), np.float64)
