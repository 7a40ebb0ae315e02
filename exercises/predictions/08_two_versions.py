"""What the texts say to the predictions of lesson 08."""

from itertools import pairwise

from accordlib import load_corpus, sentences, tokenize


def order():
    import networkx as nx

    corpus = load_corpus()
    article, rewrite = (sentences(corpus[n].paragraphs) for n in ("article", "article-rewrite"))
    graph = nx.Graph()
    for one in article:
        for other in rewrite:
            first, second = set(tokenize([one]).types), set(tokenize([other]).types)
            graph.add_edge(one.id, other.id, weight=len(first & second) / len(first | second))
    partners = nx.Graph(list(nx.max_weight_matching(graph)))
    ids = [sentence.id for sentence in rewrite]
    places = [ids.index(next(partners.neighbors(one.id))) for one in article]
    steps = sum(a < b for a, b in pairwise(places))
    letter = "b" if steps == len(places) - 1 else "c" if steps > len(places) / 2 else "a"
    return letter, f"{steps} of {len(places) - 1} next partners stand later."


def kind():
    counts = load_corpus().annotations("changes")["type"].value_counts()
    second = counts.index[1]
    said = f"{counts.iloc[0]} of {counts.sum()}; the next is {second} with {counts.iloc[1]}."
    return str(counts.index[0]), said


def same_places():
    corpus = load_corpus()
    place = ["article_start", "article_end", "rewrite_start", "rewrite_end"]
    one, other = (corpus.annotations(f"changes-coder-{name}")[place] for name in "ab")
    both = len(one.merge(other, on=place))
    return both, f"Coder A has {len(one)} places, coder B {len(other)}."
