"""The Picture, a figure that also says in words what it shows; and what all plots share."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from html import escape
from inspect import cleandoc, signature
from io import BytesIO
from logging import getLogger
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, ParamSpec
from warnings import warn

from accordlib.errors import AccordError, expect
from accordlib.figures.style import HOUSE, TALL, WIDE, font_families
from accordlib.tables import expect_columns, shown_column

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DETAILS = "text/vnd.accord.details+html"  # the MIME type; no program shows it instead of the image
_ROWS_SHOWN = 60
_DPI, _HIGHEST = 110, 500
_PAGE = (900, 600)  # pixels that a notebook shows well; a figure that is a little larger is shrunk
LONGEST_ALT = 150
_FIRST_SENTENCE = re.compile(r"""(.+?[.!?…]["'”’)]*)(?=\s+[^\sa-z]|\s*$)""")
_OF_EVERY_PLOT = """
ax : matplotlib.axes.Axes, optional
    Where to draw; without it, in a figure of its own.

Returns
-------
Picture
    The figure, its table, and what it shows in words.

Raises
------
AccordError
    If something else is given, or there is nothing to draw.

Examples
"""
_TOO_LONG = re.compile(r"([^\n]{59})[^\n]{2,}")  # for a line beside the axes
_ONE_AT_A_TIME = RLock()  # the settings of Matplotlib are those of all threads
_Arguments = ParamSpec("_Arguments")


def plot(function: Callable[_Arguments, Picture]) -> Callable[_Arguments, Picture]:
    """Draw in the house style; add to the docstring what holds for every plot."""
    doc = cleandoc(function.__doc__ or "")
    function.__doc__ = doc.replace("\n\nExamples\n", _OF_EVERY_PLOT, 1)
    form = signature(function)

    @wraps(function)
    def drawn(*given: _Arguments.args, **named: _Arguments.kwargs) -> Picture:
        arguments = dict(zip(form.parameters, given, strict=False)) | named
        ax = arguments.get("ax")
        with _house_style():
            titles_and_notes = _as_it_stands(ax, set())
            picture = function(*given, **named)
            _as_it_stands(ax, titles_and_notes)
            if ax is None:
                if layout := picture.figure.get_layout_engine():
                    layout.execute(picture.figure)
                picture.figure.set_layout_engine("none")
        if missing := _without_letters(picture.figure):
            warn(
                f"The figure has boxes for {missing:.20}, which no font here has. Install one that "
                "has them, for Japanese such as Noto Sans CJK JP or IPAexGothic, and start anew.",
                stacklevel=2,
            )
        return picture

    return drawn


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
    >>> from matplotlib.figure import Figure
    >>> table = load_corpus().annotations("commitments").head(3)
    >>> Picture(Figure(), table, "Each counts once. D1, D2 and D3 are drawn.").alt
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
        if len(self.alt) > LONGEST_ALT:
            raise AccordError(
                f"The description's first sentence, the alternative text, has {len(self.alt)} "
                f"characters, and {LONGEST_ALT} are the most. End it earlier: {self.alt[:60]!r}..."
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
        """Write the figure to a file; its ending (``.png``, ``.svg``, ``.pdf``) is the format."""
        try:
            with _house_style():
                self.figure.savefig(path)
        except (OSError, TypeError, ValueError, AttributeError) as error:
            raise AccordError(f"The figure cannot be saved as {path!r:.200}: {error}") from error

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        png, figure, canvas, dpi = BytesIO(), self.figure, self.figure.canvas, self.figure.dpi
        page: Any = FigureCanvasAgg(figure)  # savefig() draws twice
        figure.dpi = shown_dpi(figure)
        with _house_style():
            page.print_png(png, metadata={"Software": None})
        figure.dpi = dpi
        figure.set_canvas(canvas)
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(figure)  # or the notebook shows it a second time
        bundle: dict[str, Any] = {"image/png": png.getvalue(), "text/plain": self.description}
        bundle[DETAILS] = _details(self.description, self.table)
        return bundle, {"image/png": {"alt": self.alt}}


def shown_dpi(figure: Figure) -> float:
    """Return in how many dots an inch a notebook shows a figure."""
    fitting = (page / inches for page, inches in zip(_PAGE, figure.get_size_inches(), strict=True))
    return float(max(98, min(_DPI, *fitting)))


@contextmanager
def _house_style() -> Iterator[None]:
    """Put the house style in the place of the user's settings for a while, in one thread only."""
    import matplotlib.style

    fonts = {"font.family": font_families()}
    logger = getLogger("matplotlib.font_manager")  # which reports every font without bold letters
    with _ONE_AT_A_TIME, matplotlib.style.context(["default", HOUSE | fonts]):
        said, logger.disabled = logger.disabled, True
        try:
            yield
        finally:
            logger.disabled = said


def _without_letters(figure: Figure) -> str:
    """Return the characters of a figure that none of its fonts has."""
    from matplotlib.font_manager import findfont, get_font
    from matplotlib.text import Text

    written = "".join(text.get_text() for text in figure.findobj(Text))
    fonts = [] if written.isascii() else [get_font(findfont(f)) for f in font_families()[:-1]]
    drawn = (c for c in dict.fromkeys(written) if c.isprintable() and not c.isspace())
    return "".join(c for c in drawn if fonts and not any(f.get_char_index(ord(c)) for f in fonts))


def _as_it_stands(ax: object, before: Set[Any]) -> set[Any]:
    """Let the texts on the user's axes not be read as TeX, but those that were there before."""
    from matplotlib.axes import Axes
    from matplotlib.text import Text

    if not isinstance(ax, Axes):
        return set()
    ax.get_xticklabels(), ax.get_yticklabels()  # which makes all ticks
    own: set[object] = {child for child in ax.get_children() if isinstance(child, Text)}
    for text in set(ax.findobj(Text)) - (before or own):
        text.set(usetex=False, parse_math=False)
    return own


def new_axes(
    ax: Axes | None, base: float = TALL, each: float = 0, rows: int = 0, width: float = WIDE
) -> Axes:
    """Return the axes that are given, or new ones: `base` inches high, and up to `each` a row."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if ax is None:
        height = base + rows * max(min(each, (TALL - base) / max(rows, 1)), 0.14)  # inches: letters
        if height > _HIGHEST:
            raise AccordError(f"The figure would be {height:,.0f} inches high. Draw fewer rows.")
        return Figure(figsize=(width, height)).subplots()
    hint = "Give one of the axes of matplotlib's subplots(), or leave ax out."
    if not isinstance(expect(ax, Axes, "ax", hint).figure, Figure) or ax.name != "rectilinear":
        raise AccordError(f"ax must be plane axes that stand on the figure itself. {hint}")
    return ax


def rows(ax: Axes | None, names: list[str], base: float, each: float, width: float = WIDE) -> Axes:
    """Return axes with a row for each name, from top to bottom."""
    axes = new_axes(ax, base, each, len(names), width)
    names = [_TOO_LONG.sub(r"\1…", name) for name in names]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    return axes


def draw_bars(axes: Axes, lengths: pd.Series[Any], notes: Iterable[int], **looks: Any) -> None:
    """Draw a bar in every row, with a number at its end."""
    axes.barh(range(len(lengths)), lengths, **looks)
    for i, (length, note) in enumerate(zip(lengths, notes, strict=True)):
        axes.text(length, i, f" {note}", va="center", fontsize=11)
    axes.set_ylim(len(lengths) - 0.4, -0.6)


def headings(axes: Axes, names: Mapping[int, str], **looks: Any) -> None:
    """Write the names of columns on top, and take away ticks and frame."""
    axes.set_xticks(list(names), list(names.values()), **looks)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def pictured(axes: Axes, table: pd.DataFrame, rest: str, *sentences: str) -> Picture:
    """Return what was drawn, described by the first sentence that is short enough, and the rest."""
    figure: Any = axes.figure
    first = next((s for s in sentences if len(s) <= LONGEST_ALT), sentences[-1][:LONGEST_ALT])
    return Picture(figure, table, f"{first} {rest}".rstrip())


def _details(description: str, table: pd.DataFrame) -> str:
    """Return a description and a table as HTML that unfolds; what comes from a text is escaped."""
    table = table.reset_index([n for n in table.index.names if n is not None and n not in table])
    said = f"<p>{escape(description, quote=False)}</p>"
    parts = ["<details>", "<summary>This figure in words and numbers</summary>", said]
    columns = [shown_column(str(name), some) for name, some in table.head(_ROWS_SHOWN).items()]
    if columns:
        heads = (f'<th scope="col">{escape(name, quote=False)}</th>' for name, *_ in columns)
        parts += ["<table>", "<caption>The numbers of this figure</caption>"]
        parts += [f"<thead><tr>{''.join(heads)}</tr></thead>", "<tbody>"]
        for first, *others in zip(*(cells for *_, cells in columns), strict=True):
            row = "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in others)
            parts.append(f'<tr><th scope="row">{escape(first, quote=False)}</th>{row}</tr>')
        parts += ["</tbody>", "</table>"]
        more = len(table) - _ROWS_SHOWN
        parts += [f"<p>{more:,} more row{'s' * (more > 1)}.</p>"] * (more > 0)
    return "\n".join([*parts, "</details>\n"])
