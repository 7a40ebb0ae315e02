"""Plots of what chance gives and of other choices; each returns a Picture."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from accordlib.actors.robustness import NullModel
from accordlib.errors import AccordError, expect, expect_number
from accordlib.figures.names import actor_name
from accordlib.figures.picture import Picture, draw_circle, first_that_fits, plot, rows
from accordlib.figures.style import BLUE, GREEN, GREY, ORANGE, PALE, WIDE
from accordlib.tables import expect_columns, records

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_RANKS = {"varied": str, "choice": str, "actor": str, "rank": float}


@plot
def plot_null_model(null: NullModel, n: int = 15, ax: Axes | None = None) -> Picture:
    """Show observed co-mentions beside what chance would give.

    Parameters
    ----------
    null : NullModel
        From `null_model`.
    n : int
        How many pairs to draw: those that differ most from the shuffles, in either direction.

    Returns
    -------
    Picture
        For each pair a point for the observed number of windows, filled where ``p_adjusted``
        (two-sided, adjusted for all pairs of the network) is at most 0.05, and a bar for the mean
        of the shuffles and 2 standard deviations to either side. Table: the rows of
        ``null.edges`` that are drawn.

    Examples
    --------
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), load_gazetteer())
    >>> null = null_model(actor_network(mentions), shuffles=20)
    >>> plot_null_model(null, n=2).alt
    '0 of 45 pairs differ from chance (adjusted p at most 0.05).'
    """
    edges = expect(null, NullModel, "plot_null_model()", "Give null_model(graph).").edges
    expect_number(n, 1, "n")
    if edges.empty:
        raise AccordError("There is no pair of actors to draw.")
    order = edges["z"].abs().sort_values(ascending=False, kind="stable").index[:n]
    table = edges.loc[sorted(order)].reset_index(drop=True)
    names = [_pair(r.a, r.b) for r in records(table)]
    with rows(ax, [fill(n, 50) for n in names], WIDE, 1.6, 0.36) as (figure, axes):
        for i, r in enumerate(records(table)):
            low, high = max(r.mean - 2 * r.sd, 0), r.mean + 2 * r.sd
            axes.hlines(i, low, high, color=PALE, linewidth=5)
            axes.plot(r.mean, i, "|", color=GREY, markersize=14)
            draw_circle(axes, r.observed, i, BLUE, r.p_adjusted <= 0.05)
        axes.set_xlim(left=-0.15)
        axes.set_xlabel(
            "windows in common (circle: observed,\n"
            "filled if two-sided p ≤ 0.05, adjusted\n"
            f"for all {len(edges)} pairs; bar: mean of the\n"
            "shuffles ± 2 standard deviations)"
        )
    said = (
        f"{_pair(r.a, r.b)} {r.observed} against {r.mean:.1f} ± {r.sd:.1f}" for r in records(table)
    )
    drawn = [_pair(r.a, r.b) for r in records(table) if r.p_adjusted <= 0.05]
    sure = [r for r in records(edges) if r.p_adjusted <= 0.05]
    first = f"{len(sure)} of {len(edges)} pairs differ from chance (adjusted p at most 0.05)"
    named = ", ".join(_pair(r.a, r.b) for r in sure)
    words = first_that_fits(f"{first}: {named}." if sure else f"{first}.", f"{first}.")
    words += f" Windows in common, observed against {null.shuffles:,} shuffles: {'; '.join(said)}."
    words += (
        f" Two-sided p ≤ 0.05, adjusted for all {len(edges)} pairs: {', '.join(drawn) or 'none'}."
    )
    return Picture(figure, table, words)


def _pair(a: str, b: str) -> str:
    return f"{actor_name(a)} – {actor_name(b)}"


@plot
def plot_stability(table: pd.DataFrame, n: int = 8, ax: Axes | None = None) -> Picture:
    """Show how the ranks of the first actors move with every choice.

    Parameters
    ----------
    table : DataFrame
        From `stability`.
    n : int
        How many actors to draw, by their rank in the base.

    Returns
    -------
    Picture
        For each actor its rank in the base and under each choice; leaving out one window at a
        time is drawn as the range from the best to the worst rank. An actor that a choice
        removes from the network has no mark there. Table: the rows of these actors.

    Examples
    --------
    >>> gazetteer = load_gazetteer()
    >>> mentions = find_mentions(parse_agreement(load_corpus()["accord"]), gazetteer)
    >>> plot_stability(stability(mentions, gazetteer), n=2).alt
    'United Kingdom has rank 1 and, under other choices, ranks 1 to 1.'
    """
    table = expect_columns(table, _RANKS, "table", "Give stability(mentions, gazetteer).")
    expect_number(n, 1, "n")
    base = table[table["varied"] == "base"].sort_values(["rank", "actor"])
    names = base["actor"].head(n).tolist()
    if not names or (table["rank"] < 1).any():
        raise AccordError("There is no actor with a rank to draw.")
    left_out = table["varied"] == "left out"
    choices = list(table[~left_out].groupby(["varied", "choice"], sort=False))
    colours, said = {"base": BLUE, "aliases": GREEN}, []
    with rows(ax, [fill(actor_name(n), 28) for n in names], WIDE, 2, 0.8) as (figure, axes):
        for i, name in enumerate(names):
            own = table["actor"] == name
            under = [f"{r.varied} {r.choice}: {r.rank}" for r in records(table[own & ~left_out])]
            out = table[own & left_out]["rank"]
            if len(out):
                axes.hlines(i, out.min(), out.max(), color=PALE, linewidth=5)
                under.append(f"one window left out {out.min()} to {out.max()}")
            said.append(f"{actor_name(name)}: {', '.join(under)}")
        for k, ((varied, choice), some) in enumerate(choices):
            some = some[some["actor"].isin(names)]
            y = [names.index(a) + (k - (len(choices) - 1) / 2) * 0.12 for a in some["actor"]]
            looks: dict[str, Any] = {"color": colours.get(str(varied), ORANGE), "linestyle": ""}
            looks["label"] = "base" if varied == "base" else f"{varied}: {choice}"
            looks |= {"markersize": 7 if varied == "base" else 5, "zorder": 3}
            axes.plot(some["rank"], y, "osP<>^v"[k % 7], **looks)
        shown = table[table["actor"].isin(names)].reset_index(drop=True)
        ticks = [k for k in (1, 2, 3, 5, 10, 20, 50) if k <= max(shown["rank"].max(), 2)]
        axes.set_xscale("log")
        axes.set_xticks(ticks, [str(k) for k in ticks])
        axes.set_xticks([], minor=True)
        axes.set_xlabel("rank (1: greatest; grey bar: range when one window is left out)")
        axes.legend(loc="lower left", bbox_to_anchor=(-0.1, 1), ncols=3, columnspacing=1)
    counted = f"Ranks of {len(names)} actors under {len(choices) - 1} other choices."
    ranks = shown[(shown["actor"] == names[0]) & (shown["varied"] != "base")]["rank"]
    held = f"has rank {base['rank'].iloc[0]} and, under other choices, ranks {ranks.min()} to"
    whole = f"{actor_name(names[0])} {held} {ranks.max()}." if len(ranks) else counted
    return Picture(figure, shown, f"{first_that_fits(whole, counted)} Ranks: {'; '.join(said)}.")
