"""Two versions beside each other, and two languages: `side_by_side` and `parallel_text`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain
from math import inf
from operator import itemgetter
from typing import Any

import pandas as pd

from accordlib.agreement.parts import Agreement
from accordlib.errors import expect
from accordlib.tables import records
from accordlib.texts.passages import Passage
from accordlib.versions.alignment import Alignment
from accordlib.versions.changes import beads_of
from accordlib.versions.edits import compare_words, marked, marked_html


@dataclass(frozen=True, repr=False, eq=False)
class SideBySide:
    """Two versions in two columns, with what differs marked. Made by `side_by_side`.

    Attributes
    ----------
    alignment : Alignment
    """

    alignment: Alignment

    @cached_property
    def table(self) -> pd.DataFrame:
        """Columns ``bead``, ``kind``, ``original`` (``[-deleted-]``), ``rewrite`` (``[+new+]``)."""
        table = self.alignment.table[["bead", "kind"]].copy()
        table[["original", "rewrite"]] = list(self._sides(marked))
        return table

    def _sides(self, mark: Callable[..., str]) -> Iterator[tuple[str, str]]:
        for old, new in beads_of(self.alignment):
            edits = compare_words(old.text, new.text).operations
            yield mark(edits, new=False), mark(edits, old=False)

    def __len__(self) -> int:
        return len(self.alignment)

    def __repr__(self) -> str:
        shown = self.table.map(lambda cell: " ".join(str(cell).split()) or "(nothing)")
        return "\n\n".join(
            f"{row.bead}. {row.kind}\n  original: {row.original}\n  rewrite:  {row.rewrite}"
            for row in records(shown)
        )

    def _repr_html_(self) -> str:
        a, b = (escape(d.id) for d in (self.alignment.original, self.alignment.rewrite))
        left = 'style="text-align:left;vertical-align:top"'
        heads = "".join(f'<th scope="col" {left}>{name}</th>' for name in ("sentences", a, b))
        rows, beads = "", records(self.alignment.table)
        for bead, cells in zip(beads, self._sides(marked_html), strict=True):
            ids = " → ".join(labels(side) for side in (bead.original, bead.rewrite) if side)
            rows += f'<tr><th scope="row" {left}>{escape(ids)}, {bead.kind}</th>'
            rows += "".join(f"<td {left}>{cell or '(nothing)'}</td>" for cell in cells) + "</tr>"
        return (
            f'<div role="region" tabindex="0" aria-label="{a} and {b} side by side" '
            'style="position:relative;overflow-x:auto"><table class="side-by-side">'
            f"<caption>Words in [- -] stand only in {a}, words in [+ +] only in {b}. What moved "
            "stands in both, in another place and with the same number.</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        )


def labels(ids: Iterable[str]) -> str:
    """Return ids without their documents: ``p4.s2 and p4.s3``."""
    return " and ".join(id.partition(":")[2] for id in ids)


def side_by_side(alignment: Alignment) -> SideBySide:
    """Show two versions beside each other, with the words that differ marked.

    Parameters
    ----------
    alignment : Alignment

    Returns
    -------
    SideBySide
        A table in a notebook, else plain text. What is marked can be told without colour.

    Examples
    --------
    >>> old, new = Document("old", "One cat slept."), Document("new", "One dog slept.")
    >>> side_by_side(align_sentences(old, new))
    1. reworded
      original: One [-cat-] slept.
      rewrite:  One [+dog+] slept.
    """
    hint = "Give align_sentences(original, rewrite)."
    return SideBySide(expect(alignment, Alignment, "side_by_side()", hint))


def parallel_text(original: Agreement, translation: Agreement) -> pd.DataFrame:
    r"""Set the parts of an agreement beside those of its version in another language: a bitext.

    The words are not compared. The first commitment of the second pillar belongs to the first of
    the second there, and so with headings, paragraphs and signatories. Where the counts differ,
    nothing tells which one is missing: then none of them is paired, and `note` says so.

    Parameters
    ----------
    original, translation : Agreement
        The agreement in two languages, such as English and Japanese.

    Returns
    -------
    DataFrame
        In the order of the original. Columns: ``part`` (the label in the original, or that of a
        part without a partner in its own text), ``kind``, ``original``, ``translation`` (texts;
        empty without a partner) and ``note`` (empty for a pair, else what differs).

    Raises
    ------
    AccordError
        If something else than two agreements is given.

    Examples
    --------
    >>> english = Document("en", "Pact\n\n- We sail.\n- We fish.")
    >>> german = Document("de", "Pakt\n\n- Wir segeln.\n- Wir fischen.")
    >>> table = parallel_text(*map(parse_agreement, (english, german)))
    >>> table.loc[1, ["part", "original", "translation"]].tolist()
    ['1.1', 'We sail.', 'Wir segeln.']
    """
    hint = "Give parse_agreement(document) of either language."
    sides = [expect(side, Agreement, "parallel_text()", hint) for side in (original, translation)]
    groups = [_counted_parts(side) for side in sides]
    pillars = _unequal(*([pillar.level for pillar in side.pillars] for side in sides))
    rows: list[tuple[float, str, str, str, str, str]] = []
    for pillar, kind in dict.fromkeys(chain(*groups)):
        a, b = (group.get((pillar, kind), ()) for group in groups)
        note = _unequal(*([getattr(p, "level", 1) for p in part] for part in (a, b)))
        if note or (pillar and pillars):
            note = f"pillars: {pillars}" if pillar and pillars else f"{kind}: {note}"
            rows += [(p.start, p.label, p.kind, p.text, "", note) for p in a]
            rows += [(a[-1].start if a else inf, p.label, p.kind, "", p.text, note) for p in b]
        else:
            both = zip(a, b, strict=True)
            rows += [(x.start, x.label, x.kind, x.text, y.text, "") for x, y in both]
    rows.sort(key=itemgetter(0))
    columns = ["part", "kind", "original", "translation", "note"]
    return pd.DataFrame([row[1:] for row in rows], columns=columns)


def _counted_parts(agreement: Agreement) -> dict[tuple[int, str], tuple[Passage, ...]]:
    """Return the parts that are counted together: by the number of their pillar, or 0, and kind."""
    parts: list[tuple[int, str, Any]] = [
        (0, kind, getattr(agreement, kind))
        for kind in ("title", "preamble", "signatories", "closing", "rest")
    ]
    for n, pillar in enumerate(agreement.pillars, start=1):
        parts += [(n, "heading", pillar.title), (n, "lead-in", pillar.lead_in)]
        parts += [(n, "commitments", pillar.commitments), (n, "paragraphs", pillar.paragraphs)]
    return {
        (n, kind): (part,) if isinstance(part, Passage) else part or () for n, kind, part in parts
    }


def _unequal(a: list[int], b: list[int]) -> str:
    """Say how many parts there are on either side, if not the same number of the same levels."""
    if len(a) != len(b):
        return f"{len(a)} in the original, {len(b)} in the translation"
    return "" if a == b else "on other levels in the translation"
