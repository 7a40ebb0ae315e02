"""Takes an agreement apart, whatever its layout: `parse_agreement`."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from accordlib.agreement.headings import outline
from accordlib.agreement.line_marks import read_lines
from accordlib.agreement.parts import Agreement, Commitment, Pillar, Signatory, counted
from accordlib.agreement.recognised import Entry, Look
from accordlib.agreement.sections import Sections, divide
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
        If no Document is given; if it is empty, begins with a numbered heading, or has nothing to
        tell commitments by; or if ``pillar_labels`` do not fit.

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
    entries = read_lines(document.text)
    if all(entry.form == "rule" for entry in entries):
        raise AccordError(f"{document.id!r} is empty, so there is no agreement to parse.")
    outline(entries)
    if not any(e.kind == "title" for e in entries):
        raise AccordError(
            f"{document.id!r} begins with a numbered heading; a title is expected before it."
        )
    sections = divide(entries)
    _check_items(document, sections.pillars)
    agreement = _PartMaker(document).agreement(entries, sections)
    label, count = Counter(p.label for p in agreement.parts).most_common(1)[0]
    if count > 1:
        raise AccordError(
            f"{document.id!r} would have two passages {label!r}. Give pillar labels "
            "that differ from each other and from T, P, S, L, M, C and R."
        )
    return agreement


def _check_items(document: Document, pillars: Sequence[Sequence[Entry]]) -> None:
    """Raise an error if nothing can be told from other text."""
    items = [e for pillar in pillars for e in pillar if e.kind == "commitment"]
    headed = any(pillar[0].kind == "heading" for pillar in pillars)
    if len(items) > headed or any(item.look is not Look.RUNNING for item in items):
        return
    wrong = "no numbered heading (such as '1. Title') or other, no list, and one paragraph at most"
    if headed:
        wrong = "headings, but no bulleted line and fewer than two paragraphs under them"
    raise AccordError(
        f"{document.id!r} has {wrong}, so no commitment can be told from other text. "
        "Work with document.paragraphs instead."
    )


def _labels(document: Document, levels: Sequence[int]) -> list[str]:
    """Return how the commitments of pillars of some levels are cited, without their numbers."""
    given, highest = document.pillar_labels, levels.count(1)
    if given and len(given) != highest:
        raise AccordError(
            f"{document.id!r} has {counted(highest, 'pillar')} but "
            f"{counted(len(given), 'pillar label')} ({', '.join(given)}). "
            "Give one label for each pillar."
        )
    counts: list[int] = []
    labels: list[str] = []
    for level in levels:
        counts = [*counts[:level], *[0] * (level - len(counts))]
        counts[level - 1] += 1
        first = given[counts[0] - 1] if given else str(counts[0])
        label = ".".join((first, *map(str, counts[1:])))
        labels.append(label if given and level == 1 else f"{label}.")
    return labels


class _PartMaker:
    """Makes passages of a document and notes how each was recognised."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._looks: dict[str, str] = {}
        self._recognised: dict[str, str] = {}
        self._spans: list[tuple[int, int]] = []

    def agreement(self, entries: Sequence[Entry], sections: Sections) -> Agreement:
        """Return the whole agreement."""
        levels = [p[0].level if p[0].kind == "heading" else 1 for p in sections.pillars]
        labelled = zip(_labels(self._document, levels), levels, sections.pillars, strict=True)
        return Agreement(
            self._document,
            title=self._passage("T", sections.title, "title"),
            preamble=self._passages("P", sections.preamble, "preamble"),
            signatories=tuple(
                Signatory(
                    *self._fields(f"S{n}", s.taken, "signatory", "", s.look), s.name, s.office
                )
                for n, s in enumerate(sections.signatures, start=1)
            ),
            pillars=tuple(self._pillar(n, *row) for n, row in enumerate(labelled, start=1)),
            closing=self._passages("C", sections.closing, "closing"),
            rest=self._passages("R", sections.rest, "rest"),
            markers=self._passages("M", self._outside(entries)),
            recognised=self._recognised,
            looks=self._looks,
        )

    def _pillar(self, number: int, label: str, level: int, entries: Sequence[Entry]) -> Pillar:
        """Return a part with its title, lead-in, commitments and other paragraphs."""
        pillar, title, lead_in = label.rstrip("."), None, None
        of_kind: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            of_kind[entry.kind].append(entry)
        if headings := of_kind["heading"]:
            title = self._passage(f"T{number}", headings, "heading", pillar)
        if leading := of_kind["lead-in"]:
            lead_in = self._passage(f"L{number}", leading, "lead-in", pillar)
        commitments = tuple(
            Commitment(*self._fields(f"{label}{n}", [e], "commitment", pillar), n, e.level)
            for n, e in enumerate(of_kind["commitment"], start=1)
        )
        paragraphs = self._passages(f"{label}p", of_kind["paragraph"], "", pillar)
        return Pillar(pillar, title, lead_in, commitments, paragraphs, level)

    def _outside(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the bullets, numbers and rules that stand in none of the parts so far."""
        starts, ends = map(sorted, zip(*self._spans, strict=True))
        found = [e for e in entries if e.kind == "rule"]
        for e in entries:
            found += [Entry(e.text, *span, e.style, 0, False, kind="marker") for span in e.markers]
        found.sort(key=lambda e: e.start)
        return [e for e in found if bisect(starts, e.start) == bisect(ends, e.start)]

    def _passages(
        self, prefix: str, entries: Iterable[Entry], kind: str = "", pillar: str = ""
    ) -> tuple[Passage, ...]:
        """Return a passage for each line, of one kind if it is plain text, else of its own."""
        return tuple(
            self._passage(f"{prefix}{n}", [e], kind if e.kind == "text" else e.kind, pillar)
            for n, e in enumerate(entries, start=1)
        )

    def _passage(
        self, label: str, entries: Sequence[Entry], kind: str, pillar: str = ""
    ) -> Passage:
        return Passage(*self._fields(label, entries, kind, pillar))

    def _fields(
        self, label: str, entries: Sequence[Entry], kind: str, pillar: str, look: Look | None = None
    ) -> tuple[str, str, str, int, int, str, str]:
        """Return the fields of one passage from the first to the last of some lines."""
        if kind != "marker":
            said = [look.value] if look else dict.fromkeys(e.because for e in entries)
            self._recognised[label] = ", ".join(said)
            self._looks[label] = (look or entries[0].look).name.lower()
        start, end, name = entries[0].start, entries[-1].end, self._document.id
        self._spans.append((start, end))
        return f"{name}:{label}", self._document.text[start:end], name, start, end, kind, pillar
