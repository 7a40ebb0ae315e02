"""Corpora to measure on: one resampled from the five texts, and parts of another."""

import random
from collections.abc import Iterator
from pathlib import Path

import accordlib

LENGTH = 12_500  # characters of a text


def resampled(folder: Path, megabytes: float) -> None:
    """Write texts of sentences drawn from the five texts, with replacement."""
    pool = [
        sentence.text
        for document in accordlib.load_corpus().values()
        for paragraph in document.paragraphs
        for sentence in accordlib.sentences(paragraph)
    ]
    rng = random.Random(0)
    for number in range(max(2, round(megabytes * 1e6 / LENGTH))):
        text = "\n".join(_drawn(pool, rng))
        (folder / f"{number:06}.txt").write_text(text, "utf-8")


def _drawn(pool: list[str], rng: random.Random) -> Iterator[str]:
    size = 0
    while size < LENGTH:
        sentence = rng.choice(pool)
        size += len(sentence) + 1
        yield sentence


def part(corpus: Path, folder: Path, share: int) -> None:
    """Link every text of a corpus, every second, every fourth and so on into a folder."""
    for number, path in enumerate(sorted(corpus.rglob("*.txt"))[::share]):
        (folder / f"{number:06}.txt").symlink_to(path.resolve())
