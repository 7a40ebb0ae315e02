"""The frame of all views: what a page has of them without a script and with one."""

import json
import re
import shutil

import pytest
from library import ROOT, accord

from accordlib import AccordError, plot_lengths
from accordlib.views import view as frame
from accordlib.views.view import View

VIEWS = ROOT / "accordlib" / "views"
NAMES = [
    "<b onclick='x'>a</b> & co",
    "</script><!-- <script>",
    'say "so"',
    "שלום",
    "広島",
    "😀 ]]>",
]
DRAW = """
function draw(view, data) {
  const list = element('ul', { 'aria-label': 'names' });
  for (const name of data.names) list.append(element('li', {}, element('button', {}, name)));
  walk(list)();
  const [line, mark] = ['u', 'mark'].map(name => () => element(name));
  const layers = [[[0, 6, line]], [[2, 4, mark], [5, 8, mark], [7, 9, mark]]];
  view.append(list, element('p', { id: 'said' }, ...marked(data.text, layers, 0, 10)));
  if (data.wrong) data.wrong.call();
}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the function that makes views of a kind that exists here only: a script is enough."""
    folder = tmp_path_factory.mktemp("views")
    for path in VIEWS.glob("view.*"):
        shutil.copy(path, folder)
    (folder / "made.js").write_text(DRAW, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "_HERE", folder)

        def view(**more):
            data = {"names": NAMES, "text": "😀 23456789", **more}
            picture = plot_lengths(accord().preamble)
            return View("made", NAMES[0], data, "\n".join(NAMES), picture)

        yield view


def test_two_views_of_a_page_are_drawn_each_for_itself_and_names_stay_text(made, open_page):
    page = open_page(made()._repr_html_() * 2)
    hosts = page.locator(".accord-view")
    assert hosts.count() == 2
    for n in range(2):
        host = hosts.nth(n)
        assert host.locator("button").all_inner_texts() == NAMES
        assert host.locator("#said").inner_html() == (
            "<u>😀 <mark>23</mark>4<mark>5</mark></u><mark>67</mark><mark>8</mark>9"
        )
        assert host.locator("b").count() == 0
    assert page.locator("img").first.is_hidden(), "what stands in the element gives way to the view"
    page.locator("button").first.focus()
    for key, there in {"End": 5, "ArrowDown": 5, "ArrowUp": 4, "Home": 0, "ArrowRight": 1}.items():
        page.keyboard.press(key)
        at = page.evaluate("document.activeElement.shadowRoot.activeElement.textContent")
        assert at == NAMES[there], key
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement") is not None
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.textContent") == NAMES[1]


def test_a_view_is_light_or_dark_as_the_text_around_it(made, open_page):
    page = open_page(made()._repr_html_(), color_scheme="dark")
    paper = "getComputedStyle(document.querySelector('.accord-view').shadowRoot.lastChild)"
    paper += ".backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)", "a page without a dark theme stays light"
    page.evaluate("document.documentElement.style.colorScheme = 'light dark'")
    page.wait_for_function(f"{paper} === 'rgb(20, 23, 26)'")
    page.evaluate("document.body.style.color = 'rgb(30, 30, 30)'")  # as a theme of JupyterLab does
    page.wait_for_function(f"{paper} === 'rgb(255, 255, 255)'")


@pytest.mark.parametrize("case", ["no script", "a script that fails"])
def test_without_its_script_a_view_shows_the_picture_and_its_words(case, made, open_page, browser):
    if case == "no script":
        page = open_page(made()._repr_html_(), java_script_enabled=False)
    else:  # its error is reported, so the page is none of those that must not report any
        page = browser.new_page()
        page.set_content(made(wrong=1)._repr_html_())
    image = page.get_by_role("img")
    assert image.get_attribute("alt") == plot_lengths(accord().preamble).alt
    assert image.bounding_box()["height"] > 100
    for name in NAMES:
        assert page.get_by_text(name, exact=True).first.is_visible()
    assert page.locator("b").count() == 0
    assert page.locator("summary").is_visible(), "the picture's description unfolds"


def test_a_saved_view_is_a_page(made, open_page, tmp_path):
    made().save(tmp_path / "view.html")
    page = open_page(tmp_path / "view.html")
    assert page.title() == NAMES[0]
    assert page.locator("button").count() == len(NAMES)
    with pytest.raises(AccordError, match=r"^The view cannot be saved as "):
        made().save(tmp_path)


def test_data_never_end_their_element():
    hard = {"a": ["</script>", "<!--<script", "\ud800", "\0\u2028"], "</script>": "&amp;"}
    text = frame.as_json(hard)
    assert "<" not in text
    assert json.loads(text) == json.loads(json.dumps(hard).replace(r"\ud800", "?"))


def test_scripts_make_no_html_of_text_and_ask_for_nothing():
    parts = sorted(VIEWS.glob("*.js")) + sorted(VIEWS.glob("*.css"))
    assert len(parts) >= 2
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|srcdoc"
    ways += r"|fetch\(|XMLHttpRequest|import\(|https?://(?!www\.w3\.org/2000/svg)|@import|url\("
    ways += r"|</script|<!--|Math\.random|getElementById"
    found = {p.name: re.findall(ways, p.read_text("utf-8")) for p in parts}
    assert {name: some for name, some in found.items() if some} == {}
