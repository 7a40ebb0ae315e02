"""How central each actor is, and what of that is due to chance and to choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from operator import attrgetter

import networkx as nx
import numpy as np
import pandas as pd

from accordlib.actors.gazetteer import expect_gazetteer, shown_names
from accordlib.actors.mentions import Mentions
from accordlib.actors.networks import Window, actors_in, expect_network, joined_actors
from accordlib.actors.paths import betweenness
from accordlib.errors import AccordError, expect_number, expect_one_of
from accordlib.texts.folding import fold_layout

MEASURES = ("degree", "strength", "betweenness", "pagerank")
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
    for varied, choice, graph in _variations(mentions, names, within):
        found = _measured(graph, [measure])[measure]
        first: dict[float, int] = {}
        for place, (value, actor) in enumerate(sorted((-v, a) for a, v in found.items()), start=1):
            rows.append((varied, choice, actor, -value, first.setdefault(value, place)))
    table = pd.DataFrame(rows, columns=["varied", "choice", "actor", "value", "rank"])
    table.attrs["names"] = shown_names(names)
    return table.astype({"value": float, "rank": int})


def _variations(
    mentions: Mentions, gazetteer: pd.DataFrame, within: Window
) -> Iterator[tuple[str, str, nx.Graph[str]]]:
    """Yield what is varied, the choice and the network under it."""
    chosen, base = actors_in(mentions, within, "stability()")
    whole = joined_actors(base, chosen, 1)
    yield "base", within, whole
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
        with _without(whole, out.id, sorted(set(base[out]))):
            yield "left out", out.id, whole


@contextmanager
def _without(graph: nx.Graph[str], window: str, actors: list[str]) -> Iterator[None]:
    """Take one of its windows, in which these actors are, out of a network for a while."""
    edges = [(a, b, graph.edges[a, b]["weight"]) for a, b in combinations(actors, 2)]
    alone = [(a, graph.nodes[a]) for a in actors if graph.nodes[a]["passages"] == (window,)]
    graph.add_weighted_edges_from((a, b, weight - 1) for a, b, weight in edges)
    graph.remove_edges_from([(a, b) for a, b, weight in edges if weight == 1])
    graph.remove_nodes_from([a for a, _ in alone])
    yield
    graph.add_nodes_from(alone)
    graph.add_weighted_edges_from(edges)


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


def _measured(
    graph: nx.Graph[str], measures: Sequence[str] = MEASURES
) -> dict[str, dict[str, float]]:
    """Return some of `MEASURES` for each actor."""
    ways: dict[str, Callable[[], dict[str, float]]] = {
        "degree": lambda: dict(graph.degree()),
        "strength": lambda: dict(graph.degree(weight="weight")),
        "betweenness": lambda: betweenness(graph),
        "pagerank": lambda: nx.pagerank(graph, weight="weight") if graph else {},
    }
    return {measure: ways[measure]() for measure in measures}
