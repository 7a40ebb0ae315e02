"""Hand in a notebook: ``hand-in 03`` in a terminal, or ``!hand-in 03`` in a cell.

The saved file of the set goes into the student's own folder, beside what was handed in before;
lecturers read it there, other students do not.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

LARGEST = 20_000_000  # bytes


class HandInError(Exception):
    """Why nothing was handed in, and what to do."""


def hand_in(name: str, exercises: Path, box: Path) -> Path:
    """Copy the notebook of a set into the box; return the copy."""
    found = sorted(exercises.glob("*.ipynb"), key=lambda p: p.stem) if exercises.is_dir() else []
    chosen = [p for p in found if name in (p.name, p.stem, p.stem.partition("_")[0])]
    if len(chosen) > 1:
        raise HandInError(
            f"{exercises} has several notebooks of set {name}: say which, for example: "
            + " or ".join(f"hand-in '{p.stem}'" for p in chosen)
        )
    if not chosen:
        sets = ", ".join(dict.fromkeys(p.stem.partition("_")[0] for p in found)) or "none"
        raise HandInError(f"{exercises} has no set {name!r}: there are {sets}.")
    [notebook] = chosen
    if notebook.stat().st_size > LARGEST:
        raise HandInError(
            f"{notebook.name} is larger than {LARGEST // 1_000_000} MB. Clear its outputs (Kernel, "
            "Restart Kernel and Clear Outputs of All Cells), save it and hand it in again."
        )
    if not box.is_dir():
        raise HandInError(f"There is no folder {box} to hand in to: tell your lecturer.")
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    folder = box / notebook.stem.partition("_")[0]
    os.umask(0o027)  # the group of the box, lecturers, reads what is made here
    folder.mkdir(exist_ok=True)
    copy, part = folder / f"{notebook.stem}-{at}.ipynb", folder / f".{at}.part"
    part.write_bytes(notebook.read_bytes())
    part.replace(copy)
    return copy


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("Say which set, for example: hand-in 03", file=sys.stderr)
        return 2
    exercises, box = Path.home() / "my-course/exercises", Path(os.environ.get("ACCORD_BOX", "-"))
    try:
        copy = hand_in(arguments[0], exercises, box)
    except (HandInError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Handed in as {copy.name}. What counts is the file as it was last saved.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
