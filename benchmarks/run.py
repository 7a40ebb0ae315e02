"""Measure accordlib beside other libraries; write the tables of README.md and speed.png.

python benchmarks/run.py [--corpus FOLDER ...] [--megabytes 20] [--rounds 3] [--only ROW ...]
                         [--beside CHECKOUT]

Of several corpora the first is measured in full; of others, what depends on texts.
"""

import argparse
import gc
import json
import math
import os
import pickle
import platform
import random
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import felt
import matplotlib.pyplot as plt
import pandas as pd
from rows import ROWS, Row
from sides.common import texts
from worker import AGAIN, SIDES, STEPS

import accordlib

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LENGTH = 12_500  # characters of a text that is made
LIKE = 0.99  # of the values; NLTK's engine and polars' know other letters, and no marks of notes


def resampled(folder: Path, megabytes: float) -> None:
    """Write texts of sentences drawn from the five texts, with replacement."""
    passages = (p for d in accordlib.load_corpus().values() for p in d.paragraphs)
    pool = [sentence.text for p in passages for sentence in accordlib.sentences(p)]
    rng = random.Random(0)
    for number in range(max(2, round(megabytes * 1e6 / LENGTH))):
        drawn = rng.choices(pool, k=LENGTH // (sum(map(len, pool)) // len(pool)))
        (folder / f"{number:06}.txt").write_text("\n".join(drawn), "utf-8")


def work(tool: str, folder: Path, *more: str) -> dict[str, Any]:
    """Do the whole work in a new process."""
    command = [sys.executable, str(HERE / "worker.py"), tool, str(folder), *more]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def mended(corpus: Path, folder: Path) -> None:
    """Write the texts with what lines break on one line: only accordlib joins words and names."""
    documents = [accordlib.Document(f"{n:06}", text) for n, text in enumerate(texts(corpus))]
    repairs = accordlib.tokenize([p for d in documents for p in d.paragraphs]).repairs
    of_document = dict(tuple(repairs.groupby(repairs["passage"].str.split(":").str[0])))
    for document in documents:
        parts, end = [], len(document.text)
        for row in of_document.get(document.id, repairs[:0])[::-1].itertuples():
            parts += [document.text[row.end : end], row.word]
            end = row.start
        whole = accordlib.Document(document.id, "".join([*parts, document.text[:end]][::-1]))
        lines = (" ".join(p.text.split()) for p in whole.paragraphs)
        (folder / f"{document.id}.txt").write_text("\n\n".join(lines), "utf-8")


def compared(corpus: Path) -> dict[str, Any]:
    """Refuse sides that come to other results than accordlib; return its results."""
    found = {}
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as folder:
        mended(corpus, Path(folder))
        for tool in SIDES:
            work(tool, Path(folder), "--results", f"{place}/{tool}")
            found[tool] = pickle.loads(Path(place, tool).read_bytes())
    ours = found["accordlib"]
    for tool, theirs in found.items():
        for step in ours.keys() & theirs.keys():
            assert theirs[step] is None or alike(ours[step], theirs[step]), (tool, step)
    return ours


def alike(ours: Any, theirs: Any) -> bool:
    """Tell whether nearly all values are the same; theirs may have more rows."""
    if isinstance(ours, dict):
        nan, near = math.nan, {"rel_tol": 1e-2, "abs_tol": 1e-2}
        same = sum(math.isclose(v, theirs.get(key, nan), **near) for key, v in ours.items())
        return same >= LIKE * len(ours)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    return math.isclose(ours, theirs, rel_tol=1 - LIKE)


def timed(row: Row, rounds: int) -> list[str]:
    """Run the sides of a row in turn; return its lines in the report."""
    sides = {"accordlib": row.ours, **row.theirs}
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    results: dict[str, Any] = {}
    for _ in range(rounds):
        for name, call in sides.items():
            results.pop(name, None)
            gc.collect()
            start = time.perf_counter()
            results[name] = call()
            seconds[name].append(time.perf_counter() - start)
    taken = {name: median(values) for name, values in seconds.items()}
    rows = [[n, shown(s), f"{shown(s / taken['accordlib'])} x"] for n, s in taken.items()]
    return [f"`{row.name}`: {row.check(results)}.", "", *table(["", "s", "ratio"], rows)]


def table(header: list[str], rows: list[list[str]]) -> list[str]:
    """Return a table in Markdown; all columns but the first are numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def shown(value: float) -> str:
    """Return seconds or a ratio with three digits that count."""
    return "" if math.isnan(value) else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def medians(runs: dict[str, list[dict]], of: str, steps: tuple[str, ...]) -> pd.DataFrame:
    """Return the median seconds of the steps, a column for each library."""
    taken = {tool: pd.DataFrame([f[of] for f in found]).median() for tool, found in runs.items()}
    return pd.DataFrame(taken).reindex(steps)


def ratios(seconds: pd.DataFrame) -> pd.Series:
    """Return how many times accordlib's seconds for the steps that it has a library needs."""
    return seconds.sum() / [seconds["accordlib"][seconds[t].notna()].sum() for t in seconds]


def whole(runs: dict[str, list[dict]], tokens: int) -> list[str]:
    """Return the tables of the whole work, in processor seconds."""
    steps = ("import", *STEPS)
    seconds, used = (medians(runs, of, steps) for of in ("seconds", "processor"))
    peaks = pd.Series({tool: median(f["peak"] for f in found) for tool, found in runs.items()})
    rows = [[step, *map(shown, used.loc[step])] for step in steps]
    rows.append(["**all steps of the tool**", *map(shown, used.sum())])
    rows.append(["**ratio**", *(f"**{shown(ratio)} x**" for ratio in ratios(used))])
    rows.append(["ratio by the clock", *(f"{shown(r)} x" for r in ratios(seconds))])
    rows.append(["peak of memory, MiB", *map(shown, peaks)])
    rows.append(["bytes a token", *(shown(peak * 2**20 / tokens) for peak in peaks)])
    again = medians(runs, "again", AGAIN)
    prepared = [[step.replace("_", " "), *map(shown, again.loc[step])] for step in AGAIN]
    lines = ["### The whole work", "", *table(["", *runs], rows)]
    lines += ["### On a prepared corpus, the second time", ""]
    return [*lines, *table(["", *runs], prepared)]


def drawn(seconds: pd.DataFrame) -> list[str]:
    """Draw the seconds of the whole work, a row for each step; return where."""
    figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
    for tool, look in zip(seconds, ("oC0", "sC1", "^C2"), strict=True):
        axes.plot(seconds[tool], seconds.index, look, label=tool, markersize=8, alpha=0.8)
    axes.set(xscale="log", xlabel="processor seconds, on a logarithmic scale")
    axes.invert_yaxis()
    axes.grid(axis="y", alpha=0.4)
    figure.legend(loc="outside upper center", ncols=len(seconds.columns), frameon=False)
    figure.savefig(HERE / "speed.png", dpi=110)
    return ["![Processor seconds of each step: the table above has the numbers](speed.png)", ""]


def measured(corpus: Path, rounds: int, beside: Path | None, first: bool) -> list[str]:
    """Compare the results, then measure; return the report, what a user feels first."""
    calls = felt.rows(corpus, beside, rounds, [] if first else felt.OF_TEXTS)
    tokens, found = compared(corpus)["tokenize"], texts(corpus)
    runs: dict[str, list[dict]] = {tool: [] for tool in SIDES}
    for _ in range(rounds):
        for tool, of_tool in runs.items():
            of_tool.append(work(tool, corpus))
    size = f"{len(found):,} texts, {sum(map(len, found)) / 1e6:.3g} million characters"
    lines = [f"## {size}, {tokens:,} tokens", "", "### What a user feels", ""]
    seconds = medians(runs, "processor", ("import", *STEPS))
    lines += [*table(felt.HEADER, calls), *whole(runs, tokens), *(drawn(seconds) if first else [])]
    return [*lines, "### Single tasks", ""]


def machine(rounds: int) -> list[str]:
    """Say on what all is measured."""
    names = (*SIDES, "numpy", "pandas", "networkx")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    on = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return [f"{on}; {versions}. Medians of {rounds} rounds.", ""]


def main() -> None:
    """Write the report anew, or print some rows of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, nargs="+", help="plain texts, in any subfolder")
    parser.add_argument("--megabytes", type=float, default=20, help="of the corpus that is made")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side is run")
    parser.add_argument("--beside", type=Path, help="a checkout with which calls are compared")
    names = [row.__name__ for row in ROWS]
    parser.add_argument("--only", nargs="+", choices=names, help="print these; write nothing")
    given = parser.parse_args()
    lines = [] if given.only else machine(given.rounds)
    with tempfile.TemporaryDirectory() as folder:
        if not given.corpus:
            resampled(Path(folder), given.megabytes)
        for number, corpus in enumerate(given.corpus or [Path(folder)]):
            found = texts(corpus)
            if not found:
                parser.error(f"there is no .txt file in {corpus}")
            if not given.only:
                lines += measured(corpus, given.rounds, given.beside, not number)
            some = found[:: max(1, min(8, len(found) // 100))]
            for make in ROWS:
                if not given.only or make.__name__ in given.only:
                    lines += timed(make(some), given.rounds)
    if given.only:
        print("\n".join(lines))
        return
    readme = HERE / "README.md"
    before, _, rest = readme.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    readme.write_text("\n".join([before + BEGIN, "", *lines, END]) + after, "utf-8")


if __name__ == "__main__":
    main()
