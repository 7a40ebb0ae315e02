"""Which sentences of two versions are more alike than chance makes them: for `align_sentences`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.passages import Passage
from accordlib.texts.scripts import UNSPACED
from accordlib.words.scanning import scan

THRESHOLD = 0.35
MERGE_GAIN = 0.02
MOVED_THRESHOLD = 0.5
_SIZES = ((1, 1), (1, 2), (2, 1), (2, 2))  # of beads with both sides
_COSTS = np.array([[0], [MERGE_GAIN], [MERGE_GAIN], [MERGE_GAIN]])
_SAME = 1 - 1e-9  # the cosine of equal vectors may be a rounding error below 1
_BINS = 1000
_RATES = np.geomspace(0.5, 2000, 120)
_Vector = NDArray[np.float64]
_Vectors = list[tuple[NDArray[np.intp], _Vector]]  # of each sentence the terms and their weights
Bead = tuple[tuple[int, ...], tuple[int, ...]]


class Similarity:
    """The sentences of two versions as weighted tokens, and how alike chance makes them."""

    def __init__(self, a: Sequence[Passage], b: Sequence[Passage]) -> None:
        sentences, cut = [*a, *b], len(a)
        spaced = [re.sub(f"[{UNSPACED}]", r" \g<0> ", s.text) for s in sentences]
        vocabulary, ids, *_, sizes = scan(spaced, [0] * len(spaced))
        self.width, each = max(len(vocabulary), 1), np.arange(len(spaced))
        keys = each.repeat(sizes.astype(np.intp)) * self.width + ids
        cells, counts = np.unique(keys, return_counts=True)
        rows, terms = np.divmod(cells, self.width)
        weights = counts * np.log1p(len(spaced) / np.bincount(terms))[terms]
        lengths = np.sqrt(np.bincount(rows, weights**2, len(spaced)))
        parts = (np.split(x, np.searchsorted(rows, each)) for x in (terms, weights / lengths[rows]))
        units = list(zip(*parts, strict=True))[1:]
        self.sides, self.lengths = (units[:cut], units[cut:]), np.split(lengths, [cut])
        self.shape = len(a), len(b)
        self.repeated = tuple(np.zeros(size, bool) for size in self.shape)
        self.joined = tuple(np.zeros(size) for size in self.shape)  # lengths, with the one before
        self.base, self._rates, self._parts = THRESHOLD, np.zeros(0), np.zeros(0)
        self._learn()
        self.alone = min(self.base + self._needed(*self.shape), _SAME)

    def _learn(self) -> None:
        """Learn from the pairs of different sentences of one text how alike chance makes them."""
        counts = np.zeros(_BINS + 1)
        sides = zip(self.sides, self.repeated, self.lengths, self.joined, strict=True)
        for side, repeated, lengths, joined in sides:
            for i, row in enumerate(_products(side, side)):
                row[i] = 0
                repeated[i] = (row > _SAME).any()
                one, other = lengths[i], lengths[i - 1] if i else 0
                joined[i] = np.sqrt(one**2 + other**2 + 2 * one * other * row[i - 1])
                bins = (np.minimum(row[:i], 1) * _BINS).astype(np.intp)
                counts += np.bincount(bins, minlength=_BINS + 1)
        if counts.sum() < 20:  # too few to learn from
            return
        values = np.arange(_BINS + 1) / _BINS
        mean = np.average(values, weights=counts)
        deviation = np.sqrt(np.average((values - mean) ** 2, weights=counts))
        self.base = max(THRESHOLD, float(mean + deviation))
        scores = values - self.base
        # One more pair than was seen: above the most similar, by as much as the greatest differ.
        top = np.flatnonzero(counts)[-1]
        least = np.flatnonzero(np.cumsum(counts[::-1])[::-1] >= np.sqrt(counts.sum()))[-1]
        excess = np.average(values[least:] - values[least], weights=counts[least:])
        unseen = np.zeros_like(counts)
        unseen[top + 1 :] = np.exp((values[top] - values[top + 1 :]) / max(excess, 1 / _BINS))
        counts += unseen / (unseen.sum() or 1)
        # Above e to the 600th the mean exceeds 1 whatever the counts are.
        terms = np.exp(np.minimum(np.outer(_RATES, scores), 600)) * (counts / counts.sum())
        valid = terms.sum(axis=1) <= 1
        self._rates = _RATES[valid]
        self._parts = np.maximum(terms[np.ix_(valid, scores > 0)].sum(axis=1), 1e-300)

    def _needed(self, n: int, m: int, false: float = 0.01) -> float:
        """Return the total score that runs in n times m pairs reach `false` times by chance."""
        totals = np.log(max(n, 1) * max(m, 1) * self._parts / false) / self._rates
        return max(float(min(totals, default=0)), 0.0)

    def of(self, bead: Bead) -> float:
        """Return the similarity of two groups of neighbours."""
        if not all(bead):
            return 0.0
        sums = []
        for side, lengths, group in zip(self.sides, self.lengths, bead, strict=True):
            terms = np.concatenate([side[i][0] for i in group])
            weights = np.concatenate([side[i][1] * lengths[i] for i in group])
            sums.append(np.bincount(terms, weights, self.width))
        x, y = sums
        length = np.sqrt((x @ x) * (y @ y))
        return min(float(x @ y / length), 1.0) if length else 0.0

    def beads(self) -> list[Bead]:
        """Return the best monotone sequence of beads; what is left over joins its neighbours."""
        beads = _best_path(_SIZES, self.shape[1], self._gains())
        for order in (1, -1):
            joined: list[Bead] = []
            for bead in beads[::order]:
                if joined and all(joined[-1]) and not all(bead):
                    a, b = zip(*(joined[-1], bead)[::order], strict=True)
                    wider = (sum(a, ()), sum(b, ()))
                    if self.of(wider) > self.of(joined[-1]) + MERGE_GAIN:
                        joined[-1] = wider
                        continue
                joined.append(bead)
            beads = joined[::order]
        return beads

    def moves(self, beads: list[Bead]) -> dict[Bead, Bead | None]:
        """Return for omitted sentences that are much like an added one both, and None for that."""
        old, new = self.repeated
        left = [bead for bead in beads if not bead[1] and not old[bead[0][0]]]
        right = [bead for bead in beads if not bead[0] and not new[bead[1][0]]]
        rows = [self.sides[0][a[0]] for a, _ in left], [self.sides[1][b[0]] for _, b in right]
        found = []
        for bead, row in zip(left, _products(*rows), strict=True):
            alike = np.flatnonzero(row >= max(MOVED_THRESHOLD, self.alone))
            found += [(-row[j], bead, right[j]) for j in alike]
        moves: dict[Bead, Bead | None] = {}
        for _, a, b in sorted(found):
            if a not in moves and b not in moves:
                moves |= {a: (a[0], b[1]), b: None}
        return moves

    def _gains(self) -> Iterator[_Vector]:
        """Yield what beads that end at a sentence of the first are worth, a row for each size."""
        a, b = (np.stack(lengths) for lengths in zip(self.lengths, self.joined, strict=True))
        above, before = np.zeros(self.shape[1]), np.zeros(self.shape[1], bool)
        rows = zip(_products(*self.sides), self._limits(), strict=True)
        for i, (row, limits) in enumerate(rows):
            lengths = np.multiply.outer(a[:, i], b).reshape(4, -1)
            row *= lengths[0]
            alike = _joined(row, above + row)
            np.divide(alike, lengths, out=alike, where=lengths > 0)
            alike = alike.round(9)  # or which of two equal pairs is taken depends on the processor
            passes = alike[0] > limits
            fits = _joined(passes, before | passes) & (alike > THRESHOLD)
            yield np.where(fits, alike - THRESHOLD - _COSTS, -np.inf)
            above, before = row, passes

    def _limits(self) -> Iterator[_Vector]:
        """Yield how similar to each of the first others must be, less between sure neighbours."""
        whole = (0, 0, *self.shape)
        gaps, lower = [whole], defaultdict[int, list[tuple[slice, float]]](list)
        while gaps:
            i, j, k, m = gap = gaps.pop()
            path = _best_path(_SIZES[:1], m - j, self._runs(*gap))
            if anchors := [(i + a[0], j + b[0]) for a, b in path if a and b]:
                corners = pairwise([(i - 1, j - 1), *anchors, (k, m)])
                gaps += [(a + 1, b + 1, c, d) for (a, b), (c, d) in corners]
            elif gap != whole:
                limit = self.base + self._needed(k - i, m - j, 1)
                for row in range(i - 1, k + 1):
                    lower[row].append((slice(max(j - 1, 0), m + 1), limit))
        for row in range(self.shape[0]):
            limits = np.full(self.shape[1], self.alone)
            for columns, limit in lower[row]:
                limits[columns] = np.minimum(limits[columns], limit)
            yield limits

    def _runs(self, i: int, j: int, k: int, m: int) -> Iterator[_Vector]:
        """Yield the scores of the pairs at or after which a run is above chance, row by row."""
        enough = max(self._needed(k - i, m - j), 1e-9)
        run = np.zeros(m - j)
        for row in _products(self.sides[0][i:k], self.sides[1][j:m]):
            scores = row - self.base
            # What a run has beyond enough does not help it over pairs that fail.
            run = np.minimum(np.maximum(np.append(0.0, run[:-1]), 0) + scores, enough)
            yield np.where((run >= enough) & (scores > 0), scores, -np.inf)[None]


def _products(a: _Vectors, b: _Vectors) -> Iterator[_Vector]:
    """Yield the inner products of each sentence of `a` with all of `b`."""
    none = np.zeros(0, np.intp), np.zeros(0)
    terms, weights = map(np.concatenate, zip(none, *b, strict=True))
    order = np.argsort(terms, kind="stable")
    terms, weights = terms[order], weights[order]
    rows = np.arange(len(b)).repeat([len(own) for own, _ in b])[order]
    for own, heavy in a:
        starts, ends = (np.searchsorted(terms, own, side) for side in ("left", "right"))
        sizes = ends - starts
        at = np.arange(sizes.sum()) + (ends - sizes.cumsum()).repeat(sizes)
        yield np.bincount(rows[at], heavy.repeat(sizes) * weights[at], len(b)).astype(float)


def _joined(*rows: NDArray[Any]) -> NDArray[Any]:
    """Return each row twice, the second time each place together with the one before it."""
    both = np.stack([rows, rows], axis=1)
    both[:, 1, 1:] += both[:, 0, :-1]
    return both.reshape(2 * len(rows), -1)


def _best_path(
    sizes: tuple[tuple[int, int], ...], width: int, gains: Iterable[_Vector]
) -> list[Bead]:
    """Return the best monotone sequence of beads, by what those of each size are worth."""
    steps = (*sizes, (1, 0), (0, 1))
    omitted, added = len(sizes), len(sizes) + 1
    before, last = np.full(width + 1, -np.inf), np.zeros(width + 1)
    back = [np.full(width + 1, added, np.int8)]
    for rows in gains:
        options = np.full((len(sizes) + 1, width + 1), -np.inf)
        for option, row, (di, dj) in zip(options, rows, sizes, strict=False):
            option[dj:] = (last if di == 1 else before)[: width + 1 - dj] + row[dj - 1 :]
        options[omitted] = last
        choice, best = options.argmax(axis=0), options.max(axis=0)
        before, last = last, np.maximum.accumulate(best)
        # Where both are as good, omitted sentences stand before added ones.
        skips = np.append(False, last[1:] == last[:-1]) & (choice == omitted)
        back.append(np.where((last > best) | skips, added, choice).astype(np.int8))
    i, j = len(back) - 1, width
    beads: list[Bead] = []
    while i or j:
        di, dj = steps[back[i][j]]
        i, j = i - di, j - dj
        beads.append((tuple(range(i, i + di)), tuple(range(j, j + dj))))
    return beads[::-1]
