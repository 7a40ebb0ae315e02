"""The page for beginners: its blocks run in order, and each result on it is what Python gives."""

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


@pytest.fixture(scope="module")
def page(pytestconfig):
    """Return the text of the page."""
    return (pytestconfig.rootpath / "notebooks" / "PYTHON.md").read_text("utf-8")


@pytest.fixture(scope="module")
def run(page):
    """Return what the page's blocks leave and give."""
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


def test_messages_are_those_of_python(page, run):
    names, _ = run
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", page, re.MULTILINE)
    assert rows
    for code, message in rows:
        with pytest.raises(Exception) as raised:  # noqa: PT011
            eval(code, dict(names))
        assert f"{raised.type.__name__}: {raised.value}" == message


def test_a_false_result_is_found():
    _, results = played("```python\nlabel = 'D4'\nlen(label)  # -> 3\nprint(1)  # prints 2\n```\n")
    assert [said in found for _, said, found in results] == [False, False]


def test_links_lead_somewhere(page, pytestconfig):
    for target in re.findall(r"\]\(([^)]+)\)", page):
        assert (pytestconfig.rootpath / "notebooks" / target.partition("#")[0]).is_file(), target
