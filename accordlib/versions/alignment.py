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
from accordlib.versions.alignment_chance import SAME, Chance, Vector, products
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
_COSTS = np.array([[0], [MERGE_GAIN], [MERGE_GAIN], [MERGE_GAIN]])
Bead = tuple[tuple[int, ...], tuple[int, ...]]
Version = HasPassages | Passage | Iterable[Passage]


@dataclass(frozen=True, repr=False, eq=False)
class Alignment:
    """Which sentences of two versions correspond. Made by `align_sentences`.

    Attributes
    ----------
    original, rewrite : Document
        The two versions; of passages what was given, each at its place.
    table : DataFrame
        One row a bead (sentences that belong together), in the order of the original. Columns:
        ``bead`` (number, from 1), ``kind`` (``kept``: same words, marks and case; ``reworded``;
        ``split``: fewer sentences in the original than in the rewrite; ``merged``: more;
        ``omitted``; ``added``; ``moved``), ``original`` and ``rewrite`` (tuples of sentence ids),
        ``similarity`` (0 to 1; 0 where one side is empty).
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

    Sentences are compared by their words, weighted by how few sentences have them [1]_, and
    aligned by dynamic programming [2]_; a pair must be more similar than chance makes unrelated
    sentences [3]_. The page on methods says how (docs/methods.md).

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
        are too long (as with 20,001 sentences each).

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
    import pandas as pd

    (old, a), (new, b) = map(_version, (original, rewrite))
    if not a and not b:
        raise AccordError(f"Neither {old.id!r} nor {new.id!r} has a sentence to align.")
    if len(a) * len(b) > _MOST_PAIRS:
        raise AccordError(
            f"{len(a):,} and {len(b):,} sentences are too many to align at once. "
            "Divide the documents, for example by chapter."
        )
    space = _Space([s.text for s in (*a, *b)], len(a))
    chance = Chance(*space.units, THRESHOLD)
    beads = _moved(chance, _absorbed(space, _path(space, chance)))
    rows = []
    for number, (bead, moved) in enumerate(beads, start=1):
        sides = [a[i] for i in bead[0]], [b[j] for j in bead[1]]
        ids = (tuple(s.id for s in side) for side in sides)
        kind = "moved" if moved else _kind(*sides)
        rows.append((number, kind, *ids, space.similarity(bead)))
    table = pd.DataFrame(rows, columns=["bead", "kind", "original", "rewrite", "similarity"])
    return Alignment(old, new, table, (a, b))


def _version(given: Version) -> tuple[Document, tuple[Passage, ...]]:
    """Return a version and its sentences; of passages, a document that has only them."""
    passages = passages_of(given, "align_sentences()")
    parts = ((p,) if p.kind == "sentence" else sentences(p) for p in passages)
    found = tuple(chain.from_iterable(parts))
    if isinstance(given, Document):
        return given, found
    if not passages:
        raise AccordError("align_sentences() got no passage, so there is nothing to align.")
    id, text = passages[0].document, ""
    for passage in passages:
        if passage.document != id or passage.start < len(text):
            raise AccordError(
                "align_sentences() takes the passages of one text, in its order and none within "
                f"another, but not so {passage.id!r}. Give the document itself, or its paragraphs."
            )
        text += "\n" * (passage.start - len(text)) + passage.text
    return Document(id, text), found


class _Space:
    """The sentences of both versions, as rows of weighted tokens."""

    def __init__(self, texts: Sequence[str], cut: int) -> None:
        from scipy.sparse import csr_array  # type: ignore[import-untyped]

        types: defaultdict[str, int] = defaultdict(count().__next__)
        rows = [[types[fold(w)] for w in _words(text)] for text in texts]
        bounds = np.cumsum([0, *map(len, rows)])
        ids = np.fromiter(chain.from_iterable(rows), np.intp, int(bounds[-1]))
        matrix = csr_array((np.ones(len(ids)), ids, bounds), shape=(len(rows), len(types)))
        matrix.sum_duplicates()
        spread = np.bincount(matrix.indices, minlength=len(types))
        matrix.data *= np.log1p(len(rows) / np.maximum(spread, 1))[matrix.indices]
        lengths = _lengths(matrix)
        unit = matrix.multiply(1 / np.where(lengths > 0, lengths, 1)[:, None]).tocsr()
        self.sides: tuple[Any, Any] = (matrix[:cut], matrix[cut:])
        self.units: tuple[Any, Any] = (unit[:cut], unit[cut:])

    def similarity(self, bead: Bead) -> float:
        """Return the similarity of two groups of sentences."""
        if not all(bead):
            return 0.0
        x, y = (side[list(i)].sum(axis=0) for side, i in zip(self.sides, bead, strict=True))
        length = np.sqrt((x @ x) * (y @ y))
        return float(min(x @ y / length, 1.0)) if length else 0.0


def _lengths(vectors: Any) -> Vector:
    squares: Vector = vectors.multiply(vectors).sum(axis=1)
    return np.sqrt(squares)


def _words(text: str) -> list[str]:
    """Return the tokens of a text; in scripts without blanks its characters."""
    found = TOKEN.findall(text)
    if UNSPACED.search(text):
        found = [p for w in found for p in re.split(f"({UNSPACED.pattern})", w) if p]
    return found


def _path(space: _Space, chance: Chance) -> list[Bead]:
    """Return the best monotone sequence of beads."""
    n, m = (side.shape[0] for side in space.sides)
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
    beads: list[Bead] = []
    while n or m:
        di, dj = _BEAD_SIZES[back[n, m]]
        n, m = n - di, m - dj
        beads.append((tuple(range(n, n + di)), tuple(range(m, m + dj))))
    return beads[::-1]


def _gains(space: _Space, chance: Chance) -> Iterator[Vector]:
    """Yield for each original sentence what beads 1-1, 1-2, 2-1, 2-2 that end there are worth."""
    from scipy.sparse import vstack

    na, nb = map(_lengths, space.sides)
    # The lengths of the sentences, each joined to the one before it.
    pa, pb = (_lengths(vstack([side[:1], side[1:] + side[:-1]])) for side in space.sides)
    least = chance.limits()
    above, before = np.zeros(len(nb)), np.zeros(len(nb), bool)
    for first, rows in products(*space.sides):
        for i, row in enumerate(rows, start=first):
            passes = _cosine(row, na[i] * nb) > next(least)
            lengths = np.multiply.outer([na[i], pa[i]], [nb, pb]).reshape(4, -1)
            gains = _cosine(_joined(row, above + row), lengths) - THRESHOLD
            fits = _joined(passes, before | passes) & (gains > 0)
            yield np.where(fits, gains - _COSTS, -np.inf)
            above, before = row, passes


def _cosine(dots: Vector, lengths: Vector) -> Vector:
    return np.divide(dots, lengths, out=np.zeros_like(dots), where=lengths > 0)


def _joined(*rows: NDArray[Any]) -> NDArray[Any]:
    """Return each row twice, the second time each place together with the one before it."""
    both = np.stack([rows, rows], axis=1)
    both[:, 1, 1:] += both[:, 0, :-1]
    return both.reshape(2 * len(rows), -1)


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


def _moved(chance: Chance, beads: list[Bead]) -> Iterator[tuple[Bead, bool]]:
    """Yield the beads; an omitted sentence that is much like an added one has moved there."""
    left = np.array([a[0] for a, b in beads if not b and not chance.repeated[0][a[0]]], np.intp)
    right = np.array([b[0] for a, b in beads if not a and not chance.repeated[1][b[0]]], np.intp)
    limit = chance.base + chance.needed(chance.a.shape[0] * chance.b.shape[0])
    found = []
    for first, rows in products(chance.a[left], chance.b[right]):
        places = np.argwhere(rows >= min(max(MOVED_THRESHOLD, limit), SAME)).tolist()
        found += [(-rows[i, j], int(left[first + i]), int(right[j])) for i, j in places]
    to: dict[int, int] = {}
    back: dict[int, int] = {}
    for _, i, j in sorted(found):
        if i not in to and j not in back:
            to[i], back[j] = j, i
    for a, b in beads:
        if not b and a[0] in to:
            yield (a, (to[a[0]],)), True
        elif a or b[0] not in back:
            yield (a, b), False


def _kind(a: list[Passage], b: list[Passage]) -> str:
    if not a or not b:
        return "omitted" if a else "added"
    if len(a) != len(b):
        return "split" if len(a) < len(b) else "merged"
    x, y = (" ".join(" ".join(s.text for s in side).split()) for side in (a, b))
    return "kept" if x == y else "reworded"
