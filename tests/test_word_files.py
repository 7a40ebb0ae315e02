"""Traps of Word files that the agreements in ``tests/readers`` do not have."""

import io
import sys
import zipfile

import pytest
from truths import HERE

from accordlib.readers.opening import read_file

sys.path.insert(0, str(HERE))
from parts import archive, box, cell, change, docx, levels, note, notes, num, p, r, table

ONE = [levels(0, ("decimal", "%1.")), num(1, 0)]
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def read(content, changes=None):
    return read_file(content, ".docx", "mine.docx", changes)


def text(*body, changes=None, **parts):
    return read(docx(body, **parts), changes).text


def renamed(content, old, new):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as one, zipfile.ZipFile(made, "w") as other:
        for name in one.namelist():
            part = one.read(name).replace(old.encode(), new.encode())
            other.writestr(name.replace(old, new), part)
    return made.getvalue()


def test_a_numbered_paragraph_without_words_counts_and_is_listed():
    found = read(
        docx([p("One.", num=(1, 0)), p(num=(1, 0)), p("Three.", num=(1, 0))], numbering=ONE)
    )
    assert found.text == "1. One.\n3. Three.\n"
    assert [(x.place, x.found, x.read) for x in found.repairs] == [("paragraph 2", "2.", "")]


def test_parts_may_have_numbers_in_their_names_and_the_strict_namespace():
    content = docx([p("We act.", num=(1, 0))], numbering=ONE)
    numbered = renamed(
        renamed(content, "document.xml", "document2.xml"), "numbering.xml", "numbering3.xml"
    )
    assert read(numbered).text == "1. We act.\n"
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = renamed(content, usual, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read(strict).text == "1. We act.\n"


def test_a_formula_and_a_file_within_the_file_are_listed():
    formula = f"<m:oMath {MATH}><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    found = read(docx([p("Let ", formula, " be paid."), '<w:altChunk r:id="r9"/>']))
    assert found.text == "Let a+b be paid.\n"
    assert [x.found for x in found.repairs] == ["a formula", "another file within this one"]


def test_properties_before_a_tracked_change_hold_where_it_is_rejected():
    was = '<w:pPrChange w:id="1" w:author="A"><w:pPr/></w:pPrChange>'
    body = [
        p("First.", num=(1, 0)),
        p("Second.", change("ins", " And so on."), num=(1, 0), more=was),
    ]
    assert text(*body, changes="accepted", numbering=ONE) == "1. First.\n2. Second. And so on.\n"
    assert text(*body, changes="rejected", numbering=ONE) == "1. First.\nSecond.\n"


@pytest.mark.parametrize(("changes", "said"), [("accepted", "A\nC\n"), ("rejected", "A\nB\n")])
def test_cells_that_are_put_in_or_taken_out(changes, said):
    gone, new = (f'<w:{x} w:id="3" w:author="A"/>' for x in ("cellDel", "cellIns"))
    cells = [cell("A"), cell("B"), cell("C")]
    cells[1] = cells[1].replace("</w:tcPr>", f"{gone}</w:tcPr>")
    cells[2] = cells[2].replace("</w:tcPr>", f"{new}</w:tcPr>")
    body = [table(tuple(cells), columns=3), p(change("ins", " "))]
    assert text(*body, changes=changes) == said


def test_the_last_paragraph_is_there_though_its_end_is_taken_out():
    body = [p("We act.", mark=change("del")), table((cell(p("In a cell.", mark=change("del"))),))]
    assert text(*body, changes="accepted") == "We act.\nIn a cell.\n"


def test_changes_in_notes_alone_are_asked_about():
    inner = notes("footnote", "Of the sea.").replace("Of the sea", "Of the land")
    marked = inner.replace("<w:r><w:t", f"{change('ins')[:-2]}><w:r><w:t", 1)
    marked = marked.replace("Of the land.</w:t></w:r>", "Of the land.</w:t></w:r></w:ins>")
    with pytest.raises(Exception, match="Say which text is meant"):
        text(p("We act."), footnotes=marked)


def test_hidden_text_is_listed_and_not_read():
    found = read(docx([p("We ", r("never ", "<w:vanish/>"), "act.")]))
    assert found.text == "We act.\n"
    assert [(x.found, x.why) for x in found.repairs] == [
        ("never ", "hidden text, which the page does not show")
    ]


def test_spaces_that_word_does_not_keep_are_not_read():
    assert text("<w:p><w:r><w:t> We </w:t></w:r><w:r><w:t>act.</w:t></w:r></w:p>") == "Weact.\n"


def test_a_field_over_several_paragraphs_shows_its_result():
    sort = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "<w:r><w:instrText> TOC </w:instrText></w:r>"
    body = [
        p(sort("begin"), code, sort("separate"), "Sea 1"),
        p("Land 2"),
        p(sort("end"), "We act."),
    ]
    assert text(*body) == "Sea 1\nLand 2\nWe act.\n"


def style(id, inner, sort="character", base=""):
    beneath = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="{sort}" w:styleId="{id}"><w:name w:val="{id}"/>{beneath}'
        f"<w:rPr>{inner}</w:rPr></w:style>"
    )


def of_style(id):
    return f'<w:rStyle w:val="{id}"/>'


HIGH = '<w:vertAlign w:val="superscript"/>'


def test_text_that_styles_hide_is_listed_and_neither_read_nor_counted():
    styles = style("Secret", "<w:vanish/>") + style("Seen", '<w:vanish w:val="0"/>', base="Secret")
    styles += style("More", "", base="Secret") + style("Gone", "<w:vanish/>", "paragraph")
    body = [
        p("We ", r("do not ", of_style("More")), r("act.", of_style("Seen")), num=(1, 0)),
        p("A remark.", style="Gone", num=(1, 0)),
        p(r("Unseen.", "<w:vanish/>"), num=(1, 0), mark="<w:vanish/>"),
        p(r("Here and there.", of_style("More") + '<w:vanish w:val="0"/>'), num=(1, 0)),
    ]
    found = read(docx(body, styles=styles, numbering=ONE))
    assert found.text == "1. We act.\n2. Here and there.\n"
    assert [x.found for x in found.repairs] == ["do not ", "A remark.", "Unseen."]


@pytest.mark.parametrize(
    ("raised", "said"),
    [("6", "⁶"), ("-6", "⁻⁶"), ("−12", "⁻¹²"), ("1,2", "¹,²"), ("2+", "²⁺"), ("th", "th")],
)
def test_raised_signs_are_read_as_such_whoever_raises_them(raised, said):
    styles = style("High", HIGH)
    for properties in (HIGH, of_style("High"), '<w:position w:val="6"/>'):
        found = read(docx([p("A sum of 10", r(raised, properties), " yen.")], styles=styles))
        assert found.text == f"A sum of 10{said} yen.\n"
        assert [(x.found, x.read) for x in found.repairs] == [(raised, said)] * (raised != said)


def test_a_raised_fraction_stays_and_is_listed():
    found = read(docx([p("A share of 3", r("1/2", HIGH), " per cent.")]))
    assert found.text == "A share of 31/2 per cent.\n"
    assert [(x.found, x.why) for x in found.repairs] == [("1/2", "raised signs")]


def test_signs_of_symbol_fonts_are_those_of_unicode():
    codes = "F0A3 F0B3 F0B0 F0B1 F0B4 F0D7 F0AE F0A5 F0C6 F06D".split()
    signs = "".join(f'<w:r><w:sym w:font="Symbol" w:char="{x}"/></w:r>' for x in codes)
    wing = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    unknown = '<w:r><w:sym w:font="Wingdings" w:char="F0A3"/></w:r>'
    found = read(docx([p("A", signs, "b"), p("\uf0b3 5"), p("A", wing, unknown)]))
    assert found.text == "A≤≥°±×·→∞∅μb\n≥ 5\nA→•\n"
    assert (found.repairs[-1].found, found.repairs[-1].read) == ("\uf0a3", "•")


def test_notes_are_counted_as_their_section_says():
    says = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/>{}</w:footnotePr>'
    anew = says.format('<w:numRestart w:val="eachSect"/>')
    body = [p("We act", note(1), " now", note(2), ".")]
    body += [p("End.", more=f"<w:sectPr>{anew}</w:sectPr>"), p("They act", note(3), ".")]
    found = read(docx(body, footnotes=notes("footnote", "One.", "Two.", "Three.")))
    assert [mark for x in found.blocks for _, mark in x.notes] == ["c", "d", "1"]
    assert found.text.endswith("c One.\nd Two.\n1 Three.\n")


def form(inner, result=""):
    sort = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inner}</w:ffData></w:fldChar></w:r>'
    return begin + (sort("separate") + r(result) if result else "") + sort("end")


def test_form_fields_show_what_is_chosen():
    entries = '<w:listEntry w:val="may"/><w:listEntry w:val="shall"/>'
    listed = f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>'
    ticked = '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
    empty = '<w:checkBox><w:default w:val="0"/></w:checkBox>'
    fields = (form(listed, "shall"), " act: ", form(ticked), " yes ", form(empty), " no")
    assert text(p("We ", *fields)) == "We shall act: ☒ yes ☐ no\n"
    assert text(p("We ", form(f"<w:ddList>{entries}</w:ddList>"), " act")) == "We may act\n"


@pytest.mark.parametrize(
    ("changes", "said"),
    [("accepted", "1. One.\n2. Two.\n3. Three.\n"), ("rejected", "1. One.\nTwo.\n2. Three.\n")],
)
def test_a_number_that_is_put_in_is_there_only_where_it_is_accepted(changes, said):
    two = p("Two.", num=(1, 0)).replace("</w:numPr>", f"{change('ins')}</w:numPr>", 1)
    body = [p("One.", num=(1, 0)), two, p("Three.", num=(1, 0))]
    assert text(*body, changes=changes, numbering=ONE) == said


NAMES = "office text style table draw".split()
ODF = " ".join(f'xmlns:{x}="urn:oasis:names:tc:opendocument:xmlns:{x}:1.0"' for x in NAMES)


def odt(body, styles):
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    packed = archive({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": "<m/>"})
    return read_file(packed, ".odt", "mine.odt", None)


def odt_style(name, family, says="", base=""):
    return (
        f'<style:style style:name="{name}" style:family="{family}" '
        f'style:parent-style-name="{base}"><style:text-properties {says}/></style:style>'
    )


def test_opendocument_styles_hide_and_raise_too():
    styles = odt_style("Base", "text", 'text:display="none"') + odt_style("Hid", "text", "", "Base")
    styles += odt_style("Gone", "paragraph", 'text:display="none"')
    styles += odt_style("High", "text", 'style:text-position="super 58%"')
    span = '<text:span text:style-name="{}">{}</text:span>'.format
    body = f"<text:p>We {span('Hid', 'never ')}pay 10{span('High', '-6')} yen.</text:p>"
    found = odt(f'{body}<text:p text:style-name="Gone">A remark.</text:p>', styles)
    assert found.text == "We pay 10⁻⁶ yen.\n"
    assert [x.found for x in found.repairs] == ["never ", "-6", "A remark."]


def test_an_item_of_an_opendocument_list_may_have_a_list_style_of_its_own():
    level = '<text:list-level-style-number text:level="1" style:num-format="{}"/>'.format
    styles = "".join(
        f'<text:list-style style:name="{name}">{level(kind)}</text:list-style>'
        for name, kind in (("L1", "1"), ("L2", "a"))
    )
    item = "<text:list-item{}><text:p>{}</text:p></text:list-item>".format
    inner = item("", "One.") + item(' text:style-override="L2"', "Two.") + item("", "Three.")
    found = odt(f'<text:list text:style-name="L1">{inner}</text:list>', styles)
    assert found.text == "1 One.\nb Two.\n3 Three.\n"


def test_a_table_in_a_box_of_an_opendocument_text_is_a_table():
    cells = "".join(f"<table:table-cell><text:p>{x}</text:p></table:table-cell>" for x in "AB")
    inner = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    box = f"<draw:frame {draw}><draw:text-box>{inner}</draw:text-box></draw:frame>"
    found = odt(f"<text:p>We act.{box}</text:p>", "")
    assert [(x.words, x.cell) for x in found.blocks] == [
        ("We act.", ()),
        ("A", (1, 1, 1)),
        ("B", (1, 1, 2)),
    ]


def test_opendocument_notes_begin_with_the_number_that_the_file_says():
    says = (
        '<text:notes-configuration text:note-class="footnote" style:num-format="1" '
        'text:start-value="4"/>'
    )
    inner = "<text:note-citation/><text:note-body><text:p>Of all.</text:p></text:note-body>"
    note = f'<text:note text:note-class="footnote">{inner}</text:note>'
    found = odt(f"<text:p>We act{note} now{note}.</text:p>", says)
    assert [mark for x in found.blocks for _, mark in x.notes] == ["5", "6"]


def rtf(body):
    fonts = r"{\fonttbl{\f0 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset2 Wingdings;}}"
    content = r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + "}"
    return read_file(content.encode("ascii"), ".rtf", "mine.rtf", None)


def test_rtf_signs_of_fonts_and_raised_minus_signs():
    found = rtf(r"10{\up6 -6}, {\f1\'b3} 5, {\f2\'e0}, {\f2\'a3}\par")
    assert found.text == "10⁻⁶, ≥ 5, →, •\n"
    assert [x.read for x in found.repairs] == ["⁻⁶", "≥", "→", "•"]


def test_rtf_form_fields_show_what_is_chosen():
    form = r"{{\field{{\*\fldinst {}{{\*\formfield{{{}}}}}}}{{\fldrslt {}}}}}".format
    entries = r"{\*\ffname Verb}{\*\ffl may}{\*\ffl shall}"
    listed = form("FORMDROPDOWN ", rf"\fftype2\ffres25\ffdefres1{entries}", "shall")
    ticked, empty = (form("FORMCHECKBOX ", rf"\fftype1\ffres{n}", "") for n in (1, 0))
    found = rtf(rf"We {listed} act: {ticked} yes {empty} no.\par")
    assert found.text == "We shall act: ☒ yes ☐ no.\n"
    assert rtf(rf"We {form('FORMTEXT ', 'x', 'may')} act.\par").text == "We may act.\n"


def test_notes_have_the_signs_of_the_file_and_those_of_each_page_are_listed():
    said = notes("footnote", "First.", "Then.")
    counts = '<w:footnotePr><w:numFmt w:val="chicago"/>{}</w:footnotePr>'
    for restart, listed in (("", 0), ('<w:numRestart w:val="eachPage"/>', 2)):
        end = f"<w:sectPr>{counts.format(restart)}</w:sectPr>"
        found = read(docx([p("We", note(1), " act", note(2))], end=end, footnotes=said))
        assert [(x.label, x.words) for x in found.blocks[1:]] == [("*", "First."), ("†", "Then.")]
        assert len(found.repairs) == listed
    assert [x.read for x in found.repairs if "each page counts anew" in x.found] == ["*", "†"]


def test_a_box_in_a_box_is_read_once():
    assert text(p("We act.", box(p("Outer.", box(p("Inner.")))))) == "We act.\nOuter.\nInner.\n"


def test_opendocument_forms_show_what_is_chosen():
    field = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
    name = field.strip("{}")

    def mark(sort, *given):
        inner = "".join(f'<f:param f:name="{n}" f:value="{v}"/>' for n, v in given)
        return f'<f:fieldmark xmlns:f="{name}" f:type="vnd.oasis.{sort}">{inner}</f:fieldmark>'

    entries = [("Dropdown_ListEntry", x) for x in ("insured", "not insured")]
    body = (
        f"<text:p>Boats are {mark('FORMDROPDOWN', *entries, ('Dropdown_Selected', 1))}; lit: "
        f"{mark('FORMCHECKBOX', ('Checkbox_Checked', 'true'))}{mark('FORMCHECKBOX')}.</text:p>"
    )
    assert odt(body, "").text == "Boats are not insured; lit: ☒☐.\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (r"{\f3 \'cc\'fb} act.\par", "Мы act.\n"),
        (r"We {\*\bin3 }}}}act.\par", "We act.\n"),
        (r"We {\*\other never }act.\par", "We act.\n"),
        (r"We \v never \v0 act.\par", "We act.\n"),
    ],
)
def test_rtf_says_how_bytes_are_meant_and_which_are_no_text(body, said):
    fonts = r"{\fonttbl{\f3\fcharset204 A;}}"
    for start in (rf"{{\rtf1\ansi{fonts}", rf"{{\rtf1\ansi\ansicpg1251{fonts}"):
        content = f"{start}{body}}}".encode("ascii")
        assert read_file(content, ".rtf", "mine.rtf", None).text == said
    content = content.replace(b"fcharset204", b"fcharset9")  # which is not known: the page counts
    assert read_file(content, ".rtf", "mine.rtf", None).text == said
