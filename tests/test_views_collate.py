"""Versions beside each other: the view, and what TEI and CollateX get of it."""

import json
import xml.etree.ElementTree as ET
from functools import cache

import pytest
from library import corpus, document

from accordlib import (
    AccordError,
    Document,
    align_sentences,
    collate,
    export_collation,
    find_changes,
)
from accordlib.views.collate import aligned_rows

TEI = "{http://www.tei-c.org/ns/1.0}"
ONE, ODD = (document("a"), document("b")), (document("a \x01b"), document("b"))
HARD = "<b onclick='x'>We</b> will & may meet. שלום 広島 😀. It ends </script> here."


@cache
def pair():
    return align_sentences(corpus()["article"], corpus()["article-rewrite"])


@cache
def reconstructed() -> Document:
    """Return a version between the two: the article with the names that the rewrite has."""
    text, changes = corpus()["article"].text, find_changes(pair())
    for row in (
        changes[changes["type"] == "name"].sort_values("original_start").iloc[::-1].itertuples()
    ):
        text = text[: row.original_start] + row.rewrite + text[row.original_end :]
    return Document("reconstructed", text)


@cache
def three():
    return (pair(), align_sentences(corpus()["article"], reconstructed()))


@cache
def coders():
    return {name: corpus().annotations(f"changes-coder-{name}") for name in "ab"}


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(collate(three(), coders=coders())._repr_html_())


def test_every_sentence_stands_once_and_beside_its_partners():
    rows = aligned_rows(list(three()))
    for witness, sentences in enumerate((pair().passages[0], *(a.passages[1] for a in three()))):
        ids = [id for cells in rows for id, _, _ in cells[witness]]
        assert ids == [s.id for s in sentences]
    added = align_sentences(
        document("We meet. We go."), document("We meet. Nobody ate kelp. We go.")
    )
    assert [[len(cell) for cell in cells] for cells in aligned_rows([added])] == [
        [1, 1],
        [0, 1],
        [1, 1],
    ]


def test_a_variant_lights_its_partner_and_shows_its_codes(page):
    view = collate(three(), coders=coders())
    assert "pushback → counterattack (a: sense, harm yes; b: sense, harm yes)" in view.words
    buttons = page.locator(".margin button")
    total = len(view.data["variants"])
    assert buttons.count() == total
    n = next(k for k, v in enumerate(view.data["variants"]) if v["was"] == "pushback")
    button = page.locator(f".margin button[data-n='{n}']")
    buttons.first.focus()
    while page.evaluate("document.activeElement.shadowRoot.activeElement.dataset.n") != str(n):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator(".variant.lit").all_inner_texts() == ["pushback", "counterattack"]
    said = page.locator(".said").inner_text()
    assert "“pushback” → “counterattack”" in said
    assert "coder a: sense, harm" in said
    assert button.inner_text() == "article-rewrite: sense · harm"


def test_variants_are_chosen_by_type_and_harm_and_sentences_one_at_a_time(page):
    variants = collate(three(), coders=coders()).data["variants"]

    def shown():
        return sum(button.is_visible() for button in page.locator(".margin button").all())

    boxes = page.locator(".types input")
    for box in boxes.all():
        if box.get_attribute("value") != "name":
            box.uncheck()
    assert shown() == sum(v["type"] == "name" for v in variants)
    assert page.get_by_text("of 1").first.is_visible()
    page.locator("select").select_option("harm")
    harm = [v for v in variants if v["codes"] and {c["harm"] for c in v["codes"]} == {"yes"}]
    assert shown() == sum(v["type"] == "name" for v in harm)
    for box in boxes.all():
        box.check()
    assert shown() == len(harm)
    page.locator("select").select_option("apart")
    assert 0 < shown() < len(variants)
    page.locator("select").select_option("all")
    page.get_by_label("quotation marks lost or gained").check()
    lost = [v for v in variants if v["marks"] == "lost"]
    assert len(lost) >= 10
    marked = page.locator(".variant.marks.lost[data-edge=first]")
    assert marked.count() >= len(lost)
    page.get_by_label("one sentence at a time").check()
    rows = page.locator(".row")
    page.get_by_role("button", name="Next").click()
    assert [n for n, row in enumerate(rows.all()) if row.is_visible()] == [1]
    page.get_by_label("one sentence at a time").uncheck()
    page.set_viewport_size({"width": 390, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hard_signs_and_a_version_with_nothing_in_common_stay_text(open_page, tmp_path):
    both = align_sentences(document(HARD), Document("x", "Nobody eats kelp."))
    page = open_page(collate(both)._repr_html_())
    assert page.locator(".cell b").count() == 0
    assert HARD.split(".")[0] in page.locator(".cell").first.inner_text()
    assert page.locator(".cell.none").count() == 4
    (path,) = export_collation(both, tmp_path / "x.xml")
    assert "".join(ET.parse(path).getroot().itertext()).count("</script>") == 1


def test_each_sentence_is_written_in_its_own_direction(open_page):
    both = align_sentences(Document("a", "One ship.\n\nשלום עולם."), Document("b", "שלום רב."))
    page = open_page(collate(both)._repr_html_())
    ways = page.locator(".cell [dir]").evaluate_all(
        "all => all.map(x => getComputedStyle(x).direction)"
    )
    assert sorted(ways) == ["ltr", "rtl", "rtl"]


def witnesses_of(path) -> dict[str, str]:
    """Return the text of each witness as it stands in a TEI file."""
    root = ET.parse(path).getroot()
    ids = [w.get("{http://www.w3.org/XML/1998/namespace}id") for w in root.iter(f"{TEI}witness")]
    texts = {id: [] for id in ids}
    for p in root.iter(f"{TEI}p"):
        if not p.get("n"):
            continue
        read = dict.fromkeys(ids, p.text or "")
        for app in p:
            rdgs = {w[1:]: rdg.text or "" for rdg in app for w in rdg.get("wit").split()}
            assert sorted(rdgs) == ids, "each witness has one reading"
            read = {id: read[id] + rdgs[id] + (app.tail or "") for id in ids}
        for id in ids:
            texts[id].append(read[id])
    return {id: " ".join(" ".join(rows).split()) for id, rows in texts.items()}


def test_tei_gives_back_each_witness_and_collatex_its_words(tmp_path):
    (tei,) = export_collation(three(), tmp_path / "three.xml")
    (path,) = export_collation(three(), tmp_path / "three.json")
    found = json.loads(path.read_text("utf-8"))
    sides = [pair().passages[0], *(a.passages[1] for a in three())]
    for n, (text, side) in enumerate(zip(witnesses_of(tei).values(), sides, strict=True)):
        assert text == " ".join(" ".join(s.text for s in side).split())
        words = [token["t"] for token in found["witnesses"][n]["tokens"]]
        assert "".join(words) == "".join(text.split())
        assert [t["t"] for cell in found["table"][n] for t in cell or ()] == words
    assert [w["id"] for w in found["witnesses"]] == ["article", "article-rewrite", "reconstructed"]
    columns = list(zip(*found["table"], strict=True))
    pushback = [c for c in columns if c[0] and c[0][0]["t"] == "pushback"]
    assert [[t["t"] for t in cell] for cell in pushback[0]] == [
        ["pushback"],
        ["counterattack"],
        ["pushback"],
    ]


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (lambda: collate([pair(), 3]), "takes an Alignment, not an int"),
        (lambda: collate([pair(), align_sentences(*ONE)]), "one original"),
        (lambda: collate(pair(), coders=3), "takes a Mapping"),
        (lambda: collate(pair(), coders={"a": find_changes(pair())}), "lacks the column"),
        (lambda: export_collation([], "x.xml"), "one original"),
        (lambda: export_collation(3, "x.xml"), "takes an Alignment or several"),
        (lambda: export_collation(pair(), "x.txt"), "must end in .xml or .json"),
        (lambda: export_collation(align_sentences(*ONE), "x.json"), "two have the same"),
        (lambda: export_collation(align_sentences(*ODD), "x.xml"), "cannot stand in XML"),
    ],
)  # fmt: skip
def test_what_cannot_be_collated_is_refused(call, wrong):
    with pytest.raises(AccordError, match=wrong):
        call()
