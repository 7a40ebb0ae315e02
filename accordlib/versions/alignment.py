"""Two versions of one text, sentence by sentence: `align_sentences`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import chain, count
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage
from accordlib.texts.sentences import sentences
from accordlib.versions.alignment_chance import SAME, Chance, limits
from accordlib.words.tokens import TOKEN, fold

if TYPE_CHECKING:
    import pandas as pd

THRESHOLD = 0.35
MERGE_GAIN = 0.02
MOVED_THRESHOLD = 0.5
_MOST_CELLS = 400_000_000
# Scripts written without blanks between words: kana, ideographs, Thai, Lao, Khmer, Burmese.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_STEPS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1))
Bead = tuple[tuple[int, ...], tuple[int, ...]]
Vector = NDArray[np.float64]


@dataclass(frozen=True, repr=False, eq=False)
class Alignment:
    """Which sentences of two versions correspond. Made by `align_sentences`.

    Attributes
    ----------
    original, rewrite : Document
        The two versions.
    table : DataFrame
        One row a bead (sentences that belong together: one and one, one and two, or one and none),
        in the order of the original; an added sentence stands after the last
        aligned one before it. Columns: ``bead`` (number, from 1), ``kind`` (``kept``: same words,
        marks and case; ``reworded``; ``split``: fewer sentences in the original than in the
        rewrite; ``merged``: more; ``omitted``; ``added``; ``moved``), ``original`` and
        ``rewrite`` (tuples of sentence ids), ``similarity`` (0 to 1; 0 where one side is empty).
    passages : tuple of Passage, tuple of Passage
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


def align_sentences(original: Document, rewrite: Document) -> Alignment:
    """Find which sentences of a rewrite correspond to which of the original.

    The similarity of two groups of sentences is the cosine of their token counts, each count
    weighted by ``log(1 + N / n)``, where ``n`` of the ``N`` sentences of both versions have the
    type (Salton and Buckley 1988). Dynamic programming (as in Gale and Church 1993, but over
    words instead of lengths) finds the monotone sequence of beads 1-1, 1-2, 2-1, 2-2, 1-0 and
    0-1 with the greatest sum of ``similarity - 0.35``; a bead counts once however many sentences
    are in it, so that the finer division wins. A bead must be more similar than 0.35
    (`THRESHOLD`), and two of its sentences more similar than chance makes them, so that unrelated
    sentences stay single. A bead of more than one sentence on a side must be more similar by 0.02
    (`MERGE_GAIN`) than without it; sentences left over beside a bead join it by the same rule.
    Last, an omitted and an added sentence with a similarity of at least 0.5 (`MOVED_THRESHOLD`)
    and above chance are one that moved, the most similar first.

    What chance makes is learnt from the similarities of different sentences of one text, which
    are not versions of each other, by the extreme-value argument of Karlin and Altschul (1990,
    PNAS 87): a pair alone must be so similar that, between two unrelated texts, at most 0.01 such
    pairs are expected. A run of pairs that are neighbours in both texts may reach this together;
    between such runs a pair needs only more than chance achieves there. Identical sentences
    always pass, but a sentence that its own text repeats never counts as moved.

    In scripts without blanks between words every character counts as a token.

    Parameters
    ----------
    original, rewrite : Document
        The two versions. Furniture is left out.

    Returns
    -------
    Alignment

    Raises
    ------
    AccordError
        If something else than documents is given, if neither has a sentence, or if they are too
        long (the product of the numbers of sentences above 400 million).
    """
    for document in (original, rewrite):
        if not isinstance(document, Document):
            raise AccordError(
                f"A Document is expected, not {type(document).__name__}: give the documents "
                "themselves, such as corpus['article'] and corpus['article-rewrite']."
            )
    a, b = (tuple(chain(*map(sentences, d.paragraphs))) for d in (original, rewrite))
    if not a and not b:
        raise AccordError(f"Neither {original.id!r} nor {rewrite.id!r} has a sentence to align.")
    if len(a) * len(b) > _MOST_CELLS:
        raise AccordError(
            f"{len(a):,} and {len(b):,} sentences are too many to align at once. "
            "Divide the documents, for example by chapter."
        )
    space = _Space([s.text for s in a], [s.text for s in b])
    chance = Chance(space.unit(space.a), space.unit(space.b), THRESHOLD)
    beads = _absorbed(space, _path(space, chance))
    moved = _moved(space, beads, chance)
    table = _bead_table(space, _placed(beads, moved), a, b)
    went = {a[i].id for i in moved}
    table.loc[table["original"].map(lambda ids: not went.isdisjoint(ids)), "kind"] = "moved"
    return Alignment(original, rewrite, table, (a, b))


class _Space:
    """The sentences of both versions as vectors of weighted tokens."""

    def __init__(self, a: Sequence[str], b: Sequence[str]) -> None:
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        types: defaultdict[str, int] = defaultdict(count().__next__)
        rows = [[types[fold(w)] for w in words(text)] for text in chain(a, b)]
        lengths = np.cumsum([0, *map(len, rows)])
        ids = np.fromiter(chain.from_iterable(rows), np.int64, int(lengths[-1]))
        matrix = csr_array((np.ones(len(ids)), ids, lengths), shape=(len(rows), len(types)))
        matrix.sum_duplicates()
        spread = np.bincount(matrix.indices, minlength=len(types))
        matrix.data *= np.log1p(len(rows) / np.maximum(spread, 1))[matrix.indices]
        self.a: Any = matrix[: len(a)]
        self.b: Any = matrix[len(a) :]

    def dots(self, first: int, last: int) -> Vector:
        """Return the inner products of some sentences of the original with all of the rewrite."""
        found: Vector = (self.a[first:last] @ self.b.T).toarray()
        return found

    @staticmethod
    def unit(side: Any) -> Any:
        """Return the vectors with length 1."""
        lengths = _lengths(side)[0]
        return side.multiply(1 / np.where(lengths > 0, lengths, 1)[:, None]).tocsr()

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
    if not UNSPACED.search(text):
        return found
    parts = (re.split(f"({UNSPACED.pattern})", word) for word in found)
    return [piece for word in parts for piece in word if piece]


def _path(space: _Space, chance: Chance) -> list[Bead]:
    """Return the best monotone sequence of beads."""
    n, m = space.a.shape[0], space.b.shape[0]
    back = np.full((n + 1, m + 1), 5, np.int8)
    back[1:, 0] = 4
    before, last = np.full(m + 1, -np.inf), np.zeros(m + 1)
    for i, gains in enumerate(_gains(space, chance), start=1):
        options = np.full((5, m + 1), -np.inf)
        for k, (di, dj) in enumerate(_STEPS[:4]):
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


def _gains(space: _Space, chance: Chance) -> Iterator[tuple[Vector, ...]]:
    """Yield for each original sentence what beads 1-1, 1-2, 2-1, 2-2 that end there are worth."""
    (na, pa), (nb, pb) = (_lengths(side) for side in (space.a, space.b))
    least = limits(space.unit(space.a), space.unit(space.b), chance)
    above, before = np.zeros(len(nb)), np.zeros(len(nb), bool)
    for first in range(0, len(na), 256):
        for i, row in enumerate(space.dots(first, first + 256), start=first):
            passes = _cosine(row, na[i], nb) > next(least)
            both, either = above + row, before | passes
            beads = (
                (row, na[i], nb, 0.0, passes),
                (_summed(row), na[i], pb, MERGE_GAIN, _with_last(passes)),
                (both, pa[i], nb, MERGE_GAIN, either),
                (_summed(both), pa[i], pb, MERGE_GAIN, _with_last(either)),
            )
            yield tuple(_gain(*bead) for bead in beads)
            above, before = row, passes


def _gain(dots: Vector, x: float, y: Vector, cost: float, passes: NDArray[np.bool_]) -> Vector:
    gain = _cosine(dots, x, y) - THRESHOLD
    return np.where(passes & (gain > 0), gain - cost, -np.inf)


def _cosine(dots: Vector, x: float, y: Vector) -> Vector:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(dots / (x * y))


def _with_last(passes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which places pass, or have one before them that does."""
    either: NDArray[np.bool_] = passes | np.append(False, passes)[: len(passes)]
    return either


def _summed(row: Vector) -> Vector:
    """Return the sums of neighbours; the first has none before it."""
    sums: Vector = row + np.concatenate([[0.0], row])[: len(row)]
    return sums


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
        di, dj = _STEPS[back[i, j]]
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
    na, nb = _lengths(space.a)[0], _lengths(space.b)[0][right]
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


def _placed(beads: list[Bead], moved: dict[int, int]) -> list[Bead]:
    """Join the sentences that moved; they stand where the original has them."""
    taken = set(moved.values())
    return [
        (a, (moved[a[0]],)) if not b and a[0] in moved else (a, b)
        for a, b in beads
        if a or b[0] not in taken
    ]


def _bead_table(
    space: _Space, beads: list[Bead], a: tuple[Passage, ...], b: tuple[Passage, ...]
) -> pd.DataFrame:
    import pandas as pd

    rows = [
        (
            n,
            _kind([a[i] for i in x], [b[j] for j in y]),
            tuple(a[i].id for i in x),
            tuple(b[j].id for j in y),
            space.similarity((x, y)),
        )
        for n, (x, y) in enumerate(beads, start=1)
    ]
    columns = ["bead", "kind", "original", "rewrite", "similarity"]
    return pd.DataFrame(rows, columns=columns)


def _kind(a: list[Passage], b: list[Passage]) -> str:
    if not a or not b:
        return "omitted" if a else "added"
    if len(a) != len(b):
        return "split" if len(a) < len(b) else "merged"
    x, y = (" ".join(" ".join(s.text for s in side).split()) for side in (a, b))
    return "kept" if x == y else "reworded"
