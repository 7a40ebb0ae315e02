"""What a reader of files returns: the text as a page shows it, its blocks, what was repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers.numerals import RAISED_DIGITS, plain_sign

# What a block is. Headers and footers are read once; they and notes are no running text.
BLOCK_KINDS = (
    *("title", "heading", "paragraph", "list item", "table cell", "caption", "note"),
    *("header", "footer"),
)
_RAISED = re.compile(r"[-−–‑+]?[0-9]*(?:[,–-] ?[0-9]+)*[-−‑+]?")
NO_TEXT = ("header", "footer", "note")  # kinds that are no running text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a file, as a page shows it.

    Attributes
    ----------
    words : str
        Its words, without the label before them and without the marks of notes; a forced line
        break is a line end.
    kind : str
        One of `BLOCK_KINDS`.
    level : int
        Of a heading, a list item or a table within a table, from 1; else 0.
    label : str
        What stands before the words on the page: ``Article 2``, ``2.1``, ``(a)``, ``•``.
    place : str
        Where it stands in the file: ``paragraph 12``, ``page 3``, ``table 1, row 2``.
    cell : tuple of int
        Of a table cell the number of its table, row and column, each from 1; else empty.
    notes : tuple of (int, str)
        The marks of notes, each with the number of characters of `words` before it.
    start, end : int
        Character offsets in the text of the layout, the label included (end exclusive).
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
    """Something that is read otherwise than it stands in the file.

    Attributes
    ----------
    place : str
        Where, as in `Block`.
    found, read : str
        What stood there, and what is read.
    why : str
        The reason, in words.
    """

    place: str
    found: str
    read: str
    why: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a file: a block a line, each with its label before it.

    Attributes
    ----------
    text : str
        What a page shows, in the order in which it is read.
    blocks : tuple of Block
        In the order of the text; ``text[b.start:b.end]`` is the label and the words of one.
    repairs : tuple of Repair
        All of them.
    """

    text: str
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...] = ()


def assemble(blocks: Iterable[Block], repairs: Iterable[Repair] = ()) -> Layout:
    """Return the layout that some blocks make, those without words or label left out."""
    placed: list[Block] = []
    lines: list[str] = []
    at = 0
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

    def layout_of(
        self, blocks: Iterable[Block], notes: Iterable[Block], around: dict[str, list[Block]]
    ) -> Layout:
        """Return the whole text: headers, body, notes, footers; headers and footers once."""
        head, foot = (each_once(around[kind], kind) for kind in ("header", "footer"))
        return assemble([*head, *blocks, *notes, *foot], self.repairs)

    def here(self, cell: tuple[int, ...] = ()) -> str:
        """Go to a paragraph of the text or of a table, and say where that is."""
        self.place = f"table {cell[0]}, row {cell[1]}" if cell else f"paragraph {self.at}"
        return self.place

    def repair(self, found: str, read: str, why: str) -> None:
        """List what is read otherwise than it stands there."""
        self.repairs.append(Repair(self.place, found, read, why))

    def change(self, words: str, added: bool, what: str = "") -> None:
        """List a tracked change."""
        what = what or ("insertion" if added else "deletion")
        done = "accepted" if self.accepted else "rejected"
        if words.strip():
            found, read = "" if added and self.accepted else words, words
            kept = added == self.accepted
            self.repair(found, read if kept else "", f"a tracked {what}, {done}")

    def furigana(self, base: str, above: str) -> None:
        """List the furigana above some characters; they are left out."""
        self.repair(f"{base} ({above})", base, "furigana")

    def raised(self, text: str) -> str:
        """Return raised digits, and a minus before or behind them, as such; list others."""
        if not (said := text.strip()):
            return text
        shown, known = said, _RAISED.fullmatch(said)
        if known:
            shown = re.sub("^[-−–‑]|[-−‑]$", "⁻", said.translate(RAISED_DIGITS)).replace("+", "⁺")
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


def kind_of_style(name: str, outline: int) -> tuple[str, int]:
    """Return the kind and the level that the name and the outline level of a style give."""
    name = name.lower()
    headed = re.match(r"heading ([1-9])", name)
    if name in ("title", "caption"):
        return name, int(name == "title")
    if headed or outline < 9:
        return "heading", int(headed[1]) if headed else outline + 1
    return "paragraph", 0


def as_note(blocks: Iterable[Block], mark: str, place: str) -> Iterator[Block]:
    """Yield the paragraphs of a note, its mark as the label of the first."""
    for n, block in enumerate(blocks):
        words = block.words
        while not n and mark and not mark.isalnum() and words.startswith(mark):  # an own mark
            words = words.removeprefix(mark).lstrip()
        yield replace(
            block, words=words, kind="note", label="" if n else mark, level=0, place=place
        )


def each_once(blocks: Iterable[Block], kind: str) -> Iterator[Block]:
    """Yield headers or footers, each text once."""
    seen = set[str]()
    for block in blocks:
        if block.words not in seen:
            seen.add(block.words)
            yield replace(block, kind=kind, label="", level=0, place=kind)
