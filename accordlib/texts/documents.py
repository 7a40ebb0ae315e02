"""A text and what is known about it: Document; and files of one's own, found and described."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from accordlib.errors import AccordError, expect, expect_words, named
from accordlib.texts.broken_lines import whole_lines
from accordlib.texts.files import expect_path, id_of, printable, read_table, read_text, way_out
from accordlib.texts.folding import Folding, fold_characters
from accordlib.texts.kinds import expect_plain
from accordlib.texts.list_marks import LINE_STYLES, mark_test
from accordlib.texts.passages import HasPassages, Passage, find_passage, passages_of

_MAPPINGS, _TUPLES = ("stated", "inferred", "metadata"), ("furniture", "pillar_labels")
_DESCRIPTION = ("title", "date", "kind", "language", "rights")
_FILE_COLUMNS = ("file", "path", "filename", "document", "id", "name")
_TABLES = ("datapackage.json", "metadata.csv")


@dataclass(frozen=True)
class Document(HasPassages):
    """One text with what is known about it.

    Attributes
    ----------
    id, text : str
        A short name, such as ``accord``, and the whole file, decoded and otherwise unchanged.
    title, date, kind, language, rights : str
        The description used throughout; a date is ISO 8601, as exact as it is known (``2023-01``).
    stated, inferred : Mapping
        By field, what the file says in its own words, and a ``value`` and its ``reason``.
    furniture : tuple of Passage
        Spans that are not running text: headlines, advertising, links, a bare date line.
    pillar_labels : tuple of str
        The letters under which an agreement's pillars are cited; empty where there are none.
    metadata : Mapping[str, str]
        The further columns of a metadata table of one's own.

    Examples
    --------
    >>> Document("mine", "We met in Rome.", title="Communiqué")["p1"]
    mine:p1: We met in Rome.
    """

    id: str
    text: str
    title: str = ""
    date: str = ""
    kind: str = ""
    language: str = ""
    rights: str = ""
    stated: Mapping[str, str] = field(default_factory=dict)
    inferred: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    furniture: tuple[Passage, ...] = ()
    pillar_labels: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        hint = "Make one of a text of your own with Document('my-text', text)."
        for name, value in vars(self).items():
            kind = Mapping if name in _MAPPINGS else tuple if name in _TUPLES else str
            expect(value, kind, f"Document({name}=...)", hint)
        expect_plain(self.text, f"The text of Document({self.id!r:.80}, ...)")
        passages_of(self.furniture, "Document(furniture=...)")
        for label in expect_words(self.pillar_labels, "pillar_labels"):
            if not re.fullmatch(r"\w*[^\W\d]", label):
                raise AccordError(f"pillar_labels: {label!r:.80} must be a word, such as 'D'.")
        for name, inference in self.inferred.items():
            if not isinstance(inference, Mapping) or not {"value", "reason"} <= inference.keys():
                raise AccordError(f"What is inferred needs a value and a reason; {name!r} lacks.")

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    @classmethod
    def from_file(cls, path: str | Path) -> Document:
        """Read a plain text of your own; its id is the file's name, without the ending.

        Where the file is not in UTF-8, ``inferred["encoding"]`` says what it is in, and whether
        that was guessed. What is no plain text (a web page, a Word file, a PDF) is refused.

        Examples
        --------
        >>> Document.from_file(load_corpus().folder / "texts" / "article.txt")
        Document 'article': untitled (undated)
        """
        path = expect_path(path, "Document.from_file()")
        return TextFile(path, {}).document()

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The lines of running text, `p1`, `p2` and so on, as they were before they were broken."""
        folding, lines = self._lines
        folded, places = folding.text, (folding.whole(*line) for line in lines)
        running = [
            place
            for (first, last), place in zip(lines, places, strict=True)
            if folded[first].isalnum() or any(map(str.isalnum, folded[first:last]))
        ]
        for f in self.furniture:
            running = [place for place in running if place[0] < f.start or f.end < place[1]]
        id, text, kind, language = self.id, self.text, "paragraph", self.language
        return tuple(
            Passage(f"{id}:p{n}", text[start:end], id, start, end, kind, "", language)
            for n, (start, end) in enumerate(running, start=1)
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs."""
        return self.paragraphs

    @cached_property
    def _lines(self) -> tuple[Folding, list[tuple[int, int]]]:
        """The folded text, and where the lines stand in it that were one before."""
        folding = fold_characters(self.text)
        return folding, whole_lines(folding.text, mark_test(tuple(LINE_STYLES)))

    @property
    def line_begins(self) -> list[int]:
        """Where each line begins that was one before the text was broken."""
        folding, lines = self._lines
        return [folding.original(start, end)[0] for start, end in lines]

    def __getitem__(self, label: str) -> Passage:
        """Return the passage with this label, such as ``p3`` or, for furniture, ``f1``."""
        return find_passage((*self.paragraphs, *self.furniture), label, self.id)

    def __repr__(self) -> str:
        return f"Document {self.id!r}: {self.title or 'untitled'} ({self.date or 'undated'})"


@dataclass(frozen=True)
class TextFile:
    """A file that is a text, and what a data package or a metadata table says of it."""

    path: Path
    fields: Mapping[str, Any]

    def document(self, id: str = "", largest: int | None = None) -> Document:
        """Read the text with its description; a wrong SHA-256 is an error."""
        fields = self.fields
        sha256 = str(fields["hash"]).removeprefix("sha256:") if "hash" in fields else None
        text, encoding = read_text(self.path, largest, sha256)
        expect_plain(text, f"{printable(self.path):.200}")
        id = id or id_of(self.path.name)
        keys = (*_DESCRIPTION, "stated", "inferred", "metadata")
        try:
            furniture = tuple(
                Passage(f"{id}:f{n}", text[f["start"] : f["end"]], id, **f)
                for n, f in enumerate(fields.get("furniture", ()), start=1)
            )
            labels = tuple(fields.get("pillarLabels", ()))
            known = {key: fields[key] for key in keys if key in fields}
            if encoding:
                known["inferred"] = {**known.get("inferred", {}), "encoding": encoding}
            return Document(id, text, furniture=furniture, pillar_labels=labels, **known)
        except (KeyError, TypeError, AttributeError) as error:
            raise AccordError(
                f"{printable(self.path)} is not described well in its data package ({error!r}). "
                f"{way_out(self.path, 'Correct the description.')}"
            ) from error


def folder_entries(
    folder: Path, pattern: str, metadata: str | Path | None, unreadable: str = "raise"
) -> tuple[dict[str, TextFile], dict[str, str]]:
    """Return the texts of a folder by id, and the folders in it that cannot be listed."""
    expect(pattern, str, "pattern", "Give what the names look like, such as '*.md'.")
    if not os.path.isdir(folder):  # noqa: PTH112 (pathlib raises for a name that is too long)
        raise AccordError(f"{printable(folder):.200} is not a folder; one with texts is expected.")
    own = next((folder / name for name in _TABLES if (folder / name).is_file()), None)
    table = own if metadata is None else expect_path(metadata, "metadata")
    if table is not None and table.suffix.lower() == ".json":
        return packaged(table), {}
    files, errors = list[Path](), list[OSError]()
    for place, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(place)
        files += [here / name for name in sorted(names) if not name.startswith(".")]
    left_out = {}
    for error in errors:
        name = printable(error.filename)
        left_out[name] = f"{name} cannot be listed: {error.strerror}. Check its permissions."
        if unreadable == "raise":
            raise AccordError(left_out[name])
    found = [f for f in files if fnmatchcase(f.name, pattern) and f.name not in _TABLES]
    if not found:
        endings = Counter(f.suffix or "no ending" for f in files).most_common(10)
        there = ", ".join(f"{ending} ({count})" for ending, count in endings)
        raise AccordError(
            f"No file in {printable(folder)} matches {pattern!r:.80}. Its files end in: "
            f"{there or 'there are none'}. Give another `pattern`, such as '*' for all of them."
        )
    return _described(found, folder, table), left_out


def file_entries(
    files: Iterable[str | Path], metadata: str | Path | None
) -> tuple[dict[str, TextFile], Path]:
    """Return some texts by id, as `Corpus.from_files` takes them, and the folder of them all."""
    if isinstance(files, str | Path) or not isinstance(files, Iterable):
        raise AccordError(f"Several files are expected, not {named(files)}: give a list of paths.")
    paths = list(dict.fromkeys(expect_path(file, "from_files()").absolute() for file in files))
    if not paths:
        raise AccordError("No file is given. Give paths, such as Path('texts').glob('*.txt').")
    shared = (p for p in paths[0].parents if all(path.is_relative_to(p) for path in paths))
    root = next(shared, Path())
    return _described(paths, root, metadata), root


def packaged(path: Path) -> dict[str, TextFile]:
    """Return the texts that a data package lists."""
    try:
        resources = json.loads(read_text(path)[0])["resources"]
        typed = [r for r in resources if r.get("type") == "text"]
        chosen = typed or [r for r in resources if str(r["path"]).endswith((".txt", ".md"))]
        places = [PurePosixPath(r["path"]) for r in chosen]
        if outside := [str(p) for p in places if p.is_absolute() or ".." in p.parts]:
            raise ValueError(f"{outside[0]} leads out of its folder")
        texts = {
            str(r.get("name") or id_of(place.as_posix())): TextFile(path.parent / place, r)
            for r, place in zip(chosen, places, strict=True)
        }
        if not texts or len(texts) < len(chosen):
            raise ValueError("it lists no text, or two of one name")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        advice = way_out(path, "Correct it.")
        raise AccordError(f"{path} does not describe texts ({reason}). {advice}") from error
    return texts


def _described(
    files: Sequence[Path], folder: Path, metadata: str | Path | None
) -> dict[str, TextFile]:
    """Return the files by id, each with what a metadata table says of it."""
    table = None if metadata is None else expect_path(metadata, "metadata")
    rows = {} if table is None else _rows(table)
    root, texts = folder.as_posix(), dict[str, TextFile]()
    names = [f.as_posix().removeprefix(root).lstrip("/") for f in files]
    ids, given = list(map(id_of, names)), Counter[str]()
    shared = Counter(ids)
    for file, name, id in zip(files, names, ids, strict=True):
        id = id_of(name, ending=True) if shared[id] > 1 else id
        given[id] += 1
        id += f" ({given[id]})" if given[id] > 1 else ""
        row = next((rows.pop(key) for key in (name, file.name, id) if key in rows), {})
        fields: dict[str, Any] = {k: row.pop(k) for k in _DESCRIPTION if k in row}
        texts[id] = TextFile(file, {**fields, "metadata": row})
    if rows:
        raise AccordError(
            f"{table} describes {next(iter(rows))!r}, but no such file was found in "
            f"{printable(folder)}. Correct the row or take it out."
        )
    return texts


def _rows(table: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a metadata table by the file that they describe."""
    if table.suffix.lower() == ".json":
        raise AccordError("A data package lists its files itself: use Corpus.from_folder.")
    header, *body = read_table(table)
    columns = [name.strip().lower() for name in header]
    key = next((column for column in _FILE_COLUMNS if column in columns), None)
    if key is None:
        known, there = ", ".join(_FILE_COLUMNS), ", ".join(header)
        raise AccordError(
            f"{table} has no column that names the file: one of {known}. It has: {there}."
        )
    rows: dict[str, dict[str, str]] = {}
    for line, cells in enumerate(body, start=2):
        row = dict(zip(columns, cells, strict=True))
        name = row.pop(key)
        if name in rows:
            raise AccordError(f"{table} describes {name!r} twice, again in row {line}. Keep one.")
        rows[name] = row
    return rows
