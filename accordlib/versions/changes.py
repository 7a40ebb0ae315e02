"""What differs between two versions, each change with its type: `find_changes`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, groupby, product
from operator import itemgetter
from typing import NamedTuple

import pandas as pd

from accordlib.errors import expect
from accordlib.texts.files import data_folder, read_table
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import paired_marks, quotation_marks
from accordlib.versions.alignment import Alignment
from accordlib.versions.change_rules import EMPTY, Part, change_type, equivalent, type_of_move
from accordlib.versions.edits import KEPT, Step, edit_steps
from accordlib.versions.word_kinds import Lexicon, Word, spelling, stem
from accordlib.words.token_rule import fold, stopwords

_PERCENT = re.compile(r"\s*(?:per\s?cent\b|%)", re.IGNORECASE)
Change = tuple[Part, Part, str]


def find_changes(alignment: Alignment) -> pd.DataFrame:
    """List what changed between two versions, each change with a type.

    The types are those of the codebook (``data/annotations/CODEBOOK-changes.md``): ``name``,
    ``number``, ``quotation``, ``attribution``, ``modality``, ``time``, ``omission``, ``addition``,
    ``sense`` and ``rewording``; a change has the first whose rule fits (docs/methods.md).
    Differences of typography and spelling are left out. No rule tells whether a change does harm:
    `look_first` ranks the types by how many of those coded in one pair of texts are harmful.

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

    Examples
    --------
    >>> corpus = load_corpus()
    >>> changes = find_changes(align_sentences(corpus["article"], corpus["article-rewrite"]))
    >>> changes.loc[3, ["original", "rewrite", "type", "coded_harmful"]].tolist()
    ['pushback', 'counterattack', 'sense', '4 of 4']
    """
    expect(alignment, Alignment, "find_changes()", "Give align_sentences(original, rewrite).")
    folded, foldings = alignment.folded()
    versions = alignment.original, alignment.rewrite
    lexicon = Lexicon(chain.from_iterable(folded.passages))
    quoted = [
        [s for s in paired_marks(tuple(map(f.passage, v.paragraphs)), f.text) if not s.depth]
        for v, f in zip(versions, foldings, strict=True)
    ]
    harm, rows = _harm(), []
    for bead in beads_of(folded):
        if bead[0].text == bead[1].text:
            continue
        words = [lexicon.words(s.text, s.start, q) for s, q in zip(bead, quoted, strict=True)]
        for *parts, kind in sorted(_changes(bead, words), key=lambda c: c[0].place + c[1].place):
            places = [f.original(*p.place) for f, p in zip(foldings, parts, strict=True)]
            ids = (
                next((s.id for s in side.sentences[::-1] if s.start <= part.place[0]), "")
                for side, part in zip(bead, parts, strict=True)
            )
            texts = (v.text[i:j] for v, (i, j) in zip(versions, places, strict=True))
            rows.append((*ids, *texts, *chain(*places), kind, *harm.get(kind, ("", pd.NA))))
    names = "original_id rewrite_id original rewrite original_start original_end rewrite_start"
    columns = [*names.split(), "rewrite_end", "type", "coded_harmful"]
    table = pd.DataFrame([row[:-1] for row in rows], columns=columns)
    table["look_first"] = pd.array([row[-1] for row in rows], "Int64")
    return table


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


@cache
def _harm() -> dict[str, tuple[str, int]]:
    """Return for each type that was coded how many of how many are harmful, and its rank."""
    header, *rows = read_table(data_folder() / "annotations" / "changes.csv")
    type, harm = header.index("type"), header.index("harm")
    coded = Counter(row[type] for row in rows)
    harmful = Counter(row[type] for row in rows if row[harm] == "yes")
    ranked = sorted(coded, key=lambda t: (-harmful[t] / coded[t], -coded[t], t))
    return {t: (f"{harmful[t]} of {coded[t]}", n) for n, t in enumerate(ranked, start=1)}


def _changes(sides: tuple[Side, Side], words: list[list[Word]]) -> Iterator[Change]:
    def parts(i: int, j: int, k: int, m: int, *_: int) -> tuple[Part, Part]:
        return Part(words[0], i, j, sides[0].start), Part(words[1], k, m, sides[1].start)

    if not all(words):
        yield *parts(0, len(words[0]), 0, len(words[1])), "addition" if words[1] else "omission"
        return
    steps = list(edit_steps(*([w.spelt for w in side] for side in words)))
    for span in list(_lost_marks(words, steps)):
        found = parts(*span)
        yield *found, "quotation"
        for p in found:  # What changed inside has its own type.
            p.side[p.first : p.last] = [w._replace(quoted=0) for w in p.words]
    runs: list[list[Change]] = [[]]  # those that no word of content parts
    moves: dict[tuple[int, bool], Part] = {}
    for step in steps:
        if step.move == KEPT:
            word = words[0][step.first]
            runs += [[]] if word.spelt[0].isalnum() and word.word not in stopwords() else []
            continue
        a, b = parts(*step)
        if step.move:
            runs.append([])
            moves[step.move, bool(b.words)] = b if b.words else a
        else:
            pairs = (pair for pair in _by_kind(a, b) if not _is_typography(*pair))
            runs[-1] += [(*pair, change_type(*pair)) for pair in pairs]
    changes = _paired([change for run in runs for change in _fused(run)])
    moved = [(part, moves[n, True]) for (n, new), part in moves.items() if not new]
    changes += [(a, b, type_of_move(a, b)) for a, b in moved]
    turned = {s for a, *_ in changes for s in a.stems} & {s for _, b, _ in changes for s in b.stems}
    by = [[w.word for w in side].count("by") for side in words]
    for a, b, kind in changes:
        stems = a.stems | b.stems
        yield a, b, "rewording" if by[0] != by[1] and stems and stems <= turned else kind


def _lost_marks(words: list[list[Word]], steps: list[Step]) -> Iterator[tuple[int, ...]]:
    """Yield the places of the quotations of a bead that lost, or gained, all their marks."""
    both = [s for s in steps if s.first < s.last and s.begin < s.end]
    for n, m in ((0, 2), (2, 0)):
        side, other = words[n // 2], words[m // 2]
        for quotation, places in groupby(range(len(side)), key=lambda i: side[i].quoted):
            at = [*places]
            begin = bisect_right(both, at[0], key=itemgetter(n + 1))
            inside = both[begin : bisect_right(both, at[-1], key=itemgetter(n))]
            there = (inside[0][m], inside[-1][m + 1]) if inside else (0, 0)
            if quotation and inside and not any(w.quoted for w in other[slice(*there)]):
                yield (*there, at[0], at[-1] + 1) if n else (at[0], at[-1] + 1, *there)


def _by_kind(a: Part, b: Part) -> Iterator[tuple[Part, Part]]:
    """Divide a replacement where both sides have words of one kind."""
    if len(a.words) * len(b.words) < 2 or _is_typography(a, b) or equivalent(a, b):
        yield a, b
        return
    groups: list[tuple[str, Part, Part]] = []
    for step in edit_steps(*(list(map(_word_key, part.words)) for part in (a, b))):
        x = Part(a.side, a.first + step.first, a.first + step.last, a.start)
        y = Part(b.side, b.first + step.begin, b.first + step.end, b.start)
        kinds = set(map(_kind_of, x.words + y.words)) - (EMPTY if step.move != KEPT else set())
        kind = kinds.pop() if len(kinds) == 1 else "other" if kinds else ""
        if groups and groups[-1][0] in ("", kind):
            _, before, behind = groups.pop()
            x, y = before.to(x), behind.to(y)
        groups.append((kind, x, y))
    yield from ((x, y) for _, x, y in groups)


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
    deleted = [(i, a) for i, (a, b, _) in enumerate(changes) if not b.words]
    inserted = [(j, b) for j, (a, b, _) in enumerate(changes) if not a.words]
    scored = sorted((-a.like(b), i, j) for (i, a), (j, b) in product(deleted, inserted))
    found = dict(enumerate(changes))
    for score, i, j in scored:
        if score <= -0.5 and i in found and j in found:
            a, b = found.pop(i)[0], found.pop(j)[1]
            words = [{w.word for w in part.words if w.kind != "mark"} for part in (a, b)]
            moved = words[0] == words[1] and not a.of("name")
            found[len(changes) + i] = a, b, (type_of_move if moved else change_type)(a, b)
    return list(found.values())


def _is_typography(a: Part, b: Part) -> bool:
    """Return whether nothing but typography, spelling or a capital differs."""
    kinds = a.kinds | b.kinds
    quoted = any(w.quoted for w in a.words + b.words)
    marks = quotation_marks() if quoted else ""  # in a quotation they count as a word
    spelt = (
        "".join(f" {'mark' if w.quoted and w.spelt in marks else spelling(w.spelt)}" for w in part)
        for part in (a.words, b.words)
    )
    x, y = (re.sub(r"\.(?!(?<=\d\.)\d)", "", _PERCENT.sub("%", text)) for text in spelt)
    if fold(x) == fold(y):
        return x == y or not kinds or [w.kind for w in a.words] == [w.kind for w in b.words]
    return not kinds and not any(map(str.isalnum, x + y))
