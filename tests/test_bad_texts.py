"""Texts that nobody would call an agreement: a clear refusal, or a result that loses nothing."""

import sys
from contextlib import suppress

import pytest
from garbling import agreement_of, check_quotations, check_tokens
from library import document

from accordlib import (
    AccordError,
    Document,
    candidate_names,
    parse_agreement,
    sentences,
    study,
    tokenize,
)

# Each is repeated to a length.
PIECES = {
    "one line": "We will plant kelp and guard the shore of Norland. ",
    "one word": "a",
    "digits": "1234567890",
    "numbers": "12\n",
    "numbers with stops": "12.\n\n",
    "headings": "1. Kelp and Shores\n\n",
    "headings in capitals": "KELP AND SHORES\n\n",
    "empty bullets": "- \n",
    "several scripts": "Кelp мост 海岸 kelp ケルプ क्षेत्र عهد Ελλάδα. ",
    "control characters": "\x00\x01\x1bm We \x07act.\x0b\x0c\x7f\x85 ",
    "directions of writing": "\u202e\u200f\u2066We act.\u2069 ",
    "accents apart": "e\u0301",
    "accents without end": "\u0301",
    "open quotation marks": "“",
    "quotations": "“We act” said Ann Berg. ",
    "initials": "U.K. U.S. ",
    "emoji": "👩‍👩‍👧🇯🇵",
    "half a character": "We act \ud800 here.\n",
    "brackets": "(",
    "Japanese": "両首脳は会談した。",
    "old line ends": "We act.\r",
    "other line ends": "We act.\u2028We pay.\u2029",
    "hyphens": "co-oper-\nation ",
    "blanks": " ",
    "empty lines": "\n",
    "lower-case links": "Council of ",
}


def made(name: str, size: int) -> str:
    piece = PIECES[name]
    return "A title\n\n" + piece * (size // len(piece))


@pytest.mark.parametrize("name", PIECES)
def test_a_bad_text_is_refused_in_words_or_nothing_of_it_is_lost(name):
    text = made(name, 2000)
    agreement_of(text)
    check_tokens(text)
    check_quotations(text)
    d = document(text)
    for found in (*d.paragraphs, *sentences(d)):
        assert d.text[found.start : found.end] == found.text
    with suppress(AccordError):  # capitals tell names, and some scripts have none
        assert all(name in " ".join(text.split()) for name in candidate_names(d)["name"])


def calls_of(text: str) -> int:
    """Return how many functions are called to read a text."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1

    d = Document("d", text)
    sys.setprofile(counted)
    try:
        for read in (parse_agreement, tokenize, sentences):
            try:
                read(d)
            except AccordError:
                continue
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "name", ["headings", "numbers", "empty bullets", "one line", "quotations", "control characters"]
)
def test_four_times_the_text_takes_about_four_times_the_work(name):
    calls_of(made(name, 1000))  # imports, and what is kept for the next text
    once, more = calls_of(made(name, 1000)), calls_of(made(name, 4000))
    assert more < 6 * once


@pytest.mark.parametrize("end", [" ", "\t", "\u00a0", "\n", " \n", "\x0b"])
def test_white_space_at_the_end_is_passed_over_once(end):
    d = document("A title\n\nWe will act.\n\nWe will pay." + end * 20_000)
    assert [p.text for p in d.paragraphs] == ["A title", "We will act.", "We will pay."]
    agreement_of(d.text)


@pytest.mark.parametrize("name", ["digits", "control characters"])
def test_a_study_of_a_bad_text_says_what_is_missing(name):
    found = study(Document("bad", made(name, 600)))
    assert any("gazetteer" in note for note in found.notes)
    assert "\x00" not in found.html()


@pytest.mark.parametrize("text", ["", "\n\n", " \t", "—", "* * *", "\x00\x01", "…"])
def test_a_text_without_a_word_is_refused(text):
    with pytest.raises(AccordError, match="no words|is empty"):
        study(Document("bad", text))
