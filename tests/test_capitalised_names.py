"""The tables of capitalised names: an entry that is added is the whole change."""

import re
import shutil

import pytest
from library import DATA, document, gazetteer, passages

from accordlib import AccordError, candidate_names, find_mentions, find_quotations
from accordlib.agreement import signatures
from accordlib.news import speakers
from accordlib.texts import capitalised_names as table
from accordlib.texts import quotation_marks
from accordlib.texts.broken_lines import SENTENCE_ENDS

ENTRIES = """
    office      tánaiste  We met Tánaiste Odo Lind in June.         odo-lind
    particle    ov        We met President Odo ov Lind in June.     odo-ov-lind
    small_word  sur       The Kelp Agreement sur Sand was read.     kelp-agreement-sur-sand
    head        vessel    The Act Pact of Sand and Vessel Ann left.  act-pact-of-sand
"""
ROWS = [re.split(r"\s{2,}", row.strip()) for row in ENTRIES.strip().splitlines()]
CACHED = (
    *(table.word_classes, table.worded, table.capitalised, table._patterns_with),
    *(table.first_words, table.endings),
    *(table.title_words, signatures._forms, speakers._lexicon),
)


@pytest.fixture
def add(tmp_path, monkeypatch):
    """Return what adds rows to a copy of the tables that is read in place of the project's."""
    shutil.copytree(DATA / "grammar", tmp_path / "grammar")

    def added(name: str, row: str) -> None:
        with (tmp_path / "grammar" / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")
        monkeypatch.setattr("accordlib.texts.files.data_folder", lambda: tmp_path)
        for cached in CACHED:
            cached.cache_clear()

    yield added
    for cached in CACHED:
        cached.cache_clear()


def found(text):
    """Return the ids of what is mentioned, with an empty gazetteer."""
    return find_mentions(passages(text), gazetteer()).table["id"].tolist()


@pytest.mark.parametrize(("name", "entry", "text", "id"), ROWS, ids=[row[1] for row in ROWS])
def test_an_entry_is_the_whole_change(add, name, entry, text, id):
    assert id not in found(text)
    add("words", f"{name},{entry}")
    assert found(text) == [id]


def test_an_office_added_signs_and_speaks(add):
    line, text = "Odo Lind, Tánaiste", "Tánaiste Odo Lind said, “We will plant kelp.”"
    assert signatures.read_signature(line) is None
    add("words", "office,tánaiste")
    assert signatures.read_signature(line)[:2] == ("Odo Lind", "Tánaiste")
    assert find_quotations(document(text))["speaker"].tolist() == ["Odo Lind"]


def test_an_opener_added_is_no_name(add):
    text = "Hence Norland met Sudland. The word Hence stands twice."
    assert "Hence" in set(candidate_names(passages(text))["name"])
    add("words", "opener,hence")
    assert "Hence" not in set(candidate_names(passages(text))["name"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We met Prime Minister Ólafur Þórsson.", "Ólafur Þórsson"),
        ("We met President Ursula von der Leyen today.", "Ursula von der Leyen"),
        ("President von der Leyen said no.", "Leyen"),
        ("Ministers Ann Brown and Carlo de la Cruz met.", "Carlo de la Cruz"),
        ("We met Secretary A. Šimko in Norwick.", "A. Šimko"),
    ],
)
def test_persons_with_titles(text, name):
    assert name in find_mentions(passages(text), gazetteer()).table["surface"].tolist()


def test_a_blank_entry_is_refused_and_an_empty_table_fits_nothing(monkeypatch):
    text = document("“We act”, President Odo Lind said.")
    for entry in ("", " ", None):
        SENTENCE_ENDS.append(entry)
        try:
            with pytest.raises(AccordError, match="none blank"):
                find_quotations(text)
        finally:
            SENTENCE_ENDS.pop()
    monkeypatch.setattr(quotation_marks, "MARK_PAIRS", [])
    assert find_quotations(text).empty


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("body,{Of_bodys}x", r"line \d+, column pattern.*no.*Of_bodys"),
        ("body,(x", r"names\.csv, line \d+"),
        ("Body,x", r"line \d+, column name"),
    ],
)
def test_a_pattern_that_cannot_stand_is_named_with_its_line(add, row, said):
    with pytest.raises(AccordError, match=said):
        add("names", row) or table.name_patterns([])
