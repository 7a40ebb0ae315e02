"""Hand-coded claims about an agreement, checked against it: `verify_claims`."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real
from typing import TYPE_CHECKING, Any

from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError, expect
from accordlib.tables import expect_columns, records
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage

if TYPE_CHECKING:
    import pandas as pd

VERDICTS = ("verbatim", "supported", "partly", "absent", "contradicted")
CLAIM_COLUMNS = ["passage", "start", "end", "claim", "verdict", "locus", "evidence"]


def verify_claims(
    claims: pd.DataFrame, agreement: Agreement, document: Document | None = None
) -> pd.DataFrame:
    """Check a table of hand-coded claims about an agreement.

    Parameters
    ----------
    claims : DataFrame
        Columns: ``passage``, ``start``, ``end``, ``claim`` (where the claim stands and its
        words), ``verdict`` (``verbatim``, ``supported``, ``partly``, ``absent`` or
        ``contradicted``), ``locus`` (id of the passage of the agreement that decides) and
        ``evidence`` (words of that passage, copied exactly); others are kept.
    agreement : Agreement
        The source.
    document : Document, optional
        The text with the claims. Without it, offsets are only held against the length of the claim.

    Returns
    -------
    DataFrame
        The table with the column ``checked``: ``ok``, or the first reason why not.

    Raises
    ------
    AccordError
        If an argument is of another kind, a column is missing, or an offset is no whole number.

    See Also
    --------
    verify_quotation : Whether words stand in a source.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> agreement = parse_agreement(corpus["accord"])
    >>> table = verify_claims(corpus.annotations("claims"), agreement, corpus["hiroshima-news"])
    >>> table["checked"].value_counts().to_dict()
    {'ok': 19}
    """
    expect_columns(claims, CLAIM_COLUMNS, "claims", "Give corpus.annotations('claims').")
    expect(agreement, Agreement, "verify_claims()", "Give parse_agreement(corpus['accord']).")
    if document is not None:
        expect(document, Document, "verify_claims()", "Give the text with the claims, or nothing.")
    known = {p.id: p.text for p in agreement.passages}
    offsets = {column: _whole_numbers(claims[column], column) for column in ("start", "end")}
    places = {} if document is None else {p.id: p for p in document.paragraphs}
    rows = records(claims[CLAIM_COLUMNS].assign(**offsets))
    checked = [_misplaced(c, document, places) or _unfounded(c, known) or "ok" for c in rows]
    return claims.assign(checked=checked)


def _whole_numbers(offsets: Iterable[object], column: str) -> list[int]:
    """Return offsets as integers, whatever numbers they came as."""
    numbers = []
    for row, value in enumerate(offsets, start=1):
        if not isinstance(value, Real) or not float(value).is_integer():
            raise AccordError(
                f"claims has {value!r:.80} for the {column} of row {row}; offsets are whole "
                f"numbers. Where they were read as text, use claims.astype({{{column!r}: int}})."
            )
        numbers.append(int(float(value)))
    return numbers


def _misplaced(c: Any, document: Document | None, places: dict[str, Passage]) -> str:
    """Return what is wrong with where a claim is said to stand, if anything."""
    if not all(isinstance(x, str) for x in (c.passage, c.claim, c.verdict, c.locus, c.evidence)):
        return "a cell that is not text"
    if not c.claim.strip() or c.end - c.start != len(c.claim):
        return "offsets and claim differ in length"
    if document is None:
        return ""
    home = places.get(c.passage)
    if home is None:
        return f"no passage {c.passage!r}"
    if not home.start <= c.start < c.end <= home.end:
        return "outside its passage"
    return "" if document.text[c.start : c.end] == c.claim else "another text at these offsets"


def _unfounded(c: Any, known: dict[str, str]) -> str:
    """Return what is wrong with verdict, locus and evidence, if anything."""
    if c.verdict not in VERDICTS:
        return f"unknown verdict {c.verdict!r}"
    if c.verdict == "absent":
        return "absent, yet it has a locus or evidence" if c.locus or c.evidence else ""
    if c.locus not in known:
        return f"no passage {c.locus!r} in the agreement"
    if not c.evidence.strip():
        return "no evidence"
    return "" if c.evidence in known[c.locus] else f"the evidence is not in {c.locus}"
