"""Plots of null models and the stability of ranks; each returns a Picture."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from accordlib.actors.robustness import NullModel
from accordlib.errors import AccordError
from accordlib.figures.networks import label
from accordlib.figures.picture import BLUE, GREEN, GREY, ORANGE, Picture, new_axes
from accordlib.tables import records

if TYPE_CHECKING:
    import pandas as pd


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
        axes.set_yticks(range(len(table)), [f"{label(r.a)} – {label(r.b)}" for r in records(table)])
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
