"""The views in which what is chosen opens its passage: dated events, and an essay's quotations."""

from datetime import date

import pandas as pd
import pytest
from library import accord, corpus
from test_located import ESSAY

from accordlib import (
    AccordError,
    Document,
    UnknownNameError,
    check_essay,
    plot_timeline,
    show_essay,
    timeline,
)
from accordlib.views.timeline import _MARGIN, _gaps, _years

pytestmark = pytest.mark.filterwarnings("ignore:The figure has boxes")
TEXTS = {**corpus(), "accord": accord()}
HARD = "<img src=x onerror='document.title = 1'> שלום 広島 😀 </script>"
ACTIVE = "document.activeElement.shadowRoot.activeElement"


def events(**changes: object) -> pd.DataFrame:
    row = {"date": "2023", "event": HARD, "document": "d", "passage": "d:p1"}
    return pd.DataFrame([row | {"evidence": "</script>", "basis": "stated"} | changes])


def test_gaps_are_in_order_and_years_that_begin_later_are_not_whole():
    margin, days = _MARGIN, [(0, 1), (10_000, 10_001), (40_000, 40_001)]
    assert _gaps(days) == [(1 + margin, 10_000 - margin), (10_001 + margin, 40_000 - margin)]
    for gap, said in (
        (("1951-01-01", "2000-01-01"), "1951 to 1999"),
        (("1951-01-02", "2000-06-01"), "1952 to 1999"),
    ):
        start, end = (date.fromisoformat(day).toordinal() for day in gap)
        assert _years((start + margin, end - margin)) == said


def test_events_are_drawn_to_scale_and_open_their_passages(open_page):
    table = corpus().annotations("events")
    view = timeline(table, TEXTS)
    assert view.picture.alt == plot_timeline(table).alt
    assert (
        view.words.splitlines()[-1] == "2050, net zero: accord:G2, “by 2050 at the latest” (stated)"
    )
    page = open_page(view._repr_html_())
    buttons = page.locator(".track button")
    assert buttons.count() == len(table)
    boxes = page.evaluate(
        """() => Array.from(document.querySelector('.accord-view').shadowRoot
        .querySelectorAll('.track .span'), one => {
          const r = one.getBoundingClientRect();
          return [one.parentElement.ariaLabel, r.left, r.width];
        })"""
    )
    place = {label.partition(", in ")[0]: (left, width) for label, left, width in boxes}
    carrier, returns = (
        place[f"{year}, Carrier Strike Group {what}"]
        for year, what in (("2021", "goes to the Indo-Pacific"), ("2025", "returns"))
    )
    year = carrier[1]
    assert returns[0] - carrier[0] == pytest.approx(4 * year, rel=0.01), "years are of one width"
    meeting = place["2023-05-18, Sunak and Kishida meet in Hiroshima"][0]
    assert meeting - carrier[0] == pytest.approx((2 + 137 / 365) * year, rel=0.01)
    assert carrier[0] - place["1902, year that the defence pact is measured against"][0] < 3 * year
    buttons.first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    behind = page.locator(".behind")
    assert behind.locator("mark").inner_text() == "by 2050 at the latest"
    assert "accord:G2. The text states the date." in behind.inner_text()
    assert page.evaluate(f"{ACTIVE}.ariaPressed") == "true", "the event keeps the focus"
    for way, lanes in (("basis", ["stated", "inferred"]), ("looks", None)):
        page.locator("select").select_option(way)
        shown = page.locator(".lane-name").all_inner_texts()
        assert shown == lanes if lanes else {"looks back", "looks ahead"} <= set(shown)
    page.set_viewport_size({"width": 390, "height": 700})
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    inside = page.evaluate(
        """() => Array.from(document.querySelector('.accord-view').shadowRoot
        .querySelectorAll('.track button'), one => one.getBoundingClientRect())
        .every(r => r.left >= 0 && r.right <= 390)"""
    )
    assert inside
    whole_names(page)


def whole_names(page):
    """Hold that no event's name is cut, and none lies on another or on a mark."""
    tracks = page.evaluate(
        """() => Array.from(document.querySelector('.accord-view').shadowRoot
        .querySelectorAll('.track'), track => Array.from(track.querySelectorAll('.what, .span'),
          one => [one.className, one.scrollWidth - one.clientWidth,
                  ...Object.values(one.getBoundingClientRect().toJSON()).slice(0, 4)]))"""
    )
    for track in tracks:
        for n, (name, cut, x, y, wide, high) in enumerate(track):
            assert name == "span" or cut <= 0
            for _, _, u, v, width, height in track[:n]:
                apart = x >= u + width or u >= x + wide or y >= v + height or v >= y + high
                assert apart, track


def test_a_name_without_room_beside_its_event_stands_below_it(open_page):
    texts = {"d": Document("d", f"In 2023 {HARD}")}
    names = {"2023": "the parties met again at sea, at night", "2023-05": "tea"}
    rows = [events(date=date, event=name) for date, name in names.items()]
    page = open_page(timeline(pd.concat(rows), texts)._repr_html_(), width=390)
    page.wait_for_timeout(100)
    whole_names(page)


def test_one_event_with_a_hard_name_is_text(open_page):
    texts = {"d": Document("d", f"In 2023 {HARD}", date="2023-01")}
    view = timeline(events(kind="a & b"), texts)
    assert "Left out" not in view.words
    assert view.data["mentions"][0]["looks"] == "its own time"
    page = open_page(view._repr_html_())
    page.locator(".track button").click()
    assert HARD in page.locator(".behind").inner_text()
    assert page.locator(".behind img").count() == 0
    page.locator("select").select_option("kind")
    assert page.locator(".lane-name").inner_text() == "a & b"


@pytest.mark.parametrize(
    ("event", "number", "looks"),
    [
        ("2024", 366, "looks ahead"),
        ("2022-02", 28, "looks back"),
        ("2022-12-31", 1, "looks back"),
        ("2023-01-02", 1, "looks ahead"),
        ("2023-01", 31, "its own time"),
    ],
)
def test_an_event_is_as_long_as_its_date_is_exact(event, number, looks):
    view = timeline(events(date=event), {"d": Document("d", f"In 2023 {HARD}", date="2023-01-01")})
    [mention] = view.data["mentions"]
    start, end = mention["days"]
    assert (end - start, mention["looks"]) == (number, looks)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"date": "soon"}, "The date 'soon' of an event is none"),
        ({"date": "2023-13"}, "is none"),
        ({"date": "20230518"}, "is none"),
        ({"passage": "d:p9"}, "No passage 'd:p9'"),
        ({"evidence": "in 2024"}, "does not stand in d:p1"),
        ({"evidence": " "}, "does not stand in d:p1"),
    ],
)
def test_events_that_no_passage_dates_are_refused(changes, wrong):
    with pytest.raises((AccordError, UnknownNameError), match=wrong):
        timeline(events(**changes), {"d": Document("d", f"In 2023 {HARD}")})


def test_early_years_are_written_under_their_events(open_page):
    texts = {"d": Document("d", f"In 2023 {HARD}")}
    page = open_page(timeline(events(date="0080"), texts)._repr_html_())
    page.wait_for_timeout(100)
    assert page.locator(".scale span").all_inner_texts() == ["80", "81"]


def test_gaps_are_told_by_their_years():
    rows = [events(date=date) for date in ("1950-06", "2000", "2000-05-03", "2004")]
    texts = {"d": Document("d", f"In 2023 {HARD}")}
    view = timeline(pd.concat(rows), texts)
    assert view.data["left_out"] == ["1951 to 1999"]
    assert {m["looks"] for m in view.data["mentions"]} == {"no date of the text"}


def test_a_quotation_of_an_essay_says_where_it_stands(open_page):
    checked = check_essay(ESSAY, TEXTS)
    view = show_essay(checked, TEXTS)
    assert view.words == repr(checked)
    assert view.picture.alt.startswith("Of 7 quotations of the essay are: 5 verbatim")
    page = open_page(view._repr_html_())
    buttons = page.locator(".list button")
    assert buttons.count() == 7
    assert page.locator(".essay").inner_text().replace("\u200b", "").startswith("# What they")
    buttons.first.focus()
    for key in ("ArrowDown",) * 4 + ("Enter",):
        page.keyboard.press(key)
    found = page.locator(".found")
    assert "not in article:p8, but in article-rewrite:p8" in found.inner_text()
    assert found.locator("mark").inner_text().startswith("Japan’s security environment has")
    assert page.locator(".essay .here").first.inner_text().startswith("Japan’s security")
    page.get_by_label("only those to look at (3 of 7)").check()
    assert [b.inner_text()[:2] for b in buttons.all() if b.is_visible()] == ["2.", "4.", "5."]


def test_an_essay_is_shown_with_the_texts_of_its_quotations_only():
    with pytest.raises(UnknownNameError, match=r"^No passage 'accord:P4' in the texts"):
        show_essay(check_essay(ESSAY, TEXTS), {"d": Document("d", "Another text.")})


def test_an_essay_of_hard_signs_and_one_without_quotations_are_shown(open_page):
    texts = {"d": Document("d", f"He said {HARD}")}
    view = show_essay(check_essay(f"As “{HARD}” says.", texts), texts)
    page = open_page(
        view._repr_html_() + show_essay(check_essay("None.", texts), texts)._repr_html_()
    )
    page.locator(".list button").click()
    assert HARD in page.locator(".found").first.inner_text()
    assert page.locator(".accord-view img:visible").count() == 0
    assert page.locator(".found").nth(1).inner_text() == "The essay has no quotation."
