"""How soon the views are seen, beside pyvis' page of the same network, in the same Chromium.

``python benchmarks/views.py [--rounds 9]``; it takes playwright, and ``pip install pyvis==0.3.2``.
Measured is the time from the beginning of the navigation to the first frame with something of the
network or the text in it: for pyvis, with ink on its canvas.
"""

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
from playwright.sync_api import sync_playwright
from pyvis.network import Network

from accordlib import (
    actor_network,
    explore,
    find_mentions,
    kwic,
    load_corpus,
    load_gazetteer,
    parse_agreement,
    read,
)

SEEN = """() => {
  const root = () => document.querySelector('.accord-view')?.shadowRoot;
  const canvas = () => {
    const one = document.querySelector('canvas');
    if (!one || !one.width || !one.height) return false;
    const data = one.getContext('2d').getImageData(0, 0, one.width, one.height).data;
    return data.some((value, n) => n % 4 === 3 && value > 0);
  };
  const done = () => { window.seen = performance.now(); };
  const look = () => {
    const there = root()?.querySelector('.point, .words') || canvas();
    requestAnimationFrame(there ? () => setTimeout(done) : look);
  };
  requestAnimationFrame(look);
}"""
FELT = """([act, rounds]) => new Promise(async done => {
  const root = document.querySelector('.accord-view').shadowRoot;
  const svg = root.querySelector('svg[role=img]'), slider = root.querySelector('[type=range]');
  const frame = () => new Promise(next => requestAnimationFrame(() => setTimeout(next)));
  const box = root.querySelector('.point').getBoundingClientRect(), spent = [];
  const send = (name, n) => svg.dispatchEvent(new PointerEvent(name, {
    clientX: box.x + box.width / 2 + 5 * n, clientY: box.y + box.height / 2, bubbles: true
  }));
  svg.setPointerCapture = () => {};
  if (act === 'drag') send('pointerdown', 0);
  for (let n = 1; n <= rounds; n++) {
    await frame();
    const start = performance.now();
    if (act === 'drag') send('pointermove', 1 + n % 9);
    else { slider.value = n % 9; slider.dispatchEvent(new Event('input')); }
    await frame();
    spent.push(performance.now() - start);
  }
  if (act === 'drag') send('pointerup', 9);
  done(spent.sort((a, b) => a - b));
})"""


def pages(folder: Path) -> dict[str, Path]:
    """Write the pages that are compared."""
    agreement = parse_agreement(load_corpus()["accord"])
    graph = actor_network(find_mentions(agreement, load_gazetteer()))
    we = pd.concat(kwic(agreement, word).table for word in ("we", "our", "us"))
    explore(graph, we.assign(actors="uk;japan")).save(folder / "explore.html")
    read(agreement).save(folder / "read.html")
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_weighted_edges_from((a, b, w) for a, b, w in graph.edges(data="weight"))
    net = Network(cdn_resources="in_line")
    net.from_nx(plain)
    (folder / "pyvis.html").write_text(net.generate_html(), "utf-8")
    large = nx.gnm_random_graph(300, 5000, seed=1)
    for n, (a, b) in enumerate(large.edges):
        large.edges[a, b]["weight"] = 1 + n % 9
    explore(large).save(folder / "large.html")
    return {path.stem: path for path in sorted(folder.glob("*.html"))}


def seen(browser: Any, path: Path) -> float:
    """Return when the text or the network of a page is seen, in milliseconds, in a new context."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.add_init_script(f"({SEEN})()")
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function("window.seen", timeout=60_000)
    found = page.evaluate("window.seen")
    context.close()
    return found


def main() -> None:
    """Print a table of the pages, and how long a drag and a filter take in a large network."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    place = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        found = pages(Path(folder))
        browser = driver.chromium.launch(executable_path=place, args=["--no-sandbox"])
        times: dict[str, list[float]] = {name: [] for name in found}
        for _ in range(rounds):
            for name, path in found.items():
                times[name].append(seen(browser, path))
        medians = {name: statistics.median(some) for name, some in times.items()}
        print("| page | kB | first paint, ms | share of pyvis' |")
        print("| --- | ---: | ---: | ---: |")
        for name, median in medians.items():
            size = found[name].stat().st_size / 1000
            print(f"| {name} | {size:,.0f} | {median:.0f} | {median / medians['pyvis']:.2f} |")
        page = browser.new_page()
        page.goto(found["large"].as_uri())
        for act in ("drag", "filter"):
            spent = page.evaluate(FELT, [act, 30])
            last = f"slowest of 30 {spent[-1]:.0f} ms"
            print(f"{act}: median {spent[15]:.0f} ms to the next frame, {last}")


if __name__ == "__main__":
    main()
