"""Files as text: what is read, and what is refused with a way out."""

from __future__ import annotations

import csv
import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from accordlib.errors import AccordError

RESTORE = "Restore the file with `git checkout -- data`, or install accordlib again."
LARGEST = 100_000_000  # bytes of a file that a corpus of one's own reads without being told to
_PATIENCE = 1.0  # seconds before a progress bar appears

_Item = TypeVar("_Item")


def data_folder() -> Path:
    """Return the folder of the project's data: inside an installed wheel, or the checkout's."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def read_bytes(path: Path, advice: str, largest: int | None = None) -> bytes:
    """Return what is in a file; refuse folders, pipes and devices, and what is too large."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise AccordError(f"{shown(path)} is a folder; a text file is expected there.")
        if not stat.S_ISREG(found.st_mode):
            raise AccordError(
                f"{shown(path)} is a device or a pipe; a text file is expected there."
            )
        if largest is not None and found.st_size > largest:
            raise AccordError(
                f"{shown(path)} has {found.st_size:,} bytes, more than the {largest:,} that are "
                "read. Divide it, or give a larger `largest`."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise AccordError(f"{shown(path)} is missing. {advice}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AccordError(f"{shown(path):.200} cannot be read: {reason}. {advice}") from error


def decode(path: Path, content: bytes) -> str:
    """Return a file's bytes as text; refuse what is binary, not UTF-8 or empty."""
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if content.startswith(mark):
            raise AccordError(
                f"{shown(path)} is not UTF-8: its first bytes are those of UTF-16. Save it as "
                "plain text in UTF-8."
            )
    if b"\0" in content:
        raise AccordError(
            f"{shown(path)} is binary: it holds a NUL byte at offset {content.index(0)}. "
            "Export it as plain text in UTF-8."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AccordError(
            f"{shown(path)} is not UTF-8: byte {content[error.start]:#04x} at offset "
            f"{error.start}. Save it as plain text in UTF-8."
        ) from error
    if not text or text.isspace():
        raise AccordError(f"{shown(path)} is empty. Put the text back or choose another file.")
    return text


def shown(path: Path) -> str:
    """Return a path so that it can be printed, whatever bytes are in it."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all.

    It is written beside its place and moved there in one step: whoever reads it gets all of the
    old or all of the new, and a full disk or an interruption leaves the old one.
    """
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
            f"{shown(path):.200} was not saved: {reason}. What was there before is unchanged. "
            "Check that the folder exists, may be written to and has room."
        ) from error
    finally:
        with suppress(OSError, ValueError):
            part.unlink()


def read_table(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, the header first, all of the same length."""
    own = data_folder() in path.resolve().parents
    text = decode(path, read_bytes(path, RESTORE if own else "Check the path."))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(row) != len(rows[0]):
                raise AccordError(
                    f"{path} is not well-formed CSV: line {reader.line_num} has {len(row)} "
                    f"columns, its header {len(rows[0])} ({', '.join(rows[0])}). "
                    "Put a field that has a comma in it into quotation marks."
                )
    except csv.Error as error:
        raise AccordError(
            f"{path} is not well-formed CSV: line {reader.line_num}, {error}. "
            "Check the quotation marks around its fields."
        ) from error
    return rows


def files_in(folder: Path, refused: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield the files of a folder, then those of the folders in it, in alphabetical order.

    Folders behind symbolic links are entered once each, hidden files and folders not at all. A
    folder that cannot be listed is told to `refused`.
    """
    seen: set[tuple[int, int]] = set()
    _is_new(folder, seen)
    for place, folders, files in os.walk(folder, onerror=refused, followlinks=True):
        at = Path(place)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and _is_new(at / f, seen))
        yield from (at / name for name in sorted(files) if not name.startswith("."))


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        found = folder.stat()
    except OSError:
        return False
    key = (found.st_dev, found.st_ino)
    new = key not in seen
    seen.add(key)
    return new


def progress(items: Iterable[_Item], total: int, doing: str) -> Iterator[_Item]:
    """Yield the items; if that takes longer than a moment, with a progress bar.

    ``TQDM_DISABLE=1`` in the environment keeps it away.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tqdm's own, where a notebook has no ipywidgets
        from tqdm.auto import tqdm
    bar: Any = tqdm(items, total=total, desc=doing, unit=" files", delay=_PATIENCE, leave=False)
    yield from bar
