"""Where sentences end: `sentences`."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from operator import itemgetter
from types import ModuleType

from accordlib.texts.broken_lines import BRACKETS, CLOSING, ENCLOSING, SENTENCE_ENDS, title_lines
from accordlib.texts.capitalised_names import expect_entries, one_of
from accordlib.texts.folding import fold_characters
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.quotation_marks import MARK_PAIRS
from accordlib.texts.scripts import JAPANESE

_JUDGED = ".!?…"  # nupunkt judges these by what stands around them: not every "." is an end
_DEEPEST = 8  # brackets within brackets that may be closed
# Words with which a sentence goes on after a question, or after what is said: 「…。」と述べた.
_AS_SAID = r"と(?!ころ|はいえ|もに|もかく|くに|りわけ)|って|な[どる]|等|云々|旨"
_CONTINUED = re.compile(
    rf"{_AS_SAID}|は(?!じめ|い)|が(?!ん)|を|に(?!もかか)|の(?!ち)|も(?!し|ちろん|っと|う|はや)|へ"
    r"|や(?!が|はり)|で(?!も|は|すが)|から|まで(?!も)|だ(?!が|から)|い[うっ]|より|[、，「『]"
    r"|及び|並びに|又は|または|若しくは"
)
_ASKED_ON = re.compile(_AS_SAID)
_WHOLE = {"paragraph", "preamble", "commitment", "lead-in", "closing"}  # kinds of one paragraph


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
    for start, end in [(0, len(text))] if whole else title_lines(text):
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
            aside = end == stop and line[start] in BRACKETS and line[last:start].strip()
            goes_on = goes_on or bool(aside or _CONTINUED.match(line, end))
        elif mark and mark[0][-1] in "!?！？":
            goes_on = goes_on or _ASKED_ON.match(line, end) is not None
        if not goes_on:
            yield (last := end)


def _enclosed(line: str) -> list[tuple[int, int]]:
    """Return the stretches in marks or brackets that stand in no other, if they are closed."""
    opened, found = list[int](), list[tuple[int, int]]()
    for sign in ENCLOSING.finditer(line):
        if sign[0] in CLOSING:
            opened.append(sign.start())
            continue
        for depth, start in enumerate(opened[: -_DEEPEST - 1 : -1], start=1):
            if CLOSING[line[start]] == sign[0]:
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
