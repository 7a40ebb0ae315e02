"""The site: complete, at home without a network, valid, described, and of use to everybody."""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag

import html5lib
import lxml.html
import pytest
import website
from library import ROOT, exported

from accordlib import __version__

LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
SETS = sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb"))
WIDTHS = (390, 768, 1920, 1366)
SCHEMES = ("light", "dark")
SECONDS, MEGABYTES = 60, 15
CONTENT = re.compile(r"<(article|main)\b[^>]*>(.*)</\1>", re.DOTALL)
LOADED = (
    "//script/@src | //img/@src | //iframe/@src | //link[@rel='stylesheet' or @rel='icon']/@href"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the site once; return its folder."""
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [sys.executable, str(ROOT / "tools" / "website.py"), str(folder)]
    done = subprocess.run(command, cwd=folder.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site):
    """Return each page as a tree, by its name."""
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return {name: lxml.html.parse(str(path)).getroot() for name, path in found.items()}


def test_it_is_light_and_quickly_built(site):
    assert sum(path.stat().st_size for path in site.rglob("*.*")) <= MEGABYTES * 1e6
    used = os.times()
    assert used.children_user + used.children_system <= 2 * SECONDS  # other tests start some too


def test_lessons_sets_glossary_reference_slides_and_report_are_there(pages):
    wanted = [f"notebooks/{name}.html" for name in LESSONS]
    wanted += [f"exercises/{name}.html" for name in SETS]
    wanted += [f"docs/lecturers/{name}.html" for name in LESSONS]
    wanted += [f"slides/{name}-{path}.html" for name in LESSONS for path in (50, 90)]
    wanted += ["index.html", "search.html", "notebooks/GLOSSARY.html", "docs/methods.html"]
    wanted += ["docs/architecture.html", "report/report.html", "CHANGELOG.html"]
    assert set(wanted) <= set(pages)
    decks = {name for name in pages if name.startswith("slides/")}
    listed = pages["slides.html"].xpath("//a/@href") + pages["exercises.html"].xpath("//a/@href")
    assert decks <= set(listed)


def test_every_public_name_stands_in_the_reference(pages):
    ids = {
        i for n, page in pages.items() if n.startswith("reference/") for i in page.xpath("//@id")
    }
    assert {f"accordlib.{name}" for name in exported()} <= ids


def test_every_page_is_strict_html(site):
    for path in site.rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))


def test_nothing_is_loaded_from_elsewhere(site, pages):
    for name, page in pages.items():
        for address in page.xpath(LOADED):
            if not address.startswith("data:"):
                place = unquote(address.partition("?")[0].partition("#")[0])
                assert ((site / name).parent / place).is_file(), (name, address)
    for sheet in site.rglob("*.css"):
        loaded = re.findall(r"url\(\s*['\"]?(?!data:)([^)'\"]+)|@import", sheet.read_text("utf-8"))
        assert [address for address in loaded if not (sheet.parent / address).is_file()] == []


def test_every_link_within_the_site_leads_to_a_place(site, pages):
    places = {name: set(page.xpath("//@id | //a/@name")) for name, page in pages.items()}
    for name, page in pages.items():
        for address in page.xpath("//a/@href"):
            if re.match(r"[a-z]+:", address):
                continue
            there, place = urldefrag(address)
            path = ((site / name).parent / unquote(there)).resolve() if there else site / name
            assert path.is_file(), (name, address)
            if place and path.suffix == ".html":
                assert unquote(place) in places[path.relative_to(site.resolve()).as_posix()], (
                    name,
                    address,
                )


def test_every_image_says_what_it_shows(pages):
    for name, page in pages.items():
        assert [i for i in page.xpath("//img") if not i.get("alt", "").strip()] == [], name
    for lesson in LESSONS:
        page = pages[f"notebooks/{lesson}.html"]
        for figure in page.xpath("//figure[img]"):
            [details] = figure.xpath("following-sibling::details[1]")
            assert details.xpath("p"), lesson
            assert details.xpath(".//table"), lesson


@pytest.mark.parametrize(
    "name", [f"notebooks/{n}" for n in LESSONS] + [f"exercises/{n}" for n in SETS]
)
def test_a_notebook_can_be_opened_and_fetched_from_its_page(site, pages, name):
    [opening] = pages[f"{name}.html"].find_class("opening")
    assert f"python3 course.py lab {name}.ipynb" in opening.text_content()
    binder, download = opening.xpath("a")
    assert binder.text_content() == "Binder"
    fetched = json.loads((site / f"{name}.ipynb").read_text("utf-8"))
    assert download.get("href") == f"{Path(name).name}.ipynb"
    assert not any(cell.get("outputs") for cell in fetched["cells"])


def test_binder_opens_the_notebook_of_the_repository_that_is_named_in_one_place(monkeypatch):
    assert 'href="../start.html#binder"' in website.opening("notebooks/00_first")
    monkeypatch.setattr(website, "repository", lambda: "https://code.example/a/b")
    there = "https://mybinder.org/v2/git/https%3A%2F%2Fcode.example%2Fa%2Fb/HEAD"
    path = "?urlpath=lab%2Ftree%2Fnotebooks%2F00_first.ipynb"
    assert f'href="{there}{path}"' in website.opening("notebooks/00_first")


def test_lessons_follow_each_other(pages):
    for before, after in pairwise(LESSONS):
        assert pages[f"notebooks/{before}.html"].xpath("//a[@class='next-page']/@href") == [
            f"{after}.html"
        ]
        assert pages[f"notebooks/{after}.html"].xpath("//a[@class='prev-page']/@href") == [
            f"{before}.html"
        ]


def test_what_is_to_be_predicted_stays_folded(pages):
    for lesson in LESSONS:
        cells = json.loads((ROOT / "notebooks" / f"{lesson}.ipynb").read_text("utf-8"))["cells"]
        folds = [cell["metadata"].get("jupyter", {}) for cell in cells]
        shown = [
            cell.get("outputs") and "predict(" not in "".join(cell["source"]) for cell in cells
        ]
        folded = sum(
            bool(fold.get("outputs_hidden") and some)
            for fold, some in zip(folds, shown, strict=True)
        )
        page = pages[f"notebooks/{lesson}.html"]
        assert len(page.xpath("//details[contains(@class, 'below-input')]")) == folded, lesson
        assert not page.xpath("//details[@open]"), lesson
        assert "not predicted yet" not in page.text_content()
        assert "<!-- =" not in lxml.html.tostring(page, encoding="unicode")


def test_a_change_log_names_the_version(pages):
    first = pages["CHANGELOG.html"].xpath("//h2")[0].text_content()
    assert first.startswith(f"{__version__}, ")
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")


# In a browser


@pytest.fixture(scope="module")
def page(site, open_page):
    """Return a page of a browser, with the home page in it."""
    return open_page(site / "index.html")


@pytest.fixture(scope="module")
def asked():
    """Return what a page is asked, with axe-core in it."""
    axe = Path(pytest.importorskip("axe_playwright_python").__file__).with_name("axe.min.js")
    return axe.read_text("utf-8") + (ROOT / "tests" / "axe.js").read_text("utf-8")


def problems(page, seen):
    """Yield what is wrong with a page at each width and in each scheme; note looks in `seen`."""
    page.evaluate("leaveOneOfEach()")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        yield from (f"at {width}: {said}" for said in page.evaluate("askew()"))
    yield from page.evaluate("wrongHere()")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found, seen[:] = page.evaluate("seen => wrongColours(seen)", seen)
        yield from (f"{scheme}: {said}" for said in found)
    page.emulate_media(color_scheme="light")


def alike(site):
    """Return the pages by what stands around their contents but for words and addresses.

    Each with its contents; a page whose contents have a script of their own is like no other.
    """
    found = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        content = CONTENT.search(text)
        if not content or re.search("<script|<iframe", content[2]):
            found[path] = {path: ""}
            continue
        frame = text[: content.start(2)] + text[content.end(2) :]
        styles = tuple(re.findall("<style.*?</style>", frame, re.DOTALL))
        tags = re.findall(r"<\w[^>]*>", frame.replace(" current", ""))
        parts = frozenset(re.sub(r'(?<!class)="[^"]*"', "", tag) for tag in tags)
        found.setdefault((path.parent, styles, parts), {})[path] = content[2]
    return list(found.values())


def wrong(site, page, asked):
    """Return what is wrong with pages; of those that are alike one is opened, with all in it."""
    found, seen = {}, []
    for pages in alike(site):
        first, *others = pages
        page.goto(first.as_uri())
        page.evaluate(asked)
        page.evaluate("contents => gather(contents)", [pages[path] for path in others])
        if said := list(problems(page, seen)):
            found[" ".join(path.relative_to(site).as_posix() for path in pages)] = said
    return found


def test_every_page_serves_everybody_in_light_and_dark(site, page, asked):
    assert wrong(site, page, asked) == {}


FRAME = (
    "<!doctype html><html lang=en><title>x</title><style>b { color: #000 } p { margin: 0 }"
    "@media (prefers-color-scheme: dark) { b { color: #ddd } }</style><main>%s</main>"
)
BAD = (
    "<h1>Title</h1><img src='data:,'><p style='color:#aaa'>pale</p><b>dim</b>"
    "<div style='width:1950px'>wide</div><p style='position:fixed;inset:0'>over all</p>"
)


@pytest.mark.parametrize("others", [(), ("<h1>A sound page</h1><p>good</p>",)])
def test_the_measure_finds_what_is_wrong(page, asked, tmp_path, others):
    for number, content in enumerate((*others, BAD)):
        (tmp_path / f"{number}.html").write_text(FRAME % content)
    [said] = wrong(tmp_path, page, asked).values()
    wanted = ("at 1920: is 19", "title is covered by <p", "image-alt (critical)")
    wanted += ("light: color-contrast (serious): <p", "dark: color-contrast (serious): <b>dim")
    assert [part for part in wanted if part not in "\n".join(said)] == []


def test_a_page_can_be_used_at_a_zoom_of_two_hundred_per_cent(site, page, asked):
    page.set_viewport_size({"width": 683, "height": 384})
    page.goto((site / "notebooks" / "03_words.html").as_uri())
    page.evaluate(asked)
    assert page.evaluate("askew()") == []
    page.locator("label.nav-overlay-icon").click()
    page.locator(".sidebar-drawer a", has_text="01 Documents").first.click()
    page.wait_for_url("**/01_documents.html")
    page.set_viewport_size({"width": 1366, "height": 768})


def test_a_printed_lesson_shows_its_text_alone_and_what_is_folded(site, page):
    page.goto((site / "notebooks" / "04_networks.html").as_uri())
    folded = page.locator("details:has(summary:text-is('What the text says')) > p").first
    places = (".skip-to-content", ".sidebar-drawer", ".opening", ".related-pages")
    seen = {}
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        shown = "e => e.checkVisibility({ contentVisibilityAuto: true })"
        seen[media] = folded.evaluate(shown), [page.locator(p).evaluate(shown) for p in places]
    page.emulate_media(media="screen")
    assert seen == {"screen": (False, [True] * 4), "print": (True, [False] * 4)}


def test_the_search_finds_a_word_without_a_server(site, page):
    page.goto(f"{(site / 'search.html').as_uri()}?q=resilience")
    page.wait_for_selector("#search-results li a")
    found = page.eval_on_selector_all("#search-results li a", "all => all.map(a => a.textContent)")
    assert any("words" in title.lower() for title in found)


@pytest.mark.parametrize("width", [1366, 390])
def test_the_keyboard_leads_to_the_menu_and_the_text(site, page, width):
    page.set_viewport_size({"width": width, "height": 768})
    page.goto((site / "notebooks" / "04_networks.html").as_uri())
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "__navigation":
            page.keyboard.press("Space")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert "Skip to content" in reached
    link = page.locator(".sidebar-drawer a", has_text="01 Documents").first
    link.focus()
    assert page.evaluate("document.activeElement.textContent.trim()") == "01 Documents"
    page.keyboard.press("Enter")
    page.wait_for_url("**/01_documents.html")
