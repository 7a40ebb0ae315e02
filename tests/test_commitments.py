"""Commitments coded by rule and by hand, and how far codings agree."""

import math
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import accord, corpus, document

from accordlib import (
    AccordError,
    code_commitments,
    coder_reliability,
    parse_agreement,
    plot_commitments,
)


def annotated(name: str = "commitments"):
    return corpus().annotations(name)


DATED = "Maintain net zero by 2050. Launch a dialogue by the end of the year."


def coded(*commitments: str) -> dict[str, dict]:
    """Code commitments that stand alone in a small agreement."""
    bullets = "".join(f"- {text}\n" for text in commitments)
    text = f"An agreement\nWe met.\n1. Deeds\nWe will:\n{bullets}"
    table = code_commitments(parse_agreement(document(text)))
    return dict(zip(commitments, table.to_dict("records"), strict=True))


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


def test_the_coders_agree_as_the_readme_says():
    a, b = annotated("commitments-coder-a"), annotated("commitments-coder-b")
    assert (a["strength"] == b["strength"]).all()
    assert a["commitment"][a["novelty"] != b["novelty"]].tolist() == ["D2", "E3"]
    assert a["commitment"][a["operative"] != b["operative"]].tolist() == ["G5"]


def test_rules_agree_with_the_coding_on_most_commitments():
    table = code_commitments(accord())
    assert (table["opening"] == annotated()["opening"]).all()
    assert (table["strength"] == annotated()["strength"]).mean() >= 0.9
    for row in table.to_dict("records"):
        for words in filter(None, [*row["deadline"].split(";"), *row["deliverable"].split(";")]):
            assert words in accord()[row["commitment"]].text


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Recognise the importance of peace.", 1),
        ("Reaffirm our commitment to peace.", 2),
        ("Continue to deepen our ties.", 2),
        ("Continue to deepen our ties. We will also work together on trade.", 3),
        ("Cooperate closely on trade.", 3),
        ("Launch a ministerial dialogue on trade.", 4),
        ("Deepen ties, including through a new trade dialogue.", 4),
        ("Launch a ministerial dialogue on trade by the end of the year.", 5),
        ("Launch a ministerial dialogue. We will meet by the end of the year.", 4),
        ("Meet new partners by 2030.", 3),
    ],
)
def test_each_step_of_the_scale(text, strength):
    assert coded(text)[text]["strength"] == strength


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("Launch a dialogue.", "because", "a dialogue"),
        (DATED, "because", "a dialogue;by the end of the year"),
        (DATED, "deadline", "by 2050;by the end of the year"),
        ("Fully utilise the agreement.", "opening", "utilise"),
        ("Further reinforce ties.", "opening", "reinforce"),
        ("Work closely together.", "opening", "work"),
        (
            "Commit to working on trade. We will also strengthen ties. We will continue to meet.",
            "operative",
            "commit;working;strengthen;continue;meet",
        ),
    ],
)
def test_words_of_the_text_are_given(text, column, expected):
    assert coded(text)[text][column] == expected


def test_a_target_year_is_not_a_date_by_which_something_is_due():
    text = accord()["G2"].text
    undated = text.replace(", by the end of the year at the latest,", "")
    assert [coded(t)[t]["strength"] for t in (text, undated)] == [5, 4]
    assert coded(undated)[undated]["deadline"] == "by 2050 at the latest"


def test_an_agreement_or_passages_can_be_coded_but_no_document():
    whole = code_commitments(accord())
    some = [code_commitments(x) for x in (accord().commitments[:9], accord()["D1"])]
    assert [table.equals(whole.head(len(table))) for table in some] == [True, True]
    assert list(code_commitments([]).columns) == list(whole.columns)
    for wrong, said in ((corpus()["accord"], r"not Document: give parse_agreement\("), (3, "int")):
        with pytest.raises(AccordError, match=said):
            code_commitments(wrong)


def test_two_observers_of_ten_items():
    # Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example A: alpha 0.095.
    a, b = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    table = coder_reliability(a, b, resamples=20)
    assert table.loc["agreement", "value"] == pytest.approx(0.6)
    assert table.loc["alpha", "value"] == pytest.approx(0.095, abs=5e-4)


def test_kappa_by_hand():
    # 20 and 15 of 50 agreed, 5 and 10 not: expected 0.5, observed 0.7.
    a = ["y"] * 25 + ["n"] * 25
    b = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert coder_reliability(a, b, resamples=5).loc["kappa", "value"] == pytest.approx(0.4)


def test_alpha_weighs_distances_on_an_interval_scale():
    near = coder_reliability([1, 2, 3, 4, 5], [1, 2, 3, 4, 4], "interval", 5)
    far = coder_reliability([1, 2, 3, 4, 5], [1, 2, 3, 4, 1], "interval", 5)
    assert near.loc["alpha", "value"] > far.loc["alpha", "value"]
    assert near.loc["kappa", "value"] > 0


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=12))
def test_a_coding_agrees_wholly_with_itself(values):
    table = coder_reliability(values, values, resamples=3)
    assert table.loc["agreement", "value"] == 1
    for measure in ("kappa", "alpha"):
        value = table.loc[measure, "value"]
        assert value == pytest.approx(1) if len(set(values)) > 1 else math.isnan(value)


def test_intervals_hold_the_value_and_repeat_with_the_seed():
    a, b = [1, 2, 3, 4] * 8, [1, 2, 3, 3] * 8
    table = coder_reliability(a, b, seed=3)
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()
    assert table.equals(coder_reliability(a, b, seed=3))


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (([1], [1, 2]), "1 and 2 items"),
        (([], []), "0 and 0 items"),
        ((["a"], ["b"], "interval"), "number"),
        (([1, 2], [1, 2], "nominal", 0), "resamples is 0"),
        (([1, 2], [1, 2], "ordinal"), "'ordinal'; it must be one of 'nominal', 'interval'"),
        (([1, 2], [1, 2], "nominal", 5, -1), "seed is -1"),
        (("ab", "ab"), "first coding must be a list or a column of a table, not a str"),
        (([1], pd.DataFrame([1])), "not a DataFrame"),
        (([1], {1}), "not a set"),
        (([[1]], [1]), "Item 1 of the first coding is a list"),
        (([1], [10**400], "interval"), "number"),
        (([1], [float("inf")], "interval"), "number"),
    ],
)
def test_codings_that_cannot_be_compared_are_refused(arguments, wrong):
    with pytest.raises(AccordError, match=wrong):
        coder_reliability(*arguments)


def test_the_picture_has_every_commitment_once():
    shown = plot_commitments(annotated())
    labels = [t.get_text() for t in shown.figure.axes[0].texts]
    assert sorted(x for x in labels if len(x) > 1) == sorted(annotated()["commitment"])
    assert "part D, step 4 new step: D2, D5, D7" in shown.description


@pytest.mark.parametrize(
    ("shown", "wrong"),
    [
        (annotated().head(0), "no rows"),
        (annotated().drop(columns="strength"), "strength"),
        (accord(), "Agreement"),
        (annotated().assign(strength=9), "strength of D1 is 9; the scale has"),
    ],
)
def test_a_picture_needs_rows_and_columns(shown, wrong):
    with pytest.raises(AccordError, match=wrong):
        plot_commitments(shown)


def test_labels_of_one_step_and_pillar_do_not_stand_on_each_other():
    axes = plot_commitments(annotated()).figure.axes[0]
    places = [text.get_position() for text in axes.texts]
    assert len(set(places)) == len(places)
    steps = annotated().set_index("commitment")["strength"]
    for text in axes.texts:
        if text.get_text() in steps:
            assert round(text.get_position()[0]) == steps[text.get_text()]


@pytest.mark.parametrize("gap", [None, float("nan"), pd.NA, pd.NaT, "", " ", "nan"])
@pytest.mark.parametrize("scale", ["nominal", "interval"])
def test_a_value_that_is_missing_is_named(gap, scale):
    with pytest.raises(AccordError, match="second coding has no value for item 2"):
        coder_reliability([1, 2, 3], [1, gap, 3], scale)


@pytest.mark.parametrize("form", [float, str, "Float64", "string", "category"])
@pytest.mark.parametrize("scale", ["nominal", "interval"])
def test_a_number_is_the_same_in_every_form(form, scale):
    a, b = annotated("commitments")["strength"], code_commitments(accord())["strength"]
    expected = coder_reliability(a, b, scale, resamples=3)
    for values in (b.astype(form), b.astype(float).astype(form).tolist()):
        assert coder_reliability(a.tolist(), values, scale, resamples=3).equals(expected)


def test_broken_lines_do_not_change_a_code():
    text = "A pact\n1. One\n- Launch a new Trade{}Dialogue of ministers{}by the end{}of the year."
    whole, broken = (
        code_commitments(parse_agreement(document(text.format(*breaks))))
        for breaks in ((" ", " ", " "), (" ", "\n  ", " "))
    )
    assert whole["strength"].tolist() == [5]
    pd.testing.assert_frame_equal(whole, broken)
