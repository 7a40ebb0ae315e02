"""What a reader writes stays, whatever is published: the copy is made, mended and updated."""

import json
import posixpath
import re
import shutil
import subprocess
import sys
from pathlib import Path

import copies
import pytest

LESSON, PAGE = "notebooks/00_first.ipynb", "notebooks/CONTENTS.md"
FOLDED = {"jupyter": {"outputs_hidden": True, "source_hidden": True}, "tags": ["x"]}


def notebook(*sources, ran=True):
    """Return a small notebook as bytes, as if it had been run."""
    shown = [{"output_type": "stream", "name": "stdout", "text": "29\n"}] * ran
    cell = {"cell_type": "code", "execution_count": 1, "outputs": shown, "metadata": FOLDED}
    cells = [{**cell, "id": f"c{n}", "source": source} for n, source in enumerate(sources)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
def course(tmp_path):
    """Return a function that makes a small course in a folder."""

    def make(name="course", said="1 + 1", **more):
        root = tmp_path / name
        files = {
            LESSON: notebook(said),
            PAGE: b"# Contents\n",
            "exercises/00_first.ipynb": notebook("..."),
            "exercises/checks/00_first.py": b"the answer = 2\n",
            "exercises/solutions/00_first.ipynb": notebook("2"),
            "data/texts/accord.txt": b"We will.\r\n",
            "docs/methods.md": b"How\n",
            "course.py": b"",
            "tools/copies.py": b"",
            **more,
        }
        for file, content in files.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return root

    return make


def written(folder):
    """Return all files of a folder with their contents."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def write_into(root, name, content):
    (root / "my-course" / name).write_bytes(content)


def test_the_copy_has_no_results_and_no_solutions_and_the_published_files_stay(course):
    root = course()
    before = written(root)
    folder = copies.begin(root)
    assert set(written(folder)) == {
        *(name for name in before if "/" in name and not name.startswith("tools")),
        ".edition.json",
    } - {"exercises/checks/00_first.py", "exercises/solutions/00_first.ipynb"}
    [cell] = json.loads((folder / LESSON).read_bytes())["cells"]
    assert (cell["source"], cell["outputs"], cell["execution_count"]) == ("1 + 1", [], None)
    assert cell["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["x"]}
    write_into(root, LESSON, b"mine")
    copies.begin(root)
    assert {name: content for name, content in written(root).items() if name in before} == before
    assert (folder / LESSON).read_bytes() == b"mine"


def test_what_was_written_before_there_were_copies_is_read_on(course):
    mine = {LESSON: notebook("1 + 1  # my note"), "exercises/my_progress.json": b"{}"}
    folder = copies.begin(course(**mine, **{"notebooks/my notes.ipynb": notebook("3")}))
    assert b"# my note" in (folder / LESSON).read_bytes()
    assert (folder / "exercises/my_progress.json").read_bytes() == b"{}"
    assert (folder / "notebooks/my notes.ipynb").is_file()
    (folder / "exercises/my_progress.json").unlink()
    copies.begin(folder.parent)
    assert not (folder / "exercises/my_progress.json").exists()


def test_a_copy_that_was_interrupted_is_finished(course):
    root = course()
    whole = written(copies.begin(root))
    for name in (".edition.json", PAGE, "data/texts/accord.txt"):
        (root / "my-course" / name).unlink()
    assert written(copies.begin(root)) == whole
    write_into(root, ".edition.json", b'{"laid": ')
    assert written(copies.begin(root)) == whole


def test_an_update_lays_the_new_edition_beside_what_was_written(course):
    root = course()
    copies.begin(root)
    mine = notebook("1 + 1", "my own")
    write_into(root, LESSON, mine)
    write_into(root, "docs/methods.md", b"How\r\n")  # the same, saved on Windows
    course(said="2 + 2", **{"docs/methods.md": b"How it is done\n", "docs/new.md": b"New\n"})
    report = copies.update(root, root)
    beside = "notebooks/00_first-new.ipynb"
    assert (report.beside, report.replaced) == ([(LESSON, beside)], ["docs/methods.md"])
    assert report.added == ["docs/new.md"]
    now = written(root / "my-course")
    assert now[LESSON] == mine
    assert now[beside] == copies.cleared(notebook("2 + 2"))
    assert now["docs/methods.md"] == b"How it is done\n"
    assert now["earlier/docs/methods.md"] == b"How\r\n"
    said = "\n".join(report.lines("my-course"))
    assert f"{LESSON}  ->  {beside}" in said
    assert "  1 of the files in data and docs" in said
    assert not copies.is_behind(root)
    assert copies.update(root, root) == copies.Report()
    assert written(root / "my-course") == now


def test_a_start_says_that_there_is_a_new_edition_and_leaves_the_old_one(course, capsys):
    root = course()
    assert copies.open_copy(root) == root / "my-course"
    assert capsys.readouterr().out == ""
    course(said="2 + 2")
    copies.open_copy(root)
    assert "The course has changed: python3 course.py update" in capsys.readouterr().out
    assert b"1 + 1" in (root / "my-course" / LESSON).read_bytes()


def test_nothing_is_lost_over_many_editions(course):
    root = course()
    folder = copies.begin(root)
    names = [LESSON, "notebooks/00_first-new.ipynb", "notebooks/00_first-new-2.ipynb"]
    for number, name in enumerate(names, 1):
        (folder / name).write_bytes(notebook(f"mine in {name}"))
        course(said=f"edition {number}")
        copies.update(root, root)
    there = set(written(folder).values())
    assert {notebook(f"mine in {name}") for name in names} <= there
    assert copies.cleared(notebook("edition 3")) in there


def test_a_lesson_that_was_only_run_is_replaced_and_kept(course):
    root = course()
    copies.begin(root)
    write_into(root, LESSON, notebook("1 + 1"))
    course(**{"docs/methods.md": b"Now\n", LESSON: notebook("2 + 2")})
    report = copies.update(root, root)
    assert report.replaced == [LESSON, "docs/methods.md"]
    assert f"  {LESSON}\n  and 1 of the files in data and docs" in "\n".join(report.lines("x"))
    assert (root / "my-course/earlier" / LESSON).read_bytes() == notebook("1 + 1")


def test_a_lesson_taken_out_of_the_course_stays_with_the_reader(course):
    root = course(**{"notebooks/01_more.ipynb": notebook("3")})
    copies.begin(root)
    (root / "notebooks/01_more.ipynb").unlink()
    assert copies.update(root, root).ended == ["notebooks/01_more.ipynb"]
    assert copies.update(root, root) == copies.Report()
    assert (root / "my-course/notebooks/01_more.ipynb").is_file()


def test_a_deleted_copy_is_laid_anew(course):
    root = course()
    (copies.begin(root) / LESSON).unlink()
    assert (copies.begin(root) / LESSON).is_file()


def test_an_edition_can_stand_in_another_folder(course, tmp_path, capsys):
    root = course()
    copies.begin(root)
    write_into(root, LESSON, notebook("mine"))
    handed_out = tmp_path / "handed out"
    (handed_out / "notebooks").mkdir(parents=True)
    (handed_out / LESSON).write_bytes(notebook("2 + 2"))
    before = written(root / "notebooks")
    assert copies.main([str(handed_out)], root) == 0
    said = capsys.readouterr().out
    assert f"{LESSON}  ->  notebooks/00_first-new.ipynb" in said
    assert "No longer" not in said
    (handed_out / "course.py").touch()
    (handed_out / "tools").mkdir()
    (handed_out / "tools/copies.py").touch()
    assert copies.main([str(handed_out)], root) == 0
    said = capsys.readouterr().out
    assert f"python3 course.py update {root}" in said
    assert PAGE in said.partition("No longer part of the course")[2]
    assert written(root / "notebooks") == before


def test_work_is_fetched_from_an_older_download(course, capsys):
    old, new = course("old"), course("new", "2 + 2")
    copies.begin(old)
    write_into(old, LESSON, notebook("mine"))
    before = written(old)
    assert copies.main([str(old)], new) == 0
    assert f"{LESSON}  ->  notebooks/00_first-new.ipynb" in capsys.readouterr().out
    assert (new / "my-course" / LESSON).read_bytes() == notebook("mine")
    assert written(old) == before
    assert copies.main([str(old)], new) == 2
    assert "Rename the one without your work" in capsys.readouterr().err


def test_work_is_fetched_from_the_time_before_there_were_copies(course, capsys):
    old, new = course("old", "mine"), course("new", "2 + 2")
    (old / "tools/copies.py").unlink()
    (old / "exercises/my_progress.json").write_bytes(b"{}")
    assert copies.main([str(old)], new) == 0
    now = written(new / "my-course")
    assert now[f"earlier/{LESSON}"] == notebook("mine")
    assert now[LESSON] == copies.cleared(notebook("2 + 2"))
    assert now["exercises/my_progress.json"] == b"{}"
    assert [name for name in now if name.startswith("earlier")] == [f"earlier/{LESSON}"]


def test_a_damaged_lesson_is_named_and_the_others_come(course, capsys):
    root = course(**{LESSON: b"<<<<<<< HEAD\n{}"})
    folder = copies.begin(root)
    assert f"{LESSON} is no notebook" in capsys.readouterr().err
    assert (folder / "exercises/00_first.ipynb").is_file()
    assert copies.update(root, root).broken == [LESSON]


def test_a_notebook_damaged_by_the_reader_stays(course):
    root = course()
    copies.begin(root)
    write_into(root, LESSON, b'{"cells": 3')
    course(said="2 + 2")
    assert copies.update(root, root).beside == [(LESSON, "notebooks/00_first-new.ipynb")]
    assert (root / "my-course" / LESSON).read_bytes() == b'{"cells": 3'


def test_what_hinders_is_said_in_plain_words(course, tmp_path, capsys, monkeypatch):
    root = course()
    assert copies.main([str(tmp_path)], root) == 2
    assert "holds no lessons" in capsys.readouterr().err
    assert copies.main(["--force"], root) == 2
    assert "Give nothing, or one folder" in capsys.readouterr().err
    (root / "my-course").write_text("a file")
    assert copies.main([], root) == 2
    assert "is a file. Rename it" in capsys.readouterr().err
    (root / "my-course").unlink()

    def refuse(path, content):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert copies.main([], root) == 2
    error = capsys.readouterr().err
    assert "cannot be written: Permission denied" in error
    assert "Traceback" not in error


def test_published_files_may_be_read_only(course):
    root = course()
    for path in (root / LESSON, root / PAGE):
        path.chmod(0o444)
    folder = copies.begin(root)
    for path in (folder / LESSON, folder / PAGE):
        with path.open("ab") as file:
            file.write(b"x")


def test_a_file_in_use_is_named(course, monkeypatch):
    root = course()
    copies.begin(root)
    course(said="2 + 2")

    def refuse(path, target):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(copies.CopyError, match="first.ipynb cannot be moved: The process cannot"):
        copies.update(root, root)


@pytest.mark.parametrize("inside", ["my-course", "my-course/notebooks", "mine"])
def test_no_edition_comes_from_where_somebody_works(course, capsys, inside):
    root = course()
    copies.begin(root)
    write_into(root, LESSON, notebook("my own"))
    shutil.copytree(root / "my-course", root / "mine")
    (root / "my-course/.edition.json").unlink()
    before = written(root)
    assert copies.main([str(root / inside)], root) == 2
    assert "no new edition comes from there, and nothing was changed" in capsys.readouterr().err
    with pytest.raises(copies.CopyError, match="Name the folder of a course"):
        copies.update(root, root / inside)
    assert written(root) == before


def test_the_launcher_updates_without_an_environment(course, root, tmp_path):
    made = course()
    (made / "tools/copies.py").unlink()
    for name in ("course.py", "noxfile.py", "tools/copies.py"):
        shutil.copy(root / name, made / name)
    command = [sys.executable, "-I", str(made / "course.py"), "update"]
    for more in ([], ["--", str(made)]):
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=True)
        assert "Nothing is new" in done.stdout
    assert (made / "my-course" / LESSON).is_file()
    assert not (made / ".course").exists()


def test_a_path_of_a_published_file_leads_to_the_copy(tmp_path):
    inside = tmp_path / "my-course"
    assert copies.copy_of(tmp_path, tmp_path / LESSON) == inside / LESSON
    for other in (tmp_path, inside / LESSON, tmp_path / "tests", tmp_path.parent / "a.ipynb"):
        assert copies.copy_of(tmp_path, other) == other


def test_every_link_of_the_course_leads_somewhere_in_the_copy(root):
    there = set(copies.published(root))
    folders = {str(Path(name).parent) for name in there}
    for name, path in copies.published(root).items():
        if not name.startswith(("notebooks", "exercises")):
            continue
        text = path.read_text("utf-8")
        for target in re.findall(r"\]\(((?:\.\./)?[\w./-]+\.(?:ipynb|md|csv|txt))[)#]", text):
            found = posixpath.normpath(f"{Path(name).parent.as_posix()}/{target}")
            assert found in there, (name, target)
        for target in re.findall(r'"\.\./(data/[\w./-]+\.\w+)\\?"', text):
            assert target in there, (name, target)
    assert "data/texts" in folders
