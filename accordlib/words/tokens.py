"""Words as columns of integers, in memory and in a file: `tokenize` and Tokens."""

from __future__ import annotations

import io
import json
import math
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError, counted, expect_words, named
from accordlib.texts.files import expect_path, write_whole
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.words.counts import cells_by_passage, counts_below
from accordlib.words.scanning import scan
from accordlib.words.segmentation import segmented
from accordlib.words.token_rule import fold

if TYPE_CHECKING:
    import nltk
    import pandas as pd

Offsets: TypeAlias = NDArray[np.signedinteger[Any]]

# A file of tokens holds a line that says what it is, then NumPy arrays one after another in
# NumPy's own format (NEP 1), each at a multiple of 64 bytes, then a line with size and checksum.
TOKEN_COLUMNS = ("ids", "starts", "ends", "bounds", "sizes")
_HEAD = b"accordlib tokens 1\n"
_TAIL = b"size %016d crc32 %08x\n"
_MULTIPLE_OF_BYTES = 64
_PASSAGE_FIELDS = ("id", "document", "start", "end", "kind", "pillar")


class Vocabulary(tuple[str, ...]):
    """Types in the order in which they first appear, with what is looked up in them."""

    @cached_property
    def column(self) -> NDArray[Any]:
        """The types in an array of objects."""
        return np.array(self, object)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The index of each type."""
        return {word: number for number, word in enumerate(self)}

    @cached_property
    def ranks(self) -> NDArray[np.intp]:
        """The place of each type in the alphabetical order of all."""
        return np.argsort(sorted(range(len(self)), key=self.__getitem__))


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """The tokens of some passages, in columns. Made by `tokenize`.

    Attributes
    ----------
    passages : tuple of Passage
        What was tokenized, in order.
    vocabulary : tuple of str
        The types as they first appear; a selection keeps those of the whole, with their ids.
    ids : ndarray of int32, shape (tokens,)
        For each token the index of its type in `vocabulary`.
    starts, ends : ndarray of int32 (int64 where that is too small), shape (tokens,)
        Character offsets in the token's document (end exclusive).
    bounds : ndarray of intp, shape (passages + 1,)
        The tokens of passage ``i`` are ``bounds[i]`` to ``bounds[i + 1]``.
    sizes : ndarray of int64, shape (passages,)
        How many tokens each passage has in full, with the words that were left out: the
        denominator of every frequency.
    """

    passages: tuple[Passage, ...]
    vocabulary: Vocabulary
    ids: NDArray[np.int32]
    starts: Offsets
    ends: Offsets
    bounds: NDArray[np.intp]
    sizes: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def __repr__(self) -> str:
        types, passages = counted(len(self.types), "type"), len(self.passages)
        return f"{counted(len(self), 'token')} of {types} in {counted(passages, 'passage')}"

    @property
    def total(self) -> int:
        """How many tokens the passages have in full, whatever words have been left out."""
        return int(self.sizes.sum())

    @property
    def types(self) -> tuple[str, ...]:
        """The types that occur here, in the order of `vocabulary`."""
        return tuple(self.vocabulary[i] for i in np.flatnonzero(self.counts))

    @property
    def passage_index(self) -> NDArray[np.intp]:
        """For each token the index of its passage, shape (tokens,)."""
        return np.repeat(np.arange(len(self.passages)), np.diff(self.bounds))

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How often each type of `vocabulary` occurs here."""
        return counts_below(len(self.vocabulary), self.ids)

    @cached_property
    def ranges(self) -> NDArray[np.int64]:
        """In how many passages each type of `vocabulary` occurs here."""
        ranges = np.zeros(len(self.vocabulary), np.int64)
        for _, types, _ in cells_by_passage(self.ids, self.bounds):
            ranges += counts_below(len(ranges), types)
        return ranges

    def passages_at(self, places: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
        """For the tokens at some places the indices of their passages."""
        return np.searchsorted(self.bounds, places, side="right") - 1

    def surface(self) -> list[str]:
        """Return the tokens as they are spelt in the texts, in order."""
        passages = map(self.passages.__getitem__, self.passage_index.tolist())
        offsets = zip(passages, self.starts.tolist(), self.ends.tolist(), strict=True)
        return [p.text[a - p.start : b - p.start] for p, a, b in offsets]

    @property
    def repairs(self) -> pd.DataFrame:
        """The words that stand on two lines, broken with a hyphen, and count as one.

        One row a word: ``passage`` (id), ``start``, ``end`` (character offsets in the document),
        ``surface`` (as it stands there), ``word`` (its type, which occurs elsewhere).
        """
        import pandas as pd

        longer = self.ends - self.starts > np.array([*map(len, self.vocabulary), 0])[self.ids]
        rows = []
        for n in np.flatnonzero(longer).tolist():
            p = self.passages[int(self.passages_at(np.array(n)))]
            start, end = int(self.starts[n]), int(self.ends[n])
            surface = p.text[start - p.start : end - p.start]
            if len(surface.splitlines()) > 1:
                rows.append((p.id, start, end, surface, self.vocabulary[self.ids[n]]))
        return pd.DataFrame(rows, columns=["passage", "start", "end", "surface", "word"])

    def filter(
        self,
        *,
        passages: Callable[[Passage], bool] | None = None,
        words: Callable[[str], bool] | Collection[str] | None = None,
    ) -> Tokens:
        """Return some of the tokens, by passage and by word.

        Parameters
        ----------
        passages : callable, optional
            Is asked about each Passage: ``lambda p: p.pillar == "D"``. Others are not counted.
        words : callable or collection of str, optional
            The types to keep, or what is asked about each: ``lambda w: w not in stopwords()``.
            `sizes`, and so all rates per thousand, stay as they are.
        """
        if passages is not None and not callable(passages):
            raise AccordError(
                f"passages must be a function that is asked about each passage, not "
                f"{named(passages)}: tokens.filter(passages=lambda p: p.pillar == 'D')."
            )
        kept: slice | NDArray[np.bool_] = slice(None)
        remaining, chosen = self.passages, np.ones(len(self), bool)
        if passages is not None:
            kept = np.array([bool(passages(p)) for p in self.passages], bool)
            remaining = tuple(compress(self.passages, kept))
            chosen = np.repeat(kept, np.diff(self.bounds))
        if words is not None:
            wanted = words if callable(words) else set(map(fold, expect_words(words))).__contains__
            chosen &= np.array([bool(wanted(word)) for word in self.vocabulary], bool)[self.ids]
        begins, size = self.bounds[:-1][kept], np.count_nonzero(chosen)
        first = int(chosen.argmax()) if size else 0
        at: slice | NDArray[np.intp] = slice(first, first + size)  # needs no copy
        if chosen[at].all():
            begins = np.clip(begins - first, 0, size)
        else:
            at = np.flatnonzero(chosen)
            begins = np.searchsorted(at, begins)
        return Tokens(
            passages=remaining,
            vocabulary=self.vocabulary,
            ids=self.ids[at],
            starts=self.starts[at],
            ends=self.ends[at],
            bounds=np.append(begins, size),
            sizes=self.sizes[kept],
        )

    def save(self, path: str | Path) -> None:
        """Write the tokens, with the texts of their passages, to one file, whole or not at all.

        Parameters
        ----------
        path : str or Path
            Where to; a file that is there is replaced. Commitments are kept as passages.
        """
        texts = [p.text.encode("utf-8", "surrogatepass") for p in self.passages]
        rows = [[getattr(p, field) for field in _PASSAGE_FIELDS] for p in self.passages]
        described = json.dumps({"passages": rows, "vocabulary": self.vocabulary}).encode("ascii")
        columns = {name: getattr(self, name) for name in TOKEN_COLUMNS}
        columns["bounds"] = columns["bounds"].astype(np.int64, copy=False)
        ends = np.cumsum([0, *map(len, texts)], dtype=np.int64)
        of_bytes = (np.frombuffer(some, np.uint8) for some in (b"".join(texts), described))
        write_whole(expect_path(path, "save()"), _file_of([*columns.values(), ends, *of_bytes]))

    @classmethod
    def open(cls, path: str | Path) -> Tokens:
        """Return tokens that `save` wrote; their columns stay on disk until they are used.

        Parameters
        ----------
        path : str or Path
            The file. It is read once, to check it.
        """
        path = expect_path(path, "Tokens.open()")
        try:
            with path.open("rb") as file:
                whole = np.memmap(file, np.uint8, "r").view(np.ndarray)
                end = len(whole) - len(_TAIL % (0, 0))
                if whole[: len(_HEAD)].tobytes() != _HEAD:
                    raise ValueError(
                        "it is no file that Tokens.save made, or of another version of it"
                    )
                if whole[end:].tobytes() != _TAIL % (end, zlib.crc32(whole[:end].data)):
                    raise ValueError("it is damaged or not all there; its checksum differs")
                file.seek(len(_HEAD))
                columns = {name: _next_part(file, whole) for name in TOKEN_COLUMNS}
                bounds, texts, described = (_next_part(file, whole) for _ in range(3))
                content = json.loads(described.tobytes())
                parts = (texts[a:b].tobytes() for a, b in pairwise(bounds.tolist()))
                passages = tuple(
                    Passage(
                        text=part.decode("utf-8", "surrogatepass"),
                        **dict(zip(_PASSAGE_FIELDS, fields, strict=True)),
                    )
                    for fields, part in zip(content["passages"], parts, strict=True)
                )
                columns["bounds"] = columns["bounds"].astype(np.intp, copy=False)
                return cls(passages, Vocabulary(content["vocabulary"]), **columns)
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise AccordError(
                f"{path} cannot be opened as tokens: {error}. Make it anew: tokenize the texts and "
                "save the tokens again."
            ) from error

    def to_freqdist(self) -> nltk.FreqDist[str]:
        """Return the counts of the types, as an ``nltk.FreqDist``."""
        from nltk.probability import FreqDist

        present = np.flatnonzero(self.counts)
        return FreqDist({self.vocabulary[i]: int(self.counts[i]) for i in present})


Passages: TypeAlias = HasPassages | Passage | Iterable[Passage]
Countable: TypeAlias = Tokens | Passages


def tokenize(passages: Passages) -> Tokens:
    """Divide passages into tokens.

    A token is a match of `accordlib.words.token_rule.TOKEN`: ``rules-based``, ``UK's``, ``1.5oC``,
    ``2%``, ``U.K.``. Its type is the same in lower case and plain characters
    (`accordlib.texts.folding`). A word that a line broke is one if it stands whole elsewhere; which
    ones, `Tokens.repairs` lists.
    Japanese words are told by a dictionary, that of the extra ``japanese`` (docs/methods.md).

    Parameters
    ----------
    passages : Document, Agreement, Passage, or iterable of Passage
        For example ``agreement.commitments``, or sentences. A word in two of them counts twice.

    Returns
    -------
    Tokens

    Raises
    ------
    AccordError
        If the words of a passage cannot be told: of Japanese without the extra ``japanese``, of
        Chinese, Thai and other scripts without blanks between words.

    See Also
    --------
    term_frequencies, kwic, collocates, keyness

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> tokens = tokenize(agreement)
    >>> tokens
    2,363 tokens of 750 types in 45 passages
    >>> tokens.surface()[:5]
    ['The', 'Hiroshima', 'Accord', 'An', 'enhanced']
    """
    chosen = passages_of(passages, "tokenize()")
    texts, places = [p.text for p in chosen], [p.start for p in chosen]
    found = scan(texts, places)
    if divided := segmented(chosen, found[0]):
        found = scan(texts, places, divided)
    vocabulary, ids, starts, ends, sizes = found
    bounds = np.cumsum(np.append(0, sizes), dtype=np.intp)
    return Tokens(chosen, Vocabulary(vocabulary), ids, starts, ends, bounds, sizes)


def tokens_of(value: object, what: str) -> Tokens:
    """Return tokens as they are, and those of whatever has passages."""
    return value if isinstance(value, Tokens) else tokenize(passages_of(value, what))


def _file_of(arrays: Iterable[NDArray[Any]]) -> Iterator[bytes]:
    """Yield what stands in a file, part by part."""
    size, checksum = len(_HEAD), zlib.crc32(_HEAD)
    yield _HEAD
    for array in arrays:
        saved = io.BytesIO()
        np.save(saved, array, allow_pickle=False)
        part = b"\0" * (-size % _MULTIPLE_OF_BYTES) + saved.getvalue()
        yield part
        size, checksum = size + len(part), zlib.crc32(part, checksum)
    yield _TAIL % (size, checksum)


def _next_part(file: IO[bytes], whole: NDArray[np.uint8]) -> NDArray[Any]:
    """Return the array that begins at the next multiple of 64 bytes, and move to its end."""
    file.seek(file.tell() + -file.tell() % _MULTIPLE_OF_BYTES)
    np.lib.format.read_magic(file)
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    start = file.tell()
    end = file.seek(start + math.prod(shape) * dtype.itemsize)
    return whole[start:end].view(dtype)
