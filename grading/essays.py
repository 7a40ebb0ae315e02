"""Essays: a queue without names for two people to mark, how far they agree, and the way back."""

from __future__ import annotations

import csv
import hmac
import io
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from accordlib import coder_reliability
from accordlib.errors import AccordError
from accordlib.exercises.judging import CORRECT, NOT_YET
from accordlib.exercises.tasks import Essay
from accordlib.texts.files import read_text, write_whole

from .judging import TO_READ, Mark
from .results import Result
from .tables import write_csv

FIRST, SECOND = "first.csv", "second.csv"
COLUMNS = ("code", "task", "level", "note", "words", "what a program saw", "text")
_KEY = 16  # bytes
_APART = 2  # levels from which two markers should talk
_Levels = dict[str, int]
_Queue = Mapping[str, tuple[Result, Mark]]
_Given = dict[str, tuple[str, str]]  # level and note by code


class Essays:
    def __init__(self, folder: Path, tasks: Sequence[Essay]) -> None:
        self.folder = folder
        self.tasks = {task.name: task for task in tasks}
        folder.mkdir(exist_ok=True)
        self._key = _key(folder.parent / "work" / "key")

    def code(self, result: Result, task: str) -> str:
        """Return what an essay is called in the queue; only the key leads back from it."""
        told = f"{result.id} {task}".encode()
        return hmac.new(self._key, told, "sha256").hexdigest()[:8]

    def marked(self, results: Sequence[Result]) -> list[Result]:
        """Put the levels that markers have given into the marks; write the queue anew."""
        queue = {
            self.code(result, mark.task): (result, mark)
            for result in results
            for mark in result.marks
            if mark.status == TO_READ
        }
        given = [self._read(self.folder / name, queue) for name in (FIRST, SECOND)]
        self._write(queue, given)
        self._agreement([{code: int(level) for code, (level, _) in one.items() if level}
                         for one in given])  # fmt: skip
        return [
            replace(result, marks=[self._with_levels(result, mark, given) for mark in result.marks])
            for result in results
        ]

    def _with_levels(self, result: Result, mark: Mark, given: Sequence[_Given]) -> Mark:
        """Return a mark with the points for its levels: the mean of both markers."""
        if mark.status != TO_READ:
            return mark
        code = self.code(result, mark.task)
        found = [one[code] for one in given if one.get(code, ("", ""))[0]]
        if not found:
            return mark
        task = self.tasks[mark.task]
        levels = [int(level) for level, _ in found]
        share = sum(levels) / len(levels) / len(task.checklist)
        said = " ".join(note for _, note in found if note)
        counted = " and ".join(f"{level} of {len(task.checklist)}" for level in levels)
        told = f"Read by {len(found)}: {counted} of what was asked for. {said}".strip()
        status = CORRECT if share == 1 else NOT_YET
        return replace(mark, points=round(share * task.points, 2), status=status, feedback=told)

    def _read(self, path: Path, queue: _Queue) -> _Given:
        """Return level and note by code from a marker's file, if it is there."""
        if not path.is_file():
            return {}
        text, _ = read_text(path)
        rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))
        found = {}
        for row in rows:
            code, level = (str(row.get(name) or "").strip() for name in ("code", "level"))
            if not code:
                raise AccordError(f"{path} has a row without a code: restore the column code.")
            task = self.tasks.get(queue[code][1].task) if code in queue else None
            if level and task and not (level.isdecimal() and int(level) <= len(task.checklist)):
                raise AccordError(
                    f"{path}, essay {code}: the level is {level!r:.20}; it is a whole number from "
                    f"0 to {len(task.checklist)}. Nothing was changed."
                )
            found[code] = (level, str(row.get("note") or "").lstrip("'").strip())
        return found

    def _write(self, queue: _Queue, given: Sequence[_Given]) -> None:
        """Write the queue for each marker in an order of its own, with what each has given."""
        for name, one, is_second in zip((FIRST, SECOND), given, (False, True), strict=True):
            rows = [
                self._row(code, *queue[code], one.get(code, ("", "")))
                for code in sorted(queue, reverse=is_second)
            ]
            gone = [code for code in one if code not in queue and one[code][0]]
            rows += [(code, "no longer there", *one[code], "", "", "") for code in gone]
            write_csv(self.folder / name, [COLUMNS, *rows])
        write_whole(self.folder / "rubric.txt", self._rubric().encode())

    def _row(
        self, code: str, result: Result, mark: Mark, given: tuple[str, str]
    ) -> tuple[object, ...]:
        text = text_of(mark.value)
        if result.submission.student:
            student = result.submission.student
            for known in {student.id, student.email, student.name, *student.name.split()} - {""}:
                pattern = rf"(?<!\w){re.escape(known)}(?!\w)"
                text = re.sub(pattern, "[name]", text, flags=re.IGNORECASE)
        return (code, mark.task, *given, len(text.split()), mark.feedback, text)

    def _rubric(self) -> str:
        parts = [
            "Give each essay a level: how many of the statements hold for it. The points are that "
            "share of the task's points, of two markers the mean. A note goes to the student."
        ]
        for task in self.tasks.values():
            lines = [f"{task.name} ({task.points} points): {task.asks}", task.rubric]
            lines += [f"  {n}. {text}" for n, text in enumerate(task.checklist, 1)]
            parts.append("\n".join(lines))
        return "\n\n".join(parts) + "\n"

    def _agreement(self, given: Sequence[_Levels]) -> None:
        """Write how far the two agree, and on which essays they should talk."""
        first, second = given
        both = sorted(first.keys() & second.keys())
        said = [f"{len(both)} essays have the levels of both markers."]
        if len(both) > 1:
            table = pd.DataFrame({"first": [first[c] for c in both],
                                  "second": [second[c] for c in both]}, index=both)  # fmt: skip
            measures = coder_reliability(table, "ordinal")[["value", "low", "high", "because"]]
            said += ["", measures.round(2).to_string(), ""]
            said.append(
                "Alpha and weighted kappa weigh by how far two levels are apart; low and high are "
                "the ends of a 95% interval. With few essays the interval is wide."
            )
        far = [c for c in both if abs(first[c] - second[c]) >= _APART]
        said += [f"{_APART} levels apart or more, to talk about: {', '.join(far) or 'none'}."]
        write_whole(self.folder / "agreement.txt", ("\n".join(said) + "\n").encode())


def text_of(value: str) -> str:
    items = json.loads(value) if value else []
    found = json.loads(items[0]["value"]) if items and "value" in items[0] else ""
    return found.strip() if isinstance(found, str) else ""


def _key(path: Path) -> bytes:
    """Return the key to the codes, made once; it stays with whoever grades."""
    if not path.is_file():
        write_whole(path, secrets.token_hex(_KEY).encode())
        path.chmod(0o600)
    key = path.read_bytes()
    if len(key) != 2 * _KEY:
        raise AccordError(
            f"{path} is not whole, and the codes of the essays are made with it. Restore it; or, "
            "if no essay has a level yet, delete it and the folder essays."
        )
    return key
