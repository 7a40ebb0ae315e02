"""UIMA CAS of INCEpTION: a zip file of the text with its annotations (XMI) and their types."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordlib.errors import AccordError
from accordlib.exchange.border import Marked, Span, expect_xml, file_bytes, file_text
from accordlib.texts.files import LARGEST

_LAYER, _TYPE_SYSTEM = "webanno.custom.AccordSpan", "TypeSystem.xml"
_NO_FEATURES = {"begin", "end", "sofa", "self", "type", "label"}  # names that features cannot have
_NO_SPAN = ("begin", "end", "sofa")
_NAMES_OF_LABELS = ("label", "value", "identifier")
_OF_THE_TEXT = re.compile(r"uima\.|.*\.(?:segmentation|metadata)\.|.*CASMetadata|.*\.tweet\.")


def written_inception(text: str, spans: list[Span], id: str) -> dict[str, bytes]:
    """Return a zip file as INCEpTION exports it."""
    cassis = _cassis()
    types = cassis.TypeSystem()
    names = dict.fromkeys(name for span in spans for name in span.attributes)
    fits = re.compile(r"[A-Za-z]\w*", re.A).fullmatch
    if wrong := [name for name in names if name in _NO_FEATURES or not fits(name)]:
        raise AccordError(
            f"Column {wrong[0]!r:.80} cannot be a feature of INCEpTION. Rename it: letters from A "
            f"to Z, digits and _, but none of {', '.join(sorted(_NO_FEATURES))}."
        )
    layer = types.create_type(_LAYER)
    for name in ("label", *names):
        types.create_feature(layer, name, "uima.cas.String")
    expect_xml(text, f"The text of {id!r:.80}")
    cas = cassis.Cas(typesystem=types, sofa_string=text, sofa_mime="text/plain")
    for span in spans:
        [(start, end)] = span.pieces
        for name, value in (("label", span.label), *span.attributes.items()):
            expect_xml(value, f"{span.text!r:.80}, {name}")
        cas.add(layer(begin=start, end=end, label=span.label, **span.attributes))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        file = re.sub(r"[^\w.-]", "_", id) + ".xmi"
        for name, part in ((file, cas.to_xmi()), (_TYPE_SYSTEM, types.to_xml())):
            packed.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return {".zip": content.getvalue()}


def marked_inception(path: Path) -> list[Marked]:
    """Return the text of each XMI in a zip file with what is marked in it."""
    cassis, parts = _cassis(), dict[str, str]()
    with zipfile.ZipFile(io.BytesIO(file_bytes(path))) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise ValueError(f"it unpacks to more than {LARGEST:,} bytes")
        for name in packed.namelist():
            if name.endswith((".xmi", ".xml")):
                parts[name] = file_text(path, packed.read(name))
    types = cassis.load_typesystem(parts.pop(_TYPE_SYSTEM))
    found = [cassis.load_cas_from_xmi(text, typesystem=types) for text in parts.values()]
    return [(cas.sofa_string, list(_cas_spans(cas))) for cas in found]


def _cas_spans(cas: Any) -> Iterator[Span]:
    for annotation in cas.select_all_annotations():
        kind = annotation.type.name
        start, end = annotation.begin, annotation.end
        if _OF_THE_TEXT.match(kind) or start == end:
            continue
        names = [f.name for f in annotation.type.all_features if f.name not in _NO_SPAN]
        given = {name.rstrip("_"): annotation.get(name) for name in names}
        plain = {n: str(v) for n, v in given.items() if isinstance(v, str | int | float)}
        named = next((name for name in _NAMES_OF_LABELS if name in plain), None)
        label = plain.pop(named) if named else kind.rpartition(".")[2]
        layer = {} if kind == _LAYER else {"layer": kind.rpartition(".")[2]}
        yield Span([(start, end)], label, None, plain | layer)


def _cassis() -> Any:
    try:
        import cassis
    except ImportError:
        said = "For INCEpTION the package dkpro-cassis is needed. Install it:"
        raise AccordError(f"{said} pip install 'accordlib[exchange]'.") from None
    return cassis
