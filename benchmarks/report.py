"""From pytest-benchmark's JSON to the tables of README.md and the plot."""

import json
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib.pyplot as plt
from measure import machine
from worker import STEPS, UNCOUNTED

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PACKAGES = ("numpy", "pandas", "networkx", "collatex")
COLOURS = ("#4477AA", "#66CCEE", "#228833", "#CCBB44", "#EE6677", "#AA3377", "#BBBBBB", "#222255")
Runs = dict[str, list[dict[str, Any]]]


def write(found: Path, folder: Path) -> None:
    """Write the measured part of README.md anew, and the plot."""
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in json.loads(found.read_text("utf-8"))["benchmarks"]:
        groups[entry["group"]].append(entry["extra_info"])
    runs: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for info in groups["whole work"]:
        runs[info["tool"]].append(info)
    tokens = groups["whole work"][0]["results"]
    parts = [
        *_header(runs, tokens),
        *_whole(runs),
        *_prepared(runs),
        *_memory(runs, tokens),
        *_growth(groups["more text"]),
        *_small(groups),
        *_single(groups["parts"]),
    ]
    readme = folder / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text("\n".join([before + BEGIN, "", *parts, END]) + after, "utf-8")
    _plot(runs, folder / "speed.png")


def seconds(infos: list[dict[str, Any]], step: str, of: str = "seconds") -> float | None:
    """Return the median seconds of a step, if the tool has it."""
    values = [info[of][step] for info in infos if step in info[of]]
    return median(values) if values else None


def shared(
    runs: Runs, tool: str, of: str = "seconds", left_out: tuple[str, ...] = UNCOUNTED
) -> tuple[float, float]:
    """Return the seconds of all that a tool does, and accordlib's for the same steps."""
    steps = [s for s in ("import", *STEPS) if s not in left_out and seconds(runs[tool], s)]
    theirs = sum(seconds(runs[tool], s, of) or 0 for s in steps)
    return theirs, sum(seconds(runs["accordlib"], s, of) or 0 for s in steps)


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """Return a table in Markdown; all columns but the first are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def shown(value: float | None) -> str:
    """Return seconds or a ratio with three digits that count."""
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _header(runs: Runs, size: dict[str, int]) -> list[str]:
    versions = [f"{tool} {infos[0]['version']}" for tool, infos in runs.items()]
    for name in PACKAGES:
        try:
            versions.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return [
        f"{size['texts']:,} texts, {size['characters'] / 1e6:.1f} million characters, "
        f"{size['tokens'] / 1e6:.2f} million tokens. {machine()}; {', '.join(versions)}. "
        f"Medians of {len(runs['accordlib'])} rounds, seconds.",
        "",
    ]


def _whole(runs: Runs) -> list[str]:
    rows = [
        [step if step not in UNCOUNTED else f"({step})"]
        + [shown(seconds(infos, step)) for infos in runs.values()]
        for step in ("import", *STEPS)
    ]
    pairs = {tool: shared(runs, tool) for tool in runs}
    rows.append(["**all steps of the tool**"] + [shown(theirs) for theirs, _ in pairs.values()])
    rows.append(["accordlib, the same steps"] + [shown(ours) for _, ours in pairs.values()])
    rows.append(["**ratio**"] + [f"**{shown(a / b)} x**" for a, b in pairs.values()])
    whole = {tool: shared(runs, tool, left_out=()) for tool in runs}
    with_brackets = [
        f"{shown(a / b)} x" if (a, b) != pairs[tool] else "" for tool, (a, b) in whole.items()
    ]
    rows.append(["ratio with the steps in brackets", *with_brackets])
    used = [shared(runs, tool, "processor") for tool in runs]
    rows.append(["ratio of processor seconds", *(f"{shown(a / b)} x" for a, b in used)])
    return ["### The whole work", "", *table(["", *runs], rows), "![](speed.png)", ""]


def _prepared(runs: Runs) -> list[str]:
    steps = ("keyness", "concordance", "collocates", "every_line")
    rows = []
    for step in steps:
        values = {tool: seconds(infos, step, "again") for tool, infos in runs.items()}
        ours = values.get("accordlib")
        ratios = [
            f"{shown(v)} ({shown(v / ours)} x)" if v and ours else "" for v in values.values()
        ]
        rows.append([step.replace("_", " "), *ratios])
    return ["### On a prepared corpus, the second time", "", *table(["", *runs], rows)]


def _memory(runs: Runs, size: dict[str, int]) -> list[str]:
    peaks = {tool: median(info["peak"] for info in infos) for tool, infos in runs.items()}
    rows = [
        ["peak, MiB", *(shown(p) for p in peaks.values())],
        ["bytes a token", *(shown(p * 2**20 / size["tokens"]) for p in peaks.values())],
        ["ratio", *(f"{shown(p / peaks['accordlib'])} x" for p in peaks.values())],
    ]
    return ["### Memory", "", *table(["", *runs], rows)]


def _growth(infos: list[dict[str, Any]]) -> list[str]:
    by_share: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for info in infos:
        by_share[info["share"]].append(info)
    rows, base = [], None
    for share, some in by_share.items():
        size = some[0]["characters"]
        costs = [
            median(sum(i["seconds"][s] for s in steps) for i in some) / size
            for steps in (("tokenize",), [s for s in some[0]["seconds"] if s != "import"])
        ]
        base = base or costs
        ratios = [f"{1e9 * c:.1f} ({c / b:.2f} x)" for c, b in zip(costs, base, strict=True)]
        rows.append([f"1/{share}" if share > 1 else "all", f"{size / 1e6:.1f}", *ratios])
    header = ["corpus", "million characters", "tokenize, ns a character", "all but import"]
    return ["### More text", "", *table(header, rows)]


def _small(groups: dict[str, list[dict[str, Any]]]) -> list[str]:
    rows = [
        [name, shown(value)]
        for group in ("five texts", "prepared corpus")
        for info in groups[group]
        for name, value in info["table"].items()
    ]
    return ["### Five texts; saving and opening", "", *table(["in a new process", "s"], rows)]


def _single(infos: list[dict[str, Any]]) -> list[str]:
    lines = ["### Single tasks", ""]
    for info in infos:
        ours = next(iter(info["table"].values()))
        rows = [[name, shown(v), f"{shown(v / ours)} x"] for name, v in info["table"].items()]
        lines += [f"`{info['name']}`: {info['note']}.", "", *table(["", "s", "ratio"], rows)]
    return lines


def _plot(runs: Runs, path: Path) -> None:
    """Draw the seconds of the steps, one bar a library."""
    figure, axes = plt.subplots(figsize=(8, 3.2), layout="constrained")
    left = dict.fromkeys(runs, 0.0)
    for number, step in enumerate(s for s in ("import", *STEPS) if s not in UNCOUNTED):
        widths = [seconds(infos, step) or 0 for infos in runs.values()]
        colour, hatch = COLOURS[number % len(COLOURS)], "//" if number >= len(COLOURS) else None
        axes.barh(
            list(runs), widths, left=list(left.values()), label=step, color=colour, hatch=hatch
        )
        left = {tool: left[tool] + w for tool, w in zip(runs, widths, strict=True)}
    axes.invert_yaxis()
    axes.set_xlabel("seconds (steps that a library does not have are left out)")
    axes.legend(ncols=2, fontsize="small", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
    plt.close(figure)
