"""The contents that JupyterLab shows beside the lessons, and what it shows under figures."""

import json
import re

from accordlib.figures.picture import DETAILS


def test_contents_list_every_lesson_and_its_exercises(root):
    script = root / ".jupyter" / "labextensions" / "accord-course" / "static" / "course.js"
    pattern = re.search(r"LESSON = /(.*)/gm;", script.read_text("utf-8"))[1]
    contents = (root / "notebooks" / "CONTENTS.md").read_text("utf-8")
    *rows, capstone = re.findall(pattern, contents, re.MULTILINE)
    stored = sorted(path.name for path in (root / "notebooks").glob("*.ipynb"))
    assert [file for _, file, *_ in rows] == stored
    assert all(title.startswith(file[:2]) for title, file, *_ in rows)
    sets = {"11_your_own_agreement.ipynb": "11_capstone.ipynb"}
    expected = [f"../exercises/{sets.get(name, name)}" for name in stored]
    assert [more for *_, more in rows] == expected
    for target in (capstone[1], *(more for *_, more in [*rows, capstone])):
        assert (root / "notebooks" / target).is_file(), target


def test_the_first_layout_opens_the_first_lesson(root):
    layout = json.loads((root / ".jupyter" / "course.jupyterlab-workspace").read_text("utf-8"))
    shown = layout["data"]["layout-restorer:data"]["main"]["current"]
    assert (root / shown.removeprefix("notebook:")).is_file()


def test_what_unfolds_under_a_picture_is_shown_in_jupyterlab(root):
    [_] = [p for p in (root / ".jupyter").rglob("*.js") if f"'{DETAILS}'" in p.read_text("utf-8")]
