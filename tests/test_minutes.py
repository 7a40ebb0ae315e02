"""What a lecturer relies on: each cell's path, the minutes of both, the cell of half-time."""

import io
import json
import re
import runpy
from contextlib import redirect_stdout

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from catch_up import CELL, made_for, symbols, wanted
from library import ROOT
from minutes import PATHS, TAGS, Lesson, asks, clock, in_notebook, on_page, pieces, tag_of, words

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MIDDLE = (0.3, 0.7)  # of the short path, where half-time may be


def cells(path):
    """Return the cells of a notebook."""
    return json.loads(path.read_text("utf-8"))["cells"]


def markdown(source, *tags, **metadata):
    """Return a cell of Markdown."""
    return {
        "cell_type": "markdown",
        "id": "some",
        "metadata": {"tags": list(tags), **metadata},
        "source": [source],
    }


def code(source, *tags, id="some", outputs=()):
    """Return a cell of code."""
    cell = markdown(source, *tags)
    return {**cell, "cell_type": "code", "id": id, "outputs": list(outputs)}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_cell_is_marked_for_one_path(path):
    marks = {c["id"]: [t for t in c["metadata"].get("tags", []) if t in TAGS] for c in cells(path)}
    assert {id: tags for id, tags in marks.items() if len(tags) != 1} == {}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_both_paths_fit_into_their_time(path):
    lesson = Lesson.read(path)
    assert all(lesson.left(length) >= 0 for length in PATHS), [lesson.left(n) for n in PATHS]
    assert sum(lesson.minutes(50)) < sum(lesson.minutes(90))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_minutes_told_are_those_of_the_cells(path):
    lesson = Lesson.read(path)
    for place, text in (in_notebook(lesson), on_page(lesson)):
        assert place.read_text("utf-8") == text, "python3 course.py refresh writes them anew"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_who_predicts_reads_the_answer(path):
    lesson = cells(path)
    for number, cell in enumerate(lesson):
        tag = tag_of(cell)
        asked = re.search(r"(?m)^\*\*Predict", "".join(cell["source"]))
        if cell["cell_type"] != "markdown" or tag == "path-home" or not asked:
            continue
        after = [c for c in lesson[number + 1 :] if c["id"] != "half-time" and not asks(c)]
        prose = next(c for c in after if c["cell_type"] == "markdown")
        shown = next(c for c in after if c["cell_type"] == "code" and c["outputs"])
        read = {tag, "path-50"}
        assert {tag_of(prose), tag_of(shown)} <= read, (cell["id"], prose["id"], shown["id"])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_who_reads_a_note_has_seen_a_result(path):
    above: list[dict] = []
    for cell in cells(path):
        if cell["cell_type"] == "code":
            above += [cell] * bool(cell["outputs"])
            continue
        if cell["id"] != "half-time":
            opens = "".join(cell["source"]).startswith("#")
            seen = {tag_of(one) for one in above}
            if tag_of(cell) == "path-50" and seen and not opens:
                assert "path-50" in seen, cell["id"]
            above = []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_half_time_is_in_the_middle(path):
    parts = Lesson.read(path).parts
    half = next(number for number, part in enumerate(parts) if part.half_time)
    before, whole = (sum(sum(part.on(50)) for part in some) for some in (parts[:half], parts))
    assert MIDDLE[0] <= before / whole <= MIDDLE[1]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_cell_of_half_time_brings_all_that_follows_needs(path, monkeypatch):
    monkeypatch.chdir(path.parent)
    lesson = cells(path)
    place = [cell["id"] for cell in lesson].index(CELL)
    source = "".join(lesson[place]["source"])
    assert source == made_for(lesson), "python3 course.py refresh makes it anew"
    known: dict = {}
    kept = pd.option_context("display.max_colwidth", pd.get_option("display.max_colwidth"))
    with redirect_stdout(io.StringIO()) as shown, plt.rc_context(), kept:
        exec(compile(source, path.stem, "exec"), known)
    assert shown.getvalue() == ""
    above, below = (
        ["".join(cell["source"]) for cell in some if cell["cell_type"] == "code"]
        for some in (lesson[:place], lesson[place + 1 :])
    )
    made = set().union(*(symbols(cell)[1] for cell in above))
    assert made & wanted(below) <= set(known)


def test_minutes_are_counted_from_words_tasks_and_predictions():
    lesson = [
        markdown("# Why?\n" + "word " * 179, "path-50"),
        markdown("word " * 90 + "\n\n**Predict.** A.", "path-90", task={"what": "a", "minutes": 3}),
        code("a = 1", "path-run"),
        markdown("word " * 900, "path-home"),
    ]
    parts = Lesson(ROOT, tuple(pieces(lesson)))
    assert parts.minutes(50) == pytest.approx((1 + 0.05, 0))
    assert parts.minutes(90) == pytest.approx((1 + 92 / 180 + 0.05, 5))
    assert clock(65.4) == "1:05"
    assert words("**Two**<!-- = 1 + 1 --> [lines](x.md) of *text*") == 4


def test_a_statement_that_changes_something_is_not_forgotten():
    shown = [{"output_type": "execute_result"}]
    lesson = [
        code("rows = []\nother = 1"),
        code("for n in range(3):\n    rows.append(n)"),
        code("rows.index(1)", outputs=shown),
        code("", id=CELL),
        code("total = sum(rows)\nprint([n for n in rows], total)"),
    ]
    assert made_for(lesson) == "rows = []\nfor n in range(3):\n    rows.append(n)"
    used, kept = symbols("a = [b for b in c]")
    assert (used, kept) == ({"c"}, {"a"})


def page_of(path):
    """Return the lecturers' page of a lesson."""
    return (ROOT / "docs" / "lecturers" / f"{path.stem}.md").read_text("utf-8")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_page_answers_each_prediction(path):
    page = page_of(path)
    titles = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert titles[:4] == ["By the clock", "Predictions", "When late", "They will ask"]
    table = page.partition("## Predictions")[2].partition("## When late")[0]
    rows = [
        row.split(" | ") for row in re.findall(r"^\| (?!Predict \|)(.+) \|$", table, re.MULTILINE)
    ]
    assert all(len(row) == 3 and all(row) for row in rows)
    asked = sum(
        len(re.findall(r"(?m)^\*\*Predict", "".join(cell["source"]))) for cell in cells(path)
    )
    assert len(rows) >= asked > 0


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_page_gives_the_answers_that_the_texts_give(path):
    page, number = page_of(path), path.stem.partition("_")[0]
    called = re.findall(rf'predict\(\\"{number} (\w+)', path.read_text("utf-8"))
    answers = runpy.run_path(str(ROOT / "exercises" / "predictions" / f"{path.stem}.py"))
    for name in {*called, *re.findall(rf"<!-- {number} (\w+) -->", page)}:
        truth = answers[name]()[0]
        truths = truth if isinstance(truth, tuple) else (truth,)
        row = re.search(rf"^.*<!-- {number} {name} -->.*$", page, re.MULTILINE)
        assert row, f"{number} {name} has no row"
        told = [one.lower() for one in re.findall(r"\*\*(.+?)\*\*", row[0])]
        assert any(str(one).lower() in told for one in truths), (name, truth, row[0])
