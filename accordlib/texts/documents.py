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
from typing import Any, Literal

from accordlib.errors import AccordError, expect, expect_one_of, expect_words, named
from accordlib.readers.opening import read_file
from accordlib.readers.records import ASIDE, Block, Reading, Repair
from accordlib.texts.files import (
    expect_path,
    id_of,
    printable,
    read_bytes,
    read_table,
    read_text,
    text_of,
    way_out,
)
from accordlib.texts.folding import Folding, fold_characters
from accordlib.texts.kinds import expect_plain
from accordlib.texts.list_marks import is_marked
from accordlib.texts.passages import HasPassages, Passage, find_passage, passages_of
from accordlib.texts.sentences import TextLine, bare_lines, join_lines

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
    reading : Reading or None
        Of a Word file, a PDF or a page: its blocks with their kinds, levels and labels, and what
        was repaired; None for a plain text.

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
    reading: Reading | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        hint = "Make one of a text of your own with Document('my-text', text)."
        for name, value in vars(self).items():
            kind = Mapping if name in _MAPPINGS else tuple if name in _TUPLES else str
            if name != "reading":
                expect(value, kind, f"Document({name}=...)", hint)
        if self.reading is None:
            expect_plain(self.text, f"The text of Document({self.id!r:.80}, ...)")
        elif not isinstance(self.reading, Reading) or self.reading.text != self.text:
            raise AccordError("Document(reading=...) is another text's. Use Document.from_file.")
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
    def from_file(
        cls, path: str | Path, changes: Literal["accepted", "rejected"] | None = None
    ) -> Document:
        """Read a text of your own; its id is the file's name, without the ending.

        Plain text and Markdown; with the extra ``documents`` also Word and OpenDocument files,
        PDF, web pages and RTF, by their content. What was repaired on the way is in `repairs`.
        Where a plain text is not in UTF-8, ``inferred["encoding"]`` says what it is in, and
        whether that was guessed.

        Parameters
        ----------
        path : str or Path
            The file.
        changes : {"accepted", "rejected"}, optional
            How to read the tracked changes of a draft. A draft that has some is refused without.

        Examples
        --------
        >>> Document.from_file(load_corpus().folder / "texts" / "article.txt")
        Document 'article': untitled (undated)
        """
        path = expect_path(path, "Document.from_file()")
        expect_one_of(changes, (None, "accepted", "rejected"), "changes")
        return TextFile(path, {}).document(changes=changes)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What is read otherwise than it stands in the file: place, found, read and why."""
        return self.reading.repairs if self.reading else ()

    def source(self, passage: Passage) -> Block:
        r"""Return the block of the file in which a passage begins: its kind, label and place.

        Examples
        --------
        >>> document = Document("mine", "A title\n\nWe met in Rome.")
        >>> document.source(document["p2"]).place
        'line 3'
        """
        expect(passage, Passage, "source()", "Give one of document.paragraphs.")
        at = passage.start
        if self.reading:
            for block in self.reading.blocks:
                if block.start <= at < block.end:
                    return block
        line = fold_characters(self.text[:at]).text.count("\n") + 1
        return Block(passage.text, place=f"line {line}", start=at, end=passage.end)

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The lines of running text, `p1`, `p2` and so on, as they were before they were broken."""
        found: list[Passage] = []
        if self.reading:
            return self._as_blocks(self.reading.blocks)
        folding, lines = self._lines
        for first, last in lines:
            start, end = folding.whole(first, last)
            marked = any(f.start <= start and end <= f.end for f in self.furniture)
            if not marked and any(map(str.isalnum, folding.text[first:last])):
                place = (f"{self.id}:p{len(found) + 1}", self.text[start:end], self.id, start, end)
                found.append(Passage(*place, language=self.language))
        return tuple(found)

    def _as_blocks(self, blocks: Sequence[Block]) -> tuple[Passage, ...]:
        """Return the blocks with words that are running text, as paragraphs of their kinds."""
        name, text, language = self.id, self.text, self.language
        running = [b for b in blocks if b.kind not in ASIDE and any(map(str.isalnum, b.words))]
        return tuple(
            Passage(
                f"{name}:p{n}", text[b.start : b.end], name, b.start, b.end, b.kind, "", language
            )
            for n, b in enumerate(running, start=1)
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs."""
        return self.paragraphs

    @cached_property
    def _lines(self) -> tuple[Folding, list[tuple[int, int]]]:
        """The folded text, and where the lines stand in it that were one before."""
        folding = fold_characters(self.text)
        found = join_lines(bare_lines(folding.text, TextLine), is_marked)
        return folding, [(line.start, line.end) for line in found]

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

    def document(
        self, id: str = "", largest: int | None = None, changes: str | None = None
    ) -> Document:
        """Read the text with its description; a wrong SHA-256 is an error."""
        fields, encoding = self.fields, dict[str, str]()
        sha256 = str(fields["hash"]).removeprefix("sha256:") if "hash" in fields else None
        content, name = read_bytes(self.path, largest, sha256), f"{printable(self.path):.200}"
        if reading := read_file(content, self.path.suffix.lower(), name, changes):
            text = reading.text
        else:
            text, encoding = text_of(content, name)
            expect_plain(text, name)
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
            known |= {"furniture": furniture, "pillar_labels": labels, "reading": reading}
            return Document(id, text, **known)
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
