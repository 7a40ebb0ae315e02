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

SIDES = {
    "accordlib": "accord",
    "nltk": "with_nltk",
    "polars": "with_polars",
}
STEPS = (
    *("read", "tokenize", "frequencies", "keyness", "index", "concordance", "collocates"),
    *("bigrams", "mentions", "network"),
)
# NLTK imports these where they are installed, though none of the steps needs them.
UNNEEDED = {"nltk": ("scipy", "sklearn")}
AGAIN = ("keyness", "concordance", "collocates", "every_line")
STATUS = Path("/proc/self/status")


class Clock:
    """The seconds and processor seconds of each step, and the greatest memory of any in MiB."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self.peak = 0.0

    def time(self, name: str, action: Callable[[], Any]) -> Any:
        """Run a step."""
        gc.collect()
        if STATUS.is_file():  # only Linux tells the peak, and lets it begin anew
            (STATUS.parent / "clear_refs").write_text("5", "ascii")
        started, used = time.perf_counter(), time.process_time()
        result = action()
        self.seconds[name] = time.perf_counter() - started
        self.processor[name] = time.process_time() - used
        if STATUS.is_file():
            fields = dict(line.split(":", 1) for line in STATUS.read_text("ascii").splitlines())
            self.peak = max(self.peak, int(fields["VmHWM"].split()[0]) / 2**10)
        return result


def main() -> None:
    """Run the steps that the tool has, then some again for their time on a prepared corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tool", choices=SIDES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--results", type=Path, help="where to put what was computed")
    given = parser.parse_args()
    clock, again, results = Clock(), Clock(), {}
    sys.modules.update(dict.fromkeys(UNNEEDED.get(given.tool, ())))
    module = clock.time("import", lambda: importlib.import_module(f"sides.{SIDES[given.tool]}"))
    side = module.Side()
    for step in STEPS:
        action = getattr(side, step, None)
        if callable(action):
            result = clock.time(step, partial(action, given.folder) if step == "read" else action)
            results |= {step: side.plain(step, result)} if given.results else {}
            del result
    for step in AGAIN:
        if hasattr(side, step):
            again.time(step, getattr(side, step))
    if given.results:
        given.results.write_bytes(pickle.dumps(results))
    found = {"seconds": clock.seconds, "processor": clock.processor, "peak": clock.peak}
    print(json.dumps(found | {"again": again.seconds, "version": version(given.tool)}))


if __name__ == "__main__":
    main()
