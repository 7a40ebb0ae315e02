"""Web pages: the main part as a browser shows it, with the labels of its lists."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers.links import blocks_of_links
from accordlib.readers.numerals import KNOWN, numeral, whole
from accordlib.readers.records import Block, DraftReading, Layout, Line, assemble

_KNOWN, _LISTS = KNOWN["html"], KNOWN["lists"]
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
_OWN_SIGN = re.compile(r"""["']([^"']*)["']""")
_BLOCKS = set(_KNOWN["blocks"].split())
_ROLES = ("navigation", "search", "banner", "contentinfo")
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.I)
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_KEEPS_BLANKS = re.compile(r"white-space\s*:\s*pre\b(?!-)")
_FOR_EARS = re.compile(r"\b(?:sr-only|screen-reader-text|visually-hidden|visuallyhidden)\b")
_IS_NOTE = re.compile(r"doc-(?:foot|end)note\b|\b(?:foot|end)notes?\b(?!-)", re.I)
_REFERS = re.compile(r"doc-noteref|noteref|footnote-?ref|cite_ref|\bfn-?ref|\breference\b", re.I)
_LEADS_BACK = re.compile(r"doc-backlink|footnote-?back|fnref|cite_ref", re.I)
_ARROWS = re.compile(r"^\s*[↩↑^⏎\ufe0e]+\s*$")
_NO_FURIGANA = ".//text()[not(ancestor::rt or ancestor::rp or ancestor::rtc)]"
_MAIN_SHARE = 0.6  # of the words of a page that its main part has at least, where nothing names it
_INNERMOST = ("p", "ol", "ul", "table", "dl", "blockquote")  # which are no part of a page
_FEWEST = 200  # characters of a part that may be the main one


def read_html(content: bytes, name: str, changes: str | None) -> Layout:
    """Return the layout of a web page; what it strikes out is ``accepted`` or ``rejected``."""
    from lxml import etree, html

    encoding = None  # as the page says, or Windows-1252
    with suppress(UnicodeDecodeError):
        content.decode("utf-8")
        encoding = "utf-8"
    try:
        parser = html.HTMLParser(encoding=encoding, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, ValueError, LookupError) as error:
        raise AccordError(f"{name} is no web page that can be read ({error!s:.100}).") from error
    etree.strip_elements(root, *_KNOWN["unshown"].split(), with_tail=False)
    if changes is None and any(_words(x) for x in root.iter("del")):
        raise AccordError(
            f"{name} has words that are struck out as deleted. Say which text is meant: "
            "Document.from_file(path, changes='accepted') leaves them out, changes='rejected' not."
        )
    return _Page(root, changes != "rejected").layout()


def _words(node: Any, between: str = "") -> str:
    return " ".join(between.join(node.itertext()).split())


class _Page(DraftReading):
    """Walks over one page."""

    def __init__(self, root: Any, accepted: bool) -> None:
        super().__init__(accepted)
        self._root = root
        self._links = blocks_of_links(root)
        self._lines: list[Line] = [Line()]
        self._marks: dict[str, str] = {}  # of notes, by the id of what they lead to
        self._titled = False

    def layout(self) -> Layout:
        main = self._main_part()
        self._walk(main, Line())
        lines = [x for x in self._lines if x.words.strip() or x.label]
        return assemble(map(_block, range(1, len(lines) + 1), lines), self.repairs)

    def repair(self, found: str, read: str, why: str) -> None:
        self.place = f"paragraph {len(self._lines)}"
        super().repair(f"{found:.80}", read, why)

    def _main_part(self) -> Any:
        """Return what the page calls its main part, or what has most of its running text."""
        body = self._root.find("body")
        best = self._root if body is None else body
        for path in ("//main", "//*[@role='main']", "//article"):
            found = self._root.xpath(path)
            if len(found) == 1 and (kept := len(_words(found[0]))) >= _FEWEST:
                if left := len(_words(best)) - kept:
                    said = f"{left:,} characters around the main part"
                    self.repair(said, "", "navigation and the like")
                return found[0]
        whole = _unlinked(best)
        while whole >= _FEWEST:
            inner = next((x for x in best if _unlinked(x) >= _MAIN_SHARE * whole), None)
            if inner is None or inner.tag in _INNERMOST or _unlinked(inner) < _unlinked(best):
                break
            best = inner
        return best

    def _walk(self, node: Any, around: Line) -> None:
        self._say(node.text, node)
        for child in node:
            self._add(child, around)
            self._say(child.tail, node)

    def _add(self, node: Any, around: Line) -> None:
        tag = node.tag.lower()
        if tag == "br":
            self._lines[-1].words = self._lines[-1].words.rstrip(" ") + "\n"
        elif self._is_left_out(node):
            return
        elif tag in ("del", "ins"):
            self.change(_words(node), tag == "ins")
            if (tag == "ins") == self.accepted:
                self._walk(node, around)
        elif tag == "a" and _leads_back(node):
            return
        elif tag == "sup" or (tag == "a" and (_REFERS.search(_named(node)) or _is_mark(node))):
            self._raised(node, around)
        elif tag == "ruby":
            above = "".join(_words(x) for x in node.iter("rt"))
            said = "".join(
                node.xpath(".//text()[not(ancestor::rt or ancestor::rp or ancestor::rtc)]")
            )
            self.furigana(said.strip(), above)
            self._lines[-1].words += said.strip()
        elif tag == "q":
            inner = len(list(node.iterancestors("q"))) % 2
            self._lines[-1].words += "“‘"[inner]
            self._walk(node, around)
            self._lines[-1].words += "”’"[inner]
        elif tag in _BLOCKS or _SHOWN_AS_BLOCK.search(node.get("style", "")):
            self._block(node, tag, around)
        else:
            self._walk(node, around)

    def _block(self, node: Any, tag: str, around: Line) -> None:
        if tag in ("ol", "ul", "menu", "dir"):
            return self._list(node, around)
        if tag == "table":
            return self._table(node, around)
        line = Line(around.kind, around.level, "", around.cell)
        if re.fullmatch("h[1-6]", tag):
            titled = tag == "h1" and not self._titled
            self._titled |= titled
            line.kind, line.level = "title" if titled else "heading", int(tag[1])
        elif tag in _KNOWN["kinds"]:
            line.kind = _KNOWN["kinds"][tag]
        elif around.kind != "note" and _IS_NOTE.search(_named(node)):
            line.kind = "note"
        if mark := self._marks.get(node.get("id", "")):
            line.kind, line.label = "note", mark
        return self._within(node, line)

    def _within(self, node: Any, line: Line) -> None:
        self._begin(line)
        self._walk(node, line)
        self._begin(Line(line.kind, line.level, "", line.cell))

    def _begin(self, line: Line) -> None:
        last = self._lines[-1]
        if last.words.strip() or (last.label and line.label):
            self._lines.append(line)
        else:  # a label waits for the first words
            line.label = line.label or last.label
            self._lines[-1] = line

    def _list(self, node: Any, around: Line) -> None:
        """Add the items of a list, each with the label that stands before it."""
        backwards = node.get("reversed") is not None
        number = whole(node.get("start"), len(node.findall("li")) if backwards else 1)
        for child in node:
            if child.tag != "li":
                self._add(child, around)
                continue
            if self._is_left_out(child):
                continue
            number = whole(child.get("value"), number)
            label = _marker(child, number, len(list(node.iterancestors("ul", "ol"))))
            level = around.level + 1 if around.kind == "list item" else 1
            said = around.kind if around.kind in ("table cell", "note") else "list item"
            line = Line(said, level, label, around.cell)
            own = label.rstrip(".") if _IS_NOTE.search(_named(child)) else ""
            if mark := self._marks.get(child.get("id", "")) or own:
                line.kind, line.level, line.label = "note", 0, mark
            self._within(child, line)
            number += -1 if backwards else 1

    def _table(self, node: Any, around: Line) -> None:
        """Add the cells of a table row by row; one with a single column is no table."""
        rows = [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]
        columns = max((len([c for c in row if c.tag in ("td", "th")]) for row in rows), default=0)
        self.tables += columns > 1
        table = self.tables
        for caption in node.iterchildren("caption"):
            self._add(caption, around)
        taken = dict[int, int]()  # the last row into which a cell above reaches, by column
        for r, row in enumerate(rows, start=1):
            column = 1
            for cell in (c for c in row if c.tag in ("td", "th")):
                while taken.get(column, 0) >= r:
                    column += 1
                at = Line("table cell", 0, "", (table, r, column)) if columns > 1 else around
                self._within(cell, at)
                width, height = (min(whole(cell.get(x), 1), 999) for x in ("colspan", "rowspan"))
                taken |= dict.fromkeys(range(column, column + width), r + height - 1)
                column += width

    def _say(self, text: str | None, node: Any) -> None:
        line = self._lines[-1]
        kept = node.tag == "pre" or _KEEPS_BLANKS.search(node.get("style", ""))
        shown = (text or "") if kept else re.sub(r"[ \t\r\n\f]+", " ", text or "")
        if not kept and (not line.words or line.words[-1] in " \n"):
            shown = shown.lstrip(" ")
        line.words += shown

    def _raised(self, node: Any, around: Line) -> None:
        """Add what is raised: the mark of a note apart from the words, other digits as raised."""
        said = _words(node)
        links = [node] if node.tag == "a" else list(node.iter("a"))
        link = next((x for x in links if x.get("href", "").startswith("#")), None)
        if link is not None:
            mark = said.strip("[]() ")
            self._marks.setdefault(link.get("href", "#")[1:], mark)
            self._lines[-1].notes.append((len(self._lines[-1].words), mark))
        elif not len(node) and any(x.isdecimal() or x in "-−–" for x in said):
            self._lines[-1].words += self.raised(said)
        else:
            self._walk(node, around)

    def _is_left_out(self, node: Any) -> bool:
        """Tell whether a node is no text of the page, and list it."""
        hidden = node.get("hidden") is not None or _NOT_DISPLAYED.search(node.get("style", ""))
        why = self._links.get(node, "")
        if hidden or _FOR_EARS.search(node.get("class", "")):
            why = "the page does not show it"
        elif not why and (node.tag in _KNOWN["around"] or node.get("role") in _ROLES):
            why = f"{_KNOWN['around'].get(node.tag, 'navigation')} is left out"
        if why and (said := _words(node, " " * (node in self._links))):
            self.repair(said, "", why)
        return bool(why)


def _leads_back(link: Any) -> bool:
    at = _named(link, "href role class")
    return bool(_LEADS_BACK.search(at) or _ARROWS.match(_words(link)))


def _named(node: Any, keys: str = "class id role href {http://www.idpf.org/2007/ops}type") -> str:
    return " ".join(node.get(key, "") for key in [*keys.split(), "epub:type"])


def _is_mark(link: Any) -> bool:
    """Tell whether a link leads to a place of the page and holds nothing but a raised sign."""
    raises = len(link) == 1 and link[0].tag == "sup" and _words(link) == _words(link[0])
    return raises and link.get("href", "").startswith("#")


def _unlinked(node: Any) -> int:
    linked = sum(len(_words(x)) for x in node.iter("a", *_KNOWN["around"]))
    return max(len(_words(node)) - linked, 0)


def _block(number: int, line: Line) -> Block:
    """Return a line as a block, without the white space at its ends."""
    words = re.sub(r" *\n *", "\n", line.words).strip()
    if line.kind == "note" and line.label:  # its mark may stand in it once more
        words = re.sub(rf"^\[?{re.escape(line.label)}\]?[.)]?\s+(?=\S)", "", words, count=1)
    notes = tuple((min(at, len(words)), mark) for at, mark in line.notes)
    place = f"table {line.cell[0]}, row {line.cell[1]}" if line.cell else f"paragraph {number}"
    return Block(words, line.kind, line.level, line.label, place, line.cell, notes)


def _marker(item: Any, number: int, depth: int) -> str:
    """Return what stands before an item, by its own attributes and those of its list.

    Style sheets are not read: a list without a style of its own has a browser's usual one.
    """
    ordered = item.getparent().tag == "ol"
    said = "decimal" if ordered else ("disc", "circle", "square")[min(depth, 2)]
    signs = _LISTS["signs"]
    for node in (item.getparent(), item):
        kind = node.get("type", "")
        said = _LISTS["types"].get(kind, kind.lower() if kind.lower() in signs else said)
        if found := _STYLE.search(node.get("style", "")):
            said = found[1].strip()
    if quoted := _OWN_SIGN.search(said):
        return quoted[1].strip()
    for word in said.lower().split():
        if word in ("none", *signs):
            return str(signs.get(word, ""))
        if counted := _LISTS["css"].get(word):
            kind, ending = counted.split()
            return f"{numeral(kind, number)}{ending}"
    return f"{number}." if ordered else "•"
