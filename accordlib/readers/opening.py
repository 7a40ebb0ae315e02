"""Which reader reads a file: told by what is in it, not by its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module, util
from typing import Any

from accordlib.errors import AccordError
from accordlib.readers.records import Layout

_Reads = Callable[[bytes, str, Any], Layout]
# The ending of each format, what it is called, its module (with a function `read_...`), its need.
READERS = {
    ".docx": ("a Word file", "word", "lxml"),
    ".odt": ("an OpenDocument text", "opendocument", "lxml"),
    ".pdf": ("a PDF file", "pdf", "pypdfium2 pypdf"),
    ".html": ("a web page (HTML)", "html", "lxml"),
    ".rtf": ("a file in RTF", "rtf", ""),
}
_SAME_FORMAT = {".htm": ".html", ".xhtml": ".html"}  # other endings of the same
ENDINGS = (".txt", *READERS, *_SAME_FORMAT)  # of the names of files with text
_WORD_TEXT = re.compile(rb"word/document\d*\.xml")
_ODT_TEXT = re.compile(rb"(?s)vnd\.oasis\.opendocument\.text|content\.xml.*META-INF/manifest")
_HTML = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.S)
MOST_BYTES = 200_000_000  # of a file
_PAGE_HEAD = 10_000  # bytes in which a page begins


def read_file(
    content: bytes, ending: str, name: str, changes: str | None, twice: bool = False
) -> Layout | None:
    """Return the layout of a file that is no plain text, or None; messages call it `name`.

    `changes`: how tracked ones are read, accepted or rejected; `twice`: PDF files by pypdf too.
    """
    ending = _SAME_FORMAT.get(ending, ending)
    if not (found := _format(content)):
        return None
    called, module, needed = READERS[found]
    if len(content) > MOST_BYTES:
        raise AccordError(f"{name} has more than {MOST_BYTES:,} bytes. Divide it.")
    if ending != found and ending in READERS:
        raise AccordError(
            f"{name} is {called} by its content. Rename it: it should end in {found}."
        )
    if not all(map(util.find_spec, needed.split())):
        raise AccordError(
            f"{name} is {called}. To read it install the extra `documents`: "
            'pip install "accordlib[documents]"; or save it as plain text.'
        )
    reader: _Reads = getattr(import_module(f"accordlib.readers.{module}"), f"read_{module}")
    try:
        layout = reader(content, name, twice if found == ".pdf" else changes)
    except RecursionError:
        said = f"{name} has more parts within each other than any text needs."
        raise AccordError(f"{said} Save it as plain text.") from None
    if not any(map(str.isalnum, layout.text)):
        scanned = " If its pages are pictures, let a program recognise their text (OCR)."
        raise AccordError(f"{name} is {called} without any text.{scanned * (found == '.pdf')}")
    return layout


def _format(content: bytes) -> str:
    """Return the ending of the format that some bytes have; nothing for another."""
    head = content[:_PAGE_HEAD].lstrip()
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if content.startswith(b"PK\x03\x04"):
        if _WORD_TEXT.search(content):  # the names of what is in an archive are not packed
            return ".docx"
        return ".odt" if _ODT_TEXT.search(content) else ""
    return ".html" if _HTML.match(content[:_PAGE_HEAD]) else ""
