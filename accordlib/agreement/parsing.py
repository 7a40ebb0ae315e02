"""Takes an agreement apart, whatever its layout: `parse_agreement`."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from accordlib.agreement.headings import outline
from accordlib.agreement.line_marks import read_lines
from accordlib.agreement.parts import Agreement, Commitment, Pillar, Signatory
from accordlib.agreement.recognised import Entry
from accordlib.agreement.sections import RUNNING, Section, Sections, divide
from accordlib.agreement.signatures import Signature
from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage


def parse_agreement(document: Document) -> Agreement:
    """Take an agreement apart into title, preamble, signatories, pillars and commitments.

    A paragraph is a line, or several that were broken: one that begins with a small letter goes
    on from the one above if that has no stop; in a text of even lines, so does one whose first
    word had no room above. What a line is, is told by its form and a few set words:

    - The *title* is the first line, or the first that has a word like ``Declaration`` where the
      lines above it are short too, with the short lines beneath it that end without a stop.
    - A *heading* is a Markdown heading; a short line without a stop after a number, a roman
      number, a capital letter, or the word ``Pillar`` (``Part``, ``Article`` and so on) with a
      number; or a bold line, one in capitals or a short one on its own, if text follows it; or,
      if there are three or more, a short one in title case with a colon. A number counts if the
      one before it has gone. Numbered lines in a row are a list.
    - An *item* has a bullet, ``(a)``, ``1.1``, or a number before a sentence; the bullet may have
      a line of its own. Where nothing in a part is listed its items are the paragraphs that begin
      with ``First``, ``Second``, or else all paragraphs but those that end in a colon.
    - *Levels* follow the kinds of numbers and marks, and the indentation of lists.
    - The *preamble* stands before the first heading, or under one that says so. Without headings
      it stands before the first item or dividing rule, or is the first paragraph.
    - *Signatories* have a name with an office, or at the end a name alone or a party
      (``For ...``), with whoever signs for it beneath. The *closing* stands after the last rule,
      begins with ``Signed at`` or the like, or is the paragraph at the end that thanks for
      hospitality.
    - Dates and numbers of pages on lines of their own, footnotes and, at the end, lines of the
      page that it was copied from (``Last updated``) belong to no part.

    Parameters
    ----------
    document : Document
        The agreement. Its ``pillar_labels`` name the pillars of the first level; without them
        they are cited by number (``1.2``).

    Returns
    -------
    Agreement
        With `Agreement.report`, which says of each part how it was recognised.

    Raises
    ------
    AccordError
        If the text is empty or begins with a numbered heading, if it has neither a listed item
        nor paragraphs enough to be commitments, or if ``pillar_labels`` do not fit.
    """
    lines = read_lines(document.text)
    if all(line.form == "rule" for line in lines):
        raise AccordError(f"{document.id!r} is empty, so there is no agreement to parse.")
    entries = outline(document.text, lines)
    if not any(e.kind == "title" for e in entries):
        raise AccordError(
            f"{document.id!r} begins with a numbered heading; a title is expected before it."
        )
    sections = divide(document.text, entries)
    _check_items(document, sections)
    return _unambiguous(_agreement(document, entries, sections))


def _agreement(document: Document, entries: Sequence[Entry], sections: Sections) -> Agreement:
    made = _Made(document)
    labelled = zip(_labels(document, sections.pillars), sections.pillars, strict=True)
    return Agreement(
        document,
        title=made.passage("T", sections.title, "title"),
        preamble=made.passages("P", sections.preamble, "preamble"),
        signatories=made.signatories(sections.signatures),
        pillars=tuple(
            made.pillar(label, n, section) for n, (label, section) in enumerate(labelled, start=1)
        ),
        closing=made.passages("C", sections.closing, "closing"),
        rest=made.passages("R", sections.rest, "rest"),
        markers=made.markers(entries),
        recognised=made.recognised,
    )


def _check_items(document: Document, sections: Sections) -> None:
    """Raise an error if nothing can be told from other text."""
    items = [item for section in sections.pillars for item in section.items]
    headed = any(section.heading for section in sections.pillars)
    if len(items) > headed or any(item.because != RUNNING for item in items):
        return
    if headed:
        raise AccordError(
            f"{document.id!r} has numbered headings or other ones, but no bulleted line and fewer "
            "than two paragraphs under them, so no commitment can be told from other text. Work "
            "with document.paragraphs instead."
        )
    raise AccordError(
        f"{document.id!r} has no numbered heading (such as '1. Title') or other heading, no list, "
        "and no paragraph after the first, so it has no pillars. Work with document.paragraphs "
        "instead."
    )


def _labels(document: Document, sections: Sequence[Section]) -> list[str]:
    """Return how the commitments of each section are cited, without their numbers."""
    given = document.pillar_labels
    highest = sum(section.level == 1 for section in sections)
    if given and len(given) != highest:
        raise AccordError(
            f"{document.id!r} has {highest} pillars but {len(given)} pillar "
            f"labels ({', '.join(given)}). Give one label for each pillar."
        )
    counts: list[int] = []
    labels: list[str] = []
    for section in sections:
        counts = [*counts[: section.level], *[0] * (section.level - len(counts))]
        counts[section.level - 1] += 1
        first = given[counts[0] - 1] if given else str(counts[0])
        label = ".".join((first, *map(str, counts[1:])))
        labels.append(label if given and section.level == 1 else f"{label}.")
    return labels


def _unambiguous(agreement: Agreement) -> Agreement:
    labels = Counter(p.label for p in agreement.parts)
    double = next((label for label, count in labels.items() if count > 1), None)
    if double is not None:
        raise AccordError(
            f"{agreement.document.id!r} would have two passages {double!r}. Give pillar labels "
            "that differ from each other and from T, P, S, L, M, C and R."
        )
    return agreement


@dataclass
class _Made:
    """Makes passages of a document and notes how each was recognised."""

    document: Document
    recognised: dict[str, str] = field(default_factory=dict)
    reached: list[tuple[int, int]] = field(default_factory=list)

    def passage(self, label: str, entries: Sequence[Entry], kind: str, pillar: str = "") -> Passage:
        """Return one passage from the first to the last of some lines."""
        reasons = [f"{e.because}{self._broken(e)}" for e in entries]
        self.recognised[label] = ", ".join(dict.fromkeys(reasons))
        return self._span(label, entries[0].line.start, entries[-1].line.end, kind, pillar)

    def _broken(self, entry: Entry) -> str:
        lines = len(self.document.text[entry.line.start : entry.line.end].splitlines())
        return f" ({lines} broken lines)" if lines > 1 else ""

    def passages(self, letter: str, entries: Iterable[Entry], kind: str) -> tuple[Passage, ...]:
        """Return a passage for each line; a heading or an item is of its own kind."""
        return tuple(
            self.passage(f"{letter}{n}", (e,), kind if e.kind == "text" else e.kind)
            for n, e in enumerate(entries, start=1)
        )

    def signatories(self, signatures: Iterable[Signature]) -> tuple[Signatory, ...]:
        """Return who signs."""
        found = []
        for n, signature in enumerate(signatures, start=1):
            start, end = signature.lines[0].start, signature.lines[-1].end
            self.recognised[f"S{n}"] = signature.because
            span = self._span(f"S{n}", start, end, "signatory")
            name, office = signature.name, signature.office
            found.append(Signatory(*_fields(span), name=name, office=office))
        return tuple(found)

    def pillar(self, label: str, number: int, section: Section) -> Pillar:
        """Return a part with its title, lead-in, commitments and other paragraphs."""
        pillar = label.rstrip(".")
        title = (
            self.passage(f"T{number}", (section.heading,), "heading", pillar)
            if section.heading
            else None
        )
        lead_in = (
            self.passage(f"L{number}", section.lead_in, "lead-in", pillar)
            if section.lead_in
            else None
        )
        commitments = tuple(
            Commitment(
                *_fields(self.passage(f"{label}{n}", (item,), "commitment", pillar)),
                number=n,
                level=item.level,
            )
            for n, item in enumerate(section.items, start=1)
        )
        paragraphs = tuple(
            self.passage(f"{label}p{n}", (other,), "paragraph", pillar)
            for n, other in enumerate(section.others, start=1)
        )
        return Pillar(pillar, title, lead_in, commitments, paragraphs, section.level)

    def markers(self, entries: Iterable[Entry]) -> tuple[Passage, ...]:
        """Return the bullets, numbers and rules that stand in no other part."""
        spans = [(a, b, "marker") for e in entries for a, b in e.line.markers]
        rules = [e for e in entries if e.kind == "rule"]
        spans += [(e.line.start, e.line.end, "rule") for e in rules]
        ends = sorted(self.reached)
        outside = [s for s in sorted(spans) if not _within(s[0], ends)]
        made = []
        for n, (start, end, kind) in enumerate(outside, start=1):
            made.append(self._span(f"M{n}", start, end, kind))
            if kind == "rule":
                self.recognised[f"M{n}"] = "a line without a letter or digit"
        return tuple(made)

    def _span(self, label: str, start: int, end: int, kind: str, pillar: str = "") -> Passage:
        name = self.document.id
        text = self.document.text[start:end]
        self.reached.append((start, end))
        return Passage(f"{name}:{label}", text, name, start, end, kind, pillar)


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place is inside one of some sorted spans that do not overlap."""
    before = bisect_right(spans, (at, sys.maxsize)) - 1
    return before >= 0 and at < spans[before][1]


def _fields(p: Passage) -> tuple[str, str, str, int, int, str, str]:
    return p.id, p.text, p.document, p.start, p.end, p.kind, p.pillar
