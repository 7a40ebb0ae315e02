"""Which lines of a text are headings, which are items of a list, and how deep each stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence, Set
from itertools import groupby

from accordlib.agreement.line_marks import HEADING_LENGTH, looks_like_title
from accordlib.agreement.recognised import (
    CLOSING,
    Entry,
    Look,
    above_title,
    ending,
    is_footer,
    names_agreement,
    signatures,
    stray,
)
from accordlib.texts.dates import is_date
from accordlib.texts.list_marks import (
    COUNTED,
    OUTERMOST,
    UNNUMBERED,
    LineStyle,
    in_capitals,
    is_short,
    style_by_look,
)

_UNCAPPED = frozenset("with from into between against among through towards".split())
PREAMBLE = ("preamble", "introduction", "preface")  # headings above one
_COLONS = 3  # headings with a colon that a text has at least, if it has any
_IN_A_ROW = 3  # more short lines than this, one after the other, are no headings
_ABOVE_NUMBERS = 10  # the rank of headings without a number if numbers begin again after them
_LEAST = UNNUMBERED + 3  # the rank of short items with text of their own
_GOES_ON = re.compile(r"[;,、；]$|[;,] (?:and|or)$")


def outline(entries: Sequence[Entry]) -> None:
    """Recognise what each line is, and its level."""
    for at, entry in enumerate(entries):
        entry.kind, entry.look = _by_mark(entries, at)
    after_title = _recognise_title(entries)
    _recognise_titled_bullets(entries)
    _recognise_unmarked_headings(entries, after_title)
    _rank_headings(entries)
    _level(entries)


def _by_mark(entries: Sequence[Entry], at: int) -> tuple[str, Look]:
    """Tell what a line is by the mark before its words; a numbered heading is not in a row."""
    entry = entries[at]
    if entry.form == "rule":
        return "rule", Look.RULE
    if entry.style.rank < OUTERMOST:
        return "heading", Look.MARKED
    if entry.form in ("text", "bold"):
        return "text", Look.TEXT
    beside = {other.scheme for other in (*entries[max(at - 1, 0) : at], *entries[at + 1 : at + 2])}
    alone = at + 1 < len(entries) and entry.scheme not in beside
    heads = entry.style.heads and alone and not entry.scheme.startswith("(")
    if heads and looks_like_title(entry.words):
        return "heading", Look.MARKED_TITLE
    return "item", Look.MARKED


def _recognise_title(entries: Sequence[Entry]) -> int:
    """Recognise the title, and return where the lines after it begin.

    It is the first line that is not a date or the like, unless that is a numbered heading, with
    the short lines directly beneath it that end without a stop; after an empty line one more at
    the most, as a subtitle.
    """
    first = _first_of_title(entries)
    title, beneath = entries[first], entries[first + 1 :]
    if is_counted(title):
        return first
    title.kind, title.look = "title", Look.FIRST
    signed = {line for s in signatures(beneath, by="form") for line in s.taken}
    subtitles = 0
    for at, entry in enumerate(beneath, start=first + 1):
        words = entry.words
        subtitles += entry.blank
        named = entry in signed or is_date(words) or words.casefold() in PREAMBLE
        louder = in_capitals(words) and not in_capitals(title.words)
        short = words[-1].isalnum() and len(words) <= HEADING_LENGTH
        worded = short and any(map(str.isalpha, words))
        if entry.form != "text" or named or louder or not worded or subtitles > 1:
            return at
        entry.kind, entry.look = "title", Look.SUBTITLE
    return len(entries)


def _first_of_title(entries: Sequence[Entry]) -> int:
    """Return where the title begins.

    It is the only Markdown heading of the first level or else the first line that names a kind of
    agreement, if all lines above it are short; or else the first that may not stand above one.
    """
    others, front = [], []
    for n, entry in enumerate(entries):
        words, plain = entry.words, entry.kind == "text"
        if entry.kind == "rule" or (plain and above_title(words)):
            continue
        others.append(n)
        long = len(words) > HEADING_LENGTH or words[-1] in ".;"
        if long or not (plain or entry.form == "hashes"):
            break
        front.append(n)
    top = [n for n, e in enumerate(entries) if e.form == "hashes" and e.depth == 1]
    if len(top) == 1 and top[0] in front:
        return top[0]
    named = (n for n in front if names_agreement(entries[n].words))
    lines = (n for n, e in enumerate(entries) if e.kind != "rule")
    return next(named, others[0] if others else next(lines))


def _recognise_titled_bullets(entries: Sequence[Entry]) -> None:
    """Turn short bullets into headings where all of a kind beneath one heading are titles."""
    found: defaultdict[tuple[int, str], list[tuple[Entry, bool]]] = defaultdict(list)
    headings = 0
    for at, entry in enumerate(entries):
        headings += entry.kind == "heading"
        if entry.kind == "item" and is_short(entry.words) and looks_like_title(entry.words):
            before, after = entries[max(at - 1, 0) : at], entries[at + 1 : at + 2]
            in_a_row = any(e.kind == "item" and e.scheme == entry.scheme for e in before)
            titles = not in_a_row and any(e.kind == "text" for e in after)
            found[headings, entry.scheme].append((entry, titles))
    for group in found.values():
        if all(titles for _, titles in group):
            for entry, _ in group:
                entry.kind, entry.look = "heading", Look.MARKED_OWN_TEXT


def _recognise_unmarked_headings(entries: Sequence[Entry], first: int) -> None:
    """Recognise capitals, bold and short lines that have something beneath them."""
    spaced = sum(e.blank for e in entries) * 2 > len(entries)
    signed = {line for s in signatures(entries, by="form") for line in s.taken}
    signed.update(entries[after_text(entries) :])
    colons = {e for e in entries if e.kind == "text" and e.blank and _has_colon(e.words)}
    colons = colons - signed if len(colons) >= _COLONS else set()
    end = footer(entries)
    styles = [_style_of(e, spaced, signed, colons) for e in entries[first:end]]
    for styled, group in groupby(enumerate(styles, start=first), lambda x: x[1] is not None):
        run = list(group)
        below = entries[run[-1][0] + 1 : run[-1][0] + 2]
        if styled and len(run) <= _IN_A_ROW and below and below[0].kind != "rule":
            for n, style in run:
                entry = entries[n]
                entry.kind, entry.style = "heading", style or entry.style
                entry.look = Look.MARKED_BENEATH if n > run[0][0] else Look.MARKED


def _style_of(
    entry: Entry, spaced: bool, signed: Set[Entry], colons: Set[Entry]
) -> LineStyle | None:
    """Return the style of a line without a mark that may be a heading."""
    words, bold = entry.words, entry.form == "bold"
    if entry.kind != "text":
        return None
    style = entry.style if bold else style_by_look(words)
    if not style or entry in colons:
        return style
    lone = bold or ((entry.blank or not spaced) and looks_like_title(words))
    if not lone or entry in signed or CLOSING.match(words) or stray(words, at_an_end=True):
        return None
    return style


def _has_colon(words: str) -> bool:
    """Tell whether words are short, in title case, and end in a colon."""
    if not words.endswith(":") or not is_short(words):
        return False
    long = [w for w in words.removesuffix(":").split() if len(w) > 3 and w not in _UNCAPPED]
    return len(long) > 1 and all(w[0].isupper() for w in long)


def after_parts(entries: Sequence[Entry]) -> int:
    """Return where the lines begin after the last heading or item."""
    late = (n for n in range(len(entries), 0, -1) if entries[n - 1].kind not in ("text", "rule"))
    return next(late, 0)


def footer(entries: Sequence[Entry]) -> int:
    """Return where the lines begin that the page has beneath the agreement, such as contacts."""
    late = range(after_parts(entries), len(entries))
    return next((n for n in late if is_footer(entries[n].words)), len(entries))


def after_text(entries: Sequence[Entry]) -> int:
    """Return where the lines begin that sign or date the text at its end."""
    late = after_parts(entries)
    return late + ending(entries[late:])


# Ranks and levels


def _rank_headings(entries: Sequence[Entry]) -> None:
    """Give each heading a rank: Markdown, then divisions and numbers, then unmarked lines.

    Unmarked lines stand above numbers if the numbers begin again after one of them, and beside
    them if all of them come after the last number. One directly beneath another of its look is
    lower, and so are those after it, up to a heading of another kind: nothing in the text says
    where they rise again.
    """
    unmarked = _rank_of_unmarked(entries)
    lowered: set[float] = set()
    schemes: list[str] = []
    above = 0.0
    for entry in entries:
        if entry.kind == "heading":
            rank = _rank(entry, unmarked, schemes)
            lowered = {other for other in lowered if other <= rank}
            if above == rank >= _ABOVE_NUMBERS:
                lowered.add(rank)
            entry.rank = rank + (0.5 if rank in lowered else 0)
        above = entry.rank


def _rank_of_unmarked(entries: Sequence[Entry]) -> int:
    """Return the rank of headings in capitals, bold ones and short lines, among the others."""
    if numbers_begin_again(entries):
        return _ABOVE_NUMBERS
    counted = [n for n, e in enumerate(entries) if is_counted(e)]
    plain = [n for n, e in enumerate(entries) if e.kind == "heading" and e.form in ("text", "bold")]
    after = counted and plain and counted[-1] < plain[0]
    return OUTERMOST if after and entries[counted[-1] + 1].kind != "heading" else UNNUMBERED


def numbers_begin_again(entries: Sequence[Entry]) -> bool:
    """Tell whether numbered headings begin anew after a heading without a number."""
    scheme, ended = "", False
    for entry in entries:
        if is_counted(entry):
            scheme = scheme or entry.scheme
            if ended and entry.scheme == scheme and entry.number == 1:
                return True
        elif entry.kind == "heading" and scheme and entry.form in ("text", "bold"):
            ended = True
    return False


def is_counted(entry: Entry) -> bool:
    """Tell whether a heading has a number of its own."""
    return entry.kind == "heading" and OUTERMOST <= entry.style.rank <= COUNTED


def _rank(entry: Entry, unmarked: int, schemes: list[str]) -> float:
    """Return the rank of a heading; a scheme of numbers stands beneath those that began before."""
    rank, own_text = entry.style.rank, entry.look is Look.MARKED_OWN_TEXT
    if rank < OUTERMOST:
        return rank + entry.depth
    if rank >= UNNUMBERED or own_text:
        least = _LEAST if own_text else rank - UNNUMBERED + unmarked
        return unmarked if unmarked == OUTERMOST else least
    if rank < COUNTED:
        return rank
    if entry.scheme not in schemes:
        schemes.append(entry.scheme)
    return OUTERMOST + schemes.index(entry.scheme)


def _level(entries: Sequence[Entry]) -> None:
    """Give headings and items their levels.

    An item is lower if it is further to the right or has another kind of mark, unless the item
    before it ends in a comma or semicolon and so goes on with the same list.
    """
    ranks: list[float] = []  # of the headings above
    lists: list[tuple[str, int]] = []  # that are open: the marks and indentation of each
    before: Entry | None = None  # the item before, without text between
    for entry in entries:
        if entry.kind == "heading":
            ranks = [*ranks[: bisect_left(ranks, entry.rank)], entry.rank]
            entry.level, lists = len(ranks), []
        elif entry.kind == "item":
            if before is None and entry.number < 2:
                lists = []
            here = (entry.scheme, entry.indent)
            while lists and lists[-1][1] > entry.indent:
                lists.pop()
            same = before is not None and before.scheme == entry.scheme
            if here in lists:
                del lists[lists.index(here) + 1 :]
            elif lists and before and same and _GOES_ON.search(before.words[-6:]):
                lists[-1] = here
            else:
                lists.append(here)
            entry.level = len(lists)
        before = entry if entry.kind == "item" else None
