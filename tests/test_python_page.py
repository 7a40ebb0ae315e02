"""The pages on Python: their blocks run in order, and each result is what Python gives."""

import ast
import io
import re
from contextlib import redirect_stdout

import pytest

FEWEST_RESULTS = 15


def blocks(page):
    """Return the blocks of Python on a page."""
    return re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def played(page):
    """Run the blocks; return the names they leave, and each result with what was found.

    ``# -> value`` stands for the value of the expression on its line, ``# prints value`` for what
    the statement that ends on its line prints.
    """
    names, results = {}, []
    for block in blocks(page):
        lines = block.splitlines()
        for node in ast.parse(block).body:
            code = compile(ast.Module([node], []), "<page>", "exec")
            line = lines[node.end_lineno - 1]
            said = re.search(r"# (->|prints) (.*)$", line)
            with redirect_stdout(io.StringIO()) as out:
                if said and said[1] == "->":
                    value = eval(compile(ast.Expression(node.value), "<page>", "eval"), names)
                    results.append((line, said[2], {repr(value), str(value)}))
                else:
                    exec(code, names)
            if said and said[1] == "prints":
                results.append((line, said[2], {out.getvalue().rstrip("\n")}))
            else:
                assert not out.getvalue(), line
    return names, results


@pytest.fixture(scope="module", params=["PYTHON.md", "PYTHON-2.md"])
def page(pytestconfig, request):
    """Return the text of a page."""
    return (pytestconfig.rootpath / "notebooks" / request.param).read_text("utf-8")


@pytest.fixture(scope="module")
def run(page, pytestconfig):
    """Return what the page's blocks leave and give, run in the folder of the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(pytestconfig.rootpath / "notebooks")
        return played(page)


def test_results_are_true(page, run):
    _, results = run
    marks = sum(len(re.findall(r"# (?:->|prints) ", block)) for block in blocks(page))
    assert len(results) == marks >= FEWEST_RESULTS
    assert not [(line, found) for line, said, found in results if said not in found]


def test_every_block_shows_a_result(page):
    first, *rest = blocks(page)
    assert "parse_agreement(" in first
    assert all(re.search(r"# (->|prints) ", block) for block in rest)


def rows(page, head):
    """Return the rows of the tables whose first two columns have these heads."""
    found = re.findall(rf"^\| {head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", page, re.MULTILINE)
    lines = [line.strip("| ") for table in found for line in table.splitlines()]
    cells = [re.split(r" (?<!\\)\| ", line) for line in lines]
    return [(code.strip("`").replace("\\|", "|"), said.strip("`")) for code, said, *_ in cells]


def test_messages_are_those_of_python(page, run):
    names, _ = run
    for code, message in rows(page, "You run \\| The first line says"):
        with pytest.raises(Exception) as raised:  # noqa: PT011
            eval(code, dict(names))
        assert f"{raised.type.__name__}: {raised.value}" == message


def test_tables_are_true(page, run, pytestconfig, monkeypatch):
    monkeypatch.chdir(pytestconfig.rootpath / "notebooks")
    names, _ = run
    for code, said in rows(page, "You write \\| You get"):
        with redirect_stdout(io.StringIO()):
            value = eval(code, dict(names))
        assert said in {repr(value), str(value)}, code
    for code, _ in rows(page, "You write \\| It does"):
        eval(code, dict(names))


def test_each_page_has_its_tables(pytestconfig):
    first, second = (
        (pytestconfig.rootpath / "notebooks" / name).read_text("utf-8")
        for name in ("PYTHON.md", "PYTHON-2.md")
    )
    assert len(rows(first, "You run \\| The first line says")) >= 5
    assert len(rows(second, "You write \\| You get")) >= 60
    assert len(rows(second, "You write \\| It does")) >= 20


def test_a_false_result_is_found():
    _, results = played("```python\nlabel = 'D4'\nlen(label)  # -> 3\nprint(1)  # prints 2\n```\n")
    assert [said in found for _, said, found in results] == [False, False]


def test_links_lead_somewhere(page, pytestconfig):
    for target in re.findall(r"\]\(([^)]+)\)", page):
        assert (pytestconfig.rootpath / "notebooks" / target.partition("#")[0]).is_file(), target
