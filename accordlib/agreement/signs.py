"""What the words of a line tell of it: patterns by sign, in ``data/grammar/signs.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from accordlib.texts.capitalised_names import worded
from accordlib.texts.files import Reads, fitting, grammar_rows


def signs_of(words: str, kind: str) -> Iterator[str]:
    """Yield the signs of one kind, those of a line of the text or of the page, that words have."""
    for sign, longest, pattern in _signs().get(kind, ()):
        if len(words) <= longest and pattern.match(words):
            yield sign


@cache
def _signs() -> dict[str, list[tuple[str, int, re.Pattern[str]]]]:
    """Return the signs by kind, each with the length of the longest line that may have it."""
    columns: dict[str, Reads] = {
        "kind": fitting(("text", "page")),
        "sign": fitting(r"\S.*", "a sign has a name"),
        "longest": fitting(r"[1-9]\d{0,8}", "it must be a number of characters"),
        "pattern": worded,
    }
    found: dict[str, list[tuple[str, int, re.Pattern[str]]]] = {}
    for kind, sign, longest, pattern in grammar_rows("signs", columns):
        found.setdefault(kind, []).append((sign, int(longest), pattern))
    return found
