"""The labels of numbered paragraphs in a Word file, as a page shows them.

The rules are those of ECMA-376, part 1, 17.9: a level begins again after each paragraph of a
higher level (or of the one that ``lvlRestart`` names, or never), lists of one abstract numbering
go on with each other, and ``startOverride`` begins one anew the first time that it is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from accordlib.readers.numerals import NUMERALS, bullet, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIST_LEVELS = 9  # levels of a list


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
    """The levels of an abstract numbering, and where it has come to."""

    levels: dict[int, Any]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a file."""

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._nums: dict[str, tuple[str, dict[int, Any]]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._of_style: dict[tuple[str, str], int] = {}  # the level of a paragraph style in a list
        nodes = [] if root is None else root.findall(f"{W}abstractNum")
        abstract = {node.get(f"{W}abstractNumId"): node for node in nodes}
        named = {value(n, "styleLink"): n for n in nodes if value(n, "styleLink")}
        for id, node in abstract.items():
            node = named.get(value(node, "numStyleLink"), node)
            levels = {whole(x.get(f"{W}ilvl"), 0): x for x in node.findall(f"{W}lvl")}
            self._lists[id] = _List(levels)
        for node in [] if root is None else root.findall(f"{W}num"):
            number, id = node.get(f"{W}numId"), value(node, "abstractNumId")
            if id in self._lists:
                over = {whole(x.get(f"{W}ilvl"), 0): x for x in node.findall(f"{W}lvlOverride")}
                self._nums[number] = (id, over)
                for level, x in self._lists[id].levels.items():
                    if style := value(x, "pStyle"):
                        self._of_style.setdefault((number, style), level)

    def of_style(self, listed: tuple[str, int], style: str | None) -> tuple[str, int]:
        """Return the list and level of a paragraph style; the list may say the level."""
        return listed[0], self._of_style.get((listed[0], style or ""), listed[1])

    def label(self, number: str, level: int) -> str:
        """Count a paragraph of a list, and return its label; empty where nothing stands there."""
        if number not in self._nums or not 0 <= level < _LIST_LEVELS:
            return ""
        id, over = self._nums[number]
        listed = self._lists[id]
        if (node := self._level(number, level)) is None:
            return ""
        begins = value(over.get(level), "startOverride")
        start = whole(begins if begins is not None else value(node, "start"), 0)
        if begins is not None and (number, level) not in self._begun:
            listed.counts.pop(level, None)
        self._begun.add((number, level))
        listed.counts[level] = listed.counts.get(level, start - 1) + 1
        for lower in [n for n in listed.counts if n > level]:
            restart = whole(value(self._level(number, lower), "lvlRestart"), lower)
            if level < restart:
                del listed.counts[lower]
        for upper in range(level):  # one that was skipped counts from now on
            if upper not in listed.counts and self._level(number, upper) is not None:
                listed.counts[upper] = whole(value(self._level(number, upper), "start"), 0)
        return self._shown(number, level, listed.counts)

    def _level(self, number: str, level: int) -> Any:
        id, over = self._nums[number]
        own = over[level].find(f"{W}lvl") if level in over else None
        return self._lists[id].levels.get(level) if own is None else own

    def _shown(self, number: str, level: int, counts: dict[int, int]) -> str:
        node = self._level(number, level)
        text = value(node, "lvlText") or ""
        if value(node, "numFmt") == "bullet":
            return bullet(text)
        legal = is_on(node, "isLgl")

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            kind = value(self._level(number, at), "numFmt") or "decimal"
            return NUMERALS.get("decimal" if legal else kind, str)(counts.get(at, 0))

        return re.sub("%([1-9])", counted, text).strip()


@dataclass(frozen=True)
class WordStyle:
    """What a style says, its own word before that of the one it is based on."""

    name: str = ""
    outline: int | None = None
    list: tuple[str, int] | None = None
    hidden: bool = False
    raised: str = ""  # its ``vertAlign``


def word_styles(root: Any) -> dict[str, WordStyle]:
    """Return the styles by id, each with what it takes from those beneath it."""
    listed = () if root is None else root.findall(f"{W}style")
    nodes: dict[str, Any] = {x.get(f"{W}styleId"): x for x in listed}
    found: dict[str, WordStyle] = {}

    def style(id: str | None, below: tuple[str, ...] = ()) -> WordStyle:
        if id is None or id not in nodes or id in below:
            return WordStyle()
        if id not in found:
            node = nodes[id]
            base = style(value(node, "basedOn"), (*below, id))
            properties = node.find(f"{W}pPr")
            outline = value(properties, "outlineLvl")
            number = value(properties, "numPr", "numId")
            level = whole(value(properties, "numPr", "ilvl"), base.list[1] if base.list else 0)
            found[id] = WordStyle(
                (value(node, "name") or base.name).lower(),
                whole(outline, 9) if outline else base.outline,
                (number, level) if number else base.list,
                is_on(node.find(f"{W}rPr"), "vanish", base.hidden),
                value(node, "rPr", "vertAlign") or base.raised,
            )
        return found[id]

    for id in nodes:
        style(id)
    return found
