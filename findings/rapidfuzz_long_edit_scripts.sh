#!/usr/bin/env bash
# One would expect the compiled and the pure-Python code of a library to change one text into another in the same steps.
# rapidfuzz 3.14.6, 29 November 2026: for texts of a thousand signs, Levenshtein.editops() takes the same steps in both;
# for some texts of four thousand, the compiled code chooses other steps, equally many.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check rapidfuzz==3.14.6

cat >steps.py <<'PYTHON'
import json
import random

from rapidfuzz.distance import Levenshtein

found = {}
for signs in (1000, 4000):
    random.seed(2026)
    pairs = [["".join(random.choices("abcde ", k=signs)) for _ in range(2)] for _ in range(20)]
    found[signs] = [[tuple(step) for step in Levenshtein.editops(one, two)] for one, two in pairs]
print(json.dumps(found))
PYTHON

RAPIDFUZZ_IMPLEMENTATION=cpp venv/bin/python steps.py >compiled.json
RAPIDFUZZ_IMPLEMENTATION=python venv/bin/python steps.py >pure.json

venv/bin/python - >now.txt <<'PYTHON'
import json
from importlib.metadata import version

print("rapidfuzz", version("rapidfuzz"))
with open("compiled.json", encoding="utf-8") as one, open("pure.json", encoding="utf-8") as two:
    compiled, pure = json.load(one), json.load(two)
for signs in compiled:
    both = list(zip(compiled[signs], pure[signs]))
    as_many = sum(len(a) == len(b) for a, b in both)
    same = sum(a == b for a, b in both)
    print(f"{signs} signs, {len(both)} pairs of texts: {as_many} with as many steps, {same} with the same steps")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
rapidfuzz 3.14.6
1000 signs, 20 pairs of texts: 20 with as many steps, 20 with the same steps
4000 signs, 20 pairs of texts: 20 with as many steps, 15 with the same steps
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
