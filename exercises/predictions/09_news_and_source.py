"""What the texts say to the predictions of lesson 09."""

import re

from accordlib import load_corpus

BETWEEN = re.compile('["“]([^"”]*)["”]')


def pieces():
    found = BETWEEN.findall(load_corpus()["hiroshima-news"].text)
    return len(found), f"The first is “{' '.join(found[0].split())}”."


def most_marked():
    names = ("press-release-2021", "hiroshima-news", "article-rewrite", "article")
    counts = [len(BETWEEN.findall(load_corpus()[name].text)) for name in names]
    said = ", ".join(f"{name} {count}" for name, count in zip(names, counts, strict=True))
    return "abcd"[counts.index(max(counts))], f"Pieces between marks: {said}."


def quoted_most():
    table = load_corpus().annotations("quotations")
    said = table[table["kind"] != "label"]
    words = said["text"].str.split().str.len().groupby(said["speaker"]).sum()
    (first, most), (second, fewer) = words.sort_values(ascending=False).head(2).items()
    return (first, first.split()[-1]), f"{most} words; {second} follows with {fewer}."
