"""`code`: a sheet to code passages on, by keys, before the codes of others are seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

import pandas as pd

from accordlib.errors import AccordError, counted, expect
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.views.view import View, coded_rows, plot_few_lengths

MOST_CODES = 9  # one a key
_OWN = {"passage": str, "code": str}


def code(
    passages: Passage | Iterable[Passage] | HasPassages,
    codebook: Mapping[str, str],
    others: Mapping[str, pd.DataFrame] | None = None,
    spans: bool = False,
) -> View:
    """Show passages one by one, to be coded by the keys 1 to 9 and written to a table.

    A key gives the passage a code and goes on to the next; U takes the last one back. With `spans`
    words are chosen first (by the mouse, or by the arrow keys with Shift) and Enter goes on. What
    others coded is shown when the last passage is coded and not before. A code changed after that
    is kept apart, as curated. The page writes a CSV file, and the same as text to be copied.

    Parameters
    ----------
    passages : Passage, iterable of Passage, Document or Agreement
        What is coded, in this order.
    codebook : Mapping[str, str]
        The codes in the order of their keys, each with what it means.
    others : Mapping[str, DataFrame], optional
        By coder, a table with the columns ``passage`` (id) and ``code``.
    spans : bool
        Whether stretches of words are coded and not whole passages.

    Returns
    -------
    View
        Its table, read by ``pd.read_csv``, has the columns ``passage``, ``code`` and ``curated``;
        with `spans` ``passage``, ``start``, ``end`` (characters in the document), ``text`` and
        ``code``.

    Raises
    ------
    AccordError
        If there is no passage, or one twice, or if the codebook has no code, or more than there
        are keys.

    See Also
    --------
    coder_reliability, coder_differences

    Examples
    --------
    >>> steps = {"yes": "It names a date by which something is done.", "no": "It names none."}
    >>> code(load_corpus()["article"].paragraphs[:2], steps).words.splitlines()[0]
    '2 passages to code: 1 yes, 2 no.'
    """
    chosen = passages_of(passages, "code()")
    if not chosen:
        raise AccordError("There is nothing to code: no passage was given.")
    if len({p.id for p in chosen}) < len(chosen):
        raise AccordError("Two passages have the same id, which the table names. Give each once.")
    hint = "Give its codes with their meanings: {'yes': 'It has a date.', 'no': 'It has none.'}."
    expect(codebook, Mapping, "code(codebook=...)", hint)  # type: ignore[type-abstract]
    for text in chain.from_iterable(codebook.items()):
        expect(text, str, "code(codebook=...)", hint)
    if not all(map(str.strip, codebook)):
        raise AccordError(f"A code of the codebook has no name. {hint}")
    if not 1 <= len(codebook) <= MOST_CODES:
        raise AccordError(f"A codebook has 1 to {MOST_CODES} codes, as many as keys. {hint}")
    expect(spans, bool, "code(spans=...)", "Give True or False.")
    units = [{"id": p.id, "start": p.start, "text": p.text} for p in chosen]
    codes = [{"name": name, "meaning": meaning} for name, meaning in codebook.items()]
    hint = "Give {'a': table}, with the columns passage and code."
    given = coded_rows(others, _OWN, "code(others=...)", hint)
    told = {name: {row.passage: row.code for row in rows} for name, rows in given.items()}
    seen = {name: [by.get(p.id, "") for p in chosen] for name, by in told.items()}
    data = {"units": units, "codes": codes, "others": seen, "spans": spans}
    keys = [name if name == str(n) else f"{n} {name}" for n, name in enumerate(codebook, 1)]
    first = f"{counted(len(chosen), 'passage')} to code: {', '.join(keys)}."
    meanings = (f"{name}: {meaning}" for name, meaning in codebook.items())
    words = "\n".join([first, *meanings, *map(repr, chosen)])
    return View("code", "A sheet to code on", data, words, plot_few_lengths(chosen))
