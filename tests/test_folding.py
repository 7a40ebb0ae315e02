"""What makes no difference between texts, and where it stood."""

import random

import pytest

from accordlib.texts.folding import fold_characters, fold_layout, unsteady

PLAIN = (
    ("a\u00a0b\u2009c\td\u3000e", "a b c d e"),
    ("a\r\nb\rc\u2028d\u2029e\x85f\vg", "a\nb\nc\nd\ne\nf\ng"),
    ("one\ftwo\n\fthree\f\r\nfour", "one\ntwo\nthree\nfour"),
    ("\ufeffco\u00adop\u200berate\u200d", "cooperate"),
    ("broken\u00ad\nhere and\u00ad \r\nthere \u00ad\n", "broken-\nhere and- \nthere \n"),
    ("cafe\u0301 \u1112\u1161\u11ab \uff76\uff9e \u212b", "café 한 ガ Å"),
    ("ﬁnance oﬃce ＡＢ１２（ｘ） Ⅳ 𝐀 ⽇ CO₂", "finance office AB12(x) IV A 日 CO2"),
    ("½ ² № ③ … km² 10⁶", "½ ² № ③ … km² 10⁶"),
    ("UK’s UKʼs UK＇s UK´s UK‘s UK`s `code` ‘word’", "UK's UK's UK's UK's UK's UK's `code` ‘word'"),
    ("a‐b a‑b a－b", "a-b a-b a-b"),
    ("2020–2021 a — b ― c ‒ d", "2020–2021 a – b – c – d"),
    (
        "We act.¹ We pay.[2] promised³ all* told.† A[3, 4] 2023¹",
        "We act. We pay. promised all told. A 2023",
    ),
    ("防衛¹協力を進める。² 船", "防衛協力を進める。 船"),
    ("[1] Scope\n* We act\n*so* and **so** and note* 2 * 3", None),
)


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_what_makes_no_difference_is_folded(text, plain):
    if plain is None:
        plain = text.replace("note*", "note")
    assert fold_characters(text).text == plain
    assert fold_characters(plain).text == plain


def test_offsets_lead_back_and_forth():
    text = "The\u200b ﬁnance plan.¹ e\u0301t\r\nal"
    folding = fold_characters(text)
    assert folding.text == "The finance plan. ét\nal"
    places = {"The": "The", "fin": "ﬁn", "i": "ﬁ", "plan.": "plan.", "ét": "e\u0301t", "\n": "\r\n"}
    for words, stood in places.items():
        start = folding.text.index(words)
        a, b = folding.original(start, start + len(words))
        assert text[a:b] == stood
        assert folding.folded(a, b)[0] <= start < start + len(words) <= folding.folded(a, b)[1]
    assert folding.original(17, 17) == (18, 18)


@pytest.mark.parametrize("seed", range(3))
def test_offsets_are_in_order_for_whatever_is_mixed(seed):
    signs = "aé e\u0301\u0301\u00ad\u200bﬁ ’\r\n\f\n  [1]*¹.x-\u3000Ａｶﾞ\u1112\u1161\u11ab`"
    chance = random.Random(seed)
    for _ in range(500):
        text = "".join(chance.choices(signs, k=12))
        for folding in (fold_characters(text), *fold_layout([text])):
            spans = [folding.original(i, i + 1) for i in range(len(folding.text))]
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert spans == sorted(spans)
            assert all(
                c <= i < d for i, (c, d) in enumerate(folding.folded(*span) for span in spans)
            )


def test_broken_words_are_whole_where_the_texts_have_them_whole():
    texts = ["We co-oper-\r\n  ate with Indo-\nPacific part-\nners.", "co-operate, Indo-Pacific"]
    whole, _ = fold_layout(texts)
    assert whole.text == "We co-operate with Indo-Pacific part- ners."
    start = whole.text.index("co-operate")
    assert whole.original(start, start + 10) == (3, 18)
    assert fold_layout(texts[:1])[0].text == "We co-oper- ate with Indo- Pacific part- ners."


def test_lines_are_joined_and_empty_lines_kept():
    text = "One  line\n   goes on.\n\n東京\n都 is\u00a0 \n a city."
    assert fold_layout([text])[0].text == "One line goes on.\n東京都 is a city."


@pytest.mark.parametrize("hyphen", "-‐‑﹣")
def test_where_lines_may_break_words_folding_does_more_than_make_blanks(hyphen):
    text = f"They co{hyphen}\noperate. They cooperate."
    assert len(fold_layout([text])[0].text) < len(text)
    assert unsteady(text)[0] == text.index(hyphen)
    assert unsteady("They coöperate’s – “well”.\n * here") == []
