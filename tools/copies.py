"""The reader's own copy of the course: made from the published files, never at their cost.

The folder ``my-course`` holds what `FOLDERS` lists, notebooks without outputs. `begin` makes it
and adds what is missing; `update` lays a new edition of each file into it: in place of a copy that
is as it was laid, which then moves to ``earlier``, and beside one in which something was written.
``my-course/.edition.json`` says for each file which editions were laid. `take_along` fetches the
copy, or what was written before there were copies, out of an older folder of the course. Nothing
here needs a package, a network or git: ``python3 course.py update`` runs `main` as it is.
"""

import hashlib
import itertools
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

COPY, RECORD, EARLIER = "my-course", ".edition.json", "earlier"
ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("notebooks", "exercises", "data", "docs")
WORKED_IN = ("notebooks/", "exercises/")
NOT_FOR_READERS = {"checks", "solutions", "predictions", "__pycache__"}
CARRIED = "my_progress.json"  # the reader's, from the time before there were copies


class CopyError(Exception):
    """What keeps the reader's copy from being made, and what to do about it."""


@dataclass
class Report:
    """What an update did: names of files, with ``/``."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)  # the reader's, the new edition
    ended: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def lines(self, name: str) -> Iterator[str]:
        """Say what was done in a folder of this name."""
        replaced = [name for name in self.replaced if name.startswith(WORKED_IN)]
        if more := len(self.replaced) - len(replaced):
            replaced.append(f"{'and ' * bool(replaced)}{more} of the files in data and docs")
        stays = f"You have changed these files in {name}. They stay as they are; the new edition"
        former = f"New editions of what you have not changed (the former ones: {name}/{EARLIER}):"
        parts = {
            f"{stays}\nstands beside each:": [f"{mine}  ->  {new}" for mine, new in self.beside],
            former: replaced,
            "Added:": self.added,
            "No longer part of the course; your copies stay:": self.ended,
        }
        yield from (f"{file} is no notebook and was left out. Restore it." for file in self.broken)
        if not any(parts.values()):
            yield f"Nothing is new: {name} has the present edition of every file."
        for said, files in parts.items():
            yield from [said, *(f"  {file}" for file in files)] if files else []


def published(root: Path) -> dict[str, Path]:
    """Return what a reader is given, by its name in the copy."""
    found = {}
    for path in (p for folder in FOLDERS for p in sorted((root / folder).rglob("*"))):
        name = path.relative_to(root)
        hidden = NOT_FOR_READERS & {*name.parts} or any(part[0] == "." for part in name.parts)
        if path.is_file() and not hidden and path.name != CARRIED:
            found[name.as_posix()] = path
    if not any(name.endswith(".ipynb") for name in found):
        raise CopyError(f"{root} holds no lessons. Name the folder in which notebooks/ stands.")
    return found


def cleared(content: bytes) -> bytes:
    """Return a notebook without outputs and what hides them. ValueError: it is none."""
    notebook = json.loads(content)
    try:
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["outputs"], cell["execution_count"] = [], None
                cell["metadata"].get("jupyter", {}).pop("outputs_hidden", None)
    except (KeyError, TypeError, AttributeError):
        raise ValueError("no notebook") from None
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def content_of(path: Path) -> bytes:
    content = read(path)
    return cleared(content) if path.suffix == ".ipynb" else content


def key_of(name: str, content: bytes) -> str:
    """Return what is the same for two files in which the same is written, run or not."""
    if name.endswith(".ipynb"):
        try:
            cells = json.loads(content)["cells"]
            said = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
            content = json.dumps(said).encode()
        except (ValueError, KeyError, TypeError, AttributeError):
            pass  # damaged: what counts is each byte
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:20]


@contextmanager
def told(path: Path, what: str) -> Iterator[None]:
    """Tell in plain words what the system refuses."""
    try:
        yield
    except OSError as error:
        raise CopyError(
            f"{path} cannot be {what}: {error.strerror}. Close what uses it, and see that its "
            "folder can be written to and the disk has room; or copy the course to a folder of "
            "your own. Then start again: what is done stays done."
        ) from error


def read(path: Path) -> bytes:
    with told(path, "read"):
        return path.read_bytes()


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with told(path, "written"):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)


class Copy:
    """The reader's copy in a folder of the course."""

    def __init__(self, root: Path) -> None:
        self.folder = root / COPY
        self.is_new = not self.folder.exists()
        if not self.is_new and not self.folder.is_dir():
            raise CopyError(
                f"{self.folder} is a file. Rename it: your copy of the course goes there."
            )
        self.laid = self._recorded()  # for each file the keys of its editions, the last one last

    def _recorded(self) -> dict[str, list[str]]:
        """Return what the record says; nothing if it was never written, or is damaged."""
        try:
            laid = json.loads((self.folder / RECORD).read_bytes())["laid"]
            return {str(name): [str(key) for key in keys] for name, keys in laid.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # every file is then compared with the published one

    def record(self) -> None:
        """Keep which editions were laid."""
        said = {"laid": dict(sorted(self.laid.items()))}
        write(self.folder / RECORD, (json.dumps(said, indent=1) + "\n").encode())

    def lay(self, name: str, content: bytes) -> None:
        """Write one file and note its edition."""
        write(self.folder / name, content)
        self.note(name, content)

    def note(self, name: str, content: bytes) -> None:
        """Note that this edition of a file is the newest that the reader has been given."""
        key = key_of(name, content)
        self.laid[name] = [*(k for k in self.laid.get(name, []) if k != key), key]

    def key(self, name: str) -> str:
        """Return the key of what stands in the copy; empty if nothing does."""
        path = self.folder / name
        return key_of(name, read(path)) if path.is_file() else ""

    def is_as_laid(self, name: str) -> bool:
        return self.key(name) in self.laid.get(name, [])

    def free(self, name: str) -> Path:
        """Return the path of a name, or of the next one that nothing has yet."""
        path = self.folder / name
        numbers = itertools.count(2)
        while path.exists():
            path = (self.folder / name).with_stem(f"{Path(name).stem}-{next(numbers)}")
        return path

    def beside(self, name: str) -> Path:
        """Return where the new edition of a changed file goes."""
        path = Path(name)
        return self.free(path.with_stem(f"{path.stem}-new").as_posix())

    def put_away(self, name: str) -> None:
        """Move a file to ``earlier``."""
        path, target = self.folder / name, self.free(f"{EARLIER}/{name}")
        with told(path, "moved"):
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)


def begin(root: Path) -> Path:
    """Make the reader's copy, or add what is missing in it; return its folder."""
    copy = Copy(root)
    for name, path in published(root).items():
        try:
            content = content_of(path)
        except ValueError:
            print(f"{name} is no notebook and was left out. Restore it.", file=sys.stderr)
            continue
        if not (copy.folder / name).exists():
            copy.lay(name, content)
        elif name not in copy.laid and copy.key(name) == key_of(name, content):
            copy.note(name, content)
    if copy.is_new:
        carry_progress(root, copy)
    copy.record()
    return copy.folder


def open_copy(root: Path) -> Path:
    """Return the folder of the reader's copy, made if need be; say if there is a new edition."""
    folder = begin(root)
    if is_behind(root):
        print(f"The course has changed: python3 course.py update lays the new edition in {COPY}.")
    return folder


def copy_of(root: Path, path: Path) -> Path:
    """Return where the reader's copy of a published file stands; any other path as it is."""
    inside = path.is_relative_to(root) and path.relative_to(root).parts[:1]
    return root / COPY / path.relative_to(root) if inside and inside[0] in FOLDERS else path


def carry_progress(source: Path, copy: Copy) -> None:
    """Read on what was kept beside the published exercises."""
    kept = source / "exercises" / CARRIED
    if kept.is_file():
        write(copy.folder / "exercises" / CARRIED, read(kept))


def is_behind(root: Path) -> bool:
    """Tell whether published files have changed since they were laid."""
    laid = Copy(root).laid
    newest = ((key_of(name, read(path)), name) for name, path in published(root).items())
    return any(key not in laid.get(name, [])[-1:] for key, name in newest)


def update(root: Path, source: Path) -> Report:
    """Lay a new edition, that of a folder, into the reader's copy."""
    expect_edition(root, source)
    copy, report, new = Copy(root), Report(), published(source)
    for name, path in new.items():
        try:
            content = content_of(path)
        except ValueError:
            report.broken.append(name)
            continue
        is_known = copy.laid.get(name, [])[-1:] == [key_of(name, content)]
        if not (is_known and (copy.folder / name).exists()):
            _lay_edition(copy, report, name, content)
            copy.record()
    is_whole = (source / "course.py").exists()
    report.ended = [name for name in copy.laid if is_whole and name not in new]
    for name in report.ended:
        del copy.laid[name]
    copy.record()
    return report


def expect_edition(root: Path, source: Path) -> None:
    """Refuse a reader's copy, or a folder in one, as the source of an edition."""
    for folder in (source.resolve(), *source.resolve().parents):
        if folder == (root / COPY).resolve() or (folder / RECORD).exists():
            raise CopyError(
                f"{source} is where somebody works: no new edition comes from there, and nothing "
                f"was changed. Name the folder of a course, such as {folder.parent}, or none."
            )


def _lay_edition(copy: Copy, report: Report, name: str, content: bytes) -> None:
    """Lay the new edition of one file in its place, or beside what the reader has written."""
    if not (copy.folder / name).exists():
        copy.lay(name, content)
        report.added.append(name)
    elif copy.key(name) == key_of(name, content):
        copy.note(name, content)
    elif copy.is_as_laid(name):
        copy.put_away(name)
        copy.lay(name, content)
        report.replaced.append(name)
    else:
        beside = copy.beside(name)
        write(beside, content)
        copy.note(name, content)
        report.beside.append((name, beside.relative_to(copy.folder).as_posix()))


def is_older(root: Path, source: Path) -> bool:
    """Tell whether a folder is another course, worked in: with a copy, or before there were any."""
    if source.resolve() == root.resolve():
        return False
    is_course = (source / "course.py").exists()
    return (source / COPY).exists() or (is_course and not (source / "tools/copies.py").exists())


def take_along(root: Path, source: Path) -> None:
    """Fetch the reader's work out of an older folder of the course.

    From the time before there were copies, files that differ from the present edition go to
    ``earlier`` as they are.
    """
    folder = root / COPY
    if not (source / COPY).exists():
        begin(root)
        copy, new = Copy(root), published(root)
        for name, path in published(source).items():
            content = read(path)
            if name not in new or key_of(name, content) != key_of(name, read(new[name])):
                write(copy.free(f"{EARLIER}/{name}"), content)
        if not (folder / "exercises" / CARRIED).exists():
            carry_progress(source, copy)
        return
    if folder.exists():
        raise CopyError(
            f"Both {source} and {root} have a folder {COPY}. Rename the one without your work, "
            "then start again."
        )
    part = root / f".{COPY}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(source / COPY, part)
        part.replace(folder)
    except (OSError, shutil.Error) as error:
        said = f"{source / COPY} could not be copied to {root}: {error}. Nothing in it was changed."
        raise CopyError(said) from error


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Update the reader's copy from this folder, or from the one that is named."""
    try:
        if len(arguments) > 1 or any(a.startswith("-") for a in arguments):
            raise CopyError("Give nothing, or one folder: python3 course.py update FOLDER")
        source = Path(arguments[0]).expanduser() if arguments else root
        expect_edition(root, source)
        published(source)
        if is_older(root, source):
            take_along(root, source)
            print(f"Your work was fetched from {source}, where it stays as well.")
            source = root
        if not (root / COPY).exists():
            begin(root)
        print("\n".join(update(root, source).lines(COPY)))
        if source.resolve() != root.resolve() and (source / "course.py").exists():
            print(f"Library and checks are still those of {root}. To work with those of {source},")
            print(f"go there and run: python3 course.py update {root}")
    except CopyError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
