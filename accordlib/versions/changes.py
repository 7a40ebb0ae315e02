"""What changed between two versions: `find_changes`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from accordlib.errors import AccordError
from accordlib.tables import records
from accordlib.versions.alignment import Alignment
from accordlib.versions.change_types import (
    QUOTED,
    Change,
    Stretch,
    content,
    content_of,
    is_typography,
    names_in,
    running_text,
    trimmed,
    type_of,
)
from accordlib.versions.edits import compare_words
from accordlib.versions.markup import Edit

if TYPE_CHECKING:
    import pandas as pd


def find_changes(alignment: Alignment) -> pd.DataFrame:
    """List what changed between two versions, each change with a type.

    The sentences of each bead are compared by `compare_words`. A quotation that lost or gained
    all its marks is one change, and what changed inside it is listed besides. Changes with no
    word outside the stop list between them are one. A deletion and an insertion apart from each
    other in one bead are one change if they share at least half of the shorter one's words
    outside the stop list. Differences of dashes, commas, points in abbreviations, white space,
    curly and straight marks, or of ``percent`` and ``%``, are left out. The word lists stand in
    ``accordlib.versions.change_types``. The type is the first of these that fits:

    name
        Names (capitalised words, a sentence's first only if capitalised elsewhere) or titles
        differ and both versions have some there, or one has and a name stands beside; or a name's
        words changed their order.
    number
        Numbers in figures or words differ, or the preposition before one; or, in or beside a
        number, the unit or a word that makes it a bound (more, least, than); or all that differs
        is the plural ending of one word. Years are not numbers.
    quotation
        A word or mark changed inside or at the edge of quotation marks of either version.
    attribution
        A reporting verb is in the change, or stands beside it and a name or pronoun in it. What
        moved together with its reporting verb is not one.
    modality
        Auxiliaries, modals, negation or verbs of wanting differ, or the ending -ed or -ing of a
        verb that both have.
    time
        Words or years that date or order events differ; or such words moved.
    omission, addition
        The rewrite, or the original, has nothing there.
    rewording
        Everything else. Whether the new words mean the same, no rule here can tell.

    Parameters
    ----------
    alignment : Alignment
        From `align_sentences`.

    Returns
    -------
    DataFrame
        One row a change, in the order of the beads. Columns: ``original_id``, ``rewrite_id`` (of
        the sentence where the change begins; empty if a bead has none on that side), ``original``,
        ``rewrite`` (the smallest stretches), ``original_start``, ``original_end``,
        ``rewrite_start``, ``rewrite_end`` (character offsets in the documents; the same number
        twice where there is nothing), ``type``.

    Raises
    ------
    AccordError
        If something else than an alignment is given.
    """
    import pandas as pd

    checked(alignment)
    texts = Texts(alignment)
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


class Texts:
    """The two versions with furniture blanked out, bead by bead."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.passages = [{p.id: p for p in side} for side in alignment.passages]
        self.starts = [[p.start for p in side] for side in alignment.passages]
        self.texts = [running_text(d) for d in (alignment.original, alignment.rewrite)]
        self.names = names_in(alignment.passages)

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
        for side in (0, 1):
            text = list(self.texts[side])
            for change in quotations:
                part = change.new if side else change.old
                for i in range(part.start, part.end):
                    if text[i] in _MARKS:
                        text[i] = " "
            self.texts[side] = "".join(text)

    def sentence(self, side: int, bead: Stretch, part: Stretch) -> str:
        """Return the id of the sentence in which a part of a bead begins."""
        place = bisect_right(self.starts[side], part.start) - 1
        return "" if bead.empty else self.alignment.passages[side][place].id


def _quotations(old: Stretch, new: Stretch) -> Iterator[Change]:
    """Yield the quotations of a bead that lost, or gained, all their marks."""
    a, b = old.text[old.start : old.end], new.text[new.start : new.end]
    if QUOTED.search(a) is None and QUOTED.search(b) is None:
        return
    edits = compare_words(a, b)
    for text, script in ((a, edits), (b, edits.reverse())):
        kept = [
            e
            for e in script.operations
            if e.operation == "equal" or not _MARKS.isdisjoint(e.rewrite)
        ]
        for m in QUOTED.finditer(text):
            marks = [i for i in range(*m.span()) if text[i] in _MARKS]
            if any(e.original_start <= i < e.original_end for i in marks for e in kept):
                continue
            spans = [
                (
                    e.rewrite_start + _inside(e, m.start() - e.original_start),
                    e.rewrite_end - _inside(e, e.original_end - m.end()),
                )
                for e in script.operations
                if e.operation in ("equal", "replace")
                and e.original_start < m.end()
                and m.start() < e.original_end
            ]
            if not spans:
                continue
            ends = (m.start(), m.end()), (spans[0][0], spans[-1][1])
            x, y = ends if text is a else ends[::-1]
            yield Change(
                trimmed(replace(old, start=old.start + x[0], end=old.start + x[1])),
                trimmed(replace(new, start=new.start + y[0], end=new.start + y[1])),
                quotation=True,
            )


def _inside(edit: Edit, distance: int) -> int:
    """Return how much of an edit to leave out: a replacement counts as a whole."""
    return max(distance, 0) if edit.operation == "equal" else 0


def _changes(old: Stretch, new: Stretch) -> list[Change]:
    """Return the changes of a bead with their offsets in the documents."""
    if old.empty or new.empty:
        return [Change(old, new, whole=True)]
    edits = compare_words(old.text[old.start : old.end], new.text[new.start : new.end])
    moves: dict[int, list[Edit]] = {}
    plain: list[Change] = []
    joined = False
    for e in edits.operations:
        if e.operation == "equal":
            joined = joined and not content(e.original)
        elif e.move:
            moves.setdefault(e.move, []).append(e)
            joined = False
        else:
            a = replace(old, start=old.start + e.original_start, end=old.start + e.original_end)
            b = replace(new, start=new.start + e.rewrite_start, end=new.start + e.rewrite_end)
            if joined:
                last = plain.pop()
                a, b = replace(a, start=last.old.start), replace(b, start=last.new.start)
            plain.append(Change(a, b))
            joined = True
    for ends in moves.values():
        x, y = (next(e for e in ends if e[k]) for k in (1, 2))
        plain.append(
            Change(
                replace(old, start=old.start + x.original_start, end=old.start + x.original_end),
                replace(new, start=new.start + y.rewrite_start, end=new.start + y.rewrite_end),
                moved=True,
            )
        )
    found = [replace(c, old=trimmed(c.old), new=trimmed(c.new)) for c in plain]
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
            for x, y in [(content_of(a.old), content_of(b.new))]
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


def checked(alignment: object) -> None:
    """Raise an error if something else than an alignment is given."""
    if not isinstance(alignment, Alignment):
        raise AccordError(
            f"An Alignment is expected, not {type(alignment).__name__}: give "
            "align_sentences(original, rewrite)."
        )


_MARKS = frozenset('“”"')
