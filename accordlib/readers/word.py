"""Word files (.docx): the text as a page shows it, with the labels of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers.archives import Archive
from accordlib.readers.numbering import Numbering, W, value
from accordlib.readers.numerals import NUMERALS, RAISED_DIGITS, plain_sign, whole
from accordlib.readers.records import Block, Layout, Repair, assemble

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WRAPS = {
    *(W + x for x in ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple")),
    *(W + x for x in ("dir", "bdo", "ruby", "rubyBase", "object", "pict", "drawing")),
}
_PUT_IN, _TAKEN_OUT = {W + "ins", W + "moveTo"}, {W + "del", W + "moveFrom"}
_BREAKS = {W + "br", W + "cr"}
_CHARACTERS = {W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad", W + "tab": "\t"}
_NOTES = (("footnote", "decimal"), ("endnote", "lowerRoman"))


@dataclass
class _Paragraph:
    """A paragraph as it is put together, and the text boxes that hang on it."""

    words: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says, its own word before that of the one it is based on."""

    name: str = ""
    outline: int | None = None
    list: tuple[str, int] | None = None


def read_word(content: bytes, name: str, changes: str | None) -> Layout:
    """Return the layout of a Word file; tracked changes are ``accepted`` or ``rejected``."""
    archive = Archive(content, name)
    root = archive.xml("word/document.xml")
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise AccordError(f"{name} has no text where Word files have it. Save it anew in Word.")
    if changes is None and _tracked(root):
        raise AccordError(
            f"{name} has tracked changes. Say which text is meant: Document.from_file(path, "
            "changes='accepted') reads it with them, changes='rejected' as it was before."
        )
    return _Word(archive, changes != "rejected").layout(body)


def _tracked(root: Any) -> bool:
    return any(next(root.iter(tag), None) is not None for tag in _PUT_IN | _TAKEN_OUT)


def _styles(root: Any) -> dict[str, _Style]:
    """Return the paragraph styles by id, each with what it takes from those beneath it."""
    nodes: dict[str, Any] = {
        x.get(f"{W}styleId"): x for x in (() if root is None else root.findall(f"{W}style"))
    }
    found: dict[str, _Style] = {}

    def style(id: str | None, below: tuple[str, ...] = ()) -> _Style:
        if id is None or id not in nodes or id in below:
            return _Style()
        if id not in found:
            node = nodes[id]
            base = style(value(node, "basedOn"), (*below, id))
            properties = node.find(f"{W}pPr")
            outline = value(properties, "outlineLvl")
            number = value(properties, "numPr", "numId")
            level = whole(value(properties, "numPr", "ilvl"), base.list[1] if base.list else 0)
            found[id] = _Style(
                (value(node, "name") or base.name).lower(),
                whole(outline, 9) if outline else base.outline,
                (number, level) if number else base.list,
            )
        return found[id]

    for id in nodes:
        style(id)
    return found


def _on(properties: Any, name: str) -> bool:
    """Tell whether a property that is on or off is on."""
    node = properties.find(W + name) if properties is not None else None
    return node is not None and node.get(f"{W}val") not in ("0", "false", "off")


class _Word:
    """Reads the parts of one file."""

    def __init__(self, archive: Archive, accepted: bool) -> None:
        self._archive, self._accepted = archive, accepted
        self._numbering = Numbering(archive.xml("word/numbering.xml"))
        self._styles = _styles(archive.xml("word/styles.xml"))
        self._repairs: list[Repair] = []
        self._notes: list[tuple[str, str, str]] = []  # sort, id and mark, in their order
        self._formats = self._note_formats()
        self._at = self._tables = 0
        self._place = ""
        self._fields: list[bool] = []  # of fields that are open: whether the result has begun

    def layout(self, body: Any) -> Layout:
        """Return the whole text: headers, body, notes, footers."""
        blocks = list(self._blocks(body))
        around = {kind: list(self._around(body, kind)) for kind in ("header", "footer")}
        noted = [block for note in self._notes for block in self._note(*note)]
        return assemble([*around["header"], *blocks, *noted, *around["footer"]], self._repairs)

    def _blocks(self, parent: Any, kind: str = "", cell: tuple[int, ...] = ()) -> Iterator[Block]:
        """Yield the paragraphs beneath a node, those of tables and text boxes among them."""
        joined: _Paragraph | None = (
            None  # whose mark is not there, so that the next goes on with it
        )
        for node in self._beneath(parent):
            if node.tag == f"{W}tbl":
                yield from self._table(node, kind)
            elif node.tag == f"{W}p":
                paragraph = joined or _Paragraph()
                self._at += not cell
                self._place = f"table {cell[0]}, row {cell[1]}" if cell else f"paragraph {self._at}"
                self._fill(node, paragraph)
                joined = paragraph if self._unmarked(node) else None
                if joined is None:
                    yield from self._made(node, paragraph, kind, cell)

    def _beneath(self, parent: Any) -> Iterator[Any]:
        """Yield paragraphs and tables out of whatever wraps them, but not what is taken out."""
        for node in parent:
            if node.tag in (f"{W}p", f"{W}tbl"):
                yield node
            elif node.tag == f"{_MC}AlternateContent":
                yield from self._beneath(node.find(f"{_MC}Choice"))
            elif node.tag in _WRAPS or (node.tag in _PUT_IN | _TAKEN_OUT and self._stays(node)):
                yield from self._beneath(node)
            elif node.tag == f"{W}altChunk":
                self._repair("another file within this one", "", "it is not read")

    def _stays(self, node: Any) -> bool:
        return (node.tag in _PUT_IN) == self._accepted

    def _unmarked(self, node: Any) -> bool:
        """Tell whether the end of a paragraph is taken out: the next one goes on with it."""
        marks = node.find(f"{W}pPr/{W}rPr")
        tags = _TAKEN_OUT if self._accepted else _PUT_IN
        return marks is not None and any(child.tag in tags for child in marks)

    def _made(
        self, node: Any, paragraph: _Paragraph, kind: str, cell: tuple[int, ...]
    ) -> Iterator[Block]:
        """Yield a paragraph as a block, and then what stands in its text boxes."""
        own, level, label = self._what(node, bool(paragraph.words.strip()))
        words = paragraph.words.lstrip()
        shift = len(paragraph.words) - len(words)
        notes = tuple((max(at - shift, 0), mark) for at, mark in paragraph.notes)
        said = kind or ("table cell" if cell and own in ("paragraph", "list item") else own)
        yield Block(words.rstrip(), said, level, label, self._place, cell, notes)
        for box in paragraph.boxes:
            yield from self._blocks(box, kind)

    def _what(self, node: Any, shown: bool) -> tuple[str, int, str]:
        """Return the kind, level and label of a paragraph; one without words is counted too."""
        properties = node.find(f"{W}pPr")
        id = value(properties, "pStyle")
        style = self._styles.get(id or "", _Style())
        number, level = value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl")
        listed = self._numbering.of_style.get(id or "", style.list) if style.list else None
        if number is not None:
            listed = (number, whole(level, listed[1] if listed else 0))
        label = self._numbering.label(*listed) if listed and shown else ""
        outline = whole(
            value(properties, "outlineLvl"), 9 if style.outline is None else style.outline
        )
        if style.name == "title":
            return "title", 1, label
        if named := re.match(r"heading ([1-9])", style.name):
            return "heading", int(named[1]), label
        if outline < 9:
            return "heading", outline + 1, label
        if style.name == "caption":
            return "caption", 0, label
        return ("list item", listed[1] + 1, label) if listed and label else ("paragraph", 0, label)

    def _table(self, node: Any, kind: str) -> Iterator[Block]:
        """Yield the cells of a table row by row; a cell that goes on above is not there again."""
        self._tables += 1
        table = self._tables
        for r, row in enumerate(self._within(node, "tr"), start=1):
            changed = [
                x
                for x in (row.find(f"{W}trPr"),)
                if x is not None
                for x in x
                if x.tag in _PUT_IN | _TAKEN_OUT
            ]
            if any(not self._stays(x) for x in changed):
                self._repair("a row of a table", "", "a tracked change")
                continue
            column = 1
            for cell in self._within(row, "tc"):
                properties = cell.find(f"{W}tcPr")
                merged = properties.find(f"{W}vMerge") if properties is not None else None
                if merged is None or merged.get(f"{W}val") == "restart":
                    yield from self._blocks(cell, kind, (table, r, column))
                column += whole(value(properties, "gridSpan"), 1)

    def _within(self, parent: Any, name: str) -> Iterator[Any]:
        for node in parent:
            if node.tag == W + name:
                yield node
            elif node.tag in _WRAPS:
                yield from self._within(node, name)

    def _fill(self, node: Any, paragraph: _Paragraph) -> None:
        """Add what stands in a paragraph, or in what wraps runs."""
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, paragraph)
            elif tag in _PUT_IN | _TAKEN_OUT:
                self._change(child, paragraph)
            elif tag in _WRAPS:
                self._fill(child, paragraph)

    def _change(self, node: Any, paragraph: _Paragraph) -> None:
        """Add a tracked change, or leave it out."""
        words = "".join(x.text or "" for x in node.iter(f"{W}t", f"{W}delText"))
        added, moved = node.tag in _PUT_IN, "move" in node.tag
        done = "accepted" if self._accepted else "rejected"
        what = f"a tracked {'move' if moved else 'insertion' if added else 'deletion'}, {done}"
        if words.strip():
            self._repair(
                "" if added == self._accepted and added else words,
                words if self._stays(node) else "",
                what,
            )
        if self._stays(node):
            self._fill(node, paragraph)

    def _run(self, run: Any, paragraph: _Paragraph) -> None:
        """Add the characters of a run."""
        properties = run.find(f"{W}rPr")
        hidden = _on(properties, "vanish")
        raised = value(properties, "vertAlign") == "superscript"
        for child in run:
            added = self._shown(child, paragraph)
            if not added:
                continue
            if hidden:
                self._repair(added, "", "hidden text, which the page does not show")
                continue
            if raised and added.strip().isdecimal() and added.isascii():
                self._repair(added, added.translate(RAISED_DIGITS), "raised digits")
                added = added.translate(RAISED_DIGITS)
            paragraph.words += added

    def _shown(self, node: Any, paragraph: _Paragraph) -> str:
        """Return the characters for which a part of a run stands, and note the rest of it."""
        tag = node.tag
        if tag == f"{W}fldChar":
            self._field(node.get(f"{W}fldCharType"))
        if self._fields and not all(self._fields):
            return ""
        if tag in (f"{W}t", f"{W}delText"):
            kept = node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            return (node.text or "") if kept else (node.text or "").strip(" \t\r\n")
        if tag in _CHARACTERS or tag in _BREAKS:
            return _CHARACTERS.get(tag, "\n")
        if tag == f"{W}sym":
            return plain_sign(chr(int(node.get(f"{W}char") or "2022", 16)))
        if tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self._refer(tag.removeprefix(W).removesuffix("Reference"), node, paragraph)
        elif tag == f"{W}ruby":
            self._ruby(node, paragraph)
        elif tag == f"{_MC}AlternateContent":
            choice = node.find(f"{_MC}Choice")
            paragraph.boxes += [] if choice is None else choice.iter(f"{W}txbxContent")
        elif tag in _WRAPS:
            paragraph.boxes += node.iter(f"{W}txbxContent")
        return ""

    def _field(self, sort: str | None) -> None:
        """Keep account of fields, of which the page shows the result, not the instruction."""
        if sort == "begin":
            self._fields.append(False)
        elif sort == "separate" and self._fields:
            self._fields[-1] = True
        elif sort == "end" and self._fields:
            self._fields.pop()

    def _ruby(self, node: Any, paragraph: _Paragraph) -> None:
        """Add what furigana stand above; they themselves are left out, and listed."""
        before = len(paragraph.words)
        for base in node.findall(f"{W}rubyBase"):
            self._fill(base, paragraph)
        above = "".join(x.text or "" for x in node.iterfind(f"{W}rt//{W}t"))
        base_words = paragraph.words[before:]
        self._repair(f"{base_words} ({above})", base_words, "furigana")

    def _note_formats(self) -> dict[str, Callable[[int], str]]:
        """Return how footnotes and endnotes are counted in this file."""
        settings = self._archive.xml("word/settings.xml")
        kinds = {s: value(settings, f"{s}Pr", "numFmt") or usual for s, usual in _NOTES}
        return {sort: NUMERALS.get(kind, str) for sort, kind in kinds.items()}

    def _refer(self, sort: str, node: Any, paragraph: _Paragraph) -> None:
        """Note the mark of a note, apart from the words."""
        own = node.get(f"{W}customMarkFollows") in ("1", "true", "on")
        count = 1 + sum(s == sort and mark != "*" for s, _, mark in self._notes)
        mark = "*" if own else self._formats[sort](count)
        self._notes.append((sort, node.get(f"{W}id") or "", mark))
        paragraph.notes.append((len(paragraph.words), mark))

    def _note(self, sort: str, id: str, mark: str) -> Iterator[Block]:
        """Yield the paragraphs of a note, its mark before the first."""
        root = self._archive.xml(f"word/{sort}s.xml")
        for note in [] if root is None else root.findall(W + sort):
            if note.get(f"{W}id") == id:
                for n, block in enumerate(self._blocks(note, "note")):
                    place = f"{sort} {mark}"
                    yield replace(block, label="" if n else mark, level=0, place=place)

    def _around(self, body: Any, kind: str) -> Iterator[Block]:
        """Yield the headers or footers of all sections, each text once."""
        relations = self._archive.xml("word/_rels/document.xml.rels")
        targets = {
            x.get("Id"): x.get("Target")
            for x in (() if relations is None else relations.iter(_RELATION))
        }
        seen: set[str] = set()
        for reference in body.iter(f"{W}{kind}Reference"):
            target = (targets.get(reference.get(f"{_R}id")) or "").removeprefix("/word/")
            part = self._archive.xml(f"word/{target}") if target not in seen else None
            seen.add(target)
            for block in self._blocks(part, kind) if part is not None else ():
                if block.words not in seen:
                    seen.add(block.words)
                    yield replace(block, label="", level=0, place=kind)

    def _repair(self, found: str, read: str, why: str) -> None:
        self._repairs.append(Repair(self._place, found, read, why))
