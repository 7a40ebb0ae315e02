"""The one table of what marks a line as a heading or as an item of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from string import ascii_lowercase

from accordlib.errors import AccordError

# Ranks of headings: those of Markdown, beneath which they have their depth; numbers beside the
# outermost ones; numbers in the order in which their schemes begin; lines without a number.
MARKDOWN, OUTERMOST, COUNTED, UNNUMBERED = 0, 20, 21, 1000
NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_TENS, _ONES = "_ x xx xxx xl l lx lxx lxxx xc".split(), "_ i ii iii iv v vi vii viii ix".split()
ROMAN = {(ten + one).strip("_"): n for n, (ten, one) in enumerate(product(_TENS, _ONES))}
_LETTERS = dict(zip(ascii_lowercase, range(1, 27), strict=True))
_NUMBERS = {**_LETTERS, **ROMAN, **{word: n for n, word in enumerate(NUMBER_WORDS, start=1)}}
_NUMBERS |= dict.fromkeys("premier première primer".split(), 1)
_ORDINALS = "primer segund tercer cuart quint sext séptim octav noven décim".split()
for _n, _words in enumerate(zip(_ORDINALS, "アイウエオカキクケコ", strict=True), start=1):
    _NUMBERS |= {_words[0] + "o": _n, _words[0] + "a": _n, _words[1]: _n}
_NUMBERS |= {chr(ord("①") + n): n + 1 for n in range(20)}
_KANJI = "〇一二三四五六七八九"  # nought to nine; 十 is ten
_NUMBERS |= {
    _KANJI[ten : ten + (ten > 1)] + "十" * (ten > 0) + _KANJI[one].strip("〇"): 10 * ten + one
    for ten, one in product(range(10), repeat=2)
    if ten or one
}


def number_of(label: str) -> int | None:
    """Return the value of a number in digits, words, letters, roman or Chinese numerals."""
    return int(label) if label.isdecimal() else _NUMBERS.get(label)


_INITIALS = re.compile(r"(?<!\S)([^\W\d_])\S{3}")


def in_capitals(words: str) -> bool:
    """Tell whether words have two or more letters and no small one."""
    return words.upper() == words and words.lower() != words and sum(map(str.isalpha, words)) > 1


@lru_cache(maxsize=1 << 10)
def in_title_case(words: str) -> bool:
    """Tell whether of the words with four letters or more three in four have a capital."""
    if words.islower():
        return False
    signs = [word[0] for word in words.split() if len(word) > 3]
    if 4 * sum(map(str.islower, signs)) > len(signs):  # these may be digits too
        return False
    initials = _INITIALS.findall(words)
    return bool(initials) and sum(map(str.isupper, initials)) >= 0.75 * len(initials)


def is_short(words: str) -> bool:
    """Tell whether words are so few that their shortness alone tells a heading."""
    return len(words) <= 100 and len(words.split()) <= 14 and words[-1] not in "?!…"


@dataclass(slots=True, eq=False)
class LineStyle:
    """One way in which a line is marked: before its words, around them, or by their look.

    The pattern fits the beginning of a line. Its group ``mark`` is taken off and so is ``after``;
    ``words`` are kept and ``number`` is counted.
    """

    form: str  # hashes, underlined, bold, division (a word with a number), number, bullet, text ...
    pattern: str = "(?P<mark>)(?!)"  # that fits no line
    rank: float = UNNUMBERED  # of headings: a higher one stands beneath a lower one
    scheme: str = "{mark}"  # what the lines of one list have in common; it may hold the groups
    gap: int = 0  # how far a number may be above the one before it; 0 if that is not asked
    heads: bool = False  # whether a short line after the mark may be a heading
    notes: bool = False  # whether footnotes have it, unless all of its lines are titles
    count: Callable[[str], int | None] = number_of  # the value of the number, in small letters
    look: Callable[[str], bool] | None = None  # tells by the words alone that it is a heading
    words: str = "{form} '{mark}'"  # how a report calls it
    begins: str = ""  # fits where the pattern may: quick to tell of a line up to its first blank
    compiled: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            self.compiled = re.compile(f"(?:{self.pattern})")
            re.compile(self.begins)
            groups = self.compiled.groupindex
            self.scheme.format(**groups, depth=groups["mark"])
            self.words.format(form="", mark="", scheme="")
            self.rank + self.gap  # both are numbers
        except (re.error, LookupError, TypeError, ValueError, AttributeError) as error:
            raise AccordError(
                f"LineStyle({self.form!r}, {self.pattern!r:.80}) cannot be used: {error!r}. Its "
                "pattern needs a group (?P<mark>...); 'scheme' may hold its groups and {depth}, "
                "and 'words' {form}, {mark} and {scheme}."
            ) from error


Mark = tuple[LineStyle, re.Match[str], int | None]  # and its number, None if it is ill-formed


def division(words: str, rank: float = COUNTED, *, bare: bool = False) -> LineStyle:
    """Return the style of words, divided by ``|``, before a number; if `bare`, also without one."""
    numbers = "|".join((*NUMBER_WORDS, "premier", "première", "primero"))
    number = rf"(?:\d{{1,2}}\.)?(?P<number>\d{{1,3}}|[ivxlc]{{1,6}}|[a-z]|{numbers})\b"
    end = r"(?:\s*[.:–—-](?=\s|$)|(?=$)|(?=\s+(?-i:[A-Z][^.;:]{2,80}$)))"
    before = rf"(?:\s+(?:n[o°º]\.?\s*)?\(?{number}\)?){'?' if bare else ''}"
    begins = "" if re.search(r"\s|\\s", words) else rf"(?i:{words})(?![^\W\d_])"
    return _divided(rf"(?i:(?P<word>{words}){before}{end})", rank, begins)


def _divided(mark: str, rank: float = COUNTED, begins: str = "[^A-Za-z]") -> LineStyle:
    pattern, said = rf"(?P<mark>{mark})\s*", "the word '{scheme}'"
    return LineStyle("division", pattern, rank, "{word}", heads=True, words=said, begins=begins)


def _before(number: str, opening: str = r"\(?", close: str = "[]./)-]") -> str:
    apart = r"(?:\s+|(?<=[.)])(?=[^\W\d_]{2}))"  # "(a)the" and "a.notify" lack the blank
    label = rf"(?P<number>{number})(?:(?<=\d)(?:bis|ter|[a-e]))?"
    return rf"(?P<mark>(?P<open>{opening}){label}(?P<close>{close})){apart}"


_NO_LETTER = "[^A-Za-z]"
# A number, or a letter, roman number or ordinal with a sign behind it or alone.
_NUMBERED = (
    rf"{_NO_LETTER}|(?:[A-Za-z]|[IVXLC]{{2,6}}|[ivxlc]{{2,6}})[]./)–—-]|[IVXLC]{{1,6}}$"
    rf"|(?i:(?:{'|'.join(_ORDINALS)})[oa])[.:]"
)
TEXT, RULE = LineStyle("text"), LineStyle("rule")  # nothing marks them; a rule has no word
_WORDS = r"(?P<words>(?![\s*_])(?:(?!(?P=mark)).){1,160}(?<!\s))(?P<after>(?P=mark))$"
_DIGITS, _OUTER = r"\d{1,3}", r"(?P<outer>[IVX]{1,4}\.|(?:\d{1,3}\.){1,4})"
_BULLETS = r"[-*] \[[ xX]?\]|[-–—*→»✓☐•·▪◦‣●○■➢►⁃∙\uf0b7]|o(?= [^\W_]|$)"
_CJK = "[\u3040-\u30ff\u4e00-\u9fff]"  # kana and Chinese characters, which blanks do not part
_SPELLED = rf"(?i:(?P<mark>(?P<number>(?:{'|'.join(_ORDINALS)})[oa])[.:]-?))\s+"
_COUNTED = (  # what a number counts where no blank stands behind it: 10億円
    "[兆億亿万萬千百年月件隻歳倍割度号位項项章]|円(?!滑)|元(?!首)|日(?!本)|人(?![権权材類类道])|名(?!称)|"
    "回(?![復转転])|次(?![世期])|社(?!会)|機(?![能関会構械])|条(?![約约件])|[個个](?![人別别])|"
    "[かカヵヶケ箇][国月年所]|つ|トン|キロ|メートル|ドル|ポンド|ユーロ|時間|分[のか間]|周年|世[紀纪]"
)
_CHINESE = "[一二三四五六七八九十]{1,3}"
_BEFORE_CJK = rf"(?P<mark>(?P<number>\d{{1,3}}))(?:\s|(?!{_COUNTED}))(?={_CJK})"
_IN_BRACKETS = rf"(?P<mark>\((?P<number>\d{{1,3}}|{_CHINESE})\))\s*"
_BEFORE_A_COMMA = rf"(?P<mark>(?P<number>{_CHINESE})(?:[、.]|(?=\s)))\s*"

# A new mark or style of heading is a new row. Of marks that fit, the one whose number goes on
# counts, or else the first; of looks, the first.
LINE_STYLES: list[LineStyle] = [
    LineStyle(
        *("hashes", r"(?P<mark>#{1,6})\s+(?P<words>\S.*?)(?P<after>\s+#+)?$", MARKDOWN),
        words="Markdown heading '{mark}'",
        begins=_NO_LETTER,
    ),
    LineStyle(
        *("underlined", "(?P<mark>={3,}|-{3,})$", MARKDOWN),
        words="Markdown heading, underlined",
        begins=_NO_LETTER,
    ),
    LineStyle(
        *("bold", rf"(?P<mark>\*{{2,3}}|_{{2,3}}){_WORDS}", UNNUMBERED + 1),
        words="bold line",
        begins=_NO_LETTER,
    ),
    LineStyle("text", rf"(?P<mark>[*_]){_WORDS}", begins=_NO_LETTER),
    LineStyle("text", r"(?P<mark>>(?: ?>)*) ?(?P<words>\S.*)$", begins=_NO_LETTER),
    division("pillar|part|chapter|section|article|paragraph|theme|priority|goal|title|clause"),
    division("regulation|objective|commitment|action|measure|step|point|topic|track"),
    division("artikel|abschnitt|kapitel|teil|anlage|cláusula"),
    division("partie|titre|chapitre|art[ií]culo|cap[ií]tulo|secci[oó]n|t[ií]tulo|art\\."),
    division("annex|appendix|schedule|attachment|annexe|anexo", OUTERMOST, bare=True),
    _divided(rf"第\s?(?P<number>\d{{1,3}}|{_CHINESE})\s?(?P<word>[条條章节節部編编款])[:、]?"),
    _divided(
        rf"(?P<word>附属書|付属書|附件|別添|別紙)(?:\s?(?P<number>\d{{1,2}}|{_CHINESE}))?[:、]?",
        OUTERMOST,
    ),
    *(
        LineStyle(
            *(form, pattern, COUNTED, scheme, gap, heads, scheme[0] == "[", count), begins=_NUMBERED
        )
        for form, pattern, scheme, gap, heads, count in (
            ("decimal number", _before(_DIGITS, _OUTER, r"[.)]?"), "{depth}", 1, True, number_of),
            ("number", _before(_DIGITS), "{open}1{close}", 2, True, number_of),
            ("number", _before(_DIGITS, r"\[", r"\]"), "[1]", 2, True, number_of),
            ("number", _before(_DIGITS, "", r" ?[–—°º]|、"), "1{close}", 2, True, number_of),
            ("number", _BEFORE_CJK, "1", 2, True, number_of),
            ("roman number", _before("[IVXLC]{1,6}"), "{open}I{close}", 2, True, ROMAN.get),
            ("roman number", _before("[IVXLC]{1,6}", "", " ?[–—]"), "I–", 2, True, ROMAN.get),
            ("roman number", _before("[ivxlc]{1,6}"), "{open}i{close}", 2, False, ROMAN.get),
            ("letter", _before("[A-Z]"), "{open}A{close}", 1, True, _LETTERS.get),
            ("letter", _before("[a-z]"), "{open}a{close}", 1, False, _LETTERS.get),
            ("Chinese number", _IN_BRACKETS, "(一)", 2, True, number_of),
            ("Chinese number", _BEFORE_A_COMMA, "一", 2, True, number_of),
            ("number", r"(?P<mark>(?P<number>[①-⑳]))\s*", "①", 2, True, number_of),
            ("number", r"(?P<mark>§ ?(?P<number>\d{1,3})\.?)\s+", "§", 2, True, number_of),
            ("number", r"(?P<mark>\| ?(?P<number>\d{1,3})\.? \|)\s*", "|", 2, True, number_of),
            ("number", _SPELLED, "PRIMERO", 1, True, number_of),
            ("letter", r"(?P<mark>(?P<number>[ア-コ]))\s+", "ア", 2, True, number_of),
        )
    ),
    LineStyle("bullet", rf"(?P<mark>{_BULLETS})(?:\s+|$)", begins=f"{_NO_LETTER}|o$"),
    LineStyle("bullet", r"(?P<mark>[・●○■◆◇□])\s*", begins=_NO_LETTER),
    LineStyle("text", look=in_capitals, words="line in capitals"),
    LineStyle("text", rank=UNNUMBERED + 2, look=is_short, words="short line on its own"),
]


def style_by_look(words: str) -> LineStyle | None:
    """Return the first style that words have by their look alone."""
    return next((style for style in LINE_STYLES if style.look and style.look(words)), None)


def find_marks(words: str) -> list[Mark]:
    """Return every mark that words may have, in the order of the table."""
    return _marks(words, tuple(LINE_STYLES))


@lru_cache(maxsize=1 << 15)
def _marks(words: str, styles: tuple[LineStyle, ...]) -> list[Mark]:
    found: list[Mark] = []
    for style in _openings(styles)(words.partition(" ")[0]):
        if match := style.compiled.match(words):
            label = match.groupdict("").get("number")
            found.append((style, match, 0 if label is None else style.count(label.lower())))
    return found


@lru_cache(maxsize=8)
def _openings(styles: tuple[LineStyle, ...]) -> Callable[[str], list[LineStyle]]:
    """Return what tells the styles whose mark a first word may begin; it remembers words."""
    beginnings = dict.fromkeys(style.begins for style in styles if not style.look)
    quick = re.compile("|".join(f"(?:{pattern})" for pattern in beginnings))

    @cache
    def begun(first: str) -> list[LineStyle]:
        return [s for s in styles if re.match(s.begins, first)] if quick.match(first) else []

    return begun


def is_marked(words: str) -> bool:
    """Tell whether words begin with a bullet, a number, a letter or hashes."""
    return mark_test()[1](words)


def mark_test() -> tuple[Callable[[str], object], Callable[[str], bool]]:
    """Return what tells of a first word whether it may begin a mark; and `is_marked`."""
    styles = tuple(LINE_STYLES)
    return _openings(styles), lambda words: any(n is not None for *_, n in _marks(words, styles))
