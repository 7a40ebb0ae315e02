"""Where sentences end: `sentences`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from types import ModuleType

from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.quotation_marks import MARK_PAIRS

# The one table of the marks that end a sentence; adding one is the whole change.
SENTENCE_ENDS: list[str] = [".", "!", "?", "…"]
_JUDGED = ".!?…"  # nupunkt judges these by what stands around them: not every "." is an end
_LINE_GAP = re.compile(r"(?P<breaks>[\r\n]+)(?=[^\S\r\n]*(?P<below>\S?))")
_BROKEN = 40  # characters of a line that may have been broken


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

    See Also
    --------
    align_sentences : Lay the sentences of two documents side by side.

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
        for n, (a, b) in enumerate(_sentence_spans(p.text), start=1):
            place = (p.document, p.start + a, p.start + b)
            found.append(Passage(f"{p.id}.s{n}", p.text[a:b], *place, "sentence", p.pillar))
    return tuple(found)


def line_stops() -> tuple[str, ...]:
    """Return the marks after which a line ends that nobody broke."""
    return (*SENTENCE_ENDS, ":", ";")


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    unknown = "|".join(re.escape(end) for end in SENTENCE_ENDS if end not in _JUDGED)
    closing = re.escape("".join(pair.closing for pair in MARK_PAIRS))
    ends = re.compile(rf"(?:{unknown})+[)\]{closing}]*") if unknown else None
    closed = re.compile(rf"[{_JUDGED}][{closing}]+(?!\S)")  # nupunkt does not know all marks
    sent_spans = _punkt()
    for start, end in _whole_lines(text):
        line = text[start:end].replace("\r", " ").replace("\n", " ")
        line = closed.sub(lambda end: end[0][0] + "”" * (len(end[0]) - 1), line)
        for first, last in sent_spans(line):
            cuts = [m.end() for m in ends.finditer(line, first, last)] if ends else []
            for a, b in pairwise((first, *cuts, last)):
                sentence = line[a:b]
                if any(map(str.isalnum, sentence)):
                    begin = start + a + len(sentence) - len(sentence.lstrip())
                    yield begin, begin + len(sentence.strip())


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
    """Yield where the lines stand; those together that were broken, which here no width tells."""
    start = above = 0
    for gap in _LINE_GAP.finditer(text):
        words, below = text[above : gap.start()].rstrip(), gap["below"]
        goes_on = below.islower() or (len(words) >= _BROKEN and below.isalnum())
        near = gap["breaks"] in ("\n", "\r\n", "\r")
        if not (near and words and goes_on) or words.endswith(line_stops()):
            yield start, gap.start()
            start = gap.end("breaks")
        above = gap.end("breaks")
    yield start, len(text)
