"""An agreement in two languages, part beside part: `parallel_text`."""

from __future__ import annotations

from itertools import chain
from math import inf
from operator import itemgetter
from typing import Any

import pandas as pd

from accordlib.agreement.parts import Agreement
from accordlib.errors import expect
from accordlib.texts.passages import Passage


def parallel_text(original: Agreement, translation: Agreement) -> pd.DataFrame:
    r"""Set the parts of an agreement beside those of its version in another language: a bitext.

    The words are not compared. The first commitment of the second pillar belongs to the first of
    the second there, and so with headings, paragraphs and signatories. Where the counts differ,
    nothing tells which one is missing: then none of them is paired, and `note` says so.

    Parameters
    ----------
    original, translation : Agreement
        The agreement in two languages, such as English and Japanese.

    Returns
    -------
    DataFrame
        In the order of the original. Columns: ``part`` (the label in the original, or that of a
        part without a partner in its own text), ``kind``, ``original``, ``translation`` (texts;
        empty without a partner) and ``note`` (empty for a pair, else what differs).

    Raises
    ------
    AccordError
        If something else than two agreements is given.

    Examples
    --------
    >>> english = Document("en", "Pact\n\n- We sail.\n- We fish.")
    >>> german = Document("de", "Pakt\n\n- Wir segeln.\n- Wir fischen.")
    >>> table = parallel_text(*map(parse_agreement, (english, german)))
    >>> table.loc[1, ["part", "original", "translation"]].tolist()
    ['1.1', 'We sail.', 'Wir segeln.']
    """
    hint = "Give parse_agreement(document) of either language."
    sides = [expect(side, Agreement, "parallel_text()", hint) for side in (original, translation)]
    groups = [_counted_parts(side) for side in sides]
    pillars = _unequal(*([pillar.level for pillar in side.pillars] for side in sides))
    rows: list[tuple[float, str, str, str, str, str]] = []
    for pillar, kind in dict.fromkeys(chain(*groups)):
        a, b = (group.get((pillar, kind), ()) for group in groups)
        note = _unequal(*([getattr(p, "level", 1) for p in part] for part in (a, b)))
        if note or (pillar and pillars):
            note = f"pillars: {pillars}" if pillar and pillars else f"{kind}: {note}"
            rows += [(p.start, p.label, p.kind, p.text, "", note) for p in a]
            rows += [(a[-1].start if a else inf, p.label, p.kind, "", p.text, note) for p in b]
        else:
            both = zip(a, b, strict=True)
            rows += [(x.start, x.label, x.kind, x.text, y.text, "") for x, y in both]
    rows.sort(key=itemgetter(0))
    columns = ["part", "kind", "original", "translation", "note"]
    return pd.DataFrame([row[1:] for row in rows], columns=columns)


def _counted_parts(agreement: Agreement) -> dict[tuple[int, str], tuple[Passage, ...]]:
    """Return the parts that are counted together: by the number of their pillar, or 0, and kind."""
    parts: list[tuple[int, str, Any]] = [
        (0, kind, getattr(agreement, kind))
        for kind in ("title", "preamble", "signatories", "closing", "rest")
    ]
    for n, pillar in enumerate(agreement.pillars, start=1):
        parts += [(n, "heading", pillar.title), (n, "lead-in", pillar.lead_in)]
        parts += [(n, "commitments", pillar.commitments), (n, "paragraphs", pillar.paragraphs)]
    return {
        (n, kind): (part,) if isinstance(part, Passage) else part or () for n, kind, part in parts
    }


def _unequal(a: list[int], b: list[int]) -> str:
    """Say how many parts there are on either side, if not the same number of the same levels."""
    if len(a) != len(b):
        return f"{len(a)} in the original, {len(b)} in the translation"
    return "" if a == b else "on other levels in the translation"
