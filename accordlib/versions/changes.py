"""What changed between two versions: `find_changes`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from accordlib.errors import expect
from accordlib.tables import records
from accordlib.versions.alignment import Alignment
from accordlib.versions.change_types import (
    Change,
    Stretch,
    changed_marks,
    content,
    is_typography,
    names_in,
    quoted_pattern,
    running_text,
    type_of,
)
from accordlib.versions.edits import compare_words
from accordlib.versions.markup import Edit

if TYPE_CHECKING:
    import pandas as pd


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
    import pandas as pd

    expect(alignment, Alignment, "find_changes()", FROM_ALIGNING)
    texts = BeadTexts(alignment)
    whole = [list(_quotations(old, new)) for old, new in texts.beads()]
    texts.blank([quotation for found in whole for quotation in found])
    rows = []
    for quotations, (old, new) in zip(whole, texts.beads(), strict=True):
        found = [*quotations, *_changes(old, new)]
        for change in sorted(found, key=lambda c: (c.old.start, c.new.start)):
            a, b = change.old, change.new
            rows.append(
                (
                    texts.sentence(0, old, a),
                    texts.sentence(1, new, b),
                    alignment.original.text[a.start : a.end],
                    alignment.rewrite.text[b.start : b.end],
                    *(a.start, a.end, b.start, b.end),
                    type_of(change),
                )
            )
    columns = ["original_id", "rewrite_id", "original", "rewrite", "original_start"]
    columns += ["original_end", "rewrite_start", "rewrite_end", "type"]
    return pd.DataFrame(rows, columns=columns)


class BeadTexts:
    """The two versions with furniture blanked out, bead by bead."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.passages = [{p.id: p for p in side} for side in alignment.passages]
        self.starts = [[p.start for p in side] for side in alignment.passages]
        self.texts = [running_text(d) for d in (alignment.original, alignment.rewrite)]
        self.names = names_in(chain.from_iterable(alignment.passages))

    def beads(self) -> Iterator[tuple[Stretch, Stretch]]:
        """Yield the stretches of each bead; an empty side stands after the one before it."""
        latest = [0, 0]
        for row in records(self.alignment.table):
            pair = []
            for side, ids in enumerate((row.original, row.rewrite)):
                found = [self.passages[side][id] for id in ids]
                start, end = (found[0].start, found[-1].end) if found else (latest[side],) * 2
                latest[side] = end
                pair.append(Stretch(self.texts[side], start, end, self.names))
            yield pair[0], pair[1]

    def blank(self, quotations: Iterable[Change]) -> None:
        """Leave out the marks of these quotations."""
        without = str.maketrans(dict.fromkeys(changed_marks(), " "))
        for change in quotations:
            for side, part in enumerate((change.old, change.new)):
                text = self.texts[side]
                kept = part.spelt.translate(without)
                self.texts[side] = text[: part.start] + kept + text[part.end :]

    def sentence(self, side: int, bead: Stretch, part: Stretch) -> str:
        """Return the id of the sentence in which a part of a bead begins."""
        place = bisect_right(self.starts[side], part.start) - 1
        return "" if bead.empty else self.alignment.passages[side][place].id


def _quotations(old: Stretch, new: Stretch) -> Iterator[Change]:
    """Yield the quotations of a bead that lost, or gained, all their marks."""
    quoted, marks = quoted_pattern(), changed_marks()
    if not quoted.search(old.spelt) and not quoted.search(new.spelt):
        return
    edits = compare_words(old.spelt, new.spelt)
    for script, here, there in ((edits, old, new), (edits.reverse(), new, old)):
        for m in quoted.finditer(here.spelt):
            # Each edit in the quotation, and how much of it stands before and behind it.
            inside = [
                (e, max(m.start() - e.original_start, 0), max(e.original_end - m.end(), 0))
                for e in script.operations
                if e.original_start < m.end() and m.start() < e.original_end
            ]
            if any(
                not marks.isdisjoint(e.original[before : len(e.original) - behind])
                for e, before, behind in inside
                if e.operation == "equal" or not marks.isdisjoint(e.rewrite)
            ):
                continue
            ends = [
                # A replacement counts as a whole.
                (e.rewrite_start + before * same, e.rewrite_end - behind * same)
                for e, before, behind in inside
                for same in (e.operation == "equal",)
                if same or e.operation == "replace"
            ]
            if ends:
                parts = here.part(*m.span()), there.part(ends[0][0], ends[-1][1])
                yield Change(*(parts if here is old else parts[::-1]), quotation=True)


def _changes(old: Stretch, new: Stretch) -> list[Change]:
    """Return the changes of a bead with their offsets in the documents."""
    if old.empty or new.empty:
        return [Change(old, new, whole=True)]
    moves: dict[int, list[Edit]] = {}
    spans: list[tuple[int, int, int, int]] = []
    joined = False
    for e in compare_words(old.spelt, new.spelt).operations:
        if e.operation == "equal":
            joined = joined and not content(e.original)
        elif e.move:
            moves.setdefault(e.move, []).append(e)
            joined = False
        else:
            first = spans.pop() if joined else e[3:7]
            spans.append((first[0], e.original_end, first[2], e.rewrite_end))
            joined = True
    found = [Change(old.part(a, b), new.part(c, d)) for a, b, c, d in spans]
    for ends in moves.values():
        x, y = sorted(ends, key=lambda e: not e.original)
        places = (x.original_start, x.original_end), (y.rewrite_start, y.rewrite_end)
        found.append(Change(old.part(*places[0]), new.part(*places[1]), moved=True))
    return _paired([c for c in found if c.moved or not is_typography(c)])


def _paired(changes: list[Change]) -> list[Change]:
    """Join deletions and insertions that say much the same in another place."""
    old = [c for c in changes if c.new.empty]
    new = [c for c in changes if c.old.empty]
    scored = sorted(
        (
            (-len(both) / least, i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
            for x, y in [(content(a.old.spelt), content(b.new.spelt))]
            for both, least in [(x & y, max(min(len(x), len(y)), 1))]
            if 2 * len(both) >= least
        ),
    )
    gone: set[int] = set()
    for _, i, j in scored:
        if id(old[i]) not in gone and id(new[j]) not in gone:
            gone |= {id(old[i]), id(new[j])}
            changes = [*changes, Change(old[i].old, new[j].new)]
    return [c for c in changes if id(c) not in gone]


FROM_ALIGNING = "Give align_sentences(original, rewrite)."
