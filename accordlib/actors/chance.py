"""What of a network would be there by chance: NullModel and `null_model`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accordlib.actors.measures import MOST_DRAWS, windows_of
from accordlib.actors.networks import expect_network
from accordlib.errors import expect_number
from accordlib.words.frequencies import benjamini_hochberg

_Numbers = NDArray[np.intp]


@dataclass(frozen=True, repr=False, eq=False)
class NullModel:
    """An observed network beside networks made by chance. Made by `null_model`.

    Attributes
    ----------
    edges : DataFrame
        One row a pair that is joined, greatest z first: ``a``, ``b``, ``observed`` (windows
        shared), ``mean`` and ``sd`` in the shuffles, ``z`` (not a number where these do not vary),
        ``p_more`` and ``p_less`` (how often a shuffle has at least, or at most, as many),
        ``p_two_sided`` (twice the smaller), ``p_adjusted`` (that, for the number of pairs).
    measures : DataFrame
        ``observed`` to ``p_less`` by ``measure``: ``edges`` (pairs joined), ``transitivity``,
        ``largest`` (actors in the largest component).
    shuffles : int
        How many there were.
    """

    edges: pd.DataFrame
    measures: pd.DataFrame
    shuffles: int

    def __repr__(self) -> str:
        return f"{self.shuffles:,} shuffles\n{self.measures.round(3).to_string()}"


def null_model(graph: nx.Graph[str], shuffles: int = 1000, seed: int = 0) -> NullModel:
    """Shuffle who is mentioned where, and compare.

    A shuffle keeps in how many windows every actor is mentioned and how many actors every window
    mentions: the curveball algorithm [1]_. Between one and the next, all windows are put in pairs
    at random ten times, and each pair trades [2]_. p is ``(1 + r) / (1 + n)`` for r of n shuffles
    [3]_, adjusted for the number of pairs [4]_.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`; its ``minimum`` applies to the shuffles too.
    shuffles, seed : int
        How many to make (no ``p_two_sided`` is below ``2 / (1 + shuffles)``), and from what seed.

    Returns
    -------
    NullModel

    Raises
    ------
    AccordError
        If the graph is not from `actor_network`, has no actors or lost lines, or shuffles are none.

    References
    ----------
    .. [1] Strona, G. et al. (2014). https://doi.org/10.1038/ncomms5114
    .. [2] Carstens, C. J. et al. (2016). https://doi.org/10.48550/arXiv.1609.05137
    .. [3] Davison, A. C., Hinkley, D. V. (1997), eq. 4.11. https://doi.org/10.1017/CBO9780511802843
    .. [4] Benjamini, Y., Hochberg, Y. (1995). https://doi.org/10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> null = null_model(actor_network(mentions), shuffles=50, seed=1)
    >>> null.measures["observed"].round(2).to_dict()
    {'edges': 45.0, 'transitivity': 0.6, 'largest': 16.0}
    """
    expect_network(graph, "null_model()", actors=True)
    expect_number(shuffles, 1, "shuffles", MOST_DRAWS)
    seed = expect_number(seed, 0, "seed")
    size, number = len(graph), {actor: n for n, actor in enumerate(sorted(graph))}
    windows = [*filter(None, windows_of(graph, "null_model()"))]
    actors = np.array([number[actor] for window in windows for actor in window], np.intp)
    sizes = [len(window) for window in windows]
    ends = pairwise(np.cumsum([0, *sizes]).tolist())
    places = [pair for start, end in ends for pair in combinations(range(start, end), 2)]
    one, other = np.array(places, np.intp).reshape(-1, 2).T
    edges = pd.DataFrame(map(sorted, graph.edges), columns=["a", "b"])
    left, right = (edges[side].map(number).to_numpy(np.intp) for side in ("a", "b"))
    weights, values = np.empty((shuffles + 1, len(edges))), np.empty((shuffles + 1, 3))
    drawn = chain([actors], _curveball(actors, sizes, seed))
    for n, found in zip(range(shuffles + 1), drawn, strict=False):
        together = np.bincount(found[one] * size + found[other], minlength=size**2)
        weights[n] = together[left * size + right]
        values[n] = _network_measures(together, size, graph.graph["minimum"])
    edges = edges.join(_beside(weights[0].astype(int), weights[1:]))
    edges["p_two_sided"] = np.minimum(2 * edges[["p_more", "p_less"]].min(axis=1), 1.0)
    edges["p_adjusted"] = benjamini_hochberg(edges["p_two_sided"].to_numpy(float))
    measures = _beside(values[0], values[1:])
    measures.index = pd.Index(["edges", "transitivity", "largest"], name="measure")
    order = ["z", "observed", "a", "b"]
    edges = edges.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    edges.attrs["names"] = nx.get_node_attributes(graph, "name")
    return NullModel(edges, measures, shuffles)


def _curveball(actors: _Numbers, sizes: list[int], seed: int) -> Iterator[_Numbers]:
    """Yield the actors of windows of some sizes, in order, again and again, after ten rounds."""
    small = np.min_scalar_type(len(sizes))  # is sorted much faster
    by = np.argsort(actors, kind="stable")
    actors, window = actors[by], np.repeat(np.arange(len(sizes), dtype=small), sizes)[by]
    pairs, size = np.arange(len(sizes), dtype=small) // 2, actors.max(initial=0) + 1
    rng, shared = np.random.default_rng(seed), np.zeros(len(actors) + 1, bool)
    while True:
        for _ in range(10):
            pair = rng.permutation(pairs)[window]
            order = np.argsort(pair, kind="stable")
            key = (pair * size + actors)[order]
            np.equal(key[1:], key[:-1], out=shared[1:-1])
            given = order[~(shared[1:] | shared[:-1])]  # what one of a pair has, in order of pairs
            taken = rng.permutation(given)
            window[given] = window[taken[np.argsort(pair[taken], kind="stable")]]
        yield actors[np.argsort(window, kind="stable")]


def _network_measures(together: _Numbers, size: int, minimum: int) -> tuple[int, float, int]:
    """Return pairs joined, transitivity and the largest component.

    At ``first * size + second`` stands how many windows two actors share.
    """
    left, right = np.divmod(np.flatnonzero(together >= minimum), size)
    joined = np.zeros((size, size), bool)
    joined[left, right] = joined[right, left] = True
    degree, neighbours = joined.sum(axis=0), np.packbits(joined, axis=1)
    triples = int((degree * (degree - 1)).sum())
    closed = 2 * int(np.bitwise_count(neighbours[left] & neighbours[right]).sum())
    groups, before = np.arange(size), np.arange(0)
    while not np.array_equal(groups, before):  # each takes the greatest number of its neighbours
        before = groups.copy()
        np.maximum.at(groups, left, before[right])
        np.maximum.at(groups, right, before[left])
        groups = groups[groups]
    return len(left), closed / max(triples, 1), int(np.bincount(groups).max(initial=0))


def _beside(observed: NDArray[Any], shuffled: NDArray[np.float64]) -> pd.DataFrame:
    """Return observed values beside those of the shuffles, one row each."""
    mean, sd, n = shuffled.mean(axis=0), shuffled.std(axis=0), len(shuffled)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(sd > 1e-12, (observed - mean) / sd, np.nan)
    table = pd.DataFrame({"observed": observed, "mean": mean, "sd": sd, "z": z})
    table["p_more"] = (1 + (shuffled >= observed).sum(axis=0)) / (1 + n)
    table["p_less"] = (1 + (shuffled <= observed).sum(axis=0)) / (1 + n)
    return table
