"""How far coders agree: worked examples, other implementations, gaps, and what is undefined."""

import math
import re
from fractions import Fraction

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import examples
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance

from accordlib import AccordError, coder_differences, coder_reliability, span_reliability

SCALES = ("nominal", "ordinal", "interval")
GAP = None
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C.
FOUR = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
        "C": [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
    }
)
# Fleiss (1971): how many of six psychiatrists gave each of 30 patients which of five diagnoses.
FLEISS = """00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050
02031 00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500
00006"""
# Cohen (1968): 200 cases, two judges, three diagnoses.
WORDS = [f"word {n}" for n in range(9000)]
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))


def two(a, b) -> pd.DataFrame:
    return pd.DataFrame({"a": a, "b": b}, dtype=object)


def values(table: pd.DataFrame, scale: str = "nominal", resamples: int = 2) -> dict[str, float]:
    return coder_reliability(table, scale, resamples)["value"].to_dict()


def by_nltk(table: pd.DataFrame, distance) -> AnnotationTask:
    codes = [(c, n, code) for c in table for n, code in enumerate(table[c]) if pd.notna(code)]
    return AnnotationTask(codes, distance=distance)


@pytest.mark.parametrize(
    ("scale", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_krippendorffs_examples(scale, alpha):
    found = coder_reliability(FOUR, scale, resamples=40)
    assert found.loc["alpha", "value"] == pytest.approx(alpha, abs=5e-4)
    assert found["items"].to_dict() == {"agreement": 11, "fleiss kappa": 8, "alpha": 11}
    example_a = two([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    assert values(example_a, scale)["alpha"] == pytest.approx(0.095, abs=5e-4)


def test_the_examples_of_fleiss_and_cohen():
    rows = ["".join(str(n) * int(many) for n, many in enumerate(x)) for x in FLEISS.split()]
    assert values(pd.DataFrame(map(list, rows)))["fleiss kappa"] == pytest.approx(0.430, abs=5e-4)
    cells = [
        (i, j) for i, row in enumerate(COHEN) for j, many in enumerate(row) for _ in range(many)
    ]
    table = pd.DataFrame(cells)
    assert values(table)["kappa"] == pytest.approx(0.492, abs=5e-4)
    joint = np.array(COHEN) / 200
    for scale, power in (("ordinal", 1), ("interval", 2)):
        apart = np.abs(np.subtract.outer(range(3), range(3))) ** power
        by_chance = np.outer(joint.sum(axis=1), joint.sum(axis=0))
        expected = 1 - (apart * joint).sum() / (apart * by_chance).sum()
        assert values(table, scale)["weighted kappa"] == pytest.approx(expected)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("coders", [2, 3, 6])
def test_other_implementations_agree(scale, coders):
    rng = np.random.default_rng(coders)
    codes = rng.integers(1, 6, (40, coders)).astype(float)
    codes[::2, 1:] = codes[::2, :1]
    whole = pd.DataFrame(codes)
    codes[rng.random(codes.shape) < 0.15] = np.nan
    gaps = pd.DataFrame(codes)
    for table in (whole, gaps):
        alpha = krippendorff.alpha(table.T.to_numpy(), level_of_measurement=scale)
        assert values(table, scale)["alpha"] == pytest.approx(alpha)
    distance = interval_distance if scale == "interval" else binary_distance
    assert scale == "ordinal" or values(whole, scale)["alpha"] == pytest.approx(
        by_nltk(whole, distance).alpha()
    )
    if coders == 2:
        found, task = values(whole, scale), by_nltk(whole, interval_distance)
        assert found["kappa"] == pytest.approx(by_nltk(whole, binary_distance).kappa())
        if scale == "interval":
            assert found["weighted kappa"] == pytest.approx(task.weighted_kappa())


def test_a_level_that_nobody_gave_is_a_step_of_the_scale():
    # By hand: 2 * 3 steps apart in ten items, 18 by chance; by places among the codes 2 and 9.2.
    table = two([1, 1, 1, 1, 2, 2, 2, 2, 5, 5], [1, 1, 1, 1, 2, 2, 5, 5, 5, 5])
    assert values(table, "ordinal")["weighted kappa"] == pytest.approx(1 - 6 / 18)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("gap", [None, math.nan, pd.NA, pd.NaT, "", " ", "nan", "<NA>"])
def test_a_missing_code_is_the_same_in_every_form(gap, scale):
    table = two([1, 2, 3, gap, 2, 1], [1, 3, 3, 2, gap, 1])
    expected = coder_reliability(two([1, 2, 3, 1], [1, 3, 3, 1]), scale, 20)
    assert coder_reliability(table, scale, 20).equals(expected)
    read = table.assign(a=["1", "2", "3", gap if gap is None else str(gap), "2", "1"])
    assert coder_reliability(read, scale, 20).equals(expected)


@pytest.mark.parametrize("form", [float, str, "Float64", "string", "category", Fraction])
def test_a_number_is_the_same_in_every_form(form):
    a, b = pd.Series([1, 2, 3, 4, 4, 2]), pd.Series([1, 2, 2, 4, 5, 2])
    other = b.map(Fraction) if form is Fraction else b.astype(form)
    for scale in SCALES:
        expected = coder_reliability(two(a, b), scale, resamples=20)
        assert coder_reliability(pd.DataFrame({"a": a, "b": other}), scale, 20).equals(expected)


def test_a_code_given_once_counts_in_alpha():
    # By hand: of six codes one differs, in an item of two; 2 / 6 observed, 2 * 5 / 30 expected.
    found = values(two([1, 1, 1], [1, 1, 2]), "interval")
    assert found["alpha"] == pytest.approx(0, abs=1e-12)


def test_intervals_say_how_many_draws_they_come_from():
    found = coder_reliability(two([1] * 9 + [2], [1] * 9 + [2]))
    assert found["draws"].to_list()[0] == 500
    assert found.loc["kappa", "undefined"] == found.loc["alpha", "undefined"] > 100
    assert (found["draws"] + found["undefined"] == 500).all()
    first, again = (
        coder_reliability(two([1, 2, 3, 4] * 8, [1, 2, 3, 3] * 8), seed=3) for _ in "12"
    )
    assert ((first["low"] < first["value"]) & (first["value"] < first["high"])).all()
    assert first.equals(again)
    single = two(["x"] * 4, ["x"] * 4)
    assert coder_reliability(single).loc["kappa", "because"] == "all codes are the same"
    assert coder_reliability(single)["value"].isna().to_list() == [False, True, True]
    lone = coder_reliability(pd.DataFrame([["x", "y", None], [None, "x", "x"]]))
    assert lone.loc["fleiss kappa", "because"] == "no item has all coders' codes"
    assert lone.loc["alpha", "because"] == ""


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("coders", ["AB", "ABCD"])
def test_a_draw_has_the_measures_of_a_table_of_the_items_drawn(scale, coders):
    table = FOUR[list(coders)].dropna(thresh=2).reset_index(drop=True)
    for seed in range(5):
        rng = np.random.default_rng(seed)
        often = rng.multinomial(len(table), np.full(len(table), 1 / len(table)), 1)[0]
        drawn = table.loc[np.repeat(table.index, often)]
        low = coder_reliability(table, scale, resamples=1, seed=seed)["low"]
        expected = values(drawn, scale)
        assert low[[*expected]].to_dict() == pytest.approx(expected, nan_ok=True)


@examples(30)
@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=12))
def test_a_coding_agrees_wholly_with_itself(codes):
    told = 1 if len(set(codes)) > 1 else math.nan
    found = values(two(codes, codes))
    assert list(found.values()) == pytest.approx([1, told, told], nan_ok=True)


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ([[1, 2]], "not a list. Give pd.DataFrame"),
        ([pd.DataFrame({"a": [1]})], "not a DataFrame. Give"),
        ([two([], [])], "No item has the codes of two coders"),
        ([two([1, None], [None, 1])], "No item has the codes of two coders"),
        ([two(["a", 1], ["b", 1]), "interval"], "must be a number, not 'b'"),
        ([two([10**400], [10**400]), "interval"], "Row 1 of coder 'a' is a number beyond 1e300"),
        ([two(["1_1", 3], ["11", 3]), "interval"], "must be a number, not '1_1'"),
        ([two(WORDS, WORDS)], "9,000 items, 9,000 codes and 500 resamples"),
        ([two([1, 2], [1, 2]), "nominal", 10**9], "1,000,000,000 resamples are too much"),
        ([two([math.inf], [math.inf]), "ordinal"], "must be a number, not 'inf'"),
        ([two([1, 2], [1, 2]), "ratio"], "one of 'nominal', 'ordinal', 'interval'"),
        ([two([1, 2], [1, 2]), "nominal", 0], "resamples is 0"),
        ([two([1, 2], [1, 2]), "nominal", 5, -1], "seed is -1"),
        ([two([1, [1]], [1, 1])], "Row 2 of coder 'a' is a list"),
        ([two([7, 8, 9], [1, 2, 1]).assign(c=2)], "Column 'a' numbers the items"),
        ([two(["y", "n", "y"], ["7", "8", "9"])], "Column 'b' numbers the items"),
        ([two([1, 2], ["one", "two"])], "Coder 'b' has only texts and coder 'a' only numbers"),
    ],
)
def test_codings_that_cannot_be_compared_are_refused(arguments, wrong):
    with pytest.raises(AccordError, match=re.escape(wrong)):
        coder_reliability(*arguments)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1_1", "11", False),
        ("1e1", "10", False),
        (2**53, 2**53 + 1, False),
        (str(2**53), 2**53 + 1, False),
        ("B*", "B", False),
        ("é", "e\u0301", True),
        ("a\u00a0b ", "a b", True),
        ("+1.50", 1.5, True),
        (".5", Fraction(1, 2), True),
        ("１", 1, True),
        (str(2**53 + 1) + ".0", 2**53 + 1, True),
    ],
)
def test_codes_are_the_same_if_they_are_one_number_or_one_text(one, other, same):
    assert values(two([one, 7, "z"], [other, 7, "z"]))["agreement"] == (1 if same else 2 / 3)


def test_codes_that_rise_by_one_are_codes_if_all_do_or_in_another_order():
    assert values(two([1, 2, 3], [1, 2, 3]))["agreement"] == 1
    assert values(two([1, 3, 2], [1, 2, 2]))["agreement"] == pytest.approx(2 / 3)


def test_differences_name_item_coders_and_codes():
    table = FOUR.rename(index=lambda n: f"unit {n + 1}")
    found = coder_differences(table)
    assert found.iloc[0].to_list() == ["unit 6", "A", "D", 1, 4, 3]
    assert (found["item"] == "unit 6").sum() == 6
    assert found.shape == (12, 6)
    assert coder_differences(two(["may", None], ["shall", "may"])).to_numpy().tolist() == [
        [0, "a", "b", "may", "shall", pytest.approx(math.nan, nan_ok=True)]
    ]
    assert coder_differences(two(["3", 1], [3, "1.0"])).empty


def spans(*rows: tuple[int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["start", "end", "value"])


def test_krippendorffs_example_of_spans():
    # Krippendorff (2004), Content Analysis, 2nd edition, section 11.6: 300 units from 150 on.
    shared = ((30, 90, "k"), (150, 200, "k"))
    i = spans((75, 145, "c"), (220, 250, "c"), *shared)
    j = spans((70, 150, "c"), (205, 225, "c"), (250, 270, "c"), *shared)
    found = span_reliability({"i": i, "j": j}, 300)
    assert found["alpha"].to_list() == pytest.approx([0.7286, 1, 0.859], abs=5e-4)
    assert found["observed"].to_list() == pytest.approx([0.0144, 0, 0.0144], abs=5e-5)
    assert found["expected"].to_list() == pytest.approx([0.0532, 0.0490, 0.1022], abs=5e-5)
    assert found["spans"].to_list() == [5, 4, 9]
    three = span_reliability({"i": i, "j": j, "none": i[:0]}, 300)["alpha"]
    assert three["all"] < 0.5


@pytest.mark.parametrize(("one", "other"), [(1, 1.0), ("2", 2), ("é", "e\u0301"), ("x ", "x")])
def test_a_kind_of_span_is_the_same_in_every_form(one, other):
    found = span_reliability({"a": spans((0, 9, one)), "b": spans((0, 9, other))}, 20)
    assert found["alpha"].to_list() == [1, 1]


def test_many_spans_are_compared_and_an_empty_alpha_has_a_reason():
    starts = (np.arange(0, 80_000, 4), np.arange(1, 80_000, 4))
    tables = [pd.DataFrame({"start": some, "end": some + 2}) for some in starts]
    found = span_reliability({"a": tables[0], "b": tables[1]}, 80_002).loc["all"]
    assert (found["spans"], found["because"]) == (40_000, "")
    assert found["observed"] == pytest.approx(20_000 * 2 / 80_002**2)
    one = pd.DataFrame({"start": [0], "end": [1]})
    [row] = span_reliability({"a": one, "b": one}, 1).to_dict("records")
    assert (str(row["alpha"]), row["because"] > "") == ("nan", True)


def test_spans_at_random_agree_as_chance_does():
    rng = np.random.default_rng(1)
    starts = [sorted(rng.choice(90, 12, replace=False) * 10) for _ in range(60)]
    tables = [
        pd.DataFrame({"start": s, "end": [n + rng.integers(1, 10) for n in s]}) for s in starts
    ]
    alphas = [span_reliability(dict(enumerate(tables[n : n + 2])), 900) for n in range(0, 60, 2)]
    assert np.mean([found.loc["all", "alpha"] for found in alphas]) == pytest.approx(0, abs=0.15)


@pytest.mark.parametrize(
    ("second", "length", "wrong"),
    [
        (spans((5, 5, "x")), 20, "5-5 of b is empty"),
        (spans((5, 25, "x")), 20, "leaves the text, which has 20 characters"),
        (spans((0, 9, "x"), (5, 12, "x")), 20, "5-12 of b is empty, overlaps"),
        (spans()[["start"]], 20, "lacks the column 'end'"),
        (spans(), 20, "No coder has marked a span"),
        (spans(), 0, "length is 0"),
        (spans((0, 9, "all")), 20, "Rename that kind"),
        (spans((0, 9, ["x"])), 20, "The kind of a span of b is a list"),
    ],
)
def test_spans_that_cannot_be_compared_are_refused(second, length, wrong):
    with pytest.raises(AccordError, match=wrong):
        span_reliability({"a": spans(), "b": second}, length)
    with pytest.raises(AccordError, match="two coders or more"):
        span_reliability({"a": spans()}, 20)
