"""Do the tests notice? Small changes of the library, each tried on the tests that reach its line.

    python3 course.py mutants ROOM [--count 60] [--seed 1]

The tests of the room run once, with the lines that each reaches; then changes are drawn from those
on reached lines (comparisons, numbers, operators, conditions, calls: ``tests/mutants.py``). Each is
tried in a process of its own: first on a few of its tests, then on all of the room. What no test
notices is printed, with the share that was noticed and its interval (Wilson 1927).
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import NormalDist

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
TESTS = {  # of each room; what else reaches it proves it too, but takes longer
    "words": "terms tokens collocations concordance segmentation scanning",
    "agreement": "agreement overrides labelling hard_layouts layouts commitments",
    "actors": "actors mentions networks capitalised_names lookup",
    "promises": "promises coded_promises reliability",
    "versions": "versions parallel",
    "news": "quotations located unseen_news published",
    "views": "views views_code views_collate views_explore views_passages views_read",
}
FIRST = 12  # tests of the first round
HINTS = ("annotation", "returns")  # which do nothing when the code runs
LONGEST, LARGEST = 20, 4 << 30  # seconds of a processor, besides those for tests; bytes of memory
SLOW_IMPORTS = ("hypothesis.strategies", "networkx", "nltk", "pandas", "pytest", "scipy.stats")
REWRITTEN = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"


def files_of(room: str) -> list[str]:
    return [f"tests/test_{name}.py" for name in TESTS[room].split()]


def reached(room: str) -> dict[tuple[str, int], list[str]]:
    """Run the tests of a room; return those that reach each line: by module and line."""
    from coverage import CoverageData

    data = ROOT / ".course" / f"reached-{room}"
    data.parent.mkdir(exist_ok=True)
    files = files_of(room)
    options = ("--cov", f"accordlib.{room}", "--cov-context", "test", "--cov-report=")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, *files]
    environment = {**os.environ, "COVERAGE_FILE": str(data)}
    sources = [file for part in ("accordlib", "tests") for file in (ROOT / part).rglob("*.py")]
    newest = max(file.stat().st_mtime for file in sources)
    if not (data.is_file() and data.stat().st_mtime > newest):
        data.unlink(missing_ok=True)
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            data.unlink(missing_ok=True)
            sys.exit(f"The tests of {room} fail as they are: mend them first.")
    found: dict[tuple[str, int], list[str]] = {}
    read = CoverageData(str(data))
    read.read()
    for file in read.measured_files():
        module = Path(file).relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        if not module.startswith(f"accordlib.{room}."):
            continue
        for line, contexts in read.contexts_by_lineno(file).items():
            if tests := sorted({c.rpartition("|")[0] for c in contexts if c}):
                found[module, line] = tests
    return found


def line_of(node: ast.AST) -> int:
    """Return the line of a node; that of what it binds where it has none of its own."""
    place = node.target if isinstance(node, ast.comprehension) else node
    return getattr(place, "lineno", 0)


def drawn(
    lines: dict[tuple[str, int], list[str]], count: int, seed: int
) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield some changes of reached lines: module, what was changed, code, the line's tests."""
    from mutants import Replace, changes

    trees, places = dict[str, ast.Module](), list[tuple[str, int, int]]()
    for module in sorted({module for module, _ in lines}):
        path = ROOT / f"{module.replace('.', '/')}.py"
        path = path if path.is_file() else path.with_suffix("") / "__init__.py"
        trees[module] = ast.parse(path.read_text("utf-8"))
        parts = [getattr(node, field, None) for node in ast.walk(trees[module]) for field in HINTS]
        hints = {id(node) for hint in filter(None, parts) for node in ast.walk(hint)}
        for number, node in enumerate(ast.walk(trees[module])):
            if id(node) not in hints and (module, line_of(node)) in lines:
                made = len(list(changes(node)))
                places += [(module, number, variant) for variant in range(made)]
    for module, number, variant in random.Random(seed).sample(places, min(count, len(places))):
        changed = copy.deepcopy(trees[module])
        place = list(ast.walk(changed))[number]
        said, new = list(changes(place))[variant]
        line = line_of(place)
        changed = Replace(place, new).visit(changed)
        code = ast.unparse(ast.fix_missing_locations(changed))
        yield module, f"line {line}: {said}", code, lines[module, line]


class Changed(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Gives one module of the library with a change in it."""

    def __init__(self, module: str, code: str) -> None:
        self._module, self._code = module, code

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """Return where the changed module is found; nothing for any other."""
        if name != self._module:
            return None
        file = ROOT / f"{name.replace('.', '/')}.py"
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def get_filename(self, name: str) -> str:
        return str(ROOT / f"{name.replace('.', '/')}.py")

    def get_data(self, path: str) -> bytes:
        """Return the changed code; nothing of it is cached."""
        return self._code.encode("utf-8")


def noticed(module: str, code: str, tests: Sequence[str], seconds: int) -> bool:
    """Tell whether a test fails with a change, or does not end: in a child of this process."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(quiet, stream)
        os.chdir(ROOT)
        sys.meta_path.insert(0, Changed(module, code))
        sys.dont_write_bytecode = True
        import resource

        import pytest

        for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_DATA, LARGEST)):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))
        status = 1
        try:
            options = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:cov", "-W", REWRITTEN)
            status = pytest.main([*options, *tests])
        finally:
            os._exit(min(int(status), 100))
    _, ended = os.waitpid(child, 0)  # what never ends is killed, and so noticed
    return os.waitstatus_to_exitcode(ended) != 0


def interval(share: float, count: int) -> tuple[float, float]:
    """Return the 95% interval of a share, by Wilson's score."""
    z = NormalDist().inv_cdf(0.975)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count**2)) ** 0.5
    return middle - half, middle + half


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="*", default=[*TESTS], metavar="ROOM")
    parser.add_argument("--count", type=int, default=60, help="changes of each room (60)")
    parser.add_argument("--seed", type=int, default=1, help="other changes with another number")
    given = parser.parse_args()
    for room in given.rooms:
        if room not in TESTS:
            parser.error(f"{room} is no room that is tried: there are {', '.join(TESTS)}")
        lines = reached(room)
        rng = random.Random(given.seed)
        for name in SLOW_IMPORTS:  # once, not in each child
            importlib.import_module(name)
        killed = tried = 0
        files, seconds = files_of(room), LONGEST + 2 * len(set().union(*lines.values()))
        module = min(module for module, _ in lines)
        source = (ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8")
        if noticed(module, source, sorted(set().union(*lines.values())), seconds):
            sys.exit(f"The tests of {room} fail without a change in a process of their own.")
        for module, said, code, tests in drawn(lines, given.count, given.seed):
            some = rng.sample(tests, min(FIRST, len(tests)))
            found = noticed(module, code, some, LONGEST + len(some)) or (
                noticed(module, code, files, seconds)
            )
            tried, killed = tried + 1, killed + found
            if not found:
                print(f"{module}, {said}: no test notices", flush=True)
        if tried:
            low, high = interval(killed / tried, tried)
            share = f"{killed / tried:.2f} [{low:.2f}, {high:.2f}]"
            print(f"{room}: {killed} of {tried} changes noticed = {share}", flush=True)


if __name__ == "__main__":
    main()
