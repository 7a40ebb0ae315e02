"""Who speaks in a sentence: `Sentence.sources`, by the words of ``data/grammar/words.csv``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from accordlib.texts.capitalised_names import CAPITAL, is_title, title_words, word_classes, worded
from accordlib.texts.dates import MONTHS
from accordlib.texts.quotation_marks import MARK_PAIRS, Quoted

_WORD_OR_SIGN = rf"(?:{CAPITAL}\.)+|{{Abbreviated}}\.|[^\W_](?:[\w&]|['.-](?=\w))*'?|[^\w\s]"
# A sentence is read as a string of codes, one a token: these, the first that has the word, and
# N, M for a name and one with 's; w, s, S, e, i for other words, with 's, in s, ed and ing; V, K
# for verbs in ing; q for a quotation; signs, of which - is any dash, ( any bracket, . any other.
_CODES = "pronoun:P relative:r joining:j linking:l auxiliary:x quoting:v calling:k determiner:D "
_CODES += "adverb:a own:h number:U time:t people:p address:p according:A amount:U"
_OF_ENDINGS = {"n't": "x", "ly": "a", "'s": "s", "s'": "s", "ed": "e", "ing": "i", "s": "S"}
_LIKE_SIGNS = str.maketrans("–—[]", "--()")
_FOLLOWING = re.compile(rf" (?:({CAPITAL})|([a-z]+)\b)")
_CAPITALS = r"(?:N|(?<=N)q(?=N)|O+(?=N)|&(?=N)|(?<=N)U)+"
_SMALL_WORD = "[wSspMt]"
_PHRASE = re.compile(
    rf"P|[DU](?=o)|U(?=,[riV])|(?<!l)U(?=[vk])|(?<=v)U(?=[.$])|"
    rf"[DU]+a*(?=[^DUa])(?:{_CAPITALS}[wpM]{_SMALL_WORD}*|[ei]?{_SMALL_WORD}*)"
    rf"(?:{_CAPITALS}(?:[pM]{_SMALL_WORD}*)?)*(?<![DUa])|{_SMALL_WORD}*{_CAPITALS}(?:p+(?:{_CAPITALS})?|"
    rf"M{_SMALL_WORD}+)?|M{_SMALL_WORD}+|[wSt]*[pt]|(?<=[lo])[wSpei]+"
)
_CLAUSE, _APART = "(?:i|r(?![NMPDU]))[^-,:;.jq$]*$", ",[reivkVK][^-:;.q$,]*,$"
_PERHAPS_NOUN = re.compile("[DUsMlo]([wSpei]*)[vk]")
_BESIDE = re.compile("q(?=,?[DNPpw]),?(?:P|D[wSp]+|N+)?a*e(?=[-,.:;lDNtPp]|$)|q,?[eS](?=[NDUPMpO])")
# Tokens to a speaker, and of a place and date before a text; words of a term that is quoted
_NO_FARTHER, _DATELINE, _TERM = 60, 15, 3


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    low: str = ""


class Phrase(NamedTuple):
    """Words for somebody: ``name``, ``office``, ``pronoun``, or a ``time``, which never speaks."""

    first: int
    last: int
    sort: str
    text: str


class Source(NamedTuple):
    """Who speaks, and where verb and speaker stand."""

    speaker: str = ""
    verb: str = ""
    position: str = ""
    mention: str = ""
    sort: str = ""
    start: int = 0


NOBODY, _OWNERS = Source(), {"": "", "his": "he", "her": "she", "their": "they"}


class Sentence:
    """A stretch of a folded text with what is quoted in it, and the phrases for persons."""

    def __init__(self, text: str, start: int, end: int, spans: Sequence[Quoted] = ()) -> None:
        self.text, self.spans = text, spans
        self.tokens, self.codes = _encoded(text, start, end, spans)
        self.quotes = [n for n, code in enumerate(self.codes) if code == "q"]
        self.verbs = [n for n, code in enumerate(self.codes) if code in "vVkKA"]
        self.phrases, n = dict[int, Phrase](), 0
        while n < len(self.tokens):
            if phrase := self.named_at(n):
                self.phrases[n] = phrase
            n = phrase.last if phrase else n + 1
        self.ending = {p.last: p for p in self.phrases.values()}
        self.subjects = dict[int, Phrase | None]()
        for verb in self.verbs:
            self.subjects[verb] = self._subject(verb)

    def _low(self, n: int) -> str:
        return self.tokens[n].low if 0 <= n < len(self.tokens) else ""

    def _code(self, n: int) -> str:
        return self.codes[n] if 0 <= n < len(self.tokens) else "$"

    def named_at(self, first: int) -> Phrase | None:
        """Return the phrase that begins at a token, with what is attached to it."""
        tokens, titles, bodies = self.tokens, title_words(), word_classes()["of_bodies"]
        found = _PHRASE.match(self.codes, first)
        if found is None or found[0][-1] in "sM":
            return None
        end = stop = found.end()
        if found[0] == "P" or ("t" in found[0] and "N" not in found[0]):
            word = tokens[first].text.partition("'")[0] if found[0] == "P" else ""
            return Phrase(first, end, "pronoun" if word else "time", word)
        name = first + len(found[0].rstrip("NO&q"))
        while stop > name + 1 and tokens[stop - 1].text.isupper() and self._low(stop - 1) in titles:
            stop -= 1  # "Mary Ono MP"
        heads = [n + 1 for n in range(name, stop) if tokens[n].low.rstrip(".") in titles]
        head = max(heads, default=name)
        named = head < end and (heads or name == first or self.codes[name - 1] not in "DU")
        head, last = (head, stop) if named else (first, end)
        while re.match("[lo][^Pt]", self.codes[end:]) and (more := self.named_at(end + 1)):
            of = more.first + len(self.codes[more.first : more.last].rstrip("NO")) - 1
            body = self._low(of) in bodies or self.codes[more.first] in "wS"
            if body and more.sort == "name" and " " in more.text and self.codes[first] not in "DU":
                return more._replace(first=first)  # "Head of the board Mary Ono"
            last, end = last if named else more.last, more.last
        words = self.text[tokens[head].start : tokens[last - 1].end]
        if "q" in self.codes[head:last]:  # a nickname
            words = " ".join(token.text for token in tokens[head:last] if token.text)
        return Phrase(first, end, "name" if named else "office", words)

    def _subject(self, verb: int) -> Phrase | None:
        """Return who is the subject of a verb of speech."""
        code, n = self.codes[verb], verb - 1
        if code == "A":
            return self._named(verb + 2)
        while self._code(n) in "axt" or self._low(n) in ("to", "once"):
            n -= 1
        if code in "vk":
            near = len(self.codes[verb + 1 : verb + 8].partition("q,")[0])
            by = (k for k in range(verb + 1, verb + 1 + near) if self._low(k) == "by")
            if code == "k" and (agent := self._named(next(by, -2) + 1)):
                return agent
            if not word_classes()["being"].isdisjoint(map(self._low, range(n + 1, verb))):
                return None  # passive
        if self._code(n) == "h" or (self._code(n) == "w" and self._code(n - 1) in ",q-"):
            return None  # "heard him say"; "court told"
        relative = self._code(n) == "r"
        if relative:
            n -= 1 + (self._code(n - 1) == ",")
        elif n < 0 or self._code(n) in ",-q":
            after = verb + 1 + len(re.findall("^(?:,l..?,)?[ah]*", self.codes[verb + 1 :])[0])
            beside = "q" in self._code(n - 1) + self._code(n)
            said = self._named(after)
            if said and (beside or self._code(said.last) == "," or not self.main(0, n)):
                return said
        behind = self.codes[(near := max(n - _NO_FARTHER, 0)) : n + 1]
        clause = re.search(_APART if self._code(n) == "," else _CLAUSE, behind)
        if found := (clause and self.ending.get(near + clause.start())) or self.ending.get(n + 1):
            apart = found.sort == "name" and self._code(found.first) in "twS"
            if code in "VK" and worded("{text}$|{utterance}$").search(found.text):
                found = self.main(0, found.first) or found  # "Bo sent a letter saying"
            if relative or apart or self._code(found.first - 1) not in "lo":
                both = self._low(found.first - 1) == "and" and self.ending.get(found.first - 1)
                if both and self._code(both.first - 1) in ",:;-.q$":
                    return Phrase(both.first, found.last, "office", f"{both.text} and {found.text}")
                return found
        place, quoted = bisect_left(self.verbs, verb), bisect_left(self.quotes, verb)
        earlier = self.subjects[self.verbs[place - 1]] if place else None
        if earlier and (self._code(n) not in ",:;-.($" or code in "VK"):
            return earlier
        low = self.quotes[quoted - 1] + 1 if quoted else 0
        return self.main(low, verb) or self.main(0, verb)

    def _named(self, n: int) -> Phrase | None:
        """Return the phrase that begins at a token, of an apposition the name."""
        phrase = self.phrases.get(n)
        if phrase is None or phrase.sort == "time":
            return None
        other = self.phrases.get(phrase.last + 1) if self._code(phrase.last) == "," else None
        if other and self._low(other.last) in ("named", "called"):
            other = self.phrases.get(other.last + 1)  # "the sheriff, a man named Bo Ask,"
        apposed = other and phrase.sort == "office" and self._code(other.last) in ",:;-.$"
        return other if other and apposed and other.sort == "name" else phrase

    def main(self, first: int = 0, last: int | None = None) -> Phrase | None:
        """Return the first phrase between two tokens that depends on no other word."""
        n, last = first, min(len(self.tokens) if last is None else last, first + _NO_FARTHER)
        if n == 0 and self._code(0) in "NM" and re.match("[A-Z]{2}", self.tokens[0].text):
            n = len(re.sub("[^-:.]*$", "", self.codes[: min(last, _DATELINE)]))
        while n < last:
            low, code, at = self._low(n), self.codes[n], n + (self.codes[n] in "lo")
            part = low.endswith(("ing", "ed")) and self._code(n + 1) not in "NO"
            clause = code in "jr" and low not in ("and", "but")
            if clause or (part and code in "NMweivVkK"):
                n += len(re.findall("^[^,]*", self.codes[n:last])[0])
            elif at == n and (found := self._named(n)):
                return found
            else:
                n = self.phrases[at].last if at in self.phrases else n + 1
        return None

    def _origin(self) -> Phrase | None:
        """Return whom it comes from: "From the union came", "That drew a sigh from Bo Ask."."""
        first = 0 if self._low(0) in ("from", "among") else self.codes.rfind("l")
        phrase = self.named_at(first + 1) if self._low(first) in ("from", "among") else None
        follows = "ax:" if first == 0 else ".$" if phrase and phrase.sort == "name" else ""
        return phrase if phrase and self._code(phrase.last) in follows else None

    def sources(self) -> dict[Quoted, Source]:
        """Return who speaks in the quotations of the sentence, as far as it says so."""
        verbs = [self._chosen(*both) for both in zip(self.quotes, self.spans, strict=True)]
        sides = {(verb, verb < quote) for quote, verb in zip(self.quotes, verbs, strict=True)}
        found = {}
        for quote, verb, span in zip(self.quotes, verbs, self.spans, strict=True):
            position = "before" if verb < quote else "after"
            position = "middle" if {(verb, True), (verb, False)} <= sides else position
            phrase = self.subjects[verb] if verb >= 0 else self._introduced(quote)
            found[span] = self._source(phrase, verb, position)
        return found

    def _source(self, phrase: Phrase | None, verb: int = -1, position: str = "") -> Source:
        owner = _owner(phrase.text) if phrase else ""
        if phrase is None or owner == "" or phrase.sort == "time":
            return NOBODY
        last = self.tokens[verb + (self._code(verb) == "A")].end  # "according to"
        words = self.text[self.tokens[verb].start : last] if verb >= 0 else ""
        start, speaker = self.tokens[phrase.first].start, owner or phrase.text
        if self.codes[phrase.first] in "DPU" and phrase.sort != "name" and speaker != "I":
            speaker = speaker[0].lower() + speaker[1:]
        return Source(speaker, words, position if words else "", phrase.text, phrase.sort, start)

    def told_of(self, *, said: bool = False) -> Source:
        """Return whom a sentence is about, or who says something, perhaps just before its end."""
        verb, origin = self.verbs[-1] if self.verbs else -1, self._origin()
        sayers = [phrase for phrase in reversed(self.subjects.values()) if phrase]
        for phrase in sayers[:1] if said else filter(None, (self.main(), origin, *sayers)):
            person = phrase.text.lower() in ("he", "she") or phrase.sort == "name"
            people = "p" in self.codes[phrase.first : phrase.last] or phrase in (origin, *sayers)
            if person or (phrase.sort == "office" and people):
                return self._source(phrase, verb if said else -1, "before")
        return NOBODY

    def all_quoted(self) -> bool:
        """Tell whether all is one quotation, but for "came the reply" and words before a colon."""
        quote = self.codes.find("q")
        came = worded(r"\W*(?:{coming}|{being}) (?:the|an?) (?:\w+ )?{utterance}\W*")
        if quote == 0 and came.fullmatch(self.text, self.tokens[0].end, self.tokens[-1].end):
            return True
        colon = self._code(quote - 1) == ":" and not self.main(0, quote)
        return re.fullmatch("[-,:;.(]*q?[-,:;.(]*", self.codes[colon and quote + 1 :]) is not None

    def _chosen(self, quote: int, span: Quoted) -> int:
        """Return the verb of a quotation, or -1."""
        codes, n, low = self.codes, bisect_left(self.verbs, quote), self._low(quote - 1)
        before, after = self.verbs[n - 1] if n else -1, [*self.verbs, -1][n]
        words, prior = self.text[span.start : span.end].strip() or "-", self._code(quote - 1)
        inside = prior in "DUsM" and self._code(quote + 1) in "wSspeiN" and words[-1].isalnum()
        named = low in word_classes()["naming"] and not self.subjects.get(quote - 1)
        aside = prior in "kKwStph" or (prior == "," and quote - 1 in self.ending)
        title = is_title(re.sub("^the ", "", words))
        term = inside and len(words.split()) <= _TERM
        term |= low in ("a", "an") and codes[quote - 2 : quote - 1] == "v" and words[-1].isalnum()
        if named or term or (title and aside):
            return -1
        clause = re.search(",r[^,q]*$", codes[: max(before, 0)]) and "," in codes[before:quote]
        if n > 1 and (clause or (codes[before] == "k" and not self.subjects[before])):
            before = self.verbs[n - 2]  # not what is passive or in a relative clause
        before = -1 if ";" in codes[max(before, 0) : quote] else before
        ended = before < 0 or (words[-1] in ",?!" and span.paired)
        subject = self.subjects.get(after) if ended else None
        if subject and subject.first > quote and "q" not in codes[quote + 1 : after]:
            return after
        if title and self._code(quote - 1 - (prior in ",:")) not in "vV":
            return -1
        return after if before < 0 <= after and self.subjects[after] else before

    def _introduced(self, quote: int) -> Phrase | None:
        """Return whom a colon before, or a dash after a quotation gives the word."""
        last, after = self.ending.get(quote - 1), self.phrases.get(quote + 2)
        if self._code(quote - 1) == ":":
            return last if last and last.sort == "name" else self._origin() or self.main(0, quote)
        signs = after and after.sort == "name" and self._code(quote + 1) == "-"
        return after if after and (signs or _owner(after.text)) else self._origin()


def _owner(words: str) -> str | None:
    """Return whose words some are: Bo in "Bo's answer" and "a word of Bo"; of others None."""
    said = r"(?:(.+)'s? |(?i:(his|her|their)) )?(?:[\w-]+ )*?(?:{utterance}|{naming})"
    found = worded(said + "(?: (?:of|from|by) (.+))?").fullmatch(words)
    return found and (found[1] or found[3] or _OWNERS[(found[2] or "").lower()])


def _encoded(text: str, start: int, end: int, spans: Sequence[Quoted]) -> tuple[list[_Token], str]:
    """Return the tokens of a sentence and their codes, without what is in brackets."""
    marks = {mark for pair in MARK_PAIRS for mark in (pair.opening, pair.closing)}
    tokens, codes = list[_Token](), list[str]()
    for span in (*spans, None):
        for found in worded(_WORD_OR_SIGN).finditer(text, start, span.start if span else end):
            if found[0] not in marks:
                codes.append(_code_of(found, codes[-1] if codes else "."))
                tokens.append(_Token(found[0], *found.span(), found[0].lower()))
        if span:
            codes += "q"
            tokens.append(_Token("", span.start, span.end))
            start = span.end
    for found in _PERHAPS_NOUN.finditer("".join(codes)):  # "the claims", "a first call"
        n, nouns = found.end() - 1, word_classes()["noun_or_verb"]
        apart = len(found[1]) == 1 and "s" in (tokens[n].low[-1:], tokens[n - 1].low[-1:])
        if tokens[n].low in nouns and tokens[found.start()].low != "to" and not apart:
            codes[n] = "w"
    for quoted in _BESIDE.finditer("".join(codes)):
        if text[tokens[quoted.start()].end - 1] in ",?!" or quoted[0][1] == ",":
            codes[quoted.end() - 1] = "v"
    for aside in reversed(list(re.finditer(r"\([^q()]*\)", "".join(codes)))):
        del tokens[slice(*aside.span())], codes[slice(*aside.span())]
    return tokens, "".join(codes)


@cache
def _lexicon() -> dict[str, str]:
    """Return the code of each word that has one of its own."""
    lexicon = dict.fromkeys(map(str.lower, chain(*MONTHS)), "t")
    for sort, code in reversed([entry.split(":") for entry in _CODES.split()]):
        lexicon |= dict.fromkeys(word_classes()[sort], code)
    for word, code in [*lexicon.items(), ("i", "P"), ("you", "P")]:
        if code in "vk" and word.endswith("ing"):
            lexicon[word] = code.upper()
        endings = {"t": ("", "s", "'s"), "P": ("", "'s", "'re", "'d", "'ll", "'ve", "'m")}
        lexicon |= {word + ending: code for ending in endings.get(code, ())}
    return lexicon | {"of": "o"}


def _code_of(found: re.Match[str], before: str) -> str:
    """Return the code of a token, which depends on the one before it."""
    text, low, lexicon = found[0], found[0].lower(), _lexicon()
    if not text[0].isalnum():
        return sign if (sign := text.translate(_LIKE_SIGNS)) in ",;:-&()" else "."
    following = _FOLLOWING.match(found.string, found.end()) or [""] * 3
    pair, name = lexicon.get(f"{low} {following[2]}"), "M" if text.endswith(("'s", "s'")) else "N"
    if pair or (before == "q" and low in word_classes()["coming"]):
        return pair or "v"  # "put it"; "came a voice"
    number = "a" > text[-1] and text[0].isdigit()  # no "34-year-old"
    code, capital = lexicon.get(low, "U" * number), text[0].isupper() and low != "i"
    if capital and before not in ".:;-q)":
        return "t" if code == "t" and (before != "N" or not low.endswith("ly")) else name
    particle, *rest = re.split("[-']", text)
    if particle in word_classes()["particle"] and (
        code in ("", "a") if not rest else rest[0][:1].isupper()
    ):
        return name if rest else "O"
    named = capital and (code == "p" or (low == "will" and following[1]))  # "Will Smith"
    if text[0].isdigit() or (code and not named):
        return code or "w"
    small = following[2] or ""
    known = not small or name == "M" or lexicon.get(small, "") in set("vkxja")
    if capital and not low.endswith("ly") and (known or small.endswith(("s", "ed"))):
        return name
    endings = dict.fromkeys(word_classes()["of_people"], "p") | _OF_ENDINGS
    return code or next((c for ending, c in endings.items() if low.endswith(ending)), "w")
