"""The labels of numbered paragraphs in a Word file, as a page shows them, and its styles.

By ECMA-376, part 1, 17.9: a level begins again after one of a higher level (or of ``lvlRestart``,
or never), lists of one abstract numbering go on, ``startOverride`` begins one anew once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accordlib.readers.numerals import ListLevel, bullet, list_label, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(node: Any, *path: str) -> str | None:
    """Return the attribute ``w:val`` of a node beneath another, if both are there."""
    for name in path:
        node = node.find(W + name) if node is not None else None
    return None if node is None else node.get(f"{W}val")


def is_on(properties: Any, name: str, otherwise: bool = False) -> bool:
    """Tell whether a property that is on or off is on, or would be without its own word."""
    node = properties.find(W + name) if properties is not None else None
    return otherwise if node is None else node.get(f"{W}val") not in ("0", "false", "off")


@dataclass
class _List:
    """A list of a file: its levels, which of them have a style, and where it has come to."""

    levels: dict[int, ListLevel]
    of_styles: dict[str, int]
    counts: dict[int, int]  # of all lists of one abstract numbering
    anew: set[int]  # levels that are still to begin anew


def _by_level(nodes: Iterable[Any]) -> dict[int, Any]:
    return {whole(x.get(f"{W}ilvl"), 0) + 1: x for x in nodes}


def _list_level(number: int, node: Any, start: str | None) -> ListLevel:
    kind, text = value(node, "numFmt") or "decimal", value(node, "lvlText") or ""
    shown = bullet(text) if kind == "bullet" else re.sub("%([1-9])", r"%\1%", text)
    begins = whole(value(node, "start") if start is None else start, 0)
    after = whole(value(node, "lvlRestart"), number - 1)
    return ListLevel(kind, begins, shown, after, is_on(node, "isLgl"))


class Numbering:
    """The lists of a file."""

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        nodes = root.iterfind(f"{W}abstractNum")
        abstract: dict[str, Any] = {x.get(f"{W}abstractNumId"): x for x in nodes}
        counts: dict[str, dict[int, int]] = {id: {} for id in abstract}
        linked = {s: x for x in abstract.values() if (s := value(x, "styleLink"))}
        for node in root.iterfind(f"{W}num"):
            if (id := value(node, "abstractNumId") or "") not in abstract:
                continue
            source = linked.get(value(abstract[id], "numStyleLink") or "", abstract[id])
            over = _by_level(node.iterfind(f"{W}lvlOverride"))
            nodes = _by_level(source.iterfind(f"{W}lvl"))
            nodes |= {n: own for n, x in over.items() if (own := x.find(f"{W}lvl")) is not None}
            starts = {n: s for n, x in over.items() if (s := value(x, "startOverride")) is not None}
            levels = {n: _list_level(n, x, starts.get(n)) for n, x in nodes.items()}
            styles = {s: n for n, x in reversed(nodes.items()) if (s := value(x, "pStyle"))}
            self._lists[node.get(f"{W}numId")] = _List(levels, styles, counts[id], {*starts})

    def of_style(self, number: str, level: int, style: str | None) -> tuple[str, int]:
        """Return the list and level of a paragraph style; the list may say the level."""
        listed = self._lists.get(number)
        return number, listed.of_styles.get(style or "", level) if listed else level

    def label(self, number: str, level: int) -> str:
        """Count a paragraph of a list, and return its label; empty where nothing stands there."""
        listed = self._lists.get(number)
        if listed is None or level not in listed.levels:
            return ""
        if level in listed.anew:
            listed.anew.remove(level)
            listed.counts.pop(level, None)
        label = list_label(listed.levels, listed.counts, level)
        for upper, skipped in listed.levels.items():
            if upper < level:  # it counts from now on
                listed.counts.setdefault(upper, skipped.start)
        return label


@dataclass(frozen=True)
class WordStyle:
    """What a style says, its own word before that of the one it is based on."""

    name: str = ""
    outline: int = 9
    list: tuple[str, int] | None = None  # its number, and a level from 1
    hidden: bool = False
    raised: str = ""  # its ``vertAlign``


def word_styles(root: Any) -> dict[str, WordStyle]:
    """Return the styles by id, each with what it takes from those beneath it."""
    listed = () if root is None else root.iterfind(f"{W}style")
    nodes: dict[str, Any] = {x.get(f"{W}styleId"): x for x in listed}
    return {id: _word_style(nodes, id) for id in nodes}


def _word_style(nodes: dict[str, Any], id: str) -> WordStyle:
    chain = [id]
    while (base := value(nodes[chain[-1]], "basedOn") or "") in nodes and base not in chain:
        chain.append(base)
    styles = [nodes[x] for x in chain]

    def first(*path: str) -> str | None:
        return next((x for n in styles if (x := value(n, *path)) is not None), None)

    number, level = first("pPr", "numPr", "numId"), whole(first("pPr", "numPr", "ilvl"), 0) + 1
    says = (x for n in styles if (x := n.find(f"{W}rPr/{W}vanish/..")) is not None)
    return WordStyle(
        (first("name") or "").lower(),
        whole(first("pPr", "outlineLvl"), 9),
        (number, level) if number else None,
        is_on(next(says, None), "vanish"),
        first("rPr", "vertAlign") or "",
    )
