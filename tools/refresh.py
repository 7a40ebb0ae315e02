"""Runs notebooks and stores their outputs in one normal form: a second run changes no byte."""

import base64
import itertools
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import nbformat
from catch_up import CELL, made_for
from handout import student_notebook
from kernels import use_local_sockets
from minutes import asks, update
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from accordlib.texts.files import write_whole

ROOT = Path(__file__).resolve().parents[1]
LESSONS = ROOT / "notebooks"
PICTURE = ROOT / "docs" / "overview.png"
PICTURE_TAG = "readme-picture"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
TIMINGS = ("execution", "ExecuteTime")


class RefreshError(Exception):
    """A notebook that cannot be refreshed, and why."""


def readable_id(source: str) -> str:
    """Return an id made from the first line that has letters: ``## Who is we?`` -> who-is-we."""
    plain = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode()
    for line in plain.splitlines():
        if words := re.findall(r"[a-z0-9]+", line.lower()):
            return "-".join(words)[:40].strip("-")
    return "cell"


def add_ids(cells: list[dict]) -> None:
    """Give each cell without an id one that is readable and free; touch no other."""
    taken = {cell["id"] for cell in cells if cell.get("id")}
    for cell in cells:
        if cell.get("id"):
            continue
        stem = readable_id("".join(cell["source"]))
        names = itertools.chain([stem], (f"{stem}-{n}" for n in itertools.count(2)))
        cell["id"] = next(name for name in names if name not in taken)
        taken.add(cell["id"])


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook as nbformat 4.5, with an id for every cell."""
    raw = json.loads(path.read_text("utf-8"))
    if raw.get("nbformat") != 4:
        raise RefreshError(f"{path.name}: not a notebook of format 4")
    raw["nbformat_minor"] = max(5, raw.get("nbformat_minor", 0))
    add_ids(raw["cells"])
    return nbformat.reads(json.dumps(raw), as_version=4)


def run(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Run every cell in a fresh kernel, in the notebook's own folder."""
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name=KERNEL["name"],
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        cell = next(cell for cell in notebook.cells if has_error(cell))
        said = f"{error.ename}: {error.evalue}"
        raise RefreshError(f"{path.name}, cell {cell.id}: {said}") from error
    except (CellTimeoutError, DeadKernelError) as error:
        raise RefreshError(f"{path.name}: {error}") from error


def has_error(cell: nbformat.NotebookNode) -> bool:
    """Tell whether a cell stores an error that it did not announce by its tag."""
    expected = "raises-exception" in cell.metadata.get("tags", [])
    return not expected and any(o.output_type == "error" for o in cell.get("outputs", []))


def normalise(notebook: nbformat.NotebookNode) -> None:
    """Keep what a reader sees; drop timings and versions."""
    notebook.metadata.kernelspec = dict(KERNEL)
    notebook.metadata.language_info = dict(LANGUAGE)
    fold_predicted(notebook.cells)
    counts = itertools.count(1)
    for cell in notebook.cells:
        for key in TIMINGS:
            cell.metadata.pop(key, None)
        if cell.cell_type != "code":
            continue
        cell.execution_count = next(counts) if cell.source.strip() else None
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count


def fold_predicted(cells: list[nbformat.NotebookNode]) -> None:
    """Fold the result that a reader is to predict; JupyterLab unfolds it when its cell is run."""
    predicted = False
    for cell in cells:
        if cell.cell_type != "code":
            predicted = predicted or "**Predict" in cell.source
            continue
        if asks(cell):
            continue
        hidden = dict(cell.metadata.pop("jupyter", {}), outputs_hidden=predicted and cell.outputs)
        kept = {name: True for name, value in sorted(hidden.items()) if value}
        if kept:
            cell.metadata.jupyter = kept
        predicted = predicted and not cell.outputs


def replace(path: Path, content: bytes) -> bool:
    """Put new content into a file in one step; tell whether the file changed."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(exist_ok=True)
    write_whole(path, content)
    return True


def picture(notebook: nbformat.NotebookNode, path: Path) -> bytes | None:
    """Return the PNG of the cell tagged for the README, if the notebook has one."""
    tagged = [c for c in notebook.cells if PICTURE_TAG in c.metadata.get("tags", [])]
    if not tagged:
        return None
    found = [
        output.data["image/png"]
        for cell in tagged
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    if len(found) != 1:
        raise RefreshError(f"{path.name}: {len(found)} pictures are tagged {PICTURE_TAG}, not one")
    return base64.b64decode(found[0])


def refreshed(notebook: nbformat.NotebookNode, path: Path) -> tuple[bytes, bytes | None]:
    """Return a notebook's new content and the README's picture, if it stands there."""
    run(notebook, path)
    normalise(notebook)
    nbformat.validate(notebook)
    content = nbformat.writes(notebook).rstrip("\n") + "\n"
    return content.encode("utf-8"), picture(notebook, path)


def made_from(path: Path) -> Iterator[tuple[Path, nbformat.NotebookNode]]:
    """Yield a notebook, and after solutions what students open, each with its path."""
    notebook = read(path)
    for cell in notebook.cells:
        if cell.id == CELL:
            cell.source = made_for(notebook.cells)
    yield path, notebook
    if path.parent.name == "solutions":
        yield path.parents[1] / path.name, student_notebook(notebook)


def store(path: Path, content: bytes, overview: bytes | None) -> None:
    """Write a notebook and the README's picture, if they changed, and say so."""
    said = "updated" if replace(path, content) else "unchanged"
    print(f"{path.parent.name}/{path.name}: {said}", flush=True)
    if overview and replace(PICTURE, overview):
        print(f"{PICTURE.relative_to(ROOT).as_posix()}: updated", flush=True)


def main(paths: list[Path]) -> int:
    """Refresh notebooks one after the other; a failed one keeps its old content."""
    use_local_sockets()
    failures = 0
    for path in paths:
        try:
            for target, notebook in made_from(path):
                store(target, *refreshed(notebook, target))
            if path.parent == LESSONS:
                update(path)
        except RefreshError as error:
            failures += 1
            print(f"FAILED, left as it was: {error}", file=sys.stderr, flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main([Path(name).resolve() for name in sys.argv[1:]]))
