"""Betweenness of every node of a network, from the shortest paths of all sources at once."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """Return for each node the share of shortest paths between others that pass through it.

    The length of an edge is 1 / weight. The values are those of NetworkX, by the sums of Brandes
    (2001, https://doi.org/10.1080/0022250X.2001.9990249), taken for all sources together: the
    nodes nearest to each source first, then those next to these, and back again.
    """
    from scipy.sparse.csgraph import dijkstra

    if len(graph) < 3:
        return dict.fromkeys(graph, 0.0)
    with np.errstate(divide="ignore"):
        lengths = 1 / nx.to_numpy_array(graph)
    sources, far = np.arange(len(graph)), dijkstra(lengths, directed=False)
    order, paths, through = far.argsort(axis=1), np.eye(len(graph)), np.zeros_like(far)

    def before(ends: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell for each source which nodes stand right before the end on a shortest path."""
        reached = far[sources, ends][:, None]
        found: NDArray[np.bool_] = (far + lengths[ends] == reached) & np.isfinite(reached)
        return found

    for ends in order.T[1:]:
        paths[sources, ends] = (paths * before(ends)).sum(axis=1)
    for ends in order.T[:0:-1]:
        share = (1 + through[sources, ends]) / np.maximum(paths[sources, ends], 1)
        through += before(ends) * paths * share[:, None]
    np.fill_diagonal(through, 0)
    shares = through.sum(axis=0) / ((len(graph) - 1) * (len(graph) - 2))
    return dict(zip(graph, shares.tolist(), strict=True))
