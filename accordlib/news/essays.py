"""Every quotation of an essay, looked for in the texts: `check_essay`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from accordlib.errors import counted, expect
from accordlib.news.locating import Location, located, passages_in
from accordlib.news.quotations import find_quotations
from accordlib.texts.documents import Document
from accordlib.texts.passages import HasPassages

if TYPE_CHECKING:
    import pandas as pd

ESSAY_COLUMNS = "start end text named status passages difference negation".split()
_NOT_PROSE = re.compile(
    r"(?ms)^(```|~~~).*?^\1|<!--.*?-->|`[^`\n]+`|(?<=\])\([^()\s]*\)|</?\w[^<>]*>"
)
_SIGNS_OF_MARKDOWN = re.compile(
    r"(?m)^[ \t]*(?:>[ \t]?)+|^#+ |^[ \t]*(?:[-*+]|\d+\.) |[*_]{1,3}(?=\w)|(?<=\S)[*_]{1,3}(?!\w)"
)
_BLOCK_QUOTED = re.compile(r"(?m)(?:^[ \t]*>.*\n?)+")
_AFTER = re.compile(r"[^\w(\[<]{0,6}(?:<!--(.*?)-->|[(\[]([^)\]]*)[)\]])", re.DOTALL)
_END_OF_SENTENCE = re.compile(r"[.!?][\"”’)]*\s|\n\s*\n")
_NOTHING = "\u200b"  # folded away, wherever it stands


@dataclass(frozen=True, repr=False, eq=False)
class CheckedEssay:
    """An essay with what was found out about its quotations. Made by `check_essay`.

    Attributes
    ----------
    text : str
        The essay, as it was given.
    locations : tuple of Location
        Where each quotation stands, in the order of the essay.
    table : DataFrame
        The same, one row a quotation; columns ``start`` and ``end`` (offsets in `text`), ``text``,
        ``named`` (the text or passage that the essay says it is from, or empty), ``status``,
        ``passages`` (ids, with blanks between), ``difference`` and ``negation``, as in `Location`.
    """

    text: str
    locations: tuple[Location, ...]
    table: pd.DataFrame

    def __repr__(self) -> str:
        counts = Counter(self.table["status"])
        found = ", ".join(f"{n} {status}" for status, n in counts.items())
        lines = [f"“{' '.join(at.quotation.split())}”: {at}" for at in self.locations]
        return "\n".join([counted(len(lines), "quotation") + f": {found}" * bool(found), *lines])

    def _repr_html_(self) -> str:
        return f"<p>{escape(repr(self).splitlines()[0])}</p>" + self.table.to_html(index=False)


def check_essay(markdown: str, corpus: Mapping[str, HasPassages]) -> CheckedEssay:
    """Look for every quotation of an essay in the texts that it may quote.

    Quotations stand between quotation marks, or are blocks that begin with ``>``; not in code. The
    text or passage that a quotation is said to be from is the one named in brackets after it, as in
    ``(article:p8)``, or else the only one that its sentence names.

    Parameters
    ----------
    markdown : str
        The essay, as plain text or Markdown.
    corpus : Mapping[str, Document or Agreement]
        The texts by their ids, as for `locate_quotation`.

    Returns
    -------
    CheckedEssay

    Examples
    --------
    >>> check_essay("The Accord says “we are ready to strengthen our ties”.", load_corpus())
    1 quotation: 1 altered
    “we are ready to strengthen our ties”: altered; the source is article:p11 and not accord: ...
    """
    import pandas as pd

    expect(markdown, str, "check_essay()", "Give its text: Path('essay.md').read_text('utf-8').")
    passages = passages_in(corpus, "check_essay()")
    plain = _prose(markdown)
    spans = list(_quotations_of(markdown, plain))
    names = _Names(corpus)
    outside = list(plain)
    for start, end in spans:
        outside[start:end] = " " * (end - start)
    told = "".join(outside)
    named = [names.named(markdown, told, *span) for span in spans]
    quoted = [plain[start:end].replace(_NOTHING, "") for start, end in spans]
    found = located(list(zip(quoted, named, strict=True)), list(passages.values()))
    rows = [
        (*span, " ".join(markdown[slice(*span)].split()), at.named, at.status,
         " ".join(at.places), at.difference, at.negation)
        for span, at in zip(spans, found, strict=True)
    ]  # fmt: skip
    return CheckedEssay(markdown, tuple(found), pd.DataFrame(rows, columns=ESSAY_COLUMNS))


def _prose(markdown: str) -> str:
    """Return an essay without code, comments, addresses and marks of Markdown, places kept."""
    text = _NOT_PROSE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), markdown)
    return _SIGNS_OF_MARKDOWN.sub(lambda m: _NOTHING * len(m[0]), text)


def _quotations_of(markdown: str, plain: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations begin and end: between marks, but in no other, and in blocks."""
    table = find_quotations(Document("essay", plain))
    marked = table[table["kind"] != "block"][["start", "end"]].to_numpy().tolist()
    blocks = [(m.start(), m.start() + len(m[0].rstrip())) for m in _BLOCK_QUOTED.finditer(markdown)]
    blocks = [(a, b) for a, b in blocks if not any(a <= start < b for start, _ in marked)]
    reached = 0
    for start, end in sorted([*map(tuple, marked), *blocks]):
        if start >= reached and any(map(str.isalnum, plain[start:end])):
            yield start, end
            reached = end


class _Names:
    """The names of texts and the labels of their passages, as an essay gives them."""

    def __init__(self, corpus: Mapping[str, HasPassages]) -> None:
        self.labels = {id: {p.label for p in text.passages} for id, text in corpus.items()}
        ids = sorted(map(re.escape, corpus), key=len, reverse=True)
        name = "|".join(id.replace(r"\-", "[- ]") for id in ids) or r"(?!)"
        self.name = re.compile(rf"(?i)(?<![\w-])({name})(?![\w-])")
        self.told = re.compile(rf"(?i)\b(?:the|this)\s+({name})(?![\w-])|(?<![\w-])({name}):(?=\w)")
        self.label = re.compile(r"(?<![\w.])[A-Za-z]*\d+(?:\.s\d+)?(?!\w)")

    def named(self, markdown: str, told: str, start: int, end: int) -> str:
        """Return the text or passage that a quotation is said to be from, if one is."""
        after = _AFTER.match(markdown, end)
        if after and (found := self._of(after[1] or after[2] or "", self.name)):
            return found
        begins = max((m.end() for m in _END_OF_SENTENCE.finditer(told, 0, start)), default=0)
        stop = _END_OF_SENTENCE.search(told, end)
        return self._of(told[begins : stop.start() if stop else len(told)], self.told)

    def _of(self, text: str, name: re.Pattern[str]) -> str:
        """Return the one text that some words name, with the one passage of it."""
        found = {
            next(filter(None, m.groups())).lower().replace(" ", "-") for m in name.finditer(text)
        }
        ids = [id for id in self.labels if id.lower().replace(" ", "-") in found]
        labels = set(self.label.findall(text))
        places = [
            f"{id}:{label}" for id in ids or self.labels for label in labels & self.labels[id]
        ]
        if len(places) == 1 and len(ids) < 2:
            return places[0]
        return ids[0] if len(ids) == 1 else ""
