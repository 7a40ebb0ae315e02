"""When two answers are the same, and how an answer is named in a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from accordlib.exercises.plain import Column, Graph, Table, Unfit, as_key

LISTED = 6  # elements that are shown one by one


def same(answer: Any, right: Any, digits: int | None = None) -> bool:
    """Tell whether two thawed answers agree.

    Whole numbers agree if they are equal, numbers with decimals if they differ by less than a
    millionth of their size, or, where ``digits`` is
    given, also when rounded to so many decimals. Text agrees but for white space. A list agrees
    with a list in the same order, a set with a list in any order. A table agrees with one that
    has the same columns in any order, and the same rows in the same order.
    """
    if isinstance(right, Column):
        return same(answer, right.mapping if _is_labelled(right) else right.values, digits)
    if isinstance(answer, Column):
        return same(answer.mapping if isinstance(right, dict) else answer.values, right, digits)
    if isinstance(right, bool) or isinstance(answer, bool) or right is None or answer is None:
        return answer is right
    if isinstance(right, int | float):
        return isinstance(answer, int | float) and _close(answer, right, digits)
    if isinstance(right, str):
        return isinstance(answer, str) and answer.split() == right.split()
    if isinstance(right, set):
        return _same_elements(answer, right, digits)
    if isinstance(right, list | tuple):
        return (
            isinstance(answer, list | tuple)
            and len(answer) == len(right)
            and all(same(a, r, digits) for a, r in zip(answer, right, strict=True))
        )
    if isinstance(right, dict):
        return (
            isinstance(answer, dict)
            and answer.keys() == right.keys()
            and all(same(answer[key], right[key], digits) for key in right)
        )
    if isinstance(right, Table):
        return isinstance(answer, Table) and same(answer.columns, right.columns, digits)
    if isinstance(right, Graph):
        return (
            isinstance(answer, Graph)
            and answer.nodes == right.nodes
            and _same_elements(answer.edges, right.edges, digits)
        )
    return bool(answer == right)


def _is_labelled(column: Column) -> bool:
    """Tell whether the labels are names, each of one value, and not just positions."""
    names = [label for label in column.labels if not isinstance(label, int)]
    return len(set(names)) == len(column.labels)


def _close(answer: float, right: float, digits: int | None) -> bool:
    if isinstance(answer, int) and isinstance(right, int):
        return answer == right
    if isinstance(answer, int) and answer.bit_length() > 1000:
        return False
    if math.isnan(answer) or math.isnan(right):
        return math.isnan(answer) and math.isnan(right)
    nearness = 1e-9 if isinstance(right, int) else 1e-6
    if math.isclose(answer, right, rel_tol=nearness, abs_tol=1e-9):
        return True
    return digits is not None and abs(answer - right) <= 0.5000001 * 10**-digits


def _same_elements(answer: Any, right: set[Any], digits: int | None) -> bool:
    if not isinstance(answer, list | tuple | set) or len(answer) != len(right):
        return False
    first, second = (sorted(map(as_key, side), key=repr) for side in (answer, right))
    return same(first, second, digits)


def kind(value: Any) -> str:
    """Return in words what sort of answer this is."""
    if isinstance(value, Unfit):
        return f"an object of the type {value.type}"
    if isinstance(value, float) and math.isnan(value):
        return "NaN, which is not a number"
    for types, name in (
        (bool, "a truth value (True or False)"),
        (int, "a whole number"),
        (float, "a number with decimals"),
        (str, "a text"),
        (list | tuple, "a list"),
        (set, "a set"),
        (dict, "a dictionary"),
        (Column, "a Series, a column of a table"),
        (Table, "a table (DataFrame)"),
        (Graph, "a network"),
    ):
        if isinstance(value, types):
            return name
    return "None" if value is None else "nothing yet"


def shown(value: Any) -> str:
    """Return a thawed answer in so few words that it fits into a sentence."""
    if isinstance(value, Table):
        names = ", ".join(value.columns)
        return f"a table of {len(value)} rows with the columns {names[:120]}"
    if isinstance(value, Graph):
        return f"a network of {len(value.nodes)} nodes and {len(value.edges)} edges"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, Unfit):
        return kind(value)
    if isinstance(value, Column):
        return f"a Series of {len(value.values)} values"
    if isinstance(value, set) and not value:
        return "an empty set"
    if isinstance(value, list | tuple | set | dict) and len(value) > LISTED:
        return f"{kind(value)} of {len(value)}"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a very large number"
    text = f"{{{', '.join(sorted(map(repr, value)))}}}" if isinstance(value, set) else repr(value)
    return text if len(text) <= 120 else f"{text[:110]} ..."


def form(value: Any) -> str:
    """Return in words what is asked for, with an example of its form."""
    examples: dict[type, str] = {list: "[3, 4]", set: '{"a", "b"}', dict: '{"a": 3}'}
    example = examples.get(type(value))
    return kind(value) + (f", such as `{example}`" if example else "")


def unfit_parts(value: Any) -> Iterator[Unfit]:
    """Yield the parts of an answer that are not plain data."""
    if isinstance(value, Unfit):
        yield value
    parts: Any = ()
    if isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        parts = value
    elif isinstance(value, Column):
        parts = value.values
    elif isinstance(value, Table):
        parts = list(value.columns.values())
    for part in parts:
        yield from unfit_parts(part)
