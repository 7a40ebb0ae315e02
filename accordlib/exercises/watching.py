"""How a student's cells ended: noted after each cell, in IPython."""

from __future__ import annotations

import ast
import re
import sys
from difflib import get_close_matches
from typing import Any

from accordlib.exercises.probing import describe

_DEFINED = re.compile(r"^(?:def +(\w+)|(\w+) *=(?!=)|for +(\w+) +in)", re.MULTILINE)
_ASKING = re.compile(r"\bexercise\(|^q\b", re.MULTILINE)


class Failures(dict[str, list[Any]]):
    """For each name that the last cell to define it left unfinished, what was raised."""

    last = ""

    def note(self, result: Any) -> None:
        """Take in how a cell ended (``post_run_cell`` of IPython)."""
        source = str(getattr(result.info, "raw_cell", ""))
        self.last = "" if _ASKING.search(source) else source
        error = result.error_before_exec or result.error_in_exec
        for name in _names_defined(source):
            if error is None:
                self.pop(name, None)
            else:
                self[name] = describe(error)

    def not_kept(self, name: str) -> str:
        """Say that the last cell shows a value without keeping it, or under another name."""
        names = _names_defined(self.last)
        if name in names or name in self:
            return ""
        close = get_close_matches(name.lower(), [other.lower() for other in names], 1, 0.8)
        if close:
            found = next(other for other in names if other.lower() == close[0])
            return f"Your last cell defines `{found}`: is `{name}` meant?"
        if _ends_with_a_value(self.last):
            return f"Your last cell shows a value and does not keep it: begin with `{name} =`."
        return ""


def _names_defined(source: str) -> list[str]:
    return [match[match.lastindex or 0] for match in _DEFINED.finditer(source)]


def _ends_with_a_value(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and isinstance(body[-1], ast.Expr)


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
        shell.events.register("post_run_cell", shell.accord_failures.note)
    return shell.accord_failures  # type: ignore[no-any-return]
