"""How programs write the numbers of lists: 3 as ``III``, ``c``, ``third`` or ``三``."""

from __future__ import annotations

import re
from collections.abc import Callable

_SYMBOL = (  # what the font Symbol shows for the codes 33 to 126 and 160 to 254
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√·¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪•⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_OF_SYMBOL = str.maketrans(
    "".join(chr(0xF000 + n) for n in (*range(33, 127), *range(160, 255))), _SYMBOL
)
_OF_WINGDINGS = str.maketrans(
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf06f\uf0df\uf0e0\uf0a8\uf0fd\uf0fe", "•▪➢✓◦←→☐☒☑"
)
RAISED_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS_IN_WORDS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL = {"one": "first", "two": "second", "three": "third", "five": "fifth"}
_ORDINAL |= {"eight": "eighth", "nine": "ninth", "twelve": "twelfth"}
_CHINESE_DIGITS = "〇一二三四五六七八九"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
    "ウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def roman(n: int) -> str:
    """Return a number in small roman numerals."""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (n // value)
        n %= value
    return said


def letters(n: int) -> str:
    """Return a number as small letters: z is followed by aa, bb, as word processors have it."""
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if n > 0 else "0"


def bijective(n: int) -> str:
    """Return a number as small letters: z is followed by aa, ab, as web pages have it."""
    said = ""
    while n > 0:
        n, digit = divmod(n - 1, 26)
        said = chr(ord("a") + digit) + said
    return said


def cardinal(n: int) -> str:
    """Return a number from 0 to 99 in English words; another in digits."""
    if not 0 <= n < 100:
        return str(n)
    ten, one = divmod(n, 10)
    above = _TENS_IN_WORDS[ten] + (f"-{_BELOW_TWENTY[one]}" if one else "")
    return _BELOW_TWENTY[n] if n < 20 else above


def ordinal_word(n: int) -> str:
    """Return the ordinal number from 1 to 99 in English words."""
    head, dash, last = cardinal(n).rpartition("-")
    ending = last.removesuffix("y") + "ieth" if last.endswith("ty") else f"{last}th"
    return f"{head}{dash}{_ORDINAL.get(last, ending)}"


def ordinal(n: int) -> str:
    """Return a number with st, nd, rd or th."""
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def kanji(n: int) -> str:
    """Return a number from 1 to 99 in Chinese numerals: 十二; another digit by digit."""
    if not 0 < n < 100:
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in str(n))
    ten, one = divmod(n, 10)
    tens = (_CHINESE_DIGITS[ten] if ten > 1 else "") + ("十" if ten else "")
    return tens + (_CHINESE_DIGITS[one] if one else "")


def _row(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)] if n > 0 else str(n)


def circled(n: int) -> str:
    """Return a number in a circle, up to 20."""
    return chr(ord("①") + n - 1) if 0 < n <= 20 else str(n)


# The names are those of WordprocessingML (ECMA-376, part 1, 17.18.59).
NUMERALS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
    "ordinal": ordinal,
    "cardinalText": lambda n: cardinal(n).capitalize(),
    "ordinalText": lambda n: ordinal_word(n).capitalize(),
    "numberInDash": lambda n: f"- {n} -",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "aiueoFullWidth": _row(_AIUEO),
    "irohaFullWidth": _row(_IROHA),
    **dict.fromkeys(("japaneseCounting", "chineseCounting", "taiwaneseCounting"), kanji),
    "chineseCountingThousand": kanji,
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"),
        lambda n: "".join(_CHINESE_DIGITS[int(digit)] for digit in str(n)),
    ),
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
