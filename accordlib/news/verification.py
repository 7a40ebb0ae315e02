"""Quotations and claims held against their source: `verify_quotation`, `verify_claims`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from math import log2
from typing import TYPE_CHECKING, Any

from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError, counted, expect
from accordlib.tables import expect_columns, records
from accordlib.texts.documents import Document
from accordlib.texts.folding import Folding, fold_layout
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.scripts import STRETCH, UNSPACED
from accordlib.versions.edits import compare_words
from accordlib.words.token_rule import WORD_OR_CHARACTER, stopwords

if TYPE_CHECKING:
    import pandas as pd

LEAST = 4  # tokens of the longest part of a quotation with an ellipsis
LEAST_PART = 2  # tokens between two ellipses
LEAST_ALTERED = 6  # tokens of an altered quotation
SIMILARITY = 0.7
EVIDENCE = 8  # bits that an altered quotation exceeds
EDIT = 5  # bits that a changed word costs
UNSEEN = 1_000  # words that the source is taken to have besides its own
COMMON = 6  # bits that a word of the stop list has at most

_AMERICAN = {  # British spellings, as patterns, and what makes them American
    r"\b((?:mis)?behavi|arm|cand|col|endeav|fav|flav|harb|hon|hum|lab|neighb|od|parl|rig|rum|savi?|"
    r"splend|val|vap|vig)our": r"\1or",
    r"\bpractis(?=e|ing)": "practic",
    r"(?<=\w\w\w)([iy])s(?=(?:e[ds]?|ing|er|ers|ations?|ational)(?:\b|'))": r"\1z",
    r"\b(def|off|lic|pret)ence": r"\1ense",
    r"\bprogramme(?=s?\b)": "program",
    r"\b(cent|theat|kilomet|met|lit|fib|calib|lust|spect)re(?=s?\b)": r"\1er",
}
_ELLIPSIS = re.compile(r"[\[(]?\s*(?:…|\.(?:\s?\.){2,})\s*[\])]?")
_INSERTED = re.compile(r"\[([^\W\d]+)\](?=\w)|(?<=\w)\[([^\W\d]+)\]")  # [w]e
_ITEMS = re.compile(rf"[£$€¥]|(?<![^\s(])[-–+](?=[£$€¥]?\d)|{WORD_OR_CHARACTER.pattern}", re.X)
_BLANK_INSIDE = re.compile(f"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a quotation stands in its source. Made by `verify_quotation`.

    Attributes
    ----------
    status : str
        ``verbatim``, ``ellipsis``, ``altered`` or ``absent``.
    passage, start, end : str, int and int
        The passage's id, and the offsets in the source document; empty and 0 if absent.
    difference : str
        What differs, capitals included, as `compare_words` shows it.
    omitted, spelling : tuple of str and tuple of (str, str)
        What the source has at each ellipsis; British and American spellings taken as the same.
    kind, searched : str
        The passage's kind, such as ``headline``, and how many passages of each kind were read.
    """

    status: str
    passage: str = ""
    start: int = 0
    end: int = 0
    omitted: tuple[str, ...] = ()
    difference: str = ""
    spelling: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    searched: str = ""


def verify_quotation(quotation: str, source: Passage | HasPassages | Iterable[Passage]) -> Verdict:
    """Look a quotation up in its source.

    Words and signs of numbers are compared, whatever their capitals, punctuation and spelling. The
    status is ``verbatim`` if they stand in one passage, one after another; ``ellipsis`` if in parts
    with ``...`` between; ``altered`` if at least 6 are so like a stretch of the source that chance
    would hardly do it [1]_ (a shared formula does); else ``absent``. See ``docs/methods.md``.

    Parameters
    ----------
    quotation, source : str and Document, Agreement, Passage, or iterable of Passage
        Its words, and where to look: in furniture and titles too.

    Returns
    -------
    Verdict

    Raises
    ------
    AccordError
        If it has no word.

    References
    ----------
    .. [1] Karlin and Altschul (1990). doi:10.1073/pnas.87.6.2264

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> verify_quotation("an enhanced global strategic partnership", agreement).difference
    'an enhanced [-Global Strategic Partnership-][+global strategic partnership+]'
    """
    expect(quotation, str, "verify_quotation()", "Give its words, such as article['p8'].text.")
    passages = passages_of(source, "verify_quotation()")
    passages += source.furniture if isinstance(source, Document) else ()
    verdict = _looked_up(quotation, passages)
    kinds = Counter(p.kind.replace("_", " ") for p in passages).items()
    searched = ", ".join(counted(n, kind) for kind, n in kinds) or "no passages"
    kind = next((p.kind for p in passages if p.id == verdict.passage), "")
    return replace(verdict, kind=kind, searched=searched)


def _looked_up(quotation: str, passages: tuple[Passage, ...]) -> Verdict:
    """Look a quotation up in passages."""
    quoted, *folded = fold_layout([_INSERTED.sub(r"\1\2", quotation), *(p.text for p in passages)])
    parts = [p for p in map(_Words, map(Folding, _ELLIPSIS.split(quoted.text))) if p.keys]
    if not parts:
        raise AccordError(f"The quotation {quotation!r:.80} has no word. Give one that has some.")
    # Without blanks between words, two characters count as one.
    sizes = [len(part.keys) - len(STRETCH.findall(part.joined)) / 2 for part in parts]
    texts = list(zip(passages, map(_Words, folded), strict=True))
    if len(parts) > 1 and (min(sizes) < LEAST_PART or max(sizes) < LEAST):
        return Verdict("absent")
    for passage, there in texts:
        all_there = all(part.joined in there.joined for part in parts)
        if all_there and (placed := _placed(parts, there, _exact)):
            return _verdict("ellipsis" if parts[1:] else "verbatim", passage, there, parts, placed)
    if max(sizes) < LEAST or sum(sizes) < LEAST_ALTERED:
        return Verdict("absent")
    bits, place = _information(there.keys for _, there in texts)
    best, most = Verdict("absent"), EVIDENCE + place * len(parts)
    for passage, there in texts:
        placed = _placed(parts, there, _similar)
        evidence = sum(_weight(*both, bits) for both in zip(parts, placed, strict=False))
        if evidence > most:
            most, best = evidence, _verdict("altered", passage, there, parts, placed)
    return best


class _Words:
    """The words of a folded text, and how they are compared: in American spelling."""

    def __init__(self, folding: Folding) -> None:
        self.folding, text = folding, folding.text
        self.places = [m.span() for m in _ITEMS.finditer(text)]
        self.words = [text[a:b] for a, b in self.places]
        self.keys = list(map(_key, self.words))
        self.joined = f" {' '.join(self.keys)} "


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """Return the word as it is compared: in small letters and in American spelling."""
    key = word.lower().replace("–", "-")
    for british, american in _AMERICAN.items():
        key = re.sub(british, american, key)
    return key


def _placed(
    parts: list[_Words], there: _Words, find: Callable[..., list[Match]]
) -> list[list[Match]]:
    """Return where the parts are found, one after the other, if all are."""
    placed, done = [], 0
    for part in parts:
        if not (blocks := find(part.keys, there.keys, done)):
            return []
        placed.append(blocks)
        done = blocks[-1].a + blocks[-1].size
    return placed


def _exact(wanted: list[str], there: list[str], done: int) -> list[Match]:
    """Return where some words stand, one after the other, from a place on."""
    size, places = len(wanted), range(done, len(there) - len(wanted) + 1)
    return [Match(i, 0, size) for i in places if there[i : i + size] == wanted][:1]


def _information(source: Iterable[list[str]]) -> tuple[dict[str, float], float]:
    """Return the bits of each word of the source, and of a place in it."""
    counts = Counter(word for keys in source for word in keys)
    size = counts.total()
    bits = {word: log2((size + UNSEEN) / n) for word, n in counts.items()}
    common = {word: min(bits[word], COMMON) for word in stopwords() & bits.keys()}
    return bits | common, log2(max(size, 1))


def _similar(wanted: list[str], there: list[str], done: int) -> list[Match]:
    """Return what matches in the stretch most like some words, if it is like enough."""
    size = len(wanted)
    if size < LEAST:
        return _exact(wanted, there, done)
    if (start := _window(wanted, there, done)) is None:
        return []

    def similarity(some: list[Match]) -> float:
        extent = some[-1].a + some[-1].size - some[0].a
        return 2 * sum(block.size for block in some) / (size + extent)

    window = there[start : start + size + size // 2 + 1]
    blocks = SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks()[:-1]
    while len(blocks) > 1:  # without what matches at the edges, as long as it is more like that
        fewer = max(blocks[1:], blocks[:-1], key=similarity)
        if similarity(fewer) <= similarity(blocks):
            break
        blocks = fewer
    (a, b, _), (c, d, n) = blocks[0], blocks[-1]  # with up to two words that were changed there
    a, c = a - min(b, start + a - done, 2), min(c + size - d, c + n + 2, len(there) - start)
    found = ((a, 0, 0), *blocks, (c, size, 0)) if similarity(blocks) >= SIMILARITY else ()
    return [Match(start + i, k, n) for i, k, n in found]


def _weight(part: _Words, blocks: list[Match], bits: dict[str, float]) -> float:
    """Return how many bits speak for a part, whatever its place."""
    runs = [sum(bits[word] for word in part.keys[m.b : m.b + m.size]) for m in blocks]
    between = sum(max(n.a - m.a, n.b - m.b) - m.size for m, n in pairwise(blocks))
    return sum(runs) - max(runs) / 2 - EDIT * between


def _window(wanted: list[str], there: list[str], done: int) -> int | None:
    """Return where the stretch begins that shares most words, if it shares enough of them."""
    width, missing = len(wanted) + len(wanted) // 2 + 1, Counter(wanted)
    shared, most, best = 0, 0, done
    for i, word in enumerate(there[done:], start=done):
        shared += missing[word] > 0
        missing[word] -= 1
        if i >= done + width:
            missing[there[i - width]] += 1
            shared -= missing[there[i - width]] > 0
        if shared > most:
            most, best = shared, max(done, i - width + 1)
    return best if most >= SIMILARITY / (2 - SIMILARITY) * len(wanted) else None


def _verdict(
    status: str, passage: Passage, there: _Words, parts: list[_Words], placed: list[list[Match]]
) -> Verdict:
    """Put together what is said about a quotation that stands in a passage."""
    spans = [(blocks[0].a, blocks[-1].a + blocks[-1].size) for blocks in placed]
    places = [there.folding.original(there.places[a][0], there.places[b - 1][1]) for a, b in spans]
    pairs = [(there.words[a:b], part.words) for part, (a, b) in zip(parts, spans, strict=True)]
    return Verdict(
        status,
        passage.id,
        passage.start + places[0][0],
        passage.start + places[-1][1],
        tuple(passage.text[a:b].strip() for (_, a), (b, _) in pairwise(places)),
        " ... ".join(filter(None, (_difference(*pair) for pair in pairs))),
        tuple(dict.fromkeys(s for pair in pairs for s in _spelling(*pair))),
    )


def _difference(source: list[str], quoted: list[str]) -> str:
    """Show what differs, but for typography and tolerated spelling; empty if nothing does."""
    spelt = quoted.copy()
    for i, k in _agreeing(map(_plain, source), map(_plain, quoted)):
        spelt[k] = source[i]
    pair = [_BLANK_INSIDE.sub("", " ".join(words)) for words in (source, spelt)]
    return str(compare_words(*pair)) if source != spelt else ""


def _plain(word: str) -> str:
    """Return the key with the capitals of the word, as far as they can be kept."""
    key = _key(word)
    return key.upper() if word[1:].isupper() else key.capitalize() if word[:1].isupper() else key


def _spelling(source: list[str], quoted: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the British and American spellings of words that were taken for the same."""
    for i, k in _agreeing(map(_key, source), map(_key, quoted)):
        if (one := source[i]).lower() != (other := quoted[k]).lower():
            yield (other, one) if one.lower() == _key(one) else (one, other)


def _agreeing(a: Iterable[str], b: Iterable[str]) -> list[tuple[int, int]]:
    """Return where words are the same, in the order of both."""
    blocks = SequenceMatcher(None, list(a), list(b), autojunk=False).get_matching_blocks()
    return [(m.a + n, m.b + n) for m in blocks for n in range(m.size)]


def verify_claims(
    claims: pd.DataFrame, agreement: Agreement, document: Document | None = None
) -> pd.DataFrame:
    """Check a table of hand-coded claims about an agreement.

    Parameters
    ----------
    claims : DataFrame
        Columns: ``passage``, ``start``, ``end``, ``claim`` (its words), ``verdict`` (``verbatim``,
        ``supported``, ``partly``, ``absent``, ``contradicted``), ``locus`` (id of the passage that
        decides) and ``evidence`` (words of that passage, copied exactly); others are kept.
    agreement, document : Agreement, Document
        The source, and the text with the claims; without it only their lengths are checked.

    Returns
    -------
    DataFrame
        The table with the column ``checked``: ``ok``, or the first reason why not.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> agreement = parse_agreement(corpus["accord"])
    >>> table = verify_claims(corpus.annotations("claims"), agreement, corpus["hiroshima-news"])
    >>> table["checked"].value_counts().to_dict()
    {'ok': 19}
    """
    columns = dict.fromkeys("passage start end claim verdict locus evidence".split(), object)
    columns |= {"start": int, "end": int}
    rows = expect_columns(claims, columns, "claims", "Give corpus.annotations('claims').")
    expect(agreement, Agreement, "verify_claims()", "Give parse_agreement(corpus['accord']).")
    folded = fold_layout([p.text for p in agreement.passages])
    known = {p.id: f.text for p, f in zip(agreement.passages, folded, strict=True)}
    if document is not None:
        expect(document, Document, "verify_claims()", "Give the text with the claims, or nothing.")
    homes = {p.id: p for p in document.paragraphs} if document is not None else None
    checked = [_checked(row, homes, known) for row in records(rows[list(columns)])]
    return claims.assign(checked=checked)


def _checked(c: Any, homes: dict[str, Passage] | None, known: dict[str, str]) -> str:
    """Return the first thing that is wrong with a claim: its place, verdict, locus or evidence."""
    if not all(isinstance(x, str) for x in (c.passage, c.claim, c.verdict, c.locus, c.evidence)):
        return "a cell that is not text"
    if not c.claim.strip() or c.end - c.start != len(c.claim):
        return "offsets and claim differ in length"
    if homes is not None:
        if (home := homes.get(c.passage)) is None:
            return f"no passage {c.passage!r}"
        if c.start < home.start or not home.text.startswith(c.claim, c.start - home.start):
            return "another text at these offsets, or outside its passage"
    if c.verdict not in ("verbatim", "supported", "partly", "absent", "contradicted"):
        return f"unknown verdict {c.verdict!r}"
    if c.verdict == "absent":
        return "absent, yet it has a locus or evidence" if c.locus or c.evidence else "ok"
    if c.locus not in known:
        return f"no passage {c.locus!r} in the agreement"
    if not (evidence := fold_layout([c.evidence])[0].text.strip()):
        return "no evidence"
    return "ok" if evidence in known[c.locus] else f"the evidence is not in {c.locus}"
