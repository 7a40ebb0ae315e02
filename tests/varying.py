"""Ways in which the characters and lines of a text change while its words stay the same."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "st": "ﬆ"}
WIDE = {n: n + 0xFEE0 for n in range(ord("!"), ord("~") + 1)}
HOW = {"break_on_hyphens": False, "break_long_words": False}

Variation = Callable[[str], str]


def replaced(old: str, new: str) -> Variation:
    return lambda text: text.replace(old, new)


def some(pattern: str, new: str | Callable[[re.Match[str]], str], every: int = 1) -> Variation:
    """Replace every so-manieth match of a pattern."""

    def vary(text: str) -> str:
        found = list(re.finditer(pattern, text))[every - 1 :: every]
        for match in reversed(found):
            put = new if isinstance(new, str) else new(match)
            text = text[: match.start()] + put + text[match.end() :]
        return text

    return vary


def wrapped(width: int, end: str = "\n", **options: str) -> Variation:
    """Break lines at a width, with an empty line between paragraphs."""

    def vary(text: str) -> str:
        lines = text.split("\n")
        options_of_all = {"break_on_hyphens": False, "break_long_words": False, **options}
        return "\n\n".join(textwrap.fill(x, width, **options_of_all) for x in lines).replace(
            "\n", end
        )

    return vary


VARIATIONS: dict[str, Variation] = {
    "broken at 60": wrapped(60),
    "broken at 72, Windows": wrapped(72, "\r\n"),
    "broken at 72, blanks at line ends": wrapped(72, " \n"),
    "broken at 100": wrapped(100),
    "hanging indent": wrapped(60, subsequent_indent="    "),
    "Windows line ends": replaced("\n", "\r\n"),
    "old Macintosh line ends": replaced("\n", "\r"),
    "line separators": replaced("\n", "\u2028"),
    "paragraph separators": replaced("\n", "\u2029"),
    "next lines": replaced("\n", "\x85"),
    "form feeds": replaced("\n", "\n\f"),
    "blanks at line ends": replaced("\n", "  \n"),
    "double blanks": replaced(" ", "  "),
    "no-break spaces": replaced(" ", "\u00a0"),
    "thin spaces": replaced(" ", "\u2009"),
    "tabs": replaced(" ", "\t"),
    "ideographic spaces": replaced(" ", "\u3000"),
    "zero-width spaces in words": some(r"(?<=\w)(?=\w)", "\u200b", 3),
    "zero-width spaces after blanks": replaced(" ", " \u200b"),
    "zero-width spaces before blanks": replaced(" ", "\u200b "),
    "word joiners": some(r"(?<=\w)(?=\w)", "\u2060", 4),
    "soft hyphens": some(r"(?<=\w\w)(?=\w\w)", "\u00ad", 2),
    "marks of direction": some(r"\b", "\u200e", 2),
    "byte order mark": lambda text: "\ufeff" + text,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "ligatures": some("|".join(LIGATURES), lambda match: LIGATURES[match[0]]),
    "full-width letters and digits": some("[A-Za-z0-9]", lambda m: m[0].translate(WIDE)),
    "full-width signs": some("[,.:;()%&]", lambda m: m[0].translate(WIDE)),
    "typewriter's apostrophes": replaced("’", "'"),
    "letter apostrophes": replaced("’", "ʼ"),
    "primes": some(r"(?<=\w)['’](?=\w)", "′"),
    "turned apostrophes": some(r"(?<=\w)['’](?=\w)", "‘"),
    "non-breaking hyphens": replaced("-", "\u2011"),
    "Unicode hyphens": replaced("-", "\u2010"),
    "longer dashes": replaced("–", "—"),
    "shorter dashes": replaced("—", "–"),
    "raised numbers": some(r"(?<=[a-z])(?=[ .,])", "¹", 7),
    "numbers in brackets": some(r"(?<=[a-z.])(?= )", "[2]", 7),
    "stars": some(r"(?<=[a-z.])(?= )", "*", 7),
    "daggers": some(r"(?<=[a-z.])(?= )", "†", 7),
}
