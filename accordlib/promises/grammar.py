"""The tables of the grammar of promises: read from ``data/grammar/``, with each mistake named.

``verbs.csv`` has a row a verb: as a dictionary has it, perhaps with words after it (``carry out``);
its class; odd forms written out; and ``yes`` if it is a noun or an adjective as well. The other
tables have a row an entry: its class, and one word or more. ``patterns.csv`` puts them together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, product

from accordlib.texts.capitalised_names import one_of, patterns_of
from accordlib.texts.dates import MONTHS
from accordlib.texts.files import Reads, fitting, grammar_rows

BE = tuple("be is are am was were been being".split())
HAVE = tuple("have has had having".split())
OWN = ("its", "our", "their", "the", "his", "her", "a")
CLASSES = {  # of each table
    "verbs": "stance voice support renew continue commit intend effort work restraint single "
    "create lift money entitle dated task rule effect event activity",
    "subjects": "parties each body third private instrument procedure thing place determiner",
    "modality": "shall will commit intend should may none other forbid undo negation negative",
    "clauses": "adverb subordinate preposition recital ought ending",
    "things": "thing new ordinal right tariff soft value backing currency recurring abstract",
    "deadlines": "strong span coming weak past earlier unit season event part number vague bare",
}
_ENTRY = fitting(r"[^\W\d_A-Z]+(?:[ '-][^\W\d_A-Z]+)*-?", "it must be words in small letters")
_ODD_FORMS = fitting(r"(?:[^\W\d_]+(?: [^\W\d_]+)*)?", "it must be words with blanks between")
_YES = fitting("(?:yes)?", "it must be yes or empty")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the table, in one of its forms."""

    lemma: str
    kind: str  # its class
    form: str  # base, s, past or ing
    rest: tuple[str, ...]  # the words after its first
    noun: bool


@cache
def word_class(table: str, *names: str) -> frozenset[str]:
    """Return the words of one class of a table, or of several."""
    return frozenset(word for kind, word, *_ in _table_rows(table) if kind in names)


@cache
def phrases(table: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the entries of a table by their first word: all words and the class, longest first.

    Where an entry begins with *be*, *have* or another verb of the table of verbs, it is there in
    each form of it, also with *not* behind it and with *not* or *never* before its last *to*.
    """
    found = defaultdict[str, list[tuple[tuple[str, ...], str]]](list)
    for kind, entry, *_ in _table_rows(table):
        first, *rest = entry.split()
        inflected = rest and table == "modality"
        for form in {w for _, w in _inflected(first, "")} if inflected else {first}:
            nots = [[], ["not"], ["n't"]] if inflected else [[]]
            for own, no in product(OWN if "its" in rest else [""], nots):
                words = (form, *no, *(own if word == "its" else word for word in rest))
                found[form].append((words, kind))
                if inflected and rest[-1] == "to" and not no:
                    found[form] += [((*words[:-1], n, "to"), kind) for n in ("not", "never")]
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(found)


@cache
def verbs() -> dict[str, list[Verb]]:
    """Return the verbs by each form of their first word, those of more words first."""
    found = defaultdict[str, list[Verb]](list)
    for kind, lemma, odd, noun in _table_rows("verbs"):
        first, *rest = lemma.split()
        for form, word in _inflected(first, odd):
            verb = Verb(lemma, kind, form, tuple(rest), bool(noun))
            if verb not in found[word]:
                found[word].append(verb)
    for entries in found.values():
        entries.sort(key=lambda verb: -len(verb.rest))
    return dict(found)


def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of ``data/grammar/patterns.csv``."""
    return _by_name()[name][0]


@cache
def _by_name() -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns by name: in braces a row above, a class of a table, or one of these."""
    tables = ("clauses", "things", "deadlines")
    parts = {kind: one_of(word_class(t, kind)) for t in tables for kind in CLASSES[t].split()}
    makes = ("single", "create")
    making = {w for w, vs in verbs().items() for v in vs if v.form == "ing" and v.kind in makes}
    parts |= {"month": one_of(chain(*MONTHS)), "making": one_of(making)}
    return patterns_of("patterns", parts)


def _inflected(base: str, odd: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a verb with their names; ``-ise`` is written ``-ize`` too."""
    if base in ("be", "have"):
        for word in BE if base == "be" else HAVE:
            plain = word in ("are", "am", "be", "have")
            yield "ing" if word.endswith("ing") else "base" if plain else "s", word
        return
    spellings = [base, re.sub(r"(?<=..)is(?=e$)", "iz", base)] if base.endswith("ise") else [base]
    for word in dict.fromkeys(spellings):
        stem = word[:-1] if word.endswith("e") else word
        soft = re.search(r"[^aeiou]y$", word)
        s_form = re.sub("y$", "ie", word) if soft else word
        yield "base", word
        yield "s", s_form + ("es" if re.search(r"(?:s|x|z|ch|sh|[^o]o)$", word) else "s")
        if not odd:
            yield "past", (s_form[:-1] + "ed") if soft else stem + "ed"
        doubled = next((w for w in odd.split() if w == base + base[-1] + "ed"), "")
        ing = word[:-2] + "y" if word.endswith("ie") else word if word.endswith("ee") else stem
        yield "ing", (doubled[:-2] if doubled else ing) + "ing"
    for word in odd.split():
        yield "ing" if word.endswith("ing") else "past", word


@cache
def _table_rows(table: str) -> list[tuple[str, str, str, str]]:
    """Return class, entry, odd forms and noun of each row."""
    kinds = fitting(CLASSES[table].split())
    columns: dict[str, Reads] = {"class": kinds, "words": _ENTRY}
    if table != "verbs":
        return [(kind, entry, "", "") for kind, entry in grammar_rows(table, columns)]
    columns = {"verb": _ENTRY, "class": kinds, "forms": _ODD_FORMS, "noun": _YES}
    return [(kind, verb, *more) for verb, kind, *more in grammar_rows(table, columns, 1)]
