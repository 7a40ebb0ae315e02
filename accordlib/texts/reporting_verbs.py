"""The one table of verbs that say that somebody spoke, wrote or announced something."""

from __future__ import annotations

from typing import NamedTuple


class ReportingVerb(NamedTuple):
    """The forms of one verb, divided by blanks, for each use that is made of them.

    Attributes
    ----------
    quoting : str
        Forms beside which a quotation has a speaker.
    reporting : str
        Forms that make a change between two versions one of attribution.
    opening : str
        Forms near its beginning by which a paragraph tells what somebody did, and so quotes nobody.
    of_writings : bool
        Whether only texts are said to do this.
    """

    quoting: str
    reporting: str = ""
    opening: str = ""
    of_writings: bool = False


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


def quoting_forms(*, of_writings: bool = False) -> tuple[str, ...]:
    """Return the forms beside which a quotation has a speaker, or those of texts only."""
    chosen = (v for v in REPORTING_VERBS if v.of_writings or not of_writings)
    return tuple(form for verb in chosen for form in verb.quoting.split())


def reporting_forms() -> frozenset[str]:
    """Return the forms that make a change one of attribution."""
    return frozenset(form for verb in REPORTING_VERBS for form in verb.reporting.split())


def opening_forms() -> tuple[str, ...]:
    """Return the forms by which a paragraph tells what somebody did."""
    return tuple(form for verb in REPORTING_VERBS for form in verb.opening.split())
