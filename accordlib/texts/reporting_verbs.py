"""The one table of verbs that say that somebody spoke, wrote or announced something."""

from __future__ import annotations

from typing import Literal, NamedTuple


class ReportingVerb(NamedTuple):
    """The forms of one verb, divided by blanks, for each use that is made of them."""

    quoting: str  # beside these a quotation has a speaker
    reporting: str = ""  # these make a change between two versions one of attribution
    opening: str = ""  # with these a paragraph begins to tell what somebody did, and quotes nobody
    of_writings: bool = False  # whether only texts are said to do this


REPORTING_VERBS: list[ReportingVerb] = [
    ReportingVerb("say says said saying", "say says said saying", "said"),
    ReportingVerb("tell tells told telling", "tell tells told telling", "told"),
    ReportingVerb("adds added adding", "add adds added adding", "added"),
    ReportingVerb(
        "announces announced announcing", "announce announces announced", opening="announced"
    ),
    ReportingVerb("argues argued arguing", "argue argues argued"),
    ReportingVerb("asks asked asking"),
    ReportingVerb("claims claimed claiming", "claim claims claimed"),
    ReportingVerb("comments commented commenting"),
    ReportingVerb("concludes concluded concluding"),
    ReportingVerb("declares declared declaring", "declare declares declared"),
    ReportingVerb("emphasises emphasised emphasising emphasizes emphasized emphasizing"),
    ReportingVerb("explains explained explaining", "explain explains explained"),
    ReportingVerb("insists insisted insisting", "insist insists insisted"),
    ReportingVerb("notes noted noting", "note notes noted", opening="noted"),
    ReportingVerb("observes observed observing"),
    ReportingVerb("remarks remarked remarking"),
    ReportingVerb("replies replied"),
    ReportingVerb("states stated stating", "state states stated"),
    ReportingVerb("stresses stressed stressing", opening="stressed"),
    ReportingVerb("warns warned warning", "warn warns warned"),
    ReportingVerb("writes wrote"),
    ReportingVerb("commits", opening="committed", of_writings=True),
    ReportingVerb("provides", of_writings=True),
    ReportingVerb("reads", of_writings=True),
    ReportingVerb("stipulates", of_writings=True),
    ReportingVerb("", "agree agrees agreed", "agreed"),
    ReportingVerb("", "confirm confirms confirmed"),
    ReportingVerb("", "report reports reported"),
    ReportingVerb("", opening="discussed met reaffirmed resolved signed underlined welcomed"),
]


def verb_forms(
    use: Literal["quoting", "reporting", "opening"], *, of_writings: bool = False
) -> tuple[str, ...]:
    """Return the forms that have a use, of all verbs or of those of texts only."""
    chosen = (v for v in REPORTING_VERBS if v.of_writings or not of_writings)
    return tuple(form for verb in chosen for form in getattr(verb, use).split())
