"""How far coders agree, where they differ, and how much luck is in it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from numbers import Real
from typing import Any, Literal

import numpy as np
import pandas as pd

from accordlib.errors import AccordError, expect_number, expect_one_of, named
from accordlib.tables import expect_columns
from accordlib.texts.folding import fold_characters

_SHEET = "Give pd.DataFrame({'a': first, 'b': second}), a row for each item."
_NUMBER = re.compile(r"[+-]?(?=\.?[0-9])[0-9]{0,300}(?:\.[0-9]{0,300})?")


def coder_reliability(
    table: pd.DataFrame,
    scale: Literal["nominal", "ordinal", "interval"] = "nominal",
    resamples: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Say how far codings of the same items agree.

    Percent agreement; of two coders Cohen's kappa [1]_ and, where codes have an order, weighted
    kappa [2]_; of more Fleiss' kappa [3]_; Krippendorff's alpha [4]_, which allows for gaps.

    Parameters
    ----------
    table : DataFrame
        A column for each coder, a row for each item. None, NaN, NA and an empty text are all
        missing. A number is the same in every form: 3, 3.0, ``"3"``; so is a text.
    scale : {"nominal", "ordinal", "interval"}
        What a difference weighs: nothing but that it is one; by ranks in alpha and by itself in
        weighted kappa, where a code that nobody gave is a step too; or its square.
    resamples, seed : int
        How often the items are drawn anew for the intervals, and the seed of the draws.

    Returns
    -------
    DataFrame
        Indexed by measure: ``agreement`` (of all pairs of codes of an item), ``kappa``, ``weighted
        kappa``, ``fleiss kappa``, ``alpha``. Columns: ``value``; ``low`` and ``high`` (95%
        percentile interval); ``items`` with two codes, for Fleiss' kappa with all; ``draws`` behind
        the interval; ``undefined``, those without a value; ``because``, why `value` is empty.

    Raises
    ------
    AccordError
        If there are no two coders, or no item with two codes; if a cell is neither text nor number,
        or no number on an ordinal or interval scale; if one coder writes texts and one numbers; if
        a column numbers the items (1, 2, 3 ...) and another does not; or if it is too much.

    References
    ----------
    .. [1] Cohen, J. (1960). https://doi.org/10.1177/001316446002000104
    .. [2] Cohen, J. (1968). https://doi.org/10.1037/h0026256
    .. [3] Fleiss, J. L. (1971). https://doi.org/10.1037/h0031619
    .. [4] Krippendorff, K. (2004). Content Analysis, 2nd edition, chapter 11. Sage.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [1, 2, 3, 3, 2], "b": [1, 2, 3, 2, 2], "c": [1, 2, 3, None, 2]})
    >>> coder_reliability(table, "ordinal", resamples=20)["value"].round(2).to_dict()
    {'agreement': 0.92, 'fleiss kappa': 1.0, 'alpha': 0.85}
    """
    expect_one_of(scale, ("nominal", "ordinal", "interval"), "scale")
    resamples = expect_number(resamples, 1, "resamples")
    rng = np.random.default_rng(expect_number(seed, 0, "seed"))
    codes, values = _numbered(table)
    codes = codes[(codes >= 0).sum(axis=1) > 1]
    if not (items := len(codes)):
        raise AccordError(f"No item has the codes of two coders. {_SHEET}")
    if items * max(resamples, codes.shape[1] * len(values)) > 50_000_000:
        text = f"{items:,} items, {len(values):,} codes and {resamples:,} resamples are too much"
        raise AccordError(f"{text}: items times resamples, or coders and codes, make 50 million.")
    if scale != "nominal" and isinstance(values[-1], str):
        text = f"On an {scale} scale every code must be a number, not {values[-1]!r:.80}."
        raise AccordError(f"{text} Number the steps, or use scale='nominal'.")
    result = pd.DataFrame(_measures(np.ones((1, items)), codes, values, scale), ["value"]).T
    weights = rng.multinomial(items, np.full(items, 1 / items), resamples)
    drawn = pd.DataFrame(_measures(weights, codes, values, scale))
    result["low"], result["high"] = drawn.quantile([0.025, 0.975]).to_numpy()
    result["items"], result["draws"] = items, drawn.count()
    if "fleiss kappa" in result.index:
        result.loc["fleiss kappa", "items"] = (codes >= 0).all(axis=1).sum()
    why = np.where(result["items"] > 0, "all codes are the same", "no item has all coders' codes")
    result["undefined"] = resamples - result["draws"]
    return result.assign(because=np.where(result["value"].isna(), why, ""))


def coder_differences(table: pd.DataFrame) -> pd.DataFrame:
    """Show on which items coders differ, and how.

    Parameters
    ----------
    table : DataFrame
        As `coder_reliability` takes it; the index names the items.

    Returns
    -------
    DataFrame
        A row for each item and pair of coders who differ: ``item``, ``first``, ``second``
        (coders), ``first_code``, ``second_code``, ``apart`` (distance of numbers, greatest first).

    Raises
    ------
    AccordError
        As `coder_reliability`.

    Examples
    --------
    >>> coder_differences(pd.DataFrame({"a": [1, 5], "b": [2, 2]}, index=["D1", "D2"]))
      item first second  first_code  second_code  apart
    0   D2     a      b           5            2    3.0
    1   D1     a      b           1            2    1.0
    """
    places, values = _numbered(table)
    rows = []
    for item, codes, cells in zip(table.index, places, table.itertuples(False), strict=True):
        coders = zip(table.columns, codes, cells, strict=True)
        for (first, n, one), (second, m, other) in combinations(coders, 2):
            if n != m and min(n, m) >= 0:
                high, low = values[max(n, m)], values[min(n, m)]  # texts come after numbers
                apart = math.nan if isinstance(high, str) else float(high - low)
                rows.append((item, first, second, one, other, apart))
    found = pd.DataFrame(rows, columns="item first second first_code second_code apart".split())
    return found.sort_values("apart", ascending=False, kind="stable", ignore_index=True)


def span_reliability(coders: Mapping[str, pd.DataFrame], length: int) -> pd.DataFrame:
    """Say how far coders agree where spans begin and end: Krippendorff's alpha for unitising.

    Spans that touch differ by the squared distances of their starts and of their ends, a span that
    touches none by its squared length; chance puts the spans anywhere in the text [1]_. There is no
    interval: the spans of one text are no independent draws.

    Parameters
    ----------
    coders : mapping of str to DataFrame
        For each coder, also one who has marked nothing, a table with a row for each span: ``start``
        and ``end`` in characters of the text, the latter exclusive; and ``value``, if the spans are
        of several kinds. Kinds, read as codes are, are compared apart and may overlap.
    length : int
        Of the text, in characters.

    Returns
    -------
    DataFrame
        Indexed by kind, last ``all``: ``alpha``, ``spans`` (of all coders), ``observed`` and
        ``expected`` disagreement; ``because``, why `alpha` is empty.

    Raises
    ------
    AccordError
        If there are no two coders or no spans, a column is missing, a span is empty or leaves the
        text, two spans of one coder and kind overlap, or a kind is named ``all``.

    References
    ----------
    .. [1] Krippendorff, K. (1995). https://doi.org/10.2307/271061

    Examples
    --------
    >>> one = pd.DataFrame({"start": [0, 40], "end": [20, 60]})
    >>> span_reliability({"a": one, "b": one.assign(end=[20, 50])}, length=100).round(3)
         alpha  spans  observed  expected because
    all   0.84      4      0.01     0.062
    """
    length = expect_number(length, 1, "length")
    if not isinstance(coders, Mapping) or len(coders) < 2:
        raise AccordError("Give the spans of two coders or more, a table each: {'a': …, 'b': …}.")
    spans: dict[str, list[list[tuple[int, int]]]] = {}
    kinds = any("value" in getattr(table, "columns", ()) for table in coders.values())
    columns = {"start": int, "end": int} | ({"value": object} if kinds else {})
    for n, (coder, given) in enumerate(coders.items()):
        table = expect_columns(given, columns, f"the spans of {coder}").sort_values("start")
        for row in table.to_dict("records"):
            start, end, where = row["start"], row["end"], f"The kind of a span of {coder}"
            code = _as_code(row["value"], where) if kinds else "all"
            if kinds and code == "all":
                raise AccordError(f"{where} is 'all', as the row of all kinds. Rename that kind.")
            kind = "" if code is None else str(code)
            before = spans.setdefault(kind, [[] for _ in coders])[n]
            if not (before[-1][1] if before else 0) <= start < end <= length:
                raise AccordError(
                    f"The span {start}-{end} of {coder} is empty, overlaps the one before it, or "
                    f"leaves the text, which has {length} characters."
                )
            before.append((start, end))
    if not spans:
        raise AccordError("No coder has marked a span. There is nothing to compare.")
    rows = {kind: _unitised(spans[kind], length) for kind in sorted(spans)}
    found = pd.DataFrame(rows, ["spans", "observed", "expected"]).T
    found.loc["all"] = found.sum()
    found.insert(0, "alpha", _beyond(*found[["observed", "expected"]].to_numpy().T))
    why = np.where(found["alpha"].isna(), "spans as long could not differ in this text", "")
    return found.astype({"spans": int}).assign(because=why)


def _unitised(coders: list[list[tuple[int, int]]], length: int) -> tuple[float, ...]:
    """Return the number of spans, and the observed and the expected disagreement on them."""
    spans = [np.array(some, dtype=float).reshape(-1, 2) for some in coders]
    observed = 0.0
    for a, b in combinations(spans, 2):
        first = np.searchsorted(b[:, 1], a[:, 0], "right")  # spans of a coder stand in order
        touching = np.maximum(np.searchsorted(b[:, 0], a[:, 1]) - first, 0)
        ours = np.repeat(np.arange(len(a)), touching)
        theirs = np.arange(len(ours)) + np.repeat(first - np.cumsum(touching) + touching, touching)
        alone = np.vstack([np.delete(a, ours, 0), np.delete(b, theirs, 0)])
        observed += ((a[ours] - b[theirs]) ** 2).sum() + (np.diff(alone) ** 2).sum()
    sizes = np.vstack([np.diff(some) for some in spans])[:, 0]
    edges = np.vstack([np.r_[0, some.ravel(), length].reshape(-1, 2) for some in spans])
    gaps = np.sort(np.diff(edges)[:, 0])
    wide = np.searchsorted(gaps, sizes)  # the first gap that has room for a span
    room = np.r_[np.cumsum(gaps[::-1])[::-1], 0][wide] - (len(gaps) - wide) * (sizes - 1)
    whole, pairs = len(spans) * length, math.comb(len(spans), 2)
    meeting = (len(sizes) - 1) / 3 * (2 * sizes**3 - 3 * sizes**2 + sizes)
    expected = (meeting + sizes**2 * room).sum() * 2 / length
    ways = whole * (whole - 1) - (sizes * (sizes - 1)).sum()
    return len(sizes), observed / (pairs * length**2), expected / ways


def _numbered(table: pd.DataFrame) -> tuple[np.ndarray, list[Any]]:
    """Return the place of each code among the codes that occur (-1: missing), and these."""
    if not isinstance(table, pd.DataFrame) or table.shape[1] < 2:
        raise AccordError(f"A table of two coders or more is needed, not {named(table)}. {_SHEET}")
    coded = [
        [_as_code(cell, f"Row {row} of coder {coder!r}") for row, cell in enumerate(cells, 1)]
        for coder, cells in table.items()
    ]
    numbering = [{*map(type, c)} == {int} and {*np.diff(np.array(c))} == {1} for c in coded]
    if len(table) > 2 and any(numbering) and not all(numbering):
        column = table.columns[numbering.index(True)]
        text = f"Column {column!r} numbers the items, as no coder does. Make it the index."
        raise AccordError(f"{text} If these are codes, give the rows in another order.")
    kinds = [{isinstance(code, str) for code in codes if code is not None} for codes in coded]
    if {True} in kinds and {False} in kinds:
        texts, numbers = (table.columns[kinds.index({kind})] for kind in (True, False))
        text = f"Coder {texts!r} has only texts and coder {numbers!r} only numbers."
        raise AccordError(f"{text} They cannot agree: write the codes of both in one way.")
    different = set().union(*coded) - {None}
    values = sorted(different, key=lambda code: (isinstance(code, str), code))
    place = {value: n for n, value in enumerate(values)} | {None: -1}
    return np.array([[place[code] for code in codes] for codes in coded], dtype=int).T, values


def _as_code(cell: Any, where: str) -> float | str | None:
    """Return a cell as a number, a whole one exactly, or as a text; None if it is missing."""
    if isinstance(cell, str):
        signs = unicodedata.normalize("NFC", cell)  # each by itself: the star of "B*" stays
        cell = "".join(fold_characters(sign).text for sign in signs).strip()
        if cell in ("", "<NA>", "NaT") or cell.lower() == "nan":
            return None
        if not _NUMBER.fullmatch(cell):
            return str(cell)
        cell = Fraction(cell)
    elif pd.api.types.is_scalar(cell) and pd.isna(cell):
        return None
    elif not isinstance(cell, Real | np.bool_):
        raise AccordError(f"{where} is {named(cell)}, no text or number. Write a code there.")
    if cell in (math.inf, -math.inf):
        return str(cell)
    if abs(cell) > 1e300:
        raise AccordError(f"{where} is a number beyond 1e300. Write it as a text.")
    return int(cell) if cell % 1 == 0 else float(cell)


def _measures(
    weights: np.ndarray, codes: np.ndarray, values: list[Any], scale: str
) -> dict[str, np.ndarray]:
    """Return each measure for each draw: a row of `weights` says how often each item is in it."""
    coded = np.vstack([np.eye(len(values)), np.zeros(len(values))])[codes]  # -1: the last row
    counts = coded.sum(axis=1)
    size = counts.sum(axis=1)
    same = weights @ ((counts**2).sum(axis=1) - size)
    measures = {"agreement": same / (weights @ (size * (size - 1)))}
    at = np.arange(len(values)) if scale == "nominal" else np.array(values, float)
    at = at / np.abs(at).max(initial=1)  # so that no square is too large
    if codes.shape[1] == 2:
        far = np.abs(at[:, None] - at) ** (1 + (scale == "interval"))
        distances = {"kappa": 1 - np.eye(len(values)), "weighted kappa": far}
        for name in list(distances)[: 1 + (scale != "nominal")]:
            first, second = weights @ coded[:, 0], weights @ coded[:, 1]
            chance = (first @ distances[name] * second).sum(axis=1) / weights.sum(axis=1)
            measures[name] = _beyond(weights @ distances[name][tuple(codes.T)], chance)
    else:
        every = size == codes.shape[1]
        within, across, total = _disagreement(weights[:, every], counts[every], "nominal", at)
        measures["fleiss kappa"] = _beyond(total * within, across)
    within, across, total = _disagreement(weights, counts, scale, at)
    return measures | {"alpha": _beyond((total - 1) * within, across)}


def _disagreement(
    weights: np.ndarray, counts: np.ndarray, scale: str, at: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each draw the disagreement in items, that of all codes, and their number."""
    size, totals = counts.sum(axis=1), weights @ counts
    total = totals.sum(axis=1)
    if scale == "nominal":
        within = weights @ ((size**2 - (counts**2).sum(axis=1)) / (size - 1))
        return within, total**2 - (totals**2).sum(axis=1), total
    at = np.cumsum(totals, axis=1) - totals / 2 if scale == "ordinal" else (at - at.mean())[None]
    squares = size * (at**2 @ counts.T) - (at @ counts.T) ** 2  # ordinal codes: at their mid-ranks
    across = total * (totals * at**2).sum(axis=1) - (totals * at).sum(axis=1) ** 2
    several = (totals > 0).sum(axis=1) > 1
    return (weights * squares / (size - 1)).sum(axis=1), across * several, total


def _beyond(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return agreement beyond chance from disagreements; NaN where nothing could disagree."""
    quotient = np.divide(observed, expected, out=np.full_like(expected, np.nan), where=expected > 0)
    return np.asarray(1 - quotient)
