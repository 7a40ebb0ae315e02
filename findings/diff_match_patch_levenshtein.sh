#!/usr/bin/env bash
# One would expect diff_levenshtein, of the shortest list of changes, to be the Levenshtein distance.
# diff-match-patch 20241021, 30 November 2026: it is often more, as the list is the shortest without replacements (Myers 1986),
# where a kept letter may cost more than it saves, and another number after the clean-up for reading.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check diff-match-patch==20241021 rapidfuzz==3.14.6

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Levenshtein

print("diff-match-patch", version("diff-match-patch"), "rapidfuzz", version("rapidfuzz"))
tool = diff_match_patch()
for old, new in (("shall", "may"), ("coordinate", "cooperate"), ("recognise", "reaffirm"), ("will promote", "intend to support"), ("welcome", "underscore")):
    changes = tool.diff_main(old, new)
    least = tool.diff_levenshtein(changes)
    tool.diff_cleanupSemantic(changes)
    print(f"{old} -> {new}: diff-match-patch {least}, cleaned up {tool.diff_levenshtein(changes)}; rapidfuzz {Levenshtein.distance(old, new)}")
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
diff-match-patch 20241021 rapidfuzz 3.14.6
shall -> may: diff-match-patch 4, cleaned up 5; rapidfuzz 4
coordinate -> cooperate: diff-match-patch 5, cleaned up 4; rapidfuzz 4
recognise -> reaffirm: diff-match-patch 6, cleaned up 7; rapidfuzz 6
will promote -> intend to support: diff-match-patch 17, cleaned up 17; rapidfuzz 15
welcome -> underscore: diff-match-patch 6, cleaned up 7; rapidfuzz 6
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
