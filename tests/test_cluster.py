"""The calls on a cluster against those on one machine: equal to the last digit."""

import ast
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library import DATA, ROOT, corpus, gazetteer, real_gazetteer
from readers import Waiting, by_party, by_sentence, deadly, slow, strange, with_pillars

import accordlib
from accordlib import AccordError, Corpus, Document, cluster, stopwords
from accordlib.cluster import find_readable, texts_in
from accordlib.cluster.portions import in_order

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")

SMALL = 1000  # bytes of a part, so that there are many
NAMES = gazetteer("ann, Ann Lee, person", "bo, Bo, state")


@pytest.fixture(scope="module")
def client():
    """Return the client of a cluster of two worker processes on this machine."""
    settings = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    local = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with (
        distributed.LocalCluster(**settings, **local) as workers,
        distributed.Client(workers) as client,
    ):
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


def read(folder, reader=lambda document: document.paragraphs):
    """Return the passages of a folder as one machine reads them."""
    documents = [Document.from_file(path) for path in sorted(folder.glob("*.txt"))]
    return [p for document in documents for p in reader(document)]


def same(table, expected):
    """Tell whether two tables have the same columns, types, order and values, every bit of them."""
    assert list(table.columns) == list(expected.columns)
    assert table.dtypes.tolist() == expected.dtypes.tolist()
    assert table.index.equals(expected.index)
    for name in expected:
        for one, other in zip(table[name].tolist(), expected[name].tolist(), strict=True):
            assert one == other or (math.isnan(one) and math.isnan(other))
    return True


def same_tokens(tokens, expected):
    """Tell whether two Tokens have the same columns."""
    assert tokens.passages == expected.passages
    assert tokens.vocabulary == expected.vocabulary
    assert type(tokens.vocabulary) is type(expected.vocabulary)
    for name in ("ids", "starts", "ends", "bounds", "sizes"):
        one, other = getattr(tokens, name), getattr(expected, name)
        assert one.dtype == other.dtype
        assert one.tolist() == other.tolist()
    return True


# The five texts


def test_there_are_many_files_and_parts(folder):
    texts = texts_in(folder, part_bytes=SMALL)
    assert len(texts.files) > 50
    assert len(texts.parts()) > 10
    assert repr(texts) == f"{len(texts.files)} texts in {len(texts.parts())} parts"


@pytest.mark.parametrize("words", [None, "content"])
def test_tokens(folder, where, words):
    keep = None if words is None else lambda word: word not in accordlib.stopwords()
    found = cluster.tokenize(texts_in(folder, words=keep, part_bytes=SMALL), client=where)
    assert same_tokens(found, accordlib.tokenize(read(folder)).filter(words=keep))


@pytest.mark.parametrize("by", [None, "passage", "document", "pillar"])
@pytest.mark.parametrize("words", [None, sorted(stopwords())], ids=["all", "some"])
def test_frequencies(folder, where, by, words):
    texts = texts_in(folder, passages=with_pillars, words=words, part_bytes=SMALL)
    expected = accordlib.tokenize(read(folder, with_pillars)).filter(words=words)
    found = cluster.term_frequencies(texts, by, client=where)
    assert same(found, accordlib.term_frequencies(expected, by))


def test_keyness(folder, where):
    files = sorted(folder.glob("*.txt"))
    sides = [[f for f in files if f.stem.startswith("accord")], files[len(files) // 3 :]]
    tokens = [
        accordlib.tokenize(p for f in side for p in Document.from_file(f).paragraphs)
        for side in sides
    ]
    found = cluster.keyness(*(texts_in(s, part_bytes=SMALL) for s in sides), client=where)
    assert set(found["caution"]) >= {"", "expected below 5"}
    assert same(found, accordlib.keyness(*tokens))


@pytest.mark.parametrize(
    ("node", "window", "minimum"),
    [
        ("security", 5, 2),
        ("the", 3, 1),
        ("of the", 4, 2),
        (re.compile("resilien.*"), 10, 1),
        ("the *", 2, 2),
        ("zebra", 5, 1),
    ],
)
def test_collocates(folder, where, node, window, minimum):
    texts = texts_in(folder, passages=by_sentence, part_bytes=SMALL)
    tokens = accordlib.tokenize(read(folder, by_sentence))
    found = cluster.collocates(texts, node, window, minimum, client=where)
    assert same(found, accordlib.collocates(tokens, node, window, minimum))


def test_collocates_without_some_words(folder, where):
    def keep(word):
        return word not in accordlib.stopwords()

    texts = texts_in(folder, words=keep, part_bytes=SMALL)
    tokens = accordlib.tokenize(read(folder)).filter(words=keep)
    found = cluster.collocates(texts, "security", client=where)
    assert same(found, accordlib.collocates(tokens, "security"))


def test_mentions(folder, where):
    found = cluster.find_mentions(
        texts_in(folder, part_bytes=SMALL), real_gazetteer(), client=where
    )
    expected = accordlib.find_mentions(read(folder), real_gazetteer())
    assert len(found) > 300
    assert found.passages == expected.passages
    assert same(found.table, expected.table)


def test_a_folder_or_its_files_will_do(folder, client):
    files = sorted(folder.glob("*.txt"))
    found = cluster.term_frequencies(folder, client=client)
    assert same(found, cluster.term_frequencies(map(str, files), client=client))
    assert same(found, accordlib.term_frequencies(accordlib.tokenize(read(folder))))


# Small folders of all kinds

LINES = st.lists(st.sampled_from(["Ann Lee", "of", "the", "Bo said,", "2%", "•"]), max_size=6)
FOLDERS = st.lists(st.lists(LINES.map(" ".join), min_size=1, max_size=4), min_size=1, max_size=6)


@given(FOLDERS, st.integers(1, 60))
@settings(max_examples=15)
def test_any_folder_in_any_parts(client, tmp_path_factory, texts, part_bytes):
    folder = tmp_path_factory.mktemp("made")
    for n, lines in enumerate(texts):
        (folder / f"{n}.txt").write_text("\n".join(lines) + "\n.", "utf-8")
    chosen = texts_in(folder, part_bytes=part_bytes)
    passages = read(folder)
    tokens = accordlib.tokenize(passages)
    assert same_tokens(cluster.tokenize(chosen, client=client), tokens)
    for by in (None, "document", "passage"):
        found = cluster.term_frequencies(chosen, by, client=client)
        assert same(found, accordlib.term_frequencies(tokens, by))
    found = cluster.collocates(chosen, "of", 2, 1, client=client)
    assert same(found, accordlib.collocates(tokens, "of", 2, 1))
    mentions = cluster.find_mentions(chosen, NAMES, client=client)
    assert same(mentions.table, accordlib.find_mentions(passages, NAMES).table)
    if len(tokens):
        assert same(
            cluster.keyness(chosen, folder, client=client), accordlib.keyness(tokens, tokens)
        )
    else:
        with pytest.raises(AccordError, match="target corpus has no tokens"):
            cluster.keyness(chosen, folder, client=client)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(1, 80))
def test_parts_hold_every_file_once_and_no_more_than_they_may(tmp_path_factory, sizes, part_bytes):
    folder = tmp_path_factory.mktemp("sizes")
    for n, size in enumerate(sizes):
        (folder / f"{n:02}.txt").write_text("x" * size, "utf-8")
    parts = texts_in(folder, part_bytes=part_bytes).parts()
    assert [s.size for part in parts for s in part.sources] == sizes
    assert all(len(p.sources) == 1 or sum(s.size for s in p.sources) <= part_bytes for p in parts)


# Workers that are lost


def test_a_worker_killed_in_the_middle_changes_nothing(folder, client, tmp_path):
    texts = texts_in(folder, part_bytes=SMALL)
    last = list(texts.files)[len(texts.files) // 2]
    waiting = replace(texts, passages=Waiting(tmp_path, last))
    before = client.run(os.getpid)
    with ThreadPoolExecutor(1) as pool:
        counting = pool.submit(cluster.term_frequencies, waiting, "document", client=client)
        while not (told := list(tmp_path.glob(f"{last}-*"))):
            assert not counting.done()
            time.sleep(0.01)
        process = int(told[0].name.split("-")[-2])
        assert process in before.values()
        os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
        found = counting.result(timeout=50)
    assert process not in client.run(os.getpid).values()
    assert len(list(tmp_path.glob(f"{last}-*"))) == 2  # the part that was lost was read again
    expected = accordlib.term_frequencies(accordlib.tokenize(read(folder)), "document")
    assert same(found, expected)


def test_a_part_that_takes_every_worker_with_it_is_named(folder, client, monkeypatch):
    monkeypatch.setattr(client.cluster.scheduler, "allowed_failures", 0)
    path = sorted(folder.glob("*.txt"))[0]
    with pytest.raises(AccordError, match=f"lost again and again while they read .*{path.name}"):
        cluster.tokenize(texts_in([path], passages=deadly), client=client)


def test_a_part_is_counted_anew_when_a_file_has_changed(client, tmp_path):
    path = tmp_path / "a.txt"
    for text in ("one", "one two", "two six"):
        path.write_text(text, "utf-8")
        os.utime(path, ns=(0, path.stat().st_mtime_ns + len(text)))
        table = cluster.term_frequencies(tmp_path, client=client)
        assert sorted(table["term"]) == sorted(text.split())


# Files that cannot be read


@pytest.fixture
def broken(tmp_path):
    """Return a folder in which two of five files cannot be read."""
    contents = [b"One.", b"\xff", b"Two.", b"\0", b"Three."]
    for n, content in enumerate(contents):
        (tmp_path / f"f{n}.txt").write_bytes(content)
    return tmp_path


def test_the_first_file_that_cannot_be_read_is_named(broken, where):
    for _ in range(25):
        with pytest.raises(AccordError, match=r"f1\.txt is not UTF-8"):
            cluster.term_frequencies(texts_in(broken, part_bytes=1), client=where)


def test_files_that_cannot_be_read_are_left_out_and_listed(broken, where):
    texts, refused = find_readable(texts_in(broken, part_bytes=1), client=where)
    assert list(texts.files) == ["f0", "f2", "f4"]
    assert list(refused) == ["f1", "f3"]
    assert "binary" in refused["f3"]
    assert cluster.tokenize(texts, client=where).vocabulary == ("one", "two", "three")


def test_a_missing_file_is_named(tmp_path, where):
    with pytest.raises(AccordError, match=r"gone\.txt is missing"):
        cluster.tokenize([tmp_path / "gone.txt"], client=where)
    with pytest.raises(AccordError, match=r"No file can be read.*gone\.txt is missing"):
        find_readable([tmp_path / "gone.txt"], client=where)


def test_what_a_worker_refuses_is_refused_here(folder, where):
    with pytest.raises(AccordError, match="takes passages, .* not a str"):
        cluster.tokenize(texts_in(folder, passages=strange), client=where)


# What is refused before any work


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: cluster.term_frequencies(f, "chapter"), "Cannot group by 'chapter'"),
        (lambda f: cluster.collocates(f, "..."), "no word in it"),
        (lambda f: cluster.collocates(f, "a", window=0), "window is 0"),
        (lambda f: cluster.find_mentions(f, None), "lacks the column"),
        (lambda f: texts_in(f, part_bytes=0), "part_bytes is 0"),
        (lambda f: texts_in(f, words="the"), "Put the single one into a list"),
        (lambda f: texts_in(f, "*.md"), r"matches '\*\.md'"),
        (lambda f: texts_in(f / "none"), "none is not a folder"),
        (lambda f: texts_in(f, metadata=f / "none.csv"), r"none\.csv is missing"),
        (lambda f: texts_in([]), "No file is given"),
    ],
)
def test_wrong_arguments_are_refused(folder, call, message):
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
    ):
        expected = [p for document in documents.values() for p in document.paragraphs]
        assert list(cluster.tokenize(texts, client=where).passages) == expected


def test_what_a_data_package_calls_furniture_is_left_out(where):
    texts = texts_in(DATA, part_bytes=1)
    expected = [p for d in Corpus.from_folder(DATA).values() for p in d.paragraphs]
    assert any(d.furniture for d in Corpus.from_folder(DATA).values())
    assert same_tokens(cluster.tokenize(texts, client=where), accordlib.tokenize(expected))


def test_metadata_are_there_for_whoever_takes_the_passages(tmp_path, where):
    (tmp_path / "metadata.csv").write_text(
        "file,title,party\na.txt,First,x\nb.txt,Last,y\n", "utf-8"
    )
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text("One.\nTwo.", "utf-8")
    texts = texts_in(tmp_path, passages=by_party)
    table = cluster.term_frequencies(texts, "pillar", client=where)
    assert table["pillar"].tolist() == ["x", "x", "y", "y"]


def test_results_come_in_the_order_of_the_parts(folder, client):
    parts = texts_in(folder, part_bytes=SMALL).parts()
    taken = [[s.id for s in part.sources] for part in parts]
    assert list(in_order(lambda part: [s.id for s in part.sources], parts, client)) == taken


def test_nothing_is_left_on_the_cluster_after_an_error(broken, client):
    texts = texts_in(broken, passages=slow, part_bytes=1)
    with pytest.raises(AccordError, match=r"f1\.txt"):
        cluster.tokenize(texts, client=client)
    tasks = client.cluster.scheduler.tasks
    started = time.monotonic()
    while any(t.key.startswith("_tokens") and t.who_wants for t in tasks.values()):
        assert time.monotonic() - started < 10
        time.sleep(0.01)


# The import


def test_without_a_client_dask_is_not_imported(folder):
    code = (
        "import sys; from accordlib.cluster import term_frequencies\n"
        f"term_frequencies({str(folder)!r})\n"
        "print({'dask', 'distributed'} & set(sys.modules))"
    )
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# The page


def scripts():
    """Return the scripts of the page."""
    page = (ROOT / "docs" / "cluster.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    return [block for block in blocks if "def count" in block]


def test_the_page_shows_the_same_script_four_times():
    assert len(scripts()) == 4
    texts = [ast.parse(script) for script in scripts()]
    [counting] = {ast.dump(find(text, "count")) for text in texts}
    assert "term_frequencies" in counting


def find(module, name):
    """Return a function of a module."""
    return next(n for n in module.body if isinstance(n, ast.FunctionDef) and n.name == name)


def test_the_scripts_of_the_page_for_one_machine_give_the_same(folder, tmp_path):
    written = []
    for number, script in enumerate(scripts()[:2]):
        place = tmp_path / str(number)
        place.mkdir()
        shutil.copytree(folder, place / "texts")
        (place / "count.py").write_text(script.replace('"n_workers": 4', '"n_workers": 2'), "utf-8")
        done = subprocess.run(
            [sys.executable, "count.py"], cwd=place, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        written.append(
            [(place / f"{name}.csv").read_bytes() for name in ("frequencies", "security")]
        )
    assert written[0] == written[1]
    assert all(len(table) > 1000 for table in written[0])
