"""What takes passages from a document in the tests of the cluster: workers import it from here."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from accordlib import sentences, stopwords


def by_sentence(document):
    """Return the sentences."""
    return [s for p in document.paragraphs for s in sentences(p)]


def with_pillars(document):
    """Return the paragraphs, in a pillar that the document's id tells, some in none."""
    pillar = "DEG "[len(document.id + document.text) % 4].strip()
    return [replace(p, pillar=pillar) for p in document.paragraphs]


@dataclass
class Deadly:
    """Takes the worker away that reads a document, so many times."""

    folder: Path
    id: str
    times: int

    def __call__(self, document):
        """Return the paragraphs."""
        told = len(list(self.folder.iterdir()))
        if document.id == self.id and told < self.times:
            (self.folder / str(told)).touch()
            os._exit(1)
        return document.paragraphs


def strange(document):
    """Return what is no passage."""
    return [document.text]


def no_stopword(word):
    """Tell whether a type is not in the stop list."""
    return word not in stopwords()
