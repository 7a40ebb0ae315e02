"""The two ways to find tokens: the rule on each text, and arrays for large corpora."""

import random
import re
import sys
import unicodedata
from functools import cache

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from library import examples, running_text

from accordlib import tokenize
from accordlib.texts.folding import fold_layout
from accordlib.words import scanning
from accordlib.words.token_rule import TOKEN, fold

MARKS = "'’ʼ‐‑.,+-%°\u0300\u036f_ \n?"
PIECES = st.one_of(
    st.text(MARKS + "aBé9٣ßİςΣ²\U0001d7d8\U00010400\u0600", max_size=12),
    st.sampled_from(
        ["U.K.", "U.S.A", "1.5°C", "2%x", "a-b-c", "x.y.", "the", "international", "5°"]
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=12),
    st.text(max_size=12),
)
TEXTS = st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=6)


ALIKE = ("CJK UNIFIED", "HANGUL SYLLABLE", "TANGUT", "EGYPTIAN HIEROGLYPH", "CUNEIFORM SIGN")
ALIKE += ("ANATOLIAN HIEROGLYPH", "YI SYLLABLE", "CANADIAN SYLLABICS", "ETHIOPIC SYLLABLE", "BAMUM")


@cache
def characters() -> list[str]:
    """Return every character; of many that are alike, or not assigned, one in a hundred."""

    def is_like_others(c: str) -> bool:
        unassigned = unicodedata.category(c) in ("Cn", "Co", "Cs")
        return unassigned or unicodedata.name(c, "").startswith(ALIKE)

    every = map(chr, range(sys.maxunicode + 1))
    return [c for i, c in enumerate(every) if i % 101 == 0 or not is_like_others(c)]


def expected(texts: list[str], offsets: list[int]) -> tuple:
    types: dict[str, int] = {}
    found = [
        [(m[0], *folding.original(*m.span())) for m in TOKEN.finditer(folding.text)]
        for folding in fold_layout(texts)
    ]
    pairs = [(o, t) for o, tokens in zip(offsets, found, strict=True) for t in tokens]
    ids = [types.setdefault(fold(word), len(types)) for _, (word, _, _) in pairs]
    starts, ends = [o + a for o, (_, a, _) in pairs], [o + b for o, (_, _, b) in pairs]
    return list(types), ids, starts, ends, [len(tokens) for tokens in found]


def check(texts: list[str]) -> None:
    offsets = [7 * n for n in range(len(texts))]
    vocabulary, *columns = scanning.scan(texts, offsets)
    assert (vocabulary, *(c.tolist() for c in columns)) == expected(texts, offsets)


@pytest.fixture(autouse=True, scope="module")
def always_by_arrays():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "_SHORT", 0)
        yield


@examples(250)
@given(TEXTS)
@example(["U.K.ʼs U.K.-US 5°C-x 5°Cx 2%-3 a\u0301\u0301b.c.d. \u0301a x'\u0301y"])
@example(["a" * 8 + " " + "a" * 9 + " " + "a" * 16 + " " + "a" * 17 + " " + "a" * 8 + "\0a"])
@example(["0*.9 a**-b", "נְ֥ a"])
@example(["d*", "*S.A*.", "*", "U.K*. 2*+2", "s†e 1†2", "日*\n日†\n日", "co*-\nop coop"])
@example(["a", "\uff9e\u11ab b"])
@example(["\ud800a?b?\udfff’s", "?", "", "’", "-a-", "1.2.3,4+5.a 1.a"])
def test_arrays_find_what_the_rule_finds(texts):
    check(texts)


@pytest.mark.parametrize(
    "begin", ["", "'", "-", "\u2010", "--", "(", "self-", "self\u2010", "o’", "O'"]
)
def test_what_stands_before_a_broken_word_does_not_hide_it(begin):
    texts = [f"{begin}de-\nfence", "defence self-defence o'defence"]
    check(texts)
    assert "de" not in scanning.scan(texts, [0, 0])[0]


@pytest.mark.parametrize(
    "end",
    ["-\n", "\u2010\n", "\u2011\n", "\u00ad\n", "-\r\n", "- \n", "-\u2028", "-\f", "-\x1c"],
)
def test_a_word_is_whole_whichever_signs_broke_it(end):
    texts = [f"As co{end}operative", f"we co{end}operate, re{end}read ‘it’.", "a co-b"]
    texts.append("They cooperate and re-read. Cooperative.")
    check(texts)
    found = scanning.scan(texts, [0, 0, 0, 0])[0]
    assert found[:5] == ["as", "cooperative", "we", "cooperate", "re-read"]


@examples(100)
@given(TEXTS, st.integers(1, 40))
@example(["a[1, 2] co- \noperate *a b 2*+2 cooperate c d"], 1)
def test_where_texts_are_cut_makes_no_difference(texts, size):
    before = scanning._CHUNK
    scanning._CHUNK = size
    try:
        check(texts)
    finally:
        scanning._CHUNK = before


@pytest.mark.parametrize("around", ["{}", "a{}", "{}a", "a{}a", "1{}1", "a.{}.b", "1{}a", "-{}-"])
def test_every_character_of_unicode_is_treated_as_the_rule_treats_it(around):
    text = " ".join(map(around.format, characters()))
    check([text[i : i + 40_000] for i in range(0, len(text), 40_000)])


def test_other_scripts_are_left_to_the_rule_as_a_whole():
    check(["Объединённое Королевство и Япония 2023-го года. " * 50, "日本国と英国。" * 50, "a b c"])


def test_long_texts_without_blanks_are_not_cut():
    word = "ab-" * (scanning._CHUNK // 2)
    check([f"x {word} y {word}", "z"])


def test_words_that_share_a_key_are_kept_apart(monkeypatch):
    monkeypatch.setattr(
        scanning, "_FACTORS", [np.uint64(1), np.uint64(0)]
    )  # the key of a long word is its beginning
    monkeypatch.setattr(scanning, "_BITS", 3)
    rng = random.Random(0)
    words = ["aaaaaaaa" + "".join(rng.choices("abc-d", k=rng.randint(0, 10))) for _ in range(300)]
    monkeypatch.setattr(scanning, "_CHUNK", 400)
    check([" ".join(rng.choices(words, k=4000)) for _ in range(5)])


def test_a_large_corpus_has_the_tokens_of_a_small_one(monkeypatch):
    large = tokenize(running_text())
    monkeypatch.setattr(scanning, "_SHORT", 10**9)
    small = tokenize(running_text())
    assert large.vocabulary == small.vocabulary
    for column in ("ids", "starts", "ends", "bounds", "sizes"):
        one, other = getattr(small, column), getattr(large, column)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


@given(st.lists(st.text(), max_size=4))
def test_nothing_to_scan_is_no_token(texts):
    check([re.sub(r"\w", "", text) for text in texts])
