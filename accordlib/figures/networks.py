"""Plots of networks; each returns a Picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from accordlib.errors import AccordError
from accordlib.figures.picture import BLUE, GREEN, GREY, ORANGE, PURPLE, Picture, new_axes
from accordlib.tables import records

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOOKS = {
    "state": ("o", BLUE),
    "polity": ("p", GREEN),
    "body": ("s", ORANGE),
    "person": ("^", GREEN),
    "force": ("D", PURPLE),
    "organisation": ("P", GREY),
    "forum": ("P", GREY),
    "company": ("v", GREY),
    "instrument": ("h", ORANGE),
    "commitment": (">", "#999999"),
}
_NAMES = {
    "state": "state",
    "polity": "polity",
    "body": "ministry or office",
    "person": "person",
    "force": "armed force",
    "organisation": "organisation or group of states",
    "company": "company or club",
    "instrument": "instrument",
    "commitment": "commitment",
}
_KINDS = {"forum": "organisation"}


def plot_network(graph: nx.Graph[str], seed: int = 0) -> Picture:
    """Draw an actor network.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`.
    seed : int
        For the layout of each connected piece (spring layout of Fruchterman and Reingold 1991,
        as NetworkX has it).

    Returns
    -------
    Picture
        Actors joined to others, larger the more often they are mentioned, their type shown by
        shape and colour; lines wider the more windows two actors share. Actors without a line
        are not drawn; the description names them. Where a point stands means nothing.

    Raises
    ------
    AccordError
        If no two actors are joined.
    """
    import pandas as pd

    joined = _part(graph, [a for a, n in graph.degree() if n])
    if not joined:
        raise AccordError("No two actors are joined, so there is no network to draw.")
    places = _layout(joined, seed)
    with new_axes(10, 7) as (figure, axes):
        _draw_edges(axes, joined, places, 0.9)
        sizes = {a: 90 + 45 * d["mentions"] for a, d in joined.nodes(data=True)}
        _draw_nodes(axes, joined, places, sizes)
        _write_labels(axes, joined, places, list(joined))
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=3, frameon=False)
    rows = sorted(joined.edges(data="weight"), key=lambda edge: (-edge[2], edge[:2]))
    table = pd.DataFrame(rows, columns=["a", "b", "weight"])
    alone = sorted(a for a, n in graph.degree() if not n)
    said = "; ".join(f"{r.a} – {r.b} {r.weight}" for r in records(table))
    return Picture(
        figure,
        table,
        f"Network of {len(joined)} actors joined by {len(table)} lines (weight): {said}. "
        f"Not joined to any: {', '.join(alone) or 'none'}.",
    )


def plot_bipartite(graph: nx.Graph[str]) -> Picture:
    """Draw a network of two sides as two columns.

    Parameters
    ----------
    graph : networkx.Graph
        From `bipartite_network`.

    Returns
    -------
    Picture
        Actors on the right, commitments or instruments on the left, in the order of the text;
        actors stand near what they are joined to. Nodes without a line are drawn pale.

    Raises
    ------
    AccordError
        If the network has no line.
    """
    import pandas as pd

    if not graph.number_of_edges():
        raise AccordError("The network has no line, so there is nothing to draw.")
    left = [n for n, side in graph.nodes(data="side") if side != "actor"]
    at = {n: float(i) for i, n in enumerate(left)}
    actors = [n for n, side in graph.nodes(data="side") if side == "actor"]
    middle = {a: np.mean([at[n] for n in graph[a]] or [len(left)]) for a in actors}
    actors.sort(key=lambda a: (middle[a], a))
    step = max(len(left) - 1, 1) / max(len(actors) - 1, 1)
    places = {n: (0.0, -y) for n, y in at.items()}
    places |= {a: (1.0, -i * step) for i, a in enumerate(actors)}
    with new_axes(9.5, 1.8 + 0.3 * max(len(left), len(actors))) as (figure, axes):
        _draw_edges(axes, graph, places, 0.8)
        _draw_nodes(axes, graph, places, dict.fromkeys(graph, 80))
        for n, (x, y) in places.items():
            axes.annotate(
                label(n),
                (x, y),
                (-9 if x == 0 else 9, 0),
                textcoords="offset points",
                ha="right" if x == 0 else "left",
                va="center",
                fontsize=11,
                color="black" if graph.degree(n) else "#767676",
            )
        axes.set_xlim(-0.35, 1.45)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=2, frameon=False)
    rows = [
        (a, n, graph.edges[a, n]["weight"]) for a in actors for n in left if graph.has_edge(a, n)
    ]
    table = pd.DataFrame(rows, columns=["actor", "to", "weight"])
    said = "; ".join(
        f"{actor}: " + ", ".join(label(n) for n in group["to"])
        for actor, group in table.groupby("actor", sort=False)
    )
    none = ", ".join(label(n) for n in left if not graph.degree(n)) or "none"
    return Picture(figure, table, f"Who is joined to what. {said}. Joined to no actor: {none}.")


def _part(graph: nx.Graph[str], nodes: Iterable[str]) -> nx.Graph[str]:
    """Return the network of some nodes, in alphabetical order (a view would have none)."""
    part: nx.Graph[str] = nx.Graph()
    part.add_nodes_from((n, graph.nodes[n]) for n in sorted(nodes))
    part.add_edges_from(e for e in graph.edges(data=True) if e[0] in part and e[1] in part)
    return part


def _layout(graph: nx.Graph[str], seed: int) -> dict[str, tuple[float, float]]:
    """Place each component by itself: the largest on the left, the others on top of each other."""
    pieces = sorted(nx.connected_components(graph), key=lambda piece: (-len(piece), min(piece)))
    radius = [np.sqrt(len(piece)) for piece in pieces]
    right, y = radius[0] + 1.5 + max([0.0, *radius[1:]]), radius[0]
    places: dict[str, tuple[float, float]] = {}
    for n, (piece, r) in enumerate(zip(pieces, radius, strict=True)):
        centre = (0.0, 0.0) if n == 0 else (right, y - r)
        part = _part(graph, piece)
        k = 3 / np.sqrt(len(piece))
        places |= nx.spring_layout(
            part, k=k, iterations=400, seed=seed, weight=None, scale=r, center=centre
        )
        y -= 0.0 if n == 0 else 2 * r + 1.2
    return places


def _draw_edges(axes: Axes, graph: nx.Graph[str], places: Mapping[str, Any], width: float) -> None:
    for a, b, weight in graph.edges(data="weight"):
        (x, y), (u, v) = places[a], places[b]
        axes.plot([x, u], [y, v], color=GREY, linewidth=width * weight**0.8, alpha=0.45, zorder=1)


def _draw_nodes(
    axes: Axes, graph: nx.Graph[str], places: Mapping[str, Any], sizes: Mapping[str, float]
) -> None:
    """Draw the nodes, those of one kind together so that the legend has a row for each."""
    from matplotlib.colors import to_rgba

    for kind, name in _NAMES.items():
        some = [n for n, type in graph.nodes(data="type") if _KINDS.get(type, type) == kind]
        if not some:
            continue
        marker, colour = _LOOKS[kind]
        axes.scatter(
            [places[n][0] for n in some],
            [places[n][1] for n in some],
            s=[sizes[n] for n in some],
            marker=marker,
            color=[to_rgba(colour, 1.0 if graph.degree(n) else 0.3) for n in some],
            edgecolor="white",
            linewidth=0.8,
            zorder=2,
        )
        axes.scatter([], [], marker=marker, color=colour, s=90, label=name)
    axes.set_axis_off()


def _write_labels(
    axes: Axes, graph: nx.Graph[str], places: Mapping[str, Any], nodes: list[str]
) -> None:
    """Write labels that overlap neither each other nor a node (textalloc; Mattsson 2023)."""
    import textalloc

    x, y = ([float(places[n][k]) for n in nodes] for k in (0, 1))
    axes.margins(0.14)
    textalloc.allocate(
        axes,
        x,
        y,
        [label(n) for n in nodes],
        x_scatter=x,
        y_scatter=y,
        textsize=12,
        margin=0.008,
        min_distance=0.018,
        max_distance=0.25,
        linecolor=GREY,
        linewidth=0.8,
        draw_all=True,
        priority_strategy="largest",
        avoid_label_lines_overlap=True,
    )


def label(node: str) -> str:
    """Return what is written beside a node."""
    return fill(node.partition(":")[2] or node.replace("-", " "), 34)
