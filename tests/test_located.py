"""Quotations looked for in several texts: true, changed, misattributed, spliced, invented."""

import math
from collections import Counter

import pandas as pd
import pytest
from library import accord, corpus, passages
from quoting import INVENTED, bare, halves, is_right, looked_up

from accordlib import AccordError, Document, UnknownNameError, check_essay, locate_quotation
from accordlib.news.tracing import UNSEEN, Piece, SourceWords
from accordlib.news.wording import wordings

TEXTS = {**corpus(), "accord": accord()}
HARBOUR = {
    "news": Document(
        "news",
        "The mayor will not sell the harbour to a company from Norland.\n\n"
        "She would never raise the price of kelp. It may grow.\n\nIt stays.\n\n"
        "両国は、自由で開かれた海洋秩序を支え、法の支配を守る決意を改めて確認した。",
    ),
    "minutes": Document("minutes", "The council is unable to pay for all of the new boats."),
}


def found(quotation: str, named: str = ""):
    return locate_quotation(quotation, HARBOUR, named)


# How often it is right


def test_most_quotations_are_called_what_they_are():
    _, quotes = halves(TEXTS, 1)
    at = looked_up(quotes, TEXTS)
    of = Counter(quote.kind for quote in quotes)
    right = Counter(q.kind for q, there in zip(quotes, at, strict=True) if is_right(q, there))
    for kind, number in of.items():
        assert right[kind] >= 0.95 * number, kind
    called = Counter((q.kind, there.status) for q, there in zip(quotes, at, strict=True))
    assert not called["invented", "verbatim"] + called["invented", "ellipsis"]
    altered = sum(called[kind, "altered"] for kind in ("altered", "negated"))
    assert altered >= 0.97 * sum(n for (_, status), n in called.items() if status == "altered")


def test_no_invented_quotation_stands_in_a_text():
    there = [bare(p.text) for text in TEXTS.values() for p in text.passages]
    for words in INVENTED.read_text("utf-8").splitlines():
        assert not any(bare(words) in text for text in there), words


# What is said of one


@pytest.mark.parametrize(
    "row",
    [
        "sell the harbour to a company | | verbatim | news:p1 | cut off",
        "The mayor ... the harbour to a company | | ellipsis | news:p1 | lost",
        "will not sell the harbour | minutes | elsewhere | news:p1 |",
        "raise the price of kelp | news:p1 | elsewhere | news:p2 | cut off",
        "will not sell the harbour | news:p1.s1 | verbatim | news:p1 |",
        "The mayor will sell the harbour to a company | | altered | news:p1 | lost",
        "The council is able to pay for all of the new boats | | altered | minutes:p1 | lost",
        "She would never raise the price of any kelp | | altered | news:p2 |",
        "sell the harbour to a firm from Norland | | altered | news:p1 | cut off",
        "The council is not unable to pay for all the boats | | altered | minutes:p1 | added",
        "will not sell the harbour pay for all of the new | | spliced | news:p1 minutes:p1 |",
        "The whale is a fish that swims in the northern seas | | nowhere | |",
        "Nobody in Norland eats seals or kelp, but we pay for all of the boats | | nowhere"
        " | minutes:p1 |",
        "the price of kelp. It may grow. It stays. | | verbatim | news:p2 news:p3 | cut off",
        "The mayor will not sell the harbour … raise the price of kelp | | ellipsis"
        " | news:p1 news:p2 | cut off",
        "The … the | | nowhere | |",
        "自由で開かれた海洋秩序 | | verbatim | news:p4 |",
        "自由で開かれた国際秩序を支え、法の支配 | | altered | news:p4 |",
    ],
)
def test_status_places_and_negation(row):
    words, named, status, places, negation = (cell.strip() for cell in row.split("|"))
    at = found(words, named)
    assert (at.status, " ".join(at.places), at.negation) == (status, places, negation)
    assert (at.quotation, at.named) == (words, named)
    copied = status in ("verbatim", "ellipsis", "elsewhere")
    assert all(piece.status in ("verbatim", "ellipsis") for piece in at.pieces) or not copied


def test_a_part_after_dots_goes_on_from_the_likeliest_of_the_words_before_it():
    text = "The mayor sold red kelp boats quickly. Later some boats left, and salt rises."
    words = "The mayor sold green kelp boats ... salt rises"
    assert str(locate_quotation(words, {"news": Document("news", text)})) == (
        "altered; the source is news:p1: The mayor sold [-red-][+green+] kelp boats"
    )


def test_what_speaks_for_a_piece_is_the_bits_of_its_words_but_for_half_the_longest_run():
    (quoted,), there = wordings(["kelp boats ... rust"], passages("kelp boats never rust"))
    piece, bits = Piece(0, ((0, 0), (1, 1), (2, 3))), math.log2(4 + UNSEEN)
    weight = SourceWords(there).weight(piece, quoted.keys, quoted.bounds)
    assert weight == pytest.approx(3 * bits - 2 * bits / 2 - 2 * math.log2(4))


def test_what_differs_is_shown_in_words():
    at = locate_quotation("Japan’s security environment has become really harsh", TEXTS, "article")
    assert (at.status, at.places) == ("elsewhere", ("article-rewrite:p8",))
    at = found("The mayor will sell the harbour to a firm from Norland")
    assert str(at) == (
        "altered; the source is news:p1; a negation is lost: The mayor will[- not-] sell the "
        "harbour to a [-company-][+firm+] from Norland"
    )
    assert HARBOUR["news"].text[at.pieces[0].start : at.pieces[0].end].startswith("The mayor")
    assert str(found("sell the harbour", "minutes")) == (
        "not in minutes, but in news:p1; a negation is cut off"
    )
    assert str(found("xx yy zz")) == "in none of the texts"
    at = found("The mayor will not sell the harbour to a firm from Norland", "minutes")
    assert (at.status, at.misplaced) == ("altered", True)
    assert str(at).startswith("altered; the source is news:p1 and not minutes: ")
    assert not found("The mayor will not sell the harbour to a firm from Norland", "news").misplaced


def test_capitals_and_spelling_make_no_difference():
    at = locate_quotation("An ambitious program of larger", TEXTS)
    assert (at.status, at.pieces[0].spelling) == ("verbatim", (("programme", "program"),))


def test_words_that_stand_in_both_are_where_they_are_said_to_be():
    words = "security in Europe and the Indo-Pacific region are"
    for name in ("article", "article-rewrite"):
        at = locate_quotation(words, TEXTS, name)
        assert (at.status, at.places[0].split(":")[0]) == ("verbatim", name)


# Essays

ESSAY = """# What they *say*

1. In the Accord both promise “to bring our defence and
   security industries closer together” (P4). The article calls it “a mere trade agreement”.

> We call on China to act
> as a **responsible** member of the international community.

`print("no quotation")` <!-- "nor this" --> [A page](https://x.y/"z") says “she said ‘no’ to us”.

```
"Not this."
```
Ono said “Japan’s security environment has become _really_ harsh” (article:p8), the report that the
two are "closest of partners" <!-- from hiroshima-news:p5 -->. The article and the Accord have
“security” [D4]."""


def test_every_quotation_of_an_essay_is_looked_for_where_the_essay_says_it_stands():
    essay = check_essay(ESSAY, TEXTS)
    rows = essay.table[["named", "status", "passages", "negation"]].to_numpy().tolist()
    assert rows == [
        ["accord:P4", "verbatim", "accord:P4", ""],
        ["article", "verbatim", "article:p12", "cut off"],
        ["", "verbatim", "accord:P2", ""],
        ["", "nowhere", "", ""],
        ["article:p8", "elsewhere", "article-rewrite:p8", ""],
        ["hiroshima-news:p5", "verbatim", "hiroshima-news:p5", ""],
        ["accord:D4", "verbatim", "accord:D4", ""],
    ]
    for row in essay.table.itertuples():
        assert " ".join(ESSAY[row.start : row.end].split()) == row.text
    lines = repr(essay).splitlines()
    assert lines[0] == "7 quotations: 5 verbatim, 1 nowhere, 1 elsewhere"
    assert lines[5] == (
        "“Japan’s security environment has become really harsh”: "
        "not in article:p8, but in article-rewrite:p8"
    )
    assert essay._repr_html_().startswith("<p>7 quotations: 5 verbatim, 1 nowhere, 1 elsewhere</p>")


@pytest.mark.parametrize(
    ("essay", "quoted"),
    [
        ("> all of the new boats", ["> all of the new boats"]),
        ("> It says “the new boats”.\n\nIt “stays”.", ["the new boats", "stays"]),
    ],
)
def test_a_block_is_quoted_unless_it_has_a_quotation_between_marks(essay, quoted):
    assert check_essay(essay, HARBOUR).table["text"].tolist() == quoted


@pytest.mark.parametrize("essay", ["", "No word is quoted.", "“…”", "> \n> -", "`“a b”`"])
def test_an_essay_without_quotations_has_no_rows(essay):
    checked = check_essay(essay, TEXTS)
    assert len(checked.table) == 0
    assert repr(checked) == "0 quotations"


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("“all of the new boats” (town minutes:p1)", "town minutes:p1"),
        ("The Town Minutes say “all of the new boats”.", "town minutes"),
        ("“all of the new boats” (News)", "news"),
    ],
)
def test_a_text_may_have_a_name_of_several_words(told, named):
    texts = {"town minutes": Document("town minutes", HARBOUR["minutes"].text), **HARBOUR}
    checked = check_essay(told, texts)
    assert checked.table["named"].tolist() == [named]
    assert checked.table["status"].tolist() == ["elsewhere" if named == "news" else "verbatim"]


def test_a_title_with_signs_of_patterns_is_a_name():
    texts = {
        "a.b-2": Document("a.b-2", "We will sell kelp."),
        "c": Document("c", "Nobody will."),
    }
    essay = check_essay("As “we will sell kelp” (a.b-2) and “Nobody” (c) say.", texts)
    assert essay.table["named"].tolist() == ["a.b-2", "c"]


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (lambda: locate_quotation(3, TEXTS), "takes a str, not an int"),
        (
            lambda: locate_quotation("a word", corpus()["article"]),
            "takes a Mapping, not a Document",
        ),
        (lambda: locate_quotation("a word", {"a": "text"}), "takes a HasPassages, not a str"),
        (lambda: locate_quotation("a word", TEXTS, 3), "takes a str, not an int"),
        (lambda: locate_quotation("“ … ”", TEXTS), "has no word"),
        (lambda: check_essay(["a"], TEXTS), "takes a str, not a list"),
        (lambda: check_essay("“a word”", passages("a")), "takes a Mapping, not a tuple"),
    ],
)
def test_bad_input_is_refused(call, wrong):
    with pytest.raises(AccordError, match=wrong):
        call()


def test_a_name_that_no_text_has_is_refused_and_the_nearest_named():
    with pytest.raises(UnknownNameError, match=r"No text or passage 'artikle' .*'?article"):
        locate_quotation("a word", TEXTS, "artikle")


def test_without_texts_nothing_stands_anywhere():
    assert locate_quotation("a word", {}).status == "nowhere"
    assert isinstance(check_essay("“a word”", {}).table, pd.DataFrame)
