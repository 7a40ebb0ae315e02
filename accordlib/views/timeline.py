"""`timeline`: dated events to scale, with the passages that date them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from accordlib.errors import AccordError, counted
from accordlib.figures.places import plot_timeline
from accordlib.news.locating import passages_in
from accordlib.tables import expect_columns, records
from accordlib.texts.passages import HasPassages, Passage, unknown_name
from accordlib.views.view import View

_EVENT_COLUMNS = dict.fromkeys("date event document passage evidence basis".split(), str)
_MARGIN = 120  # days that are drawn before and after what stands alone
Days = tuple[int, int]


def timeline(events: pd.DataFrame, corpus: Mapping[str, HasPassages]) -> View:
    """Show dated events to scale; each opens the passage that dates it.

    A stretch without events that is longer than all other time that is drawn is left out, with a
    mark of the break that says how long it is. What is dated by the year or the month is as wide
    as that. Lanes are the texts, whether the date is stated or inferred, whether the text looks
    back or ahead to it, or the column ``kind`` of the table, if it has one.

    Parameters
    ----------
    events : DataFrame
        A row for every mention, in texts: ``date`` (ISO 8601, as exact as it is known), ``event``,
        ``document``, ``passage`` (id), ``evidence`` (words of the passage), ``basis`` (``stated``
        or ``inferred``) and, if known, ``reason`` (of what is inferred).
    corpus : Mapping[str, Document or Agreement]
        The texts by their ids; ``{**corpus, "accord": agreement}`` has the parts of the Accord.

    Returns
    -------
    View

    Raises
    ------
    AccordError
        If a date is none, a passage is in none of the texts, or its evidence is not in it.

    See Also
    --------
    plot_timeline

    Examples
    --------
    >>> corpus = load_corpus()
    >>> texts = {**corpus, "accord": parse_agreement(corpus["accord"])}
    >>> timeline(corpus.annotations("events"), texts).words.splitlines()[1]
    'Left out, without events: 1903 to 2020, 2026 to 2049.'
    """
    table = expect_columns(events, _EVENT_COLUMNS, "events", rows=True)
    passages = passages_in(corpus, "timeline()")
    order = table.sort_values(["date", "event"], ignore_index=True)
    kinds = [name for name in ("kind", "reason") if name in order]
    order[kinds] = order[kinds].fillna("").astype(str)
    mentions = [_mention(row, passages, corpus) for row in records(order)]
    cut = _gaps(sorted(m["days"] for m in mentions))
    edges = [min(m["days"][0] for m in mentions), max(m["days"][1] for m in mentions)]
    edges = sorted([edges[0] - _MARGIN, edges[1] + _MARGIN, *(at for gap in cut for at in gap)])
    drawn = list(zip(edges[::2], edges[1::2], strict=True))
    left_out = list(map(_years, cut))
    data = {"mentions": mentions, "drawn": drawn, "left_out": left_out}
    words = _words_of_events(mentions, left_out)
    return View("timeline", "Dated events", data, words, plot_timeline(events))


def _mention(row: Any, passages: dict[str, Passage], corpus: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page has of a row."""
    if (passage := passages.get(row.passage)) is None:
        raise unknown_name("passage", row.passage, passages, "the texts")
    start = passage.text.find(row.evidence)
    if start < 0 or not row.evidence.strip():
        raise AccordError(
            f"The evidence {row.evidence!r:.80} does not stand in {row.passage}. "
            "Copy the words of the passage exactly."
        )
    text = corpus.get(row.document)
    written = getattr(getattr(text, "document", text), "date", "")
    return {
        "date": row.date, "event": row.event, "text": row.document, "passage": row.passage,
        "words": passage.text, "evidence": [start, start + len(row.evidence)],
        "basis": row.basis, "reason": getattr(row, "reason", ""), "days": _days(row.date),
        "kind": getattr(row, "kind", ""), "looks": _looking(row.date, written),
    }  # fmt: skip


def _days(written: str) -> Days:
    """Return the first day of a date and the one after its last."""
    try:
        year, month, day, *more = *map(int, written.split("-")), 0, 0
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or monthrange(year, month or 12)[1])
        if len(written) not in (4, 7, 10) or more not in ([], [0], [0, 0]):
            raise ValueError
    except (ValueError, IndexError) as error:
        raise AccordError(
            f"The date {written!r:.40} of an event is none. Write 2023, 2023-05 or 2023-05-18."
        ) from error
    return first.toordinal(), last.toordinal() + 1


def _looking(event: str, written: str) -> str:
    """Say whether a text looks back or ahead to an event, as far as both dates tell."""
    if not written:
        return "no date of the text"
    (start, end), (first, last) = _days(event), _days(written)
    return "looks back" if end <= first else "looks ahead" if start >= last else "its own time"


def _gaps(days: list[Days]) -> list[Days]:
    """Return the gaps that are longer than all other time, but for a margin at their ends."""
    reached, gaps = days[0][1], list[Days]()
    for start, end in days:
        gaps += [(reached + _MARGIN, start - _MARGIN)] * (start - reached > 4 * _MARGIN)
        reached = max(reached, end)
    left, cut = reached - days[0][0], list[Days]()
    for start, end in sorted(gaps, key=lambda gap: gap[0] - gap[1]):
        left -= end - start
        if end - start <= left:
            break
        cut.append((start, end))
    return sorted(cut)


def _years(gap: Days) -> str:
    """Return the years that lie wholly in a gap, or its days."""
    first, last = (date.fromordinal(at) for at in (gap[0] - _MARGIN, gap[1] + _MARGIN - 1))
    years = (first.year + ((first.month, first.day) > (1, 1)), last.year - 1)
    years = years[0], last.year if (last.month, last.day) == (12, 31) else years[1]
    if years[0] > years[1]:
        return f"{first} to {last}"
    return f"{years[0]}" if years[0] == years[1] else f"{years[0]} to {years[1]}"


def _words_of_events(mentions: list[dict[str, Any]], left_out: list[str]) -> str:
    """Return the words of the view."""
    events = {(m["date"], m["event"]) for m in mentions}
    dates = [m["date"] for m in mentions]
    count = f"{counted(len(mentions), 'mention')} of {counted(len(events), 'dated event')}"
    lines = [f"{count}, {dates[0]} to {dates[-1]}, to scale."]
    lines += [f"Left out, without events: {', '.join(left_out)}."] * bool(left_out)
    for m in mentions:
        said = m["words"][slice(*m["evidence"])]
        why = f"{m['basis']}: {m['reason']}" if m["reason"] else m["basis"]
        lines.append(f"{m['date']}, {m['event']}: {m['passage']}, “{said}” ({why})")
    return "\n".join(lines)
