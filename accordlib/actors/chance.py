"""What of a network would be there by chance: NullModel and `null_model`."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accordlib.actors.measures import MOST_DRAWS, windows_of
from accordlib.actors.networks import expect_network
from accordlib.errors import expect_number
from accordlib.words.frequencies import benjamini_hochberg


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
    mentions: the curveball algorithm [1]_, five trades a window between one and the next. p is
    ``(1 + r) / (1 + n)`` for r of n shuffles [2]_, adjusted for the number of pairs [3]_.

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
    .. [2] Davison, A. C., Hinkley, D. V. (1997), eq. 4.11. https://doi.org/10.1017/CBO9780511802843
    .. [3] Benjamini, Y., Hochberg, Y. (1995). https://doi.org/10.1111/j.2517-6161.1995.tb02031.x

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
    minimum, number = graph.graph["minimum"], {actor: n for n, actor in enumerate(sorted(graph))}
    rows = [{number[a] for a in unit} for unit in windows_of(graph, "null_model()") if unit]
    together = _together(rows, len(number))
    observed = _network_measures(together, minimum)
    edges = pd.DataFrame(map(sorted, graph.edges), columns=["a", "b"])
    left, right = (edges[side].map(number).to_numpy(np.intp) for side in ("a", "b"))
    weights, values = np.empty((shuffles, len(edges))), np.empty((shuffles, len(observed)))
    for n, shuffled in zip(range(shuffles), _curveball(rows, seed), strict=False):
        counts = _together(shuffled, len(number))
        weights[n] = counts[left, right]
        values[n] = list(_network_measures(counts, minimum).values())
    edges = edges.join(_beside(together[left, right].astype(int), weights))
    edges["p_two_sided"] = np.minimum(2 * edges[["p_more", "p_less"]].min(axis=1), 1.0)
    edges["p_adjusted"] = benjamini_hochberg(edges["p_two_sided"].to_numpy(float))
    measures = _beside(np.array(list(observed.values())), values)
    measures.index = pd.Index(list(observed), name="measure")
    order = ["z", "observed", "a", "b"]
    edges = edges.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    edges.attrs["names"] = nx.get_node_attributes(graph, "name")
    return NullModel(edges, measures, shuffles)


def _curveball(rows: list[set[int]], seed: int) -> Iterator[list[set[int]]]:
    """Yield the rows again and again, after trades that keep all row and column sums."""
    # As Random.sample (of 21 rows at most the second is one of those left) and Random.shuffle draw.
    bits, rows, count = random.Random(seed).getrandbits, [set(row) for row in rows], len(rows)
    limit = count - (few := count <= 21)
    width, others, widths = count.bit_length(), limit.bit_length(), [0]
    widths += [n.bit_length() for n in range(1, 2 * max(map(len, rows), default=0) + 1)]
    while True:
        for _ in range(5 * count if count > 1 else 0):
            while (first := bits(width)) >= count:
                pass
            while (second := bits(others)) >= limit or (second == first and not few):
                pass
            one, other = rows[first], rows[limit if second == first else second]
            given, taken = one - other, other - one
            if given and taken:
                pool = sorted(given) + sorted(taken)
                for n in range(len(pool), 1, -1):
                    while (at := bits(widths[n])) >= n:
                        pass
                    pool[n - 1], pool[at] = pool[at], pool[n - 1]
                one -= given
                one.update(pool[: len(given)])
                other -= taken
                other.update(pool[len(given) :])
        yield rows


def _together(rows: list[set[int]], actors: int) -> NDArray[np.float64]:
    """Return the matrix of how many rows each two actors share; as floats, a product is fast."""
    incidence = np.zeros((len(rows), actors))
    cells = np.fromiter(chain.from_iterable(rows), np.intp)
    incidence[np.repeat(np.arange(len(rows)), [*map(len, rows)]), cells] = 1
    shared: NDArray[np.float64] = incidence.T @ incidence
    np.fill_diagonal(shared, 0)
    return shared


def _network_measures(together: NDArray[np.float64], minimum: int) -> dict[str, float]:
    joined = (together >= minimum).astype(float)
    degree = joined.sum(axis=0)
    triples = (degree * (degree - 1)).sum()
    closed = ((joined @ joined) * joined).sum()
    linked, groups, before = joined + np.eye(len(joined)), np.arange(len(joined)), np.arange(0)
    while not np.array_equal(groups, before):  # each takes the greatest number of its neighbours
        before, groups = groups, (linked * groups).max(axis=1, initial=0).astype(np.intp)
        groups = groups[groups]
    return {
        "edges": degree.sum() / 2,
        "transitivity": closed / triples if triples else 0.0,
        "largest": int(np.bincount(groups).max(initial=0)),
    }


def _beside(observed: NDArray[Any], shuffled: NDArray[np.float64]) -> pd.DataFrame:
    """Return observed values beside those of the shuffles, one row each."""
    mean, sd, n = shuffled.mean(axis=0), shuffled.std(axis=0), len(shuffled)
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(sd > 1e-12, (observed - mean) / sd, np.nan)
    table = pd.DataFrame({"observed": observed, "mean": mean, "sd": sd, "z": z})
    table["p_more"] = (1 + (shuffled >= observed).sum(axis=0)) / (1 + n)
    table["p_less"] = (1 + (shuffled <= observed).sum(axis=0)) / (1 + n)
    return table
