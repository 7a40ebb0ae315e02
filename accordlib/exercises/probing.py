"""The probe: fetches plain data out of the student's work, and nothing else.

What it returns is JSON, so that whoever judges it need not share a process with the student: on
Linux the probe runs in a copy of the process. A function that never ends, ends Python, floods the
screen or changes the texts then does so in the copy. Elsewhere a copy of a process with threads is
not safe; there a new process runs the cells again (`accordlib.exercises.apart`).
"""

from __future__ import annotations

import ast
import io
import json
import os
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from difflib import get_close_matches
from hashlib import sha256
from multiprocessing import get_context
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from accordlib.exercises.plain import freeze
from accordlib.exercises.tasks import AnyTask
from accordlib.messages import describe, load_ipython_extension

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 5.0
_STARTING = 120.0  # seconds until another process is ready
READY = _DONE = ""
_DEFINED = re.compile(r"^(?:def +(\w+)|(\w+) *=(?!=)|for +(\w+) +in)", re.MULTILINE)
_ASKING = re.compile(r"\bexercise\(|^q\b", re.MULTILINE)
_Send: TypeAlias = Callable[[str], None]


def probe(
    task: AnyTask, names: Mapping[str, Any], failed: Mapping[str, list[Any]] | None = None
) -> str:
    """Return as JSON what the student's work gives for a task.

    `names` are those that the student's cells have defined, `failed` says what `describe` does for
    those whose cell ended with an exception. For each call (or the one value) the JSON lists a
    dictionary with one of the keys ``value`` (as by `freeze`), ``missing``, ``failed`` or
    ``raised`` (its cell, or the call). A call has also ``printed``, true where the function
    printed, and ``code``, which differs where the function was written differently.
    """
    return json.dumps([*items(task, names, failed or {})])


def items(
    task: AnyTask, names: Mapping[str, Any], failed: Mapping[str, list[Any]]
) -> Iterator[dict[str, Any]]:
    """Yield what `probe` lists, each call when it has ended."""
    if task.name in failed:
        yield {"failed": failed[task.name]}
    elif task.name not in names:
        yield {"missing": "name"}
    elif task.calls is None:
        yield {"value": freeze(names[task.name])}
    elif not callable(work := names[task.name]):
        yield {"missing": "function", "value": freeze(work)}
    else:
        for arguments in task.calls():
            yield _called(work, arguments)


def guarded_probe(
    task: AnyTask,
    names: Mapping[str, Any],
    failed: Mapping[str, list[Any]] | None = None,
    seconds: float = SECONDS,
    apart: Callable[[], str] | None = None,
) -> str:
    """Return what `probe` does, from another process and so in a time for all calls together.

    `apart` does the same in a process of its own: where a process cannot be copied, the function
    is called there, and here only if that gives nothing.
    """
    failed = failed or {}
    if sys.platform != "linux":
        is_called = task.calls is not None and callable(names.get(task.name))
        evidence = apart() if apart and is_called and task.name not in failed else ""
        return evidence or probe(task, names, failed)

    def work(send: _Send) -> None:
        send(READY)
        for item in items(task, names, failed):
            send(json.dumps(item))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads in a copy
        return sent_by("fork", seconds, work)


def sent_by(
    method: Literal["fork", "spawn"], seconds: float, work: Callable[..., None], *arguments: Any
) -> str:
    """Return as a JSON list what some work sends from a process of its own.

    The work is called with what sends a text, then `arguments`. It sends `READY`, when its seconds
    begin, then items. A last one says that it was stopped (``endless``) or that it ended the
    process (``raised``). Empty if it is never ready.
    """
    context: Any = get_context(method)
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, work, *arguments))
    process.start()
    there.close()
    found, last = list[str](), json.dumps({"endless": seconds})
    end = time.monotonic() + _STARTING
    try:
        while last and here.poll(max(end - time.monotonic(), 0)):
            said = here.recv_bytes().decode()
            if not found:  # it is ready
                end = time.monotonic() + seconds
            elif said == _DONE:
                last = ""
            found.append(said)
    except (EOFError, OSError):
        last = json.dumps({"raised": ["SystemExit", "your code ended Python", 0, ""]})
    finally:
        process.kill()
        process.join()
        here.close()
    listed = ", ".join(filter(None, [*found, last]))
    return f"[{listed}]" if found else ""


def _work(there: Connection, work: Callable[..., None], *arguments: Any) -> None:
    """Do some work in silence, and end the process whatever is left in it."""

    def send(text: str) -> None:
        there.send_bytes(text.encode())

    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        work(send, *arguments)
        send(_DONE)
    finally:
        os._exit(0)


def _called(function: Callable[..., Any], arguments: tuple[Any, ...]) -> dict[str, Any]:
    """Call the student's function once; freeze what it returns or say what it raised."""
    code = function.__code__ if isinstance(function, FunctionType) else None
    with silent() as sink:
        try:
            result = function(*arguments)
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
