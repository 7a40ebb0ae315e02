"""The characters that bytes stand for: as a mark says, as UTF-8, or guessed and said so."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress

from accordlib.errors import AccordError

_MARKS = {  # the first of them that a file begins with; UTF-32's contains UTF-16's
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_JAPANESE_7_BIT = re.compile(rb"\x1b[$(]")  # ISO-2022-JP is valid ASCII
_CODE_PAGES = (
    *(f"cp125{n}" for n in range(9)),
    *("cp932", "euc_jis_2004", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_ext"),
    *("gb18030", "big5hkscs", "cp949", "iso8859-2", "iso8859-15", "koi8-r", "mac-roman"),
)
_ENOUGH_BYTES = 8  # that are not ASCII: with fewer, the library's best guess was wrong now and then
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# In a text with few letters beyond ASCII: another script or a capital within a Latin word, a
# drawing; and the marks of an English typesetter where he puts them.
_ODD = re.compile(
    r"(?<=[A-Za-z])[^\W\d_\u0000-\u024f]|[^\W\d_\u0000-\u024f](?=[A-Za-z])"
    r"|[a-zß-öø-ÿ][À-ÖØ-Þ]|[ß-öø-ÿ][A-Z]|[\u2300-\u25ff]"
)
_LATIN_WORD = re.compile(rb"[A-Za-z]{3}")
_TYPESET = re.compile(r"’(?=(?:s|t|d|m|ll|re|ve)?(?![A-Za-z]))|[“”‘–—…•]|€(?=\d)")


def decoded(content: bytes, name: str) -> tuple[str, dict[str, str]]:
    """Return the text of a file, and its encoding with a reason if it is not UTF-8.

    Parameters
    ----------
    content, name : bytes, str
        The file, and what a message calls it.

    Returns
    -------
    text, encoding : str, dict
        A ``value`` and a ``reason``; empty for UTF-8.

    Raises
    ------
    AccordError
        If the bytes are no text, or their encoding cannot be told.
    """
    mark = next((m for m in _MARKS if content.startswith(m)), b"")
    encoding, wrong = _MARKS.get(mark, "utf-8"), ""
    if encoding.startswith("utf-8") and b"\0" in content:
        raise AccordError(
            f"{name} is binary: it holds a NUL byte at offset {content.find(0)}. Export it as "
            "plain text in UTF-8."
        )
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = f"byte {content[error.start]:#04x} at offset {error.start}"
    if not mark and (wrong or _JAPANESE_7_BIT.search(content)) and (guess := _guessed(content)):
        reason = "guessed by chardet from the bytes: the file does not state it"
        return content.decode(guess), {"value": guess, "reason": reason}
    if wrong:
        raise AccordError(
            f"{name} is not {encoding.upper().removesuffix('-SIG')}: {wrong}; and which other "
            "encoding it is in, its characters do not tell. Open it in the program that it comes "
            "from, and save it as plain text in UTF-8."
        )
    stated = {"value": encoding.upper(), "reason": "by the byte order mark at its beginning"}
    return text, {} if encoding.startswith("utf-8") else stated


def _guessed(content: bytes) -> str:
    """Return the encoding of bytes that are not UTF-8, or nothing where that is not sure."""
    found = content.decode("utf-8", "replace")
    damaged = found.count("\ufffd")
    if len(found) - len(found.encode("ascii", "ignore")) >= 2 * damaged > 0:
        return ""  # UTF-8 but for some bytes
    if len(content.translate(None, bytes(range(128)))) >= _ENOUGH_BYTES or not damaged:
        return next(_readings(content), ("", ""))[0]
    few = b"\n".join(line for line in content.splitlines() if not line.isascii())
    if not _LATIN_WORD.search(few):
        return ""
    latin = [reading for reading in _readings(few) if not _ODD.search(reading[1])]
    typeset = [reading for reading in latin if _TYPESET.sub("", reading[1]).isascii()]
    fair = typeset or latin  # sure if all of them read the same
    return fair[0][0] if len({text for _, text in fair}) == 1 else ""


def _readings(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield encodings in which bytes are a text, the likeliest first, each with the text."""
    from chardet import detect_all

    size = max(len(content), 1)
    for found in detect_all(content, True, max_bytes=size, include_encodings=_CODE_PAGES):
        with suppress(UnicodeDecodeError):
            text = content.decode(found["encoding"] or "ascii")
            if not _CONTROLS.search(text):
                yield str(found["encoding"]), text
