"""The verb groups of a sentence's main clauses: who, with what modality, does or does not what."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass, field
from functools import cache

from accordlib.promises.clauses import JOINS, MARKS, MODAL, Clauses
from accordlib.promises.grammar import BE, HAVE, Verb, phrases, verbs, word_class

_FINITE = frozenset({"base", "s", "past"})
_MATRIX = ("stance", "voice", "renew", "commit", "intend", "task", "work")
_STATING, _GIVES = (*_MATRIX, "support", "continue"), ("commit", "intend")
_OPENING = frozenset("to with on together toward towards closely through upon".split())
_NOT_A_VERB = frozenset("of is are has will shall between from among for was".split())
_DO = ("do", "does", "did")
_THEN = frozenset("had was were did".split())  # of a duty that is past
MODALITIES = ("shall", "will", "commit", "intend", "should", "may", "none")


@dataclass(slots=True)
class Group:
    """A verb group of a main clause; places are numbers of tokens."""

    subject: str  # parties, each, body, third, other, instrument, thing; empty of a list item
    modality: str
    verb: Verb | None  # the one that says what is done; None if the table does not have it
    at: int  # where its last word stands
    start: int = 0  # where the clause begins
    end: int = 0
    negated: bool = False
    passive: bool = False
    perfect: bool = False
    freed: bool = False  # whether it is no duty
    past: bool = False  # whether it was a duty: "had to"
    chain: list[Verb] = field(default_factory=list)  # it, behind the verbs that it completes
    form: str = "base"  # of the first verb
    joined: str = ""  # "and" or "or" if it goes on with the group before it


def read_groups(
    text: str, names: Set[str] = frozenset(), *, gerunds: bool = False
) -> tuple[Clauses, list[Group]]:
    """Return a sentence in tokens and its groups; a list item may open with a gerund."""
    reader = _Reader(text, names)
    forms = {"base", "ing"} if gerunds else {"base"}
    return reader, reader.read(forms)


@cache
def _starts() -> frozenset[str]:
    """Return the words with which a group may begin."""
    modals = (w for w, found in phrases("modality").items() for _, kind in found if kind in MODAL)
    return frozenset((*verbs(), *BE, *HAVE, *_DO, *modals))


class _Reader(Clauses):
    def __init__(self, text: str, names: Set[str]) -> None:
        super().__init__(text, names)
        self.groups: list[Group] = []

    def read(self, forms: Collection[str]) -> list[Group]:
        at, starts = self._open(forms), _starts()
        while at < len(self.lower):
            if self.lower[at] not in starts:
                at += 1
            else:
                floor = self.groups[-1].at + 1 if self.groups else 0
                found = self._modal(at, floor) or self._finite(at, floor)
                at = found.at + 1 if found else at + 1
        ends = [*(group.start for group in self.groups[1:]), len(self.lower)]
        for group, end in zip(self.groups, ends, strict=False):
            group.end = end
            kind, after = group.verb.kind if group.verb else "", self.lower[group.at + 1 : end]
            said = group.at + 1
            while self.word(said) in (":", "that"):
                said += 1
            group.negated |= kind not in _STATING and self.negative(said)
            if kind == "entitle" and word_class("things", "right").intersection(after):
                group.modality = "may"
        return self.groups

    def _add(self, group: Group, start: int) -> Group:
        group.start, self.before = start, group.subject
        self.groups.append(group)
        return group

    def _open(self, forms: Collection[str]) -> int:
        """Add the group of a list item that opens with its verb; return where to read on."""
        low = self.lower
        at = next((n for n, word in enumerate(low) if word[0].isalnum()), len(low))
        if self.has(at, "clauses", "preposition") and "," in low[at:]:
            comma = low.index(",", at) + 1
            at = comma if self.verb(self.skip(comma, forms)[0], forms) else at
        if self.words[at : at + 1] == ["To"] and "," in low:
            return at
        begin = at + (self.word(at) == "to")
        place = self.skip(begin, forms)[0]
        said = self.verb(place, {"s"})
        forms = {"s"} if said and said.kind in _MATRIX[:3] else forms  # "Commends the plan"
        verb = self.verb(place, forms)
        group = self._phrase(begin, forms, Group("", "", None, begin)) if verb else None
        after = self.word(place + 1 + len(verb.rest)) if verb else ""
        if not (verb and group and group.chain) or (verb.noun and after in _NOT_A_VERB):
            return at
        return self._add(group, 0).at + 1

    def _modal(self, at: int, floor: int) -> Group | None:
        """Return the group of a modal verb that stands here in a main clause."""
        if not (modality := self.modal(at)):
            return None
        subject, start, negated = self.subject(at, floor)
        length = max(self.match("modality", at, *MODAL)[0], 1)
        if place := self.fronted(at):
            subject, start, negated = self.head(at + 1, place), at, True
        said = Group(subject, modality, None, at, negated=negated)
        group = self._phrase(place or at + length, {"base"}, said)
        self.before = subject
        if not group or not subject or modality == "other":
            return None
        group.freed |= self.lower[at] == "need"
        group.negated |= group.freed or self.lower[at] == "cannot"
        return self._add(group, max(start, floor))

    def _finite(self, at: int, floor: int) -> Group | None:
        """Return the group of a finite verb that stands here in a main clause."""
        word = self.lower[at]
        if joined := self._joined(at):
            return joined
        verb = self.verb(at, _FINITE) if word not in BE + HAVE else None
        noun = verb and self.word(self.back(at)) not in ("we", "they")
        if self._is_participle(at) or (verb and noun and self._is_noun(at, verb)):
            return None
        subject, start, negated = self.subject(at, floor)
        if subject in ("", "thing", "instrument") or not self._next_to(at, start):
            return None
        group = self._phrase(at, _FINITE, Group(subject, "none", None, at, negated=negated))
        if group is None or (group.verb is None and group.modality == "none"):
            return None
        return self._add(group, max(start, floor))

    def _phrase(self, at: int, forms: Collection[str], group: Group) -> Group | None:
        """Read negations, adverbs, phrases of modality and verbs, to the one that says what."""
        read, modality = False, group.modality
        open_to = modality in ("", "none")
        while at < len(self.lower):
            at, negated = self.skip(at, forms)
            group.negated |= negated
            if self.word(at) in _DO and self.negation(at + 1):
                at, forms = at + 1, {"base"}
                continue
            undo = self.match("modality", at, "undo")[0] if group.negated else 0
            if undo and group.modality != "none":  # "shall not fail to"
                at, group.negated = at + undo, False
                continue
            length, kind = self.match("modality", at, *MODALITIES, "forbid")
            if length > 1:
                if kind == "shall" and not _THEN.isdisjoint(self.lower[group.at : at + 1]):
                    group.past, kind = True, "none"
                no = not {"no", "not", "n't", "never"}.isdisjoint(self.lower[at : at + length])
                forbids, inner = kind == "forbid", self.lower[at + length - 2] in ("not", "never")
                group.freed |= (kind == "shall" or forbids) and group.negated | no and not inner
                no, kind = no | forbids, "shall" if forbids else kind
                group.negated |= no
                group.modality = kind if open_to or (kind == "may" and not no) else modality
                if (verb := self.verb(at, forms)) and verb.kind == "renew":
                    group.chain.append(verb)
                at, forms, read = at + length, {"base", "ing"}, True
                group.at = at - 1
                continue
            verb = self.verb(at, forms)
            if self.word(at) in BE + HAVE and not (verb and verb.rest):
                return self._copula(at, group)
            if verb is None:
                led = modality in ("shall", "will") and self.has(at, "clauses", "preposition")
                later = (n for n in range(at + 2, at + 8) if led and self.acts(n))
                if not (place := next(later, 0)):
                    break
                at = place
                continue
            if not group.chain and not read:
                group.form = verb.form
                if verb.kind in _GIVES and open_to:
                    group.modality = verb.kind
            group.chain.append(verb)
            group.verb, group.at = verb, at + len(verb.rest)
            at = self._complement(group.at + 1, verb)
            if at < 0:
                return group
            group.negated |= any(map(self.negation, range(group.at + 1, at)))
            forms = {"base", "ing"}
        if group.chain:
            if not group.verb:  # "remain committed to peace"
                group.verb, group.modality = group.chain[-1], modality
            return group
        group.at = min(at, len(self.lower) - 1)
        named = self.word(at).isalpha() and group.modality not in ("", "none")
        return group if named or read else None

    def _copula(self, at: int, group: Group) -> Group:
        """Read *be* or *have* and what follows: a participle, or no verb."""
        have = self.lower[at] in HAVE
        after, negated = self.skip(at + 1, {"past", "ing"})
        group.negated |= negated or self.word(after) == "no"
        if have and self.word(after) == "been":
            after, have = self.skip(after + 1, {"past", "ing"})[0], False
            group.perfect = True
        group.at = at
        if not (verb := self.verb(after, {"past"} if have else {"past", "ing"})):
            return group
        group.verb, group.form, group.at = verb, verb.form, after + len(verb.rest)
        group.perfect |= have
        if have and verb.kind == "commit" and group.modality in ("", "none"):
            group.modality = "commit"
        group.passive = not have and verb.form == "past"
        group.chain.append(verb)
        complement = self._complement(group.at + 1, verb)
        place = self.skip(complement, {"base"})[0] if complement > 0 else -1
        if inner := self.verb(place, {"base", "ing"}):
            group.chain.append(inner)
            group.verb, group.at = inner, place + len(inner.rest)
        return group

    def _complement(self, at: int, verb: Verb) -> int:
        """Return where the verb begins that completes another one, or -1."""
        if verb.kind not in ("commit", "intend", "continue", "effort", "work"):
            return -1
        to = at if verb.kind == "work" else self.skip(at, {"base"})[0]
        limit = at + 7 if verb.kind == "work" else to + 1
        while to < limit and self.word(to) not in ("to", ".", *MARKS[1:]):
            to += 1
        if self.word(to) == "to" and to < limit:
            after = self.skip(to + 1, {"base", "ing"})[0]
            if self.word(after) == "be" or self.verb(after, {"base"}):
                return to + 1
            if to == at and self.verb(after, {"ing"}):
                return to + 1
        gerund = self.verb(self.skip(at, {"ing"})[0], {"ing"})
        return at if verb.kind != "work" and gerund else -1

    def _purpose(self, at: int) -> bool:
        """Tell whether *to* and a verb say what for."""
        place = self.skip(at + 1, {"base"})[0] if self.lower[at] == "to" else -1
        return self.verb(place, {"base"}) is not None and not self._goes_on(at)

    def _goes_on(self, at: int) -> bool:
        """Tell whether *to* goes on with one before, as in *agree to plant kelp and to sell it*."""
        last = self.groups[-1] if self.groups else None
        listed = self.word(at - 1) in (",", ";", *JOINS)
        return listed and last is not None and (len(last.chain) > 1 or last.modality in _GIVES)

    def _joined(self, at: int) -> Group | None:
        """Return the group that goes on with the last one after *and*, *or* or a comma."""
        before = self.back(at)
        last = self.groups[-1] if self.groups else None
        with_to = self.word(before) == "to"
        before -= with_to
        word = self.word(before)
        if last is None or before <= last.at or last.passive or word not in (",", ";", *JOINS):
            return None
        if self.has(at, "clauses", "preposition") or (with_to and not self._goes_on(before + 1)):
            return None
        forms = {"base"} if last.modality != "none" or with_to else {last.form}
        if last.perfect:
            forms |= {"base", "s"}
        if not (verb := self.verb(at, forms)) or self._is_noun(at, verb):
            return None
        comma = word in (",", ";") or self.word(before - 1) in (",", ";")
        inner = range(last.at + 1, before)  # whether a verb of another clause stands between
        broken = any(self.lower[n] in ("that", "which", "who") or self._purpose(n) for n in inner)
        if broken and not (word in ("and", "but") and (comma or verb.kind in _MATRIX)):
            return None
        group = self._phrase(
            at, forms, Group(last.subject, last.modality, None, at, past=last.past)
        )
        if group is None:
            return None
        if verb.form == last.form in ("past", "s") and group.modality == last.modality:
            group.modality = verb.kind if verb.kind in _GIVES else "none"
        if (not comma or verb.form == "ing") and len(last.chain) > 1 and len(group.chain) == 1:
            group.chain = [*last.chain[:-1], *group.chain]
        group.joined = "or" if word in ("or", "nor") else "and"
        group.negated |= last.negated and word != "but" and not with_to
        group.freed |= last.freed and group.negated
        return self._add(group, before)

    def _is_noun(self, at: int, verb: Verb) -> bool:
        """Tell whether a word that may be a verb is a noun or an adjective here."""
        after = self.word(at + 1)
        if verb.rest or verb.form in ("past", "ing"):
            return verb.form == "past" and after == "by"
        opens = after in _OPENING or self.has(at + 1, "subjects", "determiner")
        opens |= after == "that" and verb.kind == "stance"
        opens |= self.word(at + 1 + self.negation(at + 1)) == "to"  # "pledges not to"
        return after == "of" or (verb.noun and not (opens or self.is_adverb(at + 1)))

    def _is_participle(self, at: int) -> bool:
        """Tell whether a word is part of another verb, describes a noun, or is one."""
        before = self.back(at)
        auxiliary = _DO if self.lower[at] in BE + HAVE else (*_DO, *BE, *HAVE)
        if self.word(before) in auxiliary:
            return True
        known = verbs().get(self.lower[at], ())
        past = [verb for verb in known if verb.form == "past" and not verb.rest]
        if past and self.has(at + 1, "clauses", "preposition"):
            finite = past[0].lemma in ("meet", "come") or past[0].kind in _STATING
            return not finite or self.word(at + 1) == "at"
        return bool(self.modal(at + 1)) or self.word(at - 1) == "to"

    def _next_to(self, at: int, start: int) -> bool:
        """Tell whether no clause and no long description part subject and verb."""
        end = self.back(at) + 1
        between = range(start + 1, end)
        described = (n for n in between if self.has(n, "clauses", "preposition"))
        far = end - next((n for n in described if self.lower[n] != "of"), end) > 14
        return not far and not any(self.has(n, "clauses", "subordinate") for n in between)
