"""Mentions of actors, instruments and places, and how two sets of them agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accordlib.errors import AccordError
from accordlib.texts.corpus import Passage

if TYPE_CHECKING:
    import pandas as pd

ACTORS = ("state", "polity", "body", "person", "force", "organisation", "forum", "company")
TYPES = (*ACTORS, "instrument", "place")
COLUMNS = ("passage", "start", "end", "surface", "id", "type")


@dataclass(frozen=True, eq=False, repr=False)
class Mentions:
    """The mentions in some passages. Made by `find_mentions`, or from a table of annotations.

    Attributes
    ----------
    passages : tuple of Passage
        The passages that were searched or coded, those without a mention included.
    table : DataFrame
        One row a mention, in the order of the text. Columns: ``passage`` (id), ``start`` and
        ``end`` (characters in the document, end exclusive), ``surface``, ``id`` (of the entity),
        ``type``.

    Raises
    ------
    AccordError
        If a row names an unknown passage, lies outside it, has another text at its offsets,
        an unknown type, or overlaps another row.
    """

    passages: tuple[Passage, ...]
    table: pd.DataFrame

    def __post_init__(self) -> None:
        missing = [c for c in COLUMNS if c not in self.table]
        if missing:
            raise AccordError(f"The table of mentions lacks the column {missing[0]!r}.")
        known = {p.id: p for p in self.passages}
        ends: dict[str, int] = {}
        for row, m in enumerate(zip(*self.columns(*COLUMNS), strict=True), start=1):
            passage, start, end, surface, _, type = m
            p = known.get(passage)
            if (
                p is None
                or not ends.get(passage, p.start) <= start < end <= p.end
                or p.text[start - p.start : end - p.start] != surface
                or type not in TYPES
            ):
                raise AccordError(_complaint(row, Mention(*m), p))
            ends[passage] = end

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        named = self.table["passage"].nunique()
        return (
            f"{len(self)} mentions of {self.table['id'].nunique()} entities "
            f"in {named} of {len(self.passages)} passages"
        )

    def select(self, types: Iterable[str] = TYPES, pillar: str | None = None) -> Mentions:
        """Return the mentions of some types, or in the passages of one pillar."""
        keep = self.table["type"].isin(list(types))
        passages = self.passages
        if pillar is not None:
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

    def rows(self) -> Iterator[Mention]:
        """Yield the rows of the table."""
        return map(Mention, *self.columns(*COLUMNS))

    def columns(self, *names: str) -> list[list[Any]]:
        """Return columns of the table as lists."""
        return [self.table[name].to_numpy().tolist() for name in names]


@dataclass(frozen=True, slots=True)
class Mention:
    """One row of a table of mentions."""

    passage: str
    start: int
    end: int
    surface: str
    id: str
    type: str


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


def _complaint(row: int, m: Mention, p: Passage | None) -> str:
    """Say what is wrong with a row."""
    where = f"Mention {row} ({m.surface!r} in {m.passage})"
    if p is None:
        return f"{where}: no such passage among those given."
    if not p.start <= m.start < m.end <= p.end:
        return f"{where} lies outside its passage ({p.start} to {p.end})."
    if p.text[m.start - p.start : m.end - p.start] != m.surface:
        return f"{where}: the passage has another text at these offsets."
    if m.type not in TYPES:
        return f"{where}: unknown type {m.type!r}; use {', '.join(TYPES)}."
    return f"{where} overlaps the mention before it, or is out of order."


def score_mentions(found: Mentions, annotated: Mentions) -> Score:
    """Compare found mentions with annotated ones: same offsets and same type is a match.

    Parameters
    ----------
    found, annotated : Mentions
        Over the same passages.

    Returns
    -------
    Score
        Precision is matched / found, recall matched / annotated, F1 their harmonic mean (van
        Rijsbergen 1979, Information Retrieval, chapter 7). A share of nothing is not a number.

    Raises
    ------
    AccordError
        If the passages differ.
    """
    import pandas as pd

    if {p.id for p in found.passages} != {p.id for p in annotated.passages}:
        raise AccordError("The two sides have different passages, so they cannot be compared.")
    left, right = _located(found), _located(annotated)
    rows = {}
    for name, types in {t: (t,) for t in TYPES}.items() | {("actors", ACTORS), ("all", TYPES)}:
        f = {k for k, m in left.items() if m.type in types}
        a = {k for k, m in right.items() if m.type in types}
        rows[name] = (len(a), len(f), sum(left[k].type == right[k].type for k in f & a))
    order = [t for t in TYPES if any(rows[t][:2])] + ["actors", "all"]
    table = pd.DataFrame(
        [rows[name] for name in order],
        index=pd.Index(order, name="type"),
        columns=["annotated", "found", "matched"],
    )
    table["precision"] = table["matched"] / table["found"]
    table["recall"] = table["matched"] / table["annotated"]
    table["f1"] = 2 * table["matched"] / (table["found"] + table["annotated"])
    columns = ["error", "passage", "start", "surface", "type", "instead"]
    errors = pd.DataFrame(_errors(left, right), columns=columns)
    return Score(table, errors.sort_values(["passage", "start", "error"], ignore_index=True))


_Key = tuple[str, int, int]


def _located(mentions: Mentions) -> dict[_Key, Mention]:
    return {(m.passage, m.start, m.end): m for m in mentions.rows()}


def _errors(
    found: dict[_Key, Mention], annotated: dict[_Key, Mention]
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
