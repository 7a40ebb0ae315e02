"""PDF files: paragraphs, headings, labels and notes, from the places of their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from accordlib.errors import AccordError
from accordlib.readers import glyphs
from accordlib.readers.glyphs import Words
from accordlib.readers.numerals import RAISED_DIGITS, plain_sign
from accordlib.readers.paragraphs import Rows, first_word, goes_on, paragraphs
from accordlib.readers.records import Block, Layout, Repair, assemble
from accordlib.readers.rules import RuledTable, ruled_tables

MOST_PAGES = 2_000
_NUMBER_OF_A_PAGE = re.compile(r"(?i)\W*(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?\W*$")
_SPELT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = "-\ufffe\x02\u00ad\u2010"
_NUMBERED_HEADING = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})*|[IVX]{1,5}) +(\S.*)", re.DOTALL)
_LARGER, _NOTE_SIZE = 1.12, 0.93  # sizes beside that of the text: of a heading, of a note
_FEW_JUMPS, _JUMPS = 12, 0.12  # of the words of a page: between others than in the file
_EDGE = 3  # rows at the top and at the foot of a page that may run through the text
_REPEATS = 3  # pages on which a running head stands at least, or on all of fewer


def read_pdf(content: bytes, name: str, changes: str | None) -> Layout:
    """Return the layout of a PDF file; it has no tracked changes."""
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
            raise AccordError(
                f"{name} has {len(pdf):,} pages, more than the {MOST_PAGES:,} that are read. "
                "Divide it."
            )
        pages = [(glyphs.page_words(page, raw), ruled_tables(page, raw)) for page in pdf]
    except pdfium.PdfiumError as error:
        raise AccordError(f"{name} has a page that cannot be read ({error}).") from error
    finally:
        pdf.close()
    return _Pages(pages).layout()


class _Pages:
    """Makes blocks of the rows of all pages."""

    def __init__(self, pages: Sequence[tuple[list[Words], list[RuledTable]]]) -> None:
        self._repairs: list[Repair] = []
        self._pages: list[list[list[Words]]] = []
        self._drawn: dict[int, int] = {}  # at which place of its page a word is drawn
        self._ruled = [tables for _, tables in pages]
        for number, (found, _) in enumerate(pages, start=1):
            kept, above = glyphs.without_furigana(found)
            self._pages.append(glyphs.page_rows(kept))
            self._drawn.update((id(word), n) for n, word in enumerate(kept))
            self._repairs += [Repair(f"page {number}", w.text, "", "furigana") for w in above]
        words = [w for page in self._pages for row in page for w in row]
        sizes: Counter[float] = Counter()
        for w in words:
            sizes[round(w.size, 1)] += len(w.text)
        self._size = sizes.most_common(1)[0][0] if sizes else 1.0
        bold = sum(len(w.text) for w in words if w.bold)
        self._bold_tells = bold * 2 < sum(len(w.text) for w in words)
        self._vocabulary = {x.lower() for w in words for x in _SPELT.findall(w.text)}
        self._tables = 0
        self._known: dict[str, tuple[Words, int]] = {}  # where the mark of each note stands
        self._noted: list[Rows] = []  # notes that do not stand at the foot of a page

    def layout(self) -> Layout:
        """Return the text of all pages, running heads once, notes at the end."""
        heads, body, notes = list[Block](), list[Rows](), list[Rows]()
        running = self._running()
        for number, page in enumerate(self._pages, start=1):
            kept = []
            for place, row in enumerate(page):
                if kind := running.get(self._key(page, place)) or self._of_page(page, place):
                    self._aside(heads, kind, row, number)
                else:
                    kept.append(row)
            self._doubt(kept, number)
            text, foot = self._notes_apart(kept)
            found = list(self._stretches(text, self._ruled[number - 1], number))
            if found and body and goes_on(body[-1], found[0]):
                body[-1].lines += found.pop(0).lines
            body += found
            notes += paragraphs(glyphs.in_order(foot), number, self._size)
        self._mark_notes(body, notes)
        headings = sorted({round(p.lines[0].size) for p in body if self._is_large(p)}, reverse=True)
        blocks = [
            self._note(p) if p in self._noted else self._block(p, headings, n == 0)
            for n, p in enumerate(body)
        ]
        tops = [b for b in heads if b.kind == "header"]
        noted = [self._note(p) for p in notes]
        foots = [b for b in heads if b.kind == "footer"]
        return assemble([*tops, *blocks, *noted, *foots], self._repairs)

    def _mark_notes(self, body: list[Rows], notes: list[Rows]) -> None:
        """Find the marks of notes: raised, and before a note; of each, the first in the text.

        Another raised sign is a part of the words: square metres, 1st. A paragraph behind such a
        mark that begins with it is a note, wherever it stands.
        """
        begins = {first_word(p) for p in (*body, *notes)}
        last = 0
        for n, paragraph in enumerate(body):
            for line in paragraph.lines:
                for at, mark in line.notes:
                    if at and mark in begins and mark not in self._known:
                        self._known[mark] = (line, at)
                        last = n
        self._noted = [p for p in body[last + 1 :] if first_word(p) in self._known and not p.cell]

    def _doubt(self, lines: Sequence[list[Words]], page: int) -> None:
        """List a page whose words the file draws in quite another order than they are read in."""
        places = [self._drawn[id(w)] for row, _ in glyphs.in_order(lines) for w in row]
        jumps = sum(b != a + 1 for a, b in pairwise(places))
        if jumps > max(_FEW_JUMPS, _JUMPS * len(places)):
            why = "the file draws its words in another order: compare it with the page"
            self._repairs.append(Repair(f"page {page}", "the words of the page", "", why))

    def _key(self, page: Sequence[list[Words]], place: int) -> tuple[bool, str]:
        """Return what a row at the edge of a page reads like, but for its numbers."""
        text = " ".join(w.text for w in page[place])
        return place < len(page) / 2, re.sub(r"\d+", "0", text)

    def _running(self) -> dict[tuple[bool, str], str]:
        """Return the rows that run through the pages, as headers or footers."""
        seen: Counter[tuple[bool, str]] = Counter()
        for page in self._pages:
            edges = [*range(min(_EDGE, len(page))), *range(max(len(page) - _EDGE, 0), len(page))]
            seen.update({self._key(page, n) for n in edges})
        least = max(min(_REPEATS, len(self._pages)), 2)
        return {key: "header" if key[0] else "footer" for key, n in seen.items() if n >= least}

    def _of_page(self, page: Sequence[list[Words]], place: int) -> str:
        """Say which edge a row with nothing but the number of the page stands at."""
        if 0 < place < len(page) - 1 or len(page) < 2:
            return ""
        text = " ".join(w.text for w in page[place])
        return ("header" if place == 0 else "footer") if _NUMBER_OF_A_PAGE.match(text) else ""

    def _aside(self, heads: list[Block], kind: str, row: Sequence[Words], page: int) -> None:
        text = "   ".join(w.text for w in glyphs.joined(row))
        if re.sub(r"\d+", "0", text) not in {re.sub(r"\d+", "0", b.words) for b in heads}:
            heads.append(Block(text, kind, place=f"page {page}"))
        self._repairs.append(Repair(f"page {page}", text, "", f"a {kind} of the page"))

    def _notes_apart(
        self, page: Sequence[list[Words]]
    ) -> tuple[list[list[Words]], list[list[Words]]]:
        """Part the rows of notes at the foot of a page from the others: they are smaller."""
        at = len(page)
        while at and max(w.size for w in page[at - 1]) < _NOTE_SIZE * self._size:
            at -= 1
        first = page[at][0] if at < len(page) else None
        begins = first and (first.notes[:1] or re.match(r"[\d*†‡§]{1,3}(?: |$)", first.text))
        return (list(page[:at]), list(page[at:])) if begins else (list(page), [])

    def _stretches(
        self, lines: list[list[Words]], tables: Sequence[RuledTable], page: int
    ) -> Iterator[Rows]:
        """Yield the paragraphs of a page, those of the cells of ruled tables row by row."""
        for table in tables:
            above = [row for row in lines if row[0].base > table.top]
            cells: dict[tuple[int, int], list[list[Words]]] = {}
            rest: list[list[Words]] = []
            for row in lines[len(above) :]:
                for cell, words in groupby(row, table.cell):
                    (cells.setdefault(cell, []) if cell else rest).append(list(words))
            if len(cells) < 2:
                continue
            yield from self._numbered(glyphs.in_order(above), page)
            self._tables += 1
            for cell in sorted(cells):
                for paragraph in paragraphs(glyphs.in_order(cells[cell]), page, self._size):
                    paragraph.cell = (self._tables, *cell)
                    yield paragraph
            lines = rest
        yield from self._numbered(glyphs.in_order(lines), page)

    def _numbered(self, lines: Sequence[tuple[list[Words], float]], page: int) -> Iterator[Rows]:
        """Yield paragraphs, the tables among them numbered."""
        inside = False
        for paragraph in paragraphs(lines, page, self._size):
            self._tables += bool(paragraph.cell) and not inside
            inside = bool(paragraph.cell)
            paragraph.cell = (self._tables, *paragraph.cell[1:]) if inside else ()
            yield paragraph

    def _is_large(self, paragraph: Rows) -> bool:
        first = paragraph.lines[0]
        bold = self._bold_tells and all(x.bold for x in paragraph.lines)
        large = first.size >= _LARGER * self._size
        short = sum(len(x.text) for x in paragraph.lines) <= 200
        return short and not paragraph.cell and (large or bold)

    def _block(self, paragraph: Rows, headings: Sequence[int], first: bool) -> Block:
        words, notes = self._said(paragraph)
        place, label = f"page {paragraph.page}", plain_sign(paragraph.label, "Wingdings")
        if label != paragraph.label:
            self._repairs.append(
                Repair(place, paragraph.label, label, "a sign of a font of symbols")
            )
        if paragraph.cell:
            return Block(words, "table cell", 0, label, place, paragraph.cell, notes)
        if self._is_large(paragraph):
            if not label and (numbered := _NUMBERED_HEADING.fullmatch(words)):
                label, words = numbered[1], numbered[2]
                notes = tuple((max(n - numbered.start(2), 0), mark) for n, mark in notes)
            level = headings.index(round(paragraph.lines[0].size)) + 1
            kind = "title" if first and level == 1 and not label else "heading"
            return Block(words, kind, level, label, place, (), notes)
        return Block(
            words, "list item" if label else "paragraph", int(bool(label)), label, place, (), notes
        )

    def _note(self, paragraph: Rows) -> Block:
        words, notes = self._said(paragraph)
        label, rest = first_word(paragraph), words
        if not paragraph.label and not (notes[:1] and notes[0][0] == 0):
            rest = words.partition(" ")[2]
        return Block(rest, "note", 0, label, f"page {paragraph.page}")

    def _said(self, paragraph: Rows) -> tuple[str, tuple[tuple[int, str], ...]]:
        """Return the words of a paragraph, its rows joined, and the marks of its notes."""
        words, notes = "", list[tuple[int, str]]()
        for line in paragraph.lines:
            text = line.text
            at = len(words) + bool(words)
            if words and words[-1] in _HYPHENS:
                words, at = self._unbroken(words, text, paragraph.page)
            elif words and glyphs.unspaced(words, text):
                at -= 1
            elif words:
                words += " "
            for n, mark in reversed(line.notes):
                if n and self._known.get(mark) != (line, n):
                    text = f"{text[:n]}{self._raised_signs(mark, paragraph.page)}{text[n:]}"
                else:
                    notes.append((n + at, mark))
            words += text
        shown = re.sub(f"[{_HYPHENS[1:3]}]", "-", words)
        return shown, tuple(sorted(notes))

    def _raised_signs(self, signs: str, page: int) -> str:
        if not signs.isdecimal():
            return signs
        raised = signs.translate(RAISED_DIGITS)
        self._repairs.append(Repair(f"page {page}", signs, raised, "raised digits"))
        return raised

    def _unbroken(self, words: str, text: str, page: int) -> tuple[str, int]:
        """Return words that end in a hyphen, ready to be followed by others.

        The hyphen goes if the joined word stands elsewhere in the text; else it stays.
        """
        before = re.search(rf"([^\W\d_]+)[{_HYPHENS}]$", words)
        after = re.match(r"[^\W\d_]+", text)
        head, tail = (before[1] if before else ""), (after[0] if after else "")
        kept = words[:-1] + "-"
        if not head or not tail or not tail[0].islower():
            return (kept, len(kept)) if head else (f"{kept} ", len(kept) + 1)
        joined = (head + tail).lower() in self._vocabulary
        if joined and f"{head}-{tail}".lower() not in self._vocabulary:
            kept = kept[:-1]
        read = f"{head}{'' if joined else '-'}{tail}"
        why = "a hyphen at the end of a row: " + (
            "the whole word stands elsewhere" if joined else "the whole word stands nowhere else"
        )
        self._repairs.append(Repair(f"page {page}", f"{head}- {tail}", read, why))
        return kept, len(kept)
