"""Texts in parts of about equal size, and a step taken on each: here or by the workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from accordlib.errors import AccordError, expect_number, expect_words, named
from accordlib.texts.documents import Document
from accordlib.texts.folders import TextFile, file_entries, folder_entries
from accordlib.texts.passages import Passage, passages_of

if TYPE_CHECKING:
    from distributed import Client

PART_BYTES = 4_000_000  # of text that a worker reads at a time
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

    def refused(self) -> dict[str, str]:
        """Return the ids of the files that cannot be read, with the reasons."""
        found = {}
        for id, file in self.files.items():
            try:
                file.document(id)
            except AccordError as error:
                found[id] = str(error)
        return found


Where: TypeAlias = ChosenTexts | str | Path | Iterable[str | Path]


def texts_in(
    where: Where,
    pattern: str = "*.txt",
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
    pattern : str
        What the names of a folder's files look like.
    metadata : str or Path, optional
        A table that describes the files, as for `Corpus.from_folder`.
    passages : callable
        Is given each Document and returns the passages to count in it.
    words : callable or collection of str, optional
        The types to keep, as for `Tokens.filter`; `find_mentions` does not consider it.
    part_bytes : int
        How many bytes of text a worker reads at a time. The results do not depend on it.

    Returns
    -------
    ChosenTexts
        What all functions of `accordlib.cluster` take, as they do `where`. Their `client` is a
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
    """Yield what a step makes of each part, in the order of the parts.

    The earliest part that fails ends it. What a lost worker had done, Dask has another one repeat.
    """
    parts = texts.parts()
    if client is None:
        yield from map(step, parts)
        return
    if not callable(getattr(client, "compute", None)):
        raise AccordError(f"client is {named(client)}; give a distributed.Client, or nothing.")
    from dask.delayed import delayed
    from distributed import KilledWorker

    futures = client.compute([delayed(partial(step, part), pure=False)() for part in parts])
    try:
        for part, future in zip(parts, futures, strict=True):
            try:
                yield future.result()
            except KilledWorker as error:
                raise AccordError(
                    f"Workers were lost again and again while they read {', '.join(part.files)}, "
                    "perhaps for want of memory. Give them more, or make the parts smaller with "
                    "texts_in(part_bytes=...)."
                ) from error
            future.release()
    finally:
        for future in futures:
            future.release()
