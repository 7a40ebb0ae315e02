"""Quotations in a text, with who speaks: `find_quotations`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from accordlib.errors import expect
from accordlib.texts import capitalised_names as capitals
from accordlib.texts.capitalised_names import (
    CAPITAL,
    one_of,
    read_anew,
    titled_persons,
    word_classes,
    worded,
)
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_layout
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import MARK_PAIRS, Quoted, paired_marks, quotation_marks
from accordlib.texts.scripts import STRETCH
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import pandas as pd

QUOTATION_COLUMNS = "quotation passage start end text kind speaker verb position".split()
LABEL_WORDS = 4  # a label has no more

_VERB = r"\b(?P<verb>[Aa]ccording to|{quoting})\b"
_NAME_WORD = rf"{CAPITAL}[\w'-]+"


@read_anew
def _full_name() -> re.Pattern[str]:
    """Return what a name of two to four words looks like."""
    lead = rf"(?:{_NAME_WORD} (?:{one_of(capitals.PARTICLES)} )*){{1,3}}"
    return re.compile(rf"(?<![\w'-]){lead}{_NAME_WORD}")


def find_quotations(document: Document) -> pd.DataFrame:
    """Find what stands between quotation marks, and statements set without marks.

    A mark that is never closed ends with its paragraph, unless the next one begins with the same.
    Furniture is not searched. Marks, speakers, kinds: ``docs/methods.md``.

    Parameters
    ----------
    document : Document
        Any text. One that is only white space has no quotations.

    Returns
    -------
    DataFrame
        In the order of the text; without rows if nothing is quoted. Columns: ``quotation`` (id,
        such as ``article:q1``), ``passage`` (id of the paragraph where it begins), ``start``,
        ``end`` (offsets of what is between the marks), ``text``, ``kind`` (``speech``,
        ``document``: words of a text, ``label``: a name or term in marks, or ``block``: a
        paragraph set as a statement), ``speaker`` and ``verb`` (empty if there is none, and for
        labels), ``position`` (of the verb: ``before``, ``after``, ``middle`` or empty).

    See Also
    --------
    verify_quotation : Whether it stands in its source.

    Examples
    --------
    >>> quotations = find_quotations(load_corpus()["article"])
    >>> quotations[["passage", "kind", "speaker", "verb"]].head(3)
          passage    kind       speaker  verb
    0  article:p3  speech  Hikariko Ono  told
    1  article:p3  speech  Hikariko Ono  told
    2  article:p5  speech   Rishi Sunak  said
    """
    import pandas as pd

    expect(document, Document, "find_quotations()", "Give corpus['hiroshima-news'] or another one.")
    [folding] = fold_layout([document.text], [document.line_begins])
    text, paragraphs = folding.text, tuple(map(folding.passage, document.paragraphs))
    spans, names = paired_marks(paragraphs, text), _names_by_surname(text)
    blocks, introduced = _statements(paragraphs, spans, names)
    sources = {
        span: source._replace(speaker=_completed(source.speaker, names))
        for span, source in _attributed(text, paragraphs, spans, introduced).items()
    }
    sources |= blocks
    rows = []
    for n, span in enumerate(sorted(sources, key=lambda s: (s.start, -s.end)), start=1):
        kind = "block" if span in blocks else _kind_of_quotation(span, sources[span], text)
        source = _NOBODY if kind == "label" else sources[span]
        start, end = folding.original(span.start, span.end)
        place = (paragraphs[span.paragraph].id, start, end)
        rows.append((f"{document.id}:q{n}", *place, document.text[start:end], kind, *source))
    table = pd.DataFrame(rows, columns=QUOTATION_COLUMNS)
    return table.astype({"start": "int64", "end": "int64"})


class _Source(NamedTuple):
    speaker: str = ""
    verb: str = ""
    position: str = ""


_NOBODY = _Source()


def _statements(
    paragraphs: tuple[Passage, ...], spans: list[Quoted], names: dict[str, str]
) -> tuple[dict[Quoted, _Source], dict[int, _Source]]:
    """Return the statements without marks, and for paragraphs in marks who introduces them."""
    words = rf"[^{re.escape(quotation_marks())}:.]"
    introduction = worded(rf"(?P<who>{words}{{1,200}}?) {_VERB}{words}{{0,80}}:")
    begins, ends = {s.start for s in spans}, {s.paragraph: s.end for s in spans if not s.depth}
    blocks, introduced = dict[Quoted, _Source](), dict[int, _Source]()
    speaking, until = _NOBODY, 0
    for index, p in enumerate(paragraphs):
        line = introduction.fullmatch(p.text)
        if line is not None:
            who = _completed(_subject(line["who"]), names)
            speaking = _Source(who, line["verb"], "before")
        elif not speaking.verb or _spoken_of(p.text, speaking.speaker):
            speaking = _NOBODY
        elif p.start + 1 in begins or p.start < until:
            introduced[index] = speaking
        else:
            blocks[Quoted(p.start, p.end, index)] = speaking
        until = ends.get(index, until)
    return blocks, introduced


def _spoken_of(text: str, speaker: str) -> bool:
    """Tell whether a paragraph leaves the speaker's own words."""
    if any(re.search(rf"\b{re.escape(word)}\b", text) for word in speaker.split()[-1:]):
        return True
    act = worded(r"(?:[^\s,.]+ ){1,8}?{opening}\b").match(text)
    return act is not None and not worded(r"\b(?:I|{own}|{Own})\b").search(act[0])


def _attributed(
    text: str,
    paragraphs: tuple[Passage, ...],
    spans: list[Quoted],
    introduced: dict[int, _Source],
) -> dict[Quoted, _Source]:
    """Return who speaks in each quotation; inside another, its speaker or one named there."""
    ends = [p.end for p in paragraphs]
    groups: list[list[Quoted]] = []  # that share paragraphs
    within: defaultdict[Quoted, list[Quoted]] = defaultdict(list)
    reached = -1
    for span in spans:
        if span.depth:
            within[groups[-1][-1]].append(span)
            continue
        if span.paragraph > reached:
            groups.append([])
        groups[-1].append(span)
        reached = bisect_left(ends, span.end)
    sources: dict[Quoted, _Source] = {}
    for group in groups:
        first = group[0].paragraph
        start, end = paragraphs[first].start, ends[bisect_left(ends, group[-1].end)]
        sources |= _by_sentence(text, start, end, group, introduced.get(first, _NOBODY))
    for outer, inner in within.items():
        direct = [s for s in inner if s.depth == 1]
        own = _by_sentence(text, outer.start, outer.end, direct, _NOBODY)
        for span in inner:
            sources[span] = own[span] if own.get(span, _NOBODY).verb else sources[outer]
    return sources


def _by_sentence(
    text: str, start: int, end: int, spans: list[Quoted], last: _Source
) -> dict[Quoted, _Source]:
    """Attribute quotations, each in its sentence; `last` spoke before."""
    sources: dict[Quoted, _Source] = {}
    parts = sentences(Passage("", _masked(text, start, end, spans), "", start, end))
    begins = [part.start for part in parts]
    for index, shared in groupby(spans, lambda s: max(bisect_right(begins, s.start) - 1, 0)):
        part, inside = parts[index], list(shared)
        found = _in_sentence(part.text, part.start, inside)
        a, b = max(0, inside[0].start - part.start), inside[0].end - part.start
        alone = len(inside) == 1 and not any(map(str.isalnum, part.text[:a] + part.text[b:]))
        for span in inside:
            inherited = last._replace(position="before") if alone and last.verb else _NOBODY
            sources[span] = last = found.get(span, inherited)
    return sources


def _masked(text: str, start: int, end: int, spans: list[Quoted]) -> str:
    """Return a stretch of a text with x for what is quoted, in marks that are nothing else."""
    pairs = {pair.opening + pair.closing for pair in MARK_PAIRS}
    outside = list(text[start:end])
    for span in spans:
        first, last = span.start - start, span.end - start
        stop = text[span.end - 1] if text[span.end - 1] in ".?!," else "x"
        outside[first:last] = "x" * (last - first - 1) + stop
        if text[span.start - 1] + text[span.end : span.end + 1] in pairs:
            outside[first - 1], outside[last] = "“”"
    return "".join(outside)


def _in_sentence(text: str, offset: int, spans: list[Quoted]) -> dict[Quoted, _Source]:
    """Attribute the quotations of one sentence, whose masked text begins at an offset."""
    verbs = list(worded(_VERB).finditer(text))
    if not verbs:
        return {}
    begins = [verb.start() + offset for verb in verbs]
    limits = [*(span.start for span in spans[1:]), offset + len(text)]
    chosen: dict[Quoted, int] = {}
    sides: defaultdict[int, set[str]] = defaultdict(set)
    for span, limit in zip(spans, limits, strict=True):
        after = bisect_left(begins, span.end)
        comma = text[span.end - offset - 1] in ",?!"
        follows = after < len(verbs) and (after == 0 or (comma and begins[after] < limit))
        n = chosen[span] = after if follows else after - 1
        sides[n].add("before" if begins[n] < span.start else "after")
    sources = {}
    for n, places in sides.items():
        position = "middle" if len(places) > 1 else min(places)
        sources[n] = _Source(_speaker(text, verbs[n]), verbs[n]["verb"], position)
    return {span: sources[n] for span, n in chosen.items()}


def _speaker(text: str, verb: re.Match[str]) -> str:
    """Return the words for who speaks, from the sentence outside the marks."""
    marks = quotation_marks()
    before = text[max(0, verb.start() - 200) : verb.start()].strip()
    only = before[:1] in marks and before.rstrip(", ")[-1:] in marks  # a quotation, or nothing
    if verb["verb"].lower() == "according to" or only or before[-1:] in marks:
        ends = worded(rf"[,;:.?!(—–\n{re.escape(marks)}]|\s{{after_speaker}}\b")
        return ends.split(text[verb.end() : verb.end() + 200].lstrip(), maxsplit=1)[0].strip()
    stops = rf"[{re.escape(marks)};:—]|,? (?:and|but|while) (?=\S+$)"
    return _subject(re.split(stops, before)[-1])


def _subject(words: str) -> str:
    """Return the subject that stands last in some words, of an apposition the name."""
    words = worded(r"(?: (?:{auxiliary}|\w+ly))+$").sub("", words.strip())
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if not parts:
        return ""
    named = [part for part in parts if _full_name().fullmatch(part)]
    subject = (named or parts)[0] if words.endswith(",") else parts[-1]
    persons = titled_persons(subject)
    if len(persons) == 1:
        return next(iter(persons))
    lead = worded(rf"{{Adverbial}} .*?(?P<name>(?:{_NAME_WORD} ?)+)$").match(subject)
    return lead["name"] if lead else subject


def _names_by_surname(text: str) -> dict[str, str]:
    """Return the full names of the document by their last words."""
    names: dict[str, str] = {}
    titled = (n for n in titled_persons(text) if " " in n)
    for name in (*sorted(titled), *(m[0] for m in _full_name().finditer(text))):
        first, *_, surname = name.split()
        if first not in capitals.OPENERS:
            names.setdefault(surname, name)
    return names


def _completed(speaker: str, names: dict[str, str]) -> str:
    """Return the full form of a single name; other speakers with a small first article."""
    if worded(r"{Small_first}\b").match(speaker):
        return speaker[0].lower() + speaker[1:]
    return names.get(speaker, speaker)


def _kind_of_quotation(span: Quoted, source: _Source, text: str) -> str:
    """Return the kind of a quotation."""
    words = text[span.start : span.end]
    letters = sum(map(len, STRETCH.findall(words)))  # two of them are taken for a word
    if len(words.split(maxsplit=LABEL_WORDS)) + (letters + 1) // 2 <= LABEL_WORDS + (letters > 0):
        named = worded(r"\b{naming}\s*$").search(text, max(0, span.start - 40), span.start - 1)
        bare = not source.verb and not worded(r"[?!。！？]|\b(?:I|{clause})\b").search(words)
        if named or bare or not any(map(str.isalpha, words)):
            return "label"
    says = source.speaker == "it" and source.verb in word_classes()["of_texts"]
    written = says or worded(r"(?i)\b{text}$").search(source.speaker)
    return "document" if written else "speech"
