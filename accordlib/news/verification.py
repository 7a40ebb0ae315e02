"""Quotations and claims held against their source: `verify_quotation`, `verify_claims`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from accordlib.agreement.parts import Agreement
from accordlib.errors import counted, expect
from accordlib.news.tracing import Bounds, Piece, SourceWords, as_one
from accordlib.news.wording import QuotedWords, Wording, spellings, word_difference, wordings
from accordlib.tables import expect_columns, records
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_layout
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.scripts import STRETCH

if TYPE_CHECKING:
    import pandas as pd

LEAST = 4  # tokens of the longest part of a quotation with an ellipsis
LEAST_PART = 2  # tokens between two ellipses
LEAST_ALTERED = 6  # tokens of an altered quotation
SIMILARITY = 0.7
EVIDENCE = 8  # bits that an altered quotation exceeds
EDGE = 2  # words changed at an edge that stand beside those of the source


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
    [quoted], texts = wordings([quotation], passages)
    both, sizes = list(zip(passages, texts, strict=True)), _sizes(quoted.parts)
    if found := next(exact(quoted, both), None):
        return found
    if _is_broken(sizes) or max(sizes) < LEAST or sum(sizes) < LEAST_ALTERED:
        return Verdict("absent")
    source = SourceWords(texts)
    piece = as_one(source.trace(quoted.keys, quoted.bounds))
    is_alike = piece and piece.likeness(quoted.bounds) >= SIMILARITY
    if piece and is_alike and source.weight(piece, quoted.keys, quoted.bounds) >= EVIDENCE:
        return differing(piece, quoted, quoted.bounds, both)
    return Verdict("absent")


def _sizes(parts: list[Wording]) -> list[float]:
    """Return how long the parts are; without blanks between words, two characters are a word."""
    return [len(part.keys) - len(STRETCH.findall(part.joined)) / 2 for part in parts]


def _is_broken(sizes: list[float]) -> bool:
    """Tell whether the parts between dots are too short to be looked for."""
    return len(sizes) > 1 and (min(sizes) < LEAST_PART or max(sizes) < LEAST)


def differing(
    piece: Piece, quoted: QuotedWords, bounds: Bounds, texts: list[tuple[Passage, Wording]]
) -> Verdict:
    """Return what is said of a quotation, or of a stretch of it, that comes from a piece."""
    passage, there = texts[piece.passage]
    if len(piece.spans(bounds)) < len(bounds):  # nothing of a part stands there
        bounds = [(bounds[0][0], bounds[-1][1])]
    spans = [(a, min(b, len(there.words))) for a, b in piece.spans(bounds, EDGE)]
    both = zip(bounds, spans, strict=True)
    same = all(quoted.keys[a:b] == there.keys[c:d] for (a, b), (c, d) in both)
    words = [quoted.words[a:b] for a, b in bounds]
    return _verdict("verbatim" if same else "altered", passage, there, words, spans)


def exact(quoted: QuotedWords, texts: Iterable[tuple[Passage, Wording]]) -> Iterator[Verdict]:
    """Yield the passages in which the parts of a quotation stand, one after the other."""
    parts = quoted.parts
    for passage, there in texts if not _is_broken(_sizes(parts)) else ():
        if not all(part.joined in there.joined for part in parts):
            continue
        spans, done = list[tuple[int, int]](), 0
        for part in parts:
            size, places = len(part.keys), range(done, len(there.keys) - len(part.keys) + 1)
            if (at := next((i for i in places if there.keys[i : i + size] == part.keys), -1)) < 0:
                break
            spans.append((at, done := at + size))
        else:
            together = all(end == begin for (_, end), (begin, _) in pairwise(spans))
            status = "verbatim" if together else "ellipsis"
            yield _verdict(status, passage, there, [part.words for part in parts], spans)


def _verdict(
    status: str,
    passage: Passage,
    there: Wording,
    quoted: list[list[str]],
    spans: list[tuple[int, int]],
) -> Verdict:
    """Put together what is said about the parts of a quotation that stand in a passage."""
    places = [there.folding.original(there.places[a][0], there.places[b - 1][1]) for a, b in spans]
    pairs = [(there.words[a:b], words) for words, (a, b) in zip(quoted, spans, strict=True)]
    return Verdict(
        status,
        passage.id,
        passage.start + places[0][0],
        passage.start + places[-1][1],
        tuple(passage.text[a:b].strip() for (_, a), (b, _) in pairwise(places)),
        " ... ".join(filter(None, (word_difference(*pair) for pair in pairs))),
        tuple(dict.fromkeys(s for pair in pairs for s in spellings(*pair))),
    )


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
