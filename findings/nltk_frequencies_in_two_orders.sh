#!/usr/bin/env bash
# One would expect list(counts) and list(counts.values()) to stand in one order, as for a dict.
# nltk 3.10.4, 29 November 2026: a FreqDist is gone through from the most frequent sample down,
# and keys(), values() and items() keep the order of first occurrence. Bars that are drawn from
# the first two have the heights of others.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check nltk==3.10.4

venv/bin/python - >now.txt <<'PYTHON'
from collections import Counter
from importlib.metadata import version

from nltk import FreqDist

words = "pact treaty treaty treaty accord accord".split()
print("nltk", version("nltk"))
for counts in (Counter(words), FreqDist(words)):
    pairs = dict(zip(counts, counts.values(), strict=True))
    print(type(counts).__name__, pairs, "as counted:", pairs == dict(counts.items()))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
nltk 3.10.4
Counter {'pact': 1, 'treaty': 3, 'accord': 2} as counted: True
FreqDist {'treaty': 1, 'accord': 3, 'pact': 2} as counted: False
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
