"""The page of the capstone project agrees with the texts, and its sample is the set's sample."""

import json
import re
from pathlib import Path

import hygiene
import pytest
import test_prose
from written import problems_of

from accordlib.exercises.sets import find_set

FOLDER = Path(__file__).resolve().parents[1] / "exercises"
SAMPLE = re.compile(r"^## Sample ([AB])\n(.*?)^### What a marker", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def page():
    """Return the page as a notebook: a title, and all of it in one Markdown cell."""
    return test_prose.notebook_of("# Capstone", (FOLDER / "CAPSTONE.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def samples(page):
    """Return the two samples as a student would have written them, without comments."""
    found = dict(SAMPLE.findall(page.cells[1].source))
    return {name: re.sub(r"\s*<!--.*?-->", "", text).split() for name, text in found.items()}


class Solved:
    """The names of the capstone notebook after its solutions have run here."""

    def __init__(self):
        path = FOLDER / "solutions" / "11_capstone.ipynb"
        self.names = {}
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), self.names)

    def values(self, expressions):
        """Return the ``str()`` of each expression."""
        return [str(eval(text, self.names)) for text in expressions]


@pytest.fixture(scope="module")
def kernel():
    """Return what answers as the kernel of the capstone notebook would; nbval runs that itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCORD_NO_PROGRESS", "1")
        patch.chdir(FOLDER / "solutions")
        return Solved()


def test_numbers_and_quotations_agree(page, kernel):
    found = problems_of(page, kernel)
    assert not found, "\n".join(["", *found])


def test_a_wrong_number_would_be_found(page, kernel):
    source = page.cells[1].source
    wrong = test_prose.notebook_of("# Capstone", source.replace("of 451<!--", "of 452<!--"))
    [found] = problems_of(wrong, kernel)
    assert "gives '451'" in found


def test_links_lead_somewhere(page):
    assert not list(hygiene.check_links(page, FOLDER))


def test_every_criterion_is_commented_on_in_both_samples(page):
    source = page.cells[1].source
    criteria = re.findall(r"^\| \*\*(.+?)\*\* \|", source, re.MULTILINE)
    comments = re.findall(r"^- \*\*(.+?): (strong|sound|weak)\.\*\*", source, re.MULTILINE)
    assert len(criteria) > 4
    assert [name for name, _ in comments] == criteria * 2


def test_samples_have_the_length_they_should_have(samples, kernel):
    [wanted] = kernel.values(["words_wanted"])
    assert abs(len(samples["A"]) - int(wanted)) <= 60
    assert 400 <= len(samples["B"]) <= 600


def test_the_better_sample_is_the_solution(samples, kernel):
    [essay] = [t for t in find_set("11_capstone", FOLDER).workbook.tasks if t.name == "text"]
    assert essay.sample.split() == samples["A"]
    assert kernel.values(["text"])[0].split() == samples["A"]
    assert len(samples["A"]) >= essay.words
