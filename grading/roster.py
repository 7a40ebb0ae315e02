"""The class: who is in it, and whose file this is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from accordlib.errors import AccordError
from accordlib.texts.files import read_table

# What the columns are called in the lists that Moodle, Canvas and registries write.
COLUMNS = {
    "id": ("id", "student id", "id number", "username", "sis user id", "sis login id"),
    "name": ("name", "student", "full name"),
    "e-mail": ("e-mail", "email", "email address", "e-mail address", "mail"),
    "section": ("section", "group", "class"),
}
NEEDED = ("id", "name")
POINTS_POSSIBLE = "Points Possible"  # the second row of Canvas's own list
_MOODLE = re.compile(r"(.+?)_(\d+)_assignsubmission_(?:file|onlinetext)_?(?:_.*)?$")
_CANVAS = re.compile(r"([^_]+)_(LATE_)?(\d+)_(\d+)_.+$")


@dataclass(frozen=True)
class Student:
    id: str
    name: str
    email: str = ""
    section: str = ""


@dataclass(frozen=True)
class Sender:
    """Whose file it is, as far as its path says, and what the platform calls that person."""

    student: Student | None
    trouble: str = ""
    moodle: str = ""  # the number behind "Participant"
    canvas: str = ""
    late: bool = False  # as Canvas marks it


@dataclass
class Roster:
    students: Sequence[Student]
    _named: dict[str, list[Student]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for student in self.students:
            for spelling in _spellings(student.name):
                self._named.setdefault(spelling, []).append(student)

    def sender(self, path: str) -> Sender:
        """Say who sent a file, from its path in what was handed in."""
        parts = PurePosixPath(path).parts
        for part in parts:
            if found := _MOODLE.match(part):
                return self._only(self._named.get(_squeezed(found[1]), []), moodle=found[2])
        if found := _CANVAS.match(parts[-1]):
            known = [s for s in self.students if s.id == found[3]]
            known = known or self._named.get(_squeezed(found[1]), [])
            return self._only(known, canvas=found[3], late=bool(found[2]))
        stem = parts[-1].rpartition(".")[0]
        folders = {part.casefold() for part in parts[:-1]}
        tests: tuple[Callable[[Student], object], ...] = (
            lambda s: {s.id.casefold(), s.email.casefold()} & folders,
            lambda s: _stands_in(s.id, stem) or _stands_in(s.email, stem),
            lambda s: any(_squeezed(part) in _spellings(s.name) for part in parts[:-1]),
            lambda s: any(spelt in _squeezed(stem) for spelt in _spellings(s.name)),
        )
        for test in tests:
            if known := [student for student in self.students if test(student)]:
                return self._only(known)
        return Sender(None, "not on the roster")

    def _only(
        self, known: list[Student], moodle: str = "", canvas: str = "", late: bool = False
    ) -> Sender:
        if len(known) == 1:
            return Sender(known[0], "", moodle, canvas, late)
        said = f"{len(known)} on the roster it could be of" if known else "not on the roster"
        return Sender(None, said, moodle, canvas, late)


def read_roster(path: Path) -> Roster:
    """Return the students of a CSV file; refuse one that leaves open who somebody is."""
    header, *rows = read_table(path) or [[]]
    known = [" ".join(name.casefold().split()) for name in header]
    places = {
        column: next((known.index(name) for name in names if name in known), None)
        for column, names in COLUMNS.items()
    }
    if lacking := [column for column in NEEDED if places[column] is None]:
        said = f"{path.name} has no column {' and none '.join(map(repr, lacking))}"
        raise AccordError(
            f"{said}; its first line is {', '.join(header)!r:.120}. A roster is a CSV file with "
            "commas and the columns id, name, e-mail and section, the last two of which may lack."
        )

    def cell(row: list[str], column: str) -> str:
        place = places[column]
        return "" if place is None else row[place].strip()

    every = {
        n: Student(*(cell(row, x) for x in COLUMNS)) for n, row in enumerate(rows, 2) if any(row)
    }
    students = {n: student for n, student in every.items() if student.name != POINTS_POSSIBLE}
    if not students:
        raise AccordError(f"{path.name} has no student below its first line.")
    seen: dict[tuple[str, str], int] = {}
    for n, student in students.items():
        if not student.id or not student.name:
            raise AccordError(f"{path.name}: the student in row {n} has no id or no name.")
        for what, value in (("id", student.id), ("email", student.email)):
            if value and (first := seen.setdefault((what, value.casefold()), n)) != n:
                raise AccordError(
                    f"{path.name} has the same {what} in rows {first} and {n}. Leave one of them."
                )
    return Roster(list(students.values()))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _plain(text))


def _squeezed(text: str) -> str:
    return "".join(_words(text))


def _spellings(name: str) -> set[str]:
    """Return the ways to write a name without blanks, whichever part comes first."""
    words = _words(name)
    return {"".join(words[i:] + words[:i]) for i in range(len(words))}


def _stands_in(known: str, stem: str) -> bool:
    pattern = rf"(?<![^\W_]){re.escape(_plain(known))}(?![^\W_])"
    return bool(known) and re.search(pattern, _plain(stem)) is not None
