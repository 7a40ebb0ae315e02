"""Words in their surroundings: `kwic`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import expect_number, expect_one_of
from accordlib.words.queries import find, near_spellings
from accordlib.words.tokens import TOKEN, Countable, Tokens, fold, tokens_of

if TYPE_CHECKING:
    import pandas as pd

_MOST_LINES_SHOWN = 100
_COLUMNS_ALIGNED = ("left", "right", "center", "left")
_LOOKS_LIKE_A_PATTERN = re.compile(r"[.\])][*+?]|[\[\]|\\^$]")
_HINT = "It looks like a regular expression: give re.compile(...) for one; * alone is any letters."


class ConcordanceLine(NamedTuple):
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
    places : ndarray of intp
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

        return pd.DataFrame(list(self.lines()), columns=list(ConcordanceLine._fields))

    def lines(self) -> Iterator[ConcordanceLine]:
        """Yield the rows of the table."""
        tokens = self.tokens
        starts = tokens.starts[self.places].tolist()
        ends = tokens.ends[self.places + self.length - 1].tolist()
        passages = tokens.passages_at(self.places).tolist()
        for index, start, end in zip(passages, starts, ends, strict=True):
            p = tokens.passages[index]
            a, b = start - p.start, end - p.start
            left, right = _context(p.text, a, b, self.width)
            yield ConcordanceLine(p.id, left, p.text[a:b], right, start, end)

    def head(self, n: int = 5) -> Concordance:
        """Return the first `n` lines."""
        expect_number(n, 0, "n")
        return replace(self, places=self.places[:n])

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
            if _LOOKS_LIKE_A_PATTERN.search(self.query):
                return f"{said} {_HINT}"
            near = near_spellings(self.tokens, self.query)
            return f"{said} Spelt nearly so, and there: {', '.join(near)}." if near else said
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
        columns = zip(("passage", "left", "node", "right"), _COLUMNS_ALIGNED, strict=True)
        head = "".join(
            f'<th scope="col" style="text-align:{aligned}">{name}</th>' for name, aligned in columns
        )
        table = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        more = f"<p>{self._more}</p>" if self._more else ""
        return f'<table class="concordance">{table}</table>{more}'


def kwic(
    tokens: Countable,
    query: str | re.Pattern[str],
    width: int = 40,
    sort: Literal["text", "left", "right"] = "text",
) -> Concordance:
    """List every occurrence of a word, a phrase or a pattern in its context.

    Parameters
    ----------
    tokens : Tokens, or whatever has passages
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
        If it has no line, it says which words of a spelling near the query's do occur.

    Raises
    ------
    AccordError
        If `tokens` has no passages, if the query has no word in it, or if `width` or `sort` is
        out of range.

    See Also
    --------
    collocates : The words that stand near a node, counted.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> kwic(agreement, "free and open *", width=20).head(2)
    accord:P2  to strengthen the  [free and open international]  order based on the
    accord:P3    the vision of a  [free and open Indo-Pacific]  .
    >>> kwic(agreement, "defense")
    No line for 'defense' in 2,363 tokens. Spelt nearly so, and there: defence.
    """
    expect_number(width, 1, "width")
    expect_one_of(sort, ("text", "left", "right"), "sort")
    tokens = tokens_of(tokens, "kwic()")
    places, length = find(tokens, query)
    text = query if isinstance(query, str) else str(query.pattern)
    found = Concordance(text, tokens, places, length, width)
    if sort == "text":
        return found
    step = -1 if sort == "left" else 1
    keys = [[fold(w) for w in TOKEN.findall(getattr(line, sort))][::step] for line in found.lines()]
    order = sorted(range(len(keys)), key=lambda i: " ".join(keys[i]))
    return replace(found, places=places[np.array(order, np.intp)])


def _context(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    left, right = text[max(0, start - width) : start], text[end : end + width]
    if start > width and not (text[start - width - 1].isspace() or left[0].isspace()):
        left = "".join(left.split(None, 1)[1:])
    if end + width < len(text) and not (text[end + width].isspace() or right[-1].isspace()):
        right = "".join(right.rsplit(None, 1)[:-1])
    return left.lstrip(), right.rstrip()


def _flat(text: str) -> str:
    return " ".join(text.split())
