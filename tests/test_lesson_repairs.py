"""What a reader of two versions, and of claims, sees and is told when something is wrong."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import accord, corpus, document

from accordlib import (
    AccordError,
    Edit,
    align_sentences,
    compare_words,
    plot_alignment,
    side_by_side,
    verify_claims,
)
from accordlib.versions.edits import marked_html


class Heard(HTMLParser):
    """The text of some HTML, as it is seen and as a screen reader says it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen, self.said, self._hidden = "", "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._hidden = "clip" in dict(attrs).get("style", "")

    def handle_endtag(self, tag):
        self._hidden = False

    def handle_data(self, data):
        self.said += data
        self.seen += "" if self._hidden else data


def shown(a: str, b: str, **sides) -> str:
    return Heard(marked_html(compare_words(a, b).operations, **sides)).seen


@pytest.mark.parametrize(
    ("a", "b", "old", "new"),
    [
        ("One cat slept.", "One dog slept.", "One [-cat-] slept.", "One [+dog+] slept."),
        ("One black cat", "One cat", "One [-black-] cat", "One cat"),
        ("a\u00a0b", "a b", "a\u00a0b", "a b"),
        ("a, b", "a b", "a[-,-] b", "a b"),
    ],
)
def test_marks_stand_tight_around_words(a, b, old, new):
    assert (shown(a, b, new=False), shown(a, b, old=False)) == (old, new)


def test_what_moved_has_a_blank_after_its_number_and_before_the_next_mark():
    edits = [
        Edit("moved", "Hikariko Ono,", "", 0, 13, 0, 0, 1),
        Edit("delete", "head", "", 13, 17, 0, 0),
    ]
    assert Heard(marked_html(edits)).seen == "[-moved 1: Hikariko Ono,-] [-head-]"


def test_a_mark_is_said_small_without_words_and_keeps_with_its_words():
    html = marked_html([Edit("replace", "a long way", ".", 0, 10, 0, 1)])
    assert Heard(html).said == "deleted: [-a long way-] inserted: [+.+]"
    assert re.search(r"nowrap\">\[-a</span> long <span [^>]*nowrap\">way-\]</span></del>", html)
    assert "<small>" not in html.partition("inserted")[0]
    assert "<small>" in html.partition("inserted")[2]


@given(st.text("ab ,.<&", max_size=30), st.text("ab ,.<&", max_size=30))
def test_the_words_of_each_text_are_shown(a, b):
    for text, side, signs in ((a, {"new": False}, r"\[-|-\]"), (b, {"old": False}, r"\[\+|\+\]")):
        seen = re.sub(rf"{signs}|moved \d+:", "", shown(a, b, **side))
        assert "".join(seen.split()) == "".join(text.split())


def test_a_table_names_its_sentences_and_can_be_reached_by_keyboard():
    html = side_by_side(align_sentences(corpus()["article"], corpus()["article-rewrite"]))
    text = html._repr_html_()
    assert text.startswith(
        '<div role="region" tabindex="0" aria-label="article and article-rewrite'
    )
    for header in ("p1.s1 → p1.s1, reworded", "p4.s2 → p4.s2 and p4.s3, split"):
        assert f">{header}</th>" in text
    assert "only in article, words in [+ +] only in article-rewrite." in text


def test_the_legend_stands_on_top_and_its_lines_are_bare():
    picture = plot_alignment(align_sentences(corpus()["article"], corpus()["article-rewrite"]))
    axes = picture.figure.axes[0]
    legend = axes.get_legend()
    lines = legend.get_lines()
    assert {h.get_linestyle() for h in lines} == {"-", "--"}
    assert {h.get_marker() for h in lines} <= {"", "None"}
    assert "thicker" in legend.get_title().get_text()
    assert legend.get_window_extent().y0 >= axes.get_window_extent().y1
    assert picture.figure.get_figheight() < 7


def test_long_versions_stay_on_one_page_and_keep_the_ids_of_pairs():
    whole, part = corpus()["accord"], corpus()["accord"]["p10"]
    picture = plot_alignment(align_sentences(whole, document(part.text)))
    assert picture.figure.get_figheight() <= 10
    assert [t.get_text() for t in picture.figure.axes[0].texts] == ["p10.s1", "p1.s1"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (lambda c: (c.annotations("claims"), c["accord"]), "takes an Agreement, not a Document"),
        (lambda c: (accord(), accord()), "claims must be a table"),
        (
            lambda c: (c.annotations("claims"), accord(), "hiroshima-news"),
            "takes a Document, not a str",
        ),
    ],
)
def test_claims_need_a_table_an_agreement_and_a_document(arguments, said):
    with pytest.raises(AccordError, match=said):
        verify_claims(*arguments(corpus()))
