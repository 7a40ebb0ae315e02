"""Betweenness of every node of a network, from the shortest paths of many sources at once."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray


def betweenness(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each node the share of shortest paths between others that pass through it.

    The length of an edge is 1 / weight, counted in whole numbers (a common multiple of the weights
    divided by the weight), so that equal lengths are equal: 1/10 + 1/5 and 1/4 + 1/20. Only where
    that multiple is too great for a float are they compared to twelve digits. The sums are those of
    Brandes (2001, https://doi.org/10.1080/0022250X.2001.9990249).
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import shortest_path

    size = len(weights)
    starts, ends = weights.nonzero()
    multiple = math.lcm(*map(int, np.unique(weights[starts, ends])))
    exact = multiple * size < 2**53
    lengths = (multiple if exact else 1) / weights[starts, ends]
    edges = csr_array((lengths, (starts, ends)), weights.shape)
    far, through = shortest_path(edges), np.zeros(size)
    for first in range(0, size if size > 2 else 0, 100):
        reached = far[first : first + 100, ends]
        before = far[first : first + 100, starts] + lengths
        on_path = (before <= reached * (1 if exact else 1 + 1e-12)) & np.isfinite(reached)
        source, edge = on_path.nonzero()
        one, other = source * size + starts[edge], source * size + ends[edge]
        own = np.arange(len(reached)) * (size + 1) + first
        # How many paths lead to each cell of sources by nodes: of one step, of two, and so on.
        paths = arriving = np.bincount(own, minlength=len(reached) * size).astype(float)
        while (arriving := np.bincount(other, arriving[one], len(paths))).any():
            paths = paths + arriving
        # And back: what share of the paths to cells further on passes through each.
        share, beyond = 1 / np.maximum(paths, 1), np.zeros_like(paths)
        while (share := np.bincount(one, share[other], len(paths))).any():
            beyond += share
        beyond[own] = 0
        through += (paths * beyond).reshape(-1, size).sum(axis=0)
    return through / max((size - 1) * (size - 2), 1)
