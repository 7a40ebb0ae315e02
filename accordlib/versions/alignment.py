"""Two versions of one text, sentence by sentence: `align_sentences`."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import TYPE_CHECKING

from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.sentences import sentences
from accordlib.versions.similarity import Similarity
from accordlib.words.tokens import Passages

if TYPE_CHECKING:
    import pandas as pd

_MOST_PAIRS = 400_000_000


@dataclass(frozen=True, repr=False, eq=False)
class Alignment:
    """Which sentences of two versions correspond. Made by `align_sentences`.

    Attributes
    ----------
    original, rewrite : Document
        The two versions; of passages what was given, each at its place.
    table : DataFrame
        One row a bead (sentences that belong together), in the order of the original. Columns:
        ``bead`` (number, from 1), ``kind`` (``kept``: same words, marks and case; ``reworded``;
        ``split``: fewer sentences in the original than in the rewrite; ``merged``: more;
        ``omitted``; ``added``; ``moved``), ``original`` and ``rewrite`` (tuples of sentence ids),
        ``similarity`` (0 to 1; 0 where one side is empty).
    passages : tuple of tuple of Passage
        The sentences of the original, and those of the rewrite.
    """

    original: Document
    rewrite: Document
    table: pd.DataFrame
    passages: tuple[tuple[Passage, ...], tuple[Passage, ...]]

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        a, b = map(len, self.passages)
        kinds = self.table["kind"].value_counts(sort=False)
        said = ", ".join(f"{n} {kind}" for kind, n in kinds.items())
        return f"{a} sentences of {self.original.id!r} and {b} of {self.rewrite.id!r}: {said}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self))}</p>" + self.table.to_html(index=False)


def align_sentences(original: Passages, rewrite: Passages) -> Alignment:
    """Find which sentences of a rewrite correspond to which of the original.

    Sentences are compared by their words, weighted by how few sentences have them [1]_, and
    aligned by dynamic programming [2]_; a pair must be more similar than chance makes unrelated
    sentences [3]_. The page on methods says how (docs/methods.md).

    Parameters
    ----------
    original, rewrite : Document, Agreement, Passage or iterable of Passage
        The two versions. Of a document the paragraphs are read, without its furniture. Passages
        are those of one text, in its order and none within another.

    Returns
    -------
    Alignment
        Its `table` has one row a bead.

    Raises
    ------
    AccordError
        If something else than passages is given, if neither version has a sentence, or if they
        are too long (as with 20,001 sentences each).

    See Also
    --------
    side_by_side, find_changes, plot_alignment

    References
    ----------
    .. [1] Salton and Buckley (1988). doi:10.1016/0306-4573(88)90021-0
    .. [2] Gale and Church (1993). Computational Linguistics, 19(1).
    .. [3] Karlin and Altschul (1990). doi:10.1073/pnas.87.6.2264

    Examples
    --------
    >>> corpus = load_corpus()
    >>> alignment = align_sentences(corpus["article"], corpus["article-rewrite"])
    >>> alignment
    20 sentences of 'article' and 21 of 'article-rewrite': 19 reworded, 1 split
    """
    import pandas as pd

    (old, a), (new, b) = map(_version, (original, rewrite))
    if not a and not b:
        raise AccordError(f"Neither {old.id!r} nor {new.id!r} has a sentence to align.")
    if len(a) * len(b) > _MOST_PAIRS:
        raise AccordError(
            f"{len(a):,} and {len(b):,} sentences are too many to align at once. "
            "Divide the documents, for example by chapter."
        )
    similarity = Similarity([*a, *b], len(a))
    beads = similarity.beads()
    moves = similarity.moves(beads)
    rows: list[tuple[object, ...]] = []
    for bead in beads:
        if pair := moves.get(bead, bead):
            sides = [a[i] for i in pair[0]], [b[j] for j in pair[1]]
            ids = (tuple(s.id for s in side) for side in sides)
            kind = "moved" if bead in moves else _kind(*sides)
            rows.append((len(rows) + 1, kind, *ids, similarity.of(pair)))
    table = pd.DataFrame(rows, columns=["bead", "kind", "original", "rewrite", "similarity"])
    return Alignment(old, new, table, (a, b))


def _version(given: Passages) -> tuple[Document, tuple[Passage, ...]]:
    """Return a version and its sentences; of passages, a document that has only them."""
    passages = passages_of(given, "align_sentences()")
    parts = ((p,) if p.kind == "sentence" else sentences(p) for p in passages)
    found = tuple(chain.from_iterable(parts))
    if isinstance(given, Document):
        return given, found
    if not passages:
        raise AccordError("align_sentences() got no passage, so there is nothing to align.")
    id, text = passages[0].document, ""
    for passage in passages:
        if passage.document != id or passage.start < len(text):
            raise AccordError(
                "align_sentences() takes the passages of one text, in its order and none within "
                f"another, but not so {passage.id!r}. Give the document itself, or its paragraphs."
            )
        text += "\n" * (passage.start - len(text)) + passage.text
    return Document(id, text), found


def _kind(a: list[Passage], b: list[Passage]) -> str:
    if not a or not b:
        return "omitted" if a else "added"
    if len(a) != len(b):
        return "split" if len(a) < len(b) else "merged"
    x, y = (" ".join(" ".join(s.text for s in side).split()) for side in (a, b))
    return "kept" if x == y else "reworded"
