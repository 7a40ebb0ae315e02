"""Counts of whole columns, in blocks that stay in a processor's cache, and how likely they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
# Counts of types in passages, the cells that are not zero: passages, types, counts.
PassageCounts: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp], Counts]

_BLOCK_TOKENS = 1 << 16
_MANY_TOKENS = 1 << 20  # of groups whose passages are counted together


def counts_below(width: int, numbers: NDArray[Any]) -> Counts:
    """Return how often each number below `width` occurs."""
    found = np.zeros(width, np.int64)
    block = max(_BLOCK_TOKENS, 2 * width)
    for start in range(0, len(numbers), block):
        found += np.bincount(numbers[start : start + block], minlength=width)
    return found


def cells_by_passage(ids: NDArray[Any], bounds: NDArray[Any]) -> Iterator[PassageCounts]:
    """Count the types of each passage; yield the cells of a few passages at a time, in order."""
    bits = int(ids.max()).bit_length() if len(ids) else 0
    first, last = 0, len(bounds) - 1
    while first < last:
        end = int(np.searchsorted(bounds, bounds[first] + _BLOCK_TOKENS, side="right")) - 1
        stop = min(max(end, first + 1), last)
        lengths = np.diff(bounds[first : stop + 1])
        numbers = np.arange(stop - first, dtype=narrow((stop - first) << bits)) << bits
        keys = np.repeat(numbers, lengths)
        keys |= ids[bounds[first] : bounds[stop]].astype(keys.dtype, copy=False)
        distinct, number = tallied(keys)
        types = distinct & ((1 << bits) - 1)
        passages = (distinct >> bits).astype(np.intp) + first
        yield passages, types.astype(np.intp), number
        first = stop


def all_cells(ids: NDArray[Any], bounds: NDArray[Any]) -> PassageCounts:
    """Count the types of each passage."""
    none = np.empty(0, np.intp)
    parts = [(none, none, none.astype(np.int64)), *cells_by_passage(ids, bounds)]
    passages, types, number = map(np.concatenate, zip(*parts, strict=True))
    return passages, types, number


def group_cells(
    ids: NDArray[Any], bounds: NDArray[Any], sizes: NDArray[Any], ranks: NDArray[Any]
) -> list[NDArray[Any]]:
    """Count the types of groups that are so many passages each; and the passages with each type.

    Groups, types, counts and ranges: of a group the most frequent types come first, then by rank.
    So many tokens at a time that little more stands in memory than what is found.
    """
    firsts = np.cumsum(np.append(0, sizes))
    blocks = bounds[firsts] // _MANY_TOKENS
    cuts = np.concatenate([[0], np.flatnonzero(np.diff(blocks)) + 1, [len(sizes)]])
    columns, size = [np.empty(len(ids), np.int32) for _ in range(4)], 0  # room takes no memory
    for a, b in pairwise(cuts.tolist()):
        own, groups = bounds[firsts[a] : firsts[b] + 1], firsts[a : b + 1] - firsts[a]
        some, own = ids[own[0] : own[-1]], own - own[0]
        passage, types, _ = all_cells(some, own)
        _, _, ranges = all_cells(types, np.searchsorted(passage, groups))
        group, types, number = all_cells(some, own[groups])
        keys = ranks[types] - number * len(ranks)
        parts = pairwise(np.searchsorted(group, np.arange(b - a + 1)).tolist())
        order = np.concatenate([cuts[:0], *(i + np.argsort(keys[i:j]) for i, j in parts)])
        here = slice(size, size := size + len(order))
        for column, found in zip(columns, (group + a, types, number, ranges), strict=True):
            column[here] = found[order]
    for column in columns:
        column.resize(size, refcheck=False)
    return columns


def narrow(end: int) -> type[np.integer[Any]]:
    """Return the smaller of two types that has room for numbers below `end`."""
    return np.uint32 if end <= 1 << 32 else np.int64


def tallied(keys: NDArray[Any]) -> tuple[NDArray[Any], Counts]:
    """Return the distinct keys in order and how often each occurs; the keys are sorted in place."""
    keys.sort()
    new = np.flatnonzero(np.append(np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1]))
    return keys[new], np.diff(new, append=len(keys))


def log_likelihood(*cells: tuple[NDArray[Any], NDArray[Any]]) -> Floats:
    """Return G2, twice the sum of ``O ln(O / E)`` over pairs of observed and expected counts."""
    terms = (o * np.log(np.where(o > 0, o, 1) / np.where(o > 0, e, 1)) for o, e in cells)
    g2: Floats = np.maximum(2 * sum(terms), 0.0)
    return g2
