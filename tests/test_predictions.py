"""Each lesson has a number, a word and a letter predicted, and the answers come from the texts."""

import ast
import json
import re
from collections import Counter
from functools import cache

import pytest
from library import ROOT
from prose import NUMBER_WORDS

from accordlib import AccordError
from accordlib.exercises import predict
from accordlib.exercises.predicting import _options, answers, is_right

FORMS = ("number", "word", "letter")
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FOLDED = "<details><summary>"
READERS = {"load_corpus"}
MOST_OF_A_LETTER = 0.4  # of the choices that have it
LONGEST_IS_RIGHT = 0.5  # of the choices: not more


@cache
def cells(path):
    """Return the cells of a lesson, each with its source as one text."""
    found = json.loads(path.read_text("utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in found]


@cache
def asked(path):
    """Return name and form of each prediction, with the number of its cell."""
    found = []
    for number, cell in enumerate(cells(path)):
        if cell["cell_type"] != "code" or cell["id"] == "catch-up":
            continue
        for node in ast.walk(ast.parse(cell["source"])):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict":
                [form] = node.keywords
                assert form.value.value is ..., cell["id"]
                found.append((node.args[0].value, form.arg, number))
    return found


@cache
def truths(path):
    """Return the answers to the predictions of a lesson."""
    file = ROOT / "exercises" / "predictions" / f"{path.stem}.py"
    return {name: answer() for name, answer in answers(file).items()}


def choices(path):
    """Yield the options of each choice of a lesson by their letters, and the right letter."""
    for name, form, number in asked(path):
        if form == "letter":
            question = cells(path)[number - 1]["source"].rpartition("**Predict.**")[2]
            options = re.findall(r"\(([a-e])\) (.*?)(?=, \([a-e]\)|[?.]|$)", question)
            yield dict(options), truths(path)[name.partition(" ")[2]][0]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_lesson_has_a_number_a_word_and_a_letter(path):
    assert {form for _, form, _ in asked(path)} == set(FORMS)
    number = path.stem.partition("_")[0]
    assert sorted(name for name, *_ in asked(path)) == sorted(f"{number} {n}" for n in truths(path))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_truth_has_the_form_that_is_asked_for_and_is_told_in_a_sentence(path):
    for name, form, _ in asked(path):
        truth, said = truths(path)[name.partition(" ")[2]]
        kinds = {"number": int | float, "word": str | tuple, "letter": str}
        assert isinstance(truth, kinds[form]), name
        assert re.fullmatch(r"\S.{10,300}[.”]", said), name
    for options, right in choices(path):
        assert list(options) == list("abcde")[: len(options)]
        assert len(options) >= 3
        assert right in options


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_truth_is_written_in_the_code_that_computes_it(path):
    tree = ast.parse((ROOT / "exercises" / "predictions" / f"{path.stem}.py").read_text("utf-8"))
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
            returned = [n.value for n in ast.walk(function) if isinstance(n, ast.Return)]
            texts = [n for n in ast.walk(function) if getattr(n, "id", "") in READERS]
            calls = [n for n in ast.walk(function) if getattr(n, "id", "")[:1] == "_"]
            assert texts or calls, function.name
            assert any(not isinstance(r.elts[0], ast.Constant) for r in returned), function.name


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_what_follows_a_prediction_is_folded(path):
    for name, _, number in asked(path):
        assert "**Predict.**" in cells(path)[number - 1]["source"].split("\n\n")[-1], name
        after = [c["source"] for c in cells(path)[number + 1 :] if c["cell_type"] == "markdown"]
        assert any(FOLDED in source for source in after[:5]), name
        assert "jupyter" not in cells(path)[number]["metadata"], name


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_result_stands_open_in_the_section_of_its_prediction(path):
    for name, form, number in asked(path):
        truth = truths(path)[name.partition(" ")[2]][0]
        told = {str(one).lower() for one in (truth if isinstance(truth, tuple) else (truth,))}
        told |= {word for word, value in NUMBER_WORDS.items() if value == truth}
        for cell in cells(path)[number + 1 :]:
            if cell["cell_type"] == "markdown" and form != "letter":
                open_part, *rest = re.split(r"(?m)^#+ |^\*\*Predict", cell["source"])
                seen = re.sub(r"<details>.*?</details>", "", open_part, flags=re.DOTALL)
                bold = {span.lower() for span in re.findall(r"\*\*(.+?)\*\*", seen)}
                assert not bold & told, (name, cell["id"])
                if rest:
                    break


def test_options_are_spread_and_the_longest_option_is_seldom_right():
    found = [choice for path in LESSONS for choice in choices(path)]
    letters = Counter(right for _, right in found)
    assert max(letters.values()) <= MOST_OF_A_LETTER * len(found), letters
    longest = sum(
        len(options[right]) == max(map(len, options.values())) for options, right in found
    )
    assert longest <= LONGEST_IS_RIGHT * len(found), longest


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Stand in the folder of a lesson with three predictions."""
    for name in ("notebooks", "exercises/predictions"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "exercises/predictions/00_small.py").write_text(
        "def share():\n    return 20, 'Of 40.'\n"
        "def who():\n    return ('the UK', 'UK'), 'It leads.'\n"
        "def which():\n    return 'b', 'So it is.'\n"
        "def what():\n    return 'economy', 'It is.'\n"
        "def _helper():\n    raise ValueError\n"
    )
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.delenv("ACCORD_NO_PROGRESS", raising=False)
    return tmp_path


def test_nothing_is_told_before_a_prediction(small):
    for form in FORMS:
        panel = predict("00 share", **{form: ...})
        assert panel.state == "not predicted yet"
        assert f"Write your {form} in place of the three dots" in panel.text
    assert not (small / "exercises/my_progress.json").exists()


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("share", {"number": 20}, "`20`, as you predicted. Of 40."),
        ("share", {"number": 19}, "You say `19`, and that is near; it is `20`."),
        ("share", {"number": 2.5}, "You say `2.5`; it is `20`."),
        ("who", {"word": " uk "}, "`the UK`, as you predicted. It leads."),
        ("who", {"word": "Japan"}, "You say `Japan`; it is `the UK`."),
        ("which", {"letter": "B: because"}, "`b`, as you predicted."),
        ("which", {"letter": "a"}, "You say `a`; it is `b`. So it is."),
        ("which", {"letter": "(b)"}, "`b`, as you predicted."),
        ("who", {"word": "the UK."}, "`the UK`, as you predicted. It leads."),
        ("what", {"word": "the economy"}, "`economy`, as you predicted."),
        ("what", {"word": "An Economy"}, "`economy`, as you predicted."),
    ],
)
def test_a_prediction_is_answered_at_once(small, name, said, told):
    assert told in predict(f"00 {name}", **said).text


def test_the_first_prediction_is_kept_beside_the_exercises(small):
    predict("00 share", number=3)
    assert "Right so far: 1 of 2 first predictions." in predict("00 which", letter="b").text
    assert "Right so far: 1 of 2 first predictions." in predict("00 share", number=20).text
    kept = json.loads((small / "exercises/my_progress.json").read_text("utf-8"))
    assert kept == {
        "predictions": {
            "00 share": {"state": "wrong", "said": "3"},
            "00 which": {"state": "right", "said": "b"},
        }
    }


def test_where_nothing_is_kept_nothing_is_counted(small, monkeypatch):
    monkeypatch.setenv("ACCORD_NO_PROGRESS", "1")
    assert predict("00 which", letter="b").text == "`b`, as you predicted. So it is."
    assert not (small / "exercises/my_progress.json").exists()


def test_a_progress_file_that_cannot_be_read_is_left_alone(small):
    path = small / "exercises/my_progress.json"
    path.write_text("{")
    assert "Progress is not kept" in predict("00 share", number=3).text
    assert path.read_text() == "{"


@pytest.mark.parametrize(
    ("name", "said", "wrong"),
    [
        ("share", {"letter": "b"}, "No letter is asked for here. It is a number"),
        ("share", {"word": "twenty"}, "No word is asked for here. It is a number"),
        ("which", {"word": "b"}, "No word is asked for here. It is one of the letters"),
        ("who", {"number": 3}, "No number is asked for here. It is a word"),
        ("which", {"letter": "d"}, "Give one of the letters above: a, b, c."),
        ("which", {"letter": "()"}, "It is one of the letters above"),
    ],
)
def test_what_cannot_be_meant_is_asked_again_and_not_kept(small, name, said, wrong):
    question = {"source": ["Who leads? (c) No.\n\n", "**Predict.** Is it (a) x, (b) y, (c) z?"]}
    asked = {"source": ['predict("00 which", letter=...)']}
    lesson = small / "notebooks/00_small.ipynb"
    lesson.write_text(json.dumps({"cells": [question, asked]}), "utf-8")
    with pytest.raises(AccordError, match=re.escape(wrong)):
        predict(f"00 {name}", **said)
    assert not (small / "exercises/my_progress.json").exists()


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_options_of_each_choice_are_those_of_its_question(path):
    names = [name for name, form, _ in asked(path) if form == "letter"]
    assert names
    for name, (options, _) in zip(names, choices(path), strict=True):
        assert _options(path, name) == "".join(options)


@pytest.mark.parametrize(
    ("name", "said", "wrong"),
    [
        ("00 share", {"number": "20"}, "has no quotation marks"),
        ("00 share", {"number": True}, "has no quotation marks"),
        ("00 share", {"number": float("nan")}, "It is a number"),
        ("00 share", {"number": 10**400}, "It is a number"),
        ("00 who", {"word": 3}, "It is a word in quotation marks"),
        ("00 who", {"word": "x" * 10**8}, "It is a word"),
        ("00 who", {"word": " "}, "It is a word"),
        ("00 which", {"letter": "both"}, "one of the letters"),
        ("00 share", {}, "Write one prediction"),
        ("00 share", {"number": 1, "word": "a"}, "Write one prediction"),
        ("00 share", {"lettre": "a"}, "Write one prediction"),
        ("00 shared", {"number": 1}, "No prediction '00 shared' in 00_small"),
        ("77 share", {"number": 1}, "Open it in the folder my-course"),
        (None, {"number": 1}, "Open it in the folder my-course"),
    ],
)
def test_what_is_no_prediction_is_told_in_plain_words(small, name, said, wrong):
    with pytest.raises(AccordError, match=re.escape(wrong)):
        predict(name, **said)


def test_a_number_is_right_within_a_tenth():
    assert is_right(55, 60)
    assert not is_right(53, 60)
    assert is_right(0, 0)
    assert not is_right(1, 0)


def test_a_copy_of_the_course_finds_the_answers(monkeypatch, tmp_path, small):
    inside = small / "my-course" / "notebooks"
    (small / "my-course" / "exercises").mkdir(parents=True)
    inside.mkdir()
    monkeypatch.chdir(inside)
    predict("00 share", number=20)
    assert (small / "my-course/exercises/my_progress.json").exists()
