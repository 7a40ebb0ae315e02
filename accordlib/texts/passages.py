"""A stretch of a text with a stable id, and whatever has such stretches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from accordlib.errors import AccordError, UnknownNameError, is_listing, named

_LISTED_AT_MOST = 60  # names in a message


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """A stretch of a document with a stable id: the unit of counting and citing.

    `document.text[passage.start:passage.end] == passage.text` always holds.

    Attributes
    ----------
    id, document, text : str
        The document's id and a label (``accord:D2``); the document's id; the words.
    start, end : int
        Character offsets in the document's text (end exclusive).
    kind : str
        What the passage is: ``paragraph``, ``sentence``, ``commitment``, ``headline`` and so on.
    pillar : str
        The label of the pillar of the agreement it stands in, or an empty string.
    language : str
        That of the document, if it is stated there; it tells whether ideographs are Japanese.

    Examples
    --------
    >>> passage = load_corpus()["article"]["p9"]
    >>> passage.id, passage.label, passage.text[:10]
    ('article:p9', 'p9', 'Last month')
    """

    id: str
    text: str
    document: str
    start: int
    end: int
    kind: str = "paragraph"
    pillar: str = ""
    language: str = field(default="", compare=False)

    @property
    def label(self) -> str:
        """The part of the id after the document's name, such as ``D2``."""
        return self.id.partition(":")[2]

    def __repr__(self) -> str:
        return f"{self.id}: {self.text}"

    def _repr_html_(self) -> str:
        return f"<blockquote>{escape(self.text)} <cite>({escape(self.id)})</cite></blockquote>"


class HasPassages(ABC):
    """Whatever can be counted and searched as it stands: a Document, an Agreement."""

    @property
    @abstractmethod
    def passages(self) -> tuple[Passage, ...]:
        """The passages, in order."""


def passages_of(value: object, what: str) -> tuple[Passage, ...]:
    """Return the passages of what was given to a function, for a message called ``"name()"``."""
    if isinstance(value, Passage):
        return (value,)
    if isinstance(value, HasPassages):
        return value.passages
    listed = is_listing(value)
    chosen: tuple[object, ...] = tuple(value) if listed else (value,)  # type: ignore[arg-type]
    for item in chosen:
        if not isinstance(item, Passage):
            hint = "Give agreement.commitments, pillar.commitments or document.paragraphs; make a "
            hint += "Document of a text of your own: Document('my-text', text)."
            if isinstance(item, Mapping | HasPassages):
                hint = "Of a corpus give one document, corpus['accord'], or the paragraphs of all: "
                hint += "[p for document in corpus.values() for p in document.paragraphs]."
            raise AccordError(
                f"{what} takes passages, or a Document or an Agreement that has them, not "
                f"{'several of them' if isinstance(item, HasPassages) else named(item)}. {hint}"
            )
    return chosen  # type: ignore[return-value]


def find_passage(passages: Sequence[Passage], label: str, where: str) -> Passage:
    """Return the passage with this label, or raise an error that lists the labels."""
    for passage in passages:
        if passage.label == label:
            return passage
    raise unknown_name("passage", label, [p.label for p in passages], repr(where))


def unknown_name(kind: str, name: object, known: Iterable[str], where: str) -> UnknownNameError:
    """Return the error for a name that is not there; of many that are, it lists the nearest."""
    from difflib import get_close_matches

    listed, more = list(known), ""
    close = next((f" Did you mean {x!r}?" for x in listed if x.lower() == str(name).lower()), "")
    if len(listed) > _LISTED_AT_MOST:
        more = f" ({len(listed):,} in all)"
        listed = get_close_matches(str(name), listed, 10, 0.3) or listed[:10]
    there = f"Choose one of: {', '.join(listed)}{more}." if listed else "There is none."
    return UnknownNameError(f"No {kind} {name!r:.80} in {where}.{close} {there}")
