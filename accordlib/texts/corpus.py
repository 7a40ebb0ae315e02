"""Texts with their provenance: Corpus and `load_corpus`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from accordlib.errors import AccordError, expect, expect_number, expect_one_of
from accordlib.texts.documents import Document, TextFile
from accordlib.texts.files import LARGEST, data_folder, expect_path, printable, read_table
from accordlib.texts.folders import file_entries, folder_entries, packaged
from accordlib.texts.passages import unknown_name
from accordlib.texts.scripts import is_unspaced

if TYPE_CHECKING:
    import pandas as pd

_SHOWN_IDS = 10  # documents that a corpus names when it is shown
_KEPT = 1 << 22  # characters of texts that were read: what is beyond is read when it is asked for


class Corpus(Mapping[str, Document]):
    """Documents by id, in order, with the annotations of their folder.

    Parameters
    ----------
    documents, folder : Mapping[str, Document], str or Path
        The documents by id, and the folder they come from.

    Attributes
    ----------
    unreadable : Mapping[str, str]
        The files that were left out, each with the reason.
    """

    def __init__(self, documents: Mapping[str, Document | TextFile], folder: str | Path) -> None:
        hint = "Give Documents by id: Corpus({'mine': Document('mine', text)}, '.')."
        expect(documents, Mapping, "Corpus()", hint)  # type: ignore[type-abstract]
        for id, document in documents.items():
            expect(id, str, "Corpus()", hint)
            if not isinstance(document, TextFile):
                expect(document, Document, "Corpus()", hint)
        self._documents, self._largest, self._room = dict(documents), LARGEST, _KEPT
        self.folder = expect_path(folder, "Corpus(folder=...)")
        self.unreadable: dict[str, str] = {}

    @classmethod
    def from_folder(
        cls,
        folder: str | Path,
        pattern: str | None = None,
        metadata: str | Path | None = None,
        unreadable: Literal["raise", "skip"] = "raise",
        largest: int = LARGEST,
    ) -> Corpus:
        """Take the texts of a folder of your own; each is read when it is asked for.

        Texts are kept while they are few; plain ones of a large corpus are read anew each time.
        Folders in it are searched too, but neither hidden nor linked ones. A document's id is its
        path in the folder without the ending, or with it where two would be the same.

        Parameters
        ----------
        folder : str or Path
            Files as `Document.from_file` reads them; a draft with tracked changes is refused.
        pattern : str, optional
            What the files' names look like: ``*.docx``, ``*.md``, or ``*`` for all; by default
            they end in .txt, .docx, .odt, .pdf, .html, .htm, .xhtml or .rtf.
        metadata : str or Path, optional
            A ``datapackage.json``, or a CSV table with a column ``file`` and any of ``title``,
            ``date``, ``kind``, ``language``, ``rights`` and others; by default the folder's own.
        unreadable : {"raise", "skip"}
            With ``skip`` all files are read at once, and those that cannot be are in `unreadable`.
        largest : int
            Larger files, in bytes, are not read.

        Examples
        --------
        >>> Corpus.from_folder(load_corpus().folder / "texts", pattern="article*")
        Corpus of 2 documents: article-rewrite, article
        """
        root = expect_path(folder, "Corpus.from_folder()")
        texts, left_out = folder_entries(root, pattern, metadata, unreadable)
        return cls(texts, root)._read(largest, unreadable, left_out)

    @classmethod
    def from_files(
        cls,
        files: Iterable[str | Path],
        metadata: str | Path | None = None,
        unreadable: Literal["raise", "skip"] = "raise",
        largest: int = LARGEST,
    ) -> Corpus:
        """Take some texts of your own, in the order given, as `from_folder` does (no data package).

        Examples
        --------
        >>> Corpus.from_files(sorted((load_corpus().folder / "texts").glob("a*e.txt")))
        Corpus of 2 documents: article-rewrite, article
        """
        texts, root = file_entries(files, metadata)
        return cls(texts, root)._read(largest, unreadable, {})

    def _read(self, largest: int, unreadable: str, left_out: dict[str, str]) -> Corpus:
        """Read the files at once if those that cannot be are to be skipped."""
        expect_number(largest, 1, "largest")
        expect_one_of(unreadable, ("raise", "skip"), "unreadable")
        self._largest, self.unreadable = largest, left_out
        for id, text in [*self._documents.items()] if unreadable == "skip" else ():
            try:
                self[id]
            except AccordError as error:
                left_out[printable(getattr(text, "path", id))] = str(error)
                del self._documents[id]
        return self

    def __getitem__(self, id: str) -> Document:
        if id not in self:
            raise unknown_name("document", id, self, printable(self.folder))
        document = self._documents[id]
        if isinstance(document, TextFile):
            document = document.document(id, self._largest)
            if document.layout or len(document.text) <= self._room:
                self._room -= len(document.text)
                self._documents[id] = document
        return document

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and id in self._documents

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        ids = ", ".join(islice(self, _SHOWN_IDS)) + (", …" if len(self) > _SHOWN_IDS else "")
        lost = f"; {len(self.unreadable)} files left out, see .unreadable"
        return f"Corpus of {len(self)} documents: {ids}{lost if self.unreadable else ''}"

    def overview(self) -> pd.DataFrame:
        """Describe the documents.

        Returns
        -------
        DataFrame
            One row a document, indexed by ``id``; columns ``title``, ``kind``, ``date`` (ISO 8601),
            ``words`` (stretches between white space; missing where the script has no blanks
            between words), ``paragraphs`` and ``furniture`` (counts), and the further columns of a
            metadata table of one's own.

        Examples
        --------
        >>> load_corpus().overview()["words"].tolist()
        [2398, 317, 463, 531, 499]
        """
        import pandas as pd

        columns = ["id", "title", "kind", "date", "words", "paragraphs", "furniture"]
        rows = []
        for d in self.values():
            words = pd.NA if is_unspaced(d.text) else len(d.text.split())
            counts = (words, len(d.paragraphs), len(d.furniture))
            row = zip(columns, (d.id, d.title, d.kind, d.date, *counts), strict=True)
            rows.append({**dict(row), **d.metadata})
        return pd.DataFrame(rows, columns=None if rows else columns).set_index("id")

    def provenance(self) -> pd.DataFrame:
        """Say, field by field, what a file states and what is inferred about it.

        Returns
        -------
        DataFrame
            Columns ``document``, ``field``, ``basis`` (``stated`` or ``inferred``), ``value`` and
            ``reason`` (empty for what the file states itself).

        Examples
        --------
        >>> load_corpus().provenance().loc[0, ["document", "field", "basis"]].tolist()
        ['accord', 'title', 'stated']
        """
        import pandas as pd

        rows: list[tuple[str, ...]] = []
        for d in self.values():
            rows += [(d.id, n, "stated", value, "") for n, value in d.stated.items()]
            rows += [(d.id, n, "inferred", i["value"], i["reason"]) for n, i in d.inferred.items()]
        return pd.DataFrame(rows, columns=["document", "field", "basis", "value", "reason"])

    def annotations(self, name: str) -> pd.DataFrame:
        """Read a table of ``annotations/`` by its name without ``.csv``, such as ``events``.

        Returns
        -------
        DataFrame
            Its columns are described in ``datapackage.json``; whole numbers are integers, all else
            is text, also an empty cell.

        Examples
        --------
        >>> load_corpus().annotations("events").loc[0, ["date", "document"]].tolist()
        ['1902', 'article']
        """
        import pandas as pd

        folder = self.folder / "annotations"
        path = folder / f"{name}.csv"
        if not os.path.isfile(path):  # noqa: PTH113 (pathlib raises for a name too long)
            known = sorted(p.stem for p in folder.glob("*.csv"))
            raise unknown_name("annotation table", name, known, printable(folder))
        header, *rows = filter(any, read_table(path))
        table = pd.DataFrame(rows, columns=header, dtype="string")
        whole = [c for c in header if rows and table[c].str.fullmatch(r"-?\d+").all()]
        return table.astype(dict.fromkeys(whole, "int64"))


def load_corpus(folder: str | Path | None = None) -> Corpus:
    """Load the five texts, checking each file against its SHA-256.

    Parameters
    ----------
    folder : str or Path, optional
        One with a ``datapackage.json``; by default the data that accordlib was installed with.

    Returns
    -------
    Corpus
        The documents ``accord``, ``hiroshima-news``, ``press-release-2021``, ``article`` and
        ``article-rewrite``.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> corpus
    Corpus of 5 documents: accord, hiroshima-news, press-release-2021, article, article-rewrite
    """
    root = data_folder() if folder is None else expect_path(folder, "load_corpus()")
    texts = packaged(root / "datapackage.json")
    return Corpus({id: text.document(id) for id, text in texts.items()}, root)
