"""The work with NLTK, and where it has nothing for a step, with the standard library."""

import math
import re
from collections import Counter

from nltk import ConcordanceIndex, FreqDist
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.tokenize import RegexpTokenizer

from . import common


class Side:
    """Lists of strings."""

    def read(self, folder):
        self.texts = common.texts(folder)
        return sum(map(len, self.texts))

    def tokenize(self):
        tokenizer = RegexpTokenizer(common.RULE)
        self.spans = [list(tokenizer.span_tokenize(text)) for text in self.texts]
        pairs = zip(self.texts, self.spans, strict=True)
        self.documents = [[common.folded(text[a:b]) for a, b in spans] for text, spans in pairs]
        self.words = [word for document in self.documents for word in document]
        return len(self.words)

    def frequencies(self):
        self.counts = FreqDist(self.words)
        return self.counts

    def keyness(self):
        cut = sum(map(len, self.documents[: len(self.documents) // 2]))
        a, b = FreqDist(self.words[:cut]), FreqDist(self.words[cut:])
        n, m = a.N(), b.N()
        g2 = {}
        for word in a.keys() | b.keys():
            both = a[word] + b[word]
            cells = ((a[word], n * both / (n + m)), (b[word], m * both / (n + m)))
            g2[word] = 2 * sum(o * math.log(o / e) for o, e in cells if o)
        return sorted(g2.items(), key=lambda item: -item[1])

    def index(self):
        self.concordances = ConcordanceIndex(self.words)

    def concordance(self):
        words = (common.FREQUENT, common.RARE)
        return [self.concordances.find_concordance(word, width=80) for word in words]

    def bigrams(self):
        self.finder = BigramCollocationFinder.from_documents(self.documents)
        self.finder.apply_freq_filter(common.MINIMUM)
        return self.finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)

    def mentions(self):
        self.owners = common.names()
        pattern = re.compile(common.pattern(self.owners))
        self.found = [[m.span() for m in pattern.finditer(text)] for text in self.texts]
        return self.found

    def network(self):
        pairs = zip(self.texts, self.found, strict=True)
        return common.joined([self.owners[text[a:b]] for a, b in spans] for text, spans in pairs)

    def plain(self, step, result):
        if step == "keyness":
            return dict(result)
        if step == "concordance":
            return [len(lines) for lines in result]
        if step == "bigrams":
            return {pair: self.finder.ngram_fd[pair] for pair, _ in result}
        if step == "mentions":
            pairs = zip(self.texts, result, strict=True)
            return Counter(text[a:b] for text, spans in pairs for a, b in spans)
        return result
