"""Whether two coders agree: `coder_reliability`."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from accordlib.errors import AccordError

if TYPE_CHECKING:
    import pandas as pd


def coder_reliability(
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    scale: Literal["nominal", "interval"] = "nominal",
    resamples: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Say how far two codings of the same items agree.

    Percent agreement; Cohen's kappa, which corrects it for the agreement expected from the
    coders' own frequencies (Cohen 1960, Educational and Psychological Measurement 20); and
    Krippendorff's alpha, which corrects it for that expected from all values together and can
    weigh differences (Krippendorff 2004, Content Analysis, chapter 11). The values are NLTK's.

    Parameters
    ----------
    a, b : sequence
        The two codings, item by item.
    scale : {"nominal", "interval"}
        For alpha: whether values only differ, or differ by their squared distance.
    resamples : int
        How often the items are drawn anew for the intervals.
    seed : int
        For the draws.

    Returns
    -------
    DataFrame
        Indexed by ``measure``: ``agreement``, ``kappa``, ``alpha``. Columns: ``value``, ``low`` and
        ``high`` (95% percentile interval), ``items``. Kappa and alpha are not a number where all
        values are the same: there is nothing to tell apart.

    Raises
    ------
    AccordError
        If the scale is another one, the codings differ in length or are empty, a value is
        missing, or one is no number on an interval scale.
    """
    import pandas as pd

    if scale not in _SCALES:
        raise AccordError(f"There is no scale {scale!r}; there are: {', '.join(_SCALES)}.")
    if len(a) != len(b) or not len(a):
        raise AccordError(f"The codings have {len(a)} and {len(b)} items; both need the same.")
    if resamples < 1:
        raise AccordError(f"resamples is {resamples}; it must be at least 1.")
    for name, values in (("first", a), ("second", b)):
        gap = next((n for n, v in enumerate(values, start=1) if v is None or v != v), None)
        if gap is not None:
            raise AccordError(
                f"The {name} coding has no value for item {gap}. Compare only items that both have "
                "coded, and say how many those are."
            )
    if scale == "interval" and not all(isinstance(v, int | float | np.number) for v in (*a, *b)):
        raise AccordError("On an interval scale every value must be a number.")
    pairs = list(zip(a, b, strict=True))
    rng = np.random.default_rng(seed)
    draws = [
        _agreement([pairs[i] for i in rng.integers(len(pairs), size=len(pairs))], scale)
        for _ in range(resamples)
    ]
    table = pd.DataFrame({"value": _agreement(pairs, scale)}, index=_MEASURES)
    for name, percentile in (("low", 2.5), ("high", 97.5)):
        columns = [[d for d in column if not math.isnan(d)] for column in zip(*draws, strict=True)]
        table[name] = [np.percentile(c, percentile) if c else math.nan for c in columns]
    table["items"] = len(pairs)
    return table


_MEASURES = ["agreement", "kappa", "alpha"]
_SCALES = ("nominal", "interval")


def _agreement(pairs: list[tuple[Hashable, Hashable]], scale: str) -> tuple[float, float, float]:
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    same = sum(x == y for x, y in pairs) / len(pairs)
    if len({value for pair in pairs for value in pair}) < 2:
        return same, math.nan, math.nan
    data = [(coder, n, pair[k]) for n, pair in enumerate(pairs) for k, coder in enumerate("ab")]
    distance = interval_distance if scale == "interval" else binary_distance
    nominal = AnnotationTask(data, distance=binary_distance)
    return same, nominal.kappa(), AnnotationTask(data, distance=distance).alpha()
