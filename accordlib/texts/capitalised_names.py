"""Words that rules look at, by class, and patterns of names: ``words.csv`` and ``names.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from accordlib.errors import AccordError
from accordlib.texts.files import Reads, fitting, grammar_rows
from accordlib.texts.folding import fold_characters
from accordlib.texts.scripts import UNSPACED

_UPPER_CASE = "".join(c for c in map(chr, range(0x1F00)) if c.isupper())
_NARROW = "[A-ZÀ-ÖØ-Þ]"
_WIDE_CAPITAL = re.compile(f"[{re.sub(_NARROW, '', _UPPER_CASE)}]")
CAPITAL, LETTER = f"[{_UPPER_CASE}]", rf"[^\W_{UNSPACED}]"  # or digit
# How names begin: with a sign of one set, which a search finds at once.
START = re.compile(rf"[{_UPPER_CASE}0-9p](?<!{LETTER}.)(?:(?<!p)|(?<!\wp)ost-[0-9]){LETTER}*")
_CLASSES = (
    "title modality time number preposition unit bound pronoun reporting quoting of_texts opening "
    "negation quantity before_noun dating of_months actor thing "
    "own text naming clause small_first auxiliary "
    "elided calling noun_or_verb determiner linking joining adverb address "
    "abbreviated people of_people utterance according relative coming amount being "
    "blank name_field office_field role salutation "
    "joint preamble signing thanks meeting recital follows agreeing promising "
    "agreement kicker institution header footer body of_bodies of_forces of_forums "
    "of_organisations of_instruments full_instruments of_states "
    "office no_title opener small_word particle head ship"
).split()
# Types of names by the classes of words that make them.
NAME_ENDINGS = {"of_bodies": "body", "of_forces": "force", "ship": "force", "of_forums": "forum"}
NAME_ENDINGS |= {"of_organisations": "organisation", "of_instruments": "instrument"}
NAME_ENDINGS |= {"full_instruments": "instrument"}
_BRACES = re.compile(r"\{([A-Za-z]\w*)\}")


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first; of none, one that fits nothing."""
    ordered = sorted(map(re.escape, expect_entries(words)), key=len, reverse=True)
    return f"(?:{'|'.join(ordered) or '(?!)'})"


def expect_entries(words: Iterable[str]) -> tuple[str, ...]:
    """Return the entries of a table of words; refuse one that has no sign."""
    entries = tuple(words)
    if bad := [word for word in entries if not isinstance(word, str) or not word.strip()]:
        raise AccordError(f"A table of words holds texts, none blank. Take out {bad[0]!r:.80}.")
    return entries


@cache
def word_classes() -> dict[str, set[str]]:
    """Return the words by class."""
    classes: dict[str, set[str]] = {name: set() for name in _CLASSES}
    small = fitting(r"[^\W\d_A-Z]+(?:[ '’-][^\W\d_A-Z]+)*", "it must be words in small letters")
    for name, word in grammar_rows("words", {"class": fitting(_CLASSES), "word": small}):
        classes[name].add(fold_characters(word).text)
    return classes


@cache
def worded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which ``{unit}`` is any word of a class, ``{Unit}`` with a capital."""

    def words(name: re.Match[str]) -> str:
        small = word_classes()[name[1].lower()]
        return one_of(small if name[1].islower() else map(str.capitalize, small))

    return re.compile(_BRACES.sub(words, pattern))


def patterns_of(table: str, parts: dict[str, str]) -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of a table by name; in braces: a row above, or one of `parts`."""
    patterns = dict[str, list[re.Pattern[str]]]()
    columns: dict[str, Reads] = {
        "name": fitting("[a-z_]+", "it must be a name in small letters"),
        "pattern": lambda cell: re.compile(_BRACES.sub(lambda m: parts[m[1]], cell)),
    }
    for name, pattern in grammar_rows(table, columns):
        parts[name] = pattern.pattern
        patterns.setdefault(name, []).append(pattern)
    return patterns


@cache
def capitalised(name: str) -> frozenset[str]:
    """Return the words of a class as they stand in names: with capitals, but for *of*."""
    in_names = str.upper if name == "ship" else str.title
    return frozenset(in_names(word).replace(" Of ", " of ") for word in word_classes()[name])


def _plural(word: str) -> str:
    return re.sub("y$", "ie", word) + "s"


@cache
def first_words(name: str) -> frozenset[str]:
    """Return the words with which those of a class begin in names, in the plural too."""
    forms = [form for word in capitalised(name) for form in (word, f"{word}s", _plural(word))]
    return frozenset(start[0] for form in forms if (start := START.match(form)))


@cache
def endings() -> dict[str, frozenset[str]]:
    """Return the first words of those that make names of some types, and these types."""
    named = [(word, type) for name, type in NAME_ENDINGS.items() for word in first_words(name)]
    return {word: frozenset(type for w, type in named if w == word) for word, _ in named}


@cache
def _patterns_with(capital: str) -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of ``data/grammar/names.csv``."""
    parts = {name.capitalize(): one_of(capitalised(name)) for name in word_classes()}
    offices, small = capitalised("office") - capitalised("no_title"), word_classes()["small_word"]
    several = list(map(_plural, offices))
    parts |= {"office": one_of(offices), "titles": one_of(several), "capital": capital}
    parts |= {"title": one_of([*offices, *several]), "particle": one_of(word_classes()["particle"])}
    parts |= {"small": one_of(small), "joint": one_of(w for w in small if " " not in w)}
    parts["single"] = one_of({w for words in small for w in words.split()})
    return patterns_of("names", parts)


def name_patterns(texts: Iterable[str]) -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of names for some texts; with few capitals they are compiled sooner."""
    return _patterns_with(CAPITAL if any(map(_WIDE_CAPITAL.search, texts)) else _NARROW)


def name_pattern(name: str, text: str) -> re.Pattern[str]:
    """Return the first pattern of a name for a text."""
    return name_patterns([text])[name][0]


@cache
def title_words() -> set[str]:
    """Return the words of titles, in small letters."""
    return word_classes()["address"].union(o.split()[-1] for o in word_classes()["office"])


def is_title(text: str) -> bool:
    """Tell whether a few words have the capitals of a title."""
    small = word_classes()["linking"] | {"a", "an", "the", "and", "or", "but"}
    first, *others = text.split()
    large = [first, *(word for word in others if word.lower() not in small)]
    return 0 < len(large) <= 6 and all(w[0].isupper() or w[0].isdigit() for w in large)
