"""Quotations in a text, with who speaks: `find_quotations`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from accordlib.errors import expect
from accordlib.news.speakers import NOBODY, Sentence, Source
from accordlib.texts.capitalised_names import (
    is_title,
    name_pattern,
    title_words,
    word_classes,
    worded,
)
from accordlib.texts.dates import without_dates
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_layout
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import MARK_PAIRS, Quoted, paired_marks, quotation_marks
from accordlib.texts.scripts import STRETCH
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import pandas as pd

QUOTATION_COLUMNS = "quotation passage start end text kind speaker verb position mention".split()
LABEL_WORDS = 4  # a label has no more
_PARAGRAPHS, _BACK = 3, 700  # and characters, in which a pronoun's person is looked for


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
    text = without_dates(folding.text)
    paragraphs = tuple(map(folding.passage, document.paragraphs))
    spans = paired_marks(paragraphs, text)
    voices = Voices(text, paragraphs, spans)
    blocks, introduced = _statements(paragraphs, spans, voices)
    sources = _attributed(text, paragraphs, spans, introduced)
    sources = {span: voices.known(source) for span, source in sources.items()} | blocks
    rows = []
    for n, span in enumerate(sorted(sources, key=lambda s: (s.start, -s.end)), start=1):
        kind = "block" if span in blocks else _kind_of_quotation(span, sources[span], text)
        source = NOBODY if kind == "label" else sources[span]
        start, end = folding.original(span.start, span.end)
        place = (paragraphs[span.paragraph].id, start, end)
        rows.append((f"{document.id}:q{n}", *place, document.text[start:end], kind, *source[:4]))
    table = pd.DataFrame(rows, columns=QUOTATION_COLUMNS)
    return table.astype({"start": "int64", "end": "int64"})


def _statements(
    paragraphs: tuple[Passage, ...], spans: list[Quoted], voices: Voices
) -> tuple[dict[Quoted, Source], dict[int, Source]]:
    """Return the statements without marks, and for paragraphs in marks who introduces them."""
    line = re.compile(rf"[^{re.escape(quotation_marks())}:]{{1,280}}:")
    begins, ends = {s.start for s in spans}, {s.paragraph: s.end for s in spans if not s.depth}
    blocks, introduced = dict[Quoted, Source](), dict[int, Source]()
    speaking, until = NOBODY, 0
    for index, p in enumerate(paragraphs):
        said = NOBODY
        if line.fullmatch(p.text):
            said = Sentence(voices.text, p.start, p.end).told_of(said=True)
        if said.speaker:
            speaking = voices.known(said)
        elif not speaking.verb or _spoken_of(p.text, speaking.speaker):
            speaking = NOBODY
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
    text: str, paragraphs: tuple[Passage, ...], spans: list[Quoted], introduced: dict[int, Source]
) -> dict[Quoted, Source]:
    """Return who speaks in each quotation; inside another, its speaker or one named there."""
    ends = [p.end for p in paragraphs]
    groups: list[list[Quoted]] = []  # that share paragraphs
    within: defaultdict[Quoted, list[Quoted]] = defaultdict(list)
    reached, sources = -1, dict.fromkeys(spans, NOBODY)
    for span in spans:
        if span.depth:
            within[groups[-1][-1]].append(span)
        elif span.paired or text[span.start - 1] in {pair.opening for pair in MARK_PAIRS}:
            if span.paragraph > reached:
                groups.append([])
            groups[-1].append(span)
            reached = max(reached, bisect_left(ends, span.end))
    quoting = {bisect_left(ends, span.end) for span in spans}
    for group in groups:
        first = group[0].paragraph
        alone = first and group[0].start == paragraphs[first].start + 1
        before = alone and first - 1 not in quoting and paragraphs[first - 1].text[-1] in ".?!"
        start, last = paragraphs[first - before].start, max(span.end for span in group)
        end = ends[bisect_left(ends, last)]
        sources |= _by_sentence(text, start, end, group, introduced.get(first, NOBODY))
    for outer, inner in within.items():
        told = sources[outer]
        words = {s: text[s.start : s.end].strip() for s in inner}  # of a term, in speech
        terms = {s for s in inner if words[s].count(" ") < LABEL_WORDS and words[s][-1:].isalnum()}
        sources |= {s: NOBODY if s in terms else told for s in inner}
        direct = [s for s in inner if s.depth == 1 and s not in terms]
        end = max([outer.end, *(s.end for s in direct)])  # one that is never closed reaches further
        for span, source in _by_sentence(text, outer.start, end, direct, NOBODY).items():
            if source.verb:
                me = source._replace(speaker=told.speaker, sort=told.sort, start=told.start)
                sources[span] = me if source.speaker == "I" and told.speaker else source
    return sources


def _by_sentence(
    text: str, start: int, end: int, spans: list[Quoted], last: Source
) -> dict[Quoted, Source]:
    """Attribute quotations, each in its sentence; `last` spoke before."""
    sources: dict[Quoted, Source] = {}
    shown = [s if s.paired else _until_a_stop(s, text) for s in spans]
    begins = [*_beginnings(_masked(text, start, end, shown), start), end]
    before, told = NOBODY, -1  # whom the sentence before is about, and which that is
    both = zip(spans, shown, strict=True)
    for index, some in groupby(both, lambda s: max(bisect_right(begins, s[1].start) - 1, 0)):
        shared = dict(some)
        inside = list(shared.values())
        sentence = Sentence(text, begins[index], max(begins[index + 1], inside[-1].end), inside)
        if told < index - 1:
            last = Sentence(text, begins[index - 1], begins[index]).told_of()
        found, alone = sentence.sources(), sentence.all_quoted()
        for span, key in shared.items():
            inherited = last if last.speaker else before
            takes = alone and not found[key].speaker and inherited.speaker
            position = "before" if inherited.verb else ""
            sources[span] = inherited._replace(position=position) if takes else found[key]
            last = sources[span]
        before, told = sentence.told_of(), index
    return sources


def _beginnings(masked: str, start: int) -> list[int]:
    """Return where sentences begin, of which none begins with a comma or after a title."""
    parts = sentences(Passage("", masked, "", start, start + len(masked)))
    titles = worded(r"\b{Abbreviated}\.$")
    pairs = ((one.text, two) for one, two in pairwise(parts) if two.text[:1] not in "”,;-–—")
    later = [two.start for before, two in pairs if not titles.search(before)]
    return [parts[0].start if parts else start, *later]


def _until_a_stop(span: Quoted, text: str) -> Quoted:
    """Return the beginning of what is never closed."""
    stop = re.compile(r"[,.?!](?=\s)").search(text, span.start, span.end)
    return replace(span, end=stop.end() if stop else span.end)


def _masked(text: str, start: int, end: int, spans: list[Quoted]) -> str:
    """Return a stretch of a text with x for what is quoted, but for its last sign."""
    outside = list(text[start:end])
    for span in spans:
        last = span.end - start - 1
        outside[span.start - start : last] = "x" * (span.end - span.start - 1)
        outside[last] = outside[last] if outside[last] in ".?!," else "x"
    return "".join(outside)


def _kind_of_quotation(span: Quoted, source: Source, text: str) -> str:
    """Return the kind of a quotation."""
    if not span.paired:
        return "unpaired"
    words = text[span.start : span.end]
    letters = sum(map(len, STRETCH.findall(words)))  # two of them are taken for a word
    if len(words.split(maxsplit=LABEL_WORDS)) + (letters + 1) // 2 <= LABEL_WORDS + (letters > 0):
        said = words[0].isupper() and words[-1] in ".,!?" and not is_title(words)
        clause = worded(r"[?!。！？]|\b(?:I|{clause})\b").search(words)
        if not (source.speaker or source.verb or said or clause):
            return "label"
    says = source.speaker == "it" and source.verb in word_classes()["of_texts"]
    written = says or worded(r"(?i)\b{text}$").search(source.speaker)
    return "document" if written else "speech"


class Voices:
    """The persons of a text: what a surname and a pronoun stand for."""

    def __init__(self, text: str, paragraphs: Sequence[Passage], spans: Sequence[Quoted]) -> None:
        self.text, self.paragraphs = text, paragraphs
        self.quoted = [span for span in spans if span.paired and not span.depth]
        self.full = defaultdict[str, set[str]](set)
        for found in name_pattern("whole_name", text).finditer(text):
            words = _untitled(found[0].split())
            self.full[words[-1].lower()].update([" ".join(words)] if len(words) > 1 else [])
        self.spoke, self.pronouns = NOBODY, dict[str, str]()

    def known(self, source: Source) -> Source:
        """Return a source with the full name of its speaker, or of whom its pronoun stands for."""
        speaker = source.speaker
        if source.sort == "name":
            speaker = self._completed(speaker)
        elif speaker in ("he", "she"):
            name = self._referent(source.start)
            if name and self._fits(name, speaker, source.start):
                self.pronouns[name] = speaker
                speaker = name
        known = source._replace(speaker=speaker)
        self.spoke = known if speaker and known.start >= self.spoke.start else self.spoke
        return known

    def _completed(self, name: str) -> str:
        full = self.full.get(name.split()[-1].lower(), set())
        longer = {f for f in full if f.lower().endswith(" " + name.lower())}
        return longer.pop() if len(longer) == 1 and name not in full else name

    def _fits(self, name: str, pronoun: str, at: int) -> bool:
        """Tell whether a person is not meant by the other pronoun, before or just after."""
        other, marks = {"he": "she", "she": "he"}[pronoun], re.escape(quotation_marks())
        after = re.compile(f"[^.{marks}]*").match(self.text, at + len(pronoun))
        meant = self.pronouns.get(name, pronoun) == pronoun
        return meant and not (after and other in after[0].split())

    def _referent(self, at: int) -> str:
        """Return whom a pronoun means, if one person alone can be meant."""
        index = bisect_left(self.paragraphs, at, key=lambda p: p.end)
        around = bisect_left(self.quoted, at, key=lambda s: s.end)
        inside = around < len(self.quoted) and self.quoted[around].start <= at
        near = self.paragraphs[max(index + 1 - _PARAGRAPHS, 0) : index + 1]
        for p in self.quoted[around : around + 1] if inside else reversed(near):
            persons = self._persons(p.start, min(p.end, at))
            spoke = NOBODY if inside or self.spoke.sort == "pronoun" else self.spoke
            if spoke.speaker and p.end >= at and max([p.start, *persons]) <= spoke.start:
                return spoke.speaker
            if persons or inside:
                return next(iter(persons.values())) if len({*persons.values()}) == 1 else ""
        return ""

    def _persons(self, start: int, end: int) -> dict[int, str]:
        """Return the persons named in a stretch, without those who do nothing if others do."""
        start = max(start, end - _BACK)
        first = bisect_left(self.quoted, start, key=lambda s: s.start)
        last = bisect_left(self.quoted, end, key=lambda s: s.end)
        found, doing, beside = dict[int, str](), dict[int, str](), dict[int, str]()
        told = Sentence(self.text, start, end, self.quoted[first:last])
        for n, token in enumerate(told.tokens):
            linked = told.codes[:n][-1:] == "l"
            phrase = told.phrases.get(n) or (told.named_at(n) if linked else None)
            if not phrase or not phrase.text or (linked and phrase.text.startswith(token.text)):
                continue
            name, after = self._completed(phrase.text), told.codes[phrase.last :][:1]
            if re.search(r"(^|\.)Dp$", told.codes[: n + 2]) and after != ",":
                doing[token.start] = name
            elif phrase.sort == "name" and " " in name:
                (found if n in told.phrases else beside)[token.start] = name
                other = told.phrases.get(phrase.last + 1)
                if after in {*",vVkKxae"} or (after == "j" and other and other.sort == "name"):
                    doing[token.start] = name
        return doing or found or beside


def _untitled(words: list[str]) -> list[str]:
    """Return the words of a name without titles, and words that only begin a sentence."""
    sorts = "time pronoun joining linking auxiliary quoting calling determiner adverb".split()
    others = title_words().union(*(word_classes()[sort] for sort in sorts))
    words = " ".join(words).rpartition("'s ")[2].split()
    titles = [n for n, word in enumerate(words[:-1]) if word.lower().rstrip(".") in others]
    return words[titles[-1] + 1 :] if titles else words
