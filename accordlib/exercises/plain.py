"""Plain data: what a check may know of a student's work, and when two answers are the same.

`freeze` turns an object into JSON without running any of its own methods, so that an object
that forges equality or length has nothing to forge. `thaw` makes of the JSON what a judge
compares: numbers, text, lists, sets, dictionaries, `Column`, `Table`, `Graph`, `Unfit`, `Blank`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accordlib.messages import name_of

MOST_PARTS = 100_000
MOST_CHARACTERS = 1_000_000
MOST_BITS = 3000
DEEPEST = 20


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

    def beside(self, right: Any) -> Any:
        """Return the column in the form of a right answer: with its labels, or without."""
        return self.mapping if isinstance(right, dict) else self.values


@dataclass(frozen=True, slots=True)
class Table:
    """A DataFrame: its columns by name, each a list. A named index is a column too."""

    columns: dict[str, list[Any]]

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

    Plain values, containers and what `_LIBRARY` lists keep their content, other objects only
    their type, and those of more than about 100,000 parts a note of that.
    """
    try:
        return json.dumps(_Freezer().plain(value), ensure_ascii=False)
    except (_TooLargeError, RecursionError, MemoryError):
        advice = "it is too large to be looked at: return only what was asked for"
    except Exception:
        advice = f"it cannot be read: {_OTHERWISE}"
    return json.dumps({"unfit": [name_of(type(value)), advice]})


def _expect_small(size: int, most: int) -> None:
    if size > most:
        raise _TooLargeError


class _Freezer:
    """Walks through an object and counts its parts."""

    parts = 0

    def plain(self, value: Any, depth: int = 0) -> Any:
        """Return a value as numbers, strings, lists and tagged dictionaries."""
        self.parts += 1
        _expect_small(self.parts, MOST_PARTS)
        _expect_small(depth, DEEPEST)
        kind = type(value)
        if value is None or kind is bool:
            return value
        if value is ...:
            return {"blank": True}
        if issubclass(kind, int):
            _expect_small(int.bit_length(value), MOST_BITS)
            return int.__add__(value, 0)
        if issubclass(kind, float):
            return float.__add__(value, 0.0)
        if issubclass(kind, str):
            _expect_small(str.__len__(value), MOST_CHARACTERS)
            self.parts += str.__len__(value) // 20
            return str.encode(value, "utf-8", "replace").decode("utf-8")
        for base in _CONTAINERS:
            if issubclass(kind, base):
                _expect_small(self.parts + base.__len__(value), MOST_PARTS)
                items = dict.items(value) if base is dict else base.__iter__(value)
                frozen = [self.plain(item, depth + 1) for item in items]
                if base in {set, frozenset}:
                    return {"set": sorted(frozen, key=json.dumps)}
                return {"dict": frozen} if base is dict else frozen
        return self.library_object(value, kind, depth)

    def library_object(self, value: Any, kind: type, depth: int) -> Any:
        """Freeze an object of a library that the course uses; of others only the type."""
        for module, names, tag, convert in _LIBRARY:
            for name in names.split():
                known = getattr(sys.modules.get(module), name, None)
                if known and issubclass(kind, known) and (known is kind or _is_of_library(kind)):
                    size = getattr(value, "size", 0)
                    _expect_small(self.parts + (size if type(size) is int else 0), MOST_PARTS)
                    content = self.plain(convert(value), depth)
                    return {tag: content} if tag else content
        name = name_of(kind)
        if name == "coroutine":
            value.close()
        advice = _ADVICE.get("iterator" if name.endswith("iterator") else name, _OTHERWISE)
        return {"unfit": [name, advice]}


def _is_of_library(kind: type) -> bool:
    """Tell whether a type is what NumPy or pandas has under the type's name."""
    module = str(type.__dict__["__module__"].__get__(kind))
    is_known = module.partition(".")[0] in {"numpy", "pandas"}
    return is_known and getattr(sys.modules.get(module), name_of(kind), None) is kind


def _listed(value: Any) -> Any:
    return type(value).tolist(value)


def _columns(frame: Any) -> list[list[Any]]:
    """Return the columns of a DataFrame, and its named indices, as names and values."""
    columns = [[name, frame.iloc[:, i].tolist()] for i, name in enumerate(frame.columns.tolist())]
    for i, name in enumerate(frame.index.names):
        if name is not None and name not in frame.columns:
            columns.insert(i, [name, frame.index.get_level_values(i).tolist()])
    return columns


def _nodes_and_edges(graph: Any) -> list[list[Any]]:
    edges = list(graph.edges(data="weight", default=1))
    if not graph.is_directed():
        edges = [(*sorted(edge[:2], key=str), edge[2]) for edge in edges]
    return [list(graph), edges]


_OTHERWISE = "take out of it what is asked for"
_ONCE = "it can be read only once: put list(...) around it"
_NOT_CALLED = "it is not called yet: brackets behind its name call it"
_ITS_PARTS = "its label is `.label`, its words are `.text`"
_ADVICE = {
    **dict.fromkeys("generator map filter zip enumerate reversed iterator".split(), _ONCE),
    **dict.fromkeys(("function", "method", "builtin_function_or_method", "type"), _NOT_CALLED),
    "coroutine": "begin the function with `def`, not with `async def`",
    "Concordance": "`len(...)` counts its lines, `.table` has them as a table",
    "Mentions": "`len(...)` counts them, `.table` has them as a table",
    "Tokens": "`len(...)` counts them, `.surface()` lists them",
    "Passage": _ITS_PARTS,
    "Commitment": _ITS_PARTS,
    "Pillar": "its letter is `.label`, its commitments are `.commitments`",
}
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_CONTAINERS: tuple[Any, ...] = (dict, list, tuple, set, frozenset, range, *_VIEWS)
# Module, types in it, tag of the result, and what makes plain data of an object.
_LIBRARY: tuple[tuple[str, str, str, Callable[[Any], Any]], ...] = (
    ("numpy", "timedelta64", "unfit", lambda value: [name_of(type(value)), _OTHERWISE]),
    ("numpy", "bool_ integer floating", "", lambda value: type(value).item(value)),
    ("numpy", "ndarray", "", _listed),
    ("pandas", "Index", "", _listed),
    ("pandas.api.extensions", "ExtensionArray", "", _listed),
    ("pandas", "Series", "series", lambda value: [_listed(value.index), _listed(value)]),
    ("pandas", "DataFrame", "table", _columns),
    ("pandas._libs.missing", "NAType", "", lambda value: math.nan),
    ("fractions", "Fraction", "", float),
    ("decimal", "Decimal", "", float),
    ("networkx", "Graph DiGraph", "graph", _nodes_and_edges),
    ("accordlib.figures.picture", "Picture", "", lambda value: value.table),
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
        return set(map(as_key, content))
    if tag == "series":
        return Column([as_key(label) for label in content[0]], content[1])
    if tag == "graph":
        return Graph(*(set(map(as_key, part)) for part in content))
    return Table({str(name): column for name, column in content})


def as_key(value: Any) -> Any:
    """Return a value that can be an element of a set."""
    if isinstance(value, list):
        return tuple(map(as_key, value))
    if isinstance(value, set):
        return frozenset(value)
    return repr(value) if isinstance(value, dict | Column | Table | Graph) else value


def same(answer: Any, right: Any, digits: int | None = None) -> bool:
    """Tell whether two thawed answers agree.

    Whole numbers agree if they are equal, numbers with decimals if they differ by less than a
    millionth of their size or when rounded to `digits`. White space in texts, the order of sets
    and that of the columns of tables do not count.
    """
    if isinstance(right, Column):
        names = {label for label in right.labels if not isinstance(label, int)}  # no positions
        is_labelled = len(names) == len(right.labels)
        return same(answer, right.mapping if is_labelled else right.values, digits)
    if isinstance(answer, Column):
        return same(answer.beside(right), right, digits)
    if isinstance(right, bool) or isinstance(answer, bool) or right is None or answer is None:
        return answer is right
    if isinstance(right, int | float):
        return isinstance(answer, int | float) and _close(answer, right, digits)
    if isinstance(right, str):
        return isinstance(answer, str) and answer.split() == right.split()
    if isinstance(right, set):
        if not isinstance(answer, list | tuple | set) or len(answer) != len(right):
            return False
        first, second = (sorted(map(as_key, side), key=repr) for side in (answer, right))
        return same(first, second, digits)
    if isinstance(right, list | tuple):
        alike = isinstance(answer, list | tuple) and len(answer) == len(right)
        return alike and all(same(a, r, digits) for a, r in zip(answer, right, strict=True))
    if isinstance(right, dict):
        alike = isinstance(answer, dict) and answer.keys() == right.keys()
        return alike and all(same(answer[key], right[key], digits) for key in right)
    if isinstance(right, Table | Graph):
        parts = ((getattr(answer, n, None), getattr(right, n)) for n in right.__slots__)
        return type(answer) is type(right) and all(same(a, r, digits) for a, r in parts)
    return bool(answer == right)


def _close(answer: float, right: float, digits: int | None) -> bool:
    if isinstance(answer, int) and isinstance(right, int):
        return answer == right
    if isinstance(answer, int) and answer.bit_length() > 1000:
        return False
    if math.isnan(answer) or math.isnan(right):
        return math.isnan(answer) and math.isnan(right)
    nearness = 1e-9 if isinstance(right, int) else 1e-6
    near = math.isclose(answer, right, rel_tol=nearness, abs_tol=1e-9)
    return near or (digits is not None and abs(answer - right) <= 0.5000001 * 10**-digits)
