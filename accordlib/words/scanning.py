"""The tokens of many texts, found on whole arrays of characters, in NumPy: `scan`.

Texts are put together to chunks, as no token has a blank inside. Each character is coded in a byte,
which tells whether the chunk has to be folded first (`accordlib.texts.folding`). Short ones are
divided with the rule; in others tokens begin and end where runs of letters and digits do, and what
else the rule knows is left to it (docs/methods.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import Any
from unicodedata import combining

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.folding import (
    FOR_APOSTROPHES,
    Folding,
    fold_characters,
    mended,
    spelt,
    tears,
)
from accordlib.texts.scripts import UNSPACED
from accordlib.words.segmentation import segments
from accordlib.words.token_rule import TOKEN, fold

Array = NDArray[Any]

_CHUNK = 1 << 16  # characters: the arrays made of them stay in a processor's cache
_SHORT = 20_000  # characters, below which the rule is quicker than arrays
_BITS = 17  # so many bits of a hash tell the place of a word in the table of known ones
_LONGEST_KEPT = 16  # characters of a word that the table holds
# Odd numbers whose bits look random: 2**64 divided by the golden ratio, and digits of e.
_FACTORS = [np.uint64(x) for x in (0x9E3779B97F4A7C15, 0xADF85458A2BB4A9B)]
_CUTS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_SPLIT = re.compile(f"({TOKEN.pattern})", re.VERBOSE)

_BREAK = re.compile(r"[^\S\n\r]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")  # after a hyphen
# Where folding a mark of a note, or an accent for an apostrophe, may join a word.
_JOINING = re.compile(
    rf"\[\d|[*†‡](?:['’‐‑.,+-]\w|[‐‑-]\s|[%°])|[†‡]\w|(?<=\.[^\W\d_])[*†‡]+\."
    rf"|(?<=[{UNSPACED}])[*†‡]+\s|[{FOR_APOSTROPHES}](?<=[^\W\d_].)(?=[^\W\d_])"
)
_CUT = re.compile(r" (?<=[^\W_] )(?=[^\W_][^*\n]{0,199}+(?!\*))")  # in no note or emphasis
_PARTING = "\0"  # what stands between two texts: no token has it, and no line ends there

# Letters and digits of Latin-1 have the codes that they have there, in small letters.
_HYPHEN, _POINT, _PLUS, _SIGN, _ACCENT, _ODD_ONE, _MAYBE_ODD = 2, 3, 5, 6, 7, 8, 9
_DIGIT, _OTHER_LETTER = ord("0"), ord("9") + 1
_MARK_CODES = dict(zip("'’-‐‑.,+%°", (1, 1, 2, 2, 2, 3, 4, 5, 6, 6), strict=True))
_MARK_CODES |= dict.fromkeys("[*†‡" + FOR_APOSTROPHES, _MAYBE_ODD)


def scan(
    texts: Sequence[str], offsets: Sequence[int], segmented: Collection[int] = frozenset()
) -> tuple[list[str], Array, Array, Array, Array]:
    """Return the types of texts; for each token its type, start and end; how many each text has.

    Each text begins at an offset; those `segmented` have the Japanese words of a dictionary. Pieces
    in which lines broke words are scanned again, when all are evidence for what stands whole.
    """
    numbers, begins, pieces = _pieces(texts, offsets)
    japanese = np.isin(numbers, [*segmented])
    scanner = _Scanner()
    parts, sizes, torn = scanner.parts(pieces, begins, japanese)
    types = [*scanner.types]
    if torn:
        counts = np.bincount(np.concatenate([ids for ids, *_ in parts])).tolist()
        scanner.words = spelt(zip(types, counts, strict=True))
        those = [*torn]
        again, sizes[those], places = scanner.parts(
            [pieces[n] for n in those], begins[those], japanese[those]
        )
        for place, place_again in zip(torn.values(), places.values(), strict=True):
            parts[place] = again[place_again]
    columns = [*zip(*parts, strict=True)]
    del parts  # of which each column leaves memory when it is put together
    ids, starts, ends = (np.concatenate(columns.pop(0)) for _ in range(3))
    if torn:
        types = _in_order(ids, [*scanner.types])
    sums = np.zeros(len(texts), np.int64)
    np.add.at(sums, numbers, sizes)
    return types, ids, starts, ends, sums


def _pieces(texts: Sequence[str], offsets: Sequence[int]) -> tuple[Array, Array, Sequence[str]]:
    """Return the numbers of texts, where they begin, and they themselves, long ones in pieces."""
    numbers, begins, pieces = [*range(len(texts))], [*offsets], texts
    if max(map(len, texts), default=0) > _CHUNK:
        pieces = [*texts]
        for at in reversed([at for at, text in enumerate(texts) if len(text) > _CHUNK]):
            cuts = [0]
            while blank := _CUT.search(texts[at], cuts[-1] + _CHUNK):
                cuts.append(blank.start())
            numbers[at : at + 1] = [at] * len(cuts)
            begins[at : at + 1] = [offsets[at] + cut for cut in cuts]
            pieces[at : at + 1] = [texts[at][a:b] for a, b in pairwise([*cuts, len(texts[at])])]
    return np.array(numbers, np.intp), np.array(begins, np.int64), pieces


def _in_order(ids: Array, types: list[str]) -> list[str]:
    """Return the types in the order in which they appear, in which they are numbered anew."""
    blocks = [slice(at, at + _CHUNK) for at in range(0, len(ids), _CHUNK)]
    first: Array = np.full(len(types), len(ids))
    for block in reversed(blocks):
        first[ids[block][::-1]] = np.arange(block.start, block.stop)[: len(ids) - block.start][::-1]
    order = np.argsort(first)[: np.count_nonzero(first < len(ids))]
    first[order] = np.arange(len(order))
    for block in blocks:
        ids[block] = first[ids[block]]
    return [types[number] for number in order.tolist()]


class _Scanner(dict[str, int]):
    """The numbers of the types of all spellings: most by their keys in a hash table, others here.

    Keys are compared, so that one word is never taken for another.
    """

    def __init__(self) -> None:
        self.types: dict[str, int] = {}
        self.words: Mapping[str, int] = {}  # what is evidence for words that lines broke

    @cached_property
    def table(self) -> list[Array]:
        """The keys in their places, what was mixed into them, and the numbers of the types."""
        return [np.zeros(2 << _BITS, kind) for kind in (np.uint64, np.uint64, np.int32)]

    def __missing__(self, form: str) -> int:
        self[form] = number = self.types.setdefault(fold(form), len(self.types))
        return number

    def parts(
        self, pieces: Sequence[str], begins: Array, japanese: Array
    ) -> tuple[list[tuple[Array, ...]], Array, dict[int, int]]:
        """Return the columns of pieces in parts, how many tokens each has, and the torn ones.

        A piece in which a line may break a word is a part of its own, whose place is told.
        """
        sizes = np.fromiter(map(len, pieces), np.int64, len(pieces))
        kind = np.int32 if (begins + sizes).max(initial=0) < 1 << 31 else np.int64
        chunks = 2 * ((np.cumsum(sizes) - sizes) // _CHUNK) + japanese
        bounds = [0, *(np.flatnonzero(np.diff(chunks)) + 1).tolist(), len(pieces)]
        # Room that is not used takes no memory; words without blanks may have a letter each.
        most = int((sizes if japanese.any() else sizes // 2 + 1).sum())
        columns, size = [np.empty(most, of) for of in (np.int32, kind, kind)], 0
        parts, counts, torn = list[tuple[Array, ...]](), [np.zeros(0, np.intp)], dict[int, int]()
        for a, b in pairwise(bounds):
            text = _PARTING.join(pieces[a:b])
            ids, starts, ends, broken = self.tokens(text, bool(japanese[a:b].any()))
            lines = np.cumsum(np.append(0, sizes[a:b] + 1))
            first = np.searchsorted(starts, lines)
            counts.append(np.diff(first))
            shift = np.repeat((begins[a:b] - lines[:-1]).astype(kind), counts[-1])
            cuts, here = [size], slice(size, size + len(ids))
            columns[0][here] = ids
            for column, found in zip(columns[1:], (starts, ends), strict=True):
                np.add(found, shift, out=column[here], casting="unsafe")
            for n in sorted({*(np.searchsorted(lines, broken, "right") - 1).tolist()}):
                torn[a + n] = len(parts) + len(cuts)
                cuts += (size + first[n : n + 2]).tolist()
            for cut in pairwise([*cuts, size := here.stop]):
                parts.append(tuple(column[slice(*cut)] for column in columns))
        return parts, np.concatenate(counts), torn

    def tokens(self, text: str, japanese: bool) -> tuple[Array, Array, Array, list[int]]:
        """Return the numbers of the types in a text, where they start and end, and broken lines."""
        codes = _codes_of(text)
        odd, breaks = _odd_places(text, codes)
        folding = fold_characters(text, list(_texts_at(text, odd))) if odd else Folding(text)
        torn = tears(folding, list(_texts_at(text, sorted(odd + breaks)))) if odd + breaks else []
        broken = [tear for tear in torn if tear[0] != "\n"]
        places = [folding.original(*tear.span())[0] for tear in broken]
        if self.words or len(broken) < len(torn):
            folding = mended(folding, torn, self.words)
        codes = codes if folding.text == text else _codes_of(folding.text)
        return *_stood(folding, *self._divided(folding.text, codes, japanese)), places

    def _divided(self, text: str, codes: Array, japanese: bool) -> tuple[Array, Array, Array]:
        """Return the same of a text that need not be folded."""
        if japanese:
            places = np.array(list(_mixed(text.replace(_PARTING, "\n"))), np.intp).reshape(-1, 2)
            forms = (text[a:b] for a, b in places.tolist())
            return np.array([*map(self.__getitem__, forms)], np.int32), places[:, 0], places[:, 1]
        if len(text) < _SHORT or np.count_nonzero(codes == _OTHER_LETTER) * 8 > len(text):
            pieces = _SPLIT.split(text)
            ids = np.array([*map(self.__getitem__, pieces[1::2])], np.int32)
            bounds = np.cumsum(np.fromiter(map(len, pieces), np.intp, len(pieces)))
            return ids, bounds[:-1:2], bounds[1::2]
        inside = codes >= _DIGIT
        stretches = _taken_in(codes, inside)
        bounds = np.flatnonzero(inside[1:] != inside[:-1])
        spans = [m.span() for a, b in stretches for m in TOKEN.finditer(text, a, b)]
        added = np.array(spans, np.intp).reshape(-1, 2)
        places = np.searchsorted(bounds[::2], added[:, 0])
        starts, ends = (np.insert(bounds[k::2], places, added[:, k]) for k in (0, 1))
        by_rule = ends - starts > _LONGEST_KEPT
        by_rule[places + np.arange(len(places))] = True
        return self._numbers(text, codes, starts, ends, by_rule), starts, ends

    def _numbers(
        self, text: str, codes: Array, starts: Array, ends: Array, by_rule: Array
    ) -> Array:
        """Return the numbers of the types of tokens; those `by_rule` have no key."""
        lengths = ends - starts
        long = np.flatnonzero(lengths > 8)
        keys = _eight(codes, starts + 1, lengths)
        rests = _eight(codes, starts[long] + 9, lengths[long] - 8)
        keys[long] ^= rests * _FACTORS[1]
        places = ((keys * _FACTORS[0]) >> np.uint64(64 - _BITS)).astype(np.intp) << 1
        places[long] += 1  # so that a short word never takes the place of a long one
        known_keys, known_rests, known_numbers = self.table
        unknown = (known_keys[places] != keys) | by_rule
        unknown[long] |= known_rests[places[long]] != rests
        numbers: Array = known_numbers[places]
        new = np.flatnonzero(unknown)
        words = (text[a:b] for a, b in zip(starts[new].tolist(), ends[new].tolist(), strict=True))
        numbers[new] = np.fromiter(map(self.__getitem__, words), np.int32, len(new))
        new = new[~by_rule[new] & (known_keys[places[new]] == 0)]
        longer = new[lengths[new] > 8]
        known_keys[places[new]], known_numbers[places[new]] = keys[new], numbers[new]
        known_rests[places[longer]] = rests[np.searchsorted(long, longer)]
        return numbers


def _mixed(text: str) -> Iterator[tuple[int, int]]:
    """Yield where tokens stand: words in Japanese script, and what the rule finds between them."""
    done = 0
    for start, end in (*segments(text), (len(text), len(text))):
        found = TOKEN.finditer(text[done:start])
        yield from ((done + m.start(), done + m.end()) for m in found)
        if start < end:
            yield start, end
        done = end


def _codes_of(text: str) -> Array:
    """Return the code of each character, between zeros."""
    raw = text.encode("latin-1", "replace")
    codes = np.zeros((len(raw) + 40) // 8 * 8, np.uint8)
    codes[1 : len(raw) + 1] = np.frombuffer(raw.translate(_latin_codes()), np.uint8)
    asked = np.flatnonzero(np.frombuffer(raw, np.uint8) == ord("?"))
    others = map(_code, map(text.__getitem__, asked.tolist()))
    codes[asked + 1] = np.fromiter(others, np.uint8, len(asked))
    return codes


@cache
def _latin_codes() -> bytes:
    return bytes(map(_code, map(chr, range(256))))


@cache
def _code(character: str) -> int:
    """Return the code of a character; all letters that Latin-1 lacks have the same."""
    if character in _MARK_CODES:
        return _MARK_CODES[character]
    places = f"ab{character} a{character}a 1{character}1 {character}"
    same = TOKEN.findall(places) == TOKEN.findall(fold_characters(places).text)
    if combining(character) or not same:
        return _ACCENT if "\u0300" <= character <= "\u036f" else _ODD_ONE
    letter = ord(character.lower()) if character <= "\xff" else _OTHER_LETTER
    return letter if re.fullmatch(r"\w", character) else 0


def _odd_places(text: str, codes: Array) -> tuple[list[int], list[int]]:
    """Return where a text is to be folded or has a note, and where a line may break a word."""
    odd = (codes[1:] - np.uint8(_ACCENT)) < np.uint8(2)
    last = (codes[:-1] == _HYPHEN) | (codes[:-1] == _OTHER_LETTER)
    places: list[int] = np.flatnonzero(odd).tolist()
    asked = np.flatnonzero(codes[1:] == _MAYBE_ODD).tolist()
    places += [at for at in asked if _JOINING.match(text, at)]
    ends = np.flatnonzero(last & (codes[1:] == 0)).tolist()
    breaks = {at: found[0] for at in ends if (found := _BREAK.match(text, at))}
    odd_ends = [at for at, end in breaks.items() if text[at - 1] + end.replace(" ", "") != "-\n"]
    return sorted(places + odd_ends), list(breaks)


def _texts_at(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a chunk that are a text each, and hold some places."""
    end = -1
    for at in places:
        if at > end:
            end = text.find(_PARTING, at) % (len(text) + 1)  # the last has none after it
            yield text.rfind(_PARTING, 0, at) + 1, end


def _stood(folding: Folding, ids: Array, starts: Array, ends: Array) -> tuple[Array, Array, Array]:
    """Return where tokens of a folded text stood in the original, with their ids."""
    step: Folding | None = folding
    while step and step.changes:
        begin, end, first, last = (np.append(0, column) for column in step.changes)
        at, by = begin.searchsorted(starts, "right") - 1, begin.searchsorted(ends) - 1
        starts = np.where(starts < end[at], first[at], last[at] + starts - end[at])
        ends = last[by] + np.maximum(ends - end[by], 0)
        step = step.before
    return ids, starts, ends


def _eight(codes: Array, starts: Array, lengths: Array) -> Array:
    """Return up to eight codes from each start on, as one number."""
    eights = np.ndarray((len(codes) - 7,), "<u8", codes.data, strides=(1,))
    found: Array = eights[starts] & _CUTS[np.minimum(lengths, 8)]
    return found


def _taken_in(codes: Array, inside: Array) -> list[tuple[int, int]]:
    """Take joining marks into `inside`; return the stretches that are left to the rule."""
    marks = np.flatnonzero((codes - np.uint8(1)) < np.uint8(_ODD_ONE))
    kind, before, after = codes[marks], codes[marks - 1], codes[marks + 1]
    number = _is_digit(before) & _is_digit(after)
    joined = np.where(kind <= _HYPHEN, (before >= _DIGIT) & (after >= _DIGIT), number)
    inside[marks[joined & (kind <= _PLUS)]] = True
    points = marks[(kind == _POINT) & (before >= _OTHER_LETTER) & (after >= _OTHER_LETTER)]
    points = points[(codes[points - 2] < _DIGIT) & (codes[points + 2] == _POINT)]
    signs = marks[(kind >= _ACCENT) | ((kind == _SIGN) & _is_digit(before))]
    places = np.sort(np.concatenate([points, signs, np.flatnonzero(codes == _OTHER_LETTER)]))
    spans, end = list[tuple[int, int]](), 0
    whole = codes.tobytes() if len(places) else b""
    for place in places.tolist():
        if place >= end:
            start, end = whole.rfind(0, 0, place) + 1, whole.find(0, place)
            inside[start:end] = False
            spans.append((start - 1, end - 1))
    return spans


def _is_digit(codes: Array) -> Array:
    return (codes - np.uint8(_DIGIT)) < np.uint8(_OTHER_LETTER - _DIGIT)
