"""OpenDocument texts (.odt): the text as a page shows it, with the labels of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers.archives import Archive
from accordlib.readers.numerals import NUMERALS, RAISED_DIGITS, bijective, kanji, plain_sign, whole
from accordlib.readers.records import Block, Layout, Repair, assemble

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
T, _TABLE, _STYLE, _DRAW, _BODY = (_NS % x for x in ("text", "table", "style", "drawing", "office"))
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_NUM_FORMATS: dict[str, Callable[[int], str]] = {
    "1": str,
    "i": NUMERALS["lowerRoman"],
    "I": NUMERALS["upperRoman"],
    "a": bijective,
    "A": lambda n: bijective(n).upper(),
    "": lambda n: "",
}
_NOT_SHOWN = {
    *(T + x for x in ("tracked-changes", "hidden-text", "hidden-paragraph", "ruby-text")),
    *(f"{_BODY}{x}" for x in ("annotation", "annotation-end", "forms")),
}


@dataclass
class _Para:
    """A paragraph as it is put together."""

    words: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


@dataclass
class _Where:
    """Where paragraphs stand: in which list, at which level, with what before the next one."""

    kind: str = ""
    level: int = 0
    label: str = ""
    cell: tuple[int, ...] = ()


def read_opendocument(content: bytes, name: str, changes: str | None) -> Layout:
    """Return the layout of a text; tracked changes are ``accepted`` or ``rejected``."""
    archive = Archive(content, name)
    root, styles = archive.xml("content.xml"), archive.xml("styles.xml")
    body = None if root is None else root.find(f"{_BODY}body/{_BODY}text")
    if body is None:
        raise AccordError(f"{name} has no text where OpenDocument has it. Save it as .odt.")
    regions = body.iterfind(f"{T}tracked-changes/{T}changed-region")
    changed = {x.get(f"{T}id") or x.get(_ID): x[0] for x in regions if len(x)}
    kept = {id: x for id, x in changed.items() if x.tag in (f"{T}insertion", f"{T}deletion")}
    if kept and changes is None:
        raise AccordError(
            f"{name} has tracked changes. Say which text is meant: Document.from_file(path, "
            "changes='accepted') reads it with them, changes='rejected' as it was before."
        )
    return _Text([x for x in (root, styles) if x is not None], kept, changes != "rejected").layout(
        body
    )


class _Lists:
    """The list styles of a text, and where its lists have come to."""

    def __init__(self, roots: list[Any]) -> None:
        nodes = [x for root in roots for x in root.iter(f"{T}list-style")]
        outline = [x for root in roots for x in root.iter(f"{T}outline-style")]
        self._styles = {x.get(f"{_STYLE}name"): _levels(x) for x in nodes}
        self._outline = _levels(outline[0]) if outline else {}
        self._counts: dict[str, dict[int, int]] = {}

    def begin(self, key: str, level: int) -> None:
        """Let the numbers of a list begin anew at a level and beneath it."""
        counts = self._counts.setdefault(key, {})
        for deeper in [n for n in counts if n >= level]:
            del counts[deeper]

    def label(self, key: str, style: str | None, level: int, start: str | None = None) -> str:
        """Count an item, and return its label."""
        levels = self._styles.get(style or "", {}) if key != "outline" else self._outline
        if (node := levels.get(level)) is None:
            return ""
        counts = self._counts.setdefault(key, {})
        begins = whole(node.get(f"{T}start-value"), 1)
        counts[level] = whole(start, counts.get(level, begins - 1) + 1)
        self.begin(key, level + 1)
        if bullet := node.get(f"{T}bullet-char"):
            return plain_sign(bullet)
        shown = {
            n: _counted(x, counts.get(n, whole(x.get(f"{T}start-value"), 1)))
            for n, x in levels.items()
        }
        if not shown[level]:
            return ""
        if form := node.get(f"{_LOEXT}num-list-format"):
            return re.sub("%([0-9]+)%", lambda m: shown.get(int(m[1]), ""), form).strip()
        first = level + 1 - whole(node.get(f"{T}display-levels"), 1)
        numbers = ".".join(shown[n] for n in range(first, level + 1) if shown.get(n))
        around = [node.get(f"{_STYLE}num-{end}", "") for end in ("prefix", "suffix")]
        return f"{around[0]}{numbers}{around[1]}".strip()


def _levels(node: Any) -> dict[int, Any]:
    return {whole(x.get(f"{T}level"), 1): x for x in node if x.get(f"{T}level")}


def _counted(node: Any, number: int) -> str:
    kind = node.get(f"{_STYLE}num-format")
    if kind is None:
        return ""
    return _NUM_FORMATS[kind](number) if kind in _NUM_FORMATS else kanji(number)


class _Text:
    """Walks over one text."""

    def __init__(self, roots: list[Any], changed: dict[str, Any], accepted: bool) -> None:
        self._roots, self._changed, self._accepted = roots, changed, accepted
        self._lists = _Lists(roots)
        styles = [x for root in roots for x in root.iter(f"{_STYLE}style")]
        self._styles = {(x.get(f"{_STYLE}family"), x.get(f"{_STYLE}name")): x for x in styles}
        self._repairs: list[Repair] = []
        self._notes: list[Block] = []
        self._left_out: set[str] = set()  # tracked insertions that are open and not read
        self._at = self._tables = 0
        self._open: _Para | None = None  # a paragraph with which the next goes on

    def layout(self, body: Any) -> Layout:
        """Return the whole text: headers, body, notes, footers."""
        blocks = list(self._blocks(body, _Where()))
        around = {k: list(self._around(k)) for k in ("header", "footer")}
        return assemble(
            [*around["header"], *blocks, *self._notes, *around["footer"]], self._repairs
        )

    def _blocks(self, parent: Any, place: _Where) -> Iterator[Block]:
        """Yield the paragraphs beneath a node."""
        for node in parent:
            if not isinstance(node.tag, str) or node.tag in _NOT_SHOWN:
                continue
            if node.tag in (f"{T}p", f"{T}h"):
                yield from self._paragraph(node, place)
            elif node.tag == f"{T}list":
                yield from self._list(node, place, 1, "", "")
            elif node.tag == f"{_TABLE}table":
                yield from self._table(node, place)
            elif node.tag in (f"{T}change-start", f"{T}change-end", f"{T}change"):
                yield from self._between(node, place)
            else:
                yield from self._blocks(node, place)

    def _between(self, node: Any, place: _Where) -> Iterator[Block]:
        """Take note of a change that begins or ends between paragraphs."""
        line = _Para()
        self._change(node, line)
        if line.words.strip():
            yield Block(line.words.strip(), place.kind or "paragraph", place=self._here(place))

    def _paragraph(self, node: Any, place: _Where) -> Iterator[Block]:
        line, self._open = self._open or _Para(), None
        self._at += not place.cell
        self._fill(node, line)
        if self._left_out:
            self._open = line
            return
        kind, level, label = place.kind or "paragraph", place.level, place.label
        if not place.kind or place.kind == "list item":
            own, depth = self._what(node)
            if own != "paragraph":
                kind, level = own, depth
            if node.tag == f"{T}h" and not label and line.words.strip():
                label = self._lists.label("outline", None, level)
        place.label = ""
        words = line.words.strip(" \n\t")
        shift = len(line.words) - len(line.words.lstrip(" \n\t"))
        notes = tuple((max(at - shift, 0), mark) for at, mark in line.notes)
        yield Block(
            words, kind, level, label if words else "", self._here(place), place.cell, notes
        )
        for box in line.boxes:
            yield from self._blocks(box, _Where(place.kind if place.kind == "note" else ""))

    def _what(self, node: Any) -> tuple[str, int]:
        """Return the kind and level of a paragraph, by its style and those beneath that."""
        if node.tag == f"{T}h":
            return "heading", whole(node.get(f"{T}outline-level"), 1)
        name, seen = node.get(f"{T}style-name"), set[str]()
        while name and name not in seen:
            seen.add(name)
            if name in ("Title", "Caption"):
                return name.lower(), int(name == "Title")
            style = self._styles.get(("paragraph", name))
            name = style.get(f"{_STYLE}parent-style-name") if style is not None else None
        return "paragraph", 0

    def _list(self, node: Any, place: _Where, level: int, style: str, key: str) -> Iterator[Block]:
        """Yield the items of a list; it goes on with another one if it says so."""
        style = node.get(f"{T}style-name") or style
        follows = node.get(f"{T}continue-list") or node.get(f"{T}continue-numbering") == "true"
        key = key or style
        if not follows:
            self._lists.begin(key, level)
        for item in node:
            if item.tag not in (f"{T}list-item", f"{T}list-header"):
                continue
            label = ""
            paragraph = next((x for x in item if x.tag in (f"{T}p", f"{T}h")), None)
            if item.tag == f"{T}list-item" and paragraph is not None and len(_said(paragraph)):
                label = self._lists.label(key, style, level, item.get(f"{T}start-value"))
            kind = place.kind if place.kind in ("note", "table cell") else "list item"
            within = _Where(kind, level, label, place.cell)
            for child in item:
                if child.tag == f"{T}list":
                    yield from self._list(child, place, level + 1, style, key)
                else:
                    yield from self._blocks([child], within)

    def _table(self, node: Any, place: _Where) -> Iterator[Block]:
        """Yield the cells of a table row by row."""
        self._tables += 1
        table, r = self._tables, 0
        for row in node.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table")) is not node:
                continue
            r, column = r + 1, 1
            for cell in row:
                if cell.tag == f"{_TABLE}table-cell":
                    kind = place.kind if place.kind == "note" else "table cell"
                    yield from self._blocks(cell, _Where(kind, 0, "", (table, r, column)))
                column += min(whole(cell.get(f"{_TABLE}number-columns-repeated"), 1), 1000)

    def _fill(self, node: Any, line: _Para) -> None:
        """Add what stands in a paragraph or a span."""
        self._say(node.text, line)
        for child in node:
            if isinstance(child.tag, str):
                self._add(child, line)
            self._say(child.tail, line)

    def _say(self, text: str | None, line: _Para) -> None:
        if text and not self._left_out:
            shown = re.sub(r"[ \t\r\n]+", " ", text)
            line.words += shown.lstrip(" ") if line.words[-1:] in ("", " ", "\n") else shown

    def _add(self, node: Any, line: _Para) -> None:
        """Add what a node within a paragraph stands for."""
        name = node.tag.removeprefix(T)
        if name in ("change-start", "change-end", "change"):
            self._change(node, line)
        elif self._left_out or node.tag in _NOT_SHOWN:
            return
        elif name == "s":
            line.words += " " * min(whole(node.get(f"{T}c"), 1), 1000)
        elif name in ("tab", "line-break"):
            line.words += "\t" if name == "tab" else "\n"
        elif name == "note":
            self._note(node, line)
        elif name == "ruby":
            base, above = (node.find(f"{T}ruby-{x}") for x in ("base", "text"))
            if base is not None:
                self._fill(base, line)
                said = f"{_said(base)} ({_said(above) if above is not None else ''})"
                self._repair(said, _said(base), "furigana")
        elif node.tag.startswith(_DRAW):
            line.boxes += node.iter(f"{_DRAW}text-box")
        elif name == "span" and self._is_raised(node) and _said(node).isdecimal():
            self._repair(_said(node), _said(node).translate(RAISED_DIGITS), "raised digits")
            line.words += _said(node).translate(RAISED_DIGITS)
        else:
            self._fill(node, line)

    def _is_raised(self, node: Any) -> bool:
        style = self._styles.get(("text", node.get(f"{T}style-name")))
        place = style.find(f"{_STYLE}text-properties") if style is not None else None
        said = place.get(f"{_STYLE}text-position", "") if place is not None else ""
        return bool(re.match(r"super|[1-9]", said))

    def _note(self, node: Any, line: _Para) -> None:
        """Note the mark of a note apart from the words, and keep what it says for the end."""
        citation = node.find(f"{T}note-citation")
        mark = _said(citation) if citation is not None else "*"
        line.notes.append((len(line.words), mark))
        body = node.find(f"{T}note-body")
        for n, block in enumerate(self._blocks(body, _Where("note")) if body is not None else ()):
            place = f"{node.get(f'{T}note-class', 'footnote')} {mark}"
            self._notes.append(replace(block, label="" if n else mark, place=place, level=0))

    def _change(self, node: Any, line: _Para) -> None:
        """Read a tracked change, or leave it out."""
        id = node.get(f"{T}change-id")
        change = self._changed.get(id)
        if change is None:
            return
        deleted, done = change.tag == f"{T}deletion", "accepted" if self._accepted else "rejected"
        if not deleted and not self._accepted:
            (self._left_out.discard if node.tag == f"{T}change-end" else self._left_out.add)(id)
        if node.tag != f"{T}change-end":
            words = _said(change) if deleted else ""
            what = "deletion" if deleted else "insertion"
            read = "" if self._accepted else words
            self._repair(words, read, f"a tracked {what}, {done}")
        if deleted and not self._accepted:
            for n, paragraph in enumerate(x for x in change if x.tag in (f"{T}p", f"{T}h")):
                line.words += "\n" if n else ""
                self._fill(paragraph, line)

    def _around(self, kind: str) -> Iterator[Block]:
        """Yield the headers or footers, each text once."""
        seen = set[str]()
        for root in self._roots:
            for node in root.iter(*(f"{_STYLE}{kind}{x}" for x in ("", "-left", "-first"))):
                for block in self._blocks(node, _Where(kind)):
                    if block.words not in seen:
                        seen.add(block.words)
                        yield replace(block, place=kind)

    def _here(self, place: _Where) -> str:
        if place.cell:
            return f"table {place.cell[0]}, row {place.cell[1]}"
        return f"paragraph {self._at}"

    def _repair(self, found: str, read: str, why: str) -> None:
        self._repairs.append(Repair(self._here(_Where()), found, read, why))


def _said(node: Any) -> str:
    """Return the words in a node, without notes and remarks."""
    parts = [node.text or ""]
    for child in node:
        skipped = (
            not isinstance(child.tag, str) or child.tag in _NOT_SHOWN or child.tag == f"{T}note"
        )
        parts += ["" if skipped else _said(child), child.tail or ""]
    return "".join(parts).strip() if node.tag in (f"{T}p", f"{T}h") else "".join(parts)
