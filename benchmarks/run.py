"""Measure accordlib beside other libraries and plain Python, on the same input, in one run.

python benchmarks/run.py [FOLDER] [--rounds 3] [--only tokenize frequencies ...]
"""

import argparse
from pathlib import Path

from measure import alternate, imports, peak, python
from tasks import Tasks, count_with, read

NAMES = (
    *("tokenize", "frequencies", "keyness", "concordance", "collocates"),
    *("mentions", "null_model", "versions", "article", "collation"),
)
IMPORTS = {
    "accordlib": "import accordlib",
    "accordlib, all of it": "import accordlib; [getattr(accordlib, n) for n in accordlib.__all__]",
    "NLTK alone": "import sys; sys.modules.update(scipy=None, sklearn=None); import nltk",
    "NLTK with SciPy, scikit-learn": "import nltk",
}
TOOLS = ("accordlib", "NLTK", "scikit-learn")


def show(title: str, unit: str, values: dict[str, float], note: str = "") -> None:
    """Print one comparison: values and how many times accordlib's they are."""
    first = next(iter(values.values()))
    print(f"\n{title}" + (f": {note}" if note else ""))
    for name, value in values.items():
        print(f"  {name:<30}{value:>10.3f} {unit}{value / first:>9.1f} x")


def main() -> None:
    """Run the comparisons that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="plain-text files, in any subfolder")
    parser.add_argument("--rounds", type=int, default=3, help="how often each side is run")
    parser.add_argument("--only", nargs="+", choices=(*NAMES, "memory", "import"), default=None)
    parser.add_argument("--peak", choices=(*TOOLS, "reading"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    texts = read(arguments.folder)
    if arguments.peak:
        types = count_with(arguments.peak, texts)
        print(types, peak() or "nan")
        return
    wanted = arguments.only or (*NAMES, "memory", "import")
    print(f"{len(texts):,} texts, {sum(map(len, texts)) / 1e6:.1f} million characters; ", end="")
    print(f"medians of {arguments.rounds} rounds, sides in turn")
    tasks = Tasks(texts)
    for name in NAMES:
        if name in wanted:
            sides, check = getattr(tasks, name)()
            seconds, results = alternate(sides, arguments.rounds)
            show(name.replace("_", " "), "s", seconds, check(results))
    if "memory" in wanted and peak() is not None:
        folder = [str(arguments.folder)] if arguments.folder else []
        found = {
            tool: python(str(Path(__file__)), *folder, "--peak", tool).split()
            for tool in (*TOOLS, "reading")
        }
        note = "tokens and frequencies in a process of their own; types: "
        note += ", ".join(f"{tool} {int(found[tool][0]):,}" for tool in TOOLS)
        note += "; reading is a process with the texts and nothing else"
        show("peak memory", "MiB", {tool: float(mib) for tool, (_, mib) in found.items()}, note)
    if "import" in wanted:
        show("import", "s", imports(IMPORTS, 2 * arguments.rounds + 1), "in new processes")


if __name__ == "__main__":
    main()
