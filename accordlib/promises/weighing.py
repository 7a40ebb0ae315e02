"""What a verb group amounts to: a promise of some strength, a stance, a rule, or none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from accordlib.promises.clauses import MARKS, Clauses
from accordlib.promises.deadlines import Deadline
from accordlib.promises.grammar import pattern, word_class
from accordlib.promises.groups import Group

_REACH, _WHOLE_NAME = 14, 24  # words behind a verb in which its object stands, and its whole name
_THINGS = ("thing", "instrument", "private", "procedure")
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
    named: int = 0  # 4 if a thing is named, 5 if a quantity is


def without_group(clauses: Clauses) -> Reading:
    """Say what a sentence without a group is."""
    if clauses.word(len(clauses.lower) - 1) == ":":
        return Reading("fragment", None, "words before a list")
    if clauses.match("clauses", 0, "recital")[0]:
        return Reading("stance", 1, f"a recital: {clauses.word(0)}")
    if clauses.lower[:2] == ["it", "is"] and (ought := clauses.match("clauses", 2, "ought")[0]):
        return Reading("stance", 1, clauses.between(0, 2 + ought))
    if clauses.word(0) == "it" and (no := clauses.match("modality", 1, "forbid")[0]):
        forbidden = Group("parties", "shall", None, 0, negated=True)
        return Reading("promise", 3, clauses.between(0, 1 + no), forbidden)
    places = range(len(clauses.lower))
    finite = any(map(clauses.acts, places))
    acting = (n for n in places[1:] if clauses.acts(n) or clauses.word(n) == "does")
    head = clauses.head(0, next(acting, len(places)))
    inner = (n for n in places if clauses.has(n, "clauses", "subordinate"))
    outer = range(next(inner, len(places)))
    kinds = (clauses.match("modality", n, "shall", "may", "should")[1] for n in outer)
    said = next(filter(None, kinds), "")
    if finite and (said or head == "instrument"):
        negated = any(map(clauses.negation, range(_REACH)))
        group = Group(head, said or "none", None, 0, negated=negated)
        return Reading("rule", None, "a thing or an instrument is the subject", group)
    if finite and clauses.words[0][0].isupper():
        return Reading("report", None, "in no main clause a party or body promises or holds")
    led = clauses.has(0, "clauses", "preposition", "subordinate")
    if led or clauses.has(0, "subjects", "determiner"):
        return Reading("fragment", None, "no main clause")
    return Reading("not coded", None, f"no verb of the tables opens it: {clauses.word(0)}")


def weigh(clauses: Clauses, group: Group, own: Sequence[Deadline]) -> Reading:
    """Return what a group amounts to, with its strength and the deadlines of its clause."""
    kind = group.verb.kind if group.verb else ""
    said = group.verb.lemma if group.verb else clauses.words[group.at]
    doer = _doer(clauses, group) if group.passive else ""
    if doer and group.subject != "procedure":
        group.subject = doer
    new = "" if group.negated or group.modality == "may" else _new_thing(clauses, group)
    if new and group.subject == "thing" and group.modality == "will":
        return Reading("promise", 5 if own else 4, new, group, new, tuple(own))
    other = _no_promise(clauses, group, own, kind)
    unknown = other == "prediction" and own and kind in ("single", "create", "dated", "money")
    if other and not unknown:
        return Reading(other, None, said, group)
    if group.subject == "other" or unknown:
        return Reading("not coded", None, f"the subject of {said!r} is no known party", group)
    if not group.verb and group.modality not in ("commit", "intend"):
        return Reading("not coded", None, f"the tables have no verb {said!r}", group)
    strength, because, thing = _strength(clauses, group, own, new)
    if group.negated:
        strength, thing = min(strength, 3), ""
    share = pattern("share").search(clauses.between(group.at, group.end))
    counted = strength >= 3 and (share or _sum(clauses, group))
    named = 5 if counted else 4 if strength == 3 and _object(clauses, group) else 0
    behind = (n for n in range(group.at + 1, group.end) if clauses.lower[n] == "to")
    purpose = next((clauses.spans[n][0] for n in behind if clauses.verb(n + 1, {"base"})), inf)
    due = next((deadline for deadline in own if deadline.start < purpose), None)
    if strength == 4 and due:
        strength, because = 5, f"{because};{due.text}"
    kept = tuple(d for d in own if d.strong or strength >= 3)
    kind = "stance" if strength == 1 else "promise"
    return Reading(kind, strength, because, group, thing, kept, named)


def _no_promise(clauses: Clauses, group: Group, own: Sequence[Deadline], kind: str) -> str:
    """Say what kind of no promise a group is, if it is one."""
    thing, modality = group.subject in _THINGS, group.modality
    if group.past:
        return "report"
    if (modality == "may" and not group.negated) or group.freed:
        return "permission"
    final = kind in ("rule", "single") or not group.passive  # such as "this Pact shall be signed"
    ruled = kind == "rule" and group.subject not in ("parties", "each")
    if group.subject == "procedure" or (group.subject == "instrument" and final):
        return "rule"
    if modality != "none" and (ruled or (group.subject == "private" and group.passive)):
        return "rule"
    if thing and not (group.passive or (kind == "event" and modality != "none")):
        of_thing = {"will": "prediction", "should": "prediction", "none": "report"}
        return of_thing.get(modality, "rule")
    if kind == "effect":
        return "report" if modality == "none" else "prediction"
    past = group.perfect or group.form == "past"
    announced = group.verb is not None and group.verb.lemma == "announce"
    performed = announced or kind in ("single", "stance", "commit", "intend")
    if modality == "none" and group.form == "ing" and not (group.passive or performed):
        return "report"
    if modality not in ("none", "commit") or not (past or group.passive):
        return ""
    then = past and pattern("told_year").search(clauses.between(group.at, group.end))
    earlier = then or pattern("is_earlier").search(clauses.text.lower())
    dated = earlier or any(not d.strong for d in own)
    bare = group.perfect and kind == "commit" and clauses.word(group.at + 1) != "to"
    made = modality == "none" and dated and kind in ("single", "create")
    if bare or made or (kind == "create" and not announced and modality == "none"):
        return "report"
    first = group.chain[0].kind if group.chain else ""
    done = (group.passive and kind != "stance") or group.perfect or kind in _UNDONE
    return "report" if done and first not in ("commit", "intend", "task", "") else ""


def _strength(
    clauses: Clauses, group: Group, own: Sequence[Deadline], new: str
) -> tuple[int, str, str]:
    """Return the strength, the words that led to it, and the thing that will exist."""
    if group.verb is None:
        return 3, clauses.words[group.at], ""
    kinds, said, kind = [v.kind for v in group.chain], group.verb.lemma, group.verb.kind
    behind = clauses.lower[group.at + 1 : group.at + 1 + _REACH]
    behind = behind[: max(group.end - group.at - 1, 0)]
    for verb in group.chain:
        if verb.kind == "continue" or (verb.kind == "renew" and verb is not group.verb):
            return (1 if kind in ("stance", "voice") else 2), verb.lemma, ""
    if (low := _stance(group, behind, new)) is not None:
        return low, said, ""
    if kind == "restraint":
        group.negated = True
        return 3, said, ""
    conditional = clauses.word(0) in ("if", "where", "when", "whenever")
    thing, effort = _object(clauses, group), "effort" in kinds
    once = kind in ("single", "create") and thing
    recurring = not once and pattern("recurs").search(clauses.text.lower())
    if new and not effort:
        return 4, new, new
    if effort or recurring or conditional or not all(d.fixed for d in own):
        return 3, said, ""
    soft = set(clauses.words[group.at + 1 : group.at + 5]) & word_class("things", "soft")
    known = thing or own
    single = kind == "single" and (known or not group.passive or group.subject not in _THINGS)
    if (single and not soft) or (kind == "create" and known):
        made = thing or _object(clauses, group, whole=True)
        return 4, made, made
    sum_ = "" if kind in ("lift", "dated", "task", "work") else _sum(clauses, group)
    what = _object(clauses, group, whole=True)
    lifted = kind == "lift" and word_class("things", "tariff") & {*behind, *what.lower().split()}
    if sum_ or lifted or (kind == "dated" and own):
        made = sum_ or what
        return 4, made, made
    return 3, said, ""


def _stance(group: Group, behind: list[str], new: str) -> int | None:
    """Return 1 or 2 for a verb that takes a stance or renews what there is."""
    assert group.verb is not None
    kind, said, finite = group.verb.kind, group.verb.lemma, group.modality == "none"
    near = [n for n in ("value", "backing") if set(behind[:6]) & word_class("things", n)]
    if kind == "renew":
        both = pattern("backs").search(" ".join(behind).partition(" and ")[2])
        if "backing" in near or both:
            return 2
        return 1 if near or behind[:1] == ["that"] else 2
    if kind in ("stance", "voice") and group.modality != "shall":
        backing = set(behind[:4]) & (word_class("things", "backing") - {"support"})
        return 2 if backing and kind == "voice" else 1
    if kind == "support" and finite and not (new and not group.subject):
        return 1
    return 1 if said == "announce" and "value" in near and "new" not in behind[:4] else None


def _object(clauses: Clauses, group: Group, *, whole: bool = False) -> str:
    """Return the words behind a verb, or before a passive, up to a thing; if `whole`, all."""
    start, end = clauses.skip(group.at + 1, ())[0], group.end
    if group.passive and "there" not in clauses.lower[group.start : group.at]:
        start, end = group.start, group.at
    found, ordinal = -1, False
    for n in range(start, min(end, start + _WHOLE_NAME)):
        named = clauses.words[n - 1][0].isupper() or clauses.word(n - 1) == ")"
        goes_on = named and clauses.words[min(n + 1, end - 1)][0].isupper()
        ends = clauses.has(n, "clauses", "ending") or clauses.word(n) == ";"
        if (ends or (found >= 0 and clauses.word(n) in ("of", "by"))) and not goes_on:
            break
        ordinal |= clauses.has(n, "things", "ordinal")
        thing = clauses.has(n, "things", "thing") or (0 <= found == n - 2 and goes_on)
        if whole or ordinal or thing:
            found = n
    if whole and found < 0:
        return clauses.words[group.at]
    return clauses.between(start, found + 1).rstrip(" ,.;:")


def _doer(clauses: Clauses, group: Group) -> str:
    """Return the class of the one by whom a passive is done, if it is named."""
    behind = range(group.at + 1, group.end)
    by = next((n + 1 for n in behind if clauses.word(n) in ("by", "between")), group.end)
    stops = word_class("clauses", "preposition") | {*MARKS, ".", "'s", "'", '"', "“", "”"}
    end = next((n for n in range(by, group.end) if clauses.word(n) in stops), group.end)
    kind = clauses.head(by, end) if by < end else ""
    return "" if kind in ("thing", "instrument", "procedure", "other") else kind


def _sum(clauses: Clauses, group: Group) -> str:
    money = pattern("money").search(clauses.between(group.at, group.end))
    count = pattern("number_of").match(clauses.between(group.at + 1, group.end))
    return (money or count or [""])[0]


def _new_thing(clauses: Clauses, group: Group) -> str:
    for found in pattern("new_thing").finditer(clauses.between(group.at, group.end)):
        if found["made"]:
            return found["made"]
        words = found["thing"].lower().split()
        known = found["by"].lower() in ("by", "under") and "new" not in words
        if not known and not {"to", "that", "which", "the"} & set(words[1:]):
            return found["thing"]
    return ""
