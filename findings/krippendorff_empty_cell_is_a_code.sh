#!/usr/bin/env bash
# One would expect a cell that no coder filled in to be missing, however a table of text codes writes it.
# krippendorff 0.9.0, 29 November 2026: among text codes "nan" is missing, while "" and "NaN" are codes of their own,
# so that two coders who agree wherever both coded get 1.00 or 0.63; None is refused.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check krippendorff==0.9.0 numpy==2.4.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import krippendorff
import numpy as np

print("krippendorff", version("krippendorff"))
for missing in ("nan", "NaN", "", None):
    codes = [["threat", "offer", missing, "threat"], ["threat", "offer", "offer", "threat"]]
    table = np.array(codes, dtype=object) if missing is None else np.array(codes)
    try:
        said = f"{krippendorff.alpha(table, level_of_measurement='nominal'):.2f}"
    except ValueError as error:
        said = f"ValueError: {error}"
    print(f"{missing!r}: {said}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
krippendorff 0.9.0
'nan': 1.00
'NaN': 0.63
'': 0.63
None: ValueError: Don't know how to construct value domain for dtype kind O.
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
