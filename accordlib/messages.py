"""What an exception means: three lines in place of a traceback, in any cell and in checks.

As an extension of IPython (``%load_ext accordlib.messages``; the course's JupyterLab loads it)
`short` stands in place of each traceback, most frames of which are not the reader's. ``%tb`` shows
the whole one.
"""

from __future__ import annotations

import builtins
import linecache
from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from types import TracebackType
from typing import Any

_DEEPEST_TRACE = 2_000
_MOST_SAID = 300
_MEANS = {
    "NameError": "Is the name spelt as in the cell that defines it, and has that cell been run? "
    "A text stands in quotation marks.",
    "UnboundLocalError": "The function uses a name before it gives it a value: which line should?",
    "KeyError": "There is no entry of that name: which names are there?",
    "IndexError": "The list has fewer elements than the index asks for: how long is it?",
    "ZeroDivisionError": "Something was divided by nought: can the text or the table be empty?",
    "AttributeError": "The object has no such attribute: what is its type?",
    "TypeError": "A value has another type than the operation needs, or an argument is missing.",
    "ValueError": "The type fits, the value does not: which values may stand here?",
    "RecursionError": "The function calls itself without end.",
    "StopIteration": "`next` found nothing: give it a second argument for that case.",
    "SyntaxError": "Is a bracket, a quotation mark or a colon missing, here or in the line before?",
    "IndentationError": "The lines inside a block begin with the same number of blanks.",
    "ModuleNotFoundError": "Is the package's name spelt right? Others than the course's own are "
    "not installed.",
    "ImportError": "The module has nothing of that name: is it spelt right?",
    "FileNotFoundError": "Is the file there, and is its name spelt so? A path counts from the "
    "folder of this notebook.",
    "OSError": "The file cannot be used: is the path right, and is it open elsewhere?",
    "NetworkXError": "The network does not have this node or edge: what is in it?",
    "AssertionError": "What is asserted is not true here: which of its parts?",
    "KeyboardInterrupt": "The cell was stopped before its end. Run it again when you like.",
    "AccordError": "",  # says itself what to do
    "Exception": "Which value in this line is not what you expect?",
}


def means(kind: type) -> str:
    """Return what to do about an exception of a type; empty for one that says it itself."""
    known = (name for name in map(name_of, kind.__mro__) if name in _MEANS)
    return _MEANS.get(next(known, ""), "")


def explained(name: str, message: str, number: int, line: str) -> str:
    """Explain an exception of the student's code in a sentence, with its line."""
    place = f" in line {number}" if number else ""
    place += f", `{line}`" if line else ""
    said = f": {message.rstrip('.')}" if message else ""
    return f"{name}{place}{said}. {_MEANS.get(name, '')}".strip()


def short(error: BaseException) -> list[str]:
    """Return what is wrong, in which line of the reader's cell, and what to do: three lines.

    Examples
    --------
    >>> try:
    ...     1 / 0
    ... except ZeroDivisionError as error:
    ...     print(short(error)[0])
    ZeroDivisionError: division by zero
    """
    name, said, number, line = describe(error)
    if said == "incomplete input":
        said = "the cell ends too early: something that was opened in it has no end"
    said = " ".join(f"{name}: {said}{_meant(error)}".split()) if said else name
    place = f"Line {number} of the cell: {line}" if number else "No line of your cell is to blame."
    return [
        said,
        place,
        f"{means(type(error))} (%tb in a new cell shows the whole message.)".strip(),
    ]


def describe(error: BaseException, filename: str = "") -> list[Any]:
    """Return name, message, line number and line of an exception in the student's code."""
    try:
        said = "".join(list(str(error)[:_MOST_SAID]))
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
        is_cell = "ipykernel_" in place or place.startswith("<ipython")
        if place == filename or (is_cell and not filename):
            number = trace.tb_lineno
            line = linecache.getline(place, number)
        trace = trace.tb_next
    return [name_of(type(error)), said, number, line.strip()[:120]]


def name_of(kind: type) -> str:
    """Return a type's own name, whatever its metaclass says."""
    return str(type.__dict__["__name__"].__get__(kind))[:80]


def _meant(error: BaseException) -> str:
    """Ask whether a name like the unknown one was meant."""
    name, names = getattr(error, "name", None), list[str]()
    with suppress(Exception):
        if isinstance(error, AttributeError):
            names = dir(error.obj)
        elif isinstance(error, NameError) and (trace := error.__traceback__):
            while trace.tb_next:
                trace = trace.tb_next
            frame = trace.tb_frame
            names = [*frame.f_locals, *frame.f_globals, *dir(builtins)]
    close = get_close_matches(str(name), names, 1, 0.7) if name else []
    return f". Did you mean {close[0]!r}?" if close else ""


class Short:
    """What IPython calls for a traceback: short, and whole if the same one is asked for again."""

    def __init__(self, whole: Callable[..., list[str]]) -> None:
        self.whole = whole
        self.last: BaseException | None = None

    def __call__(self, kind: type, error: BaseException, *rest: Any, **options: Any) -> list[str]:
        """Return the lines that are shown."""
        if error is not self.last:
            self.last = error
            with suppress(Exception):
                return short(error)
        return self.whole(kind, error, *rest, **options)


def load_ipython_extension(shell: Any) -> None:
    """Make the messages of an IPython short."""
    for shown in (shell.InteractiveTB, shell.SyntaxTB):
        if not isinstance(shown.structured_traceback, Short):
            shown.structured_traceback = Short(shown.structured_traceback)


def unload_ipython_extension(shell: Any) -> None:
    """Give an IPython its own messages back."""
    for shown in (shell.InteractiveTB, shell.SyntaxTB):
        vars(shown).pop("structured_traceback", None)
