"""Tables of terms: frequencies, dispersion, tf-idf and keyness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from accordlib.errors import AccordError, expect_one_of
from accordlib.words.counts import Floats, all_cells, group_cells, log_likelihood
from accordlib.words.tokens import Countable, Tokens, Vocabulary, tokens_of

if TYPE_CHECKING:
    import pandas as pd

Grouping = Literal["passage", "document", "pillar"]

_GROUPED_BY = {"passage": "id", "document": "document", "pillar": "pillar"}  # a Passage's fields
_Z95 = 1.959963984540054
_ALONE, _RARE = "in a single passage", "expected below 5"
_CAUTIONS = np.array(["", _ALONE, _RARE, f"{_RARE}; {_ALONE}"], object)


def term_frequencies(tokens: Countable, by: Grouping | None = None) -> pd.DataFrame:
    """Count the types.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        What to count.
    by : {"passage", "document", "pillar"}, optional
        Count within each of these. Passages in no pillar form a group with an empty name.

    Returns
    -------
    DataFrame
        One row a type (and group), most frequent first within a group; groups in the order of
        the passages. Columns: the group, if `by` is given; ``term``; ``count``; ``per_thousand``
        (of the group's tokens in full, see `Tokens.sizes`); ``range`` (how many passages of the
        group it occurs in); ``passages`` (how many the group has).

    See Also
    --------
    keyness, dispersion, tfidf, plot_term_frequencies

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> content = tokenize(agreement).filter(words=lambda word: word not in stopwords())
    >>> term_frequencies(content).head(2)[["term", "count", "range"]]
            term  count  range
    0   security     28     20
    1  including     21     17
    """
    import pandas as pd

    tokens = tokens_of(tokens, "term_frequencies()")
    expect_one_of(by, (None, *_GROUPED_BY), "by")
    group_of, names = pd.factorize(np.array(_groups(tokens, by), object))
    sizes = np.bincount(group_of, tokens.sizes, len(names)).astype(np.int64)
    passages, ranks = np.bincount(group_of, minlength=len(names)), tokens.vocabulary.ranks
    if by is None:
        term = np.lexsort((ranks, -tokens.counts))[: np.count_nonzero(tokens.counts)]
        group, count, ranges = np.zeros_like(term), tokens.counts[term], tokens.ranges[term]
    else:
        ids, bounds = tokens.ids, tokens.bounds
        if (np.diff(group_of) < 0).any():  # the passages of a group stand apart
            lengths = np.diff(bounds)[np.argsort(group_of, kind="stable")]
            ids = ids[np.argsort(group_of[tokens.passage_index], kind="stable")]
            bounds = np.cumsum(np.append(0, lengths))
        group, term, count, ranges = group_cells(ids, bounds, passages, ranks)
    columns = {
        "per_thousand": 1000 * count.astype(np.int64) / sizes[group],
        "term": pd.Series(tokens.vocabulary.column).array.take(term),
        "count": count.astype(np.int64),
        "range": ranges.astype(np.int64),
        "passages": passages[group],
    }
    if by is not None:
        columns[by] = pd.Series(names).array.take(group)
    order = [*([by] if by else []), "term", "count", "per_thousand", "range", "passages"]
    return pd.DataFrame({name: columns[name] for name in order}, copy=False)


def dispersion(tokens: Countable) -> pd.DataFrame:
    """Measure how evenly each type is spread over the passages.

    The deviation of proportions is half the sum of ``|s - v|`` over the passages, where ``s`` is
    a passage's share of all tokens and ``v`` its share of the type's occurrences [1]_.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        At least two passages with tokens in them. Passages without tokens are left out.

    Returns
    -------
    DataFrame
        One row a type, most frequent first. Columns: ``term``; ``count``; ``range`` (in how many
        passages); ``passages`` (of how many); ``dp``; ``dp_norm``, which divides it by its
        greatest value, ``1 - min(s)``: from 0 (even) to 1 (all in the shortest passage) [2]_.

    Raises
    ------
    AccordError
        If fewer than two passages have tokens.

    See Also
    --------
    plot_dispersion

    References
    ----------
    .. [1] Gries (2008), International Journal of Corpus Linguistics 13(4), p. 415,
       doi:10.1075/ijcl.13.4.02gri.
    .. [2] Lijffijt and Gries (2012), the same journal 17(1), p. 148, doi:10.1075/ijcl.17.1.08lij.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> dispersion(agreement.commitments).head(2)[["term", "range", "dp_norm"]].round(2)
      term  range  dp_norm
    0  and     27     0.11
    1  the     25     0.32
    """
    import pandas as pd

    tokens = tokens_of(tokens, "dispersion()")
    share = tokens.sizes / max(tokens.total, 1)
    filled = int(np.count_nonzero(share))
    if filled < 2:
        raise AccordError(
            f"Dispersion compares passages, and {filled} of those given has any token. "
            "Tokenize several passages, such as all commitments."
        )
    passage, term, times = all_cells(tokens.ids, tokens.bounds)
    width, count = len(tokens.vocabulary), tokens.counts
    s, v = share[passage], times / count[term]
    absent = 1 - np.bincount(term, s, width)
    dp = (np.bincount(term, np.abs(s - v), width) + absent) / 2
    columns = {"term": tokens.vocabulary.column, "count": count, "range": tokens.ranges}
    columns |= {"passages": np.full(width, filled), "dp": dp}
    columns["dp_norm"] = dp / (1 - share[share > 0].min())
    table = pd.DataFrame(columns)[count > 0]
    return table.sort_values(["count", "term"], ascending=[False, True], ignore_index=True)


def dp_norm(tokens: Tokens, positions: Sequence[int]) -> float:
    """Return DPnorm of what stands at some positions; of none, or in one passage, no number."""
    share = tokens.sizes / max(tokens.total, 1)
    if not len(positions) or np.count_nonzero(share) < 2:
        return math.nan
    found = np.bincount(tokens.passages_at(np.asarray(positions)), minlength=len(share))
    deviation = np.abs(share - found / len(positions)).sum() / 2
    return float(deviation / (1 - share[share > 0].min()))


def tfidf(tokens: Countable, by: Grouping = "passage") -> pd.DataFrame:
    """Weight each type of each group by how few groups it occurs in.

    The weight is count times ``log10(N / df)``, with N groups of which df have the type [1]_, and
    not scikit-learn's: a type that stands in every group weighs nothing.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        What to weigh.
    by : {"passage", "document", "pillar"}
        What counts as one group.

    Returns
    -------
    DataFrame
        One row a group and type, heaviest first within a group. Columns: the group; ``term``;
        ``count``; ``groups`` (in how many it occurs); ``idf``; ``tfidf``.

    See Also
    --------
    keyness, term_frequencies

    References
    ----------
    .. [1] Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval,
       equations 6.7 and 6.8, doi:10.1017/CBO9780511809071.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> tfidf(agreement.commitments, by="pillar").head(2)[["pillar", "term", "count", "groups"]]
      pillar     term  count  groups
    0      D  defence      7       1
    1      D    space      6       1
    """
    tokens = tokens_of(tokens, "tfidf()")
    expect_one_of(by, _GROUPED_BY, "by")
    table = term_frequencies(tokens, by)[[by, "term", "count"]]
    table["groups"] = table.groupby("term")["term"].transform("size")
    table["idf"] = np.log10(len(set(_groups(tokens, by))) / table["groups"])
    table["tfidf"] = table["count"] * table["idf"]
    order = np.lexsort((table["term"], -table["tfidf"], table.groupby(by, sort=False).ngroup()))
    return table.iloc[order].reset_index(drop=True)


def _groups(tokens: Tokens, by: str | None) -> list[str]:
    """Return the name of each passage's group."""
    return [getattr(p, _GROUPED_BY[by]) if by else "" for p in tokens.passages]


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
    vocabulary, profiles = _side_by_side(target, reference)
    terms = np.flatnonzero(profiles[0] + profiles[2])
    a, passages_a, b, passages_b = profiles[:, terms]
    n, m = target.total, reference.total
    expected_a, expected_b = n * (a + b) / (n + m), m * (a + b) / (n + m)
    g2 = log_likelihood((a, expected_a), (b, expected_b))
    p = np.fromiter(map(math.erfc, np.sqrt(g2 / 2).tolist()), float, len(g2))
    low, high = rate_ratio_interval(a, b, n, m)
    expected, overused = np.minimum(expected_a, expected_b), a * m >= b * n
    alone = np.where(overused, passages_a, passages_b) == 1
    order = np.lexsort((vocabulary.ranks[terms], np.where(overused, -g2, g2)))
    columns = {
        "term": vocabulary.column[terms],
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
    return pd.DataFrame({name: column[order] for name, column in columns.items()})


def _side_by_side(target: Tokens, reference: Tokens) -> tuple[Vocabulary, Floats]:
    """Return the types of two corpora; their counts and ranges in the one, and in the other."""
    vocabulary, places = target.vocabulary, np.arange(len(reference.vocabulary))
    if reference.vocabulary is not vocabulary:
        vocabulary = Vocabulary(dict.fromkeys((*vocabulary, *reference.vocabulary)))
        places = np.array([vocabulary.numbers[w] for w in reference.vocabulary], np.intp)
    profiles = np.zeros((4, len(vocabulary)))
    profiles[:2, : len(target.vocabulary)] = target.counts, target.ranges
    profiles[2:, places] = reference.counts, reference.ranges
    return vocabulary, profiles


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
