"""The Picture, a figure that also says in words what it shows; and what all plots share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from accordlib.errors import AccordError, expect
from accordlib.figures.style import HOUSE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_Plot = TypeVar("_Plot", bound=Callable[..., "Picture"])

_DPI, _HIGHEST = 110, 500
_AX = "ax : matplotlib.axes.Axes, optional\n    Where to draw; without it, in a figure of its own."
_RAISES = """Raises
------
AccordError
    If something else is given, or there is nothing to draw."""


def plot(function: _Plot) -> _Plot:
    """Add to the docstring of a plot what holds for every plot."""
    doc = cleandoc(function.__doc__ or "").replace("\n\nReturns\n", f"\n{_AX}\n\nReturns\n", 1)
    function.__doc__ = doc.replace("\n\nExamples\n", f"\n\n{_RAISES}\n\nExamples\n", 1)
    return function


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
        """Write the figure to a file; its ending (``.png``, ``.svg``, ``.pdf``) is the format.

        Raises
        ------
        AccordError
            If it cannot be written there, or in no such format.
        """
        try:
            with _house_style():
                self.figure.savefig(path)
        except (OSError, TypeError, ValueError, AttributeError) as error:
            raise AccordError(f"The figure cannot be saved as {path!r:.200}: {error}") from error

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        buffer = BytesIO()
        with _house_style():
            self.figure.savefig(buffer, format="png", dpi=_DPI, metadata={"Software": None})
        bundle = {"image/png": buffer.getvalue(), "text/plain": self.description}
        return bundle, {"image/png": {"alt": self.description}}


def _house_style() -> AbstractContextManager[None]:
    """Put the house style in the place of the user's settings for a while."""
    import matplotlib.style

    return matplotlib.style.context(["default", HOUSE])


@contextmanager
def drawing(ax: Axes | None, width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """Yield a figure and axes in the house style: those given, or new ones of a size in inches."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    with _house_style():
        if ax is not None:
            hint = "Give one of the axes of matplotlib's subplots(), or leave ax out."
            figure = expect(ax, Axes, "ax", hint).get_figure()
            if not isinstance(figure, Figure) or ax.name != "rectilinear":
                raise AccordError(f"ax must be plane axes that stand on the figure itself. {hint}")
            yield figure, ax
            return
        if height > _HIGHEST:
            raise AccordError(f"The figure would be {height:,.0f} inches high. Draw fewer rows.")
        figure = Figure(figsize=(width, height))
        yield figure, figure.subplots()
        figure.draw_without_rendering()
        figure.set_layout_engine("none")


@contextmanager
def rows(
    ax: Axes | None, names: Collection[str], width: float, base: float, each: float, **ticks: Any
) -> Iterator[tuple[Figure, Axes]]:
    """Yield a figure and axes with a row for each name, from top to bottom.

    A new figure is `base` inches high and `each` for every row.
    """
    with drawing(ax, width, base + each * len(names)) as (figure, axes):
        axes.set_yticks(range(len(names)), names, parse_math=False, **ticks)
        axes.set_ylim(len(names) - 0.5, -0.5)
        yield figure, axes


def head_columns(axes: Axes, names: Mapping[int, str]) -> None:
    """Write the names of columns on top, and take away ticks and frame."""
    axes.set_xticks(list(names), list(names.values()), parse_math=False)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def draw_bars(axes: Axes, lengths: Sequence[float], notes: Sequence[int], **looks: Any) -> None:
    """Draw a bar in every row, with a number at its end."""
    axes.barh(range(len(lengths)), lengths, **looks)
    for i, (length, note) in enumerate(zip(lengths, notes, strict=True)):
        axes.text(length, i, f" {note}", va="center", fontsize=11)
    axes.set_ylim(len(lengths) - 0.4, -0.6)


def draw_circle(axes: Axes, x: float, row: int, colour: str, filled: bool) -> None:
    """Draw a filled or an open circle in a row."""
    inside = colour if filled else "white"
    looks: dict[str, Any] = {"markersize": 9, "markeredgewidth": 1.8}
    axes.plot(x, row, "o", color=colour, markerfacecolor=inside, **looks)
