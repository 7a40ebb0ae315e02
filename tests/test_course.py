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
    assert {"lab", "test", "validate", "refresh", "lint", "lock", "docs", "bench"} <= set(
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


def test_relative_paths_count_from_where_the_user_stands(root, monkeypatch, tmp_path):
    ask = "import os; print(os.getcwd()); print(os.environ['ACCORD_STANDING_IN'])"
    code = "import course, sys; sys.exit(course.hand_over([sys.executable, '-c', sys.argv[1]]))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {code}", ask],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert list(map(Path, done.stdout.splitlines())) == [root, tmp_path]


def test_a_report_is_written_where_the_user_stands(root, monkeypatch, tmp_path):
    nox = SimpleNamespace(options=SimpleNamespace(), Session=object)
    nox.session = lambda job=None, **_: job or (lambda job: job)
    monkeypatch.setitem(sys.modules, "nox", nox)
    monkeypatch.setenv("ACCORD_STANDING_IN", str(tmp_path))
    study = runpy.run_path(str(root / "noxfile.py"))["study"]
    monkeypatch.setitem(study.__globals__, "install", lambda *_: None)
    (tmp_path / "compact.txt").write_text("A Compact\n\nWe will:\n\n- Trade in fish.\n", "utf-8")
    study(
        SimpleNamespace(
            posargs=["compact.txt", "--out", "made"],
            chdir=chdir,
            run=lambda _, *words: subprocess.run([sys.executable, *words], check=True),
        )
    )
    assert (tmp_path / "made" / "report.html").is_file()
