"""TEI of CATMA: pointers into a text that stands elsewhere, and features of what they mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain, pairwise
from pathlib import Path
from uuid import UUID, uuid5
from xml.etree import ElementTree

from jinja2 import Template

from accordlib.exchange.border import Marked, Span, expect_xml, file_text

_TEI, _XML_ID = {"": "http://www.tei-c.org/ns/1.0"}, "{http://www.w3.org/XML/1998/namespace}id"
_OURS = UUID("6f1d8a52-0f0b-5a0e-9d0c-2b9b0f6f2023")  # from which ids are made
_VERSION = "2023-05-18T00:00:00.000+0000"  # of tags: one time, so that files can be compared
_OWN_TEXT, _COLOUR = "covered_text", "catma_displaycolor"
_SYSTEM = {"catma_markupauthor": "accordlib", _COLOUR: str(-0xFF8000)}


def written_catma(text: str, spans: list[Span], id: str) -> dict[str, bytes]:
    """Return a collection of annotations; its text is uploaded to CATMA by itself."""
    for said in (
        id,
        *(x for s in spans for x in (s.label, s.text or "", *chain(*s.attributes.items()))),
    ):
        expect_xml(said, f"{said!r:.80}")
    ids, places = [_made(id, n, *s) for n, s in enumerate(spans)], []
    for start, end in pairwise(sorted({0, len(text), *(at for s in spans for at in s.pieces[0])})):
        inside = [s.pieces[0][0] <= start and end <= s.pieces[0][1] for s in spans]
        over = " ".join(f"#{name}" for name, here in zip(ids, inside, strict=True) if here)
        places.append((start, end, over))
    features = [
        (name, s.label, {**_SYSTEM, _OWN_TEXT: s.text or "", **s.attributes})
        for name, s in zip(ids, spans, strict=True)
    ]
    form = files("accordlib.exchange").joinpath("catma.xml").read_text("utf-8")
    file = Template(form, autoescape=True).render(
        id=id,
        made=_made,
        text=_made(text),
        version=_VERSION,
        system=_SYSTEM,
        labels=dict.fromkeys(s.label for s in spans),
        places=places,
        features=features,
        names=[_COLOUR, _OWN_TEXT, *dict.fromkeys(n for s in spans for n in s.attributes)],
    )
    return {".xml": file.replace("\r", "&#13;").encode("utf-8")}


def marked_catma(path: Path) -> list[Marked]:
    """Return what a collection marks, in the order of its annotations; it has no text."""
    return [(None, list(_catma_spans(ElementTree.fromstring(file_text(path)))))]


def _catma_spans(tei: ElementTree.Element) -> Iterator[Span]:
    declared = tei.iterfind(".//fsDecl", _TEI)
    tags = {tag.attrib[_XML_ID]: tag.findtext("fsDescr", "", _TEI) for tag in declared}
    places: dict[str, list[tuple[int, int]]] = {}
    for segment in tei.iterfind("text/body/ab/seg", _TEI):
        for pointer in segment.iterfind("ptr", _TEI):
            start, end = re.findall(r"\d+", pointer.attrib["target"].rpartition("#char=")[2])
            for id in segment.attrib["ana"].replace("#", "").split():
                places.setdefault(id, []).append((int(start), int(end)))
    if tei.find("text/body/ab", _TEI) is None:
        raise ValueError("it has no body with a block of pointers")
    for features in tei.iterfind("text/fs", _TEI):
        values = {
            f.attrib["name"]: "; ".join(s.text or "" for s in f.iterfind(".//string", _TEI))
            for f in features.iterfind("f", _TEI)
        }
        covered = values.pop(_OWN_TEXT, None)
        own = {name: v for name, v in values.items() if not name.startswith("catma_")}
        pieces = _in_one(places[features.attrib[_XML_ID]])
        yield Span(pieces, tags[features.attrib["type"]], covered, own)


def _in_one(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places in order, those in one that touch (others begin or end there)."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _made(*what: object) -> str:
    """Return an id as CATMA makes them, the same for the same thing."""
    return f"CATMA_{uuid5(_OURS, repr(what))!s}".upper()
