"""What a study holds, and how it is told: in a paragraph, as a page, and as files.

The page needs no other file and no network. What stands on it, with the captions of tables and
figures, is in ``page.html.j2``, how it looks in ``report.css``, the paragraph in
``methods.txt.j2``.
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
from accordlib.views.explore import network_view

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from jinja2 import Environment

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


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
        What was searched, and counted where its words can be told: the parts of the agreement,
        else the paragraphs.
    parameters : Mapping of str to str
        Every choice that the results depend on, and the identity of the text.
    tables : Mapping of str to DataFrame
        By name: ``text`` (what was studied), ``repairs`` (of its file, if there are some),
        ``parts``, ``recognised`` and ``passages`` (structure), ``terms``, ``terms_by_part``,
        ``dispersion``, ``promises``, ``to_check`` (which of them to read first); with a gazetteer
        ``mentions``, ``unmentioned`` (its rows that were found nowhere), ``centralities``,
        ``edges``, ``evidence`` and ``stability``; ``candidates`` and ``gazetteer_start``.
    pictures : Mapping of str to Picture
        By name: ``lengths``, ``terms``, ``dispersion``, ``network``, ``stability``, ``promises``.
    evidence : Mapping of (str, str) to Evidence
        For each two actors that are joined, the passages on which that stands, most of them first.
    notes : tuple of str
        What could not be made, and why.
    network : networkx.Graph, optional
        That of `actor_network`, if there was a gazetteer; the page shows it by `explore`.
    """

    document: Document
    agreement: Agreement | None
    passages: tuple[Passage, ...]
    parameters: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame]
    pictures: Mapping[str, Picture]
    evidence: Mapping[tuple[str, str], Evidence]
    notes: tuple[str, ...]
    network: nx.Graph[str] | None = None

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
    def repaired(self) -> tuple[str, ...]:
        """Why something is read otherwise than it stands in the file, each with how often."""
        reasons = Counter(repair.why for repair in self.document.repairs)
        return tuple(f"{why} ({n:,})" for why, n in reasons.most_common())

    @property
    def methods(self) -> str:
        """A paragraph for a paper that says how the results were made."""
        text = _environment().get_template("methods.txt.j2").render(study=self)
        return text.strip("\n").replace("\n", " ")

    def html(self) -> str:
        """Return the report as one page that needs no other file."""
        coded = self.tables.get("promises")
        if coded is not None and self.agreement is not None:
            coded = with_words(coded, self.agreement)
        touched = "" if self.network is None else network_view(self.network)._repr_html_()
        found = {"study": self, "promises": coded, "network": touched}
        text = _environment().get_template("page.html.j2").render(found)
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


def with_words(coded: pd.DataFrame, agreement: Agreement) -> pd.DataFrame:
    """Return coded commitments with their texts, and their numbers on the page."""
    texts, numbers = {c.label: c.text for c in agreement.commitments}, agreement.on_page
    labels = coded["commitment"].tolist()
    on_page = [numbers.get(label, "") for label in labels]
    return coded.assign(text=[texts[label] for label in labels], on_page=on_page)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    looks: Any = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    looks |= {"loader": FileSystemLoader(Path(__file__).parent), "undefined": StrictUndefined}
    made = Environment(autoescape=True, **looks)
    made.filters |= {"thousands": "{:,}".format, "counted": counted}
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
