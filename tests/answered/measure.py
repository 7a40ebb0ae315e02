"""How well the judge of the exercises knows answers that it was not written for.

``python tests/answered/measure.py`` runs all answers of this folder through the judge and prints,
for each set and in sum, how many right ones it refused, how many wrong ones it accepted, and how
many wrong ones got feedback that comes from no slip and no family. Names of sets after it restrict
it to these; ``--list`` names the answers behind the numbers, except those that are set aside.
"""

import argparse
import contextlib
import hashlib
import io
import re
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from accordlib.exercises.judging import CORRECT, Judgement, judge  # noqa: E402
from accordlib.exercises.sets import ExerciseSet, find_set  # noqa: E402

HEAD = re.compile(r"^--- (right|wrong) · (\w+) · (.+)\n", re.MULTILINE)
PARTS = {False: "two thirds", True: "set aside"}
COLUMNS = ("right", "refused", "wrong", "accepted", "by code", "generic")


@dataclass(frozen=True)
class Answer:
    """One answer: its set, its task, what is the matter with it, and the cell."""

    of: str
    task: str
    what: str
    is_right: bool
    code: str

    @property
    def name(self) -> str:
        """What no other answer is called."""
        return f"{self.of}/{self.task}/{self.what}"

    @property
    def is_aside(self) -> bool:
        """Tell whether the answer belongs to the third that the judge is not tuned on."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 3 == 0


def answers(of: str) -> list[Answer]:
    """Return the answers to the tasks of one set, in the order of its file."""
    parts = HEAD.split((HERE / f"{of}.txt").read_text("utf-8"))
    heads = zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True)
    return [Answer(of, task, what, kind == "right", code) for kind, task, what, code in heads]


def judged(answer: Answer, given: ExerciseSet) -> Judgement | None:
    """Return what a check says of an answer, put in place of its cell that has run as handed out.

    None if the answer raised when it ran.
    """
    task = next(task for task in given.workbook.tasks if task.name == answer.task)
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            evidence = given.evidence(task, f"{given.cell(task, 'starter')}\n{answer.code}")
    except Exception:
        return None
    code = [answer.code, given.cell(task, "solution"), *task.also_right]
    return judge(task, evidence, given.starter(task), given.slips(task), code)


def outcome(answer: Answer, verdict: Judgement | None) -> str:
    """Return under which of the columns an answer falls; empty if all is well."""
    is_accepted = verdict is not None and verdict.status == CORRECT
    if answer.is_right or is_accepted:
        return "" if is_accepted is answer.is_right else ("accepted" if is_accepted else "refused")
    by = "raised" if verdict is None else verdict.by
    return {"lead": "generic", "code": "by code"}.get(by, "")


def measured(names: list[str]) -> Iterator[tuple[Answer, str]]:
    """Return each answer of some sets with its outcome."""
    for name in names:
        given = find_set(name, HERE)
        for answer in answers(name):
            yield answer, outcome(answer, judged(answer, given))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=sorted(path.stem for path in HERE.glob("*.txt")))
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    counts: dict[tuple[str, bool], Counter[str]] = {}
    for answer, found in measured(given.sets):
        for of in (answer.of, "all"):
            row = counts.setdefault((of, answer.is_aside), Counter())
            row.update(["right" if answer.is_right else "wrong", found])
        if given.list and found and not answer.is_aside:
            print(f"{found:9} {answer.name}")
    print(f"{'':22}{'':12}" + "".join(f"{column:>9}" for column in COLUMNS))
    for (of, is_aside), row in sorted(counts.items(), key=lambda item: (item[0][0] == "all", item)):
        numbers = "".join(f"{row[column]:9}" for column in COLUMNS)
        print(f"{of:22}{PARTS[is_aside]:12}{numbers}")
        if of == "all" and row["wrong"]:
            shares = "".join(f"{row[c] / row['wrong']:9.1%}" for c in COLUMNS[3:])
            print(f"{'':22}{'of the wrong':39}{shares}")


if __name__ == "__main__":
    main()
