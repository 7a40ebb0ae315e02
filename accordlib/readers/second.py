"""A second reading of pages of a PDF file by another program, pypdf; differences are listed."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import LCSseq

from accordlib.readers.records import Repair

_SAME_ORDER = 0.9  # of the letters and digits of a page: in one order in both readings
_SHOWN = 60  # characters
_LOOK = "compare it with the page"


def differences(content: bytes, pages: Mapping[int, tuple[str, str]]) -> Iterator[Repair]:
    """Read pages again, each with all that it shows and its running text; yield what differs."""
    if not pages:
        return
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader: PdfReader | None = None
    for number, (shown, ordered) in pages.items():
        place = f"page {number}"
        try:
            reader = reader or PdfReader(io.BytesIO(content))
            again = reader.pages[number - 1].extract_text()
        except Exception as error:  # of whatever kind: pypdf expects other files
            why = f"a second program (pypdf) cannot read it: {type(error).__name__}"
            yield Repair(place, "the page", "", why)
            continue
        if Counter(_letters(shown)) != Counter(_letters(again)):
            found, read = _only_in(again, shown), _only_in(shown, again)
            yield Repair(place, found, read, f"a second program (pypdf) reads other signs: {_LOOK}")
        elif _kept_in_order(ordered, again) < _SAME_ORDER:
            why = f"a second program (pypdf) reads the words in another order: {_LOOK}"
            yield Repair(place, *_parting(again.split(), ordered.split()), why)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def _kept_in_order(ordered: str, again: str) -> float:
    ours = _letters(ordered)
    return LCSseq.similarity(ours, _letters(again)) / len(ours) if ours else 1.0


def _parting(again: list[str], ordered: list[str]) -> tuple[str, str]:
    apart = (x for x in LCSseq.opcodes(again, ordered) if x.tag != "equal")
    most = max(apart, key=lambda x: x.src_end - x.src_start + x.dest_end - x.dest_start)
    both = (again, most.src_start), (ordered, most.dest_start)
    found, read = (" ".join(words[max(at - 2, 0) : at + 6]) for words, at in both)
    return f"… {found} …", f"… {read} …"


def _only_in(one: str, other: str) -> str:
    more = Counter(map(_letters, one.split())) - Counter(map(_letters, other.split()))
    return f"{' '.join(more):.{_SHOWN}}"
