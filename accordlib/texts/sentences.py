"""Where sentences and lines end: `sentences`, and which lines of a text were one before."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import itemgetter
from types import ModuleType
from typing import TypeVar

from accordlib.texts.capitalised_names import expect_entries, one_of
from accordlib.texts.dates import is_date
from accordlib.texts.folding import fold_characters
from accordlib.texts.list_marks import RULE, TEXT, LineStyle, in_title_case, is_marked
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.quotation_marks import MARK_PAIRS
from accordlib.texts.scripts import JAPANESE, STRETCH

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
_LINE_GAP = re.compile(r"\n+(?= *(?P<below>.*))")
_BROKEN = 40  # columns of a line that may have been broken
_TORN_WORD = re.compile(r"[^\W\d_]-$")
_FIRST_WORD = re.compile(r"[\u3040-\U0010ffff]|\S+")  # one character where no blanks part words
_LISTING = (":", ";")  # what ends a line before a list
_Line = TypeVar("_Line", bound="TextLine")
# A line that is not blank: the white space, the rest. Within white space none begins.
LINE = re.compile(r"(?<![^\S\n])([^\S\n]*+)(\S(?:[^\n]*\S)?)")
_RUNNING = 30  # characters of a line that may run on in the next
_NARROWEST, _WIDEST = 40, 120  # characters of a line in a text that is broken at a fixed width
_ENOUGH = 5  # lines that go on from the one above, to tell a width from
_SHARE = 0.6  # of all lines directly beneath another
_MOST = 0.8  # of those without a stop, for a text whose paragraphs stand apart
_GAPS = 0.05  # of the lines have an empty line above them where paragraphs stand apart
_GOING_ON = 0.5  # of the width, for a line that goes on there
_NEARLY_ALL = 0.95  # of the lines are no longer than the width
_FULL = 0.85  # of the width, for a line without a stop: lines are not broken quite evenly


def sentences(passages: Passage | Iterable[Passage] | HasPassages) -> tuple[Passage, ...]:
    """Split passages into sentences.

    The boundaries are those of nupunkt, which follows Punkt [1]_ with a model of legal English. A
    sentence crosses a line break only where a paragraph was broken.

    Parameters
    ----------
    passages : Passage, iterable of Passage, Document or Agreement
        One stretch of text, or several.

    Returns
    -------
    tuple of Passage
        Of kind ``sentence``, with ids ``<passage id>.s1`` and so on, offsets in the document and
        the passage's pillar. Empty if nothing has a letter or digit.

    References
    ----------
    .. [1] Kiss and Strunk (2006). doi:10.1162/coli.2006.32.4.485

    Examples
    --------
    >>> article = load_corpus()["article"]
    >>> sentences(article["p9"])[0].id
    'article:p9.s1'
    >>> len(sentences(article))
    20
    """
    found = []
    for p in passages_of(passages, "sentences()"):
        folding = fold_characters(p.text)
        for n, (first, last) in enumerate(_sentence_spans(folding.text), start=1):
            a, b = folding.whole(first, last)
            place = (p.document, p.start + a, p.start + b, "sentence", p.pillar)
            found.append(Passage(f"{p.id}.s{n}", p.text[a:b], *place, language=p.language))
    return tuple(found)


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    unknown = one_of(end for end in expect_entries(SENTENCE_ENDS) if end not in _JUDGED)
    closing = one_of(pair.closing for pair in MARK_PAIRS)
    beside = rf"[{JAPANESE}「」『』]"  # where no blank stands after these two:
    marks = rf"(?:{unknown}|(?<={beside})[!?]+|[!?]+(?={beside}))+"
    ends = re.compile(rf"{marks}(?P<closed>(?:[)\]）〕］】]|{closing})*)")
    unjudged = re.compile(rf"{unknown}|[{JAPANESE}「]")
    closed = re.compile(rf"[{_JUDGED}]{closing}+(?!\S)")  # nupunkt does not know all marks
    sent_spans = _punkt()
    for start, end in _whole_lines(text):
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
    """Yield where the lines stand, those together that were broken, which here no width tells."""
    start = above = 0
    for gap in _LINE_GAP.finditer(text):
        words, below = text[above : gap.start()].rstrip(), gap["below"]
        columns = len(words) + sum(map(len, STRETCH.findall(words)))  # two for an ideograph
        long = columns >= _BROKEN and not words.endswith(_LISTING)
        dash = below[:1] == "–" and words[-1:].isalnum()
        goes_on = below[:1].islower() or (long and (dash or not is_marked(below)))
        if not (gap[0] == "\n" and words and goes_on):
            yield start, gap.start()
            start = gap.end()
        above = gap.end()
    yield start, len(text)


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


def unbroken(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs of a text stand if its lines were broken at one width."""
    if max(map(len, text.split("\n"))) > _WIDEST:
        return []
    lines = bare_lines(text, TextLine)
    found = join_lines(lines, is_marked, only_even=True)
    return [(line.start, line.end) for line in found] if len(found) < len(lines) else []


def join_lines(
    lines: Sequence[_Line], begins: Callable[[str], bool], *, only_even: bool = False
) -> list[_Line]:
    """Join each line that goes on from the one above it with that one.

    It stands directly beneath a longer one without a stop and begins with a small letter, or bold
    type is not closed above; or, in a text that is broken at a fixed width (with `only_even` in no
    other), its first word had no room above, or paragraphs stand apart and the line above is long.
    Words that `begins` calls true, such as a bullet, open a line of their own. A hyphen right
    after a letter breaks a word.
    """
    stops = (*expect_entries(SENTENCE_ENDS), *_LISTING)  # of lines that nobody broke
    pairs = list(pairwise(lines))
    stopped = [above.text.endswith(stops, above.start, above.end) for above, _ in pairs]
    columns = [above.indent + above.end - above.start for above, _ in pairs]
    first = (_FIRST_WORD.match(line.text, line.start, line.end) for line in lines[1:])
    needed = [n + 1 + len(word[0]) for n, word in zip(columns, first, strict=True) if word]
    beneath = {
        n
        for n, (above, line) in enumerate(pairs)
        if not line.blank
        and line.form == above.form == "text"
        and not begins(line.words)
        and not is_date(above.words)
    }
    widths = sorted(columns[n] for n in beneath)
    width = widths[round(_NEARLY_ALL * (len(widths) - 1))] if widths else 0
    full = sum(needed[n] > _FULL * width for n in beneath if not stopped[n])
    even = full >= max(_ENOUGH, _SHARE * len(beneath)) and _NARROWEST <= width <= _WIDEST
    gaps = sum(line.blank for line in lines) > _GAPS * len(lines)
    apart = even and gaps and full >= _MOST * sum(not stopped[n] for n in beneath)
    found, bold = list(lines[:1]), False
    for n, (above, line) in enumerate(pairs):
        worded = above.form == "text"
        bold ^= worded and above.text.count("**", above.start, above.end) % 2 == 1
        runs = above.end - above.start >= _RUNNING and not stopped[n] and (even or not only_even)
        small = line.text[line.start].islower() and not line.text[found[-1].start].islower()
        no_room = even and needed[n] > (width if stopped[n] else _FULL * width)
        if no_room and begins(above.words) and in_title_case(above.words):
            no_room = in_title_case(line.words)  # a title ends where small letters follow
        long = apart and not stopped[n] and columns[n] > _GOING_ON * width
        torn = _TORN_WORD.search(above.words) and line.words[0].isalpha()
        goes_on = n in beneath and ((runs and small) or no_room or long or torn)
        if goes_on or (bold and not line.blank):
            found[-1].end = line.end
        else:
            found.append(line)
            bold = False
    return found
