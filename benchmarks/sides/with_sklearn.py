"""The work with scikit-learn: count matrices. It has no concordance and no windows."""

import numpy as np
from scipy.special import xlogy
from sklearn.feature_extraction.text import CountVectorizer

from . import common


class Side:
    """Sparse matrices of texts by types."""

    def read(self, folder):
        self.texts = common.texts(folder)
        return sum(map(len, self.texts))

    def tokenize(self):
        options = {"token_pattern": common.RULE, "preprocessor": common.folded}
        self.vectorizer = CountVectorizer(**options)
        self.matrix = self.vectorizer.fit_transform(self.texts)
        return int(self.matrix.sum())

    def frequencies(self):
        self.types = self.vectorizer.get_feature_names_out()
        return np.asarray(self.matrix.sum(0)).ravel()

    def keyness(self):
        half = len(self.texts) // 2
        parts = self.matrix[:half], self.matrix[half:]
        a, b = (np.asarray(part.sum(0)).ravel().astype(float) for part in parts)
        n, m = a.sum(), b.sum()
        share = (a + b) / (n + m)
        return 2 * (xlogy(a, a / (n * share)) + xlogy(b, b / (m * share)))

    def bigrams(self):
        options = {"token_pattern": common.RULE, "preprocessor": common.folded}
        vectorizer = CountVectorizer(ngram_range=(2, 2), min_df=1, **options)
        counts = np.asarray(vectorizer.fit_transform(self.texts).sum(0)).ravel()
        kept = np.flatnonzero(counts >= common.MINIMUM)
        return vectorizer.get_feature_names_out()[kept], counts[kept]

    def mentions(self):
        self.owners = common.names()
        pattern = common.pattern(self.owners)
        self.names = CountVectorizer(token_pattern=pattern, lowercase=False)
        self.found = self.names.fit_transform(self.texts)
        return self.found

    def network(self):
        ids = [self.owners[name] for name in self.names.get_feature_names_out()]
        self.actors, owner = np.unique(ids, return_inverse=True)
        owned = np.eye(len(self.actors), dtype=np.int64)[owner]
        there = (self.found @ owned > 0).astype(np.int64)
        return there.T @ there

    def plain(self, step, result):
        if step in ("frequencies", "keyness"):
            return dict(zip(self.types, result.tolist(), strict=True))
        if step == "bigrams":
            words, counts = result
            return {tuple(w.split(" ")): int(n) for w, n in zip(words, counts, strict=True)}
        if step == "mentions":
            counts = np.asarray(result.sum(0)).ravel().tolist()
            return dict(zip(self.names.get_feature_names_out(), counts, strict=True))
        if step == "network":
            a, b = np.nonzero(np.triu(result, 1))
            pairs = zip(self.actors[a].tolist(), self.actors[b].tolist(), strict=True)
            return dict(zip(pairs, result[a, b].tolist(), strict=True))
        return result
