"""Marks for a class: whose file it is, what is the matter with it, what it is worth, what is said.

What needs a room for students' code is in test_hostile; here is what can be tried without one.
"""

import csv
import io
import json
import os
import re
import zipfile
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import pytest
from answered.measure import answers
from axe_playwright_python.sync_playwright import Axe
from hostile import notebook

from accordlib.errors import AccordError
from accordlib.exercises.judging import CORRECT, NOT_ATTEMPTED, NOT_YET
from accordlib.exercises.probing import silent
from accordlib.exercises.sets import SOLUTION, ExerciseSet
from grading import batch, sandbox
from grading.__main__ import main
from grading.batch import run_notebook
from grading.calls import calls_of_run, packed, told, unpacked
from grading.collecting import MOST_BYTES, Handed, content, handed_in
from grading.essays import FIRST, SECOND, Essays
from grading.evidence import lines_of, of_tasks
from grading.judging import NO_ORDER, STOPPED, TO_READ, Judge, Mark, as_shown
from grading.likeness import likeness
from grading.marking import EXERCISES, grade, hand_back_place, masters
from grading.notebooks import Cell, names_defined, read_cells, read_master, rebuilt
from grading.pages import as_slip, feedback_page, lecturer_page, likeness_page
from grading.results import EMPTY, MARKED, MISSING, Result
from grading.roster import Roster, Sender, Student, read_roster
from grading.sandbox import Ended, Limits
from grading.submissions import Rules, Submission, safe, submissions
from grading.tables import write_canvas, write_marks, write_moodle

WORDS = "03_words"
CLASS = [
    Student("u1001", "Aoi Tanaka", "aoi@uni.example", "A"),
    Student("u1002", "José Núñez", "jn@uni.example", "B"),
    Student("u1003", "山田 太郎", "", "B"),
    Student("u1004", "Ann O'Neil", "ann@uni.example", "A"),
    Student("u1005", "Sam Lee", "lee1@uni.example", "A"),
    Student("u1006", "Lee Sam", "lee2@uni.example", "A"),
]


@pytest.fixture(scope="module")
def words():
    """Return set 03 and its judge with calls of a run."""
    of = ExerciseSet(WORDS, EXERCISES)
    with silent():
        calls = {t.name: packed(calls_of_run(of, t, 5)) for t in of.workbook.tasks
                 if getattr(t, "calls", None)}  # fmt: skip
    return of, Judge(of, calls)


@pytest.fixture(scope="module")
def master():
    return read_master(EXERCISES / f"{WORDS}.ipynb")


def raw(**answers):
    """Return the bytes of a notebook of set 03 with some answers."""
    return json.dumps(notebook(WORDS, answers)).encode()


# The roster


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("Aoi Tanaka_48213_assignsubmission_file_/03_words.ipynb", "u1001"),
        ("José Núñez_77_assignsubmission_file_/my homework.ipynb", "u1002"),
        ("class.zip/Ann ONeil_9_assignsubmission_file_/03.ipynb", "u1004"),
        ("Jose Nunez_77_assignsubmission_file_03_words.ipynb", "u1002"),
        ("山田太郎_12_assignsubmission_file_/03.ipynb", "u1003"),
        ("tanakaaoi_551_99812_03_words.ipynb", "u1001"),
        ("tanakaaoi_LATE_551_99812_03_words-1.ipynb", "u1001"),
        ("submitted/u1002/03_words/03_words.ipynb", "u1002"),
        ("U1002/03/03_words.ipynb", "u1002"),
        ("u1001_03_words.ipynb", "u1001"),
        ("03 words (U1004).ipynb", "u1004"),
        ("ann@uni.example.ipynb", "u1004"),
        ("Homework Núñez José final.ipynb", "u1002"),
    ],
)
def test_a_file_is_known_by_its_path(path, id):
    assert Roster(CLASS).sender(path).student.id == id


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("03_words.ipynb", "not on the roster"),
        ("u10011_03_words.ipynb", "not on the roster"),
        ("Bo Berg_5_assignsubmission_file_/03_words.ipynb", "not on the roster"),
        ("Sam Lee_5_assignsubmission_file_/03_words.ipynb", "2 on the roster"),
    ],
)
def test_a_file_that_could_be_anybodys_is_nobodys(path, said):
    found = Roster(CLASS).sender(path)
    assert found.student is None
    assert found.trouble.startswith(said)


def test_what_a_platform_calls_a_student_is_kept():
    assert Roster(CLASS).sender("Aoi Tanaka_48213_assignsubmission_file_/a.ipynb").moodle == "48213"
    found = Roster(CLASS).sender("tanakaaoi_LATE_551_99812_03_words.ipynb")
    assert (found.canvas, found.late) == ("551", True)


def test_a_roster_is_read_with_the_names_of_columns_of_others(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("Full name,Email address,ID number,Group\nA B,a@x.example,7,X\n", "utf-8")
    assert list(read_roster(path).students) == [Student("7", "A B", "a@x.example", "X")]


def test_blank_lines_of_a_roster_are_no_students_and_rows_keep_their_numbers(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("id,name\n\n1,A\n   \n,\n2,B\n\n", "utf-8")
    assert list(read_roster(path).students) == [Student("1", "A"), Student("2", "B")]
    path.write_text("id,name\n1,A\n\n1,B\n", "utf-8")
    with pytest.raises(AccordError, match="the same id in rows 2 and 4"):
        read_roster(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id;name\n1;A\n", "commas"),
        ("id\tname\n1\tA\n", "no column"),
        ("id,e-mail\n1,a@b.example\n", "no column 'name'"),
        ("id,name\n1,A\n2,B\n1,C\n", "the same id in rows 2 and 4"),
        ("id,name,email\n1,A,x@y\n2,B,X@y\n", "the same email in rows 2 and 3"),
        ("id,name\n1,A\n2\n", "line 3"),
        ("id,name\n", "no student"),
        ("", "is empty"),
        ("id,name\n,A\n", "row 2 has no id"),
    ],
)
def test_a_roster_that_leaves_open_who_somebody_is_is_refused(tmp_path, text, said):
    path = tmp_path / "roster.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(AccordError, match=re.escape(said)):
        read_roster(path)


# What was handed in


def test_every_file_of_a_folder_and_a_zip_is_named(tmp_path):
    folder = tmp_path / "in"
    (folder / "a" / ".ipynb_checkpoints").mkdir(parents=True)
    (folder / "a" / ".ipynb_checkpoints" / "x.ipynb").write_text("{}")
    (folder / "a" / "essay.docx").write_text("x")
    (folder / "link.ipynb").symlink_to("/etc/passwd")
    (folder / "out").symlink_to("/")
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "big.ipynb").touch()
    os.truncate(folder / "big.ipynb", 200_000_000)
    (folder / "broken.zip").write_bytes(b"PK no zip")
    with zipfile.ZipFile(folder / "good.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("u1001/03.ipynb", "../../evil.ipynb", "/evil.ipynb", "C:\\evil.ipynb"):
            made.writestr(name, "{}")
        made.writestr("bomb.ipynb", b" " * (MOST_BYTES + 10))
        link = zipfile.ZipInfo("sly.ipynb")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    found = {handed.path: handed.trouble for handed in handed_in(folder, tmp_path / "out")}
    for path, said in {
        "a/essay.docx": "not a notebook",
        "link.ipynb": "a link",
        "out": "a link",
        "pipe.ipynb": "not a plain file",
        "big.ipynb": "200 MB",
        "broken.zip": "no zip",
        "good.zip/../../evil.ipynb": "leads out",
        "good.zip//evil.ipynb": "leads out",
        "good.zip/C:/evil.ipynb": "leads out",
        "good.zip/bomb.ipynb": "20 MB",
        "good.zip/sly.ipynb": "a link",
    }.items():
        assert said in found.pop(path), path
    assert found == {"good.zip/u1001/03.ipynb": ""}


def test_a_folder_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path, monkeypatch):
    (tmp_path / "in" / "u1001" / "03").mkdir(parents=True)
    scan, closed = os.scandir, tmp_path / "in" / "u1001"

    def refused(path):
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    [handed] = handed_in(tmp_path / "in", tmp_path / "out")
    assert Roster(CLASS).sender(handed.path).student.id == "u1001"
    assert handed.trouble == "cannot be read: Permission denied"
    with pytest.raises(AccordError, match="cannot be read: Permission denied"):
        list(handed_in(closed, tmp_path / "out"))


def test_a_zip_that_unpacks_to_more_than_it_says_is_stopped(tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("u1001.ipynb", b" " * (3 * MOST_BYTES))
    said = (3 * MOST_BYTES).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(said, (100).to_bytes(4, "little")))
    [handed] = handed_in(path, tmp_path)
    assert handed.trouble == ""
    with pytest.raises(AccordError, match="unpacks to more|cannot be read"):
        content(handed)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "empty"),
        (b"\x00\xff", "broken"),
        (b"[" * 100_000, "broken"),
        (b'{"a": 1}', "JSON, and not a notebook"),
        (b"[]", "JSON, and not a notebook"),
        (b'{"nbformat": 3, "worksheets": []}', "format 3"),
        (b'{"nbformat": 4, "cells": 5}', "without cells"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "' + b"x" * 200_000 + b'"}]}',
         "characters"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_told_in_plain_words(given, said):
    with pytest.raises(AccordError, match=re.escape(said)):
        read_cells(given)


def test_odd_parts_of_a_notebook_do_no_harm():
    cells = [{"cell_type": "code", "source": ["a = 1\n", 5, None], "id": 7, "outputs": {"x": 1}},
             {"cell_type": "code", "source": {"a": 1}, "outputs": [{"data": 5}, 5, {"data": {}}]},
             {"cell_type": 9}]  # fmt: skip
    found = read_cells(json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert [(cell.id, cell.source) for cell in found] == [("", "a = 1\n"), ("", "")]


def handed(tmp_path, name, what, when="2026-11-20T12:00"):
    path = tmp_path / re.sub(r"\W", "-", name)
    path.write_bytes(what)
    return Handed(name, path, when=datetime.fromisoformat(when))


def chosen(files, **rules):
    """Return the submissions of the class by student or path, for set 03."""
    mine, others = masters("03")
    found, _ = submissions(files, Roster(CLASS), mine, others, Rules(**rules))
    return {(s.student.id if s.student else s.handed.path): s for s in found}


def test_each_odd_file_is_named_and_none_is_lost(tmp_path):
    files = [
        handed(tmp_path, "u1001/03_words.ipynb", raw(rate="rate = 1")),
        handed(tmp_path, "u1002/03_words.ipynb", b"{"),
        handed(tmp_path, "u1002/essay.ipynb", b""),
        handed(tmp_path, "u1003/04.ipynb", json.dumps(notebook("04_networks", {})).encode()),
        handed(tmp_path, "u1004/homework.ipynb", raw()),
        handed(tmp_path, "stranger_03_words.ipynb", raw()),
        handed(tmp_path, "nobody.ipynb", b'{"nbformat": 4, "cells": []}'),
    ]
    found = chosen(files)
    assert (found["u1001"].trouble, found["u1001"].notes) == ("", ())
    assert "broken" in found["u1002"].trouble
    assert "empty" in found["u1002"].trouble
    assert "another set: 04_networks" in found["u1003"].trouble
    assert found["u1004"].notes == ("renamed: its name lacks 03_words",)
    assert found["u1005"].trouble == "nothing handed in"
    assert "not on the roster" in found["stranger_03_words.ipynb"].notes
    assert found["nobody.ipynb"].trouble == "not on the roster; empty: a notebook without code"
    assert len({s.key for s in found.values()}) == len(found)


def test_files_of_other_sets_that_say_so_are_counted_and_not_listed(tmp_path):
    other = json.dumps(notebook("04_networks", {})).encode()
    paths = (
        "u1001/04/04_networks.ipynb",
        "submitted/u1002/04_networks/work.ipynb",
        "04_networks-1.ipynb",
        "u1001/homework.ipynb",
        "u1001/03_words.ipynb",
    )
    files = [handed(tmp_path, path, other) for path in paths]
    files.append(handed(tmp_path, "u1001/03_words-2.ipynb", raw()))
    mine, others = masters("03")
    found, aside = submissions(files, Roster(CLASS), mine, others, Rules())
    assert aside == 3
    assert [s.student for s in found] == CLASS
    first, second, *_ = found
    told = [f"{name}: another set: 04_networks" for name in ("homework.ipynb", "03_words.ipynb")]
    assert [*first.notes] == told
    assert second.trouble == "nothing handed in"


def test_double_and_late_ones_follow_the_rules(tmp_path):
    files = [
        handed(tmp_path, "u1001/03_words.ipynb", raw(rate="rate = 1"), "2026-11-20T12:00"),
        handed(tmp_path, "u1001/03_words-2.ipynb", raw(rate="rate = 2"), "2026-11-22T13:00"),
        handed(tmp_path, "u1001/03_words-3.ipynb", b"{", "2026-11-23T13:00"),
        handed(tmp_path, "tanaka_LATE_u1002_1_03_words.ipynb", raw()),
    ]
    due = datetime(2026, 11, 20, 18)
    last, first = (chosen(files, due=due, double=which)["u1001"] for which in ("last", "first"))
    assert (last.handed.name, last.days_late) == ("03_words-2.ipynb", 2)
    assert "double: the last of 2 was taken" in last.notes
    assert "late: 2 days begun" in last.notes
    assert any("broken" in note for note in last.notes)
    assert (first.handed.name, first.days_late) == ("03_words.ipynb", 0)
    shares = [Rules(late=rule).share(2) for rule in ("keep", "zero", "10", "80")]
    assert shares == [1, 0, 0.8, 0]


@pytest.mark.parametrize("name", ["../../x", "a/b", "", "ünï", "x" * 300, ".", "con\n", "a b"])
def test_any_name_becomes_one_for_a_file(name):
    made = safe(name)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,80}", made)
    assert made != safe(f"{name}!")


def test_a_page_is_handed_back_where_the_notebook_came_from():
    path = "class.zip/Aoi Tanaka_48213_assignsubmission_file_/03.ipynb"
    sender = Roster(CLASS).sender(path)
    place = hand_back_place(Submission("u1001", None, Handed(path, Path()), sender=sender))
    assert place.as_posix() == "Aoi Tanaka_48213_assignsubmission_file_"
    place = hand_back_place(Submission("u1001", None, Handed("group A/x.ipynb", Path())))
    assert place.as_posix() == "group A/u1001"
    for path in ("../../x/a.ipynb", "/etc/a.ipynb", "a/../../b/c.ipynb", "..\\..\\a/b.ipynb"):
        place = hand_back_place(Submission("u1001", None, Handed(path, Path())))
        assert not place.is_absolute()
        assert ".." not in place.parts


# The notebook anew


def sources(made):
    return [step.source or f"<{step.task}>" for step in made.steps]


def test_the_set_up_is_the_masters_and_the_answers_are_the_students(master):
    cells = [
        Cell("setup", "corpus = 'mine'"),
        Cell("count_security-starter", "count_security = 1"),
        Cell("count_security-check", "q.count_security.check()"),
        Cell("widespread-table", "spread = None"),
        Cell("widespread-starter", "widespread = 'a'"),
    ]
    found = sources(rebuilt(master, cells))
    assert found[0] == master.cells[0].source
    assert "corpus = 'mine'" not in found
    assert "q.count_security.check()" not in found
    assert found.index("count_security = 1") == found.index("<count_security>") - 1
    [table] = [n for n, s in enumerate(found) if s.startswith("spread = dispersion")]
    assert found.index("<count_security>") < table < found.index("widespread = 'a'")


def test_cells_without_ids_are_known_by_what_they_define(master):
    texts = ["import math", "def rate(count, total):\n    return 1", "q.rate.check()",
             "helper = 2", "once = lambda p: helper"]  # fmt: skip
    made = rebuilt(master, [Cell("", text) for text in texts])
    found = sources(made)
    assert made.answers == {"rate": 1, "once": 4}
    assert found.index(texts[1]) == found.index("<rate>") - 1
    assert found.index("helper = 2") < found.index(texts[4])
    assert found[0] == master.cells[0].source


def test_a_split_cell_counts_with_its_last_part_in_its_section(master):
    cells = [Cell("rate-starter", "k = 1000"), Cell("", "def rate(c, t):\n    return k * c / t"),
             Cell("once-starter", "once = 1"), Cell("", "rate = 5")]  # fmt: skip
    assert rebuilt(master, cells).answers == {"rate": 1, "once": 2}


def test_lines_for_the_shell_are_left_out(master):
    cells = [Cell("rate-starter", "%pip install x\n!ls\nrate = 1"),
             Cell("", "obsessed = '''\n!ls\n'''")]  # fmt: skip
    found = sources(rebuilt(master, cells))
    assert "rate = 1" in found
    assert "obsessed = '''\n!ls\n'''" in found


def test_names_are_found_in_any_cell():
    assert names_defined("for a in b:\n    c = 1\nimport d\ndef e(): f = 1") == set("acde")
    assert names_defined("%time x = 3\ny = 4") == {"y"}
    assert names_defined("-" * 50_000 + "1") == set()
    assert names_defined("(" * 5_000) == set()


# Evidence


def line(**said):
    return json.dumps(said).encode() + b"\n"


def test_evidence_is_what_a_probe_writes_and_nothing_else():
    good = json.dumps([{"value": "[1, 2]", "printed": False, "code": "a"}])
    raised = json.dumps([{"raised": ["ValueError", "no", 3, "x = 1"]}])
    written = line(task="a", evidence="[]") + line(task="a", evidence=good) + b"\xff\n[[\n" + (
        line(task="a", evidence=json.dumps([{"value": 5}])) + line(task="b", evidence=raised)
        + line(task="strange", evidence=good))  # fmt: skip
    assert of_tasks(lines_of(written), ["a", "b"]) == {"a": good, "b": raised}


@pytest.mark.parametrize(
    "item",
    [
        {"value": "{}"},
        {"value": '{"set": 5}'},
        {"value": '{"table": [["a", 5]]}'},
        {"value": '{"series": [[1], []]}'},
        {"value": '{"unfit": ["a"]}'},
        {"value": '{"correct": []}'},
        {"value": "[" * 200 + "]" * 200},
        {"value": "1" + "0" * 9_000},
        {"value": "correct"},
        {"status": "correct"},
        {"value": json.dumps([0] * 300_000)},
        {"endless": True},
        {"endless": 1, "missing": "name"},
        {"raised": ["A", "b", "c", "d"]},
        {"failed": 5},
        {"value": "1", "points": 3},
        {},
    ],
)
def test_evidence_of_another_form_counts_as_none(item):
    written = line(task="a", evidence=json.dumps([item]))
    assert of_tasks(lines_of(written), ["a"]) == {}


# Calls and marks


@pytest.mark.parametrize("name", [WORDS, "08_two_versions"])
def test_calls_of_a_run_are_drawn_from_its_seed_and_are_others(name):
    of = ExerciseSet(name, EXERCISES)
    for task in of.workbook.tasks:
        if getattr(task, "calls", None):
            own = {told(call) for call in task.calls()}
            with silent():
                runs = [calls_of_run(of, task, seed) for seed in (1, 1, 2)]
            first, again, other = ([told(c) for c in run] for run in runs)
            assert first == again
            new = [set(run) - own for run in (first, other)]
            assert min(map(len, new)) >= 5, task.name
            assert new[0] != new[1], task.name
            assert len({told(task.right(*c)) for c in runs[0] if told(c) in new[0]}) > 1
            assert list(map(told, unpacked(packed(runs[0])))) == first


def test_right_answers_in_other_words_are_right_and_wrong_ones_wrong(words):
    of, judge = words
    tasks = {task.name: task for task in judge.tasks}
    found = {True: 0, False: 0}
    for answer in answers(WORDS):
        task = tasks[answer.task]
        with silent():
            evidence = of.evidence(task, f"{of.cell(task, 'starter')}\n{answer.code}")
        marks = judge.marks({task.name: evidence}, {}, (), {})
        status = next(mark.status for mark in marks if mark.task == task.name)
        assert (status == CORRECT) == answer.is_right, answer.name
        found[answer.is_right] += 1
    assert min(found.values()) > 5


def marks_of(judge, evidence, shown=(), stopped=None):
    return {mark.task: mark for mark in judge.marks(evidence, {}, shown, stopped or {})}


def value(given):
    return json.dumps([{"value": json.dumps(given)}])


def test_what_is_not_there_is_not_attempted_and_what_was_stopped_says_so(words):
    _, judge = words
    found = marks_of(judge, {}, stopped={"rate": "too long"})
    assert found["rate"].status == STOPPED
    assert {mark.status for name, mark in found.items() if name != "rate"} == {NOT_ATTEMPTED}
    assert not sum(mark.points for mark in found.values())


def test_a_letter_means_the_option_that_the_notebook_shows(words):
    _, judge = words
    task = next(task for task in judge.tasks if task.name == "widespread")
    turned = dict(zip("abcd", "dcba", strict=True))
    shown = "\n".join(f"{turned[k]}. {text}" for k, text in sorted(task.options.items()))
    given = {"widespread": value(turned[task.right])}
    assert marks_of(judge, given, [Cell("", "q.widespread", shown)])["widespread"].status == CORRECT
    plain = "\n".join(f"{k}. {text}" for k, text in task.options.items())
    assert marks_of(judge, given, [Cell("", "", plain)])["widespread"].status == NOT_YET
    assert marks_of(judge, given)["widespread"].status == NO_ORDER
    assert as_shown(task, [Cell("", "", plain.replace("b. ", "a. "))]) is None


def test_a_judgement_that_fails_or_takes_long_spares_the_others(words, monkeypatch):
    _, judge = words

    def judged(task, *_):
        if task.name == "rate":
            raise RecursionError
        while task.name == "once":
            pass
        return original(task, *_)

    import grading.judging

    original = grading.judging.judge
    monkeypatch.setattr(grading.judging, "judge", judged)
    monkeypatch.setattr(grading.judging, "SECONDS", 1)
    found = marks_of(judge, {n: value(1) for n in ("rate", "once", "count_security")})
    assert "cannot be compared" in found["rate"].feedback
    assert "too long" in found["once"].feedback
    assert found["count_security"].status == NOT_YET


# A run, with something else in the place of the room


def told_by_room(monkeypatch, *runs):
    """Let rooms end as given, one after the other; return the jobs that they were given."""
    jobs, left = [], list(runs)

    def run_shut_in(job, limits):
        jobs.append(job)
        return left.pop(0)

    monkeypatch.setattr(batch, "run_shut_in", run_shut_in)
    return jobs


def test_a_cell_that_ends_the_process_takes_no_other_task_with_it(master, monkeypatch):
    after = line(cell=0) + line(task="count_security", evidence=value(1))
    jobs = told_by_room(
        monkeypatch,
        Ended("memory", after + line(cell=2)),
        Ended("well", after + line(task="once", evidence=value(2)) + line(end=True)),
    )
    given = {"count_security": "count_security = 1", "rate": "rate = 1", "once": "once = 2"}
    cells = [{"cell_type": "code", "id": f"{t}-starter", "source": s} for t, s in given.items()]
    cells.insert(1, {"cell_type": "code", "source": "helper = 1"})
    raw = json.dumps({"nbformat": 4, "cells": cells}).encode()
    run = run_notebook(master, raw, {}, Limits())
    assert run.how == "memory"
    assert "2.0 GB" in run.stopped["rate"]
    assert run.evidence.keys() == {"count_security", "once"}
    assert len(jobs) == 2
    assert "rate = 1" in [step["source"] for step in jobs[0]["steps"]]
    assert "rate = 1" not in [step["source"] for step in jobs[1]["steps"]]


def test_a_set_up_that_is_not_ready_in_time_is_nobodys_fault(master, monkeypatch):
    told_by_room(monkeypatch, *[Ended("time", line(cell=-1))] * batch.MOST_RUNS)
    run = run_notebook(master, raw(rate="rate = 1"), {}, Limits())
    assert (run.how, run.stopped, run.evidence) == (batch.BUSY, {}, {})
    told_by_room(monkeypatch, Ended("time", b""), Ended("well", line(cell=0) + line(end=True)))
    assert run_notebook(master, raw(rate="rate = 1"), {}, Limits()).how == "well"


def test_what_goes_into_the_room_holds_no_right_answer(master, monkeypatch, words):
    of, _ = words
    jobs = told_by_room(monkeypatch, Ended("well", line(end=True)))
    run_notebook(master, raw(rate="rate = 1"), {"rate": packed([(1, 2)])}, Limits())
    given = json.dumps(jobs[0])
    for task in of.workbook.tasks:
        assert of.cell(task, SOLUTION) not in given
        for part in (getattr(task, "lead", ""), getattr(task, "sample", ""), task.hints[-1]):
            assert not part or part not in given
    assert jobs[0].keys() == {"steps", "calls"}


def test_a_machine_without_rooms_is_told_and_runs_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    given = [str(tmp_path), "--set", "03", "--roster", "r.csv", "--out", str(tmp_path / "out")]
    assert main(given) == 2
    said = capsys.readouterr().err
    assert "apt install bubblewrap" in said
    assert "container" in said
    assert not (tmp_path / "out").exists()
    with pytest.raises(SystemExit):
        main([*given, "--i-trust-these"])
    refused = tmp_path / "bwrap"
    said = "No permissions to create new namespace"
    refused.write_text(f"#!/bin/sh\necho 'bwrap: {said}' >&2\nexit 1\n")
    refused.chmod(0o755)
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: str(refused))
    assert main(given) == 2
    assert said in capsys.readouterr().err


def test_a_course_among_the_systems_files_is_not_seen_from_a_room(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: "/usr/bin/bwrap")
    monkeypatch.setattr(sandbox, "ROOT", Path("/usr/share/course"))
    room = sandbox.command(Limits())
    hidden = room.index("/usr/share/course")
    assert room[hidden - 1] == "--tmpfs"
    assert room.index("/usr") < hidden < room.index("/usr/share/course/data")
    assert not [part for part in room if "exercises" in part or "solutions" in part]


@pytest.fixture
def roomless(monkeypatch):
    """Let a class be marked without rooms: every notebook ends at once and has shown nothing."""
    import grading.marking

    monkeypatch.setattr(grading.marking, "check", lambda: None)
    monkeypatch.setattr(grading.marking, "warming_up", lambda master: nullcontext())
    monkeypatch.setattr(grading.marking, "drawn_calls", lambda name, seed: {})
    seen = []

    def run(master, raw, calls, limits):
        seen.append(raw)
        return batch.Run({"count_security": value(12)})

    monkeypatch.setattr(batch, "run_notebook", run)
    return seen


def a_class(tmp_path, number):
    """Return arguments for a class of some students who all handed in."""
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(number):
        (folder / f"u{n:03}_03_words.ipynb").write_bytes(raw(rate=f"rate = {n}"))
    roster = tmp_path / "roster.csv"
    rows = [f"u{n:03},Student {n}" for n in range(number)]
    roster.write_text("\n".join(["id,name", *rows]), "utf-8")
    return [str(folder), "--set", "03", "--roster", str(roster), "--out", str(tmp_path / "out")]


def test_a_run_that_was_stopped_goes_on_and_does_nothing_twice(tmp_path, roomless, monkeypatch):
    given = a_class(tmp_path, 5)
    whole = batch.run_notebook

    def stopped(*arguments):
        if len(roomless) == 3:
            raise KeyboardInterrupt
        return whole(*arguments)

    monkeypatch.setattr(batch, "run_notebook", stopped)
    ends = []
    monkeypatch.setattr("grading.__main__.os._exit", ends.append)
    main([*given, "--workers", "1"])
    assert ends == [130]
    assert not (tmp_path / "out" / "marks.csv").exists()
    monkeypatch.setattr(batch, "run_notebook", whole)
    assert main(given) == 0
    assert len(roomless) == len(set(roomless)) == 5
    assert main(given) == 0
    assert len(roomless) == 5
    rows = read_csv(tmp_path / "out" / "marks.csv")
    assert [row["id"] for row in rows] == [f"u{n:03}" for n in range(5)]
    assert {row["count_security"] for row in rows} == {"1"}


ODD_NAMES = ["a\nb", "=1+1", "<b>", "ünï", "🦉", "a" * 200, "'; rm", "-x", "\udcff", "...", " "]


@pytest.mark.parametrize("rest", ["", '{"how": "we', "{}", "[1]", "\x80"])
def test_what_was_cut_off_in_the_folder_of_a_run_is_made_anew_or_refused(
    tmp_path, roomless, capsys, rest
):
    given = a_class(tmp_path, 2)
    assert main(given) == 0
    work, marks = tmp_path / "out" / "work", tmp_path / "out" / "marks.csv"
    first = marks.read_bytes()
    told = work / "run.json"
    kept = told.read_bytes()
    seed = json.loads(kept)["seed"]
    calls = (work / f"calls-{seed}.json").read_bytes()
    for path in work.glob("*.json"):
        if path != told:
            path.write_text(rest, "latin-1")
    assert main(given) == 0
    assert len(roomless) == 4
    assert marks.read_bytes() == first
    if rest != "{}":
        assert (work / f"calls-{seed}.json").read_bytes() == calls
    told.write_text(rest, "latin-1")
    capsys.readouterr()
    assert main(given) == 2
    assert "log.txt" in capsys.readouterr().err
    assert f"seed {seed}" in (tmp_path / "out" / "log.txt").read_text("utf-8")
    told.write_bytes(kept)
    (work / "key").write_text(rest, "latin-1")
    assert main(given) == 2
    assert "key is not whole" in capsys.readouterr().err
    assert marks.read_bytes() == first


def test_what_nobody_attempted_is_not_counted_as_marked(tmp_path, roomless, monkeypatch, capsys):
    whole = batch.run_notebook

    def run(master, raw, *rest):
        return batch.Run() if b"rate = 0" in raw else whole(master, raw, *rest)

    monkeypatch.setattr(batch, "run_notebook", run)
    given = a_class(tmp_path, 3)
    other = json.dumps(notebook("04_networks", {})).encode()
    (tmp_path / "in" / "u001_04_networks.ipynb").write_bytes(other)
    assert main(given) == 0
    said = capsys.readouterr().out
    assert "2 notebooks marked, 1 points on average; 1 not attempted. See" in said
    assert "1 file of other sets left aside.\n3 students and files, 3 notebooks" in said
    assert "1 file of other sets" in (tmp_path / "out" / "log.txt").read_text("utf-8")
    rows = read_csv(tmp_path / "out" / "marks.csv")
    assert [row["status"] for row in rows] == [EMPTY, MARKED, MARKED]


def test_files_and_folders_may_have_any_name(tmp_path, roomless):
    given = a_class(tmp_path, 1)
    for name in ODD_NAMES:
        (tmp_path / "in" / f"{name}.ipynb").write_bytes(raw(rate=f"rate = {name!r}"))
        (tmp_path / "in" / f"{name} folder").mkdir()
        (tmp_path / "in" / f"{name} folder" / "u000_03_words.ipynb").write_bytes(raw())
    assert main(given) == 0
    rows = read_csv(tmp_path / "out" / "marks.csv")
    assert len(rows) == 1 + len(ODD_NAMES)
    assert all("not on the roster" in row["reason"] for row in rows[1:])
    assert "double" in rows[0]["reason"]
    pages = [*(tmp_path / "out" / "feedback").glob("*.html")]
    assert len(pages) == len(rows)
    assert len([*(tmp_path / "out" / "hand_back").rglob("feedback.html")]) == len(rows)


def test_a_folder_of_something_else_is_not_written_to(tmp_path, roomless, capsys):
    given = a_class(tmp_path, 1)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    assert main(given) == 2
    assert "not empty" in capsys.readouterr().err
    other = [*given[:-1], str(tmp_path / "new")]
    assert main(other) == 0
    assert main([*other, "--seed", "3"]) == 2
    assert main([*other[:2], "04", *other[3:]]) == 2
    assert main([*other[:2], "99", *other[3:]]) == 2
    assert "There is no set '99'" in capsys.readouterr().err


def test_a_disk_that_fills_is_told_and_leaves_nothing_half_written(
    tmp_path, roomless, capsys, monkeypatch
):
    given = a_class(tmp_path, 2)
    full = OSError(28, "No space left on device")

    def fsync(number):
        raise full

    monkeypatch.setattr("accordlib.texts.files.os.fsync", fsync)
    assert main(given) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


# What comes out


def read_csv(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def result(student, *marks, sender=None, **about):
    made = Submission(student.id, student, Handed("a.ipynb", Path()), sender=sender or Sender(None))
    return Result(Submission(**{**vars(made), **about}), marks, Rules())


SLIP = Mark("rate", 0, 2, NOT_YET, "You return a percentage?", "slip", "rate = 1", value(1))
ODD = Mark("rate", 0, 2, NOT_YET, "Not it.", "lead", "def rate(c, t):\n    return '<b>'", value(2))
RIGHT = Mark("rate", 2, 2, CORRECT, "Yes.", "", "rate = 3", value(3))


def test_tables_have_what_moodle_and_canvas_read(tmp_path):
    evil = Student("u9", "=cmd()", "@x", "+A")
    results = [
        result(CLASS[0], RIGHT, sender=Sender(CLASS[0], moodle="48", canvas="551")),
        result(CLASS[1], SLIP, days_late=1, notes=("late: 1 day begun",)),
        result(CLASS[2], handed=None, trouble="nothing handed in"),
        result(evil, ODD, sender=Sender(evil, moodle="49")),
    ]
    write_marks(tmp_path / "m.csv", results, ["rate"], 2)
    rows = read_csv(tmp_path / "m.csv")
    assert [row["status"] for row in rows] == [MARKED, MARKED, MISSING, MARKED]
    assert [row["rate"] for row in rows] == ["2", "0", "", "0"]
    assert rows[1]["reason"] == "late: 1 day begun; rate: not yet"
    assert rows[3]["name"] == "'=cmd()"
    write_moodle(tmp_path / "moodle.csv", results)
    first = read_csv(tmp_path / "moodle.csv")[0]
    assert (first["Identifier"], first["Grade"]) == ("Participant 48", "2")
    assert "Last modified (grade)" in first
    write_canvas(tmp_path / "canvas.csv", results, "Set 03", 2)
    points, first, *_ = read_csv(tmp_path / "canvas.csv")
    assert (points["Student"], points["Set 03"]) == ("Points Possible", "2")
    assert (first["ID"], first["SIS User ID"], first["Set 03"]) == ("551", "u1001", "2")
    assert result(CLASS[0], Mark("rate", 0, 2, NOT_ATTEMPTED, "")).status == EMPTY


def test_ids_of_canvas_go_back_as_such_for_whoever_handed_in_nothing_too(tmp_path):
    (path := tmp_path / "roster.csv").write_text(
        'Student,ID,Section\n    Points Possible,,\n"Li, A",11,A\n"Ito, B",12,A\n', "utf-8"
    )
    one, other = read_roster(path).students
    sent = Submission("11", one, sender=Sender(one, canvas="11"))
    results = [Result(sent, (RIGHT,), Rules()), Result(Submission("12", other), (), Rules())]
    write_canvas(tmp_path / "canvas.csv", results, "Set 03", 2)
    _, *rows = read_csv(tmp_path / "canvas.csv")
    assert [(row["ID"], row["SIS User ID"]) for row in rows] == [("11", ""), ("12", "")]


def test_late_points_are_taken_off_the_sum():
    late = Submission("u1001", CLASS[0], days_late=2)
    points = [Result(late, (RIGHT, RIGHT), Rules(late=r)).points for r in ("keep", "zero", "10")]
    assert points == [4, 0, 3.2]


def test_the_lecturers_page_counts_slips_and_groups_what_nobody_foresaw(words):
    _, judge = words
    results = [result(student, mark) for student, mark in zip(CLASS, [SLIP, SLIP, ODD, ODD, RIGHT],
                                                              strict=False)]  # fmt: skip
    text = lecturer_page(results, judge.tasks, "Set").decode()
    assert re.search(r"<th scope=\"row\">rate</th><td>2</td><td>You return a percentage", text)
    assert "rate: 2 students" in text
    assert "&lt;b&gt;" in text
    assert "<b>" not in text
    slip = eval(as_slip(ODD.code).rstrip(","), {"Slip": lambda code, says: (code, says)})
    assert slip[0] == ODD.code


def test_a_students_page_says_what_each_task_got_and_why(words):
    _, judge = words
    text = feedback_page(result(CLASS[1], ODD, notes=("renamed",)), judge.tasks, "Set 03").decode()
    for part in ("José Núñez", "0 of 2 points", "Not it.", "renamed", "&lt;b&gt;"):
        assert part in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_read_on_a_telephone_and_in_the_dark(words, open_page, scheme):
    _, judge = words
    results = [result(CLASS[0], SLIP), result(CLASS[1], ODD, notes=("renamed",))]
    for made in (
        lecturer_page(results, judge.tasks, "Set 03"),
        feedback_page(results[1], judge.tasks, "Set 03"),
    ):
        page = open_page(made.decode(), 390, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response
        assert found["violations"] == []
        assert found["passes"]


ESSAY = "The preamble <b>says</b> it, and Aoi Tanaka (u1001) thinks: “free and open” stands in P3."


def essay_results(words, *texts):
    return [result(student, Mark("obsessed", 0, 3, TO_READ, "Seen.", code="x", value=value(text)))
            for student, text in zip(CLASS, texts, strict=False)]  # fmt: skip


def test_essays_wait_without_names_and_come_back_with_levels(tmp_path, words):
    _, judge = words
    task = judge.tasks[-1]
    (tmp_path / "work").mkdir()
    results = essay_results(words, ESSAY, "Another text.", "=third", "4th")

    def marked():
        return Essays(tmp_path / "essays", [task]).marked(results)

    def fill(name, levels):
        path = tmp_path / "essays" / name
        rows = read_csv(path)
        for row in rows:
            row["level"] = levels.get(row["code"], row["level"])
            row["note"] = "Good." if row["level"] else ""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)

    assert [mark.status for r in marked() for mark in r.marks] == [TO_READ] * 4
    first, second = (read_csv(tmp_path / "essays" / name) for name in (FIRST, SECOND))
    assert [row["code"] for row in first] == [row["code"] for row in second][::-1]
    queue = (tmp_path / "essays" / FIRST).read_text("utf-8")
    assert not re.search("Aoi|Tanaka|u1001|Núñez", queue)
    assert "[name]" in queue
    assert "'=third" in queue
    assert task.checklist[0] in (tmp_path / "essays" / "rubric.txt").read_text("utf-8")
    codes = [Essays(tmp_path / "essays", [task]).code(r, "obsessed") for r in results]
    fill(FIRST, dict(zip(codes, "4210", strict=True)))
    fill(SECOND, dict(zip(codes, ["4", "0", "1", ""], strict=True)))
    found = [r.marks[0] for r in marked()]
    assert [mark.points for mark in found] == [3, 0.75, 0.75, 0]
    assert [mark.status for mark in found] == [CORRECT, NOT_YET, NOT_YET, NOT_YET]
    assert "Good." in found[0].feedback
    said = (tmp_path / "essays" / "agreement.txt").read_text("utf-8")
    assert "3 essays" in said
    assert "weighted kappa" in said
    assert f"to talk about: {codes[1]}." in said
    assert {r["level"] for r in read_csv(tmp_path / "essays" / FIRST)} == set("0124")  # kept
    fill(FIRST, {codes[0]: "9"})
    with pytest.raises(AccordError, match="from 0 to 4"):
        marked()


def test_likeness_names_pairs_and_leaves_out_what_has_few_forms(words):
    of, judge = words
    rights = {task.name: of.rights(task) for task in judge.tasks}
    long = of.cell(next(t for t in judge.tasks if t.name == "global_words"), SOLUTION)
    odd = long.replace("word", "w").replace("by_pillar", "sums") + "\nspare = [9 for x in 'abc']\n"
    cells = [odd, odd.replace("sums", "table"), long, long, "global_words = set()", ""]
    text = "nobody can weigh what a government wants by counting how often it says one word"
    texts = [text, f"I think that {text} at all", "short", ESSAY, ESSAY.upper(), "other words here"]
    results = [
        result(
            student,
            Mark("global_words", 0, 1, NOT_YET, "", code=cell, value=value(1)),
            Mark("obsessed", 0, 3, TO_READ, "", code="x", value=value(essay)),
            sha=student.id if student.id < "u1005" else "same",
        )
        for student, cell, essay in zip(CLASS, cells, texts, strict=True)
    ]
    found = likeness(results, judge.tasks, rights)
    pairs = {(p.task, p.one, p.other) for p in found.pairs}
    assert ("global_words", "u1001", "u1002") in pairs
    assert ("obsessed", "u1001", "u1002") in pairs
    assert ("the whole notebook", "u1005", "u1006") in pairs
    assert len([pair for pair in pairs if "u1006" in pair]) == 1
    assert {"rate", "count_security", "widespread"} <= found.left_out.keys()
    page = likeness_page(found, "Likeness").decode()
    assert "It cannot show" in page


def test_every_task_and_only_those_of_a_set_can_be_graded():
    for path in sorted(EXERCISES.glob("[0-9]*.ipynb")):
        of = ExerciseSet(path.stem, EXERCISES)
        assert read_master(path).tasks == [task.name for task in of.workbook.tasks]


def test_help_says_what_the_rules_are(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert "takes 10% off" in said
    assert grade.__doc__
