"""The view of a network: it counts in the page as the library does, and shows what a line is."""

import re
from functools import cache
from itertools import product

import html5lib
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from library import ROOT, accord, mentions, passages, real_gazetteer

from accordlib import (
    AccordError,
    Mentions,
    actor_network,
    evidence,
    explore,
    find_mentions,
    kwic,
    read,
)
from accordlib.actors.mentions import MENTION_COLUMNS
from accordlib.actors.networks import actors_in, joined_actors
from accordlib.figures.networks import _NODES

SCRIPT = (ROOT / "accordlib" / "views" / "explore.js").read_text("utf-8")
LINES = f"""([data, choices]) => {{
  {SCRIPT}
  const told = line => [line.a, line.b, line.amount, line.weight, line.windows.map(w => w.id)];
  return choices.map(choice => linesOf(data, choice).map(told));
}}"""
HARD = ["<img src=x onerror='document.title = 1'>", '"&lt;', "שלום", "広島 合意", "</script>", ""]
BOXES = """() => {
  const root = document.querySelector('.accord-view').shadowRoot;
  const box = one => {
    const r = one.getBoundingClientRect();
    return [r.left, r.top, r.right, r.bottom];
  };
  const all = Array.from(root.querySelectorAll('.names text'));
  const points = Array.from(root.querySelectorAll('.drawing .point'), box);
  return [all.map(one => (one.matches('.unplaced') ? null : box(one))), points];
}"""


@cache
def named():
    """Return the mentions of the Accord."""
    return find_mentions(accord(), real_gazetteer())


@cache
def we():
    """Return where *we* stands for the two governments."""
    found = pd.concat(kwic(accord(), word).table for word in ("we", "our", "us"))
    return found.assign(actors="uk;japan")


@pytest.fixture(scope="module")
def page(open_page):
    """Return the page of the Accord's network."""
    return open_page(explore(actor_network(named()), we())._repr_html_())


def counted(within, minimum, shared, with_we):
    """Return what the library and NetworkX count: by pair the weight and the windows."""
    chosen, located = actors_in(named(), within, "test")
    for row in we().itertuples() if with_we else ():
        for window in located:
            if window.document == "accord" and window.start <= row.start < window.end:
                located[window] = [*located[window], *row.actors.split(";")]
    graph = joined_actors(located, chosen, minimum)
    weights = nx.get_edge_attributes(graph, "weight")
    if shared:
        sides = nx.Graph((a, w) for w, actors in located.items() for a in actors)
        actors = [n for n in sides if isinstance(n, str)]
        projected = nx.bipartite.collaboration_weighted_projected_graph(sides, actors)
        weights = {pair: projected.edges[pair]["weight"] for pair in weights}
    return {pair: (w, graph.edges[pair]["passages"]) for pair, w in weights.items()}


def test_the_page_counts_as_the_library_does_under_every_choice(page):
    view = explore(actor_network(named()), we())
    ids = list(actor_network(named()))
    choices = list(product(("paragraph", "commitment", "sentence"), (False, True), (False, True)))
    asked = [{"within": w, "shared": s, "we": we} for w, s, we in choices]
    sizes = set()
    for choice, lines in zip(choices, page.evaluate(LINES, [view.data, asked]), strict=True):
        for minimum in (1, 2, 3, 8, 14, 30):
            found = {
                (ids[a], ids[b]): (weight, tuple(windows))
                for a, b, amount, weight, windows in lines
                if amount >= minimum
            }
            wanted = counted(choice[0], minimum, *choice[1:])
            assert {pair: windows for pair, (_, windows) in found.items()} == {
                tuple(sorted(pair, key=ids.index)): windows for pair, (_, windows) in wanted.items()
            }
            for (a, b), (weight, _) in wanted.items():
                pair = tuple(sorted((a, b), key=ids.index))
                assert found[pair][0] == pytest.approx(weight, abs=1e-9)
            sizes.add(len(found))
    assert {45, 1, 0} <= sizes


def test_the_switches_show_what_is_counted(page):
    status, lines = page.get_by_role("status"), page.locator(".lists section >> nth=1")
    assert status.inner_text() == "45 lines join 23 of 24 actors."
    assert lines.locator("button").first.inner_text() == "Japan – United Kingdom 8"
    page.get_by_role("slider").fill("7")
    assert status.inner_text() == "1 line joins 2 of 24 actors."
    page.get_by_label("count we as United Kingdom and Japan").check()
    both = len(counted("paragraph", 8, False, True))
    assert status.inner_text().startswith(f"{both} line")
    page.get_by_role("slider").fill("0")
    page.get_by_label("count 1/(k−1)").check()
    weight, _ = counted("paragraph", 1, True, True)["japan", "uk"]
    assert lines.locator("button").first.inner_text() == f"Japan – United Kingdom {weight:.2f}"
    page.get_by_role("combobox").select_option("sentence")
    assert status.inner_text().startswith(f"{len(counted('sentence', 1, True, True))} lines")
    page.get_by_role("combobox").select_option("paragraph")
    page.get_by_label("count we as").uncheck()
    page.get_by_label("count 1/(k−1)").uncheck()
    assert status.inner_text() == "45 lines join 23 of 24 actors."


def shown(page):
    """Return what the view says of what was chosen: the passages, and what is marked in each."""
    quotes = page.locator(".passages blockquote")
    return [
        (one.locator("cite").inner_text().strip("()"), one.locator("mark").all_inner_texts())
        for one in quotes.all()
    ]


def wanted(a, b):
    """Return the same from `evidence`."""
    found = evidence(actor_network(named()), a, b)
    return [
        (p.id, [p.text[start:end] for start, end in marks])
        for p, marks in zip(found.passages, found.marks, strict=True)
    ]


def middle(page, a, b):
    """Return where on the screen the middle of a line is."""
    ends = [page.locator(f".point:has(title:text('{name},'))").bounding_box() for name in (a, b)]
    return [
        sum(end[at] + end[size] / 2 for end in ends) / 2
        for at, size in (("x", "width"), ("y", "height"))
    ]


def test_a_line_shows_its_passages_by_keys_mouse_and_touch(page, open_page):
    page.get_by_role("searchbox").focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.shadowRoot?.activeElement?.textContent") or ""
        if at.startswith("Japan – United Kingdom"):
            break
    page.keyboard.press("Enter")
    assert page.locator(".passages h2").inner_text() == (
        "Japan – United Kingdom: weight 8, 8 passages"
    )
    assert shown(page) == wanted("japan", "uk")
    for key in ("ArrowDown", "ArrowDown", "End", "Home", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Space")
    assert len(shown(page)) == 1
    page.mouse.click(*middle(page, "Ukraine", "Taiwan"))
    assert shown(page) == wanted("ukraine", "taiwan")
    touched = open_page(explore(actor_network(named()))._repr_html_(), 390, 844, has_touch=True)
    touched.locator("svg[role=img]").scroll_into_view_if_needed()
    touched.touchscreen.tap(*middle(touched, "Group of Seven", "Group of Twenty"))
    assert shown(touched) == wanted("g7", "g20")


def test_an_actor_shows_where_it_is_named_and_can_be_found(page):
    box = page.get_by_role("searchbox")
    box.fill("nato")
    [one] = page.locator(".lists section >> nth=0").locator("li button").all()
    one.click()
    rows = named().table.query("id == 'nato'")
    assert shown(page) == [("accord:D9", rows["surface"].tolist())]
    assert page.locator(".point.found").count() == 1
    box.fill("nobody of this name")
    assert page.locator(".lists li").count() == 0
    box.fill("")


def overlap(one, other):
    """Tell whether two boxes have more than a pixel in common."""
    return all(one[k] < other[k + 2] - 1 and other[k] < one[k + 2] - 1 for k in (0, 1))


def gap(one, other):
    """Return how far apart two boxes are."""
    return sum(max(one[k] - other[k + 2], other[k] - one[k + 2], 0) ** 2 for k in (0, 1)) ** 0.5


@pytest.mark.parametrize("width", [1366, 768, 390])
def test_no_label_lies_on_another_or_on_a_point(width, open_page):
    page = open_page(explore(actor_network(named()), we())._repr_html_(), width)
    page.get_by_label("count we as").check()
    labels, points = page.evaluate(BOXES)
    placed = {n: box for n, box in enumerate(labels) if box}
    assert len(placed) >= (24 if width > 1000 else 21)
    assert len(points) == 24
    for n, box in placed.items():
        others = [other for m, other in placed.items() if m < n]
        assert not [other for other in (*others, *points) if overlap(box, other)]
        assert gap(box, points[n]) <= min(gap(box, point) for point in points) + 2
    assert ("without room" in page.locator(".drawing").inner_text()) == (len(placed) < 24)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_any_graph_is_shown_with_its_attributes(open_page):
    graph = nx.Graph()
    for n, name in enumerate(HARD):
        graph.add_node(n, name=name, **{"<b>": [name], "type": name[:3], "mentions": None})
    graph.add_edge(0, 1, weight=2.5, since="<i>1902</i>", note=float("nan"))
    graph.add_edge(1, 2, weight=-1)
    graph.add_edge(2, 2, weight=float("inf"))
    graph.add_edge(("a", 1), frozenset({"b"}))
    view = explore(graph)
    assert view.words.startswith("A network of 8 actors and 4 lines.")
    page = open_page(view._repr_html_())
    names = page.locator(".lists section >> nth=0").locator("bdi").all_inner_texts()
    assert sorted(names) == sorted([*HARD[:5], "5", "('a', 1)", "frozenset({'b'})"])
    assert page.title() == ""
    page.get_by_role("button", name="<img src=x onerror='document.title = 1'> – \"&lt;").click()
    facts = page.locator(".passages td").all_inner_texts()
    assert facts == ["<i>1902</i>", "nan"]
    assert page.get_by_role("combobox").count() == 0, "its windows are not known"
    page.get_by_role("slider").fill("2")
    assert page.get_by_role("status").inner_text() == "1 line joins 2 of 8 actors."
    nx.set_node_attributes(graph, dict(enumerate([np.int64(9), -3, True])), "mentions")
    nx.set_node_attributes(graph, {0: None}, "type")
    actors = explore(graph).data["actors"]
    assert [actor["size"] for actor in actors[:3]] == [9, 0, 0], "a size is a count"
    assert actors[0]["type"] == ""
    graph.add_node("x", mentions=0, passages=("p",))
    last = explore(graph).data["actors"][-1]
    assert (last["size"], last["facts"]) == (0, [["mentions", "0"]]), "nor are its passages facts"
    small = open_page(explore(nx.karate_club_graph())._repr_html_())
    assert small.get_by_role("status").inner_text() == "78 lines join 34 of 34 actors."


def test_a_network_that_was_changed_is_shown_as_it_is(open_page):
    network = actor_network(named())
    part = network.subgraph(["uk", "japan", "nato", "dbt"])
    assert "passages" in explore(part).data, "actors that were left out change no line"
    assert [a["name"] for a in explore(part).data["actors"]] == [
        network.nodes[n]["name"] for n in part
    ]
    changed = network.copy()
    changed.remove_edge("russia", "ukraine")
    page = open_page(explore(changed)._repr_html_())
    assert page.get_by_role("status").inner_text() == "44 lines join 23 of 24 actors."
    page.get_by_role("button", name="Japan – United Kingdom").click()
    assert [id for id, _ in shown(page)] == list(network.edges["uk", "japan"]["passages"])
    with pytest.raises(AccordError, match=r"^A table of we is counted with"):
        explore(changed, we())


def test_each_window_is_recognised():
    for within in ("paragraph", "commitment", "sentence"):
        data = explore(actor_network(named(), within, minimum=2)).data
        assert (data["within"], data["minimum"]) == (within, 2)


def test_an_empty_network_and_a_long_passage(open_page):
    empty = open_page(explore(nx.Graph())._repr_html_())
    assert empty.get_by_role("status").inner_text() == "0 lines join 0 of 0 actors."
    assert empty.locator(".passages").inner_text() == "The network is empty."
    none = explore(actor_network(find_mentions(passages("Nothing."), real_gazetteer())))
    assert none.words == "A network of 0 actors and 0 lines."
    long = mentions("A " + "and they will go on " * 10_000 + "B")
    assert len(explore(actor_network(long)).words) < 4_000
    page = open_page(explore(actor_network(long))._repr_html_())
    page.get_by_role("button", name="a – b").click()
    assert [marks for _, marks in shown(page)] == [["A", "B"]]


FRAME = """async act => {
  const root = document.querySelector('.accord-view').shadowRoot;
  const svg = root.querySelector('svg[role=img]'), slider = root.querySelector('[type=range]');
  const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const spent = [];
  const r = root.querySelector('.point').getBoundingClientRect();
  const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
  const send = (name, n) => {
    const at = { clientX: x + 9 * n, clientY: y, pointerId: 1, bubbles: true };
    svg.dispatchEvent(new PointerEvent(name, at));
  };
  svg.setPointerCapture = () => {};
  if (act === 'drag') send('pointerdown', 0);
  for (let n = 1; n < 9; n++) {
    await frame();
    const start = performance.now();
    if (act === 'drag') send('pointermove', n);
    else { slider.value = n; slider.dispatchEvent(new Event('input')); }
    svg.getBoundingClientRect();
    await frame();
    spent.push(performance.now() - start);
  }
  if (act === 'drag') send('pointerup', 9);
  return spent;
}"""


def test_300_actors_and_5000_lines_answer_at_once(open_page):
    graph = nx.gnm_random_graph(300, 5000, seed=1)
    for n, (a, b) in enumerate(graph.edges):
        graph.edges[a, b]["weight"] = 1 + n % 9
    page = open_page(explore(graph)._repr_html_())
    assert page.get_by_role("status").inner_text() == "5,000 lines join 300 of 300 actors."
    for act in ("drag", "filter"):
        spent = page.evaluate(FRAME, act)
        assert min(spent) < 100, (act, spent)


def test_the_table_of_we_has_to_fit():
    network, table = actor_network(named()), we()
    for wrong, said in (
        (table.assign(actors="uk;atlantis"), r"No actor 'atlantis' in the network \(row 1\)"),
        (table.assign(passage="accord:Z9"), "no passage 'accord:Z9'"),
        (table.assign(start=0, end=3).tail(1), "lies outside its passage"),
        (table[["passage"]], "lacks the column"),
    ):
        with pytest.raises(AccordError, match=said):
            explore(network, wrong)
    with pytest.raises(AccordError, match="without direction"):
        explore(nx.DiGraph([(1, 2)]))


def test_the_words_of_the_view_are_the_lines():
    network = actor_network(named())
    first, lines, alone, *stands = explore(network).words.splitlines()
    assert first == "A network of 24 actors and 45 lines."
    assert lines.startswith("Each line with its weight: Japan – United Kingdom 8; ")
    assert lines.endswith("; and 5 more lines.")
    assert alone.startswith("Not joined to any: Joint Committee on Science")
    there = {id for *_, ids in network.edges(data="passages") for id in ids}
    assert [one.partition(" ")[0] for one in stands] == [
        id for id in network.graph["windows"] if id in there
    ]
    text = network.graph["windows"]["accord:D9"].text
    assert f"accord:D9 joins Japan, NATO: {text}" in stands
    assert len(explore(network, we())._repr_html_().encode()) <= 150_000
    coded = Mentions(accord().passages, named().table[list(MENTION_COLUMNS)])
    assert explore(actor_network(coded)).picture.alt.startswith("45 lines join 23 actors")
    table = explore(network).picture.table
    assert table.iloc[0].tolist() == ["Japan", "United Kingdom", 8], "its ends are named"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_two_views_of_one_page(scheme, open_page, tmp_path):
    read(accord()).save(tmp_path / "view.html")
    html = (tmp_path / "view.html").read_text("utf-8")
    html = html.replace(
        "</main>", f"<h2>Network</h2>\n{explore(actor_network(named()))._repr_html_()}</main>"
    )
    html5lib.HTMLParser(strict=True).parse(html)
    (tmp_path / "view.html").write_text(html, "utf-8")
    page = open_page(tmp_path / "view.html", 390 if scheme == "dark" else 1366, color_scheme=scheme)
    text, net = page.locator(".accord-view").all()
    text.get_by_role("searchbox").fill("security")
    net.get_by_role("button", name="Japan – United Kingdom").click()
    assert "dark" in net.locator(".view").get_attribute("class").split() or scheme == "light"
    assert Axe().run(page).response["violations"] == []


def test_actors_have_the_types_of_the_figures():
    known = SCRIPT.partition("const KNOWN = {")[2].partition("};")[0]
    assert re.findall(r"(\w+): \['", known) == list(_NODES)
