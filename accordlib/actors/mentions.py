"""Mentions of actors, instruments and places, and how two sets of them agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accordlib.errors import AccordError
from accordlib.texts.passages import Passage

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
