"""Two versions in two columns, with what differs marked: `side_by_side`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

import pandas as pd

from accordlib.errors import expect
from accordlib.tables import records
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
