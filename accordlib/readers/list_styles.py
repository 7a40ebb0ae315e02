"""The list styles of OpenDocument, and where its lists have come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from accordlib.readers.numerals import KNOWN, ListLevel, bullet, list_label, whole

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
T, TABLE, STYLE, DRAW, OFFICE = (_NS % x for x in ("text", "table", "style", "drawing", "office"))
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"


class Lists:
    """The list styles of a text, None that of its headings, and where its lists have come to."""

    def __init__(self, roots: list[Any]) -> None:
        nodes = [x for root in roots for x in root.iter(f"{T}list-style")]
        self._styles: dict[str | None, dict[int, ListLevel]]
        self._styles = {x.get(f"{STYLE}name"): _levels(x) for x in nodes}
        outline = (x for root in roots for x in root.iter(f"{T}outline-style"))
        self._styles[None] = _levels(next(outline, ()))
        self._counts = defaultdict[str, dict[int, int]](dict)

    def begin(self, key: str, level: int, start: str | None = None) -> None:
        """Let the numbers of a list begin anew at a level, perhaps with one, and beneath it."""
        counts = self._counts[key]
        for deeper in [n for n in counts if n >= level]:
            del counts[deeper]
        if start is not None:
            counts[level] = whole(start, 1) - 1

    def label(self, key: str, style: str | None, level: int) -> str:
        """Count an item, and return its label."""
        levels = self._styles.get(style, {})
        return list_label(levels, self._counts[key], level) if level in levels else ""


def _levels(style: Iterable[Any]) -> dict[int, ListLevel]:
    nodes = {whole(x.get(f"{T}level"), 1): x for x in style if x.get(f"{T}level")}
    kinds = {n: number_format(x) or "none" for n, x in nodes.items()}
    return {
        n: ListLevel(kinds[n], whole(x.get(f"{T}start-value"), 1), _shown(x, n, kinds), n - 1)
        for n, x in nodes.items()
    }


def _shown(node: Any, level: int, kinds: dict[int, str]) -> str:
    if sign := node.get(f"{T}bullet-char"):
        return bullet(sign)
    if kinds[level] == "none":
        return ""
    if form := node.get(f"{_LOEXT}num-list-format"):
        return str(form)
    first = max(level + 1 - whole(node.get(f"{T}display-levels"), 1), 1)
    counted = (n for n in range(first, level + 1) if kinds.get(n, "none") != "none")
    numbers = ".".join(f"%{n}%" for n in counted)
    return f"{node.get(f'{STYLE}num-prefix', '')}{numbers}{node.get(f'{STYLE}num-suffix', '')}"


def number_format(node: Any) -> str:
    """Return what the numbers that a node has are called by `numeral`; nothing if it has none."""
    kind = node.get(f"{STYLE}num-format")
    names = KNOWN["lists"]["opendocument"]
    if kind is None:
        return ""
    return str(names.get(kind) or names.get(kind.partition(",")[0], "japaneseCounting"))
