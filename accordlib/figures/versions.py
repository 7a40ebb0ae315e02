"""Plots of two versions of a text: `plot_alignment` and `plot_changes`."""

from __future__ import annotations

from itertools import product
from math import inf
from typing import TYPE_CHECKING, Any

from accordlib.errors import expect
from accordlib.figures.picture import (
    Picture,
    draw_bars,
    drawing,
    first_that_fits,
    head_columns,
    plot,
    rows,
)
from accordlib.figures.style import BESIDE, BLUE, GREEN, GREY, ORANGE, PURPLE
from accordlib.tables import expect_columns, records
from accordlib.versions.alignment import Alignment
from accordlib.versions.change_types import CHANGE_TYPES
from accordlib.versions.changes import labels

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_BEADS: dict[str, dict[str, Any]] = {
    "kept": {"color": BLUE, "linestyle": "-"},
    "reworded": {"color": GREY, "linestyle": "-"},
    "split": {"color": GREEN, "linestyle": "--"},
    "merged": {"color": GREEN, "linestyle": "-."},
    "moved": {"color": ORANGE, "linestyle": ":"},
    "omitted": {"color": ORANGE, "linestyle": "none", "marker": "x"},
    "added": {"color": PURPLE, "linestyle": "none", "marker": "P"},
}
_MOST_NAMED = 40
_ROW, _MOST_ROWS = 0.24, 3.9
_LETTERS_HIGH = 0.15


@plot
def plot_alignment(alignment: Alignment, ax: Axes | None = None) -> Picture:
    """Show which sentences of two versions correspond.

    Parameters
    ----------
    alignment : Alignment
        From `align_sentences`.

    Returns
    -------
    Picture
        The sentences of the original at the left and those of the rewrite at the right, from top
        to bottom, with a line for each pair, thicker the more similar; line style and colour say
        what became of a sentence. Crosses are sentences without a counterpart. Where there
        is no room for all ids (from 27 sentences on), only sentences in a pair have theirs,
        as far as they do not stand on each other. Table: that of the alignment.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> alignment = align_sentences(corpus["article"], corpus["article-rewrite"])
    >>> plot_alignment(alignment).description[:75]
    "20 sentences of 'article' and 21 of 'article-rewrite': 19 reworded, 1 split"
    """
    expect(alignment, Alignment, "plot_alignment()", "Give align_sentences(original, rewrite).")
    table, sides = alignment.table, [{p.id: i for i, p in enumerate(s)} for s in alignment.passages]
    size = max(map(len, sides))
    row = min(_ROW, _MOST_ROWS / size)
    mark = min(row * 40, 9)
    with drawing(ax, 8, 1.5 + row * size) as (figure, axes):
        for bead in records(table):
            ends = (bead.original, bead.rewrite)
            looks = _BEADS[bead.kind] | _sized(bead.kind, mark, 0.8 + 2.5 * bead.similarity)
            there = [n for n, end in enumerate(ends) if end]
            for pair in product(*filter(None, ends)):
                axes.plot(there, [sides[n][id] for n, id in zip(there, pair, strict=True)], **looks)
        paired = table[table["similarity"] > 0]
        for x, side in enumerate(("original", "rewrite")):
            offset, align = ((14, 0), "left") if x else ((-14, 0), "right")
            ids, last = set().union(*paired[side]), -inf
            for id, place in sides[x].items():
                if (row >= _LETTERS_HIGH or id in ids) and (place - last) * row >= _LETTERS_HIGH:
                    axes.annotate(id.partition(":")[2], (x, place), offset, ha=align, **BESIDE)
                    last = place
        head_columns(axes, {0: alignment.original.id, 1: alignment.rewrite.id})
        axes.set(xlim=(-0.35, 1.35), ylim=(size - 0.4, -0.6), yticks=[])
        _explain(axes, list(dict.fromkeys(table["kind"])), mark, 1 + 0.35 / (1.5 + row * size))
    return Picture(figure, table, _alignment_in_words(alignment))


def _sized(kind: str, mark: float, width: float) -> dict[str, Any]:
    """Return how large the marks of a kind are, and how wide its lines."""
    if kind in ("omitted", "added"):
        return {"markersize": mark, "markeredgewidth": mark / (4.5 if kind == "omitted" else 9)}
    return {"markersize": mark / 1.5, "marker": "o", "linewidth": width}


def _explain(axes: Axes, kinds: list[str], mark: float, above: float) -> None:
    """Draw the legend on top, its lines long enough and bare, so that a dash shows as one."""
    from matplotlib.lines import Line2D

    bare = [_sized(kind, mark, 2) | {"marker": ""} | _BEADS[kind] for kind in kinds]
    pairs = any(looks["linestyle"] != "none" for looks in bare)
    axes.legend(
        [Line2D([], [], **looks) for looks in bare],
        kinds,
        title="the thicker a line, the more similar the pair" if pairs else None,
        title_fontsize=11,
        loc="lower center",
        bbox_to_anchor=(0.5, above),
        ncols=4,
        handlelength=3,
    )


def _alignment_in_words(alignment: Alignment) -> str:
    table = alignment.table
    paired = table[~table["kind"].isin(["omitted", "added"])]
    kinds = table["kind"].value_counts(sort=False)
    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    first = first_that_fits(f"{alignment!r}.", f"{counted}.")
    said = [first] + [f"{alignment!r}."] * (first != f"{alignment!r}.")
    if len(paired):
        worst = min(records(paired), key=lambda r: r.similarity)
        said.append(
            f"Similarity of the pairs: median {paired['similarity'].median():.2f}, least "
            f"{worst.similarity:.2f} ({labels(worst.original)} with {labels(worst.rewrite)})."
        )
    others = table[~table["kind"].isin(["kept", "reworded"])]
    parts = [
        f"{r.kind} {' to '.join(labels(side) for side in (r.original, r.rewrite) if side)}"
        for r in records(others.head(_MOST_NAMED))
    ]
    if parts:
        more = len(others) - len(parts)
        said.append("; ".join(parts) + (f"; and {more} more" if more else "") + ".")
    return " ".join(said)


@plot
def plot_changes(changes: pd.DataFrame, ax: Axes | None = None) -> Picture:
    """Show how many changes of each type there are.

    Parameters
    ----------
    changes : DataFrame
        From `find_changes`, or any table with a column ``type``.

    Returns
    -------
    Picture
        A bar for each type, in the order in which the rules are tried; a type that is not among
        those of `find_changes` comes after them. Table: ``type``, ``count``, ``share`` (of all).

    Examples
    --------
    >>> changes = load_corpus().annotations("changes")
    >>> plot_changes(changes.head(4)).alt
    '1 of 4 changes (25%) are of the type name.'
    """
    import pandas as pd

    hint = "Give find_changes(alignment)."
    found = expect_columns(changes, {"type": str}, "changes", hint, rows=True)["type"]
    types, total = [*CHANGE_TYPES, *sorted(set(found) - set(CHANGE_TYPES))], len(found)
    counts = [int((found == t).sum()) for t in types]
    table = pd.DataFrame({"type": types, "count": counts})
    table["share"] = table["count"] / total
    with rows(ax, types, 8, 1.2, 0.36) as (figure, axes):
        colours = [GREY if t == "rewording" else BLUE for t in types]
        draw_bars(axes, counts, counts, color=colours)
        axes.set(xmargin=0.08, xlabel=f"changes ({total} in all)")
    said = ", ".join(f"{r.type} {r.count} ({r.share:.0%})" for r in records(table))
    [most] = records(table.nlargest(1, "count"))
    first = f"{most.count} of {total} changes ({most.share:.0%}) are of the type {most.type}."
    first = first_that_fits(first, f"{total} changes by type.")
    return Picture(figure, table, f"{first} {total} changes by type: {said}.")
