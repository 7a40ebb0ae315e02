"""Marked stretches of a text to and from tools in which people annotate."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz.distance import Prefix

from accordlib.errors import AccordError, expect
from accordlib.exchange import border
from accordlib.exchange.border import Border, Marked, Span, expect_ending, flat
from accordlib.tables import expect_columns
from accordlib.texts.documents import Document
from accordlib.texts.files import printable, write_whole

_TOOLS = {  # by the ending of its files: the module that knows them, the end of the names there
    ".zip": "inception inception",
    ".ann": "brat brat",
    ".jsonl": "json_tools doccano",
    ".json": "json_tools label_studio",
    ".xml": "catma catma",
}
_COVERED, _PLACE = ("surface", "text"), ("document", "start", "end")
_WHERE = "Give find_quotations(document) or a table with the columns start and end."
_ONE = "Give corpus['article'] or another one."


def export_spans(
    document: Document, table: pd.DataFrame, path: str | Path, label: str = "label"
) -> tuple[Path, ...]:
    """Write marked stretches of a text for a tool in which people annotate.

    What each tool loses: ``docs/other-tools.md``.

    Parameters
    ----------
    document : Document
    table : DataFrame
        ``start`` and ``end``: characters in the document's text. By ``document`` or ``passage`` the
        rows of other documents are left out. ``surface`` or ``text``, if there, must be what stands
        there. The other columns become attributes, as text.
    path : str or Path
        Its ending names the tool: ``.zip`` INCEpTION, ``.ann`` brat (the text is written beside
        it, as ``.txt``), ``.jsonl`` doccano, ``.json`` Label Studio, ``.xml`` CATMA.
    label : str
        The column of the labels.

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    AccordError
        If a row does not fit the text, or the tool cannot take what is in it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> article = load_corpus()["article"]
    >>> with TemporaryDirectory() as folder:
    ...     files = export_spans(article, find_quotations(article), f"{folder}/q.ann", "kind")
    >>> [file.name for file in files]
    ['q.ann', 'q.txt']
    """
    expect(document, Document, "export_spans()", _ONE)
    expect(label, str, "label", "Give the name of a column.")
    place = expect_ending(path, _TOOLS, "export_spans()")
    flat(document.text, f"The text of {document.id!r:.80}")
    ours = Border(document.text)
    spans = list(_fitting(document, ours, table, label))
    written = _tool(place, "written")(ours.text, spans, document.id)
    files = {place.with_suffix(ending): content for ending, content in written.items()}
    for file, content in files.items():
        if file.suffix == ".txt" and file.exists() and file.read_bytes() != content:
            said = f"{printable(file):.200} is there already and holds another text."
            raise AccordError(f"{said} Choose another name or folder, so that it is not lost.")
    for file, content in reversed(files.items()):
        write_whole(file, content)
    return tuple(files)


def import_spans(document: Document, path: str | Path, label: str = "label") -> pd.DataFrame:
    """Read what was marked in a text with another tool.

    Parameters
    ----------
    document : Document
        The text that was annotated; a file about another one is refused.
    path : str or Path
        What the tool exported; its ending names the tool, as for `export_spans`.
    label : str
        How the column of labels is to be called.

    Returns
    -------
    DataFrame
        In the order of the text: ``document`` (id), ``start``, ``end`` (characters in its text),
        ``text``, the label, and a column of texts for each attribute (empty where there is none).
        What is marked in pieces has a row for each, and ``piece`` (``1 of 2``).

    Raises
    ------
    AccordError
        If the file is about another text, or what it covers does not stand there.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> article = load_corpus()["article"]
    >>> with TemporaryDirectory() as folder:
    ...     [path] = export_spans(article, find_quotations(article), f"{folder}/q.xml", "kind")
    ...     import_spans(article, path)["label"].value_counts().to_dict()
    {'speech': 14}
    """
    expect(document, Document, "import_spans()", _ONE)
    expect(label, str, "label", "Give a name for the column.")
    place = expect_ending(path, _TOOLS, "import_spans()")
    with border.refusing(place):
        marked = _tool(place, "marked")(place)
        rows = sorted(_marked_rows(document, marked, place), key=lambda row: row[:2])
    columns = list(dict.fromkeys(name for *_, attributes in rows for name in attributes))
    if taken := {*_PLACE, "text", label}.intersection(columns):
        said = f"{printable(place):.200} has an attribute {min(taken)!r}, as a column is called."
        raise AccordError(f"{said} Rename it in the tool, or give another `label`.")
    filled = [
        (document.id, *row, *(attributes.get(name, "") for name in columns))
        for *row, attributes in rows
    ]
    table = pd.DataFrame(filled, columns=[*_PLACE, "text", label, *columns])
    return table.astype({"start": "int64", "end": "int64"})


def _tool(path: Path, what: str) -> Any:
    """Return the function by which a tool's files are written or what is marked in them read."""
    module, name = _TOOLS[path.suffix.lower()].split()
    return getattr(import_module(f"accordlib.exchange.{module}"), f"{what}_{name}")


def _fitting(document: Document, ours: Border, table: pd.DataFrame, label: str) -> Iterator[Span]:
    """Yield the rows of one document as the other side gets them."""
    needed: dict[str, type] = {"start": int, "end": int, label: object}
    checked = expect_columns(table, needed, "the table of spans", _WHERE)
    for of in [name for name in ("document", "passage") if name in checked][:1]:
        ids = [str(value).partition(":")[0] for value in checked[of]]
        if ids and document.id not in ids:
            said = f"its {of}s are of {', '.join(sorted(set(ids))):.200}"
            raise AccordError(f"The table has no row of {document.id!r}; {said}. Give that one.")
        checked = checked[[id == document.id for id in ids]]
    names = [name for name in checked if name not in (*_PLACE, *_COVERED, label)]
    if wrong := [n for n in names if not isinstance(n, str) or n in ("label", "piece")]:
        raise AccordError(f"Column {wrong[0]!r:.80} of the table would be lost. Rename it.")
    for row, cells in zip(checked.index, checked.to_dict("records"), strict=True):
        start, end, what = cells["start"], cells["end"], f"Row {row + 1} of the table of spans"
        stands = document.text[max(start, 0) : end]
        if not 0 <= start < end <= len(document.text):
            raise AccordError(
                f"{what} goes from {start} to {end}, in a text of {len(document.text):,} "
                "characters. Give stretches with something in them, as offsets in document.text."
            )
        if wrong := [cells[n] for n in _COVERED if n in cells and cells[n] != stands]:
            said = f"{what} says {wrong[0]!r:.80} for {start} to {end}, where {stands!r:.80}"
            raise AccordError(f"{said} stands. Give the offsets of the document's own text.")
        plain = {n: flat(cells[n], f"{what}, column {n}") for n in (label, *names)}
        texts = {str(name): str(value) for name, value in plain.items() if value is not None}
        tag = texts.pop(label, "")
        yield Span([(ours.out(start), ours.out(end))], tag, border.with_line_feeds(stands), texts)


def _marked_rows(document: Document, marked: list[Marked], path: Path) -> Iterator[tuple[Any, ...]]:
    """Yield start, end, text, label and attributes of what is marked in this document."""
    name, ours = f"{printable(path):.200}", Border(document.text)
    sides = [(Border(ours.text if text is None else text), spans) for text, spans in marked]
    about = [s for s in sides if s[0].text.rstrip() == ours.text.rstrip()]
    if not about:
        texts = [side.text for side, _ in sides]
        nearest = max(texts, key=lambda text: Prefix.similarity(ours.text, text), default="")
        border.expect_same(ours.text, nearest, name)
    for theirs, spans in about:
        for number, span in enumerate(spans, start=1):
            what, found = f"{name}: annotation {number} ({span.label!r:.80})", []
            for start, end in span.pieces:
                whole = type(start) is type(end) is int
                if not whole or not 0 <= start < end <= theirs.back(len(theirs.text)):
                    raise AccordError(f"{what} is at {start!r:.20} to {end!r:.20}: no such place.")
                places = (min(ours.back(theirs.out(at)), len(document.text)) for at in (start, end))
                found.append(tuple(places))
            texts = [document.text[start:end] for start, end in found]
            stand = _seen(" ".join(texts))
            if span.text is not None and _seen(span.text) != stand:
                said = f"{what}, at {found[0][0]:,} to {found[-1][1]:,} of the document"
                border.expect_same(stand, _seen(span.text), said)
                raise AccordError(f"{said}: the blanks at the end of {stand!r:.80} differ.")
            for n, (place, text) in enumerate(zip(found, texts, strict=True), start=1):
                part = {"piece": f"{n} of {len(found)}"} if len(found) > 1 else {}
                yield *place, text, span.label, span.attributes | part


def _seen(text: str) -> str:
    """Return a covered text as tools carry it, without line ends."""
    return border.LINE_BREAKS.sub(" ", border.with_line_feeds(text))
