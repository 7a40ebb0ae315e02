"""Quotation marks paired in a text: `paired_marks`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from accordlib.texts import quotation_marks
from accordlib.texts.passages import Passage


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks, or a paragraph set as a statement (`block`)."""

    start: int
    end: int
    paragraph: int
    depth: int = 0
    block: bool = False


_Open = tuple[int, int, str]  # where it begins, its paragraph, its mark


def paired_marks(paragraphs: tuple[Passage, ...], text: str) -> list[Quoted]:
    """Pair the marks, paragraph by paragraph, in time proportional to the text."""
    table, found = _MarkTable(), list[Quoted]()
    stack: list[_Open] = []
    for index, p in enumerate(paragraphs):
        opened = Counter(mark for *_, mark in stack)
        marks = quotation_marks.places_of_marks(p.text)
        if stack and marks[:1] == [0] and p.text[0] == stack[0][2]:
            del marks[0]
        else:
            found += _closed(stack, 0, paragraphs[index - 1].end)
            opened.clear()
        for at in marks:
            mark = p.text[at]
            closable = [m for m in table.closes[mark] if opened[m]]
            if table.opens(p.text, at, closable):
                within = table.inside[stack[-1][2]] if stack else None
                if within is None or mark in within:
                    stack.append((p.start + at + 1, index, mark))
                    opened[mark] += 1
            elif closable:
                level = len(stack) - 1
                while stack[level][2] not in closable:
                    level -= 1
                opened.subtract(m for *_, m in stack[level:])
                found += _closed(stack, level, p.start + at)
        found += _closed(stack, 1, p.end)
    found += _closed(stack, 0, paragraphs[-1].end if paragraphs else 0)
    words = running_count(text, str.isalnum)
    spoken = (s for s in found if words[s.start] < words[s.end])
    return sorted(spoken, key=lambda s: (s.start, -s.end))


class _MarkTable:
    """The table of marks as it stands now, by mark."""

    def __init__(self) -> None:
        self.inside = {pair.opening: pair.inside for pair in quotation_marks.MARK_PAIRS}
        self.closes: defaultdict[str, list[str]] = defaultdict(list)
        self._opens_first: dict[str, bool] = {}
        self._free = quotation_marks.before_opening()
        for pair in quotation_marks.MARK_PAIRS:
            self.closes[pair.closing].append(pair.opening)
            self._opens_first = {pair.closing: False, pair.opening: True} | self._opens_first

    def opens(self, text: str, at: int, closable: list[str]) -> bool:
        """Tell whether the mark here is an opening one, if it could close some that are open."""
        mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
        if mark not in self.inside:
            return False
        free = not before.strip() or before in self._free
        if mark in self.closes[mark]:
            return bool(after.strip()) and (free or not (closable or before.isdigit()))
        if closable or not self.closes[mark]:
            return not closable
        ends = not after.strip() or after in ".,;:?!)"
        may = self._opens_first[mark] and (free or before == ":") and after not in ",;:?!)"
        return may or not ends


def masked(text: str, start: int, end: int, spans: list[Quoted]) -> str:
    """Return a stretch of a text with x for what is quoted, in marks that are nothing else."""
    marks = {pair.opening + pair.closing for pair in quotation_marks.MARK_PAIRS}
    two = marks - {2 * mark for mark in quotation_marks.quotation_marks()}
    outside = list(text[start:end])
    for span in spans:
        first, last = span.start - start, span.end - start
        stop = text[span.end - 1] if text[span.end - 1] in ".?!," else "x"
        outside[first:last] = "x" * (last - first - 1) + stop
        if text[span.start - 1] + text[span.end : span.end + 1] in two:
            outside[first - 1], outside[last] = "“”"
    return "".join(outside)


def running_count(text: str, kind: Callable[[str], bool]) -> list[int]:
    """Return, for each offset, how many characters of a kind stand before it."""
    return list(accumulate(map(kind, text), initial=0))


def _closed(stack: list[_Open], level: int, end: int) -> Iterator[Quoted]:
    """Close the marks that were opened above a level."""
    while len(stack) > level:
        start, paragraph, _ = stack.pop()
        yield Quoted(start, end, paragraph, len(stack))
