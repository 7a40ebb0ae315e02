"""What the texts say to the predictions of lesson 06."""

from collections import Counter
from itertools import pairwise

from accordlib import find_mentions, load_corpus, load_gazetteer, parse_agreement, tokenize


def _pillar():
    return parse_agreement(load_corpus()["accord"]).pillars[1]


def _words():
    return [word.lower() for word in tokenize(_pillar().commitments).surface()]


def frequent():
    options = ("trade", "security", "growth", "economic")
    counts = {word: _words().count(word) for word in options}
    said = ", ".join(f"{word} {count}" for word, count in counts.items())
    return "abcd"[options.index(max(counts, key=counts.get))], f"Occurrences: {said}."


def before():
    found = Counter(first for first, second in pairwise(_words()) if second == "security")
    most = tuple(word for word, count in found.items() if count == max(found.values()))
    said = ", ".join(f"{word} {count}" for word, count in found.most_common())
    return most, f"Before security stand: {said}."


def beside():
    table = find_mentions(_pillar().commitments, load_gazetteer()).table
    means = table[table["type"] == "instrument"].drop_duplicates("id")
    actors = set(table[~table["type"].isin(["instrument", "place"])]["passage"])
    beside = [row.surface for row in means.itertuples() if row.passage in actors]
    return len(beside), f"Of {len(means)} that the program finds they are: {'; '.join(beside)}."
