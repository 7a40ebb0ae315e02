"""Where the words of a quotation come from: the likeliest pieces of a source, by what they tell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from math import log2
from operator import attrgetter
from typing import NamedTuple

from accordlib.news.wording import Wording
from accordlib.texts.scripts import STRETCH
from accordlib.words.token_rule import stopwords

PIECE_BITS = 4.0  # bits that a piece exceeds
EDIT = 4.0  # bits that a changed word costs
CHANGED = 5  # the same where a whole quotation is weighed
UNSEEN = 1_000  # words that the source is taken to have besides its own
COMMON = 6  # bits that a word of the stop list has at most
REACH = 4  # so many words further the next one that agrees may stand


Bounds = list[tuple[int, int]]  # where each of some stretches of words begins and ends


class Piece(NamedTuple):
    """Words of a quotation that agree with words of one passage, both by their numbers."""

    passage: int
    pairs: tuple[tuple[int, int], ...]  # a word of the quotation, one of the passage

    def spans(self, parts: Bounds, edge: int = 0) -> Bounds:
        """Return which words of the passage stand for each part, with some changed at its edges."""
        spans, done = list[tuple[int, int]](), 0
        for begin, end in parts:
            if some := [pair for pair in self.pairs if begin <= pair[0] < end]:
                (k, first), (m, last) = some[0], some[-1]
                first -= min(k - begin, edge, first - done)
                done = last + 1 + min(end - 1 - m, edge)
                spans.append((first, done))
        return spans

    def within(self, parts: Bounds) -> Bounds:
        """Return the parts as far as this piece reaches."""
        first, end = self.pairs[0][0], self.pairs[-1][0] + 1
        return [(max(a, first), min(b, end)) for a, b in parts if a < end and b > first]

    def likeness(self, parts: Bounds) -> float:
        """Return twice the words that agree over those of the parts and of their stretches."""
        sizes = [end - begin for begin, end in (*parts, *self.spans(parts))]
        return 2 * len(self.pairs) / sum(sizes)


class _Way(NamedTuple):
    """A word of the quotation at a place of the source, and the likeliest way to it."""

    bits: float
    word: int
    place: int
    before: _Way | None
    jumps: bool = False  # to another place


_by_bits, _by_place = attrgetter("bits"), attrgetter("place")


class SourceWords:
    """The words of some passages, each with its places and with the bits that it tells."""

    def __init__(self, texts: Sequence[Wording]) -> None:
        self.starts = [0, *accumulate(len(text.keys) + REACH for text in texts)]
        self.places = defaultdict[str, list[int]](list)
        for start, text in zip(self.starts, texts, strict=False):
            for n, key in enumerate(text.keys, start):
                self.places[key].append(n)
        self.size = sum(map(len, self.places.values()))
        self.bits = {w: log2((self.size + UNSEEN) / len(at)) for w, at in self.places.items()}
        self.bits |= {w: min(self.bits[w], COMMON) for w in stopwords() & self.bits.keys()}
        self.bits |= {w: bits / 2 for w, bits in self.bits.items() if STRETCH.fullmatch(w)}

    def trace(self, keys: list[str], parts: Bounds) -> list[Piece]:
        """Return the pieces that a quotation most likely comes from; dots stand between its parts.

        A word that agrees tells its bits; a changed one costs some, and so does another place.
        """
        somewhere = log2(self.size + UNSEEN) + PIECE_BITS
        rows, best = list[dict[int, _Way]](), _Way(0.0, -1, -1, None)
        for k, key in enumerate(keys):
            begin = max((n for n, _ in parts if k - REACH < n <= k), default=0)
            ended = rows[max(begin - REACH, 0) : begin]
            further = self._further(cell for row in ended for cell in row.values())
            near = {place // REACH for row in rows[-REACH:] for place in row}
            row, told = dict[int, _Way](), self.bits.get(key, 0.0)
            for place in self.places.get(key, ()):
                ways = [_Way(best.bits - somewhere + told, k, place, best, jumps=True)]
                if not near.isdisjoint((place // REACH, place // REACH - 1)):
                    for before, changed in _shortly_before(rows[-REACH:], place):
                        ways.append(_Way(before.bits + told - EDIT * changed, k, place, before))
                if cell := further(place):
                    ways.append(_Way(cell.bits + told - EDIT, k, place, cell))
                row[place] = max(ways, key=_by_bits)
            rows.append(row)
            best = max([best, *row.values()], key=_by_bits)
        return self._pieces(best)

    def weight(self, piece: Piece, keys: list[str], parts: Bounds) -> float:
        """Return how many bits speak for it that a whole quotation comes from a piece."""
        runs, before = [0.0], -1
        for k, place in piece.pairs:
            runs += [0.0] * (place != before + 1)
            runs[-1] += self.bits[keys[k]]
            before = place
        stretches = sum(b - a for a, b in piece.spans(parts, len(keys)))
        changed = max(stretches, len(keys)) - len(piece.pairs)
        chance = log2(self.size) * len(parts)
        return sum(runs) - max(runs) / 2 - CHANGED * changed - chance

    def _further(self, cells: Iterable[_Way]) -> Callable[[int], _Way | None]:
        """Return what gives the likeliest of some cells, up to a place in its passage."""
        places, likeliest = defaultdict[int, list[int]](list), defaultdict[int, list[_Way]](list)
        for cell in sorted(cells, key=_by_place):
            passage = self._passage(cell.place)
            places[passage].append(cell.place)
            likeliest[passage].append(max([cell, *likeliest[passage][-1:]], key=_by_bits))

        def further(place: int) -> _Way | None:
            passage = self._passage(place) if places else 0
            n = bisect_left(places[passage], place)
            return likeliest[passage][n - 1] if n else None

        return further

    def _passage(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def _pieces(self, cell: _Way | None) -> list[Piece]:
        """Return the pieces that lead to a cell."""
        pieces, pairs = list[Piece](), list[tuple[int, int]]()
        while cell and cell.word >= 0:
            passage = self._passage(cell.place)
            pairs.append((cell.word, cell.place - self.starts[passage]))
            if cell.jumps:
                pieces.append(Piece(passage, tuple(reversed(pairs))))
                pairs.clear()
            cell = cell.before
        return pieces[::-1]


def _shortly_before(rows: Sequence[dict[int, _Way]], place: int) -> Iterator[tuple[_Way, int]]:
    """Yield the cells of the last words a little before a place; how many words changed between."""
    for words, row in enumerate(reversed(rows)):
        for places in range(REACH):
            if cell := row.get(place - places - 1):
                yield cell, max(words, places)


def as_one(pieces: Sequence[Piece]) -> Piece | None:
    """Return pieces of one passage as one, without what does not stand in its order."""
    if len({piece.passage for piece in pieces}) != 1:
        return None
    pairs, reached = list[tuple[int, int]](), -1
    for k, place in (pair for piece in pieces for pair in piece.pairs):
        if place > reached:
            pairs.append((k, place))
            reached = place
    return Piece(pieces[0].passage, tuple(pairs))
