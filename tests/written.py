"""What is checked of lessons and solved sets after nbval has run their cells: prose and figures.

Both are asked of the kernel in which nbval has compared the stored outputs (see ``conftest.py`` of
the checkout). Students' notebooks have the same prose as the solved sets that they are made from.
The solved set of a lesson and the one that students open run in the lesson's kernel after it, once
it has forgotten all names and options.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import prose
import pytest

from accordlib import AccordError, Agreement, Document, load_corpus, parse_agreement, sentences

LESSONS, MADE_IN, SOLVED = "notebooks", "exercises", "solutions"  # the folders of notebooks
FORGET = """
import os, sys
os.chdir({folder!r})
getattr(sys.modules.get("readable"), "SEEN", []).clear()
if "pandas" in sys.modules:
    sys.modules["pandas"].reset_option("^(display|mode|future)")
if "matplotlib.pyplot" in sys.modules:
    sys.modules["matplotlib.pyplot"].close("all")
    sys.modules["matplotlib.pyplot"].rcdefaults()
get_ipython().reset()
"""
LECTURERS = Path(__file__).resolve().parents[1] / "docs" / "lecturers"
READABLE = str(Path(__file__).with_name("readable.py"))
# Leaves no name behind in a lesson, and imports nothing before the lesson shows a Picture.
CODE = f"""
def shown(picture):
    import importlib.util, sys
    if "readable" not in sys.modules:
        spec = importlib.util.spec_from_file_location("readable", {READABLE!r})
        sys.modules["readable"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["readable"])
    bundle = picture._repr_mimebundle_()
    sys.modules["readable"].note(picture)
    return bundle

shell.display_formatter.mimebundle_formatter.for_type_by_name(
    "accordlib.figures.picture", "Picture", shown
)
"""
WATCH = f"exec({CODE!r}, {{'shell': get_ipython()}})"
SEEN = "'\\n'.join(getattr(__import__('sys').modules.get('readable'), 'SEEN', []))"


class Kernel:
    """A kernel in which a notebook has run, and how it is given code."""

    def __init__(self, execute: Callable[..., Mapping[str, Any]]) -> None:
        self.execute = execute

    def values(self, expressions: list[str]) -> list[str]:
        """Return the ``str()`` of each expression, or the exception as ``Name: message``."""
        asked = {str(number): f"str({text})" for number, text in enumerate(expressions)}
        reply = self.execute("", user_expressions=asked, reply=True, timeout=60)
        return [self.value(reply["content"]["user_expressions"][number]) for number in asked]

    @staticmethod
    def value(answer: Mapping[str, Any]) -> str:
        """Return one answer of the kernel as text."""
        if answer["status"] == "ok":
            return ast.literal_eval(answer["data"]["text/plain"])
        return f"{answer['ename']}: {answer['evalue']}"


@cache
def agreements() -> dict[str, Agreement]:
    """Return the Accord and the made-up agreements of the lessons, taken apart."""
    corpus = load_corpus()
    fictional = corpus.folder / "fictional"
    labels = {"merrow-compact": ("H", "W", "C"), "river-pact-en": ("N", "W", "E")}
    practice = {
        id: replace(Document.from_file(fictional / f"{id}.txt"), pillar_labels=given)
        for id, given in labels.items()
    }
    return {id: parse_agreement(d) for id, d in {"accord": corpus["accord"], **practice}.items()}


def find_passage(name: str) -> str:
    """Return the text of ``accord:D2``, ``article:p3.s1`` and the like."""
    document, label = name.split(":")
    label, _, number = label.partition(".s")
    passage = (agreements().get(document) or load_corpus()[document])[label]
    if not number:
        return passage.text
    parts = sentences(passage)
    if int(number) > len(parts):
        raise AccordError(f"{document}:{label} has {len(parts)} sentences, not {number}")
    return parts[int(number) - 1].text


def problems_of(notebook: Mapping[str, Any], kernel: Kernel, page: str = "") -> list[str]:
    """Return everything that is wrong with the prose of a notebook that ran in a kernel.

    Of the lecturers' page only what it binds is asked: it may tell numbers of its own.
    """
    markdown = [(c["id"], c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown"]
    reading = prose.read_lesson(markdown)
    found = [str(problem) for problem in reading.problems]
    reading.bindings += prose.read_lesson([("of the lecturers' page", page)]).bindings
    values = [b for b in reading.bindings if b.kind == "value"]
    for binding, value in zip(values, kernel.values([b.what for b in values]), strict=True):
        if not prose.same_value(binding.text, value):
            found.append(str(binding.problem(f"but `{binding.what}` gives {value!r}")))
    for binding in reading.bindings:
        if binding.kind == "passage":
            try:
                passage = find_passage(binding.what)
            except AccordError as error:
                found.append(str(binding.problem(f"cannot be looked up: {error}")))
                continue
            if not prose.stands_in(binding.text, passage):
                found.append(str(binding.problem(f"does not stand in {binding.what}")))
    return found


class Check(pytest.Item):
    """What a notebook must be besides its cells: asked of the kernel in which they ran."""

    def __init__(self, *, of: pytest.Collector, **given: Any) -> None:
        super().__init__(**given)
        self.of = of

    def runtest(self) -> None:
        """Fail with everything that is wrong with the prose or with the figures."""
        kernel, found = Kernel(self.parent.kernel.kc.execute), []
        if self.name.endswith("forgotten"):
            run_in(self.parent, FORGET.format(folder=str(self.of.path.parent)))
        elif self.name.endswith("prose"):
            page = LECTURERS / f"{self.of.path.stem}.md"
            text = page.read_text("utf-8") if self.of.path.parent.name == LESSONS else ""
            found = problems_of(self.of.nb, kernel, text)
        else:
            found = kernel.values([SEEN])[0].splitlines()
        if found:
            pytest.fail("\n".join(found), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the notebook and what is checked of it."""
        return self.of.path, 0, self.nodeid


def is_written(notebook: pytest.Collector) -> bool:
    """Tell whether a notebook was written, not made from one."""
    return notebook.path.parent.name != MADE_IN


def checks(notebook: pytest.Collector) -> Iterator[pytest.Item]:
    """Yield what follows the cells of a notebook: checks, and what runs in its kernel."""
    yield from checks_of(notebook, notebook, "")
    for path in following(notebook.path):
        made = path.parent.name == MADE_IN
        of = type(notebook).from_parent(notebook.parent, path=path)
        prefix = "handed_out_" if made else "solved_"
        cells = list(of.collect())
        yield Check.from_parent(notebook, name=f"{prefix}forgotten", of=of)
        for cell in cells:
            given = {name: getattr(cell, name) for name in ("cell_num", "cell", "options")}
            name = f"{prefix}{cell.cell_num}"
            yield type(cell).from_parent(notebook, name=name, **given)
        yield from checks_of(of, notebook, prefix)


def checks_of(of: pytest.Collector, ran: pytest.Collector, prefix: str) -> Iterator[Check]:
    """Yield the checks of a notebook that was written and runs in a kernel."""
    for name in ("prose", "figures") * is_written(of):
        yield Check.from_parent(ran, name=f"{prefix}{name}", of=of)


def following(path: Path) -> list[Path]:
    """Return the notebooks that run in the kernel of one, after it."""
    folder = path.parent
    sets = {
        LESSONS: [folder.parent / MADE_IN / SOLVED, folder.parent / MADE_IN],
        SOLVED: [folder.parent],
    }
    return [p for p in (f / path.name for f in sets.get(folder.name, ())) if p.is_file()]


def run_in(notebook: pytest.Collector, code: str) -> None:
    """Run code of the tests in the kernel of a notebook."""
    reply = notebook.kernel.kc.execute(code, silent=True, reply=True, timeout=60)
    assert reply["content"]["status"] == "ok", reply


def watch(notebook: pytest.Collector) -> None:
    """Measure from now on each figure that the notebook shows, once it is shown."""
    if is_written(notebook) and not hasattr(notebook, "is_watched"):
        run_in(notebook, WATCH)
        notebook.is_watched = True
