"""Every set of exercises: solutions pass, starters are no attempts, slips get their feedback."""

import ast
import dis
import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import nbformat
import pytest
from answered.measure import answers, judged, outcome
from handout import student_notebook
from mutants import mutants
from time_limits import OutOfTime, time_limit

from accordlib import load_corpus
from accordlib.exercises import Choice, Essay, Task
from accordlib.exercises.feedback import for_call
from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED, NOT_YET, judge
from accordlib.exercises.plain import freeze, same, thaw
from accordlib.exercises.probing import probe, silent
from accordlib.exercises.sets import ANSWER, SOLUTION, STARTER, ExerciseSet
from grading.drawing import drawn

FOLDER = Path(__file__).resolve().parents[1] / "exercises"
SETS = sorted(path.stem for path in (FOLDER / "checks").glob("[0-9]*.py"))
CAUGHT, DRAWN = 0.95, 15
ENDED = "ended with an exception"

# A time limit may strike in a callback of Python's own, which drops it; then it strikes again.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@cache
def opened(name):
    """Return a set, its namespace and evidence computed once."""
    return ExerciseSet(name, FOLDER)


def task_of(name, task):
    """Return a task of a set by its name."""
    return next(one for one in opened(name).workbook.tasks if one.name == task)


TASKS = [(name, task.name) for name in SETS for task in opened(name).workbook.tasks]

CODED = [pair for pair in TASKS if isinstance(task_of(pair[0], pair[1]), Task)]


def kind_of(pair):
    """Return what kind of answer a task asks for."""
    task = task_of(*pair)
    is_task = isinstance(task, Task)
    return f"{type(task).__name__}-{type(task.expected()[0]).__name__ if is_task else ''}"


@cache
def kinds():
    """Return a task of each kind of answer; found when asked for, as every answer is worked out."""
    return list({kind_of(pair): pair for pair in TASKS}.values())


@pytest.fixture(params=TASKS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def given(request):
    """Return a set and one of its tasks."""
    name, task = request.param
    return opened(name), task_of(name, task)


def verdict(of, task, code):
    """Return what a student gets for this cell."""
    return judge(task, of.evidence(task, code), of.starter(task), of.slips(task))


def test_every_lesson_has_its_set(root):
    lessons = [path.stem for path in sorted((root / "notebooks").glob("*.ipynb"))]
    lessons.remove("11_your_own_agreement")  # the capstone is its exercise
    assert "11_capstone" in SETS
    assert [name for name in SETS if name in lessons] == lessons
    tasks = {name: len(opened(name).workbook.tasks) for name in SETS}
    assert all(number >= 6 for name, number in tasks.items() if not name.startswith("00"))
    assert sum(tasks[name] for name in lessons[1:]) >= 65


def test_sets_together(record_property):
    tasks = [task_of(name, task) for name, task in TASKS]
    slips = sum(len(task.slips) for task in tasks)
    record_property("tasks", len(tasks))
    record_property("misconceptions", slips)
    record_property("alternative answers", sum(len(task.also_right) for task in tasks))
    assert slips >= 2 * len(tasks)


def test_solution(given):
    of, task = given
    found = verdict(of, task, of.cell(task, SOLUTION))
    if isinstance(task, Essay):
        assert found.status == NOT_YET
        assert "That is the sample" in found.feedback
        found = verdict(of, replace(task, sample=""), of.cell(task, SOLUTION))
        assert found.is_text, found.feedback
        assert "?" not in found.feedback, found.feedback
    else:
        assert found.status == CORRECT, found.feedback


def test_starter(given):
    of, task = given
    assert verdict(of, task, of.cell(task, STARTER)).status == NOT_ATTEMPTED
    assert judge(task, probe(task, {})).status == NOT_ATTEMPTED


def test_slips(given):
    of, task = given
    for slip in task.slips:
        found = verdict(of, task, slip.code)
        assert (found.status, found.feedback) == (NOT_YET, slip.says), slip.code
        assert "?" in slip.says, f"no question leads on: {slip.says}"


def test_alternative_answers(given):
    of, task = given
    for code in task.also_right:
        assert verdict(of, task, code).status == CORRECT, code


def test_forms(given):
    _, task = given
    assert 2 <= len(task.hints) <= 3
    assert task.asks
    assert task.points > 0
    if isinstance(task, Task):
        assert task.lead.rstrip().endswith("?")
    if isinstance(task, Choice):
        assert task.right not in task.wrong
        assert task.options.keys() == {task.right, *task.wrong} == set("abcd")
        lengths = sorted(map(len, task.options.values()))
        assert lengths[-1] < 1.25 * lengths[0]
    if isinstance(task, Essay):
        assert len(task.checklist) >= 2
        assert len(task.sample.split()) >= task.words


@pytest.mark.parametrize("bad", [float("nan"), [], {}, object(), "x" * 100, (n for n in "ab"), 0j])
def test_any_value_gets_an_answer(bad):
    for name, task_name in kinds():
        of, task = opened(name), task_of(name, task_name)
        evidence = probe(task, {task.name: bad})
        found = judge(task, evidence, of.starter(task), of.slips(task))
        wanted = NOT_ATTEMPTED if evidence == of.starter(task) else NOT_YET
        assert found.status == wanted, task_name
        assert found.feedback


def test_what_a_call_is_shown_as_can_be_typed():
    tried = typed = 0
    for name, task_name in CODED:
        of, task = opened(name), task_of(name, task_name)
        for number, arguments in enumerate(task.calls() if task.calls else ()):
            shown = for_call(task, number)
            tried += 1
            with suppress(SyntaxError):
                code = compile(f"_ = ({shown[1:-1]},)", shown, "exec")
                names = of.names_before(task)
                exec(code, names)
                for one, other in zip(names["_"], arguments, strict=True):
                    if type(other).__name__ == "Written":  # mentions shown as they are made
                        continue
                    plain = (thaw(freeze(value)) for value in (one, other))
                    assert same(*plain), (task_name, shown)
                    same_words = repr(one).strip("()[],") == repr(other).strip("()[],")
                    assert isinstance(one, set | dict) or same_words
                typed += 1
    assert typed > 0.9 * tried, (typed, tried)


CHOICES = [task_of(*pair) for pair in TASKS if isinstance(task_of(*pair), Choice)]
HEDGES = r"\b(no|not|none|nothing|neither|nobody|nor|only|may|cannot)\b"
SURE = r"\b(all|every|each|ever|never|proved|none|whatever)\b"
GUESSES = {
    **{f"always {letter}": lambda key, _, letter=letter: key == letter for letter in "abcd"},
    "the longest": lambda _, text: len(text),
    "the shortest": lambda _, text: -len(text),
    "the most punctuation": lambda _, text: len(re.findall("[;:,“]", text)),
    "a semicolon or a colon": lambda _, text: len(re.findall("[;:]", text)),
    "the most hedges": lambda _, text: len(re.findall(HEDGES, text, re.IGNORECASE)),
    "the least sure": lambda _, text: -len(re.findall(SURE, text, re.IGNORECASE)),
    "no reason given": lambda _, text: -len(re.findall(r"\b(since|so|because|as)\b", text)),
}


def guessed(choice, guess):
    """Return how probably whoever guesses like this is right."""
    marks = {letter: guess(letter, text) for letter, text in choice.options.items()}
    best = [letter for letter, mark in marks.items() if mark == max(marks.values())]
    return (choice.right in best) / len(best)


@pytest.mark.parametrize("guess", GUESSES)
def test_choices_cannot_be_guessed(guess):
    chance = sum(1 / len(choice.options) for choice in CHOICES)
    for seed in (0, 1, 2):
        given = [choice.shuffled(seed) for choice in CHOICES]
        if seed == 0 or "always" not in guess:  # a seed of one's own spreads letters by chance
            found = sum(guessed(choice, GUESSES[guess]) for choice in given)
            assert found <= chance + 0.05 * len(CHOICES), guess


def test_letters_are_shuffled_by_a_seed_of_the_reader():
    for choice in CHOICES:
        given = [choice.shuffled(seed) for seed in range(100)]
        for one in given:
            assert one.options[one.right] == choice.options[choice.right]
            said = {
                text: one.wrong.get(letter, one.because) for letter, text in one.options.items()
            }
            assert said == {
                t: choice.wrong.get(k, choice.because) for k, t in choice.options.items()
            }
        shares = Counter(one.right for one in given)
        assert min(shares[letter] for letter in "abcd") >= 12, (choice.name, shares)


def test_options_quote_what_stands_in_the_texts():
    running = " ".join(document.text for document in load_corpus().values())
    quoted = {
        q for choice in CHOICES for t in choice.options.values() for q in re.findall("“(.+?)”", t)
    }
    assert quoted
    assert not [words for words in quoted if words not in running]


def evidence_of(of, task, code):
    """Return what a mutant gives, or that it ended with an exception or not at all."""
    try:
        with time_limit(1):
            return of.evidence(task, code)
    except (Exception, OutOfTime):
        return ENDED
    return ENDED


def results(evidence):
    """Return what the work gave, however it was written."""
    if evidence == ENDED:
        return ENDED
    return [{k: v for k, v in item.items() if k != "code"} for item in json.loads(evidence)]


@pytest.mark.parametrize(("name", "task_name"), CODED)
def test_mutants(name, task_name, record_property):
    of, task = opened(name), task_of(name, task_name)
    solution = of.cell(task, SOLUTION)
    right = of.evidence(task, solution)
    changed, survivors = 0, []
    made = list(mutants(solution))
    for said, code in made:
        found = evidence_of(of, task, code)
        if results(found) == results(right):
            assert not differs(name, task_name, code), f"no call tells it apart: {said}"
            continue
        changed += 1
        if found != ENDED and judge(task, found).status == CORRECT:
            survivors.append(said)
    record_property("mutants", len(made))
    record_property("mutants that change the answer", changed)
    record_property("mutants that no check caught", len(survivors))
    assert len(survivors) <= (1 - CAUGHT) * max(changed, 20), survivors


def function(of, task, code):
    """Return the function that some code defines."""
    names = of.names_before(task)
    with silent():
        exec(compile(code, "<answer>", "exec"), names)
    return names[task.name]


def result(answer, arguments):
    """Return what a call gives, or that it ended with an exception."""
    try:
        with silent():
            return thaw(freeze(answer(*arguments)))
    except Exception:
        return ENDED


@cache
def drawn_results(name, task_name):
    """Return drawn arguments on which all right answers agree, with what they give."""
    of, task = opened(name), task_of(name, task_name)
    rights = [task.right, *(function(of, task, code) for code in of.rights(task))]
    found = []
    for arguments in drawn(task, DRAWN, task.name) if task.calls else ():
        wanted, *others = (result(right, arguments) for right in rights)
        if wanted != ENDED and all(same(value, wanted, task.digits) for value in others):
            found.append((arguments, wanted))
    return found


def differs(name, task_name, code):
    """Tell whether an answer that agrees on every call of its task does not on drawn ones."""
    of, task = opened(name), task_of(name, task_name)
    if task.calls is None:
        return False
    answer, given = function(of, task, code), drawn_results(name, task_name)
    return any(not same(result(answer, a), wanted, task.digits) for a, wanted in given)


def test_inputs_are_drawn_for_every_function():
    for name, task_name in CODED:
        task = task_of(name, task_name)
        if task.calls:
            calls = drawn(task, DRAWN, task.name)
            kinds = [set(map(type, column)) for column in zip(*calls, strict=True)]
            assert kinds, task_name


@pytest.mark.parametrize(("name", "task_name"), CODED)
def test_calls_tell_slips_apart(name, task_name):
    of, task = opened(name), task_of(name, task_name)
    seen = {}
    for slip in task.slips if task.calls else ():
        found = json.dumps(results(of.evidence(task, slip.code)))
        first = seen.setdefault(found, slip)
        if first.says != slip.says:
            pair = [function(of, task, one.code) for one in (first, slip)]
            for arguments, _ in drawn_results(name, task_name):
                one, other = (result(answer, arguments) for answer in pair)
                assert same(one, other), (first.says, slip.says)


def test_answers_that_the_judge_was_not_written_for(record_property):
    """An eighth of them; ``python tests/answered/measure.py`` tries all."""
    found = Counter()
    for name in SETS:
        for answer in answers(name):
            if int(sha256(answer.name.encode()).hexdigest(), 16) % 8 == 1:
                kind = "right" if answer.is_right else "wrong"
                found.update([kind, outcome(answer, judged(answer, opened(name)))])
    record_property("answers from outside", found["right"] + found["wrong"])
    assert min(found["right"], found["wrong"] / 5) > 15, found
    assert found["refused"] == 0
    assert found["accepted"] <= 0.01 * found["wrong"], found  # of so few: none
    assert found["generic"] <= 0.05 * found["wrong"], found
    assert found["generic"] + found["by code"] <= 0.2 * found["wrong"], found


def statements(code):
    """Return what each statement of a cell computes, apart from the name it is given."""
    found = (getattr(node, "value", None) for node in ast.parse(code).body)
    dumps = (ast.dump(value) for value in found if value)
    return {dump for dump in dumps if "Call(" in dump}  # so that something is computed


@pytest.mark.parametrize(("name", "task_name"), CODED)
def test_no_cell_of_the_lesson_is_the_solution(name, task_name, root):
    lesson = root / "notebooks" / f"{name}.ipynb"
    cells = json.loads(lesson.read_text("utf-8"))["cells"] if lesson.is_file() else []
    copied = set().union(
        *(statements("".join(c["source"])) for c in cells if c["cell_type"] == "code")
    )
    of = opened(name)
    tree = ast.parse(of.cell(task_of(name, task_name), SOLUTION))
    answers = [n.value for n in tree.body if isinstance(n, ast.Assign)][-1:]
    assert not [1 for answer in answers if ast.dump(answer) in copied]


@pytest.fixture(params=SETS)
def solved_path(request):
    """Return the path of a solved set."""
    return FOLDER / "solutions" / f"{request.param}.ipynb"


def test_students_open_what_is_made_from_the_solutions(solved_path):
    made = student_notebook(nbformat.read(solved_path, as_version=4))
    stored = nbformat.read(FOLDER / solved_path.name, as_version=4)
    assert [plain(cell) for cell in made.cells] == [plain(cell) for cell in stored.cells]


def plain(cell):
    """Return what a cell says, without its outputs."""
    return cell.id, cell.cell_type, cell.source, cell.metadata


def test_no_cell_takes_the_name_of_another_task(solved_path):
    names = {task.name for task in opened(solved_path.stem).workbook.tasks}
    for cell in json.loads(solved_path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            own = cell["id"].rpartition("-")[0]
            code = compile("".join(cell["source"]), own, "exec")
            stored = {i.argval for i in dis.get_instructions(code) if i.opname == "STORE_NAME"}
            assert not stored & names - {own}, cell["id"]


def test_no_solution_reaches_students(solved_path):
    stored = json.loads((FOLDER / solved_path.name).read_text("utf-8"))
    assert not [c["id"] for c in stored["cells"] if SOLUTION in c["metadata"].get("tags", [])]


def test_no_comment_names_a_mistake_or_a_solution(solved_path):
    stored = json.loads((FOLDER / solved_path.name).read_text("utf-8"))
    texts = {c["id"]: "".join(c["source"]) for c in stored["cells"] if c["cell_type"] == "markdown"}
    assert not [name for name, text in texts.items() if "<!--" in text]


def test_stored_answers(solved_path):
    for path, wanted in ((solved_path, CORRECT), (FOLDER / solved_path.name, NOT_ATTEMPTED)):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        checks = [cell for cell in cells if cell["id"].endswith("-check")]
        tasks = opened(path.stem).workbook.tasks
        assert [cell["id"] for cell in checks] == [f"{task.name}-check" for task in tasks]
        for cell in checks:
            assert cell["metadata"]["tags"] == [ANSWER]
            said = "".join(cell["outputs"][0]["data"]["text/plain"])
            name = cell["id"].removesuffix("-check")
            is_sample = wanted == CORRECT and isinstance(task_of(path.stem, name), Essay)
            state = NOT_YET if is_sample else wanted
            assert said.split(" ", 1)[1].startswith(state), (path.name, cell["id"], said)
