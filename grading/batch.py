"""Runs the notebooks of a class, some at once, each shut in; can be stopped and goes on."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from accordlib.errors import AccordError
from accordlib.texts.files import write_whole

from .collecting import content
from .evidence import cells_begun, lines_of, of_tasks
from .notebooks import Master, read_cells, rebuilt
from .sandbox import ROOT, Limits, run_shut_in
from .submissions import Submission

BUSY = "busy"
MOST_RUNS = 3  # of one notebook, each time without the cell that ended the last
_SAID = {
    "time": "The notebook was still running after {seconds:g} seconds in this cell and was "
    "stopped. Is there a loop that never ends?",
    "memory": "This cell took more than {memory:.1f} GB of memory and was stopped.",
    "processes": "This cell started more than {processes} processes and was stopped.",
    "output": "This cell wrote too much and was stopped.",
    "early": "This cell ended Python, so that nothing behind it could run.",
}


@dataclass
class Run:
    """What came of running a notebook: evidence by task, and which tasks' cells were stopped."""

    evidence: dict[str, str] = field(default_factory=dict)
    stopped: dict[str, str] = field(default_factory=dict)
    how: str = "well"
    seconds: float = 0.0


def drawn_calls(name: str, seed: int) -> dict[str, str]:
    """Return the packed calls of a run, made by a process that has ended when this returns."""
    command = [sys.executable, "-m", "grading.calls", name, str(seed)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AccordError(f"The calls of {name} cannot be drawn: {done.stderr.strip()[-300:]}")
    calls: dict[str, str] = json.loads(done.stdout)
    return calls


@contextmanager
def warming_up(master: Master) -> Iterator[None]:
    """Run the set-up once outside of a room, beside what the block does.

    Python's compiled files are then there to read: no room can keep what it compiles, and each
    would compile all packages anew.
    """
    steps = [asdict(step) for step in rebuilt(master, []).steps]
    job = {"steps": steps, "calls": {}, **asdict(Limits(memory=-1, processes=-1))}
    environment = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("inside.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**environment, "PYTHONPATH": str(ROOT)},
    ) as process:
        if process.stdin:
            process.stdin.write(json.dumps(job).encode())
            process.stdin.close()
        yield


def run_notebook(master: Master, raw: bytes, calls: Mapping[str, str], limits: Limits) -> Run:
    """Run a notebook; where a cell ends the process, run it again without that cell."""
    start = time.monotonic()
    made = rebuilt(master, read_cells(raw))
    left_out: dict[int, str] = {}
    run = Run()
    for _ in range(MOST_RUNS):
        steps = [asdict(step) for step in made.steps if step.own not in left_out]
        ended = run_shut_in({"steps": steps, "calls": calls}, limits)
        lines = lines_of(ended.written)
        how = ended.how
        if how == "well" and {"end": True} not in lines:
            how = "early"
        run.how = "well" if run.how == BUSY else run.how
        run.how = run.how if how == "well" else how
        run.evidence = of_tasks(lines, master.tasks) | {
            task: json.dumps([{"endless": limits.seconds_a_cell}])
            for task, cell in made.answers.items()
            if cell in cells_begun(lines, "late")
        }
        begun = cells_begun(lines)
        if how == "well" or (begun and begun[-1] in left_out):
            break
        if not begun:  # the set-up was not ready: nobody's cell is to blame
            run.how = BUSY
            continue
        left_out[begun[-1]] = how
    numbers = {**asdict(limits), "memory": limits.memory / 1e9}
    run.stopped = {
        task: _SAID[left_out[cell]].format(**numbers)
        for task, cell in made.answers.items()
        if cell in left_out
    }
    run.seconds = time.monotonic() - start
    return run


def kept_json(path: Path) -> dict[str, Any] | None:
    """Return what an earlier run has kept in a file; None if that is not there or not whole."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None


class Batch:
    """The runs of a class, kept in a folder so that none is made twice."""

    def __init__(
        self, folder: Path, master: Master, calls: Mapping[str, str], limits: Limits
    ) -> None:
        self._folder, self._master, self._calls, self._limits = folder, master, calls, limits
        told = json.dumps([asdict(cell) for cell in master.cells]) + json.dumps(dict(calls))
        self._of = hashlib.sha256(told.encode()).hexdigest()

    def _path(self, submission: Submission) -> Path:
        name = hashlib.sha256(f"{self._of} {submission.sha}".encode()).hexdigest()[:32]
        return self._folder / f"{name}.json"

    def kept(self, submission: Submission) -> Run | None:
        """Return a run that was made, if it was."""
        found = kept_json(self._path(submission)) or {}
        return Run(**found) if found.keys() == vars(Run()).keys() else None

    def run(self, chosen: Sequence[Submission], workers: int) -> Iterator[Submission]:
        """Run what was not run before; yield each submission as soon as its run is kept."""
        waiting: dict[Path, list[Submission]] = {}
        for submission in chosen:
            if (run := self.kept(submission)) and run.how != BUSY:
                yield submission
            else:
                waiting.setdefault(self._path(submission), []).append(submission)
        with ThreadPoolExecutor(workers) as pool:
            futures = {
                pool.submit(self._made, path, some[0]): some for path, some in waiting.items()
            }
            try:
                for future in as_completed(futures):
                    future.result()
                    yield from futures[future]
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _made(self, path: Path, submission: Submission) -> None:
        if submission.handed is None:
            return
        run = run_notebook(self._master, content(submission.handed), self._calls, self._limits)
        write_whole(path, json.dumps(asdict(run)).encode())
