"""NetworkX, NLTK and matplotlib are called in the open: in the lessons and in the exercises."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest
from hygiene import text_of
from library import ROOT

PACKAGES = ("networkx", "nltk", "matplotlib")
LEAST_SHARE, LEAST_LESSONS, LEAST_TASKS = 1 / 3, 6, 2
SAID = re.compile(r"\b(?:NetworkX|NLTK|matplotlib)\b")
LESSONS = [p for p in sorted((ROOT / "notebooks").glob("*.ipynb")) if "02" <= p.name[:2] <= "10"]
SETS = [ROOT / "exercises" / "solutions" / lesson.name for lesson in LESSONS]


@cache
def read(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


def roots(node: ast.expr) -> str:
    """Return the name that an expression such as ``nx.Graph().nodes`` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


class Names:
    """The names that stand for a package, for what it holds, or for what its calls returned."""

    def __init__(self) -> None:
        self.package: dict[str, str] = {}

    def learn(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = getattr(node, "module", None)
                for alias in node.names:
                    package = (module or alias.name).partition(".")[0]
                    if package in PACKAGES:
                        self.package[alias.asname or alias.name.partition(".")[0]] = package
            elif isinstance(node, ast.Assign) and (package := self.of(node.value)):
                names = (n for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name))
                self.package.update(dict.fromkeys((name.id for name in names), package))

    def of(self, value: ast.expr) -> str:
        return self.package.get(roots(value), "") if isinstance(value, ast.Call) else ""

    def called(self, tree: ast.Module) -> set[str]:
        """Return the packages whose functions or methods a cell calls."""
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        return {self.of(call) for call in calls} - {""}


def cells(path: Path) -> list[tuple[str, set[str]]]:
    """Return the id of each code cell and the packages that it calls."""
    names, found = Names(), []
    for cell in read(path)["cells"]:
        source = text_of(cell["source"])
        if cell["cell_type"] == "code" and source.strip():
            tree = ast.parse(source)
            names.learn(tree)
            found.append((cell["id"], names.called(tree)))
    return found


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_third_of_the_cells_call_the_packages(path):
    """Cells that ask (for predictions, codes) and the one that catches up compute nothing."""
    asked = ("predict-", "sheet-", "catch-up")
    found = [(id, called) for id, called in cells(path) if not id.startswith(asked)]
    assert sum(bool(called) for _, called in found) >= LEAST_SHARE * len(found)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_used_in_six_lessons_or_more(package):
    used = [p.stem for p in LESSONS if any(package in called for _, called in cells(p))]
    assert len(used) >= LEAST_LESSONS, used


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_shows_the_core_of_it_without_the_library(path):
    cells = read(path)["cells"]
    [at] = [n for n, c in enumerate(cells) if "## Without accordlib" in text_of(c["source"])]
    code = next(c for c in cells[at:] if c["cell_type"] == "code")
    lines = [line for line in text_of(code["source"]).splitlines() if line.strip()]
    assert 3 <= len(lines) <= 6
    assert "accordlib" not in text_of(code["source"])


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_two_tasks_of_a_set_need_a_package(path):
    """Its solution calls one, or its text says that what is handed over is made by one."""
    solved = {id.removesuffix("-solution"): called for id, called in cells(path)}
    texts = {c["id"]: text_of(c["source"]) for c in read(path)["cells"]}
    tasks = [id for id in texts if f"{id}-solution" in texts]
    assert sum(bool(solved[id] or SAID.search(texts[id])) for id in tasks) >= LEAST_TASKS
