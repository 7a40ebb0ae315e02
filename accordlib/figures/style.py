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
# Fonts with Japanese letters of Linux, macOS and Windows: the first that is there is used.
JAPANESE_FONTS: list[str] = [
    *("Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "IPAexGothic", "IPAGothic"),
    *("TakaoPGothic", "VL PGothic", "VL Gothic", "Hiragino Sans", "Hiragino Kaku Gothic ProN"),
    *("Yu Gothic", "Meiryo", "MS Gothic"),
]


def font_families() -> list[str]:
    """Return the fonts of a figure in their order; the last one draws boxes."""
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    japanese = [name for name in JAPANESE_FONTS if name in there]
    return ["DejaVu Sans", *japanese[:1], "Last Resort High-Efficiency"]
