"""The list styles of OpenDocument, and where its lists have come to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from accordlib.readers.numerals import KNOWN, NUMERALS, bullet, whole

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
T, TABLE, STYLE, DRAW, OFFICE = (_NS % x for x in ("text", "table", "style", "drawing", "office"))
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"


class Lists:
    """The list styles of a text, and where its lists have come to."""

    def __init__(self, roots: list[Any]) -> None:
        nodes = [x for root in roots for x in root.iter(f"{T}list-style")]
        outline = [x for root in roots for x in root.iter(f"{T}outline-style")]
        self._styles = {x.get(f"{STYLE}name"): _levels(x) for x in nodes}
        self._outline = _levels(outline[0]) if outline else {}
        self._counts: dict[str, dict[int, int]] = {}

    def begin(self, key: str, level: int) -> None:
        """Let the numbers of a list begin anew at a level and beneath it."""
        counts = self._counts.setdefault(key, {})
        for deeper in [n for n in counts if n >= level]:
            del counts[deeper]

    def label(self, key: str, style: str | None, level: int, start: str | None = None) -> str:
        """Count an item, and return its label."""
        levels = self._styles.get(style or "", {}) if key != "outline" else self._outline
        if (node := levels.get(level)) is None:
            return ""
        counts = self._counts.setdefault(key, {})
        begins = whole(node.get(f"{T}start-value"), 1)
        counts[level] = whole(start, counts.get(level, begins - 1) + 1)
        self.begin(key, level + 1)
        if sign := node.get(f"{T}bullet-char"):
            return bullet(sign)
        shown = {
            n: NUMERALS[number_format(x) or "none"](
                counts.get(n, whole(x.get(f"{T}start-value"), 1))
            )
            for n, x in levels.items()
        }
        if not shown[level]:
            return ""
        if form := node.get(f"{_LOEXT}num-list-format"):
            return re.sub("%([0-9]+)%", lambda m: shown.get(int(m[1]), ""), form).strip()
        first = level + 1 - whole(node.get(f"{T}display-levels"), 1)
        numbers = ".".join(shown[n] for n in range(first, level + 1) if shown.get(n))
        around = [node.get(f"{STYLE}num-{end}", "") for end in ("prefix", "suffix")]
        return f"{around[0]}{numbers}{around[1]}".strip()


def _levels(node: Any) -> dict[int, Any]:
    return {whole(x.get(f"{T}level"), 1): x for x in node if x.get(f"{T}level")}


def number_format(node: Any) -> str:
    """Return what the numbers that a node has are called in `NUMERALS`; nothing if it has none."""
    kind = node.get(f"{STYLE}num-format")
    names = KNOWN["lists"]["opendocument"]
    if kind is None:
        return ""
    return str(names.get(kind) or names.get(kind.partition(",")[0], "japaneseCounting"))


def counter(counts: Callable[..., str], start: str | None) -> Callable[[], str]:
    """Return what counts the next item of a list; a number to begin with holds for one."""
    begins = [start]
    return lambda: counts(begins.pop() if begins else None)
