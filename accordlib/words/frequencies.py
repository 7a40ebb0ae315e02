"""Tables of terms: frequencies, dispersion, keyness and tf-idf."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.words.counts import all_cells
from accordlib.words.statistics import Profile, benjamini_hochberg, rate_ratio_interval
from accordlib.words.statistics import log_likelihood as log_likelihood
from accordlib.words.token_rule import Vocabulary
from accordlib.words.tokens import Tokens

if TYPE_CHECKING:
    import pandas as pd

Grouping = Literal["passage", "document", "pillar"]

_KEYS: dict[str, Any] = {
    "passage": lambda p: p.id,
    "document": lambda p: p.document,
    "pillar": lambda p: p.pillar,
}


def term_frequencies(tokens: Tokens, by: Grouping | None = None) -> pd.DataFrame:
    """Count the types.

    Parameters
    ----------
    tokens : Tokens
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
        If `by` is something else.
    """
    names, group_of = _groups(tokens, by)
    sizes = np.bincount(group_of, tokens.sizes, len(names)).astype(np.int64)
    passages = np.bincount(group_of, minlength=len(names))
    cells = _cells(tokens, by, group_of)
    return frequency_table(tokens.vocabulary, cells, names, sizes, passages, by)


def frequency_table(
    vocabulary: Vocabulary,
    cells: Cells,
    names: Sequence[str],
    sizes: NDArray[np.int64],
    passages: NDArray[np.int64],
    by: str | None,
) -> pd.DataFrame:
    """Return the table of `term_frequencies` from counts.

    `names`, `sizes` (tokens) and `passages` (their number) describe the groups.
    """
    import pandas as pd

    order = np.lexsort((vocabulary.ranks[cells.term], -cells.count, cells.group))
    group, count = cells.group[order], cells.count[order]
    table = pd.DataFrame(
        {
            "term": vocabulary.words(cells.term[order]),
            "count": count,
            "per_thousand": 1000 * count / sizes[group],
            "range": cells.spread[order],
            "passages": passages[group],
        }
    )
    if by is not None:
        table.insert(0, by, [names[i] for i in group])
    return table


def dispersion(tokens: Tokens) -> pd.DataFrame:
    """Measure how evenly each type is spread over the passages.

    The deviation of proportions is half the sum of ``|s - v|`` over the passages, where ``s`` is
    a passage's share of all tokens and ``v`` its share of the type's occurrences (Gries 2008,
    International Journal of Corpus Linguistics 13(4), p. 415). DPnorm divides it by ``1 - min(s)``
    so that its greatest value is 1 (Lijffijt and Gries 2012, same journal 17(1), p. 148).

    Parameters
    ----------
    tokens : Tokens
        At least two passages with tokens in them. Passages without tokens are left out.

    Returns
    -------
    DataFrame
        One row a type, most frequent first. Columns: ``term``; ``count``; ``range`` (in how many
        passages); ``passages`` (of how many); ``dp`` and ``dp_norm``, from 0 (as even as the
        lengths of the passages) to 1 (all in the
        shortest passage).

    Raises
    ------
    AccordError
        If fewer than two passages have tokens.
    """
    import pandas as pd

    share = tokens.sizes / max(tokens.total, 1)
    filled = int(np.count_nonzero(share))
    if filled < 2:
        raise AccordError(
            f"Dispersion compares passages, and {filled} of those given has any token. "
            "Tokenize several passages, such as all commitments."
        )
    cells = all_cells(tokens.ids, tokens.bounds)
    term, width, count = cells.types, len(tokens.vocabulary), tokens.counts
    s, v = share[cells.passages], cells.counts / count[term]
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


def keyness(target: Profile, reference: Profile) -> pd.DataFrame:
    """Compare how often each type occurs in two corpora.

    - G2, the log-likelihood ratio of the two counts given the corpora's sizes (Dunning 1993,
      Computational Linguistics 19(1); two-cell form of Rayson and Garside 2000, Workshop on
      Comparing Corpora, p. 3), with its p from chi-squared on one degree of freedom.
    - Log ratio, the binary logarithm of the ratio of the two rates (Hardie 2014, Log Ratio: an
      informal introduction, Lancaster: CASS): 1 is twice as
      often, 2 four times. A count of zero is taken as 0.5 for it, as Hardie does.
    - Its 95% interval: Wilson's score interval (1927, Journal of the American Statistical
      Association 22) for the target's share of the type's occurrences, turned into a ratio of
      rates (Price and Bonett 2000, Computational Statistics & Data Analysis 34). Where a count
      is zero the interval is open on that side (infinite).
    - p adjusted for the number of types compared (Benjamini and Hochberg 1995, Journal of the
      Royal Statistical Society B 57(1)).

    All of it takes tokens for independent, which words of one text are not: the p is a
    yardstick, not a proof. The interval shares that assumption.

    Parameters
    ----------
    target, reference : Tokens or Profile
        The two corpora. Use the same words left out of both, or none.

    Returns
    -------
    DataFrame
        One row for every type of either corpus; types overused in the target first, greatest
        G2 first, then the underused ones, greatest G2 last. Columns: ``term``; ``count`` and
        ``reference_count``; ``per_thousand`` and ``reference_per_thousand``; ``expected``
        (the smaller of the two expected counts); ``g2``; ``log_ratio``, ``low``, ``high``; ``p``;
        ``p_adjusted``; ``caution`` (why the row cannot carry a conclusion: ``expected below 5``,
        ``in a single passage`` of the corpus where it is more frequent, both, or empty).
        Identical corpora give G2 0 and log ratio 0.

    Raises
    ------
    AccordError
        If one of the corpora has no tokens: there is no rate to compare with.
    """
    import pandas as pd

    for name, profile in (("target", target), ("reference", reference)):
        if profile.total == 0:
            raise AccordError(
                f"The {name} corpus has no tokens, so there is nothing to compare. "
                "Check the filter it was made with."
            )
    vocabulary, terms, a, passages_a, b, passages_b = _side_by_side(target, reference)
    n, m = target.total, reference.total
    expected_a, expected_b = n * (a + b) / (n + m), m * (a + b) / (n + m)
    g2 = log_likelihood((a, expected_a), (b, expected_b))
    p = np.fromiter(map(math.erfc, np.sqrt(g2 / 2).tolist()), float, len(g2))
    low, high = rate_ratio_interval(a, b, n, m)
    expected = np.minimum(expected_a, expected_b)
    overused = a * m >= b * n
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
        "caution": _cautions(expected, np.where(overused, passages_a, passages_b)),
    }
    table = {"term": vocabulary.words(terms[order])}
    return pd.DataFrame(table | {name: column[order] for name, column in columns.items()})


def tfidf(tokens: Tokens, by: Grouping = "passage") -> pd.DataFrame:
    """Weight each type of each group by how few groups it occurs in.

    The textbook weight: count times ``log10(N / df)``, with N groups of which df have the type
    (Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, equations 6.7 and
    6.8). It is not scikit-learn's, which adds 1 to the logarithm and scales to unit length: here a
    type that stands in every group weighs nothing.

    Parameters
    ----------
    tokens : Tokens
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
        If `by` is something else.
    """
    counts = term_frequencies(tokens, by)[[by, "term", "count"]]
    names, _ = _groups(tokens, by)
    counts["groups"] = counts.groupby("term")["term"].transform("size")
    counts["idf"] = np.log10(len(names) / counts["groups"])
    counts["tfidf"] = counts["count"] * counts["idf"]
    order = counts[by].map({name: i for i, name in enumerate(names)})
    return (
        counts.assign(order=order)
        .sort_values(["order", "tfidf", "term"], ascending=[True, False, True], ignore_index=True)
        .drop(columns="order")
    )


def _groups(tokens: Tokens, by: str | None) -> tuple[list[str], NDArray[np.intp]]:
    """Return the groups' names in order of appearance and each passage's group."""
    if by is None:
        return ["all"], np.zeros(len(tokens.passages), np.intp)
    if by not in _KEYS:
        raise AccordError(f"Cannot group by {by!r}. Choose one of: {', '.join(_KEYS)}.")
    numbers: dict[str, int] = {}
    groups = [numbers.setdefault(_KEYS[by](p), len(numbers)) for p in tokens.passages]
    return list(numbers), np.array(groups, np.intp)


@dataclass(frozen=True)
class Cells:
    """Counts of types in groups, and in how many passages of the group each type occurs."""

    group: NDArray[np.intp]
    term: NDArray[np.intp]
    count: NDArray[np.int64]
    spread: NDArray[np.int64]


def _cells(tokens: Tokens, by: str | None, group_of: NDArray[np.intp]) -> Cells:
    if by is None:
        term = np.flatnonzero(tokens.counts)
        return Cells(np.zeros_like(term), term, tokens.counts[term], tokens.ranges[term])
    width = max(len(tokens.vocabulary), 1)
    cells = all_cells(tokens.ids, tokens.bounds)
    pairs, cell, spread = np.unique(
        group_of[cells.passages] * width + cells.types, return_inverse=True, return_counts=True
    )
    count = np.bincount(cell, cells.counts, len(pairs)).astype(np.int64)
    return Cells(pairs // width, pairs % width, count, spread)


class _Sides(NamedTuple):
    vocabulary: Vocabulary
    terms: NDArray[np.intp]
    target_count: NDArray[np.float64]
    target_spread: NDArray[np.float64]
    reference_count: NDArray[np.float64]
    reference_spread: NDArray[np.float64]


def _side_by_side(target: Profile, reference: Profile) -> _Sides:
    """Return the types of two corpora, and for each corpus their counts and ranges.

    The types are in alphabetical order; a range is the number of passages with the type.
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
    a, in_a, b, in_b = profiles[:, present]
    return _Sides(vocabulary, present, a, in_a, b, in_b)


def _cautions(expected: NDArray[np.float64], passages: NDArray[np.float64]) -> NDArray[Any]:
    reasons = (
        "",
        "in a single passage",
        "expected below 5",
        "expected below 5; in a single passage",
    )
    cautions: NDArray[Any] = np.array(reasons, object)[2 * (expected < 5) + (passages == 1)]
    return cautions
