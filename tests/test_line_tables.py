"""Marks, styles of headings, dates, words of reports: an entry in a table is the whole change."""

import pytest
from library import accord, document

from accordlib import AccordError, Document, parse_agreement
from accordlib.texts import dates, list_marks
from accordlib.texts.list_marks import COUNTED, MARKDOWN, LineStyle, division

TWO_PARTS = "A title\n\nWe met in Tokyo.\n\n{} Ships\n\nThey sail.\n\n{} Goods\n\nThey trade."


@pytest.mark.parametrize(
    ("style", "marks", "said"),
    [
        (division("plank"), ("Plank 1.", "Plank 2."), "the word 'plank'"),
        (
            LineStyle("sign", r"(?P<mark>§ (?P<number>\d+))\s+", COUNTED, "§", gap=1, heads=True),
            ("§ 1", "§ 2"),
            "sign '§ 1'",
        ),
        (LineStyle("wiki", r"(?P<mark>=+) (?P<words>.+)", MARKDOWN), ("==", "=="), "wiki '=='"),
        (LineStyle("text", look=lambda x: x[0] == "»", words="chevron"), ("»", "»"), ""),
    ],
)
def test_a_style_of_headings_is_one_row(monkeypatch, style, marks, said):
    text = TWO_PARTS.format(*marks)
    monkeypatch.setattr(list_marks, "LINE_STYLES", list(list_marks.LINE_STYLES))
    list_marks.LINE_STYLES.insert(0, style)
    agreement = parse_agreement(document(text))
    assert [p.title.text.strip("» ") for p in agreement.pillars] == ["Ships", "Goods"]
    assert {p.level for p in agreement.pillars} == {1}
    assert agreement.recognised["T1"].startswith(said)


@pytest.mark.parametrize(
    "row",
    [
        {"pattern": "(?P<mark>("},
        {"pattern": "§"},
        {"pattern": "(?i)(?P<mark>§)"},
        {"pattern": None},
        {"scheme": "{number}"},
        {"words": "{}"},
    ],
)
def test_a_row_that_cannot_be_read_is_refused(row):
    with pytest.raises(AccordError, match=r"LineStyle\('sign'.*needs a group"):
        LineStyle("sign", **row)


def test_a_bullet_is_one_row(monkeypatch):
    text = "A title\nWe will:\n✦ meet.\n✦\ntalk.\n✦ sail."
    with_row = [*list_marks.LINE_STYLES, LineStyle("bullet", r"(?P<mark>✦)(?:\s+|$)")]
    monkeypatch.setattr(list_marks, "LINE_STYLES", with_row)
    agreement = parse_agreement(document(text))
    assert [c.text for c in agreement.commitments] == ["meet.", "talk.", "sail."]
    assert agreement.recognised["1.1"] == "bullet '✦'"


def test_a_month_is_one_entry(monkeypatch):
    assert not dates.is_date("Tokio, 3 Wonnemond 2023")
    monkeypatch.setattr(dates, "MONTHS", [*dates.MONTHS, ["Wonnemond"]])
    assert dates.is_date("Tokio, 3 Wonnemond 2023")


def test_every_number_below_a_hundred_has_its_roman_numeral():
    pairs = {"iv": 4, "xiv": 14, "xl": 40, "xlix": 49, "xc": 90, "xcix": 99}
    assert {label: list_marks.ROMAN[label] for label in pairs} == pairs
    assert not {"iix", "ic", "vx", "iiii", "mild"} & set(list_marks.ROMAN)


DATES = "May 2023|Tokyo, May 2023|18th of May 2023|18.5.2023|18/05/2023|(3 Jan. 2024)"
DATES += "|St. Louis, Missouri, Sept. 2023|2023年5月18日|Issued in May 2023"
NO_DATES = "we met in May 2023|May 2023 was warm|The state of trade in May 2023|18/2023"


@pytest.mark.parametrize("date", DATES.split("|"))
def test_a_date_beneath_the_title_is_no_part_of_it(date):
    agreement = parse_agreement(document(f"Joint Statement\n\n{date}\n\nWe met.\n- We act."))
    assert agreement.title.text == "Joint Statement"
    assert [p.text for p in agreement.rest] == [date]


@pytest.mark.parametrize("words", [*NO_DATES.split("|"), "Progress 2023"])
def test_words_with_a_month_are_no_date(words):
    assert not dates.is_date(words)


def test_a_title_may_name_its_month():
    agreement = parse_agreement(document("Joint Statement, May 2023\n\nWe met.\n\n- We act."))
    assert agreement.title.text == "Joint Statement, May 2023"


def titles(*blocks: str) -> tuple[list[str], list[str]]:
    agreement = parse_agreement(document("\n\n".join(["A title", "We met.", *blocks])))
    return [p.title.text for p in agreement.pillars], [p.text for p in agreement.rest]


def test_numbers_in_brackets_before_titles_are_headings():
    blocks = ["[1] Scope", "They trade.", "They sail.", "[2] Aims", "- We act."]
    assert titles(*blocks) == (["Scope", "Aims"], [])


@pytest.mark.parametrize(
    "notes",
    [
        ["[1] A note", "[2] Another note"],
        ["[1] A note on ships", "They sail too.", "[2] A note on trade."],
        ["[1] A note", "They sail because of[2] trade.", "[2] Another note", "They swim."],
        ["[1] One note", "They swim."],
    ],
)
def test_numbers_in_brackets_before_notes_are_footnotes(notes):
    found, rest = titles("1. Ships", "They sail.", *notes[:2], "2. Sea", "They row.", *notes[2:])
    assert found == ["Ships", "Sea"]
    assert rest == [note for note in notes if note[0] == "["]


def test_agreements_and_documents_can_be_kept_in_sets():
    d = accord().document
    assert {d, Document("d", "A text.")} == {Document("d", "A text."), d}
    assert {accord(), parse_agreement(d)} == {accord()}
