"""Concordances and collocates against plain loops and NLTK's measures."""

import math
import re
import unicodedata
from unittest import mock
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from library import accord, corpus, passages, real_tokens, running_text, tokens
from nltk.metrics.association import BigramAssocMeasures

from accordlib import (
    AccordError,
    Tokens,
    bigrams,
    collocates,
    dispersion,
    keyness,
    kwic,
    sentences,
    stopwords,
    term_frequencies,
    tfidf,
    tokenize,
)
from accordlib.texts.folding import fold_layout
from accordlib.words import contexts
from accordlib.words.token_rule import TOKEN, fold

COLUMNS = ["passage", "left", "node", "right", "start", "end"]


def nodes(made, query, **kwargs) -> list[str]:
    return kwic(made, query, **kwargs).table["node"].tolist()


# What is found


@pytest.mark.parametrize("word", ["security", "Japan", "the", "NATO", "2025", "coercion", "we"])
def test_a_word_is_found_where_a_plain_search_finds_it(word):
    alone = re.compile(rf"(?<![\w'’-]){word}(?![\w'’-])", re.IGNORECASE)
    expected = [
        (p.id, p.start + m.start(), p.start + m.end(), m[0])
        for p in running_text()
        for m in alone.finditer(p.text)
    ]
    found = kwic(real_tokens(), word).table
    rows = found[["passage", "start", "end", "node"]].itertuples(index=False, name=None)
    assert list(rows) == expected
    assert expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("resilien*", ["resilient", "Resilience"]),
        ("*pacific", ["Indo-Pacific"]),
        ("*ili*", ["resilient", "Resilience"]),
        ("a * c", ["a b c"]),
        ("UK's", ["UK’s", "UK's"]),
        ("uk’s", ["UK’s", "UK's"]),
        ("U.K.", ["U.K."]),
        ("2%", ["2%"]),
        ("rules-based", ["rules‑based"]),
        ("Resilience!", ["Resilience"]),
        ("*%", ["2%"]),
        ("2.*", []),
        (re.compile("[ab]"), ["a", "b"]),
        (re.compile("resili"), []),
        (re.compile("resili.*t"), ["resilient"]),
        ("uk.*", []),
        ("silence", []),
        ("b c UK", []),
    ],
)
def test_words_phrases_wildcards_and_patterns(query, expected):
    made = tokens("resilient Resilience Indo-Pacific a b c", "UK’s UK's U.K. 2% rules‑based")
    assert nodes(made, query) == expected


def test_a_phrase_does_not_cross_the_end_of_a_passage():
    assert nodes(tokens("we act", "together now"), "act together") == []
    assert nodes(tokens("act", "act"), "act act") == []


@given(st.lists(st.text("ab -", max_size=30), min_size=1, max_size=4), st.text("ab ", min_size=1))
def test_any_phrase_is_found_where_a_plain_loop_finds_it(texts, query):
    wanted = query.split()
    assume(wanted)
    made = passages(*texts)
    expected = []
    for p in made:
        found = list(TOKEN.finditer(p.text))
        for i in range(len(found) - len(wanted) + 1):
            run = found[i : i + len(wanted)]
            if [fold(m[0]) for m in run] == wanted:
                expected.append((p.id, p.start + run[0].start(), p.start + run[-1].end()))
    table = kwic(tokenize(made), query).table
    rows = table[["passage", "start", "end"]].itertuples(index=False, name=None)
    assert list(rows) == expected


# The context


@given(
    st.text(st.sampled_from("abc \n\u00a0“.,-"), max_size=80),
    st.integers(1, 30),
    st.sampled_from("abc"),
)
def test_the_context_is_verbatim_and_within_its_width(text, width, query):
    [p] = passages(text)
    for r in kwic(tokenize([p]), query, width).table.itertuples():
        assert r.left + r.node + r.right in text
        assert text[r.start : r.end] == r.node
        assert text[: r.start].endswith(r.left)
        assert text[r.end :].startswith(r.right)
        assert max(len(side.text) for side in fold_layout([r.left, r.right])) <= width


@given(st.text(st.sampled_from("abc \n\u00a0“.,-"), max_size=80), st.integers(1, 30))
@example("aa.a", 2)
@example("bbb\u00a0bbb a bbb\u00a0bbb", 5)
def test_the_context_cuts_no_word_in_two(text, width):
    [p] = passages(text)
    words = [m.span() for m in TOKEN.finditer(text)]
    for r in kwic(tokenize([p]), "a*", width).table.itertuples():
        for cut in (r.start - len(r.left), r.end + len(r.right)):
            assert not any(a < cut < b for a, b in words)


ODD = "the |a* |co-\n|[1, 2]|[|]|²|\t|‘|é|e\u0301|\u200b|港を| |\n|a-|.".split("|")


@given(st.lists(st.sampled_from([*ODD, "b" * 99])).map("".join), st.integers(1, 120))
def test_contexts_found_on_arrays_are_those_of_folded_passages(text, width):
    found = tokenize(passages(text, "the co-operating", text))
    with mock.patch.multiple(contexts, _between_words=_unsure, _BLOCK=64):
        expected = kwic(found, "the", width).table
    assert kwic(found, "the", width).table.equals(expected)


def _unsure(*given, found=contexts._between_words):
    left, right, unsure = found(*given)
    return left, right, np.ones_like(unsure)


def test_a_wide_context_ends_with_the_passage():
    [row] = kwic(tokens("before", "so we act now.", "after"), "act", 1000).table.itertuples()
    assert (row.left, row.right) == ("so we ", " now.")


# The order

SORTED = ("x b act c", "z a act b", "Y A act a")


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("text", ["d:p1", "d:p2", "d:p3"]),
        ("left", ["d:p3", "d:p2", "d:p1"]),
        ("right", ["d:p3", "d:p2", "d:p1"]),
    ],
)
def test_lines_are_sorted_by_the_words_next_to_the_node(sort, expected):
    assert kwic(tokens(*SORTED), "act", sort=sort).table["passage"].tolist() == expected


@pytest.mark.parametrize("sort", ["left", "right"])
def test_equal_contexts_stay_in_the_order_of_the_text(sort):
    made = tokens(*["you act then", "we act now"] * 50)
    ids = [f"d:p{n}" for n in (*range(2, 101, 2), *range(1, 101, 2))]
    assert kwic(made, "act", sort=sort).table["passage"].tolist() == ids


# Bad queries


@pytest.mark.parametrize("sort", ["text", "left", "right"])
@pytest.mark.parametrize("made", [tokenize([]), tokens(""), tokens("b c")])
def test_no_occurrence_makes_an_empty_concordance(made, sort):
    lines = kwic(made, "a", sort=sort)
    assert len(lines) == 0
    assert list(lines.table) == COLUMNS
    assert repr(lines) == f"No line for 'a' in {len(made)} tokens."
    assert "<table" not in lines._repr_html_()
    assert "No line for" in lines._repr_html_()


# How a concordance shows itself


def page(lines) -> ElementTree.Element:
    """Return the HTML of a concordance, parsed; it fails on stray markup."""
    return ElementTree.fromstring(f"<div>{lines._repr_html_()}</div>")


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [element.text for element in root.iterfind(f".//{path}")]


def test_the_html_is_a_table_with_headers_for_columns_and_rows():
    root = page(kwic(tokens("we act now", "they act too"), "act"))
    assert texts(root, "th[@scope='col']") == ["passage", "left", "node", "right"]
    assert texts(root, "th[@scope='row']") == ["d:p1", "d:p2"]
    assert texts(root, "b") == ["act", "act"]
    assert len(texts(root, "tr")) == 3
    assert len(texts(root, "th")) == 6


def test_the_html_is_escaped():
    cells = texts(page(kwic(tokens('<b>bold</b> & <i>act</i> &amp; "so"'), "act")), "td")
    assert cells[0] == "<b>bold</b> & <i>"
    assert cells[-1] == '</i> &amp; "so"'


@pytest.mark.parametrize("query", ["security", "free and open"])
def test_plain_lines_are_aligned_on_the_node(query):
    lines = str(kwic(real_tokens(), query)).splitlines()
    found = kwic(real_tokens(), query).table
    columns = set()
    for line, r in zip(lines, found.itertuples(), strict=True):
        assert line.startswith(r.passage)
        columns.add(line.index(f"[{r.node}]"))
    assert len(columns) == 1


def test_a_line_break_in_the_context_is_shown_as_a_space():
    lines = kwic(tokens("we\nact\n\nnow"), "act")
    assert str(lines) == "d:p1  we  [act]  now"
    assert lines.table["left"].tolist() == ["we\n"]


@pytest.mark.parametrize(
    ("size", "more"), [(100, ""), (101, "1 more line in"), (1300, "1,200 more")]
)
def test_at_most_a_hundred_lines_are_shown(size, more):
    lines = kwic(tokens("act " * size), "act")
    assert len(lines) == len(lines.table) == size
    root = page(lines)
    assert len(texts(root, "b")) == 100
    assert " ".join(texts(root, "p")).startswith(more)
    shown = str(lines).splitlines()
    assert len(shown) == 100 + bool(more)
    assert not more or shown[-1].startswith(more)


def test_head_keeps_the_first_lines():
    lines = kwic(real_tokens(), "security")
    first = lines.head(3)
    assert len(first) == 3
    assert first.table.equals(lines.table[:3])
    assert (first.query, first.total) == (lines.query, lines.total)
    assert len(str(first).splitlines()) == 3


# Collocates


def by_hand(texts: list[list[str]], node: list[str], window: int) -> dict[str, dict[str, float]]:
    """Count surface co-occurrences with plain loops."""
    near, outside, together, total, spread, hits = [], [], {}, 0, {}, 0
    for n, words in enumerate(texts):
        size = len(node)
        starts = [i for i in range(len(words) - size + 1) if words[i : i + size] == node]
        hits += len(starts)
        inside = {i + k for i in starts for k in range(size)}
        for i, word in enumerate(words):
            if i in inside:
                continue
            outside.append(word)
            if any(s - window <= i < s + size + window for s in starts):
                near.append(word)
                spread.setdefault(word, set()).add(n)
    total = len(outside)
    for word in set(near):
        together[word] = {
            "observed": near.count(word),
            "count": outside.count(word),
            "near": len(near),
            "range": len(spread[word]),
            "total": total,
            "hits": hits,
        }
    return together


LETTERS = st.lists(st.lists(st.sampled_from("nabcd"), max_size=25), min_size=1, max_size=4)


@given(LETTERS, st.sampled_from(["n", "n a", "n n"]), st.integers(1, 4), st.integers(1, 3))
def test_collocates_are_those_of_a_plain_loop_with_nltks_measures(texts, node, window, minimum):
    table = collocates(tokens(*map(" ".join, texts)), node, window, minimum)
    expected = by_hand(texts, node.split(), window)
    kept = {
        word
        for word, c in expected.items()
        if c["observed"] >= minimum and c["observed"] * c["total"] > c["near"] * c["count"]
    }
    assert set(table["collocate"]) == kept
    for r in table.itertuples():
        c = expected[r.collocate]
        assert (r.observed, r.count, r.near, r.range) == tuple(
            c[k] for k in ("observed", "count", "near", "range")
        )
        margins = (c["observed"], (c["near"], c["count"]), c["total"])
        assert r.expected == pytest.approx(c["near"] * c["count"] / c["total"])
        assert r.pmi == pytest.approx(BigramAssocMeasures.pmi(*margins))
        assert r.t_score == pytest.approx(BigramAssocMeasures.student_t(*margins))
        assert r.g2 == pytest.approx(BigramAssocMeasures.likelihood_ratio(*margins), abs=1e-6)
        dice = BigramAssocMeasures.dice(c["observed"], (c["hits"], c["count"]), c["total"])
        assert r.log_dice == pytest.approx(14 + math.log2(dice))


def test_the_greatest_g2_stands_first():
    table = collocates(real_tokens(), "security", minimum=1)
    assert table["g2"].is_monotonic_decreasing
    assert (table["observed"] > table["expected"]).all()
    assert list(table.index) == list(range(len(table)))


def found(made, node, **kwargs) -> dict[str, int]:
    table = collocates(made, node, **{"minimum": 1, **kwargs})
    return dict(zip(table["collocate"], table["observed"], strict=True))


def test_the_node_is_not_its_own_collocate():
    made = tokens("n n a n", "x y z n")
    assert "n" not in found(made, "n", window=3)
    assert not {"n", "m"} & set(found(tokens("n m n a", "b c d e"), re.compile("[nm]")))


def test_sentences_keep_the_window_inside_the_sentence():
    [p] = passages("We act. Security first. They wait and see.")
    assert "act" in found(tokenize([p]), "security", window=1)
    assert "act" not in found(tokenize(sentences(p)), "security", window=1)


@pytest.mark.parametrize(
    "made", [tokenize([]), tokens(""), tokens("b c"), tokens("a"), tokens("a a")]
)
def test_a_node_without_company_has_no_collocates(made):
    table = collocates(made, "a", minimum=1)
    assert table.empty
    assert {"collocate", "observed", "g2", "pmi", "t_score", "log_dice"} <= set(table)


def test_collocates_of_a_selection_count_the_words_that_are_left():
    some = tokens("the n of the sea", "x y the z").filter(words=lambda w: w not in stopwords())
    assert found(some, "n", window=1) == {"sea": 1}


# What is asked for in vain


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("secur.*", "looks like a regular expression: give re.compile"),
        ("[Ss]ecurity!", "looks like a regular expression: give re.compile"),
        ("a|b", "looks like a regular expression: give re.compile"),
        ("defense", "in 7 tokens. Spelt nearly so, and there: defence."),
        ("organization center", "there: centre, organisation."),
        ("the programm", "there: programme."),
        ("xyz*", "in 7 tokens."),
        ("U.K. xyz", "in 7 tokens."),
        ("programme the", "in 7 tokens."),
    ],
)
def test_a_search_in_vain_says_what_may_have_been_meant(query, said):
    made = tokens("the defence, the programme: organisation, centre, security")
    found = repr(kwic(made, query))
    assert said in found
    assert found.endswith((said, "any letters."))


# What is taken and what is refused

FUNCTIONS = {
    kwic: ["a"],
    collocates: ["a"],
    bigrams: [],
    term_frequencies: [],
    tfidf: [],
    dispersion: [],
}
STRANGE = [None, "security", 5, 3.5, [1.5], [None], ["text"], float("nan"), object(), {}, b"a"]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("wrong", STRANGE)
def test_what_has_no_passages_is_refused(function, wrong):
    if wrong != {} or function is dispersion:  # no passage at all is no error elsewhere
        with pytest.raises(AccordError, match="passages"):
            function(wrong, *FUNCTIONS[function])


@pytest.mark.parametrize("several", [corpus(), list(corpus().values())])
def test_of_a_corpus_is_said_how_to_get_its_passages(several):
    with pytest.raises(AccordError, match=r"corpus\['accord'\], or the paragraphs of all"):
        tokenize(several)


@pytest.mark.parametrize("function", [*FUNCTIONS, tokenize, keyness])
def test_whatever_has_passages_is_taken(function):
    more = [tokens("a b")] if function is keyness else FUNCTIONS.get(function, [])
    whole = function(accord(), *more)
    for same in (accord().passages, list(accord().passages), iter(accord().passages)):
        assert repr(function(same, *more)) == repr(whole)
    assert function(corpus()["article"], *more) is not None


@pytest.mark.parametrize(
    ("function", "argument", "wrongs"),
    [
        (kwic, "query", [None, "", " ", "-", "“”", "…", 5, ["a"], re.compile(b"a")]),
        (collocates, "node", [None, "", "*"[1:], 3.5, ["a"], re.compile("a b")]),
        (kwic, "width", [0, -1, None, 2.5, "a", float("nan"), True]),
        (kwic, "sort", ["middle", None, 1, ["left"]]),
        (collocates, "window", [0, -2, None, 2.5, "a"]),
        (collocates, "minimum", [0, None, 1.5]),
        (bigrams, "minimum", [0, -1, None, "a"]),
        (term_frequencies, "by", ["sentence", 1, [], ["passage"]]),
        (tfidf, "by", ["sentence", None, 1]),
        (Tokens.filter, "passages", ["D", 1, [True]]),
        (Tokens.filter, "words", ["security", 5, [5]]),
    ],
)
def test_arguments_out_of_range_are_refused(function, argument, wrongs):
    made = tokens("a b a", "b c")
    others = {"query": "a"} if function is kwic else {"node": "a"} if function is collocates else {}
    for wrong in wrongs:
        with pytest.raises(AccordError):
            function(made, **{**others, argument: wrong})


def test_head_is_refused_what_is_no_number():
    for wrong in (-1, None, 2.5, "a"):
        with pytest.raises(AccordError, match="n is"):
            kwic(tokens("a"), "a").head(wrong)


# Japanese

HARBOUR = (
    "両国は、開かれた海を守る。",
    "大臣は「港を開く。」と述べ、UKとの安全保障協力を歓迎した。",
    "サイバー・セキュリティーと安全保障の会合。",
)


def japanese(query, **more):
    return kwic(tokenize(passages(*HARBOUR)), query, **more)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("安全保障", ["安全保障"] * 2),  # two tokens
        ("保障", ["保障"] * 2),
        ("全保", []),  # no words
        ("開かれた海", ["開かれた海"]),
        ("UKとの", ["UKとの"]),
        ("uk との 安全", ["UKとの安全"]),
        ("海守る", []),  # not side by side
        ("会合大臣", []),
        ("開*", ["開か", "開く"]),
        ("セキュリティーと 安全*", ["セキュリティーと安全"]),
    ],
)
def test_a_japanese_word_or_phrase_is_found_however_it_is_divided(query, expected):
    assert japanese(query).table["node"].tolist() == expected


def test_japanese_lines_are_aligned_by_the_width_of_their_letters():
    lines = str(japanese("安全保障", width=12)).splitlines()
    widths = [
        sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in line.partition("[")[0])
        for line in lines
    ]
    assert len(lines) == 2
    assert len(set(widths)) == 1


def test_the_context_of_a_japanese_word_is_as_wide_as_asked_for_and_cuts_no_word():
    made = tokenize(passages(*HARBOUR))
    inside = [range(a + 1, b) for a, b in zip(made.starts, made.ends, strict=True)]
    for width in range(1, 30):
        for r in kwic(made, "を", width=width).table.itertuples():
            assert max(len(r.left), len(r.right)) <= width
            for cut in (r.start - len(r.left), r.end + len(r.right)):
                assert not any(cut in place for place in inside)
    assert japanese("歓迎", width=6).table.loc[0, "left"] == "保障協力を"


def test_japanese_lines_are_sorted_by_the_letters_next_to_the_node():
    made = passages("白い港に着く。", "青い船の港を見る。", "遠い港は古い。")
    for sort, column, at in (("left", "left", -1), ("right", "right", 0)):
        beside = [text[at] for text in kwic(made, "港", sort=sort).table[column]]
        assert beside == sorted(beside)
