"""Files as people have them: other encodings are told and said, other formats are refused."""

import gzip
import io
import re
import zipfile

import pytest

from accordlib import AccordError, Corpus, Document, load_gazetteer, parse_agreement, study

# Invented sentences; the second of each kind is written as a typesetter writes.
ENGLISH = """The Kelp Accord

The leaders’ first meeting – held in Norwick – was welcomed by “both” sides.

We will:

- Found a Kelp Council by 2030.
- Guard the shore’s “quiet” bays.
"""
FRENCH = """Déclaration de Norwick

Les deux présidents se sont réunis à Norwick, où ils ont évoqué l’avenir des côtes. Chaque partie
s’engage à communiquer les données qu’elle a recueillies. L’accord entre en vigueur dès l’été."""
POLISH = """Wspólne oświadczenie

Obaj prezydenci spotkali się w Norwiku. Każda ze stron zobowiązuje się przekazać zebrane dane.
Postanowiono, że pierwsze posiedzenie odbędzie się wiosną. Umowa wchodzi w życie po podpisaniu."""
RUSSIAN = """Совместное заявление

Президенты двух стран встретились в Норвике и обсудили будущее побережий. Каждая сторона обязуется
сообщать другой собранные данные. Соглашение вступает в силу со дня подписания."""
JAPANESE = """ノーウィック共同宣言

両首脳はノーウィックで会談し、海岸の将来について話し合った。各締約国は、収集した資料を他方に通報する
ことを約束する。この協定は署名の日に効力を生ずる。"""
CZECH = "Obě strany budou chránit řasy. Žádná loď nesmí lovit příliš mnoho."
MARKED = ["utf-16", "utf-32"]
GUESSED = [
    *(
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (FRENCH.replace("’", "'"), "iso8859-15"),
        (FRENCH, "mac-roman"),
    ),
    *((POLISH, "cp1250"), (POLISH, "iso8859-2"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")),
    *((JAPANESE, code) for code in ("cp932", "euc_jp", "iso2022_jp")),
    (f"{ENGLISH.replace('–', '-')}\n{JAPANESE}", "cp932"),
    *((CZECH, code) for code in ("cp1250", "iso8859-2", "cp852")),
    *((RUSSIAN, code) for code in ("iso8859-5", "cp866", "mac-cyrillic")),
    *((FRENCH.replace("’", "'"), code) for code in ("cp850", "cp437")),
    ("Müller met Ström in São Tomé.", "cp1252"),
]


@pytest.fixture
def made(tmp_path):
    def write(content, name="mine.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


# Encodings


@pytest.mark.parametrize("text", [ENGLISH, JAPANESE])
def test_utf8_comes_first_and_nothing_is_said_of_it(made, text):
    for content in (text.encode(), text.encode("utf-8-sig")):
        document = Document.from_file(made(content))
        assert (document.text, document.inferred) == (text, {})


@pytest.mark.parametrize("encoding", MARKED)
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, JAPANESE])
def test_an_encoding_that_a_mark_states_is_said_and_not_called_a_guess(made, text, encoding):
    document = Document.from_file(made(text.encode(encoding)))
    assert document.text == text
    assert document.inferred["encoding"]["value"] == encoding.upper()
    assert "mark" in document.inferred["encoding"]["reason"]


def test_both_byte_orders_are_read(made):
    for start, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert Document.from_file(made(start + FRENCH.encode(encoding))).text == FRENCH


@pytest.mark.parametrize(("text", "encoding"), GUESSED)
def test_a_code_page_is_guessed_and_the_guess_is_said(made, text, encoding):
    document = Document.from_file(made(text.encode(encoding)))
    assert document.text == text
    found = document.inferred["encoding"]
    assert text.encode(found["value"]) == text.encode(encoding)
    assert "guessed" in found["reason"]


def test_a_corpus_says_in_its_provenance_what_was_guessed(made, tmp_path):
    made(FRENCH.encode("cp1252"), "a.txt")
    made(ENGLISH.encode(), "b.txt")
    [row] = Corpus.from_folder(tmp_path).provenance().to_dict("records")
    assert (row["document"], row["field"], row["basis"]) == ("a", "encoding", "inferred")
    assert (row["value"], "guessed" in row["reason"]) == ("Windows-1252", True)


def test_a_report_says_which_encoding_was_guessed(made):
    found = study(Document.from_file(made(ENGLISH.encode("cp1252"))))
    assert found.parameters["encoding of the file"].startswith("Windows-1252, guessed")
    assert "Windows-1252, guessed" in found.methods
    assert "Windows-1252, guessed" in found.html()


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("A naïve text.".encode("latin-1"), "not UTF-8: byte 0xef at offset 4; and which other"),
        (JAPANESE.encode()[:-1], "not UTF-8: byte 0xe3"),
        (b"\xff", "not UTF-8: byte 0xff at offset 0"),
        (b"A \xe9.", "not UTF-8: byte 0xe9 at offset 2"),
        (CZECH.encode("mac-latin2"), "which other encoding"),
        (JAPANESE.encode() + FRENCH[:60].encode("cp1252"), "not UTF-8: byte 0xe9"),
        (ENGLISH.encode("utf-16")[:-1], "not UTF-16"),
        (bytes(range(1, 256)), "not UTF-8"),
        (ENGLISH.encode("utf-16-le"), "NUL byte at offset 1"),
    ],
)
def test_what_cannot_be_told_is_refused_with_the_place_and_a_way_out(made, content, wrong):
    with pytest.raises(AccordError, match=wrong) as caught:
        Document.from_file(made(content))
    assert "mine.txt" in str(caught.value)
    assert "plain text in UTF-8" in str(caught.value)


def test_a_few_letters_are_enough_where_all_encodings_read_the_same(made):
    text = ENGLISH.replace("“", '"').replace("”", '"').replace("–", "-").replace("’s", "’s ")
    for encoding in ("cp1252", "mac-roman"):
        assert Document.from_file(made(text.encode(encoding))).text == text


def test_a_table_is_not_guessed_at(made):
    table = "id,name,type,belongs_to,acts_for,aliases,source\nfuru,降る雪の国,state,,,,\n"
    with pytest.raises(AccordError, match="not in UTF-8.*CSV"):
        load_gazetteer(made(table.encode("cp932"), "names.csv"))


# Formats


def packed(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


PAGE = "<!DOCTYPE html>\n<html><body><h2>Kelp Accord</h2><p>We will plant kelp.</p></body></html>"
FILES = {
    "an Excel file": packed(**{"xl__workbook.xml": "<workbook/>"}),
    "an OpenDocument file": packed(mimetype="application/vnd.oasis.opendocument.graphics"),
    "a picture": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a picture ": b"\x89PNG\r\n\x1a\n\0\0",
    "a zip file": packed(**{"a.txt": "We act."}),
    "an old Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a web page": PAGE.encode("utf-16"),
    "binary": gzip.compress(b"We will act.", mtime=0),
}
MARKUP = {
    "a web page": PAGE,
    "a web page ": f"<!-- saved -->\n<HTML lang='en'>{ENGLISH} We will plant kelp.</HTML>",
    "a piece of a web page": "<p>We will plant kelp.</p>\n<p>We will guard it.</p>",
    "a piece of a web page ": "<p>We will plant kelp.\n<p>We will guard it.",
    "a piece": "Kelp Accord\n<br>\nWe will plant kelp.<br>\nWe will guard it.<br>\n",
    "an XML file": "<?xml version='1.0'?>\n<text><body>We act.</body></text>",
    "a piece ": "<TEI xmlns='x'>\n<text>We act.</text>\n</TEI>",
    "a file in RTF": r"{\rtf1\ansi\deff0 {\b Kelp Accord}\par We will plant kelp.\par }",
    "a LaTeX file": "% made by hand\n\\documentclass{article}\n\\begin{document}\nWe act.",
    "a JSON file": '{"text": "We will plant kelp."}',
    "a web page saved": "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/",
    "an e-mail": "From: ann@x.example\nMIME-Version: 1.0\nContent-Type: text/html\n\nWe act.",
    "an e-mail ": "From: ann@x.example\nSubject: Kelp\nContent-Type: text/plain\n\nWe act.",
    "a LaTeX file ": "\\section*{Kelp}\nWe will \\emph{plant} kelp.",
    "a piece of a web page (HTML)  ": "Kelp Accord<br>We will plant kelp.<br>We guard it.<br/>",
    "a file of subtitles": "1\n00:00:01,000 --> 00:00:04,000\nWe will plant kelp.\n",
    "a list of references (BibTeX)": "@book{kelp2023,\n  title = {We will plant kelp},\n}\n",
    "a calendar or an address book": "BEGIN:VCALENDAR\nSUMMARY:We will plant kelp.\n",
    "the output of a terminal": "$ cat kelp\n\x1b[1mWe will\x1b[0m plant kelp.\n",
    "a file of subtitles ": "WEBVTT\n\n00:01.000 --> 00:04.000\nWe will plant kelp.\n",
    "a JSON file ": '{"text": "We act."}\n{"text": "We sail."}\n',
    "a table": 'id,text\n1,We act.\n2,"We sail, and act."\n',
    "a table ": "id\ttext\n1\tWe act.\n2\tWe sail.\n",
    "a PostScript file": "%!PS-Adobe-3.0\n(We act.) show",
}
READ = [MARKUP[name] for name in ("a web page", "a web page ", "a file in RTF")]  # as files
PLAIN = [
    "Arle,Bruin\n\nWe met, and we act.\n\nWe go on, and on, and on.",
    "1\n00:00 hours is the time of the Accord.",
    "\\section is a word of LaTeX.",
    "Content: kelp\n\nWe will plant it.",
    "The page had <h1>Kelp Accord</h1> at its head and <p> before each paragraph.",
    "<p> is the tag of a paragraph.",
    "We quote “<p>We act.</p>”, as it stands.\n\nWe will plant kelp.\n\nWe go on.",
    "[1] Scope\n\nWe will plant kelp.\n\n{sic} stands in the original.",
    "a < b and b > c, said the ministers.",
    "To: all ministers\nFrom: the secretary\n\nWe will plant kelp.",
    "% of the kelp is ours.\n\nWe will plant it.",
    "The file began with %PDF-1.7, and nobody could read it.",
]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_program_is_refused_by_what_it_is(made, name):
    with pytest.raises(AccordError, match=rf"mine\.txt is {name.strip()}.*(Open|Copy|Export|Let)"):
        Document.from_file(made(FILES[name]))


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_refused_as_a_text_and_in_a_file_that_no_reader_reads(made, name):
    content, name = MARKUP[name], re.escape(name.strip())
    if content in READ:
        assert "We will plant kelp" in Document.from_file(made(content.encode())).text
    else:
        with pytest.raises(AccordError, match=rf"mine\.txt is {name}.*(Open|Copy|Take)"):
            Document.from_file(made(content.encode()))
    with pytest.raises(AccordError, match=rf"'mine'.* is {name}.*(Open|Copy|Take)"):
        Document("mine", content)


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_that_has_a_tag_or_speaks_of_a_format_is_read(made, text):
    assert Document.from_file(made(text.encode())).text == text
    agreement = parse_agreement(Document("mine", f"An Accord\n\n1. Kelp\n\n- We act.\n- {text}"))
    assert agreement.document.text.endswith(text)


@pytest.mark.parametrize("piece", ["<", "<p ", "<!-- ", "a: b\n", "%\n", "[", '{"a":', "</"])
def test_a_kind_is_told_in_one_pass(piece):
    assert Document("long", piece * 100_000 + "end").text.endswith("end")
