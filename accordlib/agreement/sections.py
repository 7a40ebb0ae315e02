"""Which recognised lines make up the front, the pillars and the end of an agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from accordlib.agreement.furniture import is_closing, is_thanks, stray
from accordlib.agreement.headings import after_parts, footer, last_lines, names_preamble, ordinals
from accordlib.agreement.levels import is_counted, numbers_begin_again
from accordlib.agreement.recognised import Entry
from accordlib.agreement.signatures import Signature, signatures

RUNNING = "a paragraph: this part lists nothing"
_LAST = 3  # paragraphs, one of which may thank
_LEADING = "before the first item of its part"


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

    title: list[Entry] = field(default_factory=list)
    preamble: list[Entry] = field(default_factory=list)
    pillars: list[Section] = field(default_factory=list)
    closing: list[Entry] = field(default_factory=list)
    rest: list[Entry] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)


def divide(text: str, entries: Sequence[Entry]) -> Sections:
    """Put every line that is not a rule into one part of the agreement."""
    found = Sections(title=[e for e in entries if e.kind == "title"])
    found.rest = list(_above(text, entries))
    body = _without_footer(text, list(entries[_first_after_title(entries) :]), found)
    body = _without_signatures(text, body, found)
    while body and body[-1].kind == "rule":
        body.pop()  # an end mark divides nothing
    first = _first_heading(text, body)
    body, found.closing = _without_closing(text, body, first, found.signatures)
    if first < len(body):
        found.preamble = [e for e in body[:first] if e.kind != "rule"]
        found.pillars = list(_headed(text, body[first:]))
    else:
        _divide_unheaded(text, body, found)
    found.rest.sort(key=lambda e: e.line.start)
    return found


def _above(text: str, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the lines above the title."""
    for entry in entries:
        if entry.kind == "title":
            return
        if entry.kind != "rule":
            why = stray(text[entry.line.start : entry.line.end], at_an_end=True)
            yield replace(entry, because=why or "above the title")


def _first_after_title(entries: Sequence[Entry]) -> int:
    return max((n + 1 for n, e in enumerate(entries) if e.kind == "title"), default=0)


def _without_footer(text: str, body: list[Entry], found: Sections) -> list[Entry]:
    """Cut off what the page has beneath the agreement: contacts, links, the date of an update."""
    end = footer(text, body)
    because = "a line of the page beneath the agreement"
    found.rest += [replace(e, because=because) for e in body[end:] if e.kind != "rule"]
    return body[:end]


def _without_signatures(text: str, body: list[Entry], found: Sections) -> list[Entry]:
    """Take out signatures, dates on lines of their own, and what belongs to the page."""
    last = last_lines(text, body)
    tail = next((n for n, e in enumerate(body) if e.line.start in last), len(body))
    groups = groupby(body[:tail], lambda e: e.kind in ("text", "rule"))
    runs = [list(run) for plain, run in groups if plain]
    signed = [s for run in runs for s in signatures(text, [e.line for e in run], at_end=False)]
    found.signatures = signed + signatures(text, [e.line for e in body[tail:]], at_end=True)
    taken = {line.start for s in found.signatures for line in s.lines}
    late = after_parts(body)
    kept: list[Entry] = []
    for n, entry in enumerate(body):
        if entry.line.start in taken:
            continue
        why = _why_stray(text, entry, n >= late, n >= tail) if entry.kind == "text" else ""
        if why:
            found.rest.append(replace(entry, because=why))
        else:
            kept.append(entry)
    return kept


def _why_stray(text: str, entry: Entry, late: bool, last: bool) -> str:
    why = stray(text[entry.line.start : entry.line.end], at_an_end=late)
    return why or ("a short line among those at the end" if last else "")


def _first_heading(text: str, body: Sequence[Entry]) -> int:
    """Return where the pillars begin.

    Lines without a number or Markdown do not open a pillar before the first that has one, and
    ``Preamble`` or ``Introduction`` opens none if another heading follows.
    """
    headings = [n for n, e in enumerate(body) if e.kind == "heading"]
    marked = [n for n in headings if body[n].line.form not in _PLAIN]
    counted = any(is_counted(e) for e in body)
    chosen = marked if marked and not (counted and numbers_begin_again(body)) else headings
    if len(chosen) > 1:
        line = body[chosen[0]].line
        chosen = chosen[1:] if names_preamble(text[line.start : line.end]) else chosen
    return chosen[0] if chosen else len(body)


_PLAIN = frozenset(("text", "bold", "bullet"))


def _without_closing(
    text: str, body: list[Entry], first: int, signed: Sequence[Signature]
) -> tuple[list[Entry], list[Entry]]:
    """Cut off the paragraphs after the last rule, or from a closing formula on.

    Such formulas are taken out wherever signatures follow them, before an annex for example.
    """
    at = [s.lines[0].start for s in signed]
    closed = {
        n
        for n in range(max(first, 0), len(body) - 1)
        if body[n].kind == "text"
        and is_closing(text[body[n].line.start : body[n].line.end])
        and any(body[n].line.end <= start < body[n + 1].line.start for start in at)
    }
    before = [replace(body[n], because=_formula(text, body[n])) for n in sorted(closed)]
    body = [e for n, e in enumerate(body) if n not in closed]
    tail = after_parts(body)
    begins = len(body)
    for n in reversed(range(tail, len(body))):
        words = text[body[n].line.start : body[n].line.end]
        last = n >= len(body) - _LAST and is_thanks(words)
        if body[n].kind == "text" and (last or is_closing(words)):
            begins = n
    rules = [n for n, e in enumerate(body) if e.kind == "rule"]
    divides = tail or len(rules) > 1 or first < len(body)
    if rules and rules[-1] >= tail and rules[-1] > first - len(body) and divides:
        begins = min(begins, rules[-1])
    closing = [
        replace(e, because=_formula(text, e) or "after the last rule or closing words")
        for e in body[begins:]
        if e.kind != "rule"
    ]
    return body[:begins], before + closing


def _formula(text: str, entry: Entry) -> str:
    words = text[entry.line.start : entry.line.end]
    if is_closing(words):
        return "it begins with words that close an agreement"
    return "it thanks for hospitality" if is_thanks(words) else ""


def _headed(text: str, body: Sequence[Entry]) -> Iterator[Section]:
    """Yield a section for every heading."""
    starts = [n for n, e in enumerate(body) if e.kind == "heading"]
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        deeper = end < len(body) and body[end].level > body[start].level
        yield _section(text, body[start], body[start + 1 : end], deeper)


def _divide_unheaded(text: str, body: list[Entry], found: Sections) -> None:
    """Divide a text without headings at its first item, its rules or its first paragraph."""
    counted = ordinals(text, body)
    first = next((n for n, e in enumerate(body) if e.kind == "item"), None)
    if first is None and counted:
        first = counted[0]
    rules = [n for n, e in enumerate(body) if e.kind == "rule" and n]
    if first is None:
        front = rules[0] if rules else _first_text(body) + 1
        found.preamble = [e for e in body[:front] if e.kind != "rule"]
        blocks = _blocks(body[front:])
        found.pillars = [_section(text, None, block, False) for block in blocks]
        return
    front = first
    while front and body[front - 1].kind == "text" and _leads(text, body[front - 1]):
        front -= 1
    found.preamble = [e for e in body[:front] if e.kind != "rule"]
    found.pillars = [_section(text, None, body[front:], False)]


def _first_text(body: Sequence[Entry]) -> int:
    return next((n for n, e in enumerate(body) if e.kind != "rule"), len(body))


def _blocks(body: Sequence[Entry]) -> list[list[Entry]]:
    """Return the runs of lines between rules."""
    groups = groupby(body, lambda e: e.kind == "rule")
    return [list(run) for is_rule, run in groups if not is_rule]


def _section(text: str, heading: Entry | None, body: Sequence[Entry], deeper: bool) -> Section:
    """Tell the items of a part from its lead-in and its other paragraphs."""
    section = Section(heading)
    counted = set(ordinals(text, body))
    listed = bool(counted) or any(e.kind == "item" for e in body)
    leading = True
    for n, entry in enumerate(body):
        if section.lead_in and leading:
            between = text[section.lead_in[-1].line.end : entry.line.start]
            leading = not between.strip()
        if entry.kind == "rule":
            continue
        if entry.kind == "item":
            leading = False
            beneath = any(at < n for at in counted)
            section.items.append(replace(entry, level=entry.level + beneath))
        elif n in counted:
            leading = False
            section.items.append(replace(entry, because="it begins with an ordinal word", level=1))
        elif leading and (listed or deeper or _leads(text, entry)):
            section.lead_in.append(replace(entry, because=_why_leading(listed, deeper)))
        elif listed or deeper or _leads(text, entry):
            section.others.append(replace(entry, because="text between or after the items"))
        else:
            leading = False
            section.items.append(replace(entry, because=RUNNING, level=1))
    return section


def _why_leading(listed: bool, deeper: bool) -> str:
    if listed:
        return _LEADING
    return "between a heading and the first beneath it" if deeper else "it ends in a colon"


def _leads(text: str, entry: Entry) -> bool:
    return text[entry.line.end - 1] in ":："
