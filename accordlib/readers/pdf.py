"""PDF files: paragraphs, headings, labels and notes, from the places of their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from accordlib.errors import AccordError
from accordlib.readers import glyphs, margins
from accordlib.readers.columns import in_order
from accordlib.readers.glyphs import PageWords, Words
from accordlib.readers.paragraphs import Rows, first_word, goes_on, paragraphs
from accordlib.readers.records import Block, DraftReading, Layout, assemble
from accordlib.readers.rules import RuledTable, drawings, with_bullets
from accordlib.readers.second import differences

MOST_PAGES = 2_000
_SPELT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = "-\ufffe\x02\u00ad\u2010"
_NUMBERED_HEADING = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})*|[IVX]{1,5}) +(\S.*)", re.DOTALL)
_DASHED = re.compile(r"[\w.][–—/]$")  # between words that no blank parts: U.S.–UAE
_UNKNOWN = re.compile("[\ufffd\x00-\x08]")  # what stands for a sign that the file does not tell
_LARGER, _NOTE_SIZE = 1.12, 0.93  # sizes beside that of the text: of a heading, of a note
_FEW_JUMPS, _JUMPS = 12, 0.12  # of the words of a page: between others than in the file
_UPRIGHT = 0.2  # of the characters of a page: they stand one beneath the other

_SAVE_LEVEL = "Save it with lines from left to right, or as plain text."


def read_pdf(content: bytes, name: str, twice: bool) -> Layout:
    """Return the layout of a PDF file; doubtful pages, or all, are read by another program too."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        pdf = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise AccordError(f"{name} asks for a password. Save it without one.") from error
        raise AccordError(f"{name} is damaged or was not loaded whole ({error}).") from error
    try:
        if len(pdf) > MOST_PAGES:
            said = f"{name} has {len(pdf):,} pages, more than the {MOST_PAGES:,} that are read."
            raise AccordError(f"{said} Divide it.")
        pages = [(glyphs.page_words(page, raw), *drawings(page, raw)) for page in pdf]
    except pdfium.PdfiumError as error:
        raise AccordError(f"{name} has a page that cannot be read ({error}).") from error
    finally:
        pdf.close()
    for number, (page, *_) in enumerate(pages, start=1):
        if page.upright > _UPRIGHT * sum(len(w.text) for w in page.words):
            said = (
                f"{name} is written from top to bottom on page {number}, which is not read right."
            )
            raise AccordError(f"{said} {_SAVE_LEVEL}")
    layout = _Pages(pages).layout(content, twice)
    if layout.repairs and not layout.text.strip():
        said = f"{name} has a text that this reader cannot tell, perhaps from top to bottom."
        raise AccordError(f"{said} {_SAVE_LEVEL}")
    return layout


class _Pages(DraftReading):
    """Makes blocks of the rows of all pages."""

    def __init__(self, pages: Sequence[tuple[PageWords, list[RuledTable], list[Words]]]) -> None:
        super().__init__(accepted=True)
        self._pages, self._rows = pages, list[list[list[Words]]]()
        self._drawn: dict[int, int] = {}  # at which place of its page a word is drawn
        self._doubted: dict[int, tuple[str, str]] = {}  # what a page shows, and how it is read
        for page, _, dots in pages:
            self.place = f"page {len(self._rows) + 1}"
            kept, above = glyphs.without_furigana(with_bullets(page.words, dots))
            self._rows.append(self._without_numbers(glyphs.page_rows(kept)))
            self._drawn.update((id(word), n) for n, word in enumerate(kept))
            for word in above:
                self.repair(word.text, "", "furigana")
            if page.turned:
                self.repair(" ".join(page.turned), "", "turned words, which are not read")
        words = [w for page in self._rows for row in page for w in row]
        sizes: Counter[float] = Counter()
        for w in words:
            sizes[round(w.size, 1)] += len(w.text)
        self._size = sizes.most_common(1)[0][0] if sizes else 1.0
        self._bold_tells = 2 * sum(len(w.text) for w in words if w.bold) < sizes.total()
        self._vocabulary = {x.lower() for w in words for x in _SPELT.findall(w.text)}
        self._marks = {mark for w in words for at, mark in w.notes if at and not mark.isdecimal()}
        self._known: dict[str, tuple[Words, int]] = {}  # where the mark of each note stands
        self._noted: list[Rows] = []  # notes that do not stand at the foot of a page

    def layout(self, content: bytes, twice: bool) -> Layout:
        """Return the text of all pages, running heads once, notes at the end."""
        aside, body, notes = dict[tuple[str, str], Block](), list[Rows](), list[Rows]()
        around = margins.asides(self._rows)
        for number, ((page, tables, _), rows) in enumerate(
            zip(self._pages, self._rows, strict=True), start=1
        ):
            self.place = f"page {number}"
            for n, kind in around[number - 1].items():
                said = "   ".join(w.text for w in glyphs.joined(rows[n]))
                self.repair(said, "", f"a {kind} of the page")
                once = Block(said, kind, place=self.place)
                aside.setdefault((kind, margins.without_numbers(said)), once)
            kept = [row for n, row in enumerate(rows) if n not in around[number - 1]]
            words = [w for row, _ in in_order(kept) for w in row]
            if twice or self._is_doubtful(words):
                self._doubted[number] = str(page), " ".join(w.text for w in words)
            at = self._notes_begin(kept)
            found = list(self._stretches(kept[:at], tables, number))
            if found and body and goes_on(body[-1], found[0]):
                body[-1].lines += found.pop(0).lines
            body += found
            notes += self._paragraphs(kept[at:], number)
        self._mark_notes(body, notes)
        large = sorted({round(p.lines[0].size) for p in body if self._is_large(p)}, reverse=True)
        blocks = [
            self._note(p) if p in self._noted else self._block(p, large, n == 0)
            for n, p in enumerate(body)
        ]
        noted = map(self._note, notes)
        heads, foots = (
            [x for x in aside.values() if x.kind == kind] for kind in ("header", "footer")
        )
        self.repairs += differences(content, self._doubted)
        return assemble([*heads, *blocks, *noted, *foots], self.repairs)

    def _without_numbers(self, rows: list[list[Words]]) -> list[list[Words]]:
        if numbers := margins.numbers_of_lines(rows):
            said = f"{numbers[0].text} … {numbers[-1].text}"
            self.repair(said, "", "numbers of the rows in the margin")
        beside = {id(x) for x in numbers}
        left = ([w for w in row if id(w) not in beside] for row in rows)
        return [row for row in left if row]

    def _mark_notes(self, body: list[Rows], notes: list[Rows]) -> None:
        """Find the marks of notes: raised, and at the begin of a paragraph behind them, the note.

        Another raised sign is a part of the words: square metres, 1st.
        """
        begins = {first_word(p): n for n, p in enumerate((*body, *notes))}
        last = 0
        for n, paragraph in enumerate(body):
            for line in paragraph.lines:
                for at, mark in line.notes:
                    if at and mark not in self._known and begins.get(mark, 0) > n:
                        self._known[mark] = (line, at)
                        last = n
        self._noted = [p for p in body[last + 1 :] if first_word(p) in self._known and not p.cell]

    def _is_doubtful(self, words: Sequence[Words]) -> bool:
        """Tell whether a page is empty, drawn in another order, or has unknown signs."""
        jumps = sum(self._drawn[id(b)] != self._drawn[id(a)] + 1 for a, b in pairwise(words))
        said = " ".join(w.text for w in words)
        jumping = jumps > max(_FEW_JUMPS, _JUMPS * (said.count(" ") + 1))
        return jumping or not said or _UNKNOWN.search(said) is not None

    def _notes_begin(self, page: Sequence[list[Words]]) -> int:
        at = len(page)
        while at and max(w.size for w in page[at - 1]) < _NOTE_SIZE * self._size:
            at -= 1
        first = page[at][0] if at < len(page) else None
        begins = first and (first.notes[:1] or re.match(r"[\d*†‡§]{1,3}(?: |$)", first.text))
        return at if begins else len(page)

    def _paragraphs(self, rows: Sequence[list[Words]], page: int) -> list[Rows]:
        return paragraphs(in_order(rows), page, self._size, self._marks)

    def _stretches(
        self, lines: list[list[Words]], tables: Sequence[RuledTable], page: int
    ) -> Iterator[Rows]:
        """Yield the paragraphs of a page, those of the cells of ruled tables row by row."""
        for table in tables:
            above = [row for row in lines if row[0].base > table.ys[-1]]
            cells: dict[tuple[int, int], list[list[Words]]] = {}
            rest: list[list[Words]] = []
            for row in lines[len(above) :]:
                for cell, words in groupby(row, table.cell):
                    (cells.setdefault(cell, []) if cell else rest).append(list(words))
            if len(cells) < 2:
                continue
            yield from self._numbered(above, page)
            self.tables += 1
            for cell in sorted(cells):
                for paragraph in self._paragraphs(cells[cell], page):
                    paragraph.cell = (self.tables, *cell)
                    yield paragraph
            lines = rest
        yield from self._numbered(lines, page)

    def _numbered(self, lines: Sequence[list[Words]], page: int) -> Iterator[Rows]:
        inside = False
        for paragraph in self._paragraphs(lines, page):
            self.tables += bool(paragraph.cell) and not inside
            inside = bool(paragraph.cell)
            paragraph.cell = (self.tables, *paragraph.cell[1:]) if inside else ()
            yield paragraph

    def _is_large(self, paragraph: Rows) -> bool:
        lines, large = paragraph.lines, paragraph.lines[0].size >= _LARGER * self._size
        large = large or (self._bold_tells and all(x.bold for x in lines))
        return large and not paragraph.cell and sum(len(x.text) for x in lines) <= 200

    def _block(self, paragraph: Rows, headings: Sequence[int], first: bool) -> Block:
        words, notes = self._said(paragraph)
        label = self.signs(paragraph.label, "Wingdings")
        kind, level = ("list item", 1) if label else ("paragraph", 0)
        if paragraph.cell:
            kind, level = "table cell", 0
        elif self._is_large(paragraph):
            if not label and (numbered := _NUMBERED_HEADING.fullmatch(words)):
                label, words = numbered[1], numbered[2]
                notes = tuple((max(n - numbered.start(2), 0), mark) for n, mark in notes)
            level = headings.index(round(paragraph.lines[0].size)) + 1
            kind = "title" if first and level == 1 and not label else "heading"
        return Block(words, kind, level, label, self.place, paragraph.cell, notes)

    def _note(self, paragraph: Rows) -> Block:
        words, notes = self._said(paragraph)
        label, rest = first_word(paragraph), words
        if not paragraph.label and not (notes[:1] and notes[0][0] == 0):
            rest = words.partition(" ")[2]
        return Block(rest, "note", 0, label, self.place)

    def _said(self, paragraph: Rows) -> tuple[str, tuple[tuple[int, str], ...]]:
        """Return the words of a paragraph, its rows joined, and the marks of its notes."""
        self.place = f"page {paragraph.page}"
        words, notes = "", list[tuple[int, str]]()
        for line in paragraph.lines:
            text = line.text
            if words and words[-1] in _HYPHENS:
                words = self._unbroken(words, text)
            elif words and not (glyphs.unspaced(words, text) or _DASHED.search(words)):
                words += " "
            at = len(words)
            for n, mark in reversed(line.notes):
                if n and self._known.get(mark) != (line, n):
                    text = f"{text[:n]}{self.raised(mark)}{text[n:]}"
                else:
                    notes.append((n + at, mark))
            words += text
        shown = re.sub(f"[{_HYPHENS[1:3]}]", "-", words)
        return shown, tuple(sorted(notes))

    def _unbroken(self, words: str, text: str) -> str:
        """Return words without the hyphen at their end if the joined word stands elsewhere."""
        before = re.search(rf"([^\W\d_]+)[{_HYPHENS}]$", words)
        after = re.match(r"[^\W\d_]+", text)
        head, tail = (before[1] if before else ""), (after[0] if after else "")
        if not head or not tail or not tail[0].islower():
            return words[:-1] + ("-" if words[-2:-1].strip() else "- ")
        joined = (head + tail).lower() in self._vocabulary
        where = "stands elsewhere" if joined else "stands nowhere else"
        read = f"{head}{'' if joined else '-'}{tail}"
        self.repair(
            f"{head}- {tail}", read, f"a hyphen at the end of a row: the whole word {where}"
        )
        hyphen = not joined or f"{head}-{tail}".lower() in self._vocabulary
        return words[:-1] + "-" * hyphen
