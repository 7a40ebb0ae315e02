"""Edit scripts: accordlib beside difflib and CollateX."""

import difflib
import random
from collections.abc import Callable
from typing import Any

import accordlib
from accordlib.versions.edits import PIECE

COMPARED = 20_000
COLLATED = 1_500
Sides = dict[str, Callable[[], Any]]
Task = tuple[Sides, Callable[[dict], str]]


class Editing:
    """The comparisons of two versions of one text."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts

    def versions(self) -> Task:
        """Compare twenty thousand words with a version in which every fifth word is changed."""
        return compared(*self._changed(COMPARED))

    def collation(self) -> Task:
        """Compare fifteen hundred words in the same way, with CollateX too."""
        return compared(*self._changed(COLLATED), collation=True)

    def article(self) -> Task:
        """Compare the article with its rewrite (the folder's texts are not used)."""
        texts = accordlib.load_corpus()
        pair = (texts[id].paragraphs for id in ("article", "article-rewrite"))
        return compared(*("\n".join(p.text for p in side) for side in pair), collation=True)

    def _changed(self, length: int) -> tuple[str, str]:
        words = " ".join(self.texts).split()[:length]
        return " ".join(words), " ".join(rewritten(words))


def compared(old: str, new: str, *, collation: bool = False) -> Task:
    """Return the sides that compare two texts, and the check of their edit scripts."""
    a, b = ([m[0] for m in PIECE.finditer(text)] for text in (old, new))

    def matched(autojunk: bool) -> list[tuple[str, str]]:
        blocks = difflib.SequenceMatcher(None, a, b, autojunk=autojunk).get_matching_blocks()
        return [(a[i + k], b[j + k]) for i, j, size in blocks for k in range(size)]

    sides: Sides = {
        "accordlib": lambda: accordlib.compare_words(old, new),
        "difflib": lambda: matched(autojunk=False),
        "difflib, autojunk": lambda: matched(autojunk=True),
    }
    if collation:
        sides["CollateX"] = lambda: collated(a, b)

    def check(results: dict) -> str:
        edits = results["accordlib"]
        assert edits.apply(old) == new
        assert edits.reverse().apply(new) == old
        lengths = {"accordlib": edits.distance}
        for name in list(sides)[1:]:
            same = results[name]
            assert all(x == y for x, y in same)
            lengths[name] = len(a) + len(b) - 2 * len(same)
        assert edits.distance == min(lengths.values())
        said = "; ".join(f"{name} {length:,}" for name, length in lengths.items())
        return (
            f"{len(a):,} words and marks against {len(b):,}; deleted and inserted: {said}; "
            "accordlib also divides the texts, finds what moved and gives offsets"
        )

    return sides, check


def collated(a: list[str], b: list[str]) -> list[tuple[str, str]]:
    """Return the words that CollateX puts on one place of two texts and that are the same."""
    from collatex import collate

    witnesses = [
        {"id": id, "tokens": [{"t": word} for word in words]} for id, words in (("a", a), ("b", b))
    ]
    table = collate({"witnesses": witnesses}, segmentation=False)
    rows = [[cell[0].token_data["t"] if cell else "" for cell in row.cells] for row in table.rows]
    assert [list(filter(None, row)) for row in rows] == [a, b]
    return [(x, y) for x, y in zip(*rows, strict=True) if x == y]


def rewritten(words: list[str]) -> list[str]:
    """Return words of which every fifth, about, is left out, replaced or followed by another."""
    rng = random.Random(0)
    made: list[str] = []
    for word in words:
        what = rng.randrange(15)
        made += {0: [], 1: [rng.choice(words)], 2: [word, rng.choice(words)]}.get(what, [word])
    return made
