"""Quotations found and attributed, and held with the claims against the Accord."""

import random
import re
import time
from collections.abc import Iterable
from itertools import permutations

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from library import accord, corpus, passages

from accordlib import (
    AccordError,
    Document,
    Passage,
    find_quotations,
    verify_claims,
    verify_quotation,
)
from accordlib.news.quotations import QUOTATION_COLUMNS as COLUMNS
from accordlib.texts.quotation_marks import MARK_PAIRS, MarkPair

NEWS = ("article", "article-rewrite", "hiroshima-news", "press-release-2021")
KINDS = {"speech", "document", "label", "block", "unpaired"}


def found(text: str) -> pd.DataFrame:
    return find_quotations(Document("d", text))


def cells(text: str, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in found(text)[list(columns)].to_numpy()]


def texts(text: str) -> list[str]:
    return found(text)["text"].tolist()


def checked(quotation: str):
    return verify_quotation(quotation, accord())


# The four news texts


def test_every_quotation_is_found_and_nothing_else_and_agrees_with_the_coding():
    tables = [find_quotations(corpus()[name]).assign(document=name) for name in NEWS]
    coded, place = corpus().annotations("quotations"), ["document", "start", "end"]
    table = pd.concat(tables).merge(coded, on=place, how="outer", suffixes=("", "_coded"))
    assert len(table) == len(corpus().annotations("quotations")) == 25
    assert not table[["kind", "kind_coded"]].isna().any(axis=None)
    for column in ("kind", "verb", "position"):
        assert (table[column] == table[f"{column}_coded"]).all()
    wrong = table[table["speaker"] != table["speaker_coded"]]
    assert len(wrong) == 3
    assert set(wrong["speaker"]) == {"the spokesperson", "it"}


def test_block_statements_of_the_press_release():
    table = find_quotations(corpus()["press-release-2021"]).query("kind == 'block'")
    speakers = ["Ben Wallace"] * 2 + ["Dominic Raab"] * 2
    assert table["passage"].str.partition(":")[2].tolist() == ["p5", "p6", "p8", "p9"]
    assert table["speaker"].tolist() == speakers
    assert not len(find_quotations(corpus()["accord"]))


# Marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "one two" and "three".', ["one two", "three"]),
        ("He said “one” and “two”.", ["one", "two"]),
        ("“He told me “go away” twice,” she said.", ["He told me “go away” twice,", "go away"]),
        ('He said "she said "no" to me" then.', ['she said "no" to me', "no"]),
        ('She said “the "2+2" met”.', ['the "2+2" met', "2+2"]),
        ("He said: “One.\n“Two.”\nThree.", ["One.\n“Two."]),
        ("He said: “One.\nTwo.”\nThree.", ["One.\nTwo."]),
        ("“One” two “three four”", ["One", "three four"]),
        ('A 5" pipe and "a hose".', ["a hose"]),
        ('"" “ ” "..."', []),
        ('彼は"平和"と「戦争」と言った。', ["平和", "戦争"]),
        ('قال "السلام" اليوم', ["السلام"]),
        ("„Wir gehen“, said Ono, „jetzt.“ “We go.”", ["Wir gehen", "jetzt.", "We go."]),
        ('„Wir gehen", said Ono. „Idziemy”, said Abe.', ["Wir gehen", "Idziemy"]),
        ("« Il faut «agir» », said Ono.", [" Il faut «agir» ", "agir"]),
        ("»Wir gehen«, said Ono. »Jetzt.«", ["Wir gehen", "Jetzt."]),
        ("「今『昔』だ」", ["今『昔』だ", "昔"]),
        ("‘It’s the ministers’ view,’ he said.", ["It’s the ministers’ view,"]),
        ("The ministers’ ‘2+2 talks’ of the ‘90s.", ["2+2 talks"]),
        ("He said ‘she said “no” to me’ then.", ["she said “no” to me", "no"]),
        ("Rock ’n’ roll, the ministers’ view, a ‘season", []),
        ("”Slut”, said Ito. ‚One‘ and „two ‚three‘“.", ["Slut", "One", "two ‚three‘", "three"]),
        ("„One\n“, said Ono.", ["One"]),
        ("'I wore it 'cause it's the girls' day,' she said.", None),
        (
            "Told of 'luxury stays' in 1980s' prose, a 6' 2\" man and ’80s pop ’n’ roll.",
            ["luxury stays"],
        ),
        (
            "‘One.\n‘It’s two.\n‘The boys’ three,’ she said.",
            ["One.\n‘It’s two.\n‘The boys’ three,"],
        ),
        ("“We will\nnot sell the kelp.” Bo agreed.", ["We will\nnot sell the kelp."]),
    ],
)
def test_marks(text, expected):
    assert texts(text) == ([text[1 : text.rindex("'")]] if expected is None else expected)
    assert "unpaired" not in found(text)["kind"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One” two.\nThree.", [("One", "")]),
        ("Ono said: “We go.\nThey met.", [("We go.", "Ono")]),
        ("“We go, Ono said.\nThey met.", [("We go, Ono said.", "Ono")]),
        ("She said: ‘We go.\nThey met.", [("We go.", "she")]),
        ("“One.\n“Two.\nThree.", [("One.\n“Two.", "")]),
        ("Fin », said Abe. “Two“ “three.", [("Fin ", ""), ("Two“ ", ""), ("three.", "")]),
    ],
)
def test_what_lacks_a_mark_says_so(text, expected):
    assert cells(text, "text", "speaker") == expected
    assert set(found(text)["kind"]) == {"unpaired"}


@pytest.fixture
def marks():
    before = list(MARK_PAIRS)
    yield MARK_PAIRS
    MARK_PAIRS[:] = before


@pytest.mark.parametrize("pair", ["‹›", "〝〟", "❝❞"])
def test_a_pair_added_to_the_table_is_found(pair, marks):
    text = f"{pair[0]}We don't go now,{pair[1]} said Ono. They met."
    assert not len(found(text))
    marks.append(MarkPair(*pair))
    assert cells(text, "text", "speaker") == [("We don't go now,", "Ono")]


def test_what_may_not_stand_inside_is_not_read(marks):
    marks[:] = [MarkPair(*"“”«")]
    assert texts("“He said “no” then") == ["He said “no"]


def test_many_marks():
    assert len(texts("“a " * 100 + "b" + "”" * 100)) == len(texts("“a " * 100)) == 100
    assert not texts("“ " * 9_000)
    assert found("Ono said " + "“" * 9_000 + "1")["kind"].tolist() == ["unpaired"]


def test_without_words_there_are_no_quotations():
    for text in ("", " \n\t\n", "...\n—"):
        assert (list(found(text).columns), len(found(text))) == (COLUMNS, 0)


PIECES = st.lists(
    st.sampled_from(["“", "”", '"', " ", "\n", "said", "Ono", ".", ",", "said:\n", "x" * 9, "平"])
    | st.text(max_size=4)
).map("".join)


@example('"“c"')  # never closed, and ends after the quotation that it stands in
@example('“"m"\ne')  # never closed, and ends after the quotation that follows it
@given(PIECES)
def test_offsets_are_exact_whatever_the_text(text):
    document = Document("d", text)
    table = find_quotations(document)
    places = {p.id: p for p in document.paragraphs}
    for n, row in enumerate(table.itertuples(), start=1):
        assert row.quotation == f"d:q{n}"
        assert document.text[row.start : row.end] == row.text
        assert places[row.passage].start <= row.start < places[row.passage].end
        assert row.kind in KINDS
        assert bool(row.verb) == bool(row.position)
        assert row.kind != "label" or not row.speaker
    assert table["start"].is_monotonic_increasing


@pytest.mark.parametrize(
    "text",
    "“We go on,” Ono said after it. |“We go on,” Ono said.\n|"
    'Ono said “a” and |‘a s’ b |"|“a” |“a\n|“ |“|“We. |He said “a”, '.split("|"),
)
def test_time_grows_with_the_length_only(text):
    seconds = []
    for n in (100, 300, 3_000):
        begin = time.perf_counter()
        found(text * n)
        seconds.append(time.perf_counter() - begin)
    assert seconds[2] < 30 * seconds[1] + 0.5


# Speakers, verbs and kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” said Ono.", [("Ono", "said", "after")]),
        ("“We go,” Ono said.", [("Ono", "said", "after")]),
        ("Ono said, “We go.”", [("Ono", "said", "before")]),
        ("“We go,” Ono said, “now.”", [("Ono", "said", "middle")] * 2),
        ("According to Mary Ono, “we go”.", [("Mary Ono", "According to", "before")]),
        ("“We go”, according to Mary Ono.", [("Mary Ono", "according to", "after")]),
        ("“We go,” they added.", [("they", "added", "after")]),
        ("They met. “We go,” he later told us.", [("he", "told", "after")]),
        (
            "Ono said “we go” and “so do I,” Abe added.",
            [("Ono", "said", "before"), ("Abe", "added", "after")],
        ),
        ("“We go,” Ono said. “They stay.”", [("Ono", "said", "after"), ("Ono", "said", "before")]),
        ("Prime Minister Mary Ono left. “We go,” Ono said.", [("Mary Ono", "said", "after")]),
        ("The Foreign Ministry said “we go”.", [("the Foreign Ministry", "said", "before")]),
        ("Mary Ono said:\n“We go.”", [("Mary Ono", "said", "before")]),
        (
            "“He told me: “go.” I went,” Ono said.",
            [("Ono", "said", "after"), ("he", "told", "before")],
        ),
    ],
)
def test_speaker_verb_and_position(text, expected):
    assert cells(text, "speaker", "verb", "position") == expected


SPEAKERS = """
“Not at all”, said Bo Lind. | Bo Lind
“Not at all,” said Prime Minister Bo Lind. | Bo Lind
“Not at all,” said the minister, Bo Lind, on Friday. | Bo Lind
Bo Lind said, adding that “this is new”. | Bo Lind
Then Bo Lind said: “Go now, all of you.” | Bo Lind
Anna Berg said: „Wir handeln“, then left. | Anna Berg
Ann Smith continued: “It will last for many years.” | Ann Smith
“Take the kelp,” responded Ann Smith. | Ann Smith
Smith walked out and repeatedly says, “We will not sign this.” | Smith
On May 18, 2031 the minister said: “We will act on kelp now.” | the minister
On 3 June Bo Lind said: “We will act on kelp now.” | Bo Lind
“We will act on kelp now,” said Bo Lind 19 January. | Bo Lind
18 May 2031: “We will act on kelp now.” |
Two months later, Smith called the workers, telling them “thank you for it”. | Smith
“We go home,” Bo Lind, the mayor of Norwick, said on Monday. | Bo Lind
“We go home”[1], said Bo Lind. | Bo Lind
“We go home” (so the tape), said Bo Lind. | Bo Lind
“We go home” — so said Bo Lind. | Bo Lind
“We go home tomorrow.” — Bo Lind | Bo Lind
“We go home,” a tearful Bo Lind later told the crowd. | Bo Lind
On Monday in Norwick, Bo Lind said “we will go home”. | Bo Lind
Asked about the kelp, the minister of fisheries said: “We go home.” | the minister of fisheries
“We will go home,” J. P. Lind said. | J. P. Lind
“We will go home,” Dr. Ann van der Berg said. | Ann van der Berg
The captain, who was late, said “we will go home”. | the captain
Bo Lind described the plan as “a bridge without banks”. | Bo Lind
The plan was described by Bo Lind as “a bridge without banks”. | Bo Lind
The plan was described as “a bridge without banks”. |
The United States notes “with deep regret the end of kelp”. | the United States
The ministry's claims of “a kelp in every pot” were false. |
The claims of “a kelp in every pot” were denied by Bo Lind. |
Norland's foreign ministry said that it “regrets the delay”. | Norland's foreign ministry
One of the fishermen told us: “We have nothing left.” | one of the fishermen
Ann Berg and Bo Lind said they were “ready to go home”. | Ann Berg and Bo Lind
Nobody said “we have nothing left”. |
The kelp, Bo Lind said, is “a gift of the sea”. | Bo Lind
“A gift of the sea” is how the mayor described it. | the mayor
Ann Berg met them. “We will go home,” she told us. | Ann Berg
Ann Berg and Bo Lind met. “We will go home,” she told us. | she
Ann Berg met them.⏎“We go,” she told us.⏎“We will stay,” she added. | Ann Berg
In Marl on Tuesday Ines Paro said she was “tired of promises”. | Ines Paro
“We are tired,” said 34-year-old Jan Paro. | Jan Paro
“We are tired” – Ines Paro, nurse. | Ines Paro
Paro was quoted by the Post as saying that it was “a bad day for Marl”. | Paro
“Not so fast,” warns the Sea Institute's Ole Brandt. | Ole Brandt
As Ole Brandt likes to say, “the sea keeps the books”. | Ole Brandt
“It's,” she began, then stopped, “complicated.” | she
A boat sank.⏎“Nobody came to us,” she told us. | she
“We will go home,” tells us Gino. | Gino
'We don't go home,' said Ann O'Brien. | Ann O'Brien
“It is over,” said Dazza ‘The Plank’ Ogle. | Dazza Ogle
The so-called “kelp pact” ended, Bo Lind said. |
Lind was told “nobody came to us”. |
Lind was quoted as saying “nobody came to us”. | Lind
Will Smith said: “Nobody came to us.” | Will Smith
U.N. Secretary-General Ann Berg said “nobody came to us”. | Ann Berg
There were shouts of “nobody came to us”. |
As one fisherman put it, “the sea keeps the books”. | one fisherman
It was, in the words of Bo Lind, “a bridge without banks”. | Bo Lind
From the council there was only this. “We are aware of the goose.” | the council
Among the bakers there is talk of “a flour tax without end”. | the bakers
Her answer was short: “We will go home.” | she
“We will go home” was the mayor's answer. | the mayor
“We will go home!” came a voice from the gallery. | a voice from the gallery
A woman who heard the crash said: “We will go home.” | a woman
A former fire officer said it was “held together with tape”. | a former fire officer
In court Bo Lind said “we will go home”. | Bo Lind
Head of sales Mary Ono said “we will go home”. | Mary Ono
“We will go home,” rued manager Bo Lind. | Bo Lind
What we need, argued Bo Lind, is “fewer experts and more shovels”. | Bo Lind
An officer guarding the truck was asked.⏎“We will go home.” | an officer
One, who was late, said it was “held together with tape”. | one
The daily “Gazeta Morska” reported it first, Bo Lind said. |
Benno Strale thought the plan “a waste of good bricks”. | Benno Strale
“Nobody reads the small print”, considers Olaf Terrend. | Olaf Terrend
“We sail at noon,” said Gaspard d’Ormont on Friday. | Gaspard d'Ormont
Her barrister, Olwen Pryce KC, said the charge was “built on sand”. | Olwen Pryce
Chair of the board Mina Castellane told members it was “sound as a bell”. | Mina Castellane
The company has announced a “week of open doors” for May. |
In the village they call him “the Heron”. |
Bishop was ‘led astray’, court told |
Kaspar Oyle spoke first. The dean wanted more. “I am tired of roofs,” he told us. | he
Senator Georg Halm left. She replies that he “snores in the chamber”. | she
Deputy Milo Kranz was asked whether he knew. “No idea,” came the reply. | Milo Kranz
That drew a laugh from Ms Aldous. “My cellar is a lake!” | Aldous
The ranger, a man named Silas Boone, disagrees. “The bear stayed out.” | Silas Boone
According to a clerk, who asked not to be named, the map is “too old”. | a clerk
The trust had sent a letter calling the path “a danger to all”. | the trust
“We paid for it,” complains, for her part, the head of the district. | the head of the district
The plan was called “a gift” for all of us by Mary Ono. | Mary Ono
Bo Ask said no; “we will go home”. |
Bo Ask told us: “Bo Ask is here. He wrote: ‘Go home.’” | Bo Ask
Bo Ask said of Mary Ono, who wrote poems, “she is good”. | Bo Ask
""".strip().splitlines()


@pytest.mark.parametrize("case", SPEAKERS)
def test_who_speaks(case):
    text, _, speaker = (part.strip() for part in case.partition("|"))
    spoken = found(text.replace("⏎", "\n")).query("text != 'The Plank'")
    assert set(spoken["speaker"]) == {speaker}


ADVERBIALS = "Yesterday,|On Monday|In May,|Two weeks later,|At noon,|Then|Quickly,|After the talks,"
SUBJECTS = "Bo Lind|the mayor of Norwick|she|Dr Ann van der Berg|one fisherman|the kelp board, Ono,"
VERBS = "said|has often said|later told reporters|did not say|warned on Friday that it was|added"


@given(st.data())
def test_a_speaker_is_never_a_date_an_adverb_or_a_clause(data):
    first, who, verb = (
        data.draw(st.sampled_from(words.split("|"))) for words in (ADVERBIALS, SUBJECTS, VERBS)
    )
    quoted = "“we will not sell the kelp”"
    forms = (f"{first} {who} {verb} {quoted}.", f"{quoted}, {who} {verb} {first.lower()} so.")
    forms += (f"{quoted}, {verb.split()[0]} {who}", f"He left. {first} they sang. {quoted}")
    allowed = {"", "he", "they", who, who.removeprefix("Dr "), "the kelp board", "Ono"}
    for form in forms:
        assert set(found(form)["speaker"]) <= allowed, form


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is known as “The Accord”.", "label"),
        ("He said the so-called “peace plan” failed.", "label"),
        ("The “2+2” met.", "label"),
        ("Ono said the “2+2” met.", "label"),
        ("The “peace plan” failed.", "label"),
        ("“Stop it!” And so on.", "speech"),
        ("Ono said “yes”.", "speech"),
        ("The treaty says “yes”.", "document"),
        ("It stipulates “full access”.", "document"),
        ("We heard “it will go on and on and on”.", "speech"),
    ],
)
def test_kinds(text, kind):
    assert found(text)["kind"].tolist() == [kind]


@pytest.mark.parametrize(
    "last",
    ["Abe said:", "Ono then left.", "The four ministers agreed on it.", "“We go,” Abe said."],
)
def test_a_block_ends_where_its_speaker_does(last):
    table = found(f"Mary Ono said:\nWe go on.\nOur four ministers agreed.\n{last}\n")
    blocks = table[table["kind"] == "block"]
    assert blocks["passage"].tolist() == ["d:p2", "d:p3"]
    assert set(blocks["speaker"]) == {"Mary Ono"}


# Quotations in their source


def test_the_ellipsis_of_the_news_report():
    quotation = corpus().annotations("quotations")["text"]
    (text,) = [q for q in quotation if "shoulder to shoulder" in q]
    verdict = checked(text)
    assert (verdict.status, verdict.passage, verdict.difference) == ("ellipsis", "accord:P3", "")
    assert verdict.omitted == (
        "tackling the unprecedented global challenges we now face, "
        "promoting security, resilience, and prosperity, and",
    )
    there = corpus()["accord"].text[verdict.start : verdict.end]
    assert there.startswith("the closest")
    assert there.endswith("open Indo-Pacific")


def test_capitals_are_shown_and_spelling_is_tolerated():
    verdict = checked("carry out an “ambitious program”  of Larger and more complex joint")
    shown = "carry out an ambitious programme of [-larger-][+Larger+] and more complex joint"
    assert (verdict.status, verdict.difference) == ("verbatim", shown)
    assert verdict.spelling == (("programme", "program"),)


@pytest.mark.parametrize(
    "pair",
    "behaviour-behavior Organisations-Organizations licence-license Defence-Defense "
    "practise-practice centre’s-center's analysed-analyzed".split(),
)
def test_spellings(pair):
    for here, there in permutations(pair.split("-")):
        verdict = verify_quotation(f"one {here} two", passages(f"one {there} two"))
        plain = pair.replace("’", "'")
        assert (verdict.status, verdict.spelling) == ("verbatim", (tuple(plain.split("-")),))


def test_titles_and_furniture_are_searched_and_it_says_so():
    news, headline = corpus()["article"], corpus()["article"].furniture[0]
    verdict = verify_quotation(headline.text, news)
    assert (verdict.status, verdict.passage) == ("verbatim", headline.id)
    assert verdict.kind == headline.kind
    assert "paragraphs" in verdict.searched
    assert headline.kind in verdict.searched
    title = verify_quotation("The Hiroshima Accord", accord())
    assert (title.passage, title.kind) == ("accord:T", accord()["T"].kind)
    absent = verify_quotation("the kelp of Norland", accord())
    assert (absent.kind, absent.searched) == ("", title.searched)
    assert verify_quotation("kelp", []).searched == "no passages"


def test_an_altered_quotation_shows_what_differs():
    verdict = checked("the future deployment of the UK’s aircraft carriers to the Indo-Pacific")
    assert (verdict.status, verdict.passage) == ("altered", "accord:D2")
    assert "[-Carrier Strike Group-][+aircraft carriers+]" in verdict.difference
    verdict = checked(
        "tackling the great global challenges we face … advancing the vision of a free Indo-Pacific"
    )
    assert (verdict.status, verdict.passage, len(verdict.omitted)) == ("altered", "accord:P3", 1)


@pytest.mark.parametrize(
    "row",
    [
        "put all the kelp into a new fund by 2026 | altered | by [-2025-][+2026+]",
        "gave all the kelp into a new fund by 2025 | altered | [-put-][+gave+] all",
        "put -5 million ships into a new fund | altered | put [-+-][+-+] 5",
        "put +5 million ships into a new fund | verbatim |",
        "put 5 million ships into a new fund | altered | put[- +-] 5",
        "lost $5 million of the kelp then | altered | lost [-£-][+$+] 5",
        "[w]e will never sell | verbatim | [-We-][+we+]",
        "W[e] will never sell the[m] | verbatim |",
        "W[e] will never sell the[y] now and then | altered | [-them-][+they+]",
    ],
)
def test_edges_signs_and_brackets(row):
    quotation, status, difference = (cell.strip() for cell in row.split("|"))
    source = passages(
        "They put all the kelp into a new fund by 2025.",
        "They put +5 million ships into a new fund.",
        "They lost £5 million of the kelp then.",
        "We will never sell them now and then.",
    )
    verdict = verify_quotation(quotation, source)
    assert verdict.status == status
    assert difference in verdict.difference


def test_one_word_is_verbatim_or_absent():
    assert {checked(word).status for word in ("partnership", "Partnership.", "the")} == {"verbatim"}
    assert {checked(word).status for word in ("double", "troops", "日本")} == {"absent"}
    for here, there in (("four", "for"), ("prise", "prize"), ("hour", "hor")):
        assert verify_quotation(there, passages(here)).status == "absent"


FORMULAS = """
We ... commit
the ... of ... to
in 2025
security wolf
the closest of friends
keen to promote a free and open Indo-Pacific, they said
a free and open Indo-Pacific and fully supports the
closest security partners in the region and beyond
maintain peace and stability in the Indo-Pacific region
for economy, trade and industry to further
with the Prime Minister of the United Kingdom present
""".strip().splitlines()


def test_chance_and_formula_are_no_quotations():
    generator = random.Random(2)
    shuffled = [generator.sample(p.text.split()[:12], 12) for p in accord().commitments]
    for quotation in (*FORMULAS, *map(" ".join, shuffled)):
        assert checked(quotation).status == "absent", quotation


def paragraphs(name: str) -> tuple[Passage, ...]:
    return accord().passages if name == "accord" else corpus()[name].paragraphs


def stretch(generator: random.Random, source: Iterable[Passage], least: int, most: int) -> str:
    size = generator.randint(least, most)
    words = generator.choice([w for p in source if len(w := p.text.split()) >= size])
    first = generator.randint(0, len(words) - size)
    return " ".join(words[first : first + size])


RELATED = [{"article", "article-rewrite"}, {"accord", "hiroshima-news"}]  # one uses the other
ALL = (*NEWS, "accord")
RUNS = re.compile(  # what others have word for word, too
    "security partners in Asia|to uphold the rules-based international|Carrier Strike Group"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [pair for pair in permutations(ALL, 2) if set(pair) not in RELATED],
)
def test_random_stretches_of_one_text_are_not_quotations_of_another(one, other):
    generator = random.Random(f"{one} {other}")
    for _ in range(40):
        words = stretch(generator, paragraphs(one), 4, generator.choice((12, 40)))
        if not RUNS.search(words):
            assert verify_quotation(words, paragraphs(other)).status != "altered", words


def altered(generator: random.Random, words: list[str], edits: int, others: list[str]) -> str:
    """Change so many words, put them in, or leave them out."""
    words = words.copy()
    for at in sorted(generator.sample(range(len(words)), edits), reverse=True):
        kind = generator.choice(("change", "put in", "leave out"))
        words[at : at + (kind != "put in")] = [generator.choice(others)] * (kind != "leave out")
    return " ".join(words)


@pytest.mark.parametrize(
    ("size", "edits", "share"),
    [(8, 1, 0.9), (10, 1, 0.95), (12, 2, 0.93), (16, 3, 0.97), (24, 3, 0.99), (30, 7, 0.97)],
)
@pytest.mark.parametrize("whole", [True, False])
def test_altered_stretches_are_found(size, edits, share, whole):
    generator = random.Random(size)
    others = " ".join(p.text for p in corpus()["press-release-2021"].paragraphs).split()
    found = []
    for _ in range(200):
        source = paragraphs(generator.choice(ALL))
        p = generator.choice([p for p in source if len(p.text.split()) >= size])
        words = stretch(generator, [p], size, size).split()
        quotation = altered(generator, words, edits, others)
        verdict = verify_quotation(quotation, source if whole else [p])
        if verdict.status != "verbatim":
            found.append(verdict.status == "altered" and verdict.passage == p.id)
    assert sum(found) / len(found) >= share


def test_what_the_rewrite_made_of_the_quotations():
    source = corpus()["article-rewrite"].paragraphs
    quoted = find_quotations(corpus()["article"])["text"]
    changed = [q for q in quoted if verify_quotation(q, source).status == "altered"]
    assert [q.split()[0] for q in changed] == ["security", "and", "We", "not"]


def test_a_source_of_one_sentence():
    source = passages("The quick brown fox jumps over the lazy dog.")
    for words in ("quick red fox jumps over the lazy", "quick brown fox leaps over the"):
        assert verify_quotation(f"the {words} dog", source).status == "altered"
    for words in ("in the light of the dog", "jumps over the moon and the lazy sun"):
        assert verify_quotation(words, source).status == "absent"


@given(st.data())
def test_what_is_copied_is_verbatim(data):
    p = data.draw(st.sampled_from(accord().commitments))
    words = p.text.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quotation = " ".join(words[first:last])
    if any(map(str.isalnum, quotation)):
        verdict = checked(quotation)
        assert verdict.status == "verbatim"
        assert verdict.start < verdict.end


@given(st.text(), st.text())
def test_no_text_breaks_the_comparison(quotation, text):
    try:
        verdict = verify_quotation(quotation, passages(text))
    except AccordError:
        return
    assert 0 <= verdict.start <= verdict.end <= len(text)


# The claims


def test_every_claim_and_its_evidence_stand_where_they_should():
    for name in ("claims", "claims-coder-a", "claims-coder-b"):
        claims = corpus().annotations(name)
        table = verify_claims(claims, accord(), corpus()["hiroshima-news"])
        assert set(table["checked"]) == {"ok"}
        assert (claims["note"].str.split().str.len() <= 15).all()
    claims = corpus().annotations("claims").set_index("claim")["verdict"]
    assert claims["in 2025"] == "absent"
    assert [v for c, v in claims.items() if "double the number of troops" in c] == ["absent"]


def one_claim(**changes) -> pd.DataFrame:
    row = corpus().annotations("claims").iloc[[1]]
    return row.assign(**changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"end": 385}, "differ in length"),
        ({"claim": "x" * 51}, "another text"),
        ({"passage": "hiroshima-news:p4"}, "outside"),
        ({"passage": "hiroshima-news:p99"}, "no passage"),
        ({"verdict": "true"}, "unknown verdict"),
        ({"verdict": "absent"}, "absent, yet"),
        ({"locus": "accord:X1"}, "no passage"),
        ({"locus": ""}, "no passage"),
        ({"evidence": ""}, "no evidence"),
        ({"evidence": "the hiroshima accord"}, "not in accord:T"),
        ({"evidence": 3}, "not text"),
        ({"evidence": float("nan")}, "no evidence"),
    ],
)
def test_a_wrong_claim_is_named(changes, reason):
    table = verify_claims(one_claim(**changes), accord(), corpus()["hiroshima-news"])
    assert reason in table["checked"].item()


def test_offsets_are_whole_numbers_and_without_the_document_only_lengths_count():
    claims = one_claim(claim="x" * 51).astype({"start": float, "end": "Int64"})
    assert verify_claims(claims, accord())["checked"].item() == "ok"
    for wrong in ("56", None, 56.5, float("nan"), pd.NA):
        with pytest.raises(
            AccordError, match="'start' of claims must hold whole numbers, not .* row 1"
        ):
            verify_claims(one_claim(start=wrong), accord())


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (lambda: verify_claims(one_claim().drop(columns="locus"), accord()), "'locus'"),
        (lambda: verify_claims(one_claim(), corpus()["accord"]), "takes an Agreement, not a Doc"),
        (lambda: verify_claims(accord(), accord()), "claims must be a table"),
        (
            lambda: verify_claims(pd.DataFrame(), accord()),
            "lacks the column 'passage'; it has none",
        ),
        (lambda: verify_claims(one_claim(), accord(), "news"), "takes a Document, not a str"),
        (lambda: find_quotations(accord()), "takes a Document, not an Agreement"),
        (lambda: find_quotations(accord().passages), "not a tuple"),
        (lambda: verify_quotation(3, accord()), "takes a str, not an? int"),
        (lambda: verify_quotation("some words", ["text"]), "takes passages"),
        (lambda: verify_quotation("...", accord()), "no word"),
        (lambda: verify_quotation("“ ”", accord()), "no word"),
        (lambda: MarkPair("<<", ">>"), "single character, not '<<'"),
        (lambda: MarkPair("<", None), "single character, not None"),
    ],
)
def test_bad_input_is_refused(call, wrong):
    with pytest.raises(AccordError, match=wrong):
        call()


def test_a_source_is_whatever_has_passages():
    words, p3 = "an enhanced Global Strategic Partnership", accord()["P3"]
    for source in (accord(), corpus()["accord"], p3, [p3], iter(accord().passages)):
        assert verify_quotation(words, source).status == "verbatim"
    assert verify_quotation(words, []).status == "absent"


HARBOUR = (
    "両国は、自由で開かれた海洋秩序を支え、法の支配を守る決意を改めて確認した。",
    "大臣は「港を開く。」と述べ、UKとの安全保障協力を歓迎した。",
)


@pytest.mark.parametrize(
    ("quotation", "status", "passage", "difference"),
    [
        ("自由で開かれた海洋秩序", "verbatim", "d:p1", ""),
        ("「法の支配を守る決意」", "verbatim", "d:p1", ""),
        ("UKとの安全保障", "verbatim", "d:p2", ""),
        ("自由で開かれた海洋秩序……法の支配を守る", "ellipsis", "d:p1", ""),
        ("自由で開かれた国際秩序を支え、法の支配", "altered", "d:p1", "[-海洋-][+国際+]"),
        ("自由な海", "absent", "", ""),
        ("開かれた空", "absent", "", ""),
        ("大臣は港を閉じると言い、会合を終えた。", "absent", "", ""),
    ],
)
def test_japanese_quotations_are_looked_up_letter_by_letter(quotation, status, passage, difference):
    verdict = verify_quotation(quotation, passages(*HARBOUR))
    assert (verdict.status, verdict.passage) == (status, passage)
    assert difference.replace(" ", "") in verdict.difference.replace(" ", "")
    assert " " not in re.sub(r"\] \[|\] | \[", "", verdict.difference)
    source = "\n".join(HARBOUR)
    found = source[verdict.start : verdict.end]
    assert status != "verbatim" or found == quotation.strip("「」")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("両国は「広島協定」に署名した。", ["label"]),
        ("大臣は「港を開く。」と述べた。", ["speech"]),
        ("大臣は「両国は共に海を守り続ける」と述べた。『開くのか？』", ["speech", "speech"]),
    ],
)
def test_a_short_japanese_quotation_without_an_end_is_a_label(text, kinds):
    assert cells(text, "kind") == [(kind,) for kind in kinds]
    assert {*cells(text, "speaker", "verb")} == {("", "")}
