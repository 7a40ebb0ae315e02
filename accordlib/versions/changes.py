"""What differs between two versions, each change with its type: `find_changes`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, product
from typing import NamedTuple

import pandas as pd

from accordlib.errors import expect
from accordlib.texts.files import data_folder, read_table
from accordlib.texts.passages import Passage
from accordlib.versions.alignment import Alignment
from accordlib.versions.change_rules import EMPTY, Part, change_type, equivalent
from accordlib.versions.edits import Edits, compare_words
from accordlib.versions.word_kinds import (
    Lexicon,
    Word,
    bare,
    double_marks,
    quoted_pattern,
    spelling,
    stem,
)
from accordlib.words.token_rule import TOKEN, fold, stopwords

_PERCENT = re.compile(r"\s*(?:per\s?cent\b|%)", re.IGNORECASE)
_SAME_SIGNS = {"‘": "'", "–": "-"}


def find_changes(alignment: Alignment) -> pd.DataFrame:
    """List what changed between two versions, each change with a type.

    The types are those of the codebook (``data/annotations/CODEBOOK-changes.md``): ``name``,
    ``number``, ``quotation``, ``attribution``, ``modality``, ``time``, ``omission``, ``addition``,
    ``sense`` and ``rewording``; a change has the first whose rule fits. The page on methods has
    the rules (docs/methods.md). Differences of typography and spelling are left out. No rule
    tells whether a change does harm: `look_first` ranks the types by how many of those coded in
    one pair of texts are harmful, which says what to read first and nothing about a change.

    Parameters
    ----------
    alignment : Alignment

    Returns
    -------
    DataFrame
        One row a change, in the order of the beads: ``original_id``, ``rewrite_id`` (of the
        sentence where it begins; empty if the bead has none), ``original``, ``rewrite`` (the
        smallest stretches), ``original_start``, ``original_end``, ``rewrite_start``,
        ``rewrite_end`` (character offsets; twice the same where there is nothing), ``type``,
        ``coded_harmful`` (how many changes coded with this type are: ``"3 of 14"``; empty if none
        was coded), ``look_first`` (1 for the type with the greatest share; missing if none was).

    See Also
    --------
    compare_words, plot_changes

    Examples
    --------
    >>> corpus = load_corpus()
    >>> changes = find_changes(align_sentences(corpus["article"], corpus["article-rewrite"]))
    >>> changes.loc[3, ["original", "rewrite", "type", "coded_harmful"]].tolist()
    ['pushback', 'counterattack', 'sense', '4 of 4']
    """
    expect(alignment, Alignment, "find_changes()", "Give align_sentences(original, rewrite).")
    folded, foldings = alignment.folded()
    lexicon = Lexicon(chain.from_iterable(folded.passages))
    quoted = [_quoted(d.text) for d in (folded.original, folded.rewrite)]
    harm, rows = _harm(), []
    for old, new in _beads(beads_of(folded)):
        if old.text == new.text:
            continue
        sides = zip((old, new), quoted, strict=True)
        words = [lexicon.words(side.text, side.start, inside) for side, inside in sides]
        for a, b, kind in sorted(_changes((old, new), words), key=_place):
            (i, j), (k, m) = (
                f.original(*part.place) for f, part in zip(foldings, (a, b), strict=True)
            )
            ids = (
                next((p.id for p in side.sentences[::-1] if p.start <= part.place[0]), "")
                for side, part in ((old, a), (new, b))
            )
            x, y = alignment.original.text[i:j], alignment.rewrite.text[k:m]
            rows.append((*ids, x, y, i, j, k, m, kind, *harm.get(kind, ("", pd.NA))))
    columns = ["original_id", "rewrite_id", "original", "rewrite", "original_start"]
    columns += ["original_end", "rewrite_start", "rewrite_end", "type"]
    table = pd.DataFrame(rows, columns=[*columns, "coded_harmful", "look_first"])
    return table.astype({"look_first": "Int64"})


class Side(NamedTuple):
    """One side of a bead: what stands in it, where it begins, and its sentences."""

    text: str
    start: int
    sentences: tuple[Passage, ...]


def beads_of(alignment: Alignment) -> list[tuple[Side, Side]]:
    """Return both sides of each bead, without furniture."""
    sides: list[list[Side]] = [[], []]
    for n, document in enumerate((alignment.original, alignment.rewrite)):
        text, end = document.text, 0
        for f in document.furniture:
            text = text[: f.start] + " " * (f.end - f.start) + text[f.end :]
        by_id = {p.id: p for p in alignment.passages[n]}
        for ids in alignment.table["rewrite" if n else "original"]:
            found = tuple(by_id[id] for id in ids)
            start, end = (found[0].start, found[-1].end) if found else (end, end)
            sides[n].append(Side(text[start:end], start, found))
    return list(zip(*sides, strict=True))


def _beads(beads: list[tuple[Side, Side]]) -> list[tuple[Side, Side]]:
    """Return beads, an omitted sentence as one with an added one behind it that says the same."""
    joined: list[tuple[Side, Side]] = []
    for old, new in beads:
        if joined and not old.text and not joined[-1][1].text:
            before = joined[-1][0]
            x, y = ({stem(w) for w in _content(side.text)} for side in (before, new))
            if len(x & y) * 2 >= max(min(len(x), len(y)), 1):
                joined[-1] = before, new
                continue
        joined.append((old, new))
    return joined


def _quoted(text: str) -> bytearray:
    """Return for each character whether it is in quotation marks, or one of them."""
    inside = bytearray(len(text))
    pattern = quoted_pattern(double_marks())
    for line in re.finditer(".+", text):
        for m in pattern.finditer(text, *line.span()):
            inside[m.start() : m.end()] = b"\1" * len(m[0])
    return inside


@cache
def _harm() -> dict[str, tuple[str, int]]:
    """Return for each type that was coded how many of how many are harmful, and its rank."""
    header, *rows = read_table(data_folder() / "annotations" / "changes.csv")
    type, harm = header.index("type"), header.index("harm")
    coded = Counter(row[type] for row in rows)
    harmful = Counter(row[type] for row in rows if row[harm] == "yes")
    ranked = sorted(coded, key=lambda t: (-harmful[t] / coded[t], -coded[t], t))
    return {t: (f"{harmful[t]} of {coded[t]}", n) for n, t in enumerate(ranked, start=1)}


Change = tuple[Part, Part, str]
Span = tuple[int, int]


def _place(change: Change) -> tuple[int, ...]:
    return change[0].place + change[1].place


def _changes(sides: tuple[Side, Side], words: list[list[Word]]) -> Iterator[Change]:
    """Yield what changed in a bead."""

    def part(n: int, start: int, end: int) -> Part:
        first, last = (bisect_left(words[n], (sides[n].start + at,)) for at in (start, end))
        return Part(words[n], first, last, sides[n].start)

    texts = [side.text for side in sides]
    whole = part(0, 0, len(texts[0])), part(1, 0, len(texts[1]))
    if not all(texts):
        yield *whole, "addition" if texts[1] else "omission"
        return
    edits = compare_words(*texts)
    for spans in _lost_marks(edits, *texts):
        found = [part(n, *span) for n, span in enumerate(spans)]
        yield found[0], found[1], "quotation"
        for p in found:  # What changed inside has its own type.
            p.side[p.first : p.last] = [w._replace(quoted=False) for w in p.words]
    runs: list[list[Change]] = [[]]  # those that no word of content parts
    for e in edits.operations:
        if e.operation in ("equal", "moved"):
            runs += [[]] if e.move or _content(e.original) else []
            continue
        for a, b in _by_kind(part(0, *e[3:5]), part(1, *e[5:7])):
            if not _is_typography(a, b):
                runs[-1].append((a, b, change_type(a, b)))
    changes = _paired([change for run in runs for change in _fused(run)])
    to = {e.move: part(1, *e[5:7]) for e in edits.operations if e.move and e.rewrite}
    moves = [(part(0, *e[3:5]), to[e.move]) for e in edits.operations if e.move and e.original]
    changes += [(a, b, change_type(a, b, moved=True)) for a, b in moves]
    by = [[w.word for w in side].count("by") for side in words]
    turned = {s for a, _, _ in changes for s in a.stems} & {
        s for _, b, _ in changes for s in b.stems
    }
    for a, b, kind in changes:
        passive = by[0] != by[1] and a.stems | b.stems and a.stems | b.stems <= turned
        yield a, b, "rewording" if passive else kind


def _lost_marks(edits: Edits, old: str, new: str) -> Iterator[tuple[Span, Span]]:
    """Yield the places of the quotations of a bead that lost, or gained, all their marks."""
    quoted = quoted_pattern(double_marks())
    if not quoted.search(old) and not quoted.search(new):
        return
    marks = "".join(map(re.escape, chain.from_iterable(double_marks())))
    mark = re.compile(rf"[{marks}]|(?<!\w)['‘](?=\w)|(?<=\w)'(?!\w)")
    for script, here in ((edits, old), (edits.reverse(), new)):
        for a, b in (m.span() for m in quoted.finditer(here)):
            inside = [e for e in script.operations if e.original_start < b and a < e.original_end]
            kept = "".join(
                here[max(e.original_start, a) : min(e.original_end, b)]
                for e in inside
                if mark.search(e.rewrite)
            )
            there = [e for e in inside if e.operation in ("equal", "replace")]
            if there and not mark.search(kept):
                first, last = there[0], there[-1]
                # A replacement counts as a whole.
                before = max(a - first.original_start, 0) * (first.operation == "equal")
                behind = max(last.original_end - b, 0) * (last.operation == "equal")
                other = first.rewrite_start + before, last.rewrite_end - behind
                yield ((a, b), other) if here is old else (other, (a, b))


def _by_kind(a: Part, b: Part) -> Iterator[tuple[Part, Part]]:
    """Divide a replacement where both sides have words of one kind."""
    from rapidfuzz.distance import Indel

    if not a.words or not b.words or _is_typography(a, b) or equivalent(a, b):
        yield a, b
        return
    groups: list[tuple[str, int, int]] = []  # the kind, and where it ends in both
    i = k = 0
    keys = [list(map(_word_key, part.words)) for part in (a, b)]
    for j, m, size in Indel.opcodes(*keys).as_matching_blocks():
        kinds = set(map(_kind_of, a.words[i:j] + b.words[k:m])) - EMPTY
        rest = kinds.pop() if len(kinds) == 1 else "other" if kinds else ""
        found = [(rest, j, m)] if (i, k) != (j, m) else []
        found += [(_kind_of(a.words[j + n]), j + n + 1, m + n + 1) for n in range(size)]
        for group in found:
            if groups and groups[-1][0] in ("", group[0]):
                groups.pop()
            groups.append(group)
        i, k = j + size, m + size
    if len(groups) > 1 and not groups[-1][0]:
        groups[-2:] = groups[-1:]
    i = k = 0
    for _, j, m in groups:
        yield a.within(i, j), b.within(k, m)
        i, k = j, m


def _kind_of(word: Word) -> str:
    return "actor" if word.kind == "title" else word.kind


def _word_key(word: Word) -> str:
    """Return what the words have in common that may stand for each other."""
    alike = word.kind in ("content", "reporting", "function", "mark")
    return stem(word.word) if alike else f"{_kind_of(word)} "


def _fused(changes: list[Change]) -> list[Change]:
    """Join neighbours of one type, and those of function words to the one beside them."""
    merged: list[Change] = []
    for a, b, kind in changes:
        if merged:
            x, y, last = merged[-1]
            weak = [not (p.kinds or q.kinds) for p, q in ((x, y), (a, b))]
            type = last if weak[1] else kind
            if last == kind or (any(weak) and type not in ("omission", "addition")):
                merged[-1] = x.to(a), y.to(b), type
                continue
        merged.append((a, b, kind))
    return merged


def _paired(changes: list[Change]) -> list[Change]:
    """Join deletions and insertions that say much the same in another place."""
    deleted = {i: a.stems for i, (a, b, _) in enumerate(changes) if not b.words}
    inserted = {i: b.stems for i, (a, b, _) in enumerate(changes) if not a.words}
    scored = sorted(
        (-len(x & y) / max(min(len(x), len(y)), 1), i, j)
        for (i, x), (j, y) in product(deleted.items(), inserted.items())
    )
    found = dict(enumerate(changes))
    for score, i, j in scored:
        if score <= -0.5 and i in found and j in found:
            a, b = found.pop(i)[0], found.pop(j)[1]
            words = [{w.word for w in part.words if w.kind != "mark"} for part in (a, b)]
            moved = words[0] == words[1] and not a.of("name")
            found[len(changes) + i] = a, b, change_type(a, b, moved=moved)
    return list(found.values())


def _content(text: str) -> set[str]:
    """Return the types of a text that are not on the stop list."""
    return set(map(bare, TOKEN.findall(_PERCENT.sub("%", text)))) - stopwords()


def _is_typography(a: Part, b: Part) -> bool:
    """Return whether nothing but typography, spelling or a capital differs."""
    if (a.kinds or b.kinds) and not (a.words and b.words):
        return False
    alike = str.maketrans(_SAME_SIGNS | dict.fromkeys(chain.from_iterable(double_marks()), '"'))
    spelt = ["".join(f" {w.spelt}" for w in part.words).translate(alike) for part in (a, b)]
    plain = [_PERCENT.sub("%", text).replace(".", "") for text in spelt]
    x, y = (TOKEN.sub(lambda m: spelling(m[0]), text) for text in plain)
    if a.kinds or b.kinds:
        return x == y or (
            [w.kind for w in a.words] == [w.kind for w in b.words] and fold(x) == fold(y)
        )
    quoted = any(w.quoted and w.spelt.translate(alike) == '"' for w in a.words + b.words)
    return fold(x) == fold(y) or not (any(map(str.isalnum, x + y)) or quoted)
