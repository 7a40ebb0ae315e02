#!/usr/bin/env bash
# One would expect section 4.10 and section 4.1, or October 2026 and January 2026, to keep different normalized forms.
# SudachiPy 0.7.0, 29 November 2026: normalized_form() takes one stop in digits for a decimal point and drops last
# zeros, so both count as one; surface() and dictionary_form() keep them, and so does a number with two stops.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check sudachipy==0.7.0 sudachidict-small==20261015

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

from sudachipy import Dictionary, SplitMode

print("sudachipy", version("sudachipy"), "sudachidict-small", version("sudachidict-small"))
tokenizer = Dictionary(dict="small").tokenizer(mode=SplitMode.A)
for text in ("第4.1項", "第4.10項", "2026.1", "2026.10", "2026.10.1"):
    words = tokenizer.tokenize(text)
    print(text)
    for name in ("surface", "dictionary_form", "normalized_form"):
        print(f"    {name}:", " | ".join(getattr(word, name)() for word in words))
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
sudachipy 0.7.0 sudachidict-small 20261015
第4.1項
    surface: 第 | 4.1 | 項
    dictionary_form: 第 | 4.1 | 項
    normalized_form: 第 | 4.1 | 項
第4.10項
    surface: 第 | 4.10 | 項
    dictionary_form: 第 | 4.10 | 項
    normalized_form: 第 | 4.1 | 項
2026.1
    surface: 2026.1
    dictionary_form: 2026.1
    normalized_form: 2026.1
2026.10
    surface: 2026.10
    dictionary_form: 2026.10
    normalized_form: 2026.1
2026.10.1
    surface: 2026 | . | 10 | . | 1
    dictionary_form: 2026 | . | 10 | . | 1
    normalized_form: 2026 | . | 10 | . | 1
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
