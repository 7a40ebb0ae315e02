"""Runs one notebook, shut in beside the student's code; the only module that does.

What it is given on its input are cells, the names of tasks and the arguments to call functions
with. What it writes is a claim of the process in which the student's code has run: JSON, a line for
each cell that begins and each task that was looked at. It is read as data and proves nothing.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import re
import resource
import signal
import sys
import types
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

SETTING_UP = 120.0  # seconds for a cell of the master


class StillRunningError(KeyboardInterrupt):
    """Raised in a cell whose time is over; no ``except Exception`` catches it."""


class _Anything:
    """Stands for what a check would answer, which a run that is marked does not."""

    def __getattr__(self, name: str) -> _Anything:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> _Anything:
        return self

    def __repr__(self) -> str:
        return "not checked in a run that is marked"


def limit(memory: int, processes: int) -> None:
    """Take from this process and its children what they are not to use."""
    limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_CORE: 0, resource.RLIMIT_NOFILE: 256}
    kernel = [*map(int, re.findall(r"\d+", os.uname().release)[:2])]
    if kernel >= [5, 14]:  # an older one counts what the user runs outside, too
        limits[resource.RLIMIT_NPROC] = processes
    for what, most in limits.items():
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


@contextmanager
def seconds(most: float) -> Iterator[None]:
    """Raise StillRunningError in what runs longer, again and again until it ends."""

    def end(*_: object) -> None:
        raise StillRunningError(f"the cell was still running after {most:g} seconds")

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, most, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def shell() -> Any:
    """Return a fresh IPython, as a kernel has it, that shows nothing and keeps no history."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    made = InteractiveShell.instance(config=settings)
    if made.display_formatter:
        made.display_formatter.active_types = ["text/plain"]
    made.user_ns["q"] = _Anything()
    return made


def stand_in() -> None:
    """Put something that answers nothing in the place of the exercises' own functions.

    Only the modules that a run needs are then imported, and not the judge.
    """
    import accordlib

    package: Any = types.ModuleType("accordlib.exercises")
    package.__path__ = [os.path.join(os.path.dirname(accordlib.__file__), "exercises")]  # noqa: PTH118, PTH120
    package.exercise = package.predict = package.where_i_stand = _Anything()
    sys.modules["accordlib.exercises"] = package


def run(job: dict[str, Any], write: Any) -> None:
    """Run the steps of a job and write what each task gives."""
    stand_in()
    from accordlib.exercises.probing import guarded_probe, watched

    made = shell()
    failed = watched()
    for step in job["steps"]:
        if step["task"]:
            called = job["calls"].get(step["task"])
            calls = None if called is None else (lambda c=called: pickle.loads(base64.b64decode(c)))
            task: Any = types.SimpleNamespace(name=step["task"], calls=calls)
            evidence = guarded_probe(task, made.user_ns, failed, job["seconds_a_call"])
            write({"task": step["task"], "evidence": evidence})
            continue
        write({"cell": step["own"]})
        most = job["seconds_a_cell"] if step["own"] >= 0 else SETTING_UP
        result = None
        with suppress(StillRunningError), seconds(most):
            result = made.run_cell(step["source"], store_history=False)
        if result is None or isinstance(result.error_in_exec, StillRunningError):
            write({"late": step["own"]})
            if step["own"] < 0:  # without the set-up no judgement would be fair
                return
    write({"end": True})


def main() -> None:
    """Read the job, shut the doors, run it and end at once, whatever threads are left."""
    job = json.loads(sys.stdin.buffer.read())
    out = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    warnings.simplefilter("ignore")
    limit(job["memory"], job["processes"])

    def write(said: dict[str, Any]) -> None:
        line = json.dumps(said).encode() + b"\n"
        while line:
            line = line[os.write(out, line) :]

    try:
        run(job, write)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
