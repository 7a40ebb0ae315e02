"""Words in their surroundings: `kwic` and `collocates`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.words.collocations import Surroundings, collocate_table
from accordlib.words.counts import tallied
from accordlib.words.tokens import TOKEN, Tokens, fold

if TYPE_CHECKING:
    import pandas as pd

_MOST_LINES_SHOWN = 100
_PATTERN = re.compile(r"[.\])][*+?]|[\[\]|\\^$]")
_HINT = "It looks like a regular expression: give re.compile(...) for one; * alone is any letters."


class Line(NamedTuple):
    """One row of a concordance's table."""

    passage: str
    left: str
    node: str
    right: str
    start: int
    end: int


@dataclass(frozen=True, repr=False, eq=False)
class Concordance:
    """The occurrences of a query, each in its context; aligned when shown. Made by `kwic`.

    Lines are made when they are looked at: of a frequent word only those that are shown, unless
    the table is asked for.

    Attributes
    ----------
    query : str
        What was looked for.
    tokens : Tokens
        What was searched.
    places : ndarray of int64
        For each line the index of its first token.
    length : int
        How many tokens the query has.
    width : int
        How many characters of context to keep on either side.
    table : DataFrame
        One row an occurrence. Columns: ``passage`` (id), ``left``, ``node``, ``right`` (the text
        as it stands there), ``start``, ``end`` (character offsets in the document).
    """

    query: str
    tokens: Tokens
    places: NDArray[np.intp]
    length: int
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

        return pd.DataFrame(list(self.lines()), columns=list(Line._fields))

    def lines(self) -> Iterator[Line]:
        """Yield the rows of the table."""
        tokens = self.tokens
        starts = tokens.starts[self.places].tolist()
        ends = tokens.ends[self.places + self.length - 1].tolist()
        passages = tokens.passages_at(self.places).tolist()
        for index, start, end in zip(passages, starts, ends, strict=True):
            p = tokens.passages[index]
            a, b = start - p.start, end - p.start
            left, right = _context(p.text, a, b, self.width)
            yield Line(p.id, left, p.text[a:b], right, start, end)

    def head(self, lines: int) -> Concordance:
        """Return the first lines."""
        return replace(self, places=self.places[:lines])

    @property
    def _shown(self) -> list[tuple[str, ...]]:
        return [tuple(map(_flat, line[:4])) for line in self.head(_MOST_LINES_SHOWN).lines()]

    @property
    def _more(self) -> str:
        hidden = len(self) - _MOST_LINES_SHOWN
        return f"{hidden:,} more lines in .table" if hidden > 0 else ""

    def __repr__(self) -> str:
        if not len(self):
            said = f"No line for {self.query!r} in {self.total:,} tokens."
            return f"{said} {_HINT}" if _PATTERN.search(self.query) else said
        rows = self._shown
        label, before = (max(len(row[i]) for row in rows) for i in (0, 1))
        lines = [
            f"{id:<{label}}  {left:>{before}}  [{node}]  {right}" for id, left, node, right in rows
        ]
        return "\n".join(line.rstrip() for line in (*lines, self._more) if line)

    def _repr_html_(self) -> str:
        if not len(self):
            return f"<p>{escape(repr(self))}</p>"
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;white-space:nowrap">{escape(id)}</th>'
            f'<td style="text-align:right">{escape(left)}</td>'
            f'<td style="text-align:center;white-space:nowrap"><b>{escape(node)}</b></td>'
            f'<td style="text-align:left">{escape(right)}</td></tr>'
            for id, left, node, right in self._shown
        )
        return (
            '<table class="concordance"><thead><tr>'
            '<th scope="col" style="text-align:left">passage</th>'
            '<th scope="col" style="text-align:right">left</th>'
            '<th scope="col" style="text-align:center">node</th>'
            '<th scope="col" style="text-align:left">right</th>'
            f"</tr></thead><tbody>{rows}</tbody></table>"
            + (f"<p>{self._more}</p>" if self._more else "")
        )


def kwic(
    tokens: Tokens,
    query: str | re.Pattern[str],
    width: int = 40,
    sort: Literal["text", "left", "right"] = "text",
) -> Concordance:
    """List every occurrence of a word, a phrase or a pattern in its context.

    Parameters
    ----------
    tokens : Tokens
        What to search. The context is cut from the passages and never crosses their ends.
    query : str or compiled pattern
        A word or a phrase, upper and lower case alike, in which ``*`` stands for any letters
        (``resilien*``, ``free and open *``); or a compiled pattern, matched against whole types.
    width : int
        How many characters of context to keep on either side; a word that does not fit is left out.
    sort : {"text", "left", "right"}
        In the order of the text, or by the words before or after the node.

    Returns
    -------
    Concordance

    Raises
    ------
    AccordError
        If the query has no word in it, or if `width` or `sort` is out of range.
    """
    if width < 1:
        raise AccordError(f"width is {width}; it is a number of characters, so at least 1.")
    places, length = find(tokens, query)
    text = query if isinstance(query, str) else query.pattern
    return _sorted(Concordance(text, tokens, places, length, width), sort)


def collocates(
    tokens: Tokens, node: str | re.Pattern[str], window: int = 5, minimum: int = 2
) -> pd.DataFrame:
    """Find the types that stand near a node more often than chance would have it.

    Counts are those of surface co-occurrence (Evert 2008, Corpora and Collocations, sections 3.1
    and 5.1 of the extended manuscript):
    a token counts once if it stands within `window` tokens of any occurrence of the node, and
    the node itself is left out. The contingency table has as its margins the tokens near a node
    (``near``), the collocate's occurrences outside the node (``count``), and all tokens outside
    the node. A window never crosses the end of a passage: tokenize sentences to keep it inside
    sentences.

    Parameters
    ----------
    tokens : Tokens
        The corpus.
    node : str or compiled pattern
        As in `kwic`.
    window : int
        How many tokens on either side.
    minimum : int
        The smallest number of co-occurrences to report.

    Returns
    -------
    DataFrame
        The types seen near the node more often than expected, greatest G2 first. Columns:
        ``collocate``; ``observed`` (co-occurrences); ``count`` (in the corpus, outside the
        node); ``near`` (tokens in the windows); ``expected``; ``range`` (in how many passages
        they co-occur); ``g2`` (Dunning 1993); ``pmi`` (pointwise mutual information, binary
        logarithm; Church and Hanks 1990); ``t_score`` (Church et al. 1991); ``log_dice``
        (Rychlý 2008: 14 plus the binary logarithm of Dice, from the frequencies of the words;
        a little more than 14 where one node has the collocate twice in its window).

    Raises
    ------
    AccordError
        If the node has no word in it, or if `window` or `minimum` is below 1.
    """
    for name, value in (("window", window), ("minimum", minimum)):
        if value < 1:
            raise AccordError(f"{name} is {value}; it must be at least 1.")
    return collocate_table(surroundings(tokens, node, window), minimum)


def surroundings(tokens: Tokens, node: str | re.Pattern[str], window: int) -> Surroundings:
    """Count the types near a node and outside it."""
    starts, length = find(tokens, node)
    passage = tokens.passages_at(starts)
    inside = _covered(starts, starts + length)
    near = np.setdiff1d(
        _covered(
            np.maximum(starts - window, tokens.bounds[passage]),
            np.minimum(starts + length + window, tokens.bounds[passage + 1]),
        ),
        inside,
        assume_unique=True,
    )
    width = len(tokens.vocabulary)
    observed = np.bincount(tokens.ids[near], minlength=width)
    count = tokens.counts - np.bincount(tokens.ids[inside], minlength=width)
    pairs, _ = tallied(tokens.passages_at(near) * max(width, 1) + tokens.ids[near])
    spread = np.bincount(pairs % max(width, 1), minlength=width)
    outside = len(tokens) - len(inside)
    sizes = (len(near), outside, len(starts))
    return Surroundings(tokens.vocabulary, observed, count, spread, *sizes)


def find(tokens: Tokens, query: str | re.Pattern[str]) -> tuple[NDArray[np.intp], int]:
    """Return the indices at which the query begins and its length in tokens."""
    first, *others = parts = _parts(query)
    starts = np.flatnonzero(_is_one(tokens, first, tokens.ids))
    starts = starts[starts + len(parts) <= len(tokens)]
    for offset, part in enumerate(others, start=1):
        starts = starts[_is_one(tokens, part, tokens.ids[starts + offset])]
    if others:
        ends = tokens.passages_at(starts + len(others))
        starts = starts[tokens.passages_at(starts) == ends]
    return starts, len(parts)


def _is_one(
    tokens: Tokens, part: str | re.Pattern[str], ids: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Tell which of some tokens have the type, or a type of the pattern."""
    if isinstance(part, str):
        same: NDArray[np.bool_] = ids == tokens.vocabulary.numbers.get(part, -1)
        return same
    mask = np.array([part.fullmatch(t) is not None for t in tokens.vocabulary], dtype=bool)
    return mask[ids]


def _parts(query: str | re.Pattern[str]) -> list[str | re.Pattern[str]]:
    if isinstance(query, re.Pattern):
        if " " in query.pattern:
            raise AccordError(
                f"The pattern {query.pattern!r} has a blank, but patterns are matched against "
                "single types. For a phrase give a string, such as 'free and open *'."
            )
        return [query]
    if not isinstance(query, str):
        raise AccordError(f"A query is a string or a compiled pattern, not {query!r}.")
    words: list[str] = []
    for chunk in map(fold, query.split()):
        words += [chunk.strip(_PUNCTUATION)] if "*" in chunk else TOKEN.findall(chunk)
    if not words:
        raise AccordError(
            f"The query {query!r} has no word in it. Give a word, a phrase, or a part of a word "
            "with *, such as 'resilien*'."
        )
    return [
        re.compile(re.escape(word).replace(r"\*", ".*")) if "*" in word else word for word in words
    ]


_PUNCTUATION = "“”\"‘'()[],;:!?"


def _covered(starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places that lie in one of the intervals; both their bounds never decrease."""
    firsts = np.maximum(starts, np.append(starts[:1], ends[:-1]))
    lengths = (ends - firsts).astype(np.intp)
    before = np.cumsum(lengths) - lengths
    return np.repeat(firsts - before, lengths) + np.arange(lengths.sum())


def _context(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    left, right = text[max(0, start - width) : start], text[end : end + width]
    if start > width and not (text[start - width - 1].isspace() or left[0].isspace()):
        left = "".join(left.split(None, 1)[1:])
    if end + width < len(text) and not (text[end + width].isspace() or right[-1].isspace()):
        right = "".join(right.rsplit(None, 1)[:-1])
    return left.lstrip(), right.rstrip()


def _sorted(found: Concordance, sort: str) -> Concordance:
    if sort == "text":
        return found
    if sort not in ("left", "right"):
        raise AccordError(f"Cannot sort by {sort!r}. Choose one of: text, left, right.")
    step = -1 if sort == "left" else 1
    keys = [
        " ".join([fold(w) for w in TOKEN.findall(getattr(line, sort))][::step])
        for line in found.lines()
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return replace(found, places=found.places[order])


def _flat(text: str) -> str:
    return " ".join(text.split())
