"""The plot of how strong the commitments are; it returns a Picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accordlib.picture import BLUE, Picture, checked_rows, new_axes, records

if TYPE_CHECKING:
    import pandas as pd

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
        with its label.

    Raises
    ------
    AccordError
        If a column is missing or there is no row.
    """
    table = checked_rows(table, ["commitment", "strength"], "table")[["commitment", "strength"]]
    table = table.assign(pillar=table["commitment"].str.extract(r"(\w)\d+$")[0])
    pillars = list(dict.fromkeys(table["pillar"]))
    sizes = table.groupby(["pillar", "strength"]).size()
    heights = [int(sizes[pillar].max()) for pillar in pillars]
    with new_axes(9, 1.2 + 0.36 * (sum(heights) + len(heights))) as (figure, axes):
        bottom = 0.0
        for pillar, height in zip(pillars, heights, strict=True):
            for (_, strength), group in table[table["pillar"] == pillar].groupby(
                ["pillar", "strength"]
            ):
                for n, label in enumerate(group["commitment"]):
                    axes.text(
                        strength,
                        bottom + n,
                        label,
                        ha="center",
                        va="center",
                        fontsize=11,
                        color="white",
                        bbox={"facecolor": BLUE, "edgecolor": "none", "boxstyle": "round,pad=0.25"},
                    )
            axes.text(0.35, bottom + (height - 1) / 2, pillar, va="center", fontweight="bold")
            bottom += height
            axes.axhline(bottom - 0.5, color="0.8", linewidth=1)
        axes.set_ylim(bottom - 0.5, -0.6)
        axes.set_xlim(0.3, 5.5)
        axes.set_xticks(list(_STEPS), list(_STEPS.values()))
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
    said = "; ".join(
        f"{r.pillar} {_STEPS.get(r.strength, r.strength)}: {', '.join(r.commitment)}"
        for r in records(
            table.groupby(["pillar", "strength"], sort=True)["commitment"].agg(list).reset_index()
        )
    )
    return Picture(figure, table, f"Strength of {len(table)} commitments by pillar. {said}.")
