"""Four times as much takes about four times the work: lines executed are counted, not seconds."""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pandas as pd
import pytest

import accordlib
from accordlib import Document

HOUSE = str(Path(accordlib.__file__).parent)
SMALL, LARGE, MOST = 30, 120, 5
PLACES = ("Norland", "Sudmark", "Westria", "Ostany", "Midburg")


@cache
def document(n: int, shift: int = 0) -> Document:
    """Return a text of so many paragraphs, no two of them alike."""
    lines = (
        f"{PLACES[(k + shift) % 5]} and {PLACES[(k // 5 + 2) % 5]} shall consult on case{k} every "
        f"year. Minister Ada Ray{k % 7} said: “We will build bridge{k + shift} for all of you.”"
        for k in range(n)
    )
    return Document(f"d{n}{shift}", "\n\n".join(lines))


@cache
def agreement(n: int) -> accordlib.Agreement:
    """Return an agreement of so many articles."""
    articles = (f"Article {k}\n\n1. Norland shall report on case{k}.\n\n" for k in range(1, n + 1))
    return accordlib.parse_agreement(Document(f"a{n}", "Treaty of Norland\n\n" + "".join(articles)))


@cache
def tokens(n: int) -> accordlib.Tokens:
    return accordlib.tokenize(document(n))


@cache
def gazetteer(n: int) -> pd.DataFrame:
    rows = [(f"p{k}", f"Person{k} Ray", "person", f"Minister Ray{k}") for k in range(n)]
    rows += [(name.lower(), name, "state", "") for name in PLACES]
    table = pd.DataFrame(rows, columns=["id", "name", "type", "aliases"])
    return table.reindex(columns=accordlib.load_gazetteer().columns, fill_value="")


def loaded(n: int, folder: str) -> pd.DataFrame:
    path = Path(folder, f"{n}.csv")
    gazetteer(n).to_csv(path, index=False)
    return accordlib.load_gazetteer(path)


@cache
def mentions(n: int) -> accordlib.Mentions:
    return accordlib.find_mentions(document(n), gazetteer(5))


@cache
def shorter(n: int) -> accordlib.Mentions:
    """Return the same mentions, each without its first letter."""
    table = mentions(n).table
    table = table.assign(start=table["start"] + 1, surface=table["surface"].str[1:])
    return accordlib.Mentions(mentions(n).passages, table)


@cache
def alignment(n: int) -> accordlib.Alignment:
    return accordlib.align_sentences(document(n), document(n, 1))


@cache
def codes(n: int) -> pd.DataFrame:
    columns = {"unit": range(n), "one": [k % 3 for k in range(n)], "two": [k % 2 for k in range(n)]}
    return pd.DataFrame(columns).set_index("unit")


TWO = ("norland", "sudmark")
QUOTED = "We will build bridge3 for all of you"
CALLS: dict[str, Callable[[int], Any]] = {
    "paragraphs": lambda n: Document("d", document(n).text).paragraphs,
    "lines": lambda n: (
        Document("d", "\n".join(["We go on with co-\noperation in all"] * n)).passages
    ),
    "one long line": lambda n: Document("d", " ".join(["We go on, “as he said”."] * n)).passages,
    "sentences": lambda n: accordlib.sentences(document(n)),
    "tokenize": lambda n: accordlib.tokenize(document(n)),
    "tokens.filter": lambda n: tokens(n).filter(words=lambda w: w not in accordlib.stopwords()),
    "term_frequencies": lambda n: accordlib.term_frequencies(tokens(n), by="passage"),
    "tfidf": lambda n: accordlib.tfidf(tokens(n)),
    "dispersion": lambda n: accordlib.dispersion(tokens(n)),
    "keyness": lambda n: accordlib.keyness(tokens(n), tokens(5)),
    "kwic": lambda n: accordlib.kwic(tokens(n), "shall").table,
    "collocates": lambda n: accordlib.collocates(tokens(n), "shall"),
    "bigrams": lambda n: accordlib.bigrams(tokens(n)),
    "parse_agreement": lambda n: agreement.__wrapped__(n),
    "code_commitments": lambda n: accordlib.code_commitments(agreement(n)),
    "find_mentions": lambda n: accordlib.find_mentions(document(n), gazetteer(5)),
    "find_mentions, names": lambda n: accordlib.find_mentions(document(5), gazetteer(n)),
    "find_names": lambda n: accordlib.find_names(tokens(n), gazetteer(n)),
    "candidate_names": lambda n: accordlib.candidate_names(document(n)),
    "actor_network": lambda n: accordlib.actor_network(mentions(n)),
    "find_quotations": lambda n: accordlib.find_quotations(document(n)),
    "verify_quotation": lambda n: accordlib.verify_quotation(QUOTED, document(n)),
    "locate_quotation": lambda n: accordlib.locate_quotation(f"no {QUOTED}", {"d": document(n)}),
    "locate_quotation, its words": lambda n: accordlib.locate_quotation(
        document(n).text[:-1] + "x", {"d": document(5)}
    ),
    "check_essay": lambda n: accordlib.check_essay(f"“{QUOTED}” " * n, {"d": document(5)}),
    "overlap": lambda n: accordlib.overlap(document(n), document(n, 1)),
    "align_sentences": lambda n: accordlib.align_sentences(document(n), document(n, 1)),
    "compare_words": lambda n: accordlib.compare_words(document(n).text, document(n, 1).text),
    "find_changes": lambda n: accordlib.find_changes(alignment(n)),
    "side_by_side": lambda n: accordlib.side_by_side(alignment(n))._repr_html_(),
    "parallel_text": lambda n: accordlib.parallel_text(agreement(n), agreement(n)),
    "gazetteer_start": lambda n: accordlib.gazetteer_start(accordlib.candidate_names(document(n))),
    "score_mentions": lambda n: accordlib.score_mentions(mentions(n), mentions(n)),
    "score_mentions, none right": lambda n: accordlib.score_mentions(mentions(n), shorter(n)),
    "evidence": lambda n: accordlib.evidence(accordlib.actor_network(mentions(n)), *TWO),
    "bipartite_network": lambda n: accordlib.bipartite_network(mentions(n)),
    "centralities": lambda n: accordlib.centralities(accordlib.actor_network(mentions(n)), 5),
    "communities": lambda n: accordlib.communities(accordlib.actor_network(mentions(n))),
    "null_model": lambda n: accordlib.null_model(accordlib.actor_network(mentions(n)), 5),
    "stability": lambda n: accordlib.stability(mentions(n), gazetteer(5)),
    "coder_differences": lambda n: accordlib.coder_differences(codes(n)),
    "coder_reliability": lambda n: accordlib.coder_reliability(codes(n), "nominal"),
    "kwic, torn": lambda n: (
        accordlib.kwic(
            Document("d", "\n\n".join(["We go with the co-\noperation of all"] * n)), "the"
        ).table
    ),
}


def promised(n: int) -> pd.DataFrame:
    words = "We will " + "promote trade, " * n + "and sell kelp."
    return accordlib.code_commitments(Document("one", words).paragraphs)


def unmarked(n: int) -> pd.DataFrame:
    words = "".join(f"“big w{k} ship” sank v{k}, " for k in range(n))
    sides = (Document("one", words), Document("other", re.sub("[“”]", "", words)))
    return accordlib.find_changes(accordlib.align_sentences(*sides))


ONE_SENTENCE = {
    "promises": promised,
    "lost marks": unmarked,
    "quotations": lambda n: accordlib.find_quotations(Document("one", "He said “a”, " * n)),
}


def lines_of(call: Callable[[int], Any], n: int) -> int:
    count = 0

    def line(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def entered(frame: FrameType, event: str, _: object) -> Any:
        return line if frame.f_code.co_filename.startswith(HOUSE) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        call(n)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "call", [*CALLS.values(), *ONE_SENTENCE.values()], ids=[*CALLS, *ONE_SENTENCE]
)
def test_the_lines_executed_grow_with_the_size(call):
    call(SMALL), call(LARGE)  # what is made once is made
    few, many = lines_of(call, SMALL), lines_of(call, LARGE)
    assert many <= MOST * few, (few, many)


def test_rows_of_a_gazetteer_are_read_in_linear_time(tmp_path):
    few, many = (lines_of(lambda n: loaded(n, tmp_path), n) for n in (SMALL, LARGE))
    assert many <= MOST * few, (few, many)
