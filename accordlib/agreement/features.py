"""What is seen of each line: its form, its words, its neighbours, and lines that look like it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from accordlib.agreement.lines import Entry, looks_like_title
from accordlib.agreement.signatures import is_name, is_office, is_party, is_signed, read_signature
from accordlib.texts.capitalised_names import worded
from accordlib.texts.dates import day_pattern, is_date
from accordlib.texts.list_marks import ORDINAL_WORDS, OUTERMOST, in_capitals, in_title_case

_SHORT_LINE, _HEADING = 100, 160  # characters of a short line, and of one that may be a heading
_FRONT = 3  # lines at the beginning, and at the end
_LOOKED_AT = 200  # characters in which a paragraph says who has met, or will do something
_LATE = 12  # lines at the end, in which thanks close a text
_MOSTLY = 0.6  # of the lines that look alike
_EAST_ASIAN = "\u3000"  # the first of the Chinese and Japanese characters
_LATIN = re.compile("[A-Za-z]")
_ORDINAL = re.compile(rf"(?:{'|'.join(ORDINAL_WORDS)})(?:ly)?\b", re.IGNORECASE)
_STOPS = {
    **dict.fromkeys(".。!?", "a stop"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys(",;、；，", "a comma or semicolon"),
}
_KICKER = (
    r"{kicker}|[^|].{0,60} [>|] .+|\(.{1,60}\)|the following is .+|in the name of god\b.*|"
    r"(?:the )?{institution}\b.{0,60}|(?:no|reg\w+ no|ref|vol)\. ?\S*\d.*|"
    r"treaty series\b.*"
)
_CLOSES = re.compile(
    r"(?:The foregoing |In witness whereof|In faith whereof|En foi de quoi|En fe de lo cual|"
    r"(?:Signed|Done|Concluded|Adopted|Agreed|Issued|Given|Fait|Hecho)"
    r"(?: and \w+)?(?: in \w+(?: originals)?,?)? "
    r"(?:(?:at|in|this|à|en)\b|(?:by [\w ]{1,40})?on \d)|"
    r"This \w+(?: of Understanding)? (?:was|is|has been) (?:signed|done|concluded)\b|"
    r".{0,40}(?:以上の証拠|本書.{0,12}署名|作成し|签署|簽署|签订于|订于))",
    re.IGNORECASE,
)
_RECITAL = re.compile(
    r"\W*(?:and )?(?:[A-Z][a-z]+(?:ing|ed|ful)|[A-Z]+(?:ING|ED|FUL))\b|.{2,}(?:し、|り、|，并|；)$"
)


def features(lines: Sequence[Entry]) -> list[list[str]]:
    """Return what is seen of each line, in words that a person can read."""
    own = [[*_own(line)] for line in lines]
    sorts = [_sort(line, seen) for line, seen in zip(lines, own, strict=True)]
    latin = sum(_LATIN.search(e.words) is not None for e in lines) * 2 > len(lines)
    spaced = sum(e.blank for e in lines) * 2 > len(lines)
    told = [
        _where(lines, own),
        _neighbours(lines, sorts),
        _alike(lines, own, sorts),
        _in_a_block(sorts),
    ]
    for n, (entry, seen) in enumerate(zip(lines, own, strict=True)):
        if n >= len(lines) - _LATE and _holds("thanks", entry.words):
            seen.append("thanks")
        if not entry.blank and spaced:
            seen.append("no empty line above")
        if latin and not _LATIN.search(entry.words):
            seen.append("in another script than the text")
        if entry.ruled:
            seen.append("a rule above")
        for kind in told:
            seen += kind[n]
    return own


_NUMBERED_HEADINGS = {"Markdown heading", "division", "number before a title"}


def _where(lines: Sequence[Entry], own: Sequence[Sequence[str]]) -> list[list[str]]:
    """Say where each line stands in the text."""
    count = len(lines)
    marked = [n for n, e in enumerate(lines) if e.form not in ("text", "bold")] or [count, -1]
    long = [n for n, e in enumerate(lines) if len(e.raw) > _SHORT_LINE] or [count, -1]
    named = next((n for n, x in enumerate(own) if "names a kind of agreement" in x), -1)
    headed = next((n for n, x in enumerate(own) if _NUMBERED_HEADINGS.intersection(x)), -1)
    follows = next((n for n, x in enumerate(own) if "agrees as follows" in x), -1)
    said = []
    for n in range(count):
        places = {
            "the first line": n == 0,
            "one of the first lines": 0 < n < _FRONT,
            "one of the last lines": long[-1] >= n >= max(count - _FRONT, 2 * _FRONT),
            "in the short lines at the front": n < long[0],
            "in the short lines at the end": n > long[-1],
            "the first long line": n == long[0],
            "before the first mark": n < marked[0] < count,
            "before the first numbered heading": n < headed,
            "after the last mark": n > marked[-1] >= 0,
            "no line has a mark": marked[-1] < 0,
            "the first line, and it names an agreement": n == named == 0,
            "the first that names an agreement": n == named,
            "above the first that names an agreement": n < named <= long[0],
            "above what agrees as follows": n < follows <= marked[0],
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
    for n, line in enumerate(lines):
        if _is("joint", line.words[:_HEADING]):
            for told in (*said[max(n - 1, 0) : n], *said[n + 1 : n + 2]):
                told.append("beside a word that joins a title")
    for n, (above, line) in enumerate(pairwise(lines)):
        if line.scheme and above.scheme == line.scheme:
            for told in said[n : n + 2]:
                told.append("beside a line with the same mark")
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
    who = _who_signs(words) if len(words) <= _HEADING else ""
    if who:
        yield who
    stop = "no stop" if who == "a name" else _STOPS.get(words[-1], "no stop")  # after Jr.
    yield f"ends in {stop}"
    for most in (30, _SHORT_LINE, _HEADING, 10**9):
        if len(words) <= most:
            yield f"up to {most} characters" if most < 10**9 else "long"
            break
    if in_capitals(words):
        yield "in capitals"
    if words[0].islower():
        yield "a small first letter"
    if form == "text" and looks_like_title(words.rstrip(":")) and in_title_case(words):
        yield "in title case"
    if words[0] == "|":
        yield "a row of a table"
    if len(words) <= _SHORT_LINE and (words[0].islower() or _is("joint", words)):
        yield "goes on with a title"
    yield from _of_the_words(words)


def _of_the_mark(line: Entry) -> Iterator[str]:
    style = line.style
    if style.rank < OUTERMOST:
        yield "Markdown heading"
        if line.depth == 1:
            yield "Markdown heading of the first level"
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
    if len(words) <= _HEADING:
        if _holds("agreement", words):
            yield "names a kind of agreement"
        if worded(rf"(?i)(?:{_KICKER})(?:\s+{day_pattern()})?").fullmatch(words):
            yield "words of a press page"
        if worded(r"(?i){footer}\b|contacts?:|©|\(?ends?\)?$").match(words):
            yield "words beneath a page"
    if _CLOSES.match(words):
        yield "closing words"
    if _RECITAL.match(words) or worded(r"(?i){recital}").match(words):
        yield "a recital"
    elif _holds("meeting", words[:_LOOKED_AT]):
        yield "opens a preamble"
    if worded(r"(?i){follows}[^.。]{0,40}\W*$").search(words[-_SHORT_LINE:]):
        yield "agrees as follows" if _holds("agreeing", words) else "as follows"
    if _holds("promising", words[:_LOOKED_AT]):
        yield "a verb of a promise"
    if _ORDINAL.match(words):
        yield "an ordinal"
    for kind in ("preamble", "signing"):
        if _is(kind, words.strip(" :")):
            yield f"the word {kind}"


def _holds(kind: str, words: str) -> bool:
    """Tell whether a word of a class stands there; nothing parts words in Chinese characters."""
    lower = words.lower()
    for found in worded(f"{{{kind}}}").finditer(lower):
        before, after = lower[: found.start()][-1:], lower[found.end() :][:1]
        if found[0] >= _EAST_ASIAN or not any(
            x.isalpha() and x < _EAST_ASIAN for x in (before, after)
        ):
            return True
    return False


def _is(kind: str, words: str) -> bool:
    return worded(f"{{{kind}}}").fullmatch(words.lower()) is not None


_SIGNS_BY: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("a name and an office", read_signature),
    ("a party that signs", is_party),
    ("a name", is_name),
    ("an office", is_office),
    ("the word signed", is_signed),
)


def _who_signs(words: str) -> str:
    """Say which line of a signature this may be, or that it is a date."""
    bare = words.replace("**", "").strip("* _")
    if is_date(words):
        return "a date"
    return next((kind for kind, is_it in _SIGNS_BY if bare and is_it(bare)), "")


_BESIDE_NAMES = {"a name and an office", "a party that signs", "an office", "the word signed"}
_SIGNING = ("a name and an office", "a party that signs", "a name", "an office")


def _sort(line: Entry, seen: Sequence[str]) -> str:
    """Return the class of a line as its neighbours see it."""
    if own := next((x for x in ("a date", "the word signed") if x in seen), ""):
        return own
    if signing := next((x for x in _SIGNING if x in seen), ""):
        return signing
    if line.style.rank < OUTERMOST or line.form in ("division", "bold"):
        return "a marked heading"
    if line.form != "text":
        return "a numbered title" if "number before a title" in seen else "an item"
    if "long" in seen:
        return "a paragraph"
    return "a short line" if "ends in no stop" in seen else "a short sentence"


_LOOKS = (
    *("in capitals", "in title case", "an ordinal", "up to 160 characters", "long"),
    *("ends in a colon", "ends in no stop", "ends in a stop"),
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
    said = {}
    for look, found in places.items():
        several = len(found) > 1
        rows = sum(looks[n + 1 : n + 2] == [look] for n in found)
        below = [n + 1 for n in found if n + 1 < len(looks) and looks[n + 1] != look]
        texts = sum(sorts[n] in _BENEATH for n in below)
        kind = "long lines" if "long" in look else "short lines"
        kind = "ordinals" if "an ordinal" in look else kind
        stands = {
            f"{kind} like it stand in a row": several and rows >= (1 - _MOSTLY) * len(found),
            f"{kind} like it have text beneath": several and texts >= _MOSTLY * len(found),
            "no other line is like it": not several,
        }
        said[look] = [x for x, holds in stands.items() if holds]
    often = Counter(e.words for e in lines)
    again = "repeated word for word"
    return [
        [*said[look], *([again] if often[e.words] >= _FRONT else [])]
        for look, e in zip(looks, lines, strict=True)
    ]
