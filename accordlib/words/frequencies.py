"""Tables of terms: frequencies, dispersion, keyness and tf-idf."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError, expect_one_of
from accordlib.words.counts import all_cells
from accordlib.words.tokens import Countable, Tokens, tokens_of

if TYPE_CHECKING:
    import pandas as pd

Grouping = Literal["passage", "document", "pillar"]

_GROUPED_BY = {"passage": "id", "document": "document", "pillar": "pillar"}  # a Passage's fields


def term_frequencies(tokens: Countable, by: Grouping | None = None) -> pd.DataFrame:
    """Count the types.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        What to count.
    by : {"passage", "document", "pillar"}, optional
        Count within each of these; by default over all tokens together. Passages that stand in
        no pillar form a group with an empty name.

    Returns
    -------
    DataFrame
        One row a type (and group), most frequent first within a group; groups in the order of
        the passages. Columns: the group, if `by` is given; ``term``; ``count``; ``per_thousand``
        (count for each thousand tokens of the group in full, see `Tokens.sizes`); ``range`` (how
        many passages of the group it occurs in); ``passages`` (how many the group has).

    Raises
    ------
    AccordError
        If `tokens` has no passages, or if `by` is something else.

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
    names, group_of = _grouped(tokens, by)
    sizes = np.bincount(group_of, tokens.sizes, len(names)).astype(np.int64)
    passages = np.bincount(group_of, minlength=len(names))
    if by is None:
        term = np.flatnonzero(tokens.counts)
        group, count, ranges = np.zeros_like(term), tokens.counts[term], tokens.ranges[term]
    else:
        width = max(len(tokens.vocabulary), 1)
        passage, types, times = all_cells(tokens.ids, tokens.bounds)
        keys = group_of[passage] * width + types
        pairs, pair_of, ranges = np.unique(keys, return_inverse=True, return_counts=True)
        count = np.bincount(pair_of, times, len(pairs)).astype(np.int64)
        group, term = pairs // width, pairs % width
    order = np.lexsort((tokens.vocabulary.ranks[term], -count, group))
    group = group[order]
    table = pd.DataFrame(
        {
            "term": tokens.vocabulary.words(term[order]),
            "count": count[order],
            "per_thousand": 1000 * count[order] / sizes[group],
            "range": ranges[order],
            "passages": passages[group],
        }
    )
    if by is not None:
        table.insert(0, by, [names[i] for i in group])
    return table


def dispersion(tokens: Countable) -> pd.DataFrame:
    """Measure how evenly each type is spread over the passages.

    The deviation of proportions is half the sum of ``|s - v|`` over the passages, where ``s`` is
    a passage's share of all tokens and ``v`` its share of the type's occurrences [1]_. DPnorm
    divides it by ``1 - min(s)`` so that its greatest value is 1 [2]_.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        At least two passages with tokens in them. Passages without tokens are left out.

    Returns
    -------
    DataFrame
        One row a type, most frequent first. Columns: ``term``; ``count``; ``range`` (in how many
        passages); ``passages`` (of how many); ``dp`` and ``dp_norm``, from 0 (as even as the
        lengths of the passages) to 1 (all in the shortest passage).

    Raises
    ------
    AccordError
        If fewer than two passages have tokens.

    See Also
    --------
    plot_dispersion

    References
    ----------
    .. [1] Gries (2008), International Journal of Corpus Linguistics 13(4), p. 415.
    .. [2] Lijffijt and Gries (2012), the same journal 17(1), p. 148.

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
    present = np.flatnonzero(count)
    return pd.DataFrame(
        {
            "term": tokens.vocabulary.words(present),
            "count": count[present],
            "range": tokens.ranges[present],
            "passages": filled,
            "dp": dp[present],
            "dp_norm": dp[present] / (1 - share[share > 0].min()),
        }
    ).sort_values(["count", "term"], ascending=[False, True], ignore_index=True)


def dp_norm(tokens: Tokens, positions: Sequence[int]) -> float:
    """Return DPnorm (see `dispersion`) of whatever stands at some positions in the tokens.

    It is not a number if there is no position or fewer than two passages have tokens.
    """
    share = tokens.sizes / max(tokens.total, 1)
    if not len(positions) or np.count_nonzero(share) < 2:
        return math.nan
    found = np.bincount(tokens.passages_at(np.asarray(positions)), minlength=len(share))
    deviation = np.abs(share - found / len(positions)).sum() / 2
    return float(deviation / (1 - share[share > 0].min()))


def tfidf(tokens: Countable, by: Grouping = "passage") -> pd.DataFrame:
    """Weight each type of each group by how few groups it occurs in.

    The textbook weight: count times ``log10(N / df)``, with N groups of which df have the type
    [1]_. It is not scikit-learn's, which adds 1 to the logarithm and scales to unit length: here a
    type that stands in every group weighs nothing.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        What to weigh.
    by : {"passage", "document", "pillar"}
        What counts as one group. Default ``"passage"``.

    Returns
    -------
    DataFrame
        One row a group and type, heaviest first within a group. Columns: the group; ``term``;
        ``count``; ``groups`` (in how many it occurs); ``idf``; ``tfidf``.

    Raises
    ------
    AccordError
        If `tokens` has no passages, or if `by` is something else.

    See Also
    --------
    keyness : Compares with a reference, and says how sure that is.

    References
    ----------
    .. [1] Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval,
       equations 6.7 and 6.8.

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
    table["idf"] = np.log10(len(_grouped(tokens, by)[0]) / table["groups"])
    table["tfidf"] = table["count"] * table["idf"]
    order = np.lexsort((table["term"], -table["tfidf"], table.groupby(by, sort=False).ngroup()))
    return table.iloc[order].reset_index(drop=True)


def _grouped(tokens: Tokens, by: str | None) -> tuple[list[str], NDArray[np.intp]]:
    """Return the groups' names in order of appearance and each passage's group."""
    if by is None:
        return ["all"], np.zeros(len(tokens.passages), np.intp)
    numbers: dict[str, int] = {}
    groups = [
        numbers.setdefault(getattr(p, _GROUPED_BY[by]), len(numbers)) for p in tokens.passages
    ]
    return list(numbers), np.array(groups, np.intp)
