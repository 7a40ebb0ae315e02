"""The first place at which a student's code differs from the nearest of the right answers."""

from __future__ import annotations

import ast
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher

_LEAST_LIKENESS = 0.5  # the least likeness at which a comparison of two answers says anything
_MOST_CODE = 4_000  # characters of code that are compared
_LONGEST_CODE = 70


@dataclass(slots=True, eq=False)
class _Node:
    """A node of some code in its place: Python uses one object for every ``+``."""

    node: ast.AST
    above: _Node | None
    sign: str  # what counts of it; empty if nothing does
    parts: list[_Node] = field(default_factory=list)
    whole: str = ""  # its sign and those of all that is in it


def first_difference(code: str, rights: Sequence[str]) -> str:
    """Return the call or argument at which code first differs from the nearest right answer.

    Names that the code gives itself do not count. Empty if the code is like none of the right
    ones, or cannot be read.
    """
    mine = _telling_nodes(code)
    if not any(isinstance(n.node, ast.Call | ast.Subscript | ast.BinOp) for n in mine):
        return ""
    others = [_telling_nodes(right) for right in rights]
    known = {n.whole for other in others for n in other}
    best, places = _LEAST_LIKENESS, []
    for other in others:
        own, theirs = ([n.sign for n in nodes] for nodes in (mine, other))
        matcher = SequenceMatcher(None, own, theirs, autojunk=False)
        if matcher.ratio() > best:
            best = matcher.ratio()
            places = [c[1:3] for c in matcher.get_opcodes() if c[0] != "equal"]
    new = [mine[i] for start, end in places for i in range(start, end)]
    strange = [
        n for n in new if n.whole not in known and {p.whole for p in n.parts if p.sign} <= known
    ]
    said = [said for n in [*strange, *new] if (said := _source_around(n))]
    ends = [_source_around(n) for n in mine if isinstance(n.node, ast.Return | ast.Assign)]
    return [*said, *ends[-1:], ""][0] if places else ""


def _telling_nodes(code: str) -> list[_Node]:
    """Return the nodes of some code that say something, in its order; none if it cannot be read."""
    found: list[_Node] = []

    def visit(node: ast.AST, above: _Node | None) -> None:
        here = _Node(node, above, _sign_of(node, own))
        found.append(here)
        for child in ast.iter_child_nodes(node):
            visit(child, here)
        here.whole = " ".join([here.sign] * bool(here.sign) + [part.whole for part in here.parts])
        if above and here.whole:
            above.parts.append(here)

    try:
        tree = ast.parse(code[:_MOST_CODE])
        own = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
        own |= {n.id for n in names if isinstance(n.ctx, ast.Store)}
        visit(tree, None)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [n for n in found if n.sign]


def _sign_of(node: ast.AST, own: Set[str]) -> str:
    if getattr(node, "id", getattr(node, "arg", None)) in own:
        return "own"
    for kind, attribute in ((ast.Name, "id"), (ast.Attribute, "attr"), (ast.keyword, "arg")):
        if isinstance(node, kind):
            return f"{kind.__name__} {getattr(node, attribute)}"
    if isinstance(node, ast.Constant):
        return repr(node.value)
    is_silent = isinstance(node, ast.expr_context | ast.Module | ast.Expr | ast.arguments)
    return "" if is_silent else type(node).__name__


def _source_around(place: _Node) -> str:
    """Return as code the smallest expression around a node that says enough."""
    while place.above and not isinstance(place.node, ast.expr | ast.keyword | ast.stmt):
        place = place.above
    node, above = place.node, place.above and place.above.node
    if isinstance(node, ast.FunctionDef | ast.Module):
        return ""
    if isinstance(node, ast.Constant | ast.Name) and isinstance(above, ast.expr | ast.keyword):
        node = above if len(ast.unparse(above)) <= _LONGEST_CODE else node
    said = ast.unparse(node).partition("\n")[0]
    return said if len(said) <= _LONGEST_CODE else f"{said[: _LONGEST_CODE - 4]} ..."
