"""How central each actor is: `centralities`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from accordlib.actors.networks import expect_network
from accordlib.errors import expect_number

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

MEASURES = ("degree", "strength", "betweenness", "pagerank")
MOST_DRAWS = 1_000_000  # resamples or shuffles


def centralities(graph: nx.Graph[str], resamples: int = 200, seed: int = 0) -> pd.DataFrame:
    """Measure how central each actor is, with bootstrap intervals over the windows.

    ``degree`` is the number of neighbours, ``strength`` the sum of the weights of the edges.
    ``betweenness`` is the share of shortest paths between others that pass through [1]_ [2]_,
    where the length of an edge is 1 / weight [3]_. ``pagerank`` [4]_ has a damping of 0.85.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`.
    resamples : int
        How often the windows are drawn anew, with replacement [5]_.
    seed : int
        For the draws.

    Returns
    -------
    DataFrame
        One row an actor, greatest strength first. Columns: ``actor``, ``type``, ``mentions``,
        and for each measure ``m`` the columns ``m``, ``m_low``, ``m_high``: its value and the
        2.5 and 97.5 percentiles of the resamples, in which an actor that was not drawn counts
        as 0. An empty network gives an empty table.

    Raises
    ------
    AccordError
        If the graph is not from `actor_network`, or `resamples` is below 1.

    References
    ----------
    .. [1] Freeman, L. C. (1977). Sociometry 40(1). https://doi.org/10.2307/3033543
    .. [2] Brandes, U. (2001). Journal of Mathematical Sociology 25(2).
       https://doi.org/10.1080/0022250X.2001.9990249
    .. [3] Newman, M. E. J. (2001). Physical Review E 64, 016132.
       https://doi.org/10.1103/PhysRevE.64.016132
    .. [4] Brin, S. and Page, L. (1998). Computer Networks and ISDN Systems 30.
       https://doi.org/10.1016/S0169-7552(98)00110-X
    .. [5] Efron, B. (1979). Annals of Statistics 7(1). https://doi.org/10.1214/aos/1176344552

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> network = actor_network(find_mentions(agreement, load_gazetteer()))
    >>> table = centralities(network, resamples=20)
    >>> table.head(2)[["actor", "degree", "strength"]].values.tolist()
    [['uk', 13, 20], ['japan', 10, 17]]
    """
    import pandas as pd

    expect_network(graph, "centralities()")
    expect_number(resamples, 1, "resamples", MOST_DRAWS)
    expect_number(seed, 0, "seed")
    actors, rows = list(graph), units(graph)
    rng = np.random.default_rng(seed)
    draws = np.zeros((resamples, len(MEASURES), len(actors)))
    for n in range(resamples if rows else 0):
        drawn = [rows[i] for i in rng.integers(len(rows), size=len(rows))]
        pairs = Counter(pair for unit in drawn for pair in combinations(unit, 2))
        present = dict.fromkeys(actor for unit in drawn for actor in unit)
        again = measured(_weighted(present, pairs, graph.graph["minimum"]))
        draws[n] = [[again[measure].get(actor, 0) for actor in actors] for measure in MEASURES]
    values = measured(graph)
    nodes = [(a, graph.nodes[a]["type"], graph.nodes[a]["mentions"]) for a in actors]
    table = pd.DataFrame(nodes, columns=["actor", "type", "mentions"])
    for k, measure in enumerate(MEASURES):
        low, high = np.percentile(draws[:, k], [2.5, 97.5], axis=0)
        table[measure] = [values[measure][a] for a in actors]
        table[f"{measure}_low"], table[f"{measure}_high"] = low, high
    return table.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True)


def units(graph: nx.Graph[str]) -> list[tuple[str, ...]]:
    """Return for each window the actors in it, in alphabetical order."""
    present: dict[str, list[str]] = {id: [] for id in graph.graph["windows"]}
    for actor in sorted(graph):
        for id in graph.nodes[actor]["passages"]:
            present[id].append(actor)
    return [tuple(actors) for actors in present.values()]


def _weighted(
    actors: Iterable[str], pairs: Mapping[tuple[str, str], int], minimum: int
) -> nx.Graph[str]:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(actors)
    graph.add_weighted_edges_from((a, b, n) for (a, b), n in pairs.items() if n >= minimum)
    return graph


def measured(graph: nx.Graph[str]) -> dict[str, dict[str, float]]:
    """Return each of `MEASURES` for each actor."""
    import networkx as nx

    distant = nx.Graph()
    distant.add_nodes_from(graph)
    distant.add_edges_from((a, b, {"length": 1 / w}) for a, b, w in graph.edges(data="weight"))
    return {
        "degree": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(distant, weight="length"),
        "pagerank": nx.pagerank(graph, weight="weight") if graph else {},
    }
