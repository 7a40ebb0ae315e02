"""A text and its stretches: Document and Passage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path, PurePosixPath
from typing import cast

from accordlib.errors import AccordError, UnknownNameError
from accordlib.texts.files import decode, read_bytes
from accordlib.texts.line_joining import WIDEST
from accordlib.texts.lines import LINE as LINE


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """A stretch of a document with a stable id: the unit of counting and citing.

    `document.text[passage.start:passage.end] == passage.text` always holds.

    Attributes
    ----------
    id : str
        The document's id and a label, such as ``accord:D2`` or ``article:p3.s1``.
    text : str
        The words as they stand in the document.
    document : str
        The id of the document.
    start, end : int
        Character offsets in the document's text (end exclusive).
    kind : str
        What the passage is: ``paragraph``, ``sentence``, ``commitment``, ``headline`` and so on.
    pillar : str
        The label of the pillar of the agreement it stands in, or an empty string.
    """

    id: str
    text: str
    document: str
    start: int
    end: int
    kind: str = "paragraph"
    pillar: str = ""

    @property
    def label(self) -> str:
        """The part of the id after the document's name, such as ``D2``."""
        return self.id.partition(":")[2]

    def __repr__(self) -> str:
        return f"{self.id}: {self.text}"

    def _repr_html_(self) -> str:
        return f"<blockquote>{escape(self.text)} <cite>({escape(self.id)})</cite></blockquote>"


@dataclass(frozen=True)
class Document:
    """One text with what is known about it.

    Attributes
    ----------
    id : str
        Short name, such as ``accord``.
    text : str
        The whole file, decoded from UTF-8 and otherwise unchanged.
    title, date, kind, language, rights : str
        The description used throughout; `stated` and `inferred` say on what it rests.
        A date is ISO 8601, as exact as it is known (``2023``, ``2023-01``, ``2023-01-12``).
    stated : Mapping[str, str]
        What the file itself says, field by field, in its own words.
    inferred : Mapping[str, Mapping[str, str]]
        What is concluded: for each field a ``value`` and the ``reason`` for it.
    furniture : tuple of Passage
        Spans that are not running text: headlines, advertising, links, a bare date line.
    pillar_labels : tuple of str
        The letters under which an agreement's pillars are cited; empty where there are none.
    metadata : Mapping[str, str]
        The further columns of a metadata table of one's own.
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

    @classmethod
    def from_file(cls, path: str | Path) -> Document:
        """Read a text of your own: plain text in UTF-8.

        Parameters
        ----------
        path : str or Path
            The file. Its name without the ending becomes the document's id.

        Returns
        -------
        Document
            With `text` and `id` filled in; all else is left empty.

        Raises
        ------
        AccordError
            If the file is missing, a folder, a pipe, empty, binary or not UTF-8.
        """
        path = Path(path)
        text = decode(path, read_bytes(path, "Check the path."))
        return cls(id=id_of(path.name), text=text)

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The lines of running text, `p1`, `p2`, and so on.

        In a text whose lines were broken at one width (`broken`), a paragraph is what stood in one
        line before that. Furniture is left out, and so is a line without a letter or digit, such
        as a bare bullet.
        """
        lines = (self._trimmed(*span) for span in self._lines())
        body = [span for span in lines if self._is_running_text(*span)]
        return tuple(
            Passage(f"{self.id}:p{n}", self.text[a:b], self.id, a, b)
            for n, (a, b) in enumerate(body, start=1)
        )

    @cached_property
    def broken(self) -> bool:
        """Whether the lines of the text were broken at one width, as in an e-mail or a PDF."""
        return bool(self._unbroken)

    @cached_property
    def _unbroken(self) -> list[tuple[int, int]]:
        lines = self.text.splitlines()
        if max(map(len, lines), default=0) > WIDEST:
            return []
        from accordlib.texts.list_marks import unbroken

        return unbroken(self.text)

    def _lines(self) -> list[tuple[int, int]]:
        return self._unbroken or [m.span() for m in LINE.finditer(self.text)]

    def __getitem__(self, label: str) -> Passage:
        """Return the passage with this label, such as ``p3`` or, for furniture, ``f1``."""
        return find_passage((*self.paragraphs, *self.furniture), label, self.id)

    def __repr__(self) -> str:
        return f"Document {self.id!r}: {self.title or 'untitled'} ({self.date or 'undated'})"

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        line = self.text[start:end]
        return start + len(line) - len(line.lstrip()), start + len(line.rstrip())

    def _is_running_text(self, start: int, end: int) -> bool:
        marked = any(f.start <= start and end <= f.end for f in self.furniture)
        return not marked and any(map(str.isalnum, self.text[start:end]))


def checked_passages(passages: object) -> tuple[Passage, ...]:
    """Return the passages as a tuple, or raise an error that says what was given instead."""
    hint = "Give passages, such as agreement.commitments or document.paragraphs."
    if isinstance(passages, Passage):
        raise AccordError("Several passages are expected. Put a single one into a list.")
    listed = isinstance(passages, Iterable) and not isinstance(passages, Document | str)
    chosen: tuple[object, ...] = (
        tuple(cast("Iterable[object]", passages)) if listed else (passages,)
    )
    for item in chosen:
        if not isinstance(item, Passage):
            raise AccordError(f"Passages are expected, not {type(item).__name__}. {hint}")
    return cast("tuple[Passage, ...]", chosen)


def find_passage(passages: tuple[Passage, ...], label: str, where: str) -> Passage:
    """Return the passage with this label, or raise an error that lists the labels."""
    for passage in passages:
        if passage.label == label:
            return passage
    labels = [p.label for p in passages]
    close = next((f" Did you mean {x!r}?" for x in labels if x.lower() == label.lower()), "")
    raise UnknownNameError(
        f"No passage {label!r} in {where!r}.{close} Choose one of: {', '.join(labels)}."
    )


def id_of(name: str) -> str:
    """Return a file's name without its ending, as an id."""
    return printable(PurePosixPath(name).with_suffix("").as_posix())


def printable(name: str) -> str:
    """Return a name that can be printed and cited.

    Accents are composed, so that a name has one id on all systems; a colon, which divides a
    passage's id, becomes a hyphen.
    """
    plain = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return unicodedata.normalize("NFC", plain).replace(":", "-")
