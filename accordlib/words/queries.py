"""Where a query stands: a word, several in a row, with ``*`` or as a pattern."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError, named
from accordlib.words.token_rule import TOKEN, fold
from accordlib.words.tokens import Tokens


def find(tokens: Tokens, query: str | re.Pattern[str]) -> tuple[NDArray[np.intp], int]:
    """Return the indices at which the query begins and its length in tokens."""
    first, *others = parts = _parts_of_query(query)
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


def _parts_of_query(query: str | re.Pattern[str]) -> list[str | re.Pattern[str]]:
    if isinstance(query, re.Pattern):
        if not isinstance(query.pattern, str):
            raise AccordError("A pattern of bytes finds no words. Compile it from a str.")
        if " " in query.pattern:
            raise AccordError(
                f"The pattern {query.pattern!r} has a blank, but patterns are matched against "
                "single types. For a phrase give a string, such as 'free and open *'."
            )
        return [query]
    if not isinstance(query, str):
        raise AccordError(f"A query is a string or a compiled pattern, not {named(query)}.")
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


def near_spellings(tokens: Tokens, query: str) -> list[str]:
    """Return types that are spelt nearly like those words of a query that do not occur.

    Near is a spelling that shares four fifths of the letters, in the same order: that of the
    other side of the Atlantic (defense, centre, program), or a slip.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    types = tokens.types
    unknown = set(map(fold, TOKEN.findall(query))) - set(types) if "*" not in query else set()
    near = (
        process.extract(
            word, types, scorer=Indel.normalized_similarity, limit=3, score_cutoff=_NEAR
        )
        for word in sorted(unknown)
    )
    return list(dict.fromkeys(type for found in near for type, *_ in found))


_NEAR = 0.8
_PUNCTUATION = "“”\"‘'()[],;:!?"
