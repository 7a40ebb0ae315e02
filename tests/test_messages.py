"""An error in a reader's cell is told in three lines, and whole for whoever asks."""

import linecache
import runpy
from types import SimpleNamespace

import nbformat
import pytest
from IPython.core.ultratb import AutoFormattedTB, SyntaxTB

from accordlib import AccordError, kwic, load_corpus, tokenize
from accordlib.messages import (
    load_ipython_extension,
    means,
    short,
    unload_ipython_extension,
)

CELL = "<ipython-input-1>"


def raised(code):
    """Return what a cell with this code raises."""
    linecache.cache[CELL] = len(code), None, code.splitlines(keepends=True), CELL
    names = {"kwic": kwic, "tokens": tokenize(load_corpus()["accord"].paragraphs), "agreement": 1}
    with pytest.raises(BaseException) as caught:  # noqa: PT011
        exec(compile(code, CELL, "exec"), names)
    return caught.value


@pytest.mark.parametrize(
    ("code", "what", "line", "advice"),
    [
        ("x = 1\nagrement + x", "'agrement' is not defined. Did you mean 'agreement'?", 2, "spelt"),
        ("qqqqq", "NameError: name 'qqqqq' is not defined", 1, "quotation marks"),
        ("{'a': 1}['b']", "KeyError: 'b'", 1, "which names are there"),
        ("'a' + 1", 'TypeError: can only concatenate str (not "int") to str', 1, "type"),
        ("'a'.uper()", "no attribute 'uper'. Did you mean 'upper'?", 1, "what is its type"),
        ("[1][3]", "IndexError: list index out of range", 1, "how long"),
        ("int('x')", "ValueError: invalid literal", 1, "value"),
        ("1\n1 / 0", "ZeroDivisionError: division by zero", 2, "nought"),
        ("import nopackage", "ModuleNotFoundError: No module named 'nopackage'", 1, "installed"),
        ("open('none.txt')", "FileNotFoundError", 1, "folder of this notebook"),
        ("print((1)", "SyntaxError: '(' was never closed", 1, "bracket"),
        ("x = 'a", "SyntaxError: unterminated string literal", 1, "quotation mark"),
        ("def f():\nreturn 1", "IndentationError: expected an indented block", 2, "blanks"),
        ("def f():\n  x += 1\nf()", "UnboundLocalError", 2, "before it gives it a value"),
        ("def f():\n  return f()\nf()", "RecursionError", 2, "without end"),
        ("b'\\xff'.decode()", "UnicodeDecodeError", 1, "value"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", 1, "stopped"),
        ("kwic(tokens, 'we', sort='lft')", "AccordError: sort is 'lft'; it must be one of", 1, ""),
        ("raise Exception('a\\n\\nb')", "Exception: a b", 1, "not what you expect"),
    ],
)
def test_three_lines_say_what_is_wrong_where_and_what_to_do(code, what, line, advice):
    lines = short(raised(code))
    assert len(lines) == 3
    assert what in lines[0]
    assert lines[1] == f"Line {line} of the cell: {code.splitlines()[line - 1].strip()}"
    assert advice in lines[2]
    assert lines[2].endswith("(%tb in a new cell shows the whole message.)")
    assert not any("\n" in part or "/accordlib/" in part for part in lines)


def test_a_cell_that_ends_too_early_is_told_in_other_words_than_pythons():
    assert "opened in it has no end" in short(SyntaxError("incomplete input"))[0]


def test_an_error_that_no_line_of_the_cell_made_says_so():
    assert short(ValueError("x"))[1] == "No line of your cell is to blame."


def test_an_error_of_a_hostile_object_is_still_told():
    class HostileError(AttributeError):
        def __str__(self):
            raise ValueError

    class Hostile:
        def __dir__(self):
            raise ValueError

    assert short(HostileError(name="x", obj=Hostile()))[0] == "HostileError"


def test_our_own_errors_have_no_advice_but_their_own():
    assert means(AccordError) == ""
    assert means(PermissionError) == means(OSError) != ""


@pytest.fixture
def shell():
    """Return what the extension needs of an IPython."""
    return SimpleNamespace(
        InteractiveTB=AutoFormattedTB(theme_name="nocolor"), SyntaxTB=SyntaxTB(theme_name="nocolor")
    )


def test_the_same_error_is_shown_whole_when_it_is_asked_for_again(shell):
    load_ipython_extension(shell)
    load_ipython_extension(shell)
    error = raised("kwic(tokens, 'we', sort='lft')")
    shown = shell.InteractiveTB.structured_traceback
    assert shown(type(error), error, error.__traceback__) == short(error)
    assert "concordance.py" in "\n".join(shown(type(error), error, error.__traceback__))
    error = raised("x = (")
    shown = shell.SyntaxTB.structured_traceback
    assert shown(type(error), error, []) == short(error)
    assert any("^" in line for line in shown(type(error), error, []))
    unload_ipython_extension(shell)
    shown = shell.SyntaxTB.structured_traceback
    assert shown(type(error), error, []) != short(error)


def test_kernels_of_the_course_load_the_extension_and_its_server_opens_the_copy(
    root, tmp_path, monkeypatch, run_notebook
):
    jupyter = tmp_path / ".jupyter"
    profile = "ipython/profile_default/ipython_kernel_config.py"
    for name in ("jupyter_server_config.py", "course.jupyterlab-workspace", profile):
        (jupyter / name).parent.mkdir(parents=True, exist_ok=True)
        (jupyter / name).write_bytes((root / ".jupyter" / name).read_bytes())
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks/00.ipynb").write_text('{"cells": []}')
    monkeypatch.setenv("IPYTHONDIR", "elsewhere")
    config = SimpleNamespace(
        **{
            app: SimpleNamespace()
            for app in ("JupyterApp", "ServerApp", "FileCheckpoints", "LabApp")
        }
    )
    runpy.run_path(str(jupyter / "jupyter_server_config.py"), {"get_config": lambda: config})
    assert config.ServerApp.root_dir == str(tmp_path.resolve() / "my-course")
    assert (tmp_path / "my-course/notebooks/00.ipynb").is_file()

    [cell] = (
        notebook := nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    ).cells
    cell.metadata.tags = ["raises-exception"]
    with run_notebook(notebook, tmp_path) as kernel:  # gives IPYTHONDIR to its kernel as the server
        loaded = "'accordlib.messages' in get_ipython().extension_manager.loaded"
        assert kernel.values([loaded]) == ["True"]
