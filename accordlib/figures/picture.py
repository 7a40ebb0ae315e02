"""The Picture: a figure that also says in words what it shows, and the house style."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Blue, vermilion and green of Okabe and Ito's palette, a purple and a grey.
BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#AA4499", "#595959"
COLOURS = (BLUE, ORANGE, GREEN, PURPLE, GREY)
MARKERS = ("o", "s", "^", "D", "v")
_STYLE: dict[Any, Any] = {
    "font.size": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "figure.constrained_layout.use": True,
}
BESIDE: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 11}


@dataclass(frozen=True, repr=False, eq=False)
class Picture:
    """A figure, the table it was drawn from, and what it shows in words.

    In a notebook it appears as an image with the description as its alternative text.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Change it with Matplotlib's own methods.
    table : DataFrame
        The numbers that are drawn.
    description : str
        What can be read off the figure.
    """

    figure: Figure
    table: pd.DataFrame
    description: str

    def __repr__(self) -> str:
        return self.description

    def save(self, path: str | Path) -> None:
        """Write the figure to a file; its ending (``.png``, ``.svg``, ``.pdf``) is the format."""
        self.figure.savefig(path)

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        buffer = BytesIO()
        self.figure.savefig(buffer, format="png", dpi=110, metadata={"Software": None})
        bundle = {"image/png": buffer.getvalue(), "text/plain": self.description}
        return bundle, {"image/png": {"alt": self.description}}


@contextmanager
def new_axes(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """Yield a new figure of this size in inches and its axes, in the house style."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(width, height))
        yield figure, figure.subplots()
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
