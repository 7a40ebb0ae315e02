"""What stands folded under a figure: its description and its numbers, as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from accordlib.tables import ShownColumn, shown_column

if TYPE_CHECKING:
    import pandas as pd

DETAILS = "text/vnd.accord.details+html"  # the MIME type; no program shows it instead of the image
_ROWS_SHOWN = 60


def details(description: str, table: pd.DataFrame) -> str:
    """Return a description and a table as HTML that unfolds; what comes from a text is escaped."""
    return (
        "<details>\n<summary>This figure in words and numbers</summary>\n"
        f"<p>{escape(description, quote=False)}</p>\n{_as_html(table)}</details>\n"
    )


def _as_html(table: pd.DataFrame) -> str:
    named = [name for name in table.index.names if name is not None and name not in table.columns]
    table = table.reset_index(named) if named else table
    columns = [shown_column(str(name), some) for name, some in table.head(_ROWS_SHOWN).items()]
    if not columns:
        return ""
    head = "".join(f'<th scope="col">{escape(name, quote=False)}</th>' for name, *_ in columns)
    rows = "".join(f"{_row(columns, n)}\n" for n in range(min(len(table), _ROWS_SHOWN)))
    more = len(table) - _ROWS_SHOWN
    rest = f"<p>{more:,} more row{'s' * (more > 1)}.</p>\n" if more > 0 else ""
    return (
        f"<table>\n<caption>The numbers of this figure</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n{rest}"
    )


def _row(columns: list[ShownColumn], row: int) -> str:
    first, *others = (escape(cells[row], quote=False) for *_, cells in columns)
    cells = "".join(f"<td>{cell}</td>" for cell in others)
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'
