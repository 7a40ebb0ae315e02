"""What is known of a class once it is marked: a row for each submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED

from .judging import TO_READ, Mark
from .submissions import Rules, Submission

MARKED, NOT_MARKED, MISSING, EMPTY = "marked", "not marked", "nothing handed in", "not attempted"


@dataclass(frozen=True)
class Result:
    submission: Submission
    marks: Sequence[Mark]
    rules: Rules

    @property
    def id(self) -> str:
        """The student's id, or the key of a file of nobody."""
        return self.submission.student.id if self.submission.student else self.submission.key

    @property
    def name(self) -> str:
        """The student's name, or the path of a file of nobody."""
        if self.submission.student:
            return self.submission.student.name
        return self.submission.handed.path if self.submission.handed else ""

    @property
    def section(self) -> str:
        return self.submission.student.section if self.submission.student else ""

    @property
    def points(self) -> float:
        """The sum of the points, less what being late takes off."""
        total = sum(mark.points for mark in self.marks)
        return round(total * self.rules.share(self.submission.days_late), 2)

    @property
    def status(self) -> str:
        """What came of the submission, in one of four words."""
        if self.submission.trouble:
            return MISSING if self.submission.handed is None else NOT_MARKED
        return EMPTY if all(mark.status == NOT_ATTEMPTED for mark in self.marks) else MARKED

    @property
    def remarks(self) -> list[str]:
        """What is the matter with the file."""
        return [text for text in (self.submission.trouble, *self.submission.notes) if text]

    @property
    def reason(self) -> str:
        """Why there are not all points: what is the matter with the file, and the tasks."""
        tasks = [f"{m.task}: {m.status}" for m in self.marks if m.status != CORRECT]
        return "; ".join([*self.remarks, *tasks])

    @property
    def is_complete(self) -> bool:
        """Tell whether no person has to read anything of it."""
        return not any(mark.status == TO_READ for mark in self.marks)


def number(points: float) -> str:
    """Return points as people write them: 2, 2.5."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
