"""Notebooks are held to what nbval does not compare: kinds, order, pictures, prose, figures."""

import base64
import os
import re
import subprocess
import sys
from io import BytesIO

import matplotlib
import nbformat
import numpy as np
import pytest
from library import ROOT, accord
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.transforms import Affine2D
from PIL import Image, ImageChops
from stored import STRAY, pixels_elsewhere, unlike

from accordlib import plot_dispersion, plot_lengths

DRAWN = {
    "lengths": lambda: plot_lengths(accord().preamble).figure,
    "dispersion": lambda: plot_dispersion(accord(), ["security", "nuclear", "energy"]).figure,
}


def image_of(figure):
    """Return a figure as an image."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")


def encoded(image):
    """Return an image as notebooks store it."""
    buffer = BytesIO()
    image.save(buffer, "png")
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def difference(one, other):
    """Return how many pixels of one image have nothing like them in the other."""
    return pixels_elsewhere(encoded(one), encoded(other))


@pytest.mark.parametrize("name", DRAWN)
def test_another_rendering_of_letters_and_a_shift_by_a_pixel_pass(name):
    figure = DRAWN[name]()
    stored = image_of(figure)
    with matplotlib.rc_context({"text.hinting": "none"}):
        assert 0 <= difference(stored, image_of(figure)) <= STRAY
        assert stored != image_of(figure)
    for text in figure.axes[0].texts:
        text.set_antialiased(False)
    assert stored != image_of(figure)
    assert difference(stored, image_of(figure)) <= STRAY
    assert difference(stored, ImageChops.offset(stored, 1, 1)) <= STRAY


@pytest.mark.parametrize("name", DRAWN)
def test_a_label_that_moved_or_vanished_or_another_colour_fails(name):
    figure = DRAWN[name]()
    stored, [axes] = image_of(figure), figure.axes
    for text in axes.texts[:2]:
        place = text.get_transform()
        text.set_transform(place + Affine2D().translate(15, 0))
        assert difference(stored, image_of(figure)) > STRAY
        text.set_transform(place)
        text.set_visible(False)
        assert difference(stored, image_of(figure)) > STRAY
        text.set_visible(True)
    for mark in (*axes.patches, *axes.collections):
        mark.set_color("#D55E00")
    assert difference(stored, image_of(figure)) > STRAY


def test_another_size_or_no_image_at_all_fails():
    image = Image.new("RGB", (40, 30), "white")
    assert difference(image, image.resize((40, 31))) > STRAY
    [said] = unlike(code_cell("", [shown(png=encoded(image))]), [shown(text="a")])
    assert said == "The stored outputs are ['image/png'], those of this run ['text/plain']."


def shown(**data):
    """Return an output with some MIME types."""
    types = {"text": "text/plain", "html": "text/html", "png": "image/png"}
    data = {types[name]: value for name, value in data.items()}
    return nbformat.v4.new_output("display_data", data)


def printed(text):
    """Return an output of printed text."""
    return nbformat.v4.new_output("stream", text=text)


def code_cell(source, outputs, count=1):
    """Return a cell that was run."""
    return nbformat.v4.new_code_cell(source, outputs=outputs, execution_count=count)


def run_by_nbval(folder, given, **notebooks):
    """Store notebooks and run those given; return the outcomes by folder and all that was said."""
    folders = {"solutions": "exercises/solutions"}
    for name, cells in notebooks.items():
        path = folder / folders.get(name, name) / "made.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    places = (ROOT, ROOT / "tests", ROOT / "tools", *sys.path)
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "--nbval", "--nbval-current-env"]
    given = [f"{folders.get(name, name)}/made.ipynb" for name in given]
    ran = subprocess.run(
        [*command, "-v", "-p", "no:cacheprovider", "--color=no", "--rootdir=.", *given],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, places))},
        capture_output=True,
        text=True,
        check=False,
    )
    said = ran.stdout + ran.stderr
    return {
        name: re.findall(rf"^{name}/made\S*::(?:Cell )?(\w+) ([A-Z]+)", said, re.MULTILINE)
        for name in (folders.get(name, name) for name in notebooks)
    }, said


PALE = """from accordlib import Picture, load_corpus
from matplotlib import pyplot as plt
figure, axes = plt.subplots()
axes.text(0.5, 0.5, "Kyoto", color="#999")
Picture(figure, load_corpus().annotations("commitments"), "It is pale.")"""


def test_a_run_of_nbval_fails_where_nbval_alone_would_pass(tmp_path):
    image = Image.new("RGB", (200, 90), "white")
    stored = encoded(image)
    image.paste("black", (20, 20, 60, 32))
    drawn = encoded(image)
    two = (
        "show({'text/plain': 'a'}, raw=True)\nshow({'text/plain': 'b', 'text/html': 'c'}, raw=True)"
    )
    draw = f"show({{'image/png': {drawn!r}}}, raw=True)"
    cells = {
        "sound": code_cell(
            "from IPython.display import display as show\nprint('a')", [printed("a\n")]
        ),
        "order": code_cell(two, [shown(text="a"), shown(text="b", html="c")]),
        "drawn": code_cell(draw, [shown(png=drawn)]),
        "empty": code_cell("", [], None),
        "vanished": code_cell("print('a')", [printed("a\n"), shown(png=stored)]),
        "moved": code_cell(two, [shown(text="a", html="c"), shown(text="b")]),
        "changed": code_cell(draw, [shown(png=stored)]),
        "not run": code_cell("print('a')", [], None),
    }
    prose = nbformat.v4.new_markdown_cell("# Title\n\nIt makes **30**<!-- = 14 + 15 --> of them.")
    pale = code_cell(PALE, [])
    pale.metadata.tags = ["nbval-ignore-output"]
    opened = code_cell("import pandas\nkept = pandas.set_option('display.max_rows', 3)", [])
    asks = "import os, pandas\nprint(os.path.basename(os.getcwd()), 'kept' in globals(), {})"
    shows = "pandas.get_option('display.max_rows')"
    outcomes, said = run_by_nbval(
        tmp_path,
        ["sound", "notebooks"],
        sound=[*cells.values(), prose, pale],
        notebooks=[opened, pale],
        solutions=[code_cell(asks.format(shows), [printed("solutions False 60\n")]), prose],
        exercises=[code_cell(asks.format(0), [printed("exercises False 0\n")]), prose],
    )
    wanted = [*4 * ["PASSED"], *4 * ["FAILED"], "PASSED"]
    assert outcomes["sound"] == [
        *((str(number), outcome) for number, outcome in enumerate(wanted)),
        ("prose", "FAILED"),
        ("figures", "FAILED"),
    ], said
    fails = {"prose", "figures", "solved_prose"}  # the first: it has no page for lecturers
    lesson = ("0", "1", "prose", "figures")
    solved = ("solved_forgotten", "solved_0", "solved_prose", "solved_figures")
    names = (*lesson, *solved, "handed_out_forgotten", "handed_out_0")
    wanted = [(name, "FAILED" if name in fails else "PASSED") for name in names]
    assert outcomes["notebooks"] == wanted, said
    for reason in (
        "was never run",
        "The picture differs",
        "The stored outputs are",
        "`14 + 15` gives '29'",
        "lecturers/made.md",
        "'It is pale.': the label 'Kyoto' has a contrast of 2.8",
    ):
        assert reason in said
