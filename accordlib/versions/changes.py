"""What differs between two versions: `find_changes` lists it, `side_by_side` shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import chain, product

import pandas as pd

from accordlib.errors import expect
from accordlib.tables import records
from accordlib.versions.alignment import Alignment
from accordlib.versions.change_types import (
    Stretch,
    content,
    double_marks,
    is_typography,
    names_in,
    quoted_pattern,
    type_of,
)
from accordlib.versions.edits import compare_words, marked, marked_html

_FROM_ALIGNING = "Give align_sentences(original, rewrite)."
_SIDES = ["original", "rewrite"]
Change = tuple[Stretch, Stretch, str]


def find_changes(alignment: Alignment) -> pd.DataFrame:
    """List what changed between two versions, each change with a type.

    The types are ``name``, ``number``, ``quotation``, ``attribution``, ``modality``, ``time``,
    ``omission``, ``addition`` and ``rewording``: a change has the first whose rule fits. The page
    on methods has the rules (docs/methods.md). Differences of typography are left out.

    Parameters
    ----------
    alignment : Alignment

    Returns
    -------
    DataFrame
        One row a change, in the order of the beads. Columns: ``original_id``, ``rewrite_id`` (of
        the sentence where the change begins; empty if a bead has none on that side), ``original``,
        ``rewrite`` (the smallest stretches), ``original_start``, ``original_end``,
        ``rewrite_start``, ``rewrite_end`` (character offsets in the documents; the same number
        twice where there is nothing), ``type``. Two equal versions have no rows.

    Raises
    ------
    AccordError
        If something else than an alignment is given.

    See Also
    --------
    compare_words, plot_changes

    Examples
    --------
    >>> corpus = load_corpus()
    >>> changes = find_changes(align_sentences(corpus["article"], corpus["article-rewrite"]))
    >>> changes.loc[2, ["original", "rewrite", "type"]].tolist()
    ['pushback', 'counterattack', 'rewording']
    """
    expect(alignment, Alignment, "find_changes()", _FROM_ALIGNING)
    names = names_in(chain.from_iterable(alignment.passages))
    quotations = [list(_quotations(*bead)) for bead in _beads(alignment, names)]
    beads = _beads(alignment, names, list(chain.from_iterable(quotations)))
    rows = []
    for found, bead in zip(quotations, beads, strict=True):
        changes = [*found, *_changes(*bead)]
        for a, b, kind in sorted(changes, key=lambda change: (change[0].start, change[1].start)):
            x, y = alignment.original.text[a.start : a.end], alignment.rewrite.text[b.start : b.end]
            rows.append((a.sentence, b.sentence, x, y, a.start, a.end, b.start, b.end, kind))
    columns = ["original_id", "rewrite_id", "original", "rewrite", "original_start"]
    columns += ["original_end", "rewrite_start", "rewrite_end", "type"]
    return pd.DataFrame(rows, columns=columns)


def _beads(
    alignment: Alignment, names: frozenset[str] = frozenset(), quotations: Iterable[Change] = ()
) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield both sides of each bead, without furniture and the marks of some quotations."""
    marks = str.maketrans(dict.fromkeys(chain.from_iterable(double_marks()), " "))
    sides: list[list[Stretch]] = [[], []]
    for n, document in enumerate((alignment.original, alignment.rewrite)):
        text, end = document.text, 0
        for f in document.furniture:
            text = text[: f.start] + " " * (f.end - f.start) + text[f.end :]
        for *parts, _ in quotations:
            a, b = parts[n].start, parts[n].end
            text = text[:a] + text[a:b].translate(marks) + text[b:]
        by_id = {p.id: p for p in alignment.passages[n]}
        for ids in alignment.table[_SIDES[n]]:
            found = tuple(by_id[id] for id in ids)
            start, end = (found[0].start, found[-1].end) if found else (end, end)
            sides[n].append(Stretch(text, start, end, names, found))
    return zip(*sides, strict=True)


def _quotations(old: Stretch, new: Stretch) -> Iterator[Change]:
    """Yield the quotations of a bead that lost, or gained, all their marks."""
    pairs = double_marks()
    quoted, marks = quoted_pattern(pairs), frozenset(chain.from_iterable(pairs))
    if not quoted.search(old.spelt) and not quoted.search(new.spelt):
        return
    script = compare_words(old.spelt, new.spelt)
    back = script.reverse()
    for edits, here, there in ((script.operations, old, new), (back.operations, new, old)):
        for start, end in (m.span() for m in quoted.finditer(here.spelt)):
            inside = [e for e in edits if e.original_start < end and start < e.original_end]
            kept = "".join(
                here.spelt[max(e.original_start, start) : min(e.original_end, end)]
                for e in inside
                if not marks.isdisjoint(e.rewrite)
            )
            there_too = [e for e in inside if e.operation in ("equal", "replace")]
            if there_too and marks.isdisjoint(kept):
                first, last = there_too[0], there_too[-1]
                # A replacement counts as a whole.
                before = max(start - first.original_start, 0) * (first.operation == "equal")
                behind = max(last.original_end - end, 0) * (last.operation == "equal")
                part = there.part(first.rewrite_start + before, last.rewrite_end - behind)
                both = (here.part(start, end), part)
                yield (*(both if here is old else both[::-1]), "quotation")


def _changes(old: Stretch, new: Stretch) -> Iterator[Change]:
    """Yield what changed in a bead, besides its quotations."""
    if not old.spelt or not new.spelt:
        yield old, new, "addition" if new.spelt else "omission"
        return
    operations = compare_words(old.spelt, new.spelt).operations
    spans: list[tuple[int, int, int, int]] = []
    joined = False
    for e in operations:
        if e.operation in ("equal", "moved"):
            joined = joined and not e.move and not content(e.original)
        else:
            first = spans.pop() if joined else e[3:7]
            spans.append((first[0], e.original_end, first[2], e.rewrite_end))
            joined = True
    parts = [(old.part(a, b), new.part(c, d)) for a, b, c, d in spans]
    for a, b in _paired([(a, b) for a, b in parts if not is_typography(a.spelt, b.spelt)]):
        yield a, b, type_of(a, b)
    there = {e.move: new.part(*e[5:7]) for e in operations if e.move and e.rewrite}
    for e in operations:
        if e.move and e.original:
            a, b = old.part(*e[3:5]), there[e.move]
            yield a, b, type_of(a, b, moved=True)


def _paired(parts: list[tuple[Stretch, Stretch]]) -> list[tuple[Stretch, Stretch]]:
    """Join deletions and insertions that say much the same in another place."""
    deleted = {i: content(a.spelt) for i, (a, b) in enumerate(parts) if not b.spelt}
    inserted = {i: content(b.spelt) for i, (a, b) in enumerate(parts) if not a.spelt}
    scored = sorted(
        (-len(x & y) / max(min(len(x), len(y)), 1), i, j)
        for (i, x), (j, y) in product(deleted.items(), inserted.items())
    )
    found = dict(enumerate(parts))
    for score, i, j in scored:
        if score <= -0.5 and i in found and j in found:
            found[len(parts) + i] = found.pop(i)[0], found.pop(j)[1]
    return list(found.values())


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
        table[_SIDES] = list(self._sides(marked))
        return table

    def _sides(self, mark: Callable[..., str]) -> Iterator[tuple[str, str]]:
        for old, new in _beads(self.alignment):
            edits = compare_words(old.spelt, new.spelt).operations
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

    Raises
    ------
    AccordError
        If it is given anything but an alignment.

    See Also
    --------
    align_sentences, find_changes

    Examples
    --------
    >>> old, new = Document("old", "One cat slept."), Document("new", "One dog slept.")
    >>> side_by_side(align_sentences(old, new))
    1. reworded
      original: One [-cat-] slept.
      rewrite:  One [+dog+] slept.
    """
    return SideBySide(expect(alignment, Alignment, "side_by_side()", _FROM_ALIGNING))
