"""What a study holds, and how it is told: in a paragraph, as a page, and as files.

The page needs no other file and no network. What stands on it, with the captions of tables and
figures, is in ``page.html.j2``, how it looks in ``report.css``.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accordlib.actors.networks import Evidence
from accordlib.agreement.parts import Agreement
from accordlib.errors import counted
from accordlib.figures.picture import Picture
from accordlib.report.folder import PAGE, checked_folder, write_report
from accordlib.tables import ShownColumn, shown_column
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_NO_RULE = 3


@dataclass(frozen=True, eq=False, repr=False)
class Study:
    """What `study` found in one document.

    Attributes
    ----------
    document : Document
        What was studied.
    agreement : Agreement or None
        Its parts; None where `parse_agreement` does not understand the layout.
    passages : tuple of Passage
        What was counted and searched: the parts of the agreement, else the paragraphs.
    parameters : Mapping of str to str
        Every choice that the results depend on, and the identity of the text.
    tables : Mapping of str to DataFrame
        By name: ``text`` (what was studied), ``parts``, ``recognised`` and ``passages``
        (structure), ``terms``, ``terms_by_part``, ``dispersion``, ``promises``; with a gazetteer
        ``mentions``, ``unmentioned`` (its rows that were found nowhere), ``centralities``,
        ``edges``, ``evidence`` and ``stability``; ``candidates`` and ``gazetteer_start``.
    pictures : Mapping of str to Picture
        By name: ``lengths``, ``terms``, ``dispersion``, ``network``, ``stability``, ``promises``.
    evidence : Mapping of (str, str) to Evidence
        For each two actors that are joined, the passages on which that stands, most of them first.
    notes : tuple of str
        What could not be made, and why.
    """

    document: Document
    agreement: Agreement | None
    passages: tuple[Passage, ...]
    parameters: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame]
    pictures: Mapping[str, Picture]
    evidence: Mapping[tuple[str, str], Evidence]
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The document's title as it is described, else as it stands in the text."""
        return str(self.tables["text"]["title"].iloc[0])

    def __repr__(self) -> str:
        lines = [
            f"Study of {self.document.id!r}: {self.title}",
            f"tables: {', '.join(self.tables)}",
            f"pictures: {', '.join(self.pictures)}",
            *(f"not made: {note}" for note in self.notes),
            *(f"look at: {doubt}" for doubt in self.doubts),
        ]
        return "\n".join(lines)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What to look at in the agreement's parts, each with how many there are."""
        concerns = Counter(self.agreement.concerns.values() if self.agreement else ())
        return tuple(f"{why} ({counted(n, 'part')})" for why, n in concerns.items())

    @property
    def methods(self) -> str:
        """A paragraph for a paper that says how the results were made."""
        said = [
            _of_the_text(self),
            f"Frequencies are per thousand of its {self.tables['text']['tokens'].iloc[0]:,} "
            f"tokens; the {self.parameters['stop list']} of a stop list are left out of tables, "
            "not of the denominator.",
            _of_the_actors(self),
        ]
        if "promises" in self.tables:
            strength = self.tables["promises"]["strength"]
            said.append(
                "The strength of the commitments, from 1 to 5, was coded by a rule written for "
                "another agreement, the Hiroshima Accord; it puts "
                f"{(strength >= 4).sum()} of {len(strength)} on step 4 or 5, and "
                f"{(strength == _NO_RULE).sum()} on step 3, which is where it leaves what none of "
                "its patterns fits."
            )
        said.append(
            f"All was computed with accordlib {self.parameters['accordlib']} (random seed "
            f"{self.parameters['seed']}). No automatic result has been checked against hand coding "
            "of this text."
        )
        return " ".join(said)

    def html(self) -> str:
        """Return the report as one page that needs no other file."""
        coded = self.tables.get("promises")
        if coded is not None and self.agreement is not None:
            texts = {c.label: c.text for c in self.agreement.commitments}
            coded = coded.assign(text=[texts[label] for label in coded["commitment"]])
        text = _environment().get_template("page.html.j2").render(study=self, promises=coded)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return _UNPRINTABLE.sub("\ufffd", text)  # what HTML forbids

    def save(self, folder: str | Path) -> Path:
        """Write the report and its tables into a folder.

        A full disk or an interruption leaves nothing behind.

        Parameters
        ----------
        folder : str or Path
            A new or empty folder, or an earlier report in which nothing was added or changed.

        Returns
        -------
        Path
            The page, ``report.html``.

        Raises
        ------
        AccordError
            If the folder holds anything else, or cannot be written.
        """
        folder = checked_folder(folder)
        files = {PAGE: self.html().encode("utf-8", "replace")}
        for name, table in self.tables.items():
            csv = table.to_csv(index=False, lineterminator="\n")
            files[f"{name}.csv"] = csv.encode("utf-8-sig", "replace")
        made = {"parameters": dict(self.parameters), "not made": list(self.notes)}
        write_report(files, made, folder)
        return folder / PAGE


def _of_the_text(study: Study) -> str:
    [words] = study.tables["text"]["words"]
    start = f"We studied “{study.title}” ({words:,} words; SHA-256 of the text beginning "
    start += f"{study.parameters['SHA-256 of the text in UTF-8'][:12]}"
    encoding = study.parameters.get("encoding of the file")
    start += f"; encoding of the file: {encoding})" if encoding else ")"
    if study.agreement is None:
        count = counted(len(study.passages), "paragraph")
        return f"{start}, whose layout the parser did not understand, by its {count}."
    parts = counted(len(study.agreement.pillars), "part")
    count = counted(len(study.agreement.commitments), "commitment")
    running, right = len(study.agreement.running), len(study.agreement.overrides)
    taken = f"; {counted(running, 'paragraph')} of parts that list nothing were taken for them"
    rest = len(study.agreement.rest)
    left = f" {counted(rest, 'line')} in no part, such as a date, were counted with it."
    by_hand = f" {counted(right, 'line')} were put right by hand: {_by_hand(study.agreement)}."
    look = f" Not sure in its division: {'; '.join(study.doubts)}."
    return (
        f"{start}, which a parser divides into a preamble and {parts} with "
        f"{count}{taken if running else ''}.{left if rest else ''}{by_hand if right else ''}"
        f"{look if study.doubts else ''}"
    )


def _by_hand(agreement: Agreement) -> str:
    return ", ".join(f"line {line} as {kind}" for line, kind in agreement.overrides.items())


def _of_the_actors(study: Study) -> str:
    if "mentions" not in study.tables:
        return "Names were not looked for, since no gazetteer was given."
    mentions = study.tables["mentions"]
    return (
        f"A gazetteer of {study.parameters['gazetteer']} and patterns of English names found "
        f"{len(mentions):,} mentions of {mentions['id'].nunique():,} entities. Two actors are "
        f"joined if the same {study.parameters['window of the network']} mentions both; "
        "intervals are 95% "
        f"percentile intervals of {study.parameters['bootstrap resamples']} bootstrap resamples "
        f"of these windows, and chance is {study.parameters['shuffles of the null model']} "
        "shuffles that keep how many windows each actor has and how many actors each window."
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["thousands"] = "{:,}".format
    made.globals |= {"columns_of": _columns_of, "png": _png, "excerpt": _excerpt}
    return made


def _png(picture: Picture) -> str:
    bundle, _ = picture._repr_mimebundle_()
    return base64.b64encode(bundle["image/png"]).decode("ascii")


def _excerpt(found: Evidence, number: int) -> Any:
    """Return the first passages, marked."""
    from markupsafe import Markup

    return Markup(type(found)(found.passages[:number], found.marks[:number])._repr_html_())


def _columns_of(table: pd.DataFrame, names: Collection[str], rows: int) -> list[ShownColumn]:
    """Return the columns that are shown, without those that are empty: name, class and cells."""
    shown = (table[list(names)] if names else table).head(rows)
    columns = (shown_column(str(name), shown[name]) for name in shown)
    return [column for column in columns if any(column[2])]
