"""Writing a study into a folder: all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from accordlib.errors import AccordError
from accordlib.report.page import page

if TYPE_CHECKING:
    from accordlib.report.results import Results

PAGE, RECORD = "report.html", "report.json"


def save(study: Results, folder: Path) -> Path:
    """Write a study into a folder, as `Study.save` describes, and return its page."""
    folder = checked_folder(folder)
    contents = _contents(study)
    try:
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as work:
            new = Path(work) / "new"
            new.mkdir()
            for name, content in contents.items():
                (new / name).write_bytes(content)
            _move(new, folder, Path(work) / "old")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AccordError(
            f"The report cannot be written to {folder}: {reason}. Nothing was left there; free "
            "some space or choose another folder."
        ) from error
    return folder / PAGE


def checked_folder(folder: Path) -> Path:
    """Return the full path of a folder, or raise an error unless a report may be written there."""
    try:
        folder = folder.resolve()
        _check(folder)
    except (OSError, ValueError) as error:
        raise AccordError(f"{str(folder)!r:.200} cannot be used: {error}.") from error
    return folder


def _check(folder: Path) -> None:
    """Raise an error unless a report may be written to this folder."""
    if not folder.parent.is_dir():
        raise AccordError(f"{folder.parent} is not a folder. Make it first, or choose another.")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise AccordError(f"{folder} is a file. Choose a folder that does not exist yet.")
    present = sorted(path.name for path in folder.iterdir())
    if not present:
        return
    written = _record(folder)
    if not written:
        raise AccordError(
            f"{folder} is not empty and holds no earlier report, so it is left alone. Choose a "
            "folder that does not exist yet."
        )
    changed = [n for n in present if n != RECORD and not _is_as_written(folder / n, written)]
    if changed:
        raise AccordError(
            f"{folder} holds an earlier report, but {changed[0]} was added or changed since, so "
            "it is left alone. Move that file elsewhere, or choose another folder."
        )


def _contents(study: Results) -> dict[str, bytes]:
    """Return the files of a report: the page, the tables and a record of them."""
    files = {PAGE: page(study).encode("utf-8", "replace")}
    for name, table in study.tables.items():
        csv = table.to_csv(index=False, lineterminator="\n")
        files[f"{name}.csv"] = csv.encode("utf-8-sig", "replace")
    record = {
        "made by": "accordlib study",
        "parameters": dict(study.parameters),
        "not made": list(study.notes),
        "files": {name: _digest(content) for name, content in files.items()},
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    return files | {RECORD: text.encode("utf-8", "replace")}


def _record(folder: Path) -> dict[str, str]:
    """Return the files of an earlier report with their digests; none if there is no report."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        files = record["files"] if record["made by"] == "accordlib study" else {}
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_as_written(path: Path, written: dict[str, str]) -> bool:
    return path.is_file() and _digest(path.read_bytes()) == written.get(path.name)


def _move(new: Path, folder: Path, old: Path) -> None:
    """Put the new folder into its place; if that fails, what was there comes back."""
    if not folder.exists():
        new.rename(folder)
        return
    folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        old.rename(folder)
        raise


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
