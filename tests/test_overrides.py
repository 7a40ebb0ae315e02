"""What is doubtful in an agreement is said, and can be put right by hand."""

import pytest
from garbling import assert_nothing_lost
from library import document

from accordlib import AccordError, Agreement, Document, parse_agreement, study
from accordlib.agreement import parts

PACT = """The Kelp Pact of Norwick

We, the ministers of Norland and Sudland, met in Norwick and agreed as follows:

1. Beds

- We will plant kelp in the bay.
- We will guard the beds from boats.

2. Boats

- We will build a boat for each harbour.
- We will train those who sail it.

Done at Norwick, in two copies.

Ann Brown – Minister of the Sea of Norland"""
LINES = {1: "title", 3: "preamble", 5: "heading", 7: "commitment", 8: "commitment", 10: "heading"}
LINES |= {12: "commitment", 13: "commitment", 15: "closing", 17: "signatory"}


def kinds(agreement: Agreement) -> dict[int, str]:
    table = agreement.report().query("line > 0")
    return dict(zip(table["line"], table["kind"], strict=True))


def test_a_plain_pact_raises_no_concern():
    agreement = parse_agreement(document(PACT))
    assert kinds(agreement) == LINES
    assert agreement.concerns == {}
    assert "concern" not in repr(agreement)
    assert not agreement.report()["concern"].any()


# What is said


ODD = [
    ("1. Beds\n\n", "", "1.1", "under no heading, where other commitments have one"),
    ("2. Boats", "## Boats\n\n## Harbours", "T2", "a heading without commitments"),
    ("The Kelp Pact of Norwick\n\nWe", "1. Scope\n\n- We", "", "no title"),
    ("\n\nAnn Brown – Minister of the Sea of Norland", "", "", "no signature was found"),
]


@pytest.mark.parametrize(("old", "new", "part", "concern"), ODD)
def test_what_is_odd_is_a_concern(old, new, part, concern):
    agreement = parse_agreement(document(PACT.replace(old, new)))
    assert concern in agreement.concerns[part]
    assert repr(agreement).endswith("see .concerns")
    table = agreement.report()
    assert dict(zip(table["part"], table["concern"], strict=True)).items() >= (
        agreement.concerns.items()
    )
    odd = table["concern"].ne("").tolist()
    assert odd == sorted(odd, reverse=True)


def test_concerns_are_said_wherever_the_study_is_shown():
    text = PACT
    for old, new, *_ in ODD[1:]:
        text = text.replace(old, new)
    made = study(document(text))
    said = {*made.agreement.concerns.values()}
    assert {"a heading without commitments", "no title and no signature was found"} <= said
    for concern in said:
        assert f"look at: {concern}" in repr(made)
        assert concern in made.methods
        assert concern in made.html()


def test_doubtful_lines_are_those_with_a_small_margin(monkeypatch):
    assert 0 < parts.DOUBTFUL < min(parse_agreement(document(PACT)).margins.values())
    agreement = parse_agreement(document(PACT))
    [*_, middle, _, _, _] = sorted(agreement.margins.values())
    monkeypatch.setattr(parts, "DOUBTFUL", middle)
    small = {label for label, margin in agreement.margins.items() if margin < middle}
    assert agreement.concerns == dict.fromkeys(small, "doubtful: it may be something else")
    assert agreement.report()["part"].tolist()[: len(small)] == sorted(
        small, key=lambda label: agreement[label].start
    )


# Put right by hand


@pytest.mark.parametrize(
    ("line", "said", "kind"),
    [
        (7, "heading", "heading"),
        (7, "lead-in", "lead-in"),
        (8, "paragraph", "paragraph"),
        (5, "commitment", "commitment"),
        (13, "closing", "closing"),
        (13, "signatory", "signatory"),
        (15, "rest", "rest"),
        (15, "commitment", "commitment"),
        (5, "preamble", "preamble"),
        (3, "rest", "rest"),
        # Against all that stands around it.
        (10, "title", "title"),
        (13, "preamble", "preamble"),
        (1, "closing", "closing"),
        (3, "signatory", "signatory"),
        (17, "heading", "heading"),
    ],
)
def test_a_line_is_what_somebody_says_it_is(line, said, kind):
    agreement = parse_agreement(document(PACT), overrides={line: said})
    assert kinds(agreement)[line] == kind
    assert agreement.overrides == {line: said}
    [row] = agreement.report().query(f"line == {line}").to_dict("records")
    assert row["recognised"] == "you said so"
    assert "doubtful" not in row["concern"]
    assert_nothing_lost(agreement)


def test_a_line_that_changes_with_another_is_shown_first():
    agreement = parse_agreement(document(PACT), overrides={13: "preamble"})
    table = agreement.report().query("line > 0").set_index("line")
    changed = [line for line, kind in LINES.items() if line != 13 and table["kind"][line] != kind]
    assert changed
    assert sorted(table.index[: len(changed)]) == changed
    assert set(table["recognised"][changed]) == {"what you said of another line"}


def test_all_other_lines_stay_what_they_are_if_one_is_put_right_as_what_it_was():
    for line, kind in LINES.items():
        again = parse_agreement(document(PACT), overrides={line: kind})
        assert kinds(again) == LINES
        assert again.concerns == {}


def test_the_case_of_a_kind_and_blanks_around_its_level_do_not_count():
    found = [parse_agreement(document(PACT), {10: said}) for said in ("heading 2", " Heading  2 ")]
    assert kinds(found[0]) == kinds(found[1])
    assert [p.level for p in found[1].pillars] == [1, 2]


def test_a_level_stands_behind_a_heading_or_a_commitment():
    agreement = parse_agreement(document(PACT), {10: "heading 2", 13: "commitment 2"})
    assert [p.level for p in agreement.pillars] == [1, 2]
    assert [c.level for c in agreement.commitments] == [1, 1, 1, 2]
    assert [c.label for c in agreement.commitments] == ["1.1", "1.2", "1.1.1", "1.1.2"]


@pytest.mark.parametrize(
    ("overrides", "wrong"),
    [
        ({5: "chapter"}, "'chapter' is no kind of line.*heading.*commitment"),
        ({5: ""}, "is no kind of line"),
        ({5: "heading two"}, "'heading two' is no kind"),
        ({5: "heading 0"}, "heading 0"),
        ({5: "heading " + "1" * 5000}, "heading 1111.* is no kind of line"),
        ({5: "title 2"}, "title 2"),
        ({5: None}, "is no kind of line"),
        ({5.0: "heading"}, "begins in line 5.0"),
        ({True: "title"}, "begins in line True"),
        ({5: "heading 3"}, "beneath no heading of level 2. Give it level [12] at most"),
        ({2: "heading"}, "no part of 'd' begins in line 2.*agreement.report"),
        ({99: "heading"}, "line 99"),
        ({"five": "heading"}, "line 'five'"),
    ],
)
def test_what_cannot_be_put_right_is_refused(overrides, wrong):
    with pytest.raises(AccordError, match=wrong):
        parse_agreement(document(PACT), overrides=overrides)


def test_overrides_must_be_lines_and_kinds():
    with pytest.raises(AccordError, match="overrides"):
        parse_agreement(document(PACT), overrides=["heading"])


def test_what_was_put_right_is_said_in_the_methods():
    made = study(Document("pact", PACT), overrides={15: "commitment"})
    assert "put right by hand: line 15 as commitment" in made.methods
    assert len(made.agreement.commitments) == 5


BRIDGE = """Joint Statement on a Bridge

We agreed as follows.

1

Norvania will build the bridge.

2

Ostmark will pay for it.

* * *

Done at Arle."""


@pytest.mark.parametrize("said", ["heading", "commitment", "rest"])
def test_a_number_of_a_page_or_a_rule_may_be_put_right(said):
    offered = parse_agreement(document(BRIDGE)).report().query("kind in ['rest', 'rule']")["line"]
    assert [*offered] == [5, 9, 13]
    for line in offered:
        agreement = parse_agreement(document(BRIDGE), overrides={line: said})
        [row] = agreement.report().query(f"line == {line}").to_dict("records")
        assert (row["kind"], row["recognised"]) == (said, "you said so")
        assert_nothing_lost(agreement)
