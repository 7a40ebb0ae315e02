"""Every plot: what it says, what it shows, and that it can be read."""

import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from library import ROOT, accord, corpus, passages, real_tokens, tokens
from matplotlib.figure import Figure
from matplotlib.text import Text
from readable import drawn, problems_of_figure

from accordlib import (
    AccordError,
    Picture,
    actor_network,
    align_sentences,
    bipartite_network,
    code_commitments,
    find_mentions,
    keyness,
    kwic,
    load_gazetteer,
    plot_alignment,
    plot_changes,
    plot_commitments,
    plot_dispersion,
    plot_keyness,
    plot_lengths,
    plot_network,
    plot_stability,
    plot_term_frequencies,
    plot_timeline,
    plot_zipf,
    stability,
    stopwords,
    term_frequencies,
    tokenize,
)
from accordlib.figures import style
from accordlib.figures.picture import DETAILS

PNG = b"\x89PNG\r\n\x1a\n"
EVENTS = corpus().annotations("events")
CODED = pd.DataFrame({"commitment": ["A1"], "strength": [1]})
WORDS = ["security", "indo-pacific", "nuclear", "free and open", "resilien*"]


@cache
def commitments():
    return tokenize(accord().commitments)


@cache
def whole():
    return tokenize(accord().passages)


def content_words(found):
    return found.filter(words=lambda w: w not in stopwords())


@cache
def frequencies() -> pd.DataFrame:
    return term_frequencies(content_words(whole()))


@cache
def frequencies_by_pillar() -> pd.DataFrame:
    table = term_frequencies(commitments(), by="pillar")
    return table[table["term"].isin(["security", "cooperation", "energy", "work"])]


@cache
def frequencies_by_document() -> pd.DataFrame:
    table = term_frequencies(real_tokens(), by="document")
    return table[table["term"].isin(["security", "japan", "indo-pacific"])]


@cache
def key_terms() -> pd.DataFrame:
    parts = (commitments().filter(passages=lambda p, x=x: p.pillar == x) for x in "DG")
    return keyness(*map(content_words, parts))


@cache
def mentions():
    return find_mentions(accord().passages, load_gazetteer())


@cache
def ranks() -> pd.DataFrame:
    return stability(mentions(), load_gazetteer())


@cache
def pair():
    return align_sentences(corpus()["article"], corpus()["article-rewrite"])


PLOTS = {
    "timeline": lambda **ax: plot_timeline(corpus().annotations("events"), **ax),
    "lengths": lambda **ax: plot_lengths(commitments(), **ax),
    "frequencies": lambda **ax: plot_term_frequencies(frequencies(), **ax),
    "frequencies by pillar": lambda **ax: plot_term_frequencies(frequencies_by_pillar(), **ax),
    "frequencies by document": lambda **ax: plot_term_frequencies(frequencies_by_document(), **ax),
    "Zipf": lambda **ax: plot_zipf(term_frequencies(whole()), ["the", "security", "nuclear"], **ax),
    "keyness": lambda **ax: plot_keyness(key_terms(), **ax),
    "dispersion": lambda **ax: plot_dispersion(whole(), WORDS, **ax),
    "dispersion in all": lambda **ax: plot_dispersion(real_tokens(), ["security", "japan"], **ax),
    "commitments": lambda **ax: plot_commitments(code_commitments(accord()), **ax),
    "network": lambda **ax: plot_network(actor_network(mentions()), **ax),
    "ranks": lambda **ax: plot_stability(ranks(), **ax),
    "alignment": lambda **ax: plot_alignment(pair(), **ax),
    "changes": lambda **ax: plot_changes(corpus().annotations("changes"), **ax),
}
# Axes with events, documents or steps need no title.
UNTITLED = ("timeline", "commitments", "network", "alignment")


@cache
def picture(name: str) -> Picture:
    return PLOTS[name]()


def image(shown: Picture) -> bytes:
    return shown._repr_mimebundle_()[0]["image/png"]


# What every picture is


@pytest.mark.parametrize("name", PLOTS)
def test_a_picture_is_shown_as_png_with_its_description_and_the_same_bytes(name):
    data, metadata = picture(name)._repr_mimebundle_()
    assert data["image/png"].startswith(PNG)
    assert data["image/png"] == image(PLOTS[name]())
    assert data["text/plain"] == picture(name).description == repr(picture(name))
    assert metadata["image/png"]["alt"] == picture(name).alt
    assert data["text/plain"].startswith(picture(name).alt + " ")
    assert len(picture(name).alt) <= 150
    assert picture(name).alt.endswith(".")
    assert set(data) == {"image/png", "text/plain", DETAILS}
    assert b"atplotlib" not in data["image/png"]


@pytest.mark.parametrize(
    ("description", "alt"),
    [
        ("Six of 9 fall. The rest rises.", "Six of 9 fall."),
        ("About 2.5 of 3 e.g. in D\nfall! “So they said.”", "About 2.5 of 3 e.g. in D fall!"),
        ("They “fall.” 3 rise.", "They “fall.”"),
        ("No full stop", "No full stop"),
    ],
)
def test_the_first_sentence_is_the_alternative_text(description, alt):
    shown = Picture(Figure(), pd.DataFrame(), description)
    assert shown.alt == alt
    assert shown._repr_mimebundle_()[1]["image/png"]["alt"] == alt


@pytest.mark.parametrize(
    ("table", "description", "message"),
    [
        (pd.DataFrame(), "", "needs a description. Begin it with"),
        (pd.DataFrame(), " \n", "needs a description. Begin it with"),
        (pd.DataFrame(), None, "description takes a str, not None"),
        (pd.DataFrame(), "x" * 151, "has 151 characters, and 150 are the most. End it earlier"),
        ([1], "It falls.", "table must be a table"),
    ],
)
def test_a_picture_needs_a_table_and_a_short_first_sentence(table, description, message):
    with pytest.raises(AccordError, match=message):
        Picture(Figure(), table, description)


def test_under_a_picture_unfold_its_description_and_its_numbers():
    table = pd.DataFrame({"a<b": ["x & y"] * 62, "n": [1.23456] * 61 + [None], "whole": 1200})
    shown = Picture(Figure(), table.rename_axis("row"), "It <falls>.")
    html = shown._repr_mimebundle_()[0][DETAILS]
    assert html.startswith("<details>\n<summary>")
    assert html.endswith("</details>\n")
    assert "<p>It &lt;falls&gt;.</p>" in html
    assert "<caption>" in html
    assert html.count('<th scope="col">') == 4
    assert '<tr><th scope="row">59</th><td>x &amp; y</td><td>1.235</td><td>1,200</td></tr>' in html
    assert html.count('<th scope="row">') == 60
    assert "<p>2 more rows.</p>" in html
    shown = replace(shown, table=pd.DataFrame())
    assert "<table>" not in shown._repr_mimebundle_()[0][DETAILS]


def test_a_figure_of_pyplot_is_closed_when_its_picture_is_shown():
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    other, _ = pyplot.subplots()
    shown = PLOTS["lengths"](ax=axes)
    assert pyplot.fignum_exists(figure.number)
    assert shown._repr_mimebundle_()[0]["image/png"].startswith(PNG)
    assert not pyplot.fignum_exists(figure.number)
    assert pyplot.fignum_exists(other.number)
    pyplot.close(other)


@pytest.mark.parametrize("name", ["lengths", "timeline", "network"])
def test_a_picture_that_is_shown_again_has_the_same_bytes(name):
    assert image(picture(name)) == image(picture(name))


@pytest.mark.parametrize("name", PLOTS)
def test_every_text_is_large_enough_and_the_figure_is_readable(name):
    figure = picture(name).figure
    assert sum(t.get_visible() and t.get_text().strip() != "" for t in figure.findobj(Text)) > 5
    assert problems_of_figure(figure, picture(name).table, smallest=11) == []


@pytest.mark.parametrize("name", [name for name in PLOTS if name not in UNTITLED])
def test_the_axes_of_numbers_say_what_they_measure(name):
    [axes] = picture(name).figure.axes
    assert axes.get_xlabel()
    assert axes.get_ylabel() or name != "Zipf"


def test_drawing_does_not_change_the_table_that_was_given():
    for plot, table in ((plot_term_frequencies, frequencies_by_pillar()), (plot_timeline, EVENTS)):
        before = table.copy()
        plot(table)
        assert table.equals(before)


def test_drawing_does_not_need_pyplot():
    code = (
        "import sys; from accordlib import *\n"
        "plot_lengths(tokenize(parse_agreement(load_corpus()['accord']).commitments))"
        "._repr_mimebundle_()\n"
        "assert 'matplotlib' in sys.modules\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_settings_of_the_user_are_left_alone_and_change_nothing():
    import matplotlib

    plain = image(picture("lengths"))
    own = {"text.usetex": True, "font.size": 30, "axes.facecolor": "red", "savefig.bbox": "tight"}
    with matplotlib.rc_context(own):
        before = dict(matplotlib.rcParams)
        assert image(PLOTS["lengths"]()) == plain
        assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_draws_on_axes_of_the_user_and_leaves_what_is_theirs(name):
    import matplotlib

    figure = Figure(figsize=(7, 3))
    with matplotlib.rc_context({"text.usetex": True}):
        axes = figure.add_subplot(1, 2, 2)
        axes.set_title("$x^2$", usetex=False)
        shown = PLOTS[name](ax=axes)
    figure.add_subplot(1, 2, 1)
    texts = [t for t in axes.findobj(Text) if t.get_text() and t is not axes.title]
    assert texts
    assert not any(t.get_usetex() or t.get_parse_math() for t in texts)
    assert axes.title.get_parse_math()
    assert shown.figure is figure
    assert shown.description == picture(name).description
    assert axes.has_data() or axes.texts
    assert figure.get_size_inches().tolist() == [7, 3]
    assert len(figure.axes) == 2


@pytest.mark.parametrize("ax", [3, Figure(), Figure().add_subplot(projection="polar")])
def test_other_axes_are_refused(ax):
    with pytest.raises(AccordError, match=r"(?s)ax .*subplots"):
        PLOTS["lengths"](ax=ax)


def test_plots_in_several_threads_leave_the_settings_as_they_were():
    import matplotlib

    before = dict(matplotlib.rcParams)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: plot_lengths(tokens("a b", "c")), range(12)))
    assert len(set(map(image, made))) == 1
    assert dict(matplotlib.rcParams) == before


def test_a_dollar_sign_is_drawn_as_it_stands():
    terms = pd.DataFrame({"term": ["$5", "a$b$c"], "count": [2, 1], "per_thousand": [2.0, 1.0]})
    loan = r"A loan of $20m_a^2 and $\frac5% of it"
    row = {"date": "1999", "event": loan, "document": "$d$", "basis": "stated"}
    for shown in (plot_term_frequencies(terms), plot_timeline(pd.DataFrame([row]))):
        assert image(shown).startswith(PNG)
        texts = [t for t, _ in drawn(shown.figure)[1] if "$" in t.get_text()]
        assert len(texts) == 2
        assert not any(t.get_parse_math() for t in texts)


def test_a_figure_of_endless_height_is_refused():
    with pytest.raises(AccordError, match="inches high. Draw fewer"):
        plot_lengths(tokens(*["a"] * 4000))


def test_a_picture_that_cannot_be_saved_says_so(tmp_path):
    for path in (tmp_path / "a.docx", tmp_path / "none" / "a.png", None):
        with pytest.raises(AccordError, match="cannot be saved"):
            picture("lengths").save(path)


@pytest.mark.parametrize(("ending", "start"), [("png", PNG), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_is_saved_in_the_format_of_its_ending(tmp_path, ending, start):
    path = tmp_path / f"figure.{ending}"
    plot_lengths(tokens("a b", "c")).save(path)
    assert path.read_bytes().startswith(start)


# What each description says


def test_the_timeline_marks_each_mention_in_its_row_and_column():
    rows = [("2023", "later", "x", "inferred")]
    rows += [("1902", "earlier", document, "stated") for document in "xy"]
    events = pd.DataFrame(rows, columns=["date", "event", "document", "basis"])
    shown = plot_timeline(events)
    [axes] = shown.figure.axes
    stated, inferred = (marks.get_offsets().tolist() for marks in axes.collections)
    assert sorted(stated) == [[0, 0], [1, 0]]
    assert inferred == [[0, 1]]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["1902", "2023"]
    assert "1902, earlier: x (stated), y (stated); 2023, later: x (inferred)" in shown.description
    assert shown.alt.startswith("Timeline of 2 dated events, 1902 to 2023; 1 of them ")


def test_the_lengths_are_said_passage_by_passage():
    shown = picture("lengths")
    for p, size in zip(commitments().passages, commitments().sizes, strict=True):
        assert f"{p.label} {size}" in shown.description
    bars = [patch.get_width() for patch in shown.figure.axes[0].patches]
    assert bars == commitments().sizes.tolist()


@pytest.mark.parametrize("n", [3, 15])
def test_frequencies_are_said_with_rates_and_counts(n):
    shown, wanted = plot_term_frequencies(frequencies(), n), frequencies().head(n)
    assert shown.table["term"].tolist() == wanted["term"].tolist()
    for r in wanted.itertuples():
        assert f"{r.term} {r.per_thousand:.1f} ({r.count})" in shown.description
    bars = [patch.get_width() for patch in shown.figure.axes[0].patches]
    assert bars == pytest.approx(wanted["per_thousand"].tolist())


@pytest.mark.parametrize("group", ["pillar", "document"])
def test_frequencies_by_group_are_said_for_every_group(group):
    shown = picture(f"frequencies by {group}")
    table = frequencies_by_pillar() if group == "pillar" else frequencies_by_document()
    said = shown.description.partition(f"by {group}. ")[2]
    terms = {part.partition(":")[0].strip(): part for part in said.split(";")}
    for r in table.itertuples(index=False):
        part = terms[r.term]
        assert f"{getattr(r, group)} {r.per_thousand:.1f} ({r.count})" in part


def test_zipfs_figure_says_the_first_the_rare_and_the_named():
    shown, table = picture("Zipf"), term_frequencies(whole())
    assert shown.table["rank"].tolist() == list(range(1, len(table) + 1))
    assert f"{len(table)} types" in shown.description
    [(first, count)] = whole().to_freqdist().most_common(1)
    assert f"{first!r}, occurs {count} times." in shown.alt
    assert f"{(table['count'] == 1).sum()} of {len(table)} types occur once;" in shown.alt
    for term in ("the", "security", "nuclear"):
        [i] = table.index[table["term"] == term]
        assert f"{term}: rank {i + 1}, count {table['count'][i]}." in shown.description


@pytest.mark.parametrize(("n", "top", "end"), [(12, 6, 6), (7, 4, 3)])
def test_keyness_is_said_with_intervals_and_cautions(n, top, end):
    shown = plot_keyness(key_terms(), n)
    wanted = pd.concat([key_terms().head(top), key_terms().tail(end)])
    assert shown.table["term"].tolist() == wanted["term"].tolist()
    for r in wanted.itertuples():
        said = f"{r.term} {r.log_ratio:+.1f} [{r.low:.1f}, {r.high:.1f}]"
        assert said + (f" ({r.caution})" if r.caution else "") in shown.description


def test_dispersion_says_counts_places_and_dpnorm():
    shown = picture("dispersion")
    for word, part in zip(WORDS, shown.description.split(";"), strict=True):
        lines = kwic(whole(), word).table
        assert f"{word}: {len(lines)} in {lines['passage'].nunique()} passages" in part
        share = [size / whole().total for size in whole().sizes.tolist()]
        places = lines["passage"].tolist()
        spread = sum(
            abs(s - places.count(p.id) / len(places))
            for s, p in zip(share, whole().passages, strict=True)
        )
        assert f"DPnorm {spread / 2 / (1 - min(share)):.2f}" in part
        for pillar in "DEG":
            inside = [accord()[i.partition(":")[2]].pillar == pillar for i in lines["passage"]]
            assert f"{pillar} {sum(inside)}" in part
    assert f"{len(whole()):,} tokens" in shown.description


def test_dispersion_draws_a_stroke_at_each_position():
    shown = plot_dispersion(tokens("a b a", "c a", pillars="DE"), ["a", "b", "z"])
    assert shown.table["positions"].tolist() == [[0, 2, 4], [1], []]
    assert shown.table["count"].tolist() == [3, 1, 0]
    strokes = [
        sorted(segment[0][0] for segment in lines.get_segments())
        for lines in shown.figure.axes[0].collections
    ]
    assert strokes == [[0, 2, 4], [1], []]


def test_dispersion_of_one_passage_has_no_dpnorm():
    shown = plot_dispersion(tokens("a b a"), ["a"])
    assert np.isnan(shown.table["dp_norm"][0])
    assert "DP" not in shown.description


@pytest.mark.parametrize("kind", [float, str, object])
def test_a_strength_may_be_any_form_of_a_number(kind):
    coded = code_commitments(accord())
    shown = plot_commitments(coded.assign(strength=coded["strength"].astype(kind)))
    assert shown.description == picture("commitments").description


# Bad input


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda: plot_timeline(EVENTS[:0]), "nothing to show"),
        (lambda: plot_term_frequencies(frequencies()[:0]), "nothing to show"),
        (lambda: plot_lengths(tokenize([])), "nothing to show"),
        (lambda: plot_dispersion(tokenize([]), ["a"]), "nothing to draw"),
        (lambda: plot_dispersion(tokens("a"), []), "nothing to draw"),
        (lambda: plot_dispersion(tokens("a", ""), ["y", "z"]), "none is y or z"),
        (lambda: plot_dispersion(whole(), "security"), "security"),
        (lambda: plot_zipf(frequencies(), ["silence"]), "'silence'"),
        (lambda: plot_zipf(term_frequencies(commitments(), by="pillar")), "ranks each term once"),
        (lambda: plot_zipf(frequencies()[::-1]), "ranks each term once"),
        (lambda: plot_term_frequencies(pd.concat([frequencies()] * 2)), "two rows for a term"),
        (lambda: plot_term_frequencies(frequencies().assign(count="x")), "must hold whole numbers"),
        (lambda: plot_term_frequencies(frequencies(), 0), "n is 0"),
        (lambda: plot_keyness(key_terms(), -1), "n is -1"),
        (lambda: plot_stability(ranks()[ranks()["varied"] != "base"]), "no actor"),
        (lambda: plot_timeline(EVENTS.assign(basis="guessed")), "basis of .*1902.* is 'guessed'"),
        (lambda: plot_timeline(EVENTS.assign(date=1902)), "'date' of events must hold texts"),
        (lambda: plot_network(bipartite_network(mentions())), r"actor_network\(mentions\)"),
        (lambda: plot_network(nx.karate_club_graph()), r"actor_network\(mentions\)"),
        (lambda: plot_network(nx.Graph()), "No two actors"),
        (lambda: plot_commitments(CODED.assign(strength="high")), "A1 is 'high'"),
        (lambda: plot_commitments(CODED.assign(strength=3.5)), "A1 is 3.5"),
    ],
)
def test_what_cannot_be_drawn_is_named(draw, said):
    with pytest.raises(AccordError, match=said):
        draw()


def test_a_table_without_the_columns_is_named():
    for plot in (plot_term_frequencies, plot_zipf, plot_keyness, plot_stability, plot_changes):
        with pytest.raises(AccordError, match="lacks the column '(term|varied|type)'.*has: other"):
            plot(pd.DataFrame({"other": [1]}))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plot_lengths(tokens("a")),
        lambda: plot_lengths(tokens("", "a b")),
        lambda: plot_term_frequencies(term_frequencies(tokens("a"))),
        lambda: plot_zipf(term_frequencies(tokens("a"))),
        lambda: plot_keyness(keyness(tokens("a"), tokens("a"))),
        lambda: plot_keyness(keyness(tokens("a"), tokens("b"))),
        lambda: plot_dispersion(tokens("a"), ["a"]),
    ],
)
def test_the_smallest_inputs_can_be_drawn(draw):
    assert draw()._repr_mimebundle_()[0]["image/png"].startswith(PNG)


JAPANESE = "海洋の安全を守る。海洋の自由を守る。UK・"


def drawn_in_japanese(monkeypatch, fonts):
    monkeypatch.setattr(style, "JAPANESE_FONTS", fonts)
    return plot_term_frequencies(term_frequencies(passages(JAPANESE)), ["海洋", "を", "uk"])


def test_letters_that_no_font_has_are_warned_of_once_and_only_they(monkeypatch):
    with pytest.warns(UserWarning, match=r"boxes for (?=[海洋を]{3}, which)") as said:
        picture = drawn_in_japanese(monkeypatch, ["No Such Font"])
    assert len(said) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture._repr_mimebundle_()
        plot_term_frequencies(term_frequencies(passages("naïve “Ελλάδα” – 5°")), 9)


def test_a_font_with_the_letters_is_taken_where_the_own_one_lacks_them(monkeypatch):
    from matplotlib import font_manager

    entry = next(f for f in font_manager.fontManager.ttflist if f.name == "DejaVu Sans")
    with pytest.warns(UserWarning, match="boxes"):
        drawn_in_japanese(monkeypatch, ["No Such Font", entry.name])
    assert style.font_families()[1] == entry.name
