"""Agreements in other layouts: what is recognised, and that the result says how."""

import random
import textwrap
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import product
from unicodedata import normalize

import pytest
from garbling import assert_nothing_lost
from library import DATA, SHARED, accord, document

from accordlib import AccordError, Agreement, Document, parse_agreement, sentences
from accordlib.agreement import signatures
from accordlib.agreement.features import features as seen_in
from accordlib.agreement.lines import read_lines
from accordlib.texts.files import read_table

_, *WEIGHTS = read_table(DATA / "grammar" / "lines.csv")

TITLES = [
    *("Defence and Security", "Trade", "Climate Change and Energy", "Science and Innovation"),
    *("People-to-People Ties", "Global Health", "Critical Minerals", "The Open Sea"),
]
COUNT = "One Two Three Four Five".split()
ROMAN = "I II III IV V VI".split()
HEADINGS = {
    "number": lambda n, title: f"{n}. {title}",
    "bracket": lambda n, title: f"{n}) {title}",
    "roman": lambda n, title: f"{ROMAN[n - 1]}. {title}",
    "pillar": lambda n, title: f"Pillar {n}: {title}",
    "letter": lambda n, title: f"{'ABCDE'[n - 1]}. {title}",
    "pillar in words": lambda n, title: f"Pillar {COUNT[n - 1]} – {title}",
    "part": lambda n, title: f"PART {ROMAN[n - 1]} – {title}",
    "article": lambda n, title: f"Article {n}\n{title}",
    "capitals": lambda _, title: title.upper(),
    "hashes": lambda _, title: f"## {title}",
    "numbered hashes": lambda n, title: f"## {n}. {title}",
    "underlined": lambda _, title: f"{title}\n--------",
    "bold": lambda _, title: f"**{title}**",
    "short": lambda _, title: title,
}
ITEMS = {
    "hyphen": lambda _, n, text: f"- {text}",
    "dot": lambda _, n, text: f"•\u00a0{text}",
    "asterisk": lambda _, n, text: f"*   {text}",
    "alone": lambda _, n, text: f"-\n{text}",
    "letter": lambda _, n, text: f"({'abcdefgh'[n - 1]}) {text}",
    "half bracket": lambda _, n, text: f"{'abcdefgh'[n - 1]}) {text}",
    "decimal": lambda part, n, text: f"{part}.{n} {text}",
    "small roman": lambda _, n, text: f"({ROMAN[n - 1].lower()}) {text}",
    "paragraph": lambda _, n, text: text,
}
SIGNED = {
    "Rishi Sunak – Prime Minister of the United Kingdom": "Rishi Sunak",
    "Kishida Fumio, Prime Minister of Japan": "Kishida Fumio",
    "Prime Minister Anthony Albanese": "Anthony Albanese",
    "José Ortega y Gasset\nMinister of Foreign Affairs": "José Ortega y Gasset",
}
AT_END = {**SIGNED, "Joseph R. Biden, Jr.": "Joseph R. Biden, Jr.", "Mary O’Neill": "Mary O’Neill"}
PREAMBLE = [
    "We, the leaders of Arle and Merrow, met in Port Ansel on 3 May 2024.",
    "Our two peoples have sailed the same “quiet sea” for centuries, and trade on it still.",
    "Recalling the talks of last year, the two sides share the hopes that were voiced in them.",
]
VERBS = "open keep repair share test protect".split()
OBJECTS = [
    *(
        "a school for pilots in the U.K.",
        "2% of all berths for hospital ships",
        "the northern light",
    ),
    *("plans of the harbours (NATO excepted)", "kelp beds off both coasts", "a “green” ferry line"),
]


@dataclass
class Layout:
    """A made-up agreement and what stands in it."""

    text: str
    preamble: list[str]
    parts: list[tuple[str, list[str]]]
    names: list[str]
    closing: list[str]


def made_up(rng: random.Random, heading: str, item: str) -> Layout:
    preamble = PREAMBLE[: rng.randint(1, 3)]
    top = rng.sample([*SIGNED], rng.choice((0, 0, 1, 2)))
    end = rng.sample([*AT_END], rng.randint(0, 2)) if not top else []
    promises = [f"The two sides will {v} {o} by 2030." for v in VERBS for o in OBJECTS]
    rng.shuffle(promises)
    blocks, parts = ["A Joint Declaration", *top, *preamble], []
    for n, title in enumerate(rng.sample(TITLES, rng.randint(2, 5)), start=1):
        texts = [promises.pop() for _ in range(rng.randint(1, 4))]
        parts.append((title.upper() if heading == "capitals" else title, texts))
        lead = ["To this end we will:"] * rng.randint(0, 1)
        blocks += [HEADINGS[heading](n, title), *lead]
        blocks += [ITEMS[item](n, k, text) for k, text in enumerate(texts, start=1)]
    closing = ["Signed at Port Ansel, in duplicate."] * rng.randint(0, 1)
    text = rng.choice(("\n", "\n\n", "\n \n")).join([*blocks, *closing, *end])
    text = text.replace("\n", rng.choice(("\n", "\r\n")))
    names = [{**SIGNED, **AT_END}[name] for name in (*top, *end)]
    return Layout(text, preamble, parts, names, closing)


@cache
def taken_apart() -> list[tuple[str, Layout, Agreement]]:
    """Return an agreement of every kind of heading and item, and what was made of it."""
    kinds = list(product(HEADINGS, ITEMS))
    rng = random.Random(0)
    layouts = [(" ".join(kind), made_up(rng, *kind)) for kind in kinds]
    return [(kind, made, parse_agreement(document(made.text))) for kind, made in layouts]


def found_in(agreement: Agreement) -> list[tuple[str, list[str]]]:
    return [(p.title.text, [c.text for c in p.commitments]) for p in agreement.pillars if p.title]


@pytest.mark.parametrize(
    ("part", "share", "of_layout", "of_agreement"),
    [
        ("title", 1, lambda _: "A Joint Declaration", lambda a: a.title.text),
        ("parts", 0.95, lambda x: x.parts, found_in),
        ("preamble", 0.95, lambda x: x.preamble, lambda a: [p.text for p in a.preamble]),
        ("signatories", 0.95, lambda x: x.names, lambda a: [s.name for s in a.signatories]),
        ("closing", 0.95, lambda x: x.closing, lambda a: [p.text for p in a.closing]),
        ("levels", 0.95, lambda _: {1}, lambda a: {p.level for p in (*a.pillars, *a.commitments)}),
        ("rest", 0.95, lambda _: (), lambda a: a.rest),
    ],
)
def test_layouts_of_every_kind_are_taken_apart(part, share, of_layout, of_agreement):
    wrong = [kind for kind, made, a in taken_apart() if of_layout(made) != of_agreement(a)]
    assert len(wrong) <= (1 - share) * len(taken_apart()), (part, wrong)


def test_nothing_of_any_layout_is_lost():
    for _, _, agreement in taken_apart():
        assert_nothing_lost(agreement)


@pytest.mark.parametrize("item", ITEMS)
def test_a_list_without_headings_is_one_part(item):
    texts = [f"The two sides will {verb} {OBJECTS[0]}." for verb in VERBS[:4]]
    lines = [ITEMS[item](1, n, text) for n, text in enumerate(texts, start=1)]
    agreement = parse_agreement(document("\n\n".join(["A title", PREAMBLE[0], *lines])))
    [pillar] = agreement.pillars
    assert pillar.title is None
    assert [c.text for c in pillar.commitments] == texts
    assert [p.text for p in agreement.preamble] == PREAMBLE[:1]


TWO_LEVELS = ["1. | A. ", "I. | 1. ", "I. | A. ", "## | ### ", "PART I: | 1. ", "1. | ** "]
TWO_LISTS = ["- |  - ", "(a) | (i) ", "* |   * ", "1. | (a) "]


@pytest.mark.parametrize("headings", TWO_LEVELS)
def test_levels_of_headings_and_lists_are_found(headings):
    outer, inner = (h.strip() for h in headings.split("|"))
    low = "**Ships**" if inner == "**" else f"{inner} Ships"
    for items, gap in product(TWO_LISTS, ("\n", "\n\n")):
        if "1." in headings and "1." in items:
            continue
        top, sub = items.split("|")
        lines = ["A Joint Declaration", PREAMBLE[0], f"{outer} Defence", low]
        lines += [f"{top}We will build the following ships:", f"{sub}two ferries for the strait,"]
        lines += [f"{sub.replace('(i)', '(ii)').replace('(a)', '(b)')}a tug for each port."]
        lines += [f"{top.replace('(a)', '(b)').replace('1.', '2.')}We will train their crews."]
        agreement = parse_agreement(document(gap.join(lines)))
        titles = [(p.title.text, p.level) for p in agreement.pillars if p.title]
        assert titles == [("Defence", 1), ("Ships", 2)], agreement.document.text
        assert [c.level for c in agreement.commitments] == [1, 2, 2, 1], agreement.document.text
        assert [c.label for c in agreement.commitments] == [f"1.1.{n}" for n in range(1, 5)]


# What is said about it


def shown(text: str) -> dict[str, tuple[str, str]]:
    table = parse_agreement(document(text)).report()
    return {r["part"]: (r["kind"], r["recognised"]) for r in table.to_dict("records")}


def test_the_report_says_of_each_part_how_it_was_recognised():
    rows = shown(
        "A Joint Statement\n3 May 2024\nWe, the leaders of Arle and Merrow, met in Port Ansel.\n"
        "I. Trade\n(a) We will trade in kelp.\n(b) We will meet:\n(i) in spring.\n"
        "Pillar 2: Ships\nWe will sail to each other once a year.\n# Ends and Means\n"
        "First, we will talk to our ports.\nSecond, we will act on what they say.\n"
        "Signed at Port Ansel, in duplicate.\nJoe Biden, Jr."
    )
    assert {label: kind for label, (kind, _) in rows.items()} == {
        "T": "title",
        "R1": "rest",
        "P1": "preamble",
        "C1": "closing",
        "S1": "signatory",
        **dict.fromkeys(("T1", "T2", "T3"), "heading"),
        **dict.fromkeys(("1.1", "1.2", "1.3", "1.1.1", "2.1", "2.2"), "commitment"),
    }
    marks = {
        "T1": "roman number 'I.'",
        "1.1": "letter '(a)'",
        "1.2": "letter '(b)'",
        "1.3": "roman number '(i)'",
        "T2": "the word 'pillar'",
        "T3": "Markdown heading '#'",
    }
    assert {label: rows[label][1] for label in marks} == marks
    assert rows["1.1.1"][1].startswith("a paragraph: this part lists nothing (")
    features = {feature for _, feature, _ in WEIGHTS}
    for label in rows.keys() - marks.keys() - {"1.1.1"}:
        assert {*rows[label][1].split(", ")} & {*features, "what stands around it"}, rows[label]


def test_the_report_has_every_part_and_a_reason_for_each():
    for _, made, agreement in taken_apart():
        table = agreement.report().query("line > 0").sort_values("line", kind="stable")
        expected = [p.label for p in agreement.parts if p.kind != "marker"]
        assert table["part"].tolist() == expected
        lines = [made.text.count("\n", 0, agreement[label].start) + 1 for label in expected]
        assert table["line"].tolist() == lines
        assert table["recognised"].all()


def test_the_columns_of_the_report_are_documented():
    assert all(f"``{c}``" in Agreement.report.__doc__ for c in accord().report())


# Single rules


def titles_and_items(*lines: str, gap: str = "\n\n") -> list[tuple[str, list[str]]]:
    return found_in(parse_agreement(document(gap.join(lines))))


FRONT = ("A title", "The two sides met in Tokyo.")
MEET = ["Meet often.", "Sail far."]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("1. Trade|2. Ships|3. Space", {}),
        ("1. The two sides trade.|2. The two sides sail.", {}),
        ("1.5 percent of all trade.|2.5 percent of all ships.", {}),
        # Short bullets are headings if each has a paragraph, whatever stands elsewhere.
        (
            "I. Areas|- Space|They fly.|- The Sea|They sail.|II. More|- A|- B",
            {"Areas": [], "Space": ["They fly."], "The Sea": ["They sail."], "More": ["A", "B"]},
        ),
        (
            "1. Areas|They will work on:|- Space|- The Sea|Their ministers will meet often.",
            {"Areas": ["Space", "The Sea"]},
        ),
        (
            "1. Ships|- We sail.|For Arle|Ann Lee|Minister of Ships|2. Annex|- A.",
            {"Ships": ["We sail."], "Annex": ["A."]},
        ),
        *(
            (f"Article (1)|Aims|They will:|{a}Meet often.|{b}Sail far.", {"Aims": MEET})
            for a, b in (("1- ", "2- "), ("A- ", "B- "), *((m, m) for m in ("o ", "➢ ", "\uf0b7 ")))
        ),
    ],
)
def test_what_is_a_heading_and_what_an_item(lines, expected):
    assert (
        dict(titles_and_items(*FRONT, *lines.split("|"), "The ministers will report on it."))
        == expected
    )


# Lines, each after the label of the part that begins there.
PARTS = [
    # Rules divide a text without headings; one at its end does not.
    "T=A title|P1=We met.|M1=---|1.1=We will trade.|1.2=We sail.|M2=---|C1=We part.",
    "T=A title|P1=We met.|1.1=We will trade.|M1=# # #",
    # A heading without a number before those with one; the word preamble heads no part.
    "T=A Joint Plan||P1=The ministers met in Arle.||T1=Our Vision||1.1=We share one sea and its "
    "shores, and we have been friends for a hundred years.||T2=1. Trade||2.1=- We will trade more.",
    "T=A title||P1=Preamble||P2=We met.||T1=Trade||1.1=We sell.||1.2=We buy.",
    "T=A title||P1=INTRODUCTION||P2=We met.||T1=TRADE||1.1=We sell.||1.2=We buy.",
    # What is neither lead-in nor commitment is a paragraph, and a lone bullet hides no heading.
    "T=A title|T1=1. Part|L1=We will:|1.1=- act.|1.p1=More words.|1.2=- and on.",
    "T=A title|T1=1. Sea|1.1=- We sail.|M3=-|T2=2. Trade|2.1=- We trade.",
    # Lines of no part stay visible, in their order.
    "T=A title|P1=We met.|T1=1. Sea|1.1=- We sail.|M3=***|C1=It ends in 2030.|R1=Tokyo, 3 May 2024",
    "R1=May 4, 2024|T=A title|P1=We met.|1.1=- We act.||R2=[1] A note.||R3=Press contact|R4=Ann",
    # A paragraph that begins like a party does not sign.
    "T=A title|P1=We met.|T1=1. Sea|L1=For the purposes of this text, ships are:|1.1=- boats.",
]
ABOVE = [
    *("FOR IMMEDIATE RELEASE|R2=May 4, 2024", "Ministry of Ships|R2=Unofficial translation"),
    *("Home > Countries > Merrow|R2=(Provisional Translation)", "بسم الله الرحمن الرحيم"),
    *("PRESS RELEASE          14 September 2020", "17 April 2024 – Lakeside, Merrow"),
]
PARTS += [f"R1={above}||T=Joint Declaration of Arle||P1=We met.|1.1=- We act." for above in ABOVE]


@pytest.mark.parametrize("case", PARTS)
def test_each_line_belongs_to_its_part(case):
    labels, _, lines = zip(*(row.partition("=") for row in case.split("|")), strict=True)
    text = "\n".join(lines)
    parts = [p for p in parse_agreement(document(text)).parts if p.kind != "marker"]
    begin = {text.count("\n", 0, p.start): p.label for p in parts}
    assert tuple(begin.get(n, "") for n in range(len(lines))) == labels


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        # Numbers that begin again stand beneath lines without one; those after all stand beside.
        ("SECURITY|1. Ships|They sail.|TRADE|1. Goods|They trade.", [1, 2, 1, 2]),
        ("1. Ships|We sail.|2. Sea|We swim.|Next steps|We will meet again.", [1, 1, 1]),
    ],
)
def test_levels_of_headings_without_a_number(lines, levels):
    agreement = parse_agreement(document("\n\n".join([*FRONT, *lines.split("|")])))
    assert [p.level for p in agreement.pillars] == levels


def test_a_letter_that_is_a_roman_number_too_is_read_by_what_has_gone_before():
    letters = [f"({letter}) It is {letter}." for letter in "abcdefghij"]
    agreement = parse_agreement(document("\n".join([*FRONT, *letters])))
    assert [c.level for c in agreement.commitments] == [1] * 10
    schemes = {agreement.recognised[c.label].split()[0] for c in agreement.commitments}
    assert schemes == {"letter"}


def test_an_indented_item_after_a_semicolon_goes_on_with_the_list():
    text = "A title\nWe will:\n- meet;\n  - talk;\n  - trade; and\n  - sail."
    agreement = parse_agreement(document(text))
    assert [c.level for c in agreement.commitments] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "title", ["A Pact on\nkelp and boats\nin the sea", "Agreement\nof\nNorland"]
)
def test_a_title_goes_on_in_lines_that_a_small_word_joins(title):
    text = f"{title}\nWe met in May.\n- We will guard it.\n- We meet."
    assert parse_agreement(Document("d", text)).title.text == title


@pytest.mark.parametrize(("size", "goes_on"), [(100, True), (101, False)])
def test_a_line_of_a_hundred_characters_may_go_on_with_a_title(size, goes_on):
    text = "A Pact on\n" + "kelp".ljust(size, "p")
    lines, _ = read_lines(text, lambda a, b: text[a:b])
    assert ("goes on with a title" in seen_in(lines)[-1]) == goes_on


def test_a_note_in_the_last_line_is_no_mark_before_a_title():
    text = "Kelp Pact\nWe met.\n[1] Sea\nWe will guard it.\n[2] Air"
    seen = parse_agreement(Document("d", text)).recognised
    assert (seen["R1"], seen["R2"]) == ("a footnote", "a footnote")


def test_paragraphs_beneath_the_title_of_an_agreement_need_not_promise():
    last = "The kelp of the north grows well and the boats of the south rot."
    text = f"Kelp Pact\n\nThe sea of Norland is red and the ships of Hest are grey.\n\n{last}"
    assert [c.text for c in parse_agreement(Document("d", text)).commitments] == [last]


def test_a_text_may_begin_with_the_mark_of_a_note_before_a_title():
    text = "[1] Sea\nWe will guard the sea.\n[2] Air\nWe will fly."
    pillars = parse_agreement(Document("d", text)).pillars
    assert [p.title.text for p in pillars if p.title] == ["Sea", "Air"]


def test_the_name_of_a_body_is_as_long_as_a_name_may_be():
    longest = "Council of N".ljust(signatures._LONGEST_NAME, "o")
    assert signatures.is_body(longest)
    for other in (f"{longest}o", "Kelp Boats", "Council of Norland.", "council of the kelp"):
        assert not signatures.is_body(other)


def test_a_second_item_goes_on_with_the_list_that_a_text_stands_in():
    text = "Kelp Pact\n\nWe met in May.\n\nArticle 1: Sea\n\n1. We will guard the sea:\n\n"
    text += "    (a) we will lend boats;\n\nThis is done in Norland by all of us.\n\n"
    text += "    (b) we will plant kelp.\n\n2. We will meet.\n\nArticle 2: Air\n\n1. We will fly.\n"
    agreement = parse_agreement(Document("d", text))
    assert [c.level for c in agreement.commitments] == [1, 2, 2, 1, 1]


def test_the_governments_that_sign_at_the_end_are_one_signatory_each():
    end = ["FOR THE GOVERNMENT OF JAPAN:", "TOKYO", "For the Government of Canada:"]
    agreement = parse_agreement(document("\n\n".join([*FRONT, "1. Ships", "- We sail.", *end])))
    assert [s.text.split("\n")[0] for s in agreement.signatories] == [end[0], end[2]]
    assert {s.name for s in agreement.signatories} == {""}


@pytest.mark.parametrize("label", ["T", "P", "S", "L", "M"])
def test_pillar_labels_that_are_taken_are_refused(label):
    text = "A title\nWe met.\nJoe Biden – President of Arle\n1. Ships\nWe will:\n- sail to Arle."
    with pytest.raises(AccordError, match="two passages"):
        parse_agreement(document(text, pillar_labels=(label,)))


def test_pillar_labels_name_the_pillars_of_the_first_level():
    text = "A title\nWe met.\n1. Sea\n- We sail.\nA. Boats\n- We row.\n2. Trade\n- We sell."
    agreement = parse_agreement(document(text, pillar_labels=("X", "Y")))
    assert [c.label for c in agreement.commitments] == ["X1", "X.1.1", "Y1"]


# The published texts

FOLDER = SHARED / "agreements"
SIZES = {
    "joint-leaders-statement-on-aukus-2": (0, 4, 0),
    "memorandum-of-understanding-united-stat": (12, 31, 1),
    "the-atlantic-declaration-a-framework-fo": (6, 26, 0),
    "the-new-atlantic-charter": (0, 8, 2),
    "the-spirit-of-camp-david-joint-statemen": (0, 11, 0),
    "the-wilmington-declaration-joint-statem": (13, 55, 0),
    "u-s-japan-technology-prosperity-deal": (11, 17, 0),
    "united-states-japan-joint-leaders-state": (5, 45, 0),
}


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the published agreements are not here")
@pytest.mark.parametrize("name", SIZES)
def test_published_agreements_have_about_the_parts_that_a_reader_counts(name):
    agreement = parse_agreement(Document.from_file(FOLDER / f"{name}.txt"))
    kinds = [p.kind for p in agreement.passages]
    found = [kinds.count(kind) for kind in ("heading", "commitment", "signatory")]
    assert all(abs(n - of) <= 1 + of / 10 for n, of in zip(found, SIZES[name], strict=True)), found
    assert_nothing_lost(agreement)


# Broken lines, and what stands around an agreement


def broken(text: str, width: int) -> str:
    """Return a text whose paragraphs are broken at a width, with empty lines between them."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in lines)


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_the_accord_has_the_same_parts_when_its_lines_are_broken(width):
    text = accord().document.text
    whole, again = (
        parse_agreement(Document("one", variant))
        for variant in ("\n\n".join(text.splitlines()), broken(text, width))
    )
    flat = [
        [(p.label, p.kind, " ".join(p.text.split())) for p in agreement.parts]
        for agreement in (whole, again)
    ]
    assert flat[0] == flat[1]
    assert "broken lines" in again.recognised["P1"]
    split = [
        [" ".join(s.text.split()) for p in agreement.passages for s in sentences(p)]
        for agreement in (whole, again)
    ]
    shared = Counter(split[0]) & Counter(split[1])
    assert shared.total() >= 0.95 * len(split[0])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- 2 -", "number of a page"),
        ("Page 3 of 9", "number of a page"),
        ("[1] A note on ships.", "footnote"),
        ("¹ AU: African Union.", "footnote"),
        ("12 and 13 May 2024", "date"),
        ("From: The Ministry of Ships", "line of the page"),
    ],
)
def test_lines_of_the_page_belong_to_no_part(line, why):
    items = ["We will sail to Arle.", "We will row back.", "We will mend the sails."]
    lines = ["A Plan for Ships\n", *FRONT[1:], "", "1. Ships", f"- {items[0]}", "", line, ""]
    agreement = parse_agreement(document("\n".join([*lines, *(f"- {i}" for i in items[1:])])))
    assert [p.text for p in agreement.rest] == [line]
    assert why in agreement.recognised["R1"]
    assert [c.text for c in agreement.commitments] == items


@pytest.mark.parametrize(
    ("block", "name", "office"),
    [
        (["For Arle:", "(Signed)", "Ann Lee", "Minister of Ships"], "Ann Lee", "Minister of Ships"),
        (["FOR ARLE", "____", "Dr Ann Lee", "Vice-Minister"], "Dr Ann Lee", "Vice-Minister"),
        (["For Arle: Ann Lee, Vice-Minister of Ships"], "Ann Lee", "Vice-Minister of Ships"),
        (["**Ann Lee**", "First Minister of Arle"], "Ann Lee", "First Minister of Arle"),
        (["Ann Lee", "Minister of Ships", "Republic of Arle"], "Ann Lee", "Minister of Ships"),
        (
            ["アールのために", normalize("NFD", "アン・ブラウン")],
            normalize("NFD", "アン・ブラウン"),
            "",
        ),
        (["H.E. Ms. Ann Lee", "Minister of Ships"], "Ann Lee", "Minister of Ships"),
        (["For Arle", "Name: Ann Lee", "Title: Head of Ships"], "Ann Lee", "Head of Ships"),
        (["Für Arle", "Anna d'Arle"], "Anna d'Arle", ""),
        (["アールのために", "山田太郎"], "山田太郎", ""),
        (["アール首相", "山田　太郎（署名）"], "山田 太郎", "アール首相"),
        (["アール外務大臣", "（署名）山田太郎"], "山田太郎", "アール外務大臣"),
        (["山田太郎", "アール外務大臣"], "山田太郎", "アール外務大臣"),
        (["アール代表", "外務省", "山田太郎"], "山田太郎", ""),
        (["诺兰总理", "安·布朗"], "安·布朗", "诺兰总理"),
        (["日本国のために", "広島にて"], "", ""),
    ],
)
def test_a_block_that_signs_is_one_signatory(block, name, office):
    text = "\n".join([*FRONT, "1. Ships", "- We sail.", "Done at Arle.", "", *block])
    [signatory] = parse_agreement(document(text)).signatories
    assert (signatory.name, signatory.office) == (name, office)
    assert signatory.text.replace("**", "") == "\n".join(block).replace("**", "")


def test_undivided_names_above_their_offices_are_a_signatory_each():
    signed = ["山田太郎\n日本国総理大臣", "岸田花子\nアール外務大臣", "王毅\n诺兰主席"]
    text = "\n\n".join(["共同声明", "両国は会談した。", "1. 海", "両国は海を守る。", *signed])
    found = parse_agreement(document(text))
    assert [s.text for s in found.signatories] == signed
    assert [f"{s.name}\n{s.office}" for s in found.signatories] == signed


@pytest.mark.parametrize("gap", ["        ", "\t", " | "])
def test_names_side_by_side_are_a_signatory_each(gap):
    names, offices = ["Ann Lee", "Bo Lind", "Odo Tevi"], ["Minister", "President", "Premier"]
    rows = [gap.join(names), gap.join(f"{office} of Arle" for office in offices)]
    text = "\n".join([*FRONT, "1. Ships", "- We sail.", "Done at Arle.", "", *rows])
    signed = parse_agreement(document(text)).signatories
    assert [(s.name, s.office) for s in signed] == [
        (name, f"{office} of Arle") for name, office in zip(names, offices, strict=True)
    ]


@pytest.mark.parametrize("bold", ["**{}:**", "**{}**:", "**{}.**"])
def test_bold_words_that_begin_a_paragraph_are_its_heading(bold):
    parts = {"Defence": "We will patrol.", "Trade": "We will cut tariffs.", "Fish": "We will fish."}
    lines = [f"{bold.format(head)} {said}" for head, said in parts.items()]
    agreement = parse_agreement(document("\n\n".join(["# A title", "We met.", *lines])))
    assert [p.title.text.strip(".:") for p in agreement.pillars] == [*parts]
    assert [c.text for c in agreement.commitments] == [*parts.values()]
    assert_nothing_lost(agreement)


@pytest.mark.parametrize(
    "marks",
    [
        *("» » »", "- [ ]|- [ ]|- [x]", "1/ 2/ 3/", "1] 2] 3]", "ア イ ウ", "I.1 I.2 I.3"),
        *("Point 1:|Point 2:|Point 3:", "> > >", "1. 1a. 2.", "1. 2bis. 3.", "§ 1|§ 2|§ 3"),
        "PRIMERO. SEGUNDO. TERCERO.",
    ],
)
def test_no_mark_stays_in_the_words_of_a_commitment(marks):
    said = ["We will plant kelp.", "We will guard it against storms.", "We will share the seeds."]
    marked = marks.split("|") if "|" in marks else marks.split()
    lines = [f"{mark} {words}" for mark, words in zip(marked, said, strict=True)]
    agreement = parse_agreement(document("\n\n".join(["A title", "We met in Arle.", *lines])))
    assert [c.text for c in agreement.commitments] == said
