"""Reads a lesson's Markdown: what its numbers and quotations are bound to, and what is unbound.

``<!-- = EXPRESSION -->`` binds the bold span or the word just before it to code,
``<!-- from accord:D2 -->`` binds the quotation, bold span or blockquote before it to a passage.
In a box, a quotation opened by ``**Outside the texts.**``, a link vouches for each sentence.
Everything here works on strings; ``written.py`` asks the kernels of the lessons.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
UNITS += " fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {
    **{word: number for number, word in enumerate(UNITS.split())},
    **{word: number for number, word in zip(range(20, 100, 10), TENS.split(), strict=True)},
    "hundred": 100,
}
MONTHS = "January February March April May June July August September October November December"

CODE, COMMENT = "\x00", "\x01"
FILLS = {"fence": CODE, "code": CODE, "math": CODE, "comment": COMMENT}
SKIPPED = re.compile(
    r"""
      (?P<fence>   ^[ \t>]*(?P<bar>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=bar)[ \t]*$|\Z) )
    | (?P<comment> <!--.*?(?:-->|\Z) )
    | (?P<code>    (?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`) )
    | (?P<math>    \$\$.+?\$\$ | \\\(.+?\\\) | (?<![\w\\$])\$(?![\s$])[^$\n]*?(?<![\s\\])\$(?!\d) )
    | (?P<url>     <https?://[^>]+> | https?://[^\s)>\]]+ )
    | (?P<tag>     </?[A-Za-z][^<>]*> )
    | (?P<target>  (?<=\])\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\) )
    | (?P<label>   ^[ ]{0,3}\[[^\]]+\]:[^\n]*$ )
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|__(?=\S)(.+?)(?<=\S)__", re.DOTALL)
QUOTATION = re.compile(r'“([^“”]*)”|"([^"]*)"')
TOKEN = re.compile(r"(?:[+\-−£$€](?=\d))?\w(?:.*[\w%‰°])?")
WORD = re.compile(r"\w(?:[\w.,’'-]*\w)?")
ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…)\s*")
PASSAGE_ID = re.compile(r"[a-z0-9-]+:[A-Za-z]+\d*(?:\.s[1-9]\d*)?")
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*)$", re.MULTILINE)
LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")

AUTHOR = rf"(?!(?:{MONTHS.replace(' ', '|')})\b)[A-Z][\w’'-]+"
AUTHORS = rf"{AUTHOR}(?:(?:,| and|,? &) {AUTHOR})*(?: et al\.)?"
YEAR = r"[12]\d{3}[a-z]?(?:(?:, (?:pp?\.[ ]?)?|: ?)\d+(?:[–-]\d+)?)?"
CITATION = re.compile(
    rf"\((?:see |cf\. )?{AUTHORS},? {YEAR}(?:; {AUTHORS},? {YEAR})*\)|{AUTHORS} \({YEAR}\)"
)
CITED = re.compile(rf"({AUTHOR})[^;()]*?\(?([12]\d{{3}})")
NOT_COUNTED = re.compile(
    r"""
      \b[Ll]essons?[ \n]\d+b?(?:[ ]?(?:[–,&-]|to|and)[ ]?\d+b?)*\b   # lessons 04–07
    | \b\d\db?_\w+                                                # 03_words
    | ^[ \t>]*\d+[.)](?=[ \t])                                    # numbers of a list
    | ^\#{1,6}[ \t]+\d+(?:\.\d+)*[.:)]?(?=\s)                     # numbers of sections
    | \b[A-Z]+-\d+\b                                              # COVID-19
    | \bper[ ]hundred\b
    """,
    re.VERBOSE | re.MULTILINE,
)


BOX = "**Outside the texts.**"  # opens a blockquote that tells what a library knows
SOURCE = re.compile(r"\[[^\]]+\]\(https?://[^)\s]+\)")
SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z“])")

QUOTATION_ADVICE = (
    "Name the quotation's passage (<!-- from accord:D2 -->); wording of our own is set in italics."
)


@dataclass(frozen=True)
class Problem:
    """Something in a lesson's prose that has to be mended."""

    cell: str
    around: str
    advice: str

    def __str__(self) -> str:
        return f"cell {self.cell}: …{self.around}… {self.advice}"


@dataclass(frozen=True)
class Binding:
    """A piece of prose and what it must agree with: an expression or a passage."""

    cell: str
    kind: str
    what: str
    text: str
    start: int
    end: int

    def problem(self, advice: str) -> Problem:
        """Return a problem at the place of this binding."""
        return Problem(self.cell, self.text, advice)


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, heading, table cell or blockquote."""

    start: int
    end: int
    is_quote: bool = False


@dataclass
class Reading:
    """What the prose of a lesson binds, and what is wrong with it as it stands."""

    bindings: list[Binding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_lesson(cells: Sequence[tuple[str, str]]) -> Reading:
    """Read the Markdown cells (id, source) of one lesson, in their order."""
    reading = Reading()
    reading_list = further_reading(cells)
    listed = " ".join(
        source[start:end]
        for (_, source), spans in zip(cells, reading_list, strict=True)
        for start, end in spans
    )
    for number, (cell, source) in enumerate(cells):
        Cell(cell, source, number == 0, reading_list[number], listed).read(reading)
    return reading


def blank(text: str, start: int, end: int, fill: str = " ") -> str:
    """Overwrite a span and keep every offset and line."""
    return text[:start] + re.sub(r"[^\n]", fill, text[start:end]) + text[end:]


def without_code(source: str) -> str:
    """Return the source with code, mathematics, addresses, tags and comments blanked."""
    text = source
    for match in SKIPPED.finditer(source):
        text = blank(text, *match.span(), FILLS.get(match.lastgroup, " "))
    return text


def further_reading(cells: Sequence[tuple[str, str]]) -> list[list[tuple[int, int]]]:
    """Return, for each cell, the spans that belong to a section "Further reading"."""
    level, result = 0, []
    for _, source in cells:
        text, spans, start = without_code(source), [], 0
        for heading in HEADING.finditer(text):
            depth = len(heading[1])
            if level and depth <= level:
                spans.append((start, heading.start()))
                level = 0
            if not level and "further reading" in heading[2].lower():
                level, start = depth, heading.start()
        if level:
            spans.append((start, len(source)))
        result.append(spans)
    return result


def blocks(text: str) -> list[Block]:
    """Cut masked Markdown into the pieces within which a comment looks for what it binds."""
    result: list[Block] = []
    is_open = False
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        content = line[0].strip()
        follows = is_open and result and text[result[-1].end : start] == "\n"
        if not content:
            is_open = False
        elif content.startswith(">"):
            if follows and result[-1].is_quote:
                start = result.pop().start
            result.append(Block(start, end, True))
            is_open = True
        elif content.startswith("|"):
            cells = re.finditer(r"(?:\\\||[^|\n])+", line[0])
            result += [Block(start + c.start(), start + c.end()) for c in cells]
            is_open = False
        elif content.startswith("#") or LIST_ITEM.match(line[0]):
            result.append(Block(start, end))
            is_open = not content.startswith("#")
        elif follows:
            last = result.pop()
            result.append(Block(last.start, end, last.is_quote))
        else:
            result.append(Block(start, end))
            is_open = True
    return result


@dataclass
class Cell:
    """One Markdown cell while it is being read."""

    name: str
    source: str
    is_first: bool
    reading_list: list[tuple[int, int]]
    listed: str

    def read(self, reading: Reading) -> None:
        """Add this cell's bindings and problems to a reading."""
        self.text = without_code(self.source)
        self.blocks = blocks(self.text)
        self.bindings: list[Binding] = []
        self.problems: list[Problem] = []
        for comment in SKIPPED.finditer(self.source):
            if comment["comment"]:
                self.read_comment(comment)
        self.check_quotations()
        self.check_blockquotes()
        self.check_numbers()
        reading.bindings += self.bindings
        reading.problems += self.problems

    def report(self, start: int, end: int, advice: str) -> None:
        """Note a problem with the words around it."""
        around = self.source[max(0, start - 40) : end + 40]
        self.problems.append(Problem(self.name, " ".join(around.split()), advice))

    def is_covered(self, start: int, end: int) -> bool:
        """Tell whether a span is bound or stands in the reading list."""
        bound = [(b.start, b.end) for b in self.bindings]
        return any(s <= start and end <= e for s, e in bound + self.reading_list)

    def passages_in(self, block: Block) -> list[Binding]:
        """Return what a block binds to passages so far."""
        bound = (b for b in self.bindings if b.kind == "passage")
        return [b for b in bound if block.start <= b.start < block.end]

    def read_comment(self, comment: re.Match[str]) -> None:
        """Turn one comment into a binding."""
        start, end = comment.span()
        body = comment[0].removeprefix("<!--").removesuffix("-->").strip()
        if not comment[0].endswith("-->"):
            self.report(start, end, "The comment is not closed.")
        elif body.startswith("=") and body[1:].strip():
            self.bind(start, "value", body[1:].strip())
        elif body.startswith("from ") and PASSAGE_ID.fullmatch(body[5:].strip()):
            self.bind(start, "passage", body[5:].strip())
        else:
            self.report(start, end, "A comment is `= EXPRESSION` or `from document:passage`.")

    def bind(self, position: int, kind: str, what: str) -> None:
        """Bind what stands before a comment."""
        block = next(b for b in self.blocks if b.start <= position < b.end)
        find = self.value_target if kind == "value" else self.passage_target
        target = find(block, position)
        if target is None:
            wanted = "a word or bold span just" if kind == "value" else "a quotation or bold span"
            self.report(position, position, f"The comment `{what}` needs {wanted} before it.")
            return
        start, end, text = target
        self.bindings.append(Binding(self.name, kind, what, text, start, end))

    def value_target(self, block: Block, position: int) -> tuple[int, int, str] | None:
        """Return the bold span that ends just before the comment, else the word there."""
        end = block.start + len(self.text[block.start : position].rstrip(" \t\n" + COMMENT))
        for bold in BOLD.finditer(self.text, block.start, end):
            if bold.end() == end:
                inner = bold.span(1) if bold[1] else bold.span(2)
                return *bold.span(), self.source[slice(*inner)].strip("*_` ")
        last = re.compile(rf"[^ \t\n{CODE}{COMMENT}|]+$").search(self.text[block.start : end])
        core = TOKEN.search(last[0].strip("_")) if last else None
        if not core:
            return None
        token = core[0]
        first = end - len(last[0]) + last[0].index(token)
        if token[0] == "-" and self.text[first - 1 : first] == COMMENT:
            token, first = token[1:], first + 1
        return first, first + len(token), token

    def passage_target(self, block: Block, position: int) -> tuple[int, int, str] | None:
        """Return the blockquote that the comment ends, else the nearest quotation or bold span."""
        line_end = self.text.find("\n", position)
        rest = self.text[position : line_end if line_end >= 0 else None].strip(" \t" + COMMENT)
        if block.is_quote and not rest:
            earlier = [b.end for b in self.passages_in(block)]
            start = max([block.start, *earlier])
            return start, position, blockquote_text(self.source[start:position])
        spans = [
            (match.end(), match.start(), next(g for g in (1, 2) if match[g] is not None), match)
            for pattern in (BOLD, QUOTATION)
            for match in pattern.finditer(self.text, block.start, position)
        ]
        if not spans:
            return None
        end, start, group, match = max(spans, key=lambda span: (span[0], -span[1]))
        return start, end, self.source[slice(*match.span(group))]

    def check_quotations(self) -> None:
        """Report quotations of three words or more that no passage vouches for."""
        for block in self.blocks:
            text = self.text[block.start : block.end]
            if text.count('"') % 2 or text.count("“") != text.count("”"):
                self.report(block.start, block.end, "A quotation mark has no partner.")
                continue
            for match in QUOTATION.finditer(text):
                start, end = block.start + match.start(), block.start + match.end()
                vouched = any(b.start <= start and end <= b.end for b in self.passages_in(block))
                listed = any(s <= start and end <= e for s, e in self.reading_list)
                if len(WORD.findall(match[0])) > 2 and not vouched and not listed:
                    self.report(start, end, QUOTATION_ADVICE)

    def check_blockquotes(self) -> None:
        """Report blockquotes, or parts of them, that no passage vouches for."""
        for block in self.blocks:
            if not block.is_quote:
                continue
            if self.is_box(block):
                self.check_sources(block)
                continue
            ends = [b.end for b in self.passages_in(block)]
            rest = blockquote_text(self.source[max(ends, default=block.start) : block.end])
            if not ends or WORD.search(rest):
                self.report(block.start, block.end, "Name the blockquote's passage at its end.")

    def is_box(self, block: Block) -> bool:
        """Tell whether a blockquote says what a library knows and none of the texts."""
        return block.is_quote and blockquote_text(self.source[block.start : block.end]).startswith(
            BOX
        )

    def check_sources(self, block: Block) -> None:
        """Report the sentences of a box that no link to a source vouches for."""
        said = blockquote_text(self.source[block.start : block.end]).removeprefix(BOX)
        for sentence in SENTENCES.split(SOURCE.sub(CODE, said).strip()):
            if CODE not in sentence:
                advice = f"Give the source of this sentence, or delete it: {sentence[:60]}"
                self.report(block.start, block.start + len(BOX), advice)

    def check_numbers(self) -> None:
        """Report numbers that are bound to nothing."""
        text = self.without_exempt_numbers()
        for match in WORD.finditer(text):
            if is_number(match[0]) and not self.is_covered(*match.span()):
                self.report(
                    *match.span(),
                    f"Bind the number {match[0]} to code (<!-- = EXPRESSION -->) "
                    "or quote it from a passage.",
                )

    def without_exempt_numbers(self) -> str:
        """Return the masked text without the numbers that need no binding."""
        text = self.text
        if self.is_first:
            for match in re.finditer(r"^(?:# |[ \t]*\|).*$", text, re.MULTILINE):
                text = blank(text, *match.span())
        for block in filter(self.is_box, self.blocks):
            text = blank(text, block.start, block.end)
        for match in NOT_COUNTED.finditer(text):
            text = blank(text, *match.span())
        for match in CITATION.finditer(text):
            if all(
                name in self.listed and year in self.listed
                for name, year in CITED.findall(match[0])
            ):
                text = blank(text, *match.span())
        return text


def is_number(word: str) -> bool:
    """Tell whether a word states a number: digits, or a number word from three upwards."""
    parts = word.strip("_").split("-")
    digits = any(part[:1].isdigit() for part in parts)
    return digits or any(NUMBER_WORDS.get(part.lower(), 0) >= 3 for part in parts)


def plain_value(text: str) -> str:
    """Return a word with number words as digits, without thousands separators."""
    word = re.sub(r"(?<=\d)[,\u2009\u202f\u00a0](?=\d{3}(?!\d))", "", text.strip())
    numbers = [NUMBER_WORDS.get(part) for part in word.lower().split("-")]
    if numbers == [numbers[0]] and numbers[0] is not None:
        return str(numbers[0])
    tens_and_unit = len(numbers) == 2 and None not in numbers
    if tens_and_unit and numbers[0] in range(20, 100, 10) and numbers[1] in range(1, 10):
        return str(numbers[0] + numbers[1])
    return word.replace("−", "-")


def same_value(text: str, value: str) -> bool:
    """Tell whether prose says what an expression gave; several words must be equal exactly."""
    if len(text.split()) > 1:
        return text == value
    return plain_value(text) == plain_value(value)


def folded(text: str) -> str:
    """Return a text with white space, quotation marks and apostrophes made uniform."""
    text = re.sub("[“”„]", '"', text)
    text = re.sub("[‘’]", "'", text)
    return " ".join(text.split())


def blockquote_text(source: str) -> str:
    """Return what a blockquote says, without its markers and comments."""
    lines = re.sub(r"<!--.*?-->", " ", source, flags=re.DOTALL).splitlines()
    return " ".join(
        re.sub(r"^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t])?", "", line) for line in lines
    ).strip()


def wording(text: str) -> Iterator[str]:
    """Yield what a quotation may mean: all of it, or what its own quotation marks enclose."""
    text = re.sub(r"<[^>]*>|\*\*|__|(?<!\w)[*_]|[*_](?!\w)|\\(?=[\W_])", "", html.unescape(text))
    text = folded(text)
    yield text
    if enclosed := re.fullmatch(r'"(.*)"(?: ?\([^()"]{0,80}\)| ?[—–][^"]{0,80})?[.,]?', text):
        yield enclosed[1]


def stands_in(quotation: str, passage: str) -> bool:
    """Tell whether a quotation stands in a passage, word by word, in its order."""
    return any(has_segments(text, folded(passage)) for text in wording(quotation))


def has_segments(quotation: str, passage: str) -> bool:
    """Tell whether the pieces between a quotation's ellipses stand in a passage in order."""
    position = 0
    segments = [segment for segment in ELLIPSIS.split(quotation) if segment]
    for number, segment in enumerate(segments):
        found = segment_pattern(segment, number == 0).search(passage, position)
        if not found:
            return False
        position = found.end()
    return bool(segments)


def segment_pattern(segment: str, is_start: bool) -> re.Pattern[str]:
    """Return the pattern of a segment; ``[t]he`` at the very start stands for ``The`` too."""
    start = ""
    if bracketed := re.match(r"\[(\w)\]", segment) if is_start else None:
        start = f"[{bracketed[1].lower()}{bracketed[1].upper()}]"
        segment = segment[bracketed.end() :]
    before = r"(?<!\w)" if start or segment[0].isalnum() else ""
    after = r"(?!\w)" if segment[-1:].isalnum() else ""
    return re.compile(before + start + re.escape(segment) + after)
