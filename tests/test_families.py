"""What a wrong answer is recognised by: families of mistakes, slips that hide, code beside code."""

import math
import re

import pytest

from accordlib import load_corpus, tokenize
from accordlib.exercises import Slip, Task
from accordlib.exercises.families import family, sentences_of_families
from accordlib.exercises.judging import judge
from accordlib.exercises.nearest import first_difference
from accordlib.exercises.plain import freeze, thaw
from accordlib.exercises.probing import probe

ARTICLE = load_corpus()["article"].paragraphs
RELEASE = load_corpus()["press-release-2021"].paragraphs
TEXTS = [(ARTICLE,), (RELEASE,), (ARTICLE[:3],)]
SHARES = [3 / len(tokenize(text)) for (text,) in TEXTS]


def times(factor):
    return [factor * share for share in SHARES]


def others(size):
    return [3 / size(text) for (text,) in TEXTS]


@pytest.mark.parametrize(
    ("name", "answers", "rights"),
    [
        ("rounded", [round(x, 4) for x in SHARES], SHARES),
        ("rounded", [0.4286], [3 / 7]),
        ("rounded", [{"D": 0.44, "E": 0.5}], [{"D": 4 / 9, "E": 0.5}]),
        ("ten times", times(10), SHARES),
        ("a hundred times", times(100), SHARES),
        ("a hundred times", [round(100 * x, 2) for x in SHARES], SHARES),
        ("a thousandth", SHARES, times(1000)),
        ("sign", [2.5, -1], [-2.5, 1]),
        ("turned", [2.5], [0.4]),
        ("rest", [{"a": 0.75, "b": 0.6}], [{"a": 0.25, "b": 0.4}]),
        ("doubled", [24], [12]),
        ("natural logarithm", [math.log(5), math.log(3)], [math.log2(5), math.log2(3)]),
        ("one more", [3, 5, 8], [2, 4, 7]),
        ("one less", [1, 3, 6, 0], [2, 4, 7, 0]),
        ("denominator", others(len), SHARES),
        ("denominator", others(lambda text: len(" ".join(p.text for p in text).split())), SHARES),
        ("turned round", [True, False], [False, True]),
        ("number as text", [["1", "2"]], [[1, 2]]),
        ("case", ["Energy"], ["energy"]),
        ("case", [{"d1", "D2"}], [{"D1", "D2"}]),
        ("id for label", [{"accord:D1", "accord:D2"}], [{"D1", "D2"}]),
        ("id for label", [{"accord:D1": 3}], [{"D1": 3}]),
        ("label for id", [["D1", "D2"]], [["accord:D1", "accord:D2"]]),
        ("id for name", [{"japan", "nato"}], [{"Japan", "NATO"}]),
        ("name for id", [{"Japan", "NATO"}], [{"japan", "nato"}]),
        ("marks", [{"security,", "peace"}], [{"security", "peace"}]),
        ("edge", [1, 2, 0], [1, 2, None]),
        ("argument ignored", [7, 7, 7], [7, 8, 9]),
        ("one test", [7, 8, 3], [7, 8, 9]),
        ("order", [["D2", "D1", "D3"]], [["D1", "D2", "D3"]]),
        ("backwards", [[451, 5]], [[5, 451]]),
        ("one place", [[5, 450]], [[5, 451]]),
        ("key too many", [{"D": 1, "E": 2}], [{"D": 1}]),
        ("key missing", [{"D": 1}], [{"D": 1, "E": 2}]),
        ("nought missing", [{"D": 1}], [{"D": 1, "E": 0}]),
        ("swapped", [{"D": 2, "E": 1}], [{"D": 1, "E": 2}]),
        ("one value", [{"D": 2, "E": 2}], [{"D": 1, "E": 2}]),
        ("repeated too often", [["a", "a"]], [{"a"}]),
        ("pairs", [[("a", 2)]], [{"a"}]),
        ("empty", [set()], [{"a"}]),
        ("one too few", [{"a"}], [{"a", "b"}]),
        ("too many", [{"a", "b", "c"}], [{"a"}]),
        ("elements", [{"a", "c"}], [{"a", "b"}]),
        ("", [13], [12]),
        ("", [13, 5, 7], [12, 9, 70]),
        ("", [{"x"}], [{"y"}]),
    ],
)
def test_a_family_is_recognised(name, answers, rights):
    plain = ([thaw(freeze(value)) for value in side] for side in (answers, rights))
    found, said = family(*plain, TEXTS if len(answers) == len(TEXTS) else [()] * len(answers))
    assert found == name
    assert said == "" or said[-1] in ".?"


def test_each_family_has_its_sentence():
    for name, says in sentences_of_families().items():
        assert says.strip()[-1] in ".?", name
        assert not re.search(r",\w", says), name  # two rows in one


def precision(mine, coded):
    return len(mine & coded) / len(mine) if mine else None


RECALL = Task(
    name="recall",
    asks="A function",
    hints=("one", "two"),
    right=lambda mine, coded: len(mine & coded) / len(coded) if coded else None,
    lead="Which names?",
    calls=lambda: [({1, 2}, {2, 3, 4}), ({1}, {1, 2}), (set(), {1}), ({1}, set())],
    slips=(Slip("", "By what does recall divide?"),),
)


@pytest.mark.parametrize(
    ("answer", "by"),
    [
        (precision, "slip"),
        (lambda mine, coded: precision(mine, coded) or 0, "slip"),
        (lambda mine, coded: round(precision(mine, coded) or 0, 3), "slip"),
        (lambda mine, coded: len(mine & coded) / len(mine), "slip"),  # raises for an empty set
        (lambda mine, coded: len(mine & coded) / max(len(coded), 1), "edge"),
        (lambda mine, coded: 100 * len(mine & coded) / len(coded) if coded else None, "hundred"),
        (lambda mine, coded: len(mine & coded) + 0.3, "lead"),
    ],
)
def test_a_slip_is_recognised_whatever_the_edge_case_does(answer, by):
    slip = probe(RECALL, {"recall": precision})
    assert by in judge(RECALL, probe(RECALL, {"recall": answer}), None, [slip]).by


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ('n = len(kwic(commitments, "secur*"))', "kwic(commitments, 'secur*')"),
        ('n = len(kwic(agreement, "security"))', "kwic(agreement, 'security')"),
        ('lines = kwic(commitments, "security").head(3)\nn = len(lines)', ""),
        ("n = 12", ""),
        ("n = len(", ""),
        ("", ""),
    ],
)
def test_the_first_call_that_differs_from_the_nearest_right_answer(code, place):
    rights = [
        'n = len(kwic(commitments, "security"))',
        'n = sum(word.lower() == "security" for word in commitments.surface())',
    ]
    said = first_difference(code, rights)
    assert said == place or (not place and "head" in said)


def test_names_that_an_answer_gives_itself_do_not_count():
    right = "def f(passages):\n    return sum(len(p.text) > 3 for p in passages)"
    mine = "def f(some):\n    return sum(len(x.text) >= 3 for x in some)"
    assert first_difference(mine, [right]) == "len(x.text) >= 3"


@pytest.mark.parametrize(
    "rights",
    [
        ["n = f(a) + g(b)"],
        ["n = f(a) + g(b)", "n = f(a) - h(b) + g(b)"],
        ["n = (f(a) + g(b)) / (h(c) - 1)"],
    ],
)
def test_what_is_shown_is_the_students_own_code_and_no_right_answer(rights):
    assert first_difference("n = f(a) - g(b)", rights) == "f(a) - g(b)"


def test_code_that_is_nested_too_deep_to_be_read():
    assert first_difference(f"n = f({'-' * 3000}1)", ["n = f(1)"]) == ""
