"""The gazetteer and the search for mentions: hand-made cases, the five texts, and one unseen."""

import cProfile
import pstats
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import (
    SHARED,
    annotated,
    corpus,
    gazetteer,
    passages,
    real_gazetteer,
    running_text,
)

from accordlib import (
    AccordError,
    Document,
    Passage,
    find_mentions,
    load_gazetteer,
    score_mentions,
)
from accordlib.actors.mentions import ACTORS, ENTITY_TYPES

HEADER = "id,name,type,belongs_to,acts_for,aliases,source\n"
SMALL = gazetteer(
    "uk, United Kingdom, state, , , UK | U.K. | British | Britain",
    "japan, Japan, state, , , Japanese",
    "canada, Canada, state",
    "turkiye, Türkiye, state, , , Turkey | Turkish",
    "taiwan, Taiwan, polity",
    "nato, North Atlantic Treaty Organization, organisation, , , NATO | N.A.T.O.",
    "wto, World Trade Organisation, organisation, , , WTO",
    "un, United Nations, organisation, , , UN",
    "un-charter, UN Charter, instrument",
    "rise, Partnership for RISE, instrument, , , RISE",
    "gcap, Global Combat Air Programme, instrument",
    "jsdf, Japan Self-Defense Forces, force, japan",
    "mod, Ministry of Defence, body, uk",
    "meti, Ministry of Trade, body, japan, , METI",
    "rishi-sunak, Rishi Sunak, person, uk, , Sunak",
    "fumio-kishida, Fumio Kishida, person, japan, , Kishida Fumio | Kishida",
    "theresa-may, Theresa May, person, uk, , May",
    "london, London, place, uk, uk",
    "tokyo, Tokyo, place, japan, japan",
    "paris, Paris, place",
    "washington, Washington, place, , canada",
    "ivory-coast, Côte d'Ivoire, state",
)


def found(*texts: str, names=SMALL) -> list[tuple[str, str]]:
    """Return surfaces and ids."""
    return [(m.surface, m.id) for m in find_mentions(passages(*texts), names).rows()]


def typed(*texts: str, names=SMALL) -> list[tuple[str, str, str]]:
    return [(m.surface, m.id, m.type) for m in find_mentions(passages(*texts), names).rows()]


def ids(*texts: str, names=SMALL) -> list[str]:
    return [id for _, id in found(*texts, names=names)]


# The gazetteer


def test_the_projects_own_gazetteer_is_the_default():
    assert load_gazetteer().equals(real_gazetteer())
    assert list(real_gazetteer()) == HEADER.strip().split(",")
    assert len(real_gazetteer()) > 1000
    assert set(real_gazetteer()["type"]) == set(ENTITY_TYPES)
    assert real_gazetteer()["id"].is_unique
    assert (real_gazetteer()["source"] != "").all()


def test_rows_are_read_as_they_stand(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(f'{HEADER}x,"X, Y",body,,,A | "B",s\n'.replace('"B"', "B"), "utf-8")
    assert load_gazetteer(path).values.tolist() == [["x", "X, Y", "body", "", "", "A | B", "s"]]


def test_blanks_around_cells_and_empty_rows_do_not_count(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(f"{HEADER}nor,Norland ,state,,,,\n,,,,,,\ncap, Cap,place,, nor ,,\n\n", "utf-8")
    assert ids("Norland met Cap.", names=load_gazetteer(path)) == ["nor", "nor"]


@pytest.mark.parametrize("line", ["\r\n", "\n    ", " \n", "\t\r\n  "])
def test_a_name_goes_over_the_end_of_a_line(line):
    surface = f"United{line}Kingdom"
    assert found(f"the {surface} met Prime{line}Minister Ann{line}Example.") == [
        (surface, "uk"),
        (f"Ann{line}Example", "ann-example"),
    ]


def test_no_name_goes_over_an_empty_line():
    assert found("United\n\nKingdom") == []


def test_a_gazetteer_may_be_empty(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(HEADER, "utf-8")
    assert found("Japan and the Paris Agreement", names=load_gazetteer(path)) == [
        ("Paris Agreement", "paris-agreement")
    ]


def test_a_name_may_stand_twice_in_its_own_row(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(f"{HEADER}x,X,body,,,X | Z | Z,\n", "utf-8")
    assert ids("X and Z", names=load_gazetteer(path)) == ["x", "x"]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ('a,A,state,,,"B,s\n', "line 2"),
        ("a,A,state,,,,s\nb,B,state\n", "line 3 has 3 columns.*its header 7"),
        ("a,A,state,,,,s\n\nb,B,state,,,,s\n", "line 3 has 0 columns"),
        ('a,A,state,,,,s\nb,"B"B,state,,,,s\n', "line 3"),
        ("a,A,state,,,,s\na,B,state,,,,s\n", "line 2, column id: 'a'"),
        (",A,state,,,,s\n", "line 2, column id: ''"),
        ("a,,state,,,,s\n", "line 2, column name: ''"),
        ("a,A,state,,,,s\nb,B,nation,,,,s\n", "line 3, column type: 'nation'"),
        ("a,A,state,,,,s\nb,B,body,c,,,s\n", "line 3, column belongs_to: 'c'"),
        ("a,A,state,,,,s\nb,B,place,,c,,s\n", "line 3, column acts_for: 'c'"),
        ("a,A,state,,,X,s\nb,B,state,,,Y | X,s\n", "line 3, column aliases: 'X'.*'a'"),
        ("a,A,state,,,X,s\nb,X,state,,,,s\n", "line 3, column .*: 'X'.*'a'"),
        ('a,A,state,,,,"two\nlines"\nb,B,nation,,,,s\n', "line 4, column type"),
    ],
)
def test_a_defect_is_refused_with_its_line_and_column(tmp_path, rows, where):
    path = tmp_path / "names.csv"
    path.write_text(HEADER + rows, "utf-8")
    with pytest.raises(AccordError, match=f"names.csv.*{where}"):
        load_gazetteer(path)


@pytest.mark.parametrize("header", ["id,name,type", HEADER.upper().strip(), HEADER.strip() + ",x"])
def test_another_header_is_refused(tmp_path, header):
    path = tmp_path / "names.csv"
    path.write_text(f"{header}\n", "utf-8")
    with pytest.raises(AccordError, match="line 1: the columns must be id, name, type"):
        load_gazetteer(path)


def test_a_missing_gazetteer_is_refused(tmp_path):
    with pytest.raises(AccordError, match="nowhere.csv is missing"):
        load_gazetteer(tmp_path / "nowhere.csv")


def test_every_name_of_the_gazetteer_is_found_as_its_entity():
    types = dict(zip(real_gazetteer()["id"], real_gazetteer()["type"], strict=True))
    expected, texts = {}, []
    for row in real_gazetteer().itertuples():
        for alias in (row.name, *filter(None, map(str.strip, row.aliases.split("|")))):
            if row.type == "person" and " " not in alias:
                continue
            name = f"d{len(texts)}"
            text = f"We saw {alias}."
            texts.append(Passage(f"{name}:p1", text, name, 0, len(text)))
            id = row.acts_for or row.id
            expected[f"{name}:p1"] = (alias, id, types[id])
    rows = find_mentions(texts, real_gazetteer()).rows()
    assert {m.passage: (m.surface, m.id, m.type) for m in rows} == expected


# Whole words, the longest first


def test_the_longest_name_wins():
    assert found("The UN Charter binds the UN.") == [("UN Charter", "un-charter"), ("UN", "un")]
    assert ids("Japan Self-Defense Forces") == ["jsdf"]


def test_a_longer_patterned_name_wins_over_a_name_of_the_gazetteer():
    assert ids("the UK-Japan Digital Partnership") == ["uk-japan-digital-partnership"]
    assert ids("the North Atlantic Treaty Organization Council") == [
        "north-atlantic-treaty-organization-council"
    ]


def test_a_longer_name_of_a_person_wins_over_a_state_in_it():
    names = gazetteer("israel, Israel, state")
    assert found("Minister Israel Katz met Israel.", names=names) == [
        ("Israel Katz", "israel-katz"),
        ("Israel", "israel"),
    ]


@pytest.mark.parametrize(
    "text", ["UKIP", "AUKUS", "UK2", "Japans", "eJapan", "UNO", "United Kingdoms"]
)
def test_a_part_of_a_word_is_not_a_name(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    ["UK-Japan", "UK–Japan", "UK/Japan", "(UK) Japan", "“UK”, Japan.", "UK\u2011Japan", "UK_Japan"],
)
def test_marks_and_hyphens_end_a_word(text):
    assert found(text) == [("UK", "uk"), ("Japan", "japan")]


@pytest.mark.parametrize("mark", ["'s", "’s", "ʼs", "'", "’"])
def test_a_possessive_is_not_part_of_a_mention(mark):
    assert found(f"The UK{mark} plan and the U.K.{mark} plan") == [("UK", "uk"), ("U.K.", "uk")]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_an_apostrophe_inside_a_name_may_be_straight_or_not(mark):
    assert found(f"Côte d{mark}Ivoire") == [(f"Côte d{mark}Ivoire", "ivory-coast")]


def test_capitals_count():
    assert found("uk Uk JAPAN japan british united kingdom nato Nato") == []


def test_an_abbreviation_is_not_the_word_that_is_spelt_like_it():
    assert found("Prices rise. Rise early. They raise RISE.") == [("RISE", "rise")]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("World Trade Organization", "wto"),
        ("World Trade Organisation", "wto"),
        ("Global Combat Air Program", "gcap"),
        ("Global Combat Air Programme", "gcap"),
        ("Ministry of Defense", "mod"),
        ("Japan Self-Defence Forces", "jsdf"),
        ("North Atlantic Treaty Organisation", "nato"),
    ],
)
def test_british_and_american_spellings_are_the_same_name(text, id):
    assert found(f"the {text}.") == [(text, id)]


def test_government_after_a_state_belongs_to_it():
    text = "The UK government, the Japanese Government’s plan, Taiwan government, NATO government"
    assert found(text) == [
        ("UK government", "uk"),
        ("Japanese Government", "japan"),
        ("Taiwan", "taiwan"),
        ("NATO", "nato"),
    ]


@pytest.mark.parametrize("after", ["governments", "governmental", "’s government", ", government"])
def test_another_word_after_a_state_does_not_belong_to_it(after):
    assert found(f"the UK{' ' * after.isalpha()}{after}") == [("UK", "uk")]


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\n", "\t"])
def test_a_name_may_have_any_blank_between_its_words(blank):
    surface = f"United{blank}Kingdom"
    assert found(f"the {surface} left") == [(surface, "uk")]


# Abbreviations


def test_an_abbreviation_in_brackets_is_learnt_for_the_rest_of_the_document():
    text = "MSW. The Ministry of Silly Walks (MSW) met; MSW’s head left."
    id = "ministry-of-silly-walks"
    assert found(text, "Later MSW met, MSWX not.") == [
        ("Ministry of Silly Walks", id),
        ("MSW", id),
        ("MSW", id),
        ("MSW", id),
    ]


def test_an_abbreviation_is_learnt_in_its_own_document_only():
    one = passages("The Ministry of Silly Walks (MSW) met.", document="x")
    two = passages("The MSW met.", document="y")
    assert [m.passage for m in find_mentions((*one, *two), SMALL).rows()] == ["x:p1"] * 2


@pytest.mark.parametrize("bracket", ["(Tokyo)", "(left)", "(G)", "(Defence)", "[MSW]", "(2023)"])
def test_other_words_in_brackets_are_not_abbreviations(bracket):
    surfaces = [surface for surface, _ in found(f"The Ministry of Silly Walks {bracket} met.")]
    assert surfaces == ["Ministry of Silly Walks", *(["Tokyo"] if "Tokyo" in bracket else [])]


def test_an_abbreviation_that_is_known_keeps_its_own_entity():
    assert found("It was held by Japan (METI).") == [("Japan", "japan"), ("METI", "meti")]


def test_an_abbreviation_defined_in_the_text_is_not_the_other_one_in_the_gazetteer():
    text = "The Walking Training Office (WTO) met. The WTO left."
    assert ids(text) == ["walking-training-office"] * 3


def test_a_news_agency_after_a_dateline_is_not_the_place():
    assert found("TOKYO (AP) - Japan met.") == [("TOKYO", "tokyo"), ("Japan", "japan")]


# Persons


def test_a_surname_counts_only_in_a_document_that_gives_the_full_name_or_a_title():
    assert found("Sunak left.") == []
    assert found("Rishi Sunak came.", "Sunak left.") == [
        ("Rishi Sunak", "rishi-sunak"),
        ("Sunak", "rishi-sunak"),
    ]
    assert ids("Prime Minister Sunak came.", "Sunak left.") == ["rishi-sunak"] * 2
    assert ids("Sunak left.", "Later Rishi Sunak came.") == ["rishi-sunak"] * 2
    apart = (*passages("Rishi Sunak", document="x"), *passages("Sunak", document="y"))
    assert len(find_mentions(apart, SMALL)) == 1


@pytest.mark.parametrize("name", ["Fumio Kishida", "Kishida Fumio"])
def test_either_order_of_a_name_introduces_its_surname(name):
    assert ids(f"{name} came. Kishida left.") == ["fumio-kishida"] * 2


@pytest.mark.parametrize(
    "title",
    ["Prime Minister", "President", "Foreign Secretary", "Defense Minister", "Ambassador"],
)
def test_an_unknown_person_is_found_by_a_title(title):
    assert typed(f"{title} Jane Example came. Example left.") == [
        ("Jane Example", "jane-example", "person"),
        ("Example", "jane-example", "person"),
    ]


def test_two_unknown_persons_may_share_a_title():
    assert found("Ministers Smith and Jones met. Jones left, Smith stayed.") == [
        ("Smith", "smith"),
        ("Jones", "jones"),
        ("Jones", "jones"),
        ("Smith", "smith"),
    ]


def test_each_of_two_persons_may_have_a_title():
    text = "Foreign Secretary Ann Smith and Defence Secretary Bob Jones met Prime Minister Sunak."
    assert ids(text) == ["ann-smith", "bob-jones", "rishi-sunak"]


def test_a_surname_in_capitals_may_stand_first():
    text = "Prime Minister ISHIBA Shigeru came. ISHIBA left."
    assert found(text) == [("ISHIBA Shigeru", "ishiba-shigeru"), ("ISHIBA", "ishiba-shigeru")]


@pytest.mark.parametrize("name", ["Jane Example", "EXAMPLE Jane"])
def test_a_title_before_the_surname_alone_makes_no_second_person(name):
    surname = max(name.split(), key=len)
    id = name.lower().replace(" ", "-")
    assert ids(f"President {name} came. President {surname} left.") == [id, id]


def test_a_known_person_is_the_same_with_the_surname_in_capitals():
    assert ids("Prime Minister KISHIDA Fumio met Prime Minister Sunak.") == [
        "fumio-kishida",
        "rishi-sunak",
    ]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_name_may_have_an_apostrophe(mark):
    assert ids(f"President O{mark}Neill came. O{mark}Neill’s plan.") == ["o-neill"] * 2


def test_an_initial_is_not_a_name():
    text = "Minister J. Smith met J. Brown on J Street."
    assert found(text) == [("J. Smith", "j-smith")]


def test_what_is_joined_to_one_person_is_not_a_person():
    assert found("President Biden and Parliament met. Parliament left.") == [("Biden", "biden")]
    assert ids("Prime Minister Sunak and Japan met.") == ["rishi-sunak", "japan"]


@pytest.mark.parametrize("text", ["the Prime Minister", "President of Japan", "Ministers met"])
def test_a_title_without_a_name_is_not_a_mention(text):
    assert [id for id in ids(text) if id != "japan"] == []


# Ordinary words


def test_a_word_at_the_beginning_of_a_sentence_is_left_out_if_the_text_has_it_in_small():
    text = "Turkey is eaten here. We like turkey. But Turkey joined. Turkish ministers came."
    assert found(text) == [("Turkey", "turkiye"), ("Turkish", "turkiye")]


def test_a_word_at_the_beginning_of_a_sentence_counts_if_the_text_has_it_never_in_small():
    assert found("Turkey joined. Turkey left.") == [("Turkey", "turkiye")] * 2


def test_the_small_word_may_stand_in_another_passage_of_the_document():
    assert found("Turkey is eaten.", "We like turkey.") == []
    apart = (*passages("Turkey joined.", document="x"), *passages("a turkey", document="y"))
    assert len(find_mentions(apart, SMALL)) == 1


def test_a_surname_that_is_an_ordinary_word_is_a_person_inside_a_sentence_only():
    text = "Theresa May came. May we ask? We may. Then May left."
    assert found(text) == [("Theresa May", "theresa-may"), ("May", "theresa-may")]


def test_a_quotation_mark_does_not_hide_the_beginning_of_a_sentence():
    assert found("Theresa May came. We may leave. “May we ask?” she said.") == [
        ("Theresa May", "theresa-may")
    ]


def test_a_name_of_several_words_or_capitals_is_never_an_ordinary_word():
    text = "RISE helps. Prices rise. United Kingdom! A kingdom united. UK, uk."
    assert ids(text) == ["rise", "uk", "uk"]


# Capitals


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("London and Tokyo announced a plan.", "uk japan"),
        ("Ties with London are close.", "uk"),
        ("It angered Tokyo.", "japan"),
        ("Talks were held in London.", "london"),
        ("He flew from London via Tokyo to Paris.", "london tokyo paris"),
        ("They met at London and Tokyo.", "london tokyo"),
        ("He went to London, Paris and Tokyo.", "london paris tokyo"),
        ("visits to Canada and Washington", "canada washington"),
        ("ties with Canada and Washington", "canada canada"),
        ("London’s plan; in Tokyo’s view", "uk tokyo"),
        ("LONDON - Japan met TOKYO.", "london japan tokyo"),
        ("Paris announced a plan.", "paris"),
    ],
)
def test_a_capital_is_its_state_where_it_acts_and_a_place_where_one_is(text, kinds):
    assert ids(text) == kinds.split()


def test_a_capital_has_the_type_of_what_it_is_there():
    assert [type for *_, type in typed("London met in London")] == ["state", "place"]


# Patterned names


@pytest.mark.parametrize(
    ("name", "id", "type"),
    [
        ("Ministry of Silly Walks", "ministry-of-silly-walks", "body"),
        ("Department for Work, Rest and Play", "department-for-work-rest-and-play", "body"),
        ("National Truth Agency", "national-truth-agency", "body"),
        ("Joint Committee on Things", "joint-committee-on-things", "body"),
        ("Kenyan Navy", "kenyan-navy", "force"),
        ("Royal Thai Armed Forces", "royal-thai-armed-forces", "force"),
        ("Ruritanian Air Self-Defence Force", "ruritanian-air-self-defence-force", "force"),
        ("HMS Victory", "hms-victory", "force"),
        ("HMS Prince of Wales", "hms-prince-of-wales", "force"),
        ("JS Kaga", "js-kaga", "force"),
        ("Paris Agreement", "paris-agreement", "instrument"),
        ("Atlantic Charter", "atlantic-charter", "instrument"),
        (
            "Clean Energy and Growth Partnership",
            "clean-energy-and-growth-partnership",
            "instrument",
        ),
        ("2023 Defence Strategy", "2023-defence-strategy", "instrument"),
    ],
)
def test_a_name_of_a_known_pattern_is_found_with_its_words_as_id(name, id, type):
    assert typed(f"They signed, with the {name}, a text.") == [(name, id, type)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.K.-Japan Digital Partnership", ["U.K.-Japan Digital Partnership"]),
        ("the Energy Council for U.K. Studies", ["Energy Council for U.K. Studies"]),
        ("the UN, Clean Energy Partnership and WTO", ["UN", "Clean Energy Partnership", "WTO"]),
        (
            "Japan-North Atlantic Treaty Organization ties",
            ["Japan", "North Atlantic Treaty Organization"],
        ),
    ],
)
def test_a_patterned_name_neither_cuts_nor_swallows_another_name(text, expected):
    assert [surface for surface, _ in found(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Agreement and the Partnership",
        "This Agreement, an Agreement",
        "the agreement, its navy and the office",
        "Our Strategy",
    ],
)
def test_a_word_for_a_kind_of_thing_is_not_a_name(text):
    assert found(text) == []


# Any text


def test_passages_without_mentions_and_empty_ones_are_kept():
    mentions = find_mentions(passages("", "nothing", "Japan"), SMALL)
    assert [p.id for p in mentions.passages] == ["d:p1", "d:p2", "d:p3"]
    assert [m.passage for m in mentions.rows()] == ["d:p3"]


def test_no_passages_have_no_mentions():
    mentions = find_mentions([], SMALL)
    assert len(mentions) == 0
    assert list(mentions.table) == ["passage", "start", "end", "surface", "id", "type"]


NAMES = st.sampled_from(
    "UK U.K. Japan Japanese’s Turkey turkey London Tokyo NATO (WTO) (MSW) MSW RISE May Sunak "
    "Rishi Minister Prime President Smith and government in to of the The Ministry Silly Walks "
    "Agreement Partnership HMS Navy United Kingdom Côte d’Ivoire 2+2 KISHIDA J. O’Neill".split()
)
TEXT = st.lists(
    st.tuples(NAMES | st.text(max_size=6), st.sampled_from([" ", "  ", "-", ", ", ". ", "\n", ""])),
    max_size=25,
).map(lambda parts: "".join(a + b for a, b in parts))


@given(st.lists(TEXT, max_size=3))
def test_every_match_is_the_text_at_its_offsets_in_order_and_without_overlap(texts):
    made = passages(*texts)
    mentions = find_mentions(iter(made), SMALL)
    document = "\n".join(texts)
    end = 0
    for m in mentions.rows():
        assert end <= m.start < m.end
        assert document[m.start : m.end] == m.surface
        assert m.surface[0].isalnum()
        assert not document[m.end : m.end + 1].isalnum()
        assert not document[max(0, m.start - 1) : m.start].isalnum()
        assert m.type in ENTITY_TYPES
        end = m.end
    assert mentions.passages == made


@given(st.permutations(["accord", "hiroshima-news", "press-release-2021", "article"]))
def test_the_order_of_the_documents_does_not_matter(order):
    texts = [p for name in order for p in corpus()[name].paragraphs[:4]]
    mentions = find_mentions(texts, real_gazetteer()).table
    straight = find_mentions(sorted(texts, key=lambda p: p.id), real_gazetteer()).table
    by = ["passage", "start"]
    assert mentions.sort_values(by, ignore_index=True).equals(
        straight.sort_values(by, ignore_index=True)
    )
    assert len(straight) > 30


def test_passages_of_documents_may_alternate():
    one = passages("The Ministry of Silly Walks (MSW) met.", "MSW met.", document="x")
    two = passages("MSW met Japan.", "MSW met Japan.", document="y")
    mixed = [p for pair in zip(one, two, strict=True) for p in pair]
    assert [m.surface for m in find_mentions(mixed, SMALL).rows()] == [
        "Ministry of Silly Walks",
        "MSW",
        "Japan",
        "MSW",
        "Japan",
    ]


def test_passages_of_one_document_may_stand_in_any_order():
    texts = passages("The UK met.", "Japan met.")
    assert sorted(find_mentions(texts[::-1], SMALL).table["id"]) == ["japan", "uk"]


def test_nothing_is_changed_by_the_search():
    names = SMALL.copy()
    find_mentions(passages("Prime Minister Jane Example (PMJE) of the UK"), names)
    assert names.equals(SMALL)


def test_what_one_search_learns_the_next_does_not_know():
    found("The Ministry of Silly Walks (MSW) met Prime Minister Jane Example.")
    assert found("The MSW met Example.") == []


# The cost


def calls(text: str) -> int:
    """Return how many functions a second search calls, without the reading of the gazetteer."""
    find_mentions(passages(text), SMALL)
    profile = cProfile.Profile()
    profile.runcall(find_mentions, passages(text), SMALL)
    empty = cProfile.Profile()
    empty.runcall(find_mentions, passages(""), SMALL)
    return pstats.Stats(profile).total_calls - pstats.Stats(empty).total_calls


@pytest.mark.parametrize(
    "text",
    [
        "The UK met Japan in London, and NATO’s Secretary left. ",
        "The Ministry of Silly Walks (MSW) met the MSW. ",
        "Turkey is eaten. They ate turkey in Turkey. ",
        "Prime Minister Jane Example met Ministers Smith and Jones. ",
        "the Clean Energy And Growth And Work And Rest And Play And More ",
        "London, Tokyo, Washington and ",
        "UK-",
    ],
)
def test_twice_the_text_takes_twice_the_work(text):
    assert calls(text * 80) <= 2.3 * calls(text * 40)


def test_a_long_list_of_capitals_is_searched_to_its_end():
    assert ids("to " + ", ".join(["London"] * 1500)) == ["london"] * 1500


# The five texts


def test_actors_of_the_five_texts_are_found_with_f1_of_at_least_96():
    score = score_mentions(find_mentions(running_text(), real_gazetteer()), annotated())
    assert score.table.loc["actors", "annotated"] > 200
    assert score.table.loc["actors", "f1"] >= 0.96, f"\n{score}\n{score.errors.to_string()}"


@pytest.mark.parametrize("name", list(corpus()))
def test_actors_of_each_text_are_found_with_precision_and_recall_of_at_least_9_in_10(name):
    texts = [p for p in running_text() if p.document == name]
    mine = {
        (m.passage, m.start, m.end, m.type) for m in actors(find_mentions(texts, real_gazetteer()))
    }
    truth = {(m.passage, m.start, m.end, m.type) for m in actors(annotated())}
    truth = {key for key in truth if key[0].startswith(f"{name}:")}
    numbers = f"{len(mine & truth)} of {len(mine)} found and {len(truth)} annotated"
    assert len(mine & truth) >= 0.9 * max(len(mine), len(truth)), numbers


def actors(mentions) -> list:
    return [m for m in mentions.rows() if m.type in ACTORS]


def test_matches_have_the_entity_that_was_annotated():
    ours = {
        (m.passage, m.start, m.end): m.id
        for m in actors(find_mentions(running_text(), real_gazetteer()))
    }
    known = set(real_gazetteer()["id"])
    wrong = [
        (m, ours[key])
        for m in actors(annotated())
        for key in [(m.passage, m.start, m.end)]
        if key in ours and m.id in known and ours[key] != m.id
    ]
    assert wrong == []


# Texts that were not annotated

AGREEMENTS = SHARED / "agreements"
unseen = pytest.mark.skipif(not AGREEMENTS.is_dir(), reason="the agreements are not here")


@unseen
def test_other_agreements_are_searched_without_a_crash():
    paths = sorted(AGREEMENTS.glob("*.txt"))
    assert paths
    for path in paths:
        document = Document.from_file(path)
        for m in find_mentions(document.paragraphs, real_gazetteer()).rows():
            assert document.text[m.start : m.end] == m.surface


@unseen
def test_actors_of_another_statement_are_those_of_a_hand_count():
    document = Document.from_file(AGREEMENTS / "joint-leaders-statement-on-aukus-2.txt")
    mentions = find_mentions(document.paragraphs, real_gazetteer())
    counted = Counter(m.id for m in mentions.rows())
    by_hand = {
        "australia": 18,
        "uk": 8,
        "us": 7,
        "royal-navy": 2,
        "international-atomic-energy-agency": 1,
    }
    assert {id: counted[id] for id in by_hand} == by_hand
