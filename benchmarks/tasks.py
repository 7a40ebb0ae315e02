"""What is compared: for each task its sides, and the check that they computed the same."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from editing import Editing, Sides
from sides.common import NODE, WINDOW, pattern, spellings

import accordlib
from accordlib.actors.large_corpora import find_names
from accordlib.words.tokens import TOKEN

ALIASES = 1000
SHUFFLES = 1000
SWAPS = 5
WORD = re.compile(r"[^\W_]+|\s|[^\w\s]|_")
Trie = dict[str, Any]


def passages(texts: Iterable[str]) -> list[accordlib.Passage]:
    """Return each text as one passage."""
    return [
        accordlib.Passage(f"t{n}:all", text, f"t{n}", 0, len(text)) for n, text in enumerate(texts)
    ]


def nltk_tokenizer():
    """Return NLTK's tokenizer with accordlib's rule."""
    from nltk.tokenize import RegexpTokenizer

    return RegexpTokenizer(TOKEN.pattern, flags=re.VERBOSE)


def vectorizer(**options: Any):
    """Return scikit-learn's counter with accordlib's rule."""
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(token_pattern=f"(?x){TOKEN.pattern}", **options)


class Tasks(Editing):
    """The comparisons on one corpus."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__(texts)
        self.passages = passages(texts)

    # Tokens with their offsets

    def tokenize(self) -> tuple[Sides, Callable[[dict], str]]:
        """Divide texts into tokens with offsets."""
        from nltk.tokenize import WordPunctTokenizer

        same, other = nltk_tokenizer(), WordPunctTokenizer()
        analyse = vectorizer().build_analyzer()
        sides = {
            "accordlib": lambda: accordlib.tokenize(self.passages),
            "re.finditer": lambda: [[m.span() for m in TOKEN.finditer(t)] for t in self.texts],
            "NLTK, same rule": lambda: [list(same.span_tokenize(t)) for t in self.texts],
            "NLTK WordPunct": lambda: [list(other.span_tokenize(t)) for t in self.texts],
            "scikit-learn": lambda: [analyse(t) for t in self.texts],
        }

        def check(results: dict) -> str:
            ours = results["accordlib"]
            spans = zip(ours.starts.tolist(), ours.ends.tolist(), strict=True)
            assert all(m.span() == next(spans) for t in self.texts for m in TOKEN.finditer(t))
            assert next(spans, None) is None
            bounds = zip(ours.bounds[:-1], ours.bounds[1:], strict=True)
            differ = sum(
                list(zip(ours.starts[a:b].tolist(), ours.ends[a:b].tolist(), strict=True)) != found
                for (a, b), found in zip(bounds, results["NLTK, same rule"], strict=True)
            )
            assert differ <= len(self.texts) / 100
            words = sum(map(len, results["scikit-learn"]))
            marks = sum(map(len, results["NLTK WordPunct"]))
            return (
                f"{len(ours):,} tokens, all offsets equal to those of re.finditer, and to NLTK's "
                f"with the same rule but in {differ} texts (its engine knows other letters); "
                f"WordPunct counts marks too ({marks:,}); scikit-learn gives no offsets "
                f"({words:,} tokens)"
            )

        return sides, check

    # Collocates

    def collocates(self) -> tuple[Sides, Callable[[dict], str]]:
        """Find what stands within five tokens of a node, with NLTK's own finder."""
        from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

        tokens = accordlib.tokenize(self.passages)
        words = [tokens.vocabulary[i] for i in tokens.ids.tolist()]

        def nltk() -> list:
            finder = BigramCollocationFinder.from_words(words, WINDOW + 1)
            finder.apply_ngram_filter(lambda *pair: NODE not in pair)
            return finder.score_ngrams(BigramAssocMeasures.pmi)

        sides = {
            "accordlib": lambda: accordlib.collocates(tokens, NODE, WINDOW),
            "NLTK, its finder": nltk,
        }

        def check(results: dict) -> str:
            found = set(results["accordlib"]["collocate"])
            assert found
            assert found <= {word for pair, _ in results["NLTK, its finder"] for word in pair}
            return (
                f"{len(found):,} collocates of {NODE!r}; NLTK's finder counts every pair of the "
                "corpus, a token once for each node nearby, across texts (in the whole work NLTK's "
                "are counted by hand from its index)"
            )

        return sides, check

    # Mentions

    def find_mentions(self) -> tuple[Sides, Callable[[dict], str]]:
        """Find a thousand names of states, organisations and bodies."""
        gazetteer, names = shortened(accordlib.load_gazetteer(), ALIASES)
        forms = [form for name in names for form in spellings(name)]
        alternation = re.compile(pattern(forms))
        trie = token_trie(forms)

        def ours(chosen: list[accordlib.Passage]) -> list[list[tuple[int, int]]]:
            found: dict[str, list] = {p.id: [] for p in chosen}
            for m in accordlib.find_mentions(chosen, gazetteer).rows():
                found[m.passage].append((m.start, m.end))
            return list(found.values())

        def looked_up(tokens: accordlib.Tokens) -> list[list[tuple[int, int]]]:
            found: dict[str, list] = {p.id: [] for p in tokens.passages}
            for m in find_names(tokens, gazetteer).rows():
                found[m.passage].append((m.start, m.end))
            return list(found.values())

        def plain(chosen: list[accordlib.Passage]) -> list[list[tuple[int, int]]]:
            return [[m.span() for m in alternation.finditer(p.text)] for p in chosen]

        def walked(chosen: list[accordlib.Passage]) -> list[list[tuple[int, int]]]:
            return [list(walk(trie, p.text)) for p in chosen]

        tokens = accordlib.tokenize(self.passages)
        sides = {
            "accordlib": lambda: ours(self.passages),
            "accordlib, find_names on tokens": lambda: looked_up(tokens),
            "re, one alternation": lambda: plain(self.passages),
            "token trie in Python": lambda: walked(self.passages),
        }

        def check(results: dict) -> str:
            lists = passages(f"We saw {name}." for name in names)
            assert ours(lists) == plain(lists) == walked(lists)
            assert looked_up(accordlib.tokenize(lists)) == plain(lists)
            assert sum(map(len, plain(lists))) == len(lists)
            hits = {name: set(located(found)) for name, found in results.items()}
            a, n, b, c = hits.values()
            assert n == b
            assert len(b & c) >= 0.999 * len(b | c)
            assert len(a & b) >= 0.8 * len(b)
            return (
                f"{len(names):,} names; {len(lists):,} sentences with one name each give the "
                f"same offsets on all sides. In the texts re has {len(b):,} hits, the trie "
                f"{len(c):,} ({len(b & c):,} the same), accordlib {len(a):,}: {len(a & b):,} of "
                f"re's; the others stand in longer names, are followed by 'government' or are "
                f"ordinary words, and {len(a - b):,} are names that only patterns, titles, "
                "abbreviations or spellings give"
            )

        return sides, check

    # Null model

    def null_model(self) -> tuple[Sides, Callable[[dict], str]]:
        """Shuffle the Accord's network a thousand times (the folder's texts are not used)."""
        agreement = accordlib.parse_agreement(accordlib.load_corpus()["accord"])
        found = accordlib.find_mentions(agreement.passages, accordlib.load_gazetteer())
        graph = accordlib.actor_network(found)
        units = [set(ids) for _, ids in windows(graph)]
        pairs = [tuple(sorted(pair)) for pair in graph.edges]

        sides = {
            "accordlib": lambda: accordlib.null_model(graph, SHUFFLES),
            "swaps in plain Python": lambda: swapped(units, pairs, SHUFFLES),
            "swaps on a NetworkX graph": lambda: swapped_graph(units, pairs, SHUFFLES),
        }

        def check(results: dict) -> str:
            edges = results["accordlib"].edges
            ours = {tuple(sorted((e.a, e.b))): (e.mean, e.sd) for e in edges.itertuples()}
            differences = [
                abs(mean - ours[pair][0]) / max(ours[pair][1], 0.05)
                for name in list(sides)[1:]
                for pair, mean in results[name].items()
            ]
            assert max(differences) < 0.3
            ones = sum(map(len, units))
            return (
                f"{SHUFFLES:,} shuffles of {len(graph)} actors in {len(units)} windows, {ones} "
                f"entries; mean weights of {len(pairs)} edges within {max(differences):.2f} "
                f"standard deviations on all sides; five trades a window or {SWAPS} tried swaps "
                "an entry between shuffles; accordlib also gives sd, z, p and three measures of "
                "the network"
            )

        return sides, check


def located(found: list[list[tuple[int, int]]]) -> list[tuple[int, int, int]]:
    """Return spans with the number of their text."""
    return [(n, a, b) for n, spans in enumerate(found) for a, b in spans]


def shortened(gazetteer: pd.DataFrame, size: int) -> tuple[pd.DataFrame, list[str]]:
    """Return the first rows with this many names in all, and the names, each once."""
    names: list[str] = []
    kept = []
    for row in gazetteer[gazetteer["type"] != "person"].to_dict("records"):
        aliases = [a.strip() for a in row["aliases"].split("|") if a.strip()]
        aliases = aliases[: size - len(names) - 1]
        names += dict.fromkeys([row["name"], *aliases])
        kept.append({**row, "belongs_to": "", "acts_for": "", "aliases": " | ".join(aliases)})
        if len(names) == size:
            break
    return pd.DataFrame(kept, dtype="string"), names


def token_trie(names: list[str]) -> Trie:
    """Return nested dictionaries of the names' tokens; an empty key marks an end."""
    root: Trie = {}
    for name in names:
        node = root
        for word in WORD.findall(name):
            node = node.setdefault(word, {})
        node[""] = {}
    return root


def walk(trie: Trie, text: str) -> Iterable[tuple[int, int]]:
    """Yield the longest names at each token, from left to right."""
    words = [(m[0], m.start(), m.end()) for m in WORD.finditer(text)]
    i = 0
    while i < len(words):
        node, j, last = trie, i, None
        while j < len(words) and words[j][0] in node:
            node = node[words[j][0]]
            j += 1
            whole = j == len(words) or not (words[j - 1][0] + words[j][0]).isalnum()
            if "" in node and whole:
                last = j
        if last is None:
            i += 1
        else:
            yield words[i][1], words[last - 1][2]
            i = last


def windows(graph: nx.Graph) -> Iterable[tuple[str, list[str]]]:
    """Yield the windows that mention anybody, with the actors in them."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for actor, ids in graph.nodes(data="passages"):
        for id in ids:
            named[id].append(actor)
    return named.items()


def together(rows: Iterable[set[str]]) -> Counter[tuple[str, str]]:
    """Count the rows that two actors share."""
    return Counter(pair for row in rows for pair in combinations(sorted(row), 2))


def swapped(units: list[set[str]], pairs: list[tuple], shuffles: int) -> dict[tuple, float]:
    """Return mean weights after swaps of two entries between two rows."""
    rng = random.Random(0)
    rows = [set(unit) for unit in units]
    entries = [(n, actor) for n, row in enumerate(rows) for actor in sorted(row)]
    total: Counter[tuple[str, str]] = Counter()
    for _ in range(shuffles):
        for _ in range(SWAPS * len(entries)):
            i, j = rng.randrange(len(entries)), rng.randrange(len(entries))
            (n, a), (m, b) = entries[i], entries[j]
            if a not in rows[m] and b not in rows[n]:
                rows[n].remove(a)
                rows[n].add(b)
                rows[m].remove(b)
                rows[m].add(a)
                entries[i], entries[j] = (n, b), (m, a)
        total.update(together(rows))
    return {pair: total[pair] / shuffles for pair in pairs}


def swapped_graph(units: list[set[str]], pairs: list[tuple], shuffles: int) -> dict[tuple, float]:
    """Return mean weights after the same swaps of edges of a bipartite graph."""
    rng = np.random.default_rng(0)
    joined = nx.Graph((n, actor) for n, unit in enumerate(units) for actor in sorted(unit))
    edges = [(n, a) for n, unit in enumerate(units) for a in sorted(unit)]
    total: Counter[tuple[str, str]] = Counter()
    for _ in range(shuffles):
        for i, j in rng.integers(len(edges), size=(SWAPS * len(edges), 2)).tolist():
            (n, a), (m, b) = edges[i], edges[j]
            if not joined.has_edge(m, a) and not joined.has_edge(n, b):
                joined.remove_edges_from([(n, a), (m, b)])
                joined.add_edges_from([(n, b), (m, a)])
                edges[i], edges[j] = (n, b), (m, a)
        total.update(together(set(joined[n]) for n in range(len(units))))
    return {pair: total[pair] / shuffles for pair in pairs}
