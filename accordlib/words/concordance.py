"""Words in their surroundings: `kwic`, and where a query stands."""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeGuard
from unicodedata import combining, east_asian_width

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError, counted, expect_number, expect_one_of, named
from accordlib.texts.folding import fold_layout
from accordlib.texts.scripts import STRETCH
from accordlib.words.contexts import Places, contexts
from accordlib.words.token_rule import TOKEN, WORD_OR_CHARACTER, fold
from accordlib.words.tokens import Countable, Tokens, tokens_of

if TYPE_CHECKING:
    import pandas as pd

Query: TypeAlias = str | re.Pattern[str]

_MOST_LINES_SHOWN = 100
_NEAR = 0.8  # of the letters, in the same order: the spelling across the Atlantic, or a slip
_PUNCTUATION = "“”\"‘'()[],;:!?"
_LOOKS_LIKE_A_PATTERN = re.compile(r"[.\])][*+?]|[\[\]|\\^$]")
_HINT = "It looks like a regular expression: give re.compile(...) for one; * alone is any letters."
_ALIGNED = {"passage": "left", "left": "right", "node": "center", "right": "left"}
_HTML_HEAD = "".join(
    f'<th scope="col" style="text-align:{a}">{name}</th>' for name, a in _ALIGNED.items()
)
_HTML_ROW = (
    '<tr><th scope="row" style="text-align:left;white-space:nowrap">{}</th>'
    '<td style="text-align:right">{}</td>'
    '<td style="text-align:center;white-space:nowrap"><b>{}</b></td>'
    '<td style="text-align:left">{}</td></tr>'
)
# A row of the table.
ConcordanceLine = namedtuple("ConcordanceLine", "passage left node right start end")


@dataclass(frozen=True, repr=False, eq=False)
class Concordance:
    """The occurrences of a query, each in its context; aligned when shown. Made by `kwic`.

    Lines are made when they are looked at, all of them only for the table.

    Attributes
    ----------
    query : str
        What was looked for.
    tokens : Tokens
        What was searched.
    places : ndarray of intp
        For each line the index of its first token.
    lengths : ndarray of intp
        How many tokens the query has there; of Japanese this depends on how it is divided.
    width : int
        How many characters of context stand on either side.
    table : DataFrame
        One row an occurrence. Columns: ``passage`` (id), ``left``, ``node``, ``right`` (the text
        as it stands there), ``start``, ``end`` (character offsets in the document).
    """

    query: str
    tokens: Tokens
    places: Places
    lengths: Places
    width: int

    def __len__(self) -> int:
        return len(self.places)

    @property
    def total(self) -> int:
        """The number of tokens searched."""
        return len(self.tokens)

    @cached_property
    def table(self) -> pd.DataFrame:
        """All lines, a row each."""
        import pandas as pd

        columns = dict(zip(ConcordanceLine._fields, self._columns(), strict=True))
        return pd.DataFrame(columns, copy=False)

    def lines(self) -> Iterator[ConcordanceLine]:
        """Yield the rows of the table."""
        return map(ConcordanceLine, *(column.tolist() for column in self._columns()))

    def _columns(self) -> list[NDArray[Any]]:
        """Return the columns of the table."""
        tokens, places, lengths = self.tokens, self.places, self.lengths
        order = np.argsort(places, kind="stable")
        columns = [np.empty(len(places), object) for _ in range(4)]
        for rows, *texts in contexts(tokens, places[order], lengths[order], self.width):
            for column, found in zip(columns, texts, strict=True):
                column[order[rows]] = found
        starts, ends = tokens.starts[places], tokens.ends[places + lengths - 1]
        return [*columns, starts.astype(np.int64), ends.astype(np.int64)]

    def head(self, n: int = 5) -> Concordance:
        """Return the first `n` lines."""
        first = slice(expect_number(n, 0, "n"))
        return replace(self, places=self.places[first], lengths=self.lengths[first])

    @property
    def _shown(self) -> list[tuple[str, ...]]:
        first = self.head(_MOST_LINES_SHOWN).lines()
        return [tuple(" ".join(cell.split()) for cell in line[:4]) for line in first]

    @property
    def _more(self) -> str:
        hidden = len(self) - _MOST_LINES_SHOWN
        return f"{counted(hidden, 'more line')} in .table" if hidden > 0 else ""

    def __repr__(self) -> str:
        if not len(self):
            said = f"No line for {self.query!r} in {counted(self.total, 'token')}."
            if _LOOKS_LIKE_A_PATTERN.search(self.query):
                return f"{said} {_HINT}"
            near = _near_spellings(self.tokens, self.query)
            return f"{said} Spelt nearly so, and there: {', '.join(near)}." if near else said
        rows = self._shown
        label, before = (max(_display_width(row[i]) for row in rows) for i in (0, 1))
        lines = []
        for id, left, node, right in rows:
            gap = " " * (label + before - _display_width(id + left))
            lines.append(f"{id}{gap}  {left}  [{node}]  {right}")
        return "\n".join(line.rstrip() for line in (*lines, self._more) if line)

    def _repr_html_(self) -> str:
        if not len(self):
            return f"<p>{escape(repr(self))}</p>"
        rows = "".join(_HTML_ROW.format(*map(escape, cells)) for cells in self._shown)
        table = f"<thead><tr>{_HTML_HEAD}</tr></thead><tbody>{rows}</tbody>"
        more = f"<p>{self._more}</p>" if self._more else ""
        return f'<table class="concordance">{table}</table>{more}'


def kwic(
    tokens: Countable,
    query: Query,
    width: int = 40,
    sort: Literal["text", "left", "right"] = "text",
) -> Concordance:
    """List every occurrence of a word, a phrase or a pattern in its context.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
        What to search. The context never crosses the ends of a passage.
    query : str or compiled pattern
        A word or a phrase, upper and lower case alike, in which ``*`` stands for any letters
        (``resilien*``, ``free and open *``); or a compiled pattern, matched against whole types.
    width : int
        How many characters of context to keep on either side, of several blanks one; a word that
        does not fit is left out.
    sort : {"text", "left", "right"}
        In the order of the text, or by the words before or after the node.

    Returns
    -------
    Concordance
        If it has no line, it says which words of a spelling near the query's do occur.

    See Also
    --------
    collocates

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> kwic(agreement, "free and open *", width=20).head(2)
    accord:P2  to strengthen the  [free and open international]  order based on the
    accord:P3    the vision of a  [free and open Indo-Pacific]  .
    >>> kwic(agreement, "defense")
    No line for 'defense' in 2,363 tokens. Spelt nearly so, and there: defence.
    """
    width = expect_number(width, 1, "width")
    expect_one_of(sort, ("text", "left", "right"), "sort")
    tokens = tokens_of(tokens, "kwic()")
    places, lengths = find(tokens, query)
    text = query if isinstance(query, str) else str(query.pattern)
    found = Concordance(text, tokens, places, lengths, width)
    if sort == "text":
        return found
    keys = [_words_beside(line, sort) for line in found.lines()]
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.intp)
    return replace(found, places=places[order], lengths=lengths[order])


def _words_beside(line: ConcordanceLine, side: str) -> list[str]:
    """Return the words of a context, the nearest first."""
    both = line.node + line.right if side == "right" else line.left + line.node
    folded = fold_layout([line.node, both])
    node, words = (WORD_OR_CHARACTER.findall(folding.text.lower()) for folding in folded)
    return words[len(node) :] if side == "right" else words[: len(words) - len(node)][::-1]


def find(tokens: Tokens, query: Query) -> tuple[Places, Places]:
    """Return the indices at which the query begins and how many tokens it has there."""
    first, *others = parts = _parts_of_query(query)
    if _is_undivided(first):
        starts, others = np.arange(len(tokens)), parts
        lengths = np.zeros_like(starts)
    else:
        starts = np.flatnonzero(_is_one(tokens, first, tokens.ids))
        lengths = np.ones_like(starts)
    for part in others:
        there = starts + lengths < len(tokens)
        starts, lengths = starts[there], lengths[there]
        if _is_undivided(part):
            starts, lengths = _spelt(tokens, part, starts, lengths)
        else:
            same = _is_one(tokens, part, tokens.ids[starts + lengths])
            starts, lengths = starts[same], lengths[same] + 1
    inside = tokens.passages_at(starts) == tokens.passages_at(starts + lengths - 1)
    return starts[inside], lengths[inside]


def _is_undivided(part: Query) -> TypeGuard[str]:
    """Tell whether a part of a query may be several tokens: of Japanese, without a blank."""
    return isinstance(part, str) and STRETCH.search(part) is not None


def _spelt(tokens: Tokens, word: str, starts: Places, lengths: Places) -> tuple[Places, Places]:
    """Return which stretches go on with a word, be it one token or several side by side."""
    begun, found = [(word, starts, lengths)], [(starts[:0], lengths[:0])]
    while begun:
        rest, starts, lengths = begun.pop()
        here = tokens.ids[starts + lengths]
        for size in range(1, len(rest) + 1):
            number = tokens.vocabulary.numbers.get(rest[:size])
            if number is None or not (same := here == number).any():
                continue
            longer, at = (starts[same], lengths[same] + 1), rest[size:]
            if not at:
                found.append(longer)
                continue
            after = longer[0] + longer[1]
            beside = after < len(tokens)
            beside[beside] = tokens.starts[after[beside]] == tokens.ends[after[beside] - 1]
            begun.append((at, longer[0][beside], longer[1][beside]))
    starts, lengths = map(np.concatenate, zip(*found, strict=True))
    order = np.argsort(starts)
    return starts[order], lengths[order]


def _is_one(tokens: Tokens, part: Query, ids: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell which of some tokens have the type, or a type of the pattern."""
    if isinstance(part, str):
        same: NDArray[np.bool_] = ids == tokens.vocabulary.numbers.get(part, -1)
        return same
    return np.array([part.fullmatch(t) is not None for t in tokens.vocabulary], bool)[ids]


def _parts_of_query(query: Query) -> list[Query]:
    if isinstance(query, re.Pattern):
        if not isinstance(query.pattern, str):
            raise AccordError("A pattern of bytes finds no words. Compile it from a str.")
        if " " in query.pattern:
            raise AccordError(
                f"The pattern {query.pattern!r} has a blank, but patterns are matched against "
                "single types. For a phrase give a string, such as 'free and open *'."
            )
        return [query]
    if not isinstance(query, str):
        raise AccordError(f"A query is a string or a compiled pattern, not {named(query)}.")
    words: list[str] = []
    for chunk in "*".join(map(fold, query.split("*"))).split():
        words += [chunk.strip(_PUNCTUATION)] if "*" in chunk else TOKEN.findall(chunk)
    if not words:
        raise AccordError(
            f"The query {query!r} has no word in it. Give a word, a phrase, or a part of a word "
            "with *, such as 'resilien*'."
        )
    return [re.compile(re.escape(w).replace(r"\*", ".*")) if "*" in w else w for w in words]


def _near_spellings(tokens: Tokens, query: str) -> list[str]:
    """Return types that are spelt nearly like those words of a query that do not occur."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    types, alike = tokens.types, Indel.normalized_similarity
    unknown = set(TOKEN.findall(fold(query))) - set(types) if "*" not in query else set()
    near = (
        process.extract(word, types, scorer=alike, limit=3, score_cutoff=_NEAR)
        for word in sorted(unknown)
    )
    return list(dict.fromkeys(type for found in near for type, *_ in found))


def _display_width(text: str) -> int:
    """Return how many columns a text takes where a letter has one and an ideograph two."""
    wide = sum(east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(map(bool, map(combining, text)))
