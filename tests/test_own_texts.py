"""Corpora of one's own: folders and files of all kinds, with and without metadata."""

import json
import os
import shutil
import socket
import sys
import unicodedata
from pathlib import Path

import pytest
from library import DATA, ROOT

from accordlib import AccordError, Corpus, Document, load_corpus, parse_agreement
from accordlib.cluster import texts_in

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


# What is found


def test_a_folder_is_a_corpus_of_its_texts_and_files_are_one_in_their_order(tmp_path):
    write(tmp_path, b="Two.", a="One two.\nThree.", sub__c="Three.")
    corpus = Corpus.from_folder(tmp_path)
    assert (list(corpus), corpus.folder) == (["a", "b", "sub/c"], tmp_path)
    assert corpus.overview()[["words", "paragraphs"]].values.tolist() == [[3, 2], [1, 1], [1, 1]]
    assert (corpus["sub/c"]["p1"].id, corpus["sub/c"].text) == ("sub/c:p1", "Three.")
    files = [tmp_path / "b.txt", str(tmp_path / "sub" / "c.txt"), tmp_path / "b.txt"]
    assert list(Corpus.from_files(files)) == ["b", "sub/c"]


def test_texts_with_any_ending_can_be_asked_for_and_keep_it_where_names_are_the_same(tmp_path):
    (tmp_path / "a.md").write_text("Two.", "utf-8")
    with pytest.raises(AccordError, match=r"'\.txt, \.docx, .*\.md \(1\).*pattern"):
        Corpus.from_folder(tmp_path)
    assert list(Corpus.from_folder(tmp_path, pattern="*.md")) == ["a"]
    corpus = Corpus.from_folder(write(tmp_path, a="One."), pattern="*")
    assert {id: d.text for id, d in corpus.items()} == {"a.md": "Two.", "a.txt": "One."}


def test_a_folder_is_read_with_its_documents_of_all_kinds_but_no_lock_file(tmp_path):
    write(tmp_path, a="One.")
    (tmp_path / "page.HTM").write_text("<html><body><p>Two.</p></body></html>", "utf-8")
    (tmp_path / "letter.rtf").write_text(r"{\rtf1\ansi Three.\par}", "ascii")
    shutil.copy(ROOT / "tests/readers/tracked/word.docx", tmp_path / "draft.docx")
    for name in ("~$draft.docx", "notes.md", "table.csv", "metadata.csv", "photo.jpg"):
        (tmp_path / name).write_bytes(b"file\na.txt\n")
    corpus = Corpus.from_folder(tmp_path, unreadable="skip")
    texts = {id: document.text.strip() for id, document in corpus.items()}
    assert texts == {"a": "One.", "letter": "Three.", "page": "Two."}
    [reason] = corpus.unreadable.values()
    assert "draft.docx has tracked changes" in reason
    assert list(texts_in(tmp_path).files) == ["a", "draft", "letter", "page"]


def test_hidden_files_are_passed_over_and_names_in_japanese_are_ids_in_one_form(tmp_path):
    name = "広島アコード（が）"
    write(tmp_path, **{unicodedata.normalize("NFD", name): "平和。"})
    write(tmp_path / ".git", b="Two.")
    (tmp_path / "._a.txt").write_bytes(b"\0")
    corpus = Corpus.from_folder(tmp_path)
    assert list(corpus) == [unicodedata.normalize("NFC", name)]
    assert corpus[name]["p1"].text == "平和。"


@POSIX
def test_a_colon_in_a_name_does_not_divide_an_id(tmp_path):
    assert Corpus.from_folder(write(tmp_path, **{"a:b": "One."}))["a-b"]["p1"].label == "p1"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such names")
def test_a_name_that_is_not_utf8_can_be_printed(tmp_path):
    (tmp_path / os.fsdecode(b"na\xefve.txt")).write_bytes(b"")
    corpus = Corpus.from_folder(tmp_path)
    [id] = corpus
    with pytest.raises(AccordError, match="is empty") as caught:
        corpus[id]
    assert f"{id}{caught.value}".encode()


# Reading is lazy


def test_nothing_is_read_before_it_is_asked_for(tmp_path, monkeypatch):
    write(tmp_path, a="One.", b="Two.")
    read = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: read.append(p.name) or original(p))
    corpus = Corpus.from_folder(tmp_path)
    assert (len(corpus), "a" in corpus, "x" in corpus, read) == (2, True, False, [])
    assert corpus["b"] is corpus["b"]
    assert read == ["b.txt"]


# Metadata

TABLE = "file,Title,date,parties\na.txt,First,2023-05-18,2\n\nb,“Second”,2024,3\n,,,\n"


@pytest.mark.parametrize("own", [True, False])
def test_a_table_describes_the_texts(tmp_path, own):
    write(tmp_path, a="One.", b="Two.", c="Three.")
    table = tmp_path / ("metadata.csv" if own else "mine.csv")
    table.write_text(TABLE, "utf-8")
    corpus = Corpus.from_folder(tmp_path, metadata=None if own else table)
    assert [(d.title, d.date) for d in corpus.values()] == [
        *[("First", "2023-05-18"), ("“Second”", "2024"), ("", "")]
    ]
    assert corpus["a"].metadata == {"parties": "2"}
    assert corpus.overview()["parties"].tolist()[:2] == ["2", "3"]
    assert corpus.provenance().empty


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("title\nx\n", "no column that names the file.*title"),
        ("file,title\nz.txt,x\n", r"'z\.txt'.*Correct the row"),
        ("file,title\na.txt,x\n\na.txt,y\n", "twice.*row 4"),
        ("file,title\na.txt\n", "well-formed CSV"),
    ],
)
def test_a_table_that_does_not_fit_is_named(tmp_path, table, wrong):
    write(tmp_path, a="One.")
    (tmp_path / "metadata.csv").write_text(table, "utf-8")
    with pytest.raises(AccordError, match=wrong) as caught:
        Corpus.from_folder(tmp_path)
    assert "metadata.csv" in str(caught.value)


def test_the_projects_own_data_are_a_folder_with_a_data_package():
    corpus = Corpus.from_folder(DATA)
    assert dict(corpus) == dict(load_corpus())
    assert len(parse_agreement(corpus["accord"]).commitments) == 29
    assert len(corpus.annotations("events"))


def package(folder: Path, *resources: object) -> Path:
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), "utf-8")
    return write(folder, a="One.", b="Two.")


def test_a_data_package_need_not_say_more_than_a_path(tmp_path):
    corpus = Corpus.from_folder(package(tmp_path, {"path": "b.txt"}, {"path": "t.csv"}))
    assert {id: d.text for id, d in corpus.items()} == {"b": "Two."}


@pytest.mark.parametrize(
    ("resource", "wrong"),
    [
        ({"path": "../a.txt"}, "leads out"),
        ({"path": "/etc/a.txt"}, "leads out"),
        ({"path": "c.txt"}, r"c\.txt is missing"),
        ({"path": "a.txt", "hash": "sha256:0"}, "SHA-256"),
        ({"path": "a.txt", "hash": 3}, "SHA-256"),
        ({"path": "a.txt", "furniture": [1]}, "not described well"),
        ({"name": "a"}, "does not describe texts"),
        ({"path": "t.csv"}, "lists no text"),
    ],
)
def test_a_data_package_that_does_not_fit_is_named(tmp_path, resource, wrong):
    with pytest.raises(AccordError, match=wrong):
        list(Corpus.from_folder(package(tmp_path, resource)).values())


# Bad input


def test_many_files_of_which_some_are_bad_or_unknown(tmp_path):
    write(tmp_path, **{f"part_{n % 10}__{n}": f"Words of {n}.\n第{n}条。" for n in range(200)})
    bad = {"empty": b"", "binary": b"\x89PNG\x00", "latin-1": "naïve".encode("latin-1")}
    for name, content in bad.items():
        (tmp_path / "part_3" / f"{name}.txt").write_bytes(content)
    corpus = Corpus.from_folder(tmp_path)
    assert corpus["part_0/0"]["p1"].text == "Words of 0."
    with pytest.raises(AccordError, match=r"\.txt is "):
        list(corpus.values())
    corpus = Corpus.from_folder(tmp_path, unreadable="skip")
    assert {Path(name).stem for name in corpus.unreadable} == bad.keys()
    assert len(corpus.overview()) == len(corpus) == 200
    assert all(name in reason for name, reason in corpus.unreadable.items())
    assert "3 files left out, see .unreadable" in repr(corpus)
    assert len(repr(corpus)) < 500
    with pytest.raises(AccordError, match=r"'part_1/l1'.* part_1/11.*200 in all") as caught:
        corpus["part_1/l1"]
    assert len(str(caught.value)) < 600
    files = [tmp_path / "part_1" / "1.txt", tmp_path / "z.txt"]
    assert list(Corpus.from_files(files, unreadable="skip")) == ["part_1/1"]


def test_a_file_of_500_megabytes_is_named_and_not_read(tmp_path):
    write(tmp_path, a="One.")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(500_000_000)
    corpus = Corpus.from_folder(tmp_path, unreadable="skip")
    assert list(corpus) == ["a"]
    [reason] = corpus.unreadable.values()
    assert "500,000,000 bytes" in reason
    assert "`largest`" in reason
    with pytest.raises(AccordError, match="has 4 bytes"):
        Corpus.from_folder(tmp_path, largest=3)["a"]


@POSIX
def test_links_to_files_are_followed_and_links_to_folders_are_not(tmp_path):
    write(tmp_path / "texts", a="One.", sub__b="Two.")
    (tmp_path / "linked").symlink_to(tmp_path / "texts")
    (tmp_path / "texts" / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "texts" / "c.txt").symlink_to(tmp_path / "texts" / "a.txt")
    (tmp_path / "texts" / "self.txt").symlink_to(tmp_path / "texts" / "self.txt")
    corpus = Corpus.from_folder(tmp_path / "linked", unreadable="skip")
    assert {id: d.text for id, d in corpus.items()} == {"a": "One.", "c": "One.", "sub/b": "Two."}
    assert {Path(p).name for p in corpus.unreadable} == {"self.txt"}


@POSIX
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_or_a_socket_is_named_and_not_waited_for(tmp_path, monkeypatch):
    write(tmp_path, a="One.")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket.txt")
    corpus = Corpus.from_folder(tmp_path, unreadable="skip")
    assert list(corpus) == ["a"]
    assert all("device or a pipe" in reason for reason in corpus.unreadable.values())
    with pytest.raises(AccordError, match="device or a pipe"):
        Document.from_file(tmp_path / "pipe.txt")


def test_what_may_not_be_listed_is_named(tmp_path, monkeypatch):
    write(tmp_path, a="One.")

    def walk(folder, onerror):
        onerror(PermissionError(13, "Permission denied", str(folder / "sub")))
        yield str(folder), [], ["a.txt"]

    monkeypatch.setattr(os, "walk", walk)
    with pytest.raises(AccordError, match="sub cannot be listed: Permission denied"):
        Corpus.from_folder(tmp_path)
    assert len(Corpus.from_folder(tmp_path, unreadable="skip").unreadable) == 1


@pytest.mark.parametrize(
    ("wrong", "given"),
    [
        ("is not a folder", lambda p: Corpus.from_folder(p / "a.txt")),
        ("is not a folder", lambda p: Corpus.from_folder("x" * 5000)),
        ("there are none", lambda p: Corpus.from_folder(p / "bare")),
        ("must be one of 'raise', 'skip'", lambda p: Corpus.from_folder(p, unreadable="ignore")),
        ("Several files.*a list of paths", lambda p: Corpus.from_files(p / "a.txt")),
        ("No file is given", lambda p: Corpus.from_files([])),
        ("use Corpus.from_folder", lambda p: Corpus.from_files(["a"], metadata="d.json")),
        ("is missing", lambda p: Corpus.from_folder(p, metadata=p / "none.csv")),
    ],
)
def test_a_wrong_argument_is_answered_with_a_way_out(tmp_path, wrong, given):
    (tmp_path / "bare").mkdir()
    write(tmp_path, a="One.")
    with pytest.raises(AccordError, match=wrong):
        given(tmp_path)
