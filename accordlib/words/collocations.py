"""Words that stand together more often than chance would have it: `bigrams`, `collocates`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import expect_number
from accordlib.words.concordance import Query, find
from accordlib.words.counts import Counts, counts_below, log_likelihood, narrow, tallied
from accordlib.words.tokens import Countable, tokens_of

if TYPE_CHECKING:
    import pandas as pd

_BLOCK_PAIRS = 1 << 21  # sorted at a time


def bigrams(tokens: Countable, minimum: int = 2) -> pd.DataFrame:
    """Find the pairs of neighbours that are more frequent than chance would have it.

    A pair is a token and the one that follows it in the same passage [1]_.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        Where words have been left out, neighbours are those that are left.
    minimum : int
        The smallest count of a pair to report.

    Returns
    -------
    DataFrame
        The pairs seen more often than expected, greatest G2 first. Columns: ``first`` and
        ``second`` (types); ``count`` (of the pair); ``first_count`` and ``second_count`` (pairs
        with that type in that place); ``expected``; ``g2`` [2]_; ``pmi`` (in bits [3]_);
        ``t_score`` [4]_; ``log_dice`` (14 plus the binary logarithm of Dice, at most 14 [5]_).

    References
    ----------
    .. [1] Evert (2008), Corpora and Collocations, section 3.3 of the extended manuscript of
       doi:10.1515/9783110213881.2.1212.
    .. [2] Dunning (1993), Computational Linguistics 19(1), https://aclanthology.org/J93-1003.
    .. [3] Church and Hanks (1990), Computational Linguistics 16(1),
       https://aclanthology.org/J90-1003.
    .. [4] Church et al. (1991), Using Statistics in Lexical Analysis, doi:10.4324/9781315785387-8.
    .. [5] Rychlý (2008), A Lexicographer-Friendly Association Score, RASLAN 2008.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> bigrams(agreement).head(2)[["first", "second", "count"]]
      first    second  count
    0    we      will     28
    1  work  together     12
    """
    import pandas as pd

    expect_number(minimum, 1, "minimum")
    tokens = tokens_of(tokens, "bigrams()")
    ids, width = tokens.ids, len(tokens.vocabulary)
    filled = np.diff(tokens.bounds) > 0
    lasts, firsts = tokens.bounds[1:][filled] - 1, tokens.bounds[:-1][filled]
    left, right, observed = _frequent_pairs(ids, lasts, tokens.counts, minimum)
    begins = (tokens.counts - counts_below(width, ids[lasts]))[left]
    ends = (tokens.counts - counts_below(width, ids[firsts]))[right]
    measures = _association(observed, begins, ends, len(tokens) - len(lasts), begins + ends)
    ranks, words = tokens.vocabulary.ranks, tokens.vocabulary.column
    order = np.lexsort((ranks[right], ranks[left], -measures["g2"]))
    order = order[(observed > measures["expected"])[order]]
    columns = {"count": observed, "first_count": begins, "second_count": ends, **measures}
    pairs = {"first": words[left[order]], "second": words[right[order]]}
    return pd.DataFrame(pairs | {name: column[order] for name, column in columns.items()})


def _frequent_pairs(
    ids: NDArray[np.int32], lasts: NDArray[np.intp], counts: Counts, minimum: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], Counts]:
    """Return the pairs that occur often enough, as two columns of types, and their counts."""
    bits = len(counts).bit_length()
    keys, number = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    blocks = np.cumsum(counts) // _BLOCK_PAIRS  # ranges of first types with as many tokens each
    bounds = np.flatnonzero(np.append(np.diff(blocks, prepend=-1) != 0, True)).tolist()
    for low, high in pairwise(bounds):
        chosen = (ids >= low) & (ids < high)
        chosen[lasts] = False
        first = np.flatnonzero(chosen)
        pairs = (ids[first] - low).astype(narrow((high - low) << bits)) << bits
        pairs |= ids[first + 1].astype(pairs.dtype, copy=False)
        found, times = tallied(pairs)
        often = times >= minimum
        keys.append(found[often].astype(np.int64) + (low << bits))
        number.append(times[often])
    every = np.concatenate(keys)
    left, right = (every >> bits).astype(np.intp), (every & ((1 << bits) - 1)).astype(np.intp)
    return left, right, np.concatenate(number)


def _association(
    observed: Counts, first: Counts, second: Counts, total: int, frequencies: Counts
) -> dict[str, NDArray[Any]]:
    """Return the measures of two-by-two tables; log Dice from the sums of two frequencies."""
    total = max(total, 1)
    expected, not_first, not_second = first * second / total, total - first, total - second
    g2 = log_likelihood(
        (observed, expected),
        (first - observed, first * not_second / total),
        (second - observed, not_first * second / total),
        (not_first - second + observed, not_first * not_second / total),
    )
    with np.errstate(divide="ignore"):
        pmi, dice = np.log2(observed / expected), np.log2(2 * observed / frequencies)
    t_score = (observed - expected) / np.sqrt(observed)
    return {"expected": expected, "g2": g2, "pmi": pmi, "t_score": t_score, "log_dice": 14 + dice}


def collocates(tokens: Countable, node: Query, window: int = 5, minimum: int = 2) -> pd.DataFrame:
    """Find the types that stand near a node more often than chance would have it.

    A token counts once if it stands within `window` tokens of any occurrence of the node, and
    the node itself is left out [1]_. A window never crosses the end of a passage: tokenize
    sentences to keep it inside sentences.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        Where to look.
    node : str or compiled pattern
        As in `kwic`.
    window : int
        How many tokens on either side.
    minimum : int
        The smallest number of co-occurrences to report.

    Returns
    -------
    DataFrame
        The types seen near the node more often than expected, greatest G2 first. Columns:
        ``collocate``; ``observed`` (co-occurrences); ``count`` (in the corpus, outside the
        node); ``near`` (tokens in the windows); ``expected``; ``range`` (in how many passages
        they co-occur); ``g2``, ``pmi`` and ``t_score`` as of `bigrams`; ``log_dice`` from the
        occurrences of node and collocate [2]_: it may pass 14, and is not that of `bigrams`.

    See Also
    --------
    kwic, bigrams

    References
    ----------
    .. [1] Evert (2008), Corpora and Collocations, sections 3.1 and 5.1 of the extended
       manuscript of doi:10.1515/9783110213881.2.1212.
    .. [2] Rychlý (2008), A Lexicographer-Friendly Association Score, RASLAN 2008.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> collocates(agreement, "security").head(2)[["collocate", "observed", "count"]]
        collocate  observed  count
    0  prosperity         6      7
    1     defence         5     10
    """
    import pandas as pd

    expect_number(minimum, 1, "minimum")
    tokens = tokens_of(tokens, "collocates()")
    window = min(expect_number(window, 1, "window"), len(tokens))
    starts, lengths = find(tokens, node)
    passage = tokens.passages_at(starts)
    inside = _covered_places(starts, starts + lengths)
    around = _covered_places(
        np.maximum(starts - window, tokens.bounds[passage]),
        np.minimum(starts + lengths + window, tokens.bounds[passage + 1]),
    )
    near = np.setdiff1d(around, inside, assume_unique=True)
    width = len(tokens.vocabulary)
    observed = counts_below(width, tokens.ids[near])
    outside = tokens.counts - counts_below(width, tokens.ids[inside])
    pairs, _ = tallied(tokens.passages_at(near) * max(width, 1) + tokens.ids[near])
    ranges = counts_below(width, pairs % max(width, 1))
    kept = np.flatnonzero(observed >= minimum)
    observed, outside, ranges = observed[kept], outside[kept], ranges[kept]
    margin = np.full(len(kept), len(near))
    total = len(tokens) - len(inside)
    measures = _association(observed, margin, outside, total, len(starts) + outside)
    columns = {"observed": observed, "count": outside, "near": margin}
    columns |= {"expected": measures.pop("expected"), "range": ranges, **measures}
    table = pd.DataFrame({"collocate": tokens.vocabulary.column[kept], **columns})
    table = table[table["observed"] > table["expected"]]
    return table.sort_values(["g2", "collocate"], ascending=[False, True], ignore_index=True)


def _covered_places(starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places that lie in one of the intervals; both their bounds never decrease."""
    firsts = np.maximum(starts, np.append(starts[:1], ends[:-1]))
    lengths = ends - firsts
    before = np.cumsum(lengths) - lengths
    return np.repeat(firsts - before, lengths) + np.arange(lengths.sum())
