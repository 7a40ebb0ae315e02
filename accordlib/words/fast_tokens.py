"""Tokens of large texts: the rule TOKEN on whole arrays of characters, in NumPy.

Each character is coded in a byte: no part of a token, a mark, a digit or a letter. Tokens begin
and end where runs of letters and digits do, once hyphens, apostrophes and decimal marks between
them are taken in. Whatever else the rule knows (abbreviations, signs after numbers, accents,
letters that Latin-1 lacks) is left to the rule itself, on the stretches between blanks that have
it: no token has a blank inside, so the rule finds there what it finds in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordlib.words.slots import Ids, Integers, Slots
from accordlib.words.token_rule import TOKEN, fold

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.signedinteger[Any]]
Mask = NDArray[np.bool_]
Spans = list[tuple[int, int]]

_CHUNK = 1 << 18  # characters: the arrays made of them stay in a processor's cache
# Bytes: an array of this size, once freed, makes the GNU C library keep what smaller ones free
# instead of giving it back to the system and asking for it again, for every chunk.
_KEPT = (1 << 25) - (1 << 12)
_FIRST = 1 << 12  # the first chunk is small: in it every word is new

_HYPHEN, _POINT, _PLUS, _SIGN, _ACCENT, _DIGIT, _LETTER, _FOREIGN = 2, 3, 5, 6, 7, 16, 26, 255
_MARKS = dict(zip("'’-‐‑.,+%°", (1, 1, 2, 2, 2, 3, 4, 5, 6, 6), strict=True))


@dataclass(frozen=True)
class Scan:
    """Tokens in columns: the numbers of their types, offsets, and how many each text has."""

    vocabulary: list[str]
    ids: Ids
    starts: Offsets
    ends: Offsets
    lengths: Integers


def scan(texts: Sequence[str], offsets: Sequence[int]) -> Scan:
    """Find the tokens of texts, each of which begins at an offset of its own."""
    scanner = _Scanner()
    lengths = np.zeros(len(texts), np.int64)
    characters = sum(map(len, texts))
    np.empty(_KEPT, np.uint8)
    offset = offset_type(texts, offsets)
    ids, starts, ends = _Column(np.int32), _Column(offset), _Column(offset)
    seen = 0
    for chunk in _chunks(texts, offsets):
        numbers, first, last = scanner.tokens(chunk.text)
        counts = np.diff(np.searchsorted(first, chunk.begins), append=len(first))
        np.add.at(lengths, chunk.numbers, counts)
        shift = np.repeat(chunk.offsets - chunk.begins, counts)
        seen += len(chunk.text)
        share = characters / max(seen, 1)
        ids.room(len(numbers), share)[:] = numbers
        np.add(first, shift, out=starts.room(len(first), share))
        np.add(last, shift, out=ends.room(len(last), share))
    return Scan(list(scanner.types), ids.cut(), starts.cut(), ends.cut(), lengths)


def offset_type(texts: Iterable[str], offsets: Iterable[int]) -> type[np.signedinteger[Any]]:
    """Return the smallest of two types that has room for all offsets in texts."""
    end = max((a + len(text) for text, a in zip(texts, offsets, strict=True)), default=0)
    return np.int32 if end < 1 << 31 else np.int64


class _Column:
    """An array that grows; room is made for as much as the parts so far make it expect."""

    def __init__(self, dtype: type[np.generic]) -> None:
        self.values = np.empty(0, dtype)
        self.size = 0

    def room(self, more: int, share: float) -> NDArray[Any]:
        """Return room for more; all that there will be is so many times what there is with it."""
        size = self.size + more
        if size > len(self.values):
            grown = np.empty(max(size, int(size * share * 1.25)), self.values.dtype)
            grown[: self.size] = self.values[: self.size]
            self.values = grown
        self.size = size
        return self.values[size - more : size]

    def cut(self) -> NDArray[Any]:
        """Return the array, without the room that was not needed."""
        self.values.resize(self.size, refcheck=False)
        return self.values


@dataclass(frozen=True)
class _Chunk:
    """Pieces of texts, a line each: which texts, their offsets there, where they begin here."""

    text: str
    numbers: Integers
    offsets: Integers
    begins: Integers


def _chunks(texts: Sequence[str], offsets: Sequence[int]) -> Iterator[_Chunk]:
    pieces: list[tuple[int, int, str]] = []
    size, limit = 0, _FIRST
    for number, (text, offset) in enumerate(zip(texts, offsets, strict=True)):
        for start, piece in _pieces(text):
            pieces.append((number, offset + start, piece))
            size += len(piece)
            if size >= limit:
                yield _chunk(pieces)
                pieces, size, limit = [], 0, min(2 * limit, _CHUNK)
    if pieces:
        yield _chunk(pieces)


def _chunk(pieces: list[tuple[int, int, str]]) -> _Chunk:
    sizes = np.array([len(piece) + 1 for *_, piece in pieces], np.int64)
    return _Chunk(
        "\n".join(piece for *_, piece in pieces),
        np.array([number for number, *_ in pieces], np.int64),
        np.array([offset for _, offset, _ in pieces], np.int64),
        np.cumsum(sizes) - sizes,
    )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text at blanks."""
    start = 0
    while len(text) - start > _CHUNK:
        cut = text.rfind(" ", start + 1, start + _CHUNK)
        if cut < 0:
            cut = text.find(" ", start + _CHUNK)
        if cut < 0:
            break
        yield start, text[start:cut]
        start = cut
    yield start, text[start:] if start else text


class _Types(dict[str, int]):
    """Types, numbered as they come."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class _Scanner:
    """What is known of words and characters while chunks are read one after another."""

    def __init__(self) -> None:
        self.types = _Types()
        self.codes = _Codes()
        self.slots = Slots()

    def tokens(self, text: str) -> tuple[Ids, Integers, Integers]:
        """Return the numbers of the types in a text and where the tokens start and end."""
        codes = self._coded(text)
        inside = codes >= _DIGIT
        if len(text) and np.count_nonzero(codes == _FOREIGN) * 8 > len(text):
            inside[:] = False
            stretches = [(0, len(text))]
        else:
            stretches = _taken_in(codes, inside)
        edges = np.flatnonzero(inside[1:] != inside[:-1]).astype(np.int64, copy=False)
        starts, ends = edges[::2], edges[1::2]
        spans = [m.span() for a, b in stretches for m in TOKEN.finditer(text, a, b)]
        starts, ends, by_rule = _inserted(starts, ends, spans)
        return self._numbers(text, codes, starts, ends, by_rule), starts, ends

    def _coded(self, text: str) -> Bytes:
        """Return the code of each character, between zeros."""
        raw = text.encode("latin-1", "replace")
        codes = np.zeros((len(raw) + 40) // 8 * 8, np.uint8)
        codes[1 : len(raw) + 1] = np.frombuffer(raw.translate(_latin()), np.uint8)
        asked = np.flatnonzero(np.frombuffer(raw, np.uint8) == ord("?"))
        others = map(self.codes.__getitem__, map(text.__getitem__, asked.tolist()))
        codes[asked + 1] = np.fromiter(others, np.uint8, len(asked))
        return codes

    def _numbers(
        self, text: str, codes: Bytes, starts: Integers, ends: Integers, by_rule: Mask
    ) -> Ids:
        keys = self.slots.keys(codes, starts + 1, ends - starts)
        numbers, unknown = self.slots.find(keys)
        unknown |= by_rule
        new = np.flatnonzero(unknown)
        spans = zip(starts[new].tolist(), ends[new].tolist(), strict=True)
        words = (fold(text[a:b]) for a, b in spans)
        numbers[new] = np.fromiter(map(self.types.__getitem__, words), np.int32, len(new))
        self.slots.add(keys, numbers, unknown & ~by_rule)
        return numbers


class _Codes(dict[str, int]):
    """The codes of characters that Latin-1 lacks; every letter among them has the same."""

    def __missing__(self, character: str) -> int:
        word = re.fullmatch(r"\w", character) is not None
        accent = _ACCENT if "\u0300" <= character <= "\u036f" else 0
        self[character] = code = _FOREIGN if word else _MARKS.get(character, accent)
        return code


@cache
def _latin() -> bytes:
    """Return the codes of the characters of Latin-1; capital and small letters have the same."""
    letters: dict[str, int] = {}
    codes = [0] * 256
    for number, character in enumerate(map(chr, range(256))):
        if character.isdecimal():
            codes[number] = _DIGIT + int(character)
        elif re.fullmatch(r"\w", character):
            codes[number] = letters.setdefault(character.lower(), _LETTER + len(letters))
        else:
            codes[number] = _MARKS.get(character, 0)
    return bytes(codes)


def _taken_in(codes: Bytes, inside: Mask) -> Spans:
    """Take joining marks into `inside`, and out of it the stretches that are left to the rule.

    Return these stretches, as offsets in the text.
    """
    marks = np.flatnonzero((codes - np.uint8(1)) < np.uint8(_ACCENT))
    kind, before, after = codes[marks], codes[marks - 1], codes[marks + 1]
    number = _is_digit(before) & _is_digit(after)
    joined = np.where(kind <= _HYPHEN, (before >= _DIGIT) & (after >= _DIGIT), number)
    inside[marks[joined & (kind <= _PLUS)]] = True
    points = marks[(kind == _POINT) & (before >= _LETTER) & (after >= _LETTER)]
    points = points[(codes[points - 2] < _DIGIT) & (codes[points + 2] == _POINT)]
    signs = marks[(kind == _ACCENT) | ((kind == _SIGN) & _is_digit(before))]
    places = np.sort(np.concatenate([points, signs, np.flatnonzero(codes == _FOREIGN)]))
    spans: Spans = []
    whole = codes.tobytes() if len(places) else b""
    end = 0
    for place in places.tolist():
        if place >= end:
            start, end = whole.rfind(0, 0, place) + 1, whole.find(0, place)
            inside[start:end] = False
            spans.append((start - 1, end - 1))
    return spans


def _is_digit(codes: Bytes) -> Mask:
    return (codes - np.uint8(_DIGIT)) < np.uint8(_LETTER - _DIGIT)


def _inserted(starts: Integers, ends: Integers, spans: Spans) -> tuple[Integers, Integers, Mask]:
    """Return the tokens with some more among them, and which ones these are."""
    by_rule = np.zeros(len(starts) + len(spans), bool)
    if not spans:
        return starts, ends, by_rule
    added = np.array(spans, np.int64)
    places = np.searchsorted(starts, added[:, 0])
    by_rule[places + np.arange(len(places))] = True
    return np.insert(starts, places, added[:, 0]), np.insert(ends, places, added[:, 1]), by_rule
