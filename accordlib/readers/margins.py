"""What stands around the text of a page: running heads, its number, numbers of rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise, product

from accordlib.readers.glyphs import Words

_NUMBER_OF_A_PAGE = re.compile(r"(?i)\W*(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?\W*$")
_EDGE = 3  # rows at the top and at the foot of a page that may run through the text
_MOST_NUMBERS = 0.7  # of the numbers in running heads
_REPEATS = 3  # pages on which a running head stands at least, or on all of fewer
_LEAST_ROWS, _SHARE_OF_ROWS = 5, 0.8  # that numbers of rows count
_LEVEL = 2.0  # points: how far numbers may be from a line beneath each other
_FROM_WORDS = 0.6  # of the size: what parts a number from words


def asides(pages: Sequence[Sequence[list[Words]]]) -> list[dict[int, str]]:
    """Say of each page which rows are headers or footers: they run through, or number the page."""
    edges = [
        {
            n: ("header" if n < len(page) / 2 else "footer", " ".join(w.text for w in row))
            for n, row in enumerate(page)
            if n < _EDGE or n >= len(page) - _EDGE
        }
        for page in pages
    ]
    seen: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for number, rows in enumerate(edges):
        for kind, text in rows.values():
            seen[kind, without_numbers(text)][number] = text
    least = max(min(_REPEATS, len(pages)), 2)
    running = {x for x, rows in seen.items() if len(rows) >= least and _counts_pages(rows)}
    return [
        {
            n: kind
            for n, (kind, text) in rows.items()
            if (kind, without_numbers(text)) in running
            or (len(page) > 1 and n in (0, len(page) - 1) and _NUMBER_OF_A_PAGE.match(text))
        }
        for page, rows in zip(pages, edges, strict=True)
    ]


def _counts_pages(rows: dict[int, str]) -> bool:
    """Tell whether numbers in rows mostly stay the same, or go on as the pages do."""
    told = [
        int(b) - int(a) in (0, after - page)
        for (page, one), (after, other) in pairwise(rows.items())
        for a, b in zip(re.findall(r"\d+", one), re.findall(r"\d+", other), strict=True)
    ]
    return sum(told) >= _MOST_NUMBERS * len(told)


def without_numbers(text: str) -> str:
    """Return what a row reads like on all pages."""
    return re.sub(r"\d+", "0", text)


def numbers_of_lines(rows: Sequence[list[Words]]) -> list[Words]:
    """Return the numbers that count the rows of a draft in its margin: each, or every fifth."""
    least = max(_SHARE_OF_ROWS * len(rows), _LEAST_ROWS)
    for at, side in product((0, -1), ("right", "left")):
        numbers = [(n, row[at]) for n, row in enumerate(rows) if _is_number(row, at)]
        sides = sorted(getattr(w, side) for _, w in numbers)
        usual = sides[len(sides) // 2] if sides else 0.0
        found = [(n, w) for n, w in numbers if abs(getattr(w, side) - usual) < _LEVEL]
        steps = {(int(b.text) - int(a.text), m - n) for (n, a), (m, b) in pairwise(found)}
        [(step, apart)] = steps if len(steps) == 1 else [(0, 0)]
        if step == apart > 0 and len(found) * step >= least:
            return [w for _, w in found]
    return []


def _is_number(row: Sequence[Words], at: int) -> bool:
    if not re.fullmatch("[0-9]{1,4}", row[at].text):
        return False
    if len(row) == 1:
        return True
    apart = row[1].left - row[0].right if at == 0 else row[-1].left - row[-2].right
    return apart > _FROM_WORDS * row[at].size
