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

    Parameters
    ----------
    graph : networkx.Graph
        With a ``weight`` for each edge.
    """
    from scipy.sparse.csgraph import dijkstra

    size = len(graph)
    if size < 3:
        return dict.fromkeys(graph, 0.0)
    lengths = _edge_lengths(graph)
    far = dijkstra(np.where(np.isfinite(lengths), lengths, 0), directed=False)
    sources, order = np.arange(size), far.argsort(axis=1)
    paths, through = np.eye(size), np.zeros((size, size))

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
    return dict(zip(graph, (through.sum(axis=0) / ((size - 1) * (size - 2))).tolist(), strict=True))


def _edge_lengths(graph: nx.Graph[str]) -> NDArray[np.float64]:
    """Return the matrix of the edges' lengths, infinite where there is none."""
    number = {node: n for n, node in enumerate(graph)}
    lengths = np.full((len(number), len(number)), np.inf)
    for a, b, weight in graph.edges(data="weight"):
        lengths[number[a], number[b]] = lengths[number[b], number[a]] = 1 / weight
    return lengths
