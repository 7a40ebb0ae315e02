"""Tables of terms: frequencies, dispersion, keyness and tf-idf."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

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
        Count within each of these. Passages in no pillar form a group with an empty name.

    Returns
    -------
    DataFrame
        One row a type (and group), most frequent first within a group; groups in the order of
        the passages. Columns: the group, if `by` is given; ``term``; ``count``; ``per_thousand``
        (of the group's tokens in full, see `Tokens.sizes`); ``range`` (how many passages of the
        group it occurs in); ``passages`` (how many the group has).

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
    group_of, names = pd.factorize(np.array(_groups(tokens, by), object))
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
    group, count = group[order], count[order]
    columns = {
        "term": tokens.vocabulary.words(term[order]),
        "count": count,
        "per_thousand": 1000 * count / sizes[group],
        "range": ranges[order],
        "passages": passages[group],
    }
    return pd.DataFrame(columns if by is None else {by: names[group], **columns})


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
    present = np.flatnonzero(count)
    columns = {"count": count, "range": tokens.ranges, "passages": np.full(width, filled), "dp": dp}
    columns["dp_norm"] = dp / (1 - share[share > 0].min())
    terms = {"term": tokens.vocabulary.words(present)}
    table = pd.DataFrame(terms | {name: column[present] for name, column in columns.items()})
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

    Raises
    ------
    AccordError
        If `tokens` has no passages, or if `by` is something else.

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
