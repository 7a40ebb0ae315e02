"""What takes passages from a document in the tests of the cluster: workers import it from here."""

import os
import time
from dataclasses import replace
from pathlib import Path

from accordlib import sentences


def by_sentence(document):
    """Return the sentences."""
    return [s for p in document.paragraphs for s in sentences(p)]


def with_pillars(document):
    """Return the paragraphs, in a pillar that the document's id tells, some in none."""
    pillar = "DEG "[len(document.id + document.text) % 4].strip()
    return [replace(p, pillar=pillar) for p in document.paragraphs]


def by_party(document):
    """Return the paragraphs, in a pillar that the document's metadata name."""
    return [replace(p, pillar=document.metadata["party"]) for p in document.paragraphs]


class Waiting:
    """Tells who reads a document and waits, the first time that somebody does."""

    def __init__(self, folder: Path, id: str) -> None:
        self.folder, self.id = folder, id

    def __call__(self, document):
        """Return the paragraphs."""
        name = f"{document.id}-{os.getpid()}-{time.monotonic_ns()}"
        told = list(self.folder.glob(f"{self.id}-*"))
        (self.folder / name).touch()
        if document.id == self.id and not told:
            time.sleep(60)
        return document.paragraphs


def deadly(document):
    """Take the worker away."""
    os._exit(1)


def strange(document):
    """Return what is no passage."""
    return [document.text]


def slow(document):
    """Return the paragraphs, after a moment."""
    time.sleep(0.2)
    return document.paragraphs
