"""A table of slots for the numbers of types, looked up by the bytes of their tokens.

Hashing with two places for each key (Azar, Broder, Karlin and Upfal 1999, Balanced allocations,
SIAM Journal on Computing 29(1)) and multiplication as the hash function (Knuth 1998, The Art of
Computer Programming 3, section 6.4). Bytes are compared, so one word is never taken for another;
a word that both its places have no room for stays unknown, and its number is found elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Integers = NDArray[np.int64]
Bytes8 = NDArray[np.uint64]

_BITS = 16
_SHIFT = np.uint64(64 - _BITS)
# Odd numbers whose bits look random: 2**64 divided by the golden ratio, and digits of pi and e.
_FACTORS = [np.uint64(x) for x in (0x9E3779B97F4A7C15, 0x243F6A8885A308D3, 0xADF85458A2BB4A9B)]
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
LONGEST = 16


@dataclass(frozen=True)
class Keys:
    """The bytes of tokens: the first eight of each, and eight more of those that are longer."""

    first: Bytes8
    long: Integers
    second: Bytes8
    lengths: Integers


class Slots:
    """Numbers by the bytes of tokens, up to `LONGEST` of them."""

    def __init__(self) -> None:
        self.short, self.long = _Table(), _Table()

    def keys(self, codes: NDArray[np.uint8], starts: Integers, lengths: Integers) -> Keys:
        """Return the bytes of tokens; `codes` goes on for 24 bytes after the last of them."""
        eights = codes.view(np.dtype("<u8"))
        long = np.flatnonzero(lengths > 8)
        return Keys(
            _eight(eights, starts, lengths),
            long,
            _eight(eights, starts[long] + 8, lengths[long] - 8),
            lengths,
        )

    def find(self, keys: Keys) -> tuple[Ids, NDArray[np.bool_]]:
        """Return the numbers of tokens and which ones are unknown."""
        numbers, unknown = self.short.find(keys.first)
        numbers[keys.long], unknown[keys.long] = self.long.find(keys.first[keys.long], keys.second)
        unknown[keys.long[keys.lengths[keys.long] > LONGEST]] = True
        return numbers, unknown

    def add(self, keys: Keys, numbers: Ids, chosen: NDArray[np.bool_]) -> None:
        """Remember the numbers of the chosen tokens."""
        short = np.flatnonzero(chosen & (keys.lengths <= 8))
        self.short.add(keys.first[short], None, numbers[short])
        some = np.flatnonzero(chosen[keys.long])
        some = some[keys.lengths[keys.long[some]] <= LONGEST]
        long = keys.long[some]
        self.long.add(keys.first[long], keys.second[some], numbers[long])


class _Table:
    """Slots for keys of two parts; a first part of zero marks an empty slot."""

    def __init__(self) -> None:
        self.first = np.zeros(1 << _BITS, np.uint64)
        self.second = np.zeros(1 << _BITS, np.uint64)
        self.numbers = np.zeros(1 << _BITS, np.int32)

    def find(self, first: Bytes8, second: Bytes8 | None = None) -> tuple[Ids, NDArray[np.bool_]]:
        slots = _places(first, second, 0)
        numbers, unknown = self.numbers[slots], self._differs(slots, first, second)
        rest = np.flatnonzero(unknown)
        if len(rest):
            first, second = first[rest], None if second is None else second[rest]
            slots = _places(first, second, 1)
            numbers[rest], unknown[rest] = self.numbers[slots], self._differs(slots, first, second)
        return numbers, unknown

    def add(self, first: Bytes8, second: Bytes8 | None, numbers: Ids) -> None:
        for choice in range(2):
            slots = _places(first, second, choice)
            free = np.flatnonzero(self.first[slots] == 0)
            self.first[slots[free]] = first[free]
            if second is not None:
                self.second[slots[free]] = second[free]
            self.numbers[slots[free]] = numbers[free]
            rest = np.flatnonzero(self._differs(slots, first, second))
            first, second = first[rest], None if second is None else second[rest]
            numbers = numbers[rest]

    def _differs(self, slots: Integers, first: Bytes8, second: Bytes8 | None) -> NDArray[np.bool_]:
        differs: NDArray[np.bool_] = self.first[slots] != first
        if second is not None:
            differs |= self.second[slots] != second
        return differs


def _places(first: Bytes8, second: Bytes8 | None, choice: int) -> Integers:
    mixed = first if second is None else first ^ (second * _FACTORS[2])
    return ((mixed * _FACTORS[choice]) >> _SHIFT).view(np.int64)


def _eight(eights: Bytes8, starts: Integers, lengths: Integers) -> Bytes8:
    """Return up to eight bytes from each start on, as one number."""
    place = starts >> 3
    shift = (starts & 7).view(np.uint64) << np.uint64(3)
    low, high = eights[place] >> shift, eights[place + 1] << (np.uint64(64) - shift)
    bytes8: Bytes8 = (low | high) & _MASKS[np.minimum(lengths, 8)]
    return bytes8
