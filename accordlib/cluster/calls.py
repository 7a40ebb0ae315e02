"""The same calls on folders of texts, divided among the workers of a Dask cluster.

Each function is called like the one of the same name in `accordlib`, with a folder (or some
files, or what `texts_in` chose) in place of tokens or passages, and with the client of a
``dask.distributed`` cluster. Workers read the files and count; the counts are whole numbers, are
added up here in the order of the files, and measures are computed once, from the sums: the
results are those of a single machine to the last digit. Without a client the parts are counted
one after the other in this process, which takes no more memory than one part and the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.actors import finding as actors
from accordlib.actors.mentions import COLUMNS, Mentions
from accordlib.cluster.portions import Part, Texts, Where, Words, as_texts, in_order
from accordlib.cluster.portions import texts_in as texts_in
from accordlib.cluster.sums import (
    Counted,
    around,
    cell_keys,
    frequency_table,
    merged,
    profile,
)
from accordlib.errors import AccordError
from accordlib.texts.passages import Passage
from accordlib.words import collocations, tokens
from accordlib.words import frequencies as terms
from accordlib.words import keyness as keyness_module
from accordlib.words.collocations import collocate_table
from accordlib.words.frequencies import Grouping
from accordlib.words.tokens import Tokens

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client

_GROUP_OF = {"passage": "id", "document": "document", "pillar": "pillar"}


def find_readable(texts: Where, *, client: Client | None = None) -> tuple[Texts, dict[str, str]]:
    """Read every file once, and leave out those that cannot be read.

    Parameters
    ----------
    texts : Texts, str, Path, or iterable of str or Path
        From `texts_in`, or a folder, or some files.
    client : distributed.Client, optional
        The cluster; without one the files are read in this process.

    Returns
    -------
    tuple of Texts and dict
        The texts that can be read, and for the ids of all others the reason.

    Raises
    ------
    AccordError
        If none of them can be read.
    """
    chosen = as_texts(texts)
    refused: dict[str, str] = {}
    for found in in_order(Part.refused, chosen.parts(), client):
        refused |= found
    files = {id: entry for id, entry in chosen.files.items() if id not in refused}
    if not files:
        raise AccordError(f"No file can be read. The first: {next(iter(refused.values()))}")
    return replace(chosen, files=files), refused


def tokenize(texts: Where, *, client: Client | None = None) -> Tokens:
    """Divide texts into tokens: `accordlib.tokenize`, with the files read by the workers.

    The result is as large as on one machine and has to find room in this process. Where counts
    are all that is wanted, the other functions do without it.

    Parameters
    ----------
    texts : Texts, str, Path, or iterable of str or Path
        From `texts_in`, or a folder, or some files.
    client : distributed.Client, optional
        The cluster; without one the texts are divided in this process.

    Returns
    -------
    Tokens

    Raises
    ------
    AccordError
        If a file cannot be read; the message names it.
    """
    chosen = as_texts(texts)
    step = partial(_tokens, words=chosen.words)
    return _joined(in_order(step, chosen.parts(), client))


def term_frequencies(
    texts: Where, by: Grouping | None = None, *, client: Client | None = None
) -> pd.DataFrame:
    """Count the types: `accordlib.term_frequencies` of texts.

    Parameters
    ----------
    texts : Texts, str, Path, or iterable of str or Path
        From `texts_in`, or a folder, or some files.
    by : {"passage", "document", "pillar"}, optional
        Count within each of these; by default over all texts together.
    client : distributed.Client, optional
        The cluster; without one the texts are counted in this process.

    Returns
    -------
    DataFrame
        As of `accordlib.term_frequencies`.

    Raises
    ------
    AccordError
        If `by` is something else, or if a file cannot be read; the message names it.
    """
    terms.term_frequencies(tokens.tokenize(()), by)  # refuses a wrong `by` before any work
    return frequency_table(_counted(texts, by, client), by)


def keyness(target: Where, reference: Where, *, client: Client | None = None) -> pd.DataFrame:
    """Compare how often each type occurs in two corpora: `accordlib.keyness` of texts.

    Parameters
    ----------
    target, reference : Texts, str, Path, or iterable of str or Path
        From `texts_in`, or a folder, or some files.
    client : distributed.Client, optional
        The cluster; without one the texts are counted in this process.

    Returns
    -------
    DataFrame
        As of `accordlib.keyness`.

    Raises
    ------
    AccordError
        If one of the corpora has no tokens, or if a file cannot be read; the message names it.
    """
    sides = [profile(_counted(texts, None, client)) for texts in (target, reference)]
    return keyness_module.keyness(*sides)


def collocates(
    texts: Where,
    node: str | re.Pattern[str],
    window: int = 5,
    minimum: int = 2,
    *,
    client: Client | None = None,
) -> pd.DataFrame:
    """Find the types that stand near a node: `accordlib.collocates` of texts.

    Parameters
    ----------
    texts : Texts, str, Path, or iterable of str or Path
        From `texts_in`, or a folder, or some files.
    node : str or compiled pattern
        As in `accordlib.kwic`.
    window : int
        How many tokens on either side.
    minimum : int
        The smallest number of co-occurrences to report.
    client : distributed.Client, optional
        The cluster; without one the texts are counted in this process.

    Returns
    -------
    DataFrame
        As of `accordlib.collocates`.

    Raises
    ------
    AccordError
        If the node has no word in it, if `window` or `minimum` is below 1, or if a file cannot
        be read; the message names it.
    """
    collocations.collocates(tokens.tokenize(()), node, window, minimum)  # refuses wrong arguments
    chosen = as_texts(texts)
    step = partial(_near, words=chosen.words, node=node, window=window)
    counted = merged(in_order(step, chosen.parts(), client))
    return collocate_table(around(counted), minimum)


def find_mentions(
    texts: Where, gazetteer: pd.DataFrame, *, client: Client | None = None
) -> Mentions:
    """Find the mentions of actors, instruments and places: `accordlib.find_mentions` of texts.

    Parameters
    ----------
    texts : Texts, str, Path, or iterable of str or Path
        From `texts_in`, or a folder, or some files. Their `words` are not considered.
    gazetteer : DataFrame
        From `accordlib.load_gazetteer`.
    client : distributed.Client, optional
        The cluster; without one the texts are searched in this process.

    Returns
    -------
    Mentions
        With all passages that were searched.

    Raises
    ------
    AccordError
        If something else than a gazetteer is given, if a name of it begins with a small letter,
        or if a file cannot be read; the message names it.
    """
    import pandas as pd

    actors.find_mentions((), gazetteer)  # refuses what is no gazetteer before any work
    step = partial(_mentions, gazetteer=gazetteer)
    passages: list[Passage] = []
    rows: list[tuple[Any, ...]] = []
    for searched, found in in_order(step, as_texts(texts).parts(), client):
        passages += searched
        rows += found
    return Mentions(tuple(passages), pd.DataFrame(rows, columns=list(COLUMNS)))


def _counted(texts: Where, by: Grouping | None, client: Client | None) -> Counted:
    chosen = as_texts(texts)
    step = partial(_terms, words=chosen.words, by=by)
    return merged(in_order(step, chosen.parts(), client))


# What a worker does with a part


def _tokens(part: Part, words: Words | None) -> Tokens:
    return tokens.tokenize(part.passages()).filter(words=words)


def _terms(part: Part, words: Words | None, by: Grouping | None) -> Counted:
    """Count tokens and passages of groups, and occurrences and passages of types in them."""
    found = _tokens(part, words)
    name = attrgetter(_GROUP_OF[by]) if by is not None else (lambda _: "all")
    groups: dict[str, int] = {} if by is not None else {"all": 0}
    of = np.array([groups.setdefault(name(p), len(groups)) for p in found.passages], np.int64)
    totals = np.zeros((len(groups), 2), np.int64)
    np.add.at(totals, of, np.column_stack([found.sizes, np.ones_like(found.sizes)]))
    table = terms.term_frequencies(found, by)
    numbers: dict[str, int] = {word: n for n, word in enumerate(found.vocabulary)}
    term = np.fromiter((numbers[word] for word in table["term"]), np.int64, len(table))
    group = np.zeros_like(term)
    if by is not None:
        group = np.fromiter((groups[name] for name in table[by]), np.int64, len(table))
    return Counted(
        vocabulary=tuple(found.vocabulary),
        groups=tuple(groups),
        totals=totals,
        keys=cell_keys(group, term),
        numbers=table[["count", "range"]].to_numpy(np.int64),
    )


def _near(part: Part, words: Words | None, node: str | re.Pattern[str], window: int) -> Counted:
    """Count the types near a node and outside it."""
    found = _tokens(part, words)
    counted = collocations.surroundings(found, node, window)
    present = np.flatnonzero(counted.frequency)
    return Counted(
        vocabulary=tuple(found.vocabulary),
        groups=("all",),
        totals=np.array([[counted.near, counted.outside, counted.nodes]], np.int64),
        keys=cell_keys(np.zeros_like(present), present),
        numbers=np.column_stack([counted.observed, counted.frequency, counted.spread])[present],
    )


def _mentions(part: Part, gazetteer: pd.DataFrame) -> tuple[list[Passage], list[tuple[Any, ...]]]:
    passages = part.passages()
    found = actors.find_mentions(passages, gazetteer)
    return passages, [attrgetter(*COLUMNS)(mention) for mention in found.rows()]


# How tokens come together


def _joined(parts: Iterable[Tokens]) -> Tokens:
    """Return the tokens of all parts, with one vocabulary."""
    empty = tokens.tokenize(())
    numbers: dict[str, int] = {}
    passages: list[Passage] = []
    columns: dict[str, list[NDArray[Any]]] = {n: [getattr(empty, n)] for n in _COLUMNS}
    lengths = [np.diff(empty.bounds)]
    for part in parts:
        mapping = [numbers.setdefault(word, len(numbers)) for word in part.vocabulary]
        passages += part.passages
        lengths.append(np.diff(part.bounds))
        for name in _COLUMNS[1:]:
            columns[name].append(getattr(part, name))
        columns["ids"].append(np.array(mapping, np.int32)[part.ids])
    joined: dict[str, Any] = {name: np.concatenate(column) for name, column in columns.items()}
    bounds = np.append(np.zeros(1, np.int64), np.cumsum(np.concatenate(lengths)))
    vocabulary = type(empty.vocabulary)(numbers)
    return replace(empty, passages=tuple(passages), vocabulary=vocabulary, bounds=bounds, **joined)


_COLUMNS = ("ids", "starts", "ends", "sizes")
