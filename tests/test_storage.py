"""Saving tokens and opening them again, and what goes wrong meanwhile."""

import errno
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library import ROOT, accord, passages, real_tokens, tokens

from accordlib import (
    AccordError,
    Tokens,
    collocates,
    keyness,
    kwic,
    term_frequencies,
    tokenize,
)
from accordlib.words import token_file as storage

COLUMNS = ("ids", "starts", "ends", "bounds", "sizes")


def assert_same(one: Tokens, other: Tokens) -> None:
    assert one.passages == other.passages
    assert one.vocabulary == other.vocabulary
    for name in COLUMNS:
        a, b = getattr(one, name), getattr(other, name)
        assert a.dtype == b.dtype
        assert np.array_equal(a, b)


# There and back


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=4), st.sampled_from(["", "D", "ü\ud800"]))
def test_what_is_opened_is_what_was_saved(tmp_path, texts, pillar):
    made = [p.__class__(**{**fields(p), "pillar": pillar}) for p in passages(*texts)]
    whole = tokenize(made)
    for some in (whole, whole.filter(words=lambda w: len(w) > 1)):
        some.save(tmp_path / "some.tokens")
        assert_same(Tokens.open(tmp_path / "some.tokens"), some)
    assert [p.name for p in tmp_path.iterdir()] == ["some.tokens"]


def fields(passage) -> dict:
    return {name: getattr(passage, name) for name in (*storage._FIELDS, "text")}


def test_the_real_texts_give_the_same_tables_again(tmp_path):
    whole = real_tokens()
    whole.save(str(tmp_path / "real"))
    again = Tokens.open(str(tmp_path / "real"))
    assert term_frequencies(again).equals(term_frequencies(whole))
    assert collocates(again, "security").equals(collocates(whole, "security"))
    assert str(kwic(again, "free and open *")) == str(kwic(whole, "free and open *"))
    one, other = (
        keyness(t.filter(passages=lambda p: p.document == "accord"), t) for t in (whole, again)
    )
    assert one.equals(other)


def test_a_commitment_comes_back_as_a_passage(tmp_path):
    whole = tokenize(accord().commitments)
    whole.save(tmp_path / "accord")
    again = Tokens.open(tmp_path / "accord")
    assert [fields(p) for p in again.passages] == [fields(p) for p in whole.passages]


def test_columns_are_mapped_aligned_and_cannot_be_changed(tmp_path):
    tokens("a b", "c").save(tmp_path / "x")
    again = Tokens.open(tmp_path / "x")
    for name in COLUMNS:
        column = getattr(again, name)
        assert type(column) is np.ndarray
        assert column.ctypes.data % 64 == 0
        assert not column.flags.writeable


def test_tokens_can_be_saved_over_the_file_they_are_read_from(tmp_path):
    tokens("a b", "c").save(tmp_path / "x")
    opened = Tokens.open(tmp_path / "x")
    opened.filter(words=["b"]).save(tmp_path / "x")
    assert opened.surface() == ["a", "b", "c"]
    assert Tokens.open(tmp_path / "x").surface() == ["b"]


# Damage


def test_a_change_of_any_byte_is_noticed(tmp_path):
    path = tmp_path / "x"
    tokens("The U.K. and Japan", "will act").save(path)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(AccordError, match="cannot be opened as tokens"):
            Tokens.open(path)


def test_a_file_that_is_not_all_there_is_noticed(tmp_path):
    path = tmp_path / "x"
    tokens("a b").save(path)
    whole = path.read_bytes()
    for content in (*(whole[:n] for n in range(len(whole))), whole + b"\0", whole * 2):
        path.write_bytes(content)
        with pytest.raises(AccordError, match="tokenize the texts and save the tokens again"):
            Tokens.open(path)


def test_a_missing_file_a_folder_and_another_file_are_answered_with_advice(tmp_path):
    other = tmp_path / "other"
    np.save(tmp_path / "other.npy", np.arange(5))
    other.write_text("a text\n" * 100)
    for path in (tmp_path / "none", tmp_path, other, tmp_path / "other.npy"):
        with pytest.raises(AccordError, match="cannot be opened as tokens"):
            Tokens.open(path)


# Writing that fails


def failing(error: BaseException, after: int):
    """Return a write that fails after some calls."""
    real, calls = storage._Output.write, []

    def write(self, content):
        calls.append(content)
        if len(calls) > after:
            raise error
        return real(self, content)

    return write


@pytest.mark.parametrize("after", [0, 1, 5, 12])
def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch, after):
    path = tmp_path / "x"
    tokens("old").save(path)
    monkeypatch.setattr(storage._Output, "write", failing(OSError(errno.ENOSPC, "No space"), after))
    with pytest.raises(AccordError, match=r"not saved.*No space.*unchanged.*has room"):
        tokens("new").save(path)
    assert Tokens.open(path).surface() == ["old"]
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("after", [0, 5, 12])
def test_an_interruption_leaves_what_was_there(tmp_path, monkeypatch, after):
    path = tmp_path / "x"
    tokens("old").save(path)
    monkeypatch.setattr(storage._Output, "write", failing(KeyboardInterrupt(), after))
    with pytest.raises(KeyboardInterrupt):
        tokens("new").save(path)
    assert Tokens.open(path).surface() == ["old"]
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_first_file_that_fails_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(storage._Output, "write", failing(OSError("broken"), 3))
    with pytest.raises(AccordError, match="broken"):
        tokens("new").save(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_or_in_the_way_is_answered_with_advice(tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "x", tmp_path / "folder"):
        with pytest.raises(AccordError, match="Check that the folder exists"):
            tokens("a").save(path)
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


# Several processes

SAVING = """
import sys
from accordlib import Passage, tokenize
word, path = sys.argv[1:]
text = f"{word} " * 20_000
tokens = tokenize([Passage(f"{word}:p1", text, word, 0, len(text))])
print("ready", flush=True)
while True:
    tokens.save(path)
"""


def test_processes_that_save_to_one_place_do_not_mix_and_may_be_killed(tmp_path):
    path = tmp_path / "x"
    saving = [
        subprocess.Popen(
            [sys.executable, "-c", SAVING, word, path], cwd=ROOT, stdout=subprocess.PIPE
        )
        for word in ("one", "other")
    ]
    try:
        for process in saving:
            assert process.stdout.readline() == b"ready\n"
        while not path.exists():
            time.sleep(0.01)
        for _ in range(100):
            found = Tokens.open(path)
            assert found.vocabulary in (("one",), ("other",))
            assert {found.passages[0].document} == set(found.vocabulary)
            assert len(found) == 20_000
    finally:
        for process in saving:
            process.kill()
            process.communicate()
    assert len(Tokens.open(path)) == 20_000
    tokens("last").save(path)
    assert Tokens.open(path).surface() == ["last"]
