#!/usr/bin/env bash
# One would expect a likelihood ratio of 0 where every first word meets every second word equally often.
# nltk 3.10.4, 29 November 2026: from_documents() forms no pair across two documents, but the margins
# are counts of all tokens, also of those in a place where no pair can begin or end; so it finds an association.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check nltk==3.10.4

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
from collections import Counter

from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures as Measures

documents = [[a, b] for a in ("new", "old") for b in ("pact", "treaty")]
finder = BigramCollocationFinder.from_documents(documents)
pairs = Counter(pair for words in documents for pair in zip(words, words[1:]))
first = sum(n for (a, _), n in pairs.items() if a == "new")
second = sum(n for (_, b), n in pairs.items() if b == "pact")

print("nltk", version("nltk"))
print("pairs in the documents:", pairs.total(), "and in the finder:", finder.N)
for name in ("likelihood_ratio", "pmi"):
    measure = getattr(Measures, name)
    by_place = measure(pairs["new", "pact"], (first, second), pairs.total())
    by_nltk = finder.score_ngram(measure, "new", "pact")
    print(f"{name} of new pact, margins by place: {by_place:.2f}, nltk: {by_nltk:.2f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
nltk 3.10.4
pairs in the documents: 4 and in the finder: 8
likelihood_ratio of new pact, margins by place: 0.00, nltk: 0.82
pmi of new pact, margins by place: 0.00, nltk: 1.00
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
