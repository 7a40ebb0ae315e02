"""Mentions of actors, instruments and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accordlib.errors import AccordError, expect_one_of, expect_words
from accordlib.tables import expect_columns
from accordlib.texts.passages import Passage, passages_of

if TYPE_CHECKING:
    import pandas as pd

ACTORS = ("state", "polity", "body", "person", "force", "organisation", "forum", "company")
ENTITY_TYPES = (*ACTORS, "instrument", "place")
MENTION_COLUMNS = ("passage", "start", "end", "surface", "id", "type")


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
            wrong = _defect(m, known, ends)
            if wrong:
                raise AccordError(f"Mention {row} ({m.surface!r:.80} in {m.passage!s:.80}){wrong}.")
            ends[m.passage] = m.end

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        named = self.table["passage"].nunique()
        return (
            f"{len(self)} mentions of {self.table['id'].nunique()} entities "
            f"in {named} of {len(self.passages)} passages"
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

    def rows(self) -> Iterator[Mention]:
        """Yield the rows of the table."""
        return map(Mention, *self.columns(*MENTION_COLUMNS))

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


def _defect(m: Mention, known: Mapping[str, Passage], ends: Mapping[str, int]) -> str:
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
    return (
        " overlaps the mention before it, or is out of order" if m.start < ends.get(p.id, 0) else ""
    )
