"""Hand-coded claims about an agreement, checked against it: `verify_claims`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage

if TYPE_CHECKING:
    import pandas as pd

VERDICTS = ("verbatim", "supported", "partly", "absent", "contradicted")
COLUMNS = ("passage", "start", "end", "claim", "verdict", "locus", "evidence")


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
        The text with the claims. Without it, offsets are only checked against the length of the
        claim.

    Returns
    -------
    DataFrame
        The table with the column ``checked``: ``ok``, or the first reason why not.

    Raises
    ------
    AccordError
        If the claims are no table, the source is no agreement, the text with the claims is no
        document, or a column is missing.
    """
    import pandas as pd

    for name, given, kind, how in (
        ("claims", claims, pd.DataFrame, "give corpus.annotations('claims')"),
        ("agreement", agreement, Agreement, "give parse_agreement(corpus['accord'])"),
        ("document", document, Document | None, "give the text with the claims"),
    ):
        if not isinstance(given, kind):
            raise AccordError(
                f"verify_claims() takes no {type(given).__name__} for its {name}: {how}."
            )
    missing = [c for c in COLUMNS if c not in claims]
    if missing:
        raise AccordError(
            f"The table of claims lacks the column {missing[0]!r}. It needs: {', '.join(COLUMNS)}."
        )
    known = {p.id: p.text for p in agreement.passages}
    home = {} if document is None else {p.id: p for p in document.paragraphs}
    columns = [claims[c].tolist() for c in COLUMNS]
    checked = [
        _place(_Claim(*row), document, home) or _ground(_Claim(*row), known) or "ok"
        for row in zip(*columns, strict=True)
    ]
    return claims.assign(checked=checked)


@dataclass(frozen=True, slots=True)
class _Claim:
    """One row of a table of claims."""

    passage: str
    start: int
    end: int
    claim: str
    verdict: str
    locus: str
    evidence: str


def _place(c: _Claim, document: Document | None, home: dict[str, Passage]) -> str:
    """Return what is wrong with where a claim is said to stand, if anything."""
    if not all(isinstance(x, str) for x in (c.passage, c.claim, c.verdict, c.locus, c.evidence)):
        return "a cell that is not text"
    if not c.claim.strip() or c.end - c.start != len(c.claim):
        return "offsets and claim differ in length"
    if document is None:
        return ""
    p = home.get(c.passage)
    if p is None:
        return f"no passage {c.passage!r}"
    if not p.start <= c.start < c.end <= p.end:
        return "outside its passage"
    return "" if document.text[c.start : c.end] == c.claim else "another text at these offsets"


def _ground(c: _Claim, known: dict[str, str]) -> str:
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
