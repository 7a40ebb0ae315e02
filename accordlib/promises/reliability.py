"""How far two coders agree."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from accordlib.errors import AccordError, expect_number, expect_one_of, named


def coder_reliability(
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    scale: Literal["nominal", "interval"] = "nominal",
    resamples: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Say how far two codings of the same items agree.

    Percent agreement; Cohen's kappa, which corrects it for the agreement expected from the coders'
    own frequencies [1]_; and Krippendorff's alpha, for that expected from all values [2]_.

    Parameters
    ----------
    a, b : sequence
        Item by item. If all values are numbers, also as text, 3, 3.0 and ``"3"`` are the same.
    scale : {"nominal", "interval"}
        For alpha: whether values only differ, or differ by their squared distance.
    resamples, seed : int
        How often the items are drawn anew for the intervals, and the seed of the draws.

    Returns
    -------
    DataFrame
        Indexed by measure: ``agreement``, ``kappa``, ``alpha`` (no numbers where all values are the
        same). Columns: ``value``, ``low`` and ``high`` (95% percentile interval), ``items``.

    Raises
    ------
    AccordError
        If the codings differ in length or are empty, a value is missing (None, NaN, an empty text)
        or is no number on an interval scale, or another argument is not as stated.

    References
    ----------
    .. [1] Cohen, J. (1960). https://doi.org/10.1177/001316446002000104
    .. [2] Krippendorff, K. (2004). Content Analysis, 2nd edition, chapter 11. Sage.

    Examples
    --------
    >>> coded = load_corpus().annotations("commitments")["strength"]
    >>> ruled = code_commitments(parse_agreement(load_corpus()["accord"]))["strength"]
    >>> coder_reliability(coded, ruled, resamples=20)["value"].round(2).to_dict()
    {'agreement': 0.93, 'kappa': 0.87, 'alpha': 0.87}
    """
    expect_one_of(scale, ("nominal", "interval"), "scale")
    expect_number(resamples, 1, "resamples")
    expect_number(seed, 0, "seed")
    first, second = _values(a, "first"), _values(b, "second")
    if len(first) != len(second) or not first:
        raise AccordError(
            f"The codings have {len(first)} and {len(second)} items; both need the same, and some."
        )
    pairs = list(zip(first, second, strict=True))
    try:
        numbers = [(float(x), float(y)) for x, y in pairs]
    except (TypeError, ValueError, OverflowError):
        numbers = [(math.nan, math.nan)]
    if np.isfinite(numbers).all():
        pairs = numbers
    elif scale == "interval":
        raise AccordError("On an interval scale every value must be a number.")
    rng = np.random.default_rng(seed)
    places = (rng.integers(len(pairs), size=len(pairs)) for _ in range(resamples))
    drawn = pd.DataFrame(_agreement_of([pairs[i] for i in some], scale) for some in places)
    table = pd.DataFrame({"value": _agreement_of(pairs, scale)}, ["agreement", "kappa", "alpha"])
    table["low"], table["high"] = drawn.quantile([0.025, 0.975]).to_numpy()
    return table.assign(items=len(pairs))


def _values(coding: object, name: str) -> list[Any]:
    """Return the values of a coding; refuse what is none, and a value that is missing."""
    kinds = (Sequence, pd.Series, pd.Index, pd.api.extensions.ExtensionArray, np.ndarray)
    if not isinstance(coding, kinds) or isinstance(coding, str | bytes):
        raise AccordError(
            f"The {name} coding must be a list or a column of a table, not {named(coding)}. Give "
            "corpus.annotations('commitments')['strength']."
        )
    values = list(coding)
    for item, value in enumerate(values, start=1):
        if not isinstance(value, Hashable) or isinstance(value, tuple):
            raise AccordError(f"Item {item} of the {name} coding is {named(value)}, not one value.")
        if pd.isna(value) or str(value).strip().lower() in ("", "nan", "<na>"):  # type: ignore[call-overload]
            raise AccordError(
                f"The {name} coding has no value for item {item}. Compare only items that both "
                "have coded, and say how many those are."
            )
    return values


def _agreement_of(pairs: list[tuple[Hashable, Hashable]], scale: str) -> tuple[float, float, float]:
    from nltk.metrics.agreement import AnnotationTask
    from nltk.metrics.distance import binary_distance, interval_distance

    same = sum(x == y for x, y in pairs) / len(pairs)
    if len({value for pair in pairs for value in pair}) < 2:
        return same, math.nan, math.nan
    data = [(coder, n, pair[k]) for n, pair in enumerate(pairs) for k, coder in enumerate("ab")]
    distance = interval_distance if scale == "interval" else binary_distance
    nominal = AnnotationTask(data, distance=binary_distance)
    return same, nominal.kappa(), AnnotationTask(data, distance=distance).alpha()
