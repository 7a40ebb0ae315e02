"""How programs write the numbers of lists: 3 as ``III``, ``c``, ``third`` or ``三``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KNOWN: dict[str, Any] = tomllib.loads(Path(__file__).with_name("known.toml").read_text("utf-8"))
_SYMBOL_CODES = (chr(0xF000 + n) for n in (*range(33, 127), *range(160, 255)))
_OF_SYMBOL = str.maketrans("".join(_SYMBOL_CODES), KNOWN["signs"]["symbol"])
_OF_WINGDINGS = str.maketrans(KNOWN["signs"]["wingdings"])
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SAID = KNOWN["numerals"]
_IN_WORDS: list[str] = _SAID["below_twenty"].split()
_IN_WORDS += [
    f"{ten}-{one}".removesuffix("-zero") for ten in _SAID["tens"].split() for one in _IN_WORDS[:10]
]
_KANJI_DIGITS: str = _SAID["chinese"]
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_Numeral = Callable[[int], str]


def _roman(n: int) -> str:
    said = ""
    for letters, value in _SAID["roman"].items():
        said += letters * (n // value)
        n %= value
    return said


def _bijective(n: int) -> str:
    return _bijective((n - 1) // 26) + _ALPHABET[(n - 1) % 26] if n > 0 else ""


def _cardinal(n: int) -> str:
    return _IN_WORDS[n] if 0 <= n < 100 else str(n)


def _ordinal_word(n: int) -> str:
    head, dash, last = _cardinal(n).rpartition("-")
    ending = last.removesuffix("y") + "ieth" if last.endswith("ty") else f"{last}th"
    return f"{head}{dash}{_SAID['ordinals'].get(last, ending)}"


def _ordinal(n: int) -> str:
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _chinese_digits(n: int) -> str:
    return "".join(_KANJI_DIGITS[int(digit)] for digit in str(abs(n)))


def _kanji(n: int) -> str:
    if not 0 < n < 100:
        return _chinese_digits(n)
    ten, one = divmod(n, 10)
    return _KANJI_DIGITS[ten] * (ten > 1) + "十" * (ten > 0) + _KANJI_DIGITS[one] * (one > 0)


def _row(signs: str, most: int = 1) -> _Numeral:
    """Return what counts with some signs, over and over, each time with one more, up to `most`."""
    size = len(signs)
    return lambda n: signs[(n - 1) % size] * min((n - 1) // size + 1, most) if n > 0 else str(n)


def _capital(numeral: _Numeral) -> _Numeral:
    return lambda n: numeral(n).upper()


_SMALL_LETTERS = _row(_ALPHABET, 99)
# The names are those of WordprocessingML (ECMA-376, part 1, 17.18.59), and two of our own for
# letters as web pages count: z is followed by aa, ab, where word processors have aa, bb.
_NUMERALS: dict[str, _Numeral] = {
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": _capital(_roman),
    "lowerRoman": _roman,
    "upperLetter": _capital(_SMALL_LETTERS),
    "lowerLetter": _SMALL_LETTERS,
    "bijective": _bijective,
    "upperBijective": _capital(_bijective),
    "chicago": _row("*†‡§", 99),
    "ordinal": _ordinal,
    "cardinalText": lambda n: _cardinal(n).capitalize(),
    "ordinalText": lambda n: _ordinal_word(n).capitalize(),
    "numberInDash": lambda n: f"- {n} -",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    **dict.fromkeys(
        ("decimalEnclosedCircle", "decimalEnclosedCircleChinese"),
        lambda n: chr(ord("①") + n - 1) if 0 < n <= 20 else str(n),
    ),
    "aiueoFullWidth": _row(_SAID["aiueo"]),
    "irohaFullWidth": _row(_SAID["iroha"]),
    **dict.fromkeys(_SAID["as_kanji"].split(), _kanji),
    **dict.fromkeys(_SAID["as_chinese_digits"].split(), _chinese_digits),
    "none": lambda n: "",
}


def numeral(kind: str, n: int) -> str:
    """Return a number as programs write it; in digits if the kind is not known."""
    return _NUMERALS.get(kind, str)(n)


@dataclass
class ListLevel:
    """A level of a list: how it counts and from where, and what stands there: ``(%1%.%2%)``.

    It begins anew after an item of the level `after` or one above that; where it is `legal`, all
    its numbers are in digits.
    """

    kind: str
    start: int
    shown: str
    after: int
    legal: bool = False


def list_label(levels: dict[int, ListLevel], counts: dict[int, int], level: int) -> str:
    """Count an item of a list, by levels from 1, and return its label."""
    counts[level] = counts.get(level, levels[level].start - 1) + 1
    for lower in [n for n in counts if n > level]:
        if lower not in levels or level <= levels[lower].after:
            del counts[lower]

    def number(match: re.Match[str]) -> str:
        if (at := levels.get(n := int(match[1]))) is None:
            return ""
        return numeral("decimal" if levels[level].legal else at.kind, counts.get(n, at.start))

    return re.sub("%([0-9]+)%", number, levels[level].shown).strip()


def whole(text: str | None, otherwise: int) -> int:
    """Return a whole number, or another where none is given."""
    return int(text) if text and re.fullmatch("-?[0-9]{1,9}", text) else otherwise


def plain_sign(text: str, font: str = "") -> str:
    """Return signs of a font of symbols, if known which, as those of Unicode."""
    if not font.lower().startswith("symbol"):
        text = text.translate(_OF_WINGDINGS)
    if not font.lower().startswith(("wing", "web")):
        text = text.translate(_OF_SYMBOL)
    return re.sub("[\ue000-\uf8ff]", "•", text)


def bullet(text: str) -> str:
    """Return the sign before an item of a list; Word's second one is the letter o."""
    return "◦" if text == "o" else plain_sign(text, "Wingdings")
