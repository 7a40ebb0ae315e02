"""Whom the surnames and pronouns of a text mean: `Voices`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from accordlib.news.speakers import NOBODY, Sentence, Source, title_words
from accordlib.texts.capitalised_names import CAPITAL, PARTICLES, one_of, read_anew, word_classes
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import Quoted

_PARAGRAPHS, _BACK = 3, 700  # and characters, in which a pronoun's person is looked for


class Voices:
    """The persons of a text: what a surname and a pronoun stand for."""

    def __init__(self, text: str, paragraphs: Sequence[Passage], spans: Sequence[Quoted]) -> None:
        self.text, self.paragraphs = text, paragraphs
        self.quoted = [span for span in spans if span.paired and not span.depth]
        self.full = defaultdict[str, set[str]](set)
        for found in _full_name().finditer(text):
            words = _untitled(found[0].split())
            self.full[words[-1].lower()].update([" ".join(words)] if len(words) > 1 else [])
        self.spoke = NOBODY

    def known(self, source: Source) -> Source:
        """Return a source with the full name of its speaker, or of whom its pronoun stands for."""
        speaker = source.speaker
        if source.sort == "name":
            speaker = self._completed(speaker)
        elif speaker in ("he", "she"):
            speaker = self._referent(source.start) or speaker
        known = source._replace(speaker=speaker)
        self.spoke = known if speaker and known.start >= self.spoke.start else self.spoke
        return known

    def _completed(self, name: str) -> str:
        full = self.full.get(name.split()[-1].lower(), set())
        longer = {f for f in full if f.lower().endswith(" " + name.lower())}
        return longer.pop() if len(longer) == 1 and name not in full else name

    def _referent(self, at: int) -> str:
        """Return whom a pronoun means, if one person alone can be meant."""
        index = bisect_left(self.paragraphs, at, key=lambda p: p.end)
        around = bisect_left(self.quoted, at, key=lambda s: s.end)
        if around < len(self.quoted) and self.quoted[around].start <= at:
            return _only(self._persons(self.quoted[around].start, at))
        for p in reversed(self.paragraphs[max(index + 1 - _PARAGRAPHS, 0) : index + 1]):
            persons = self._persons(p.start, min(p.end, at))
            spoke = self.spoke if self.spoke.sort != "pronoun" else NOBODY
            if spoke.speaker and p.end >= at and max([p.start, *persons]) <= spoke.start:
                return spoke.speaker
            if persons:
                return _only(persons)
        return ""

    def _persons(self, start: int, end: int) -> dict[int, str]:
        """Return the persons named in a stretch, without those who do nothing if others do."""
        start = max(start, end - _BACK)
        first = bisect_left(self.quoted, start, key=lambda s: s.start)
        last = bisect_left(self.quoted, end, key=lambda s: s.end)
        found, doing = dict[int, str](), dict[int, str]()
        told = Sentence(self.text, start, end, self.quoted[first:last])
        for n, phrase in told.phrases.items():
            place = told.codes[:n][-1:] == "l" and phrase.text.startswith(told.tokens[n].text)
            if phrase.sort != "name" or place:
                continue
            name, at = self._completed(phrase.text), told.tokens[n].start
            if " " in name and "'s " not in name:
                found[at] = name
                after, other = told.codes[phrase.last :][:1], told.phrases.get(phrase.last + 1)
                if after in {*",vVkKxae"} or (after == "j" and other and other.sort == "name"):
                    doing[at] = name
        return doing or found


def _only(persons: dict[int, str]) -> str:
    return next(iter(persons.values())) if len({*persons.values()}) == 1 else ""


@read_anew
def _full_name() -> re.Pattern[str]:
    """Return what a name of two words or more looks like."""
    particle = one_of(PARTICLES)
    word = rf"(?:{particle}-)?{CAPITAL}[\w'-]*\w"
    return re.compile(rf"(?<![\w'-])(?:(?:{word}|(?:{CAPITAL}\.)+) (?:{particle} )*){{1,4}}{word}")


def _untitled(words: list[str]) -> list[str]:
    """Return the words of a name without titles, and words that only begin a sentence."""
    sorts = "time pronoun joining linking auxiliary quoting calling determiner adverb".split()
    others = title_words().union(*(word_classes()[sort] for sort in sorts))
    words = " ".join(words).rpartition("'s ")[2].split()
    titles = [n for n, word in enumerate(words[:-1]) if word.lower().rstrip(".") in others]
    return words[titles[-1] + 1 :] if titles else words
