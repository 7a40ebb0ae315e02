"""TODO accordlib/tables.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from accordlib.errors import AccordError

if TYPE_CHECKING:
    import pandas as pd


def checked_rows(table: pd.DataFrame, columns: list[str], name: str) -> pd.DataFrame:
    """Return the table, or raise an error if it lacks a column or has no rows."""
    missing = [c for c in columns if c not in table]
    if missing:
        raise AccordError(
            f"{name} lacks the column {missing[0]!r}; it has: {', '.join(map(str, table))}."
        )
    if table.empty:
        raise AccordError(f"{name} has no rows, so there is nothing to draw.")
    return table


def records(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows as named tuples (typed loosely: the columns differ)."""
    yield from table.itertuples(index=False)
