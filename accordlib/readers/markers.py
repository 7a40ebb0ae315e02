"""What a browser puts before the items of lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from accordlib.readers.numerals import NUMERALS, bijective

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
_OWN_SIGN = re.compile(r"""["']([^"']*)["']""")
_LIST_SIGNS = {"disc": "•", "circle": "◦", "square": "▪"}
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman"}
_TYPES["I"] = "upper-roman"
_COUNTED_BY: dict[str, tuple[Callable[[int], str], str]] = {  # and what follows the number
    "decimal": (str, "."),
    "decimal-leading-zero": (NUMERALS["decimalZero"], "."),
    "lower-roman": (NUMERALS["lowerRoman"], "."),
    "upper-roman": (NUMERALS["upperRoman"], "."),
    **dict.fromkeys(("lower-alpha", "lower-latin"), (bijective, ".")),
    **dict.fromkeys(("upper-alpha", "upper-latin"), (lambda n: bijective(n).upper(), ".")),
    **dict.fromkeys(("cjk-ideographic", "japanese-informal"), (NUMERALS["japaneseCounting"], "、")),
    "katakana": (NUMERALS["aiueoFullWidth"], "、"),
    "katakana-iroha": (NUMERALS["irohaFullWidth"], "、"),
}


def marker(item: Any, number: int, depth: int) -> str:
    """Return what stands before an item, by its own attributes and those of its list.

    Style sheets are not read: a list without a style of its own has a browser's usual one.
    """
    ordered = item.getparent().tag == "ol"
    said = "decimal" if ordered else ("disc", "circle", "square")[min(depth, 2)]
    for node in (item.getparent(), item):
        kind = node.get("type", "")
        said = _TYPES.get(kind, kind.lower() if kind.lower() in _LIST_SIGNS else said)
        if found := _STYLE.search(node.get("style", "")):
            said = found[1].strip()
    if quoted := _OWN_SIGN.search(said):
        return quoted[1].strip()
    for word in said.lower().split():
        if word == "none":
            return ""
        if word in _LIST_SIGNS:
            return _LIST_SIGNS[word]
        if word in _COUNTED_BY:
            count, ending = _COUNTED_BY[word]
            return f"{count(number)}{ending}"
    return f"{number}." if ordered else "•"
