"""The same calls on folders of texts, divided among the workers of a cluster of Dask.

Workers read the files and divide them into tokens, or search them; what they find is put together
here in the order of the files, and the function of the same name in `accordlib` computes its
result from that: it is the one of a single machine to the last digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from pickle import loads
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np
import pandas as pd

import accordlib
from accordlib.actors.mentions import Mentions
from accordlib.errors import AccordError, expect_number, expect_words, named
from accordlib.texts.documents import Document, TextFile
from accordlib.texts.folders import file_entries, folder_entries
from accordlib.texts.passages import Passage, passages_of
from accordlib.words.frequencies import Grouping
from accordlib.words.tokens import Tokens

if TYPE_CHECKING:
    from distributed import Client

PART_BYTES = 4_000_000  # of text that a worker reads at a time
_TRIAL = Passage("trial:p1", "Trial", "trial", 0, 5)  # on which arguments are tried before any work
Reader: TypeAlias = Callable[[Document], Iterable[Passage]]
Kept: TypeAlias = Callable[[str], bool] | Collection[str]
_Made = TypeVar("_Made")


@dataclass(frozen=True, repr=False)
class ChosenTexts:
    """Files by the ids of their documents, and what is counted in them. Made by `texts_in`."""

    files: Mapping[str, TextFile]
    passages: Reader
    words: Kept | None
    part_bytes: int

    def __repr__(self) -> str:
        return f"{len(self.files):,} texts in {len(self.parts()):,} parts"

    def parts(self) -> list[ChosenTexts]:
        """Divide the files, in order, into parts; a large file is a part of its own."""
        parts: list[dict[str, TextFile]] = []
        room = 0
        for id, entry in self.files.items():
            # Where there is no such file, whoever reads it says what is wrong.
            size = entry.path.stat().st_size if entry.path.is_file() else self.part_bytes
            if not parts or size > room:
                parts.append({})
                room = self.part_bytes
            parts[-1][id] = entry
            room -= size
        return [replace(self, files=files) for files in parts]

    def read(self) -> list[Passage]:
        """Read the files and return their passages."""
        taken = (self.passages(file.document(id)) for id, file in self.files.items())
        return [p for several in taken for p in passages_of(several, "What is counted")]


Where: TypeAlias = ChosenTexts | str | Path | Iterable[str | Path]


def texts_in(
    where: Where,
    pattern: str | None = None,
    metadata: str | Path | None = None,
    *,
    passages: Reader = attrgetter("paragraphs"),
    words: Kept | None = None,
    part_bytes: int = PART_BYTES,
) -> ChosenTexts:
    """Choose texts to be read where they are counted: in this process or by the workers.

    Parameters
    ----------
    where : str, Path, or iterable of str or Path
        A folder, as for `Corpus.from_folder`, or some files, as for `Corpus.from_files`.
    pattern, metadata : str
        As for `Corpus.from_folder`.
    passages : callable
        Is given each Document and returns the passages to count in it.
    words : callable or collection of str, optional
        The types to keep, as for `Tokens.filter`; `find_mentions` does not consider it.
    part_bytes : int
        How many bytes of text a worker reads at a time. The results do not depend on it.

    Returns
    -------
    ChosenTexts
        What all functions here take, as they do `where`. Their `client` is a
        ``distributed.Client``; without one the files are read in this process.

    Raises
    ------
    AccordError
        If there is no such folder or file, or if an argument does not fit.

    Examples
    --------
    >>> from accordlib.cluster import term_frequencies, texts_in
    >>> texts = texts_in(load_corpus().folder, words=["shared", "security"])
    >>> term_frequencies(texts)[["term", "count"]].values.tolist()
    [['security', 53], ['shared', 14]]
    """
    expect_number(part_bytes, 1, "part_bytes")
    if not callable(passages):
        raise AccordError(f"passages is {named(passages)}; give a function of a Document.")
    words = words if words is None or callable(words) else expect_words(words)
    if isinstance(where, ChosenTexts):
        files = where.files
    elif isinstance(where, str | Path):
        files, _ = folder_entries(Path(where).absolute(), pattern, metadata)
    else:
        files, _ = file_entries(where, metadata)
    return ChosenTexts(files, passages, words, part_bytes)


def chosen(where: Where) -> ChosenTexts:
    """Return the texts as they were chosen, or choose all of a folder or of some files."""
    return where if isinstance(where, ChosenTexts) else texts_in(where)


def on_each(
    step: Callable[[ChosenTexts], _Made], texts: ChosenTexts, client: Client | None
) -> Iterator[_Made]:
    """Yield what a step makes of each part, in order; the earliest part that fails ends it."""
    parts = texts.parts()
    if client is None:
        yield from map(step, parts)
        return
    if not callable(getattr(client, "compute", None)):
        raise AccordError(f"client is {named(client)}; give a distributed.Client, or nothing.")
    from cloudpickle import dumps
    from distributed import KilledWorker

    # A worker that cannot unpickle what it is sent dies, and with the last one the call would wait
    # for ever. So the work travels as bytes, in a function that no module has: as its own code.
    packed = dumps(step)

    def run(part: bytes) -> _Made:
        try:
            work, texts = loads(packed), loads(part)
        except Exception as error:
            raise ImportError(str(error)) from None
        return work(texts)  # type: ignore[no-any-return]

    futures = client.map(run, [dumps(part) for part in parts], pure=False)
    try:
        for part, future in zip(parts, futures, strict=True):
            try:
                yield future.result()
            except KilledWorker as error:
                raise AccordError(
                    f"Workers were lost again and again while they read {', '.join(part.files)}. "
                    "Give them more memory, or smaller parts with texts_in(part_bytes=...)."
                ) from error
            except ImportError as error:
                raise AccordError(
                    f"A worker cannot import what it needs: {error}. Send it the module with "
                    "client.upload_file('module.py') or, before this call, "
                    "cloudpickle.register_pickle_by_value(module)."
                ) from error
            future.release()
    finally:
        for future in futures:
            future.release()


def find_readable(
    texts: Where, *, client: Client | None = None
) -> tuple[ChosenTexts, dict[str, str]]:
    """Return the texts that can be read, and by their ids why the others cannot be."""

    def step(part: ChosenTexts) -> dict[str, str]:
        found = {}
        for id, file in part.files.items():
            try:
                file.document(id)
            except AccordError as error:
                found[id] = str(error)
        return found

    every = chosen(texts)
    parts = on_each(step, every, client)
    refused = {id: reason for part in parts for id, reason in part.items()}
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
    accordlib.term_frequencies(accordlib.tokenize([_TRIAL]), by)
    return accordlib.term_frequencies(_countable(texts, client), by)


def keyness(target: Where, reference: Where, *, client: Client | None = None) -> pd.DataFrame:
    """Compare two corpora: see `accordlib.keyness`, and `texts_in` for what both are."""
    return accordlib.keyness(*(_countable(texts, client) for texts in (target, reference)))


def collocates(
    texts: Where,
    node: str | re.Pattern[str],
    window: int = 5,
    minimum: int = 2,
    *,
    client: Client | None = None,
) -> pd.DataFrame:
    """Find collocates: see `accordlib.collocates`, and `texts_in` for `texts` and `client`."""
    accordlib.collocates(accordlib.tokenize([_TRIAL]), node, window, minimum)
    return accordlib.collocates(_countable(texts, client), node, window, minimum)


def find_mentions(
    texts: Where, gazetteer: pd.DataFrame, *, client: Client | None = None
) -> Mentions:
    """Find mentions: see `accordlib.find_mentions`, and `texts_in` for `texts` and `client`."""
    accordlib.find_mentions([_TRIAL], gazetteer)

    def step(part: ChosenTexts) -> Mentions:
        return accordlib.find_mentions(part.read(), gazetteer)

    found = list(on_each(step, chosen(texts), client))
    tables = [mentions.table for mentions in found if len(mentions)] or [found[0].table]
    passages = tuple(passage for mentions in found for passage in mentions.passages)
    return Mentions.unchecked(passages, pd.concat(tables, ignore_index=True))


def _tokens(part: ChosenTexts) -> Tokens:
    return accordlib.tokenize(part.read()).filter(words=part.words)


def _countable(texts: Where, client: Client | None) -> Tokens:
    """Return the tokens of all texts, for functions that only count them: passages lack texts."""

    def step(part: ChosenTexts) -> Tokens:
        tokens = _tokens(part)
        return replace(tokens, passages=tuple(replace(p, text="") for p in tokens.passages))

    return _merged(on_each(step, chosen(texts), client))


def _merged(parts: Iterable[Tokens]) -> Tokens:
    """Return the tokens of all parts, one part after the other, with one vocabulary."""
    numbers: dict[str, int] = {}
    found: list[Tokens] = []
    for part in parts:
        mapping = [numbers.setdefault(word, len(numbers)) for word in part.vocabulary]
        found.append(replace(part, ids=np.array(mapping, np.int32)[part.ids]))
    names = ("ids", "starts", "ends", "sizes")
    lengths = np.concatenate([np.diff(part.bounds) for part in found])
    return replace(
        found[0],
        passages=tuple(passage for part in found for passage in part.passages),
        vocabulary=type(found[0].vocabulary)(numbers),
        bounds=np.append(0, np.cumsum(lengths)),
        **{name: np.concatenate([getattr(part, name) for part in found]) for name in names},
    )
