"""What a verb group amounts to: a promise of some strength, a stance, a rule, or none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

from accordlib.promises.clauses import Clauses
from accordlib.promises.deadlines import Deadline
from accordlib.promises.grammar import word_class
from accordlib.promises.groups import Group
from accordlib.texts.capitalised_names import one_of

_REACH, _WHOLE_NAME = 14, 24  # words behind a verb in which its object stands, and its whole name
_OBJECT_ENDS = frozenset(
    "to that which will including ; through who for on in with between against concerning under "
    "from at be been shall within by before after during over no".split()
)
_BEHIND_THING = frozenset("of by".split()) | _OBJECT_ENDS
_UNDONE = ("activity", "dated", "work", "effort", "effect", "restraint", "money", "rule", "lift")


@dataclass(slots=True)
class Reading:
    """What one group, or a sentence without one, amounts to."""

    kind: str
    strength: int | None
    because: str
    group: Group | None = None
    thing: str = ""  # what will exist
    deadlines: tuple[Deadline, ...] = ()
    named: bool = False  # whether a thing or a sum is named


def without_group(clauses: Clauses) -> Reading:
    """Say what a sentence without a group is."""
    if clauses.word(len(clauses.lower) - 1) == ":":
        return Reading("fragment", None, "words before a list")
    if clauses.match("clauses", 0, "recital")[0]:
        return Reading("stance", 1, f"a recital: {clauses.word(0)}")
    finite = any(clauses.acts(n) for n in range(len(clauses.lower)))
    if finite and clauses.head(0, min(len(clauses.lower), _REACH)) == "instrument":
        negated = any(map(clauses.negation, range(_REACH)))
        group = Group("instrument", "none", None, 0, negated=negated)
        return Reading("rule", None, "an instrument is the subject", group)
    if finite and clauses.words[0][0].isupper():
        return Reading("report", None, "in no main clause a party or body promises or holds")
    closed = ("clauses", "preposition", "subordinate")
    if clauses.has(0, *closed) or clauses.has(0, "subjects", "determiner"):
        return Reading("fragment", None, "no main clause")
    return Reading("not coded", None, f"no verb of the tables opens it: {clauses.word(0)}")


def weigh(clauses: Clauses, group: Group, own: Sequence[Deadline]) -> Reading:
    """Return what a group amounts to, with its strength and the deadlines of its clause."""
    kind = group.verb.kind if group.verb else ""
    said = group.verb.lemma if group.verb else clauses.words[group.at]
    new = "" if group.negated or group.modality == "may" else _new_thing(clauses, group)
    if other := _no_promise(clauses, group, own, kind, new):
        return Reading(other, None, said, group)
    if new and group.subject == "thing" and group.modality == "will":
        return Reading("promise", 5 if own else 4, new, group, new, tuple(own), named=True)
    if group.subject == "other":
        return Reading("not coded", None, f"the subject of {said!r} is no known party", group)
    passive = group.passive and group.subject in ("parties", "each")
    if group.modality == "none" and ((passive and kind in ("stance", "rule")) or not group.verb):
        return Reading("stance", 1, said, group)
    if not group.verb and group.modality not in ("commit", "intend"):
        return Reading("not coded", None, f"the tables have no verb {said!r}", group)
    strength, because, thing = _strength(clauses, group, own, new)
    if group.negated:
        strength, thing = min(strength, 3), ""
    named = strength == 3 and bool(_object(clauses, group) or _sum(clauses, group))
    if strength == 4 and (due := _timely(clauses, group, own)):
        strength, because = 5, f"{because};{due.text}"
    kept = tuple(d for d in own if d.strong or strength >= 3)
    kind = "stance" if strength == 1 else "promise"
    return Reading(kind, strength, because, group, thing, kept, named)


def _no_promise(
    clauses: Clauses, group: Group, own: Sequence[Deadline], kind: str, new: str
) -> str:
    """Say what kind of no promise a group is, if it is one."""
    thing, modality = group.subject in ("thing", "instrument"), group.modality
    if modality == "may" and not group.negated:
        return "permission"
    if group.subject == "instrument" and not (group.passive and kind != "rule"):
        return "rule"
    ruled = thing or group.passive or group.subject in ("", "body", "third")
    if kind == "rule" and modality != "none" and ruled:
        return "rule"
    of_thing = {"will": "prediction", "should": "prediction", "none": "report"}
    made = new and thing and modality == "will"
    if thing and not (group.passive or made or (kind == "event" and modality != "none")):
        return of_thing.get(modality, "rule")
    idle = kind in ("effect", "support", "activity", "stance", "voice", "")
    if not made and ((thing and modality == "will" and idle) or kind == "effect"):
        return "report" if modality == "none" else "prediction"
    past = group.perfect or group.form == "past"
    if modality not in ("none", "commit") or not (past or group.passive):
        return ""
    earlier = _pattern("deadlines", "earlier").search(clauses.text.lower())
    dated = earlier or any(not d.strong for d in own)
    bare = group.perfect and kind == "commit" and clauses.word(group.at + 1) != "to"
    held = kind == "create" and not (group.verb and group.verb.lemma == "announce")
    if bare or held or (modality == "none" and dated and kind in ("single", "create", "task")):
        return "report"
    if modality == "commit" or (group.passive and kind in ("stance", "rule") and not thing):
        return ""
    first = group.chain[0].kind if group.chain else ""
    done = group.passive or group.perfect or kind in _UNDONE
    return "report" if done and first not in ("commit", "intend", "") else ""


def _strength(
    clauses: Clauses, group: Group, own: Sequence[Deadline], new: str
) -> tuple[int, str, str]:
    """Return the strength, the words that led to it, and the thing that will exist."""
    if group.verb is None:
        return 3, clauses.words[group.at], ""
    kinds, said, kind = [v.kind for v in group.chain], group.verb.lemma, group.verb.kind
    behind = clauses.lower[group.at + 1 : group.at + 1 + _REACH]
    behind = behind[: max(group.end - group.at - 1, 0)]
    if group.passive:
        behind = clauses.lower[group.start : group.at]
    if "continue" in kinds:
        first = group.chain[kinds.index("continue")].lemma
        return (1 if kind in ("stance", "voice") else 2), first, ""
    if (low := _stance(group, behind, new)) is not None:
        return low, said, ""
    if kind == "restraint":
        group.negated = True
        return 3, said, ""
    conditional = clauses.word(0) in ("if", "where", "when", "whenever")
    thing, effort = _object(clauses, group), "effort" in kinds
    once = kind in ("single", "create") and thing
    recurring = not once and _pattern("things", "recurring").search(clauses.text.lower())
    if new and not effort:
        return 4, new, new
    together = "work" in kinds[:-1] and not (thing or _sum(clauses, group))
    if effort or recurring or conditional or together:
        return 3, said, ""
    if behind[:2] == ["or", "maintain"]:
        return 2, said, ""
    soft = set(clauses.words[group.at + 1 : group.at + 5]) & word_class("things", "soft")
    single = kind == "single" and (thing or own or not group.passive) and not soft
    if single or (kind == "create" and thing):
        made = thing or _object(clauses, group, whole=True)
        return 4, made, made
    sum_ = _sum(clauses, group) if kind in ("money", "commit", "create", "activity") else ""
    lifted = kind == "lift" and set(behind) & word_class("things", "tariff")
    if sum_ or lifted or (kind == "dated" and any(d.strong for d in own)):
        made = sum_ or _object(clauses, group, whole=True)
        return 4, made, made
    return 3, said, ""


def _stance(group: Group, behind: list[str], new: str) -> int | None:
    """Return 1 or 2 for a verb that takes a stance or renews what there is."""
    assert group.verb is not None
    kind, said, finite = group.verb.kind, group.verb.lemma, group.modality == "none"
    near = [n for n in ("value", "backing") if set(behind[:6]) & word_class("things", n)]
    if kind == "renew":
        return 1 if near == ["value"] else 2
    if kind in ("stance", "voice") and group.modality != "shall":
        backing = set(behind[:4]) & (word_class("things", "backing") - {"support"})
        return 2 if backing and kind == "voice" else 1
    if kind == "support" and finite and not (new and not group.subject):
        return 1
    if said == "share" and finite and group.subject:
        return None if set(behind) & word_class("things", "talk") else 1
    return 1 if said == "announce" and "value" in near and "new" not in behind[:4] else None


def _timely(clauses: Clauses, group: Group, own: Sequence[Deadline]) -> Deadline | None:
    """Return the first deadline that belongs to the verb and to no purpose behind it."""
    behind = (n for n in range(group.at + 1, group.end) if clauses.lower[n] == "to")
    purpose = next((clauses.spans[n][0] for n in behind if clauses.verb(n + 1, {"base"})), inf)
    return next((deadline for deadline in own if deadline.start < purpose), None)


def _object(clauses: Clauses, group: Group, *, whole: bool = False) -> str:
    """Return the words behind a verb, or before a passive, up to a thing; if `whole`, all."""
    start, end = clauses.skip(group.at + 1, ())[0], group.end
    if group.passive:
        start, end = group.start, group.at
    found = -1
    for n in range(start, min(end, start + _WHOLE_NAME)):
        named = clauses.words[n - 1][0].isupper() or clauses.word(n - 1) == ")"
        goes_on = named and clauses.words[min(n + 1, end - 1)][0].isupper()
        if clauses.word(n) in (_BEHIND_THING if found >= 0 else _OBJECT_ENDS) and not goes_on:
            break
        if whole or clauses.has(n, "things", "thing") or (0 <= found == n - 2 and goes_on):
            found = n
    if whole and found < 0:
        return clauses.words[group.at]
    return clauses.between(start, found + 1).rstrip(" ,.;:")


@cache
def _pattern(table: str, name: str) -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(word_class(table, name))}\b")


@cache
def _sums_and_new_things() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what fits a sum, and a new thing through which something is to be done."""
    many, unit = r" (?:million|billion|trillion)", one_of(word_class("things", "currency"))
    plain = rf"\b\d[\d.,]*(?:{many}| {unit}\b|{many} {unit})"
    by = r"\b(?P<by>through|including|by|via|under)(?: (?:the |a )?\w+ of)?,? (?:through |via |by |"
    things = one_of(word_class("things", "new"))
    new = rf"(?P<thing>(?:an? |(?:the )?new )(?:[\w'(),-]+ ){{0,8}}?{things}\b)"
    sums = rf"(?i)[$€£¥] ?\d[\d.,]*(?:{many})?|{plain}"
    return re.compile(sums), re.compile(rf"(?i){by}\w+ing )?{new}")


def _sum(clauses: Clauses, group: Group) -> str:
    found = _sums_and_new_things()[0].search(clauses.between(group.at, group.end))
    return found[0] if found else ""


def _new_thing(clauses: Clauses, group: Group) -> str:
    for found in _sums_and_new_things()[1].finditer(clauses.between(group.at, group.end)):
        words = found["thing"].lower().split()
        known = found["by"].lower() in ("by", "under") and "new" not in words
        if not known and not {"to", "that", "which", "the"} & set(words[1:]):
            return found["thing"]
    return ""
