"""Quotation marks: which one closes which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from accordlib.texts.passages import Passage


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch between marks, or a paragraph set as a statement (`block`)."""

    start: int
    end: int
    paragraph: int
    depth: int = 0
    block: bool = False


def _opens(text: str, at: int, inside: int) -> bool:
    """Tell whether the mark here is an opening one, with so many straight ones open."""
    if text[at] != '"':
        return text[at] == "“"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    free = not before or before.isspace() or before in '([{—–“"'
    return bool(after.strip()) and (free or not (inside or before.isdigit()))


_Open = tuple[int, int, bool]  # where it begins, its paragraph, straight or not


def paired_marks(paragraphs: tuple[Passage, ...], text: str) -> list[Span]:
    """Pair the marks, paragraph by paragraph, in time proportional to the text."""
    found: list[Span] = []
    stack: list[_Open] = []
    for index, p in enumerate(paragraphs):
        marks = [m.start() for m in re.finditer('["“”]', p.text)]
        if stack and marks[:1] == [0] and p.text[0] != "”":
            del marks[0]
        else:
            found += _closed(stack, 0, paragraphs[index - 1].end)
        kinds = Counter(straight for _, _, straight in stack)
        for at in marks:
            straight = p.text[at] == '"'
            if _opens(p.text, at, kinds[straight]):
                stack.append((p.start + at + 1, index, straight))
                kinds[straight] += 1
            elif kinds[straight]:
                level = len(stack) - 1
                while stack[level][2] != straight:
                    level -= 1
                kinds.subtract(other for _, _, other in stack[level:])
                found += _closed(stack, level, p.start + at)
        found += _closed(stack, 1, p.end)
    found += _closed(stack, 0, paragraphs[-1].end if paragraphs else 0)
    words = running_count(text, str.isalnum)
    spoken = (s for s in found if words[s.start] < words[s.end])
    return sorted(spoken, key=lambda s: (s.start, -s.end))


def running_count(text: str, kind: Callable[[str], bool]) -> list[int]:
    """Return, for each offset, how many characters of a kind stand before it."""
    return list(accumulate(map(kind, text), initial=0))


def _closed(stack: list[_Open], level: int, end: int) -> Iterator[Span]:
    """Close the marks that were opened above a level."""
    while len(stack) > level:
        start, paragraph, _ = stack.pop()
        yield Span(start, end, paragraph, len(stack))
