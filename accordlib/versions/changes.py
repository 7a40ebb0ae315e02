"""What differs between two versions, each change with its type: `find_changes`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain, product

import pandas as pd

from accordlib.errors import expect
from accordlib.texts.capitalised_names import OFFICES, expect_entries, word_classes
from accordlib.texts.dates import MONTHS
from accordlib.texts.passages import Passage
from accordlib.texts.quotation_marks import APOSTROPHE, MARK_PAIRS
from accordlib.versions.alignment import Alignment
from accordlib.versions.edits import compare_words
from accordlib.words.token_rule import TOKEN, fold, stopwords

_ENDINGS, _STEM = ("ed", "ing"), 4
_YEARS = re.compile(r"1\d{3}|20\d{2}")
_PERCENT = re.compile(r"(?<=\d)\s*per\s?cent\b", re.IGNORECASE)
_FIRST_TOKEN = re.compile(rf"\s*({TOKEN.pattern})", re.VERBOSE)
_SAME_SIGNS = {"‘": "'", "–": "-"}
Change = tuple["Stretch", "Stretch", str]


def find_changes(alignment: Alignment) -> pd.DataFrame:
    """List what changed between two versions, each change with a type.

    The types are ``name``, ``number``, ``quotation``, ``attribution``, ``modality``, ``time``,
    ``omission``, ``addition`` and ``rewording``: a change has the first whose rule fits. The page
    on methods has the rules (docs/methods.md). Differences of typography are left out.

    Parameters
    ----------
    alignment : Alignment

    Returns
    -------
    DataFrame
        One row a change, in the order of the beads: ``original_id``, ``rewrite_id`` (of the
        sentence where it begins; empty if the bead has none), ``original``, ``rewrite`` (the
        smallest stretches), ``original_start``, ``original_end``, ``rewrite_start``,
        ``rewrite_end`` (character offsets; twice the same where there is nothing), ``type``.

    See Also
    --------
    compare_words, plot_changes

    Examples
    --------
    >>> corpus = load_corpus()
    >>> changes = find_changes(align_sentences(corpus["article"], corpus["article-rewrite"]))
    >>> changes.loc[2, ["original", "rewrite", "type"]].tolist()
    ['pushback', 'counterattack', 'rewording']
    """
    expect(alignment, Alignment, "find_changes()", "Give align_sentences(original, rewrite).")
    folded, foldings = alignment.folded()
    names = names_in(chain.from_iterable(folded.passages))
    quotations = [list(_quotations(*bead)) for bead in beads_of(folded, names)]
    beads = beads_of(folded, names, list(chain.from_iterable(quotations)))
    rows = []
    for found, bead in zip(quotations, beads, strict=True):
        changes = [*found, *_changes(*bead)]
        for a, b, kind in sorted(changes, key=lambda change: (change[0].start, change[1].start)):
            i, j = foldings[0].original(a.start, a.end)
            k, m = foldings[1].original(b.start, b.end)
            x, y = alignment.original.text[i:j], alignment.rewrite.text[k:m]
            rows.append((a.sentence, b.sentence, x, y, i, j, k, m, kind))
    columns = ["original_id", "rewrite_id", "original", "rewrite", "original_start"]
    columns += ["original_end", "rewrite_start", "rewrite_end", "type"]
    return pd.DataFrame(rows, columns=columns)


def beads_of(
    alignment: Alignment, names: frozenset[str] = frozenset(), quotations: Iterable[Change] = ()
) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield both sides of each bead, without furniture and the marks of some quotations."""
    marks = str.maketrans(dict.fromkeys(chain.from_iterable(double_marks()), " "))
    sides: list[list[Stretch]] = [[], []]
    for n, document in enumerate((alignment.original, alignment.rewrite)):
        text, end = document.text, 0
        for f in document.furniture:
            text = text[: f.start] + " " * (f.end - f.start) + text[f.end :]
        for *parts, _ in quotations:
            a, b = parts[n].start, parts[n].end
            text = text[:a] + text[a:b].translate(marks) + text[b:]
        by_id = {p.id: p for p in alignment.passages[n]}
        for ids in alignment.table["rewrite" if n else "original"]:
            found = tuple(by_id[id] for id in ids)
            start, end = (found[0].start, found[-1].end) if found else (end, end)
            sides[n].append(Stretch(text, start, end, names, found))
    return zip(*sides, strict=True)


def _quotations(old: Stretch, new: Stretch) -> Iterator[Change]:
    """Yield the quotations of a bead that lost, or gained, all their marks."""
    pairs = double_marks()
    quoted, marks = quoted_pattern(pairs), frozenset(chain.from_iterable(pairs))
    if not quoted.search(old.spelt) and not quoted.search(new.spelt):
        return
    edits = compare_words(old.spelt, new.spelt)
    for script, here, there in ((edits, old, new), (edits.reverse(), new, old)):
        for a, b in (m.span() for m in quoted.finditer(here.spelt)):
            inside = [e for e in script.operations if e.original_start < b and a < e.original_end]
            kept = "".join(
                here.spelt[max(e.original_start, a) : min(e.original_end, b)]
                for e in inside
                if not marks.isdisjoint(e.rewrite)
            )
            there_too = [e for e in inside if e.operation in ("equal", "replace")]
            if there_too and marks.isdisjoint(kept):
                first, last = there_too[0], there_too[-1]
                # A replacement counts as a whole.
                before = max(a - first.original_start, 0) * (first.operation == "equal")
                behind = max(last.original_end - b, 0) * (last.operation == "equal")
                part = there.part(first.rewrite_start + before, last.rewrite_end - behind)
                both = (here.part(a, b), part)
                yield (*(both if here is old else both[::-1]), "quotation")


def _changes(old: Stretch, new: Stretch) -> Iterator[Change]:
    """Yield what changed in a bead, besides its quotations."""
    if not old.spelt or not new.spelt:
        yield old, new, "addition" if new.spelt else "omission"
        return
    operations = compare_words(old.spelt, new.spelt).operations
    spans: list[tuple[int, int, int, int]] = []
    joined = False
    for e in operations:
        if e.operation in ("equal", "moved"):
            joined = joined and not e.move and not content(e.original)
        else:
            first = spans.pop() if joined else e[3:7]
            spans.append((first[0], e.original_end, first[2], e.rewrite_end))
            joined = True
    parts = [(old.part(a, b), new.part(c, d)) for a, b, c, d in spans]
    differ = [(a, b) for a, b in parts if not is_typography(a.spelt, b.spelt)]
    changed = [(a, b, False) for a, b in _paired(differ)]
    to = {e.move: new.part(*e[5:7]) for e in operations if e.move and e.rewrite}
    changed += [(old.part(*e[3:5]), to[e.move], True) for e in operations if e.move and e.original]
    for a, b, moved in changed:
        yield a, b, next(name for name, fits in _RULES.items() if fits(a, b, moved))


def _paired(parts: list[tuple[Stretch, Stretch]]) -> list[tuple[Stretch, Stretch]]:
    """Join deletions and insertions that say much the same in another place."""
    deleted = {i: content(a.spelt) for i, (a, b) in enumerate(parts) if not b.spelt}
    inserted = {i: content(b.spelt) for i, (a, b) in enumerate(parts) if not a.spelt}
    scored = sorted(
        (-len(x & y) / max(min(len(x), len(y)), 1), i, j)
        for (i, x), (j, y) in product(deleted.items(), inserted.items())
    )
    found = dict(enumerate(parts))
    for score, i, j in scored:
        if score <= -0.5 and i in found and j in found:
            found[len(parts) + i] = found.pop(i)[0], found.pop(j)[1]
    return list(found.values())


def double_marks() -> tuple[tuple[str, str], ...]:
    """Return the pairs of quotation marks that count: those that end with no apostrophe."""
    return tuple((p.opening, p.closing) for p in MARK_PAIRS if p.closing != APOSTROPHE)


@cache
def quoted_pattern(pairs: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return the pattern of what stands in quotation marks, of which one may be missing."""
    escaped = [(re.escape(x), re.escape(y)) for x, y in pairs]
    closing = {mark: "".join(y for x, y in escaped if x == mark) for mark, _ in escaped}
    opening = {mark: "".join(x for x, y in escaped if y == mark) for _, mark in escaped}
    opened = [f"{x}[^{x}{ys}]*[{ys}]?" for x, ys in closing.items()]
    # What lacks its opening mark begins where a line does, or at the mark before it.
    edge = f"(?<![^\\n{''.join((*closing, *opening))}])"
    closed = [f"{edge}[^{xs}{y}]*{y}" for y, xs in opening.items() if y not in closing]
    return re.compile("|".join(opened + closed))


@dataclass(frozen=True)
class Stretch:
    """A stretch of a version in its text, with the names of both and the sentences it is from."""

    text: str
    start: int
    end: int
    names: frozenset[str]
    sentences: tuple[Passage, ...]

    def part(self, start: int, end: int) -> Stretch:
        """Return a part, by its offsets in the stretch, without white space at its ends."""
        found = self.text[self.start + start : self.start + end]
        first = self.start + start + (len(found) - len(found.lstrip()) if found.strip() else 0)
        return replace(self, start=first, end=first + len(found.strip()))

    @property
    def spelt(self) -> str:
        """What stands in it: nothing, where the other version has more."""
        return self.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The id of the sentence in which it begins, if there is one."""
        return next((p.id for p in self.sentences[::-1] if p.start <= self.start), "")

    @cached_property
    def words(self) -> list[str]:
        """Its words as types."""
        return _types(self.spelt)

    @cached_property
    def neighbours(self) -> list[str]:
        """The word before it and the word after it, as they are spelt."""
        before = TOKEN.findall(self.text, max(0, self.start - 80), self.start)[-1:]
        return before + TOKEN.findall(self.text, self.end, self.end + 80)[:1]

    @cached_property
    def proper(self) -> list[str]:
        """The names and titles in it."""
        titles = {o.split()[-1].lower() for o in expect_entries(OFFICES)} | word_classes()["title"]
        found = TOKEN.findall(self.spelt)
        return [bare(w) for w in found if w in self.names or bare(w) in titles]

    @cached_property
    def numbers(self) -> list[str]:
        """Its numbers (and one right after it), each with a preposition before it."""
        after = _FIRST_TOKEN.match(self.text, self.end)
        tail = after.end() if after and _is_number(after[1]) else self.end
        words = _types(self.text[self.start : tail])
        return [
            f"{before} {word}" if before in word_classes()["preposition"] else word
            for before, word in zip(["", *words], words, strict=False)
            if _is_number(word)
        ]

    @cached_property
    def dates(self) -> list[str]:
        """Its words and years that date or order events, sorted."""
        times = word_classes()["time"].union(map(bare, expect_entries(chain.from_iterable(MONTHS))))
        return sorted(w for w in self.words if w in times or _YEARS.fullmatch(w))

    @property
    def quoted(self) -> bool:
        """Whether any of it, or a mark of quotation, is in a quotation."""
        first = self.text.rfind("\n", 0, self.start) + 1
        last = self.text.find("\n", self.end)
        last = last if last >= 0 else len(self.text)
        found = quoted_pattern(double_marks()).finditer(self.text, first, last)
        inside = any(m.start() < self.end and self.start < m.end() for m in found)
        return inside and bool(self.spelt)

    def has(self, *classes: str) -> list[str]:
        """Return its words of some classes, sorted."""
        wanted = set().union(*map(word_classes().__getitem__, classes))
        return sorted(w for w in self.words if w in wanted)


# The rule of each type, in the order in which they are tried; a move has two places of one text.
_RULES: dict[str, Callable[[Stretch, Stretch, bool], object]] = {
    "name": lambda a, b, moved: not moved and _renamed(a, b),
    "number": lambda a, b, moved: not moved and _counted(a, b),
    "quotation": lambda a, b, moved: a.quoted != b.quoted if moved else a.quoted or b.quoted,
    "attribution": lambda a, b, moved: _attributes(a, moved) or _attributes(b, moved),
    "modality": lambda a, b, moved: not moved and _modal(a, b),
    "time": lambda a, b, moved: a.dates != b.dates or (moved and a.dates),
    "omission": lambda a, b, moved: not b.spelt,
    "addition": lambda a, b, moved: not a.spelt,
    "rewording": lambda a, b, moved: True,
}
CHANGE_TYPES = tuple(_RULES)


def _renamed(a: Stretch, b: Stretch) -> bool:
    beside = [not part.names.isdisjoint(part.neighbours) for part in (a, b)]
    if a.proper == b.proper:
        return bool(a.proper) and a.words == b.words and all(beside)
    return bool(a.proper and b.proper) or any(beside)


def _counted(a: Stretch, b: Stretch) -> bool:
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return True
    one, several = sorted((a.words, b.words))
    if len(one) == 1 and several == [f"{one[0]}s"]:
        return True
    beside = all(any(map(_is_number, [*part.words, *part.neighbours])) for part in (a, b))
    return beside and a.has("unit", "bound") != b.has("unit", "bound")


def _attributes(part: Stretch, moved: bool) -> bool:
    reporting = word_classes()["reporting"]
    if not reporting.isdisjoint(part.words):
        return not moved
    actor = part.proper or part.has("pronoun")
    return bool(actor) and not reporting.isdisjoint(map(bare, part.neighbours))


def _modal(a: Stretch, b: Stretch) -> bool:
    """Return whether such words differ, or the ending -ed or -ing of a word that both have."""
    return a.has("modality") != b.has("modality") or any(
        x != y and x[:_STEM] == y[:_STEM] and (x.endswith(_ENDINGS) or y.endswith(_ENDINGS))
        for x, y in product(a.words, b.words)
    )


def _is_number(word: str) -> bool:
    figures = word[0].isdigit() and not _YEARS.fullmatch(word)
    return figures or bare(word) in word_classes()["number"]


def bare(word: str) -> str:
    """Return the type without points and without a possessive ending."""
    return fold(word).replace(".", "").removesuffix("'s") if not word[0].isdigit() else word


def _types(text: str) -> list[str]:
    return [bare(w) for w in TOKEN.findall(_PERCENT.sub("%", text))]


def content(text: str) -> set[str]:
    """Return the types of a text that are not on the stop list."""
    return set(_types(text)) - stopwords()


def is_typography(old: str, new: str) -> bool:
    """Return whether nothing but typography differs."""
    alike = str.maketrans(_SAME_SIGNS | dict.fromkeys(chain.from_iterable(double_marks()), '"'))
    a, b = (_PERCENT.sub("%", text.translate(alike)).replace(".", "") for text in (old, new))
    return a == b or not any(c.isalnum() or c == '"' for c in a + b)


def names_in(passages: Iterable[Passage]) -> frozenset[str]:
    """Return the words that are capitalised elsewhere than at the beginning of a sentence."""
    begins = "".join(pair.opening for pair in MARK_PAIRS) + "‘.:–"  # and "" is in it
    return frozenset(
        m[0]
        for passage in passages
        for m in TOKEN.finditer(passage.text)
        if m[0][0].isupper() and bare(m[0]) not in stopwords()
        if passage.text[: m.start()].rstrip()[-1:] not in begins
    )
