"""What changed between two versions: `find_changes`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, product
from typing import TYPE_CHECKING

from accordlib.errors import expect
from accordlib.tables import records
from accordlib.texts.passages import Passage
from accordlib.versions.alignment import Alignment
from accordlib.versions.alignment_chance import Pair
from accordlib.versions.change_types import (
    Stretch,
    content,
    double_marks,
    is_typography,
    names_in,
    quoted_pattern,
    type_of,
)
from accordlib.versions.edits import Edit, compare_words

if TYPE_CHECKING:
    import pandas as pd

FROM_ALIGNING = "Give align_sentences(original, rewrite)."
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
    import pandas as pd

    expect(alignment, Alignment, "find_changes()", FROM_ALIGNING)
    texts, spans = running_texts(alignment), list(bead_spans(alignment))
    names = names_in(chain.from_iterable(alignment.passages))

    def beads() -> list[tuple[Stretch, Stretch]]:
        return [(Stretch(texts[0], *x, names), Stretch(texts[1], *y, names)) for x, y in spans]

    quotations = [list(_quotations(old, new)) for old, new in beads()]
    without = str.maketrans(dict.fromkeys(chain.from_iterable(double_marks()), " "))
    for *parts, _ in chain.from_iterable(quotations):
        for side, part in enumerate(parts):
            before, after = texts[side][: part.start], texts[side][part.end :]
            texts[side] = before + part.spelt.translate(without) + after
    rows = []
    for found, (old, new) in zip(quotations, beads(), strict=True):
        for a, b, kind in sorted(
            [*found, *_changes(old, new)], key=lambda c: (c[0].start, c[1].start)
        ):
            rows.append(
                (
                    _sentence(alignment.passages[0], old, a),
                    _sentence(alignment.passages[1], new, b),
                    alignment.original.text[a.start : a.end],
                    alignment.rewrite.text[b.start : b.end],
                    *(a.start, a.end, b.start, b.end),
                    kind,
                )
            )
    columns = ["original_id", "rewrite_id", "original", "rewrite", "original_start"]
    columns += ["original_end", "rewrite_start", "rewrite_end", "type"]
    return pd.DataFrame(rows, columns=columns)


def running_texts(alignment: Alignment) -> list[str]:
    """Return both texts with blanks in place of the furniture, so that offsets stay."""
    texts = []
    for document in (alignment.original, alignment.rewrite):
        text = document.text
        for f in document.furniture:
            text = text[: f.start] + " " * (f.end - f.start) + text[f.end :]
        texts.append(text)
    return texts


def bead_spans(alignment: Alignment) -> Iterator[tuple[Pair, Pair]]:
    """Yield where the sides of each bead stand; an empty one stands after the one before it."""
    passages = [{p.id: p for p in side} for side in alignment.passages]
    spans = [(0, 0), (0, 0)]
    for row in records(alignment.table):
        for side, ids in enumerate((row.original, row.rewrite)):
            found = [passages[side][id] for id in ids]
            end = found[-1].end if found else spans[side][1]
            spans[side] = found[0].start if found else end, end
        yield spans[0], spans[1]


def _sentence(passages: tuple[Passage, ...], bead: Stretch, part: Stretch) -> str:
    """Return the id of the sentence in which a part of a bead begins, if there is one."""
    place = bisect_right(passages, part.start, key=lambda p: p.start)
    return passages[place - 1].id if bead.spelt else ""


def _quotations(old: Stretch, new: Stretch) -> Iterator[Change]:
    """Yield the quotations of a bead that lost, or gained, all their marks."""
    pairs = double_marks()
    quoted, marks = quoted_pattern(pairs), frozenset(chain.from_iterable(pairs))
    if not quoted.search(old.spelt) and not quoted.search(new.spelt):
        return
    edits = compare_words(old.spelt, new.spelt)
    for script, here, there in ((edits, old, new), (edits.reverse(), new, old)):
        for m in quoted.finditer(here.spelt):
            start, end = m.span()
            inside = [
                e for e in script.operations if e.original_start < end and start < e.original_end
            ]
            kept = "".join(
                here.spelt[max(e.original_start, start) : min(e.original_end, end)]
                for e in inside
                if e.operation == "equal" or not marks.isdisjoint(e.rewrite)
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
    parts = [(old.part(a, b), new.part(c, d)) for a, b, c, d in spans]
    for a, b in _paired([(a, b) for a, b in parts if not is_typography(a.spelt, b.spelt)]):
        yield a, b, type_of(a, b)
    for ends in moves.values():
        x, y = sorted(ends, key=lambda e: not e.original)
        a, b = old.part(x.original_start, x.original_end), new.part(y.rewrite_start, y.rewrite_end)
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
