"""What the texts say to the predictions of lesson 02."""

import pandas as pd

from accordlib import kwic, load_corpus, parse_agreement, tokenize


def _accord():
    return parse_agreement(load_corpus()["accord"])


def verb():
    accord = tokenize(_accord())
    counts = {v: len(kwic(accord, v)) for v in ("will", "commit", "shall", "agree", "undertake")}
    said = ", ".join(f"{word} {count}" for word, count in counts.items())
    return max(counts, key=counts.get), f"Occurrences: {said}."


def shall():
    table = pd.read_csv(load_corpus().folder / "reference" / "agreements.csv")
    statements = table[table["folder"] != "treaties"]
    with_shall = int((statements["per_1000_shall"] > 0).sum())
    treaties = table[table["folder"] == "treaties"]
    others = int((treaties["per_1000_shall"] > 0).sum())
    said = f"Of {len(statements)} statements {with_shall} have it, of {len(treaties)} treaty texts"
    return with_shall, f"{said} {others}."


def longer():
    accord = _accord()
    preamble = tokenize(accord.preamble).total
    longest = max(tokenize(pillar.commitments).total for pillar in accord.pillars)
    said = f"The preamble has {preamble} words, the commitments of the longest pillar {longest}."
    if abs(preamble - longest) < longest / 20:
        return "c", said
    return "a" if preamble > longest else "b", said


def renews():
    keeps = {"maintain", "affirm", "reaffirm", "continue"}
    opens = {
        pillar.label: sum(c.text.split()[0].lower() in keeps for c in pillar.commitments)
        for pillar in _accord().pillars
    }
    said = ", ".join(f"{label} {count}" for label, count in opens.items())
    return "cba"[sorted(opens).index(max(opens, key=opens.get))], f"Such openings: {said}."
