#!/usr/bin/env bash
# One would expect mutual information in bits, as the package's own log ratio is, and as the usual threshold of 3 supposes.
# association-measures 0.3.2, 29 November 2026: mutual_information is a decimal logarithm, so a pair eight times
# as frequent as expected, which has 3 bits, gets 0.9. README and docstring name no base.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check association-measures==0.3.2 numpy==2.4.6 pandas==2.3.3 scipy==1.17.1 nltk==3.10.4

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import association_measures.measures as measures
import pandas as pd
from nltk.metrics import BigramAssocMeasures

# A pair met 8 times; each of its two words 100 times among 10,000 pairs: expected once.
both, margin, total = 8, 100, 10_000
table = pd.DataFrame({"f": [both], "f1": [margin], "f2": [margin], "N": [total]}, index=["joint patrol"])
scores = measures.score(table, measures=["mutual_information", "log_ratio"]).iloc[0]

print("association-measures", version("association-measures"), "nltk", version("nltk"))
print(f"as frequent as expected: {scores['O11'] / scores['E11']:.0f} times")
print(f"nltk pmi: {BigramAssocMeasures.pmi(both, (margin, margin), total):.2f}")
print(f"association-measures mutual_information: {scores['mutual_information']:.2f}, log_ratio: {scores['log_ratio']:.2f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
association-measures 0.3.2 nltk 3.10.4
as frequent as expected: 8 times
nltk pmi: 3.00
association-measures mutual_information: 0.90, log_ratio: 3.11
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
