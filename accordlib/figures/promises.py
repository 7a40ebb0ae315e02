"""The plot of how strong the commitments are; it returns a Picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from accordlib.errors import AccordError
from accordlib.figures.picture import BLUE, Picture, new_axes
from accordlib.tables import expect_columns, records

if TYPE_CHECKING:
    import pandas as pd

_BESIDE, _GAP = 3, 0.3
_STEPS = {
    1: "1 values",
    2: "2 renews",
    3: "3 cooperates",
    4: "4 new step",
    5: "5 with a date",
}


def plot_commitments(table: pd.DataFrame) -> Picture:
    """Show how strong the commitments of each pillar are.

    Parameters
    ----------
    table : DataFrame
        From `code_commitments` or from annotations: columns ``commitment`` (label, such as ``D2``)
        and ``strength`` (1 to 5).

    Returns
    -------
    Picture
        A column for each step of the scale and a band for each pillar; every commitment is a box
        with its label, three in a row.

    Raises
    ------
    AccordError
        If something else than a table is given, a column is missing, there is no row, or a
        strength is not 1, 2, 3, 4 or 5.
    """
    import pandas as pd

    if not isinstance(table, pd.DataFrame):
        raise AccordError(
            f"plot_commitments() draws a table, not {type(table).__name__}: give what "
            "code_commitments(agreement) returns, or corpus.annotations('commitments')."
        )
    table = expect_columns(table, ["commitment", "strength"], "table", rows=True)[
        ["commitment", "strength"]
    ]
    wrong = table[~table["strength"].isin(list(_STEPS))]
    if len(wrong):
        label, strength = wrong.iloc[0]
        raise AccordError(f"The strength of {label} is {strength}; the scale has 1, 2, 3, 4 and 5.")
    table = table.assign(pillar=table["commitment"].str.replace(r"\.?\d+$", "", regex=True))
    pillars = list(dict.fromkeys(table["pillar"]))
    sizes = table.groupby(["pillar", "strength"]).size()
    heights = [math.ceil(int(sizes[pillar].max()) / _BESIDE) for pillar in pillars]
    with new_axes(9, 0.9 + 0.36 * sum(heights)) as (figure, axes):
        bottom = 0
        for pillar, height in zip(pillars, heights, strict=True):
            own = table[table["pillar"] == pillar]
            for strength, group in own.groupby("strength"):
                for n, label in enumerate(group["commitment"]):
                    row, place = divmod(n, _BESIDE)
                    beside = min(_BESIDE, len(group) - row * _BESIDE)
                    axes.text(
                        int(str(strength)) + (place - (beside - 1) / 2) * _GAP,
                        bottom + row,
                        label,
                        ha="center",
                        va="center",
                        fontsize=11,
                        color="white",
                        bbox={"facecolor": BLUE, "edgecolor": "none", "boxstyle": "round,pad=0.2"},
                    )
            axes.text(0.35, bottom + (height - 1) / 2, pillar, va="center", fontweight="bold")
            bottom += height
            axes.axhline(bottom - 0.5, color="0.8", linewidth=1)
        axes.set_ylim(bottom - 0.5, -0.6)
        axes.set_xlim(0.3, 5.5)
        axes.set_xticks(list(_STEPS), list(_STEPS.values()))
        axes.xaxis.tick_top()
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
    said = "; ".join(
        f"part {r.pillar}, step {_STEPS.get(r.strength, r.strength)}: {', '.join(r.commitment)}"
        for r in records(
            table.groupby(["pillar", "strength"], sort=True)["commitment"].agg(list).reset_index()
        )
    )
    return Picture(figure, table, f"Strength of {len(table)} commitments by pillar. {said}.")
