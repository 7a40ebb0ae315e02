"""A study as one HTML page that needs no other file and no network.

What stands on it is in ``page.html.j2``, how it looks in ``report.css``.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accordlib.report.wording import FIGURES, LEGENDS, Legend, methods_paragraph
from accordlib.tables import ShownColumn, shown_column

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment

    from accordlib.actors.networks import Evidence
    from accordlib.figures.picture import Picture
    from accordlib.report.results import Results

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
    columns = (shown_column(str(name), shown[name]) for name in shown)
    return [column for column in columns if any(column[2])]
