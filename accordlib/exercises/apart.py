"""A probe in a process of its own, where a process cannot be copied: on Windows and macOS.

The process runs the set-up of the set and the reader's cells anew and calls the function there, so
that what never ends can be ended, and nothing of the reader's is changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer

from accordlib.exercises.probing import SECONDS, probe, silent
from accordlib.exercises.sets import ExerciseSet

_STARTING = 120.0  # seconds until the set-up has run
_READY = "ready"


def probe_apart(of: ExerciseSet, task: str, cells: Sequence[str], seconds: float = SECONDS) -> str:
    """Return what `probe` finds for a task after some cells; empty if they do not define it."""
    command = [sys.executable, "-m", __name__, str(of.folder), of.name, task, str(seconds)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        if process.stdin is None or process.stdout is None:
            return ""
        with suppress(OSError):
            process.stdin.write(json.dumps(cells).encode())
            process.stdin.close()
        is_ready = _within(process, _STARTING) == _READY
        found = _within(process, seconds + 1) if is_ready else ""
        process.kill()
    if is_ready and not found:
        return json.dumps([{"endless": seconds}])
    return "" if '"missing"' in found[:20] else found


def _within(process: subprocess.Popen[bytes], seconds: float) -> str:
    """Return the next line that a process writes; end it where there is none in time."""
    timer = Timer(seconds, process.kill)
    timer.start()
    line = process.stdout.readline() if process.stdout else b""
    timer.cancel()
    return line.decode().strip()


def _main(folder: str, name: str, task_name: str, seconds: str) -> None:
    """Run the cells that come on the input and print what the probe finds."""
    of, told = ExerciseSet(name, Path(folder)), sys.stdout
    task = next(task for task in of.workbook.tasks if task.name == task_name)
    cells = json.loads(sys.stdin.buffer.read())
    names = of.names_before(task)
    for cell in cells:
        with suppress(Exception), silent():
            exec(compile(cell, "<ipython-cell>", "exec"), names)
    print(_READY, file=told, flush=True)
    print(json.dumps(json.loads(probe(task, names, None, float(seconds)))), file=told, flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])
