"""Where a query stands: a word, several in a row, with ``*`` or as a pattern."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.words.tokens import TOKEN, Tokens, fold


def find(tokens: Tokens, query: str | re.Pattern[str]) -> tuple[NDArray[np.intp], int]:
    """Return the indices at which the query begins and its length in tokens."""
    first, *others = parts = _parts(query)
    starts = np.flatnonzero(_is_one(tokens, first, tokens.ids))
    starts = starts[starts + len(parts) <= len(tokens)]
    for offset, part in enumerate(others, start=1):
        starts = starts[_is_one(tokens, part, tokens.ids[starts + offset])]
    if others:
        ends = tokens.passages_at(starts + len(others))
        starts = starts[tokens.passages_at(starts) == ends]
    return starts, len(parts)


def _is_one(
    tokens: Tokens, part: str | re.Pattern[str], ids: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Tell which of some tokens have the type, or a type of the pattern."""
    if isinstance(part, str):
        same: NDArray[np.bool_] = ids == tokens.vocabulary.numbers.get(part, -1)
        return same
    mask = np.array([part.fullmatch(t) is not None for t in tokens.vocabulary], dtype=bool)
    return mask[ids]


def _parts(query: str | re.Pattern[str]) -> list[str | re.Pattern[str]]:
    if isinstance(query, re.Pattern):
        if " " in query.pattern:
            raise AccordError(
                f"The pattern {query.pattern!r} has a blank, but patterns are matched against "
                "single types. For a phrase give a string, such as 'free and open *'."
            )
        return [query]
    if not isinstance(query, str):
        raise AccordError(f"A query is a string or a compiled pattern, not {query!r}.")
    words: list[str] = []
    for chunk in map(fold, query.split()):
        words += [chunk.strip(_PUNCTUATION)] if "*" in chunk else TOKEN.findall(chunk)
    if not words:
        raise AccordError(
            f"The query {query!r} has no word in it. Give a word, a phrase, or a part of a word "
            "with *, such as 'resilien*'."
        )
    return [
        re.compile(re.escape(word).replace(r"\*", ".*")) if "*" in word else word for word in words
    ]


_PUNCTUATION = "“”\"‘'()[],;:!?"
