"""Traps of PDF files that the agreements in ``tests/readers`` do not have: pages drawn by hand."""

from functools import partial

import pytest
from truths import HERE, read, truth

from accordlib import AccordError, Document
from accordlib.__main__ import main
from accordlib.readers.opening import read_file

SAID = "Boats pass the pier by night only if their lamps are lit and seen from the shore".split()


def shown(text, x, y, size=12, turn=""):
    """Return the commands that draw a text; `turn` is the first part of a matrix."""
    place = f"{turn} {x} {y} Tm" if turn else f"{x} {y} Td"
    signs = text.replace("–", r"\261")  # as the font counts
    return f"BT /F {size} Tf {place} ({signs}) Tj ET"


def drawn(*pages):
    """Return a PDF file of pages with some commands each."""
    font = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    objects.append(font)
    for n, page in enumerate(pages):
        uses = f"/Resources<</Font<</F 3 0 R>>>>/Contents {5 + 2 * n} 0 R"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]{uses}>>")
        stream = " ".join(page)
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    content, places = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{n} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"{head}{end}".encode()


def layout(*pages, twice=False):
    return read_file(drawn(*pages), ".pdf", "mine.pdf", None, twice)


SHUFFLED = [shown(SAID[n], 50, 380 - 20 * n) for n in (7, 2, 11, 0, 5, 14, 9, 3, 13, 1, 8, 15)]
SHUFFLED += [shown(SAID[n], 50, 380 - 20 * n) for n in (4, 12, 6, 16, 10)]
TWICE = [shown("The fee is nine crowns.", x, 300) for x in (50, 50.1)]  # as if it were bold


def test_a_doubtful_page_is_read_again_and_named_where_the_order_differs():
    found = layout([shown("This page is plain.", 50, 300)], SHUFFLED)
    [repair] = found.repairs
    assert repair.place == "page 2"
    assert repair.why == (
        "a second program (pypdf) reads the words in another order: compare it with the page"
    )
    assert set(repair.found.split()) | set(repair.read.split()) <= {*SAID, "…"}
    assert found.text.split()[4:] == SAID
    assert layout(SHUFFLED[3:4]).repairs == ()


def test_all_pages_are_read_again_if_asked_for():
    assert layout(TWICE).repairs == ()
    [repair] = layout([shown("This page is plain.", 50, 300)], TWICE, twice=True).repairs
    assert (repair.place, repair.read) == ("page 2", "")
    assert "fee is nine crowns" in repair.found
    assert "reads other signs" in repair.why


def test_the_second_reading_is_asked_for_in_python_and_in_a_terminal(tmp_path):
    path = tmp_path / "fees.pdf"
    path.write_bytes(drawn(TWICE))
    assert Document.from_file(path).repairs == ()
    assert len(Document.from_file(path, twice=True).repairs) == 1
    with pytest.raises(AccordError, match="twice"):
        Document.from_file(path, twice="yes")
    assert main(["study", str(path), "--twice", "--out", str(tmp_path / "out")]) == 0
    assert "pypdf" in (tmp_path / "out/repairs.csv").read_text("utf-8-sig")


def test_a_page_that_the_second_program_cannot_read_is_named(monkeypatch):
    def broken(*_, **__):
        raise ValueError("no page")

    monkeypatch.setattr("pypdf.PdfReader", broken)
    [repair] = layout(TWICE, twice=True).repairs
    assert repair.why == "a second program (pypdf) cannot read it: ValueError"


def test_turned_words_are_listed_and_not_read():
    found = layout([shown("We act.", 50, 300), shown("DRAFT", 60, 60, 40, "0.7 0.7 -0.7 0.7")])
    assert found.text == "We act.\n"
    assert [(x.found, x.read) for x in found.repairs] == [("DRAFT", "")]


def test_a_text_that_is_written_from_top_to_bottom_is_refused():
    with pytest.raises(AccordError, match="from top to bottom on page 1"):
        Document.from_file(HERE / "vertical.pdf")


def test_a_page_without_words_is_read_again():
    """PDFium tells no sign of a font that is set from top to bottom."""
    said = shown("We act.", 50, 300)
    upright = drawn([said], [said.replace("We act.", "We pay.")]).replace(
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/UniJIS-UCS2-V/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)"
        b"/Supplement 2>>>>]>>",
    )
    with pytest.raises(AccordError, match="cannot tell, perhaps from top to bottom"):
        read_file(upright, ".pdf", "mine.pdf", None)
    with pytest.raises(AccordError, match="without any text.*OCR"):
        layout([])


def test_numbers_of_rows_in_the_margin_are_listed_and_not_read():
    file = HERE / "margins/typst.pdf"
    found = read_file(file.read_bytes(), ".pdf", "x", None)
    assert read(found) == truth(file)
    assert ("1 … 10", "") in {(x.found, x.read) for x in found.repairs}


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_rows_may_count_each_or_every_fifth_row(step):
    rows = [shown("The parties light the lamps at dusk and", 80, 390 - 15 * n) for n in range(20)]
    numbers = [shown(str(n), 50 if n > 9 else 56, 405 - 15 * n, 10) for n in range(step, 21, step)]
    assert not any(map(str.isdecimal, layout([*rows, *numbers]).text.split()))
    kept = [3, 7, 4, 9, 12, 5]
    table = [shown(f"{number} boats", 50, 380 - 15 * n) for n, number in enumerate(kept)]
    assert layout(table).text.split()[::2] == [*map(str, kept)]


def test_a_title_over_two_centred_rows_is_one():
    place = partial(shown, size=20)
    title = [place("Agreement on the Lamps", 90, 350), place("and the Pier", 140, 326)]
    text = [shown("The parties light the lamps of the pier at dusk.", 50, y) for y in (280, 250)]
    [first, *rest] = layout([*title, *text]).blocks
    assert (first.kind, first.words) == ("title", "Agreement on the Lamps and the Pier")
    assert [x.kind for x in rest] == ["paragraph"]


def test_a_mark_is_of_a_note_only_if_the_note_comes_after_it():
    rows = [shown("1. The harbour has 4 km", 50, 300), shown("1", 170, 306, 7)]
    assert layout([*rows, shown("2. It is deep.", 50, 270)]).text == (
        "1. The harbour has 4 km¹\n2. It is deep.\n"
    )


def test_three_long_columns_with_rows_that_are_not_level_are_no_table():
    said = [f"{word}{n} the lamps of the pier are lit" for word in "abc" for n in range(24)]
    rows = []
    for n, text in enumerate(said):
        column, row = divmod(n, 24)
        level = 380 - 14 * row - (0, 5, 9)[column] - 8 * (row > 9 + 3 * column)
        rows.append((level, shown(text, 20 + 128 * column, level, 9)))
    in_rows = [text for _, text in sorted(rows, key=lambda x: -x[0])]
    assert layout(in_rows).text.split() == " ".join(said).split()


def test_what_stands_at_the_end_or_the_begin_of_a_row_joins_as_it_was_written():
    rows = [
        "The lamps of the pier are lit at dusk by U.S.-",
        "Tarn officers and watched by the members of it",
        "(DOE) as the keepers of all those lamps of U.S.–",
        "Tarn officers and the keepers of the boats there",
        "– who are sober – say to whoever asks for them.",
    ]
    [block] = layout([shown(x, 50, 350 - 14 * n) for n, x in enumerate(rows)]).blocks
    assert block.kind == "paragraph"
    assert "U.S.-Tarn officers" in block.words
    assert "of it (DOE) as" in block.words
    assert "U.S.–Tarn" in block.words
    assert "there – who are sober – say" in block.words
    listed = [*rows[:1], "– plant kelp;", "– count seals."]
    found = layout([shown(x, 50, 350 - 14 * n) for n, x in enumerate(["They will:", *listed[1:]])])
    assert [x.label for x in found.blocks] == ["", "–", "–"]


def test_signs_of_other_heights_in_a_font_are_not_raised_and_a_reference_is_no_label():
    rows = [
        "Under the terms set forth in Article 5, paragraph",
        "(1) of it, and in those that are set forth in the",
        "Annex 2 and kept there since 4 May 2022, they act.",
    ]
    [block] = layout([shown(x, 50, 350 - 14 * n) for n, x in enumerate(rows)]).blocks
    assert (block.label, block.words) == ("", " ".join(rows))


def test_headings_with_other_numbers_at_the_top_of_pages_are_no_running_heads():
    def page(number, article):
        head = shown(f"The Norwick Treaty, page {number}", 50, 380)
        text = [shown(f"The parties light lamp {article}{n}.", 50, 330 - 30 * n) for n in range(6)]
        return [head, shown(f"Article {article}", 50, 350), *text]

    found = layout(*(page(n, article) for n, article in enumerate((2, 5, 6, 11), start=1)))
    headed = [x for x in found.text.splitlines() if x.startswith("Article")]
    assert headed == ["Article 2", "Article 5", "Article 6", "Article 11"]
    assert [x.words for x in found.blocks if x.kind == "header"] == ["The Norwick Treaty, page 1"]


def test_a_table_without_lines_is_read_row_by_row():
    cells = [("Harbour", "Boats", "Lamps"), ("Norwick", "4", "12"), ("Tarn", "7", "9")]
    rows = [
        shown(text, 40 + 110 * column, 350 - 15 * n)
        for n, row in enumerate(cells)
        for column, text in enumerate(row)
    ]
    before = shown("The parties keep these lamps at their piers and pay for them:", 40, 380)
    blocks = layout([before, *rows, shown("They meet once a year.", 40, 270)]).blocks
    assert [b.words for b in blocks[1:-1]] == [text for row in cells for text in row]
    assert [b.cell for b in blocks[1:-1]] == [(1, r, c) for r in (1, 2, 3) for c in (1, 2, 3)]
    assert [b.kind for b in (blocks[0], blocks[-1])] == ["paragraph"] * 2


def test_cells_may_be_drawn_as_rectangles():
    said = ("Harbour", "Lamps", "Tarn", "Nine of oil")
    drawings = [f"{40 + 100 * (n % 2)} {300 - 20 * (n // 2)} 100 20 re S" for n in range(4)]
    words = [shown(x, 45 + 100 * (n % 2), 305 - 20 * (n // 2)) for n, x in enumerate(said)]
    found = layout([*drawings, *words]).blocks
    assert [(b.words, b.cell) for b in found] == [
        (x, (1, 1 + n // 2, 1 + n % 2)) for n, x in enumerate(said)
    ]
