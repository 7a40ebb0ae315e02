"""Names of a gazetteer in tokens, against a plain pattern and against find_mentions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import gazetteer, passages, real_gazetteer, real_tokens, running_text, tokens

from accordlib import AccordError, find_mentions, tokenize
from accordlib.actors.listed_names import PART, Name, NameIndex, find_names
from accordlib.texts.folding import fold_layout

SOME = gazetteer(
    "uk, UK, state,,, United Kingdom | Britain",
    "us, US, state,,, U.S. | United States",
    "un, United Nations, organisation,,, UN",
    "ci, Côte d'Ivoire, state",
    "itu, Indo-Pacific Tribunal, body,,, IPT",
    "g7, G7, forum,,, Group of Seven",
)
FORMS = {
    form: id
    for id, name, aliases in zip(SOME["id"], SOME["name"], SOME["aliases"], strict=True)
    for alias in (name, *filter(None, map(str.strip, aliases.split("|"))))
    for form in (alias, alias.replace("'", "’"), alias.replace("-", "‑"))
}


def plain(made, forms: dict[str, str]) -> list[tuple]:
    longest = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![^\W_])(?:{longest})(?![^\W_])")
    return [
        (p.id, p.start + m.start(), p.start + m.end(), m[0], forms[m[0]])
        for p in made
        for m in pattern.finditer(p.text)
    ]


def found(made, names=SOME) -> list[tuple]:
    table = find_names(tokenize(made), names).table
    columns = ["passage", "start", "end", "surface", "id"]
    return list(table[columns].itertuples(index=False, name=None))


PIECES = st.sampled_from(
    [*FORMS, *"United Kingdom uk USA _UK ’s ' - . of 5°C %".split(), " ", "\n"]
)


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=4))
def test_names_are_found_where_a_plain_pattern_finds_them(texts):
    made = passages(*texts)
    assert found(made) == plain(made, FORMS)


def in_folded_texts(made) -> list[tuple]:
    names = NameIndex(PART, [Name(form, id, "state") for form, id in FORMS.items()])
    rows = []
    for p, folding in zip(made, fold_layout([p.text for p in made]), strict=True):
        reached = 0
        for part in PART.finditer(folding.text):
            known = names.at(folding.text, part.start())
            if known and part.start() >= reached:
                reached = part.start() + len(known[0].text)
                a, b = folding.original(part.start(), reached)
                rows.append((p.id, p.start + a, p.start + b, p.text[a:b], known[0].id))
    return rows


ODD = st.sampled_from(
    [
        *"’ - [1] * ** † — ` ´ _ ² ﬁ Kingdom Nations".split(),
        *("\n", " \n ", "\n\n", "\r\n", "-\n", "‐ \n", "- \u200b\n", "\u00ad\n"),
        *("  ", "\t", "\f", "\u00ad", "\ufeff", "\u0301"),
    ]
)


@given(st.lists(PIECES | ODD, max_size=16).map("".join), st.lists(ODD, max_size=6), st.randoms())
def test_names_are_found_where_folding_the_whole_text_shows_them(text, odd, random):
    for piece in odd:
        at = random.randint(0, len(text))
        text = text[:at] + piece + text[at:]
    made = passages(text.replace("°", ""))
    assert found(made) == in_folded_texts(made)


def test_what_stands_far_from_a_word_tells_where_a_name_ends():
    far = ["United" + " " * 700 + "Nations", "*" + "a " * 60 + "United Nations* UN", "the UN"]
    made = passages(*far, "United Na-\ntions", "United Na-\nvy", "a " * 60 + far[0])
    assert [row[3] for row in found(made)] == [
        *(far[0], "United Nations", "UN", "UN", "United Na-\ntions", far[0]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the UK’s and UK-US talks", ["UK", "UK", "US"]),
        ("United Nations, United Kingdom, United", ["United Nations", "United Kingdom"]),
        ("the U.S. and Côte d’Ivoire", ["U.S.", "Côte d’Ivoire"]),
        ("Indo‑Pacific Tribunal", ["Indo‑Pacific Tribunal"]),
        ("us, un, britain, BRITAIN", []),
        ("UKs, USA, G77", []),
        ("", []),
    ],
)
def test_matches_are_whole_words_as_they_are_spelt(text, expected):
    assert [row[3] for row in found(passages(text))] == expected


def test_in_the_real_texts_find_mentions_has_nearly_all_of_them():
    names = real_gazetteer()
    looked_up = find_names(real_tokens(), names).table
    searched = find_mentions(running_text(), names).table
    spans = set(zip(searched["passage"], searched["start"], strict=True))
    both = spans & set(zip(looked_up["passage"], looked_up["start"], strict=True))
    assert len(both) > 0.9 * len(looked_up)


def test_a_name_at_the_end_of_a_text_is_whole_where_another_begins_in_it():
    names = gazetteer("a, NATO-Ukraine, body", "b, Ukraine, state")
    assert find_names(tokens("We saw NATO-Ukraine."), names).table["id"].tolist() == ["a"]


def test_words_that_are_left_out_begin_no_name():
    some = tokens("the UK and the UN", "nobody").filter(words=lambda w: w != "un")
    made = find_names(some, SOME)
    assert made.table[["id", "type"]].to_numpy().tolist() == [["uk", "state"]]
    assert len(made.passages) == 2


def test_a_gazetteer_without_a_column_and_a_name_without_a_letter_are_refused():
    with pytest.raises(AccordError, match="'aliases'"):
        find_names(tokens("a"), SOME.drop(columns="aliases"))
    with pytest.raises(AccordError, match="'-a'"):
        find_names(tokens("a"), gazetteer("a, -a, state"))
    with pytest.raises(AccordError, match="load_gazetteer"):
        find_names(tokens("a"), "gazetteer")
