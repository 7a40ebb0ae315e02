"""Two versions of a text: sentences aligned, words compared, changes typed, overlap measured."""

import random
import re
import sys
from functools import cache
from html import unescape
from itertools import permutations, product
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from library import corpus, passages
from library import document as made
from nltk import edit_distance
from rapidfuzz.distance import Indel_py

from accordlib import (
    AccordError,
    Document,
    Edit,
    Passage,
    align_sentences,
    compare_words,
    find_changes,
    overlap,
    parse_agreement,
    plot_alignment,
    plot_changes,
    side_by_side,
)
from accordlib.texts.capitalised_names import word_classes
from accordlib.texts.dates import MONTHS
from accordlib.texts.folding import fold_layout
from accordlib.texts.quotation_marks import MARK_PAIRS, MarkPair
from accordlib.versions.edits import PIECE, marked_html
from accordlib.versions.side_by_side import labels
from accordlib.versions.similarity import MERGE_GAIN, THRESHOLD, Similarity
from accordlib.versions.word_kinds import equivalents

IDS = ["accord", "press-release-2021", "hiroshima-news", "article", "article-rewrite"]
PAIR = {"article", "article-rewrite"}
CATS = "One cat slept."
DOGS = "Two dogs ran far away today."
ZEBRA = "Zebra eats grass slowly."
MATTERS = "Nothing else matters here."
EMPTY = ["", "  \n\t\n", "—\n"]


def aligned(a: str, b: str):
    return align_sentences(Document("a", a), Document("b", b))


def kinds(a: str, b: str) -> list[str]:
    return aligned(a, b).table["kind"].tolist()


def drawn(rng: random.Random, vocabulary: int, n: int) -> list[str]:
    """Return sentences of words that are drawn at random."""
    words = [f"w{k}" for k in range(vocabulary)]
    return [" ".join(rng.choices(words, k=rng.randint(8, 16))).title() + "." for _ in range(n)]


def copied(rng: random.Random, a: list[str], share: float, new: list[str]):
    """Return a copy with words replaced and sentences changed in all ways, and the true pairs."""
    words = " ".join(a).replace(".", "").lower().split()

    def sentence(old: list[str]) -> str:
        kept = [rng.choice(words) if rng.random() < share else w for w in old]
        return " ".join(kept).capitalize() + "."

    made: list[tuple[set[int], str]] = []
    for i, text in enumerate(a):
        old = text.lower().strip(".").split()
        if i % 20 == 3:
            made += [({i}, sentence(old[: len(old) // 2])), ({i}, sentence(old[len(old) // 2 :]))]
        elif i % 20 == 8:
            before, _ = made.pop()
            made.append(({*before, i}, sentence(a[i - 1].lower().strip(".").split() + old)))
        elif i % 20 == 13:
            made.append((set(), new.pop()))
        elif i % 40 == 18:
            made.insert(-1, ({i}, sentence(old)))
        else:
            made.append(({i}, sentence(old)))
    pairs = {(i, j) for j, (sources, _) in enumerate(made) for i in sources}
    return [text for _, text in made], pairs


@cache
def pair():
    return align_sentences(corpus()["article"], corpus()["article-rewrite"])


@cache
def changes() -> pd.DataFrame:
    return find_changes(pair())


class TestAlignSentences:
    def test_every_pair_of_the_article_is_right_both_ways_round(self):
        table = pair().table
        back = align_sentences(corpus()["article-rewrite"], corpus()["article"]).table
        found = {labels(r.original): labels(r.rewrite) for r in table.itertuples()}
        expected = {p.label: p.label for p in pair().passages[0]}
        assert found == expected | {"p4.s2": "p4.s2 and p4.s3"}
        assert table["kind"].tolist() == ["reworded"] * 5 + ["split"] + ["reworded"] * 14
        assert back["kind"].tolist() == ["reworded"] * 5 + ["merged"] + ["reworded"] * 14
        assert back["original"].tolist() == table["rewrite"].tolist()
        assert "<table" in pair()._repr_html_()

    def test_every_kind(self):
        table = aligned(
            f"{CATS} {DOGS} {ZEBRA} {MATTERS}",
            f"{ZEBRA} {CATS} Two dogs ran. They ran far away today. New sentence stands alone.",
        ).table
        assert table["kind"].tolist() == ["kept", "split", "moved", "omitted", "added"]
        expected = ["p1.s2", "p1.s3 and p1.s4", "p1.s1", "", "p1.s5"]
        assert [labels(ids) for ids in table["rewrite"]] == expected
        assert table["bead"].tolist() == [1, 2, 3, 4, 5]
        assert table["similarity"].iloc[[3, 4]].tolist() == [0, 0]

    @pytest.mark.parametrize(
        ("a", "b", "expected"),
        [
            (
                f"The fleet sails. The crew sings loudly. The captain sleeps below. {ZEBRA}",
                f"The fleet sails, the crew sings loudly, the captain sleeps below. {ZEBRA}",
                "merged kept",
            ),
            (f"{CATS} {DOGS}", f"{CATS} {ZEBRA} {DOGS}", "kept added kept"),
            (
                "We agree.\nThe fleet sails north today.\nYes.\nThank you.",
                "We agree.\nThe fleet sails south today.\nYes!\nThank you all.",
                "kept reworded reworded reworded",
            ),
            # What its own text repeats does not move.
            (f"{CATS}\n{CATS}\n{DOGS}", f"{DOGS}\n{CATS}", "omitted omitted kept added"),
            *[(f"{CATS} {DOGS}", empty, "omitted omitted") for empty in EMPTY],
            *[(empty, f"{CATS} {DOGS}", "added added") for empty in EMPTY],
            # Without blanks between words characters are compared.
            (
                "日本と英国は協力する。\n猫が庭で眠る。",
                "日本と英国は協力した。",
                "reworded omitted",
            ),
            ("اليابان وبريطانيا توقعان اتفاقا.", "اليابان وبريطانيا توقعان الاتفاق.", "reworded"),
        ],
    )
    def test_what_becomes_of_sentences(self, a, b, expected):
        assert kinds(a, b) == expected.split()

    @pytest.mark.parametrize(
        "text", [corpus()["article"].text, "Yes.\nNo.\nWe agree.\nYes.\n" * 20]
    )
    def test_an_identical_text_is_kept(self, text):
        table = aligned(text, text).table
        assert set(table["kind"]) == {"kept"}
        assert table["similarity"].tolist() == pytest.approx([1.0] * len(table))
        assert labels(table["original"].sum()) == labels(table["rewrite"].sum())

    @pytest.mark.parametrize(("a", "b"), [p for p in permutations(IDS, 2) if set(p) != PAIR])
    def test_the_other_texts_stay_apart(self, a, b):
        table = align_sentences(corpus()[a], corpus()[b]).table
        assert set(table["kind"]) == {"omitted", "added"}
        assert not table["similarity"].any()

    @pytest.mark.parametrize(
        ("vocabulary", "n", "seed"),
        [*product([50, 300, 1000, 5000], [10, 40, 300], [1, 2]), (300, 2000, 1)],
    )
    def test_random_texts_stay_apart(self, vocabulary, n, seed):
        rng = random.Random(vocabulary * 10 + seed)
        a, b = ("\n".join(drawn(rng, vocabulary, n)) for _ in range(2))
        assert set(kinds(a, b)) == {"omitted", "added"}

    @pytest.mark.parametrize("vocabulary", [50, 300, 5000])
    @pytest.mark.parametrize(("share", "recall"), [(0.05, 0.97), (0.2, 0.97), (0.4, 0.85)])
    def test_a_near_copy(self, vocabulary, share, recall):
        rng = random.Random(vocabulary)
        a = drawn(rng, vocabulary, 200)
        b, planted = copied(rng, a, share, drawn(rng, vocabulary, 20))
        found = {
            (int(x.split(".")[0][3:]) - 1, int(y.split(".")[0][3:]) - 1)
            for r in aligned("\n".join(a), "\n".join(b)).table.itertuples()
            for x in r.original
            for y in r.rewrite
        }
        assert len(found & planted) >= 0.95 * len(found)
        assert len(found & planted) >= recall * len(planted)

    def test_a_copy_between_unrelated_sentences(self):
        rng = random.Random(3)
        a, b, c = (drawn(rng, 300, 40) for _ in range(3))
        found = kinds("\n".join([*a, *c]), "\n".join([*b, *c]))
        assert [found.count(k) for k in ("omitted", "added", "kept")] == [40, 40, 40]

    def test_an_agreement_or_passages_are_taken_at_their_places(self):
        accord, paragraphs = corpus()["accord"], corpus()["article"].paragraphs
        whole = align_sentences(parse_agreement(accord), accord)
        assert set(whole.table["kind"]) >= {"kept"}
        for side, text in zip(whole.passages, (whole.original.text, accord.text), strict=True):
            assert all(text[p.start : p.end] == p.text for p in side)
        given = align_sentences(paragraphs, iter(corpus()["article-rewrite"].paragraphs))
        assert given.table.equals(pair().table)
        assert given.original.id == "article"
        assert find_changes(given).equals(changes())
        assert side_by_side(given).table.equals(side_by_side(pair()).table)
        by_sentence = align_sentences(given.passages[0], paragraphs[0])
        assert by_sentence.passages[0] == given.passages[0]
        assert set(by_sentence.table["kind"]) == {"kept", "omitted"}

    @pytest.mark.parametrize(
        ("passages", "said"),
        [
            ([], "got no passage"),
            (corpus()["article"].paragraphs[::-1], "one text, in its order"),
            ([corpus()["article"]["p1"], corpus()["accord"]["p9"]], "not so 'accord:p9'"),
        ],
    )
    def test_what_is_no_version_is_refused(self, passages, said):
        for versions in ((passages, made(CATS)), (made(CATS), passages)):
            with pytest.raises(AccordError, match=said):
                align_sentences(*versions)
            with pytest.raises(AccordError):
                overlap(*versions)

    def test_empty_or_too_long(self, monkeypatch):
        with pytest.raises(AccordError, match="Neither 'a' nor 'b' has a sentence"):
            aligned(" \n", "")
        with pytest.raises(AccordError, match="The rewrite has no word"):
            overlap(made(CATS), Document("empty", " \n"))
        monkeypatch.setattr("accordlib.versions.alignment._MOST_PAIRS", 3)
        with pytest.raises(AccordError, match="2 and 2 sentences are too many to align"):
            aligned(f"{CATS} {DOGS}", f"{CATS} {DOGS}")
        monkeypatch.setattr("accordlib.versions.edits._MOST_CELLS", 11)
        with pytest.raises(AccordError, match="3 and 4 words and marks are too many"):
            compare_words("a b c", "a b c.")

    def test_furniture_is_skipped(self):
        text = f"{CATS}\nSIGN UP\n{DOGS}"
        start = text.index("SIGN")
        sign = Passage("a:f1", "SIGN UP", "a", start, start + 7, "link")
        table = align_sentences(made(text, furniture=(sign,)), made(text)).table
        assert table["kind"].tolist() == ["kept", "added", "kept"]

    @given(st.lists(st.sampled_from([CATS, DOGS, ZEBRA, MATTERS, "Cats ran."]), min_size=1))
    def test_every_sentence_is_in_one_bead(self, texts):
        found = aligned("\n".join(texts), "\n".join([*texts[::-1], CATS]))
        for side, column in zip(found.passages, ("original", "rewrite"), strict=True):
            ids = [id for bead in found.table[column] for id in bead]
            assert sorted(ids) == sorted(p.id for p in side)
        assert found.table["similarity"].between(0, 1).all()


def operations(a: str, b: str) -> list[tuple[str, str, str]]:
    return [tuple(e[:3]) for e in compare_words(a, b).operations]


PIECES = st.lists(
    st.sampled_from(["the ", "big ", "big", "fleet ", "sails, ", "“", "\n", "  ", "東京", "U.K. "])
).map("".join)


class TestCompareWords:
    @given(st.text() | PIECES, st.text() | PIECES)
    @example("", "")
    @example(" \n", "")
    @example("a b", "a  b")
    @example("We met here. The navy sails north", "The navy sails north and then we met here")
    @example("The navy sails north and then we met here", "We met here. The navy sails north")
    def test_exact_with_the_compiled_rapidfuzz_and_without(self, a, b):
        distance = self.check(a, b)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("rapidfuzz.distance.Indel", Indel_py)
            assert self.check(a, b) == distance

    def check(self, a, b):
        edits = compare_words(a, b)
        assert edits.apply(a) == b
        assert edits.reverse().apply(b) == a
        assert edits.reverse().reverse().operations == edits.operations
        for e in edits.operations:
            assert a[e.original_start : e.original_end] == e.original
            assert b[e.rewrite_start : e.rewrite_end] == e.rewrite
            same, other = (side.text for side in fold_layout([e.original, e.rewrite]))
            assert (e.operation == "equal") <= (same == other)
            assert e.original or e.rewrite
            assert (e.operation == "moved") == (e.move > 0)
        moves = [e.move for e in edits.operations if e.move]
        assert all(moves.count(m) == 2 for m in moves)
        return edits.distance

    @given(PIECES, PIECES)
    def test_shortest(self, a, b):
        x, y = ([m[0] for m in PIECE.finditer(t.text)] for t in fold_layout([a, b]))
        assert compare_words(a, b).distance == edit_distance(x, y, substitution_cost=2)

    def test_operations(self):
        assert operations("The big cat sat to 2 percent of.", "The cat sat by 2% of, quietly!") == [
            ("equal", "The", "The"),
            ("delete", " big", ""),
            ("equal", " cat sat ", " cat sat "),
            ("replace", "to 2 percent", "by 2%"),
            ("equal", " of", " of"),
            ("replace", ".", ", quietly!"),
        ]
        assert operations("G7広島で", "G7東京で")[1] == ("replace", "広島", "東京")
        assert operations("a b’s", "a\u00a0b's") == [("equal", "a b’s", "a\u00a0b's")]
        assert compare_words("a b", "a\u00a0b").distance == 0
        assert compare_words("It is. “Yes”", 'it is! "Yes"').distance == 8

    def test_a_run_that_moved(self):
        edits = compare_words(
            "exercises near Taiwan last summer following the invasion of Ukraine.",
            "exercises near Taiwan following the invasion of Ukraine last summer.",
        )
        assert repr(edits) == (
            "exercises near Taiwan[-moved 1: last summer-] following the invasion of Ukraine"
            "[+moved 1: last summer+]."
        )
        edits = compare_words("of the ships sail north", "ships sail north of the")
        assert not any(e.move for e in edits.operations)

    @pytest.mark.parametrize(
        ("other", "said"),
        [("b b", "From character 0"), ("a b c", "From character 3"), (None, "takes a str, not")],
    )
    def test_apply_to_another_text(self, other, said):
        with pytest.raises(AccordError, match=said):
            compare_words("a b", "a c").apply(other)

    def test_table_and_what_is_shown(self):
        edits = compare_words("a <b> c", "a c d")
        assert edits.table["operation"].tolist() == [e.operation for e in edits.operations]
        assert repr(edits) == "a[- <b>-] c[+ d+]"
        assert "<del>[-&lt;b&gt;-]</del>" in edits._repr_html_()
        same = compare_words(CATS, CATS)
        assert (len(same), len(same.changes)) == (1, 0)


def found(a: str, b: str) -> list[tuple[str, str, str]]:
    table = find_changes(aligned(a, b))
    return list(table[["original", "rewrite", "type"]].itertuples(index=False, name=None))


def test_what_a_bead_is_worth_is_how_alike_its_sentences_are():
    similarity = Similarity(passages(CATS, DOGS, ZEBRA), passages(f"{CATS} {DOGS}", ZEBRA))
    beads = set()
    for i, worth in enumerate(similarity._gains()):
        for (a, b), values in zip(((1, 1), (1, 2), (2, 1), (2, 2)), worth, strict=True):
            for j in range(b - 1, len(values) if i + 1 >= a else 0):
                if np.isfinite(values[j]):
                    bead = tuple(range(i + 1 - a, i + 1)), tuple(range(j + 1 - b, j + 1))
                    cost = THRESHOLD + MERGE_GAIN * (a + b > 2)
                    assert values[j] + cost == pytest.approx(similarity.of(bead))
                    beads.add(bead)
    assert beads >= {((0, 1), (0,)), ((2,), (1,))}


class TestFindChanges:
    @pytest.mark.parametrize(
        "row",
        [
            "We met Ana Silva in Lisbon. | We met Ana Costa in Lisbon. | Silva | Costa | name",
            "A deputy minister rose. | A deputy director rose. | minister | director | name",
            "They gave it 40 new ships. | They gave it 50 new ships. | 40 | 50 | number",
            "The new costs rose to 3 percent. | The new costs rose by 3%. | to 3 percent | by 3% | number",  # noqa: E501
            "The new treaty binds all. | The new treaties binds all. | treaty | treaties | rewording",  # noqa: E501
            "We saw the big ship. | We saw the big ships. | ship | ships | number",
            "It was “truly bad day” here. | It was “truly foul day” here. | bad | foul | quotation",
            "It is good, said Ana. | It is good, said Bruno. | Ana | Bruno | name",
            "It is good, she said. | It is good, they said. | she | they | attribution",
            "The fleet may sail north. | The fleet will sail north. | may | will | modality",
            "A fleet sailed north. | A fleet sailing north. | sailed | sailing | modality",
            "We left before the storm. | We left after the storm. | before | after | time",
            "Ships left harbour in 1902. | Ships left harbour in 1903. | 1902 | 1903 | time",
            "The old grey ship sank. | The old ship sank. | grey |  | omission",
            "The old ship sank. | The old grey ship sank. |  | grey | addition",
            "The big ship sank. | The large ship sank. | big | large | rewording",
            "The red ship sank. | The grey ship sank. | red | grey | sense",
            "It stopped at noon. | It halted at noon. | stopped | halted | rewording",
            "We looked into it. | We examined it. | looked into | examined | rewording",
            "We saw it on Monday, Ana. | We saw it on Friday, Ana. | Monday | Friday | time",
            "Since last May it rains. | Since last June it rains. | May | June | time",
            "It may rain in May. | It will rain in May. | may | will | modality",
            "It may rain in May. | It may rain in March. | May | March | time",
            "Then Ana May fell. | Then Ana Mays fell. | May | Mays | name",
            "Mr. March won the race. | Mr. Marsh won the race. | March | Marsh | name",
            "The march may end. | The march must end. | may | must | modality",
            "The will of men can bend. | The will of men could bend. | can | could | modality",
            "He read the will. | He read the letter. | will | letter | sense",
            "It leaves at 9 a.m. today. | It leaves at 9 p.m. today. | a.m. | p.m. | time",
            "It sank on 2 March, all say. | It sank on 12 March, all say. | 2 | 12 | time",
            "He came second there. | He came third there. | second | third | number",
            "It cost €40 then. | It cost $40 then. | € | $ | number",
            "It paid 40 farms. | It paid nearly 40 farms. |  | nearly | number",
            "It paid up to 40 farms. | It paid at least 40 farms. | up to | at least | number",
            "All of the ships sank. | Most of the ships sank. | All | Most | number",
            "Few of us left. | None of us left. | Few | None | number",
            "We do not trust it. | We do trust it. | not |  | sense",
            "Norland met Sudmark. | Sudmark met Norland. | met Sudmark | Sudmark met | attribution",
            "It is rarely seen. | It is never seen. | rarely | never | sense",
            "The baker blamed a nurse. | The nurse blamed a nurse. | baker | nurse | attribution",
            "It was cut by sailors. | It was cut by soldiers. | sailors | soldiers | attribution",
            "It is good. | It is good, a nurse said. |  | , a nurse said | attribution",
            "It was in the US then. | It was in the UK then. | US | UK | name",
            "A so-called 'ghost ship' sank. | A so-called ghost ship sank. | 'ghost ship' | ghost ship | quotation",  # noqa: E501
            "He sank, who knew it. | He sank. | , who knew it |  | omission",
            "It holds if we stay. | It would hold if we stay. | holds | would hold | modality",
            "Is it over now. | Is it over now? | . | ? | modality",
            "It is 180 km off. | It is 180 miles off. | km | miles | number",
            "It sold 14 boats. | It sold 14 vessels. | boats | vessels | rewording",
            "He won over five nights. | He won at least five nights. | over | at least | number",
            "Nobody in it rose. | Hardly anyone in it rose. | Nobody | Hardly anyone | number",
            "It paid 1.5 million. | It paid 15 million. | 1.5 | 15 | number",
            "It cost £1.5bn then. | It cost £15bn then. | 1.5bn | 15bn | number",
            "It fell 5% then. | It fell .5% then. |  | . | number",
            "See Article 1.2 there. | See Article 12 there. | 1.2 | 12 | number",
            "It was -5 degrees. | It was 5 degrees. | - |  | number",
            "It was +5 degrees. | It was −5 degrees. | + | − | number",
            "It lost $5 then. | It lost -$5 then. |  | - | number",
            "It was > 5 degrees. | It was < 5 degrees. | > | < | number",
            "We can sail north. | We can't sail north. | can | can't | sense",
            "We can sail north. | We cannot sail north. | can | cannot | sense",
            "We will sail north. | We won’t sail north. | will | won’t | sense",
            "We will sail north. | We will not sail north. |  | not | sense",
            "We can’t sail north. | We won't sail north. | can’t | won't | modality",
            "It sank on 01/05/2023. | It sank on 05/01/2023. | 01/05/2023 | 05/01/2023 | time",
            "It sank on 2023-05-01. | It sank on 2023-01-05. | 2023-05-01 | 2023-01-05 | time",
            "Japan will sail north. | China will sail north. | Japan | China | name",
            "THE NAVY HUGS IT. | THE NAVY LEAVES IT. | HUGS | LEAVES | sense",
            "It sails, red and far north. | It sails: big and far north. | , red | : big | sense",
            "Workers Ono and Lind met. | Residents Ono and Lind met. | Workers | Residents | name",
            "We met Capt. Ana there. | We met Capt. Bea there. | Ana | Bea | name",
        ],
    )
    def test_each_type_by_its_rule(self, row):
        a, b, old, new, type = (cell.strip() for cell in row.split("|"))
        assert found(a, b) == [(old, new, type)]

    def test_each_part_of_a_sentence_that_is_made_passive_is_reworded(self):
        assert found(
            "Norland gave the ship to Hest.", "The ship was given to Hest by Norland."
        ) == [
            ("Norland gave", "was given", "rewording"),
            ("", "by Norland", "rewording"),
        ]

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            (CATS, CATS),
            ("The U.K. navy sails north.", "The UK navy sails north."),
            ("It grew 20 percent this year.", "It grew 20% this year."),
            ("The fleet sails — far north.", "The fleet sails, far north."),
            ("The “fleet” sails\u00a0north.", 'The "fleet" sails north.'),
            ("The colour of the cease-fire.", "The color of the ceasefire."),
            ("It grew 20 % this year.", "It grew 20 per cent this year."),
            ("We can’t sail north.", "We cannot sail north."),
            ("We don't sail north.", "We do not sail north."),
            ("It was −5 degrees there.", "It was -5 degrees there."),
            ("It sank at No. 5 there.", "It sank at No 5 there."),
            ("THE NAVY HUGS THE COAST.", "The navy hugs the coast."),
        ],
    )
    def test_typography_is_no_change(self, a, b):
        assert found(a, b) == []

    @pytest.mark.parametrize(
        ("a", "b", "rows"),
        [
            (
                "The rally was banned on Monday because the police feared it.",
                "The rally was filmed on Friday because the owners feared it.",
                [
                    "banned | filmed | sense",
                    "Monday | Friday | time",
                    "police | owners | attribution",
                ],
            ),
            (
                "The strike began in March, or a court ruled.",
                "The strike began in June, or parliament ruled.",
                ["March | June | time", "a court | parliament | attribution"],
            ),
            (
                "Rain hit Orford Rail was seen.",
                "Rain hit Orford Metals will be seen.",
                ["Rail | Metals | name", "was | will be | modality"],
            ),
            (
                "The baker blamed the nurse.",
                "The nurse blamed the baker.",
                ["baker | nurse | attribution", "nurse | baker | attribution"],
            ),
            ("The guards left them.", "The guards fed them.", ["left | fed | sense"]),
            (
                "On Friday the council chose it.",
                "The council chose it on Friday.",
                ["On Friday | on Friday | time"],
            ),
        ],
    )
    def test_changes_beside_each_other_are_told_apart(self, a, b, rows):
        changes = [" | ".join(row) for row in found(a, b)]
        assert all(change.endswith(row) for change, row in zip(changes, rows, strict=True)), changes

    @pytest.mark.parametrize("seed", range(20))
    def test_every_word_that_differs_is_in_a_change(self, seed):
        rng = random.Random(seed)
        old = "On 2 May the mayor said that up to 40 ships may not leave “at once” in 1999".split()
        new = list(old)
        for _ in range(3):
            at = rng.randrange(len(new))
            new[at : at + rng.randint(0, 1)] = rng.choices(["will", "Ana", "not", "pigs", "nine"])
        a, b = " ".join(old) + ".", " ".join(new) + "."
        left = [list(a), list(b)]
        for r in find_changes(aligned(a, b)).itertuples():
            left[0][r.original_start : r.original_end] = " " * len(r.original)
            left[1][r.rewrite_start : r.rewrite_end] = " " * len(r.rewrite)
        rest = [sorted(re.findall(r"\w+", "".join(side))) for side in left]
        assert rest[0] == rest[1]

    def test_an_active_clause_that_became_passive_is_reworded(self):
        rows = found("The storm broke the lighthouse.", "The lighthouse was broken by the storm.")
        assert {type for _, _, type in rows} == {"rewording"}

    def test_what_to_look_at_first_is_what_the_codings_say(self):
        coded = corpus().annotations("changes")
        for r in changes().itertuples():
            same = coded[coded["type"] == r.type]
            harmful = int((same["harm"] == "yes").sum())
            assert r.coded_harmful == (f"{harmful} of {len(same)}" if len(same) else "")
            assert pd.isna(r.look_first) == same.empty
        by_rank = changes().dropna().sort_values("look_first")["coded_harmful"]
        shares = [int(a) / int(b) for a, b in (text.split(" of ") for text in by_rank)]
        assert shares == sorted(shares, reverse=True)

    @pytest.mark.parametrize("row", ["same,near", "alike,near;by", "forms,go;"])
    def test_a_wrong_table_of_equivalents_is_refused(self, tmp_path, monkeypatch, row):
        (tmp_path / "grammar").mkdir()
        (tmp_path / "grammar" / "equivalents.csv").write_text(f"kind,words\n{row}", "utf-8")
        monkeypatch.setattr("accordlib.texts.files.data_folder", lambda: tmp_path)
        with pytest.raises(AccordError, match="line 2, column (kind|words)"):
            equivalents.__wrapped__()

    def test_a_quotation_that_lost_its_marks_and_whole_sentences(self):
        old, new = "“will keep us all safe at home,”", "will keep us all secure at home,"
        rows = found(f"The deal {old} he said.", f"The deal {new} he said.")
        assert rows == [(old, new, "quotation"), ("safe", "secure", "rewording")]
        whole = found(f"{CATS}\n{DOGS}", f"{CATS}\n{ZEBRA}")
        assert whole == [(DOGS, "", "omission"), ("", ZEBRA, "addition")]

    def test_offsets_and_ids(self):
        a, b = pair().original, pair().rewrite
        by_id = [{p.id: p for p in side} for side in pair().passages]
        for r in changes().itertuples():
            assert a.text[r.original_start : r.original_end] == r.original
            assert b.text[r.rewrite_start : r.rewrite_end] == r.rewrite
            one, other = by_id[0][r.original_id], by_id[1][r.rewrite_id]
            assert one.start <= r.original_start <= one.end
            assert other.start <= r.rewrite_start <= other.end

    def test_what_a_careful_reading_finds(self):
        rows = changes()[["original", "rewrite", "type"]].agg(" | ".join, axis=1)
        assert set(rows) >= {
            *("pushback | counterattack | sense", "a Reciprocal | the Mutual | name"),
            *("to 2 percent of its | by 2% of | number", "last summer | last summer | time"),
            "own |  | omission",
        }

    @pytest.mark.parametrize(
        ("table", "entry", "row"),
        [
            (MARK_PAIRS, MarkPair("^", "]"), "Is ^truly bad]. | Is ^truly foul]. | quotation"),
            (MONTHS, ["Thermidor"], "It sank in thermidor. | It sank in bad weather. | time"),
        ],
    )
    def test_an_entry_of_a_shared_table_counts_at_once(self, table, entry, row):
        old, new, type = row.split(" | ")
        assert type not in [change[2] for change in found(old, new)]
        table.append(entry)
        try:
            assert type in [change[2] for change in found(old, new)]
        finally:
            table.pop()

    def test_a_word_that_is_added_to_a_class_counts_at_once(self, monkeypatch):
        monkeypatch.setitem(word_classes(), "reporting", {"quips"})
        assert found("So she quips.", "So they quips.") == [("she", "they", "attribution")]
        monkeypatch.setitem(word_classes(), "office", {"minister", "harbourmaster"})
        rows = found("A new harbourmaster rose.", "A new minister rose.")
        assert [change[2] for change in rows] == ["name"]

    @pytest.mark.parametrize(
        ("table", "said"),
        [
            (
                "class,word\nunit,parsec\nunits,league",
                "line 3, column class: 'units' cannot.*one of title",
            ),
            ("class,word\nunit,U.S.", "line 2, column word: 'U.S.'"),
            ("class,word\nunit,", "line 2, column word: ''"),
            ("class,word\nunit,Parsec", "words in small letters"),
            ("word,class\nunit,parsec", "line 2, column class: 'parsec'"),
            ("class,word\nunit", "not well-formed CSV"),
            ("class;word\nunit;parsec", "save it with commas"),
            ("kind,word\nunit,parsec", "line 1: rows of class, word are.* of kind, word"),
            ("class,word\n", "line 1: rows of class, word are needed .*; 0 are there"),
            ("class,word\nunit,mile\nunit,mile", "line 3, .*'unit, mile' stands in line 2"),
            ('class,word\nunit,"mile\nunit,rod\nunit,"yard', "line 2 to 4 has"),
        ],
    )
    def test_a_wrong_table_of_words_is_refused(self, tmp_path, monkeypatch, table, said):
        (tmp_path / "grammar").mkdir()
        (tmp_path / "grammar" / "words.csv").write_text(table, "utf-8")
        monkeypatch.setattr("accordlib.texts.files.data_folder", lambda: tmp_path)
        with pytest.raises(AccordError, match=said):
            word_classes.__wrapped__()


def said(html: str) -> str:
    """Return some HTML as a screen reader says it."""
    return unescape(re.sub("<[^>]*>", "", html))


def seen(html: str) -> str:
    return said(re.sub('<span style="[^"]*clip:[^>]*>[^<]*</span>', "", html))


def shown(a: str, b: str, **sides) -> str:
    return seen(marked_html(compare_words(a, b).operations, **sides))


class TestSideBySide:
    def test_html(self):
        html = side_by_side(pair())._repr_html_()
        cells = ElementTree.fromstring(html).findall(".//th")
        assert [c.get("scope") for c in cells] == ["col"] * 3 + ["row"] * len(pair())
        for part in (
            '<div role="region" tabindex="0" aria-label="article and article-rewrite',
            *("<del>[-pushback-]</del>", "<ins>[+counterattack+]</ins>"),
            *(">p1.s1 → p1.s1, reworded</th>", ">p4.s2 → p4.s2 and p4.s3, split</th>"),
            "only in article, words in [+ +] only in article-rewrite.",
        ):
            assert part in html
        html = side_by_side(aligned("A <b>bold</b> word.", "A <i>thin</i> word."))._repr_html_()
        assert not {"<b>", "<i>"} & set(re.findall("<.>", html))

    def test_plain_text_and_table(self):
        shown = side_by_side(aligned(f"{CATS}\n{DOGS}", "One dog slept."))
        assert repr(shown) == (
            "1. reworded\n  original: One [-cat-] slept.\n  rewrite:  One [+dog+] slept.\n\n"
            "2. omitted\n  original: [-Two dogs ran far away today.-]\n  rewrite:  (nothing)"
        )
        assert shown.table.iloc[1].tolist() == [2, "omitted", f"[-{DOGS}-]", ""]

    @pytest.mark.parametrize(
        ("a", "b", "old", "new"),
        [
            ("One cat slept.", "One dog slept.", "One [-cat-] slept.", "One [+dog+] slept."),
            ("One black cat", "One cat", "One [-black-] cat", "One cat"),
            ("a\u00a0b", "a b", "a\u00a0b", "a b"),
            ("a, b", "a b", "a[-,-] b", "a b"),
        ],
    )
    def test_marks_stand_tight_around_words(self, a, b, old, new):
        assert (shown(a, b, new=False), shown(a, b, old=False)) == (old, new)

    def test_what_moved_has_a_blank_after_its_number_and_before_the_next_mark(self):
        moved = Edit("moved", "Hikariko Ono,", "", 0, 13, 0, 0, 1)
        html = marked_html([moved, Edit("delete", "head", "", 13, 17, 0, 0)])
        assert seen(html) == "[-moved 1: Hikariko Ono,-] [-head-]"

    def test_a_mark_is_said_small_without_words_and_keeps_with_its_words(self):
        html = marked_html([Edit("replace", "a long way", ".", 0, 10, 0, 1)])
        assert said(html) == "deleted: [-a long way-] inserted: [+.+]"
        assert re.search(r"wrap\">\[-a</span> long <span [^>]*wrap\">way-\]</span></del>", html)
        assert ["<small>" in part for part in html.split("inserted")] == [False, True]

    @given(st.text("ab ,.<&", max_size=30), st.text("ab ,.<&", max_size=30))
    def test_the_words_of_each_text_are_shown(self, a, b):
        for text, side in ((a, {"new": False}), (b, {"old": False})):
            words = re.sub(r"\[[-+]|[-+]\]|moved \d+:", "", shown(a, b, **side))
            assert "".join(words.split()) == "".join(text.split())


class TestOverlap:
    def test_a_copy(self):
        row = overlap(corpus()["article"], corpus()["article"]).iloc[0]
        assert row.drop("longest_run").tolist() == pytest.approx([1.0] * (len(row) - 1))
        assert overlap(made("a b c d\nx y"), made("b c d x y"))["indel"].item() == 10 / 11

    @given(st.lists(st.lists(st.sampled_from("abc"), min_size=1), min_size=1, max_size=4))
    def test_runs_against_sets_of_tuples(self, lines):
        half = len(lines) // 2 + 1
        first, second = lines[:half], (lines[half:] or lines)
        row = overlap(*(made("\n".join(map(" ".join, side))) for side in (first, second))).iloc[0]

        def runs(side, n):
            return {tuple(s[i : i + n]) for s in side for i in range(len(s) - n + 1)}

        for n in range(1, 7):
            x, y = runs(first, n), runs(second, n)
            for name, whole in (("jaccard", x | y), ("containment", y)):
                expected = len(x & y) / len(whole) if whole else float("nan")
                assert row[f"{name}_{n}"] == pytest.approx(expected, nan_ok=True)
        shared = [n for n in range(1, 99) if runs(first, n) & runs(second, n)]
        assert row["longest_run"] == max(shared, default=0)

    @pytest.mark.parametrize("other", ["article-rewrite", "accord"])
    def test_characters_as_in_nltk_but_without_it(self, other, monkeypatch):
        versions = [corpus()[id] for id in ("article", other)]
        folded = [fold_layout([p.text for p in version.paragraphs]) for version in versions]
        texts = ["\n".join(p.text for p in version) for version in folded]
        expected = pytest.importorskip("nltk.translate.chrf_score").sentence_chrf(*texts)
        for name in [name for name in sys.modules if name.split(".")[0] == "nltk"]:
            monkeypatch.setitem(sys.modules, name, None)
        assert overlap(*versions)["chrf"].item() == pytest.approx(expected)

    def test_between_copy_and_independence(self):
        others = [corpus()[id] for id in ("article", "article-rewrite", "accord")]
        table = pd.concat([overlap(others[0], other) for other in others])
        assert (table.drop(columns="aligned").diff()[1:] < 0).all(axis=None)


class TestFigures:
    def test_alignment(self):
        picture = plot_alignment(pair())
        assert picture.table is pair().table
        assert "split p4.s2 to p4.s2 and p4.s3" in repr(picture)
        assert repr(picture).startswith(repr(pair()))
        axes, legend = picture.figure.axes[0], picture.figure.axes[0].get_legend()
        assert {t.get_text() for t in legend.get_texts()} == {"reworded", "split"}
        assert {h.get_linestyle() for h in legend.get_lines()} == {"-", "--"}
        assert {h.get_marker() for h in legend.get_lines()} <= {"", "None"}
        assert "thicker" in legend.get_title().get_text()
        assert legend.get_window_extent().y0 >= axes.get_window_extent().y1
        assert picture.figure.get_figheight() < 7

    def test_long_versions_stay_on_one_page_and_keep_the_ids_of_pairs(self):
        whole, part = corpus()["accord"], corpus()["accord"]["p10"]
        picture = plot_alignment(align_sentences(whole, made(part.text)))
        assert picture.figure.get_figheight() <= 10
        assert [t.get_text() for t in picture.figure.axes[0].texts] == ["p10.s1", "p1.s1"]

    def test_every_kind_is_drawn_and_said(self):
        picture = plot_alignment(aligned(f"{CATS} {ZEBRA} {MATTERS}", f"{ZEBRA} {CATS} {DOGS}"))
        legend = picture.figure.axes[0].get_legend()
        assert {t.get_text() for t in legend.get_texts()} == set(picture.table["kind"])
        assert all(word in repr(picture) for word in ("moved", "omitted", "added"))
        apart = plot_alignment(aligned(CATS, ZEBRA))
        assert apart.description.startswith(f"{apart.alt} No sentence corresponds to another. ")

    def test_changes(self):
        picture = plot_changes(changes())
        assert picture.table["count"].sum() == len(changes())
        for r in picture.table.itertuples():
            assert f"{r.type} {r.count} (" in repr(picture)
        other = plot_changes(pd.DataFrame({"type": ["sense", "name", "sense"]}))
        assert "sense 2 (67%)" in repr(other)
        with pytest.raises(AccordError, match="no rows"):
            plot_changes(changes().iloc[:0])


@pytest.mark.parametrize("name", ["changes", "changes-coder-a", "changes-coder-b"])
def test_harmful_changes_are_found(name):
    texts = [corpus()[id].text for id in ("article", "article-rewrite")]
    coded = corpus().annotations(name)
    for row in coded.itertuples():
        assert texts[0][row.article_start : row.article_end] == row.article_text
        assert texts[1][row.rewrite_start : row.rewrite_end] == row.rewrite_text
    harmful = coded[coded["harm"] == "yes"]
    hits = [
        any(
            (f.original_start < c.article_end and c.article_start < f.original_end)
            or (f.rewrite_start < c.rewrite_end and c.rewrite_start < f.rewrite_end)
            for f in changes().itertuples()
        )
        for c in harmful.itertuples()
    ]
    assert sum(hits) >= 0.9 * len(harmful)
