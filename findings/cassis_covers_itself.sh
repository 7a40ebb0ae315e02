#!/usr/bin/env bash
# One would expect select_covered and select_covering to leave out the annotation that is asked about, as UIMA's do, whose
# select names them by the same words (JCasUtil of uimaFIT: "never returned itself").
# dkpro-cassis 0.12.0, 30 November 2026: both return it too, so every name lies inside a name, and holds one.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check dkpro-cassis==0.12.0 lxml==6.1.3

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

from cassis import Cas, TypeSystem

types = TypeSystem()
Name = types.create_type("Name")
cas = Cas(types)
cas.sofa_string = "Japan signed the Hiroshima Accord."
cas.add_all([Name(begin=0, end=5), Name(begin=17, end=33), Name(begin=17, end=26)])

print("dkpro-cassis", version("dkpro-cassis"))
for name in cas.select("Name"):
    held, holding = cas.select_covered("Name", name), cas.select_covering("Name", name)
    print(f"{name.get_covered_text()} holds {[other.get_covered_text() for other in held]},",
          f"lies in {[other.get_covered_text() for other in holding]}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
dkpro-cassis 0.12.0
Japan holds ['Japan'], lies in ['Japan']
Hiroshima holds ['Hiroshima'], lies in ['Hiroshima', 'Hiroshima Accord']
Hiroshima Accord holds ['Hiroshima', 'Hiroshima Accord'], lies in ['Hiroshima Accord']
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
