"""Words that follow one another more often than chance would have it: `bigrams`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.words.counts import counts, narrow, tallied
from accordlib.words.queries import find
from accordlib.words.statistics import pair_g2
from accordlib.words.token_rule import Vocabulary
from accordlib.words.tokens import Tokens

if TYPE_CHECKING:
    import pandas as pd

_BLOCK = 1 << 21  # pairs sorted at a time


class Surroundings(NamedTuple):
    """What `collocates` counts; the arrays have a place for each type of the vocabulary."""

    vocabulary: Vocabulary
    observed: NDArray[np.int64]
    frequency: NDArray[np.int64]
    spread: NDArray[np.int64]
    near: int
    outside: int
    nodes: int


def collocate_table(around: Surroundings, minimum: int) -> pd.DataFrame:
    """Return the table of `collocates` from counts."""
    import pandas as pd

    total = max(around.outside, 1)
    expected = around.near * around.frequency / total
    keep = np.flatnonzero((around.observed >= minimum) & (around.observed > expected))
    o, e, c = around.observed[keep], expected[keep], around.frequency[keep]
    return pd.DataFrame(
        {
            "collocate": around.vocabulary.words(keep),
            "observed": o,
            "count": c,
            "near": around.near,
            "expected": e,
            "range": around.spread[keep],
            "g2": pair_g2(o, np.full(len(o), around.near), c, total),
            "pmi": np.log2(o / e),
            "t_score": (o - e) / np.sqrt(o),
            "log_dice": 14 + np.log2(2 * o / (around.nodes + c)),
        }
    ).sort_values(["g2", "collocate"], ascending=[False, True], ignore_index=True)


def bigrams(tokens: Tokens, minimum: int = 2) -> pd.DataFrame:
    """Find the pairs of neighbours that are more frequent than chance would have it.

    Counts are those of positional co-occurrence at a distance of one (Evert 2008, Corpora and
    Collocations, section 3.3 of the extended manuscript): a pair is a token and the one that
    follows it in the same passage, and the margins of its table are the pairs that begin with the
    first type and those that end with the second.

    Parameters
    ----------
    tokens : Tokens
        The corpus. Where words have been left out, neighbours are those that are left.
    minimum : int
        The smallest count of a pair to report.

    Returns
    -------
    DataFrame
        The pairs seen more often than expected, greatest G2 first. Columns: ``first`` and
        ``second`` (types); ``count`` (of the pair); ``first_count`` and ``second_count`` (pairs
        with that type in that place); ``expected``; ``g2`` (Dunning 1993, Computational
        Linguistics 19(1)); ``pmi`` (pointwise mutual information, binary logarithm; Church and
        Hanks 1990, Computational Linguistics 16(1)); ``t_score`` (Church et al. 1991);
        ``log_dice`` (Rychlý 2008: 14 plus the binary logarithm of Dice, at most 14).

    Raises
    ------
    AccordError
        If `minimum` is below 1.
    """
    import pandas as pd

    if minimum < 1:
        raise AccordError(f"minimum is {minimum}; it must be at least 1.")
    left, right, number = _pairs(tokens, minimum)
    as_first, as_second, total = _margins(tokens)
    a, b = as_first[left], as_second[right]
    expected = a * b / max(total, 1)
    kept = np.flatnonzero(number > expected)
    left, right, o, a, b = (x[kept] for x in (left, right, number, a, b))
    e = expected[kept]
    g2 = pair_g2(o, a, b, total)
    ranks = tokens.vocabulary.ranks
    order = np.lexsort((ranks[right], ranks[left], -g2))
    columns = {
        "count": o,
        "first_count": a,
        "second_count": b,
        "expected": e,
        "g2": g2,
        "pmi": np.log2(o / e),
        "t_score": (o - e) / np.sqrt(o),
        "log_dice": 14 + np.log2(2 * o / (a + b)),
    }
    words = tokens.vocabulary.words
    pairs = {"first": words(left[order]), "second": words(right[order])}
    return pd.DataFrame(pairs | {name: column[order] for name, column in columns.items()})


def _pairs(
    tokens: Tokens, minimum: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs that occur often enough, as two columns of types, and their counts."""
    bits = len(tokens.vocabulary).bit_length()
    keys, number = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for low, high in _ranges(tokens.counts):
        found, times = tallied(_keys(tokens, low, high, bits))
        often = times >= minimum
        keys.append(found[often].astype(np.int64) + (low << bits))
        number.append(times[often])
    pairs = np.concatenate(keys)
    return pairs >> bits, pairs & ((1 << bits) - 1), np.concatenate(number)


def _ranges(times: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Divide the types into ranges of about as many tokens each."""
    blocks = np.cumsum(times) // _BLOCK
    bounds = np.flatnonzero(np.append(np.diff(blocks, prepend=-1) != 0, True)).tolist()
    return list(pairwise(bounds))


def _keys(tokens: Tokens, low: int, high: int, bits: int) -> NDArray[np.integer[Any]]:
    """Return the pairs whose first type lies in a range, each as one number from zero on."""
    ids = tokens.ids
    chosen = (ids >= low) & (ids < high)
    chosen[_lasts(tokens)] = False
    first = np.flatnonzero(chosen)
    keys = (ids[first] - low).astype(narrow((high - low) << bits)) << bits
    keys |= ids[first + 1].astype(keys.dtype, copy=False)
    return keys


def _lasts(tokens: Tokens) -> NDArray[np.int64]:
    """Return the places of the last tokens of the passages."""
    return tokens.bounds[1:][np.diff(tokens.bounds) > 0] - 1


def _margins(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Return how many pairs each type begins and how many it ends, and how many there are."""
    lasts = _lasts(tokens)
    firsts = tokens.bounds[:-1][np.diff(tokens.bounds) > 0]
    width = len(tokens.vocabulary)
    as_first = tokens.counts - counts(tokens.ids[lasts], width)
    as_second = tokens.counts - counts(tokens.ids[firsts], width)
    return as_first, as_second, len(tokens) - len(lasts)


def collocates(
    tokens: Tokens, node: str | re.Pattern[str], window: int = 5, minimum: int = 2
) -> pd.DataFrame:
    """Find the types that stand near a node more often than chance would have it.

    Counts are those of surface co-occurrence (Evert 2008, Corpora and Collocations, sections 3.1
    and 5.1 of the extended manuscript):
    a token counts once if it stands within `window` tokens of any occurrence of the node, and
    the node itself is left out. The contingency table has as its margins the tokens near a node
    (``near``), the collocate's occurrences outside the node (``count``), and all tokens outside
    the node. A window never crosses the end of a passage: tokenize sentences to keep it inside
    sentences.

    Parameters
    ----------
    tokens : Tokens
        The corpus.
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
        they co-occur); ``g2`` (Dunning 1993); ``pmi`` (pointwise mutual information, binary
        logarithm; Church and Hanks 1990); ``t_score`` (Church et al. 1991); ``log_dice``
        (Rychlý 2008: 14 plus the binary logarithm of Dice, from the frequencies of the words;
        a little more than 14 where one node has the collocate twice in its window).

    Raises
    ------
    AccordError
        If the node has no word in it, or if `window` or `minimum` is below 1.
    """
    for name, value in (("window", window), ("minimum", minimum)):
        if value < 1:
            raise AccordError(f"{name} is {value}; it must be at least 1.")
    return collocate_table(surroundings(tokens, node, window), minimum)


def surroundings(tokens: Tokens, node: str | re.Pattern[str], window: int) -> Surroundings:
    """Count the types near a node and outside it."""
    starts, length = find(tokens, node)
    passage = tokens.passages_at(starts)
    inside = _covered(starts, starts + length)
    near = np.setdiff1d(
        _covered(
            np.maximum(starts - window, tokens.bounds[passage]),
            np.minimum(starts + length + window, tokens.bounds[passage + 1]),
        ),
        inside,
        assume_unique=True,
    )
    width = len(tokens.vocabulary)
    observed = np.bincount(tokens.ids[near], minlength=width)
    count = tokens.counts - np.bincount(tokens.ids[inside], minlength=width)
    pairs, _ = tallied(tokens.passages_at(near) * max(width, 1) + tokens.ids[near])
    spread = np.bincount(pairs % max(width, 1), minlength=width)
    outside = len(tokens) - len(inside)
    sizes = (len(near), outside, len(starts))
    return Surroundings(tokens.vocabulary, observed, count, spread, *sizes)


def _covered(starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places that lie in one of the intervals; both their bounds never decrease."""
    firsts = np.maximum(starts, np.append(starts[:1], ends[:-1]))
    lengths = (ends - firsts).astype(np.intp)
    before = np.cumsum(lengths) - lengths
    return np.repeat(firsts - before, lengths) + np.arange(lengths.sum())
