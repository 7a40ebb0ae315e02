"""Takes an agreement apart, whatever its layout: `parse_agreement`."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf

from accordlib.agreement.features import features, holds
from accordlib.agreement.filed import HEADED, read_blocks
from accordlib.agreement.labelling import label_lines
from accordlib.agreement.levels import find_levels
from accordlib.agreement.lines import Entry, read_lines
from accordlib.agreement.making import PartMaker
from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError, expect
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_characters

# What a line may be put right as, and the labels of which the labelling gives it one then.
KINDS = {
    "title": "title",
    "preamble": "preamble opening",
    "heading": "heading",
    "lead-in": "text",
    "commitment": "item",
    "paragraph": "text",
    "closing": "closing",
    "signatory": "signature",
    "rest": "above front rest",
}


def parse_agreement(document: Document, overrides: Mapping[int, str] | None = None) -> Agreement:
    """Take an agreement apart into title, preamble, signatories, pillars and commitments.

    What each line is, is decided for all lines together, by their form, a few set words and their
    neighbours: see ``docs/methods.md``. `Agreement.report` says what decided, and how surely.

    Parameters
    ----------
    document : Document
        The agreement. Its ``pillar_labels`` name the pillars of the first level; without them
        they are cited by number (``1.2``).
    overrides : Mapping[int, str], optional
        What a line is, by its number in the report, where the parser is wrong: ``{14: "heading"}``.
        The kinds are title, preamble, heading, lead-in, commitment, paragraph, closing, signatory
        and rest; a level may stand behind a heading or a commitment (``"heading 2"``).

    Returns
    -------
    Agreement
        Its parts; every character of the text is in one of them or is white space.

    Raises
    ------
    AccordError
        If no Document is given; if it is empty or has nothing beside its title; if a line of
        `overrides` does not begin there; or if ``pillar_labels`` do not fit.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> agreement
    Agreement 'accord': 7 preamble paragraphs, 2 signatories, 3 pillars, 29 commitments
    >>> [signatory.name for signatory in agreement.signatories]
    ['Rishi Sunak', 'Kishida Fumio']
    """
    asked_for = {} if overrides is None else overrides
    said = "Give lines and kinds, as in {14: 'heading'}."
    expect(asked_for, Mapping, "overrides", said)  # type: ignore[type-abstract]
    hint = "Give corpus['accord'], or Document.from_file(path) for a text of your own."
    expect(document, Document, "parse_agreement()", hint)
    folded = fold_characters(document.text)
    if document.layout:
        lines, page = read_blocks(document.layout.blocks, folded)
    else:
        as_written = lambda a, b: document.text[slice(*folded.original(a, b))]  # noqa: E731
        lines, page = read_lines(folded.text, as_written)
    chain = _without_rules(lines)
    if not chain:
        raise AccordError(f"{document.id!r} is empty, so there is no agreement to parse.")
    others = [*page, *(e for e in lines if e.form == "rule")]
    starts = [m.end() for m in re.finditer("\n", folded.text)] if asked_for else []
    left = dict(asked_for)
    for entry in [e for e in others if bisect(starts, e.start) + 1 in left]:
        place, line = bisect(chain, entry.start, key=lambda e: e.start), bisect(starts, entry.start)
        if str(asked_for[line + 1]).strip().lower() == "rest":
            entry.label, entry.because = "rest", "you said so"
            left.pop(line + 1, None)
        elif place == 0 or chain[place - 1].end <= entry.start:
            chain.insert(place, entry)
            others.remove(entry)
    _label(chain, _asked(document, chain, starts, left))
    pillars = _divide(chain)
    if not _promises(chain):
        raise AccordError(
            f"{document.id!r} has no list, no paragraph beneath a heading and none that promises, "
            "so no commitment can be told from other text. Work with document.paragraphs, or say "
            "parse_agreement(document, overrides={line: 'commitment'})."
        )
    agreement = PartMaker(document, folded).agreement(chain, others, pillars, asked_for)
    label, count = Counter(p.label for p in agreement.parts).most_common(1)[0]
    if count > 1:
        raise AccordError(
            f"{document.id!r} would have two passages {label!r}. Give pillar labels "
            "that differ from each other and from T, P, S, L, M, C and R."
        )
    return agreement


def _promises(chain: Sequence[Entry]) -> bool:
    """Tell whether there is a commitment; without heading and list, words have to say so."""
    found = [e for e in chain if e.kind == "commitment"]
    titled = any(e.label == "title" and holds("agreement", e.words) for e in chain)
    if titled or any(e.label == "heading" for e in chain) or not all(e.running for e in found):
        return bool(found)
    return any(holds("promising", e.words) for e in found)


def _without_rules(lines: Sequence[Entry]) -> list[Entry]:
    """Return the lines with words in them, noting before which of them a rule stands."""
    for above, line in zip([None, *lines], lines, strict=False):
        line.ruled = above is not None and above.form == "rule"
        if line.form == "rule":
            line.label, line.because = "rule", "a line without a letter or digit"
    return [line for line in lines if line.form != "rule"]


def _asked(
    document: Document, chain: Sequence[Entry], starts: Sequence[int], overrides: Mapping[int, str]
) -> dict[int, tuple[str, int]]:
    """Return the kinds and levels asked for, by the places of the lines in the chain."""
    begins = {}
    for n, entry in enumerate(chain):
        for at in (entry.first, entry.start):
            begins[bisect(starts, at) + 1] = n
    asked = {}
    for line, said in overrides.items():
        kind, _, depth = " ".join(str(said).lower().split()).partition(" ")
        levelled = kind in ("heading", "commitment") and re.fullmatch("[1-9][0-9]?", depth)
        if kind not in KINDS or (depth and not levelled):
            raise AccordError(
                f"overrides: {said!r:.80} is no kind of line. Give one of: {', '.join(KINDS)}; "
                "behind heading or commitment a level may stand, as in 'heading 2'."
            )
        if line not in begins or type(line) in (bool, float):
            raise AccordError(
                f"overrides: no part of {document.id!r} begins in line {line!r:.40}. Take the "
                "number from the column 'line' of agreement.report()."
            )
        asked[begins[line]] = (kind, int(depth or 0))
    return asked


def _label(chain: Sequence[Entry], asked: Mapping[int, tuple[str, int]]) -> None:
    """Label the lines, and give headings and items their levels."""
    filed = {n: entry.allowed for n, entry in enumerate(chain) if entry.allowed}
    seen = features(chain)
    before = label_lines(seen, filed)
    labels = {n: KINDS[kind] for n, (kind, _) in asked.items()}
    decided = label_lines(seen, filed | labels) if asked else before
    for n, (entry, (label, margin, why)) in enumerate(zip(chain, decided, strict=True)):
        entry.label, entry.margin = label, inf if n in asked else margin
        entry.because = "you said so" if n in asked else _because(entry, why)
        if n not in asked and label != before[n][0]:
            entry.margin, entry.because = 0, "what you said of another line"
    find_levels(chain)
    for n, (kind, depth) in asked.items():
        chain[n].kind, chain[n].level = kind, depth or chain[n].level
    above = 0
    for n, entry in enumerate(chain):
        if entry.label == "heading":
            if asked.get(n, ("", 0))[1] > above + 1:
                said = f"{entry.words!r:.80} stands beneath no heading of level {entry.level - 1}"
                raise AccordError(f"overrides: {said}. Give it level {above + 1} at most.")
            above = entry.level


def _because(entry: Entry, why: str) -> str:
    """Return how a line was recognised: by its mark, if it has one, or by what weighed most."""
    said = why
    if entry.mark or entry.style is HEADED:
        said = entry.style.words.format(form=entry.form, mark=entry.mark, scheme=entry.scheme)
    if broken := entry.text.count("\n", entry.start, entry.end):
        said += f" ({broken + 1} broken lines)"
    return said


def _divide(chain: Sequence[Entry]) -> list[list[Entry]]:
    """Return the lines of each part: from a heading to the next, or before the first heading."""
    body = [e for e in chain if e.label in ("heading", "item", "text")]
    starts = [n for n, e in enumerate(body) if e.label == "heading" or n == 0]
    pillars = []
    for start, end in pairwise([*starts, len(body)]):
        headed = body[start].label == "heading"
        deeper = headed and end < len(body) and body[end].level > body[start].level
        body[start].kind = "heading" if headed else body[start].kind
        _section(body[start + headed : end], deeper)
        pillars.append(body[start:end])
    return pillars


def _section(body: Sequence[Entry], deeper: bool) -> None:
    """Tell the items of a part from its lead-in and its other paragraphs.

    A part that lists nothing has its paragraphs for items. Before a part beneath it a single
    paragraph leads in, and so does one that ends in a colon.
    """
    listed = any(e.label == "item" for e in body)
    single = deeper and len(body) == 1
    leading, end = True, body[0].start if body else 0
    for entry in body:
        leading = leading and not entry.text[end : entry.start].strip()
        if not entry.kind and entry.label == "item":
            entry.kind = "commitment"
        elif not entry.kind and (listed or single or entry.words[-1] in ":："):
            entry.kind = "lead-in" if leading else "paragraph"
        elif not entry.kind:
            entry.kind, entry.running = "commitment", True
            entry.because = f"a paragraph: this part lists nothing ({entry.because})"
        entry.level = max(entry.level, int(entry.kind == "commitment"))
        leading, end = leading and entry.kind == "lead-in", entry.end
