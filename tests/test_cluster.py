"""The calls on a cluster against those on one machine: equal to the last digit."""

import ast
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import DATA, ROOT, corpus, examples, gazetteer, real_gazetteer
from pandas.testing import assert_frame_equal
from readers import Deadly, by_sentence, no_stopword, strange, with_pillars

import accordlib
from accordlib import AccordError, Corpus, Document, cluster, stopwords
from accordlib.cluster import find_readable, texts_in

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")
cloudpickle = pytest.importorskip("cloudpickle")

SMALL = 3000  # bytes of a part, so that there are many
PATTERN = re.compile("resilien.*")
NAMES = gazetteer("ann, Ann Lee, person", "bo, Bo, state")


@pytest.fixture(scope="module")
def client():
    """Return the client of a cluster of two worker processes on this machine."""
    size = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    local = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with distributed.LocalCluster(**size, **local) as workers, workers.get_client() as client:
        yield client


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the five texts, cut into files of two lines."""
    folder = tmp_path_factory.mktemp("cut")
    for document in corpus().values():
        lines = [line for line in document.text.splitlines() if any(map(str.isalnum, line))]
        for n in range(0, len(lines), 2):
            path = folder / f"{document.id}-{n:03}.txt"
            path.write_text("\n".join(lines[n : n + 2]), "utf-8")
    return folder


@pytest.fixture(params=["cluster", "here"])
def where(request, client):
    """Return the client, and then nothing: the parts are counted in this process."""
    return client if request.param == "cluster" else None


def read(where, reader=lambda document: document.paragraphs):
    """Return the passages of a folder or of some files as one machine reads them."""
    files = sorted(where.glob("*.txt")) if hasattr(where, "glob") else where
    return [p for path in files for p in reader(Document.from_file(path))]


def same(one, other):
    """Tell whether two tables, two Mentions or two Tokens are the same, every bit of them."""
    if isinstance(one, pd.DataFrame):
        assert_frame_equal(one, other, check_exact=True)
        return True
    assert one.passages == other.passages
    if isinstance(one, accordlib.Mentions):
        return same(one.table, other.table)
    assert type(one.vocabulary) is type(other.vocabulary)
    assert one.vocabulary == other.vocabulary
    for name in ("ids", "starts", "ends", "bounds", "sizes"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), strict=True)
    return True


CALLS = {
    "tokenize": lambda room, given, more: room.tokenize(given, **more),
    "frequencies": lambda room, given, more: room.term_frequencies(given, **more),
    "by passage": lambda room, given, more: room.term_frequencies(given, "passage", **more),
    "by document": lambda room, given, more: room.term_frequencies(given, "document", **more),
    "by pillar": lambda room, given, more: room.term_frequencies(given, "pillar", **more),
    "a word": lambda room, given, more: room.collocates(given, "security", 3, 1, **more),
    "a phrase": lambda room, given, more: room.collocates(given, "of the", **more),
    "a pattern": lambda room, given, more: room.collocates(given, PATTERN, 9, 1, **more),
    "no such word": lambda room, given, more: room.collocates(given, "zebra", **more),
}


READERS = {
    "some": (with_pillars, no_stopword),
    "all": (with_pillars, None),
    "sentences": (by_sentence, sorted(stopwords())),
}
# Every call with one reader; with the others, which leave a phrase whole, one call of each kind.
KINDS = ("tokenize", "by passage", "a word", "a phrase")
COUNTED = [("some", call) for call in CALLS]
COUNTED += [(reader, call) for reader in ("all", "sentences") for call in KINDS]


@pytest.mark.parametrize(("how", "name"), COUNTED)
def test_the_five_texts(folder, where, how, name):
    (reader, words), call = READERS[how], CALLS[name]
    texts = texts_in(folder, passages=reader, words=words, part_bytes=SMALL)
    assert repr(texts) == f"{len(texts.files)} texts in {len(texts.parts())} parts"
    assert len(texts.files) > len(texts.parts()) > 10
    tokens = accordlib.tokenize(read(folder, reader)).filter(words=words)
    expected = tokens if call is CALLS["tokenize"] else call(accordlib, tokens, {})
    assert same(call(cluster, texts, {"client": where}), expected)


def test_keyness_of_files_and_of_a_folder(folder, where):
    files = sorted(folder.glob("accord*.txt"))
    tokens = [accordlib.tokenize(read(side)) for side in (files, folder)]
    found = cluster.keyness(map(str, files), folder, client=where)
    assert set(found["caution"]) >= {"", "expected below 5"}
    assert same(found, accordlib.keyness(*tokens))


def test_mentions(folder, where):
    texts = texts_in(folder, part_bytes=SMALL)
    found = cluster.find_mentions(texts, real_gazetteer(), client=where)
    assert len(found) > 300
    assert same(found, accordlib.find_mentions(read(folder), real_gazetteer()))


# Small folders of all kinds

LINES = st.lists(st.sampled_from(["Ann Lee", "of", "the", "Bo said,", "2%", "•"]), max_size=6)
FOLDERS = st.lists(st.lists(LINES.map(" ".join), min_size=1, max_size=4), min_size=1, max_size=6)


@given(FOLDERS, st.integers(1, 60))
@examples(20)
def test_any_folder_in_any_parts(tmp_path_factory, texts, part_bytes):
    folder = tmp_path_factory.mktemp("made")
    for n, lines in enumerate(texts):
        (folder / f"{n}.txt").write_text("\n".join(lines) + "\n.", "utf-8")
    chosen = texts_in(folder, part_bytes=part_bytes)
    sizes = {path.stem: path.stat().st_size for path in sorted(folder.iterdir())}
    parts = [list(part.files) for part in chosen.parts()]
    assert [id for part in parts for id in part] == list(sizes)
    assert all(len(part) == 1 or sum(map(sizes.get, part)) <= part_bytes for part in parts)
    tokens = accordlib.tokenize(read(folder))
    for name in ("tokenize", "frequencies", "by document", "a phrase"):
        expected = tokens if name == "tokenize" else CALLS[name](accordlib, tokens, {})
        assert same(CALLS[name](cluster, chosen, {}), expected)
    mentions = accordlib.find_mentions(read(folder), NAMES)
    assert same(cluster.find_mentions(chosen, NAMES), mentions)


# Workers that are lost


def test_a_worker_lost_in_the_middle_changes_nothing(folder, client, tmp_path):
    ids = sorted(path.stem for path in folder.iterdir())
    reader = Deadly(tmp_path, ids[len(ids) // 2], times=1)
    texts = texts_in(folder, passages=reader, part_bytes=SMALL)
    found = cluster.term_frequencies(texts, "document", client=client)
    assert len(list(tmp_path.iterdir())) == 1
    expected = accordlib.term_frequencies(accordlib.tokenize(read(folder)), "document")
    assert same(found, expected)


def test_a_part_that_takes_every_worker_with_it_is_named(folder, client, tmp_path, monkeypatch):
    monkeypatch.setattr(client.cluster.scheduler, "allowed_failures", 0)
    texts = texts_in(folder, passages=Deadly(tmp_path, "accord-000", times=99))
    with pytest.raises(AccordError, match="lost again and again while they read accord-000"):
        cluster.tokenize(texts, client=client)


@pytest.mark.parametrize("name", ["only_here", "wave"])  # the second without it
def test_a_function_that_workers_cannot_import(folder, client, tmp_path, monkeypatch, name):
    module = ModuleType(name)
    exec("def reader(document): return document.paragraphs", vars(module))
    monkeypatch.setitem(sys.modules, name, module)
    texts = texts_in(folder, passages=module.reader, part_bytes=SMALL)
    with ending(client), pytest.raises(AccordError, match=f"cannot import .*{name}.*by_value"):
        cluster.tokenize(texts, client=client)
    cloudpickle.register_pickle_by_value(module)
    with ending(client):
        assert len(cluster.tokenize(texts, client=client)) > 1000
    cloudpickle.unregister_pickle_by_value(module)


@contextmanager
def ending(client):
    """Close the client after a minute, which ends a call that waits for lost workers."""
    watch = threading.Timer(60, client.close)
    watch.start()
    yield
    watch.cancel()


# What is refused


def test_files_that_cannot_be_read_are_named_or_left_out(tmp_path, where):
    for n, content in enumerate([b"One.", b"\xff", b"Two.", b"\0", b"Three."]):
        (tmp_path / f"f{n}.txt").write_bytes(content)
    every = texts_in(tmp_path, part_bytes=1)
    for _ in range(9):
        with pytest.raises(AccordError, match=r"f1\.txt is not UTF-8"):
            cluster.term_frequencies(every, client=where)
    texts, refused = find_readable(every, client=where)
    assert list(texts.files) == ["f0", "f2", "f4"]
    assert list(refused) == ["f1", "f3"]
    assert "binary" in refused["f3"]
    assert cluster.tokenize(texts, client=where).vocabulary == ("one", "two", "three")


def test_what_a_worker_refuses_is_refused_here(folder, tmp_path, where):
    for call in (cluster.tokenize, find_readable):
        with pytest.raises(AccordError, match=r"gone\.txt is missing"):
            call([tmp_path / "gone.txt"], client=where)
    with pytest.raises(AccordError, match="takes passages, .* not a str"):
        cluster.tokenize(texts_in(folder, passages=strange), client=where)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: cluster.term_frequencies([f / "gone.txt"], "chapter"), "'chapter'"),
        (lambda f: cluster.collocates([f / "gone.txt"], "..."), "no word in it"),
        (lambda f: cluster.collocates([f / "gone.txt"], "a", window=0), "window is 0"),
        (lambda f: cluster.find_mentions([f / "gone.txt"], None), "gazetteer"),
        (lambda f: cluster.tokenize(f, client="here"), "client is a str"),
        (lambda f: texts_in(f, part_bytes=0), "part_bytes is 0"),
        (lambda f: texts_in(f, passages="all"), "passages is a str"),
        (lambda f: texts_in(f, words="the"), "Put the single one into a list"),
        (lambda f: texts_in(f, "*.md"), r"matches '\*\.md'"),
        (lambda f: texts_in(f / "none"), "none is not a folder"),
        (lambda f: texts_in(f, metadata=f / "none.csv"), r"none\.csv is missing"),
        (lambda f: texts_in([]), "No file is given"),
    ],
)
def test_wrong_arguments_are_refused_before_any_work(folder, call, message):
    with pytest.raises(AccordError, match=message):
        call(folder)


# Ids and order


def test_documents_are_those_of_a_corpus(tmp_path, where):
    for name in ("b.txt", "a.txt", "sub/a.txt", "sub/a.md", "c:d.txt", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name} says", "utf-8")
    files = [tmp_path / "sub" / "a.md", tmp_path / "b.txt"]
    for texts, documents in (
        (tmp_path, Corpus.from_folder(tmp_path)),
        (texts_in(tmp_path, "*.*", part_bytes=1), Corpus.from_folder(tmp_path, "*.*")),
        (texts_in(files, part_bytes=1), Corpus.from_files(files)),
        (DATA, Corpus.from_folder(DATA)),  # whose data package has furniture to leave out
    ):
        expected = [p for document in documents.values() for p in document.paragraphs]
        assert list(cluster.tokenize(texts, client=where).passages) == expected


# The import and the page


RUN = """
import runpy, sys
runpy.run_path("count.py", run_name="__main__")
print(sorted({"dask", "distributed"} & set(sys.modules)))
"""


def test_the_scripts_of_the_page_give_the_same_and_import_dask_for_a_client_only(folder, tmp_path):
    page = (ROOT / "docs" / "cluster.md").read_text("utf-8")
    scripts = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[:4]
    functions = [node for script in scripts for node in ast.parse(script).body]
    counting = [ast.dump(node) for node in functions if getattr(node, "name", "") == "count"]
    assert counting == counting[:1] * 4
    shutil.copytree(folder, tmp_path / "texts")
    written = []
    for script, runs in ((scripts[0], ["-W", "error", "-c", RUN]), (scripts[1], ["count.py"])):
        (tmp_path / "count.py").write_text(script.replace(": 4", ": 1"), "utf-8")
        command = [sys.executable, *runs]
        said = subprocess.check_output(command, cwd=tmp_path, text=True)
        names = ("frequencies.csv", "security.csv")
        written.append([said, *((tmp_path / name).read_bytes() for name in names)])
    assert written[0][0].strip() == "[]"
    assert written[0][1:] == written[1][1:]
    assert all(len(table) > 1000 for table in written[0][1:])
