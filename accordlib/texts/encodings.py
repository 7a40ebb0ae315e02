"""The characters that bytes stand for: as a mark says, as UTF-8, or guessed and said so."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from accordlib.errors import AccordError

_MARKS = {  # the first of them that a file begins with; UTF-32's contains UTF-16's
    codecs.BOM_UTF8: "utf-8-sig",
    **dict.fromkeys((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32"),
    **dict.fromkeys((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
}
_JAPANESE_7_BIT = re.compile(rb"\x1b[$(]")  # ISO-2022-JP is valid ASCII
_CODE_PAGES = (
    *(f"cp125{n}" for n in range(8)),
    *("cp932", "euc_jis_2004", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_ext"),
    *("gb18030", "big5hkscs", "cp949", "iso8859-2", "iso8859-5", "iso8859-7", "iso8859-15"),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"),
    *(f"cp{n}" for n in (437, 737, 850, 852, 865, 866)),
)
_ENOUGH_BYTES = 8  # that are not ASCII: with fewer, the library's best guess was wrong now and then
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_OTHER, _MOST_ODD = r"[^\W\d_\u0000-\u024f]", 0.05  # letters of other scripts; share of odd ones
_UPPER, _LOWER = (
    "".join(filter(case, map(chr, range(0x80, 0x530)))) for case in (str.isupper, str.islower)
)
# Letters beyond ASCII that one language has, or, in the first row, that languages of the west have.
_ALPHABETS = """
àâäãáåæçéèêëíìîïñóòôöõøœúùûüßÿªºµ áéíóúýþæöðø áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž ąćęłńóśźż
áéíóöőúüűä čćđšž ăâîșțşţ çğıiöşüâîû ąčęėįšųūž āčēģīķļņšūž åäöõüšž ċġħżàèìòù
абвгдеёжзийклмнопрстуфхцчшщъыьэюя абвгґдеєжзиіїйклмнопрстуфхцчшщьюя
абвгдеёжзіийклмнопрстуўфхцчшыьэюя абвгдђежзијклљмнњопрстћуфхцчџш абвгдѓежзѕијклљмнњопрстќуфхцчџш
αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ
""".split()
_IN_WORD = f"[A-Za-z{_UPPER}{_LOWER}]"
# What no text has: another script or a sign within a word, a capital after a small letter, a
# drawing; and the marks of an English typesetter where he puts them.
_ODD = re.compile(
    rf"(?<=[a-z]){_OTHER}|{_OTHER}(?=[a-z])|[a-z{_LOWER}][{_UPPER}]|[{_LOWER}][A-Z]"
    rf"|[A-Z][{_UPPER}](?=[a-z])|(?<={_IN_WORD})[‚„]|[\u2300-\u25ff]"
    rf"|(?<={_IN_WORD})(?:[^\x00-\x7f\w\s’‘“”«»–—‑…·]|[¹²³¼½¾])(?={_IN_WORD})"
)
_LATIN_WORD = re.compile(rb"[A-Za-z]{3}")
_TYPESET = re.compile(r"’(?=(?:s|t|d|m|ll|re|ve)?(?![A-Za-z]))|[“”‘—…•]|–(?![a-z])|[€£](?=\d)")
_FEW = 0.1  # of the bytes of a text are not ASCII where a typesetter's marks may be all of them


def decoded(content: bytes, name: str) -> tuple[str, dict[str, str]]:
    """Return the text of a file, and its encoding: ``value`` and ``reason``, or {} for UTF-8.

    `name` is what a message calls it: bytes that are no text, or of no sure encoding, are refused.
    """
    mark = next((m for m in _MARKS if content.startswith(m)), b"")
    encoding, wrong = _MARKS.get(mark, "utf-8"), ""
    if encoding.startswith("utf-8") and b"\0" in content:
        raise AccordError(
            f"{name} is binary, or UTF-16 without its mark: it holds a NUL byte at offset "
            f"{content.find(0)}. Export it as plain text in UTF-8."
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
    beyond = len(content.translate(None, bytes(range(128))))
    enough = beyond >= _ENOUGH_BYTES
    if not damaged or (enough and beyond > _FEW * len(content)):
        return next((name for name, text in _readings(content) if _fits(text)), "")
    few = b" ".join(word for word in content.split() if not word.isascii())
    fair = [found for found in _readings(few) if _fits(found[1])]
    fair = [found for found in fair if _TYPESET.sub("", found[1]).isascii()] or fair
    same = [name for name, text in fair if text == fair[0][1]]
    if not (enough or (len(same) == len(fair) and _LATIN_WORD.search(content))):
        return ""
    return "Windows-1252" if "Windows-1252" in same else "".join(same[:1])


def _fits(text: str) -> bool:
    """Tell whether almost all letters are where words have them, and of one alphabet."""
    letters = {c: n for c, n in Counter(text).items() if c > "\x7f" and c.isalpha()}
    known = [(c.lower()[0], n) for c, n in letters.items() if c in _UPPER or c in _LOWER]
    others = (sum(n for c, n in known if c not in own) for own in _ALPHABETS)
    return min(others) + len(_ODD.findall(text)) <= _MOST_ODD * sum(letters.values())


def _readings(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield encodings in which bytes are a text, the likeliest first, each with the text."""
    from chardet import detect_all

    size = max(len(content), 1)
    for found in detect_all(content, True, max_bytes=size, include_encodings=_CODE_PAGES):
        with suppress(UnicodeDecodeError):
            text = content.decode(found["encoding"] or "ascii")
            if not _CONTROLS.search(text):
                yield str(found["encoding"]), text
