"""Two versions of one text, word by word: `compare_words`, and how what differs is marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain, count, groupby, pairwise, starmap
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
KEPT = -1
Pair = tuple[int, int, int]


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
        turned = [
            (other.get(e[0], e[0]), e[2], e[1], *e[5:7], *e[3:5], e[7]) for e in self.operations
        ]
        return Edits(tuple(starmap(Edit, turned)), self.distance)

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
    for text in (a, b):
        expect(text, str, "compare_words()", "Give the texts, such as article['p8'].text.")
    old, new = map(_Side, (a, b), fold_layout([a, b]))
    if len(old.tokens) * len(new.tokens) > _MOST_CELLS:
        raise AccordError(
            f"{len(old.tokens):,} and {len(new.tokens):,} words and marks are too many to compare "
            "at once. Compare them part by part, for example by chapter."
        )
    steps = list(edit_steps(old.tokens, new.tokens))
    differ = (s.last - s.first + s.end - s.begin for s in steps if s.move != KEPT)
    return Edits(tuple(_operations(old, new, steps)), sum(differ))


class Step(NamedTuple):
    """Tokens of one list and those that stand for them in another, by their numbers."""

    first: int
    last: int
    begin: int
    end: int
    move: int  # the number of a move, 0 for what changed, KEPT for one token that both have


def edit_steps(a: list[str], b: list[str]) -> Iterator[Step]:
    """Yield the steps of a shortest edit script, in the order of both lists."""
    from rapidfuzz.distance import Indel

    old, new = [0] * len(a) + [KEPT], [0] * len(b) + [KEPT]
    for i, j, size in Indel.opcodes(a, b).as_matching_blocks():
        old[i : i + size] = new[j : j + size] = [KEPT] * size
    _number_moves(a, b, old, new)
    i = j = 0
    while i < len(a) or j < len(b):
        move = old[i] if old[i] > 0 else max(old[i], new[j])
        k, m = i + 1, j + 1
        if move != KEPT:
            k = next(n for n in count(i) if old[n] != move)
            m = next(n for n in count(j) if new[n] != move)
        yield Step(i, k, j, m, move)
        i, j = k, m


def _number_moves(a: list[str], b: list[str], old: list[int], new: list[int]) -> None:
    """Put numbers of moves in place of zeros: of runs in both with two words or more."""
    stops = stopwords()
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
    for i in range(len(a) - 1) if places else ():
        found = () if old[i] else places.get((a[i], a[i + 1]), ())
        length, j = max(((run(i, j), -j) for j in found), default=(0, 0))
        if sum(w[0].isalnum() and w.lower() not in stops for w in a[i : i + length]) >= 2:
            number += 1
            old[i : i + length] = new[-j : length - j] = [number] * length


class _Side:
    """A text, its tokens, where they begin and end in it, and what parts them."""

    def __init__(self, text: str, folding: Folding) -> None:
        self.text, folded = text, folding.text
        spans = [m.span() for m in PIECE.finditer(folded)]
        self.tokens = [folded[start:end] for start, end in spans]
        places = [folding.whole(start, end) for start, end in spans]
        self.starts = [*(start for start, _ in places), len(text)]
        self.ends = [0, *(end for _, end in places), len(text)]
        stops = pairwise([0, *chain.from_iterable(spans), len(folded)])
        self.gaps = [folded[end:start] for end, start in stops][::2]


def _operations(a: _Side, b: _Side, steps: Iterable[Step]) -> Iterator[Edit]:
    """Yield the edits, with the white space that both texts have before a change left out."""
    ends = list[Pair]()
    n = x = y = 0  # where a changed stretch begins
    end = Step(len(a.tokens), len(a.tokens) + 1, len(b.tokens), len(b.tokens) + 1, KEPT)
    for i, k, j, m, move in [*steps, end]:
        if move == KEPT:
            differ = a.gaps[i] != b.gaps[j]
            if a.gaps[x] == b.gaps[y] and (differ or (x < i and y < j)):
                ends.insert(n, (KEPT, a.starts[x], b.starts[y]))
            ends.append((0 if differ else KEPT, a.starts[i], b.starts[j]))
        ends.append((move, a.ends[k], b.ends[m]))
        n, x, y = (len(ends), k, m) if move == KEPT else (n, x, y)
    p = q = 0
    for move, run in groupby(ends, key=itemgetter(0)):
        *_, (_, s, t) = run
        s, t = max(s, p), max(t, q)
        name = "moved" if move else "delete" if t == q else "insert" if s == p else "replace"
        if s > p or t > q:
            name = "equal" if move == KEPT else name
            yield Edit(name, a.text[p:s], b.text[q:t], p, s, q, t, max(move, 0))
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
    return "".join(
        f"[{sign}{note.rstrip() if text[0].isspace() else note}{text}{sign}]" if sign else text
        for text, sign, note in _signed(operations, old, new)
    )


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
