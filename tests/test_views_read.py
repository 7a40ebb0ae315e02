"""The view of a text: the same hits as kwic, strokes, names, and what it does with hard texts."""

import random

import pytest
from library import DATA, ROOT, accord, annotated, corpus, document, passages

from accordlib import AccordError, Document, kwic, read, sentences, tokenize

SHARED, SCRIPT = (
    (ROOT / "accordlib" / "views" / f"{name}.js").read_text("utf-8") for name in ("view", "read")
)
FIND = f"""([data, queries]) => {{
  {SHARED}
  {SCRIPT}
  const find = searcher(data);
  const line = hit => [data.parts[hit.part].id, hit.start, hit.end];
  return queries.map(find).map(({{ hits, said }}) => [hits.map(line), said]);
}}"""
ODD = document(
    "The Parties’ ﬁnance plan: U.K. and U.S.A. agree on 2+2, 1.5oC and 12%.\n\n"
    "Ｊａｐａｎ and the café’s rules‑based order; re-\nformed co-operation, 20,000 £. "
    "Né e\u0301te\u0301. "
    "It’s the Party's (new) [text], *yes*; and and and the end. 😀 security 😀 security"
)
BY_HAND = ["secur*", "*", "* and *", "free and open *", "*-*", "*’s", "U.K.", "u.k", "2+2", "1.5OC"]
BY_HAND += [
    "12%",
    "“and”",
    "(new)",
    "new]",
    "ﬁnance",
    "Ｊａｐａｎ",
    "café's",
    "rules-based",
    "rules‑*",
]
BY_HAND += [
    "and and",
    "and and and",
    "été",
    "e\u0301te\u0301",
    "re-formed",
    "",
    " ",
    "—",
    "?!",
    "a*",
    "*a*",
]
BY_HAND += [
    "co-op*",
    "20,000",
    "'the'",
    "the.",
    "[*]",
    "\\",
    "a.c",
    "(s*",
    "in the",
    "defense",
    "securty",
]
BY_HAND += [
    "internationl secruity",
    "両国",
    "防衛",
    "防衛協力",
    "河*",
    "*国",
    "両国 は",
    "security 😀",
]


def queries(tokens, number):
    """Return queries made of what stands in a text: phrases, stars in all places, other letters."""
    chance, words = random.Random(18), tokens.surface()
    for _ in range(number):
        size = chance.choice([1, 1, 1, 2, 2, 3, 4])
        at = chance.randrange(len(words) - size)
        some = words[at : at + size]
        if chance.random() < 0.5:
            n = chance.randrange(size)
            cut = chance.randrange(len(some[n]) + 1)
            end = chance.choice([cut, len(some[n])])
            some[n] = f"{some[n][:cut]}*{some[n][end:]}"
        query = chance.choice([" ", "  "]).join(some)
        yield chance.choice([query, query.upper(), f"“{query}”", query.replace("’", "'")])


def japanese():
    """Return the Japanese draft of the course."""
    path = DATA / "fictional" / "river-pact-ja.txt"
    return Document("ja", path.read_text("utf-8"), language="ja")


@pytest.fixture(scope="module")
def page(open_page):
    """Return the page of the Accord."""
    return open_page(read(accord())._repr_html_())


@pytest.mark.parametrize("text", ["accord", "article", "odd", "japanese"])
def test_the_search_box_finds_what_kwic_finds(text, page):
    made = {"accord": accord, "article": lambda: corpus()["article"], "odd": lambda: ODD}
    source = made.get(text, japanese)()
    tokens = tokenize(source)
    asked = [*BY_HAND, *queries(tokens, 100)]
    found = page.evaluate(FIND, [read(source).data, asked])
    begins, some = {p.id: p.start for p in tokens.passages}, 0
    for query, (hits, said) in zip(asked, found, strict=True):
        try:
            lines = kwic(tokens, query)
        except AccordError:
            assert not hits, query
            assert said == ("There is no word in this." if query.strip() else ""), query
            continue
        wanted = [(x.passage, x.start - begins[x.passage], x.end) for x in lines.lines()]
        wanted = [[id, start, end - begins[id]] for id, start, end in wanted]
        assert hits == wanted, query
        some += len(wanted)
        if not wanted and not any(c in query for c in "[]\\.+"):
            assert said == repr(lines).replace(f"No line for {query!r}", "No hit"), query
    assert some > 100


def texts(page, query):
    """Type a query and return what is lit, hit by hit."""
    page.get_by_role("searchbox").fill(query)
    return page.evaluate(
        """() => {
          const hits = {}, root = document.querySelector('.accord-view').shadowRoot;
          for (const mark of root.querySelectorAll('mark')) {
            hits[mark.dataset.hit] = (hits[mark.dataset.hit] || '') + mark.textContent;
          }
          return Object.values(hits);
        }"""
    )


def test_hits_are_lit_counted_and_reached_by_mouse_and_keys(page):
    lines = kwic(accord(), "free and open *").table
    assert texts(page, "free and open *") == lines["node"].tolist()
    status, strokes = page.get_by_role("status"), page.locator(".strokes button")
    assert status.inner_text() == "4 hits in 4 passages."
    assert strokes.count() == 4
    assert page.locator("nav li").all_inner_texts()[1].endswith("\n1 hit")
    strokes.nth(1).click()
    assert status.inner_text() == "Hit 2 of 4: accord:P3.s2."
    [sentence] = [s for s in sentences(accord()["P3"]) if "free and open" in s.text]
    assert page.locator(".sentence.here").inner_text() == sentence.text
    mark, text = (page.locator(x).bounding_box() for x in (".here mark >> nth=0", ".page"))
    assert text["y"] <= mark["y"] <= text["y"] + text["height"]
    assert texts(page, "security")[0] == "security"
    page.keyboard.press("Enter")
    assert status.inner_text() == f"Hit 1 of {len(kwic(accord(), 'security'))}: accord:P1.s2."
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    assert status.inner_text().startswith("Hit 2 of")
    strokes.first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    last = kwic(accord(), "security").table.iloc[-1]
    assert f"{last['passage']}." in status.inner_text()
    focused = "document.activeElement.shadowRoot.activeElement.dataset.id"
    assert page.evaluate(focused).startswith(last["passage"]), "who presses Enter stands there"


def test_strokes_stand_where_their_hits_stand(page):
    texts(page, "the")
    total = sum(
        int(x)
        for x in page.locator(".strokes button").evaluate_all(
            "all => all.map(one => one.dataset.hits)"
        )
    )
    assert total == len(kwic(accord(), "the"))
    tops = page.locator(".strokes button").evaluate_all("all => all.map(one => one.offsetTop)")
    assert tops == sorted(set(tops))
    assert tops[-1] < page.locator(".strokes").bounding_box()["height"]


def test_names_are_underlined_by_type_and_can_be_switched_off(page):
    texts(page, "")
    names = page.locator(".words .name")
    assert names.count() >= 95
    looks = page.locator(".legend .name").evaluate_all(
        "all => all.map(one => { const s = getComputedStyle(one);"
        " return [s.textDecorationStyle, s.textDecorationThickness].join() })"
    )
    assert len(set(looks)) == len(looks) == 9, "types are told apart without colour"
    first = page.locator(".words .name.state").first
    assert first.get_attribute("title") == "United Kingdom (state)"
    for box in page.locator(".legend label").all():
        box.get_by_role("checkbox").uncheck()
    lines = "all => all.map(one => getComputedStyle(one).textDecorationLine)"
    assert set(page.locator(".words .name").evaluate_all(lines)) == {"none"}
    assert set(page.locator(".legend .name").evaluate_all(lines)) == {"underline"}
    page.get_by_role("checkbox", name="state").check()
    assert "underline" in first.evaluate("one => getComputedStyle(one).textDecorationLine")


def test_the_text_is_all_there_with_its_labels(page):
    words = page.locator(".words").evaluate_all("all => all.map(one => one.textContent)")
    assert words == [p.text for p in accord().passages]
    assert page.locator(".label").all_inner_texts() == [p.label for p in accord().passages]


def test_the_words_of_the_view_are_the_text():
    said = str(read(accord()))
    assert said.splitlines()[0] == (
        "The Hiroshima Accord: An enhanced UK-Japan global strategic partnership. "
        "45 passages, 2,363 tokens, 95 names."
    )
    assert all(p.text in said for p in accord().passages)
    assert read(accord()).picture.alt.startswith("The median of 45 passages")
    assert len(read(accord())._repr_html_().encode()) <= 150_000


def test_only_a_token_that_stands_elsewhere_than_after_a_blank_takes_more_than_one_number():
    data = read(passages("We meet. We go.")).data
    we, meet, go = map(data["vocabulary"].index, ("we", "meet", "go"))
    assert data["parts"][0]["tokens"] == [we, meet, -1, 2, 2, we, go]


def test_the_names_may_be_those_of_a_coding(page):
    coded = annotated()
    view = read(accord(), coded)
    marked = [len(part["names"]) for part in view.data["parts"]]
    rows = coded.table["passage"].tolist()
    assert marked == [rows.count(p.id) for p in accord().passages]
    with pytest.raises(AccordError, match=r"^The mentions are of other passages"):
        read(passages("Nothing of the kind."), coded)


def test_hard_texts_are_text_in_the_page(open_page):
    hard = passages("<img src=x onerror='document.title = 1'> UK", "שלום עולם", "a\nb <b>", "​")
    page = open_page(read(hard)._repr_html_())
    words = page.locator(".words").evaluate_all("all => all.map(one => one.textContent)")
    assert words == [p.text for p in hard]
    assert page.title() == ""
    assert page.locator("img, .words b").count() == 1, "only the picture that is not shown"
    chinese = open_page(
        read(document("我们在东京会面，讨论两国之间的合作与未来的安全问题"))._repr_html_()
    )
    assert chinese.get_by_role("searchbox").count() == 0
    assert "written without blanks" in chinese.get_by_role("status").inner_text()
    with pytest.raises(AccordError, match=r"^There is nothing to read"):
        read(())


def test_a_passage_of_50_000_words_is_searched_at_once(open_page):
    long = passages("We will strengthen security. " * 12_500 + "The end.")
    page = open_page(read(long)._repr_html_())
    spent = page.evaluate(
        """() => {
          const box = document.querySelector('.accord-view').shadowRoot.querySelector('input');
          const start = performance.now();
          box.value = 'end';
          box.dispatchEvent(new Event('input'));
          return performance.now() - start;
        }"""
    )
    assert page.get_by_role("status").inner_text() == "1 hit in 1 passage."
    assert spent < 5000, "it was 10,000 when the direction of the text was looked for each time"
