"""The lines of a text, each with the bullet, number or decoration that stands before its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from accordlib.agreement.furniture import is_page
from accordlib.agreement.signatures import read_signature
from accordlib.texts.dates import is_date
from accordlib.texts.line_joining import joined
from accordlib.texts.lines import Line, bare_lines
from accordlib.texts.list_marks import (
    _BULLET,
    _DECIMAL,
    _DIVISION,
    _HASHES,
    _HOLLOW,
    _LETTERS,
    _NUMBER,
    _is_marked,
    _letter,
    _roman,
    _value,
)

HEADING_LENGTH = 160  # characters that a heading has at most

_BOLD = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<words>(?![\s*_])(?:(?!(?P=mark)).){1,160}(?<!\s))(?P<after>(?P=mark))"
)
_REFERENCES = re.compile(r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹])+$")
_UNENDED = re.compile(r"(?:[.:;,。、；：]|[;,] (?:and|or))$")
_UNDERLINE = re.compile(r"={3,}|-{3,}")


def read_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, with their marks."""
    lines = joined(text, list(bare_lines(text)), _begins)
    lines = _underlined(text, list(_bulleted(text, lines)))
    reader = _Marks()
    return _divisions_titled(text, [reader.read(text, line) for line in lines])


def _bulleted(text: str, kept: Sequence[Line]) -> Iterator[Line]:
    """Join a bullet on a line of its own with the line after it."""
    long_dashes = sum(text[x.start : x.end] == "—" for x in kept if x.form == "rule")
    pending: Line | None = None
    for line in kept:
        words = text[line.start : line.end]
        if pending is not None and line.form == "text" and not _numbered_title(words):
            mark = text[pending.start : pending.end]
            yield replace(
                line,
                form="bullet",
                mark=mark,
                scheme=mark,
                indent=pending.indent,
                blank=pending.blank,
                markers=((pending.start, pending.end),),
            )
            pending = None
            continue
        if pending is not None:
            yield pending
            pending = None
        divides = words == "—" and long_dashes == 1
        bare = line.form == "rule" and _BULLET.fullmatch(words) and not divides
        if bare or words == _HOLLOW:
            pending = line
        else:
            yield line
    if pending is not None:
        yield pending


def _begins(words: str) -> bool:
    """Tell whether words begin a line of their own, by their mark or as a signature."""
    return words == _HOLLOW or bool(read_signature(words)) or is_date(words) or _is_marked(words)


def _numbered_title(words: str) -> bool:
    match = _NUMBER.match(words) or _LETTERS.match(words)
    return match is not None and looks_like_title(words[match.end() :])


def looks_like_title(words: str) -> bool:
    """Tell whether words after a number have the form of a heading: short, without a stop."""
    words = _REFERENCES.sub("", words)
    short = 0 < len(words) <= HEADING_LENGTH and not _UNENDED.search(words)
    return short and not words[0].islower()


def _underlined(text: str, lines: list[Line]) -> list[Line]:
    """Join a short line with the row of ``=`` or ``-`` directly beneath it."""
    found: list[Line] = []
    for line in lines:
        words = text[line.start : line.end]
        above = found[-1] if found else None
        row = line.form == "rule" and not line.blank and _UNDERLINE.fullmatch(words)
        if (
            row
            and above
            and above.form == "text"
            and looks_like_title(text[above.start : above.end])
        ):
            depth = 1 if words[0] == "=" else 2
            marks = ((line.start, line.end),)
            found[-1] = replace(above, form="underlined", mark=words, depth=depth, markers=marks)
        else:
            found.append(line)
    return found


def _divisions_titled(text: str, lines: list[Line]) -> list[Line]:
    """Join ``Article 3`` with the short line beneath it, which is its title."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        bare = above and above.form == "division" and above.mark == text[above.start : above.end]
        words = text[line.start : line.end]
        if above and bare and line.form == "text" and looks_like_title(words):
            marks = (*above.markers, (above.start, above.end), *line.markers)
            found[-1] = replace(above, start=line.start, end=line.end, markers=marks)
        else:
            found.append(line)
    return found


@dataclass
class _Marks:
    """Reads marks in the order of the text; a number counts if the one before it has gone."""

    seen: dict[str, set[int]] = field(default_factory=dict)
    last: str = ""

    def read(self, text: str, line: Line) -> Line:
        """Return the line with the mark before its words taken off."""
        if line.form not in ("text", "underlined"):
            return line
        words = text[line.start : line.end]
        if is_page(words):
            return line
        if line.form == "text" and (match := _HASHES.fullmatch(words) or _BOLD.fullmatch(words)):
            line = _undecorated(line, match)
            words = text[line.start : line.end]
        inner = self._number(line, words)
        if inner is None and line.form == "text" and (match := _BULLET.match(words)):
            group = "mark" if match["mark"] else "narrow"
            inner = _taken_off(line, match, "bullet", match[group], 0, group)
        if inner is None:
            return line
        return replace(inner, form=line.form, depth=line.depth) if line.depth else inner

    def _number(self, line: Line, words: str) -> Line | None:
        if match := _DIVISION.match(words):
            number = _value(match["number"])
            named = _taken_off(line, match, "division", match["word"].lower(), number)
            whole = replace(named, start=line.start, markers=line.markers)
            return named if named.start < named.end else whole
        if match := _DECIMAL.match(words):
            *outer, last = map(int, match["number"].split("."))
            scheme = ".".join(map(str, outer))
            depth = len(outer) + 1
            if self._follows(scheme, last, gap=1):
                taken = _taken_off(line, match, "decimal", f"decimal {depth}", last)
                return replace(taken, depth=depth)
        if match := _NUMBER.match(words):
            scheme = f"{match['open']}number{match['close']}"
            number = int(match["number"])
            if self._follows(scheme, number):
                return _taken_off(line, match, "number", scheme, number)
        if match := _LETTERS.match(words):
            return self._lettered(line, match)
        return None

    def _lettered(self, line: Line, match: re.Match[str]) -> Line | None:
        """Return the line without its letter or roman number, whichever is due."""
        label = match["number"]
        case = "capital " if label.isupper() else ""
        readings = [("roman", _roman(label.lower())), ("letter", _letter(label.lower()))]
        due = []
        for form, number in readings:
            scheme = f"{match['open']}{case}{form}{match['close']}"
            gap = 1 if form == "letter" else 2
            cased = label.isupper() or label.islower()
            if cased and number and self._is_due(scheme, number, gap):
                due.append((scheme != self.last, form, scheme, number))
        if not due:
            return None
        continuing = [x for x in due if x[3] - 1 in self.seen.get(x[2], ())]
        _, form, scheme, number = min(continuing or due, key=lambda x: x[0])
        self._follows(scheme, number)
        return _taken_off(line, match, form, scheme, number)

    def _is_due(self, scheme: str, number: int, gap: int) -> bool:
        seen = self.seen.get(scheme, set()) | {0}
        return number in seen or any(number - n in seen for n in range(1, gap + 1))

    def _follows(self, scheme: str, number: int, gap: int = 2) -> bool:
        due = self._is_due(scheme, number, gap)
        if due:
            self.seen.setdefault(scheme, set()).add(number)
            self.last = scheme
        return due


def _undecorated(line: Line, match: re.Match[str]) -> Line:
    """Return a line without the hashes or asterisks of Markdown."""
    mark = match["mark"]
    form = "hashes" if mark[0] == "#" else "bold" if len(mark) > 1 else "text"
    spans = [match.span("mark")]
    if match["after"]:
        after = match.start("after") + len(match["after"]) - len(match["after"].lstrip())
        spans.append((after, match.end("after")))
    return replace(
        line,
        start=line.start + match.start("words"),
        end=line.start + match.end("words"),
        form=form,
        mark=mark,
        depth=len(mark) if form == "hashes" else 0,
        markers=tuple((line.start + a, line.start + b) for a, b in spans),
    )


def _taken_off(
    line: Line, match: re.Match[str], form: str, scheme: str, number: int, group: str = "mark"
) -> Line:
    a, b = match.span(group)
    return replace(
        line,
        start=line.start + match.end(),
        form=form,
        mark=match[group],
        scheme=scheme,
        number=number,
        markers=tuple(sorted((*line.markers, (line.start + a, line.start + b)))),
    )
