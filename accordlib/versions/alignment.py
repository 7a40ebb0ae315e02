"""Two versions of one text, sentence by sentence: `align_sentences`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.sentences import sentences
from accordlib.versions.alignment_chance import SAME, Chance, Vector, limits
from accordlib.words.tokens import TOKEN, fold

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 0.35
MERGE_GAIN = 0.02
MOVED_THRESHOLD = 0.5
_MOST_PAIRS = 400_000_000
# Scripts written without blanks between words: kana, ideographs, Thai, Lao, Khmer, Burmese.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_BEAD_SIZES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1))
Bead = tuple[tuple[int, ...], tuple[int, ...]]
Version = HasPassages | Passage | Iterable[Passage]


@dataclass(frozen=True, repr=False, eq=False)
class Alignment:
    """Which sentences of two versions correspond. Made by `align_sentences`.

    Attributes
    ----------
    original, rewrite : Document
        The two versions. Of passages it has what was given, each at its place.
    table : DataFrame
        One row a bead (sentences that belong together: one and one, one and two, or one and none),
        in the order of the original; an added sentence stands after the last aligned one before
        it. Columns: ``bead`` (number, from 1), ``kind`` (``kept``: same words, marks and case;
        ``reworded``; ``split``: fewer sentences in the original than in the rewrite; ``merged``:
        more; ``omitted``; ``added``; ``moved``), ``original`` and ``rewrite`` (tuples of sentence
        ids), ``similarity`` (0 to 1; 0 where one side is empty).
    passages : tuple of tuple of Passage
        The sentences of the original, and those of the rewrite.
    """

    original: Document
    rewrite: Document
    table: pd.DataFrame
    passages: tuple[tuple[Passage, ...], tuple[Passage, ...]]

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        a, b = map(len, self.passages)
        kinds = self.table["kind"].value_counts(sort=False)
        said = ", ".join(f"{n} {kind}" for kind, n in kinds.items())
        return f"{a} sentences of {self.original.id!r} and {b} of {self.rewrite.id!r}: {said}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>" + self.table.to_html(index=False)


def align_sentences(original: Version, rewrite: Version) -> Alignment:
    """Find which sentences of a rewrite correspond to which of the original.

    Sentences are compared by their words, weighted by how few sentences have them [1]_; the best
    sequence of beads is found by dynamic programming [2]_, and what remains may have moved. A
    pair must be more similar than chance makes unrelated sentences [3]_, so that texts which are
    no versions of each other stay apart. The page on methods says how (docs/methods.md).

    Parameters
    ----------
    original, rewrite : Document, Agreement, Passage or iterable of Passage
        The two versions. Of a document the paragraphs are read, without its furniture. Passages
        are those of one text, in its order and none within another.

    Returns
    -------
    Alignment
        Its `table` has one row a bead.

    Raises
    ------
    AccordError
        If something else than passages is given, if neither version has a sentence, or if they
        are too long (the product of the numbers of sentences above 400 million).

    See Also
    --------
    side_by_side, find_changes, plot_alignment

    References
    ----------
    .. [1] Salton and Buckley (1988). doi:10.1016/0306-4573(88)90021-0
    .. [2] Gale and Church (1993). Computational Linguistics, 19(1).
    .. [3] Karlin and Altschul (1990). doi:10.1073/pnas.87.6.2264

    Examples
    --------
    >>> corpus = load_corpus()
    >>> alignment = align_sentences(corpus["article"], corpus["article-rewrite"])
    >>> alignment
    20 sentences of 'article' and 21 of 'article-rewrite': 19 reworded, 1 split
    """
    versions = [_version(given) for given in (original, rewrite)]
    a, b = (
        tuple(chain.from_iterable((p,) if p.kind == "sentence" else sentences(p) for p in passages))
        for _, passages in versions
    )
    old, new = (document for document, _ in versions)
    if not a and not b:
        raise AccordError(f"Neither {old.id!r} nor {new.id!r} has a sentence to align.")
    if len(a) * len(b) > _MOST_PAIRS:
        raise AccordError(
            f"{len(a):,} and {len(b):,} sentences are too many to align at once. "
            "Divide the documents, for example by chapter."
        )
    space = _Space([s.text for s in a], [s.text for s in b])
    chance = Chance(space.unit_a, space.unit_b, THRESHOLD)
    beads = _absorbed(space, _path(space, chance))
    table = _bead_table(space, beads, _moved(space, beads, chance), a, b)
    return Alignment(old, new, table, (a, b))


def _version(given: Version) -> tuple[Document, tuple[Passage, ...]]:
    """Return a version and its passages; of passages, a document that has only them."""
    passages = passages_of(given, "align_sentences()")
    if isinstance(given, Document):
        return given, passages
    if not passages:
        raise AccordError("align_sentences() got no passage, so there is nothing to align.")
    pieces, at = [], 0
    for passage in passages:
        if passage.document != passages[0].document or passage.start < at:
            raise AccordError(
                "align_sentences() takes the passages of one text, in its order and none within "
                f"another, but not so {passage.id!r}. Give the document itself, or its paragraphs."
            )
        pieces += ["\n" * (passage.start - at), passage.text]
        at = passage.start + len(passage.text)
    return Document(passages[0].document, "".join(pieces)), passages


class _Space:
    """The sentences of both versions as vectors of weighted tokens."""

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        types: defaultdict[str, int] = defaultdict(count().__next__)
        rows = [[types[fold(w)] for w in words(text)] for text in chain(a, b)]
        lengths = np.cumsum([0, *map(len, rows)])
        ids = np.fromiter(chain.from_iterable(rows), np.intp, int(lengths[-1]))
        matrix = csr_array((np.ones(len(ids)), ids, lengths), shape=(len(rows), len(types)))
        matrix.sum_duplicates()
        spread = np.bincount(matrix.indices, minlength=len(types))
        matrix.data *= np.log1p(len(rows) / np.maximum(spread, 1))[matrix.indices]
        self.a: Any = matrix[: len(a)]
        self.b: Any = matrix[len(a) :]
        self.lengths = _lengths(self.a), _lengths(self.b)
        self.unit_a, self.unit_b = (
            side.multiply(1 / np.where(alone > 0, alone, 1)[:, None]).tocsr()
            for side, (alone, _) in zip((self.a, self.b), self.lengths, strict=True)
        )

    def dots(self, first: int, last: int) -> Vector:
        """Return the inner products of some sentences of the original with all of the rewrite."""
        found: Vector = (self.a[first:last] @ self.b.T).toarray()
        return found

    def similarity(self, bead: Bead) -> float:
        """Return the similarity of two groups of sentences."""
        if not all(bead):
            return 0.0
        x, y = (side[list(i)].sum(axis=0) for side, i in zip((self.a, self.b), bead, strict=True))
        length = np.sqrt((x @ x) * (y @ y))
        return float(min(x @ y / length, 1.0)) if length else 0.0


def words(text: str) -> list[str]:
    """Return the tokens of a text; in scripts without blanks its characters."""
    found = TOKEN.findall(text)
    if UNSPACED.search(text):
        found = [p for w in found for p in re.split(f"({UNSPACED.pattern})", w) if p]
    return found


def _path(space: _Space, chance: Chance) -> list[Bead]:
    """Return the best monotone sequence of beads."""
    n, m = space.a.shape[0], space.b.shape[0]
    back = np.full((n + 1, m + 1), 5, np.int8)
    back[1:, 0] = 4
    before, last = np.full(m + 1, -np.inf), np.zeros(m + 1)
    for i, gains in enumerate(_gains(space, chance), start=1):
        options = np.full((5, m + 1), -np.inf)
        for k, (di, dj) in enumerate(_BEAD_SIZES[:4]):
            row = last if di == 1 else before
            options[k, dj:] = row[: m + 1 - dj] + gains[k][dj - 1 :]
        options[4] = last
        choice = options.argmax(axis=0)
        best = options.max(axis=0)
        before, last = last, np.maximum.accumulate(best)
        # Where both are as good, omitted sentences stand before added ones.
        skips = np.concatenate([[False], last[1:] == last[:-1]])
        back[i] = np.where((last > best) | (skips & (choice == 4)), 5, choice)
    return _traced(back)


def _gains(space: _Space, chance: Chance) -> Iterator[list[Vector]]:
    """Yield for each original sentence what beads 1-1, 1-2, 2-1, 2-2 that end there are worth."""
    (na, pa), (nb, pb) = space.lengths
    least = limits(space.unit_a, space.unit_b, chance)
    above, before = np.zeros(len(nb)), np.zeros(len(nb), bool)
    for first in range(0, len(na), 256):
        for i, row in enumerate(space.dots(first, first + 256), start=first):
            passes = _cosine(row, na[i], nb) > next(least)
            both, either = above + row, before | passes
            beads = (
                (row, na[i], nb, 0.0, passes),
                (_with_last(row), na[i], pb, MERGE_GAIN, _with_last(passes)),
                (both, pa[i], nb, MERGE_GAIN, either),
                (_with_last(both), pa[i], pb, MERGE_GAIN, _with_last(either)),
            )
            gains = ((_cosine(dots, x, y) - THRESHOLD, cost, ok) for dots, x, y, cost, ok in beads)
            yield [np.where(ok & (gain > 0), gain - cost, -np.inf) for gain, cost, ok in gains]
            above, before = row, passes


def _cosine(dots: Vector, x: float, y: Vector) -> Vector:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(dots / (x * y))


def _with_last(row: NDArray[Any]) -> NDArray[Any]:
    """Return for each place its value and the one before it together: the sum, or either."""
    both = row.copy()
    both[1:] += row[:-1]
    return both


def _lengths(side: Any) -> tuple[Vector, Vector]:
    """Return the lengths of the vectors, and those of each added to the one before it."""
    alone = side.multiply(side).sum(axis=1)
    pairs = alone.copy()
    if len(alone) > 1:
        pairs[1:] += alone[:-1] + 2 * side[1:].multiply(side[:-1]).sum(axis=1)
    return np.sqrt(alone), np.sqrt(pairs)


def _traced(back: NDArray[np.int8]) -> list[Bead]:
    i, j = (size - 1 for size in back.shape)
    beads: list[Bead] = []
    while i or j:
        di, dj = _BEAD_SIZES[back[i, j]]
        beads.append((tuple(range(i - di, i)), tuple(range(j - dj, j))))
        i, j = i - di, j - dj
    return beads[::-1]


def _absorbed(space: _Space, beads: list[Bead]) -> list[Bead]:
    """Let sentences that were left over join the bead before or after them."""
    for order in (1, -1):
        joined: list[Bead] = []
        for bead in beads[::order]:
            if joined and all(joined[-1]) and not all(bead):
                a, b = zip(*(joined[-1], bead)[::order], strict=True)
                wider = (sum(a, ()), sum(b, ()))
                if space.similarity(wider) > space.similarity(joined[-1]) + MERGE_GAIN:
                    joined[-1] = wider
                    continue
            joined.append(bead)
        beads = joined[::order]
    return beads


def _moved(space: _Space, beads: list[Bead], chance: Chance) -> dict[int, int]:
    """Return for each omitted sentence that is much like an added one where it went."""
    left = [a[0] for a, b in beads if not b and not chance.repeated[0][a[0]]]
    right = [b[0] for a, b in beads if not a and not chance.repeated[1][b[0]]]
    if not left or not right:
        return {}
    na, nb = space.lengths[0][0], space.lengths[1][0][right]
    limit = chance.base + chance.needed(space.a.shape[0] * space.b.shape[0])
    limit = min(max(MOVED_THRESHOLD, limit), SAME)
    found = []
    for i in left:
        row = _cosine(space.dots(i, i + 1)[0][right], na[i], nb)
        found += [(-row[k], i, right[k]) for k in np.flatnonzero(row >= limit)]
    to: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(found):
        if i not in to and j not in taken:
            to[i] = j
            taken.add(j)
    return to


def _bead_table(
    space: _Space,
    beads: list[Bead],
    moved: dict[int, int],
    a: tuple[Passage, ...],
    b: tuple[Passage, ...],
) -> pd.DataFrame:
    """Return the beads, one a row; what moved stands where the original has it."""
    import pandas as pd

    taken = set(moved.values())
    rows: list[tuple[object, ...]] = []
    for x, y in beads:
        if not x and y[0] in taken:
            continue
        went = not y and x[0] in moved
        y = (moved[x[0]],) if went else y
        old, new = [a[i] for i in x], [b[j] for j in y]
        ids = (tuple(s.id for s in side) for side in (old, new))
        kind = "moved" if went else _bead_kind(old, new)
        rows.append((len(rows) + 1, kind, *ids, space.similarity((x, y))))
    return pd.DataFrame(rows, columns=["bead", "kind", "original", "rewrite", "similarity"])


def _bead_kind(a: list[Passage], b: list[Passage]) -> str:
    if not a or not b:
        return "omitted" if a else "added"
    if len(a) != len(b):
        return "split" if len(a) < len(b) else "merged"
    x, y = (" ".join(" ".join(s.text for s in side).split()) for side in (a, b))
    return "kept" if x == y else "reworded"
