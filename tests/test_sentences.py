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
