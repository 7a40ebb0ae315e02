"""The list of names to look for: `load_gazetteer`, and how to begin one from the text itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, count
from pathlib import Path

import pandas as pd

from accordlib.actors.mentions import ENTITY_TYPES, WHERE_MENTIONS, Mentions
from accordlib.errors import AccordError, expect, expect_words
from accordlib.tables import expect_columns
from accordlib.texts.capitalised_names import name_pattern
from accordlib.texts.files import data_folder, expect_path, read_table
from accordlib.texts.folding import Folding, fold_layout
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.scripts import is_unspaced
from accordlib.texts.sentences import sentences
from accordlib.words.tokens import Passages

GAZETTEER = ("id", "name", "type", "belongs_to", "acts_for", "aliases", "source")


def load_gazetteer(path: str | Path | None = None) -> pd.DataFrame:
    """Load a list of entities with the names by which texts call them.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file with the columns below; by default the project's own.

    Returns
    -------
    DataFrame
        Columns: ``id``, ``name`` (preferred), ``type`` (see ``CODEBOOK.md``), ``belongs_to`` (id of
        what it is part of), ``acts_for`` (of a capital, the id of its state), ``aliases`` (other
        names, separated by ``|``), ``source`` (of the facts).

    Raises
    ------
    AccordError
        If something in the file cannot stand; the message gives line and column.

    See Also
    --------
    candidate_names, gazetteer_start

    Examples
    --------
    >>> names = load_gazetteer().set_index("id")
    >>> names.loc["uk", ["name", "type"]].tolist()
    ['United Kingdom', 'state']
    """
    own = data_folder() / "annotations" / "gazetteer.csv"
    path = own if path is None else expect_path(path, "load_gazetteer()")
    header, *lines = read_table(path)
    if tuple(header) != GAZETTEER:
        raise AccordError(f"{path}, line 1: the columns must be {', '.join(GAZETTEER)}.")
    ids, owner = Counter(cells[0].strip() for cells in lines), dict[str, str]()
    rows, line = [], 2
    for cells in lines:
        row = [cell.strip() for cell in cells]
        if any(row):
            if wrong := _wrong_cell(row, ids, owner):
                raise AccordError(f"{path}, line {line}, column {wrong}.")
            rows.append(row)
        line += 1 + "".join(cells).count("\n")
    return pd.DataFrame(rows, columns=list(GAZETTEER), dtype="string")


def _wrong_cell(row: Sequence[str], ids: Mapping[str, int], owner: dict[str, str]) -> str:
    """Say in which column what cannot stand, if anything; note whom the names of the row name."""
    id, name, type, belongs_to, acts_for, aliases, _ = row
    for column, value, wrong in (
        ("id", id, not id or ids[id] > 1),
        ("name", name, not name),
        ("type", type, type not in ENTITY_TYPES),
        ("belongs_to", belongs_to, belongs_to and belongs_to not in ids),
        ("acts_for", acts_for, acts_for and acts_for not in ids),
    ):
        if wrong:
            hint = f". The types are: {', '.join(ENTITY_TYPES)}" if column == "type" else ""
            return f"{column}: {value!r} cannot stand{hint}"
    for alias in names_of(name, aliases):
        if owner.setdefault(alias, id) != id:
            return f"aliases: {alias!r} already names {owner[alias]!r}"
    return ""


def expect_gazetteer(
    table: object, what: str, columns: Collection[str] = GAZETTEER
) -> pd.DataFrame:
    """Return a gazetteer whose columns hold texts; refuse anything else."""
    texts, name = dict.fromkeys(columns, str), f"the gazetteer of {what}"
    return expect_columns(table, texts, name, "Use load_gazetteer().")


def names_of(name: str, aliases: str) -> list[str]:
    """Return the preferred name and the aliases of a row."""
    return [name, *filter(None, map(str.strip, aliases.split("|")))]


def shown_names(gazetteer: pd.DataFrame) -> dict[str, str]:
    """Return the names of a gazetteer by id: for a long one its abbreviation, if it has one."""
    shown = dict(zip(gazetteer["id"], gazetteer["name"], strict=True))
    for (id, name), aliases in zip(shown.items(), gazetteer["aliases"], strict=True):
        capitals = (a for a in names_of(name, aliases) if a.isalpha() and a.isupper())
        if len(name) > 24:
            shown[id] = next((a for a in capitals if abbreviates(a, name)), name)
    return shown


def names_in(mentions: Mentions) -> dict[str, str]:
    """Return the names of what was found: of a gazetteer, or as first written, not in capitals."""
    listed: dict[str, str] | None = mentions.table.attrs.get("names")
    found = mentions.table[["id", "surface"]].drop_duplicates()[::-1].itertuples(index=False)
    written = {id: " ".join(s.split()) for id, s in found if not s.isupper() and slug(s) == id}
    return {} if listed is None else written | listed


@cache
def course_names() -> dict[str, str]:
    """Return the names of the course's own gazetteer by id."""
    return shown_names(load_gazetteer())


def candidate_names(passages: Passages, mentions: Mentions | None = None) -> pd.DataFrame:
    """List what may be names, so that somebody can decide which of them are.

    A candidate is a sequence of words with capitals, perhaps joined by small words
    (``Office of Sea Rescue``); ``docs/methods.md`` says how sequences are taken apart.

    Parameters
    ----------
    passages : Document, Agreement, Passage, or iterable of Passage
    mentions : Mentions, optional
        In the same passages. What they cover is left out.

    Returns
    -------
    DataFrame
        One row a candidate, most frequent first: ``name`` (in plain characters), ``abbreviation``
        (if the text defines one), ``count`` (of either), ``passages`` (in how many), ``first`` (the
        id of the first).

    Raises
    ------
    AccordError
        If most letters are of scripts without capitals and without blanks, such as Japanese.

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> candidate_names(agreement).head(2)[["name", "count"]].values.tolist()
    [['AI', 7], ['Indo-Pacific', 7]]
    """
    chosen = passages_of(passages, "candidate_names()")
    if is_unspaced("".join(p.text for p in chosen)):
        raise AccordError(
            f"Candidates are told by their capitals, and the script of {chosen[0].document!r} has "
            "none. List the names in a table with the columns of load_gazetteer(), and give it to "
            "find_mentions()."
        )
    covered: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    if mentions is not None:
        for m in expect(mentions, Mentions, "candidate_names()", WHERE_MENTIONS).rows():
            covered[m.passage].append((m.start, m.end))
    parts = [(p.id, sentence) for p in chosen for sentence in sentences(p)]
    foldings = fold_layout([sentence.text for _, sentence in parts])
    found = [
        (id, *one)
        for (id, sentence), folding in zip(parts, foldings, strict=True)
        for one in _sequences(sentence, folding, covered[id])
    ]
    inside = {name for _, name, opens, _ in found if not opens}
    long = {short: name for _, name, _, short in found if short}
    abbreviations = {name: short for short, name in long.items()}
    places: defaultdict[str, list[str]] = defaultdict(list)
    for id, sequence, opens, _ in found:
        names = [sequence] if sequence in abbreviations else _names(sequence, opens, inside)
        for name in names:
            if len(names) > 1 or " " in name or name in inside or name in long:
                places[long.get(name, name)].append(id)
    rows = [
        (name, abbreviations.get(name, ""), len(ids), len(set(ids)), ids[0])
        for name, ids in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return pd.DataFrame(rows, columns=["name", "abbreviation", "count", "passages", "first"])


def gazetteer_start(candidates: pd.DataFrame) -> pd.DataFrame:
    """Turn candidates into the beginning of a gazetteer, whose types somebody has to fill in.

    Parameters
    ----------
    candidates : DataFrame of `candidate_names`
        Perhaps without the rows that are no names.

    Returns
    -------
    DataFrame
        The columns of `load_gazetteer`; only ``id``, ``name`` and ``aliases`` are filled.

    Examples
    --------
    >>> candidates = candidate_names(load_corpus()["article"])
    >>> gazetteer_start(candidates.head(2))[["id", "name", "type"]].values.tolist()
    [['japan', 'Japan', ''], ['indo-pacific', 'Indo-Pacific', '']]
    """
    columns, hint = {"name": str, "abbreviation": object}, "Give a table of candidate_names()."
    table = expect_columns(candidates, columns, "candidates", hint)
    short = table["abbreviation"].tolist()
    rows: dict[str, tuple[str, ...]] = {}
    for name, aliases in zip(table["name"], expect_words(short, "abbreviations"), strict=True):
        stem = slug(name) or "name"
        ids = chain([stem], (f"{stem}-{number}" for number in count(2)))
        id = next(id for id in ids if id not in rows)
        rows[id] = (id, name, "", "", "", aliases, "")
    return pd.DataFrame(rows.values(), columns=list(GAZETTEER), dtype="string")


def _sequences(
    sentence: Passage, folding: Folding, covered: list[tuple[int, int]]
) -> Iterator[tuple[str, bool, str]]:
    """Yield what nothing known covers, whether it opens a sentence, and its abbreviation."""
    text, opening = folding.text, re.search(r"[^\W_]", folding.text)
    for match in name_pattern("sequence", text).finditer(text):
        name = name_pattern("opened", text).sub("", match[0], count=1)
        if len(name) < 2:
            continue
        first = match.end() - len(name)
        start, end = (sentence.start + at for at in folding.original(first, match.end()))
        before = covered[: bisect_left(covered, (end,))][-1:]
        if not any(start < stop for _, stop in before):
            bracket = name_pattern("bracket", text).match(text, match.end())
            short = bracket[1] if bracket and abbreviates(bracket[1], name) else ""
            yield name, opening is not None and first == opening.start(), short


def _names(sequence: str, opens: bool, inside: set[str]) -> list[str]:
    """Return the names in a sequence, without a first word that only opens the sentence."""
    rest = sequence.partition(" ")[2]
    parts = _taken_apart(name_pattern("opened", rest).sub("", rest, count=1), inside)
    if opens and any(part in inside for part in parts):
        return parts
    return _taken_apart(sequence, inside)


def _taken_apart(name: str, inside: set[str]) -> list[str]:
    """Take a joined sequence apart where one of its sides is a candidate of its own.

    Two single words joined by "and" may be one name or two: both are given.
    """
    for joint in name_pattern("joint_inside", name).finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        if left in inside or right in inside:
            return [*_taken_apart(left, inside), *_taken_apart(right, inside)]
    pair = name.split(" and ")
    return [name, *pair] if len(pair) == len(name.split()) - 1 == 2 else [name]


def slug(name: str) -> str:
    """Return the words of a name as an id, in lower case with hyphens."""
    return "-".join(re.findall(r"[^\W_]+", name.lower()))


def abbreviates(short: str, name: str) -> bool:
    """Tell whether the capitals of an abbreviation are initials of the name, in their order."""
    initials = iter(word[0].upper() for word in re.findall(r"[^\W_]+", name))
    capitals = [letter for letter in short if letter.isupper()]
    return len(capitals) > 1 and all(letter in initials for letter in capitals)
