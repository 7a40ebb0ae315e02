"""A probe in a process of its own, where a process cannot be copied: on Windows and macOS.

The process runs the set-up of the set and the reader's cells anew and calls the function there, so
that what never ends can be ended, and nothing of the reader's is changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from accordlib.exercises.probing import READY, SECONDS, items, sent_by, silent
from accordlib.exercises.sets import ExerciseSet


def probe_apart(of: ExerciseSet, task: str, cells: Sequence[str], seconds: float = SECONDS) -> str:
    """Return what `probe` finds for a task after some cells; empty if they do not define it."""
    found = sent_by("spawn", seconds, _probe_anew, of.folder, of.name, task, cells)
    return "" if '"missing"' in found[:20] else found


def _probe_anew(
    send: Callable[[str], None], folder: Path, name: str, task_name: str, cells: Sequence[str]
) -> None:
    """Run the cells after those above a task, and send what its probe finds."""
    of = ExerciseSet(name, folder)
    task = next(task for task in of.workbook.tasks if task.name == task_name)
    names = of.names_before(task)
    for cell in cells:
        with suppress(Exception), silent():
            exec(compile(cell, "<ipython-cell>", "exec"), names)
    send(READY)
    for item in items(task, names, {}):
        send(json.dumps(item))
