"""Which lines of a text were one before it was broken at a width: `join_lines`, `whole_lines`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, pairwise
from math import inf
from operator import add
from typing import TypeAlias, TypeVar

from accordlib.texts.capitalised_names import expect_entries, worded
from accordlib.texts.dates import is_date
from accordlib.texts.list_marks import LINE_STYLES, RULE, TEXT, LineStyle, in_title_case, mark_test
from accordlib.texts.scripts import STRETCH, UNSPACED

# The one table of the marks that end a sentence; adding one is the whole change.
SENTENCE_ENDS: list[str] = [".", "!", "?", "…", "。", "！", "？", "｡"]
# Marks around what is said, and brackets: a sentence of Japanese does not end inside.
SAID, BRACKETS = "「」『』｢｣“”《》", "（）()〔〕［］【】"
CLOSING = dict(zip((SAID + BRACKETS)[::2], (SAID + BRACKETS)[1::2], strict=True))
ENCLOSING = re.compile(f"[{re.escape(SAID + BRACKETS)}]")
_WIDE = re.compile(f"[\u3000-\u303f\uff01-\uff60{UNSPACED}]")
_TORN_WORD = re.compile(r"[^\W\d_]-$|[をのがは]$")  # no line of Japanese ends in these
_FIRST_SIGNS = re.compile(r"[\u3040-\U0010ffff]|\S+")  # one where no blanks part words
_LISTING = (":", ";", "; and", "; or")  # what ends a line before a list
_Line = TypeVar("_Line", bound="TextLine")
_RUNNING, _NARROWEST, _WIDEST = 30, 36, 120  # columns of a line that runs on; of a broken one
_OVERHANG = 6  # columns that a mark may stand out, or be kept together with the next sign
_AFTER_STOP = "\"'”’»)]」』）】*_"  # what may close behind one
_NEXT_SIGN = re.compile(rf"(?:(?!\n\s*\n)[^{re.escape(SAID + BRACKETS)}]){{,999}}(.)", re.DOTALL)
_HANGING = r"(?i)(?:(?<![;,] )\b(?:{joint}|{small_first})|[^\W\d_]-|[をのがは])$"  # ends no line
_SHARE, _MOST = 0.6, 0.8  # of lines without a stop go on; where paragraphs stand apart
_GAPS, _GOING_ON = 0.05, 0.5  # lines below an empty one; width from which lines go on there
_NEARLY_ALL = 0.95  # of the lines are no longer than the width
_FULL = 0.85  # of the width, for a line without a stop: lines are not broken quite evenly
Begins: TypeAlias = Callable[[Sequence[str]], Iterable[bool]]  # which lines have a mark


def title_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a title or the like stand, a long one with the one below it."""
    lines = join_lines(bare_lines(text, TextLine), mark_test(tuple(LINE_STYLES)))
    stops = _stops(tuple(SENTENCE_ENDS))
    for above, line in reversed([*pairwise(lines)]):
        apart = line.blank or _has_stop(above.words, stops)
        if not apart and _width_of(above.words) >= _NARROWEST:
            above.end = line.end
            lines.remove(line)
    yield from ((line.start, line.end) for line in lines)


@dataclass(slots=True, eq=False)
class TextLine:
    """A line that is not blank, without the white space at its ends."""

    text: str  # the whole text
    start: int  # where its words stand
    end: int
    style: LineStyle  # how it is marked; before that is known, TEXT, or RULE if it has no word
    indent: int  # columns of white space before the line
    blank: bool  # whether it is the first line or an empty line stands before it

    @property
    def words(self) -> str:
        """The words of the line."""
        return self.text[self.start : self.end]

    @property
    def columns(self) -> int:
        """How wide the line is."""
        return self.indent + _width_of(self.words)

    @property
    def form(self) -> str:
        """The form of its style, such as ``bullet``."""
        return self.style.form


def bare_lines(text: str, kind: Callable[..., _Line]) -> list[_Line]:
    """Return the lines of a folded text as objects of one kind of line."""
    lines = _Lines(text)
    return [
        kind(text, start, start + len(words), TEXT if plain else RULE, indent, blank)
        for start, words, plain, indent, blank in zip(*lines.columns, strict=True)
    ]


def join_lines(lines: Sequence[_Line], begins: Begins) -> list[_Line]:
    """Join each line that goes on from the one above it with that one.

    It stands directly beneath one that is not whole by its words (or in bold type), or whose text
    is broken at a width at which the first word had no room. Of words that `begins` calls true,
    such as a bullet, each opens a line of its own. A hyphen right after a letter breaks a word.
    """
    groups = _Lines(lines[0].text if lines else "", lines).joined(begins)
    found = [lines[first] for first, _ in groups]
    for line, (_, last) in zip(found, groups, strict=True):
        line.end = lines[last].end
    return found


def whole_lines(text: str, begins: Begins) -> list[tuple[int, int]]:
    """Return where the lines of a folded text stand that were one before, as `join_lines` does."""
    of = _Lines(text)
    return [(of.starts[a], of.starts[b] + len(of.words[b])) for a, b in of.joined(begins)]


class _Lines:
    """The lines of a text in columns, and what tells whether each was one with that above it."""

    def __init__(self, text: str, lines: Sequence[TextLine] | None = None) -> None:
        self.text, self.signs = text, (0, 0, "")  # lines searched for what a sign awaits, and that
        if lines is not None:
            self.starts, self.words = [e.start for e in lines], [e.words for e in lines]
            self.plain = [e.form == "text" for e in lines]
            self.indents, self.blank = [e.indent for e in lines], [e.blank for e in lines]
            return
        every = text.split("\n")
        words = [*map(str.strip, every)]
        begins = accumulate((len(line) + 1 for line in every), initial=0)
        some = [*compress(zip(begins, every, words, ("", *words[:-1]), strict=False), words)]
        self.words = [words for _, _, words, _ in some]
        self.blank = [not above for *_, above in some]
        self.indents = [len(e) - len(e.lstrip()) if e[0].isspace() else 0 for _, e, *_ in some]
        self.starts = [at + indent for (at, *_), indent in zip(some, self.indents, strict=True)]
        self.plain = [w[0].isalnum() or any(map(str.isalnum, w)) for w in self.words]

    @property
    def columns(self) -> tuple[list[int], list[str], list[bool], list[int], list[bool]]:
        """Where the lines stand, their words, and what `TextLine` calls form, indent and blank."""
        return self.starts, self.words, self.plain, self.indents, self.blank

    def joined(self, begins: Begins) -> list[tuple[int, int]]:
        """Return the first and the last of the lines that were one."""
        words, stops = self.words, _stops(tuple(SENTENCE_ENDS))
        self.small = [w[0].islower() for w in words]
        self.stopped = [w.endswith(stops) or _has_stop(w, stops) for w in words]
        self.near = self._near(begins)
        width, least = self._broken_at()
        starred, bold, first, found = "**" in self.text, False, 0, list[tuple[int, int]]()
        for n in range(1, len(words)):
            if starred and self.plain[n - 1]:
                bold ^= words[n - 1].count("**") % 2 == 1
            if self.near[n] and (self.needed[n] > width or self.no_room(n, width, least)):
                continue
            if self.near[n] and self.unfinished(n, first):
                continue
            if not bold or self.blank[n]:
                found.append((first, n - 1))
                bold, first = False, n
        return [*found, (first, len(words) - 1)] if words else found

    def _near(self, begins: Begins) -> list[bool]:
        """Tell of each line whether it may go on from the one above."""
        beneath = zip(self.blank, self.plain, [False, *self.plain], strict=False)
        near = [not blank and line and above for blank, line, above in beneath]
        asked = [n for n, is_near in enumerate(near) if is_near]
        for n, opens in zip(asked, begins([self.words[n] for n in asked]), strict=True):
            near[n] = not opens and (self.small[n] or not is_date(self.words[n - 1]))
        return near

    def unfinished(self, n: int, first: int) -> bool:
        """Tell by its words whether the line above goes on: a word is torn, or what is said."""
        words = self.words[n - 1]
        if self.stopped[n - 1] or len(words) < _RUNNING:
            return bool(_TORN_WORD.search(words[-2:])) and self.words[n][0].isalnum()
        if (self.small[n] and not self.small[first]) or worded(_HANGING).search(words):
            return True
        awaited = self._awaited(n, first)
        sign = _NEXT_SIGN.match(self.text, self.starts[n]) if awaited else None
        return bool(sign and sign[1] == awaited)

    def _awaited(self, n: int, first: int) -> str:
        """Return the sign that closes what was opened last in the lines from `first` to above."""
        begun, done, awaited = self.signs
        if begun != first:
            done, awaited = first, ""
        for words in self.words[done:n]:
            signs = ENCLOSING.findall(words)
            awaited = CLOSING.get(signs[-1], "") if signs else awaited
        self.signs = first, n, awaited
        return awaited

    def titled(self, n: int) -> bool:
        """Tell whether only the line above looks like a title."""
        return in_title_case(self.words[n - 1]) and not in_title_case(self.words[n])

    def no_room(self, n: int, width: float, least: float) -> bool:
        """Tell of a first word within the width whether `least` columns, without a stop, do."""
        needed = self.needed[n]
        if self.stopped[n - 1] or needed <= min(least, width - _OVERHANG):
            return False
        dense = STRETCH.match(self.words[n])  # no blanks part its words
        return needed > (width - _OVERHANG if dense else least) and not self.titled(n)

    def _broken_at(self) -> tuple[float, float]:
        """Return the width of a broken text, and from where on lines without a stop go on."""
        columns = [*map(add, self.indents, map(_width_of, self.words))]
        width = sorted(columns)[round(_NEARLY_ALL * (len(columns) - 1))] if columns else 0
        self.needed = [0] * len(columns)  # columns above that each line's first word would take
        if not _NARROWEST <= width <= _WIDEST:
            return inf, inf
        firsts = (words.partition(" ")[0] for words in self.words)
        widths = [len(w) if w.isascii() else _width_of(_FIRST_SIGNS.findall(w)[0]) for w in firsts]
        beside = zip(columns, widths[1:], strict=False)
        self.needed = [0, *(above + 1 + word for above, word in beside)]
        near = [n for n, is_near in enumerate(self.near) if is_near]
        running = [n for n in near if not self.stopped[n - 1]]
        over = [n for n in running if self.needed[n] > width]
        more = (self.no_room(n, width, _FULL * width) for n in running if self.needed[n] <= width)
        full, least = len(over) + sum(more), _NEARLY_ALL * len(running)
        ends = [False] * len(columns)  # whether a stop ends the paragraph that begins with a line
        for n in reversed(near):
            ends[n - 1] = ends[n] or self.stopped[n]
        if full < _SHARE * len(running):
            return inf, inf
        if not any(ends[n - 1] and not self.titled(n) for n in over):
            return inf, inf
        if len(over) >= least and sum(not self.titled(n) for n in over) >= least:
            return width, width
        gaps = sum(self.blank) > _GAPS * len(columns)
        return width, (_GOING_ON if gaps and full >= _MOST * len(running) else _FULL) * width


def _width_of(words: str) -> int:
    """Return how wide words are: signs of East Asia have two columns."""
    return len(words) + (0 if words.isascii() else len(_WIDE.findall(words)))


def _has_stop(words: str, stops: tuple[str, ...]) -> bool:
    """Tell whether a line ends a sentence or leads to a list."""
    return words[-9:].rstrip(_AFTER_STOP).endswith(stops)


@lru_cache(maxsize=4)
def _stops(ends: tuple[str, ...]) -> tuple[str, ...]:
    return (*expect_entries(ends), *_LISTING)
