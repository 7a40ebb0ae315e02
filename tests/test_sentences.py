"""Whose sentences can be asked for, and the one table of sentence ends."""

import pytest
from library import accord, corpus, passage, passages

from accordlib import AccordError, sentences
from accordlib.texts.quotation_marks import MARK_PAIRS, MarkPair
from accordlib.texts.sentences import SENTENCE_ENDS


def test_sentences_of_several_are_those_of_each_in_order():
    article = corpus()["article"]
    each = [s for p in article.paragraphs for s in sentences(p)]
    assert [*sentences(article)] == [*sentences(article.paragraphs)] == each
    assert [*sentences(accord())] == [s for p in accord().passages for s in sentences(p)]
    assert sentences(iter(article.paragraphs[:2])) == sentences(article.paragraphs[:2])
    assert sentences([]) == ()


@pytest.mark.parametrize("wrong", [None, "Two. Words.", 3, ["One."], [passage("accord:D1"), 2]])
def test_what_has_no_passages_is_refused(wrong):
    with pytest.raises(AccordError, match=r"sentences\(\) takes passages"):
        sentences(wrong)


@pytest.fixture
def more():
    before = list(SENTENCE_ENDS), list(MARK_PAIRS)
    SENTENCE_ENDS.extend("。⸮")
    MARK_PAIRS.append(MarkPair("‹", "›"))
    yield
    SENTENCE_ENDS[:], MARK_PAIRS[:] = before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日本。(平和。)", ["日本。", "(平和。)"]),
        ("So⸮ Yes⸮⸮ “No⸮” Well. Mr. Abe", ["So⸮", "Yes⸮⸮", "“No⸮”", "Well.", "Mr. Abe"]),
        ("A line that may have been broken ends so⸮\nor not", 2),
        ("Ono: ‹We go.› ‹They stay⸮› So.", ["Ono: ‹We go.›", "‹They stay⸮›", "So."]),
    ],
)
def test_an_end_or_a_mark_that_is_added_to_its_table_divides(more, text, expected):
    [p] = passages(text)
    found = [s.text for s in sentences(p)]
    assert found == expected or len(found) == expected


def test_what_is_added_leaves_other_texts_alone(more):
    found = [s.text for d in corpus().values() for s in sentences(d)]
    SENTENCE_ENDS[:] = ".!?…"
    assert [s.text for d in corpus().values() for s in sentences(d)] == found


@pytest.mark.parametrize(
    "text",
    [
        "両国は協力する。|港を開く！|船は来るか？|来る。",
        "両国は「海を守る。」と述べた。|港は開く。",
        "大臣は「海を守る。船も守る。」と語った。|会合は終わった。",
        "「海を守る。」|大臣はそう語った。",
        "「海を守る。」そう大臣は語った。".replace("」そ", "」|そ"),
        "「海を守る。」しかし船は来ない。".replace("」し", "」|し"),
        "「海を守る。」「船も守る。」と大臣は語った。",
        "大臣は「彼は『来る。』と言った。」と述べた。|終わり。",
        "甲国（以下「甲」という。）及び乙国（以下「乙」という。）は、合意した。|次に進む。",
        "合意した。|（付属書は別に定める。）|次に進む。",
        "合意した（注は省く。）。|次に進む。",
        "本当か？と記者は尋ねた。|答えは、否！という声もある。|ところで、海は？|ところが違った。",
        "来るか?そうだ!行こう。".replace("?", "?|").replace("!", "!|"),
        "「開いた引用符。|そして次の文。",
        "閉じた」だけの文。|次の文。",
        "閉じた。」|（注がある。）|次だ。」",
        "彼は「Yes. We can.」と述べた。|UK and Japan agreed.| They met.",
        "海だ。　|港だ。」という声。|｢半角だ｡｣と言った｡|次だ｡",
        "“海を守る。船も守る。”と述べた。|次だ。",
        "1.5％増。|U.K.の港。|第１条　目的。",
        "何？！|本当！！|はい……。|終わり。",
        "答えはＯＫ！|「行くのか」？|「そうだ」！|「Yes！」と述べた。|「A。」、「B。」及び「C。」を確認した。",
        "Is it (so)?| He asked!| They left (at 5!) and met.",
    ],
)
def test_sentences_of_japanese(text):
    expected = [part.strip() for part in text.split("|")]
    [p] = passages(text.replace("|", ""))
    found = sentences(p)
    assert [s.text for s in found] == expected
    assert all(p.text[s.start - p.start : s.end - p.start] == s.text for s in found)


def test_many_brackets_take_no_more_time_than_their_number():
    [p] = passages("「（" * 20_000 + "海。" * 20_000 + "）" * 20_000)
    assert len(sentences(p)) >= 1
