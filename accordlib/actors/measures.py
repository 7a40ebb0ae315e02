"""How central each actor is, and what of that and of a network is due to chance and to choices."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accordlib.actors.gazetteer import expect_gazetteer
from accordlib.actors.mentions import Mentions
from accordlib.actors.networks import Window, actors_in, expect_network, joined_actors
from accordlib.errors import AccordError, expect_number, expect_one_of
from accordlib.words.frequencies import benjamini_hochberg

MEASURES = ("degree", "strength", "betweenness", "pagerank")
MOST_DRAWS = 1_000_000  # resamples or shuffles
_TRADES = 5  # a window, between one shuffle and the next


def centralities(graph: nx.Graph[str], resamples: int = 200, seed: int = 0) -> pd.DataFrame:
    """Measure how central each actor is, with bootstrap intervals over the windows.

    ``degree`` counts neighbours, ``strength`` sums the weights of the edges. ``betweenness`` is the
    share of shortest paths between others that pass through [1]_ [2]_, where the length of an edge
    is 1 / weight [3]_. ``pagerank`` [4]_ has a damping of 0.85.

    Parameters
    ----------
    graph : networkx.Graph of `actor_network`
    resamples, seed : int
        How often the windows are drawn anew, with replacement [5]_, and the seed of the draws.

    Returns
    -------
    DataFrame
        One row an actor, greatest strength first: ``actor``, ``type``, ``mentions`` and, for each
        measure ``m``, its value ``m`` and the 2.5 and 97.5 percentiles of the resamples, ``m_low``
        and ``m_high``, where an actor that was not drawn counts as 0.

    References
    ----------
    .. [1] Freeman, L. C. (1977). https://doi.org/10.2307/3033543
    .. [2] Brandes, U. (2001). https://doi.org/10.1080/0022250X.2001.9990249
    .. [3] Newman, M. E. J. (2001). https://doi.org/10.1103/PhysRevE.64.016132
    .. [4] Brin, S. and Page, L. (1998). https://doi.org/10.1016/S0169-7552(98)00110-X
    .. [5] Efron, B. (1979). https://doi.org/10.1214/aos/1176344552

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> table = centralities(actor_network(mentions), resamples=20)
    >>> table.head(2)[["actor", "degree", "strength"]].values.tolist()
    [['uk', 13, 20], ['japan', 10, 17]]
    """
    expect_network(graph, "centralities()")
    expect_number(resamples, 1, "resamples", MOST_DRAWS)
    seed = expect_number(seed, 0, "seed")
    actors, rows = list(graph), _units(graph, "centralities()")
    rng = np.random.default_rng(seed)
    draws = np.zeros((resamples, len(MEASURES), len(actors)))
    for n in range(resamples if rows else 0):
        drawn = [rows[i] for i in rng.integers(len(rows), size=len(rows))]
        pairs = Counter(pair for unit in drawn for pair in combinations(unit, 2))
        edges = [(*pair, w) for pair, w in pairs.items() if w >= graph.graph["minimum"]]
        again: nx.Graph[str] = nx.Graph()
        again.add_nodes_from(actor for unit in drawn for actor in unit)
        again.add_weighted_edges_from(edges)
        draws[n] = [[values.get(a, 0) for a in actors] for values in _measured(again).values()]
    nodes = [(a, graph.nodes[a]["type"], graph.nodes[a]["mentions"]) for a in actors]
    table = pd.DataFrame(nodes, columns=["actor", "type", "mentions"])
    lows, highs = np.percentile(draws, [2.5, 97.5], axis=0)
    for (measure, values), low, high in zip(_measured(graph).items(), lows, highs, strict=True):
        table[measure] = [values[a] for a in actors]
        table[f"{measure}_low"], table[f"{measure}_high"] = low, high
    return table.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True)


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
    rows = [{number[a] for a in unit} for unit in _units(graph, "null_model()") if unit]
    together = _together(rows, len(number))
    observed = _network_measures(together, minimum)
    edges = pd.DataFrame(map(sorted, graph.edges), columns=["a", "b"])
    left, right = (edges[side].map(number).to_numpy(np.intp) for side in ("a", "b"))
    weights, values = np.empty((shuffles, len(edges))), np.empty((shuffles, len(observed)))
    for n, shuffled in zip(range(shuffles), _curveball(rows, seed), strict=False):
        counts = _together(shuffled, len(number))
        weights[n] = counts[left, right]
        values[n] = list(_network_measures(counts, minimum).values())
    edges = edges.join(_beside(together[left, right], weights))
    edges["p_two_sided"] = np.minimum(2 * edges[["p_more", "p_less"]].min(axis=1), 1.0)
    edges["p_adjusted"] = benjamini_hochberg(edges["p_two_sided"].to_numpy(float))
    measures = _beside(np.array(list(observed.values())), values)
    measures.index = pd.Index(list(observed), name="measure")
    order = ["z", "observed", "a", "b"]
    edges = edges.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return NullModel(edges, measures, shuffles)


def stability(
    mentions: Mentions,
    gazetteer: pd.DataFrame,
    measure: str = "strength",
    within: Window = "paragraph",
) -> pd.DataFrame:
    """Rank the actors under every choice that could have been made otherwise.

    Varied are the window, the minimum weight (2, 3), the aliases (``states``: what belongs to a
    state counts as that; ``full names``: preferred names and abbreviations only) and the text: each
    window that names two actors is left out once.

    Parameters
    ----------
    mentions : Mentions
    gazetteer : DataFrame of `load_gazetteer`
    measure : {"strength", "degree", "betweenness", "pagerank"}
        What to rank by.
    within : {"paragraph", "commitment", "sentence"}
        The window of the base, as in `actor_network`.

    Returns
    -------
    DataFrame
        One row a choice and actor: ``varied`` (``base``, ``window``, ``minimum``, ``aliases``,
        ``left out``), ``choice``, ``actor``, ``value``, ``rank`` (ties share the better one).

    Examples
    --------
    >>> mentions = find_mentions(load_corpus()["article"], load_gazetteer())
    >>> ranks = stability(mentions, load_gazetteer(), within="sentence")
    >>> ranks.query("varied == 'base'").head(2)[["choice", "actor", "rank"]].values.tolist()
    [['sentence', 'japan', 1], ['sentence', 'uk', 2]]
    """
    expect_one_of(measure, MEASURES, "measure")
    columns = ("id", "name", "type", "belongs_to")
    names = expect_gazetteer(gazetteer, "stability()", columns)
    tables = []
    for varied, choice, graph in _variations(mentions, names, within):
        rows = [(varied, choice, *item) for item in _measured(graph)[measure].items()]
        table = pd.DataFrame(rows, columns=["varied", "choice", "actor", "value"])
        table["value"] = table["value"].astype(float)
        table["rank"] = table["value"].rank(ascending=False, method="min").astype(int)
        tables.append(table.sort_values(["rank", "actor"]))
    return pd.concat(tables, ignore_index=True)


def _variations(
    mentions: Mentions, gazetteer: pd.DataFrame, within: Window
) -> Iterator[tuple[str, str, nx.Graph[str]]]:
    """Yield what is varied, the choice and the network under it."""
    chosen, base = actors_in(mentions, within, "stability()")
    yield "base", within, joined_actors(base, chosen, 1)
    for window in ("paragraph", "sentence", "commitment"):
        _, located = actors_in(chosen, window, "stability()")
        if window != within and (located or window != "commitment"):
            yield "window", window, joined_actors(located, chosen, 1)
    for minimum in (2, 3):
        yield "minimum", str(minimum), joined_actors(base, chosen, minimum)
    for choice, change in (("states", _as_states), ("full names", _with_full_names)):
        table = change(chosen.table, gazetteer).reset_index(drop=True)
        others = Mentions.unchecked(chosen.passages, table)
        _, located = actors_in(others, within, "stability()")
        yield "aliases", choice, joined_actors(located, others, 1)
    for out in sorted((w for w in base if len(set(base[w])) > 1), key=attrgetter("id")):
        rest = {window: actors for window, actors in base.items() if window != out}
        yield "left out", out.id, joined_actors(rest, chosen, 1)


def _as_states(table: pd.DataFrame, gazetteer: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions as those of the states to which the actors belong."""
    owners = dict(zip(gazetteer["id"], gazetteer["belongs_to"], strict=True))
    states = set(gazetteer.loc[gazetteer["type"] == "state", "id"])

    def state(id: str) -> str:
        chain = [id]
        while chain[-1] not in states and (above := owners.get(chain[-1], "")) not in chain:
            chain.append(above)
        return chain[-1] if chain[-1] in states else id

    ids = [state(id) for id in table["id"]]
    types = ["state" if id in states else t for id, t in zip(ids, table["type"], strict=True)]
    return table.assign(id=ids, type=types)


def _with_full_names(table: pd.DataFrame, gazetteer: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions by preferred names and by abbreviations."""
    names = dict(zip(gazetteer["id"], gazetteer["name"], strict=True))
    preferred = table["surface"] == table["id"].map(lambda id: names.get(id, ""))
    listed, capitals = table["id"].isin(names), table["surface"].str.replace(".", "").str.isupper()
    return table[preferred | ~listed | capitals]


def _units(graph: nx.Graph[str], what: str) -> list[tuple[str, ...]]:
    """Return for each window the actors in it, in alphabetical order; refuse a changed network."""
    present: dict[str, list[str]] = {id: [] for id in graph.graph["windows"]}
    for actor in sorted(graph):
        for id in graph.nodes[actor]["passages"]:
            present[id].append(actor)
    pairs = Counter(pair for actors in present.values() for pair in combinations(actors, 2))
    made = {pair: w for pair, w in pairs.items() if w >= graph.graph["minimum"]}
    if made != {(min(a, b), max(a, b)): w for a, b, w in graph.edges(data="weight")}:
        raise AccordError(
            f"{what} draws anew who is mentioned where, and lines of this network were changed or "
            "taken out since. Give actor_network(mentions, minimum=2), or a network as it was made."
        )
    return [tuple(actors) for actors in present.values()]


def _measured(graph: nx.Graph[str]) -> dict[str, dict[str, float]]:
    """Return each of `MEASURES` for each actor."""
    values = (
        dict(graph.degree()),
        dict(graph.degree(weight="weight")),
        nx.betweenness_centrality(graph, weight=lambda _, __, edge: 1 / edge["weight"]),
        nx.pagerank(graph, weight="weight") if graph else {},
    )
    return dict(zip(MEASURES, values, strict=True))


def _curveball(rows: list[set[int]], seed: int) -> Iterator[list[set[int]]]:
    """Yield the rows again and again, after trades that keep all row and column sums."""
    rng = random.Random(seed)
    rows = [set(row) for row in rows]
    while True:
        for _ in range(_TRADES * len(rows) if len(rows) > 1 else 0):
            first, second = rng.sample(rows, 2)
            pool = sorted(first - second) + sorted(second - first)
            if 0 < (given := len(first - second)) < len(pool):
                rng.shuffle(pool)
                for row, drawn in ((first, pool[:given]), (second, pool[given:])):
                    row.difference_update(pool)
                    row.update(drawn)
        yield rows


def _together(rows: list[set[int]], actors: int) -> NDArray[np.int64]:
    """Return the matrix of how many rows each two actors share."""
    incidence = np.zeros((len(rows), actors), np.int64)
    for n, row in enumerate(rows):
        incidence[n, list(row)] = 1
    shared: NDArray[np.int64] = incidence.T @ incidence
    np.fill_diagonal(shared, 0)
    return shared


def _network_measures(together: NDArray[np.int64], minimum: int) -> dict[str, float]:
    joined = (together >= minimum).astype(np.int64)
    degree = joined.sum(axis=0)
    triples = int((degree * (degree - 1)).sum())
    closed = int(np.einsum("ij,ji->", joined @ joined, joined))
    return {
        "edges": int(joined.sum()) // 2,
        "transitivity": closed / triples if triples else 0.0,
        "largest": max(map(len, nx.connected_components(nx.from_numpy_array(joined))), default=0),
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
