"""The contents that JupyterLab shows beside the lessons name every lesson once, in order."""

import json
import re


def test_contents_list_every_lesson(root):
    script = root / ".jupyter" / "labextensions" / "accord-course" / "static" / "course.js"
    pattern = re.search(r"LESSON = /(.*)/gm;", script.read_text("utf-8"))[1]
    contents = (root / "notebooks" / "CONTENTS.md").read_text("utf-8")
    rows = re.findall(pattern, contents, re.MULTILINE)
    stored = sorted(path.name for path in (root / "notebooks").glob("*.ipynb"))
    assert [file for _, file, _, _ in rows] == stored
    assert all(title.startswith(file[:2]) for title, file, _, _ in rows)


def test_the_first_layout_opens_the_first_lesson(root):
    layout = json.loads((root / ".jupyter" / "course.jupyterlab-workspace").read_text("utf-8"))
    shown = layout["data"]["layout-restorer:data"]["main"]["current"]
    assert (root / shown.removeprefix("notebook:")).is_file()
