"""The newcomer's one file says in plain words what is wrong and what to do."""

import importlib.util
import re
import subprocess
import sys

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
