"""From mentions to networks: windows, edges with evidence, centralities."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from accordlib.actors.mentions import ACTORS, Mentions
from accordlib.errors import AccordError, UnknownNameError
from accordlib.texts.passages import Passage
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Window = Literal["commitment", "sentence", "paragraph"]
MEASURES = ("degree", "strength", "betweenness", "pagerank")


def actor_network(
    mentions: Mentions, within: Window = "paragraph", minimum: int = 1
) -> nx.Graph[str]:
    """Join actors that are mentioned together.

    Parameters
    ----------
    mentions : Mentions
        From `find_mentions` or from annotations. Instruments and places are left out.
    within : {"paragraph", "commitment", "sentence"}
        What counts as together: in the same passage, in the same commitment (other passages are
        left out), or in the same sentence of a passage.
    minimum : int
        The smallest number of windows that two actors must share to be joined.

    Returns
    -------
    networkx.Graph
        A node for each actor, alone or not. Node attributes: ``type``, ``mentions`` (how many),
        ``passages`` (tuple of the ids of the windows). Edge attributes: ``weight`` (in how many
        windows both are mentioned), ``passages`` (tuple of their ids). Graph attributes:
        ``windows``, the window's Passage by id, those without actors included;
        ``mentions``; ``minimum``.

    Raises
    ------
    AccordError
        If `within` is something else or `minimum` is below 1.
    """
    import networkx as nx

    if minimum < 1:
        raise AccordError(f"minimum is {minimum}; two actors share at least 1 window or none.")
    chosen = mentions.select(ACTORS)
    windows = {w.id: w for w in _windows(chosen, within)}
    located = _in_windows(chosen, windows.values())
    graph: nx.Graph[str] = nx.Graph(windows=windows, mentions=chosen, minimum=minimum)
    types = dict(zip(*chosen.columns("id", "type"), strict=True))
    for id, places in sorted(_places(located).items()):
        graph.add_node(id, type=types[id], mentions=len(places), passages=_unique(places))
    for pair, shared in sorted(_pairs(located).items()):
        if len(shared) >= minimum:
            graph.add_edge(*pair, weight=len(shared), passages=shared)
    return graph


def bipartite_network(
    mentions: Mentions, to: Literal["commitments", "instruments"] = "commitments"
) -> nx.Graph[str]:
    """Join actors to the commitments that name them, or to instruments named beside them.

    Parameters
    ----------
    mentions : Mentions
        From `find_mentions` or from annotations.
    to : {"commitments", "instruments"}
        What the other side is. With instruments, an actor is joined to each instrument that is
        mentioned in the same passage.

    Returns
    -------
    networkx.Graph
        Nodes have ``side`` (``actor`` or ``commitment`` or ``instrument``) and ``type``; a
        commitment that names nobody and an actor beside no instrument have no edge. Edges have
        ``weight`` (mentions, or passages in common) and ``passages``.

    Raises
    ------
    AccordError
        If `to` is something else.
    """
    import networkx as nx

    if to not in ("commitments", "instruments"):
        raise AccordError(f"Cannot join actors to {to!r}. Choose commitments or instruments.")
    graph: nx.Graph[str] = nx.Graph()
    rows = mentions.table
    actors = rows[rows["type"].isin(ACTORS)]
    if to == "commitments":
        commitments = {p.id: p for p in mentions.passages if p.kind == "commitment"}
        graph.add_nodes_from(
            (id, {"side": "commitment", "type": "commitment"}) for id in commitments
        )
        for (passage, id, type), group in actors.groupby(["passage", "id", "type"]):
            if passage in commitments:
                graph.add_node(id, side="actor", type=type)
                graph.add_edge(id, passage, weight=len(group), passages=(passage,))
        return graph
    instruments = rows[rows["type"] == "instrument"]
    graph.add_nodes_from(
        (id, {"side": "instrument", "type": "instrument"}) for id in instruments["id"]
    )
    shared: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for passage, group in actors.groupby("passage", sort=False):
        beside = instruments[instruments["passage"] == passage]["id"].unique()
        for id, type in dict(zip(group["id"], group["type"], strict=True)).items():
            graph.add_node(id, side="actor", type=type)
            for instrument in beside:
                shared[id, instrument].append(str(passage))
    for pair, places in shared.items():
        graph.add_edge(*pair, weight=len(places), passages=tuple(places))
    return graph


@dataclass(frozen=True, repr=False)
class Evidence:
    """The passages on which an edge stands, with both actors marked. Made by `evidence`.

    Attributes
    ----------
    passages : tuple of Passage
        In the order of the text.
    marks : tuple of tuple of (int, int)
        For each passage the stretches to mark, as offsets in its text.
    """

    passages: tuple[Passage, ...]
    marks: tuple[tuple[tuple[int, int], ...], ...]

    def __len__(self) -> int:
        return len(self.passages)

    def __repr__(self) -> str:
        if not self.passages:
            return "No window in common."
        return "\n".join(
            f"{p.id}: {enclosed(p.text, spans, '[', ']', str)}"
            for p, spans in zip(self.passages, self.marks, strict=True)
        )

    def _repr_html_(self) -> str:
        if not self.passages:
            return f"<p>{self!r}</p>"
        return "".join(
            f"<blockquote>{enclosed(p.text, spans, '<mark>[', ']</mark>', escape)} "
            f"<cite>({escape(p.id)})</cite></blockquote>"
            for p, spans in zip(self.passages, self.marks, strict=True)
        )


def evidence(graph: nx.Graph[str], a: str, b: str) -> Evidence:
    """Return the passages in which two actors of a network are mentioned together.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`.
    a, b : str
        The ids of two actors.

    Returns
    -------
    Evidence
        One passage for each unit of the edge's weight; none if the two are not joined.

    Raises
    ------
    AccordError
        If one of them is not in the network.
    """
    for id in (a, b):
        if id not in graph:
            known = ", ".join(graph) or "none, the network is empty"
            close = f" Did you mean {id.lower()!r}?" if id.lower() in graph else ""
            raise UnknownNameError(f"No actor {id!r} in the network.{close} There is: {known}.")
    if not graph.has_edge(a, b):
        return Evidence((), ())
    windows = [graph.graph["windows"][id] for id in graph.edges[a, b]["passages"]]
    rows = [m for m in graph.graph["mentions"].rows() if m.id in (a, b)]
    documents = {p.id: p.document for p in graph.graph["mentions"].passages}
    marks = tuple(
        tuple(
            (m.start - w.start, m.end - w.start)
            for m in rows
            if documents[m.passage] == w.document and w.start <= m.start and m.end <= w.end
        )
        for w in windows
    )
    return Evidence(tuple(windows), marks)


def centralities(graph: nx.Graph[str], resamples: int = 200, seed: int = 0) -> pd.DataFrame:
    """Measure how central each actor is, with bootstrap intervals over the windows.

    ``degree`` is the number of neighbours, ``strength`` the sum of the weights of the edges.
    ``betweenness`` is the share of shortest paths between others that pass through (Freeman 1977;
    Brandes 2001), where the length of an edge is 1 / weight, since a large weight is closeness
    (Newman 2001, Physical Review E 64, 016132). ``pagerank`` (Brin and Page 1998, damping 0.85)
    uses the weights and, unlike the eigenvector, is defined for a network in several pieces.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`.
    resamples : int
        How often the windows are drawn anew, with replacement (Efron 1979).
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
        If `resamples` is below 1.
    """
    import pandas as pd

    if resamples < 1:
        raise AccordError(f"resamples is {resamples}; it must be at least 1.")
    actors, named = list(graph), units(graph)
    rng = np.random.default_rng(seed)
    draws = np.zeros((resamples, len(MEASURES), len(actors)))
    for n in range(resamples if named else 0):
        drawn = [named[i] for i in rng.integers(len(named), size=len(named))]
        pairs = Counter(pair for unit in drawn for pair in combinations(unit, 2))
        present = dict.fromkeys(actor for unit in drawn for actor in unit)
        again = measured(_weighted(present, pairs, graph.graph["minimum"]))
        draws[n] = [[again[measure].get(actor, 0) for actor in actors] for measure in MEASURES]
    values = measured(graph)
    table = pd.DataFrame(
        {
            "actor": actors,
            "type": [graph.nodes[a]["type"] for a in actors],
            "mentions": [graph.nodes[a]["mentions"] for a in actors],
        }
    )
    for k, measure in enumerate(MEASURES):
        low, high = np.percentile(draws[:, k], [2.5, 97.5], axis=0)
        table[measure] = [values[measure][a] for a in actors]
        table[f"{measure}_low"], table[f"{measure}_high"] = low, high
    return table.sort_values(["strength", "actor"], ascending=[False, True], ignore_index=True)


def _windows(mentions: Mentions, within: str) -> list[Passage]:
    if within == "paragraph":
        return list(mentions.passages)
    if within == "commitment":
        return [p for p in mentions.passages if p.kind == "commitment"]
    if within == "sentence":
        return [s for p in mentions.passages for s in sentences(p)]
    raise AccordError(f"No window {within!r}. Choose one of: paragraph, commitment, sentence.")


def _in_windows(mentions: Mentions, windows: Iterable[Passage]) -> dict[str, list[str]]:
    """Return for each window the actors mentioned in it, once for every mention."""
    documents = {p.id: p.document for p in mentions.passages}
    by_document: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for passage, start, id in zip(*mentions.columns("passage", "start", "id"), strict=True):
        by_document[documents[passage]].append((start, id))
    for named in by_document.values():
        named.sort()
    return {w.id: _between(by_document[w.document], w.start, w.end) for w in windows}


def _between(named: list[tuple[int, str]], start: int, end: int) -> list[str]:
    first, last = (bisect_left(named, (at,)) for at in (start, end))
    return [id for _, id in named[first:last]]


def _places(located: Mapping[str, list[str]]) -> dict[str, list[str]]:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for window, actors in located.items():
        for actor in actors:
            places[actor].append(window)
    return places


def _pairs(located: Mapping[str, list[str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for window, actors in located.items():
        for pair in combinations(sorted(set(actors)), 2):
            pairs[pair].append(window)
    return {pair: tuple(places) for pair, places in pairs.items()}


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def units(graph: nx.Graph[str]) -> list[tuple[str, ...]]:
    """Return for each window the actors in it, in alphabetical order."""
    named: dict[str, list[str]] = {id: [] for id in graph.graph["windows"]}
    for actor in sorted(graph):
        for id in graph.nodes[actor]["passages"]:
            named[id].append(actor)
    return [tuple(actors) for actors in named.values()]


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


def enclosed(
    text: str,
    spans: Sequence[tuple[int, int]],
    before: str,
    after: str,
    shown: Callable[[str], str],
) -> str:
    """Return a text with something before and after each stretch of it."""
    pieces, end = [], 0
    for start, stop in spans:
        pieces += [shown(text[end:start]), before, shown(text[start:stop]), after]
        end = stop
    return "".join([*pieces, shown(text[end:])])
