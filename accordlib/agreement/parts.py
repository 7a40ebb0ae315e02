"""The parts of an agreement: preamble, signatories, pillars, commitments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from accordlib.errors import counted
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_characters
from accordlib.texts.passages import HasPassages, Passage, find_passage

if TYPE_CHECKING:
    import pandas as pd

DOUBTFUL = 1.0  # a margin below which a line is often something else
_EXCERPT = 60  # characters of a part that a report shows


@dataclass(frozen=True, slots=True, repr=False)
class Signatory(Passage):
    """A line that names who signs: ``Rishi Sunak – Prime Minister of the United Kingdom``.

    Attributes
    ----------
    name, office : str
        The person and the office, as they stand there; empty where the line does not say.
    """

    name: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Commitment(Passage):
    """One item of an agreement: a bullet, a numbered point or a running paragraph.

    Attributes
    ----------
    number : int
        Its place in its pillar, from 1.
    level : int
        1, or more for an item of a list beneath another item.
    """

    number: int = 0
    level: int = 1


@dataclass(frozen=True)
class Pillar:
    """A part of an agreement under a heading, or all of it where there are no headings.

    Attributes
    ----------
    label : str
        The letter (or number) that its commitments are cited by.
    title : Passage or None
        The heading without its number; None for a part without a heading.
    lead_in : Passage or None
        What stands between the heading and the first commitment.
    commitments : tuple of Commitment
        In the order of the text.
    paragraphs : tuple of Passage
        Text that is neither lead-in nor commitment.
    level : int
        1, or more for a part beneath another.
    """

    label: str
    title: Passage | None
    lead_in: Passage | None
    commitments: tuple[Commitment, ...]
    paragraphs: tuple[Passage, ...] = ()
    level: int = 1

    def __repr__(self) -> str:
        title = self.title.text if self.title else "without a heading"
        return f"Pillar {self.label}: {title} ({counted(len(self.commitments), 'commitment')})"


@dataclass(frozen=True)
class Agreement(HasPassages):
    """A document taken apart. Every character of it is in one of `parts` or is white space.

    Wherever passages are taken, an agreement is taken for its `passages`.

    Attributes
    ----------
    document : Document
        What was parsed.
    title : Passage or None
        The title; label ``T``. None where the text begins with something else.
    preamble : tuple of Passage
        The paragraphs before the first pillar; labels ``P1``, ``P2``, and so on.
    signatories : tuple of Signatory
        Labels ``S1``, ``S2``, and so on.
    pillars : tuple of Pillar
        Titles are labelled ``T1``, lead-ins ``L1``, commitments with the pillar's letter: ``D1``.
    markers : tuple of Passage
        Bullets, numbers, and lines without a letter or digit (kind ``rule``); labels ``M1`` ...
    closing : tuple of Passage
        The paragraphs after the last pillar; labels ``C1`` and so on.
    rest : tuple of Passage
        Lines that belong to no part, such as a date; labels ``R1`` and so on.
    recognised : Mapping[str, str]
        How each part was recognised, by its label. `report` shows it.
    margins : Mapping[str, float]
        How surely, by its label: how much more the best labelling of the text weighs than the
        best one in which this part is something else. Below `DOUBTFUL` look at it.
    running : frozenset of str
        The labels of paragraphs that are commitments since their part lists nothing.
    overrides : Mapping[int, str]
        The lines that were put right by hand.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> agreement.pillars[2]
    Pillar G: Leading International Efforts for Global Resilience (9 commitments)
    >>> len(agreement.commitments), agreement["G1"].kind
    (29, 'commitment')
    """

    document: Document
    title: Passage | None
    preamble: tuple[Passage, ...]
    signatories: tuple[Signatory, ...]
    pillars: tuple[Pillar, ...]
    markers: tuple[Passage, ...]
    closing: tuple[Passage, ...] = ()
    rest: tuple[Passage, ...] = ()
    recognised: Mapping[str, str] = field(default_factory=dict)
    margins: Mapping[str, float] = field(default_factory=dict)
    running: frozenset[str] = frozenset()
    overrides: Mapping[int, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.document)

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """All commitments of all pillars, in the order of the text."""
        return tuple(c for pillar in self.pillars for c in pillar.commitments)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All parts with words in them: every part but the bullets and heading numbers."""
        parts = [
            *([self.title] if self.title else []),
            *self.preamble,
            *self.signatories,
            *self.closing,
            *self.rest,
        ]
        for p in self.pillars:
            parts += [x for x in (p.title, p.lead_in, *p.commitments, *p.paragraphs) if x]
        return tuple(sorted(parts, key=lambda part: part.start))

    @property
    def parts(self) -> tuple[Passage, ...]:
        """Every part in the order of the text, bullets and heading numbers included."""
        return tuple(sorted((*self.passages, *self.markers), key=lambda p: p.start))

    @cached_property
    def on_page(self) -> Mapping[str, str]:
        """The number or letter before a part on the page, by the label by which it is cited."""
        marked = ((m, p) for m, p in pairwise(self.parts) if m.kind == "marker")
        numbered = ((m, p) for m, p in marked if any(map(str.isalnum, m.text)))
        text = self.document.text
        return {p.label: m.text for m, p in numbered if "\n" not in text[m.end : p.start]}

    @cached_property
    def concerns(self) -> Mapping[str, str]:
        """What to look at before anything is counted, by label; ``""`` is the whole text.

        Signatories without a name, parts that were recognised with a small margin, commitments
        under no heading where others have one, text beneath the signatures, headings without
        commitments, and a text without a title or without signatures.
        """
        found = {
            label: "doubtful: it may be something else"
            for label, margin in self.margins.items()
            if margin < DOUBTFUL
        }
        heads = [p.title.start for p in self.pillars if p.title]
        begins = self.commitments[0].start if self.commitments else 0
        last = max((s.end for s in self.signatories if s.start > begins), default=inf)
        for n, pillar in enumerate(self.pillars):
            for part in (*pillar.commitments, *pillar.paragraphs):
                if not pillar.title and heads and heads[0] < last:
                    found[part.label] = "under no heading, where other commitments have one"
                elif part.label in self.running and part.start > last:
                    found[part.label] = "text of an annex, which may be no commitment"
            lower = n + 1 < len(self.pillars) and self.pillars[n + 1].level > pillar.level
            if pillar.title and not pillar.commitments and not lower:
                found[pillar.title.label] = "a heading without commitments"
        for signatory in self.signatories:
            if not signatory.name:
                found[signatory.label] = "somebody signs whose name was not found"
        missing = {"title": self.title, "signature": self.signatories}
        if lost := [name for name, there in missing.items() if not there]:
            found[""] = f"no {' and no '.join(lost)} was found"
        return found

    def report(self) -> pd.DataFrame:
        """Show how each part of the text was recognised, and how surely; doubtful lines first.

        Returns
        -------
        DataFrame
            One row a part, without the bullets and numbers before them: those with a concern, and
            then all others, in the order of the text. Columns: ``part`` (label; empty for the
            whole text), ``on_page`` (its number there, or empty), ``kind``, ``level`` (of headings
            and commitments, else 0), ``line`` (of the file, from 1; what `parse_agreement` takes in
            ``overrides``), ``margin`` (see `margins`; infinite where nothing was weighed),
            ``recognised`` (by what), ``concern``
            (why to look at it, or empty), ``text`` (its beginning). What belongs to no part has
            the kind ``rest`` or ``rule``. Last come the document's `repairs`, of the kind
            ``repair``, without line and margin: what stood there and what is read, or ``kept``.

        Examples
        --------
        >>> agreement = parse_agreement(load_corpus()["accord"])
        >>> agreement.report().loc[[1, 12], ["part", "kind", "recognised"]].values.tolist()
        [['P1', 'preamble', 'long, above: a short line'], ['D1', 'commitment', "bullet '-'"]]
        """
        import pandas as pd

        levels = {p.title.label: p.level for p in self.pillars if p.title}
        levels |= {c.label: c.level for c in self.commitments}
        text, at, line = fold_characters(self.document.text), 0, 1
        whole = self.concerns.get("")
        rows: list[tuple[object, ...]] = []
        rows += [("", "", "text", 0, 0, inf, "", whole, "")] if whole else []
        for p in self.parts:
            if p.kind == "marker":
                continue
            start = text.folded(p.start, p.end)[0]
            line, at = line + text.text.count("\n", at, start), start
            words = " ".join(p.text.split())
            excerpt = words if len(words) <= _EXCERPT else f"{words[: _EXCERPT - 1]}…"
            why = (self.margins.get(p.label, inf), self.recognised.get(p.label, ""))
            concern = self.concerns.get(p.label, "")
            first = (p.label, self.on_page.get(p.label, ""), p.kind, levels.get(p.label, 0))
            rows.append((*first, line, *why, concern, excerpt))
        for place, found, read, reason in map(astuple, self.document.repairs):
            said = f"{found:.{_EXCERPT}} {'(kept)' if found == read else f'→ {read:.{_EXCERPT}}'}"
            rows.append(("", "", "repair", 0, None, None, f"{place}: {reason}", "", said))
        columns = "part on_page kind level line margin recognised concern text".split()
        table = pd.DataFrame(rows, columns=columns).astype({"line": "Int64"})
        order = table["concern"].eq("").sort_values(kind="stable").index
        return table.loc[order].reset_index(drop=True).round({"margin": 1})

    def __getitem__(self, label: str) -> Passage:
        """Return the passage with this label, such as ``D2``, ``P1`` or ``L3``."""
        return find_passage(self.passages, label, self.document.id)

    def __repr__(self) -> str:
        parts = {
            "preamble paragraph": self.preamble,
            "signatory": self.signatories,
            "pillar": self.pillars,
            "commitment": self.commitments,
        }
        said = ", ".join(counted(len(part), noun) for noun, part in parts.items())
        unplaced = f", {counted(len(self.rest), 'line')} in no part" if self.rest else ""
        look = counted(len(self.concerns), "concern")
        doubts = f"; {look}: see .concerns" if self.concerns else ""
        return f"Agreement {self.document.id!r}: {said}{unplaced}{doubts}"
