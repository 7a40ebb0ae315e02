"""The lines of a text, each with the bullet, number or decoration that stands before its words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from math import inf
from typing import Any

from accordlib.agreement.signatures import is_name, read_signature, who_signs
from accordlib.agreement.signs import signs_of
from accordlib.texts.broken_lines import TextLine, bare_lines, join_lines
from accordlib.texts.dates import is_date
from accordlib.texts.list_marks import MARKDOWN, RULE, TEXT, UNNUMBERED, Mark, find_marks, is_marked

HEADING_LENGTH = 160  # characters that a heading has at most
_REFERENCES = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹])+$")
_UNENDED = re.compile(r"(?:[.:;,。、；：]|[;,] (?:and|or))$")
_PAGE_LINE = 100  # characters of a running head at most
_REPEATED = 3  # times that a running head or foot stands there at least
_COLUMN_GAP = re.compile(r"(?<=\S)(?:\t+\s*|\s{3,}|\s+\|\s+)(?=\S)")  # between columns
# **Trade:** We ...
_RUN_IN = re.compile(r"(\*\*[^*]{2,100}(?:[.:]\*\*|\*\*(?=[.:])))[.:]?\s+(?=\S)")
_INITIAL = re.compile(r"[^\W\d_]\. ")
_BELOW_A_NAME = 3  # lines, none of which is a sentence where persons sign
_DASHES = "-–—"


@dataclass(slots=True, eq=False)
class Entry(TextLine):
    """A line, its mark, and what it was recognised as: filled in step by step."""

    mark: str = ""  # the bullet, number or decoration as it stands there, such as "(a)"
    scheme: str = ""  # what the mark has in common with the others of its list
    number: int = 0  # which mark of its scheme it is; 0 for those that do not count
    depth: int = 0  # of a Markdown heading
    first: int = 0  # where it begins, with its mark
    ruled: bool = False  # whether a row of signs without a letter or digit stands before it
    label: str = ""  # title, preamble, heading, item, text ...: see labelling.LABELS
    kind: str = ""  # of a line of a part: heading, commitment, lead-in or paragraph
    level: int = 0  # of a heading or an item, from 1
    rank: float = 0  # of a heading: a higher one stands beneath a lower one
    because: str = ""  # how it was recognised, in words
    column: int = 0  # from 1, if it stands in one of several columns
    allowed: str = ""  # the labels that it may have, if its file says so
    running: bool = False  # whether it is a commitment because its part lists nothing
    read: tuple[int, int, str] = (-1, -1, "")  # its words as they were read last, and where
    margin: float = inf  # how much better its label is than the next best one

    @property
    def words(self) -> str:
        """Its words, with single blanks."""
        if self.read[:2] != (self.start, self.end):
            words = " ".join(self.text[self.start : self.end].split())
            self.read = (self.start, self.end, words)
        return self.read[2]

    @property
    def raw(self) -> str:
        """Its words as they stand there, line breaks as blanks."""
        return self.text[self.start : self.end].replace("\n", " ")


def read_lines(text: str, original: Callable[[int, int], str]) -> tuple[list[Entry], list[Entry]]:
    """Return the lines that are not blank, with their marks, and those of the page around them.

    `original` returns a stretch as it stood before characters were folded: tabs part columns.
    """
    bare = bare_lines(text, Entry)
    for line in bare:
        line.first = line.start
    lines, page = _without_page(bare, original(0, len(text)))
    lines = _with_run_in_headings(_in_columns(lines, original))
    dashed = Counter(line.words[0] for line in lines if line.words[-1] not in _DASHES)
    lines = join_lines(lines, (bool, lambda words: opens_line(words, dashed)))
    divider = "–" if [line.words for line in lines].count("–") == 1 else ""
    lines = _merge(lines, lambda a, b: _bulleted(a, b, divider) or _underlined(a, b))
    return with_marks(lines), page


def with_marks(lines: Sequence[Entry]) -> list[Entry]:
    """Take the marks off lines, and return them with the titles of divisions in one with them."""
    _take_off_marks(lines)
    return _merge(lines, _division_titled)


def _without_page(lines: Sequence[Entry], text: str) -> tuple[list[Entry], list[Entry]]:
    """Part the lines of the text from page numbers, footnotes, running heads and the like.

    A line that goes on below them stands directly beneath the one that they interrupt.
    """
    repeated = _running(lines)
    notes = {n: m for n, e in enumerate(lines) for s, m, _ in find_marks(e.raw) if s.notes}
    titled = _before_titles(notes, lines, text)
    kept: list[Entry] = []
    page: list[Entry] = []
    for n, line in enumerate(lines):
        if not (titled and n in notes) and (because := _of_the_page(line, repeated)):
            line.label, line.because = "rest", because
        elif page and kept and page[-1].start > kept[-1].start and line.words[0].islower():
            line.blank &= kept[-1].words[-1] in ".:;!?。"
        (page if line.label else kept).append(line)
    return kept, page


def _running(lines: Sequence[Entry]) -> set[str]:
    """Return what running heads and feet read like: often repeated but for numbers, none a 1."""
    masked = [(_without_numbers(e.words), e.words) for e in lines]
    often = Counter(form for form, _ in masked if "0" in form)
    first = {form for form, words in masked if form and re.search(r"\b1\b", words)}
    return {form for form, n in often.items() if n >= _REPEATED} - first


def _without_numbers(words: str) -> str:
    short = len(words) <= _PAGE_LINE and words[-1] not in ".:;!?。"
    return re.sub(r"\d+", "0", words) if short else ""


def _of_the_page(line: Entry, repeated: Set[str]) -> str:
    """Say what a line of the page is; of a line of the text, nothing."""
    words = line.words
    if line.form != "text":
        return ""
    runs = _without_numbers(words) in repeated and not is_marked(words)
    return next(signs_of(words, "page"), "a running head or foot" if runs else "")


def _in_columns(lines: Sequence[Entry], original: Callable[[int, int], str]) -> list[Entry]:
    """Return the lines with signatures in columns taken apart, one column after the other.

    Blanks part the columns: three or more, or a tab; or a stroke.
    """
    found: list[Entry] = []
    cells = [_cells(line, original) for line in lines]
    for split, group in groupby(zip(lines, cells, strict=True), lambda row: bool(row[1])):
        run = list(group)
        if split and any(all(who_signs(cell.words) for cell in row) for _, row in run):
            columns = zip_longest(*(row for _, row in run))
            found += [cell for column in columns for cell in column if cell]
        else:
            found += [line for line, _ in run]
    return found


def _cells(line: Entry, original: Callable[[int, int], str]) -> list[Entry]:
    """Return the cells of a short line without a mark, if blanks part it."""
    if line.end - line.start > 3 * _PAGE_LINE or is_marked(line.words):
        return []
    gaps = [gap.span() for gap in _COLUMN_GAP.finditer(original(line.start, line.end))]
    cuts = [line.start, *(line.start + at for gap in gaps for at in gap), line.end]
    spans = zip(cuts[::2], cuts[1::2], strict=True) if gaps else ()
    return [
        _part(line, a, b, column=column, blank=True) for column, (a, b) in enumerate(spans, start=1)
    ]


def _part(line: Entry, start: int, end: int, **changed: Any) -> Entry:
    """Return a part of a line as a line."""
    style = TEXT if any(map(str.isalnum, line.text[start:end])) else RULE
    return replace(line, first=start, start=start, end=end, style=style, **changed)


def _with_run_in_headings(lines: Sequence[Entry]) -> list[Entry]:
    """Return the lines, running text apart from bold words that head it, if two lines have some."""
    several = sum(line.text.startswith("**", line.start) for line in lines) > 1
    found: list[Entry] = []
    for line in lines:
        if run_in := _RUN_IN.match(line.raw) if several else None:
            head, rest = (line.start + run_in.end(n) for n in (1, 0))
            found += [_part(line, line.start, head), _part(line, rest, line.end, blank=False)]
        else:
            found.append(line)
    return found


def opens_line(words: str, dashed: Mapping[str, int]) -> bool:
    """Tell whether words open a line of their own, whatever is above.

    A dash does if two lines or more begin with it and do not end in one.
    """
    if words[0] in _DASHES and dashed[words[0]] < 2:
        return False
    return is_marked(words) or is_date(words) or read_signature(words) is not None


def looks_like_title(words: str) -> bool:
    """Tell whether words after a number have the form of a heading: short, without a stop."""
    words = _REFERENCES.sub("", words) if len(words) <= 2 * HEADING_LENGTH else words
    short = 0 < len(words) <= HEADING_LENGTH and not _UNENDED.search(words)
    return short and not words[0].islower()


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
    above.start, above.end = line.start, line.end
    return True


def _underlined(above: Entry, line: Entry) -> bool:
    """Merge a short line with the row of ``=`` or ``-`` directly beneath it."""
    if line.form != "rule" or line.blank or above.form != "text":
        return False
    style = next((s for s, _, _ in find_marks(line.words) if s.form == "underlined"), None)
    if not style or not looks_like_title(above.words):
        return False
    above.style, above.mark = style, line.words
    above.depth = 1 if above.mark[0] == "=" else 2
    return True


def _division_titled(above: Entry, line: Entry) -> bool:
    """Merge ``Article 3`` with the short line beneath it, which is its title."""
    bare = above.form == "division" and above.mark == above.words
    if not bare or line.form != "text" or not looks_like_title(line.words):
        return False
    above.start, above.end = line.start, line.end
    return True


def _take_off_marks(lines: Sequence[Entry]) -> None:
    """Take the marks off all lines, in the order of the text."""
    marked = [find_marks(line.raw) for line in lines]
    numbers: defaultdict[str, set[int]] = defaultdict(set)  # those that have gone, by scheme
    last = ""
    for n, (line, marks) in enumerate(zip(lines, marked, strict=True)):
        if not marks or line.form not in ("text", "underlined") or _has_initial(lines, n):
            continue
        around = [mark for mark in marks if "words" in mark[1].re.groupindex]
        if around and line.form == "text":
            _take_off(line, around[0])
            marks = find_marks(line.raw)
        last = _take_off_number(line, marks, numbers, last)


def _take_off_number(
    line: Entry, marks: Sequence[Mark], numbers: Mapping[str, set[int]], last: str
) -> str:
    """Take off the first mark that may stand here, or the one that goes on with its list.

    A number may stand here if the one before it has gone. Returns the last scheme of numbers.
    """
    due = []
    for mark in marks:
        style, match, number = mark
        groups = {name: found.lower() for name, found in match.groupdict("").items()}
        around = "words" in groups or style.form == "underlined"
        bare = match.end() == len(match.string) and not style.heads
        if around or bare or (line.form != "text" and style.rank >= UNNUMBERED):
            continue
        outer = groups.get("outer", "")
        scheme = style.scheme.format(**groups, depth=outer.count(".") + 1)
        seen = {0, *numbers[outer + scheme]}
        near = number is not None and any(number - n in seen for n in range(style.gap + 1))
        if near or not style.gap:
            due.append((outer + scheme, number or 0, scheme, mark))
    if not due:
        return last
    continuing = [x for x in due if x[1] - 1 in numbers[x[0]]]
    key, number, scheme, mark = min(continuing or due, key=lambda x: x[0] != last)
    decoration = line.style, line.depth, line.mark
    _take_off(line, mark)
    line.scheme, line.number = scheme, number
    if decoration[0].rank < UNNUMBERED:
        line.style, line.depth, line.mark = decoration
    if mark[0].gap:
        numbers[key].add(number)
    return key if mark[0].gap else last


def _has_initial(lines: Sequence[Entry], at: int) -> bool:
    """Tell whether a line is a name such as ``A. Tanaka``, with others or an office beneath."""
    words = lines[at].words
    if not _INITIAL.match(words) or not (is_name(words) or read_signature(words)):
        return False
    below = [line.words for line in lines[at + 1 : at + 1 + _BELOW_A_NAME]]
    signs = all(who_signs(x) or is_date(x) for x in below[:1])
    return signs and not any(x[-1] in ".:;" for x in below)


def _before_titles(notes: Mapping[int, re.Match[str]], lines: Sequence[Entry], text: str) -> bool:
    """Tell whether the marks of footnotes stand before titles here.

    They do if there are two or more, each before a title with text beneath, and no other place of
    the text refers to their numbers.
    """
    return len(notes) > 1 and all(
        n + 1 < len(lines)
        and n + 1 not in notes
        and lines[n + 1].form != "rule"
        and looks_like_title(match.string[match.end() :])
        and text.count(match["mark"]) == 1
        for n, match in notes.items()
    )


def _take_off(line: Entry, mark: Mark) -> None:
    """Take off the mark before the words of a line, or the marks around them."""
    style, match, _ = mark
    words = "words" in match.re.groupindex
    start, end = match.span("words") if words else (match.end(), len(match.string))
    start = 0 if start == len(match.string) else start  # a division without a title of its own
    line.start, line.end = line.start + start, line.start + end
    if match["mark"][0] == "|":  # of a row of a table the last stroke goes too
        line.end = line.start + len(line.text[line.start : line.end].rstrip(" |"))
    line.style = TEXT if style.form == "text" else style
    line.mark = match["mark"]
    line.depth = len(line.mark) if style.rank == MARKDOWN else 0
