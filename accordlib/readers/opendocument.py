"""OpenDocument texts (.odt): the text as a page shows it, with the labels of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers import list_styles, records
from accordlib.readers.archives import Archive
from accordlib.readers.list_styles import DRAW, OFFICE, STYLE, TABLE, T
from accordlib.readers.numerals import whole
from accordlib.readers.records import Block, DraftReading, Layout, Line

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_HEIGHT, _IS_HIGH = f"{STYLE}text-position", re.compile("super|[1-9]")
_FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_NOT_SHOWN = (
    *(f"{T}{x}" for x in ("tracked-changes", "hidden-text", "hidden-paragraph")),
    *(f"{OFFICE}{x}" for x in ("annotation", "annotation-end", "forms")),
)


@dataclass
class _Where:
    """Where paragraphs stand, and what counts them as items of a list."""

    kind: str = ""
    level: int = 0
    cell: tuple[int, ...] = ()
    label: Callable[[], str] | None = None  # of the next paragraph


def read_opendocument(content: bytes, name: str, changes: str | None) -> Layout:
    """Return the layout of a text; tracked changes are ``accepted`` or ``rejected``."""
    from lxml import etree

    archive = Archive(content, name)
    root, styles = archive.xml("content.xml"), archive.xml("styles.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise AccordError(f"{name} has no text where OpenDocument has it. Save it as .odt.")
    regions = body.iterfind(f"{T}tracked-changes/{T}changed-region")
    changed = {x.get(f"{T}id") or x.get(_ID): x[0] for x in regions if len(x)}
    etree.strip_elements(root, *_NOT_SHOWN, with_tail=False)
    kept = {id: x for id, x in changed.items() if x.tag in (f"{T}insertion", f"{T}deletion")}
    if kept and changes is None:
        raise records.ask_which(name)
    roots = [x for x in (root, styles) if x is not None]
    return _Text(roots, kept, changes != "rejected").layout(body)


class _Text(DraftReading):
    def __init__(self, roots: list[Any], changed: dict[str, Any], accepted: bool) -> None:
        super().__init__(accepted)
        self._roots, self._changed = roots, changed
        self._lists = list_styles.Lists(roots)
        styles = [x for root in roots for x in root.iter(f"{STYLE}style")]
        self._styles = {(x.get(f"{STYLE}family"), x.get(f"{STYLE}name")): x for x in styles}
        self._left_out: set[str] = set()  # tracked insertions that are open and not read
        self._open: Line | None = None  # a paragraph with which the next goes on
        self._ids = dict[str, str]()  # what counts the lists that have an id
        notes = [x for root in roots for x in root.iter(f"{T}notes-configuration")]
        self._note_formats = {x.get(f"{T}note-class"): x for x in notes}

    def layout(self, body: Any) -> Layout:
        blocks = list(self._blocks(body, _Where()))
        for kind, ending in product(self.around, ("", "-left", "-first")):
            for node in (x for root in self._roots for x in root.iter(f"{STYLE}{kind}{ending}")):
                self.around[kind] += self._blocks(node, _Where(kind))
        return self.layout_of(blocks)

    def _blocks(self, parent: Any, place: _Where) -> Iterator[Block]:
        for node in parent:
            if node.tag in (f"{T}p", f"{T}h"):
                yield from self._paragraph(node, place)
            elif node.tag == f"{T}list":
                yield from self._list(node, place, 1, "", "")
            elif node.tag == f"{TABLE}table":
                yield from self._table(node, place)
            elif node.tag in (f"{T}change-start", f"{T}change-end", f"{T}change"):
                self._change(node, line := Line(place.kind or "paragraph"))
                yield from self.made(line)
            else:
                yield from self._blocks(node, place)

    def _paragraph(self, node: Any, place: _Where) -> Iterator[Block]:
        line, self._open = self._open or Line(), None
        self.next_paragraph(place.cell)
        if not self._is_hidden(node):
            self._fill(node, line)
        elif not line.words:
            return
        if self._left_out:
            self._open = line
            return
        kind, level, count = place.kind or "paragraph", place.level, place.label
        if not place.kind or place.kind == "list item":
            own, depth = self._what(node)
            if own != "paragraph":
                kind, level = own, depth
            if node.tag == f"{T}h" and not count and line.words.strip():
                count = partial(self._lists.label, "outline", None, level)
        place.label = None
        for words, notes in line.parts():  # several if a deletion with their ends is rejected
            label = count() if count else ""
            if kind == "list item" and not label:
                kind, level = "paragraph", 0
            yield from self.made(Line(kind, level, label, place.cell, words, list(notes)))
        for box in line.boxes:
            yield from self._blocks(box, _Where(place.kind if place.kind == "note" else ""))

    def _what(self, node: Any) -> tuple[str, int]:
        if node.tag == f"{T}h":
            return "heading", whole(node.get(f"{T}outline-level"), 1)
        names = (x.lower() for x, _ in self._styled("paragraph", node))
        kind = next((x for x in names if x in ("title", "caption")), "paragraph")
        return kind, int(kind == "title")

    def _styled(self, family: str, node: Any) -> Iterator[tuple[str, Any]]:
        """Yield the name and the properties of the style of a node and of those beneath it."""
        name, seen = node.get(f"{T}style-name"), set[str]()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get((family, name))
            properties = style.find(f"{STYLE}text-properties") if style is not None else None
            yield name, {} if properties is None else properties
            name = style.get(f"{STYLE}parent-style-name") if style is not None else None

    def _list(self, node: Any, place: _Where, level: int, style: str, key: str) -> Iterator[Block]:
        """Yield the items of a list; it goes on with another one if it says so."""
        style = node.get(f"{T}style-name") or style
        if level == 1:  # lists within lists begin anew with each item above them
            before = self._ids.get(node.get(f"{T}continue-list", ""))
            self._ids[node.get(_ID, "-")] = key = before or style
            if not before and node.get(f"{T}continue-numbering") != "true":
                self._lists.begin(key, level)
        for item in node:
            kind = place.kind if place.kind in ("note", "table cell") else "list item"
            own = item.get(f"{T}style-override") or style
            within = _Where(kind, level, place.cell)
            if item.tag == f"{T}list-item":
                within.label = partial(self._lists.label, key, own, level)
            if start := item.get(f"{T}start-value"):
                self._lists.begin(key, level, start)
            for child in item:
                if child.tag == f"{T}list":
                    yield from self._list(child, place, level + 1, own, key)
                else:
                    yield from self._blocks([child], within)

    def _table(self, node: Any, place: _Where) -> Iterator[Block]:
        self.tables += 1
        table, r = self.tables, 0
        for row in node.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table")) is not node:
                continue
            r, column = r + 1, 1
            for cell in row:
                if cell.tag == f"{TABLE}table-cell":
                    kind = place.kind if place.kind == "note" else "table cell"
                    yield from self._blocks(cell, _Where(kind, 0, (table, r, column)))
                column += min(whole(cell.get(f"{TABLE}number-columns-repeated"), 1), 1000)

    def _fill(self, node: Any, line: Line) -> None:
        self._say(node.text, line)
        for child in node:
            self._add(child, line)
            self._say(child.tail, line)

    def _say(self, text: str | None, line: Line) -> None:
        if text and not self._left_out:
            shown = self.signs(re.sub(r"[ \t\r\n]+", " ", text))
            line.words += shown.lstrip(" ") if line.words[-1:] in ("", " ", "\n") else shown

    def _add(self, node: Any, line: Line) -> None:
        name = node.tag.removeprefix(T)
        if name in ("change-start", "change-end", "change"):
            self._change(node, line)
        elif self._left_out:
            return
        elif name == "s":
            line.words += " " * min(whole(node.get(f"{T}c"), 1), 1000)
        elif name in ("tab", "line-break"):
            line.words += "\t" if name == "tab" else "\n"
        elif name == "note":
            self._note(node, line)
        elif name == "ruby-base":
            self._fill(node, line)
            above = node.itersiblings(f"{T}ruby-text")
            self.furigana(_node_text(node), "".join(map(_node_text, above)))
        elif node.tag == f"{_FIELD}fieldmark":
            line.words += _chosen(node)
        elif node.tag.startswith(DRAW):
            line.boxes.append(node)
        elif name == "ruby-text" or (name == "span" and self._is_hidden(node)):
            return
        elif name == "span" and not len(node) and _IS_HIGH.match(self._says(node, _HEIGHT)):
            line.words += self.raised(_node_text(node))
        else:
            self._fill(node, line)

    def _says(self, node: Any, key: str) -> str:
        """Return what the style of a span or a paragraph says of its text."""
        family = "text" if node.tag == f"{T}span" else "paragraph"
        return next((x.get(key) for _, x in self._styled(family, node) if x.get(key)), "")

    def _is_hidden(self, node: Any) -> bool:
        if hidden := self._says(node, f"{T}display") == "none":
            self.hidden(_node_text(node))
        return hidden

    def _note(self, node: Any, line: Line) -> None:
        """Note the mark of a note apart from the words, and keep what it says for the end."""
        citation, sort = node.find(f"{T}note-citation"), node.get(f"{T}note-class", "footnote")
        mark = citation.get(f"{T}label", "") if citation is not None else "*"
        if not mark:
            shape = self._note_formats.get(sort, {})
            start = whole(shape.get(f"{T}start-value"), 0) + 1
            mark = self.counted(sort, list_styles.number_format(shape) or "decimal", start)
            if shape.get(f"{T}start-numbering-at") == "page":
                self.each_page(mark)
        line.notes.append((len(line.words), mark))
        body, place = node.find(f"{T}note-body"), self.place
        found = self._blocks(body, _Where("note")) if body is not None else ()
        self.notes += records.as_note(found, mark, f"{sort} {mark}")
        self.place = place

    def _change(self, node: Any, line: Line) -> None:
        """Read a tracked change, or leave it out."""
        id = node.get(f"{T}change-id")
        change = self._changed.get(id)
        if change is None:
            return
        deleted = change.tag == f"{T}deletion"
        if not deleted and not self.accepted:
            (self._left_out.discard if node.tag == f"{T}change-end" else self._left_out.add)(id)
        if node.tag != f"{T}change-end":
            self.change(_node_text(change) if deleted else "its words", not deleted)
        if deleted and not self.accepted:
            for n, paragraph in enumerate(_own_paragraphs(change)):
                line.words += "\f" if n else ""
                self._fill(paragraph, line)


def _node_text(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        parts += ["" if child.tag == f"{T}note" else _node_text(child), child.tail or ""]
    return "".join(parts).strip() if node.tag in (f"{T}p", f"{T}h") else "".join(parts)


def _chosen(node: Any) -> str:
    given = [(x.get(f"{_FIELD}name"), x.get(f"{_FIELD}value", "")) for x in node]
    entries = [text for name, text in given if name == "Dropdown_ListEntry"]
    said = dict(given)
    if node.get(f"{_FIELD}type", "").endswith("CHECKBOX"):
        return "☒" if said.get("Checkbox_Checked") == "true" else "☐"
    return "".join(entries[(n := whole(said.get("Dropdown_Selected"), 0)) : n + 1])


def _own_paragraphs(node: Any) -> Any:
    """Return the paragraphs in a node, without those of its notes."""
    return node.xpath(
        ".//*[self::t:p or self::t:h][not(ancestor::t:note)]", namespaces={"t": T[1:-1]}
    )
