"""Small automatic changes of a student's code: each yields the code with one change."""

import ast
from collections.abc import Iterator

COMPARISONS = {
    ast.Lt: (ast.GtE, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.LtE, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "head": "tail", "tail": "head"}
NAMES |= {"idxmax": "idxmin", "idxmin": "idxmax", "nlargest": "nsmallest", "nsmallest": "nlargest"}
TAKEN_AWAY = {"set", "sorted", "abs", "len", "list", "round", "int", "lower", "strip", "casefold"}
PARTS = {"label": "id", "id": "label", "paragraphs": "passages", "passages": "commitments"}
FILTERS = {"filter", "query", "head", "drop_duplicates", "dropna", "isin"}


def mutants(code: str) -> Iterator[tuple[str, str]]:
    """Yield what was changed, and the changed code."""
    tree = ast.parse(code)
    for node in list(ast.walk(tree)):
        for said, new in changes(node):
            changed = Replace(node, new).visit(tree)
            yield f"line {getattr(node, 'lineno', 0)}: {said}", ast.unparse(changed)
            Replace(new, node).visit(changed)


class Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the new node for the old one, and any other as it is."""
        return self.new if node is self.old else self.generic_visit(node)


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield each way to change a node: what is done, and what then stands in its place.

    The node stays as it is; what stands in its place is new, or a part of it.
    """
    for make in (comparison, number, order, operator, left_out, slip):
        yield from make(node)


def comparison(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Turn a comparison, or move its boundary."""
    if isinstance(node, ast.Compare):
        for kind in COMPARISONS.get(type(node.ops[0]), ()):
            new = ast.Compare(node.left, [kind(), *node.ops[1:]], node.comparators)
            yield f"{type(node.ops[0]).__name__} became {kind.__name__}", new
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield "and became or, or the reverse", ast.BoolOp(other, node.values)


def number(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Change a number by one."""
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        for step in (1, -1):
            yield f"{node.value} by {step:+}", ast.Constant(node.value + step)


def order(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Reverse a sort, or take the other end."""
    is_order = isinstance(node, ast.keyword) and node.arg in {"reverse", "ascending"}
    if is_order and isinstance(node.value, ast.Constant):
        yield f"{node.arg} turned", ast.keyword(node.arg, ast.Constant(not node.value.value))
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        argument = {"sorted": "reverse", "sort_values": "ascending", "sort": "reverse"}.get(name)
        if argument and argument not in {keyword.arg for keyword in node.keywords}:
            turned = ast.keyword(argument, ast.Constant(argument == "reverse"))
            yield f"{name} reversed", ast.Call(node.func, node.args, [*node.keywords, turned])
    if isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield f"{node.id} became {NAMES[node.id]}", ast.Name(NAMES[node.id], node.ctx)
    if isinstance(node, ast.Attribute) and node.attr in NAMES:
        new = ast.Attribute(node.value, NAMES[node.attr], node.ctx)
        yield f"{node.attr} became {NAMES[node.attr]}", new


def operator(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Exchange an arithmetical operator, or leave out what is subtracted."""
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        other = OPERATORS[type(node.op)]
        said = f"{type(node.op).__name__} became {other.__name__}"
        yield said, ast.BinOp(node.left, other(), node.right)
        if isinstance(node.op, ast.Sub):
            yield "subtraction left out", node.left


def left_out(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Leave out a condition or a filter."""
    if isinstance(node, ast.comprehension) and node.ifs:
        yield "condition left out", ast.comprehension(node.target, node.iter, [], node.is_async)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare | ast.BinOp):
        yield "selection left out", node.value
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    if is_method and node.func.attr in FILTERS:
        yield f"{node.func.attr} left out", node.func.value
    if isinstance(node, ast.If):
        yield "condition turned", ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)


def slip(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Leave out a call, take another part, return 0 for None, or mind capitals otherwise."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        inner = node.func.value if isinstance(node.func, ast.Attribute) else (*node.args, node)[0]
        if name in TAKEN_AWAY and inner is not node:
            yield f"{name} left out", inner
    if isinstance(node, ast.Attribute) and node.attr in PARTS:
        yield f"{node.attr} became {PARTS[node.attr]}", ast.Attribute(node.value, PARTS[node.attr])
    if isinstance(node, ast.Return) and getattr(node.value, "value", ...) is None:
        yield "None became 0", ast.Return(ast.Constant(0))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isalpha():
        yield "another case", ast.Constant(node.value.swapcase())
