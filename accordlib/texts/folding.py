r"""What never makes a difference between texts, and why: `fold_characters` and `fold_layout`.

The same words come from a printer's file, a web page and a keyboard with other characters. Every
analysis reads a text in one form and says of the text as it stands where something is in it.

- White space of any kind is a blank, as nobody sees which it was (no-break space, tab); a line end
  of any kind is ``\n``. A form feed ends a line, but beside a line end it only turns the page.
- What has no width (zero-width space and joiner, soft hyphen, byte order mark, marks of direction)
  is left out: it says how words are set, not which they are. At a line end a soft hyphen is seen.
- Letters are composed (NFC); ligatures, full-width and other forms of presentation are the letters,
  digits and signs that they show. ½ and № stay as they are, since in letters they would join the
  word beside them.
- Apostrophes are ``'``, also a prime, an accent or an opening mark that stands inside a word.
  Hyphens are ``-`` and dashes of any length ``–``: a hyphen joins words, a dash parts them.
- Reference marks (``¹``, ``[2]``, ``*``) right after a word or a stop are left out: they belong to
  the notes. Exponents (``km²``, ``10⁶``) stay, and so do stars around words in Markdown.
- Where lines do not matter either, a line end is a blank, and none in scripts without blanks. A
  word that was broken with a hyphen is whole if it stands whole elsewhere; else it is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from typing import TypeAlias

from accordlib.texts.passages import Passage
from accordlib.texts.scripts import STRETCH, UNSPACED

_SIGNS = {
    **dict.fromkeys("\r\v\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    **dict.fromkeys("’ʼʻ‛ʹ", "'"),
    **dict.fromkeys("\u2010\u2011\u058a\ufe63", "-"),
    **dict.fromkeys("\u2012\u2014\u2015\u2212\u2e3a\u2e3b\ufe58", "–"),
}
_UNSEEN = re.compile(
    "[\x02\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufffe\U000e0000-\U000e0fff]"
)
_PRESENTED = {"<wide>", "<narrow>", "<small>"}  # forms of any sign; and those of letters:
_LETTER_FORMS = {"<compat>", "<font>", "<sub>", "<initial>", "<medial>", "<final>", "<isolated>"}
# What may be one letter with the one before it: accents, vowels of Korean, marks of kana.
_ACCENTS = frozenset(
    c
    for c in map(chr, (*range(0x300, 0x3100), *range(0xFE20, 0xFE30), 0xFF9E, 0xFF9F))
    if unicodedata.combining(c) or c > "\uff00" or "\u1160" <= c <= "\u11ff"
)
_NOT_PLAIN = re.compile(r"[^\n -_a-~]+")
_PLAIN = bytes(c for c in range(128) if not _NOT_PLAIN.match(chr(c)))
FOR_APOSTROPHES = "`´′‘"  # between letters
_CLUSTER = re.compile(
    rf"""
    (?P<turn>   (?<![^\n\r]) \f+ | \f+ (?![^\n\r]) )
    | (?P<inside> (?<=[^\W\d_]) [{FOR_APOSTROPHES}] (?=[^\W\d_]) )
    | (?P<broken> (?<=\w) [\x02\u00ad\ufffe] (?=[^\S\n\r]*[\n\r]) )
    | (?P<end>    \r\n | \f+ )
    | (?P<other>  . [{"".join(sorted(_ACCENTS))}]* )
    """,
    re.VERBOSE | re.DOTALL,
)
_BY_GROUP = {"turn": "", "inside": "'", "broken": "-", "end": "\n"}
_BY_PLACE = _ACCENTS.union("\r\f\x02\u00ad\ufffe", FOR_APOSTROPHES)
# Signs that are others wherever they stand, neither letters nor beside letters something else.
_ALIKE = frozenset(c for c in _SIGNS if not c.isspace() and not c.isalnum()) - _BY_PLACE
_NOTED = "[*†‡¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(
    r"""
    [\[*†‡¹²³⁴-⁹] (?<=[^\W_⁰¹²³⁴-⁹].|[.,;:!?)\]”»"'%。、」].)  # right after a word or a stop
    (?: (?<=\[) \d{1,3} (?: (?:,\ ?|[–-]) \d{1,3} )* \]
    |(?<=[¹²³⁴-⁹])(?<!\b[ckmd]m.)(?<!\bm.)(?<!\b10.)(?<!\b\d.)(?:,?[⁰¹²³⁴-⁹])*(?![^\W\u3041-\u9fff])
      | (?<=[†‡]) [†‡]*
      | (?<=\*) \*{0,2} (?![\w*]) )
    """,
    re.VERBOSE,
)
_STARS = re.compile(r"(?<![^\s\0*(\[“\"'])\*{1,3}(?=[^\s*])|(?<=[^\s*])(?P<end>\*{1,3})(?![\w*])")
_TORN = [  # one sign first, which is found at once
    re.compile(r"-(?<=\w-) *\n *(?=\w)"),
    re.compile(rf"\n(?<=[{UNSPACED}]\n)(?=[{UNSPACED}])"),
]
_RIGHT_PART = re.compile(r"\w+(?:['’‐‑-]\w+)*")
_LEFT_PART, _TYPED = re.compile(rf"{_RIGHT_PART.pattern}$"), str.maketrans("’‐‑", "'--")
_LONGEST_EMPHASIS, _LONGEST_PART = 200, 40  # characters: from a star to its like, of a word
_BLANKS = re.compile(r"[ \n](?:(?<=\n)|[ \n])[ \n]*")
_Moves: TypeAlias = Sequence[Sequence[int]]
_Stretches: TypeAlias = Sequence[tuple[int, int]]
_Edit = tuple[int, int, str]  # a stretch of a text, and what is to stand there


@dataclass(frozen=True, slots=True)
class Folding:
    """A folded text, and where everything in it stood. Made by `fold_characters`."""

    text: str
    changes: _Moves = ()  # where lengths differ: starts and ends in `text`, and those before
    before: Folding | None = field(default=None, repr=False)  # what was changed, if no original

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the folded text stands in the original.

        What was left out at its ends is not in it; a ligature is in it whole.
        """
        if not self.changes:
            return start, end
        start, end = _moved(self.changes, start, end, 0)
        return self.before.original(start, end) if self.before else (start, end)

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """Return the same, with what was left out after it, such as the mark of a note."""
        return self.original(start, end)[0], self.original(end, end)[0]

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the original stands in the folded text."""
        if self.before:
            start, end = self.before.folded(start, end)
        return _moved(self.changes, start, end, 2)

    def passage(self, passage: Passage) -> Passage:
        """Return a passage of the original, its text and offsets in the folded text."""
        start, end = self.folded(passage.start, passage.end)
        return replace(passage, text=self.text[start:end], start=start, end=end)


def _moved(changes: _Moves, start: int, end: int, side: int) -> tuple[int, int]:
    """Return where a stretch stands on the other side of changes; `side` is 0 or 2."""
    first, last = start, end
    begins, stops, others, other_stops = (*changes[side:], *changes[:side]) or [()] * 4
    if at := bisect_right(begins, start):
        after = start - stops[at - 1]
        first = others[at - 1] if after < 0 else other_stops[at - 1] + after
    if at := bisect_left(begins, end):
        last = other_stops[at - 1] + max(end - stops[at - 1], 0)
    return first, max(first, last) if start < end else first


def fold_characters(text: str, stretches: _Stretches = ()) -> Folding:
    """Return a text in the form in which texts are compared; its lines stay lines.

    Where some of its `stretches` are given, in order, only these are folded.

    Examples
    --------
    >>> from accordlib.texts.folding import fold_characters
    >>> fold_characters("The Parties’ \N{LATIN SMALL LIGATURE FI}nance plan.¹").text
    "The Parties' finance plan."
    """
    folding = Folding(text)
    if text.isascii() and text.isprintable() and not any(map(text.__contains__, "[*`")):
        return folding
    noted = set(_NOTED)  # signs that may be there afterwards
    if not stretches:
        signs = set(odd_signs(text))
        noted &= {*"[*", *signs, *"".join(map(_plain_character, signs))}
        for sign in signs & _ALIKE:
            text = text.replace(sign, _plain_character(sign))
        if any(sign in _BY_PLACE or _plain_character(sign) != sign for sign in signs - _ALIKE):
            stretches = [(0, len(text))]
        folding = Folding(text)
    if stretches:
        pieces = (_plain_pieces(text, *stretch) for stretch in stretches)
        folding = _edited(folding, chain.from_iterable(pieces))
    text = folding.text
    if any(sign in text for sign in noted):
        moved = [folding.folded(*stretch) for stretch in stretches] or [(0, len(text))]
        folding = _edited(folding, (note for a, b in moved for note in _notes(text, a, b)))
    return folding


def odd_signs(text: str) -> str:
    """Return a text without its letters, digits and signs of ASCII that stay as they are."""
    odd = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return odd.decode("utf-8", "surrogatepass")


def unsteady(text: str) -> list[int]:
    """Return, quickly, near which places folding a layout does more than make one blank of some."""
    places = [torn.start() for torn in _TORN[0].finditer(text)]
    for sign in {*"[]*", *odd_signs(text)}:
        at = -1 if _keeps_place(sign) else text.find(sign)
        while at >= 0:
            places += [at] if sign not in "[*" or not text[at - 1 : at].isspace() else []
            at = text.find(sign, at + 1)
    return sorted(places)


@cache
def _keeps_place(sign: str) -> bool:
    """Tell whether a sign stays one, wherever it stands, in a script with blanks between words."""
    apart = sign in _BY_PLACE or sign in f"{_NOTED}]" or sign.isspace() or STRETCH.match(sign)
    return not apart and len(_plain_character(sign).strip("-")) == 1


def fold_layout(texts: Sequence[str], lines: Sequence[Iterable[int]] = ()) -> list[Folding]:
    r"""Return texts as they ran before lines were broken, an empty line as ``\n``.

    The texts are one another's evidence for words that were broken with a hyphen. Where `lines`
    says for each text where lines begin, these stay lines.

    Examples
    --------
    >>> from accordlib.texts.folding import fold_layout
    >>> [folding.text for folding in fold_layout(["We co-oper-\nate  well.", "They co-operate."])]
    ['We co-operate well.', 'They co-operate.']
    """
    foldings = list(map(fold_characters, texts))
    torn, words = list(map(tears, foldings)), dict[str, int]()
    if any(torn):
        words = spelt(Counter(chain.from_iterable(map(str.split, texts))).items())
    begins = lines or [()] * len(texts)
    return [run_together(*of, words) for of in zip(foldings, torn, begins, strict=True)]


def run_together(
    before: Folding, torn: Iterable[re.Match[str]], lines: Iterable[int], words: Mapping[str, int]
) -> Folding:
    """Return a folding whose words and lines were not broken, if they are among `words`."""
    if "\n" not in before.text and "  " not in before.text:
        return before
    folding = mended(before, torn, words)
    begins = {folding.folded(at, at + 1)[0] for at in lines}
    if begins or any(two in folding.text for two in ("  ", "\n\n", " \n", "\n ")):
        return _edited(folding, _single_blanks(folding.text, begins))
    return Folding(folding.text.replace("\n", " "), folding.changes, folding.before)


def spelt(runs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Count words in small letters, as they are spelt, in runs of characters and their counts."""
    words = defaultdict[str, int](int)
    for run, times in runs:
        whole = run.isascii() and (run.isalnum() or _RIGHT_PART.fullmatch(run))
        for word in [run] if whole else _RIGHT_PART.findall(fold_characters(run).text):
            words[word.lower()] += times
    return words


def tears(folding: Folding, stretches: _Stretches = ()) -> list[re.Match[str]]:
    """Return where lines may have broken a word, in some stretches of the original or in all."""
    text = folding.text
    if "\n" not in text:
        return []
    places = [folding.folded(*stretch) for stretch in stretches] or [(0, len(text))]
    torn = (tear for a, b in places for sign in _TORN for tear in sign.finditer(text, a, b))
    return sorted(torn, key=re.Match.start)


def mended(folding: Folding, torn: Iterable[re.Match[str]], words: Mapping[str, int]) -> Folding:
    """Return a folding in which words that lines broke are whole, if they are among `words`."""
    return _edited(folding, _breaks(folding.text, torn, words))


def _edited(before: Folding, edits: Iterable[_Edit]) -> Folding:
    """Return the folding with other words in some places, which stand in order."""
    parts, changes, last, size = list[str](), list[tuple[int, int, int, int]](), 0, 0
    for start, end, new in edits:
        size += start - last + len(new)
        if len(new) != end - start or len(new) > 1:
            changes.append((size - len(new), size, start, end))
        parts += before.text[last:start], new
        last = end
    if not parts:
        return before
    text = "".join((*parts, before.text[last:]))
    if not changes:
        return Folding(text, before.changes, before.before)
    return Folding(text, tuple(zip(*changes, strict=True)), before if before.changes else None)


def _plain_pieces(text: str, first: int, last: int) -> Iterator[_Edit]:
    """Yield what is written in other than plain characters."""
    for run in _NOT_PLAIN.finditer(text, first, last):
        start, end = run.span()
        if _BY_PLACE.isdisjoint(run[0]):
            for at, character in enumerate(run[0], start):
                if (new := _plain_character(character)) != character:
                    yield at, at + 1, new
            continue
        start -= run[0][0] in _ACCENTS and start > first and not text[start - 1].isspace()
        for piece in _CLUSTER.finditer(text, start):
            if piece.start() >= end:
                break
            new = _BY_GROUP.get(piece.lastgroup or "", "")
            if piece.lastgroup == "other":
                new = unicodedata.normalize("NFC", "".join(map(_plain_character, piece[0])))
            if new != piece[0]:
                yield *piece.span(), new


@cache
def _plain_character(character: str) -> str:
    """Return what a character is written as in plain ones."""
    if _UNSEEN.match(character):
        return ""
    if character.isspace():
        return _SIGNS.get(character, " ")
    kind = unicodedata.decomposition(character).partition(" ")[0]
    letter = character.isalnum() or "\u2e80" <= character <= "\u2fdf"  # a part of ideographs
    if kind in _PRESENTED or (kind in _LETTER_FORMS and letter):
        plain = unicodedata.normalize("NFKC", character)
        return character if " " in plain else plain  # no sign is several words
    return unicodedata.normalize("NFC", _SIGNS.get(character, character))


def _notes(text: str, first: int, last: int) -> Iterator[_Edit]:
    """Yield the reference marks; a star that closes what another one opened is none."""
    for note in _NOTE.finditer(text, first, last):
        start, end = note.span()
        if note[0][0] == "*":
            line = max(text.rfind("\n", first, start), start - _LONGEST_EMPHASIS, first)
            opens = [stars["end"] is None for stars in _STARS.finditer(text, line, start)]
            if 2 * sum(opens) > len(opens):
                continue
        yield start, end, ""


def _breaks(text: str, tears: Iterable[re.Match[str]], words: Mapping[str, int]) -> Iterator[_Edit]:
    """Yield the line ends within words, and their hyphens where the words have none."""
    for torn in tears:
        start, end = torn.span()
        left = _LEFT_PART.search(text, max(start - _LONGEST_PART, 0), start)
        right = _RIGHT_PART.match(text, end)
        if torn[0] == "\n":
            yield start, end, ""
        elif left and right:
            whole, joined = (f"{left[0]}{s}{right[0]}".lower().translate(_TYPED) for s in ("", "-"))
            if words.get(whole, 0) >= words.get(joined, 1):
                yield start, end, ""
            elif joined in words:
                yield start + 1, end, ""


def _single_blanks(text: str, begins: set[int]) -> Iterator[_Edit]:
    """Yield the line ends and the blanks beside others; after some a line begins that stays one."""
    for run in _BLANKS.finditer(text):
        yield *run.span(), "\n" if run.end() in begins else _single_blank(run)


def _single_blank(run: re.Match[str]) -> str:
    return "\n" if run[0].count("\n") > 1 else " "


def single_blanks(text: str) -> str:
    """Return a text with one blank for several, and a line end for an empty line."""
    return _BLANKS.sub(_single_blank, text)
