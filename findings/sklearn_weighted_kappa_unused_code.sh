#!/usr/bin/env bash
# One would expect weighted kappa (Cohen 1968) to weigh a disagreement by how far apart two codes stand on the scale.
# scikit-learn 1.9.1, 30 November 2026: cohen_kappa_score counts steps between the codes that occur, so on a scale from 1 to 5
# of which nobody used 3 and 4, a 2 against a 5 is as near a miss as a 1 against a 2, and the worse coders get the higher kappa. irrCAC 0.4.4 goes by the
# numbers, and labels=[1, 2, 3, 4, 5] tells scikit-learn of the scale.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check scikit-learn==1.9.1 irrCAC==0.4.4 numpy==1.26.4 scipy==1.12.0 pandas==2.3.3

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import pandas as pd
from irrCAC.raw import CAC
from sklearn.metrics import cohen_kappa_score

print("scikit-learn", version("scikit-learn"), "irrCAC", version("irrCAC"))
print("strength of ten promises, 1 to 5")
one = [1, 1, 1, 1, 2, 2, 2, 2, 5, 5]
for name, two in (("1 against 2, twice", [2, 2, 1, 1, 2, 2, 2, 2, 5, 5]), ("2 against 5, twice", [1, 1, 1, 1, 2, 2, 5, 5, 5, 5])):
    known = cohen_kappa_score(one, two, weights="quadratic", labels=[1, 2, 3, 4, 5])
    values = CAC(pd.DataFrame({"one": one, "two": two}), weights="quadratic").conger()["est"]["coefficient_value"]
    print(f"{name}: scikit-learn {cohen_kappa_score(one, two, weights='quadratic'):.2f},",
          f"with labels {known:.2f}, irrCAC {values:.2f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
scikit-learn 1.9.1 irrCAC 0.4.4
strength of ten promises, 1 to 5
1 against 2, twice: scikit-learn 0.80, with labels 0.95, irrCAC 0.95
2 against 5, twice: scikit-learn 0.86, with labels 0.69, irrCAC 0.69
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
