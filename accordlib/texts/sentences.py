"""Where sentences end: `sentences`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from accordlib.errors import AccordError
from accordlib.texts.lines import LINE
from accordlib.texts.passages import Passage

_BROKEN = 40  # characters of a line that may have been broken
_STOPS = ".:;!?…"


def sentences(passage: Passage) -> tuple[Passage, ...]:
    """Split a passage into sentences.

    The boundaries are found by nupunkt, an implementation of Punkt (Kiss and Strunk 2006,
    Computational Linguistics 32(4)) with a model trained on legal English. A sentence crosses a
    line break only where a paragraph was broken: the line has no stop at its end, and has 40
    characters or more, or the next one begins with a small letter. A line without a letter or
    digit, such as a lone bullet, is not a sentence.

    Parameters
    ----------
    passage : Passage
        A paragraph, a commitment, or any other stretch of text.

    Returns
    -------
    tuple of Passage
        In order, with the ids ``<passage id>.s1``, ``.s2`` and so on, offsets in the document,
        kind ``sentence`` and the passage's pillar.

    Raises
    ------
    AccordError
        If something else than a passage is given.
    """
    if not isinstance(passage, Passage):
        raise AccordError(
            f"sentences() splits a Passage, not {type(passage).__name__}: give one, such as "
            "article['p8'], or go through document.paragraphs."
        )
    spans = list(_sentence_spans(passage.text))
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
        for n, (a, b) in enumerate(spans, start=1)
    )


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    from nupunkt import sent_spans

    for start, end in _unbroken(text):
        line = text[start:end].replace("\r", " ").replace("\n", " ")
        for a, b in sent_spans(line):
            sentence = line[a:b]
            if any(map(str.isalnum, sentence)):
                first = start + a + len(sentence) - len(sentence.lstrip())
                yield first, first + len(sentence.strip())


def _unbroken(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines, those together that were broken."""
    spans = [m.span() for m in LINE.finditer(text)]
    firsts = [n for n in range(len(spans)) if not n or not _goes_on(text, *spans[n - 1 : n + 1])]
    for first, last in pairwise([*firsts, len(spans)]):
        yield spans[first][0], spans[last - 1][1]


def _goes_on(text: str, above: tuple[int, int], line: tuple[int, int]) -> bool:
    """Tell whether a line continues the one above it."""
    words, below = text[slice(*above)].rstrip(), text[slice(*line)].lstrip()
    near = text[above[1] : line[0]] in ("\n", "\r\n", "\r")
    if not near or not words or not below or words[-1] in _STOPS:
        return False
    return below[0].islower() or (len(words) >= _BROKEN and below[0].isalnum())
