"""The same calls on folders of texts, divided among the workers of a Dask cluster.

Workers read the files and divide them into tokens, or search them; what they find is put together
here in the order of the files, and the function of the same name in `accordlib` computes its
result from that: it is the one of a single machine to the last digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from accordlib.actors.finding import find_mentions as local_mentions
from accordlib.actors.mentions import Mentions
from accordlib.cluster.portions import ChosenTexts, Where, chosen, on_each
from accordlib.errors import AccordError
from accordlib.texts.passages import Passage
from accordlib.words.collocations import collocates as local_collocates
from accordlib.words.frequencies import Grouping
from accordlib.words.frequencies import term_frequencies as local_frequencies
from accordlib.words.keyness import keyness as local_keyness
from accordlib.words.tokens import Tokens
from accordlib.words.tokens import tokenize as local_tokenize

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client

_TRIAL = Passage("trial:p1", "Trial", "trial", 0, 5)  # on which arguments are tried before any work


def find_readable(
    texts: Where, *, client: Client | None = None
) -> tuple[ChosenTexts, dict[str, str]]:
    """Return the texts that can be read, and by their ids why the others cannot be."""
    every = chosen(texts)
    found = on_each(ChosenTexts.refused, every, client)
    refused = {id: reason for part in found for id, reason in part.items()}
    files = {id: entry for id, entry in every.files.items() if id not in refused}
    if not files:
        raise AccordError(f"No file can be read. The first: {next(iter(refused.values()))}")
    return replace(every, files=files), refused


def tokenize(texts: Where, *, client: Client | None = None) -> Tokens:
    """Find all tokens: see `accordlib.tokenize`, and `texts_in` for `texts` and `client`."""
    return _merged(on_each(_tokens, chosen(texts), client))


def term_frequencies(
    texts: Where, by: Grouping | None = None, *, client: Client | None = None
) -> pd.DataFrame:
    """Count types: see `accordlib.term_frequencies`, and `texts_in` for `texts` and `client`."""
    local_frequencies(local_tokenize([_TRIAL]), by)
    return local_frequencies(_countable(texts, client), by)


def keyness(target: Where, reference: Where, *, client: Client | None = None) -> pd.DataFrame:
    """Compare two corpora: see `accordlib.keyness`, and `texts_in` for what both are."""
    return local_keyness(*(_countable(texts, client) for texts in (target, reference)))


def collocates(
    texts: Where,
    node: str | re.Pattern[str],
    window: int = 5,
    minimum: int = 2,
    *,
    client: Client | None = None,
) -> pd.DataFrame:
    """Find collocates: see `accordlib.collocates`, and `texts_in` for `texts` and `client`."""
    local_collocates(local_tokenize([_TRIAL]), node, window, minimum)
    return local_collocates(_countable(texts, client), node, window, minimum)


def find_mentions(
    texts: Where, gazetteer: pd.DataFrame, *, client: Client | None = None
) -> Mentions:
    """Find mentions: see `accordlib.find_mentions`, and `texts_in` for `texts` and `client`."""
    import pandas as pd

    local_mentions([_TRIAL], gazetteer)
    found = list(on_each(partial(_mentions, gazetteer=gazetteer), chosen(texts), client))
    tables = [mentions.table for mentions in found if len(mentions)] or [found[0].table]
    passages = tuple(passage for mentions in found for passage in mentions.passages)
    return Mentions.unchecked(passages, pd.concat(tables, ignore_index=True))


def _mentions(part: ChosenTexts, gazetteer: pd.DataFrame) -> Mentions:
    return local_mentions(part.read(), gazetteer)


def _tokens(part: ChosenTexts) -> Tokens:
    return local_tokenize(part.read()).filter(words=part.words)


def _without_texts(part: ChosenTexts) -> Tokens:
    """Return the tokens of a part, without the texts of their passages."""
    tokens = _tokens(part)
    return replace(tokens, passages=tuple(replace(p, text="") for p in tokens.passages))


def _countable(texts: Where, client: Client | None) -> Tokens:
    """Return the tokens of all texts, for functions that only count them."""
    return _merged(on_each(_without_texts, chosen(texts), client))


def _merged(parts: Iterable[Tokens]) -> Tokens:
    """Return the tokens of all parts, one part after the other, with one vocabulary."""
    numbers: dict[str, int] = {}
    found: list[Tokens] = []
    for part in parts:
        mapping = [numbers.setdefault(word, len(numbers)) for word in part.vocabulary]
        found.append(replace(part, ids=np.array(mapping, np.int32)[part.ids]))
    lengths = np.concatenate([np.diff(part.bounds) for part in found])
    names = ("ids", "starts", "ends", "sizes")
    return replace(
        found[0],
        passages=tuple(passage for part in found for passage in part.passages),
        vocabulary=type(found[0].vocabulary)(numbers),
        bounds=np.append(0, np.cumsum(lengths)),
        **{name: np.concatenate([getattr(part, name) for part in found]) for name in names},
    )
