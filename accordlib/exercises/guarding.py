"""The probe behind glass: where the system allows, it runs in a copy of the student's process.

A function that never ends, ends Python, floods the screen or changes the texts then does so in
the copy. Elsewhere than on Linux a copy of a process with threads is not safe; there the probe
runs where it is called, with its own limit of time.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from accordlib.exercises.probing import SECONDS, OutOfTime, describe, probe
from accordlib.exercises.tasks import AnyTask

MOST_EVIDENCE = 10_000_000
_MORE_SECONDS = 1.0  # after the probe's own limit, for what does not hear it


def guarded_probe(
    task: AnyTask,
    names: Mapping[str, Any],
    failed: Mapping[str, list[Any]] | None = None,
    seconds: float = SECONDS,
) -> str:
    """Return what `probe` does, whatever the student's work does.

    Parameters
    ----------
    task, names, failed, seconds
        As for `probe`.

    Returns
    -------
    str
        The JSON of `probe`; a dictionary with ``endless`` or ``raised`` where it had no chance
        to write one.
    """

    def tried() -> str:
        try:
            return probe(task, names, failed, seconds)
        except (Exception, OutOfTime) as error:  # what gets through the probe is the student's
            return json.dumps([{"raised": describe(error)}])

    if sys.platform != "linux":
        return tried()
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _answer(writing, tried)
    os.close(writing)
    try:
        found = _read(reading, seconds + _MORE_SECONDS)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if found is None:
        return json.dumps([{"endless": seconds}])
    return found or json.dumps([{"raised": ["SystemExit", "your code ended Python", 0, ""]}])


def _answer(writing: int, tried: Callable[[], str]) -> None:
    """Write the evidence and end: this is the copy."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        left = tried().encode()
        while left:
            left = left[os.write(writing, left) :]
    finally:
        os._exit(0)


def _read(reading: int, seconds: float) -> str | None:
    """Return what arrives until the end; None if it does not end in time or is too much."""
    end = time.monotonic() + seconds
    parts: list[bytes] = []
    while (left := end - time.monotonic()) > 0 and sum(map(len, parts)) < MOST_EVIDENCE:
        if not select.select([reading], [], [], left)[0]:
            break
        part = os.read(reading, 1 << 16)
        if not part:
            return b"".join(parts).decode()
        parts.append(part)
    return None
