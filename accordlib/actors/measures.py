"""How central each actor is, and which actors belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, isclose, log, nan

import networkx as nx
import numpy as np
import pandas as pd

from accordlib.actors.networks import expect_network
from accordlib.errors import expect_number

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
    resamples, seed : int
        How often the windows are drawn anew, with replacement [5]_, and the seed of the draws.

    Returns
    -------
    DataFrame
        One row an actor, greatest strength first. Columns: ``actor``, ``type``, ``mentions``,
        and for each measure ``m`` its value ``m`` and, as ``m_low`` and ``m_high``, the 2.5 and
        97.5 percentiles of the resamples, where an actor that was not drawn counts as 0.

    Raises
    ------
    AccordError
        If the graph is not from `actor_network`, or `resamples` is below 1.

    References
    ----------
    .. [1] Freeman, L. C. (1977). Sociometry 40(1). https://doi.org/10.2307/3033543
    .. [2] Brandes, U. (2001). J. Math. Sociology 25. https://doi.org/10.1080/0022250X.2001.9990249
    .. [3] Newman, M. E. J. (2001). Physical Review E 64. https://doi.org/10.1103/PhysRevE.64.016132
    .. [4] Brin, S. and Page, L. (1998). Computer Networks and ISDN Systems 30.
       https://doi.org/10.1016/S0169-7552(98)00110-X
    .. [5] Efron, B. (1979). Annals of Statistics 7(1). https://doi.org/10.1214/aos/1176344552

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> table = centralities(actor_network(mentions), resamples=20)
    >>> table.head(2)[["actor", "degree", "strength"]].values.tolist()
    [['uk', 13, 20], ['japan', 10, 17]]
    """
    expect_network(graph, "centralities()")
    expect_number(resamples, 1, "resamples", MOST_DRAWS)
    expect_number(seed, 0, "seed")
    actors, rows = list(graph), units(graph)
    rng = np.random.default_rng(seed)
    draws = np.zeros((resamples, len(MEASURES), len(actors)))
    for n in range(resamples if rows else 0):
        drawn = [rows[i] for i in rng.integers(len(rows), size=len(rows))]
        pairs = Counter(pair for unit in drawn for pair in combinations(unit, 2))
        edges = [(*pair, w) for pair, w in pairs.items() if w >= graph.graph["minimum"]]
        again: nx.Graph[str] = nx.Graph()
        again.add_nodes_from(actor for unit in drawn for actor in unit)
        again.add_weighted_edges_from(edges)
        draws[n] = [[values.get(a, 0) for a in actors] for values in measured(again).values()]
    nodes = [(a, graph.nodes[a]["type"], graph.nodes[a]["mentions"]) for a in actors]
    table = pd.DataFrame(nodes, columns=["actor", "type", "mentions"])
    lows, highs = np.percentile(draws, [2.5, 97.5], axis=0)
    for (measure, values), low, high in zip(measured(graph).items(), lows, highs, strict=True):
        table[measure] = [values[a] for a in actors]
        table[f"{measure}_low"], table[f"{measure}_high"] = low, high
    return table.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True)


def units(graph: nx.Graph[str]) -> list[tuple[str, ...]]:
    """Return for each window the actors in it, in alphabetical order."""
    present: dict[str, list[str]] = {id: [] for id in graph.graph["windows"]}
    for actor in sorted(graph):
        for id in graph.nodes[actor]["passages"]:
            present[id].append(actor)
    return [tuple(actors) for actors in present.values()]


def measured(graph: nx.Graph[str]) -> dict[str, dict[str, float]]:
    """Return each of `MEASURES` for each actor."""
    values = (
        dict(graph.degree()),
        dict(graph.degree(weight="weight")),
        nx.betweenness_centrality(graph, weight=lambda _, __, edge: 1 / edge["weight"]),
        nx.pagerank(graph, weight="weight") if graph else {},
    )
    return dict(zip(MEASURES, values, strict=True))


@dataclass(frozen=True, repr=False, eq=False)
class Communities:
    """Groups of actors. Made by `communities`.

    Attributes
    ----------
    table : DataFrame
        One row an actor: ``actor``, ``community`` (from 1, the largest first), ``pillar`` (the
        one in whose windows it is mentioned most; empty outside the pillars).
    modularity : float
        Of the partition (Newman and Girvan 2004), with weights; not a number without edges.
    agreement : float
        With the pillars, as adjusted mutual information: 1 if they are the same, 0 by chance.
    """

    table: pd.DataFrame
    modularity: float
    agreement: float

    def __repr__(self) -> str:
        groups = self.table.groupby("community")["actor"].agg(", ".join)
        lines = [f"{n}: {actors}" for n, actors in groups.items()]
        lines.append(f"modularity {self.modularity:.2f}, agreement {self.agreement:.2f}")
        return "\n".join(lines)


def communities(graph: nx.Graph[str], seed: int = 0) -> Communities:
    """Divide a network into groups that are joined more within than between.

    The method is that of Louvain [1]_ with weights, as NetworkX has it. Agreement with the pillars
    is that of [2]_, equation 6, with the arithmetic mean.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`.
    seed : int
        For the order in which actors are visited; another one can give other groups.

    Returns
    -------
    Communities
        An actor without an edge is a community of its own.

    Raises
    ------
    AccordError
        If the graph is not from `actor_network`, or nobody is in it.

    References
    ----------
    .. [1] Blondel, V. D. et al. (2008). Journal of Statistical Mechanics, P10008.
       https://doi.org/10.1088/1742-5468/2008/10/P10008
    .. [2] Vinh, N. X., Epps, J. and Bailey, J. (2010). Journal of Machine Learning Research 11.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> groups = communities(actor_network(mentions))
    >>> int(groups.table["community"].max()), round(groups.modularity, 1)
    (6, 0.4)
    """
    expect_network(graph, "communities()", actors=True)
    expect_number(seed, 0, "seed")
    groups = nx.community.louvain_communities(graph, weight="weight", seed=int(seed))
    groups = sorted(groups, key=lambda group: (-len(group), min(group)))
    rows = []
    for number, group in enumerate(groups, start=1):
        for actor in sorted(group):
            homes = (graph.graph["windows"][id].pillar for id in graph.nodes[actor]["passages"])
            rows.append((actor, number, Counter(homes).most_common(1)[0][0]))
    return Communities(
        pd.DataFrame(rows, columns=["actor", "community", "pillar"]),
        nx.community.modularity(graph, groups, weight="weight") if graph.edges else nan,
        adjusted_mutual_information(*list(zip(*rows, strict=True))[1:]),
    )


def adjusted_mutual_information(a: Sequence[object], b: Sequence[object]) -> float:
    """Return how far two partitions, as the group of each item, agree beyond chance."""
    n = len(a)
    rows, columns, cells = Counter(a), Counter(b), Counter(zip(a, b, strict=True))
    if len(rows) == len(columns) == len(cells):
        return 1.0

    def information(k: int, i: int, j: int) -> float:
        return k / n * log(n * k / (i * j))

    mutual = sum(information(k, rows[i], columns[j]) for (i, j), k in cells.items())
    mean = sum(information(k, k, k) for k in (*rows.values(), *columns.values())) / 2
    expected = sum(
        comb(j, k) * comb(n - j, i - k) / comb(n, i) * information(k, i, j)  # hypergeometric
        for i in rows.values()
        for j in columns.values()
        for k in range(max(1, i + j - n), min(i, j) + 1)
    )
    return 0.0 if isclose(mean, expected) else (mutual - expected) / (mean - expected)
