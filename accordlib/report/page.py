"""A study as one HTML page that needs no other file and no network.

What stands on it is in ``page.html.j2``, how it looks in ``report.css``.
"""

from __future__ import annotations

import base64
import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from accordlib.report.wording import FIGURES, LEGENDS, Legend, methods_paragraph

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment

    from accordlib.actors.networks import Evidence
    from accordlib.figures.picture import Picture
    from accordlib.report.results import Results

ShownColumn: TypeAlias = tuple[str, str | None, list[str]]
_ONE_DECIMAL = 10  # from here on one decimal is enough
_LONG_CELL = 120  # characters; longer cells are given room
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def page(study: Results) -> str:
    """Return the report as HTML; what comes from the text is escaped."""
    coded = study.tables.get("promises")
    if coded is not None and study.agreement is not None:
        texts = {c.label: c.text for c in study.agreement.commitments}
        coded = coded.assign(text=[texts[label] for label in coded["commitment"]])
    template = _environment().get_template("page.html.j2")
    text = template.render(study=study, methods=methods_paragraph(study), promises=coded)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("\ufffd", text)  # what HTML forbids


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["thousands"] = "{:,}".format
    made.globals |= {"columns_of": _columns_of, "png": _png, "excerpt": _excerpt}
    made.globals |= {"legends": LEGENDS, "figures": FIGURES}
    return made


def _png(picture: Picture) -> str:
    bundle, _ = picture._repr_mimebundle_()
    return base64.b64encode(bundle["image/png"]).decode("ascii")


def _excerpt(found: Evidence, number: int) -> Any:
    """Return the first passages, marked."""
    from markupsafe import Markup

    return Markup(type(found)(found.passages[:number], found.marks[:number])._repr_html_())


def _columns_of(table: pd.DataFrame, legend: Legend) -> list[ShownColumn]:
    """Return the columns that are shown, without those that are empty: name, class and cells."""
    shown = (table[list(legend.columns)] if legend.columns else table).head(legend.rows)
    columns = (_column(str(name), shown[name]) for name in shown)
    return [column for column in columns if any(column[2])]


def _column(name: str, values: pd.Series[Any]) -> ShownColumn:
    """Return a column as text, its numbers with the same decimals."""
    if values.dtype.kind not in "if":
        cells = [" ".join(str(value).replace(";", "; ").split()) for value in values]
        long = max(map(len, map(str, values)), default=0) > _LONG_CELL
        return name, "text" if long else None, cells
    numbers = [float(value) for value in values]
    finite = [abs(number) for number in numbers if math.isfinite(number)]
    decimals = 3 if max(finite, default=0) < _ONE_DECIMAL else 1
    if all(number.is_integer() for number in finite):
        decimals = 0
    cells = [f"{n:,.{decimals}f}" if math.isfinite(n) else "–" for n in numbers]
    return name, "number", cells
