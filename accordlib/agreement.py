"""The parts of an agreement: preamble, signatories, pillars, commitments; and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, groupby

from accordlib.corpus import LINE, Document, Passage, find_passage
from accordlib.errors import AccordError

HEADING = re.compile(r"(?P<number>(?:\d{1,2}|[IVX]{1,5})[.)])\s+(?P<title>\S.{0,160}[^.:;,\s])")
BULLET = re.compile(r"[-–—*•·]")
SIGNATORY = re.compile(
    r"(?P<name>\S+(?: \S+){1,5}?) [-–—] "
    r"(?P<office>(?:\S+ ){0,3}(?:President|Premier|Chancellor|Minister|Secretary|Ambassador)\b.*)"
)


@dataclass(frozen=True, slots=True, repr=False)
class Signatory(Passage):
    """A line that names who signs: ``Rishi Sunak – Prime Minister of the United Kingdom``.

    Attributes
    ----------
    name, office : str
        The two sides of the dash.
    """

    name: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Commitment(Passage):
    """One bullet of an agreement.

    Attributes
    ----------
    number : int
        Its place in its pillar, from 1.
    """

    number: int = 0


@dataclass(frozen=True)
class Pillar:
    """A numbered part of an agreement.

    Attributes
    ----------
    label : str
        The letter (or number) that its commitments are cited by.
    title : Passage
        The heading without its number.
    lead_in : Passage or None
        What stands between the heading and the first commitment.
    commitments : tuple of Commitment
        In the order of the text.
    paragraphs : tuple of Passage
        Text after the first commitment that is not itself a bullet.
    """

    label: str
    title: Passage
    lead_in: Passage | None
    commitments: tuple[Commitment, ...]
    paragraphs: tuple[Passage, ...] = ()

    def __repr__(self) -> str:
        return f"Pillar {self.label}: {self.title.text} ({len(self.commitments)} commitments)"


@dataclass(frozen=True)
class Agreement:
    """A document taken apart. Every character of it is in one of `parts` or is white space.

    Attributes
    ----------
    document : Document
        What was parsed.
    title : Passage
        The title; label ``T``.
    preamble : tuple of Passage
        The paragraphs before the first pillar; labels ``P1``, ``P2``, and so on.
    signatories : tuple of Signatory
        Labels ``S1``, ``S2``, and so on.
    pillars : tuple of Pillar
        Titles are labelled ``T1``, lead-ins ``L1``, commitments with the pillar's letter: ``D1``.
    markers : tuple of Passage
        The bullets and heading numbers, which belong to no other part; labels ``M1`` and so on.
    """

    document: Document
    title: Passage
    preamble: tuple[Passage, ...]
    signatories: tuple[Signatory, ...]
    pillars: tuple[Pillar, ...]
    markers: tuple[Passage, ...]

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """All commitments of all pillars, in the order of the text."""
        return tuple(c for pillar in self.pillars for c in pillar.commitments)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All parts with words in them: every part but the bullets and heading numbers."""
        parts: list[Passage] = [self.title, *self.preamble, *self.signatories]
        for pillar in self.pillars:
            lead_in = () if pillar.lead_in is None else (pillar.lead_in,)
            parts += [pillar.title, *lead_in, *pillar.commitments, *pillar.paragraphs]
        return tuple(sorted(parts, key=lambda p: p.start))

    @property
    def parts(self) -> tuple[Passage, ...]:
        """Every part in the order of the text, bullets and heading numbers included."""
        return tuple(sorted((*self.passages, *self.markers), key=lambda p: p.start))

    def __getitem__(self, label: str) -> Passage:
        """Return the passage with this label, such as ``D2``, ``P1`` or ``L3``."""
        return find_passage(self.passages, label, self.document.id)

    def __repr__(self) -> str:
        return (
            f"Agreement {self.document.id!r}: {len(self.preamble)} preamble paragraphs, "
            f"{len(self.signatories)} signatories, {len(self.pillars)} pillars, "
            f"{len(self.commitments)} commitments"
        )


def parse_agreement(document: Document) -> Agreement:
    """Take an agreement apart into title, preamble, signatories, pillars and commitments.

    The layout that is understood: a title; paragraphs, one a line; perhaps lines of the form
    ``Name – Office``; then parts with numbered headings (``1. Title`` or ``I. Title``), each with
    a lead-in and bullets, where the bullet stands before its text or on a line of its own.

    Parameters
    ----------
    document : Document
        The agreement. Its title is its first line with those after it that end without a
        punctuation mark. Its ``pillar_labels`` name the pillars; without them they are cited by
        number (``1.2``).

    Returns
    -------
    Agreement

    Raises
    ------
    AccordError
        If there is no numbered heading, no bulleted commitment under any of them, or if
        ``pillar_labels`` are given for another number of pillars.
    """
    lines = list(_lines(document))
    if not lines:
        raise AccordError(f"{document.id!r} is empty, so there is no agreement to parse.")
    sections: list[list[_Line]] = [[]]
    for line in lines:
        if line.kind == "heading":
            sections.append([])
        sections[-1].append(line)
    labels = _labels(document, len(sections) - 1)
    title, preamble, signatories = _front(document, sections[0])
    pillars = tuple(
        _pillar(document, label, number, section)
        for number, (label, section) in enumerate(zip(labels, sections[1:], strict=True), start=1)
    )
    if not any(pillar.commitments for pillar in pillars):
        raise AccordError(
            f"{document.id!r} has numbered headings but no bulleted line under any of them, so "
            "no commitment can be told from other text. Work with document.paragraphs instead."
        )
    markers = (line.marker for line in lines if line.marker is not None)
    return Agreement(
        document,
        title,
        preamble,
        signatories,
        pillars,
        tuple(
            _passage(document, f"M{n}", a, b, "marker") for n, (a, b) in enumerate(markers, start=1)
        ),
    )


def sentences(passage: Passage) -> tuple[Passage, ...]:
    """Split a passage into sentences.

    The boundaries are found by nupunkt, an implementation of Punkt (Kiss and Strunk 2006,
    Computational Linguistics 32(4)) with a model trained on legal English. A sentence never
    crosses a line break, and a line without a letter or digit, such as a lone bullet, is not a
    sentence.

    Parameters
    ----------
    passage : Passage
        A paragraph, a commitment, or any other stretch of text.

    Returns
    -------
    tuple of Passage
        In order, with the ids ``<passage id>.s1``, ``.s2`` and so on, offsets in the document,
        kind ``sentence`` and the passage's pillar.
    """
    spans = list(_sentence_spans(passage.text))
    return tuple(
        Passage(
            f"{passage.id}.s{n}",
            passage.text[a:b],
            passage.document,
            passage.start + a,
            passage.start + b,
            "sentence",
            passage.pillar,
        )
        for n, (a, b) in enumerate(spans, start=1)
    )


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    from nupunkt import sent_spans

    for line in LINE.finditer(text):
        for a, b in sent_spans(line[0]):
            sentence = line[0][a:b]
            if any(map(str.isalnum, sentence)):
                start = line.start() + a + len(sentence) - len(sentence.lstrip())
                yield start, start + len(sentence.strip())


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str  # "heading", "bullet" or "text"
    start: int
    end: int
    marker: tuple[int, int] | None = None


def _lines(document: Document) -> Iterator[_Line]:
    """Yield the lines that have text, each with the bullet or number that stands before it."""
    pending: tuple[int, int] | None = None
    for match in LINE.finditer(document.text):
        text = match[0].strip()
        start = match.start() + match[0].find(text)
        end = start + len(text)
        if not text:
            continue
        heading = HEADING.fullmatch(text)
        if pending is not None and heading:
            yield _Line("text", *pending)
            pending = None
        if BULLET.fullmatch(text) and pending is None:
            pending = (start, end)
        elif pending is not None:
            yield _Line("bullet", start, end, pending)
            pending = None
        elif heading:
            a, b = heading.span("number")
            yield _Line("heading", start + heading.start("title"), end, (start + a, start + b))
        elif bullet := re.match(rf"({BULLET.pattern})\s+", text):
            yield _Line("bullet", start + bullet.end(), end, (start, start + bullet.end(1)))
        else:
            yield _Line("text", start, end)
    if pending is not None:
        yield _Line("text", *pending)


def _labels(document: Document, pillars: int) -> tuple[str, ...]:
    if pillars == 0:
        raise AccordError(
            f"No numbered heading (such as '1. Title') stands on a line of its own in "
            f"{document.id!r}, so it has no pillars. Work with document.paragraphs instead."
        )
    if not document.pillar_labels:
        return tuple(f"{n}." for n in range(1, pillars + 1))
    if len(document.pillar_labels) != pillars:
        raise AccordError(
            f"{document.id!r} has {pillars} pillars but {len(document.pillar_labels)} pillar "
            f"labels ({', '.join(document.pillar_labels)}). Give one label for each pillar."
        )
    return document.pillar_labels


def _front(
    document: Document, lines: list[_Line]
) -> tuple[Passage, tuple[Passage, ...], tuple[Signatory, ...]]:
    if not lines:
        raise AccordError(
            f"{document.id!r} begins with a numbered heading; a title is expected before it."
        )

    def text_of(line: _Line) -> str:
        return document.text[line.start : line.end]

    def is_title(line: _Line) -> bool:
        text = text_of(line)
        return line.kind == "text" and text[-1].isalnum() and not SIGNATORY.fullmatch(text)

    rest = list(dropwhile(is_title, lines[1:]))
    last = lines[len(lines) - len(rest) - 1]
    title = _passage(document, "T", lines[0].start, last.end, "title")
    preamble: list[Passage] = []
    signatories: list[Signatory] = []
    for line in rest:
        text = text_of(line)
        if line.kind == "text" and (match := SIGNATORY.fullmatch(text)):
            signatories.append(
                Signatory(
                    f"{document.id}:S{len(signatories) + 1}",
                    text,
                    document.id,
                    line.start,
                    line.end,
                    "signatory",
                    name=match["name"],
                    office=match["office"],
                )
            )
        else:
            label = f"P{len(preamble) + 1}"
            preamble.append(_passage(document, label, line.start, line.end, "preamble"))
    return title, tuple(preamble), tuple(signatories)


def _pillar(document: Document, label: str, number: int, lines: list[_Line]) -> Pillar:
    heading, *rest = lines
    runs = [(bullets, list(run)) for bullets, run in groupby(rest, lambda r: r.kind == "bullet")]
    lead = runs.pop(0)[1] if runs and not runs[0][0] else []
    pillar = label.rstrip(".")
    bullets = [line for is_bullet, run in runs if is_bullet for line in run]
    others = [line for is_bullet, run in runs if not is_bullet for line in run]
    return Pillar(
        label=pillar,
        title=_passage(document, f"T{number}", heading.start, heading.end, "heading", pillar),
        lead_in=_passage(document, f"L{number}", lead[0].start, lead[-1].end, "lead-in", pillar)
        if lead
        else None,
        commitments=tuple(
            Commitment(
                f"{document.id}:{label}{n}",
                document.text[line.start : line.end],
                document.id,
                line.start,
                line.end,
                "commitment",
                pillar,
                number=n,
            )
            for n, line in enumerate(bullets, start=1)
        ),
        paragraphs=tuple(
            _passage(document, f"{label}p{n}", line.start, line.end, "paragraph", pillar)
            for n, line in enumerate(others, start=1)
        ),
    )


def _passage(
    document: Document, label: str, start: int, end: int, kind: str, pillar: str = ""
) -> Passage:
    text = document.text[start:end]
    return Passage(f"{document.id}:{label}", text, document.id, start, end, kind, pillar)
