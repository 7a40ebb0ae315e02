"""The parts of an agreement, and sentences."""

import re

import pytest
from garbling import assert_nothing_lost
from hypothesis import given
from hypothesis import strategies as st
from library import DATA, accord, corpus, document, passage, passages

from accordlib import AccordError, Document, parse_agreement, sentences, study

# The Accord


def test_every_character_of_the_accord_is_in_one_part_or_white_space():
    assert_nothing_lost(accord())


def test_the_accord_has_its_29_commitments_in_order():
    ids = [f"{p}{n}" for p, last in (("D", 9), ("E", 11), ("G", 9)) for n in range(1, last + 1)]
    assert [c.label for c in accord().commitments] == ids
    assert [f"{c.pillar}{c.number}" for c in accord().commitments] == ids


def test_the_accord_has_two_signatories_with_their_offices():
    assert [(s.label, s.name, s.office) for s in accord().signatories] == [
        ("S1", "Rishi Sunak", "Prime Minister of the United Kingdom"),
        ("S2", "Kishida Fumio", "Prime Minister of Japan"),
    ]


def test_the_signatories_stand_after_six_of_seven_preamble_paragraphs():
    assert [p.label for p in accord().preamble] == [f"P{n}" for n in range(1, 8)]
    first, last = accord()["S1"].start, accord()["S2"].end
    assert [p.end < first for p in accord().preamble] == [True] * 6 + [False]
    assert accord()["P7"].start > last


def test_the_pillars_of_the_accord_have_titles_and_lead_ins():
    assert [(p.label, p.title.text.split(",")[0]) for p in accord().pillars] == [
        ("D", "Interoperable"),
        ("E", "Economic Prosperity and Security Underpinned by Science"),
        ("G", "Leading International Efforts for Global Resilience"),
    ]
    assert [p.lead_in.text[-8:] for p in accord().pillars] == ["we will:"] * 3
    assert [p.paragraphs for p in accord().pillars] == [()] * 3


def test_the_title_of_the_accord_is_its_two_first_lines():
    assert " ".join(accord().title.text.split()) == corpus()["accord"].title


def test_the_markers_of_the_accord_are_its_bullets_and_numbers():
    marks = [m.text for m in accord().markers]
    assert sorted(marks) == sorted(["1.", "2.", "3."] + ["-"] * 29)


def test_an_unknown_label_is_answered_with_the_known_ones():
    with pytest.raises(AccordError, match=r"'X1'.*T, P1.*D1.*G9"):
        accord()["X1"]


def test_an_agreement_says_what_it_has():
    assert repr(accord().pillars[2]) == (
        "Pillar G: Leading International Efforts for Global Resilience (9 commitments)"
    )
    one = parse_agreement(document("Title\nWe met.\n1. One\n- act.\n\n3 May 2024"))
    assert repr(one.pillars[0]) == "Pillar 1: One (1 commitment)"
    assert repr(one).startswith("Agreement 'd': 1 preamble paragraph, 0 signatories, 1 pillar, 1")
    assert repr(one).endswith("1 commitment, 1 line in no part; 1 concern: see .concerns")


@pytest.mark.parametrize(
    ("name", "preamble", "commitments", "closing"),
    [
        ("merrow-compact", 5, [5, 5, 4], 0),
        ("river-pact-en", 4, [4, 4, 3], 1),
        ("river-pact-ja", 4, [4, 4, 3], 1),
    ],
)
def test_the_fictional_agreements_of_the_course_have_their_parts(
    name, preamble, commitments, closing
):
    agreement = parse_agreement(Document.from_file(DATA / "fictional" / f"{name}.txt"))
    assert [len(p.commitments) for p in agreement.pillars] == commitments
    assert all(p.title and p.level == 1 and not p.paragraphs for p in agreement.pillars)
    assert (len(agreement.preamble), len(agreement.closing)) == (preamble, closing)
    assert all(s.name and s.office for s in agreement.signatories)
    assert len(agreement.signatories) == 2
    assert not agreement.concerns
    assert_nothing_lost(agreement)


# Other layouts


def test_roman_numbers_are_understood_to_the_end():
    numbers = "I II III IV V VI VII VIII IX X XI XII XIV".split()
    text = "Title\n" + "".join(f"{number}. Part {number}\n- act.\n" for number in numbers)
    agreement = parse_agreement(document(text))
    assert [p.title.text for p in agreement.pillars] == [f"Part {number}" for number in numbers]


@pytest.mark.parametrize("dash", "-–—")
def test_a_signatory_is_told_by_any_dash(dash):
    text = f"Title\nWords.\nJosé Ortega y Gasset {dash} Deputy Foreign Minister\n1. One\n- a."
    [signatory] = parse_agreement(document(text)).signatories
    assert signatory.name == "José Ortega y Gasset"
    assert signatory.office == "Deputy Foreign Minister"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("A Statement", "no list, no paragraph.*document.paragraphs.*overrides"),
        ("We met.", "no list, no paragraph.*document.paragraphs"),
    ],
)
def test_what_is_no_agreement_is_refused_with_a_way_out(text, wrong):
    with pytest.raises(AccordError, match=wrong) as caught:
        parse_agreement(document(text))
    assert "'d'" in str(caught.value)


def test_too_few_pillar_labels_are_refused():
    d = document("Title\n1. One\n- a.\n2. Two\n- b.", pillar_labels=("D",))
    with pytest.raises(AccordError, match=r"2 pillars but 1 pillar label \(D\)"):
        parse_agreement(d)


# Sentences


def annotated() -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for row in corpus().annotations("sentences").to_dict("records"):
        found.setdefault(row["passage"], []).append((row["start"], row["end"]))
    return found


def to_be_divided() -> list[str]:
    ids = [p.id for d in corpus().values() if d.id != "accord" for p in d.paragraphs]
    ids += [p.id for p in accord().passages if p.label[0] in "PLDEG"]
    return ids


def test_the_annotated_sentences_are_the_words_of_their_spans():
    for row in corpus().annotations("sentences").to_dict("records"):
        p = passage(row["passage"])
        assert p.start <= row["start"] < row["end"] <= p.end
        assert corpus()[p.document].text[row["start"] : row["end"]] == row["text"]


def test_the_annotation_covers_every_passage_that_is_to_be_divided():
    assert sorted(annotated()) == sorted(to_be_divided())
    for id, spans in annotated().items():
        rest = list(passage(id).text)
        for start, end in spans:
            rest[start - passage(id).start : end - passage(id).start] = " " * (end - start)
        assert not "".join(rest).strip()


@pytest.mark.parametrize("id", to_be_divided())
def test_sentences_are_the_annotated_ones(id):
    assert [(s.start, s.end) for s in sentences(passage(id))] == annotated()[id]


def split(text: str) -> list[str]:
    return [s.text for s in sentences(Document("d", text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["The U.K. signed it.", "Japan did too."],
        ["It deals with the U.K. Prime Minister Sunak."],
        ["She said: “We agree.”", "Then she left."],
        ['He called it "a start."', "Nobody else did."],
        ["“Is it enough?”", "We do not know."],
        ["It rose by 1.5oC – a lot – in 2023.", "It will rise by 2.5% more."],
        ["A deal — the first — was made!", "What now?"],
        ["They stand shoulder to shoulder in ... advancing the vision."],
        ["Mr. Abe met Dr. Lee at 10 a.m. in Tokyo."],
    ],
)
def test_sentences_of_hard_cases(expected):
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize("text", ["", "-", " \n ", "–\n•", "...", "“”"])
def test_nothing_with_words_has_no_sentence(text):
    assert split(text) == []


def test_a_lone_bullet_is_not_a_sentence():
    assert split("-\nAct now.\n-\nAnd then.") == ["Act now.", "And then."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A heading\nA sentence.", ["A heading", "A sentence."]),
        ("Lines of some length that\r\ngo on. So do these.", 3),
        ("Lines of thirty characters that\r\ngo on. So do these.", 2),
        ("What has forty characters is no heading but\nGoes On.", 1),
        ("What ends with a stop and has characters enough:\nOr not.", 2),
        ("What has an empty line beneath it goes on nowhere\n\nAt all.", 2),
    ],
)
def test_a_sentence_crosses_a_line_only_where_a_paragraph_was_broken(text, expected):
    found = split(text)
    assert found == expected or len(found) == expected


def test_sentences_inherit_where_they_stand():
    found = sentences(accord()["D9"])
    assert [s.id for s in found] == ["accord:D9.s1", "accord:D9.s2"]
    assert {(s.kind, s.pillar, s.document) for s in found} == {("sentence", "D", "accord")}


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                ["We", " ", ".", "\n", "\u00a0", "U.K.", "“", "”", '"', "-", "…", "?", "Yes", "\r"]
            )
        ).map("".join),
    ),
    st.integers(0, 1000),
)
def test_sentences_of_any_text_have_exact_offsets_and_lose_no_word(text, start):
    p = passages(" " * start, text)[1]
    found = sentences(p)
    at = p.start
    for s in found:
        assert at <= s.start < s.end <= p.end
        assert text[s.start - p.start : s.end - p.start] == s.text == s.text.strip()
        at = s.end
    kept = "".join(s.text for s in found)
    assert sum(map(str.isalnum, kept)) == sum(map(str.isalnum, text))


# Lines put right by hand

BOXED = """Pact of Aune and Belt

- Boats go first
- One toll for all

Aune and Belt share a river, and their boats have met on it for a long time.

1. Boats

We will:

- open the river to all boats;
- end the toll by 2031.

2. Fish

We will:

- share the fish.
"""


def test_a_box_before_the_preamble_is_put_right_and_the_preamble_stays_one():
    agreement = parse_agreement(document(BOXED), {3: "rest", 4: "rest"})
    assert [p.text for p in agreement.rest] == ["Boats go first", "One toll for all"]
    assert agreement.title.text == "Pact of Aune and Belt"
    assert [p.text.split()[0] for p in agreement.preamble] == ["Aune"]
    assert [len(p.commitments) for p in agreement.pillars] == [2, 1]


@pytest.mark.parametrize("kind", ["preamble", "heading", "commitment", "rest"])
def test_what_somebody_said_is_not_weighed(kind):
    agreement = parse_agreement(document(BOXED), {6: kind})
    row = agreement.report().query("line == 6").iloc[0]
    assert (row["kind"], row["margin"], row["recognised"]) == (kind, float("inf"), "you said so")
    assert agreement.overrides == {6: kind}


@pytest.mark.parametrize("level", [1, 2])
def test_a_heading_that_lost_its_number_is_put_on_its_level(level):
    text = BOXED.replace("2. Fish", "Fish")
    right = parse_agreement(document(text), {3: "rest", 4: "rest", 15: f"heading {level}"})
    assert [(p.title.text, p.level) for p in right.pillars] == [("Boats", 1), ("Fish", level)]


@pytest.mark.parametrize(
    ("overrides", "said"),
    [({6: "chapter"}, "is no kind of line"), ({5: "rest"}, "begins in line 5")],
)
def test_an_override_that_cannot_be_is_refused(overrides, said):
    with pytest.raises(AccordError, match=said):
        parse_agreement(document(BOXED), overrides)


def test_text_beneath_the_signatures_is_a_concern_and_not_what_stands_above_them():
    signed = "Ann Lee, Minister of Arle\n\nBo Lind, Minister of Quill"
    text = (
        f"A Pact\n\nWe met.\n\n1. We sail.\n\n2. We row.\n\n{signed}\n\nAnnex\n\nThe boats are red."
    )
    agreement = parse_agreement(document(text))
    [annex] = [c for c in agreement.commitments if c.text == "The boats are red."]
    assert "annex" in agreement.concerns[annex.label]
    assert not {"1.1", "1.2"} & {*agreement.concerns}


@pytest.mark.parametrize(
    ("parts", "annex", "count"),
    [
        ("1. We sail.\n\n2. We row.", "1. The boats are red.\n\n2. The nets are blue.", 4),
        ("1. Boats\n\nWe sail together.\n\n2. Nets\n\nWe mend nets.", "", 2),
    ],
)
def test_lists_beneath_the_signatures_and_running_text_above_them_are_no_concern(
    parts, annex, count
):
    signed = "Ann Lee, Minister of Arle\n\nBo Lind, Minister of Quill"
    agreement = parse_agreement(document(f"A Pact\n\nWe met.\n\n{parts}\n\n{signed}\n\n{annex}"))
    assert len(agreement.commitments) == count
    assert not agreement.concerns


def test_a_label_and_the_number_on_the_page_stand_beside_each_other():
    text = (
        "The Kelp Accord\n\nArticle 1. Scope\n\n1.1 We shall plant kelp.\n1.2 We shall count seals:"
        "\n(a) in spring;\n(b) in autumn.\n1.3 We shall pay.\n"
    )
    agreement = parse_agreement(Document("kelp", text))
    found = {label: number for label, number in agreement.on_page.items() if label != "T1"}
    assert found == {"1.1": "1.1", "1.2": "1.2", "1.3": "(a)", "1.4": "(b)", "1.5": "1.3"}
    assert agreement["1.5"].text == "We shall pay."
    rows = agreement.report().set_index("part")["on_page"]
    assert (rows["1.5"], rows["T"]) == ("1.3", "")
    made = study(agreement.document)
    assert made.tables["to_check"].columns[:2].tolist() == ["commitment", "on_page"]
    assert re.search(r"<th scope=.row.>1\.5</th>\s*<td[^>]*>1\.3</td>", made.html())
    assert "1.1" not in parse_agreement(Document("kelp", text.replace("1.1 We", "- We"))).on_page
