"""Words that rules look at: the one table of what tells a capitalised name, and words by class.

The lists are read whenever a pattern is asked for: an entry added at run time counts at once. The
words by class stand in ``data/grammar/words.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from typing import TypeVar

from accordlib.errors import AccordError
from accordlib.texts.files import Reads, fitting, grammar_rows
from accordlib.texts.folding import fold_characters

_FromTable = TypeVar("_FromTable")

# Whoever holds one signs; before a name, as in "Minister Ann Brown", it tells a person ...
OFFICES: list[str] = [
    *("Prime Minister", "Foreign Minister", "Defence Minister", "Defense Minister", "Minister"),
    *("Foreign Secretary", "Defence Secretary", "Defense Secretary", "Home Secretary", "King"),
    *("Press Secretary", "Secretary", "President", "Premier", "Chancellor", "Taoiseach", "Queen"),
    *("Ambassador", "Admiral", "First Sea Lord", "Governor", "Commissioner", "Director"),
    *("Representative", "Chairman", "Chairwoman", "Chairperson", "Chair", "Chief", "Crown Prince"),
    *("Mayor", "Speaker"),
]
# ... but for these, which stand before other words as well ("Chief Cabinet Secretary").
NO_TITLES: set[str] = set(
    "Governor Commissioner Director Chairman Chairwoman Chairperson Chair Chief King Queen "
    "Representative".split()
)
# Words that open a sentence and no name.
OPENERS: set[str] = set(
    "The A An In On At By For From With As And But Or Our We This These That Those Both All Each "
    "After Before During Following Under Through Together Also To It They I Its Their".split()
)
# What may stand in small letters inside a name, and inside the name of a person.
SMALL_WORDS: list[str] = ["of", "for", "on", "and", "of the", "for the"]
PARTICLES: list[str] = (
    "van von af ap de del della di da dos du der den la le bin al el y e ten ter dei des bint zu d"
).split()
# Capitals with which no name goes on after a comma or "and", and no person's name begins.
HEADS: set[str] = set(
    "Prime President Minister Secretary Ministry Department Office General Council Summit Forum "
    "Meeting Conference Statement Dialogue Designate".split()
)
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
    "of_organisations of_instruments full_instruments of_states"
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


def read_anew(make: Callable[[], _FromTable]) -> Callable[[], _FromTable]:
    """Return `make`, to be run again only if an entry of this table has changed."""
    tables = (OFFICES, NO_TITLES, OPENERS, SMALL_WORDS, PARTICLES, HEADS)
    made = lru_cache(maxsize=1)(lambda content: make())
    return lambda: made(tuple(map(tuple, tables)))


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


def _patterns_with(capital: str) -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of ``data/grammar/names.csv``."""
    parts = {
        name.capitalize(): one_of(word.title().replace(" Of ", " of ") for word in words)
        for name, words in word_classes().items()
    }
    offices = [office for office in expect_entries(OFFICES) if office not in NO_TITLES]
    several = [re.sub("y$", "ie", office) + "s" for office in offices]
    parts |= {"office": one_of(offices), "titles": one_of(several), "head": one_of(HEADS)}
    parts |= {"capital": capital, "joint": one_of(w for w in SMALL_WORDS if " " not in w)}
    parts |= {"title": one_of({*offices, *several}), "particle": one_of(PARTICLES)}
    parts |= {"small": one_of(SMALL_WORDS), "opener": one_of(OPENERS)}
    parts["single"] = one_of({w for several in SMALL_WORDS for w in several.split()})
    return patterns_of("names", parts)


# With few capitals they are compiled in a quarter of the time.
_WITH = [read_anew(partial(_patterns_with, letters)) for letters in ("[A-ZÀ-ÖØ-Þ]", CAPITAL)]


def name_patterns(texts: Iterable[str]) -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of names for some texts."""
    return _WITH[any(re.search("[\u0100-\u1eff]", text) for text in texts)]()


def name_pattern(name: str, text: str) -> re.Pattern[str]:
    """Return the first pattern of a name for a text."""
    return name_patterns([text])[name][0]


def titled_persons(text: str) -> set[str]:
    """Return the names that follow a title such as ``Prime Minister``, each as it stands."""
    return {m[1] for pattern in name_patterns([text])["titled"] for m in pattern.finditer(text)}


@read_anew
def title_words() -> set[str]:
    """Return the words of titles, in small letters."""
    offices = (office.split()[-1].lower() for office in expect_entries(OFFICES))
    return word_classes()["address"].union(offices)


def is_title(text: str) -> bool:
    """Tell whether a few words have the capitals of a title."""
    small = word_classes()["linking"] | {"a", "an", "the", "and", "or", "but"}
    first, *others = text.split()
    large = [first, *(word for word in others if word.lower() not in small)]
    return 0 < len(large) <= 6 and all(w[0].isupper() or w[0].isdigit() for w in large)
