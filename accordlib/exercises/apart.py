"""A probe in a process of its own, where a process cannot be copied: on Windows and macOS.

The process runs the set-up of the set and the reader's cells anew and calls the function there, so
that what never ends can be ended, and nothing of the reader's is changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from accordlib.exercises.probing import SECONDS, other_process, probe, silent
from accordlib.exercises.sets import ExerciseSet

_STARTING = 120.0  # seconds until the set-up has run
_READY = "ready"


def probe_apart(of: ExerciseSet, task: str, cells: Sequence[str], seconds: float = SECONDS) -> str:
    """Return what `probe` finds for a task after some cells; empty if they do not define it."""
    with other_process("spawn", _probe_anew, of.folder, of.name, task, cells, seconds) as wait:
        if wait(_STARTING) != _READY:
            return ""
        found = wait(seconds + 1) or json.dumps([{"endless": seconds}])
    return "" if '"missing"' in found[:20] else found


def _probe_anew(
    send: Callable[[str], None],
    folder: Path,
    name: str,
    task_name: str,
    cells: Sequence[str],
    seconds: float,
) -> None:
    """Run the cells after those above a task, and send what the probe finds."""
    of = ExerciseSet(name, folder)
    task = next(task for task in of.workbook.tasks if task.name == task_name)
    names = of.names_before(task)
    for cell in cells:
        with suppress(Exception), silent():
            exec(compile(cell, "<ipython-cell>", "exec"), names)
    send(_READY)
    send(probe(task, names, None, seconds))
