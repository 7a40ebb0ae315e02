"""Files of one's own: found, described, and read when they are asked for."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any
from weakref import WeakValueDictionary

from accordlib.errors import AccordError, UnknownNameError
from accordlib.texts.documents import Document, id_of, printable
from accordlib.texts.files import RESTORE, decode, files_in, progress, read_bytes, read_table, shown
from accordlib.texts.passages import Passage

DESCRIPTION = ("title", "date", "kind", "language", "rights", "stated", "inferred")
_WORDS = DESCRIPTION[:5]
_KEYS = ("file", "path", "filename", "document", "id", "name")
_TABLES = ("datapackage.json", "metadata.csv")
_SHOWN = 10  # names that a message lists


@dataclass(frozen=True)
class Entry:
    """A file that is a text, and what is known about it.

    Attributes
    ----------
    path : Path
        The file.
    fields : Mapping[str, Any]
        What a data package or a metadata table says of it.
    """

    path: Path
    fields: Mapping[str, Any] = field(default_factory=dict)


class Shelf(Mapping[str, Document]):
    """Documents that are read when they are asked for, and forgotten when nobody uses them.

    Parameters
    ----------
    entries : Mapping[str, Entry]
        The files by the documents' ids.
    largest : int
        The bytes that a file has at most.
    """

    def __init__(self, entries: Mapping[str, Entry], largest: int) -> None:
        self._entries = dict(entries)
        self._largest = largest
        self._read: WeakValueDictionary[str, Document] = WeakValueDictionary()
        self.unreadable: dict[str, str] = {}

    def __getitem__(self, id: str) -> Document:
        document = self._read.get(id)
        if document is None:
            entry = self._entries[id]
            try:
                document = load_document(id, entry, "Check the path.", self._largest)
            except (KeyError, TypeError, AttributeError) as error:
                raise AccordError(
                    f"{shown(entry.path)} is not described well in its data package ({error!r}). "
                    "Correct the description."
                ) from error
            self._read[id] = document
        return document

    def __contains__(self, id: object) -> bool:
        return id in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def leave_out_unreadable(self) -> None:
        """Read every file once, and take those that cannot be read off the shelf."""
        for id in progress(tuple(self._entries), len(self._entries), "Checking"):
            try:
                self[id]
            except AccordError as error:
                path = self._entries.pop(id).path
                self.unreadable[shown(path)] = str(error)


def load_document(
    id: str, entry: Entry, advice: str = RESTORE, largest: int | None = None
) -> Document:
    """Read one text with its description; a wrong SHA-256 is an error."""
    fields, path = entry.fields, entry.path
    content = read_bytes(path, advice, largest)
    text = decode(path, content)
    expected = fields.get("hash")
    if expected is not None and _digest(content) != expected.removeprefix("sha256:"):
        raise AccordError(
            f"{path} is not the text that datapackage.json describes: its SHA-256 differs, so "
            f"somebody or some program (an editor, a line-ending setting) has changed it. {advice}"
        )
    spans = [(f["start"], f["end"], f["kind"]) for f in fields.get("furniture", ())]
    furniture = tuple(
        Passage(f"{id}:f{n}", text[start:end], id, start, end, kind)
        for n, (start, end, kind) in enumerate(spans, start=1)
    )
    return Document(
        id=id,
        text=text,
        furniture=furniture,
        pillar_labels=tuple(fields.get("pillarLabels", ())),
        metadata=fields.get("metadata", {}),
        **{key: fields[key] for key in DESCRIPTION if key in fields},
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def find_texts(folder: Path, pattern: str, refused: Callable[[OSError], None]) -> list[Path]:
    """Return the files of a folder, and of those in it, whose names match a pattern."""
    files = list(files_in(folder, refused))
    found = [f for f in files if fnmatchcase(f.name, pattern) and f.name not in _TABLES]
    if not found:
        endings = Counter(f.suffix or "no ending" for f in files)
        there = ", ".join(f"{ending} ({count})" for ending, count in endings.most_common(_SHOWN))
        raise AccordError(
            f"No file in {shown(folder)} matches {pattern!r}. Its files end in: "
            f"{there or 'there are none'}. Give another `pattern`, such as '*' for all of them."
        )
    return found


def folder_entries(
    folder: Path, pattern: str, metadata: str | Path | None, refused: Callable[[OSError], None]
) -> dict[str, Entry]:
    """Return the texts of a folder by id, as `Corpus.from_folder` chooses them."""
    own = table_in(folder)
    table = Path(metadata) if metadata is not None else own
    listed = table is not None and table.suffix.lower() == ".json"
    return entries_of([] if listed else find_texts(folder, pattern, refused), folder, table)


def file_entries(
    files: Iterable[str | Path], metadata: str | Path | None
) -> tuple[dict[str, Entry], Path]:
    """Return some texts by id, as `Corpus.from_files` takes them, and the folder of them all."""
    if isinstance(files, str | Path):
        raise AccordError(
            f"Several files are expected. Put the single one into a list: [{str(files)!r}]."
        )
    paths = list(dict.fromkeys(Path(f).absolute() for f in files))
    if not paths:
        raise AccordError("No file is given. Give paths, such as Path('texts').glob('*.txt').")
    table = Path(metadata) if metadata is not None else None
    if table is not None and table.suffix.lower() == ".json":
        raise AccordError("A data package lists its files itself: use Corpus.from_folder.")
    folder = common_folder(paths)
    return entries_of(paths, folder, table), folder


def entries_of(files: Sequence[Path], folder: Path, metadata: Path | None) -> dict[str, Entry]:
    """Return the files by id, each with what a table says of it."""
    if metadata is not None and metadata.suffix.lower() == ".json":
        return packaged(metadata)
    rows = _rows(metadata) if metadata is not None else {}
    named = dict(zip(_ids(files, folder), files, strict=True))
    entries = {id: Entry(file, _row(rows, id, file, folder)) for id, file in named.items()}
    for key in rows:
        raise AccordError(
            f"{metadata} describes {key!r}, but no such file was found in {shown(folder)}. "
            "Correct the row or take it out."
        )
    return entries


def table_in(folder: Path) -> Path | None:
    """Return the data package or metadata table of a folder, if it has one."""
    try:
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        raise AccordError(f"{shown(folder):.200} is not a folder; one with texts is expected.")
    return next((folder / name for name in _TABLES if (folder / name).is_file()), None)


def packaged(path: Path) -> dict[str, Entry]:
    """Return the texts that a data package lists."""
    try:
        package = list(json.loads(decode(path, read_bytes(path, "Check the path.")))["resources"])
        typed = [r for r in package if r.get("type") == "text"]
        chosen = typed or [r for r in package if str(r["path"]).endswith((".txt", ".md"))]
        entries = {
            str(r.get("name") or id_of(r["path"])): Entry(path.parent / _inside(path, r["path"]), r)
            for r in chosen
        }
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise AccordError(f"{path} does not describe texts ({error!r}). Correct it.") from error
    if len(entries) < len(chosen) or not entries:
        raise AccordError(f"{path} lists no text, or two of one name. Give each its own name.")
    return entries


def _inside(package: Path, path: str) -> str:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise AccordError(f"{package} leads out of its folder: {path!r}. Give a path inside it.")
    return path


def _ids(files: Sequence[Path], folder: Path) -> list[str]:
    """Return an id for each file: its name without the ending, and with it where that is double."""
    names = [_relative(f, folder) for f in files]
    shared = Counter(id_of(name) for name in names)
    ids = [id_of(name) if shared[id_of(name)] == 1 else printable(name) for name in names]
    counts: Counter[str] = Counter()
    for n, id in enumerate(ids):
        counts[id] += 1
        if counts[id] > 1:
            ids[n] = f"{id} ({counts[id]})"
    return ids


def _relative(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else file.as_posix()


def _rows(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a metadata table by the file that they describe."""
    header, *body = read_table(path)
    columns = [name.strip().lower() for name in header]
    key = next((k for k in _KEYS if k in columns), None)
    if key is None:
        raise AccordError(
            f"{path} has no column that names the file: one of {', '.join(_KEYS)}. It has: "
            f"{', '.join(header)}."
        )
    rows: dict[str, dict[str, str]] = {}
    for line, cells in enumerate(body, start=2):
        row = dict(zip(columns, cells, strict=True))
        name = row.pop(key)
        if name in rows:
            raise AccordError(f"{path} describes {name!r} twice, again in row {line}. Keep one.")
        rows[name] = row
    return rows


def _row(rows: dict[str, dict[str, str]], id: str, file: Path, folder: Path) -> dict[str, Any]:
    """Take the row that describes a file out of the rows, and return it as fields."""
    names = (_relative(file, folder), file.name, id)
    name = next((name for name in names if name in rows), None)
    row = rows.pop(name) if name is not None else {}
    known: dict[str, Any] = {key: row[key] for key in _WORDS if key in row}
    return {**known, "metadata": {k: v for k, v in row.items() if k not in _WORDS}}


def unknown(id: str, known: Iterable[str], where: str) -> UnknownNameError:
    """Return the error for a document that is not there."""
    from difflib import get_close_matches

    names = list(known)
    listed = names if len(names) <= _SHOWN else get_close_matches(id, names, _SHOWN, 0.3)
    more = f" ({len(names):,} in all)" if len(names) > _SHOWN else ""
    return UnknownNameError(
        f"No document {id!r} in {where}. Choose one of: {', '.join(listed)}{more}."
    )


def common_folder(files: Sequence[Path]) -> Path:
    """Return the innermost folder that holds all files."""
    try:
        return Path(os.path.commonpath([f.parent.absolute() for f in files]))
    except ValueError:
        return Path()  # on different drives


def unlisted(refused: Iterable[OSError], unreadable: str) -> dict[str, str]:
    """Return the folders that could not be listed with the reason, or raise an error for them."""
    found: dict[str, str] = {}
    for error in refused:
        place = shown(Path(error.filename))
        found[place] = f"{place} cannot be listed: {error.strerror}. Check its permissions."
        if unreadable == "raise":
            raise AccordError(found[place])
    return found
