"""Plots of networks; each returns a Picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from accordlib.errors import AccordError, expect, expect_number
from accordlib.figures.names import actor_name
from accordlib.figures.picture import (
    Picture,
    drawing,
    first_that_fits,
    head_columns,
    plot,
    row_height,
)
from accordlib.figures.style import BESIDE, BLUE, GREEN, GREY, ORANGE, PALE, PURPLE, TALL, WIDE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Places = Mapping[str, tuple[float, float]]

# Marker, colour and name of each type of node; other types of actor look like organisations.
_NODES = {
    "state": ("o", BLUE, "state"),
    "polity": ("p", GREEN, "polity"),
    "body": ("s", ORANGE, "ministry or office"),
    "person": ("^", GREEN, "person"),
    "force": ("D", PURPLE, "armed force"),
    "organisation": ("P", GREY, "organisation or group of states"),
    "company": ("v", GREY, "company or club"),
    "instrument": ("h", ORANGE, "instrument"),
    "commitment": (">", PALE, "commitment"),
}
_LABELS: dict[str, Any] = {
    "textsize": 11,
    "margin": 0.006,
    "min_distance": 0.014,
    "max_distance": 0.25,
    "linecolor": GREY,
    "linewidth": 0.8,
    "draw_all": True,
    "priority_strategy": "largest",
    "avoid_label_lines_overlap": True,
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1},
}


@plot
def plot_network(graph: nx.Graph[str], seed: int = 0, ax: Axes | None = None) -> Picture:
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
        are not drawn; the description names them. Where a point stands means nothing. Table:
        ``a``, ``b``, ``weight``.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> plot_network(actor_network(mentions, minimum=4)).table
           a   b  weight
    0  japan  uk       8
    """
    import pandas as pd

    _expect_nodes(graph, "mentions", "plot_network() draws what actor_network(mentions) returns")
    expect_number(seed, 0, "seed", 2**32 - 1)
    joined = _part(graph, [a for a, lines in graph.degree() if lines])
    if not joined:
        raise AccordError("No two actors are joined, so there is no network to draw.")
    places, sizes = (
        _layout(joined, seed),
        {a: 60 + 30 * m for a, m in joined.nodes(data="mentions")},
    )
    with drawing(ax, WIDE, TALL) as (figure, axes):
        _draw(axes, joined, places, sizes, 0.9)
        _write_labels(axes, places, list(joined))
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=3)
    edges = sorted(joined.edges(data="weight"), key=lambda edge: (-edge[2], edge[:2]))
    table = pd.DataFrame(edges, columns=["a", "b", "weight"])
    said = "; ".join(f"{actor_name(a)} – {actor_name(b)} {weight}" for a, b, weight in edges)
    first = f"{len(edges)} line{' joins' if len(edges) == 1 else 's join'} {len(joined)} actors"
    a, b, weight = edges[0]
    most = f"{first}; the heaviest, between {actor_name(a)} and {actor_name(b)}, weighs {weight}."
    said = f"{first_that_fits(most, first + '.')} Each line with its weight: {said}."
    alone = ", ".join(sorted(actor_name(a) for a, n in graph.degree() if not n)) or "none"
    return Picture(figure, table, f"{said} Not joined to any: {alone}.")


@plot
def plot_bipartite(graph: nx.Graph[str], ax: Axes | None = None) -> Picture:
    """Draw a network of two sides as two columns.

    Parameters
    ----------
    graph : networkx.Graph
        From `bipartite_network`.

    Returns
    -------
    Picture
        Actors on the right, commitments or instruments on the left, in the order of the text;
        actors stand near what they are joined to. Nodes without a line are drawn pale. Table:
        ``actor``, ``to``, ``weight``.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> plot_bipartite(bipartite_network(mentions)).alt
    '10 of 29 commitments are joined to an actor; United Kingdom is joined to the most, 7.'
    """
    import pandas as pd

    _expect_nodes(graph, "side", "plot_bipartite() draws what bipartite_network(mentions) returns")
    if not graph.number_of_edges():
        raise AccordError("The network has no line, so there is nothing to draw.")
    left = [n for n, side in graph.nodes(data="side") if side != "actor"]
    at = {n: float(i) for i, n in enumerate(left)}
    middle = {a: np.mean([at[n] for n in graph[a]] or [len(left)]) for a in graph if a not in at}
    actors = sorted(middle, key=lambda a: (middle[a], a))
    kind = f"{graph.nodes[left[0]]['side']}s"
    step = max(len(left) - 1, 1) / max(len(actors) - 1, 1)
    places = {n: (0.0, -y) for n, y in at.items()}
    places |= {a: (1.0, -i * step) for i, a in enumerate(actors)}
    most = max(len(left), len(actors))
    with drawing(ax, WIDE, 1.2 + most * row_height(1.2, 0.3, most)) as (figure, axes):
        _draw(axes, graph, places, dict.fromkeys(graph, 80), 0.8)
        for n, place in places.items():
            offset, side = ((9, 0), "left") if place[0] else ((-9, 0), "right")
            colour = "black" if graph.degree(n) else GREY
            name = shorten(actor_name(n), 30, placeholder=" …")
            axes.annotate(name, place, offset, ha=side, color=colour, **BESIDE)
        axes.set_axis_on()
        head_columns(axes, {0: kind, 1: "actors"})
        axes.set(xlim=(-0.6, 1.6), yticks=[])
        axes.margins(y=0.5 / most)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=3)
    edges = [(a, n, graph.edges[a, n]["weight"]) for a in actors for n in left if n in graph[a]]
    table = pd.DataFrame(edges, columns=["actor", "to", "weight"])
    to = {a: [n for n in left if n in graph[a]] for a in actors}
    said = "; ".join(
        f"{actor_name(a)}: {', '.join(map(actor_name, to[a]))}" for a in actors if to[a]
    )
    first = f"{sum(graph.degree(n) > 0 for n in left)} of {len(left)} {kind} are joined to an actor"
    hub = max(actors, key=graph.degree)
    full = f"{first}; {actor_name(hub)} is joined to the most, {graph.degree(hub)}."
    first = first_that_fits(full, f"{first}.")
    none = ", ".join(actor_name(n) for n in left if not graph.degree(n)) or "none"
    return Picture(
        figure, table, f"{first} Who is joined to what: {said}. Joined to no actor: {none}."
    )


def _expect_nodes(graph: object, attribute: str, hint: str) -> None:
    """Refuse what is no network whose nodes have a type and another attribute."""
    found = expect(graph, nx.Graph, hint.split()[0], f"{hint}.")
    plain = not (found.is_multigraph() or found.is_directed())
    nodes = all({attribute, "type"} <= set(data) for _, data in found.nodes(data=True))
    if not (plain and nodes and all("weight" in data for *_, data in found.edges(data=True))):
        raise AccordError(f"{hint}, and this graph is another.")


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
        looks = {"k": 3 / r, "scale": r, "center": (right, y - r) if n else (0.0, 0.0)}
        part = _part(graph, piece)
        places |= nx.spring_layout(part, iterations=400, seed=int(seed), weight=None, **looks)
        y -= 2 * r + 1.2 if n else 0.0
    return places


def _draw(
    axes: Axes, graph: nx.Graph[str], places: Places, sizes: Mapping[str, float], width: float
) -> None:
    """Draw lines, and nodes, those of one type together so that the legend has a row for each."""
    for *pair, weight in graph.edges(data="weight"):
        wide = {"linewidth": width * weight**0.8, "zorder": 1}
        axes.plot(*zip(*(places[n] for n in pair), strict=True), color=PALE, **wide)
    types = {n: t if t in _NODES else "organisation" for n, t in graph.nodes(data="type")}
    for type in (t for t in _NODES if t in types.values()):
        (marker, colour, name), some = _NODES[type], [n for n in graph if types[n] == type]
        x, y = zip(*(places[n] for n in some), strict=True)
        shades = [colour if graph.degree(n) else "white" for n in some]
        edges = ["white" if graph.degree(n) else colour for n in some]
        looks: dict[str, Any] = {"edgecolor": edges, "linewidth": 1, "zorder": 2}
        axes.scatter(x, y, [sizes[n] for n in some], shades, marker=marker, **looks)
        axes.scatter([], [], 90, colour, marker=marker, label=name)
    axes.set_axis_off()


def _write_labels(axes: Axes, places: Places, nodes: list[str]) -> None:
    """Write labels that overlap neither each other nor a node (textalloc; Mattsson 2023)."""
    import textalloc

    x, y = ([float(places[n][k]) for n in nodes] for k in (0, 1))
    axes.margins(0.14)
    names = [fill(actor_name(n), 20) for n in nodes]
    textalloc.allocate(axes, x, y, names, x_scatter=x, y_scatter=y, **_LABELS)
