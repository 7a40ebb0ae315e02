"""Where sentences end: `sentences`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from accordlib.texts.lines import LINE
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.quotation_marks import MARK_PAIRS
from accordlib.texts.sentence_ends import JUDGED_ENDS, SENTENCE_ENDS, line_stops

_BROKEN = 40  # characters of a line that may have been broken


def sentences(passages: Passage | Iterable[Passage] | HasPassages) -> tuple[Passage, ...]:
    """Split passages into sentences.

    The boundaries are those of nupunkt, an implementation of Punkt [1]_ with a model trained on
    legal English. A sentence crosses a line break only where a paragraph was broken.

    Parameters
    ----------
    passages : Passage, iterable of Passage, Document or Agreement
        One stretch of text, or several.

    Returns
    -------
    tuple of Passage
        In order, with the ids ``<passage id>.s1``, ``.s2`` and so on, offsets in the document,
        kind ``sentence`` and the passage's pillar. Empty if nothing has a letter or digit.

    Raises
    ------
    AccordError
        If something else than passages is given.

    See Also
    --------
    align_sentences : Lay the sentences of two documents side by side.

    References
    ----------
    .. [1] Kiss, T. and Strunk, J. (2006). Unsupervised multilingual sentence boundary detection.
       Computational Linguistics 32(4), 485-525. https://doi.org/10.1162/coli.2006.32.4.485

    Examples
    --------
    >>> article = load_corpus()["article"]
    >>> [s.id for s in sentences(article["p8"])]
    ['article:p8.s1', 'article:p8.s2']
    >>> len(sentences(article))
    45
    """
    return tuple(
        Passage(
            f"{passage.id}.s{n}",
            passage.text[a:b],
            passage.document,
            passage.start + a,
            passage.start + b,
            "sentence",
            passage.pillar,
        )
        for passage in passages_of(passages, "sentences()")
        for n, (a, b) in enumerate(_sentence_spans(passage.text), start=1)
    )


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    from nupunkt import sent_spans

    for start, end in _whole_lines(text):
        line = text[start:end].replace("\r", " ").replace("\n", " ")
        for span in sent_spans(line):
            for a, b in _divided(line, *span):
                sentence = line[a:b]
                if any(map(str.isalnum, sentence)):
                    first = start + a + len(sentence) - len(sentence.lstrip())
                    yield first, first + len(sentence.strip())


def _divided(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Divide a sentence at the marks that nupunkt does not know."""
    if marks := tuple(m for m in SENTENCE_ENDS if m not in JUDGED_ENDS):
        closing = "".join(pair.closing for pair in MARK_PAIRS)
        for match in _ends_pattern(marks, closing).finditer(line, start, end):
            yield start, match.end()
            start = match.end()
    yield start, end


@cache
def _ends_pattern(marks: tuple[str, ...], closing: str) -> re.Pattern[str]:
    """Return the pattern of marks that end a sentence, with what closes behind them."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, marks))})+[)\]{re.escape(closing)}]*")


def _whole_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines, those together that were broken."""
    spans = [m.span() for m in LINE.finditer(text)]
    firsts = [n for n in range(len(spans)) if not n or not _runs_on(text, *spans[n - 1 : n + 1])]
    for first, last in pairwise([*firsts, len(spans)]):
        yield spans[first][0], spans[last - 1][1]


def _runs_on(text: str, above: tuple[int, int], line: tuple[int, int]) -> bool:
    """Tell whether a line continues the one above it.

    `line_joining.joined` asks the same of a whole text, where it knows the width that lines were
    broken at; a passage of two or three lines shows no width, but most of its lines go together.
    """
    words, below = text[slice(*above)].rstrip(), text[slice(*line)].lstrip()
    near = text[above[1] : line[0]] in ("\n", "\r\n", "\r")
    if not near or not words or not below or words.endswith(line_stops()):
        return False
    return below[0].islower() or (len(words) >= _BROKEN and below[0].isalnum())
