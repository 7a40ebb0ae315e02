"""The tool that counts in the agreements of a folder, and the table that it has made."""

import pandas as pd
import pytest
import reference
from library import SHARED, accord, corpus

from accordlib import tokenize

PACT = """The Kelp Pact
3 May 2031
Norway and Iceland have met in the harbour of Bergen and share a view of the sea.
Part 1: The sea
We will:
- Launch a kelp dialogue by the end of the year.
- Continue to guard the harbour for the defense of the coast.
Part 2: The coast
We will:
- Share the catch with the other side of the sea.
"""
FRENCH = (
    "Le pacte\n\nLes parties ont décidé ce qui suit dans la ville.\n\n- Elles partagent la pêche.\n"
)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "pacts"
    place.mkdir()
    (place / "2031-05-01-kelp.txt").write_text(PACT, "utf-8")
    (place / "other.md").write_text(PACT.replace("will", "shall"), "utf-8")
    (place / "french.txt").write_text(FRENCH, "utf-8")
    (place / "README.md").write_text("Invented.", "utf-8")
    return place


def test_a_folder_is_counted(folder, tmp_path, capsys):
    table = tmp_path / "new" / "table.csv"
    assert reference.main([str(folder), "--source", "invented"], table) == 0
    assert "french.txt is left out. It is not in English" in capsys.readouterr().out
    first, second = pd.read_csv(table, keep_default_na=False).to_dict("records")
    assert [first[x] for x in ("text", "folder", "source")] == [
        "2031-05-01-kelp",
        "pacts",
        "invented",
    ]
    assert (first["title"], first["parties"]) == ("The Kelp Pact", "Norway; Iceland")
    assert (first["date"], second["date"]) == ("2031-05-01", "2031-05-03")
    assert (first["parts"], first["commitments"], first["median_length"]) == (2, 3, 10)
    assert first["per_1000_will"] == round(2000 / first["words"], 2) == second["per_1000_shall"]
    assert first["per_1000_defence"] == round(1000 / first["words"], 2)
    assert first["per_1000_shall"] == 0
    strengths = [value for name, value in first.items() if name.startswith("strength_")]
    assert sum(strengths) == pytest.approx(1, abs=1e-3)


def test_rows_of_a_folder_are_replaced_and_others_stay(tmp_path, capsys):
    columns = ["folder", "text", "commitments", "median_length", "strength_3", "strength_4"]
    old = pd.DataFrame(
        [["b", "x", 2, 9, 1, None], ["a", "y", 0, None, None, None]], columns=columns
    )
    new = pd.DataFrame([["b", "z", 1, 7, None, 1]], columns=columns)
    table = reference.joined(old, new)
    assert table["text"].tolist() == ["y", "z"]
    assert table.loc[table["text"] == "z", "strength_3"].item() == 0
    assert table.loc[table["text"] == "y", "strength_3"].isna().item()
    assert reference.joined(table, new).equals(table)
    assert reference.main([str(tmp_path)], tmp_path / "table.csv") == 1
    assert "No text of" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "content", "said"),
    [
        ("none", "", "is no folder"),
        ("pacts/other.md", "", "is no folder"),
        ("pacts", "", "is no table of agreements"),
        ("pacts", "a,b\n1,2\n", "is no table of agreements"),
        ("pacts", "text,folder,source\nx,pacts,elsewhere\n", "of the source 'elsewhere'"),
    ],
)
def test_what_cannot_be_counted_leaves_the_table_as_it_was(
    folder, tmp_path, capsys, given, content, said
):
    table = tmp_path / "table.csv"
    table.write_text(content, "utf-8")
    assert reference.main([str(tmp_path / given), "--source", "here"], table) == 1
    assert said in capsys.readouterr().out
    assert table.read_text("utf-8") == content


def test_a_date_is_a_day_and_the_case_of_an_ending_does_not_count(tmp_path):
    path = tmp_path / "2023-99-99.TXT"
    path.write_text(PACT, "utf-8")
    assert reference.counted_folder(tmp_path, "")["date"].tolist() == ["2031-05-03"]


def test_it_counts_as_the_lessons_do(tmp_path):
    path = tmp_path / "accord.txt"
    path.write_text(corpus()["accord"].text, "utf-8")
    row = reference.counted(path, "")
    assert (row["words"], row["commitments"]) == (len(tokenize(accord().passages)), 29)
    assert row["per_1000_will"] == round(1000 * 34 / row["words"], 2)
    assert row["parties"] == "United Kingdom; Japan"


STORED = pd.read_csv(reference.TABLE)


def test_the_stored_shares_are_shares():
    promising = STORED[STORED["commitments"] > 0]
    for group in ("kind_", "modality_", "strength_"):
        names = [name for name in STORED if name.startswith(group)]
        if names:
            assert promising[names].sum(axis=1).tolist() == pytest.approx(
                [1] * len(promising), abs=0.01
            )
    assert STORED["text"].is_unique
    assert (STORED["words"] > 100).all()


def test_the_stored_rows_are_what_the_tool_counts():
    name = "the-new-atlantic-charter"
    path = SHARED / "agreements" / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the published agreements are not here")
    [stored] = STORED[STORED["text"] == name].to_dict("records")
    for column, value in reference.counted(path, "").items():
        if column not in ("source", "date"):
            assert stored[column] == value, column
