"""What the words of a line tell of it: patterns by sign, in ``data/grammar/signs.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from accordlib.errors import AccordError
from accordlib.texts.capitalised_names import worded
from accordlib.texts.files import data_folder, read_table


def signs_of(words: str, kind: str) -> Iterator[str]:
    """Yield the signs of one kind, those of a line of the text or of the page, that words have."""
    for sign, longest, pattern in _signs().get(kind, ()):
        if len(words) <= longest and pattern.match(words):
            yield sign


@cache
def _signs() -> dict[str, list[tuple[str, int, re.Pattern[str]]]]:
    """Return the signs by kind, each with the length of the longest line that may have it."""
    path = data_folder() / "grammar" / "signs.csv"
    found: dict[str, list[tuple[str, int, re.Pattern[str]]]] = {}
    for line, row in enumerate(read_table(path)[1:], start=2):
        try:
            kind, sign, longest, pattern = row
            found.setdefault(kind, []).append((sign, int(longest), worded(pattern)))
        except (ValueError, KeyError, re.error) as error:
            raise AccordError(
                f"{path}, line {line}: {','.join(row):.80} must be kind,sign,longest,pattern: the "
                f"pattern is a regular expression, {{joint}} in it a class of words ({error})."
            ) from None
    return found
