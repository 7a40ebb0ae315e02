"""Word files (.docx): the text as a page shows it, with the labels of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers import records
from accordlib.readers.archives import Archive
from accordlib.readers.numbering import Numbering, W, WordStyle, is_on, value, word_styles
from accordlib.readers.numerals import KNOWN, whole
from accordlib.readers.records import Block, DraftReading, Layout, Line

_SCHEMA = "{http://schemas.openxmlformats.org/%s}"
_MC, _M = _SCHEMA % "markup-compatibility/2006", _SCHEMA % "officeDocument/2006/math"
_R, _PACKAGE = _SCHEMA % "officeDocument/2006/relationships", _SCHEMA % "package/2006/relationships"
_WRAPS = (
    *(f"{W}{x}" for x in "sdt sdtContent customXml smartTag hyperlink fldSimple dir bdo".split()),
    *(f"{_MC}AlternateContent", f"{_MC}Choice"),
)
_FOR_OTHERS = (f"{_MC}Fallback", f"{W}sdtPr", f"{W}sdtEndPr")  # old programs find boxes there again
_PUT_IN, _TAKEN_OUT = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_CHANGES = (*_PUT_IN, *_TAKEN_OUT)
_TEXTS = (f"{W}t", f"{W}delText")
_SPECIAL: dict[str, str] = KNOWN["word"]["signs"]
_NOTES = {"footnote": "decimal", "endnote": "lowerRoman"}


def read_word(content: bytes, name: str, changes: str | None) -> Layout:
    """Return the layout of a Word file; tracked changes are ``accepted`` or ``rejected``."""
    archive = Archive(content, name)
    root = archive.first("document")
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise AccordError(f"{name} has no text where Word files have it. Save it anew in Word.")
    roots = [root, *(archive.first(f"{sort}s") for sort in _NOTES)]
    tracked = (next(x.iter(*_CHANGES), None) for x in roots if x is not None)
    if changes is None and any(x is not None for x in tracked):
        raise records.ask_which(name)
    return _Word(archive, changes != "rejected").layout(body)


def _unwrapped(root: Any) -> Any:
    """Take out of a part what only wraps, and what is there for old programs."""
    from lxml import etree

    if root is not None:
        for other in root.iterfind(f".//{_MC}Choice"):
            for later in other.itersiblings(f"{_MC}Choice"):
                later.tag = f"{_MC}Fallback"
        etree.strip_elements(root, *_FOR_OTHERS, with_tail=False)
        etree.strip_tags(root, *_WRAPS)
    return root


def _run_text(node: Any, *tags: str) -> str:
    return "".join(x.text or "" for x in node.iter(*tags))


def _is_own(node: Any) -> bool:
    return node.get(f"{W}customMarkFollows") in ("1", "true", "on")


def _picked(node: Any) -> str:
    """Return what the page shows of a list or a box in which a reader chooses."""
    if (listed := node.find(f"{W}ffData/{W}ddList")) is not None:
        entries = [x.get(f"{W}val", "") for x in listed.findall(f"{W}listEntry")]
        number = whole(value(listed, "result") or value(listed, "default"), 0)
        return "".join(entries[number : number + 1])
    if (box := node.find(f"{W}ffData/{W}checkBox")) is not None:
        return "☒" if is_on(box, "checked", is_on(box, "default")) else "☐"
    return ""


class _Word(DraftReading):
    def __init__(self, archive: Archive, accepted: bool) -> None:
        super().__init__(accepted)
        self._archive = archive
        self._numbering = Numbering(archive.first("numbering"))
        self._styles = word_styles(archive.first("styles"))
        self._style = WordStyle()  # of the paragraph
        self._noted: list[tuple[str, str, str]] = []  # sort, id and mark
        self._settings = archive.first("settings")
        self._sections, self._section = list[Any](), 0  # all, and how many have ended
        roots = (_unwrapped(archive.first(f"{sort}s")) for sort in _NOTES)
        noted = (x for root in roots if root is not None for x in root)
        self._note_nodes = {(x.tag, x.get(f"{W}id")): x for x in noted}
        self._fields: list[str] = []  # that are open: whether their result is "shown"

    def layout(self, body: Any) -> Layout:
        sections = _unwrapped(body).iter(f"{W}sectPr")
        self._sections = [x for x in sections if x.getparent().tag != f"{W}sectPrChange"]
        blocks = list(self._blocks(body))
        for kind, found in self.around.items():
            found += self._around(body, kind)
        for sort, id, mark in self._noted:
            if (node := self._note_nodes.get((W + sort, id))) is not None:
                noted = self._blocks(node, "note")
                self.notes += records.as_note(noted, mark, f"{sort} {mark}")
        return self.layout_of(blocks)

    def _blocks(self, parent: Any, kind: str = "", cell: tuple[int, ...] = ()) -> Iterator[Block]:
        """Yield the paragraphs beneath a node, those of tables and text boxes among them."""
        last: tuple[Any, Line] | None = None  # whose end is taken out: the next one goes on
        for node in self._beneath(parent):
            if node.tag == f"{W}p":
                line = last[1] if last else Line(kind, cell=cell)
                self.next_paragraph(cell)
                self._style = self._style_of(node)
                self._fill(node, line)
                self._section += node.find(f"{W}pPr/{W}sectPr") is not None
                last = node, line
                if self._unmarked(node):
                    continue
            if last:
                yield from self._made(*last)
            last = None
            if node.tag == f"{W}tbl":
                yield from self._table(node, kind)
        if last:
            yield from self._made(*last)

    def _beneath(self, parent: Any) -> Iterator[Any]:
        """Yield paragraphs and tables, but not what is taken out."""
        for node in parent:
            if node.tag in (f"{W}p", f"{W}tbl"):
                yield node
            elif node.tag in _CHANGES and self._stays(node):
                yield from self._beneath(node)
            elif node.tag == f"{W}altChunk":
                self.repair("another file within this one", "", "it is not read")

    def _stays(self, node: Any) -> bool:
        return (node.tag in _PUT_IN) == self.accepted

    def _style_of(self, node: Any) -> WordStyle:
        return self._styles.get(value(node, "pPr", "pStyle") or "", WordStyle())

    def _unmarked(self, node: Any) -> bool:
        """Tell whether the end of a paragraph is taken out: the next one goes on with it."""
        marks = node.find(f"{W}pPr/{W}rPr")
        tags = _TAKEN_OUT if self.accepted else _PUT_IN
        return marks is not None and any(child.tag in tags for child in marks)

    def _made(self, node: Any, line: Line) -> Iterator[Block]:
        """Yield a paragraph as a block, and then what stands in its text boxes."""
        hidden = is_on(node.find(f"{W}pPr/{W}rPr"), "vanish", self._style_of(node).hidden)
        if hidden and not line.words.strip():
            return  # the page does not show its end either
        kind, (own, line.level, line.label) = line.kind, self._what(node, line.cell)
        line.kind = kind or own
        yield from self.made(line)
        for box in line.boxes:
            yield from self._blocks(box, kind)

    def _what(self, node: Any, cell: tuple[int, ...]) -> tuple[str, int, str]:
        """Return the kind, level and label of a paragraph; one without words is counted too."""
        properties = node.find(f"{W}pPr")
        before = node.find(f"{W}pPr/{W}pPrChange/{W}pPr")
        if before is not None and not self.accepted:
            properties = before
        id = value(properties, "pStyle")
        style = self._styles.get(id or "", WordStyle())
        number, level = value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl")
        inserted = properties is not None and properties.find(f"{W}numPr/{W}ins") is not None
        listed = style.list and self._numbering.of_style(*style.list, id)
        if number is not None and (self.accepted or not inserted):
            listed = number, whole(level, listed[1] - 1 if listed else 0) + 1
        label = self._numbering.label(*listed) if listed else ""
        outline = whole(value(properties, "outlineLvl"), style.outline)
        depth = listed[1] if listed and label else 0
        return *records.kind_and_level(style.name, outline, depth, cell), label

    def _table(self, node: Any, kind: str) -> Iterator[Block]:
        """Yield the cells of a table row by row; a cell that goes on above is not there again."""
        self.tables += 1
        table = self.tables
        for r, row in enumerate(node.findall(f"{W}tr"), start=1):
            if self._gone(row, "trPr", "ins", "del"):
                self.repair("a row of a table", "", "a tracked change")
                continue
            column = 1
            for cell in row.findall(f"{W}tc"):
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if self._gone(cell, "tcPr", "cellIns", "cellDel"):
                    self.repair("a cell of a table", "", "a tracked change")
                elif merged is None or merged.get(f"{W}val") == "restart":
                    yield from self._blocks(cell, kind, (table, r, column))
                column += whole(value(cell, "tcPr", "gridSpan"), 1)

    def _gone(self, node: Any, properties: str, put_in: str, taken_out: str) -> bool:
        tag = taken_out if self.accepted else put_in
        return node.find(f"{W}{properties}/{W}{tag}") is not None

    def _fill(self, node: Any, line: Line) -> None:
        """Add what stands in a paragraph, or in a tracked change, or leave that out."""
        for child in node:
            if child.tag == f"{W}r":
                self._run(child, line)
            elif child.tag in _CHANGES:
                put_in = child.tag in _PUT_IN
                self.change(_run_text(child, *_TEXTS), put_in, "move" * ("move" in child.tag))
                if self._stays(child):
                    self._fill(child, line)
            elif child.tag in (f"{_M}oMath", f"{_M}oMathPara"):
                words = _run_text(child, f"{_M}t")
                self.repair("a formula", words, "its signs in a row")
                line.words += words

    def _run(self, run: Any, line: Line) -> None:
        properties = run.find(f"{W}rPr")
        style = self._styles.get(value(properties, "rStyle") or "", WordStyle())
        hidden = is_on(properties, "vanish", style.hidden != self._style.hidden)
        raised = value(properties, "vertAlign") or style.raised or self._style.raised
        higher = raised == "superscript" or whole(value(properties, "position"), 0) > 0
        fonts = run.find(f"{W}rPr/{W}rFonts")
        font = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
        for child in run:
            added = self._shown(child, line)
            if _is_own(child):
                return
            if added:
                self.add(added, line, hidden, higher, child.get(f"{W}font", font))

    def _shown(self, node: Any, line: Line) -> str:
        """Return the characters for which a part of a run stands, and note the rest of it."""
        name = str(node.tag).removeprefix(W)
        if name == "fldChar":
            return self._field(node, node.get(f"{W}fldCharType"))
        if any(x != "shown" for x in self._fields):
            return ""
        if node.tag in _TEXTS:
            kept = node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
            return (node.text or "") if kept else (node.text or "").strip(" \t\r\n")
        if name in _SPECIAL:
            return "\f" if node.get(f"{W}type") in ("page", "column") else _SPECIAL[name]
        if name == "sym":
            code = re.fullmatch("[0-9A-Fa-f]{1,4}", node.get(f"{W}char") or "2022")
            return chr(int(code[0], 16)) if code else "•"
        if name in ("footnoteReference", "endnoteReference"):
            self._refer(node, name.removesuffix("Reference"), line)
        elif name == "ruby":
            before = len(line.words)
            for base in node.findall(f"{W}rubyBase"):
                self._fill(base, line)
            above = "".join(_run_text(x, f"{W}t") for x in node.findall(f"{W}rt"))
            self.furigana(line.words[before:], above)
        else:
            boxes = node.iterfind(f".//{W}txbxContent")  # a box in a box is read with that
            line.boxes += (x for x in boxes if next(x.iterancestors(f"{W}r")) is node.getparent())
        return ""

    def _field(self, node: Any, sort: str | None) -> str:
        """Keep account of fields: the page shows the result or the choice, not the instruction."""
        if sort == "begin":
            chosen = _picked(node) if all(x == "shown" for x in self._fields) else ""
            self._fields.append("chosen" if chosen else "")
            return chosen
        if sort == "separate" and self._fields:
            self._fields[-1] = self._fields[-1] or "shown"
        elif sort == "end" and self._fields:
            self._fields.pop()
        return ""

    def _refer(self, node: Any, sort: str, line: Line) -> None:
        """Note the mark of a note, apart from the words: the author's own follows in its run."""
        if _is_own(node):
            mark = "".join(x.text or "" for x in node.itersiblings(f"{W}t")).strip() or "*"
        else:
            said = [*self._sections[self._section : self._section + 1], self._settings]
            kind, start, restart = (
                next(filter(None, (value(x, f"{sort}Pr", name) for x in said)), None)
                for name in ("numFmt", "numStart", "numRestart")
            )
            section = self._section if restart == "eachSect" else -1
            mark = self.counted((sort, section), kind or _NOTES[sort], whole(start, 1))
            if restart == "eachPage":
                self.each_page(mark)
        self._noted.append((sort, node.get(f"{W}id") or "", mark))
        line.notes.append((len(line.words), mark))

    def _around(self, body: Any, kind: str) -> Iterator[Block]:
        relations = self._archive.first("_rels/document", "xml.rels")
        nodes = () if relations is None else relations.iter(f"{_PACKAGE}Relationship")
        targets = {x.get("Id"): x.get("Target") for x in nodes}
        names = [x.get(f"{_R}id") for x in body.iter(f"{W}{kind}Reference")]
        parts = dict.fromkeys((targets.get(x) or "").removeprefix("/word/") for x in names)
        roots = [_unwrapped(self._archive.xml(f"word/{x}")) for x in parts]
        return (b for x in roots if x is not None for b in self._blocks(x))
