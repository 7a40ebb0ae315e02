"""Files that are archives of XML: opened with limits, and nothing in them is fetched or run."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from accordlib.errors import AccordError

MOST_UNPACKED = 100_000_000  # of all parts that are read of one file
MOST_FILES = 20_000
# What is raised by damaged archives, by those of an unknown version, and by XML.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, SyntaxError)
_SAVE_ANEW = "Open it in its program, save it anew, or as plain text."
# The names of the strict form of Word files, which mean the same as the usual ones.
_STRICT = re.compile(
    rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument)/(main|relationships)"
)


class Archive:
    """The XML parts of a file; each is parsed when it is asked for."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name, self._left, self._roots = name, MOST_UNPACKED, dict[str, Any]()
        with self._refusing():
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        self.parts = self._archive.namelist()
        if len(self.parts) > MOST_FILES:
            raise AccordError(f"{name} holds {len(self.parts):,} files, more than any text needs.")

    def xml(self, part: str) -> Any:
        """Return the root of a part, or None if there is no such part."""
        if part in self.parts and part not in self._roots:
            with self._refusing():
                self._roots[part] = self._parsed(part)
        return self._roots.get(part)

    def first(self, stem: str, ending: str = "xml") -> Any:
        """Return the root of ``word/stem.xml``, which some programs call ``word/stem2.xml``."""
        pattern = re.compile(rf"word/{stem}\d*\.{ending}")
        return self.xml(next(filter(pattern.fullmatch, self.parts), ""))

    def _parsed(self, part: str) -> Any:
        from lxml import etree

        if self._archive.getinfo(part).flag_bits & 1:
            raise AccordError(f"{self.name} asks for a password. Save it without one.")
        with self._archive.open(part) as file:
            content = file.read(self._left + 1)
        content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
        self._left -= len(content)
        if self._left < 0:
            much = f"more than {MOST_UNPACKED:,} bytes"
            raise AccordError(f"{self.name} unpacks to {much}, which no text does.")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            said = "declares entities, as no program writes them."
            raise AccordError(f"{self.name} {said} {_SAVE_ANEW}")
        return root

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            said = f"{self.name} is damaged or was not loaded whole ({error!s:.120})."
            raise AccordError(f"{said} {_SAVE_ANEW}") from error
