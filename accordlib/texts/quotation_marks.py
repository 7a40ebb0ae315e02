"""The one table of quotation marks, and how they are paired in a text: `paired_marks`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from accordlib.errors import AccordError
from accordlib.texts.capitalised_names import one_of
from accordlib.texts.folding import fold_characters
from accordlib.texts.passages import Passage

APOSTROPHE = "'"  # a closing mark that is one need not close


@dataclass(frozen=True, slots=True)
class MarkPair:
    """Two marks of one character each, and the opening marks that may stand between them.

    They are kept as they stand in a folded text: ’ as an apostrophe.
    """

    opening: str
    closing: str
    inside: str | None = None  # None: every one

    def __post_init__(self) -> None:
        for name, mark in (("opening", self.opening), ("closing", self.closing)):
            if not isinstance(mark, str) or len(mark) != 1:
                raise AccordError(
                    f"A quotation mark is a single character, not {mark!r:.80}. Give one to open "
                    "and one to close, such as MarkPair('‹', '›')."
                )
            object.__setattr__(self, name, fold_characters(mark).text)


# A mark closes what is open, if it can. Else it is what its first row says: “ opens.
MARK_PAIRS: list[MarkPair] = [
    *(MarkPair(*pair) for pair in ("“”", '""', "„“", "„”", '„"', "«»", "»«", "「」", "『』")),
    MarkPair("‘", "’", inside='“"„«»'),
]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks, or a paragraph set as a statement."""

    start: int
    end: int
    paragraph: int
    depth: int = 0


_Open = tuple[int, int, str]  # where it begins, its paragraph, its mark


def quotation_marks() -> str:
    """Return every mark of the table once, without those that may be apostrophes."""
    marks = dict.fromkeys(m for pair in MARK_PAIRS for m in (pair.opening, pair.closing))
    return "".join(mark for mark in marks if mark != APOSTROPHE)


def paired_marks(paragraphs: tuple[Passage, ...], text: str) -> list[Quoted]:
    """Pair the marks, paragraph by paragraph, in time proportional to the text."""
    inside = {pair.opening: pair.inside for pair in MARK_PAIRS}
    partners: defaultdict[str, list[str]] = defaultdict(list)  # what each mark closes
    for pair in MARK_PAIRS:
        partners[pair.closing].append(pair.opening)
    found, stack = list[Quoted](), list[_Open]()
    for index, p in enumerate(paragraphs):
        opened = Counter(mark for *_, mark in stack)
        marks = _places(p.text)
        if stack and marks[:1] == [0] and p.text[0] == stack[0][2]:
            del marks[0]
        else:
            found += _closed(stack, 0, paragraphs[index - 1].end)
            opened.clear()
        for at in marks:
            mark = p.text[at]
            closable = [m for m in partners[mark] if opened[m]]
            if mark in inside and _opens(p.text, at, partners[mark], bool(closable)):
                within = inside[stack[-1][2]] if stack else None
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
    words = list(accumulate(map(str.isalnum, text), initial=0))
    spoken = (s for s in found if words[s.start] < words[s.end])
    return sorted(spoken, key=lambda s: (s.start, -s.end))


def _closed(stack: list[_Open], level: int, end: int) -> Iterator[Quoted]:
    """Close the marks that were opened above a level."""
    while len(stack) > level:
        start, paragraph, _ = stack.pop()
        yield Quoted(start, end, paragraph, len(stack))


def _opens(text: str, at: int, partners: list[str], closable: bool) -> bool:
    """Tell whether a mark that may open does so here, if it could close some that are open."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    free = not before.strip() or before in _before_opening()
    if mark in partners:
        return bool(after.strip()) and (free or not (closable or before.isdigit()))
    if closable or not partners:
        return not closable
    first = next(pair for pair in MARK_PAIRS if mark in (pair.opening, pair.closing))
    heads = (free or before == ":") and after not in ",;:?!)"
    ends = not after.strip() or after in ".,;:?!)"
    return (first.opening == mark and heads) or not ends


def _before_opening() -> str:
    """Return the signs, besides white space, after which an opening mark stands."""
    return "([{—–" + "".join(pair.opening for pair in MARK_PAIRS)


def _places(text: str) -> list[int]:
    """Return where marks stand; those that may be apostrophes only in pairs."""
    found = {m.start() for m in re.finditer(one_of(quotation_marks()), text)}
    closers = {pair.closing for pair in MARK_PAIRS}
    single = {pair.opening: pair.closing for pair in MARK_PAIRS if pair.closing == APOSTROPHE}
    for mark, closing in single.items():
        opening = re.escape(mark)
        begin = rf"(?<![^\s{re.escape(_before_opening())}]){opening}(?=\S)(?!\d\ds\b)"  # not ‘90s
        end = re.compile(rf"(?<=\S){closing}(?!\w)")
        sure = re.compile(rf"(?<=\S)(?<!s){closing}(?!\w)|(?<=s){closing}(?!\w|\s\w)")
        begins = [m.start() for m in re.finditer(begin, text)]
        other = re.finditer(rf"(?<=\S){opening}(?!\w)", text) if mark in closers else ()
        found -= {m.start() for m in re.finditer(opening, text)} - {m.start() for m in other}
        for first, limit in pairwise([*begins, len(text)]):
            last = sure.search(text, first + 1, limit) or end.search(text, first + 1, limit)
            found |= {first, last.start()} if last else set()
    return sorted(found)
