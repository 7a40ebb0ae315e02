"""The lines of a text, each with the bullet, number or decoration that stands before its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from accordlib.agreement.furniture import PAGE_NUMBER
from accordlib.agreement.signatures import read_signature
from accordlib.texts.dates import is_date
from accordlib.texts.lines import TextLine, bare_lines, join_lines
from accordlib.texts.list_marks import (
    MARKDOWN,
    RULE,
    TEXT,
    UNNUMBERED,
    LineStyle,
    any_pattern,
    line_patterns,
    mark_test,
)

HEADING_LENGTH = 160  # characters that a heading has at most
_REFERENCES = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹])+$")
_UNENDED = re.compile(r"(?:[.:;,。、；：]|[;,] (?:and|or))$")


def read_lines(text: str) -> list[TextLine]:
    """Return the lines that are not blank, with their marks."""
    is_marked = mark_test()

    def begins(words: str) -> bool:
        return bool(read_signature(words)) or is_date(words) or is_marked(words)

    marks = _Marks(text)
    lines = join_lines(list(bare_lines(text)), begins)
    lines = _merge_lines(_merge_lines(lines, marks.bulleted), marks.underlined)
    return _merge_lines(marks.read(lines), _division_titled)


def looks_like_title(words: str) -> bool:
    """Tell whether words after a number have the form of a heading: short, without a stop."""
    words = _REFERENCES.sub("", words)
    short = 0 < len(words) <= HEADING_LENGTH and not _UNENDED.search(words)
    return short and not words[0].islower()


def _merge_lines(
    lines: Sequence[TextLine], merge: Callable[[TextLine, TextLine], TextLine | None]
) -> list[TextLine]:
    """Return the lines, those in one that `merge` makes of a line and the one above it."""
    found: list[TextLine] = []
    for line in lines:
        both = merge(found[-1], line) if found else None
        found[len(found) - bool(both) :] = [both or line]
    return found


def _division_titled(above: TextLine, line: TextLine) -> TextLine | None:
    """Merge ``Article 3`` with the short line beneath it, which is its title."""
    bare = above.form == "division" and above.mark == above.words
    if not bare or line.form != "text" or not looks_like_title(line.words):
        return None
    marks = (*above.markers, (above.start, above.end), *line.markers)
    return replace(above, start=line.start, end=line.end, markers=marks)


class _Marks:
    """Reads marks in the order of the text; a number counts if the one before it has gone."""

    def __init__(self, text: str) -> None:
        patterns = line_patterns()
        self._text, self._some = text, any_pattern()
        rules = [line.strip() for line in text.splitlines()]
        self._divider = "—" if rules.count("—") == 1 else ""  # a single long dash is no bullet
        self._rows = [(s, p) for s, p in patterns if s.form == "underlined"]
        self._around = [(s, p) for s, p in patterns if "words" in p.groupindex]
        self._before = [x for x in patterns if x not in self._around and x not in self._rows]
        self._bullets = [(s, p) for s, p in self._before if s.form == "bullet"]
        self._counted = [p for s, p in self._before if s.gap and s.heads]
        self._seen: dict[str, set[int]] = {}
        self._last = ""

    def bulleted(self, above: TextLine, line: TextLine) -> TextLine | None:
        """Merge a bullet on a line of its own with the line after it."""
        mark, words = above.words, line.words
        if line.form != "text" or above.style not in (TEXT, RULE) or mark == self._divider:
            return None
        style = next((s for s, p in self._bullets if p.fullmatch(mark)), None)
        numbers = (p.match(words) for p in self._counted) if style else ()
        number = next(filter(None, numbers), None)
        if not style or (number and looks_like_title(words[number.end() :])):
            return None
        bullet = replace(above, style=style, markers=((above.start, above.end),))
        return replace(bullet, start=line.start, end=line.end, mark=mark, scheme=mark)

    def underlined(self, above: TextLine, line: TextLine) -> TextLine | None:
        """Merge a short line with the row of ``=`` or ``-`` directly beneath it."""
        if line.style is not RULE or line.blank or above.style is not TEXT:
            return None
        mark = line.words
        style = next((s for s, p in self._rows if p.match(mark)), None)
        if not style or not looks_like_title(above.words):
            return None
        depth, spans = 1 if mark[0] == "=" else 2, ((line.start, line.end),)
        return replace(above, style=style, mark=mark, depth=depth, markers=spans)

    def read(self, lines: Sequence[TextLine]) -> list[TextLine]:
        """Return the lines with the marks before their words taken off."""
        self._before = [
            (s, p) for s, p in self._before if not s.notes or self._before_titles(p, lines)
        ]
        return [self._read(line) for line in lines]

    def _before_titles(self, pattern: re.Pattern[str], lines: Sequence[TextLine]) -> bool:
        """Tell whether a mark of footnotes stands before titles here.

        It does if two lines or more have it, each a title with text beneath, and no other
        place of the text refers to their numbers.
        """
        found = {n: m for n, line in enumerate(lines) if (m := pattern.match(line.words))}
        return len(found) > 1 and all(
            n + 1 < len(lines)
            and n + 1 not in found
            and lines[n + 1].style is not RULE
            and looks_like_title(match.string[match.end() :])
            and self._text.count(match["mark"]) == 1
            for n, match in found.items()
        )

    def _read(self, line: TextLine) -> TextLine:
        words = line.words
        if line.form not in ("text", "underlined") or not self._some.match(words):
            return line
        if PAGE_NUMBER.fullmatch(words):
            return line
        if line.form == "text":
            around = ((s, p.match(line.words)) for s, p in self._around)
            line = next((_taken_off(line, m, s) for s, m in around if m), line)
        outer, words = line, line.words
        due: list[tuple[str, TextLine]] = []
        for style, pattern in self._before:
            m = pattern.match(words)
            bare = m is not None and m.end() == len(words)
            decorated = outer.form != "text" and style.rank >= UNNUMBERED
            if not m or decorated or (bare and not style.heads):
                continue
            groups = {name: found.lower() for name, found in m.groupdict("").items()}
            depth = groups.get("outer", "").count(".") + 1
            scheme = style.scheme.format(**groups, depth=depth)
            number = style.count(groups["number"]) if "number" in groups else 0
            key = groups.get("outer", "") + scheme
            if not style.gap or (number is not None and self._is_due(key, number, style.gap)):
                due.append((key, _taken_off(outer, m, style, scheme, number or 0)))
        if not due:
            return outer
        continuing = [(key, x) for key, x in due if x.number - 1 in self._seen.get(key, ())]
        key, inner = min(continuing or due, key=lambda x: x[0] != self._last)
        if inner.style.gap:
            self._seen.setdefault(key, set()).add(inner.number)
            self._last = key
        if outer.style.rank >= UNNUMBERED:
            return inner
        return replace(inner, style=outer.style, depth=outer.depth, mark=outer.mark)

    def _is_due(self, key: str, number: int, gap: int) -> bool:
        seen = self._seen.get(key, set()) | {0}
        return any(number - n in seen for n in range(gap + 1))


def _taken_off(
    line: TextLine, match: re.Match[str], style: LineStyle, scheme: str = "", number: int = 0
) -> TextLine:
    """Return a line without the mark before its words, or around them."""
    start, end = match.span("words") if "words" in match.re.groupindex else (match.end(), None)
    spans = [match.span(x) for x in ("mark", "after") if match.groupdict().get(x)]
    spans = [(b - len(match.string[a:b].lstrip()), b) for a, b in spans]
    if start == len(match.string):  # a division without a title of its own
        start, spans = 0, []
    marks = [*line.markers, *((line.start + a, line.start + b) for a, b in spans)]
    return replace(
        line,
        start=line.start + start,
        end=line.end if end is None else line.start + end,
        style=TEXT if style.form == "text" else style,
        mark=match["mark"],
        scheme=scheme,
        number=number,
        depth=len(match["mark"]) if style.rank == MARKDOWN else 0,
        markers=tuple(sorted(marks)),
    )
