"""Tables as they are taken and handed on: their columns and their rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

from accordlib.errors import AccordError, named

if TYPE_CHECKING:
    import pandas as pd

ShownColumn: TypeAlias = tuple[str, str | None, list[str]]
_HOLDS: dict[type, tuple[str, Callable[[Any], bool]]] = {
    str: ("texts", lambda value: isinstance(value, str)),
    float: ("numbers", lambda value: isinstance(value, Real) and value == value),
    int: ("whole numbers", lambda value: isinstance(value, Real) and value % 1 == 0),
    object: ("anything", lambda value: True),
}
_ONE_DECIMAL = 10  # from here on one decimal is enough
_LONG_CELL = 120  # characters; longer cells are given room


def expect_columns(
    table: object,
    columns: Collection[str] | Mapping[str, type],
    name: str,
    hint: str = "",
    *,
    rows: bool = False,
) -> pd.DataFrame:
    """Return a table that has some columns and, where they are needed, rows; refuse any other.

    A mapping also says what a column holds: ``str``, ``float`` (numbers), ``int`` (whole ones, in
    whatever form) or ``object`` (anything, ``""`` where it is missing); no text or number may be
    missing. These columns are returned as plain values, whatever held them, the rows numbered.
    `name` is what the message calls the table, such as ``"events"``; `hint` says where to get one.
    """
    import pandas as pd

    advice = f" {hint}" if hint else ""
    if not isinstance(table, pd.DataFrame):
        raise AccordError(f"{name} must be a table (a DataFrame), not {named(table)}.{advice}")
    given = list(table)
    for column in columns:
        if given.count(column) != 1:
            problem = "has twice" if column in given else "lacks"
            there = f"it has: {', '.join(map(str, given))}" if given else "it has none"
            raise AccordError(f"{name} {problem} the column {column!r}; {there}.{advice}")
    if rows and table.empty:
        raise AccordError(f"{name} has no rows, so there is nothing to show.{advice}")
    kinds = columns if isinstance(columns, Mapping) else {}
    plain: dict[str, list[Any]] = {}
    for column, kind in kinds.items():
        values, (wanted, fits) = table[column].tolist(), _HOLDS[kind]
        if kind is object:
            values = table[column].astype(object).where(table[column].notna(), "").tolist()
        for row, value in enumerate(values, start=1):
            if not fits(value):
                found = f"{value!r:.80} in row {row}"
                raise AccordError(
                    f"Column {column!r} of {name} must hold {wanted}, not {found}.{advice}"
                )
        plain[column] = [int(v) for v in values] if kind is int else values
    return table.reset_index(drop=True).assign(**plain)


def records(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows as named tuples (typed loosely: the columns differ)."""
    yield from table.itertuples(index=False)


def shown_column(name: str, values: pd.Series[Any]) -> ShownColumn:
    """Return a column as it is read on a page: name, class (number, text) and cells as text.

    Its numbers have the same decimals.
    """
    if values.dtype.kind not in "if":
        cells = [" ".join(str(value).replace(";", "; ").split()) for value in values]
        long = max(map(len, map(str, values)), default=0) > _LONG_CELL
        return name, "text" if long else None, cells
    numbers = values.to_numpy(float, na_value=math.nan).tolist()
    finite = [abs(number) for number in numbers if math.isfinite(number)]
    decimals = 3 if max(finite, default=0) < _ONE_DECIMAL else 1
    if all(number.is_integer() for number in finite):
        decimals = 0
    cells = [f"{n:,.{decimals}f}" if math.isfinite(n) else "–" for n in numbers]
    return name, "number", cells
