"""Plots of networks, null models and the stability of ranks; each returns a Picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import fill
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from accordlib.errors import AccordError
from accordlib.picture import BLUE, GREEN, GREY, ORANGE, PURPLE, Picture, new_axes, records
from accordlib.robustness import NullModel

if TYPE_CHECKING:
    import pandas as pd
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
                _label(n),
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
        f"{actor}: " + ", ".join(_label(n) for n in group["to"])
        for actor, group in table.groupby("actor", sort=False)
    )
    none = ", ".join(_label(n) for n in left if not graph.degree(n)) or "none"
    return Picture(figure, table, f"Who is joined to what. {said}. Joined to no actor: {none}.")


def plot_null_model(null: NullModel, edges: int = 15) -> Picture:
    """Show observed co-mentions beside what chance would give.

    Parameters
    ----------
    null : NullModel
        From `null_model`.
    edges : int
        How many pairs to draw: those that differ most from the shuffles, in either direction.

    Returns
    -------
    Picture
        For each pair a point for the observed number of windows, filled where at most 1 in 20
        shuffles has as many (or as few), and a bar for the mean of the shuffles and 2 standard
        deviations to either side.

    Raises
    ------
    AccordError
        If there is no pair, or `edges` is below 1.
    """
    if null.edges.empty or edges < 1:
        raise AccordError("There is no pair of actors to draw.")
    order = null.edges["z"].abs().sort_values(ascending=False, kind="stable").index[:edges]
    table = null.edges.loc[sorted(order)].reset_index(drop=True)
    with new_axes(9, 1.3 + 0.36 * len(table)) as (figure, axes):
        for i, r in enumerate(records(table)):
            axes.hlines(
                i, max(r.mean - 2 * r.sd, 0), r.mean + 2 * r.sd, color=GREY, linewidth=6, alpha=0.35
            )
            axes.plot(r.mean, i, "|", color=GREY, markersize=14)
            sure = min(r.p_more, r.p_less) <= 0.05
            axes.plot(
                r.observed,
                i,
                "o",
                color=BLUE,
                markerfacecolor=BLUE if sure else "white",
                markersize=9,
                markeredgewidth=1.8,
            )
        axes.set_yticks(
            range(len(table)), [f"{_label(r.a)} – {_label(r.b)}" for r in records(table)]
        )
        axes.set_ylim(len(table) - 0.5, -0.5)
        axes.set_xlim(left=-0.15)
        axes.set_xlabel(
            "windows in common (circle: observed; filled: p ≤ 0.05;\n"
            "bar: mean of the shuffles ± 2 standard deviations)"
        )
    said = "; ".join(
        f"{r.a} – {r.b} {r.observed:.0f} against {r.mean:.1f} ± {r.sd:.1f}" for r in records(table)
    )
    return Picture(
        figure, table, f"Windows in common, observed against {null.shuffles:,} shuffles: {said}."
    )


def plot_stability(table: pd.DataFrame, actors: int = 8) -> Picture:
    """Show how the ranks of the first actors move with every choice.

    Parameters
    ----------
    table : DataFrame
        From `stability`.
    actors : int
        How many actors to draw, by their rank in the base.

    Returns
    -------
    Picture
        For each actor its rank in the base and under each choice; leaving out one window at a
        time is drawn as the range from the best to the worst rank. An actor that a choice
        removes from the network has no mark there.

    Raises
    ------
    AccordError
        If the table is empty or `actors` is below 1.
    """
    if table.empty or actors < 1:
        raise AccordError("There is no actor to draw.")
    base = table[table["varied"] == "base"].sort_values(["rank", "actor"])
    names = base["actor"].head(actors).tolist()
    shown = table[table["actor"].isin(names)].reset_index(drop=True)
    choices = {
        "base": "o",
        "window: sentence": "s",
        "window: commitment": "P",
        "minimum: 2": "<",
        "minimum: 3": ">",
        "aliases: states": "^",
        "aliases: full names": "v",
    }
    with new_axes(9, 2 + 0.9 * len(names)) as (figure, axes):
        for i, name in enumerate(names):
            out = shown[(shown["actor"] == name) & (shown["varied"] == "left out")]["rank"]
            if len(out):
                axes.hlines(i, out.min(), out.max(), color=GREY, linewidth=9, alpha=0.3)
        for n, (choice, marker) in enumerate(choices.items()):
            varied, _, kind = choice.partition(": ")
            some = shown[(shown["varied"] == varied) & shown["choice"].isin([kind, "paragraph"])]
            if kind:
                some = some[some["choice"] == kind]
            y = [names.index(a) + (n - 3) * 0.12 for a in some["actor"]]
            axes.plot(
                some["rank"],
                y,
                marker,
                markersize=9 if n == 0 else 7,
                linestyle="",
                color=BLUE if n == 0 else ORANGE if n < 5 else GREEN,
                label=choice,
            )
        axes.set_yticks(range(len(names)), [fill(name, 24) for name in names])
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xscale("log")
        ticks = [n for n in (1, 2, 3, 5, 10, 20, 50) if n <= max(shown["rank"].max(), 2)]
        axes.set_xticks(ticks, [str(n) for n in ticks])
        axes.set_xticks([], minor=True)
        axes.set_xlabel("rank (1: greatest; grey bar: range when one window is left out)")
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False)
    said = "; ".join(f"{name}: {_ranks(shown[shown['actor'] == name])}" for name in names)
    return Picture(figure, shown, f"Ranks of {len(names)} actors under other choices. {said}.")


def _ranks(rows: pd.DataFrame) -> str:
    out = rows[rows["varied"] == "left out"]["rank"]
    rest = rows[rows["varied"] != "left out"]
    said = [f"{r.varied} {r.choice}: {r.rank}" for r in records(rest)]
    if len(out):
        said.append(f"one window left out {out.min()} to {out.max()}")
    return ", ".join(said)


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
        [_label(n) for n in nodes],
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


def _label(node: str) -> str:
    return fill(node.partition(":")[2] or node.replace("-", " "), 34)
