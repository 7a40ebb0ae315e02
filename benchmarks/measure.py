"""Timing: sides of a comparison in turn, medians, peak memory and new processes."""

import gc
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

STATUS = Path("/proc/self/status")


def alternate(sides: dict[str, Callable[[], Any]], rounds: int) -> tuple[dict, dict]:
    """Run the sides in turn; return the median seconds of each and its last result."""
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    results: dict[str, Any] = {}
    for _ in range(rounds):
        for name, run in sides.items():
            results.pop(name, None)
            gc.collect()
            start = time.perf_counter()
            results[name] = run()
            seconds[name].append(time.perf_counter() - start)
    return {name: median(taken) for name, taken in seconds.items()}, results


def python(*arguments: str, program: str = sys.executable) -> str:
    """Run a new Python process; return what it prints."""
    command = [program, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def statements(codes: dict[str, str], rounds: int) -> dict[str, float]:
    """Return the median seconds of each statement, in new processes, without their start."""
    clock = "import time; t = time.perf_counter()\n{}\nprint(time.perf_counter() - t)"
    taken: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(rounds + 1):
        for name, code in codes.items():
            taken[name].append(float(python("-c", clock.format(code))))
    # The first round reads the files from disk and compiles them.
    return {name: median(values[1:]) for name, values in taken.items()}


def peak() -> float | None:
    """Return the greatest memory of this process so far, in MiB, where Linux tells it."""
    # Not getrusage: what it says is inherited from the process that started this one.
    if not STATUS.is_file():
        return None
    fields = dict(line.split(":", 1) for line in STATUS.read_text("ascii").splitlines())
    return int(fields["VmHWM"].split()[0]) / 2**10


def forget_peak() -> None:
    """Let the peak begin anew with the memory that is in use now, where Linux can do that."""
    if STATUS.is_file():
        (STATUS.parent / "clear_refs").write_text("5", "ascii")


def machine() -> str:
    """Say what kind of machine this is."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if os.name == "posix" else 0
    memory = f"{round(pages / 2**30)} GiB of memory, " if pages else ""
    return (
        f"{os.cpu_count()} cores, {memory}{platform.system()}, Python {platform.python_version()}"
    )
