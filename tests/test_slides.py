"""Slides and sheets: made from the lessons, complete in themselves, few words, one figure each."""

import html
import re

import pytest
from library import ROOT
from minutes import PATHS
from sheets import sheets
from slides import Slide, beginning, ending, length, page, slides

from accordlib import load_corpus, parse_agreement

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_WORDS, MOST_POINTS = 80, 90  # a question with what leads to it; a list of recap
ELSEWHERE = r"""(?:src|href)=["'](?!data:|#)|@import|url\((?!data:)|https?://"""


def words(slide):
    """Count the words on a slide."""
    return length(html.unescape(re.sub(r"<[^>]*>", " ", slide.section + " " + slide.body)))


@pytest.fixture(scope="module")
def decks():
    """Return the slides of each lesson on each path."""
    return {(p.stem, path): list(slides(p, path)) for p in LESSONS for path in PATHS}


def test_a_slide_has_few_words_or_one_figure(decks):
    for deck, made in decks.items():
        for slide in made:
            most = MOST_POINTS if slide.kind.startswith("points") else MOST_WORDS
            assert words(slide) <= most, (deck, slide)
            figures = slide.body.count("<img")
            assert figures == (slide.kind == "figure"), deck
            assert figures == 0 or 'alt=""' not in slide.body, deck


def test_each_deck_opens_asks_pauses_and_closes(decks):
    for (name, path), made in decks.items():
        kinds = [slide.kind.split()[0] for slide in made]
        assert kinds[0] == "title", name
        assert kinds.count("predict") >= 1, name
        assert [slide.section for slide in made].count("Half-time") == 1, name
        assert made[-1].section == "Recap" or name.startswith("00"), name
        if path == 50:
            assert len(made) < len(decks[name, 90]) or name.startswith("00"), name


def test_pages_need_nothing_from_elsewhere():
    made = [page(LESSONS[0], 50), *(sheet for _, sheet in sheets())]
    assert [re.findall(ELSEWHERE, text) for text in made] == [[]] * len(made)
    assert re.search(ELSEWHERE, '<img src="figure.png">')


def test_slides_follow_the_paths():
    deck = next(p for p in LESSONS if p.stem.startswith("04"))
    short, long = ({slide.section for slide in slides(deck, path)} for path in PATHS)
    assert "9. Who is central?" in long - short


def test_sentences_are_kept_whole():
    assert beginning("One two. Three four. Five.", 4) == "One two. Three four."
    assert ending("One two. Three four. Is it five?", 5) == "Three four. Is it five?"
    assert beginning("One (two. Three) four. Five.", 4) == "One (two. Three) four."
    assert Slide("task", "A & B", "<p>x</p>").html(3).startswith('<section class="task" id="s3">')


def test_sheets_quote_the_texts():
    made = dict(sheets())
    corpus = load_corpus()
    accord = parse_agreement(corpus["accord"])
    for name, text, label in (
        ("08", corpus["article"], "p4"),
        ("09", accord, "E1"),
        ("10", accord, "G5"),
    ):
        assert html.escape(text[label].text) in made[name]
    assert made["03b"].count("○") == 4
    assert len(re.findall(r"<div><b>", made["07"])) == 29
    assert {"02", "03b", "04", "05", "06", "07", "08", "09", "10", "11"} == set(made)
