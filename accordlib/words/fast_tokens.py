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
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accordlib.words.token_rule import TOKEN, Forms

Codes = NDArray[np.uint8]
Eights = NDArray[np.uint64]
Ids = NDArray[np.int32]
Indices = NDArray[np.intp]
Mask = NDArray[np.bool_]
Offsets = NDArray[np.signedinteger[Any]]

_CHUNK = 1 << 18  # characters: the arrays made of them stay in a processor's cache
_BITS = 17  # so many bits of a hash tell the place of a word in the table of known ones
_LONGEST_KEPT = 16  # characters of a word that the table holds
# Odd numbers whose bits look random: 2**64 divided by the golden ratio, and digits of e.
_FACTORS = [np.uint64(x) for x in (0x9E3779B97F4A7C15, 0xADF85458A2BB4A9B)]
_CUTS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)

_HYPHEN, _POINT, _PLUS, _SIGN, _ACCENT, _DIGIT, _LETTER, _FOREIGN = 2, 3, 5, 6, 7, 16, 26, 255
_MARK_CODES = dict(zip("'’-‐‑.,+%°", (1, 1, 2, 2, 2, 3, 4, 5, 6, 6), strict=True))


class Scan(NamedTuple):
    """Tokens in columns: the numbers of their types, offsets, and how many each text has."""

    vocabulary: list[str]
    ids: Ids
    starts: Offsets
    ends: Offsets
    lengths: NDArray[np.int64]


def scan(texts: Sequence[str], offsets: Sequence[int]) -> Scan:
    """Find the tokens of texts, each of which begins at an offset of its own."""
    scanner = _Scanner()
    lengths = np.zeros(len(texts), np.int64)
    most = sum(len(text) // 2 + 1 for text in texts)  # room that is not used takes no memory
    offset = offset_type(texts, offsets)
    ids, starts, ends = (np.empty(most, kind) for kind in (np.int32, offset, offset))
    size = 0
    for lines, texts_of, offsets_of, begins in _chunks(texts, offsets):
        numbers, first, last = scanner.tokens(lines)
        counted = np.diff(np.searchsorted(first, begins), append=len(first))
        np.add.at(lengths, texts_of, counted)
        shift = np.repeat(offsets_of - begins, counted)
        here = slice(size, size := size + len(first))
        ids[here] = numbers
        np.add(first, shift, out=starts[here], casting="same_kind")
        np.add(last, shift, out=ends[here], casting="same_kind")
    for column in (ids, starts, ends):
        column.resize(size, refcheck=False)
    return Scan(list(scanner.forms.types), ids, starts, ends, lengths)


def offset_type(texts: Iterable[str], offsets: Iterable[int]) -> type[np.signedinteger[Any]]:
    """Return the smallest of two types that has room for all offsets in texts."""
    end = max((a + len(text) for text, a in zip(texts, offsets, strict=True)), default=0)
    return np.int32 if end < 1 << 31 else np.int64


def _chunks(
    texts: Sequence[str], offsets: Sequence[int]
) -> Iterator[tuple[str, Indices, NDArray[np.int64], Indices]]:
    """Yield texts, a line each: which these are, their offsets, and where the lines begin.

    A long text is cut at blanks.
    """
    pieces: list[tuple[int, int, str]] = []
    size = 0
    for number, text in enumerate(texts):
        start, rest = 0, len(text)
        while rest > _CHUNK:
            cut = text.rfind(" ", start + 1, start + _CHUNK)
            cut = cut if cut > 0 else text.find(" ", start + _CHUNK)
            if cut < 0:
                break
            pieces.append((number, offsets[number] + start, text[start:cut]))
            yield _chunk(pieces)
            pieces, size, start, rest = [], 0, cut, len(text) - cut
        pieces.append((number, offsets[number] + start, text[start:] if start else text))
        size += rest
        if size >= _CHUNK:
            yield _chunk(pieces)
            pieces, size = [], 0
    if pieces:
        yield _chunk(pieces)


def _chunk(
    pieces: list[tuple[int, int, str]],
) -> tuple[str, Indices, NDArray[np.int64], Indices]:
    numbers, offsets, lines = zip(*pieces, strict=True)
    sizes = np.array([len(line) + 1 for line in lines], np.intp)
    begins = np.cumsum(sizes) - sizes
    return "\n".join(lines), np.array(numbers, np.intp), np.array(offsets, np.int64), begins


class _Scanner:
    """What is known of words and characters while chunks are read one after another."""

    def __init__(self) -> None:
        self.forms = Forms()
        self.codes = _Codes()
        self.known = _Known()

    def tokens(self, text: str) -> tuple[Ids, Indices, Indices]:
        """Return the numbers of the types in a text and where the tokens start and end."""
        codes = self._coded(text)
        inside = codes >= _DIGIT
        if len(text) and np.count_nonzero(codes == _FOREIGN) * 8 > len(text):
            inside[:] = False
            stretches = [(0, len(text))]
        else:
            stretches = _taken_in(codes, inside)
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        starts, ends = edges[::2], edges[1::2]
        spans = [m.span() for a, b in stretches for m in TOKEN.finditer(text, a, b)]
        starts, ends, by_rule = _inserted(starts, ends, spans)
        return self._numbers(text, codes, starts, ends, by_rule), starts, ends

    def _coded(self, text: str) -> Codes:
        """Return the code of each character, between zeros."""
        raw = text.encode("latin-1", "replace")
        codes = np.zeros((len(raw) + 40) // 8 * 8, np.uint8)
        codes[1 : len(raw) + 1] = np.frombuffer(raw.translate(self.codes.latin), np.uint8)
        asked = np.flatnonzero(np.frombuffer(raw, np.uint8) == ord("?"))
        others = map(self.codes.__getitem__, map(text.__getitem__, asked.tolist()))
        codes[asked + 1] = np.fromiter(others, np.uint8, len(asked))
        return codes

    def _numbers(
        self, text: str, codes: Codes, starts: Indices, ends: Indices, by_rule: Mask
    ) -> Ids:
        lengths = ends - starts
        keys, rests = _keys_of(codes, starts + 1, lengths)
        by_rule |= lengths > _LONGEST_KEPT
        numbers, unknown = self.known.find(keys, rests)
        new = np.flatnonzero(unknown | by_rule)
        spans = zip(starts[new].tolist(), ends[new].tolist(), strict=True)
        words = (self.forms[text[a:b]] for a, b in spans)
        numbers[new] = np.fromiter(words, np.int32, len(new))
        new = new[~by_rule[new]]
        self.known.learn(keys[new], rests[new], numbers[new])
        return numbers


def _keys_of(codes: Codes, starts: Indices, lengths: Indices) -> tuple[Eights, Eights]:
    """Return a key for each token, and its codes from the ninth to the sixteenth.

    A key holds the first eight codes; the others, where there are any, are mixed into it.
    """
    eights = codes.view(np.dtype("<u8"))
    keys, rests = _eight(eights, starts, lengths), np.zeros(len(starts), np.uint64)
    long = np.flatnonzero(lengths > 8)
    rests[long] = _eight(eights, starts[long] + 8, lengths[long] - 8)
    keys[long] ^= rests[long] * _FACTORS[1]
    return keys, rests


def _eight(eights: Eights, starts: Indices, lengths: Indices) -> Eights:
    """Return up to eight codes from each start on, as one number."""
    place = starts >> 3
    shift = (starts & 7).astype(np.uint64) << np.uint64(3)
    low, high = eights[place] >> shift, eights[place + 1] << (np.uint64(64) - shift)
    found: Eights = (low | high) & _CUTS[np.minimum(lengths, 8)]
    return found


class _Known:
    """The numbers of types by the keys of their tokens: a hash table with two places for each key.

    A word that finds both places taken stays unknown. What was mixed into a key is compared, so
    that one word is never taken for another.
    """

    def __init__(self) -> None:
        self.keys, self.rests = np.zeros((2, 1 << _BITS), np.uint64)
        self.numbers = np.zeros(1 << _BITS, np.int32)

    def find(self, keys: Eights, rests: Eights) -> tuple[Ids, Mask]:
        """Return the numbers of tokens and which ones are unknown."""
        places = _places_of(keys)
        unknown = (self.keys[places] != keys) | (self.rests[places] != rests)
        others = np.flatnonzero(unknown)
        second = places[others] ^ 1
        places[others] = second
        keys, rests = keys[others], rests[others]
        unknown[others] = (self.keys[second] != keys) | (self.rests[second] != rests)
        return self.numbers[places], unknown

    def learn(self, keys: Eights, rests: Eights, numbers: Ids) -> None:
        """Remember the numbers of tokens where one of their places is free."""
        chosen = np.unique(keys, return_index=True)[1]
        for choice in range(2):
            places = _places_of(keys[chosen]) ^ choice
            free = self.keys[places] == 0
            new, at = chosen[free], places[free]
            self.keys[at], self.rests[at], self.numbers[at] = keys[new], rests[new], numbers[new]
            chosen = chosen[self.keys[places] != keys[chosen]]


def _places_of(keys: Eights) -> Indices:
    return ((keys * _FACTORS[0]) >> np.uint64(64 - _BITS)).astype(np.intp)


class _Codes(dict[str, int]):
    """The codes of characters; all letters that Latin-1 lacks have the same."""

    def __init__(self) -> None:
        self.letters: dict[str, int] = {}
        self.latin = bytes(map(self.__getitem__, map(chr, range(256))))

    def __missing__(self, character: str) -> int:
        if not re.fullmatch(r"\w", character):
            accent = _ACCENT if "\u0300" <= character <= "\u036f" else 0
            code = _MARK_CODES.get(character, accent)
        elif character > "\xff":
            code = _FOREIGN
        elif character.isdecimal():
            code = _DIGIT + int(character)
        else:
            code = self.letters.setdefault(character.lower(), _LETTER + len(self.letters))
        self[character] = code
        return code


def _taken_in(codes: Codes, inside: Mask) -> list[tuple[int, int]]:
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
    spans: list[tuple[int, int]] = []
    whole = codes.tobytes() if len(places) else b""
    end = 0
    for place in places.tolist():
        if place >= end:
            start, end = whole.rfind(0, 0, place) + 1, whole.find(0, place)
            inside[start:end] = False
            spans.append((start - 1, end - 1))
    return spans


def _is_digit(codes: Codes) -> Mask:
    return (codes - np.uint8(_DIGIT)) < np.uint8(_LETTER - _DIGIT)


def _inserted(
    starts: Indices, ends: Indices, spans: list[tuple[int, int]]
) -> tuple[Indices, Indices, Mask]:
    """Return the tokens with some more among them, and which ones these are."""
    by_rule = np.zeros(len(starts) + len(spans), bool)
    if not spans:
        return starts, ends, by_rule
    added = np.array(spans, np.intp)
    places = np.searchsorted(starts, added[:, 0])
    by_rule[places + np.arange(len(places))] = True
    return np.insert(starts, places, added[:, 0]), np.insert(ends, places, added[:, 1]), by_rule
