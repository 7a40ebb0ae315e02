"""Plots of where and when: each returns a Picture, which also says in words what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from accordlib.errors import AccordError, expect_words
from accordlib.figures.picture import BLUE, COLOURS, GREY, Picture, new_axes
from accordlib.tables import expect_columns, records
from accordlib.texts.passages import Passage
from accordlib.words.concordance import kwic
from accordlib.words.frequencies import dp_norm
from accordlib.words.tokens import Tokens

if TYPE_CHECKING:
    pass

_LETTERS = 70  # that have room along the text


def plot_lengths(tokens: Tokens) -> Picture:
    """Show how long each passage is.

    Parameters
    ----------
    tokens : Tokens
        For example ``tokenize(agreement.commitments)``.

    Returns
    -------
    Picture
        A bar for each passage, in order, labelled with its length in tokens; passages of
        different pillars differ in colour and hatching.

    Raises
    ------
    AccordError
        If there is no passage.
    """
    import pandas as pd

    table = pd.DataFrame(
        {
            "passage": [p.label or p.id for p in tokens.passages],
            "pillar": [p.pillar for p in tokens.passages],
            "tokens": tokens.sizes,
        }
    )
    expect_columns(table, ["passage"], "tokens", rows=True)
    pillars = list(dict.fromkeys(table["pillar"]))
    with new_axes(8, 0.8 + 0.27 * len(table)) as (figure, axes):
        for n, pillar in enumerate(pillars):
            some = table[table["pillar"] == pillar]
            axes.barh(
                some.index,
                some["tokens"],
                color=COLOURS[n % len(COLOURS)],
                hatch=("", "//", "..", "xx")[n % 4],
                edgecolor="white",
            )
        for i, length in enumerate(table["tokens"]):
            axes.text(length, i, f" {length}", va="center", fontsize=11)
        axes.set_yticks(range(len(table)), table["passage"], fontsize=11)
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.margins(x=0.08)
        axes.set_xlabel("length in tokens")
    said = ", ".join(f"{r.passage} {r.tokens}" for r in table.itertuples())
    return Picture(figure, table, f"Length of {len(table)} passages in tokens: {said}.")


def plot_dispersion(tokens: Tokens, words: Sequence[str]) -> Picture:
    """Show where in the text words or phrases stand.

    Parameters
    ----------
    tokens : Tokens
        The passages in the order of the text.
    words : sequence of str
        Words, phrases or parts of words with ``*``, as in `kwic`.

    Returns
    -------
    Picture
        A stroke for each occurrence along the running text, vertical lines where a new pillar
        (or, in several documents, a new document) begins, and at the right the number of
        occurrences and their DPnorm (see `dispersion`). A part too short for its name has none.

    Raises
    ------
    AccordError
        If there is no token or no word.
    """
    import pandas as pd

    expect_words(words)
    if not len(tokens) or not words:
        raise AccordError("There is nothing to draw: give tokens and at least one word.")
    at = {(p, s): i for i, (p, s) in enumerate(_places(tokens))}
    rows: list[dict[str, Any]] = []
    for word in words:
        lines = kwic(tokens, word).table
        positions = [at[place] for place in zip(lines["passage"], lines["start"], strict=True)]
        rows.append(
            {
                "word": word,
                "count": len(lines),
                "range": lines["passage"].nunique(),
                "dp_norm": dp_norm(tokens, positions),
                "positions": positions,
            }
        )
    table = pd.DataFrame(rows)
    several = len({p.document for p in tokens.passages}) > 1
    parts = _parts(tokens, several)
    with new_axes(9, 1.2 + 0.45 * len(table)) as (figure, axes):
        for i, r in enumerate(records(table)):
            axes.vlines(r.positions, i - 0.34, i + 0.34, color=BLUE, linewidth=2)
            note = f"{r.count}" + ("" if np.isnan(r.dp_norm) else f"  DPnorm {r.dp_norm:.2f}")
            axes.text(len(tokens) * 1.015, i, note, va="center", fontsize=11)
        for n, (name, start, end) in enumerate(parts if len(parts) > 1 else ()):
            if n:
                axes.axvline(start, color=GREY, linewidth=1, linestyle=":")
            height = -0.62 if n % 2 == 0 or not several else -1.1
            room = (end - start) / len(tokens) * _LETTERS * (1 + several)
            if room >= len(name):
                axes.text((start + end) / 2, height, name, ha="center", va="bottom", color=GREY)
        axes.set_yticks(range(len(table)), table["word"])
        axes.set_ylim(len(table) - 0.5, -0.6)
        axes.set_xlim(-0.005 * len(tokens), 1.005 * len(tokens))
        axes.set_xlabel("position in the text (tokens)")
        axes.spines[["left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
    said = "; ".join(
        f"{r.word}: {r.count} in {r.range} passages"
        + ("" if np.isnan(r.dp_norm) else f", DPnorm {r.dp_norm:.2f}")
        + _shares(r.positions, parts)
        for r in records(table)
    )
    return Picture(figure, table, f"Where the words stand in {len(tokens):,} tokens. {said}.")


def _places(tokens: Tokens) -> Iterator[tuple[str, int]]:
    for index, start in zip(tokens.passage_index, tokens.starts, strict=True):
        yield tokens.passages[index].id, int(start)


def _parts(tokens: Tokens, several: bool) -> list[tuple[str, int, int]]:
    """Return name, first and last position of each pillar, or document if there are several."""

    def name(p: Passage) -> str:
        return p.document if several else p.pillar or "no pillar"

    parts: list[tuple[str, int, int]] = []
    for p, start, end in zip(tokens.passages, tokens.bounds[:-1], tokens.bounds[1:], strict=True):
        if parts and parts[-1][0] == name(p):
            parts[-1] = (name(p), parts[-1][1], int(end))
        else:
            parts.append((name(p), int(start), int(end)))
    return parts


def _shares(positions: Sequence[int], parts: Sequence[tuple[str, int, int]]) -> str:
    if len(parts) < 2:
        return ""
    shares = (f"{name} {sum(start <= p < end for p in positions)}" for name, start, end in parts)
    return f" ({', '.join(shares)})"
