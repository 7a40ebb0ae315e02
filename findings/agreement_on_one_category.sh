#!/usr/bin/env bash
# One would expect one answer to one question: how far do two coders agree who gave every item the same code?
# 29 November 2026: krippendorff 0.9.0 raises an error, scikit-learn 1.9.1 gives NaN,
# nltk 3.10.4 gives 1, for its kappa as for its alpha.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check krippendorff==0.9.0 nltk==3.10.4 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version
import warnings

import krippendorff
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

codes = ["yes", "yes", "yes"]
print(*(f"{name} {version(name)}" for name in ("krippendorff", "scikit-learn", "nltk")))
try:
    print("krippendorff alpha:", krippendorff.alpha(reliability_data=[codes, codes], level_of_measurement="nominal"))
except ValueError as error:
    print("krippendorff alpha: ValueError:", error)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    print("scikit-learn kappa:", cohen_kappa_score(codes, codes))
task = AnnotationTask([(coder, item, code) for coder in "AB" for item, code in enumerate(codes)])
print(f"nltk kappa: {task.kappa():.1f}, alpha: {task.alpha():.1f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
krippendorff 0.9.0 scikit-learn 1.9.1 nltk 3.10.4
krippendorff alpha: ValueError: There has to be more than one value in the domain.
scikit-learn kappa: nan
nltk kappa: 1.0, alpha: 1.0
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
