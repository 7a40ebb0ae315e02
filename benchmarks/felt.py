"""What a user feels: calls of the library, each in a process of its own, in processor seconds.

python benchmarks/felt.py --corpus FOLDER [--beside CHECKOUT] [--rounds 3] [--only CALL ...]

With another checkout of the library the same calls are run there, in turn, and results compared.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).resolve().parent
SYLLABLES = ["ka", "lo", "mi", "ter", "van", "sol", "dir", "pan", "bel", "nor", "gre", "hu", "ro"]
LIKE = 0.02  # by which sizes of results may differ: what a paragraph is was changed, for example


def names(count: int) -> list[str]:
    """Return invented names of two words, no word in two of them."""
    rng = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < 2 * count:
        words["".join(rng.choices(SYLLABLES, k=5)).capitalize()] = None
    one, other = list(words)[::2], list(words)[1::2]
    return [f"{a} {b}" for a, b in zip(one, other, strict=True)]


def gazetteer(rows: list[tuple[str, str]]) -> pd.DataFrame:
    """Return a gazetteer of names and their types."""
    import pandas as pd

    import accordlib

    table = pd.DataFrame(
        [(f"n{k}", name, kind, "") for k, (name, kind) in enumerate(rows)],
        columns=["id", "name", "type", "aliases"],
        dtype="string",
    )
    return table.reindex(columns=accordlib.load_gazetteer().columns, fill_value="")


def invented(passages: int, actors: int) -> tuple[Any, pd.DataFrame]:
    """Return an agreement of numbered commitments, long ones, and the list of its actors."""
    import accordlib

    rng, called = random.Random(2), names(actors)
    lines = ["Joint Declaration on Bridges", ""]
    for n in range(passages):
        who = " and ".join(rng.sample(called, 3))
        lines += [f"{n + 1}. {who} will build bridge {n} by 2030 and consult on it every year. "]
        lines[-1] += (
            "They reaffirm that trade over it is free, open and safe for all who use it. " * 6
        )
        lines += [""]
    rows = [(name, "organisation") for name in called]
    return accordlib.Document("invented", "\n".join(lines)), gazetteer(rows)


def paragraphs(folder: Path) -> list[Any]:
    """Return the paragraphs of a folder."""
    import accordlib

    return [p for d in accordlib.Corpus.from_folder(folder).values() for p in d.paragraphs]


def path(folder: Path) -> Callable[[], Any]:
    """`from_folder`, `paragraphs`, `tokenize`, `term_frequencies` of the corpus."""
    import accordlib

    return lambda: accordlib.term_frequencies(accordlib.tokenize(paragraphs(folder)))


def made_of_tokens(call: Callable[[Any, Any], Any]) -> Callable[[Path], Callable[[], Any]]:
    """Return what tokenizes the corpus beforehand."""

    def prepared(folder: Path) -> Callable[[], Any]:
        import accordlib

        tokens = accordlib.tokenize(paragraphs(folder))
        return lambda: call(accordlib, tokens)

    return prepared


def loaded(_: Path) -> Callable[[], Any]:
    """`load_gazetteer` with 4,000 rows."""
    import accordlib

    place = tempfile.TemporaryDirectory()

    def call() -> Any:
        return accordlib.load_gazetteer(Path(place.name, "list.csv"))

    gazetteer([(name, "person") for name in names(4000)]).to_csv(
        f"{place.name}/list.csv", index=False
    )
    return call


def persons(folder: Path) -> Callable[[], Any]:
    """`find_mentions` of 4,000 persons in a megabyte of the corpus."""
    import accordlib

    found, size = [], 0
    for p in paragraphs(folder):
        found += [p]
        size += len(p.text)
        if size > 1e6:
            break
    listed = gazetteer([(name, "person") for name in names(4000)])
    return lambda: accordlib.find_mentions(found, listed).table


def one_first_word(_: Path) -> Callable[[], Any]:
    """`find_mentions` of 4,000 names with one first word in the Accord."""
    import accordlib

    listed = gazetteer([(f"Ministry {name}", "body") for name in names(4000)])
    accord = accordlib.load_corpus()["accord"].paragraphs
    return lambda: accordlib.find_mentions(accord, listed).table


def one_paragraph(_: Path) -> Callable[[], Any]:
    """`find_mentions` of 700 names in one paragraph."""
    import accordlib

    called = names(700)
    text = accordlib.Document("one", ", ".join(called) + ".").paragraphs
    listed = gazetteer([(name, "person") for name in called])
    return lambda: accordlib.find_mentions(text, listed).table


def thousand(folder: Path) -> tuple[list[Any], pd.DataFrame, list[str]]:
    """Return every eighth text, whole; a gazetteer of a thousand names, and these."""
    import accordlib

    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))[::8]]
    listed = accordlib.load_gazetteer().query("type != 'person'")
    forms = (listed["name"] + "|" + listed["aliases"]).str.split("|")
    listed = listed[forms.map(len).cumsum() <= 1000]
    called = {form.strip(): None for some in forms[listed.index] for form in some if form.strip()}
    passages = [accordlib.Passage(f"t{n}:all", t, f"t{n}", 0, len(t)) for n, t in enumerate(texts)]
    return passages, listed, list(called)


def many_mentions(folder: Path) -> Callable[[], Any]:
    """`find_mentions` of a thousand names of the gazetteer in an eighth of the texts."""
    import accordlib

    passages, listed, _ = thousand(folder)
    return lambda: accordlib.find_mentions(passages, listed).table


def alternation(folder: Path) -> Callable[[], Any]:
    """The same names in one compiled pattern, which knows nothing but them."""
    from sides.common import pattern, spellings

    passages, _, called = thousand(folder)
    whole = re.compile(pattern([form for name in called for form in spellings(name)]))
    return lambda: [(p.id, *m.span()) for p in passages for m in whole.finditer(p.text)]


def network(passages: int, actors: int) -> Any:
    """Return the network of an invented agreement, its mentions and list."""
    import accordlib

    document, listed = invented(passages, actors)
    mentions = accordlib.find_mentions(document.paragraphs, listed)
    return accordlib.actor_network(mentions), mentions, listed


def null_model(_: Path) -> Callable[[], Any]:
    """`null_model`, 300 actors × 500 passages, 100 shuffles."""
    import accordlib

    graph, *_ = network(500, 300)
    return lambda: accordlib.null_model(graph, 100).edges


def centralities(_: Path) -> Callable[[], Any]:
    """`centralities` of 300 actors, 20 draws."""
    import accordlib

    graph, *_ = network(500, 300)
    return lambda: accordlib.centralities(graph, 20)


def stability(_: Path) -> Callable[[], Any]:
    """`stability` of 60 actors × 120 passages."""
    import accordlib

    _, mentions, listed = network(120, 60)
    return lambda: accordlib.stability(mentions, listed)


def study(_: Path) -> Callable[[], Any]:
    """`study` of an invented agreement of 129 kB, 227 passages, 55 actors."""
    import accordlib

    document, listed = invented(225, 55)
    return lambda: accordlib.study(document, listed).tables["passages"]


def overlap(_: Path) -> Callable[[], Any]:
    """The first `overlap` of a session."""
    import accordlib

    corpus = accordlib.load_corpus()
    one, other = corpus["article"], corpus["article-rewrite"]
    return lambda: accordlib.overlap(one, other)


def concordance(_: Path) -> Callable[[], Any]:
    """Import, five texts and a concordance."""

    def call() -> Any:
        import accordlib

        accord = accordlib.load_corpus()["accord"]
        return accordlib.kwic(accordlib.tokenize(accord.paragraphs), "security").table

    return call


def lesson(number: str, first: bool = False) -> Callable[[Path], Callable[[], Any]]:
    """Return what runs a lesson of the checkout, or its first cell; NLTK is imported before."""

    def prepared(_: Path) -> Callable[[], Any]:
        from IPython.core.interactiveshell import InteractiveShell

        spec = importlib.util.find_spec("accordlib")
        os.chdir(Path(spec.origin).parents[1] / "notebooks")
        os.environ["MPLBACKEND"] = "Agg"
        [path] = Path().glob(f"{number}_*.ipynb")
        cells = json.loads(path.read_text("utf-8"))["cells"]
        codes = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        shell = InteractiveShell.instance()
        if re.search(r"^(?:import|from) nltk\b", "\n".join(codes), re.MULTILINE):
            importlib.import_module("nltk")

        def call() -> Any:
            for code in codes[: 1 if first else None]:
                shell.run_cell(code).raise_error()
            return codes

        return call

    return prepared


NUMBERS = sorted(p.name.partition("_")[0] for p in HERE.parent.glob("notebooks/*.ipynb"))
LESSONS = {
    "`import nltk`": lambda _: lambda: dir(importlib.import_module("nltk")),
    **{f"lesson {n} from top to bottom": lesson(n) for n in NUMBERS},
    "first cell of lesson 04": lesson("04", first=True),
}
CALLS: dict[str, Callable[[Path], Callable[[], Any]]] = {
    "the path from a folder to a table of terms": path,
    "`tokenize` of all paragraphs": lambda folder: _tokenized(paragraphs(folder)),
    "`document.paragraphs` of all": lambda folder: _paragraphs(folder),
    "`tokens.filter` by `stopwords()`": made_of_tokens(
        lambda a, t: t.filter(words=lambda word: word not in a.stopwords())
    ),
    '`term_frequencies(by="document")`': made_of_tokens(
        lambda a, t: a.term_frequencies(t, by="document")
    ),
    '`kwic("the").table`': made_of_tokens(lambda a, t: a.kwic(t, "the").table),
    "`load_gazetteer`, 4,000 rows": loaded,
    "`find_mentions`, 4,000 persons, a megabyte": persons,
    "`find_mentions`, 4,000 names with one first word, the Accord": one_first_word,
    "`find_mentions`, 700 names in one paragraph": one_paragraph,
    "`find_mentions`, a thousand names, every eighth text": many_mentions,
    "one alternation of these names, every eighth text": alternation,
    "`null_model`, 300 actors, 500 passages, 100 shuffles": null_model,
    "`centralities`, 300 actors, 20 draws": centralities,
    "`stability`, 60 actors, 120 passages": stability,
    "`study`, 129 kB, 227 passages, 55 actors": study,
    "first `overlap` of a session": overlap,
    "import, five texts, a concordance": concordance,
    **LESSONS,
}
OF_TEXTS = list(CALLS)[:6]  # which depend on the corpus
ANEW = {"import, five texts, a concordance", *LESSONS}  # to which imports belong


def _tokenized(passages: list[Any]) -> Callable[[], Any]:
    import accordlib

    return lambda: accordlib.tokenize(passages)


def _paragraphs(folder: Path) -> Callable[[], Any]:
    import accordlib

    documents = list(accordlib.Corpus.from_folder(folder).values())
    return lambda: [p for document in documents for p in document.paragraphs]


def once(name: str, folder: Path) -> None:
    """Prepare and run a call in this process; print seconds, size of the result and memory."""
    if name not in ANEW:
        importlib.import_module("pandas")
    call = CALLS[name](folder)
    start = time.process_time()
    result = call()
    seconds = time.process_time() - start
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.is_file() else []
    memory = {line[:5]: int(line.split()[1]) / 1024 for line in lines if line.endswith(" kB")}
    found = {"peak": memory.get("VmHWM", 0), "kept": memory.get("VmRSS", 0)}
    print(json.dumps({"seconds": seconds, "size": len(result), **found}))


def run(name: str, folder: Path, library: Path) -> dict[str, float]:
    """Run a call in a new process with the library of a checkout."""
    command = [sys.executable, str(HERE / "felt.py"), "--once", name, "--corpus", str(folder)]
    own = {**os.environ, "PYTHONPATH": str(library), "ACCORD_NO_PROGRESS": "1"}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=own)
    return json.loads(done.stdout.splitlines()[-1])


def rows(folder: Path, beside: Path | None, rounds: int, only: list[str]) -> list[list[str]]:
    """Run the calls, both versions in turn; return the rows of the table."""
    found = []
    for name in only or CALLS:
        compared = beside and name not in LESSONS  # which have other cells there
        places = [HERE.parent, *([beside] if compared else [])]
        runs: list[list[dict[str, float]]] = [[] for _ in places]
        for _ in range(rounds):
            for of_place, library in zip(runs, places, strict=True):
                of_place.append(run(name, folder, library))
        sizes = [of_place[0]["size"] for of_place in runs]
        alike = all(math.isclose(size, sizes[0], rel_tol=LIKE) for size in sizes)
        said = f"{sizes[0]:,.0f}" if alike else " against ".join(f"{s:,.0f}" for s in sizes)
        now, *then = (median(r["seconds"] for r in of_place) for of_place in runs)
        before = [f"{then[0]:.3g}", f"**{then[0] / now:.3g} x**"] if then else ["", ""]
        memory = (f"{max(r[of] for r in runs[0]):,.0f}" for of in ("peak", "kept"))
        found.append([name, f"{now:.3g}", *before, said, *memory])
        print(*found[-1], sep="\t", file=sys.stderr, flush=True)
    return found


HEADER = ["", "s", "before", "ratio", "rows", "peak, MiB", "kept, MiB"]


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="plain-text files")
    parser.add_argument("--beside", type=Path, help="another checkout, such as a git worktree")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=CALLS, default=[])
    parser.add_argument("--once", choices=CALLS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        once(given.once, given.corpus)
    else:
        rows(given.corpus, given.beside, given.rounds, given.only)


if __name__ == "__main__":
    main()
