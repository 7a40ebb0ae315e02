"""Texts with their provenance: Corpus and `load_corpus`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, ValuesView
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from accordlib.errors import AccordError, UnknownNameError
from accordlib.texts.documents import (
    Document as Document,
)
from accordlib.texts.files import (
    LARGEST,
    RESTORE,
    decode,
    progress,
    read_bytes,
    shown,
)
from accordlib.texts.files import (
    data_folder as data_folder,
)
from accordlib.texts.files import (
    read_table as read_table,
)
from accordlib.texts.folders import (
    DESCRIPTION,
    Entry,
    Shelf,
    file_entries,
    folder_entries,
    load_document,
    unknown,
    unlisted,
)

if TYPE_CHECKING:
    import pandas as pd

Unreadable = Literal["raise", "skip"]
_NAMED = 10  # documents that a corpus names when it is shown


class Corpus(Mapping[str, Document]):
    """Documents by id, in the order of the data package, with their annotations.

    Parameters
    ----------
    documents : Mapping[str, Document]
        The documents by id.
    folder : Path
        The folder of the data package they come from.

    Attributes
    ----------
    unreadable : Mapping[str, str]
        The files that were left out, each with the reason.
    """

    def __init__(self, documents: Mapping[str, Document], folder: Path) -> None:
        lazy = isinstance(documents, Shelf)
        self._documents = documents if lazy else dict(documents)
        self.folder = folder
        self.unreadable: dict[str, str] = {}

    @classmethod
    def from_folder(
        cls,
        folder: str | Path,
        pattern: str = "*.txt",
        metadata: str | Path | None = None,
        unreadable: Unreadable = "raise",
        largest: int = LARGEST,
    ) -> Corpus:
        """Take the texts of a folder of your own; each is read when it is asked for.

        Folders inside it are searched too, those behind symbolic links once each; hidden files
        are passed over. A document's id is its path in the folder without the ending, or with it
        where two would be the same.

        Parameters
        ----------
        folder : str or Path
            Any folder with UTF-8 texts, one paragraph a line or lines broken at one width.
        pattern : str
            What the files' names look like: ``*.md``, or ``*`` for all.
        metadata : str or Path, optional
            A CSV table with a column ``file`` (or ``id``) and any of ``title``, ``date``,
            ``kind``, ``language``, ``rights`` and others, or a ``datapackage.json``, which also
            lists the files. By default the folder's own ``datapackage.json`` or
            ``metadata.csv``, if it has one.
        unreadable : {"raise", "skip"}
            With ``skip`` every file is read once at the start, and those that cannot be read are
            left out and named in `unreadable`. Otherwise such a file raises when it is asked for.
        largest : int
            Larger files, in bytes, are not read.

        Returns
        -------
        Corpus

        Raises
        ------
        AccordError
            If the folder is missing or has no such file, or if the metadata do not fit.
        """
        root = Path(folder)
        refused: list[OSError] = []
        entries = folder_entries(root, pattern, metadata, refused.append)
        corpus = cls._lazy(entries, root, unreadable, largest)
        corpus.unreadable |= unlisted(refused, unreadable)
        return corpus

    @classmethod
    def from_files(
        cls,
        files: Iterable[str | Path],
        metadata: str | Path | None = None,
        unreadable: Unreadable = "raise",
        largest: int = LARGEST,
    ) -> Corpus:
        """Take some texts of your own; each is read when it is asked for.

        Parameters
        ----------
        files : iterable of str or Path
            UTF-8 texts, one paragraph a line or lines broken at one width.
        metadata : str or Path, optional
            A CSV table, as for `from_folder`.
        unreadable : {"raise", "skip"}
            As for `from_folder`.
        largest : int
            Larger files, in bytes, are not read.

        Returns
        -------
        Corpus

        Raises
        ------
        AccordError
            If there is no file, or if the metadata do not fit.
        """
        entries, root = file_entries(files, metadata)
        return cls._lazy(entries, root, unreadable, largest)

    @classmethod
    def _lazy(
        cls, entries: Mapping[str, Entry], root: Path, unreadable: str, largest: int
    ) -> Corpus:
        if unreadable not in ("raise", "skip"):
            raise AccordError(f"unreadable is {unreadable!r}; it must be 'raise' or 'skip'.")
        shelf = Shelf(entries, largest)
        if unreadable == "skip":
            shelf.leave_out_unreadable()
        corpus = cls(shelf, root)
        corpus.unreadable = shelf.unreadable
        return corpus

    def __getitem__(self, id: str) -> Document:
        if id not in self._documents:
            raise unknown(id, self._documents, shown(self.folder))
        return self._documents[id]

    def __contains__(self, id: object) -> bool:
        return id in self._documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        more = ", …" if len(self) > _NAMED else ""
        left_out = f"; {len(self.unreadable)} files left out, see .unreadable"
        named = f"Corpus of {len(self)} documents: {', '.join(islice(self, _NAMED))}{more}"
        return named + (left_out if self.unreadable else "")

    def values(self) -> ValuesView[Document]:
        """Return the documents; while they are read for long, a progress bar shows."""
        return _Documents(self) if isinstance(self._documents, Shelf) else super().values()

    def overview(self) -> pd.DataFrame:
        """Describe the documents.

        Returns
        -------
        DataFrame
            One row a document, indexed by ``id``; columns ``title``, ``kind``, ``date`` (ISO 8601),
            ``words`` (stretches between white space), ``paragraphs`` and ``furniture`` (counts),
            and the further columns of a metadata table of one's own.
        """
        import pandas as pd

        rows = [
            {
                "id": d.id,
                "title": d.title,
                "kind": d.kind,
                "date": d.date,
                "words": len(d.text.split()),
                "paragraphs": len(d.paragraphs),
                "furniture": len(d.furniture),
                **d.metadata,
            }
            for d in self.values()
        ]
        columns = ["id", "title", "kind", "date", "words", "paragraphs", "furniture"]
        table = pd.DataFrame(rows) if rows else pd.DataFrame(columns=columns)
        return table.set_index("id")

    def provenance(self) -> pd.DataFrame:
        """Say, field by field, what a file states and what is inferred about it.

        Returns
        -------
        DataFrame
            Columns ``document``, ``field``, ``basis`` (``stated`` or ``inferred``), ``value`` and
            ``reason`` (empty for what the file states itself).
        """
        import pandas as pd

        columns = ["document", "field", "basis", "value", "reason"]
        rows: list[tuple[str, ...]] = []
        for d in self.values():
            rows += [(d.id, name, "stated", value, "") for name, value in d.stated.items()]
            rows += [
                (d.id, name, "inferred", i["value"], i["reason"]) for name, i in d.inferred.items()
            ]
        return pd.DataFrame(rows, columns=columns)

    def annotations(self, name: str) -> pd.DataFrame:
        """Read a table of ``annotations/``, such as ``events`` or ``sentences``.

        Parameters
        ----------
        name : str
            The file's name without ``.csv``.

        Returns
        -------
        DataFrame
            The table as it is stored; its columns are described in ``datapackage.json``.
            Whole numbers are integers, all else is text, and an empty cell is an empty string.

        Raises
        ------
        AccordError
            If there is no such table, or if it is not well-formed CSV.
        """
        import pandas as pd

        folder = self.folder / "annotations"
        path = folder / f"{name}.csv"
        if not path.is_file():
            known = ", ".join(sorted(p.stem for p in folder.glob("*.csv"))) or "none"
            raise UnknownNameError(f"No annotation table {name!r} in {folder}. There is: {known}.")
        header, *rows = read_table(path)
        table = pd.DataFrame(rows, columns=header, dtype="string")
        whole = [c for c in header if rows and table[c].str.fullmatch(r"-?\d+").all()]
        return table.astype(dict.fromkeys(whole, "int64"))


def load_corpus(folder: str | Path | None = None) -> Corpus:
    """Load the five texts, checking each file against its SHA-256.

    Parameters
    ----------
    folder : str or Path, optional
        A folder with a ``datapackage.json`` like the project's own. By default the data that
        accordlib was installed with.

    Returns
    -------
    Corpus
        The documents by id: ``accord``, ``hiroshima-news``, ``press-release-2021``, ``article``
        and ``article-rewrite``.

    Raises
    ------
    AccordError
        If the data package or a text is missing, empty, binary, not UTF-8 or not the file that
        was described; the message names the file.
    """
    root = Path(folder) if folder is not None else data_folder()
    path = root / "datapackage.json"
    advice = RESTORE if folder is None else f"Check the folder: {root}."
    try:
        resources = json.loads(decode(path, read_bytes(path, advice)))["resources"]
        texts = [r for r in resources if r.get("type") == "text"]
        documents = {r["name"]: _described(root, r) for r in texts}
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise AccordError(f"{path} does not describe a corpus ({error!r}). {RESTORE}") from error
    if not documents:
        raise AccordError(f"{path} lists no resource of type 'text', so there is nothing to load.")
    return Corpus(documents, root)


class _Documents(ValuesView[Document]):
    """The documents of a corpus that is read file by file."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus)
        self._corpus = corpus

    def __iter__(self) -> Iterator[Document]:
        return progress((self._corpus[id] for id in self._corpus), len(self._corpus), "Reading")


def _described(root: Path, resource: Mapping[str, Any]) -> Document:
    """Load a text of a data package that must describe it in full."""
    for key in (*DESCRIPTION, "hash"):
        resource[key]
    digest = resource["hash"].removeprefix("sha256:")
    entry = Entry(root / resource["path"], {**resource, "hash": digest})
    return load_document(resource["name"], entry)
