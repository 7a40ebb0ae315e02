"""Make the River Pact as people send it: a Word draft with tracked changes, a PDF in two columns.

    python tools/river_pact.py

Both stand in ``data/fictional``, and lesson 11 reads them. The draft is written by hand
(``tests/readers/parts.py``); Chromium prints the PDF. Neither is needed to read the files.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "readers"))

from parts import change, docx, heading, levels, note, notes, num, p  # noqa: E402

FOLDER = ROOT / "data" / "fictional"
TEXT = (FOLDER / "river-pact-en.txt").read_text("utf-8")
CHANGED = {  # what was deleted from the draft, and what was put in
    "We will end customs duties on fish, salt and timber ": ("within three years", "in due course"),
    "We ": ("will", "endeavour to"),
}
RECOGNISE = " recognise each other's technical standards for boats and ports."
NOTED, NOTE = "2033", "Without the locks at Sella, which are built anew."


def draft() -> bytes:
    """Return the draft: headings with their numbers by a list, two tracked changes, a note."""
    body = []
    for line in filter(None, TEXT.splitlines()):
        if title := re.match(r"Article \d: (.*)", line):
            body.append(p(title[1], style="Heading1", num=(1, 0)))
        elif line.startswith("- "):
            body.append(p(*_with_changes(line[2:]), num=(2, 0)))
        else:
            body.append(p(line, style="" if body else "Title"))
    lists = [
        levels(0, ("decimal", "Article %1:")),
        num(1, 0),
        levels(1, ("bullet", "•")),
        num(2, 1),
    ]
    return docx(body, styles=heading(1, 1), numbering=lists, footnotes=notes("footnote", NOTE))


def _with_changes(line: str) -> list[str]:
    if NOTED in line:
        before, after = line.split(NOTED)
        return [before + NOTED, note(1), after]
    for number, (before, (old, new)) in enumerate(CHANGED.items()):
        after = line.removeprefix(f"{before}{old}")
        if after != line and (before != "We " or after == RECOGNISE):
            return [before, change("del", old, 10 + number), change("ins", new, 20 + number), after]
    return [line]


def page() -> str:
    """Return a page in two columns, the note at its foot."""
    lines = [x for x in TEXT.splitlines() if x]
    inner = "".join(
        f"<h2>{escape(x)}</h2>"
        if x.startswith("Article ")
        else f"<ul><li>{escape(x[2:])}</li></ul>"
        if x.startswith("- ")
        else f"<p>{escape(x)}</p>"
        for x in lines[1:]
    ).replace("</ul><ul>", "")
    inner = inner.replace(f"{NOTED}.", f"{NOTED}<sup>1</sup>.")
    style = """@page{size:A4;margin:20mm} body{font:11pt/1.35 "Liberation Serif",serif}
        h1{font-size:18pt;text-align:center} h2{font-size:13pt;margin:6pt 0}
        p{margin:0 0 6pt} ul{margin:0 0 6pt;padding-left:14pt;list-style:none}
        li::before{content:"–";display:inline-block;width:12pt;margin-left:-12pt}
        div{column-count:2;column-gap:10mm;text-align:justify}
        footer{font-size:8.5pt;border-top:.5pt solid #000;margin-top:10pt;padding-top:3pt}"""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{style}</style>'
        f"<h1>{escape(lines[0])}</h1><div>{inner}</div>"
        f"<footer><sup>1</sup> {escape(NOTE)}</footer></html>"
    )


def main() -> None:
    (FOLDER / "river-pact-draft.docx").write_bytes(draft())
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pact.html"
        source.write_text(page(), "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
        command += [f"--user-data-dir={folder}", "--no-pdf-header-footer"]
        command += [f"--print-to-pdf={FOLDER / 'river-pact-columns.pdf'}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


if __name__ == "__main__":
    main()
