"""Plots of passages and events: how long, where, when, how strong; each returns a Picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from accordlib.errors import AccordError, expect_words
from accordlib.figures.picture import (
    Picture,
    draw_bars,
    drawing,
    first_that_fits,
    head_columns,
    plot,
    rows,
)
from accordlib.figures.style import BESIDE, BLUE, GREY, GROUPS, PALE, WIDE
from accordlib.tables import expect_columns, records
from accordlib.texts.passages import HasPassages, Passage
from accordlib.words.concordance import kwic
from accordlib.words.frequencies import dp_norm
from accordlib.words.tokens import Tokens, tokens_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    Counted = Tokens | HasPassages | Iterable[Passage]

_LETTERS_ALONG = 70  # that have room along the text
_EVENTS = dict.fromkeys(("date", "event", "document", "basis"), str)
_BASES = {"stated": ("year stated in the text", BLUE), "inferred": ("date inferred", "white")}
_SCALE = {1: "1 values", 2: "2 renews", 3: "3 cooperates", 4: "4 new step", 5: "5 with a date"}
_ABREAST, _GAP = 3, 0.3
_BOX: dict[str, Any] = {"facecolor": BLUE, "edgecolor": "none", "boxstyle": "round,pad=0.2"}


@plot
def plot_lengths(tokens: Counted, ax: Axes | None = None) -> Picture:
    """Show how long each passage is.

    Parameters
    ----------
    tokens : Tokens
        For example ``tokenize(agreement.commitments)``; or passages, or what has them.

    Returns
    -------
    Picture
        A bar for each passage, in order, labelled with its length in tokens; passages of
        different pillars differ in colour and hatching. Table: ``passage``, ``pillar``, ``tokens``.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> plot_lengths(agreement.commitments[:3]).alt
    'The median of 3 passages has 56 tokens; D3 has the fewest, 27; D2 has the most, 81.'
    """
    import pandas as pd

    counted = tokens_of(tokens, "plot_lengths()")
    names = [p.label or p.id for p in counted.passages]
    pillars = [p.pillar for p in counted.passages]
    table = pd.DataFrame({"passage": names, "pillar": pillars, "tokens": counted.sizes})
    expect_columns(table, (), "tokens", rows=True)
    with rows(ax, names, 8, 0.8, 0.27, fontsize=11) as (figure, axes):
        number = pd.factorize(table["pillar"])[0]
        looks = {"color": [GROUPS[n % len(GROUPS)][0] for n in number], "edgecolor": "white"}
        looks["hatch"] = [("", "//", "..", "xx")[n % 4] for n in number]
        draw_bars(axes, counted.sizes.tolist(), counted.sizes.tolist(), **looks)
        axes.set(xmargin=0.08, xlabel="length in tokens")
    said = ", ".join(f"{r.passage} {r.tokens}" for r in records(table))
    sizes = table["tokens"]
    first = f"The median of {len(table)} passages has {sizes.median():g} tokens"
    least, most = (names[int(k)] for k in (sizes.argmin(), sizes.argmax()))
    ends = f"{least} has the fewest, {sizes.min()}; {most} has the most, {sizes.max()}"
    first = first_that_fits(f"{first}; {ends}.", f"{first}.")
    return Picture(figure, table, f"{first} Length in tokens: {said}.")


@plot
def plot_dispersion(tokens: Counted, words: Sequence[str], ax: Axes | None = None) -> Picture:
    """Show where in the text words or phrases stand.

    Parameters
    ----------
    tokens : Tokens
        The passages in the order of the text; or passages, or what has them.
    words : sequence of str
        Words, phrases or parts of words with ``*``, as in `kwic`.

    Returns
    -------
    Picture
        A stroke for each occurrence along the running text, vertical lines where a new pillar
        (or, in several documents, a new document) begins, and at the right the number of
        occurrences and their DPnorm (see `dispersion`). A part too short for its name has none.
        Table: ``word``, ``count``, ``range`` (passages), ``dp_norm``, ``positions``.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> plot_dispersion(agreement.commitments, ["nuclear"]).table[["word", "count", "range"]]
          word  count  range
    0  nuclear     10      3
    """
    import pandas as pd

    words, counted = expect_words(words), tokens_of(tokens, "plot_dispersion()")
    if not len(counted) or not words:
        raise AccordError("There is nothing to draw: give tokens and at least one word.")
    ids = [counted.passages[i].id for i in counted.passage_index]
    at = {place: i for i, place in enumerate(zip(ids, counted.starts, strict=True))}
    found = [kwic(counted, word).table for word in words]
    places = [[at[p] for p in zip(t["passage"], t["start"], strict=True)] for t in found]
    table = pd.DataFrame({"word": words, "count": [len(t) for t in found]})
    table["range"] = [t["passage"].nunique() for t in found]
    table["dp_norm"] = [dp_norm(counted, p) for p in places]
    table["positions"] = places
    several = len({p.document for p in counted.passages}) > 1
    names = [p.document if several else p.pillar or "no pillar" for p in counted.passages]
    runs = [(name, list(run)) for name, run in groupby(range(len(names)), names.__getitem__)]
    bounds, end = counted.bounds, len(counted)
    parts = [(name, int(bounds[run[0]]), int(bounds[run[-1] + 1])) for name, run in runs]
    parts = parts if len(parts) > 1 else []
    said = []
    with rows(ax, words, WIDE, 1.2 + 0.2 * several, 0.45) as (figure, axes):
        for i, r in enumerate(records(table)):
            spread = "" if np.isnan(r.dp_norm) else f"DPnorm {r.dp_norm:.2f}"
            axes.vlines(r.positions, i - 0.34, i + 0.34, color=BLUE, linewidth=2)
            note = f"{r.count}  {spread}".rstrip()
            axes.text(end * 1.015, i, note, va="center", fontsize=11)
            shares = (f"{name} {sum(a <= p < b for p in r.positions)}" for name, a, b in parts)
            said.append(f"{r.word}: {r.count} in {r.range} passages")
            said[-1] += f", {spread}" * bool(spread) + f" ({', '.join(shares)})" * bool(parts)
        for n, (name, a, b) in enumerate(parts):
            if n:
                axes.axvline(a, color=GREY, linewidth=1, linestyle=":")
            above: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "va": "bottom"}
            above["xytext"] = (0, 18 if several and n % 2 else 2)
            if (b - a) / end * _LETTERS_ALONG * (1 + several) >= len(name):
                middle = ((a + b) / 2, 1)
                axes.annotate(name, middle, ha="center", color=GREY, **BESIDE | above)
        axes.set(xlim=(-0.005 * end, 1.005 * end), ylim=(len(table) - 0.5, -0.6))
        axes.set_xlabel("position in the text (tokens)")
        axes.spines[["left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
    most, least = (sorted(records(table), key=lambda r: -r.count)[k] for k in (0, -1))
    first = f"In {end:,} tokens {most.word} stands {most.count} times"
    if len(table) > 1:
        first += f", the most, and {least.word} {least.count} times, the least"
    first = first_that_fits(f"{first}.", f"Where {len(words)} words stand in {end:,} tokens.")
    return Picture(figure, table, f"{first} Each word: {'; '.join(said)}.")


@plot
def plot_timeline(events: pd.DataFrame, ax: Axes | None = None) -> Picture:
    """Show which document dates which event, in the order of the events.

    Parameters
    ----------
    events : DataFrame
        Columns ``date`` (ISO 8601, as exact as it is known), ``event``, ``document`` and
        ``basis`` (``stated`` or ``inferred``), all of them texts; one row for every mention.

    Returns
    -------
    Picture
        Events from top to bottom, evenly spaced whatever time lies between them; a column for
        each document; a filled circle where the text states the date, an open one where it was
        inferred. Table: that of the events, by date.

    Examples
    --------
    >>> events = load_corpus().annotations("events")
    >>> plot_timeline(events.tail(1)).description[-32:]
    '2050, net zero: accord (stated).'
    """
    table = expect_columns(events, _EVENTS, "events", rows=True)
    documents = list(dict.fromkeys(table["document"]))
    table = table.sort_values(["date", "event"], kind="stable", ignore_index=True)
    for r in records(table[~table["basis"].isin(list(_BASES))]):
        raise AccordError(
            f"The basis of {r.date}, {r.event!r}, in {r.document} is {r.basis!r}; it must be "
            "'stated' or 'inferred'."
        )
    mentions: list[Any] = list(table.groupby(["date", "event"]))
    with rows(ax, [date for (date, _), _ in mentions], WIDE, 1.6, 0.36) as (figure, axes):
        row, column = (
            table.groupby(["date", "event"]).ngroup(),
            table["document"].map(documents.index),
        )
        for basis, (name, fill) in _BASES.items():
            looks: dict[str, Any] = {
                "facecolor": fill,
                "edgecolor": BLUE,
                "linewidth": 1.8,
                "label": name,
            }
            some = table["basis"] == basis
            axes.scatter(column[some], row[some], s=110, zorder=3, **looks)
        for i, ((_, event), _) in enumerate(mentions):
            axes.text(len(documents) - 0.3, i, event, va="center")
        head_columns(axes, dict(enumerate(documents)))
        axes.tick_params(axis="x", labelrotation=30)
        for head in axes.get_xticklabels():
            head.set(ha="left", rotation_mode="anchor")
        axes.set(xlim=(-0.6, len(documents) - 0.4), ylim=(len(mentions) - 0.4, -0.6))
        axes.grid(axis="y", color="0.88")
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=2)
    said = "; ".join(
        f"{date}, {event}: " + ", ".join(f"{r.document} ({r.basis})" for r in records(some))
        for (date, event), some in mentions
    )
    shared = sum(len(set(some["document"])) > 1 for _, some in mentions)
    years = " to ".join(dict.fromkeys(mentions[k][0][0][:20] for k in (0, -1)))
    counted = (
        f"Timeline of {len(mentions)} dated events, {years}; {shared} of them stand in several"
    )
    return Picture(figure, table, f"{counted} of {len(documents)} documents. All of them: {said}.")


@plot
def plot_commitments(table: pd.DataFrame, ax: Axes | None = None) -> Picture:
    """Show how strong the commitments of each pillar are.

    Parameters
    ----------
    table : DataFrame
        From `code_commitments` or from annotations: columns ``commitment`` (label, such as ``D2``)
        and ``strength`` (1 to 5, as a number or as text).

    Returns
    -------
    Picture
        A column for each step of the scale and a band for each pillar; every commitment is a box
        with its label, three in a row. Table: ``commitment``, ``strength``, ``pillar``.

    Examples
    --------
    >>> coded = code_commitments(parse_agreement(load_corpus()["accord"]))
    >>> plot_commitments(coded.tail(2)).alt
    '2 commitments by strength: 1 at 2 renews, 1 at 3 cooperates.'
    """
    import pandas as pd

    hint = "Give code_commitments(agreement) or corpus.annotations('commitments')."
    columns = {"commitment": str, "strength": object}
    table = expect_columns(table, columns, "table", hint, rows=True)[list(columns)]
    strength = pd.to_numeric(table["strength"].astype(str), errors="coerce")
    for label, said in table[~strength.isin(list(_SCALE))].to_numpy():
        raise AccordError(f"The strength of {label} is {said!r}; the scale has 1, 2, 3, 4 and 5.")
    pillar = table["commitment"].str.replace(r"\.?\d+$", "", regex=True)
    table = table.assign(strength=strength.astype(int), pillar=pillar)
    cells = table.groupby(["pillar", "strength"])["commitment"]
    line, place = cells.cumcount() // _ABREAST, cells.cumcount() % _ABREAST
    abreast = (cells.transform("size") - line * _ABREAST).clip(upper=_ABREAST)
    x = table["strength"] + (place - (abreast - 1) / 2) * _GAP
    heights = (line + 1).groupby(pillar, sort=False).max()
    tops = heights.cumsum() - heights
    with drawing(ax, WIDE, 0.9 + 0.36 * heights.sum()) as (figure, axes):
        boxes: dict[str, Any] = {
            "ha": "center",
            "va": "center",
            "fontsize": 11,
            "color": "white",
            "bbox": _BOX,
        }
        for at, y, label in zip(x, pillar.map(tops) + line, table["commitment"], strict=True):
            axes.text(at, y, label, **boxes)
        for name, top, height in zip(heights.index, tops, heights, strict=True):
            axes.text(0.35, top + (height - 1) / 2, name, va="center", fontweight="bold")
            axes.axhline(top + height - 0.5, color=PALE, linewidth=1)
        head_columns(axes, _SCALE)
        axes.set(xlim=(0.3, 5.5), ylim=(heights.sum() - 0.5, -0.6), yticks=[])
    said = "; ".join(
        f"part {pillar}, step {_SCALE[step]}: {', '.join(labels)}"
        for (pillar, step), labels in list[Any](cells)
    )
    steps = ((name, int((table["strength"] == step).sum())) for step, name in _SCALE.items())
    first = ", ".join(f"{number} at {name}" for name, number in steps if number)
    return Picture(
        figure, table, f"{len(table)} commitments by strength: {first}. All of them: {said}."
    )
