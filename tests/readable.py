"""Whether a figure can be read: its size, labels that stand free, contrast, names of actors.

`note` notes in a lesson's kernel what is wrong with a Picture; `problems_of_figure` measures one.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from logging import getLogger
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection, QuadMesh
from matplotlib.colors import to_rgba, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from accordlib import Picture, load_gazetteer
from accordlib.figures.picture import shown_dpi

WIDEST, HIGHEST = 900, 600  # pixels
TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0  # WCAG 2.2, criteria 1.4.3 and 1.4.11
EVEN = 20  # of 255: how far the ground under a label may differ from its median
WORDS = {"term", "word", "type", "token"}  # columns: what they hold are words, not actors
SEEN: list[str] = []
Ink = tuple[Text, np.ndarray]


def note(picture: Picture) -> None:
    """Note what is wrong with a Picture that is shown."""
    fonts = getLogger("matplotlib.font_manager")  # which reports every font without bold letters
    with patch.object(fonts, "disabled", True):
        found = problems_of_figure(picture.figure, picture.table)
    SEEN.extend(f"{picture.alt[:50]!r}: {problem}" for problem in found)


def problems_of_figure(figure: Figure, table: pd.DataFrame, smallest: float = 0) -> list[str]:
    """Return what is wrong with a figure, letters below a size in points included."""
    shown = shown_dpi(figure)
    wide, high = (figure.get_size_inches() * shown).tolist()
    found = [f"it is {wide:.0f} by {high:.0f} pixels"] * (
        wide > WIDEST + 0.5 or high > HIGHEST + 0.5
    )
    dpi, canvas = figure.dpi, figure.canvas
    figure.set_dpi(shown)
    try:
        ground, inks = drawn(figure)
        found += [*problems_of_labels(ground, inks), *pale_marks(figure), *ids(inks, table)]
        small = [text.get_text() for text, _ in inks if text.get_fontsize() < smallest]
        found += [f"the label {text!r} is small" for text in small]
    finally:
        figure.set_dpi(dpi)
        figure.set_canvas(canvas)
    return list(dict.fromkeys(found))


def drawn(figure: Figure) -> tuple[np.ndarray, list[Ink]]:
    """Draw a figure: the picture without letters, and each text with the pixels of its letters."""
    canvas = FigureCanvasAgg(figure)
    inks: list[Ink] = []
    draw = Text.draw

    def without_letters(self: Text, renderer: Any) -> None:
        if self.get_visible() and self.get_text().strip() and self.get_bbox_patch():
            self.update_bbox_position_size(renderer)
            self.get_bbox_patch().draw(renderer)

    def with_letters(self: Text, renderer: Any) -> None:
        if not (self.get_visible() and self.get_text().strip()):
            return
        without_letters(self, renderer)
        high, wide, _ = np.shape(renderer.buffer_rgba())
        x0, y0, x1, y1 = np.nan_to_num(self.get_window_extent(renderer).extents).astype(int)
        around = np.s_[max(high - y1 - 9, 0) : high - y0 + 9, max(x0 - 9, 0) : x1 + 9]
        ground = np.array(np.asarray(renderer.buffer_rgba())[around])
        with patch.object(self, "_bbox_patch", None):
            draw(self, renderer)
        ink = np.zeros((high, wide), bool)
        ink[around] = (np.asarray(renderer.buffer_rgba())[around] != ground).any(axis=2)
        inks.append((self, ink))

    with patch.object(Text, "draw", without_letters):
        canvas.draw()
        ground = np.array(canvas.buffer_rgba())[..., :3].astype(int)
    with patch.object(Text, "draw", with_letters):
        canvas.draw()
    return ground, inks


def problems_of_labels(ground: np.ndarray, inks: list[Ink]) -> Iterator[str]:
    """Say which label lies on something, leaves the figure or is pale."""
    places = []
    for text, ink in inks:
        name = " ".join(text.get_text().split())
        rows, columns = np.nonzero(ink)
        if not len(rows):
            yield f"the label {name!r} cannot be seen"
            continue
        box = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        place = np.zeros_like(ink)
        place[box] = text.get_rotation() % 90 == 0 or thickened(ink[box])
        places.append((name, box, place))
        under = ground[box][place[box]]
        median = np.median(under, axis=0)
        if np.abs(under - median).max() > EVEN:
            yield f"the label {name!r} lies on a marker or a line"
        middle = np.tile(ink.shape[::-1], 2) / 2
        if (np.abs(text.get_window_extent().extents - middle) > middle + 2).any():
            yield f"the label {name!r} is cut off"
        ratio = contrast(
            over(to_rgba(text.get_color(), text.get_alpha()), median / 255), median / 255
        )
        if ratio < TEXT_CONTRAST:
            yield f"the label {name!r} has a contrast of {ratio:.1f}"
    for (one, box, a), (other, _, b) in combinations(places, 2):
        if (a[box] & b[box]).any():
            yield f"the labels {one!r} and {other!r} lie on each other"


def thickened(ink: np.ndarray) -> np.ndarray:
    """Return some pixels and those beside them."""
    wide = np.pad(ink, 1)
    high, long = ink.shape
    return np.any([wide[i : i + high, j : j + long] for i in range(3) for j in range(3)], axis=0)


def pale_marks(figure: Figure) -> Iterator[str]:
    """Say which marks neither their inside nor their edge makes visible."""
    for axes in figure.axes:
        paper = over(axes.get_facecolor(), over(figure.get_facecolor(), np.ones(3)))
        for artist in (*axes.lines, *axes.collections, *axes.patches):
            if not artist.get_visible() or isinstance(artist, QuadMesh):  # a scale of values
                continue
            for colours in colours_of(artist):
                ratio = max((contrast(over(c, paper), paper) for c in colours), default=21)
                if ratio < MARK_CONTRAST:
                    yield f"a {type(artist).__name__} has a contrast of {ratio:.1f}"
                    break


def colours_of(artist: Line2D | Collection | Patch) -> list[np.ndarray]:
    """Return for each mark of an artist the colours of which one must be seen."""
    alpha = artist.get_alpha()
    if isinstance(artist, Line2D):
        if not len(artist.get_xydata()):
            return []
        drawn = artist.get_linestyle() not in ("None", "none", "", " ")
        found = [to_rgba_array(artist.get_color(), alpha)] * drawn
        if artist.get_marker() not in ("None", "none", "", " ", None):
            both = (artist.get_markerfacecolor(), artist.get_markeredgecolor())
            found.append(np.vstack([to_rgba_array(c, alpha) for c in both]))
        return found
    if isinstance(artist, Patch):
        inside = [artist.get_facecolor()] * bool(artist.get_fill())
        edge = [artist.get_edgecolor()] * (artist.get_linewidth() > 0)
        return [np.array([*inside, *edge]).reshape(-1, 4)]
    inside, edge = artist.get_facecolor(), artist.get_edgecolor()
    size = max(len(inside), len(edge)) * bool(len(artist.get_paths()))
    if not len(artist.get_offsets()):
        size = 0
    both = [c for c in (inside, edge) if len(c)]
    return [np.array([c[i % len(c)] for c in both]) for i in range(size)]


def over(colour: Any, ground: np.ndarray) -> np.ndarray:
    """Return the colour that is seen when one lies on another."""
    *rgb, alpha = to_rgba(colour)
    return np.array(rgb) * alpha + np.asarray(ground) * (1 - alpha)


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted(luminance(c) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: np.ndarray) -> float:
    """Return the relative luminance of a colour."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def ids(inks: list[Ink], table: pd.DataFrame) -> Iterator[str]:
    """Say which texts are ids of actors in the place of their names."""
    words = {str(v) for c in WORDS & set(table.columns) for v in table[c]}
    for text, _ in inks:
        whole = " ".join(text.get_text().split())
        for part in {whole, *re.split(r" – |, ", whole)} - words:
            if part == part.lower() and part.replace(" ", "-") in known_ids():
                yield f"the label {whole!r} is the id of an actor, not its name"


@cache
def known_ids() -> frozenset[str]:
    """Return the ids of the gazetteer."""
    return frozenset(load_gazetteer()["id"])
