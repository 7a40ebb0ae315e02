"""Words of texts without blanks: Japanese by a dictionary, others refused."""

import sys
import unicodedata
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import passages

from accordlib import (
    AccordError,
    Corpus,
    Document,
    keyness,
    load_gazetteer,
    parse_agreement,
    sentences,
    study,
    tokenize,
)
from accordlib.words import segmentation
from accordlib.words.token_rule import TOKEN

CHINESE, THAI = "我们将加强防务合作", "สองประเทศจะร่วมมือกัน"


def words(text: str, language: str = "") -> list[str]:
    return tokenize(Document("d", text, language=language)).surface()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("両国は海洋安全保障で協力する。", "両国 は 海洋 安全 保障 で 協力 する"),
        ("「北の港」を、共に守る！", "北 の 港 を 共 に 守る"),
        ("２０２３年５月18日の第３回会合", "２０２３ 年 ５ 月 18 日 の 第 ３ 回 会合"),
        ("UKの技術・U.K.の港", "UK の 技術 U.K. の 港"),
        ("1.5°C以下とrules-basedな秩序", "1.5°C 以下 と rules-based な 秩序"),
        ("サイバー・セキュリティー", "サイバー セキュリティー"),
    ],
)
def test_words_in_japanese_script_are_those_of_the_dictionary_and_others_of_the_rule(
    text, expected
):
    assert words(text, "ja") == expected.split()
    decomposed = unicodedata.normalize("NFD", text)
    assert words(decomposed, "ja") == unicodedata.normalize("NFD", expected).split()


MIXED = st.lists(
    st.sampled_from(["日本", "英国は", "が", "か\u3099", "ー", "・", "。", "「", "」", " ", "\n"])
    | st.sampled_from(["２０", "2.5", "UK’s", "U.K.", "-", "\ud800", "\0", "𠮷", "ｶﾞ", "々", "กข "])
    | st.text(max_size=3)
).map("".join)


@given(st.lists(MIXED, max_size=4))
def test_every_letter_of_japanese_stands_in_one_token_whatever_the_text(texts):
    texts = ["".join(c for c in text if not "\u0e00" <= c <= "\u17ff") for text in texts]
    made = passages("これは", *texts)
    found = tokenize(made)
    assert (found.starts < found.ends).all()
    assert (found.ends[:-1] <= found.starts[1:]).all()
    inside = np.zeros(made[-1].end + 1, bool)
    for start, end in zip(found.starts.tolist(), found.ends.tolist(), strict=True):
        inside[start:end] = True
    for p in made:
        letters = (n for n, c in enumerate(p.text) if c.isalpha() or c.isdecimal())
        assert all(inside[p.start + n] for n in letters)
    forms = [p.text[a - p.start : b - p.start] for p, a, b in places(found)]
    assert forms == found.surface()


def places(found):
    of_passages = map(found.passages.__getitem__, found.passage_index.tolist())
    return zip(of_passages, found.starts.tolist(), found.ends.tolist(), strict=True)


def test_a_long_text_is_divided_like_its_parts():
    part = "両国は海洋安全保障で協力する。"
    assert words(part * 3_000) == words(part) * 3_000
    assert "".join(words("平和" * 20_000 + "を")) == "平和" * 20_000 + "を"


def test_ideographs_are_japanese_by_the_language_or_by_kana_in_their_text():
    for language in ("ja", "ja-JP", "JA_jp", "Japanese"):
        assert words("共同声明", language) == ["共同", "声明"]
    assert words("共同声明\n\nこれを守る。")[:2] == ["共同", "声明"]
    document = Document("d", "共同声明\n共同声明。共同声明。", language="ja")
    for found in (document.paragraphs, [document["p1"]], sentences(document["p2"])):
        assert tokenize(found).types == ("共同", "声明")
    agreement = parse_agreement(Document("a", "協定\n\n- 平和維持\n- 共同声明", language="ja"))
    [last] = [p for p in agreement.passages if p.text == "共同声明"]
    assert tokenize(last).surface() == ["共同", "声明"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (CHINESE, ""),
        (CHINESE, "zh-Hans"),
        (CHINESE + "の", "zh"),
        ("He said: " + CHINESE * 2 + ", and so on and on and on and on and on.", "en"),
        (THAI, ""),
        (THAI, "ja"),
        (f"これは「{THAI}」だ。", ""),
        ("ນະຄອນຫຼວງ", "lo"),
        ("ព្រះរាជាណាចក្រ", ""),
        ("မြန်မာနိုင်ငံ", ""),
    ],
)
def test_what_nothing_can_divide_is_refused_with_its_place(text, language):
    with pytest.raises(AccordError, match=r"'d:p2' is written without blanks .* language='ja'"):
        words(f"A line.\n{text}", language)


def test_names_in_ideographs_are_kept_whole_in_a_text_of_another_script():
    assert words("Xi (习近平) met 대통령 (大統領) in Kyōto.")[1] == "习近平"


@pytest.fixture
def without_the_extra(monkeypatch):
    segmentation.sudachi.cache_clear()
    monkeypatch.setitem(sys.modules, "sudachipy", None)
    yield
    segmentation.sudachi.cache_clear()


def test_without_the_extra_japanese_is_refused_and_the_rest_is_as_before(without_the_extra):
    english, japanese = passages("One line.", "二行目です。")
    assert tokenize(english).surface() == ["One", "line"]
    for call in (lambda: tokenize([english, japanese]), lambda: keyness([japanese], [english])):
        with pytest.raises(AccordError, match=r"'d:p2' is Japanese.*accordlib\[japanese\]"):
            call()


AGREEMENTS = {  # those whose words nothing tells, with the number of these passages and of all
    "zh": ("诺兰联合声明\n\n两国领导人会晤。\n\n一、安全\n\n双方将加强防务合作。", 4, 4),
    "ja": ("昆布共同声明\n\n両首脳は会談した。\n\n一 安全\n\n両首脳は協力を進める。", 4, 4),
    "en": (f"Kelp Pact\n\nWe met.\n\n1. Sea\n\n- We guard it.\n- {CHINESE}，{CHINESE}。", 1, 5),
}


@pytest.mark.parametrize("language", AGREEMENTS)
def test_a_study_leaves_out_what_needs_words_and_says_so(language, without_the_extra):
    text, untold, whole = AGREEMENTS[language]
    for gazetteer in (None, load_gazetteer()):
        made = study(Document("d", text), gazetteer)
        assert f"lengths and terms of {untold} of {whole} passages: 'd:" in made.notes[0]
        assert f"words of {untold} of its {whole} passages could not be told" in made.methods
        assert "commitments were not coded" in made.methods
        assert made.tables["passages"]["tokens"].isna().sum() == untold
        assert made.tables["passages"]["text"].tolist() == [p.text for p in made.passages]
        assert made.tables["parts"]["tokens"].isna().all()
        assert made.tables["text"]["tokens"].isna().all() == (untold == whole)
        assert ("terms" in made.tables) == ("Frequencies are" in made.methods) == (untold < whole)
        assert ("mentions" in made.tables) == (gazetteer is not None)
        assert "lengths and terms of" in made.html()


def test_names_in_ideographs_need_words_and_a_study_goes_on_without(without_the_extra):
    own = load_gazetteer().iloc[:1].assign(name="诺兰", aliases="")
    made = study(Document("d", AGREEMENTS["zh"][0]), own)
    assert [note for note in made.notes if note.startswith("actors and network: 'd:")]
    assert "not looked for, since words could not be told" in made.methods


def test_the_rule_alone_still_takes_a_run_of_letters_for_a_word():
    assert [m[0] for m in TOKEN.finditer("両国は協力する。")] == ["両国は協力する"]


def test_where_no_blank_stands_between_words_stretches_between_blanks_are_not_counted():
    texts = {
        "ja": "両国は海を守る。\n港を開く。",
        "zh": CHINESE,
        "en": "We met 习近平 in Rome.",
        "x": "",
    }
    corpus = Corpus({id: Document(id, text) for id, text in texts.items()}, ".")
    words = corpus.overview()["words"]
    assert words.isna().tolist() == [True, True, False, False]
    assert words.dropna().tolist() == [5, 0]
    with warnings.catch_warnings(action="ignore"):  # a machine may lack a Japanese font
        report = study(Document("ja", texts["ja"]))
        listed = study(Document("ja", texts["ja"]), stop=["を", "は"])
    [row] = report.tables["text"].to_dict("records")
    assert row["words"] == row["tokens"] == 8
    assert "candidates" not in report.tables
    assert [n for n in report.notes if n.startswith("stop words: the list has none of this text")]
    assert not [n for n in listed.notes if n.startswith("stop words")]
    assert [note.partition(":")[0] for note in report.notes].count("promises") <= 1


def test_full_width_numbers_are_one_token_with_the_type_of_plain_ones():
    found = tokenize(Document("d", "２０２３年に2023人が、２０２３を。１，２３４人の１．５％。"))
    assert found.counts[found.vocabulary.numbers["2023"]] == 3
    forms = found.surface()
    assert {"２０２３", "2023", "１，２３４", "１．５％"} <= set(forms)
    types = [found.vocabulary[i] for i in found.ids]
    assert types[forms.index("１，２３４")] == "1,234"
    assert types[forms.index("１．５％")] == "1.5%"


def test_decomposed_and_half_width_kana_have_the_types_of_composed_ones():
    text = "サイバーが、ガを。"
    for other in (unicodedata.normalize("NFD", text), "ｻｲﾊﾞｰが、ガを。"):
        found = tokenize(Document("d", other))
        assert found.types == tokenize(Document("d", text)).types
        assert "".join(found.surface()) == other.replace("、", "").replace("。", "")
