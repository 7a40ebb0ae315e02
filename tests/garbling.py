"""Damaged texts, and what has to hold of whatever is made of them."""

import random
import re
import textwrap
from functools import cache
from itertools import pairwise

from library import DATA, document

from accordlib import AccordError, Agreement, find_quotations, parse_agreement, tokenize
from accordlib.texts.folding import fold_characters
from accordlib.texts.scripts import OTHERS

SCRAPS = [
    *"-–—*•·#_=.,:;!?()[]“”‘’\"'«»°%&/\\|~^`$€0129aZéß東京ー。、・　",
    *("\n", "\n\n", "\r\n", "\r", "\t", "\u00a0", "\u2028", "\u200b", "\ufeff", "\x0b", "\x0c"),
    *("\x00", "\ud800", "\U0001f600", "a\u0301", "\u202e", "ﬁ", "İ", "１．", "²"),
    *("1. ", "2) ", "(a) ", "(ii) ", "1.1 ", "1.1.1 ", "IV. ", "A. ", "Pillar 1: ", "Article 2\n"),
    *("# ", "## ", "**", "__", "---\n", "===\n", "* * *", "First, ", "Second, ", "We will:\n- "),
    *(" – Prime Minister of Japan", "\nJoe Biden, Jr.\n", "For the Government of Japan:", "said: "),
    *("“We agree,” he said.", "3 May 2024", "Signed at Tokyo on", "U.K.", "2+2", "1.5oC"),
]


@cache
def originals() -> tuple[str, ...]:
    """Return the project's own texts."""
    return tuple(p.read_text("utf-8") for p in sorted((DATA / "texts").glob("*.txt")))


def garbled(rng: random.Random, texts: tuple[str, ...], most: int = 800) -> str:
    """Return a piece of a text, damaged in up to eight places."""
    source = rng.choice(texts)
    start = rng.randrange(len(source)) if rng.random() < 0.7 else 0
    title = rng.choice(("", "A title\n"))
    text = title + source[start : start + rng.randint(1, most)]
    for _ in range(rng.randint(1, 8)):
        text = rng.choice(_DAMAGES)(rng, text)
    return text


def _insert(rng: random.Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(SCRAPS) * rng.choice((1, 1, 1, 2, 5, 40)) + text[at:]


def _delete(rng: random.Random, text: str) -> str:
    a, b = sorted(rng.randint(0, len(text)) for _ in "ab")
    return text[:a] + text[min(b, a + 80) :]


def _begin_line(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    lines[at] = rng.choice(SCRAPS) + lines[at]
    return "\n".join(lines)


def _double_line(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    return "\n".join([*lines[:at], *[lines[at]] * rng.randint(2, 4), *lines[at + 1 :]])


def _shuffle(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _shorten_lines(rng: random.Random, text: str) -> str:
    width = rng.randint(1, 60)
    return "\n".join(line[:width] for line in text.split("\n"))


def _recase(rng: random.Random, text: str) -> str:
    return rng.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def _rebreak(rng: random.Random, text: str) -> str:
    return text.replace(
        rng.choice((" ", "\n", ". ")), rng.choice(("\n", "", "\r\n", "\u2028", "\n\n"))
    )


def _wrap(rng: random.Random, text: str) -> str:
    width = rng.randint(20, 90)
    return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))


_DAMAGES = (
    *(_insert, _insert, _begin_line, _begin_line, _delete, _double_line),
    *(_shuffle, _shorten_lines, _recase, _rebreak, _wrap),
)


def agreement_of(text: str) -> Agreement | None:
    """Return what `parse_agreement` makes of a text, having checked that nothing is lost."""
    try:
        agreement = parse_agreement(document(text))
    except AccordError:
        return None
    assert_nothing_lost(agreement)
    return agreement


def assert_nothing_lost(agreement: Agreement) -> None:
    """Fail unless the parts and what is not seen between them are the text."""
    text, at, made = agreement.document.text, 0, []
    for part in agreement.parts:
        gap = text[at : part.start]
        assert part.start >= at, f"{part.id} overlaps the part before it"
        assert not fold_characters(gap).text.strip(), f"{gap!r} is in no part"
        assert part.text == part.text.strip() != "", f"{part.id} is {part.text!r}"
        made += [gap, part.text]
        at = part.end
    assert not fold_characters(text[at:]).text.strip(), f"{text[at:]!r} is in no part"
    assert "".join(made) + text[at:] == text
    labels = [p.label for p in agreement.parts]
    assert len(labels) == len(set(labels))
    assert all(agreement.recognised[p.label] for p in agreement.parts if p.kind != "marker")


def check_tokens(text: str) -> None:
    """Fail unless the tokens hold every letter and digit of a text, each in its place.

    Ideographs are taken for Japanese, or they would be refused, as scripts of other languages are.
    """
    paragraphs = document(text, language="ja").paragraphs
    try:
        tokens = tokenize(paragraphs)
    except AccordError:
        assert re.search(f"[{OTHERS}]", text)
        return
    spans = list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
    assert [text[a:b] for a, b in spans] == tokens.surface()
    assert all(a < b <= c for (a, b), (c, _) in pairwise(spans))
    kept, there = (fold_characters(some).text for some in (" ".join(tokens.surface()), text))
    assert sum(map(str.isalnum, kept)) == sum(map(str.isalnum, there))


def check_quotations(text: str) -> None:
    """Fail unless each quotation is the text between its offsets, in a paragraph that exists."""
    d = document(text)
    known = {p.id for p in d.paragraphs}
    for row in find_quotations(d).to_dict("records"):
        assert 0 <= row["start"] <= row["end"] <= len(text)
        assert text[row["start"] : row["end"]] == row["text"]
        assert row["passage"] in known
        assert row["kind"] in {"block", "label", "document", "speech", "unpaired"}
