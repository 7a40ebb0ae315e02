"""Exercises: what a check costs, beside running the solution itself."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from timeit import timeit

from accordlib.exercises.judging import CORRECT, judge
from accordlib.exercises.probing import probe
from accordlib.exercises.sets import SOLUTION, ExerciseSet
from accordlib.exercises.tasks import Task

FOLDER = Path(__file__).resolve().parents[1] / "exercises"


def measured(of: ExerciseSet, task: Task) -> tuple[float, float, float, float]:
    """Return seconds: the solution, checking it, a first wrong answer, a second one."""
    names = dict(of.names_before(task))
    code = compile(of.cell(task, SOLUTION), task.name, "exec")
    with redirect_stdout(StringIO()):
        running = timeit(lambda: exec(code, names), number=1)
        evidence = probe(task, names)
        running += timeit(lambda: probe(task, names), number=1) if task.calls else 0
        right = timeit(lambda: judge(task, probe(task, names)), number=1)
    assert judge(task, evidence).status == CORRECT
    wrong = {**names, task.name: "something else"}

    def check() -> None:
        judge(task, probe(task, wrong), of.starter(task), of.slips(task))

    return running, right, timeit(check, number=1), timeit(check, number=1)


if __name__ == "__main__":
    sets = [ExerciseSet(p.stem, FOLDER) for p in sorted((FOLDER / "checks").glob("[0-9]*.py"))]
    pairs = [(of, task) for of in sets for task in of.workbook.tasks if isinstance(task, Task)]
    rows = [measured(of, task) for of, task in pairs]
    print(f"{len(rows)} tasks; seconds: median, slowest; times the solution (median of ratios)")
    titles = ("the solution", "right answer", "first wrong", "next wrong")
    for title, values in zip(titles, zip(*rows, strict=True), strict=True):
        ratio = median(value / row[0] for value, row in zip(values, rows, strict=True))
        print(f"  {title:<14}{median(values):8.3f}{max(values):8.3f}{ratio:8.1f} x")
