"""How central each actor is, and what of that is due to chance and to choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, product
from operator import attrgetter
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accordlib.actors.gazetteer import expect_gazetteer, names_in, shown_names
from accordlib.actors.mentions import Mentions
from accordlib.actors.networks import Window, actors_in, expect_network, joined_actors
from accordlib.actors.paths import betweenness
from accordlib.errors import AccordError, expect_number, expect_one_of
from accordlib.texts.folding import fold_layout

_Matrix = NDArray[np.float64]  # of the edges, a row and a column for each actor
_WAYS: dict[str, Callable[[_Matrix], NDArray[Any]]] = {
    "degree": lambda weights: (weights > 0).sum(axis=0),
    "strength": lambda weights: weights.sum(axis=0).astype(int),
    "betweenness": betweenness,
    "pagerank": lambda weights: _pagerank(weights),
}
MEASURES = tuple(_WAYS)
MOST_DRAWS = 1_000_000  # resamples or shuffles


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
    actors, rows = list(graph), windows_of(graph, "centralities()")
    size, number = len(actors), {actor: n for n, actor in enumerate(actors)}
    pairs = [(n, number[a], number[b]) for n, u in enumerate(rows) for a, b in product(u, repeat=2)]
    window, one, other = np.array(pairs, np.intp).reshape(-1, 3).T
    rng, draws = np.random.default_rng(seed), np.zeros((resamples, len(MEASURES), size))
    for n in range(resamples if rows else 0):
        chosen = rng.integers(len(rows), size=len(rows)).astype(np.intp, copy=False)
        drawn = np.bincount(chosen, minlength=len(rows))
        together = np.bincount(one * size + other, drawn[window], size * size).reshape(size, size)
        some = np.flatnonzero(together.diagonal())
        weights = together[np.ix_(some, some)] * (1.0 - np.eye(len(some)))
        weights[weights < graph.graph["minimum"]] = 0
        draws[n][:, some] = [way(weights) for way in _WAYS.values()]
    nodes = [(a, graph.nodes[a]["type"], graph.nodes[a]["mentions"]) for a in actors]
    table = pd.DataFrame(nodes, columns=["actor", "type", "mentions"])
    lows, highs = np.percentile(draws, [2.5, 97.5], axis=0)
    weights = nx.to_numpy_array(graph) if graph else np.empty((0, 0))
    for (measure, way), low, high in zip(_WAYS.items(), lows, highs, strict=True):
        table[measure] = way(weights)
        table[f"{measure}_low"], table[f"{measure}_high"] = low, high
    return table.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True)


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
    columns = ("id", "name", "type", "belongs_to", "aliases")
    names = expect_gazetteer(gazetteer, "stability()", columns)
    rows = []
    for varied, choice, actors, weights in _variations(mentions, names, within):
        first, values = dict[float, int](), (-_WAYS[measure](weights)).tolist()
        for place, (value, actor) in enumerate(sorted(zip(values, actors, strict=True)), start=1):
            rows.append((varied, choice, actor, -value, first.setdefault(value, place)))
    table = pd.DataFrame(rows, columns=["varied", "choice", "actor", "value", "rank"])
    table.attrs["names"] = names_in(mentions) | shown_names(names[names["id"].isin(table["actor"])])
    return table.astype({"value": float, "rank": int})


def _variations(
    mentions: Mentions, gazetteer: pd.DataFrame, within: Window
) -> Iterator[tuple[str, str, list[str], _Matrix]]:
    """Yield what is varied, the choice, and the actors and weights of the network under it."""
    chosen, base = actors_in(mentions, within, "stability()")
    whole = joined_actors(base, chosen, 1)
    graphs: list[tuple[str, str, nx.Graph[str]]] = [("base", within, whole)]
    for window in ("paragraph", "sentence", "commitment"):
        _, located = actors_in(chosen, window, "stability()")
        if window != within and (located or window != "commitment"):
            graphs.append(("window", window, joined_actors(located, chosen, 1)))
    graphs += [("minimum", str(n), joined_actors(base, chosen, n)) for n in (2, 3)]
    for choice, change in (("states", _as_states), ("full names", _with_full_names)):
        table = change(chosen.table, gazetteer).reset_index(drop=True)
        others = Mentions.unchecked(chosen.passages, table)
        _, located = actors_in(others, within, "stability()")
        graphs.append(("aliases", choice, joined_actors(located, others, 1)))
    weights = [nx.to_numpy_array(graph) if graph else np.empty((0, 0)) for *_, graph in graphs]
    for (varied, choice, graph), own in zip(graphs, weights, strict=True):
        yield varied, choice, list(graph), own
    actors = np.array(list(whole))
    for out in sorted((w for w in base if len(set(base[w])) > 1), key=attrgetter("id")):
        inside, without = np.searchsorted(actors, sorted(set(base[out]))), weights[0].copy()
        without[np.ix_(inside, inside)] -= 1
        np.fill_diagonal(without, 0)
        alone = [n for n in inside if whole.nodes[actors[n]]["passages"] == (out.id,)]
        left = np.delete(np.arange(len(actors)), alone)
        yield "left out", out.id, actors[left].tolist(), without[np.ix_(left, left)]


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
    surfaces, names = (
        [folding.text for folding in fold_layout(column.tolist())]
        for column in (table["surface"], gazetteer["name"])
    )
    preferred = dict(zip(gazetteer["id"], names, strict=True))
    found = zip(table["id"], surfaces, strict=True)
    full = [preferred.get(id, s) == s or s.replace(".", "").isupper() for id, s in found]
    return table[np.array(full, bool)]


def windows_of(graph: nx.Graph[str], what: str) -> list[tuple[str, ...]]:
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


def _pagerank(weights: _Matrix) -> _Matrix:
    """Return how often a walk is at each actor; from one without an edge it leads to any."""
    sums, size = weights.sum(axis=1, keepdims=True), len(weights)
    steps = np.divide(weights, sums, np.full_like(weights, 1 / max(size, 1)), where=sums > 0)
    before, ranks = np.zeros(size), np.ones(size) / max(size, 1)
    while abs(ranks - before).sum() > 1e-6 * size:  # as close as NetworkX makes it
        before, ranks = ranks, 0.85 * ranks @ steps + 0.15 / size
    return ranks.round(12)  # or which of two equals is greater depends on the processor
