"""The newcomer's one file says in plain words what is wrong and what to do."""

import importlib.util
import re
import runpy
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture
def course(root):
    """Return the launcher as a module."""
    spec = importlib.util.spec_from_file_location("course", root / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_jobs_are_those_of_the_noxfile(course, root):
    source = (root / "noxfile.py").read_text("utf-8")
    assert set(course.jobs()) == set(re.findall(r"@nox\.session.*\ndef (\w+)", source))
    assert {"lab", "test", "validate", "refresh", "lint", "lock", "site", "bench"} <= set(
        course.jobs()
    )


def test_an_unknown_job_lists_the_jobs(root, tmp_path):
    command = [sys.executable, str(root / "course.py"), "labb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no job called 'labb'" in done.stderr
    assert "refresh" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_python_is_refused(course, monkeypatch, capsys):
    monkeypatch.setattr(course.sys, "version_info", (3, 9, 2))
    assert course.main(["lab"]) == 2
    assert "needs Python 3.11 or newer; this is Python 3.9.2" in capsys.readouterr().err


def test_a_python_without_venv_is_refused(course, monkeypatch, capsys):
    monkeypatch.setattr(course.importlib.util, "find_spec", lambda name: name == "venv")
    assert course.main(["lab"]) == 2
    error = capsys.readouterr().err
    assert "lacks its module ensurepip" in error
    assert "python3-venv" in error


def test_a_first_start_without_a_network_says_so(course, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(course, "HOME", tmp_path)
    monkeypatch.setattr(course, "STAMP", tmp_path / "lock.sha256")

    def fail(command, **options):
        code = 1 if "pip" in command else 0
        return subprocess.CompletedProcess(command, code, "", "no route to host")

    monkeypatch.setattr(course.subprocess, "run", fail)
    assert course.main(["lab"]) == 2
    error = capsys.readouterr().err
    assert "first start needs the internet" in error
    assert "no route to host" in error
    assert not course.STAMP.exists()


def test_a_second_start_installs_nothing(course, monkeypatch, tmp_path):
    monkeypatch.setattr(course, "STAMP", tmp_path / "lock.sha256")
    monkeypatch.setattr(course, "program", lambda name: str(tmp_path / name))
    (tmp_path / "nox").touch()
    digest = course.hashlib.sha256(course.LOCK.read_bytes()).hexdigest()
    (tmp_path / "lock.sha256").write_text(digest)
    monkeypatch.setattr(course, "run", lambda command, failure: pytest.fail(f"ran {command}"))
    monkeypatch.setattr(course, "hand_over", lambda command: command[-4:])
    assert course.main(["validate", "--", "03"]) == ["--session", "validate", "--", "03"]


def test_the_pin_of_one_package_carries_its_hashes(course):
    pin = course.pinned("uv")
    assert re.match(r"uv==[\d.]+ \\\n", pin)
    assert pin.count("==") == 1
    assert pin.count("--hash=sha256:") > 5
    with pytest.raises(course.CourseError, match="does not pin"):
        course.pinned("no-such-package")


def fake_nox(monkeypatch, root):
    """Return the noxfile's names, with a stand-in for nox."""
    nox = SimpleNamespace(options=SimpleNamespace(), Session=object)
    nox.session = lambda job=None, **_: job or (lambda job: job)
    monkeypatch.setitem(sys.modules, "nox", nox)
    return runpy.run_path(str(root / "noxfile.py"))


def test_the_course_is_run_from_where_the_user_stands(root, tmp_path):
    ask = "import os; print(os.getcwd())"
    code = "import course, sys; sys.exit(course.hand_over([sys.executable, '-c', sys.argv[1]]))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {code}", ask],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == tmp_path


def test_a_report_is_written_where_the_user_stands(root, monkeypatch, tmp_path):
    study = fake_nox(monkeypatch, root)["study"]
    monkeypatch.setitem(study.__globals__, "install", lambda *_: None)
    stands = tmp_path / "my texts"
    stands.mkdir()
    text = "A Compact\n\nWe will:\n\n- Trade in fish.\n"
    (stands / "my compact.txt").write_text(text, "utf-8")
    (stands / "random.py").write_text("raise SystemExit('this is not a module of Python')")
    session = SimpleNamespace(
        posargs=["../my texts/my compact.txt", "--out", "my report"],
        invoked_from=str(stands),
        chdir=chdir,
        run=lambda _, *words: subprocess.run([sys.executable, *words], check=True),
    )
    study(session)
    assert (stands / "my report" / "report.html").is_file()


def test_other_jobs_take_paths_from_where_the_user_stands(root, monkeypatch, tmp_path):
    arguments = fake_nox(monkeypatch, root)["arguments"]
    (tmp_path / "my lesson.ipynb").touch()
    given = ["my lesson.ipynb", "--no-browser", "03"]
    session = SimpleNamespace(posargs=given, invoked_from=str(tmp_path))
    assert arguments(session) == [str(tmp_path / "my lesson.ipynb"), *given[1:]]
    assert arguments(SimpleNamespace(posargs=["tests"], invoked_from=str(root))) == ["tests"]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (["none.txt", "--out", "made"], "none.txt cannot be read: No such file"),
        (["--out", "made", "--", "none.txt"], "none.txt cannot be read"),
        (["--out=made", "empty.txt"], "empty.txt is empty"),
        (["."], "cannot be read"),
        (["--out", "made"], "Name the text"),
    ],
)
def test_the_text_is_looked_at_before_an_environment_is_made(
    course, monkeypatch, capsys, tmp_path, given, wrong
):
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").touch()
    monkeypatch.setattr(course, "prepare", lambda: pytest.fail("prepared"))
    assert course.main(["study", *given]) == 2
    assert wrong in capsys.readouterr().err


def test_help_and_a_text_that_is_there_go_on(course, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("my text.txt").write_text("We act.")
    monkeypatch.setattr(course, "prepare", lambda: None)
    monkeypatch.setattr(course, "hand_over", lambda command: command[-3:])
    given = ["my text.txt", "--out", "made"]
    assert course.main(["study", "--", *given]) == given
    assert course.main(["study", "--help"])[-1] == "--help"


def test_the_lab_opens_the_readers_copy_of_what_is_named(root, monkeypatch, tmp_path):
    lab = fake_nox(monkeypatch, root)["lab"]
    tmp_path = tmp_path.resolve()
    lesson = tmp_path / "notebooks" / "00_first.ipynb"
    lesson.parent.mkdir()
    lesson.write_text('{"cells": []}', "utf-8")
    for name, value in {"ROOT": tmp_path, "install": lambda *_: None}.items():
        monkeypatch.setitem(lab.__globals__, name, value)
    ran, said = [], []
    session = SimpleNamespace(
        posargs=["notebooks/00_first.ipynb", "--no-browser", "."],
        invoked_from=str(tmp_path),
        run=lambda *words, **_: ran.append(words),
        error=said.append,
    )
    lab(session)
    copy = tmp_path / "my-course" / "notebooks" / "00_first.ipynb"
    assert ran == [("jupyter", "lab", str(copy), "--no-browser", str(tmp_path))]
    assert copy.is_file()
    lesson.unlink()
    lab(session)
    assert "holds no lessons" in said[0]
