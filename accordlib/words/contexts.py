"""How far the context of a word reaches, in folded characters, without words cut in two."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.folding import Folding, fold_layout, keeps_places
from accordlib.texts.scripts import STRETCH, UNSPACED
from accordlib.words.tokens import Tokens

Places: TypeAlias = NDArray[np.intp]

_BLOCK = 1 << 20  # characters whose contexts are found together
_LONGEST_WORD = 100  # characters, of what is not cut in two at the end of a context
_PART_OF_WORD = re.compile(rf"[^\s{UNSPACED}]*")


def contexts(
    tokens: Tokens, numbers: Places, of: Places, starts: Places, ends: Places, width: int
) -> tuple[Places, Places]:
    """Return where contexts of some width begin and end in passages, whose `numbers` these are.

    For each line: the place in `numbers` of the passage that it is `of`, where its node starts and
    ends there.
    """
    texts = [tokens.passages[n].text for n in numbers.tolist()]
    firsts, lasts = np.empty_like(starts), np.empty_like(ends)
    order = np.argsort(of, kind="stable")
    at = np.searchsorted(of[order], np.arange(len(texts) + 1))
    blocks = np.cumsum([*map(len, texts)]) // _BLOCK
    cuts = [0, *(np.flatnonzero(np.diff(blocks)) + 1).tolist(), len(texts)]
    for a, b in pairwise(cuts):
        rows = order[at[a] : at[b]]
        spans = of[rows] - a, starts[rows], ends[rows]
        firsts[rows], lasts[rows] = _blanks_around(texts[a:b], *spans, width)
    for n, text in enumerate(texts):
        if not keeps_places(text):
            [folding] = fold_layout([text])
            for row in order[at[n] : at[n + 1]].tolist():
                span = int(starts[row]), int(ends[row]), width
                firsts[row], lasts[row] = _context(tokens, int(numbers[n]), folding, *span)
    return firsts, lasts


def _context(
    tokens: Tokens, index: int, folding: Folding, start: int, end: int, width: int
) -> tuple[int, int]:
    """Return where begins and ends what stands around, without words cut in two."""
    text = tokens.passages[index].text
    a, b = folding.folded(start, end)
    first, last = folding.whole(max(a - width, 0), min(b + width, len(folding.text)))
    left = min(_edge(tokens, index, text, first, 1), start)
    return left, max(_edge(tokens, index, text, last, -1), end)


def _blanks_around(
    texts: list[str], of: Places, starts: Places, ends: Places, width: int
) -> tuple[Places, Places]:
    """Return the same in texts whose words blanks part; several blanks count as one."""
    raw = np.frombuffer("\0".join((*texts, "")).encode("latin-1", "replace"), np.uint8)
    blank = (raw == ord(" ")) | (raw == ord("\n"))
    kept = np.append(True, ~(blank[1:] & blank[:-1])) if len(raw) else blank
    where, number = np.flatnonzero(kept), np.cumsum(kept) - 1  # of the signs that count
    blanks = np.concatenate([[-1], np.flatnonzero(blank[where]), [len(where)]])
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    base, low, high = begins[of], number[begins[of]], number[begins[of + 1] - 1]
    a, b = number[base + starts], number[base + ends - 1] + 1
    first, last = np.maximum(a - width, low), np.minimum(b + width, high)
    left = np.minimum(first + _LONGEST_WORD, a)
    left = np.minimum(left, blanks[np.searchsorted(blanks, first - 1)])
    right = np.maximum(last - _LONGEST_WORD, b)
    right = np.maximum(right, blanks[np.searchsorted(blanks, last, "right") - 1])
    left, right = np.where(first > low, left, low), np.where(last < high, right, high)
    return where[left] - base, where[right] - base


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
