"""What the texts say to the predictions of lesson 07."""

import re

from accordlib import find_mentions, load_corpus, load_gazetteer, parse_agreement, tokenize

MODALS = {"would", "can", "could", "may", "might", "shall", "should", "must"}


def _accord():
    return parse_agreement(load_corpus()["accord"])


def frequent():
    words = [word.lower() for word in tokenize(_accord().pillars[2].commitments).surface()]
    counts = {word: words.count(word) for word in ("climate", "energy", "food", "nuclear")}
    said = ", ".join(f"{word} {count}" for word, count in counts.items())
    return max(counts, key=counts.get), f"Occurrences: {said}."


def modals():
    words = [word.lower() for word in tokenize(_accord()).surface()]
    found = {word: words.count(word) for word in sorted(MODALS) if word in words}
    letters = {(): "a", ("can",): "b"}
    said = ", ".join(f"{word} {count}" for word, count in found.items())
    letter = letters.get(tuple(found), "c" if "must" in found else "d")
    return letter, f"Beside will: {said or 'nothing'}."


def renewing():
    pillar = _accord().pillars[2]
    keeps = {"maintain", "continue", "affirm", "reaffirm", "uphold"}
    opening = [c.text.split()[0].lower() for c in pillar.commitments]
    found = [verb for verb in opening if verb in keeps]
    return len(found), f"Of {len(opening)} openings these: {', '.join(found)}."


def dated():
    commitments, gazetteer = _accord().commitments, load_gazetteer()
    year = re.compile(r"\b20\d\d\b|end of the year")
    hits = [c.label for c in commitments if year.search(c.text)]
    names = {row.surface for row in find_mentions(commitments, gazetteer).table.itertuples()}
    real = []
    for commitment in commitments:
        text = commitment.text
        for name in names:
            text = text.replace(name, "")
        if year.search(text):
            real.append(commitment.label)
    false = ", ".join(sorted(set(hits) - set(real)))
    return len(real), f"{', '.join(real)}. In {false} a year only belongs to a name."
