"""Tokens on disk: one file, written whole or not at all, and read by mapping it into memory.

A file holds a line that says what it is, then NumPy arrays one after another in NumPy's own
format (NEP 1), each at a multiple of 64 bytes, then a line with its size and checksum.
"""

from __future__ import annotations

import io
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from accordlib.errors import AccordError
from accordlib.texts.files import write_whole
from accordlib.texts.passages import Passage
from accordlib.words.token_rule import Vocabulary

TOKEN_COLUMNS = ("ids", "starts", "ends", "bounds", "sizes")
_HEAD = b"accordlib tokens 1\n"
_TAIL = b"size %016d crc32 %08x\n"
_MULTIPLE_OF_BYTES = 64
_PASSAGE_FIELDS = ("id", "document", "start", "end", "kind", "pillar")


def write_tokens(
    path: Path,
    passages: Sequence[Passage],
    vocabulary: Iterable[str],
    columns: dict[str, NDArray[Any]],
) -> None:
    """Write the parts of Tokens to a file."""
    texts = [p.text.encode("utf-8", "surrogatepass") for p in passages]
    rows = [[getattr(p, field) for field in _PASSAGE_FIELDS] for p in passages]
    described = json.dumps({"passages": rows, "vocabulary": list(vocabulary)}).encode("ascii")
    ends = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    of_bytes = (np.frombuffer(some, np.uint8) for some in (b"".join(texts), described))
    write_whole(path, _file_of([*(columns[name] for name in TOKEN_COLUMNS), ends, *of_bytes]))


def read_tokens(path: Path) -> tuple[tuple[Passage, ...], Vocabulary, dict[str, NDArray[Any]]]:
    """Return the parts of the Tokens in a file: passages, vocabulary and columns by name."""
    try:
        with path.open("rb") as file:
            whole = np.memmap(file, np.uint8, "r").view(np.ndarray)
            end = len(whole) - len(_TAIL % (0, 0))
            if whole[: len(_HEAD)].tobytes() != _HEAD:
                raise ValueError("it is no file that Tokens.save made, or of another version of it")
            if whole[end:].tobytes() != _TAIL % (end, zlib.crc32(whole[:end].data)):
                raise ValueError("it is damaged or not all there; its checksum differs")
            file.seek(len(_HEAD))
            columns = {name: _next_part(file, whole) for name in TOKEN_COLUMNS}
            bounds, texts, described = (_next_part(file, whole) for _ in range(3))
            content = json.loads(described.tobytes())
            spans = zip(content["passages"], bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
            passages = tuple(
                Passage(
                    text=texts[first:last].tobytes().decode("utf-8", "surrogatepass"),
                    **dict(zip(_PASSAGE_FIELDS, fields, strict=True)),
                )
                for fields, first, last in spans
            )
            columns["bounds"] = columns["bounds"].astype(np.intp, copy=False)
            return passages, Vocabulary(content["vocabulary"]), columns
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise AccordError(
            f"{path} cannot be opened as tokens: {error}. Make it anew: tokenize the texts and "
            "save the tokens again."
        ) from error


def _file_of(arrays: Iterable[NDArray[Any]]) -> Iterator[bytes]:
    """Yield what stands in a file, part by part."""
    size, checksum = len(_HEAD), zlib.crc32(_HEAD)
    yield _HEAD
    for array in arrays:
        saved = io.BytesIO()
        np.save(saved, array, allow_pickle=False)
        part = b"\0" * (-size % _MULTIPLE_OF_BYTES) + saved.getvalue()
        yield part
        size, checksum = size + len(part), zlib.crc32(part, checksum)
    yield _TAIL % (size, checksum)


def _next_part(file: IO[bytes], whole: NDArray[np.uint8]) -> NDArray[Any]:
    """Return the array that begins at the next multiple of 64 bytes, and move to its end."""
    file.seek(file.tell() + -file.tell() % _MULTIPLE_OF_BYTES)
    np.lib.format.read_magic(file)
    shape, _, dtype = np.lib.format.read_array_header_1_0(file)
    start = file.tell()
    end = file.seek(start + math.prod(shape) * dtype.itemsize)
    return whole[start:end].view(dtype)
