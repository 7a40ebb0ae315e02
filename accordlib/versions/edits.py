"""Two versions of one text, word by word: `compare_words`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count, groupby, takewhile
from typing import TYPE_CHECKING

from accordlib.errors import AccordError, expect
from accordlib.versions.alignment import UNSPACED
from accordlib.versions.alignment_chance import Pair
from accordlib.versions.markup import Edit, marked, marked_html
from accordlib.words.stop_list import stopwords
from accordlib.words.tokens import TOKEN, fold

if TYPE_CHECKING:
    import pandas as pd

_LEAST_MOVED = 2
_MOST_PLACES = 32
_MOST_CELLS = 1_600_000_000  # of a matrix of bits: 200 megabytes
PIECE = re.compile(rf"{TOKEN.pattern} | [^\w\s] | \S", re.VERBOSE)
_FINER = re.compile(rf"{UNSPACED.pattern}|[^\s]")
_Side = tuple[str, list[Pair], list[int]]


@dataclass(frozen=True, repr=False)
class Edits:
    """How one text becomes another, word by word. Made by `compare_words`.

    Attributes
    ----------
    operations : tuple of Edit
        In the order of the text, what both have among them (``equal``): their `original` texts,
        joined, are the first text, and their `rewrite` texts the second. ``len(edits)`` counts
        them all, so that two equal texts have one; `changes` are those that differ.
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
        """Return the rewrite, made from the original; refuse any other text."""
        expect(text, str, "Edits.apply()", "Give the text that was compared first.")
        original = "".join(e.original for e in self.operations)
        if text != original:
            differing = (n for n, (x, y) in enumerate(zip(text, original, strict=False)) if x != y)
            at = next(differing, min(len(text), len(original)))
            how = "differs at" if at < len(original) else "goes on at"
            raise AccordError(f"The text {how} {at}, other than the one that was compared.")
        return "".join(e.rewrite for e in self.operations)

    def reverse(self) -> Edits:
        """Return the edits that make the original from the rewrite."""
        other = {"delete": "insert", "insert": "delete"}
        turned = (
            Edit(other.get(name, name), y, x, c, d, a, b, move)
            for name, x, y, a, b, c, d, move in self.operations
        )
        return Edits(tuple(turned), self.distance)

    def __len__(self) -> int:
        return len(self.operations)

    def __repr__(self) -> str:
        return marked(self.operations)

    def _repr_html_(self) -> str:
        return f"<p>{marked_html(self.operations)}</p>"


def compare_words(a: str, b: str) -> Edits:
    """Find the shortest edit script, in words and marks, that turns one text into another.

    No script deletes and inserts fewer tokens [1]_ [2]_. Tokens are those of `tokenize`, each mark
    is one more, and so is each character in scripts without blanks; case counts. White space
    belongs to the token after it, and a difference of white space alone is an edit without a word.
    A deletion and an insertion side by side are one replacement. A deleted run with at least two
    words outside the stop list that is inserted elsewhere is moved: a row for its old place and
    one for its new, with one number.

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
        If one of them is not a string, or if they are too long: above 40,000 words and marks
        each (the product of both numbers above 1.6 thousand million).

    See Also
    --------
    find_changes : The changes of a whole text, each with its type.

    References
    ----------
    .. [1] Myers (1986). doi:10.1007/BF01840446
    .. [2] Hyyrö (2004). Bit-parallel LCS-length computation revisited. AWOCA 2004.

    Examples
    --------
    >>> edits = compare_words("The fleet will sail north.", "The fleet may sail.")
    >>> edits
    The fleet [-will-][+may+] sail[- north-].
    >>> len(edits.changes), edits.distance
    (2, 3)
    """
    for text in (a, b):
        expect(text, str, "compare_words()", "Give the texts, such as article['p8'].text.")
    x, y = _spans(a), _spans(b)
    if len(x) * len(y) > _MOST_CELLS:
        raise AccordError(
            f"{len(x):,} and {len(y):,} words and marks are too many to compare at once. "
            "Compare them part by part, for example by chapter."
        )
    types: defaultdict[str, int] = defaultdict(count().__next__)
    ids = [types[a[i:j]] for i, j in x], [types[b[i:j]] for i, j in y]
    pairs = list(_common(*ids))
    moves = _moves(a, x, ids, pairs)
    operations = tuple(_operations((a, x, moves[0]), (b, y, moves[1]), pairs))
    return Edits(operations, len(x) + len(y) - 2 * len(pairs))


def _spans(text: str) -> list[Pair]:
    """Return where the words and marks of a text stand."""
    spans = [m.span() for m in PIECE.finditer(text)]
    if not UNSPACED.search(text):
        return spans
    fine: list[Pair] = []
    for span in spans:
        unspaced = UNSPACED.search(text, *span)
        fine += [m.span() for m in _FINER.finditer(text, *span)] if unspaced else [span]
    return fine


def _common(a: list[int], b: list[int]) -> Iterator[Pair]:
    """Yield the index pairs of a longest common subsequence."""
    from rapidfuzz.distance import Indel

    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            shift = op.dest_start - op.src_start
            yield from ((i, i + shift) for i in range(op.src_start, op.src_end))


def _moves(
    text: str, spans: list[Pair], ids: tuple[list[int], list[int]], pairs: list[Pair]
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


def _operations(a: _Side, b: _Side, pairs: list[Pair]) -> Iterator[Edit]:
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
            yield from _block(_runs(a, (i, k), (p, s)), _runs(b, (j, m), (q, t)), x, y, (p, q))
            start, kept = s, t
        i, j = k + 1, m + 1
        p, q = (xs[k][1], ys[m][1]) if (k, m) != end else (len(x), len(y))
    if p > start:
        yield Edit("equal", x[start:p], y[kept:q], start, p, kept, q)


def _blank(old: str, new: str) -> int:
    """Return how much white space both begin with."""
    pairs = zip(old, new, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), pairs)))


def _runs(side: _Side, tokens: Pair, span: Pair) -> list[tuple[int, int]]:
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
