"""What a student has done, kept in one small file beside the notebooks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, cast

from accordlib.errors import AccordError
from accordlib.texts.files import write_whole

FILE = "my_progress.json"
_MOST_BYTES = 1_000_000
OFF = "ACCORD_NO_PROGRESS"


class Progress:
    """The records of one set: for each task the state, the hints seen, the solution, the ticks.

    Kept in ``my_progress.json`` in the folder given. Where that file cannot be read or written
    the records last as long as the kernel, and `trouble` says why; a file that is not ours is
    never overwritten. With ``ACCORD_NO_PROGRESS`` set in the environment nothing is kept.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / FILE
        self.name = name
        self.trouble = ""
        self.keeps = not os.environ.get(OFF)
        self.records: dict[str, dict[str, Any]] = self._stored().get(name, {})

    def get(self, task: str, key: str) -> Any:
        """Return what is recorded for a task; None if nothing is."""
        return self.records.get(task, {}).get(key)

    def put(self, task: str, key: str, value: Any) -> None:
        """Record something for a task and write the file, if there is anything new."""
        if self.get(task, key) == value:
            return
        self.records.setdefault(task, {})[key] = value
        stored = self._stored()
        if not self.keeps or self.trouble:
            return
        stored[self.name] = self.records
        content = json.dumps(stored, indent=1, ensure_ascii=False)
        try:
            write_whole(self.path, content.encode())
        except AccordError as error:
            self.trouble = f"Progress is not kept: {error}"

    def _stored(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return the records of all sets in the file; note what is wrong with it."""
        self.trouble = ""
        if not self.keeps or not (self.path.exists() or self.path.is_symlink()):
            return {}
        try:
            is_small = self.path.is_file() and self.path.stat().st_size < _MOST_BYTES
            stored = json.loads(self.path.read_text("utf-8")) if is_small else None
        except (OSError, ValueError, RecursionError):
            stored = None
        is_ours = isinstance(stored, dict) and all(
            isinstance(tasks, dict) and all(map(_is_record, tasks.values()))
            for tasks in stored.values()
        )
        if not is_ours:
            self.trouble = (
                f"Progress is not kept: {FILE} beside this notebook cannot be read. "
                "Delete or rename that file to begin anew."
            )
            return {}
        return cast(dict[str, dict[str, dict[str, Any]]], stored)


def _is_record(record: object) -> bool:
    """Tell whether this is what we write for a task."""
    kinds = {"state": str, "hints": int, "asked": bool, "ticks": list}
    return isinstance(record, dict) and all(
        key in kinds and type(value) is kinds[key] for key, value in record.items()
    )
