"""Whose sentences can be asked for, and the one table of sentence ends."""

import re

import pytest
from library import accord, corpus, passage, passages

from accordlib import AccordError, Document, parse_agreement, sentences
from accordlib.texts.broken_lines import SENTENCE_ENDS
from accordlib.texts.list_marks import is_marked
from accordlib.texts.quotation_marks import MARK_PAIRS, MarkPair


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


WRAPPED = {  # where | stands, a line was broken
    "a number that counts": "両国は、船の建造のために予算を|10億円とし、港を|20か国の船に開く。",
    "a small letter": "We met in Norwick to speak about the|kelp of both shores. We agreed.",
    "a name": "We met on Monday in the capital of the United|Kingdom to talk of kelp.",
    "a word that ends no line": "The island lies in the middle of the|Northern Sea, far from us.",
    "what is said": "Ann Berg of Norland has said: “We will|All Plant Kelp.” Then they met.",
    "a bracket": "They are Norland and Sudland (the Parties,|North And South) of Kelp Bay.",
    "a stop": "Trade. We will cut tariffs on kelp. They will open|a trade office in Norwick."
    "||Climate. We will plant kelp on all of our shores."
    "|It will grow. We will guard it all by|2030.",
    "Japanese": "昆布の保護について、次のとおり意見の一致をみ|た。両首脳は、対話を続ける。",
}
APART = {
    "a heading": "Cooperation on kelp|We will plant kelp on both shores of the bay. It will grow.",
    "a title": "Joint Statement on Kelp and on the Guarding of Shores|We met today in Norwick.",
    "a list": "We will plant kelp on both shores of the bay; and|Guard it against the storms.",
    "stops": "We will plant kelp on both shores of the bay.|They will guard it against storms.",
    "numbers that do not count": "両国は、次のことで一致した。|1日本の海を守る。|2人権を守る。",
    "another width": "平和と安全|両国は、昆布を守るために会合を開くことで一致した。",
}


@pytest.mark.parametrize("words", ["10億円", "3年間の計画", "5人の委員", "20か国", "2回目の会合"])
def test_a_number_that_counts_marks_no_line_unless_a_blank_stands_behind_it(words):
    assert not is_marked(words)
    assert is_marked(re.sub(r"(\d+)", r"\1 ", words))
    assert all(
        map(is_marked, ["1海を守る", "1日本の海", "3人権", "2次世代", "4社会保障", "5国際協力"])
    )


@pytest.mark.parametrize("name", [*WRAPPED, *APART])
def test_a_line_goes_on_in_the_next_if_its_words_or_its_width_say_so(name):
    text = {**WRAPPED, **APART}[name].replace("||", "\n\n")
    blank, broken = "" if "、" in text else " ", Document("d", text.replace("|", "\n"))
    whole = Document("d", text.replace("|", blank if name in WRAPPED else "\n\n"))
    for found, expected in zip(*(map(sentences, (broken, whole))), strict=True):
        assert found.text.replace("\n", blank) == expected.text
    assert len(broken.paragraphs) == len(whole.paragraphs)


def test_an_agreement_of_broken_lines_has_the_sentences_of_its_text():
    text = WRAPPED["a stop"].replace("|", "\n")
    document = Document("d", f"Statement on Kelp\n\nThe leaders met in Norwick.\n\n{text}")
    parts = sentences(parse_agreement(document))
    assert [s.text for s in parts] == [s.text for s in sentences(document)]
