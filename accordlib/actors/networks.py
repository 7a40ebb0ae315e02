"""From mentions to networks: who is joined, on what evidence, and in which groups."""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, combinations, pairwise
from math import comb, isclose, log, nan
from operator import attrgetter
from typing import Any, Literal, TypeGuard, get_args

import networkx as nx
import numpy as np
import pandas as pd

from accordlib.actors.gazetteer import names_in
from accordlib.actors.mentions import ACTORS, WHERE_MENTIONS, Mentions
from accordlib.errors import AccordError, expect, expect_number, expect_one_of, named
from accordlib.texts.passages import Passage, unknown_name
from accordlib.texts.sentences import sentences

Window = Literal["commitment", "sentence", "paragraph"]


def actor_network(
    mentions: Mentions, within: Window = "paragraph", minimum: int = 1
) -> nx.Graph[str]:
    """Join actors that are mentioned together.

    Parameters
    ----------
    mentions : Mentions
        Instruments and places are left out.
    within : {"paragraph", "commitment", "sentence"}
        The window; with commitments other passages are left out.
    minimum : int
        How many windows they must share.

    Returns
    -------
    networkx.Graph
        A node for each actor: ``type``, ``mentions`` (how many), ``passages`` (ids of the windows),
        ``name`` (of the gazetteer, short if that is long).
        Edges: ``weight`` (windows shared), ``passages`` (their ids). Graph: ``windows`` (Passage by
        id), ``mentions``, ``minimum``.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> actor_network(mentions, within="sentence").edges["uk", "japan"]["weight"]
    8
    """
    expect_number(minimum, 1, "minimum")
    chosen, located = actors_in(mentions, within, "actor_network()")
    graph = joined_actors(located, chosen, minimum)
    graph.graph.update(windows={w.id: w for w in located}, mentions=chosen, minimum=minimum)
    return graph


def bipartite_network(
    mentions: Mentions, to: Literal["commitments", "instruments"] = "commitments"
) -> nx.Graph[str]:
    """Join actors to the commitments that name them, or to instruments in the same passage.

    Parameters
    ----------
    mentions : Mentions
    to : {"commitments", "instruments"}

    Returns
    -------
    networkx.Graph
        Nodes: ``side`` (``actor``, ``commitment``, ``instrument``), ``type``; a commitment that
        names nobody and an actor beside no instrument are there too. Edges: ``weight`` (mentions,
        or passages in common), ``passages``.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> list(bipartite_network(mentions)["accord:D2"])
    ['british-armed-forces', 'carrier-strike-group', 'jsdf', 'uk']
    """
    expect(mentions, Mentions, "bipartite_network()", WHERE_MENTIONS)
    expect_one_of(to, ("commitments", "instruments"), "to")
    side, graph = to.removesuffix("s"), nx.Graph()
    rows, beside = list(mentions.select(ACTORS).rows()), defaultdict[str, list[str]](list)
    if to == "commitments":
        beside |= {p.id: [p.id] for p in mentions.passages if p.kind == side}
        rows = sorted((m for m in rows if m.passage in beside), key=attrgetter("passage", "id"))
    else:
        for m in mentions.select(side).rows():
            beside[m.passage].append(m.id)
    graph.add_nodes_from(chain.from_iterable(beside.values()), side=side, type=side)
    ties: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for m in rows:
        graph.add_node(m.id, side="actor", type=m.type)
        for other in beside[m.passage]:
            ties[m.id, other].append(m.passage)
    nx.set_node_attributes(graph, names_in(mentions), "name")
    for (id, other), passages in ties.items():
        unique = tuple(dict.fromkeys(passages))
        weight = len(passages if to == "commitments" else unique)
        graph.add_edge(id, other, weight=weight, passages=unique)
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
        shown = self._marked("[{}]", str)
        return "\n".join(f"{p.id}: {text}" for p, text in shown) or "No window in common."

    def _repr_html_(self) -> str:
        shown = self._marked("<mark>[{}]</mark>", escape)
        quoted = (
            f"<blockquote>{text} <cite>({escape(p.id)})</cite></blockquote>" for p, text in shown
        )
        return "".join(quoted) or f"<p>{self!r}</p>"

    def _marked(self, mark: str, shown: Callable[[str], str]) -> Iterator[tuple[Passage, str]]:
        """Yield each passage and its text with a mark around each stretch to mark."""
        for p, spans in zip(self.passages, self.marks, strict=True):
            ends = pairwise([0, *chain.from_iterable(spans), len(p.text)])
            pieces = [shown(p.text[start:end]) for start, end in ends]
            pieces[1::2] = map(mark.format, pieces[1::2])
            yield p, "".join(pieces)


def evidence(graph: nx.Graph[str], a: str, b: str) -> Evidence:
    """Return the passages in which two actors of a network are mentioned together.

    Parameters
    ----------
    graph : networkx.Graph of `actor_network`
    a, b : str, ids of actors that are in it

    Returns
    -------
    Evidence
        One passage for each unit of the edge's weight; none if the two are not joined.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> [p.id for p in evidence(actor_network(mentions), "uk", "japan").passages][:2]
    ['accord:T', 'accord:P1']
    """
    expect_network(graph, "evidence()")
    known = set(graph.graph["mentions"].table["id"]).intersection(graph)  # none renamed since
    for id in (a, b):
        if not isinstance(id, str) or id not in known:
            raise unknown_name("actor", id, sorted(known), "the network")
    return next(evidence_of(graph, [(a, b)]))


def evidence_of(graph: nx.Graph[str], pairs: Iterable[tuple[str, str]]) -> Iterator[Evidence]:
    """Yield the evidence of pairs of actors."""
    mentions, places = graph.graph["mentions"], defaultdict[str, list[tuple[int, int, str]]](list)
    documents = {p.id: p.document for p in mentions.passages}
    for m in sorted(mentions.rows(), key=attrgetter("start")):
        places[documents[m.passage]].append((m.start, m.end, m.id))
    for pair in pairs:
        joined = graph.edges[pair]["passages"] if graph.has_edge(*pair) else ()
        windows, marks = tuple(graph.graph["windows"][id] for id in joined), []
        for w in windows:
            here = places[w.document]
            inside = here[bisect_left(here, (w.start,)) : bisect_left(here, (w.end,))]
            own = (m for m in inside if m[2] in pair and m[1] <= w.end)
            marks.append(tuple((start - w.start, end - w.start) for start, end, _ in own))
        yield Evidence(windows, tuple(marks))


@dataclass(frozen=True, repr=False, eq=False)
class Communities:
    """Groups of actors. Made by `communities`.

    Attributes
    ----------
    table : DataFrame
        One row an actor: ``actor``, ``community`` (from 1, the largest first), ``pillar`` (in
        whose windows it is mentioned most; empty outside the pillars).
    modularity : float
        With weights; not a number without edges.
    agreement : float
        With the pillars, as adjusted mutual information: 1 if they are the same, 0 by chance.
    """

    table: pd.DataFrame
    modularity: float
    agreement: float

    def __repr__(self) -> str:
        groups = self.table.groupby("community")["actor"].agg(", ".join)
        last = f"modularity {self.modularity:.2f}, agreement {self.agreement:.2f}"
        return "\n".join([*(f"{n}: {actors}" for n, actors in groups.items()), last])


def communities(graph: nx.Graph[str], seed: int = 0) -> Communities:
    """Divide a network into groups that are joined more within than between.

    The method is that of Louvain [1]_ with weights; agreement is adjusted for chance [2]_.

    Parameters
    ----------
    graph : networkx.Graph of `actor_network`, with actors in it
    seed : int
        For the order in which actors are visited; another one can give other groups.

    Returns
    -------
    Communities
        An actor without an edge is a community of its own.

    References
    ----------
    .. [1] Blondel, V. D. et al. (2008). https://doi.org/10.1088/1742-5468/2008/10/P10008
    .. [2] Vinh, N. X. et al. (2010). Journal of Machine Learning Research 11, equation 6.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> groups = communities(actor_network(mentions))
    >>> int(groups.table["community"].max()), round(groups.modularity, 1)
    (6, 0.4)
    """
    expect_network(graph, "communities()", actors=True)
    seed = expect_number(seed, 0, "seed")
    groups = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    groups.sort(key=lambda group: (-len(group), min(group)))
    rows = []
    for number, group in enumerate(groups, start=1):
        for actor in sorted(group):
            homes = (graph.graph["windows"][id].pillar for id in graph.nodes[actor]["passages"])
            rows.append((actor, number, statistics.mode(homes)))
    table = pd.DataFrame(rows, columns=["actor", "community", "pillar"])
    modularity = nx.community.modularity(graph, groups, weight="weight") if graph.edges else nan
    agreement = adjusted_mutual_information(*table[["community", "pillar"]].to_numpy().T.tolist())
    return Communities(table, modularity, agreement)


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


def expect_network(graph: object, what: str, *, actors: bool = False) -> None:
    """Refuse what is no network of `actor_network` or, where they are needed, has no actors."""
    node, edge = {"type", "mentions", "passages"}, {"weight", "passages"}
    if not (
        is_weighted(graph)
        and graph.graph.keys() >= {"windows", "mentions", "minimum"}
        and all(data.keys() >= node for _, data in graph.nodes(data=True))
        and all(data.keys() >= edge for *_, data in graph.edges(data=True))
    ):
        kind = "another graph" if isinstance(graph, nx.Graph) else named(graph)
        raise AccordError(
            f"{what} takes a network of actor_network(), not {kind}. "
            "Make one: actor_network(find_mentions(agreement, load_gazetteer()))."
        )
    if actors and not graph:
        raise AccordError(
            f"{what} needs actors, and this network has none. Search with a gazetteer that lists "
            "those of the text; candidate_names() shows what may be their names."
        )


def is_weighted(graph: object) -> TypeGuard[nx.Graph[str]]:
    """Tell whether something is a plain graph of ids whose edges have positive weights."""
    if not isinstance(graph, nx.Graph) or graph.is_directed() or graph.is_multigraph():
        return False
    weights: list[Any] = [data.get("weight") for *_, data in graph.edges(data=True)]
    positive = all(isinstance(w, int | float | np.number) and 0 < w < 1e300 for w in weights)
    return positive and all(isinstance(id, str) for id in graph)


def actors_in(
    mentions: object, within: str, what: str
) -> tuple[Mentions, dict[Passage, list[str]]]:
    """Return the mentions of actors, and for each window the actor of every mention in it."""
    chosen = expect(mentions, Mentions, what, WHERE_MENTIONS).select(ACTORS)
    expect_one_of(within, get_args(Window), "within")
    places: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    columns = (chosen.table[name].tolist() for name in ("passage", "start", "id"))
    for passage, start, id in zip(*columns, strict=True):
        places[passage].append((start, id))
    located = {}
    for p in chosen.passages:
        whole = (p,) if within in ("paragraph", p.kind) else ()
        for w in sentences(p) if within == "sentence" else whole:
            here = places[p.id]
            inside = here[bisect_left(here, (w.start,)) : bisect_left(here, (w.end,))]
            located[w] = [id for _, id in inside]
    return chosen, located


def joined_actors(
    located: Mapping[Passage, list[str]], mentions: Mentions, minimum: int
) -> nx.Graph[str]:
    """Return the network of the actors in some windows."""
    types = dict(zip(*(mentions.table[name].tolist() for name in ("id", "type")), strict=True))
    places, pairs = defaultdict[str, list[str]](list), defaultdict[tuple[str, str], list[str]](list)
    for window, actors in located.items():
        for actor in actors:
            places[actor].append(window.id)
        for pair in combinations(sorted(set(actors)), 2):
            pairs[pair].append(window.id)
    graph: nx.Graph[str] = nx.Graph()
    for id, ids in sorted(places.items()):
        graph.add_node(id, type=types[id], mentions=len(ids), passages=tuple(dict.fromkeys(ids)))
    nx.set_node_attributes(graph, names_in(mentions), "name")
    for (a, b), shared in sorted(pairs.items()):
        if len(shared) >= minimum:
            graph.add_edge(a, b, weight=len(shared), passages=tuple(shared))
    return graph
