"""Quotations whose truth is known: copied, changed, put together and invented, by a seed.

The invented ones stand in ``tests/located/invented.txt``; all others are made of the texts given.
"""

import random
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from accordlib import Location, Passage
from accordlib.news.locating import located, passages_in
from accordlib.texts.passages import HasPassages

INVENTED = Path(__file__).parent / "located" / "invented.txt"
AUXILIARY = re.compile(r"^(?:will|can|is|are|was|be|has|have|must|should|would|do|does)$")
PREFIXED = {
    "legal": "illegal", "illegal": "legal", "inseparable": "separable", "unprovoked": "provoked",
    "responsible": "irresponsible", "irresponsible": "responsible", "indispensable": "dispensable",
    "sustainable": "unsustainable", "consistent": "inconsistent", "peaceful": "unpeaceful",
    "able": "unable", "certain": "uncertain", "unprecedented": "precedented",
    "irreversible": "reversible", "reversible": "irreversible", "inclusive": "non-inclusive",
}  # fmt: skip
NEGATIVE = re.compile(r"(?i)^(?:not|never|no|cannot)$")
KINDS = ("true", "ellipsis", "altered", "negated", "misattributed", "spliced")


class Quote(NamedTuple):
    """A quotation, what was done to it, where its words are from, and where it is said to be."""

    kind: str
    text: str
    passages: tuple[str, ...] = ()
    named: str = ""
    words: int = 0
    edits: int = 0


class Maker:
    """Makes quotations of texts."""

    def __init__(self, texts: Mapping[str, Iterable[Passage]], seed: int) -> None:
        self.random = random.Random(seed)
        self.texts = {id: [p for p in ps if len(p.text.split()) > 7] for id, ps in texts.items()}
        self.texts = {id: passages for id, passages in self.texts.items() if passages}
        self.words = [w for ps in self.texts.values() for p in ps for w in p.text.split()]

    def stretch(self, least: int, most: int) -> tuple[Passage, list[str]]:
        """Return some words of a text, one after another, and their passage."""
        size = self.random.randint(least, most)
        fit = [p for ps in self.texts.values() for p in ps if len(p.text.split()) >= size]
        passage = self.random.choice(fit)
        words = passage.text.split()
        first = self.random.randint(0, len(words) - size)
        return passage, words[first : first + size]

    def true(self) -> Quote:
        passage, words = self.stretch(4, 30)
        return Quote("true", " ".join(words), (passage.id,), words=len(words))

    def ellipsis(self) -> Quote:
        passage, words = self.stretch(14, 30)
        cut = self.random.randint(5, len(words) - 8)
        text = " ".join([*words[:cut], "...", *words[cut + 3 :]])
        return Quote("ellipsis", text, (passage.id,), words=len(words) - 3)

    def altered(self) -> Quote:
        passage, words = self.stretch(6, 30)
        edits, changed = self.random.randint(1, 3), words.copy()
        for at in sorted(self.random.sample(range(len(words)), edits), reverse=True):
            kind = self.random.choice(("change", "change", "put in", "leave out"))
            new = self.random.choice(self.words)
            changed[at : at + (kind != "put in")] = [new] * (kind != "leave out")
        return Quote("altered", " ".join(changed), (passage.id,), words=len(words), edits=edits)

    def negated(self) -> Quote:
        while True:
            passage, words = self.stretch(8, 30)
            places = [
                n for n, w in enumerate(words) if AUXILIARY.match(w) and 0 < n < len(words) - 1
            ]
            turned = [n for n, w in enumerate(words) if w.lower() in PREFIXED]
            less = [n for n, w in enumerate(words) if NEGATIVE.match(w)]
            if n := self.random.choice([0, *places, *turned, *less]):
                break
        if n in less:
            words[n : n + 1] = ["can"] * (words[n].lower() == "cannot")
        else:
            words[n : n + 1] = (
                [PREFIXED[words[n].lower()]] if n in turned
                else [words[n], self.random.choice(("not", "never"))]
            )  # fmt: skip
        return Quote("negated", " ".join(words), (passage.id,), words=len(words), edits=1)

    def misattributed(self) -> Quote:
        passage, words = self.stretch(6, 30)
        other = self.random.choice([id for id in self.texts if id != passage.document])
        return Quote("misattributed", " ".join(words), (passage.id,), other, len(words))

    def spliced(self) -> Quote:
        parts = [self.stretch(5, 14) for _ in range(self.random.choice((2, 2, 3)))]
        text = " ".join(" ".join(words) for _, words in parts)
        ids = tuple(p.id for p, _ in parts)
        return Quote("spliced", text, ids, words=len(text.split()))

    def make(self, each: Mapping[str, int]) -> list[Quote]:
        """Return so many quotations of each kind, no two alike; and the invented ones."""
        made = dict[str, Quote]()
        for kind, number in each.items():
            for _ in range(number):
                quote = getattr(self, kind)()
                while quote.text in made or self.is_by_chance(quote):
                    quote = getattr(self, kind)()
                made[quote.text] = quote
        invented = INVENTED.read_text("utf-8").splitlines()
        return [*made.values(), *(Quote("invented", t, words=len(t.split())) for t in invented)]

    def is_by_chance(self, quote: Quote) -> bool:
        """Tell whether what was done to a quotation left it true after all."""
        if quote.kind in ("true", "ellipsis"):
            return False
        plain = bare(quote.text)
        homes = [id for id, ps in self.texts.items() if any(plain in bare(p.text) for p in ps)]
        within = len(set(quote.passages)) < len(quote.passages)  # pieces of one passage may touch
        return within or (quote.named in homes if quote.named else bool(homes))


def bare(text: str) -> str:
    """Return a text's words alone, in small letters."""
    words = " ".join(re.findall(r"[^\W_]+", text.lower()))
    return f" {words} "


EACH = {
    "true": 60,
    "ellipsis": 40,
    "altered": 160,
    "negated": 60,
    "misattributed": 60,
    "spliced": 60,
}
STATUS = {
    "true": "verbatim",
    "negated": "altered",
    "misattributed": "elsewhere",
    "invented": "nowhere",
}


def is_right(quote: Quote, found: Location) -> bool:
    """Tell whether a quotation was called what it is, and its own passage named."""
    status = found.status == STATUS.get(quote.kind, quote.kind)
    place = quote.kind not in ("altered", "negated") or found.places == quote.passages
    negated = quote.kind != "negated" or found.negation in ("added", "lost")
    return status and place and negated


def halves(texts: Mapping[str, HasPassages], seed: int) -> tuple[list[Quote], list[Quote]]:
    """Return the quotations on which the method was designed, and those that were held back."""
    quotes = Maker({id: text.passages for id, text in texts.items()}, seed).make(EACH)
    return quotes[::2], quotes[1::2]


def looked_up(quotes: list[Quote], texts: Mapping[str, HasPassages]) -> list[Location]:
    """Return where each quotation was found."""
    passages = passages_in(texts, "looked_up()")
    return located([(quote.text, quote.named) for quote in quotes], list(passages.values()))
