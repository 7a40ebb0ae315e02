"""Files as text: what is read, and what is refused with a way out."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias
from uuid import uuid4

from accordlib.errors import AccordError, named
from accordlib.texts.encodings import decoded
from accordlib.texts.kinds import expect_no_document

Reads: TypeAlias = Callable[[str], Any]  # what reads the cells of a column
LARGEST = 100_000_000  # bytes of a file that a corpus of one's own reads without being told to


def data_folder() -> Path:
    """Return the folder of the project's data: inside an installed wheel, or the checkout's."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def expect_path(value: object, what: str) -> Path:
    """Return a path; refuse what cannot be one."""
    try:
        return Path(value)  # type: ignore[arg-type]
    except TypeError:
        raise AccordError(
            f"{what} takes a path, not {named(value)}. Give one as text, such as 'texts/mine.txt'."
        ) from None


def printable(name: object) -> str:
    """Return a name or a path so that it can be printed, whatever bytes are in it."""
    return str(name).encode("utf-8", "backslashreplace").decode("utf-8")


def id_of(name: str, *, ending: bool = False) -> str:
    """Return a file's name as an id: in one form on all systems, without the colon that divides."""
    last = name.rpartition("/")[2]
    if not ending and 0 < last.rfind(".") < len(last) - 1:
        name = name[: name.rindex(".")]
    return unicodedata.normalize("NFC", printable(name)).replace(":", "-")


def way_out(path: Path, otherwise: str = "Check the path.") -> str:
    """Say what to do about a file that is not as it should be: one of the project's, or another."""
    if path.absolute().is_relative_to(data_folder()):
        return "Restore the file with `git checkout -- data`, or install accordlib again."
    return otherwise


def read_bytes(path: Path, largest: int | None = None, sha256: str | None = None) -> bytes:
    """Return what is in a file; refuse what is none, too large or changed."""
    name = f"{printable(path):.200}"
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
            raise AccordError(f"{name} is {kind}; a text file is expected there.")
        if largest is not None and found.st_size > largest:
            raise AccordError(
                f"{name} has {found.st_size:,} bytes, more than the {largest:,} that are read. "
                "Divide it, or give a larger `largest`."
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise AccordError(f"{name} is missing. {way_out(path)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AccordError(f"{name} cannot be read: {reason}. {way_out(path)}") from None
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise AccordError(
            f"{name} is not the text that datapackage.json describes: by its SHA-256 somebody or "
            "some program (an editor, a line-ending setting) has changed it. "
            f"{way_out(path, 'Restore it, or correct its `hash` there.')}"
        )
    return content


def read_text(path: Path) -> tuple[str, dict[str, str]]:
    """Return a text and, if not UTF-8, its encoding; refuse what is none."""
    return text_of(read_bytes(path), f"{printable(path):.200}")


def text_of(content: bytes, name: str) -> tuple[str, dict[str, str]]:
    """Return the same of what is in a file that a message calls `name`."""
    expect_no_document(content, name)
    text, encoding = decoded(content, name)
    if not text or text.isspace():
        raise AccordError(f"{name} is empty. Put the text back or choose another file.")
    return text, encoding


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all: beside its place, and then there in one step."""
    part = path.parent / f".{uuid4().hex}.part"
    try:
        with part.open("xb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AccordError(
            f"{printable(path):.200} was not saved: {reason}. What was there before is unchanged. "
            "Check that the folder exists, may be written to and has room."
        ) from error
    finally:
        with suppress(OSError, ValueError):
            part.unlink()


def read_table(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, the header first, all of one length; blank lines are empty."""
    text, encoding = read_text(path)
    if encoding:
        raise AccordError(f"{path} is not in UTF-8. Save it as “CSV UTF-8”, as Excel calls it.")
    if ";" in (first := text.partition("\n")[0]) and "," not in first:
        raise AccordError(f"{path}: save it with commas between the columns, not semicolons.")
    reader = csv.reader(io.StringIO(text.rstrip(), newline=""), strict=True)
    rows: list[list[str]] = []
    line = 1  # in which a row begins
    try:
        for row in reader:
            rows.append(row if any(map(str.strip, row)) or not rows else [""] * len(rows[0]))
            if len(rows[-1]) != len(rows[0]):
                raise csv.Error(f"{len(row)} columns, its header {len(rows[0])}: {rows[0]}")
            line = reader.line_num + 1
    except csv.Error as error:
        lines = f"line {line}" + (f" to {reader.line_num}" if reader.line_num > line else "")
        raise AccordError(
            f"{path} is not well-formed CSV: {lines} has {error}. Check the "
            "quotation marks around its fields; a field with a comma in it needs them."
        ) from error
    return rows


def grammar_rows(table: str, columns: Mapping[str, Reads], key: int = 9) -> Iterator[list[Any]]:
    """Yield the rows of a table of ``data/grammar`` as its columns read them, each `key` once."""
    path = data_folder() / "grammar" / f"{table}.csv"
    header, *rows = read_table(path)
    if sorted(header) != sorted(columns) or not rows:
        said = f"{path}, line 1: rows of {', '.join(columns)} are needed below such a header"
        raise AccordError(f"{said}; {len(rows)} are there, of {', '.join(header):.200}.")
    seen: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        cells = {column: row[header.index(column)] for column in columns}
        read = []
        for column, reads in columns.items():
            try:
                if "\n" in cells[column]:
                    raise ValueError("a line ends in it; is there a stray quotation mark?")
                read.append(reads(cells[column]))
            except (ValueError, KeyError, re.error) as error:
                wrong = f"{path}, line {line}, column {column}: {cells[column]!r:.80}"
                raise AccordError(f"{wrong} cannot stand there: {error}.") from None
        if (first := seen.setdefault(tuple(cells.values())[:key], line)) != line:
            said = f"{', '.join([*cells.values()][:key])!r:.80} stands in line {first}: keep one"
            raise AccordError(f"{path}, line {line}, column {next(iter(columns))}: {said}.")
        yield read


def fitting(wanted: Collection[str], said: str = "") -> Reads:
    """Return what reads cells that are among some names, or fit a pattern, as `said` tells."""
    form = re.compile(wanted if isinstance(wanted, str) else "|".join(map(re.escape, wanted)))

    def read(cell: str) -> str:
        if not form.fullmatch(cell):
            raise ValueError(said or f"it must be one of {', '.join(wanted)}")
        return cell

    return read
