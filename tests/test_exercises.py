"""The engine of the exercises: plain data, probe, judge, panels, progress."""

import itertools
import json
import locale
import math
import os
import re
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import matplotlib as mpl
import networkx as nx
import numpy as np
import pandas as pd
import psutil
import pytest
from IPython.core.interactiveshell import InteractiveShell

import accordlib
from accordlib import AccordError, Passage, Picture
from accordlib.exercises import (
    Choice,
    Essay,
    Slip,
    Task,
    Workbook,
    exercise,
    where_i_stand,
)
from accordlib.exercises.apart import probe_apart
from accordlib.exercises.feedback import kind, shown
from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED, NOT_YET, RAISED, judge
from accordlib.exercises.panels import LOOKS, Panel
from accordlib.exercises.plain import Blank, Column, Graph, Table, Unfit, freeze, same, thaw
from accordlib.exercises.probing import Failures, guarded_probe, probe, watched
from accordlib.exercises.progress import FILE, Progress
from accordlib.exercises.session import Exercise, TaskDesk
from accordlib.exercises.sets import ExerciseSet, find_set

FRAME = pd.DataFrame({"term": ["we", "our"], "count": [43, 43]})
TABLE = Table({"term": ["we", "our"], "count": [43, 43]})
ORDER = ["D1", "D2", "D9"]
PASSAGE = Passage("x:p1", "text", "x", 0, 4)
GRAPH = nx.Graph([("UK", "Japan", {"weight": 2}), ("UK", "NATO", {"weight": 1})])


def task(**more):
    """Return a task that asks for the number 12."""
    given = {
        "name": "answer",
        "asks": "The number of D",
        "hints": ("first", "second"),
        "right": lambda: 12,
        "lead": "Which passages?",
        "slips": (Slip("answer = 28", "That is the whole Accord. Which part is asked for?"),),
    }
    return Task(**(given | more))


def double():
    """Return a task that asks for a function."""
    return task(
        name="double",
        right=lambda n: 2 * n,
        calls=lambda: [(1,), (2,), (0,)],
        slips=(Slip("def double(n): return n * n", "You square. What is twice one?"),),
    )


def checked(given, **names):
    """Return the verdict on some names, slips and all."""
    slips = []
    for slip in given.slips:
        space = {}
        exec(slip.code, space)
        slips.append(probe(given, space))
    return judge(given, probe(given, names), slips=slips)


class TestPlainData:
    @pytest.mark.parametrize(
        ("value", "plain"),
        [
            *((x, x) for x in (None, True, 3, 2.5, "UK’s", {"b", "a"}, {1: "x", (2, 3): "y"})),
            ((1, "a"), [1, "a"]),
            (range(3), [0, 1, 2]),
            ({"a": 1}.keys(), ["a"]),
            (np.int64(3), 3),
            (np.bool_(True), True),
            (np.array([[1, 2]]), [[1, 2]]),
            (pd.Series([1, 2], index=["a", "b"]), Column(["a", "b"], [1, 2])),
            (pd.Series(["a", "b"]).unique(), ["a", "b"]),
            (pd.Index(["a", "b"]), ["a", "b"]),
            (pd.RangeIndex(2), [0, 1]),
            (Fraction(1, 4), 0.25),
            (Decimal("0.5"), 0.5),
            (np.float64(0.5), 0.5),
            *((x, TABLE) for x in (FRAME, FRAME.set_index("term"), Picture(None, FRAME, "x"))),
            (GRAPH, Graph({"UK", "Japan", "NATO"}, {("Japan", "UK", 2), ("NATO", "UK", 1)})),
            (..., Blank()),
        ],
    )
    def test_what_is_kept(self, value, plain):
        found = thaw(freeze(value))
        assert found == plain
        assert type(found) is type(plain)
        assert same(found, plain)

    def test_a_subclass_is_read_as_what_it_is_built_on(self):
        class Forged(int):
            def __eq__(self, other):
                raise AssertionError("the judge ran the student's object")

            __hash__ = int.__hash__
            __add__ = __repr__ = __str__ = __index__ = __int__ = __eq__

        class ForgedText(str):
            __slots__ = ()
            __hash__ = str.__hash__
            encode = split = __str__ = __len__ = __eq__ = Forged.__eq__

        class ForgedList(list):
            __iter__ = __len__ = __eq__ = Forged.__eq__

        class Number(np.float64):
            item = Forged.__eq__

        series = pd.Series([1, 2])
        object.__setattr__(series, "tolist", lambda: [3])
        for forged, plain in (
            (ForgedText("a b"), "a b"),
            (ForgedList([Forged(1), 2]), [1, 2]),
            (Number(0.5), 0.5),
            (series, Column([0, 1], [1, 2])),
        ):
            assert thaw(freeze(forged)) == plain
        assert type(thaw(freeze(Forged(7)))) is int

    def test_what_pretends_to_be_data_is_none(self):
        class Anything:
            def __eq__(self, other):
                return True

            __hash__ = None
            __len__ = __iter__ = __float__ = __eq__

        class Liar(type):
            __name__ = property(lambda self: 5)

        class Frame(pd.DataFrame):
            @property
            def columns(self):
                raise AssertionError

        nest = []
        nest.append(nest)
        for value in (Anything(), Frame.__new__(Frame), nest):
            assert isinstance(thaw(freeze(value)), Unfit)
        verdict = checked(task(), answer=Anything())
        assert verdict.status == NOT_YET
        assert "Anything" in verdict.feedback
        assert thaw(freeze(Liar("Plain", (), {})())).type == "Plain"

    @pytest.mark.parametrize(
        "huge",
        [
            range(10**9),
            "x" * 10**7,
            10**5000,
            np.zeros(10**6),
            pd.DataFrame({"x": range(200_000)}),
            ["x" * 10**5] * 1000,
        ],
        ids=["range", "text", "number", "array", "frame", "texts"],
    )
    def test_huge_objects_are_not_looked_at(self, huge):
        found = thaw(freeze(huge))
        assert isinstance(found, Unfit)
        assert "too large" in found.advice
        assert len(freeze(huge)) < 200

    @pytest.mark.parametrize(
        ("value", "advice"),
        [
            ((n for n in range(3)), "list(...)"),
            (map(str, [1]), "list(...)"),
            (len, "brackets"),
            (lambda: 1, "brackets"),
            (object(), "take out of it"),
            (np.timedelta64(6, "ns"), "take out of it"),
            (PASSAGE, "`.text`"),
        ],
    )
    def test_what_is_not_data_gets_advice(self, value, advice):
        assert advice in thaw(freeze(value)).advice

    def test_a_generator_is_not_used_up(self):
        freeze(numbers := iter([0, 1]))
        assert list(numbers) == [0, 1]


class TestSameness:
    @pytest.mark.parametrize(
        ("answer", "right"),
        [
            (0.1 + 0.2, 0.3),
            (12.0, 12),
            (math.nan, math.nan),
            (" free  and open", "free and open"),
            (["b", "a"], {"a", "b"}),
            ((1, 2), [1, 2]),
            *((Column([4, 9], ["b", "a"]), right) for right in ({"a", "b"}, ["b", "a"])),
            (Column(["D", "E"], [1, 2]), {"D": 1, "E": 2}),
            ({"D": 1, "E": 2}, Column(["D", "E"], [1, 2])),
            ([1, 2], Column([0, 1], [1, 2])),
            (Table({"count": [1], "term": ["we"]}), Table({"term": ["we"], "count": [1]})),
        ],
    )
    def test_the_same(self, answer, right):
        assert same(answer, right)

    @pytest.mark.parametrize(
        ("answer", "right"),
        [
            *((answer, 12) for answer in (12.01, "12", Column([0], [12]))),
            *((True, 1), (1, True), (None, 0), (math.nan, None), (Blank(), None)),
            *((math.nan, 1.0), (1.0, math.nan), (6.000005, 6)),
            *((10**400, right) for right in (0.5, 10**400 + 1)),
            ("Security", "security"),
            (["b", "a"], ["a", "b"]),
            *((answer, {"a", "b"}) for answer in (["a", "a"], ["a", "b", "a"])),
            ({"a": 1}, {"a": 1, "b": 2}),
            (Column(["D"], [1]), {"E": 1}),
            (Table({"term": ["our", "we"]}), Table({"term": ["we", "our"]})),
            (Table({"term": ["we"], "more": [1]}), Table({"term": ["we"]})),
        ],
    )
    def test_not_the_same(self, answer, right):
        assert not same(answer, right)

    def test_rounding_is_allowed_where_it_is_announced(self):
        assert [same(x, 7.5710, digits=2) for x in (7.57, 7.571, 7.56)] == [True, True, False]
        assert not same(7.57, 7.5710)

    def test_every_kind_has_a_name(self):
        values = [True, 1, 1.5, "a", [], set(), {}, Table({}), Graph(set(), set()), None]
        assert len({kind(value) for value in values}) == len(values)
        assert "NaN" in kind(math.nan)

    def test_what_is_shown_is_short_and_does_not_depend_on_the_order_of_sets(self):
        assert shown({"b", "a"}) == "{'a', 'b'}"
        assert len(shown(["x" * 50] * 5)) <= 120
        assert "2 rows" in shown(thaw(freeze(FRAME)))


class TestJudge:
    def test_the_four_states(self):
        def broken(n):
            return {}[n]

        assert checked(task(), answer=12).status == CORRECT
        assert checked(task(), answer=13).status == NOT_YET
        assert checked(task()).status == NOT_ATTEMPTED
        assert checked(task(), answer=...).status == NOT_ATTEMPTED
        assert checked(double(), double=broken).status == RAISED

    @pytest.mark.parametrize(
        ("right", "answer", "said"),
        [
            (12, 13, "`answer` is 13, and that is not it. Which passages?"),
            (12, "12", "`answer` is a text; asked for is a number, which has no quotation marks."),
            (12, pd.Series([12]), "`.item()` takes the value out"),
            (12, {"D2": PASSAGE}, "an object of the type Passage in it"),
            (12, math.nan, "NaN, which is not a number; asked for is a whole number"),
            (12, [12], "a list; asked for is a whole number"),
            (12, FRAME, "a table (DataFrame); asked for is a whole number"),
            (12, (n for n in [12]), "put list(...) around it"),
            (12, len, "brackets behind its name call it"),
            (FRAME, FRAME[["term"]], "without the column 'count'"),
            (FRAME, FRAME.assign(more=1), "with the column 'more'"),
            (FRAME, FRAME.head(1), "a table of 1 row;"),
            (FRAME, FRAME.iloc[::-1], "other values or another order"),
            (ORDER, ["D9", "D2", "D1"], "from the last to the first"),
            (ORDER, ["D2", "D1", "D9"], "in another order"),
            (ORDER, ["D9", "D2", "D1", "D3"], "Nothing is missing; one does not belong there."),
            (ORDER, set(ORDER), "no order"),
            (
                set(ORDER),
                ["D9", "D2", "D3"],
                "`'D3'` does not belong there, and something is missing.",
            ),
            (
                set(ORDER),
                ["D9", "D2", "D1", "D3"],
                "Nothing is missing; one does not belong there. Which",
            ),
            (set(ORDER), ["D9", "D2", "D1", "D1"], "`'D1'` is there more often than is asked for."),
            (set(ORDER), ["d9", "D2", "D1"], "The words are right but for capitals."),
            (set(ORDER), [], "nothing was found"),
            (set(ORDER), FRAME, "one column of it is `table['term']`"),
            (set(ORDER), "D9, D2", 'a text; asked for is a set, such as `{"a", "b"}`'),
        ],
    )
    def test_every_wrong_answer_is_told_what_was_seen(self, right, answer, said):
        assert said in checked(task(right=lambda: right, slips=()), answer=answer).feedback

    def test_a_function_that_prints_and_one_that_forgets_to_return(self, capsys):
        assert "printed is not returned" in checked(double(), double=print).feedback
        assert "`return`" in checked(double(), double=lambda n: None).feedback
        assert capsys.readouterr().out == ""

    def test_a_function_without_its_return_is_an_attempt(self):
        space, other = {}, {}
        exec("def double(n):\n    ...", space)
        exec("def double(n):\n    m = 2 * n", other)
        starter, given = probe(double(), space), probe(task(), {"answer": 28})
        assert judge(double(), starter, starter).status == NOT_ATTEMPTED
        assert judge(task(), given, given).status == NOT_ATTEMPTED
        assert judge(task(), probe(task(), {"answer": 29}), given).status == NOT_YET
        verdict = judge(double(), probe(double(), other), starter)
        assert verdict.status == NOT_YET
        assert "Does it end with `return`?" in verdict.feedback

    def test_an_edge_case_is_reported_after_what_comes_before_it(self):
        right = checked(double(), double=lambda n: 4 * n / (2 * (n > 0)))
        square, wrong = (checked(double(), double=lambda n, k=k: n**k / n) for k in (3, 4))
        assert right.status == RAISED
        assert "The calls before this one are right. `double(0)`: ZeroDivision" in right.feedback
        assert (square.status, square.feedback) == (NOT_YET, double().slips[0].says)
        assert "`double(1)` returns 1" in wrong.feedback

    def test_a_cell_that_failed_is_not_judged_by_what_stood_there_before(self):
        error = ["NameError", "name 'three' is not defined", 1, "answer = three"]
        verdict = judge(task(), probe(task(), {"answer": 28}, {"answer": error}))
        assert verdict.status == RAISED
        assert verdict.feedback.startswith("The last run of its cell stopped: NameError in line 1,")
        evidence = probe(CHOICE, {"claim": ...}, {"claim": ["NameError", "x", 1, "claim = b"]})
        assert 'quotation marks: `"a"`' in judge(CHOICE, evidence).feedback

    def test_a_value_in_place_of_a_function(self):
        assert "a function is asked for" in checked(double(), double=4).feedback
        assert checked(double(), double=...).status == NOT_ATTEMPTED

    def test_an_exception_is_explained_with_its_line(self):
        space = {}
        code = "def double(n):\n    total = n\n    return totl * 2"
        exec(compile(code, "<cell>", "exec"), space)
        said = checked(double(), double=space["double"]).feedback
        assert said.startswith("`double(1)`: NameError in line 3: name 'totl' is not defined")
        assert "spelt" in said
        assert "Traceback" not in said

    def test_an_exception_with_an_endless_trace(self):
        def loop(n):
            error = ValueError("x")
            try:
                raise error
            except ValueError:
                trace = error.__traceback__
                with suppress(ValueError):
                    trace.tb_next = trace
            raise error

        assert checked(double(), double=loop).status == RAISED

    def test_leaving_python_and_an_exception_that_cannot_be_printed_are_like_others(self):
        class BadError(Exception):
            def __str__(self):
                raise ValueError

        def bad(n):
            raise BadError

        for function in (bad, lambda n: sys.exit()):
            assert checked(double(), double=function).status == RAISED

    @pytest.mark.parametrize(
        "evidence",
        [
            *("", "{}", "5", "[{}]", '[{"value": 5}]', '[{"raised": [1]}]', '[{"endless": "x"}]'),
            '[{"value": "1"}, {"value": "2"}, {"value": "3"}]',
            '[{"value": "{\\"unfit\\": 5}"}]',
            f'[{{"value": "{"[" * 100_000}"}}]',
        ],
    )
    def test_evidence_that_no_probe_wrote(self, evidence):
        assert judge(task(), evidence).status in {NOT_YET, NOT_ATTEMPTED}


def deaf(n):
    """Never end, whatever is raised."""
    while True:
        try:
            n += 1
        except BaseException:
            n -= 1


def sabotage(n):
    """Try to make the check's own texts wrong."""
    GIVEN.clear()
    return 0


GIVEN = [1]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the probe has no copy to run in")
class TestGuard:
    """What a student's function does stays in the copy of the process."""

    @pytest.fixture
    def answer(self):
        return lambda function, seconds=0.3: json.loads(
            guarded_probe(double(), {"double": function}, seconds=seconds)
        )

    def test_the_same_as_the_probe(self):
        for names in ({}, {"double": 4}, {"double": lambda n: 2 * n}, {"double": lambda n: 1 / 0}):
            assert guarded_probe(double(), names) == probe(double(), names)

    @pytest.mark.parametrize(
        "function",
        [
            lambda n: sum(itertools.count()),
            lambda n: re.search(r"(a+)+$", "a" * 60 + "b"),
            lambda n: threading.Event().wait(),
            deaf,
            lambda n: time.sleep(60),
        ],
    )
    def test_what_no_exception_can_stop(self, answer, function):
        started = time.monotonic()
        assert answer(function)[-1] == {"endless": 0.3}
        assert time.monotonic() - started < 10

    def test_what_ended_before_is_kept(self, answer):
        first, second = answer(lambda n: 2 * n if n == 1 else time.sleep(60))
        assert (first["value"], second) == ("2", {"endless": 0.3})
        verdict = judge(double(), json.dumps([first, second]))
        assert verdict.status == NOT_YET
        assert "`double(2)` was still running after 0.3 seconds" in verdict.feedback

    def test_the_end_of_python(self, answer):
        first, second = answer(lambda n: 2 * n if n == 1 else os._exit(0))
        assert (first["value"], second["raised"][0]) == ("2", "SystemExit")

    @pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit, BaseException])
    def test_exceptions_that_are_not_meant_to_be_caught(self, answer, error):
        def raising(n):
            raise error

        assert answer(raising)[0]["raised"][0] == error.__name__

    def test_what_the_check_uses_is_not_changed(self, answer):
        answer(sabotage)
        assert GIVEN == [1]

    def test_output_past_python_goes_nowhere(self, answer, capfd):
        def flood(n):
            os.write(1, b"x" * 10_000)
            return 2 * n

        assert [item["value"] for item in answer(flood)] == ["2", "4", "0"]
        assert capfd.readouterr() == ("", "")

    def test_no_process_is_left(self, answer):
        before = set(psutil.Process().children())
        answer(lambda n: 2 * n)
        assert set(psutil.Process().children()) <= before


CHOICE = Choice(
    name="claim",
    asks="Which one?",
    hints=("one", "two"),
    options={"a": "It is said of the UK.", "b": "It is said of both.", "c": "It is a fact."},
    right="b",
    because="It stands in D2.",
    wrong={"a": "Read D2 again: who is meant?", "c": "Where does it say so?"},
)
ESSAY = Essay(
    name="essay",
    asks="What does it show?",
    hints=("one", "two"),
    rubric="A good answer quotes.",
    sample="A sample.",
    checklist=("I quote.", "I count."),
    words=5,
    quotes=False,
)
SAMPLE = "The comparison needs a rate, since the preamble is shorter than the commitments are."


class TestOtherTasks:
    @pytest.mark.parametrize("letter", ["b", "B", " b ", "(b)", "b.", "**b**", "option b"])
    def test_the_right_letter(self, letter):
        verdict = checked(CHOICE, claim=letter)
        assert (verdict.status, verdict.feedback) == (CORRECT, "It stands in D2.")

    @pytest.mark.parametrize(
        ("letter", "said"),
        [
            *CHOICE.wrong.items(),
            *((x, '"a", "b", "c"') for x in ("d", "", 2, None, ["b"], "a or b")),
        ],
    )
    def test_other_letters(self, letter, said):
        assert said in checked(CHOICE, claim=letter).feedback

    def test_an_essay_is_never_marked(self):
        assert checked(ESSAY, essay=...).status == NOT_ATTEMPTED
        assert "3 words" in checked(ESSAY, essay="too few words").feedback
        assert "a whole number" in checked(ESSAY, essay=3).feedback
        verdict = checked(ESSAY, essay="this one has more than five words")
        assert verdict.status == NOT_YET
        assert verdict.is_text

    @pytest.mark.parametrize(
        ("essay", "said"),
        [
            ("P3 has “shoulder to shoulder”; G9 wants “undiminished security for all”.", ""),
            ("Its head: “Japan hugs UK close as it seeks to push back against China”.", ""),
            ("It says “our security is built upon the moon and the stars”.", "upon the moon"),
        ],
    )
    def test_what_stands_in_quotation_marks_has_to_stand_in_a_text(self, essay, said):
        feedback = checked(ESSAY, essay=essay).feedback
        assert said in feedback
        assert ("none of the five" in feedback) == bool(said)

    @pytest.mark.parametrize(
        ("essay", "said"),
        [
            ("security " * 30, "The same words"),
            ("It is a strong text. It is a strong text. And so on, and so on.", "The same words"),
            (SAMPLE, "That is the sample"),
            (f"I think so: {SAMPLE}", "That is the sample"),
            ("The Accord speaks of security and says it more often than peace.", "Quote a passage"),
            ("D4 wants the two to “talk about the weather now and then”.", "In none of the five"),
            (
                "They want “to bolster our energy security”, and that is a claim.",
                "do not say where",
            ),
            ("The line H of the rewrite is “date 2023-01-12”, and who put it there?", ""),
            ("The line H of the rewrite is “date 1999-01-12”, and who put it there?", "In none"),
            ("They say “the UK” often, and that is what D4 of the text is about.", "Quote a"),
            ("In D4 they want “to bolster our energy security”, no more.", "You cite D4. Does"),
            ("In E5 they want “to bolster our energy security”, no more.", ""),
            ("p8 of the article has “said Ono, the Japanese prime minister’s spokesperson”.", ""),
            (
                "In E5 of the Accord: “to bolster our energy security”. It has 12 tokens.",
                "out of how",
            ),
            ("In E5 of the Accord: “to bolster our energy security”, 12 tokens of 1,585.", ""),
        ],
    )
    def test_what_a_program_can_object_to(self, essay, said):
        given = replace(ESSAY, sample=SAMPLE, quotes=True)
        verdict = checked(given, essay=essay)
        assert verdict.status == NOT_YET
        assert said in verdict.feedback
        assert verdict.is_text == (said in {"", "out of how"})
        assert ("?" in verdict.feedback) == bool(said)

    @pytest.mark.parametrize("name", ["progress", "two words", "1st", "answer"])
    def test_names_that_could_not_be_typed_or_are_there_twice(self, name):
        with pytest.raises(AccordError, match="cannot have a task called"):
            Workbook("x", [task(), task(name=name)])


CHECKS = """
from accordlib.exercises import Choice, Essay, Slip, Task, Workbook
workbook = Workbook("Which?", [
    Task(name="answer", asks="Twelve", hints=("one", "two"), right=lambda: 12, lead="Why?",
         slips=(Slip("answer = given + 1", "One too many. Where from?"),), points=2),
    Choice(name="claim", asks="Which?", hints=("one", "two"), right="b", because="In D2.",
           options={"a": "One.", "b": "Two."}, wrong={"a": "Who?"}),
    Essay(name="essay", asks="Why", hints=("one",), rubric="Quote.", sample="A sample.",
          checklist=("I quote.", "I count."), words=3, quotes=False),
])
"""
SOLVED = "def double(n):\n    m = 2 * n\n    return m"
CALLED = """
from accordlib.exercises import Task, Workbook
workbook = Workbook("Which?", [
    Task(name="double", asks="Twice", hints=("one", "two"), right=lambda n: 2 * n, lead="Why?",
         calls=lambda: [(1,), (2,)], also_right=("double = lambda n: n + n",)),
])
"""
CELLS = {
    "setup": ("given = 12", []),
    "open-set": ("raise RuntimeError", ["answer"]),
    "answer-starter": ("answer = ...", ["starter"]),
    "answer-solution": ("answer = 10 + 2", ["solution"]),
    "claim-starter": ("claim = ...", ["starter"]),
    "claim-solution": ("claim = 'b'", ["solution"]),
    "essay-starter": ("essay = ...", ["starter"]),
    "essay-solution": ("essay = 'A sample.'", ["solution"]),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of exercises with one set, and keep progress there."""
    monkeypatch.delenv("ACCORD_NO_PROGRESS", raising=False)
    for name in ("checks", "solutions"):
        (tmp_path / name).mkdir()
    (tmp_path / "checks" / "01_small.py").write_text(CHECKS, "utf-8")
    cells = [
        {"cell_type": "code", "id": id, "source": source, "metadata": {"tags": tags}}
        for id, (source, tags) in CELLS.items()
    ]
    (tmp_path / "solutions" / "01_small.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    return tmp_path


@pytest.fixture
def names():
    """Return the names of a student."""
    return {}


@pytest.fixture
def q(folder, names):
    """Return a set as a student opens it."""
    return Exercise(find_set("01_small", folder), names, folder)


class TestDesk:
    def test_a_student_finds_the_way(self, q, names):
        assert dir(q) == ["all_sets", "answer", "claim", "essay", "progress"]
        assert "q.answer" in repr(q)
        assert '<th scope="row"' in q._repr_html_()
        assert q.answer.check().state == NOT_ATTEMPTED
        names["answer"] = 13
        assert q.answer.check().text == "One too many. Where from?"
        names["answer"] = 12
        assert q.answer.check().state == CORRECT
        names["answer"] = 13
        assert q.answer.check().state == NOT_YET  # what was done stays done
        assert "1 of 3 tasks done, 2 of 4 points. Left: claim, essay." in repr(q.progress())

    def test_hints_are_numbered_and_end(self, q):
        said = [repr(q.answer.hint()) for _ in range(3)]
        assert "hint 1 of 2" in said[0]
        assert "hint 2 of 2" in said[1]
        assert said[1] == said[2]
        assert "solution()" in said[2]
        assert "1. one\n2. two" in said[2]

    def test_the_solution_asks_once(self, q):
        first, second = (repr(q.answer.solution()) for _ in range(2))
        assert "Do you want to see the solution?" in first
        assert "2 hints" in first
        assert ["answer = 10 + 2" in said for said in (first, second)] == [False, True]

    def test_a_choice_has_letters_in_an_order_of_the_readers(self, folder, monkeypatch):
        def opened():
            return Exercise(find_set("01_small", folder), names, folder)

        names, said = {}, set()
        for seed in range(8):
            monkeypatch.setattr("secrets.randbelow", lambda _, seed=seed: seed)
            q = opened()
            said.add(repr(q.claim))
            assert repr(opened().claim) == repr(q.claim)
            right = re.search(r"(\w)\. Two\.", repr(q.claim))[1]
            for letter in "ab":
                names["claim"] = letter
                assert (q.claim.check().state == CORRECT) == (letter == right)
            q.claim.solution()
            assert f'claim = "{right}"' in repr(q.claim.solution())
            assert '<ol type="a">' in q.claim._repr_html_()
            (folder / FILE).unlink()
        assert len(said) == 2

    def test_a_choice_that_was_begun_before_letters_were_shuffled_keeps_them(self, folder):
        (folder / FILE).write_text('{"01_small": {"claim": {"state": "correct"}}}', "utf-8")
        q = Exercise(find_set("01_small", folder), {"claim": "b"}, folder)
        assert "b. Two." in repr(q.claim)
        assert "1 of 3 tasks done" in repr(q.progress())
        assert q.claim.check().state == CORRECT

    def test_an_essay_is_ticked(self, q, names):
        assert q.essay.tick(1, 2).state == NOT_ATTEMPTED
        names["essay"] = "These are my words."
        panel = q.essay.check()
        assert "[ ] I quote." in repr(panel)
        assert "q.essay.tick" in repr(panel)
        assert "Quote." not in panel.text
        assert "[x] I quote." in repr(q.essay.tick(1))
        assert "Quote." in q.essay.check().text
        assert q.essay.tick(2).state == CORRECT
        names["essay"] = "These are quite other words."
        assert q.essay.check().state == NOT_YET
        assert "[ ] I quote." in repr(q.essay.check())
        names["essay"] = "These are my words."
        assert q.essay.check().state == CORRECT
        assert q.essay.tick().state == NOT_YET
        assert "0 of 3 tasks done" in repr(q.progress())

    @pytest.mark.parametrize("number", [0, 3, "1", True, 1.0])
    def test_ticks_are_lines_of_the_list(self, q, number):
        with pytest.raises(AccordError, match="1 to 2"):
            q.essay.tick(number)

    def test_what_is_no_task_is_answered_with_the_way(self, q):
        with pytest.raises(AccordError, match="write `answer = ...` alone"):
            q.answer = 12
        with pytest.raises(AccordError, match="Do you mean answer"):
            q.anser.check()
        assert not hasattr(q, "nothing_like_it")
        with pytest.raises(AccordError, match=r"q\.answer\.hint\(\)"):
            q.hint()
        with pytest.raises(AccordError, match="It has check"):
            q.answer.hints()
        assert "write .check()" in repr(q.answer.check)

    def test_names_of_the_set_up_that_changed(self, q, names):
        names |= {"answer": 14, "given": 12}
        assert "given" not in q.answer.check().text
        names["given"] = 13
        assert "`given` changed since the set-up" in q.answer.check().text

    def test_a_solved_task_is_remembered_after_a_restart(self, q, names):
        names["answer"] = 12
        q.answer.check()
        del names["answer"]
        assert "You have solved this. Python has lost `answer`" in q.answer.check().text
        names["answer"] = ...
        assert "You have solved this" in q.answer.check().text

    def test_sets_that_cannot_be_opened(self, folder, monkeypatch):
        with pytest.raises(AccordError, match="No set of exercises '01_words'"):
            find_set("01_words", folder)
        with pytest.raises(AccordError, match="Choose one of: 01_small"):
            find_set("words", folder / "solutions")
        (folder / "solutions" / "01_small.ipynb").write_text("{", "utf-8")
        broken = ExerciseSet("01_small", folder)
        with pytest.raises(AccordError, match="restore it"):
            broken.starter(broken.workbook.tasks[0])
        monkeypatch.chdir(folder.parent)
        monkeypatch.setattr("accordlib.exercises.sets.OWN_COURSE", folder)
        assert find_set("01_small", folder.parent).folder == folder
        monkeypatch.setattr("accordlib.exercises.sets.OWN_COURSE", folder.parent)
        with pytest.raises(AccordError, match="folder exercises"):
            exercise("01_small")

    def test_names_come_from_where_it_is_called(self, folder, monkeypatch):
        monkeypatch.chdir(folder)
        space = {"exercise": exercise}
        exec("q = exercise('01_small')\nanswer = 12", space)
        assert space["q"].answer.check().state == CORRECT


def test_a_loop_that_takes_q_does_no_harm(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    shell = InteractiveShell.instance()
    try:
        shell.run_cell("from accordlib.exercises import exercise\nq = exercise('01_small')")
        shell.run_cell("for q in ['a', 'b']:\n    answer = 12")
        assert "`q` is the set of exercises again" in capsys.readouterr().out
        assert shell.user_ns["q"].answer.check().state == CORRECT
        shell.run_cell("answer = 13")
        assert capsys.readouterr().out == ""
        assert "Another way" not in repr(shell.user_ns["q"].answer.check())
    finally:
        InteractiveShell.clear_instance()


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        ("answer = 12", "answer = 10 + 2"),
        ("# Twelve.\nanswer = 10+2  # so\nprint(answer)", ""),
    ],
)
def test_another_way_is_told_only_if_it_is_another(q, names, monkeypatch, cell, other):
    names["answer"] = 12
    monkeypatch.setitem(q.answer._failed.cells, "answer", cell)
    panel = q.answer.check()
    assert (panel.state, panel.code, "Another way" in panel.text) == (CORRECT, other, bool(other))


def test_a_bare_number_is_not_told_as_another_way(q, names, monkeypatch):
    names["answer"] = 12
    monkeypatch.setattr(q.answer._set, "rights", lambda task: ["answer = 10 + 2", "answer = 12"])
    assert q.answer.check().code == "answer = 10 + 2"


def test_where_one_stands_in_all_sets(folder, q, names, monkeypatch):
    monkeypatch.chdir(folder)
    names["answer"] = 12
    q.answer.check()
    q.essay.tick(1)
    assert "1 of 3 tasks done in all sets." in repr(q.all_sets())
    assert "01_small  1     3   0" in repr(where_i_stand())


def test_an_answer_of_a_hundred_megabytes(q, names):
    names["answer"] = "x" * 10**8
    assert "too large to be looked at" in q.answer.check().text


@pytest.mark.skipif(sys.platform != "linux", reason="TestApart is for other systems")
def test_what_a_called_answer_changes_stays_as_it_was():
    def changes(n):
        os.chdir("/")
        locale.setlocale(locale.LC_ALL, "C")
        mpl.rcParams["font.size"] = 99
        accordlib.kwic = None
        print("x" * 10**6)
        return 2 * n

    def state():
        return Path.cwd(), locale.setlocale(locale.LC_ALL), mpl.rcParams["font.size"]

    before = state()
    assert judge(double(), guarded_probe(double(), {"double": changes})).status == CORRECT
    assert state() == before
    assert accordlib.kwic is not None


def test_a_cell_that_changes_the_folder_loses_nothing(q, names, folder, monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    names["answer"] = 12
    assert q.answer.check().state == CORRECT
    assert (folder / FILE).is_file()
    assert not (tmp_path / "elsewhere" / FILE).exists()


def test_two_notebooks_of_a_set_at_once_lose_nothing(folder):
    names = {"answer": 12, "claim": "z"}
    first, second = (Exercise(find_set("01_small", folder), names, folder) for _ in range(2))
    first.answer.check()
    second.essay.hint()
    first.claim.check()
    kept = json.loads((folder / FILE).read_text("utf-8"))["01_small"]
    assert kept["answer"]["state"] == CORRECT
    assert kept["essay"]["hints"] == 1
    assert kept["claim"]["state"] == NOT_YET


class TestApart:
    """Where a process cannot be copied, as on Windows and macOS."""

    def checked(self, code, folder, monkeypatch):
        monkeypatch.setattr("accordlib.exercises.probing.sys.platform", "darwin")
        names = {"kept": [1, 2]}
        exec(code, names)
        failed = watched()
        failed.cells = {"double": code}
        of = find_set("02_called", folder)
        desk = TaskDesk(of.workbook.tasks[0], of, names, Progress(folder, of.name))
        desk._failed = failed
        return desk.check(), names

    @pytest.fixture
    def folder(self, folder):
        """Return a folder with a set that asks for a function."""
        (folder / "checks" / "02_called.py").write_text(CALLED, "utf-8")
        cells = {
            "setup": ("kept = [1, 2]", []),
            "double-starter": ("def double(n):\n    ...", ["starter"]),
            "double-solution": (SOLVED, ["solution"]),
        }
        made = [
            {"cell_type": "code", "id": id, "source": source, "metadata": {"tags": tags}}
            for id, (source, tags) in cells.items()
        ]
        path = folder / "solutions" / "02_called.ipynb"
        path.write_text(json.dumps({"cells": made}), "utf-8")
        return folder

    def test_an_answer_that_never_ends_is_stopped(self, folder):
        stays_in_c = "import re\ndef double(n):\n    return re.match('(a*)*b', 'a' * 40)"
        of = find_set("02_called", folder)
        evidence = probe_apart(of, "double", [stays_in_c], 0.3)
        assert "was still running after" in judge(of.workbook.tasks[0], evidence).feedback

    def test_no_check_changes_the_readers_objects(self, folder, monkeypatch):
        here = Path.cwd()
        code = (
            "import os, sys, builtins\n"
            "def double(n):\n    kept.append(n)\n    os.chdir('/')\n    builtins.spoilt = 1\n"
            "    sys.stdout.write('x' * 10)\n    return 2 * n"
        )
        panel, names = self.checked(code, folder, monkeypatch)
        assert panel.state == CORRECT
        assert names["kept"] == [1, 2]
        assert Path.cwd() == here
        assert not hasattr(sys.modules["builtins"], "spoilt")

    def test_what_the_cells_do_not_define_is_called_here(self, folder):
        of = find_set("02_called", folder)
        assert probe_apart(of, "double", ["x = 1", "def double(n):\n    return n +"]) == ""


class Cell:
    """How IPython says that a cell has run."""

    def __init__(self, raw_cell, error=None, before=None):
        self.info = self
        self.raw_cell = raw_cell
        self.error_in_exec, self.error_before_exec = error, before


class TestCells:
    def test_a_failed_cell_is_noted_and_a_later_run_clears_it(self):
        failures, broken = Failures(), "def rate(count, total)\n    return 1"
        failures.note(Cell("count = three", NameError("name 'three' is not defined")))
        with pytest.raises(SyntaxError) as caught:
            compile(broken, "<cell>", "exec")
        failures.note(Cell(broken, before=caught.value))
        assert failures["count"][:2] == ["NameError", "name 'three' is not defined"]
        assert failures["rate"][2:] == [1, "def rate(count, total)"]
        failures.note(Cell("count = 3"))
        assert list(failures) == ["rate"]

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            *((cell, "") for cell in ("count = 3\ncount", "q.count.check()", "q = 3\nq", "x = 3")),
            ("12", "shows a value and does not keep it: begin with `count =`"),
            ("count == 3", "shows a value and does not keep it"),
            ("Count = 3", "defines `Count`: is `count` meant?"),
            ("counts = 3", "defines `counts`: is `count` meant?"),
            ("count = (", ""),
        ],
    )
    def test_what_was_not_kept(self, cell, said):
        failures = Failures()
        failures.note(Cell(cell))
        assert said in failures.not_kept("count")
        assert bool(said) == bool(failures.not_kept("count"))

    def test_in_ipython_and_elsewhere(self):
        assert watched() == {}
        shell = InteractiveShell.instance()
        try:
            shell.run_cell("count = 1 / 0")
            first = watched()
            shell.run_cell("count = 1 / 0")
            assert first["count"][0] == "ZeroDivisionError"
            assert watched() is first
        finally:
            InteractiveShell.clear_instance()


class TestProgress:
    def test_it_survives_a_restart(self, folder, q, names):
        names["answer"] = 12
        q.answer.check()
        q.answer.hint()
        again = Exercise(find_set("01_small", folder), {}, folder)
        assert "1 of 3 tasks" in repr(again.progress())
        assert "hint 2 of 2" in repr(again.answer.hint())
        assert [p.name for p in folder.iterdir() if p.is_file()] == [FILE]
        (folder / FILE).unlink()
        assert "0 of 3" in repr(Exercise(find_set("01_small", folder), {}, folder).progress())

    def test_two_sets_share_the_file(self, tmp_path, monkeypatch):
        monkeypatch.delenv("ACCORD_NO_PROGRESS", raising=False)
        first, second = Progress(tmp_path, "01"), Progress(tmp_path, "02")
        first.put("a", "state", CORRECT)
        second.put("b", "state", NOT_YET)
        first.put("a", "hints", 2)
        assert Progress(tmp_path, "02").get("b", "state") == NOT_YET
        assert Progress(tmp_path, "01").get("a", "hints") == 2

    @pytest.mark.parametrize(
        "content", ["{", "[]", '{"01_small": 3}', "\0", '{"01_small": {"a": 1}}']
    )
    def test_a_file_that_is_not_ours_is_left_alone(self, folder, content):
        (folder / FILE).write_text(content, "utf-8")
        q = Exercise(find_set("01_small", folder), {"answer": 12}, folder)
        assert q.answer.check().state == CORRECT
        assert "cannot be read" in repr(q.progress())
        assert (folder / FILE).read_text("utf-8") == content

    def test_a_folder_that_cannot_be_written_to(self, folder, monkeypatch):
        def refuse(*_, **__):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("os.fsync", refuse)
        q = Exercise(find_set("01_small", folder), {"answer": 12}, folder)
        assert q.answer.check().state == CORRECT
        assert "1 of 3" in repr(q.progress())
        assert "was not saved: Permission denied" in repr(q.progress())

    def test_it_can_be_switched_off(self, folder, monkeypatch):
        monkeypatch.setenv("ACCORD_NO_PROGRESS", "1")
        Exercise(find_set("01_small", folder), {"answer": 12}, folder).answer.check()
        assert not (folder / FILE).exists()


class TestPanels:
    def test_symbol_and_word_stand_beside_the_colour(self):
        for state, (symbol, _) in LOOKS.items():
            html = Panel(state, "x", "answer")._repr_html_()
            assert state in html
            assert f'<span aria-hidden="true">{symbol}</span>' in html
            assert 'role="status"' in html
            assert repr(Panel(state, "x")).startswith(f"{symbol} {state}")

    def test_colours_have_contrast(self):
        def luminance(colour):
            parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
            linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
            return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

        bars = [luminance(colour) + 0.05 for _, colour in LOOKS.values()]
        assert all(1.05 / bar > 3 and bar / (luminance("#111111") + 0.05) > 3 for bar in bars)
        assert "background" not in Panel("correct")._repr_html_()

    def test_what_a_student_wrote_cannot_become_markup(self):
        html = Panel("not yet", "`x` is '<b>&' <script>", "a", code="<i>")._repr_html_()
        assert not any(tag in html for tag in ("<b>", "<i>", "<script>"))
        assert "<code>x</code> is '&lt;b&gt;&amp;'" in html

    def test_words_under_discussion_are_emphasised_and_code_is_left_alone(self):
        html = Panel("not yet", "*The* and *free and open* in `2 * x * 3`, 2 * 3 * 4")._repr_html_()
        marked = "<em>The</em> and <em>free and open</em> in <code>2 * x * 3</code>, 2 * 3 * 4"
        assert marked in html
