"""Plots of how long passages are, and how often words and changes occur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from accordlib.errors import AccordError, expect_number, expect_words
from accordlib.figures.picture import Picture, draw_bars, new_axes, pictured, plot, rows
from accordlib.figures.style import BESIDE, BLUE, CIRCLE, GREY, GROUPS, ORANGE, PAPER
from accordlib.tables import expect_columns, records
from accordlib.versions.change_rules import CHANGE_TYPES
from accordlib.words.tokens import Countable, tokens_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COUNTS = {"term": str, "count": int, "per_thousand": float}
_RATIOS = {"term": str, "log_ratio": float, "low": float, "high": float, "caution": object}
_TERMS = "Give term_frequencies(tokens)."


@plot
def plot_lengths(tokens: Countable, ax: Axes | None = None) -> Picture:
    """Show how long each passage is.

    A bar for each passage with its length in tokens; each pillar has a colour and a hatching.
    Table: ``passage``, ``pillar``, ``tokens``.

    Parameters
    ----------
    tokens : Tokens
        For example ``tokenize(agreement.commitments)``; or passages, or what has them.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> plot_lengths(agreement.commitments[:3]).alt
    'The median of 3 passages has 56 tokens; D3 has the fewest, 27; D2 has the most, 81.'
    """
    counted = tokens_of(tokens, "plot_lengths()")
    names = [(p.label or p.id, p.pillar) for p in counted.passages]
    table = pd.DataFrame(names, columns=["passage", "pillar"]).assign(tokens=counted.sizes)
    sizes = expect_columns(table, (), "tokens", rows=True)["tokens"]
    axes = rows(ax, table["passage"].tolist(), 0.8, 0.27, 8)
    number = pd.factorize(table["pillar"])[0]
    colours = [GROUPS[n % len(GROUPS)][0] for n in number]
    hatches = [("", "//", "..", "xx")[n % 4] for n in number]
    draw_bars(axes, sizes, sizes, edgecolor="white", color=colours, hatch=hatches)
    axes.set(xmargin=0.08, xlabel="length in tokens")
    axes.locator_params("x", integer=True)
    axes.tick_params("y", labelsize=11)
    said = ", ".join(f"{r.passage} {r.tokens}" for r in records(table))
    first = f"The median of {len(table)} passages has {sizes.median():g} tokens"
    least, most = (names[k][0] for k in (sizes.argmin(), sizes.argmax()))
    ends = f"{least} has the fewest, {sizes.min()}; {most} has the most, {sizes.max()}"
    return pictured(axes, table, f"Length in tokens: {said}.", f"{first}; {ends}.", f"{first}.")


@plot
def plot_term_frequencies(
    table: pd.DataFrame, n: int | Sequence[str] = 15, ax: Axes | None = None
) -> Picture:
    """Show the most frequent terms, or how often chosen terms occur in several groups.

    Occurrences per thousand tokens, labelled with the count; 0 for a term that a group does
    not have. Table: the group, if there is one, ``term``, ``count``, ``per_thousand``.

    Parameters
    ----------
    table : DataFrame
        From `term_frequencies`; if it has groups, each is drawn with a symbol of its own.
    n : int or sequence of str
        How many terms to draw at most, from the top of the table; or which, in this order.

    Examples
    --------
    >>> tokens = tokenize(parse_agreement(load_corpus()["accord"]).commitments)
    >>> plot_term_frequencies(term_frequencies(tokens, by="pillar"), ["energy"]).alt
    'Of all, energy in G is the most frequent: 22.5 per thousand tokens (count 12).'
    """
    table = expect_columns(table, _COUNTS, "table", _TERMS, rows=True)
    if not isinstance(n, Iterable):
        n = table["term"].unique()[: expect_number(n, 1, "n")].tolist()
    if not (names := list(dict.fromkeys(expect_words(n, "terms")))):
        raise AccordError("There is nothing to draw: give at least one term.")
    by = next((c for c in ("passage", "document", "pillar") if c in table), "")
    keys = expect_columns(table, {by: object}, "table")[by] if by else np.full(len(table), "")
    values = table.set_index([keys, "term"])[["count", "per_thousand"]]
    if not values.index.is_unique:
        raise AccordError(f"table has two rows for a term{by and ' of one '}{by}. {_TERMS}")
    groups = list(dict.fromkeys(keys))
    cells = pd.MultiIndex.from_product([groups, names], names=[by or "group", "term"])
    table = values.reindex(cells, fill_value=0).reset_index()
    [most] = records(table.nlargest(1, "per_thousand"))
    if by:
        axes = rows(ax, names, 1.3, 0.12 + 0.22 * len(groups), 8)
        said = f" by {by}. {_draw_groups(axes, table, by)}"
        first = f"Of all, {most.term} in {getattr(most, by) or 'no pillar'} is the most frequent"
    else:
        table = table.drop(columns="group")
        axes = rows(ax, names, 0.9, 0.32, 8)
        draw_bars(axes, table["per_thousand"], table["count"], color=BLUE)
        rates = (f"{r.term} {r.per_thousand:.1f} ({r.count})" for r in records(table))
        said = f": {', '.join(rates)}"
        first = f"The most frequent of {len(names)} terms is {most.term}"
    axes.set_xlabel("occurrences per thousand tokens (label: count)")
    rate = f"{most.per_thousand:.1f} per thousand tokens (count {most.count})"
    said = f"Occurrences per thousand tokens (count){said}."
    short = f"{len(names)} terms{by and ' by '}{by}."
    return pictured(axes, table, said, f"{first}: {rate}.", f"{rate} is the greatest rate.", short)


def _draw_groups(axes: Axes, table: pd.DataFrame, by: str) -> str:
    """Draw a line with a symbol for each term and group; return their rates in words."""
    groups = [(str(group) or "no pillar", some) for group, some in table.groupby(by, sort=False)]
    for i, (group, some) in enumerate(groups):
        colour, marker = GROUPS[i % len(GROUPS)]
        y = np.arange(len(some)) + (i - (len(groups) - 1) / 2) * 0.75 / len(groups)
        x = some["per_thousand"]
        axes.hlines(y, 0, x, color=colour, linewidth=1)
        axes.plot(x, y, marker, color=colour, markersize=8, clip_on=False, label=group)
        for end, place, count in zip(x, y, some["count"], strict=True):
            axes.annotate(f"{count}", (end, place), (8, 0), **BESIDE)
    axes.set_xlim(left=0)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=min(len(groups), 3))
    said = []
    for term, some in table.groupby("term", sort=False):
        pairs = zip(groups, records(some), strict=True)
        rates = (f"{group} {r.per_thousand:.1f} ({r.count})" for (group, _), r in pairs)
        said.append(f"{term}: {', '.join(rates)}")
    return "; ".join(said)


@plot
def plot_zipf(table: pd.DataFrame, label: Sequence[str] = (), ax: Axes | None = None) -> Picture:
    """Show frequency against rank on logarithmic axes, with Zipf's line.

    A point for each rank; the line falls from the first count as 1 / rank (Zipf 1949, Human
    Behavior and the Principle of Least Effort). Table: ``rank``, ``term``, ``count``.

    Parameters
    ----------
    table : DataFrame
        From `term_frequencies`, without groups.
    label : sequence of str
        Terms to name in the figure.

    Examples
    --------
    >>> table = term_frequencies(tokenize(load_corpus()["accord"]))
    >>> plot_zipf(table, ["security"]).alt
    "471 of 751 types occur once; the first, 'and', occurs 177 times."
    """
    from matplotlib.ticker import LogFormatter

    columns = {"term": str, "count": int}
    table = expect_columns(table, columns, "table", _TERMS, rows=True)[[*columns]]
    counts, end = table["count"], len(table)
    if table["term"].duplicated().any() or not counts.is_monotonic_decreasing or min(counts) < 1:
        raise AccordError(f"Zipf's figure ranks each term once, by its count in all. {_TERMS}")
    table.insert(0, "rank", np.arange(1, end + 1))
    for term in set(expect_words(label, "label")) - set(table["term"]):
        raise AccordError(f"No row for the term {term!r}, so it cannot be named.")
    named, first = table[table["term"].isin(list(label))], int(counts[0])
    axes = new_axes(ax, 5, width=8)
    axes.loglog(table["rank"], first / table["rank"], "--", color=GREY)
    axes.loglog(table["rank"], counts, "o", color=BLUE, markersize=4)
    looks: dict[str, Any] = {"textcoords": "offset points", "bbox": PAPER}
    looks["arrowprops"] = {"arrowstyle": "-", "color": GREY}
    for i, r in enumerate(records(named)):
        offset, side = ((-14, -26), "right") if i % 2 else ((10, 14), "left")
        axes.annotate(r.term, (r.rank, r.count), offset, ha=side, **looks)
    looks = BESIDE | {"va": "top", "ha": "right", "fontsize": 12, "color": GREY}
    place = (end**0.6, first / end**0.6)
    axes.annotate("Zipf: first count / rank", place, (-12, -12), **looks)
    axes.set(xlabel="rank of the type", ylabel="count in tokens")
    axes.set_ylim(bottom=0.6)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,.0f}")
        axis.set_minor_formatter(LogFormatter())
    single = f"{(counts == 1).sum()} of {end} types occur once"
    said = f"Count against rank of {end} types on logarithmic axes."
    said += "".join(f" {r.term}: rank {r.rank}, count {r.count}." for r in records(named))
    whole = f"{single}; the first, {table['term'][0]!r}, occurs {first} times."
    return pictured(axes, table, said, whole, f"{single}.")


@plot
def plot_keyness(table: pd.DataFrame, n: int = 12, ax: Axes | None = None) -> Picture:
    """Show log ratios with their intervals.

    The log ratio of each term with its 95% interval, which ends in an arrow where it is open;
    circles are filled for rows without a caution. Table: the rows that are drawn.

    Parameters
    ----------
    table : DataFrame
        From `keyness`, perhaps filtered.
    n : int
        How many rows to draw: half from the top of the table, half from its end.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> plot_keyness(keyness(corpus["accord"], corpus["article"])).alt
    '3 of 12 terms have no caution; log ratios go from for (+3.3) and defense (-6.2).'
    """
    table = expect_columns(table, _RATIOS, "table", "Give keyness(target, reference).", rows=True)
    n = min(expect_number(n, 1, "n"), len(table))
    half = n // 2
    top = n - half
    table = pd.concat([table.head(top), table.tail(half)], ignore_index=True)
    finite = table[["low", "high", "log_ratio"]].to_numpy(float)
    limit = float(np.abs(finite[np.isfinite(finite)]).max(initial=0)) + 0.6
    axes = rows(ax, table["term"].tolist(), 1.4, 0.36, 8)
    axes.axvline(0, color=GREY, linewidth=1)
    for i, r in enumerate(records(table)):
        colour = BLUE if r.log_ratio >= 0 else ORANGE
        axes.hlines(i, max(r.low, -limit), min(r.high, limit), color=colour, linewidth=1.8)
        for end, marker in ((r.low, "<"), (r.high, ">")):
            if not np.isfinite(end):
                axes.plot(np.clip(end, -limit, limit), i, marker, color=colour, clip_on=False)
        inside = "white" if r.caution else colour
        axes.plot(r.log_ratio, i, "o", color=colour, markerfacecolor=inside, **CIRCLE)
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
    ends = (f"{r.term} ({r.log_ratio:+.1f})" for r in records(table.iloc[[0, -1]]))
    sure = f"{(table['caution'] == '').sum()} of {len(table)} terms have no caution"
    whole = f"{sure}; log ratios go from {' and '.join(dict.fromkeys(ends))}."
    said = f"Log ratio with 95% interval for {len(table)} terms: {said}."
    return pictured(axes, table, said, whole, f"{sure}.")


@plot
def plot_changes(changes: pd.DataFrame, ax: Axes | None = None) -> Picture:
    """Show how many changes of each type there are.

    A bar for each type, the longest first. Table: ``type``, ``count``, ``share``.

    Parameters
    ----------
    changes : DataFrame
        From `find_changes`, or any table with a column ``type``.

    Examples
    --------
    >>> changes = load_corpus().annotations("changes")
    >>> plot_changes(changes.head(4)).alt
    '1 of 4 changes (25%) are of the type name.'
    """
    hint = "Give find_changes(alignment)."
    found = expect_columns(changes, {"type": str}, "changes", hint, rows=True)["type"]
    types, total = [*CHANGE_TYPES, *sorted(set(found) - set(CHANGE_TYPES))], len(found)
    table = found.value_counts().reindex(types, fill_value=0).astype("int64").reset_index()
    table = table.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    table["share"] = table["count"] / total
    axes = rows(ax, list(table["type"]), 1.2, 0.36, 8)
    colours = [GREY if t == "rewording" else BLUE for t in table["type"]]
    draw_bars(axes, table["count"], table["count"], color=colours)
    axes.set(xmargin=0.08, xlabel=f"changes ({total} in all)")
    said = ", ".join(f"{r.type} {r.count} ({r.share:.0%})" for r in records(table))
    [most] = records(table.head(1))
    first = f"{most.count} of {total} changes ({most.share:.0%}) are of the type {most.type}."
    said = f"{total} changes by type: {said}."
    return pictured(axes, table, said, first, f"{total} changes by type.")
