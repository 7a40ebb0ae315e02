"""What a set of exercises is made of: Task, Choice, Essay, Slip and Workbook.

The files in ``exercises/checks`` are written with these; each defines one `Workbook`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accordlib.errors import AccordError


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer that students really give.

    Attributes
    ----------
    code : str
        The student's cell.
    says : str
        The feedback: what was seen, why it is not it, and a question that leads on.
    """

    code: str
    says: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """A task whose answer can be compared: the value of a name, or what a function returns.

    Attributes
    ----------
    name : str
        The name that the student's cell defines; also the task's name.
    asks : str
        What is asked for, in one sentence.
    hints : tuple of str
        Two or three, each more concrete than the one before.
    right : callable
        Returns the right answer, computed from the texts; for a function, what it has to return
        for the arguments that are given.
    lead : str
        What to ask a student whose wrong answer is none of the slips: a question.
    slips : tuple of Slip
        Misconceptions, each with its own feedback.
    also_right : tuple of str
        Cells written differently from the solution that are right too.
    calls : callable, optional
        Returns the list of argument tuples that the student's function is called with.
    digits : int, optional
        The number of decimals to which a rounded answer is right as well.
    points : int
        What the task counts for.
    """

    name: str
    asks: str
    hints: tuple[str, ...]
    right: Callable[..., Any]
    lead: str
    slips: tuple[Slip, ...] = ()
    also_right: tuple[str, ...] = ()
    calls: Callable[[], list[tuple[Any, ...]]] | None = None
    digits: int | None = None
    points: int = 1

    def expected(self) -> list[Any]:
        """Return the right answer for each call, or the one right answer."""
        if self.calls is None:
            return [self.right()]
        return [self.right(*arguments) for arguments in self.calls()]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A task that is answered by one letter.

    Attributes
    ----------
    name, asks, hints, points
        As for `Task`; the text of the options stands in the notebook.
    right : str
        The letter of the right option.
    because : str
        Why it is right: shown with a correct answer.
    wrong : mapping
        For each other letter the feedback.
    """

    name: str
    asks: str
    hints: tuple[str, ...]
    right: str
    because: str
    wrong: Mapping[str, str]
    points: int = 1

    @property
    def letters(self) -> list[str]:
        """All options, in the order of the alphabet."""
        return sorted([self.right, *self.wrong])

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Each wrong option as the cell that chooses it."""
        return tuple(Slip(f"{self.name} = {k!r}", says) for k, says in self.wrong.items())

    @property
    def also_right(self) -> tuple[str, ...]:
        """The right option, written in another way."""
        return (f"{self.name} = ' {self.right.upper()} '",)


@dataclass(frozen=True, kw_only=True)
class Essay:
    """A task without one right answer: the student compares and ticks.

    Attributes
    ----------
    name, asks, hints, points
        As for `Task`; the name holds the student's text.
    rubric : str
        What a good answer does and what a weak one does.
    sample : str
        An answer to compare with.
    checklist : tuple of str
        What the student ticks, each a statement about the own text.
    words : int
        The fewest words that are an attempt.
    """

    name: str
    asks: str
    hints: tuple[str, ...]
    rubric: str
    sample: str
    checklist: tuple[str, ...]
    words: int = 25
    points: int = 1
    slips: tuple[Slip, ...] = field(default=(), init=False)
    also_right: tuple[str, ...] = field(default=(), init=False)


AnyTask = Task | Choice | Essay


@dataclass(frozen=True)
class Workbook:
    """The tasks of one set, in their order.

    Attributes
    ----------
    title : str
        The question of the set.
    tasks : sequence
        `Task`, `Choice` and `Essay`.
    """

    title: str
    tasks: Sequence[AnyTask]

    def __post_init__(self) -> None:
        """Refuse two tasks of one name and names that students could not type."""
        names = [task.name for task in self.tasks]
        for name in names:
            if not name.isidentifier() or name in _TAKEN or names.count(name) > 1:
                raise AccordError(f"The set {self.title!r} cannot have a task called {name!r}.")

    def task(self, name: str) -> AnyTask:
        """Return the task of this name."""
        return next(task for task in self.tasks if task.name == name)


_TAKEN = {"progress"}
