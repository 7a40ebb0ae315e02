"""Hand-coded claims about an agreement held against it: `verify_claims`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accordlib.agreement.parts import Agreement
from accordlib.errors import expect
from accordlib.tables import expect_columns, records
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_layout
from accordlib.texts.passages import Passage

if TYPE_CHECKING:
    import pandas as pd

VERDICTS = ("verbatim", "supported", "partly", "absent", "contradicted")


def verify_claims(
    claims: pd.DataFrame, agreement: Agreement, document: Document | None = None
) -> pd.DataFrame:
    """Check a table of hand-coded claims about an agreement.

    Parameters
    ----------
    claims : DataFrame
        Columns: ``passage``, ``start``, ``end``, ``claim`` (its words), ``verdict`` (``verbatim``,
        ``supported``, ``partly``, ``absent``, ``contradicted``), ``locus`` (id of the passage that
        decides) and ``evidence`` (words of that passage, copied exactly); others are kept.
    agreement : Agreement
        The source.
    document : Document, optional
        The text with the claims. Without it, offsets are only held against the length of the claim.

    Returns
    -------
    DataFrame
        The table with the column ``checked``: ``ok``, or the first reason why not.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> agreement = parse_agreement(corpus["accord"])
    >>> table = verify_claims(corpus.annotations("claims"), agreement, corpus["hiroshima-news"])
    >>> table["checked"].value_counts().to_dict()
    {'ok': 19}
    """
    names = ("passage", "start", "end", "claim", "verdict", "locus", "evidence")
    columns = dict.fromkeys(names, object) | {"start": int, "end": int}
    rows = expect_columns(claims, columns, "claims", "Give corpus.annotations('claims').")
    expect(agreement, Agreement, "verify_claims()", "Give parse_agreement(corpus['accord']).")
    folded = fold_layout([p.text for p in agreement.passages])
    known = {p.id: f.text for p, f in zip(agreement.passages, folded, strict=True)}
    homes = None
    if document is not None:
        expect(document, Document, "verify_claims()", "Give the text with the claims, or nothing.")
        homes = {p.id: p for p in document.paragraphs}
    checked = [_checked(row, homes, known) for row in records(rows[list(columns)])]
    return claims.assign(checked=checked)


def _checked(c: Any, homes: dict[str, Passage] | None, known: dict[str, str]) -> str:
    """Return the first thing that is wrong with a claim: its place, verdict, locus or evidence."""
    if not all(isinstance(x, str) for x in (c.passage, c.claim, c.verdict, c.locus, c.evidence)):
        return "a cell that is not text"
    if not c.claim.strip() or c.end - c.start != len(c.claim):
        return "offsets and claim differ in length"
    if homes is not None:
        home = homes.get(c.passage)
        if home is None:
            return f"no passage {c.passage!r}"
        if not home.start <= c.start < c.end <= home.end:
            return "outside its passage"
        if not home.text.startswith(c.claim, c.start - home.start):
            return "another text at these offsets"
    if c.verdict not in VERDICTS:
        return f"unknown verdict {c.verdict!r}"
    if c.verdict == "absent":
        return "absent, yet it has a locus or evidence" if c.locus or c.evidence else "ok"
    if c.locus not in known:
        return f"no passage {c.locus!r} in the agreement"
    evidence = fold_layout([c.evidence])[0].text.strip()
    if not evidence:
        return "no evidence"
    return "ok" if evidence in known[c.locus] else f"the evidence is not in {c.locus}"
