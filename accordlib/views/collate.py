"""`collate`: versions of a text beside each other, with their variants and the codes of coders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from accordlib.errors import AccordError, counted, expect, is_listing
from accordlib.figures.places import plot_alignment
from accordlib.tables import records
from accordlib.texts.quotation_marks import APOSTROPHE, quotation_marks
from accordlib.versions.alignment import Alignment
from accordlib.versions.changes import find_changes
from accordlib.views.view import Coded, View, coded_rows

_ENDS = "article_start article_end rewrite_start rewrite_end".split()
_CODED_CHANGES = dict.fromkeys(_ENDS, int) | {"type": str, "harm": str}


def collate(
    alignments: Alignment | Iterable[Alignment], coders: Mapping[str, pd.DataFrame] | None = None
) -> View:
    """Show two or more versions of a text beside each other, sentence by sentence.

    What `find_changes` lists is underlined in both versions, and in the margin by its type; a
    variant that is touched is lit on all sides. Variants can be chosen by type and by what the
    coders say of their harm, and sentences be read one at a time. A layer shows what lost its
    quotation marks.

    Parameters
    ----------
    alignments : Alignment, or iterable of Alignment
        One for each version, of the same original.
    coders : Mapping[str, DataFrame], optional
        By coder, the changes of the first alignment as they coded them: ``article_start``,
        ``article_end``, ``rewrite_start``, ``rewrite_end`` (characters in the two texts; *article*
        is the original), ``type`` and ``harm`` (``yes`` or ``no``).

    Returns
    -------
    View

    Raises
    ------
    AccordError
        If the alignments are of different originals.

    See Also
    --------
    align_sentences, find_changes, side_by_side

    Examples
    --------
    >>> corpus = load_corpus()
    >>> view = collate(align_sentences(corpus["article"], corpus["article-rewrite"]))
    >>> view.words.splitlines()[0][:58]
    'article beside article-rewrite: 20 rows of sentences, with'
    """
    chosen = expect_alignments(alignments, "collate()")
    witnesses = [chosen[0].original, *(a.rewrite for a in chosen)]
    hint = "Give {'a': corpus.annotations('changes-coder-a')}."
    coded = coded_rows(coders, _CODED_CHANGES, "collate(coders=...)", hint)
    rows = aligned_rows(chosen)
    homes = [
        {id: n for n, some in enumerate(column) for id, *_ in some}
        for column in zip(*rows, strict=True)
    ]
    variants = [v for n, a in enumerate(chosen, 1) for v in _variants(n, a, coded, homes)]
    ids = [w.id for w in witnesses]
    data = {"witnesses": ids, "rows": rows, "variants": variants, "coders": list(coded)}
    title = " beside ".join(ids)
    picture = plot_alignment(chosen[0])
    return View("collate", title, data, _words_of_variants(title, data), picture)


def expect_alignments(given: object, what: str) -> list[Alignment]:
    """Return alignments of one original with each of its versions; refuse anything else."""
    given = [given] if isinstance(given, Alignment) else given
    if not is_listing(given):
        raise AccordError(f"{what} takes an Alignment or several. Give align_sentences(a, b).")
    hint = "Give align_sentences(original, rewrite)."
    found = [expect(one, Alignment, what, hint) for one in given]  # type: ignore[attr-defined]
    if len({(a.original.id, a.original.text) for a in found}) != 1:
        raise AccordError(f"{what} takes alignments of one original with each of its versions.")
    return found


def _variants(
    number: int, alignment: Alignment, coded: Coded, homes: list[dict[str, int]]
) -> list[Any]:
    """Return the changes of a version, with what coders say of each."""
    found = []
    for row in records(find_changes(alignment)):
        places = [row.original_start, row.original_end], [row.rewrite_start, row.rewrite_end]
        codes = [
            {"coder": name, "type": code.type, "harm": code.harm}
            for name, rows in (coded if number == 1 else {}).items()
            for code in rows
            if _touch(places[0], code.article_start, code.article_end)
            and _touch(places[1], code.rewrite_start, code.rewrite_end)
        ]
        home = homes[0].get(row.original_id)
        home = homes[number][row.rewrite_id] if home is None else home
        about = {"row": home, "witness": number, "base": places[0], "other": places[1]}
        about |= {"type": row.type, "was": row.original, "now": row.rewrite}
        found.append(about | {"codes": codes, "marks": _marks_of(row)})
    return found


def _touch(place: list[int], start: int, end: int) -> bool:
    """Tell whether two stretches share a character, or one is empty and in the other."""
    (first, last), empty = place, place[0] == place[1] or start == end
    return first <= end and start <= last if empty else first < end and start < last


def aligned_rows(alignments: list[Alignment]) -> list[list[list[Any]]]:
    """Return rows of sentences that belong together: for each witness its sentences there."""
    base = {s.id: n for n, s in enumerate(alignments[0].passages[0])}
    home = list(range(len(base)))  # the first sentence of the row
    for alignment in alignments:
        for ids in alignment.table["original"]:
            numbers = sorted({home[base[id]] for id in ids})
            home = [numbers[0] if at in numbers else at for at in home]
    rows: defaultdict[tuple[int, int, int], list[list[Any]]] = defaultdict(
        lambda: [[] for _ in range(len(alignments) + 1)]
    )
    for s in alignments[0].passages[0]:
        rows[home[base[s.id]], 0, 0][0].append([s.id, s.start, s.text])
    for witness, alignment in enumerate(alignments, 1):
        sentences, last, added = {s.id: s for s in alignment.passages[1]}, -1, 0
        for original, rewrite in alignment.table[["original", "rewrite"]].to_numpy():
            last = home[base[original[0]]] if original else last
            added += not original
            key = (last, 0, 0) if original else (last, witness, added)
            rows[key][witness] += [[i, sentences[i].start, sentences[i].text] for i in rewrite]
    return [rows[key] for key in sorted(rows)]


def _marks_of(row: Any) -> str:
    """Say whether a change took both quotation marks away, or put them in."""
    signs = quotation_marks().replace(APOSTROPHE, "")
    was, now = (sum(map(x.count, signs)) for x in (row.original, row.rewrite))
    return "lost" if was > 1 and not now else "gained" if now > 1 and not was else ""


def _words_of_variants(title: str, data: Mapping[str, Any]) -> str:
    """Return the words of the view: its variants by version, one a line."""
    variants, ids = data["variants"], data["witnesses"]
    first = f"{title}: {counted(len(data['rows']), 'row')} of sentences"
    lines = [f"{first}, with {counted(len(variants), 'variant')}."]
    for v in variants:
        codes = "; ".join(f"{c['coder']}: {c['type']}, harm {c['harm']}" for c in v["codes"])
        was, now = (" ".join(x.split()) or "(nothing)" for x in (v["was"], v["now"]))
        marks = f", marks {v['marks']}" if v["marks"] else ""
        said = f"{ids[v['witness']]}, {v['type']}{marks}: {was} → {now}"
        lines.append(said + f" ({codes})" * bool(codes))
    return "\n".join(lines)
