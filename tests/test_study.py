"""A study equals its functions, its page is sound HTML, and writing it is all or nothing."""

import errno
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from library import ROOT, accord, corpus, passages
from pandas.testing import assert_frame_equal

import accordlib
from accordlib import (
    AccordError,
    Document,
    actor_network,
    candidate_names,
    find_mentions,
    gazetteer_start,
    load_gazetteer,
    stopwords,
    study,
    tokenize,
)
from accordlib.__main__ import main

VOID = {"meta", "img", "br", "wbr", "hr", "link", "input"}
FORBIDDEN, SCOPES = {"script", "link", "iframe", "object", "form"}, {"row", "col"}
SMALL = """A Small Compact

Arle and Bruin agree.

1. Water

We will:

- Establish an Office of River Levels (ORL) by the end of the year.
- Reaffirm that the ORL belongs to Arle and Bruin.

2. Roads

We will:

- Keep the roads between Arle and Bruin open, and build a bridge in Arle.
"""
NASTY = SMALL.replace("Small Compact", "<script>alert('T')</script> & Compact").replace(
    "Keep the roads", 'Keep </td><img src="http://x.example/a.png"> & \x0c\x1b the “Roads”'
)


@cache
def whole():
    """Return the study of the Accord with the course's gazetteer."""
    return study(corpus()["accord"], load_gazetteer())


@cache
def bare():
    """Return a study without a gazetteer, of a small compact."""
    return study(Document("small", SMALL))


@cache
def plain():
    """Return it without pictures: they are drawn anew for each page."""
    return replace(bare(), pictures={})


# The tables and the pictures. The study of the Accord is not measured: its functions are elsewhere.


def test_tables_are_what_the_functions_return():
    tokens = tokenize(accord().passages)
    kept = tokens.filter(words=lambda word: word not in stopwords())
    mentions = find_mentions(accord().passages, load_gazetteer())
    graph = actor_network(mentions)
    candidates = candidate_names(accord().passages, mentions)
    unmentioned = load_gazetteer().loc[lambda rows: ~rows["id"].isin(mentions.table["id"])]
    expected = {
        "terms": accordlib.term_frequencies(kept),
        "terms_by_part": accordlib.term_frequencies(kept, by="pillar"),
        "dispersion": accordlib.dispersion(kept),
        "candidates": candidates,
        "gazetteer_start": gazetteer_start(candidates),
        "mentions": mentions.table,
        "unmentioned": unmentioned.reset_index(drop=True),
        "centralities": accordlib.centralities(graph),
        "edges": accordlib.null_model(graph).edges,
        "stability": accordlib.stability(mentions, load_gazetteer()),
        "promises": accordlib.code_commitments(accord()),
        "recognised": accord().report(),
    }
    for name, table in expected.items():
        assert_frame_equal(whole().tables[name], table)
    further = {"text", "parts", "passages", "evidence", "to_check"}
    assert set(whole().tables) - set(expected) == further


def test_pictures_are_what_the_functions_draw():
    tables = whole().tables
    tokens = tokenize(accord().passages)
    graph = actor_network(find_mentions(accord().passages, load_gazetteer()))
    words = tables["terms"]["term"].head(6).tolist()
    expected = {
        "lengths": accordlib.plot_lengths(tokenize(accord().commitments)),
        "terms": accordlib.plot_term_frequencies(tables["terms"]),
        "dispersion": accordlib.plot_dispersion(tokens, words),
        "network": accordlib.plot_network(graph),
        "stability": accordlib.plot_stability(tables["stability"]),
        "promises": accordlib.plot_commitments(tables["promises"]),
    }
    said = {name: picture.description for name, picture in whole().pictures.items()}
    assert said == {name: picture.description for name, picture in expected.items()}


def test_text_parts_and_passages():
    tables = whole().tables
    [row] = tables["text"].to_dict("records")
    assert (row["id"], row["words"], row["passages"]) == ("accord", 2398, len(accord().passages))
    assert tables["parts"]["commitments"].tolist() == [9, 11, 9]
    assert tables["passages"]["text"].tolist() == [p.text for p in accord().passages]
    assert tables["passages"]["tokens"].sum() == row["tokens"]


def test_evidence_is_that_of_each_line_the_strongest_first():
    graph = actor_network(find_mentions(accord().passages, load_gazetteer()))
    assert len(whole().evidence) == graph.number_of_edges()
    weights = [len(found) for found in whole().evidence.values()]
    assert weights == sorted(weights, reverse=True)
    for (a, b), found in whole().evidence.items():
        assert repr(found) == repr(accordlib.evidence(graph, a, b))
    assert len(whole().tables["evidence"]) == sum(weights)


def test_a_missing_gazetteer_leaves_candidates_and_says_so():
    assert "mentions" not in bare().tables
    assert not bare().evidence
    assert [note for note in bare().notes if "no gazetteer" in note]
    names = bare().tables["candidates"].set_index("name")
    assert names.loc["Office of River Levels", "abbreviation"] == "ORL"
    assert names.loc["Office of River Levels", "count"] == 3
    assert {"Arle", "Bruin"} <= set(names.index)


def test_a_text_without_parts_is_studied_by_its_paragraphs():
    letter = Document("letter", "A letter\n\nThe UK and Japan met NATO, and the UK met Japan.")
    made = study(letter, load_gazetteer())
    assert made.agreement is None
    assert made.passages == letter.paragraphs
    assert "promises" not in made.tables
    assert "network" in made.pictures
    assert "promises and parts" in made.notes[0]
    assert "not understand" in made.methods
    assert made.notes[0] in repr(made)


@pytest.mark.parametrize("text", ["one", "One word after another.", "X\nX\n", "A\n- 2\n- 3"])
def test_very_short_texts_are_studied(text):
    made = study(Document("short", text), load_gazetteer())
    assert Page(made.html()).problems == []


def test_a_misspelt_name_is_among_those_found_nowhere():
    gazetteer = load_gazetteer()
    extra = gazetteer.iloc[:1].assign(id="arel", name="Arel", aliases="", source="")
    made = study(Document("small", SMALL), pd.concat([gazetteer, extra], ignore_index=True))
    assert "arel" in made.tables["unmentioned"]["id"].tolist()
    assert "A misspelt name would be among them" in made.html()


def test_a_capital_whose_mentions_count_as_its_states_is_found():
    rows = [("nor", "Norvania", "state", ""), ("arle", "Arle", "place", "nor")]
    rows += [("gorm", "Gorm", "place", "nor"), ("ost", "Ostmark", "state", "")]
    table = pd.DataFrame(rows, columns=["id", "name", "type", "acts_for"])
    gazetteer = table.assign(belongs_to="", aliases="", source="")
    made = study(Document("d", "We met.\n\nOstmark will pay Arle for it."), gazetteer)
    assert made.tables["mentions"]["id"].tolist() == ["ost", "nor"]
    assert made.tables["unmentioned"]["id"].tolist() == ["gorm"]


def test_figures_and_page_have_the_names_of_the_gazetteer_that_was_given():
    rows = [("lsc", "Commission of the Northern Lunn Sea", "body", "Commission|CNLS")]
    rows += [("nor-1", "Norvania", "state", ""), ("ost-1", "Ostmark", "state", "")]
    table = pd.DataFrame(rows, columns=["id", "name", "type", "aliases"])
    gazetteer = table.assign(belongs_to="", acts_for="", source="")
    text = "The Commission and Norvania met.\n\nNorvania and Ostmark asked the Commission."
    made = study(Document("d", text), gazetteer)
    for name in ("network", "stability"):
        assert all(n in made.pictures[name].description for n in ("CNLS", "Norvania", "Ostmark"))
    assert "<h3>CNLS and Norvania (weight 2)</h3>" in made.html()
    mentions = find_mentions(Document("d", text), gazetteer)
    both = accordlib.bipartite_network(mentions, "instruments")
    assert both.nodes["lsc"]["name"] == "CNLS"


def test_what_a_study_does_not_hold_is_an_error_that_says_what_it_holds():
    made = whole()
    assert len(made.evidence["japan", "uk"]) == len(made.evidence["uk", "japan"]) > 0
    for held, name in ((made.tables, "promise"), (made.pictures, "net"), (made.evidence, "uk")):
        with pytest.raises(AccordError, match=r"in this study\. (Choose one of: |There is none)"):
            held[name]


def test_the_methods_say_what_no_rule_reached_and_what_was_a_paragraph():
    assert "19 on step 3, finds no promise in 0" in whole().methods
    running = study(
        Document("plain", "A Plain Pact\n\nWe met.\n\nWe will trade.\n\nWe will sail together.")
    )
    assert "2 paragraphs of parts that list nothing were taken for them" in running.methods
    assert "were taken for them" not in whole().methods


def test_the_methods_say_how_many_parts_are_of_the_first_level_and_know_one_from_many():
    text = (
        "Kelp Pact\n\nDone at Arle, 3 March 2044\n\nThe Parties met.\n\nHave agreed as follows:\n\n"
    )
    text += "CHAPTER I\nKELP\n\nArticle 1\nSale\n\n1. We will sell kelp.\n2. We will buy it.\n\n"
    text += "Article 2\nStores\n\nWe will keep a store.\n\n"
    said = study(Document("pact", text)).methods
    assert "into a preamble and 3 parts (1 of the first level) with 3 commitments" in said
    assert "1 paragraph of parts that list nothing was taken for one." in said
    assert "1 line in no part, such as a date, was counted with it." in said
    assert "of the first level" not in whole().methods


def test_choices_are_used_and_stated():
    made = study(Document("small", SMALL), within="sentence", stop=["Arle"])
    terms = set(made.tables["terms"]["term"])
    assert "arle" not in terms
    assert {"and", "bruin"} <= terms
    assert made.parameters["stop list"] == "1 word"
    assert "1 word of a stop list is left out" in made.methods
    assert made.parameters["window of the network"] == "sentence"
    assert made.tables["terms"]["per_thousand"].max() < 1000


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: study("text"), "takes a Document, not a str"),
        (lambda: study(Document("x", "…")), "no words"),
        (lambda: study(Document("x", SMALL, pillar_labels=("A",))), "2 pillars but 1"),
        (lambda: study(Document("x", SMALL, pillar_labels=("W", "T"))), "two passages"),
        (lambda: study(Document("x", SMALL), pd.DataFrame({"id": []})), "lacks the column"),
        (lambda: study(Document("x", SMALL), load_gazetteer(), within="line"), "within is"),
        (lambda: study(Document("x", SMALL), stop="the"), "Several stop words"),
        (lambda: plain().save(None), "not None"),
    ],
)
def test_bad_input(call, words):
    with pytest.raises(AccordError, match=words):
        call()


def test_the_methods_paragraph_has_the_numbers():
    said = whole().methods
    tables = whole().tables
    assert "2,398 words" in said
    assert "3 parts with 29 commitments" in said
    assert f"{len(tables['mentions'])} mentions of {tables['mentions']['id'].nunique()}" in said
    assert set(bare().pictures["promises"].table["pillar"]) == {"1", "2"}  # it names no letters
    strong = (tables["promises"]["strength"] >= 4).sum()
    assert f"puts {strong} of 29 on step 4 or 5" in said
    assert "finds no promise in 0, and leaves 0 not coded" in said
    assert "has been checked" in said


def test_promises_that_are_not_coded_are_named_and_half_of_them_refuse_the_figure():
    items = ["We will open a port.", "We will explore a new fund.", "We shall frobnicate kelp."]
    text = "Kelp Pact\n\nThe Parties met in Norwick.\n\nKelp\n\n"

    def made(*numbers):
        lines = (f"({'abcde'[n]}) {items[at]}" for n, at in enumerate(numbers))
        return study(Document("d", text + "\n".join(lines)))

    few = made(0, 1, 2)
    why = ["a concrete step", "not coded", "perhaps a concrete step"]
    assert few.tables["to_check"]["why"].tolist() == why
    assert any("33% of the commitments are not coded" in note for note in few.notes)
    assert "perhaps a concrete step" in few.html()
    most = made(0, 2, 2)
    assert "promises" in most.tables
    assert "promises" not in most.pictures
    assert any("not coded, more than half" in note for note in most.notes)
    assert made(0, 1).notes == bare().notes


# Candidates


PAIR = dict.fromkeys(["Trinidad", "Trinidad and Tobago", "Tobago"], 1)


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["The United Kingdom acts."], {"United Kingdom": 1}),
        (["Water is wet.", "Water runs."], {}),
        (["Water is wet.", "We call it Water."], {"Water": 2}),
        (["We met Ana O’Neill in St. Gall."], {"Ana O'Neill": 1, "St": 1, "Gall": 1}),
        (["We ask the UK’s Ministry of Trade."], {"UK": 1, "Ministry of Trade": 1}),
        (["See Arle and Bruin.", "In Arle we met."], {"Arle": 2, "Bruin": 1}),
        (["We go to Trinidad and Tobago."], PAIR),
        (["Trinidad and Tobago met.", "Trinidad and Tobago agreed."], dict.fromkeys(PAIR, 2)),
        (["We join Search and Rescue (SR)."], {"Search and Rescue": 2}),
        (["We join the Small River Board (SRB).", "The SRB meets."], {"Small River Board": 3}),
        (["We see the Board (see annex)."], {"Board": 1}),
        (["all small letters"], {}),
        (["We meet in Örebro and Łódź."], {"Örebro and Łódź": 1, "Örebro": 1, "Łódź": 1}),
    ],
)
def test_candidates(texts, names):
    table = candidate_names(passages(*texts))
    assert dict(zip(table["name"], table["count"], strict=True)) == names


def test_candidates_leave_out_what_is_mentioned():
    met = passages("We meet Japan and the Duchy of Arle.")
    mentions = find_mentions(met, load_gazetteer())
    assert candidate_names(met, mentions)["name"].tolist() == ["Duchy of Arle"]


def test_a_start_becomes_a_gazetteer_when_its_types_are_filled_in(tmp_path):
    start = gazetteer_start(bare().tables["candidates"])
    path = tmp_path / "mine.csv"
    start.to_csv(path, index=False, encoding="utf-8-sig")
    with pytest.raises(AccordError, match="line 2, column type"):
        load_gazetteer(path)
    start.assign(type="state").to_csv(path, index=False)
    made = study(Document("small", SMALL), load_gazetteer(path))
    assert {"arle", "bruin", "office-of-river-levels"} <= set(made.tables["mentions"]["id"])
    assert made.tables["candidates"].empty


def test_ids_of_a_start_differ():
    names = pd.DataFrame({"name": ["A-B", "A B", "A B"], "abbreviation": ["", "", ""]})
    assert gazetteer_start(names)["id"].tolist() == ["a-b", "a-b-2", "a-b-3"]


# The page


class Page(HTMLParser):
    """What is wrong with a page, and what is on it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.problems, self.open, self.texts, self.tags = [], [], [], []
        self.feed(text)
        self.close()
        ids = [given["id"] for _, given in self.tags if "id" in given]
        headings = [int(tag[1]) for tag, _ in self.tags if re.fullmatch(r"h[1-6]", tag)]
        steps = zip([0, *headings], headings, strict=False)
        places = [
            given[name] for _, given in self.tags for name in ("src", "href") if name in given
        ]
        self.targets = [p for p in places if not p.startswith(("#", "data:image/png;base64,"))]
        self.problems += [
            *(f"not closed: {tag}" for tag in self.open),
            *(f"a {tag}" for tag, _ in self.tags if tag in FORBIDDEN),
            *(
                "no alt"
                for tag, given in self.tags
                if tag == "img" and len(given.get("alt", "")) < 20
            ),
            *("no scope" for tag, g in self.tags if tag == "th" and g.get("scope") not in SCOPES),
            *(f"{p} leads nowhere" for p in places if p[:1] == "#" and p[1:] not in ids),
            *(f"outside: {p}" for p in self.targets if not re.fullmatch(r"[a-z_]+\.csv", p)),
            *(f"a heading {after} after {before}" for before, after in steps if after > before + 1),
            *["not one h1"] * (headings.count(1) != 1),
            *["an id twice"] * (len(set(ids)) < len(ids)),
            *["no language"] * (self.tags[0][1].get("lang") != "en"),
        ]

    def handle_starttag(self, tag, attributes):
        if tag != "script" or "div" not in self.open[-1:]:  # a view has its own
            self.tags.append((tag, dict(attributes)))
        if len(dict(attributes)) < len(attributes):
            self.problems.append(f"{tag} has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "script"):
            self.texts.append(data)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())


STUDIES = {
    "accord": whole,
    "small": bare,
    "nasty": lambda: study(Document("<nasty>", NASTY), load_gazetteer()),
    "news": lambda: study(corpus()["hiroshima-news"]),
}


@cache
def studied(name):
    """Return the study of one kind of text, and its page."""
    made = STUDIES[name]()
    return made, made.html()


@pytest.mark.parametrize("name", STUDIES)
def test_the_page_is_sound(name):
    made, html = studied(name)
    page = Page(html)
    assert page.problems == []
    assert sorted(page.targets) == sorted(f"{table}.csv" for table in made.tables)
    images = [given for tag, given in page.tags if tag == "img"]
    assert [i["alt"] for i in images] == [
        made.pictures[n].alt
        for n in ("lengths", "terms", "dispersion", "network", "stability", "promises")
        if n in made.pictures
    ]
    for value in made.parameters.values():
        assert value in page.text
    for note in made.notes:
        assert " ".join(note.split()) in page.text
    assert made.methods in page.text
    if made.evidence:
        assert re.search(r"\[(Rishi Sunak|UK|Bruin|Arle)\]", page.text)


def test_what_comes_from_the_text_is_escaped():
    _, html = studied("nasty")
    assert "<script" not in re.sub(r'(?s)<div class="accord-view".*?\n</div>\n', "", html)
    assert "x.example/a.png" in Page(html).text
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", html)


def test_the_network_of_the_page_can_be_touched(open_page):
    page = open_page(studied("accord")[1])
    page.get_by_role("button", name="Japan – United Kingdom").click()
    cited = page.locator(".passages cite").all_inner_texts()
    assert cited == [f"({p.id})" for p in whole().evidence["japan", "uk"].passages]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_as_light_or_dark_as_the_readers_screen(scheme, open_page):
    page = open_page(studied("accord")[1], color_scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 26)"}[scheme]
    view = page.locator(".accord-view .view")
    assert ("dark" in view.get_attribute("class").split()) == (scheme == "dark")
    found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response
    assert found["violations"] == []
    assert found["passes"]


def test_the_checker_sees_defects():
    _, good = studied("small")
    for old, new in (
        ("</h1>", ""),
        ('lang="en"', ""),
        ('scope="col"', ""),
        ("<h2", "<h4"),
        ('href="terms.csv"', 'href="https://example.org/terms.csv"'),
        ("</main>", '<img src="x.png"></main>'),
        ("</main>", "<script></script></main>"),
    ):
        assert old in good
        assert Page(good.replace(old, new, 1)).problems


# The folder


def test_saving_writes_the_page_and_the_tables_in_full(tmp_path):
    page = whole().save(tmp_path / "out")
    assert page == tmp_path / "out" / "report.html"
    assert page.read_text("utf-8") == studied("accord")[1]
    record = json.loads((page.parent / "report.json").read_text("utf-8"))
    assert record["files"] == ["report.html", *(f"{name}.csv" for name in whole().tables)]
    present = {path.name for path in page.parent.iterdir()}
    assert present == {*record["files"], "report.json"}
    for name, table in whole().tables.items():
        again = pd.read_csv(page.parent / f"{name}.csv", keep_default_na=False, na_values=[""])
        assert list(again) == list(table)
        assert len(again) == len(table)
    assert_frame_equal(pd.read_csv(page.parent / "terms.csv"), whole().tables["terms"])
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_earlier_report_and_an_empty_folder_are_replaced(tmp_path):
    (tmp_path / "out").mkdir()
    replace(whole(), pictures={}).save(tmp_path / "out")
    plain().save(tmp_path / "out")
    plain().save(tmp_path / "new")
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "new")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", "mine", r"notes\.txt was added or changed"),
        ("gazetteer_start.csv", "mine", r"gazetteer_start\.csv was"),
        ("report.json", "[]", "no earlier report"),
        ("report.json", '{"made by": "another", "files": ["report.html"]}', "no earlier report"),
    ],
)
def test_whatever_somebody_else_put_there_is_left_alone(tmp_path, name, content, words):
    plain().save(tmp_path)
    (tmp_path / name).write_text(content)
    later = (tmp_path / "report.html").stat().st_mtime + 9
    os.utime(tmp_path / name, (later, later))
    before = snapshot(tmp_path)
    with pytest.raises(AccordError, match=words):
        plain().save(tmp_path)
    assert snapshot(tmp_path) == before


def test_places_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("x")
    for folder, words in (
        (tmp_path / "file", "is a file"),
        (tmp_path / "no" / "out", "is not a folder"),
        (tmp_path / "a\0b", "cannot be used"),
    ):
        with pytest.raises(AccordError, match=words):
            plain().save(folder)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def failing(number, error):
    """Return a write that fails when it is called for the nth time."""
    calls, write = iter(range(1, 100)), Path.write_bytes

    def write_bytes(path, content):
        if next(calls) == number:
            write(path, content[: len(content) // 2])
            raise error
        return write(path, content)

    return write_bytes


@pytest.mark.parametrize("number", [1, 7])
@pytest.mark.parametrize("earlier", [False, True])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()]
)
def test_a_full_disk_or_an_interruption_leaves_nothing(
    tmp_path, monkeypatch, number, earlier, error
):
    if earlier:
        plain().save(tmp_path / "out")
    before = snapshot(tmp_path)
    monkeypatch.setattr(Path, "write_bytes", failing(number, error))
    wanted = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else AccordError
    with pytest.raises(wanted, match=r"No space left|^$"):
        plain().save(tmp_path / "out")
    assert snapshot(tmp_path) == before


def snapshot(folder):
    """Return every file below a folder with its content."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} | {
        p.relative_to(folder): None for p in folder.rglob("*") if p.is_dir()
    }


# The command line


def test_the_command_writes_what_the_function_gives(tmp_path):
    (tmp_path / "small.txt").write_text(SMALL.replace("Arle and Bruin", "Japan and NATO"), "utf-8")
    command = [
        *(sys.executable, "-W", "error", "-m", "accordlib"),
        *("study", tmp_path / "small.txt", "--out", tmp_path / "out"),
        *("--gazetteer", "course", "--labels", "W,R", "--date", "2023-05-18"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.endswith("report.html\n")
    assert len(done.stdout.splitlines()) == 1
    given = replace(Document.from_file(tmp_path / "small.txt"), pillar_labels=("W", "R"))
    made = study(given, load_gazetteer())
    for name in ("terms", "parts", "centralities", "edges"):
        written = pd.read_csv(tmp_path / "out" / f"{name}.csv", keep_default_na=False)
        assert_frame_equal(written, made.tables[name], check_dtype=False)
    assert {"japan", "nato"} <= set(made.tables["mentions"]["id"])
    assert pd.read_csv(tmp_path / "out" / "text.csv")["date"].tolist() == ["2023-05-18"]
    assert Page((tmp_path / "out" / "report.html").read_text("utf-8")).problems == []


def test_each_step_is_said_to_a_terminal_and_to_nobody_else(tmp_path, monkeypatch, capsys):
    (tmp_path / "small.txt").write_text(SMALL, "utf-8")
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path))
    command = ["study", "~/small.txt", "--out", "~/out"]
    assert main(command) == 0
    assert (tmp_path / "out" / "report.html").is_file()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(command) == 0
    said = capsys.readouterr().err.splitlines()
    steps: list[str] = []
    study(Document("small", SMALL), progress=steps.append)
    assert said == [f"accordlib: {step} ..." for step in steps]
    assert {"parts", "terms", "picture of terms", "promises"} <= set(steps)
    with pytest.raises(AccordError, match="progress is a str; give a function"):
        study(Document("small", SMALL), progress="yes")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "COMMAND"),
        (["read"], "invalid choice"),
        (["study"], "FILE"),
        (["study", "small.txt"], "--out"),
        (["study", "missing.txt", "--out", "out"], "missing.txt is missing. Check the path."),
        (["study", ".", "--out", "out"], "is a folder"),
        (["study", "small.txt", "--out", "."], "not empty"),
        (["study", "small.txt", "--out", "out", "--labels", "A"], "2 pillars but 1"),
        (["study", "small.txt", "--out", "out", "--gazetteer", "no.csv"], "no.csv is missing"),
        (["study", "small.txt", "--out", "out", "--within", "line"], "--within"),
    ],
)
def test_errors_are_one_line_and_code_2(tmp_path, monkeypatch, capsys, arguments, words):
    (tmp_path / "small.txt").write_text(SMALL, "utf-8")
    monkeypatch.chdir(tmp_path)
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("accordlib: ")
    assert words in err
    assert [p.name for p in tmp_path.iterdir()] == ["small.txt"]


def test_an_interruption_is_one_line(tmp_path, monkeypatch, capsys):
    (tmp_path / "small.txt").write_text(SMALL, "utf-8")
    monkeypatch.setattr(Path, "write_bytes", failing(3, KeyboardInterrupt()))
    assert main(["study", str(tmp_path / "small.txt"), "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "accordlib: stopped; nothing was written\n"
    assert [p.name for p in tmp_path.iterdir()] == ["small.txt"]
