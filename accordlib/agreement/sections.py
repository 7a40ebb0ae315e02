"""Which recognised lines make up the front, the pillars and the end of an agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from accordlib.agreement.furniture import CLOSING, THANKS, stray
from accordlib.agreement.headings import after_parts, footer, last_lines, names_preamble, ordinals
from accordlib.agreement.levels import is_counted, numbers_begin_again
from accordlib.agreement.recognised import Entry, Look
from accordlib.agreement.signatures import Signature, signatures
from accordlib.texts.list_marks import UNNUMBERED

_LAST_PARAGRAPHS = 3  # one of which may thank


@dataclass
class Section:
    """A part with or without a heading: its lead-in, items, and other paragraphs."""

    heading: Entry | None
    lead_in: list[Entry] = field(default_factory=list)
    items: list[Entry] = field(default_factory=list)
    others: list[Entry] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level of its heading, or 1."""
        return self.heading.level if self.heading else 1


@dataclass
class Sections:
    """A whole text: the entries of each part, in their order."""

    title: list[Entry]
    rest: list[Entry]
    preamble: list[Entry] = field(default_factory=list)
    pillars: list[Section] = field(default_factory=list)
    closing: list[Entry] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)


def divide(entries: Sequence[Entry]) -> Sections:
    """Put every line that is not a rule into one part of the agreement."""
    title = [e for e in entries if e.kind == "title"]
    above = _without_rules(list(takewhile(lambda e: e.kind != "title", entries)))
    found = Sections(
        title,
        [replace(e, look=stray(e.words, at_an_end=True) or Look.ABOVE) for e in above],
    )
    body = list(entries[entries.index(title[-1]) + 1 :])
    end = footer(body)
    found.rest += [replace(e, look=Look.FOOTER) for e in _without_rules(body[end:])]
    body = _without_signatures(body[:end], found)
    while body and body[-1].kind == "rule":
        body.pop()  # an end mark divides nothing
    first = _first_heading(body)
    body, found.closing = _without_closing(body, first, found.signatures)
    if first < len(body):
        found.preamble = _without_rules(body[:first])
        found.pillars = _headed(body[first:])
    else:
        _divide_unheaded(body, found)
    found.rest.sort(key=lambda e: e.line.start)
    return found


def _without_rules(entries: Sequence[Entry]) -> list[Entry]:
    return [e for e in entries if e.kind != "rule"]


def _without_signatures(body: list[Entry], found: Sections) -> list[Entry]:
    """Take out signatures, dates on lines of their own, and what belongs to the page."""
    last = last_lines(body)
    tail = next((n for n, e in enumerate(body) if e.line.start in last), len(body))
    groups = groupby(body[:tail], lambda e: e.kind in ("text", "rule"))
    runs = [[e.line for e in run] for plain, run in groups if plain]
    found.signatures = [s for run in runs for s in signatures(run, at_end=False)]
    found.signatures += signatures([e.line for e in body[tail:]], at_end=True)
    taken = {line.start for s in found.signatures for line in s.taken}
    late = after_parts(body)
    kept: list[Entry] = []
    for n, entry in enumerate(body):
        look = None
        if entry.kind == "text":
            look = stray(entry.words, at_an_end=n >= late) or (Look.LATE if n >= tail else None)
        if entry.line.start in taken:
            continue
        if look:
            found.rest.append(replace(entry, look=look))
        else:
            kept.append(entry)
    return kept


def _first_heading(body: Sequence[Entry]) -> int:
    """Return where the pillars begin.

    Lines without a number or Markdown do not open a pillar before the first that has one, and
    ``Preamble`` or ``Introduction`` opens none if another heading follows.
    """
    headings = [n for n, e in enumerate(body) if e.kind == "heading"]
    marked = [n for n in headings if body[n].line.style.rank < UNNUMBERED]
    counted = any(is_counted(e) for e in body)
    chosen = marked if marked and not (counted and numbers_begin_again(body)) else headings
    if len(chosen) > 1 and names_preamble(body[chosen[0]].words):
        chosen = chosen[1:]
    return chosen[0] if chosen else len(body)


def _without_closing(
    body: list[Entry], first: int, signed: Sequence[Signature]
) -> tuple[list[Entry], list[Entry]]:
    """Cut off the paragraphs after the last rule, or from a closing formula on.

    Such formulas are taken out wherever signatures follow them, before an annex for example.
    """
    at = [s.taken[0].start for s in signed]
    closed = [
        n
        for n in range(first, len(body) - 1)
        if body[n].kind == "text"
        and CLOSING.match(body[n].words)
        and any(body[n].line.end <= start < body[n + 1].line.start for start in at)
    ]
    before = [body[n] for n in closed]
    headed = first < len(body)
    body = [e for n, e in enumerate(body) if n not in closed]
    tail = after_parts(body)
    last = len(body) - _LAST_PARAGRAPHS
    closes = (
        n
        for n, e in enumerate(body[tail:], start=tail)
        if e.kind == "text" and (CLOSING.match(e.words) or (n >= last and THANKS.search(e.words)))
    )
    begins = next(closes, len(body))
    rules = [n for n, e in enumerate(body) if e.kind == "rule"]
    if rules and rules[-1] >= tail and (tail or len(rules) > 1 or headed):
        begins = min(begins, rules[-1])
    closing = before + _without_rules(body[begins:])
    return body[:begins], [replace(e, look=_closing_look(e)) for e in closing]


def _closing_look(entry: Entry) -> Look:
    if CLOSING.match(entry.words):
        return Look.CLOSING
    return Look.THANKS if THANKS.search(entry.words) else Look.AFTER


def _headed(body: Sequence[Entry]) -> list[Section]:
    """Return a section for every heading."""
    starts = [n for n, e in enumerate(body) if e.kind == "heading"]
    found = []
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        deeper = end < len(body) and body[end].level > body[start].level
        found.append(_section(body[start], body[start + 1 : end], deeper))
    return found


def _divide_unheaded(body: list[Entry], found: Sections) -> None:
    """Divide a text without headings at its first item, its rules or its first paragraph."""
    items = [n for n, e in enumerate(body) if e.kind == "item"] or ordinals(body)
    if items:
        front = items[0]
        while front and body[front - 1].kind == "text" and _ends_in_colon(body[front - 1]):
            front -= 1
        blocks = [body[front:]]
    else:
        rules = (n for n, e in enumerate(body) if e.kind == "rule" and n)
        texts = (n for n, e in enumerate(body) if e.kind != "rule")
        front = next(rules, next(texts, len(body)) + 1)
        groups = groupby(body[front:], lambda e: e.kind == "rule")
        blocks = [list(run) for is_rule, run in groups if not is_rule]
    found.preamble = _without_rules(body[:front])
    found.pillars = [_section(None, block, deeper=False) for block in blocks]


def _section(heading: Entry | None, body: Sequence[Entry], deeper: bool) -> Section:
    """Tell the items of a part from its lead-in and its other paragraphs."""
    section = Section(heading)
    counted = ordinals(body)
    listed = bool(counted) or any(e.kind == "item" for e in body)
    leading = True
    for n, entry in enumerate(body):
        if section.lead_in and leading:
            between = entry.line.text[section.lead_in[-1].line.end : entry.line.start]
            leading = not between.strip()
        if entry.kind == "rule":
            continue
        other = listed or deeper or _ends_in_colon(entry)
        if entry.kind == "item":
            beneath = bool(counted) and counted[0] < n
            section.items.append(replace(entry, level=entry.level + beneath))
        elif n in counted:
            section.items.append(replace(entry, look=Look.ORDINAL, level=1))
        elif other and leading:
            parts = Look.BEFORE_PARTS if deeper else Look.COLON
            look = Look.BEFORE_ITEMS if listed else parts
            section.lead_in.append(replace(entry, look=look))
            continue
        elif other:
            section.others.append(replace(entry, look=Look.BETWEEN))
            continue
        else:
            section.items.append(replace(entry, look=Look.RUNNING, level=1))
        leading = False
    return section


def _ends_in_colon(entry: Entry) -> bool:
    return entry.words[-1] in ":："
