#!/usr/bin/env bash
# One would expect a package to be usable after pip has installed it with all that it asks for.
# collatex 2.3, 29 November 2026: it declares networkx and prettytable, but also imports
# Levenshtein, so it cannot be imported until one installs that by hand.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check collatex==2.3 networkx==3.6.1 prettytable==3.18.0

cat >collate.py <<'PYTHON'
try:
    import collatex

    collation = collatex.Collation()
    collation.add_plain_witness("A", "new treaty")
    collation.add_plain_witness("B", "old treaty")
    print("with Levenshtein installed by hand, a word and another:", len(collatex.collate(collation).columns), "columns")
except ModuleNotFoundError as error:
    print(error)
PYTHON

{
    venv/bin/python -c 'from importlib.metadata import requires, version
print("collatex", version("collatex"), "asks for", ", ".join(sorted(requires("collatex"))))'
    venv/bin/python collate.py
    venv/bin/python -m pip install -qq --disable-pip-version-check Levenshtein==0.27.5
    venv/bin/python collate.py
} >now.txt
cat now.txt

cat >expected.txt <<'EXPECTED'
collatex 2.3 asks for networkx, prettytable
No module named 'Levenshtein'
with Levenshtein installed by hand, a word and another: 2 columns
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
