"""Arguments for a student's function, drawn from the texts: like those of a task's own calls."""

import random
from collections.abc import Callable, Iterator
from typing import Any

from accordlib import load_corpus, parse_agreement, sentences, tokenize
from accordlib.exercises import Task
from accordlib.texts.passages import Passage

CORPUS = load_corpus()
AGREEMENT = parse_agreement(CORPUS["accord"])
RUNS = [*(d.paragraphs for d in CORPUS.values()), AGREEMENT.passages, AGREEMENT.commitments]
WORDS = sorted({form.lower() for form in tokenize(AGREEMENT).surface()})
SENTENCES = [s for run in RUNS[:-2] for p in run for s in sentences(p)]
SHORT = 45  # characters of what is a word or a label, and no text


def drawn(task: Task, number: int) -> Iterator[tuple[Any, ...]]:
    """Yield arguments, the same in each run: of the calls mixed, and others of their kinds."""
    chance = random.Random(task.name)
    calls = task.calls()
    columns = list(zip(*calls, strict=True))
    for n in range(number):
        call = chance.choice(calls)
        if n % 3 == 0:
            yield tuple(chance.choice(column) for column in columns)
        else:
            yield tuple(
                other(chance, argument, column) if chance.random() < 0.8 else argument
                for argument, column in zip(call, columns, strict=True)
            )


def other(chance: random.Random, value: Any, column: tuple[Any, ...]) -> Any:
    """Return another value of the same kind."""
    for kind, make in KINDS:
        if kind(value):
            return make(chance, value, column)
    return chance.choice(column)


def passages(chance: random.Random, value: Any, _: Any) -> Any:
    run = chance.choice([*RUNS, SENTENCES])
    start = chance.randrange(len(run))
    some = run[start : start + chance.choice([1, 2, len(value), 12])]
    return type(value)(some)


def text(chance: random.Random, value: str, column: tuple[Any, ...]) -> str:
    texts = [one for one in column if isinstance(one, str)]  # and not a pattern
    if max(map(len, texts)) > SHORT:
        return chance.choice(SENTENCES).text
    known = [*texts, *(WORDS if value.islower() and value.isalpha() else [])]
    return chance.choice(known)


def part(chance: random.Random, value: Passage, _: Any) -> Passage:
    return chance.choice([chance.choice(chance.choice(RUNS)), chance.choice(SENTENCES)])


def whole_number(chance: random.Random, value: int, column: tuple[Any, ...]) -> int:
    return chance.choice([max(0, value + chance.choice([-2, -1, 1, 2, 3])), *column])


def parts(chance: random.Random, value: Any, column: tuple[Any, ...]) -> Any:
    """Return elements of all values of the column, as many as the value has or fewer."""
    known = sorted({x for some in column for x in some}, key=repr)
    if isinstance(value, set):
        return set(chance.sample(known, chance.randint(0, len(known))))
    return type(value)(chance.choice(known) for _ in value)


def is_passages(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], Passage)


def is_simple(value: Any) -> bool:
    return isinstance(value, set | list | tuple) and all(isinstance(x, str | int) for x in value)


KINDS: tuple[tuple[Callable[[Any], bool], Callable[..., Any]], ...] = (
    (is_passages, passages),
    (lambda value: isinstance(value, Passage), part),
    (lambda value: isinstance(value, str), text),
    (lambda value: isinstance(value, int), whole_number),
    (is_simple, parts),
)
