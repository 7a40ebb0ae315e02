"""One decision for all lines: the best labelling and its margins, and the table of its weights."""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from math import inf, isclose

import pytest
from library import DATA, ROOT, document

from accordlib import AccordError, parse_agreement
from accordlib.agreement import parsing
from accordlib.agreement.labelling import LABELS, label_lines, successions, weights
from accordlib.texts.files import read_table

_, *ROWS = read_table(DATA / "grammar" / "lines.csv")
WEIGHTS = {(label, feature): float(weight) for label, feature, weight in ROWS}
AFTER = {f"after {label}" for label in LABELS}
FEATURES = sorted({feature for _, feature in WEIGHTS} - AFTER)
PLAN = "A Plan for Kelp\n\nWe, the ministers, met in Norwick.\n\n1. Beds\n"
PLAN += "- We will plant kelp.\nAnn Lee"


def labellings(seen: list[list[str]], asked: dict[int, str]) -> Iterator[tuple[float, list[str]]]:
    """Yield every labelling that is allowed, and its weight: no dynamic programming."""
    begin = dict(zip(LABELS, successions(*weights())[1].tolist(), strict=True))

    def go_on(path: list[str], weight: float) -> Iterator[tuple[float, list[str]]]:
        n = len(path)
        if n == len(seen):
            yield weight, path
            return
        follows = LABELS[path[-1]].split() if path else [x for x in LABELS if begin[x] > -100]
        for label in follows:
            if label in asked.get(n, label).split():
                here = sum(WEIGHTS.get((label, feature), 0) for feature in set(seen[n]))
                first = WEIGHTS.get((label, f"after {path[-1]}"), 0) if path else begin[label]
                yield from go_on([*path, label], weight + here + first)

    yield from go_on([], 0.0)


def assert_best(
    seen: list[list[str]], asked: dict[int, str], found: list[tuple[str, float]]
) -> None:
    every = list(labellings(seen, asked))
    best = max(weight for weight, _ in every)
    assert [label for label, _ in found] in [x for w, x in every if isclose(w, best, abs_tol=1e-9)]
    for n, (label, margin) in enumerate(found):
        second = max((w for w, other in every if other[n] != label), default=-inf)
        assert n in asked or isclose(margin, best - second, abs_tol=1e-9), (n, label)


@pytest.mark.parametrize("seed", range(8))
def test_the_best_of_all_labellings_is_found_and_its_margins(seed):
    rng = random.Random(seed)
    seen = [rng.sample(FEATURES, rng.randint(1, 6)) for _ in range(4)]
    asked = {rng.randint(1, 3): rng.choice(("item", "heading", "text"))} if seed % 2 else {}
    assert_best(seen, asked, [(label, margin) for label, margin, _ in label_lines(seen, asked)])


def test_the_margins_of_a_report_are_those_of_all_labellings(monkeypatch):
    decided = []

    def decide(seen, asked):
        decided.append((seen, asked, label_lines(seen, asked)))
        return decided[-1][2]

    monkeypatch.setattr(parsing, "label_lines", decide)
    agreement = parse_agreement(document(PLAN))
    [(seen, asked, labelled)] = decided
    assert_best(seen, asked, [(label, margin) for label, margin, _ in labelled])
    assert [label for label, *_ in labelled] == [
        "title",
        "preamble",
        "heading",
        "item",
        "signature",
    ]
    margins = agreement.report().query("line > 0").set_index("line")["margin"].sort_index()
    assert margins.tolist() == [round(margin, 1) for _, margin, _ in labelled]


def test_what_a_line_has_that_no_row_weighs_changes_nothing():
    seen = [["the first line"], ["bullet", "ends in a stop"]]
    more = [[*line, "a smell of kelp"] for line in seen]
    assert label_lines(more, {}) == label_lines(seen, {})
    assert label_lines([], {}) == []


def test_a_reason_is_of_features_that_the_line_has():
    seen = [["in capitals", "ends in no stop"], ["bullet", "a verb of a promise"]]
    for line, (*_, reason) in zip(seen, label_lines(seen, {}), strict=True):
        assert {*reason.split(", ")} <= {*line, "what stands around it"}


# The table


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return the path of a copy of the table that is read in place of the project's."""
    shutil.copytree(DATA / "grammar", tmp_path / "grammar")
    monkeypatch.setattr("accordlib.texts.files.data_folder", lambda: tmp_path)
    weights.cache_clear()
    yield tmp_path / "grammar" / "lines.csv"
    weights.cache_clear()


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("label,feature\nitem,bullet\n", "label, feature, weight"),
        ("label,feature,weight\npromise,bullet,2\n", "line 2, column label: 'promise'.*above"),
        ("label,feature,weight\nitem,bullet,much\n", "line 2, column weight: 'much'"),
        ("label,feature,weight\nitem,bullet,\n", "line 2, column weight: ''"),
        ("label,feature,weight\nitem,bullet\n", "line"),
        ("label,feature,weight\nitem,x,2\nitem,x,3\n", "line 3.*'item, x' stands in line 2"),
        ("", "lines.csv"),
    ],
)
def test_a_table_that_cannot_be_used_is_named(table, content, wrong):
    table.write_text(content, "utf-8")
    with pytest.raises(AccordError, match=wrong) as caught:
        parse_agreement(document(PLAN))
    assert "lines.csv" in str(caught.value)


@pytest.mark.parametrize("weight", ["nan", "inf", "-inf"])
def test_a_weight_that_is_no_finite_number_is_named(table, weight):
    table.write_text(f"label,feature,weight\nitem,bullet,{weight}\n", "utf-8")
    with pytest.raises(AccordError, match=f"line 2.*'{weight}'"):
        parse_agreement(document(PLAN))


def test_a_row_is_the_whole_change(table):
    assert parse_agreement(document(PLAN)).running == set()
    rows = table.read_text("utf-8")
    table.write_text(re.sub(r"(?m)^text,bullet,.*", "text,bullet,99", rows), "utf-8")
    weights.cache_clear()
    assert parse_agreement(document(PLAN)).running >= {"1.1"}


def test_every_successor_in_the_table_is_a_label_and_no_row_stands_twice():
    assert {feature for _, feature in WEIGHTS if feature[6:] in LABELS} <= AFTER
    assert len(WEIGHTS) == len(ROWS)


def test_the_parts_are_the_same_in_every_run():
    code = "from accordlib import Document, parse_agreement as p\n"
    code += "for file, lines in (('quoted/n14', {}), ('layouts/lines/f04', {6: 'lead-in'})):\n"
    code += "    print(p(Document.from_file(f'tests/{file}.txt'), lines).report().to_csv())"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},  # in which order sets give their elements
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "3", "5")
    ]
    assert len(set(runs)) == 1
