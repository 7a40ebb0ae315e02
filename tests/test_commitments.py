"""Commitments coded by rule and by hand."""

import re

import pandas as pd
import pytest
from library import accord, corpus, passages

from accordlib import AccordError, Passage, code_commitments, plot_commitments


def annotated(name: str = "commitments"):
    return corpus().annotations(name)


def coded(text: str) -> dict:
    (row,) = code_commitments(Passage("d:A1", text, "d", 0, len(text))).to_dict("records")
    return row


@pytest.mark.parametrize("name", ["commitments", "commitments-coder-a", "commitments-coder-b"])
def test_the_codings_follow_the_codebook(name):
    table = annotated(name)
    assert table["commitment"].tolist() == [c.label for c in accord().commitments]
    for row in table.to_dict("records"):
        text = accord()[row["commitment"]].text
        assert row["strength"] in range(1, 6)
        assert bool(row["deliverable"]) == (row["strength"] >= 4)
        for words in filter(None, [*row["deadline"].split(";"), row["deliverable"]]):
            assert words in text
        assert all(re.search(rf"\b{v[:4]}", text, re.I) for v in row["operative"].split(";"))
        assert row["operative"].split(";")[0] == row["opening"]


def test_the_coders_and_the_rules_agree_as_is_said():
    a, b, coding = (annotated(f"commitments{x}") for x in ("-coder-a", "-coder-b", ""))
    assert (a["strength"] == b["strength"]).all()
    assert a["commitment"][a["novelty"] != b["novelty"]].tolist() == ["D2", "E3"]
    assert a["commitment"][a["operative"] != b["operative"]].tolist() == ["G5"]
    table = code_commitments(accord())
    assert (table["opening"] == coding["opening"]).all()
    assert (table["strength"] == coding["strength"]).sum() == 29
    for row in table.to_dict("records"):
        for words in filter(None, [*row["deadline"].split(";"), *row["deliverable"].split(";")]):
            assert words in accord()[row["commitment"]].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recognise the importance of peace.", {"strength": 1}),
        ("Reaffirm our commitment to peace.", {"strength": 2}),
        ("Continue to deepen our ties.", {"strength": 2}),
        ("Continue to deepen our ties. We will also work together on trade.", {"strength": 3}),
        ("Cooperate closely on trade.", {"strength": 3}),
        ("Launch a ministerial dialogue.", {"strength": 4, "because": "a ministerial dialogue"}),
        ("Deepen ties, including through a new trade dialogue.", {"strength": 4}),
        ("Launch a dialogue. We will work on trade by the end of the year.", {"strength": 4}),
        ("Meet new partners by 2030.", {"strength": 5, "deadline": "by 2030"}),
        (
            "Maintain net zero by 2050. Launch a dialogue by the end of the year.",
            {"strength": 5, "because": "a dialogue;by the end of the year"}
            | {"deadline": "by 2050;by the end of the year", "novelty": "both"},
        ),
        ("Further fully utilise the agreement.", {"opening": "utilise", "novelty": "open"}),
        (
            "Commit to working on trade. We will also strengthen ties. We will continue to meet.",
            {"operative": "commit;work;strengthen;continue;meet"},
        ),
        ("Launch a Dialogue of ministers\n  by the end\n  of the year.", {"strength": 5}),
    ],
)
def test_each_step_of_the_scale_and_the_words_that_led_to_it(text, expected):
    assert coded(text).items() >= expected.items()


def test_a_target_year_is_not_a_date_by_which_something_is_due():
    text = accord()["G2"].text
    undated = text.replace(", by the end of the year at the latest,", "")
    assert (coded(text)["strength"], coded(undated)["strength"]) == (5, 4)
    assert coded(undated)["deadline"] == "by 2050 at the latest"


def test_an_agreement_or_passages_can_be_coded_but_no_document():
    whole = code_commitments(accord())
    some = [code_commitments(x) for x in (accord().commitments[:9], accord()["D1"])]
    for table in some:
        same = table["strength"] == whole["strength"].head(len(table))
        assert same.all()
        assert set(table["modality"]) <= {"none", "commit"}
    assert list(code_commitments([]).columns) == list(whole.columns)
    for wrong, said in ((corpus()["accord"], r"not Document: give parse_agreement\("), (3, "int")):
        with pytest.raises(AccordError, match=said):
            code_commitments(wrong)


def test_the_picture_has_every_commitment_once_and_none_on_another():
    shown = plot_commitments(annotated())
    texts = shown.figure.axes[0].texts
    steps = annotated().set_index("commitment")["strength"].to_dict()
    labels = {t.get_text(): round(t.get_position()[0]) for t in texts if t.get_text() in steps}
    assert labels == steps
    assert len({t.get_position() for t in texts}) == len(texts)
    assert "part D, step 4 new step: D2, D5, D7" in shown.description


def test_commitments_that_are_not_english_are_refused_and_not_coded_as_ordinary_acts():
    english, japanese = passages("We will guard the port.", "両国は、港を守るよう努める。")
    with pytest.raises(AccordError, match=r"English verbs only, and 'd:p2'"):
        code_commitments([english, japanese])
    assert len(code_commitments([english, *passages("We will ask 习近平 to act.")])) == 2


def test_what_is_no_promise_or_not_coded_stands_beneath_the_scale():
    rows = [("A1", 3, "promise"), ("A2", None, "rule"), ("B1", 1, "stance"), ("B2", None, "report")]
    rows += [("B3", None, "not coded")]
    table = pd.DataFrame(rows, columns=["commitment", "strength", "kind"])
    shown = plot_commitments(table)
    axes = shown.figure.axes[0]
    texts = [text.get_text() for text in axes.texts]
    assert texts[-2:] == ["no promise (2): A2, B2", "not coded (1, 20%): B3"]
    assert axes.get_title() == "2 of 5 on the scale, no promise (2), not coded (1, 20%)"
    assert "no promise (2): A2, B2; not coded (1, 20%): B3" in shown.description
    assert shown.table["strength"].tolist() == [3, pd.NA, 1, pd.NA, pd.NA]
    many = pd.DataFrame({"commitment": [f"A{n}" for n in range(1, 801)]})
    many["strength"] = [None, 1, 2, 3, 4, 5, 3, None] * 100
    many["kind"] = [*["rule"] * 7, "not coded"] * 100
    assert plot_commitments(many).alt == "700 of 800 commitments coded."
    lost = table.assign(strength=[3, None, None, None, None], kind="not coded")
    with pytest.raises(AccordError, match="4 of 5 commitments are not coded, more than half"):
        plot_commitments(lost)
    unsorted = annotated().assign(strength=lambda t: t["strength"].where(t["strength"] != 4))
    assert "not coded (5, 17%)" in plot_commitments(unsorted).description
