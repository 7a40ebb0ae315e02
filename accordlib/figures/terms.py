"""Plots of how often types occur; each returns a Picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from accordlib.errors import AccordError, expect_number, expect_words
from accordlib.figures.picture import (
    Picture,
    draw_bars,
    draw_circle,
    drawing,
    first_that_fits,
    plot,
    rows,
)
from accordlib.figures.style import BESIDE, BLUE, GREY, GROUPS, ORANGE
from accordlib.tables import expect_columns, records

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_COUNTS = {"term": str, "count": float, "per_thousand": float}
_RATIOS = {"term": str, "log_ratio": float, "low": float, "high": float, "caution": object}
_RATE = "occurrences per thousand tokens (label: count)"
_POINTING: dict[str, Any] = {
    "textcoords": "offset points",
    "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1},
    "arrowprops": {"arrowstyle": "-", "color": GREY},
}


@plot
def plot_term_frequencies(
    table: pd.DataFrame, n: int | Sequence[str] = 15, ax: Axes | None = None
) -> Picture:
    """Show the most frequent terms, or how often chosen terms occur in several groups.

    Parameters
    ----------
    table : DataFrame
        From `term_frequencies`, with groups (a first column ``passage``, ``document`` or
        ``pillar``), each of which gets a symbol of its own, or without.
    n : int or sequence of str
        How many terms to draw at most, from the top of the table; or which, in this order.

    Returns
    -------
    Picture
        Occurrences per thousand tokens, with the count as a label; a term that a group does not
        have is drawn at 0. Table: the group, if there is one, ``term``, ``count``,
        ``per_thousand``.

    Examples
    --------
    >>> tokens = tokenize(parse_agreement(load_corpus()["accord"]).commitments)
    >>> plot_term_frequencies(term_frequencies(tokens, by="pillar"), ["energy"]).alt
    'Of all, energy in G is the most frequent: 22.5 per thousand tokens (count 12).'
    """
    import pandas as pd

    hint = "Give term_frequencies(tokens)."
    table = expect_columns(table, _COUNTS, "table", hint, rows=True)
    if isinstance(n, Iterable):
        names = list(dict.fromkeys(expect_words(n, "terms")))
    else:
        expect_number(n, 1, "n")
        names = list(dict.fromkeys(table["term"]))[:n]
    if not names:
        raise AccordError("There is nothing to draw: give at least one term.")
    by = next((c for c in ("passage", "document", "pillar") if c in table), "")
    keys = table[by].to_numpy() if by else np.full(len(table), "")
    values = table.set_index([keys, "term"])[["count", "per_thousand"]]
    if not values.index.is_unique:
        raise AccordError(f"table has two rows for a term{by and ' of one '}{by}. {hint}")
    groups = list(dict.fromkeys(keys))
    cells = pd.MultiIndex.from_product([groups, names], names=[by or "group", "term"])
    table = values.reindex(cells, fill_value=0).reset_index()
    if not by:
        return _term_bars(table.drop(columns="group"), names, ax)
    with rows(ax, names, 8, 1.3, 0.12 + 0.22 * len(groups)) as (figure, axes):
        for i, group in enumerate(groups):
            (colour, marker), name = GROUPS[i % len(GROUPS)], str(group) or "no pillar"
            some = table[table[by] == group]
            y = np.arange(len(names)) + (i - (len(groups) - 1) / 2) * 0.75 / len(groups)
            x = some["per_thousand"]
            axes.hlines(y, 0, x, color=colour, linewidth=1)
            axes.plot(x, y, marker, color=colour, markersize=8, clip_on=False, label=name)
            for end, place, count in zip(x, y, some["count"], strict=True):
                axes.annotate(f"{count}", (end, place), (8, 0), **BESIDE)
        axes.set_xlim(left=0)
        axes.set_xlabel(_RATE)
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=min(len(groups), 3))
    said = "; ".join(
        f"{term}: "
        + ", ".join(
            f"{getattr(r, by) or 'no pillar'} {r.per_thousand:.1f} ({r.count})"
            for r in records(some)
        )
        for term, some in table.groupby("term", sort=False)
    )
    [most] = records(table.nlargest(1, "per_thousand"))
    first = f"Of all, {most.term} in {getattr(most, by) or 'no pillar'} is the most frequent"
    first = _with_rate(first, most, f"{len(names)} terms by {by}.")
    said = f"Occurrences per thousand tokens (count) by {by}. {said}"
    return Picture(figure, table, f"{first} {said}.")


def _term_bars(table: pd.DataFrame, names: list[str], ax: Axes | None) -> Picture:
    with rows(ax, names, 8, 0.9, 0.32) as (figure, axes):
        draw_bars(axes, table["per_thousand"].tolist(), table["count"].tolist(), color=BLUE)
        axes.set_xlabel(_RATE)
    said = ", ".join(f"{r.term} {r.per_thousand:.1f} ({r.count})" for r in records(table))
    [most] = records(table.nlargest(1, "per_thousand"))
    first = f"The most frequent of {len(names)} terms is {most.term}"
    first = _with_rate(first, most, f"{len(names)} terms.")
    said = f"Occurrences per thousand tokens (count): {said}"
    return Picture(figure, table, f"{first} {said}.")


def _with_rate(first: str, most: Any, short: str) -> str:
    rate = f"{most.per_thousand:.1f} per thousand tokens (count {most.count})"
    return first_that_fits(f"{first}: {rate}.", f"{rate} is the greatest rate.", short)


@plot
def plot_zipf(table: pd.DataFrame, label: Sequence[str] = (), ax: Axes | None = None) -> Picture:
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
        Table: ``rank``, ``term``, ``count``.

    Examples
    --------
    >>> tokens = tokenize(parse_agreement(load_corpus()["accord"]).passages)
    >>> plot_zipf(term_frequencies(tokens), ["security"]).table.head(2)
       rank term  count
    0     1  and    177
    1     2  the    131
    """
    from matplotlib.ticker import LogFormatter

    hint = "Give term_frequencies(tokens)."
    columns = {"term": str, "count": float}
    table = expect_columns(table, columns, "table", hint, rows=True)[[*columns]]
    table = table.reset_index(drop=True)
    counts = table["count"]
    if table["term"].duplicated().any() or not counts.is_monotonic_decreasing or min(counts) < 1:
        raise AccordError(f"Zipf's figure ranks each term once, by its count in all. {hint}")
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    for term in set(expect_words(label, "label")) - set(table["term"]):
        raise AccordError(f"No row for the term {term!r}, so it cannot be named.")
    named = table[table["term"].isin(list(label))]
    with drawing(ax, 8, 5) as (figure, axes):
        end, first = len(table), int(counts[0])
        axes.loglog(table["rank"], first / table["rank"], "--", color=GREY)
        axes.loglog(table["rank"], counts, "o", color=BLUE, markersize=4)
        for i, r in enumerate(records(named)):
            offset, side = ((-14, -26), "right") if i % 2 else ((10, 14), "left")
            axes.annotate(r.term, (r.rank, r.count), offset, ha=side, **_POINTING)
        below: dict[str, Any] = BESIDE | {"va": "top", "ha": "right", "fontsize": 12, "color": GREY}
        place = (end**0.6, first / end**0.6)
        axes.annotate("Zipf: first count / rank", place, (-12, -12), **below)
        axes.set(xlabel="rank of the type", ylabel="count in tokens")
        axes.set_ylim(bottom=0.6)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:,.0f}" if value >= 1 else "")
            axis.set_minor_formatter(LogFormatter())
    once = int((counts == 1).sum())
    single = f"{once} of {end} types occur once"
    said = first_that_fits(
        f"{single}; the first, {table['term'][0]!r}, occurs {first} times.", f"{single}."
    )
    said += f" Count against rank of {end} types on logarithmic axes."
    said += "".join(f" {r.term}: rank {r.rank}, count {r.count}." for r in records(named))
    return Picture(figure, table, said)


@plot
def plot_keyness(table: pd.DataFrame, n: int = 12, ax: Axes | None = None) -> Picture:
    """Show log ratios with their intervals.

    Parameters
    ----------
    table : DataFrame
        From `keyness`, perhaps filtered.
    n : int
        How many rows to draw: half of them from the top of the table (typical of the target) and
        half from its end (typical of the reference).

    Returns
    -------
    Picture
        The log ratio of each term with its 95% interval; filled circles for rows without a
        caution, open ones for rows with one. An interval that is open on one side ends in an
        arrow. Table: the rows that are drawn.

    Examples
    --------
    >>> tokens = tokenize(parse_agreement(load_corpus()["accord"]).commitments)
    >>> defence, economy = (tokens.filter(passages=lambda p, x=x: p.pillar == x) for x in "DE")
    >>> plot_keyness(keyness(defence, economy), n=2).table[["term", "log_ratio"]].round(1)
           term  log_ratio
    0   defence        4.6
    1  economic       -3.0
    """
    table = expect_columns(table, _RATIOS, "table", "Give keyness(target, reference).", rows=True)
    expect_number(n, 1, "n")
    half = min(n, len(table)) // 2
    top = min(n, len(table)) - half
    table = table.iloc[[*range(top), *range(len(table) - half, len(table))]]
    table = table.reset_index(drop=True)
    finite = table[["low", "high", "log_ratio"]].to_numpy(float)
    limit = float(np.abs(finite[np.isfinite(finite)]).max(initial=0)) + 0.6
    with rows(ax, table["term"], 8, 1.4, 0.36) as (figure, axes):
        axes.axvline(0, color=GREY, linewidth=1)
        for i, r in enumerate(records(table)):
            colour = BLUE if r.log_ratio >= 0 else ORANGE
            axes.hlines(i, max(r.low, -limit), min(r.high, limit), color=colour, linewidth=1.8)
            for end, marker in ((r.low, "<"), (r.high, ">")):
                if not np.isfinite(end):
                    axes.plot(np.clip(end, -limit, limit), i, marker, color=colour, clip_on=False)
            draw_circle(axes, r.log_ratio, i, colour, not r.caution)
        left = -limit - 0.4 if (table["low"] < -0.6).any() else -1.0
        axes.set_xlim(left, limit + 0.4 if (table["high"] > 0.6).any() else 1.0)
        axes.set_xlabel(
            "log ratio: +1 is twice as often in the target, −1 half as often\n"
            "(line: 95% interval; open circle: the row has a caution)"
        )
    said = "; ".join(
        f"{r.term} {r.log_ratio:+.1f} [{r.low:.1f}, {r.high:.1f}]"
        + f" ({r.caution})" * bool(r.caution)
        for r in records(table)
    )
    ends = list(records(table.iloc[[0, -1]]))
    first = " and ".join(dict.fromkeys(f"{r.term} ({r.log_ratio:+.1f})" for r in ends))
    sure = f"{(table['caution'] == '').sum()} of {len(table)} terms have no caution"
    first = first_that_fits(f"{sure}; log ratios go from {first}.", f"{sure}.")
    said = f"Log ratio with 95% interval for {len(table)} terms: {said}"
    return Picture(figure, table, f"{first} {said}.")
