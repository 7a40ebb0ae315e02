"""What the texts say to the predictions of lesson 03b."""

import random
from collections import Counter

from accordlib import keyness, load_corpus, parse_agreement, stopwords, tokenize


def _accord():
    return parse_agreement(load_corpus()["accord"])


def commonest():
    words = tokenize(_accord().pillars[0].commitments).surface()
    counts = Counter(word.lower() for word in words if word.lower() not in stopwords())
    [(word, count), (second, fewer)] = counts.most_common(2)
    return word, f"{word} stands {count} times there, {second}, the next, {fewer} times."


def deals():
    cards = [commitment.label for commitment in _accord().commitments]
    having = {c.label for c in _accord().commitments if "defence" in tokenize([c]).types}
    dealer = random.Random(2023)
    hands = (dealer.sample(cards, 9) for _ in range(10_000))
    full = sum(having <= set(hand) for hand in hands)
    return full, "So few hands of nine hold all of them: chance makes such a pillar seldom."


def intervals():
    defence, *others = _accord().pillars
    rest = [commitment for pillar in others for commitment in pillar.commitments]
    sides = (tokenize(side) for side in (defence.commitments, rest))
    key = keyness(*(t.filter(words=set(t.types) - stopwords()) for t in sides))
    shown = [*key.head(6).itertuples(), *key.tail(6).itertuples()]
    clear = [row.term for row in shown if row.low > 0 or row.high < 0]
    return len(clear), f"They are those of {', '.join(clear)}."


def stand():
    from scipy.stats import fisher_exact

    corpus = load_corpus()
    names = ("hiroshima-news", "press-release-2021", "article")
    news = [passage for name in names for passage in corpus[name].paragraphs]
    sides = [_accord().passages, news]
    types = len({word for side in sides for word in tokenize(side).types})
    ps = {}
    for word in ("we", "work", "through"):
        found = [[word in tokenize([p]).types for p in side] for side in sides]
        table = [[sum(side), len(side) - sum(side)] for side in found]
        ps[word] = min(1, types * fisher_exact(table).pvalue)
    left = [word for word, p in ps.items() if p < 0.05]
    said = ", ".join(f"{word} {p:.3f}" for word, p in ps.items())
    return {0: "c", 1: "a"}.get(len(left), "b"), f"Each p times the number of types: {said}."
