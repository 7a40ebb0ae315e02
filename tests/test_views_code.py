"""The coding sheet: keys, undo, the codes of others at the end, and the table that is read back."""

from io import StringIO

import pandas as pd
import pytest
from library import passages

from accordlib import AccordError, code, coder_differences

HARD = "<b onclick='x'>Norland</b> will, 😀 \"meet\" Sudmark; שלום & the Kelp-Board."
UNITS = passages(HARD, "We may go.", "They pay 5 ships.", document="d")
BOOK = {"vague": "Nothing that <i>could</i> be seen.", "step": "Something that could be seen."}
OTHERS = {
    "a": pd.DataFrame({"passage": ["d:p1", "d:p2", "d:p3"], "code": ["step", "vague", "step"]}),
    "b": pd.DataFrame({"passage": ["d:p1", "d:p2"], "code": ["step", "step"]}),
}


def table(page) -> pd.DataFrame:
    """Return the table of the page as a notebook reads it."""
    return pd.read_csv(StringIO(page.locator("textarea").input_value()), keep_default_na=False)


def test_passages_are_coded_by_keys_and_others_are_seen_at_the_end(open_page):
    view = code(UNITS, BOOK, OTHERS)
    assert view.words.splitlines()[:2] == [
        "3 passages to code: 1 vague, 2 step.",
        "vague: Nothing that <i>could</i> be seen.",
    ]
    page = open_page(view._repr_html_())
    assert page.locator(".passage .words").inner_text() == HARD
    assert page.locator(".view i, .passage b").count() == 0
    page.locator(".passage").focus()
    keys = page.keyboard.press
    keys("2"), keys("1"), keys("u")
    assert "d:p2, 2 of 3" in page.locator(".passage").inner_text()
    assert table(page)["code"].tolist() == ["step", "", ""]
    assert page.locator(".others table").count() == 0, "nothing of the others yet"
    keys("1"), keys("7"), keys("2")
    assert "All 3 are coded" in page.get_by_role("status").inner_text()
    rows = page.locator(".others tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["d:p1", "step", "", "step", "step"],
        ["d:p2", "vague", "", "vague", "step"],
        ["d:p3", "step", "", "step", ""],
    ]
    squares = page.locator(".map button")
    assert squares.all_inner_texts() == ["1 ✓", "2 ≠", "3 ≠"]
    squares.nth(1).click()
    page.locator(".codes button").nth(1).click()
    found = table(page)
    assert found.columns.tolist() == ["passage", "code", "curated"]
    assert found["code"].tolist() == ["step", "vague", "step"], "what was coded first stays"
    assert found["curated"].tolist() == ["", "step", ""]
    both = found.merge(OTHERS["b"], on="passage", suffixes=("_own", "_b"))
    codes = both.set_index("passage")[["code_own", "code_b"]]
    assert coder_differences(codes)["item"].tolist() == ["d:p2"]
    page.get_by_text("Your codes as a table").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save codes.csv").click()
    assert download.value.suggested_filename == "codes.csv"
    assert pd.read_csv(download.value.path(), keep_default_na=False).equals(found)


def test_the_last_code_can_be_taken_back_until_others_are_seen(open_page):
    page = open_page(code(UNITS, BOOK)._repr_html_() + code(UNITS, BOOK, OTHERS)._repr_html_())
    alone, compared = page.locator(".accord-view").all()
    for view in (alone, compared):
        view.locator(".passage").focus()
        for key in "111u":
            page.keyboard.press(key)
    assert alone.get_by_role("status").inner_text() == "1 to code."
    assert "All 3 are coded" in compared.get_by_role("status").inner_text()
    assert "d:p3\tvague" in compared.locator(".others").inner_text()
    for where in ("d:p1, 1 of 3", "d:p2, 2 of 3"):
        compared.get_by_role("button", name="Next").click()
        assert where in compared.locator(".passage").inner_text(), "it goes on, and round"


def test_spans_are_chosen_by_keys_and_by_the_mouse(open_page):
    page = open_page(code(UNITS, BOOK, spans=True)._repr_html_(), width=390)
    page.locator(".passage").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "1"):
        page.keyboard.press(key)
    word = page.locator(".word").filter(has_text="Kelp-Board")
    word.click()
    page.keyboard.press("2")
    text = "\n".join(p.text for p in UNITS)
    rows = table(page)
    assert rows["code"].tolist() == ["vague", "step"]
    assert [text[r.start : r.end] for r in rows.itertuples()] == rows["text"].tolist()
    assert rows["text"].tolist()[1] == "Kelp-Board"
    page.keyboard.press("u")
    assert len(table(page)) == 1
    page.keyboard.press("Enter")
    assert "d:p2, 2 of 3" in page.locator(".passage").inner_text()
    page.keyboard.press("1")
    assert table(page).iloc[-1].tolist() == ["d:p2", len(HARD) + 1, len(HARD) + 3, "We", "vague"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_passages_of_two_documents_may_have_the_same_label():
    both = [*passages("We go.", document="a"), *passages("We stay.", document="b")]
    assert code(both, BOOK).words.startswith("2 passages to code")


def test_a_codebook_may_have_one_code():
    assert code(UNITS, {"step": BOOK["step"]}).words.startswith("3 passages to code: 1 step.")


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (lambda: code([], BOOK), "nothing to code"),
        (lambda: code("text", BOOK), "takes passages"),
        (lambda: code(UNITS, {}), "1 to 9 codes"),
        (lambda: code(UNITS, {str(n): "" for n in range(10)}), "1 to 9 codes"),
        (lambda: code(UNITS, ["a"]), "takes a Mapping"),
        (lambda: code(UNITS, {1: "a"}), "takes a str"),
        (lambda: code(UNITS, {" ": "a"}), "has no name"),
        (lambda: code([UNITS[0], *UNITS], BOOK), "have the same id"),
        (lambda: code(UNITS, BOOK, {"a": UNITS}), "must be a table"),
        (lambda: code(UNITS, BOOK, 3), "takes a Mapping"),
        (lambda: code(UNITS, BOOK, None, 3), "takes a bool"),
    ],
)
def test_what_cannot_be_coded_is_refused(call, wrong):
    with pytest.raises(AccordError, match=wrong):
        call()
