"""The rooms of the library: what may know what, how large, and by which names."""

import ast
import os
import re
from collections import Counter, defaultdict
from functools import cache

import pytest
from library import ROOT

HOUSE = ROOT / "accordlib"
FLOORS = (
    ("errors", "messages"),
    ("readers",),
    ("texts", "tables"),
    ("agreement", "words"),
    ("promises", "actors", "versions"),
    ("news", "cluster", "figures"),
    ("views",),
    ("report", "exercises", "exchange"),
    ("__main__",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
CORE = ("texts", "words", "agreement", "actors", "promises", "versions", "news", "figures")
MOST_LINES, MOST_IN_CORE, LONGEST_MODULE = 17_820, 13_944, 350  # not to grow from here
# Which are not in the sums above; of the views the scripts and styles are not counted.
APART = {"readers": 3_037, "exchange": 1_083, "views": 1_066}
REPEATED = 6  # lines that are the same in two places
MIRRORED = {"tokenize", "term_frequencies", "keyness", "collocates", "find_mentions"}


@cache
def modules() -> dict[str, str]:
    """Return the source of each module by its dotted name below accordlib."""
    paths = sorted(HOUSE.rglob("*.py"))
    names = (p.relative_to(HOUSE).with_suffix("").as_posix().replace("/", ".") for p in paths)
    return {
        name.removesuffix(".__init__"): path.read_text("utf-8")
        for name, path in zip(names, paths, strict=True)
    }


def imported(name: str) -> set[str]:
    """Return the modules of the library that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(modules()[name])):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("accordlib"):
            base = node.module.removeprefix("accordlib").lstrip(".")
            inside = {f"{base}.{a.name}".lstrip(".") for a in node.names} & set(modules())
            found |= inside or {base}
    return found - {""}


def room(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("name", [n for n in modules() if n != "__init__"])
def test_a_room_imports_only_from_those_below_it(name):
    others = {other for other in imported(name) if room(other) != room(name)}
    above = [other for other in others if FLOOR[room(other)] >= FLOOR[room(name)]]
    assert above == []


def test_no_import_goes_in_a_circle():
    graph = {name: imported(name) for name in modules()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for other in graph.get(name, ()):
                visit(other, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", modules())
def test_a_module_is_short(name):
    assert modules()[name].count("\n") <= LONGEST_MODULE


def test_the_library_is_small():
    lines = Counter()
    for name, source in modules().items():
        lines[room(name)] += source.count("\n")
    lines["stub"] = (HOUSE / "__init__.pyi").read_text("utf-8").count("\n")
    assert all(lines[name] <= most for name, most in APART.items()), lines
    assert sum(lines.values()) - sum(lines[name] for name in APART) <= MOST_LINES, lines
    assert sum(lines[name] for name in CORE) <= MOST_IN_CORE, lines


def defined(source: str) -> set[str]:
    """Return the names that a module gives a meaning of its own."""
    names = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return {name for name in names if not name.startswith("__")}


def test_a_name_has_one_meaning():
    places = defaultdict(list)
    for name, source in modules().items():
        for word in defined(source):
            if not (room(name) == "cluster" and word in MIRRORED):
                places[word].append(name)
    assert {word: found for word, found in places.items() if len(found) > 1} == {}


def test_no_run_of_lines_stands_twice():
    seen: dict[tuple[str, ...], str] = {}
    for name, source in modules().items():
        tree = ast.parse(source)
        skipped = {
            line
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for line in range(node.lineno, node.end_lineno + 1)
        }
        lines = [
            (number, text.strip())
            for number, text in enumerate(source.splitlines(), 1)
            if number not in skipped and re.search(r"\w", text)
        ]
        for at in range(len(lines) - REPEATED + 1):
            run = tuple(text for _, text in lines[at : at + REPEATED])
            place = f"{name}:{lines[at][0]}"
            assert seen.setdefault(run, place) == place, run


def test_each_finding_may_be_run_and_stands_in_their_table():
    scripts = sorted((ROOT / "findings").glob("*.sh"))
    assert [script.name for script in scripts if not os.access(script, os.X_OK)] == []
    listed = re.findall(
        r"^\| \[\w+\]\((\w+\.sh)\)", (ROOT / "findings/README.md").read_text("utf-8"), re.M
    )
    assert sorted(listed) == [script.name for script in scripts]
