"""The data package: nothing undescribed, nothing against its own description."""

import errno
import json
import re
import shutil

import pytest
from frictionless import Package, Resource
from library import DATA, corpus, running_text

from accordlib import AccordError, sentences
from accordlib.texts.files import write_whole

PACKAGE = json.loads((DATA / "datapackage.json").read_text("utf-8"))
TABLES = [r["name"] for r in PACKAGE["resources"] if r["path"].startswith("annotations/")]


def errors(package: Package, path: str) -> list[str]:
    """Return what is wrong with one file of a package and with its description."""
    [resource] = [r for r in package.resources if r.path == path]
    return [error.type for error in resource.validate().task.errors]


def test_frictionless_finds_nothing_wrong():
    report = Package(DATA / "datapackage.json").validate()
    assert report.flatten(["type"]) == []
    assert report.stats["tasks"] == len(PACKAGE["resources"])


@pytest.mark.parametrize(
    ("path", "old", "new", "wrong"),
    [
        ("annotations/events.csv", ",stated,", ",guessed,", "constraint-error"),
        ("annotations/events.csv", "1902,", "MCMII,", "constraint-error"),
        ("annotations/events.csv", ",article,", ",treaty,", "constraint-error"),
        ("annotations/events.csv", ",stated,\n", ",stated,,more\n", "extra-cell"),
        ("texts/accord.txt", "Japan", "Spain", "hash-count"),
    ],
)
def test_frictionless_finds_what_is_wrong(tmp_path, path, old, new, wrong):
    shutil.copytree(DATA, tmp_path / "data")
    changed = tmp_path / "data" / path
    before = changed.read_text("utf-8")
    changed.write_text(before.replace(old, new, 1), "utf-8")
    assert changed.read_text("utf-8") != before
    assert wrong in errors(Package(tmp_path / "data" / "datapackage.json"), path)


def test_every_file_of_the_data_is_described():
    described = {r["path"] for r in PACKAGE["resources"]}
    present = {
        p.relative_to(DATA).as_posix()
        for p in DATA.rglob("*")
        if p.suffix in {".csv", ".txt", ".docx", ".pdf"}
    }
    assert present - {"stopwords.txt"} == described - {"stopwords.txt"}


def test_nothing_in_the_description_is_left_to_fill_in_and_its_links_are_complete():
    text = json.dumps(PACKAGE)
    assert re.findall(r"\bTODO\b|\bTBD\b|\"[A-Z]{8,}\"", text) == []
    for link in re.findall(r"\S*https?:\S*", text):
        assert re.search(r"https://[\w.-]+\.[a-z]+/\S", link), link


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_and_read_as_frictionless_reads_it(name):
    [described] = [r for r in PACKAGE["resources"] if r["name"] == name]
    fields = {f["name"]: f for f in described["schema"]["fields"]}
    assert all(f["description"].strip() for f in fields.values())
    with Resource.from_descriptor(described, basepath=str(DATA)) as resource:
        rows = [{k: "" if v is None else v for k, v in row.items()} for row in resource.row_stream]
    table = corpus().annotations(name)
    assert list(table) == list(fields)
    assert table.to_dict("records") == rows


def test_what_was_decided_about_protection_is_what_one_coder_has_and_stands_in_its_sentence():
    a, b, decided = (corpus().annotations(f"protection{x}") for x in ("-coder-a", "-coder-b", ""))
    for column in ("sentence", "word", "counts", "who", "hedge"):
        assert ((decided[column] == a[column]) | (decided[column] == b[column])).all()
    texts = {s.id: s.text for p in running_text() for s in sentences(p)}
    for coding in (a, b):
        for row in coding[coding["counts"] == "yes"].itertuples():
            assert row.word in texts[row.sentence]
            assert row.hedge == "-" or row.hedge in texts[row.sentence]


@pytest.mark.parametrize("old", [None, b"old"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space"), KeyboardInterrupt()])
def test_a_file_is_written_whole_or_not_at_all(tmp_path, old, failure):
    def content():
        yield b"half of the new"
        raise failure

    path = tmp_path / "file"
    if old:
        path.write_bytes(old)
    with pytest.raises((AccordError, KeyboardInterrupt)):
        write_whole(path, content())
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [old] * bool(old)
    write_whole(path, iter([b"all of ", b"the new"]))
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"all of the new"]


@pytest.mark.parametrize("place", ["missing/file", "taken", "taken/file/file", "nul\0", "x" * 300])
def test_a_place_that_cannot_be_written_to_is_answered_with_advice(tmp_path, place):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").write_bytes(b"old")
    with pytest.raises(AccordError, match=r"was not saved: .*Check that the folder exists"):
        write_whole(tmp_path / place, b"new")
    assert [p.name for p in tmp_path.rglob("*")] == ["taken", "file"]
