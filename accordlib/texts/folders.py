"""Files of one's own in folders: which there are, and what a table says of each."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from accordlib.errors import AccordError, expect, named
from accordlib.readers.opening import ENDINGS
from accordlib.texts.documents import DESCRIPTION, TextFile
from accordlib.texts.files import expect_path, id_of, printable, read_table, read_text, way_out

_FILE_COLUMNS = ("file", "path", "filename", "document", "id", "name")
_TABLES = ("datapackage.json", "metadata.csv")


def folder_entries(
    folder: Path, pattern: str | None, metadata: str | Path | None, unreadable: str = "raise"
) -> tuple[dict[str, TextFile], dict[str, str]]:
    """Return the texts of a folder by id, and the folders in it that cannot be listed."""
    expect(pattern or "", str, "pattern", "Give what the names look like, such as '*.md'.")
    if not os.path.isdir(folder):  # noqa: PTH112 (pathlib raises for a name that is too long)
        raise AccordError(f"{printable(folder):.200} is not a folder; one with texts is expected.")
    own = next((folder / name for name in _TABLES if (folder / name).is_file()), None)
    table = own if metadata is None else expect_path(metadata, "metadata")
    if table is not None and table.suffix.lower() == ".json":
        return packaged(table), {}
    files, errors = list[Path](), list[OSError]()
    for place, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(place, name) for name in sorted(names) if not name.startswith((".", "~$"))]
    left_out = {}
    for error in errors:
        name = printable(error.filename)
        left_out[name] = f"{name} cannot be listed: {error.strerror}. Check its permissions."
        if unreadable == "raise":
            raise AccordError(left_out[name])
    ends = () if pattern else ENDINGS
    found = [
        f for f in files if f.name.lower().endswith(ends) or fnmatchcase(f.name, pattern or "")
    ]
    found = [f for f in found if f.name not in _TABLES]
    if not found:
        endings = Counter(f.suffix or "no ending" for f in files).most_common(10)
        there = ", ".join(f"{ending} ({count})" for ending, count in endings) or "there are none"
        raise AccordError(
            f"No file in {printable(folder)} matches {pattern or ', '.join(ENDINGS)!r:.80}. Its "
            f"files end in: {there}. Give another `pattern`, such as '*' for all of them."
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
    shared = (p for p in paths[0].parents if all(path.is_relative_to(p) for path in paths))
    root = next(shared, Path())
    return _described(paths, root, metadata), root


def packaged(path: Path) -> dict[str, TextFile]:
    """Return the texts that a data package lists."""
    try:
        resources = json.loads(read_text(path)[0])["resources"]
        typed = [r for r in resources if r.get("type") == "text"]
        chosen = typed or [r for r in resources if str(r["path"]).endswith((".txt", ".md"))]
        places = [PurePosixPath(r["path"]) for r in chosen]
        if outside := [str(p) for p in places if p.is_absolute() or ".." in p.parts]:
            raise ValueError(f"{outside[0]} leads out of its folder")
        texts = {
            str(r.get("name") or id_of(place.as_posix())): TextFile(path.parent / place, r)
            for r, place in zip(chosen, places, strict=True)
        }
        if not texts or len(texts) < len(chosen):
            raise ValueError("it lists no text, or two of one name")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        advice = way_out(path, "Correct it.")
        raise AccordError(f"{path} does not describe texts ({reason}). {advice}") from error
    return texts


def _described(
    files: Sequence[Path], folder: Path, metadata: str | Path | None
) -> dict[str, TextFile]:
    """Return the files by id, each with what a metadata table says of it."""
    table = None if metadata is None else expect_path(metadata, "metadata")
    rows = {} if table is None else _rows(table)
    root, texts = folder.as_posix(), dict[str, TextFile]()
    names = [f.as_posix().removeprefix(root).lstrip("/") for f in files]
    ids, given = list(map(id_of, names)), Counter[str]()
    shared = Counter(ids)
    for file, name, id in zip(files, names, ids, strict=True):
        id = id_of(name, ending=True) if shared[id] > 1 else id
        given[id] += 1
        id += f" ({given[id]})" if given[id] > 1 else ""
        row = next((rows.pop(key) for key in (name, file.name, id) if key in rows), {})
        fields: dict[str, Any] = {k: row.pop(k) for k in DESCRIPTION if k in row}
        texts[id] = TextFile(file, {**fields, "metadata": row})
    if rows:
        raise AccordError(
            f"{table} describes {next(iter(rows))!r}, but no such file was found in "
            f"{printable(folder)}. Correct the row or take it out."
        )
    return texts


def _rows(table: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a metadata table by the file that they describe."""
    if table.suffix.lower() == ".json":
        raise AccordError("A data package lists its files itself: use Corpus.from_folder.")
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
        if any(cells) and name in rows:
            raise AccordError(f"{table} describes {name!r} twice, again in row {line}. Keep one.")
        if any(cells):
            rows[name] = row
    return rows
