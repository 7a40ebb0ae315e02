"""Exercises: what a check costs, beside running the solution itself."""

from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from time import perf_counter

from accordlib.exercises.judging import CORRECT, judge
from accordlib.exercises.probing import probe
from accordlib.exercises.sets import SOLUTION, ExerciseSet
from accordlib.exercises.tasks import Task

FOLDER = Path(__file__).resolve().parents[1] / "exercises"


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    started = perf_counter()
    action()
    return perf_counter() - started


def measured(of: ExerciseSet, task: Task) -> tuple[float, float, float, float]:
    """Return seconds: the solution, checking it, a first wrong answer, a second one."""
    names = dict(of.names_before(task))
    code = compile(of.cell(task, SOLUTION), task.name, "exec")
    with redirect_stdout(StringIO()):
        running = seconds(lambda: exec(code, names))
        evidence = probe(task, names)
        running += seconds(lambda: probe(task, names)) if task.calls else 0
        right = seconds(lambda: judge(task, probe(task, names)))
    assert judge(task, evidence).status == CORRECT
    wrong = {**names, task.name: "something else"}

    def check() -> None:
        judge(task, probe(task, wrong), of.starter(task), of.slips(task))

    return running, right, seconds(check), seconds(check)


def main() -> None:
    """Measure every task of every set once and print medians and the slowest."""
    sets = [ExerciseSet(p.stem, FOLDER) for p in sorted((FOLDER / "checks").glob("[0-9]*.py"))]
    pairs = [(of, task) for of in sets for task in of.workbook.tasks if isinstance(task, Task)]
    rows = [(f"{of.name} {task.name}", *measured(of, task)) for of, task in pairs]
    solution, *checks = zip(*(row[1:] for row in rows), strict=True)
    print(f"{len(rows)} tasks; seconds: median, slowest; times the solution (median of ratios)")
    for title, values in zip(("right answer", "first wrong", "next wrong"), checks, strict=True):
        ratio = median(v / s for v, s in zip(values, solution, strict=True))
        worst = max(range(len(rows)), key=values.__getitem__)
        print(
            f"  {title:<14}{median(values):8.3f}{max(values):8.3f}{ratio:8.1f} x"
            f"   slowest: {rows[worst][0]}"
        )
    print(f"  {'the solution':<14}{median(solution):8.3f}{max(solution):8.3f}")


if __name__ == "__main__":
    main()
