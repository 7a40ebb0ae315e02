"""Which calls a run makes: the exercise's own, and drawn ones on which all right answers agree.

``python -m grading.calls SET SEED`` prints the arguments for each function of a set. This process
reads the right answers and ends before any student's code runs; what it prints is all that gets
into the room beside that code.
"""

from __future__ import annotations

import base64
import json
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from accordlib.actors.mentions import Mentions
from accordlib.exercises.plain import freeze, same, thaw
from accordlib.exercises.probing import silent
from accordlib.exercises.sets import ExerciseSet, find_set
from accordlib.exercises.tasks import Task
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage

from .drawing import drawn

ROOT = Path(__file__).resolve().parents[1]
DRAWN, TRIED, ENOUGH = 200, 20, 7  # calls drawn at most, tried at least, and made
_ENDED = "ended with an exception"
_Call = tuple[Any, ...]


def calls_of_run(of: ExerciseSet, task: Task, seed: int) -> list[_Call]:
    """Return the calls of a run for a task with a function: the exercise's own, and drawn ones.

    The exercise's own are made to show mistakes, and are known to every student; the drawn ones
    are known to nobody, so that answers written down for the first are wrong for the others. Where
    there is nothing to draw from, as where the five texts are called by their names, there are
    none.
    """
    own = task.calls() if task.calls else []
    rights = [task.right, *(_function(of, task, code) for code in of.rights(task))]
    seen, forms = {told(call) for call in own}, {_empties(call) for call in own}
    found: list[tuple[_Call, str]] = []
    for call in drawn(task, DRAWN, f"{seed} {task.name}"):
        if len(found) >= TRIED and len({result for _, result in found}) >= ENOUGH:
            break
        if told(call) in seen or _empties(call) not in forms:
            continue
        seen.add(told(call))
        if (wanted := _agreed(rights, call, task)) != _ENDED:
            found.append((call, told(wanted)))
    return [*own, *_varied(found)]


def _varied(found: Sequence[tuple[_Call, str]]) -> list[_Call]:
    results: set[str] = set()
    first: list[_Call] = []
    then: list[_Call] = []
    for call, result in found:
        (then if result in results else first).append(call)
        results.add(result)
    return [*first, *then][:ENOUGH]


def _empties(call: _Call) -> tuple[bool, ...]:
    """Return which arguments are empty or nought: no call is drawn that is so in a new way."""
    return tuple(isinstance(a, str | int | float | list | tuple | set) and not a for a in call)


def _function(of: ExerciseSet, task: Task, code: str) -> Callable[..., Any]:
    names = of.names_before(task)
    with silent():
        exec(compile(code, f"<{task.name}>", "exec"), names)
    made: Callable[..., Any] = names[task.name]
    return made


def _agreed(rights: Sequence[Callable[..., Any]], call: _Call, task: Task) -> Any:
    """Return what all right answers give for a call; that it ended if they differ."""
    wanted, *others = (_result(right, call) for right in rights)
    alike = all(same(value, wanted, task.digits) for value in others)
    return wanted if alike else _ENDED


def _result(function: Any, call: _Call) -> Any:
    """Return what a call gives, as a judge sees it, or that it ended with an exception."""
    try:
        with silent():
            return thaw(freeze(function(*pickle.loads(pickle.dumps(_plain(call))))))
    except Exception:
        return _ENDED


def _plain(value: Any) -> Any:
    """Return arguments without classes that only the checks know."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(map(_plain, value))
    if isinstance(value, Mentions) and type(value) is not Mentions:
        return Mentions(value.passages, value.table)
    return value


def told(value: Any) -> str:
    """Return what tells one argument or result from another, in any run the same."""
    if isinstance(value, Passage):
        return f"{value.id} {value.start} {value.end}"
    if isinstance(value, Document):
        return f"{value.id} {value.text}"
    if isinstance(value, Mentions):
        return told(value.passages)
    if isinstance(value, dict):
        return f"{{{sorted(f'{told(k)}: {told(v)}' for k, v in value.items())}}}"
    if isinstance(value, set | frozenset):
        return f"{{{sorted(map(told, value))}}}"
    if isinstance(value, list | tuple):
        return f"{[told(part) for part in value]}"
    return repr(value)


def packed(calls: Sequence[_Call]) -> str:
    """Return calls as text, for the way into the room."""
    return base64.b64encode(pickle.dumps([_plain(call) for call in calls])).decode()


def unpacked(text: str) -> list[_Call]:
    """Return the calls that this process or its parent has packed."""
    calls: list[_Call] = pickle.loads(base64.b64decode(text))
    return calls


def main(name: str, seed: str) -> None:
    of = find_set(name, ROOT)
    tasks = [task for task in of.workbook.tasks if isinstance(task, Task) and task.calls]
    with silent():
        made = {task.name: packed(calls_of_run(of, task, int(seed))) for task in tasks}
    print(json.dumps(made))


if __name__ == "__main__":
    main(*sys.argv[1:])
