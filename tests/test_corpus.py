"""Loading: what the five texts are, and what happens to bad files."""

import datetime as dt
import itertools
import json
import re
import shutil
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import DATA, corpus, document, passage

from accordlib import AccordError, Corpus, Document, Passage, load_corpus

IDS = ["accord", "hiroshima-news", "press-release-2021", "article", "article-rewrite"]


def in_one_line(text: str) -> str:
    return " ".join(text.split())


# The five texts


def test_the_five_texts_load_in_the_order_of_the_package_and_show_themselves():
    assert list(load_corpus()) == list(corpus()) == IDS
    assert (len(corpus()), "accord" in corpus(), "treaty" in corpus()) == (5, True, False)
    assert repr(corpus()) == f"Corpus of 5 documents: {', '.join(IDS)}"
    assert repr(corpus()["accord"]).startswith("Document 'accord': The Hiroshima Accord")
    assert "untitled" in repr(document("x"))


@pytest.mark.parametrize("id", IDS)
def test_paragraphs_and_furniture_cover_every_word_once_and_lead_back_to_the_text(id):
    d = corpus()[id]
    found = sorted((*d.paragraphs, *d.furniture), key=lambda p: p.start)
    for p in found:
        assert (d.text[p.start : p.end], d[p.label], p.document) == (p.text, p, id)
    assert all(p.end <= q.start for p, q in itertools.pairwise(found))
    letters = sum(map(str.isalnum, d.text))
    assert letters == sum(c.isalnum() for p in found for c in p.text)


def test_the_overview_counts_what_the_documents_have():
    table = corpus().overview()
    package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
    described = {r["name"]: r.get("words") for r in package["resources"]}
    assert list(table.index) == IDS
    for d in corpus().values():
        row = table.loc[d.id]
        assert row["words"] == len(d.text.split()) == described[d.id]
        assert (row["title"], row["kind"], row["date"]) == (d.title, d.kind, d.date)
        assert (row["paragraphs"], row["furniture"]) == (len(d.paragraphs), len(d.furniture))


# What is stated, what is inferred


@pytest.mark.parametrize("id", IDS)
def test_what_a_file_states_stands_in_it_and_what_is_inferred_has_a_reason(id):
    d = corpus()[id]
    for words in "; ".join(d.stated.values()).split("; "):
        assert words in in_one_line(d.text)
    for field, inference in d.inferred.items():
        assert inference.keys() == {"value", "reason"}
        assert all(text.strip() for text in inference.values())
        assert getattr(d, field, inference["value"]) == inference["value"]
        for name in re.findall(rf"(?:{'|'.join(IDS)}):\w+", inference["reason"]):
            assert passage(name).text
    for field in ("title", "date"):
        assert (field in d.stated) != (field in d.inferred)
        assert getattr(d, field) == (d.stated.get(field) or d.inferred[field]["value"])


def test_provenance_has_a_reason_exactly_where_something_is_inferred():
    table = corpus().provenance()
    assert len(table) == sum(len(d.stated) + len(d.inferred) for d in corpus().values())
    for row in table.to_dict("records"):
        assert bool(row["reason"]) == (row["basis"] == "inferred")


def test_weekdays_in_the_reasons_are_those_of_the_calendar():
    for id, claim, day in (
        ("accord", "that Thursday as 18 May 2023", dt.date(2023, 5, 18)),
        ("article", "2023-01-12, a Thursday", dt.date(2023, 1, 12)),
        ("article", "the Wednesday before is 11 January", dt.date(2023, 1, 11)),
    ):
        assert claim in corpus()[id].inferred["date"]["reason"]
        assert f"{day:%A}" in claim


# Furniture


@pytest.mark.parametrize("id", IDS)
def test_furniture_is_made_of_whole_lines_and_headlines_are_the_title_at_the_top(id):
    d = corpus()[id]
    assert {f.text for f in d.furniture} <= {line.strip() for line in d.text.splitlines()}
    headlines = [f.text for f in d.furniture if f.kind == "headline"]
    assert headlines == [] or " ".join(headlines) == d.title
    assert bool(headlines) == ("title" in d.stated) == in_one_line(d.text).startswith(d.title)


def test_other_furniture_is_what_its_kind_says():
    other = {f.kind: f.text for d in corpus().values() for f in d.furniture}
    assert set(other) == {"headline", "advertising", "link", "date line"}
    assert "subscribe now" in other["advertising"]
    assert other["link"] == "You may like"
    assert re.fullmatch(r"date \d{4}-\d{2}-\d{2}", other["date line"])


# Events


def test_events_stand_in_their_passages_on_the_days_that_are_said():
    events = corpus().annotations("events").to_dict("records")
    weekdays = 0
    for event in events:
        words, date, stated = event["evidence"], event["date"], event["basis"] == "stated"
        assert words in passage(event["passage"]).text
        assert event["passage"].partition(":")[0] == event["document"]
        assert event["basis"] in {"stated", "inferred"}
        assert (date in words) == stated == (not event["reason"])
        day = re.search(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", words)
        if day and len(date) == len("2023-01-11"):
            assert f"{dt.date.fromisoformat(date):%A}" == day[0]
            weekdays += 1
        if re.search(r"(?i)last month", words):
            written = dt.date.fromisoformat(corpus()[event["document"]].date)
            assert date == f"{written.replace(day=1) - dt.timedelta(days=1):%Y-%m}"
    assert weekdays >= 3
    dates = {(event["event"], event["date"]) for event in events}
    assert len(dates) == len({name for name, _ in dates})
    found = {event["date"][:n] for event in events for n in (4, 7)}
    assert {"1902", "2021", "2025", "2050", "2023-01", "2023-05"} <= found


# Texts of one's own


def write(path, content: bytes):
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_text_of_ones_own_is_read_unchanged_but_for_a_byte_order_mark(tmp_path, start):
    content = "First\u00a0line – “so”.\r\n\r\n  Second line.  \r\n-\r\n"
    d = Document.from_file(write(tmp_path / "mine.txt", (start + content).encode()))
    assert (d.id, d.text) == ("mine", content)
    assert [(p.id, p.text) for p in d.paragraphs] == [
        ("mine:p1", "First\u00a0line – “so”."),
        ("mine:p2", "Second line."),
    ]


@given(st.text())
def test_paragraphs_of_any_text_have_exact_offsets(text):
    d = document(text)
    for p in d.paragraphs:
        assert text[p.start : p.end] == p.text == p.text.strip()
        assert any(map(str.isalnum, p.text))
    assert sum(map(str.isalnum, text)) == sum(c.isalnum() for p in d.paragraphs for c in p.text)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "is empty"),
        ("\u00a0\n\u3000\n".encode(), "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("naïve text".encode("latin-1"), "is not UTF-8: byte 0xef at offset 2"),
        ("日本".encode()[:-1], "is not UTF-8"),
        ("text".encode("utf-16-le"), "is binary, or UTF-16"),
        (b"words and \x00 more", "is binary, or UTF-16"),
    ],
)
def test_a_bad_file_is_named(tmp_path, content, wrong):
    path = write(tmp_path / "mine.txt", content)
    with pytest.raises(AccordError, match=rf"mine\.txt {wrong}"):
        Document.from_file(path)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("", "is a folder"),
        ("none.txt", r"none\.txt is missing\. Check the path"),
        ("x" * 5000, "cannot be read"),
        ("text\0.txt", "cannot be read"),
    ],
)
def test_a_path_that_leads_to_no_file_is_named(tmp_path, path, wrong):
    with pytest.raises(AccordError, match=wrong):
        Document.from_file(tmp_path / path)


@pytest.mark.parametrize("wrong", [None, 3, 3.5, ["a.txt"], b"a.txt", document("x")])
def test_what_is_no_path_is_refused(wrong):
    for function in (Document.from_file, Corpus.from_folder, lambda path: Corpus({}, path)):
        with pytest.raises(AccordError, match="takes a path"):
            function(wrong)
    if wrong is not None:
        with pytest.raises(AccordError, match="takes a path"):
            load_corpus(wrong)


@pytest.mark.parametrize("wrong", [None, 3, float("nan"), ["text"], b"text", document("x")])
def test_fields_of_another_kind_are_refused(wrong):
    fields = ("id", "text", "title", "date", "stated", "inferred", "furniture", "metadata")
    for name in fields:
        with pytest.raises(AccordError, match=name):
            Document(**{"id": "mine", "text": "Words.", name: wrong})
    with pytest.raises(AccordError, match="Give Documents by id"):
        Corpus(wrong, ".")
    with pytest.raises(AccordError, match="Give Documents by id"):
        Corpus({"x": wrong if wrong != document("x") else 3}, ".")
    with pytest.raises(AccordError, match="No document"):
        corpus()[wrong]
    with pytest.raises(AccordError, match="No passage"):
        corpus()["article"][wrong]
    with pytest.raises(AccordError, match="No annotation table"):
        corpus().annotations(wrong)


# A damaged corpus


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("change", [lambda c: c + b" ", lambda c: c.replace(b"\n", b"\r\n")])
def test_a_changed_text_is_named_with_a_way_out(copy, change):
    path = copy / "texts" / "article.txt"
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(AccordError, match="SHA-256.*correct its `hash`") as caught:
        load_corpus(copy)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["texts/article.txt", "datapackage.json"])
@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"{}")])
def test_whose_file_is_damaged_decides_the_advice(copy, monkeypatch, name, change):
    change(copy / name)
    with pytest.raises(AccordError) as caught:
        load_corpus(copy)
    assert "git checkout" not in str(caught.value)
    monkeypatch.setattr("accordlib.texts.files.data_folder", lambda: copy)
    with pytest.raises(AccordError, match="git checkout"):
        load_corpus(copy)


@pytest.mark.parametrize("content", [b"{", b"[]", b"null", b'"text"', b'{"resources": [1]}'])
def test_a_broken_data_package_is_named_with_a_way_out(copy, content):
    write(copy / "datapackage.json", content)
    with pytest.raises(AccordError, match=r"datapackage\.json does not describe.*Correct it"):
        load_corpus(copy)


@pytest.mark.parametrize("label", ["p0", "p999", "D1", "", "accord:p1"])
def test_an_unknown_name_is_answered_with_the_known_ones(label):
    with pytest.raises(AccordError, match=r"article.*p1, p2, p3.*f1"):
        corpus()["article"][label]
    with pytest.raises(AccordError, match=", ".join(IDS)):
        corpus()[label]
    with pytest.raises(AccordError, match="annotation.*events"):
        corpus().annotations(label)
    assert corpus().get(label) is None
    assert corpus().get("accord") is corpus()["accord"]


# Annotations


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b'a,b\n"1,2\n', "CSV"),
        (b"a,b\n1,2\n1,2,3\n", "line 3.*3 columns"),
        (b"a,b\n1,2,3\n4,5,6\n", "line 2.*3 columns"),
        (b"a,b\n1\n", "line 2.*1 column"),
    ],
)
def test_a_malformed_annotation_is_named(tmp_path, content, wrong):
    (tmp_path / "annotations").mkdir()
    write(tmp_path / "annotations" / "mine.csv", content)
    with pytest.raises(AccordError, match=rf"mine\.csv .*{wrong}"):
        Corpus({}, tmp_path).annotations("mine")


def test_annotations_keep_text_as_text_and_numbers_as_integers(tmp_path):
    (tmp_path / "annotations").mkdir()
    content = "n,word,empty,mixed\n1,NA,,1\n\n,,,\n2,\u201cnull\u201d,,x\n"
    (tmp_path / "annotations" / "mine.csv").write_text(content, "utf-8")
    table = Corpus({}, tmp_path).annotations("mine")
    assert table["n"].tolist() == [1, 2]
    assert table["word"].tolist() == ["NA", "“null”"]
    assert table["empty"].tolist() == ["", ""]
    assert table["mixed"].tolist() == ["1", "x"]


def test_a_passage_is_quoted_with_its_id_and_escaped():
    shown = Passage("d:p1", "a < b & c", "d", 0, 9)._repr_html_()
    assert "a &lt; b &amp; c" in shown
    assert "<cite>(d:p1)</cite>" in shown


# Broken lines


@pytest.mark.parametrize("width", [45, 60, 72, 100])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_broken_at_one_width_make_the_paragraphs_that_they_were(width, gap):
    for original in load_corpus().values():
        whole = [" ".join(p.text.split()) for p in original.paragraphs]
        text = gap.join(textwrap.fill(words, width, break_on_hyphens=False) for words in whole)
        document = Document("broken", text)
        found = [" ".join(p.text.split()) for p in document.paragraphs]
        assert " ".join(found) == " ".join(whole)
        # Without empty lines nothing tells that a paragraph ended whose last line is full.
        least = 0.97 if gap == "\n\n" else 0.55
        assert len(set(whole) & set(found)) >= least * len(whole)


def test_lines_of_no_width_are_paragraphs():
    assert not any("\n" in p.text for text in load_corpus().values() for p in text.paragraphs)
    lines = ["A short line", "and another", "- a bullet", "A third line of some more words"] * 5
    document = Document("poem", "\n".join(lines))
    assert [p.text for p in document.paragraphs] == lines


@pytest.mark.parametrize("label", ["", " ", "A b", "1.2", "A1", "A."])
def test_a_label_of_a_pillar_is_a_word_that_ends_in_no_number(label):
    with pytest.raises(AccordError, match="must be a word"):
        Document("d", "We met.", pillar_labels=("A", label))


def test_few_texts_are_kept_and_many_are_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("accordlib.texts.corpus._KEPT", 20)
    for name, text in {"a": "We met in Rome.", "b": "We met in Oslo, twice.", "c": "Yes."}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    mine = Corpus.from_folder(tmp_path)
    first, again = ([*mine.values()] for _ in range(2))
    assert first == again
    assert [a is b for a, b in zip(first, again, strict=True)] == [True, False, True]
