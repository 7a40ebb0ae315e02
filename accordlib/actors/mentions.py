"""Mentions of actors, instruments and places, and how far two codings of them agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from accordlib.errors import AccordError, expect, expect_one_of, expect_words
from accordlib.tables import expect_columns, records
from accordlib.texts.passages import Passage, passages_of

ACTORS = ("state", "polity", "body", "person", "force", "organisation", "forum", "company")
ENTITY_TYPES = (*ACTORS, "instrument", "place")
MENTION_COLUMNS = ("passage", "start", "end", "surface", "id", "type")
WHERE_MENTIONS = "Give what find_mentions() returns, or Mentions() of your own annotations."


@dataclass(frozen=True, eq=False, repr=False)
class Mentions:
    """The mentions in some passages. Made by `find_mentions`, or from a table of annotations.

    Attributes
    ----------
    passages : tuple of Passage
        What was searched or coded, with a mention or without.
    table : DataFrame
        One row a mention, in the order of the text: ``passage`` (id), ``start`` and ``end``
        (characters in the document, end exclusive), ``surface``, ``id`` (of the entity), ``type``.

    Raises
    ------
    AccordError
        If a row does not fit the text at its offsets, or overlaps another.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> Mentions(corpus["article"], corpus.annotations("mentions").query("passage == 'article:p1'"))
    7 mentions of 6 entities in 1 of 14 passages
    """

    passages: tuple[Passage, ...]
    table: pd.DataFrame

    def __post_init__(self) -> None:
        object.__setattr__(self, "passages", passages_of(self.passages, "Mentions()"))
        expect_columns(self.table, MENTION_COLUMNS, "The table of mentions")
        known = {p.id: p for p in self.passages}
        ends: dict[str, int] = {}
        for row, m in enumerate(self.rows(), start=1):
            if wrong := _defect(m, known, ends):
                raise AccordError(f"Mention {row} ({m.surface!r:.80} in {m.passage!s:.80}){wrong}.")
            ends[m.passage] = m.end

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        different = self.table[["id", "passage"]].nunique()
        return (
            f"{len(self)} mentions of {different['id']} entities "
            f"in {different['passage']} of {len(self.passages)} passages"
        )

    def select(
        self, types: str | Iterable[str] = ENTITY_TYPES, pillar: str | None = None
    ) -> Mentions:
        """Return the mentions of one type or several, or in the passages of one pillar."""
        chosen = (types,) if isinstance(types, str) else expect_words(types, "types")
        for type in chosen:
            expect_one_of(type, ENTITY_TYPES, "type")
        keep, passages = self.table["type"].isin(chosen), self.passages
        if pillar is not None:
            expect_one_of(pillar, sorted({p.pillar for p in passages}), "pillar")
            passages = tuple(p for p in passages if p.pillar == pillar)
            keep &= self.table["passage"].isin([p.id for p in passages])
        return Mentions.unchecked(passages, self.table[keep].reset_index(drop=True))

    @classmethod
    def unchecked(cls, passages: tuple[Passage, ...], table: pd.DataFrame) -> Mentions:
        """Make mentions of rows that are known to be right."""
        made = object.__new__(cls)
        object.__setattr__(made, "passages", passages)
        object.__setattr__(made, "table", table)
        return made

    def rows(self) -> Iterator[Any]:
        """Yield the rows of the table as named tuples."""
        return records(self.table[list(MENTION_COLUMNS)])


def _defect(m: Any, known: Mapping[str, Passage], ends: Mapping[str, int]) -> str:
    """Say what is wrong with a row, if anything is."""
    p = known.get(m.passage) if isinstance(m.passage, str) else None
    if p is None:
        return ": no such passage among those given"
    if not all(hasattr(at, "__index__") for at in (m.start, m.end)):
        return ": start and end must be whole numbers"
    if not p.start <= m.start < m.end <= p.end:
        return f" lies outside its passage ({p.start} to {p.end})"
    if not isinstance(m.surface, str) or p.text[m.start - p.start : m.end - p.start] != m.surface:
        return ": the passage has another text at these offsets"
    if not (isinstance(m.id, str) and m.id):
        return f": its id is {m.id!r:.80}; it must be a text"
    if not isinstance(m.type, str) or m.type not in ENTITY_TYPES:
        return f": unknown type {m.type!r:.80}; use {', '.join(ENTITY_TYPES)}"
    late = m.start < ends.get(p.id, 0)
    return " overlaps the mention before it, or is out of order" if late else ""


@dataclass(frozen=True, eq=False, repr=False)
class Score:
    """How well found mentions agree with annotated ones. Made by `score_mentions`.

    Attributes
    ----------
    table : DataFrame
        Indexed by type, with the rows ``actors`` and ``all``. Columns: ``annotated``, ``found``,
        ``matched`` (same offsets and type), ``precision``, ``recall``, ``f1``.
    errors : DataFrame
        Every mention without a match: ``error`` (``missed``, ``spurious``, ``boundary`` if another
        overlaps it, ``type`` if only that differs), ``passage``, ``start``, ``surface``, ``type``,
        ``instead`` (what the other side has there).
    """

    table: pd.DataFrame
    errors: pd.DataFrame

    def __repr__(self) -> str:
        return self.table.round(3).to_string()

    def _repr_html_(self) -> str:
        return str(self.table.round(3).to_html())


def score_mentions(found: Mentions, annotated: Mentions) -> Score:
    """Compare found mentions with annotated ones: same offsets and same type is a match.

    Parameters
    ----------
    found, annotated : Mentions
        Over the same passages.

    Returns
    -------
    Score
        With precision, recall and F1 [1]_; a share of nothing is not a number.

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
    for side in (found, annotated):
        expect(side, Mentions, "score_mentions()", WHERE_MENTIONS)
    if {p.id for p in found.passages} != {p.id for p in annotated.passages}:
        raise AccordError("The two sides have different passages, so they cannot be compared.")
    match = ["passage", "start", "end", "type"]
    sides = {"annotated": annotated.table, "found": found.table}
    sides["matched"] = found.table.merge(annotated.table, on=match)
    counts = {name: side["type"].value_counts() for name, side in sides.items()}
    table = pd.DataFrame(counts, index=pd.Index(ENTITY_TYPES, name="type")).fillna(0).astype(int)
    sums = {"actors": table.loc[list(ACTORS)].sum(), "all": table.sum()}
    table = table[table.any(axis=1)]
    for name, row in sums.items():
        table.loc[name] = row
    table["precision"] = table["matched"] / table["found"]
    table["recall"] = table["matched"] / table["annotated"]
    table["f1"] = 2 * table["matched"] / (table["found"] + table["annotated"])
    columns = ["error", "passage", "start", "surface", "type", "instead"]
    errors = pd.DataFrame(_unmatched(found, annotated), columns=columns)
    return Score(table, errors.sort_values(["passage", "start", "error"], ignore_index=True))


def _unmatched(found: Mentions, annotated: Mentions) -> Iterator[tuple[Any, ...]]:
    for side, other, lone in ((annotated, found, "missed"), (found, annotated, "spurious")):
        places = {(m.passage, m.start, m.end): m for m in other.rows()}
        for m in side.rows():
            shown = (m.passage, m.start, m.surface, m.type)
            if same := places.get((m.passage, m.start, m.end)):
                if same.type != m.type and side is annotated:
                    yield "type", *shown, same.type
                continue
            overlapping = [
                o.surface
                for o in places.values()
                if o.passage == m.passage and o.start < m.end and m.start < o.end
            ]
            if not overlapping or side is annotated:
                yield "boundary" if overlapping else lone, *shown, ", ".join(overlapping)
