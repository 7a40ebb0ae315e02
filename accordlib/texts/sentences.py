"""Where sentences and lines end: `sentences`, and which lines of a text were one before."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from math import inf
from operator import itemgetter
from types import ModuleType
from typing import TypeVar

from accordlib.texts.capitalised_names import expect_entries, one_of, worded
from accordlib.texts.dates import is_date
from accordlib.texts.folding import fold_characters
from accordlib.texts.list_marks import RULE, TEXT, LineStyle, in_title_case, is_marked
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.quotation_marks import MARK_PAIRS
from accordlib.texts.scripts import JAPANESE, STRETCH, UNSPACED

# The one table of the marks that end a sentence; adding one is the whole change.
SENTENCE_ENDS: list[str] = [".", "!", "?", "…", "。", "！", "？", "｡"]
_JUDGED = ".!?…"  # nupunkt judges these by what stands around them: not every "." is an end
# Marks around what is said, and brackets: a sentence of Japanese does not end inside.
_SAID, _ASIDE = "「」『』｢｣“”《》", "（）()〔〕［］【】"
_CLOSING = dict(zip((_SAID + _ASIDE)[::2], (_SAID + _ASIDE)[1::2], strict=True))
_ENCLOSING = re.compile(f"[{re.escape(_SAID + _ASIDE)}]")
_DEEPEST = 8  # brackets within brackets that may be closed
# Words with which a sentence goes on after a question, or after what is said: 「…。」と述べた.
_AS_SAID = r"と(?!ころ|はいえ|もに|もかく|くに|りわけ)|って|な[どる]|等|云々|旨"
_CONTINUED = re.compile(
    rf"{_AS_SAID}|は(?!じめ|い)|が(?!ん)|を|に(?!もかか)|の(?!ち)|も(?!し|ちろん|っと|う|はや)|へ"
    r"|や(?!が|はり)|で(?!も|は|すが)|から|まで(?!も)|だ(?!が|から)|い[うっ]|より|[、，「『]"
    r"|及び|並びに|又は|または|若しくは"
)
_ASKED_ON = re.compile(_AS_SAID)
_WIDE = re.compile(f"[\u3000-\u303f\uff01-\uff60{UNSPACED}]")
_WHOLE = {"paragraph", "preamble", "commitment", "lead-in", "closing"}  # kinds of one paragraph
_TORN_WORD = re.compile(r"[^\W\d_]-$|[をのがは]$")  # no line of Japanese ends in these
_FIRST_WORD = re.compile(r"[\u3040-\U0010ffff]|\S+")  # one character where no blanks part words
_LISTING = (":", ";", "; and", "; or")  # what ends a line before a list
_Line = TypeVar("_Line", bound="TextLine")
# A line that is not blank: the white space, the rest. Within white space none begins.
LINE = re.compile(r"(?<![^\S\n])([^\S\n]*+)(\S(?:[^\n]*\S)?)")
_RUNNING, _NARROWEST, _WIDEST = 30, 36, 120  # columns of a line that runs on; of a broken one
_OVERHANG = 6  # columns that a mark may stand out, or be kept together with the next sign
_AFTER_STOP = "\"'”’»)]」』）】*_"  # what may close behind one
_NEXT_SIGN = re.compile(rf"(?:(?!\n\s*\n)[^{re.escape(_SAID + _ASIDE)}]){{,999}}(.)", re.DOTALL)
_HANGING = r"(?i)(?:(?<![;,] )\b(?:{joint}|{small_first})|[^\W\d_]-|[をのがは])$"  # ends no line
_SHARE, _MOST = 0.6, 0.8  # of lines without a stop go on; where paragraphs stand apart
_GAPS, _GOING_ON = 0.05, 0.5  # lines below an empty one; width from which lines go on there
_NEARLY_ALL = 0.95  # of the lines are no longer than the width
_FULL = 0.85  # of the width, for a line without a stop: lines are not broken quite evenly


def sentences(passages: Passage | Iterable[Passage] | HasPassages) -> tuple[Passage, ...]:
    """Split passages into sentences.

    The boundaries are those of nupunkt, which follows Punkt (Kiss and Strunk 2006,
    doi:10.1162/coli.2006.32.4.485) with a model of legal English. A sentence crosses a line break
    only where a paragraph was broken.

    Parameters
    ----------
    passages : Passage, iterable of Passage, Document or Agreement
        One stretch of text, or several.

    Returns
    -------
    tuple of Passage
        Of kind ``sentence``, with ids ``<passage id>.s1`` and so on, offsets in the document and
        the passage's pillar. Empty if nothing has a letter or digit.

    Examples
    --------
    >>> article = load_corpus()["article"]
    >>> sentences(article["p9"])[0].id
    'article:p9.s1'
    """
    found = []
    for p in passages_of(passages, "sentences()"):
        folding = fold_characters(p.text)
        for n, (first, last) in enumerate(_sentence_spans(folding.text, p.kind in _WHOLE), start=1):
            a, b = folding.whole(first, last)
            place = (p.document, p.start + a, p.start + b, "sentence", p.pillar)
            found.append(Passage(f"{p.id}.s{n}", p.text[a:b], *place, language=p.language))
    return tuple(found)


def _sentence_spans(text: str, whole: bool) -> Iterator[tuple[int, int]]:
    unknown = one_of(end for end in expect_entries(SENTENCE_ENDS) if end not in _JUDGED)
    closing = one_of(pair.closing for pair in MARK_PAIRS)
    beside = rf"[{JAPANESE}「」『』]"  # where no blank stands after these two:
    marks = rf"(?:{unknown}|(?<={beside})[!?]+|[!?]+(?={beside}))+"
    ends = re.compile(rf"{marks}(?P<closed>(?:[)\]）〕］】]|{closing})*)")
    unjudged = re.compile(rf"{unknown}|[{JAPANESE}「]")
    closed = re.compile(rf"[{_JUDGED}]{closing}+(?!\S)")  # nupunkt does not know all marks
    sent_spans = _punkt()
    for start, end in [(0, len(text))] if whole else _whole_lines(text):
        line = text[start:end].replace("\n", " ")
        line = closed.sub(lambda end: end[0][0] + "”" * (len(end[0]) - 1), line)
        cuts = [last for _, last in sent_spans(line)]
        if unjudged.search(line):
            cuts = list(_cuts(line, cuts, list(ends.finditer(line))))
        for a, b in pairwise((0, *cuts)):
            sentence = line[a:b]
            if any(map(str.isalnum, sentence)):
                begin = start + a + len(sentence) - len(sentence.lstrip())
                yield begin, begin + len(sentence.strip())


def _cuts(line: str, judged: list[int], marks: list[re.Match[str]]) -> Iterator[int]:
    """Yield where sentences end, by nupunkt and by other marks; none within marks or brackets."""
    spans, last = _enclosed(line), 0
    begins = [start for start, _ in spans]
    ends = [*((end, None) for end in judged), *((mark.end(), mark) for mark in marks)]
    for end, mark in sorted(ends, key=itemgetter(0)):
        at = bisect_left(begins, end) - 1
        start, stop = spans[at] if at >= 0 else (0, 0)
        goes_on = end < stop
        if mark and mark["closed"]:
            aside = end == stop and line[start] in _ASIDE and line[last:start].strip()
            goes_on = goes_on or bool(aside or _CONTINUED.match(line, end))
        elif mark and mark[0][-1] in "!?！？":
            goes_on = goes_on or _ASKED_ON.match(line, end) is not None
        if not goes_on:
            yield (last := end)


def _enclosed(line: str) -> list[tuple[int, int]]:
    """Return the stretches in marks or brackets that stand in no other, if they are closed."""
    opened, found = list[int](), list[tuple[int, int]]()
    for sign in _ENCLOSING.finditer(line):
        if sign[0] in _CLOSING:
            opened.append(sign.start())
            continue
        for depth, start in enumerate(opened[: -_DEEPEST - 1 : -1], start=1):
            if _CLOSING[line[start]] == sign[0]:
                del opened[-depth:]
                while found and found[-1][0] > start:
                    found.pop()
                found.append((start, sign.end()))
                break
    return found


@cache
def _punkt() -> Callable[[str], list[tuple[int, int]]]:
    """Return nupunkt's function, which imports lzma but does without."""
    try:
        import lzma  # noqa: F401
    except ImportError:
        sys.modules["lzma"] = ModuleType("lzma")
    from nupunkt import sent_spans

    if not hasattr(sys.modules["lzma"], "open"):
        del sys.modules["lzma"]
    return sent_spans


def _whole_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a title or the like stand, a long one with the one below it."""
    lines = join_lines(bare_lines(text, TextLine), is_marked)
    for above, line in reversed([*pairwise(lines)]):
        if _width_of(above.words) >= _NARROWEST and not (_has_stop(above) or line.blank):
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
    """Return the lines of a text as objects of one kind of line."""
    found: list[_Line] = []
    last = 0
    for match in LINE.finditer(text):
        start, end = match.span(2)
        breaks = text.count("\n", last, start)
        style = TEXT if any(map(str.isalnum, match[2])) else RULE
        indent, blank = len(match[1].expandtabs(4)), last == 0 or breaks > 1
        found.append(kind(text, start, end, style, indent, blank))
        last = end
    return found


def join_lines(lines: Sequence[_Line], begins: Callable[[str], bool]) -> list[_Line]:
    """Join each line that goes on from the one above it with that one.

    It stands directly beneath one that is not whole by its words (or in bold type), or whose text
    is broken at a width at which the first word had no room. Words that `begins` calls true, such
    as a bullet, open a line of their own. A hyphen right after a letter breaks a word.
    """
    pairs = [_Pair(above, line, begins) for above, line in pairwise(lines)]
    width, least = _width(lines, pairs)
    found, bold, awaited = list(lines[:1]), False, ""
    for pair, line in zip(pairs, lines[1:], strict=True):
        above = pair.above
        bold ^= above.form == "text" and above.text.count("**", above.start, above.end) % 2 == 1
        signs = _ENCLOSING.findall(above.text, above.start, above.end)
        awaited = _CLOSING.get(signs[-1], "") if signs else awaited
        goes_on = pair.beneath and (
            pair.unfinished(found[-1], awaited) or pair.no_room(width, least)
        )
        if (goes_on and pair.near) or (bold and not line.blank):
            found[-1].end = line.end
        else:
            found.append(line)
            bold, awaited = False, ""
    return found


class _Pair:
    """Two lines, one after the other, and what tells whether they were one."""

    def __init__(self, above: TextLine, line: TextLine, begins: Callable[[str], bool]) -> None:
        self.above, self.line, self.begins = above, line, begins
        self.small = line.text[line.start].islower()
        self.beneath = not line.blank and line.form == above.form == "text"

    @cached_property
    def near(self) -> bool:
        """Whether the line may go on from the one above."""
        goes_on = self.beneath and not self.begins(self.line.words)
        return goes_on and (self.small or not is_date(self.above.words))

    @cached_property
    def stopped(self) -> bool:
        """Whether a sentence ends above."""
        return _has_stop(self.above)

    @cached_property
    def titled(self) -> bool:
        """Whether only the line above looks like a title."""
        return in_title_case(self.above.words) and not in_title_case(self.line.words)

    @cached_property
    def needed(self) -> int:
        """How many columns the first word would have needed above."""
        word = _FIRST_WORD.match(self.line.text, self.line.start, self.line.end)
        return self.above.columns + 1 + _width_of(word[0] if word else "")

    def unfinished(self, first: TextLine, awaited: str) -> bool:
        """Tell by its words whether the line above goes on: a word is torn, or what is said."""
        line, words = self.line, self.above.words
        if self.stopped or len(words) < _RUNNING:
            return bool(_TORN_WORD.search(words)) and line.words[0].isalnum()
        small = self.small and not first.text[first.start].islower()
        sign = _NEXT_SIGN.match(line.text, line.start) if awaited else None
        return small or bool(sign and sign[1] == awaited) or bool(worded(_HANGING).search(words))

    def no_room(self, width: float, least: float) -> bool:
        """Tell whether the first word had no room above; without a stop, `least` columns do."""
        if self.needed > width:
            return True
        if self.stopped or self.needed <= min(least, width - _OVERHANG):
            return False
        dense = STRETCH.match(self.line.text, self.line.start)  # no blanks part its words
        return self.needed > (width - _OVERHANG if dense else least) and not self.titled


def _width(lines: Sequence[TextLine], pairs: Sequence[_Pair]) -> tuple[float, float]:
    """Return the width of a broken text, and from where on lines without a stop go on, or inf."""
    columns = sorted(line.columns for line in lines) or [0]
    width = columns[round(_NEARLY_ALL * (len(columns) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return inf, inf
    near = [pair for pair in pairs if pair.near]
    running = [pair for pair in near if not pair.stopped]
    full, ends = sum(p.no_room(width, _FULL * width) for p in running), dict[TextLine, bool]()
    for pair in reversed(near):  # whether a stop ends the paragraph that begins with a line
        ends[pair.above] = ends.get(pair.line, False) or _has_stop(pair.line)
    exact = [p for p in running if p.needed > width and not p.titled]
    even = full >= _SHARE * len(running) and any(ends[p.above] for p in exact)
    if not even:
        return inf, inf
    if len(exact) >= _NEARLY_ALL * len(running):
        return width, width
    gaps = sum(line.blank for line in lines) > _GAPS * len(lines)
    return width, (_GOING_ON if gaps and full >= _MOST * len(running) else _FULL) * width


def _width_of(words: str) -> int:
    """Return how wide words are: signs of East Asia have two columns."""
    return len(words) + (0 if words.isascii() else len(_WIDE.findall(words)))


def _has_stop(line: TextLine) -> bool:
    """Tell whether a line ends a sentence or leads to a list."""
    words = line.text[max(line.end - 9, line.start) : line.end].rstrip(_AFTER_STOP)
    return words.endswith(_stops(tuple(SENTENCE_ENDS)))


@lru_cache(maxsize=4)
def _stops(ends: tuple[str, ...]) -> tuple[str, ...]:
    return (*expect_entries(ends), *_LISTING)
