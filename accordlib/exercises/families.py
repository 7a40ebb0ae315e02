"""Families of mistakes that are made in any task: what was seen, and the next question.

What is said of each stands in ``families.csv``. A family is recognised where it holds wherever an
answer and the right one differ, edge cases apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

from accordlib.actors.gazetteer import course_names
from accordlib.exercises.plain import Column, Table, as_key, same
from accordlib.texts.documents import Document
from accordlib.texts.files import read_table
from accordlib.texts.passages import Passage
from accordlib.words.tokens import tokenize

_Beside = tuple[Any, Any]
_Test = Callable[[Any, Any], bool]
_LONGEST_NAMED = 60  # characters of an element that is named


def is_number(value: Any) -> bool:
    """Tell whether a value is a number, and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def is_edge(right: Any) -> bool:
    """Tell whether this is the answer of an edge case: nothing, nought, or nothing in it."""
    return right is None or (not isinstance(right, bool) and right in (0, "", [], (), set(), {}))


def _rounded(answer: float, right: float) -> bool:
    """Tell whether this is the right number with fewer decimals, rounded or cut off."""
    if isinstance(right, int) or (abs(right) < 1 and answer == int(answer)):
        return False
    cut = [math.trunc(right * 10**n) / 10**n for n in range(9)]
    return any(math.isclose(answer, x) for x in (*cut, *(round(right, n) for n in range(9))))


def _times(factor: float) -> _Test:
    """Return a test for a number that is so many times the right one, perhaps rounded."""

    def test(answer: float, right: float) -> bool:
        wanted = right * factor
        near = isinstance(right, float) and math.isclose(answer, wanted, rel_tol=0.02)
        return math.isclose(answer, wanted, rel_tol=1e-6) or (near and _rounded(answer, wanted))

    return test


def _of_texts(test: Callable[[str, str], bool]) -> _Test:
    return lambda a, r: isinstance(a, str) and isinstance(r, str) and test(a, r)


def _after_colon(text: str) -> str:
    return text.rpartition(":")[2]


def _letters_alone(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


_NUMERIC: dict[str, _Test] = {
    "ten times": _times(10),
    "a tenth": _times(0.1),
    "a hundred times": _times(100),
    "a hundredth": _times(0.01),
    "a thousand times": _times(1000),
    "a thousandth": _times(0.001),
    "sign": _times(-1),
    "turned": lambda a, r: bool(r) and math.isclose(a, 1 / r, rel_tol=1e-6),
    "rest": lambda a, r: isinstance(r, float) and math.isclose(a, 1 - r, rel_tol=1e-6),
    "doubled": _times(2),
    "natural logarithm": _times(math.log(2)),
    "decimal logarithm": _times(math.log10(2)),
}
_COUNTING: dict[str, _Test] = {
    "one more": lambda a, r: isinstance(r, int) and a == r + 1,
    "one less": lambda a, r: isinstance(r, int) and a == r - 1,
}
_OF_ANY_KIND: dict[str, _Test] = {
    "turned round": lambda a, r: isinstance(a, bool) and isinstance(r, bool),
    "number as text": lambda a, r: isinstance(a, str) and is_number(r) and a.strip() == str(r),
    "text for number": lambda a, r: is_number(a) and str(a) == r,
    "id for name": _of_texts(lambda a, r: course_names().get(a) == r),
    "name for id": _of_texts(
        lambda a, r: course_names().get(r, "").casefold() == a.casefold() != ""
    ),
    "case": _of_texts(lambda a, r: a.casefold().split() == r.casefold().split()),
    "id for label": _of_texts(lambda a, r: _after_colon(a) == r),
    "label for id": _of_texts(lambda a, r: a == _after_colon(r)),
    "marks": _of_texts(lambda a, r: _letters_alone(a) == _letters_alone(r) != ""),
    "part": _of_texts(lambda a, r: len(a) > 3 and a in r),
    "more": _of_texts(lambda a, r: len(r) > 3 and r in a),
}


@cache
def sentences_of_families() -> dict[str, str]:
    """Return what is said of each family, by its name."""
    rows = read_table(Path(__file__).with_name("families.csv"))
    return {row[0]: row[1] for row in rows[1:]}


def cells(value: Any, place: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], Any]:
    """Return the smallest parts of an answer, each under its place in it."""
    if isinstance(value, Column):
        value = value.mapping
    if isinstance(value, set):
        return {(*place, as_key(element)): True for element in value}
    if isinstance(value, Table):
        value = value.columns
    if isinstance(value, list | tuple):
        value = dict(enumerate(value))
    if not isinstance(value, dict):
        return {place: value}
    parts = (cells(part, (*place, key)) for key, part in value.items())
    return {key: part for found in parts for key, part in found.items()}


def family(answers: Sequence[Any], rights: Sequence[Any], calls: Sequence[Any]) -> tuple[str, str]:
    """Return the name of the family that a wrong answer belongs to, and what is said of it.

    What is said ends with a question, or with a full stop where the task's own should follow.
    `answers` are what the calls returned that came to an end, `rights` what they should, `calls`
    their arguments. Two empty texts if no family fits.
    """
    name, given = _family_and_places(answers, rights, calls)
    return name, sentences_of_families()[name].format(**given) if name else ""


def _family_and_places(
    answers: Sequence[Any], rights: Sequence[Any], calls: Sequence[Any]
) -> tuple[str, dict[str, object]]:
    """Return the name of a family, and what fills the places in its sentence."""
    wrong = [i for i, (a, r) in enumerate(zip(answers, rights, strict=True)) if not same(a, r)]
    telling = [i for i in wrong if not is_edge(rights[i])]
    if not telling:
        return "edge" * (len(wrong) < len(answers)), {}
    if len(wrong) > 1 and len(answers) > 2 and all(same(a, answers[0]) for a in answers):
        return "argument ignored", {}
    together = [(answers[i], rights[i]) for i in telling]
    found = [pair for a, r in together for pair in _parts_that_differ(a, r) if not is_edge(pair[1])]
    every = [p for r in rights if not is_edge(r) for p in cells(r).values() if not is_edge(p)]
    if found and all(is_number(a) and is_number(r) for a, r in found):
        rules = {"rounded": _rounded, **(_NUMERIC if len(found) == len(every) else {})}
        if fitting := _first_fitting(
            rules | (_COUNTING if 2 < len(found) == len(every) else {}), found
        ):
            return fitting, {}
        if one := _other_denominator(found, [calls[i] for i in telling]):
            return "denominator", {"one": one}
    if fitting := _first_fitting(_OF_ANY_KIND, found):
        return fitting, {}
    alone = "one test" * (len(wrong) == 1 and len(answers) > 2)
    return _of_many(*together[0]) or (alone, {})


def _parts_that_differ(answer: Any, right: Any) -> Iterator[_Beside]:
    """Yield the parts that differ, each beside the right one: numbers, texts, or the whole."""
    if isinstance(answer, Column):
        answer = answer.beside(right)
    if isinstance(answer, dict) and isinstance(right, dict) and answer.keys() == right.keys():
        parts: Iterable[_Beside] = ((answer[key], right[key]) for key in right)
    elif isinstance(answer, list) and isinstance(right, list) and len(answer) == len(right):
        parts = zip(answer, right, strict=True)
    else:
        yield answer, right
        return
    for one, other in parts:
        if not same(one, other):
            yield from _parts_that_differ(one, other)


def _first_fitting(rules: Mapping[str, _Test], found: Sequence[_Beside]) -> str:
    """Return the first family that holds for all pairs; empty if none does."""
    holds = (n for n, test in rules.items() if found and all(test(a, r) for a, r in found))
    return next(holds, "")


def _other_denominator(found: Sequence[_Beside], calls: Sequence[Any]) -> str:
    """Return what a share is divided by, if sizes of the arguments explain it."""
    sizes = [_sizes_of_texts(arguments) for arguments in calls]
    if len(found) != len(calls) or not all(sizes):
        return ""
    for mine, wanted in permutations(sizes[0], 2):
        ratios = [s[wanted] / s[mine] for s in sizes]
        for power in (0, 2, 3, -2, -3):
            wants = [r * ratio * 10.0**power for (_, r), ratio in zip(found, ratios, strict=True)]
            fits = (
                math.isclose(a, w, rel_tol=1e-6) for (a, _), w in zip(found, wants, strict=True)
            )
            if all(fits):
                return mine
    return ""


def _sizes_of_texts(arguments: Sequence[Any]) -> dict[str, int]:
    """Return how large the texts among some arguments are, by what is counted."""
    for given in arguments:
        passages = given.paragraphs if isinstance(given, Document) else given
        passages = [passages] if isinstance(passages, Passage) else passages
        if isinstance(passages, tuple | list) and passages and isinstance(passages[0], Passage):
            words = tokenize(passages)
            text = " ".join(passage.text for passage in passages)
            return {
                "tokens": len(words),
                "types": len({form.lower() for form in words.surface()}),
                "passages": len(passages),
                "what stands between blanks": len(text.split()),
                "characters": len(text),
            }
    return {}


def _of_many(answer: Any, right: Any) -> tuple[str, dict[str, object]] | None:
    """Return the family of an answer that is a list, a set or a dictionary."""
    if isinstance(answer, Column):
        answer = answer.beside(right)
    if isinstance(answer, dict) and isinstance(right, dict):
        return _of_dictionaries(answer, right)
    if not isinstance(answer, list | set) or not isinstance(right, list | set):
        return None
    if isinstance(answer, list) and isinstance(right, list) and len(answer) == len(right) > 1:
        wrong = [i for i, pair in enumerate(zip(answer, right, strict=True)) if not same(*pair)]
        if len(wrong) == 1:
            return "one place", {"n": wrong[0] + 1, "one": _named_element([answer[wrong[0]]])}
    mine, wanted = (Counter(map(as_key, side)) for side in (answer, right))
    if mine == wanted:
        is_backwards = isinstance(right, list) and same(list(answer)[::-1], right)
        return ("backwards" if is_backwards else "order"), {}
    return _of_elements(mine, wanted)


def _of_dictionaries(
    answer: dict[Any, Any], right: dict[Any, Any]
) -> tuple[str, dict[str, object]] | None:
    lacking, more = right.keys() - answer.keys(), answer.keys() - right.keys()
    if lacking and more:
        return _of_elements(Counter(more), Counter(lacking))
    if more:
        return "key too many", {"one": _named_element(more)}
    if lacking:
        is_nought = not any(right[key] for key in lacking)
        return ("nought missing" if is_nought else "key missing"), {"n": len(lacking)}
    wrong = [key for key in right if not same(answer[key], right[key])]
    if len(wrong) > 1 and sorted(map(repr, answer.values())) == sorted(map(repr, right.values())):
        return "swapped", {}
    if len(wrong) < len(right):
        return ("one value" if len(wrong) == 1 else "some values"), {"one": _named_element(wrong)}
    return None


def _of_elements(mine: Counter[Any], wanted: Counter[Any]) -> tuple[str, dict[str, object]] | None:
    """Return the family of elements of which some are not asked for, or missing."""
    more, lacking = mine - wanted, wanted - mine
    if not mine:
        return "empty", {}
    for name, test in _OF_ANY_KIND.items():
        if more and all(any(test(a, r) for r in lacking) for a in more):
            return name, {}
    if mine.keys() == wanted.keys():
        return f"repeated too {'often' if more else 'rarely'}", {
            "one": _named_element(more or lacking)
        }
    if any(isinstance(a, tuple) and set(a) & wanted.keys() for a in more):
        return "pairs", {}
    if not more:
        return ("one too few" if lacking.total() == 1 else "too few"), {}
    if not lacking:
        return ("one too many" if more.total() == 1 else "too many"), {}
    return ("elements", {"one": _named_element(more)}) if len(mine) > 1 else None


def _named_element(keys: Iterable[Any]) -> str:
    """Return one of some keys as code, the same in each run."""
    said = min(map(repr, keys))
    return f"`{said if len(said) <= _LONGEST_NAMED else said[: _LONGEST_NAMED - 4] + ' ...'}`"
