"""Which lines of a text are headings, which are items of a list, and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from accordlib.marked_lines import HEADING_LENGTH, Line, looks_like_title
from accordlib.signing import ending, is_closing, is_date, signed_lines

_TITLED = frozenset(("number", "roman", "letter", "division", "decimal"))
_DECORATED = frozenset(("hashes", "underlined"))
_SHORT = 100  # characters of a heading that only its shortness tells
_SHORT_WORDS = 14
_IN_A_ROW = 3  # more short lines than this, one after the other, are no headings
_OWN_TEXT = "before a short line with text of its own"
_UNMARKED = 1000  # rank of headings without a number
_ORDINALS = re.compile(
    r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:ly)?\b,?", re.IGNORECASE
)
_COUNT = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_GOES_ON = re.compile(r"[;,、；]$|[;,] (?:and|or)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line and what it was recognised as.

    Attributes
    ----------
    line : Line
        The line.
    kind : str
        ``title``, ``heading``, ``item``, ``text`` or ``rule``.
    because : str
        How it was recognised.
    level : int
        Of a heading or an item, from 1; 0 for others.
    rank : float
        Of a heading: a higher one stands beneath a lower one.
    """

    line: Line
    kind: str
    because: str
    level: int = 0
    rank: float = 0


def outline(text: str, lines: Sequence[Line]) -> list[Entry]:
    """Return what each line is recognised as."""
    entries = [_by_mark(text, lines, at) for at in range(len(lines))]
    entries, first = _with_title(text, entries)
    entries = _titled_bullets(text, entries)
    entries = _unmarked_headings(text, entries, first)
    return _levels(text, _ranked(entries))


def _with_title(text: str, entries: list[Entry]) -> tuple[list[Entry], int]:
    """Recognise the title; return also where the lines after it begin.

    It is the first line, unless that is a numbered heading, with the short lines directly beneath
    it that end without a stop; after an empty line one more at the most, as a subtitle.
    """
    found = list(entries)
    first = next((n for n, e in enumerate(entries) if e.kind != "rule"), len(entries))
    if first == len(entries) or is_counted(entries[first]):
        return found, first
    top = found[first] = replace(entries[first], kind="title", because="the first line")
    signed = signed_lines(text, [e.line for e in entries[first + 1 :]])
    loud = _in_capitals(text[top.line.start : top.line.end])
    subtitles = 0
    for at in range(first + 1, len(entries)):
        line, words = entries[at].line, text[entries[at].line.start : entries[at].line.end]
        subtitles += line.blank
        named = line.start in signed or is_date(words)
        ends = not looks_like_subtitle(words) or subtitles > 1
        if line.form != "text" or named or ends or (_in_capitals(words) and not loud):
            return found, at
        found[at] = replace(entries[at], kind="title", because="a short line beneath the first")
    return found, len(entries)


def looks_like_subtitle(words: str) -> bool:
    """Tell whether a line may belong to the title: it has letters, and no stop at its end."""
    short = words[-1].isalnum() and len(words) <= HEADING_LENGTH
    return short and any(map(str.isalpha, words)) and not names_preamble(words)


def names_preamble(words: str) -> bool:
    """Tell whether a heading says that the preamble stands beneath it."""
    return words.casefold() in ("preamble", "introduction", "preface")


def ordinals(text: str, entries: Sequence[Entry]) -> list[int]:
    """Return which paragraphs begin with ``First``, ``Second`` and so on, if two or more do."""
    found: list[int] = []
    for at, entry in enumerate(entries):
        match = _ORDINALS.match(text, entry.line.start, entry.line.end)
        if entry.kind == "text" and match and match[1].lower() == _COUNT[len(found) % 10]:
            found.append(at)
    return found if len(found) > 1 else []


def _by_mark(text: str, lines: Sequence[Line], at: int) -> Entry:
    """Recognise a line by the mark before its words."""
    line = lines[at]
    if line.form == "rule":
        return Entry(line, "rule", "a line without a letter or digit")
    if line.form in _DECORATED:
        how = "Markdown heading" if line.form == "hashes" else "Markdown heading, underlined"
        return Entry(line, "heading", f"{how} '{line.mark}'" if line.mark[0] == "#" else how)
    if line.form in ("text", "bold"):
        return Entry(line, "text", "a line of its own")
    if line.form in _TITLED and _is_heading(text, lines, at):
        return Entry(line, "heading", f"{_described(line)} before a short line")
    return Entry(line, "item", _described(line))


def _described(line: Line) -> str:
    names = {"number": "number", "roman": "roman number", "letter": "letter", "bullet": "bullet"}
    name = {**names, "decimal": "decimal number", "division": "division"}[line.form]
    return f"{name} '{line.mark}'" if line.form != "division" else f"the word {line.scheme!r}"


def _is_heading(text: str, lines: Sequence[Line], at: int) -> bool:
    """Tell whether a numbered line is a heading: short, no stop, not in a row of its kind."""
    line = lines[at]
    if line.form == "letter" and "capital" not in line.scheme:
        return False
    if line.form == "roman" and "capital" not in line.scheme:
        return False
    if line.scheme.startswith("(") or not looks_like_title(text[line.start : line.end]):
        return False
    beside = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return all(other.scheme != line.scheme for other in beside) and at + 1 < len(lines)


def _titled_bullets(text: str, entries: list[Entry]) -> list[Entry]:
    """Turn bullets that are titles of the text after them into headings.

    Beneath one heading either all short bullets of a kind are titles, or none.
    """
    under = list(accumulate(e.kind == "heading" for e in entries))
    titles: set[int] = set()
    listed: set[tuple[int, str]] = set()
    for at, entry in enumerate(entries):
        if entry.kind == "item" and _is_short_title(text, entry.line):
            before = entries[at - 1].kind if at else ""
            after = entries[at + 1].kind if at + 1 < len(entries) else ""
            if after == "text" and before != "item":
                titles.add(at)
            else:
                listed.add((under[at], entry.line.scheme))
    return [
        replace(e, kind="heading", because=f"{e.because} {_OWN_TEXT}")
        if at in titles and (under[at], e.line.scheme) not in listed
        else e
        for at, e in enumerate(entries)
    ]


def _is_short_title(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    few = len(words) <= _SHORT and len(words.split()) <= _SHORT_WORDS
    return few and looks_like_title(words) and words[-1] not in "?!…"


def _unmarked_headings(text: str, entries: list[Entry], at: int) -> list[Entry]:
    """Recognise capitals, bold and short lines that have something beneath them."""
    spaced = sum(e.line.blank for e in entries) * 2 > len(entries)
    signed = signed_lines(text, [e.line for e in entries]) | last_lines(text, entries)
    found = list(entries)
    while at < len(entries):
        last = at
        while last < len(entries) and _may_head(text, entries[last], spaced, signed):
            last += 1
        followed = last < len(entries) and entries[last].kind != "rule"
        if 0 < last - at <= _IN_A_ROW and followed:
            for n in range(at, last):
                because = _appearance(text, entries[n].line)
                if n > at:
                    because += ", beneath another heading"
                found[n] = replace(entries[n], kind="heading", because=because)
        at = max(last, at + 1)
    return found


def last_lines(text: str, entries: Sequence[Entry]) -> frozenset[int]:
    """Return where the lines begin that sign or date the text at its end."""
    tail = len(entries)
    while tail and entries[tail - 1].kind in ("text", "rule"):
        tail -= 1
    lines = [e.line for e in entries[tail:]]
    return frozenset(line.start for line in lines[ending(text, lines) :])


def _may_head(text: str, entry: Entry, spaced: bool, signed: frozenset[int]) -> bool:
    line = entry.line
    words = text[line.start : line.end]
    if entry.kind != "text" or line.start in signed or is_date(words) or is_closing(words):
        return False
    if line.form == "bold":
        return True
    if spaced and not line.blank:
        return False
    return _is_short_title(text, line) or (_in_capitals(words) and looks_like_title(words))


def _in_capitals(words: str) -> bool:
    return words.upper() == words and words.lower() != words and sum(map(str.isalpha, words)) > 1


def _appearance(text: str, line: Line) -> str:
    if line.form == "bold":
        return "bold line"
    capitals = _in_capitals(text[line.start : line.end])
    return "line in capitals" if capitals else "short line on its own"


def _ranked(entries: list[Entry]) -> list[Entry]:
    """Give each heading a rank: Markdown, then divisions and numbers, then unmarked lines.

    Unmarked lines stand above numbers if the numbers begin again after one of them. One directly
    beneath another of its look is lower, and so are those after it, up to a heading of another
    kind: nothing in the text says where they rise again.
    """
    above = numbers_begin_again(entries)
    ranked: list[Entry] = []
    lowered: set[float] = set()
    schemes: list[str] = []
    for entry in entries:
        if entry.kind == "heading":
            rank = _rank(entry, above, schemes)
            lowered = {other for other in lowered if other <= rank}
            before = ranked[-1] if ranked else None
            if before and before.kind == "heading" and before.rank == rank >= 10:
                lowered.add(rank)
            entry = replace(entry, rank=rank + (0.5 if rank in lowered else 0))
        ranked.append(entry)
    return ranked


def numbers_begin_again(entries: Sequence[Entry]) -> bool:
    """Tell whether numbered headings begin anew after a heading without a number."""
    scheme, ended = "", False
    for entry in entries:
        if entry.kind != "heading":
            continue
        line = entry.line
        if is_counted(entry):
            scheme = scheme or line.scheme
            if ended and line.scheme == scheme and line.number == 1:
                return True
        elif scheme and line.form in ("text", "bold"):
            ended = True
    return False


def is_counted(entry: Entry) -> bool:
    """Tell whether a heading has a number of its own."""
    return entry.kind == "heading" and entry.line.form in _TITLED


def _rank(entry: Entry, above: bool, schemes: list[str]) -> float:
    """Return the rank of a heading; a scheme of numbers stands beneath those that began before."""
    line = entry.line
    if line.form in _DECORATED:
        return line.depth
    if line.form in _TITLED and not entry.because.endswith(_OWN_TEXT):
        if line.scheme not in schemes:
            schemes.append(line.scheme)
        return 20 + schemes.index(line.scheme)
    looks = ("line in capitals", "bold line", "short line on its own")
    place = next((n for n, look in enumerate(looks) if entry.because.startswith(look)), 3)
    return (10 if above and place < 3 else _UNMARKED) + place


def _levels(text: str, entries: list[Entry]) -> list[Entry]:
    """Give headings and items their levels."""
    headings: list[float] = []
    listed = _Listed(text)
    found: list[Entry] = []
    for entry in entries:
        if entry.kind == "heading":
            while headings and headings[-1] >= entry.rank:
                headings.pop()
            headings.append(entry.rank)
            found.append(replace(entry, level=len(headings)))
            listed = _Listed(text)
        elif entry.kind == "item":
            found.append(replace(entry, level=listed.level(entry.line)))
        else:
            listed.interrupt()
            found.append(entry)
    return found


class _Listed:
    """The open lists above an item: the mark and indentation of each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[tuple[str, int]] = []
        self._last: Line | None = None

    def interrupt(self) -> None:
        """Note that text stands between this item and the next."""
        self._last = None

    def level(self, line: Line) -> int:
        """Return the level of the next item.

        It is lower if it is further to the right or has another kind of mark, unless the item
        before it ends in a comma or semicolon and so goes on with the same list.
        """
        if self._last is None and line.number < 2:
            self._open = []
        here = (line.scheme, line.indent)
        while self._open and self._open[-1][1] > line.indent:
            self._open.pop()
        if here in self._open:
            del self._open[self._open.index(here) + 1 :]
        elif self._open and self._goes_on(line):
            self._open[-1] = here
        else:
            self._open.append(here)
        self._last = line
        return len(self._open)

    def _goes_on(self, line: Line) -> bool:
        last = self._last
        if last is None or last.scheme != line.scheme:
            return False
        return _GOES_ON.search(self._text, max(last.start, last.end - 6), last.end) is not None
