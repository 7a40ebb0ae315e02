"""What a reader of files returns: the text as a page shows it, its blocks, what was repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers.numerals import numeral, plain_sign

# What a block is. Headers and footers are read once; they and notes are no running text.
BLOCK_KINDS = "title/heading/paragraph/list item/table cell/caption/note/header/footer".split("/")
_RAISED_DIGITS = str.maketrans("0123456789+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺")
_RAISED = re.compile(r"[-−–‑+]?[0-9]*(?:[,–-] ?[0-9]+)*[-−‑+]?")
NO_TEXT = ("header", "footer", "note")  # kinds that are no running text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a file, as a page shows it.

    `words` are without the label and the marks of notes; `kind` is one of `BLOCK_KINDS`; `level`,
    from 1, that of a heading, of a list item or of a table in another one, else 0. `label` is what
    stands before the words on the page: ``Article 2``, ``(a)``, ``•``. `place` says where it stands
    in the file: ``page 3``, ``table 1, row 2``; `cell` has the table, row and column, from 1.
    `notes` are marks of notes, each with how many characters of `words` stand before it. `start`
    and `end` (exclusive) are character offsets in the text of the layout, the label included.
    """

    words: str
    kind: str = "paragraph"
    level: int = 0
    label: str = ""
    place: str = ""
    cell: tuple[int, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """What is read otherwise than it stands in the file: where, both, and the reason in words."""

    place: str
    found: str
    read: str
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What a page shows, a block a line as it is read, and all repairs."""

    text: str
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...] = ()


def assemble(blocks: Iterable[Block], repairs: Iterable[Repair] = ()) -> Layout:
    """Return the layout that some blocks make, those without words or label left out."""
    placed, lines, at = list[Block](), list[str](), 0
    for block in blocks:
        words = block.words.rstrip()
        line = f"{block.label} {words}".strip() if block.label else words
        if line.strip():
            placed.append(replace(block, words=words, start=at, end=at + len(line)))
            lines.append(line)
            at += len(line) + 1
    return Layout("\n".join([*lines, ""]), tuple(placed), tuple(repairs))


@dataclass
class Line:
    """A paragraph as it is put together: a form feed in it parts it in two."""

    kind: str = "paragraph"
    level: int = 0
    label: str = ""
    cell: tuple[int, ...] = ()
    words: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # that hang on it

    def parts(self) -> Iterator[tuple[str, tuple[tuple[int, str], ...]]]:
        """Yield the words and the notes of each part, without white space at its ends."""
        at = 0
        for part in self.words.split("\f"):
            shift, end = at + len(part) - len(part.lstrip()), at + len(part)
            inside = ((max(n - shift, 0), mark) for n, mark in self.notes if at <= n <= end)
            yield part.strip(), tuple(inside)
            at = end + 1


class DraftReading:
    """What the readers of drafts have in common: where they are, and what they repaired."""

    def __init__(self, accepted: bool) -> None:
        self.accepted = accepted
        self.repairs: list[Repair] = []
        self.at = self.tables = 0  # paragraphs and tables so far
        self.place = ""
        self.notes: list[Block] = []  # at the end of the text
        self.around: dict[str, list[Block]] = {"header": [], "footer": []}
        self._counts = dict[Any, int]()  # of notes

    def layout_of(self, blocks: Iterable[Block]) -> Layout:
        """Return the whole text: headers, body, notes, footers; headers and footers once."""
        head, foot = (
            [Block(said, kind, place=kind) for said in dict.fromkeys(b.words for b in found)]
            for kind, found in self.around.items()
        )
        return assemble([*head, *blocks, *self.notes, *foot], self.repairs)

    def next_paragraph(self, cell: tuple[int, ...] = ()) -> None:
        """Go to the next paragraph of the text, or to one of a table."""
        self.at += not cell
        self.place = f"table {cell[0]}, row {cell[1]}" if cell else f"paragraph {self.at}"

    def repair(self, found: str, read: str, why: str) -> None:
        """List what is read otherwise than it stands there."""
        self.repairs.append(Repair(self.place, found, read, why))

    def change(self, words: str, added: bool, what: str = "") -> None:
        """List a tracked change."""
        what = what or ("insertion" if added else "deletion")
        if words.strip():
            found = "" if added and self.accepted else words
            read = words if added == self.accepted else ""
            done = "accepted" if self.accepted else "rejected"
            self.repair(found, read, f"a tracked {what}, {done}")

    def made(self, line: Line) -> Iterator[Block]:
        """Yield the parts of a paragraph, its label before the first."""
        parts = [x for x in line.parts() if x[0]]
        if line.label and not parts:
            self.repair(line.label, "", "a number before nothing")
        for n, (words, notes) in enumerate(parts):
            label = "" if n else line.label
            yield Block(words, line.kind, line.level, label, self.place, line.cell, notes)

    def counted(self, key: Any, kind: str, start: int = 1) -> str:
        """Return the mark of the next note of those that are counted together."""
        self._counts[key] = number = self._counts.get(key, start - 1) + 1
        return numeral(kind, number)

    def each_page(self, mark: str) -> None:
        """List that the marks of notes begin anew on each page, which no file tells."""
        self.repair("a note that each page counts anew", mark, "pages are not known: counted on")

    def add(
        self, text: str, line: Line, hidden: bool = False, raised: bool = False, font: str = ""
    ) -> None:
        """Add characters to a paragraph as the page shows them."""
        if hidden:
            self.hidden(text)
        else:
            text = self.signs(text, font)
            line.words += self.raised(text) if raised else text

    def hidden(self, text: str) -> None:
        """List what the page does not show."""
        self.repair(text, "", "hidden text, which the page does not show")

    def furigana(self, base: str, above: str) -> None:
        """List the furigana above some characters; they are left out."""
        self.repair(f"{base} ({above})", base, "furigana")

    def raised(self, text: str) -> str:
        """Return raised digits, and a minus before or behind them, as such; list others."""
        if not (said := text.strip()):
            return text
        shown, known = said, _RAISED.fullmatch(said)
        if known:
            shown = re.sub("^[-−–‑]|[-−‑]$", "⁻", said.translate(_RAISED_DIGITS))
        if known or any(x.isdecimal() for x in said):
            self.repair(said, shown, "raised digits" if known else "raised signs")
        return text.replace(said, shown)

    def signs(self, text: str, font: str = "") -> str:
        """Return what a page shows for signs of a font of symbols."""
        if (plain := plain_sign(text, font)) != text:
            self.repair(text.strip(), plain.strip(), "a sign of a font of symbols")
        return plain


def ask_which(name: str) -> AccordError:
    """Return the question which text of a draft is meant."""
    return AccordError(
        f"{name} has tracked changes. Say which text is meant: Document.from_file(path, "
        "changes='accepted') reads it with them, changes='rejected' as it was before."
    )


def kind_and_level(style: str, outline: int, depth: int, cell: tuple[int, ...]) -> tuple[str, int]:
    """Return them by the name and the outline level of a style, else by the depth in a list."""
    name = style.lower()
    headed = re.match(r"heading ([1-9])", name)
    if name in ("title", "caption"):
        return name, int(name == "title")
    if headed or outline < 9:
        return "heading", int(headed[1]) if headed else outline + 1
    return "table cell" if cell else "list item" if depth else "paragraph", depth


def as_note(blocks: Iterable[Block], mark: str, place: str) -> Iterator[Block]:
    """Yield the paragraphs of a note, its mark as the label of the first."""
    for n, block in enumerate(blocks):
        words = block.words
        while not n and mark and not mark.isalnum() and words.startswith(mark):  # an own mark
            words = words.removeprefix(mark).lstrip()
        label = "" if n else mark
        yield replace(block, words=words, kind="note", label=label, level=0, place=place)
