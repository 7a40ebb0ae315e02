"""The one table of the marks that end a sentence; adding one is the whole change."""

from __future__ import annotations

SENTENCE_ENDS: list[str] = [".", "!", "?", "…"]
JUDGED_ENDS = frozenset(".!?…")  # nupunkt judges these by what stands around them: not "No. 5"
_PAUSES = (":", ";")


def line_stops() -> tuple[str, ...]:
    """Return the marks after which a line ends that nobody broke."""
    return (*SENTENCE_ENDS, *_PAUSES)
