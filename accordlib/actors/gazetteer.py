"""The list of names to look for: `load_gazetteer`, and what abbreviates what."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from accordlib.actors.mentions import TYPES
from accordlib.errors import AccordError
from accordlib.texts.files import data_folder, read_table

if TYPE_CHECKING:
    import pandas as pd


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
        Columns: ``id``; ``name`` (preferred); ``type`` (see ``CODEBOOK.md``); ``belongs_to`` (id
        of the state or organisation it is part of, or empty); ``acts_for`` (for a capital the id
        of its state, or empty); ``aliases`` (other names, separated by ``|``); ``source`` (where
        the facts of the row can be looked up).

    Raises
    ------
    AccordError
        If the file is not well-formed CSV, an id or alias stands twice, a type is unknown, or a
        reference leads nowhere; the message gives line and column.
    """
    import pandas as pd

    path = Path(path) if path is not None else data_folder() / "annotations" / "gazetteer.csv"
    header, *rows = read_table(path)
    if tuple(header) != GAZETTEER:
        hint = " Save it with commas between them, not semicolons." if ";" in header[0] else ""
        raise AccordError(f"{path}, line 1: the columns must be {', '.join(GAZETTEER)}.{hint}")
    ids = {row[0] for row in rows}
    owner: dict[str, str] = {}
    line = 2
    for row in rows:
        id, name, type, belongs_to, acts_for, aliases, _ = row
        for column, value, wrong in (
            ("id", id, not id or sum(r[0] == id for r in rows) > 1),
            ("name", name, not name),
            ("type", type, type not in TYPES),
            ("belongs_to", belongs_to, belongs_to not in ids | {""}),
            ("acts_for", acts_for, acts_for not in ids | {""}),
        ):
            if wrong:
                hint = f" The types are: {', '.join(TYPES)}." if column == "type" else ""
                raise AccordError(
                    f"{path}, line {line}, column {column}: {value!r} cannot stand.{hint}"
                )
        for alias in _aliases(name, aliases):
            if owner.setdefault(alias, id) != id:
                raise AccordError(
                    f"{path}, line {line}, column aliases: "
                    f"{alias!r} already names {owner[alias]!r}."
                )
        line += 1 + sum(cell.count("\n") for cell in row)
    return pd.DataFrame(rows, columns=list(GAZETTEER), dtype="string")


def abbreviates(short: str, name: str) -> bool:
    """Tell whether the capitals of an abbreviation are initials of the name, in their order."""
    initials = iter(word[0].upper() for word in re.findall(r"[^\W_]+", name))
    capitals = [letter for letter in short if letter.isupper()]
    return len(capitals) > 1 and all(letter in initials for letter in capitals)


def _aliases(name: str, aliases: str) -> list[str]:
    return [name, *(a.strip() for a in aliases.split("|") if a.strip())]
