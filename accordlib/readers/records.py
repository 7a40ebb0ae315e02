"""What a reader of files returns: the text as a page shows it, its blocks, what was repaired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

# What a block is. Headers and footers are read once; they and notes are no running text.
BLOCK_KINDS = (
    *("title", "heading", "paragraph", "list item", "table cell", "caption", "note"),
    *("header", "footer"),
)
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
        line = f"{block.label} {block.words}".strip() if block.label else block.words.rstrip()
        if line.strip():
            placed.append(replace(block, start=at, end=at + len(line)))
            lines.append(line)
            at += len(line) + 1
    return Layout("\n".join([*lines, ""]), tuple(placed), tuple(repairs))
