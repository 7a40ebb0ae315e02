"""What a student is told: what was seen, why it is not it, and what an exception means."""

from __future__ import annotations

import math
from functools import cache
from itertools import chain
from typing import Any

from accordlib.agreement.parsing import parse_agreement
from accordlib.exercises.families import cells, family
from accordlib.exercises.plain import Blank, Column, Graph, Table, Unfit, same
from accordlib.exercises.tasks import Task
from accordlib.texts.corpus import load_corpus
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage

_FEW_PASSAGES = 3  # passages that are shown one by one
LISTED = 6  # elements that are shown one by one


def difference(
    task: Task, answers: dict[int, Any], rights: list[Any], number: int, printed: bool
) -> tuple[str, str]:
    """Say what was seen, why it is not it, and ask the question that leads on.

    `answers` are those of the calls that came to an end, by number. With it goes what recognised
    the answer: its form, the name of a family, or "lead".
    """
    answer, right = answers[number], rights[number]
    place = f"`{task.name}{for_call(task, number)}`"
    verb = "is" if task.calls is None else "returns"
    if task.calls is not None and all(a is None for a in answers.values()):
        why = "It prints, but what is printed is not returned. " if printed else ""
        return f"{place} returns None. {why}Does it end with `return`?", "form"
    if right is not None and (unlike := _other_kind(answer, right)):
        return f"{place} {verb} {unlike}", "form"
    calls = task.calls() if task.calls else [()]
    kept = [rights[i] if same(a, rights[i], task.digits) else a for i, a in answers.items()]
    by, said = family(kept, [rights[i] for i in answers], [calls[i] for i in answers])
    if by:
        lead = "" if said.endswith("?") else f" {task.lead}"
        return f"{place} {verb} {shown(answer)}. {said}{lead}", by
    if isinstance(answer, Table) and isinstance(right, Table):
        return f"{place} {verb} {_other_table(answer, right)} {task.lead}", "form"
    return f"{place} {verb} {shown(answer)}, and that is not it. {task.lead}", "lead"


def _other_kind(answer: Any, right: Any) -> str:
    """Say how an answer differs in kind from the right one; empty if it does not."""
    is_number = isinstance(right, int | float) and not isinstance(right, bool)
    if isinstance(answer, Unfit):
        return f"{kind(answer)}: {answer.advice}."
    parts = cells(answer)
    if Blank() in parts.values():
        return "not filled in everywhere: there is still `...` in it. What belongs there?"
    if isinstance(answer, Column) and is_number and len(answer.values) == 1:
        return "a Series with one value; `.item()` takes the value out."
    if isinstance(answer, list | set | dict | Table) and is_number and len(answer) == right:
        return f"{kind(answer)}; asked for is how many there are: `len(...)` counts them."
    if isinstance(answer, str) and is_number:
        return "a text; asked for is a number, which has no quotation marks."
    if isinstance(answer, Table) and isinstance(right, set | list):
        column = f"one column of it is `table[{next(iter(answer.columns), '')!r}]`"
        return f"a table; asked for is {form(right)}: {column}."
    if isinstance(answer, set) and isinstance(right, list):
        return f"a set, which has no order; asked for is {form(right)}."
    inside = chain(parts.values(), *parts)  # keys and elements of sets are places
    if unfit := next((part for part in inside if isinstance(part, Unfit)), None):
        return f"{kind(answer)} with {kind(unfit)} in it: {unfit.advice}."
    are_numbers = isinstance(answer, int | float) and is_number and not isinstance(answer, bool)
    lists = list | set | dict if isinstance(answer, Column) else list | set
    are_many = isinstance(answer, list | Column) and isinstance(right, lists)
    if kind(answer) == kind(right) or are_many or (are_numbers and answer == answer):
        return ""
    return f"{kind(answer)}; asked for is {form(right)}."


def _other_table(answer: Table, right: Table) -> str:
    lacking = [name for name in right.columns if name not in answer.columns]
    more = [name for name in answer.columns if name not in right.columns]
    if lacking:
        return f"a table without the column {lacking[0]!r}."
    if more:
        return f"a table with the column {more[0]!r}, which is not asked for."
    if len(answer) != len(right):
        rows = f"{len(answer)} row{'s' * (len(answer) != 1)}"
        return f"a table of {rows}; that is not the number of rows asked for."
    return "a table with the right columns, but other values or another order."


def for_call(task: Task, number: int) -> str:
    """Return the arguments of a call, in brackets; empty where nothing is called."""
    return f"({', '.join(map(_short, task.calls()[number]))})" if task.calls else ""


def _short(argument: Any) -> str:
    """Return an argument of a call in one line, the same in every run: as one types it, if it can.

    The sets of exercises call the texts `corpus` and the Accord `agreement`.
    """
    if code := _typed_texts().get(_spans(argument)):
        return code
    if isinstance(argument, Passage):
        return f"a part of {argument.document}, {argument.text[:50]!r}..."
    if isinstance(argument, tuple | list) and argument and isinstance(argument[0], Passage):
        ids = [passage.id for passage in argument]
        many = f"{len(ids)} passages, {ids[0]} to {ids[-1]}"
        return many if len(ids) > _FEW_PASSAGES else f"[{', '.join(map(_short, argument))}]"
    if isinstance(argument, set):
        return _typed(argument) if len(_typed(argument)) <= 100 else shown(argument)
    if isinstance(argument, list) and len(repr(argument)) > 200:
        return shown(argument)
    if isinstance(argument, str) and len(argument) > 120:
        return f"{' '.join(argument[:50].split())!r}..."
    text = " ".join(repr(argument).split())
    return text if len(text) <= 200 else f"{text[:190]} ..."


def _spans(argument: Any) -> Any:
    """Return what tells one text, passage or run of passages from others; None of anything else."""
    if isinstance(argument, Document):
        return argument.id
    if isinstance(argument, Passage):
        return argument.id, argument.start, argument.end
    if isinstance(argument, tuple | list) and all(isinstance(part, Passage) for part in argument):
        return tuple(map(_spans, argument)) or None
    return f"text {argument}" if isinstance(argument, str) else None


@cache
def _typed_texts() -> dict[Any, str]:
    """Return the code for each text, passage and run of passages that a set has a name for."""
    corpus = load_corpus()
    agreement = parse_agreement(corpus["accord"])
    named: dict[str, Any] = {f'corpus["{name}"]': document for name, document in corpus.items()}
    for code, document in [*named.items()]:
        named |= {f'{code}["{p.label}"]': p for p in document.paragraphs}
        named[f"{code}.paragraphs"] = document.paragraphs
    named |= {f'agreement["{passage.label}"]': passage for passage in agreement.passages}
    for part in ("passages", "preamble", "commitments"):
        named[f"agreement.{part}"] = getattr(agreement, part)
    for number, pillar in enumerate(agreement.pillars):
        named[f"agreement.pillars[{number}].commitments"] = pillar.commitments
    texts = {f"{code}.text": getattr(value, "text", None) for code, value in named.items()}
    named |= {code: text for code, text in texts.items() if text}
    return {_spans(value): code for code, value in named.items()}


def kind(value: Any) -> str:
    """Return in words what sort of answer this is."""
    if isinstance(value, Unfit):
        return f"an object of the type {value.type}"
    if isinstance(value, float) and math.isnan(value):
        return "NaN, which is not a number"
    for types, name in (
        (bool, "a truth value (True or False)"),
        (int, "a whole number"),
        (float, "a number with decimals"),
        (str, "a text"),
        (list | tuple, "a list"),
        (set, "a set"),
        (dict, "a dictionary"),
        (Column, "a Series, a column of a table"),
        (Table, "a table (DataFrame)"),
        (Graph, "a network"),
    ):
        if isinstance(value, types):
            return name
    return "None" if value is None else "nothing yet"


def shown(value: Any) -> str:
    """Return a thawed answer in so few words that it fits into a sentence."""
    if isinstance(value, Table):
        names = ", ".join(value.columns)
        return f"a table of {len(value)} rows with the columns {names[:120]}"
    if isinstance(value, Graph):
        return f"a network of {len(value.nodes)} nodes and {len(value.edges)} edges"
    if isinstance(value, Unfit):
        return kind(value)
    if isinstance(value, Column):
        return f"a Series of {len(value.values)} values"
    if isinstance(value, set) and not value:
        return "an empty set"
    if isinstance(value, list | tuple | set | dict) and len(value) > LISTED:
        return f"{kind(value)} of {len(value)}"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a very large number"
    text = _typed(value)
    return text if len(text) <= 120 else f"{text[:110]} ..."


def _typed(value: Any) -> str:
    """Return a value as one types it, floats with the digits that matter."""
    if isinstance(value, Blank):
        return "..."
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_typed(k)}: {_typed(v)}' for k, v in value.items())}}}"
    if isinstance(value, set):
        return f"{{{', '.join(sorted(map(_typed, value)))}}}" if value else "set()"
    if isinstance(value, list):
        return f"[{', '.join(map(_typed, value))}]"
    return repr(value)


def form(value: Any) -> str:
    """Return in words what is asked for, with an example of its form."""
    examples: dict[type, str] = {list: "[3, 4]", set: '{"a", "b"}', dict: '{"a": 3}'}
    example = examples.get(type(value))
    return kind(value) + (f", such as `{example}`" if example else "")
