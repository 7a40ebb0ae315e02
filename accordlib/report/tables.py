"""The tables of a study that no other function makes: text, parts, passages and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from accordlib.actors.networks import Evidence
from accordlib.agreement.parts import Agreement
from accordlib.texts.documents import Document
from accordlib.words.tokens import Tokens, tokenize

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_TITLE = 250


def text_table(document: Document, agreement: Agreement | None, tokens: Tokens) -> pd.DataFrame:
    """Return the row of a corpus table: what was studied and how long it is."""
    import pandas as pd

    row = {
        "id": document.id,
        "title": document.title or _title(document, agreement),
        "date": document.date,
        "kind": document.kind,
        "words": len(document.text.split()),
        "tokens": tokens.total,
        "types": len(tokens.types),
        "passages": len(tokens.passages),
    }
    return pd.DataFrame([row])


def structure_tables(agreement: Agreement) -> dict[str, pd.DataFrame]:
    """Return the tables that say how an agreement was taken apart: the one place for them."""
    import pandas as pd

    rows = []
    for pillar in agreement.pillars:
        title = pillar.title.text if pillar.title else ""
        tokens = tokenize(pillar.commitments).total
        rows.append((pillar.label, title, len(pillar.commitments), tokens))
    columns = ["part", "title", "commitments", "tokens"]
    return {"parts": pd.DataFrame(rows, columns=columns), "recognised": agreement.report()}


def passage_table(tokens: Tokens) -> pd.DataFrame:
    """Return the passages that were counted, with their offsets and their words."""
    import pandas as pd

    rows = [
        (p.id, p.kind, p.pillar, int(size), p.start, p.end, p.text)
        for p, size in zip(tokens.passages, tokens.sizes, strict=True)
    ]
    columns = ["passage", "kind", "part", "tokens", "start", "end", "text"]
    return pd.DataFrame(rows, columns=columns)


def evidence_table(found: Mapping[tuple[str, str], Evidence]) -> pd.DataFrame:
    """Return one row for each passage on which a line of the network stands."""
    import pandas as pd

    rows = [(a, b, p.id, p.text) for (a, b), shown in found.items() for p in shown.passages]
    return pd.DataFrame(rows, columns=["a", "b", "passage", "text"])


def _title(document: Document, agreement: Agreement | None) -> str:
    """Return what stands where a title should be, or the id if that is running text."""
    first = agreement.title if agreement is not None else document.paragraphs[0]
    text = " ".join(first.text.split())
    return text if len(text) <= _LONGEST_TITLE and not text.endswith(".") else document.id
