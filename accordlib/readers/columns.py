"""The order in which the rows of a page are read: columns one after the other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby, pairwise

from accordlib.readers.glyphs import MERE_LABEL, NARROW, TOUCHING, WHITE, Words, joined

_LEVEL_WITH = 0.8  # of its size: how far a line of another column may stand higher or lower
_FEW_ROWS, _MANY_ROWS = 2, 4  # with others beside them, by wide and by narrow white space
_INDENT_AT_MOST = 4  # of the size: rows of a column that stand further to the right
_FILLED = 0.75  # of the width of columns of running text, at least
_CLOSE, _WIDER_STEP = 1.5, 1.2  # of the usual distance of rows: the text goes on; of wider rows
_SEVERAL_ROWS = 6  # which show how wide their column is if a third of them reach its end
_FEWEST_ROWS = 4  # of running text, half of which end where its column does


def in_order(
    lines: Sequence[list[Words]], end: float = 0.0, within: bool = False
) -> list[tuple[list[Words], float]]:
    """Return rows as they are read, each with where its column ends; `within` one, all go on."""
    edge = max([end, *(row[-1].right for row in lines)])
    gutters = sorted(_gutters(lines), key=lambda x: -_votes(lines, x))
    if not gutters or not _votes(lines, gutters[0]):
        return [(row, edge) for row in lines]
    found: list[tuple[list[Words], float]] = []
    for band, parted in _bands(lines, gutters[0]):
        found += _by_columns(band, gutters[0], within) if parted else in_order(band, edge)
    return found


def _gutters(lines: Sequence[list[Words]]) -> list[float]:
    """Return where columns may begin: at words with white space and no mere label before them."""
    starts: Counter[float] = Counter()
    for row in lines:
        starts[round(row[0].left)] += 1
        apart = True  # whether white space stands before a word
        for word, after in pairwise(row):
            labels = apart and MERE_LABEL.fullmatch(word.text)
            apart = after.left - word.right > NARROW * after.size
            if apart and not labels:
                starts[round(after.left)] += 1
    least = min((row[0].left for row in lines), default=0)
    return [x for x, count in starts.most_common(8) if count > 1 and x > least + 10]


def _crosses(row: Sequence[Words], gutter: float) -> bool:
    return any(
        (w.left < gutter - 2 and w.right > gutter - NARROW * w.size)
        or w.left < gutter - 2 < w.right
        for w in row
    )


def _bands(lines: Sequence[list[Words]], gutter: float) -> Iterator[tuple[list[list[Words]], bool]]:
    for crossing, group in groupby(lines, lambda row: _crosses(row, gutter)):
        band = list(group)
        yield band, not crossing and _parts(band, gutter) > 0


def _votes(lines: Sequence[list[Words]], gutter: float) -> int:
    return sum(_parts(band, gutter) for band, parted in _bands(lines, gutter) if parted)


def _parts(band: Sequence[list[Words]], gutter: float) -> int:
    """Return how many lines begin at a gutter with others beside them; 0 if they are too few."""
    plain = [row[1:] if MERE_LABEL.fullmatch(row[0].text) else row for row in band]
    left = [w for row in plain for w in row if w.left < gutter - 2]
    right = [next((w for w in row if w.left >= gutter - 2), None) for row in band]
    begin = [w for w in right if w is not None and w.left - gutter < _INDENT_AT_MOST * w.size]
    begin = [*dropwhile(lambda w: w.left - gutter >= 2, begin)]
    exact = sum(w.left - gutter < 2 for w in begin)
    count, widest = 0, math.inf
    for word in begin:
        gaps = [
            word.left - x.right for x in left if abs(x.base - word.base) < _LEVEL_WITH * word.size
        ]
        count += bool(gaps)
        widest = min([widest, *gaps])
    beside = sum(w is not None for w in right)
    least = _FEW_ROWS if begin and widest > WHITE * begin[0].size else _MANY_ROWS
    enough = exact >= _FEW_ROWS and count >= least and len(begin) * 2 > beside
    return count if enough else 0


def _by_columns(
    band: Sequence[list[Words]], gutter: float, within: bool
) -> list[tuple[list[Words], float]]:
    """Return the rows of a stretch that a gutter parts: the left ones, and then the right ones.

    Rows on the left alone, above or beneath all others, are no part of it unless they go on.
    """
    if is_table([joined(row) for row in band]):
        return [(row, row[-1].right) for row in band]
    size = band[0][0].size
    alone = [row[-1].left < gutter - 2 for row in band]
    bases = [row[0].base for row in band if row[0].left < gutter - 2]
    steps = sorted(a - b for a, b in pairwise(bases))
    usual = steps[len(steps) // 2] if steps else 0
    far = [a[0].base - b[0].base >= _CLOSE * usual for a, b in pairwise(band)]
    first, last = alone.index(False), len(band) - alone[::-1].index(False)
    if within:
        first, last = 0, len(band)
    while first and not far[first - 1]:
        first -= 1
    cuts = (n for n in range(first + 1, last) if far[n - 1] and alone[n] and not within)
    cut = next(cuts, last)
    columns: tuple[list[list[Words]], ...] = ([], [])
    for row in band[first:cut]:
        for right, words in groupby(row, lambda w: w.left >= gutter - 2):
            columns[right].append(list(words))
    if cut == last and columns[0]:
        columns[0].extend(more := _going_on(columns[0], band[last:], usual))
        cut += len(more)
    found = [(row, row[-1].right) for row in band[:first]]
    left = min(row[0].left for row in band[first:cut])
    for column, begin in zip(columns, (left, gutter), strict=True):
        rights = [row[-1].right for row in column]
        tells = len(column) >= _SEVERAL_ROWS and running(rights, size, 3)
        found += in_order(column, 0.0 if tells else begin + gutter - WHITE * size - left, True)
    return found + (in_order(band[cut:]) if cut < len(band) else [])


def _going_on(
    column: Sequence[list[Words]], rows: Sequence[list[Words]], usual: float
) -> Sequence[list[Words]]:
    """Return the rows beneath both columns with which the left one goes on, not further down."""
    rights = [row[-1].right for row in column]
    size = column[0][0].size
    end = max(rights) + TOUCHING * size
    even = sum(x > end - 2 * TOUCHING * size for x in rights) >= _FEW_ROWS
    for n, (above, row) in enumerate(pairwise([column[-1], *rows])):
        apart = above[0].base - row[0].base
        if row[-1].right > end and (even or apart >= _WIDER_STEP * usual):
            return rows[:n]
        if apart >= _CLOSE * usual:
            rest = [r[-1].right for r in rows[n:]]
            full = sum(x > end - 2 * size for x in rest)
            return rows if max(rest) <= end and full * 2 >= len(rest) > 1 else rows[:n]
    return rows


def running(rights: Sequence[float], size: float, part: int = 2) -> bool:
    """Tell whether rows that end there are running text: a half or so of them reach its end."""
    full = sum(x > max(rights) - 2 * size for x in rights)
    return len(rights) >= _FEWEST_ROWS and part * full >= len(rights)


def is_table(band: Sequence[list[Words]]) -> bool:
    """Tell whether rows are those of a table: mostly of three cells or more, with room in them."""
    several = [row for row in band if len(row) > 2]
    if 2 * len(several) <= len(band) or len(band) < 2:
        return False
    width = max(row[-1].right for row in band) - min(row[0].left for row in band)
    filled = sum(w.right - w.left for row in several for w in row)
    return filled < _FILLED * width * len(several)
