"""Published agreements, read as they were marked: see tests/published/README.md."""

import json
from pathlib import Path

import pytest
from library import SHARED

from accordlib import Document, parse_agreement

MARKINGS = sorted(Path(__file__).with_name("published").glob("*.json"))
TEXTS = {
    path.stem: path
    for folder in ("agreements", "agreements-more", "treaties")
    for path in (SHARED / folder).glob("*.*")
    if path.name != "README.md"
}
KINDS = {"headings": "heading", "items": "commitment"}
LEAST = 0.95  # of what is found, and of what is marked; a little below what is reached


def lines_of(marking: dict, document: Document) -> dict[str, set[int]]:
    """Return the first lines of headings and commitments that are found, as they are marked."""
    lines, goes_on = document.text.split("\n"), set(marking["continued"])
    found: dict[str, set[int]] = {place: set() for place in KINDS}
    report = parse_agreement(document).report()
    for place, kind in KINDS.items():
        for line in report.loc[report["kind"] == kind, "line"].tolist():
            while line > 1 and (line in goes_on or not lines[line - 1].strip()):
                line -= 1
            found[place].add(line)
    return found


@pytest.mark.skipif(not TEXTS, reason="the published agreements are not here")
def test_published_agreements_are_read_as_they_were_marked():
    right, found, marked = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    for path in MARKINGS:
        marking = json.loads(path.read_text("utf-8"))
        read = lines_of(marking, Document.from_file(TEXTS[path.stem]))
        for place in KINDS:
            wanted = {int(line) for line in marking[place]}
            right[place] += len(wanted & read[place])
            found[place] += len(read[place])
            marked[place] += len(wanted)
    for place in KINDS:
        assert right[place] >= LEAST * found[place]
        assert right[place] >= LEAST * marked[place]
