"""Single tasks: what a user calls beside what others have for it.

A row is a function that is given the texts of the corpus and returns a `Row`; `ROWS` lists them.
"""

import difflib
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pandas as pd
from sides.common import NODE, WINDOW, folded, pattern, spellings

import accordlib
from accordlib.texts.folding import fold_characters
from accordlib.versions.edits import PIECE
from accordlib.words.token_rule import TOKEN

NAMES, SHUFFLES, SWAPS = 1000, 1000, 5


@dataclass
class Row:
    """One task: our call, theirs by name, and a check of all results, by name too.

    The check fails if the results differ, and returns what there is to say about them.
    """

    name: str
    ours: Callable[[], Any]
    theirs: dict[str, Callable[[], Any]]
    check: Callable[[dict[str, Any]], str]


def passages(texts: Iterable[str]) -> list[accordlib.Passage]:
    """Return each text as one passage."""
    return [accordlib.Passage(f"t{n}:all", t, f"t{n}", 0, len(t)) for n, t in enumerate(texts)]


def path(texts: list[str]) -> Row:
    """Count the words of a folder of files, paragraph by paragraph: what users do first."""
    from nltk import FreqDist
    from nltk.tokenize import RegexpTokenizer

    place = tempfile.TemporaryDirectory()
    for number, text in enumerate(texts):
        Path(place.name, f"{number:06}.txt").write_text(text, "utf-8")

    def ours() -> pd.DataFrame:
        documents = accordlib.Corpus.from_folder(place.name).values()
        tokens = accordlib.tokenize(p for d in documents for p in d.paragraphs)
        return accordlib.term_frequencies(tokens)

    def nltk() -> FreqDist:
        rule = RegexpTokenizer(TOKEN.pattern, flags=re.VERBOSE)
        files = sorted(Path(place.name).glob("*.txt"))
        lines = (line for file in files for line in file.read_text("utf-8").splitlines())
        return FreqDist(folded(word) for line in lines for word in rule.tokenize(line))

    def check(found: dict) -> str:
        place.cleanup()
        counts = dict(zip(found["accordlib"]["term"], found["accordlib"]["count"], strict=True))
        theirs = found["NLTK, line by line"]
        same = sum(theirs[word] == count for word, count in counts.items())
        near = sum(abs(theirs[word] - count) for word, count in counts.items())
        assert near <= sum(counts.values()) / 100
        return (
            f"{len(texts):,} files, {sum(counts.values()):,} tokens; {same:,} of {len(counts):,} "
            "types are as frequent; accordlib also joins the lines of a paragraph and the parts "
            "of a word, and gives offsets and passages"
        )

    return Row("path", ours, {"NLTK, line by line": nltk}, check)


def tables(texts: list[str]) -> Row:
    """Count by document, without function words, what has been tokenized."""
    tokens = accordlib.tokenize(passages(texts))
    stop = accordlib.stopwords()

    def ours() -> pd.DataFrame:
        content = tokens.filter(words=lambda word: word not in accordlib.stopwords())
        return accordlib.term_frequencies(content, by="document")

    def counters() -> list[Counter[str]]:
        return list(map(Counter, by_text))

    words, bounds = tokens.vocabulary, tokens.bounds.tolist()
    spelt = [words[i] for i in tokens.ids.tolist()]
    by_text = [[word for word in spelt[a:b] if word not in stop] for a, b in pairwise(bounds)]

    def check(found: dict) -> str:
        table, theirs = found["accordlib"], found["Counter of strings"]
        rows = zip(table["document"], table["term"], table["count"], strict=True)
        assert all(theirs[int(name[1:])][term] == count for name, term, count in rows)
        assert len(table) == sum(map(len, theirs))
        return (
            f"{len(table):,} rows, all counts equal; accordlib also leaves the function words "
            "out, sorts, and gives rates and ranges, where the strings are ready"
        )

    return Row("tables", ours, {"Counter of strings": counters}, check)


def tokenize(texts: list[str]) -> Row:
    """Divide texts into tokens with offsets."""
    from nltk.tokenize import RegexpTokenizer

    chosen = passages(texts)
    nltk = RegexpTokenizer(TOKEN.pattern, flags=re.VERBOSE)

    def check(found: dict) -> str:
        ours = found["accordlib"]
        spans = list(zip(ours.starts.tolist(), ours.ends.tolist(), strict=True))
        places = pairwise(ours.bounds.tolist())
        here = {p.id: spans[a:b] for p, (a, b) in zip(ours.passages, places, strict=True)}
        folded = {p.id for p in chosen if fold_characters(p.text).changes}
        torn = folded | set(ours.repairs["passage"])
        differ = {
            name: {id for id, own in zip(here, found[name], strict=True) if here[id] != own}
            for name in theirs
        }
        assert differ["re.finditer"] <= torn
        others = differ["NLTK, same rule"] - torn
        assert len(others) <= len(texts) / 100
        return (
            f"{len(ours):,} tokens, all offsets equal to those of re.finditer but in {len(torn)} "
            "texts where accordlib joins broken words and leaves out marks of notes and what has "
            f"no width, and to NLTK's with the same rule but in {len(others)} more (its engine "
            "knows other letters)"
        )

    theirs = {
        "re.finditer": lambda: [[m.span() for m in TOKEN.finditer(t)] for t in texts],
        "NLTK, same rule": lambda: [list(nltk.span_tokenize(t)) for t in texts],
    }
    return Row("tokenize", lambda: accordlib.tokenize(chosen), theirs, check)


def collocates(texts: list[str]) -> Row:
    """Find what stands within five tokens of a node, with NLTK's own finder."""
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    tokens = accordlib.tokenize(passages(texts))
    words = [tokens.vocabulary[i] for i in tokens.ids.tolist()]

    def finder() -> list:
        found = BigramCollocationFinder.from_words(words, WINDOW + 1)
        found.apply_ngram_filter(lambda *pair: NODE not in pair)
        return found.score_ngrams(BigramAssocMeasures.pmi)

    def check(found: dict) -> str:
        ours = set(found["accordlib"]["collocate"])
        assert ours
        assert ours <= {word for pair, _ in found["NLTK, its finder"] for word in pair}
        return (
            f"{len(ours):,} collocates of {NODE!r}; NLTK's finder counts every pair of the corpus, "
            "a token once for each node nearby, across texts"
        )

    ours, theirs = accordlib.collocates, {"NLTK, its finder": finder}
    return Row("collocates", lambda: ours(tokens, NODE, WINDOW), theirs, check)


def find_mentions(texts: list[str]) -> Row:
    """Find a thousand names of states, organisations and bodies."""
    gazetteer, names = shortened(accordlib.load_gazetteer(), NAMES)
    alternation = re.compile(pattern([form for name in names for form in spellings(name)]))
    chosen = passages(" ".join(text.split()) for text in texts)  # re knows no broken lines
    tokens = accordlib.tokenize(chosen)

    def plain(of: list[accordlib.Passage]) -> set:
        return {(p.id, *m.span()) for p in of for m in alternation.finditer(p.text)}

    def spans(found: accordlib.Mentions) -> set:
        columns = (found.table[name].tolist() for name in ("passage", "start", "end"))
        return set(zip(*columns, strict=True))

    def check(found: dict) -> str:
        lists = passages(f"We saw {name}." for name in names)
        assert len(plain(lists)) == len(lists)
        assert spans(accordlib.find_mentions(lists, gazetteer)) == plain(lists)
        assert spans(accordlib.find_names(accordlib.tokenize(lists), gazetteer)) == plain(lists)
        ours, theirs = spans(found["accordlib"]), found["re, one alternation"]
        assert spans(found["accordlib, find_names on tokens"]) == theirs
        assert len(ours & theirs) >= 0.8 * len(theirs)
        return (
            f"{len(names):,} names; {len(lists):,} sentences with one name each give the same "
            f"offsets on all sides. In the texts re has {len(theirs):,} hits, accordlib "
            f"{len(ours):,}: {len(ours & theirs):,} of re's; the others stand in longer names, are "
            f"followed by 'government' or are ordinary words, and {len(ours - theirs):,} are names "
            "that only patterns, titles, abbreviations or spellings give"
        )

    theirs = {
        "accordlib, find_names on tokens": lambda: accordlib.find_names(tokens, gazetteer),
        "re, one alternation": lambda: plain(chosen),
    }
    ours = accordlib.find_mentions
    return Row("find_mentions", lambda: ours(chosen, gazetteer), theirs, check)


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


def null_model(_: list[str]) -> Row:
    """Shuffle the Accord's network a thousand times (the corpus is not used)."""
    agreement = accordlib.parse_agreement(accordlib.load_corpus()["accord"])
    found = accordlib.find_mentions(agreement.passages, accordlib.load_gazetteer())
    graph = accordlib.actor_network(found)
    named: defaultdict[str, set[str]] = defaultdict(set)
    for actor, ids in graph.nodes(data="passages"):
        for id in ids:
            named[id].add(actor)
    units = list(named.values())
    pairs = [tuple(sorted(pair)) for pair in graph.edges]

    def check(found: dict) -> str:
        edges = found["accordlib"].edges
        ours = {tuple(sorted((e.a, e.b))): (e.mean, e.sd) for e in edges.itertuples()}
        means = found["swaps in plain Python"].items()
        most = max(abs(mean - ours[pair][0]) / max(ours[pair][1], 0.05) for pair, mean in means)
        assert most < 0.3
        return (
            f"{SHUFFLES:,} shuffles of {len(graph)} actors in {len(units)} windows, "
            f"{sum(map(len, units))} entries; mean weights of {len(pairs)} edges within {most:.2f} "
            f"standard deviations; five trades a window or {SWAPS} tried swaps an entry between "
            "shuffles; accordlib also gives sd, z, p and three measures of the network"
        )

    theirs = {"swaps in plain Python": lambda: swapped(units, pairs)}
    return Row("null_model", lambda: accordlib.null_model(graph, SHUFFLES), theirs, check)


def swapped(units: list[set[str]], pairs: list[tuple]) -> dict[tuple, float]:
    """Return mean weights after swaps of two entries between two windows."""
    rng = random.Random(0)
    rows = [set(unit) for unit in units]
    entries = [(n, actor) for n, row in enumerate(rows) for actor in sorted(row)]
    total: Counter[tuple[str, str]] = Counter()
    for _ in range(SHUFFLES):
        for _ in range(SWAPS * len(entries)):
            i, j = rng.randrange(len(entries)), rng.randrange(len(entries))
            (n, a), (m, b) = entries[i], entries[j]
            if a not in rows[m] and b not in rows[n]:
                rows[n] ^= {a, b}
                rows[m] ^= {a, b}
                entries[i], entries[j] = (n, b), (m, a)
        total.update(pair for row in rows for pair in combinations(sorted(row), 2))
    return {pair: total[pair] / SHUFFLES for pair in pairs}


def versions(texts: list[str]) -> Row:
    """Compare twenty thousand words with a version in which every fifth word is changed."""
    return edits("versions", *rewritten(texts, 20_000))


def article(_: list[str]) -> Row:
    """Compare the article with its rewrite (the corpus is not used)."""
    pair = (accordlib.load_corpus()[id].paragraphs for id in ("article", "article-rewrite"))
    return edits("article", *("\n".join(p.text for p in side) for side in pair))


def edits(name: str, old: str, new: str) -> Row:
    """Compare two texts by edit scripts."""
    a, b = (PIECE.findall(text) for text in (old, new))

    def matched(autojunk: bool) -> int:
        blocks = difflib.SequenceMatcher(None, a, b, autojunk=autojunk).get_matching_blocks()
        return len(a) + len(b) - 2 * sum(size for _, _, size in blocks)

    def check(found: dict) -> str:
        ours = found.pop("accordlib")
        assert ours.apply(old) == new
        assert ours.reverse().apply(new) == old
        assert ours.distance <= min(found.values())
        said = "; ".join(f"{name} {length:,}" for name, length in found.items())
        return (
            f"{len(a):,} words and marks against {len(b):,}; deleted and inserted: accordlib "
            f"{ours.distance:,}; {said}; accordlib also divides the texts, finds what moved and "
            "gives offsets"
        )

    theirs = {"difflib": lambda: matched(False), "difflib, autojunk": lambda: matched(True)}
    return Row(name, lambda: accordlib.compare_words(old, new), theirs, check)


def rewritten(texts: list[str], length: int) -> tuple[str, str]:
    """Return words, and the same with every fifth left out, replaced or followed by another."""
    rng = random.Random(0)
    words = " ".join(texts).split()[:length]
    made: list[str] = []
    for word in words:
        what = rng.randrange(15)
        made += {0: [], 1: [rng.choice(words)], 2: [word, rng.choice(words)]}.get(what, [word])
    return " ".join(words), " ".join(made)


ROWS = (path, tables, tokenize, collocates, find_mentions, null_model, versions, article)
