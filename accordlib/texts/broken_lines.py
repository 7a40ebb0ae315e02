"""Which lines of a text were one before it was broken at a width: `join_lines`, `whole_lines`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from accordlib.texts.capitalised_names import expect_entries, worded
from accordlib.texts.dates import is_date
from accordlib.texts.list_marks import RULE, TEXT, LineStyle, mark_test
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
_LONGEST_HANGING = 60  # characters of it, and of what stands before it
_SHARE, _MOST = 0.6, 0.8  # of lines without a stop go on; where paragraphs stand apart
_GAPS, _GOING_ON = 0.05, 0.5  # lines below an empty one; width from which lines go on there
_NEARLY_ALL = 0.95  # of the lines are no longer than the width
_FULL = 0.85  # of the width, for a line without a stop: lines are not broken quite evenly
Truths: TypeAlias = NDArray[np.bool_]
# Tells of the first word of a line whether it may open one of its own; and whether the line does.
Opens: TypeAlias = tuple[Callable[[str], object], Callable[[str], bool]]
_BEYOND_LATIN = ord("?")  # in Latin-1 it stands for all signs that it lacks
_LATIN_SIGNS = [*map(chr, range(256))]
_ALNUM, _IS_SMALL = (np.array([*map(a, _LATIN_SIGNS)], bool) for a in (str.isalnum, str.islower))


def title_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a title or the like stand, a long one with the one below it."""
    lines = join_lines(bare_lines(text, TextLine), mark_test())
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
    of = _Lines(text)
    columns = (of.starts, of.ends, of.plain, of.indents, of.blank)
    return [
        kind(text, start, end, TEXT if plain else RULE, indent, blank)
        for start, end, plain, indent, blank in zip(*map(list, columns), strict=True)
    ]


def join_lines(lines: Sequence[_Line], opens: Opens) -> list[_Line]:
    """Join each line that goes on from the one above it with that one.

    It stands directly beneath one that is not whole by its words (or in bold type), or whose text
    is broken at a width at which the first word had no room. A line that `opens`, such as one with
    a bullet, begins one of its own. A hyphen right after a letter breaks a word.
    """
    groups = _Lines(lines[0].text if lines else "", lines).joined(opens)
    found = [lines[first] for first, _ in groups]
    for line, (_, last) in zip(found, groups, strict=True):
        line.end = lines[last].end
    return found


def whole_lines(text: str, opens: Opens) -> list[tuple[int, int]]:
    """Return where the lines of a folded text stand that were one before, as `join_lines` does."""
    of = _Lines(text)
    return [(of.starts[first], of.ends[last]) for first, last in of.joined(opens)]


class _Lines:
    """The lines of a text in columns, and what tells whether each was one with that above it.

    Of lines that are given the words count, which may have single blanks where the text has more.
    """

    def __init__(self, text: str, lines: Sequence[TextLine] | None = None) -> None:
        self.text, self.signs = text, (0, 0, "")  # lines searched for what a sign awaits, and that
        self.own = text if lines is None else "\n".join([e.words for e in lines])
        coded = f"\n{self.own}\n".encode("latin-1", "replace")
        raw = self.raw = np.frombuffer(coded, np.uint8)
        self.starred = b"*" in coded and b"**" in coded  # one sign is found much sooner than two
        line_end = raw == ord("\n")
        blank = line_end | (raw == ord(" "))
        edges, breaks = np.flatnonzero(blank[1:] != blank[:-1]), np.flatnonzero(line_end)
        words = np.searchsorted(edges[::2], breaks)  # how many words begin before each line ends
        filled = np.flatnonzero(words[1:] != words[:-1])
        first, last = words[filled], words[filled + 1] - 1
        self.spans, self.first = (edges[::2], edges[1::2]), first  # of all words; of each line
        self.begins, self.stops = edges[::2][first], edges[1::2][last]
        self.firsts = edges[1::2][first]  # where first words end
        self.starts, self.ends = self.begins.tolist(), self.stops.tolist()
        if lines is not None:
            self.places = [e.start for e in lines]
            self.plain = np.array([e.form == "text" for e in lines], bool)
            self.indents = np.array([e.indent for e in lines], int)
            self.blank = np.array([e.blank for e in lines], bool)
            return
        self.places, self.indents = self.starts, self.begins - breaks[filled]
        self.plain = _ALNUM[raw[self.begins + 1]]
        for n in np.flatnonzero(~self.plain).tolist():
            self.plain[n] = any(map(str.isalnum, self.words(n)))
        self.blank = np.ones(len(filled), bool)
        self.blank[1:] = filled[1:] - filled[:-1] > 1

    def words(self, n: int) -> str:
        """Return the words of a line."""
        return self.own[self.starts[n] : self.ends[n]]

    def joined(self, opens: Opens) -> list[tuple[int, int]]:
        """Return the first and the last of the lines that were one."""
        heads, tails = self.raw[self.begins + 1], self.raw[self.stops]
        self.small = _IS_SMALL[heads]
        for n in np.flatnonzero(heads == _BEYOND_LATIN).tolist():
            self.small[n] = self.own[self.starts[n]].islower()
        stops = _stops(tuple(SENTENCE_ENDS))
        stop, may_stop = _last_signs(stops)
        self.stopped = stop[tails]
        for n in np.flatnonzero(may_stop[tails] & ~self.stopped).tolist():
            self.stopped[n] = _has_stop(self.words(n), stops)
        near = self._near(opens)
        goes = near & self._no_room(near)
        short, asked = self.stops - self.begins < _RUNNING, near.copy()
        asked[1:] &= (
            ~(self.stopped | short)[:-1] | ((tails == ord("-")) | (tails == _BEYOND_LATIN))[:-1]
        )
        starred, bold, first, found = self.starred, False, 0, list[tuple[int, int]]()
        for n in range(1, len(near)) if starred else (np.flatnonzero(~goes[1:]) + 1).tolist():
            if starred and self.plain[n - 1]:
                bold ^= self.words(n - 1).count("**") % 2 == 1
            if goes[n] or (asked[n] and self.unfinished(n, first)):
                continue
            if not bold or self.blank[n]:
                found.append((first, n - 1))
                bold, first = False, n
        return [*found, (first, len(near) - 1)] if len(near) else found

    def _near(self, opens: Opens) -> Truths:
        """Tell of each line whether it may go on from the one above."""
        near: Truths = self.plain & ~self.blank
        may_open, does = opens
        near[1:] &= self.plain[:-1]
        near[:1] = False
        own, ends = self.own, self.firsts[near].tolist()
        firsts = [own[a:b] for a, b in zip(self.begins[near].tolist(), ends, strict=True)]
        for n in compress(np.flatnonzero(near).tolist(), map(may_open, firsts)):
            near[n] = not does(self.words(n))
        digit = ((self.raw - np.uint8(ord("0"))) < np.uint8(10)) | (self.raw == _BEYOND_LATIN)
        two = digit[1:] & digit[:-1]
        years = np.searchsorted(self.begins, np.flatnonzero(two[2:] & two[:-2]))
        for n in {*years[years < len(near)].tolist()}:
            near[n] &= self.small[n] or not is_date(self.words(n - 1))
        return near

    def unfinished(self, n: int, first: int) -> bool:
        """Tell by its words whether the line above goes on: a word is torn, or what is said."""
        words = self.words(n - 1)
        if self.stopped[n - 1] or len(words) < _RUNNING:
            return bool(_TORN_WORD.search(words[-2:])) and self.words(n)[0].isalnum()
        if (self.small[n] and not self.small[first]) or worded(_HANGING).search(
            words, max(len(words) - _LONGEST_HANGING, 0)
        ):
            return True
        awaited = self._awaited(n, first)
        sign = _NEXT_SIGN.match(self.text, self.places[n]) if awaited else None
        return bool(sign and sign[1] == awaited)

    def _awaited(self, n: int, first: int) -> str:
        """Return the sign that closes what was opened last in the lines from `first` to above."""
        begun, done, awaited = self.signs
        if begun != first:
            done, awaited = first, ""
        for words in map(self.words, range(done, n)):
            signs = ENCLOSING.findall(words)
            awaited = CLOSING.get(signs[-1], "") if signs else awaited
        self.signs = first, n, awaited
        return awaited

    def _titled(self) -> Truths:
        """Tell of each line whether only the one above is in title case."""
        begins, ends = self.spans
        signs = np.where(ends - begins < 4, np.uint8(ord(" ")), self.raw[begins + 1])
        kinds = _OF_TITLE.take(signs, axis=1)
        for n in np.flatnonzero(signs == _BEYOND_LATIN).tolist():
            kinds[:, n] = _of_title(self.own[begins[n]])
        long, small, large, letters = np.add.reduceat(kinds, self.first, axis=1)
        title: Truths = (4 * small <= long) & (letters > 0) & (large >= 0.75 * letters)
        title[1:] = title[:-1] & ~title[1:]
        return title

    def _no_room(self, near: Truths) -> Truths:
        """Tell of each line whether its first word had no room above, if the text is broken."""
        count, widths, needed = len(near), self.stops - self.begins, self.firsts - self.begins
        beyond = self._with_wide_signs()
        for n in beyond:
            widths[n] = _width_of(self.words(n))
            needed[n] = _width_of(_FIRST_SIGNS.findall(self.words(n))[0])
        widths += self.indents
        needed[1:] += widths[:-1] + 1  # columns above that each line's first word would take
        width = int(np.sort(widths)[round(_NEARLY_ALL * (count - 1))]) if count else 0
        running, over = near.copy(), needed > width
        running[1:] &= ~self.stopped[:-1]
        if not _NARROWEST <= width <= _WIDEST:
            return np.zeros_like(over)

        titled = self._titled()
        dense = [n for n in beyond if STRETCH.match(self.words(n))]

        def too_long(least: float) -> Truths:
            """Tell what takes more columns within the width than `least`, of lines that run."""
            most = np.full(count, least)
            most[dense] = width - _OVERHANG
            return running & ~over & (needed > most) & ~titled

        runs, full = int(running.sum()), np.flatnonzero(running & over)
        long = too_long(_FULL * width)
        filled = len(full) + int(long.sum())
        stops, apart = (np.append(np.flatnonzero(x), count) for x in (self.stopped, ~near))
        ends = stops[np.searchsorted(stops, full)] < apart[np.searchsorted(apart, full)]
        if filled < _SHARE * runs or titled[full[ends]].all():
            return np.zeros_like(over)
        nearly = _NEARLY_ALL * runs
        if len(full) >= nearly and np.count_nonzero(~titled[full]) >= nearly:
            long = too_long(width)
        elif self.blank.sum() > _GAPS * count and filled >= _MOST * runs:
            long = too_long(_GOING_ON * width)
        return over | long

    def _with_wide_signs(self) -> set[int]:
        """Return the lines with signs of East Asia, or others that no blanks part."""
        own, others = self.own, (np.flatnonzero(self.raw == _BEYOND_LATIN) - 1).tolist()
        wide = [at for at in others if own[at] >= "\u3000" or "\u0e00" <= own[at] < "\u2000"]
        return {*(np.searchsorted(self.begins, wide, "right") - 1).tolist()}


def _width_of(words: str) -> int:
    """Return how wide words are: signs of East Asia have two columns."""
    return len(words) + (0 if words.isascii() else len(_WIDE.findall(words)))


def _has_stop(words: str, stops: tuple[str, ...]) -> bool:
    """Tell whether a line ends a sentence or leads to a list."""
    return words[-9:].rstrip(_AFTER_STOP).endswith(stops)


@lru_cache(maxsize=4)
def _stops(ends: tuple[str, ...]) -> tuple[str, ...]:
    return (*expect_entries(ends), *_LISTING)


@lru_cache(maxsize=4)
def _last_signs(stops: tuple[str, ...]) -> tuple[Truths, Truths]:
    """Return the signs of Latin-1 that stop a line; and those that may end or close a stop."""
    last = {*_AFTER_STOP, *(stop[-1] for stop in stops), chr(_BEYOND_LATIN)}
    return _told({*stops} - {chr(_BEYOND_LATIN)}), _told(last)


def _told(signs: Collection[str]) -> Truths:
    return np.array([sign in signs for sign in _LATIN_SIGNS], bool)


def _of_title(sign: str) -> tuple[bool, bool, bool, bool]:
    """Return how a word counts that begins with a sign: as one, small, large, of letters.

    A blank is no word.
    """
    return sign != " ", sign.islower(), sign.isupper(), sign.isalnum() and not sign.isdecimal()


_OF_TITLE = np.array([*map(_of_title, _LATIN_SIGNS)], np.int32).T
