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
_Key = tuple[bool, str]


def running_heads(pages: Sequence[Sequence[list[Words]]]) -> dict[_Key, str]:
    """Return the rows that run through the pages, as headers or footers."""
    seen: defaultdict[_Key, dict[int, str]] = defaultdict(dict)
    for number, page in enumerate(pages):
        for n in (n for n in range(len(page)) if _at_edge(page, n)):
            seen[_edge_key(page, n)][number] = _row_text(page[n])
    least = max(min(_REPEATS, len(pages)), 2)
    heads = (key for key, rows in seen.items() if len(rows) >= least and _counts_pages(rows))
    return {key: "header" if key[0] else "footer" for key in heads}


def _counts_pages(rows: dict[int, str]) -> bool:
    """Tell whether numbers in rows mostly stay the same, or go on as the pages do."""
    told = [
        int(b) - int(a) in (0, after - page)
        for (page, one), (after, other) in pairwise(rows.items())
        for a, b in zip(re.findall(r"\d+", one), re.findall(r"\d+", other), strict=True)
    ]
    return sum(told) >= _MOST_NUMBERS * len(told)


def _at_edge(page: Sequence[list[Words]], place: int) -> bool:
    return place < _EDGE or place >= len(page) - _EDGE


def _row_text(row: Sequence[Words]) -> str:
    return " ".join(w.text for w in row)


def kind_of_row(page: Sequence[list[Words]], place: int, running: dict[_Key, str]) -> str:
    """Say whether a row is a header or a footer: it runs through, or only numbers the page."""
    if _at_edge(page, place) and (kind := running.get(_edge_key(page, place))):
        return kind
    if 0 < place < len(page) - 1 or len(page) < 2:
        return ""
    numbers = _NUMBER_OF_A_PAGE.match(_row_text(page[place]))
    return ("header" if place == 0 else "footer") if numbers else ""


def _edge_key(page: Sequence[list[Words]], place: int) -> _Key:
    return place < len(page) / 2, without_numbers(_row_text(page[place]))


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
