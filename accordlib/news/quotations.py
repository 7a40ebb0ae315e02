"""Quotations in a text, with who speaks: `find_quotations`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from accordlib.actors.name_patterns import titled_persons
from accordlib.errors import AccordError
from accordlib.news.quotation_marks import Span, paired_marks, running_count
from accordlib.texts.capitalised_names import CAPITAL, OPENERS, PARTICLES, one_of, read_anew
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage
from accordlib.texts.reporting_verbs import opening_forms, quoting_forms
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("quotation", "passage", "start", "end", "text", "kind", "speaker", "verb", "position")
LABEL_WORDS = 4  # a label has no more

_NAMING = re.compile(r"\b(?:known as|called|dubbed|so-called|titled|entitled|named|termed)\s*$")
_CLAUSE = re.compile(r"[?!]|\b(?:I|we|you|he|she|they|it|is|are|was|were|will|must|have|has)\b")
_WRITING = re.compile(
    r"\b(?:accord|agreement|document|statement|declaration|treaty|pact|communiqu[ée]|report|text|"
    r"charter|memorandum|strategy)$",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|me)\b")
_ARTICLE = re.compile(r"(?:The|An?|It|They|He|She|We|Their|His|Her|Its|Our)\b")
_ADVERB = re.compile(r"(?: (?:has|have|had|also|later|then|will|would|\w+ly))+$")
_NAME_WORD = rf"{CAPITAL}[\w’'-]+"
_LEADING = re.compile(
    rf"(?:In|On|At|After|Before|During|And|But|While|As) .*?(?P<name>(?:{_NAME_WORD} ?)+)$"
)
_NOUN_END = re.compile(
    r"[,;:.?!“”\"(—–\n]|\s(?:after|at|on|in|during|when|while|who|as|before|for|to|following|that)\b"
)


@read_anew
def _full_name() -> re.Pattern[str]:
    """Return what a name of two to four words looks like."""
    return re.compile(rf"(?:{_NAME_WORD} (?:{one_of(PARTICLES)} )*){{1,3}}{_NAME_WORD}")


def find_quotations(document: Document) -> pd.DataFrame:
    """Find what stands between double quotation marks, and statements set without marks.

    Marks are ``“ ”`` and ``"``; other marks, such as single ones and guillemets, are not read.
    A straight mark opens if no white space follows it and it stands after white space, a bracket,
    a dash or another mark, or, where no straight mark is open, after anything but a digit;
    otherwise it closes. A mark that is never closed ends with its
    paragraph, unless the next paragraph begins with an opening mark, which then continues it.
    Furniture, such as headlines, is not searched.

    Kinds:

    - ``block``: a paragraph after a line that ends in a reporting verb and a colon
      (``... said:``), up to the next such line, a paragraph in marks, one that names the speaker,
      or one that opens, without ``I`` or ``we``, with somebody's speech act within nine words
      (``The four ministers agreed``).
    - ``label``: no more than four words that have no letter, follow ``known as``, ``called`` or
      the like, or stand in a sentence without a reporting verb and hold neither a pronoun nor an
      auxiliary verb.
    - ``document``: the speaker is a text (``The accord says``), or the verb one of texts only.
    - ``speech``: all others.

    Speaker and verb come from the sentence outside the marks: the verb that follows the quotation
    if no other quotation stands between, else the nearest before it, else the nearest after.
    After a quotation ``said X`` is read as inverted; otherwise the speaker is what stands before
    the verb since the last mark or comma. Of an apposition the part that is a name is taken, or
    the first. Titles go; a single name is completed from the document. Pronouns are kept. A
    sentence that is all quotation takes the speaker of the one before it in its paragraph.

    Parameters
    ----------
    document : Document
        Any text. One that is only white space has no quotations.

    Returns
    -------
    DataFrame
        In the order of the text. Columns: ``quotation`` (id, such as ``article:q1``), ``passage``
        (id of the paragraph where it begins), ``start``, ``end`` (offsets of what is between the
        marks), ``text``, ``kind``, ``speaker`` and ``verb`` (empty if there is none, and for
        labels), ``position`` (of the verb: ``before``, ``after``, ``middle`` or empty).

    Raises
    ------
    AccordError
        If something else than a document is given.
    """
    import pandas as pd

    if not isinstance(document, Document):
        raise AccordError(
            f"find_quotations() searches a Document, not {type(document).__name__}: give "
            "corpus['hiroshima-news'] or another document."
        )
    paragraphs = document.paragraphs
    spans = paired_marks(paragraphs, document.text)
    blocks, introduced = _blocks(document, spans)
    sources = _attributed(document, spans, introduced) | blocks
    rows, kinds = [], _Kinds(document.text)
    keys = sorted(sources, key=lambda s: (s.start, -s.end))
    for n, span in enumerate(keys, start=1):
        source = sources[span]
        text = document.text[span.start : span.end]
        kind = kinds(span, source)
        cells = (source.speaker, source.verb, source.position) if kind != "label" else ("",) * 3
        place = paragraphs[span.paragraph].id
        rows.append((f"{document.id}:q{n}", place, span.start, span.end, text, kind, *cells))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"start": "int64", "end": "int64"})


@cache
def _verb(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a verb beside which a quotation has a speaker."""
    return re.compile(rf"\b(?P<verb>{'|'.join(forms)}|[Aa]ccording to)\b")


@cache
def _introduction(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a line that introduces what somebody said."""
    marked = r"[^“”\":.]"
    return re.compile(rf"(?P<who>{marked}{{1,200}}?) {_verb(forms).pattern}{marked}{{0,80}}:")


@cache
def _act(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a beginning that tells what somebody did."""
    return re.compile(rf"(?:[^\s,.]+ ){{1,8}}?(?:{'|'.join(forms)})\b")


@dataclass(frozen=True, slots=True)
class _Source:
    speaker: str = ""
    verb: str = ""
    position: str = ""


_NOBODY = _Source()


def _blocks(
    document: Document, spans: list[Span]
) -> tuple[dict[Span, _Source], dict[int, _Source]]:
    """Return the statements without marks, and for paragraphs in marks who introduces them."""
    quoted = {s.paragraph for s in spans}
    blocks: dict[Span, _Source] = {}
    introduced: dict[int, _Source] = {}
    names = _full_names(document.text)
    speaking = None
    introduction = _introduction(quoting_forms())
    for index, p in enumerate(document.paragraphs):
        line = introduction.fullmatch(p.text)
        if line is not None:
            who = _completed(_subject(line["who"]), names)
            speaking = _Source(who, line["verb"], "before")
        elif speaking is None or _spoken_of(p.text, speaking.speaker):
            speaking = None
        elif p.text[0] in '"“' and index in quoted:
            introduced[index] = speaking
        else:
            blocks[Span(p.start, p.end, index, block=True)] = speaking
    return blocks, introduced


def _spoken_of(text: str, speaker: str) -> bool:
    """Tell whether a paragraph leaves the speaker's own words."""
    if any(re.search(rf"\b{re.escape(word)}\b", text) for word in speaker.split()[-1:]):
        return True
    act = _act(opening_forms()).match(text)
    return act is not None and not _OWN.search(act[0])


def _attributed(
    document: Document, spans: list[Span], introduced: dict[int, _Source]
) -> dict[Span, _Source]:
    """Return who speaks in each quotation; inside another, its speaker or one named there."""
    paragraphs, names = document.paragraphs, _full_names(document.text)
    sources: dict[Span, _Source] = {}
    for group, end in _groups(paragraphs, [s for s in spans if s.depth == 0]):
        first = group[0].paragraph
        start, last = paragraphs[first].start, introduced.get(first, _NOBODY)
        sources |= _by_sentence(document.text, start, end, group, last)
    outer, within = spans[0] if spans else None, defaultdict[Span, list[Span]](list)
    for span in spans:
        outer = span if span.depth == 0 else outer
        if outer is not None and span.depth:
            within[outer].append(span)
    for outer, inner in within.items():
        direct = [s for s in inner if s.depth == 1]
        own = _by_sentence(document.text, outer.start, outer.end, direct, _NOBODY)
        for span in inner:
            found = own.get(span, _NOBODY)
            sources[span] = found if found.verb else sources[outer]
    return {s: replace(x, speaker=_completed(x.speaker, names)) for s, x in sources.items()}


def _groups(paragraphs: tuple[Passage, ...], spans: list[Span]) -> Iterator[tuple[list[Span], int]]:
    """Yield the quotations of each paragraph, or run of joined paragraphs, and where it ends."""
    ends = [p.end for p in paragraphs]
    group: list[Span] = []
    reached = -1
    for span in spans:
        if group and span.paragraph > reached:
            yield group, ends[reached]
            group = []
        group.append(span)
        reached = bisect_left(ends, span.end)
    if group:
        yield group, ends[reached]


def _by_sentence(
    text: str, start: int, end: int, spans: list[Span], last: _Source
) -> dict[Span, _Source]:
    """Attribute quotations, each in its sentence; `last` spoke before."""
    masked, done = [], start
    for span in spans:
        closing = text[span.end - 1] if text[span.end - 1] in ".?!," else "x"
        masked += [text[done : span.start], "x" * (span.end - span.start - 1), closing]
        done = span.end
    outside = "".join((*masked, text[done:end]))
    sources: dict[Span, _Source] = {}
    parts = sentences(Passage("", outside, "", start, end)) if spans else ()
    begins = [part.start for part in parts]
    shared: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        shared[max(bisect_right(begins, span.start) - 1, 0)].append(span)
    for index, inside in shared.items():
        part = parts[index]
        found = _in_sentence(part.text, part.start, inside)
        alone = (
            len(inside) == 1
            and not any(map(str.isalnum, outside[part.start - start : inside[0].start - start]))
            and not any(map(str.isalnum, outside[inside[0].end - start : part.end - start]))
        )
        for span in inside:
            inherited = _Source(last.speaker, last.verb, "before") if last.verb else _NOBODY
            sources[span] = last = found.get(span, inherited if alone else _NOBODY)
    return sources


def _in_sentence(text: str, offset: int, spans: list[Span]) -> dict[Span, _Source]:
    """Attribute the quotations of one sentence, whose masked text begins at an offset."""
    verbs = list(_verb(quoting_forms()).finditer(text))
    begins = [v.start() + offset for v in verbs]
    chosen: dict[Span, int] = {}
    for n, span in enumerate(spans):
        after = bisect_left(begins, span.end)
        limit = spans[n + 1].start if n + 1 < len(spans) else offset + len(text)
        comma = text[span.end - offset - 1] in ",?!"
        if after < len(verbs) and (after == 0 or (comma and begins[after] < limit)):
            chosen[span] = after
        elif verbs:
            chosen[span] = after - 1
    sides: defaultdict[int, set[bool]] = defaultdict(set)
    for span, verb in chosen.items():
        sides[verb].add(begins[verb] < span.start)
    speakers = {verb: _speaker(text, verbs[verb]) for verb in sides}
    return {
        span: _Source(
            speakers[verb],
            verbs[verb]["verb"],
            "middle" if len(sides[verb]) > 1 else "before" if True in sides[verb] else "after",
        )
        for span, verb in chosen.items()
    }


def _speaker(text: str, verb: re.Match[str]) -> str:
    """Return the words for who speaks, from the sentence outside the marks."""
    before = text[max(0, verb.start() - 200) : verb.start()]
    inverted = before.rstrip()[-1:] in ("”", '"') or not before.strip()
    if verb["verb"].lower() == "according to" or inverted:
        return _NOUN_END.split(text[verb.end() : verb.end() + 200].lstrip(), maxsplit=1)[0].strip()
    return _subject(re.split(r"[“”\";:—]|,? (?:and|but|while) (?=\S+ $)", before)[-1])


def _subject(words: str) -> str:
    """Return the subject that stands last in some words, of an apposition the name."""
    words = _ADVERB.sub("", words.strip())
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if not parts:
        return ""
    apposition = words.endswith(",")
    named = [part for part in parts if _full_name().fullmatch(part)]
    subject = (named or parts)[0] if apposition else parts[-1]
    persons = titled_persons(subject)
    if len(persons) == 1:
        return next(iter(persons))
    lead = _LEADING.match(subject)
    return lead["name"] if lead else subject


def _full_names(text: str) -> dict[str, str]:
    """Return the full names of the document by their last words."""
    names: dict[str, str] = {}
    titled = (n for n in titled_persons(text) if " " in n)
    for name in (*sorted(titled), *(m[0] for m in _full_name().finditer(text))):
        first, *_, surname = name.split()
        if first not in OPENERS:
            names.setdefault(surname, name)
    return names


def _completed(speaker: str, names: dict[str, str]) -> str:
    """Return the full form of a single name; other speakers with a small first article."""
    if _ARTICLE.match(speaker):
        return speaker[0].lower() + speaker[1:]
    return names.get(speaker, speaker)


class _Kinds:
    """Tells the kind of a quotation, having read the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._letters = running_count(text, str.isalpha)
        self._clauses = [m.start() for m in _CLAUSE.finditer(text)]

    def __call__(self, span: Span, source: _Source) -> str:
        if span.block:
            return "block"
        if self._labels(span, source):
            return "label"
        of_text = _WRITING.search(source.speaker) is not None
        says = source.speaker == "it" and source.verb in quoting_forms(of_writings=True)
        return "document" if of_text or says else "speech"

    def _labels(self, span: Span, source: _Source) -> bool:
        words = self._text[span.start : span.end].split(maxsplit=LABEL_WORDS)
        if len(words) > LABEL_WORDS:
            return False
        named = _NAMING.search(self._text, max(0, span.start - 40), span.start - 1)
        first, last = (bisect_left(self._clauses, at) for at in (span.start, span.end))
        bare = not source.verb and first == last
        return bool(named) or bare or self._letters[span.start] == self._letters[span.end]
