"""A text and what is known about it: Document; and files of one's own, found and described."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from accordlib.errors import AccordError, expect, expect_one_of, expect_words
from accordlib.readers.opening import read_file
from accordlib.readers.records import NO_TEXT, Block, Layout, Repair
from accordlib.texts.broken_lines import whole_lines
from accordlib.texts.files import expect_path, id_of, printable, read_bytes, text_of, way_out
from accordlib.texts.folding import Folding, fold_characters
from accordlib.texts.kinds import expect_plain
from accordlib.texts.list_marks import mark_test
from accordlib.texts.passages import HasPassages, Passage, find_passage, passages_of

_MAPPINGS, _TUPLES = ("stated", "inferred", "metadata"), ("furniture", "pillar_labels")
_Changes = Literal["accepted", "rejected"] | None  # how tracked ones are read
DESCRIPTION = ("title", "date", "kind", "language", "rights")


@dataclass(frozen=True)
class Document(HasPassages):
    """One text with what is known about it.

    Attributes
    ----------
    id, text : str
        A short name, such as ``accord``, and the whole file, decoded and otherwise unchanged.
    title, date, kind, language, rights : str
        The description used throughout; a date is ISO 8601, as exact as it is known (``2023-01``).
    stated, inferred : Mapping
        By field, what the file says in its own words, and a ``value`` and its ``reason``.
    furniture : tuple of Passage
        Spans that are not running text: headlines, advertising, links, a bare date line.
    pillar_labels : tuple of str
        The letters under which an agreement's pillars are cited; empty where there are none.
    metadata : Mapping[str, str]
        The further columns of a metadata table of one's own.
    layout : Layout or None
        Of a Word file, a PDF or a page: its blocks with their kinds, levels and labels, and what
        was repaired; None for a plain text.

    Examples
    --------
    >>> Document("mine", "We met in Rome.", title="Communiqué")["p1"]
    mine:p1: We met in Rome.
    """

    id: str
    text: str
    title: str = ""
    date: str = ""
    kind: str = ""
    language: str = ""
    rights: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)
    inferred: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    furniture: tuple[Passage, ...] = ()
    pillar_labels: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    layout: Layout | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        hint = "Make one of a text of your own with Document('my-text', text)."
        for name, value in vars(self).items():
            kind = Mapping if name in _MAPPINGS else tuple if name in _TUPLES else str
            if name != "layout":
                expect(value, kind, f"Document({name}=...)", hint)
        if self.layout is None:
            expect_plain(self.text, f"The text of Document({self.id!r:.80}, ...)")
        elif not isinstance(self.layout, Layout) or self.layout.text != self.text:
            raise AccordError("Document(layout=...) is another text's. Use Document.from_file.")
        passages_of(self.furniture, "Document(furniture=...)")
        for label in expect_words(self.pillar_labels, "pillar_labels"):
            if not re.fullmatch(r"\w*[^\W\d]", label):
                raise AccordError(f"pillar_labels: {label!r:.80} must be a word, such as 'D'.")
        for name, inference in self.inferred.items():
            if not isinstance(inference, Mapping) or not {"value", "reason"} <= inference.keys():
                raise AccordError(f"What is inferred needs a value and a reason; {name!r} lacks.")

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    @classmethod
    def from_file(cls, path: str | Path, changes: _Changes = None, twice: bool = False) -> Document:
        """Read a text of your own; its id is the file's name, without the ending.

        Plain text and Markdown; with the extra ``documents`` also Word and OpenDocument files,
        PDF, web pages and RTF, by their content. What was repaired on the way is in `repairs`.
        Where a plain text is not in UTF-8, ``inferred["encoding"]`` says what it is in, and
        whether that was guessed.

        Parameters
        ----------
        path : str or Path
            The file.
        changes : {"accepted", "rejected"}, optional
            How to read the tracked changes of a draft. A draft that has some is refused without.
        twice : bool
            Whether a second program reads each page of a PDF file too, as it does where the first
            reading is doubtful. Pages on which the two differ are among the repairs.

        Examples
        --------
        >>> Document.from_file(load_corpus().folder / "texts" / "article.txt")
        Document 'article': untitled (undated)
        """
        path = expect_path(path, "Document.from_file()")
        expect_one_of(changes, (None, "accepted", "rejected"), "changes")
        expect(twice, bool, "twice", "Give True or False.")
        return TextFile(path, {}).document(changes=changes, twice=twice)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What is read otherwise than it stands in the file: place, found, read and why."""
        return self.layout.repairs if self.layout else ()

    def source(self, passage: Passage) -> Block:
        r"""Return the block of the file in which a passage begins: its kind, label and place.

        Examples
        --------
        >>> document = Document("mine", "A title\n\nWe met in Rome.")
        >>> document.source(document["p2"]).place
        'line 3'
        """
        expect(passage, Passage, "source()", "Give one of document.paragraphs.")
        at = passage.start
        if self.layout:
            for block in self.layout.blocks:
                if block.start <= at < block.end:
                    return block
        line = fold_characters(self.text[:at]).text.count("\n") + 1
        return Block(passage.text, place=f"line {line}", start=at, end=passage.end)

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The lines of running text, `p1`, `p2` and so on, as they were before they were broken."""
        if self.layout:
            return self._as_blocks(self.layout.blocks)
        folding, lines = self._lines()
        folded = folding.text
        running = [
            (first, last)
            for first, last in lines
            if folded[first].isalnum() or any(map(str.isalnum, folded[first:last]))
        ]
        if folding.changes:
            running = [folding.whole(first, last) for first, last in running]
        for f in self.furniture:
            running = [place for place in running if place[0] < f.start or f.end < place[1]]
        id, text, kind, language = self.id, self.text, "paragraph", self.language
        return tuple(
            Passage(f"{id}:p{n}", text[start:end], id, start, end, kind, "", language)
            for n, (start, end) in enumerate(running, start=1)
        )

    def _as_blocks(self, blocks: Sequence[Block]) -> tuple[Passage, ...]:
        """Return the blocks with words that are running text, as paragraphs of their kinds."""
        id, text, said = self.id, self.text, self.language
        running = [b for b in blocks if b.kind not in NO_TEXT and any(map(str.isalnum, b.words))]
        return tuple(
            Passage(f"{id}:p{n}", text[b.start : b.end], id, b.start, b.end, b.kind, "", said)
            for n, b in enumerate(running, start=1)
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs."""
        return self.paragraphs

    def _lines(self) -> tuple[Folding, list[tuple[int, int]]]:
        """Return the folded text, which is not kept, and its lines that were one before."""
        folding = fold_characters(self.text)
        return folding, whole_lines(folding.text, mark_test())

    @cached_property
    def line_begins(self) -> list[int]:
        """Where each line begins that was one before the text was broken."""
        folding, lines = self._lines()
        return [folding.original(start, end)[0] for start, end in lines]

    def __getitem__(self, label: str) -> Passage:
        """Return the passage with this label, such as ``p3`` or, for furniture, ``f1``."""
        return find_passage((*self.paragraphs, *self.furniture), label, self.id)

    def __repr__(self) -> str:
        return f"Document {self.id!r}: {self.title or 'untitled'} ({self.date or 'undated'})"


@dataclass(frozen=True)
class TextFile:
    """A file that is a text, and what a data package or a metadata table says of it."""

    path: Path
    fields: Mapping[str, Any]

    def document(
        self,
        id: str = "",
        largest: int | None = None,
        changes: str | None = None,
        twice: bool = False,
    ) -> Document:
        """Read the text with its description; a wrong SHA-256 is an error."""
        fields, encoding = self.fields, dict[str, str]()
        sha256 = str(fields["hash"]).removeprefix("sha256:") if "hash" in fields else None
        content, name = read_bytes(self.path, largest, sha256), f"{printable(self.path):.200}"
        if layout := read_file(content, self.path.suffix.lower(), name, changes, twice):
            text = layout.text
        else:
            text, encoding = text_of(content, name)
            expect_plain(text, name)
        id = id or id_of(self.path.name)
        keys = (*DESCRIPTION, "stated", "inferred", "metadata")
        try:
            furniture = tuple(
                Passage(f"{id}:f{n}", text[f["start"] : f["end"]], id, **f)
                for n, f in enumerate(fields.get("furniture", ()), start=1)
            )
            labels = tuple(fields.get("pillarLabels", ()))
            known = {key: fields[key] for key in keys if key in fields}
            if encoding:
                known["inferred"] = {**known.get("inferred", {}), "encoding": encoding}
            known |= {"furniture": furniture, "pillar_labels": labels, "layout": layout}
            return Document(id, text, **known)
        except (KeyError, TypeError, AttributeError) as error:
            raise AccordError(
                f"{printable(self.path)} is not described well in its data package ({error!r}). "
                f"{way_out(self.path, 'Correct the description.')}"
            ) from error
