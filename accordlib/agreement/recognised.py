"""What a line of an agreement was recognised as, the lines that stand around one, and who signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from accordlib.texts.capitalised_names import CAPITAL, OFFICES, PARTICLES, one_of, read_anew, worded
from accordlib.texts.dates import day_pattern, is_date
from accordlib.texts.sentences import TextLine

_PAGE_LINE = 100  # characters of a line of the page that begins with a word such as "From:"

CLOSING = re.compile(  # with these words begins a paragraph that closes an agreement
    r"(?:The foregoing (?:represents|constitutes|record)|In witness whereof|"
    r"(?:Signed|Done|Concluded|Adopted|Agreed|Issued|Given)"
    r"(?: and \w+)?(?: in \w+(?: originals)?,?)? "
    r"(?:(?:at|in|this)\b|(?:by [\w ]{1,40})?on \d)|"
    r"This \w+(?: of Understanding)? (?:was|is|has been) (?:signed|done|concluded)\b)",
    re.IGNORECASE,
)
THANKS = re.compile(  # so thank the last paragraphs of visits
    r"\b(?:gratitude|grateful|appreciation|thank(?:s|ed)?)\b.*\bhospitality\b", re.DOTALL
)
PAGE_NUMBER = re.compile(
    r"(?:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?|[-–—] ?\d{1,3} ?[-–—]", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?:\[\^?\w{1,3}\]:?|[¹²³⁰⁴-⁹†‡]+) ?\S.*", re.DOTALL)
_KICKER = (
    r"{kicker}|.{1,60} [>|] .+|\(.{1,60}\)|the following is .+|in the name of god\b.*|"
    r"(?:the )?{institution}\b.{0,60}"
)


class Look(Enum):
    """What a line was recognised by; the words are for people, and decide nothing."""

    FIRST = "the first line"
    SUBTITLE = "a short line beneath the first"
    MARKED = "{style}"
    MARKED_TITLE = "{style} before a short line"
    MARKED_OWN_TEXT = "{style} before a short line with text of its own"
    MARKED_BENEATH = "{style}, beneath another heading"
    TEXT = "a line of its own"
    RULE = "a line without a letter or digit"
    ORDINAL = "it begins with an ordinal word"
    RUNNING = "a paragraph: this part lists nothing"
    BEFORE_ITEMS = "before the first item of its part"
    BEFORE_PARTS = "between a heading and the first beneath it"
    COLON = "it ends in a colon"
    BETWEEN = "text between or after the items"
    CLOSING = "it begins with words that close an agreement"
    THANKS = "it thanks for hospitality"
    AFTER = "after the last rule or closing words"
    ABOVE = "above the title"
    DATE = "a date on a line of its own"
    PAGE = "the number of a page"
    FOOTNOTE = "a footnote"
    HEADER = "a line of the page"
    FOOTER = "a line of the page beneath the agreement"
    LATE = "a short line among those at the end"
    NAME_DASH_OFFICE = "a name, a dash and an office"
    NAME_COMMA_OFFICE = "a name, a comma and an office"
    OFFICE_NAME = "an office and a name"
    NAME_ABOVE_OFFICE = "a name, an office beneath it"
    NAME = "a name on a line of its own at the end"
    PARTY = "a party at the end, after 'for'"


@dataclass(slots=True, eq=False)
class Entry(TextLine):
    """A line, its mark, and what it was recognised as: filled in step by step."""

    mark: str = ""  # the bullet, number or decoration as it stands there, such as "(a)"
    scheme: str = ""  # what the mark has in common with the others of its list
    number: int = 0  # which mark of its scheme it is; 0 for those that do not count
    depth: int = 0  # of a Markdown heading
    markers: tuple[tuple[int, int], ...] = ()  # where bullet, number and decoration stand
    kind: str = ""  # title, heading, item, text or rule; in a part commitment, lead-in or paragraph
    look: Look = Look.TEXT  # how it was recognised
    level: int = 0  # of a heading or an item, from 1
    rank: float = 0  # of a heading: a higher one stands beneath a lower one
    part: str = ""  # title, preamble, pillar, closing or rest, if it is one's

    @property
    def because(self) -> str:
        """How it was recognised, in words, and whether it was broken."""
        said = self.look.value
        if "{style}" in said:
            style = self.style.words.format(form=self.form, mark=self.mark, scheme=self.scheme)
            said = said.format(style=style)
        if broken := len(self.words.splitlines()) - 1:
            said += f" ({broken + 1} broken lines)"
        return said


def names_agreement(words: str) -> bool:
    """Tell whether words name a kind of agreement."""
    return worded(r"(?i)\b{agreement}\b").search(words) is not None


def above_title(words: str) -> bool:
    """Tell whether a line may stand above a title without being a part of it."""
    look = stray(words, at_an_end=True)
    if look is Look.DATE and names_agreement(words) and not CLOSING.match(words):
        return False  # "Joint Statement, May 2023"
    kicker = worded(rf"(?i)(?:{_KICKER})(?:\s+{day_pattern()})?")
    return bool(look or kicker.fullmatch(words)) or not re.search("[A-Za-z]", words)


def stray(words: str, *, at_an_end: bool) -> Look | None:
    """Say what a line is that belongs to no agreement; below the last part only `at_an_end`."""
    if is_date(words):
        return Look.DATE
    if PAGE_NUMBER.fullmatch(words):
        return Look.PAGE
    if _FOOTNOTE.fullmatch(words):
        return Look.FOOTNOTE
    if len(words) <= _PAGE_LINE and worded("(?i){header} ?:").match(words):
        return Look.HEADER
    return Look.FOOTER if at_an_end and is_footer(words) else None


def is_footer(words: str) -> bool:
    """Tell whether a line is the first of those that a page has beneath a text."""
    footer = worded(r"(?i){footer}\b|contacts?:|©|\(?ends?\)?$")
    return len(words) <= 2 * _PAGE_LINE and footer.match(words) is not None


# Who signs

_NAME_PART = r"(?:[^\W\d_]\.|[^\W\d_][\w’'-]*\.?)"
_ADDRESS = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|H\.E|Hon|The Honou?rable|The (?:Rt\.? )?Hon)\.?"
_SUFFIX = r",? (?:Jr|Sr|II|III|IV|M\.?P|K\.?C|Q\.?C|[KCOM]\.?B\.?E|Ph\.?D)\.?"


@read_anew
def _name_forms() -> dict[str | Look, re.Pattern[str]]:
    """Return how names and offices are written, and both on one line."""
    any_office = rf"(?:\w+-)?{one_of(OFFICES)}"
    office = rf"(?:\S+ ){{0,3}}{any_office}\b"
    more = rf"(?: (?:{one_of(PARTICLES)} )*{_NAME_PART}){{1,4}}"
    before = rf"(?:[Tt]he )?(?P<office>(?:{CAPITAL}\w+ ){{0,2}}{any_office})"
    forms: dict[str | Look, str] = {
        "name": rf"(?:/s/ )?(?:{_ADDRESS} )*(?P<name>{_NAME_PART}{more})(?:{_SUFFIX})*",
        "any office": one_of(OFFICES),
        "office": rf"{office}[^.;:]*",
        Look.NAME_DASH_OFFICE: rf"(?P<name>\S+(?: \S+){{1,5}}?) [-–—] (?P<office>{office}.*)",
        Look.NAME_COMMA_OFFICE: rf"(?P<name>[^,]{{3,60}}), (?P<office>{office}[^.;:]*)",
        Look.OFFICE_NAME: rf"{before} (?P<name>[^,.;:]{{3,60}})",
    }
    return {name: re.compile(form) for name, form in forms.items()}


_PARTY = re.compile(
    r"(?:Signed )?(?:for|on behalf of) (?:and on behalf of )?(?:the )?[A-Z]", re.IGNORECASE
)
_LONGEST = 160  # characters of a line that names a signatory
_SHORT_LINE = 100  # characters of a line at the end that may do so
_MOST_LINES = 6  # that a signature has at most
_OF_WHERE = 2  # lines beneath an office that say of what


def read_signature(words: str) -> tuple[str, str, Look] | None:
    """Return name, office and how they were recognised, of a line that has both."""
    if len(words) > _LONGEST or not (forms := _name_forms())["any office"].search(words):
        return None
    for look in (Look.NAME_DASH_OFFICE, Look.NAME_COMMA_OFFICE, Look.OFFICE_NAME):
        match = forms[look].fullmatch(words)
        if match and (look is Look.NAME_DASH_OFFICE or _is_name(match["name"])):
            return match["name"], match["office"], look
    return None


@dataclass
class Signature:
    """The lines, from a place on, that name one signatory, and how they were recognised."""

    _lines: Sequence[Entry]
    at: int
    taken: list[Entry] = field(default_factory=list)
    name: str = ""
    office: str = ""
    look: Look = Look.NAME

    def read(self, at_end: bool) -> bool:
        """Take the lines of a signature, if one begins here."""
        words = self._words()
        if _PARTY.match(words) and (at_end or self._goes_with(words)):
            self._take_party(words)
            if not at_end and not self.office:  # a paragraph that begins with "For the"
                self.taken = []
        elif self._take_person():
            pass
        elif at_end and _is_name(words) and not stray(words, at_an_end=True):
            self.name = words
            self._take()
        if self.taken and at_end and self.name:
            self._take_where()
        return bool(self.taken)

    def _take_party(self, words: str) -> None:
        """Take a party, and the person who signs for it: behind a colon or beneath."""
        inline = words.partition(": ")[2]
        read = read_signature(inline)
        self.name, self.office = read[:2] if read else (inline if _is_name(inline) else "", "")
        self._take()
        while not self.name and self._goes_on():
            if not self._take_person():
                self.name = name if _is_name(name := self._words()) else ""
                self._take()
        self.look = Look.PARTY

    def _goes_on(self) -> bool:
        """Tell whether the line here, or the one after a rule, belongs to the party before it."""
        at = self.at
        while at < len(self._lines) and self._lines[at].form == "rule":
            at += 1
        words = self._words(at)
        if not words or _PARTY.match(words) or not self._goes_with(words):
            return False
        self.at = at
        return True

    def _take_person(self) -> bool:
        """Take a line with a name and an office, or a name with an office beneath it."""
        words, below = self._words(), self._words(self.at + 1)
        if read := read_signature(words):
            self.name, self.office, self.look = read
            self._take()
            return True
        office = len(below) <= _LONGEST and _name_forms()["office"].fullmatch(below)
        if not office or not _is_name(words) or read_signature(below):
            return False
        self.name, self.office, self.look = words, below, Look.NAME_ABOVE_OFFICE
        self._take(2)
        return True

    def _take_where(self) -> None:
        """Take short lines directly beneath that say of what country or body."""
        for line in self._lines[self.at : self.at + _OF_WHERE]:
            words = self._words()
            short = len(words) <= _SHORT_LINE and words[:1].isupper() and words[-1].isalnum()
            named = _PARTY.match(words) or read_signature(words) or _is_name(words)
            if line.blank or not short or named or stray(words, at_an_end=True):
                return
            self._take()

    def _goes_with(self, words: str) -> bool:
        few = len(self.taken) < _MOST_LINES and len(words) <= _SHORT_LINE and words[-1] not in ".;"
        return few and not stray(words, at_an_end=True)

    def _take(self, lines: int = 1) -> None:
        self.taken += self._lines[self.at : self.at + lines]
        self.at += lines

    def _words(self, at: int | None = None) -> str:
        at = self.at if at is None else at
        return self._lines[at].words.replace("**", "") if at < len(self._lines) else ""


def signatures(lines: Sequence[Entry], *, by: str, at_end: bool = False) -> list[Signature]:
    """Return who signs in lines of plain form or kind; a bare name or a party only at the end."""
    found: list[Signature] = []
    for plain, group in groupby(lines, lambda line: getattr(line, by) in ("text", "rule")):
        run, at = list(group) if plain else [], 0
        while at < len(run):
            signed = Signature(run, at)
            if signed.read(at_end):
                found.append(signed)
                at = signed.at
            else:
                at += 1
    return found


def ending(lines: Sequence[Entry]) -> int:
    """Return how many of the lines stand before the signatures and dates at the end."""
    first = len(lines)
    while first and _may_end(lines[first - 1]):
        first -= 1
    for n in range(first, len(lines)):
        signs = is_date(lines[n].words) or Signature(lines[n : n + 2], 0).read(at_end=True)
        if signs and lines[n].form != "rule":
            return n
    return len(lines)


def _may_end(line: Entry) -> bool:
    """Tell whether a line may be one of those with signatures and dates at the end."""
    words = line.words
    if line.form == "rule" or stray(words, at_an_end=True):
        return True
    if line.form not in ("text", "bold") or len(words) > _SHORT_LINE:
        return False
    return words[-1] not in ".;。；" or _is_name(words) or is_date(words.rstrip("."))


def _is_name(words: str) -> bool:
    """Tell whether a line has the form of a person's name: two to five capitalised words."""
    forms = _name_forms()
    match = forms["name"].fullmatch(words) if len(words) <= _SHORT_LINE else None
    body = worded(r"(?i)\b{body}\b")
    if not match or forms["office"].search(words) or body.search(words):
        return False
    parts = [w for w in match["name"].split() if w not in PARTICLES]
    return len(parts) > 1 and all(part[0].isupper() for part in parts)
