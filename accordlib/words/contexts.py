"""What stands around words: so many folded characters, without words cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from sys import intern
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.folding import Folding, fold_layout, unsteady
from accordlib.texts.scripts import STRETCH, UNSPACED
from accordlib.words.tokens import Tokens

Places: TypeAlias = NDArray[np.intp]

_BLOCK = 1 << 20  # characters in which contexts are found together
_LONGEST_WORD = 100  # characters, of what is not cut in two at the end of a context
_PART_OF_WORD = re.compile(rf"[^\s{UNSPACED}]*")


def contexts(
    tokens: Tokens, places: Places, lengths: Places, width: int
) -> Iterator[tuple[Any, ...]]:
    """Yield, for many nodes at a time, which they are, passages, and the texts left, in and right.

    A node is so many tokens from a place on; places are in order.
    """
    of = tokens.passages_at(places)
    firsts = np.flatnonzero(np.append(True, of[1:] != of[:-1])[: len(of)])
    numbers = of[firsts]
    passages = [tokens.passages[n] for n in numbers.tolist()]
    blocks = np.cumsum([len(p.text) for p in passages]) // _BLOCK
    cuts = [0, *(np.flatnonzero(np.diff(blocks)) + 1).tolist(), len(passages)]
    firsts = np.append(firsts, len(places))
    for first, last in pairwise(cuts):
        here, rows = passages[first:last], slice(firsts[first], firsts[last])
        text = "\n".join([p.text for p in here])
        begins = np.cumsum([0, *(len(p.text) + 1 for p in here)])
        shifts = begins[:-1] - [p.start for p in here]
        of = np.repeat(np.arange(len(here)), np.diff(firsts[first : last + 1]))
        starts = tokens.starts[places[rows]] + shifts[of]
        ends = tokens.ends[places[rows] + lengths[rows] - 1] + shifts[of]
        bounds = begins[of], begins[of + 1] - 1
        lefts, rights, unsure = _between_words(text, starts, ends, *bounds, width)
        for number, some in groupby(np.flatnonzero(unsure).tolist(), of.__getitem__):
            low, index = int(begins[number]), int(numbers[first + number])
            [folding] = fold_layout([here[number].text])
            for n in some:
                span = int(starts[n]) - low, int(ends[n]) - low, width
                left, right = _context(tokens, index, folding, *span)
                lefts[n], rights[n] = low + left, low + right
        cells = pairwise(column.tolist() for column in (lefts, starts, ends, rights))
        found = [[text[a:b] for a, b in zip(*cell, strict=True)] for cell in cells]
        found[1] = [*map(intern, found[1])]
        yield rows, np.array([p.id for p in here], object)[of], *found


def _context(
    tokens: Tokens, index: int, folding: Folding, start: int, end: int, width: int
) -> tuple[int, int]:
    """Return where begins and ends what stands around a stretch of a passage."""
    text = tokens.passages[index].text
    a, b = folding.folded(start, end)
    first, last = folding.whole(max(a - width, 0), min(b + width, len(folding.text)))
    left = min(_edge(tokens, index, text, first, 1), start)
    right = max(_edge(tokens, index, text, last, -1), end)
    return start - len(text[left:start].lstrip()), end + len(text[end:right].rstrip())


def _between_words(
    text: str, starts: Places, ends: Places, low: Places, high: Places, width: int
) -> tuple[Places, Places, NDArray[np.bool_]]:
    """Return the same in parts of a text whose words blanks part, and where it is not sure.

    Of several blanks one counts.
    """
    raw = np.frombuffer(f"\n{text}\n".encode("latin-1", "replace"), np.uint8)
    blank = (raw == ord(" ")) | (raw == ord("\n"))
    left_out = np.flatnonzero(blank[1:] & blank[:-1])
    edges = np.flatnonzero(blank[1:] != blank[:-1])
    before = left_out - np.arange(len(left_out))  # how many signs count before each
    a = starts - width - np.searchsorted(left_out, starts)
    b = ends + width - np.searchsorted(left_out, ends)
    first = np.maximum(a + np.searchsorted(before, a, "right"), low)
    last = np.minimum(b + np.searchsorted(before, b, "right"), high)
    begins, stops = np.append(edges[::2], len(text)), np.append(0, edges[1::2])
    left = np.minimum(begins[np.searchsorted(begins, first)], starts)
    right = np.maximum(stops[np.searchsorted(stops, last, "right") - 1], ends)
    unsure = (left - first > _LONGEST_WORD) | (last - right > _LONGEST_WORD)
    odd = np.array(unsteady(text), np.intp)
    unsure |= np.searchsorted(odd, first - 2) < np.searchsorted(odd, last + 2)
    return left, right, unsure


def _edge(tokens: Tokens, index: int, text: str, at: int, step: int) -> int:
    """Return where what is cut in two at a place of a passage ends, or with -1 begins."""
    before, after = text[max(at - 1, 0) : at], text[at : at + 1]
    if not before.strip() or not after.strip():
        return at
    unspaced = [STRETCH.match(character) is not None for character in (before, after)]
    if not any(unspaced):
        before, after = text[max(at - _LONGEST_WORD, 0) : at], text[at : at + _LONGEST_WORD]
        part = _PART_OF_WORD.match(after if step > 0 else before[::-1])
        return at + step * part.end() if part else at
    (first, last), place = tokens.bounds[index : index + 2], tokens.passages[index].start + at
    n = first + int(np.searchsorted(tokens.ends[first:last], place, side="right"))
    if not all(unspaced) or n == last or tokens.starts[n] >= place:
        return at
    return at + int((tokens.ends if step > 0 else tokens.starts)[n]) - place
