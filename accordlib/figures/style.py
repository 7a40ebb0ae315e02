"""The house style: colours, markers, and settings of Matplotlib."""

from typing import Any

# Blue, vermilion and green of Okabe and Ito's palette, a purple and a grey.
BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#AA4499", "#595959"
PALE = "#8C8C8C"  # lines and bars behind others; its contrast to white is above 3
WIDE, TALL = 8.1, 5.4  # inches: 900 by 600 pixels are the most that a notebook shows well
GROUPS = tuple(zip((BLUE, ORANGE, GREEN, PURPLE, GREY), "os^Dv", strict=True))  # in their order
BESIDE: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 11}
CIRCLE: dict[str, Any] = {"markersize": 9, "markeredgewidth": 1.8}
PAPER: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # under a label
HOUSE: dict[Any, Any] = {
    "font.size": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "figure.constrained_layout.use": True,
    "legend.frameon": False,
    "text.parse_math": False,  # a dollar sign in a name is a dollar sign
}
