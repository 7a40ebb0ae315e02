"""The measurement of figures finds each defect, and none where there is none."""

import pandas as pd
import pytest
from matplotlib.figure import Figure
from readable import problems_of_figure

TABLE = pd.DataFrame({"word": ["japan"]})


def problems(*changes, size=(4, 3), table=TABLE):
    """Return what is wrong with a sound figure after some changes."""
    figure = Figure(figsize=size)
    axes = figure.subplots()
    axes.plot([0, 1, 2], [0, 1, 2], "o-", color="#0072B2")
    axes.scatter([1], [0.2], 80, "white", edgecolor="black")
    axes.annotate("Japan", (2, 0.2), ha="right")
    axes.text(0, 1.5, "in a box", color="white", bbox={"facecolor": "black"})
    axes.bar([0.2], [0.3], color="#595959")
    axes.grid(color="0.9")
    axes.set_axisbelow(True)
    for change in changes:
        change(axes)
    return problems_of_figure(figure, table)


def test_a_sound_figure_has_no_problem():
    assert problems(lambda axes: axes.grid(visible=False)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda axes: axes.text(0.9, 1, "Kyoto"), "'Kyoto' lies on a marker or a line"),
        (lambda axes: axes.text(0.15, 0.1, "it"), "'it' lies on a marker or a line"),
        (lambda axes: axes.axvline(1.8, color="#999"), "'Japan' lies on a marker or a line"),
        (lambda axes: axes.text(1.7, 0.25, "Kyoto"), "'Japan' and 'Kyoto' lie on each other"),
        (lambda axes: axes.text(0.8, 0.9, "Kyoto", rotation=10), "'Kyoto' lies on a marker"),
        (lambda axes: axes.text(0, 1, "Kyoto", color="#999"), "'Kyoto' has a contrast of 2.8"),
        (lambda axes: axes.text(0, 1, "Kyoto", alpha=0.5), "'Kyoto' has a contrast of 4.0"),
        (lambda axes: axes.text(0, 1, "Kyoto", color="white"), "'Kyoto' cannot be seen"),
        (lambda axes: axes.text(2.1, 1, "Kyoto " * 9), "is cut off"),
        (lambda axes: axes.plot([0], [1.2], "o", color="#aaa"), "a Line2D has a contrast of 2.3"),
        (lambda axes: axes.hlines(1, 1, 2, "blue", alpha=0.2), "a LineCollection has a contrast"),
        (lambda axes: axes.bar([2], [0.1], color="yellow"), "a Rectangle has a contrast of 1.1"),
        (lambda axes: axes.scatter([1], [0.5], color=["k"], alpha=0.2), "a PathCollection has"),
        (lambda axes: axes.text(0, 1, "uk"), "'uk' is the id of an actor, not its name"),
        (lambda axes: axes.text(1, 2, "g7 –\nbritish armed forces"), "is the id of an actor"),
    ],
)
def test_each_defect_is_found(change, said):
    assert any(
        said in problem for problem in problems(lambda axes: axes.grid(visible=False), change)
    )


def test_small_letters_are_found_where_a_size_is_asked_for():
    figure = Figure()
    figure.text(0.5, 0.5, "Kyoto", fontsize=10)
    for smallest, said in ((10, []), (11, ["the label 'Kyoto' is small"])):
        assert problems_of_figure(figure, TABLE, smallest) == said


def test_a_word_is_no_actor():
    assert problems(lambda a: a.grid(visible=False), lambda a: a.text(0, 1, "japan")) == []


@pytest.mark.parametrize("size", [(9.4, 3), (4, 6.3)])
def test_a_large_figure_is_found(size):
    assert any("pixels" in problem for problem in problems(size=size))
