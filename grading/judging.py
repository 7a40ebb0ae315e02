"""The judge: what the evidence of a notebook is worth. It runs once all their code has ended."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED, NOT_YET, RAISED, Judgement, judge
from accordlib.exercises.sets import ExerciseSet
from accordlib.exercises.tasks import AnyTask, Choice, Essay, Task

from .calls import told, unpacked
from .inside import StillRunningError, seconds
from .notebooks import Cell

TO_READ, STOPPED, NO_ORDER = "to be read", "stopped", "order not known"
SECONDS = 20  # for the judgement of one task
_OPTION = re.compile(r"^([a-z])\. (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Mark:
    """What one task of one student is worth, and why."""

    task: str
    points: float
    most: int
    status: str
    feedback: str
    by: str = ""
    code: str = ""  # the student's cell
    value: str = ""  # what it gave, as text that equals that of the same answer of others


class Judge:
    """The tasks of a set with the calls of a run, and what is known of their answers."""

    def __init__(self, of: ExerciseSet, calls: Mapping[str, str]) -> None:
        self.of = of
        self.tasks: list[AnyTask] = [_with_calls(t, calls.get(t.name)) for t in of.workbook.tasks]

    def marks(
        self,
        evidence: Mapping[str, str],
        cells: Mapping[str, Cell],
        shown: Sequence[Cell],
        stopped: Mapping[str, str],
    ) -> list[Mark]:
        """Return the mark of each task.

        `cells` are the student's by task, `shown` all cells of the notebook, and `stopped` says of
        tasks whose cell ended the process by which limit.
        """
        return [
            self._mark(task, evidence.get(task.name), cells.get(task.name), shown, stopped)
            for task in self.tasks
        ]

    def _mark(
        self,
        task: AnyTask,
        evidence: str | None,
        cell: Cell | None,
        shown: Sequence[Cell],
        stopped: Mapping[str, str],
    ) -> Mark:
        code = cell.source if cell else ""
        if task.name in stopped:
            return Mark(task.name, 0, task.points, STOPPED, stopped[task.name], code=code)
        if isinstance(task, Choice):
            ordered = as_shown(task, shown)
            untouched = evidence and json.loads(evidence) == json.loads(self.of.starter(task))
            if ordered is None and evidence and not untouched:
                said = (
                    "The letter is there; the order in which its options were shown is not: the "
                    f"output of the cell q.{task.name} is missing. Hand in the notebook with its "
                    "outputs, or show it to your lecturer."
                )
                return Mark(task.name, 0, task.points, NO_ORDER, said, code=code)
            task = ordered or task
        found = self._judged(task, evidence, code)
        is_begun = isinstance(task, Essay) and found.status not in {NOT_ATTEMPTED, RAISED}
        status = TO_READ if found.is_text or is_begun else found.status
        points = task.points if status == CORRECT else 0
        value = _value(evidence)
        return Mark(task.name, points, task.points, status, found.feedback, found.by, code, value)

    def _judged(self, task: AnyTask, evidence: str | None, code: str) -> Judgement:
        if evidence is None:
            said = f"`{task.name}` was not reached, or not found: no cell of the notebook defines "
            return Judgement(NOT_ATTEMPTED, f"{said}it.")
        try:
            with seconds(SECONDS):
                return judge(
                    task,
                    evidence,
                    self.of.starter(task),
                    self.of.slips(task) if isinstance(task, Task) else (),
                    [code, *self.of.rights(task)] if isinstance(task, Task) else (),
                )
        except StillRunningError:
            said = "What the cell gives took too long to compare."
        except Exception as error:  # whatever an answer was made to do, the others are judged
            said = f"What the cell gives cannot be compared ({type(error).__name__})."
        return Judgement(NOT_YET, f"{said} Give only what is asked for.")


def _value(evidence: str | None) -> str:
    """Return what the work gave, however it was written."""
    if evidence is None:
        return ""
    items = [{k: v for k, v in item.items() if k != "code"} for item in json.loads(evidence)]
    return json.dumps(items, sort_keys=True)


def _with_calls(task: AnyTask, calls: str | None) -> AnyTask:
    """Return a task with the calls of a run, whose right answers are worked out once."""
    if not isinstance(task, Task):
        return task
    if task.calls and calls:  # made anew each time: an answer may change what it is given
        task = replace(task, calls=lambda: unpacked(calls))
    return replace(task, right=_once(task.right))


def _once(right: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that keeps its answers."""
    kept: dict[str, Any] = {}

    def answer(*arguments: Any) -> Any:
        key = told(arguments)
        if key not in kept:
            kept[key] = right(*arguments)
        return kept[key]

    return answer


def as_shown(task: Choice, cells: Sequence[Cell]) -> Choice | None:
    """Return a choice with its letters in the order that the notebook shows; None without one.

    The order is the reader's own, and the notebook may say what it likes: whoever gives a letter
    another option says only by another way which option is chosen.
    """
    listed = {_plain(text): letter for letter, text in task.options.items()}
    for cell in reversed(cells):
        found = {letter: listed.get(_plain(text)) for letter, text in _OPTION.findall(cell.shown)}
        if sorted(found) == sorted(task.options) == sorted(map(str, found.values())):
            old = {str(was): letter for letter, was in found.items()}
            return replace(
                task,
                options={old[letter]: text for letter, text in task.options.items()},
                right=old[task.right],
                wrong={old[letter]: said for letter, said in task.wrong.items()},
            )
    return None


def _plain(text: str) -> str:
    return " ".join(text.split())
