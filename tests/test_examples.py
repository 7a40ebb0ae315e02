"""The example in each public docstring runs, and is short enough to be read."""

import doctest
import inspect

import pandas as pd
import pytest
from library import exported

import accordlib

FUNCTIONS = [n for n in exported() if inspect.isfunction(getattr(accordlib, n))]
FEWEST, MOST = 3, 6  # lines of an example
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_runs(name):
    names = {public: getattr(accordlib, public) for public in exported()} | {"pd": pd}
    [test] = doctest.DocTestFinder(recurse=False).find(getattr(accordlib, name), name, globs=names)
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=said.append)
    assert result.attempted, "there is none"
    assert not result.failed, "".join(said)
    shown = inspect.getdoc(getattr(accordlib, name)).partition("Examples\n--------\n")[2]
    lines = shown.split("\n\n")[0].strip().splitlines()
    assert FEWEST <= len(lines) <= MOST, shown
