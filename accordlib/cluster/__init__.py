"""The same calls on a cluster of Dask."""

from accordlib.cluster.calls import (
    collocates,
    find_mentions,
    find_readable,
    keyness,
    term_frequencies,
    texts_in,
    tokenize,
)

__all__ = [
    "collocates",
    "find_mentions",
    "find_readable",
    "keyness",
    "term_frequencies",
    "texts_in",
    "tokenize",
]
