"""A text and what is known about it: Document."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from accordlib.errors import AccordError, expect, expect_words
from accordlib.texts.files import decode, expect_path, printable, read_bytes
from accordlib.texts.lines import LINE, unbroken
from accordlib.texts.passages import HasPassages, Passage, find_passage, passages_of

_MAPPINGS, _TUPLES = ("stated", "inferred", "metadata"), ("furniture", "pillar_labels")


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
        What the file itself says, field by field, in its own words; and what is concluded, for
        each field a ``value`` and the ``reason`` for it.
    furniture : tuple of Passage
        Spans that are not running text: headlines, advertising, links, a bare date line.
    pillar_labels : tuple of str
        The letters under which an agreement's pillars are cited; empty where there are none.
    metadata : Mapping[str, str]
        The further columns of a metadata table of one's own.

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

    def __post_init__(self) -> None:
        hint = "Make one of a text of your own with Document('my-text', text)."
        for name, value in vars(self).items():
            kind = Mapping if name in _MAPPINGS else tuple if name in _TUPLES else str
            expect(value, kind, f"Document({name}=...)", hint)
        passages_of(self.furniture, "Document(furniture=...)")
        expect_words(self.pillar_labels, "pillar_labels")
        for name, inference in self.inferred.items():
            if not isinstance(inference, Mapping) or not {"value", "reason"} <= inference.keys():
                raise AccordError(f"What is inferred needs a value and a reason; {name!r} lacks.")

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    @classmethod
    def from_file(cls, path: str | Path) -> Document:
        """Read a text of your own, plain text in UTF-8; its id is the file's name, without ending.

        Raises
        ------
        AccordError
            If the file is missing, a folder, a pipe, empty, binary or not UTF-8.

        Examples
        --------
        >>> Document.from_file(load_corpus().folder / "texts" / "article.txt")
        Document 'article': untitled (undated)
        """
        path = expect_path(path, "Document.from_file()")
        text = decode(path, read_bytes(path))  # first, since "." is a folder without a name
        return cls(id=id_of(path.name), text=text)

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The lines of running text, `p1`, `p2` and so on, as they were before they were broken."""
        body: list[tuple[int, int]] = []
        for first, last in self._unbroken or (m.span() for m in LINE.finditer(self.text)):
            line = self.text[first:last]
            start, end = first + len(line) - len(line.lstrip()), first + len(line.rstrip())
            marked = any(f.start <= start and end <= f.end for f in self.furniture)
            if not marked and any(map(str.isalnum, line)):
                body.append((start, end))
        return tuple(
            Passage(f"{self.id}:p{n}", self.text[a:b], self.id, a, b)
            for n, (a, b) in enumerate(body, start=1)
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs."""
        return self.paragraphs

    @cached_property
    def broken(self) -> bool:
        """Whether the lines of the text were broken at one width, as in an e-mail or a PDF."""
        return bool(self._unbroken)

    @cached_property
    def _unbroken(self) -> list[tuple[int, int]]:
        return unbroken(self.text)

    def __getitem__(self, label: str) -> Passage:
        """Return the passage with this label, such as ``p3`` or, for furniture, ``f1``."""
        return find_passage((*self.paragraphs, *self.furniture), label, self.id)

    def __repr__(self) -> str:
        return f"Document {self.id!r}: {self.title or 'untitled'} ({self.date or 'undated'})"


def id_of(name: str | PurePosixPath) -> str:
    """Return a file's name without its ending, as an id."""
    return citable(PurePosixPath(name).with_suffix("").as_posix())


def citable(name: str) -> str:
    """Return a name in one form on all systems, without the colon that divides a passage's id."""
    return unicodedata.normalize("NFC", printable(name)).replace(":", "-")
