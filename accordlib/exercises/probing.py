"""The probe: fetches plain data out of the student's work, and nothing else.

What it returns is JSON, so that whoever judges it need not share a process with the student.
"""

from __future__ import annotations

import ctypes
import io
import json
import linecache
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from hashlib import sha256
from itertools import chain, repeat
from types import CodeType, FunctionType, TracebackType
from typing import Any

from accordlib.exercises.plain import freeze, name_of
from accordlib.exercises.tasks import AnyTask, Task

SECONDS = 5.0
_DEEPEST_TRACE = 2_000


class OutOfTime(BaseException):
    """Raised inside the student's function when its time is over."""


def probe(
    task: AnyTask,
    names: Mapping[str, Any],
    failed: Mapping[str, list[Any]] | None = None,
    seconds: float = SECONDS,
) -> str:
    """Return as JSON what the student's work gives for a task.

    Parameters
    ----------
    task : Task, Choice or Essay
    names : mapping
        The names that the student's cells have defined.
    failed : mapping, optional
        For each name whose cell ended with an exception what `describe` says of it.
    seconds : float
        How long the student's function may take, all calls together.

    Returns
    -------
    str
        JSON: a list with, for each call (or the one value), a dictionary with one of the keys
        ``value`` (as by `freeze`), ``missing``, ``failed`` or ``raised`` (its cell, or the call:
        name of the exception, message, line number, line) or ``endless`` (seconds). A call has
        also ``printed``, true where the function printed, and ``code``, which differs where the
        function was written differently.
    """
    if failed and task.name in failed:
        return json.dumps([{"failed": failed[task.name]}])
    if task.name not in names:
        return json.dumps([{"missing": "name"}])
    work = names[task.name]
    if not isinstance(task, Task) or task.calls is None:
        return json.dumps([{"value": freeze(work)}])
    if not callable(work):
        return json.dumps([{"missing": "function", "value": freeze(work)}])
    found: list[dict[str, Any]] = []
    with time_limit(seconds) as ended:
        for arguments in task.calls():
            found += [_called(work, arguments)]
    if ended():
        found.append({"endless": seconds})
    return json.dumps(found)


def _called(function: Callable[..., Any], arguments: tuple[Any, ...]) -> dict[str, Any]:
    """Call the student's function once; freeze what it returns or say what it raised."""
    code = function.__code__ if isinstance(function, FunctionType) else None
    with silent() as sink:
        try:
            result = function(*arguments)
        except OutOfTime:
            raise
        except BaseException as error:
            return {"raised": describe(error, code.co_filename if code else "")}
        value = freeze(result)
    return {"value": value, "printed": sink.written > 0, "code": _fingerprint(code)}


def _fingerprint(code: CodeType | None) -> str:
    """Return what is the same for two functions that were written in the same way."""
    if code is None:
        return ""
    parts = [_fingerprint(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts]
    told = (code.co_code, *code.co_names, *code.co_varnames, *sorted(parts))
    return sha256(repr(told).encode("utf-8", "replace")).hexdigest()[:16]


@contextmanager
def silent() -> Iterator[_Sink]:
    """Let nothing that is printed through; yield what knows how much it was."""
    sink = _Sink()
    with redirect_stdout(sink), redirect_stderr(sink):
        yield sink


class _Sink(io.TextIOBase):
    """Takes any amount of output and keeps nothing."""

    written = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += len(text)
        return len(text)


def describe(error: BaseException, filename: str = "") -> list[Any]:
    """Return name, message, line number and line of an exception in the student's code."""
    try:
        said = "".join(list(str(error)[:300]))
    except Exception:
        said = ""
    number, line = 0, ""
    trace = error.__traceback__
    if isinstance(error, SyntaxError):
        said, number, line, trace = error.msg, error.lineno or 0, error.text or "", None
    for _ in range(_DEEPEST_TRACE):
        if not isinstance(trace, TracebackType):
            break
        place = trace.tb_frame.f_code.co_filename
        if place == filename or (not filename and _is_cell(place)):
            number = trace.tb_lineno
            line = linecache.getline(place, number)
        trace = trace.tb_next
    return [name_of(type(error)), said, number, line.strip()[:120]]


def _is_cell(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith("<ipython")


@contextmanager
def time_limit(seconds: float) -> Iterator[Callable[[], bool]]:
    """Raise OutOfTime in this thread after some seconds; tell afterwards whether it was.

    The exception is raised again, soon very often, since the student's code may have caught it;
    never in the lines that end the limit. A call that stays inside a C function is stopped when
    that function returns.
    """
    ident = threading.get_ident()
    raise_in, thread = ctypes.pythonapi.PyThreadState_SetAsyncExc, ctypes.c_ulong(ident)
    over, ended = threading.Event(), False

    def watch() -> None:
        for wait in chain([seconds], repeat(0.1, 3), repeat(0.00005)):
            if over.wait(wait):
                break
            if sys._current_frames()[ident].f_code.co_filename not in _OWN_FILES:
                raise_in(thread, ctypes.py_object(OutOfTime))

    def stop() -> None:
        over.set()
        watcher.join()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        try:
            yield lambda: ended
        finally:
            stop()
    except OutOfTime:
        stop()
        ended = True


_OWN_FILES = {
    function.__code__.co_filename for function in (probe, contextmanager, threading.Thread.join)
}
