"""Bigrams against plain counts and NLTK's finder and measures."""

import math
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import real_tokens, tokens
from nltk.collocations import BigramCollocationFinder
from nltk.metrics.association import BigramAssocMeasures

from accordlib import stopwords
from accordlib.words import collocations
from accordlib.words.collocations import bigrams
from accordlib.words.tokens import Tokens

LETTERS = st.lists(st.lists(st.sampled_from("abcde"), max_size=25), min_size=1, max_size=4)


def documents(found: Tokens) -> list[list[str]]:
    words = [found.vocabulary[i] for i in found.ids]
    return [words[a:b] for a, b in pairwise(found.bounds)]


def rows(table) -> dict[tuple[str, str], dict]:
    return {(row["first"], row["second"]): row for row in table.to_dict("records")}


@given(LETTERS, st.integers(1, 3))
def test_pairs_are_those_of_a_plain_loop_with_nltks_measures(texts, minimum):
    pairs = Counter(pair for words in texts for pair in pairwise(words))
    first, second = (Counter(pair[k] for pair in pairs.elements()) for k in (0, 1))
    found = rows(bigrams(tokens(*map(" ".join, texts)), minimum))
    assert found.keys() == {
        (a, b)
        for (a, b), n in pairs.items()
        if n >= minimum and n * pairs.total() > first[a] * second[b]
    }
    for (a, b), row in found.items():
        margins = (pairs[a, b], (first[a], second[b]), pairs.total())
        assert (row["count"], row["first_count"], row["second_count"]) == (margins[0], *margins[1])
        assert row["expected"] == pytest.approx(first[a] * second[b] / pairs.total())
        assert row["g2"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(*margins), abs=1e-6)
        assert row["pmi"] == pytest.approx(BigramAssocMeasures.pmi(*margins))
        assert row["t_score"] == pytest.approx(BigramAssocMeasures.student_t(*margins))
        assert row["log_dice"] == pytest.approx(14 + math.log2(BigramAssocMeasures.dice(*margins)))


def test_counts_in_the_real_texts_are_those_of_nltks_finder():
    finder = BigramCollocationFinder.from_documents(documents(real_tokens()))
    found = rows(bigrams(real_tokens()))
    assert len(found) > 100
    assert all(row["count"] == finder.ngram_fd[pair] for pair, row in found.items())
    finder.apply_freq_filter(2)
    scores = dict(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))
    for pair in list(found)[:20]:
        assert found[pair]["g2"] == pytest.approx(scores[pair], rel=0.05)


def test_the_order_is_that_of_g2_and_then_of_the_alphabet():
    table = bigrams(real_tokens())
    keys = list(zip(-table["g2"], table["first"], table["second"], strict=True))
    assert keys == sorted(keys)
    assert (table["count"] > table["expected"]).all()
    assert list(table.index) == list(range(len(table)))


def test_a_pair_does_not_cross_the_end_of_a_passage():
    assert set(rows(bigrams(tokens("a b", "c d"), 1))) == {("a", "b"), ("c", "d")}


def test_neighbours_in_a_selection_are_those_that_are_left():
    some = tokens("sea of stars", "sun and sky").filter(words=lambda w: w not in stopwords())
    assert set(rows(bigrams(some, 1))) == {("sea", "stars"), ("sun", "sky")}


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_in_how_many_parts_pairs_are_counted_makes_no_difference(monkeypatch, block):
    whole = bigrams(real_tokens())
    monkeypatch.setattr(collocations, "_BLOCK_PAIRS", block)
    assert bigrams(real_tokens()).equals(whole)


@pytest.mark.parametrize("made", [tokens(""), tokens("a"), tokens("a", "b"), tokens("a a")])
def test_without_a_pair_that_tells_anything_the_table_is_empty(made):
    table = bigrams(made, 1)
    assert table.empty
    assert {"first", "second", "count", "g2", "pmi", "t_score", "log_dice"} <= set(table)
