"""What is compared: for each task its sides, and the check that they computed the same."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import accordlib
from accordlib.tokens import TOKEN, fold

REPEATS = 100
WINDOW = 5
Sides = dict[str, Callable[[], Any]]


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


class Tasks:
    """The comparisons on one corpus."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
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
