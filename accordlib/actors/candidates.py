"""Names to start a gazetteer from: capitalised sequences and abbreviations in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from accordlib.actors.gazetteer import GAZETTEER, abbreviates
from accordlib.actors.mentions import Mentions
from accordlib.errors import AccordError
from accordlib.texts.capitalised_names import CAPITAL, OPENERS, SMALL_WORDS, one_of, read_anew
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import pandas as pd

_WITH_CAPITAL = rf"(?:(?:{CAPITAL}\.){{2,}}|{CAPITAL}[\w&]*)(?:[-‐‑][^\W_]+|['’]{CAPITAL}[^\W_]+)*"
_BRACKET = re.compile(r" \(([A-Z][A-Za-z0-9&-]{1,11})\)")
_COLUMNS = ["name", "abbreviation", "count", "passages", "first"]


@read_anew
def _sequences() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what a sequence is, where it may be taken apart, and what may stand before it."""
    word, single = _WITH_CAPITAL, {w for several in SMALL_WORDS for w in several.split()}
    return (
        re.compile(rf"(?<!\w){word}(?:(?: {one_of(SMALL_WORDS)})? {word})*"),
        re.compile(rf" {one_of(w for w in SMALL_WORDS if w != 'of' and ' ' not in w)} "),
        re.compile(rf"(?:{one_of(single)} )*"),
    )


@dataclass(slots=True)
class _Candidate:
    abbreviation: str = ""
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    start: int
    end: int
    opens: bool


def candidate_names(passages: Iterable[Passage], mentions: Mentions | None = None) -> pd.DataFrame:
    """List what may be names, so that somebody can decide which of them are.

    A candidate is a sequence of words with capitals, which may be joined by ``of``, ``for``,
    ``on`` or ``and`` (``Office of Sea Rescue``). A sequence joined by ``and``, ``for`` or ``on``
    is taken apart if one of its sides stands in the text on its own. A single word at the
    beginning of a sentence counts only if it stands with a capital elsewhere too, and is left
    out before a name that does (``Support Japan``). An abbreviation in brackets after a name is
    counted with the name. Nothing here knows what a name is:
    headings and nouns with capitals are listed as well, and a name in small letters is not.

    Parameters
    ----------
    passages : iterable of Passage
        What to search.
    mentions : Mentions, optional
        From `find_mentions`, in the same passages. What they cover is left out.

    Returns
    -------
    DataFrame
        One row a candidate, most frequent first. Columns: ``name``; ``abbreviation`` (as the
        text defines it, or empty); ``count`` (occurrences of either); ``passages`` (in how
        many); ``first`` (id of the first of them).

    Raises
    ------
    AccordError
        If something else than passages is given.
    """
    import pandas as pd

    chosen = passages_of(passages, "candidate_names()")
    covered = _covered(mentions)
    found = {p.id: list(_found(p, covered.get(p.id, []))) for p in chosen}
    inside = {f.name for fs in found.values() for f in fs if not f.opens}
    short = {a: name for p in chosen for name, a in _defined(p, found[p.id])}
    table: dict[str, _Candidate] = {}
    for p in chosen:
        for f in found[p.id]:
            names = _names(f, inside)
            for name in names:
                if len(names) > 1 or " " in name or name in inside or name in short:
                    full = short.get(name, name)
                    table.setdefault(full, _Candidate()).places.append(p.id)
    for abbreviation, name in short.items():
        table.setdefault(name, _Candidate()).abbreviation = abbreviation
    rows = [
        (name, c.abbreviation, len(c.places), len(set(c.places)), c.places[0])
        for name, c in table.items()
        if c.places
    ]
    rows.sort(key=lambda row: (-row[2], row[0]))
    return pd.DataFrame(rows, columns=_COLUMNS)


def gazetteer_start(candidates: pd.DataFrame) -> pd.DataFrame:
    """Turn candidates into the beginning of a gazetteer, whose types somebody has to fill in.

    Parameters
    ----------
    candidates : DataFrame
        From `candidate_names`, perhaps without the rows that are no names.

    Returns
    -------
    DataFrame
        The columns of `load_gazetteer`, with ``type``, ``belongs_to``, ``acts_for`` and
        ``source`` empty. Saved as it is, `load_gazetteer` refuses it and names the first empty
        type.

    Raises
    ------
    AccordError
        If something else than candidates is given.
    """
    import pandas as pd

    missing = [c for c in ("name", "abbreviation") if c not in getattr(candidates, "columns", ())]
    if missing:
        raise AccordError(f"There is no column {missing[0]!r}; give a table of candidate_names().")
    ids: set[str] = set()
    rows = []
    for name, abbreviation in zip(candidates["name"], candidates["abbreviation"], strict=True):
        stem = "-".join(re.findall(r"[^\W_]+", name.lower())) or "name"
        id = next(i for n in range(1, len(ids) + 2) if (i := _numbered(stem, n)) not in ids)
        ids.add(id)
        rows.append((id, name, "", "", "", abbreviation, ""))
    return pd.DataFrame(rows, columns=list(GAZETTEER), dtype="string")


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def _covered(mentions: Mentions | None) -> dict[str, list[tuple[int, int]]]:
    """Return for each passage what is mentioned in it, as offsets in its document."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for m in () if mentions is None else mentions.rows():
        spans.setdefault(m.passage, []).append((m.start, m.end))
    return spans


def _found(passage: Passage, covered: list[tuple[int, int]]) -> Iterator[_Found]:
    """Yield the sequences with capitals that nothing known covers, without an article."""
    for sentence in sentences(passage):
        opening = re.search(r"[^\W_]", sentence.text)
        first = opening.start() if opening else 0
        for match in _sequences()[0].finditer(re.sub(r"\s", " ", sentence.text)):
            lead, name = _bare(match[0])
            start = sentence.start + match.start() + lead
            end = start + len(name)
            if len(name) > 1 and not any(a < end and start < b for a, b in covered):
                yield _Found(name, start, end, match.start() == first and not lead)


def _bare(text: str) -> tuple[int, str]:
    """Return a sequence without its leading function words, after how many characters it begins."""
    lead = 0
    while (word := re.match(r"[^\W_]+", text[lead:])) and word[0] in OPENERS:
        rest = text[lead + word.end() :]
        lead += word.end() + len(rest) - len(rest.lstrip())
        if not rest.strip():
            return lead, ""
    small = _sequences()[2].match(text, lead)
    lead = small.end() if small else lead
    return lead, text[lead:]


def _names(found: _Found, inside: set[str]) -> list[str]:
    """Return the names in a sequence, without a first word that only opens the sentence."""
    rest = _bare(found.name.partition(" ")[2])[1]
    parts = _parts(rest, inside)
    if found.opens and any(part in inside for part in parts):
        return parts
    return _parts(found.name, inside)


def _parts(name: str, inside: set[str]) -> list[str]:
    """Take a joined sequence apart where one of its sides is a candidate of its own."""
    for joint in _sequences()[1].finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        if left in inside or right in inside:
            return [*_parts(left, inside), *_parts(right, inside)]
    return [name]


def _defined(passage: Passage, found: list[_Found]) -> Iterator[tuple[str, str]]:
    """Yield names with the abbreviations that stand in brackets after them."""
    for f in found:
        bracket = _BRACKET.match(passage.text, f.end - passage.start)
        if bracket and abbreviates(bracket[1], f.name):
            yield f.name, bracket[1]
