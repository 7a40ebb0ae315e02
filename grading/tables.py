"""Tables for a spreadsheet, for Moodle and for Canvas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from accordlib.texts.files import write_whole

from .results import NOT_MARKED, Result, number
from .roster import POINTS_POSSIBLE


def plain_cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "".join(c if c.isprintable() or c in "\n\t" else " " for c in str(value))
    return f"'{text}" if text.lstrip()[:1] in {"=", "+", "-", "@"} else text


def write_csv(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """Write a table whole or not at all, as Excel reads it."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([plain_cell(value) for value in row] for row in rows)
    write_whole(path, b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace"))


def write_marks(path: Path, results: Sequence[Result], tasks: Sequence[str], most: int) -> None:
    """Write a row for each submission and a column for each task."""
    head = ["id", "name", "section", "status", "points", "of", *tasks, "reason"]
    rows = []
    for result in results:
        found = {mark.task: number(mark.points) for mark in result.marks}
        about = (result.id, result.name, result.section, result.status, number(result.points), most)
        rows.append((*about, *(found.get(task, "") for task in tasks), result.reason))
    write_csv(path, [head, *rows])


def write_moodle(path: Path, results: Sequence[Result]) -> None:
    """Write what Moodle takes as an offline grading worksheet of an assignment."""
    head = ["Identifier", "Full name", "Email address", "Grade", "Last modified (grade)",
            "Feedback comments"]  # fmt: skip
    rows = []
    for result in results:
        student, sender = result.submission.student, result.submission.sender
        if student and sender.moodle:
            grade = "" if result.status == NOT_MARKED else number(result.points)
            row = (f"Participant {sender.moodle}", student.name, student.email, grade, "")
            rows.append([*row, result.reason])
    write_csv(path, [head, *rows])


def write_canvas(path: Path, results: Sequence[Result], title: str, most: int) -> None:
    """Write what Canvas takes as an import of its gradebook."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title]
    rows: list[list[object]] = [[POINTS_POSSIBLE, "", "", "", "", most]]
    sent = [(r, r.submission.student, r.submission.sender.canvas) for r in results]
    # Where Canvas's own list was the roster, its numbers are the ids, and no others are known.
    are_canvas = any(student and student.id == canvas for _, student, canvas in sent)
    for result, student, canvas in sent:
        if student:
            grade = "" if result.status == NOT_MARKED else number(result.points)
            ids = (student.id, "") if are_canvas else (canvas, student.id)
            rows.append([student.name, *ids, student.email, student.section, grade])
    write_csv(path, [head, *rows])
