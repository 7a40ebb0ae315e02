"""The whole work, one new process for each library, and what it costs with more text."""

import json
import math
import pickle
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from measure import python, statements
from samples import part
from sides.common import texts
from worker import SIDES

WORKER = str(Path(__file__).with_name("worker.py"))
# Shares of values that may differ: NLTK's engine and polars' know other letters and accents.
LIKE = 0.998
SMALL = """
from accordlib import load_corpus, tokenize, kwic
passages = (p for document in load_corpus().values() for p in document.paragraphs)
with open({!r}, "w", encoding="utf-8") as file:
    print(kwic(tokenize(passages), "security"), file=file)
"""
SAVING = """
import sys; sys.path.insert(0, {!r})
from pathlib import Path; from sides.accord import Side
side = Side(); side.read(Path({!r})); side.tokenize()
t = time.perf_counter(); side.tokens.save({!r})
"""
OPENING = "from accordlib import Tokens; t = time.perf_counter(); Tokens.open({!r})"


def run(tool: str, folder: Path, *more: str, program: str = sys.executable) -> dict:
    """Do the work in a new process."""
    return json.loads(python(WORKER, tool, str(folder), *more, program=program).splitlines()[-1])


@pytest.fixture
def program(request, tool) -> str:
    """Return the Python that has a tool; what is not installed is left out."""
    if tool == "conc" and (given := request.config.getoption("--conc")):
        return given
    try:
        version(tool)
    except PackageNotFoundError:
        pytest.skip(f"{tool} is not installed")
    return sys.executable


@pytest.mark.parametrize("tool", SIDES)
def test_whole_work(benchmark, corpus, ours, turn, tool, program):
    benchmark.group = "whole work"
    found = benchmark.pedantic(run, (tool, corpus), {"program": program}, rounds=1)
    sizes = texts(corpus)
    size = {"texts": len(sizes), "characters": sum(map(len, sizes)), "tokens": ours["tokenize"]}
    benchmark.extra_info.update(found, tool=tool, results=size)


@pytest.mark.parametrize("tool", [tool for tool in SIDES if tool not in ("accordlib", "conc")])
def test_results_are_the_same(corpus, tmp_path, tool, program, ours):
    run(tool, corpus, "--results", str(tmp_path / "theirs"), program=program)
    for step, expected in pickle.loads((tmp_path / "theirs").read_bytes()).items():
        if step in ours and expected is not None:
            assert alike(ours[step], expected), step


@pytest.fixture(scope="module")
def ours(corpus, tmp_path_factory):
    path = tmp_path_factory.mktemp("results") / "ours"
    run("accordlib", corpus, "--results", str(path))
    return pickle.loads(path.read_bytes())


def alike(ours, theirs) -> bool:
    """Tell whether nearly all values are the same; theirs may have more rows."""
    if isinstance(ours, dict):
        same = sum(
            key in theirs and math.isclose(value, theirs[key], rel_tol=1e-2, abs_tol=1e-2)
            for key, value in ours.items()
        )
        return same >= LIKE * len(ours)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    return math.isclose(ours, theirs, rel_tol=1 - LIKE)


@pytest.mark.parametrize("share", [8, 4, 2, 1])
def test_more_text(benchmark, corpus, tmp_path, turn, share):
    benchmark.group = "more text"
    part(corpus, tmp_path, share)
    found = benchmark.pedantic(run, ("accordlib", tmp_path), rounds=1)
    characters = sum(len(path.read_text("utf-8")) for path in tmp_path.iterdir())
    benchmark.extra_info.update(found, share=share, characters=characters)


def test_five_texts(benchmark, rounds, tmp_path):
    benchmark.group = "five texts"
    codes = {
        "five texts: load, tokenize, show a concordance": SMALL.format(str(tmp_path / "lines")),
        "import NLTK, without SciPy and scikit-learn": (
            "import sys; sys.modules.update(scipy=None, sklearn=None); import nltk"
        ),
        "import NLTK": "import nltk",
        "import accordlib": "import accordlib",
    }
    seconds = benchmark.pedantic(statements, (codes, 2 * rounds + 1), rounds=1)
    benchmark.extra_info.update(table=seconds)


def test_save_and_open(benchmark, corpus, rounds, tmp_path):
    benchmark.group = "prepared corpus"
    path = tmp_path / "corpus.tokens"
    folder = str(Path(WORKER).parent)
    codes = {
        "save": SAVING.format(folder, str(corpus), str(path)),
        "open": OPENING.format(str(path)),
    }
    seconds = benchmark.pedantic(statements, (codes, rounds), rounds=1)
    benchmark.extra_info.update(table=seconds, bytes=path.stat().st_size)
