"""Where the sets are: the checks, and the cells of a set's notebook."""

from __future__ import annotations

import json
import runpy
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from accordlib.errors import AccordError
from accordlib.exercises.plain import freeze
from accordlib.exercises.probing import probe, silent
from accordlib.exercises.tasks import AnyTask, Workbook
from accordlib.texts.passages import unknown_name

OWN_COURSE = Path(__file__).resolve().parents[2]  # where the library is not installed from a wheel
STARTER, SOLUTION, ANSWER = "starter", "solution", "answer"


class ExerciseSet:
    """One set: its workbook, and what its notebook in ``solutions`` holds for each task.

    A task's cells have the tag ``starter`` (what is handed out) or ``solution`` and the id
    ``NAME-starter`` or ``NAME-solution``; the cells that only ask have the tag ``answer``.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.workbook: Workbook = runpy.run_path(str(folder / "checks" / f"{name}.py"))["workbook"]
        self._notebook = folder / "solutions" / f"{name}.ipynb"
        self._found: dict[tuple[str, str], str] = {}

    def cell(self, task: AnyTask, tag: str) -> str:
        """Return the source of a task's starter or solution."""
        for cell in self._cells:
            if cell["id"] == f"{task.name}-{tag}":
                return "".join(cell["source"])
        raise AccordError(f"{self._notebook.name} has no cell {task.name}-{tag}.")

    def evidence(self, task: AnyTask, code: str) -> str:
        """Return what `probe` finds after some code that stands in place of the task's starter."""
        key = task.name, code
        if key not in self._found:
            names = self.names_before(task)
            with silent():
                exec(compile(code, f"<{task.name}>", "exec"), names)
            self._found[key] = probe(task, names)
        return self._found[key]

    def names_before(self, task: AnyTask) -> dict[str, Any]:
        """Return the names that the cells above a task's own define, as they are handed out."""
        return dict(self._names_before[task.name])

    def starter(self, task: AnyTask) -> str:
        """Return what `probe` finds in the cell as it is handed out."""
        return self.evidence(task, self.cell(task, STARTER))

    def rights(self, task: AnyTask) -> list[str]:
        """Return the cells that are right, the solution first."""
        return [self.cell(task, SOLUTION), *task.also_right]

    def slips(self, task: AnyTask) -> list[str]:
        """Return what `probe` finds in each slip."""
        return [self.evidence(task, slip.code) for slip in task.slips]

    def changed(self, names: Mapping[str, Any]) -> str:
        """Say which names of the set-up cell are no longer what it made; empty if none."""
        first = self.workbook.tasks[0].name
        made = self._names_before[first].items()
        kept = {n: value for n, value in made if n in names and not n.startswith("__")}
        lost = [n for n, value in kept.items() if freeze(value) != freeze(names[n])]
        listed = " and ".join(f"`{name}`" for name in lost[:2])
        return listed and f"Beside that, {listed} changed since the set-up: run that cell again."

    @cached_property
    def _names_before(self) -> dict[str, dict[str, Any]]:
        """For each task its `names_before`."""
        names: dict[str, Any] = {}
        before: dict[str, dict[str, Any]] = {}
        for cell in self._cells:
            tags = cell["metadata"].get("tags", [])
            if cell["cell_type"] != "code" or SOLUTION in tags or ANSWER in tags:
                continue
            if STARTER in tags:
                before[cell["id"].removesuffix(f"-{STARTER}")] = dict(names)
            with silent():
                exec(compile("".join(cell["source"]), f"<{cell['id']}>", "exec"), names)
        return before

    @cached_property
    def _cells(self) -> list[dict[str, Any]]:
        try:
            cells = json.loads(self._notebook.read_text("utf-8"))["cells"]
        except (OSError, ValueError, KeyError) as error:
            raise AccordError(
                f"solutions/{self._notebook.name} cannot be read: restore it from the repository."
            ) from error
        return list(cells)


def find_set(name: str, start: Path) -> ExerciseSet:
    """Return a set by its name, such as ``"03_words"``, from the nearest folder of exercises.

    It is looked for in the `places` of `start`; AccordError if it is nowhere.
    """
    folder = folder_of_sets(start)
    known = sorted(path.stem for path in (folder / "checks").glob("[0-9]*.py"))
    if name in known:
        return ExerciseSet(name, folder)
    raise unknown_name("set of exercises", name, known, str(folder))


def places(start: Path) -> tuple[Path, ...]:
    """Return where a course may be: a folder, those above it, and the one of the library."""
    return (start, *start.parents, OWN_COURSE)


def folder_of_sets(start: Path) -> Path:
    """Return the nearest folder of exercises."""
    for place in places(start):
        for folder in (place, place / "exercises"):
            if any((folder / "checks").glob("[0-9]*.py")):
                return folder
    raise AccordError(
        "There is no folder of exercises here. Open the notebook in the folder exercises."
    )
