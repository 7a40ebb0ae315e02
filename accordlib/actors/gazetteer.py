"""The list of names to look for: `load_gazetteer`, and what abbreviates what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accordlib.actors.mentions import ENTITY_TYPES
from accordlib.errors import AccordError, named
from accordlib.tables import expect_columns
from accordlib.texts.files import data_folder, read_table

if TYPE_CHECKING:
    import pandas as pd


GAZETTEER = ("id", "name", "type", "belongs_to", "acts_for", "aliases", "source")


def load_gazetteer(path: str | Path | None = None) -> pd.DataFrame:
    """Load a list of entities with the names by which texts call them.

    Parameters
    ----------
    path : str or Path, optional
        A CSV file with the columns below; by default the project's own. Blanks around a cell and
        empty rows do not count.

    Returns
    -------
    DataFrame
        Columns: ``id``; ``name`` (preferred); ``type`` (see ``CODEBOOK.md``); ``belongs_to`` (id
        of the state or organisation it is part of, or empty); ``acts_for`` (for a capital the id
        of its state, or empty); ``aliases`` (other names, separated by ``|``); ``source`` (where
        the facts of the row can be looked up).

    Raises
    ------
    AccordError
        If the file is not well-formed CSV, an id or alias stands twice, a type is unknown, or a
        reference leads nowhere; the message gives line and column.

    See Also
    --------
    candidate_names, gazetteer_start : Begin a gazetteer of one's own.

    Examples
    --------
    >>> names = load_gazetteer().set_index("id")
    >>> names.loc["uk", ["name", "type"]].tolist()
    ['United Kingdom', 'state']
    """
    import pandas as pd

    if path is not None and not isinstance(path, (str, Path)):
        raise AccordError(f"load_gazetteer() takes the path of a CSV file, not {named(path)}.")
    path = data_folder() / "annotations" / "gazetteer.csv" if path is None else Path(path)
    header, *lines = read_table(path)
    if tuple(header) != GAZETTEER:
        hint = " Save it with commas between them, not semicolons." if ";" in header[0] else ""
        raise AccordError(f"{path}, line 1: the columns must be {', '.join(GAZETTEER)}.{hint}")
    ids, owner = Counter(cells[0].strip() for cells in lines), dict[str, str]()
    rows, line = [], 2
    for cells in lines:
        row = [cell.strip() for cell in cells]
        if any(row):
            wrong = _wrong_cell(row, ids, owner)
            if wrong:
                raise AccordError(f"{path}, line {line}, column {wrong}.")
            rows.append(row)
        line += 1 + sum(cell.count("\n") for cell in cells)
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
    hint = "Use load_gazetteer()."
    gazetteer = expect_columns(table, columns, f"{what}: the gazetteer", hint)
    for column in columns:
        if not all(isinstance(cell, str) for cell in gazetteer[column].tolist()):
            raise AccordError(
                f"{what}: the gazetteer has cells in the column {column!r} that are no text. {hint}"
            )
    return gazetteer


def abbreviates(short: str, name: str) -> bool:
    """Tell whether the capitals of an abbreviation are initials of the name, in their order."""
    initials = iter(word[0].upper() for word in re.findall(r"[^\W_]+", name))
    capitals = [letter for letter in short if letter.isupper()]
    return len(capitals) > 1 and all(letter in initials for letter in capitals)


def names_of(name: str, aliases: str) -> list[str]:
    """Return the preferred name and the aliases of a row."""
    return [name, *filter(None, map(str.strip, aliases.split("|")))]
