"""Which answers of a class are alike: a report, and no verdict."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from accordlib import load_corpus
from accordlib.exercises.judging import NOT_ATTEMPTED
from accordlib.exercises.tasks import AnyTask, Essay, Task

from .essays import text_of
from .results import MARKED, Result

SHORTEST = 30  # nodes of a solution; below it there are few right forms
RUN, FEWEST_RUNS = 6, 3  # words of a run; runs that two essays share
NODES, ALIKE = 8, 0.8  # nodes of a run; share of the runs that two cells have in common
_Runs = set[tuple[str, ...]]
COMMON = 0.2  # of the class: a form that so many have is no likeness of two

CANNOT = (
    "This table shows what is alike, not why. It cannot show who wrote first, whether two worked "
    "together and were allowed to, had the same source, the same tutor or the same assistant, or "
    "arrived at the same by themselves; nor does it find what was rewritten, or a text from "
    "elsewhere that only one has handed in. The commonest reason for two short cells to be alike "
    "is that there are few ways to write them. Nobody should be charged on the strength of it: "
    "read both, and ask."
)


@dataclass(frozen=True)
class Pair:
    """Two submissions whose answers to a task are alike, and in what."""

    task: str
    one: str
    other: str
    share: float
    seen: str


@dataclass(frozen=True)
class Likeness:
    """The pairs, and the tasks that were left out, with the reason."""

    pairs: Sequence[Pair]
    left_out: Mapping[str, str]


def likeness(
    results: Sequence[Result], tasks: Sequence[AnyTask], rights: Mapping[str, Sequence[str]]
) -> Likeness:
    """Compare all answers of a class, task by task.

    `rights` are for each task the cells that are right. Words of the texts, of the task and of its
    sample count for nothing, nor does what many of the class have.
    """
    pairs = list(_same_files(results))
    left_out: dict[str, str] = {}
    texts = _runs_of_words(" ".join(document.text for document in load_corpus().values()))
    for task in tasks:
        given = {
            result.id: mark
            for result in results
            for mark in result.marks
            if mark.task == task.name and mark.status != NOT_ATTEMPTED and mark.code
        }
        if isinstance(task, Essay):
            known = texts | _runs_of_words(f"{task.sample} {task.asks} {task.rubric}")
            essays = {who: _runs_of_words(text_of(m.value)) - known for who, m in given.items()}
            pairs += _alike(task.name, essays, is_code=False)
        elif not isinstance(task, Task):
            left_out[task.name] = "a letter"
        elif min(len(signs(code)) for code in rights[task.name]) < SHORTEST:
            left_out[task.name] = "a solution is short, so there are few right forms"
        else:
            cells = {who: _runs(signs(mark.code), NODES) for who, mark in given.items()}
            pairs += _alike(task.name, cells, is_code=True)
    return Likeness(sorted(pairs, key=lambda p: (-p.share, p.task, p.one)), left_out)


def _same_files(results: Sequence[Result]) -> Iterable[Pair]:
    whose: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if result.status == MARKED:
            whose[result.submission.sha].append(result.id)
    for some in whose.values():
        for one, other in combinations(some, 2):
            yield Pair("the whole notebook", one, other, 1.0, "the same file, byte for byte")


def _alike(task: str, found: Mapping[str, _Runs], is_code: bool) -> Iterable[Pair]:
    having = Counter(run for some in found.values() for run in some)
    most = max(2, COMMON * len(found))
    rare: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for who, some in found.items():
        for run in some:
            if 1 < having[run] <= most:
                rare[run].append(who)
    shared = Counter(pair for whose in rare.values() for pair in combinations(sorted(whose), 2))
    for (one, other), number in shared.items():
        both = len(found[one] & found[other])
        share = both / max(1, min(len(found[one]), len(found[other])))
        if is_code and share >= ALIKE:
            yield Pair(task, one, other, share, f"{number} runs of {NODES} nodes that few have")
        elif not is_code and number >= FEWEST_RUNS:
            run = min(r for r, whose in rare.items() if one in whose and other in whose)
            yield Pair(task, one, other, share, f"{number} runs of {RUN} words: “{' '.join(run)}”")


def signs(code: str) -> list[str]:
    """Return the nodes of some code in their order, without names of its own and without prose."""
    try:
        tree = ast.parse(code)
        nodes = [node for node in ast.walk(tree) if not isinstance(node, ast.expr_context)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    own = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    own |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    return [_sign(node, own) for node in nodes]


def _sign(node: ast.AST, own: set[str]) -> str:
    if isinstance(node, ast.Name):
        return "own" if node.id in own else node.id
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    if isinstance(node, ast.Constant):
        return repr(node.value)[:40]
    return type(node).__name__


def _runs_of_words(text: str) -> _Runs:
    return _runs(re.findall(r"\w+", text.casefold()), RUN)


def _runs(parts: Sequence[str], size: int) -> _Runs:
    return set(zip(*(parts[i:] for i in range(size)), strict=False))
