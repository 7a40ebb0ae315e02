"""What a student works with: `exercise`, the tasks of a set as attributes, and what was done."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from accordlib.errors import AccordError
from accordlib.exercises.apart import probe_apart
from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED, NOT_YET, RAISED, Judgement, judge
from accordlib.exercises.panels import LOOKS, OTHER, Panel
from accordlib.exercises.probing import guarded_probe, probe, watched
from accordlib.exercises.progress import Progress, kept_in
from accordlib.exercises.sets import SOLUTION, STARTER, ExerciseSet, find_set, folder_of_sets
from accordlib.exercises.tasks import AnyTask, Choice, Essay, Task

_IN_ANOTHER_ORDER = "The lines of a solution, in another order and not indented. Which is first?"
_FEWEST_TO_ORDER = 3  # lines that can be put into an order


class ExerciseError(AccordError):
    """A slip in asking an exercise; a notebook shows its message alone."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class UnknownTaskError(ExerciseError, AttributeError):
    """A task was asked for by a name that is not in the set."""


def _own_lines(code: str) -> set[str]:
    """Return the lines of a cell without comments and white space."""
    return {"".join(line.partition("#")[0].split()) for line in code.splitlines()} | {""}


class TaskDesk:
    """One task as the student sees it. Made by `exercise`."""

    def __init__(
        self, task: AnyTask, of: ExerciseSet, names: Mapping[str, Any], progress: Progress
    ) -> None:
        self._task, self._set, self._names, self._progress = task, of, names, progress
        self._failed = watched()

    def __repr__(self) -> str:
        return f"q.{self._task.name}: write .check(), .hint() or .solution() behind it"

    def _repr_html_(self) -> str:
        state = self._get("state") or NOT_ATTEMPTED
        return Panel(state, self._task.asks, self._task.name)._repr_html_()

    def __getattr__(self, name: str) -> Any:
        raise UnknownTaskError(f"A task has no {name!r}. It has check(), hint() and solution().")

    def check(self) -> Panel:
        """Look at your answer: correct, not yet, not attempted, or your code raised."""
        verdict = self._verdict()
        if verdict.status != NOT_ATTEMPTED and self._get("state") != CORRECT:
            self._progress.put(self._task.name, "state", verdict.status)
        panel = Panel(verdict.status, verdict.feedback, self._task.name)
        if verdict.status == CORRECT and (other := self._other_way()):
            return replace(panel, text=f"{panel.text} Another way:", code=other)
        folds = self._folds() if verdict.status in {NOT_YET, RAISED} else ()
        return replace(panel, folds=folds)

    def hint(self) -> Panel:
        """Show the next hint, as the last one the lines of a solution; then say what is left."""
        hints, lines = self._task.hints, self._lines()
        most = len(hints) + bool(lines)
        number = min((self._get("hints") or 0) + 1, most)
        self._progress.put(self._task.name, "hints", number)
        said = f"{_IN_ANOTHER_ORDER} " * (code := number > len(hints))
        said += f"`q.{self._task.name}.solution()` is left." * (number == most)
        head = f"hint {number} of {most}"
        return Panel(head, said.strip(), self._task.name, hints[:number], lines if code else "")

    def solution(self) -> Panel:
        """Show the solution; ask first whether you want to see it."""
        if not self._get("asked"):
            self._progress.put(self._task.name, "asked", True)
            left = len(self._task.hints) + bool(self._lines()) - (self._get("hints") or 0)
            offer = f"There {'is' if left == 1 else 'are'} still {left} hint{'s' * (left != 1)}. "
            text = f"{offer if left else ''}Do you want to see the solution? Run this cell again."
            return Panel("solution", text, self._task.name)
        if isinstance(self._task, Essay):
            return Panel("a sample answer, to compare with", self._task.sample, self._task.name)
        code = self._set.cell(self._task, SOLUTION)
        return Panel("solution", "One way; others are right too.", self._task.name, code=code)

    def _other_way(self) -> str:
        """Return a right answer that is written otherwise than the student's; empty if none is."""
        if not isinstance(self._task, Task):
            return ""
        mine = _own_lines(self._failed.cells.get(self._task.name, ""))
        others = self._set.rights(self._task)[::-1]
        others = [x for x in others if not x.partition(" = ")[2].isdecimal()]  # a bare number
        return next((code for code in others if not _own_lines(code) <= mine), "")

    def _lines(self) -> str:
        """Return the lines of the solution shuffled and not indented; empty if there are few."""
        code = self._set.cell(self._task, SOLUTION) if isinstance(self._task, Task) else ""
        lines = [line.strip() for line in code.splitlines() if line.strip()]
        if len(lines) < _FEWEST_TO_ORDER:
            return ""
        other = Random(code).sample(lines, len(lines))
        return "\n".join(other if other != lines else other[1:] + other[:1])

    def _folds(self) -> list[tuple[str, str, str]]:
        """Return what unfolds under a wrong answer by a click: hints, lines, solution."""
        hints = enumerate(self._task.hints, start=1)
        folds = [(f"Hint {number}", text, "") for number, text in hints]
        if lines := self._lines():
            folds.append(("Last hint", _IN_ANOTHER_ORDER, lines))
        if isinstance(self._task, Task):
            code = self._set.cell(self._task, SOLUTION)
            folds.append(("Solution", "One way; others are right too.", code))
        return folds

    def _verdict(self) -> Judgement:
        task = self._task
        cells = list(dict.fromkeys(self._failed.cells.values()))
        apart = partial(probe_apart, self._set, task.name, cells)
        evidence = guarded_probe(task, self._names, self._failed, apart=apart)
        verdict = judge(task, evidence)
        if verdict.status == CORRECT:
            return verdict
        cell = self._failed.cells.get(task.name)
        code = [cell, *self._set.rights(task)] if cell else ()
        verdict = judge(task, evidence, self._set.starter(task), self._set.slips(task), code)
        if verdict.status == NOT_ATTEMPTED and self._get("state") == CORRECT:
            said = f"You have solved this. Python has lost `{task.name}`: run its cell again."
            verdict = Judgement(NOT_ATTEMPTED, said)
        more = [self._failed.not_kept(task.name)]
        if verdict.status != NOT_ATTEMPTED:
            more.append(self._set.changed(self._names))
        return replace(verdict, feedback=" ".join(filter(None, [verdict.feedback, *more])))

    def _get(self, key: str) -> Any:
        return self._progress.get(self._task.name, key)


class ChoiceDesk(TaskDesk):
    """A task that is answered by a letter; each reader has the options in an order of one's own."""

    _task: Choice

    def __repr__(self) -> str:
        return repr(self._options())

    def _repr_html_(self) -> str:
        return self._options()._repr_html_()

    def solution(self) -> Panel:
        """Show the right letter; ask first whether you want to see it."""
        panel = super().solution()
        code = f'{self._task.name} = "{self._task.right}"' if panel.code else ""
        return replace(panel, code=code)

    def _options(self) -> Panel:
        said = f"Put one letter in quotation marks into `{self._task.name}`, in the next cell."
        return Panel(self._task.asks, said, self._task.name, self._task.options)


class EssayDesk(TaskDesk):
    """A task without one right answer: it is ticked by the student."""

    _task: Essay

    def check(self) -> Panel:
        """See whether there is a text, and the checklist to compare it with."""
        verdict = self._verdict()
        if not verdict.is_text:
            return super().check()
        name, ticks, state = self._task.name, self._ticks(), NOT_YET
        said = f"{verdict.feedback} Tick what holds for your text: `q.{name}.tick(1, 2)`."
        if len(ticks) == len(self._task.checklist):
            said = "You ticked all of it: complete by your own judgement, which nobody else checks."
            said, state = f"{said} {self._task.rubric}", CORRECT
        elif ticks:
            said = f"{verdict.feedback} {self._task.rubric} `q.{name}.solution()` has a sample."
        self._progress.put(name, "state", state)
        lines = enumerate(self._task.checklist, start=1)
        items = tuple(f"{'[x]' if n in ticks else '[ ]'} {text}" for n, text in lines)
        return Panel(state, said, name, items)

    def tick(self, *numbers: int) -> Panel:
        """Tick lines of the checklist by their numbers; without numbers, take all ticks away."""
        most = len(self._task.checklist)
        wrong = [n for n in numbers if type(n) is not int or not 1 <= n <= most]
        if wrong:
            raise ExerciseError(
                f"The checklist has the lines 1 to {most}; {wrong[0]!r} is not one of them."
            )
        if self._verdict().is_text:
            ticks = sorted({*self._ticks(), *numbers}) if numbers else []
            self._progress.put(self._task.name, "ticks", [self._text(), *ticks])
        return self.check()

    def _ticks(self) -> list[int]:
        """Return the numbers ticked for the text as it is; a changed text has none."""
        text, *ticks = self._get("ticks") or [""]
        return ticks if text == self._text() else []

    def _text(self) -> str:
        """Return what tells one text from another."""
        return sha256(probe(self._task, self._names).encode()).hexdigest()[:16]


_DESKS: dict[type, type[TaskDesk]] = {Choice: ChoiceDesk, Essay: EssayDesk}


class Exercise:
    """A set of exercises, its tasks as attributes. Made by `exercise`."""

    _set: ExerciseSet
    _progress: Progress

    def __init__(self, of: ExerciseSet, names: Mapping[str, Any], folder: Path) -> None:
        progress = Progress(folder, of.name)
        vars(self).update(_set=of, _progress=progress)
        for task in of.workbook.tasks:
            kind = _DESKS.get(type(task), TaskDesk)
            shuffled = task.shuffled(progress.seed(task.name)) if isinstance(task, Choice) else task
            vars(self)[task.name] = kind(shuffled, of, names, progress)

    def __setattr__(self, name: str, value: object) -> None:
        raise ExerciseError(f"Your answer belongs to you, not to q: write `{name} = ...` alone.")

    def __getattr__(self, name: str) -> TaskDesk:
        names = [task.name for task in self._set.workbook.tasks]
        if name in {"check", "hint", "solution"}:
            raise UnknownTaskError(f"Say of which task: q.{names[0]}.{name}(), for example.")
        close = get_close_matches(name, names, 1)
        advice = f"Do you mean {close[0]}?" if close else f"There are: {', '.join(names)}."
        raise UnknownTaskError(f"This set has no task called {name!r}. {advice}")

    def __dir__(self) -> list[str]:
        return ["all_sets", "progress", *(task.name for task in self._set.workbook.tasks)]

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
        text += "`q.all_sets()` shows all sets. "
        return Panel("progress", (text + self._progress.trouble).strip())

    def all_sets(self) -> Panel:
        """Show where you stand in all sets."""
        return where_i_stand()

    def _state(self, task: AnyTask) -> str:
        return str(self._progress.get(task.name, "state") or NOT_ATTEMPTED)

    def _overview(self) -> Panel:
        rows = [("Task", "Points", "State", "What is asked for")]
        for task in self._set.workbook.tasks:
            state = self._state(task)
            marked = f"{LOOKS.get(state, OTHER)[0]} {state}"
            rows.append((f"q.{task.name}", str(task.points), marked, task.asks))
        return Panel(self._set.workbook.title, self._progress.trouble, rows=rows)


def where_i_stand() -> Panel:
    """Show for each set its tasks: how many are done, of how many, and how many are begun."""
    rows, done, most, trouble = [("Set", "Done", "Of", "Begun")], 0, 0, ""
    for path in sorted((folder_of_sets(Path.cwd()) / "solutions").glob("[0-9]*.ipynb")):
        progress = Progress(kept_in(), path.stem)
        trouble = progress.trouble
        cells = json.loads(path.read_text("utf-8"))["cells"]
        ids = [c["id"] for c in cells if STARTER in c["metadata"].get("tags", [])]
        states = [progress.get(id.removesuffix(f"-{STARTER}"), "state") for id in ids]
        right, begun = states.count(CORRECT), sum(map(bool, states))
        rows.append((path.stem, str(right), str(len(ids)), str(begun - right)))
        done, most = done + right, most + len(ids)
    said = f"{done} of {most} tasks done in all sets. {trouble}"
    return Panel("where you stand", said.strip(), rows=rows)


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
    opened = Exercise(find_set(name, Path.cwd()), names, Path.cwd())

    def restore() -> None:
        """Give `q` back to the set if a cell took it, as ``for q in quotations`` does."""
        found = names.get("q")
        if isinstance(found, Exercise):
            seen.append(found)
        elif seen and "q" in names:
            names["q"] = seen[-1]
            print("`q` is the set of exercises again: use another name for your own.")

    seen: list[Exercise] = []
    watched().after = restore
    return opened
