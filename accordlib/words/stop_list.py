"""The project's stop list."""

from __future__ import annotations

from functools import cache

from accordlib.texts.files import data_folder


@cache
def stopwords() -> frozenset[str]:
    """Return the project's stop list: English function words, as types.

    Closed word classes only (determiners, pronouns, prepositions, conjunctions, auxiliaries and
    adverbs of degree, place and negation); ``data/stopwords.txt`` says why each class is in it.
    What to leave out is a decision about the question asked, not about the language: ``we`` and
    ``will`` are on the list, and for the Accord they are a finding.

    Returns
    -------
    frozenset of str

    See Also
    --------
    Tokens.filter : Leaves words out.

    Examples
    --------
    >>> sorted(stopwords())[:3]
    ['a', 'about', 'above']
    >>> tokens = tokenize(load_corpus()["accord"])
    >>> len(tokens), len(tokens.filter(words=lambda word: word not in stopwords()))
    (2357, 1448)
    """
    lines = (data_folder() / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
