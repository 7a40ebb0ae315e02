"""The plot of dated events; it returns a Picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordlib.figures.picture import BLUE, Picture, new_axes
from accordlib.tables import expect_columns

if TYPE_CHECKING:
    import pandas as pd


def plot_timeline(events: pd.DataFrame) -> Picture:
    """Show which document dates which event, in the order of the events.

    Parameters
    ----------
    events : DataFrame
        Columns ``date`` (ISO 8601, as exact as it is known), ``event``, ``document`` and
        ``basis`` (``stated`` or ``inferred``); one row for every mention.

    Returns
    -------
    Picture
        Events from top to bottom, evenly spaced whatever time lies between them; a column for
        each document; a filled circle where the text states the date, an open one where it was
        inferred.

    Raises
    ------
    AccordError
        If a column is missing or there is no event.
    """
    table = expect_columns(events, ["date", "event", "document", "basis"], "events", rows=True)
    table = table.sort_values(["date", "event"], kind="stable", ignore_index=True)
    rows = list(dict.fromkeys(zip(table["date"], table["event"], strict=True)))
    columns = list(dict.fromkeys(events["document"]))
    with new_axes(11, 1.6 + 0.36 * len(rows)) as (figure, axes):
        for basis, name, fill in (
            ("stated", "year stated in the text", BLUE),
            ("inferred", "date inferred", "white"),
        ):
            some = table[table["basis"] == basis]
            axes.scatter(
                [columns.index(d) for d in some["document"]],
                [rows.index(r) for r in zip(some["date"], some["event"], strict=True)],
                s=110,
                facecolor=fill,
                edgecolor=BLUE,
                linewidth=1.8,
                label=name,
                zorder=3,
            )
        axes.set_xticks(range(len(columns)), [c.replace("-", "-\n") for c in columns])
        axes.xaxis.tick_top()
        axes.set_xlim(-0.6, len(columns) - 0.4)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.set_yticks(range(len(rows)), [date for date, _ in rows])
        for i, (_, event) in enumerate(rows):
            axes.text(len(columns) - 0.3, i, event, va="center")
        axes.tick_params(length=0)
        axes.grid(axis="y", color="0.88")
        axes.spines[:].set_visible(False)
        axes.legend(loc="upper left", bbox_to_anchor=(0, 0), ncols=2, frameon=False)
    said = "; ".join(
        f"{date}, {event}: "
        + ", ".join(
            f"{r.document} ({r.basis})"
            for r in table[(table["date"] == date) & (table["event"] == event)].itertuples()
        )
        for date, event in rows
    )
    return Picture(
        figure,
        table,
        f"Timeline of {len(rows)} dated events and the documents that mention them. {said}.",
    )
