"""The command line: ``python -m accordlib study FILE --out FOLDER``."""

from __future__ import annotations

import argparse
import re
import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from os.path import expanduser
from typing import NoReturn

from accordlib.errors import AccordError

COURSE = "course"
_DAY_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_ARGUMENT = re.compile(r"(?:Document\.from_file\(path, )?changes='(\w+)'\)?")  # of Python
_WRONG, _STOPPED = 2, 130


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(_WRONG, f"accordlib: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 2 after an error, or 130 after an interruption."""
    try:
        print(_study(_parser().parse_args(arguments)))
    except AccordError as error:
        said = _ARGUMENT.sub(r"--changes \1", str(error))
        print(f"accordlib: {' '.join(said.split())}", file=sys.stderr)
        return _WRONG
    except KeyboardInterrupt:
        print("accordlib: stopped; nothing was written", file=sys.stderr)
        return _STOPPED
    return 0


def _say(step: str) -> None:
    """Tell somebody who waits at a terminal what is being made."""
    if sys.stderr.isatty():
        print(f"accordlib: {step} ...", file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m accordlib", description="Study an agreement by computer.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    study = commands.add_parser(
        "study",
        help="write a report on one agreement",
        description="Write a report on one agreement: a page, report.html, and tables in CSV.",
    )
    study.add_argument("file", metavar="FILE", type=expanduser, help="plain text, Word, PDF ...")
    study.add_argument(
        "--out",
        required=True,
        metavar="FOLDER",
        type=expanduser,
        help="a folder that does not exist yet, is empty, or holds an earlier report",
    )
    study.add_argument(
        "--gazetteer",
        metavar="CSV",
        type=expanduser,
        help=f"the names to look for; the word {COURSE} stands for the course's own list. "
        "Without it the report lists names to begin one with",
    )
    for option, example, meaning in (
        ("--title", "TITLE", "the title of the agreement, if not as in the text"),
        ("--date", "DATE", "its date, such as 2023-05-18, for the table of the text"),
        ("--labels", "A,B,C", "letters to cite the numbered parts by, in their order"),
    ):
        study.add_argument(option, default="", metavar=example, help=meaning)
    study.add_argument(
        "--within",
        choices=("paragraph", "commitment", "sentence"),
        default="paragraph",
        help="what two actors must share to be joined (paragraph)",
    )
    study.add_argument(
        "--changes", choices=("accepted", "rejected"), help="how to read tracked changes"
    )
    study.add_argument(
        "--twice", action="store_true", help="let a second program read all pages of a PDF too"
    )
    return parser


def _study(given: argparse.Namespace) -> str:
    """Make the report; return the line that says where it is."""
    from accordlib.actors.gazetteer import load_gazetteer
    from accordlib.report.folder import checked_folder
    from accordlib.report.study import study
    from accordlib.texts.documents import Document

    folder = checked_folder(given.out)
    if given.date and not _DAY_MONTH_OR_YEAR.fullmatch(given.date):
        raise AccordError(f"--date is {given.date!r}; give a year, month or day: 2023-05-18.")
    labels = tuple(label.strip() for label in given.labels.split(",") if label.strip())
    document = Document.from_file(given.file, given.changes, given.twice)
    document = replace(document, title=given.title, date=given.date, pillar_labels=labels)
    own = None if given.gazetteer == COURSE else given.gazetteer
    gazetteer = None if given.gazetteer is None else load_gazetteer(own)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        made = study(document, gazetteer, within=given.within, progress=_say)
        written = made.save(folder)
    return f"{len(made.tables)} tables and {len(made.pictures)} pictures: {written}"


if __name__ == "__main__":
    sys.exit(main())
