"""How much two texts have in common: `overlap`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.versions.alignment import align_sentences
from accordlib.words.tokens import tokenize

if TYPE_CHECKING:
    import pandas as pd

LONGEST_NGRAM = 6


def overlap(a: Document, b: Document) -> pd.DataFrame:
    """Measure how much two texts have in common, to place them between copy and independence.

    Parameters
    ----------
    a, b : Document
        The original and the rewrite. Furniture is left out; words are compared as types, and no
        run of words crosses the end of a paragraph.

    Returns
    -------
    DataFrame
        One row. Columns, for n from 1 to 6: ``jaccard_n`` (distinct runs of n words in both, of
        all in either; Jaccard 1901) and ``containment_n`` (of those in the rewrite; Broder 1997;
        both NaN where there is none). Then ``longest_run`` (in words); ``indel`` (1 minus words
        deleted and inserted, divided by the words of both); ``chrf`` (F-score of character n-grams,
        beta 3, the original as reference; Popović 2015); ``aligned`` (the share of the
        sentences of both that `align_sentences` pairs).

    Raises
    ------
    AccordError
        If a document has no word.
    """
    import pandas as pd
    from nltk.translate.chrf_score import sentence_chrf
    from rapidfuzz.distance import Indel

    table = align_sentences(a, b).table
    tokens = [tokenize(d.paragraphs) for d in (a, b)]
    for document, found in zip((a, b), tokens, strict=True):
        if not len(found):
            raise AccordError(f"{document.id!r} has no word, so there is nothing to compare.")
    joined = tokenize((*a.paragraphs, *b.paragraphs))
    runs = _Runs(joined.ids, joined.bounds, len(tokens[0]))
    row: dict[str, float] = {}
    for n in range(1, LONGEST_NGRAM + 1):
        x, y = runs.distinct(n)
        both = len(np.intersect1d(x, y, assume_unique=True))
        row[f"jaccard_{n}"] = _share(both, len(x) + len(y) - both)
        row[f"containment_{n}"] = _share(both, len(y))
    paired = table["original"].map(len) + table["rewrite"].map(len)
    both_sides = (table["original"].map(len) > 0) & (table["rewrite"].map(len) > 0)
    texts = ("\n".join(p.text for p in d.paragraphs) for d in (a, b))
    ids = joined.ids.tolist()
    row |= {
        "longest_run": runs.longest(),
        "indel": Indel.normalized_similarity(ids[: runs.cut], ids[runs.cut :]),
        "chrf": sentence_chrf(*texts),
        "aligned": _share(int(paired[both_sides].sum()), int(paired.sum())),
    }
    return pd.DataFrame([row])


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


class _Runs:
    """Runs of words as numbers: equal runs of one length have equal numbers."""

    def __init__(self, ids: NDArray[np.int32], bounds: NDArray[np.int64], cut: int) -> None:
        self.cut = cut
        self.left = np.repeat(bounds[1:], np.diff(bounds)) - np.arange(len(ids))
        self.ranks = [ids.astype(np.int64)]

    def numbers(self, n: int) -> NDArray[np.int64]:
        """Return for each token the number of the run of `n` that begins there, or -1."""
        power = n.bit_length() - 1
        while len(self.ranks) <= power:
            self.ranks.append(self._pairs(self.ranks[-1], 1 << (len(self.ranks) - 1)))
        ranks = self.ranks[power]
        found = ranks if n == 1 << power else self._pairs(ranks, n - (1 << power))
        return np.where(self.left >= n, found, -1)

    def distinct(self, n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the numbers of the runs in the first text and in the second."""
        found = self.numbers(n)
        x, y = np.unique(found[: self.cut]), np.unique(found[self.cut :])
        return x[x >= 0], y[y >= 0]

    def longest(self) -> int:
        """Return the length of the longest run that both texts have."""
        low, high = 0, int(self.left.max(initial=0)) + 1
        while high - low > 1:
            middle = (low + high) // 2
            if np.intersect1d(*self.distinct(middle), assume_unique=True).size:
                low = middle
            else:
                high = middle
        return low

    @staticmethod
    def _pairs(ranks: NDArray[np.int64], shift: int) -> NDArray[np.int64]:
        """Return numbers for the pairs of a rank and the one `shift` places on."""
        later = np.concatenate([ranks[shift:], np.full(min(shift, len(ranks)), -1)])
        keys = ranks * (int(ranks.max(initial=0)) + 2) + later + 1
        numbered: NDArray[np.int64] = np.unique(keys, return_inverse=True)[1]
        return numbered
