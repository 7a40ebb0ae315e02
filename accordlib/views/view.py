"""The View, a piece of HTML that can be touched and needs no other file; what all views share.

A view is an element with two contents. What it says without a script stands in it: the picture and
the words. Where scripts run, `view.js` puts the view into a shadow root of the element, so that
its ids and its style are its own however many views a page has, and no style of the page reaches
it. The data lie beside the script as JSON; text reaches the page as text only.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from accordlib.errors import AccordError, expect
from accordlib.figures.counts import plot_lengths
from accordlib.figures.picture import DETAILS, Picture
from accordlib.tables import expect_columns, records
from accordlib.texts.passages import Passage

_HERE = Path(__file__).parent
_COLOURS = 24
_MOST_DRAWN = 60  # passages in a picture
Coded = dict[str, list[Any]]
_WHOLE_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
{view}</main>
</body>
</html>
"""


@dataclass(frozen=True, repr=False, eq=False)
class View:
    """Something to touch: a text or a network, with all that is asked of it in the page.

    In a notebook and on a page it shows as one piece of HTML, which fetches nothing. Where no
    script runs it shows its picture and its words.

    Attributes
    ----------
    kind : str
        Which view it is; the script of this name draws it.
    title : str
        What it shows, in a few words.
    data : Mapping
        What the script draws, as JSON can hold it. Offsets count characters as Python does.
    words : str
        What the view says, a line a paragraph.
    picture : Picture, optional
        What is shown where no script runs.

    Examples
    --------
    >>> view = read(load_corpus()["article"])
    >>> view.kind, view.picture.alt[:32]
    ('read', 'The median of 14 passages has 42')
    """

    kind: str
    title: str
    data: Mapping[str, Any]
    words: str
    picture: Picture | None = None

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        attributes = (
            f'class="accord-view" data-view="{self.kind}" data-lm-suppress-shortcuts="true"'
        )
        return (
            f"<div {attributes}>\n<p><strong>{escape(self.title)}</strong></p>\n{self._still()}"
            f'<script type="application/json">{as_json(self.data)}</script>\n'
            f"<script>{_script(self.kind)}</script>\n</div>\n"
        )

    def save(self, path: str | Path) -> None:
        """Write the view to a file as a page of its own, which any browser opens."""
        page = _WHOLE_PAGE.format(title=escape(self.title), view=self._repr_html_())
        try:
            Path(path).write_text(page, encoding="utf-8", errors="replace", newline="\n")
        except (OSError, TypeError, ValueError) as error:
            raise AccordError(f"The view cannot be saved as {path!r:.200}: {error}") from error

    def _still(self) -> str:
        """Return what is shown where no script runs."""
        said = "".join(f'<p dir="auto">{escape(x)}</p>\n' for x in self.words.splitlines() if x)
        if self.picture is None:
            return said
        bundle, _ = self.picture._repr_mimebundle_()
        png = base64.b64encode(_small(bundle["image/png"])).decode("ascii")
        alt = escape(self.picture.alt)
        return (
            f'<p><img alt="{alt}" style="max-width: 100%" src="data:image/png;base64,{png}"></p>\n'
            f"{bundle[DETAILS]}{said}"
        )


def _small(png: bytes) -> bytes:
    """Return an image in few colours, in a third of the bytes."""
    from PIL import Image

    small = BytesIO()
    few = Image.open(BytesIO(png)).convert("RGB").quantize(_COLOURS)
    few.save(small, "png", optimize=True)
    return small.getvalue()


def plot_few_lengths(passages: tuple[Passage, ...]) -> Picture | None:
    """Draw how long passages are, if they are few and their words can be told apart."""
    with suppress(AccordError):
        return plot_lengths(passages) if len(passages) <= _MOST_DRAWN else None
    return None


def coded_rows(coders: object, columns: Mapping[str, type], what: str, hint: str) -> Coded:
    """Return the rows of each coder's table by the coder's name; refuse anything else."""
    given = {} if coders is None else coders
    tables = expect(given, Mapping, what, hint)  # type: ignore[type-abstract]
    return {
        str(name): list(records(expect_columns(table, columns, "the codes", hint)))
        for name, table in tables.items()
    }


def as_json(data: object) -> str:
    """Return data as JSON that may stand in an element: nothing in it ends the element."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").encode("utf-8", "replace").decode("utf-8")


def _script(kind: str) -> str:
    """Return what draws the views of a kind: the shared script with the style, and its own."""
    style = as_json(_text_of("view.css") + _text_of(f"{kind}.css"))
    parts = (
        f"const STYLE = {style};",
        _text_of("view.js"),
        _text_of(f"{kind}.js"),
        f'begin("{kind}", draw);',
    )
    return "\n".join(["(function () {\n'use strict';", *parts, "})();"])


def _text_of(name: str) -> str:
    path = _HERE / name
    return path.read_text("utf-8") if path.is_file() else ""
