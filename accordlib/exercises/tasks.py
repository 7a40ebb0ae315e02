"""What a set of exercises is made of: Task, Choice, Essay, Slip and Workbook.

The files in ``exercises/checks`` are written with these; each defines one `Workbook`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from accordlib.errors import AccordError
from accordlib.texts.passages import Passage
from accordlib.words.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer that students really give.

    Attributes
    ----------
    code, says : str
        The student's cell; what was seen, why it is not it, and a question that leads on.
    """

    code: str
    says: str


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What every task has."""

    name: str  # that the student's cell defines
    asks: str  # what is asked for, in one sentence
    hints: tuple[str, ...]  # two or three, each more concrete than the one before
    points: int = 1  # what it counts for


@dataclass(frozen=True, kw_only=True)
class Task(_Asked):
    """A task whose answer can be compared: the value of a name, or what a function returns.

    Attributes
    ----------
    right : callable
        Returns the right answer, computed from the texts; for a function, that for its arguments.
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
    """

    right: Callable[..., Any]
    lead: str
    slips: tuple[Slip, ...] = ()
    also_right: tuple[str, ...] = ()
    calls: Callable[[], list[tuple[Any, ...]]] | None = None
    digits: int | None = None

    def expected(self) -> list[Any]:
        """Return the right answer for each call, or the one right answer."""
        return [self.right(*arguments) for arguments in (self.calls() if self.calls else [()])]


@dataclass(frozen=True, kw_only=True)
class Choice(_Asked):
    """A task that is answered by one letter.

    Attributes
    ----------
    options : mapping
        For each letter what the option says, all of a length.
    right, because : str
        The letter of the right option; why it is right, shown with a correct answer.
    wrong : mapping
        For each other letter the feedback.
    """

    options: Mapping[str, str]
    right: str
    because: str
    wrong: Mapping[str, str]
    calls = None

    def shuffled(self, seed: int) -> Choice:
        """Return the same choice with its letters in another order; 0 keeps the order."""
        letters = sorted(self.options)
        if not seed:
            return self
        new = dict(
            zip(letters, Random(f"{seed} {self.name}").sample(letters, len(letters)), strict=True)
        )
        return replace(
            self,
            options={new[letter]: said for letter, said in self.options.items()},
            right=new[self.right],
            wrong={new[letter]: said for letter, said in self.wrong.items()},
        )

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Each wrong option as the cell that chooses it."""
        return tuple(Slip(f"{self.name} = {k!r}", says) for k, says in self.wrong.items())

    @property
    def also_right(self) -> tuple[str, ...]:
        """The right option, written in another way."""
        return (f"{self.name} = ' {self.right.upper()} '",)


@dataclass(frozen=True, kw_only=True)
class Essay(_Asked):
    """A task without one right answer: its name holds a text, which the student compares and ticks.

    Attributes
    ----------
    rubric, sample : str
        What a good answer does and what a weak one does; an answer to compare with.
    checklist : tuple of str
        What the student ticks, each a statement about the own text.
    words : int
        The fewest words that are an attempt.
    quotes : bool
        Whether the text has to quote a passage and to say where it stands.
    """

    rubric: str
    sample: str
    checklist: tuple[str, ...]
    words: int = 25
    quotes: bool = True
    calls = None
    slips = also_right = ()


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
            if not name.isidentifier() or name in {"all_sets", "progress"} or names.count(name) > 1:
                raise AccordError(f"The set {self.title!r} cannot have a task called {name!r}.")


def forms(passages: Iterable[Passage]) -> list[str]:
    """Return the tokens of some passages as spelt, in small letters: what checks count with."""
    return [form.lower() for form in tokenize(passages).surface()]
