"""What two versions of one text have in common: `align_sentences` and `overlap`."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import chain
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.folding import Folding, fold_layout
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.sentences import sentences
from accordlib.versions.similarity import Similarity
from accordlib.words.tokens import Passages, Tokens, tokenize

_MOST_PAIRS = 400_000_000
LONGEST_NGRAM = 6
_BETA = 3  # of chrF: what of the original is found counts so much more than the reverse


@dataclass(frozen=True, repr=False, eq=False)
class Alignment:
    """Which sentences of two versions correspond. Made by `align_sentences`.

    Attributes
    ----------
    original, rewrite : Document
        The two versions; of passages what was given, each at its place.
    table : DataFrame
        One row a bead (sentences that belong together), in the order of the original: ``bead``
        (number, from 1), ``kind`` (``kept``: same words, marks and case; ``reworded``; ``split``
        or ``merged``: into more sentences, or fewer; ``omitted``; ``added``; ``moved``),
        ``original``, ``rewrite`` (tuples of ids), ``similarity`` (0 to 1; 0 where a side is empty).
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

    def folded(self) -> tuple[Alignment, tuple[Folding, ...]]:
        """Return the same of both texts as they are compared, and how these were folded."""
        versions = self.original, self.rewrite
        foldings = fold_layout([v.text for v in versions], [v.line_begins for v in versions])
        old, new = (
            Document(v.id, f.text, furniture=tuple(map(f.passage, v.furniture)))
            for v, f in zip(versions, foldings, strict=True)
        )
        first, second = (
            tuple(map(f.passage, side)) for f, side in zip(foldings, self.passages, strict=True)
        )
        return Alignment(old, new, self.table, (first, second)), tuple(foldings)


def align_sentences(original: Passages, rewrite: Passages) -> Alignment:
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

    Raises
    ------
    AccordError
        If neither version has a sentence, or if they are too long (as with 20,001 sentences each).

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
    (old, a), (new, b) = map(_version, (original, rewrite))
    if not a and not b:
        raise AccordError(f"Neither {old.id!r} nor {new.id!r} has a sentence to align.")
    if len(a) * len(b) > _MOST_PAIRS:
        raise AccordError(
            f"{len(a):,} and {len(b):,} sentences are too many to align at once. "
            "Divide the documents, for example by chapter."
        )
    similarity = Similarity(a, b)
    beads = similarity.beads()
    moves = similarity.moves(beads)
    rows: list[tuple[object, ...]] = []
    for bead in beads:
        if pair := moves.get(bead, bead):
            sides = [a[i] for i in pair[0]], [b[j] for j in pair[1]]
            ids = (tuple(s.id for s in side) for side in sides)
            kind = "moved" if bead in moves else _kind(*sides)
            rows.append((len(rows) + 1, kind, *ids, similarity.of(pair)))
    table = pd.DataFrame(rows, columns=["bead", "kind", "original", "rewrite", "similarity"])
    return Alignment(old, new, table, (a, b))


def _version(given: Passages) -> tuple[Document, tuple[Passage, ...]]:
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


def _kind(a: list[Passage], b: list[Passage]) -> str:
    if not a or not b:
        return "omitted" if a else "added"
    if len(a) != len(b):
        return "split" if len(a) < len(b) else "merged"
    x, y = (" ".join(f.text for f in fold_layout([s.text for s in side])) for side in (a, b))
    return "kept" if x == y else "reworded"


def overlap(a: Passages, b: Passages) -> pd.DataFrame:
    """Measure how much two texts have in common, to place them between copy and independence.

    Parameters
    ----------
    a, b : Document, Agreement, Passage or iterable of Passage
        The original and the rewrite, as `align_sentences` takes them. Words are compared as
        types, and no run of words crosses the end of a paragraph.

    Returns
    -------
    DataFrame
        One row. Columns, for n from 1 to 6: ``jaccard_n`` (distinct runs of n words in both, of
        all in either [1]_) and ``containment_n`` (of those in the rewrite [2]_; both NaN where
        there is none). Then ``longest_run`` (in words); ``indel`` (1 minus words deleted and
        inserted, divided by the words of both); ``chrf`` (F-score of character n-grams, beta 3,
        the original as reference [3]_); ``aligned`` (the share of the sentences in a pair).

    Raises
    ------
    AccordError
        If there is no word in one of them.

    References
    ----------
    .. [1] Jaccard (1901). doi:10.5169/seals-266450
    .. [2] Broder (1997). doi:10.1109/SEQUEN.1997.666900
    .. [3] Popović (2015). doi:10.18653/v1/W15-3049

    Examples
    --------
    >>> corpus = load_corpus()
    >>> row = overlap(corpus["article"], corpus["article-rewrite"])
    >>> row[["jaccard_1", "jaccard_6", "chrf"]].round(2).values.tolist()
    [[0.6, 0.06, 0.73]]
    """
    from rapidfuzz.distance import Indel

    sides = [passages_of(version, "overlap()") for version in (a, b)]
    words = tokenize(sides[0] + sides[1])
    cut, ids = int(words.bounds[len(sides[0])]), words.ids.tolist()
    if not 0 < cut < len(ids):
        raise AccordError(f"The {'rewrite' if cut else 'original'} has no word to compare.")
    runs = _word_runs(words, cut)
    row: dict[str, float] = {}
    for n in range(1, LONGEST_NGRAM + 1):
        old, new = runs(n)
        both = len(old & new)
        row[f"jaccard_{n}"] = both / len(old | new) if old or new else nan
        row[f"containment_{n}"] = both / len(new) if new else nan
    lengths = range(1, int(words.sizes.max()) + 1)
    row["longest_run"] = bisect_left(lengths, True, key=lambda n: set.isdisjoint(*runs(n)))
    row["indel"] = Indel.normalized_similarity(ids[:cut], ids[cut:])
    folded = [folding.text for folding in fold_layout([p.text for p in (*sides[0], *sides[1])])]
    row["chrf"] = _chrf("".join(folded[: len(sides[0])]), "".join(folded[len(sides[0]) :]))
    beads = align_sentences(*sides).table[["original", "rewrite"]].map(len)
    row["aligned"] = beads[beads.all(axis=1)].to_numpy().sum() / beads.to_numpy().sum()
    return pd.DataFrame([row])


def _chrf(reference: str, text: str) -> float:
    """Return the mean F-score of the runs of characters, white space left out."""
    texts = ["".join(words.split()) for words in (reference, text)]
    scores = []
    for n in range(1, LONGEST_NGRAM + 1):
        x, y = (Counter(t[i : i + n] for i in range(len(t) - n + 1)) for t in texts)
        weighted = _BETA**2 * x.total() + y.total()
        scores.append((_BETA**2 + 1) * (x & y).total() / weighted if weighted else 0.0)
    return sum(scores) / len(scores)


def _word_runs(words: Tokens, cut: int) -> Callable[[int], list[set[int]]]:
    """Return what gives the distinct runs of `n` words before the cut, and after it, as numbers."""
    left = np.repeat(words.bounds[1:], words.sizes.astype(np.intp)) - np.arange(len(words))

    @cache
    def numbers(n: int) -> NDArray[np.int64]:
        if n == 1:
            return words.ids.astype(np.int64)
        # A run is two shorter ones: from their numbers it has its own, the same for equal runs.
        half = 1 << (n - 1).bit_length() - 1
        both = numbers(half) * (len(words) + 1) + np.roll(numbers(half), half - n)
        return np.where(left >= n, np.unique(both, return_inverse=True)[1], -1)

    return lambda n: [set(x[x >= 0].tolist()) for x in np.split(numbers(n), [cut])]
