"""Which lines of a text are headings, which are items of a list, and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, takewhile

from accordlib.agreement.furniture import AGREEMENT_WORD, CLOSING, above_title, is_footer, stray
from accordlib.agreement.levels import is_counted, levelled, ranked
from accordlib.agreement.line_marks import HEADING_LENGTH, looks_like_title
from accordlib.agreement.recognised import Entry, Look
from accordlib.agreement.signatures import ending, signed_lines
from accordlib.texts.dates import is_date
from accordlib.texts.lines import TextLine
from accordlib.texts.list_marks import (
    ORDINAL_WORDS,
    OUTERMOST,
    LineStyle,
    in_capitals,
    is_short,
    style_by_look,
)

_UNCAPPED = frozenset("with from into between against among through towards".split())
_COLONS = 3  # headings with a colon that a text has at least, if it has any
_IN_A_ROW = 3  # more short lines than this, one after the other, are no headings


def outline(lines: Sequence[TextLine]) -> list[Entry]:
    """Return what each line is recognised as."""
    entries, first = _with_title([_by_mark(lines, at) for at in range(len(lines))])
    return levelled(ranked(_unmarked_headings(_titled_bullets(entries), first)))


def _by_mark(lines: Sequence[TextLine], at: int) -> Entry:
    """Recognise a line by the mark before its words."""
    line = lines[at]
    if line.form == "rule":
        return Entry(line, "rule", Look.RULE)
    if line.style.rank < OUTERMOST:
        return Entry(line, "heading", Look.MARKED)
    if line.form in ("text", "bold"):
        return Entry(line, "text", Look.TEXT)
    if line.style.heads and _is_heading(lines, at):
        return Entry(line, "heading", Look.MARKED_TITLE)
    return Entry(line, "item", Look.MARKED)


def _is_heading(lines: Sequence[TextLine], at: int) -> bool:
    """Tell whether a numbered line is a heading: short, no stop, not in a row of its kind."""
    line = lines[at]
    if line.scheme.startswith("(") or not looks_like_title(line.words):
        return False
    beside = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return all(other.scheme != line.scheme for other in beside) and at + 1 < len(lines)


def _with_title(entries: Sequence[Entry]) -> tuple[list[Entry], int]:
    """Recognise the title; return also where the lines after it begin.

    It is the first line that is not a date or the like, unless that is a numbered heading, with
    the short lines directly beneath it that end without a stop; after an empty line one more at
    the most, as a subtitle.
    """
    found = list(entries)
    first = _first_of_title(entries)
    if first == len(entries) or is_counted(entries[first]):
        return found, first
    found[first] = replace(entries[first], kind="title", look=Look.FIRST)
    signed = signed_lines([e.line for e in entries[first + 1 :]])
    loud = in_capitals(entries[first].words)
    subtitles = 0
    for at in range(first + 1, len(entries)):
        line, words = entries[at].line, entries[at].words
        subtitles += line.blank
        named = line.start in signed or is_date(words)
        ends = not _looks_like_subtitle(words) or subtitles > 1
        if line.form != "text" or named or ends or (in_capitals(words) and not loud):
            return found, at
        found[at] = replace(entries[at], kind="title", look=Look.SUBTITLE)
    return found, len(entries)


def _first_of_title(entries: Sequence[Entry]) -> int:
    """Return where the title begins.

    It is the only Markdown heading of the first level or else the first line that names a kind of
    agreement, if all lines above it are short; or else the first that may not stand above one.
    """
    lines = [n for n, e in enumerate(entries) if e.kind != "rule"]
    above = {n: entries[n].kind == "text" and above_title(entries[n].words) for n in lines}
    hashes = {n for n in lines if entries[n].line.form == "hashes"}

    def may_be_title(n: int) -> bool:
        plain = entries[n].kind == "text" or n in hashes
        return (
            plain and len(entries[n].words) <= HEADING_LENGTH and entries[n].words[-1] not in ".;"
        )

    front = list(takewhile(lambda n: above[n] or may_be_title(n), lines))
    top = [n for n in hashes if entries[n].line.depth == 1]
    if len(top) == 1 and top[0] in front:
        return top[0]
    named = (n for n in front if AGREEMENT_WORD.search(entries[n].words) and not above[n])
    others = (n for n in lines if not above[n])
    return next(named, next(others, lines[0] if lines else len(entries)))


def _looks_like_subtitle(words: str) -> bool:
    """Tell whether a line may belong to the title: it has letters, and no stop at its end."""
    short = words[-1].isalnum() and len(words) <= HEADING_LENGTH
    return short and any(map(str.isalpha, words)) and not names_preamble(words)


def names_preamble(words: str) -> bool:
    """Tell whether a heading says that the preamble stands beneath it."""
    return words.casefold() in ("preamble", "introduction", "preface")


def ordinals(entries: Sequence[Entry]) -> list[int]:
    """Return which paragraphs begin with ``First``, ``Second`` and so on, if two or more do."""
    found: list[int] = []
    for at, entry in enumerate(entries):
        word = ORDINAL_WORDS[len(found) % len(ORDINAL_WORDS)]
        if entry.kind == "text" and re.match(rf"{word}(?:ly)?\b", entry.words, re.IGNORECASE):
            found.append(at)
    return found if len(found) > 1 else []


def _titled_bullets(entries: Sequence[Entry]) -> list[Entry]:
    """Turn bullets that are titles of the text after them into headings.

    Beneath one heading either all short bullets of a kind are titles, or none.
    """
    under = list(accumulate(e.kind == "heading" for e in entries))
    titles: set[int] = set()
    listed: set[tuple[int, str]] = set()
    for at, entry in enumerate(entries):
        if entry.kind == "item" and is_short(entry.words) and looks_like_title(entry.words):
            before = entries[at - 1] if at else None
            after = entries[at + 1].kind if at + 1 < len(entries) else ""
            same = before and before.kind == "item" and before.line.scheme == entry.line.scheme
            if after == "text" and not same:
                titles.add(at)
            else:
                listed.add((under[at], entry.line.scheme))
    return [
        replace(e, kind="heading", look=Look.MARKED_OWN_TEXT)
        if at in titles and (under[at], e.line.scheme) not in listed
        else e
        for at, e in enumerate(entries)
    ]


def _unmarked_headings(entries: Sequence[Entry], at: int) -> list[Entry]:
    """Recognise capitals, bold and short lines that have something beneath them."""
    spaced = sum(e.line.blank for e in entries) * 2 > len(entries)
    end = footer(entries)
    signed = signed_lines([e.line for e in entries]) | last_lines(entries)
    colons = _headings_with_colons(entries) - signed
    found = list(entries)
    while at < end:
        last, styles = at, []
        while last < end and (style := _style_of(entries[last], spaced, signed, colons)):
            styles.append(style)
            last += 1
        followed = last < len(entries) and entries[last].kind != "rule"
        if 0 < last - at <= _IN_A_ROW and followed:
            for n, style in enumerate(styles, start=at):
                look = Look.MARKED_BENEATH if n > at else Look.MARKED
                line = replace(entries[n].line, style=style)
                found[n] = replace(entries[n], line=line, kind="heading", look=look)
        at = max(last, at + 1)
    return found


def _style_of(
    entry: Entry, spaced: bool, signed: frozenset[int], colons: frozenset[int]
) -> LineStyle | None:
    """Return the style of a line without a mark that may be a heading."""
    line, words = entry.line, entry.words
    if entry.kind != "text":
        return None
    style = line.style if line.form == "bold" else style_by_look(words)
    if line.start in colons or not style:
        return style
    if line.start in signed or CLOSING.match(words):
        return None
    if stray(words, at_an_end=True):
        return None
    lone = (line.blank or not spaced) and looks_like_title(words)
    return style if lone or line.form == "bold" else None


def _headings_with_colons(entries: Sequence[Entry]) -> frozenset[int]:
    """Return where the lines begin that are headings with a colon, if three or more look so."""
    found = [
        e.line.start for e in entries if e.kind == "text" and e.line.blank and _has_colon(e.words)
    ]
    return frozenset(found if len(found) >= _COLONS else ())


def _has_colon(words: str) -> bool:
    """Tell whether words are short, in title case, and end in a colon."""
    long = [w for w in words.removesuffix(":").split() if len(w) > 3 and w not in _UNCAPPED]
    ends = words.endswith(":") and is_short(words)
    return ends and len(long) > 1 and all(w[0].isupper() for w in long)


def after_parts(entries: Sequence[Entry]) -> int:
    """Return where the lines begin after the last heading or item."""
    return max((n + 1 for n, e in enumerate(entries) if e.kind not in ("text", "rule")), default=0)


def footer(entries: Sequence[Entry]) -> int:
    """Return where the lines begin that the page has beneath the agreement, such as contacts."""
    late = range(after_parts(entries), len(entries))
    return next((n for n in late if is_footer(entries[n].words)), len(entries))


def last_lines(entries: Sequence[Entry]) -> frozenset[int]:
    """Return where the lines begin that sign or date the text at its end."""
    lines = [e.line for e in entries[after_parts(entries) :]]
    return frozenset(line.start for line in lines[ending(lines) :])
