"""Takes an agreement apart, whatever its layout: `parse_agreement`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter

from accordlib.agreement.headings import outline
from accordlib.agreement.line_marks import read_lines
from accordlib.agreement.parts import Agreement, Commitment, Pillar, Signatory
from accordlib.agreement.recognised import Entry, Look
from accordlib.agreement.sections import Section, Sections, divide
from accordlib.agreement.signatures import Signature
from accordlib.errors import AccordError, expect
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage


def parse_agreement(document: Document) -> Agreement:
    """Take an agreement apart into title, preamble, signatories, pillars and commitments.

    What a line is, is told by its form and a few set words, whatever the layout; the rules
    stand in ``docs/methods.md``, and `Agreement.report` says which of them decided.

    Parameters
    ----------
    document : Document
        The agreement. Its ``pillar_labels`` name the pillars of the first level; without them
        they are cited by number (``1.2``).

    Returns
    -------
    Agreement
        Its parts; every character of the text is in one of them or is white space.

    Raises
    ------
    AccordError
        If no Document is given, if its text is empty or begins with a numbered heading, if it
        has neither a listed item nor paragraphs enough to be commitments, or if
        ``pillar_labels`` do not fit.

    See Also
    --------
    Agreement.report : How each part was recognised.
    code_commitments : How strongly each commitment promises.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> agreement
    Agreement 'accord': 7 preamble paragraphs, 2 signatories, 3 pillars, 29 commitments
    >>> [signatory.name for signatory in agreement.signatories]
    ['Rishi Sunak', 'Kishida Fumio']
    """
    hint = "Give corpus['accord'], or Document.from_file(path) for a text of your own."
    expect(document, Document, "parse_agreement()", hint)
    lines = read_lines(document.text)
    if all(line.form == "rule" for line in lines):
        raise AccordError(f"{document.id!r} is empty, so there is no agreement to parse.")
    entries = outline(lines)
    if not any(e.kind == "title" for e in entries):
        raise AccordError(
            f"{document.id!r} begins with a numbered heading; a title is expected before it."
        )
    sections = divide(entries)
    _check_items(document, sections)
    agreement = _PartMaker(document).agreement(entries, sections)
    labels = Counter(p.label for p in agreement.parts)
    double = next((label for label, count in labels.items() if count > 1), None)
    if double is not None:
        raise AccordError(
            f"{document.id!r} would have two passages {double!r}. Give pillar labels "
            "that differ from each other and from T, P, S, L, M, C and R."
        )
    return agreement


def _check_items(document: Document, sections: Sections) -> None:
    """Raise an error if nothing can be told from other text."""
    items = [item for section in sections.pillars for item in section.items]
    headed = any(section.heading for section in sections.pillars)
    if len(items) > headed or any(item.look is not Look.RUNNING for item in items):
        return
    raise AccordError(
        f"{document.id!r} has numbered headings or other ones, but no bulleted line and fewer "
        "than two paragraphs under them, so no commitment can be told from other text. Work "
        "with document.paragraphs instead."
        if headed
        else f"{document.id!r} has no numbered heading (such as '1. Title') or other heading, no "
        "list, and no paragraph after the first, so it has no pillars. Work with "
        "document.paragraphs instead."
    )


def _labels(document: Document, sections: Sequence[Section]) -> list[str]:
    """Return how the commitments of each section are cited, without their numbers."""
    given = document.pillar_labels
    highest = sum(section.level == 1 for section in sections)
    if given and len(given) != highest:
        raise AccordError(
            f"{document.id!r} has {highest} pillars but {len(given)} pillar labels "
            f"({', '.join(given)}). Give one label for each pillar."
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


class _PartMaker:
    """Makes passages of a document and notes how each was recognised."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._looks: dict[str, str] = {}
        self._recognised: dict[str, str] = {}
        self._reached: list[tuple[int, int]] = []

    def agreement(self, entries: Sequence[Entry], sections: Sections) -> Agreement:
        """Return the whole agreement."""
        labels = _labels(self._document, sections.pillars)
        labelled = enumerate(zip(labels, sections.pillars, strict=True), start=1)
        signed = enumerate(sections.signatures, start=1)
        return Agreement(
            self._document,
            title=self._passage("T", sections.title, "title"),
            preamble=self._passages("P", sections.preamble, "preamble"),
            signatories=tuple(self._signatory(f"S{n}", s) for n, s in signed),
            pillars=tuple(self._pillar(label, n, section) for n, (label, section) in labelled),
            closing=self._passages("C", sections.closing, "closing"),
            rest=self._passages("R", sections.rest, "rest"),
            markers=self._markers(entries),
            recognised=self._recognised,
            looks=self._looks,
        )

    def _passage(
        self, label: str, entries: Sequence[Entry], kind: str, pillar: str = ""
    ) -> Passage:
        """Return one passage from the first to the last of some lines."""
        self._looks[label] = entries[0].look.name.lower()
        self._recognised[label] = ", ".join(dict.fromkeys(e.because for e in entries))
        return self._span(label, entries[0].line.start, entries[-1].line.end, kind, pillar)

    def _passages(self, letter: str, entries: Iterable[Entry], kind: str) -> tuple[Passage, ...]:
        """Return a passage for each line; a heading or an item is of its own kind."""
        return tuple(
            self._passage(f"{letter}{n}", (e,), kind if e.kind == "text" else e.kind)
            for n, e in enumerate(entries, start=1)
        )

    def _signatory(self, label: str, signature: Signature) -> Signatory:
        """Return who signs."""
        lines, name, office = signature.taken, signature.name, signature.office
        self._looks[label] = signature.look.name.lower()
        self._recognised[label] = signature.look.value
        span = self._span(label, lines[0].start, lines[-1].end, "signatory")
        return Signatory(*_fields(span), name=name, office=office)

    def _pillar(self, label: str, number: int, section: Section) -> Pillar:
        """Return a part with its title, lead-in, commitments and other paragraphs."""
        pillar, title, lead_in = label.rstrip("."), None, None
        if section.heading:
            title = self._passage(f"T{number}", (section.heading,), "heading", pillar)
        if section.lead_in:
            lead_in = self._passage(f"L{number}", section.lead_in, "lead-in", pillar)
        commitments = tuple(
            Commitment(
                *_fields(self._passage(f"{label}{n}", (item,), "commitment", pillar)),
                number=n,
                level=item.level,
            )
            for n, item in enumerate(section.items, start=1)
        )
        paragraphs = tuple(
            self._passage(f"{label}p{n}", (other,), "paragraph", pillar)
            for n, other in enumerate(section.others, start=1)
        )
        return Pillar(pillar, title, lead_in, commitments, paragraphs, section.level)

    def _markers(self, entries: Iterable[Entry]) -> tuple[Passage, ...]:
        """Return the bullets, numbers and rules that stand in no other part."""
        ends = sorted(self._reached)
        marks = [(*span, None) for e in entries for span in e.line.markers]
        rules = [(e.line.start, e.line.end, e) for e in entries if e.kind == "rule"]
        every = sorted((*marks, *rules), key=itemgetter(0))
        outside = (x for x in every if not _within(x[0], ends))
        return tuple(
            self._passage(f"M{n}", (rule,), "rule")
            if rule
            else self._span(f"M{n}", start, end, "marker")
            for n, (start, end, rule) in enumerate(outside, start=1)
        )

    def _span(self, label: str, start: int, end: int, kind: str, pillar: str = "") -> Passage:
        name = self._document.id
        self._reached.append((start, end))
        text = self._document.text[start:end]
        return Passage(f"{name}:{label}", text, name, start, end, kind, pillar)


def _within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place is inside one of some sorted spans that do not overlap."""
    before = bisect_right(spans, at, key=itemgetter(0))
    return before > 0 and at < spans[before - 1][1]


def _fields(p: Passage) -> tuple[str, str, str, int, int, str, str]:
    return p.id, p.text, p.document, p.start, p.end, p.kind, p.pillar
