"""Found mentions against annotated ones: `score_mentions` and Score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordlib.actors.mentions import ACTORS, ENTITY_TYPES, Mention, Mentions
from accordlib.errors import AccordError, expect

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Score:
    """How well found mentions agree with annotated ones. Made by `score_mentions`.

    Attributes
    ----------
    table : DataFrame
        Indexed by type, with the rows ``actors`` and ``all``. Columns: ``annotated``, ``found``,
        ``matched`` (same offsets and type), ``precision``, ``recall``, ``f1``.
    errors : DataFrame
        Every mention without a match. Columns: ``error`` (``missed``, ``spurious``, ``boundary``:
        another mention overlaps it, ``type``: same offsets, another type), ``passage``, ``start``,
        ``surface``, ``type``, ``instead`` (what the other side has there).
    """

    table: pd.DataFrame
    errors: pd.DataFrame

    def __repr__(self) -> str:
        return self.table.round(3).to_string()

    def _repr_html_(self) -> str:
        html: str = self.table.round(3).to_html()
        return html


def score_mentions(found: Mentions, annotated: Mentions) -> Score:
    """Compare found mentions with annotated ones: same offsets and same type is a match.

    Parameters
    ----------
    found, annotated : Mentions
        Over the same passages.

    Returns
    -------
    Score
        Precision is matched / found, recall matched / annotated, F1 their harmonic mean [1]_. A
        share of nothing is not a number.

    Raises
    ------
    AccordError
        If something else than mentions is given, or the passages differ.

    References
    ----------
    .. [1] van Rijsbergen, C. J. (1979). Information Retrieval, chapter 7.

    Examples
    --------
    >>> corpus, agreement = load_corpus(), parse_agreement(load_corpus()["accord"])
    >>> rows = corpus.annotations("mentions").query("passage == 'accord:D2'")
    >>> annotated = Mentions(agreement["D2"], rows)
    >>> score = score_mentions(find_mentions(agreement["D2"], load_gazetteer()), annotated)
    >>> score.table.loc["all", ["annotated", "found", "matched"]].tolist()
    [7, 7, 7]
    """
    import pandas as pd

    for side in (found, annotated):
        expect(side, Mentions, "score_mentions()", "Give what find_mentions() returns.")
    if {p.id for p in found.passages} != {p.id for p in annotated.passages}:
        raise AccordError("The two sides have different passages, so they cannot be compared.")
    left, right = _by_place(found), _by_place(annotated)
    rows = {}
    groups = {t: (t,) for t in ENTITY_TYPES} | {"actors": ACTORS, "all": ENTITY_TYPES}
    for name, types in groups.items():
        f = {k for k, m in left.items() if m.type in types}
        a = {k for k, m in right.items() if m.type in types}
        rows[name] = (len(a), len(f), sum(left[k].type == right[k].type for k in f & a))
    order = [t for t in ENTITY_TYPES if any(rows[t][:2])] + ["actors", "all"]
    table = pd.DataFrame(
        [rows[name] for name in order],
        index=pd.Index(order, name="type"),
        columns=["annotated", "found", "matched"],
    )
    table["precision"] = table["matched"] / table["found"]
    table["recall"] = table["matched"] / table["annotated"]
    table["f1"] = 2 * table["matched"] / (table["found"] + table["annotated"])
    columns = ["error", "passage", "start", "surface", "type", "instead"]
    errors = pd.DataFrame(_unmatched(left, right), columns=columns)
    return Score(table, errors.sort_values(["passage", "start", "error"], ignore_index=True))


_Place = tuple[str, int, int]


def _by_place(mentions: Mentions) -> dict[_Place, Mention]:
    return {(m.passage, m.start, m.end): m for m in mentions.rows()}


def _unmatched(
    found: dict[_Place, Mention], annotated: dict[_Place, Mention]
) -> Iterator[tuple[str, str, int, str, str, str]]:
    for side, other, lone in ((annotated, found, "missed"), (found, annotated, "spurious")):
        for key, m in side.items():
            same = other.get(key)
            if same is not None:
                if same.type != m.type and side is annotated:
                    yield "type", m.passage, m.start, m.surface, m.type, same.type
                continue
            overlapping = [
                o.surface
                for o in other.values()
                if o.passage == m.passage and o.start < m.end and m.start < o.end
            ]
            if not overlapping or side is annotated:
                error = "boundary" if overlapping else lone
                yield error, m.passage, m.start, m.surface, m.type, ", ".join(overlapping)
