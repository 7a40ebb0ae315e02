"""What is compared: for each task its sides, and the check that they computed the same."""

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from editing import Editing, Sides

import accordlib
from accordlib.tokens import TOKEN, fold

REPEATS = 100
WINDOW = 5
ALIASES = 1000
SHUFFLES = 1000
SWAPS = 5
WORD = re.compile(r"[^\W_]+|\s|[^\w\s]|_")
Trie = dict[str, Any]


def read(folder: Path | None) -> list[str]:
    """Return the texts of a folder tree, or the five texts many times over."""
    if folder is None:
        return [d.text for d in accordlib.load_corpus().values()] * REPEATS
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
    if not texts:
        raise SystemExit(f"There is no .txt file in {folder}.")
    return texts


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
        self.node = "security"
        self.frequent = "the"

    @cached_property
    def tokens(self) -> accordlib.Tokens:
        """Return the corpus as accordlib's columns."""
        return accordlib.tokenize(self.passages)

    @cached_property
    def documents(self) -> list[list[str]]:
        """Return the corpus as lists of types, for the tools that work on lists."""
        return [[fold(m[0]) for m in TOKEN.finditer(text)] for text in self.texts]

    @cached_property
    def words(self) -> list[str]:
        """Return the corpus as one list of types."""
        return [word for document in self.documents for word in document]

    # Tokens with their offsets

    def tokenize(self) -> tuple[Sides, Callable[[dict], str]]:
        """Divide texts into tokens with offsets."""
        from nltk.tokenize import WordPunctTokenizer

        same, other = nltk_tokenizer(), WordPunctTokenizer()
        analyse = vectorizer().build_analyzer()
        sides = {
            "accordlib": lambda: accordlib.tokenize(self.passages),
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

    # Frequencies

    def frequencies(self) -> tuple[Sides, Callable[[dict], str]]:
        """Count the types of a tokenized corpus."""
        from nltk import FreqDist

        self.tokens, self.words  # noqa: B018
        sides = {
            "accordlib": lambda: accordlib.term_frequencies(self.tokens),
            "NLTK FreqDist": lambda: FreqDist(self.words),
        }

        def check(results: dict) -> str:
            table = results["accordlib"]
            assert dict(zip(table["term"], table["count"], strict=True)) == results["NLTK FreqDist"]
            return f"{len(table):,} types, all counts equal; accordlib also says in how many texts"

        return sides, check

    # Keyness

    def keyness(self) -> tuple[Sides, Callable[[dict], str]]:
        """Compare the first half of a tokenized corpus with the second."""
        import numpy as np
        from nltk import FreqDist
        from scipy.stats import power_divergence
        from sklearn.feature_extraction.text import CountVectorizer

        half = len(self.texts) // 2
        target = accordlib.tokenize(self.passages[:half])
        reference = accordlib.tokenize(self.passages[half:])
        cut = len(target)
        matrix = CountVectorizer(analyzer=lambda document: document)
        counts = matrix.fit_transform(self.documents)

        def scipy() -> dict[str, float]:
            halves = [np.asarray(part.sum(0)) for part in (counts[:half], counts[half:])]
            observed = np.vstack(halves).astype(float)
            sizes = observed.sum(1, keepdims=True)
            expected = sizes * observed.sum(0) / sizes.sum()
            g2 = power_divergence(observed, expected, lambda_="log-likelihood").statistic
            return dict(zip(matrix.get_feature_names_out(), g2, strict=True))

        def nltk() -> dict[str, float]:
            a, b = FreqDist(self.words[:cut]), FreqDist(self.words[cut:])
            n, m = a.N(), b.N()
            g2 = {}
            for word in a.keys() | b.keys():
                both = a[word] + b[word]
                cells = ((a[word], n * both / (n + m)), (b[word], m * both / (n + m)))
                g2[word] = 2 * sum(o * math.log(o / e) for o, e in cells if o)
            return g2

        sides = {
            "accordlib": lambda: accordlib.keyness(target, reference),
            "NLTK counts": nltk,
            "scikit-learn matrix + SciPy": scipy,
        }

        def check(results: dict) -> str:
            table = results["accordlib"]
            ours = dict(zip(table["term"], table["g2"], strict=True))
            for name in list(sides)[1:]:
                assert ours.keys() == results[name].keys()
                for word, g2 in results[name].items():
                    assert math.isclose(ours[word], g2, rel_tol=1e-6, abs_tol=1e-6)
            return (
                f"G2 of {len(ours):,} types equal on all sides; accordlib also gives log ratio, "
                "interval, adjusted p and cautions; making the matrix is not timed"
            )

        return sides, check

    # Concordance

    def concordance(self) -> tuple[Sides, Callable[[dict], str]]:
        """List every occurrence of a frequent word in its context."""
        from nltk import ConcordanceIndex

        self.tokens  # noqa: B018
        index = ConcordanceIndex(self.words)
        sides = {
            "accordlib": lambda: accordlib.kwic(self.tokens, self.frequent).table,
            "NLTK, index and query": lambda: ConcordanceIndex(self.words).find_concordance(
                self.frequent, width=80
            ),
            "NLTK, query only": lambda: index.find_concordance(self.frequent, width=80),
        }

        def check(results: dict) -> str:
            assert len({len(result) for result in results.values()}) == 1
            return (
                f"{len(results['accordlib']):,} lines for {self.frequent!r} on all sides; NLTK's "
                "context is made of joined tokens, runs across texts and has no offsets"
            )

        return sides, check

    # Collocates

    def collocates(self) -> tuple[Sides, Callable[[dict], str]]:
        """Find what stands within five tokens of a node."""
        from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

        self.tokens, self.words  # noqa: B018

        def nltk() -> list:
            finder = BigramCollocationFinder.from_words(self.words, WINDOW + 1)
            finder.apply_ngram_filter(lambda *pair: self.node not in pair)
            return finder.score_ngrams(BigramAssocMeasures.pmi)

        sides = {
            "accordlib": lambda: accordlib.collocates(self.tokens, self.node, WINDOW),
            "plain Python": self._near,
            "NLTK finder": nltk,
        }

        def check(results: dict) -> str:
            table = results["accordlib"]
            found = dict(zip(table["collocate"], table["observed"], strict=True))
            assert found
            assert found.items() <= results["plain Python"].items()
            pairs = {word for pair, _ in results["NLTK finder"] for word in pair}
            assert found.keys() <= pairs
            return (
                f"{len(found):,} collocates of {self.node!r}, counts equal to plain Python's "
                "(which computes no measure); NLTK counts every pair of the corpus, a token once "
                "for each node nearby, across texts"
            )

        return sides, check

    def _near(self) -> Counter[str]:
        near: Counter[str] = Counter()
        for words in self.documents:
            places: set[int] = set()
            for i, word in enumerate(words):
                if word == self.node:
                    places.update(range(max(0, i - WINDOW), min(len(words), i + WINDOW + 1)))
            near.update(words[i] for i in places if words[i] != self.node)
        return near

    # Mentions

    def mentions(self) -> tuple[Sides, Callable[[dict], str]]:
        """Find a thousand names of states, organisations and bodies."""
        gazetteer, names = shortened(accordlib.load_gazetteer(), ALIASES)
        alternation = re.compile(
            rf"(?<![^\W_])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"
            r"(?![^\W_])"
        )
        trie = token_trie(names)

        def ours(chosen: list[accordlib.Passage]) -> list[list[tuple[int, int]]]:
            found: dict[str, list] = {p.id: [] for p in chosen}
            for m in accordlib.find_mentions(chosen, gazetteer).rows():
                found[m.passage].append((m.start, m.end))
            return list(found.values())

        def plain(chosen: list[accordlib.Passage]) -> list[list[tuple[int, int]]]:
            return [[m.span() for m in alternation.finditer(p.text)] for p in chosen]

        def walked(chosen: list[accordlib.Passage]) -> list[list[tuple[int, int]]]:
            return [list(walk(trie, p.text)) for p in chosen]

        sides = {
            "accordlib": lambda: ours(self.passages),
            "re, one alternation": lambda: plain(self.passages),
            "token trie in Python": lambda: walked(self.passages),
        }

        def check(results: dict) -> str:
            lists = passages(f"We saw {name}." for name in names)
            assert ours(lists) == plain(lists) == walked(lists)
            assert sum(map(len, plain(lists))) == len(lists)
            hits = {name: set(located(found)) for name, found in results.items()}
            a, b, c = hits.values()
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


def count_with(side: str, texts: list[str]) -> int:
    """Tokenize with offsets and count the types with one tool only, to see its memory."""
    if side == "accordlib":
        return len(accordlib.term_frequencies(accordlib.tokenize(passages(texts))))
    if side == "NLTK":
        from nltk import FreqDist

        tokenizer = nltk_tokenizer()
        spans = [list(tokenizer.span_tokenize(text)) for text in texts]
        words = [fold(t[a:b]) for t, found in zip(texts, spans, strict=True) for a, b in found]
        return len(FreqDist(words))
    if side == "scikit-learn":
        return vectorizer().fit_transform(texts).shape[1]
    return 0
