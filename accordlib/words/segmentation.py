"""Words of Japanese, which has no blanks between them, by the dictionary of SudachiPy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from accordlib.errors import AccordError
from accordlib.texts.passages import Passage
from accordlib.texts.scripts import (
    IDEOGRAPHS,
    OTHERS,
    STRETCH,
    UNSPACED,
    has_kana,
    is_japanese,
    undivided,
)

# SudachiPy takes 49,149 bytes at once; a piece ends where no word goes on, if it can.
_PIECE = re.compile(r"(?s).{1,8000}(?!\w)|.{1,8000}")


def segmented(passages: Sequence[Passage], types: Collection[str]) -> frozenset[int]:
    """Return which passages have words that only a dictionary can tell; `types` are of them all.

    Refuse what is written without blanks and is not Japanese.
    """
    if not STRETCH.search(" ".join(types)):
        return frozenset()
    with_kana = {p.document for p in passages if has_kana(p.text)}
    chosen = set()
    for number, p in enumerate(passages):
        japanese = is_japanese(p.text, p.language, p.document in with_kana)
        if stretch := undivided(p.text, OTHERS if japanese else UNSPACED):
            raise AccordError(
                f"{p.id!r} is written without blanks between words ({stretch:.20}), and only "
                "Japanese can be divided. If it is Japanese, say so: Document(id, text, "
                "language='ja'). If not, leave it out; align_sentences and compare_words do "
                "without words."
            )
        if japanese:
            try:
                sudachi()
            except ImportError as error:
                raise AccordError(
                    f"{p.id!r} is Japanese: a dictionary must tell its words, and none is "
                    'installed. Install the extra: pip install "accordlib[japanese]", in the '
                    'folder of the course pip install ".[japanese]". What python3 course.py lab '
                    "opens has it."
                ) from error
            chosen.add(number)
    return frozenset(chosen)


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words in Japanese script stand in a text, in order."""
    from sudachipy import SplitMode

    tokenizer = sudachi().tokenizer(mode=SplitMode.A)
    for piece in _PIECE.finditer(text):
        words = piece[0].encode("utf-8", "replace").decode()  # without half of a surrogate pair
        for word in tokenizer.tokenize(words):
            form = word.surface()
            if IDEOGRAPHS.search(form) and any(map(str.isalnum, form)):
                yield piece.start() + word.begin(), piece.start() + word.end()


@cache
def sudachi() -> Any:
    """Return the dictionary, read once."""
    from sudachipy import Dictionary

    return Dictionary(dict="small")
