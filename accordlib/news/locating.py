"""Where in some texts a quotation stands, if it stands anywhere: `locate_quotation`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from accordlib.errors import expect
from accordlib.news.tracing import Piece, SourceWords, as_one
from accordlib.news.verification import SIMILARITY, Verdict, differing, exact
from accordlib.news.wording import QuotedWords, Wording, keys_of, wordings
from accordlib.texts.capitalised_names import word_classes
from accordlib.texts.documents import Document
from accordlib.texts.passages import HasPassages, Passage, unknown_name

LEAST_PIECE = 4  # words of a piece that a splice is made of
COVERED = 0.75  # of the words of a splice stand in its pieces
_WORDS_BEFORE = 3  # words before a quotation in which a negation belongs to it
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non-", "non")
_END_OF_CLAUSE = re.compile(r"[.!?;:]")
_LEAST_STEM = 4  # letters of a word that such a prefix turns


@dataclass(frozen=True, slots=True)
class Location:
    """Where a quotation stands. Made by `locate_quotation`; shown, it says so in words.

    Attributes
    ----------
    quotation, named : str
        Its words, and the text or passage that it is said to be from, if one was named.
    status : str
        ``verbatim``; ``ellipsis``: so but for what dots leave out; ``elsewhere``: one of these, but
        not where it was said to stand; ``altered``; ``spliced``: put together from several places;
        or ``nowhere``.
    pieces : tuple of Verdict
        Where its words stand, with what differs: one, or for a splice several in its order. If the
        whole stands nowhere, the stretches of 4 words or more that do.
    negation : str
        ``added``, ``lost``, or ``cut off`` (it stands just before in the source); else empty.
    """

    quotation: str
    status: str
    pieces: tuple[Verdict, ...] = ()
    negation: str = ""
    named: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of the passages where its words stand."""
        return tuple(dict.fromkeys(piece.passage for piece in self.pieces))

    @property
    def difference(self) -> str:
        """What differs, as `compare_words` shows it."""
        return " ... ".join(filter(None, (piece.difference for piece in self.pieces)))

    @property
    def misplaced(self) -> bool:
        """Whether a text or passage was named, and none of its words stand there."""
        at_home = any(_is_in(id, self.named) for id in self.places)
        return bool(self.named and self.places) and not at_home

    def __str__(self) -> str:
        places = ", then ".join(self.places)
        places += f" and not {self.named}" * (self.misplaced and self.status != "elsewhere")
        said = {
            "verbatim": f"verbatim in {places}",
            "ellipsis": f"in {places}, with something left out",
            "elsewhere": f"not in {self.named}, but in {places}",
            "altered": f"altered; the source is {places}",
            "spliced": f"put together from {places}",
            "nowhere": "in none of the texts" + f"; some of its words in {places}" * bool(places),
        }[self.status]
        negated = f"; a negation is {self.negation}" if self.negation else ""
        differs = f": {self.difference}" if self.difference and self.status != "nowhere" else ""
        return f"{said}{negated}{differs}"


def locate_quotation(
    quotation: str, corpus: Mapping[str, HasPassages], named: str = ""
) -> Location:
    """Look for a quotation in several texts, whoever wrote it down.

    Its words are compared as `verify_quotation` compares them. Where they do not stand one after
    the other, the likeliest pieces that they come from are put together: docs/methods.md says how,
    and how often that is right.

    Parameters
    ----------
    quotation : str
        Its words; dots may leave some out.
    corpus : Mapping[str, Document or Agreement]
        The texts by their ids; ``{**corpus, "accord": agreement}`` gives the labels of its parts.
    named : str
        The id of a text or passage, such as ``article`` or ``accord:D2``, that is said to have it.

    Returns
    -------
    Location

    Raises
    ------
    AccordError
        If it has no word, or if none of the texts has the passage that is named.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> print(locate_quotation("we are not ready to strengthen our alliances", corpus))
    altered; the source is article:p11; a negation is added: [-We-][+we+] are[+ not+] ready ...
    >>> locate_quotation("global security, resilience, and prosperity", corpus).places
    ('accord:p3',)
    """
    expect(quotation, str, "locate_quotation()", "Give its words, such as article['p8'].text.")
    expect(named, str, "locate_quotation(named=...)", "Give an id, such as 'article'.")
    passages = passages_in(corpus, "locate_quotation()")
    return located([(quotation, named)], list(passages.values()))[0]


def located(quotations: Sequence[tuple[str, str]], passages: Sequence[Passage]) -> list[Location]:
    """Return where quotations stand, each given with the text or passage named for it."""
    quoted, there = wordings([words for words, _ in quotations], passages)
    texts = _Texts(list(zip(passages, there, strict=True)))
    return [texts.locate(*q, words) for q, words in zip(quotations, quoted, strict=True)]


def passages_in(corpus: object, what: str) -> dict[str, Passage]:
    """Return the passages of texts by their ids, with furniture; refuse anything else."""
    hint = "Give load_corpus(), or texts by id: {'mine': Document('mine', text)}."
    texts = expect(corpus, Mapping, what, hint)  # type: ignore[type-abstract]
    found = dict[str, Passage]()
    for id, text in texts.items():
        expect(id, str, what, hint)
        passages = expect(text, HasPassages, what, hint).passages  # type: ignore[type-abstract]
        furniture = text.furniture if isinstance(text, Document) else ()
        found |= {p.id: p for p in (*passages, *furniture)}
    return found


_Step = tuple[int, int, int]  # a word of the quotation; its passage and place


class _Texts:
    """Passages with their words, in which quotations are looked for."""

    def __init__(self, texts: list[tuple[Passage, Wording]]) -> None:
        self.texts, self.source = texts, SourceWords([there for _, there in texts])
        self.passages = {passage.id: passage for passage, _ in texts}

    def locate(self, quotation: str, named: str, quoted: QuotedWords) -> Location:
        """Return where a quotation stands."""
        home = [text for text in self.texts if _is_in(text[0].id, named)]
        if named and not home:
            ids = dict.fromkeys(id for p, _ in self.texts for id in (p.document, p.id))
            raise unknown_name("text or passage", named, ids, "the corpus")
        found = next(exact(quoted, home), None) or next(exact(quoted, self.texts), None)
        status, pieces = (found.status, [found]) if found else self._put_together(quoted)
        negation = "" if status == "nowhere" else self._negation(quoted.keys, pieces)
        made = Location(quotation, status, tuple(pieces), negation, named)
        is_elsewhere = made.misplaced and status in ("verbatim", "ellipsis")
        return replace(made, status="elsewhere") if is_elsewhere else made

    def _put_together(self, quoted: QuotedWords) -> tuple[str, list[Verdict]]:
        """Return the status of a quotation that stands in no one passage, and its pieces."""
        keys, bounds = quoted.keys, quoted.bounds
        traced, begins = self.source.trace(keys, bounds), {begin for begin, _ in bounds}
        steps = [(k, piece.passage, n) for piece in traced for k, n in piece.pairs]
        if len(steps) == len(keys) and all(self._goes_on(*two, begins) for two in pairwise(steps)):
            return "ellipsis" if len(bounds) > 1 else "verbatim", self._differing(traced, quoted)
        pieces = [piece for piece in traced if len(piece.pairs) >= LEAST_PIECE]
        whole = as_one(pieces or traced)
        if whole and whole.likeness(bounds) >= SIMILARITY:
            return "altered", [differing(whole, quoted, bounds, self.texts)]
        covered = sum(len(piece.pairs) for piece in pieces) / len(keys)
        status = "spliced" if len(pieces) > 1 and covered >= COVERED else "nowhere"
        return status, self._differing(pieces, quoted)

    def _differing(self, pieces: list[Piece], quoted: QuotedWords) -> list[Verdict]:
        """Return what is said of each piece of a quotation."""
        return [
            differing(piece, quoted, piece.within(quoted.bounds), self.texts) for piece in pieces
        ]

    def _goes_on(self, last: _Step, step: _Step, begins: set[int]) -> bool:
        """Tell whether a word stands after the one before it, be it in the next paragraph."""
        (_, p, n), (k, q, m) = last, step
        (here, words), (then, _) = self.texts[p], self.texts[q]
        if here.document != then.document or (p, n) >= (q, m) or (p < q and here.end > then.start):
            return False
        next_paragraph = q == p + 1 and m == 0 and n + 1 == len(words.keys)
        return k in begins or (p, n + 1) == (q, m) or next_paragraph

    def _negation(self, quoted: list[str], pieces: list[Verdict]) -> str:
        """Say whether a quotation has a negation more than its source has there, or less."""
        there, left = list[str](), ""
        for piece in pieces:
            passage = self.passages[piece.passage]
            first, last = piece.start - passage.start, piece.end - passage.start
            there += keys_of(passage.text[first:last])
            left = left or " ".join(
                keys_of(_END_OF_CLAUSE.split(passage.text[:first])[-1])[-_WORDS_BEFORE:]
            )
        more = _negative(quoted, there) - _negative(there, quoted)
        if more:
            return "added" if more > 0 else "lost"
        return "cut off" if _negative(left.replace("not only", "").split(), []) else ""


def _is_in(passage: str, named: str) -> bool:
    """Tell whether a passage is the one that is named, or in it or in a text of that name."""
    return named in (passage, passage.partition(":")[0]) or named.startswith(f"{passage}.")


def _negative(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words say no, among them those that a prefix makes of one of the others."""
    no = word_classes()["negation"] | {"without"}
    new, gone = set(words) - set(others), set(others) - set(words)
    turned = {
        f"{prefix}{stem}" for stem in gone if len(stem) >= _LEAST_STEM for prefix in _PREFIXES
    }
    return sum(word in no for word in words) + len(turned & new)
