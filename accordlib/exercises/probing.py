"""The probe: fetches plain data out of the student's work, and nothing else.

What it returns is JSON, so that whoever judges it need not share a process with the student: on
Linux the probe runs in a copy of the process. A function that never ends, ends Python, floods the
screen or changes the texts then does so in the copy. Elsewhere a copy of a process with threads is
not safe; there a new process runs the cells again (`accordlib.exercises.apart`).
"""

from __future__ import annotations

import ast
import ctypes
import io
import json
import os
import re
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from difflib import get_close_matches
from hashlib import sha256
from itertools import chain, repeat
from multiprocessing import get_context
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Literal

from accordlib.exercises.plain import freeze
from accordlib.exercises.tasks import AnyTask
from accordlib.messages import describe, load_ipython_extension

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 5.0
_MORE_SECONDS = 1.0  # after the probe's own limit, for what does not hear it
_DEFINED = re.compile(r"^(?:def +(\w+)|(\w+) *=(?!=)|for +(\w+) +in)", re.MULTILINE)
_ASKING = re.compile(r"\bexercise\(|^q\b", re.MULTILINE)


class OutOfTime(BaseException):
    """Raised inside the student's function when its time is over."""


def probe(
    task: AnyTask,
    names: Mapping[str, Any],
    failed: Mapping[str, list[Any]] | None = None,
    seconds: float = SECONDS,
) -> str:
    """Return as JSON what the student's work gives for a task.

    `names` are those that the student's cells have defined, `failed` says what `describe` does for
    those whose cell ended with an exception, and `seconds` is the time for all calls together. For
    each call (or the one value) the JSON lists a dictionary with one of the keys ``value`` (as by
    `freeze`), ``missing``, ``failed`` or ``raised`` (its cell, or the call) or ``endless``
    (seconds). A call has also ``printed``, true where the function printed, and ``code``, which
    differs where the function was written differently.
    """
    if failed and task.name in failed:
        return json.dumps([{"failed": failed[task.name]}])
    if task.name not in names:
        return json.dumps([{"missing": "name"}])
    work = names[task.name]
    if task.calls is None:
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


def guarded_probe(
    task: AnyTask,
    names: Mapping[str, Any],
    failed: Mapping[str, list[Any]] | None = None,
    seconds: float = SECONDS,
    apart: Callable[[], str] | None = None,
) -> str:
    """Return what `probe` does, or ``endless`` or ``raised`` where it had no chance to write.

    `apart` does the same in a process of its own: where a process cannot be copied, the function
    is called there, and here only if that gives nothing.
    """

    def tried() -> str:
        try:
            return probe(task, names, failed, seconds)
        except (Exception, OutOfTime) as error:  # what gets through the probe is the student's
            return json.dumps([{"raised": describe(error)}])

    if sys.platform != "linux":
        is_called = task.calls is not None and callable(names.get(task.name))
        return (
            apart() if apart and is_called and task.name not in (failed or {}) else ""
        ) or tried()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads in a copy
        with other_process("fork", lambda send: send(tried())) as wait:
            found = wait(seconds + _MORE_SECONDS)
    if found is None:
        return json.dumps([{"endless": seconds}])
    return found or json.dumps([{"raised": ["SystemExit", "your code ended Python", 0, ""]}])


@contextmanager
def other_process(
    method: Literal["fork", "spawn"], work: Callable[..., None], *arguments: Any
) -> Iterator[Callable[[float], str | None]]:
    """Give a process of its own some work; yield what waits some seconds for what it sends.

    The work is called with what sends a text, then `arguments`. Nothing in time is None, the end
    of the process an empty text.
    """
    context: Any = get_context(method)
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, work, *arguments))
    process.start()
    there.close()

    def wait(seconds: float) -> str | None:
        try:
            return here.recv_bytes().decode() if here.poll(seconds) else None
        except EOFError:
            return ""

    try:
        yield wait
    finally:
        process.kill()
        process.join()
        here.close()


def _work(there: Connection, work: Callable[..., None], *arguments: Any) -> None:
    """Do some work in silence, and end the process whatever is left in it."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        work(lambda text: there.send_bytes(text.encode()), *arguments)
    finally:
        os._exit(0)


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


class Failures(dict[str, list[Any]]):
    """For each name that the last cell to define it left unfinished, what was raised."""

    last = ""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[str, str] = {}  # the last cell that defined a name
        self.after: Callable[[], None] | None = None  # is called after each cell

    def note(self, result: Any) -> None:
        """Take in how a cell ended (``post_run_cell`` of IPython)."""
        source = str(getattr(result.info, "raw_cell", ""))
        if self.after:
            self.after()
        self.last = "" if _ASKING.search(source) else source
        error = result.error_before_exec or result.error_in_exec
        for name in _names_defined(source):
            self.cells[name] = source
            if error is None:
                self.pop(name, None)
            else:
                self[name] = describe(error)

    def not_kept(self, name: str) -> str:
        """Say that the last cell shows a value without keeping it, or under another name."""
        names = _names_defined(self.last)
        if name in names or name in self:
            return ""
        spelt = {other.lower(): other for other in names}
        if close := get_close_matches(name.lower(), spelt, 1, 0.8):
            return f"Your last cell defines `{spelt[close[0]]}`: is `{name}` meant?"
        with suppress(SyntaxError):
            if any(isinstance(last, ast.Expr) for last in ast.parse(self.last).body[-1:]):
                return f"Your last cell shows a value and does not keep it: begin with `{name} =`."
        return ""


def _names_defined(source: str) -> list[str]:
    return [match[match.lastindex or 0] for match in _DEFINED.finditer(source)]


def watched() -> Failures:
    """Return the failures of the running IPython; outside of it there are none.

    Every call gives the same object, so that opening a set again forgets nothing.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return Failures()
    if not isinstance(getattr(shell, "accord_failures", None), Failures):
        shell.accord_failures = Failures()
        load_ipython_extension(shell)
        shell.events.register("post_run_cell", shell.accord_failures.note)
    return shell.accord_failures  # type: ignore[no-any-return]
