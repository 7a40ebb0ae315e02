"""Damaged or made-up texts by the hundred: no crash, no lost character, no hang."""

import random
from functools import cache

import pytest
from garbling import (
    SCRAPS,
    agreement_of,
    assert_nothing_lost,
    check_quotations,
    check_tokens,
    garbled,
    originals,
)
from hypothesis import given
from hypothesis import strategies as st
from library import SHARED, document, examples

from accordlib import AccordError, Document, parse_agreement

MADE_UP = st.one_of(st.text(), st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
SEEDS = st.integers(0, 2**32)
MUTATED = {"agreement": 600, "tokens": 300, "quotations": 300}
MADE = {"agreement": 200, "tokens": 100, "quotations": 100}
FOLDER = SHARED / "agreements"
SHORT = 300  # characters: what is neither a part nor a title needs no more


@cache
def real_texts() -> tuple[str, ...]:
    published = sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []
    return (*originals(), *(Document.from_file(path).text for path in published))


@examples(MUTATED["agreement"])
@given(SEEDS)
def test_a_damaged_agreement_loses_nothing(seed):
    agreement_of(garbled(random.Random(seed), real_texts()))


@examples(MUTATED["tokens"])
@given(SEEDS)
def test_damaged_tokens_lose_nothing(seed):
    check_tokens(garbled(random.Random(seed), real_texts(), SHORT))


@examples(MUTATED["quotations"])
@given(SEEDS)
def test_damaged_quotations_lose_nothing(seed):
    check_quotations(garbled(random.Random(seed), real_texts(), SHORT))


def test_one_damaged_text_in_ten_is_still_an_agreement():
    rng, texts = random.Random(2023), real_texts()
    assert sum(agreement_of(garbled(rng, texts)) is not None for _ in range(100)) > 10


@examples(MADE["agreement"])
@given(MADE_UP)
def test_a_made_up_agreement_loses_nothing(text):
    agreement_of(text)


@examples(MADE["tokens"])
@given(MADE_UP)
def test_made_up_tokens_lose_nothing(text):
    check_tokens(text)


@examples(MADE["quotations"])
@given(MADE_UP)
def test_made_up_quotations_lose_nothing(text):
    check_quotations(text)


LONG = [
    "1. A\n",
    "—\n",
    "X\n\n",
    "**",
    "(a) b\n",
    "Joe Biden\n",
    "- \n",
    "de La ",
    "“a” said ",
    "U.K.",
]


FOOT = "NET ZERO BY {}. tOGETHER THE uk AND jAPAN WILL"
FOUND = {  # by long runs of the damages above
    "a line that goes on below a running foot": (
        f"H\nON, CULTURE AND ART, AND THE WORKING\nHOLSCHEME.\nE\n{FOOT.format(0)}\nATHIN REACH "
        f"AND ACHIEVING\n{FOOT.format(20)}\nSUPOTHERSIONS, INCLUDING THRND\nTECHNOLOGIESNABLE A "
        "CLEAN ENERGY TRANSITIO WEL\nA LIMIT OF\n1.5OPERATURE RISE WITHIN REACH AND ACHIEVING\n"
        f"{FOOT.format(0)}\nSU"
    ),
    "form feeds behind a mark": "第一條\f\f\n- We will go.\n- We will stay.\n",
    "a row of signs": f"Joint Statement\n\n__Signed{'_' * 90}y, the President\n\n- We will go.\n",
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_a_damage_that_was_found_loses_nothing(text):
    assert agreement_of(text)


@pytest.mark.parametrize("unit", LONG)
def test_a_long_text_of_one_kind_is_read_to_the_end(unit):
    text = "A title\n" + unit * 2000
    agreement_of(text)
    check_tokens(text)
    check_quotations(text)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")) or [None], ids=lambda p: p and p.stem)
def test_a_published_text_loses_nothing(path):
    if path is None:
        pytest.skip("the published agreements are not here")
    text = Document.from_file(path).text
    assert_nothing_lost(parse_agreement(document(text)))
    check_tokens(text)
    check_quotations(text)


def test_a_text_without_words_is_an_accord_error():
    for text in ("", "\n", "---", "* * *\n—"):
        with pytest.raises(AccordError, match="is empty"):
            parse_agreement(document(text))
