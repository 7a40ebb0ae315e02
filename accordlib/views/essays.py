"""`show_essay`: an essay with what was found out about its quotations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from accordlib.errors import counted, expect
from accordlib.figures.picture import Picture, draw_bars, pictured, plot, rows
from accordlib.figures.style import BLUE
from accordlib.news.essays import CheckedEssay
from accordlib.news.locating import passages_in
from accordlib.news.verification import Verdict
from accordlib.texts.passages import HasPassages, Passage, unknown_name
from accordlib.views.view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def show_essay(essay: CheckedEssay, corpus: Mapping[str, HasPassages]) -> View:
    """Show an essay whose quotations, touched, say where they stand, with the passage beside.

    Each quotation is underlined and has its status in words beside it; those that are not as they
    should be can be shown alone, one after the other.

    Parameters
    ----------
    essay : CheckedEssay
        What `check_essay` makes of an essay.
    corpus : Mapping[str, Document or Agreement]
        The texts by their ids, as they were given to `check_essay`.

    Returns
    -------
    View
        Its words are those of the checked essay.

    Raises
    ------
    AccordError
        If a passage of a quotation is in none of the texts.

    See Also
    --------
    check_essay

    Examples
    --------
    >>> corpus = load_corpus()
    >>> essay = check_essay("The article says “not a mere trade agreement”.", corpus)
    >>> show_essay(essay, corpus).data["quotations"][0]["said"]
    'verbatim in article:p12'
    """
    expect(essay, CheckedEssay, "show_essay()", "Give check_essay(markdown, corpus).")
    passages = passages_in(corpus, "show_essay()")
    rows = zip(essay.table["start"].tolist(), essay.table["end"].tolist(), strict=True)
    quotations = [
        {"place": place, "status": at.status, "negation": at.negation, "said": str(at)}
        | {"pieces": [_piece(piece, passages) for piece in at.pieces]}
        for place, at in zip(rows, essay.locations, strict=True)
    ]
    data = {"text": essay.text, "quotations": quotations}
    title = f"An essay with {counted(len(quotations), 'quotation')}"
    picture = _plot_statuses(essay.table["status"]) if quotations else None
    return View("essays", title, data, repr(essay), picture)


def _piece(found: Verdict, passages: Mapping[str, Passage]) -> dict[str, Any]:
    """Return a passage with the place of the words that stand there."""
    if (passage := passages.get(found.passage)) is None:
        raise unknown_name("passage", found.passage, passages, "the texts")
    place = [at - passage.start for at in (found.start, found.end)]
    return {"passage": passage.id, "words": passage.text, "place": place}


@plot
def _plot_statuses(statuses: pd.Series[str], ax: Axes | None = None) -> Picture:
    """Show how many quotations have each status."""
    table = statuses.value_counts(sort=False).rename_axis("status").reset_index(name="quotations")
    axes = rows(ax, table["status"].tolist(), 1.2, 0.36, 8)
    draw_bars(axes, table["quotations"], table["quotations"], color=BLUE)
    axes.set(xmargin=0.08, xlabel=f"quotations ({len(statuses)} in all)")
    said = ", ".join(f"{n} {name}" for name, n in table.itertuples(index=False))
    first = f"Of {counted(len(statuses), 'quotation')} of the essay are: {said}."
    return pictured(axes, table, "", first)
