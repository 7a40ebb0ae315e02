"""The labels of numbered paragraphs in a Word file, as a page shows them.

By ECMA-376, part 1, 17.9: a level begins again after one of a higher level (or of ``lvlRestart``,
or never), lists of one abstract numbering go on, ``startOverride`` begins one anew once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
    """A list of a file: its levels, the numbers that it puts first, and where it has come to."""

    levels: dict[int, Any]
    starts: dict[int, str | None]
    counts: dict[int, int]  # of all lists of one abstract numbering


def _by_level(nodes: Any) -> dict[int, Any]:
    return {whole(x.get(f"{W}ilvl"), 0): x for x in nodes}


class Numbering:
    """The lists of a file."""

    def __init__(self, root: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._begun: set[tuple[str, int]] = set()
        nodes = [] if root is None else root.findall(f"{W}abstractNum")
        abstract = {node.get(f"{W}abstractNumId"): node for node in nodes}
        counts: dict[str, dict[int, int]] = {id: {} for id in abstract}
        named = {value(n, "styleLink"): n for n in nodes if value(n, "styleLink")}
        for node in [] if root is None else root.findall(f"{W}num"):
            if (id := value(node, "abstractNumId") or "") in abstract:
                source = named.get(value(abstract[id], "numStyleLink"), abstract[id])
                over = _by_level(node.findall(f"{W}lvlOverride"))
                own = {n: x.find(f"{W}lvl") for n, x in over.items()}
                levels = _by_level(source.findall(f"{W}lvl"))
                levels |= {n: x for n, x in own.items() if x is not None}
                starts = {n: value(x, "startOverride") for n, x in over.items()}
                self._lists[node.get(f"{W}numId")] = _List(levels, starts, counts[id])

    def of_style(self, listed: tuple[str, int], style: str | None) -> tuple[str, int]:
        """Return the list and level of a paragraph style; the list may say the level."""
        levels = self._lists[listed[0]].levels if listed[0] in self._lists else {}
        of_it = (n for n, x in levels.items() if style and value(x, "pStyle") == style)
        return listed[0], next(of_it, listed[1])

    def label(self, number: str, level: int) -> str:
        """Count a paragraph of a list, and return its label; empty where nothing stands there."""
        listed = self._lists.get(number)
        if listed is None or not 0 <= level < _LIST_LEVELS or level not in listed.levels:
            return ""
        levels, counts, begins = listed.levels, listed.counts, listed.starts.get(level)
        start = whole(begins if begins is not None else value(levels[level], "start"), 0)
        if begins is not None and (number, level) not in self._begun:
            counts.pop(level, None)
        self._begun.add((number, level))
        counts[level] = counts.get(level, start - 1) + 1
        for lower in [n for n in counts if n > level]:
            if level < whole(value(levels.get(lower), "lvlRestart"), lower):
                del counts[lower]
        for upper in range(level):  # one that was skipped counts from now on
            if upper not in counts and upper in levels:
                counts[upper] = whole(value(levels[upper], "start"), 0)
        return _shown(levels, level, counts)


def _shown(levels: dict[int, Any], level: int, counts: dict[int, int]) -> str:
    text, legal = value(levels[level], "lvlText") or "", is_on(levels[level], "isLgl")
    if value(levels[level], "numFmt") == "bullet":
        return bullet(text)

    def counted(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        kind = "decimal" if legal else value(levels.get(at), "numFmt") or "decimal"
        return NUMERALS.get(kind, str)(counts.get(at, 0))

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

    def first(chain: Sequence[Any], *path: str) -> str | None:
        return next((x for n in chain if (x := value(n, *path)) is not None), None)

    found = {}
    for id in nodes:
        chain = [id]
        while (base := value(nodes[chain[-1]], "basedOn") or "") in nodes and base not in chain:
            chain.append(base)
        styles = [nodes[x] for x in chain]
        lists = (n for n, x in enumerate(styles) if value(x, "pPr", "numPr", "numId"))
        below = styles[next(lists, len(styles)) :]
        number, outline = first(below, "pPr", "numPr", "numId"), first(styles, "pPr", "outlineLvl")
        says = (x.find(f"{W}rPr/{W}vanish/..") for x in styles)
        found[id] = WordStyle(
            (first(styles, "name") or "").lower(),
            None if outline is None else whole(outline, 9),
            (number, whole(first(below, "pPr", "numPr", "ilvl"), 0)) if number else None,
            is_on(next((x for x in says if x is not None), None), "vanish"),
            first(styles, "rPr", "vertAlign") or "",
        )
    return found
