"""The one table of quotation marks: which one closes which, and which may stand inside."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MarkPair:
    """An opening mark, the mark that closes it, and the opening marks that may stand inside."""

    opening: str
    closing: str
    inside: str = ""


MARK_PAIRS: list[MarkPair] = [
    MarkPair("“", "”", inside="‘'"),
    MarkPair('"', '"', inside="‘'“"),
]


def quotation_marks() -> str:
    """Return every mark of the table, once."""
    return "".join(dict.fromkeys(m for pair in MARK_PAIRS for m in (pair.opening, pair.closing)))
