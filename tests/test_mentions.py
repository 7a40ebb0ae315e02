"""The annotation against its codebook, the reliability of its codings, and how finds are scored."""

import csv
import math
import re

import pandas as pd
import pytest
from library import DATA, annotated, corpus, mentions, passages, real_gazetteer, running_text
from nltk.metrics.agreement import AnnotationTask

from accordlib import (
    AccordError,
    Mentions,
    candidate_names,
    find_mentions,
    find_names,
    score_mentions,
)
from accordlib.actors.mentions import ACTORS, ENTITY_TYPES, MENTION_COLUMNS

CODINGS = ("mentions", "mentions-coder-a", "mentions-coder-b")
CODERS = CODINGS[1:]
TITLES = ("Prime Minister", "President", "Minister", "Secretary", "Foreign Secretary", "First Sea")

coding = pytest.mark.parametrize("name", CODINGS)


def spans(table: pd.DataFrame) -> dict[tuple[str, int, int], str]:
    keys = zip(table["passage"], table["start"], table["end"], strict=True)
    return dict(zip(keys, table["type"], strict=True))


def readme() -> str:
    return " ".join((DATA / "annotations" / "README.md").read_text("utf-8").split())


def after(m) -> str:
    return corpus()[m.passage.partition(":")[0]].text[m.end :]


# The annotation


@coding
def test_every_row_is_the_text_at_its_offsets_inside_its_passage(name):
    assert len(annotated(name)) > 300
    bounds, place = {p.id: (p.start, p.end) for p in running_text()}, ("", 0)
    for m in annotated(name).rows():
        document = m.passage.partition(":")[0]
        assert corpus()[document].text[m.start : m.end] == m.surface
        start, end = bounds[m.passage]
        assert start <= m.start < m.end <= end
        assert place[0] != document or place[1] <= m.start
        place = (document, m.end)


@coding
def test_types_are_those_of_the_codebook(name):
    codebook = (DATA / "annotations" / "CODEBOOK.md").read_text("utf-8")
    described = set(re.findall(r"^\| `(\w+)` \|", codebook, re.MULTILINE))
    assert described == set(ENTITY_TYPES)
    assert set(annotated(name).table["type"]) <= described


@coding
def test_a_mention_has_a_name_in_it_but_no_article_title_or_possessive(name):
    for m in annotated(name).rows():
        assert re.search(r"[A-Z0-9]", m.surface), m
        assert not m.surface.endswith(("’s", "'s", "’", "'")), m
        assert not m.surface.startswith(("The ", "the ", "A ", "Our ", "our ")), m
        assert not m.surface.startswith(TITLES), m
        assert m.surface == m.surface.strip(), m


@coding
def test_the_word_government_after_a_state_belongs_to_the_mention(name):
    states = [m for m in annotated(name).rows() if m.type == "state"]
    assert any(m.surface.endswith(" government") for m in states)
    assert not any(re.match(r" [Gg]overnment\b", after(m)) for m in states)


@coding
def test_an_abbreviation_in_brackets_is_a_mention_of_the_same_entity(name):
    starts = {(m.passage, m.start): m for m in annotated(name).rows()}
    defined = [
        (m, starts.get((m.passage, m.end + 2)))
        for m in annotated(name).rows()
        if re.match(r" \([A-Z]{3,}\)", after(m))
    ]
    assert len(defined) >= 10
    for long, short in defined:
        assert short is not None, long
        assert (short.id, short.type) == (long.id, long.type)


@coding
def test_a_name_that_is_coded_once_is_coded_wherever_it_stands(name):
    coded = {p.id: [] for p in running_text()}
    for m in annotated(name).rows():
        coded[m.passage].append((m.start, m.end))
    names = {m.surface for m in annotated(name).rows()}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
    left_out = [
        (p.id, p.start + found.start(), found[0])
        for p in running_text()
        for found in pattern.finditer(p.text)
        if not any(a <= p.start + found.start() < b for a, b in coded[p.id])
    ]
    assert left_out == []


@coding
def test_an_entity_has_one_type_but_for_a_state_whose_capital_is_a_place(name):
    table = annotated(name).table
    for _, group in table.groupby("id"):
        assert len(set(group["type"])) == 1
    both = {
        surface
        for surface, group in table.groupby("surface")
        if set(group["type"]) == {"state", "place"}
    }
    acting = real_gazetteer().loc[real_gazetteer()["acts_for"] != "", "name"]
    assert "London" in both
    assert both <= set(acting)


@coding
def test_an_entity_of_the_gazetteer_has_its_type_and_any_other_is_a_patterned_name(name):
    types = dict(zip(real_gazetteer()["id"], real_gazetteer()["type"], strict=True))
    ending = re.compile(
        r"\b(?:Agreement|Partnership|Dialogue|Arrangement|Consultations|Memorandum|Review|Office)\b"
    )
    for m in annotated(name).rows():
        if m.id in types:
            assert m.type == types[m.id], m
        elif m.surface.isupper():
            assert any(o.id == m.id and not o.surface.isupper() for o in annotated(name).rows()), m
        else:
            assert ending.search(m.surface), m
            assert m.type in {"instrument", "body"}, m


def test_an_entity_outside_the_gazetteer_is_named_in_one_document_only():
    table = annotated().table
    other = table[~table["id"].isin(real_gazetteer()["id"])]
    homes = other["passage"].str.partition(":")[0].groupby(other["id"]).nunique()
    assert len(homes) > 0
    assert (homes == 1).all()


# The reliability of the codings


def test_the_two_codings_share_as_many_spans_and_types_as_the_readme_says():
    a, b = (spans(annotated(name).table) for name in CODERS)
    shared = len(a.items() & b.items())
    assert shared == len(a) == len(b)
    assert f"The two codings share all {shared} spans and types" in readme()
    f1 = 2 * shared / (len(a) + len(b))
    score = score_mentions(annotated(CODERS[0]), annotated(CODERS[1]))
    assert score.table.loc["all", "f1"] == pytest.approx(f1)
    assert f"F1 on spans {f1:g}," in readme()


def test_kappa_of_the_types_is_nltks_over_the_spans_of_either_coding():
    a, b = (spans(annotated(name).table) for name in CODERS)
    units = a.keys() | b.keys()
    labels = [
        (coder, unit, found.get(unit, "none"))
        for coder, found in (("a", a), ("b", b))
        for unit in units
    ]
    kappa = AnnotationTask(data=labels).kappa()
    assert f"Cohen's kappa on types {kappa:g})" in readme()
    assert len(set(a.values())) == 10


@pytest.mark.parametrize("coder", CODERS)
def test_every_decision_of_the_reconciled_coding_was_that_of_a_coder(coder):
    assert spans(annotated().table).items() <= (
        spans(annotated(CODERS[0]).table).items() | spans(annotated(CODERS[1]).table).items()
    )
    with (DATA / "annotations" / f"{coder}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(MENTION_COLUMNS)


# What Mentions refuses

TEXTS = passages("Japan and the UK.", "The UK.")


def row(passage="d:p1", start=0, end=5, surface="Japan", id="japan", type="state"):
    return (passage, start, end, surface, id, type)


UK = row(start=14, end=16, surface="UK", id="uk")


def frame(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(MENTION_COLUMNS))


def made(*rows: tuple) -> Mentions:
    return Mentions(TEXTS, frame(*rows))


def test_good_rows_are_taken():
    second = row("d:p2", 22, 24, "UK", "uk")
    assert len(made(row(), UK, second)) == 3
    assert repr(made(row(), UK)) == "2 mentions of 2 entities in 1 of 2 passages"
    assert len(made()) == 0
    assert len(made(row(end=3, surface="Jap"), row(start=3, surface="an"))) == 2


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row("d:p3")], "Mention 1 .'Japan' in d:p3.: no such passage"),
        ([row(), row("d:p2", 14, 16, "UK")], r"Mention 2 .* outside its passage \(18 to 25\)"),
        ([row(start=12, end=19, surface="e UK. T")], "outside its passage"),
        ([row(start=-5, end=5)], "outside its passage"),
        ([row(start=5, end=5, surface="")], "outside its passage"),
        ([row(start=5, end=0)], "outside its passage"),
        ([row(surface="japan")], "another text at these offsets"),
        ([row(start=1, end=6)], "another text at these offsets"),
        ([row(type="ship")], "unknown type 'ship'; use state, polity, body"),
        ([row(), row(end=3, surface="Jap")], "Mention 2 .* overlaps"),
        ([row(), row(start=4, end=9, surface="n and")], "overlaps"),
        ([UK, row()], "out of order"),
    ],
)
def test_a_bad_row_is_refused_with_its_number_and_reason(rows, message):
    with pytest.raises(AccordError, match=message):
        made(*rows)


# Choosing


def test_choosing_types_keeps_the_passages_and_the_order():
    some = mentions("A B C", "B", types={"b": "place"})
    places = some.select(["place"])
    assert [(m.passage, m.surface) for m in places.rows()] == [("d:p1", "B"), ("d:p2", "B")]
    assert places.passages == some.passages
    assert some.select("place").table.equals(places.table)
    assert [m.surface for m in some.select(ACTORS).rows()] == ["A", "C"]
    assert list(places.table.index) == [0, 1]
    assert len(some) == 4


def test_choosing_a_pillar_keeps_its_passages_only():
    some = mentions("A B", "C", "A", pillars="DED")
    chosen = some.select(pillar="D")
    assert [p.id for p in chosen.passages] == ["d:p1", "d:p3"]
    assert [m.id for m in chosen.rows()] == ["a", "b", "a"]
    assert len(some.select(["place"], pillar="E")) == 0
    assert some.select().table.equals(some.table)
    assert len(mentions("nothing", "here").select(ACTORS)) == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"types": "nation"}, "types is 'nation'; it must be one of 'state', 'polity'"),
        ({"types": ["state", "nation"]}, "types is 'nation'"),
        ({"types": 3}, "without an int"),
        ({"pillar": "X"}, "pillar is 'X'; it must be one of 'D', 'E'"),
        ({"pillar": 4}, "pillar is 4"),
    ],
)
def test_an_unknown_choice_is_answered_with_the_known_ones(options, message):
    with pytest.raises(AccordError, match=message):
        mentions("A", "B", pillars="DE").select(**options)
    with pytest.raises(AccordError, match="pillar .'' stands for what is outside.*one of ''"):
        mentions("A").select(pillar="X")


# Scoring


def counts(score, name: str) -> tuple[int, int, int]:
    return tuple(score.table.loc[name, ["annotated", "found", "matched"]].astype(int))


def errors(score) -> list[tuple]:
    columns = ["error", "passage", "start", "surface", "type", "instead"]
    assert list(score.errors) == columns
    return list(score.errors.itertuples(index=False, name=None))


@coding
def test_an_annotation_scores_1_against_itself(name):
    score = score_mentions(annotated(name), annotated(name))
    assert (score.table[["precision", "recall", "f1"]] == 1).all(axis=None)
    assert score.errors.empty
    assert counts(score, "all") == (len(annotated(name)),) * 3
    assert score_mentions(made(row(id="nippon")), made(row())).errors.empty


def test_each_kind_of_error_is_counted_and_named():
    truth = made(row(), row(start=10, end=16, surface="the UK", id="uk"))
    truth = Mentions(TEXTS, pd.concat([truth.table, frame(row("d:p2", 22, 24, "UK", "uk"))]))
    found = made(row(type="place"), UK, row("d:p2", 18, 21, "The", "the", "person"))
    score = score_mentions(found, truth)
    assert errors(score) == [
        ("type", "d:p1", 0, "Japan", "state", "place"),
        ("boundary", "d:p1", 10, "the UK", "state", "UK"),
        ("spurious", "d:p2", 18, "The", "person", ""),
        ("missed", "d:p2", 22, "UK", "state", ""),
    ]
    assert counts(score, "state") == (3, 1, 0)
    assert counts(score, "place") == (0, 1, 0)
    assert counts(score, "actors") == (3, 2, 0)
    assert counts(score, "all") == (3, 3, 0)


def test_precision_recall_and_f1_by_hand():
    truth = mentions("A B C D")
    found = truth.table[truth.table["surface"].isin(["A", "B", "C"])].reset_index(drop=True)
    table = score_mentions(Mentions(truth.passages, found), truth).table
    assert table.loc["all", "precision"] == 1
    assert table.loc["all", "recall"] == 0.75
    assert table.loc["all", "f1"] == pytest.approx(2 * 1 * 0.75 / 1.75)
    back = score_mentions(truth, Mentions(truth.passages, found)).table
    assert (back.loc["all", "precision"], back.loc["all", "recall"]) == (0.75, 1)


def test_one_found_mention_over_two_annotated_ones_is_two_errors_of_boundary():
    truth = made(row(), UK)
    found = made(row(end=16, surface="Japan and the UK"))
    long = "Japan and the UK"
    assert errors(score_mentions(found, truth)) == [
        ("boundary", "d:p1", 0, "Japan", "state", long),
        ("boundary", "d:p1", 14, "UK", "state", long),
    ]
    assert errors(score_mentions(truth, found)) == [
        ("boundary", "d:p1", 0, long, "state", "Japan, UK")
    ]


def test_a_share_of_nothing_is_not_a_number():
    score = score_mentions(made(), made(row(), UK))
    assert counts(score, "all") == (2, 0, 0)
    assert math.isnan(score.table.loc["all", "precision"])
    assert score.table.loc["all", ["recall", "f1"]].tolist() == [0, 0]
    none = score_mentions(made(), made())
    assert list(none.table.index) == ["actors", "all"]
    assert none.table[["precision", "recall", "f1"]].isna().all(axis=None)
    assert none.errors.empty


def test_sides_over_different_passages_cannot_be_compared():
    fewer = Mentions(TEXTS[:1], frame(row()))
    with pytest.raises(AccordError, match="different passages"):
        score_mentions(fewer, made(row()))
    assert score_mentions(Mentions(TEXTS[::-1], frame(row())), made(row())).errors.empty


def test_a_score_shows_itself_as_a_table():
    score = score_mentions(made(row()), made(row(), UK))
    assert re.search(r"all +2 +1 +1 +1\.0 +0\.5 +0\.667", repr(score))
    assert "<td>0.667</td>" in score._repr_html_()


def test_passages_of_one_id_are_refused_and_the_values_of_a_dict_are_passages():
    given = passages("Japan met Japan.")
    assert len(find_mentions(dict(enumerate(given)).values(), real_gazetteer())) == 2
    with pytest.raises(AccordError, match="2 passages have the id"):
        find_mentions(given * 2, real_gazetteer())


# Names in scripts without blanks

SEA = (
    "甲国及び乙国は、東海市で海洋委員会を開いた。UKと甲国はASEAN諸国とも協力する。",
    "「甲国海洋協定」はイルゼ・マーレン首相が署名し、The UK met 海洋委員会 in Rome.",
)
SEA_NAMES = pd.DataFrame(
    [
        ("ko", "Kō", "state", "", "", "甲国", ""),
        ("otsu", "乙国", "state", "", "", "", ""),
        ("uk", "United Kingdom", "state", "", "", "UK|英国", ""),
        ("sea", "海", "place", "", "", "", ""),
        ("town", "東海市", "place", "", "", "", ""),
        ("asean", "ASEAN", "body", "", "", "ASEAN諸国", ""),
        ("commission", "海洋委員会", "body", "", "", "", ""),
        ("pact", "甲国海洋協定", "instrument", "", "", "", ""),
        ("maren", "イルゼ・マーレン", "person", "", "", "", ""),
    ],
    columns=["id", "name", "type", "belongs_to", "acts_for", "aliases", "source"],
)


@pytest.mark.parametrize("find", [find_mentions, find_names])
def test_japanese_names_stand_between_other_words_without_a_blank(find):
    table = find(passages(*SEA), SEA_NAMES).table
    assert table["surface"].tolist() == [
        *("甲国", "乙国", "東海市", "海洋委員会", "UK", "甲国", "ASEAN諸国"),
        *("甲国海洋協定", "イルゼ・マーレン", "UK", "海洋委員会"),
    ]
    whole = "\n".join(SEA)
    assert [whole[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == (
        table["surface"].tolist()
    )


def test_candidates_are_refused_where_no_capital_tells_them():
    with pytest.raises(AccordError, match="told by their capitals"):
        candidate_names(passages(SEA[0]))
    assert candidate_names(passages("The Rome Pact 甲国 was signed in Rome."))["name"].tolist()


def test_a_word_that_only_opens_a_sentence_is_no_part_of_a_name():
    found = candidate_names(passages("Soon Zembla Oil grew. We met Zembla Oil."))
    assert found[["name", "count"]].to_numpy().tolist() == [["Zembla Oil", 2]]


@pytest.mark.parametrize("before", ["", " and ", ", "])
def test_what_a_passage_begins_with_continues_no_list_of_places(before):
    found = find_mentions(passages(f"{before}Washington said so."), real_gazetteer())
    assert [m.id for m in found.rows()] == ["us"]
