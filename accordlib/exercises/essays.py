"""What a program can tell of an essay; the rest is for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from accordlib.agreement.parsing import parse_agreement
from accordlib.exercises.tasks import Essay
from accordlib.news.verification import verify_quotation
from accordlib.texts.corpus import load_corpus
from accordlib.texts.passages import Passage

FEWEST_QUOTED = 3  # words of a quotation that can be looked up
_INVENTED = 4  # from here on a quotation that no text has is asked about
_RUN, _COPIED, _VARIED = 6, 0.6, 0.4
_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")
_CITED = re.compile(r"\b(?:[DEGPL]\d{1,2}|p\d{1,2}|[THS]|head(?:line|ing)?|title)\b")
_STATED = re.compile(
    r"(?<![\w.])\d[\d.,]*(?: ?%| per ?cent|\b(?= (?:times|tokens|words|lines|commitments)))"
)
_YEAR = re.compile(r"\d{4}")  # two words with one are enough of a quotation
_OUT_OF = re.compile(r"\b(?:of|in|out of|among|per|for each|for every|to)\b", re.IGNORECASE)


def objection(task: Essay, text: str) -> str:
    """Say why a text is no answer yet; empty if a program has nothing to object to."""
    words = text.split()
    if len(words) < task.words:
        said = f"You have {len(words)} word{'s' * (len(words) != 1)}"
        return f"{said}; an answer needs at least {task.words}. What do you say, what shows it?"
    if (own := _runs(text)) and len(own & _runs(task.sample)) / len(own) > _COPIED:
        return "That is the sample, or nearly. It is there to compare with: what do you say?"
    sentences = [s.split() for s in re.split(r"[.!?]\s", text.casefold())]
    again = any(len(s) > FEWEST_QUOTED and sentences.count(s) > 1 for s in sentences)
    if again or len({word.casefold() for word in words}) < _VARIED * len(words):
        return "The same words come again and again. What does the text say, once?"
    return _quotations(text) if task.quotes else ""


def question(text: str) -> str:
    """Ask about a quotation that no text has, or a number without a denominator."""
    for words in _quoted(text, _INVENTED):
        if not any(_labels_where(words)):
            said = " ".join(words.split())[:120]
            return f" In none of the five texts stands “{said}”: is it a quotation?"
    for match in _STATED.finditer(text):
        if not _OUT_OF.search(re.split(r"[.!?]\s", text[match.start() :])[0]):
            return f" You write “{match[0]}”: out of how many?"
    return ""


def _quotations(text: str) -> str:
    """Say what is missing of a quotation and of its place; empty if one of each is there."""
    cited = set(_CITED.findall(text))
    quoted = [
        words
        for words in _quoted(text, 2)
        if len(words.split()) >= FEWEST_QUOTED or _YEAR.search(words)
    ]
    found = {words: set(_labels_where(words)) for words in quoted}
    standing = {words: labels for words, labels in found.items() if labels}
    if not standing:
        seen = f"In none of the five texts stands “{next(iter(found))[:60]}”. " if found else ""
        least = f"at least {FEWEST_QUOTED} words of it in quotation marks"
        return f"{seen}Quote a passage, {least}. Which words of the texts show what you say?"
    words = " ".join(next(iter(standing)).split())[:60]
    if not cited:
        return f"You quote “{words}” and do not say where it stands. Which passage has it?"
    if not any(
        labels & cited or not any(map(_CITED.fullmatch, labels)) for labels in standing.values()
    ):
        return f"You cite {', '.join(sorted(cited))}. Does “{words}” stand there?"
    return ""


def _quoted(text: str, fewest: int) -> Iterator[str]:
    """Yield what stands in quotation marks, if it has so many words."""
    for match in _QUOTED.finditer(text):
        words = match[1] or match[2] or ""
        if len(words.split()) >= fewest:
            yield words


def _labels_where(words: str) -> Iterator[str]:
    """Yield the labels of the passages in which some words stand."""
    for source in _sources():
        verdict = verify_quotation(words, source)
        if verdict.status in {"verbatim", "ellipsis"}:
            yield verdict.passage.rpartition(":")[2]


@cache
def _sources() -> list[tuple[Passage, ...]]:
    """Return the passages of each text, of the Accord by their labels too."""
    texts = load_corpus()
    accord = parse_agreement(texts["accord"]).passages
    return [(*d.paragraphs, *d.furniture) for d in texts.values()] + [tuple(accord)]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[i:] for i in range(_RUN)), strict=False))
