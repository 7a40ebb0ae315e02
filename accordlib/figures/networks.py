"""Plots of networks of actors, and of how sure they are; each returns a Picture."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pandas as pd

from accordlib.actors.gazetteer import course_names
from accordlib.actors.networks import is_weighted
from accordlib.errors import AccordError, expect, expect_number
from accordlib.figures.picture import Picture, new_axes, pictured, plot, rows
from accordlib.figures.style import BLUE, GREEN, GREY, ORANGE, PALE, PAPER, PURPLE
from accordlib.tables import expect_columns, records

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
}
_LABELS: dict[str, Any] = {"textsize": 11, "linecolor": GREY, "linewidth": 0.8, "bbox": PAPER}
_LABELS |= {"margin": 0.006, "min_distance": 0.014, "max_distance": 0.25}
_LABELS |= {"priority_strategy": "largest", "avoid_label_lines_overlap": True}
_RANKS = {"varied": str, "choice": str, "actor": str, "rank": float}
_SMALL = {"and", "at", "for", "in", "of", "on", "the", "to"}


@plot
def plot_network(graph: nx.Graph[str], seed: int = 0, ax: Axes | None = None) -> Picture:
    """Draw an actor network.

    Actors joined to others, larger the more often they are mentioned, with a shape for each type;
    lines wider the more windows two actors share. Where a point stands means nothing. The
    description names actors without a line. Table: ``a``, ``b``, ``weight``.

    Parameters
    ----------
    graph : networkx.Graph
        From `actor_network`.
    seed : int
        For the layout of each connected piece (``spring_layout``; Fruchterman and Reingold 1991).

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> plot_network(actor_network(mentions, minimum=3)).alt
    '1 line joins 2 actors; the heaviest, between Japan and United Kingdom, weighs 8.'
    """
    import textalloc

    hint = "plot_network() draws what actor_network(mentions) returns"
    nodes = expect(graph, nx.Graph, "plot_network()", f"{hint}.").nodes(data=True)
    if not all({"mentions", "type"} <= set(data) for _, data in nodes) or not is_weighted(graph):
        raise AccordError(f"{hint}, and this graph is another.")
    seed = expect_number(seed, 0, "seed", 2**32 - 1)
    name_of = Naming(nx.get_node_attributes(graph, "name"))
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from((a, graph.nodes[a]) for a in sorted(graph) if graph.degree(a))
    joined.add_edges_from(graph.edges(data=True))
    if not joined:
        raise AccordError("No two actors are joined, so there is no network to draw.")
    places, axes = spring_places(joined, seed), new_axes(ax)
    _draw(axes, joined, places)
    axes.set_axis_off()
    axes.margins(0.14)
    x, y = np.array([places[a] for a in joined], float).T.tolist()
    names = [fill(name_of[a], 20) for a in joined]
    textalloc.allocate(axes, x, y, names, x_scatter=x, y_scatter=y, **_LABELS)
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=3)
    edges = sorted(joined.edges(data="weight"), key=lambda edge: (-edge[2], edge[:2]))
    table = pd.DataFrame(edges, columns=["a", "b", "weight"])
    said = "; ".join(f"{name_of.pair(r)} {r.weight}" for r in records(table))
    alone = ", ".join(sorted(name_of[a] for a, n in graph.degree() if not n)) or "none"
    said = f"Each line with its weight: {said}. Not joined to any: {alone}."
    first = f"{len(edges)} line{' joins' if len(edges) == 1 else 's join'} {len(joined)} actors"
    a, b, weight = edges[0]
    most = f"{first}; the heaviest, between {name_of[a]} and {name_of[b]}, weighs {weight}."
    return pictured(axes, table, said, most, f"{first}.")


def spring_places(
    graph: nx.Graph[str], seed: int, iterations: int = 400
) -> dict[str, tuple[float, float]]:
    """Place each component by itself: the largest on the left, the others on top of each other."""
    pieces = sorted(nx.connected_components(graph), key=lambda piece: (-len(piece), min(piece)))
    radius = [np.sqrt(len(piece)) for piece in pieces]
    right, y = radius[0] + 1.5 + max([0.0, *radius[1:]]), radius[0]
    places: dict[str, tuple[float, float]] = {}
    for n, (piece, r) in enumerate(zip(pieces, radius, strict=True)):
        looks = {"k": 3 / r, "scale": r, "center": (right, y - r) if n else (0.0, 0.0)}
        part = nx.subgraph_view(graph, filter_node=piece.__contains__)  # in the order of the graph
        places |= nx.spring_layout(part, iterations=iterations, seed=seed, weight=None, **looks)
        y -= 2 * r + 1.2 if n else 0.0
    return places


def _draw(axes: Axes, graph: nx.Graph[str], places: Places) -> None:
    """Draw lines, and nodes, those of one type together so that the legend has a row for each."""
    from matplotlib.collections import LineCollection

    ends = [(places[a], places[b]) for a, b in graph.edges]
    wide = [0.9 * weight**0.8 for *_, weight in graph.edges(data="weight")]
    lines = LineCollection(ends, linewidths=wide, colors=PALE, capstyle="projecting", zorder=1)
    axes.add_collection(lines)
    types = {n: t if t in _NODES else "organisation" for n, t in graph.nodes(data="type")}
    for type in (t for t in _NODES if t in types.values()):
        (marker, colour, name), some = _NODES[type], [n for n in graph if types[n] == type]
        x, y = zip(*(places[n] for n in some), strict=True)
        sizes = [60 + 30 * graph.nodes[n]["mentions"] for n in some]
        axes.scatter(x, y, sizes, colour, marker=marker, edgecolor="white", linewidth=1, zorder=2)
        axes.scatter([], [], 90, colour, marker=marker, label=name)


@plot
def plot_stability(table: pd.DataFrame, n: int = 8, ax: Axes | None = None) -> Picture:
    """Show how the ranks of the first actors move with every choice.

    For each actor its rank in the base and under each choice that leaves it in the network, and a
    bar from the best to the worst when one window is left out. Table: the rows of these actors.

    Parameters
    ----------
    table : DataFrame
        From `stability`.
    n : int
        How many actors to draw, by their rank in the base.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> plot_stability(stability(mentions, load_gazetteer()), n=2).alt
    'United Kingdom has rank 1 and, under other choices, ranks 1 to 1.'
    """
    table = expect_columns(table, _RANKS, "table", "Give stability(mentions, gazetteer).")
    expect_number(n, 1, "n")
    name_of = Naming(table.attrs.get("names", {}))
    base = table[table["varied"] == "base"].sort_values(["rank", "actor"])
    names = base["actor"].head(n).tolist()
    if not names or (table["rank"] < 1).any():
        raise AccordError("There is no actor with a rank to draw.")
    table = table[table["actor"].isin(names)].reset_index(drop=True)
    left_out = table["varied"] == "left out"
    choices = list(table[~left_out].groupby(["varied", "choice"], sort=False))
    axes, said = rows(ax, [fill(name_of[n], 28) for n in names], 2, 0.8), []
    for i, name in enumerate(names):
        own = table["actor"] == name
        under = [f"{r.varied} {r.choice}: {r.rank}" for r in records(table[own & ~left_out])]
        out = table[own & left_out]["rank"]
        if len(out):
            axes.hlines(i, out.min(), out.max(), color=PALE, linewidth=5)
            under.append(f"one window left out {out.min()} to {out.max()}")
        said.append(f"{name_of[name]}: {', '.join(under)}")
    for k, ((varied, choice), some) in enumerate(choices):
        y = some["actor"].map(names.index) + (k - (len(choices) - 1) / 2) * 0.12
        label, size = ("base", 7) if varied == "base" else (f"{varied}: {choice}", 5)
        colour = {"base": BLUE, "aliases": GREEN}.get(str(varied), ORANGE)
        looks: dict[str, Any] = {"color": colour, "label": label, "markersize": size, "zorder": 3}
        axes.plot(some["rank"], y, "osP<>^v"[k % 7], linestyle="", **looks)
    last = max(table["rank"].max(), 2)
    axes.set_xticks(range(1, last + 1, last // 10 + 1))
    axes.set_xlabel("rank (1: greatest; grey bar: range when one window is left out)")
    axes.legend(loc="lower left", bbox_to_anchor=(-0.1, 1), ncols=3, columnspacing=1)
    counted = f"Ranks of {len(names)} actors under {len(choices) - 1} other choices."
    ranks = table[(table["actor"] == names[0]) & (table["varied"] != "base")]["rank"]
    held = f"has rank {base['rank'].iloc[0]} and, under other choices, ranks {ranks.min()} to"
    whole = f"{name_of[names[0]]} {held} {ranks.max()}." if len(ranks) else counted
    return pictured(axes, table, f"Ranks: {'; '.join(said)}.", whole, counted)


class Naming(dict[str, str]):
    """Names of actors by id: those given, or made of the id; a node of a text has a label."""

    def __missing__(self, id: str) -> str:
        if ":" in id:
            return id.partition(":")[2]
        names = course_names()
        if id in names or id != id.lower():
            return names.get(id, id)
        return " ".join(
            w if w in _SMALL else w.upper() if w in names and len(w) < 4 else w.capitalize()
            for w in id.split("-")
        )

    def pair(self, edge: Any) -> str:
        """Return the names of the two ends of an edge."""
        return f"{self[edge.a]} – {self[edge.b]}"
