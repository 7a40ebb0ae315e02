"""The border to other tools: how they count, what a text may hold there, what is refused."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import Prefix

from accordlib.errors import AccordError, is_listing
from accordlib.texts.files import LARGEST, expect_path, printable

LINE_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # where a tool may end a line
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN_OF_EACH = 20  # characters of each text at the place where two differ


class Span(NamedTuple):
    """What a tool marks: places in its text, a label, the covered text if it is told, the rest."""

    pieces: list[tuple[int, int]]
    label: str
    text: str | None
    attributes: dict[str, str]


Marked = tuple[str | None, list[Span]]  # the text of a tool, if it has it, and what is marked there


class Border:
    """A text as other tools get it, with bare line feeds, and its offsets there and back."""

    def __init__(self, text: str) -> None:
        self.text = with_line_feeds(text)
        pairs = [m.start() for m in re.finditer("\r\n", text)]
        self._pairs, self._ends = pairs, [at - n for n, at in enumerate(pairs)]

    def out(self, at: int) -> int:
        """Return where a character of the text stands at the other side."""
        return at - bisect_left(self._pairs, at)

    def back(self, at: int) -> int:
        """Return where a character of the other side stands in the text."""
        return at + bisect_left(self._ends, at)


def with_line_feeds(text: str) -> str:
    """Return a text with line feeds alone at the ends of its lines."""
    return re.sub("\r\n?", "\n", text)


def expect_same(ours: str, theirs: str, name: str) -> None:
    """Refuse another text than ours, and say where the two part."""
    if ours.rstrip() == theirs.rstrip():
        return
    at = Prefix.similarity(ours, theirs)
    line, column = ours.count("\n", 0, at) + 1, at - ours.rfind("\n", 0, at)
    raise AccordError(
        f"{name} is about another text. They part at line {line}, character {column}: the document "
        f"has {ours[at : at + _SHOWN_OF_EACH]!r}, the file {theirs[at : at + _SHOWN_OF_EACH]!r}. "
        "Its offsets would be shifted: import it with the text that was annotated."
    )


def expect_xml(text: str, name: str) -> None:
    """Refuse a character that no XML file can hold."""
    if found := _NOT_XML.search(text):
        said = f"{name}: character {found.start() + 1:,} is U+{ord(found[0]):04X}, which cannot"
        raise AccordError(f"{said} stand in XML. Replace it before the export, such as by a blank.")


def expect_ending(path: object, endings: Iterable[str], what: str) -> Path:
    """Return a path with one of some endings; refuse any other."""
    place = expect_path(path, what)
    if place.suffix.lower() not in endings:
        wanted = " or ".join(endings)
        raise AccordError(f"{what}: {printable(place):.200} must end in {wanted}. Name it so.")
    return place


@contextmanager
def refusing(path: Path, where: str = "") -> Iterator[None]:
    """Refuse what a reader stumbles over while it reads a file, whatever that is."""
    try:
        yield
    except AccordError:
        raise
    except Exception as error:
        said = f"{printable(path):.200} cannot be read{where}: {type(error).__name__}: "
        raise AccordError(f"{said}{error!s:.200}. Check the path, or export it again.") from None


def file_bytes(path: Path) -> bytes:
    """Return a file's bytes, unless they are too many."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError(f"more than {LARGEST:,} bytes")
    return content


def file_text(path: Path, content: bytes | None = None) -> str:
    """Return a file as text in UTF-8, unless it is XML that defines entities."""
    text = (file_bytes(path) if content is None else content).decode("utf-8")
    xml = path.suffix.lower() in (".xml", ".zip", ".gexf", ".graphml")
    if xml and re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        raise ValueError("it defines entities (<!DOCTYPE>), which is not safe")
    return text if path.suffix == ".txt" else text.removeprefix("\ufeff")


def written_note(values: Mapping[str, str]) -> str:
    """Return attributes as one line for a tool's field of notes."""
    text = json.dumps(values, ensure_ascii=False)
    return LINE_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def read_note(note: str) -> dict[str, str]:
    """Return the attributes of a note; what somebody wrote by hand is the attribute `note`."""
    try:
        values = json.loads(note)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        return {"note": note}
    return {str(name): str(value) for name, value in values.items()}


def flat(value: Any, name: str) -> str | int | float | bool | None:
    """Return a cell or an attribute as other tools take it: a list as text, nothing as None."""
    value = value.item() if hasattr(value, "dtype") and not getattr(value, "shape", ()) else value
    if is_listing(value) and not hasattr(value, "_mapping"):
        items = [str(item) for item in value]
        if wrong := [item for item in items if ";" in item]:
            said = f"{name}: {wrong[0]!r:.80} has a semicolon, by which the items of a list are"
            raise AccordError(f"{said} divided. Replace it, or make a text of the list.")
        return "; ".join(items)
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    broken = isinstance(value, str) and re.search("[\ud800-\udfff]", value)
    if broken or not isinstance(value, str | bool | int | float):
        said = f"{name} is {value!r:.80}, which other tools cannot take. Make whole characters, a"
        raise AccordError(f"{said} number, true or false or a list of texts of it.")
    return value


def one_kind(values: Iterable[object]) -> type:
    """Return the type that all values of a column or an attribute can have."""
    found = {type(value) for value in values if value is not None}
    return found.pop() if len(found) == 1 else float if found == {int, float} else str
