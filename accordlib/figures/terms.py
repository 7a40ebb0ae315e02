"""Plots of how often types occur; each returns a Picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from accordlib.errors import AccordError, expect_words
from accordlib.figures.picture import (
    BESIDE,
    BLUE,
    COLOURS,
    GREY,
    MARKERS,
    ORANGE,
    Picture,
    new_axes,
)
from accordlib.tables import expect_columns, records

if TYPE_CHECKING:
    import pandas as pd


def plot_term_frequencies(table: pd.DataFrame, terms: int | Sequence[str] = 15) -> Picture:
    """Show the most frequent terms, or how often chosen terms occur in several groups.

    Parameters
    ----------
    table : DataFrame
        From `term_frequencies`, with groups (a first column ``passage``, ``document`` or
        ``pillar``), each of which gets a symbol of its own, or without.
    terms : int or sequence of str
        How many terms to draw at most, from the top of the table; or which, in this order.

    Returns
    -------
    Picture
        Occurrences per thousand tokens, with the count as a label; a term that a group does not
        have is drawn at 0.

    Raises
    ------
    AccordError
        If the table is empty or not one of `term_frequencies`, or if there is no term to draw.
    """
    table = expect_columns(table, ["term", "count", "per_thousand"], "table", rows=True)
    names = _chosen(table, terms)
    group = next((c for c in ("passage", "document", "pillar") if c in table), None)
    groups = [""] if group is None else list(dict.fromkeys(table[group]))
    table = _with_zeros(table, group, groups, names)
    if group is None:
        return _term_bars(table, names)
    step = 0.75 / len(groups)
    with new_axes(8, 1.3 + (0.12 + 0.22 * len(groups)) * len(names)) as (figure, axes):
        for n, name in enumerate(groups):
            some, colour = table[table[group] == name], COLOURS[n % len(COLOURS)]
            y = np.arange(len(names)) + (n - (len(groups) - 1) / 2) * step
            axes.hlines(y, 0, some["per_thousand"], color=colour, alpha=0.5)
            axes.plot(
                some["per_thousand"],
                y,
                MARKERS[n % len(MARKERS)],
                color=colour,
                markersize=8,
                clip_on=False,
                label=str(name) or "no pillar",
            )
            for x, at, count in zip(some["per_thousand"], y, some["count"], strict=True):
                axes.annotate(f"{count}", (x, at), (8, 0), **BESIDE)
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xlim(left=0)
        axes.set_xlabel("occurrences per thousand tokens (label: count)")
        axes.legend(
            loc="lower left", bbox_to_anchor=(0, 1), ncols=min(len(groups), 3), frameon=False
        )
    said = "; ".join(
        f"{t}: "
        + ", ".join(
            f"{getattr(r, group) or 'no pillar'} {r.per_thousand:.1f} ({r.count})"
            for r in records(table[table["term"] == t])
        )
        for t in names
    )
    return Picture(figure, table, f"Occurrences per thousand tokens (count) by {group}. {said}.")


def plot_zipf(table: pd.DataFrame, label: Sequence[str] = ()) -> Picture:
    """Show frequency against rank on logarithmic axes, with Zipf's line.

    Parameters
    ----------
    table : DataFrame
        From `term_frequencies`, without groups.
    label : sequence of str
        Terms to name in the figure.

    Returns
    -------
    Picture
        A point for each rank; the line falls from the first count as 1 / rank (Zipf 1949, Human
        Behavior and the Principle of Least Effort). Ties get ranks in the order of the table.

    Raises
    ------
    AccordError
        If the table is empty or a term to be named is not in it.
    """
    table = expect_columns(table, ["term", "count"], "table", rows=True)[
        ["term", "count"]
    ].reset_index(drop=True)
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    named = _named(table, label)
    with new_axes(8, 5) as (figure, axes):
        first = int(table["count"].iloc[0])
        axes.loglog(table["rank"], first / table["rank"], "--", color=GREY)
        axes.loglog(table["rank"], table["count"], "o", color=BLUE, markersize=4)
        for n, r in enumerate(records(named)):
            axes.annotate(
                r.term,
                (r.rank, r.count),
                (10, 14) if n % 2 == 0 else (-14, -26),
                textcoords="offset points",
                ha="left" if n % 2 == 0 else "right",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
                arrowprops={"arrowstyle": "-", "color": GREY},
            )
        end = len(table)
        axes.annotate(
            "Zipf: first count / rank",
            (end**0.6, first / end**0.6),
            (-12, -12),
            textcoords="offset points",
            ha="right",
            va="top",
            color=GREY,
        )
        axes.set_xlabel("rank of the type")
        axes.set_ylabel("count in tokens")
        axes.set_ylim(bottom=0.6)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value >= 1 else "")
    once = int((table["count"] == 1).sum())
    said = "".join(f" {r.term}: rank {r.rank}, count {r.count}." for r in records(named))
    return Picture(
        figure,
        table,
        f"Count against rank of {len(table)} types on logarithmic axes. The first, "
        f"{table['term'].iloc[0]!r}, occurs {first} times; {once} types occur once.{said}",
    )


def plot_keyness(table: pd.DataFrame, terms: int = 12) -> Picture:
    """Show log ratios with their intervals.

    Parameters
    ----------
    table : DataFrame
        From `keyness`, perhaps filtered.
    terms : int
        How many rows to draw: half of them from the top of the table (typical of the target) and
        half from its end (typical of the reference).

    Returns
    -------
    Picture
        The log ratio of each term with its 95% interval; filled circles for rows without a caution,
        open ones for rows with one. An interval that is open on one side
        ends in an arrow.

    Raises
    ------
    AccordError
        If the table is empty or not one of `keyness`.
    """
    table = expect_columns(
        table, ["term", "log_ratio", "low", "high", "caution"], "table", rows=True
    )
    _check_number(terms)
    if len(table) > terms:
        half = terms // 2
        table = table.iloc[[*range(terms - half), *range(len(table) - half, len(table))]]
    table = table.reset_index(drop=True)
    finite = table[["low", "high", "log_ratio"]].to_numpy(float)
    limit = float(np.abs(finite[np.isfinite(finite)]).max()) + 0.6
    with new_axes(8, 1.4 + 0.36 * len(table)) as (figure, axes):
        axes.axvline(0, color=GREY, linewidth=1)
        for i, r in enumerate(records(table)):
            colour = BLUE if r.log_ratio >= 0 else ORANGE
            low, high = max(r.low, -limit), min(r.high, limit)
            axes.hlines(i, low, high, color=colour, linewidth=1.8)
            for end, marker in ((r.low, "<"), (r.high, ">")):
                if not np.isfinite(end):
                    axes.plot(np.clip(end, -limit, limit), i, marker, color=colour, clip_on=False)
            axes.plot(
                r.log_ratio,
                i,
                "o",
                color=colour,
                markerfacecolor="white" if r.caution else colour,
                markersize=9,
                markeredgewidth=1.8,
            )
        axes.set_yticks(range(len(table)), table["term"])
        axes.set_ylim(len(table) - 0.5, -0.5)
        left = -limit - 0.4 if (table["low"] < -0.6).any() else -1.0
        axes.set_xlim(left, limit + 0.4 if (table["high"] > 0.6).any() else 1.0)
        axes.set_xlabel(
            "log ratio: +1 is twice as often in the target, −1 half as often\n"
            "(line: 95% interval; open circle: the row has a caution)"
        )
    said = "; ".join(
        f"{r.term} {r.log_ratio:+.1f} [{r.low:.1f}, {r.high:.1f}]"
        + (f" ({r.caution})" if r.caution else "")
        for r in records(table)
    )
    return Picture(figure, table, f"Log ratio with 95% interval for {len(table)} terms: {said}.")


def _check_number(terms: int) -> None:
    if terms < 1:
        raise AccordError(f"terms is {terms}; there is nothing to draw unless it is at least 1.")


def _named(table: pd.DataFrame, terms: Sequence[str]) -> pd.DataFrame:
    expect_words(terms)
    unknown = [t for t in terms if t not in set(table["term"])]
    if unknown:
        raise AccordError(f"No row for the term {unknown[0]!r}, so it cannot be named.")
    return table[table["term"].isin(list(terms))]


def _term_bars(table: pd.DataFrame, names: list[str]) -> Picture:
    with new_axes(8, 0.9 + 0.32 * len(names)) as (figure, axes):
        axes.barh(range(len(names)), table["per_thousand"], color=BLUE)
        for i, r in enumerate(records(table)):
            axes.text(r.per_thousand, i, f" {r.count}", va="center", fontsize=11)
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlabel("occurrences per thousand tokens (label: count)")
    said = ", ".join(f"{r.term} {r.per_thousand:.1f} ({r.count})" for r in records(table))
    return Picture(figure, table, f"Occurrences per thousand tokens (count): {said}.")


def _chosen(table: pd.DataFrame, terms: int | Sequence[str]) -> list[str]:
    if isinstance(terms, int):
        _check_number(terms)
        return list(dict.fromkeys(table["term"]))[:terms]
    expect_words(terms)
    if not terms:
        raise AccordError("There is nothing to draw: give at least one term.")
    return list(dict.fromkeys(terms))


def _with_zeros(
    table: pd.DataFrame, group: str | None, groups: list[str], names: list[str]
) -> pd.DataFrame:
    """Return a row for every group and term, with zeros where the term does not occur."""
    import pandas as pd

    table = table.assign(group=groups[0] if group is None else table[group])
    cells = pd.MultiIndex.from_product([groups, names], names=["group", "term"])
    values = table.set_index(["group", "term"])[["count", "per_thousand"]]
    filled = values.reindex(cells, fill_value=0).reset_index()
    if group is None:
        return filled.drop(columns="group")
    return filled.rename(columns={"group": group})
