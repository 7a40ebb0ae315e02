"""What a student works with: `exercise`, and the tasks of a set as attributes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from accordlib.errors import AccordError
from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED, Verdict, judge
from accordlib.exercises.panels import LOOKS, Panel
from accordlib.exercises.probing import probe
from accordlib.exercises.progress import Progress
from accordlib.exercises.sets import SOLUTION, ExerciseSet, find_set
from accordlib.exercises.tasks import AnyTask, Essay


class UnknownTaskError(AccordError, AttributeError):
    """A task was asked for by a name that is not in the set."""


class TaskDesk:
    """One task as the student sees it. Made by `exercise`."""

    def __init__(
        self, task: AnyTask, of: ExerciseSet, names: Mapping[str, Any], progress: Progress
    ) -> None:
        self._task = task
        self._set = of
        self._names = names
        self._progress = progress

    def __repr__(self) -> str:
        return repr(self._overview())

    def _repr_html_(self) -> str:
        return self._overview()._repr_html_()

    def check(self) -> Panel:
        """Look at your answer: correct, not yet, not attempted, or your code raised."""
        verdict = self._verdict()
        if (
            verdict.status != NOT_ATTEMPTED
            and self._progress.get(self._task.name, "state") != CORRECT
        ):
            self._progress.put(self._task.name, "state", verdict.status)
        is_essay = isinstance(self._task, Essay) and "No program" in verdict.feedback
        items = self._checklist() if is_essay or self._ticked_all() else ()
        text = verdict.feedback
        if items and verdict.status != CORRECT:
            text += f" Then tick what holds for your text: `q.{self._task.name}.tick(1, 2)`."
        return Panel(verdict.status, text, self._task.name, items)

    def hint(self) -> Panel:
        """Show the next hint; after the last one, say so."""
        hints = self._task.hints
        seen = int(self._progress.get(self._task.name, "hints") or 0)
        number = min(seen + 1, len(hints))
        self._progress.put(self._task.name, "hints", number)
        more = (
            "" if number < len(hints) else f" (the last; `q.{self._task.name}.solution()` is left)"
        )
        said = f"hint {number} of {len(hints)}"
        return Panel(said, hints[number - 1] + more, self._task.name)

    def solution(self) -> Panel:
        """Show the solution; ask first whether you want to see it."""
        if not self._progress.get(self._task.name, "asked"):
            self._progress.put(self._task.name, "asked", True)
            seen = int(self._progress.get(self._task.name, "hints") or 0)
            left = len(self._task.hints) - seen
            offer = f"There {'is' if left == 1 else 'are'} still {left} hint{'s' * (left != 1)}. "
            text = f"Do you want to see it? {offer if left else ''}If so, run this cell again."
            return Panel("solution", text, self._task.name)
        code = self._set.cell(self._task, SOLUTION)
        text = "One way; others are right too."
        if isinstance(self._task, Essay):
            text, code = self._task.sample, ""
            return Panel("a sample answer, to compare with", text, self._task.name)
        return Panel("solution", text, self._task.name, code=code)

    def _verdict(self) -> Verdict:
        task = self._task
        evidence = probe(task, self._names)
        verdict = judge(task, evidence)
        if verdict.status != CORRECT:
            verdict = judge(task, evidence, self._set.starter(task), self._set.slips(task))
        if isinstance(task, Essay) and "No program" in verdict.feedback and self._ticked_all():
            said = "You ticked all of it: complete by your own judgement, which nobody else checks."
            return Verdict(CORRECT, said)
        return verdict

    def _overview(self) -> Panel:
        state = self._progress.get(self._task.name, "state") or NOT_ATTEMPTED
        return Panel(state, self._task.asks, self._task.name)

    def _ticks(self) -> list[int]:
        return list(self._progress.get(self._task.name, "ticks") or [])

    def _ticked_all(self) -> bool:
        wanted = len(self._task.checklist) if isinstance(self._task, Essay) else -1
        return len(self._ticks()) == wanted

    def _checklist(self) -> tuple[str, ...]:
        if not isinstance(self._task, Essay):
            return ()
        ticks = self._ticks()
        lines = enumerate(self._task.checklist, start=1)
        return tuple(f"{'[x]' if n in ticks else '[ ]'} {text}" for n, text in lines)


class EssayDesk(TaskDesk):
    """A task without one right answer: it is ticked by the student."""

    def tick(self, *numbers: int) -> Panel:
        """Tick lines of the checklist by their numbers; without numbers, take all ticks away."""
        most = len(self._checklist())
        wrong = [n for n in numbers if type(n) is not int or not 1 <= n <= most]
        if wrong:
            raise AccordError(f"The checklist has the lines 1 to {most}; {wrong[0]!r} is not one.")
        ticks = sorted({*self._ticks(), *numbers}) if numbers else []
        self._progress.put(self._task.name, "ticks", ticks)
        return self.check()


class Exercise:
    """A set of exercises, its tasks as attributes. Made by `exercise`."""

    def __init__(self, of: ExerciseSet, names: Mapping[str, Any], folder: Path) -> None:
        self._set = of
        self._progress = Progress(folder, of.name)
        for task in of.workbook.tasks:
            desk = EssayDesk if isinstance(task, Essay) else TaskDesk
            setattr(self, task.name, desk(task, of, names, self._progress))

    def __getattr__(self, name: str) -> TaskDesk:
        names = [task.name for task in self._set.workbook.tasks] if "_set" in vars(self) else []
        close = get_close_matches(name, names, 1)
        advice = f"Do you mean {close[0]}?" if close else f"There are: {', '.join(names)}."
        raise UnknownTaskError(f"This set has no task called {name!r}. {advice}")

    def __dir__(self) -> list[str]:
        return ["progress", *(task.name for task in self._set.workbook.tasks)]

    def __repr__(self) -> str:
        return repr(self._overview())

    def _repr_html_(self) -> str:
        return self._overview()._repr_html_()

    def progress(self) -> Panel:
        """Show what is done and what is left."""
        tasks = self._set.workbook.tasks
        done = [task for task in tasks if self._state(task) == CORRECT]
        points, most = (sum(task.points for task in some) for some in (done, tasks))
        left = [task.name for task in tasks if task not in done]
        text = f"{len(done)} of {len(tasks)} tasks done, {points} of {most} points. "
        text += f"Left: {', '.join(left)}. " if left else "Nothing is left. "
        return Panel("progress", (text + self._progress.trouble).strip())

    def _state(self, task: AnyTask) -> str:
        return str(self._progress.get(task.name, "state") or NOT_ATTEMPTED)

    def _overview(self) -> Panel:
        rows = [("Task", "Points", "State", "What is asked for")]
        for task in self._set.workbook.tasks:
            state = self._state(task)
            marked = f"{LOOKS[state][0]} {state}" if state in LOOKS else state
            rows.append((f"q.{task.name}", str(task.points), marked, task.asks))
        return Panel(self._set.workbook.title, self._progress.trouble, rows=rows)


def exercise(name: str) -> Exercise:
    """Open a set of exercises.

    Parameters
    ----------
    name : str
        The set, for example ``"03_words"``.

    Returns
    -------
    Exercise
        Its tasks are attributes: ``q.count_security.check()``, ``.hint()``, ``.solution()``;
        ``q.progress()`` says what is done. Shown by itself it lists the tasks.

    Raises
    ------
    AccordError
        If there is no such set.
    """
    names = sys._getframe(1).f_globals
    return Exercise(find_set(name, Path.cwd()), names, Path.cwd())
