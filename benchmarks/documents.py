"""Compare readers of files with what a person sees: ``python3 course.py documents``.

Each tool reads the files of ``tests/readers`` that it can read, with tracked changes accepted where
it has a choice. Its plain text is scored by ``tests/truths.py``; ``documents.md`` is written anew.
A tool that is not installed is left out.
"""

import re
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

import truths  # noqa: E402

from accordlib.readers.opening import read_file  # noqa: E402

BEGIN = "<!-- measured: begin -->"
PAGES, ROUNDS = 52, 5
Reads = Callable[[Path], str]


def accordlib(path: Path) -> str:
    """Read as `Document.from_file` does."""
    layout = read_file(path.read_bytes(), path.suffix, path.name, "accepted")
    return layout.text if layout else ""


def python_docx(path: Path) -> str:
    """Read paragraphs and tables in their order."""
    import docx
    from docx.table import Table

    def lines(inside):
        for item in inside.iter_inner_content():
            if isinstance(item, Table):
                for row in item.rows:
                    for cell in dict.fromkeys(row.cells):
                        yield from lines(cell)
            else:
                yield item.text

    return "\n".join(lines(docx.Document(str(path))))


def mammoth(path: Path) -> str:
    """Read as Markdown, which has the numbers of lists, without its escapes."""
    import mammoth as tool

    with path.open("rb") as file:
        text = tool.convert_to_markdown(file).value
    return re.sub(r"\\([^\w\s])", r"\1", re.sub(r"<[^>]*>", "", text))


def docx2python(path: Path) -> str:
    """Read the whole text."""
    from docx2python import docx2python as opened

    with opened(path) as found:
        return str(found.text)


def pandoc(path: Path) -> str:
    """Read as plain text, with the title."""
    import pypandoc

    more = ["--standalone", "--wrap=none"]
    return str(pypandoc.convert_file(str(path), "plain", extra_args=more))


def odfpy(path: Path) -> str:
    """Read paragraphs and headings in their order."""
    from odf import teletype
    from odf.opendocument import load

    def nodes(node):
        for child in getattr(node, "childNodes", ()):
            if getattr(child, "tagName", "") in ("text:p", "text:h"):
                yield child
            else:
                yield from nodes(child)

    return "\n".join(map(teletype.extractText, nodes(load(str(path)).text)))


def striprtf(path: Path) -> str:
    """Read the text."""
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(path.read_text("latin-1"), errors="ignore"))


def pypdf(path: Path) -> str:
    """Read page by page."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def pdfminer_six(path: Path) -> str:
    """Read with the usual analysis of the layout."""
    from pdfminer.high_level import extract_text

    return str(extract_text(str(path)))


def pdfplumber(path: Path) -> str:
    """Read page by page."""
    import pdfplumber as tool

    with tool.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def pypdfium2(path: Path) -> str:
    """Read page by page."""
    import pypdfium2 as pdfium

    pages = pdfium.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def trafilatura(path: Path) -> str:
    """Read the main part as Markdown, with tables."""
    import trafilatura as tool

    page = path.read_text("utf-8")
    found = tool.extract(page, output_format="markdown", include_tables=True, favor_recall=True)
    return found or ""


def readability(path: Path) -> str:
    """Read the main part, and its text a line for each block."""
    from lxml import html
    from readability import Document

    summary = Document(path.read_text("utf-8")).summary()
    root = html.document_fromstring(summary)
    for block in root.iter("p", "li", "h1", "h2", "td", "th", "div", "br"):
        block.tail = f"\n{block.tail or ''}"
    return str(root.text_content())


def beautifulsoup(path: Path) -> str:
    """Read all text."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(path.read_text("utf-8"), "lxml").get_text("\n")


TOOLS: dict[str, dict[str, Reads]] = {
    "Word": {
        "accordlib": accordlib,
        "python-docx": python_docx,
        "mammoth": mammoth,
        "docx2python": docx2python,
        "pypandoc_binary": pandoc,
    },
    "OpenDocument": {"accordlib": accordlib, "odfpy": odfpy, "pypandoc_binary": pandoc},
    "RTF": {"accordlib": accordlib, "striprtf": striprtf, "pypandoc_binary": pandoc},
    "web page": {
        "accordlib": accordlib,
        "trafilatura": trafilatura,
        "readability-lxml": readability,
        "beautifulsoup4": beautifulsoup,
        "pypandoc_binary": pandoc,
    },
    "PDF": {
        "accordlib": accordlib,
        "pypdf": pypdf,
        "pdfminer.six": pdfminer_six,
        "pdfplumber": pdfplumber,
        "pypdfium2": pypdfium2,
    },
}
ENDINGS = {"Word": ".docx", "OpenDocument": ".odt", "RTF": ".rtf", "web page": ".html"}
ENDINGS["PDF"] = ".pdf"
COLUMNS = ("labels wrong", "words lost", "words doubled", "words in order", "characters wrong")


def version(tool: str) -> str:
    """Return the version of a tool; nothing if it is not installed."""
    try:
        return "" if tool == "accordlib" else metadata.version(tool)
    except metadata.PackageNotFoundError:
        return "-"


def total(reads: Reads, ending: str) -> tuple[truths.Score, int]:
    """Return the sums of a tool over the files of one format, and how many it cannot read."""
    scores, failed = [], 0
    for path in truths.files(ending):
        lines = truths.truth(path)
        try:
            text = reads(path)
        except Exception as error:  # whatever another tool raises
            print(f"{reads.__name__}, {path.parent.name}/{path.name}: {error!s:.100}")
            text, failed = "", failed + 1
        scores.append(truths.score(text, lines))
    names = truths.Score.__dataclass_fields__
    return truths.Score(**{name: sum(getattr(s, name) for s in scores) for name in names}), failed


def table(kind: str) -> str:
    """Return the table of one format."""
    rows, ending = [], ENDINGS[kind]
    for tool, reads in TOOLS[kind].items():
        if (number := version(tool)) == "-":
            continue
        found, failed = total(reads, ending)
        cells = (
            f"{found.wrong_labels} of {found.labels}",
            str(found.lost),
            str(found.doubled),
            f"{found.in_order / found.running:.2%}",
            f"{found.wrong_characters / found.characters:.1%}",
        )
        name = f"{tool} {number}".strip() + (f" ({failed} not read)" if failed else "")
        rows.append(f"| {name} | {' | '.join(cells)} |")
        print(kind, rows[-1], flush=True)
    head = f"| {kind} ({len(truths.files(ending))} files) | {' | '.join(COLUMNS)} |"
    return "\n".join([head, "| --- " + "| ---: " * len(COLUMNS) + "|", *rows])


def speed() -> str:
    """Return how long tools take for a PDF of many pages, side by side."""
    import pypdfium2 as pdfium

    one, many = pdfium.PdfDocument(truths.HERE / "heads/office.pdf"), pdfium.PdfDocument.new()
    while len(many) < PAGES:
        many.import_pages(one)
    tools = {k: v for k, v in TOOLS["PDF"].items() if version(k) != "-"}
    times = {tool: [] for tool in tools}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.pdf")
        with path.open("wb") as file:
            many.save(file)
        for _ in range(ROUNDS):
            for tool, reads in tools.items():
                start = time.process_time()
                reads(path)
                times[tool].append(time.process_time() - start)
    rows = [f"| {tool} | {median(found):.2f} |" for tool, found in times.items()]
    head = f"| PDF of {len(many)} pages | processor seconds |"
    return "\n".join([head, "| --- | ---: |", *rows])


def main() -> None:
    """Write the tables."""
    warnings.simplefilter("ignore")
    page = HERE / "documents.md"
    before = page.read_text("utf-8").partition(BEGIN)[0]
    tables = "\n\n".join([*map(table, TOOLS), speed()])
    page.write_text(f"{before}{BEGIN}\n\n{tables}\n", "utf-8")


if __name__ == "__main__":
    main()
