"""`explore`: a network whose lines show the passages on which they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from math import isfinite
from numbers import Real
from textwrap import shorten
from typing import Any, get_args

import networkx as nx
import numpy as np
import pandas as pd

from accordlib.actors.networks import Window, actors_in, joined_actors
from accordlib.errors import AccordError, counted, expect
from accordlib.figures.networks import Naming, plot_network, spring_places
from accordlib.figures.picture import Picture
from accordlib.tables import expect_columns, records
from accordlib.texts.passages import Passage, unknown_name
from accordlib.texts.sentences import sentences
from accordlib.views.view import View

_MOST_PLACED, _LINES_SAID = 60, 40  # actors in the picture, lines in the words
_LONGEST_FACT, _LONGEST_PASSAGE = 200, 3_000  # characters of an attribute; of a passage in words
_WE = {"passage": str, "start": object, "end": object, "actors": str}


def explore(graph: nx.Graph[Any], we: pd.DataFrame | None = None) -> View:
    """Show a network in which a line or an actor, touched, shows its passages.

    Of a network of `actor_network` the window, the smallest number of windows, how each window
    counts (1, or 1/(k-1) where it names k actors [1]_) and, with a table, whom *we* stands for can
    be changed in the page, which then counts anew. Any other graph is shown with its attributes.

    Parameters
    ----------
    graph : networkx.Graph
        Undirected, without parallel edges.
    we : DataFrame, optional
        Where words stand for actors that they do not name: ``passage`` (id), ``start`` and ``end``
        (characters in the document), ``actors`` (ids, with ``;`` between them).

    Returns
    -------
    View
        Its words name the lines of the network that was given.

    Raises
    ------
    AccordError
        If the table does not fit the network.

    See Also
    --------
    actor_network, evidence, plot_network

    References
    ----------
    .. [1] Newman, M. E. J. (2001). https://doi.org/10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> explore(actor_network(mentions)).words.splitlines()[0]
    'A network of 24 actors and 45 lines.'
    >>> explore(actor_network(mentions, minimum=3)).words.splitlines()[1]
    'Each line with its weight: Japan – United Kingdom 8.'
    """
    view = network_view(graph, we)
    return replace(view, picture=_picture(graph, _names_of(graph)))


def network_view(graph: nx.Graph[Any], we: pd.DataFrame | None = None) -> View:
    """Return the view without its picture, for a page that has drawn one."""
    hint = "Give actor_network(mentions), or a graph of NetworkX."
    expect(graph, nx.Graph, "explore()", hint)
    if graph.is_directed() or graph.is_multigraph():
        raise AccordError("explore() shows lines without direction, one a pair: nx.Graph(graph).")
    number = {node: n for n, node in enumerate(graph)}
    within = _window_of(graph)
    if we is not None and within is None:
        raise AccordError("A table of we is counted with the mentions that actor_network() keeps.")
    names = _names_of(graph)
    joined = nx.Graph(graph.edges)
    data: dict[str, Any]
    if within is None:
        windows = _windows(graph)
        lines = ((number[a], number[b], facts) for a, b, facts in graph.edges(data=True))
        data = {"lines": [_line_shown(*line, windows) for line in lines]}
        data["texts"] = {w: p.text for w, p in windows.items()}
    else:
        texts = _texts(graph, number, _whom(graph, we))
        data = {"within": within, "minimum": graph.graph["minimum"], "passages": texts}
        for p in texts:
            inside = {n for *_, some in (*p["mentions"], *p["we"]) for n in some}
            nodes = [node for node, n in number.items() if n in inside]
            joined.add_edges_from(combinations(nodes, 2))
    places = _points(graph, joined)
    data["actors"] = [
        {"name": names[node], "place": places.get(node), **_facts(graph.nodes[node])}
        for node in graph
    ]
    said = _in_words(graph, names)
    return View("explore", said[0].rstrip("."), data, "\n".join(said))


def _window_of(graph: nx.Graph[Any]) -> str | None:
    """Return in which windows a network counts; None if it is no longer what its mentions give."""
    if not graph.graph.keys() >= {"windows", "mentions", "minimum"}:
        return None
    edges = {(*sorted(edge), w) for *edge, w in graph.edges(data="weight")}
    for within in get_args(Window):
        chosen, located = actors_in(graph.graph["mentions"], within, "explore()")
        if {w.id for w in located} == graph.graph["windows"].keys():
            made = joined_actors(located, chosen, graph.graph["minimum"])
            own = made.subgraph(graph)
            if edges == {(*sorted(edge), w) for *edge, w in own.edges(data="weight")}:
                return within if set(own) == set(graph) else None
    return None


def _windows(graph: nx.Graph[Any]) -> dict[str, Passage]:
    """Return the passages that a network has kept."""
    kept = graph.graph.get("windows")
    found = kept.items() if isinstance(kept, Mapping) else ()
    return {id: p for id, p in found if isinstance(id, str) and isinstance(p, Passage)}


def _names_of(graph: nx.Graph[Any]) -> dict[Any, str]:
    """Return the name of each node; ids of the course's gazetteer are written out."""
    given = {n: x for n, x in graph.nodes(data="name") if isinstance(x, str) and x.strip()}
    known = Naming(given) if "mentions" in graph.graph else given
    return {n: known[n] if n in given or isinstance(known, Naming) else str(n) for n in graph}


def _whom(graph: nx.Graph[Any], we: pd.DataFrame | None) -> dict[str, list[Any]]:
    """Return for each passage where words stand for actors they do not name, and for whom."""
    found: dict[str, list[Any]] = defaultdict(list)
    if we is None:
        return found
    hint = "Give kwic(agreement, 'we').table with a column actors, such as 'uk;japan'."
    passages = {p.id: p for p in graph.graph["mentions"].passages}
    for row, r in enumerate(records(expect_columns(we, _WE, "the table of we", hint)), start=1):
        if r.passage not in passages:
            raise AccordError(f"Row {row} of the table of we: no passage {r.passage!r:.80}. {hint}")
        p, ids = passages[r.passage], [id.strip() for id in r.actors.split(";")]
        if unknown := [id for id in ids if id not in graph]:
            raise unknown_name("actor", unknown[0], sorted(graph), f"the network (row {row})")
        if not p.start <= r.start < r.end <= p.end:
            raise AccordError(f"Row {row} of the table of we lies outside its passage. {hint}")
        found[p.id].append((r.start - p.start, r.end - p.start, ids))
    return found


def _texts(
    graph: nx.Graph[Any], number: dict[Any, int], whom: dict[str, list[Any]]
) -> list[dict[str, Any]]:
    """Return the passages that name an actor or have a *we*, with where these stand."""
    mentions, named = graph.graph["mentions"], defaultdict[str, list[Any]](list)
    for m in mentions.rows():
        if m.id in number:
            named[m.passage].append((m.start, m.end, [number[m.id]]))
    texts = []
    for p in mentions.passages:
        if p.id not in named and p.id not in whom:
            continue
        facts = {"id": p.id, "text": p.text, "size": len(p.text), "language": p.language}
        facts |= {"commitment": p.kind == "commitment"}
        facts["sentences"] = [[s.start - p.start, s.end - p.start] for s in sentences(p)]
        facts["mentions"] = [[a - p.start, b - p.start, some] for a, b, some in named[p.id]]
        facts["we"] = [[a, b, [number[id] for id in ids]] for a, b, ids in sorted(whom[p.id])]
        texts.append(facts)
    return texts


def _line_shown(
    a: int, b: int, attributes: Mapping[Any, Any], windows: Mapping[str, Passage]
) -> dict[str, Any]:
    """Return a line of a graph that is shown as it is."""
    ids = _passages_of(attributes, windows)
    facts = _attributes(attributes, {"weight"} | ({"passages"} if ids else set()))
    weight = _line_weight(attributes)
    return {"a": a, "b": b, "weight": weight, "facts": facts, "passages": ids}


def _passages_of(attributes: Mapping[Any, Any], texts: Mapping[str, Passage]) -> list[str]:
    """Return the ids of the passages on which a line stands, as far as they are kept."""
    kept = attributes.get("passages")
    return [id for id in kept if id in texts] if isinstance(kept, list | tuple) else []


def _line_weight(attributes: Mapping[Any, Any]) -> float:
    """Return the weight of a line; one without a finite number as its weight weighs 1."""
    given = attributes.get("weight")
    if isinstance(given, bool | np.bool) or not isinstance(given, Real) or not isfinite(given):
        return 1
    number = float(given)
    return int(number) if number.is_integer() else number


def _facts(attributes: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what is shown of an actor."""
    size, type = attributes.get("mentions"), attributes.get("type")
    is_count = isinstance(size, int | np.integer) and size is not True and size >= 0
    facts = _attributes(attributes, {"name", "type"} | ({"passages"} if is_count else set()))
    kind = "" if type is None else str(type)
    return {"type": kind, "size": int(size or 0) if is_count else 0, "facts": facts}


def _attributes(attributes: Mapping[Any, Any], known: set[str]) -> list[list[str]]:
    """Return attributes as texts, without those that are shown elsewhere."""
    shown = ((str(key), str(value)) for key, value in attributes.items() if key not in known)
    return [[key, shorten(value, _LONGEST_FACT, placeholder=" …")] for key, value in shown]


def _points(graph: nx.Graph[Any], joined: nx.Graph[Any]) -> dict[Any, list[float]]:
    """Return where the joined actors stand, from 0 to 1 on both sides; others have no place."""
    if not joined:
        return {}
    order = {node: str(n) for n, node in enumerate(graph)}  # pieces are put in order by texts
    named = nx.relabel_nodes(joined.subgraph(n for n in graph if n in joined), order)
    found = spring_places(named, 0, 400 if len(joined) <= _MOST_PLACED else 80)
    spans = [(min(xs), max(xs) - min(xs)) for xs in zip(*found.values(), strict=True)]
    return {
        node: [
            round(float((x - low) / size), 2) if size else 0.5
            for x, (low, size) in zip(found[order[node]], spans, strict=True)
        ]
        for node in graph
        if node in joined
    }


def _in_words(graph: nx.Graph[Any], names: Mapping[Any, str]) -> list[str]:
    """Say how large the network is, and which lines it has."""
    size, many = counted(len(graph), "actor"), counted(graph.number_of_edges(), "line")
    said = [f"A network of {size} and {many}."]
    lines: list[tuple[float, str, str]] = []
    for a, b, attributes in graph.edges(data=True):
        first, other = sorted((names[a], names[b]))
        lines.append((-_line_weight(attributes), first, other))
    if lines:
        heaviest = [f"{a} – {b} {-w:g}" for w, a, b in sorted(lines)[:_LINES_SAID]]
        more = len(lines) - len(heaviest)
        rest = f"; and {counted(more, 'more line')}" if more else ""
        said.append(f"Each line with its weight: {'; '.join(heaviest)}{rest}.")
    if alone := sorted(names[n] for n, degree in graph.degree() if not degree):
        said.append(f"Not joined to any: {', '.join(alone)}.")
    texts = _windows(graph)
    joined: dict[str, set[str]] = {id: set() for id in texts}
    for a, b in graph.edges:
        for id in _passages_of(graph.edges[a, b], texts):
            joined[id] |= {names[a], names[b]}
    stands = [(id, ", ".join(sorted(some))) for id, some in joined.items() if some]
    for id, some in stands[:_LINES_SAID]:
        words = " ".join(texts[id].text.split())
        cut = " …" * (len(words) > _LONGEST_PASSAGE)
        said.append(f"{id} joins {some}: {words[:_LONGEST_PASSAGE]}{cut}")
    if (more := len(stands) - _LINES_SAID) > 0:
        said.append(f"And {counted(more, 'more passage')}.")
    return said


def _picture(graph: nx.Graph[Any], names: Mapping[Any, str]) -> Picture | None:
    """Draw a network that is small enough to be seen at once."""
    joined = [n for n, degree in graph.degree() if degree]
    lines = [(a, b, _line_weight(d)) for a, b, d in graph.edges(data=True)]
    if not joined or len(joined) > _MOST_PLACED or min(weight for *_, weight in lines) <= 0:
        return None
    drawn: nx.Graph[str] = nx.Graph()
    ids = {node: str(n) for n, node in enumerate(graph)}
    for node in graph:
        facts = _facts(graph.nodes[node])
        drawn.add_node(ids[node], name=names[node], type=facts["type"], mentions=facts["size"])
    drawn.add_weighted_edges_from((ids[a], ids[b], weight) for a, b, weight in lines)
    picture, called = plot_network(drawn), {id: names[node] for node, id in ids.items()}
    return replace(picture, table=picture.table.map(lambda cell: called.get(cell, cell)))
