"""Names in kana and ideographs, which stand between other words without a blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accordlib.actors.mentions import Mention
from accordlib.texts.passages import Passage
from accordlib.texts.scripts import STRETCH
from accordlib.words.concordance import find
from accordlib.words.tokens import Tokens, tokenize

NameEntry = tuple[str, str, str]  # a name, its id and its type


def is_unspaced_name(name: str) -> bool:
    """Tell whether a name begins or ends in a script without blanks."""
    return STRETCH.match(name[:1]) is not None or STRETCH.match(name[-1:]) is not None


def with_unspaced(
    where: Tokens | Sequence[Passage], entries: Sequence[NameEntry], others: Iterable[Mention]
) -> list[Mention]:
    """Return mentions together with those of names in kana and ideographs, as they stand.

    Such a name stands where it begins and ends with words; of two in one place the longer counts.
    """
    if not entries:
        return list(others)
    tokens = where if isinstance(where, Tokens) else tokenize(where)
    order, rows = {p.id: n for n, p in enumerate(tokens.passages)}, [*others]
    for name, id, type in entries:
        starts, lengths = find(tokens, name)
        ends = tokens.ends[starts + lengths - 1]
        for n, a, b in zip(tokens.passages_at(starts), tokens.starts[starts], ends, strict=True):
            p, start, end = tokens.passages[n], int(a), int(b)
            rows.append(
                Mention(p.id, start, end, p.text[start - p.start : end - p.start], id, type)
            )
    rows.sort(key=lambda m: (order[m.passage], m.start, -m.end))
    kept: list[Mention] = []
    for row in rows:
        if not kept or kept[-1].passage != row.passage or kept[-1].end <= row.start:
            kept.append(row)
    return kept
