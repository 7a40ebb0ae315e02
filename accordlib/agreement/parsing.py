"""Takes an agreement apart, whatever its layout: `parse_agreement`."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from accordlib.agreement.features import features
from accordlib.agreement.labelling import label_lines
from accordlib.agreement.levels import find_levels
from accordlib.agreement.lines import Entry, read_lines
from accordlib.agreement.parts import Agreement, Commitment, Pillar, Signatory
from accordlib.agreement.signatures import signatory
from accordlib.errors import AccordError, counted, expect
from accordlib.texts.documents import Document
from accordlib.texts.folding import Folding, fold_characters
from accordlib.texts.passages import Passage

# What a line may be put right as, and the label that the labelling gives it then.
KINDS = {
    "title": "title",
    "preamble": "preamble",
    "heading": "heading",
    "lead-in": "text",
    "commitment": "item",
    "paragraph": "text",
    "closing": "closing",
    "signatory": "signature",
    "rest": "rest",
}

_KINDS = {"opening": "heading", "text": "paragraph"}  # of labels that are called otherwise


def parse_agreement(document: Document, overrides: Mapping[int, str] | None = None) -> Agreement:
    """Take an agreement apart into title, preamble, signatories, pillars and commitments.

    What each line is, is decided for all lines together, by their form, a few set words and their
    neighbours: see ``docs/methods.md``. `Agreement.report` says what decided, and how surely.

    Parameters
    ----------
    document : Document
        The agreement. Its ``pillar_labels`` name the pillars of the first level; without them
        they are cited by number (``1.2``).
    overrides : Mapping[int, str], optional
        What a line is, by its number in the report, where the parser is wrong: ``{14: "heading"}``.
        The kinds are title, preamble, heading, lead-in, commitment, paragraph, closing, signatory
        and rest; a level may stand behind a heading or a commitment (``"heading 2"``).

    Returns
    -------
    Agreement
        Its parts; every character of the text is in one of them or is white space.

    Raises
    ------
    AccordError
        If no Document is given; if it is empty or has nothing beside its title; if a line of
        `overrides` does not begin there; or if ``pillar_labels`` do not fit.

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
    folded = fold_characters(document.text)
    lines, page = read_lines(folded.text, lambda a, b: document.text[slice(*folded.original(a, b))])
    chain = _without_rules(lines)
    if not chain:
        raise AccordError(f"{document.id!r} is empty, so there is no agreement to parse.")
    asked = _asked(document, chain, folded, overrides or {})
    _label(chain, asked)
    pillars = _divide(chain)
    _check_items(document, pillars)
    others = [*page, *(e for e in lines if e.form == "rule")]
    agreement = _PartMaker(document, folded).agreement(chain, others, pillars, overrides or {})
    label, count = Counter(p.label for p in agreement.parts).most_common(1)[0]
    if count > 1:
        raise AccordError(
            f"{document.id!r} would have two passages {label!r}. Give pillar labels "
            "that differ from each other and from T, P, S, L, M, C and R."
        )
    return agreement


def _without_rules(lines: Sequence[Entry]) -> list[Entry]:
    """Return the lines with words in them, noting before which of them a rule stands."""
    kept: list[Entry] = []
    ruled = False
    for line in lines:
        if line.form == "rule":
            line.label, ruled = "rule", True
            line.because = "a line without a letter or digit"
            continue
        line.ruled, ruled = ruled, False
        kept.append(line)
    return kept


def _asked(
    document: Document, chain: Sequence[Entry], folded: Folding, overrides: Mapping[int, str]
) -> dict[int, tuple[str, int]]:
    """Return the kinds and levels asked for, by the places of the lines in the chain."""
    starts = [m.end() for m in re.finditer("\n", folded.text)] if overrides else []
    begins = {}
    for n, entry in enumerate(chain):
        for at in (entry.start, *(a for a, _ in entry.markers)):
            begins[bisect(starts, at) + 1] = n
    asked = {}
    for line, said in overrides.items():
        kind, _, depth = str(said).partition(" ")
        if kind not in KINDS or not (depth.isdecimal() or not depth):
            raise AccordError(
                f"overrides: {said!r:.80} is no kind of line. Give one of: {', '.join(KINDS)}; "
                "behind heading or commitment a level may stand, as in 'heading 2'."
            )
        if line not in begins:
            raise AccordError(
                f"overrides: no part of {document.id!r} begins in line {line!r:.40}. Take the "
                "number from the column 'line' of agreement.report()."
            )
        asked[begins[line]] = (kind, int(depth or 0))
    return asked


def _label(chain: Sequence[Entry], asked: Mapping[int, tuple[str, int]]) -> None:
    """Label the lines, and give headings and items their levels."""
    labels = {n: KINDS[kind] for n, (kind, _) in asked.items()}
    decided = label_lines(features(chain), labels)
    for n, (entry, (label, margin, why)) in enumerate(zip(chain, decided, strict=True)):
        entry.label, entry.margin = label, margin
        entry.because = "you said so" if n in asked else _because(entry, why)
    find_levels(chain)
    for n, (kind, depth) in asked.items():
        chain[n].kind, chain[n].level = kind, depth or chain[n].level


def _because(entry: Entry, why: str) -> str:
    """Return how a line was recognised: by its mark, if it has one, or by what weighed most."""
    said = why
    if entry.mark:
        said = entry.style.words.format(form=entry.form, mark=entry.mark, scheme=entry.scheme)
    if broken := entry.text.count("\n", entry.start, entry.end):
        said += f" ({broken + 1} broken lines)"
    return said


def _divide(chain: Sequence[Entry]) -> list[list[Entry]]:
    """Return the lines of each part: from a heading to the next, or before the first heading."""
    body = [e for e in chain if e.label in ("heading", "item", "text")]
    starts = [n for n, e in enumerate(body) if e.label == "heading" or n == 0]
    pillars = []
    for start, end in pairwise([*starts, len(body)]):
        headed = body[start].label == "heading"
        deeper = headed and end < len(body) and body[end].level > body[start].level
        body[start].kind = "heading" if headed else body[start].kind
        _section(body[start + headed : end], deeper)
        pillars.append(body[start:end])
    return pillars


def _section(body: Sequence[Entry], deeper: bool) -> None:
    """Tell the items of a part from its lead-in and its other paragraphs.

    A part that lists nothing has its paragraphs for items. Before a part beneath it a single
    paragraph leads in, and so does one that ends in a colon.
    """
    listed = any(e.label == "item" for e in body)
    single = deeper and len(body) == 1
    leading = True
    for entry in body:
        colon = entry.words[-1] in ":："
        if entry.kind:
            pass
        elif entry.label == "item":
            entry.kind = "commitment"
        elif listed or single or colon:
            entry.kind = "lead-in" if leading else "paragraph"
        else:
            entry.kind, entry.level = "commitment", 1
            entry.because = f"a paragraph: this part lists nothing ({entry.because})"
            entry.running = True
        entry.level = max(entry.level, entry.kind == "commitment")
        leading = leading and entry.kind == "lead-in"


def _check_items(document: Document, pillars: Sequence[Sequence[Entry]]) -> None:
    """Raise an error if there is nothing but a title."""
    if not any(e.kind == "commitment" for pillar in pillars for e in pillar):
        raise AccordError(
            f"{document.id!r} has no list and no paragraph beneath a heading or a preamble, so no "
            "commitment can be told from other text. Work with document.paragraphs, or say in "
            "parse_agreement(document, overrides={line: 'commitment'}) which lines are some."
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


def _markers(entries: Iterable[Entry]) -> list[Entry]:
    """Return the bullets, numbers and rules."""
    found = [e for e in entries if e.label == "rule"]
    for e in entries:
        found += [Entry(e.text, *span, e.style, 0, False, label="marker") for span in e.markers]
    return found


class _PartMaker:
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
        return Agreement(
            self._document,
            title=self._passage("T", title, "title") if title else None,
            preamble=self._passages("P", front),
            signatories=signed,
            pillars=tuple(self._pillar(n, *row) for n, row in enumerate(labelled, start=1)),
            closing=self._passages("C", of_label["closing"]),
            rest=self._passages("R", self._outside(rest), "rest"),
            markers=self._passages("M", self._outside(_markers((*chain, *others)))),
            recognised=self._recognised,
            margins=self._margins,
            running=frozenset(self._running),
            overrides=dict(overrides),
        )

    def _signatories(self, chain: Sequence[Entry]) -> tuple[tuple[Signatory, ...], list[Entry]]:
        """Return who signs, each from a line at which a signature begins; and the lines left over.

        In two columns a signatory is the line with the name.
        """
        blocks: list[list[Entry]] = []
        left: list[Entry] = []
        for entry in chain:
            if entry.label == "signature":
                blocks.append([entry])
            elif entry.label == "more":
                (blocks[-1] if blocks else left).append(entry)
        found = []
        for n, block in enumerate(blocks, start=1):
            name, office = signatory([self._original(e) for e in block])
            if block[0].column:
                shown = next((e for e in block if name and name in self._original(e)), block[0])
                left += [e for e in block if e is not shown]
                block = [shown]
            fields = self._fields(f"S{n}", block, "signatory", "")
            found.append(Signatory(*fields, name, office))
        return tuple(found), left

    def _original(self, entry: Entry) -> str:
        """Return the words of a line as they stand in the text, with single blanks."""
        start, end = self._folded.original(entry.start, entry.end)
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
        """Return those lines that stand in none of the parts so far."""
        starts, ends = map(sorted, zip(*self._spans, strict=True))
        return [e for e in entries if bisect(starts, e.start) == bisect(ends, e.start)]

    def _passages(
        self, prefix: str, entries: Iterable[Entry], kind: str = "", pillar: str = ""
    ) -> tuple[Passage, ...]:
        """Return a passage for each line, in their order, of one kind or of its own."""
        ordered = enumerate(sorted(entries, key=lambda e: e.start), start=1)
        return tuple(
            self._passage(f"{prefix}{n}", [e], kind or _KINDS.get(e.label, e.label), pillar)
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
        if kind != "marker":
            self._recognised[label] = ", ".join(dict.fromkeys(e.because for e in entries))
            self._margins[label] = min(e.margin for e in entries)
        self._spans.append((first, last))
        start, end = self._folded.original(first, last)
        name = self._document.id
        place = (f"{name}:{label}", self._document.text[start:end], name, start, end)
        return *place, kind, pillar, self._document.language
