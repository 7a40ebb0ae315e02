"""The one table of quotation marks, and how they are paired in a text: `paired_marks`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from accordlib.errors import AccordError
from accordlib.texts.capitalised_names import one_of, worded
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
    *(MarkPair(*pair) for pair in ("“”", '""', "„“", "„”", '„"', "””", "«»", "»«", "「」", "『』")),
    *(MarkPair(*pair, '“"„«»') for pair in (("‘", "’"), ("‚", "‘"), ("'", "'"))),
]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks, one of which may be missing, or a paragraph set as a statement."""

    start: int
    end: int
    paragraph: int
    depth: int = 0
    paired: bool = True


_Open = tuple[int, int, str]  # where it begins, its paragraph, its mark


def quotation_marks() -> str:
    """Return every mark of the table once, without those that may be apostrophes."""
    marks = dict.fromkeys(m for pair in MARK_PAIRS for m in (pair.opening, pair.closing))
    return "".join(mark for mark in marks if mark != APOSTROPHE)


def paired_marks(paragraphs: tuple[Passage, ...], text: str) -> list[Quoted]:
    """Pair the marks, paragraph by paragraph, in time proportional to the text.

    What is never closed ends with its paragraph, or at the next such mark; what is never opened
    begins with its paragraph, or after what is quoted before it there.
    """
    inside = {pair.opening: pair.inside for pair in MARK_PAIRS}
    partners: defaultdict[str, list[str]] = defaultdict(list)  # what each mark closes
    for pair in MARK_PAIRS:
        partners[pair.closing].append(pair.opening)
    found, stack, lost = list[Quoted](), list[_Open](), list[tuple[int, int, int]]()
    for index, p in enumerate(paragraphs):
        marks, free = _places(p.text, text, stack[0][2] if stack else ""), p.start
        if stack and marks[:1] == [0] and p.text[0] == stack[0][2]:
            del marks[0]
        elif stack and not _goes_on(p.text, marks, partners, stack[0][2]):
            lost.append((*stack.pop()[:2], paragraphs[index - 1].end))
        opened = Counter(mark for *_, mark in stack)
        for at in marks:
            mark = p.text[at]
            closable = [m for m in partners[mark] if opened[m]]
            if mark in inside and _opens(p.text, at, partners[mark], bool(closable)):
                within = inside[stack[-1][2]] if stack else None
                if within is None or mark in within:
                    stack.append((p.start + at + 1, index, mark))
                    opened[mark] += 1
            elif closable:
                while stack[-1][2] not in closable:
                    opened[stack[-1][2]] -= 1
                    lost.append((*stack.pop()[:2], p.end))
                start, first, last = stack.pop()
                opened[last] -= 1
                found.append(
                    Quoted(start, p.start + at if at else paragraphs[index - 1].end, first)
                )
                free = p.start + at + 1
            elif stack or mark == APOSTROPHE:
                continue
            elif partners[mark] and not p.text[at - 1 : at].isdigit():
                found.append(Quoted(free, p.start + at, index, paired=False))
                free = p.start + at + 1
        while stack[1:]:
            lost.append((*stack.pop()[:2], p.end))
    lost = sorted([*lost, *((start, index, paragraphs[-1].end) for start, index, _ in stack)])
    following = [*(start - 1 for start, *_ in lost[1:]), len(text)]
    for (start, index, end), limit in zip(lost, following, strict=False):
        found.append(Quoted(start, min(end, limit), index, paired=False))
    words = list(accumulate(map(str.isalnum, text), initial=0))
    spoken = (s for s in found if s.start < s.end and words[s.start] < words[s.end])
    return list(_nested(sorted(spoken, key=lambda s: (s.start, -s.end))))


def _nested(spans: Iterable[Quoted]) -> Iterator[Quoted]:
    """Yield what is quoted with its depth, for which only pairs of marks count."""
    ends = list[int]()
    for span in spans:
        while ends and ends[-1] <= span.start:
            ends.pop()
        yield replace(span, depth=len(ends))
        ends += [span.end] if span.paired else []


def _goes_on(text: str, marks: list[int], partners: dict[str, list[str]], mark: str) -> bool:
    """Tell whether a paragraph goes on with what is open: closes it, or begins in small letters."""
    if not marks:
        return text[:1].islower()
    closed = partners[text[marks[0]]]
    return mark in closed and not _opens(text, marks[0], closed, True)


def _opens(text: str, at: int, partners: list[str], closable: bool) -> bool:
    """Tell whether a mark that may open does so here, if it could close some that are open."""
    mark, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    free = not before.strip() or before in _before_opening()
    first = next(pair for pair in MARK_PAIRS if mark in (pair.opening, pair.closing))
    if mark in partners and first.opening == mark:
        return bool(after.strip()) and (free or not (closable or before.isdigit()))
    if closable or not partners:
        return not closable
    if mark in partners:
        return free and after.isalnum()
    heads = (free or before == ":") and after not in ",;:?!)"
    ends = not after.strip() or after in ".,;:?!)"
    return (first.opening == mark and heads) or not ends


def _before_opening() -> str:
    """Return the signs, besides white space, after which an opening mark stands."""
    return "([{—–" + "".join(pair.opening for pair in MARK_PAIRS)


def _places(text: str, whole: str, opened: str) -> list[int]:
    """Return where marks stand; those that may be apostrophes only where they are none."""
    if {APOSTROPHE, *quotation_marks()}.isdisjoint(text):
        return []
    found = {m.start() for m in re.finditer(one_of(quotation_marks()), text)}
    singles = [pair.opening for pair in MARK_PAIRS if pair.closing == APOSTROPHE]
    singles = [m for m in singles if m != APOSTROPHE and m in whole] or singles
    end = re.compile(rf"(?<=\S)(?<!'n){APOSTROPHE}(?!\w|(?<=\d.)\s?\d)")  # not 6' 2
    sure = re.compile(rf"(?<!s){end.pattern}|(?<=s){APOSTROPHE}(?!\w|\s\w)")
    edge = rf"(?<![^\s{re.escape(_before_opening())}])"
    for opening in map(re.escape, singles):
        begin = worded(rf"{edge}{opening}(?=[^\s.,;:?!)])(?!\d\ds?\b|{{elided}}\b)")  # not ‘90s
        begins = [m.start() for m in begin.finditer(text)]
        other = {m.start() for m in re.finditer(rf"(?<=\S){opening}(?!\w)", text)}
        found -= {m.start() for m in re.finditer(opening, text)} - other
        for first, limit in pairwise([*([-1] if opened in singles else []), *begins, len(text)]):
            last = sure.search(text, first + 1, limit) or end.search(text, first + 1, limit)
            found |= {last.start()} if last else set()
            if first >= 0 and (last or not first or text[max(first - 2, 0)] in ".:;,?!—–"):
                found.add(first)
    return sorted(found)
