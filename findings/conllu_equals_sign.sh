#!/usr/bin/env bash
# One would expect a CoNLL-U file to be the same after it has been read and written again.
# conllu 6.0.0, 30 November 2026: of a value in the last column that holds an equals sign, such as the address of a source,
# all from the sign on is lost, without a message; pyconll 3.3.1 keeps it.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -qq --disable-pip-version-check conllu==6.0.0 pyconll==3.3.1

venv/bin/python - >now.txt <<'PYTHON'
from importlib.metadata import version

import conllu
import pyconll

ROW = "1\tAccord\taccord\tNOUN\t_\t_\t0\troot\t_\tSource=https://example.org/treaty?article=4&part=2\n\n"

print("conllu", version("conllu"), "pyconll", version("pyconll"))
print("file:   ", ROW.split("\t")[-1].strip())
print("conllu: ", conllu.parse(ROW)[0].serialize().split("\t")[-1].strip())
print("pyconll:", pyconll.load_from_string(ROW)[0].conll().split("\t")[-1].strip())
PYTHON
cat now.txt

cat >expected.txt <<'EXPECTED'
conllu 6.0.0 pyconll 3.3.1
file:    Source=https://example.org/treaty?article=4&part=2
conllu:  Source=https://example.org/treaty?article
pyconll: Source=https://example.org/treaty?article=4&part=2
EXPECTED
if ! diff expected.txt now.txt >changes.txt; then
    echo "CHANGED (< as written down, > now):"
    cat changes.txt
    exit 1
fi
echo "As written down."
