"""What the texts say to the predictions of lesson 05."""

from accordlib import (
    actor_network,
    find_mentions,
    load_corpus,
    load_gazetteer,
    parse_agreement,
    sentences,
    tokenize,
)


def _accord():
    return parse_agreement(load_corpus()["accord"])


def _mentions():
    return find_mentions(_accord().pillars[0].commitments, load_gazetteer())


def most():
    counts = _mentions().table["id"].value_counts()
    first = counts.idxmax()
    said = f"{counts[first]} mentions; the UK has {counts['uk']}, Japan {counts['japan']}."
    return first.upper(), said


def nato():
    partners = set(actor_network(_mentions())["nato"])
    both = {"uk", "japan"} <= partners
    letter = "c" if both else "b" if "uk" in partners else "a"
    return letter, "D9, which names NATO, does not name the UK by itself."


def hedged():
    protecting = ("protect", "safeguard", "defend", "uphold", "secure")
    hedges = {"help", "possible", "possibility", "potential", "consider", "explore"}
    found = []
    for passage in _accord().passages:
        for sentence in sentences(passage):
            words = {word.lower() for word in tokenize([sentence]).surface()}
            if words & hedges and any(word.startswith(protecting) for word in words):
                found.append(sentence.id.split(":")[1])
    return len(found), f"They are {', '.join(found)}."
