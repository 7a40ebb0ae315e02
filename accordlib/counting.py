"""Counting whole columns in blocks that stay in a processor's cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]

_BLOCK = 1 << 16  # tokens


@dataclass(frozen=True)
class Cells:
    """Counts of types in passages: the cells of the table that are not zero."""

    passages: NDArray[np.intp]
    types: NDArray[np.intp]
    counts: NDArray[np.int64]


def counts(numbers: Integers, width: int) -> NDArray[np.int64]:
    """Return how often each number below `width` occurs."""
    found = np.zeros(width, np.int64)
    for start in range(0, len(numbers), max(_BLOCK, 2 * width)):
        found += np.bincount(numbers[start : start + max(_BLOCK, 2 * width)], minlength=width)
    return found


def cells_by_passage(ids: Integers, bounds: Integers) -> Iterator[Cells]:
    """Count the types of each passage; yield the cells of a few passages at a time, in order."""
    bits = int(ids.max()).bit_length() if len(ids) else 0
    first, last = 0, len(bounds) - 1
    while first < last:
        end = int(np.searchsorted(bounds, bounds[first] + _BLOCK, side="right")) - 1
        stop = min(max(end, first + 1), last)
        lengths = np.diff(bounds[first : stop + 1]).astype(np.intp)
        keys = np.repeat(np.arange(first, stop, dtype=np.int64) << bits, lengths)
        keys += ids[bounds[first] : bounds[stop]]
        distinct, number = tallied(keys)
        types = distinct & ((1 << bits) - 1)
        yield Cells((distinct >> bits).astype(np.intp), types.astype(np.intp), number)
        first = stop


def all_cells(ids: Integers, bounds: Integers) -> Cells:
    """Count the types of each passage."""
    none = np.empty(0, np.intp)
    parts = [Cells(none, none, none.astype(np.int64)), *cells_by_passage(ids, bounds)]
    return Cells(
        np.concatenate([part.passages for part in parts]),
        np.concatenate([part.types for part in parts]),
        np.concatenate([part.counts for part in parts]),
    )


def tallied(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct keys in order and how often each occurs; the keys are sorted in place."""
    keys.sort()
    new = np.flatnonzero(np.append(np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1]))
    return keys[new], np.diff(new, append=len(keys))
