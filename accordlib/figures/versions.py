"""Plots of two versions of a text: `plot_alignment` and `plot_changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from accordlib.errors import AccordError
from accordlib.figures.picture import BLUE, GREEN, GREY, ORANGE, PURPLE, Picture, new_axes
from accordlib.tables import expect_columns, records
from accordlib.versions.alignment import Alignment
from accordlib.versions.change_types import TYPES
from accordlib.versions.side_by_side import labels

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LOOKS = {
    "kept": (BLUE, "-"),
    "reworded": (GREY, "-"),
    "split": (GREEN, "--"),
    "merged": (GREEN, "-."),
    "moved": (ORANGE, ":"),
}
_MOST_NAMED = 40
_ROW, _HIGHEST = 0.24, 10.0
_LETTERS = 0.18


def plot_alignment(alignment: Alignment) -> Picture:
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
        is no room for all ids (from about 48 sentences on), only sentences in a pair have theirs,
        as far as they do not stand on each other. The table is that of the alignment.

    Raises
    ------
    AccordError
        If something else than an alignment is given.
    """
    if not isinstance(alignment, Alignment):
        raise AccordError("plot_alignment() draws what align_sentences(original, rewrite) returns.")
    left, right = ({p.id: n for n, p in enumerate(side)} for side in alignment.passages)
    size = max(len(left), len(right))
    height = min(1.5 + _ROW * size, _HIGHEST)
    with new_axes(8, height) as (figure, axes):
        row = (height - 1.5) / size
        _draw_beads(axes, alignment, left, right, min(row * 40, 9))
        paired = alignment.table.query("similarity > 0")
        for x, places, align in ((0, left, "right"), (1, right, "left")):
            inside = set().union(*paired["rewrite" if x else "original"])
            for id in _named(places, inside, row):
                axes.annotate(
                    id.partition(":")[2],
                    (x, places[id]),
                    (-14 if x == 0 else 14, 0),
                    textcoords="offset points",
                    ha=align,
                    va="center",
                    fontsize=11,
                )
        axes.set_xticks((0, 1), (alignment.original.id, alignment.rewrite.id))
        axes.xaxis.tick_top()
        axes.set_xlim(-0.35, 1.35)
        axes.set_ylim(size - 0.4, -0.6)
        axes.set_yticks([])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        _explain(axes, 1 + 0.35 / height)
    return Picture(figure, alignment.table, _alignment_in_words(alignment))


def _named(places: dict[str, int], paired: set[str], row: float) -> list[str]:
    """Return the ids to write on one side: all if there is room, else those in a pair.

    Of ids that would still stand on each other the first is written.
    """
    chosen: list[str] = []
    for id, place in places.items():
        if row < _LETTERS and id not in paired:
            continue
        if not chosen or (place - places[chosen[-1]]) * row >= _LETTERS:
            chosen.append(id)
    return chosen


def _explain(axes: Axes, above: float) -> None:
    """Draw the legend on top, its lines long enough and bare, so that a dash shows as one."""
    from matplotlib.lines import Line2D

    handles, kinds = cast(tuple[list[Any], list[str]], axes.get_legend_handles_labels())
    lines = [h for h in handles if h.get_linestyle() != "None"]
    bare = [
        Line2D([], [], color=h.get_color(), linestyle=h.get_linestyle(), linewidth=2)
        if h in lines
        else h
        for h in handles
    ]
    axes.legend(
        bare,
        kinds,
        title="the thicker a line, the more similar the pair" if lines else None,
        title_fontsize=11,
        loc="lower center",
        bbox_to_anchor=(0.5, above),
        ncols=4,
        handlelength=3,
        frameon=False,
    )


def _draw_beads(
    axes: Axes, alignment: Alignment, left: dict[str, int], right: dict[str, int], mark: float
) -> None:
    named: set[str] = set()
    for bead in records(alignment.table):
        label = "" if bead.kind in named else bead.kind
        named.add(bead.kind)
        if bead.kind in ("omitted", "added"):
            x, places, ids = (
                (0, left, bead.original) if bead.kind == "omitted" else (1, right, bead.rewrite)
            )
            colour = ORANGE if x == 0 else PURPLE
            marker = "x" if x == 0 else "P"
            for n, id in enumerate(ids):
                axes.plot(
                    x,
                    places[id],
                    marker,
                    color=colour,
                    markersize=mark,
                    markeredgewidth=mark / 4.5 if x == 0 else mark / 9,
                    linestyle="none",
                    label=label if n == 0 else "",
                )
            continue
        colour, style = _LOOKS[bead.kind]
        for a in bead.original:
            for b in bead.rewrite:
                axes.plot(
                    (0, 1),
                    (left[a], right[b]),
                    style,
                    color=colour,
                    linewidth=0.8 + 2.5 * bead.similarity,
                    marker="o",
                    markersize=mark / 1.5,
                    label=label,
                )
                label = ""


def _alignment_in_words(alignment: Alignment) -> str:
    table = alignment.table
    paired = table[~table["kind"].isin(["omitted", "added"])]
    said = [f"{alignment!r}."]
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


def plot_changes(changes: pd.DataFrame) -> Picture:
    """Show how many changes of each type there are.

    Parameters
    ----------
    changes : DataFrame
        From `find_changes`, or any table with a column ``type``.

    Returns
    -------
    Picture
        A bar for each type, in the order in which the rules are tried; a type that is not among
        those of `find_changes` comes after them. The table has the columns ``type``, ``count``
        and ``share`` (of all changes).

    Raises
    ------
    AccordError
        If something else than a table is given, or it has no column ``type`` or no row.
    """
    import pandas as pd

    if not isinstance(changes, pd.DataFrame):
        raise AccordError(
            f"plot_changes() draws a table, not {type(changes).__name__}: give "
            "find_changes(alignment)."
        )
    counts = expect_columns(changes, ["type"], "changes", rows=True)["type"].value_counts()
    types = [*TYPES, *sorted(set(counts.index) - set(TYPES))]
    table = pd.DataFrame({"type": types, "count": [int(counts.get(t, 0)) for t in types]})
    total = int(table["count"].sum())
    table["share"] = table["count"] / total
    with new_axes(8, 1.2 + 0.36 * len(table)) as (figure, axes):
        colours = [GREY if t == "rewording" else BLUE for t in types]
        axes.barh(range(len(table)), table["count"], color=colours)
        for i, n in enumerate(table["count"]):
            axes.text(n, i, f" {n}", va="center", fontsize=11)
        axes.set_yticks(range(len(table)), types)
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.margins(x=0.08)
        axes.set_xlabel(f"changes ({total} in all)")
    said = ", ".join(f"{r.type} {r.count} ({r.share:.0%})" for r in table.itertuples(index=False))
    return Picture(figure, table, f"{total} changes by type: {said}.")
