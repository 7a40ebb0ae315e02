"""Passages of the lines of an agreement, labelled as they are cited."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from accordlib.agreement.lines import Entry
from accordlib.agreement.parts import Agreement, Commitment, Pillar, Signatory
from accordlib.agreement.signatures import is_body, is_party, signatory, who_signs
from accordlib.errors import AccordError, counted
from accordlib.texts.documents import Document
from accordlib.texts.folding import Folding
from accordlib.texts.passages import Passage

_MARK = re.compile(r"\S(?:[^\r\n]*\S)?")  # what a line has before or after its words
_CALLED = {"opening": "heading", "text": "paragraph"}  # of labels that are called otherwise


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


def _blocks(run: Sequence[Entry]) -> list[list[Entry]]:
    """Divide lines of signatures: as labelled; what one signatory says on two lines is together."""
    found: list[list[Entry]] = []
    for entry in run:
        if entry.label == "signature" or not found:
            found.append([])
        found[-1].append(entry)
    for n in range(len(found) - 1, 0, -1):
        if found[n][0].column == found[n - 1][0].column and _complete(found[n - 1], found[n]):
            found[n - 1] += found.pop(n)
    return found


def _complete(above: Sequence[Entry], block: Sequence[Entry]) -> bool:
    """Tell whether two blocks are of one signatory: what either says the other does not say."""
    first, second = (
        {part for e in lines for part in ("name", "office", "party") if part in who_signs(e.words)}
        for lines in (above, block)
    )
    return bool(first and second) and not first & second and "name" in first | second


class PartMaker:
    """Makes passages of a document and notes how each was recognised."""

    def __init__(self, document: Document, folded: Folding) -> None:
        self._document, self._folded = document, folded
        self._recognised: dict[str, str] = {}
        self._margins: dict[str, float] = {}
        self._running: set[str] = set()
        self._spans: list[tuple[int, int]] = []

    def agreement(
        self,
        chain: Sequence[Entry],
        others: Sequence[Entry],
        pillars: Sequence[Sequence[Entry]],
        overrides: Mapping[int, str],
    ) -> Agreement:
        """Return the whole agreement, of the lines that were labelled and of the others."""
        levels = [p[0].level if p[0].kind == "heading" else 1 for p in pillars]
        labelled = zip(_labels(self._document, levels), levels, pillars, strict=True)
        of_label: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in (*chain, *others):
            of_label[entry.label].append(entry)
        signed, unsigned = self._signatories(chain)
        title = of_label["title"]
        rest = [*of_label["above"], *of_label["front"], *of_label["rest"], *unsigned]
        front = [*of_label["preamble"], *of_label["opening"]]
        agreement = Agreement(
            self._document,
            title=self._passage("T", title, "title") if title else None,
            preamble=self._passages("P", front),
            signatories=signed,
            pillars=tuple(self._pillar(n, *row) for n, row in enumerate(labelled, start=1)),
            closing=self._passages("C", of_label["closing"]),
            rest=self._passages("R", self._outside(rest), "rest"),
            markers=(),
            recognised=self._recognised,
            margins=self._margins,
            running=frozenset(self._running),
            overrides=dict(overrides),
        )
        return replace(agreement, markers=tuple(self._between(agreement, of_label["rule"])))

    def _between(self, agreement: Agreement, rules: Sequence[Entry]) -> Iterator[Passage]:
        """Yield what stands between the parts: bullets, numbers, rules, lines without a sign."""
        name, text, at, number = self._document.id, self._document.text, 0, 0
        ruled = {self._folded.original(rule.start, rule.end)[0] for rule in rules}
        for start, end in [*((p.start, p.end) for p in agreement.parts), (len(text), len(text))]:
            for mark in _MARK.finditer(text, at, start):
                number, first = number + 1, mark.start()
                kind = "rule" if first in ruled else "marker"
                self._recognised[f"M{number}"] = "a line without a letter or digit"
                place = (f"{name}:M{number}", mark[0], name, first, mark.end())
                yield Passage(*place, kind, "", self._document.language)
            at = max(at, end)

    def _signatories(self, chain: Sequence[Entry]) -> tuple[tuple[Signatory, ...], list[Entry]]:
        """Return who signs, each from a line at which a signature begins; and the lines left over.

        In two columns a signatory is the line with the name.
        """
        blocks: list[list[Entry]] = []
        left: list[Entry] = []
        for signs, run in groupby(chain, lambda entry: entry.label in ("signature", "more")):
            if signs:
                blocks += _blocks([*run])
        found = list[Signatory]()
        for block in blocks:
            lines = [e.words for e in block]
            name, office = signatory(lines)
            said = name or office or block[0].kind  # in the text, or by hand
            if not (said or any(map(is_party, lines)) or any(map(is_body, lines))):
                left += block
                continue
            if any(e.column for e in block):
                shown = next((e for e in block if name and name in e.words), block[0])
                left += [e for e in block if e is not shown]
                block = [shown]
            fields = self._fields(f"S{len(found) + 1}", block, "signatory", "")
            written = (self._as_written(words, block) for words in (name, office))
            found.append(Signatory(*fields, *written))
        return tuple(found), left

    def _as_written(self, words: str, block: Sequence[Entry]) -> str:
        """Return words of some lines as they stand in the text, with single blanks."""
        spaced = re.compile(r"\s+".join(map(re.escape, words.split())))
        found = spaced.search(self._folded.text, block[0].start) if words else None
        if not found:
            return words
        start, end = self._folded.original(*found.span())
        return " ".join(self._document.text[start:end].split())

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
        self._running |= {
            f"{label}{n}" for n, e in enumerate(of_kind["commitment"], start=1) if e.running
        }
        commitments = tuple(
            Commitment(*self._fields(f"{label}{n}", [e], "commitment", pillar), n, e.level)
            for n, e in enumerate(of_kind["commitment"], start=1)
        )
        paragraphs = self._passages(f"{label}p", of_kind["paragraph"], "paragraph", pillar)
        return Pillar(pillar, title, lead_in, commitments, paragraphs, level)

    def _outside(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return those lines that stand in none of the parts so far, nor in one another."""
        starts, ends = map(sorted, zip(*self._spans, strict=True))
        found: list[Entry] = []
        for entry in sorted(entries, key=lambda e: e.start):
            within = bisect(starts, entry.start) != bisect(ends, entry.start)
            if not within and (not found or found[-1].end <= entry.start):
                found.append(entry)
        return found

    def _passages(
        self, prefix: str, entries: Iterable[Entry], kind: str = "", pillar: str = ""
    ) -> tuple[Passage, ...]:
        """Return a passage for each line, in their order, of one kind or of its own."""
        ordered = enumerate(sorted(entries, key=lambda e: e.start), start=1)
        return tuple(
            self._passage(f"{prefix}{n}", [e], kind or _CALLED.get(e.label, e.label), pillar)
            for n, e in ordered
        )

    def _passage(
        self, label: str, entries: Sequence[Entry], kind: str, pillar: str = ""
    ) -> Passage:
        return Passage(*self._fields(label, entries, kind, pillar))

    def _fields(
        self, label: str, entries: Sequence[Entry], kind: str, pillar: str
    ) -> tuple[str, str, str, int, int, str, str, str]:
        """Return the fields of one passage from the first to the last of some lines."""
        first, last = entries[0].start, entries[-1].end
        self._recognised[label] = ", ".join(dict.fromkeys(e.because for e in entries))
        self._margins[label] = min(e.margin for e in entries)
        self._spans.append((first, last))
        start, end = self._folded.whole(first, last)
        name, text = self._document.id, self._document.text[start:end].rstrip()
        place = (f"{name}:{label}", text, name, start, start + len(text))
        return *place, kind, pillar, self._document.language
