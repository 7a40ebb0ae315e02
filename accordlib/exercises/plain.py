"""Plain data: what a check may know of a student's work, and when two answers are the same.

`freeze` turns an object into JSON without running any of its own methods, so that an object
that forges equality or length has nothing to forge. `thaw` makes of the JSON what a judge
compares: numbers, text, lists, sets, dictionaries, `Table`, `Graph`, `Unfit`, `Blank`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

MOST_PARTS = 100_000
MOST_CHARACTERS = 1_000_000
MOST_DIGITS = 1000
DEEPEST = 20
LISTED = 6  # elements that are shown one by one
_ITERATORS = {"generator", "map", "filter", "zip", "enumerate", "reversed"}


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that nobody has filled in: ``...``."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """An object that is not plain data: the name of its type, and what to do about it."""

    type: str
    advice: str


@dataclass(frozen=True, slots=True)
class Table:
    """A DataFrame: its columns by name, each a list. A named index is a column too."""

    columns: dict[str, list[Any]]

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """The rows, as tuples in the order of the columns."""
        return list(zip(*self.columns.values(), strict=True))

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))


@dataclass(frozen=True, slots=True)
class Graph:
    """A network: its nodes, and its edges as (node, node, weight), ends sorted if undirected."""

    nodes: set[Any]
    edges: set[tuple[Any, ...]]


class _TooLargeError(Exception):
    """The object has more parts than a check wants to look at."""


def freeze(value: object) -> str:
    """Return an object as JSON, without calling anything that the object defines.

    Parameters
    ----------
    value : object
        Anything. Plain values, containers, NumPy arrays and scalars, DataFrame, Series, networkx
        graphs and `Picture` (as its table) keep their content; anything else only its type.

    Returns
    -------
    str
        JSON of at most about 100,000 parts; larger objects become a note of their size.
    """
    try:
        return json.dumps(_Freezer().plain(value), ensure_ascii=False)
    except (_TooLargeError, RecursionError):
        advice = "it is too large to be looked at: return only what was asked for"
        return json.dumps(_unfit(type(value), advice))


def _unfit(kind: type, advice: str) -> dict[str, list[str]]:
    return {"unfit": [type.__getattribute__(kind, "__name__")[:80], advice]}


class _Freezer:
    """Walks through an object and counts its parts."""

    def __init__(self) -> None:
        self.parts = 0

    def plain(self, value: Any, depth: int = 0) -> Any:
        """Return a value as numbers, strings, lists and tagged dictionaries."""
        self.count(1)
        if depth > DEEPEST:
            raise _TooLargeError
        kind = type(value)
        if value is None or kind is bool:
            return value
        if value is ...:
            return {"blank": True}
        for base, convert in _SIMPLE.items():
            if issubclass(kind, base):
                return convert(value)
        for base, parts in _CONTAINERS.items():
            if issubclass(kind, base):
                return self.container(base, parts(value), depth)
        return self.library_object(value, kind, depth)

    def container(self, base: type, items: Iterable[Any], depth: int) -> Any:
        frozen = [self.plain(item, depth + 1) for item in items]
        if base is dict:
            return {"dict": frozen}
        if base in {set, frozenset}:
            return {"set": sorted(frozen, key=json.dumps)}
        return frozen

    def count(self, parts: int) -> None:
        self.parts += parts
        if self.parts > MOST_PARTS:
            raise _TooLargeError

    def library_object(self, value: Any, kind: type, depth: int) -> Any:
        """Freeze an object of a library that the course uses; of others only the type."""
        for module, name, convert in _LIBRARY:
            known = getattr(sys.modules.get(module), name, None)
            if known is kind or (name == "generic" and known and issubclass(kind, known)):
                return convert(self, value, depth)
        name = type.__getattribute__(kind, "__name__")
        if name in _ITERATORS or name.endswith("iterator"):
            return _unfit(kind, "it can be read only once: put list(...) around it")
        if name in {"function", "method", "builtin_function_or_method", "type"}:
            return _unfit(kind, "it is not called yet: brackets behind its name call it")
        return _unfit(kind, "a number, a text, a list or a table is wanted: take it out of there")

    def array(self, value: Any, depth: int) -> Any:
        self.count(value.size)
        return self.plain(value.tolist(), depth)

    def scalar(self, value: Any, depth: int) -> Any:
        return self.plain(value.item(), depth)

    def series(self, value: Any, depth: int) -> Any:
        self.count(value.size)
        return {"series": [self.plain(v.tolist(), depth) for v in (value.index, value)]}

    def frame(self, value: Any, depth: int) -> Any:
        self.count(value.size)
        columns = [
            [self.plain(name, depth), self.plain(value.iloc[:, i].tolist(), depth)]
            for i, name in enumerate(value.columns.tolist())
        ]
        for i, name in enumerate(value.index.names):
            if name is not None and name not in value.columns:
                levels = value.index.get_level_values(i).tolist()
                columns.insert(i, [self.plain(name, depth), self.plain(levels, depth)])
        return {"table": columns}

    def graph(self, value: Any, depth: int) -> Any:
        self.count(value.number_of_nodes() + value.number_of_edges())
        ends = list(value.edges(data="weight", default=1))
        if not value.is_directed():
            ends = [(*sorted(edge[:2], key=str), edge[2]) for edge in ends]
        return {"graph": [self.plain(list(value), depth), self.plain(ends, depth)]}

    def picture(self, value: Any, depth: int) -> Any:
        return self.plain(value.table, depth)

    def missing(self, value: Any, depth: int) -> Any:
        return None


def _integer(value: Any) -> Any:
    if int.bit_length(value) > MOST_DIGITS * 3:
        raise _TooLargeError
    return int.__add__(value, 0)


def _text(value: Any) -> str:
    if str.__len__(value) > MOST_CHARACTERS:
        raise _TooLargeError
    return str.encode(value, "utf-8", "replace").decode("utf-8")


_SIMPLE: dict[type, Callable[[Any], Any]] = {
    int: _integer,
    float: lambda value: float.__add__(value, 0.0),
    str: _text,
}
_CONTAINERS: dict[type, Callable[[Any], Iterable[Any]]] = {
    dict: dict.items,
    list: list.__iter__,
    tuple: tuple.__iter__,
    set: set.__iter__,
    frozenset: frozenset.__iter__,
    type({}.keys()): iter,
    type({}.values()): iter,
    type({}.items()): iter,
    range: range.__iter__,
}
_LIBRARY: tuple[tuple[str, str, Callable[[_Freezer, Any, int], Any]], ...] = (
    ("numpy", "ndarray", _Freezer.array),
    ("numpy", "generic", _Freezer.scalar),
    ("pandas", "Series", _Freezer.series),
    ("pandas", "DataFrame", _Freezer.frame),
    ("pandas", "Index", _Freezer.array),
    ("pandas._libs.missing", "NAType", _Freezer.missing),
    ("networkx", "Graph", _Freezer.graph),
    ("networkx", "DiGraph", _Freezer.graph),
    ("accordlib.picture", "Picture", _Freezer.picture),
)


def thaw(evidence: str) -> Any:
    """Return what a judge compares, from the JSON of `freeze`."""
    return _thawed(json.loads(evidence))


def _thawed(value: Any) -> Any:
    if isinstance(value, list):
        return [_thawed(item) for item in value]
    if not isinstance(value, dict):
        return value
    [(tag, content)] = value.items()
    if tag == "unfit":
        return Unfit(*content)
    if tag == "blank":
        return Blank()
    content = _thawed(content)
    if tag == "dict":
        return {_key(k): v for k, v in content}
    if tag == "set":
        return {_key(item) for item in content}
    if tag == "series":
        keys = [_key(k) for k in content[0]]
        unique = len(set(keys)) == len(keys) and keys != list(range(len(keys)))
        return dict(zip(keys, content[1], strict=True)) if unique else content[1]
    if tag == "graph":
        nodes, edges = content
        return Graph({_key(n) for n in nodes}, {_key(e) for e in edges})
    return Table({str(name): column for name, column in content})


def _key(value: Any) -> Any:
    """Return a value that can be an element of a set."""
    if isinstance(value, list):
        return tuple(map(_key, value))
    if isinstance(value, set):
        return frozenset(value)
    if isinstance(value, dict | Table | Graph):
        return repr(value)
    return value


def same(answer: Any, right: Any, digits: int | None = None) -> bool:
    """Tell whether two thawed answers agree.

    Numbers agree if they differ by less than a millionth of their size, or, where ``digits`` is
    given, also when rounded to so many decimals. Text agrees but for white space. A list agrees
    with a list in the same order, a set with a list in any order. A table agrees with one that
    has the same columns in any order, and the same rows in the same order.
    """
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


def _close(answer: float, right: float, digits: int | None) -> bool:
    if math.isnan(answer) or math.isnan(right):
        return math.isnan(answer) and math.isnan(right)
    if math.isclose(answer, right, rel_tol=1e-6, abs_tol=1e-9):
        return True
    return digits is not None and abs(answer - right) <= 0.5000001 * 10**-digits


def _same_elements(answer: Any, right: set[Any], digits: int | None) -> bool:
    if not isinstance(answer, list | tuple | set) or len(answer) != len(right):
        return False
    first, second = (sorted(map(_key, side), key=repr) for side in (answer, right))
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
        (dict, "a dictionary or Series"),
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
    if isinstance(value, list | tuple | set | dict) and len(value) > LISTED:
        return f"{kind(value)} of {len(value)}"
    text = f"{{{', '.join(sorted(map(repr, value)))}}}" if isinstance(value, set) else repr(value)
    return text if len(text) <= 120 else f"{text[:110]} ..."
