"""Tokens on disk: one file, written whole or not at all, and read by mapping it into memory.

A file holds a line that says what it is, then NumPy arrays one after another in NumPy's own
format (NEP 1), each at a multiple of 64 bytes, then a line with its size and checksum. It is
written under another name beside the old one and takes its place in one step; so whoever opens
it gets all of the old or all of the new tokens, whatever happens to whoever writes.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.texts.passages import Passage
from accordlib.words.token_rule import Vocabulary

COLUMNS = ("ids", "starts", "ends", "bounds", "sizes")
_HEAD = b"accordlib tokens 1\n"
_TAIL = b"size %016d crc32 %08x\n"
_ALIGNED = 64
_BLOCK = 1 << 20
_FIELDS = ("id", "document", "start", "end", "kind", "pillar")


def write(
    path: Path,
    passages: Iterable[Passage],
    vocabulary: Iterable[str],
    columns: dict[str, NDArray[Any]],
) -> None:
    """Write the parts of Tokens to a file."""
    texts = [p.text.encode("utf-8", "surrogatepass") for p in passages]
    rows = [[getattr(p, field) for field in _FIELDS] for p in passages]
    described = {"passages": rows, "vocabulary": list(vocabulary)}
    with _replaced(path) as file:
        output = _Output(file)
        output.write(_HEAD)
        for name in COLUMNS:
            output.array(columns[name])
        output.array(np.cumsum([0, *map(len, texts)], dtype=np.int64))
        output.bytes(texts)
        output.bytes([json.dumps(described).encode("ascii")])
        file.write(_TAIL % (output.size, output.checksum))


def read(path: Path) -> tuple[tuple[Passage, ...], Vocabulary, dict[str, NDArray[Any]]]:
    """Return the parts of the Tokens in a file: passages, vocabulary and columns by name."""
    try:
        with path.open("rb") as file:
            end = _checked(file)
            file.seek(len(_HEAD))
            columns = {name: _mapped(file) for name in COLUMNS}
            bounds, texts, described = _mapped(file), _mapped(file), _mapped(file)
            if file.tell() != end:
                raise ValueError("it goes on after its last part")
            return (*_passages(bounds, texts, described), columns)
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise AccordError(
            f"{path} cannot be opened as tokens: {error}. Make it anew: tokenize the texts and "
            "save the tokens again."
        ) from error


class _Output:
    """A file with a checksum of what has been written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.size = self.checksum = 0

    def write(self, content: bytes) -> int:
        self.file.write(content)
        self.size += len(content)
        self.checksum = zlib.crc32(content, self.checksum)
        return len(content)

    def array(self, values: NDArray[Any]) -> None:
        """Write an array in NumPy's format."""
        self.write(b"\0" * (-self.size % _ALIGNED))
        np.lib.format.write_array(self, np.ascontiguousarray(values), (1, 0), allow_pickle=False)

    def bytes(self, parts: list[bytes]) -> None:
        """Write bytes as an array, part by part."""
        self.write(b"\0" * (-self.size % _ALIGNED))
        described = {"descr": "|u1", "fortran_order": False, "shape": (sum(map(len, parts)),)}
        np.lib.format.write_array_header_1_0(self, described)
        for part in parts:
            self.write(part)


@contextmanager
def _replaced(path: Path) -> Iterator[IO[bytes]]:
    """Give a new file to write to; put it in the place of the old one if nothing goes wrong."""
    part = path.parent / f".{path.name}.{uuid4().hex}.part"
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise AccordError(
            f"The tokens were not saved to {path}: {error}. What was there before is unchanged. "
            "Check that the folder exists, may be written to and has room."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _checked(file: IO[bytes]) -> int:
    """Return where the parts of a file end; raise an error if it is not as it was written."""
    tail = len(_TAIL % (0, 0))
    end = os.fstat(file.fileno()).st_size - tail
    if file.read(len(_HEAD)) != _HEAD:
        raise ValueError("it is no file that Tokens.save made, or of another version of it")
    checksum, left = zlib.crc32(_HEAD), end - len(_HEAD)
    while left > 0:
        block = file.read(min(_BLOCK, left))
        checksum = zlib.crc32(block, checksum)
        left -= len(block) or left
    if left or file.read() != _TAIL % (end, checksum):
        raise ValueError("it is damaged or not all there; its checksum differs")
    return end


def _mapped(file: IO[bytes]) -> NDArray[Any]:
    """Return the array that begins at the next multiple of 64 bytes, and move to its end."""
    file.seek(file.tell() + -file.tell() % _ALIGNED)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("a part of it is of another version")
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    place = file.tell()
    values = np.memmap(file, dtype, "r", place, shape) if all(shape) else np.empty(shape, dtype)
    file.seek(place + values.nbytes)
    return values.view(np.ndarray)


def _passages(
    bounds: NDArray[Any], texts: NDArray[Any], described: NDArray[Any]
) -> tuple[tuple[Passage, ...], Vocabulary]:
    content = json.loads(described.tobytes())
    passages = []
    for fields, first, last in zip(
        content["passages"], bounds[:-1].tolist(), bounds[1:].tolist(), strict=True
    ):
        text = texts[first:last].tobytes().decode("utf-8", "surrogatepass")
        passages.append(Passage(text=text, **dict(zip(_FIELDS, fields, strict=True))))
    return tuple(passages), Vocabulary(content["vocabulary"])
