"""What is seen of each line: its form, its words, its neighbours, and lines that look like it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from accordlib.agreement.lines import Entry, looks_like_title
from accordlib.agreement.signatures import is_undivided_name, who_signs
from accordlib.agreement.signs import signs_of
from accordlib.texts.capitalised_names import worded
from accordlib.texts.dates import is_date
from accordlib.texts.list_marks import OUTERMOST, in_capitals, in_title_case

_BRIEF_LINE, _SHORT_LINE, _HEADING = 40, 100, 160  # characters, of one that may head at most
_FRONT = 3  # lines at the beginning, and at the end
_LOOKED_AT = 200  # characters in which a paragraph says who has met, or will do something
_LATE = 12  # lines at the end, in which thanks close a text
_MOSTLY = 0.6  # of the lines that look alike
_EAST_ASIAN = "\u3000"  # the first of the Chinese and Japanese characters
_LATIN = re.compile("[A-Za-z]")
_STOPS = {
    **dict.fromkeys(".。!", "a stop"),
    **dict.fromkeys("?？", "a question mark"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys(",;、；，", "a comma or semicolon"),
}


def features(lines: Sequence[Entry]) -> list[list[str]]:
    """Return what is seen of each line, in words that a person can read."""
    own = [[*_own(line)] for line in lines]
    for pair in pairwise(zip(lines, own, strict=True)):
        for (_, says), (line, seen) in (pair, pair[::-1]) if not pair[1][0].blank else ():
            beside = not _AS_WHAT.isdisjoint(says) and "names a kind of agreement" not in seen
            seen += ["a name"] if beside and is_undivided_name(line.words) else []
    sorts = [_sort(line, seen) for line, seen in zip(lines, own, strict=True)]
    latin = sum(_LATIN.search(e.words) is not None for e in lines) * 2 > len(lines)
    spaced = sum(e.blank for e in lines) * 2 > len(lines)
    told = [_where(lines, own), _neighbours(lines, sorts)]
    told += [_alike(lines, own, sorts), _in_a_block(sorts)]
    for n, (entry, seen) in enumerate(zip(lines, own, strict=True)):
        more = {
            "thanks": n >= len(lines) - _LATE and holds("thanks", entry.words),
            "no empty line above": spaced and not entry.blank,
            "in another script than the text": latin and not _LATIN.search(entry.words),
            "a rule above": entry.ruled,
        }
        seen += [sign for sign, holds in more.items() if holds]
        seen += chain.from_iterable(kind[n] for kind in told)
    return own


_NUMBERED_HEADINGS = {"Markdown heading", "division", "number before a title"}


def _where(lines: Sequence[Entry], own: Sequence[Sequence[str]]) -> list[list[str]]:
    """Say where each line stands in the text."""
    count = len(lines)
    marked = [n for n, e in enumerate(lines) if e.form not in ("text", "bold")] or [count, -1]
    long = [n for n, e in enumerate(lines) if len(e.raw) > _SHORT_LINE] or [count, -1]
    named = next((n for n, x in enumerate(own) if "names a kind of agreement" in x), -1)
    headed = next((n for n, x in enumerate(own) if _NUMBERED_HEADINGS.intersection(x)), -1)
    plain = next((n for n in marked if n == count or lines[n].mark[:1] != "("), count)
    follows = next((n for n, x in enumerate(own) if "agrees as follows" in x), -1)
    said = []
    for n in range(count):
        places = {
            "the first line": n == 0,
            "one of the first lines": 0 < n < _FRONT,
            "in the short lines at the front": n < long[0],
            "in the short lines at the end": n > long[-1],
            "the first long line": n == long[0],
            "before the first mark": n < marked[0] < count,
            "before the first numbered heading": n < headed,
            "after the last mark": n > marked[-1] >= 0,
            "no line has a mark": marked[-1] < 0,
            "the first that names an agreement": n == named,
            "above the first that names an agreement": n < named <= long[0],
            "above what agrees as follows": n < follows <= plain,
        }
        said.append([place for place, holds in places.items() if holds])
    return said


def _neighbours(lines: Sequence[Entry], sorts: Sequence[str]) -> list[list[str]]:
    """Say what stands above and below each line."""
    around = ["nothing", *sorts, "nothing"]
    said = [[f"above: {a}", f"below: {b}"] for a, b in zip(around, around[2:], strict=False)]
    for n, sort in enumerate(sorts):
        if sort == "a name":
            alone = _BESIDE_NAMES.isdisjoint(around[n : n + 3 : 2])
            said[n].append("a name by itself" if alone else "a name beside an office or a party")
        if sort == "a short line" and "a date" in around[n : n + 3 : 2]:
            said[n].append("a short line beside a date")
    for (above, told), (line, below) in pairwise(zip(lines, said, strict=True)):
        if line.ruled and above.words[0] == "|":
            told.append("the head of a table")
        if line.scheme and above.scheme == line.scheme:
            told.append("beside a line with the same mark")
            below.append("beside a line with the same mark")
        if _joins(line.words[:_HEADING]):
            told.append("beside a word that joins a title")
        if _joins(above.words[:_HEADING]):
            below.append("beside a word that joins a title")
    return said


def _in_a_block(sorts: Sequence[str]) -> list[list[str]]:
    """Say which lines of a block that may sign are of the sort of its first."""
    said: list[list[str]] = []
    first = ""
    for sort in sorts:
        if sort != "the word signed":
            first = "" if sort not in _SIGNING else first or sort
        said.append(["like the first of its block"] if first == sort else [])
    return said


def _own(line: Entry) -> Iterator[str]:
    """Yield what is seen of a line by itself."""
    words, form = line.words, line.form
    yield from _of_the_mark(line)
    who = "a date" if is_date(words) else who_signs(words)
    if who:
        yield who
    stop = "no stop" if who == "a name" else _STOPS.get(words[-1], "no stop")  # after Jr.
    yield f"ends in {stop}"
    sizes = (f"up to {n} characters" for n in (30, _SHORT_LINE, _HEADING) if len(words) <= n)
    yield next(sizes, "long")
    if in_capitals(words):
        yield "in capitals"
    if form == "text" and looks_like_title(words.rstrip(":")) and in_title_case(words):
        yield "in title case"
    if words[0] == "|":
        yield "a row of a table"
    if len(words) <= _SHORT_LINE and (words[0].islower() or _joins(words)):
        yield "goes on with a title"
    yield from _of_the_words(words)


def _of_the_mark(line: Entry) -> Iterator[str]:
    style = line.style
    if style.rank < OUTERMOST:
        yield "Markdown heading"
    elif line.form == "division":
        yield "annex" if style.rank == OUTERMOST else "division"
    elif line.form == "bold":
        yield "bold"
    elif line.form == "text":
        yield "no mark"
    else:
        kind = "number" if style.heads else "small number" if style.gap else "bullet"
        yield kind
        if looks_like_title(line.words):
            yield f"{kind} before a title"


def _of_the_words(words: str) -> Iterator[str]:
    if len(words) <= _HEADING and holds("agreement", words):
        yield "names a kind of agreement"
    signs = [*signs_of(words, "text")]
    yield from signs
    if "a recital" not in signs and holds("meeting", words[:_LOOKED_AT]):
        yield "opens a preamble"
    agrees = words[-1] in ":：" and len(words) <= _BRIEF_LINE and holds("agreeing", words)
    if agrees or worded(r"(?i){follows}[^.。]{0,40}\W*$").search(words[-_SHORT_LINE:]):
        yield "agrees as follows" if holds("agreeing", words) else "as follows"
    if holds("promising", words[:_LOOKED_AT]):
        yield "a verb of a promise"


def holds(kind: str, words: str) -> bool:
    """Tell whether a word of a class stands there; nothing parts words in Chinese characters."""
    lower = words.lower()
    for found in worded(f"{{{kind}}}").finditer(lower):
        before, after = lower[: found.start()][-1:], lower[found.end() :][:1]
        if found[0] >= _EAST_ASIAN or not any(
            x.isalpha() and x < _EAST_ASIAN for x in (before, after)
        ):
            return True
    return False


def _joins(words: str) -> bool:
    """Tell whether words do no more than join what a title names; or, in Chinese, begin so."""
    return _is("joint", words) or (
        words[0] >= _EAST_ASIAN and holds("joint", words[:3] + words[-3:])
    )


def _is(kind: str, words: str) -> bool:
    return worded(f"{{{kind}}}").fullmatch(words.lower()) is not None


_SIGNING = ("a name and an office", "a party that signs", "a name", "an office")
_AS_WHAT = {"a party that signs", "an office"}
_BESIDE_NAMES = {*_SIGNING, "the word signed"} - {"a name"}
_OF_THEIR_OWN = ("a date", "the word signed", "a salutation", "an address", *_SIGNING)


def _sort(line: Entry, seen: Sequence[str]) -> str:
    """Return the class of a line as its neighbours see it."""
    if own := next((x for x in _OF_THEIR_OWN if x in seen), ""):
        return own
    if line.style.rank < OUTERMOST or line.form in ("division", "bold"):
        return "a marked heading"
    if line.form != "text":
        return "a numbered title" if "number before a title" in seen else "an item"
    if "long" in seen:
        return "a paragraph"
    return "a short line" if "ends in no stop" in seen else "a short sentence"


_LOOKS = (
    *("in capitals", "in title case", "an ordinal", "up to 160 characters", "long"),
    *("ends in a colon", "ends in no stop", "ends in a stop", "ends in a question mark"),
)
_BENEATH = ("a paragraph", "an item", "a short sentence")


def _alike(
    lines: Sequence[Entry], own: Sequence[Sequence[str]], sorts: Sequence[str]
) -> list[list[str]]:
    """Say of each line whether those that look like it stand in a row or have text beneath."""
    looks = [
        (line.form, line.scheme, *(x for x in _LOOKS if x in seen))
        for line, seen in zip(lines, own, strict=True)
    ]
    places = defaultdict(list)
    for n, look in enumerate(looks):
        places[look].append(n)
    often = Counter(e.words for e in lines)
    said = [["repeated word for word"] if often[e.words] >= _FRONT else [] for e in lines]
    for look, found in places.items():
        rows = sum(looks[n + 1 : n + 2] == [look] for n in found)
        below = [n + 1 for n in found if n + 1 < len(looks) and looks[n + 1] != look]
        texts = sum(sorts[n] in _BENEATH for n in below)
        kind = "ordinal" if "an ordinal" in look else "long" if "long" in look else "short"
        for n in found if len(found) > 1 else ():
            if rows >= (1 - _MOSTLY) * len(found):
                said[n].append(f"{kind} lines like it stand in a row")
            if texts >= _MOSTLY * len(found):
                said[n].append(f"{kind} lines like it have text beneath")
    return said
