"""Names to start a gazetteer from: capitalised sequences and abbreviations in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordlib.actors.gazetteer import GAZETTEER, abbreviates
from accordlib.actors.mentions import Mentions
from accordlib.actors.name_patterns import single_blanks
from accordlib.errors import expect, expect_words
from accordlib.tables import expect_columns
from accordlib.texts.capitalised_names import CAPITAL, OPENERS, SMALL_WORDS, one_of, read_anew
from accordlib.texts.passages import HasPassages, Passage, passages_of
from accordlib.texts.sentences import sentences

if TYPE_CHECKING:
    import pandas as pd

_WITH_CAPITAL = rf"(?:(?:{CAPITAL}\.){{2,}}|{CAPITAL}[\w&]*)(?:[-‐‑][^\W_]+|['’]{CAPITAL}[^\W_]+)*"
_BRACKET = re.compile(r"\s+\(([A-Z][A-Za-z0-9&-]{1,11})\)")


@read_anew
def _sequences() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what a sequence is, where it may be taken apart, and what may stand before it."""
    word, single = _WITH_CAPITAL, {w for several in SMALL_WORDS for w in several.split()}
    return (
        re.compile(rf"(?<!\w){word}(?:(?: {one_of(SMALL_WORDS)})? {word})*"),
        re.compile(rf" {one_of(w for w in SMALL_WORDS if w != 'of' and ' ' not in w)} "),
        re.compile(rf"(?:{one_of(single)} )*"),
    )


@dataclass(frozen=True, slots=True)
class _Sequence:
    name: str
    start: int
    end: int
    opens: bool


def candidate_names(
    passages: HasPassages | Passage | Iterable[Passage], mentions: Mentions | None = None
) -> pd.DataFrame:
    """List what may be names, so that somebody can decide which of them are.

    A candidate is a sequence of words with capitals, which may be joined by small words
    (``Office of Sea Rescue``); nothing here knows what a name is. How sequences are taken apart
    and which words at the beginning of a sentence count stands in ``docs/methods.md``.

    Parameters
    ----------
    passages : Document, Agreement, Passage, or iterable of Passage
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
        If something else than passages or mentions is given.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> candidate_names(agreement).head(2)[["name", "count"]].values.tolist()
    [['AI', 7], ['Indo-Pacific', 7]]
    """
    import pandas as pd

    chosen = passages_of(passages, "candidate_names()")
    covered: dict[str, list[tuple[int, int]]] = {}
    if mentions is not None:
        expect(mentions, Mentions, "candidate_names()", "Give what find_mentions() returns.")
        for m in mentions.rows():
            covered.setdefault(m.passage, []).append((m.start, m.end))
    found = {p.id: list(_found_in(p, covered.get(p.id, []))) for p in chosen}
    inside = {f.name for fs in found.values() for f in fs if not f.opens}
    short = {a: name for p in chosen for name, a in _in_brackets(p, found[p.id])}
    abbreviations = {name: a for a, name in short.items()}
    places: dict[str, list[str]] = {}
    for p in chosen:
        for f in found[p.id]:
            names = _names(f, inside)
            for name in names:
                if len(names) > 1 or " " in name or name in inside or name in short:
                    places.setdefault(short.get(name, name), []).append(p.id)
    rows = [
        (name, abbreviations.get(name, ""), len(ids), len(set(ids)), ids[0])
        for name, ids in places.items()
    ]
    rows.sort(key=lambda row: (-row[2], row[0]))
    return pd.DataFrame(rows, columns=["name", "abbreviation", "count", "passages", "first"])


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

    Examples
    --------
    >>> candidates = candidate_names(load_corpus()["article"])
    >>> gazetteer_start(candidates.head(2))[["id", "name", "type"]].values.tolist()
    [['japan', 'Japan', ''], ['indo-pacific', 'Indo-Pacific', '']]
    """
    import pandas as pd

    table = expect_columns(
        candidates, ("name", "abbreviation"), "candidates", "Give a table of candidate_names()."
    )
    empty = table["abbreviation"].isna()
    abbreviations = table["abbreviation"].astype(object).mask(empty, "").tolist()
    ids: set[str] = set()
    rows = []
    for name, abbreviation in zip(
        expect_words(table["name"].tolist(), "names"),
        expect_words(abbreviations, "abbreviations"),
        strict=True,
    ):
        stem = id = "-".join(re.findall(r"[^\W_]+", name.lower())) or "name"
        number = 1
        while id in ids:
            number += 1
            id = f"{stem}-{number}"
        ids.add(id)
        rows.append((id, name, "", "", "", abbreviation, ""))
    return pd.DataFrame(rows, columns=list(GAZETTEER), dtype="string")


def _found_in(passage: Passage, covered: list[tuple[int, int]]) -> Iterator[_Sequence]:
    """Yield the sequences with capitals that nothing known covers, without an article."""
    for sentence in sentences(passage):
        text, places = single_blanks(sentence.text)
        opening = re.search(r"[^\W_]", text)
        for match in _sequences()[0].finditer(text):
            lead, name = _bare(match[0])
            first = match.start() + lead
            if len(name) < 2:
                continue
            start = sentence.start + places[first]
            end = sentence.start + places[first + len(name) - 1] + 1
            if not any(a < end and start < b for a, b in covered):
                opens = opening is not None and first == opening.start()
                yield _Sequence(name, start, end, opens)


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


def _names(found: _Sequence, inside: set[str]) -> list[str]:
    """Return the names in a sequence, without a first word that only opens the sentence."""
    rest = _bare(found.name.partition(" ")[2])[1]
    parts = _taken_apart(rest, inside)
    if found.opens and any(part in inside for part in parts):
        return parts
    return _taken_apart(found.name, inside)


def _taken_apart(name: str, inside: set[str]) -> list[str]:
    """Take a joined sequence apart where one of its sides is a candidate of its own."""
    for joint in _sequences()[1].finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        if left in inside or right in inside:
            return [*_taken_apart(left, inside), *_taken_apart(right, inside)]
    return [name]


def _in_brackets(passage: Passage, found: list[_Sequence]) -> Iterator[tuple[str, str]]:
    """Yield names with the abbreviations that stand in brackets after them."""
    for f in found:
        bracket = _BRACKET.match(passage.text, f.end - passage.start)
        if bracket and abbreviates(bracket[1], f.name):
            yield f.name, bracket[1]
