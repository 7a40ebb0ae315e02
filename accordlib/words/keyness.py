"""Which words set one selection apart from another: `keyness`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.words.counts import Floats, log_likelihood
from accordlib.words.token_rule import Vocabulary
from accordlib.words.tokens import Countable, Tokens, tokens_of

if TYPE_CHECKING:
    import pandas as pd

_Z95 = 1.959963984540054
_ALONE, _RARE = "in a single passage", "expected below 5"
_CAUTIONS = np.array(["", _ALONE, _RARE, f"{_RARE}; {_ALONE}"], object)


def keyness(target: Countable, reference: Countable) -> pd.DataFrame:
    """Compare how often each type occurs in two corpora.

    All measures take tokens for independent, which words of one text are not: p and the interval
    are yardsticks, not proofs.

    Parameters
    ----------
    target, reference : Tokens, or whatever has passages
        The two corpora. Use the same words left out of both, or none.

    Returns
    -------
    DataFrame
        One row for every type of either corpus; types overused in the target first, greatest
        G2 first, then the underused ones, greatest G2 last. Columns: ``term``; ``count`` and
        ``reference_count``; ``per_thousand`` and ``reference_per_thousand``; ``expected``
        (the smaller of the two expected counts); ``g2`` (log-likelihood ratio [1]_ [2]_);
        ``log_ratio`` (binary logarithm of the ratio of the rates, a count of zero taken as 0.5
        [3]_); ``low`` and ``high``, its 95% interval [4]_ [5]_, infinite where a count is zero;
        ``p`` (of G2, on one degree of freedom); ``p_adjusted`` for the number of types [6]_;
        ``caution`` (why the row cannot carry a conclusion: ``expected below 5``, ``in a single
        passage`` of the corpus where it is more frequent, both, or empty).

    Raises
    ------
    AccordError
        If one of the corpora has no passages or no tokens.

    See Also
    --------
    plot_keyness, term_frequencies

    References
    ----------
    .. [1] Dunning (1993), Computational Linguistics 19(1), https://aclanthology.org/J93-1003.
    .. [2] Rayson and Garside (2000), Comparing Corpora, p. 3, doi:10.3115/1117729.1117730.
    .. [3] Hardie (2014), Log Ratio: an informal introduction, Lancaster: CASS.
    .. [4] Wilson (1927), JASA 22, doi:10.1080/01621459.1927.10502953.
    .. [5] Price and Bonett (2000), Computational Statistics & Data Analysis 34,
       doi:10.1016/S0167-9473(99)00100-0.
    .. [6] Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57(1),
       doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> defence, economy, _ = (pillar.commitments for pillar in agreement.pillars)
    >>> keyness(economy, defence).head(2)[["term", "count", "reference_count"]]
           term  count  reference_count
    0  economic      7                0
    1        ai      6                0
    """
    import pandas as pd

    target, reference = (tokens_of(corpus, "keyness()") for corpus in (target, reference))
    for name, corpus in (("target", target), ("reference", reference)):
        if corpus.total == 0:
            raise AccordError(
                f"The {name} corpus has no tokens, so there is nothing to compare. "
                "Check the filter it was made with."
            )
    vocabulary, terms, profiles = _side_by_side(target, reference)
    a, passages_a, b, passages_b = profiles
    n, m = target.total, reference.total
    expected_a, expected_b = n * (a + b) / (n + m), m * (a + b) / (n + m)
    g2 = log_likelihood((a, expected_a), (b, expected_b))
    p = np.fromiter(map(math.erfc, np.sqrt(g2 / 2).tolist()), float, len(g2))
    low, high = rate_ratio_interval(a, b, n, m)
    expected, overused = np.minimum(expected_a, expected_b), a * m >= b * n
    alone = np.where(overused, passages_a, passages_b) == 1
    order = np.argsort(np.where(overused, -g2, g2), kind="stable")
    columns = {
        "count": a.astype(int),
        "reference_count": b.astype(int),
        "per_thousand": 1000 * a / n,
        "reference_per_thousand": 1000 * b / m,
        "expected": expected,
        "g2": g2,
        "log_ratio": np.log2(np.maximum(a, 0.5) / n) - np.log2(np.maximum(b, 0.5) / m),
        "low": low,
        "high": high,
        "p": p,
        "p_adjusted": benjamini_hochberg(p),
        "caution": _CAUTIONS[2 * (expected < 5) + alone],
    }
    table = {"term": vocabulary.words(terms[order])}
    return pd.DataFrame(table | {name: column[order] for name, column in columns.items()})


def _side_by_side(target: Tokens, reference: Tokens) -> tuple[Vocabulary, NDArray[np.intp], Floats]:
    """Return the types of two corpora, in alphabetical order, with four rows of numbers.

    These are count and range in the target, count and range in the reference.
    """
    vocabulary, places = target.vocabulary, np.arange(len(reference.vocabulary))
    if reference.vocabulary is not vocabulary:
        vocabulary = Vocabulary(dict.fromkeys((*vocabulary, *reference.vocabulary)))
        places = np.array([vocabulary.numbers[w] for w in reference.vocabulary], np.intp)
    profiles = np.zeros((4, len(vocabulary)))
    profiles[:2, : len(target.vocabulary)] = target.counts, target.ranges
    profiles[2:, places] = reference.counts, reference.ranges
    order = vocabulary.alphabetical
    present = order[(profiles[0] + profiles[2])[order] > 0]
    return vocabulary, present, profiles[:, present]


def rate_ratio_interval(a: Floats, b: Floats, n: int, m: int) -> tuple[Floats, Floats]:
    """Return the 95% bounds of log2((a / n) / (b / m))."""
    total, z2, shift = a + b, _Z95**2, math.log2(m / n)
    centre = (a + z2 / 2) / (total + z2)
    half = _Z95 / (total + z2) * np.sqrt(a * b / total + z2 / 4)
    low = np.where(a == 0, 0.0, centre - half)
    high = np.where(b == 0, 1.0, centre + half)
    with np.errstate(divide="ignore"):
        low, high = (np.log2(bound) - np.log2(1 - bound) + shift for bound in (low, high))
    return low, high


def benjamini_hochberg(p: Floats) -> Floats:
    """Return p-values adjusted for their number (Benjamini and Hochberg 1995)."""
    order = np.argsort(p)[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * len(p) / ranks, 1.0))
    return adjusted
