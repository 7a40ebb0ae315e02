"""Tokens: the rule, the columns, selections, and handing over to NLTK."""

import re
import unicodedata
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import DATA, corpus, passages, real_tokens, running_text, tokens

from accordlib import Passage, kwic, stopwords, tokenize
from accordlib.texts.folding import fold_characters, fold_layout
from accordlib.texts.scripts import UNSPACED
from accordlib.words.token_rule import TOKEN, fold

TRICKY = st.lists(
    st.sampled_from(
        ["U.K.", "’", "'", "-", "‑", "2", ".", "%", "°C", "e\u0301", "İ", "ß", "a", " ", "\n", "+"]
    )
).map("".join)
SPACED = st.text().map(lambda text: re.sub(f"[{UNSPACED}]", " ", text))
TEXTS = st.lists(st.one_of(SPACED, TRICKY), max_size=5)


def words(text: str) -> list[str]:
    return tokens(text).surface()


def by_rule(made: tuple[Passage, ...]) -> list[tuple[str, int, int, Passage]]:
    """Return the matches of the rule in folded texts, with their places in the original."""
    return [
        (m[0], *folding.original(*m.span()), p)
        for p, folding in zip(made, fold_layout([p.text for p in made]), strict=True)
        for m in TOKEN.finditer(folding.text)
    ]


# The rule


@pytest.mark.parametrize(
    "word",
    [
        "rules-based",
        "Indo-Pacific",
        "people-to-people",
        "re-vitalise",
        "other’s",
        "UK's",
        "1.5oC",
        "1.5°C",
        "2%",
        "G7",
        "CSG21",
        "2050",
        "16,772",
        "2+2",
        "U.K.",
        "U.S.A.",
        "naïve",
        "nai\u0308ve",
        "동맹",
    ],
)
def test_one_word_is_one_token(word):
    assert words(word) == [word]
    assert words(f"“{word}”, ({word}) – {word}!") == [word] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("closely. We", ["closely", "We"]),
        ("35°North, 5°KISHIDA, 38°N", ["35°", "North", "5°", "KISHIDA", "38°N"]),
        ("in 2025. The", ["in", "2025", "The"]),
        ("peace—and", ["peace", "and"]),
        ("youth/mobility", ["youth", "mobility"]),
        ("low- and middle-income", ["low", "and", "middle-income"]),
        ("the countries’ leaders", ["the", "countries", "leaders"]),
        ("'quoted'", ["quoted"]),
        ("the U.K., the U.K.’s", ["the", "U.K.", "the", "U.K.’s"]),
        ("2, 3", ["2", "3"]),
        ("100 %", ["100"]),
        ("- – • * “” ...", []),
        ("", []),
    ],
)
def test_marks_that_are_not_part_of_a_word(text, expected):
    assert words(text) == expected


def test_apostrophes_and_hyphens_are_one_in_the_type():
    found = tokens("UK’s UK's UKʼs rules‑based rules-based")
    assert found.types == ("uk's", "rules-based")
    assert found.surface() == ["UK’s", "UK's", "UKʼs", "rules‑based", "rules-based"]


# The columns


@given(TEXTS)
def test_tokens_are_the_matches_of_the_rule_at_exact_offsets(texts):
    made = passages(*texts)
    found = tokenize(made)
    expected = by_rule(made)
    assert found.surface() == [p.text[a:b] for _, a, b, p in expected]
    assert found.starts.tolist() == [p.start + a for _, a, _, p in expected]
    assert found.ends.tolist() == [p.start + b for _, _, b, p in expected]
    assert [found.vocabulary[i] for i in found.ids] == [fold(form) for form, *_ in expected]
    assert [made[i] for i in found.passage_index] == [p for *_, p in expected]
    assert (np.diff(found.bounds) == found.sizes).all()
    assert found.bounds[0] == 0
    assert found.total == found.bounds[-1] == len(found)
    assert found.types == found.vocabulary == tuple(dict.fromkeys(found.vocabulary))


def test_columns_have_the_documented_types():
    for found in (tokens("a b"), tokens("")):
        for column in (found.ids, found.starts, found.ends):
            assert column.dtype == np.int32
        for column in (found.bounds, found.sizes):
            assert column.dtype == np.int64


@pytest.mark.parametrize("text", ["far away", "far away " * 20_000])
def test_offsets_beyond_two_thousand_million(text):
    at = 2**31 - len(text) + 5
    found = tokenize([Passage("long:p1", text, "long", at, at + len(text))])
    assert found.starts.dtype == found.ends.dtype == np.int64
    assert found.starts[0] == at
    assert found.ends[-1] == at + len(text.rstrip())
    assert kwic(found, "away").table["start"].iloc[-1] == found.starts[-1]


def test_no_letter_or_digit_of_the_real_texts_is_left_out():
    rest = {d.id: list(d.text) for d in corpus().values()}
    found = real_tokens()
    for i, a, b in zip(found.passage_index, found.starts, found.ends, strict=True):
        rest[found.passages[i].document][a:b] = " " * (b - a)
    for p in running_text():
        assert not any(map(str.isalnum, rest[p.document][p.start : p.end]))


@given(st.text())
def test_the_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(SPACED)
def test_every_letter_stands_in_a_token(text):
    plain = fold_characters(text).text
    letters = [c for c in plain if unicodedata.category(c)[0] == "L"]
    found = [c for form in words(plain) for c in form if unicodedata.category(c)[0] == "L"]
    assert found == letters


def test_nothing_to_tokenize_is_no_token():
    for found in (tokenize([]), tokens(""), tokens("-", "…")):
        assert len(found) == found.total == 0
        assert found.types == ()
        assert found.surface() == []


def test_tokens_say_how_many_they_are():
    assert repr(tokens("a b a", "c")) == "4 tokens of 3 types in 2 passages"
    assert repr(tokens(" ".join(["a"] * 1234))).startswith("1,234 tokens of 1 type in 1 passage")


# Selections


def test_leaving_out_words_keeps_the_sizes():
    whole = tokens("the free world", "the open sea")
    some = whole.filter(words=lambda w: w != "the")
    assert some.surface() == ["free", "world", "open", "sea"]
    assert some.sizes.tolist() == [3, 3]
    assert some.total == whole.total == 6
    assert some.bounds.tolist() == [0, 2, 4]
    assert some.vocabulary == whole.vocabulary
    assert some.types == ("free", "world", "open", "sea")


@given(TEXTS, st.sets(st.integers(0, 4)), st.integers(2, 4))
def test_a_selection_is_what_a_plain_loop_selects(texts, kept, step):
    whole = tokenize(passages(*texts))
    wanted = set(whole.vocabulary[::step])
    names = {f"d:p{n + 1}" for n in kept}
    some = whole.filter(passages=lambda p: p.id in names, words=wanted)
    every = [(p, form, p.text[a:b]) for form, a, b, p in by_rule(whole.passages) if p.id in names]
    expected = [(p.id, spelt) for p, form, spelt in every if fold(form) in wanted]
    owners = [some.passages[i].id for i in some.passage_index]
    assert list(zip(owners, some.surface(), strict=True)) == expected
    sizes = Counter(p for p, *_ in every)
    assert some.sizes.tolist() == [sizes[p] for p in some.passages]


def test_words_may_be_given_in_any_spelling():
    some = tokens("The UK’s policy", "the uk's").filter(words=["UK's", "POLICY"])
    assert some.surface() == ["UK’s", "policy", "uk's"]


def test_selecting_nothing_is_an_empty_selection():
    whole = tokens("a b", "c")
    nothing = whole.filter(words=[])
    assert (len(nothing), nothing.total, nothing.types) == (0, 3, ())
    nowhere = whole.filter(passages=lambda p: False)
    assert (len(nowhere), nowhere.total, nowhere.passages) == (0, 0, ())
    assert nowhere.bounds.tolist() == [0]
    assert len(tokenize([]).filter(words=["a"], passages=lambda p: True)) == 0


# NLTK


@given(TEXTS)
def test_the_frequency_distribution_counts_the_types(texts):
    found = tokenize(passages(*texts)).to_freqdist()
    assert found == Counter(fold(m[0]) for t in texts for m in TOKEN.finditer(t))


# The stop list


def listed() -> list[str]:
    lines = (DATA / "stopwords.txt").read_text("utf-8").splitlines()
    return [w for line in lines if not line.startswith("#") for w in line.split()]


def test_the_stop_list_names_no_word_twice():
    assert [w for w, n in Counter(listed()).items() if n > 1] == []


def test_every_stop_word_is_a_type():
    assert stopwords() == set(listed())
    for word in stopwords():
        assert tokens(word).types == (word,)


def test_the_stop_list_holds_function_words_only():
    assert {"the", "of", "and", "we", "will", "our", "don't"} <= stopwords()
    assert not {"security", "japan", "together", "shared", "continue"} & stopwords()


def test_every_class_of_stop_words_has_its_reason():
    blocks = (DATA / "stopwords.txt").read_text("utf-8").strip().split("\n\n")
    assert len(blocks) > 1
    for block in blocks[1:]:
        first, *rest = block.splitlines()
        assert first.startswith("# ")
        assert rest
        assert not any(line.startswith("#") for line in rest)
