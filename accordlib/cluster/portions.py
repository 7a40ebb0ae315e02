"""Texts in parts of about equal size, and a step taken on each: here or on a cluster."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from accordlib.errors import AccordError, expect_words
from accordlib.texts.documents import Document
from accordlib.texts.folders import (
    Entry,
    Shelf,
    common_folder,
    entries_of,
    find_texts,
    table_in,
    unlisted,
)
from accordlib.texts.passages import Passage

if TYPE_CHECKING:
    from distributed import Client, Future

PART_BYTES = 4_000_000  # of text that a worker reads at a time
Reader: TypeAlias = Callable[[Document], Iterable[Passage]]
Words: TypeAlias = Callable[[str], bool] | Collection[str]
Result = TypeVar("Result")


def paragraphs(document: Document) -> Iterable[Passage]:
    """Return the paragraphs of a document: what is counted unless something else is asked for."""
    return document.paragraphs


@dataclass(frozen=True)
class Source:
    """A file as it was when it was listed; once changed, it is another source.

    Attributes
    ----------
    id : str
        The id of its document.
    entry : Entry
        Where it is, for this process and for the workers, and what is known about it.
    size, changed : int
        Its size in bytes and when it was last changed, in nanoseconds; 0 if it cannot be seen.
    """

    id: str
    entry: Entry
    size: int
    changed: int


@dataclass(frozen=True)
class Part:
    """Some files that follow one another, and what is taken from them.

    Attributes
    ----------
    sources : tuple of Source
        The files.
    reader : callable
        What takes the passages from a document.
    """

    sources: tuple[Source, ...]
    reader: Reader

    def passages(self) -> list[Passage]:
        """Read the files and return their passages."""
        return [p for source in self.sources for p in self.reader(_document(source))]

    def refused(self) -> dict[str, str]:
        """Return the ids of the files that cannot be read, with the reasons."""
        found = {}
        for source in self.sources:
            try:
                _document(source)
            except AccordError as error:
                found[source.id] = str(error)
        return found

    def __str__(self) -> str:
        first, last = self.sources[0].entry.path, self.sources[-1].entry.path
        return str(first) if first == last else f"{first} to {last}"


@dataclass(frozen=True)
class Texts:
    """Files and what is counted in them. Made by `texts_in`.

    Attributes
    ----------
    files : Mapping[str, Entry]
        The files by the ids of their documents, in order.
    passages : callable
        What takes the passages from a document.
    words : callable or collection of str, optional
        The types to keep.
    part_bytes : int
        How many bytes of text make a part.
    """

    files: Mapping[str, Entry]
    passages: Reader = paragraphs
    words: Words | None = None
    part_bytes: int = PART_BYTES

    def __repr__(self) -> str:
        return f"{len(self.files):,} texts in {len(self.parts()):,} parts"

    def parts(self) -> list[Part]:
        """Divide the files, in order, into parts; a large file is a part of its own."""
        parts: list[list[Source]] = []
        room = 0
        for source in (_source(id, entry) for id, entry in self.files.items()):
            size = source.size if source.changed else self.part_bytes
            if not parts or size > room:
                parts.append([])
                room = self.part_bytes
            parts[-1].append(source)
            room -= size
        return [Part(tuple(sources), self.passages) for sources in parts]


Where: TypeAlias = Texts | str | Path | Iterable[str | Path]


def texts_in(
    where: Where,
    pattern: str = "*.txt",
    metadata: str | Path | None = None,
    *,
    passages: Reader = paragraphs,
    words: Words | None = None,
    part_bytes: int = PART_BYTES,
) -> Texts:
    """Choose texts to be read where they are counted: in this process or on the workers.

    Parameters
    ----------
    where : str, Path, or iterable of str or Path
        A folder, as for `Corpus.from_folder`, or some files, as for `Corpus.from_files`: the
        documents are the same, with the same ids in the same order.
    pattern : str
        What the names of a folder's files look like.
    metadata : str or Path, optional
        A table that describes the files, as for `Corpus.from_folder`.
    passages : callable
        Is given each Document and returns the passages to count in it, for example its
        sentences; by default its paragraphs.
    words : callable or collection of str, optional
        The types to keep, as for `Tokens.filter`; by default all. Rates stay those of all words.
    part_bytes : int
        How many bytes of text a worker reads at a time. The results do not depend on it.

    Returns
    -------
    Texts

    Raises
    ------
    AccordError
        If the folder is missing or has no such file, if no file is given, if the metadata do not
        fit, or if `part_bytes` is below 1.
    """
    if part_bytes < 1:
        raise AccordError(f"part_bytes is {part_bytes}; it is a number of bytes, so at least 1.")
    if words is not None:
        words = words if callable(words) else tuple(sorted(set(expect_words(words))))
    files = where.files if isinstance(where, Texts) else _entries(where, pattern, metadata)
    return Texts(files, passages, words, part_bytes)


def as_texts(where: Where) -> Texts:
    """Return the texts as they were chosen, or choose all of a folder or of some files."""
    return where if isinstance(where, Texts) else texts_in(where)


def in_order(
    step: Callable[[Part], Result], parts: Sequence[Part], client: Client | None
) -> Iterator[Result]:
    """Take a step on every part and yield the results in the order of the parts.

    Parameters
    ----------
    step : callable
        A pure function: where a worker is lost, Dask has another one repeat what it had done.
    parts : sequence of Part
        No two of them are the same.
    client : distributed.Client, optional
        The cluster; without one the step is taken in this process.

    Yields
    ------
    object
        What the step returned, once for each part.

    Raises
    ------
    AccordError
        If a step raised one, or if workers were lost again and again with the same part.
    """
    if client is None:
        yield from map(step, parts)
        return
    futures = deque(client.map(step, parts, pure=True))
    try:
        for part in parts:
            result = _result(futures[0], part)
            futures.popleft()  # lets go of the result on its worker
            yield result
    finally:
        # After an error, or if nobody wants the rest. To cancel them could, a moment later, reach
        # the same parts of another call.
        for future in futures:
            future.release()


def _result(future: Future[Any], part: Part) -> Any:
    """Wait for the result of a step, and fetch it; raise the error that it ended with."""
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        raise AccordError(
            f"Workers were lost again and again while they read {part}, perhaps for want of "
            "memory. Give them more, or make the parts smaller with texts_in(part_bytes=...)."
        ) from error


def _document(source: Source) -> Document:
    return Shelf({source.id: source.entry}, sys.maxsize)[source.id]


def _source(id: str, entry: Entry) -> Source:
    try:
        found = entry.path.stat()
    except (OSError, ValueError):
        return Source(id, entry, 0, 0)  # whoever reads it says what is wrong
    return Source(id, entry, found.st_size, found.st_mtime_ns)


def _entries(
    where: str | Path | Iterable[str | Path], pattern: str, metadata: str | Path | None
) -> dict[str, Entry]:
    table = Path(metadata) if metadata is not None else None
    if not isinstance(where, str | Path):
        files = list(dict.fromkeys(Path(file).absolute() for file in where))
        if not files:
            raise AccordError("No file is given. Give paths, such as Path('texts').glob('*.txt').")
        return entries_of(files, common_folder(files), table)
    folder = Path(where).absolute()
    table = table or table_in(folder)
    listed = table is not None and table.suffix.lower() == ".json"
    refused: list[OSError] = []
    files = [] if listed else find_texts(folder, pattern, refused.append)
    unlisted(refused, "raise")
    return entries_of(files, folder, table)
