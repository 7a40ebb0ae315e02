"""The first place at which a student's code differs from the nearest of the right answers."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence, Set
from difflib import SequenceMatcher
from typing import Any

_LEAST_LIKENESS = 0.5  # the least likeness at which a comparison of two answers says anything
_MOST_CODE = 4_000  # characters of code that are compared
_LONGEST_CODE = 70


def first_difference(code: str, rights: Sequence[str]) -> str:
    """Return the call or argument at which code first differs from the nearest right answer.

    Names that the code gives itself do not count. Empty if the code is like none of the right
    ones, or cannot be read.
    """
    mine = _telling_nodes(code)
    if not any(isinstance(node, ast.Call | ast.Subscript | ast.BinOp) for node in mine):
        return ""
    others = [_telling_nodes(right) for right in rights]
    known = {_with_parts(node) for other in others for node in other}
    best, places = _LEAST_LIKENESS, []
    for other in others:
        matcher = SequenceMatcher(
            None, list(map(_sign_of, mine)), list(map(_sign_of, other)), False
        )
        if matcher.ratio() > best:
            best = matcher.ratio()
            places = [c[1:3] for c in matcher.get_opcodes() if c[0] != "equal"]
    new = [mine[i] for start, end in places for i in range(start, end)]
    strange = [node for node in new if _with_parts(node) not in known and _is_smallest(node, known)]
    said = [said for node in [*strange, *new] if (said := _source_around(node))]
    ends = [_source_around(node) for node in mine if isinstance(node, ast.Return | ast.Assign)]
    return [*said, *ends[-1:], ""][0] if places else ""


def _with_parts(node: ast.AST) -> str:
    """Return a node with what is in it, names that the code gives itself aside."""
    return " ".join(filter(None, map(_sign_of, _all_nodes(node))))


def _is_smallest(node: ast.AST, known: Set[str]) -> bool:
    """Tell whether all parts of a node stand in a right answer, though not the node itself."""
    parts = (child for child in ast.iter_child_nodes(node) if _sign_of(child))
    return all(_with_parts(child) in known for child in parts)


def _telling_nodes(code: str) -> list[ast.AST]:
    """Return the nodes of some code that say something, in its order; none if it cannot be read."""
    try:
        tree = ast.parse(code[:_MOST_CODE])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    own = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    own |= {
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
        if getattr(node, "id", getattr(node, "arg", None)) in own:
            node.own = True  # type: ignore[attr-defined]
    return [node for node in _all_nodes(tree) if _sign_of(node)]


def _all_nodes(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _all_nodes(child)


def _sign_of(node: ast.AST) -> str:
    """Return what counts of a node; empty if nothing does."""
    if hasattr(node, "own"):
        return "own"
    for kind, attribute in ((ast.Name, "id"), (ast.Attribute, "attr"), (ast.keyword, "arg")):
        if isinstance(node, kind):
            return f"{kind.__name__} {getattr(node, attribute)}"
    if isinstance(node, ast.Constant):
        return repr(node.value)
    is_silent = isinstance(node, ast.expr_context | ast.Module | ast.Expr | ast.arguments)
    return "" if is_silent else type(node).__name__


def _source_around(node: Any) -> str:
    """Return as code the smallest expression around a node that says enough."""
    while not isinstance(node, ast.expr | ast.keyword | ast.stmt) and hasattr(node, "parent"):
        node = node.parent
    if isinstance(node, ast.FunctionDef | ast.Module):
        return ""
    parent = getattr(node, "parent", None)
    if isinstance(node, ast.Constant | ast.Name) and isinstance(parent, ast.expr | ast.keyword):
        node = parent if len(ast.unparse(parent)) <= _LONGEST_CODE else node
    said = ast.unparse(node).partition("\n")[0]
    return said if len(said) <= _LONGEST_CODE else f"{said[: _LONGEST_CODE - 4]} ..."
