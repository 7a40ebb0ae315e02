"""Files that are damaged, hostile or something else than they say: a clear line, and no crash."""

import io
import shutil
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from math import inf, nan
from random import Random

import pytest
from spoilt import spoilt
from truths import HERE, files

from accordlib import AccordError, Corpus, Document
from accordlib.readers.opening import read_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
WORD = (HERE / "bullets/word.docx").read_bytes()
ODT = (HERE / "bullets/office.odt").read_bytes()
PDF = (HERE / "bullets/office.pdf").read_bytes()
RTF = (HERE / "redraft/hand.rtf").read_bytes()


def packed(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(body, head="", **parts):
    xml = f"{head}<w:document {W} {R}><w:body>{body}</w:body></w:document>"
    return packed(**{"word/document.xml": xml, **parts})


def pdf(kids, count):
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{n} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    end = f"xref\n0 4\n0000000000 65535 f \n{table}trailer<</Size 4/Root 1 0 R>>\n"
    return content + f"{end}startxref\n{len(content)}\n%%EOF\n".encode()


def nested(n):
    cell, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return cell * n + "<w:p><w:r><w:t>We act.</w:t></w:r></w:p>" + end * n


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
SAID = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
BAD = {
    "empty.docx": (b"", "is empty"),
    "half.docx": (WORD[: len(WORD) // 2], "damaged or was not loaded whole"),
    "half.odt": (ODT[: len(ODT) // 2], "damaged or was not loaded whole"),
    "half.rtf": (RTF[: len(RTF) // 2], "damaged or was not loaded whole"),
    "half.pdf": (PDF[: len(PDF) // 2], "damaged or was not loaded whole|without any text"),
    "bomb.docx": (lambda: packed(**{"word/document.xml": bytes(101_000_000)}), "unpacks to more"),
    "many.docx": (
        lambda: packed(**{"word/document.xml": "", **{f"f{n}": "" for n in range(20_001)}}),
        "holds 20,002 files",
    ),
    "entity.docx": (word(SAID("&e;"), ENTITY), "declares entities"),
    "laughs.docx": (word(SAID("&c;"), LAUGHS), "declares entities"),
    "deep.docx": (word(nested(2_000)), "damaged|within each other"),
    "odd.docx": (packed(**{"word/document.xml": "<a/>"}), "no text where Word files have it"),
    "odd.odt": (
        packed(**{"content.xml": "<a/>", "META-INF/manifest.xml": ""}),
        "no text where OpenDocument has it",
    ),
    "no.docx": (word(SAID("–")), "without any text"),
    "password.doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "an Office file with a password",
    ),
    "password.docx": (
        WORD.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        "password",
    ),
    "version.docx": (
        WORD.replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff"),
        "damaged or was not loaded whole .zip file version 25.5",
    ),
    "wrong.pdf": (WORD, "is a Word file by its content. Rename it"),
    "wrong.docx": (PDF, "is a PDF file by its content. Rename it"),
    "wrong.html": (RTF, "is a file in RTF by its content"),
    "empty.pdf": (pdf("3 0 R", 1), "without any text.*OCR"),
    "long.pdf": (pdf("3 0 R " * 10_000, 10_000), "has 10,000 pages"),
    "circle.pdf": (pdf("2 0 R", 5), "damaged|page that cannot be read|without any text"),
    "deep.rtf": (rb"{\rtf1 " + b"{" * 9_000 + b"We act." + b"}" * 9_001, "brackets within"),
    "empty.html": (b"<!DOCTYPE html><html></html>", "without any text|no web page"),
    "nothing.html": (b"<html><body><script>var x = 1</script></body></html>", "without any text"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """Return a folder with all bad files; the large ones are made here, not on import."""
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content() if callable(content) else content)
    return folder


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_what_is_wrong(bad, name):
    with pytest.raises(AccordError, match=BAD[name][1]) as caught:
        Document.from_file(bad / name)
    assert name in str(caught.value)


def test_the_rest_of_a_folder_goes_on(bad, tmp_path):
    shutil.copytree(bad, tmp_path, dirs_exist_ok=True)
    (tmp_path / "good.docx").write_bytes(WORD)
    (tmp_path / "good.odt").write_bytes(ODT)
    with pytest.raises(AccordError, match="empty|damaged"):
        Corpus.from_folder(tmp_path, pattern="*.docx")["half"]
    corpus = Corpus.from_folder(tmp_path, pattern="*.docx", unreadable="skip")
    assert list(corpus) == ["good"]
    corpus = Corpus.from_folder(tmp_path, pattern="*", unreadable="skip")
    assert sorted(corpus) == ["good.docx", "good.odt"]


def test_tables_may_be_deep_but_no_page_thousands_of_parts_deep():
    assert "We act." in read_file(word(nested(30)), ".docx", "x", None).text
    page = "<html><body>" + "<div>" * 5_000 + "We act." + "</div>" * 5_000 + "</body></html>"
    with pytest.raises(AccordError, match="within each other"):
        read_file(page.encode(), ".html", "x", None)


def test_what_lies_outside_is_never_fetched(tmp_path):
    asked = []

    class Heard(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        there = f"http://127.0.0.1:{server.server_port}"
        relation = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" TargetMode="External" Target="{there}/header.xml"/>'
            "</Relationships>"
        )
        refers = '<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>'
        content = word(
            SAID("We act.") + f'<w:altChunk r:id="r1"/>{refers}',
            **{"word/_rels/document.xml.rels": relation},
        )
        assert read_file(content, ".docx", "x", None).text == "We act.\n"
        page = (
            f'<!DOCTYPE html SYSTEM "{there}/a.dtd"><html><head><base href="{there}">'
            f'<link rel="stylesheet" href="{there}/b.css"><script src="{there}/c.js"></script>'
            f'</head><body><iframe src="{there}/d"></iframe><img src="{there}/e.png"><p>We act.'
            "</p></body></html>"
        )
        assert "We act." in read_file(page.encode(), ".html", "x", None).text
        dtd = f'<!DOCTYPE x SYSTEM "{there}/f.dtd">'
        with pytest.raises(AccordError):
            read_file(word(SAID("We act."), dtd), ".docx", "x", None)
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_macros_are_not_looked_at(tmp_path):
    path = tmp_path / "macro.docm"
    path.write_bytes(word(SAID("We act."), **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert Document.from_file(path).text == "We act.\n"


def test_an_endnote_without_a_group_of_its_own_ends_nothing():
    content = rb"{\rtf1 We act.\par}\footnote\ftnalt They too."
    assert read_file(content, ".rtf", "x.rtf", None).text == "We act.\n"


@pytest.mark.parametrize("number", [nan, inf])
def test_words_at_places_that_are_no_numbers_are_not_read(monkeypatch, number):
    monkeypatch.setattr("pypdfium2.raw.FPDFText_GetFontSize", lambda *_: number)
    with pytest.raises(AccordError, match="cannot tell"):
        read_file(PDF, ".pdf", "x.pdf", None)


# Spoilt at random

SMALL = [x for x in files(".docx", ".odt", ".rtf", ".html") if x.parent.name != "heads"]
SMALL_PDF = [x for x in files(".pdf") if x.parent.name in ("bullets", "signatures", "noted")]


def read_or_refused(path, content):
    """Tell whether a file is refused with its name, or read so that all places hold."""
    try:
        layout = read_file(content, path.suffix, path.name, "accepted")
    except AccordError as error:
        return path.name in str(error)
    return not layout or all(b.words in layout.text[b.start : b.end] for b in layout.blocks)


@pytest.mark.parametrize(("paths", "times"), [(SMALL, 400), (SMALL_PDF, 30)])
def test_spoilt_files_are_read_or_refused(paths, times):
    random = Random(17)
    contents = {path: path.read_bytes() for path in paths}
    for n in range(times):
        path = paths[n % len(paths)]
        assert read_or_refused(path, spoilt(contents[path], random)), n


def test_comments_and_wide_blanks_in_pages():
    words = "We <ruby>漢<!-- no --><rt>かん</rt></ruby> act.\u2003<!-- x -->"
    page = f"<html><body><p>{words}</p></body></html>"
    layout = read_file(page.encode(), ".html", "x", None)
    assert layout.text == "We 漢 act.\n"
    assert layout.blocks[0].words == "We 漢 act."
