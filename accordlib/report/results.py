"""What a study holds: the ground of the page, the wording and the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordlib.actors.networks import Evidence
from accordlib.agreement.parts import Agreement
from accordlib.figures.picture import Picture
from accordlib.texts.documents import Document
from accordlib.texts.passages import Passage

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Results:
    """The results of a study, as `Study` describes them."""

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
        ]
        return "\n".join(lines)
