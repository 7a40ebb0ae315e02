"""Pages: one for each student, and those for the lecturer. Whatever a student wrote is escaped."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from html import escape

from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED, NOT_YET, RAISED
from accordlib.exercises.panels import Panel
from accordlib.exercises.tasks import AnyTask

from .judging import NO_ORDER, STOPPED, TO_READ, Mark
from .likeness import CANNOT, Likeness
from .results import MARKED, Result, number

STATES = (CORRECT, NOT_YET, RAISED, STOPPED, TO_READ, NO_ORDER, NOT_ATTEMPTED)
FORESEEN = {"slip", "form"}
SHOWN = 20_000  # characters of a cell
_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse}
th,td{border:1px solid #999;padding:.2rem .6rem;text-align:left;vertical-align:top}
pre{background:light-dark(#f3f3f3,#22272d);padding:.5rem;overflow-x:auto;white-space:pre-wrap}
"""


def page(title: str, *parts: str) -> bytes:
    """Return a whole page; its policy lets no script run and nothing be fetched."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{''.join(parts)}</body></html>\n"
    )
    return text.encode("utf-8", "replace")


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _bare(text: str) -> str:
    """Return a sentence of the checks without its marks for code and stress."""
    return re.sub(r"[`*]", "", text)


def _code(text: str) -> str:
    cut = text if len(text) <= SHOWN else f"{text[:SHOWN]}\n[cut here]"
    return f"<pre>{escape(cut)}</pre>"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; every cell is escaped."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    body = ""
    for first, *rest in rows:
        cells = "".join(f"<td>{escape(str(cell))}</td>" for cell in rest)
        body += f'<tr><th scope="row">{escape(str(first))}</th>{cells}</tr>'
    made = f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0">{made}</div>'


def feedback_page(result: Result, tasks: Sequence[AnyTask], title: str) -> bytes:
    """Return what a student gets back: each task with points, the reason, and the own cell."""
    most = sum(task.points for task in tasks)
    parts = [_paragraph(f"{result.name} · {number(result.points)} of {most} points")]
    parts += [_paragraph(f"{text}.") for text in result.remarks]
    if not result.is_complete:
        parts.append(_paragraph("A person still has to read what you wrote; points may be added."))
    asked = {task.name: task.asks for task in tasks}
    for mark in result.marks:
        points = f"{number(mark.points)} of {mark.most} point{'s' * (mark.most != 1)}. "
        parts.append(f"<h2>{escape(_bare(asked[mark.task]))}</h2>")
        parts.append(Panel(mark.status, points + mark.feedback, mark.task)._repr_html_())
        if mark.code:
            parts.append(_code(mark.code))
    return page(title, *parts)


def lecturer_page(results: Sequence[Result], tasks: Sequence[AnyTask], title: str) -> bytes:
    """Return the page for the lecturer: files, tasks, slips, and wrong answers nobody foresaw."""
    marked = [result for result in results if result.status == MARKED]
    states = Counter(result.status for result in results)
    parts = [_paragraph(", ".join(f"{n} {status}" for status, n in states.most_common()) + ".")]
    parts += ["<h2>What needs a look</h2>", _odd(results)]
    parts += ["<h2>Tasks</h2>", _distribution(marked, tasks)]
    parts += ["<h2>Slips</h2>", _slips(marked)]
    parts += [
        "<h2>Wrong answers that nobody foresaw</h2>",
        _paragraph(
            "The same value counts as the same answer. What stands below each can be pasted into "
            "the task in exercises/checks as a new slip, once its sentence is written."
        ),
        *_unforeseen(marked),
    ]
    return page(title, *parts)


def _odd(results: Sequence[Result]) -> str:
    rows = [(r.id, r.name, r.status, "; ".join(r.remarks)) for r in results if r.remarks]
    rows += [
        (result.id, result.name, mark.status, f"{mark.task}: {mark.feedback}")
        for result in results
        for mark in result.marks
        if mark.status in {STOPPED, NO_ORDER}
    ]
    return table(("id", "name", "status", "what"), rows) if rows else _paragraph("Nothing.")


def _distribution(marked: Sequence[Result], tasks: Sequence[AnyTask]) -> str:
    rows = []
    for task in tasks:
        marks = [mark for result in marked for mark in result.marks if mark.task == task.name]
        counted = Counter(mark.status for mark in marks)
        mean = sum(mark.points for mark in marks) / len(marks) if marks else 0
        rows.append((task.name, task.points, *(counted[s] for s in STATES), f"{mean:.2f}"))
    return table(("task", "points", *STATES, "mean points"), rows)


def _slips(marked: Sequence[Result]) -> str:
    counted = Counter(
        (mark.task, mark.feedback)
        for result in marked
        for mark in result.marks
        if mark.by == "slip" and mark.status == NOT_YET
    )
    rows = [(task, n, _bare(said)) for (task, said), n in counted.most_common()]
    return table(("task", "students", "what they were told"), rows) if rows else _paragraph("None.")


def _unforeseen(marked: Sequence[Result]) -> list[str]:
    groups: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for result in marked:
        for mark in result.marks:
            is_wrong = mark.status == NOT_YET and mark.by not in FORESEEN and mark.code
            if is_wrong or (mark.status == RAISED and mark.code):
                groups[mark.task, mark.value].append(mark)
    parts = []
    for (task, value), marks in sorted(groups.items(), key=lambda one: (-len(one[1]), one[0])):
        shortest = min((mark.code for mark in marks), key=len)
        many = f"{len(marks)} student{'s' * (len(marks) > 1)}"
        parts.append(f"<h3>{escape(task)}: {many}</h3>")
        parts.append(_paragraph(f"{marks[0].status}. They were told: {marks[0].feedback}"))
        parts.append(_paragraph(f"It gives: {_short(value)}"))
        parts.append(_code(as_slip(shortest)))
    return parts or [_paragraph("None.")]


def _short(value: str) -> str:
    items = json.loads(value) if value else []
    said = "; ".join(
        str(next((item[k] for k in ("value", "raised", "failed") if k in item), "nothing"))
        for item in items
    )
    return said if len(said) < 400 else f"{said[:400]} ..."


def as_slip(code: str) -> str:
    """Return a student's cell as it is written in the checks."""
    lines = code.rstrip("\n").splitlines(keepends=True) or [""]
    quoted = "\n".join(f"    {line!r}" for line in lines)
    return f"Slip(\n{quoted},\n    '... what was seen, why it is not it, and a question?',\n),"


def likeness_page(found: Likeness, title: str) -> bytes:
    rows = [(p.task, p.one, p.other, f"{100 * p.share:.0f}%", p.seen) for p in found.pairs]
    left = [(task, reason) for task, reason in found.left_out.items()]
    return page(
        title,
        _paragraph(CANNOT),
        table(("task", "one", "other", "of the shorter", "what they share"), rows)
        if rows
        else _paragraph("No two answers share more than many do."),
        "<h2>Left out</h2>",
        table(("task", "because"), left) if left else _paragraph("No task."),
    )
