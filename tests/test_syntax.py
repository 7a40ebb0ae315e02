"""No cell of a lesson uses what nobody has explained: a page on Python, or a lesson so far.

What a piece of Python uses are its kinds of expression and statement, and the names that it calls.
Explained is what stands in a block or a table of the pages, and a name that the prose of a lesson,
up to the paragraph after the cell, sets in the type of code.
"""

import ast
import json
import re
from collections.abc import Iterator

import pytest
from library import ROOT

PAGES = ("PYTHON.md", "PYTHON-2.md")
PLAIN = (ast.Module, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


def used(source: str) -> Iterator[str]:
    """Yield the kinds of node in a piece of Python and the names that it calls."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, PLAIN):
            yield f"<{type(node).__name__}>"
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            yield from [name] if name else []


def own(source: str) -> set[str]:
    """Return the names that a piece of Python makes: variables, functions, their arguments."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            found |= {node.name, *(argument.arg for argument in node.args.args)}
    return found


def in_code(prose: str) -> set[str]:
    """Return the words that stand in the type of code."""
    return {word for code in re.findall(r"`([^`]+)`", prose) for word in re.findall(r"\w+", code)}


@pytest.fixture(scope="module")
def explained():
    """Return what the pages on Python explain."""
    pages = "\n".join((ROOT / "notebooks" / name).read_text("utf-8") for name in PAGES)
    known = in_code(re.sub(r"^```.*?^```$", "", pages, flags=re.MULTILINE | re.DOTALL))
    for block in re.findall(r"^```python\n(.*?)^```$", pages, re.MULTILINE | re.DOTALL):
        known |= set(used(block))
    for row in re.findall(r"^\| `([^`]+)` \| ", pages, re.MULTILINE):
        try:
            known |= set(used(row.replace("\\|", "|")))
        except SyntaxError:
            continue
    return known


def unexplained(cells: list[dict], known: set[str]) -> dict[str, list[str]]:
    """Return, by cell, what nobody has explained up to the paragraph after it; add to the known."""
    missing = {}
    for number, cell in enumerate(cells):
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            known |= in_code(source)
            continue
        known |= own(source)
        after = ("".join(c["source"]) for c in cells[number:] if c["cell_type"] == "markdown")
        found = set(used(source)) - known - in_code(next(after, ""))
        if found:
            missing[cell["id"]] = sorted(found)
    return missing


def test_every_cell_uses_only_what_has_been_explained(explained):
    known = set(explained)
    missing = {
        path.stem: unexplained(json.loads(path.read_text("utf-8"))["cells"], known)
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    }
    assert {lesson: cells for lesson, cells in missing.items() if cells} == {}


def test_what_nobody_explained_is_found(explained):
    cell = {"cell_type": "code", "id": "a", "source": "if (n := 3) > 2:\n    frobnicate(n)"}
    prose = {"cell_type": "markdown", "id": "b", "source": "`frobnicate` is explained."}
    assert unexplained([cell], set(explained)) == {"a": ["<NamedExpr>", "frobnicate"]}
    assert unexplained([cell, prose], set(explained)) == {"a": ["<NamedExpr>"]}


def test_the_course_has_one_language_of_patterns():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            source = "".join(cell["source"])
            assert "fnmatch" not in source, (path.stem, cell["id"])
            assert not re.search(r"""kwic\([^)\n]*["'][\w ]*\w\*""", source), (
                path.stem,
                cell["id"],
            )
