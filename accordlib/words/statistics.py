"""Measures of how far counts are from what chance would give."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


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
