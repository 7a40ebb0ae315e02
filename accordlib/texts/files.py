"""Files as text: what is read, and what is refused with a way out."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from accordlib.errors import AccordError, named

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


def way_out(path: Path, otherwise: str = "Check the path.") -> str:
    """Say what to do about a file that is not as it should be: one of the project's, or another."""
    if path.absolute().is_relative_to(data_folder()):
        return "Restore the file with `git checkout -- data`, or install accordlib again."
    return otherwise


def read_bytes(path: Path, largest: int | None = None) -> bytes:
    """Return what is in a file; refuse folders, pipes and devices, and what is too large."""
    try:
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and (largest is None or found.st_size <= largest):
            return path.read_bytes()
    except (OSError, ValueError) as error:
        wrong = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        wrong = "is missing" if isinstance(error, FileNotFoundError) else wrong
        raise AccordError(f"{printable(path):.200} {wrong}. {way_out(path)}") from error
    if stat.S_ISREG(found.st_mode):
        wrong = f"has {found.st_size:,} bytes, more than the {largest:,} that are read"
        raise AccordError(f"{printable(path)} {wrong}. Divide it, or give a larger `largest`.")
    wrong = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
    raise AccordError(f"{printable(path)} is {wrong}; a text file is expected there.")


def decode(path: Path, content: bytes) -> str:
    """Return a file's bytes as text; refuse what is binary, not UTF-8 or empty."""
    text = wrong = ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = f"is not UTF-8: byte {content[error.start]:#04x} at offset {error.start}. Save"
    if b"\0" in content:
        wrong = f"is binary: it holds a NUL byte at offset {content.index(0)}. Export"
    if wrong:
        raise AccordError(f"{printable(path)} {wrong} it as plain text in UTF-8.")
    if not text.strip():
        raise AccordError(f"{printable(path)} is empty. Put the text back or choose another file.")
    return text


def printable(name: str | Path) -> str:
    """Return a name or a path so that it can be printed, whatever bytes are in it."""
    return str(name).encode("utf-8", "backslashreplace").decode("utf-8")


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
    """Return the rows of a CSV file, the header first, all of the same length."""
    text = decode(path, read_bytes(path)).rstrip()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(row) != len(rows[0]):
                header = ", ".join(rows[0])
                raise csv.Error(f"{len(row)} columns, its header {len(rows[0])} ({header})")
    except csv.Error as error:
        raise AccordError(
            f"{path} is not well-formed CSV: line {reader.line_num} has {error}. Check the "
            "quotation marks around its fields; a field with a comma in it needs them."
        ) from error
    return rows
