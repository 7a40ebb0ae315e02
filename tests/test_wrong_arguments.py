"""Every public function refuses what it cannot use, in plain words: never a raw Python error."""

import inspect
import re
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from library import accord, corpus, exported, real_gazetteer, real_tokens
from matplotlib.figure import Figure

import accordlib
from accordlib import AccordError

FUNCTIONS = [n for n in exported() if inspect.isfunction(getattr(accordlib, n))]
SHORTEST = 30  # characters of a message that says what is wrong and what to do

PASSAGES = {"document", "agreement", "passages", "passage", "no list", "evidence"}
TOKENS = PASSAGES | {"tokens", "no tokens"}
GRAPHS = {"network", "bipartite", "foreign graph", "no graph", "path graph"}
OPTIONAL = {"none"}


PACT = """A Small Pact

The UK and Japan met the G7 by their Abraham Accords, and Japan said “we agree”.

1. Water

We will:

- Establish an Office of Rivers by 2030.
- Reaffirm that the UK and Japan work for security.
"""


@cache
def pact() -> accordlib.Agreement:
    """Return a small agreement: what is refused is refused whatever the size."""
    return accordlib.parse_agreement(accordlib.Document("pact", PACT))


@cache
def few() -> accordlib.Mentions:
    """Return the mentions in the small agreement."""
    return accordlib.find_mentions(pact(), real_gazetteer())


@cache
def some_tokens() -> accordlib.Tokens:
    """Return the tokens of a part of the Accord and a part of the article."""
    return accordlib.tokenize((*accord().preamble, *corpus()["article"].paragraphs[:5]))


@cache
def values() -> dict[str, object]:
    """Return what somebody may hand to a function by mistake, each by a name for its kind."""
    agreement, network = pact(), accordlib.actor_network(few())
    return {
        "none": None,
        "text": "state",
        "no text": "",
        "number": 7,
        "negative": -3,
        "nought": 0,
        "fraction": 3.5,
        "nan": float("nan"),
        "true": True,
        "bytes": b"state",
        "numbers": [1, 2],
        "texts": ["state", "japan"],
        "nones": [None],
        "no list": [],
        "dict": {"a": 1},
        "object": object(),
        "class": dict,
        "document": accordlib.Document("short", PACT),
        "agreement": agreement,
        "passages": agreement.commitments,
        "passage": agreement.commitments[0],
        "tokens": accordlib.tokenize(agreement),
        "no tokens": accordlib.tokenize(()),
        "mentions": few(),
        "network": network,
        "bipartite": accordlib.bipartite_network(few()),
        "foreign graph": nx.karate_club_graph(),
        "path graph": nx.path_graph(3),
        "no graph": nx.Graph(),
        "evidence": accordlib.evidence(network, *next(iter(network.edges))),
        "other table": pd.DataFrame({"other": [1, 2]}),
        "no table": pd.DataFrame(),
        "pattern": re.compile("secur.*"),
        "axes": Figure().add_subplot(),
    }


FOLDER = TemporaryDirectory()


def folder() -> Path:
    """Return a folder for what is written, which goes with the tests."""
    return Path(FOLDER.name)


@cache
def good() -> dict[str, dict[str, object]]:
    """Return arguments with which each function works."""
    tokens, mentions, names = some_tokens(), few(), real_gazetteer()
    agreement, texts = pact(), corpus()
    alignment = accordlib.align_sentences(texts["article"], texts["article-rewrite"])
    network = accordlib.actor_network(mentions)
    terms = {"tokens": tokens}
    codes = pd.DataFrame({"a": [1, 2, 3, 2, 1, 3], "b": [1, 2, 2, 2, 1, None]})
    spans = pd.DataFrame({"start": [0, 9], "end": [5, 20]})
    quoted = accordlib.find_quotations(texts["article"]).rename(columns={"kind": "label"})
    short = accordlib.Document("short", "A pact\n\nWe will act.\n\nWe will pay.")
    return {
        "actor_network": {"mentions": mentions},
        "align_sentences": {"original": texts["article"], "rewrite": texts["article-rewrite"]},
        "bigrams": terms,
        "bipartite_network": {"mentions": mentions},
        "candidate_names": {"passages": agreement, "mentions": None},
        "centralities": {"graph": network, "resamples": 5},
        "check_essay": {"markdown": "He said “a word”.", "corpus": {"short": short}},
        "code": {"passages": agreement, "codebook": {"a": "yes"}},
        "code_commitments": {"agreement": agreement},
        "coder_differences": {"table": codes},
        "coder_reliability": {"table": codes, "resamples": 5},
        "collate": {"alignments": alignment},
        "collocates": {**terms, "node": "security"},
        "communities": {"graph": network},
        "compare_words": {"a": "We will act.", "b": "We may act."},
        "dispersion": terms,
        "evidence": {"graph": network, "a": "uk", "b": "japan"},
        "explore": {"graph": network},
        "export_collation": {"alignments": alignment, "path": folder() / "x.xml"},
        "export_network": {"graph": network, "path": folder() / "x.gexf"},
        "export_spans": {"document": texts["article"], "table": quoted, "path": folder() / "x.ann"},
        "export_table": {"table": quoted, "path": folder() / "x.csv"},
        "find_changes": {"alignment": alignment},
        "find_mentions": {"passages": agreement, "gazetteer": names},
        "find_names": {"tokens": accordlib.tokenize(agreement), "gazetteer": names},
        "find_quotations": {"document": texts["article"]},
        "gazetteer_start": {"candidates": accordlib.candidate_names(agreement)},
        "import_network": {"path": accordlib.export_network(network, folder() / "y.graphml")[0]},
        "import_spans": {
            "document": texts["article"],
            "path": accordlib.export_spans(texts["article"], quoted, folder() / "y.jsonl")[0],
        },
        "keyness": {
            "target": tokens,
            "reference": accordlib.tokenize(texts["press-release-2021"]),
        },
        "kwic": {**terms, "query": "security"},
        "load_corpus": {},
        "load_gazetteer": {},
        "locate_quotation": {"quotation": "a word", "corpus": {"short": short}, "named": ""},
        "null_model": {"graph": network, "shuffles": 5},
        "overlap": {"a": texts["article"], "b": texts["article-rewrite"]},
        "parallel_text": {"original": agreement, "translation": agreement},
        "parse_agreement": {"document": texts["accord"]},
        "plot_alignment": {"alignment": alignment},
        "plot_changes": {"changes": accordlib.find_changes(alignment)},
        "plot_commitments": {"table": accordlib.code_commitments(accord())},
        "plot_dispersion": {**terms, "words": ["security"]},
        "plot_keyness": {
            "table": accordlib.keyness(accord().preamble, texts["article"].paragraphs)
        },
        "plot_lengths": {"tokens": accordlib.tokenize(agreement)},
        "plot_network": {"graph": network},
        "plot_stability": {"table": accordlib.stability(mentions, names)},
        "plot_term_frequencies": {"table": accordlib.term_frequencies(tokens)},
        "plot_timeline": {"events": texts.annotations("events")},
        "plot_zipf": {"table": accordlib.term_frequencies(tokens)},
        "read": {"passages": agreement, "mentions": mentions},
        "score_mentions": {"found": mentions, "annotated": mentions},
        "sentences": {"passages": agreement},
        "show_essay": {
            "essay": accordlib.check_essay("He said “act”.", {"short": short}),
            "corpus": {"short": short},
        },
        "side_by_side": {"alignment": alignment},
        "span_reliability": {"coders": {"a": spans, "b": spans}, "length": 30},
        "stability": {"mentions": mentions, "gazetteer": names},
        "stopwords": {},
        "study": {"document": short},
        "term_frequencies": terms,
        "tfidf": {**terms, "by": "document"},
        "timeline": {"events": texts.annotations("events").tail(2), "corpus": {"accord": accord()}},
        "tokenize": {"passages": agreement},
        "verify_claims": {
            "claims": texts.annotations("claims"),
            "agreement": accord(),
            "document": texts["hiroshima-news"],
        },
        "verify_quotation": {"quotation": "closest security partners", "source": accord()},
    }


# What an argument may be besides what `good` has. A value of these kinds gives a result of the
# type that the docstring promises or, if it is empty or does not fit the others, AccordError.
ACCEPTED: dict[str, set[str]] = {
    "passages": PASSAGES,
    "tokens": TOKENS,
    "target": TOKENS,
    "reference": TOKENS,
    "source": PASSAGES,
    "original": PASSAGES,
    "rewrite": PASSAGES,
    "translation": {"agreement"},
    "agreement": PASSAGES,
    "document": {"document"},
    "mentions": {"mentions"},
    "found": {"mentions"},
    "annotated": {"mentions"},
    "graph": GRAPHS,
    "query": {"text", "pattern"},
    "markdown": {"text", "no text"},
    "named": {"no text"},
    "node": {"text", "pattern"},
    "quotation": {"text"},
    "words": {"texts"},
    "label": {"texts", "no list"},
    "stop": {"none", "texts", "no list"},
    "seed": {"number", "nought"},
    "n": {"number"},
    "minimum": {"number"},
    "width": {"number", "nought"},
    "window": {"number"},
    "resamples": {"number", "nought"},
    "shuffles": {"number"},
    "ax": {"none", "axes"},
    "overrides": OPTIONAL,
}
ALSO: dict[tuple[str, str], set[str]] = {
    ("candidate_names", "mentions"): OPTIONAL,
    ("code_commitments", "agreement"): PASSAGES,
    ("code_commitments", "parties"): {"texts", "no list"},
    ("code", "others"): OPTIONAL,
    ("code", "spans"): {"true"},
    ("collate", "coders"): OPTIONAL,
    ("compare_words", "a"): {"text", "no text"},
    ("compare_words", "b"): {"text", "no text"},
    ("evidence", "a"): {"text"},
    ("evidence", "b"): {"text"},
    ("explore", "we"): OPTIONAL,
    ("export_table", "table"): {"other table"},
    ("import_network", "lists"): {"texts", "no list"},
    ("import_spans", "label"): {"text", "no text"},
    ("load_corpus", "folder"): OPTIONAL,
    ("load_gazetteer", "path"): OPTIONAL,
    ("overlap", "a"): PASSAGES,
    ("overlap", "b"): PASSAGES,
    ("plot_term_frequencies", "n"): {"number", "texts"},
    ("read", "mentions"): {"mentions", "none"},
    ("study", "gazetteer"): OPTIONAL,
    ("study", "progress"): OPTIONAL,
    ("term_frequencies", "by"): OPTIONAL,
    ("verify_claims", "agreement"): {"agreement"},
    ("verify_claims", "document"): {"document", "none"},
}


def promised(function: object) -> str:
    """Return the first line of a docstring's section on what is returned."""
    return re.search(r"Returns\n-+\n(.*)", inspect.getdoc(function))[1]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_bad_arguments_are_refused_in_plain_words(name):
    function = getattr(accordlib, name)
    wrong = []
    for parameter in inspect.signature(function).parameters:
        accepted = ACCEPTED.get(parameter, set()) | ALSO.get((name, parameter), set())
        for kind, value in values().items():
            if parameter == "ax" and kind == "axes":  # which only one plot can use
                value = Figure().add_subplot()
            try:
                result = function(**{**good()[name], parameter: value})
            except AccordError as error:
                if len(str(error)) < SHORTEST or not str(error).rstrip().endswith((".", "?")):
                    wrong.append(f"{parameter}={kind}: a message without a way out: {error}")
            except Exception as error:
                wrong.append(f"{parameter}={kind}: {type(error).__name__}: {error}")
            else:
                fits = type(result).__name__ in promised(function) or isinstance(result, tuple)
                if kind not in accepted or not fits:
                    wrong.append(f"{parameter}={kind}: no error, but {type(result).__name__}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_good_arguments_are_good(name):
    assert getattr(accordlib, name)(**good()[name]) is not None


CLOTHES = {
    "categories": lambda t: t.apply(lambda c: c if c.dtype.kind in "if" else c.astype("category")),
    "objects": lambda t: t.astype(object),
    "nullable": lambda t: t.convert_dtypes(),
    "named index": lambda t: t.rename_axis(t.columns[0]),
    "file": lambda t: pd.read_csv(StringIO(t.to_csv(index=False))),
}


@pytest.mark.parametrize("name", [n for n in FUNCTIONS if n.startswith("plot_")])
def test_a_plot_shows_the_same_of_a_table_in_other_clothes(name):
    arguments = good()[name] | {"plot_keyness": {"n": 40}}.get(name, {})
    if name == "plot_term_frequencies":
        table = accordlib.term_frequencies(accord(), by="pillar")
        arguments |= {"n": ["the", "security"], "table": table}
    plot, tables = getattr(accordlib, name), arguments.items()
    shown = repr(plot(**arguments))
    for key, value in [(k, v) for k, v in tables if isinstance(v, pd.DataFrame)]:
        for clothes, dressed in CLOTHES.items():
            assert repr(plot(**arguments | {key: dressed(value)})) == shown, clothes


def test_numbers_of_numpy_and_great_ones_are_as_good_as_others():
    tokens, table = real_tokens(), good()["plot_keyness"]["table"]
    narrow, plain = (accordlib.kwic(tokens, "security", n) for n in (np.uint8(9), 9))
    assert narrow.table.equals(plain.table)
    assert len(accordlib.plot_keyness(table, np.uint8(3)).table) == 3
    for great in (2**63 - 1, 10**30):
        found = accordlib.collocates(tokens, "security", great)
        assert found.equals(accordlib.collocates(tokens, "security", len(tokens)))
