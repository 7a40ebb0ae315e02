"""What stands before an item of a list: bullets, numbers, letters, words of number."""

from __future__ import annotations

import re

from accordlib.texts.line_joining import joined
from accordlib.texts.lines import bare_lines

WORDS_OF_NUMBER = "one two three four five six seven eight nine ten eleven twelve".split()
_BULLET = re.compile(
    r"(?:(?P<mark>[-–—*•·▪◦‣●○■➢►⁃∙\uf0b7]|o(?= [^\W_]))(?:\s+|$)|(?P<narrow>・)\s*)"
)
_HOLLOW = "o"  # a bullet that is a letter
_HASHES = re.compile(r"(?P<mark>#{1,6})\s+(?P<words>\S.*?)(?P<after>\s+#+)?")
_DIVISION = re.compile(
    r"(?P<mark>(?P<word>pillar|part|chapter|section|article|annex|theme|priority|goal)\s+"
    rf"\(?(?P<number>\d{{1,3}}|[ivxlc]{{1,6}}|[a-z]|{'|'.join(WORDS_OF_NUMBER)})\b\)?"
    r"(?:\s*[.:–—-](?=\s|$)|(?=$)))\s*",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"(?P<mark>(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})[.)]?)\s+")
_NUMBER = re.compile(r"(?P<mark>(?P<open>\(?)(?P<number>\d{1,3})(?P<close>[.)-]))\s+")
_LETTERS = re.compile(r"(?P<mark>(?P<open>\(?)(?P<number>[A-Za-z]{1,6})(?P<close>[.)-]))\s+")
_ROMAN = (("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


def unbroken(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs of a text stand if its lines were broken at one width."""
    lines = list(bare_lines(text))
    found = joined(text, lines, _is_marked, only_even=True)
    return [(line.start, line.end) for line in found] if len(found) < len(lines) else []


def _is_marked(words: str) -> bool:
    """Tell whether words begin with a bullet, a number, a letter or hashes."""
    if any(p.match(words) for p in (_BULLET, _HASHES, _DIVISION, _DECIMAL, _NUMBER)):
        return True
    match = _LETTERS.match(words)
    return match is not None and _value(match["number"]) > 0


def _value(label: str) -> int:
    small = label.lower()
    if small.isdecimal():
        return int(small)
    if small in WORDS_OF_NUMBER:
        return WORDS_OF_NUMBER.index(small) + 1
    return _roman(small) or _letter(small)


def _letter(label: str) -> int:
    return ord(label) - ord("a") + 1 if len(label) == 1 else 0


def _roman(label: str) -> int:
    """Return the value of a roman number below a hundred, or 0 if it is not a well-formed one."""
    value, rest = 0, label
    for numeral, worth in _ROMAN:
        most = 3 if worth in (1, 10) else 1
        while most and rest.startswith(numeral):
            value, rest, most = value + worth, rest[len(numeral) :], most - 1
    return value if not rest and numeral_of(value) == label else 0


def numeral_of(value: int) -> str:
    """Return a number below a hundred in small roman numerals."""
    made = ""
    for numeral, worth in _ROMAN:
        while value >= worth:
            made, value = made + numeral, value - worth
    return made
