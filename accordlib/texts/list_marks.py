"""The one table of what marks a line as a heading or as an item of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

# Ranks of headings: those of Markdown, beneath which they have their depth; numbers beside the
# outermost ones; numbers in the order in which their schemes begin; lines without a number.
MARKDOWN, OUTERMOST, COUNTED, UNNUMBERED = 0, 20, 21, 1000
NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINAL_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_ROMAN = (("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


def roman_number(label: str) -> int | None:
    """Return the value of a roman number below a hundred; None if it is not a well-formed one."""
    rest, value, made = label.lower(), 0, ""
    for numeral, worth in _ROMAN:
        while rest.startswith(numeral):
            value, rest = value + worth, rest[len(numeral) :]
    left = value
    for numeral, worth in _ROMAN:
        made, left = made + numeral * (left // worth), left % worth
    return value if made == label.lower() else None


def letter_number(label: str) -> int | None:
    """Return the place of a letter in the alphabet."""
    return ord(label.lower()) - ord("a") + 1 if len(label) == 1 else None


def number_of(label: str) -> int | None:
    """Return the value of a number in digits, in words, in roman numerals or as a letter."""
    if label.isdecimal():
        return int(label)
    if label.lower() in NUMBER_WORDS:
        return NUMBER_WORDS.index(label.lower()) + 1
    return roman_number(label) or letter_number(label)


def division(words: str) -> str:
    """Return the pattern of words, divided by ``|``, that open a part with a number after them."""
    return (
        rf"(?i:(?P<mark>(?P<word>{words})\s+\(?"
        rf"(?P<number>\d{{1,3}}|[ivxlc]{{1,6}}|[a-z]|{'|'.join(NUMBER_WORDS)})\b\)?"
        r"(?:\s*[.:–—-](?=\s|$)|(?=$)))\s*)"
    )


def in_capitals(words: str) -> bool:
    """Tell whether words have two or more letters and no small one."""
    return words.upper() == words and words.lower() != words and sum(map(str.isalpha, words)) > 1


def is_short(words: str) -> bool:
    """Tell whether words are so few that their shortness alone tells a heading."""
    return len(words) <= 100 and len(words.split()) <= 14 and words[-1] not in "?!…"


@dataclass(frozen=True, slots=True)
class LineStyle:
    """One way in which a line is marked: before its words, around them, or by their look.

    Attributes
    ----------
    form : str
        ``hashes`` or ``underlined`` (Markdown), ``bold``, ``division`` (a word with a number),
        ``decimal``, ``number``, ``roman``, ``letter``, ``bullet``, ``text``, or ``rule``: a line
        without a letter or digit.
    pattern : str
        What stands at the beginning of the line. Its group ``mark`` is taken off the words, and
        so is ``after``; ``words`` are kept, ``number`` is counted. Empty for a look.
    rank : float
        Of headings: a higher one stands beneath a lower one.
    words : str
        How a report calls it; it may hold ``{mark}`` and ``{scheme}``.
    scheme : str
        What the mark has in common with the others of its list; it may hold the groups.
    gap : int
        How far a number may be above one that has gone before, or above 0; 0 if it is not asked.
    heads : bool
        Whether a short line after the mark may be a heading.
    notes : bool
        Whether the mark stands before footnotes where not all of its lines are titles.
    count : callable
        Returns the value of ``number``, or 0 if it has none.
    look : callable, optional
        Tells by the words alone whether a line looks like a heading.
    """

    form: str
    pattern: str = ""
    rank: float = UNNUMBERED
    words: str = ""
    scheme: str = "{mark}"
    gap: int = 0
    heads: bool = False
    notes: bool = False
    count: Callable[[str], int | None] = number_of
    look: Callable[[str], bool] | None = None


TEXT, RULE = LineStyle("text"), LineStyle("rule")
_CLOSE = r"(?P<close>[.)-]))\s+"
_DIVISIONS = division("pillar|part|chapter|section|article|theme|priority|goal")
_ITALICS = r"(?P<words>(?![\s*_])(?:(?!(?P=mark)).){1,160}(?<!\s))(?P<after>(?P=mark))$"

# A new mark or style of headings is a new row. Of rows that fit, the first one counts whose number
# goes on.
LINE_STYLES: list[LineStyle] = [
    LineStyle(
        "hashes",
        r"(?P<mark>#{1,6})\s+(?P<words>\S.*?)(?P<after>\s+#+)?$",
        MARKDOWN,
        "Markdown heading '{mark}'",
    ),
    LineStyle("underlined", r"(?P<mark>={3,}|-{3,})$", MARKDOWN, "Markdown heading, underlined"),
    LineStyle("bold", rf"(?P<mark>\*{{2,3}}|_{{2,3}}){_ITALICS}", UNNUMBERED + 1, "bold line"),
    LineStyle("text", rf"(?P<mark>[*_]){_ITALICS}"),
    LineStyle("division", _DIVISIONS, COUNTED, "the word '{scheme}'", "{word}", heads=True),
    LineStyle(
        "division", division("annex"), OUTERMOST, "the word '{scheme}'", "{word}", heads=True
    ),
    LineStyle(
        "decimal",
        r"(?P<mark>(?P<outer>(?:\d{1,3}\.){1,4})(?P<number>\d{1,3})[.)]?)\s+",
        COUNTED,
        "decimal number '{mark}'",
        "decimal {depth}",
        gap=1,
        heads=True,
    ),
    LineStyle(
        "number",
        rf"(?P<mark>(?P<open>\(?)(?P<number>\d{{1,3}}){_CLOSE}",
        COUNTED,
        "number '{mark}'",
        "{open}number{close}",
        gap=2,
        heads=True,
    ),
    LineStyle(
        "number",
        r"(?P<mark>\[(?P<number>\d{1,3})\])\s+",
        COUNTED,
        "number '{mark}'",
        "[number]",
        gap=2,
        heads=True,
        notes=True,
    ),
    *(
        LineStyle(
            form,
            rf"(?P<mark>(?P<open>\(?)(?P<number>{labels}){_CLOSE}",
            COUNTED,
            f"{form}{' number' if form == 'roman' else ''} '{{mark}}'",
            f"{{open}}{case}{form}{{close}}",
            gap=gap,
            heads=bool(case),
            count=count,
        )
        for form, labels, case, gap, count in (
            ("roman", "[IVXLC]{1,6}", "capital ", 2, roman_number),
            ("roman", "[ivxlc]{1,6}", "", 2, roman_number),
            ("letter", "[A-Z]", "capital ", 1, letter_number),
            ("letter", "[a-z]", "", 1, letter_number),
        )
    ),
    LineStyle(
        "bullet",
        r"(?P<mark>[-–—*•·▪◦‣●○■➢►⁃∙\uf0b7]|o(?= [^\W_]|$))(?:\s+|$)",
        words="bullet '{mark}'",
    ),
    LineStyle("bullet", r"(?P<mark>・)\s*", words="bullet '{mark}'"),
    LineStyle("text", rank=UNNUMBERED, words="line in capitals", look=in_capitals),
    LineStyle("text", rank=UNNUMBERED + 2, words="short line on its own", look=is_short),
]


def line_patterns() -> list[tuple[LineStyle, re.Pattern[str]]]:
    """Return the styles that have a pattern, with it, in the order of the table."""
    return [(style, _compiled(style.pattern)) for style in LINE_STYLES if style.pattern]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def mark_test() -> Callable[[str], bool]:
    """Return what tells whether words begin with a bullet, a number, a letter or hashes."""
    patterns = line_patterns()

    def is_marked(words: str) -> bool:
        return any(
            (match := pattern.match(words)) is not None
            and ("number" not in pattern.groupindex or style.count(match["number"]) is not None)
            for style, pattern in patterns
        )

    return is_marked
