"""The Picture, a figure that also says in words what it shows; and what all plots share."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from accordlib.errors import AccordError, expect
from accordlib.figures.details import DETAILS, details
from accordlib.figures.style import HOUSE, TALL
from accordlib.tables import expect_columns

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_Plot = TypeVar("_Plot", bound=Callable[..., "Picture"])

_DPI, _HIGHEST = 110, 500
_PAGE = (900, 600)  # pixels that a notebook shows well; a figure that is a little larger is shrunk
_LEAST_DPI = 98
_LONGEST_ALT = 150
_LEAST_ROW = 0.14  # inches: a line of letters
_FIRST_SENTENCE = re.compile(r"""(.+?[.!?…]["'”’)]*)(?=\s+[^\sa-z]|\s*$)""")
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

    In a notebook it appears as an image. The first sentence of the description is its alternative
    text; the description and the table unfold under it. A figure of pyplot's is shown once.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        Change it with Matplotlib's own methods.
    table : DataFrame
        The numbers that are drawn.
    description : str
        What can be read off the figure. The first sentence, up to a full stop before a capital or
        a number, says the message in at most 150 characters.

    Raises
    ------
    AccordError
        If the table is none, or the description is none or begins with a longer sentence.

    Examples
    --------
    >>> from matplotlib import pyplot as plt
    >>> figure, axes = plt.subplots()
    >>> table = load_corpus().annotations("commitments").head(3)
    >>> Picture(figure, table, "Each counts once. D1, D2 and D3 are drawn.").alt
    'Each counts once.'
    """

    figure: Figure
    table: pd.DataFrame
    description: str

    def __post_init__(self) -> None:
        advice = "Begin it with one sentence that says what the figure shows."
        expect_columns(self.table, (), "table", "Give the numbers that are drawn.")
        if not expect(self.description, str, "description", advice).strip():
            raise AccordError(f"A Picture needs a description. {advice}")
        if len(self.alt) > _LONGEST_ALT:
            raise AccordError(
                f"The description's first sentence is the alternative text of the image; it has "
                f"{len(self.alt)} characters, and {_LONGEST_ALT} are the most. End it earlier, and "
                f"say the rest in a second sentence: {self.alt[:60]!r}..."
            )

    @property
    def alt(self) -> str:
        """The alternative text of the image: the first sentence of the description."""
        words = " ".join(self.description.split())
        found = _FIRST_SENTENCE.match(words)
        return found.group() if found else words

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
            self.figure.savefig(
                buffer, format="png", dpi=shown_dpi(self.figure), metadata={"Software": None}
            )
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(self.figure)  # or the notebook shows it a second time
        bundle: dict[str, Any] = {"image/png": buffer.getvalue(), "text/plain": self.description}
        bundle[DETAILS] = details(self.description, self.table)
        return bundle, {"image/png": {"alt": self.alt}}


def shown_dpi(figure: Figure) -> float:
    """Return in how many dots an inch a notebook shows a figure."""
    fitting = (page / inches for page, inches in zip(_PAGE, figure.get_size_inches(), strict=True))
    return float(max(_LEAST_DPI, min(_DPI, *fitting)))


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

    A new figure is `base` inches high and up to `each` for every row.
    """
    with drawing(ax, width, base + len(names) * row_height(base, each, len(names))) as (
        figure,
        axes,
    ):
        axes.set_yticks(range(len(names)), names, parse_math=False, **ticks)
        axes.set_ylim(len(names) - 0.5, -0.5)
        yield figure, axes


def row_height(base: float, each: float, rows: int) -> float:
    """Return how many inches a row has: less than `each` if a page would not hold all rows."""
    return max(min(each, (TALL - base) / rows), _LEAST_ROW)


def head_columns(axes: Axes, names: Mapping[int, str]) -> None:
    """Write the names of columns on top, and take away ticks and frame."""
    axes.set_xticks(list(names), list(names.values()), parse_math=False)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def first_that_fits(*sentences: str) -> str:
    """Return the first sentence that can be an alternative text; the last one if none can."""
    return next((s for s in sentences if len(s) <= _LONGEST_ALT), sentences[-1][:_LONGEST_ALT])


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
