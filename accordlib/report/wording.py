"""What a report says in words: the methods paragraph and the legends of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accordlib.agreement.parts import counted

if TYPE_CHECKING:
    from accordlib.report.results import Results

_NO_RULE = 3


@dataclass(frozen=True)
class Legend:
    """How a table appears on the page: its caption, columns and number of rows."""

    caption: str
    columns: tuple[str, ...] = ()
    rows: int = 15


LEGENDS = {
    "text": Legend("What was studied; words are stretches between white space"),
    "parts": Legend("Parts, with the number and length in tokens of their commitments", rows=40),
    "recognised": Legend(
        "How each part was recognised; level is that of a heading or commitment, line that of the "
        "file; what belongs to no part has the kind rest",
        rows=200,
    ),
    "terms": Legend(
        "Most frequent terms; per_thousand is per thousand tokens, the stop list included, and "
        "range is in how many passages"
    ),
    "dispersion": Legend(
        "How evenly terms are spread over the passages: dp (deviation of proportions) and dp_norm, "
        "whose greatest value is 1, are 0 for as even as the passages are long; at 1 all stand in "
        "the shortest"
    ),
    "centralities": Legend(
        "Actors by strength, the sum of the windows they share with others; low and high are "
        "95% bootstrap intervals. Degree: how many others; betweenness: share of the shortest "
        "paths between others that pass through; pagerank: the more, the more central one's "
        "neighbours are",
        (
            *("actor", "type", "mentions", "degree", "strength", "strength_low"),
            *("strength_high", "betweenness", "pagerank"),
        ),
    ),
    "edges": Legend(
        "Lines that differ most from chance: windows shared (observed) beside the mean and sd of "
        "networks in which it is shuffled who is mentioned where; z is the difference in sd, "
        "p_more and p_less how often a shuffle has at least, or at most, as many, p_two_sided "
        "twice the smaller, p_adjusted that adjusted for the number of pairs",
        rows=10,
    ),
    "promises": Legend(
        "Commitments as coded by rule; because holds the words that led to the strength, or at "
        "step 3, where no rule applied, the first word that was taken for a verb",
        ("commitment", "strength", "operative", "deadline", "because", "text"),
        rows=60,
    ),
    "candidates": Legend(
        "Sequences with capitals, and abbreviations in brackets, that nobody has listed yet",
        rows=40,
    ),
}
FIGURES = {
    "lengths": "Length of each commitment in tokens.",
    "terms": "The most frequent terms, without the stop list.",
    "dispersion": "Where the most frequent terms stand in the text.",
    "network": (
        "Actors that are mentioned together. A line is the wider the more windows two share, a "
        "point the larger the more often an actor is mentioned; where it stands means nothing, and "
        "thin black strokes lead to names. Actors without a line are not drawn; the words below "
        "name them."
    ),
    "stability": (
        "Ranks of the first actors (1 is the greatest strength) under other choices. In the base "
        "two actors are joined as in the table above; then in another window, with two windows at "
        "least (minimum 2), with each body counted as its state (aliases), and with one window "
        "left out."
    ),
    "promises": "Commitments on the scale of strength, part by part, as coded by rule.",
}


def methods_paragraph(study: Results) -> str:
    """Say in a paragraph how the results of a study were made and what has not been checked."""
    said = [
        _text(study),
        f"Frequencies are per thousand of its {study.tables['text']['tokens'].iloc[0]:,} tokens; "
        f"the {study.parameters['stop list']} of a stop list are left out of tables, not of the "
        "denominator.",
        _actors(study),
    ]
    if "promises" in study.tables:
        strength = study.tables["promises"]["strength"]
        said.append(
            "The strength of the commitments, from 1 to 5, was coded by a rule written for another "
            f"agreement, the Hiroshima Accord; it puts {(strength >= 4).sum()} of {len(strength)} "
            f"on step 4 or 5, and {(strength == _NO_RULE).sum()} on step 3, which is where it "
            "leaves what none of its patterns fits."
        )
    said.append(
        f"All was computed with accordlib {study.parameters['accordlib']} (random seed "
        f"{study.parameters['seed']}). No automatic result has been checked against hand coding "
        "of this text."
    )
    return " ".join(said)


def _text(study: Results) -> str:
    [words] = study.tables["text"]["words"]
    start = f"We studied “{study.title}” ({words:,} words; SHA-256 of the text beginning "
    start += f"{study.parameters['SHA-256 of the text in UTF-8'][:12]})"
    if study.agreement is None:
        count = counted(len(study.passages), "paragraph")
        return f"{start}, whose layout the parser did not understand, by its {count}."
    parts = counted(len(study.agreement.pillars), "part")
    count = counted(len(study.agreement.commitments), "commitment")
    looks = study.agreement.looks
    running = sum(looks[c.label] == "running" for c in study.agreement.commitments)
    unsigned = "; it found nobody who signs"
    taken = f"; {counted(running, 'paragraph')} of parts that list nothing were taken for them"
    return (
        f"{start}, which a parser divides into a preamble and {parts} with "
        f"{count}{taken if running else ''}{'' if study.agreement.signatories else unsigned}."
    )


def _actors(study: Results) -> str:
    if "mentions" not in study.tables:
        return "Names were not looked for, since no gazetteer was given."
    mentions = study.tables["mentions"]
    return (
        f"A gazetteer of {study.parameters['gazetteer']} and patterns of English names found "
        f"{len(mentions):,} mentions of {mentions['id'].nunique():,} entities. Two actors are "
        f"joined if the same {study.parameters['window of the network']} mentions both; "
        "intervals are 95% "
        f"percentile intervals of {study.parameters['bootstrap resamples']} bootstrap resamples "
        f"of these windows, and chance is {study.parameters['shuffles of the null model']} "
        "shuffles that keep how many windows each actor has and how many actors each window."
    )
