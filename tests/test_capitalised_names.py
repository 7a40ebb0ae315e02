"""The one table of capitalised names: an entry added at run time is the whole change."""

import re
from itertools import product

import pytest
from library import document, gazetteer, passages

from accordlib import AccordError, candidate_names, find_mentions, find_quotations
from accordlib.agreement.signatures import read_signature
from accordlib.texts import capitalised_names as table
from accordlib.texts import quotation_marks
from accordlib.texts.sentences import SENTENCE_ENDS

ENTRIES = """
    OFFICES      Tánaiste  We met Tánaiste Odo Lind in June.         odo-lind
    PARTICLES    ov        We met President Odo ov Lind in June.     odo-ov-lind
    SMALL_WORDS  sur       The Kelp Agreement sur Sand was read.     kelp-agreement-sur-sand
    HEADS        Vessel    The Act Pact of Sand and Vessel Ann left.  act-pact-of-sand
"""
ROWS = [re.split(r"\s{2,}", row.strip()) for row in ENTRIES.strip().splitlines()]


def found(text):
    """Return the ids of what is mentioned, with an empty gazetteer."""
    return find_mentions(passages(text), gazetteer()).table["id"].tolist()


@pytest.mark.parametrize(("name", "entry", "text", "id"), ROWS, ids=[row[1] for row in ROWS])
def test_an_entry_is_the_whole_change(name, entry, text, id):
    entries = getattr(table, name)
    assert id not in found(text)
    kind = type(entries)
    (entries.add if kind is set else entries.append)(entry)
    try:
        assert found(text) == [id]
    finally:
        entries.remove(entry)
    assert id not in found(text)


def test_an_office_added_signs_and_speaks():
    line, text = "Odo Lind, Tánaiste", "Tánaiste Odo Lind said, “We will plant kelp.”"
    assert read_signature(line) is None
    table.OFFICES.append("Tánaiste")
    try:
        assert read_signature(line)[:2] == ("Odo Lind", "Tánaiste")
        assert find_quotations(document(text))["speaker"].tolist() == ["Odo Lind"]
    finally:
        table.OFFICES.remove("Tánaiste")
    assert read_signature(line) is None


def test_an_opener_added_is_no_name():
    text = "Hence Norland met Sudland. The word Hence stands twice."
    assert "Hence" in set(candidate_names(passages(text))["name"])
    table.OPENERS.add("Hence")
    try:
        assert "Hence" not in set(candidate_names(passages(text))["name"])
    finally:
        table.OPENERS.remove("Hence")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We met Prime Minister Ólafur Þórsson.", "Ólafur Þórsson"),
        ("We met President Ursula von der Leyen today.", "Ursula von der Leyen"),
        ("President von der Leyen said no.", "von der Leyen"),
        ("Ministers Ann Brown and Carlo de la Cruz met.", "Carlo de la Cruz"),
        ("We met Secretary A. Šimko in Norwick.", "A. Šimko"),
    ],
)
def test_persons_with_titles(text, name):
    assert name in table.titled_persons(text)


def test_a_blank_entry_is_refused_and_an_empty_table_fits_nothing(monkeypatch):
    text = document("“We act”, President Odo Lind said.")
    for entries, entry in product((table.OFFICES, SENTENCE_ENDS), ("", " ", None)):
        entries.append(entry)
        try:
            with pytest.raises(AccordError, match="none blank"):
                find_quotations(text)
        finally:
            entries.pop()
    monkeypatch.setattr(quotation_marks, "MARK_PAIRS", [])
    assert find_quotations(text).empty


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("body,{Of_bodys}x", "line 2, column pattern.*no.*Of_bodys"),
        ("body,(x", "line 2"),
        ("Body,x", "line 2, column name"),
    ],
)
def test_a_pattern_that_cannot_stand_is_named_with_its_line(tmp_path, monkeypatch, row, said):
    (tmp_path / "grammar").mkdir()
    (tmp_path / "grammar" / "names.csv").write_text(f"name,pattern\n{row}\n", "utf-8")
    table.word_classes()
    monkeypatch.setattr("accordlib.texts.files.data_folder", lambda: tmp_path)
    table.HEADS.add("Afresh")
    try:
        with pytest.raises(AccordError, match=said):
            table.name_patterns([])
    finally:
        table.HEADS.remove("Afresh")
