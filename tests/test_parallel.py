"""An agreement in two languages: the parts beside each other, and none paired by guess."""

import pytest
from library import DATA, corpus

from accordlib import AccordError, Document, parallel_text, parse_agreement

ENGLISH = """The Pact of the Two Islands

We met in Oda. We share one sea.

1. Safety

We will do this together:

- We will sail.
- We will guard the port.

2. Trade

- We will buy fish.
- We will sell salt.
- We will pay at once.

Ann Brown – Prime Minister of Oda
"""


def table(original: str, translation: str):
    return parallel_text(
        parse_agreement(Document("en", original)), parse_agreement(Document("xx", translation))
    )


def rows(found, *columns):
    return list(found[list(columns)].itertuples(index=False, name=None))


def test_each_part_stands_beside_the_part_with_its_number():
    agreement = parse_agreement(Document("en", ENGLISH))
    found = table(ENGLISH, ENGLISH.replace("We ", "Wir ").replace("- ", "• "))
    assert found["part"].tolist() == [p.label for p in agreement.passages]
    assert found["kind"].tolist() == [p.kind for p in agreement.passages]
    assert found["original"].tolist() == [p.text for p in agreement.passages]
    assert found["translation"].tolist() == [
        p.text.replace("We ", "Wir ") for p in agreement.passages
    ]
    assert set(found["note"]) == {""}


def test_where_a_commitment_is_missing_none_of_its_pillar_is_paired():
    found = table(ENGLISH, ENGLISH.replace("- We will buy fish.\n", ""))
    differ = found[found["note"] != ""]
    assert set(differ["note"]) == {"commitments: 3 in the original, 2 in the translation"}
    assert rows(differ, "part", "original", "translation") == [
        ("2.1", "We will buy fish.", ""),
        ("2.2", "We will sell salt.", ""),
        ("2.3", "We will pay at once.", ""),
        ("2.1", "", "We will sell salt."),
        ("2.2", "", "We will pay at once."),
    ]
    paired = found[found["note"] == ""]
    assert (paired["original"] == paired["translation"]).all()
    assert {"T", "P1", "1.1", "1.2", "T2", "S1"} <= set(paired["part"])


def test_where_a_pillar_is_missing_no_pillar_is_paired():
    start, end = ENGLISH.index("1. Safety"), ENGLISH.index("2. Trade")
    found = table(ENGLISH, ENGLISH[:start] + "1" + ENGLISH[end + 1 :])
    note = "pillars: 2 in the original, 1 in the translation"
    assert set(found.loc[found["part"].str[:1].isin([*"12"]), "note"]) == {note}
    assert set(found.loc[found["part"].isin(["T", "P1", "S1"]), "note"]) == {""}
    assert not (
        (found["note"] != "") & (found["original"] != "") & (found["translation"] != "")
    ).any()


def test_items_on_another_level_are_not_paired():
    found = table(ENGLISH, ENGLISH.replace("- We will sell", "  - We will sell"))
    assert set(found["note"]) == {"", "commitments: on other levels in the translation"}


@pytest.mark.parametrize("wrong", [None, "text", corpus()["accord"], corpus()["accord"].paragraphs])
def test_only_agreements_have_parts_to_be_paired(wrong):
    agreement = parse_agreement(corpus()["accord"])
    for sides in ((wrong, agreement), (agreement, wrong)):
        with pytest.raises(AccordError, match=r"parallel_text\(\) takes an Agreement"):
            parallel_text(*sides)


def test_the_invented_pact_stands_part_beside_part_in_both_languages():
    files = (DATA / "fictional" / f"river-pact-{language}.txt" for language in ("en", "ja"))
    english, japanese = (parse_agreement(Document.from_file(file)) for file in files)
    assert len(english.commitments) == len(japanese.commitments) == 11
    found = parallel_text(english, japanese)
    assert set(found["note"]) == {""}
    assert found["part"].tolist() == [p.label for p in japanese.passages]
    pairs = dict(zip(found["part"], found["translation"], strict=True))
    assert pairs["T"] == "ランミア・トルヴェン河川協定"
    assert pairs["T2"] == "きれいな水と貿易"
    assert pairs["2.2"].endswith("相手国の技術基準を承認するよう努める。")
    assert pairs["3.1"].startswith("両国は、２０３２年から")


def test_a_pact_that_loses_a_japanese_item_says_so():
    files = [DATA / "fictional" / f"river-pact-{language}.txt" for language in ("en", "ja")]
    text = files[1].read_text("utf-8")
    item = next(line for line in text.splitlines() if "関税" in line)
    japanese = parse_agreement(Document("ja", text.replace(f"{item}\n", "")))
    found = parallel_text(parse_agreement(Document.from_file(files[0])), japanese)
    note = "commitments: 4 in the original, 3 in the translation"
    assert found.loc[found["note"] != "", "note"].tolist() == [note] * 7
