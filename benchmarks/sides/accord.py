"""The work with accordlib."""

import pandas as pd

import accordlib as a

from . import common


class Side:
    """Columns of integers, prepared once."""

    halves = ()

    def read(self, folder):
        made = enumerate(common.texts(folder))
        self.passages = [a.Passage(f"t{n}:all", t, f"t{n}", 0, len(t)) for n, t in made]
        return sum(len(p.text) for p in self.passages)

    def tokenize(self):
        self.tokens = a.tokenize(self.passages)
        return len(self.tokens)

    def frequencies(self):
        return a.term_frequencies(self.tokens)

    def keyness(self):
        if not self.halves:
            first = {p.id for p in self.passages[: len(self.passages) // 2]}
            target = self.tokens.filter(passages=lambda p: p.id in first)
            self.halves = target, self.tokens.filter(passages=lambda p: p.id not in first)
        return a.keyness(*self.halves)

    def concordance(self):
        found = [a.kwic(self.tokens, word) for word in (common.FREQUENT, common.RARE)]
        return [(len(lines), str(lines)) for lines in found]

    def every_line(self):
        return a.kwic(self.tokens, common.FREQUENT).table

    def collocates(self):
        return a.collocates(self.tokens, common.NODE, common.WINDOW, common.MINIMUM)

    def bigrams(self):
        return a.bigrams(self.tokens, common.MINIMUM)

    def mentions(self):
        rows = [(id, form, "body", "") for form, id in common.names().items()]
        gazetteer = pd.DataFrame(rows, columns=["id", "name", "type", "aliases"], dtype="string")
        self.found = a.find_names(self.tokens, gazetteer)
        return self.found

    def network(self):
        return a.actor_network(self.found)

    def plain(self, step, result):
        columns = {
            "frequencies": ("term", "count"),
            "keyness": ("term", "g2"),
            "collocates": ("collocate", "observed"),
        }
        if step in columns:
            return common.joined_columns(result, *columns[step])
        if step == "concordance":
            return [number for number, _ in result]
        if step == "bigrams":
            pairs = zip(result["first"], result["second"], strict=True)
            return dict(zip(pairs, result["count"], strict=True))
        if step == "mentions":
            return result.table["surface"].value_counts().to_dict()
        if step == "network":
            return {tuple(sorted(e[:2])): e[2] for e in result.edges(data="weight")}
        return result
