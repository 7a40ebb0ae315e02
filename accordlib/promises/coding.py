"""How strong each commitment is, by the tables of the grammar."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd

from accordlib.agreement.parts import Agreement
from accordlib.errors import AccordError, expect_words
from accordlib.promises.deadlines import find_deadlines
from accordlib.promises.grammar import word_class
from accordlib.promises.groups import MODALITIES, read_groups
from accordlib.promises.weighing import Reading, weigh, without_group
from accordlib.texts.documents import Document
from accordlib.texts.folding import fold_layout
from accordlib.texts.passages import Passage, passages_of
from accordlib.texts.scripts import is_unspaced
from accordlib.texts.sentences import sentences

CODES = (
    "commitment kind opening operative subject modality negated strength novelty obligation "
    "precision delegation deadline due deliverable because"
).split()
COMMITMENT_KINDS = "promise,stance,not coded,permission,rule,prediction,report,fragment".split(",")
_OBLIGATION = {"should": 2, "intend": 3, "commit": 4, "will": 4, "shall": 5, "may": 1}
_UNREAD = re.compile(r"^\(?(?:[a-z]{1,4}|[A-Z\d]{1,3})\)\s+|\*+(?=\w)|(?<=\w)\*+")
_PRECISION = ("", "value", "activity", "activity", "act or thing", "quantity or date")


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a list item takes from the words above it."""

    text: str = ""
    subject: str = ""
    modality: str = ""
    negated: bool = False


_NO_LEAD = _Lead()


def code_commitments(
    agreement: Agreement | Passage | Iterable[Passage], parties: Collection[str] = ()
) -> pd.DataFrame:
    """Code each commitment of an agreement by a grammar in tables.

    Every verb group of a main clause is read: who, with what modality, does or does not what. The
    tables stand in ``data/grammar/``; ``docs/add-a-verb.md`` shows how to change one. Commissives
    bind the speaker to act [1]_; obligation, precision and delegation are those of [2]_; the scale
    of strength is the project's own (``CODEBOOK-promises.md``).

    Parameters
    ----------
    agreement : Agreement, Passage, or iterable of Passage
        Of an agreement its commitments are coded, else each passage by its own words.
    parties : collection of str
        Names of those who promise. Those in the title, the preamble and the signatures of an
        Agreement count too. If none is known, whoever is named counts as a party.

    Returns
    -------
    DataFrame
        One row a commitment: ``commitment`` (label); ``kind`` (promise, stance, permission, rule,
        report, prediction, fragment, not coded); ``opening`` (first verb that counts);
        ``operative`` (all of them); of the strongest group ``subject`` (class), ``modality``
        (none, may, should, intend, commit, will, shall), ``negated`` (bool) and ``strength`` (1
        stance, 2 renewing, 3 other acts, 4 something new, 5 that with a date; Int64, missing where
        ``kind`` has none); ``novelty`` (new, continuing, both, open); ``obligation`` (0 none, 1
        may, 2 should, 3 intend, 4 commit or will, 5 shall); ``precision`` (value, activity, act or
        thing, quantity or date); ``delegation`` (none, own body, third body); ``deadline`` (words)
        and ``due`` (dates or periods in ISO 8601); ``deliverable`` (words for what will exist);
        ``because`` (what led to strength or kind). ``;`` parts entries.

    Raises
    ------
    AccordError
        If something else is given, such as a Document, whose paragraphs are no commitments; if a
        commitment is in a script without blanks: the verbs are English; or if a table of the
        grammar has a mistake, which is named by file, line and column.

    See Also
    --------
    coder_reliability : Whether two codings agree.

    References
    ----------
    .. [1] Searle, J. R. (1976). https://doi.org/10.1017/S0047404500006837
    .. [2] Abbott, K. W. and others (2000). https://doi.org/10.1162/002081800551271

    Examples
    --------
    >>> agreement = parse_agreement(load_corpus()["accord"])
    >>> code_commitments(agreement).head(2)[["commitment", "opening", "modality", "strength"]]
      commitment   opening modality  strength
    0         D1  maximise     will         3
    1         D2   realise     will         4
    """
    if isinstance(agreement, Document):
        raise AccordError(
            "code_commitments() codes an Agreement, not Document: give parse_agreement(document), "
            "or document.paragraphs to code every paragraph."
        )
    whole = agreement.commitments if isinstance(agreement, Agreement) else agreement
    commitments = passages_of(whole, "code_commitments()")
    if foreign := [c.id for c in commitments if is_unspaced(c.text)]:
        raise AccordError(
            f"The rules of code_commitments() know English verbs only, and {foreign[0]!r} is in "
            "another script. Code it by hand, with CODEBOOK-promises.md, or code the English "
            "version and set the two beside each other with parallel_text()."
        )
    words = (word.lower() for name in expect_words(parties, "parties") for word in name.split())
    today, leads, names, elsewhere = "", dict[str, _Lead](), set(words), list[str]()
    if isinstance(agreement, Agreement):
        today, leads = agreement.document.date, _lead_ins(agreement)
        names |= _party_words(agreement)
        elsewhere = [agreement.document.text]
    foldings = fold_layout([*(c.text for c in commitments), *elsewhere])  # broken words are whole
    plain = (replace(c, text=f.text) for c, f in zip(commitments, foldings, strict=False))
    coded = [_coded(c, leads.get(c.id, _NO_LEAD), names, today) for c in plain]
    return pd.DataFrame(coded, columns=CODES).astype({"strength": "Int64", "negated": bool})


def _party_words(agreement: Agreement) -> set[str]:
    """Return the words of names in the title, the preamble and the signatures, in small letters."""
    parts = (*agreement.preamble, *agreement.signatories, *filter(None, [agreement.title]))
    texts = (folding.text for folding in fold_layout([part.text for part in parts]))
    return {word.lower() for text in texts for word in re.findall(r"\b[A-Z][\w.-]+", text)}


def _lead_ins(agreement: Agreement) -> dict[str, _Lead]:
    """Return what each commitment takes from its lead-in, or from the item that it stands under."""
    found = {}
    for pillar in agreement.pillars:
        above = {0: _lead(pillar.lead_in.text) if pillar.lead_in else _NO_LEAD}
        for item in pillar.commitments:
            found[item.id] = above.get(item.level - 1, above[0])
            above = {level: lead for level, lead in above.items() if level < item.level}
            if item.text.rstrip().endswith((":", "–", "-")):
                above[item.level] = _lead(item.text)
    return found


def _lead(text: str) -> _Lead:
    """Return what an item takes from the last sentence of a lead-in."""
    last = fold_layout([text])[0].text.rstrip(" :–-,").rpartition(". ")[2]
    clauses, groups = read_groups(f"{last} cooperate")
    if groups and groups[-1].subject:
        return _Lead(last, groups[-1].subject, groups[-1].modality, groups[-1].negated)
    said = [clauses.match("modality", n, *MODALITIES)[1] for n in range(len(clauses.lower))]
    return _Lead(last, "", next(filter(None, reversed(said)), ""))


def _coded(commitment: Passage, lead: _Lead, names: Set[str], today: str) -> tuple[object, ...]:
    readings = list[Reading]()
    for n, s in enumerate(fold_layout([s.text for s in sentences(commitment)])):
        readings += _read_sentence(_UNREAD.sub("", s.text), _NO_LEAD if n else lead, names, today)
    best = max(readings, key=_weight_of, default=Reading("fragment", None, "no sentence"))
    group, strength = best.group, best.strength or 0
    done = [r.group for r in readings if r.group and r.group.chain and r.strength]
    verbs = [verb.lemma.split()[0] for g in done for verb in g.chain]
    renews = bool(done) and done[0].chain[0].kind in ("renew", "continue")
    begins = ("both" if renews else "new") if strength >= 4 else ""
    due = list({d.text: d for r in readings for d in r.deadlines}.values())
    precise = 5 if due else max([strength, *(r.named for r in readings)])
    things = [r.thing for r in readings if r.thing and (r.strength or 0) >= 4]
    modality = group.modality if group and group.modality else "none"
    force = "may" if group and group.freed else modality
    third = group and group.subject == "third"
    tasked = group and (group.subject == "body" or any(v.kind == "task" for v in group.chain))
    return (
        *(commitment.label, best.kind, verbs[0] if verbs else "", ";".join(verbs)),
        *(group.subject if group else "", modality, bool(group and group.negated)),
        best.strength,
        begins or ("continuing" if renews else "open"),
        5 if (best.kind, force) == ("promise", "may") else _OBLIGATION.get(force, 0),
        _PRECISION[max(precise, strength)] if strength else "",
        "third body" if third else "own body" if tasked else "none",
        *(";".join(d.text for d in due), ";".join(filter(None, (d.due for d in due)))),
        *(";".join(things), best.because),
    )


def _weight_of(reading: Reading) -> tuple[int, int, bool]:
    """Order readings: first by strength, then by kind; what is negated before what is not."""
    kind = -COMMITMENT_KINDS.index(reading.kind)
    return reading.strength or 0, kind, bool(reading.group and reading.group.negated)


def _read_sentence(text: str, lead: _Lead, names: Set[str], today: str) -> list[Reading]:
    """Return what the groups of a sentence amount to; of "A or B" the weaker counts."""
    clauses, groups = read_groups(text, names, gerunds=bool(lead.text))
    above = list(find_deadlines(lead.text, today))
    opens = lead.text.rpartition(" ")[2].lower() in word_class("clauses", "subordinate")
    if lead.text and (not groups or opens):
        text, above, lead = f"{lead.text} {text}", [], _NO_LEAD
        clauses, groups = read_groups(text, names)
    if clauses.lower[-1:] == ["?"]:
        return [Reading("report", None, "a question")]
    if not groups:
        return [without_group(clauses)]
    found, readings = list(find_deadlines(text, today)), list[Reading]()
    for group, after in pairwise(groups):
        if after.start - group.at == 1:  # "adopt and implement a plan"
            group.end = after.end
    for group in groups:
        if not group.subject:
            thing = group.form == "ing" and lead.subject in ("", "thing", "instrument")
            group.subject = "parties" if thing else lead.subject
            group.modality = group.modality or lead.modality
            group.negated |= lead.negated
        first = clauses.spans[group.start][0] if readings else 0
        last = clauses.spans[group.end - 1][1]
        own = [deadline for deadline in found if first <= deadline.start < last]
        readings.append(weigh(clauses, group, [*above, *own]))
    for one, other in pairwise(readings):
        if other.group and other.group.joined == "or" and one.strength and other.strength:
            one.strength = other.strength = min(one.strength, other.strength)
    return readings
