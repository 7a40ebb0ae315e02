"""Every plot: what it says, what it shows, and that it can be read."""

import hashlib
import itertools
import subprocess
import sys
from functools import cache

import numpy as np
import pandas as pd
import pytest
from library import ROOT, accord, corpus, real_tokens, tokens
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from accordlib import (
    AccordError,
    Picture,
    dispersion,
    keyness,
    kwic,
    plot_dispersion,
    plot_keyness,
    plot_lengths,
    plot_term_frequencies,
    plot_timeline,
    plot_zipf,
    stopwords,
    term_frequencies,
    tokenize,
)

PNG = b"\x89PNG\r\n\x1a\n"
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


PLOTS = {
    "timeline": lambda: plot_timeline(corpus().annotations("events")),
    "lengths": lambda: plot_lengths(commitments()),
    "frequencies": lambda: plot_term_frequencies(frequencies()),
    "frequencies by pillar": lambda: plot_term_frequencies(frequencies_by_pillar()),
    "frequencies by document": lambda: plot_term_frequencies(frequencies_by_document()),
    "Zipf": lambda: plot_zipf(term_frequencies(whole()), ["the", "security", "nuclear"]),
    "keyness": lambda: plot_keyness(key_terms()),
    "dispersion": lambda: plot_dispersion(whole(), WORDS),
    "dispersion in five texts": lambda: plot_dispersion(real_tokens(), ["security", "japan"]),
}
# A timeline has events and documents on its axes, which need no title.
TITLED = [name for name in PLOTS if name != "timeline"]


@cache
def picture(name: str) -> Picture:
    return PLOTS[name]()


def drawn_texts(shown: Picture, monkeypatch) -> list[Text]:
    """Return every text that is drawn, with the boxes of the last drawing."""
    drawn = []
    draw = Text.draw

    def noted(self, renderer):
        if self.get_visible() and self.get_text().strip():
            drawn.append(self)
        draw(self, renderer)

    canvas = FigureCanvasAgg(shown.figure)
    canvas.draw()
    with monkeypatch.context() as patch:
        patch.setattr(Text, "draw", noted)
        canvas.draw()
    return list(dict.fromkeys(drawn))


# What every picture is


@pytest.mark.parametrize("name", PLOTS)
def test_a_picture_is_shown_as_png_with_its_description(name):
    data, metadata = picture(name)._repr_mimebundle_()
    assert data["image/png"].startswith(PNG)
    assert data["text/plain"] == picture(name).description == repr(picture(name))
    assert metadata["image/png"]["alt"] == picture(name).description
    assert set(data) == {"image/png", "text/plain"}


def test_ipython_shows_the_png_and_the_description():
    formatters = pytest.importorskip("IPython.core.formatters")
    data, metadata = formatters.DisplayFormatter().format(picture("Zipf"))
    assert data["image/png"].startswith(PNG)
    assert data["text/plain"] == picture("Zipf").description
    assert metadata["image/png"]["alt"] == picture("Zipf").description


@pytest.mark.parametrize("name", PLOTS)
def test_the_image_has_the_same_bytes_every_time(name):
    one, other = PLOTS[name](), PLOTS[name]()
    images = [shown._repr_mimebundle_()[0]["image/png"] for shown in (one, one, other)]
    assert len({hashlib.sha256(image).hexdigest() for image in images}) == 1


def test_the_image_does_not_name_the_version_that_drew_it():
    assert b"atplotlib" not in picture("lengths")._repr_mimebundle_()[0]["image/png"]


@pytest.mark.parametrize("name", PLOTS)
def test_no_text_is_smaller_than_11_points(name, monkeypatch):
    sizes = {
        text.get_text(): text.get_fontsize() for text in drawn_texts(picture(name), monkeypatch)
    }
    assert sizes
    assert {text: size for text, size in sizes.items() if size < 11} == {}


@pytest.mark.parametrize("name", PLOTS)
def test_no_text_lies_on_another(name, monkeypatch):
    boxes = [
        (text.get_text(), text.get_window_extent().padded(2, -1))
        for text in drawn_texts(picture(name), monkeypatch)
    ]
    assert len(boxes) > 5
    clashes = [
        (one, other) for (one, a), (other, b) in itertools.combinations(boxes, 2) if a.overlaps(b)
    ]
    assert clashes == []


@pytest.mark.parametrize("name", PLOTS)
def test_no_text_is_cut_off_at_the_edge(name, monkeypatch):
    edge = picture(name).figure.bbox.padded(1)
    for text in drawn_texts(picture(name), monkeypatch):
        box = text.get_window_extent()
        assert edge.x0 <= box.x0 < box.x1 <= edge.x1, text.get_text()
        assert edge.y0 <= box.y0 < box.y1 <= edge.y1, text.get_text()


@pytest.mark.parametrize("name", TITLED)
def test_the_axis_of_numbers_says_what_it_measures(name):
    [axes] = picture(name).figure.axes
    assert axes.get_xlabel()


def test_both_axes_of_zipfs_figure_are_labelled():
    [axes] = picture("Zipf").figure.axes
    assert axes.get_ylabel()


def test_drawing_does_not_change_the_table_that_was_given():
    table = frequencies_by_pillar().copy()
    plot_term_frequencies(table)
    assert table.equals(frequencies_by_pillar())
    events = corpus().annotations("events")
    plot_timeline(events)
    assert events.equals(corpus().annotations("events"))


def test_drawing_does_not_need_pyplot():
    code = (
        "import sys; from accordlib import *\n"
        "plot_lengths(tokenize(parse_agreement(load_corpus()['accord']).commitments))"
        "._repr_mimebundle_()\n"
        "assert 'matplotlib' in sys.modules\n"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    plot_lengths(tokens("a b", "c"))
    assert dict(matplotlib.rcParams) == before


@pytest.mark.parametrize(("ending", "start"), [("png", PNG), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_a_picture_is_saved_in_the_format_of_its_ending(tmp_path, ending, start):
    path = tmp_path / f"figure.{ending}"
    plot_lengths(tokens("a b", "c")).save(path)
    assert path.read_bytes().startswith(start)


# What each description says


def test_the_timeline_says_who_dates_what():
    events = corpus().annotations("events")
    said = picture("timeline").description
    assert f"Timeline of {len(set(zip(events['date'], events['event'], strict=True)))} " in said
    for r in events.itertuples():
        entry = said.partition(f"{r.date}, {r.event}: ")[2].partition(";")[0]
        assert f"{r.document} ({r.basis})" in entry


def test_the_timeline_marks_each_mention_in_its_row_and_column():
    events = pd.DataFrame(
        [
            ("2023", "later", "x", "inferred"),
            ("1902", "earlier", "x", "stated"),
            ("1902", "earlier", "y", "stated"),
        ],
        columns=["date", "event", "document", "basis"],
    )
    shown = plot_timeline(events)
    [axes] = shown.figure.axes
    stated, inferred = (marks.get_offsets().tolist() for marks in axes.collections)
    assert sorted(stated) == [[0, 0], [1, 0]]
    assert inferred == [[0, 1]]
    first, second = (label.get_text() for label in axes.get_yticklabels())
    assert "1902" in first
    assert "2023" in second
    assert "1902, earlier: x (stated), y (stated); 2023, later: x (inferred)" in shown.description


def test_the_lengths_are_said_passage_by_passage():
    shown = picture("lengths")
    for p, size in zip(commitments().passages, commitments().sizes, strict=True):
        assert f"{p.label} {size}" in shown.description
    bars = [patch.get_width() for patch in shown.figure.axes[0].patches]
    assert bars == commitments().sizes.tolist()


def test_frequencies_are_said_with_rates_and_counts():
    shown = picture("frequencies")
    assert len(shown.table) == 15
    for r in frequencies().head(15).itertuples():
        assert f"{r.term} {r.per_thousand:.1f} ({r.count})" in shown.description
    bars = [patch.get_width() for patch in shown.figure.axes[0].patches]
    assert bars == pytest.approx(frequencies().head(15)["per_thousand"].tolist())


@pytest.mark.parametrize("group", ["pillar", "document"])
def test_frequencies_by_group_are_said_for_every_group(group):
    shown = picture(f"frequencies by {group}")
    table = frequencies_by_pillar() if group == "pillar" else frequencies_by_document()
    terms = {
        part.partition(":")[0].split(". ")[-1].strip(): part
        for part in shown.description.split(";")
    }
    for r in table.itertuples(index=False):
        part = terms[r.term]
        assert f"{getattr(r, group)} {r.per_thousand:.1f} ({r.count})" in part


def test_as_many_terms_are_drawn_as_wanted():
    assert (
        plot_term_frequencies(frequencies(), 3).table["term"].tolist()
        == (frequencies()["term"].tolist()[:3])
    )


def test_zipfs_figure_says_the_first_the_rare_and_the_named():
    shown, table = picture("Zipf"), term_frequencies(whole())
    assert shown.table["rank"].tolist() == list(range(1, len(table) + 1))
    assert f"{len(table)} types" in shown.description
    [(first, count)] = whole().to_freqdist().most_common(1)
    assert f"{first!r}, occurs {count} times" in shown.description
    assert f"{(table['count'] == 1).sum()} types occur once" in shown.description
    for term in ("the", "security", "nuclear"):
        [i] = table.index[table["term"] == term]
        assert f"{term}: rank {i + 1}, count {table['count'][i]}." in shown.description


def test_keyness_is_said_with_intervals_and_cautions():
    shown = picture("keyness")
    assert len(shown.table) == 12
    wanted = pd.concat([key_terms().head(6), key_terms().tail(6)])
    assert shown.table["term"].tolist() == wanted["term"].tolist()
    for r in wanted.itertuples():
        said = f"{r.term} {r.log_ratio:+.1f} [{r.low:.1f}, {r.high:.1f}]"
        assert said + (f" ({r.caution})" if r.caution else "") in shown.description


def test_an_odd_number_of_key_terms_is_drawn_once_each():
    terms = plot_keyness(key_terms(), 7).table["term"].tolist()
    assert len(set(terms)) == 7
    assert terms == [*key_terms()["term"][:4], *key_terms()["term"][-3:]]


def test_dispersion_says_counts_places_and_dpnorm():
    shown = picture("dispersion")
    measured = dispersion(whole()).set_index("term")
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
        if word in measured.index:
            assert f"DPnorm {measured['dp_norm'][word]:.2f}" in part
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


# Bad input


@pytest.mark.parametrize(
    ("plot", "column"),
    [
        (plot_timeline, "date"),
        (plot_term_frequencies, "term"),
        (plot_zipf, "term"),
        (plot_keyness, "term"),
    ],
)
def test_a_table_without_the_columns_is_named(plot, column):
    with pytest.raises(AccordError, match=f"lacks the column '{column}'.*has: other"):
        plot(pd.DataFrame({"other": [1]}))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plot_timeline(corpus().annotations("events")[:0]),
        lambda: plot_term_frequencies(frequencies()[:0]),
        lambda: plot_zipf(frequencies()[:0]),
        lambda: plot_keyness(key_terms()[:0]),
        lambda: plot_lengths(tokenize([])),
        lambda: plot_dispersion(tokenize([]), ["a"]),
        lambda: plot_dispersion(tokens("a"), []),
    ],
    ids=["timeline", "frequencies", "Zipf", "keyness", "lengths", "no tokens", "no words"],
)
def test_nothing_to_draw_is_said(draw):
    with pytest.raises(AccordError, match="nothing to (?:draw|show)"):
        draw()


def test_a_term_that_cannot_be_named_is_said():
    with pytest.raises(AccordError, match="'silence'"):
        plot_zipf(frequencies(), ["silence"])


def test_a_single_word_is_not_taken_for_its_letters():
    with pytest.raises(AccordError, match="security"):
        plot_dispersion(whole(), "security")


@pytest.mark.parametrize("terms", [0, -1])
def test_no_terms_cannot_be_drawn(terms):
    with pytest.raises(AccordError):
        plot_term_frequencies(frequencies(), terms)
    with pytest.raises(AccordError):
        plot_keyness(key_terms(), terms)


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
        lambda: plot_dispersion(tokens("a", ""), ["z"]),
    ],
)
def test_the_smallest_inputs_can_be_drawn(draw):
    assert draw()._repr_mimebundle_()[0]["image/png"].startswith(PNG)
