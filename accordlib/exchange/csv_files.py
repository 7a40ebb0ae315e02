"""Tables as CSV, each with a description by which other programs read and check it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from accordlib.errors import AccordError
from accordlib.exchange.border import expect_ending, flat, one_kind
from accordlib.tables import expect_columns
from accordlib.texts.files import id_of, write_whole

_RESOURCE = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
_FIELD_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}


def export_table(table: pd.DataFrame, path: str | Path) -> tuple[Path, ...]:
    """Write a table as CSV in UTF-8, and beside it its description (Frictionless).

    Parameters
    ----------
    table : DataFrame
        Columns of texts, numbers, truth values, or lists of texts, which become text. An index
        with a name is a column too.
    path : str or Path
        It ends in ``.csv``; the description ends in ``.resource.json``.

    Returns
    -------
    tuple of Path
        The two files.

    Raises
    ------
    AccordError
        If a cell is of another kind, or two columns have one name.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> words = term_frequencies(load_corpus()["accord"])
    >>> with TemporaryDirectory() as folder:
    ...     [file.name for file in export_table(words, f"{folder}/words.csv")]
    ['words.csv', 'words.resource.json']
    """
    place = expect_ending(path, [".csv"], "export_table()")
    checked = expect_columns(table, (), "the table", "Give one, such as find_quotations(document).")
    whole = table.reset_index() if any(table.index.names) else checked
    names = list(map(str, whole))
    if not names or len(set(names)) < len(names) or "" in names:
        there = ", ".join(names) or "none"
        raise AccordError(f"Each column needs a name of its own; there are: {there}. Rename them.")
    columns = [_column(whole.iloc[:, n], name) for n, name in enumerate(names)]
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*(cells for _, cells in columns), strict=True))
    content = lines.getvalue().encode("utf-8")
    resource = _RESOURCE | {
        "name": "".join(c if c.isalnum() else "-" for c in id_of(place.name).lower()),
        "path": place.name,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": [field for field, _ in columns], "missingValues": [""]},
    }
    described = place.with_suffix(".resource.json")
    write_whole(place, content)
    text = json.dumps(resource, ensure_ascii=False, indent=2) + "\n"
    write_whole(described, text.encode("utf-8"))
    return place, described


def _column(values: pd.Series[Any], name: str) -> tuple[dict[str, Any], list[str]]:
    plain = [flat(v, f"Column {name!r:.80}, row {n}") for n, v in enumerate(values.tolist(), 1)]
    kind = one_kind(plain)
    field: dict[str, Any] = {"name": name, "type": _FIELD_TYPES[kind]}
    if kind is bool:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if kind is not str and None not in plain:
        field["constraints"] = {"required": True}
    cells = [
        "" if v is None else str(v).lower() if v is True or v is False else str(v) for v in plain
    ]
    return field, cells
