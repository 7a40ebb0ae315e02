"""Files and texts that are no plain text, told by how they begin and what they are made of."""

from __future__ import annotations

import json
import re
from contextlib import suppress

from accordlib.errors import AccordError

_Foreign = tuple[str, str] | None  # what it is called, and what to do
_HEAD_BYTES = 10_000  # bytes in which a beginning shows
_SAVE = "Open it in its own program, and save it as plain text in UTF-8 (a table as CSV)."
_COPY = "Open it in a browser, copy the text alone into an editor, and save it as plain text."
_HTML_ONLY = "Open it in a browser, and save it as HTML only."
_EXPORT = "Copy its text into an editor, or export it as plain text (`pdftotext FILE.pdf`)."
_OCR = "Let a program recognise its text (OCR), and save that as plain text."
_NEWER = "Open it in its own program, and save it in the format of today, such as .docx."
_PACKED = {  # what stands in a zip file that a program wrote
    b"word/document": "a Word file",
    b"xl/workbook": "an Excel file",
    b"ppt/presentation": "a PowerPoint file",
    b"application/vnd.oasis.opendocument": "an OpenDocument file",
    b"application/epub+zip": "an e-book (EPUB)",
}
_LATEX = "document(?:class|style)|(?:sub)*section|chapter|part|title|begin"
_MAIL = "MIME-Version|Content-Type|Message-ID|Received|Return-Path"
_BEGINNINGS = (
    (r"%PDF-", "a PDF file", _EXPORT),
    (r"%!PS-Adobe", "a PostScript file", _EXPORT),
    (r"\{\\rtf\d", "a file in RTF", _SAVE),
    (r"(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+)?html\b", "a web page (HTML)", _COPY),
    (r"<\?xml\s", "an XML file", _COPY),
    (rf"(?:%[^\n]*\n\s*)*\\(?:{_LATEX})\*?[\[{{]", "a LaTeX file", _SAVE),
    (r'From: ["<]Saved by', "a web page saved with all its parts (MHTML)", _HTML_ONLY),
    (rf"(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*){{,99}}?(?:{_MAIL}):", "an e-mail", _COPY),
    (r"\d+\s*\n\d\d:\d\d:\d\d,\d{3} --> |WEBVTT\b", "a file of subtitles", _EXPORT),
    (r"BEGIN:V(?:CALENDAR|CARD)\b", "a calendar or an address book", _SAVE),
    (r"@[a-z]+\{[^\s,{}]+,\s*\n", "a list of references (BibTeX)", _SAVE),
    (r"\xff\xd8\xff|\x89PNG|GIF8[79]a|(?:II\*|MM\x00\*)\x00", "a picture", _OCR),
)
_MARKUP_BEGINS = re.compile(
    r"[\s\ufeff]*(?:" + "|".join(f"({p})" for p, *_ in _BEGINNINGS) + ")", re.I | re.S
)
_TAG = (
    r"</?(?:a|b|blockquote|body|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|section|span|strong"
    r"|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?/?>"
)
_AT_START, _AT_ENDS = re.compile(_TAG, re.I), re.compile(f"^{_TAG}|{_TAG}$", re.I)
_LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])>", re.I)
_ROW = re.compile(r"\ufeff?\w+([,;\t])\w+(?:\1\w+)*\n")  # the first of a table
_FIRST = re.compile(r"<[a-z][\w:.-]*(?:\s[^<>]*)?>", re.I)
_LAST = re.compile(r"</[a-z][\w:.-]*>$", re.I)
_SHARE_OF_LINES, _FEWEST_LINES = 0.5, 3  # that begin or end with a tag, in a web page


def expect_plain(text: str, what: str) -> None:
    """Refuse a text that is written in a markup language, and say the way out."""
    _refuse(_markup(text), what)


def expect_no_document(content: bytes, what: str) -> None:
    """Refuse the files of word processors and the like, whatever their bytes mean as letters."""
    kind = _begun(content[:_HEAD_BYTES].decode("latin-1"))
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        kind = "an old Office file, such as a Word file (.doc)", _NEWER
        if "EncryptedPackage".encode("utf-16-le") in content:
            kind = "an Office file with a password", _SAVE
    elif content.startswith(b"PK\x03\x04"):
        name = next((n for inside, n in _PACKED.items() if inside in content), "a zip file")
        kind = name, _SAVE
    _refuse(kind, what)


def _refuse(kind: _Foreign, what: str) -> None:
    if kind:
        raise AccordError(f"{what} is {kind[0]}, not plain text. {kind[1]}")


def _begun(text: str) -> _Foreign:
    begun = _MARKUP_BEGINS.match(text)
    return _BEGINNINGS[(begun.lastindex or 1) - 1][1:] if begun else None


def _markup(text: str) -> _Foreign:
    """Return the name of the language and what to do; None for plain text, though it has a tag."""
    if kind := _begun(text):
        return kind
    if "\x1b" in text and "\x1b[" in text:  # one sign is found much sooner than two
        return "the output of a terminal, with its colours", _SAVE
    start = text.lstrip()[:1]
    if start in ("{", "["):
        for one in (text, text.lstrip().partition("\n")[0]):  # or one on each line
            with suppress(ValueError, RecursionError):
                if isinstance(json.loads(one), dict) or one is text:
                    return "a JSON file", _SAVE
    row = _ROW.match(text)
    rows = re.sub('"[^"]*"', "", text).splitlines() if row else []
    if row and len(rows) >= _FEWEST_LINES and len({line.count(row[1]) for line in rows}) == 1:
        return "a table (CSV)", "Take the text out of its column, and give it to Document()."
    if "<" not in text:
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines[0].startswith("<"):
        framed = _FIRST.match(lines[0]) and _LAST.search(lines[-1])
        if framed or (len(lines) > 1 and all(map(_AT_START.match, lines))):
            return "a piece of a web page or of an XML file", _COPY
    marked = sum(bool(_AT_ENDS.search(line)) for line in lines)
    marked = max(marked, len(_LINE_ENDS.findall(text)))
    if marked >= max(_FEWEST_LINES, _SHARE_OF_LINES * len(lines)):
        return "a piece of a web page (HTML)", _COPY
    return None
