"""Do the whole work with one library in this process; print seconds and memory as JSON."""

import argparse
import gc
import importlib
import json
import pickle
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from measure import forget_peak, peak

SIDES = {
    "accordlib": "accord",
    "nltk": "with_nltk",
    "scikit-learn": "with_sklearn",
    "polars": "with_polars",
    "conc": "with_conc",
}
STEPS = (
    *("read", "tokenize", "frequencies", "halves", "keyness", "index", "concordance"),
    *("collocates", "bigrams", "mentions", "network"),
)
UNCOUNTED = ("halves",)
# NLTK imports these where they are installed, though none of the steps needs them.
UNNEEDED = {"nltk": ("scipy", "sklearn")}
AGAIN = ("keyness", "concordance", "collocates", "every_line", "words_only")


class Clock:
    """The seconds and processor seconds of each step, and the greatest memory of any."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self.peak = 0.0

    def time(self, name: str, action: Callable[[], Any]) -> Any:
        """Run a step."""
        gc.collect()
        forget_peak()
        started, used = time.perf_counter(), time.process_time()
        result = action()
        self.seconds[name] = time.perf_counter() - started
        self.processor[name] = time.process_time() - used
        self.peak = max(self.peak, peak() or 0)
        return result


def work(
    tool: str, folder: Path, clock: Clock, steps: list[str], keep: bool
) -> tuple[Any, dict[str, Any]]:
    """Run the steps that the tool has; return its side and plain results."""
    sys.modules.update(dict.fromkeys(UNNEEDED.get(tool, ())))
    module = clock.time("import", lambda: importlib.import_module(f"sides.{SIDES[tool]}"))
    side, results = module.Side(), {}
    for step in steps:
        action = getattr(side, step, None)
        if callable(action):
            result = clock.time(step, partial(action, folder) if step == "read" else action)
            results |= {step: side.plain(step, result)} if keep else {}
            del result
    return side, results


def main() -> None:
    """Run the steps, then some of them again for their time on a corpus that is prepared."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tool", choices=SIDES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--results", type=Path, help="where to put what was computed")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS)
    arguments = parser.parse_args()
    clock, again = Clock(), Clock()
    side, results = work(
        arguments.tool, arguments.folder, clock, arguments.steps, keep=bool(arguments.results)
    )
    for step in AGAIN if len(arguments.steps) == len(STEPS) else ():
        if hasattr(side, step):
            again.time(step, getattr(side, step))
    if arguments.results:
        arguments.results.write_bytes(pickle.dumps(results))
    if hasattr(side, "close"):
        side.close()
    found = {"seconds": clock.seconds, "processor": clock.processor, "peak": clock.peak}
    found |= {"again": again.seconds, "version": version(arguments.tool)}
    print(json.dumps(found))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
