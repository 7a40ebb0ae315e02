"""Measures of how far counts are from what chance would give."""

from __future__ import annotations

import math
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from accordlib.words.token_rule import Vocabulary

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

_Z95 = 1.959963984540054


class Profile(Protocol):
    """What `keyness` compares: Tokens, or counts that were added up elsewhere."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The types."""

    @property
    def counts(self) -> NDArray[np.int64]:
        """How often each type occurs."""

    @property
    def ranges(self) -> NDArray[np.int64]:
        """In how many passages each type occurs."""

    @property
    def total(self) -> int:
        """How many tokens there are in full."""


def log_likelihood(*cells: tuple[NDArray[Any], NDArray[Any]]) -> Floats:
    """Return G2, twice the sum of ``O ln(O / E)`` over pairs of observed and expected counts.

    A cell that was not observed adds nothing (Dunning 1993, Computational Linguistics 19(1)).
    """
    terms = (o * np.log(np.where(o > 0, o, 1) / np.where(o > 0, e, 1)) for o, e in cells)
    g2: Floats = np.maximum(2 * sum(terms), 0.0)
    return g2


def pair_g2(observed: Counts, first: Counts, second: Counts, total: int) -> Floats:
    """Return the log-likelihood ratio of the two-by-two tables with these margins."""
    not_first, not_second = total - first, total - second
    return log_likelihood(
        (observed, first * second / total),
        (first - observed, first * not_second / total),
        (second - observed, not_first * second / total),
        (not_first - second + observed, not_first * not_second / total),
    )


def rate_ratio_interval(a: Floats, b: Floats, n: int, m: int) -> tuple[Floats, Floats]:
    """Return the 95% bounds of log2((a / n) / (b / m))."""
    total, z2 = a + b, _Z95**2
    centre = (a + z2 / 2) / (total + z2)
    half = _Z95 / (total + z2) * np.sqrt(a * b / total + z2 / 4)
    low = np.where(a == 0, 0.0, centre - half)
    high = np.where(b == 0, 1.0, centre + half)
    with np.errstate(divide="ignore"):
        return (
            np.log2(low) - np.log2(1 - low) + math.log2(m / n),
            np.log2(high) - np.log2(1 - high) + math.log2(m / n),
        )


def benjamini_hochberg(p: Floats) -> Floats:
    """Return p-values adjusted for their number (Benjamini and Hochberg 1995)."""
    order = np.argsort(p)[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(np.minimum(p[order] * len(p) / ranks, 1.0))
    return adjusted
