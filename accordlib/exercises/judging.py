"""The judge: from plain data to a judgement, without touching anything of the student's."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from accordlib.exercises.essays import objection, question
from accordlib.exercises.families import cells, is_edge
from accordlib.exercises.feedback import difference, for_call, kind, shown
from accordlib.exercises.nearest import first_difference
from accordlib.exercises.plain import Blank, freeze, same, thaw
from accordlib.exercises.tasks import AnyTask, Choice, Essay, Task
from accordlib.messages import explained

UNMARKED = "No program can mark this: over to you, then to somebody who reads it."
CORRECT, NOT_YET, NOT_ATTEMPTED, RAISED = "correct", "not yet", "not attempted", "your code raised"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check says: one of the four states, and one to three sentences."""

    status: str
    feedback: str
    is_text: bool = False  # whether there is a text that the student may tick
    by: str = "form"  # what recognised a wrong answer: slip, a family, code; lead if nothing did


def judge(
    task: AnyTask,
    evidence: str,
    starter: str | None = None,
    slips: Sequence[str] = (),
    code: Sequence[str] = (),
) -> Judgement:
    """Judge what `probe` found in the student's work.

    `starter` is what it finds in the cell as it is handed out (whoever has the same has not
    begun), `slips` what it finds in each of the task's slips; `code` is the student's cell, then
    those that are right.
    """
    try:
        found = json.loads(evidence)
        answers = [_outcome(task, item) for item in found]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        answers = []
    if not answers:
        said = f"`{task.name}` could not be read. Run its cell again, then this one."
        return Judgement(NOT_YET, said)
    if starter is not None and found == json.loads(starter):
        return _not_attempted(task)
    if isinstance(answers[0], Judgement) and {"failed", "missing"} & found[0].keys():
        return answers[0]
    if all(isinstance(answer, Blank) for answer in answers):
        return _not_attempted(task)
    if isinstance(task, Essay):
        return _essay(task, answers[0])
    if isinstance(task, Choice):
        return _choice(task, answers[0])
    made = [[_outcome(task, item) for item in json.loads(slip)] for slip in slips]
    verdict = _graded(task, answers, made, any(item.get("printed") for item in found))
    if verdict.by == "lead" and code and (place := first_difference(code[0], code[1:])):
        said = f"The first place where your code differs from a right answer like it: `{place}`."
        feedback = verdict.feedback.removesuffix(task.lead) + f"{said} {task.lead}"
        return replace(verdict, feedback=feedback, by="code")
    return verdict


def _outcome(task: AnyTask, item: dict[str, Any]) -> Any:
    """Return what a call gave, or a judgement of why it gave nothing."""
    if "failed" in item:
        said = f"The last run of its cell stopped: {explained(*item['failed'])}"
        if isinstance(task, Choice) and item["failed"][0] == "NameError":
            said += ' A letter stands in quotation marks: `"a"`.'
        return Judgement(RAISED, said)
    if "raised" in item:
        return Judgement(RAISED, explained(*item["raised"]))
    if "endless" in item:
        said = f"was still running after {float(item['endless']):g} seconds and was stopped. "
        return Judgement(NOT_YET, said + "Is there a loop that never ends, or does it wait?")
    if item.get("missing") == "name":
        said = f"`{task.name}` does not exist yet: run the cell that {_definition(task)}."
        return Judgement(NOT_ATTEMPTED, said)
    value = thaw(item["value"])
    if "missing" not in item:
        return value
    if isinstance(value, Blank):
        return _not_attempted(task)
    said = f"`{task.name}` is {kind(value)}, and a function is asked for. Does the line begin "
    return Judgement(NOT_YET, said + f"with `def {task.name}(`?")


def _definition(task: AnyTask) -> str:
    """Return how the line begins in which a task is answered."""
    return f"has `def {task.name}(`" if task.calls else f"has `{task.name} =`"


def _not_attempted(task: AnyTask) -> Judgement:
    said = f"`{task.name}` gives what it gave at the start. Change the cell that "
    return Judgement(NOT_ATTEMPTED, f"{said}{_definition(task)}, run it, then this one.")


def _choice(task: Choice, answer: Any) -> Judgement:
    said = answer.lower() if isinstance(answer, str) else ""
    alone = re.fullmatch(r"(?:option|answer)?\W*([a-z])\W*", said)
    letter = alone[1] if alone else ""
    if letter == task.right:
        return Judgement(CORRECT, task.because)
    if letter in task.wrong:
        return Judgement(NOT_YET, task.wrong[letter], by="slip")
    letters = ", ".join(f'"{letter}"' for letter in sorted([task.right, *task.wrong]))
    return Judgement(NOT_YET, f"`{task.name}` is {shown(answer)}. Choose one letter: {letters}.")


def _essay(task: Essay, answer: Any) -> Judgement:
    if not isinstance(answer, str):
        said = f"`{task.name}` is {kind(answer)}; a text in quotation marks, please."
        return Judgement(NOT_YET, said)
    if said := objection(task, answer):
        return Judgement(NOT_YET, said)
    said = f"{len(answer.split())} words.{question(answer)} {UNMARKED}"
    return Judgement(NOT_YET, said, is_text=True)


def _graded(task: Task, answers: list[Any], slips: list[list[Any]], printed: bool) -> Judgement:
    """Compare the outcomes with the right ones, in the order of the calls."""
    expected = [thaw(freeze(right)) for right in task.expected()]
    pairs = enumerate(zip(answers, expected, strict=False))
    wrong = [number for number, (a, r) in pairs if not same(a, r, task.digits)]
    if not wrong and len(answers) == len(expected):
        said = f"is {shown(answers[0])}: that is it."
        if task.calls:
            said = f"returns what it should for all {len(answers)} tests."
        return Judgement(CORRECT, f"`{task.name}` {said}")
    number = wrong[0] if wrong else len(answers) - 1
    broken = answers[number]
    if isinstance(broken, Judgement):
        before = "" if number == 0 else "The calls before this one are right. "
        joint = ": " if broken.status == RAISED else " "
        place = f"`{task.name}{for_call(task, number)}`"
        return Judgement(broken.status, f"{before}{place}{joint}{broken.feedback}")
    outcomes = enumerate(answers[: len(expected)])
    returned = {i: answer for i, answer in outcomes if not isinstance(answer, Judgement)}
    slip = _slip_in(returned, expected, slips, task.digits)
    if slip >= 0:
        return Judgement(NOT_YET, task.slips[slip].says, by="slip")
    seen, by = difference(task, returned, expected, number, printed)
    return Judgement(NOT_YET, seen, by=by)


def _slip_in(
    answers: dict[int, Any], expected: list[Any], slips: list[list[Any]], digits: int | None
) -> int:
    """Return the number of the slip that explains most of what is wrong; -1 if none does.

    A slip explains an answer that agrees with it wherever slip and right answer differ, edge cases
    and calls that broke off apart, be it with fewer decimals; and that has to be most of what is
    wrong.
    """
    mine, right = list(answers.values()), [expected[i] for i in answers]
    best, number = 0.0, -1
    for at, values in enumerate(slips):
        made = [values[i] for i in answers] if len(values) == len(expected) else []
        share = _explained(mine, right, made, digits) if made else 0
        if share > best:
            best, number = share, at
    return number


def _explained(mine: list[Any], right: list[Any], made: list[Any], digits: int | None) -> float:
    """Return the share of what is wrong that a slip explains; 0 if it is not most of it."""
    if all(same(a, m, digits) for a, m in zip(mine, made, strict=True)):
        return 2.0
    if any(m in ([], set(), {}) and a != m for a, m in zip(mine, made, strict=True)):
        return 0.0
    a, r, m = (cells(side) for side in (mine, right, made))
    edges = {i for i, value in enumerate(right) if is_edge(value)} if len(right) > 1 else set()
    places = {key for key in a.keys() | r.keys() | m.keys() if key[0] not in edges}
    away = {key for key in places if not same(m.get(key), r.get(key), digits)}
    wrong = {key for key in places if not same(a.get(key), r.get(key), digits)}
    if not away or not all(_near(a.get(key), m.get(key), r.get(key)) for key in away):
        return 0.0
    are_truths = all(isinstance(value, bool | None) for value in right)
    return len(away) / len(wrong) if len(away) > (0.99 if are_truths else 0.6) * len(wrong) else 0


def _near(answer: Any, made: Any, right: Any) -> bool:
    """Tell whether an answer is what a slip gives, with two decimals at least."""
    if same(answer, made):
        return True
    if not all(isinstance(value, float) for value in (answer, made, right)):
        return False
    return any(
        math.isclose(answer, round(made, n)) and not math.isclose(answer, round(right, n))
        for n in range(2, 7)
    )
