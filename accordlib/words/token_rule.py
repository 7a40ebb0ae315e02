"""What a word is: the rule TOKEN, the type that `fold` gives a token, the stop list.

And the tokens of many texts, found on whole arrays of characters, in NumPy: texts are put together
to chunks, as no token has a blank inside. Each character is coded in a byte, which tells whether
the chunk has to be folded first (`accordlib.texts.folding`). Short ones are divided with the rule;
in others tokens begin and end where runs of letters and digits do, and what else the rule knows is
left to it (docs/methods.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any
from unicodedata import combining

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.files import data_folder
from accordlib.texts.folding import Folding, fold_characters, mended, spelt, tears
from accordlib.texts.scripts import UNSPACED
from accordlib.words.segmentation import segments

TOKEN = re.compile(
    r"""
    \w+                                       # letters and digits,
    (?: ['’‐‑.,+\u0300-\u036f-]               # continued across
        (?: (?<=['’‐‑-]) \w+                 #   an apostrophe or a hyphen: rules-based
          | (?<=\d[.,+]) (?=\d) \w+           #   a mark between digits: 1.5oC, 2+2
          | (?<=\b[^\W\d_]\.) (?:[^\W\d_]\.)+  #   the points of an abbreviation: U.K.
          | (?<=[\u0300-\u036f]) \w* )        #   a combining accent
    )*
    (?: % (?<=\d%) | ° (?<=\d°) \w? )?       # a number keeps its sign: 2%, 1.5°C
    """,
    re.VERBOSE,
)
# The same where a blank stands between words, and each character of scripts without blanks.
_SPACED_WORD = TOKEN.pattern.replace(r"\w", rf"[^\W{UNSPACED}]")
WORD_OR_CHARACTER = re.compile(rf"{_SPACED_WORD} | \w", re.VERBOSE)


def fold(word: str) -> str:
    """Return the type that a token belongs to: in plain characters and lower case."""
    return word.lower() if word.isascii() else fold_characters(word).text.lower()


@cache
def stopwords() -> frozenset[str]:
    """Return the project's stop list: English function words, as types.

    Closed word classes only; ``data/stopwords.txt`` says why each is in it. What to leave out is
    a decision about the question asked: ``we`` and ``will`` are on the list, and for the Accord
    they are a finding.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> sorted(stopwords())[:3]
    ['a', 'about', 'above']
    >>> tokens = tokenize(load_corpus()["accord"])
    >>> len(tokens), len(tokens.filter(words=lambda word: word not in stopwords()))
    (2357, 1448)
    """
    lines = (data_folder() / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


Array = NDArray[Any]

_CHUNK = 1 << 18  # characters: the arrays made of them stay in a processor's cache
_SHORT = 100_000  # characters, below which the rule is quicker than arrays
_BITS = 18  # so many bits of a hash tell the place of a word in the table of known ones
_LONGEST_KEPT = 16  # characters of a word that the table holds
# Odd numbers whose bits look random: 2**64 divided by the golden ratio, and digits of e.
_FACTORS = [np.uint64(x) for x in (0x9E3779B97F4A7C15, 0xADF85458A2BB4A9B)]
_CUTS = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
_SPLIT = re.compile(f"({TOKEN.pattern})", re.VERBOSE)

_BREAK = re.compile(r"[^\S\n\r]*[\n\r\v\x85\u2028\u2029]\s*")  # after a hyphen
# Notes, after which a word may go on; one after another, as a first letter is found at once.
_NOTE_BEGINS = [re.compile(sign) for sign in (r"\[\d", r"\*[^\w\s]", r"†[^\w\s]", r"‡[^\w\s]")]
_PARTING = "\0"  # what stands between two texts: no token has it, and no line ends there

# Letters and digits of Latin-1 have the codes that they have there, in small letters.
_HYPHEN, _POINT, _PLUS, _SIGN, _ACCENT, _ODD_ONE = 2, 3, 5, 6, 7, 8
_DIGIT, _OTHER_LETTER = ord("0"), ord("9") + 1
_MARK_CODES = dict(zip("'’-‐‑.,+%°", (1, 1, 2, 2, 2, 3, 4, 5, 6, 6), strict=True))


def scan(
    texts: Sequence[str], offsets: Sequence[int], segmented: Collection[int] = frozenset()
) -> tuple[list[str], Array, Array, Array, Array]:
    """Return the types of texts; for each token its type, start and end; how many each text has.

    Each text begins at an offset; those `segmented` have the Japanese words of a dictionary. Texts
    in which lines broke words are scanned again, when all are evidence for what stands whole.
    """
    scanner = _Scanner(texts, offsets, segmented)
    columns, lengths, torn = scanner.columns(range(len(texts)))
    if not torn:
        return list(scanner.types), columns[0], columns[1], columns[2], lengths
    scanner.words = spelt(zip(scanner.types, np.bincount(columns[0]).tolist(), strict=True))
    again, lengths_again, _ = scanner.columns(torn)
    ends, lengths[torn] = np.cumsum(lengths).tolist(), lengths_again[torn]
    parts, last = list[tuple[list[Array], int, int]](), 0
    for n, (a, b) in zip(torn, pairwise(np.cumsum([0, *lengths[torn]]).tolist()), strict=True):
        parts += (columns, last, ends[n - 1] if n else 0), (again, a, b)
        last = ends[n]
    parts.append((columns, last, ends[-1]))
    for k in range(3):
        columns[k] = np.concatenate([of[k][a:b] for of, a, b in parts])
    first: Array = np.full(len(scanner.types), end := len(columns[0]))
    first[columns[0][::-1]] = np.arange(end)[::-1]
    order = np.argsort(first)[: (first < end).sum()]
    types = [*map([*scanner.types].__getitem__, order.tolist())]
    first[order] = np.arange(len(order))
    return types, first.astype(np.int32)[columns[0]], columns[1], columns[2], lengths


class _Scanner(dict[str, int]):
    """The numbers of the types of all spellings: most by their keys in a hash table, others here.

    Keys are compared, so that one word is never taken for another.
    """

    def __init__(
        self, texts: Sequence[str], offsets: Sequence[int], segmented: Collection[int]
    ) -> None:
        self.texts, self.offsets, self.segmented = texts, offsets, segmented
        self.types: dict[str, int] = {}
        self.words: Mapping[str, int] = {}  # what is evidence for words that lines broke

    @cached_property
    def table(self) -> list[Array]:
        """The keys in their places, what was mixed into them, and the numbers of the types."""
        return [np.zeros(1 << _BITS, kind) for kind in (np.uint64, np.uint64, np.int32)]

    def __missing__(self, form: str) -> int:
        self[form] = number = self.types.setdefault(fold(form), len(self.types))
        return number

    def pieces(self, chosen: Iterable[int]) -> Iterator[tuple[tuple[int, bool], int, int, str]]:
        """Yield texts, long ones cut at blanks: the chunk, number of the text, offset, piece."""
        before = 0
        for number in chosen:
            text, offset = self.texts[number], self.offsets[number]
            start, size = 0, len(text)
            while start < size:
                blank = text.find(" ", start + _CHUNK) if size > _CHUNK else -1
                end, chunk = blank if blank >= 0 else size, before // _CHUNK
                yield (chunk, number in self.segmented), number, offset + start, text[start:end]
                before += end - start
                start = end

    def columns(self, chosen: Sequence[int]) -> tuple[list[Array], Array, list[int]]:
        """Return the columns of some texts, how many tokens each has, and which lines broke."""
        sizes, torn = np.fromiter(map(len, self.texts), np.int64, len(self.texts)), set[int]()
        end = int((sizes + np.asarray(self.offsets, np.int64)).max(initial=0))
        kinds = (np.int32, *2 * [np.int32 if end < 1 << 31 else np.int64])
        # Room that is not used takes no memory; words without blanks may have a letter each.
        most = int(sizes.sum()) + 1 if self.segmented else int((sizes // 2 + 1).sum())
        columns, lengths, size = [np.empty(most, k) for k in kinds], np.zeros(len(sizes), int), 0
        for (_, japanese), chunk in groupby(self.pieces(chosen), itemgetter(0)):
            _, numbers, begins, pieces = zip(*chunk, strict=True)
            lines = np.cumsum([0, *(len(piece) + 1 for piece in pieces)])
            ids, starts, ends, broken = self.tokens(_PARTING.join(pieces), japanese)
            torn |= {numbers[at - 1] for at in np.searchsorted(lines, broken, "right").tolist()}
            counted = np.diff(np.searchsorted(starts, lines))
            lengths[list(numbers)] += counted
            shift = np.repeat(begins - lines[:-1], counted)
            here = slice(size, size := size + len(ids))
            for column, found in zip(columns, (ids, starts + shift, ends + shift), strict=True):
                column[here] = found
        for column in columns:
            column.resize(size, refcheck=False)
        return columns, lengths, sorted(torn)

    def tokens(self, text: str, japanese: bool) -> tuple[Array, Array, Array, list[int]]:
        """Return the numbers of the types in a text, where they start and end, and broken lines."""
        codes = _codes_of(text)
        odd, breaks = _odd_places(text, codes)
        folding = fold_characters(text, list(_texts_at(text, odd))) if odd else Folding(text)
        torn = tears(folding, list(_texts_at(text, sorted(odd + breaks)))) if odd + breaks else []
        broken = [folding.original(*tear.span())[0] for tear in torn if tear[0] != "\n"]
        folding = mended(folding, torn, self.words)
        codes = codes if folding.text == text else _codes_of(folding.text)
        return *_stood(folding, *self._divided(folding.text, codes, japanese)), broken

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
        keys, rests = _keys_of(codes, starts + 1, ends - starts)
        places = ((keys * _FACTORS[0]) >> np.uint64(64 - _BITS)).astype(np.intp)
        known_keys, known_rests, known_numbers = self.table
        unknown = (known_keys[places] != keys) | (known_rests[places] != rests) | by_rule
        numbers: Array = known_numbers[places]
        new = np.flatnonzero(unknown)
        words = (text[a:b] for a, b in zip(starts[new].tolist(), ends[new].tolist(), strict=True))
        numbers[new] = np.fromiter(map(self.__getitem__, words), np.int32, len(new))
        new = new[~by_rule[new] & (known_keys[places[new]] == 0)]
        for column, found in zip(self.table, (keys, rests, numbers), strict=True):
            column[places[new]] = found[new]
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
    places += [m.start() for sign in _NOTE_BEGINS for m in sign.finditer(text)]
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
        begin, end, first, last = np.array([(0, 0, 0, 0), *step.changes]).T
        at, by = begin.searchsorted(starts, "right") - 1, begin.searchsorted(ends) - 1
        starts = np.where(starts < end[at], first[at], last[at] + starts - end[at])
        ends = last[by] + np.maximum(ends - end[by], 0)
        step = step.before
    return ids, starts, ends


def _keys_of(codes: Array, starts: Array, lengths: Array) -> tuple[Array, Array]:
    """Return keys of tokens, the first eight codes mixed with the next eight; and these."""
    eights = codes.view(np.dtype("<u8"))
    keys, rests = _eight(eights, starts, lengths), np.zeros(len(starts), np.uint64)
    long = np.flatnonzero(lengths > 8)
    rests[long] = _eight(eights, starts[long] + 8, lengths[long] - 8)
    keys[long] ^= rests[long] * _FACTORS[1]
    return keys, rests


def _eight(eights: Array, starts: Array, lengths: Array) -> Array:
    """Return up to eight codes from each start on, as one number."""
    place = starts >> 3
    shift = (starts & 7).astype(np.uint64) << np.uint64(3)
    low, high = eights[place] >> shift, eights[place + 1] << (np.uint64(64) - shift)
    found: Array = (low | high) & _CUTS[np.minimum(lengths, 8)]
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
