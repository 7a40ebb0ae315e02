"""Builds the site of the course from the stored outputs: ``python3 course.py site``.

The sources are copied into a folder of their own and made ready on the way; Sphinx makes pages of
them. No notebook is run. Only the slides and the report on the Accord are made anew.
"""

import ast
import base64
import hashlib
import html
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from urllib.parse import quote

import nbformat
import slides
import yaml
from handout import student_notebook
from sphinx.cmd.build import main as sphinx

from accordlib import load_corpus, load_gazetteer, study
from accordlib.figures.picture import DETAILS

ROOT = Path(__file__).resolve().parents[1]
PARTS = ROOT / "tools" / "pages"
COPIED = (
    *("notebooks/*.md", "notebooks/*.ipynb", "exercises/*.md", "exercises/*.ipynb"),
    *("docs/**/*.md", "docs/*.png", "data/**/*.*", "benchmarks/documents.md"),
    *("CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE", "pyproject.toml"),
)
COURSE_JS = ROOT / ".jupyter" / "labextensions" / "accord-course" / "static" / "course.js"
COMMENT = re.compile(r"(?s)(```.*?```|`[^`\n]*`)|<!--.*?-->")
NESTED = {"docs/lecturers/README.md": "*", "data/annotations/README.md": "CODEBOOK*"}
TREE = "\n\n```{{toctree}}\n:hidden:\n:glob:\n\n{}\n```\n"
INTRODUCED = re.compile(r"\[(\d\db?)\]$", re.MULTILINE)  # in the glossary


COMPLETE = ("slides", "report")  # pages that are made whole
IMAGE = re.compile(r'src="data:image/png;base64,([^"]+)"')
MENDED = (
    (re.compile(r"<th\b[^>]*>\s*(?:<p>\s*</p>)?\s*</th>"), "<td></td>"),
    (re.compile(r"(?s)<table\b.*?</table>"), r'<div class="wide" tabindex="0">\g<0></div>'),
    (re.compile(r'(<p class="caption") role="heading"'), r"\1"),
    (re.compile(r'role="doc-biblioentry"'), 'role="listitem"'),
    (re.compile(r'<div id="search-results">'), r"<h1>Search</h1>\n\g<0>"),
    (re.compile(r'(<aside class="sidebar-drawer")'), r'\1 aria-label="Site"'),
    (re.compile(r'(<aside class="toc-drawer[^"]*")'), r'\1 aria-label="This page"'),
)


def anchor(title: str) -> str:
    """Return what JupyterLab calls a heading, and so the links of the lessons."""
    return title.replace(" ", "-")


@cache
def repository() -> str:
    """Return the address of the repository, as CITATION.cff has it, or nothing."""
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8")).get("repository-code", "")


def without_comments(text: str) -> str:
    """Return Markdown without the comments that bind its numbers.

    >>> without_comments("It has **29**<!-- = 28 + 1 --> of `<!-- -->`.")
    'It has **29** of `<!-- -->`.'
    """
    return COMMENT.sub(lambda found: found[1] or "", text)


def figure(output: dict) -> dict:
    """Return a figure as HTML with its alternative text, its words and its table."""
    shown = f"<figure>{slides.image(output)}</figure>\n{output['data'].get(DETAILS, '')}"
    return nbformat.v4.new_output("display_data", {"text/html": shown})


def ready(notebook: dict) -> dict:
    """Return a notebook as a page shows it: folded as in JupyterLab, without idle answers."""
    kept = []
    for cell in notebook["cells"]:
        tags = cell["metadata"].setdefault("tags", [])
        if "answer" in tags and not cell["id"].endswith("-options"):
            continue  # the checks of an exercise, which have nothing to check
        kept.append(cell)
        if cell["cell_type"] == "markdown":
            cell["source"] = without_comments(cell["source"])
            continue
        folded = cell["metadata"].get("jupyter", {})
        if folded.get("source_hidden"):
            tags += ["hide-input"]
            cell["metadata"]["mystnb"] = {"code_prompt_show": "Unfold the code"}
        tags += ["hide-output"] * folded.get("outputs_hidden", False)
        asks = "predict(" in cell["source"] and "exercises" not in cell["id"]
        shown = [] if asks else cell["outputs"]
        cell["outputs"] = [figure(o) if "image/png" in o.get("data", {}) else o for o in shown]
    return {**notebook, "cells": kept}


def copy_sources(source: Path, extra: Path) -> None:
    """Copy what becomes pages, and the notebooks to download."""
    lessons = {path.stem.partition("_")[0]: path.name for path in ROOT.glob("notebooks/*.ipynb")}
    for path in sorted(path for pattern in COPIED for path in ROOT.glob(pattern)):
        place = source / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".ipynb":
            notebook = nbformat.read(path, as_version=4)
            handout = extra / path.relative_to(ROOT)
            handout.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(student_notebook(notebook), handout)
            nbformat.write(nbformat.from_dict(ready(notebook)), place)
        elif path.suffix == ".md":
            text = without_comments(path.read_text("utf-8"))
            if beneath := NESTED.get(path.relative_to(ROOT).as_posix()):
                text += TREE.format(beneath)
            if path.name == "GLOSSARY.md":
                text = INTRODUCED.sub(lambda found: f"({found[0]}({lessons[found[1]]}))", text)
            place.write_text(text, "utf-8")
        else:
            shutil.copyfile(path, place)


def rooms() -> dict[str, tuple[str, list[str]]]:
    """Return the question of each room, as the architecture asks it, and its public names."""
    table = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    questions = dict(re.findall(r"^\| `(\w+)(?:/|\.py)` \| (.*?) \|", table, re.MULTILINE))
    names = defaultdict(list)
    stub = ast.parse((ROOT / "accordlib" / "__init__.pyi").read_text("utf-8"))
    for node in ast.walk(stub):
        if isinstance(node, ast.ImportFrom):
            names[node.module.partition(".")[0]] += [alias.name for alias in node.names]
    return {room: (questions.get(room, ""), sorted(found)) for room, found in names.items()}


def write_reference(folder: Path) -> None:
    """Write a page for each room of the library: its question and the docstrings."""
    folder.mkdir()
    for room, (question, names) in rooms().items():
        title = room.capitalize()
        lines = [title, "=" * len(title), "", question.replace("`", "``"), ""]
        lines += [".. currentmodule:: accordlib", ""]
        for name in names:
            kind = "class" if name[0].isupper() else "function"
            kind = "exception" if name.endswith("Error") else kind
            lines += [f".. auto{kind}:: {name}", *["   :members:"] * (kind == "class"), ""]
        (folder / f"{room}.rst").write_text("\n".join(lines), "utf-8")
    lines = ["Cluster", "=======", "", ".. automodule:: accordlib.cluster", "   :members:", ""]
    (folder / "cluster.rst").write_text("\n".join(lines), "utf-8")


def opening(page: str) -> str:
    """Return how a notebook is opened here and elsewhere, as HTML."""
    up = "../" * page.count("/")
    there = f"{up}start.html#binder"
    if repository():
        there = f"https://mybinder.org/v2/git/{quote(repository(), safe='')}/HEAD"
        there += f"?urlpath={quote(f'lab/tree/{page}.ipynb', safe='')}"
    return (
        '<div class="opening"><details><summary>Open in JupyterLab</summary>'
        "<p>In the folder of the course, on your own machine:</p>"
        f"<pre>python3 course.py lab {page}.ipynb</pre>"
        f'<p>It opens your own copy, without results. <a href="{up}start.html">How to begin</a></p>'
        f'</details><a href="{html.escape(there)}">Binder</a>'
        f'<a href="{page.rpartition("/")[2]}.ipynb" download>Download</a></div>'
    )


def mended(page: str) -> str:
    """Return a page of the theme as everybody can use it, those with a screen reader too.

    >>> mended("<table><tr><th></th></tr></table>")
    '<div class="wide" tabindex="0"><table><tr><td></td></tr></table></div>'
    """
    for old, new in MENDED:
        page = old.sub(new, page)
    return page


def finish(made: Path) -> None:
    """Mend all pages; put each figure into a file of its own, which pages share."""
    images = made / "_images"
    images.mkdir(exist_ok=True)
    for path in made.rglob("*.html"):
        name = path.relative_to(made).with_suffix("").as_posix()
        up = "../" * name.count("/")

        def moved(found: re.Match[str], up: str = up) -> str:
            image = base64.b64decode(found[1])
            file = f"{hashlib.sha256(image).hexdigest()[:16]}.png"
            (images / file).write_bytes(image)
            return f'src="{up}_images/{file}"'

        page = IMAGE.sub(moved, path.read_text("utf-8"))
        if path.parent.name not in COMPLETE:
            page = mended(page)
        if (ROOT / f"{name}.ipynb").is_file():
            page = page.replace("</h1>", f"</h1>\n{opening(name)}", 1)
        path.write_text(page, "utf-8")


def build(work: Path) -> Path:
    """Build the site in a folder; return the folder of its pages."""
    source, made, extra = work / "source", work / "made", work / "source" / "extra"
    shutil.copytree(PARTS, source)
    copy_sources(source, extra)
    write_reference(source / "reference")
    slides.main(extra / "slides")
    study(load_corpus()["accord"], load_gazetteer()).save(extra / "report")
    shutil.copyfile(COURSE_JS, source / "static" / "course.js")
    options = ("-b", "html", "-q", "-W", "--keep-going", "-d", str(work / "doctrees"))
    if sphinx([*options, str(source), str(made)]):
        sys.exit("The site was not built: see what Sphinx says above.")
    finish(made)
    return made


def main(folder: Path) -> None:
    """Build the site and put it in the place of an earlier one."""
    with tempfile.TemporaryDirectory() as work:
        made = build(Path(work))
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder)
    pages = len(list(folder.rglob("*.html")))
    size = sum(path.stat().st_size for path in folder.rglob("*.*")) / 1e6
    print(f"{pages} pages, {size:.1f} MB: open {folder.name}/index.html in a browser.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
