"""Tables as they are taken and handed on: their columns and their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from accordlib.errors import AccordError, named

if TYPE_CHECKING:
    import pandas as pd


def expect_columns(
    table: object, columns: Collection[str], name: str, hint: str = "", *, rows: bool = False
) -> pd.DataFrame:
    """Return a table that has some columns and, where they are needed, rows; refuse any other.

    `name` is what the message calls it, such as ``"events"``; `hint` says where to get one.
    """
    import pandas as pd

    advice = f" {hint}" if hint else ""
    if not isinstance(table, pd.DataFrame):
        raise AccordError(f"{name} must be a table (a DataFrame), not {named(table)}.{advice}")
    missing = [column for column in columns if column not in table]
    if missing:
        raise AccordError(
            f"{name} lacks the column {missing[0]!r}; it has: {', '.join(map(str, table))}.{advice}"
        )
    if rows and table.empty:
        raise AccordError(f"{name} has no rows, so there is nothing to show.{advice}")
    return table


def records(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows as named tuples (typed loosely: the columns differ)."""
    yield from table.itertuples(index=False)
