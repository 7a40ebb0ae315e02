"""What a reader has done, kept in a file beside the notebooks."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any, TypeAlias

from accordlib.errors import AccordError
from accordlib.texts.files import write_whole

FILE, OFF = "my_progress.json", "ACCORD_NO_PROGRESS"
_MOST_BYTES = 1_000_000
_KINDS = {"state": str, "said": str, "hints": int, "asked": bool, "ticks": list, "seed": int}
_Records: TypeAlias = dict[str, dict[str, dict[str, Any]]]


def kept_in() -> Path:
    """Return the folder in which progress is kept: that of the exercises, also for a lesson."""
    beside = Path.cwd().parent / "exercises"
    return beside if beside.is_dir() else Path.cwd()


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
        self.records = self._stored().get(name, {})

    def get(self, task: str, key: str) -> Any:
        """Return what is recorded for a task; None if nothing is."""
        return self.records.get(task, {}).get(key)

    def put(self, task: str, key: str, value: Any) -> None:
        """Record something for a task and write the file, if there is anything new."""
        if self.get(task, key) == value:
            return
        self.records.setdefault(task, {})[key] = value
        stored = self._stored()
        for other, record in stored.get(self.name, {}).items():  # of another notebook, perhaps
            self.records[other] = record | self.records.get(other, {})
        stored[self.name] = self.records
        if not self.keeps or self.trouble:
            return
        try:
            write_whole(self.path, json.dumps(stored, indent=1, ensure_ascii=False).encode())
        except AccordError as error:
            self.trouble = f"Progress is not kept: {error}"

    def seed(self, task: str) -> int:
        """Return the reader's seed for a task, drawn once; 0 where nothing is kept or was begun."""
        if self.keeps and task not in self.records:
            self.put(task, "seed", 1 + secrets.randbelow(1_000_000))
        return 0 if self.trouble else self.get(task, "seed") or 0

    def _stored(self) -> _Records:
        """Return the records of all sets in the file; note what is wrong with it."""
        self.trouble = ""
        if not self.keeps or not (self.path.exists() or self.path.is_symlink()):
            return {}
        try:
            is_small = self.path.is_file() and self.path.stat().st_size < _MOST_BYTES
            stored: _Records = json.loads(self.path.read_text("utf-8") if is_small else "")
            for record in (record for tasks in stored.values() for record in tasks.values()):
                if any(type(value) is not _KINDS[key] for key, value in record.items()):
                    raise ValueError
        except (OSError, ValueError, KeyError, AttributeError, RecursionError):
            self.trouble = (
                f"Progress is not kept: {FILE} beside this notebook cannot be read. "
                "Delete or rename that file to begin anew."
            )
            return {}
        return stored
