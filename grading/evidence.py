"""What a student's process claims to have found: read as data, to a strict schema, never believed.

Whoever writes the right value has it, since nothing in the process knew it. So the schema keeps
out what a judge could stumble over, and nothing else has to be told from the true evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from accordlib.exercises.plain import DEEPEST, MOST_CHARACTERS, MOST_PARTS

_BROKEN = object()
MOST_ITEMS = 60  # calls of one task
_DEEPEST_LINE = 4 * DEEPEST


def lines_of(written: bytes) -> list[dict[str, Any]]:
    """Return the lines that are what a run may write, in their order; the others count as none."""
    found = []
    for line in written.split(b"\n"):
        said = _loaded(line)
        if isinstance(said, dict) and len(said) in {1, 2}:
            found.append(said)
    return found


def of_tasks(lines: Iterable[dict[str, Any]], tasks: Iterable[str]) -> dict[str, str]:
    """Return for each task the last evidence that is well formed."""
    known, found = set(tasks), {}
    for said in lines:
        task, evidence = said.get("task"), said.get("evidence")
        if isinstance(task, str) and task in known and isinstance(evidence, str):
            items = _loaded(evidence)
            if _is_evidence(items):
                found[task] = json.dumps(items)
    return found


def cells_begun(lines: Iterable[dict[str, Any]], key: str = "cell") -> list[int]:
    """Return the numbers of the cells that were begun, or of those that came too late."""
    return [said[key] for said in lines if type(said.get(key)) is int and said[key] >= 0]


def _loaded(text: str | bytes) -> Any:
    """Return what some JSON says; _BROKEN if it is none, too deep, or has too long a number."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _BROKEN


def _is_evidence(items: Any) -> bool:
    """Tell whether this is what a probe writes: a few dictionaries of the right types."""
    return (
        isinstance(items, list)
        and 0 < len(items) <= MOST_ITEMS
        and all(isinstance(item, dict) and item and _is_item(item) for item in items)
    )


def _is_item(item: dict[str, Any]) -> bool:
    is_whole = "value" in item or len(item) == 1
    return is_whole and all(key in _KEYS and _KEYS[key](value) for key, value in item.items())


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_told(said: Any) -> bool:
    """Tell whether this is what `describe` returns: type, message, line, its source."""
    return isinstance(said, list) and [*map(type, said)] == [str, str, int, str]


_KEYS: dict[str, Callable[[Any], bool]] = {
    "value": lambda value: _is_text(value) and _is_value(_loaded(value)),
    "missing": _is_text,
    "failed": _is_told,
    "raised": _is_told,
    "endless": lambda value: type(value) in (int, float),
    "printed": lambda value: isinstance(value, bool),
    "code": _is_text,
}


def _is_value(value: Any) -> bool:
    """Tell whether `thaw` can read a value: known tags, each of its form, not too many parts."""
    parts, left = 0, [(value, 0)]
    while left:
        one, depth = left.pop()
        if one is _BROKEN:
            return False
        parts += 1 + (len(one) // 20 if isinstance(one, str) else 0)
        if parts > 2 * MOST_PARTS or depth > _DEEPEST_LINE:
            return False
        if isinstance(one, str) and len(one) > MOST_CHARACTERS:
            return False
        if isinstance(one, list):
            left += [(part, depth + 1) for part in one]
        elif isinstance(one, dict):
            if len(one) != 1:
                return False
            [(tag, content)] = one.items()
            if not _has_form(tag, content):
                return False
            left += [(content, depth + 1)] if isinstance(content, list) else []
    return True


def _has_form(tag: str, content: Any) -> bool:
    """Tell whether the content of a tag is what `freeze` puts there."""
    match tag, content:
        case "blank", bool():
            return bool(content)
        case "unfit", [str(), str()]:
            return True
        case "graph", [list(), list()]:
            return True
        case "series", [list() as keys, list() as values]:
            return len(keys) == len(values)
        case "set", list():
            return True
        case "dict" | "table", list():
            pairs = all(isinstance(part, list) and len(part) == 2 for part in content)
            return pairs and (tag == "dict" or all(isinstance(part[1], list) for part in content))
    return False
