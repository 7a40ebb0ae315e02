"""Files as people have them, read as a person sees them: the truth stands in ``tests/readers``."""

from collections import Counter
from dataclasses import replace
from itertools import zip_longest

import pytest
from truths import counted, files, plain, read, score, truth

from accordlib import AccordError, Corpus, Document, align_sentences, parse_agreement, study
from accordlib.__main__ import main
from accordlib.readers.columns import in_order
from accordlib.readers.glyphs import Words
from accordlib.readers.opening import read_file

DRAFTS = ("tracked", "redraft")
EXACT = [(x, "accepted") for x in files(".docx", ".odt", ".rtf")]
EXACT += [(x, "rejected") for x, _ in EXACT if x.parent.name in DRAFTS]
NAMES = [f"{x.parent.name}/{x.name} {changes}" for x, changes in EXACT]
# A style that LibreOffice made of a heading says in RTF no longer that it is one.
NO_HEADINGS = {"articles/office.rtf"}


def layout(path, changes="accepted"):
    return read_file(path.read_bytes(), path.suffix, path.name, changes)


def seen(line, file):
    """Return what is compared of a line: the number of a page is the program's."""
    if line.kind == "footer":
        return replace(line, words=line.words.rstrip(" 0123456789of"))
    if f"{file.parent.name}/{file.name}" in NO_HEADINGS:
        return replace(line, kind="", level="")
    return line


@pytest.mark.parametrize(("file", "changes"), EXACT, ids=NAMES)
def test_words_labels_notes_kinds_and_levels_are_those_of_the_page(file, changes):
    found, wanted = read(layout(file, changes)), truth(file, changes)
    assert [seen(x, file) for x in found] == [seen(x, file) for x in wanted]


@pytest.mark.parametrize("file", files(".html"), ids=lambda x: x.parent.name)
def test_web_pages_show_these_lines(file):
    found, wanted = ([x.shown for x in lines] for lines in (read(layout(file)), truth(file)))
    assert found == wanted
    if file.parent.name in ("bilingual", "tables", "webpage"):
        assert read(layout(file)) == truth(file)
    result = score(layout(file).text, truth(file))
    assert (result.wrong_labels, result.lost, result.doubled) == (0, 0, 0)


def test_words_of_pdf_files_are_all_there_and_in_order():
    scores = {x: score(layout(x).text, truth(x)) for x in files(".pdf")}
    running = sum(x.running for x in scores.values())
    assert sum(x.lost + x.doubled for x in scores.values()) <= 0.0045 * running
    assert sum(x.in_order for x in scores.values()) >= 0.998 * running


def _row(base, left, text, right=0.0):
    """Return a row of words of the same breadth, as on a page."""
    words = text.split()
    step = ((right or left + 6 * len(text)) - left) / len(words)
    return [
        Words(x, left + n * step, left + (n + 1) * step - 3, base, 10) for n, x in enumerate(words)
    ]


@pytest.mark.parametrize(
    "name", ["indents", "beneath", "signatures", "columns", "articles", "uneven", "bullets"]
)
def test_rows_of_a_pdf_file_are_the_paragraphs_that_a_person_sees(root, name):
    """First lines with indents, text beneath columns, blocks of who signs, uneven rows."""
    for file in (root / "tests/readers" / name).glob("[!t]*.pdf"):  # Typst breaks words
        found, wanted = read(layout(file)), truth(file)
        assert [x.shown for x in found] == [x.shown for x in wanted], file.name
        headed = [[x.shown for x in y if x.kind == "heading"] for y in (found, wanted)]
        assert headed[0] == headed[1], file.name


def test_a_list_in_a_cell_has_its_levels_whatever_the_format(root):
    for file in files(".docx", ".odt", ".rtf", ".html"):
        if file.parent.name == "tables":
            listed = [x for x in layout(file).blocks if x.cell and x.label]
            assert [(x.words, x.level) for x in listed] == [
                ("stop at Tarn;", 1),
                ("carry mail.", 1),
            ]


def test_the_letter_o_at_a_distance_before_words_is_a_bullet(root):
    file = root / "tests/readers/bullets/office.pdf"
    assert [(x.label, x.words) for x in read(layout(file)) if x.label == "◦"] == [
        ("◦", "pay for rakes;"),
        ("◦", "lend boats."),
    ]


def test_the_left_one_of_two_columns_goes_on_beneath_the_end_of_the_right_one():
    """As on the last page of a text whose columns are not made even."""
    left = [_row(at, 50, "the parties paint the buoys", 222) for at in range(500, 400, -12)]
    right = [_row(at, 240, "each party sends two boats") for at in range(500, 440, -12)]
    more = [_row(380, 50, "and they paint the piers", 222), _row(368, 50, "in all years")]
    page = [[*a, *b] for a, b in zip_longest(left, right, fillvalue=[])]
    assert [row for row, _ in in_order([*page, *more])] == [*left, *more, *right]
    signed = [_row(380, 50, "for Lowmere"), _row(368, 50, "for Tarn")]
    assert [row for row, _ in in_order([*page, *signed])] == [*left, *right, *signed]


def test_the_truth_is_of_many_contents_formats_and_programs():
    contents = {x.parent.name for x in files()}
    assert len(contents) >= 12
    assert {x.suffix for x in files()} == {".docx", ".odt", ".rtf", ".html", ".pdf"}
    assert len({x.stem for x in files()}) >= 5
    assert sum(x.stat().st_size for x in files()) < 2_000_000


def test_a_score_tells_what_is_lost_doubled_moved_and_labelled_wrongly():
    [file] = [x for x in files(".docx") if x.parent.name == "articles"]
    lines, text = truth(file), layout(file).text
    assert score(text, lines).wrong_characters == 0
    assert score(text.replace("pilots", ""), lines).lost == 2
    assert score(text + " and pilots", lines).doubled == 2
    assert score(text.replace("(b)", "(c)"), lines).wrong_labels == 3
    assert score(text.replace("1.2 ", "2. "), lines).wrong_labels == 1
    first, rest = text.split("\n", 1)
    assert score(f"{rest}\n{first}", lines).in_order < len(
        [w for x in lines if x.kind != "note" for w in counted(x.words)]
    )


@pytest.mark.parametrize("file", files(), ids=lambda x: f"{x.parent.name}/{x.name}")
def test_places_hold_for_every_block_and_paragraph(file):
    document = Document.from_file(file, changes="accepted")
    found = document.layout
    for block in found.blocks:
        shown = f"{block.label} {block.words}".strip() if block.label else block.words
        assert found.text[block.start : block.end] == shown
        assert block.place
        assert all(0 <= at <= len(block.words) and mark for at, mark in block.notes)
    for p in document.paragraphs:
        assert document.text[p.start : p.end] == p.text
        assert document.source(p).place
    assert Counter(plain(found.text).split())
    assert parse_agreement(document).passages


# Drafts


@pytest.mark.parametrize("name", ["tracked/word.docx", "tracked/office.odt", "redraft/hand.rtf"])
def test_a_draft_with_tracked_changes_is_refused_with_a_question(root, name):
    with pytest.raises(AccordError, match="Say which text is meant.*accepted.*rejected"):
        Document.from_file(root / "tests/readers" / name)


def test_tracked_changes_are_listed_whichever_way_they_are_read(root):
    path = root / "tests/readers/tracked/word.docx"
    accepted = Document.from_file(path, changes="accepted").repairs
    rejected = Document.from_file(path, changes="rejected").repairs
    found = {(x.found, x.read, x.why) for x in accepted}
    assert ("shall", "", "a tracked deletion, accepted") in found
    assert ("", "may", "a tracked insertion, accepted") in found
    assert ("may", "", "a tracked insertion, rejected") in {
        (x.found, x.read, x.why) for x in rejected
    }
    assert any("a row of a table" in x.found for x in rejected)


def test_repairs_are_in_the_report_on_the_page_and_counted_in_the_methods(root):
    path = root / "tests/readers/tracked/word.docx"
    document = Document.from_file(path, changes="rejected")
    rows = parse_agreement(document).report()
    listed = rows[rows["kind"] == "repair"]
    assert len(listed) == len(document.repairs) > 5
    assert listed["recognised"].str.contains("a tracked insertion, rejected").any()
    assert (listed["text"] == "may → ").any()
    assert (listed["text"] == "shall (kept)").any()
    assert listed[["line", "margin"]].isna().all(axis=None)
    assert rows[rows["kind"] != "repair"]["line"].gt(0).any()
    made = study(document)
    assert made.tables["repairs"]["why"].tolist() == [x.why for x in document.repairs]
    assert f"In {len(document.repairs)} places what was read differs" in made.methods
    assert "a tracked deletion, rejected (" in made.methods
    assert "What is read otherwise than it stands in the file" in made.html()
    plain_text = study(Document("mine", "An Accord\n\n- We will plant kelp."))
    assert "repairs" not in plain_text.tables
    assert "what was read differs" not in plain_text.methods


def test_two_texts_of_a_draft_are_two_versions(root):
    path = root / "tests/readers/tracked/word.docx"
    before, after = (Document.from_file(path, changes=x) for x in ("rejected", "accepted"))
    found = align_sentences(before, after).table
    kinds = [
        (row.kind, *(d[ids[0].split(":")[1].split(".")[0]].text if ids else "" for d, ids in both))
        for row in found.itertuples()
        for both in [((before, row.original), (after, row.rewrite))]
    ]
    assert (
        "reworded",
        "The Parties shall meet once a year.",
        "The Parties may meet once a year.",
    ) in kinds
    assert ("omitted", "2. The Council pays for lights.", "") in kinds
    assert ("moved", "Boats wait at the pier.", "Boats wait at the pier.") in kinds
    assert {("added", "", "Ketch"), ("added", "", "Nine marks")} <= set(kinds)


def test_the_report_of_a_draft_is_written_from_a_terminal(root, tmp_path, capsys):
    path = str(root / "tests/readers/tracked/word.docx")
    assert main(["study", path, "--out", str(tmp_path / "a")]) == 2
    said = capsys.readouterr().err
    assert "Say which text is meant: --changes accepted reads it with them, --changes rej" in said
    assert "from_file" not in said
    assert main(["study", path, "--changes", "accepted", "--out", str(tmp_path / "a")]) == 0
    listed = (tmp_path / "a" / "repairs.csv").read_text("utf-8-sig")
    assert "a tracked deletion, accepted" in listed


def test_a_corpus_of_files_of_all_formats(root):
    corpus = Corpus.from_folder(root / "tests/readers/articles", pattern="*.[dorph]*")
    assert len(corpus) >= 5
    for document in corpus.values():
        assert document.source(document.paragraphs[0]).kind == "title"
        assert len(parse_agreement(document).commitments) >= 10


@pytest.mark.parametrize(("changes", "said"), [("accepted", "may"), ("rejected", "shall")])
def test_a_page_may_have_what_is_struck_out_and_put_in(tmp_path, changes, said):
    page = tmp_path / "draft.html"
    page.write_text("<html><p>We <del>shall</del><ins>may</ins> act.</p></html>", "utf-8")
    with pytest.raises(AccordError, match="struck out as deleted. Say which text is meant"):
        Document.from_file(page)
    document = Document.from_file(page, changes=changes)
    assert document.text == f"We {said} act.\n"
    assert [x.why.rpartition(" ")[2] for x in document.repairs] == [changes] * 2


CONTENTS = """<html><body><h1>Kelp Accord</h1><div><p>Contents</p>
<ul><li>1. <a href="#one">Scope</a></li><li><a href="#two">Trade</a><ol><li><a href="#three">Tariffs
</a></li></ol></li></ul></div>
<p>Share: <a href="https://www.facebook.com/sharer.php?u=x">Facebook</a> |
<a href="https://twitter.com/intent/tweet?u=x">Post it</a></p>
<h2 id="one">Scope</h2><p>We plant kelp, as <a href="#two">Trade</a> and <a href="#three">Tariffs
</a> say.</p><ul><li>We sail.</li><li><a href="#two">Trade</a> is free.</li></ul>
<section id="two"><h2>Trade</h2><p>We share <a href="https://x.example/kelp">kelp</a>.</p>
<a name="three"></a><h3><a href="#three">Tariffs</a></h3><p>None.</p></section>
<ul><li><a href="#four">Ours</a></li><li><a href="#two">Trade</a></li></ul>
<div class="share"><h3>Share this page</h3><ul><li><a href="#">Tweet</a></li></ul></div>
</body></html>"""


def test_a_table_of_contents_and_links_for_sharing_are_no_text_and_are_listed(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(CONTENTS, "utf-8")
    document = Document.from_file(page)
    assert document.text.splitlines() == [
        "Kelp Accord", "Scope", "We plant kelp, as Trade and Tariffs say.", "• We sail.",
        "• Trade is free.", "Trade", "We share kelp.", "Tariffs", "None.", "• Ours", "• Trade",
    ]  # fmt: skip
    assert [(x.found, x.why) for x in document.repairs] == [
        ("Contents 1. Scope Trade Tariffs", "the table of contents is left out"),
        ("Share: Facebook | Post it", "links for sharing, left out"),
        ("Share this page Tweet", "links for sharing, left out"),
    ]


@pytest.mark.parametrize(
    "name", ["word.docx", "office.odt", "office.rtf", "page.html", "office.pdf"]
)
def test_who_signs_side_by_side_is_one_signatory_each(root, name):
    agreement = parse_agreement(Document.from_file(root / "tests/readers/signatures" / name))
    assert [" / ".join(s.text.splitlines()) for s in agreement.signatories] == [
        "For the Republic of Lowmere / Ada Quill / Minister of Harbours",
        "For the Kingdom of Tarn / Bram Oxley / Keeper of the Channel",
    ]


def test_a_caption_and_a_cell_of_a_table_are_no_headings(tmp_path):
    page = tmp_path / "birds.html"
    cells = (
        "<table><tr><td>Wetlands</td><td>2030</td></tr><tr><td>Seas</td><td>2031</td></tr></table>"
    )
    figure = "<figure><figcaption>The Ministers at the Lake</figcaption></figure>"
    text = "<p>They will count birds.</p>"
    page.write_text(
        f"<html><h1>On Birds</h1><h2>Counts</h2>{text}{figure}{text}{cells}{text}</html>",
        "utf-8",
    )
    agreement = parse_agreement(Document.from_file(page))
    assert [p.title.text for p in agreement.pillars] == ["Counts"]
