"""The versions of a text for the programs of textual scholarship: TEI and CollateX."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

from accordlib.errors import AccordError
from accordlib.exchange.border import expect_ending, expect_xml
from accordlib.texts.documents import Document
from accordlib.texts.files import write_whole
from accordlib.texts.folding import fold_characters
from accordlib.versions.alignment import Alignment
from accordlib.versions.edits import KEPT, PIECE, edit_steps
from accordlib.views.collate import aligned_rows, expect_alignments

_TEI_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Made by accordlib.</p></publicationStmt>
<sourceDesc><listWit>
{witnesses}
</listWit></sourceDesc>
</fileDesc>
<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc>
</teiHeader>
<text><body>
{paragraphs}
</body></text>
</TEI>
"""
Segment = list[list[str]]  # of each witness its tokens, each with the blank before it


def export_collation(
    alignments: Alignment | Iterable[Alignment], path: str | Path
) -> tuple[Path, ...]:
    """Write the versions of a text as TEI or for CollateX.

    TEI has a paragraph for each row of sentences, with parallel segmentation: an ``app`` for each
    place where the versions differ, with what each of them reads. JSON for CollateX has
    ``witnesses`` with their tokens, which it collates anew, and our ``table``: for each witness the
    tokens of each column.

    Parameters
    ----------
    alignments : Alignment, or iterable of Alignment
        One for each version, of the same original.
    path : str or Path
        It ends in ``.xml`` or ``.json``.

    Returns
    -------
    tuple of Path
        The file that was written.

    Raises
    ------
    AccordError
        If the alignments are of different originals, or a text has what XML cannot hold.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> alignment = align_sentences(load_corpus()["article"], load_corpus()["article-rewrite"])
    >>> with TemporaryDirectory() as folder:
    ...     export_collation(alignment, f"{folder}/article.xml")[0].name
    'article.xml'
    """
    chosen = expect_alignments(alignments, "export_collation()")
    place = expect_ending(path, (".xml", ".json"), "export_collation()")
    witnesses = [chosen[0].original, *(a.rewrite for a in chosen)]
    rows = [
        [*_segments([text for _, _, text in sentences] for sentences in cells)]
        for cells in aligned_rows(chosen)
    ]
    write = _as_tei if place.suffix.lower() == ".xml" else _as_json
    write_whole(place, write(witnesses, rows).encode("utf-8"))
    return (place,)


def _segments(sides: Iterable[Iterable[str]]) -> Iterator[Segment]:
    """Yield where all witnesses of a row have the same words, and what stands between."""
    texts = list[list[str]]()
    for sentences in sides:
        text = " ".join(" ".join(sentences).split())
        ends = [m.end() for m in PIECE.finditer(text)]
        texts.append([text[a:b] for a, b in pairwise([0, *ends])])
    plain = [[fold_characters(token.strip()).text for token in tokens] for tokens in texts]
    same = [
        {s.first: s.begin for s in edit_steps(plain[0], other) if s.move == KEPT}
        for other in plain[1:]
    ]
    shared = [n for n in range(len(texts[0])) if all(n in m for m in same)]
    anchors = [[n, *(m[n] for m in same)] for n in shared]
    before = [0] * len(texts)
    for at in [*anchors, [len(tokens) for tokens in texts]]:
        between = [tokens[a:b] for tokens, a, b in zip(texts, before, at, strict=True)]
        words = [tokens[n : n + 1] for tokens, n in zip(texts, at, strict=True)]
        blanks = [" " * word[0].startswith(" ") for word in words if word]
        if len(set(blanks)) > 1:  # what differs stands before the word
            between = [[*some, blank] for some, blank in zip(between, blanks, strict=True)]
            words = [[word.lstrip()] for [word] in words]
        yield from (some for some in (between, words) if any(map("".join, some)))
        before = [n + 1 for n in at]


def _as_tei(witnesses: list[Document], rows: list[list[Segment]]) -> str:
    for document in witnesses:
        expect_xml(document.text, repr(document.id))
    listed = (f'<witness xml:id="w{n}">{escape(w.id)}</witness>' for n, w in enumerate(witnesses))
    paragraphs = (f'<p n="{n}">{"".join(map(_app, row))}</p>' for n, row in enumerate(rows, 1))
    title = escape(f"{witnesses[0].id}: {len(witnesses)} versions")
    return _TEI_PAGE.format(
        title=title, witnesses="\n".join(listed), paragraphs="\n".join(paragraphs)
    )


def _app(segment: Segment) -> str:
    """Return what all witnesses read, or an apparatus entry."""
    readings = defaultdict[str, list[str]](list)
    for n, tokens in enumerate(segment):
        readings["".join(tokens)].append(f"#w{n}")
    if len(readings) == 1:
        return escape(next(iter(readings)))
    entries = (f'<rdg wit="{" ".join(w)}">{escape(text)}</rdg>' for text, w in readings.items())
    return f"<app>{''.join(entries)}</app>"


def _as_json(witnesses: list[Document], rows: list[list[Segment]]) -> str:
    """Return what CollateX reads, and our own alignment as it writes one."""
    columns = [segment for row in rows for segment in row]
    table = [
        [[_token(t) for t in segment[n] if t.strip()] or None for segment in columns]
        for n in range(len(witnesses))
    ]
    read = [
        {"id": w.id, "tokens": [token for cell in line for token in cell or ()]}
        for w, line in zip(witnesses, table, strict=True)
    ]
    if len({w.id for w in witnesses}) < len(witnesses):
        raise AccordError("CollateX tells witnesses by their ids, and two have the same. Name one.")
    return json.dumps({"witnesses": read, "table": table}, ensure_ascii=False, indent=1)


def _token(text: str) -> dict[str, str]:
    return {"t": text.strip(), "n": fold_characters(text).text.strip()}
