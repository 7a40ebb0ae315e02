"""The grammar of promises: its tables, the sentences it must read, and what it never says."""

import shutil

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library import DATA, ROOT, accord, document, examples

from accordlib import AccordError, Passage, code_commitments, parse_agreement
from accordlib.promises import grammar
from accordlib.promises.deadlines import find_deadlines
from accordlib.promises.grammar import CLASSES, phrases, verbs, word_class


def coded(text: str, **arguments) -> dict:
    table = code_commitments(Passage("d:A1", text, "d", 0, len(text)), **arguments)
    (row,) = table.to_dict("records")
    return row | {"strength": None if pd.isna(row["strength"]) else row["strength"]}


# sentence | kind | strength | modality | negated | deadline
SENTENCES = """
We reaffirm our support for Norland. | promise | 2 | none | no | -
We welcome the kelp report. | stance | 1 | none | no | -
We are deeply concerned about storms. | stance | 1 | none | no | -
We shall establish a kelp council. | promise | 4 | shall | no | -
The Parties shall establish a Joint Committee. | promise | 4 | shall | no | -
Each Party shall adopt, no later than 31 December 2030, a plan for kelp. | promise | 5 | shall | no | no later than 31 December 2030
Neither Party shall export kelp. | promise | 3 | shall | yes | -
No Party shall sell kelp. | promise | 3 | shall | yes | -
We will not launch a programme by 2030. | promise | 3 | will | yes | by 2030
Each Party may inspect the harbour. | permission | - | may | no | -
Supply Norland with generators. | promise | 3 | none | no | -
Comply with the rules. | promise | 3 | none | no | -
We will apply the sanctions. | promise | 4 | will | no | -
Welcome the decision not to launch a Partnership. | stance | 1 | none | no | -
Launch a Partnership by the end of 2025. | promise | 5 | none | no | by the end of 2025
Launch a Partnership by December 2025. | promise | 5 | none | no | by December 2025
By 2030, establish a Partnership. | promise | 5 | none | no | By 2030
Establish a Partnership no later than 2030. | promise | 5 | none | no | no later than 2030
sickness and maternity benefits; | not coded | - | none | no | -
Planting kelp: The first side will plant 100 beds by May. | promise | 5 | will | no | by May
We will lend boats and open a port in Norwick. | promise | 4 | will | no | -
The kelp measures shall be the subject of talks in the council. | promise | 3 | shall | no | -
These targets should be met, and today the members commit to a pledge of $2 billion over the next two years. | promise | 5 | commit | no | over the next two years
Each Party shall promptly, and no later than one year after the entry into force, publish the list. | promise | 5 | shall | no | no later than one year after the entry into force
When lending boats the Parties shall inform the Committee. | promise | 3 | shall | no | -
Both leaders discussed kelp and underscored the need for boats. | stance | 1 | none | no | -
Norland will lend boats. | promise | 3 | will | no | -
The mediator will convene a meeting within ten days. | promise | 5 | will | no | within ten days
Maintaining open data is key to trust in our waters. | report | - | none | no | -
We will work to implement the decision to establish a new fund. | promise | 3 | will | no | -
By the end of 1998 at the latest, the Parties shall examine the rules. | promise | 3 | shall | no | By the end of 1998 at the latest
We will build on the kelp summit in 2021 for the one in 2024. | promise | 3 | will | no | -
The Parties shall have no right to sell kelp. | promise | 3 | shall | yes | -
From the date of entry into force of this Pact, no new kelp duty shall be introduced. | promise | 3 | shall | yes | -
Reaffirm the importance of kelp. | stance | 1 | none | no | -
Reaffirm our commitment to peace. | promise | 2 | none | no | -
We agree to hold a kelp dialogue. | promise | 4 | commit | no | -
We intend to plant kelp. | promise | 3 | intend | no | -
They expressed their intent to open a kelp fund. | promise | 4 | intend | no | -
The Parties should plant kelp. | promise | 3 | should | no | -
The Parties shall refrain from selling kelp. | promise | 3 | shall | yes | -
We strive to establish a fund. | promise | 3 | none | no | -
We will seek to establish a fund. | promise | 3 | will | no | -
The Parties shall adopt or maintain kelp laws. | promise | 2 | shall | no | -
We will suspend the kelp tariff. | promise | 4 | will | no | -
We will invest $3 million in kelp. | promise | 4 | will | no | -
We will meet in Norwick by June 2030. | promise | 5 | will | no | by June 2030
We task ministers to plant kelp. | promise | 3 | none | no | -
We negotiate a kelp treaty. | promise | 3 | none | no | -
We will negotiate and conclude a kelp treaty. | promise | 4 | will | no | -
The leaders have opened a port. | report | - | none | no | -
Recognising that kelp matters to both shores, | stance | 1 | none | no | -
This Agreement shall enter into force on 1 May 2030. | rule | - | shall | no | -
Nothing in this Agreement shall prevent a Party from fishing. | rule | - | shall | yes | -
This statement is not intended to be binding. | rule | - | none | yes | -
We expressed support for the kelp council. | stance | 1 | none | no | -
We do not intend to establish a Dialogue. | promise | 3 | intend | yes | -
We will not tolerate coercion. | promise | 3 | will | yes | -
We will rely on each other. | promise | 3 | will | no | -
We will continue to support Norland. | promise | 2 | will | no | -
A Joint Committee shall be established. | promise | 4 | shall | no | -
Either Party may withdraw. | permission | - | may | no | -
We will host the kelp summit in 2031. | promise | 5 | will | no | in 2031
We will work in the 2030s to plant kelp. | promise | 3 | will | no | in the 2030s
Kelp will grow. | prediction | - | will | no | -
The Committee shall meet once a year. | promise | 3 | shall | no | -
Norland and Sudland welcomed the kelp report. | stance | 1 | none | no | -
We welcome the port. | stance | 1 | none | no | -
Either side may close its ports. | permission | - | may | no | -
This Pact shall enter into force in May. | rule | - | shall | no | -
The two sides decided to set up a joint hatchery in 2031. | promise | 5 | commit | no | in 2031
The two ministers announced their decision to open an embassy in Hest. | promise | 4 | commit | no | -
We announced our plan to launch a ferry line next spring. | promise | 5 | intend | no | next spring
We are launching a joint seed bank. | promise | 4 | none | no | -
Norland is to publish the charts by 2032. | promise | 5 | shall | no | by 2032
No fish may be landed before the inspection. | promise | 3 | may | yes | -
Neither Party may raise fees on kelp. | promise | 3 | may | yes | -
Airlines shall keep their tariffs low. | rule | - | shall | no | -
The Kelp Fund shall be managed by the Secretariat. | promise | 3 | shall | no | -
The protest shall be registered by the Depositary. | promise | 4 | shall | no | -
There shall be established a Kelp Fund. | promise | 4 | shall | no | -
This Pact is governed by the law of Hest. | rule | - | none | no | -
We are going to hold our third kelp forum in Hest this autumn. | promise | 5 | will | no | this autumn
The leaders look forward to opening the port. | stance | 1 | none | no | -
The Parties shall encourage trade in kelp. | promise | 3 | shall | no | -
We instruct our ministers to draw up a plan. | promise | 3 | none | no | -
We renew our commitment to clean seas. | promise | 2 | none | no | -
The leaders reiterated their support for the fishermen of Hest. | promise | 2 | none | no | -
The leaders reaffirmed the right of every child to schooling. | stance | 1 | none | no | -
They will abide by the Treaty of Hest. | promise | 2 | will | no | -
If asked, a Party shall publish its records within ten days. | promise | 3 | shall | no | within ten days
We will work towards a new ferry line by 2031. | promise | 3 | will | no | by 2031
We will use our best endeavours to open a port. | promise | 3 | will | no | -
Each Party shall designate a contact point within thirty days of the entry into force of this Pact. | promise | 5 | shall | no | within thirty days of the entry into force of this Pact
Each Party shall pay the fee within thirty days of a request. | promise | 3 | shall | no | within thirty days of a request
We will cooperate on kelp, including by a new Kelp Council. | promise | 4 | will | no | -
We will cooperate on seeds through the existing Seed Council. | promise | 3 | will | no | -
We will open or maintain a port. | promise | 2 | will | no | -
We will promote kelp by 2030. | promise | 3 | will | no | by 2030
Sudland will give Norland four tugboats. | promise | 4 | will | no | -
The Parties shall not be required to share samples. | permission | - | shall | yes | -
A Party need not publish its reasons. | permission | - | may | yes | -
The Parties will no longer sell lead. | promise | 3 | will | yes | -
We oppose the sale of lead. | stance | 1 | none | no | -
We condemn the attack on Hest. | stance | 1 | none | no | -
The Committee shall ensure that no vessel is delayed. | promise | 3 | shall | yes | -
We will not only share charts but also open a school. | promise | 4 | will | no | -
Both sides will meet before the next summit to review kelp. | promise | 5 | will | no | before the next summit
We will in the coming weeks send a team to Hest. | promise | 5 | will | no | in the coming weeks
Norland intends to open a port. | promise | 4 | intend | no | -
The Parties are expected to share charts. | promise | 3 | intend | no | -
It is essential that we act on lead. | stance | 1 | none | no | -
The mediator shall submit her findings by 1 June 2031. | promise | 5 | shall | no | by 1 June 2031
The Party that receives the notice shall reply without delay. | promise | 3 | shall | no | -
The officials of both sides will draw up a list of wrecks at their next meeting. | promise | 5 | will | no | at their next meeting
Norland pledged to remove the duty on kelp. | promise | 4 | commit | no | -
The Parties undertake to abstain from testing. | promise | 3 | commit | yes | -
The Joint Council may amend the annexes. | permission | - | may | no | -
The Council shall meet in Hest each year. | promise | 3 | shall | no | -
Any dispute shall be settled by negotiation. | promise | 3 | shall | no | -
Norland and Sudland are committed to protecting whales. | promise | 3 | commit | no | -
We remain committed to the Treaty of Hest. | promise | 2 | none | no | -
We urge all states to sign the Convention. | stance | 1 | none | no | -
The envoys of both sides shall sign the protocol tomorrow. | promise | 5 | shall | no | tomorrow
We hope to finish the tunnel by 2040. | promise | 3 | intend | no | by 2040
We should launch a seed bank. | promise | 4 | should | no | -
We will under no circumstances create a new fund. | promise | 3 | will | yes | -
We won't deploy a carrier in 2031. | promise | 3 | will | yes | in 2031
We will not create a fund and launch a dialogue. | promise | 3 | will | yes | -
We will not create a fund but launch a dialogue. | promise | 4 | will | no | -
We will establish no new fund by 2031. | promise | 3 | will | yes | by 2031
We will launch no fewer than three funds. | promise | 4 | will | no | -
They will launch neither a dialogue nor a fund. | promise | 3 | will | yes | -
We will provide none of the $3 million by 2031. | promise | 3 | will | yes | by 2031
We are determined not to open a port. | promise | 3 | commit | yes | -
They shall neither directly nor indirectly open a port. | promise | 3 | shall | yes | -
Nor will we open a port. | promise | 3 | will | yes | -
In no case shall a Party open a port. | promise | 3 | shall | yes | -
We have no plans to open a port. | promise | 3 | intend | yes | -
Nobody will open a port. | promise | 3 | will | yes | -
Not one new fund will be established. | promise | 3 | will | yes | -
Not all Parties will open a port. | promise | 3 | will | yes | -
A few Parties will open a port. | promise | 4 | will | no | -
We will hardly open a port. | promise | 3 | will | yes | -
We will avoid spending $3 million. | promise | 3 | will | yes | -
The Parties are prohibited from selling kelp. | promise | 3 | shall | yes | -
The Parties are not prohibited from selling kelp. | permission | - | shall | yes | -
It is forbidden to sell kelp. | promise | 3 | shall | yes | -
A centre will be established by June 2032. | promise | 5 | will | no | by June 2032
A treaty will be signed in 2032. | promise | 5 | will | no | in 2032
A summit will be held in Brack in March 2032. | promise | 5 | will | no | in March 2032
We will build on the pact that will be signed in 2032. | promise | 3 | will | no | -
The two sides agreed to hold a summit in May 2032. | promise | 5 | commit | no | in May 2032
The leaders decided to adopt a plan by 2032. | promise | 5 | commit | no | by 2032
(a) The Parties will open a port. | promise | 4 | will | no | -
ii) We will open a port. | promise | 4 | will | no | -
(1) Open a port. | promise | 4 | none | no | -
Not later than 1 May 2032 the Parties shall open a port. | promise | 5 | shall | no | Not later than 1 May 2032
It shall remain in force for ten years. | rule | - | shall | no | -
It shall establish a council. | promise | 4 | shall | no | -
The two Coast Guards will open a hotline. | promise | 4 | will | no | -
The lodges will open a hotline by 2032. | not coded | - | will | no | -
We will build a hospital. | promise | 4 | will | no | -
We signed a treaty in 2020. | report | - | none | no | -
Will the Parties open a port? | report | - | none | no | -
Norland promises not to sell kelp. | promise | 3 | commit | yes | -
Norland pledges never to sell kelp. | promise | 3 | commit | yes | -
Norland vows not to open a port. | promise | 3 | commit | yes | -
Norland plans never to open a port. | promise | 3 | intend | yes | -
Norland agrees not to leave. | promise | 3 | commit | yes | -
Our promises not to sell kelp are old. | report | - | none | no | -
The Parties shall not fail to report by 1 May 2030. | promise | 5 | shall | no | by 1 May 2030
They must never fail to publish a list by 2030. | promise | 5 | shall | no | by 2030
No Party shall fail to pay. | promise | 3 | shall | no | -
Under no circumstances shall a Party fail to pay. | promise | 3 | shall | no | -
The Parties undertake not to fail to pay. | promise | 3 | commit | no | -
Norland will not hesitate to impose sanctions. | promise | 4 | will | no | -
We will not neglect to share charts. | promise | 3 | will | no | -
Kelp will not fail to grow. | prediction | - | will | no | -
Norland did not fail to pay. | report | - | none | yes | -
No Party shall be required to share samples. | permission | - | shall | yes | -
Norland had to pay. | report | - | none | no | -
Norland had to pay and publish a list. | report | - | none | no | -
Norland had to pay and will publish a list. | promise | 4 | will | no | -
The two sides were to open a port. | report | - | none | no | -
Norland was required to open a port by 2030. | report | - | none | no | -
Norland did not have to pay. | report | - | none | yes | -
Norland has to pay. | promise | 3 | shall | no | -
The Parties **will** open a *port*. | promise | 4 | will | no | -
"""  # noqa: E501


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_each_rule_of_the_grammar(line):
    text, kind, strength, modality, negated, deadline = line.split(" | ")
    row = coded(text)
    told = (row["kind"], str(row["strength"] or "-"), row["modality"])
    assert told == (kind, strength, modality), row["because"]
    assert (row["negated"], row["deadline"] or "-") == (negated == "yes", deadline)


@pytest.mark.parametrize(
    ("text", "today", "due"),
    [
        ("by 31 December 2030", "", "2030-12-31"),
        ("by December 2025", "", "2025-12"),
        ("by the end of June 2030", "", "2030-06-30"),
        ("by the end of 2025", "", "2025-12-31"),
        ("no later than 2030", "", "2030"),
        ("by the end of the year", "2023-05-18", "2023-12-31"),
        ("by the end of next year", "2023", "2024-12-31"),
        ("by the end of the year", "", ""),
        ("for the 2024–2026 period", "", "2026"),
        ("in the 2030s", "", "2030/2039"),
        ("over the next two years", "2023-05-18", ""),
        ("no later than one year after the entry into force", "", ""),
        ("by 30 February 2030", "", ""),
        ("before the next kelp summit in 2031", "", "2031"),
        ("ahead of COP30", "", ""),
        ("by 2032-06-30", "", "2032-06-30"),
        ("by 30/06/2032", "", "2032-06-30"),
        ("by 5/6/2032", "", "2032"),
        ("by the 30th of June 2032", "", "2032-06-30"),
        ("by Q2 2032", "", "2032"),
    ],
)
def test_a_deadline_is_a_date_or_a_period_where_it_names_one(text, today, due):
    (found,) = find_deadlines(f"We will plant kelp {text}.", today)
    assert (found.text, found.due) == (text, due)


@pytest.mark.parametrize(
    "text",
    [
        "in keeping with the 2022 Strategic Concept",
        "held in 2031",
        "signed at Norwick on 4 May 2031",
        "adopted on 4 May 2031",
        "since 2031",
        "starting in 2031",
        "until 2031",
        "for two years",
        "twice a year",
        "in its 2031 programme",
        "by the two Parties",
        "by 2019",
    ],
)
def test_what_is_no_deadline(text):
    assert list(find_deadlines(f"We will plant kelp {text}.", "2020-01-01")) == []


def test_a_list_item_takes_subject_and_modality_from_its_lead_in():
    text = """Kelp Pact

The Parties met in Norwick.

Article 1. Kelp

The Parties shall:

(a) plant kelp;
(b) not sell kelp;
(c) establish a kelp council by 2031.

Article 2. Boats

Norland and Sudland intend to work together by:

(a) launching a boat programme;
(b) sharing boats.
"""
    table = code_commitments(parse_agreement(document(text, date="2030")))
    told = table[["subject", "modality", "strength", "negated"]].to_numpy().tolist()
    assert told == [
        ["parties", "shall", 3, False],
        ["parties", "shall", 3, True],
        ["parties", "shall", 5, False],
        ["parties", "intend", 4, False],
        ["parties", "intend", 3, False],
    ]


def test_whoever_is_named_is_a_party_unless_it_is_known_who_they_are():
    text = "Estland will lend boats."
    assert coded(text)["strength"] == coded(text, parties=["Republic of Estland"])["strength"] == 3
    other = coded(text, parties=["Norland", "Sudland"])
    assert (other["kind"], other["because"]) == (
        "not coded",
        "the subject of 'lend' is no known party",
    )


def test_the_parts_of_strength():
    rows = [coded(text) for text in ("The Committee shall meet.", "We task ministers to act.")]
    assert [(r["delegation"], r["obligation"]) for r in rows] == [("own body", 5), ("own body", 0)]
    sure = [coded(t)["precision"] for t in ("We value peace.", "Act.", "Open a port by 2031.")]
    assert sure == ["value", "activity", "quantity or date"]
    assert coded("The depositary shall inform the Parties.")["delegation"] == "third body"


@pytest.mark.parametrize(
    "row",
    [
        "We will not launch a programme by 2030. | precision | quantity or date",
        "Companies shall be licensed. | kind | rule",
        "Companies are licensed. | kind | report",
        "The Parties shall lift the Ban of Norland. | deliverable | the Ban of Norland",
        "We will open the Halls (KH) of Norland in 2031. | deliverable | the Halls (KH) of Norland",
        "We will launch an open ports scheme with a council. | deliverable | an open ports scheme",
        "We will work with Norland, Hest and Ruhn to open a port. | operative | work;open",
        "We will lend boats and support all of Norland. | operative | lend;support",
        "In May, Norland, with Hest, shall lend boats. | kind | promise",
        "In May the Committee helps each Party. | subject | body",
        "Norland, shall lend boats. | subject | each",
        "We are to | modality | shall",
        "We reaffirm that kelp is safe. | strength | 1",
        "We will help divers under a kelp fund. | strength | 3",
        "We meet and will act and Norland, with Hest, will lend boats. | operative | meet;act;lend",
    ],
)
def test_what_else_is_told_of_a_commitment(row):
    text, column, value = row.split(" | ")
    assert str(coded(text)[column]) == value


@pytest.mark.parametrize(
    ("text", "obligation"),
    [
        ("Norland may not withdraw.", 5),
        ("Norland cannot withdraw.", 5),
        ("Norland may withdraw.", 1),
        ("Norland need not pay.", 1),
        ("Norland shall not be required to pay.", 1),
        ("Norland shall pay.", 5),
        ("Norland had to pay.", 0),
    ],
)
def test_a_prohibition_binds_and_a_duty_that_is_none_does_not(text, obligation):
    assert coded(text)["obligation"] == obligation


def test_what_may_be_a_concrete_step_can_be_told_from_other_acts():
    rows = [
        coded(f"We will explore the launch of a fund{sum_}.") for sum_ in ("", " of $3 million")
    ]
    told = [(row["strength"], row["precision"]) for row in rows]
    assert told == [(3, "act or thing"), (3, "quantity or date")]


@pytest.mark.parametrize(
    ("words", "strength", "precision"),
    [
        ("invest EUR 5 million in kelp", 4, "quantity or date"),
        ("pay US$5 million", 4, "quantity or date"),
        ("pay five million yen", 4, "quantity or date"),
        ("pay half a million euros", 4, "quantity or date"),
        ("pay twenty-five million Swiss francs", 4, "quantity or date"),
        ("admit 3,000 refugees", 4, "quantity or date"),
        ("admit forty-six refugees", 4, "quantity or date"),
        ("establish two councils", 4, "quantity or date"),
        ("reduce waste by 46 per cent", 3, "quantity or date"),
        ("reduce waste by forty-six percent", 3, "quantity or date"),
        ("spend 2% of GDP on boats", 3, "quantity or date"),
        ("establish a council", 4, "act or thing"),
        ("cooperate for five years", 3, "activity"),
        ("meet three times a year", 3, "activity"),
        ("cooperate in the euro area", 3, "activity"),
    ],
)
def test_a_number_a_sum_and_a_share_are_a_quantity(words, strength, precision):
    row = coded(f"The Parties shall {words}.")
    assert (row["strength"], row["precision"]) == (strength, precision)


def test_a_verb_that_the_tables_lack_is_never_taken_for_an_act():
    row = coded("The Parties shall frobnicate the kelp.")
    assert (row["kind"], row["strength"]) == ("not coded", None)
    assert "'frobnicate'" in row["because"]
    assert set(code_commitments(accord())["kind"]) == {"promise"}


WHO = ("We", "This", "The Parties", "Each Party", "Norland", "The Committee", "Both sides")
NOT = (
    *("shall not", "will never", "do not intend to", "must not", "will no longer", "cannot"),
    *("won't", "will under no circumstances", "shall neither directly nor indirectly"),
    *("are determined not to", "have no plans to", "will hardly", "are forbidden to"),
)
NONE = (
    *(
        "No Party shall",
        "Nor will we",
        "In no case shall a Party",
        "Nobody will",
        "Few Parties will",
    ),
    *("Not all Parties will", "Hardly any Party will", "We will not plant kelp and"),
)
VERBS = sorted({form for form, found in verbs().items() if any(v.form == "base" for v in found)})
THING = (
    "a council",
    "by a new fund",
    "a new fund by 2031",
    "tariffs",
    "$3 million",
    "a plan in 2031",
    "kelp",
)


NEGATED = [f"{who} {negation}" for who in WHO for negation in NOT] + [*NONE] * 5


@given(*map(st.sampled_from, (NEGATED, VERBS, THING)))
@examples(150)
def test_nothing_negated_is_a_concrete_step(negated, verb, thing):
    strength = coded(f"{negated} {verb} {thing}.")["strength"]
    assert strength is None or strength <= 3


@given(
    st.lists(st.sampled_from([*WHO, *NOT, *VERBS, *THING, "to", "and", ",", ":", "that", "(", ")"]))
)
@examples(80)
def test_any_words_are_coded_or_not_but_never_fail(words):
    row = coded(" ".join(words) or "x")
    assert (row["kind"] in ("promise", "stance")) == (row["strength"] is not None)
    assert row["because"]
    assert all(d in " ".join(words) for d in row["deadline"].split(";"))


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Return a copy of the tables that is read in place of the project's."""
    shutil.copytree(DATA / "grammar", tmp_path / "grammar")
    monkeypatch.setattr("accordlib.texts.files.data_folder", lambda: tmp_path)
    caches = (word_class, phrases, verbs, grammar._table_rows)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path / "grammar"
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize(
    ("table", "row", "wrong"),
    [
        ("verbs", "plant,heroic,,", "column class: 'heroic'"),
        ("verbs", "Plant,activity,,", "column verb: 'Plant'"),
        ("verbs", "sow,activity,sowed; sown,", "column forms: 'sowed; sown'"),
        ("verbs", "sow,activity,,no", "column noun: 'no'"),
        ("verbs", "launch,activity,,", "'launch' stands in line"),
        ("subjects", "heroes,knight", "column class: 'heroes'"),
        ("things", "thing,", "column words: ''"),
        ("deadlines", "strong,by 2030", "column words: 'by 2030'"),
    ],
)
def test_a_mistake_in_a_table_is_named_by_file_line_and_column(tables, table, row, wrong):
    path = tables / f"{table}.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, row, ""]), "utf-8")
    with pytest.raises(AccordError, match=rf"{table}\.csv, line {len(lines) + 1}.*{wrong}"):
        word_class(table, CLASSES[table].split()[0])


def test_a_table_with_other_columns_is_refused(tables):
    (tables / "things.csv").write_text("kind,words\nthing,fund\n", "utf-8")
    with pytest.raises(AccordError, match="things.csv, line 1: rows of class, words are needed"):
        coded("We will open a fund.")


def test_a_verb_that_is_added_is_read_in_all_its_forms(tables):
    path = tables / "verbs.csv"
    path.write_text(path.read_text("utf-8") + "frobnicate,single,,\n", "utf-8")
    texts = ("We will frobnicate kelp.", "Frobnicate kelp.", "We commit to frobnicating kelp.")
    assert [coded(text)["strength"] for text in texts] == [4, 4, 4]


def test_the_page_that_shows_how_to_add_a_verb_is_right(tables):
    rows = (tables / "verbs.csv").read_text("utf-8").splitlines()
    kept = [row for row in rows if not row.startswith("dredge,")]  # who follows the page adds it
    (tables / "verbs.csv").write_text("\n".join([*kept, ""]), "utf-8")
    page = (ROOT / "docs" / "add-a-verb.md").read_text("utf-8")
    assert f"not coded | {coded('The Parties shall dredge the harbour.')['because']}" in page
    assert [kind for kind in CLASSES["verbs"].split() if f"`{kind}`" not in page] == []


def test_no_entry_of_a_table_is_read_by_nothing():
    assert all(word_class(table, name) for table in CLASSES for name in CLASSES[table].split())
