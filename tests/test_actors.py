"""The gazetteer and the search for mentions: hand-made cases, the five texts, and one unseen."""

import cProfile
import pstats
import re
from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import SHARED, annotated, gazetteer, passages, real_gazetteer, running_text

from accordlib import AccordError, Document, Passage, find_mentions, load_gazetteer, score_mentions
from accordlib.actors.finding import _Plain, _Search
from accordlib.actors.listed_names import NameIndex
from accordlib.actors.mentions import ACTORS, ENTITY_TYPES
from accordlib.texts.capitalised_names import NAME_ENDINGS, START, capitalised
from accordlib.texts.folding import fold_layout

HEADER = "id,name,type,belongs_to,acts_for,aliases,source\n"
SMALL = gazetteer(
    "uk, United Kingdom, state, , , UK | U.K. | British | Britain",
    "japan, Japan, state, , , Japanese",
    "canada, Canada, state",
    "turkiye, Türkiye, state, , , Turkey | Turkish",
    "taiwan, Taiwan, polity",
    "sandia, Sandia, state, , , Sandan | Emiri",
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


def typed(*texts: str, names=SMALL) -> list[tuple[str, str, str]]:
    return [(m.surface, m.id, m.type) for m in find_mentions(passages(*texts), names).rows()]


def ids(*texts: str, names=SMALL) -> list[str]:
    return [id for _, id, _ in typed(*texts, names=names)]


# The gazetteer


def test_the_projects_own_gazetteer_is_the_default():
    assert load_gazetteer().equals(real_gazetteer())
    assert list(real_gazetteer()) == HEADER.strip().split(",")
    assert len(real_gazetteer()) > 1000
    assert set(real_gazetteer()["type"]) == set(ENTITY_TYPES)
    assert real_gazetteer()["id"].is_unique
    assert (real_gazetteer()["source"] != "").all()


def loaded(folder, text: str) -> pd.DataFrame:
    path = folder / "names.csv"
    path.write_text(text, "utf-8")
    return load_gazetteer(path)


def test_rows_are_read_as_they_stand_without_blanks_around_cells(tmp_path):
    table = loaded(tmp_path, f'{HEADER}x,"X, Y",body,,,A | B, s\n,,,,,,\ncap, Cap,place,, x ,,\n\n')
    assert table.to_numpy().tolist() == [
        ["x", "X, Y", "body", "", "", "A | B", "s"],
        ["cap", "Cap", "place", "", "x", "", ""],
    ]


def test_a_gazetteer_may_be_empty_and_a_name_stand_twice_in_its_own_row(tmp_path):
    none, twice = loaded(tmp_path, HEADER), loaded(tmp_path, f"{HEADER}x,X,body,,,X | Z | Z,\n")
    assert ids("Japan and the Paris Agreement", names=none) == ["paris-agreement"]
    assert ids("X and Z", names=twice) == ["x", "x"]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ('a,A,state,,,"B,s\n', "line 2"),
        ("a,A,state,,,,s\nb,B,state\n", "line 3 has 3 columns.*its header 7"),
        ("a,A,state,,,,s\n\nb,B,nation,,,,s\n", "line 4, column type: 'nation'"),
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
    with pytest.raises(AccordError, match=f"names.csv.*{where}"):
        loaded(tmp_path, HEADER + rows)


@pytest.mark.parametrize("header", ["id,name,type", HEADER.upper().strip(), HEADER.strip() + ",x"])
def test_another_header_is_refused(tmp_path, header):
    with pytest.raises(AccordError, match="line 1: the columns must be id, name, type"):
        loaded(tmp_path, f"{header}\n")


def test_a_table_saved_with_semicolons_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(AccordError, match="names.csv: save it with commas between the columns"):
        loaded(tmp_path, HEADER.replace(",", ";") + "a;A, or B;state;;;;\n")


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


# Names in their sentences: what is found is given back as [surface|id], passages divided by ¶


def marked(text: str, names=SMALL) -> str:
    texts = re.sub(r"\[([^|\]]+)\|[^\]]+\]", r"\1", text).split(" ¶ ")
    made = list(passages(*texts))
    for m in reversed(list(find_mentions(made, names).rows())):
        n = int(m.passage.removeprefix("d:p")) - 1
        start, end = m.start - made[n].start, m.end - made[n].start
        texts[n] = f"{texts[n][:start]}[{m.surface}|{m.id}]{texts[n][end:]}"
    return " ¶ ".join(texts)


CASES = {
    "the longest name wins": [
        "The [UN Charter|un-charter] binds the [UN|un].",
        "[Japan Self-Defense Forces|jsdf]",
        "the [UK-Japan Digital Partnership|uk-japan-digital-partnership]",
        "[North Atlantic Treaty Organization Council|north-atlantic-treaty-organization-council]",
        "Minister [Japan Katz|japan-katz] met [Japan|japan].",
    ],
    "a part of a word is no name": ["UKIP AUKUS UK2 Japans eJapan UNO United Kingdoms"],
    "marks and hyphens end a word": [
        "[UK|uk]-[Japan|japan]",
        "[UK|uk]–[Japan|japan]",
        "[UK|uk]/[Japan|japan]",
        "([UK|uk]) [Japan|japan]",
        "“[UK|uk]”, [Japan|japan].",
        "[UK|uk]\u2011[Japan|japan]",
        "[UK|uk]_[Japan|japan]",
    ],
    "a possessive is outside": [
        f"The [UK|uk]{mark} plan and the [U.K.|uk]{mark} plan"
        for mark in ("'s", "’s", "ʼs", "'", "’")
    ],
    "an apostrophe is straight or not": [
        "[Côte d'Ivoire|ivory-coast] or [Côte d’Ivoire|ivory-coast]",
        "President [O'Neill|o-neill] came. [O’Neill|o-neill]’s plan.",
    ],
    "capitals count": [
        "uk Uk JAPAN japan british united kingdom nato Nato",
        "Prices rise. Rise early. They raise [RISE|rise].",
    ],
    "British and American spellings are one": [
        "[World Trade Organization|wto], [World Trade Organisation|wto].",
        "[Global Combat Air Program|gcap], [Global Combat Air Programme|gcap].",
        "[Ministry of Defense|mod] met [Japan Self-Defence Forces|jsdf].",
        "[North Atlantic Treaty Organisation|nato].",
    ],
    "government belongs to a state before it": [
        "The [UK government|uk], the [Japanese Government|japan]’s plan",
        "[Taiwan|taiwan] government, [NATO|nato] government",
        "the [UK|uk] governments, the [UK|uk] governmental, the [UK|uk], government",
        "the [UK|uk]’s government",
    ],
    "a blank is any blank but an empty line": [
        "[United\u00a0Kingdom|uk], [United\u202fKingdom|uk], [United\tKingdom|uk]",
        *(
            f"the [United{line}Kingdom|uk] met Prime{line}Minister [Ann{line}Example|ann-example]."
            for line in ("\n", "\r\n", "\n    ", " \n", "\t\r\n  ")
        ),
        "United\n\nKingdom",
    ],
    "an abbreviation in brackets is learnt for the rest": [
        "MSW. The [Ministry of Silly Walks|ministry-of-silly-walks] ([MSW|ministry-of-silly-walks])"
        " met; [MSW|ministry-of-silly-walks]’s head left. ¶ Later "
        "[MSW|ministry-of-silly-walks] met, MSWX not.",
        "The [Walking Training Office|walking-training-office] ([WTO|walking-training-office]) "
        "met. The [WTO|walking-training-office] left.",
    ],
    "other words in brackets are no abbreviations": [
        f"The [Ministry of Silly Walks|ministry-of-silly-walks] {bracket} met."
        for bracket in ("([Tokyo|japan])", "(left)", "(G)", "(Defence)", "[MSW]", "(2023)")
    ]
    + ["It was held by [Japan|japan] ([METI|meti]).", "[TOKYO|tokyo] (AP) - [Japan|japan] met."],
    "a surname counts beside the full name or a title": [
        "Sunak left.",
        "[Rishi Sunak|rishi-sunak] came. ¶ [Sunak|rishi-sunak] left.",
        "Prime Minister [Sunak|rishi-sunak] came. ¶ [Sunak|rishi-sunak] left.",
        "[Sunak|rishi-sunak] left. ¶ Later [Rishi Sunak|rishi-sunak] came.",
        "[Fumio Kishida|fumio-kishida] came. [Kishida|fumio-kishida] left.",
        "[Kishida Fumio|fumio-kishida] came. [Kishida|fumio-kishida] left.",
        "Prime Minister [KISHIDA Fumio|fumio-kishida] met Prime Minister [Sunak|rishi-sunak].",
    ],
    "an unknown person is found by a title": [
        f"{title} [Jane Example|jane-example] came. [Example|jane-example] left."
        for title in ("Prime Minister", "President", "Foreign Secretary", "Ambassador")
    ]
    + [
        "Ministers [Smith|smith] and [Jones|jones] met. [Jones|jones] left, [Smith|smith] stayed.",
        "Foreign Secretary [Ann Smith|ann-smith] and Defence Secretary [Bob Jones|bob-jones] met.",
        "Prime Minister [ISHIBA Shigeru|ishiba-shigeru] came. [ISHIBA|ishiba-shigeru] left.",
        "President [Jane Example|jane-example] came. President [Example|jane-example] left.",
        "President [EXAMPLE Jane|example-jane] came. President [EXAMPLE|example-jane] left.",
        "Minister [J. Smith|j-smith] met J. Brown on J Street.",
    ],
    "what is joined to a person or follows a bare title is no person": [
        "President [Biden|biden] and Parliament met. Parliament left.",
        "Prime Minister [Sunak|rishi-sunak] and [Japan|japan] met.",
        "the Prime Minister, President of [Japan|japan], Ministers met",
    ],
    "an ordinary word opens a sentence": [
        "Turkey is eaten here. We like turkey. But [Turkey|turkiye] joined. [Turkish|turkiye] tea.",
        "[Turkey|turkiye] joined. [Turkey|turkiye] left.",
        "Turkey is eaten. ¶ We like turkey.",
        "[Theresa May|theresa-may] came. May we ask? We may. Then [May|theresa-may] left.",
        "[Theresa May|theresa-may] came. We may leave. “May we ask?” she said.",
        "[RISE|rise] helps. Prices rise. [United Kingdom|uk]! A kingdom united. [UK|uk], uk.",
    ],
    "a capital is its state where it acts and a place where one is": [
        "[London|uk] and [Tokyo|japan] announced a plan.",
        "Ties with [London|uk] are close. It angered [Tokyo|japan].",
        "Talks were held in [London|london].",
        "He flew from [London|london] via [Tokyo|tokyo] to [Paris|paris].",
        "They met at [London|london] and [Tokyo|tokyo].",
        "He went to [London|london], [Paris|paris] and [Tokyo|tokyo].",
        "visits to [Canada|canada] and [Washington|washington]",
        "ties with [Canada|canada] and [Washington|canada]",
        "[London|uk]’s plan; in [Tokyo|tokyo]’s view",
        "[LONDON|london] - [Japan|japan] met [TOKYO|tokyo].",
        "[Paris|paris] announced a plan.",
    ],
    "a patterned name neither cuts nor swallows another": [
        "the [U.K.-Japan Digital Partnership|u-k-japan-digital-partnership]",
        "the [Energy Council for U.K. Studies|energy-council-for-u-k-studies]",
        "[UN|un], [Clean Energy Partnership|clean-energy-partnership] and [WTO|wto]",
        "[Japan|japan]-[North Atlantic Treaty Organization|nato] ties",
    ],
    "a name may say what it is about": [
        "the [Declaration on Open Seas|declaration-on-open-seas]",
        "a [Memorandum of Understanding on Kelp|memorandum-of-understanding-on-kelp] ended",
        "[Convention on the Rights of Kelp against Sand|"
        "convention-on-the-rights-of-kelp-against-sand]",
        "the [Kelp Partnership to Plant More Beds|kelp-partnership-to-plant-more-beds]",
        "a Memorandum of Understanding, a Declaration on tea, the Treaty of [Japan|japan]",
        "the [Kelp Partnership|kelp-partnership] for [Japan|japan]",
    ],
    "a name begins with what is joined to it": [
        "a [post-2020 Kelp Framework|post-2020-kelp-framework]",
        "the [Norland-U.S. Kelp Partnership|norland-u-s-kelp-partnership]",
        "the [UK/NATO Principles on Kelp|uk-nato-principles-on-kelp]",
        "[UK|uk] and [Kelp Partnership|kelp-partnership], [UK|uk]'s [Kelp Forum|kelp-forum]",
        "the [UK|uk]-[Japan|japan] Alliance, a [NATO|nato] Summit on June 3",
    ],
    "headings and offices are no instruments": [
        "Promoting Kelp Principles",
        "Special Presidential Envoy for Compact Negotiations",
        "Purposes and Principles",
    ],
    "what the text says that it will call a name": [
        f"The [Sand Research Office|sand-research-office]{before}[SRO|sand-research-office]{after} "
        "met. The [SRO|sand-research-office] left."
        for before, after in (
            (" (“", "”)"),
            (' ("', '")'),
            (" (the “", "”)"),
            (" (hereinafter ", ")"),
            (" (hereinafter referred to as “", "”)"),
            (", hereinafter referred to as “the ", "”,"),
        )
    ]
    + [
        "The [Kelp Pact of Sand|kelp-pact-of-sand] (“[Kelp Pact|kelp-pact-of-sand]”) is a "
        "[Kelp Pact|kelp-pact-of-sand].",
        "[Japan|japan] and the [UK|uk] (“the Parties”) met. The Parties left.",
        "The [Kelp Pact|kelp-pact] (“the Pact”) ended. The Pact was short.",
        "The [Republic of Norland|norland] met the [Kingdom of Sudland|sudland]. ¶ "
        "[Norland|norland] left [Sudland|sudland].",
    ],
    "a surname in capitals is the same in small letters": [
        "Prime Minister [KISHIDA Fumio|fumio-kishida] met. [Kishida|fumio-kishida] left.",
        "President [Jean DUPONT|jean-dupont] met. [Dupont|jean-dupont] left, "
        "[Jean Dupont|jean-dupont] too.",
        "President [J. van der BERG|j-van-der-berg] met. [Berg|j-van-der-berg] left.",
    ],
    "a line in capitals has the names in capitals": [
        "[JAPAN|japan] AND THE [UNITED KINGDOM|uk] AGREE.",
        "They met. [JAPAN|japan] AND THE [UK|uk] AGREE. They left JAPAN.",
    ],
    "lines under a name are not of it": ["The _[HMS Kelp|hms-kelp]_ left _[Japan|japan]_."],
    "a people is its state": ["[Sandans|sandia] met [Emiri|sandia] and [Emiris|sandia]; Japans"],
    "a word for a kind of thing is no name": [
        "The Agreement and the Partnership",
        "This Agreement, an Agreement",
        "the agreement, its navy and the office",
        "Our Strategy",
    ],
}


WORDS = (
    "Kelp Norland U.S. R&D post-2020 Anti-kelp A_b_c Écho Šimko 2+2 the an on of for and kelp 日本"
)
NAME_PIECES = [*WORDS.split(), *"-/–&,.'’", *" " * 20, "\n", ", ", " and ", "s", "HMS", "Ministry"]
NAME_PIECES += [*sorted(map(min, map(capitalised, NAME_ENDINGS))), "Strategy", "Code of Conduct"]


@given(st.lists(st.sampled_from(NAME_PIECES), max_size=16).map("".join))
def test_where_a_pattern_matches_words_lead_to_what_makes_such_a_name(text):
    [passage] = passages(text)
    plain = _Plain(passage, *fold_layout([text]))
    search = _Search(NameIndex(START), [plain])
    leading = search._leading(plain)
    for at, word in plain.words.items():
        for type, patterns in search.patterns.items():
            matches = type in ENTITY_TYPES and any(p.match(plain.text, at) for p in patterns)
            assert not matches or type in leading.get(at, ()) or word in capitalised("opener")


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=why) for why, texts in CASES.items() for text in texts]
)
def test_a_text_is_read(text):
    assert marked(text) == text


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The Ministry of Silly Walks (MSW) met.", "The MSW met."),
        ("Prime Minister Jane Example left.", "Example left."),
        ("Rishi Sunak", "Sunak"),
        ("Turkey joined.", "a turkey"),
    ],
)
def test_what_is_learnt_holds_in_its_own_document_only(one, two):
    both = (*passages(one, document="x"), *passages(two, document="y"))
    assert {m.passage for m in find_mentions(both, SMALL).rows()} == {"x:p1"}


def test_a_capital_has_the_type_of_what_it_is_there():
    assert [type for *_, type in typed("London met in London")] == ["state", "place"]


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("Ministry of Silly Walks", "body"),
        ("Department for Work, Rest and Play", "body"),
        ("National Truth Agency", "body"),
        ("Joint Committee on Things", "body"),
        ("Kenyan Navy", "force"),
        ("Royal Thai Armed Forces", "force"),
        ("Ruritanian Air Self-Defence Force", "force"),
        ("HMS Victory", "force"),
        ("HMS Prince of Wales", "force"),
        ("JS Kaga", "force"),
        ("Paris Agreement", "instrument"),
        ("Atlantic Charter", "instrument"),
        ("Clean Energy and Growth Partnership", "instrument"),
        ("2023 Defence Strategy", "instrument"),
    ],
)
def test_a_name_of_a_known_pattern_is_found_with_its_words_as_id(name, type):
    id = name.lower().replace(",", "").replace(" ", "-")
    assert typed(f"They signed, with the {name}, a text.") == [(name, id, type)]


# Any text


def test_passages_without_mentions_and_empty_ones_are_kept():
    mentions = find_mentions(passages("", "nothing", "Japan"), SMALL)
    assert [p.id for p in mentions.passages] == ["d:p1", "d:p2", "d:p3"]
    assert [m.passage for m in mentions.rows()] == ["d:p3"]
    none = find_mentions([], SMALL)
    assert len(none) == 0
    assert list(none.table) == list(mentions.table)


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
    assert len(find_mentions(two[::-1], SMALL)) == 2


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


def test_twice_the_names_take_twice_the_work():
    def work(count):
        names = gazetteer(*(f"p{n}, Kelp {'x' * (n % 90)}q{n} Sand, person" for n in range(count)))
        text = passages("Kelp " + ", ".join(names["name"]))
        profile = cProfile.Profile()
        assert len(profile.runcall(find_mentions, text, names)) == count
        return pstats.Stats(profile).total_calls

    assert work(400) <= 2.3 * work(200)


def test_a_long_list_of_capitals_is_searched_to_its_end():
    assert ids("to " + ", ".join(["London"] * 1500)) == ["london"] * 1500


# The five texts


def test_actors_of_the_five_texts_are_found_with_f1_of_at_least_96():
    score = score_mentions(find_mentions(running_text(), real_gazetteer()), annotated())
    assert score.table.loc["actors", "annotated"] > 200
    assert score.table.loc["actors", "f1"] >= 0.96, f"\n{score}\n{score.errors.to_string()}"


def test_matches_have_the_entity_that_was_annotated():
    place = ["passage", "start", "end"]
    ours = find_mentions(running_text(), real_gazetteer()).table
    both = annotated().select(ACTORS).table.merge(ours, on=place, suffixes=("", "_found"))
    wrong = both[both["id"].isin(real_gazetteer()["id"]) & (both["id"] != both["id_found"])]
    assert len(both) > 200
    assert wrong.empty


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
    by_hand = {"australia": 18, "uk": 8, "us": 7, "royal-navy": 2}
    assert {id: counted[id] for id in by_hand} == by_hand
    assert counted["international-atomic-energy-agency"] == 1
