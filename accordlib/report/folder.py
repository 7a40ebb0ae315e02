"""Writing a report into a folder: all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from accordlib.errors import AccordError
from accordlib.texts.files import expect_path

PAGE, RECORD, MADE_BY = "report.html", "report.json", "accordlib study"


def write_report(files: Mapping[str, bytes], made: Mapping[str, Any], folder: Path) -> None:
    """Write files and, last, a record of them and of how they were made; all of it or nothing."""
    record = {"made by": MADE_BY, **made, "files": list(files)}
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    contents = {**files, RECORD: text.encode("utf-8", "replace")}
    try:
        # All is written beside the folder first; to move it then takes no more room.
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as work:
            new = Path(work) / "new"
            new.mkdir()
            for name, content in contents.items():
                (new / name).write_bytes(content)
            if not folder.exists():
                new.rename(folder)
                return
            for name in _recorded(folder) - set(contents):
                (folder / name).unlink(missing_ok=True)
            for name in contents:
                (new / name).replace(folder / name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AccordError(
            f"The report cannot be written to {folder}: {reason}. Free some space or choose "
            "another folder."
        ) from error


def checked_folder(folder: str | Path) -> Path:
    """Return the full path of a folder, or raise an error unless a report may be written there."""
    try:
        folder = expect_path(folder, "A report").resolve()
        if not folder.parent.is_dir():
            raise AccordError(f"{folder.parent} is not a folder. Make it first, or choose another.")
        if not folder.exists():
            return folder
        if not folder.is_dir():
            raise AccordError(f"{folder} is a file. Choose a folder that does not exist yet.")
        present = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    except (OSError, ValueError) as error:
        raise AccordError(f"{str(folder)!r:.200} cannot be used: {error}.") from error
    if present and not _recorded(folder):
        raise AccordError(
            f"{folder} is not empty and holds no earlier report, so it is left alone. Choose a "
            "folder that does not exist yet."
        )
    changed = sorted(name for name, time in present.items() if time > present[RECORD])
    if changed:
        raise AccordError(
            f"{folder} holds an earlier report, but {changed[0]} was added or changed since, so "
            "it is left alone. Move that file elsewhere, or choose another folder."
        )
    return folder


def _recorded(folder: Path) -> set[str]:
    """Return the names of the files of an earlier report; none if there is no report."""
    try:
        record = json.loads((folder / RECORD).read_bytes())
        names = {RECORD, *record["files"]} if record["made by"] == MADE_BY else set()
        return names & {path.name for path in folder.iterdir()}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
