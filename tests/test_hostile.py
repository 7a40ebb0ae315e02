"""Notebooks that attack the grader, in a class with honest ones: no points, and no harm."""

import csv
import json
import re
import socket
import tempfile
import threading
from pathlib import Path

import pytest
from hostile import MARK, NO_ROOM, START, WORDS, hostile, notebook

from accordlib.errors import AccordError
from accordlib.exercises.sets import SOLUTION, ExerciseSet
from grading.judging import NO_ORDER, TO_READ
from grading.marking import Job, grade
from grading.sandbox import ROOT, Limits, check

LIMITS = Limits(
    seconds=200, seconds_a_cell=4, seconds_a_call=2, memory=900_000_000, disk=5_000_000,
    output=2_000_000,
)  # fmt: skip
HONEST = ("s001", "s002")


def has_room():
    """Tell whether code can be shut in here."""
    try:
        check()
    except AccordError:
        return False
    return True


def solved(of):
    """Return the cells that solve a set; an essay is the sample with one word more."""
    opened = ExerciseSet(of, ROOT / "exercises")
    cells = {task.name: opened.cell(task, SOLUTION) for task in opened.workbook.tasks}
    return opened, cells


def contents(folder):
    """Return what stands in each file of a folder."""
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Class:
    """A class of honest and hostile students, marked once."""

    def __init__(self, folder, of, port):
        self.folder, self.out = folder / of / "in", folder / of / "out"
        self.folder.mkdir(parents=True)
        self.roster = folder / of / "roster.csv"
        opened, cells = solved(of)
        places = [str(p) for p in (self.folder, self.out, self.roster.parent, ROOT, Path.home())]
        essays = [task for task in opened.workbook.tasks if hasattr(task, "sample")]
        sample = essays[0].sample if essays else ""
        self.attacks = [h for h in hostile(places, port, sample) if h.of == of]
        self.what = {f"s{n:03}": attack.what for n, attack in enumerate(self.attacks, 3)}
        for student in HONEST:
            self.write(student, notebook(of, cells))
        for student, attack in zip(self.what, self.attacks, strict=True):
            self.write(student, self.made(attack, opened))
        rows = [f"{id},Student {id},{id}@uni.example,A" for id in (*HONEST, *self.what)]
        self.roster.write_text("\n".join(["id,name,e-mail,section", *rows]), "utf-8")
        self.before = contents(self.folder.parent)
        self.said = []
        job = Job(self.folder, of, self.roster, self.out, seed=7, workers=6, limits=LIMITS)
        self.results = {result.id: result for result in grade(job, self.said.append)}

    def write(self, student, made):
        (self.folder / f"{student}_{START}.ipynb").write_text(json.dumps(made), "utf-8")

    def made(self, attack, opened):
        """Return the notebook of an attack, with what only the checks can fill in."""
        calls = {t.name: t for t in opened.workbook.tasks if getattr(t, "calls", None)}
        answers = dict(attack.answers)
        if "written down" in attack.what:
            once, lines = calls["once"], calls["all_lines"]
            known = {(len(p), p[0].id): once.right(p) for (p,) in once.calls()}
            answers["once"] = answers["once"].replace("{N1}", repr(known))
            known = {(len(p), word): lines.right(p, word) for p, word in lines.calls()}
            answers["all_lines"] = answers["all_lines"].replace("{N2}", repr(known))
        made = notebook(attack.of, answers, attack.others)
        if "every option" in attack.what:
            choice = next(t for t in opened.workbook.tasks if t.name == "widespread")
            shown = "\n".join(f"{letter}. {choice.options[choice.right]}" for letter in "abcd")
            for cell in made["cells"]:
                if cell["id"] == "widespread-options":
                    cell["outputs"] = [{"output_type": "execute_result",
                                        "data": {"text/plain": shown}}]  # fmt: skip
        return made


@pytest.fixture(scope="module")
def listening():
    """Return a port at which this machine counts who calls."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer():
            while True:
                try:
                    calls.append(server.accept()[1])
                except OSError:
                    return

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1], calls


@pytest.fixture(scope="module")
def classes(tmp_path_factory, listening):
    """Return both classes, marked."""
    if not has_room():
        pytest.skip(NO_ROOM)
    folder = tmp_path_factory.mktemp("classes")
    return [Class(folder, of, listening[0]) for of in (START, WORDS)]


def test_there_are_enough_hostile_notebooks():
    found = list(hostile([], 0, ""))
    assert len(found) >= 27
    assert len({attack.what for attack in found}) == len(found)


def test_none_scores_what_it_has_not_solved(classes):
    for one in classes:
        assert one.what.keys() | set(HONEST) == one.results.keys()
        points = {one.what[id]: r.points for id, r in one.results.items() if id in one.what}
        assert {what: n for what, n in points.items() if n} == {}


def test_the_honest_beside_them_get_what_is_theirs(classes):
    for one in classes:
        for id in HONEST:
            marks = one.results[id].marks
            lacking = [m.task for m in marks if m.points < m.most and m.status != TO_READ]
            assert lacking == [], one.results[id].reason
            assert sum(mark.points for mark in marks) > 0


def test_nothing_of_anybody_is_changed(classes, listening):
    for one in classes:
        after = contents(one.folder.parent)
        assert {path: after.get(path) for path in one.before} == one.before
        new = [path for path in after.keys() - one.before.keys() if one.out not in path.parents]
        assert new == []
        assert not list(one.out.rglob(f"{MARK}*"))
    for place in {tempfile.gettempdir(), "/tmp", "/dev/shm", "/", ROOT, Path.home()}:
        assert not (Path(place) / MARK).exists(), place
    assert listening[1] == []


def test_none_is_lost_and_each_is_told_why(classes):
    for one in classes:
        with (one.out / "marks.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = {row["id"]: row for row in csv.DictReader(file)}
        assert rows.keys() == one.results.keys()
        for id, row in rows.items():
            assert row["status"] in {"marked", "not attempted"}, row
            assert (one.out / "feedback" / f"{id}.html").is_file()
            assert row["reason"] or id in HONEST
        log = (one.out / "log.txt").read_text("utf-8")
        assert len(log.splitlines()) == 1 + len(rows)
        assert "Student" not in log
        assert one.said[-2].endswith(f"{len(rows)} of {len(rows)}")


def ended(one, part):
    """Return how the run of an attack ended, by a part of its description."""
    [id] = [id for id, what in one.what.items() if part in what]
    return re.search(rf"^{id}: .* ended (\w+),", (one.out / "log.txt").read_text("utf-8"), re.M)[1]


@pytest.mark.parametrize(
    ("attack", "how"),
    [
        ("never ends", {"time"}),
        ("writes without end", {"output"}),
        ("memory in children", {"memory"}),
        ("processes without end", {"processes", "memory", "well"}),  # well: the system gave no more
        ("kills the process", {"early", "time"}),
        ("threads that live on", {"well"}),
        ("fills the disk", {"well"}),
    ],
)
def test_a_limit_ends_what_goes_beyond_it(classes, attack, how):
    assert ended(classes[0], attack) in how


def test_what_they_wrote_is_text_in_every_page(classes):
    for one in classes:
        pages = [*one.out.rglob("*.html")]
        assert len(pages) > 2 * len(one.results)
        for path in pages:
            text = path.read_text("utf-8")
            assert not re.search(r"<(script|img|iframe)|<[^>]+\son\w+=", text), path
            assert "default-src 'none'" in text
        for path in one.out.rglob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@"))]


def test_essays_that_are_none_wait_with_what_a_program_saw(classes):
    one = classes[1]
    for attack, said in (
        ("one word again and again", "again and again"),
        ("the sample", "That is the sample"),
    ):
        [id] = [id for id, what in one.what.items() if attack in what]
        mark = one.results[id].marks[-1]
        assert mark.status == TO_READ
        assert said in mark.feedback


def test_a_letter_counts_only_with_one_order_of_the_options(classes):
    one = classes[1]
    [id] = [id for id, what in one.what.items() if "every option" in what]
    assert next(m for m in one.results[id].marks if m.task == "widespread").status == NO_ORDER
