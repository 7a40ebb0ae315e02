"""What a stored notebook must be like: each check yields what is wrong, as text."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

LONGEST_CELL = 12
REPEATS = "catch-up"
LONGEST_ALT = 150
SHORTEST_DESCRIPTION = 40
HEADER_ROWS = ("You will learn", "You need", "Time", "Level", "Texts")
SECTIONS = ("What this cannot tell you", "Recap", "Exercises", "Further reading")
PLACES = [Path(__file__).resolve().parents[1], Path(sys.prefix)]
TRACES = {
    "a folder of this machine": "|".join(re.escape(str(place)) for place in PLACES),
    "a memory address": r"\b(?:at|object at|id=) ?0x[0-9a-fA-F]{6,}\b",
    "an absolute path": r"(?<![\w/.:<])/(?:home|Users|root|tmp|var|usr|opt|mnt|private)/\w"
    r"|\b[A-Za-z]:\\+\w|\bfile://|/site-packages/|/ipykernel_\d+/",
    "a time of execution": r"\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}"
    r"|\b(?:Wall time|CPU times|Elapsed)\b|\b\d+(?:\.\d+)? ?[mµun]s ± ",
    "a version": r"(?i)\b(?:python|numpy|pandas|matplotlib|networkx|nltk|accordlib|ipython)"
    r"[ =]*=*[ =]*v?\d+\.\d+(?:\.\d+)?\b|__version__",
    "a progress bar": r"\d+%\|[█▏▎▍▌▋▊▉# ]*\||\d+(?:\.\d+)?it/s",
    "a warning": r"\b[A-Z]\w*Warning\b:",
}


def text_of(value: str | list[str]) -> str:
    """Return a multi-line field of a notebook as one string."""
    return value if isinstance(value, str) else "".join(value)


def code_cells(notebook: dict) -> list[dict]:
    """Return the code cells that hold any code."""
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return [cell for cell in cells if text_of(cell["source"]).strip()]


def markdown(notebook: dict) -> Iterator[tuple[str, str]]:
    """Yield id and source of the Markdown cells."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield cell["id"], text_of(cell["source"])


def check_ids(notebook: dict) -> Iterator[str]:
    """Every cell has an id of its own."""
    ids = [cell.get("id") for cell in notebook["cells"]]
    yield from (f"cell {number} has no id" for number, id in enumerate(ids, 1) if not id)
    yield from (
        f"two cells have the id {id}" for id in sorted({i for i in ids if ids.count(i) > 1})
    )


def check_counts(notebook: dict) -> Iterator[str]:
    """Cells have run once, from top to bottom."""
    for number, cell in enumerate(code_cells(notebook), 1):
        if cell["execution_count"] != number:
            yield f"cell {cell['id']} has the count {cell['execution_count']}, not {number}"


def check_outputs(notebook: dict) -> Iterator[str]:
    """Outputs hold neither errors nor traces of the machine they were made on."""
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            if output["output_type"] == "error":
                yield f"cell {cell['id']} stores an error: {output['ename']}"
            elif output.get("name") == "stderr":
                yield f"cell {cell['id']} writes to stderr: {text_of(output['text'])[:80]}"
            for found in traces(output):
                yield f"cell {cell['id']} stores {found}"


def traces(output: dict) -> Iterator[str]:
    """Yield what in an output would differ on another machine or day."""
    shown = [output.get("text", ""), *output.get("data", {}).items()]
    for part in shown:
        kind, value = part if isinstance(part, tuple) else ("text/plain", part)
        if kind.startswith("image/") and kind != "image/svg+xml":
            continue
        text = json.dumps(value) if isinstance(value, dict) else text_of(value)
        for name, pattern in TRACES.items():
            if match := re.search(pattern, text):
                yield f"{name}: {match[0]!r}"


def check_pictures(notebook: dict) -> Iterator[str]:
    """Every picture has a description, as its text and as its alternative text."""
    for cell in code_cells(notebook):
        for output in cell["outputs"]:
            if "image/png" not in output.get("data", {}):
                continue
            said = text_of(output["data"].get("text/plain", ""))
            alt = output.get("metadata", {}).get("image/png", {}).get("alt")
            if len(said) < SHORTEST_DESCRIPTION or re.fullmatch(r"<[^>]*>", said):
                yield f"cell {cell['id']}: the picture has no description but {said!r}"
            elif not alt or len(alt) > LONGEST_ALT or not f"{said} ".startswith(f"{alt} "):
                yield f"cell {cell['id']}: no short first sentence is the alternative text: {alt!r}"


def check_length(notebook: dict) -> Iterator[str]:
    """A code cell does one thing, in few lines; one repeats, folded, what others have made."""
    for cell in code_cells(notebook):
        if cell["id"] == REPEATS:
            continue
        lines = [line for line in text_of(cell["source"]).splitlines() if line.strip()]
        if len(lines) > LONGEST_CELL:
            yield f"cell {cell['id']} has {len(lines)} lines of code; {LONGEST_CELL} are the most"


def check_header(notebook: dict) -> Iterator[str]:
    """A lesson opens with its question and its header table."""
    first = notebook["cells"][0]
    source = text_of(first["source"])
    if first["cell_type"] != "markdown" or not re.match(r"# \S", source):
        yield "the first cell is not Markdown with a title (# ...)"
    for row in HEADER_ROWS:
        if not re.search(rf"^\|\s*\**{row}\b", source, re.MULTILINE):
            yield f"the header table has no row {row!r}"


def check_sections(notebook: dict) -> Iterator[str]:
    """A lesson closes with its limits, recap, exercises and reading."""
    prose = "\n".join(source for _, source in markdown(notebook))
    for section in SECTIONS:
        if not re.search(rf"^#+ +{section}\b", prose, re.MULTILINE | re.IGNORECASE):
            yield f"there is no section {section!r}"


def check_links(notebook: dict, folder: Path) -> Iterator[str]:
    """Relative links lead to files that exist."""
    for id, source in markdown(notebook):
        prose = re.sub(r"`[^`]*`", "", source)
        targets = re.findall(r"\]\(\s*<?([^)\s>]+)", prose)
        targets += re.findall(r"""(?:src|href)=["']([^"']+)""", prose)
        for target in targets:
            path = unquote(target.partition("#")[0])
            if re.match(r"[a-z]+:", target) or not path:
                continue
            if not (folder / path).exists():
                yield f"cell {id} links to {target}, which does not exist"
