"""Makes the cell that brings everybody to the same state at half-time.

It holds the statements of the cells above it that the cells below it need, in their own words:
which these are is found by going backwards through the lesson and keeping account of the names that
are still wanted. Drawings, predictions and what is only shown fall away.
"""

import ast
import symtable
from collections.abc import Iterable, Iterator

CELL = "catch-up"
LASTING = {"set_option"}  # a call on a package that changes what later cells show
SHOWING = {"print", "display"}
SURE = ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef


def symbols(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a piece of code uses and those that it stores, at its own level.

    >>> used, stored = symbols("a = [b for b in c]")
    >>> sorted(used), sorted(stored)
    (['c'], ['a'])
    """
    used, kept = set(), set()
    tables = [symtable.symtable(source, "<cell>", "exec")]
    top = tables[0]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            outside = table is top or symbol.is_global()
            if symbol.is_referenced() and outside:
                used.add(symbol.get_name())
            if table is top and (symbol.is_assigned() or symbol.is_imported()):
                kept.add(symbol.get_name())
    return used, kept


def header(node: ast.stmt) -> tuple[set[str], set[str]]:
    """Return the names that the first line of a compound statement uses and stores."""
    match node:
        case ast.For():
            return symbols(ast.unparse(node.iter))[0], symbols(f"{ast.unparse(node.target)} = 0")[1]
        case ast.With():
            used = set().union(*(symbols(ast.unparse(i.context_expr))[0] for i in node.items))
            names = (i.optional_vars for i in node.items if i.optional_vars)
            return used, {
                inner.id
                for name in names
                for inner in ast.walk(name)
                if isinstance(inner, ast.Name)
            }
        case ast.If() | ast.While():
            return symbols(ast.unparse(node.test))[0], set()
    return set(), set()


def needs(node: ast.stmt) -> set[str]:
    """Return the names that must have a value before a statement runs."""
    if isinstance(node, ast.For | ast.With | ast.If | ast.While):
        used, given = header(node)
        blocks = [node.body, getattr(node, "orelse", [])]
        return used | (set().union(*(wanted_by(block, ()) for block in blocks)) - given)
    return symbols(ast.unparse(node))[0]


def settled(node: ast.stmt) -> set[str]:
    """Return the names that have a new value for certain once a statement has run."""
    if isinstance(node, ast.With):
        return header(node)[1].union(*map(settled, node.body))
    return symbols(ast.unparse(node))[1] if isinstance(node, SURE) else set()


def wanted_by(nodes: list[ast.stmt], after: Iterable[str]) -> set[str]:
    """Return the names that must have a value before some statements run."""
    names = set(after)
    for node in reversed(nodes):
        names = (names - settled(node)) | needs(node)
    return names


def changed(node: ast.stmt) -> set[str]:
    """Return the names whose values a statement may change in place: ``table["x"] = ...``."""
    roots = set()
    for inner in ast.walk(node):
        targets: list[ast.AST] = []
        if isinstance(inner, ast.Subscript | ast.Attribute) and isinstance(inner.ctx, ast.Store):
            targets = [inner]
        elif isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            called = inner.value.func
            targets = [called] if isinstance(called, ast.Attribute) else []
            if targets and called.attr == "shuffle":
                targets += inner.value.args
        for target in targets:
            while isinstance(target, ast.Subscript | ast.Attribute):
                target = target.value
            if isinstance(target, ast.Name):
                roots.add(target.id)
    return roots


def lasts(node: ast.stmt) -> bool:
    """Tell whether a statement is a setting that later cells are shown by."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and getattr(call.func, "attr", "") in LASTING


class Quiet(ast.NodeTransformer):
    """Takes out of a statement what only shows something."""

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        call = node.value
        shows = isinstance(call, ast.Call) and getattr(call.func, "id", None) in SHOWING
        return None if shows else node

    def visit_If(self, node: ast.If) -> ast.If | None:
        self.generic_visit(node)
        if not node.body and not node.orelse:
            return None
        node.body = node.body or [ast.Pass()]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Leave a function as it is: later cells may call it for what it shows."""
        return node


def quiet(node: ast.stmt, source: str) -> str:
    """Return the source of a statement without what it only shows.

    >>> source = "if a:\n    b = 1\nelse:\n    print(a)"
    >>> print(quiet(ast.parse(source).body[0], source))
    if a:
        b = 1
    """
    before = ast.unparse(node)
    after = ast.unparse(Quiet().visit(ast.parse(source)))
    return source if after == before else after


def statements(cells: Iterable[str]) -> Iterator[tuple[ast.stmt, str]]:
    """Yield the statements of some cells, each with its source."""
    for cell in cells:
        lines = cell.splitlines()
        for node in ast.parse(cell).body:
            yield node, "\n".join(lines[node.lineno - 1 : node.end_lineno])


def wanted(cells: Iterable[str]) -> set[str]:
    """Return the names that some cells need from elsewhere."""
    return wanted_by([node for node, _ in statements(cells)], ())


def catch_up(above: list[str], below: list[str]) -> str:
    """Return the statements of the cells above that the cells below need.

    >>> catch_up(["import math, os\\na = [1]\\nb = 2", "a.append(b)\\nprint(a)"], ["print(a)"])
    'a = [1]\\nb = 2\\na.append(b)'
    """
    before = list(statements(above))
    packages = set().union(
        *(symbols(source)[1] for node, source in before if isinstance(node, ast.Import))
    )
    names, kept = wanted(below), []
    for node, source in reversed(before):
        made = symbols(source)[1] | (changed(node) - packages)
        if made & names or lasts(node):
            names = (names - settled(node)) | needs(node)
            kept.append(quiet(node, source))
    return "\n".join(reversed(kept))


def lasting(cell: dict) -> str:
    """Return the source of a cell without the last line, if that only shows something."""
    source = "".join(cell["source"])
    if any(output["output_type"] == "execute_result" for output in cell["outputs"]):
        return "\n".join(text for _, text in list(statements([source]))[:-1])
    return source


def made_for(cells: list[dict]) -> str | None:
    """Return what the catch-up cell among the cells of a lesson has to hold."""
    place = next((n for n, cell in enumerate(cells) if cell.get("id") == CELL), None)
    if place is None:
        return None
    above = [lasting(cell) for cell in cells[:place] if cell["cell_type"] == "code"]
    below = ["".join(c["source"]) for c in cells[place + 1 :] if c["cell_type"] == "code"]
    return catch_up(above, below)
