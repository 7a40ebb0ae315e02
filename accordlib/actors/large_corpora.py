"""The names of a gazetteer in large corpora: `find_names`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from accordlib.actors.gazetteer import expect_gazetteer, names_of
from accordlib.actors.mentions import ENTITY_TYPES, MENTION_COLUMNS, Mentions
from accordlib.errors import AccordError, expect_one_of
from accordlib.texts.passages import HasPassages, Passage
from accordlib.words.tokens import Tokens, fold, tokens_of

if TYPE_CHECKING:
    import pandas as pd

_PART = re.compile(r"[^\W_]+")


def find_names(
    tokens: Tokens | HasPassages | Passage | Iterable[Passage], gazetteer: pd.DataFrame
) -> Mentions:
    """Find the names and aliases of a gazetteer, letter by letter.

    This is the first of the two sources of `find_mentions`, without its patterns and rules, for
    corpora of millions of words. Matches are whole words; capitals count; of several names that
    begin at a word the longest is taken. Apostrophes and hyphens of any shape are alike, but a
    name that the end of a line divides is not found.

    Parameters
    ----------
    tokens : Tokens, Document, Agreement, Passage, or iterable of Passage
        The corpus. Words that have been left out begin no name.
    gazetteer : DataFrame
        From `load_gazetteer`, or a table with its columns ``id``, ``name``, ``type`` and
        ``aliases`` (separated by ``|``).

    Returns
    -------
    Mentions

    Raises
    ------
    AccordError
        If the gazetteer lacks a column, or if a name does not begin with a letter or digit.

    Examples
    --------
    >>> tokens = tokenize(load_corpus()["accord"].paragraphs)
    >>> find_names(tokens, load_gazetteer()).table["surface"].head(3).tolist()
    ['United Kingdom', 'Japan', 'UN Charter']
    """
    import pandas as pd

    some, columns = tokens_of(tokens, "find_names()"), ("id", "name", "type", "aliases")
    table = expect_gazetteer(gazetteer, "find_names()", columns)
    owners: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for id, name, type, aliases in zip(*(table[c].tolist() for c in columns), strict=True):
        expect_one_of(type, ENTITY_TYPES, "type")
        for alias in names_of(name, aliases):
            first = _PART.match(alias)
            if first is None:
                raise AccordError(f"The name {alias!r} must begin with a letter or a digit.")
            for form in _shapes(alias):
                owners[first[0]].setdefault(form, (id, type))
    patterns = {word: _longest(forms) for word, forms in owners.items()}
    rows, reached = [], (0, 0)
    for index, p, start, end in _begun(some, owners):
        for part in _PART.finditer(p.text, start, end):
            pattern = patterns.get(part[0])
            if pattern is None or (index, part.start()) < reached:
                continue
            if match := pattern.match(p.text, part.start()):
                reached = (index, match.end())
                a, b = match.span()
                rows.append((p.id, p.start + a, p.start + b, match[0], *owners[part[0]][match[0]]))
    return Mentions.unchecked(some.passages, pd.DataFrame(rows, columns=list(MENTION_COLUMNS)))


def _begun(tokens: Tokens, names: Iterable[str]) -> Iterator[tuple[int, Passage, int, int]]:
    """Yield the tokens with a first word of a name in them: passage, and offsets there."""
    firsts = {_PART.findall(fold(word))[0] for word in names}
    begins = [not firsts.isdisjoint(_PART.findall(word)) for word in tokens.vocabulary]
    places = np.flatnonzero(np.array(begins, bool)[tokens.ids])
    indices = tokens.passages_at(places).tolist()
    spans = zip(tokens.starts[places].tolist(), tokens.ends[places].tolist(), strict=True)
    for index, (start, end) in zip(indices, spans, strict=True):
        p = tokens.passages[index]
        yield index, p, start - p.start, end - p.start


def _shapes(name: str) -> Iterable[str]:
    """Return a name with each shape of its apostrophes and hyphens."""
    forms = [name]
    for signs in ("'’ʼ", "-‐‑"):
        forms = [re.sub(f"[{signs}]", sign, form) for form in forms for sign in signs]
    return dict.fromkeys([name, *forms])


def _longest(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the longest of some names that stands somewhere as a whole."""
    longest = map(re.escape, sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest)})(?![^\W_])")
