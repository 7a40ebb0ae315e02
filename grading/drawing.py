"""Calls of a run: arguments drawn from the texts, from a seed, like those of a task's own calls."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import permutations
from typing import Any

from nltk import FreqDist

from accordlib import Document, load_corpus, parse_agreement, sentences, tokenize
from accordlib.exercises import Task
from accordlib.texts.passages import Passage

SHORT = 45  # characters of what is a word or a label, and no text
_Call = tuple[Any, ...]


@cache
def _texts() -> tuple[list[tuple[Passage, ...]], list[str], tuple[Passage, ...]]:
    """Return runs of passages, the words of the Accord, and all sentences."""
    corpus = load_corpus()
    agreement = parse_agreement(corpus["accord"])
    runs = [*(d.paragraphs for d in corpus.values()), agreement.passages, agreement.commitments]
    words = sorted({form.lower() for form in tokenize(agreement).surface()})
    return runs, words, tuple(s for run in runs[:-2] for p in run for s in sentences(p))


def drawn(task: Task, number: int, seed: str) -> Iterator[_Call]:
    """Yield arguments: of the task's calls mixed, and others of their kinds.

    What holds for all calls of the task holds for these too: which number is not above which, what
    is as long as what, and which texts the passages are from.
    """
    chance = random.Random(seed)
    calls = task.calls() if task.calls else []
    columns = list(zip(*calls, strict=True))
    places = range(len(columns))
    rules = [
        (rule, i, j)
        for i, j in permutations(places, 2)
        for rule in (_not_above, _as_long)
        if all(rule(call[i], call[j]) for call in calls)
    ]
    known = {i: {name for argument in columns[i] for name in _sources(argument)} for i in places}
    for n in range(number):
        call = chance.choice(calls)
        if n % 3 == 0:
            made = tuple(chance.choice(column) for column in columns)
        else:
            made = tuple(
                _other(chance, argument, column) if chance.random() < 0.8 else argument
                for argument, column in zip(call, columns, strict=True)
            )
        is_from = all(names.issuperset(_sources(made[i])) for i, names in known.items() if names)
        if is_from and all(rule(made[i], made[j]) for rule, i, j in rules):
            yield made


def _not_above(one: Any, other: Any) -> bool:
    return isinstance(one, int | float) and isinstance(other, int | float) and one <= other


def _as_long(one: Any, other: Any) -> bool:
    return isinstance(one, list) and isinstance(other, list) and len(one) == len(other)


def _sources(argument: Any) -> list[str]:
    """Return for each passage of an argument its text, and whether it is a sentence."""
    some = [argument] if isinstance(argument, Passage) else argument
    if not isinstance(some, list | tuple):
        return []
    return [f"{p.document} {p.kind == 'sentence'}" for p in some if isinstance(p, Passage)]


def _other(chance: random.Random, value: Any, column: tuple[Any, ...]) -> Any:
    match value:
        case [Passage(), *_]:
            return _passages(chance, value)
        case Passage():
            runs, _, every = _texts()
            return chance.choice([chance.choice(chance.choice(runs)), chance.choice(every)])
        case Document():
            return _document(chance, value)
        case str():
            return _text(chance, value, column)
        case int():
            return chance.choice([max(0, value + chance.choice([-2, -1, 1, 2, 3])), *column])
        case FreqDist():
            some = {key: max(1, n + chance.choice([-1, 1, 2])) for key, n in value.items()}
            return FreqDist(some)
        case dict() if all(isinstance(x, list) and _is_simple(x) for x in value.values()):
            return _lists(chance, value)
        case [tuple(), *others] if isinstance(value, list) and {*map(type, others)} <= {tuple}:
            return _rows(chance, value)
        case list() | tuple() | set() if _is_simple(value):
            return _parts(chance, value, column)
    return chance.choice(column)


def _passages(chance: random.Random, value: Any) -> Any:
    runs, _, every = _texts()
    run = chance.choice([*runs, every])
    start = chance.randrange(len(run))
    some = run[start : start + chance.choice([1, 2, len(value), 12])]
    return type(value)(some)


def _text(chance: random.Random, value: str, column: tuple[Any, ...]) -> str:
    runs, words, every = _texts()
    texts = [one for one in column if isinstance(one, str)]  # and not a pattern
    if max(map(len, texts)) > SHORT:
        return chance.choice(chance.choice([every, runs[-1]])).text
    known = [*texts, *(words if value.islower() and value.isalpha() else [])]
    return chance.choice(known)


def _document(chance: random.Random, value: Document) -> Document:
    end = chance.choice(value.paragraphs).end
    kept = tuple(span for span in value.furniture if span.end <= end)
    return replace(value, text=value.text[:end], furniture=kept)


def _parts(chance: random.Random, value: Any, column: tuple[Any, ...]) -> Any:
    """Return elements of all values of the column, as many as the value has or fewer."""
    known = sorted({x for some in column for x in some}, key=repr)
    if isinstance(value, set):
        return set(chance.sample(known, chance.randint(0, len(known))))
    return type(value)(chance.choice(known) for _ in value)


def _lists(chance: random.Random, value: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return a dictionary of lists with some elements in the place of others."""
    known = sorted({x for some in value.values() for x in some}, key=repr)
    return {
        key: [chance.choice(known) if chance.random() < 0.2 else x for x in some]
        for key, some in value.items()
    }


def _rows(chance: random.Random, value: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return some of the rows, in their order, with other numbers."""
    kept = sorted(chance.sample(range(len(value)), chance.randint(1, len(value))))
    return [
        tuple(x + chance.randint(0, 3) if isinstance(x, int) else x for x in value[at])
        for at in kept
    ]


def _is_simple(value: Any) -> bool:
    return all(isinstance(x, str | int | float) for x in value)
