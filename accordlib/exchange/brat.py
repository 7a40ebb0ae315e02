"""The standoff format of brat: a text, and a file with a line for each annotation."""

from __future__ import annotations

import re
from pathlib import Path

from accordlib.exchange.border import LINE_BREAKS, Marked, Span, file_text, read_note, written_note

_ANN_LINE = re.compile(r"(?:[TEAMRNW]\d+\S*|#\d*\S*|\*)\t")
_ANN_TEXT = re.compile(r"(T\d+\S*)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?", re.S)
_ANN_ATTRIBUTE = re.compile(r"[AM]\d+\S*\t(\S+) (T\d+\S*)(?: (.+))?")
_ANN_NOTE = re.compile(r"#\d*\S*\t\S+ (T\d+\S*)\t(.*)", re.S)


def written_brat(text: str, spans: list[Span], id: str) -> dict[str, bytes]:
    """Return the annotations and the text."""
    lines = []
    for n, span in enumerate(spans, start=1):
        places = ";".join(f"{start} {end}" for start, end in span.pieces)
        kind, covered = _brat_type(span.label), LINE_BREAKS.sub(" ", span.text or "")
        true = {"label": span.label} if kind != span.label else {}
        lines.append(f"T{n}\t{kind} {places}\t{covered}\n")
        if note := true | span.attributes:
            lines.append(f"#{n}\tAnnotatorNotes T{n}\t{written_note(note)}\n")
    return {".ann": "".join(lines).encode("utf-8"), ".txt": text.encode("utf-8")}


def marked_brat(path: Path) -> list[Marked]:
    """Return the text beside a file of annotations, and what is marked in it."""
    text, spans = file_text(path.with_suffix(".txt")), dict[str, Span]()
    more: list[tuple[str, dict[str, str]]] = []
    for number, line in enumerate(file_text(path).split("\n"), start=1):
        if line.strip() and not _ANN_LINE.match(line):
            raise ValueError(f"line {number} is {line!r:.80}")
        if found := _ANN_TEXT.fullmatch(line.rstrip("\r")):
            id, kind, places, covered = found.groups()
            pairs = (pair.split() for pair in places.split(";"))
            pieces = [(int(start), int(end)) for start, end in pairs]
            spans[id] = Span(pieces, kind, covered, {})
        elif found := _ANN_ATTRIBUTE.fullmatch(line.rstrip("\r")):
            more.append((found[2], {found[1]: found[3] or "true"}))
        elif found := _ANN_NOTE.fullmatch(line.rstrip("\r")):
            more.append((found[1], read_note(found[2])))
        elif line.startswith("T"):
            raise ValueError(f"line {number} is {line!r:.80}")
    for id, attributes in more:
        if id in spans:
            true = attributes.pop("label", "")
            spans[id].attributes.update(attributes)
            if _brat_type(true) == spans[id].label:
                spans[id] = spans[id]._replace(label=true)
    return [(text, list(spans.values()))]


def _brat_type(label: str) -> str:
    """Return a label in the characters that brat has for types."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", label) or "_"
