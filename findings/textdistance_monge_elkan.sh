#!/usr/bin/env bash
# One would expect the similarity of Monge and Elkan (1996), a mean of similarities from 0 to 1, to be 1 for equal names.
# textdistance 4.6.3, 30 November 2026: MongeElkan adds up counted letters and divides by the number of words twice, so that two persons
# get more than one and the same name, also in what it calls normalized: 1.75.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check textdistance==4.6.3

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import textdistance

print("textdistance", version("textdistance"))
measure = textdistance.MongeElkan(qval=None)
for one, two in (("G7", "G7"), ("ASEAN", "ASEAN"), ("Yoshimasa Hayashi", "Yoshimasa Takahashi")):
    print(f"{one} and {two}: {measure(one, two):g}, normalized {measure.normalized_similarity(one, two):.2f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
textdistance 4.6.3
G7 and G7: 2, normalized 1.00
ASEAN and ASEAN: 2, normalized 1.00
Yoshimasa Hayashi and Yoshimasa Takahashi: 3.5, normalized 1.75
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
