"""The answers of tests/answered: each task has some, each has its own name, a third waits."""

from collections import Counter

import pytest
from answered import measure
from library import ROOT

from accordlib.exercises import Task
from accordlib.exercises.sets import find_set

SETS = sorted(path.stem for path in (ROOT / "exercises" / "checks").glob("[0-9]*.py"))


@pytest.mark.parametrize("of", SETS)
def test_each_code_task_of_a_set_has_right_and_wrong_answers(of):
    tasks = {t.name for t in find_set(of, ROOT).workbook.tasks if isinstance(t, Task)}
    given = measure.answers(of)
    wrong = Counter(answer.task for answer in given if not answer.is_right)
    assert tasks == set(wrong) == {answer.task for answer in given if answer.is_right}
    assert min(wrong.values()) >= 3
    for answer in given:
        compile(answer.code, answer.name, "exec")


def test_no_answer_has_the_name_of_another_and_a_third_is_set_aside():
    given = [answer for of in SETS for answer in measure.answers(of)]
    assert len({answer.name for answer in given}) == len(given)
    assert 0.3 < sum(answer.is_aside for answer in given) / len(given) < 0.4
