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
    found = divided_by(passages)
    if refused := next((reason for reason in found if isinstance(reason, str)), ""):
        raise AccordError(refused)
    return frozenset(number for number, divided in enumerate(found) if divided)


def divided_by(passages: Sequence[Passage]) -> list[bool | str]:
    """Return for each passage whether a dictionary divides it, or why nothing does."""
    with_kana, found = {p.document for p in passages if has_kana(p.text)}, list[bool | str]()
    for p in passages:
        japanese = is_japanese(p.text, p.language, p.document in with_kana)
        if stretch := undivided(p.text, OTHERS if japanese else UNSPACED):
            found.append(
                f"{p.id!r} is written without blanks between words ({stretch:.20}), and only "
                "Japanese can be divided. If it is Japanese, say so: Document(id, text, "
                "language='ja'). If not, leave it out; align_sentences and compare_words do "
                "without words."
            )
        elif japanese and sudachi() is None:
            found.append(
                f"{p.id!r} is Japanese: a dictionary must tell its words, and none is "
                'installed. Install the extra: pip install "accordlib[japanese]", in the '
                'folder of the course pip install ".[japanese]". What python3 course.py lab '
                "opens has it."
            )
        else:
            found.append(japanese)
    return found


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
    """Return the dictionary, read once; None where it is not installed."""
    try:
        from sudachipy import Dictionary

        return Dictionary(dict="small")
    except ImportError:
        return None
