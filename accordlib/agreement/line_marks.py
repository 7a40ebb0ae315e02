"""The lines of a text, each with the bullet, number or decoration that stands before its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from accordlib.agreement.recognised import PAGE_NUMBER, Entry, read_signature
from accordlib.texts.dates import is_date
from accordlib.texts.list_marks import MARKDOWN, TEXT, UNNUMBERED, Mark, find_marks, is_marked
from accordlib.texts.sentences import bare_lines, join_lines

HEADING_LENGTH = 160  # characters that a heading has at most
_REFERENCES = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹])+$")
_UNENDED = re.compile(r"(?:[.:;,。、；：]|[;,] (?:and|or))$")


def read_lines(text: str) -> list[Entry]:
    """Return the lines that are not blank, with their marks."""
    lines = join_lines(bare_lines(text, Entry), _begins)
    divider = "—" if [line.words for line in lines].count("—") == 1 else ""
    lines = _merge(lines, lambda a, b: _bulleted(a, b, divider) or _underlined(a, b))
    _Marks().take_off(lines)
    return _merge(lines, _division_titled)


def looks_like_title(words: str) -> bool:
    """Tell whether words after a number have the form of a heading: short, without a stop."""
    words = _REFERENCES.sub("", words)
    short = 0 < len(words) <= HEADING_LENGTH and not _UNENDED.search(words)
    return short and not words[0].islower()


def _begins(words: str) -> bool:
    """Tell whether words open a line of their own, whatever stands above."""
    return is_marked(words) or is_date(words) or read_signature(words) is not None


def _merge(lines: Sequence[Entry], merge: Callable[[Entry, Entry], bool]) -> list[Entry]:
    """Return the lines without those that `merge` makes a part of the one above."""
    found: list[Entry] = []
    for line in lines:
        if not found or not merge(found[-1], line):
            found.append(line)
    return found


def _bulleted(above: Entry, line: Entry, divider: str) -> bool:
    """Merge a bullet on a line of its own with the line after it."""
    mark = above.words
    if line.form != "text" or above.form not in ("text", "rule") or mark == divider:
        return False
    alone = (s for s, m, _ in find_marks(mark) if s.form == "bullet" and m.end() == len(mark))
    if not (style := next(alone, None)):
        return False
    numbered = (m for s, m, _ in find_marks(line.words) if s.gap and s.heads)
    if (number := next(numbered, None)) and looks_like_title(line.words[number.end() :]):
        return False
    above.style, above.mark, above.scheme = style, mark, mark
    above.markers = ((above.start, above.end),)
    above.start, above.end = line.start, line.end
    return True


def _underlined(above: Entry, line: Entry) -> bool:
    """Merge a short line with the row of ``=`` or ``-`` directly beneath it."""
    if line.form != "rule" or line.blank or above.form != "text":
        return False
    style = next((s for s, _, _ in find_marks(line.words) if s.form == "underlined"), None)
    if not style or not looks_like_title(above.words):
        return False
    above.style, above.mark, above.markers = style, line.words, ((line.start, line.end),)
    above.depth = 1 if above.mark[0] == "=" else 2
    return True


def _division_titled(above: Entry, line: Entry) -> bool:
    """Merge ``Article 3`` with the short line beneath it, which is its title."""
    bare = above.form == "division" and above.mark == above.words
    if not bare or line.form != "text" or not looks_like_title(line.words):
        return False
    above.markers = (*above.markers, (above.start, above.end), *line.markers)
    above.start, above.end = line.start, line.end
    return True


class _Marks:
    """Takes marks off in the order of the text; a number counts if the one before it has gone."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, set[int]] = defaultdict(set)
        self._last = ""

    def take_off(self, lines: Sequence[Entry]) -> None:
        """Take the marks off all lines."""
        marked = [find_marks(line.words) for line in lines]
        notes = {n: m for n, marks in enumerate(marked) for s, m, _ in marks if s.notes}
        titled = _stand_before_titles(notes, lines)
        for line, marks in zip(lines, marked, strict=True):
            plain = line.form in ("text", "underlined")
            if not marks or not plain or PAGE_NUMBER.fullmatch(line.words):
                continue
            around = [mark for mark in marks if "words" in mark[1].re.groupindex]
            if around and line.form == "text":
                _take_off(line, around[0])
                marks = find_marks(line.words)
            self._take_off_number(line, [x for x in marks if titled or not x[0].notes])

    def _take_off_number(self, line: Entry, marks: Sequence[Mark]) -> None:
        """Take off the first mark that may stand here, or the one that goes on with its list."""
        due = []
        for mark in marks:
            style, match, number = mark
            groups = {name: found.lower() for name, found in match.groupdict("").items()}
            around = "words" in groups or style.form == "underlined"
            bare = match.end() == len(match.string) and not style.heads
            decorated = line.form != "text" and style.rank >= UNNUMBERED
            if around or bare or decorated:
                continue
            outer = groups.get("outer", "")
            scheme = style.scheme.format(**groups, depth=outer.count(".") + 1)
            seen = {0, *self._seen[outer + scheme]}
            near = number is not None and any(number - n in seen for n in range(style.gap + 1))
            if near or not style.gap:
                due.append((outer + scheme, number or 0, scheme, mark))
        if not due:
            return
        continuing = [x for x in due if x[1] - 1 in self._seen[x[0]]]
        key, number, scheme, mark = min(continuing or due, key=lambda x: x[0] != self._last)
        if mark[0].gap:
            self._seen[key].add(number)
            self._last = key
        decoration = line.style, line.depth, line.mark
        _take_off(line, mark)
        line.scheme, line.number = scheme, number
        if decoration[0].rank < UNNUMBERED:
            line.style, line.depth, line.mark = decoration


def _stand_before_titles(notes: dict[int, re.Match[str]], lines: Sequence[Entry]) -> bool:
    """Tell whether the marks of footnotes stand before titles here.

    They do if there are two or more, each before a title with text beneath, and no other place of
    the text refers to their numbers.
    """
    return len(notes) > 1 and all(
        n + 1 < len(lines)
        and n + 1 not in notes
        and lines[n + 1].form != "rule"
        and looks_like_title(match.string[match.end() :])
        and lines[n].text.count(match["mark"]) == 1
        for n, match in notes.items()
    )


def _take_off(line: Entry, mark: Mark) -> None:
    """Take off the mark before the words of a line, or the marks around them."""
    style, match, _ = mark
    whole = len(match.string)
    start, end = match.span("words") if "words" in match.re.groupindex else (match.end(), whole)
    spans = [match.span(x) for x in ("mark", "after") if match.groupdict().get(x)]
    spans = [(b - len(match.string[a:b].lstrip()), b) for a, b in spans]
    if start == whole:  # a division without a title of its own
        start, spans = 0, []
    line.markers = (*line.markers, *((line.start + a, line.start + b) for a, b in spans))
    line.start, line.end = line.start + start, line.start + end
    line.style = TEXT if style.form == "text" else style
    line.mark = match["mark"]
    line.depth = len(line.mark) if style.rank == MARKDOWN else 0
