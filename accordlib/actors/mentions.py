"""Mentions of actors, instruments and places, and how far two codings of them agree."""

from __future__ import annotations

from collections import Counter, defaultdict, namedtuple
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from accordlib.errors import AccordError, expect, expect_one_of, expect_words
from accordlib.tables import expect_columns
from accordlib.texts.passages import Passage, passages_of

ACTORS = ("state", "polity", "body", "person", "force", "organisation", "forum", "company")
ENTITY_TYPES = (*ACTORS, "instrument", "place")
Mention = namedtuple("Mention", "passage start end surface id type")
MENTION_COLUMNS = Mention._fields
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
        object.__setattr__(self, "passages", _told_apart(passages_of(self.passages, "Mentions()")))
        texts: dict[str, type] = dict.fromkeys(("passage", "surface", "id", "type"), str)
        offsets = {"start": object, "end": object}
        expect_columns(self.table, texts | offsets, "the table of mentions")
        known = {p.id: p for p in self.passages}
        ends: dict[str, int] = {}
        for row, m in enumerate(self.rows(), start=1):
            if wrong := _defect(m, known.get(m.passage), ends.get(m.passage, 0)):
                raise AccordError(f"Mention {row} ({m.surface!r:.80} in {m.passage:.80}){wrong}.")
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
        """Return the mentions of some types, or in the passages of one pillar.

        Parameters
        ----------
        types : str or iterable of str
            Of those in ``CODEBOOK.md``.
        pillar : str, optional
            The label of the pillar; '' stands for what is outside the pillars.
        """
        chosen = (types,) if isinstance(types, str) else expect_words(types, "types")
        for type in chosen:
            expect_one_of(type, ENTITY_TYPES, "types")
        keep, passages = self.table["type"].isin(chosen), self.passages
        if pillar is not None:
            pillars = sorted({p.pillar for p in passages})
            outside = " ('' stands for what is outside the pillars)" if "" in pillars else ""
            expect_one_of(pillar, pillars, f"pillar{outside}")
            passages = tuple(p for p in passages if p.pillar == pillar)
            keep &= self.table["passage"].isin([p.id for p in passages])
        return Mentions.unchecked(passages, self.table[keep].reset_index(drop=True))

    @classmethod
    def unchecked(cls, passages: tuple[Passage, ...], table: pd.DataFrame) -> Mentions:
        """Make mentions of rows that are known to be right."""
        made = object.__new__(cls)
        object.__setattr__(made, "passages", _told_apart(passages))
        object.__setattr__(made, "table", table)
        return made

    def rows(self) -> Iterator[Mention]:
        """Yield the rows of the table."""
        return map(Mention, *(self.table[column].tolist() for column in MENTION_COLUMNS))


def _told_apart(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return passages of different ids; refuse others, since a mention names only the id."""
    if len({p.id for p in passages}) < len(passages):
        [(id, times)] = Counter(p.id for p in passages).most_common(1)
        advice = "Give each passage once, and every document an id of its own."
        raise AccordError(f"{times} passages have the id {id!r}, which a mention names. {advice}")
    return passages


def _defect(m: Mention, p: Passage | None, end: int) -> str:
    """Say what is wrong with a row; the one before it ends at `end`."""
    if p is None:
        return ": no such passage among those given"
    if not (hasattr(m.start, "__index__") and hasattr(m.end, "__index__")):
        return ": start and end must be whole numbers"
    if not p.start <= m.start < m.end <= p.end:
        return f" lies outside its passage ({p.start} to {p.end})"
    if p.text[m.start - p.start : m.end - p.start] != m.surface:
        return ": the passage has another text at these offsets"
    if not m.id:
        return ": its id is empty"
    if m.type not in ENTITY_TYPES:
        return f": unknown type {m.type!r:.80}; use {', '.join(ENTITY_TYPES)}"
    return " overlaps the mention before it, or is out of order" if m.start < end else ""


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
    truth, mine = ({m[:3]: m for m in side.rows()} for side in (annotated, found))
    matched = [m for place, m in mine.items() if place in truth and truth[place].type == m.type]
    counts = [Counter(m.type for m in some) for some in (truth.values(), mine.values(), matched)]
    groups = {type: (type,) for type in ENTITY_TYPES} | {"actors": ACTORS, "all": ENTITY_TYPES}
    rows = {name: [sum(n[t] for t in types) for n in counts] for name, types in groups.items()}
    rows = {name: row for name, row in rows.items() if any(row) or name in ("actors", "all")}
    table = pd.DataFrame(rows, index=["annotated", "found", "matched"]).T.rename_axis("type")
    table["precision"] = table["matched"] / table["found"]
    table["recall"] = table["matched"] / table["annotated"]
    table["f1"] = 2 * table["matched"] / (table["found"] + table["annotated"])
    errors = sorted(_unmatched(mine, truth), key=lambda row: (*row[1:3], row[0]))
    columns = ["error", "passage", "start", "surface", "type", "instead"]
    return Score(table, pd.DataFrame(errors, columns=columns))


def _unmatched(
    found: Mapping[Any, Mention], annotated: Mapping[Any, Mention]
) -> Iterator[tuple[Any, ...]]:
    for side, other, lone in ((annotated, found, "missed"), (found, annotated, "spurious")):
        by_passage = defaultdict[str, list[Mention]](list)
        for o in other.values():
            by_passage[o.passage].append(o)
        for place, m in side.items():
            shown = (m.passage, m.start, m.surface, m.type)
            if same := other.get(place):
                if same.type != m.type and side is annotated:
                    yield "type", *shown, same.type
                continue
            beside = by_passage[m.passage]
            overlapping = [o.surface for o in beside if o.start < m.end and m.start < o.end]
            if not overlapping or side is annotated:
                yield "boundary" if overlapping else lone, *shown, ", ".join(overlapping)
