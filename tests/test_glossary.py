"""The glossary: every term in its place, and every link to one finds it."""

import json
import re

import pytest

ENTRY = re.compile(r"^## (.+)\n\n((?:.+\n)+)", re.MULTILINE)
LINK = re.compile(r"\]\((?:\.\./notebooks/)?GLOSSARY\.md(?:#([^)\s]+))?\)")


@pytest.fixture
def entries(root):
    """Each term with its explanation, in the order of the page."""
    return ENTRY.findall((root / "notebooks" / "GLOSSARY.md").read_text("utf-8"))


@pytest.fixture
def links(root):
    """The anchors that each page links to, by the number of its lesson (or the page's name)."""
    found = {"PYTHON": LINK.findall((root / "notebooks" / "PYTHON.md").read_text("utf-8"))}
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        prose = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        found[path.stem.partition("_")[0]] = LINK.findall(prose)
    return found


def anchor(term):
    """What JupyterLab calls a heading."""
    return term.replace(" ", "-")


def test_terms_stand_in_alphabetical_order_each_once(entries):
    terms = [re.sub(r"[^a-z0-9 ]", "", term.lower().replace("-", " ")) for term, _ in entries]
    assert terms == sorted(set(terms))


def test_every_link_leads_to_a_term(entries, links):
    known = {anchor(term) for term, _ in entries}
    pages = {"00", "PYTHON"}  # these name the page as a whole, once
    for page, anchors in links.items():
        assert anchors.count("") == (page in pages), page
        assert set(anchors) - {""} <= known, page


def test_every_term_is_linked_where_it_is_introduced(entries, links):
    for term, explanation in entries:
        lessons = re.findall(r"\[(\d\d\w?)\]", explanation)
        assert lessons, term
        pages = [*lessons, "PYTHON"]  # a page of its own explains the words of Python
        assert any(anchor(term) in links[page] for page in pages), term


def test_every_japanese_term_has_a_source(entries):
    japanese = r"In Japanese ([^(\n]*[\u3040-\u30ff\u4e00-\u9fff][^(\n]*) \(\[[^\]]+\]\(https?://[^)\s]+\)\)\."
    told = {term: text for term, text in entries if "In Japanese" in text}
    assert len(told) >= 15
    assert [term for term, text in told.items() if not re.search(japanese, text)] == []
    rest = {term for term, text in entries if term not in told}
    assert [t for t, text in entries if t in rest and re.search("[\u3040-\u30ff]", text)] == []


def test_every_lesson_links_the_glossary(links):
    assert [page for page, anchors in links.items() if not anchors] == []
