"""Plain data: what a check may know of a student's work.

`freeze` turns an object into JSON without running any of its own methods, so that an object
that forges equality or length has nothing to forge. `thaw` makes of the JSON what a judge
compares: numbers, text, lists, sets, dictionaries, `Column`, `Table`, `Graph`, `Unfit`, `Blank`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

MOST_PARTS = 100_000
MOST_CHARACTERS = 1_000_000
MOST_DIGITS = 1000
DEEPEST = 20
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
class Column:
    """A Series: the labels of its index, and its values."""

    labels: list[Any]
    values: list[Any]

    @property
    def mapping(self) -> dict[Any, Any]:
        """The values by their labels."""
        return dict(zip(self.labels, self.values, strict=True))


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
    except (_TooLargeError, RecursionError, MemoryError):
        advice = "it is too large to be looked at: return only what was asked for"
    except Exception:
        advice = "it cannot be read: take out of it what is asked for"
    return json.dumps(_unfit(type(value), advice))


def name_of(kind: type) -> str:
    """Return a type's own name, whatever its metaclass says."""
    return str(type.__dict__["__name__"].__get__(kind))[:80]


def _unfit(kind: type, advice: str) -> dict[str, list[str]]:
    return {"unfit": [name_of(kind), advice]}


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
        if issubclass(kind, str):
            return self.text(value)
        for base, (size, parts) in _CONTAINERS.items():
            if issubclass(kind, base):
                return self.container(base, size(value), parts(value), depth)
        return self.library_object(value, kind, depth)

    def text(self, value: Any) -> str:
        size = str.__len__(value)
        self.count(size // 20)
        if size > MOST_CHARACTERS:
            raise _TooLargeError
        return str.encode(value, "utf-8", "replace").decode("utf-8")

    def container(self, base: type, size: int, items: Iterable[Any], depth: int) -> Any:
        if self.parts + size > MOST_PARTS:
            raise _TooLargeError
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
            if known and issubclass(kind, known) and (known is kind or _is_of_library(kind)):
                return convert(self, value, depth)
        name = name_of(kind)
        if name in _ITERATORS or name.endswith("iterator"):
            return _unfit(kind, "it can be read only once: put list(...) around it")
        if name == "coroutine":
            value.close()
            return _unfit(kind, "begin the function with `def`, not with `async def`")
        if name in {"function", "method", "builtin_function_or_method", "type"}:
            return _unfit(kind, "it is not called yet: brackets behind its name call it")
        return _unfit(kind, _ADVICE.get(name, "take out of it what is asked for"))

    def array(self, value: Any, depth: int) -> Any:
        self.count(value.size)
        return self.plain(type(value).tolist(value), depth)

    def scalar(self, value: Any, depth: int) -> Any:
        if isinstance(value, sys.modules["numpy"].timedelta64):
            return _unfit(type(value), "take out of it what is asked for")
        return self.plain(type(value).item(value), depth)

    def series(self, value: Any, depth: int) -> Any:
        self.count(value.size)
        return {"series": [self.plain(type(v).tolist(v), depth) for v in (value.index, value)]}

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
        return float("nan")

    def number(self, value: Any, depth: int) -> Any:
        return float(value)


def _is_of_library(kind: type) -> bool:
    """Tell whether a type is what NumPy or pandas has under the type's name."""
    module = str(type.__dict__["__module__"].__get__(kind))
    name = name_of(kind)
    is_known = module.partition(".")[0] in {"numpy", "pandas"}
    return is_known and getattr(sys.modules.get(module), name, None) is kind


def _integer(value: Any) -> Any:
    if int.bit_length(value) > MOST_DIGITS * 3:
        raise _TooLargeError
    return int.__add__(value, 0)


_ITS_PARTS = "its label is `.label`, its words are `.text`"
_ADVICE = {
    "Concordance": "`len(...)` counts its lines, `.table` has them as a table",
    "Mentions": "`len(...)` counts them, `.table` has them as a table",
    "Tokens": "`len(...)` counts them, `.surface()` lists them",
    "Passage": _ITS_PARTS,
    "Commitment": _ITS_PARTS,
    "Pillar": "its letter is `.label`, its commitments are `.commitments`",
}
_SIMPLE: dict[type, Callable[[Any], Any]] = {
    int: _integer,
    float: lambda value: float.__add__(value, 0.0),
}
_CONTAINERS: dict[type, tuple[Callable[[Any], int], Callable[[Any], Iterable[Any]]]] = {
    dict: (dict.__len__, dict.items),
    list: (list.__len__, list.__iter__),
    tuple: (tuple.__len__, tuple.__iter__),
    set: (set.__len__, set.__iter__),
    frozenset: (frozenset.__len__, frozenset.__iter__),
    type({}.keys()): (len, iter),
    type({}.values()): (len, iter),
    type({}.items()): (len, iter),
    range: (range.__len__, range.__iter__),
}
_LIBRARY: tuple[tuple[str, str, Callable[[_Freezer, Any, int], Any]], ...] = (
    ("numpy", "ndarray", _Freezer.array),
    *(("numpy", name, _Freezer.scalar) for name in ("bool_", "integer", "floating")),
    ("pandas", "Series", _Freezer.series),
    ("pandas", "DataFrame", _Freezer.frame),
    ("pandas", "Index", _Freezer.array),
    ("pandas.api.extensions", "ExtensionArray", _Freezer.array),
    ("fractions", "Fraction", _Freezer.number),
    ("decimal", "Decimal", _Freezer.number),
    ("pandas._libs.missing", "NAType", _Freezer.missing),
    ("networkx", "Graph", _Freezer.graph),
    ("networkx", "DiGraph", _Freezer.graph),
    ("accordlib.figures.picture", "Picture", _Freezer.picture),
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
        return {as_key(k): v for k, v in content}
    if tag == "set":
        return {as_key(item) for item in content}
    if tag == "series":
        return Column([as_key(label) for label in content[0]], content[1])
    if tag == "graph":
        nodes, edges = content
        return Graph({as_key(n) for n in nodes}, {as_key(e) for e in edges})
    return Table({str(name): column for name, column in content})


def as_key(value: Any) -> Any:
    """Return a value that can be an element of a set."""
    if isinstance(value, list):
        return tuple(map(as_key, value))
    if isinstance(value, set):
        return frozenset(value)
    if isinstance(value, dict | Column | Table | Graph):
        return repr(value)
    return value
