"""Marks: a class of real notebooks here and in nbgrader, and a large class with hostile ones.

``python benchmarks/grading.py --nbgrader PYTHON`` marks the same 20 notebooks of set 03 in turn
with ``grading`` and with ``nbgrader autograde``, in the environment of that Python, which needs
nbgrader and what accordlib needs. ``--large`` marks 200 of which 40 are hostile. Seconds by
the clock and of processors, and the most memory that all processes had at once.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from answered.measure import answers  # noqa: E402
from hostile import hostile, notebook  # noqa: E402

from accordlib.exercises import Choice, Essay  # noqa: E402
from accordlib.exercises.feedback import for_call  # noqa: E402
from accordlib.exercises.sets import SOLUTION, STARTER, ExerciseSet  # noqa: E402

SET = "03_words"
KINDS = {
    "setup": {"grade": False, "solution": False, "locked": True},
    "solution": {"grade": False, "solution": True, "locked": False},
    "tests": {"grade": True, "solution": False, "locked": True},
    "by hand": {"grade": True, "solution": True, "locked": False},
}


def a_class(of: ExerciseSet, number: int) -> list[dict]:
    """Return notebooks with answers from tests/answered, solutions and untouched cells mixed."""
    given: dict[str, list[str]] = {}
    for answer in answers(of.name):
        given.setdefault(answer.task, []).append(answer.code)
    made = []
    for n in range(number):
        cells = {}
        for k, task in enumerate(of.workbook.tasks):
            some = [*given.get(task.name, ()), *[of.cell(task, SOLUTION)] * 3]
            if isinstance(task, Choice):
                some = [f'{task.name} = "{letter}"' for letter in "abcd"]
            if (n + k) % 9:
                cells[task.name] = some[(n * 7 + k * 3) % len(some)]
        made.append(notebook(of.name, cells))
    return made


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds by the clock, of processors, and the most MiB at once."""

    seconds: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s, {self.processor:.0f} s of processors, {self.memory:.0f} MiB"


def watched(command: list[str], cwd: Path, environment: dict[str, str]) -> Cost:
    """Return what a command and all the processes that it starts take, looked at now and then."""
    start, most, spent = time.perf_counter(), 0, {}
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=cwd, env={**os.environ, **environment}, **pipes) as process:
        while process.poll() is None:
            rss = 0
            found = psutil.Process(process.pid)
            for one in (found, *found.children(recursive=True)):
                try:
                    spent[one.pid] = sum(one.cpu_times()[:2])
                    rss += one.memory_info().rss
                except psutil.Error:
                    continue
            most = max(most, rss)
            time.sleep(0.2)
        said = (process.stderr.read() if process.stderr else b"").decode()
    if process.returncode:
        raise SystemExit(f"{command[:4]} failed: {said[-2000:]}")
    return Cost(time.perf_counter() - start, sum(spent.values()), most / 2**20)


def hand_in(folder: Path, notebooks: list[dict]) -> list[str]:
    """Write a class and its roster; return the arguments that mark it."""
    (folder / "in").mkdir(parents=True)
    for n, made in enumerate(notebooks):
        (folder / "in" / f"u{n:03}_{SET}.ipynb").write_text(json.dumps(made), "utf-8")
    rows = [f"u{n:03},Student {n}" for n in range(len(notebooks))]
    (folder / "roster.csv").write_text("\n".join(["id,name", *rows]), "utf-8")
    given = [str(folder / "in"), "--set", SET, "--roster", str(folder / "roster.csv")]
    return [sys.executable, "-m", "grading", *given, "--seed", "1"]


def ours(folder: Path, notebooks: list[dict], workers: int) -> Cost:
    """Mark a class here."""
    command = hand_in(folder, notebooks)
    command += ["--out", str(folder / "out"), "--workers", str(workers)]
    return watched(command, ROOT, {"PYTHONPATH": str(ROOT)})


def asserted(task) -> str:
    """Return a cell that asserts the right answer for the calls of the exercise."""
    if isinstance(task, Choice):
        return f"assert {task.name} == {task.right!r}"
    lines = []
    for number, right in enumerate(task.expected()):
        call = f"{task.name}{for_call(task, number)}"
        left = f"set({call})" if isinstance(right, set) else call
        if isinstance(right, float):
            lines.append(f"assert abs({left} - {right!r}) < 1e-6")
        else:
            lines.append(f"assert {left} == {right!r}")
    return "\n".join(lines)


def for_nbgrader(of: ExerciseSet, made: dict) -> dict:
    """Return a notebook with nbgrader's marks: solutions, and tests in the place of checks."""
    tasks = {task.name: task for task in of.workbook.tasks}
    cells = []
    for cell in made["cells"]:
        name, _, part = cell["id"].rpartition("-")
        task, kind = tasks.get(name), "setup"
        if cell["cell_type"] != "code" or (part in {"options"} or "set" in cell["id"].split("-")[1:]
                                           or cell["id"] == "progress"):  # fmt: skip
            continue
        if task and part == STARTER:
            kind = "by hand" if isinstance(task, Essay) else "solution"
        elif task and part == "check":
            if isinstance(task, Essay):
                continue
            kind, cell = "tests", {**cell, "source": asserted(task)}
        about = {**KINDS[kind], "grade_id": cell["id"], "schema_version": 3, "task": False}
        about |= {"points": task.points} if task and KINDS[kind]["grade"] else {}
        cells.append({**cell, "outputs": [], "execution_count": None,
                      "metadata": {"nbgrader": about}})  # fmt: skip
    return {**made, "cells": cells}


def theirs(folder: Path, of: ExerciseSet, notebooks: list[dict], python: str) -> Cost:
    """Mark the same class with nbgrader."""
    source = folder / "source" / SET
    source.mkdir(parents=True)
    master = for_nbgrader(of, notebook(of.name, {}))
    (source / f"{SET}.ipynb").write_text(json.dumps(master), "utf-8")
    for n, made in enumerate(notebooks):
        place = folder / "submitted" / f"u{n:03}" / SET
        place.mkdir(parents=True)
        (place / f"{SET}.ipynb").write_text(json.dumps(for_nbgrader(of, made)), "utf-8")
    environment = {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "PYTHONDONTWRITEBYTECODE": "",  # or each kernel compiles all packages anew
        "PATH": f"{Path(python).parent}:{os.environ['PATH']}",
    }
    command = [python, "-m", "nbgrader"]
    about = ["--course-dir", str(folder), SET]
    watched([*command, "generate_assignment", *about], folder, environment)
    return watched([*command, "autograde", *about], folder, environment)


def side_by_side(folder: Path, python: str, workers: int, rounds: int) -> None:
    """Print both times, in turn."""
    of = ExerciseSet(SET, ROOT / "exercises")
    notebooks = a_class(of, 20)
    for n in range(rounds):
        mine = ours(folder / f"ours{n}", notebooks, workers)
        other = theirs(folder / f"nbgrader{n}", of, notebooks, python)
        print(f"grading {mine}; nbgrader {other}; {mine.seconds / other.seconds:.2f} of its time")


def large(folder: Path, workers: int) -> None:
    """Mark 160 honest notebooks and 40 hostile ones, of set 03."""
    of = ExerciseSet(SET, ROOT / "exercises")
    places = [str(folder / name) for name in ("large", "large/in", "large/out")]
    attacks = list(hostile(places, 9, of.workbook.tasks[-1].sample))
    made = []
    for attack in (attacks * 2)[:40]:
        cells = attack.answers if attack.of == SET else {}
        for code in {} if attack.of == SET else attack.answers.values():
            cells = {"count_security": code.replace("together", "count_security")}
        made.append(notebook(SET, cells, attack.others))
    notebooks = [*a_class(of, 160), *made]
    cost = ours(folder / "large", notebooks, workers)
    with (folder / "large" / "out" / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    of_hostile = sum(float(row["points"]) for row in rows[160:])
    print(f"200 notebooks, 40 hostile: {cost}; {len(rows)} rows, {of_hostile:g} points of hostile")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nbgrader", metavar="PYTHON")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if given.nbgrader:
            side_by_side(Path(name), given.nbgrader, given.workers, given.rounds)
        if given.large:
            large(Path(name), given.workers)
