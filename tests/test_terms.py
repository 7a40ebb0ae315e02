"""Frequencies, dispersion, keyness and tf-idf against independent computations."""

import math
from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from library import accord, passages, real_tokens, tokens
from scipy import stats

from accordlib import (
    AccordError,
    Tokens,
    dispersion,
    keyness,
    stopwords,
    term_frequencies,
    tfidf,
    tokenize,
)
from accordlib.words import counts as in_blocks
from accordlib.words.counts import log_likelihood
from accordlib.words.frequencies import dp_norm

WORDS = st.lists(st.sampled_from("abcde"), max_size=12)
CORPUS = st.lists(WORDS, min_size=1, max_size=5)


def made(corpus: list[list[str]], **kwargs) -> Tokens:
    return tokens(*(" ".join(words) for words in corpus), **kwargs)


def counts(corpus: list[list[str]]) -> Counter[str]:
    return Counter(word for words in corpus for word in words)


def by_term(table) -> dict[str, dict]:
    return {row["term"]: row for row in table.to_dict("records")}


# Frequencies


@given(CORPUS)
def test_counts_are_those_of_a_plain_count(corpus):
    table = by_term(term_frequencies(made(corpus)))
    expected = counts(corpus)
    assert {term: row["count"] for term, row in table.items()} == expected
    for term, row in table.items():
        assert row["per_thousand"] == pytest.approx(1000 * expected[term] / expected.total())
        assert row["range"] == sum(term in words for words in corpus)
        assert row["passages"] == len(corpus)


@given(CORPUS)
def test_the_most_frequent_stand_first_and_ties_in_alphabetical_order(corpus):
    table = term_frequencies(made(corpus))
    rows = list(zip(-table["count"], table["term"], strict=True))
    assert rows == sorted(rows)


@given(CORPUS, st.lists(st.sampled_from("DEG"), min_size=5, max_size=5))
def test_counts_by_pillar_are_plain_counts_of_each_pillar(corpus, letters):
    letters = letters[: len(corpus)]
    table = term_frequencies(made(corpus, pillars="".join(letters)), by="pillar")
    parts = defaultdict(list)
    for letter, words in zip(letters, corpus, strict=True):
        parts[letter].append(words)
    expected = {
        (letter, term): (
            n,
            1000 * n / counts(part).total(),
            sum(term in words for words in part),
            len(part),
        )
        for letter, part in parts.items()
        for term, n in counts(part).items()
    }
    found = {
        (r.pillar, r.term): (r.count, pytest.approx(r.per_thousand), r.range, r.passages)
        for r in table.itertuples(index=False)
    }
    assert found == expected
    order = [letter for letter in dict.fromkeys(letters) if counts(parts[letter])]
    assert list(dict.fromkeys(table["pillar"])) == order


def test_counts_by_document_and_by_passage():
    both = (*passages("a b", "a", document="x"), *passages("b b", document="y"))
    by_document = term_frequencies(tokenize(both), by="document")
    assert by_document[["document", "term", "count"]].values.tolist() == [
        ["x", "a", 2],
        ["x", "b", 1],
        ["y", "b", 2],
    ]
    by_passage = term_frequencies(tokenize(both), by="passage")
    assert by_passage[["passage", "term", "count"]].values.tolist() == [
        ["x:p1", "a", 1],
        ["x:p1", "b", 1],
        ["x:p2", "a", 1],
        ["y:p1", "b", 2],
    ]


def test_a_passage_longer_than_a_block_is_counted_whole(monkeypatch):
    monkeypatch.setattr(in_blocks, "_BLOCK_TOKENS", 2)
    table = term_frequencies(tokens("b", "a b a b a", "a"), by="passage")
    assert table[["passage", "term", "count"]].values.tolist() == [
        ["d:p1", "b", 1],
        ["d:p2", "a", 3],
        ["d:p2", "b", 2],
        ["d:p3", "a", 1],
    ]


def test_passages_outside_the_pillars_form_a_group_without_a_name():
    table = term_frequencies(tokenize(accord().passages), by="pillar")
    assert list(dict.fromkeys(table["pillar"])) == ["", "D", "E", "G"]


def test_leaving_out_words_does_not_change_the_rates_of_the_others():
    some = real_tokens().filter(words=lambda w: w not in stopwords())
    whole = by_term(term_frequencies(real_tokens()))
    for term, row in by_term(term_frequencies(some)).items():
        assert row == whole[term]


@pytest.mark.parametrize("by", [None, "passage", "document", "pillar"])
@pytest.mark.parametrize("empty", [tokenize([]), tokens(""), tokens("a").filter(words=[])])
def test_no_tokens_make_an_empty_table_with_all_columns(by, empty):
    table = term_frequencies(empty, by)
    group = [by] if by else []
    assert list(table) == [*group, "term", "count", "per_thousand", "range", "passages"]
    assert table.empty


# Dispersion

# Gries (2008), Dispersions and adjusted frequencies in corpora, International Journal of Corpus
# Linguistics 13(4), and Gries (2020), Analyzing dispersion, in A Practical Handbook of Corpus
# Linguistics, ch. 5: five parts of 9, 10, 10, 10 and 11 words with 1, 2, 3, 4 and 5 times "a".
GRIES = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


def test_dispersion_of_gries_worked_example():
    row = by_term(dispersion(tokens(*GRIES)))["a"]
    assert (row["count"], row["range"], row["passages"]) == (15, 5, 5)
    assert row["dp"] == pytest.approx(0.18)
    assert row["dp_norm"] == pytest.approx(0.18 / (1 - 9 / 50))
    places = [n for n, letter in enumerate("".join(GRIES).replace(" ", "")) if letter == "a"]
    assert dp_norm(tokens(*GRIES), places) == pytest.approx(row["dp_norm"])


@given(CORPUS)
def test_dispersion_is_that_of_a_plain_loop(corpus):
    filled = [words for words in corpus if words]
    assume(len(filled) > 1)
    total = sum(map(len, filled))
    shares = [len(words) / total for words in filled]
    for term, row in by_term(dispersion(made(corpus))).items():
        n = counts(corpus)[term]
        dp = sum(abs(s - w.count(term) / n) for s, w in zip(shares, filled, strict=True)) / 2
        assert row["count"] == n
        assert row["range"] == sum(term in w for w in filled)
        assert row["passages"] == len(filled)
        assert row["dp"] == pytest.approx(dp)
        assert row["dp_norm"] == pytest.approx(dp / (1 - min(shares)))
        assert -1e-12 <= row["dp_norm"] <= 1 + 1e-12


@pytest.mark.parametrize("few", [tokenize([]), tokens("a b"), tokens("", "a", "-")])
def test_dispersion_needs_two_passages_with_tokens(few):
    with pytest.raises(AccordError, match="Dispersion compares passages"):
        dispersion(few)


def test_dispersion_of_no_words_in_two_passages_is_an_empty_table():
    assert dispersion(tokens("a", "b").filter(words=[])).empty


# Keyness


@pytest.mark.parametrize(
    ("table", "published"),
    [
        ((110, 2442, 111, 29114), 270.72),  # "the swiss"
        ((29, 13, 123, 31612), 263.90),  # "can be"
        ((9, 12, 429, 31327), 48.94),
    ],
)
def test_log_likelihood_of_dunnings_bigrams(table, published):
    # Dunning (1993), Computational Linguistics 19(1), table 1.
    observed = np.array(table, float).reshape(2, 2)
    expected = np.outer(observed.sum(1), observed.sum(0)) / observed.sum()
    g2 = log_likelihood(*((o, e) for o, e in zip(observed.flat, expected.flat, strict=True)))
    assert g2 == pytest.approx(published, abs=0.005)


def two_corpora(a: int, b: int, n: int, m: int) -> dict:
    target = tokens(" ".join(["word"] * a + ["other"] * (n - a)))
    reference = tokens(" ".join(["word"] * b + ["another"] * (m - b)))
    return by_term(keyness(target, reference))["word"]


FREQUENCIES = st.tuples(
    st.integers(0, 30), st.integers(0, 30), st.integers(1, 200), st.integers(1, 200)
).filter(lambda f: 0 < f[0] + f[1] and f[0] <= f[2] and f[1] <= f[3])


@given(FREQUENCIES)
def test_g2_is_scipys_and_that_of_rayson_and_garside(frequencies):
    a, b, n, m = frequencies
    row = two_corpora(a, b, n, m)
    # Rayson and Garside (2000), Proceedings of the Workshop on Comparing Corpora, p. 3.
    e1, e2 = n * (a + b) / (n + m), m * (a + b) / (n + m)
    by_hand = 2 * sum(o * math.log(o / e) for o, e in ((a, e1), (b, e2)) if o)
    assert row["g2"] == pytest.approx(by_hand, abs=1e-9)
    scipys = stats.power_divergence([a, b], [e1, e2], lambda_="log-likelihood")
    assert row["g2"] == pytest.approx(scipys.statistic, abs=1e-9)
    assert row["p"] == pytest.approx(scipys.pvalue, abs=1e-7)
    assert row["p"] == pytest.approx(stats.chi2.sf(row["g2"], 1), rel=1e-9)
    assert row["expected"] == pytest.approx(min(e1, e2))
    # Hardie (2014), Log Ratio.
    assert row["log_ratio"] == pytest.approx(math.log2(((a or 0.5) / n) / ((b or 0.5) / m)))
    assert row["per_thousand"] == pytest.approx(1000 * a / n)
    assert row["reference_per_thousand"] == pytest.approx(1000 * b / m)


@given(FREQUENCIES)
def test_the_interval_is_wilsons_for_the_share_turned_into_a_ratio(frequencies):
    a, b, n, m = frequencies
    row = two_corpora(a, b, n, m)
    share = stats.binomtest(a, a + b).proportion_ci(method="wilson")

    def ratio(part: float) -> float:
        return math.log2(part / (1 - part) * m / n)

    assert row["low"] == (pytest.approx(ratio(share.low), abs=1e-6) if a else -math.inf)
    assert row["high"] == (pytest.approx(ratio(share.high), abs=1e-6) if b else math.inf)
    if a and b:
        assert row["low"] < row["log_ratio"] < row["high"]


@given(CORPUS, CORPUS)
def test_adjusted_p_is_scipys_benjamini_hochberg(target, reference):
    assume(counts(target) and counts(reference))
    table = keyness(made(target), made(reference))
    expected = stats.false_discovery_control(table["p"], method="bh")
    assert table["p_adjusted"].to_numpy() == pytest.approx(expected)


@given(CORPUS, CORPUS)
def test_swapping_the_corpora_turns_the_signs(target, reference):
    assume(counts(target) and counts(reference))
    there = by_term(keyness(made(target), made(reference)))
    back = by_term(keyness(made(reference), made(target)))
    assert there.keys() == back.keys() == counts(target).keys() | counts(reference).keys()
    for term, row in there.items():
        other = back[term]
        assert row["g2"] == pytest.approx(other["g2"], abs=1e-9)
        assert row["log_ratio"] == pytest.approx(-other["log_ratio"])
        assert row["low"] == pytest.approx(-other["high"])
        assert row["p_adjusted"] == pytest.approx(other["p_adjusted"])
        assert (row["count"], row["reference_count"]) == (other["reference_count"], other["count"])


@given(CORPUS, CORPUS)
def test_overused_types_stand_first_and_underused_ones_last(target, reference):
    assume(counts(target) and counts(reference))
    table = keyness(made(target), made(reference))
    more = table["per_thousand"] >= table["reference_per_thousand"] - 1e-9
    less = table["per_thousand"] <= table["reference_per_thousand"] + 1e-9
    first = int((more & ~less).sum())
    assert more[:first].all()
    assert less[first:].all()
    assert table["g2"][:first].is_monotonic_decreasing
    assert np.all(np.diff(table["g2"][first:]) >= -1e-9)


@given(CORPUS)
def test_identical_corpora_do_not_differ(corpus):
    assume(counts(corpus))
    table = keyness(made(corpus), made(corpus))
    assert (table["g2"] == 0).all()
    assert (table["log_ratio"] == 0).all()
    assert (table["p"] == 1).all()
    assert (table["p_adjusted"] == 1).all()


@pytest.mark.parametrize(
    ("target", "reference", "caution"),
    [
        (["w " * 3, "w " * 3], ["x " * 6], "expected below 5"),
        (["w " * 20, "x"], ["x " * 20], "in a single passage"),
        (["w " * 3, "x"], ["x " * 4], "expected below 5; in a single passage"),
        (["w " * 10, "w " * 10], ["x " * 20], ""),
        (["x " * 20], ["w " * 20, "x"], "in a single passage"),
        (["w x " * 20], ["w x " * 5, "w x " * 5, "x " * 40], "in a single passage"),
        (["w " * 5, "w " * 5, "x " * 10], ["y " * 20], ""),
    ],
)
def test_a_row_that_cannot_carry_a_conclusion_says_why(target, reference, caution):
    table = by_term(keyness(tokens(*target), tokens(*reference)))
    assert table["w"]["caution"] == caution


@pytest.mark.parametrize("empty", [tokenize([]), tokens("", "–")])
def test_an_empty_corpus_is_named(empty):
    with pytest.raises(AccordError, match="target corpus has no tokens"):
        keyness(empty, tokens("a"))
    with pytest.raises(AccordError, match="reference corpus has no tokens"):
        keyness(tokens("a"), empty)


# tf-idf


def test_idf_values_published_for_reuters():
    # Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval, figure 6.8:
    # document frequencies in 806,791 articles, here one twentieth of them all.
    size, frequencies = 806_791, {"car": 18_165, "auto": 6_723, "insurance": 19_241, "best": 25_235}
    published = {"car": 1.65, "auto": 2.08, "insurance": 1.62, "best": 1.5}
    texts = [
        " ".join(["x", *(w for w, df in frequencies.items() if n < round(df / 20))])
        for n in range(round(size / 20))
    ]
    table = tfidf(tokens(*texts)).drop_duplicates("term").set_index("term")
    assert table["idf"][list(published)].round(2).to_dict() == published
    assert table["idf"]["x"] == 0


@given(CORPUS)
def test_tfidf_is_that_of_a_plain_loop(corpus):
    table = tfidf(made(corpus))
    expected = {}
    for n, words in enumerate(corpus, start=1):
        for term in set(words):
            df = sum(term in other for other in corpus)
            expected[f"d:p{n}", term] = words.count(term) * math.log10(len(corpus) / df)
    found = {(r.passage, r.term): r.tfidf for r in table.itertuples(index=False)}
    assert found == {key: pytest.approx(value) for key, value in expected.items()}
    rows = [(r.passage, -r.tfidf) for r in table.itertuples(index=False)]
    assert rows == sorted(rows)


def test_tfidf_by_pillar_counts_pillars():
    table = tfidf(tokens("a b b", "a c", "c c", pillars="DDE"), by="pillar")
    found = {(r.pillar, r.term): (r.count, r.groups) for r in table.itertuples(index=False)}
    assert found == {
        ("D", "a"): (2, 1),
        ("D", "b"): (2, 1),
        ("D", "c"): (1, 2),
        ("E", "c"): (2, 2),
    }
    row = table[(table["pillar"] == "D") & (table["term"] == "b")].iloc[0]
    assert row["tfidf"] == pytest.approx(2 * math.log10(2))


def test_tfidf_of_no_tokens_is_an_empty_table():
    table = tfidf(tokenize([]))
    assert table.empty
    assert list(table) == ["passage", "term", "count", "groups", "idf", "tfidf"]
