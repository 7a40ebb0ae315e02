"""Which notebook of whom is marked, and what is said of every other file. None is lost."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from accordlib.errors import AccordError
from accordlib.exercises.sets import STARTER

from .collecting import Handed, content
from .notebooks import Cell, Master, names_defined, read_cells
from .roster import Roster, Sender, Student

ONE_DAY = 86_400


@dataclass(frozen=True)
class Rules:
    """The set, when it was due, and what holds for late files and for several of one student."""

    due: datetime | None = None
    late: str = "keep"  # or "zero", or the per cent that each day begun takes off
    double: str = "last"  # or "first"

    def share(self, days: int) -> float:
        if not days or self.late == "keep":
            return 1.0
        return 0.0 if self.late == "zero" else max(0.0, 1 - days * float(self.late) / 100)


@dataclass(frozen=True)
class Submission:
    """One student, or one file of nobody on the roster, and what came of it."""

    key: str  # a name that any file system takes
    student: Student | None
    handed: Handed | None = None
    sha: str = ""
    sender: Sender = field(default_factory=lambda: Sender(None))
    days_late: int = 0
    trouble: str = ""  # why nothing is marked
    notes: tuple[str, ...] = ()  # what else was found


@dataclass(frozen=True)
class _Looked:
    handed: Handed
    sender: Sender
    sha: str = ""
    trouble: str = ""
    is_aside: bool = False  # of another set, and named so


def submissions(
    files: Iterable[Handed], roster: Roster, master: Master, others: Sequence[Master], rules: Rules
) -> tuple[list[Submission], int]:
    """Return one submission for each student, and one for each file of nobody.

    Files of other sets that have the name of their set are left aside; their number is returned.
    """
    found = [_looked(handed, roster.sender(handed.path), master, others) for handed in files]
    mine: dict[str, list[_Looked]] = {student.id: [] for student in roster.students}
    nobody = list[_Looked]()
    for looked in found:
        if not looked.is_aside:
            student = looked.sender.student
            (mine[student.id] if student else nobody).append(looked)
    made = [
        *(_chosen(student, mine[student.id], rules, master) for student in roster.students),
        *(_unknown(looked, rules, master) for looked in nobody),
    ]
    return made, sum(looked.is_aside for looked in found)


def _looked(handed: Handed, sender: Sender, master: Master, others: Sequence[Master]) -> _Looked:
    if handed.trouble:
        return _Looked(handed, sender, trouble=handed.trouble)
    try:
        found = content(handed)
        of = _set_of(read_cells(found), master, others)
    except AccordError as error:
        return _Looked(handed, sender, trouble=str(error))
    sha = hashlib.sha256(found).hexdigest()
    if of is master:
        return _Looked(handed, sender, sha)
    trouble = f"another set: {of.name}" if of else f"no task of {master.name} is in it"
    return _Looked(handed, sender, sha, trouble, of is not None and of.name in handed.path)


def _set_of(cells: Sequence[Cell], master: Master, others: Sequence[Master]) -> Master | None:
    """Return the set of which a notebook has most tasks, by its ids or by what it defines."""
    if not cells:
        raise AccordError("empty: a notebook without code")
    ids = {cell.id for cell in cells}
    names = set().union(*(names_defined(cell.source) for cell in cells))

    def fit(one: Master) -> int:
        return len(ids & {f"{task}-{STARTER}" for task in one.tasks}) + len(names & set(one.tasks))

    best = max([master, *others], key=fit)
    return best if fit(best) else None


def _chosen(student: Student, found: Sequence[_Looked], rules: Rules, master: Master) -> Submission:
    """Return what is marked of a student who may have handed in nothing, one file or several."""
    key = safe(student.id)
    if not found:
        return Submission(key, student, trouble="nothing handed in")
    good = [looked for looked in found if not looked.trouble]
    good.sort(key=lambda looked: (looked.handed.when or datetime.min, looked.handed.path))
    if not good:
        said = "; ".join(f"{looked.handed.name}: {looked.trouble}" for looked in found)
        return Submission(key, student, found[0].handed, sender=found[0].sender, trouble=said)
    one = good[-1 if rules.double == "last" else 0]
    notes = [f"{x.handed.name}: {x.trouble}" for x in found if x.trouble]
    notes += ["double: the " + rules.double + f" of {len(good)} was taken"] * (len(good) > 1)
    return _marked(key, one, rules, master, notes)


def _unknown(looked: _Looked, rules: Rules, master: Master) -> Submission:
    """Return a file of nobody on the roster: it is marked, and whose it is may be found out."""
    key = "unknown-" + hashlib.sha256(os.fsencode(looked.handed.path)).hexdigest()[:10]
    if looked.trouble:
        said = f"{looked.sender.trouble}; {looked.trouble}"
        return Submission(key, None, looked.handed, sender=looked.sender, trouble=said)
    return _marked(key, looked, rules, master, [looked.sender.trouble])


def _marked(
    key: str, looked: _Looked, rules: Rules, master: Master, notes: list[str]
) -> Submission:
    days, when = 0, looked.handed.when
    if rules.due and when and when > rules.due:
        days = 1 + int((when - rules.due).total_seconds() // ONE_DAY)
    days = max(days, int(looked.sender.late))
    if days:
        notes = [*notes, f"late: {days} day{'s' * (days > 1)} begun"]
    if master.name not in PurePosixPath(looked.handed.name).stem:
        notes = [*notes, f"renamed: its name lacks {master.name}"]
    given = (looked.handed, looked.sha, looked.sender, days)
    return Submission(key, looked.sender.student, *given, notes=tuple(notes))


def safe(name: str) -> str:
    """Return a name for a file that is told from all others and leads nowhere."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name)[:60].strip("-")
    if plain and plain == name:
        return plain
    return f"{plain or 'file'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
