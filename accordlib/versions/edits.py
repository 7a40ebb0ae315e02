"""Two versions of one text, word by word: `compare_words`, and how what differs is marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from accordlib.errors import AccordError, expect
from accordlib.texts.folding import Folding, fold_layout
from accordlib.words.token_rule import WORD_OR_CHARACTER, stopwords

if TYPE_CHECKING:
    import pandas as pd

_MOST_CELLS = 1_600_000_000  # of a matrix of bits: 200 megabytes
PIECE = re.compile(rf"{WORD_OR_CHARACTER.pattern} | \S", re.VERBOSE)
_TAGS = {"-": ("del", "deleted"), "+": ("ins", "inserted")}
_HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)"
_TOGETHER = r'<span style="white-space:nowrap">\g<0></span>'
Pair = tuple[int, int]


class Edit(NamedTuple):
    """One operation of an edit script; a row of `Edits.table`.

    Attributes
    ----------
    operation : str
        ``equal`` (but perhaps for white space and typography), ``delete``, ``insert``, ``replace``
        or ``moved``.
    original, rewrite : str
        The text on either side, white space included; empty where there is none.
    original_start, original_end, rewrite_start, rewrite_end : int
        Character offsets in the two texts.
    move : int
        0, or a number that the two ends of a move share.
    """

    operation: str
    original: str
    rewrite: str
    original_start: int
    original_end: int
    rewrite_start: int
    rewrite_end: int
    move: int = 0


@dataclass(frozen=True, repr=False)
class Edits:
    """How one text becomes another, word by word. Made by `compare_words`.

    Attributes
    ----------
    operations : tuple of Edit
        In the order of the text: their `original` texts, joined, are the first text, and their
        `rewrite` texts the second. ``len(edits)`` counts them all, `changes` are those that differ.
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
        from rapidfuzz.distance import Prefix

        original = "".join(e.original for e in self.operations)
        if text != original:
            at = Prefix.similarity(text, original)
            raise AccordError(f"From character {at} on this is not the text that was compared.")
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

    No script deletes and inserts fewer tokens [1]_ [2]_. Tokens are those of `tokenize`, marks,
    and single characters in scripts without blanks; case counts. What is deleted in one place and
    inserted in another may be moved: the page on methods has the rules (docs/methods.md).

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
        If one is not a string, or if they are too long (as with 40,001 words and marks each).

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
    from rapidfuzz.distance import Indel

    for text in (a, b):
        expect(text, str, "compare_words()", "Give the texts, such as article['p8'].text.")
    folded = fold_layout([a, b])
    x, y = ([m.span() for m in PIECE.finditer(folding.text)] for folding in folded)
    if len(x) * len(y) > _MOST_CELLS:
        raise AccordError(
            f"{len(x):,} and {len(y):,} words and marks are too many to compare at once. "
            "Compare them part by part, for example by chapter."
        )
    old, new = (
        [folding.text[i:j] for i, j in spans] for folding, spans in zip(folded, (x, y), strict=True)
    )
    blocks = Indel.opcodes(old, new).as_matching_blocks()
    pairs = [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
    moves = _moves(old, new, pairs)
    side, other = map(_Side, (a, b), folded, (x, y), moves)
    operations = tuple(_operations(side, other, pairs))
    return Edits(operations, len(x) + len(y) - 2 * len(pairs))


def _moves(a: list[str], b: list[str], pairs: list[Pair]) -> tuple[list[int], list[int]]:
    """Return for each token of both texts the number of its move, 0, or -1 if it is in a pair."""
    old, new, stops = [0] * len(a), [0] * len(b), stopwords()
    for i, j in pairs:
        old[i] = new[j] = -1
    content = [w[0].isalnum() and w.lower() not in stops for w in a]
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for j in range(len(b) - 1):
        if not new[j] and not new[j + 1] and len(places[b[j], b[j + 1]]) < 32:  # places of one pair
            places[b[j], b[j + 1]].append(j)

    def run(i: int, j: int) -> int:
        """Return how long the texts agree from here, over tokens that are still free."""
        most = min(len(a) - i, len(b) - j)
        ends = (n for n in range(most) if a[i + n] != b[j + n] or old[i + n] or new[j + n])
        return next(ends, most)

    number = 0
    for i in range(len(a) - 1):
        found = () if old[i] else places.get((a[i], a[i + 1]), ())
        length, j = max(((run(i, j), -j) for j in found), default=(0, 0))
        if sum(content[i : i + length]) >= 2:  # words
            number += 1
            old[i : i + length] = new[-j : length - j] = [number] * length
    return old, new


class _Side:
    """A text, where its tokens begin and end in it, what parts them, and their moves."""

    def __init__(self, text: str, folding: Folding, spans: list[Pair], moves: list[int]) -> None:
        self.text, self.moves = text, moves
        places = [folding.whole(start, end) for start, end in spans]
        self.starts = [*(start for start, _ in places), len(text)]
        self.ends = [0, *(end for _, end in places), len(text)]
        stops = pairwise([0, *chain.from_iterable(spans), len(folding.text)])
        self.gaps = [folding.text[end:start] for end, start in stops][::2]


def _operations(a: _Side, b: _Side, pairs: list[Pair]) -> Iterator[Edit]:
    """Yield the edits: changes between the tokens in common, and these with their white space."""
    x, y = a.text, b.text
    i = j = p = q = start = kept = 0
    for k, m in [*pairs, (len(a.starts) - 1, len(b.starts) - 1)]:
        s, t = a.starts[k], b.starts[m]
        if a.gaps[k] == b.gaps[m]:
            s, t = a.ends[k], b.ends[m]
        if s > p or t > q:
            u, v = a.starts[i] if i < k else s, b.starts[j] if j < m else t
            if u > p and v > q and a.gaps[i] == b.gaps[j]:
                p, q = u, v
            if p > start:
                yield Edit("equal", x[start:p], y[kept:q], start, p, kept, q)
            old = _runs(a.moves[i:k], a.ends[i + 1 : k + 1], p, s)
            new = _runs(b.moves[j:m], b.ends[j + 1 : m + 1], q, t)
            yield from _changed(x, y, p, q, old, new)
            start, kept = s, t
        i, j, p, q = k + 1, m + 1, a.ends[k + 1], b.ends[m + 1]
    if p > start:
        yield Edit("equal", x[start:p], y[kept:q], start, p, kept, q)


def _runs(moves: list[int], ends: list[int], start: int, stop: int) -> list[Pair]:
    """Divide a changed stretch into runs: for each the number of its move and its end."""
    tokens = list(zip(moves, ends, strict=True))
    if stop > (ends[-1] if ends else start):
        tokens.append((0, stop))
    return [list(run)[-1] for _, run in groupby(tokens, key=itemgetter(0))]


def _changed(x: str, y: str, p: int, q: int, old: list[Pair], new: list[Pair]) -> Iterator[Edit]:
    """Yield the edits of one changed stretch; what was moved keeps its number."""
    while old or new:
        s, t, move = p, q, 0
        if old and (old[0][0] or not new or not new[0][0]):
            move, s = old.pop(0)
        if new and not move and (not new[0][0] or s == p):
            move, t = new.pop(0)
        name = "delete" if t == q else "insert" if s == p else "replace"
        yield Edit("moved" if move else name, x[p:s], y[q:t], p, s, q, t, move)
        p, q = s, t


def _signed(operations: Iterable[Edit], old: bool, new: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the texts to be shown, each with the sign of its side and the number of its move."""
    for e in operations:
        sides = (e.original * old, "-"), (e.rewrite * new, "+")
        same = ((e.original if old else e.rewrite, ""),)
        for text, sign in sides if e.operation != "equal" else same:
            if text:
                yield text, sign, f"moved {e.move}: " * bool(e.move)


def marked(operations: Iterable[Edit], *, old: bool = True, new: bool = True) -> str:
    """Return one text or both with ``[-deleted-]`` and ``[+inserted+]`` words."""
    parts = []
    for text, sign, note in _signed(operations, old, new):
        note = note.rstrip() if text[0].isspace() else note
        parts.append(f"[{sign}{note}{text}{sign}]" if sign else text)
    return "".join(parts)


def marked_html(operations: Iterable[Edit], *, old: bool = True, new: bool = True) -> str:
    """Return one text or both as HTML, with what differs between ``[- -]`` and ``[+ +]``."""
    html, blank = "", ""
    for text, sign, note in _signed(operations, old, new):
        words = text.strip()
        if not sign or not words:
            html, blank = html + escape(text), ""
            continue
        before, _, after = text.partition(words)
        tag, said = _TAGS[sign]
        mark = escape(f"[{sign}{note}{words}{sign}]")
        # The signs are not torn from the words beside them at the end of a line.
        ends = r"(?<=>)[^ ]+|[^ ]+(?=<)" if " " in mark else "(?s).+"
        mark = re.sub(ends, _TOGETHER, f"<{tag}>{mark}</{tag}>")
        mark = mark if any(map(str.isalnum, words)) else f"<small>{mark}</small>"
        html += f'{before or blank}<span style="{_HIDDEN}">{said}: </span>{mark}{after}'
        blank = "" if after else " "
    return html
