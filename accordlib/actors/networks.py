"""From mentions to networks: windows, edges with evidence, centralities."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import combinations
from typing import TYPE_CHECKING, Literal, get_args

from accordlib.actors.mentions import ACTORS, Mentions
from accordlib.errors import (
    AccordError,
    UnknownNameError,
    expect,
    expect_number,
    expect_one_of,
    named,
)
from accordlib.texts.passages import Passage
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import networkx as nx

Window = Literal["commitment", "sentence", "paragraph"]


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
        If something else than mentions is given, `within` is something else, or `minimum` is
        below 1.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> mentions = find_mentions(agreement, load_gazetteer())
    >>> network = actor_network(mentions, within="sentence")
    >>> network.edges["uk", "japan"]["weight"]
    8
    """
    expect_number(minimum, 1, "minimum")
    chosen, windows = actors_in(mentions, within, "actor_network()")
    graph = joined_actors(located_in(chosen, windows), chosen, minimum)
    graph.graph.update(windows={w.id: w for w in windows}, mentions=chosen, minimum=minimum)
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
        If something else than mentions is given, or `to` is something else.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> mentions = find_mentions(agreement, load_gazetteer())
    >>> list(bipartite_network(mentions)["accord:D2"])
    ['british-armed-forces', 'carrier-strike-group', 'jsdf', 'uk']
    """
    import networkx as nx

    expect(mentions, Mentions, "bipartite_network()", _MENTIONS)
    expect_one_of(to, ("commitments", "instruments"), "to")
    rows, graph = mentions.table, nx.Graph()
    actors = rows[rows["type"].isin(ACTORS)]
    if to == "commitments":
        commitments = [p.id for p in mentions.passages if p.kind == "commitment"]
        graph.add_nodes_from(commitments, side="commitment", type="commitment")
        named_in = actors[actors["passage"].isin(commitments)]
        for (passage, id, type), group in named_in.groupby(["passage", "id", "type"]):
            graph.add_node(id, side="actor", type=type)
            graph.add_edge(id, passage, weight=len(group), passages=(passage,))
        return graph
    instruments = rows[rows["type"] == "instrument"]
    graph.add_nodes_from(instruments["id"], side="instrument", type="instrument")
    beside = instruments.groupby("passage")["id"].unique()
    once = actors.drop_duplicates(["passage", "id"])
    for passage, id, type in zip(once["passage"], once["id"], once["type"], strict=True):
        graph.add_node(id, side="actor", type=type)
        for instrument in beside.get(passage, ()):
            places = (*graph.get_edge_data(id, instrument, {"passages": ()})["passages"], passage)
            graph.add_edge(id, instrument, weight=len(places), passages=places)
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
        If the graph is not from `actor_network`, or one of the two is not in it.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> network = actor_network(find_mentions(agreement, load_gazetteer()))
    >>> [p.id for p in evidence(network, "uk", "japan").passages][:2]
    ['accord:T', 'accord:P1']
    """
    expect_network(graph, "evidence()")
    for id in (a, b):
        if id not in graph:
            known = ", ".join(graph) or "none, the network is empty"
            close = isinstance(id, str) and id.lower() in graph
            hint = f" Did you mean {id.lower()!r}?" if close else ""
            raise UnknownNameError(f"No actor {id!r:.80} in the network.{hint} There is: {known}.")
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


_MENTIONS = "Give what find_mentions() returns, or Mentions() of your own annotations."
_NODE, _EDGE = ("type", "mentions", "passages"), ("weight", "passages")


def expect_network(graph: object, what: str) -> None:
    """Refuse what is no network of `actor_network`."""
    import networkx as nx

    made = "Make one: actor_network(find_mentions(agreement, load_gazetteer()))."
    if not isinstance(graph, nx.Graph):
        raise AccordError(f"{what} takes a network of actor_network(), not {named(graph)}. {made}")
    whole = all(key in graph.graph for key in ("windows", "mentions", "minimum"))
    nodes = all(key in data for _, data in graph.nodes(data=True) for key in _NODE)
    edges = all(key in data for *_, data in graph.edges(data=True) for key in _EDGE)
    if graph.is_directed() or graph.is_multigraph() or not (whole and nodes and edges):
        raise AccordError(f"{what} takes a network of actor_network(), not another graph. {made}")


def actors_in(mentions: object, within: str, what: str) -> tuple[Mentions, list[Passage]]:
    """Return the mentions of actors, and the windows in which they can stand together."""
    chosen = expect(mentions, Mentions, what, _MENTIONS).select(ACTORS)
    expect_one_of(within, sorted(get_args(Window)), "within")
    if within == "sentence":
        return chosen, [s for p in chosen.passages for s in sentences(p)]
    return chosen, [p for p in chosen.passages if within == "paragraph" or p.kind == within]


def located_in(mentions: Mentions, windows: Iterable[Passage]) -> dict[str, list[str]]:
    """Return for each window the actors mentioned in it, once for every mention."""
    documents = {p.id: p.document for p in mentions.passages}
    by_document: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for passage, start, id in zip(*mentions.columns("passage", "start", "id"), strict=True):
        by_document[documents[passage]].append((start, id))
    for places in by_document.values():
        places.sort()

    def between(places: list[tuple[int, str]], start: int, end: int) -> list[str]:
        first, last = (bisect_left(places, (at,)) for at in (start, end))
        return [id for _, id in places[first:last]]

    return {w.id: between(by_document[w.document], w.start, w.end) for w in windows}


def joined_actors(
    located: Mapping[str, list[str]], mentions: Mentions, minimum: int
) -> nx.Graph[str]:
    """Return the network of the actors in some windows."""
    import networkx as nx

    types = dict(zip(*mentions.columns("id", "type"), strict=True))
    places: defaultdict[str, list[str]] = defaultdict(list)
    pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for window, actors in located.items():
        for actor in actors:
            places[actor].append(window)
        for pair in combinations(sorted(set(actors)), 2):
            pairs[pair].append(window)
    graph: nx.Graph[str] = nx.Graph()
    for id, ids in sorted(places.items()):
        unique = tuple(dict.fromkeys(ids))
        graph.add_node(id, type=types[id], mentions=len(ids), passages=unique)
    for (a, b), shared in sorted(pairs.items()):
        if len(shared) >= minimum:
            graph.add_edge(a, b, weight=len(shared), passages=tuple(shared))
    return graph


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
