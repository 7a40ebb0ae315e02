"""Texts with their provenance: Passage, Document, Corpus and `load_corpus`."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from accordlib.errors import AccordError, UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """A stretch of a document with a stable id: the unit of counting and citing.

    `document.text[passage.start:passage.end] == passage.text` always holds.

    Attributes
    ----------
    id : str
        The document's id and a label, such as ``accord:D2`` or ``article:p3.s1``.
    text : str
        The words as they stand in the document.
    document : str
        The id of the document.
    start, end : int
        Character offsets in the document's text (end exclusive).
    kind : str
        What the passage is: ``paragraph``, ``sentence``, ``commitment``, ``headline`` and so on.
    pillar : str
        The label of the pillar of the agreement it stands in, or an empty string.
    """

    id: str
    text: str
    document: str
    start: int
    end: int
    kind: str = "paragraph"
    pillar: str = ""

    @property
    def label(self) -> str:
        """The part of the id after the document's name, such as ``D2``."""
        return self.id.partition(":")[2]

    def __repr__(self) -> str:
        return f"{self.id}: {self.text}"

    def _repr_html_(self) -> str:
        return f"<blockquote>{escape(self.text)} <cite>({escape(self.id)})</cite></blockquote>"


@dataclass(frozen=True)
class Document:
    """One text with what is known about it.

    Attributes
    ----------
    id : str
        Short name, such as ``accord``.
    text : str
        The whole file, decoded from UTF-8 and otherwise unchanged.
    title, date, kind, language, rights : str
        The description used throughout; `stated` and `inferred` say on what it rests.
        A date is ISO 8601, as exact as it is known (``2023``, ``2023-01``, ``2023-01-12``).
    stated : Mapping[str, str]
        What the file itself says, field by field, in its own words.
    inferred : Mapping[str, Mapping[str, str]]
        What is concluded: for each field a ``value`` and the ``reason`` for it.
    furniture : tuple of Passage
        Spans that are not running text: headlines, advertising, links, a bare date line.
    pillar_labels : tuple of str
        The letters under which an agreement's pillars are cited; empty where there are none.
    """

    id: str
    text: str
    title: str = ""
    date: str = ""
    kind: str = ""
    language: str = ""
    rights: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)
    inferred: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    furniture: tuple[Passage, ...] = ()
    pillar_labels: tuple[str, ...] = ()

    @classmethod
    def from_file(cls, path: str | Path) -> Document:
        """Read a text of your own: plain text, UTF-8, one paragraph a line.

        Parameters
        ----------
        path : str or Path
            The file. Its name without the ending becomes the document's id.

        Returns
        -------
        Document
            With `text` and `id` filled in; all else is left empty.

        Raises
        ------
        AccordError
            If the file is missing, a folder, empty, binary or not UTF-8.
        """
        path = Path(path)
        return cls(id=path.stem, text=_decode(path, _read(path, "Check the path.")))

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The lines of running text, `p1`, `p2`, and so on.

        Furniture is left out, and so is a line without a letter or digit, such as a bare bullet.
        """
        lines = (self._trimmed(m.start(), m.end()) for m in LINE.finditer(self.text))
        body = [span for span in lines if self._is_running_text(*span)]
        return tuple(
            Passage(f"{self.id}:p{n}", self.text[a:b], self.id, a, b)
            for n, (a, b) in enumerate(body, start=1)
        )

    def __getitem__(self, label: str) -> Passage:
        """Return the passage with this label, such as ``p3`` or, for furniture, ``f1``."""
        return find_passage((*self.paragraphs, *self.furniture), label, self.id)

    def __repr__(self) -> str:
        return f"Document {self.id!r}: {self.title or 'untitled'} ({self.date or 'undated'})"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        line = self.text[start:end]
        return start + len(line) - len(line.lstrip()), start + len(line.rstrip())

    def _is_running_text(self, start: int, end: int) -> bool:
        marked = any(f.start <= start and end <= f.end for f in self.furniture)
        return not marked and any(map(str.isalnum, self.text[start:end]))


class Corpus(Mapping[str, Document]):
    """Documents by id, in the order of the data package, with their annotations.

    Parameters
    ----------
    documents : Mapping[str, Document]
        The documents by id.
    folder : Path
        The folder of the data package they come from.
    """

    def __init__(self, documents: Mapping[str, Document], folder: Path) -> None:
        self._documents = dict(documents)
        self.folder = folder

    def __getitem__(self, id: str) -> Document:
        if id not in self._documents:
            known = ", ".join(self._documents)
            raise UnknownNameError(f"No document {id!r} in {self.folder}. Choose one of: {known}.")
        return self._documents[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def __repr__(self) -> str:
        return f"Corpus of {len(self)} documents: {', '.join(self)}"

    def overview(self) -> pd.DataFrame:
        """Describe the documents.

        Returns
        -------
        DataFrame
            One row a document, indexed by ``id``; columns ``title``, ``kind``, ``date`` (ISO 8601),
            ``words`` (stretches between white space), ``paragraphs`` and ``furniture`` (counts).
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
            }
            for d in self.values()
        ]
        return pd.DataFrame(rows).set_index("id")

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
    advice = _RESTORE if folder is None else f"Check the folder: {root}."
    try:
        resources = json.loads(_decode(path, _read(path, advice)))["resources"]
        texts = [r for r in resources if r.get("type") == "text"]
        documents = {r["name"]: _load_document(root, r) for r in texts}
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise AccordError(f"{path} does not describe a corpus ({error!r}). {_RESTORE}") from error
    if not documents:
        raise AccordError(f"{path} lists no resource of type 'text', so there is nothing to load.")
    return Corpus(documents, root)


def data_folder() -> Path:
    """Return the folder of the project's data: inside an installed wheel, or the checkout's."""
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def checked_passages(passages: object) -> tuple[Passage, ...]:
    """Return the passages as a tuple, or raise an error that says what was given instead."""
    hint = "Give passages, such as agreement.commitments or document.paragraphs."
    if isinstance(passages, Passage):
        raise AccordError("Several passages are expected. Put a single one into a list.")
    listed = isinstance(passages, Iterable) and not isinstance(passages, Document | str)
    chosen: tuple[object, ...] = (
        tuple(cast("Iterable[object]", passages)) if listed else (passages,)
    )
    for item in chosen:
        if not isinstance(item, Passage):
            raise AccordError(f"Passages are expected, not {type(item).__name__}. {hint}")
    return cast("tuple[Passage, ...]", chosen)


def find_passage(passages: tuple[Passage, ...], label: str, where: str) -> Passage:
    """Return the passage with this label, or raise an error that lists the labels."""
    for passage in passages:
        if passage.label == label:
            return passage
    labels = [p.label for p in passages]
    close = next((f" Did you mean {x!r}?" for x in labels if x.lower() == label.lower()), "")
    raise UnknownNameError(
        f"No passage {label!r} in {where!r}.{close} Choose one of: {', '.join(labels)}."
    )


_RESTORE = "Restore the file with `git checkout -- data`, or install accordlib again."


def _load_document(root: Path, resource: Mapping[str, Any]) -> Document:
    path = root / resource["path"]
    content = _read(path, _RESTORE)
    text = _decode(path, content)
    expected = resource["hash"].removeprefix("sha256:")
    if hashlib.sha256(content).hexdigest() != expected:
        raise AccordError(
            f"{path} is not the text that datapackage.json describes: its SHA-256 differs, so "
            f"somebody or some program (an editor, a line-ending setting) has changed it. "
            f"{_RESTORE}"
        )
    furniture = tuple(
        Passage(
            f"{resource['name']}:f{n}",
            text[span["start"] : span["end"]],
            resource["name"],
            span["start"],
            span["end"],
            span["kind"],
        )
        for n, span in enumerate(resource.get("furniture", ()), start=1)
    )
    return Document(
        id=resource["name"],
        text=text,
        furniture=furniture,
        pillar_labels=tuple(resource.get("pillarLabels", ())),
        **{key: resource[key] for key in _DESCRIPTION},
    )


_DESCRIPTION = ("title", "date", "kind", "language", "rights", "stated", "inferred")


def _read(path: Path, advice: str) -> bytes:
    try:
        if path.is_dir():
            raise AccordError(f"{path} is a folder; a text file is expected there.")
        return path.read_bytes()
    except FileNotFoundError:
        raise AccordError(f"{path} is missing. {advice}") from None
    except (OSError, ValueError) as error:
        raise AccordError(f"{str(path)!r:.200} cannot be read: {error}. {advice}") from error


def _decode(path: Path, content: bytes) -> str:
    if b"\0" in content:
        raise AccordError(
            f"{path} is binary: it holds a NUL byte at offset {content.index(0)}. "
            "Export it as plain text in UTF-8."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AccordError(
            f"{path} is not UTF-8: byte {content[error.start]:#04x} at offset {error.start}. "
            "Save it as plain text in UTF-8."
        ) from error
    if not text.strip():
        raise AccordError(f"{path} is empty. Put the text back or choose another file.")
    return text


def read_table(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, the header first, all of the same length."""
    own = data_folder() in path.resolve().parents
    text = _decode(path, _read(path, _RESTORE if own else "Check the path."))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(row) != len(rows[0]):
                raise AccordError(
                    f"{path} is not well-formed CSV: line {reader.line_num} has {len(row)} "
                    f"columns, its header {len(rows[0])} ({', '.join(rows[0])}). "
                    "Put a field that has a comma in it into quotation marks."
                )
    except csv.Error as error:
        raise AccordError(
            f"{path} is not well-formed CSV: line {reader.line_num}, {error}. "
            "Check the quotation marks around its fields."
        ) from error
    return rows
