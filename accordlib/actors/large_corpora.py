"""The names of a gazetteer in large corpora: `find_names`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.actors.mentions import COLUMNS, Mentions
from accordlib.errors import AccordError
from accordlib.words.tokens import Tokens, fold

if TYPE_CHECKING:
    import pandas as pd

_WORD = re.compile(r"[^\W_]+")
_SIGNS = ("'’ʼ", "-‐‑")
_BLOCK = 1 << 15  # tokens looked at together
_NEEDED = ("id", "name", "type", "aliases")


def find_names(tokens: Tokens, gazetteer: pd.DataFrame) -> Mentions:
    """Find the names and aliases of a gazetteer, letter by letter.

    This is the first of the two sources of `find_mentions`, without its patterns and without
    its rules for titles, surnames, capitals of states and ordinary words: a list of strings that
    is looked up, for corpora of millions of words. Matches are whole words; capitals count; of
    several names that begin at a word the longest is taken, and the search goes on after it.
    Apostrophes and hyphens of any shape are alike, but a name that the end of a line divides is
    not found; the ``’s`` of ``Japan’s`` and the other half of ``UK-Japan`` are not part of a
    match.

    Only words that a name begins with are looked at, wherever the columns of `tokens` say that
    they stand.

    Parameters
    ----------
    tokens : Tokens
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
    """
    import pandas as pd

    missing = [c for c in _NEEDED if c not in getattr(gazetteer, "columns", ())]
    if missing:
        raise AccordError(f"The gazetteer lacks the column {missing[0]!r}; use load_gazetteer().")
    names = _by_first_word(gazetteer)
    columns = _found(tokens, names)
    return Mentions.unchecked(tokens.passages, pd.DataFrame(columns))


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that begin with one word: a pattern of them all, and what each names."""

    pattern: re.Pattern[str]
    owners: dict[str, tuple[str, str]]


def _by_first_word(gazetteer: pd.DataFrame) -> dict[str, _Names]:
    owners: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for id, name, type, aliases in zip(*(gazetteer[c].tolist() for c in _NEEDED), strict=True):
        for alias in (name, *filter(None, map(str.strip, aliases.split("|")))):
            first = _WORD.match(alias)
            if first is None:
                raise AccordError(f"The name {alias!r} must begin with a letter or a digit.")
            for form in _forms(alias):
                owners[first[0]].setdefault(form, (id, type))
    return {word: _Names(_one_of(forms), forms) for word, forms in owners.items()}


def _one_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the longest of some names that stands somewhere as a whole."""
    longest = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest))})(?![^\W_])")


def _forms(name: str) -> Iterator[str]:
    """Yield a name with each shape of its apostrophes and hyphens."""
    forms = [name]
    for signs in _SIGNS:
        present = [sign for sign in signs if sign in name]
        if present:
            unified = [re.sub(f"[{signs}]", signs[0], form) for form in forms]
            forms = [form.replace(signs[0], sign) for form in unified for sign in signs]
    return iter(forms)


def _found(tokens: Tokens, names: dict[str, _Names]) -> dict[str, list[Any]]:
    """Return the columns of the table of mentions."""
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    passage, start, end, surface, id, type = (columns[name].append for name in COLUMNS)
    last, reached = -1, 0
    for index, offset, known in _begun(tokens, names):
        if index != last:
            p, last, reached = tokens.passages[index], index, 0
        match = known.pattern.match(p.text, offset) if offset >= reached else None
        if match is not None:
            name, reached = match[0], match.end()
            owner, kind = known.owners[name]
            passage(p.id), start(p.start + offset), end(p.start + reached)
            surface(name), id(owner), type(kind)
    return columns


def _begun(tokens: Tokens, names: dict[str, _Names]) -> Iterator[tuple[int, int, _Names]]:
    """Yield where a name can begin (passage and offset there), and the names that can."""
    texts = [p.text for p in tokens.passages]
    begins = np.array([p.start for p in tokens.passages], np.int64)
    for index, start, end in _candidates(tokens, names, begins):
        form = texts[index][start:end]
        if form in names:
            yield index, start, names[form]
        elif not form.isalnum():
            for word in _WORD.finditer(form):
                if word[0] in names:
                    yield index, start + word.start(), names[word[0]]


def _candidates(
    tokens: Tokens, names: Iterable[str], begins: NDArray[np.int64]
) -> Iterator[tuple[int, int, int]]:
    """Yield the tokens that have a first word of a name in them: passage and offsets there."""
    firsts = {_WORD.findall(fold(word))[0] for word in names}
    mask = [
        not firsts.isdisjoint((word,) if word.isalnum() else _WORD.findall(word))
        for word in tokens.vocabulary
    ]
    places = np.flatnonzero(np.array(mask, bool)[tokens.ids])
    for block in np.array_split(places, len(places) // _BLOCK + 1):
        indices = tokens.passages_at(block)
        starts, ends = (column[block] - begins[indices] for column in (tokens.starts, tokens.ends))
        yield from zip(indices.tolist(), starts.tolist(), ends.tolist(), strict=True)
