"""Twenty-six invented agreements, read as they were marked: see tests/layouts/README.md."""

import json
from pathlib import Path

import pytest

from accordlib import Document, parse_agreement

FOLDER = Path(__file__).with_name("layouts")
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
# What is read otherwise than marked: missed lines and those found instead.
KNOWN = {
    # "reached the following understandings:" and "do hereby declare to:" are lead-ins.
    "a08": {"preamble": ([14], [])},
    "b06": {"preamble": ([14], [])},
    # No formula opens what closes them.
    "b05": {"closing": ([60], [])},
    "c02": {"closing": ([78], [])},
    "c06": {"items": ([], [(54, 1), (55, 1)]), "closing": ([54, 55], [])},
    # A footnote and a page number stand in the middle of a numbered paragraph.
    "c03": {"headings": ([], [(30, 4)]), "items": ([(30, 1)], [(36, 1)])},
    # Only the sense says that the last heading is no lower one.
    "c08": {"headings": ([(76, 1)], [(76, 2)])},
}


def found_in(document: Document) -> dict[str, set]:
    def line(at: int) -> int:
        return document.text.count("\n", 0, at) + 1

    agreement = parse_agreement(document)
    preamble = [(line(p.start), p.kind) for p in agreement.preamble]
    headings = {(line(p.title.start), p.level) for p in agreement.pillars if p.title}
    items = {(line(c.start), c.level) for c in agreement.commitments}
    return {
        "headings": headings | {(at, 1) for at, kind in preamble if kind == "heading"},
        "items": items | {(at, 1) for at, kind in preamble if kind == "item"},
        "preamble": {at for at, kind in preamble if kind == "preamble"},
        "signatories": {(line(s.start), line(s.end)) for s in agreement.signatories},
        "closing": {line(p.start) for p in agreement.closing},
        "title": {line(agreement.title.start)},
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_agreement_is_read_as_it_was_marked(name):
    document = Document.from_file(FOLDER / f"{name}.txt")
    marked = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    levelled = {k: {(int(n), v) for n, v in marked[k].items()} for k in ("headings", "items")}
    expected = levelled | {k: set(marked[k]) for k in ("preamble", "closing")}
    expected["signatories"] = set(map(tuple, marked["signatories"]))
    expected["title"] = {marked["title"][0]}
    found = found_in(document)
    differ = {
        part: (sorted(expected[part] - found[part]), sorted(found[part] - expected[part]))
        for part in found
        if found[part] != expected[part]
    }
    assert differ == KNOWN.get(name, {})
