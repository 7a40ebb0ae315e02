"""What was handed in: every file of a folder or a zip, none followed out of it, none too large."""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from accordlib.errors import AccordError

MOST_BYTES = 20_000_000  # of one notebook
MOST_MEMBERS = 20_000  # of a zip
SUFFIX, TIMESTAMP = ".ipynb", "timestamp.txt"
# What systems, platforms and the course leave in folders.
_NO_WORK = re.compile(
    r"^(\._|(\.DS_Store|\.ipynb_checkpoints|__MACOSX|desktop\.ini|timestamp\.txt"
    r"|my_progress\.json)$)"
)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)")


@dataclass(frozen=True)
class Handed:
    path: str  # in the folder, and in the zip in it
    source: Path
    member: str = ""  # of a zip
    when: datetime | None = None
    trouble: str = ""

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def handed_in(folder: Path, out: Path) -> Iterator[Handed]:
    """Yield what stands in a folder or a zip, in order; what cannot be read with its trouble."""
    if folder.suffix.casefold() == ".zip" and folder.is_file():
        yield from _zipped(folder, folder.name)
        return
    if not folder.is_dir():
        raise AccordError(f"{folder} is no folder and no zip. Check the path.")
    closed: list[OSError] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        inside = Path(place)
        folders[:] = sorted(
            f for f in folders if not _NO_WORK.match(f) and (inside / f).resolve() != out.resolve()
        )
        for name in [*folders, *sorted(files)]:
            path = inside / name
            shown = path.relative_to(folder).as_posix()
            if path.is_symlink():
                yield Handed(shown, path, trouble="a link; links are not followed")
            elif name in files and not _NO_WORK.match(name):
                yield from _of_file(path, shown)
    for error in closed:
        path = Path(error.filename)
        if path == folder:
            raise AccordError(f"{folder} cannot be read: {error.strerror}.")
        shown = f"{path.relative_to(folder).as_posix()}/*"
        yield Handed(shown, path, trouble=f"cannot be read: {error.strerror}")


def _of_file(path: Path, shown: str) -> Iterator[Handed]:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        yield Handed(shown, path, trouble="not a plain file")
    elif path.suffix.casefold() == ".zip":
        yield from _zipped(path, shown)
    else:
        when = _time_beside(path) or datetime.fromtimestamp(found.st_mtime)
        yield Handed(shown, path, when=when, trouble=_trouble(path.name, found.st_size))


def _trouble(name: str, size: int) -> str:
    if not name.casefold().endswith(SUFFIX):
        return "not a notebook"
    most = MOST_BYTES / 1e6
    return f"{size / 1e6:.0f} MB, more than the {most:.0f} MB of a notebook" * (size > MOST_BYTES)


def _time_beside(path: Path) -> datetime | None:
    """Return the time of nbgrader's file beside a notebook."""
    beside = path.with_name(TIMESTAMP)
    if beside.is_symlink() or not beside.is_file() or beside.stat().st_size > 1000:
        return None
    found = _TIME.search(beside.read_text("utf-8", "replace"))
    return datetime.fromisoformat(f"{found[1]} {found[2]}") if found else None


def _zipped(path: Path, shown: str) -> Iterator[Handed]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        yield Handed(shown, path, trouble=f"no zip that can be read: {error}")
        return
    if len(members) > MOST_MEMBERS:
        yield Handed(shown, path, trouble=f"a zip of more than {MOST_MEMBERS:,} files")
        return
    for member in members:
        inner = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or any(map(_NO_WORK.match, set(inner.parts) - {".", ".."})):
            continue
        if inner.is_absolute() or ".." in inner.parts or ":" in inner.parts[0]:
            trouble = "its path in the zip leads out of the folder"
        elif stat.S_ISLNK(member.external_attr >> 16):
            trouble = "a link; links are not followed"
        elif member.flag_bits & 1:
            trouble = "locked with a password"
        else:
            trouble = _trouble(inner.name, member.file_size)
        yield Handed(f"{shown}/{inner}", path, member.filename, _time_of(member), trouble)


def _time_of(member: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*member.date_time)
    except ValueError:
        return None


def content(handed: Handed) -> bytes:
    """Return the bytes of a file that was handed in, whatever a zip says of their number."""
    try:
        with _opened(handed) as file:
            found = file.read(MOST_BYTES + 1)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, KeyError) as error:
        raise AccordError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(found) > MOST_BYTES:
        raise AccordError(f"unpacks to more than the {MOST_BYTES / 1e6:.0f} MB of a notebook")
    return found


@contextmanager
def _opened(handed: Handed) -> Iterator[IO[bytes]]:
    if handed.member:
        with zipfile.ZipFile(handed.source) as archive, archive.open(handed.member) as file:
            yield file
    else:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(handed.source, flags), "rb") as file:
            yield file
