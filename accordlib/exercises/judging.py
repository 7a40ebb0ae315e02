"""The judge: from plain data to a verdict, without touching anything of the student's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accordlib.exercises.plain import LISTED, Blank, Table, Unfit, freeze, kind, same, shown, thaw
from accordlib.exercises.tasks import AnyTask, Choice, Essay, Task

CORRECT, NOT_YET, NOT_ATTEMPTED, RAISED = "correct", "not yet", "not attempted", "your code raised"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says.

    Attributes
    ----------
    status : str
        ``correct``, ``not yet``, ``not attempted`` or ``your code raised``.
    feedback : str
        One to three sentences for the student.
    """

    status: str
    feedback: str


def judge(
    task: AnyTask, evidence: str, starter: str | None = None, slips: Sequence[str] = ()
) -> Verdict:
    """Judge the evidence of a probe.

    Parameters
    ----------
    task : Task, Choice or Essay
    evidence : str
        What `probe` found in the student's work.
    starter : str, optional
        What `probe` finds in the cell as it is handed out: whoever has the same has not begun.
    slips : sequence of str
        What `probe` finds in each of the task's slips, in their order.

    Returns
    -------
    Verdict
    """
    found = json.loads(evidence)
    if starter is not None and found == json.loads(starter):
        return _not_attempted(task)
    for number, item in enumerate(found):
        if "raised" in item:
            called = f"`{task.name}{place}`: " if (place := _for_call(task, number)) else ""
            return Verdict(RAISED, called + _explained(*item["raised"]))
        if "endless" in item:
            return Verdict(NOT_YET, _endless(task, item["endless"]))
        if item.get("missing") == "function" and thaw(item["value"]) != Blank():
            what = kind(thaw(item["value"]))
            said = f"`{task.name}` is {what}, and a function is asked for. Does the line begin "
            return Verdict(NOT_YET, said + f"with `def {task.name}(`?")
        if "missing" in item:
            return _not_attempted(task)
    answers = [thaw(item["value"]) for item in found]
    if all(isinstance(answer, Blank) for answer in answers):
        return _not_attempted(task)
    if isinstance(task, Essay):
        return _essay(task, answers[0])
    if isinstance(task, Choice):
        return _choice(task, answers[0])
    printed = any(item.get("printed") for item in found)
    return _compared(task, answers, [_values(slip) for slip in slips], printed)


def _values(evidence: str) -> list[Any]:
    """Return the thawed values of some evidence; a failed call counts as something unlike any."""
    return [thaw(i["value"]) if "value" in i else Unfit("", "") for i in json.loads(evidence)]


def _not_attempted(task: AnyTask) -> Verdict:
    is_function = isinstance(task, Task) and task.calls is not None
    line = f"def {task.name}(" if is_function else f"{task.name} ="
    return Verdict(
        NOT_ATTEMPTED,
        f"`{task.name}` gives what it gave at the start. Change the cell that has `{line}`, run "
        "it, then this one.",
    )


def _endless(task: AnyTask, seconds: float) -> str:
    return (
        f"`{task.name}` was still running after {seconds:g} seconds and was stopped. "
        "Is there a loop whose condition never becomes false?"
    )


def _choice(task: Choice, answer: Any) -> Verdict:
    letter = answer.strip().strip("()").lower() if isinstance(answer, str) else ""
    if letter == task.right:
        return Verdict(CORRECT, task.because)
    if letter in task.wrong:
        return Verdict(NOT_YET, task.wrong[letter])
    letters = ", ".join(f'"{letter}"' for letter in task.letters)
    seen = kind(answer) if isinstance(answer, Unfit) else shown(answer)
    return Verdict(NOT_YET, f"`{task.name}` is {seen}. Choose one letter: {letters}.")


def _essay(task: Essay, answer: Any) -> Verdict:
    if not isinstance(answer, str):
        return Verdict(
            NOT_YET, f"`{task.name}` is {kind(answer)}; a text in quotation marks, please."
        )
    words = len(answer.split())
    if words < task.words:
        said = f"You have {words} word{'s' * (words != 1)}; an answer needs at least {task.words}."
        return Verdict(NOT_YET, f"{said} What do you say, and what shows it?")
    return Verdict(NOT_YET, f"{words} words. No program can mark this; you can. {task.rubric}")


def _compared(task: Task, answers: list[Any], slips: list[list[Any]], printed: bool) -> Verdict:
    expected = [thaw(freeze(right)) for right in task.expected()]
    if len(answers) == len(expected) and all(
        same(a, r, task.digits) for a, r in zip(answers, expected, strict=True)
    ):
        return Verdict(CORRECT, _praise(task, answers))
    for slip, values in zip(task.slips, slips, strict=False):
        if len(values) == len(answers) and all(
            same(a, v, task.digits) for a, v in zip(answers, values, strict=True)
        ):
            return Verdict(NOT_YET, slip.says)
    return Verdict(NOT_YET, _difference(task, answers, expected, printed))


def _praise(task: Task, answers: list[Any]) -> str:
    if task.calls is None:
        return f"`{task.name}` is {shown(answers[0])}: that is it."
    return f"`{task.name}` returns what it should for all {len(answers)} tests."


def _difference(task: Task, answers: list[Any], expected: list[Any], printed: bool) -> str:
    """Say what was seen, why it is not it, and ask the question that leads on."""
    pairs = zip(answers, expected, strict=True)
    number, answer, right = next(
        (n, a, r) for n, (a, r) in enumerate(pairs) if not same(a, r, task.digits)
    )
    place = f"`{task.name}{_for_call(task, number)}`"
    verb = "is" if task.calls is None else "returns"
    if task.calls is not None and not any(a is not None for a in answers):
        why = "It prints, but what is printed is not returned." if printed else ""
        return f"{place} returns None. {why} Does it end with `return`?".replace("  ", " ")
    if isinstance(answer, Unfit):
        return f"{place} {verb} {kind(answer)}: {answer.advice}."
    wanted = _unlike(answer, right)
    if wanted:
        return f"{place} {verb} {wanted} {task.lead}"
    return f"{place} {verb} {shown(answer)}, and that is not it. {task.lead}"


def _unlike(answer: Any, right: Any) -> str:
    """Say how an answer differs in kind or in size from the right one; empty if it does not."""
    number = (int, float)
    if isinstance(answer, Table) and isinstance(right, Table):
        lacking = [name for name in right.columns if name not in answer.columns]
        more = [name for name in answer.columns if name not in right.columns]
        if lacking:
            return f"a table without the column {lacking[0]!r}."
        if more:
            return f"a table with the column {more[0]!r}, which is not asked for."
        if len(answer) != len(right):
            return f"a table of {len(answer)} rows; that is not the number of rows asked for."
        return "a table with the right columns, but other values or another order."
    if isinstance(answer, list) and any(isinstance(part, Unfit) for part in answer):
        unfit = next(part for part in answer if isinstance(part, Unfit))
        return f"a list with {kind(unfit)} in it: {unfit.advice}."
    if isinstance(answer, set) and isinstance(right, list):
        return "a set, which has no order; asked for is a list."
    if isinstance(answer, list | set) and isinstance(right, list | set):
        if isinstance(right, set) and len(answer) == len(set(map(str, answer))) == len(right):
            return f"{shown(answer)}: as many as asked for, but not the right ones."
        if isinstance(right, list) and sorted(map(str, answer)) == sorted(map(str, right)):
            return f"{shown(answer)}: the right elements, in another order."
        size = f", {len(answer)} in all" if len(right) != len(answer) <= LISTED else ""
        return f"{shown(answer)}{size}; that is not it."
    both_numbers = isinstance(answer, number) and isinstance(right, number)
    if kind(answer) != kind(right) and not (both_numbers and "NaN" not in kind(answer)):
        return f"{kind(answer)}; asked for is {kind(right)}."
    return ""


def _for_call(task: AnyTask, number: int) -> str:
    """Return the arguments of a call, in brackets."""
    if not isinstance(task, Task) or task.calls is None:
        return ""
    return f"({', '.join(map(_short, task.calls()[number]))})"


def _short(argument: object) -> str:
    """Return an argument of a call in one line, the same in every run."""
    text = shown(argument) if isinstance(argument, set) else " ".join(repr(argument).split())
    return text if len(text) <= 60 else f"{text[:50]} ..."


_MEANS = {
    "NameError": "Is the name spelt as in the cell that defines it, and has that cell been run?",
    "KeyError": "There is no entry of that name: which names are there?",
    "IndexError": "The list has fewer elements than the index asks for.",
    "ZeroDivisionError": "Something was divided by nought: can the text or the table be empty?",
    "AttributeError": "The object has no such attribute: what is its type?",
    "TypeError": "A value has another type than the operation needs, or an argument is missing.",
    "ValueError": "The type fits, the value does not.",
    "RecursionError": "The function calls itself without end.",
    "SyntaxError": "A bracket, a quotation mark or a colon is missing.",
    "IndentationError": "The lines inside a block begin with the same number of blanks.",
}


def _explained(name: str, message: str, number: int, line: str) -> str:
    """Explain an exception of the student's code in a sentence, with its line."""
    place = f" in line {number}" if number else ""
    place += f", `{line}`" if line else ""
    said = f": {message.rstrip('.')}" if message else ""
    return f"{name}{place}{said}. {_MEANS.get(name, '')}".strip()
