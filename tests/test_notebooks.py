"""Every stored notebook is clean, described and in the shape of a lesson."""

import copy
import json

import hygiene
import nbformat
import pytest

EVERYWHERE = [
    hygiene.check_ids,
    hygiene.check_counts,
    hygiene.check_outputs,
    hygiene.check_pictures,
    hygiene.check_length,
]


def load(path):
    """Return a notebook as it is stored, nothing mended on the way."""
    return json.loads(path.read_text("utf-8"))


def test_there_are_lessons(root):
    assert list((root / "notebooks").glob("*.ipynb")), "there is no notebook in notebooks/"


def test_format_is_valid(notebook_path):
    content = notebook_path.read_bytes()
    nbformat.validate(json.loads(content))
    assert content.endswith(b"}\n")
    assert b"\r" not in content


@pytest.mark.parametrize("check", EVERYWHERE, ids=lambda check: check.__name__)
def test_hygiene(notebook_path, check):
    assert not list(check(load(notebook_path)))


def test_links(notebook_path):
    assert not list(hygiene.check_links(load(notebook_path), notebook_path.parent))


def test_header(lesson):
    assert not list(hygiene.check_header(load(lesson)))


def test_sections(lesson):
    missing = list(hygiene.check_sections(load(lesson)))
    assert not missing or lesson.stem.startswith("00_")


DESCRIPTION = "A bar chart of words by pillar: economy longest, defence shortest."
HEADER = "\n".join(
    ["# Who?", "", "| | |", "|-|-|", *(f"| **{r}** | x |" for r in hygiene.HEADER_ROWS)]
)
CLOSING = "\n".join(f"## {section}\n[next](next.md)" for section in hygiene.SECTIONS)


@pytest.fixture
def sound(tmp_path):
    """Return a notebook without a defect."""
    (tmp_path / "next.md").write_text("x")
    make = nbformat.v4
    picture = make.new_output(
        "display_data",
        {"image/png": "AAAA", "text/plain": DESCRIPTION},
        metadata={"image/png": {"alt": DESCRIPTION}},
    )
    cells = [
        make.new_markdown_cell(HEADER, id="title"),
        make.new_code_cell("show()", id="code", execution_count=1, outputs=[picture]),
        make.new_markdown_cell(CLOSING, id="closing"),
    ]
    return json.loads(json.dumps(make.new_notebook(cells=cells)))


def complaints(notebook, folder):
    """Return what all checks together say about a notebook."""
    checks = [*EVERYWHERE, hygiene.check_header, hygiene.check_sections]
    found = [text for check in checks for text in check(notebook)]
    return found + list(hygiene.check_links(notebook, folder))


def test_a_sound_notebook_passes(sound, tmp_path):
    assert not complaints(sound, tmp_path)


def stream(text, name="stdout"):
    """Return a stored output of printed text."""
    return {"output_type": "stream", "name": name, "text": text}


ERROR = {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}
PRINTED = {
    "stores a memory address": "<Passage object at 0x7f3a2c0d9e10>",
    "stores an absolute path: '/home": "read /home/ana/accord.txt",
    "stores an absolute path: 'C:": "read C:\\Users\\ana",
    "stores a folder of this machine": str(hygiene.PLACES[0] / "data"),
    "stores a time of execution": "done at 2026-11-22 10:15:03",
    "stores a version": "pandas 3.1.1",
    "stores a progress bar": " 40%|████    |",
    "stores a warning": "x.py:3: FutureWarning: gone soon",
}
CONTENT = [
    "date 2023-01-12",
    "May 2023, in 2025 and by 2050",
    "Python is a language; the Accord has 3 pillars and 2.5% of them",
    "UK/Japan and/or home/work, at 10:15 on 12 January",
    "0x is a prefix",
]


@pytest.mark.parametrize("text", CONTENT)
def test_content_is_not_taken_for_a_trace(sound, tmp_path, text):
    sound["cells"][1]["outputs"].append(stream(text))
    assert not complaints(sound, tmp_path)


@pytest.mark.parametrize(("complaint", "text"), PRINTED.items())
def test_traces_are_found(sound, tmp_path, complaint, text):
    sound["cells"][1]["outputs"].append(stream(text))
    assert any(complaint in found for found in complaints(sound, tmp_path))


def spoil(notebook, *path_and_value):
    """Set one value deep inside a copy of a notebook."""
    *path, value = path_and_value
    spoilt = copy.deepcopy(notebook)
    place = spoilt["cells"]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return spoilt


@pytest.mark.parametrize(
    ("complaint", "change"),
    [
        ("two cells have the id title", (2, "id", "title")),
        ("cell 3 has no id", (2, "id", None)),
        ("has the count 2, not 1", (1, "execution_count", 2)),
        ("has the count None", (1, "execution_count", None)),
        ("stores an error: KeyError", (1, "outputs", [ERROR])),
        ("writes to stderr", (1, "outputs", [stream("x", "stderr")])),
        (
            "no description but '<Fig",
            (1, "outputs", 0, "data", "text/plain", f"<Figure {'x' * 50}>"),
        ),
        ("no description but 'Short'", (1, "outputs", 0, "data", "text/plain", "Short")),
        ("is the alternative text: None", (1, "outputs", 0, "metadata", {})),
        ("13 lines of code", (1, "source", "x\n\n" * 13)),
        ("not Markdown with a title", (0, "source", HEADER.replace("# Who", "Who"))),
        ("no row 'Level'", (0, "source", HEADER.replace("Level", "Grade"))),
        ("no section 'Recap'", (2, "source", CLOSING.replace("Recap", "End"))),
        ("links to gone.md", (2, "source", f"{CLOSING} [gone](gone.md)")),
        ("links to gone.png", (2, "source", f'{CLOSING} <img src="gone.png">')),
    ],
)
def test_each_defect_is_found(sound, tmp_path, complaint, change):
    assert any(complaint in found for found in complaints(spoil(sound, *change), tmp_path))
