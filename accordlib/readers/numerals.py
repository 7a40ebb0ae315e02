"""How programs write the numbers of lists: 3 as ``III``, ``c``, ``third`` or ``三``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

KNOWN: dict[str, Any] = tomllib.loads(
    files("accordlib.readers").joinpath("known.toml").read_text("utf-8")
)
_SYMBOL_CODES = (chr(0xF000 + n) for n in (*range(33, 127), *range(160, 255)))
_OF_SYMBOL = str.maketrans("".join(_SYMBOL_CODES), KNOWN["signs"]["symbol"])
_OF_WINGDINGS = str.maketrans(KNOWN["signs"]["wingdings"])
RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_SAID = KNOWN["numerals"]
_BELOW_TWENTY, _TENS_IN_WORDS = _SAID["below_twenty"].split(), _SAID["tens"].split()
_KANJI_DIGITS: str = _SAID["chinese"]


def roman(n: int) -> str:
    """Return a number in small roman numerals."""
    said = ""
    for letters, value in _SAID["roman"].items():
        said += letters * (n // value)
        n %= value
    return said


def letters(n: int) -> str:
    """Return a number as small letters: z is followed by aa, bb, as word processors have it."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if n > 0 else "0"


def bijective(n: int) -> str:
    """Return a number as small letters: z is followed by aa, ab, as web pages have it."""
    return bijective((n - 1) // 26) + chr(ord("a") + (n - 1) % 26) if n > 0 else ""


def cardinal(n: int) -> str:
    """Return a number from 0 to 99 in English words; another in digits."""
    if not 0 <= n < 100:
        return str(n)
    ten, one = divmod(n, 10)
    above = _TENS_IN_WORDS[ten] + (f"-{_BELOW_TWENTY[one]}" if one else "")
    return str(_BELOW_TWENTY[n] if n < 20 else above)


def ordinal_word(n: int) -> str:
    """Return the ordinal number from 1 to 99 in English words."""
    head, dash, last = cardinal(n).rpartition("-")
    ending = last.removesuffix("y") + "ieth" if last.endswith("ty") else f"{last}th"
    return f"{head}{dash}{_SAID['ordinals'].get(last, ending)}"


def ordinal(n: int) -> str:
    """Return a number with st, nd, rd or th."""
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def chinese_digits(n: int) -> str:
    """Return a number digit by digit in Chinese numerals."""
    return "".join(_KANJI_DIGITS[int(digit)] for digit in str(abs(n)))


def kanji(n: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals: 十二; another digit by digit."""
    if not 0 < n < 100:
        return chinese_digits(n)
    ten, one = divmod(n, 10)
    return _KANJI_DIGITS[ten] * (ten > 1) + "十" * (ten > 0) + _KANJI_DIGITS[one] * (one > 0)


def _row(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)] if n > 0 else str(n)


def circled(n: int) -> str:
    """Return a number in a circle, up to 20."""
    return chr(ord("①") + n - 1) if 0 < n <= 20 else str(n)


def chicago(n: int) -> str:
    """Return the sign of a note: *, †, ‡, §, then each of them twice, and so on."""
    return "*†‡§"[(n - 1) % 4] * min((n + 3) // 4, 99) if n > 0 else str(n)


# The names are those of WordprocessingML (ECMA-376, part 1, 17.18.59).
NUMERALS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
    "bijective": bijective,
    "upperBijective": lambda n: bijective(n).upper(),
    "chicago": chicago,
    "ordinal": ordinal,
    "cardinalText": lambda n: cardinal(n).capitalize(),
    "ordinalText": lambda n: ordinal_word(n).capitalize(),
    "numberInDash": lambda n: f"- {n} -",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "aiueoFullWidth": _row(_SAID["aiueo"]),
    "irohaFullWidth": _row(_SAID["iroha"]),
    **dict.fromkeys(("japaneseCounting", "chineseCounting", "taiwaneseCounting"), kanji),
    "chineseCountingThousand": kanji,
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital"), chinese_digits),
    "japaneseDigitalTenThousand": chinese_digits,
    "none": lambda n: "",
}


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
