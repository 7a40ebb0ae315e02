"""The project's texts, and small made-up ones, for the tests of the library."""

import ast
import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
from hypothesis import settings

from accordlib import (
    Agreement,
    Corpus,
    Document,
    Mentions,
    Passage,
    Tokens,
    load_corpus,
    load_gazetteer,
    parse_agreement,
)
from accordlib import tokenize as tokenize_passages
from accordlib.actors.mentions import MENTION_COLUMNS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
SHARED = ROOT.parent / "shared"

# No test is timed, and none leaves files behind. The course tries the same examples each time;
# ``python3 course.py fuzz`` tries others, and twenty times as many.
PROFILE = os.environ.get("ACCORD_EXAMPLES", "course")
TIMES = 1 if PROFILE == "course" else 20
EVERY = {"deadline": None, "database": None}
settings.register_profile("course", derandomize=True, **EVERY)
settings.register_profile("random", max_examples=100 * TIMES, print_blob=True, **EVERY)
settings.load_profile(PROFILE)


def examples(number: int) -> settings:
    """Return how to try so many examples in the course's profile, and more in the random one."""
    return settings(max_examples=number * TIMES)


@cache
def corpus() -> Corpus:
    """Return the project's five texts."""
    return load_corpus(DATA)


@cache
def accord() -> Agreement:
    """Return the Accord, taken apart."""
    return parse_agreement(corpus()["accord"])


def passage(id: str) -> Passage:
    """Return a passage of the project's texts by its id, such as ``accord:D2``."""
    name, _, label = id.partition(":")
    return (accord() if name == "accord" else corpus()[name])[label]


@cache
def running_text() -> tuple[Passage, ...]:
    """Return the Accord's parts and the paragraphs of the four news texts."""
    news = (d for d in corpus().values() if d.id != "accord")
    return (*accord().passages, *(p for d in news for p in d.paragraphs))


@cache
def real_tokens() -> Tokens:
    """Return the tokens of all running text."""
    return tokenize_passages(running_text())


def passages(*texts: str, document: str = "d", pillars: str = "") -> tuple[Passage, ...]:
    """Return made-up passages as they would stand, a line each, in one document."""
    made, start = [], 0
    for n, text in enumerate(texts, start=1):
        pillar = pillars[n - 1] if pillars else ""
        end = start + len(text)
        made.append(Passage(f"{document}:p{n}", text, document, start, end, pillar=pillar))
        start = end + 1
    return tuple(made)


def tokens(*texts: str, document: str = "d", pillars: str = "") -> Tokens:
    """Return the tokens of made-up passages."""
    return tokenize_passages(passages(*texts, document=document, pillars=pillars))


def exported() -> tuple[str, ...]:
    """Return the names that the package's stub exports."""
    tree = ast.parse((ROOT / "accordlib" / "__init__.pyi").read_text("utf-8"))
    froms = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return tuple(alias.name for node in froms for alias in node.names)


def document(text: str, **description: object) -> Document:
    """Return a made-up document."""
    return Document(id="d", text=text, **description)


@cache
def real_gazetteer() -> pd.DataFrame:
    """Return the project's own gazetteer."""
    return load_gazetteer(DATA / "annotations" / "gazetteer.csv")


@cache
def annotated(name: str = "mentions") -> Mentions:
    """Return the reconciled mentions of all running text, or those of one coding."""
    return Mentions(running_text(), corpus().annotations(name))


def gazetteer(*rows: str) -> pd.DataFrame:
    """Return a made-up gazetteer; a row is ``id, name, type, belongs_to, acts_for, aliases``."""
    columns = ["id", "name", "type", "belongs_to", "acts_for", "aliases", "source"]
    cells = [[cell.strip() for cell in row.split(",")] for row in rows]
    filled = [row + [""] * (len(columns) - len(row)) for row in cells]
    return pd.DataFrame(filled, columns=columns, dtype="string")


def mentions(
    *texts: str, types: dict[str, str] | None = None, kinds: str = "", pillars: str = ""
) -> Mentions:
    """Return made-up passages in which every capital letter on its own is a mention.

    The id is the small letter; it is a state unless ``types`` has another type for it. A ``c`` in
    ``kinds`` makes its passage a commitment.
    """
    kind = {"c": "commitment", "p": "paragraph"}
    made = passages(*texts, pillars=pillars)
    if kinds:
        made = tuple(replace(p, kind=kind[k]) for p, k in zip(made, kinds, strict=True))
    rows = [
        (p.id, p.start + m.start(), p.start + m.end(), m[0], id, (types or {}).get(id, "state"))
        for p in made
        for m in re.finditer(r"\b[A-Z]\b", p.text)
        for id in [m[0].lower()]
    ]
    return Mentions(made, pd.DataFrame(rows, columns=list(MENTION_COLUMNS)))
