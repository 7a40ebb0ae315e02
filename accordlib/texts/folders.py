"""Files of one's own: found, described, and read when they are asked for."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from accordlib.errors import AccordError, expect, named
from accordlib.texts.documents import Document, citable, id_of
from accordlib.texts.files import decode, expect_path, printable, read_bytes, read_table, way_out
from accordlib.texts.passages import Passage

DESCRIPTION = ("title", "date", "kind", "language", "rights", "stated", "inferred")
_DESCRIBED_IN_WORDS = DESCRIPTION[:5]
_FILE_COLUMNS = ("file", "path", "filename", "document", "id", "name")
_TABLES = ("datapackage.json", "metadata.csv")
_ENDINGS = 10  # that a message lists


@dataclass(frozen=True)
class TextFile:
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

    def document(self, id: str, largest: int | None = None) -> Document:
        """Read the text with its description; a wrong SHA-256 is an error."""
        content = read_bytes(self.path, largest)
        text = decode(self.path, content)
        expected, digest = self.fields.get("hash"), hashlib.sha256(content).hexdigest()
        try:
            if expected is not None and digest != expected.removeprefix("sha256:"):
                raise AccordError(
                    f"{printable(self.path)} is not the text that datapackage.json describes: its "
                    "SHA-256 differs, so somebody or some program (an editor, a line-ending "
                    "setting) has changed it. "
                    + way_out(self.path, "Restore it, or correct its `hash` there.")
                )
            spans = [(f["start"], f["end"], f["kind"]) for f in self.fields.get("furniture", ())]
            return Document(
                id=id,
                text=text,
                furniture=tuple(
                    Passage(f"{id}:f{n}", text[start:end], id, start, end, kind)
                    for n, (start, end, kind) in enumerate(spans, start=1)
                ),
                pillar_labels=tuple(self.fields.get("pillarLabels", ())),
                metadata=self.fields.get("metadata", {}),
                **{key: self.fields[key] for key in DESCRIPTION if key in self.fields},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise AccordError(
                f"{printable(self.path)} is not described well in its data package ({error!r}). "
                f"{way_out(self.path, 'Correct the description.')}"
            ) from error


def folder_entries(
    folder: Path, pattern: str, metadata: str | Path | None, unreadable: str = "raise"
) -> tuple[dict[str, TextFile], dict[str, str]]:
    """Return the texts of a folder by id, and the folders in it that cannot be listed."""
    expect(pattern, str, "pattern", "Give what the names look like, such as '*.md'.")
    if not os.path.isdir(folder):  # noqa: PTH112 (pathlib raises for a name that is too long)
        raise AccordError(f"{printable(folder):.200} is not a folder; one with texts is expected.")
    own = next((folder / name for name in _TABLES if (folder / name).is_file()), None)
    table = expect_path(metadata, "metadata") if metadata is not None else own
    left_out: dict[str, str] = {}
    if table is not None and table.suffix.lower() == ".json":
        return packaged(table), left_out

    def refuse(error: OSError) -> None:
        place = printable(Path(error.filename))
        left_out[place] = f"{place} cannot be listed: {error.strerror}. Check its permissions."
        if unreadable == "raise":
            raise AccordError(left_out[place])

    return _described(_find_texts(folder, pattern, refuse), folder, table), left_out


def file_entries(
    files: Iterable[str | Path], metadata: str | Path | None
) -> tuple[dict[str, TextFile], Path]:
    """Return some texts by id, as `Corpus.from_files` takes them, and the folder of them all."""
    if isinstance(files, str | Path):
        raise AccordError(
            f"Several files are expected. Put the single one into a list: [{str(files)!r:.200}]."
        )
    if not isinstance(files, Iterable):
        raise AccordError(f"Several files are expected, not {named(files)}. Give a list of paths.")
    paths = list(dict.fromkeys(expect_path(file, "from_files()").absolute() for file in files))
    if not paths:
        raise AccordError("No file is given. Give paths, such as Path('texts').glob('*.txt').")
    table = expect_path(metadata, "metadata") if metadata is not None else None
    if table is not None and table.suffix.lower() == ".json":
        raise AccordError("A data package lists its files itself: use Corpus.from_folder.")
    shared = (p for p in paths[0].parents if all(path.is_relative_to(p) for path in paths))
    root = next(shared, Path())
    return _described(paths, root, table), root


def packaged(path: Path, needed: Iterable[str] = ()) -> dict[str, TextFile]:
    """Return the texts that a data package lists, each with the fields that are needed."""
    try:
        package = list(json.loads(decode(path, read_bytes(path)))["resources"])
        typed = [r for r in package if r.get("type") == "text"]
        chosen = typed or [r for r in package if str(r["path"]).endswith((".txt", ".md"))]
        for place in (PurePosixPath(r["path"]) for r in chosen):
            if place.is_absolute() or ".." in place.parts:
                raise AccordError(
                    f"{path} leads out of its folder: {str(place)!r}. Give a path inside it."
                )
        lacking = [key for r in chosen for key in needed if r.get(key) is None]
        if lacking:
            raise KeyError(lacking[0])
        texts = {
            str(r.get("name") or id_of(r["path"])): TextFile(path.parent / r["path"], r)
            for r in chosen
        }
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise AccordError(
            f"{path} does not describe texts ({error!r}). {way_out(path, 'Correct it.')}"
        ) from error
    if len(texts) < len(chosen) or not texts:
        raise AccordError(f"{path} lists no text, or two of one name. Give each its own name.")
    return texts


def _find_texts(folder: Path, pattern: str, refused: Callable[[OSError], None]) -> list[Path]:
    """Return the files of a folder, then those of the folders in it, whose names match."""
    files: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(place, name) for name in sorted(names) if not name.startswith(".")]
    found = [f for f in files if fnmatchcase(f.name, pattern) and f.name not in _TABLES]
    if not found:
        endings = Counter(f.suffix or "no ending" for f in files).most_common(_ENDINGS)
        there = ", ".join(f"{ending} ({count})" for ending, count in endings)
        raise AccordError(
            f"No file in {printable(folder)} matches {pattern!r:.80}. Its files end in: "
            f"{there or 'there are none'}. Give another `pattern`, such as '*' for all of them."
        )
    return found


def _described(files: Sequence[Path], folder: Path, table: Path | None) -> dict[str, TextFile]:
    """Return the files by id, each with what a metadata table says of it.

    The id is the path without the ending, and with it where two would be the same.
    """
    rows = _rows(table) if table is not None else {}
    names = [f.as_posix().removeprefix(folder.as_posix()).lstrip("/") for f in files]
    shared, given = Counter(map(id_of, names)), Counter[str]()
    texts = {}
    for file, name in zip(files, names, strict=True):
        id = id_of(name) if shared[id_of(name)] == 1 else citable(name)
        given[id] += 1
        if given[id] > 1:
            id = f"{id} ({given[id]})"
        key = next((key for key in (name, file.name, id) if key in rows), "")
        row = rows.pop(key) if key else {}
        fields: dict[str, Any] = {k: row.pop(k) for k in _DESCRIBED_IN_WORDS if k in row}
        texts[id] = TextFile(file, {**fields, "metadata": row})
    for key in rows:
        raise AccordError(
            f"{table} describes {key!r}, but no such file was found in {printable(folder)}. "
            "Correct the row or take it out."
        )
    return texts


def _rows(table: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a metadata table by the file that they describe."""
    header, *body = read_table(table)
    columns = [name.strip().lower() for name in header]
    key = next((column for column in _FILE_COLUMNS if column in columns), None)
    if key is None:
        raise AccordError(
            f"{table} has no column that names the file: one of {', '.join(_FILE_COLUMNS)}. It "
            f"has: {', '.join(header)}."
        )
    rows: dict[str, dict[str, str]] = {}
    for line, cells in enumerate(body, start=2):
        row = dict(zip(columns, cells, strict=True))
        name = row.pop(key)
        if name in rows:
            raise AccordError(f"{table} describes {name!r} twice, again in row {line}. Keep one.")
        rows[name] = row
    return rows
