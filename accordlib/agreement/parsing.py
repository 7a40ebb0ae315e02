"""Takes an agreement apart, whatever its layout: `parse_agreement`."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from accordlib.agreement import headings, recognised
from accordlib.agreement.headings import after_parts, outline
from accordlib.agreement.line_marks import read_lines
from accordlib.agreement.parts import Agreement, Commitment, Pillar, Signatory
from accordlib.agreement.recognised import CLOSING, THANKS, Entry, Look, Signature, stray
from accordlib.errors import AccordError, counted, expect
from accordlib.texts.documents import Document
from accordlib.texts.list_marks import ORDINAL_WORDS, UNNUMBERED
from accordlib.texts.passages import Passage

_LAST_PARAGRAPHS = 3  # one of which may thank


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
    pillars, signed = _divide(entries)
    _check_items(document, pillars)
    agreement = _PartMaker(document).agreement(entries, pillars, signed)
    label, count = Counter(p.label for p in agreement.parts).most_common(1)[0]
    if count > 1:
        raise AccordError(
            f"{document.id!r} would have two passages {label!r}. Give pillar labels "
            "that differ from each other and from T, P, S, L, M, C and R."
        )
    return agreement


def _divide(entries: Sequence[Entry]) -> tuple[list[list[Entry]], list[Signature]]:
    """Say of every line but rules to which part it belongs; return the pillars, and who signs."""
    title = [n for n, e in enumerate(entries) if e.kind == "title"]
    _assign("title", entries[title[0] : title[-1] + 1])
    for entry in _assign("rest", entries[: title[0]]):
        entry.look = stray(entry.words, at_an_end=True) or Look.ABOVE
    body, signed = _without_signatures(entries[title[-1] + 1 :])
    while body and body[-1].kind == "rule":
        body.pop()  # an end mark divides nothing
    first = _first_heading(body)
    body = _without_closing(body, first, signed)
    if first >= len(body):
        return _divide_unheaded(body), signed
    _assign("preamble", body[:first])
    starts = [n for n, e in enumerate(body) if e.kind == "heading" and n >= first]
    pillars = []
    for start, end in pairwise([*starts, len(body)]):
        deeper = end < len(body) and body[end].level > body[start].level
        pillars.append([body[start], *_section(body[start + 1 : end], deeper)])
    return pillars, signed


def _assign(part: str, entries: Iterable[Entry]) -> list[Entry]:
    """Assign lines to a part, and return them without the rules, which belong to none."""
    worded = [e for e in entries if e.kind != "rule"]
    for entry in worded:
        entry.part = part
    return worded


def _without_signatures(body: Sequence[Entry]) -> tuple[list[Entry], list[Signature]]:
    """Take out signatures, dates on lines of their own, and what belongs to the page."""
    late, end = after_parts(body), headings.footer(body)
    tail = headings.after_text(body[:end])
    signed = recognised.signatures(body[:tail], by="kind")
    signed += recognised.signatures(body[tail:end], by="kind", at_end=True)
    taken = {entry for s in signed for entry in s.taken}
    for n, entry in enumerate(body):
        if entry.kind == "text" and entry not in taken:
            look = stray(entry.words, at_an_end=n >= late) or (Look.LATE if n >= tail else None)
            if look := look if n < end else Look.FOOTER:
                entry.part, entry.look = "rest", look
    return [e for e in body if not e.part and e not in taken], signed


def _first_heading(body: Sequence[Entry]) -> int:
    """Return where the pillars begin.

    Lines without a number or Markdown do not open a pillar before the first that has one, and
    ``Preamble`` or ``Introduction`` opens none if another heading follows.
    """
    every = [n for n, e in enumerate(body) if e.kind == "heading"]
    marked = [n for n in every if body[n].style.rank < UNNUMBERED]
    chosen = every if not marked or headings.numbers_begin_again(body) else marked
    if len(chosen) > 1 and body[chosen[0]].words.casefold() in headings.PREAMBLE:
        chosen = chosen[1:]
    return chosen[0] if chosen else len(body)


def _without_closing(body: Sequence[Entry], first: int, signed: Sequence[Signature]) -> list[Entry]:
    """Cut off the paragraphs after the last rule, or from a closing formula on.

    Such formulas are taken out wherever signatures follow them, before an annex for example.
    """
    closing = [
        entry
        for entry, below in pairwise(body[first:])
        if entry.kind == "text"
        and CLOSING.match(entry.words)
        and any(entry.end <= s.taken[0].start < below.start for s in signed)
    ]
    body = [e for e in body if e not in closing]
    tail, last = after_parts(body), len(body) - _LAST_PARAGRAPHS
    closes = (
        n
        for n, e in enumerate(body[tail:], start=tail)
        if e.kind == "text" and (CLOSING.match(e.words) or (n >= last and THANKS.search(e.words)))
    )
    begins = next(closes, len(body))
    rules = [n for n, e in enumerate(body) if e.kind == "rule"]
    if rules and rules[-1] >= tail and (tail or len(rules) > 1):
        begins = min(begins, rules[-1])
    for entry in _assign("closing", [*closing, *body[begins:]]):
        thanks = Look.THANKS if THANKS.search(entry.words) else Look.AFTER
        entry.look = Look.CLOSING if CLOSING.match(entry.words) else thanks
    return body[:begins]


def _divide_unheaded(body: list[Entry]) -> list[list[Entry]]:
    """Divide a text without headings at its first item, its rules or its first paragraph."""
    items = [n for n, e in enumerate(body) if e.kind == "item"] or _ordinals(body)
    if items:
        front = items[0]
        while front and body[front - 1].kind == "text" and body[front - 1].words[-1] in ":：":
            front -= 1
        blocks = [body[front:]]
    else:
        rules = (n for n, e in enumerate(body) if e.kind == "rule" and n)
        texts = (n for n, e in enumerate(body) if e.kind != "rule")
        front = next(rules, next(texts, len(body)) + 1)
        groups = groupby(body[front:], lambda e: e.kind == "rule")
        blocks = [list(run) for is_rule, run in groups if not is_rule]
    _assign("preamble", body[:front])
    return [_section(block, deeper=False) for block in blocks]


def _ordinals(entries: Sequence[Entry]) -> list[int]:
    """Return which paragraphs begin with ``First``, ``Second`` and so on, if two or more do."""
    found: list[int] = []
    for at, entry in enumerate(entries):
        word = ORDINAL_WORDS[len(found) % len(ORDINAL_WORDS)]
        if entry.kind == "text" and re.match(rf"{word}(?:ly)?\b", entry.words, re.IGNORECASE):
            found.append(at)
    return found if len(found) > 1 else []


def _section(body: Sequence[Entry], deeper: bool) -> list[Entry]:
    """Tell the items of a part from its lead-in and its other paragraphs."""
    counted = _ordinals(body)
    listed = bool(counted) or any(e.kind == "item" for e in body)
    lead_in: Entry | None = None
    leading = True
    for n, entry in enumerate(body):
        if lead_in and leading:
            leading = not entry.text[lead_in.end : entry.start].strip()
        if entry.kind == "rule":
            continue
        if entry.kind == "item":
            entry.kind = "commitment"
            entry.level += bool(counted) and counted[0] < n
        elif n in counted or not (listed or deeper or entry.words[-1] in ":："):
            entry.kind, entry.level = "commitment", 1
            entry.look = Look.ORDINAL if n in counted else Look.RUNNING
        elif leading:
            parts = Look.BEFORE_PARTS if deeper else Look.COLON
            entry.kind, entry.look = "lead-in", Look.BEFORE_ITEMS if listed else parts
            lead_in = entry
        else:
            entry.kind, entry.look = "paragraph", Look.BETWEEN
        leading = entry is lead_in
    return _assign("pillar", body)


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

    def agreement(
        self, entries: list[Entry], pillars: list[list[Entry]], signed: list[Signature]
    ) -> Agreement:
        """Return the whole agreement."""
        levels = [p[0].level if p[0].kind == "heading" else 1 for p in pillars]
        labelled = zip(_labels(self._document, levels), levels, pillars, strict=True)
        of_part: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            of_part[entry.part].append(entry)
        return Agreement(
            self._document,
            title=self._passage("T", of_part["title"], "title"),
            preamble=self._passages("P", of_part["preamble"], "preamble"),
            signatories=tuple(
                Signatory(
                    *self._fields(f"S{n}", s.taken, "signatory", "", s.look), s.name, s.office
                )
                for n, s in enumerate(signed, start=1)
            ),
            pillars=tuple(self._pillar(n, *row) for n, row in enumerate(labelled, start=1)),
            closing=self._passages("C", of_part["closing"], "closing"),
            rest=self._passages("R", of_part["rest"], "rest"),
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
    ) -> tuple[str, str, str, int, int, str, str, str]:
        """Return the fields of one passage from the first to the last of some lines."""
        if kind != "marker":
            said = [look.value] if look else dict.fromkeys(e.because for e in entries)
            self._recognised[label] = ", ".join(said)
            self._looks[label] = (look or entries[0].look).name.lower()
        start, end, name = entries[0].start, entries[-1].end, self._document.id
        self._spans.append((start, end))
        place = (f"{name}:{label}", self._document.text[start:end], name, start, end)
        return *place, kind, pillar, self._document.language
