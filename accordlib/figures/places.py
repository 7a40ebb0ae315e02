"""Plots of where things stand: in a text, in time, on a scale, in another version."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, product
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from accordlib.errors import AccordError, expect, expect_one_of, expect_words
from accordlib.figures.picture import LONGEST_ALT, Picture, headings, new_axes, pictured, plot, rows
from accordlib.figures.style import BESIDE, BLUE, GREEN, GREY, ORANGE, PALE, PURPLE
from accordlib.tables import expect_columns, records
from accordlib.versions.alignment import Alignment
from accordlib.versions.side_by_side import labels
from accordlib.words.concordance import kwic
from accordlib.words.frequencies import dp_norm
from accordlib.words.tokens import Countable, tokens_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_EVENTS = dict.fromkeys(("date", "event", "document", "basis"), str)
_BASES = {"stated": ("year stated in the text", BLUE), "inferred": ("date inferred", "white")}
_SCALE = {1: "1 values", 2: "2 renews", 3: "3 cooperates", 4: "4 new step", 5: "5 with a date"}
_ABREAST, _GAP = 3, 0.3
_BOX: dict[str, Any] = {"facecolor": BLUE, "edgecolor": "none", "boxstyle": "round,pad=0.2"}
_IN_BOX: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 11, "color": "white"}
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
_LETTERS_HIGH = 0.15  # inches


@plot
def plot_dispersion(tokens: Countable, words: Sequence[str], ax: Axes | None = None) -> Picture:
    """Show where in the text words or phrases stand.

    A stroke for each occurrence along the running text, none in the row of a word that does not
    occur; a line where a new pillar (of several documents: a new document) begins; at the right
    the number of occurrences and their DPnorm (see `dispersion`). Table: ``word``, ``count``,
    ``range`` (passages), ``dp_norm``, ``positions``.

    Parameters
    ----------
    tokens : Tokens
        The passages in the order of the text; or passages, or what has them.
    words : sequence of str
        Words, phrases or parts of words with ``*``, as in `kwic`.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> plot_dispersion(agreement.commitments, ["nuclear", "energy"]).alt
    'In 1,585 tokens energy stands 14 times, the most, and nuclear 10 times, the least.'
    """
    words, counted = expect_words(words), tokens_of(tokens, "plot_dispersion()")
    places = [kwic(counted, word).places for word in words]
    if not sum(map(len, places)):
        wanted = " or ".join(words) or "asked for"
        raise AccordError(f"There is nothing to draw: of {counted!r} none is {wanted}.")
    table = pd.DataFrame({"word": words, "count": list(map(len, places))})
    table["range"] = [len(np.unique(counted.passages_at(p))) for p in places]
    table["dp_norm"] = [dp_norm(counted, p.tolist()) for p in places]
    table["positions"] = [p.tolist() for p in places]
    passages, end = counted.passages, len(counted)
    several = len({p.document for p in passages}) > 1
    keys = [p.document if several else p.pillar or "outside the pillars" for p in passages]
    runs = [(name, [*run]) for name, run in groupby(range(len(keys)), keys.__getitem__)]
    parts = [(name, *counted.bounds[[run[0], run[-1] + 1]].tolist()) for name, run in runs]
    parts = parts if len(parts) > 1 else []
    axes, said = rows(ax, [*words], 1.2 + 0.2 * several, 0.45), []
    for i, r in enumerate(records(table)):
        spread = "" if np.isnan(r.dp_norm) else f"DPnorm {r.dp_norm:.2f}"
        axes.vlines(r.positions, i - 0.34, i + 0.34, color=BLUE, linewidth=2)
        axes.text(end * 1.015, i, f"{r.count}  {spread}".rstrip(), va="center", fontsize=11)
        shares = (f"{name} {sum(a <= p < b for p in r.positions)}" for name, a, b in parts)
        said.append(f"{r.word}: {r.count} in {r.range} passages")
        said[-1] += f", {spread}" * bool(spread) + f" ({', '.join(shares)})" * bool(parts)
    for n, (name, a, b) in enumerate(parts):
        if n:
            axes.axvline(a, color=GREY, linewidth=1, linestyle=":")
        if (b - a) / end * 70 * (1 + several) >= len(name):  # 70 letters have room
            looks = BESIDE | {"xycoords": ("data", "axes fraction"), "va": "bottom", "ha": "center"}
            above = 18 if several and n % 2 else 2
            axes.annotate(name, ((a + b) / 2, 1), (0, above), color=GREY, **looks)
    axes.set(xlim=(-0.005 * end, 1.005 * end), ylim=(len(table) - 0.5, -0.6))
    axes.set_xlabel("position in the text (tokens)")
    axes.spines[["left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    most, *others = sorted(records(table), key=lambda r: -r.count)
    first = f"In {end:,} tokens {most.word} stands {most.count} times"
    if others:
        first += f", the most, and {others[-1].word} {others[-1].count} times, the least"
    short = f"Where {len(words)} words stand in {end:,} tokens."
    return pictured(axes, table, f"Each word: {'; '.join(said)}.", f"{first}.", short)


@plot
def plot_timeline(events: pd.DataFrame, ax: Axes | None = None) -> Picture:
    """Show which document dates which event, in the order of the events.

    Events from top to bottom, evenly spaced; a column for each document; a filled circle where
    the text states the date, an open one where it was inferred. Table: the events, by date.

    Parameters
    ----------
    events : DataFrame
        A row for every mention, in texts: ``date`` (ISO 8601, as exact as it is known),
        ``event``, ``document`` and ``basis`` (``stated`` or ``inferred``).

    Examples
    --------
    >>> events = load_corpus().annotations("events")
    >>> plot_timeline(events.tail(1)).description[-32:]
    '2050, net zero: accord (stated).'
    """
    table = expect_columns(events, _EVENTS, "events", rows=True)
    documents = table["document"].unique().tolist()
    table = table.sort_values(["date", "event"], ignore_index=True)
    for r in records(table):
        expect_one_of(r.basis, _BASES, f"The basis of {r.date}, {r.event!r}, in {r.document}")
    groups = table.groupby(["date", "event"])
    mentions: list[Any] = list(groups)
    axes = rows(ax, [date for (date, _), _ in mentions], 1.6, 0.36)
    row, column = groups.ngroup(), table["document"].map(documents.index)
    for basis, (name, fill) in _BASES.items():
        looks: dict[str, Any] = {"edgecolor": BLUE, "linewidth": 1.8, "label": name}
        some = table["basis"] == basis
        axes.scatter(column[some], row[some], s=110, zorder=3, facecolor=fill, **looks)
    said = []
    for i, ((date, event), some) in enumerate(mentions):
        axes.text(len(documents) - 0.3, i, event, va="center")
        named = ", ".join(f"{r.document} ({r.basis})" for r in records(some))
        said.append(f"{date}, {event}: {named}")
    headings(axes, dict(enumerate(documents)), rotation=30, ha="left", rotation_mode="anchor")
    axes.set(xlim=(-0.6, len(documents) - 0.4), ylim=(len(mentions) - 0.4, -0.6))
    axes.grid(axis="y", color="0.88")
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=2)
    years = " to ".join(dict.fromkeys(table["date"].iloc[k][:20] for k in (0, -1)))
    first = f"Timeline of {len(mentions)} dated events, {years}"
    shared = groups["document"].nunique().gt(1).sum()
    first = f"{first}; {shared} of them stand in several of {len(documents)} documents."
    return pictured(axes, table, f"All of them: {'; '.join(said)}.", first)


@plot
def plot_commitments(table: pd.DataFrame, ax: Axes | None = None) -> Picture:
    """Show how strong the commitments of each pillar are, and how many are not on the scale.

    A column for each step of the scale and a band for each pillar; every commitment is a box
    with its label, three in a row. Hatched rows beneath hold what promises nothing, and what was
    not coded. Table: ``commitment``, ``strength``, ``kind``, ``pillar``.

    Parameters
    ----------
    table : DataFrame
        Columns ``commitment`` (label, such as ``D2``) and ``strength`` (1 to 5, as a number or as
        text, or missing); perhaps ``kind``, without which all that is missing was not coded. From
        `code_commitments` or from annotations. If more than half was not coded, it is refused.

    Examples
    --------
    >>> coded = code_commitments(parse_agreement(load_corpus()["accord"]))
    >>> plot_commitments(coded.tail(2)).alt
    '2 of 2 commitments coded: 1 at 2 renews, 1 at 3 cooperates.'
    """
    hint = "Give code_commitments(agreement) or corpus.annotations('commitments')."
    columns = {"commitment": str, "strength": object}
    table = expect_columns(table, columns, "table", hint, rows=True)
    kind = table["kind"].astype(object) if "kind" in table else pd.Series("not coded", table.index)
    empty = table["strength"].isna() | table["strength"].astype(str).str.strip().eq("")
    table = table[list(columns)].assign(kind=kind.where(empty, "coded"))
    off = {
        "no promise": table[~table["kind"].isin(["coded", "not coded"])]["commitment"],
        "not coded": table[table["kind"] == "not coded"]["commitment"],
    }
    size, lost = len(table), len(off["not coded"])
    if 2 * lost > size:
        raise AccordError(
            f"{lost} of {size} commitments are not coded, more than half, so that a figure of the "
            "others would mislead. Look at the column because; docs/add-a-verb.md shows how to add "
            "what is missing, or code the text by hand."
        )
    coded = table[~empty]
    strength = pd.to_numeric(coded["strength"].astype(str), errors="coerce")
    for label, found in coded[~strength.isin(list(_SCALE))][list(columns)].to_numpy():
        raise AccordError(f"The strength of {label} is {found!r}; the scale has 1, 2, 3, 4 and 5.")
    part = table["commitment"].str.replace(r"\.?\d+$", "", regex=True)
    coded, pillar = coded.assign(strength=strength.astype(int), pillar=part), part[coded.index]
    cells = coded.groupby(["pillar", "strength"])["commitment"]
    line, place = cells.cumcount() // _ABREAST, cells.cumcount() % _ABREAST
    abreast = (cells.transform("size") - line * _ABREAST).clip(upper=_ABREAST)
    x = coded["strength"] + (place - (abreast - 1) / 2) * _GAP
    heights = (line + 1).groupby(pillar, sort=False).max()
    tops = heights.cumsum() - heights
    beneath = [name for name in off if len(off[name])]
    axes = new_axes(ax, 1.2 + 0.36 * (heights.sum() + len(beneath)))
    for at, y, label in zip(x, pillar.map(tops) + line, coded["commitment"], strict=True):
        axes.text(at, y, label, bbox=_BOX, **_IN_BOX)
    for name, top, height in zip(heights.index, tops, heights, strict=True):
        axes.text(0.35, top + (height - 1) / 2, name, va="center", fontweight="bold")
        axes.axhline(top + height - 0.5, color=PALE, linewidth=1)
    said = {"no promise": f"no promise ({len(off['no promise'])})"}
    said["not coded"] = f"not coded ({lost}, {lost / size:.0%})"
    for y, name in enumerate(beneath, start=int(heights.sum())):
        axes.axhspan(y - 0.45, y + 0.45, facecolor="white", edgecolor=GREY, hatch="//", alpha=0.6)
        words = shorten(f"{said[name]}: {', '.join(off[name])}", 60, placeholder=" …")
        axes.text(3, y, words, ha="center", va="center", bbox={"facecolor": "white"})
    headings(axes, _SCALE)
    title = ", ".join([f"{len(coded)} of {size} on the scale", *map(said.__getitem__, beneath)])
    axes.set_title(title, pad=14)
    axes.set(xlim=(0.3, 5.5), ylim=(heights.sum() + len(beneath) - 0.5, -0.6), yticks=[])
    listed = [
        f"part {part}, step {_SCALE[step]}: {', '.join(some)}"
        for (part, step), some in list[Any](cells)
    ]
    listed += [f"{said[name]}: {', '.join(off[name])}" for name in beneath]
    steps = coded["strength"].value_counts().sort_index()
    first = ", ".join(f"{n} at {_SCALE[step]}" for step, n in zip(steps.index, steps, strict=True))
    first = ", ".join(filter(None, [first, *map(said.get, beneath)]))
    brief = f"{size - lost} of {size} commitments coded"
    table = table.assign(pillar=part, strength=strength.reindex(table.index).astype("Int64"))
    told = (f"{brief}: {first}.", f"{brief}.")
    return pictured(axes, table, f"All of them: {'; '.join(listed)}.", *told)


@plot
def plot_alignment(alignment: Alignment, ax: Axes | None = None) -> Picture:
    """Show which sentences of two versions correspond.

    The sentences of the original on the left, those of the rewrite on the right, and a line for
    each pair, thicker the more similar; its style says what became of a sentence, a cross that it
    has no counterpart. Where ids have no room, only pairs have theirs. Table: the alignment's.

    Parameters
    ----------
    alignment : Alignment
        From `align_sentences`.

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
    row = min(0.24, 3.9 / size)  # inches
    mark, high = min(row * 40, 9), 1.5 + row * size
    axes = new_axes(ax, high, width=8)
    for bead in records(table):
        ends = (bead.original, bead.rewrite)
        looks = _looks(bead.kind, mark, 0.8 + 2.5 * bead.similarity)
        there = [n for n, end in enumerate(ends) if end]
        for pair in product(*filter(None, ends)):
            axes.plot(there, [sides[n][id] for n, id in zip(there, pair, strict=True)], **looks)
    paired = table[~table["kind"].isin(["omitted", "added"])]
    for x, side in enumerate(("original", "rewrite")):
        offset, align = ((14, 0), "left") if x else ((-14, 0), "right")
        ids, last = set().union(*paired[side]), float("-inf")
        for id, place in sides[x].items():
            if (row >= _LETTERS_HIGH or id in ids) and (place - last) * row >= _LETTERS_HIGH:
                axes.annotate(id.partition(":")[2], (x, place), offset, ha=align, **BESIDE)
                last = place
    headings(axes, {0: alignment.original.id, 1: alignment.rewrite.id})
    axes.set(xlim=(-0.35, 1.35), ylim=(size - 0.4, -0.6), yticks=[])
    for kind in table["kind"].unique():
        axes.plot([], [], label=kind, **_looks(kind, mark, 2, marker=""))
    above: dict[str, Any] = {"loc": "lower center", "bbox_to_anchor": (0.5, 1 + 0.35 / high)}
    title = "the thicker a line, the more similar the pair" if len(paired) else None
    axes.legend(title=title, title_fontsize=11, ncols=4, handlelength=3, **above)
    whole = f"{alignment!r}."
    rest = [whole] * (len(whole) > LONGEST_ALT)
    if paired.empty:
        rest.append("No sentence corresponds to another.")
    else:
        worst = min(records(paired), key=lambda r: r.similarity)
        rest.append(
            f"Similarity of the pairs: median {paired['similarity'].median():.2f}, least "
            f"{worst.similarity:.2f} ({labels(worst.original)} with {labels(worst.rewrite)})."
        )
    others = [
        f"{r.kind} {' to '.join(map(labels, filter(None, (r.original, r.rewrite))))}"
        for r in records(table[~table["kind"].isin(["kept", "reworded"])])
    ]
    if len(others) > _MOST_NAMED:
        others[_MOST_NAMED:] = [f"and {len(others) - _MOST_NAMED} more"]
    rest += [f"{'; '.join(others)}."] * bool(others)
    return pictured(axes, table, " ".join(rest), whole, whole.rpartition(": ")[2])


def _looks(kind: str, mark: float, width: float, marker: str = "o") -> dict[str, Any]:
    """Return how the marks and lines of a kind look, and how large they are."""
    if kind in ("omitted", "added"):
        edge = mark / (4.5 if kind == "omitted" else 9)
        return _BEADS[kind] | {"markersize": mark, "markeredgewidth": edge}
    return _BEADS[kind] | {"markersize": mark / 1.5, "marker": marker, "linewidth": width}
