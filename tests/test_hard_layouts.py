"""Layouts of published agreements that are easily read wrongly, a case or two of each kind."""

from functools import cache

import pytest
from garbling import assert_nothing_lost
from library import document

from accordlib import Agreement, parse_agreement

LONG = "The ministers recalled that the two coasts have shared their pilots, charts and lights"
LONG += " since the first steamers crossed the sound, and wish to keep it so."
TITLE = "Stronger Links Between the Ports of the Sound, Better Tickets for Commuters and"
TITLE += " Cheaper Freight for Small Firms on Both Shores"
# Each line after a letter for what it is: T title, R belongs to no part, P preamble, H heading,
# L lead-in, C commitment, X other text, E closing, S who signs, + goes on with the line above.
# In two columns who signs is the line with the name; a foot in a paragraph stands within it.
KINDS = "title rest preamble heading lead-in commitment paragraph closing signatory".split()
CODES = dict(zip(KINDS, "TRPHLCXES", strict=True))
TEXTS = {
    "a list before the first heading": f"""
T Osprey Communiqué

P {LONG}

C 1. We will ring every osprey that nests on the sound.
C 2. We will close the marsh to boats in April.
C 3. We will count the nests together.

H Annex: Calendar

C 1. The wardens will meet in March.
C 2. They will publish the count in July.""",
    "names and a date at the end": """
T Osprey Statement

P The presidents of Merrow and Arle met in Port Ansel and discussed the marsh.

C The two presidents will open the marsh to the wardens of either side from next spring on.

C They will name a warden for each shore, who will report to both of them every year.

S Ida M. Lowe, Jr.
S Paolo Conti

R November 3, 2022""",
    "an office, a name and a country": """
T Joint Statement on Lighthouses

P The three leaders met in Port Ansel and spoke about the lighthouses of the sound.

H 1. Lamps

C - We will light every tower by 2030.
C - We will train keepers.

R June 4, 2023

S Prime Minister Ida Lowe of Merrow

S President Paolo Conti of Arle

S Ambassador Teo Marsh of the Republic of Quill""",
    "initials": """
T Agreement on Pilots

P The harbour boards of Merrow and Arle have agreed as follows:

H Article 1 Charts

C Each board shall give the other its charts of the sound.

H Article 2 Fees

C Neither board shall charge the pilots of the other.

E Done at Port Ansel on 3 May 2024.

S I. Lowe
S P. Conti""",
    "headings with a stop": f"""
T Statement on the Marsh

P {LONG}

H Care for the birds.

C • We will ring the young of each year.
C • We will pay two wardens.

H Let people in without harm.

C • We will build paths of planks.
C • We will close them in April.""",
    "a heading of more than a hundred characters": f"""
T Declaration on Ferries

P {LONG}

H {TITLE}

C - We will sell one ticket for all ferries.
C - We will halve the fees for vans.

H Safety

C - We will drill the crews twice a year.""",
    "a dash at the beginning of a broken line": """
T Statement on Nets

P The ministers of Merrow and Arle met in Port Ansel, heard what
+ the fishers of both shores had to say about lost nets, and have
+ agreed to the following steps:

C From next year on the ministers intend to gather the lost nets
+ – those of their own boats as well as those of other fleets –
+ on one pier, and to pay for each of them by weight, as they
+ have done in the northern harbours for some years already.

C They will also mark every new net with the number of its boat,
+ so that a lost one can be given back to whoever has lost it.""",
    "a blank without width beside a number": """
T Understanding on Buoys

P The two pilots' guilds met in Port Ansel and have agreed as follows:

C 1.\u200b Merrow will paint the western buoys.

C 2. \u200bArle will paint the eastern buoys.

C 3.\u200b Both will share the cost of the paint.""",
    "dates beneath the title": """
T Joint Statement on Salt

R Port Ansel, June 2024

P The ministers met in Port Ansel and tasted the salt of both shores.

H [1] Pans

C They will repair the old pans.

C They will open a new one.

H [2] Trade

C - They will sell the salt together.""",
    "feet and numbers of pages within articles": """
R No. 40127

R MERROW and ARLE
T Agreement on rescue at sea

R Vol. 3051, I-40127
R 12

P The Government of Merrow and the Government of Arle have agreed as follows:

H Article 1

C Each Party shall keep a boat ready in every port of the sound, and shall

+ Vol. 3051, I-40127
+ 13

+ tell the other without delay if one of them cannot put to sea.

H Article 2

C The Parties shall hold an exercise every year.

R Vol. 3051, I-40127
R 14""",
    "paragraphs between a heading and a lower one": f"""
T Accord on Water

P {LONG}

H ## Rivers

C The two sides will measure the rivers at the same hour every day.

C They will publish what they have measured on the same evening.

C They will warn each other of floods.

H ### Dams

C - They will inspect each dam once a year.
C - They will open the gates together.""",
    "a short text of broken lines": """
T Joint Statement on the Tide
+ Mill of Port Ansel

P The mayors of Port Ansel and Quill met at the
+ old tide mill on 4 June 2023 and saw that its
+ wheel has not turned for eleven years.

C The mayors will have the wheel repaired before
+ the autumn tides and share the cost of it in
+ equal parts.

C They will open the mill to schools of both
+ towns on two days of each month.""",
    "two columns": """
T Agreement on Anchors

P The Government of Merrow and the Government of Arle have agreed as follows:

H Article 1 Grounds

C Ships of either Party may anchor in the roads of the other.

E Done at Port Ansel on 3 May 2024, in two copies.

R For the Government of Merrow          For the Government of Arle

S Ida Lowe                              Paolo Conti
R Minister of the Sea                   Minister of Ports""",
    "ordinals as headings": f"""
T Declaration on Trains

P {LONG}

H First, on the line along the coast

C The two railways will lay a second track, and will let the trains of either side run.

C They will raise the platforms to one height.

H Second, on the night train

C The two railways will run a night train, and will look for a third railway to join.""",
    "ordinals as commitments": f"""
T Declaration on Trams

P {LONG}

H Lines

C First, we will join the two lines at the bridge.
C Second, we will sell one ticket for both.

H Cars

C First, we will order cars that fit both gauges.
C Second, we will lend each other drivers.""",
    "lines of a web page": """
R Press release
R Issued on: 4 June 2023

T Joint Statement on Storms

P The ministers of Merrow and Arle met in Port Ansel and agreed on the following:

C - They will share the radar of both coasts.
C - They will warn fishers in both languages.

R Contact: press@merrow.example""",
}


@cache
def taken_apart(name: str) -> tuple[Agreement, dict[int, str]]:
    """Return an agreement and what each of its lines is, by its number."""
    lines = TEXTS[name].removeprefix("\n").split("\n")
    codes = {n: line[0] for n, line in enumerate(lines, start=1) if line and line[0] != "+"}
    return parse_agreement(document("\n".join(line[2:] for line in lines))), codes


@pytest.mark.parametrize("name", TEXTS)
def test_each_line_is_what_a_reader_sees(name):
    agreement, codes = taken_apart(name)
    rows = agreement.report().query("line > 0")[["line", "kind"]].values.tolist()
    assert {line: CODES[kind] for line, kind in sorted(rows)} == codes
    assert_nothing_lost(agreement)


def test_names_offices_and_parties_are_read():
    signed = {
        "an office, a name and a country": {
            ("Ida Lowe", "Prime Minister of Merrow"),
            ("Paolo Conti", "President of Arle"),
            ("Teo Marsh", "Ambassador of the Republic of Quill"),
        },
        "initials": {("I. Lowe", ""), ("P. Conti", "")},
        "two columns": {("Ida Lowe", "Minister of the Sea"), ("Paolo Conti", "Minister of Ports")},
    }
    for name, expected in signed.items():
        agreement, _ = taken_apart(name)
        assert {(s.name, s.office) for s in agreement.signatories} == expected
