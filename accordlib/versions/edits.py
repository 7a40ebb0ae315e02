"""Two versions of one text, word by word: `compare_words`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count, groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.versions.alignment import UNSPACED
from accordlib.versions.markup import Edit, marked, marked_html
from accordlib.words.stop_list import stopwords
from accordlib.words.tokens import TOKEN, fold

if TYPE_CHECKING:
    import pandas as pd

_LEAST_MOVED = 2
_MOST_PLACES = 32
_MOST_CELLS = 400_000_000
PIECE = re.compile(rf"{TOKEN.pattern} | [^\w\s] | \S", re.VERBOSE)
_FINER = re.compile(rf"{UNSPACED.pattern}|[^\s]")
Span = tuple[int, int]
Pair = tuple[int, int]


@dataclass(frozen=True, repr=False)
class Edits:
    """How one text becomes another, word by word. Made by `compare_words`.

    Attributes
    ----------
    operations : tuple of Edit
        In the order of the text. Their `original` texts, joined, are the first text, and their
        `rewrite` texts the second.
    distance : int
        How many words and marks are deleted and inserted (a replaced word is both).
    """

    operations: tuple[Edit, ...]
    distance: int

    @cached_property
    def table(self) -> pd.DataFrame:
        """The operations, one a row; the columns are the attributes of `Edit`."""
        import pandas as pd

        return pd.DataFrame(self.operations, columns=list(Edit._fields))

    @property
    def changes(self) -> tuple[Edit, ...]:
        """The operations that are not ``equal``."""
        return tuple(e for e in self.operations if e.operation != "equal")

    def apply(self, text: str) -> str:
        """Return the rewrite, made from the original.

        Raises
        ------
        AccordError
            If `text` is not the text that these edits were made for.
        """
        at = 0
        made: list[str] = []
        for e in self.operations:
            piece = text[at : at + len(e.original)]
            if piece != e.original:
                raise AccordError(f"The text differs at {at} from the one that was compared.")
            made.append(piece if e.operation == "equal" else e.rewrite)
            at += len(piece)
        if at != len(text):
            raise AccordError(f"The text goes on at {at}, where the one that was compared ends.")
        return "".join(made)

    def reverse(self) -> Edits:
        """Return the edits that make the original from the rewrite."""
        other = {"delete": "insert", "insert": "delete"}
        return Edits(
            tuple(
                Edit(other.get(o, o), new, old, c, d, a, b, move)
                for o, old, new, a, b, c, d, move in self.operations
            ),
            self.distance,
        )

    def __len__(self) -> int:
        return len(self.operations)

    def __repr__(self) -> str:
        return marked(self.operations)

    def _repr_html_(self) -> str:
        return f"<p>{marked_html(self.operations)}</p>"


def compare_words(a: str, b: str) -> Edits:
    """Find the shortest edit script, in words and marks, that turns one text into another.

    No script deletes and inserts fewer tokens (Myers 1986, Algorithmica 1; computed with the
    bit-parallel recurrence of Hyyrö 2004, and for long texts in linear space after Hirschberg
    1975). Tokens are those of `tokenize`, with each mark a token of its own, and each character
    in scripts without blanks; case counts. White space belongs to the token after it, and a
    difference of white space alone is an edit without a word. A deletion and an insertion side by
    side are one replacement. A deleted run with at least two words outside the stop list that is
    inserted elsewhere is moved: a row for its old place and one for its new, with one number.

    Parameters
    ----------
    a, b : str
        The original and the rewrite.

    Returns
    -------
    Edits
        Exact: ``edits.apply(a) == b`` and ``edits.reverse().apply(b) == a``.

    Raises
    ------
    AccordError
        If one of them is not a string.
    """
    for text in (a, b):
        if not isinstance(text, str):
            raise AccordError(
                f"compare_words() compares strings, not {type(text).__name__}: give the text, "
                "such as article['p8'].text."
            )
    x, y = _pieces(a), _pieces(b)
    types: defaultdict[str, int] = defaultdict(count().__next__)
    ids = [types[a[i:j]] for i, j in x], [types[b[i:j]] for i, j in y]
    pairs = list(_common(*ids))
    moves = _moves(a, x, ids, pairs)
    operations = tuple(_operations((a, x, moves[0]), (b, y, moves[1]), pairs))
    return Edits(operations, len(x) + len(y) - 2 * len(pairs))


def _pieces(text: str) -> list[Span]:
    spans = [m.span() for m in PIECE.finditer(text)]
    if not UNSPACED.search(text):
        return spans
    fine: list[Span] = []
    for start, end in spans:
        if UNSPACED.search(text, start, end):
            fine += [m.span() for m in _FINER.finditer(text, start, end)]
        else:
            fine.append((start, end))
    return fine


def _common(a: list[int], b: list[int], i: int = 0, j: int = 0) -> Iterator[Pair]:
    """Yield the index pairs of a longest common subsequence."""
    from rapidfuzz.distance import Indel

    if not a or not b:
        return
    if len(a) * len(b) <= _MOST_CELLS or len(b) == 1:
        for op in Indel.opcodes(a, b):
            if op.tag == "equal":
                yield from zip(
                    range(i + op.src_start, i + op.src_end),
                    range(j + op.dest_start, j + op.dest_end),
                    strict=True,
                )
        return
    middle = len(b) // 2
    ahead, behind = _prefixes(a, b[:middle]), _prefixes(a[::-1], b[: middle - 1 : -1])[::-1]
    cut = int((ahead + behind).argmax())
    yield from _common(a[:cut], b[:middle], i, j)
    yield from _common(a[cut:], b[middle:], i + cut, j + middle)


def _prefixes(a: list[int], b: list[int]) -> NDArray[np.int64]:
    """Return how long a longest common subsequence of `b` and each prefix of `a` is."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for n, id in enumerate(a):
        places[id].append(n)
    size = len(a) // 8 + 1
    masks: dict[int, int] = {}
    row = full = (1 << len(a)) - 1
    for id in b:
        if id not in places:
            continue
        if id not in masks:
            bits = np.zeros(size * 8, np.uint8)
            bits[places[id]] = 1
            packed = np.packbits(bits, bitorder="little").tobytes()
            masks[id] = int.from_bytes(packed, "little")
        common = row & masks[id]
        row = ((row + common) | (row - common)) & full
    packed_row = np.frombuffer((row ^ full).to_bytes(size, "little"), np.uint8)
    steps = np.unpackbits(packed_row, bitorder="little")[: len(a)]
    return np.concatenate([[0], np.cumsum(steps, dtype=np.int64)])


def _moves(
    text: str, spans: list[Span], ids: tuple[list[int], list[int]], pairs: list[Pair]
) -> tuple[list[int], list[int]]:
    """Return for each token of both texts the number of its move, or 0."""
    a, b = ids
    marks = [0] * len(a), [0] * len(b)
    for i, j in pairs:
        marks[0][i] = marks[1][j] = -1
    stops = stopwords()
    words = (text[s:e] for s, e in spans)
    content = [w[0].isalnum() and fold(w) not in stops for w in words]
    places: defaultdict[Pair, list[int]] = defaultdict(list)
    for j in range(len(b) - 1):
        if not marks[1][j] and not marks[1][j + 1] and len(places[b[j], b[j + 1]]) < _MOST_PLACES:
            places[b[j], b[j + 1]].append(j)
    number, i = 0, 0
    while i < len(a) - 1:
        runs = [
            (_run(a, b, marks, i, j), -j)
            for j in (() if marks[0][i] else places.get((a[i], a[i + 1]), ()))
        ]
        length, j = max(runs, default=(0, 0))
        if sum(content[i : i + length]) < _LEAST_MOVED:
            i += 1
            continue
        number += 1
        marks[0][i : i + length] = marks[1][-j : length - j] = [number] * length
        i += length
    old, new = ([max(m, 0) for m in side] for side in marks)
    return old, new


def _run(a: list[int], b: list[int], marks: tuple[list[int], list[int]], i: int, j: int) -> int:
    """Return how long the two texts agree from here, over tokens that are still free."""
    end, at = min(len(a), len(b) - j + i), i
    while at < end and a[at] == b[at - i + j] and not (marks[0][at] or marks[1][at - i + j]):
        at += 1
    return at - i


Side = tuple[str, list[Span], list[int]]


def _operations(a: Side, b: Side, pairs: list[Pair]) -> Iterator[Edit]:
    """Yield the edits: changes between the tokens in common, and these with their white space."""
    (x, xs, _), (y, ys, _) = a, b
    i = j = p = q = start = kept = 0
    end = (len(xs), len(ys))
    for k, m in [*pairs, end]:
        s, t = (xs[k][0], ys[m][0]) if (k, m) != end else (len(x), len(y))
        before = xs[k - 1][1] if k else 0, ys[m - 1][1] if m else 0
        if x[before[0] : s] == y[before[1] : t]:
            s, t = before
        s, t = max(s, p), max(t, q)
        if s > p or t > q:
            blank = _blank(x[p:s], y[q:t])
            p, q = p + blank, q + blank
            if p > start:
                yield Edit("equal", x[start:p], y[kept:q], start, p, kept, q)
            yield from _block(_parts(a, (i, k), (p, s)), _parts(b, (j, m), (q, t)), x, y, (p, q))
            start, kept = s, t
        i, j = k + 1, m + 1
        p, q = (xs[k][1], ys[m][1]) if (k, m) != end else (len(x), len(y))
    if p > start:
        yield Edit("equal", x[start:p], y[kept:q], start, p, kept, q)


def _blank(old: str, new: str) -> int:
    """Return how much white space both begin with."""
    n = 0
    while n < min(len(old), len(new)) and old[n] == new[n] and old[n].isspace():
        n += 1
    return n


def _parts(side: Side, tokens: Pair, span: Span) -> list[tuple[int, int]]:
    """Divide a changed stretch into runs: for each the number of its move and its end."""
    _, spans, moves = side
    found = [
        (move, spans[max(run)][1])
        for move, run in ((m, list(g)) for m, g in groupby(range(*tokens), moves.__getitem__))
    ]
    if span[1] > (found[-1][1] if found else span[0]):
        if found and not found[-1][0]:
            found.pop()
        found.append((0, span[1]))
    return found


def _block(
    old: list[tuple[int, int]], new: list[tuple[int, int]], x: str, y: str, at: Pair
) -> Iterator[Edit]:
    """Yield the edits of one changed stretch; what was moved keeps its number."""
    p, q = at
    while old or new:
        s, t, move = p, q, 0
        if old and (old[0][0] or not new or not new[0][0]):
            move, s = old.pop(0)
        if new and not move and (not new[0][0] or s == p):
            move, t = new.pop(0)
        name = "delete" if t == q else "insert" if s == p else "replace"
        yield Edit("moved" if move else name, x[p:s], y[q:t], p, s, q, t, move)
        p, q = s, t
