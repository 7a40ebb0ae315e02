"""The judge: from plain data to a judgement, without touching anything of the student's."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accordlib.exercises.feedback import difference, for_call, kind, praise, shown
from accordlib.exercises.plain import Blank, freeze, same, thaw
from accordlib.exercises.tasks import AnyTask, Choice, Essay, Task
from accordlib.messages import explained
from accordlib.news.verification import verify_quotation
from accordlib.texts.corpus import load_corpus

UNMARKED = "No program can mark this: over to you."
CORRECT, NOT_YET, NOT_ATTEMPTED, RAISED = "correct", "not yet", "not attempted", "your code raised"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check says: one of the four states, and one to three sentences."""

    status: str
    feedback: str
    is_text: bool = False  # whether there is a text that the student may tick


def judge(
    task: AnyTask, evidence: str, starter: str | None = None, slips: Sequence[str] = ()
) -> Judgement:
    """Judge what `probe` found in the student's work.

    `starter` is what it finds in the cell as it is handed out (whoever has the same has not
    begun), `slips` what it finds in each of the task's slips.
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
    return _graded(task, answers, made, any(item.get("printed") for item in found))


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
        return Judgement(NOT_YET, task.wrong[letter])
    letters = ", ".join(f'"{letter}"' for letter in sorted([task.right, *task.wrong]))
    return Judgement(NOT_YET, f"`{task.name}` is {shown(answer)}. Choose one letter: {letters}.")


def _essay(task: Essay, answer: Any) -> Judgement:
    if not isinstance(answer, str):
        said = f"`{task.name}` is {kind(answer)}; a text in quotation marks, please."
        return Judgement(NOT_YET, said)
    words = len(answer.split())
    if words < task.words:
        said = f"You have {words} word{'s' * (words != 1)}; an answer needs at least {task.words}."
        return Judgement(NOT_YET, f"{said} What do you say, and what shows it?")
    invented = _not_in_the_texts(answer)
    said = f" In none of the five texts stands “{invented}”: is it a quotation?" if invented else ""
    return Judgement(NOT_YET, f"{words} words.{said} {UNMARKED}", is_text=True)


def _not_in_the_texts(answer: str) -> str:
    """Return the first quotation of four words or more that no text has; empty if all are there."""
    texts = load_corpus().values()
    sources = [(*document.paragraphs, *document.furniture) for document in texts]
    for match in re.finditer(r"“([^“”]*)”|\"([^\"]*)\"", answer):
        words = match[1] or match[2] or ""
        if len(words.split()) < 4:
            continue
        found = (verify_quotation(words, source).status for source in sources)
        if not any(status in {"verbatim", "ellipsis"} for status in found):
            return " ".join(words.split())[:120]
    return ""


def _graded(task: Task, answers: list[Any], slips: list[list[Any]], printed: bool) -> Judgement:
    """Compare the outcomes with the right ones, in the order of the calls."""
    expected = [thaw(freeze(right)) for right in task.expected()]
    pairs = enumerate(zip(answers, expected, strict=False))
    wrong = [number for number, (a, r) in pairs if not same(a, r, task.digits)]
    if not wrong and len(answers) == len(expected):
        return Judgement(CORRECT, praise(task, answers))
    number = wrong[0] if wrong else len(answers) - 1
    broken = answers[number]
    if isinstance(broken, Judgement):
        before = "" if number == 0 else "The calls before this one are right. "
        joint = ": " if broken.status == RAISED else " "
        place = f"`{task.name}{for_call(task, number)}`"
        return Judgement(broken.status, f"{before}{place}{joint}{broken.feedback}")
    for slip, values in zip(task.slips, slips, strict=False):
        if _same_where_it_returned(answers, values, task.digits):
            return Judgement(NOT_YET, slip.says)
    returned = [None if isinstance(a, Judgement) else a for a in answers]
    return Judgement(NOT_YET, difference(task, returned, expected[number], number, printed))


def _same_where_it_returned(answers: list[Any], values: list[Any], digits: int | None) -> bool:
    """Tell whether a slip gives the same as the student in every call that did not break off."""
    return len(answers) == len(values) and all(
        isinstance(a, Judgement) or same(a, v, digits) for a, v in zip(answers, values, strict=True)
    )
