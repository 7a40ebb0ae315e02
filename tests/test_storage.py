"""Saving tokens and opening them again, and what goes wrong meanwhile."""

import dataclasses
import errno
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library import ROOT, accord, passages, tokens

from accordlib import AccordError, Passage, Tokens, tokenize
from accordlib.words.tokens import TOKEN_COLUMNS, _file_of

# There and back


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(), max_size=4), st.sampled_from(["", "D", "ü\ud800"]))
def test_what_is_opened_is_what_was_saved(tmp_path, texts, pillar):
    whole = tokenize(replace(p, pillar=pillar) for p in passages(*texts))
    for some in (whole, whole.filter(words=lambda w: len(w) > 1)):
        some.save(tmp_path / "some.tokens")
        again = Tokens.open(str(tmp_path / "some.tokens"))
        assert (again.passages, again.vocabulary) == (some.passages, some.vocabulary)
        for name in TOKEN_COLUMNS:
            one, other = getattr(again, name), getattr(some, name)
            assert one.dtype == other.dtype
            assert np.array_equal(one, other)
    assert [p.name for p in tmp_path.iterdir()] == ["some.tokens"]


def test_a_commitment_comes_back_as_a_passage(tmp_path):
    whole = tokenize(accord().commitments)
    whole.save(tmp_path / "accord")
    fields = [field.name for field in dataclasses.fields(Passage)]
    for one, other in zip(Tokens.open(tmp_path / "accord").passages, whole.passages, strict=True):
        assert one == Passage(*(getattr(other, field) for field in fields))


def test_columns_are_mapped_aligned_and_cannot_be_changed(tmp_path):
    tokens("a b", "c").save(tmp_path / "x")
    again = Tokens.open(tmp_path / "x")
    for name in TOKEN_COLUMNS:
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


def test_a_file_that_was_changed_or_is_not_all_there_is_noticed(tmp_path):
    path = tmp_path / "x"
    tokens("The U.K. and Japan", "will act").save(path)
    whole = path.read_bytes()
    changed = (whole[:n] + bytes([byte ^ 1]) + whole[n + 1 :] for n, byte in enumerate(whole))
    for content in (*changed, *(whole[:n] for n in range(len(whole))), whole + b"\0", whole * 2):
        path.write_bytes(content)
        with pytest.raises(AccordError, match=r"cannot be opened as tokens.*save the tokens again"):
            Tokens.open(path)


def test_what_is_no_such_file_is_answered_with_advice(tmp_path):
    np.save(tmp_path / "other.npy", np.arange(5))
    for path in (tmp_path / "none", tmp_path, tmp_path / "other.npy", "\0"):
        with pytest.raises(AccordError, match="cannot be opened as tokens"):
            Tokens.open(path)
    for function in (Tokens.open, tokens("a").save):
        with pytest.raises(AccordError, match="takes a path, not None"):
            function(None)


# Writing that fails


@pytest.mark.parametrize("after", [0, 1, 9])
@pytest.mark.parametrize(
    ("error", "raised", "message"),
    [
        (OSError(errno.ENOSPC, "No space"), AccordError, r"not saved.*No space.*unchanged.*room"),
        (KeyboardInterrupt(), KeyboardInterrupt, None),
    ],
)
def test_writing_that_breaks_off_leaves_what_was_there(
    tmp_path, monkeypatch, after, error, raised, message
):
    def broken(arrays):
        yield from islice(_file_of(arrays), after)
        raise error

    path = tmp_path / "x"
    tokens("old").save(path)
    monkeypatch.setattr("accordlib.words.tokens._file_of", broken)
    with pytest.raises(raised, match=message):
        tokens("new").save(path)
    with pytest.raises(raised):
        tokens("new").save(tmp_path / "y")
    assert Tokens.open(path).surface() == ["old"]
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


# Several processes

SAVING = """
import sys
from accordlib import Passage, tokenize
word, path = sys.argv[1:]
text = f"{word} " * 20_000
tokens = tokenize([Passage(f"{word}:p1", text, word, 0, len(text))])
while True:
    tokens.save(path)
"""


def test_processes_that_save_to_one_place_do_not_mix_and_may_be_killed(tmp_path):
    path = tmp_path / "x"
    command = [sys.executable, "-c", SAVING]
    saving = [subprocess.Popen([*command, word, path], cwd=ROOT) for word in ("one", "other")]
    try:
        while not path.exists():
            time.sleep(0.01)
        for _ in range(100):
            found = Tokens.open(path)
            assert found.vocabulary in (("one",), ("other",))
            assert {found.passages[0].document} == set(found.vocabulary)
    finally:
        for process in saving:
            process.kill()
            process.wait()
    assert len(Tokens.open(path)) == 20_000
