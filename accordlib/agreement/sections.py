"""Which recognised lines make up the front, the pillars and the end of an agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from accordlib.agreement.headings import (
    after_parts,
    after_text,
    footer,
    names_preamble,
    numbers_begin_again,
)
from accordlib.agreement.recognised import CLOSING, THANKS, Entry, Look, stray
from accordlib.agreement.signatures import Signature, signatures
from accordlib.texts.list_marks import ORDINAL_WORDS, UNNUMBERED

_LAST_PARAGRAPHS = 3  # one of which may thank


@dataclass
class Sections:
    """A whole text: the entries of each part, in their order; those of a pillar by their kinds."""

    title: list[Entry]
    rest: list[Entry]
    preamble: list[Entry] = field(default_factory=list)
    pillars: list[list[Entry]] = field(default_factory=list)
    closing: list[Entry] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)


def divide(entries: Sequence[Entry]) -> Sections:
    """Put every line that is not a rule into one part of the agreement."""
    title = [n for n, e in enumerate(entries) if e.kind == "title"]
    above, body = _worded(entries[: title[0]]), entries[title[-1] + 1 :]
    for entry in above:
        entry.look = stray(entry.words, at_an_end=True) or Look.ABOVE
    found = Sections([entries[n] for n in title], above)
    body = _without_signatures(body, found)
    while body and body[-1].kind == "rule":
        body.pop()  # an end mark divides nothing
    first = _first_heading(body)
    body = _without_closing(body, first, found)
    if first < len(body):
        found.preamble = _worded(body[:first])
        starts = [n for n, e in enumerate(body) if e.kind == "heading" and n >= first]
        for start, end in pairwise([*starts, len(body)]):
            deeper = end < len(body) and body[end].level > body[start].level
            found.pillars.append([body[start], *_section(body[start + 1 : end], deeper)])
    else:
        _divide_unheaded(body, found)
    found.rest.sort(key=lambda e: e.start)
    return found


def _worded(entries: Sequence[Entry]) -> list[Entry]:
    return [e for e in entries if e.kind != "rule"]


def _without_signatures(body: Sequence[Entry], found: Sections) -> list[Entry]:
    """Take out signatures, dates on lines of their own, and what belongs to the page."""
    late, end = after_parts(body), footer(body)
    tail = after_text(body[:end])
    found.signatures = signatures(body[:tail], by="kind")
    found.signatures += signatures(body[tail:end], by="kind", at_end=True)
    taken = {entry for s in found.signatures for entry in s.taken}
    kept: list[Entry] = []
    for n, entry in enumerate(body):
        look = None
        if entry.kind == "text":
            look = stray(entry.words, at_an_end=n >= late) or (Look.LATE if n >= tail else None)
            look = look if n < end else Look.FOOTER
            entry.look = look or entry.look
        if entry not in taken:
            (found.rest if look else kept).append(entry)
    return kept


def _first_heading(body: Sequence[Entry]) -> int:
    """Return where the pillars begin.

    Lines without a number or Markdown do not open a pillar before the first that has one, and
    ``Preamble`` or ``Introduction`` opens none if another heading follows.
    """
    headings = [n for n, e in enumerate(body) if e.kind == "heading"]
    marked = [n for n in headings if body[n].style.rank < UNNUMBERED]
    chosen = headings if not marked or numbers_begin_again(body) else marked
    if len(chosen) > 1 and names_preamble(body[chosen[0]].words):
        chosen = chosen[1:]
    return chosen[0] if chosen else len(body)


def _without_closing(body: Sequence[Entry], first: int, found: Sections) -> list[Entry]:
    """Cut off the paragraphs after the last rule, or from a closing formula on.

    Such formulas are taken out wherever signatures follow them, before an annex for example.
    """
    signed = [s.taken[0].start for s in found.signatures]
    found.closing = [
        entry
        for entry, below in pairwise(body[first:])
        if entry.kind == "text"
        and CLOSING.match(entry.words)
        and any(entry.end <= start < below.start for start in signed)
    ]
    body = [e for e in body if e not in found.closing]
    tail, last = after_parts(body), len(body) - _LAST_PARAGRAPHS
    closes = (
        n
        for n, e in enumerate(body[tail:], start=tail)
        if e.kind == "text" and (CLOSING.match(e.words) or (n >= last and THANKS.search(e.words)))
    )
    begins = next(closes, len(body))
    rules = [n for n, e in enumerate(body) if e.kind == "rule"]
    if rules and rules[-1] >= tail and (tail or len(rules) > 1):
        begins = min(begins, rules[-1])
    found.closing += _worded(body[begins:])
    for entry in found.closing:
        thanks = Look.THANKS if THANKS.search(entry.words) else Look.AFTER
        entry.look = Look.CLOSING if CLOSING.match(entry.words) else thanks
    return body[:begins]


def _divide_unheaded(body: list[Entry], found: Sections) -> None:
    """Divide a text without headings at its first item, its rules or its first paragraph."""
    items = [n for n, e in enumerate(body) if e.kind == "item"] or _ordinals(body)
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
    found.preamble = _worded(body[:front])
    found.pillars = [_section(block, deeper=False) for block in blocks]


def _ordinals(entries: Sequence[Entry]) -> list[int]:
    """Return which paragraphs begin with ``First``, ``Second`` and so on, if two or more do."""
    found: list[int] = []
    for at, entry in enumerate(entries):
        word = ORDINAL_WORDS[len(found) % len(ORDINAL_WORDS)]
        if entry.kind == "text" and re.match(rf"{word}(?:ly)?\b", entry.words, re.IGNORECASE):
            found.append(at)
    return found if len(found) > 1 else []


def _section(body: Sequence[Entry], deeper: bool) -> list[Entry]:
    """Tell the items of a part from its lead-in and its other paragraphs."""
    counted = _ordinals(body)
    listed = bool(counted) or any(e.kind == "item" for e in body)
    lead_in: Entry | None = None
    leading = True
    for n, entry in enumerate(body):
        if lead_in and leading:
            leading = not entry.text[lead_in.end : entry.start].strip()
        if entry.kind == "rule":
            continue
        if entry.kind == "item":
            entry.kind = "commitment"
            entry.level += bool(counted) and counted[0] < n
        elif n in counted or not (listed or deeper or _ends_in_colon(entry)):
            entry.kind, entry.level = "commitment", 1
            entry.look = Look.ORDINAL if n in counted else Look.RUNNING
        elif leading:
            parts = Look.BEFORE_PARTS if deeper else Look.COLON
            entry.kind, entry.look = "lead-in", Look.BEFORE_ITEMS if listed else parts
            lead_in = entry
        else:
            entry.kind, entry.look = "paragraph", Look.BETWEEN
        leading = entry is lead_in
    return _worded(body)


def _ends_in_colon(entry: Entry) -> bool:
    return entry.words[-1] in ":："
