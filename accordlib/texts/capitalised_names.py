"""Words that rules look at, by class, and patterns of names: ``words.csv`` and ``names.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from accordlib.errors import AccordError
from accordlib.texts.files import Reads, fitting, grammar_rows
from accordlib.texts.folding import fold_characters

CAPITAL = f"[{''.join(c for c in map(chr, range(0x1F00)) if c.isupper())}]"
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
    "office no_title opener small_word particle head"
).split()
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
    return frozenset(word.title().replace(" Of ", " of ") for word in word_classes()[name])


@cache
def _patterns_with(capital: str) -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of ``data/grammar/names.csv``."""
    parts = {name.capitalize(): one_of(capitalised(name)) for name in word_classes()}
    offices, small = capitalised("office") - capitalised("no_title"), word_classes()["small_word"]
    several = [re.sub("y$", "ie", office) + "s" for office in offices]
    parts |= {"office": one_of(offices), "titles": one_of(several), "capital": capital}
    parts |= {"title": one_of([*offices, *several]), "particle": one_of(word_classes()["particle"])}
    parts |= {"small": one_of(small), "joint": one_of(w for w in small if " " not in w)}
    parts["single"] = one_of({w for words in small for w in words.split()})
    return patterns_of("names", parts)


def name_patterns(texts: Iterable[str]) -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of names for some texts; with few capitals they are compiled sooner."""
    wide = any(re.search("[\u0100-\u1eff]", text) for text in texts)
    return _patterns_with(CAPITAL if wide else "[A-ZÀ-ÖØ-Þ]")


def name_pattern(name: str, text: str) -> re.Pattern[str]:
    """Return the first pattern of a name for a text."""
    return name_patterns([text])[name][0]


def titled_persons(text: str) -> set[str]:
    """Return the names that follow a title such as ``Prime Minister``, each as it stands."""
    return {m[1] for pattern in name_patterns([text])["titled"] for m in pattern.finditer(text)}


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
