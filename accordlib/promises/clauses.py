"""A sentence in tokens, by the tables of the grammar: its verbs, and who is a verb's subject."""

from __future__ import annotations

import re
from collections.abc import Collection, Set

from accordlib.promises.grammar import BE, HAVE, Verb, phrases, verbs, word_class

_TOKEN = re.compile(
    r"\w+(?=n't\b)|n't\b|(?:[A-Z]\.){2,}(?:[-/]\w[\w'.-]*\w)?|\w(?:[\w'/-]|\.(?=\w))*\w(?<!'s)|\w|'s?|[^\w\s]"
)
MODAL = ("shall", "will", "should", "may", "other")
MARKS = (",", ";", ":", "–", "(", ")")
JOINS = ("and", "or", "but", "nor", "and/or")
ARTICLES = frozenset("the a an our their its this such his her".split())
ASIDE = 18  # words between two commas that may part a subject from its verb
_HEADS = ("parties", "each", "body", "private", "procedure", "instrument")
_MEASURED = ("later", "fewer", "less", "more", "sooner", "earlier", "only")  # than
_WHO = ("parties", "each", "body", "third")
_NOUN = re.compile(r"(?:tion|sion|ment|ing|ity|ance|ence|ness|ship|ism|ies|ures?|(?<![su])s)$")


class Clauses:
    """A sentence; places are numbers of its tokens."""

    def __init__(self, text: str, names: Set[str] = frozenset()) -> None:
        found = list(_TOKEN.finditer(text))
        self.text, self.names = text, names
        self.spans = [match.span() for match in found]
        self.words = [match[0] for match in found]
        self.lower = [word.lower() for word in self.words]
        self.before = ""  # the subject of the verb before, for one that is joined to it

    def between(self, first: int, last: int) -> str:
        """Return the words of the text from one token to before another."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def word(self, at: int) -> str:
        """Return a word in small letters; beyond the end a stop."""
        return self.lower[at] if 0 <= at < len(self.lower) else "."

    def has(self, at: int, table: str, *names: str) -> bool:
        """Tell whether a word is of one of some classes."""
        return self.word(at) in word_class(table, *names)

    def match(self, table: str, at: int, *kinds: str) -> tuple[int, str]:
        """Return how long the longest entry is that stands here, and its class."""
        for words, kind in phrases(table).get(self.word(at), ()):
            if kind in kinds and tuple(self.lower[at : at + len(words)]) == words:
                return len(words), kind
        return 0, ""

    def verb(self, at: int, forms: Collection[str]) -> Verb | None:
        """Return the verb that stands here in one of some forms."""
        for verb in verbs().get(self.word(at), ()):
            end = at + 1 + len(verb.rest)
            if verb.form in forms and tuple(self.lower[at + 1 : end]) == verb.rest:
                return verb
        return None

    def modal(self, at: int) -> str:
        """Return the modality of a modal verb that stands here."""
        if self.word(at) in BE + HAVE:
            return ""
        length, kind = self.match("modality", at, *MODAL)
        noun = self.word(at - 1) in ("political", "the", "free")
        noun |= length == 1 and self.word(at) in verbs()
        return "" if noun or (self.words[at : at + 1] == ["May"] and at) else kind

    def is_adverb(self, at: int) -> bool:
        """Tell whether a word is an adverb."""
        word = self.word(at)
        ly = word.endswith("ly") and len(word) > 4 and word not in verbs()
        return ly or word in word_class("clauses", "adverb")

    def negation(self, at: int) -> int:
        """Return how many words of a negation before a verb stand here."""
        return self.match("modality", at, "negation")[0]

    def negative(self, at: int) -> bool:
        """Tell whether a noun phrase that begins here is negated."""
        said = self.match("modality", at, "negation", "negative")[0]
        return said > 0 and self.word(at + 1) not in _MEASURED

    def fronted(self, at: int) -> int:
        """Return where the verb of *nor shall a Party sell kelp* stands, or 0."""
        turned = any(n > 0 and self.negation(at - n) == n for n in range(1, min(at, 4) + 1))
        for n in range(at + 2, at + ASIDE) if turned else ():
            acts = self.verb(n, {"base"}) and not self.has(n, "subjects", *_WHO)
            if acts or self.word(n) in BE:
                return n
        return 0

    def skip(self, at: int, forms: Collection[str]) -> tuple[int, bool]:
        """Return where the next word stands that is no adverb or aside; whether it is negated."""
        negated = False
        while at < len(self.lower):
            word, step = self.lower[at], 1
            if (found := self.match("clauses", at, "adverb")[0]) > 1:
                step = found
            elif no := self.negation(at):
                negated, step = True, no
            elif word in (",", "–"):
                after = self.lower[at + 1 : at + ASIDE]
                if word not in after:
                    break
                step = after.index(word) + 2
            elif not self.is_adverb(at) or (not found and self.verb(at, forms)):
                break
            at += step
        return at, negated

    def back(self, at: int) -> int:
        """Return the place of the last word before this one that is no adverb."""
        at -= 1
        while at > 0 and self.is_adverb(at):
            at -= 1
        return at

    def acts(self, at: int) -> bool:
        """Tell whether a word is surely a finite verb."""
        found = verbs().get(self.word(at), ())
        finite = any(verb.form in ("base", "s") and not verb.noun for verb in found)
        return finite or self.word(at) in BE + HAVE or bool(self.modal(at))

    def subject(self, at: int, floor: int) -> tuple[str, int, bool]:
        """Return the class of a verb's subject, where its clause begins, if it is negated.

        The class is empty in subordinate clauses. No clause begins before `floor`.
        """
        end = self.back(at) + 1
        if self.word(end - 1) in JOINS:
            return (self.before if self.modal(at) else ""), end, False
        while (mark := self.word(end - 1)) in (",", "–") and mark in self.lower[floor : end - 1]:
            end = max(n for n in range(floor, end - 1) if self.lower[n] == mark)
        parted = [n + 1 for n in range(floor, end) if self.lower[n] in (",", ";", ":", "–")]
        start = max((n for n in parted if self.word(n)[0] not in "(0123456789"), default=floor)
        while start < end and (
            self.lower[start] in JOINS
            or not self.lower[start][0].isalnum()
            or (self.is_adverb(start) and not self.negative(start))
        ):
            start += 1
        inner = self.has(start, "clauses", "subordinate")
        inner = inner and any(map(self.acts, range(start + 1, end)))
        if start >= end or start == floor > 0 or inner:
            return "", start, False
        led = self.has(start, "clauses", "preposition", "subordinate")
        dated = self.match("deadlines", start, "strong")[0]
        if led or dated or self.verb(start, {"ing"}):
            return self._nearest(start + max(dated - 1, 0), end)
        return self.head(start, end), start, self.negative(start)

    def _nearest(self, start: int, end: int) -> tuple[str, int, bool]:
        """Return the subject right before a verb, where the clause begins with something else."""
        for n in range(end - 1, max(start, end - 8), -1):
            opens = self.has(n, "subjects", "determiner") or self.word(n) in ("we", "they")
            if not opens or self.word(n) == "of" or self.has(n - 1, "clauses", "preposition"):
                continue
            if (kind := self.head(n, end)) != "thing" or n == start + 1:
                return kind, start, self.negative(n)
        return "thing", start, any(word in ("no", "neither") for word in self.lower[start:end])

    def head(self, start: int, end: int) -> str:
        """Return the class of a subject by its last noun before what describes it."""
        first = start
        while first < end and self.word(first) in word_class("subjects", "determiner") - {"of"}:
            first += 1
        if first == end or self.word(first) == "of":
            pronoun = self.word(max(first - 1, start))
            each = pronoun in ("each", "neither", "either", "any")
            return "each" if each else "parties" if pronoun in ("both", "all") else "thing"
        stop = first
        while stop < end and not self._ends(stop, first, end):
            stop += 1
        after, last = self.word(stop) if stop < end else ".", max(stop - 1, first)
        own = self._class(first, last)
        if after in ("and", "or") and stop + 1 < end:
            joined = self.head(stop + 1, end)
            if {own, joined} <= {"parties", "each"}:
                return "parties"
            own = joined if own == "other" else own
            return "thing" if own == "each" and stop - first == 1 else own
        return own

    def _ends(self, at: int, first: int, end: int) -> bool:
        """Tell whether a noun phrase ends before a word."""
        word = self.lower[at]
        if word in MARKS or word in BE + HAVE or word in ("and", "or", "'s", "'"):
            return True
        closes = self.has(at, "clauses", "preposition", "subordinate")
        if closes and word not in ("working", "based"):
            return True
        past = first < at < end - 1 and any(v.form == "past" for v in verbs().get(word, ()))
        return past and self.has(at - 1, "subjects", *_HEADS)

    def _class(self, first: int, last: int) -> str:
        word, name = self.lower[last], self.words[first : last + 1]
        for kind in ("thing", "instrument", "procedure", "private", "parties"):
            if self._is(last, kind):
                new = kind == "instrument" and self.word(first - 1) in ("a", "an")
                return "thing" if new else kind
        if word == "it":
            behind = (self.verb(n, {"base"}) for n in range(last + 2, last + 5))
            ruled = any(verb and verb.kind in ("rule", "effect") for verb in behind)
            return "thing" if ruled or "shall" not in self.lower[last + 1 : last + 4] else "each"
        if self.has(first, "subjects", "each") and name[0][0].isupper() and first < last:
            return "each"
        if all(w[0].isupper() or w in ("of", "the", "and") for w in name):
            said = self.word(first - 1) if first else ""
            bare = said not in ARTICLES | {"each", "any", "no", "these", "all"}
            common = _NOUN.search(name[-1]) or self.has(last, "subjects", "body")
            short = len(word) > 1 and name[-1].isupper()
            if short or self.has(last, "subjects", "place") or (bare and not common):
                known = short or not self.names or self.has(first, "subjects", "each", "body")
                own = not self.names.isdisjoint(self.lower[first : last + 1])
                return "each" if known or own else "other"
        found = (kind for kind in ("each", "third", "body") if self._is(last, kind))
        return next(found, "thing")

    def _is(self, last: int, kind: str) -> bool:
        two = f"{self.word(last - 1)} {self.word(last)}"
        return not {self.word(last), two}.isdisjoint(word_class("subjects", kind))
