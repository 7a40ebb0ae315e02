#!/usr/bin/env bash
# One would expect a tokenizer that accepts a compiled pattern to find what the pattern finds.
# nltk 3.10.4, 29 November 2026: RegexpTokenizer keeps only the pattern's text and drops its
# flags without a word, so a verbose pattern finds nothing and IGNORECASE is lost.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check nltk==3.10.4

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
import re

from nltk.tokenize import RegexpTokenizer

print("nltk", version("nltk"))
verbose = re.compile(r"\w+  # a word", re.VERBOSE)
any_case = re.compile("[a-z]+", re.IGNORECASE)
for pattern in (verbose, any_case):
    print("the pattern:  ", pattern.findall("Japan and the EU"))
    print("the tokenizer:", RegexpTokenizer(pattern).tokenize("Japan and the EU"))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
nltk 3.10.4
the pattern:   ['Japan', 'and', 'the', 'EU']
the tokenizer: []
the pattern:   ['Japan', 'and', 'the', 'EU']
the tokenizer: ['apan', 'and', 'the']
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
