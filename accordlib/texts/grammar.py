"""Words that rules look at, by class: the table ``data/grammar/words.csv``."""

from __future__ import annotations

import re
from functools import cache

from accordlib.errors import AccordError
from accordlib.texts.capitalised_names import one_of
from accordlib.texts.files import data_folder, read_table

_CLASSES = (
    "title modality time number preposition unit bound pronoun reporting quoting of_texts opening "
    "own text naming clause small_first auxiliary adverbial after_speaker "
    "agreement kicker institution header footer body"
).split()


@cache
def word_classes() -> dict[str, set[str]]:
    """Return the words by class."""
    path = data_folder() / "grammar" / "words.csv"
    classes: dict[str, set[str]] = {name: set() for name in _CLASSES}
    header, *rows = read_table(path)
    if header != ["class", "word"]:
        raise AccordError(f"{path} must have the columns class,word, not {','.join(header)}.")
    for line, (name, word) in enumerate(rows, start=2):
        if name not in classes or not re.fullmatch(r"[^\W\d_A-Z]+(?:[ '’-][^\W\d_A-Z]+)*", word):
            raise AccordError(
                f"{path}, line {line}: {name},{word} must be a class and words in small letters. "
                f"The classes are: {', '.join(_CLASSES)}."
            )
        classes[name].add(word)
    return classes


@cache
def worded(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which ``{unit}`` is any word of a class, ``{Unit}`` with a capital."""

    def words(name: re.Match[str]) -> str:
        small = word_classes()[name[1].lower()]
        return one_of(small if name[1].islower() else map(str.capitalize, small))

    return re.compile(re.sub(r"\{([A-Za-z]\w*)\}", words, pattern))
