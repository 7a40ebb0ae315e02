"""Which lines of a text are headings, which are items of a list, and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, takewhile

from accordlib.agreement.furniture import above_title, is_closing, is_footer, names_agreement, stray
from accordlib.agreement.levels import is_counted, levelled, ranked
from accordlib.agreement.line_marks import HEADING_LENGTH, looks_like_title
from accordlib.agreement.recognised import DECORATED, OWN_TEXT, TITLED, Entry
from accordlib.agreement.signatures import ending, signed_lines
from accordlib.texts.dates import is_date
from accordlib.texts.lines import Line

_SHORT = 100  # characters of a heading that only its shortness tells
_SHORT_WORDS = 14
_SMALL = frozenset("with from into between against among through towards".split())
_COLONS = 3  # headings with a colon that a text has at least, if it has any
_IN_A_ROW = 3  # more short lines than this, one after the other, are no headings
_ORDINALS = re.compile(
    r"(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:ly)?\b,?", re.IGNORECASE
)
_COUNT = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def outline(text: str, lines: Sequence[Line]) -> list[Entry]:
    """Return what each line is recognised as."""
    entries = [_by_mark(text, lines, at) for at in range(len(lines))]
    entries, first = _with_title(text, entries)
    entries = _titled_bullets(text, entries)
    entries = _unmarked_headings(text, entries, first)
    return levelled(text, ranked(entries))


def _with_title(text: str, entries: list[Entry]) -> tuple[list[Entry], int]:
    """Recognise the title; return also where the lines after it begin.

    It is the first line that is not a date or the like, unless that is a numbered heading, with
    the short lines directly beneath it that end without a stop; after an empty line one more at
    the most, as a subtitle.
    """
    found = list(entries)
    first = _first_of_title(text, entries)
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


def _first_of_title(text: str, entries: Sequence[Entry]) -> int:
    """Return where the title begins.

    It is the only Markdown heading of the first level or else the first line that names a kind of
    agreement, if all lines above it are short; or else the first that may not stand above one.
    """
    lines = [n for n, e in enumerate(entries) if e.kind != "rule"]
    words = {n: text[entries[n].line.start : entries[n].line.end] for n in lines}
    above = {n: entries[n].kind == "text" and above_title(words[n]) for n in lines}
    front = list(takewhile(lambda n: above[n] or _is_front(entries[n], words[n]), lines))
    top = [n for n in lines if entries[n].line.form == "hashes" and entries[n].line.depth == 1]
    if len(top) == 1 and top[0] in front:
        return top[0]
    named = (n for n in front if names_agreement(words[n]) and not above[n])
    others = (n for n in lines if not above[n])
    return next(named, next(others, lines[0] if lines else len(entries)))


def _is_front(entry: Entry, words: str) -> bool:
    """Tell whether a line may be the title or stand above it: it is short, without a stop."""
    plain = entry.kind == "text" or entry.line.form == "hashes"
    return plain and len(words) <= HEADING_LENGTH and words[-1] not in ".;"


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
    if line.form in DECORATED:
        how = "Markdown heading" if line.form == "hashes" else "Markdown heading, underlined"
        return Entry(line, "heading", f"{how} '{line.mark}'" if line.mark[0] == "#" else how)
    if line.form in ("text", "bold"):
        return Entry(line, "text", "a line of its own")
    if line.form in TITLED and _is_heading(text, lines, at):
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
            same = before == "item" and entries[at - 1].line.scheme == entry.line.scheme
            if after == "text" and not same:
                titles.add(at)
            else:
                listed.add((under[at], entry.line.scheme))
    return [
        replace(e, kind="heading", because=f"{e.because} {OWN_TEXT}")
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
    end = footer(text, entries)
    signed = signed_lines(text, [e.line for e in entries]) | last_lines(text, entries)
    colons = _headings_with_colons(text, entries) - signed
    found = list(entries)
    while at < end:
        last = at
        while last < end and (
            entries[last].line.start in colons or _may_head(text, entries[last], spaced, signed)
        ):
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


def after_parts(entries: Sequence[Entry]) -> int:
    """Return where the lines begin after the last heading or item."""
    return max((n + 1 for n, e in enumerate(entries) if e.kind not in ("text", "rule")), default=0)


def footer(text: str, entries: Sequence[Entry]) -> int:
    """Return where the lines begin that the page has beneath the agreement, such as contacts."""
    late = after_parts(entries)
    words = (text[e.line.start : e.line.end] for e in entries[late:])
    return next((n for n, w in enumerate(words, start=late) if is_footer(w)), len(entries))


def _headings_with_colons(text: str, entries: Sequence[Entry]) -> frozenset[int]:
    """Return where the lines begin that are headings with a colon, if three or more look so."""
    found = [
        e.line.start
        for e in entries
        if e.kind == "text" and e.line.blank and _in_title_case(text[e.line.start : e.line.end])
    ]
    return frozenset(found if len(found) >= _COLONS else ())


def _in_title_case(words: str) -> bool:
    long = [w for w in words.removesuffix(":").split() if len(w) > 3 and w not in _SMALL]
    ends = words.endswith(":") and len(words) <= _SHORT
    return ends and len(long) > 1 and all(w[0].isupper() for w in long)


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
    if entry.kind != "text" or line.start in signed or is_closing(words):
        return False
    if stray(words, at_an_end=True):
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
