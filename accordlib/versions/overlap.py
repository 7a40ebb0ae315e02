"""How much two texts have in common: `overlap`."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import chain
from math import nan
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.passages import passages_of
from accordlib.versions.alignment import align_sentences
from accordlib.words.tokens import Passages, Tokens, tokenize

if TYPE_CHECKING:
    import pandas as pd

LONGEST_NGRAM = 6
_BETA = 3  # of chrF: what of the original is found counts so much more than the reverse


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
        the original as reference [3]_); ``aligned`` (the share of the sentences of both that
        `align_sentences` pairs).

    Raises
    ------
    AccordError
        If something else than passages is given, or if there is no word in them.

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
    import pandas as pd
    from rapidfuzz.distance import Indel

    given = [v if isinstance(v, Document) else passages_of(v, "overlap()") for v in (a, b)]
    alignment = align_sentences(*given)
    sides = [passages_of(version, "overlap()") for version in given]
    words = tokenize(tuple(chain(*sides)))
    cut, ids = int(words.bounds[len(sides[0])]), words.ids.tolist()
    for document, found in ((alignment.original, ids[:cut]), (alignment.rewrite, ids[cut:])):
        if not found:
            raise AccordError(f"{document.id!r} has no word, so there is nothing to compare.")
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
    row["chrf"] = _chrf(*("".join(p.text for p in side) for side in sides))
    beads = alignment.table[["original", "rewrite"]].map(len)
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


def _word_runs(words: Tokens, cut: int) -> Callable[[int], tuple[set[int], set[int]]]:
    """Return what gives the distinct runs of `n` words before the cut, and after it, as numbers.

    Equal runs have equal numbers: a run is two shorter ones, whose numbers it numbers anew.
    """
    left = np.repeat(words.bounds[1:], words.sizes.astype(np.intp)) - np.arange(len(words))

    @cache
    def numbers(n: int) -> NDArray[np.int64]:
        if n == 1:
            return words.ids.astype(np.int64)
        half = 1 << (n - 1).bit_length() - 1
        both = numbers(half) * (len(words) + 1) + np.roll(numbers(half), half - n)
        return np.where(left >= n, np.unique(both, return_inverse=True)[1], -1)

    def distinct(n: int) -> tuple[set[int], set[int]]:
        x, y = np.split(numbers(n), [cut])
        return set(x[x >= 0].tolist()), set(y[y >= 0].tolist())

    return distinct
