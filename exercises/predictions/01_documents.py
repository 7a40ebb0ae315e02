"""What the texts say to the predictions of lesson 01."""

import re

from accordlib import kwic, load_corpus, tokenize


def own_dates():
    provenance = load_corpus().provenance()
    dates = provenance[provenance["field"] == "date"]
    stated = dates[dates["basis"] == "stated"]["document"]
    return len(stated), f"It is {', '.join(stated)}; the dates of the others are inferred."


def whose_words():
    lines = kwic(tokenize(load_corpus()["hiroshima-news"].paragraphs), "said").table
    british, japanese = (lines["left"].str.contains(w).sum() for w in ("UK|Brit", "Japan|Tokyo"))
    letter = "a" if british and japanese else "c" if british else "b"
    return letter, f"Of {len(lines)} lines {british} have the British side as their subject."


def column():
    corpus = load_corpus()
    events = corpus.annotations("events")
    stated = set(events[events["basis"] == "stated"]["document"])
    [none] = set(events["document"]) - stated
    name = re.sub(r"-\d+$", "", none).replace("-", " ")
    total = len(events[events["document"] == none])
    return (name, f"the {name}", none), f"All {total} of its dates had to be worked out."


def misprint():
    corpus = load_corpus()
    names = re.compile("k[a-z]shida", re.IGNORECASE)
    odd = [
        {name for name in names.findall(corpus[text].text) if name != "Kishida"}
        for text in ("article", "article-rewrite")
    ]
    letter = "a" if odd[0] == odd[1] else "c" if not odd[1] else "b"
    return letter, f"The article has {', '.join(odd[0])}; the rewrite {', '.join(odd[1]) or 'not'}."
