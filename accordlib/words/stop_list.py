"""The project's stop list."""

from __future__ import annotations

from accordlib.texts.files import data_folder


def stopwords() -> frozenset[str]:
    """Return the project's stop list: English function words, as types.

    Closed word classes only (determiners, pronouns, prepositions, conjunctions, auxiliaries and
    adverbs of degree, place and negation); ``data/stopwords.txt`` says why each class is in it.
    What to leave out is a decision about the question asked, not about the language: ``we`` and
    ``will`` are on the list, and for the Accord they are a finding.

    Returns
    -------
    frozenset of str
    """
    path = data_folder() / "stopwords.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
