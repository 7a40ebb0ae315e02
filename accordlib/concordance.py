"""Words in their surroundings: `kwic` and `collocates`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.terms import log_likelihood
from accordlib.tokens import TOKEN, Tokens, fold

if TYPE_CHECKING:
    import pandas as pd

_MOST_LINES_SHOWN = 100


@dataclass(frozen=True, repr=False, eq=False)
class Concordance:
    """The occurrences of a query, each in its context; aligned when shown. Made by `kwic`.

    Attributes
    ----------
    query : str
        What was looked for.
    table : DataFrame
        One row an occurrence. Columns: ``passage`` (id), ``left``, ``node``, ``right`` (the text
        as it stands there), ``start``, ``end`` (character offsets in the document).
    total : int
        The number of tokens searched.
    """

    query: str
    table: pd.DataFrame
    total: int

    def __len__(self) -> int:
        return len(self.table)

    def head(self, lines: int) -> Concordance:
        """Return the first lines."""
        return Concordance(self.query, self.table.head(lines), self.total)

    @property
    def _shown(self) -> list[tuple[str, ...]]:
        columns = self.table[["passage", "left", "node", "right"]].head(_MOST_LINES_SHOWN)
        return [tuple(_flat(str(cell)) for cell in row) for row in columns.to_numpy()]

    @property
    def _more(self) -> str:
        hidden = len(self) - _MOST_LINES_SHOWN
        return f"{hidden:,} more lines in .table" if hidden > 0 else ""

    def __repr__(self) -> str:
        if not len(self):
            return f"No line for {self.query!r} in {self.total:,} tokens."
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
    import pandas as pd

    if width < 1:
        raise AccordError(f"width is {width}; it is a number of characters, so at least 1.")
    starts, length = _find(tokens, query)
    passage = tokens.passage_index[starts]
    rows = []
    for first, index in zip(starts.tolist(), passage.tolist(), strict=True):
        p = tokens.passages[index]
        a = int(tokens.starts[first]) - p.start
        b = int(tokens.ends[first + length - 1]) - p.start
        left, right = _context(p.text, a, b, width)
        rows.append((p.id, left, p.text[a:b], right, p.start + a, p.start + b))
    columns = ["passage", "left", "node", "right", "start", "end"]
    table = pd.DataFrame(rows, columns=columns)
    text = query if isinstance(query, str) else query.pattern
    return Concordance(text, _sorted(table, sort), len(tokens))


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
    import pandas as pd

    for name, value in (("window", window), ("minimum", minimum)):
        if value < 1:
            raise AccordError(f"{name} is {value}; it must be at least 1.")
    starts, length = _find(tokens, node)
    inside = _covered(len(tokens), starts, starts + length)
    passage = tokens.passage_index
    near = (
        _covered(
            len(tokens),
            np.maximum(starts - window, tokens.bounds[passage[starts]]),
            np.minimum(starts + length + window, tokens.bounds[passage[starts] + 1]),
        )
        & ~inside
    )
    width = len(tokens.vocabulary)
    observed = np.bincount(tokens.ids[near], minlength=width)
    count = np.bincount(tokens.ids[~inside], minlength=width)
    pairs = np.unique(passage[near] * max(width, 1) + tokens.ids[near], return_counts=True)[0]
    spread = np.bincount(pairs % max(width, 1), minlength=width)
    outside = int((~inside).sum())
    expected = near.sum() * count / max(outside, 1)
    keep = np.flatnonzero((observed >= minimum) & (observed > expected))
    o, e, c = observed[keep], expected[keep], count[keep]
    return pd.DataFrame(
        {
            "collocate": [tokens.vocabulary[i] for i in keep],
            "observed": o,
            "count": c,
            "near": int(near.sum()),
            "expected": e,
            "range": spread[keep],
            "g2": _g2(o, int(near.sum()), c, max(outside, 1)),
            "pmi": np.log2(o / e),
            "t_score": (o - e) / np.sqrt(o),
            "log_dice": 14 + np.log2(2 * o / (len(starts) + c)),
        }
    ).sort_values(["g2", "collocate"], ascending=[False, True], ignore_index=True)


def _find(tokens: Tokens, query: str | re.Pattern[str]) -> tuple[NDArray[np.intp], int]:
    """Return the indices at which the query begins and its length in tokens."""
    masks = [_mask(tokens, part) for part in _parts(query)]
    starts = np.flatnonzero(masks[0][tokens.ids]) if len(tokens) else np.empty(0, np.intp)
    starts = starts[starts + len(masks) <= len(tokens)]
    for offset, mask in enumerate(masks[1:], start=1):
        starts = starts[mask[tokens.ids[starts + offset]]]
    passage = tokens.passage_index
    return starts[passage[starts] == passage[starts + len(masks) - 1]], len(masks)


def _parts(query: str | re.Pattern[str]) -> list[re.Pattern[str]]:
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
    return [re.compile(re.escape(word).replace(r"\*", ".*")) for word in words]


_PUNCTUATION = "“”\"‘'()[],;:!?"


def _mask(tokens: Tokens, pattern: re.Pattern[str]) -> NDArray[np.bool_]:
    return np.array([pattern.fullmatch(t) is not None for t in tokens.vocabulary], dtype=bool)


def _covered(size: int, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which of `size` positions lie in one of the intervals."""
    steps = np.bincount(starts, minlength=size + 1) - np.bincount(ends, minlength=size + 1)
    covered: NDArray[np.bool_] = np.cumsum(steps)[:size] > 0
    return covered


def _g2(
    observed: NDArray[np.intp], near: int, count: NDArray[np.intp], total: int
) -> NDArray[np.float64]:
    """Return the log-likelihood ratio of the two-by-two tables with these margins."""
    far, others = total - near, total - count
    return log_likelihood(
        (observed, near * count / total),
        (near - observed, near * others / total),
        (count - observed, far * count / total),
        (far - count + observed, far * others / total),
    )


def _context(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    left, right = text[max(0, start - width) : start], text[end : end + width]
    if start > width and not text[start - width - 1].isspace():
        left = re.sub(r"^\S+", "", left)
    if end + width < len(text) and not text[end + width].isspace():
        right = re.sub(r"\S+$", "", right)
    return left.lstrip(), right.rstrip()


def _sorted(table: pd.DataFrame, sort: str) -> pd.DataFrame:
    if sort == "text":
        return table
    if sort not in ("left", "right"):
        raise AccordError(f"Cannot sort by {sort!r}. Choose one of: text, left, right.")

    def words(context: str) -> str:
        found = [fold(w) for w in TOKEN.findall(context)]
        return " ".join(reversed(found) if sort == "left" else found)

    order = table[sort].map(words).sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _flat(text: str) -> str:
    return " ".join(text.split())
