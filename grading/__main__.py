"""``python3 course.py grade FOLDER --set 03 --roster FILE --out FOLDER``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from accordlib.errors import AccordError

from .marking import Job, grade
from .submissions import Rules


def _late(text: str) -> str:
    if text in {"keep", "zero"} or (text.isdecimal() and 0 < int(text) <= 100):
        return text
    raise argparse.ArgumentTypeError("keep, zero, or the per cent a day takes off, such as 10")


def _when(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a time such as 2026-11-30T18:00") from None
    return found.astimezone().replace(tzinfo=None) if found.tzinfo else found


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="course.py grade",
        description="Marks the notebooks of a class: each is run shut in, then judged. The same "
        "command goes on where it was stopped, and takes in the levels of essays.",
    )
    made.add_argument("folder", type=Path, help="what was handed in: a folder, or a zip")
    made.add_argument("--set", required=True, help="the set of exercises, such as 03")
    made.add_argument("--roster", type=Path, required=True, help="CSV: id, name, e-mail, section")
    made.add_argument("--out", type=Path, required=True, help="a new folder, or that of a run")
    made.add_argument("--due", type=_when, help="when it was due, such as 2026-11-30T18:00")
    late = "keep: it is only named; zero: it has no points; 10: each day begun takes 10%% off"
    made.add_argument("--late", type=_late, default="keep", help=late)
    made.add_argument("--double", choices=("last", "first"), default="last", help="which is marked")
    made.add_argument("--seed", type=int, help="of the calls; drawn and kept if none is given")
    made.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="notebooks at once")
    return made


def main(arguments: Sequence[str]) -> int:
    """Mark a class and return 0; 2 if something has to be mended first, 130 if it was stopped."""
    given = parser().parse_args(arguments)
    rules = Rules(given.due, given.late, given.double)
    job = Job(
        given.folder, given.set, given.roster, given.out, rules, given.seed, max(1, given.workers)
    )
    try:
        grade(job, lambda said: print(said, flush=True))
    except AccordError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except OSError as error:
        said = f"{error.filename or 'A file'}: {error.strerror}. Nothing half is left."
        print(f"\n{said}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr, flush=True)
        os._exit(130)  # ends the rooms, too: each dies with this process
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
