#!/usr/bin/env bash
# One would expect weighted kappa not to depend on the scale of the distance, and two close coders to get a value near 1.
# nltk 3.10.4, 29 November 2026: weighted_kappa(max_distance=...) divides the expected disagreement
# by the maximum, but not the observed one, so the same codings get 0.9 or -0.6, as one states the maximum or not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check nltk==3.10.4 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

one = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
two = [1, 2, 3, 5, 4, 2, 1, 3, 4, 5]
rows = [(coder, item, code) for coder, codes in (("A", one), ("B", two)) for item, code in enumerate(codes)]
task = AnnotationTask(rows, distance=lambda a, b: (a - b) ** 2)

print("nltk", version("nltk"), "scikit-learn", version("scikit-learn"))
print(f"scikit-learn, quadratic weights: {cohen_kappa_score(one, two, weights='quadratic'):.3f}")
for most in (1, 4, 16):
    print(f"nltk, squared distance, max_distance={most}: {task.weighted_kappa(max_distance=most):.3f}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
nltk 3.10.4 scikit-learn 1.9.1
scikit-learn, quadratic weights: 0.900
nltk, squared distance, max_distance=1: 0.900
nltk, squared distance, max_distance=4: 0.600
nltk, squared distance, max_distance=16: -0.600
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
