"""What the texts say to the predictions of lesson 03."""

from collections import Counter

import pandas as pd

from accordlib import load_corpus, parse_agreement, tokenize


def _accord():
    return parse_agreement(load_corpus()["accord"])


def _counts(passages):
    return Counter(word.lower() for word in tokenize(passages).surface())


def half():
    counts = _counts(_accord())
    seen = types = 0
    for _, count in counts.most_common():
        if 2 * seen >= counts.total():
            break
        seen, types = seen + count, types + 1
    return types, f"The {types} most frequent types make up {seen} of {counts.total()} tokens."


def energy():
    names = ("defence", "economy", "global challenges")
    found = [_counts(pillar.commitments)["energy"] for pillar in _accord().pillars]
    said = ", ".join(f"{name} {count}" for name, count in zip(names, found, strict=True))
    most = names[found.index(max(found))]
    return (most, most.split()[0], f"{most} pillar"), f"Occurrences: {said}."


def highest():
    table = pd.read_csv(load_corpus().folder / "reference" / "agreements.csv")
    statements = table[table["folder"] != "treaties"]
    counts, options = _counts(_accord()), ("trade", "security", "cooperation", "partnership")
    rates = {word: 1000 * counts[word] / counts.total() for word in options}
    more = {w: int((statements[f"per_1000_{w}"] > rate).sum()) for w, rate in rates.items()}
    said = ", ".join(f"{word} {count}" for word, count in more.items())
    return "abcd"[options.index(min(more, key=more.get))], f"Statements with a higher rate: {said}."


def agree():
    import nltk

    text = nltk.Text(tokenize(_accord()).surface())
    ways = [
        text.count("security"),
        len(text.concordance_list("security")),
        len(text.concordance_list("security", lines=1000)),
    ]
    return " abc"[len(set(ways))], f"They say {', '.join(map(str, ways))}."
