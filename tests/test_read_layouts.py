"""Invented agreements and the Accord, read as they were marked: see tests/layouts/README.md."""

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from garbling import assert_nothing_lost
from library import DATA

from accordlib import Agreement, Document, parse_agreement

FOLDER = Path(__file__).with_name("layouts")
MARKED = {path.stem: path for path in sorted(FOLDER.rglob("*.json"))}
# The places of a marking, and what the report calls them.
KINDS = {
    "headings": "heading",
    "items": "commitment",
    "lead_ins": "lead-in",
    "paragraphs": "paragraph",
    "signatories": "signatory",
    "rules": "rule",
    **{kind: kind for kind in ("title", "rest", "preamble", "closing")},
}
# Of all texts, at least: the share that is right of what is found, and that is found of what is
# marked. A little below what is reached, so that other weights need no other figures.
RATES = {
    "heading": (0.96, 0.97),
    "commitment": (0.97, 0.98),
    "signatory": (0.90, 0.96),
    "title": (0.86, 0.86),
    "preamble": (0.95, 0.95),
    "closing": (0.90, 0.89),
    "lead-in": (0.88, 0.88),
}
LEVELS = {"heading": 0.93, "commitment": 0.98}  # of those that are found, at least
SURE, WRONG_BUT_SURE = 2, 0.03  # a margin, and the share of the lines above it that are wrong


@cache
def places(name: str) -> dict[str, list]:
    return json.loads(MARKED[name].read_text("utf-8"))


@cache
def read(name: str) -> Agreement:
    path = MARKED[name].with_suffix(".txt")
    return parse_agreement(Document.from_file(path if path.exists() else DATA / "texts/accord.txt"))


def marked(name: str) -> list[tuple[int, str, int]]:
    """Return first line, kind and level of each part, the level 0 where there is none."""
    found = []
    for place, kind in KINDS.items():
        lines = places(name)[place]
        for line in lines[:1] if place == "title" else lines:
            first = line[0] if place == "signatories" else int(line)
            found.append((first, kind, lines[line] if isinstance(lines, dict) else 0))
    return found


def found_in(name: str) -> list[tuple[int, str, int, float]]:
    """Return line, kind, level and margin of each part, as its first line is marked.

    Beneath the first line of who signs anything else that is found belongs to the block.
    """
    lines = read(name).document.text.split("\n")
    goes_on = {*places(name)["continued"], *(n for n, x in enumerate(lines, 1) if not x.strip())}
    signs = {n: (a, b) for a, b in places(name)["signatories"] for n in range(a, b + 1)}
    found = []
    table = read(name).report()
    for line, kind, level, margin in table[["line", "kind", "level", "margin"]].values.tolist():
        while line in goes_on:
            line -= 1
        first, last = signs.get(line, (line, line))
        if line and (kind == "signatory" or first == last):
            found.append((first, kind, level, margin))
    return found


@cache
def counted() -> tuple[Counter, Counter, Counter, list]:
    """Count what is right, found and marked, by kind; list what is wrong but sure."""
    right, found, wanted = Counter(), Counter(), Counter()
    wrong = []
    for name in MARKED:
        truth = defaultdict(list)
        for line, kind, level in marked(name):
            truth[line].append((kind, level))
            wanted[kind] += 1
        for line, kind, level, margin in found_in(name):
            expected, deep = truth[line].pop() if truth[line] else ("nothing", 0)
            found[kind] += 1
            right[kind] += kind == expected
            if kind == expected and kind in LEVELS:
                found[f"levels of {kind}"] += 1
                right[f"levels of {kind}"] += level == deep
            if margin > SURE and kind != "rule":
                found["sure"] += 1
                wrong += [(name, line, kind, expected)] if kind != expected else []
    return right, found, wanted, wrong


@pytest.mark.parametrize("name", MARKED)
def test_each_line_has_one_place_in_its_marking(name):
    lines = read(name).document.text.split("\n")
    ranges = {tuple(span) for span in places(name)["signatories"]}
    held = Counter(n for a, b in ranges for n in range(a, b + 1) if lines[n - 1].strip())
    for place in {*KINDS, "continued"} - {"signatories"}:
        held.update(map(int, places(name)[place]))
    assert held == Counter(n for n, line in enumerate(lines, 1) if line.strip())


@pytest.mark.parametrize("name", MARKED)
def test_nothing_of_a_text_is_lost(name):
    assert_nothing_lost(read(name))


@pytest.mark.parametrize("kind", RATES)
def test_most_lines_are_read_as_they_were_marked(kind):
    right, found, wanted, _ = counted()
    precision, recall = RATES[kind]
    assert right[kind] >= precision * found[kind]
    assert right[kind] >= recall * wanted[kind]


@pytest.mark.parametrize(("kind", "least"), LEVELS.items())
def test_most_levels_are_those_that_were_marked(kind, least):
    right, found, *_ = counted()
    assert right[f"levels of {kind}"] >= least * found[f"levels of {kind}"]


def test_what_is_wrong_has_a_small_margin():
    _, found, _, wrong = counted()
    assert len(wrong) <= WRONG_BUT_SURE * found["sure"], wrong


def test_the_accord_is_read_exactly_as_it_was_marked():
    found = [(line, kind, level) for line, kind, level, _ in found_in("accord")]
    assert sorted(found) == sorted(marked("accord"))
