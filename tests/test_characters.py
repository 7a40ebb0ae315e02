"""White space, line ends and characters of all kinds change no count, mention, edge or verdict."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from library import corpus, real_gazetteer
from varying import VARIATIONS

import accordlib as lib
from accordlib import Agreement, Document, Passage
from accordlib.texts.folding import fold_layout

TEXTS = ("accord", "hiroshima-news", "press-release-2021", "article", "article-rewrite")
# They read files, call the others, or compare and continue what was written by hand.
OTHERS = {"load_corpus", "load_gazetteer", "study", "gazetteer_start"}
OTHERS |= {"coder_differences", "coder_reliability", "span_reliability"}
OTHERS |= {"export_network", "import_network", "export_table", "export_collation"}
OTHERS |= {"code", "collate", "explore", "read", "show_essay", "timeline"}
OFFSETS = re.compile("start|end$|line$")


def text_of(name: str) -> str:
    """Return a text, with letters that can be decomposed."""
    return corpus()[name].text.replace("leaders", "léaders")


def results(document: Document) -> Iterator[tuple[str, Any]]:
    """Yield what every public function says of a text."""
    agreement, passages = None, document.paragraphs
    if document.id == "accord":
        agreement = lib.parse_agreement(document)
        passages = agreement.passages
        assert (len(agreement.commitments), len(agreement.signatories)) == (29, 2)
        parts = [(part.id, part.kind, part.text) for part in passages]
        yield "parse_agreement", (parts, agreement.report()[["part", "kind", "level"]])
        yield "code_commitments", lib.code_commitments(agreement)
        yield "verify_claims", claims(agreement)
        yield "parallel_text", lib.parallel_text(agreement, agreement)
    yield from of_words(passages)
    yield from of_names(passages)
    yield from of_versions(document, passages)


def of_words(passages: tuple[Passage, ...]) -> Iterator[tuple[str, Any]]:
    half = len(passages) // 2
    tokens = lib.tokenize(passages)
    yield "tokenize", [tokens.vocabulary[n] for n in tokens.ids.tolist()]
    yield "sentences", [(s.id, s.text) for s in lib.sentences(passages)]
    for function in (lib.term_frequencies, lib.dispersion, lib.tfidf, lib.bigrams):
        yield function.__name__, function(tokens)
    yield "keyness", lib.keyness(passages[:half], passages[half:])
    yield "collocates", lib.collocates(tokens, "the")
    for query in ("the UK's", "indo-pacific", "of", "léaders"):
        lines = lib.kwic(tokens, query, sort="right").table  # how much context fits may differ
        yield f"kwic {query}", lines[["passage", "node"]]


def of_names(passages: tuple[Passage, ...]) -> Iterator[tuple[str, Any]]:
    gazetteer = names_of_the_texts()
    found, names = (f(passages, gazetteer) for f in (lib.find_mentions, lib.find_names))
    yield "find_mentions", lib.Mentions(passages, found.table).table
    yield "find_names", lib.Mentions(passages, names.table).table
    yield "candidate_names", lib.candidate_names(passages, found)
    yield "score_mentions", lib.score_mentions(found, names).table
    graph = lib.actor_network(found, within="sentence")
    edges = [(*sorted(e[:2]), e[2]["weight"], e[2]["passages"]) for e in graph.edges(data=True)]
    yield "actor_network", sorted(edges)
    instruments = lib.bipartite_network(found, "instruments")
    yield "bipartite_network", sorted(str(e) for e in instruments.edges(data="weight"))
    if len(graph) < 20:  # what follows from the network
        yield "evidence", [(p.id, p.text) for p in lib.evidence(graph, *edges[0][:2]).passages]
        yield "centralities", lib.centralities(graph, resamples=2)
        yield "communities", lib.communities(graph).table
        yield "null_model", lib.null_model(graph, shuffles=3).edges
        yield "stability", lib.stability(found, gazetteer, within="sentence")


@cache
def names_of_the_texts() -> pd.DataFrame:
    """Return the rows of the gazetteer that the texts name, so that each look-up is quick."""
    whole = " ".join(document.text for document in corpus().values())
    table = real_gazetteer()
    names = table["name"].str.cat(table["aliases"], sep="|").str.strip("|").str.split("|")
    named = table[[any(name in whole for name in some) for some in names]]
    return table[table["id"].isin([*named["id"], *named["belongs_to"], *named["acts_for"]])]


def of_versions(document: Document, passages: tuple[Passage, ...]) -> Iterator[tuple[str, Any]]:
    other = corpus()["article"]
    alignment = lib.align_sentences(document, other)
    yield "align_sentences", alignment.table
    changes = lib.find_changes(alignment)
    for row in changes.itertuples():
        assert document.text[row.original_start : row.original_end] == row.original
    yield "find_changes", changes
    yield "side_by_side", lib.side_by_side(alignment).table
    yield "overlap", lib.overlap(document, other)
    edits = lib.compare_words(passages[4].text, other["p6"].text)
    assert edits.apply(passages[4].text) == other["p6"].text
    yield "compare_words", (edits.distance, [edit.operation for edit in edits.operations])
    quotations = lib.find_quotations(document)
    for row in quotations.itertuples():
        assert document.text[row.start : row.end] == row.text
    yield "find_quotations", quotations
    with TemporaryDirectory() as folder:
        files = lib.export_spans(document, quotations, f"{folder}/x.jsonl", label="kind")
        back = lib.import_spans(document, *files, label="kind")
    yield "export_spans", [file.name for file in files]
    yield "import_spans", back[["text", "kind"]]
    spoken = [other[f"p{n}"].text for n in (3, 5, 8)] + ["work together to promote", "the léaders"]
    verdicts = (lib.verify_quotation(words[:90], passages) for words in spoken)
    yield "verify_quotation", [(v.status, v.passage, v.difference) for v in verdicts]
    texts = {document.id: document}
    located = (lib.locate_quotation(words[:90], texts) for words in spoken)
    yield "locate_quotation", [(at.status, at.places, at.difference) for at in located]
    essay = "".join(f"“{words[:90]}”\n" for words in spoken)
    yield "check_essay", lib.check_essay(essay, texts).table


def claims(agreement: Agreement) -> pd.DataFrame:
    return lib.verify_claims(corpus().annotations("claims"), agreement)[["claim", "checked"]]


def plain(value: Any) -> Any:
    """Return what a function says without offsets, its texts in one form."""
    if isinstance(value, pd.DataFrame):
        kept = [name for name in value.columns if not OFFSETS.search(str(name))]
        return plain(list(value[kept].reset_index().itertuples(index=False, name=None)))
    if isinstance(value, str):
        return in_one_form(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(round(value, 9)) if isinstance(value, float) else value


@cache
def in_one_form(text: str) -> str:
    return " ".join(fold_layout([text])[0].text.split())


def said(name: str, text: str) -> dict[str, Any]:
    labels = corpus()[name].pillar_labels
    return {
        what: plain(value) for what, value in results(Document(name, text, pillar_labels=labels))
    }


@cache
def as_it_is(name: str) -> dict[str, Any]:
    return said(name, text_of(name))


@pytest.mark.parametrize("number", range(len(VARIATIONS)), ids=list(VARIATIONS))
def test_no_variation_changes_what_is_said(number):
    vary = list(VARIATIONS.values())[number]
    name = TEXTS[number % len(TEXTS)]
    text = vary(text_of(name))
    found, expected = said(name, text), as_it_is(name)
    assert [what for what in expected if found.get(what) != expected[what]] == []


def test_every_public_function_that_reads_texts_is_among_them():
    called = {what.split()[0] for name in ("accord", "article") for what in as_it_is(name)}
    public = {name for name in lib.__all__ if inspect.isfunction(getattr(lib, name))}
    assert {name for name in public - OTHERS - called if not name.startswith("plot_")} == set()


def test_a_word_that_a_line_broke_is_one_and_is_listed():
    text = "We co-oper-\n  ate. They co-operate.\n\nPart-\nners of Indo-\r\nPacific, Indo-Pacific."
    tokens = lib.tokenize(Document("d", text))
    assert tokens.vocabulary.numbers.keys() >= {"co-operate", "part", "ners", "indo-pacific"}
    assert tokens.repairs[["surface", "word"]].to_numpy().tolist() == [
        ["co-oper-\n  ate", "co-operate"],
        ["Indo-\r\nPacific", "indo-pacific"],
    ]
    for start, end, surface in tokens.repairs[["start", "end", "surface"]].itertuples(index=False):
        assert text[start:end] == surface
    assert lib.verify_quotation("co-operate", Document("d", text[:20])).status == "verbatim"


@pytest.mark.parametrize("mark", ["¹", "[2]", "*", "†"])
def test_a_reference_mark_joins_no_sentences_and_makes_no_type(mark):
    text = f"We have promised{mark} to act.{mark} We will pay.{mark} We go."
    document = Document("d", text)
    assert len(lib.sentences(document)) == 3
    assert lib.tokenize(document).types == tuple("we have promised to act will pay go".split())
    assert lib.kwic(document, "promised").table["node"].tolist() == ["promised"]


@pytest.mark.parametrize("text", ["word†word", "a‡‡b", "5*%", "U*.K.", "it[1]s", "co-†operate"])
def test_a_mark_of_a_note_joins_the_same_words_whatever_else_stands_in_the_text(text):
    alone, beside = (lib.tokenize(Document("d", t)).surface() for t in (text, f"{text} x\u0301"))
    assert beside[:-1] == alone
