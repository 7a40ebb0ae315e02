"""What a student has done, kept in one small file beside the notebooks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FILE = "my_progress.json"
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
        temporary = self.path.with_name(f".{FILE}.{os.getpid()}")
        try:
            temporary.write_text(json.dumps(stored, indent=1, ensure_ascii=False), "utf-8")
            temporary.replace(self.path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            self.trouble = f"Progress is not kept: {FILE} cannot be written ({error.strerror})."

    def _stored(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return the records of all sets in the file; note what is wrong with it."""
        self.trouble = ""
        if not self.keeps:
            return {}
        try:
            stored = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            stored = None
        is_ours = isinstance(stored, dict) and all(
            isinstance(tasks, dict) and all(isinstance(one, dict) for one in tasks.values())
            for tasks in stored.values()
        )
        if not is_ours:
            self.trouble = (
                f"Progress is not kept: {FILE} beside this notebook cannot be read. "
                "Delete or rename that file to begin anew."
            )
            return {}
        return dict(stored)
