"""Networks to and from the programs in which they are drawn and measured."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from accordlib.errors import AccordError, expect, expect_words
from accordlib.exchange.border import expect_ending, expect_xml, file_text, flat, one_kind, refusing
from accordlib.texts.files import write_whole

_NETWORKS = (".gexf", ".graphml")
_GRAPH = "Give actor_network(mentions) or another graph of networkx."
_FORMATS_OWN = set("id source target viz pid parents start end spells slices".split())


def export_network(graph: nx.Graph[str], path: str | Path) -> tuple[Path, ...]:
    """Write a network for Gephi, igraph and other programs.

    An attribute that is a list becomes text, its items divided by ``"; "``. Of the graph's own
    attributes only text and numbers are written, and to GraphML only. See ``docs/other-tools.md``.

    Parameters
    ----------
    graph : networkx.Graph or DiGraph
        Its nodes are texts.
    path : str or Path
        It ends in ``.gexf`` or ``.graphml``.

    Returns
    -------
    tuple of Path
        The file that was written.

    Raises
    ------
    AccordError
        If the format cannot take the graph or an attribute of it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> mentions = find_mentions(load_corpus()["accord"], load_gazetteer())
    >>> with TemporaryDirectory() as folder:
    ...     [path] = export_network(actor_network(mentions), f"{folder}/actors.gexf")
    ...     import_network(path).nodes["uk"]["type"]
    'state'
    """
    expect(graph, nx.Graph, "export_network()", _GRAPH)
    place = expect_ending(path, _NETWORKS, "export_network()")
    if graph.is_multigraph() or not all(isinstance(node, str) for node in graph):
        said = "export_network() takes a graph without parallel edges, whose nodes are texts."
        raise AccordError(f"{said} Make one: nx.relabel_nodes(nx.Graph(graph), str).")
    plain: nx.Graph[str] = graph.__class__()
    plain.add_nodes_from(_of_one_kind(graph.nodes(data=True), "node"))
    edges = (((a, b), data) for a, b, data in graph.edges(data=True))
    plain.add_edges_from((*pair, data) for pair, data in _of_one_kind(edges, "edge"))
    if place.suffix.lower() == ".gexf":
        for node in plain:  # the format has a name of its own for what is shown
            plain.nodes[node].setdefault("label", str(graph.nodes[node].get("name", node)))
        text = "\n".join(nx.generate_gexf(plain))
        text = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
        text = text.replace(' name=""', "", 1)  # which the format does not know
    else:
        known = {k: v for k, v in graph.graph.items() if isinstance(v, str | bool | int | float)}
        plain.graph = dict(_of_one_kind([("", known)], "graph"))[""]
        text = "\n".join(nx.generate_graphml(plain))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    write_whole(place, (head + text + "\n").encode("utf-8"))
    return (place,)


def import_network(path: str | Path, lists: Sequence[str] = ("passages",)) -> nx.Graph[str]:
    """Read a network from GEXF or GraphML.

    Parameters
    ----------
    path : str or Path
        It ends in ``.gexf`` or ``.graphml``.
    lists : list of str
        The attributes that are lists, as `export_network` writes them.

    Returns
    -------
    networkx.Graph
        Or another of its kinds, with all attributes of nodes and edges; lists as tuples.

    Raises
    ------
    AccordError
        If the file is not well-formed, or of another kind.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> mentions = find_mentions(load_corpus()["accord"], load_gazetteer())
    >>> with TemporaryDirectory() as folder:
    ...     [path] = export_network(actor_network(mentions), f"{folder}/actors.graphml")
    ...     import_network(path).nodes["british-armed-forces"]["passages"]
    ('accord:p13',)
    """
    place = expect_ending(path, _NETWORKS, "import_network()")
    names = expect_words(lists, "lists")
    read: Callable[..., Any] = nx.read_graphml
    read = nx.read_gexf if place.suffix.lower() == ".gexf" else read
    with refusing(place):
        graph: nx.Graph[str] = read(io.BytesIO(file_text(place).encode("utf-8")), node_type=str)
    for made in ("node_default", "edge_default", "mode"):
        graph.graph.pop(made, None)
    for node, data in graph.nodes(data=True):
        if data.get("label") == data.get("name", node):
            del data["label"]
    for *_, data in (*graph.nodes(data=True), *graph.edges(data=True)):
        data.pop("id", None)  # the number of an edge in the file
        for name in names:
            if isinstance(data.get(name), str):
                data[name] = tuple(filter(None, data[name].split("; ")))
    return graph


def _of_one_kind(items: Iterable[tuple[Any, Any]], what: str) -> list[tuple[Any, dict[str, Any]]]:
    """Return attributes by node or edge, the values of one name all of one type."""
    rows, values = [], defaultdict[str, list[Any]](list)
    for key, data in items:
        expect_xml("".join(key), f"The {what} {key!r:.80}")
        rows.append((key, data.copy()))
        for name, value in data.items():
            where = f"Attribute {name!r:.80} of {what} {key!r:.80}"
            if not isinstance(name, str) or name in _FORMATS_OWN:
                raise AccordError(f"{where} has a name that files keep for themselves. Rename it.")
            rows[-1][1][name] = plain = flat(value, where)
            expect_xml(f"{name}{plain}", where)
            values[name].append(plain)
    kinds = {name: one_kind(found) for name, found in values.items()}
    return [
        (key, {n: kinds[n](value) for n, value in data.items() if value is not None})
        for key, data in rows
    ]
