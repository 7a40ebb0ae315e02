"""Notebooks as data: the cells that a student wrote, and how a run is made anew from them."""

from __future__ import annotations

import json
import re
import symtable
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accordlib.errors import AccordError
from accordlib.exercises.sets import ANSWER, STARTER

SETUP = "setup"
MOST_CODE, MOST_CELLS = 100_000, 2_000  # characters of a cell
_ASKS = re.compile(r"\s*(?:q\b|from accordlib\.exercises import|q\s*=\s*exercise\()")
_SHELL = re.compile(r"^\s*(?:!|%+\s*(?:pip|conda|mamba|sx|system|bash|sh)\b)")
_DEFINED = re.compile(r"^(?:def +(\w+)|(\w+) *=(?!=)|for +(\w+) +in)", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A code cell: its id, its source, and the plain text that was stored below it."""

    id: str
    source: str
    shown: str = ""
    kind: str = ""  # of a master: STARTER, ANSWER or SETUP


@dataclass(frozen=True)
class Master:
    name: str
    cells: Sequence[Cell]

    @property
    def tasks(self) -> list[str]:
        return [c.id.removesuffix(f"-{STARTER}") for c in self.cells if c.kind == STARTER]


@dataclass(frozen=True)
class Step:
    """A cell to run, or a task to be looked at: then it has no source."""

    source: str = ""
    task: str = ""
    own: int = -1  # the number of the student's cell


@dataclass
class Rebuilt:
    """What is to be run, in order; for each task the number of its cell among the student's."""

    steps: list[Step] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)


def read_master(path: Path) -> Master:
    """Return the notebook of a set as students get it."""
    cells = []
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            tags = cell["metadata"].get("tags", [])
            kind = next((tag for tag in (STARTER, ANSWER) if tag in tags), SETUP)
            cells.append(Cell(cell["id"], "".join(cell["source"]), kind=kind))
    return Master(path.stem, cells)


def read_cells(content: bytes) -> list[Cell]:
    """Return the code cells of a notebook; AccordError says what is wrong with one."""
    if not content.strip():
        raise AccordError("empty")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise AccordError("broken: it cannot be read as a notebook") from None
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        raise AccordError("JSON, and not a notebook")
    if found["nbformat"] != 4:
        said = f"a notebook of format {found['nbformat']}"
        raise AccordError(f"{said}: open it in JupyterLab, save it, and hand that in")
    listed = found.get("cells")
    if not isinstance(listed, list) or not all(isinstance(cell, dict) for cell in listed):
        raise AccordError("broken: a notebook without cells")
    cells = [_cell(cell) for cell in listed if cell.get("cell_type") == "code"]
    if len(cells) > MOST_CELLS or any(len(cell.source) > MOST_CODE for cell in cells):
        raise AccordError(f"a cell of more than {MOST_CODE:,} characters, or too many cells")
    return cells


def _cell(cell: dict[str, Any]) -> Cell:
    outputs = cell.get("outputs")
    shown = [
        _text(output["data"].get("text/plain", ""))
        for output in (outputs if isinstance(outputs, list) else ())
        if isinstance(output, dict) and isinstance(output.get("data"), dict)
    ]
    id = cell.get("id")
    source = _text(cell.get("source", "")).replace("\0", "")
    return Cell(id if isinstance(id, str) else "", source, "\n".join(shown)[:MOST_CODE])


def _text(value: Any) -> str:
    """Return text that a notebook stores whole or in lines, without what no file can hold."""
    lines = value if isinstance(value, list) else [value]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode("utf-8")


def names_defined(source: str) -> set[str]:
    """Return the names that a cell gives a value at its own level."""
    try:
        found = symtable.symtable(source, "<cell>", "exec").get_symbols()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {match[match.lastindex or 0] for match in _DEFINED.finditer(source)}
    return {s.get_name() for s in found if s.is_assigned() or s.is_imported()}


def rebuilt(master: Master, cells: Sequence[Cell]) -> Rebuilt:
    """Put the student's cells into the master: its set-up, their cells in their order.

    A task's cell is known by its id, or by the name that it defines. Cells that ask the exercises
    are left out, as are lines for the system's shell. A task is looked at after the last cell of
    its own section that defines it, as the check of the exercise does.
    """
    setups = {cell.id for cell in master.cells if cell.kind == SETUP}
    sources = {_bare(cell.source) for cell in master.cells if cell.kind != STARTER}
    own = [
        number
        for number, cell in enumerate(cells)
        if cell.id not in setups
        and _bare(cell.source) not in sources
        and not _only_asks(cell.source)
    ]
    made = Rebuilt(answers=_answers(master, cells, own))
    ends = {number: task for task, number in made.answers.items()}
    left = [cell for cell in master.cells if cell.kind != ANSWER]
    for number in own:
        at = cells[number].id or ""
        task = ends.get(number)
        if place := [i for i, c in enumerate(left) if c.id in {at, f"{task}-{STARTER}"}]:
            made.steps += _setup(left[: place[0]])
            left = left[place[0] + 1 :]
        elif not made.steps:  # what stands above all tasks comes after the first set-up
            first = next((i for i, c in enumerate(left) if c.id.endswith(f"-{STARTER}")), 0)
            made.steps += _setup(left[:first])
            left = left[first:]
        made.steps.append(Step(_without_shell(cells[number].source), own=number))
        made.steps += [Step(task=task)] if task else []
    made.steps += _setup(left)
    return made


def _setup(cells: Iterable[Cell]) -> list[Step]:
    return [Step(cell.source) for cell in cells if cell.kind == SETUP]


def _answers(master: Master, cells: Sequence[Cell], own: Sequence[int]) -> dict[str, int]:
    """Return for each task the number of the cell after which it is looked at."""
    section, sections = "", {}
    starters = {f"{task}-{STARTER}": task for task in master.tasks}
    for number, cell in enumerate(cells):
        section = starters.get(cell.id, section)
        sections[number] = section
    found = {}
    for task in master.tasks:
        defining = [n for n in own if task in names_defined(cells[n].source)]
        inside = [n for n in defining if sections[n] == task]
        by_id = [n for n in own if cells[n].id == f"{task}-{STARTER}"]
        if chosen := inside or defining or by_id:
            found[task] = chosen[-1]
    return found


def _bare(source: str) -> str:
    return "".join(source.split())


def _only_asks(source: str) -> bool:
    """Tell whether every line of a cell asks the exercises, as a cell with a check does."""
    lines = [line for line in source.splitlines() if line.strip()]
    return bool(lines) and all(map(_ASKS.match, lines))


def _without_shell(source: str) -> str:
    """Return a cell without the lines for the system's shell, of which it has none in a run."""
    try:
        compile(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "\n".join(line for line in source.split("\n") if not _SHELL.match(line))
    return source
