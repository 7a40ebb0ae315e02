"""Groups of actors: communities in a network and their agreement with the pillars."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from accordlib.actors.networks import expect_network
from accordlib.errors import expect_number

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False, eq=False)
class Communities:
    """Groups of actors. Made by `communities`.

    Attributes
    ----------
    table : DataFrame
        One row an actor. Columns: ``actor``, ``community`` (from 1, the largest first),
        ``pillar`` (the one in whose windows it is mentioned most; empty outside the pillars).
    modularity : float
        Of the partition (Newman and Girvan 2004), with weights; not a number without edges.
    agreement : float
        Adjusted mutual information of communities and pillars: 1 if they are the same partition,
        0 as expected by chance.
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

    The partition is found by the Louvain method [1]_ as NetworkX has it, with weights; another
    seed can give another one. Its agreement with the pillars is measured by [2]_, equation 6,
    with the arithmetic mean.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`.
    seed : int
        For the order in which the method visits the actors.

    Returns
    -------
    Communities
        An actor without an edge is a community of its own.

    Raises
    ------
    AccordError
        If the graph is not from `actor_network`.

    References
    ----------
    .. [1] Blondel, V. D. et al. (2008). Journal of Statistical Mechanics, P10008.
       https://doi.org/10.1088/1742-5468/2008/10/P10008
    .. [2] Vinh, N. X., Epps, J. and Bailey, J. (2010). Journal of Machine Learning Research 11.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> network = actor_network(find_mentions(agreement, load_gazetteer()))
    >>> groups = communities(network)
    >>> int(groups.table["community"].max()), round(groups.modularity, 1)
    (6, 0.4)
    """
    import pandas as pd

    expect_network(graph, "communities()")
    expect_number(seed, 0, "seed")
    groups = (
        nx.community.louvain_communities(graph, weight="weight", seed=int(seed)) if graph else []
    )
    groups = sorted(groups, key=lambda group: (-len(group), min(group)))
    number = {actor: n for n, group in enumerate(groups, start=1) for actor in group}
    rows = [(actor, number[actor], _home(graph, actor)) for actor in graph]
    table = pd.DataFrame(rows, columns=["actor", "community", "pillar"])
    table = table.sort_values(["community", "actor"], ignore_index=True)
    joined = graph.number_of_edges() > 0
    return Communities(
        table,
        nx.community.modularity(graph, groups, weight="weight") if joined else math.nan,
        adjusted_mutual_information(table["community"].tolist(), table["pillar"].tolist())
        if len(table)
        else math.nan,
    )


def adjusted_mutual_information(a: Sequence[object], b: Sequence[object]) -> float:
    """Return how far two partitions, as the group of each item, agree beyond chance."""
    n = len(a)
    rows, columns, cells = Counter(a), Counter(b), Counter(zip(a, b, strict=True))
    if len(rows) == len(columns) == len(cells):
        return 1.0

    def entropy(sizes: Iterable[int]) -> float:
        return -sum(k / n * math.log(k / n) for k in sizes)

    mutual = sum(k / n * math.log(n * k / (rows[i] * columns[j])) for (i, j), k in cells.items())
    expected = sum(_expected_information(i, j, n) for i in rows.values() for j in columns.values())
    mean = (entropy(rows.values()) + entropy(columns.values())) / 2
    return 0.0 if math.isclose(mean, expected) else (mutual - expected) / (mean - expected)


def _expected_information(a: int, b: int, n: int) -> float:
    """Return what two groups of these sizes add to the expected mutual information."""
    log = [math.lgamma(k + 1) for k in range(n + 1)]
    fixed = log[a] + log[b] + log[n - a] + log[n - b] - log[n]
    return sum(
        k
        / n
        * math.log(n * k / (a * b))
        * math.exp(fixed - log[k] - log[a - k] - log[b - k] - log[n - a - b + k])
        for k in range(max(1, a + b - n), min(a, b) + 1)
    )


def _home(graph: nx.Graph[str], actor: str) -> str:
    windows = graph.graph["windows"]
    pillars: Counter[str] = Counter(windows[id].pillar for id in graph.nodes[actor]["passages"])
    return pillars.most_common(1)[0][0]
