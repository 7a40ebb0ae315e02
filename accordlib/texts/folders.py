"""Files of one's own: found, described, and read when they are asked for."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from accordlib.errors import AccordError, expect, named
from accordlib.texts.documents import Document, citable, id_of
from accordlib.texts.files import decode, expect_path, printable, read_bytes, read_table, way_out
from accordlib.texts.passages import Passage

_DESCRIPTION = ("title", "date", "kind", "language", "rights")
_FILE_COLUMNS = ("file", "path", "filename", "document", "id", "name")
_TABLES = ("datapackage.json", "metadata.csv")


@dataclass(frozen=True)
class TextFile:
    """A file that is a text, and what a data package or a metadata table says of it."""

    path: Path
    fields: Mapping[str, Any] = field(default_factory=dict)

    def document(self, id: str, largest: int | None = None) -> Document:
        """Read the text with its description; a wrong SHA-256 is an error."""
        content = read_bytes(self.path, largest)
        text, fields = decode(self.path, content), self.fields
        keys = (*_DESCRIPTION, "stated", "inferred", "metadata")
        try:
            spans = [(f["start"], f["end"], f["kind"]) for f in fields.get("furniture", ())]
            furniture = tuple(
                Passage(f"{id}:f{n}", text[start:end], id, start, end, kind)
                for n, (start, end, kind) in enumerate(spans, start=1)
            )
            labels = tuple(fields.get("pillarLabels", ()))
            known = {key: fields[key] for key in keys if key in fields}
            document = Document(id, text, furniture=furniture, pillar_labels=labels, **known)
            expected = fields["hash"].removeprefix("sha256:") if "hash" in fields else None
        except (KeyError, TypeError, AttributeError) as error:
            raise AccordError(
                f"{printable(self.path)} is not described well in its data package ({error!r}). "
                f"{way_out(self.path, 'Correct the description.')}"
            ) from error
        if expected not in (None, hashlib.sha256(content).hexdigest()):
            raise AccordError(
                f"{printable(self.path)} is not the text that datapackage.json describes: by its "
                "SHA-256 somebody or some program (an editor, a line-ending setting) has changed "
                f"it. {way_out(self.path, 'Restore it, or correct its `hash` there.')}"
            )
        return document


def folder_entries(
    folder: Path, pattern: str, metadata: str | Path | None, unreadable: str = "raise"
) -> tuple[dict[str, TextFile], dict[str, str]]:
    """Return the texts of a folder by id, and the folders in it that cannot be listed."""
    expect(pattern, str, "pattern", "Give what the names look like, such as '*.md'.")
    if not os.path.isdir(folder):  # noqa: PTH112 (pathlib raises for a name that is too long)
        raise AccordError(f"{printable(folder):.200} is not a folder; one with texts is expected.")
    own = next((folder / name for name in _TABLES if (folder / name).is_file()), None)
    table = expect_path(metadata, "metadata") if metadata is not None else own
    if table is not None and table.suffix.lower() == ".json":
        return packaged(table), {}
    files, errors = list[Path](), list[OSError]()
    for place, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(place, name) for name in sorted(names) if not name.startswith(".")]
    left_out = {}
    for error in errors:
        name = printable(error.filename)
        left_out[name] = f"{name} cannot be listed: {error.strerror}. Check its permissions."
        if unreadable == "raise":
            raise AccordError(left_out[name])
    found = [f for f in files if fnmatchcase(f.name, pattern) and f.name not in _TABLES]
    if not found:
        endings = Counter(f.suffix or "no ending" for f in files).most_common(10)
        there = ", ".join(f"{ending} ({count})" for ending, count in endings)
        raise AccordError(
            f"No file in {printable(folder)} matches {pattern!r:.80}. Its files end in: "
            f"{there or 'there are none'}. Give another `pattern`, such as '*' for all of them."
        )
    return _described(found, folder, table), left_out


def file_entries(
    files: Iterable[str | Path], metadata: str | Path | None
) -> tuple[dict[str, TextFile], Path]:
    """Return some texts by id, as `Corpus.from_files` takes them, and the folder of them all."""
    if isinstance(files, str | Path) or not isinstance(files, Iterable):
        raise AccordError(f"Several files are expected, not {named(files)}: give a list of paths.")
    paths = list(dict.fromkeys(expect_path(file, "from_files()").absolute() for file in files))
    if not paths:
        raise AccordError("No file is given. Give paths, such as Path('texts').glob('*.txt').")
    table = expect_path(metadata, "metadata") if metadata is not None else None
    if table is not None and table.suffix.lower() == ".json":
        raise AccordError("A data package lists its files itself: use Corpus.from_folder.")
    shared = (p for p in paths[0].parents if all(path.is_relative_to(p) for path in paths))
    root = next(shared, Path())
    return _described(paths, root, table), root


def packaged(path: Path) -> dict[str, TextFile]:
    """Return the texts that a data package lists."""
    try:
        resources = json.loads(decode(path, read_bytes(path)))["resources"]
        typed = [r for r in resources if r.get("type") == "text"]
        chosen = typed or [r for r in resources if str(r["path"]).endswith((".txt", ".md"))]
        places = [PurePosixPath(r["path"]) for r in chosen]
        if outside := [str(p) for p in places if p.is_absolute() or ".." in p.parts]:
            raise ValueError(f"{outside[0]} leads out of its folder")
        texts = {
            str(r.get("name") or id_of(place)): TextFile(path.parent / place, r)
            for r, place in zip(chosen, places, strict=True)
        }
        if not texts or len(texts) < len(chosen):
            raise ValueError("it lists no text, or two of one name")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        advice = way_out(path, "Correct it.")
        raise AccordError(f"{path} does not describe texts ({reason}). {advice}") from error
    return texts


def _described(files: Sequence[Path], folder: Path, table: Path | None) -> dict[str, TextFile]:
    """Return the files by id, each with what a metadata table says of it."""
    rows = _rows(table) if table is not None else {}
    names = [f.as_posix().removeprefix(folder.as_posix()).lstrip("/") for f in files]
    shared, given = Counter(map(id_of, names)), Counter[str]()
    texts = {}
    for file, name in zip(files, names, strict=True):
        id = id_of(name) if shared[id_of(name)] == 1 else citable(name)
        given[id] += 1
        id += f" ({given[id]})" if given[id] > 1 else ""
        row = next((rows.pop(key) for key in (name, file.name, id) if key in rows), {})
        fields: dict[str, Any] = {k: row.pop(k) for k in _DESCRIPTION if k in row}
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
        known, there = ", ".join(_FILE_COLUMNS), ", ".join(header)
        raise AccordError(
            f"{table} has no column that names the file: one of {known}. It has: {there}."
        )
    rows: dict[str, dict[str, str]] = {}
    for line, cells in enumerate(body, start=2):
        row = dict(zip(columns, cells, strict=True))
        name = row.pop(key)
        if name in rows:
            raise AccordError(f"{table} describes {name!r} twice, again in row {line}. Keep one.")
        rows[name] = row
    return rows
