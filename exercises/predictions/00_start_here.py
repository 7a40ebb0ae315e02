"""What the Accord says to the predictions of lesson 00."""

from accordlib import kwic, load_corpus, parse_agreement, tokenize


def _pillars():
    return parse_agreement(load_corpus()["accord"]).pillars


def _lines(pillar, word):
    return len(kwic(tokenize(pillar.commitments), word))


def most():
    lines = [_lines(pillar, "security") for pillar in _pillars()]
    said = f"Defence has {lines[0]} lines, economy {lines[1]}, global challenges {lines[2]}."
    return "bca"[lines.index(max(lines))], said


def rate():
    rates = [1000 * _lines(p, "security") / tokenize(p.commitments).total for p in _pillars()]
    names = ["defence", "economy", "global challenges"]
    said = ", ".join(f"{name} {rate:.1f}" for name, rate in zip(names, rates, strict=True))
    lowest = names[rates.index(min(rates))]
    return (lowest, f"{lowest} pillar"), f"Lines in a thousand words: {said}."


def nuclear():
    found = [pillar.label for pillar in _pillars() if _lines(pillar, "nuclear")]
    return len(found), f"It stands in {', '.join(found)} (G: global challenges)."
